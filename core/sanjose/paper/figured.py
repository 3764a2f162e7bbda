"""Figures on paper: bars of one breakdown, a table of each other.

A breakdown stands on paper only where all of it is published. Beside lines that are withheld
the noughts of the others would say which kinds there were, and of a committee with few
allegations that is a great deal; what is a true zero by procedure is told in a sentence
instead, as N 29 tells it. Source: G 15, 32; N 29; floor 10.
"""

from collections.abc import Iterator

from sanjose.paper.document import Block, Chart, Table
from sanjose.rules.figures import Breakdown, Figures

SHORT = 12
"""Lines of a table that are all printed. Source: ours; a page holds some thirty."""


def figured(figures: Figures, *, bars: str = "procedure") -> Iterator[Block]:
    """Give a chart of one breakdown and a table of each other; nothing unpublished.

    Args:
        bars: the key of the breakdown that is drawn.
    """
    whole = [one for one in figures.breakdowns if _whole(one) and one.key != "calendar"]
    for one in whole:
        yield _chart(one) if one.key == bars and _drawn(one) else _table(one)


def unpublished(figures: Figures) -> bool:
    """Return whether something of the figures is not published."""
    return figures.total.number is None or not all(map(_whole, figures.breakdowns))


def _whole(one: Breakdown) -> bool:
    return all(figure.number is not None for figure in one.figures)


def _drawn(one: Breakdown) -> bool:
    return any(figure.number for figure in one.figures)


def _chart(one: Breakdown) -> Chart:
    bars = tuple((figure.title, figure.number) for figure in one.figures)
    most = max(one.figures, key=lambda figure: figure.number or 0)
    said = f"{len(bars)} numbers; the highest is {most.number}, {most.title}."
    return Chart(caption=one.title, bars=bars, said=said, head=("", "Number"))


def _table(one: Breakdown) -> Table:
    """Return a breakdown as a table, a long one without the lines that are zero."""
    rows = tuple((figure.title, str(figure.number)) for figure in one.figures)
    there = tuple(row for row in rows if row[1] != "0")
    nought = len(rows) - len(there)
    note = f"{one.note[:1].upper()}{one.note[1:]}." if one.note else ""
    if len(rows) > SHORT and there and nought:
        rows, note = there, f"{note} Each of the other {nought} lines is 0.".strip()
    return Table(
        caption=one.title, head=("", "Number"), rows=rows, numbers=frozenset({1}), note=note
    )
