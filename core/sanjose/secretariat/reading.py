"""Read what there is: a case, lists, what is due, and the figures of the house.

Whatever an officer may not know of is not there: not in a list, not in a count, not in an
error. A day in the past is answered from the cases as they stood then.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sanjose.keeping.keyring import NoKey
from sanjose.keeping.register import Listed
from sanjose.rules.measures import MEASURES
from sanjose.secretariat.desk import Desk
from sanjose.secretariat.outcome import NoSuchCase
from sanjose.words.case import Case
from sanjose.words.due import Due
from sanjose.words.errors import Misuse
from sanjose.words.model import Calendar, Urgency


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """How many, in a period of which both days count; what is zero stands as zero."""

    since: date
    until: date
    by_procedure: dict[str, int]
    by_finding: dict[str, int]
    by_measure: dict[str, int]
    by_calendar: dict[str, int]


class Reading(Desk):
    """The verbs that change nothing."""

    def show(self, reference: str, *, on: date | None = None) -> Case:
        """Return a case, as at the end of a day.

        Raises:
            NoSuchCase: there is none, or the officer is recused, or it came later.
        """
        case, _ = self.opened(reference, "read")
        if on is None or case.latest <= on:
            return case
        earlier = self.archive.case_as_at(case.case_id, on)
        if earlier is None:
            raise NoSuchCase
        return earlier

    def cases(
        self,
        *,
        stage: str | None = None,
        state: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[Listed, ...]:
        """Return the cases that this officer may know of, by due date."""
        self.archive.catch_up()
        code = self.state_code(state) if state else None
        return self.archive.register.cases(
            self.hidden(), stage=stage, state=code, limit=limit, offset=offset
        )

    def due(
        self, *, on: date | None = None, ahead: int = 0
    ) -> tuple[tuple[str | None, Urgency, Due], ...]:
        """Return what is due by a day and some days ahead, the most urgent first.

        A day in the past is answered from the cases as they stood then.
        """
        self.archive.catch_up()
        day = on or self.today()
        until = date.fromordinal(day.toordinal() + ahead)
        if on is None or self.archive.register.latest() <= on:
            return self.archive.register.due(self.hidden(), until)
        return self._due_as_at(day, until)

    def _due_as_at(self, day: date, until: date) -> tuple[tuple[str | None, Urgency, Due], ...]:
        found = [
            (case.reference, case.received.urgency, due)
            for case in self._cases_as_at(day)
            for due in self.of_case(case)
            if due.on <= until
        ]
        return tuple(sorted(found, key=lambda one: (-one[1], one[2].on, one[0])))

    def _cases_as_at(self, day: date) -> Iterable[Case]:
        for listed in self.archive.register.cases(self.hidden(), limit=-1):
            case_id = self.archive.register.case_id(listed.reference)
            if case_id is None:  # pragma: no cover - it was listed a line ago
                continue
            try:
                case = self.archive.case_as_at(case_id, day)
            except NoKey:
                continue
            if case is not None:
                yield case

    def counts(self, since: date, until: date) -> Counts:
        """Return how many were received, found and done in a period; the figures of the house.

        These are for the secretariat: what of them is published is released one by one.
        Source: G 15, 32; N 29; floor 10.

        Raises:
            Misuse: the period ends before it begins.
        """
        if until < since:
            message = "the period ends before it begins: correct one of the days"
            raise Misuse(message)
        self.archive.catch_up()
        hidden, register = self.hidden(), self.archive.register
        procedures = register.count(hidden, "procedure", since, until)
        findings = register.count(hidden, "finding", since, until)
        measures = register.count_measures(hidden, since, until)
        calendar = [one.what for one in self.record().calendar if since <= one.starts <= until]
        keys = (*(one.key for one in self.committee.procedures), "unknown")
        return Counts(
            since=since,
            until=until,
            by_procedure={key: procedures.get(key, 0) for key in keys},
            by_finding={key or "allegation": count for key, count in sorted(findings.items())},
            by_measure={key: measures.get(key, 0) for key in MEASURES},
            by_calendar={str(what): calendar.count(what) for what in Calendar},
        )
