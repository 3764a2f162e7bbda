"""Look on a page for what is known and is not found word by word.

Names in scripts without spaces, initials, numbers, addresses, references and days.
"""
# ruff: noqa: RUF001 - signs that look like others are what is read here.

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import permutations

from sanjose.guard.dates import Day
from sanjose.guard.findings import Finding, Kind
from sanjose.guard.known import Known, compared, latin
from sanjose.guard.nearness import CAPITAL, near
from sanjose.guard.pages import Page
from sanjose.guard.spellings import script, spellings
from sanjose.words.letters import CLOSE
from sanjose.words.references import LOOKALIKES

_LEAST_WHOLE = 7
_LEAST_SORT = 3
_LONGEST_NAME = 8
EXACT = "this is a name that a case knows"
SPELT = "this may be a name that a case knows, in another spelling or with an ending"
_INITIALS = "these may be the initials of somebody whom a case knows"
_PLACE = "this may be a place or an alias that a case knows"
_CONTACT = "a case knows this address, number or reference"
_DAY = "on this day happened what a case speaks of"

_INITIAL = re.compile(
    r"(?<!\w)(?:[^\W\d_]\.[ \u00a0-]?){2,5}|\b(?:Mr|Mrs|Ms|Mme|M|Dr|Sr|Sra)\.? ([A-Z]{2,4})\b"
)
_SIGNS = re.compile(r"[^\W_]")
_FIGURES = re.compile(r"\d(?:[^\w]{0,3}\d)+")
_CLOSE_RUN = re.compile(rf"{CLOSE.pattern}(?:[\s·・.*\-‐⋅_]{{0,3}}{CLOSE.pattern})*")
_SORTS = re.compile("[\u3040-\u30ff]+|[\u3400-\u9fff\uf900-\ufaff]+|[\uac00-\ud7af]+")

Told = tuple[Kind, str]
"""Of which kind something is, and why it was found."""


def told(kind: Kind, why: str) -> Told:
    """Return what a name or a place tells; a place says so."""
    return kind, _PLACE if kind is Kind.PLACE else why


def placed(read: Page, start: int, end: int, tells: Told) -> Finding:
    """Return what was found between two places of a page."""
    return Finding(*read.place(start, end), *tells)


def days(read: Page, known: Known, on: Iterable[Day]) -> Iterator[Finding]:
    """Give the days of a page on which something happened that a case speaks of."""
    for day in on:
        if any(day.may_be(*one) for one in known.days):
            yield Finding(*read.place(day.start, day.end), Kind.DAY, _DAY)


# -- scripts without spaces --------------------------------------------------------------------


def close(read: Page, known: Known) -> Iterator[Finding]:
    """Give where signs of a script without spaces are a name that is known."""
    for found in _CLOSE_RUN.finditer(read.text):
        places = [at for at in range(found.start(), found.end()) if CLOSE.match(read.text[at])]
        signs = [compared(read.text[at]) for at in places]
        yield from _same_signs(read, known, places, signs)
        yield from _same_sounds(read, known, places)
        for sort in _SORTS.finditer(found[0]):
            if _LEAST_SORT <= len(sort[0]) < len(found[0]):
                start = found.start() + sort.start()
                kind = near(latin(sort[0]), script(sort[0]), known, CAPITAL)
                if kind is not None:
                    yield placed(read, start, start + len(sort[0]), told(kind, SPELT))


def _same_signs(
    read: Page, known: Known, places: list[int], signs: list[str]
) -> Iterator[Finding]:
    row = "".join(signs)
    starts = [place for place, sign in zip(places, signs, strict=True) for _ in sign]
    for name, kind in known.close.items():
        at = row.find(name)
        while at >= 0:
            end = starts[at + len(name) - 1] + 1
            yield placed(read, starts[at], end, told(kind, EXACT))
            at = row.find(name, at + 1)


def _same_sounds(read: Page, known: Known, places: list[int]) -> Iterator[Finding]:
    """Give whole names that are known in Latin letters and stand in the signs of a script."""
    syllables = [latin(read.text[at]) for at in places]
    for first in range(len(places)):
        spelt = ""
        for last in range(first, min(len(places), first + _LONGEST_NAME)):
            spelt += syllables[last]
            kind = known.exact.get(spelt) if len(spelt) >= _LEAST_WHOLE else None
            if kind is not None:
                yield placed(read, places[first], places[last] + 1, told(kind, SPELT))


# -- what is not a name ------------------------------------------------------------------------


def initials(read: Page, known: Known) -> Iterator[Finding]:
    """Give initials, with points or after a title, that may be those of a name."""
    for found in _INITIAL.finditer(read.text) if known.initials else ():
        if found[0] == found[0].lower() != found[0].upper():
            continue  # such as a.m.
        letters = [way[0] for one in found[1] or found[0] for way in spellings(one)[:1]]
        if any(_same_initials(letters, one) for one in known.initials):
            yield Finding(*read.place(found.start(), found.end()), Kind.NAME, _INITIALS)


def _same_initials(letters: list[str], name: tuple[str, ...]) -> bool:
    """Return whether letters may be the initials of a name, or of two of its parts."""
    ways = [name, (*name[-1:], *name[:-1]), *permutations(name, 2)]
    return any(
        len(way) == len(letters)
        and all(letter in may_be for letter, may_be in zip(letters, way, strict=True))
        for way in ways
    )


def contacts(read: Page, known: Known) -> Iterator[Finding]:
    """Give numbers, addresses and references that are known, however they are divided."""
    for found in _FIGURES.finditer(read.text) if known.figures else ():
        figures = "".join(sign for sign in found[0] if sign.isdigit())
        for number, kind in known.figures.items():
            if number in figures:
                yield Finding(*read.place(found.start(), found.end()), kind, _CONTACT)
    if not (known.compact or known.references):
        return
    row = "".join(_SIGNS.findall(read.text))
    small, large = _turned(row, str.lower), _turned(row, str.upper).translate(LOOKALIKES)
    for text, kind in known.compact.items():
        yield from _in_a_row(read, small, text, kind)
    for reference in known.references:
        turned = reference.upper().translate(LOOKALIKES)
        yield from _in_a_row(read, large, turned, Kind.REFERENCE)


def _turned(row: str, turn: Callable[[str], str]) -> str:
    """Return letters in the other case, each in its place, even where one becomes two."""
    turned = turn(row)
    if len(turned) == len(row):
        return turned
    return "".join(turn(sign) if len(turn(sign)) == 1 else sign for sign in row)


def _in_a_row(read: Page, row: str, text: str, kind: Kind) -> Iterator[Finding]:
    at = row.find(text)
    if at < 0:
        return
    places = [found.start() for found in _SIGNS.finditer(read.text)]
    while at >= 0:
        start, end = places[at], places[at + len(text) - 1] + 1
        around = read.text[start - 1 : start] + read.text[end : end + 1]
        if not any(sign.isalnum() for sign in around):
            yield Finding(*read.place(start, end), kind, _CONTACT)
        at = row.find(text, at + 1)
