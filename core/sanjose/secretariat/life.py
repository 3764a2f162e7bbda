"""Park, close and erase a case.

A State's silence closes nothing, and neither does a closed complaint. Erasing destroys keys:
one officer asks for it, another person approves exactly that, and it is ordered in the record
before a key goes, so that whatever interrupts it, it is finished later.
Source: G 5 (e), 11; N 36-38; floor 9.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sanjose.keeping.erasure import order, resume
from sanjose.rules import procedure
from sanjose.rules.published import POSTING
from sanjose.rules.view import Objection
from sanjose.secretariat.approvals import AFTER, EXACT, PERFORM, Approving
from sanjose.secretariat.outcome import NoSuchCase, Outcome
from sanjose.words.approvals import Act, ApprovalAsked, ApprovalDeclined, ApprovalGiven, Waiting
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    CaseClosed,
    CaseParked,
    Event,
    PersonErased,
    PersonNamed,
    StepRefused,
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
POSTED = (
    "a letter or a reply of it was posted: build the pages anew with `sanjose pages build DIR "
    "--take-down`, and have it taken down wherever it was put up"
)

APPROVALS = (ApprovalAsked, ApprovalGiven, ApprovalDeclined)
"""Entries about two persons' yes: they go with what they are about, and change nothing of it."""


class Living(Approving):
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
            and not isinstance(event.body, APPROVALS)
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
        """Ask to destroy a person's entries, or the whole case where it is the last of it.

        It is carried out when a second person has approved exactly that.

        Args:
            person: whose entries, as P1; None for the whole case.
            remains: what must remain about others, entered again beforehand.
            nothing_remains: nothing about others has to be entered again.

        Raises:
            Misuse: nobody has this label, or exactly that waits already.
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
            document = {
                "person": person,
                "remains": None if remains is None else remains.reveal(),
                "on": day.isoformat(),
            }
            whose = "the whole case" if _whole(case, person) else f"what is kept of {person}"
            return self.ask_approval(
                act=Act.ERASE,
                exact=self.erasing(case, document),
                says=f"{whose} in {case.reference} is destroyed for good",
                case_id=case.case_id,
                document=document,
                persons=() if person is None else (person,),
            )

    def erasing(self, case: Case, document: Mapping[str, Any]) -> bytes:
        """Return exactly what an erasure would destroy and leave, as text."""
        person, remains = document["person"], document["remains"]
        whose = "the whole case" if _whole(case, person) else person
        told = retold(self.archive.events(case.case_id))
        entries = [
            str(event.seq)
            for event, persons in told
            if (person is None or person in persons)
            and not isinstance(event.body, (*APPROVALS, StepRefused))
        ]
        lines = [f"erase {whose} in {case.reference}", f"entries {', '.join(entries)}"]
        if remains is not None and not _whole(case, person):
            lines += ["what remains about others:", remains]
        return "\n".join(lines).encode()

    def erase_now(self, one: Waiting) -> Outcome:
        """Record the order, once two persons agree; what follows destroys the keys."""
        case = self.archive.case(one.case_id or b"")
        if case is None:  # pragma: no cover - it was shown to whoever approved
            raise NoSuchCase
        person, day = one.document["person"], date.fromisoformat(one.document["on"])
        whole = _whole(case, person)
        if one.document["remains"] is not None and not whole:
            others = tuple(each.label or "" for each in case.persons if each.label != person)
            text = Sealed(one.document["remains"])
            told = TextKept(of="erase.remains", text=text, persons=others)
            self.enter(case.case_id, "erase", told, day)
        meant = None if whole else person
        ordered = order(self.archive, case, meant, day, self.now(), one.label or None)
        if not whole and person is not None:
            self.enter(case.case_id, "erase", PersonErased(person=person), day)
            for other in self._destroyed_along(case, person, ordered):
                self.enter(case.case_id, "erase", other, day)
        seen = any(one.key == POSTING and one.taken_on for one in case.measures)
        notes = (COPIES, POSTED) if seen else (COPIES,)
        if whole:
            notes = (*notes, *self.not_covered(case.case_id))
            return Outcome(verb="erase", reference=case.reference, notes=notes)
        return self.done("erase", case, label=person, notes=notes)

    def erasing_now(self, one: Waiting) -> bytes:
        """Return what an erasure that was asked for would destroy now."""
        case = self.archive.case(one.case_id or b"")
        if case is None or (one.document["person"] and not case.person(one.document["person"])):
            return b""
        return self.erasing(case, one.document)

    def finish_erasing(self, _: Waiting) -> None:
        """Destroy the keys that were ordered destroyed; a crash in between is made up for later.

        A sheet that lies ready may tell of what is erased: it goes nowhere, and is made anew.
        """
        for reader in self.archive.notices.readers():
            self.archive.notices.take_back(reader.role, reader.address)
        resume(self.archive, self.now())

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


def _whole(case: Case, person: str | None) -> bool:
    """Return whether an erasure takes the whole case: nobody else is left in it."""
    return person is None or all(one.label == person for one in case.persons)


def names_person(case: Case, person: str, text: Sealed) -> bool:
    """Return whether a text names a person of a case."""
    return person in mentioned(TextKept(of="erase.remains", text=text), case)


PERFORM[Act.ERASE] = Living.erase_now
EXACT[Act.ERASE] = Living.erasing_now
AFTER[Act.ERASE] = Living.finish_erasing
