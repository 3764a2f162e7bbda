"""The common ground of every verb: find the case, ask who may, ask the rules, append.

Recusal is checked on the register, before any content is opened; whoever is recused is
answered as if the case did not exist. A refusal is itself an entry.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self

from sanjose.keeping import attachments
from sanjose.keeping.archive import COMMITTEE, Archive
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import Keyring, NoKey
from sanjose.keeping.register import Hidden
from sanjose.rules import authority
from sanjose.rules.authority import Acting, Actor, Wall
from sanjose.rules.committees import Plugin, known, load
from sanjose.rules.dues import Days, committee_dues, dues
from sanjose.rules.procedure import reason_for
from sanjose.rules.profile import Committee
from sanjose.rules.view import Objection, View, view
from sanjose.secretariat.outcome import NoSuchCase, Outcome
from sanjose.words.case import Case
from sanjose.words.committee import CommitteeRecord
from sanjose.words.due import Due
from sanjose.words.errors import Missing, Misuse, Unable
from sanjose.words.events import Event, StepRefused, TextKept
from sanjose.words.model import Matter, Post
from sanjose.words.provenance import Provision, shortly
from sanjose.words.references import checked
from sanjose.words.sealed import Sealed
from sanjose.words.states import state as state_named
from sanjose.words.told import fields_of

Clock = Callable[[], datetime]

BEGUN = timedelta(days=31)
"""For how long a term counts as just begun. Source: ours; a key follows within a month."""

_LABEL = re.compile("[A-Z][0-9]{1,4}")


class Desk:
    """An unlocked secretariat, for one officer; the verbs are in the classes built on it."""

    def __init__(
        self, home: Home, keyring: Keyring, clock: Clock, *, plugin: Plugin | None = None
    ) -> None:
        self._plugin: Plugin | None = plugin
        self._failure: Unable | None = None
        settings = home.settings()
        if plugin is None:
            try:
                self._plugin = load(settings.committee)
            except Unable as error:
                self._failure = error
            except Misuse as error:
                self._failure = Unable(str(error))
        self._own_days = settings.days
        self._clock = clock
        self._bulk = False
        self._left: list[bytes] = []
        self.archive = Archive(home, keyring, self)

    def leave(self) -> None:
        """Close the stores."""
        self.archive.close()

    @contextmanager
    def in_bulk(self) -> Iterator[None]:
        """Bring in the past: no notices are left, and nobody is told what is due next."""
        self._bulk = True
        try:
            yield
        finally:
            self._bulk = False
            while self._left:
                self.leave_case(self._left.pop())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    # -- what is known ------------------------------------------------------------------------

    @property
    def plugin(self) -> Plugin:
        """Return the committee's plugin.

        Raises:
            Unable: it is out of service; allegations can still be received.
        """
        if self._plugin is None:
            raise self._failure or Unable("this committee is not in service")
        return self._plugin

    @property
    def committee(self) -> Committee:
        """Return the committee's profile."""
        return self.plugin.committee

    @property
    def trial(self) -> bool:
        """Return whether the installation is for trying out, with invented data only."""
        return self.archive.settings.trial

    def today(self) -> date:
        """Return the day, where the officer is."""
        return self._clock().date()

    def now(self) -> datetime:
        """Return the time, aware, in UTC."""
        return self._clock().astimezone(UTC)

    def actor(self) -> Actor:
        """Return the officer whose key unlocked; never anybody else."""
        officer = self.archive.keyring.officer
        record = self.record()
        return authority.actor(record.officer(officer), officer, record, self.today())

    def record(self) -> CommitteeRecord:
        """Return what the committee's own entries add up to."""
        return self.archive.committee()

    @property
    def focal(self) -> Post:
        """Return the office that is told first and assesses; while out of service, the usual one."""
        return Post.RAPPORTEUR if self._plugin is None else self._plugin.committee.focal

    def days(self) -> Days:
        """Return the numbers of days in force here."""
        return Days(self.committee, self._own_days)

    def of_case(self, case: Case) -> Sequence[Due]:
        """Return what is waiting in a case; nothing can be said while the plugin is broken."""
        return dues(case, self.days()) if self._plugin is not None else ()

    def of_committee(self, record: CommitteeRecord) -> Sequence[Due]:
        """Return what is waiting about measures without a case, and about files."""
        if self._plugin is None:
            return ()
        return committee_dues(record, self.committee, self.days())

    def hidden(self) -> Hidden:
        """Return what this officer's lists leave out."""
        actor = self.actor()
        declared = (one for one in self.record().recusals if one.who == actor.officer)
        states = {one.state for one in declared if one.state} | actor.nationalities
        return Hidden(states=tuple(sorted(states)), who=actor.officer)

    # -- finding ------------------------------------------------------------------------------

    def find(self, reference: str, verb: str) -> tuple[bytes, Wall]:
        """Return the case with a reference, for an officer who may do this to it.

        Raises:
            NoSuchCase: there is none, or the officer is recused from it.
            Misuse: the reference has a slip in it.
        """
        case_id = self.archive.find(checked(reference))
        if case_id is None:
            raise NoSuchCase
        state, names = self.archive.wall(case_id)
        wall = authority.wall_for(self.record(), state, names)
        objections = authority.may(self.actor(), verb, wall)
        if any(one.key == "recused" for one in objections):
            raise NoSuchCase
        if verb == "read" and objections:
            raise Misuse(str(objections[0]))
        return case_id, wall

    def opened(self, reference: str, verb: str, on: date | None = None) -> tuple[Case, Wall]:
        """Return a case, opened, and its wall.

        Args:
            on: the day of an act, which cannot lie before the receipt.

        Raises:
            NoSuchCase: as ``find``, or nothing of it is left.
            Misuse: as ``find``, or the day lies before the receipt.
        """
        case_id, wall = self.find(reference, verb)
        try:
            case = self.archive.case(case_id)
        except NoKey:
            raise NoSuchCase from None
        if case is None:
            raise NoSuchCase
        if on is not None and on < case.received_on:
            message = (
                f"it was received on {case.received_on}: nothing in it is earlier than that"
            )
            raise Misuse(message)
        if on is not None and not self._bulk:
            self.keep_out(case_id)  # what an officer who could not open it had to leave
        return case, wall

    def may_list(self) -> None:
        """Check that this officer may read lists.

        Raises:
            Misuse: the office that the key belongs to reads none.
        """
        if objections := self.may("list", Wall()):
            raise Misuse(str(objections[0]))

    def named_person(self, case: Case, label: str) -> None:
        """Check that a person is in the case.

        Raises:
            Misuse: nobody has this label.
        """
        if case.person(label) is None:
            there = ", ".join(one.label or "" for one in case.persons) or "nobody"
            message = f"there is no {spoken(label)} in this case: there is {there}"
            raise Misuse(message)

    def state_code(self, text: str) -> str:
        """Return a State's code, by its code or name."""
        return state_named(text, trial=self.trial).code

    def other_committees(self) -> tuple[str, ...]:
        """Return the other committees that are known here, by their short names."""
        return tuple(one for one in known() if one != self.archive.settings.committee)

    def committees_named(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return other committees by their short names, however they were typed, each once.

        Raises:
            Misuse: one of them is unknown, or is this committee itself.
        """
        found = tuple(dict.fromkeys(name.strip().casefold() for name in names))
        if self.archive.settings.committee in found:
            message = "this committee itself is among them: name the other committees only"
            raise Misuse(message)
        there = self.other_committees() if found else ()
        if not set(found) <= set(there):
            message = f"no committee is called so here; the others are: {', '.join(there)}"
            raise Misuse(message)
        return found

    def not_covered(self, _case_id: bytes) -> tuple[str, ...]:
        """Return what others were told of a case that nothing covers any more, in sentences."""
        return ()

    def day(self, on: date | None) -> date:
        """Return the day that something happened, today where none is given.

        Raises:
            Misuse: it lies in the future.
        """
        today = self.today()
        if on is not None and on > today:
            message = f"{on} lies in the future: give the day on which it happened"
            raise Misuse(message)
        return on or today

    def keep_out(self, case_id: bytes) -> None:
        """Renew a case's key for everybody but those whom its wall keeps out by now.

        Source: floor 4. What somebody has read, they have read; what comes after, they cannot.
        """
        case = self.archive.case(case_id)
        if case is None:  # pragma: no cover - the caller has it open
            return
        record = self.record()
        wall = authority.wall(record, case)
        for officer in self.archive.vault.holders(case_id):
            known = record.officer(officer)
            nationalities = known.nationalities if known else ()
            if wall.recuses(officer, nationalities):
                self.archive.withdraw(case_id, officer)

    def let_in(self, case_id: bytes) -> None:
        """Give a case's key to the officers whom its wall kept out and lets in by now."""
        case = self.archive.case(case_id)
        if case is None:  # pragma: no cover - the caller has it open
            return
        there = set(self.archive.vault.holders(case_id))
        for officer in self.free_officers(authority.wall(self.record(), case)):
            if officer not in there:
                self.archive.grant(case_id, officer)

    def let_serve(self, officer: str) -> None:
        """Give an officer whose term goes on the keys of what came in between two terms.

        Source: G 8; ours. Whoever does not serve gets no key of a new case.
        """
        if officer not in self.archive.vault.officers():
            return
        for case_id in self.archive.vault.case_ids():
            if case_id == COMMITTEE or officer in self.archive.vault.holders(case_id):
                continue
            state, names = self.archive.wall(case_id)
            if officer in self.free_officers(authority.wall_for(self.record(), state, names)):
                with suppress(NoKey):
                    self.archive.grant(case_id, officer)

    def let_begin(self) -> None:
        """Give the officers whose term has just begun the keys that the roster held back.

        Before a term nothing is wrapped for its key, and on its first day nothing is entered.
        Source: G 8; ours.
        """
        if self.actor().post is not Post.SECRETARIAT:
            return
        today, record = self.today(), self.record()
        begun = {one.holder for one in record.offices if today - BEGUN <= one.since <= today}
        for one in record.officers:
            if one.post is not Post.SECRETARIAT and one.officer in begun:
                self.let_serve(one.officer)

    def leave_case(self, case_id: bytes) -> None:
        """Know a case's key and content no more; in bulk, once everything is recorded."""
        if self._bulk:
            self._left.append(case_id)
        else:
            self.archive.forget(case_id)

    def free_officers(self, wall: Wall) -> tuple[str, ...]:
        """Return the officers with a key of their own who may read behind a wall today."""
        there, record, today = set(self.archive.vault.officers()), self.record(), self.today()
        actors = (
            authority.actor(one, one.officer, record, today)
            for one in record.officers
            if one.officer in there
        )
        return tuple(one.officer for one in actors if not authority.may(one, "read", wall))

    def recused_from(self, state: str) -> bool:
        """Return whether this officer stands outside the wall of every case of a State."""
        actor = self.actor()
        wall = authority.wall_for(self.record(), state)
        return wall.recuses(actor.officer, actor.nationalities)

    def acting_for(self, post: Post, case: Case, wall: Wall, on: date) -> Acting:
        """Return who acts for a post in a case on a day, by the committee's own order if any.

        Where recusals leave a Bureau fewer members than its votes ask for, the plenary acts.
        """
        order = None if self._plugin is None else self._plugin.acting(post, view(case), on)
        acting = authority.acting(post, self.record(), wall, case.received.procedure, on, order)
        return self.enough(acting)

    def enough(self, acting: Acting) -> Acting:
        """Return who acts, or the plenary where too few are left for the votes asked for."""
        few = acting.holders and self._too_few(acting.post, len(acting.holders)) is not None
        return Acting(post=Post.PLENARY) if few else acting

    def _too_few(self, post: Post, number: int) -> Provision[int] | None:
        """Return the least number of votes that an office asks for, where fewer could vote."""
        votes = {} if self._plugin is None else self._plugin.committee.votes
        least = votes.get(authority.RANK[post])
        return least if least is not None and number < least.value else None

    def visit_told(self, case: Case, on: date) -> tuple[str, ...]:
        """Return a note while a focal point for a visit to the State was not told of a case."""
        wall = authority.wall(self.record(), case)
        there = self.acting_for(Post.VISIT, case, wall, on).post is Post.VISIT
        if not there or case.noticed(Post.VISIT, Matter.RECEIPT):
            return ()
        how = f'sanjose notify {case.reference} --to "{Post.VISIT}"'
        return (f"during a visit its focal point is told as well: {how}",)

    # -- answering ------------------------------------------------------------------------------

    def may(self, verb: str, wall: Wall) -> tuple[Objection, ...]:
        """Return what stands against this officer doing it."""
        return authority.may(self.actor(), verb, wall)

    def instructed(
        self, verb: str, by: Post | None, wall: Wall, procedure: str | None, on: date
    ) -> tuple[Objection, ...]:
        """Return what stands against entering it as an office-holder's act.

        Where nobody is named, it is the act of the office that the key belongs to.
        """
        if by is None and verb not in authority.INSTRUCTED:
            return ()
        post = by or self.actor().post
        seen = View(state=wall.state, procedure=procedure)

        def order(one: Post) -> Iterable[Post] | None:
            return None if self._plugin is None else self._plugin.acting(one, seen, on)

        record = self.record()
        against = authority.by(
            post, verb, record, wall, procedure, on, focal=self.focal, order=order
        )
        if against or post is not Post.BUREAU or verb == "notify":
            return against
        free = authority.acting(post, record, wall, procedure, on, (post,)).holders
        if (least := self._too_few(post, len(free))) is None:
            return ()
        reason = f"only {len(free)} of the {post} may act, fewer than it votes with; the plenary acts"
        return (Objection("too-few-members", reason, reason_for(least)),)

    def against(
        self, case: Case, on: date, ask: Callable[[Case], Iterable[Objection]]
    ) -> tuple[Objection, ...]:
        """Return what stands against an act by what is known now, and by what was known that day.

        A day in the past is no way round: what came later does not carry an earlier act.
        """
        known = [case]
        if on < case.latest and (earlier := self.archive.case_as_at(case.case_id, on)):
            known.append(earlier)
        told = {(one.key, one.reason): one for seen in known for one in ask(seen)}
        return tuple(told.values())

    def refuse(
        self,
        verb: str,
        objections: Iterable[Objection],
        case: Case | None,
        on: date,
        measure: str | None = None,
    ) -> Outcome:
        """Record that a step was refused, and why; the case stays as it is."""
        told = tuple(objections)
        body = StepRefused(
            verb=verb,
            measure=measure,
            objections=tuple(one.key for one in told),
            sources=tuple(shortly(one.source) for one in told),
        )
        subject = COMMITTEE if case is None else case.case_id
        self.archive.append(subject, body, on=on, at=self.now())
        reference = None if case is None else case.reference
        return Outcome(verb=verb, reference=reference, objections=told)

    def enter(
        self,
        subject: bytes,
        verb: str,
        body: Any,
        on: date,
        *,
        by: Post | None = None,
        content: bytes | None = None,
        persons: tuple[str, ...] = (),
        about: str | None = None,
    ) -> Event:
        """Append an act; texts that are kept apart follow as entries of their own.

        Raises:
            Missing: a text without which the act says nothing.
            Misuse: the file is empty or too large.
        """
        bare, texts = apart(body)
        content = None if content is None else attachments.checked(content)
        at = self.now()
        event = self.archive.append(subject, bare, on=on, at=at, by=by, content=content)
        for name, text in texts:
            kept = TextKept(of=f"{verb}.{name}", about=about, text=text, persons=persons)
            self.archive.append(subject, kept, on=on, at=at, by=by)
        return event

    def done(
        self,
        verb: str,
        case: Case,
        *,
        label: str | None = None,
        notes: Iterable[str] = (),
    ) -> Outcome:
        """Return that it was done, with what is waiting next in the case."""
        now = self.archive.case(case.case_id) or case
        due: tuple[Due, ...] = () if self._bulk else tuple(self.of_case(now))
        told = () if self._bulk else self.not_covered(case.case_id)
        return Outcome(
            verb=verb, reference=case.reference, label=label, notes=(*notes, *told), due=due
        )


def spoken(label: str, what: str = "") -> str:
    """Return a label as a sentence may repeat it; what looks like none may be a name."""
    return f"{what} {label}".strip() if _LABEL.fullmatch(label) else f"such {what or 'person'}"


def apart(body: Any) -> tuple[Any, tuple[tuple[str, Sealed], ...]]:
    """Return a body without the texts that are kept apart, and those texts.

    Raises:
        Missing: one that is needed.
    """
    texts = []
    for one in fields_of(type(body)):
        if one.apart:
            text = getattr(body, one.name)
            if text is not None:
                texts.append((one.name, text))
            elif one.required:
                message = f"{one.name} is missing: {one.help}"
                raise Missing(message)
    if not texts:
        return body, ()
    return replace(body, **{name: None for name, _ in texts}), tuple(texts)
