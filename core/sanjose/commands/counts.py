"""Count what was received, found and done in a period; what is zero stands as zero."""

from datetime import date

import click

from sanjose.commands.around import Around, command, day
from sanjose.commands.session import session
from sanjose.commands.telling import heading, paragraph, say, table, tell_json
from sanjose.words.model import Assessment


@command(
    "counts",
    more="These are the secretariat's own figures. What of them is published is released one by"
    " one: a small number can show who it is.",
)
@click.option(
    "--since", metavar="DATE", help="The first day; the year's first where none is given."
)
@click.option("--until", metavar="DATE", help="The last day; today where none is given.")
def counts(around: Around, since: str | None, until: str | None) -> None:
    """Count."""
    with session(around.home) as door:
        last = day(until, "--until") if until else door.today()
        first = day(since, "--since") if since else date(last.year, 1, 1)
        found = door.counts(first, last)
        partly = bool(door.hidden().states)
        titles = {one.key: one.title for one in door.committee.procedures}
        titles |= {key: kind.title for key, kind in door.committee.kinds.items()}
    titles["allegation"] = "not assessed yet"
    findings = {**dict.fromkeys(("allegation", *map(str, Assessment)), 0), **found.by_finding}
    if around.as_json:
        tell_json(
            {
                "since": found.since,
                "until": found.until,
                "procedures": found.by_procedure,
                "findings": findings,
                "measures": found.by_measure,
                "calendar": found.by_calendar,
                "only_what_is_open_to_you": partly,
            }
        )
        return
    say(f"From {found.since} to {found.until}, both days included")
    if partly:
        say("Only what is open to you is counted.")
    for title, figures in (
        ("Allegations received, by procedure", found.by_procedure),
        ("What was found of them so far", findings),
        ("Measures taken", _taken(found.by_measure)),
        ("In the calendar", found.by_calendar),
    ):
        heading(title)
        table((f"{number:>5}", titles.get(key, key)) for key, number in figures.items())
    say()
    paragraph("For the secretariat: nothing of this is released by itself.")


def _taken(figures: dict[str, int]) -> dict[str, int]:
    """Return the measures that were taken, and in one line that the others were not."""
    taken = {key: number for key, number in figures.items() if number}
    others = len(figures) - len(taken)
    return {**taken, f"each of the other {others} measures": 0} if others else taken


COMMANDS = {"counts": counts}
