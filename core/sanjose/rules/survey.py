"""One State as an officer may see it on a day: cases, letters, reviews, documents, files.

Everything in it comes from what is open to the officer; whoever is recused from the State gets
none of it. It is the secretariat's own page and nothing of it leaves.

Source: G 19, 24; N 11 (c), 29, 30, 38; floor 4.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sanjose.rules import sessions
from sanjose.rules.legal import Footing
from sanjose.rules.published import Document, Ours, documents
from sanjose.words.case import Case
from sanjose.words.committee import File
from sanjose.words.events import CalendarEntered
from sanjose.words.measures import Measure


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A letter that the State has not answered; without a reference it is in no case."""

    reference: str | None
    label: str
    title: str
    sent: date
    reply_by: date | None
    days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """What this officer may know of one State; ``closed`` counts the cases that are closed."""

    state: str
    on: date
    cases: tuple[Case, ...] = ()
    closed: int = 0
    letters: tuple[Letter, ...] = ()
    ahead: tuple[CalendarEntered, ...] = ()
    documents: tuple[Document, ...] = ()
    files: tuple[File, ...] = ()
    footings: tuple[Footing, ...] = ()


def survey(state: str, ours: Ours, footings: Iterable[Footing]) -> Survey:
    """Return what there is of a State, of what this officer may know."""
    there = [one for one in ours.cases if one.received.state == state]
    opened = (one for one in there if one.closed is None)
    return Survey(
        state=state,
        on=ours.on,
        cases=tuple(sorted(opened, key=lambda one: (-one.received.urgency, one.received_on))),
        closed=sum(one.closed is not None for one in there),
        letters=tuple(sorted(_letters(state, there, ours), key=lambda one: one.sent)),
        ahead=sessions.of_state(ours.record.calendar, state, since=ours.on),
        documents=documents(state, ours),
        files=tuple(one for one in ours.record.files if one.state == state),
        footings=tuple(footings),
    )


def _letters(state: str, cases: Iterable[Case], ours: Ours) -> Iterator[Letter]:
    """Give the letters to a State that wait for an answer, of closed cases as well."""
    written: list[tuple[str | None, Measure]] = [
        (case.reference, one) for case in cases for one in case.measures
    ]
    written += [(None, one) for one in ours.record.measures if one.proposal.state == state]
    for reference, one in written:
        if one.awaiting_reply and one.taken is not None and one.taken_on is not None:
            yield Letter(
                reference=reference,
                label=one.label,
                title=ours.kinds[one.key].title if one.key in ours.kinds else one.key,
                sent=one.taken_on,
                reply_by=one.taken.reply_by,
                days=(ours.on - one.taken_on).days,
            )
