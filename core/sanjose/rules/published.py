"""What the record has in public about reprisals in a State, and letters that it left unanswered.

Public documents stand first wherever a joint statement is thought about: entries of the
calendar with their paragraphs, documents that were noted, measures of our own that everybody
can read, letters that were posted. Of a case behind one, nothing else is told.

Source: G 24-27; N 12, 16, 38; which documents count is ours, since N 16 lists none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sanjose.rules.kinds import MeasureKind
from sanjose.words.case import Case
from sanjose.words.committee import CommitteeRecord
from sanjose.words.events import CalendarEntered
from sanjose.words.measures import Measure
from sanjose.words.model import Calendar
from sanjose.words.patterns import DocumentNoted

PUBLIC_ENTRIES = frozenset({Calendar.OBSERVATIONS, Calendar.LIST_OF_ISSUES, Calendar.LOIPR})
"""Entries of the calendar that are public documents; a dialogue is public and no document."""

POSTING = "posting"
"""The measure by which a letter or a reply becomes public, whether it has a symbol or not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A public document that speaks of reprisals; ``committee`` is empty where it is another's."""

    on: date
    symbol: str
    what: str
    committee: str = ""
    paragraphs: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unanswered:
    """A letter of ours that a State has not answered: a fact, and no judgement."""

    sent: date
    what: str
    days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Ours:
    """What our own record has, as far as this reader may know of it.

    Args:
        committee: this one, by its short name.
        cases: those from which the reader is recused left out.
        noted: public documents that were noted, as each was noted last.
        kinds: the measures of this committee by their keys.
    """

    committee: str
    on: date
    cases: tuple[Case, ...] = ()
    record: CommitteeRecord = field(default_factory=CommitteeRecord)
    noted: tuple[DocumentNoted, ...] = ()
    kinds: Mapping[str, MeasureKind] = field(default_factory=dict)


def documents(state: str, ours: Ours) -> tuple[Document, ...]:
    """Return the public documents about a State until a day, the latest first, each once.

    Where one was entered twice, what stands is the entry that says most.
    """
    found: dict[tuple[str, date | None], Document] = {}
    for one in sorted(_every(state, ours), key=_telling):
        symbol = one.symbol.partition(",")[0].strip().casefold()
        found[symbol, None if symbol else one.on] = one
    return tuple(sorted(found.values(), key=lambda one: (-one.on.toordinal(), _telling(one))))


def _telling(one: Document) -> tuple[bool, str, str, str, str, int]:
    """Return how much an entry says of its document, in an order that is always the same."""
    said = bool(one.paragraphs)
    return said, one.paragraphs, one.committee, one.what, one.symbol, one.on.toordinal()


def _every(state: str, ours: Ours) -> Iterator[Document]:
    for entry in ours.record.calendar:
        if entry.state == state and speaks(entry) and entry.starts <= ours.on:
            yield Document(
                on=entry.ends or entry.starts,
                symbol=entry.title,
                what=str(entry.what),
                committee=ours.committee,
                paragraphs=entry.reprisals or "",
            )
    for one in ours.noted:
        if one.state == state and one.dated <= ours.on:
            yield Document(
                on=one.dated,
                symbol=one.symbol,
                what=str(one.what),
                committee=one.committee or "",
                paragraphs=one.paragraphs or "",
            )
    for measure in _measures(state, ours):
        if (document := _published(measure, ours)) is not None:
            yield document


def speaks(entry: CalendarEntered) -> bool:
    """Return whether an entry of the calendar is a public document with such paragraphs."""
    return entry.what in PUBLIC_ENTRIES and bool((entry.reprisals or "").strip())


def _measures(state: str, ours: Ours) -> Iterable[Measure]:
    for case in ours.cases:
        if case.received.state == state:
            yield from case.measures
    yield from (one for one in ours.record.measures if one.proposal.state == state)


def _published(measure: Measure, ours: Ours) -> Document | None:
    """Return the public document that a measure was, if it was one and can be found again."""
    kind, taken, on = ours.kinds.get(measure.key), measure.taken, measure.taken_on
    if kind is None or taken is None or on is None or not kind.public:
        return None
    if taken.symbol is None and measure.key != POSTING:
        return None
    return Document(on=on, symbol=taken.symbol or "", what=kind.title, committee=ours.committee)


def unanswered(state: str, ours: Ours) -> tuple[Unanswered, ...]:
    """Return the letters that a State has not answered by a day, the earliest first."""
    found = (
        Unanswered(
            sent=one.taken_on,
            what=ours.kinds[one.key].title if one.key in ours.kinds else one.key,
            days=(ours.on - one.taken_on).days,
        )
        for one in _measures(state, ours)
        if one.awaiting_reply and one.taken_on is not None
    )
    return tuple(sorted(found, key=lambda one: (one.sent, one.what)))
