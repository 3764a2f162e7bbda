"""How joint statements are told: a calm table of all of them, and each one whole."""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sanjose.commands.answers import plain_objection, tell_objections
from sanjose.commands.around import Around
from sanjose.commands.telling import (
    cited,
    days,
    heading,
    long_day,
    paragraph,
    say,
    sentence,
    table,
    tell_json,
)
from sanjose.commands.wording import state_name
from sanjose.exchange.statements import Concurrence, How, office, received
from sanjose.secretariat import Secretariat
from sanjose.secretariat.network.jointly import DRAFT, JointNow, Wait
from sanjose.secretariat.network.recalling import spoken
from sanjose.words.provenance import note


def status(around: Around, found: Sequence[JointNow]) -> None:
    """Tell how far each statement has come."""
    if around.as_json:
        tell_json({"statements": [shown(one) for one in found]})
        return
    if not found:
        paragraph("There is no joint statement: sanjose joint propose --text FILE")
    for number, one in enumerate(found):
        if number:
            say()
        _tell_line(one)


def tell_statement(now: JointNow) -> None:
    """Tell a statement whole: who and when, its grounds, its text, and what is lacking here."""
    _tell_line(now, whole=True)
    for origin, grounds in now.grounds:
        if grounds:
            heading(f"Why {origin} proposes it; nobody signs this")
            tell_text(grounds)
    heading("The text")
    tell_text(now.text)


def _tell_line(one: JointNow, *, whole: bool = False) -> None:
    label = f" ({one.label})" if one.label and one.document else ""
    say(f"{one.name}{label}   {state_name(one.state)}: {_standing(one)}")
    rows = list(_rows(one))
    if whole:
        days_of_it = about(one.signatories, one.expires, one.embargo)
        rows = [*days_of_it, *(each for each in rows if each not in days_of_it)]
    table(rows)
    if one.lacks:
        say("  what our own concurrence lacks:")
        tell_objections(one.lacks, indent=4)
    for warning in one.warnings:
        paragraph(sentence(warning), indent=2)


def _standing(one: JointNow) -> str:
    if one.days_left is None or one.standing not in {DRAFT, "open"}:
        return one.standing
    left = f"{days(one.days_left)} left to concur" if one.days_left else "no day left to concur"
    return f"{one.standing}, {left}"


def _rows(one: JointNow) -> Iterator[tuple[str, str]]:
    for each in one.concurred:
        yield "concurred", f"{each.signatory}: {how(each)}"
    if one.awaited:
        yield "awaited", ", ".join(one.awaited)
    if one.awaited and one.ours and one.lacks:
        yield "signs here", str(one.signs)
    if one.withdrawn:
        yield "withdrew", ", ".join(one.withdrawn)
    if one.published:
        yield "published", f"by {', '.join(one.published)}"
    elif one.document and not one.awaited and not one.withdrawn:
        yield "published", f"not before {long_day(one.embargo)}"


def waiting_here(door: Secretariat) -> Iterator[str]:
    """Give the statements that wait for this committee, each in a sentence with its command."""
    for wait, one in door.joint_waits():
        yield _waiting(wait, one)


def _waiting(wait: Wait, one: JointNow) -> str:
    named = f"joint statement {one.name} ({state_name(one.state)})"
    left = f"{days(one.days_left or 0)} left"
    match wait:
        case Wait.AUTHORISE:
            return (
                f"{named} waits for our body's decision on taking part, {left}: "
                f"`sanjose joint authorise {one.name}`"
            )
        case Wait.CONCUR:
            return (
                f"{named} waits for the concurrence of our {one.signs}, {left}: `sanjose joint "
                f"show {one.name} --paper FILE` writes what is signed, `sanjose joint concur "
                f"{one.name}` enters it"
            )
        case Wait.LACKS:
            return (
                f"{named} waits for our concurrence, {left}, and something stands against it: "
                f"`sanjose joint show {one.name}`"
            )
        case Wait.PUBLISH:
            return (
                f"{named} is adopted, and may be published: `sanjose joint publish {one.name} "
                "--where PLACE`"
            )
        case Wait.FELL:
            return (
                f"{named} has our concurrence, and what it rests on fell since; the others do not "
                f"know and may publish it: `sanjose joint withdraw {one.name} --by chair` stops "
                "whoever has not"
            )
        case Wait.WITHDRAWN:
            after = "after it was published" if one.published else "and nobody publishes it now"
            return (
                f"{spoken(one.withdrawn)} withdrew from {named}, {after}: `sanjose joint show "
                f"{one.name}`"
            )


def due_here(door: Secretariat, until: date) -> Iterator[tuple[date, str, str]]:
    """Give the statements that wait here and are due by a day: that day, which one, and what."""
    for wait, one in door.joint_waits():
        by = one.embargo if wait is Wait.PUBLISH else one.expires
        if wait not in {Wait.WITHDRAWN, Wait.FELL} and by <= until:
            yield by, f"statement {one.name}", f"waits for {wait} ({cited(note(16))})"


def shown(one: JointNow) -> dict[str, Any]:
    """Return a statement for a machine, without its text."""
    return {
        "name": one.name,
        "label": one.label,
        "document": one.document.hex() if one.document else None,
        "state": one.state,
        "standing": one.standing,
        "signatories": list(one.signatories),
        "expires": one.expires,
        "embargo": one.embargo,
        "days_left": one.days_left,
        "concurred": [plain_concurrence(each) for each in one.concurred],
        "awaited": list(one.awaited),
        "withdrawn": list(one.withdrawn),
        "published": list(one.published),
        "signs_here": str(one.signs) if one.ours else None,
        "lacks": [plain_objection(each) for each in one.lacks],
        "warnings": list(one.warnings),
    }


def about(
    signatories: tuple[str, ...], expires: date, embargo: date
) -> tuple[tuple[str, str], ...]:
    """Return who is to sign and by when, as rows."""
    return (
        ("Chairs of", ", ".join(signatories)),
        ("concur by", long_day(expires)),
        ("published", f"not before {long_day(embargo)}"),
    )


def tell_text(words: str) -> None:
    """Print a text that somebody is to judge, line by line, each marked as its own."""
    for one in words.split("\n"):
        for part in _folded(one):
            say(f"  | {part}".rstrip())


def _folded(line: str, width: int = 72) -> list[str]:
    return textwrap.wrap(line, width, break_long_words=False) or [""]


def how(one: Concurrence) -> str:
    """Return who concurred for a committee, on which day and how."""
    by = "own key" if one.how is How.KEY else f"{received(one.how)}, attested by"
    who = "" if one.how is How.KEY else f" {' and '.join(one.officers)}"
    return f"{office(one.holder)}, {long_day(one.on)}, {by}{who}"


def plain_concurrence(one: Concurrence) -> dict[str, object]:
    """Return a concurrence for a machine."""
    return {
        "committee": one.signatory,
        "holder": one.holder.value,
        "on": one.on,
        "how": one.how.value,
        "officers": list(one.officers),
    }
