"""A table that somebody saved as CSV, read line by line, with the line of each row.

Spreadsheets save it with commas or, in many languages, with semicolons; with a mark at the
beginning, and with the line ends of another system. What was saved otherwise is not guessed at.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from sanjose.words.errors import Misuse

DELIMITERS = ",;\t"
MOST = 10_000
"""Rows of one table. Source: ours; ten instruments of every State are two thousand."""


def rows(raw: bytes, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows of a table, each with the line on which it begins; empty cells are left out.

    Args:
        columns: the names of its columns, in whatever order they stand.

    Raises:
        Misuse: it is no such table; the sentence says where and never what stands there.
    """
    text = _text(raw)
    first = next(iter(text.splitlines()), "")
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    found, begins = 0, 1
    while (cells := _next(reader, begins)) is not None:
        line, begins = begins, reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = _header(cells, columns)
            continue
        while len(cells) > len(header) and not cells[-1].strip():
            cells.pop()
        if len(cells) != len(header):
            message = (
                f"line {line} has {len(cells)} columns where the first line has {len(header)}: "
                "put a text with a comma between quotation marks"
            )
            raise Misuse(message)
        found += 1
        if found > MOST:
            message = f"the list has more than {MOST:,} rows: enter it in parts"
            raise Misuse(message)
        told = zip(header, (cell.strip() for cell in cells), strict=True)
        yield line, {name: cell for name, cell in told if cell}
    if not found:
        message = f"the list is empty: its first line is {','.join(columns)}, and rows follow"
        raise Misuse(message)


def _text(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        message = "the list is no CSV in UTF-8: save it again, as “CSV UTF-8”"
        raise Misuse(message)
    return text


def _next(reader: "Iterator[list[str]]", line: int) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error:
        message = f"the list is no CSV near line {line}: look at its quotation marks"
        raise Misuse(message) from None


def _header(cells: Sequence[str], columns: Sequence[str]) -> list[str]:
    names = [cell.strip().casefold().replace(" ", "_") for cell in cells]
    while names and not names[-1]:
        names.pop()
    if sorted(names) == sorted(columns):
        return names
    missing = [name for name in columns if name not in names]
    which = f"; {', '.join(missing)} is missing" if missing else ""
    message = f"the first line of the list names its columns, {','.join(columns)}{which}"
    raise Misuse(message)
