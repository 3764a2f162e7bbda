"""Letters that were taken back in and that went out, and copies of briefs that were handed round.

Nothing here sends anything: a letter is drafted as a file, an officer edits it and sends it by
the committee's own ways, and what went out is kept with the proof of how it went. A paper copy
has a number, so that it can be seen at the end of a meeting which one did not come back.

Source: floor 7; G 11, 13; ours for the copies.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sanjose.words.events import Event
from sanjose.words.told import body, told


class Sort(StrEnum):
    """A sort of letter; its value is what is typed, and the name of its text."""

    LETTER = "letter"
    """To the State party, without a deadline. Source: G 21; N 11 (a)."""

    DEADLINE = "letter-deadline"
    """To the State party, asking for protection and a reply by a day. Source: G 19; N 11 (a)."""

    REMINDER = "reminder"
    """To the State party, of a letter that was not answered. Source: G 19."""

    NOTE_VERBALE = "note-verbale"
    """To the permanent mission, asking for a meeting. Source: G 21; N 32."""

    INFORMATION = "information"
    """To the person, asking for more information. Source: G 13; N 33."""

    ACKNOWLEDGEMENT = "acknowledgement"
    """To the person, over a channel marked safe. Source: G 13; floor 11."""

    CHAIR = "chair"
    """To the Chair, with conclusions and a proposed course of action. Source: G 14."""

    HIGH_COMMISSIONER = "high-commissioner"
    """Asking the High Commissioner for assistance. Source: G 28."""

    SPECIAL_PROCEDURES = "special-procedures"
    """Referring to special procedures. Source: G 29; N 49."""

    RESIDENT_COORDINATOR = "resident-coordinator"
    """To the resident coordinator. Source: G 30."""

    SECRETARY_GENERAL = "secretary-general"
    """Contributing to the yearly report of the Secretary-General. Source: N 39, 50."""


class Occasion(StrEnum):
    """What a brief is for. Source: G 11, 18, 21, 24; N 11, 32."""

    DIALOGUE = "dialogue"
    """With the delegation, webcast: what is said there is public. Source: G 24; N 11 (c)."""

    MISSION = "mission"
    """A meeting with the permanent mission, in confidence. Source: G 21; N 32, 45."""

    CLOSED = "closed"
    """A closed meeting of the committee. Source: G 14; N 10."""


class Fate(StrEnum):
    """What became of a numbered copy. Source: ours; a copy that is lost is said to be lost."""

    RETURNED = "given back"
    DESTROYED = "destroyed"
    LOST = "not found"


@body("letter.kept/1")
class LetterKept:
    """An officer's edited letter was taken in; nothing has gone out. Source: floor 7."""

    sort: Sort = told("the sort of letter")
    label: str | None = told(
        "the measure that it carries out, as M1, or to whom it goes, as P1", default=None
    )
    digest: str | None = told("the digest of the file kept with it", default=None)


@body("transmission.proved/1")
class TransmissionProved:
    """A person sent a letter, and how and when is proved. Source: floor 7; G 19."""

    sort: Sort = told("the sort of letter")
    label: str | None = told(
        "the measure that it carries out, as M1, or to whom it went, as P1", default=None
    )
    of: str = told("the digest of the text that went out")
    means: str | None = told("how it went", default=None)
    digest: str | None = told("the digest of the proof kept with it", default=None)


@body("copies.numbered/1")
class CopiesNumbered:
    """Numbered copies of a brief were made for a meeting. Source: ours; see the module."""

    label: str = told("the label, as B1")
    occasion: Occasion = told("what it is for")
    state: str = told("the State party, by its code")
    case_id: str | None = told("the case, by its random id, where it is one", default=None)
    copies: int = told("how many copies")
    held_on: date = told("the day of the meeting, after which they come back")
    disguised: bool = told("whether it names nobody", default=False)
    holder: tuple[str, ...] = told(
        "who has which copy, in the order of their numbers, as listed", default=()
    )


@body("copy.returned/1")
class CopyReturned:
    """A numbered copy came back, or did not. Source: ours; see the module."""

    label: str = told("of which brief, as B1")
    number: int = told("which copy")
    fate: Fate = told("what became of it", default=Fate.RETURNED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """A brief in numbered copies, and what became of each as far as it is known."""

    numbered_on: date
    fact: CopiesNumbered
    fates: tuple[tuple[int, date, Fate], ...] = ()

    @property
    def label(self) -> str:
        """Return the label, as B1."""
        return self.fact.label

    @property
    def outstanding(self) -> tuple[int, ...]:
        """Return the numbers of the copies of which nobody has said what became of them."""
        known = {number for number, _, _ in self.fates}
        return tuple(one for one in range(1, self.fact.copies + 1) if one not in known)

    @property
    def lost(self) -> tuple[int, ...]:
        """Return the numbers of the copies that were not found."""
        return tuple(number for number, _, fate in self.fates if fate is Fate.LOST)


def after(briefs: tuple[Brief, ...], event: Event) -> tuple[Brief, ...]:
    """Return the briefs after one more event; what is said of a copy again stands over it."""
    match event.body:
        case CopiesNumbered() as fact:
            return (*briefs, Brief(numbered_on=event.on, fact=fact))
        case CopyReturned() as fact:
            return tuple(
                _told(one, event.on, fact) if one.label == fact.label else one for one in briefs
            )
        case _:
            return briefs


def _told(brief: Brief, on: date, fact: CopyReturned) -> Brief:
    others = tuple(one for one in brief.fates if one[0] != fact.number)
    return replace(brief, fates=tuple(sorted((*others, (fact.number, on, fact.fate)))))


def next_label(briefs: Iterable[Brief]) -> str:
    """Return the label that the next brief gets."""
    return f"B{len(tuple(briefs)) + 1}"
