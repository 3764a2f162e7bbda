"""What a State has accepted on a day, by what was entered of it: yes, no, or not known.

An entry speaks for its days: from the first day to the last, both included. Without a first
day it speaks from the day of the look-up on, because nobody looked further back. An acceptance
says besides that there was none before its first day and after its last; that something is
*not* accepted says nothing about other days. Where no entry speaks, the answer is not known:
silence is never a no.

A later look-up stands over an earlier one about the same days; so does a later entry of the
same look-up, which is a correction. Two sources looked up on one day that differ contradict
each other, and then the answer is not known either.

Source: ours; an instrument binds only those who accepted it, and no document says how a
secretariat keeps count of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanjose.words.events import ParticipationEntered


class Acceptance(StrEnum):
    """Where a State stands towards an instrument."""

    PARTY = "party"
    NOT_PARTY = "not party"
    DECLARED = "declared"
    NOT_DECLARED = "not declared"
    OPTED_OUT = "opted out"
    NOT_OPTED_OUT = "not opted out"

    @property
    def affirmed(self) -> bool:
        """Return whether the State did it: became party, declared, or opted out."""
        return self in {Acceptance.PARTY, Acceptance.DECLARED, Acceptance.OPTED_OUT}


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Whether a State became party, declared or opted out, on a day; None where not known.

    ``by`` are the entries that say so: none where nothing speaks, several where two sources
    of one day agree, or contradict each other.
    """

    affirmed: bool | None
    by: tuple["ParticipationEntered", ...] = ()
    contradictory: bool = False


def found(entries: Sequence["ParticipationEntered"], on: date) -> Found:
    """Return what entries about one State and one instrument say of a day.

    Args:
        entries: in the order in which they were entered.
    """
    speaking = [
        one
        for at, one in enumerate(entries)
        if claim(one, on) is not None
        and not any(
            claim(other, on) is not None and _corrects(other, one, later=place > at)
            for place, other in enumerate(entries)
        )
    ]
    covering = [one for one in speaking if covers(one, on)]
    if not covering:
        return _outside(entries, speaking, on)
    # What overlaps and is not stood over is another source of the same day.
    voices = tuple(one for one in speaking if any(overlap(one, other) for other in covering))
    claims = {claim(one, on) for one in voices}
    if len(claims) > 1:
        return Found(affirmed=None, by=voices, contradictory=True)
    return Found(affirmed=claims.pop(), by=voices)


def claim(entry: "ParticipationEntered", on: date) -> bool | None:
    """Return what an entry says of a day, None where it says nothing."""
    if covers(entry, on):
        return entry.status.affirmed
    ended = entry.until is not None and entry.until < on
    not_yet = entry.since is not None and on < entry.since
    return False if entry.status.affirmed and (ended or not_yet) else None


def covers(entry: "ParticipationEntered", on: date) -> bool:
    """Return whether a day is one of those for which an entry speaks."""
    first, last = _days(entry)
    return first <= on <= last


def overlap(one: "ParticipationEntered", other: "ParticipationEntered") -> bool:
    """Return whether two entries speak for a day in common."""
    (first, last), (begins, ends) = _days(one), _days(other)
    return first <= ends and begins <= last


def _days(entry: "ParticipationEntered") -> tuple[date, date]:
    """Return the first and the last day for which an entry speaks."""
    last = entry.until or date.max
    return entry.since or min(entry.as_of, last), last


def _corrects(
    one: "ParticipationEntered", other: "ParticipationEntered", *, later: bool
) -> bool:
    """Return whether an entry stands over another about the same days."""
    again = later and one.as_of == other.as_of and one.source == other.source
    return (one.as_of > other.as_of or again) and overlap(one, other)


def _outside(
    entries: Sequence["ParticipationEntered"],
    speaking: Sequence["ParticipationEntered"],
    on: date,
) -> Found:
    """Return what is said of a day for which no entry speaks by its own days.

    After the last day of one acceptance, another that began nobody knows when may have begun.
    """
    ended = [one for one in speaking if one.until is not None and one.until < on]
    not_yet = [one for one in speaking if one not in ended]
    begun = tuple(
        one
        for one in entries
        if one.status.affirmed and one.since is None and on < _days(one)[0]
    )
    if not speaking or (begun and not not_yet):
        return Found(affirmed=None, by=begun[-1:] or tuple(entries[-1:]))
    return Found(affirmed=False, by=tuple(ended[-1:] or not_yet[-1:]))
