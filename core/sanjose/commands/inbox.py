"""What other committees share, and asking them for contact or support, or offering it."""

from typing import Any

import click

from sanjose.commands.answers import tell
from sanjose.commands.around import Around, command, day, group
from sanjose.commands.session import session
from sanjose.commands.telling import (
    complain,
    heading,
    paragraph,
    say,
    sentence,
    tell_json,
)
from sanjose.secretariat.network.arriving import About, Heard, Inbox
from sanjose.words.errors import Misuse
from sanjose.words.shared import Asked
from sanjose.words.states import Region
from sanjose.words.summary import CaseInterest, Support

SHORT = 8
"""Characters of an id that are shown. Source: ours; they are enough to name it."""

WHAT = "One or several of: " + "; ".join(
    f"{one.name.lower().replace('_', '-')} ({one})" for one in Support
)

FILTERS = (
    click.Option(["--from", "origin"], metavar="COMMITTEE", help="Only what it shares."),
    click.Option(["--region"], metavar="REGION", help="Only States of this region."),
    click.Option(["--state"], metavar="STATE", help="Only what may be about this State."),
    click.Option(["--since"], metavar="DATE", help="Only from this day on."),
    click.Option(["--new"], is_flag=True, help="Only what you were not shown yet."),
)


def shown(around: Around) -> None:
    """Show what arrived, as far as this officer may know of it."""
    given: dict[str, Any] = click.get_current_context().params
    since = given["since"]
    with session(around.home, writing=True) as door:
        found = door.inbox(
            origin=given["origin"],
            region=_region(given["region"]),
            state=given["state"],
            since=None if since is None else day(since, "--since"),
            new=given["new"],
        )
    if around.as_json:
        tell_json(_plain(found))
        return
    if not found.summaries and not found.about_ours:
        paragraph("Nothing is here that you may see, or nothing that fits.")
    for one in found.summaries:
        _tell_summary(one)
    if found.about_ours:
        heading("What others ask and offer about our summaries")
        for about in found.about_ours:
            _tell_about(about)
    if found.summaries:
        first = found.summaries[0].summary[:SHORT]
        heading("To speak with the committee of a summary")
        say(f"  sanjose inbox contact {first}")
        say(f"  sanjose inbox ask {first} letter")
        say(f"  sanjose inbox offer {first} experience")
        say()
        paragraph("What you ask or offer leaves with the bundle of a day: `sanjose send`.")
    for fault in found.faults:
        complain(sentence(fault))


def _region(text: str | None) -> Region | None:
    """Return a region that was typed, by its first words or its name.

    Raises:
        Misuse: there is none, or there are several.
    """
    if text is None:
        return None
    typed = " ".join(text.replace("-", " ").replace("_", " ").casefold().split())
    real = [one for one in Region if one is not Region.NONE]
    found = [one for one in real if one.replace("-", " ").casefold().startswith(typed)]
    if len(found) != 1:
        message = f"--region is one of: {'; '.join(real)}"
        raise Misuse(message)
    return found[0]


def _tell_summary(one: Heard) -> None:
    new = "   new" if one.new else ""
    version = f", version {one.version}" if one.version > 1 else ""
    say(f"{one.summary[:SHORT]}   {one.origin}, {one.on}{version}{new}")
    paragraph(f"an allegation: {one.body.words}", indent=4)
    for asked in one.asked:
        paragraph(f"{_when(asked)}: {_said(asked.fact.sent)}", indent=4, hang=2)


def _when(asked: Asked) -> str:
    if asked.left_on is None:
        return f"ours, waits to leave on {asked.fact.leaves}"
    return f"ours, sent on {asked.left_on}"


def _tell_about(one: About) -> None:
    new = "   new" if one.new else ""
    about = one.reference or "a case that was erased"
    paragraph(f"{one.origin}, {one.on}, about {about}{new}", indent=2)
    paragraph(_said(one.interest), indent=4, hang=2)


def _said(one: CaseInterest) -> str:
    parts = ["contact me about this one"] if one.contact else []
    parts += [f"asks: {'; '.join(one.asked)}"] if one.asked else []
    parts += [f"offers: {'; '.join(one.offered)}"] if one.offered else []
    return "; ".join(parts)


def _plain(found: Inbox) -> dict[str, Any]:
    return {
        "summaries": [
            {
                "id": one.summary,
                "from": one.origin,
                "on": one.on,
                "version": one.version,
                "new": one.new,
                "tier": one.body.tier.name.lower(),
                "says": {name: str(value) for name, value in one.body.says.items()},
                "ours": [
                    {
                        "label": asked.fact.label,
                        **_interest(asked.fact.sent),
                        "left_on": asked.left_on,
                    }
                    for asked in one.asked
                ],
            }
            for one in found.summaries
        ],
        "about_ours": [
            {
                "from": one.origin,
                "on": one.on,
                "reference": one.reference,
                "new": one.new,
                **_interest(one.interest),
            }
            for one in found.about_ours
        ],
        "faults": list(found.faults),
    }


def _interest(one: CaseInterest) -> dict[str, Any]:
    return {
        "contact": one.contact,
        "asked": list(one.asked),
        "offered": list(one.offered),
    }


def _speak(
    around: Around,
    summary: str,
    *,
    contact: bool = False,
    asked: tuple[Support, ...] = (),
    offered: tuple[Support, ...] = (),
) -> int:
    with session(around.home, writing=True) as door:
        outcome = door.interest(summary, contact=contact, asked=asked, offered=offered)
        said = _said(
            CaseInterest(
                summary=door.heard_summary(summary).summary,
                contact=contact,
                asked=asked,
                offered=offered,
            )
        )
        return tell(around, door, outcome, opening=f"{outcome.label} is agreed: {said}.")


def _supports(given: tuple[str, ...]) -> tuple[Support, ...]:
    """Return supportive actions that were typed, by their words or their short names.

    Raises:
        Misuse: one of them is none.
    """
    found = []
    for text in given:
        typed = " ".join(text.replace("-", " ").replace("_", " ").casefold().split())
        named = [
            one
            for one in Support
            if typed in {one.replace("-", " "), one.name.replace("_", " ").casefold()}
        ]
        if not named:
            message = f"supportive action is one of: {WHAT.partition(': ')[2]}"
            raise Misuse(message)
        found += named
    return tuple(dict.fromkeys(found))


@command("contact", line="Ask the committee of a summary to contact you about it.")
@click.argument("summary", metavar="ID")
def contact(around: Around, summary: str) -> int:
    """Ask for contact."""
    return _speak(around, summary, contact=True)


@command("ask", line="Ask the committee of a summary for supportive action.", more=WHAT)
@click.argument("summary", metavar="ID")
@click.argument("what", nargs=-1, required=True)
def ask(around: Around, summary: str, what: tuple[str, ...]) -> int:
    """Ask."""
    return _speak(around, summary, asked=_supports(what))


@command("offer", line="Offer supportive action to the committee of a summary.", more=WHAT)
@click.argument("summary", metavar="ID")
@click.argument("what", nargs=-1, required=True)
def offer(around: Around, summary: str, what: tuple[str, ...]) -> int:
    """Offer."""
    return _speak(around, summary, offered=_supports(what))


def _inbox() -> click.Group:
    made: click.Group = group("inbox", contact, ask, offer, default=shown)
    made.params[:0] = FILTERS
    return made


COMMANDS = {"inbox": _inbox()}
