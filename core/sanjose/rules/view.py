"""What a rule sees of a case: facts without a name, a text or a contact detail.

Plugins get these and nothing else, so that a rule cannot leak what it never held.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sanjose.words.case import Case
from sanjose.words.committee import CommitteeRecord
from sanjose.words.events import PersonNamed
from sanjose.words.measures import Measure
from sanjose.words.model import (
    Assessment,
    Basis,
    Channel,
    Cooperation,
    Criterion,
    Decider,
    Ground,
    Kind,
    Mode,
    Perpetrator,
    Source,
    Standing,
    Urgency,
)
from sanjose.words.provenance import Chosen, Citation, shortly

REPLY = "-reply"
"""What stands behind a letter's label where the reply to it is meant, as in M1-reply."""


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a step must not be taken now: a short name, a sentence, and where it stands.

    Args:
        final: nothing that anybody could record lifts it, so that nobody is asked for anything.
    """

    key: str
    reason: str
    source: Citation | Chosen[None]
    final: bool = False

    def __str__(self) -> str:
        """Return the objection as it is shown."""
        return f"{self.reason} ({shortly(self.source)})"


def final_first(objections: Iterable[Objection]) -> tuple[Objection, ...]:
    """Return objections with those first that nothing lifts: the others matter no more."""
    return tuple(sorted(objections, key=lambda one: not one.final))


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonView:
    """A person as a rule sees one."""

    label: str
    standing: Standing
    child: bool
    channel: Channel
    safe: bool
    suspected: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureView:
    """A measure as a rule sees it."""

    label: str
    key: str
    stage: str
    proposed_on: date
    decided_on: date | None
    taken_on: date | None
    reply_by: date | None
    replied: bool = False
    answered: bool
    about: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A case as a rule sees it; without a case only the committee, State and files are known."""

    state: str | None
    procedure: str | None
    received_on: date | None = None
    source: Source = Source.UNKNOWN
    cooperation: Cooperation = Cooperation.UNKNOWN
    kinds: tuple[Kind, ...] = ()
    grounds: tuple[Ground, ...] = ()
    perpetrator: Perpetrator = Perpetrator.UNKNOWN
    urgency: Urgency = Urgency.ORDINARY
    imminent: bool = False
    detained: bool = False
    in_session: bool = False
    finding: Assessment | None = None
    stage: str = ""
    persons: tuple[PersonView, ...] = ()
    measures: tuple[MeasureView, ...] = ()
    files: tuple[tuple[str, str], ...] = ()

    def measure(self, label: str | None) -> MeasureView | None:
        """Return the measure with a label, or None."""
        return next((one for one in self.measures if one.label == label), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """What one person's answers come to for one use, on a day.

    ``items`` are the measures whose text may be published, ``only_items`` that nothing else
    may; ``concern`` is an open concern about measures that the State itself would carry out.
    ``own_view`` is whether the person's own view was recorded where somebody else agreed.
    """

    label: str
    basis: Basis | None = None
    since: date | None = None
    refused: bool = False
    lapsed: bool = False
    concern: bool = False
    items: frozenset[str] = frozenset()
    only_items: bool = False
    own_view: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A measure about to be proposed, decided or taken.

    Args:
        verb: ``propose``, ``decide`` or ``take``; ``contact`` for a contact with the person
            and ``assess`` for an assessment, neither of which is a measure.
        about: the earlier measure that it follows or posts, by its label.
        of_reply: it is the reply to that one which would be posted.
        held: the basis of each person whom it would identify.
        weighed: whether consequences were weighed since the facts last changed, and how.
        chair_told: whether the Chair knows of the conclusions.
        contacted_on: the day on which the State was last contacted about the matter.
        decider: who decided, or is about to.
        adopted: whether it was decided to take it.
        without_contact: the body decided, with reasons, to speak without contact.
        channel: of a contact; ``person`` is with whom, who may be elsewhere than the person concerned.
        finding: of an assessment about to be recorded; ``turned_on`` is what it turned on.
        mode: how it is decided; ``in_favour`` and ``against`` are votes, None where none were
            cast.
    """

    verb: str
    measure: str
    view: View
    on: date
    has_case: bool = True
    about: str | None = None
    of_reply: bool = False
    specific: bool = True
    identifies_nobody: bool = False
    held: tuple[Held, ...] = ()
    weighed: bool | None = None
    chair_told: bool = False
    session: bool = False
    contacted_on: date | None = None
    decider: Decider | None = None
    adopted: bool = False
    without_contact: bool = False
    channel: Channel | None = None
    channel_safe: bool = False
    finding: Assessment | None = None
    turned_on: tuple[Criterion, ...] = ()
    person: PersonView | None = None
    mode: Mode | None = None
    consensus: bool = False
    in_favour: int | None = None
    against: int | None = None

    @property
    def item(self) -> str | None:
        """Return what would be posted: a letter, or its reply, which is an item of its own."""
        return f"{self.about}{REPLY}" if self.of_reply else self.about


def view(case: Case) -> View:
    """Return what a rule may see of a case."""
    received = case.received
    return View(
        state=received.state,
        procedure=received.procedure,
        received_on=case.received_on,
        source=received.source,
        cooperation=received.cooperation,
        kinds=received.kinds,
        grounds=received.grounds,
        perpetrator=received.perpetrator,
        urgency=received.urgency,
        imminent=received.imminent,
        detained=received.detained,
        in_session=received.in_session,
        finding=case.assessment.finding if case.assessment else None,
        stage=case.stage,
        persons=tuple(person_view(one) for one in case.persons),
        measures=tuple(_measure(one) for one in case.measures),
        files=tuple((one.kind, one.state) for one in case.files),
    )


def person_view(person: PersonNamed) -> PersonView:
    """Return what a rule may see of a person."""
    return PersonView(
        label=person.label or "",
        standing=person.standing,
        child=bool(person.child),
        suspected=bool(person.suspected),
        channel=person.channel,
        safe=person.safe,
    )


def committee_view(record: CommitteeRecord, state: str | None) -> View:
    """Return what a rule may see of a step without a case."""
    return View(
        state=state,
        procedure=None,
        measures=tuple(_measure(one) for one in record.measures),
        files=tuple((one.kind, one.now) for one in record.files if one.state == state),
    )


def _measure(measure: Measure) -> MeasureView:
    return MeasureView(
        label=measure.label,
        key=measure.key,
        stage=measure.stage,
        proposed_on=measure.proposed_on,
        decided_on=measure.decided_on,
        taken_on=measure.taken_on,
        reply_by=measure.taken.reply_by if measure.taken else None,
        replied=bool(measure.replies),
        answered=measure.answered,
        about=measure.proposal.about,
    )
