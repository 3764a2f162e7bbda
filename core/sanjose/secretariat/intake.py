"""Take in: an allegation, an urgent one in three inputs, and what comes later.

An allegation is durable before any rule is asked, whoever hands it in, recused or not, and
whether the committee's plugin works or not. Source: G 10, 11; floors 1 and 4.
"""

from dataclasses import fields, replace
from datetime import date

from sanjose.keeping import attachments
from sanjose.rules import authority
from sanjose.rules.authority import Term
from sanjose.rules.view import view
from sanjose.secretariat.awaiting import Awaiting
from sanjose.secretariat.desk import spoken
from sanjose.secretariat.outcome import Outcome
from sanjose.words.case import Case, urgency
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import (
    AllegationReceived,
    FactsAdded,
    Intake,
    PersonNamed,
    SubmissionAdded,
)
from sanjose.words.model import Channel, Post, Source, Urgency
from sanjose.words.references import new_reference
from sanjose.words.sealed import Sealed
from sanjose.words.told import fields_of

UNKNOWN = "unknown"
PSEUDONYM = (
    "who speaks here is known by an internal pseudonym only, and is not asked for more: "
    "if a name was entered, put the pseudonym in its place: `sanjose add-person --label P1`"
)
_OUTSIDE = {
    Term.SERVING: "Your office opens no case",
    Term.AHEAD: "Your term has not begun",
    Term.OVER: "Your term is over",
    Term.NONE: "Your term is not in the roster",
}
_TAKEN_OVER = tuple(
    one.name
    for one in fields(AllegationReceived)
    if one.name not in {"reference", "state", "urgency"}
)


class Receiving(Awaiting):
    """The verbs by which something comes in."""

    def receive(
        self,
        intake: Intake,
        *,
        on: date | None = None,
        by: Post | None = None,
        content: bytes | None = None,
    ) -> Outcome:
        """Record an allegation, then route it; the reference is never withheld.

        Raises:
            Misuse: the State, the procedure or a label is unknown; nothing was recorded.
        """
        day = self.day(on)
        state = self.state_code(intake.state)
        procedure = self._procedure(intake.procedure)
        persons = self._labelled(intake.persons)
        recused = self.recused_from(state)
        received = AllegationReceived(
            reference=self._reference(day),
            state=state,
            urgency=urgency(intake.imminent, intake.detained),
            **{name: getattr(intake, name) for name in _TAKEN_OVER},
        )
        if recused:
            received = replace(received, source=Source.RECUSED)
        case_id = self._record(
            replace(received, procedure=procedure), persons, intake, day, by, content
        )
        routed = self._routed(case_id, day)
        if recused:
            return self._handed_in("receive", case_id, received.reference, "You are recused")
        if self.may("read", authority.wall_for(self.record(), state)):
            why = _OUTSIDE[self.actor().term]
            return self._handed_in("receive", case_id, received.reference, why)
        return routed

    def urgent(
        self, state: str, text: Sealed, who: Sealed | None, *, on: date | None = None
    ) -> Outcome:
        """Record what is happening now, from three inputs; everything else can follow.

        Source: G 11, 19, 22.
        """
        persons = (PersonNamed(name=who),) if who else ()
        intake = Intake(
            state=state,
            text=text,
            persons=persons,
            imminent=True,
            in_session=self.record().in_session(self.day(on)),
        )
        return replace(self.receive(intake, on=on), verb="urgent")

    def add(
        self,
        reference: str,
        fact: SubmissionAdded | PersonNamed | FactsAdded,
        *,
        on: date | None = None,
        content: bytes | None = None,
    ) -> Outcome:
        """Add a submission, a person, or what became known; new facts ask for a new weighing."""
        day = self.day(on)
        with self.archive.writing():
            case, wall = self.opened(reference, "add", day)
            if objections := self.may("add", wall):
                return self.refuse("add", objections, case, day)
            added = self._settled(case, fact)
            self.enter(case.case_id, "add", added, day, content=content)
            notes = _told_apart(case, self.archive.case(case.case_id) or case)
            moved = isinstance(added, FactsAdded) and added.state is not None
            if moved:
                self.let_in(case.case_id)
                self.keep_out(case.case_id)
            label = added.label if isinstance(added, PersonNamed) else None
        if not isinstance(added, FactsAdded):
            return self.done("add", case, label=label, notes=notes)
        routed = self._routed(case.case_id, day, verb="add", notes=notes)
        if moved and self.recused_from(added.state or ""):
            return self._handed_in("add", case.case_id, case.reference, "You are recused")
        return routed

    def _handed_in(self, verb: str, case_id: bytes, reference: str, why: str) -> Outcome:
        """Return what somebody is told who may hand in and knows of the case from now on no more."""
        self.leave_case(case_id)
        note = f"It is recorded. {why}, so it is not open to you."
        return Outcome(verb=verb, reference=reference, notes=(note,))

    def _record(
        self,
        received: AllegationReceived,
        persons: tuple[PersonNamed, ...],
        intake: Intake,
        day: date,
        by: Post | None,
        content: bytes | None,
    ) -> bytes:
        """Make the allegation durable, in one transaction; no rule is asked here."""
        labels = tuple(person.label or "" for person in persons)
        told = SubmissionAdded(text=intake.text, form=intake.form, persons=labels)
        content = None if content is None else attachments.checked(content)
        with self.archive.writing():
            wall = authority.wall_for(self.record(), received.state)
            case_id = self.archive.new_case(self.free_officers(wall))
            for body in (received, *persons):
                self.archive.append(case_id, body, on=day, at=self.now(), by=by)
            self.archive.append(case_id, told, on=day, at=self.now(), by=by, content=content)
        return case_id

    def _routed(
        self, case_id: bytes, day: date, verb: str = "receive", notes: tuple[str, ...] = ()
    ) -> Outcome:
        """Ask the committee how soon somebody has to look, and leave neutral notices."""
        case = self.archive.case(case_id)
        if case is None:  # pragma: no cover - it was recorded a line ago
            raise Unable("the allegation is recorded; open it with `sanjose show`")
        try:
            notes = (*notes, *self._asked(case, day, verb))
        except Unable as error:
            notes = (*notes, f"It is recorded: {error}")
        return self.done(verb, case, notes=notes)

    def _asked(self, case: Case, day: date, verb: str) -> tuple[str, ...]:
        """Let the committee raise the urgency, leave notices, and return what it suggests."""
        raised_to: tuple[str, ...] = ()
        soon = self.plugin.urgency(view(case), day)
        if soon > case.received.urgency:
            with self.archive.writing():
                raised = FactsAdded(urgency=soon)
                self.archive.append(case.case_id, raised, on=day, at=self.now())
            before, case = case, self.archive.case(case.case_id) or case
            raised_to = () if verb == "receive" else _told_apart(before, case)
        if self._bulk:
            return ()
        if verb == "receive" or case.received.urgency is Urgency.IMMEDIATE:
            self.leave_notices(case, day)
        suggested = self.plugin.proposals(view(case), day)
        return (
            *raised_to,
            *self.visit_told(case, day),
            *self._called(case),
            *(f"worth considering: {key}" for key in suggested),
        )

    def _called(self, case: Case) -> tuple[str, ...]:
        """Return a note where whoever speaks is known by an internal pseudonym only."""
        procedure = self.committee.procedure(case.received.procedure)
        return (PSEUDONYM,) if procedure and procedure.pseudonyms and case.persons else ()

    def _procedure(self, text: str) -> str:
        key = "-".join(text.casefold().replace("_", " ").split())
        if key == UNKNOWN or self._plugin is None:
            return key
        if self.committee.procedure(key) is None:
            there = ", ".join(one.key for one in self.committee.procedures)
            message = f"there is no such procedure here: there are {there}, or unknown"
            raise Misuse(message)
        return key

    def _reference(self, day: date) -> str:
        """Return a reference that no case has."""
        while True:
            reference = new_reference(self.archive.settings.committee, day)
            if self.archive.find(reference) is None:
                return reference

    def _labelled(self, persons: tuple[PersonNamed, ...]) -> tuple[PersonNamed, ...]:
        labels = tuple(f"P{n}" for n, _ in enumerate(persons, start=1))
        for one in persons:
            if one.stands_for is not None and one.stands_for not in labels:
                message = f"there is no {spoken(one.stands_for)} to stand for: P1 is who is named first"
                raise Misuse(message)
        return tuple(
            replace(one, label=label) for one, label in zip(persons, labels, strict=True)
        )

    def _settled(
        self, case: Case, fact: SubmissionAdded | PersonNamed | FactsAdded
    ) -> SubmissionAdded | PersonNamed | FactsAdded:
        """Return what is added, with codes and labels of the case in it."""
        match fact:
            case PersonNamed(label=None):
                numbers = [
                    int(one[1:])
                    for one in (*(p.label or "P0" for p in case.persons), *case.erased)
                ]
                self._named(case, fact.stands_for)
                return replace(fact, label=f"P{max(numbers, default=0) + 1}")
            case PersonNamed():
                self._named(case, fact.label, fact.stands_for)
                return _completed(fact, case.person(fact.label or ""))
            case FactsAdded():
                state = self.state_code(fact.state) if fact.state else None
                procedure = self._procedure(fact.procedure) if fact.procedure else None
                return replace(fact, state=state, procedure=procedure)
            case SubmissionAdded():
                self._named(case, *fact.persons)
                return fact

    def _named(self, case: Case, *labels: str | None) -> None:
        for label in labels:
            if label is not None:
                self.named_person(case, label)


def _completed(fact: PersonNamed, before: PersonNamed | None) -> PersonNamed:
    """Return somebody entered again, with what was known and is not said anew.

    A mark of safety belongs to the contact for which it was given, and not to a new one.
    """
    if before is None:  # pragma: no cover - the caller has looked them up
        return fact
    kept = {
        name: getattr(before, name)
        for name in ("contact", "safe_hours", "child", "stands_for", "suspected")
        if getattr(fact, name) is None
    }
    if fact.channel is Channel.NONE:
        kept["channel"] = before.channel
        kept["safe"] = fact.safe or (before.safe and fact.contact is None)
    return replace(fact, **kept)


def _told_apart(before: Case, after: Case) -> tuple[str, ...]:
    """Return what an addition replaced, raised or woke: nothing of that happens silently."""
    notes = []
    if before.closed is not None and after.closed is None:
        notes.append("it was closed, and is open again")
    if before.parked is not None and after.parked is None:
        notes.append("it was parked, and is on the daily list again")
    for one in fields_of(FactsAdded):
        was, now = (getattr(case.received, one.name) for case in (before, after))
        if was != now and one.name != "urgency":
            what = one.name.replace("_", " ")
            notes.append(f"{what} changed from {_said(was)} to {_said(now)}")
    raised = after.received.urgency
    if raised is not before.received.urgency:
        was_urgent = before.received.urgency.name.lower()
        notes.insert(0, f"the urgency is raised from {was_urgent} to {raised.name.lower()}")
    return tuple(notes)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "nothing"
    return "not known" if value is None else str(value)
