"""The States, under the names that the United Nations uses, and which of them was meant.

``states.csv`` beside this file was written from its authors' own knowledge in November 2026:
the 193 Members, the two observers, and Cook Islands and Niue, which are parties to treaties.
Before a letter leaves, check its State's name against the United Nations' own list. Türkiye is
in the group in which it votes, the United States in the one that it attends, the State of
Palestine in the one in which it sits; the Holy See, Cook Islands and Niue are in none.

Source: ours; the two documents speak of States and list none.
"""

import csv
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from heapq import nlargest
from importlib.resources import files

from sanjose.words.errors import Misuse

APOSTROPHES = str.maketrans("‘’ʼ`´", "'''''")  # noqa: RUF001
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
    """A State by its ISO 3166-1 alpha-3 code, its short name and its regional group."""

    code: str
    name: str
    region: Region


INVENTED = (
    State(code="XXA", name="Exampleland", region=Region.NONE),
    State(code="XXB", name="Sampleland", region=Region.NONE),
    State(code="XXC", name="Trialand", region=Region.NONE),
)


def states(*, trial: bool = False) -> tuple[State, ...]:
    """Return the States in the order of their names.

    Args:
        trial: add the invented States of an installation for training, which stand last under
            codes that ISO leaves to its users.
    """
    return _listed() + (INVENTED if trial else ())


def state(text: str, *, trial: bool = False) -> State:
    """Return the State of a code, or of a name with or without capitals and accents.

    Args:
        text: what was typed.
        trial: whether this installation is for training, where the invented States count too.

    Raises:
        Misuse: no State is called so, or an invented one outside training.

    >>> state("tur").name, state("turkiye").code
    ('Türkiye', 'TUR')
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


@cache
def _listed() -> tuple[State, ...]:
    """Return the States of the file, read when first asked for."""
    text = files("sanjose.words").joinpath("states.csv").read_text(encoding="utf-8")
    return tuple(
        State(code=row["iso3"], name=row["name"], region=Region(row["region"]))
        for row in csv.DictReader(text.splitlines())
    )


@cache
def _by_name() -> dict[str, State]:
    """Return every State, the invented too, by its plain name and by its plain code."""
    every = states(trial=True)
    return {_plain(s.name): s for s in every} | {_plain(s.code): s for s in every}


def _plain(text: str) -> str:
    """Return a name without capitals, accents and doubled spaces."""
    letters = unicodedata.normalize("NFKD", text.translate(APOSTROPHES))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


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
    """Return up to three names that look like the one wanted, or share a telling word with it."""
    plain = {_plain(s.name): s.name for s in _listed()}
    words = [word for word in wanted.split() if len(word) > 3]
    holders = {word: [name for name in plain if word in name] for word in words}

    def likeness(name: str) -> float:
        shared = sum(1 / len(found) for found in holders.values() if name in found)
        return SequenceMatcher(None, wanted, name).ratio() + shared

    return tuple(plain[name] for name in nlargest(3, plain, likeness) if likeness(name) > 0.6)
