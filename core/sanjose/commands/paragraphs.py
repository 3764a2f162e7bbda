"""The paragraphs of the two documents, and what serves each; no installation is needed for it."""

from collections import Counter
from collections.abc import Iterator

import click

from sanjose.commands.around import Around, command
from sanjose.commands.telling import heading, paragraph, say, table, tell_json
from sanjose.rules.measures import MEASURES
from sanjose.rules.paragraphs import Paragraph, Status, paragraphs
from sanjose.rules.paragraphs import paragraph as named
from sanjose.words.provenance import DOCUMENTS, GUIDELINES, NOTE

SYMBOLS = {"G": GUIDELINES, "N": NOTE}


@command(
    "paragraphs",
    more="NAME is a paragraph, as G 12 for the San José Guidelines, N 38 or N annex I for the"
    " Secretariat's note. Without it all are listed.",
)
@click.argument("name", nargs=-1)
def list_(around: Around, name: tuple[str, ...]) -> None:
    """Show."""
    if name:
        one = named(" ".join(name))
        if around.as_json:
            tell_json(_plain(one))
        else:
            _tell(one)
        return
    if around.as_json:
        tell_json({"paragraphs": [_plain(one) for one in paragraphs()]})
        return
    for letter, symbol in SYMBOLS.items():
        say()
        paragraph(f"{letter}: {symbol}, {_titles()[symbol]}")
        table(
            (
                one.name,
                one.asks if one.status is Status.SERVED else f"{one.asks} [{one.status}]",
            )
            for one in paragraphs()
            if one.name.startswith(letter)
        )
    counted = Counter(one.status for one in paragraphs())
    say()
    paragraph(
        f"{len(paragraphs())} paragraphs: {counted[Status.SERVED]} served, "
        f"{counted[Status.WAITS]} wait for something to come, "
        f"{counted[Status.BACKGROUND]} are background. `sanjose paragraphs G 12` shows one."
    )


def _tell(one: Paragraph) -> None:
    say(f"{one.name}: {one.status}")
    paragraph(one.asks, indent=2)
    rows = [*_serves(one)]
    if rows:
        heading("What there is already" if one.status is Status.WAITS else "What serves it")
        table(rows)
    if one.remark:
        heading("Why" if one.status is Status.BACKGROUND else "What it waits for")
        paragraph(one.remark[:1].upper() + one.remark[1:] + ".", indent=2)


def _serves(one: Paragraph) -> Iterator[tuple[str, str]]:
    """Give what serves a paragraph, sort by sort, in words."""
    for sort, said in (
        ("acts", one.verbs),
        ("commands", tuple(f"`sanjose {name}`" for name in one.commands)),
        ("measures", tuple(f"{key} ({MEASURES[key].title})" for key in one.measures)),
        ("fields", one.fields),
        ("profile", tuple(name.replace("_", " ") for name in one.profile)),
        ("refusals", one.objections),
        ("daily list", one.dues),
        ("stories", tuple(map(str, one.stories))),
    ):
        if said:
            yield sort, "; ".join(said) if sort == "measures" else ", ".join(said)


def _titles() -> dict[str, str]:
    return {one.symbol: one.title for one in DOCUMENTS}


def _plain(one: Paragraph) -> dict[str, object]:
    return {
        "paragraph": one.name,
        "document": SYMBOLS[one.name[0]],
        "status": str(one.status),
        "asks": one.asks,
        "serves": {
            "verbs": one.verbs,
            "fields": one.fields,
            "measures": one.measures,
            "commands": one.commands,
            "profile": one.profile,
            "stories": one.stories,
            "objections": one.objections,
            "dues": one.dues,
        },
        "remark": one.remark or None,
    }


COMMANDS = {"paragraphs": list_}
