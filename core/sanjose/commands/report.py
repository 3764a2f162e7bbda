"""Reports: the update, the section, a session's report, contributions, and accounts of cases.

A report is a draft that a person reads and hands in. An account of a case stands in it only
where everybody concerned agreed to that use, and the rapporteur released it.
"""

from collections.abc import Sequence
from datetime import date

import click

from sanjose.commands import handing
from sanjose.commands.accounts import account, withdraw
from sanjose.commands.around import Around, command, day, group
from sanjose.commands.documents import read_bytes
from sanjose.commands.handing import hand_over, handed
from sanjose.commands.session import clock, session
from sanjose.commands.telling import cited, complain, paragraph, say, sentence
from sanjose.rules.reports import Sort
from sanjose.rules.view import Objection
from sanjose.secretariat import Secretariat

PERIOD = (
    click.option("--since", metavar="DATE", help="The first day; the year's first else."),
    click.option("--until", metavar="DATE", help="The last day; today else."),
)
LINES = {
    Sort.UPDATE: "Draft the rapporteur's update for the agenda item.",
    Sort.ANNUAL: "Draft the section of the annual or biennial report.",
    Sort.SECRETARY_GENERAL: "Draft the contribution to the Secretary-General's report.",
    Sort.CHAIRS: "Draft this committee's material for the meeting of Chairs.",
}
MORE = {
    Sort.UPDATE: "G 15, 32. Figures and accounts stand in it as far as they were released.",
    Sort.ANNUAL: "G 25. It is addressed as the committee reports, and adopted by it.",
    Sort.SECRETARY_GENERAL: "N 39. Only accounts that everybody in them agreed to anew, lately.",
    Sort.CHAIRS: "G 33. With --out FILE.json it can be joined with that of the others:"
    " `sanjose report joined`.",
}


def _made(sort: Sort) -> click.Command:
    """Make the command of a sort of report."""

    def run(around: Around, since: str | None, until: str | None, place: str | None) -> None:
        handing.check(place)
        with session(around.home) as door:
            last = day(until, "--until") if until else door.today()
            first = day(since, "--since") if since else date(last.year, 1, 1)
            _write(around, door, sort, first, last, place)

    for one in (*PERIOD, handed):
        run = one(run)
    return command(sort.value, line=LINES[sort], more=MORE[sort])(run)


def _write(
    around: Around, door: Secretariat, sort: Sort, first: date, last: date, place: str | None
) -> None:
    from sanjose.paper.reports import report
    from sanjose.rules.material import as_plain, told

    found = door.gather(sort, first, last)
    answer = as_plain(told(found.material)) if sort is Sort.CHAIRS else None
    hand_over(report(found.material), place, as_json=around.as_json, answer=answer)
    if found.material.partly:
        complain("Only what is open to you is in it.")
    _left_out(found.lacking)


def _left_out(lacking: Sequence[tuple[str, Objection]]) -> None:
    """Say which accounts are not in it, and why; that stands on no paper."""
    if not lacking:
        return
    complain("These accounts were released and are not in it:")
    for reference, one in lacking:
        complain(f"{reference}: {sentence(f'{one.reason} ({cited(one.source)})')}")


@command(
    "session",
    line="Draft a session's report, where the profile has one.",
    more="The last session that has begun, or the one whose title is given.",
)
@click.argument("title", required=False)
@handed
def of_session(around: Around, title: str | None, place: str | None) -> None:
    """Draft."""
    handing.check(place)
    with session(around.home) as door:
        one = door.session_named(title)
        last = min(one.ends or one.starts, door.today())
        _write(around, door, Sort.SESSION, one.starts, last, place)


@command(
    "joined",
    line="Join the material of several committees for the meeting of Chairs.",
    more="FILES are what `sanjose report chairs --out FILE.json` wrote in each committee. No"
    " installation is needed.",
)
@click.argument("files", nargs=-1, required=True, metavar="FILES")
@handed
def joined(around: Around, files: tuple[str, ...], place: str | None) -> None:
    """Join."""
    from sanjose.paper.material import together
    from sanjose.rules import material

    handing.check(place)
    raw = [read_bytes(one, material.LARGEST, "the material", "hand in less") for one in files]
    told = material.joined(raw)
    paper = together(told, clock().date())
    answer = [material.as_plain(one) for one in told]
    hand_over(paper, place, as_json=around.as_json, answer=answer)


def _default(_: Around) -> None:
    say("Which report: sanjose report " + ", ".join((*LINES, "session", "joined")))
    paragraph("`sanjose report account REFERENCE` drafts and releases an account of a case.")


COMMANDS = {
    "report": group(
        "report",
        *map(_made, LINES),
        of_session,
        joined,
        account,
        withdraw,
        default=_default,
    )
}
