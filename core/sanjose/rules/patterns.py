"""What supports each of the three conditions of a joint statement of Chairs, State by State.

They inform and never gate: nothing here says whether a condition is met, and no step asks this
module. What is public stands first. What other committees told counts once for each committee;
of our own cases only their number and period count, and never what is in them. A summary that
tells a region *may* concern a State of it, and is said as such. That a State does not cooperate
is a person's judgement; letters without a reply stand beside it as facts.

Whoever is recused from a State is shown nothing of it, and no summary that may be about it.

Source: N 16; floors 4 and 10; what counts as support is ours, since no document says.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sanjose.rules.published import (
    Document,
    Ours,
    Unanswered,
    documents,
    speaks,
    unanswered,
)
from sanjose.rules.sharing import Sendable, visible_to
from sanjose.words.case import Case
from sanjose.words.model import Assessment, Closing
from sanjose.words.patterns import Judgement
from sanjose.words.states import Region
from sanjose.words.summary import CaseRevised, Cell, packed
from sanjose.words.tiers import Quarter

When = tuple[date, str]
"""A period: its first day, and how it is read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A summary of another committee as it stands."""

    committee: str
    cell: Cell


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """How many allegations each committee told of for a period, as coarsely as it told it."""

    first: date
    words: str
    counts: tuple[tuple[str, int], ...]

    @property
    def number(self) -> int:
        """Return how many in all."""
        return sum(number for _, number in self.counts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Nearby:
    """Summaries that tell a region and no State: they may be about any State of it."""

    region: Region
    counts: tuple[tuple[str, int], ...]
    periods: tuple[Period, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """What supports each condition for one State; nothing in it says that one is met.

    Args:
        documents: what is public, the latest first.
        told: how many summaries of other committees name the State, by committee.
        own: how many allegations this committee has of it.
        periods: when what names the State was received, told and own.
        nearby: what may concern it besides; None where no such summary stands.
    """

    state: str
    committee: str
    documents: tuple[Document, ...] = ()
    told: tuple[tuple[str, int], ...] = ()
    own: int = 0
    judgements: tuple[Judgement, ...] = field(default=(), repr=False)
    unanswered: tuple[Unanswered, ...] = ()
    periods: tuple[Period, ...] = ()
    nearby: Nearby | None = None

    @property
    def in_public(self) -> tuple[str, ...]:
        """Return the committees that have spoken of it in public, each once."""
        return tuple(sorted({one.committee for one in self.documents if one.committee}))

    @property
    def committees(self) -> tuple[str, ...]:
        """Return the committees that know of it, by public documents or by allegations."""
        own = {self.committee} if self.own else set()
        return tuple(sorted({*self.in_public, *(name for name, _ in self.told), *own}))

    @property
    def number(self) -> int:
        """Return how many allegations name the State, told and own."""
        return self.own + sum(number for _, number in self.told)


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """Everything that patterns are made of.

    Args:
        ours: what our own record has, as far as this reader may know of it.
        heard: what other committees told and did not recall.
        barred: the States from which the reader is recused, their own first of all.
    """

    ours: Ours
    heard: tuple[Heard, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    barred: frozenset[str] = frozenset()


def standing(arrived: Iterable[tuple[str, Sendable]]) -> tuple[Heard, ...]:
    """Return the last version of each summary, in whatever order they came.

    Args:
        arrived: committee and body of each that was not recalled.
    """
    last: dict[tuple[str, str], tuple[tuple[int, bytes], Sendable]] = {}
    for committee, one in arrived:
        key = committee.casefold(), one.summary
        place = one.version if isinstance(one, CaseRevised) else 1, packed(one)
        if key not in last or last[key][0] < place:
            last[key] = place, one
    return tuple(
        Heard(committee=committee, cell=last[committee, summary][1])
        for committee, summary in sorted(last)
    )


def patterns(known: Known) -> tuple[Pattern, ...]:
    """Return, for every State that anything names, what supports the conditions.

    Those that most committees know of stand first; that is an order, and no ranking.
    """
    ours = known.ours
    named = {
        *(one.state for one in ours.noted),
        *(one.received.state for one in ours.cases),
        *(one.state for one in ours.record.calendar if one.state and speaks(one)),
        *(one.proposal.state for one in ours.record.measures if one.proposal.state),
        *(one.body.state for one in known.judgements),
        *(one.cell.state for one in known.heard if one.cell.state),
    }
    found = (pattern(state, known) for state in named)
    there = (one for one in found if one.documents or one.number or one.judgements)
    return tuple(sorted(there, key=lambda one: (-len(one.committees), -one.number, one.state)))


def pattern(state: str, known: Known) -> Pattern:
    """Return what supports each condition for a State; nothing where the reader is recused."""
    ours = known.ours
    if state in known.barred:
        return Pattern(state=state, committee=ours.committee)
    heard = [one for one in known.heard if _concerns(one, state, known)]
    told = [one for one in heard if one.cell.state is not None]
    own = [one for one in ours.cases if one.received.state == state and _counts(one)]
    return Pattern(
        state=state,
        committee=ours.committee,
        documents=documents(state, ours),
        told=_tally(one.committee for one in told),
        own=len(own),
        judgements=tuple(one for one in known.judgements if one.body.state == state),
        unanswered=unanswered(state, ours),
        periods=_periods((*_told(told), *_own(own, ours.committee))),
        nearby=_nearby([one for one in heard if one.cell.state is None]),
    )


def _concerns(one: Heard, state: str, known: Known) -> bool:
    """Return whether a summary may be about a State, and may be shown to the reader."""
    ours = known.ours
    theirs = one.committee != ours.committee and one.cell.first <= ours.on
    return theirs and state in one.cell.states and visible_to(one.cell, known.barred)


def _counts(case: Case) -> bool:
    """Return whether a case is an allegation that a pattern may be made of.

    What was recorded twice, or found to be outside scope, would show what is not there.
    """
    finding = None if case.assessment is None else case.assessment.finding
    ground = None if case.closed is None else case.closed.ground
    return finding is not Assessment.OUTSIDE_SCOPE and ground is not Closing.DOUBLE


def _nearby(heard: list[Heard]) -> Nearby | None:
    region = next((one.cell.region for one in heard), None)
    if region is None:
        return None
    return Nearby(
        region=region,
        counts=_tally(one.committee for one in heard),
        periods=_periods(_told(heard)),
    )


def _told(heard: Iterable[Heard]) -> Iterator[tuple[str, When]]:
    """Give the period that each summary tells, and whose it is."""
    for one in heard:
        part = one.cell.quarter or one.cell.half
        words = f"{one.cell.year}, {part}" if part else str(one.cell.year)
        yield one.committee, (one.cell.first, words)


def _own(cases: Iterable[Case], committee: str) -> Iterator[tuple[str, When]]:
    """Give the quarter in which each of our own was received: no finer than others tell."""
    for one in cases:
        place = (one.received_on.month - 1) // 3
        first = date(one.received_on.year, 3 * place + 1, 1)
        yield committee, (first, f"{first.year}, {[*Quarter][place]}")


def _periods(of: Iterable[tuple[str, When]]) -> tuple[Period, ...]:
    """Return how many there were in each period, the latest first."""
    found: dict[When, list[str]] = {}
    for committee, when in of:
        found.setdefault(when, []).append(committee)
    return tuple(
        Period(first=when[0], words=when[1], counts=_tally(found[when]))
        for when in sorted(found, key=lambda one: (-one[0].toordinal(), one[1]))
    )


def _tally(committees: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(committees).items()))
