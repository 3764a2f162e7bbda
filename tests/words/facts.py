"""Events, cases and committees for tests, made of the facts that they are given.

A fact stands for itself on ``DAY``; ``on(day, fact)`` puts it on another day, and
``by(post, fact)`` records it as an office-holder's act. Every name here is plainly invented.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sanjose.words import case as cases
from sanjose.words import committee as committees
from sanjose.words.case import Case
from sanjose.words.committee import CommitteeRecord
from sanjose.words.events import AllegationReceived, Event, MeasureProposed, PersonNamed
from sanjose.words.sealed import Sealed

DAY = date(2026, 3, 2)
NEXT = DAY + timedelta(days=1)
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SUBJECT = bytes(16)


def on(day, fact):
    """Return a fact as it happened on a day."""
    return replace(_event(fact), on=day)


def by(post, fact):
    """Return a fact as the act of an office-holder."""
    return replace(_event(fact), by=post)


def numbered(*facts):
    """Return facts as the entries of a record, in this order."""
    return tuple(replace(_event(fact), seq=seq) for seq, fact in enumerate(facts))


def _event(fact):
    if isinstance(fact, Event):
        return fact
    return Event(
        event_id=bytes(16),
        seq=0,
        subject=SUBJECT,
        on=DAY,
        recorded_at=AT,
        actor="Invented Officer",
        by=None,
        persons=(),
        body=fact,
    )


def received(**facts):
    """Return the receipt of an allegation."""
    known = {"reference": "CAT-26-7K3QM-X", "state": "XXA", "procedure": "report"}
    return AllegationReceived(**known | facts)


def person(label="P1", **facts):
    """Return somebody in a case."""
    return PersonNamed(**{"name": Sealed(f"Invented {label}"), "label": label} | facts)


def proposal(measure="letter", label="M1", **facts):
    """Return the proposal of a measure."""
    return MeasureProposed(measure=measure, label=label, **facts)


def a_case(*facts, persons=None, **receipt) -> Case:
    """Return the case of an allegation, its persons (P1 alone) and what happened afterwards."""
    named = (person(),) if persons is None else persons
    case = cases.fold(numbered(received(**receipt), *named, *facts))
    assert case is not None
    return case


def a_record(*facts) -> CommitteeRecord:
    """Return the committee's own record."""
    return committees.fold(numbered(*facts))
