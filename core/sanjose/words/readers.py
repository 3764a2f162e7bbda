"""Who reads sheets, and with which public key: what the record keeps of it, and what was prepared.

A key belongs to an office and its holder, and stands until another one is entered or it is
withdrawn. Whoever seals to it has compared it with its holder, or entered it, themselves: by a
key that somebody else slipped in, sheets would be read behind the conflict wall. Of a sheet the record keeps for whom and for which day it was made, and its digest:
neither what stood in it nor how much, since everybody at the desk can read these entries.

Source: N 46; G 33; ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sanjose.words.events import Event, OfficeCorrected
from sanjose.words.mentions import plain_name
from sanjose.words.model import Post
from sanjose.words.sealed import Sealed
from sanjose.words.told import body, told


class KeyKind(StrEnum):
    """What a sheet is sealed with, for somebody who may have one of these and no other."""

    AGE = "age"
    OPENPGP = "OpenPGP"
    SMIME = "S/MIME"


@body("reader.keyed/1")
class ReaderKeyed:
    """The public key of an office-holder, to whom sheets are sealed. Source: N 46; ours."""

    post: Post = told("the office")
    holder: str = told("the holder, as listed")
    kind: KeyKind = told("what kind of key it is")
    public: Sealed = told("the public key, as it was handed in")
    key: str = told("its fingerprint, to be compared with the holder")
    until: date | None = told(
        "the last day on which it can be used, if it says one", default=None
    )


@body("reader.compared/1")
class ReaderCompared:
    """An officer compared a key with its holder. Source: ours; see the head of the module."""

    post: Post = told("the office")
    holder: str = told("the holder, as listed")
    key: str = told("the fingerprint that was compared")


@body("reader.unkeyed/1")
class ReaderUnkeyed:
    """A public key is not used any more.

    Source: ours; what was sealed to a key that is lost is read by nobody, or by whoever found it.
    """

    post: Post = told("the office")
    holder: str = told("the holder, as listed")


@body("digest.prepared/1")
class DigestPrepared:
    """A sheet was prepared for an office-holder; the entry says nothing of it. Source: N 46."""

    post: Post = told("the office")
    holder: str = told("the holder, as listed")
    day: date = told("the day for which it was made")
    by_hand: bool = told(
        "whether it is handed over, since it is sealed to no key", default=False
    )
    digest: str = told("the digest of what was made")


@dataclass(frozen=True, kw_only=True, slots=True)
class Keyed:
    """A key as it stands, and the officers who entered it or compared it with its holder."""

    fact: ReaderKeyed
    compared: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """The last sheet before a day: for which day, when it was made, and after which entry."""

    day: date
    at: datetime
    seq: int


def keys(events: Iterable[Event]) -> tuple[Keyed, ...]:
    """Return the key of each office-holder, as it was entered last, by office and name."""
    found: dict[tuple[Post, str], Keyed] = {}
    for event in sorted(events, key=lambda one: one.seq):
        match event.body:
            case ReaderKeyed() as fact:
                by = frozenset({event.actor})
                found[fact.post, plain_name(fact.holder)] = Keyed(fact=fact, compared=by)
            case ReaderCompared() as fact:
                named = fact.post, plain_name(fact.holder)
                there = found.get(named)
                if there is not None and there.fact.key == fact.key:
                    by = there.compared | {event.actor}
                    found[named] = Keyed(fact=there.fact, compared=by)
            case ReaderUnkeyed() as fact:
                found.pop((fact.post, plain_name(fact.holder)), None)
            case _:
                pass
    return tuple(found[one] for one in sorted(found))


def key_of(events: Iterable[Event], post: Post, holder: str) -> Keyed | None:
    """Return the key of an office-holder, or None."""
    named = plain_name(holder)
    there = (one for one in keys(events) if one.fact.post is post)
    return next((one for one in there if plain_name(one.fact.holder) == named), None)


def last_before(events: Iterable[Event], post: Post, holder: str, day: date) -> Prepared | None:
    """Return the last sheet that was made for an office-holder for an earlier day, or None.

    One that was made for the same day is made anew, and says the same again. Nor does one count
    that was sealed last before its reader's address was corrected: it may never have gone.
    """
    found: list[Prepared] = []
    waits: Prepared | None = None
    for event in sorted(events, key=lambda one: one.seq):
        match event.body:
            case DigestPrepared() as fact if _of(fact, post, holder):
                one = Prepared(day=fact.day, at=event.recorded_at, seq=event.seq)
                waits = None if fact.by_hand else one
                found.append(one)
            case OfficeCorrected(address=str()) as fact if waits and _of(fact, post, holder):
                found.remove(waits)
                waits = None
            case _:
                pass
    earlier = (one for one in found if one.day < day)
    return max(earlier, key=lambda one: (one.day, one.seq), default=None)


def _of(fact: DigestPrepared | OfficeCorrected, post: Post, holder: str) -> bool:
    return fact.post is post and plain_name(fact.holder) == plain_name(holder)
