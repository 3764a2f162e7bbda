"""What goes on when an officer or a rapporteur leaves: open cases, promises, next dates.

Source: G 13; N 28.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sanjose.keeping.keyring import NoKey
from sanjose.secretariat.outcome import NoSuchCase
from sanjose.secretariat.reading import Reading
from sanjose.words.case import Case
from sanjose.words.due import Due
from sanjose.words.model import Urgency
from sanjose.words.sealed import Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """What was promised to somebody, on a day; ``text`` stays sealed until it is asked for."""

    on: date
    person: str
    text: Sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class Handed:
    """An open case as whoever takes over has to know it; no name stands in it."""

    reference: str
    state: str
    stage: str
    word: str
    urgency: Urgency
    promises: tuple[Promise, ...]
    check_in: date | None
    due: tuple[Due, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Handover:
    """All that goes on; ``closed_to`` are cases that are listed and do not open to this officer."""

    on: date
    cases: tuple[Handed, ...]
    closed_to: int


class HandingOver(Reading):
    """The verb by which work changes hands; it changes nothing itself."""

    def handover(self) -> Handover:
        """Return what goes on in every case that is open to this officer, the urgent first."""
        listed = self.cases(limit=-1)
        found, shut = [], 0
        for one in listed:
            if one.stage == "closed":
                continue
            try:
                case = self.show(one.reference)
            except (NoSuchCase, NoKey):
                shut += 1
                continue
            found.append(self._handed(case))
        ordered = sorted(found, key=lambda one: (-one.urgency, min(_days(one)), one.reference))
        return Handover(on=self.today(), cases=tuple(ordered), closed_to=shut)

    def _handed(self, case: Case) -> Handed:
        check_ins = [told.check_in for _, told in case.contacts if told.check_in]
        return Handed(
            reference=case.reference,
            state=case.received.state,
            stage=case.stage,
            word=case.word,
            urgency=case.received.urgency,
            promises=tuple(_promises(case)),
            check_in=max(check_ins, default=None),
            due=tuple(self.of_case(case)),
        )


def _promises(case: Case) -> Iterator[Promise]:
    for on, told in case.contacts:
        if told.promise is not None:
            yield Promise(on=on, person=told.person, text=told.promise)


def _days(one: Handed) -> list[date]:
    return [due.on for due in one.due] or [date.max]
