"""What may be said of a case on paper, by what the paper is for; all of it comes through here.

One narrowing stands between the record and everything that is handed over. It keeps the word
"allegation", names only those whom the purpose lets it name, and gives no text that somebody
told. Who may read a paper is asked before it, by the wall; whether a step may be taken at all,
by the floors. Source: G 12, 13; N 11 (a); floors 2, 3, 4 and 5.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanjose.rules.view import MeasureView, View, view
from sanjose.words.case import Case
from sanjose.words.events import PersonNamed
from sanjose.words.model import Assessment, Confidence, Standing
from sanjose.words.sealed import Sealed

ALLEGATION = "allegation"


class Purpose(StrEnum):
    """What a paper is for, which is who reads it."""

    LETTER = "letter"
    """To somebody outside: whoever the measure's basis covers is named, and nobody else."""

    BRIEF = "brief"
    """For those who act on the case: named, unless the terms of confidence keep names back."""

    DISGUISED = "brief without names"
    """For those who act on the case, and may have to put it down in a room."""

    DIGEST = "digest"
    """For the Chair between sessions: the State and one line, and nobody."""

    REPORT = "report"
    """For many readers: neither a reference nor a person, whatever anybody agreed to."""

    PAGE = "page"
    """For everybody: as a report."""


NAMING = frozenset({Purpose.LETTER, Purpose.BRIEF})
REFERRING = frozenset({Purpose.LETTER, Purpose.BRIEF, Purpose.DISGUISED, Purpose.DIGEST})
ASSESSED = frozenset({Purpose.BRIEF, Purpose.DISGUISED, Purpose.DIGEST})
"""Where the finding is said once there is one; elsewhere it stays an allegation. Source: N 11 (a)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Somebody in a case as a paper may speak of them; ``name`` is None where it must not say it."""

    label: str
    standing: Standing
    child: bool
    name: Sealed | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Disclosed:
    """What may be said of a case for a purpose.

    ``facts`` carry neither names nor texts; ``finding`` is None where it is not said.
    """

    purpose: Purpose
    reference: str | None
    word: str
    facts: View
    received_on: date
    finding: Assessment | None
    people: tuple[Named, ...]

    def measure(self, label: str | None) -> MeasureView | None:
        """Return the measure with a label, or None."""
        return self.facts.measure(label)


def view_for(purpose: Purpose, case: Case, covered: Collection[str] = ()) -> Disclosed:
    """Return what may be said of a case for a purpose.

    Args:
        covered: for a letter, who may be named in it, as P1: whose basis covers that measure.
    """
    assessed = case.assessment is not None and purpose in ASSESSED
    return Disclosed(
        purpose=purpose,
        reference=case.reference if purpose in REFERRING else None,
        word=case.word if assessed else ALLEGATION,
        facts=view(case),
        received_on=case.received_on,
        finding=case.assessment.finding if case.assessment and assessed else None,
        people=tuple(_named(purpose, case, one, covered) for one in case.persons)
        if purpose in REFERRING
        else (),
    )


def _named(
    purpose: Purpose, case: Case, person: PersonNamed, covered: Collection[str]
) -> Named:
    label = person.label or ""
    told = {
        Purpose.LETTER: label in covered,
        Purpose.BRIEF: case.received.confidence is not Confidence.SECRETARIAT_ONLY,
    }.get(purpose, False)
    return Named(
        label=label,
        standing=person.standing,
        child=bool(person.child),
        name=person.name if told else None,
    )
