"""What is known of whom, made ready to be looked for: one index over any number of cases.

Looking goes by the words of the text, not by the names of the index, so that ten thousand cases
cost little more than one. An index is as secret as the names in it: it is held as long as it is
used, is written nowhere, and prints nothing.
"""

import re
from collections.abc import Iterable
from typing import assert_never

from sanjose.guard.findings import Kind
from sanjose.guard.identifiers import Identifier, Tells
from sanjose.guard.names import Forms, forms, simplified
from sanjose.guard.sounds import skeletons, sound, without_one
from sanjose.guard.spellings import romanised, script
from sanjose.words.letters import plain_words

UNVOWELLED = frozenset(
    "ARABIC HEBREW SYRIAC THAI LAO KHMER MYANMAR TIBETAN DEVANAGARI BENGALI GURMUKHI GUJARATI "
    "ORIYA TAMIL TELUGU KANNADA MALAYALAM SINHALA".split()
)
"""Scripts in which some vowels are not written, or only understood."""

LEAST_SKELETON = 4
"""Consonants from which on one may be missing. Source: ours; measured on the corpus."""

PIECE = 5
"""Letters by which a name inside a longer word is looked up.

Source: ours; shorter ones stand in too many words.
"""

_LEAST_PIECE = 6
_LEAST_COMPACT = 5
_LEAST_DIGITS = 6
"""Letters and figures from which on something is looked up inside others, or undivided.

Source: ours; less of them stands in ordinary words and sums by chance.
"""

_SUBSCRIBER = 7
"""Figures at the end of a telephone number that stay, whatever is dialled before."""

Row = tuple[str, str, Kind]
"""A name as a row of sounds, the script in which it is known, and what it is."""


class Known:
    """An index of identifiers.

    ``exact`` are spellings in Latin letters, ``rows`` sounds by their skeletons, ``pieces``
    longer spellings by their first letters, ``close`` signs of scripts without spaces,
    ``compact`` letters and figures without what divides them, ``figures`` the ends of numbers,
    ``initials`` those of names, ``days`` days, months and years.
    """

    def __init__(self, identifiers: Iterable[Identifier] = ()) -> None:
        self.exact: dict[str, Kind] = {}
        self.natives: set[str] = set()
        self.rows: dict[str, list[Row]] = {}
        self.pieces: dict[str, set[str]] = {}
        self.close: dict[str, Kind] = {}
        self.compact: dict[str, Kind] = {}
        self.references: set[str] = set()
        self.figures: dict[str, Kind] = {}
        self.initials: set[tuple[str, ...]] = set()
        self.days: set[tuple[int, int, int | None]] = set()
        for one in dict.fromkeys(identifiers):
            self._add(one.tells, one.text.reveal())

    def __repr__(self) -> str:
        return "<known: sealed>"

    def _add(self, tells: Tells, text: str) -> None:
        match tells:
            case Tells.NAME:
                self._name(forms(text), script(text), Kind.NAME)
            case Tells.PLACE:
                self._name(forms(text), script(text), Kind.PLACE)
            case Tells.EMAIL:
                self._compact(text.partition("@")[0], Kind.EMAIL)
            case Tells.HANDLE:
                self._compact(text, Kind.HANDLE)
            case Tells.NUMBER:
                self._compact(text, Kind.NUMBER)
                self._figures(text, Kind.NUMBER, 0)
            case Tells.TELEPHONE:
                self._figures(text, Kind.TELEPHONE, _SUBSCRIBER)
            case Tells.REFERENCE:
                plain = "".join(plain_words(text))
                # The check character is left out as often as it is given.
                self.references |= {one for one in (plain, plain[:-1]) if len(one) > PIECE}
            case Tells.DAY:
                self._day(text)
            case _:
                assert_never(tells)

    def _name(self, found: Forms, written: str, kind: Kind) -> None:
        self.natives.update(found.natives)
        self.close.update(dict.fromkeys(found.close, kind))
        if kind is Kind.NAME:
            self.initials.update(one for one in found.initials if len(one) > 1)
        for spelling in found.spellings:
            self.exact.setdefault(spelling, kind)
            if len(spelling) >= _LEAST_PIECE:
                self.pieces.setdefault(spelling[:PIECE], set()).add(spelling)
            row = sound(spelling)
            for skeleton in skeletons(row):
                self._row(skeleton, (row, written, kind))

    def _row(self, skeleton: str, row: Row) -> None:
        keys = [skeleton]
        if len(skeleton) >= LEAST_SKELETON:
            keys += without_one(skeleton)
        for key in keys:
            rows = self.rows.setdefault(key, [])
            if row not in rows:
                rows.append(row)

    def _compact(self, text: str, kind: Kind) -> None:
        plain = "".join(plain_words(text))
        if len(plain) >= _LEAST_COMPACT:
            self.compact.setdefault(plain, kind)

    def _figures(self, text: str, kind: Kind, end: int) -> None:
        figures = "".join(re.findall(r"\d", text))
        if len(figures) >= _LEAST_DIGITS:
            self.figures.setdefault(figures[-end:], kind)

    def _day(self, text: str) -> None:
        found = re.fullmatch(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})", text.strip())
        if found:
            year = int(found[1]) if found[1] else None
            self.days.add((int(found[3]), int(found[2]), year))


def compared(run: str) -> str:
    """Return signs of a script without spaces as they are compared with ``close``."""
    return simplified("".join(plain_words(run)))


def latin(run: str) -> str:
    """Return signs of a script without spaces in Latin letters."""
    return romanised("".join(plain_words(run)))
