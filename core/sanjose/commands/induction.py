"""Material for a new member: what reprisals are, and what this committee does about them."""

import click

from sanjose.commands import handing
from sanjose.commands.around import Around, command
from sanjose.commands.handing import hand_over, handed
from sanjose.commands.session import clock
from sanjose.rules.committees import load


@command(
    "induction",
    more="It is made from the profile, and speaks of no case. N 28, 45.",
)
@click.option(
    "--committee", metavar="NAME", help="By its short name; this installation's else."
)
@handed
def induction(around: Around, committee: str | None, place: str | None) -> None:
    """Make."""
    from sanjose.paper import induction as papers

    handing.check(place)
    slug = committee.strip().casefold() if committee else around.home.settings().committee
    paper = papers.induction(load(slug).committee, clock().date())
    hand_over(paper, place, as_json=around.as_json)


COMMANDS = {"induction": induction}
