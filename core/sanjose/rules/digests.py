"""What stands on the sheet that a Chair reads between sessions, and what never does.

A sheet says the State and one line, and nobody's name: it is made of what ``view_for`` lets
through. It is one reader's, so that nothing of a case from which the reader is recused is in
it, neither a line nor a number. The lines to take are the committee's own and are the same
whether there is one allegation or none.

Source: N 46; G 10, 14, 33; floors 2, 4 and 7; which days count is ours.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sanjose.rules.disclosure import ALLEGATION, Disclosed
from sanjose.rules.kinds import MeasureKind
from sanjose.rules.profile import Committee, Shape
from sanjose.words.events import (
    AllegationReceived,
    AssessmentConcluded,
    CaseClosed,
    CaseParked,
    ConclusionsTold,
    MeasureDecided,
    MeasureProposed,
    MeasureTaken,
    ReplyReceived,
)
from sanjose.words.measures import Measure
from sanjose.words.model import Calendar, Decider, Post, Urgency
from sanjose.words.provenance import Chosen, Citation, guidelines, ours

AHEAD = Chosen(92, because="a quarter: what is asked in a review is prepared weeks before it")
"""Days ahead for which reviews stand on a sheet."""

FIRST = Chosen(92, because="a first sheet has none before it; a quarter is still remembered")
"""Days back that the first sheet of a reader tells of."""

LATE = Chosen(31, because="what is entered later than a month after it happened is history")
"""Days before the last sheet from which on something is news, though it was entered after it."""

REVIEWS = frozenset({Calendar.REVIEW, Calendar.DIALOGUE, Calendar.VISIT})

OFFICES = {
    Decider.CHAIR: "the Chair",
    Decider.BUREAU: "the Bureau",
    Decider.PLENARY: "the plenary",
}

SILENCE = ours("what is said of none cannot tell of one")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """Whom a sheet is for: an office-holder, and the States that are kept from them."""

    post: Post
    holder: str
    address: str | None = None
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A decision that is wanted, with the text that is proposed.

    Args:
        decides: who decides; the Chair, or a body whose Chair the reader is or stands in for.
        confirms: it was entered as the Chair's, who has not confirmed it yet.
        text: what is proposed; empty where there is none.
        withheld: there is a text, and it is not shown, since it may tell who somebody is.
    """

    state: str | None
    reference: str | None
    label: str
    what: str
    decides: Decider
    by: date
    confirms: bool = False
    urgency: Urgency = Urgency.ORDINARY
    text: str = field(default="", repr=False)
    withheld: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What is new about a case since the last sheet, in one line."""

    state: str
    reference: str
    line: str
    urgency: Urgency = Urgency.ORDINARY


@dataclass(frozen=True, kw_only=True, slots=True)
class Ahead:
    """A review that is ahead or goes on, of a State with open cases."""

    state: str
    what: Calendar
    starts: date
    ends: date
    cases: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Unanswered:
    """A letter that a State has not answered: a fact, and no judgement."""

    state: str
    reference: str | None
    what: str
    sent: date
    days: int
    reply_by: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Elsewhere:
    """What other committees told about a State with open cases, and what is public about it."""

    state: str
    told: tuple[tuple[str, int], ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """A joint statement that waits for this committee, and what for."""

    name: str
    state: str
    waits: str
    days_left: int | None
    signatories: tuple[str, ...]
    text: str = field(default="", repr=False)
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line to take, and where it stands."""

    text: str
    source: Citation | Chosen[None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """What one reader is told between sessions; ``since`` is the day of the sheet before."""

    reader: Reader
    committee: str
    day: date
    since: date
    wanted: tuple[Wanted, ...] = ()
    stated: tuple[Stated, ...] = ()
    news: tuple[News, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def count(self) -> int:
        """Return how many decisions are wanted of the reader, those on statements among them."""
        return len(self.wanted) + len(self.stated)

    @property
    def empty(self) -> bool:
        """Return whether nothing of a case is told."""
        return not (self.count or self.news or self.ahead or self.unanswered or self.elsewhere)


def is_wanted(measure: Measure, decides: Decider) -> bool:
    """Return whether a measure waits for the Chair, or for a body that the Chair presides."""
    if measure.decided_on is None:
        return measure.taken is None and decides >= Decider.CHAIR
    chairs = measure.decided_by in {Post.CHAIR, Post.VICE_CHAIR}
    return chairs and measure.unconfirmed


def news(told: Disclosed, bodies: Iterable[Any], kinds: Mapping[str, MeasureKind]) -> str:
    """Return one line on what is new in a case; empty where it is nothing for a Chair.

    Args:
        bodies: what was entered since the last sheet, in order.
    """
    found: dict[str, str] = {}
    for body in bodies:
        for about, words in _said(told, body, kinds):
            found.pop(about, None)
            found[about] = words
    return "; ".join(found.values())


def _said(
    told: Disclosed, body: Any, kinds: Mapping[str, MeasureKind]
) -> Iterator[tuple[str, str]]:
    """Give what an entry comes to, and what it is about: of each thing only the last is said."""
    match body:
        case AllegationReceived():
            about = ", ".join(told.facts.kinds)
            yield "receipt", f"{ALLEGATION} received{f' ({about})' if about else ''}"
        case AssessmentConcluded():
            yield "assessment", f"assessed: {told.finding or body.finding}"
        case ConclusionsTold():
            course = ", ".join(_titled(one, kinds) for one in body.course)
            yield "conclusions", f"conclusions advise: {course}" if course else "conclusions"
        case MeasureProposed():
            yield body.label or "", f"proposed: {_titled(body.measure, kinds)}"
        case MeasureDecided():
            done = "decided" if body.adopted else "decided against"
            yield body.label, f"{done}: {_measured(told, body.label, kinds)}"
        case MeasureTaken():
            yield body.label, f"done: {_measured(told, body.label, kinds)}"
        case ReplyReceived():
            what = "reply to" if body.substantive else "receipt acknowledged of"
            yield f"reply {body.label}", f"{what} {_measured(told, body.label, kinds)}"
        case CaseParked():
            yield "stage", "parked"
        case CaseClosed():
            yield "stage", f"closed: {body.ground}"
        case _:
            return


def _measured(told: Disclosed, label: str, kinds: Mapping[str, MeasureKind]) -> str:
    found = told.measure(label)
    return _titled(found.key, kinds) if found else "a measure"


def _titled(key: str, kinds: Mapping[str, MeasureKind]) -> str:
    return kinds[key].title if key in kinds else "a measure"


def lines_to_take(committee: Committee) -> tuple[Line, ...]:
    """Return what the Chair can say to whoever asks, whatever there is in the record."""
    bureau = committee.shape.value is Shape.BUREAU
    office = "Bureau" if bureau else committee.rapporteur.value
    mailbox = f", {committee.mailbox.value}" if committee.mailbox.value else ""
    reached = f"Whoever is intimidated, or fears it, can reach the {office}{mailbox}."
    lines = [
        Line(
            "We neither confirm nor deny that there is an allegation, and comment on none.",
            SILENCE,
        ),
        Line(
            "Everyone may communicate with the treaty bodies, free from any form of "
            "intimidation or reprisals, or fear of them.",
            guidelines("5 (a), (b)"),
        ),
        Line(
            "States avoid such acts, prevent and investigate them, protect, and ensure "
            "accountability.",
            guidelines("5 (c)"),
        ),
        Line(reached, guidelines(8)),
    ]
    if committee.endorsed.value is not None:
        follows = "The Committee has endorsed the San José Guidelines and acts on them."
        lines.append(Line(follows, ours("the committee's profile says so, with its document")))
    return tuple(lines)
