"""Put together what the rules need to know about a step: from a case, without its names."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sanjose.rules import basis
from sanjose.rules.measures import MEASURES, MeasureKind
from sanjose.rules.view import Held, Step, committee_view, person_view, view
from sanjose.words.case import Case
from sanjose.words.committee import CommitteeRecord
from sanjose.words.events import (
    AssessmentConcluded,
    ContactMade,
    MeasureDecided,
    MeasureProposed,
)
from sanjose.words.measures import Measure
from sanjose.words.model import Decider


def step(
    verb: str,
    kind: MeasureKind,
    proposal: MeasureProposed,
    case: Case | None,
    record: CommitteeRecord,
    on: date,
    *,
    decision: MeasureDecided | None = None,
    decider: Decider | None = None,
    kinds: Mapping[str, MeasureKind] = MEASURES,
) -> Step:
    """Return a measure's step as the rules see it, with or without a case."""
    bare = Step(
        verb=verb,
        measure=kind.key,
        view=committee_view(record, proposal.state),
        on=on,
        has_case=False,
        about=proposal.about,
        of_reply=proposal.of_reply,
        specific=proposal.specific,
        identifies_nobody=proposal.identifies_nobody,
        session=record.in_session(on),
        decider=decider,
        adopted=decision is not None and decision.adopted,
        without_contact=decision is not None and decision.without_contact,
        mode=decision.mode if decision is not None else None,
        consensus=decision is not None and decision.consensus,
        in_favour=decision.in_favour if decision is not None else None,
        against=decision.against if decision is not None else None,
    )
    if case is None:
        return bare
    return replace(
        bare,
        view=view(case),
        has_case=True,
        held=held(case, kind, proposal.persons, on),
        weighed=weighed(case, kind.key),
        chair_told=case.conclusions is not None,
        contacted_on=contacted_on(case.measures, kinds),
    )


def contact_step(case: Case, contact: ContactMade, on: date) -> Step:
    """Return a contact with a person as the rules see it.

    An attempt that reached nobody marks no channel: nobody was there to choose it.
    """
    person = case.person(contact.person)
    marked = person is not None and person.safe and person.channel is contact.channel
    untried = contact.safe and not contact.reached and not contact.inbound
    safe = marked if contact.safe is None or untried else contact.safe
    return Step(
        verb="contact",
        measure="contact",
        view=view(case),
        on=on,
        channel=contact.channel,
        channel_safe=safe,
        person=person_view(person) if person is not None else None,
    )


def assess_step(case: Case, assessment: AssessmentConcluded, on: date) -> Step:
    """Return an assessment about to be recorded, as the rules see it."""
    return Step(
        verb="assess",
        measure="assessment",
        view=view(case),
        on=on,
        finding=assessment.finding,
        turned_on=assessment.turned_on,
    )


def held(case: Case, kind: MeasureKind, persons: tuple[str, ...], on: date) -> tuple[Held, ...]:
    """Return the basis of each person whom a measure identifies: all concerned if none is named."""
    if kind.use is None:
        return ()
    labels = persons or tuple(one.label or "" for one in case.concerned)
    return tuple(basis.held(case, label, kind.use, on) for label in labels)


def weighed(case: Case, measure: str) -> bool | None:
    """Return how consequences were weighed since the facts last changed; None if not at all.

    Source: G 13; one weighing holds for what it names, or for everything if it names nothing.
    """
    for seq, weighing in reversed(case.weighings):
        if seq < case.changed_at:
            return None
        if not weighing.measures or measure in weighing.measures:
            return weighing.go_ahead
    return None


def contacted_on(
    measures: tuple[Measure, ...], kinds: Mapping[str, MeasureKind] = MEASURES
) -> date | None:
    """Return the day on which the State was first contacted about the case."""
    days = (one.taken_on for one in measures if one.taken_on and kinds[one.key].contacts)
    return min(days, default=None)
