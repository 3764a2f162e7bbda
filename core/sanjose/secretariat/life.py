"""Park, close and erase a case.

A State's silence closes nothing, and neither does a closed complaint. Erasing destroys keys:
it is ordered in the record first, so that whatever interrupts it, it is finished later.
Source: G 5 (e), 11; N 36-38; floor 9.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sanjose.keeping.erasure import carry_out, order
from sanjose.rules import procedure
from sanjose.rules.view import Objection
from sanjose.secretariat.desk import Desk
from sanjose.secretariat.outcome import Outcome
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    CaseClosed,
    CaseParked,
    Event,
    PersonErased,
    PersonNamed,
    TextKept,
)
from sanjose.words.mentions import mentioned, retold
from sanjose.words.model import Post
from sanjose.words.provenance import guidelines
from sanjose.words.sealed import Sealed

COPIES = (
    "unreadable here now; everywhere once older copies of keys.db are destroyed: "
    "run `sanjose backup` within seven days"
)


class Living(Desk):
    """The verbs about a case as a whole."""

    def park(
        self,
        reference: str,
        parked: CaseParked,
        *,
        on: date | None = None,
        by: Post | None = Post.RAPPORTEUR,
    ) -> Outcome:
        """Take a case off the daily list until a day; the figures keep it.

        Raises:
            Misuse: the day of review does not lie ahead, or the case is closed.
        """
        if parked.review_on <= self.day(on):
            message = "the day of review lies ahead of the day of parking: give a later one"
            raise Misuse(message)
        return self._settle("park", reference, parked, on, by)

    def close(
        self,
        reference: str,
        closed: CaseClosed,
        *,
        on: date | None = None,
        by: Post | None = Post.RAPPORTEUR,
    ) -> Outcome:
        """Close a case, on a ground that is not silence; a later submission opens it again.

        Raises:
            Misuse: it is closed.
        """
        return self._settle("close", reference, closed, on, by)

    def _settle(
        self,
        verb: str,
        reference: str,
        fact: CaseParked | CaseClosed,
        on: date | None,
        by: Post | None,
    ) -> Outcome:
        day = self.day(on)
        with self.archive.writing():
            case, wall = self.opened(reference, verb, day)
            if case.closed is not None:
                message = f"it was closed on {case.closed_on}: a new submission opens it again"
                raise Misuse(message)
            objections = (
                *self.may(verb, wall),
                *self.instructed(verb, by, wall, case.received.procedure, day),
                *self.against(case, day, lambda seen: procedure.order(seen, fact, day)),
            )
            if objections:
                return self.refuse(verb, objections, case, day)
            everybody = tuple(one.label or "" for one in case.concerned)
            self.enter(case.case_id, verb, fact, day, by=by, persons=everybody)
        return self.done(verb, case)

    # -- erasing ----------------------------------------------------------------------------------

    def shared_entries(self, reference: str, person: str) -> tuple[Event, ...]:
        """Return the entries that mention a person together with others.

        What must remain about the others is entered again before the person is erased.
        """
        case, _ = self.opened(reference, "erase")
        self.named_person(case, person)
        return self._shared(case, person)

    def going(self, reference: str, person: str | None) -> tuple[Event, ...]:
        """Return the entries that an erasure would destroy, in order; None for the whole case."""
        case, _ = self.opened(reference, "erase")
        told = retold(self.archive.events(case.case_id))
        return tuple(event for event, persons in told if person is None or person in persons)

    def _shared(self, case: Case, person: str) -> tuple[Event, ...]:
        """Return the entries about a person and others, but for what is entered again by itself."""
        told = retold(self.archive.events(case.case_id))
        return tuple(
            event
            for event, persons in told
            if person in persons
            and len(persons) > 1
            and not (isinstance(event.body, PersonNamed) and event.body.label != person)
        )

    def erase(
        self,
        reference: str,
        person: str | None = None,
        *,
        remains: Sealed | None = None,
        nothing_remains: bool = False,
        on: date | None = None,
    ) -> Outcome:
        """Destroy the keys of a person's entries, or of the whole case where it is the last.

        Args:
            person: whose entries, as P1; None for the whole case.
            remains: what must remain about others, entered again beforehand.
            nothing_remains: nothing about others has to be entered again.

        Raises:
            Misuse: nobody has this label.
        """
        day = self.day(on)
        with self.archive.writing():
            case, wall = self.opened(reference, "erase", day)
            if person is not None:
                self.named_person(case, person)
            objections = self.may("erase", wall) + self._others(
                case, person, remains, nothing=nothing_remains
            )
            if objections:
                return self.refuse("erase", objections, case, day)
            others = tuple(one.label or "" for one in case.persons if one.label != person)
            whole = person is None or not others
            if remains is not None and not whole:
                told = TextKept(of="erase.remains", text=remains, persons=others)
                self.enter(case.case_id, "erase", told, day)
            ordered = order(self.archive, case, None if whole else person, day, self.now())
            if not whole and person is not None:
                self.enter(case.case_id, "erase", PersonErased(person=person), day)
                for other in self._destroyed_along(case, person, ordered):
                    self.enter(case.case_id, "erase", other, day)
        carry_out(self.archive, ordered, self.now())
        notes = (COPIES,)
        if whole:
            return Outcome(verb="erase", reference=case.reference, notes=notes)
        return self.done("erase", case, label=person, notes=notes)

    def _destroyed_along(
        self, case: Case, person: str, ordered: Event
    ) -> Iterator[PersonNamed]:
        """Give the others whose own entry names the person, without that, to be entered again.

        Somebody who stood for the person stays in the case, and so does their label.
        """
        meant = set(ordered.body.events)
        destroyed = {
            one.body.label
            for one in self.archive.events(case.case_id)
            if one.event_id.hex() in meant and isinstance(one.body, PersonNamed)
        }
        for other in case.persons:
            if other.label in destroyed - {person}:
                freed = replace(other, stands_for=None) if other.stands_for == person else other
                named = person in mentioned(freed, case)
                yield replace(freed, contact=None, safe_hours=None) if named else freed

    def _others(
        self,
        case: Case,
        person: str | None,
        remains: Sealed | None,
        *,
        nothing: bool,
    ) -> tuple[Objection, ...]:
        """Object while entries about others would be destroyed along, or a name would stay."""
        if person is not None and remains is not None and names_person(case, person, remains):
            reason = f"what is to remain still names {person}: word it without the name"
            return (Objection("names-person", reason, guidelines("5 (e)")),)
        if person is None or remains is not None or nothing:
            return ()
        shared = self._shared(case, person)
        if not shared:
            return ()
        entries = ", ".join(str(one.seq) for one in shared)
        reason = (
            f"entries {entries} mention others as well: enter again what must remain about them, "
            "or say that nothing has to"
        )
        return (Objection("mentions-others", reason, guidelines(11)),)


def names_person(case: Case, person: str, text: Sealed) -> bool:
    """Return whether a text names a person of a case."""
    return person in mentioned(TextKept(of="erase.remains", text=text), case)
