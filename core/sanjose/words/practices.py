"""Good practices, as a committee notes them: what was done, what it protected, where it was seen.

A practice is nobody's story. It stands in the committee's own record, which every officer
reads, so that a text in it that tells who somebody is would pass the wall of that case: the
door reads each with the guard first. One that is noted again under its label stands over what
was noted before.

Source: G 17; N 14, 20, 25. Which subjects there are is ours; they follow the headings of the
Guidelines and the topics of N 25.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanjose.words.events import Event
from sanjose.words.letters import plain_words
from sanjose.words.sealed import Sealed
from sanjose.words.told import body, told


class Subject(StrEnum):
    """What a practice is about. Source: G 10-31; N 14, 19, 21, 22, 25, 44, 50."""

    RECEIVING = "receiving allegations"
    ASSESSING = "assessing them"
    SAFE_CHANNELS = "safe channels and safe participation"
    PREVENTING = "preventing"
    PROTECTING = "protecting"
    STATES = "contact with States parties"
    DETENTION = "persons deprived of liberty"
    ALTERNATIVES = "protection that is not the State's"
    FOLLOWING_UP = "following up"
    ACCOUNTABILITY = "accountability"
    SILENCE = "under-reporting and silence"
    AWARENESS = "awareness"
    MEDIA = "journalists and the media"
    TOGETHER = "committees and mechanisms together"


@body("practice.noted/1")
class PracticeNoted:
    """A good practice: what was done, and what it protected. Source: G 17; N 14.

    It goes into the agenda of a meeting, into the update and into the material for the Chairs.
    """

    title: str = told("what it is called, naming nobody")
    about: tuple[Subject, ...] = told("what it is about", default=())
    text: Sealed = told("what was done and what came of it, naming nobody")
    where: str | None = told("the committee or other body where it was seen", default=None)
    source: str | None = told("where it can be read, by symbol or title", default=None)
    mistaken: bool = told("whether it was noted by mistake, and does not count", default=False)
    label: str | None = told(
        "the label, given when it is noted; with one, it replaces what was noted", default=None
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Practice:
    """A practice as it was noted last; ``on`` is the day on which it was noted first."""

    label: str
    on: date
    fact: PracticeNoted

    def speaks_of(self, words: Iterable[str]) -> bool:
        """Return whether every word begins a word of it, whatever its capitals and accents."""
        fact = self.fact
        told_of = (fact.title, *fact.about, fact.text.reveal(), fact.where, fact.source)
        there = plain_words(" ".join(one for one in told_of if one))
        return all(any(one.startswith(word) for one in there) for word in words)


def practices(events: Iterable[Event]) -> tuple[Practice, ...]:
    """Return the practices that stand, in the order of their labels; a mistaken one does not."""
    found: dict[str, Practice] = {}
    for event in sorted(events, key=lambda one: one.seq):
        if isinstance(fact := event.body, PracticeNoted):
            label = fact.label or ""
            on = found[label].on if label in found else event.on
            found[label] = Practice(label=label, on=on, fact=fact)
    return tuple(one for one in found.values() if not one.fact.mistaken)


def next_label(events: Iterable[Event]) -> str:
    """Return the label that the next practice gets; one that was mistaken keeps its own."""
    there = {one.body.label for one in events if isinstance(one.body, PracticeNoted)}
    return f"B{len(there) + 1}"
