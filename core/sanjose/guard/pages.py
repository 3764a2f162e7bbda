"""A text as the guard reads it: without invisible signs, in plain letters, word by word.

Every place is kept with where it came from, so that a finding points into the text as it was
handed in. Nothing is cached beyond a page: what was read is gone when the page is.
"""
# ruff: noqa: RUF001 - signs that look like others are what is read here.

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sanjose.words.letters import CLOSE, plain_words

_WORD = re.compile("a+")
_SPACED = re.compile(r"(?<!a)(?:a[^an]{1,3}){3,}a(?!a)")
_ENDS = frozenset('.!?:;•\n"“”«»()[]¿¡…。')
_JOINERS = frozenset("-‐‑'’ʼ`·_./")
_BREAKS = frozenset("-‐ \r\n")
_LONGEST_TIE, _LONGEST_GAP = 2, 4
_STOPS = re.compile(r"[.!?;:,](?:\s|$)|[^\w\s'’ʼ`·_./,‐‑-]|\n\s*\n")


class _Shapes(dict[int, str]):
    """What a sign is to a word: ``a`` a part of one, ``n`` the end of a line, else a space."""

    def __missing__(self, code: int) -> str:
        kind = unicodedata.category(chr(code))
        self[code] = "a" if kind[0] in "LNM" else " "
        return self[code]


class _Plain(dict[str, str]):
    """A sign as it is meant: wide and styled letters as letters, digits of any script as 0-9."""

    def __missing__(self, sign: str) -> str:
        if unicodedata.category(sign) in {"Cf", "Cc"} and sign not in "\n\t\r":
            plain = ""
        else:
            spread = unicodedata.normalize("NFKC", sign)
            plain = "".join(_digit(one) for one in spread)
        self[sign] = plain
        return plain


def _digit(sign: str) -> str:
    return str(unicodedata.digit(sign)) if sign.isdigit() else sign


_SHAPES = _Shapes({ord("\n"): "n", ord("ـ"): "a"})
_PLAIN = _Plain({"ـ": "", "\u115f": "", "\u1160": "", "\u3164": "", "\u2028": "\n"})


class Word(NamedTuple):
    """A word of a page: its place there, as written and as compared, and how it stands.

    ``small`` is a word in a script with capitals that has none; ``opens`` one that begins a
    sentence, so that its capital says nothing.
    """

    start: int
    end: int
    text: str
    plain: str
    small: bool
    opens: bool
    close: bool

    def __repr__(self) -> str:
        return "<word: not shown>"


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """A text made plain, and for each of its signs the place that it had.

    ``spaced`` are the words whose letters were set apart, as one has them in a h e a d i n g.
    """

    text: str
    places: Sequence[int]
    words: tuple[Word, ...]
    spaced: tuple[Word, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of this page stood in the text as it was handed in."""
        return self.places[start], self.places[end - 1] + 1

    def gap(self, word: Word, other: Word) -> str:
        """Return what stands between two words."""
        return self.text[word.end : other.start]


def page(text: str) -> Page:
    """Return a text as a page."""
    plain, places = _made_plain(text)
    shape = plain.translate(_SHAPES)
    words, spaced = (_words(plain, each.finditer(shape)) for each in (_WORD, _SPACED))
    return Page(plain, places, tuple(words), tuple(spaced))


def _made_plain(text: str) -> tuple[str, Sequence[int]]:
    if all(_PLAIN[sign] == sign for sign in set(text)):
        return text, range(len(text))
    pieces: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        plain = _PLAIN[sign]
        pieces.append(plain)
        places.extend([place] * len(plain))
    return "".join(pieces), places


def _words(text: str, found: Iterable[re.Match[str]]) -> Iterator[Word]:
    seen: dict[str, tuple[str, bool, bool]] = {}
    for one in found:
        start, end = one.span()
        written = text[start:end]
        if written not in seen:
            small = written == written.lower() != written.upper()
            close = CLOSE.search(written) is not None
            seen[written] = "".join(plain_words(written)), small, close
        plain, small, close = seen[written]
        if plain:
            yield Word(start, end, written, plain, small, _opens(text, start), close)


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip()
    return not before or before[-1] in _ENDS


def joined(gap: str) -> bool:
    """Return whether what stands between two words may join them to one: a hyphen, a new line.

    >>> joined("-"), joined(" ")
    (True, False)
    """
    if "\n" in gap:
        return gap.count("\n") == 1 and not set(gap) - _BREAKS
    return 0 < len(gap) <= _LONGEST_TIE and not set(gap) - _JOINERS


def beside(gap: str) -> bool:
    """Return whether two words may belong to one name: no sentence or clause ends between."""
    return len(gap) <= _LONGEST_GAP and _STOPS.search(gap) is None
