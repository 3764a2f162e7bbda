"""Deadlines as a calendar may show them: a day and a few neutral words, and nothing to tell them by.

Calendars are copied to telephones and to servers of others. An entry therefore says no State,
no reference, no name and no label: what is due is looked up with `sanjose due`. Each has an id
that is the same from file to file, made with a secret of the house, so that it tells nothing.

Source: ours; N 46.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sanjose.words.provenance import Chosen

BACK = Chosen(
    31, because="what is later than a month is no date any more; `sanjose due` has it"
)
"""Days back for which an entry stays in the file."""

SESSION = "session"

WORDS: Mapping[str, str] = {
    "tell the rapporteur": "A notice is due",
    "tell the Bureau": "A notice is due",
    "tell the Chair": "A notice is due",
    "check-in": "A call is due",
    "assess": "An assessment is due",
    "look again": "An assessment is due",
    "keep in view": "Something is to be looked at",
    "conclude": "Conclusions are due",
    "decide": "A decision is due",
    "confirm": "A confirmation is due",
    "take": "A step is due",
    "reply": "A reply is due",
    "tell of the reply": "A call is due",
    "consent": "An answer is due",
    "discuss the concern": "A call is due",
    "review": "Something is to be looked at",
    SESSION: "Session",
}
"""What an entry says, by what is due."""

OTHER = "Something is due"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One deadline; ``sequence`` counts how often it moved, ``gone`` says that it is no more."""

    uid: str
    kind: str
    starts: date
    ends: date
    sequence: int = 0
    gone: bool = False

    @property
    def words(self) -> str:
        """Return what the calendar shows."""
        return WORDS.get(self.kind, OTHER)


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadlines:
    """The entries of one file, and when it was made."""

    at: datetime
    entries: tuple[Entry, ...]


def renewed(now: Iterable[Entry], before: Iterable[Entry], today: date) -> tuple[Entry, ...]:
    """Return the entries of a new file: numbered on where they moved, and those that are gone.

    What was in the file before and is no more stays in it as cancelled until its day is long
    past, so that a calendar which reads each file takes it away.
    """
    known = {one.uid: one for one in before}
    there = {one.uid: one for one in now}
    kept = [_moved(one, known.get(one.uid)) for one in there.values()]
    for one in known.values():
        if one.uid not in there:
            kept.append(one if one.gone else replace(one, gone=True, sequence=one.sequence + 1))
    earliest = today - timedelta(days=BACK.value)
    standing = (one for one in kept if one.ends >= earliest)
    return tuple(sorted(standing, key=lambda one: (one.starts, one.words, one.uid)))


def _moved(one: Entry, before: Entry | None) -> Entry:
    if before is None:
        return one
    same = (one.starts, one.ends, one.kind) == (before.starts, before.ends, before.kind)
    step = 0 if same and not before.gone else 1
    return replace(one, sequence=before.sequence + step)
