"""Count what was received, found and done in a period, and release what may be published.

What is zero stands as zero. The figures of the house are for the secretariat; what is released
is published once and for ever, so that the officer sees it first.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import click

from sanjose.commands import whose
from sanjose.commands.answers import REFUSED, plain_objection, tell, tell_objections
from sanjose.commands.around import Around, command, day, group
from sanjose.commands.documents import at_a_terminal
from sanjose.commands.failing import Stopped
from sanjose.commands.session import session
from sanjose.commands.telling import heading, paragraph, say, table, tell_json
from sanjose.commands.wording import DONE
from sanjose.commands.wording import REFUSED as SAID_REFUSED
from sanjose.rules.figures import KIND, MEASURE, Breakdown, Figures
from sanjose.rules.view import Objection
from sanjose.secretariat import Secretariat
from sanjose.secretariat.verbs import VERBS, Asked, FiguresReleased
from sanjose.words.errors import Misuse
from sanjose.words.figures import Release
from sanjose.words.told import fields_of, read

PLAIN = {
    "procedure": "procedures",
    "finding": "findings",
    "kind": "kinds",
    "silence": "silences",
    "measure": "measures",
    "reply": "replies",
    "calendar": "calendar",
}
"""What each breakdown is called in JSON."""

LONG = {KIND: "kinds of act", MEASURE: "measures"}
"""Breakdowns of which one line says what is zero."""

FOR_EVER = (
    "This is published once: none of these days is released again, and nothing takes it back. "
    "Whoever reads it is taken to know the rules by which a number is withheld."
)
NOTHING = (
    "Of this period nothing was released for publication: `sanjose counts released` lists the "
    "periods that were. Of a longer one there is a sum where they fill it to the day."
)
EVERYTHING = "What is published counts everything, whatever is open to you; the numbers above may differ."
SINCE = click.Option(
    ["--since"], metavar="DATE", help="The first day; the year's first where none is given."
)
UNTIL = click.Option(
    ["--until"], metavar="DATE", help="The last day; today where none is given."
)
PUBLIC = click.Option(
    ["--public"], is_flag=True, help="Only what was released for publication."
)


def shown(around: Around) -> None:
    """Show the figures of a period."""
    given = click.get_current_context().params
    with session(around.home) as door:
        since, until = _period(door, given["since"], given["until"])
        found = door.figures(since, until, public=given["public"])
    if around.as_json:
        tell_json(as_plain(found))
        return
    if found.public and set(found.numbers.values()) == {None}:
        paragraph(NOTHING)
        return
    tell_figures(found)
    say()
    if found.public:
        paragraph("This is what was released for publication.")
    else:
        paragraph("For the secretariat: nothing of this is released by itself.")


def _period(door: Secretariat, since: str | None, until: str | None) -> tuple[date, date]:
    last = day(until, "--until") if until else door.today()
    return (day(since, "--since") if since else date(last.year, 1, 1)), last


def as_plain(found: Figures) -> dict[str, object]:
    """Return figures for JSON; a number that is not published is null."""
    return {
        "since": found.since,
        "until": found.until,
        "public": found.public,
        "total": found.total.number,
        **{
            PLAIN[one.key]: {figure.key: figure.number for figure in one.figures}
            for one in found.breakdowns
        },
        "only_what_is_open_to_you": found.partly,
    }


def tell_figures(found: Figures, *, ahead: bool = False) -> None:
    """Tell figures as tables, one for each breakdown.

    Args:
        ahead: they stand for what a release will count, of which more is said below them.
    """
    say(f"From {found.since} to {found.until}, both days included")
    if found.partly and not ahead:
        say("Only what is open to you is counted.")
    say()
    table([(_number(found.total.number), found.total.title)])
    for one in found.breakdowns:
        heading(f"{one.title} ({one.note})" if one.note else one.title)
        table(_lines(one))
    if None in found.numbers.values():
        say()
        paragraph("A dash stands for a number that is not published, whatever it is.")


def _lines(one: Breakdown) -> Iterator[tuple[str, str]]:
    """Give the lines of a breakdown; a long one says in its last line what is zero."""
    zeros = [figure for figure in one.figures if figure.number == 0]
    short = one.key in LONG and len(zeros) > 1
    for figure in one.figures:
        if not (short and figure.number == 0):
            yield _number(figure.number), figure.title
    if short:
        others = "other " if len(zeros) < len(one.figures) else ""
        yield _number(0), f"each of the {others}{len(zeros)} {LONG[one.key]}"


def _number(number: int | None) -> str:
    return f"{'-' if number is None else number:>5}"


@command(
    "release",
    line="Release the figures of a period for publication, once and for ever.",
    more="The total is released by the rapporteur, or whoever acts, and by nobody else; without"
    " it only what is zero is published. Small numbers are withheld from every breakdown, with"
    " what would show them. Two periods that are released have no day in common.",
    by=True,
)
@click.option("--since", metavar="DATE", help="The first day of the period.")
@click.option("--until", metavar="DATE", help="The last day of the period, which is over.")
@click.option(
    "--total/--no-total", default=None, help="Whether the total is published, however small."
)
@click.option("--preview", is_flag=True, help="Only show what would be published.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def release(
    around: Around,
    since: str | None,
    until: str | None,
    *,
    total: bool | None,
    preview: bool,
    yes: bool,
) -> int:
    """Release."""
    asked = _asked({"since": since, "until": until, "total": total})
    verb = VERBS["disclose"]
    with session(around.home, writing=not preview) as door:
        by = whose.settled(door, verb, around.by, None)
        ahead = door.figures_ahead(asked.since, asked.until, total=asked.total, by=by)
        if preview and ahead is None:
            return _refused(around, door.against_figures(asked.since, asked.until, by=by))
        if ahead is not None and (preview or not around.as_json):
            _tell_ahead(around, ahead)
        if preview:
            return 0
        if ahead is not None:
            _confirm(sure=yes)
        outcome = verb.run(door, Asked(by=by), asked)
        said = (SAID_REFUSED if outcome.refused else DONE)[verb.name]
        said = said.format(since=asked.since, until=asked.until)
        return tell(around, door, outcome, opening=said)


def _asked(given: dict[str, Any]) -> FiguresReleased:
    """Return what is to be released; at a terminal it is asked for.

    Raises:
        Misuse: something was not said, or is no date.
    """
    answers = {name: value for name, value in given.items() if value is not None}
    missing = [one for one in fields_of(FiguresReleased) if one.name not in answers]
    if missing and at_a_terminal():
        from sanjose.commands.asking import Asking

        Asking().about(missing, answers, lambda *_: True)
        answers.setdefault("total", False)
    if "total" not in answers:
        raise Misuse("say whether the total is published: --total or --no-total")
    return read(FiguresReleased, answers)


def _refused(around: Around, objections: Sequence[Objection]) -> int:
    """Say what stands against it, and record nothing."""
    if around.as_json:
        tell_json({"refused": [plain_objection(one) for one in objections]})
        return REFUSED
    paragraph(f"Refused: {SAID_REFUSED['disclose']}.")
    say()
    tell_objections(objections, indent=2)
    return REFUSED


def _tell_ahead(around: Around, ahead: Figures) -> None:
    if around.as_json:
        tell_json(as_plain(ahead))
        return
    say("What is published of this period")
    tell_figures(ahead, ahead=True)
    say()
    if ahead.partly:
        paragraph(EVERYTHING)
    paragraph(FOR_EVER)


def _confirm(*, sure: bool) -> None:
    """Let somebody at a terminal say yes once they saw it.

    Raises:
        Stopped: they did not.
    """
    if sure or not at_a_terminal():
        return
    from sanjose.commands.asking import line, tell

    tell()
    tell("Type yes to release it; anything else stops.")
    if line().strip().casefold() != "yes":
        raise Stopped("nothing was released")


@command("released", line="List the periods of which figures were released.")
def released(around: Around) -> None:
    """List."""
    with session(around.home) as door:
        found = door.figure_releases()
    if around.as_json:
        tell_json({"released": [_plain(one) for one in found]})
    elif not found:
        paragraph("Nothing was released so far: sanjose counts release")
    else:
        table(
            (
                (f"{one.since} to {one.until}", f"released on {one.on} by the {one.by}")
                for one in found
            ),
            indent=0,
        )


def _plain(one: Release) -> dict[str, object]:
    return {"since": one.since, "until": one.until, "on": one.on, "by": str(one.by)}


counts = group("counts", release, released, default=shown)
counts.params[:0] = [SINCE, UNTIL, PUBLIC]
COMMANDS = {"counts": counts}
