"""A paper as plain text of 78 columns: on a terminal, in a mail, for whoever reads it aloud."""

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from sanjose.paper.document import (
    Chart,
    Foot,
    Heading,
    Items,
    NewPage,
    Numbered,
    Paper,
    Plain,
    Table,
    Words,
)
from sanjose.paper.forms.laid import Laid, depth, items, laid, numbers_of
from sanjose.paper.forms.signs import cleaned
from sanjose.paper.forms.tongues import long_day, tongue

WIDTH = 78
NUMBER = 4
"""Columns that the number of a paragraph takes."""

GAP = 2
BAR = 30
NARROWEST = 8
FULL = "\u2588"


def as_text(paper: Paper) -> str:
    """Return a paper as plain text; it ends with a line break."""
    paper = cleaned(paper)
    feet: list[str] = []
    parts = ["\n".join(_top(paper)), _title(paper)]
    parts += [
        text
        for one in laid(paper)
        if (text := "\n".join(_block(one, paper, feet)).rstrip("\n")).strip()
    ]
    if feet:
        parts.append("\n".join(_feet(feet, paper.language)))
    if paper.handling:
        parts.append(paper.handling.center(WIDTH).rstrip())
    return "\n\n".join(one for one in parts if one) + "\n"


def _top(paper: Paper) -> Iterator[str]:
    if paper.handling:
        yield paper.handling.center(WIDTH).rstrip()
    if paper.copy:
        yield paper.copy.rjust(WIDTH)
    if paper.handling or paper.copy:
        yield ""
    right = [paper.symbol, long_day(paper.dated, paper.language) if paper.dated else ""]
    right = [one for one in right if one]
    left = list(paper.masthead)
    for at in range(max(len(left), len(right))):
        one = left[at] if at < len(left) else ""
        other = right[at] if at < len(right) else ""
        if columns(one) + columns(other) + GAP > WIDTH:
            yield from (*wrapped(one), other.rjust(WIDTH))
        else:
            yield (one + " " * (WIDTH - columns(one) - columns(other)) + other).rstrip()


def _title(paper: Paper) -> str:
    lines = wrapped(paper.title)
    return "\n".join([*lines, "=" * max(map(columns, lines), default=0)])


def _block(one: Laid, paper: Paper, feet: list[str]) -> Iterator[str]:
    match one.block:
        case Heading():
            yield from _heading(one.mark, one.block)
        case Numbered(words):
            yield from wrapped(_said(words, feet), one.mark.ljust(NUMBER), " " * NUMBER)
        case Plain(words):
            yield from wrapped(_said(words, feet))
        case Items():
            for mark, words in items(one.block, paper.language):
                shown = "-" if not one.block.ordered else mark
                first = " " * NUMBER + shown.ljust(NUMBER)
                yield from wrapped(_said(words, feet), first, " " * len(first))
        case Table():
            yield from _captioned(one.mark, one.block.caption)
            yield from _table(one.block)
            if one.block.note:
                yield ""
                yield from wrapped(one.block.note, "  ", "  ")
        case Chart():
            yield from _captioned(one.mark, one.block.caption)
            yield from _chart(one.block, paper.language)
        case NewPage():
            return


def _heading(mark: str, block: Heading) -> Iterator[str]:
    first = f"{mark} " if mark else ""
    lines = wrapped(block.text, first, " " * len(first))
    yield from lines
    if depth(block) == 1:
        yield "-" * max(map(columns, lines), default=0)


def _captioned(mark: str, caption: str) -> Iterator[str]:
    if caption:
        yield from wrapped(f"{mark}. {caption}")
        yield ""


def _said(words: Words, feet: list[str]) -> str:
    if isinstance(words, str):
        return words
    told = ""
    for one in words:
        if isinstance(one, str):
            told += one
        elif isinstance(one, Foot):
            feet.append(one.text)
            told = f"{told.rstrip()} [{len(feet)}]"
        else:
            told += one.text
    return told


def _feet(feet: Sequence[str], language: str) -> Iterator[str]:
    yield tongue(language).notes
    for number, text in enumerate(feet, 1):
        mark = f"[{number}] "
        yield from wrapped(text, mark, " " * len(mark))


# -- tables ---------------------------------------------------------------------------------------


def _table(table: Table) -> Iterator[str]:
    widths = _widths((table.head, *table.rows))
    if any(table.head):
        yield from _row(table.head, widths, table.numbers)
        yield "  " + (" " * GAP).join("-" * width for width in widths)
    for row in table.rows:
        yield from _row(row, widths, table.numbers)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how wide each column is; the widest give way where a line is too short."""
    count = max(map(len, rows), default=0)
    widths = [
        max((columns(line) for row in rows for line in row[at].split("\n")), default=0)
        for at in range(count)
    ]
    room = WIDTH - 2 - GAP * max(count - 1, 0)
    while sum(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return [max(width, 1) for width in widths]


def _row(row: Sequence[str], widths: Sequence[int], numbers: frozenset[int]) -> Iterator[str]:
    cells = [
        wrapped(cell, width=width) or [""] for cell, width in zip(row, widths, strict=True)
    ]
    for at in range(max(map(len, cells), default=0)):
        told = ""
        for column, (lines, width) in enumerate(zip(cells, widths, strict=True)):
            line = lines[at] if at < len(lines) else ""
            blank = " " * (width - columns(line))
            told += " " * GAP + (blank + line if column in numbers else line + blank)
        yield told.rstrip()


def _chart(chart: Chart, language: str) -> Iterator[str]:
    table = numbers_of(chart, language)
    most = max((number or 0 for _, number in chart.bars), default=0)
    room = WIDTH - 2 - 2 * GAP - BAR
    wide = min(max((columns(row[0]) for row in table.rows), default=0), room - NARROWEST)
    ends = max((columns(row[1]) for row in table.rows), default=0)
    for (label, number), row in zip(chart.bars, table.rows, strict=True):
        lines = wrapped(label, width=wide) or [""]
        bar = FULL * max(round(BAR * number / most), 1) if number and most else ""
        first = lines[0] + " " * (wide - columns(lines[0]))
        told = f"  {first}  {' ' * (ends - columns(row[1]))}{row[1]}  {bar}"
        yield told.rstrip()
        yield from (f"  {one}" for one in lines[1:])


# -- lines ----------------------------------------------------------------------------------------


def columns(text: str) -> int:
    """Return how many columns a text takes; letters of East Asia take two, marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(one)
        else 1 + (unicodedata.east_asian_width(one) in {"W", "F"})
        for one in text
    )


def wrapped(text: str, first: str = "", rest: str = "", width: int = WIDTH) -> list[str]:
    """Return a text in lines, its own line breaks kept; no address or symbol is broken."""
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        wide = columns(line) > len(line)
        room = max(width // 2 if wide else width, 1)
        lines += textwrap.wrap(
            line,
            room,
            initial_indent=rest if number else first,
            subsequent_indent=rest,
            break_on_hyphens=False,
            break_long_words=wide or width < WIDTH,
        ) or [""]
    return lines
