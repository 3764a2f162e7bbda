"""What an officer opens in the morning, and the list of what is due."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

import click

from sanjose.commands.answers import command_for, plain_due, said_with_source
from sanjose.commands.around import AS_AT, Around, command
from sanjose.commands.session import session
from sanjose.commands.telling import days, heading, long_day, paragraph, say, table, tell_json
from sanjose.commands.wording import state_name
from sanjose.keeping.backup import last_backup
from sanjose.secretariat import Secretariat
from sanjose.words.due import Due
from sanjose.words.events import CalendarEntered
from sanjose.words.model import Calendar, Urgency

AHEAD = 14
"""Days ahead that the morning's page shows. Source: ours; two weeks can still be arranged."""

REVIEWS_AHEAD = 42
"""Days ahead for which reviews are shown. Source: ours; a list of issues is prepared by then."""

REVIEWS = frozenset({Calendar.REVIEW, Calendar.DIALOGUE, Calendar.VISIT})

Waiting = tuple[str | None, Urgency, Due]


@command("today", on=AS_AT)
def today(around: Around) -> None:
    """Show."""
    with session(around.home) as door:
        day = around.on or door.today()
        waiting = door.due(on=around.on, ahead=AHEAD)
        now = tuple(one for one in waiting if one[2].on <= day)
        coming = tuple(one for one in waiting if one[2].on > day)
        reviews = tuple(_reviews(door, day, around.on))
        copies = _copies_overdue(door)
        states = _states(door, now)
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
            }
        )
        return
    say(f"{day:%A}, {long_day(day)}   {slug.upper()}, {officer}")
    if copies is not None:
        say()
        paragraph(copies)
    if not now:
        say()
        paragraph("Nothing waits today.")
    _tell_now(now, day, states)
    _tell_coming(coming, day)
    _tell_reviews(reviews, day)


@command("due", on=AS_AT)
@click.option("--days", "ahead", default=0, metavar="NUMBER", help="Also this many days ahead.")
def due(around: Around, ahead: int) -> None:
    """List."""
    with session(around.home) as door:
        day = around.on or door.today()
        waiting = door.due(on=around.on, ahead=max(0, min(ahead, 3660)))
    if around.as_json:
        tell_json({"day": day, "due": [_plain(one, day) for one in waiting]})
        return
    if not waiting:
        until = f" in the next {days(ahead)}" if ahead else ""
        paragraph(f"Nothing is due{until}.")
        return
    rows = (
        (one.on.isoformat(), reference or "the committee", said_with_source(one, day))
        for reference, _, one in sorted(waiting, key=lambda entry: entry[2].on)
    )
    table([("By", "Case", "What"), *rows], indent=0)


def _tell_now(now: Iterable[Waiting], day: date, states: dict[str, str]) -> None:
    for urgency, group in groupby(now, key=lambda one: one[1]):
        heading({3: "Immediate", 2: "Urgent", 1: "Today"}[int(urgency)])
        for reference, entries in groupby(group, key=lambda one: one[0]):
            where = (
                f"{reference}   {states.get(reference or '', '')}"
                if reference
                else ("The committee's own, without a case")
            )
            say(f"  {where}")
            for _, _, one in entries:
                say(f"    {said_with_source(one, day)}")
                say(f"        {command_for(one, reference)}")


def _tell_coming(coming: Iterable[Waiting], day: date) -> None:
    listed = sorted(coming, key=lambda one: one[2].on)
    if not listed:
        return
    heading(f"Coming in the next {days(AHEAD)}")
    table(
        (reference or "the committee", said_with_source(one, day))
        for reference, _, one in listed
    )


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


def _states(door: Secretariat, now: Iterable[Waiting]) -> dict[str, str]:
    """Return the State's name of each case in a list, by its reference."""
    found = {}
    for reference in {one[0] for one in now if one[0]}:
        case_id = door.archive.find(reference)
        found[reference] = state_name(door.archive.wall(case_id)[0] if case_id else None)
    return found


def _copies_overdue(door: Secretariat) -> str | None:
    """Return the sentence for an erasure that older copies of the keys still undo."""
    erased = door.archive.vault.last_destroyed()
    last = last_backup(door.archive.vault)
    if erased is None or (last is not None and last.date() > erased):
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
