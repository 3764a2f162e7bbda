"""Look on a page for what is known: names word by word, then what runs across words.

A word that is in a list of ordinary words tells nobody unless it is exactly a name and has a
capital: most texts are made of such words, and no name is guessed in them. Any other word is
compared by its sound.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, product

from sanjose.guard.dates import Day
from sanjose.guard.findings import Finding
from sanjose.guard.known import Known
from sanjose.guard.nearness import BESIDE, CAPITAL, SMALL, TIED, inside, is_near, near
from sanjose.guard.pages import Page, Word, beside, joined
from sanjose.guard.signs import (
    EXACT,
    SPELT,
    Told,
    close,
    contacts,
    days,
    initials,
    placed,
    told,
)
from sanjose.guard.sounds import skeletons, sound
from sanjose.guard.spellings import script, spellings
from sanjose.guard.vocabulary import ordinary

_SHORT, _SHORTEST = 4, 3
_LEAST_JOINED, _LEAST_TIED = 6, 4
_MOST_PARTS = 4
_MOST_WAYS = 8
_SET = "this is a name that a case knows, broken, joined or set apart"
_CAMEL = re.compile(r"[^\W\d_][^\W\d_A-ZÀ-Þ]+")


def found_on(read: Page, known: Known, on: Iterable[Day]) -> Iterator[Finding]:
    """Give where a page, on which some days stand, has what is known."""
    looked: dict[tuple[str, bool, bool], Told | None] = {}
    for word in (*read.words, *_parts_of(read.words)):
        key = (word.text, word.small, word.opens)
        if key not in looked:
            looked[key] = _word(word, known)
        tells = looked[key]
        if tells is not None:
            yield placed(read, word.start, word.end, tells)
    yield from _across(read, known)
    yield from close(read, known)
    yield from initials(read, known)
    yield from contacts(read, known)
    yield from days(read, known, on)


# -- one word ----------------------------------------------------------------------------------


def _word(word: Word, known: Known) -> Told | None:
    plain = ordinary(word.plain)
    if plain and word.small:
        return None
    ways = spellings(word.text, attached=True)
    for way in ways:
        kind = known.exact.get(way)
        if kind is not None and _may_be(word, way, known, plain=plain):
            return told(kind, EXACT)
    if plain:
        return None
    strictness = SMALL if word.small else CAPITAL
    written = script(word.text)
    for way in ways:
        kind = near(way, written, known, strictness) or inside(way, known)
        if kind is not None:
            return told(kind, SPELT)
    return None


def _may_be(word: Word, way: str, known: Known, *, plain: bool) -> bool:
    """Return whether a word that is exactly a name may be meant as one."""
    if len(way) >= _SHORT:
        return True
    if word.text.lower() == word.text.upper():  # a script without capitals
        return len(way) >= _SHORTEST or word.plain in known.natives
    return not word.small and not (plain and word.opens)


def _parts_of(words: tuple[Word, ...]) -> Iterator[Word]:
    """Give the words that were written in one, each with a capital, as in a hashtag."""
    for word in words:
        if word.small or word.text[1:].islower():
            continue
        parts = tuple(_CAMEL.finditer(word.text))
        if len(parts) > 1 and all(part[0][0].isupper() for part in parts[1:]):
            for part in parts:
                start = word.start + part.start()
                yield word._replace(
                    start=start,
                    end=start + len(part[0]),
                    text=part[0],
                    plain=part[0].lower(),
                    small=False,
                    opens=False,
                )


# -- across words ------------------------------------------------------------------------------


def _across(read: Page, known: Known) -> Iterator[Finding]:
    """Give where words in a row are one name, tied by a hyphen or a new line, or side by side."""
    for word in read.spaced:
        yield from _tied(read, known, (word,))
    words = read.words
    # Where there is no list of ordinary words, no small word is taken for part of a name.
    quiet = [word.small and (not word.text.isascii() or ordinary(word.plain)) for word in words]
    heard: dict[str, _Heard] = {}
    for at, first in enumerate(words):
        if quiet[at] and read.text[first.end : first.end + 1] == " ":
            continue
        row, tied = [first], True
        for place in range(at + 1, min(len(words), at + _MOST_PARTS)):
            word = words[place]
            gap = read.gap(row[-1], word)
            tied = tied and gap != " " and joined(gap)
            # Unless they are tied, a name neither begins nor ends with a small ordinary word.
            if not tied and (quiet[at] or not beside(gap)):
                break
            row.append(word)
            if tied:
                yield from _tied(read, known, tuple(row))
            elif not (quiet[place] or _ordinary_small(row)):
                yield from _beside(read, known, row, heard)


def _ordinary_small(row: list[Word]) -> bool:
    """Return whether words begin or end small, and one of them is an ordinary word."""
    return (row[0].small or row[-1].small) and any(ordinary(one.plain) for one in row)


def _tied(read: Page, known: Known, words: tuple[Word, ...]) -> Iterator[Finding]:
    start, end = words[0].start, words[-1].end
    spelt = "".join(one.text for one in words) if len(words) > 1 else words[0].plain
    for way in spellings(spelt, attached=True)[:2]:
        kind = known.exact.get(way) if len(way) >= _LEAST_TIED else None
        if kind is None and len(way) >= _LEAST_JOINED:
            kind = near(way, script(spelt), known, TIED) or inside(way, known)
        if kind is not None:
            yield placed(read, start, end, told(kind, _SET))
            return


@dataclass(frozen=True, slots=True, repr=False)
class _Heard:
    """A word by its likeliest spelling, its sounds and its skeletons."""

    spelling: str
    row: str
    skeletons: tuple[str, ...]


def _hear(word: Word) -> _Heard:
    spelling = next(iter(spellings(word.text, attached=True)), "")
    row = sound(spelling)
    return _Heard(spelling, row, skeletons(row))


def _beside(
    read: Page, known: Known, words: list[Word], heard: dict[str, _Heard]
) -> Iterator[Finding]:
    for word in words:
        if word.text not in heard:
            heard[word.text] = _hear(word)
    parts = [heard[word.text] for word in words]
    spelling = "".join(part.spelling for part in parts)
    if len(spelling) < _LEAST_JOINED:
        return
    kind = known.exact.get(spelling)
    if kind is None:
        ways = islice(product(*(part.skeletons for part in parts)), _MOST_WAYS)
        names = chain.from_iterable(known.rows.get("".join(way), ()) for way in ways)
        row, written = "".join(part.row for part in parts), script(words[0].text)
        found = (name for name in names if is_near(name[0], name[1], row, written, BESIDE))
        kind = next((name[2] for name in found), None)
    if kind is not None:
        yield placed(read, words[0].start, words[-1].end, told(kind, _SET))
