"""Two persons for what cannot be taken back: ask, show what waits, approve, decline, withdraw.

An act is registered in ``PERFORM`` by the module that it belongs to. It is carried out when
somebody else than who asked says yes to the exact bytes, in the same transaction as that yes;
what can only follow once that is durable (a key destroyed, an envelope that leaves) is
registered in ``AFTER`` and has to survive being cut off. Where the facts have changed in between
nothing is carried out, and the asking lapses.

Source: ours; floors 4 and 7.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.keyring import NoKey
from sanjose.rules import authority
from sanjose.rules.authority import Actor, Wall
from sanjose.rules.view import Objection
from sanjose.secretariat.desk import Desk, spoken
from sanjose.secretariat.outcome import Outcome
from sanjose.words.approvals import (
    Act,
    ApprovalDeclined,
    ApprovalGiven,
    ApprovalPlaced,
    ApprovalSettled,
    Ended,
    Waiting,
    asking,
)
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.provenance import ours
from sanjose.words.sealed import Sealed

PERFORM: dict[Act, Callable[[Any, Waiting], Outcome]] = {}
"""What carries an act out, with the door of whoever approved; refused, nothing was changed."""

EXACT: dict[Act, Callable[[Any, Waiting], bytes]] = {}
"""What would happen now, as bytes, for acts of which that can change after they were asked for."""

AFTER: dict[Act, Callable[[Any, Waiting], None]] = {}
"""What follows once the yes and the act are durable; if it is cut off, something resumes it."""

TWO = ours("what cannot be taken back is done by two persons")
CHANGED = ours("a yes is to what was shown, and to nothing else")

NOBODY = (
    "nobody else with a key may approve it yet: give a second officer a key with `sanjose "
    "officer add`, or the rapporteur or the Chair one of their own with `--post`"
)
_NAMED = 3
"""How many names a sentence has; more are counted."""


class Approving(Desk):
    """What waits for a second person, and their yes or no."""

    def ask_approval(
        self,
        *,
        act: Act,
        exact: bytes,
        says: str,
        case_id: bytes | None = None,
        document: Mapping[str, Any] | None = None,
        states: tuple[str, ...] = (),
        persons: tuple[str, ...] = (),
    ) -> Outcome:
        """Ask for a second person's yes to exact bytes; the caller asked who may and the rules.

        While the past is brought in, which happened as it happened, it is carried out at once.

        Args:
            exact: what the second person is shown, and says yes to.
            says: what would happen, in a sentence without a name.
            document: what it is carried out with, of plain values.
            states: the States it is about, whose nationals see nothing of it.
            persons: whom it speaks of, beside those whose names stand in it.

        Raises:
            Misuse: the very same waits already.
        """
        with self.archive.writing():
            record = self.record()
            label = f"A{len(record.approvals) + len(record.placed) + 1}"
            body = asking(label, act, exact, says, document or {}, states, persons)
            reference = self.reference_of(case_id)
            if not self._bulk:
                self._not_twice(act, body.digest, case_id)
                subject = COMMITTEE if case_id is None else case_id
                day, at = self.today(), self.now()
                self.archive.append(subject, body, on=day, at=at)
                if case_id is not None:
                    placed = ApprovalPlaced(label=label, case_id=case_id.hex())
                    self.archive.append(COMMITTEE, placed, on=day, at=at)
                note = self._who_else(label, self._seconds(case_id, states))
                return Outcome(verb=act.value, reference=reference, waits=label, notes=(note,))
            one = Waiting(
                fact=replace(body, label=""),
                seq=-1,
                case_id=case_id,
                asked_by=self.actor().officer,
                asked_on=self.today(),
            )
            outcome = PERFORM[act](self, one)
        if not outcome.refused and act in AFTER:
            AFTER[act](self, one)
        return outcome

    def waiting(self) -> tuple[Waiting, ...]:
        """Return what waits for a second person, as far as this officer may know of it."""
        return tuple(one for one in self._askings() if one.waits)

    def to_approve(self) -> tuple[Waiting, ...]:
        """Return what waits for this officer: what somebody else asked for."""
        own = self.actor().officer
        return tuple(one for one in self.waiting() if one.asked_by != own)

    def asked(self, label: str) -> Waiting:
        """Return what was asked for under a label.

        Raises:
            Misuse: there is nothing of that label, or this officer may not know of it.
        """
        found = next(
            (one for one in self._askings() if one.label == label.strip().upper()), None
        )
        if found is None:
            message = f"{spoken(label)} does not wait for anybody here: see `sanjose approve`"
            raise Misuse(message)
        return found

    def approve(self, label: str, digest: str | None = None) -> Outcome:
        """Say yes to exactly what was shown, as a second person, and carry it out.

        Args:
            digest: of what was shown, where it was shown elsewhere.

        Raises:
            Misuse: it does not wait, or something else was shown.
        """
        with self.archive.writing():
            one = self._still(label)
            if digest is not None and digest != one.digest:
                message = (
                    "what you were shown is something else: look again with `sanjose approve`"
                )
                raise Misuse(message)
            if (own := self._own_act(one)) is not None:
                return self._refused(one, own)
            if (changed := self._changed(one)) is not None:
                return self._lapse(one, self._refused(one, changed))
            self._settle_with(one, ApprovalGiven(label=one.label, digest=one.digest))
            outcome = PERFORM[one.act](self, one)
            if outcome.refused:
                return self._lapse(one, outcome)
        if one.act in AFTER:
            AFTER[one.act](self, one)
        return outcome

    def decline(self, label: str, reason: Sealed | None = None) -> Outcome:
        """Say no, as a second person; it can be asked for again.

        Raises:
            Misuse: it does not wait, or it is this officer's own.
        """
        with self.archive.writing():
            one = self._still(label)
            if one.asked_by == self.actor().officer:
                message = f"you asked for it yourself: `sanjose approve {one.label} --withdraw`"
                raise Misuse(message)
            return self._end(one, "decline", Ended.DECLINED, reason)

    def withdraw(self, label: str, reason: Sealed | None = None) -> Outcome:
        """Take back what this officer asked for.

        Raises:
            Misuse: it does not wait, or somebody else asked for it.
        """
        with self.archive.writing():
            one = self._still(label)
            if one.asked_by != self.actor().officer:
                message = (
                    f"somebody else asked for it: `sanjose approve {one.label} --decline` "
                    "says no"
                )
                raise Misuse(message)
            return self._end(one, "withdraw", Ended.WITHDRAWN, reason)

    # -- together ---------------------------------------------------------------------------------

    def _askings(self) -> tuple[Waiting, ...]:
        """Return what this officer may know of: the committee's own, and what is not settled."""
        record = self.record()
        found = list(record.approvals)
        for placed in record.placed:
            case_id = bytes.fromhex(placed.case_id)
            if placed.label not in record.settled and self._open_to(self.actor(), case_id):
                with suppress(NoKey):
                    case = self.archive.case(case_id)
                    found += (
                        [one for one in case.approvals if one.label == placed.label]
                        if case is not None
                        else []
                    )
        return tuple(one for one in found if not self._kept_from(self.actor(), one))

    def _walls(self, case_id: bytes | None, states: tuple[str, ...]) -> Iterator[Wall]:
        """Give every wall that an asking lies behind: its case's and those of its States."""
        record = self.record()
        if case_id is not None:
            yield authority.wall_for(record, *self.archive.wall(case_id))
        for state in states or (() if case_id is not None else (None,)):
            yield authority.wall_for(record, state)

    def _open_to(
        self, actor: Actor, case_id: bytes | None, states: tuple[str, ...] = ()
    ) -> bool:
        """Return whether somebody may say yes to what lies behind these walls."""
        walls = self._walls(case_id, states)
        return not any(authority.may(actor, "approve", one) for one in walls)

    def _kept_from(self, actor: Actor, one: Waiting) -> bool:
        return not self._open_to(actor, one.case_id, one.fact.states)

    def _still(self, label: str) -> Waiting:
        """Return what waits under a label.

        Raises:
            Misuse: it does not wait, or not any more.
        """
        one = self.asked(label)
        if not one.waits:
            how = "approved" if one.ended is None else str(one.ended)
            message = f"{one.label} does not wait any more: it was {how}"
            raise Misuse(message)
        return one

    def _not_twice(self, act: Act, digest: str, case_id: bytes | None) -> None:
        for one in self.waiting():
            if (one.act, one.digest, one.case_id) == (act, digest, case_id):
                message = (
                    f"exactly that waits already, as {one.label}: `sanjose approve {one.label}` "
                    "shows it to whoever else may say yes"
                )
                raise Misuse(message)

    def _seconds(self, case_id: bytes | None, states: tuple[str, ...]) -> tuple[str, ...]:
        """Return the others with a key who may say yes."""
        record, today = self.record(), self.today()
        there = set(self.archive.vault.officers()) - {self.actor().officer}
        if case_id is not None:
            there &= set(self.archive.vault.holders(case_id))
        actors = (
            authority.actor(one, one.officer, record, today)
            for one in record.officers
            if one.officer in there
        )
        return tuple(one.officer for one in actors if self._open_to(one, case_id, states))

    def _who_else(self, label: str, others: tuple[str, ...]) -> str:
        """Return who may say yes and how, or what is to be done where nobody may."""
        if not others:
            return f"{label} waits for a second person, and {NOBODY}"
        few = len(others) <= _NAMED
        who = " or ".join(others) if few else f"one of {len(others)} others with a key"
        return f"{label} waits for a second person: {who} looks at it with `sanjose approve {label}`"

    def _own_act(self, one: Waiting) -> Objection | None:
        if one.asked_by != self.actor().officer:
            return None
        others = self._seconds(one.case_id, one.fact.states)
        reason = f"nobody approves what they asked for themselves; {self._who_else(one.label, others)}"
        return Objection("own-act", reason, TWO)

    def _changed(self, one: Waiting) -> Objection | None:
        """Return why what was asked for is not what would happen any more."""
        record = self.record()
        asker = authority.actor(
            record.officer(one.asked_by), one.asked_by, record, self.today()
        )
        if self._kept_from(asker, one):
            return Objection("lapsed", "whoever asked for it takes no part any more", CHANGED)
        exact = EXACT.get(one.act)
        if exact is not None and exact(self, one) != one.exact:
            reason = "the facts have changed since it was asked for, and so would what happens"
            return Objection("lapsed", reason, CHANGED)
        return None

    def _refused(self, one: Waiting, objection: Objection) -> Outcome:
        return self.refuse("approve", (objection,), self._case(one), self.today())

    def _case(self, one: Waiting) -> Case | None:
        return None if one.case_id is None else self.archive.case(one.case_id)

    def _settle_with(self, one: Waiting, fact: ApprovalGiven | ApprovalDeclined) -> None:
        """Record the answer where it was asked for, and that it waits no more."""
        subject = COMMITTEE if one.case_id is None else one.case_id
        day, at = self.today(), self.now()
        self.archive.append(subject, fact, on=day, at=at)
        if one.case_id is not None and one.label not in self.record().settled:
            settled = ApprovalSettled(label=one.label)
            self.archive.append(COMMITTEE, settled, on=day, at=at)

    def _lapse(self, one: Waiting, refused: Outcome) -> Outcome:
        """Record that nothing comes of an asking, and say so beside why."""
        self._settle_with(one, ApprovalDeclined(label=one.label, ended=Ended.LAPSED))
        reason = f"{one.label} has lapsed: ask for it again, as it is now"
        told = (*refused.objections, Objection("ask-again", reason, CHANGED))
        return replace(refused, objections=told)

    def _end(self, one: Waiting, verb: str, ended: Ended, reason: Sealed | None) -> Outcome:
        fact = ApprovalDeclined(label=one.label, ended=ended, reason=reason)
        self._settle_with(one, fact)
        return Outcome(verb=verb, reference=self.reference_of(one.case_id), label=one.label)

    def reference_of(self, case_id: bytes | None) -> str | None:
        """Return the reference of a case that is open to this officer."""
        case = None if case_id is None else self.archive.case(case_id)
        return None if case is None else case.reference
