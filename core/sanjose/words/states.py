"""The States, under the names that the United Nations uses, and which of them was meant.

``states.csv`` beside this file was written from its authors' own knowledge in November 2026:
the 193 Members, the two observers, and Cook Islands and Niue, which are parties to treaties.
Before a letter leaves, check its State's name against the United Nations' own list. A formal
name stands there only where the authors were sure of one and it is not the short name again;
the aliases are what people type, and are never printed in a letter. Türkiye is in the group in
which it votes, the United States in the one that it attends, the State of Palestine in the one
in which it sits; the Holy See, Cook Islands and Niue are in none.

Source: ours; the two documents speak of States and list none.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from heapq import nlargest

from sanjose.words.errors import Misuse

APOSTROPHES = str.maketrans("‘’ʼ`´", "'''''")  # noqa: RUF001
_WORD = re.compile(r"[\w.]+")
LONGEST_ECHO = 40
LONGEST_NAME = 80


class Region(StrEnum):
    """A regional group of the United Nations, in its own words."""

    AFRICA = "African States"
    ASIA_PACIFIC = "Asia-Pacific States"
    EASTERN_EUROPE = "Eastern European States"
    LATIN_AMERICA_CARIBBEAN = "Latin American and Caribbean States"
    WESTERN_EUROPE_OTHERS = "Western European and other States"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """A State by its ISO 3166-1 alpha-3 code, its short name and its regional group.

    Args:
        short: its alpha-2 code.
        formal: its formal name, without the article; empty where it is the short one, or
            where it was not certain.
        aliases: what people type instead.
    """

    code: str
    name: str
    region: Region
    short: str = ""
    formal: str = ""
    aliases: tuple[str, ...] = ()


INVENTED = (
    State(code="XXA", name="Exampleland", region=Region.NONE, short="XA"),
    State(code="XXB", name="Sampleland", region=Region.NONE, short="XB"),
    State(code="XXC", name="Trialand", region=Region.NONE, short="XC"),
)


def states(*, trial: bool = False) -> tuple[State, ...]:
    """Return the States in the order of their names.

    Args:
        trial: add the invented States of an installation for training, which stand last under
            codes that ISO leaves to its users.
    """
    return _listed() + (INVENTED if trial else ())


def state(text: str, *, trial: bool = False) -> State:
    """Return the State of a code, or of any of its names with or without capitals and accents.

    Args:
        text: what was typed.
        trial: whether this installation is for training, where the invented States count too.

    Raises:
        Misuse: no State is called so, or an invented one outside training.

    >>> state("tur").name, state("turkiye").code, state("Turkey").code
    ('Türkiye', 'TUR', 'TUR')
    """
    typed = text.strip()
    wanted = _plain(typed[: LONGEST_NAME + 1])
    found = _by_name().get(wanted) if len(typed) <= LONGEST_NAME else None
    if found is None:
        raise Misuse(_unknown(typed, wanted))
    if found in INVENTED and not trial:
        message = f"{found.name} is an invented State and this installation is not for training"
        raise Misuse(message)
    return found


def matching(text: str, *, trial: bool = False) -> tuple[State, ...]:
    """Return the States that a text may mean: by a code, or by how a word of a name begins.

    A regional group is found by its name in the same way.

    >>> [one.code for one in matching("guinea")]
    ['GNQ', 'GIN', 'GNB', 'PNG']
    """
    wanted = _words(text)
    return tuple(
        one
        for one in states(trial=trial)
        if any(
            wanted in _words(name) for name in (one.code, one.short, *_names(one), one.region)
        )
    )


def name_of(code: str) -> str:
    """Return the name of a State by its code, or the code where no State has it.

    >>> name_of("TUR"), name_of("ZZZ")
    ('Türkiye', 'ZZZ')
    """
    found = _by_name().get(_plain(code))
    return found.name if found and found.code == code else code


@cache
def _listed() -> tuple[State, ...]:
    """Return the States of the file, read when first asked for."""
    # Imported here: it brings a fifth of a second along, and most commands name no State.
    from importlib.resources import files

    text = files("sanjose.words").joinpath("states.csv").read_text(encoding="utf-8")
    return tuple(
        State(
            code=row["iso3"],
            name=row["name"],
            region=Region(row["region"]),
            short=row["iso2"],
            formal=row["formal"],
            aliases=tuple(filter(None, row["aliases"].split(";"))),
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def _by_name() -> dict[str, State]:
    """Return every State, the invented too, by its plain names and its plain codes."""
    return {
        _plain(text): one
        for one in states(trial=True)
        for text in (one.code, one.short, *_names(one))
    }


def _names(one: State) -> tuple[str, ...]:
    """Return the names of a State, the short one first."""
    return tuple(filter(None, (one.name, one.formal, *one.aliases)))


def _plain(text: str) -> str:
    """Return a name without capitals, accents and doubled spaces."""
    letters = unicodedata.normalize("NFKD", text.translate(APOSTROPHES))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def _words(text: str) -> str:
    """Return a text in plain words, with a space before each of them."""
    return "".join(f" {word}" for word in _WORD.findall(_plain(text)))


def _unknown(typed: str, wanted: str) -> str:
    """Return the sentence for a name that no State has.

    What is longer than most names, or cannot be printed, was meant for another field, and may
    be about a person: it is not repeated.
    """
    if not typed:
        return "no State was entered: give its name or its three-letter code"
    shown = f'"{typed}"' if len(typed) <= LONGEST_ECHO and typed.isprintable() else "that"
    close = _close(wanted) if len(typed) <= LONGEST_NAME else ()
    if not close:
        return (
            f"no State is called {shown}: give its United Nations name or its three-letter code"
        )
    *others, last = close
    return f"no State is called {shown}: {', '.join(others)}{' or ' * bool(others)}{last}?"


def _close(wanted: str) -> tuple[str, ...]:
    """Return up to three names whose State has one like it, or shares a telling word with it."""
    names = {one.name: [_plain(name) for name in _names(one)] for one in _listed()}
    words = [word for word in wanted.split() if len(word) > 3]
    holders = {
        word: [short for short, every in names.items() if any(word in one for one in every)]
        for word in words
    }

    def likeness(short: str) -> float:
        shared = sum(1 / len(found) for found in holders.values() if short in found)
        return max(SequenceMatcher(None, wanted, one).ratio() for one in names[short]) + shared

    return tuple(short for short in nlargest(3, names, likeness) if likeness(short) > 0.6)
