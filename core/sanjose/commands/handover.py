"""Hand work over: what goes on in every open case, for whoever takes it up."""

import click

from sanjose.commands.around import Around, command
from sanjose.commands.handing import check, hand_over, handed
from sanjose.commands.session import session


@command(
    "handover",
    more="Open cases, what was promised to whom, and what is next; it names nobody. The words of"
    " a promise are told with --reveal only.",
)
@handed
@click.option("--reveal", is_flag=True, help="Tell the words of each promise.")
def handover(around: Around, place: str | None, *, reveal: bool) -> None:
    """Hand over."""
    from sanjose.paper.handover import as_paper

    check(place)
    with session(around.home) as door:
        found = door.handover()
        name = door.committee.name
    answer = {
        "day": found.on,
        "cases": [
            {
                "reference": one.reference,
                "state": one.state,
                "stage": one.stage,
                "urgency": one.urgency.name.lower(),
                "promises": [
                    {
                        "on": each.on,
                        "to": each.person,
                        "words": each.text.reveal() if reveal else None,
                    }
                    for each in one.promises
                ],
                "check_in": one.check_in,
                "due": [
                    {"what": due.kind, "label": due.label, "on": due.on} for due in one.due
                ],
            }
            for one in found.cases
        ],
        "not_open_to_you": found.closed_to,
    }
    hand_over(
        as_paper(found, name, reveal=reveal), place, as_json=around.as_json, answer=answer
    )


COMMANDS = {"handover": handover}
