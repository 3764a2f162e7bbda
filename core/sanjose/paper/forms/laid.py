"""A paper in the order in which it is read, each block with the marks that stand before it.

Word numbers by itself, so that an officer may add a paragraph; the other forms take the marks
from here. Sections carry numbers where paragraphs do: a report, and not a brief of a page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sanjose.paper.document import (
    Block,
    Chart,
    Foot,
    Heading,
    Items,
    Numbered,
    Paper,
    Stressed,
    Table,
    Words,
)
from sanjose.paper.forms.tongues import list_mark, section_mark, tongue

DEEPEST = 3
"""Levels of headings under the title that are laid out apart."""


NARROWEST, WIDEST, SPARE = 6, 40, 3
"""Signs in a column: words of few are not broken, and many leave room for the others."""

EM, CELL = 180, 190
"""The size of the letters in a table, and the room at both sides of a cell."""

_HYPHEN = re.compile(r"(?<=-)")

SMALL = 8
"""Rows of a table that is not torn apart between two pages."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A block with its mark: of a section, a paragraph, a table or a chart; empty where none."""

    mark: str
    block: Block


def laid(paper: Paper) -> Iterator[Laid]:
    """Give the blocks of a paper with their marks."""
    sections = [0] * DEEPEST
    numbered = numbers_sections(paper)
    paragraph = table = chart = 0
    words = tongue(paper.language)
    for block in paper.blocks:
        mark = ""
        match block:
            case Heading():
                level = depth(block)
                sections[level - 1] += 1
                sections[level:] = [0] * (DEEPEST - level)
                if numbered:
                    mark = section_mark(sections[level - 1], level, paper.language)
            case Numbered():
                paragraph += 1
                mark = f"{paragraph}{words.stop}"
            case Table() if block.caption:
                table += 1
                mark = f"{words.table} {table}"
            case Chart() if block.caption:
                chart += 1
                mark = f"{words.figure} {chart}"
            case _:
                pass
        yield Laid(mark, block)


def numbers_sections(paper: Paper) -> bool:
    """Return whether the sections of a paper carry numbers."""
    return any(isinstance(one, Numbered) for one in paper.blocks)


def depth(heading: Heading) -> int:
    """Return the level of a heading as it is laid out, from 1 to 3."""
    return min(max(heading.level, 1), DEEPEST)


def items(block: Items, language: str) -> Iterator[tuple[str, Words]]:
    """Give the items of a list, each with its mark; a dot where they have no order."""
    for number, one in enumerate(block.items, 1):
        yield list_mark(number, language) if block.ordered else "\u2022", one


def pieces(words: Words) -> tuple[str | Foot | Stressed, ...]:
    """Return words as a tuple of strings and marks."""
    return (words,) if isinstance(words, str) else words


def small(table: Table) -> bool:
    """Return whether a table is kept on one page."""
    return len(table.rows) <= SMALL


def numbers_of(chart: Chart, language: str) -> Table:
    """Return the numbers of a chart as a table; it has no caption, the chart has one."""
    unpublished = tongue(language).unpublished
    return Table(
        caption="",
        head=chart.head,
        rows=tuple(
            (label, unpublished if number is None else str(number))
            for label, number in chart.bars
        ),
        numbers=frozenset({1}),
    )


def widths(table: Table, across: int) -> list[int]:
    """Return how wide each column is, in twentieths of a point; they fill what there is.

    Each takes its longest word unbroken, as far as there is room for all; where there is not,
    the columns of the longest words give way.
    """
    floors = [
        max(map(_longest, column)) for column in zip(table.head, *table.rows, strict=True)
    ]
    shares = weights(table)
    if sum(floors) > across:
        shares, floors = tuple(floors), _lowered(floors, across)
    made, free = [0] * len(floors), set(range(len(floors)))
    left = across
    while free:
        weighed = sum(shares[at] for at in free)
        given = {at: left * shares[at] // weighed for at in free}
        short = {at for at in free if given[at] < floors[at]}
        for at in short or free:
            made[at] = floors[at] if short else given[at]
            left -= made[at]
        free -= short or free
    made[-1] += left
    return made


def _lowered(floors: Sequence[int], across: int) -> list[int]:
    """Return floors for which there is room, the lowest of them kept."""
    lowered, left = list(floors), across
    for done, at in enumerate(sorted(range(len(floors)), key=floors.__getitem__)):
        lowered[at] = min(floors[at], left // (len(floors) - done))
        left -= lowered[at]
    return lowered


def _longest(cell: str) -> int:
    """Return the room that the longest word of a cell takes; a reference or a day is one word."""
    words = (part for word in cell.split() for part in _parts(word))
    return CELL + max((sum(map(_wide, one)) for one in words), default=0)


def _parts(word: str) -> Sequence[str]:
    return [word] if any(map(str.isdigit, word)) else _HYPHEN.split(word)


def _wide(sign: str) -> int:
    """Return the room for a sign in the wider of the serifs that a machine may have."""
    if sign in "ijltfrI.,;:'|()[]/-":
        return EM // 2
    return EM * 4 // 5 if sign.isupper() or sign in "mw@%" else EM * 31 // 50


def weights(table: Table) -> tuple[int, ...]:
    """Return how wide each column is against the others, by the longest words that stand in it."""
    columns = zip(table.head, *table.rows, strict=True)
    return tuple(_weight(max(map(len, column))) for column in columns)


def _weight(longest: int) -> int:
    if longest + SPARE <= WIDEST:
        return max(longest + SPARE, NARROWEST)
    return WIDEST + min((longest - WIDEST) // 6, WIDEST)
