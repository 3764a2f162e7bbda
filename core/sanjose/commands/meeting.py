"""The papers of a meeting of rapporteurs and focal points: its agenda, and the sheet for the room."""

import click

from sanjose.commands import handing
from sanjose.commands.around import Around, command, day, group
from sanjose.commands.handing import hand_over, handed
from sanjose.commands.session import session
from sanjose.commands.telling import complain, paragraph
from sanjose.words.errors import Misuse

TOPICS = "Which topics of N 25, by their letters a to f, with commas; all where none is named."
NOBODY = "none"
ROSTER = (
    "Participants: your own committee's as your roster has them today; the others' as published "
    "in early 2023 or as their profiles say. Ask each secretariat before it goes out."
)
VACANT = "Your roster names no rapporteur for today: that line of the participants is empty."


@command(
    "agenda",
    line="Draft the agenda, with annotations and documents.",
    more="It goes to everybody who is invited, and says of no State and no case. N 13-25, 47.",
)
@click.option("--held-on", metavar="DATE", help="The day of the meeting.")
@click.option("--topics", "letters", metavar="LETTERS", default="", help=TOPICS)
@handed
def agenda(around: Around, held_on: str | None, letters: str, place: str | None) -> None:
    """Draft."""
    from sanjose.commands.chart import profiles
    from sanjose.paper import meetings
    from sanjose.rules.meetings import topics

    handing.check(place)
    when, chosen = day(held_on, "--held-on") if held_on else None, topics(letters)
    with session(around.home, writing=True) as door:
        found, today = door.meeting(), door.today()
    paper = meetings.agenda(found, chosen, profiles(), when, today)
    hand_over(paper, place, as_json=around.as_json)
    complain(ROSTER)
    if not found.holders:
        complain(VACANT)
    if found.in_network:
        complain(
            f"Open to you, and not on the agenda: {found.shared} shared, {found.put_forward} "
            f"put forward for it, {found.statements} joint statements that wait."
        )


@command(
    "sheet",
    line="Make the sheet of shared cases for the room.",
    more="Say whose nationals sit there: what may be about their States is left out. It is"
    " handed out in the room and handed back; it is sent to nobody.",
)
@click.option(
    "--nationals",
    metavar="STATES",
    required=True,
    help="Their States, by codes or names with commas; the word none for nobody's.",
)
@handed
def sheet(around: Around, nationals: str, place: str | None) -> None:
    """Make."""
    from sanjose.paper import meetings

    handing.check(place)
    listed = [one.strip() for one in nationals.split(",") if one.strip()]
    if not listed:
        message = f"say whose nationals sit in the room, or --nationals {NOBODY}"
        raise Misuse(message)
    if [one.casefold() for one in listed] == [NOBODY]:
        listed = []
    with session(around.home, writing=True) as door:
        found, today = door.meeting(listed), door.today()
    hand_over(meetings.sheet(found, today), place, as_json=around.as_json)


def _default(_: Around) -> None:
    paragraph(
        "sanjose meeting agenda drafts the agenda; sanjose meeting sheet, what is handed out."
    )


COMMANDS = {"meeting": group("meeting", agenda, sheet, default=_default)}
