"""The charts of rapporteurs and of policies, made from the profiles of the committees known."""

import csv
import io
from collections.abc import Iterable

import click

from sanjose.commands.around import Around, command
from sanjose.commands.documents import LONGEST, read_bytes
from sanjose.commands.telling import complain, heading, paragraph, say, shown, table, tell_json
from sanjose.paper.charts import as_csv, as_html
from sanjose.rules import charts
from sanjose.rules.charts import Chart
from sanjose.rules.committees import known, load
from sanjose.rules.profile import Committee, Holder
from sanjose.words.errors import Misuse, Unable
from sanjose.words.model import Post

WHENCE = "As the profiles of the committees installed say; those of the United Nations are as published in early 2023."
ANNEXES = ("annex-i", "annex-ii")
CHOOSE = (
    "say which chart: `sanjose chart annex-i`, who is rapporteur or focal point, or "
    "`sanjose chart annex-ii`, the policies"
)
HEAD = ["committee", "line", "holder", "office"]


@command("chart", more="annex-i: who is rapporteur or focal point; annex-ii: policies.")
@click.argument("annex", required=False)
@click.option("--csv", "as_", flag_value="csv", help="Comma-separated values.")
@click.option("--html", "as_", flag_value="html", help="A page that needs nothing else.")
@click.option(
    "--holders",
    metavar="FILE",
    help="Who it is by now: comma-separated, with the columns " + ", ".join(HEAD) + ".",
)
def chart(around: Around, annex: str | None, as_: str | None, holders: str | None) -> None:
    """Show."""
    if annex not in ANNEXES:
        raise Misuse(CHOOSE)
    committees = profiles()
    if annex == "annex-ii" and holders:
        message = "--holders says who it is, which stands in annex-i: leave it out"
        raise Misuse(message)
    if annex == "annex-i":
        named = told_holders(holders, {one.slug for one in committees}) if holders else None
        made = charts.annex_i(committees, named)
    else:
        made = charts.annex_ii(committees)
    if around.as_json:
        tell_json(_plain(made))
    elif as_ == "csv":
        click.echo(shown(as_csv(made).replace("\r\n", "\n")), nl=False)
    elif as_ == "html":
        click.echo(as_html(made, WHENCE), nl=False)
    else:
        _tell(made)


def profiles(slugs: Iterable[str] | None = None) -> tuple[Committee, ...]:
    """Return the profiles of the committees named, or of all that are known.

    One that is out of service is left out of all, and said.

    Raises:
        Misuse: there is no committee of a name.
        Unable: one that was named is out of service, or none is in service.
    """
    found = []
    for slug in known() if slugs is None else slugs:
        try:
            found.append(load(slug).committee)
        except Unable as error:
            if slugs is not None:
                raise
            complain(str(error))
    if not found:
        message = "no committee is in service: see `sanjose committees`"
        raise Unable(message)
    return tuple(found)


def _tell(made: Chart) -> None:
    say(made.title)
    for row in made.rows:
        first, *others = (str(cell) for cell in row)
        if len(made.head) > 3:
            say()
            paragraph(first)
            table(zip((_short(one) for one in made.head[1:]), others, strict=True))
            continue
        if first:
            say()
            paragraph(first)
        table([(one,) for one in others if one])
    if made.notes:
        heading("Notes")
        table(made.notes)
    say()
    paragraph(WHENCE)


def _short(head: str) -> str:
    """Return the head of a column as it stands beside its answer."""
    named = {
        "Policy or": "policy",
        "Rapporteur or": "appointed",
        "Functions of": "functions defined",
        "Letters of": "letters and replies posted",
        "Endorsed or": "San José Guidelines",
    }
    return named[" ".join(head.split()[:2])]


def _plain(made: Chart) -> dict[str, object]:
    return {
        "title": made.title,
        "head": made.head,
        "rows": [
            [{"lines": cell.lines, "note": cell.letter or None} for cell in row]
            for row in made.rows
        ],
        "notes": dict(made.notes),
    }


def told_holders(place: str, slugs: set[str]) -> dict[str, list[list[Holder]]]:
    """Return who holds the office by now, from a file, line by line of the chart.

    Raises:
        Misuse: the file is none that says so; the sentence names the row, never who stands there.
    """
    raw = read_bytes(place, LONGEST, "the list of holders", "leave out what is not asked for")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = "the list of holders is not written in UTF-8: save it again as UTF-8"
        raise Misuse(message) from None
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if rows.fieldnames != HEAD:
            message = f"the first row of the list of holders is: {','.join(HEAD)}"
            raise Misuse(message)
        listed = [*rows]
    except csv.Error:
        message = "the list of holders is not comma-separated: save it again as CSV"
        raise Misuse(message) from None
    lines: dict[str, dict[int, list[Holder]]] = {}
    for number, row in enumerate(listed, 2):
        slug, line = (row["committee"] or "").casefold(), row["line"] or ""
        offices = {str(one): one for one in (Post.RAPPORTEUR, Post.ALTERNATE, Post.BUREAU)}
        if slug not in slugs:
            fault = f"names no committee: there are {', '.join(sorted(slugs))}"
        elif not line.isascii() or not line.isdecimal():
            fault = "has no number of a line, such as 1"
        elif not (row["holder"] or "").strip() or not row["holder"].isprintable():
            fault = "names no holder"
        elif row["office"] not in offices:
            fault = f"has no office: it is one of {', '.join(offices)}"
        else:
            holder = Holder(row["holder"].strip(), offices[row["office"]])
            lines.setdefault(slug, {}).setdefault(int(line), []).append(holder)
            continue
        message = f"row {number} of the list of holders {fault}"
        raise Misuse(message)
    return {slug: [one[key] for key in sorted(one)] for slug, one in lines.items()}


COMMANDS = {"chart": chart}
