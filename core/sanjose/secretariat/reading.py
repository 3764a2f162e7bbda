"""Read what there is: a case, lists, and what is due.

Whatever an officer may not know of is not there: not in a list, not in a count, not in an
error. A day in the past is answered from the cases as they stood then.
"""

from collections.abc import Iterable
from datetime import date

from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.keyring import NoKey
from sanjose.keeping.register import FAR, Listed
from sanjose.rules import authority
from sanjose.rules.authority import Acting
from sanjose.rules.view import committee_view
from sanjose.secretariat.desk import Desk
from sanjose.secretariat.outcome import NoSuchCase
from sanjose.words import committee as committees
from sanjose.words.case import Case
from sanjose.words.due import Due
from sanjose.words.events import Event
from sanjose.words.model import Post, Urgency


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

    def timeline(self, reference: str, *, on: date | None = None) -> tuple[Event, ...]:
        """Return what happened in a case until the end of a day, in the order of the record.

        Raises:
            NoSuchCase: there is none, or the officer is recused.
        """
        case, _ = self.opened(reference, "read")
        events = self.archive.events(case.case_id)
        return tuple(one for one in events if on is None or one.on <= on)

    def acting(
        self,
        post: Post,
        reference: str | None = None,
        *,
        state: str | None = None,
        on: date | None = None,
    ) -> Acting:
        """Return who acts for a post on a day, in a case or for a State; nobody recused.

        Raises:
            NoSuchCase: there is none, or the officer is recused.
            Unable: no case is named, and the committee is out of service.
        """
        day, record = on or self.today(), self.record()
        if reference is not None:
            case, wall = self.opened(reference, "read")
            return self.acting_for(post, case, wall, day)
        code = self.state_code(state) if state else None
        wall = authority.wall_for(record, code)
        order = self.plugin.acting(post, committee_view(record, code), day)
        return self.enough(authority.acting(post, record, wall, None, day, order))

    def cases(
        self,
        *,
        stage: str | None = None,
        state: str | None = None,
        on: date | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[Listed, ...]:
        """Return the cases that this officer may know of, by due date.

        Args:
            on: as at the end of this day.
            limit: how many at most; -1 for all.
        """
        self.may_list()
        self.archive.catch_up()
        code = self.state_code(state) if state else None
        if on is not None and on < self.archive.register.latest():
            found = (_listed(case, self.of_case(case)) for case in self._cases_as_at(on))
            fitting = (
                one for one in found if stage in {None, one.stage} and code in {None, one.state}
            )
            ordered = sorted(fitting, key=lambda one: (one.due, one.reference))
            return tuple(ordered[offset : None if limit < 0 else offset + limit])
        return self.archive.register.cases(
            self.hidden(), stage=stage, state=code, limit=limit, offset=offset
        )

    def due(
        self, *, on: date | None = None, ahead: int = 0
    ) -> tuple[tuple[str | None, Urgency, Due], ...]:
        """Return what is due by a day and some days ahead, the most urgent first.

        A day in the past is answered from the cases as they stood then.
        """
        self.may_list()
        self.archive.catch_up()
        day = on or self.today()
        until = date.fromordinal(day.toordinal() + ahead)
        if on is None:
            found = self.archive.register.due(self.hidden(), until)
        else:
            found = self._due_as_at(day, until)
        kept = self._kept_back()
        return tuple(one for one in found if one[0] or one[2].label.split(" ")[0] not in kept)

    def _kept_back(self) -> set[str]:
        """Return what of the committee's own this officer may not know of, by its label."""
        record, hidden = self.record(), self.hidden()
        about = [(one.label, one.proposal.state) for one in record.measures]
        about += [(one.label, one.state) for one in record.files]
        about += [(one.label, one.fact.state) for one in record.briefs]
        of_cases = {
            one.label
            for one in record.briefs
            if one.fact.case_id
            and hidden.who in self.archive.wall(bytes.fromhex(one.fact.case_id))[1]
        }
        return of_cases | {label for label, state in about if state in hidden.states}

    def _due_as_at(self, day: date, until: date) -> tuple[tuple[str | None, Urgency, Due], ...]:
        entries = self.archive.events(COMMITTEE)
        own = committees.fold(one for one in entries if one.on <= day)
        found: list[tuple[str | None, Urgency, Due]] = [
            (None, Urgency.ORDINARY, due) for due in self.of_committee(own) if due.on <= until
        ]
        if self.archive.register.latest() <= day:
            listed = self.archive.register.due(self.hidden(), until)
            found += [one for one in listed if one[0] is not None]
        else:
            found += [
                (case.reference, case.received.urgency, due)
                for case in self._cases_as_at(day)
                for due in self.of_case(case)
                if due.on <= until
            ]
        return tuple(
            sorted(found, key=lambda one: (-one[1], one[2].on, one[0] or "", one[2].kind))
        )

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


def _listed(case: Case, dues: Iterable[Due]) -> Listed:
    """Return a case as a list shows it, without the register."""
    return Listed(
        reference=case.reference,
        state=case.received.state,
        procedure=case.received.procedure,
        stage=case.stage,
        finding=case.assessment.finding.value if case.assessment else "",
        level=case.received.urgency.value,
        received=case.received_on.isoformat(),
        due=min((due.on for due in dues), default=FAR).isoformat(),
    )
