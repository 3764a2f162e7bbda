"""The life of a measure, with or without a case: proposed, decided, confirmed, taken, answered.

Source: G 7, 14, 18-31; floors 6 and 7.
"""

from dataclasses import dataclass, replace
from datetime import date

from sanjose.words.approvals import TextReleased
from sanjose.words.events import (
    DecisionConfirmed,
    Event,
    MeasureDecided,
    MeasureProposed,
    MeasureTaken,
    ReplyReceived,
)
from sanjose.words.model import Post

LETTERS = frozenset({"letter", "letter-deadline", "note-verbale", "reminder"})
"""Measures that a State is expected to answer, deadline or not. Source: G 19; N 38."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One measure as far as it has come; ``seq`` is the entry that proposed it.

    ``released`` is the text that may leave, after the guard and whoever had to agree.
    """

    label: str
    key: str
    seq: int
    proposed_on: date
    proposal: MeasureProposed
    decision: MeasureDecided | None = None
    decided_on: date | None = None
    decided_by: Post | None = None
    confirmed: bool = False
    taken: MeasureTaken | None = None
    taken_on: date | None = None
    released: TextReleased | None = None
    replies: tuple[tuple[date, ReplyReceived], ...] = ()

    @property
    def adopted(self) -> bool:
        """Return whether the decision was to take it."""
        return self.decision is not None and self.decision.adopted

    @property
    def unconfirmed(self) -> bool:
        """Return whether the decision was entered for somebody who has not confirmed it."""
        decided = self.decision is not None
        return decided and not self.confirmed and self.decided_by is not Post.SECRETARIAT

    @property
    def answered(self) -> bool:
        """Return whether the substance was answered."""
        return any(reply.substantive for _, reply in self.replies)

    @property
    def awaiting_reply(self) -> bool:
        """Return whether a State was written to and has not answered the substance."""
        written = self.key in LETTERS or (
            self.taken is not None and self.taken.reply_by is not None
        )
        return self.taken is not None and written and not self.answered

    @property
    def stage(self) -> str:
        """Return how far it has come, in two or three words."""
        if self.replies:
            return "answered" if self.answered else "acknowledged"
        if self.taken is not None:
            return "taken"
        if self.decision is not None:
            return "adopted" if self.decision.adopted else "not adopted"
        return "proposed"


Step = (
    MeasureProposed
    | MeasureDecided
    | DecisionConfirmed
    | TextReleased
    | MeasureTaken
    | ReplyReceived
)


def moved(measures: tuple[Measure, ...], event: Event, fact: Step) -> tuple[Measure, ...]:
    """Return the measures after one more event about one of them."""
    if isinstance(fact, MeasureProposed):
        return (*measures, _proposed(measures, event, fact))
    return tuple(
        _changed(measure, event, fact) if measure.label == fact.label else measure
        for measure in measures
    )


def next_label(measures: tuple[Measure, ...]) -> str:
    """Return the label that the next proposal gets."""
    return f"M{len(measures) + 1}"


def _proposed(measures: tuple[Measure, ...], event: Event, fact: MeasureProposed) -> Measure:
    return Measure(
        label=fact.label or next_label(measures),
        key=fact.measure,
        seq=event.seq,
        proposed_on=event.on,
        proposal=fact,
    )


def _changed(measure: Measure, event: Event, fact: Step) -> Measure:
    match fact:
        case MeasureDecided():
            return replace(
                measure,
                decision=fact,
                decided_on=event.on,
                decided_by=event.by or Post.SECRETARIAT,
            )
        case DecisionConfirmed():
            return replace(measure, confirmed=True)
        case TextReleased():
            return replace(measure, released=fact)
        case MeasureTaken():
            return replace(measure, taken=fact, taken_on=event.on)
        case ReplyReceived():
            return replace(measure, replies=(*measure.replies, (event.on, fact)))
        case _:  # pragma: no cover - a proposal makes a measure and never changes one
            return measure
