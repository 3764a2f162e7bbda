"""Keep the files of the committee's own procedures, and let the cases know that belong to them.

A visit and its report, an urgent action, interim measures: each is a small state machine that
the profile declares. A file and a case never merge. What an outside body decided is entered as
its act, with its document; what was published is neither taken back nor published again.
Source: N 36-38.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

from sanjose.keeping.archive import COMMITTEE
from sanjose.rules import authority
from sanjose.rules.authority import Wall
from sanjose.rules.files import FileKind
from sanjose.secretariat.desk import Desk, spoken
from sanjose.secretariat.outcome import NoSuchCase, Outcome
from sanjose.words.committee import File
from sanjose.words.errors import Misuse
from sanjose.words.events import FileLinked, FileMoved, FileOpened
from sanjose.words.references import checked


class Filing(Desk):
    """The verbs about files."""

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
            if state is None and opened.reference:
                state = self.opened(opened.reference, "file")[0].received.state
            if objections := self.may("file", authority.wall_for(self.record(), state)):
                return self.refuse("file", objections, None, day)
            details = _kept(self.committee.file(opened.kind), opened.details)
            settled = replace(opened, label=label, state=state, reference=None, details=details)
            self.enter(COMMITTEE, "file", settled, day)
            if opened.reference:
                self._link(label, opened.reference, day)
        return Outcome(verb="file", label=label, notes=self._now(label))

    def move_file(self, moved: FileMoved, *, on: date | None = None) -> Outcome:
        """Record that a file came into another state, and let its cases know.

        A case that is not open to this officer keeps the state that it knew: whether there is
        one is not said.

        Raises:
            Misuse: there is no such file, the profile knows no such move from where it is, it
                came there later, or a document or a day is needed and is not given.
        """
        day = self.day(on)
        with self.archive.writing():
            if objections := self.may("file", Wall()):
                return self.refuse("file", objections, None, day)
            file = self.file_of(moved.label)
            moved = self._reachable(file, moved, day, given=on is not None)
            self.enter(COMMITTEE, "file", moved, day)
            for reference in file.references:
                with suppress(NoSuchCase):
                    self._link(file.label, reference, day)
        return Outcome(verb="file", label=file.label, notes=self._now(file.label))

    def _now(self, label: str) -> tuple[str, ...]:
        """Return in which state a file is, and where it can go from there."""
        file = self.file_of(label)
        kind = self.committee.file(file.kind)
        after = kind.moves.get(file.now, ()) if kind is not None else ()
        then = "; ".join(after) or "nothing"
        return (f"it is: {file.now}", f"what can follow: {then}")

    def for_good(self, label: str, to: str) -> str | None:
        """Return why a file does not come back from a state, None where it does.

        Also where the state is another body's act, or discloses what was confidential.

        Raises:
            Misuse: there is no such file.
        """
        kind, state = self._meant(label, to)
        if kind is None:
            return None
        if (body := kind.outside.get(state)) is not None:
            return f"it is entered as the act of the {body}"
        if state in kind.discloses:
            return kind.ends.get(state, "what was published is not taken back")
        return kind.ends.get(state)

    def decided_outside(self, label: str, to: str) -> str | None:
        """Return the body that decides a state of a file, where it is not this committee.

        Raises:
            Misuse: there is no such file.
        """
        kind, state = self._meant(label, to)
        return kind.outside.get(state) if kind is not None else None

    def needs_document(self, label: str, to: str) -> bool:
        """Return whether a file comes into a state with a document only.

        Raises:
            Misuse: there is no such file.
        """
        kind, state = self._meant(label, to)
        return kind is not None and (state in kind.outside or state in kind.discloses)

    def _meant(self, label: str, to: str) -> tuple[FileKind | None, str]:
        """Return the kind of a file, and a state of it as the kind writes it."""
        kind = self.committee.file(self.file_of(label).kind)
        return kind, _named(to, kind.moves) if kind is not None else to

    def _reachable(self, file: File, moved: FileMoved, day: date, *, given: bool) -> FileMoved:
        """Return a move as it is entered, with the body that decided it.

        Args:
            given: whether the day was said; another body's act has its own, which is not today.

        Raises:
            Misuse: as ``move_file``.
        """
        kind = self.committee.file(file.kind)
        if kind is None:
            message = f"this committee has no such kind of file any more: {file.kind}"
            raise Misuse(message)
        to = _named(moved.to, kind.moves)
        if to not in kind.moves.get(file.now, ()):
            raise Misuse(_no_move(file, kind, to))
        details = _kept(kind, moved.details)
        body = kind.outside.get(to)
        if body is None and moved.decided_by:
            message = f'"{to}" is this committee\'s own act: leave the outside body out'
            raise Misuse(message)
        if body is not None and _plain(moved.decided_by or body) != _plain(body):
            message = (
                f'"{to}" is decided by the {body}, and is entered as its act only: '
                "nothing was changed"
            )
            raise Misuse(message)
        if body is not None and not (moved.document or "").strip():
            message = (
                f'"{to}" is decided by the {body}: name its decision, by the symbol of the '
                "document (--document), and give the day of it (--on)"
            )
            raise Misuse(message)
        if body is not None and not given:
            message = (
                f'"{to}" is decided by the {body}: give the day on which it did (--on); today '
                "is not taken for it"
            )
            raise Misuse(message)
        if to in kind.discloses and not (moved.document or "").strip():
            message = (
                f'"{to}" is for good: name what was published, by its symbol or where it was '
                "published (--document)"
            )
            raise Misuse(message)
        since = file.states[-1][0]
        if day < since:
            message = f'{file.label} came to "{file.now}" on {since}: this cannot be earlier'
            raise Misuse(message)
        return replace(moved, label=file.label, to=to, decided_by=body, details=details)

    def link_file(self, label: str, reference: str, *, on: date | None = None) -> Outcome:
        """Link a file with a case; they never merge.

        Raises:
            Misuse: there is no such file or case.
        """
        day = self.day(on)
        with self.archive.writing():
            if objections := self.may("file", Wall()):
                return self.refuse("file", objections, None, day)
            file = self.file_of(label)
            self._link(file.label, reference, day)
        return Outcome(verb="file", label=file.label, reference=checked(reference))

    def file_of(self, label: str) -> File:
        """Return a file.

        Raises:
            Misuse: there is none with this label, or it is of a State that is kept from the officer.
        """
        file = self.record().file(label.strip().upper())
        if file is None or (file.state and self.recused_from(file.state)):
            message = f"there is no {spoken(label, 'file')}; see `sanjose file list`"
            raise Misuse(message)
        return file

    def _link(self, label: str, reference: str, day: date) -> None:
        """Let the case know the file's state.

        Raises:
            NoSuchCase: there is none, or it is closed to this officer.
            Misuse: the file and the case are of two States.
        """
        file = self.file_of(label)
        case, _ = self.opened(reference, "file")
        if file.state not in {None, case.received.state}:
            message = (
                f"{file.label} and {case.reference} concern two different States: "
                "they are not linked"
            )
            raise Misuse(message)
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


def _plain(text: str) -> str:
    """Return a text as it is compared: without capitals, spaces, curled quotes or an article."""
    straight = text.casefold().replace("\u2019", "'").strip(" \"'")
    return "".join(straight.removeprefix("the ").split())


def _named(state: str, moves: Mapping[str, object]) -> str:
    """Return a state as its kind of file writes it, however it was typed."""
    typed = _plain(state)
    return next((one for one in moves if _plain(one) == typed), state)


def _no_move(file: File, kind: FileKind, to: str) -> str:
    """Return why a file does not move there, and where it can."""
    reachable = kind.moves.get(file.now, ())
    if not reachable:
        why = kind.ends.get(file.now, "there is no state after this one")
        since = file.states[-1][0]
        return f'{file.label} is "{file.now}" since {since}: {why}; nothing was changed'
    again = "it is there already; " if to == file.now else ""
    unknown = "" if to in kind.moves else "that is no state of such a file; "
    there = "; ".join(f'"{one}"' for one in reachable)
    return f'{again}{unknown}from "{file.now}" {file.label} moves to: {there}'


def _kept(kind: FileKind | None, details: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is kept of a file, in one form.

    Raises:
        Misuse: a detail is none that its kind keeps, or says nothing.
    """
    fields = kind.fields if kind is not None else {}
    kept = []
    for one in details:
        name, _, said = (part.strip() for part in one.partition("="))
        if name not in fields or not said:
            there = "; ".join(f"{field}=… ({meant})" for field, meant in fields.items())
            message = f"what is kept of such a file is: {there or 'nothing besides its title'}"
            raise Misuse(message)
        kept.append(f"{name}={said}")
    return tuple(kept)
