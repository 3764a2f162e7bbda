"""What the committee can rest on towards a State on a day, each with its reason and source."""

from typing import Any

import click

from sanjose.commands.around import AS_AT, Around, command
from sanjose.commands.session import session
from sanjose.commands.telling import heading, paragraph, say, table, tell_json
from sanjose.rules.legal import Finding, Footing, Holds
from sanjose.rules.profile import Procedure
from sanjose.words.provenance import Given, shortly
from sanjose.words.states import name_of

UNKNOWN = "Unknown is not a no: look it up, then `sanjose participation enter`."


@command(
    "basis",
    on=AS_AT,
    more="It is computed from the committee's profile and from what was entered of the State"
    " (`sanjose participation`). It is about what a letter can rest on: an allegation is received"
    " whatever the answer.",
)
@click.argument("state")
@click.option(
    "--procedure",
    metavar="WORD",
    help="For this procedure; `sanjose committees NAME` lists them.",
)
def basis(around: Around, state: str, procedure: str | None) -> None:
    """Show."""
    with session(around.home) as door:
        day, code = around.on or door.today(), door.state_code(state)
        footings = door.legal_basis(state, procedure=procedure, on=day)
        committee = door.committee
        asked = [
            (one, door.competent(state, one.key, on=day))
            for one in committee.procedures
            if (one.needs if procedure is None else one.key == procedure)
        ]
    if around.as_json:
        tell_json(
            {
                "committee": committee.slug,
                "state": code,
                "on": day,
                "procedure": procedure,
                "basis": [_plain(one) for one in footings],
                "competent": [_competent(one, found) for one, found in asked],
            }
        )
        return
    only = next((f", {one.title}" for one, _ in asked if procedure), "")
    say(f"{committee.name}: {name_of(code)} on {day}{only}")
    heading("What can be rested on")
    table(row for one in footings for row in _rows(one))
    if not footings:
        paragraph("The committee's profile names nothing.", indent=2)
    if asked:
        heading("Whether the Committee may take it up; an allegation is received in any case")
        table((str(found.answer), f"{one.title}: {found.why}.") for one, found in asked)
    answers = {one.answer for one in footings} | {found.answer for _, found in asked}
    if Holds.UNKNOWN in answers:
        say()
        paragraph(UNKNOWN)


def _rows(one: Footing) -> tuple[tuple[str, str], ...]:
    anchor, given = one.anchor, one.anchor.source
    told = anchor.kind in anchor.title
    title = anchor.title if told else f"{anchor.title} ({anchor.kind})"
    source = shortly(given.source) if isinstance(given, Given) else str(given)
    return (str(one.answer), title), ("", f"{one.why} [{source}]")


def _plain(one: Footing) -> dict[str, Any]:
    return {
        "anchor": one.anchor.key,
        "title": one.anchor.title,
        "kind": str(one.anchor.kind),
        "answer": str(one.answer),
        "why": one.why,
        "source": str(one.anchor.source),
    }


def _competent(one: Procedure, found: Finding) -> dict[str, str]:
    return {
        "procedure": one.key,
        "title": one.title,
        "answer": str(found.answer),
        "why": found.why,
    }


COMMANDS = {"basis": basis}
