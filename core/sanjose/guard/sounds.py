"""How a name sounds when it is spelt in Latin letters, and how far two spellings are apart.

One name has as many spellings as languages have clerks: Chtcherbina, Schtscherbina, Shcherbina.
A spelling becomes a row of sounds, one sign each; the consonants among them, in a few classes,
make the skeleton by which likely spellings are looked up, and the distance decides. Vowels cost
little, since they change most; consonants of one class less than others.

Source: ours; the classes follow what English, French, German, Spanish and Slavic spellings of
one name were seen to confuse.
"""

import re
from functools import cache
from itertools import islice, product
from math import inf

VOWELS = frozenset("aeiou")
_LIGHT = frozenset("aeiouhyw'")
"""Sounds that come and go from one spelling to the next."""

_SPELT = {
    "schtsch": "C", "stsch": "C", "shch": "C", "chtch": "C", "tsch": "C", "dsch": "J",
    "tch": "C", "tsh": "C", "dzh": "J", "dsh": "J", "sch": "C", "dj": "J", "zh": "J",
    "sh": "S", "ch": "C", "cz": "S", "sz": "S", "ts": "Z", "tz": "Z", "zz": "Z", "kh": "H",
    "gh": "G", "ph": "f", "th": "t", "dh": "d", "ck": "k", "qu": "q", "ou": "u",
    "oo": "u", "ee": "i", "ie": "i", "mb": "nb", "mp": "np", "hs": "s",
    "kz": "ks", "dz": "Z", "x": "ks", "c": "k", "y": "y",
}  # fmt: skip
_SPELLINGS = re.compile("c(?=[eiy])|" + "|".join(_SPELT))

_CLASSES = {
    "p": "P", "b": "P", "f": "P", "v": "P", "k": "K", "g": "K", "t": "T", "d": "T",
    "s": "S", "z": "S", "S": "S", "Z": "S", "l": "L", "r": "R", "m": "M", "n": "N",
    "C": "SK", "c": "SK", "J": "S", "q": "KS", "j": "S ", "w": "P ", "H": "K ",
    "G": "K ",
}  # fmt: skip
"""The classes that a consonant may belong to; a space stands for none, as where it is mute."""

_SEVERAL = frozenset(sign for sign, classes in _CLASSES.items() if len(classes) > 1)
_OPEN = re.compile(f"[{''.join(sorted(_SEVERAL))}]")
_SINGLE = {
    code: chr(code) if chr(code) in _SEVERAL else _CLASSES.get(chr(code), " ")
    for code in range(128)
}
"""A consonant that may be in several classes stays, and is no class of its own."""

_REPEATED = re.compile(r"(.)\1+")

_TURNED = 0.8
"""What two neighbouring sounds that have changed places cost."""

_MOST = 8
"""Skeletons of one spelling at most."""


def sound(spelling: str) -> str:
    """Return a spelling in small Latin letters as a row of sounds.

    >>> sound("schewtschenko"), sound("shevchenko")
    ('CewCenko', 'SevCenko')
    """
    row = _SPELLINGS.sub(lambda found: _SPELT.get(found[0], "c"), spelling)
    return _REPEATED.sub(r"\1", row)


def skeletons(row: str) -> tuple[str, ...]:
    """Return the consonants of a row by their classes, in each way that it may be read.

    >>> skeletons(sound("marwan"))
    ('MRPN', 'MRN')
    """
    heard = row.replace("x", "ks").translate(_SINGLE)
    open_signs = [sign for sign in heard if sign in _SEVERAL]
    if not open_signs:
        return (_consonants(heard),)
    pieces = _OPEN.split(heard)
    ways = []
    for chosen in islice(product(*(_CLASSES[sign] for sign in open_signs)), _MOST):
        between = zip(pieces, (*chosen, ""), strict=True)
        ways.append(_consonants("".join(part for pair in between for part in pair)))
    return tuple(dict.fromkeys(ways))


def _consonants(way: str) -> str:
    """Return classes without the vowels; of equal ones with no vowel between, one counts."""
    return _REPEATED.sub(r"\1", way).replace(" ", "")


def without_one(skeleton: str) -> tuple[str, ...]:
    """Return a skeleton without each of its consonants in turn."""
    return tuple(skeleton[:at] + skeleton[at + 1 :] for at in range(len(skeleton)))


def distance(name: str, word: str, *, most: float) -> tuple[float, float, int]:
    """Return how far a word is from a name, as a whole and but for an ending of so many sounds.

    Both are rows of sounds. The word may go on after the name: the second figure is the least
    distance over all that it may begin with, the third the shortest rest that it leaves.
    Where even that is more than ``most``, both are infinite.
    """
    row = [0.0]
    for sign in word:
        row.append(row[-1] + _alone(sign))
    earlier: list[float] = []
    for at, mine in enumerate(name):
        gap = _alone(mine)
        new = [row[0] + gap]
        for place, theirs in enumerate(word):
            cost = min(
                row[place] + _between(mine, theirs),
                row[place + 1] + gap,
                new[place] + _alone(theirs),
            )
            if at and place and mine == word[place - 1] and theirs == name[at - 1]:
                cost = min(cost, earlier[place - 1] + _TURNED)
            new.append(cost)
        if min(new) > most:
            return inf, inf, 0
        earlier, row = row, new
    least = min(row)
    last = max(place for place, cost in enumerate(row) if cost == least)
    return row[-1], least, len(word) - last


@cache
def _alone(sign: str) -> float:
    """Return what a sound too many or too few costs."""
    if sign in _LIGHT or " " in _CLASSES.get(sign, ""):
        return 0.3
    return 1.0


@cache
def _between(mine: str, theirs: str) -> float:
    """Return what one sound in the place of another costs."""
    if mine == theirs:
        return 0.0
    light = mine in _LIGHT or " " in _CLASSES.get(mine, "")
    if mine in VOWELS and theirs in VOWELS:
        return 0.25
    classes = set(_CLASSES.get(mine, "")) & set(_CLASSES.get(theirs, "")) - {" "}
    if classes:
        return 0.3
    return 0.3 if light and (theirs in _LIGHT or " " in _CLASSES.get(theirs, "")) else 1.0
