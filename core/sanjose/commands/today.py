"""What an officer opens in the morning, and the list of what is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import click

from sanjose.commands.answers import command_for, plain_due, said_to, said_with_source
from sanjose.commands.approve import plain as plain_waiting
from sanjose.commands.around import AS_AT, Around, command
from sanjose.commands.copies import copies_older_than_a_recall, copies_older_than_an_erasure
from sanjose.commands.session import session
from sanjose.commands.stated import due_here, waiting_here
from sanjose.commands.telling import (
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
from sanjose.secretariat import Secretariat
from sanjose.secretariat.network.recalling import said_of
from sanjose.words.approvals import Waiting as Asking
from sanjose.words.due import Due
from sanjose.words.events import CalendarEntered
from sanjose.words.model import Calendar, Urgency

AHEAD = 14
"""Days ahead that the morning's page shows. Source: ours; two weeks can still be arranged."""

SHOWN = 25
"""Cases that fit a morning; the rest is a list. Source: ours; more than fit are not read."""

PAGE = 50
"""Lines of the list that are shown at a time. Source: ours; it is read, not processed."""

REVIEWS_AHEAD = 42
"""Days ahead for which reviews are shown. Source: ours; a list of issues is prepared by then."""

REVIEWS = frozenset({Calendar.REVIEW, Calendar.DIALOGUE, Calendar.VISIT})

Waiting = tuple[str | None, Urgency, Due]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A case of the morning's page, with what waits in it and each thing's command."""

    urgency: Urgency
    title: str
    waiting: tuple[tuple[str, str], ...]


@command("today", on=AS_AT)
def today(around: Around) -> None:
    """Show."""
    with session(around.home) as door:
        day = around.on or door.today()
        waiting = door.due(on=around.on, ahead=AHEAD)
        door.let_begin()
        now = tuple(one for one in waiting if one[2].on <= day)
        coming = tuple(one for one in waiting if one[2].on > day)
        reviews = tuple(_reviews(door, day, around.on))
        copies = _copies_overdue(door)
        second = door.to_approve()
        told = () if around.on else tuple(_of_others(door))
        asked = [plain_waiting(door, one) for one in second] if around.as_json else []
        entries, left = ((), 0) if around.as_json else _entries(door, now, day)
        slug, officer = door.archive.settings.committee, door.archive.keyring.officer
    if around.as_json:
        tell_json(
            {
                "day": day,
                "now": [_plain(one, day) for one in now],
                "coming": [_plain(one, day) for one in coming],
                "reviews": [
                    {
                        "state": one.state,
                        "what": str(one.what),
                        "starts": one.starts,
                        "cases": n,
                    }
                    for one, n in reviews
                ],
                "copies_overdue": copies is not None,
                "to_approve": asked,
                "other_committees": list(told),
            }
        )
        return
    say(f"{day:%A}, {long_day(day)}   {slug.upper()}, {officer}")
    if copies is not None:
        say()
        paragraph(copies)
    _tell_second(second)
    _tell_told(told)
    _tell_now(entries, left)
    _tell_coming(coming, day)
    _tell_reviews(reviews, day)


def _entries(
    door: Secretariat, now: Iterable[Waiting], day: date
) -> tuple[tuple[Entry, ...], int]:
    """Return what waits, case by case, the most urgent first, and how many cases are left out."""
    of_case: dict[str | None, list[Waiting]] = {}
    for one in now:
        of_case.setdefault(one[0], []).append(one)
    shown = list(of_case.items())[:SHOWN]
    entries = tuple(
        Entry(
            urgency=waiting[0][1],
            title=_title(door, reference),
            waiting=tuple(
                (said_to(door, due, reference, day), command_for(door, due, reference))
                for _, _, due in waiting
            ),
        )
        for reference, waiting in shown
    )
    return entries, len(of_case) - len(shown)


def _title(door: Secretariat, reference: str | None) -> str:
    if reference is None:
        return "The committee's own, without a case"
    case_id = door.archive.find(reference)
    return f"{reference}   {state_name(door.archive.wall(case_id)[0] if case_id else None)}"


@command("due", on=AS_AT, more="Fifty at a time, the earliest first.")
@click.option("--days", "ahead", default=0, metavar="NUMBER", help="Also this many days ahead.")
@click.option("--all", "everything", is_flag=True, help="All of it.")
def due(around: Around, ahead: int, *, everything: bool) -> None:
    """List."""
    with session(around.home) as door:
        day = around.on or door.today()
        ahead = max(0, min(ahead, 3660))
        waiting = door.due(on=around.on, ahead=ahead)
        stated = () if around.on else tuple(due_here(door, day + timedelta(days=ahead)))
    earliest = sorted(waiting, key=lambda entry: entry[2].on)
    shown = earliest if everything else earliest[:PAGE]
    left = len(earliest) - len(shown)
    if around.as_json:
        together = [{"by": by, "which": which, "what": what} for by, which, what in stated]
        tell_json(
            {
                "day": day,
                "due": [_plain(one, day) for one in shown],
                "more": left,
                "joint_statements": together,
            }
        )
        return
    if not (shown or stated):
        until = f" in the next {days(ahead)}" if ahead else ""
        paragraph(f"Nothing is due{until}.")
        return
    rows = [
        (one.on, reference or "the committee", said_with_source(one, day))
        for reference, _, one in shown
    ]
    listed = sorted([*stated, *rows], key=lambda row: row[0])
    in_words = ((by.isoformat(), which, what) for by, which, what in listed)
    table([("By", "Case", "What"), *in_words], indent=0)
    if left:
        say()
        paragraph(f"There are {left:,} more: --all.")


def _tell_second(waiting: Iterable[Asking]) -> None:
    """Say what somebody else asked for and this officer may say yes to."""
    listed = list(waiting)
    if not listed:
        return
    heading("Waiting for your yes")
    for one in listed:
        paragraph(f"{one.label}   {sentence(one.says)}", indent=2, hang=5)
        say(f"       sanjose approve {one.label}")


def _of_others(door: Secretariat) -> Iterator[str]:
    """Give what is to be recalled, is due to leave, came in, and waits to be stated together."""
    yield from door.alarms()
    yield from (said_of(*one) for one in door.must_be_recalled())
    if due := len(door.sending()):
        number = "1 thing that was agreed to is" if due == 1 else f"{due} things are"
        yield f"{number} due to leave to other committees: `sanjose send`"
    if news := door.news():
        yield f"{news} new from other committees: `sanjose inbox --new`"
    yield from waiting_here(door)
    if recalled := copies_older_than_a_recall(door):
        yield (
            f"something was recalled on {recalled}, and copies of the keys made before still have "
            "it: run `sanjose backup DIR` within seven days of it, and destroy older copies that "
            "lie elsewhere"
        )


def _tell_told(told: Iterable[str]) -> None:
    """Say what concerns other committees."""
    listed = list(told)
    if listed:
        heading("Other committees")
    for one in listed:
        paragraph(f"- {sentence(one)}", indent=2, hang=2)


def _tell_now(entries: Iterable[Entry], left: int) -> None:
    listed = list(entries)
    if not listed:
        say()
        paragraph("Nothing waits today.")
    for urgency, group in groupby(listed, key=lambda one: one.urgency):
        heading({3: "Immediate", 2: "Urgent", 1: "Today"}[int(urgency)])
        for entry in group:
            say(f"  {entry.title}")
            for what, command_ in entry.waiting:
                say(f"    {what}")
                say(f"        {command_}")
    if left:
        say()
        say(f"  and {left} more: sanjose due")


def _tell_coming(coming: Iterable[Waiting], day: date) -> None:
    listed = sorted(coming, key=lambda one: one[2].on)
    if not listed:
        return
    heading(f"Coming in the next {days(AHEAD)}")
    table(
        (reference or "the committee", said_with_source(one, day))
        for reference, _, one in listed[:SHOWN]
    )
    if len(listed) > SHOWN:
        say(f"  and {len(listed) - SHOWN} more: sanjose due --days {AHEAD}")


def _tell_reviews(reviews: Iterable[tuple[CalendarEntered, int]], day: date) -> None:
    listed = list(reviews)
    if not listed:
        return
    heading("Reviews ahead, with open cases on the State")
    table(
        (
            state_name(one.state),
            f"{one.what}, {_when(one, day)}",
            "1 open case" if count == 1 else f"{count} open cases",
        )
        for one, count in listed
    )


def _when(one: CalendarEntered, day: date) -> str:
    if one.starts <= day:
        return f"until {one.ends or one.starts}"
    return f"{one.starts} (in {days((one.starts - day).days)})"


def _reviews(
    door: Secretariat, day: date, on: date | None
) -> Iterator[tuple[CalendarEntered, int]]:
    """Give the reviews that begin soon or go on, of States with open cases."""
    until = day + timedelta(days=REVIEWS_AHEAD)
    for one in sorted(door.record().calendar, key=lambda entry: entry.starts):
        if (
            one.what in REVIEWS
            and one.state
            and one.starts <= until
            and day <= (one.ends or one.starts)
        ):
            listed = door.cases(state=one.state, on=on, limit=-1)
            count = sum(case.stage != "closed" for case in listed)
            if count:
                yield one, count


def _of_an_open_case(door: Secretariat, erased: date) -> bool:
    """Return whether somebody was erased that day in a case that this officer may know of.

    Of a case that was erased as a whole nothing is left that could be kept from anybody.
    """
    ordered = [fact for one, fact in door.record().orders if one.recorded_at.date() == erased]
    for one in ordered:
        state, names = door.archive.wall(bytes.fromhex(one.case_id))
        if not (state and door.recused_from(state)) and door.actor().officer not in names:
            return True
    return not ordered


def _copies_overdue(door: Secretariat) -> str | None:
    """Return the sentence for an erasure that older copies of the keys still undo."""
    erased = copies_older_than_an_erasure(door)
    if erased is None or not _of_an_open_case(door, erased):
        return None
    return (
        f"Somebody was erased on {erased}. Copies of the keys made before still open what was "
        "erased: run `sanjose backup DIR` within seven days of it, and destroy older copies "
        "that lie elsewhere."
    )


def _plain(one: Waiting, day: date) -> dict[str, object]:
    reference, urgency, waiting = one
    return {
        "reference": reference,
        "urgency": urgency.name.lower(),
        **plain_due(waiting, day),
    }


COMMANDS = {"today": today, "due": due}
