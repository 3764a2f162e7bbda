"""What stands in a report: figures, what the calendar and published measures say, accounts.

Everything here is narrowed already: an account is there because the persons agreed to that use
and the rapporteur released it, a figure because it may be published. What a committee took
without a case names nobody; of it a report tells that it was done, and its symbol where it is
published. Of measures in cases nothing is told but figures and accounts.

Source: G 15, 17, 25, 32, 33; N 11 (g), 29-35, 39, 41, 46; floor 10.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from sanjose.rules.figures import Figures
from sanjose.rules.measures import MEASURES, MeasureKind
from sanjose.rules.profile import Committee
from sanjose.rules.published import speaks
from sanjose.words.committee import CommitteeRecord
from sanjose.words.events import CalendarEntered, OfficeFilled
from sanjose.words.measures import Measure
from sanjose.words.model import Calendar, Post, Use
from sanjose.words.practices import Practice


class Sort(StrEnum):
    """A sort of report, as the commands call them."""

    UPDATE = "update"
    ANNUAL = "annual"
    SESSION = "session"
    SECRETARY_GENERAL = "secretary-general"
    CHAIRS = "chairs"


USES: Mapping[Sort, Use] = MappingProxyType(
    {
        Sort.UPDATE: Use.ANNUAL_REPORT,
        Sort.ANNUAL: Use.ANNUAL_REPORT,
        Sort.SESSION: Use.PUBLISH,
        Sort.SECRETARY_GENERAL: Use.SECRETARY_GENERAL,
        Sort.CHAIRS: Use.PUBLISH,
    }
)
"""What a person has to have agreed to for an account in it.

Whoever agreed to the annual report agreed to nothing that appears elsewhere: the update to the
committee is what the annual report's section is made from, and any other publication is asked
for by itself. Source: N 11 (g), 39; that the update goes with the annual report is ours.
"""

SORTS: Mapping[Use, tuple[Sort, ...]] = MappingProxyType(
    {
        use: tuple(sort for sort, its in USES.items() if its is use)
        for use in dict.fromkeys(USES.values())
    }
)
"""In which reports an account stands that was written for a use."""

OFFICES = frozenset({Post.RAPPORTEUR, Post.ALTERNATE, Post.BUREAU, Post.VISIT})
"""Whose appointments a report tells of. Source: N 27, 41."""

SESSION_FILE = "session-report"
"""The kind of file by which a profile says that there is a report of each session."""

DONE: Mapping[str, str] = MappingProxyType(
    {
        "confidential-submission": "accepted submissions in confidence",
        "private-meeting": "held private meetings with those who wished to give information",
        "secure-channel": "offered safer ways of giving information",
        "zero-tolerance": "recalled, in opening its meetings, that it tolerates no reprisals",
        "states-meeting": "raised the protection of those who cooperate with States parties",
        "affirmation": "affirmed how much cooperation matters",
        "outreach": "took part in outreach to those who may wish to cooperate",
        "public-page": "brought its web page on reprisals up to date",
        "proposal": "received proposals of its rapporteur or focal point on how it responds",
        "announcement": "made announcements at the end of its sessions",
        "statement": "issued public statements",
        "joint-statement": "took part in a joint statement of Chairs",
        "general-comment": "addressed the matter in a general comment",
        "good-practice": "shared good practices with other committees",
    }
)
"""What a report says of a measure that was taken without a case; of another one it is silent.

Letters, meetings and requests without a case may still tell of somebody. Source: floor 10; ours.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """An account of a case as it stands in a report; ``on`` is the day of its release.

    ``state`` is the code of the State where the account names it, or somebody.
    """

    text: str
    use: Use
    on: date
    state: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A published document and its paragraphs, with the State that it is about if with any."""

    symbol: str
    state: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """What a report is made from, for a period of which both days count.

    Args:
        calendar: how many of each there were; what is zero stands as zero.
        observed: published documents that speak of reprisals, as the calendar has them.
        general: published documents with a recommendation that identifies nobody.
        done: what was done without a case, by the keys of measures, in their order.
        offices: who was appointed, or serves, as rapporteur or focal point.
        partly: whether something is closed to the officer who made it.
    """

    committee: Committee
    sort: Sort
    since: date
    until: date
    dated: date
    figures: Figures
    calendar: Mapping[Calendar, int]
    sessions: tuple[CalendarEntered, ...] = ()
    observed: tuple[Reference, ...] = ()
    general: tuple[Reference, ...] = ()
    done: tuple[str, ...] = ()
    offices: tuple[OfficeFilled, ...] = ()
    accounts: tuple[Account, ...] = ()
    practices: tuple[Practice, ...] = ()
    partly: bool = False


def kind_for(use: Use) -> MeasureKind:
    """Return the measure by whose rules an account for a use is asked about.

    It is a section of a report, whoever prints it. Source: G 25; N 11 (g), 39; floor 3.
    """
    if use is Use.SECRETARY_GENERAL:
        return MEASURES["secretary-general"]
    return replace(MEASURES["annual-report"], use=use)


def in_period(record: CommitteeRecord, since: date, until: date) -> tuple[CalendarEntered, ...]:
    """Return what stands in the calendar of a period, in its order."""
    entries = (one for one in record.calendar if since <= one.starts <= until)
    return tuple(sorted(entries, key=lambda one: (one.starts, one.title)))


def counted(entries: tuple[CalendarEntered, ...]) -> Mapping[Calendar, int]:
    """Return how many of each stand in a calendar."""
    kinds = [one.what for one in entries]
    return {what: kinds.count(what) for what in Calendar}


def observed(entries: tuple[CalendarEntered, ...]) -> tuple[Reference, ...]:
    """Return the published documents of a calendar that speak of reprisals, with the place.

    A dialogue, a review or a visit is no document, whatever is noted beside it.
    """
    return tuple(
        Reference(symbol=f"{one.title}, {one.reprisals}", state=one.state)
        for one in entries
        if speaks(one)
    )


def taken(
    record: CommitteeRecord, since: date, until: date, key: str | None = None
) -> tuple[Measure, ...]:
    """Return the measures without a case that were taken in a period, of one kind or of all."""
    return tuple(
        one
        for one in record.measures
        if one.taken_on is not None
        and since <= one.taken_on <= until
        and key in {None, one.key}
    )


def recommended(record: CommitteeRecord, since: date, until: date) -> tuple[Reference, ...]:
    """Return where general recommendations of a period are published. Source: N 30."""
    return tuple(
        Reference(symbol=one.taken.symbol, state=one.proposal.state)
        for one in taken(record, since, until, "general-recommendation")
        if one.taken is not None and one.taken.symbol
    )


def done(record: CommitteeRecord, since: date, until: date) -> tuple[str, ...]:
    """Return what was done without a case in a period, by the keys that a report speaks of."""
    there = {one.key for one in taken(record, since, until)}
    return tuple(key for key in DONE if key in there)


def serving(record: CommitteeRecord, since: date, until: date) -> tuple[OfficeFilled, ...]:
    """Return who held the office of rapporteur or focal point in a period. Source: N 27, 41."""
    return tuple(
        one
        for one in record.offices
        if one.post in OFFICES
        and one.state is None
        and one.since <= until
        and (one.until is None or since <= one.until)
    )
