"""What other committees are told of cases, entry by entry, and what the entries add up to.

These stand among the committee's own entries, since what was told has to be recalled even when
nothing of its case is left. Of the case they say no more than the region and the year, which
every tier tells. The summary as it is sent, perhaps with the State's name, is kept in the case:
behind its wall, and gone with it. Whose agreement it rests on stands here by label only.

Source: G 5 (e), 12, 16; N 11, 14; floors 4 and 7.
"""

from dataclasses import dataclass, replace
from datetime import date

from sanjose.words.events import Event
from sanjose.words.states import Region
from sanjose.words.summary import CaseInterest, CaseRevised, CaseSummary, Cell, Support
from sanjose.words.tiers import Tier
from sanjose.words.told import body, told

WAITS, LEFT, RECALLED = "waits", "left", "recalled"


@body("summary.kept/1")
class SummaryKept(Cell):
    """A summary of the case, exactly as it is sent; this is in the case. Source: G 16."""

    version: int = told("the number of this version; the summary itself is the first")

    @property
    def sent(self) -> CaseSummary | CaseRevised:
        """Return what stands in the envelope."""
        if self.version == 1:
            return CaseSummary(summary=self.summary, **self.says)
        return CaseRevised(summary=self.summary, version=self.version, **self.says)


@body("summary.approved/1")
class SummaryApproved:
    """It was agreed that a summary, or a version of it, leaves on a day. Source: G 16; floor 7."""

    summary: str = told("the random id of the summary")
    version: int = told("the number of this version; the summary itself is the first")
    case_id: str = told("the case, by its random id")
    region: Region = told("the region of the State party")
    year: int = told("the year of receipt")
    tier: Tier = told("how much it tells")
    to: tuple[str, ...] = told("the committees that it goes to")
    leaves: date = told("the day from which on it leaves")
    at_once: bool = told("whether it was chosen that it waits for nothing", default=False)
    rests_on: tuple[str, ...] = told("on whose agreement it rests, by their labels")
    envelope: str = told("the random id of its envelope")
    approved: str | None = told("what two persons agreed to, as A1", default=None)


@body("summary.left/1")
class SummaryLeft:
    """A summary, or a version of it, was handed to the network. Source: G 16."""

    summary: str = told("the random id of the summary")
    version: int = told("the number of this version")


@body("summary.stopped/1")
class SummaryStopped:
    """A version was stopped before it left; nobody was told of it. Source: G 5 (e); N 22."""

    summary: str = told("the random id of the summary")
    version: int = told("the number of this version")
    because: tuple[str, ...] = told("why, by the short names of what stood against it")


@body("summary.recalled/1")
class SummaryRecalled:
    """A summary was recalled with every version; whoever read it has read it. Source: N 22."""

    summary: str = told("the random id of the summary")
    because: tuple[str, ...] = told(
        "why, by the short names of what covers it no more", default=()
    )


@body("interest.approved/1")
class InterestApproved:
    """It was agreed that a committee is asked or offered something. Source: G 16; floor 7."""

    label: str = told("the label, as I1")
    origin: str = told("the committee that the summary came from")
    summary: str = told("the random id of the summary")
    contact: bool = told("contact me about this one", default=False)
    asked: tuple[Support, ...] = told("the supportive action asked", default=())
    offered: tuple[Support, ...] = told("the supportive action offered", default=())
    leaves: date = told("the day from which on it leaves")
    envelope: str = told("the random id of its envelope")

    @property
    def sent(self) -> CaseInterest:
        """Return what stands in the envelope."""
        return CaseInterest(
            summary=self.summary, contact=self.contact, asked=self.asked, offered=self.offered
        )


@body("interest.sent/1")
class InterestSent:
    """An interest was handed to the network. Source: G 16."""

    label: str = told("which, as I1")


@body("interest.stopped/1")
class InterestStopped:
    """An interest was stopped before it left, since its summary stands no more. Source: G 16."""

    label: str = told("which, as I1")


@body("bundle.left/1")
class BundleLeft:
    """The daily bundle left, of the same size whatever is in it. Source: ours; see batches."""

    envelopes: int = told("how many envelopes it had, those that say nothing included")


@body("inbox.read/1")
class InboxRead:
    """An officer was shown what arrived. Source: G 16; ours, since it shows what is new."""

    shown: tuple[str, ...] = told("the envelopes, by their random ids")


# -- what they add up to -----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A version of a summary that waits, left, or was recalled; ``left_on`` is None till then."""

    fact: SummaryApproved
    approved_on: date
    left_on: date | None = None
    recalled_on: date | None = None

    @property
    def case_id(self) -> bytes:
        """Return the case's id."""
        return bytes.fromhex(self.fact.case_id)

    @property
    def standing(self) -> str:
        """Return how far it has come, in a word."""
        if self.recalled_on is not None:
            return RECALLED
        return WAITS if self.left_on is None else LEFT


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a committee is asked or offered about a summary of its own."""

    fact: InterestApproved
    approved_on: date
    by: str
    left_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchanged:
    """What this committee told others, asked and offered, and what its officers were shown."""

    told: tuple[Told, ...] = ()
    asked: tuple[Asked, ...] = ()
    interests: int = 0
    bundled_on: date | None = None
    read: tuple[tuple[str, frozenset[str]], ...] = ()

    def of(self, case_id: bytes) -> tuple[Told, ...]:
        """Return what was told of a case, or waits to be; what was stopped is none."""
        return tuple(one for one in self.told if one.case_id == case_id)

    def shown_to(self, officer: str) -> frozenset[str]:
        """Return the envelopes that an officer was shown."""
        return dict(self.read).get(officer, frozenset())


def after(known: Exchanged, event: Event) -> Exchanged:
    """Return what the entries add up to after one more event, the same where it is no such."""
    match event.body:
        case SummaryApproved() as fact:
            more = Told(fact=fact, approved_on=event.on)
            return replace(known, told=(*known.told, more))
        case SummaryLeft() as fact:
            return _changed(known, fact, left_on=event.on)
        case SummaryStopped() as fact:
            kept = tuple(one for one in known.told if not _meant(one, fact) or one.left_on)
            return replace(known, told=kept)
        case SummaryRecalled() as fact:
            return _changed(known, fact, recalled_on=event.on)
        case InterestApproved() as fact:
            asked = Asked(fact=fact, approved_on=event.on, by=event.actor)
            return replace(known, asked=(*known.asked, asked), interests=known.interests + 1)
        case InterestSent(label=label):
            sent = (
                replace(one, left_on=event.on) if one.fact.label == label else one
                for one in known.asked
            )
            return replace(known, asked=tuple(sent))
        case InterestStopped(label=label):
            left = (one for one in known.asked if one.fact.label != label or one.left_on)
            return replace(known, asked=tuple(left))
        case BundleLeft():
            return replace(known, bundled_on=event.on)
        case InboxRead(shown=shown):
            read = dict(known.read)
            read[event.actor] = known.shown_to(event.actor).union(shown)
            return replace(known, read=tuple(sorted(read.items())))
        case _:
            return known


def _changed(
    known: Exchanged,
    fact: SummaryLeft | SummaryRecalled,
    *,
    left_on: date | None = None,
    recalled_on: date | None = None,
) -> Exchanged:
    """Return what is known with a version that left, or with every version recalled that had."""
    return replace(
        known,
        told=tuple(
            replace(
                one,
                left_on=one.left_on or left_on,
                recalled_on=one.recalled_on or recalled_on,
            )
            if _meant(one, fact)
            else one
            for one in known.told
        ),
    )


def _meant(one: Told, fact: SummaryLeft | SummaryStopped | SummaryRecalled) -> bool:
    same = one.fact.summary == fact.summary
    return same and (isinstance(fact, SummaryRecalled) or one.fact.version == fact.version)
