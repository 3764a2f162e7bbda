"""Propose, decide, confirm, take, reply: what may be done, and what stands against it.

The software proposes and records; a person acts. With no reference a measure is the
committee's own, and identifies nobody. Source: G 7, 14, 18-31; floors 3, 6, 7, 8.
"""

from dataclasses import dataclass, replace
from datetime import date

from sanjose.keeping import attachments
from sanjose.keeping.archive import COMMITTEE
from sanjose.rules import authority
from sanjose.rules.authority import Wall
from sanjose.rules.measures import MeasureKind
from sanjose.rules.procedure import decider
from sanjose.rules.steps import step
from sanjose.rules.view import Objection
from sanjose.secretariat.desk import Desk, spoken
from sanjose.secretariat.outcome import Outcome
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    DecisionConfirmed,
    MeasureDecided,
    MeasureProposed,
    MeasureTaken,
    ReplyReceived,
)
from sanjose.words.measures import Measure, next_label
from sanjose.words.model import Decider, Post, Use
from sanjose.words.provenance import guidelines, ours


@dataclass(frozen=True, kw_only=True, slots=True)
class StepNow:
    """Whether a measure may be proposed now, who decides it, and what stands against it."""

    kind: MeasureKind
    decider: Decider
    objections: tuple[Objection, ...]
    taken: tuple[str, ...]


TOGETHER = frozenset({Post.SECRETARIAT, Post.BUREAU})
"""Whose key confirms no decision by itself: one member's key does not speak for the Bureau."""

RELEASED = ours("what is published cannot be taken back: two persons read the exact text")


def _consistent(decision: MeasureDecided) -> None:
    """Check that what is said of the votes can be so.

    Raises:
        Misuse: a number is negative, or there are votes beside a consensus.
    """
    cast = [one for one in (decision.in_favour, decision.against, decision.abstaining) if one]
    if any(one < 0 for one in cast):
        message = "votes are counted from 0 up: correct the number"
        raise Misuse(message)
    if decision.consensus and cast:
        message = (
            "by consensus no votes are cast: give the votes, or say that it was by consensus"
        )
        raise Misuse(message)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a measure stands: a case, or the committee without one."""

    subject: bytes
    case: Case | None
    wall: Wall
    measures: tuple[Measure, ...]

    @property
    def procedure(self) -> str | None:
        """Return the procedure cooperated with, where there is a case."""
        return self.case.received.procedure if self.case else None


class Deciding(Desk):
    """The verbs about measures."""

    def steps(self, reference: str | None, *, on: date | None = None) -> tuple[StepNow, ...]:
        """Return, for every measure, whether it may be proposed now or what stands against it."""
        day = self.day(on)
        place = self._place(reference, "read")
        return tuple(
            StepNow(
                kind=kind,
                decider=decider(self.committee, kind),
                objections=self._against(
                    "propose", kind, self._supposed(kind, place), place, day
                ),
                taken=tuple(one.label for one in place.measures if one.key == kind.key),
            )
            for kind in self.committee.kinds.values()
        )

    def propose(
        self,
        reference: str | None,
        proposal: MeasureProposed,
        *,
        on: date | None = None,
        by: Post | None = Post.RAPPORTEUR,
    ) -> Outcome:
        """Propose a measure, unless something stands against it.

        Raises:
            Misuse: there is no such measure, person or State.
        """
        day = self.day(on)
        kind = self.committee.measure(proposal.measure)
        with self.archive.writing():
            place = self._place(reference, "propose", state=proposal.state, on=day)
            for label in proposal.persons:
                self._person(place, label)
            settled = replace(
                proposal,
                label=next_label(place.measures),
                state=self.state_code(proposal.state) if proposal.state else None,
            )
            objections = (
                *self.may("propose", place.wall),
                *self._by("propose", by, place, day),
                *self._against("propose", kind, settled, place, day),
            )
            if objections:
                return self.refuse("propose", objections, place.case, day, kind.key)
            self._enter(place, "propose", settled, day, by, settled)
        return self._answer("propose", place, settled.label, self._who(kind))

    def decide(
        self,
        reference: str | None,
        decision: MeasureDecided,
        *,
        by: Post | None,
        on: date | None = None,
        content: bytes | None = None,
    ) -> Outcome:
        """Record a decision; entered on instruction, it stays unconfirmed until confirmed.

        Raises:
            Misuse: no such measure, it was decided before, nobody is named as the decider, or
                the votes contradict themselves.
        """
        day = self.day(on)
        _consistent(decision)
        with self.archive.writing():
            place = self._place(reference, "decide", decision.label, on=day)
            own = self.actor().post
            decided_by = by if own is Post.SECRETARIAT else own
            one = self._measure(place, decision.label, day)
            kind = self.committee.kinds[one.key]
            if decided_by is None and decider(self.committee, kind) is not Decider.SECRETARIAT:
                message = (
                    "say whose decision it is, with `--by`: rapporteur, Chair, Bureau, plenary"
                )
                raise Misuse(message)
            if one.decision is not None:
                message = (
                    f"{one.label} was decided on {one.decided_on}; propose it again instead"
                )
                raise Misuse(message)
            rank = authority.RANK[decided_by or Post.SECRETARIAT]
            objections = (
                *self.may("decide", place.wall),
                *self._by("decide", decided_by, place, day),
                *self._counted(decision, decided_by, place, day),
            )
            against = self._against(
                "decide", kind, one.proposal, place, day, decision=decision, rank=rank
            )
            # Nothing stands against not taking a measure, but who may decide decides that too.
            objections += tuple(
                objection
                for objection in against
                if decision.adopted or objection.key == "not-authorised"
            )
            if decision.without_contact and not decision.text:
                message = "a statement without contact needs the body's reasons, as text"
                raise Misuse(message)
            if objections:
                return self.refuse("decide", objections, place.case, day, kind.key)
            self._enter(place, "decide", decision, day, decided_by, one.proposal, content)
            if own not in TOGETHER:
                confirmed = DecisionConfirmed(
                    label=one.label, means="by the office-holder's own key"
                )
                self.archive.append(place.subject, confirmed, on=day, at=self.now(), by=own)
        entered = own in TOGETHER and decided_by not in {None, Post.SECRETARIAT}
        note = ("entered on instruction: unconfirmed until confirmed",) if entered else ()
        return self._answer("decide", place, one.label, *note)

    def confirm(
        self,
        reference: str | None,
        confirmation: DecisionConfirmed,
        *,
        on: date | None = None,
        content: bytes | None = None,
    ) -> Outcome:
        """Record that the office-holder confirmed what had been entered on instruction.

        Raises:
            Misuse: no such measure, or nothing was decided by that day.
        """
        day = self.day(on)
        with self.archive.writing():
            place = self._place(reference, "confirm", confirmation.label, on=day)
            one = self._measure(place, confirmation.label, day)
            if one.decision is None:
                message = f"{one.label} was not decided yet: there is nothing to confirm"
                raise Misuse(message)
            self._after_decision(one, day)
            own = self.actor().post
            objections = self.may("confirm", place.wall)
            if own not in {Post.SECRETARIAT, one.decided_by}:
                reason = f"it was the {one.decided_by}'s decision"
                objections += (Objection("not-authorised", reason, guidelines(14)),)
            if objections:
                return self.refuse("confirm", objections, place.case, day, one.key)
            self._enter(
                place, "confirm", confirmation, day, one.decided_by, one.proposal, content
            )
        return self._answer("confirm", place, one.label)

    def take(
        self,
        reference: str | None,
        taken: MeasureTaken,
        *,
        on: date | None = None,
        by: Post | None = None,
        content: bytes | None = None,
    ) -> Outcome:
        """Record that a person carried a measure out; what stood against it is asked again.

        Raises:
            Misuse: no such measure, it was taken before or decided later, or the deadline lies
                before the day.
        """
        day = self.day(on)
        with self.archive.writing():
            place = self._place(reference, "take", taken.label, on=day)
            one = self._measure(place, taken.label, day)
            kind = self.committee.kinds[one.key]
            if one.taken is not None:
                message = (
                    f"{one.label} was taken on {one.taken_on}; propose another one instead"
                )
                raise Misuse(message)
            self._after_decision(one, day)
            settled, notes = self._deadline(kind, taken, day)
            objections = (
                *self.may("take", place.wall),
                *self._by("take", by, place, day),
                *self._against("take", kind, one.proposal, place, day, decision=one.decision),
                *self._unreleased(kind, one, content),
            )
            if objections:
                return self.refuse("take", objections, place.case, day, kind.key)
            self._enter(place, "take", settled, day, by, one.proposal, content)
        if one.unconfirmed:
            notes = (*notes, f"warning: the decision on {one.label} is not confirmed yet")
        return self._answer("take", place, one.label, *notes, *self._unread(kind, one))

    def reply(
        self,
        reference: str | None,
        reply: ReplyReceived,
        *,
        on: date | None = None,
        content: bytes | None = None,
    ) -> Outcome:
        """Record a reply; a parked case wakes up.

        Raises:
            Misuse: no such measure, or it was not taken by that day.
        """
        day = self.day(on)
        with self.archive.writing():
            place = self._place(reference, "reply", reply.label, on=day)
            one = self._measure(place, reply.label, day)
            if one.taken_on is None or day < one.taken_on:
                when = f"on {one.taken_on}" if one.taken_on else "not yet"
                message = f"{one.label} was taken {when}: a reply comes after that"
                raise Misuse(message)
            if objections := self.may("reply", place.wall):
                return self.refuse("reply", objections, place.case, day, one.key)
            self._enter(place, "reply", reply, day, None, one.proposal, content)
        return self._answer("reply", place, one.label)

    # -- together ---------------------------------------------------------------------------------

    def _place(
        self,
        reference: str | None,
        verb: str,
        label: str | None = None,
        *,
        state: str | None = None,
        on: date | None = None,
    ) -> Place:
        """Return where a measure stands; without a case the wall is that of its State.

        Args:
            label: the measure, if it is there already, of which the State is then known.
        """
        if reference is not None:
            case, wall = self.opened(reference, verb, on)
            return Place(case.case_id, case, wall, case.measures)
        record = self.record()
        one = record.measure(label) if label else None
        about = one.proposal.state if one is not None else state
        code = self.state_code(about) if about else None
        return Place(COMMITTEE, None, authority.wall_for(record, code), record.measures)

    def _measure(self, place: Place, label: str, day: date) -> Measure:
        found = next((one for one in place.measures if one.label == label), None)
        if found is None:
            there = ", ".join(one.label for one in place.measures) or "none proposed"
            message = f"there is no {spoken(label, 'measure')} here: there is {there}"
            raise Misuse(message)
        if day < found.proposed_on:
            message = f"{label} was proposed on {found.proposed_on}: this cannot be earlier"
            raise Misuse(message)
        return found

    def _after_decision(self, one: Measure, day: date) -> None:
        if one.decided_on is not None and day < one.decided_on:
            message = f"{one.label} was decided on {one.decided_on}: this cannot be earlier"
            raise Misuse(message)

    def _person(self, place: Place, label: str) -> None:
        if place.case is None:
            message = "a measure without a case identifies nobody: leave the persons out"
            raise Misuse(message)
        self.named_person(place.case, label)

    def _by(self, verb: str, by: Post | None, place: Place, day: date) -> tuple[Objection, ...]:
        return self.instructed(verb, by, place.wall, place.procedure, day)

    def _counted(
        self, decision: MeasureDecided, by: Post | None, place: Place, day: date
    ) -> tuple[Objection, ...]:
        """Object to more votes than there are members who may vote; the plenary is not listed."""
        cast = [decision.in_favour, decision.against, decision.abstaining]
        votes = sum(one for one in cast if one is not None)
        if by is not Post.BUREAU or not votes:
            return ()
        voting = sum(
            not place.wall.recuses(one.holder, one.nationalities)
            for one in self.record().holding(Post.BUREAU, day)
        )
        if votes <= voting:
            return ()
        reason = f"{votes} votes are entered and {voting} members of the Bureau may vote here"
        return (Objection("too-many-votes", reason, authority.WALL),)

    def _against(
        self,
        verb: str,
        kind: MeasureKind,
        proposal: MeasureProposed,
        place: Place,
        day: date,
        *,
        decision: MeasureDecided | None = None,
        rank: Decider | None = None,
    ) -> tuple[Objection, ...]:
        def ask(case: Case | None) -> tuple[Objection, ...]:
            asked = step(
                verb,
                kind,
                proposal,
                case,
                self.record(),
                day,
                decision=decision,
                decider=rank,
                kinds=self.committee.kinds,
            )
            return self.plugin.objections(asked)

        return ask(None) if place.case is None else self.against(place.case, day, ask)

    def _unreleased(
        self, kind: MeasureKind, one: Measure, content: bytes | None
    ) -> tuple[Objection, ...]:
        """Object where two persons have not let exactly this text be published.

        What is brought in from the past was published as it was.
        """
        if kind.use is not Use.PUBLISH or self._bulk:
            return ()
        if one.released is None or one.released.approved is None:
            reason = "what is published is released by two persons first: `sanjose release`"
        elif content is not None and attachments.digest(content) != one.released.digest:
            reason = "the file is not the text that was released: hand in that one"
        else:
            return ()
        return (Objection("not-released", reason, RELEASED),)

    def _unread(self, kind: MeasureKind, one: Measure) -> tuple[str, ...]:
        """Say that the guard read no text of what goes to a third party; it may have been said."""
        if self._bulk or one.released is not None or not kind.leaves or kind.takes_two:
            return ()
        note = (
            f"no text of {one.label} went through the guard: where it goes in writing, "
            "`sanjose release` comes before `sanjose take`"
        )
        return (note,)

    def _supposed(self, kind: MeasureKind, place: Place) -> MeasureProposed:
        """Return the proposal that a list of steps supposes: about the latest that fits."""
        fitting = [one.label for one in place.measures if one.key in kind.follows and one.taken]
        return MeasureProposed(measure=kind.key, about=fitting[-1] if fitting else None)

    def _deadline(
        self, kind: MeasureKind, taken: MeasureTaken, day: date
    ) -> tuple[MeasureTaken, tuple[str, ...]]:
        if taken.reply_by is not None and taken.reply_by < day:
            message = f"the last day for a reply lies before {day}: give a later one"
            raise Misuse(message)
        if kind.key != "letter-deadline" or taken.reply_by is not None:
            return taken, ()
        by = day + self.days().of("reply")
        note = f"reply asked for by {by}; no document gives a number of days (chosen)"
        return replace(taken, reply_by=by), (note,)

    def _who(self, kind: MeasureKind) -> str:
        name = decider(self.committee, kind).name
        written = name.lower() if name not in {"CHAIR", "BUREAU"} else name.capitalize()
        return f"decided by: {written}, or above"

    def _enter(
        self,
        place: Place,
        verb: str,
        body: MeasureProposed
        | MeasureDecided
        | DecisionConfirmed
        | MeasureTaken
        | ReplyReceived,
        day: date,
        by: Post | None,
        proposal: MeasureProposed,
        content: bytes | None = None,
    ) -> None:
        concerned = place.case.concerned if place.case else ()
        persons = proposal.persons or tuple(one.label or "" for one in concerned)
        self.enter(
            place.subject,
            verb,
            body,
            day,
            by=by,
            content=content,
            persons=persons,
            about=body.label,
        )

    def _answer(self, verb: str, place: Place, label: str | None, *notes: str) -> Outcome:
        if place.case is not None:
            return self.done(verb, place.case, label=label, notes=notes)
        return Outcome(verb=verb, label=label, notes=notes)
