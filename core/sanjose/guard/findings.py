"""What the guard found: where, of which kind, and why it stopped; never the words themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a place in a text would tell."""

    NAME = "name"
    PLACE = "place"
    EMAIL = "e-mail address"
    TELEPHONE = "telephone number"
    WEB = "web address"
    HANDLE = "name on a network"
    REFERENCE = "reference of a case"
    NUMBER = "number of a document"
    DAY = "day of an event"
    BIRTH = "date of birth"
    COORDINATES = "coordinates"
    HIDDEN = "hidden sign"
    WORD = "word outside the list"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A place in a text, from ``start`` up to ``end`` in characters, and why it stopped there.

    ``why`` is one of a few sentences of ours: a list of findings can be shown or kept where
    the text must not be. The offsets are those of the text as it was handed in.
    """

    start: int
    end: int
    kind: Kind
    why: str


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by their place, those of one kind that overlap as one.

    >>> in_order([Finding(4, 9, Kind.NAME, "a"), Finding(0, 5, Kind.NAME, "b")])
    (Finding(start=0, end=9, kind=<Kind.NAME: 'name'>, why='b'),)
    """
    kept: dict[Kind, list[Finding]] = {}
    for one in sorted(set(found)):
        same = kept.setdefault(one.kind, [])
        if same and one.start < same[-1].end:
            last = same[-1]
            same[-1] = Finding(last.start, max(last.end, one.end), last.kind, last.why)
        else:
            same.append(one)
    return tuple(sorted(finding for same in kept.values() for finding in same))
