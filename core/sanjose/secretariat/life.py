"""Park, close and erase a case; keep the files of the committee's own procedures.

A State's silence closes nothing, and neither does a closed complaint. Erasing destroys keys:
it is ordered in the record first, so that whatever interrupts it, it is finished later.
Source: G 5 (e), 11; N 36-38; floor 9.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.erasure import carry_out, order
from sanjose.rules import authority, procedure
from sanjose.rules.authority import Wall
from sanjose.rules.files import FileKind
from sanjose.rules.view import Objection
from sanjose.secretariat.desk import Desk, spoken
from sanjose.secretariat.outcome import NoSuchCase, Outcome
from sanjose.words.case import Case
from sanjose.words.committee import File
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    CaseClosed,
    CaseParked,
    Event,
    FileLinked,
    FileMoved,
    FileOpened,
    PersonErased,
    PersonNamed,
    TextKept,
)
from sanjose.words.mentions import mentioned, retold
from sanjose.words.model import Post
from sanjose.words.provenance import guidelines
from sanjose.words.references import checked
from sanjose.words.sealed import Sealed

COPIES = (
    "unreadable here now; everywhere once older copies of keys.db are destroyed: "
    "run `sanjose backup` within seven days"
)


class Living(Desk):
    """The verbs about a case as a whole, and about files."""

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
                case, person, remains, nothing_remains
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
        nothing: bool,  # noqa: FBT001
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

    # -- files of the committee's procedures ------------------------------------------------------

    def open_file(self, opened: FileOpened, *, on: date | None = None) -> Outcome:
        """Open a file of one of the committee's procedures, linked with a case or not.

        Raises:
            Misuse: the profile knows no such kind of file, or there is no such case.
        """
        day = self.day(on)
        if self.committee.file(opened.kind) is None:
            there = ", ".join(one.key for one in self.committee.files) or "none"
            message = f"this committee has no such kind of file: there are {there}"
            raise Misuse(message)
        with self.archive.writing():
            label = f"F{len(self.record().files) + 1}"
            state = self.state_code(opened.state) if opened.state else None
            if objections := self.may("file", authority.wall_for(self.record(), state)):
                return self.refuse("file", objections, None, day)
            _kept(self.committee.file(opened.kind), opened.details)
            settled = replace(opened, label=label, state=state, reference=None)
            self.enter(COMMITTEE, "file", settled, day)
            if opened.reference:
                self._link(label, opened.reference, day)
        return Outcome(verb="file", label=label)

    def move_file(self, moved: FileMoved, *, on: date | None = None) -> Outcome:
        """Record that a file came into another state, and let its cases know.

        A case that is not open to this officer keeps the state that it knew: whether there is
        one is not said.

        Raises:
            Misuse: there is no such file, the profile knows no such move from where it is, or
                it came there later.
        """
        day = self.day(on)
        with self.archive.writing():
            if objections := self.may("file", Wall()):
                return self.refuse("file", objections, None, day)
            file = self._file(moved.label)
            moved = self._reachable(file, moved, day)
            self.enter(COMMITTEE, "file", moved, day)
            for reference in file.references:
                with suppress(NoSuchCase):
                    self._link(moved.label, reference, day)
        return Outcome(verb="file", label=moved.label)

    def _reachable(self, file: File, moved: FileMoved, day: date) -> FileMoved:
        """Return a move as it is entered, with the body that decided it.

        Raises:
            Misuse: as ``move_file``.
        """
        kind = self.committee.file(file.kind)
        reachable = kind.moves.get(file.now, ()) if kind else ()
        if moved.to not in reachable:
            again = f"it is {file.now!r} already; " if moved.to == file.now else ""
            there = "; ".join(reachable) or "none, it is at its end"
            message = f"{again}from {file.now!r} this file moves to: {there}"
            raise Misuse(message)
        _kept(kind, moved.details)
        body = kind.outside.get(moved.to) if kind is not None else None
        if body is None and moved.decided_by:
            message = f"{moved.to!r} is this committee's own act: leave the outside body out"
            raise Misuse(message)
        if body is not None and _plain(moved.decided_by or body) != _plain(body):
            message = f"{moved.to!r} is decided by the {body}, and is entered as its act only"
            raise Misuse(message)
        if body is not None and not moved.document:
            message = f"{moved.to!r} is decided by the {body}: name its document, by the symbol"
            raise Misuse(message)
        since = file.states[-1][0]
        if day < since:
            message = f"{file.label} came to {file.now!r} on {since}: this cannot be earlier"
            raise Misuse(message)
        return replace(moved, decided_by=body)

    def link_file(self, label: str, reference: str, *, on: date | None = None) -> Outcome:
        """Link a file with a case; they never merge.

        Raises:
            Misuse: there is no such file or case.
        """
        day = self.day(on)
        with self.archive.writing():
            if objections := self.may("file", Wall()):
                return self.refuse("file", objections, None, day)
            self._file(label)
            self._link(label, reference, day)
        return Outcome(verb="file", label=label, reference=checked(reference))

    def _file(self, label: str) -> File:
        """Return a file.

        Raises:
            Misuse: there is none with this label, or it is of a State that is kept from the officer.
        """
        file = self.record().file(label)
        if file is None or (file.state and self.recused_from(file.state)):
            message = f"there is no {spoken(label, 'file')}; see `sanjose file list`"
            raise Misuse(message)
        return file

    def _link(self, label: str, reference: str, day: date) -> None:
        """Let the case know the file's state.

        Raises:
            NoSuchCase: there is none, or it is closed to this officer.
        """
        file = self._file(label)
        case, _ = self.opened(reference, "file")
        fact = FileLinked(
            label=label,
            reference=case.reference,
            kind=file.kind,
            state=file.now,
            document=file.document,
        )
        if case.reference not in file.references:
            self.archive.append(COMMITTEE, fact, on=day, at=self.now())
        self.archive.append(case.case_id, fact, on=day, at=self.now())


def _plain(name: str) -> str:
    """Return a body's name as it is compared: without capitals, doubled spaces or an article."""
    return " ".join(name.casefold().split()).removeprefix("the ")


def _kept(kind: FileKind | None, details: tuple[str, ...]) -> None:
    """Check that what is kept of a file is what its kind keeps.

    Raises:
        Misuse: a detail has another name, or says nothing.
    """
    fields = kind.fields if kind is not None else {}
    for one in details:
        name, _, said = one.partition("=")
        if name not in fields or not said.strip():
            there = ", ".join(f"{field}=…" for field in fields) or "nothing"
            message = f"what is kept of such a file is: {there}"
            raise Misuse(message)


def names_person(case: Case, person: str, text: Sealed) -> bool:
    """Return whether a text names a person of a case."""
    return person in mentioned(TextKept(of="erase.remains", text=text), case)
