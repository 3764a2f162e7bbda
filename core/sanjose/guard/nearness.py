"""Whether a spelling is near enough to a name that is known to be that name.

How near it has to be depends on how it stands: a word with a capital may be farther away than
a small one, and may have a longer ending; words beside each other have to be nearer.

Source: ours; the distances were chosen on a corpus of invented names and held against another.
"""

from dataclasses import dataclass

from sanjose.guard.findings import Kind
from sanjose.guard.known import LEAST_SKELETON, PIECE, UNVOWELLED, Known
from sanjose.guard.sounds import distance, skeletons, sound, without_one

_SHORT, _SHORTEST = 4, 3
_LEAST_DISTANCE = 0.3
_SAME_SCRIPT = 0.08
_UNWRITTEN, _UNWRITTEN_SHORT = 1.5, 1.3
"""By how much more two spellings may differ where one of them has not all vowels."""

_BEGUN = 0.75
_UNENDED = frozenset({"ARABIC", "HEBREW"})
"""Scripts whose languages bend names before and not after."""


@dataclass(frozen=True, slots=True)
class Strictness:
    """How far a word may be from a name, for each of its sounds, and how long its ending."""

    rate: float
    ending: int
    short: bool = True
    long: int = 7


CAPITAL = Strictness(0.2, 5)
SMALL = Strictness(0.13, 3, short=False)
TIED = Strictness(0.2, 0, short=False)
BESIDE = Strictness(0.15, 0, short=False, long=10)


def near(way: str, written: str, known: Known, strictness: Strictness) -> Kind | None:
    """Return what a spelling is near to by its sound, or None."""
    row = sound(way)
    tried: set[tuple[str, str, Kind]] = set()
    for key in _keys(row, ending=strictness.ending > 0):
        for name in known.rows.get(key, ()):
            if name not in tried:
                tried.add(name)
                if is_near(name[0], name[1], row, written, strictness):
                    return name[2]
    return None


def _keys(row: str, *, ending: bool) -> dict[str, None]:
    """Return the skeletons under which the name may be found that a row is a form of."""
    keys: dict[str, None] = {}
    for skeleton in skeletons(row):
        keys[skeleton] = None
        if len(skeleton) >= LEAST_SKELETON:
            keys.update(dict.fromkeys(without_one(skeleton)))
        if ending:
            shorter = range(max(2, len(skeleton) - 3), len(skeleton))
            keys.update(dict.fromkeys(skeleton[:end] for end in shorter))
    keys.pop("", None)
    return keys


def is_near(name: str, known_in: str, row: str, written: str, strictness: Strictness) -> bool:
    """Return whether a row of sounds in one script is a name that is known in another, or same."""
    if len(name) < _SHORT:
        # So short a name is found where it is a word with a capital and nothing else.
        whole, _, _ = distance(name, row, most=_LEAST_DISTANCE)
        return strictness.short and len(name) >= _SHORTEST and whole <= _LEAST_DISTANCE
    if len(row) < _SHORT and written in UNVOWELLED and written != known_in:
        return False
    rate = strictness.rate
    if known_in == written and written in UNVOWELLED:
        rate = _SAME_SCRIPT
    elif {known_in, written} & UNVOWELLED:
        rate *= _UNWRITTEN if len(name) >= strictness.long else _UNWRITTEN_SHORT
    most = max(_LEAST_DISTANCE, rate * len(name))
    whole, begun, rest = distance(name, row, most=most)
    # A word that goes on after the name has to begin with it more nearly.
    ending = 1 if written in _UNENDED else strictness.ending
    return whole <= most or (rest <= ending and begun <= most * _BEGUN)


def inside(way: str, known: Known) -> Kind | None:
    """Return what stands inside a longer spelling, or None."""
    for at in range(len(way) - PIECE):
        for spelling in known.pieces.get(way[at : at + PIECE], ()):
            if way.startswith(spelling, at):
                return known.exact[spelling]
    return None
