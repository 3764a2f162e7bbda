"""Show a case: what is known, on what each step can rest, what was done, what is due.

Names and texts stay sealed until ``--reveal`` asks for them: somebody may be looking over an
officer's shoulder, and what is printed ends in other windows.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from sanjose.commands import timeline
from sanjose.commands.answers import due_rows, tell_due
from sanjose.commands.around import AS_AT, Around, command
from sanjose.commands.portrait import plain
from sanjose.commands.session import session
from sanjose.commands.telling import days, heading, paragraph, say, shown, table, tell_json
from sanjose.commands.wording import state_name
from sanjose.keeping.home import write_private
from sanjose.rules import basis
from sanjose.rules.measures import MEASURES
from sanjose.rules.view import Held
from sanjose.secretariat import Secretariat
from sanjose.words.case import Case
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import Event, FileLinked, PersonNamed, TextKept
from sanjose.words.measures import Measure
from sanjose.words.model import Channel, Urgency, Use


@command("show", on=AS_AT, more="Names and texts are shown with --reveal only.")
@click.argument("reference")
@click.option("--reveal", is_flag=True, help="Show names and texts.")
def show(around: Around, reference: str, *, reveal: bool) -> None:
    """Show."""
    with session(around.home) as door:
        case = door.show(reference, on=around.on)
        events = door.timeline(reference, on=around.on)
        day = around.on or door.today()
        dues = () if case.closed else door.of_case(case)
        procedure = _procedure(door, case)
        rows = due_rows(door, case.reference, dues, day)
    if around.as_json:
        tell_json(plain(case, events, dues, day, reveal=reveal))
        return
    _tell_head(case, procedure)
    _tell_persons(case, reveal=reveal)
    _tell_known(case)
    _tell_basis(case, day)
    _tell_measures(case, day)
    _tell_events(events, reveal=reveal)
    tell_due(rows)
    if not reveal:
        say()
        paragraph("Names and texts are not shown; --reveal shows them.")


@command("fetch", more="The number of the entry stands beside it in `sanjose show`.")
@click.argument("reference")
@click.argument("entry")
@click.option(
    "--to", "place", required=True, metavar="PATH", help="Where it is written, mode 600."
)
def fetch(around: Around, reference: str, entry: str, place: str) -> None:
    """Write a kept file."""
    target = Path(place)
    if target.exists():
        message = "there is a file of that name already: name another one"
        raise Misuse(message)
    with session(around.home) as door:
        events = {str(one.seq): one for one in door.timeline(reference)}
        found = events.get(entry)
        digest = getattr(found.body, "digest", None) if found else None
        if found is None or digest is None:
            message = "no file was kept with this entry; see `sanjose show`"
            raise Misuse(message)
        content = door.archive.fetch(found, digest)
    if not os.access(target.parent, os.W_OK):
        message = "the folder that you named is not there, or not yours to write in"
        raise Unable(message)
    write_private(target, content)
    if around.as_json:
        tell_json({"bytes": len(content), "digest": digest})
        return
    paragraph(f"Written, {len(content):,} bytes, as it was handed in. It is in clear there.")


def _procedure(door: Secretariat, case: Case) -> str:
    try:
        found = door.committee.procedure(case.received.procedure)
    except Unable:
        found = None
    return found.title if found else f"procedure {case.received.procedure}"


def _tell_head(case: Case, procedure: str) -> None:
    received = case.received
    say(f"{case.reference}   {case.word}")
    facts = [
        state_name(received.state),
        procedure,
        f"received {case.received_on}",
        case.stage,
    ]
    if received.urgency is not Urgency.ORDINARY:
        facts.append(received.urgency.name.lower())
    paragraph("; ".join(facts))


def _tell_persons(case: Case, *, reveal: bool) -> None:
    if not case.persons and not case.erased:
        return
    heading("Persons")
    table(_person(one, reveal=reveal) for one in case.persons)
    for label in case.erased:
        say(f"  {label}   erased")


def _person(one: PersonNamed, *, reveal: bool) -> tuple[str, ...]:
    standing = f"{one.standing}{', a child' if one.child else ''}"
    if one.stands_for:
        standing += f" for {one.stands_for}"
    if one.suspected:
        standing += ", may be a source of the risk"
    safe = "marked safe" if one.safe else "not marked safe"
    channel = "no channel" if one.channel is Channel.NONE else f"{one.channel}, {safe}"
    if not reveal:
        return one.label or "", standing, channel
    sealed = (one.name, one.contact, one.safe_hours)
    words = "; ".join(text.reveal() for text in sealed if text)
    return one.label or "", standing, f"{channel}; {shown(words)}"


def _tell_known(case: Case) -> None:
    received = case.received
    rows = [
        ("acts", "; ".join(received.kinds)),
        ("by", "" if received.perpetrator == "unknown" else str(received.perpetrator)),
        ("cooperation", "" if received.cooperation == "unknown" else str(received.cooperation)),
        ("grounds", "; ".join(received.grounds)),
        ("unsaid", "; ".join(received.silences)),
        ("when", received.happened or ""),
        ("risk", "; ".join(_risks(case))),
        ("files", "; ".join(_file(one) for one in case.files)),
    ]
    told = [(name, value) for name, value in rows if value]
    if told:
        heading("What is known" if case.assessment else "What is alleged")
        table(told)


def _risks(case: Case) -> Iterator[str]:
    if case.received.imminent:
        yield "imminent risk to life or integrity"
    if case.received.detained:
        yield "deprived of liberty"
    if case.received.in_session:
        yield "during a session"


def _tell_basis(case: Case, day: date) -> None:
    if not case.concerned:
        return
    heading("On what a step can rest, person by person")
    rows = []
    for person in case.concerned:
        label = person.label or ""
        found = [
            (label, str(use), answer)
            for use in Use
            if (answer := _held(basis.held(case, label, use, day)))
        ]
        concern = basis.held(case, label, Use.STATE, day).concern
        rows += found
        rows += [(label, "whatever the State carries out", "concern open (N 22)")] * concern
        rows.append((label, "other uses" if found else "every use", "no basis"))
    table(rows)


def _held(held: Held) -> str:
    if held.refused:
        return "refused"
    if held.basis is not None:
        return f"{held.basis}, since {held.since}"
    return "the emergency has lapsed" if held.lapsed else ""


def _tell_measures(case: Case, day: date) -> None:
    if case.measures:
        heading("Measures")
        table((one.label, told_measure(one, day)) for one in case.measures)


def told_measure(one: Measure, day: date) -> str:
    """Return how far a measure has come, with what is open about it."""
    title = MEASURES[one.key].title if one.key in MEASURES else one.key
    parts = [title, f"proposed {one.proposed_on}"]
    if one.decided_on is not None:
        adopted = "adopted" if one.adopted else "not adopted"
        open_ = "" if one.confirmed or one.decided_by == "secretariat" else ", UNCONFIRMED"
        parts.append(f"{adopted} {one.decided_on} by the {one.decided_by}{open_}")
    if one.taken is not None:
        parts.append(f"taken {one.taken_on}")
        if one.taken.symbol:
            parts.append(one.taken.symbol)
    if one.awaiting_reply and one.taken is not None and one.taken_on is not None:
        if one.taken.reply_by:
            parts.append(f"reply asked for by {one.taken.reply_by}")
        if day > one.taken_on:
            parts.append(f"no reply for {days((day - one.taken_on).days)}")
    for on, reply in one.replies:
        parts.append(f"{'answered' if reply.substantive else 'acknowledged'} {on}")
    return "; ".join(parts)


def _tell_events(events: tuple[Event, ...], *, reveal: bool) -> None:
    heading("What happened")
    if not reveal:
        table(
            (str(event.seq), event.on.isoformat(), _with_texts(line, texts))
            for event, line, texts in _grouped(events)
        )
        return
    for event in events:
        for _, line in timeline.lines((event,)):
            table([(f"{event.seq:>4}", event.on.isoformat(), line)])
        for what, text in timeline.texts(event.body):
            own = isinstance(event.body, TextKept)
            told = f"{event.seq}, {timeline.named(event.body)}" if own else what
            paragraph(f"{told.replace('_', ' ')}:", indent=15)
            paragraph(text, indent=17)


def _grouped(events: Iterable[Event]) -> list[tuple[Event, str, list[int]]]:
    """Return the entries that say something, each with the numbers of the texts behind it."""
    found: list[tuple[Event, str, list[int]]] = []
    said = {event.seq: line for event, line in timeline.lines(events)}
    for event in events:
        if event.seq in said:
            found.append((event, said[event.seq], []))
        elif isinstance(event.body, TextKept) and found:
            found[-1][2].append(event.seq)
    return found


def _with_texts(line: str, texts: list[int]) -> str:
    if not texts:
        return line
    numbers = ", ".join(map(str, texts))
    return f"{line} ({'text: entry' if len(texts) == 1 else 'texts: entries'} {numbers})"


COMMANDS = {"show": show, "fetch": fetch}


def _file(one: FileLinked) -> str:
    document = f" ({one.document})" if one.document else ""
    return f"{one.label}, {one.kind}: {one.state}{document}"
