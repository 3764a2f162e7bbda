"""How the command line speaks: 78 columns, aligned, and nothing that moves the cursor.

Whatever comes out of the record goes through ``shown`` before it is printed: a text may hold
characters that reorder a line or send the terminal a command.
"""

import json
import re
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import click

from sanjose.words.provenance import Chosen, Citation, shortly

WIDTH = 78
NARROWEST = 30
"""Columns that the last column of a table has at least."""

_GLUE = "\x1f"  # no text holds one: it is written out first
_TOGETHER = re.compile(r"\b[GN] (annex )?\w+( \(\w+\))?|`[^`]{1,60}`")
_KEPT = {"\n", "\u200c", "\u200d"}  # joiners belong to the spelling of some languages
_HARMFUL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def shown(text: str) -> str:
    r"""Return a text with whatever is no visible character written out.

    >>> shown("over\u202ethere")
    'over<U+202E>there'
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    plain = text.replace("\r\n", "\n").replace("\t", "    ")
    return "".join(
        f"<U+{ord(one):04X}>"
        if one not in _KEPT and unicodedata.category(one) in _HARMFUL
        else one
        for one in plain
    )


def say(text: str = "") -> None:
    """Print a line, or several, on standard output."""
    click.echo(shown(text))


def paragraph(text: str, *, indent: int = 0, hang: int = 0) -> None:
    """Print a text wrapped at the width, its own line breaks kept."""
    for line in shown(text).split("\n"):
        click.echo(filled(line, indent=indent, hang=hang))


def filled(text: str, *, indent: int = 0, hang: int = 0) -> str:
    """Return one line of text wrapped at the width.

    No word or reference is broken, and a paragraph or a command stays together.

    >>> print(filled("x" * 74 + " (N 11)"))
    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
    (N 11)
    """
    glued = _TOGETHER.sub(lambda found: found[0].replace(" ", _GLUE), text)
    return textwrap.fill(
        glued,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
        break_long_words=False,
    ).replace(_GLUE, " ")


def heading(text: str) -> None:
    """Print a heading, with an empty line before it."""
    say()
    say(text)


def table(rows: Iterable[Sequence[str]], *, indent: int = 2, gap: int = 3) -> None:
    """Print rows as columns; the last one is wrapped under itself."""
    listed = [[shown(cell) for cell in row] for row in rows]
    if not listed:
        return
    columns = max(map(len, listed))
    widths = [
        max((len(row[at]) for row in listed if at < len(row)), default=0)
        for at in range(columns - 1)
    ]
    start = indent + sum(width + gap for width in widths)
    if start > WIDTH - NARROWEST and columns == 2:
        _stack(listed, indent)
        return
    for row in listed:
        *cells, last = row if len(row) == columns else (*row, *[""] * (columns - len(row)))
        left = " " * indent + "".join(
            cell.ljust(width + gap) for cell, width in zip(cells, widths, strict=True)
        )
        body = filled(last, indent=start) if last else ""
        click.echo((left + body[start:]).rstrip())


def _stack(rows: Iterable[Sequence[str]], indent: int) -> None:
    """Print pairs that are too wide for two columns, the second below the first."""
    for first, second in rows:
        click.echo(filled(first, indent=indent))
        click.echo(filled(second, indent=indent + 4))


def complain(sentence: str) -> None:
    """Print a sentence on standard error."""
    click.echo(filled(shown(sentence)), err=True)


def tell_json(answer: Any) -> None:
    """Print an answer as JSON: sorted nowhere, days as 2026-01-31, always ASCII."""
    click.echo(json.dumps(answer, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    message = "only plain values are printed"
    raise TypeError(message)


def watched() -> bool:
    """Return whether somebody watches standard error."""
    return sys.stderr is not None and sys.stderr.isatty()


def sentence(text: str) -> str:
    """Return a clause as a sentence: a capital, a full stop.

    >>> sentence("no basis covers this use (N 11)")
    'No basis covers this use (N 11).'
    """
    word = text.partition(" ")[0]
    begun = text if set("`.:") & set(word) else text[:1].upper() + text[1:]
    return begun if begun[-1:] in {".", "?", "!", ":"} else f"{begun}."


def cited(source: Citation | Chosen[None]) -> str:
    """Return a source as it stands behind a sentence; what no document says is our rule."""
    return spoken_source(shortly(source))


def spoken_source(short: str) -> str:
    """Return a source that stands in the record as it is shown.

    >>> spoken_source("ours"), spoken_source("G 13")
    ('our rule', 'G 13')
    """
    return "our rule" if short == "ours" else short


def days(number: int) -> str:
    """Return a number of days in words.

    >>> days(1), days(0), days(450)
    ('1 day', '0 days', '450 days')
    """
    return "1 day" if number == 1 else f"{number} days"


def long_day(day: date) -> str:
    """Return a day as it is written in a letter.

    >>> long_day(date(2026, 3, 4))
    '4 March 2026'
    """
    return f"{day.day} {day:%B %Y}"
