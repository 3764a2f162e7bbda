"""Which letter is meant, who reads it, whom it may name, and what stands against writing it.

A letter is named by the measure that it carries out, or by its sort where it carries out none.
Source: G 13, 14, 21; N 11; floors 3 and 11.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sanjose.rules.authority import Wall
from sanjose.rules.correspondence import OF_MEASURE, TO_PERSON, WITHOUT_MEASURE
from sanjose.rules.steps import contact_step
from sanjose.rules.view import Objection
from sanjose.secretariat.desk import spoken
from sanjose.secretariat.persons import Protecting
from sanjose.secretariat.releasing import Releasing
from sanjose.words.case import Case
from sanjose.words.correspondence import Sort
from sanjose.words.errors import Misuse
from sanjose.words.events import ContactMade, PersonNamed
from sanjose.words.measures import Measure
from sanjose.words.model import Confidence, Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """Which letter is meant: its sort, its case, and its measure or its reader."""

    sort: Sort
    case: Case
    wall: Wall
    measure: Measure | None = None
    person: PersonNamed | None = None

    @property
    def label(self) -> str | None:
        """Return the measure's label, or that of the person written to."""
        if self.measure is not None:
            return self.measure.label
        return self.person.label if self.person is not None else None

    @property
    def typed(self) -> str:
        """Return how the letter is named by whoever types it."""
        return self.measure.label if self.measure is not None else str(self.sort)

    @property
    def key(self) -> str:
        """Return what a refusal is about."""
        return self.measure.key if self.measure is not None else str(self.sort)


class Addressing(Protecting, Releasing):
    """Finding a letter, and what stands against it."""

    def meant(self, reference: str, which: str, person: str | None) -> Meant:
        """Return the letter that was named.

        Raises:
            Misuse: there is no such letter, or it has to be said to whom it goes.
        """
        case, wall = self.opened(reference, "draft")
        sort, label = typed(which)
        if sort is not None:
            reader = self._reader(case, person, ()) if sort in TO_PERSON else None
            return Meant(sort=sort, case=case, wall=wall, person=reader)
        one = case.measure(label or "")
        if one is None:
            there = ", ".join(each.label for each in case.measures) or "none proposed"
            message = f"there is no {spoken(label or '', 'measure')} here: there is {there}"
            raise Misuse(message)
        if one.key not in OF_MEASURE:
            message = (
                f"{one.label} is carried out by no letter ({one.key}); letters carry out: "
                + ", ".join(OF_MEASURE)
            )
            raise Misuse(message)
        sort = OF_MEASURE[one.key]
        meant = one.proposal.persons
        reader = self._reader(case, person, meant) if sort in TO_PERSON else None
        return Meant(sort=sort, case=case, wall=wall, measure=one, person=reader)

    def _reader(self, case: Case, person: str | None, meant: Collection[str]) -> PersonNamed:
        """Return the person written to: who was named, or the only one that it can be.

        Raises:
            Misuse: nobody is in the case, or several are.
        """
        if person is not None:
            self.named_person(case, person)
        able = [
            one
            for one in case.persons
            if (person is None or one.label == person)
            and (person or not meant or one.label in meant)
            and (person or one.standing is not Standing.WITNESS)
        ]
        safe = [one for one in able if one.safe]
        chosen = safe if len(safe) == 1 else able
        if len(chosen) != 1:
            there = ", ".join(one.label or "" for one in able) or "nobody"
            message = f"say to whom it goes, with --person: there is {there}"
            raise Misuse(message)
        return chosen[0]

    def against_letter(self, meant: Meant, day: date) -> tuple[Objection, ...]:
        """Return what stands against writing a letter now, a decision that waits apart."""
        against = self.may("draft", meant.wall)
        if meant.measure is not None:
            place = self._place(meant.case.reference, "draft", meant.measure.label)
            kind = self.committee.kinds[meant.measure.key]
            against += self._against("propose", kind, meant.measure.proposal, place, day)
        if meant.person is not None:
            step = contact_step(meant.case, contact_of(meant.person), day)
            against += self.plugin.objections(step)
        return against

    def named_in(self, meant: Meant, day: date) -> tuple[str, ...]:
        """Return who of the case may be named in a letter, as P1."""
        everybody = tuple(one.label or "" for one in meant.case.persons)
        if meant.sort is Sort.CHAIR:
            kept = meant.case.received.confidence is Confidence.SECRETARIAT_ONLY
            return () if kept else everybody
        if meant.person is not None:
            reader = meant.person
            return tuple(
                one.label or ""
                for one in meant.case.persons
                if one.label in {reader.label, reader.stands_for}
                or (one.stands_for is not None and one.stands_for == reader.label)
            )
        if meant.measure is None:  # pragma: no cover - every other letter has a measure
            return ()
        kind = self.committee.kinds[meant.measure.key]
        return tuple(self._covered(meant.case, meant.measure, kind, day))


NOT_ASSESSED = (
    "it is not assessed yet: conclusions go to the Chair after `sanjose assess`, and the receipt "
    "is told with `sanjose notify`"
)


def typed(which: str) -> tuple[Sort | None, str | None]:
    """Return the sort that was typed, or the measure's label.

    Raises:
        Misuse: it is neither.
    """
    typed = which.strip()
    for sort in WITHOUT_MEASURE:
        if typed.casefold() == sort:
            return sort, None
    if typed[:1] in {"M", "m"} and typed[1:].isdigit():
        return None, typed.upper()
    message = "say which letter: the measure that it carries out, as M1, or " + " or ".join(
        sorted(WITHOUT_MEASURE)
    )
    raise Misuse(message)


def in_order(meant: Meant, day: date, reply_by: date | None) -> None:
    """Check that there is still such a letter to write, and that its days can be.

    Raises:
        Misuse: it went out, was decided against, or a day is impossible.
    """
    one = meant.measure
    if one is not None and one.taken_on is not None:
        message = f"{one.label} was taken on {one.taken_on}: what went out is not drafted again"
        raise Misuse(message)
    if one is not None and one.decision is not None and not one.adopted:
        message = (
            f"{one.label} was decided against on {one.decided_on}: there is no letter of it"
        )
        raise Misuse(message)
    if meant.sort is Sort.CHAIR and meant.case.assessment is None:
        raise Misuse(NOT_ASSESSED)
    if day < meant.case.received_on:
        message = f"it was received on {meant.case.received_on}: no letter is older than that"
        raise Misuse(message)
    if reply_by is not None and reply_by < day:
        message = f"the last day for a reply lies before {day}: give a later one"
        raise Misuse(message)


def contact_of(person: PersonNamed) -> ContactMade:
    """Return the contact that a letter to a person is."""
    return ContactMade(person=person.label or "P1", channel=person.channel)
