"""The calendar: sessions, reviews, and what was adopted."""

from datetime import date

import click

from sanjose.commands.acts import act
from sanjose.commands.around import AS_AT, Around, command, day, group
from sanjose.commands.session import session
from sanjose.commands.telling import paragraph, table, tell_json
from sanjose.commands.wording import state_name
from sanjose.secretariat.verbs import VERBS
from sanjose.words.events import CalendarEntered


def shown(
    around: Around,
    since: date | None = None,
    until: date | None = None,
    state: str | None = None,
) -> None:
    """Show the calendar, in a period and of a State where they are given."""
    with session(around.home) as door:
        code = door.state_code(state) if state else None
        entries = [
            one
            for one in sorted(door.record().calendar, key=lambda entry: entry.starts)
            if code in {None, one.state}
            and (until is None or one.starts <= until)
            and (since is None or since <= (one.ends or one.starts))
        ]
    if around.as_json:
        tell_json({"calendar": [_plain(one) for one in entries]})
        return
    if not entries:
        paragraph("Nothing stands in the calendar there: sanjose calendar enter")
        return
    table(((_when(one), _what(one)) for one in entries), indent=0)


def _when(one: CalendarEntered) -> str:
    ends = f" to {one.ends}" if one.ends and one.ends != one.starts else ""
    return f"{one.starts}{ends}"


def _what(one: CalendarEntered) -> str:
    state = f" ({state_name(one.state)})" if one.state else ""
    reprisals = f"; on reprisals: {one.reprisals}" if one.reprisals else ""
    return f"{one.what}: {one.title}{state}{reprisals}"


def _plain(one: CalendarEntered) -> dict[str, object]:
    return {
        "what": str(one.what),
        "title": one.title,
        "starts": one.starts,
        "ends": one.ends,
        "state": one.state,
        "reprisals": one.reprisals,
    }


@command("list", line="Show the calendar.", on=AS_AT)
@click.option("--since", metavar="DATE", help="From this day on.")
@click.option("--until", metavar="DATE", help="Until this day.")
@click.option("--state", metavar="STATE", help="Only what concerns a State.")
def list_(around: Around, since: str | None, until: str | None, state: str | None) -> None:
    """Show."""
    shown(
        around,
        day(since, "--since") if since else None,
        day(until, "--until") if until else None,
        state,
    )


enter = act(VERBS["calendar-enter"], "enter", "Enter a session, a review, or what was adopted.")
correct = act(VERBS["calendar-correct"], "correct", "Correct an entry that was wrong.")
remove = act(VERBS["calendar-remove"], "remove", "Take an entry out that was wrong.")
COMMANDS = {"calendar": group("calendar", list_, enter, correct, remove, default=shown)}
