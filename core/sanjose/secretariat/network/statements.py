"""Joint statements as this committee sees them: how far each has come, and what stands against.

Whoever may know nothing of a State sees no statement about it: to them it is not there. What is
against our own Chair's concurrence is asked anew each time: the decision of the body under its
own rules, what that decision rests on, the days, and who of the Chairs is in no conflict.

Source: N 16; floors 3, 4 and 6.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sanjose.exchange import fold
from sanjose.exchange.envelope import Kind
from sanjose.exchange.fold import Standing, Statement
from sanjose.rules import authority
from sanjose.rules.authority import Acting, Wall
from sanjose.rules.procedure import decider
from sanjose.rules.view import Objection, View
from sanjose.secretariat.desk import spoken
from sanjose.secretariat.measures import Place
from sanjose.secretariat.network.exchanging import Exchanging
from sanjose.secretariat.network.jointly import (
    DRAFT,
    HOLDERS,
    IN_TIME,
    KIND,
    LAPSED,
    LAST,
    LATELY,
    JointNow,
    Wait,
)
from sanjose.secretariat.outcome import NoSuchCase, Outcome
from sanjose.secretariat.releasing import GUARD, Released, Releasing
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.joint import Draft, JointAuthorised
from sanjose.words.measures import Measure
from sanjose.words.model import Post
from sanjose.words.provenance import guidelines, note, ours
from sanjose.words.sealed import Sealed

if TYPE_CHECKING:
    from sanjose.guard.findings import Finding


class Following(Exchanging, Releasing):
    """What there is of joint statements, and what stands against the next step of one."""

    _stated: tuple[bytes, Mapping[bytes, Statement]] = (b"", {})

    def stated(self) -> Mapping[bytes, Statement]:
        """Return what was exchanged about statements, by the hashes of the documents."""
        log, heard = self.network(), self.archive.vault.heard()
        if log is None:
            return {}
        if not heard or heard != self._stated[0]:
            plain = {
                one.hash: said
                for one in log.held()
                if one.header.kind in fold.ABOUT and (said := self.body_of(one)) is not None
            }
            self._stated = heard, fold.statements(log, plain)
        return self._stated[1]

    def joints(self) -> tuple[JointNow, ...]:
        """Return the drafts, then the statements by their last day, that this officer may know of."""
        self.may_list()
        joint = self.record().joint
        there = sorted(self.stated().values(), key=lambda one: (one.document.expires, one.text))
        return (
            *(
                self._drafted(one)
                for one in joint.drafts
                if one.open and not self.recused_from(one.state)
            ),
            *(
                self._frozen(one, joint.frozen_as(one.document.hash.hex()))
                for one in there
                if not self.recused_from(one.document.state)
            ),
        )

    def joint(self, name: str) -> JointNow:
        """Return a statement by its draft's label, or by the first digits of its document.

        Raises:
            Misuse: there is none, or several begin so, or it is of a State that is kept from
                this officer.
        """
        typed = name.strip()
        found = [one for one in self.joints() if one.is_called(typed)]
        here = [one for one in found if one.label == typed.upper()]
        if here:  # the draft that is open, or else what was frozen last
            draft = self.record().joint.draft(typed.upper())
            order = [bytes.fromhex(one) for one in draft.documents] if draft else []
            found = [
                max(
                    here,
                    key=lambda one: (
                        len(order) if one.document is None else order.index(one.document)
                    ),
                )
            ]
        if not found:
            message = f"there is no {spoken(typed, 'statement')}; see `sanjose joint status`"
            raise Misuse(message)
        if len(found) > 1:
            message = "several statements begin so: give more digits of the one that is meant"
            raise Misuse(message)
        return found[0]

    def joint_waits(self) -> tuple[tuple[Wait, JointNow], ...]:
        """Return the statements that wait for this committee today, each with what for.

        Nothing where the office that the key belongs to has no part in statements.
        """
        if self.may_join():
            return ()
        found = ((self._waits(one), one) for one in self.joints())
        return tuple((wait, one) for wait, one in found if wait is not None)

    def may_join(self) -> tuple[Objection, ...]:
        """Return what stands against this officer dealing with joint statements at all."""
        return self.may("join", Wall())

    def may_sign(self, state: str, on: date) -> Acting:
        """Return which office signs here about a State on a day, and who holds it.

        The Chair; the Vice-Chair where the Chair is in conflict or the office is vacant; the
        plenary, which signs nothing, where neither can. Source: floor 4; N 16.
        """
        record = self.record()
        wall = authority.wall_for(record, state)
        order = (
            None
            if self._plugin is None
            else self._plugin.acting(Post.CHAIR, View(state=state, procedure=None), on)
        )
        return authority.acting(Post.CHAIR, record, wall, None, on, order)

    def against_signing(self, now: JointNow, on: date) -> tuple[Objection, ...]:
        """Return what stands against a concurrence given on a day, whoever's it is."""
        return tuple(self._against_signing(now, on))

    def against_publishing(self, now: JointNow, on: date) -> tuple[Objection, ...]:
        """Return what stands against publishing on a day."""
        return tuple(self._against_publishing(now, on))

    def decision(self, now: JointNow) -> JointAuthorised | None:
        """Return what the body decided on this text, with the measure that it stands in."""
        return self._decided(now.matter)

    def stopped(
        self, verb: str, text: str, state: str, decided: str, overrule: Sealed | None
    ) -> Released | None:
        """Return where the guard stops a text, and what came of overruling it; None where it passes.

        Who is named on a basis, in the case that the body's decision stands in, may be named.

        Args:
            decided: the digest of what the body decided on.
            overrule: why it may leave all the same; a second person decides.
        """
        case, covered, found = self._found_in(text, state, decided)
        if not found:
            return None
        case_id = case.case_id if case else None
        if overrule is not None:
            outcome = self.overrule(
                text, overrule, case_id=case_id, states=(state,), covered=covered
            )
            return Released(outcome=outcome, findings=found, text=text)
        number = "1 place" if len(found) == 1 else f"{len(found)} places"
        reason = (
            f"the guard stops the text at {number}: word it without them, or say with "
            "--overrule why it may leave, and a second person decides"
        )
        with self.archive.writing():
            outcome = self.refuse(
                verb, (Objection("guard", reason, GUARD),), case, self.today()
            )
        return Released(outcome=outcome, findings=found, text=text)

    def stops(self, now: JointNow) -> Released | None:
        """Return where the guard stops what would leave, before anything is done; or None.

        Of a draft these are its text and its grounds; of a statement its text.
        """
        grounds = [words for _, words in now.grounds if words] if now.document is None else []
        for text in (now.text, *grounds):
            _, _, found = self._found_in(text, now.state, now.matter)
            if found:
                return Released(outcome=Outcome(verb="guard"), findings=found, text=text)
        return None

    # -- together ---------------------------------------------------------------------------------

    def _waits(self, now: JointNow) -> Wait | None:
        """Return what a statement waits for here; None where it waits for others, or is over."""
        if not now.ours:
            return None
        if now.withdrawn:
            told = self.own not in now.withdrawn and self._withdrew_lately(now)
            return Wait.WITHDRAWN if told else None
        if self.own not in (*now.awaited, *now.published) and self._fell(now):
            return Wait.FELL
        if not now.awaited:
            stands = any(self._against_publishing(now, self.today()))
            return None if stands or self.own in now.published else Wait.PUBLISH
        if self.own not in now.awaited or any(one.final for one in now.lacks):
            return None
        fact = self.decision(now)
        if fact is None:
            return Wait.AUTHORISE
        _, one = self._measure_of(fact)
        declined = one is not None and one.decision is not None and not one.decision.adopted
        if declined or now.document is None:
            return None
        return Wait.LACKS if now.lacks else Wait.CONCUR

    def _fell(self, now: JointNow) -> bool:
        """Return whether what our own concurrence rests on has fallen, as far as it is open here.

        The others know nothing of it: they publish, unless this committee withdraws.
        """
        fact = self.decision(now)
        place, one = self._measure_of(fact) if fact else (None, None)
        if place is None or one is None:
            return any(
                fact and order.person is None and order.reference == fact.reference
                for _, order in self.record().orders
            )
        kind, today = self.committee.kinds[one.key], self.today()
        return any(
            self._against("take", kind, one.proposal, place, today, decision=one.decision)
        )

    def _withdrew_lately(self, now: JointNow) -> bool:
        log = self.network()
        if log is None or now.document is None:  # pragma: no cover - a draft has no withdrawals
            return False
        since = (self.today() - timedelta(days=LATELY)).isoformat()
        named = now.document.hex().encode()
        return any(
            named in (self.body_of(one) or b"")
            for one in log.held()
            if one.header.kind == Kind.WITHDRAW and one.header.ts[:10] >= since
        )

    def _found_in(
        self, text: str, state: str, decided: str
    ) -> "tuple[Case | None, tuple[str, ...], tuple[Finding, ...]]":
        """Return the case of whom it names, who of it may be named, and where the guard stops."""
        case: Case | None = None
        covered: tuple[str, ...] = ()
        if (fact := self._decided(decided)) is not None and fact.reference is not None:
            case = self.opened(fact.reference, "read")[0]
            if (one := case.measure(fact.measure)) is not None:
                kind = self.committee.kinds[one.key]
                covered = tuple(self._covered(case, one, kind, self.today()))
        case_id = case.case_id if case else None
        if self.overruled(text, case_id=case_id):
            return case, covered, ()
        return (
            case,
            covered,
            self.guarded(text, case_id=case_id, states=(state,), covered=covered),
        )

    def _decided(self, decided: str) -> JointAuthorised | None:
        done = self.record().joint.authorised(decided)
        return done.fact if done and isinstance(done.fact, JointAuthorised) else None

    def _drafted(self, draft: Draft) -> JointNow:
        grounds = ((self.own, draft.grounds.reveal()),) if draft.grounds else ()
        return self._with_lacks(
            JointNow(
                label=draft.label,
                document=None,
                state=draft.state,
                signatories=draft.signatories,
                expires=draft.expires,
                embargo=draft.embargo,
                text=draft.text,
                grounds=grounds,
                standing=DRAFT,
                awaited=draft.signatories,
                days_left=self._days_left(draft.expires),
                ours=self.own in draft.signatories,
            )
        )

    def _frozen(self, one: Statement, draft: Draft | None) -> JointNow:
        document = one.document
        there = {each.signatory for each in one.concurred}
        awaited = tuple(each for each in document.signatories if each not in there)
        lapsed = one.standing is Standing.OPEN and document.expires < self.today()
        now = JointNow(
            label=draft.label if draft else None,
            document=document.hash,
            state=document.state,
            signatories=document.signatories,
            expires=document.expires,
            embargo=document.embargo,
            text=one.text,
            grounds=one.grounds,
            standing=LAPSED if lapsed else one.standing.value,
            concurred=one.concurred,
            awaited=awaited,
            withdrawn=one.withdrawn,
            published=one.published,
            days_left=self._days_left(document.expires) if awaited else None,
            ours=self.own in document.signatories,
        )
        return self._with_lacks(now) if self.own in awaited else now

    def _days_left(self, expires: date) -> int:
        return max(0, (expires - self.today()).days + 1)

    def _with_lacks(self, now: JointNow) -> JointNow:
        if not now.ours:
            return now
        today = self.today()
        return replace(
            now,
            signs=self.may_sign(now.state, today).post,
            lacks=self.against_signing(now, today),
            warnings=tuple(self._warnings(now)),
        )

    def _against_signing(self, now: JointNow, on: date) -> Iterator[Objection]:
        if now.document and not now.ours:
            reason = "the statement does not name this committee"
            yield Objection("not-named", reason, note(16), final=True)
            return
        if self.today() > now.expires or on > now.expires:
            reason = f"the last day to concur was {now.expires}: it can be proposed anew"
            yield Objection("expired", reason, IN_TIME, final=True)
        if self.own in now.withdrawn:
            reason = "this committee has withdrawn from it, and that is not taken back"
            yield Objection("withdrawn", reason, LAST, final=True)
        if self.may_sign(now.state, on).post not in HOLDERS:
            reason = (
                "neither the Chair nor the Vice-Chair can sign: each is in conflict, or the "
                "office is vacant; see `sanjose roster`"
            )
            yield Objection("recused-chair", reason, authority.WALL)
        yield from self._against_body(now, on)

    def _against_body(self, now: JointNow, on: date) -> Iterator[Objection]:
        """Give what the body's decision lacks, and what stands against what it rests on."""
        needed = decider(self.committee, self.committee.kinds[KIND])
        name = needed.name.lower() if needed.name == "PLENARY" else needed.name.capitalize()
        fact = self.decision(now)
        if fact is None:
            reason = (
                f"the {name} has not decided to take part in this text: record the decision "
                f"with `sanjose joint authorise {now.name}`"
            )
            yield Objection("not-authorised", reason, guidelines(14))
            return
        place, one = self._measure_of(fact)
        if place is None or one is None:
            reason = "the decision stands in a case that is closed to you, or was erased"
            yield Objection("not-authorised", reason, authority.WALL)
            return
        decided = one.decided_on or one.proposed_on
        if on < decided:
            reason = f"the body decided on {decided}: a concurrence cannot be earlier"
            yield Objection("before-decision", reason, guidelines(14))
        kind = self.committee.kinds[one.key]
        yield from self._against("take", kind, one.proposal, place, on, decision=one.decision)

    def _measure_of(self, fact: JointAuthorised) -> tuple[Place | None, Measure | None]:
        """Return the measure that the body's decision is, as far as it is open and there."""
        try:
            place = self._place(fact.reference, "read", fact.measure)
        except NoSuchCase:
            return None, None
        found = (one for one in place.measures if one.label == fact.measure)
        return place, next(found, None)

    def _warnings(self, now: JointNow) -> Iterator[str]:
        if (fact := self.decision(now)) is None:
            return
        _, one = self._measure_of(fact)
        if one is not None and one.unconfirmed:
            where = fact.reference or "--no-case"
            yield (
                f"the decision ({one.label}) was entered on instruction and is not confirmed: "
                f"sanjose confirm {where} {one.label}"
            )

    def _against_publishing(self, now: JointNow, on: date) -> Iterator[Objection]:
        if not now.ours:
            reason = "the statement does not name this committee: its own publish it"
            yield Objection("not-named", reason, note(16), final=True)
        if now.awaited:
            who = ", ".join(now.awaited)
            reason = f"it is not adopted: the concurrence of {who} is awaited"
            yield Objection("not-adopted", reason, note(16))
        if now.withdrawn:
            who = ", ".join(now.withdrawn)
            reason = f"{who} withdrew before it was published, which stops it"
            yield Objection("withdrawn", reason, LAST, final=True)
        if on < now.embargo:
            reason = f"it is not to be published before {now.embargo}, as all agreed"
            yield Objection(
                "embargo", reason, ours("the document that all signed names the day")
            )
        if now.ours:  # what the decision rests on may have fallen since our own signature
            yield from self._against_body(now, on)
