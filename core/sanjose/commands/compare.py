"""Profiles side by side: what each committee says, where that stands, and where they differ."""

from collections.abc import Sequence

import click

from sanjose.commands.around import Around, command
from sanjose.commands.chart import profiles
from sanjose.commands.telling import heading, paragraph, say, table, tell_json
from sanjose.rules.comparison import Compared, compare
from sanjose.rules.profile import Committee
from sanjose.words.errors import Misuse


@command(
    "compare",
    line="Show profiles side by side, and where they differ.",
    more="Every value says the paragraph that gives it, or why it was chosen.",
)
@click.argument("committees", nargs=-1)
@click.option("--differences", is_flag=True, help="Leave out what is the same everywhere.")
def compared(around: Around, committees: tuple[str, ...], *, differences: bool) -> None:
    """Show."""
    slugs = [*dict.fromkeys(one.casefold() for one in committees)]
    if len(slugs) == 1:
        message = "name two committees or more; without a name all are compared"
        raise Misuse(message)
    found = profiles(slugs or None)
    rows = [one for one in compare(found) if one.differs or not differences]
    if around.as_json:
        tell_json(_plain(found, rows))
        return
    table((one.slug, one.name) for one in found)
    say()
    paragraph("* marks where they differ. Behind each value stands where it comes from.")
    for one in rows:
        heading(f"{'*' if one.differs else ' '} {one.subject}")
        table(_answers(found, one))
    same = sum(not one.differs for one in compare(found))
    say()
    paragraph(f"{len(compare(found)) - same} subjects differ, {same} are the same.")


def _answers(found: Sequence[Committee], one: Compared) -> list[tuple[str, str]]:
    """Return what each says; committees that say the same from the same source stand together."""
    told: dict[tuple[str, str], list[str]] = {}
    for committee, answer in zip(found, one.answers, strict=True):
        told.setdefault(answer, []).append(committee.slug)
    return [
        (", ".join(slugs), f"{said} [{source}]" if source else said)
        for (said, source), slugs in told.items()
    ]


def _plain(found: Sequence[Committee], rows: Sequence[Compared]) -> dict[str, object]:
    return {
        "committees": [one.slug for one in found],
        "subjects": [
            {
                "subject": one.subject,
                "differs": one.differs,
                "answers": {
                    committee.slug: {"value": said, "source": source}
                    for committee, (said, source) in zip(found, one.answers, strict=True)
                },
            }
            for one in rows
        ],
    }


COMMANDS = {"compare": compared}
