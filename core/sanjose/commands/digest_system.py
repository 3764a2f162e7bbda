"""The joined digest for the Chairs of the treaty bodies: each committee's part, and all of them."""

import json
from datetime import date, timedelta
from typing import Any

import click

from sanjose.commands.around import Around, command, day
from sanjose.commands.documents import read_bytes
from sanjose.commands.handing import check, hand_over, handed
from sanjose.commands.session import clock, session
from sanjose.rules import system
from sanjose.words.errors import Misuse
from sanjose.words.provenance import Chosen

LARGEST = 200_000
"""Bytes of a part. Source: ours; it is a list of days."""

QUARTER = Chosen(92, because="Chairs meet once a year, and hear of each other in between")
"""Days of a period where none is given."""

PART = """It speaks of the system: offices filled or vacant, sessions ahead, practices noted, joint
statements published. No allegation, State or person has a place in it. With --out FILE.json
it can be joined with the parts of the others: `sanjose digest joined`."""


@command("system", line="Write this committee's part for the other Chairs.", more=PART)
@click.option("--since", metavar="DATE", help="The first day; a quarter back else.")
@click.option("--until", metavar="DATE", help="The last day; today else.")
@handed
def part(around: Around, since: str | None, until: str | None, place: str | None) -> None:
    """Write."""
    from sanjose.commands.chart import profiles
    from sanjose.paper.system import as_joined

    check(place)
    with session(around.home) as door:
        last = day(until, "--until") if until else door.today()
        first = day(since, "--since") if since else last - timedelta(days=QUARTER.value)
        made, today = door.system_developments(first, last), door.today()
    paper = as_joined((made,), profiles(), today)
    hand_over(paper, place, as_json=around.as_json, answer=system.plain(made))


JOINED = """FILES are what `sanjose digest system --out FILE.json` wrote in each committee. No
installation is needed."""


@command("joined", line="Join the parts of several committees for the Chairs.", more=JOINED)
@click.argument("files", nargs=-1, required=True, metavar="FILES")
@handed
def joined(around: Around, files: tuple[str, ...], place: str | None) -> None:
    """Join."""
    from sanjose.commands.chart import profiles
    from sanjose.paper.system import as_joined

    check(place)
    there = profiles()
    parts = [system.read(_written(one), (each.slug for each in there)) for one in files]
    if len({one.committee for one in parts}) < len(parts):
        raise Misuse("two of the files are of the same committee: name one of each")
    answer = {"parts": [system.plain(one) for one in parts]}
    today: date = clock().date()
    hand_over(as_joined(parts, there, today), place, as_json=around.as_json, answer=answer)


def _written(place: str) -> Any:
    raw = read_bytes(place, LARGEST, "the part", "it is none")
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return {}
