"""Joint statements once they are proposed: concur, attest, withdraw, publish, certify.

Our Chair's concurrence is let out only where nothing stands against it; no delay, loss or
forgery can undo what all have signed. Where the Chair's own key is not at hand, two officers
attest what they received: one asks, the other approves. A person publishes: the software keeps
that they did, and that two persons had agreed to these very words.

Source: N 16; floors 4, 6, 7 and 8.
"""

from collections.abc import Iterator
from datetime import date

from sanjose.exchange.directory import Holder
from sanjose.exchange.fold import certificate_of, concur_body, concurred, propose_body
from sanjose.exchange.signatures import Sign, key_id
from sanjose.exchange.statements import Concurrence, Document, How, office, received
from sanjose.keeping.archive import COMMITTEE
from sanjose.rules import authority
from sanjose.rules.view import Objection
from sanjose.secretariat.approvals import AFTER, PERFORM
from sanjose.secretariat.network.drafting import ONCE, Drafting
from sanjose.secretariat.network.jointly import HOLDERS, LAST, JointNow
from sanjose.secretariat.outcome import Outcome
from sanjose.secretariat.releasing import Released
from sanjose.words.approvals import Act, TextReleased, Waiting
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import MeasureTaken
from sanjose.words.joint import (
    JointAttested,
    JointAuthorised,
    JointConcurred,
    JointPublished,
    JointWithdrawn,
)
from sanjose.words.model import Decider, Post
from sanjose.words.provenance import note
from sanjose.words.sealed import Sealed


class Stating(Drafting):
    """The verbs about a statement that was proposed."""

    def concur_joint(
        self, name: str, signed: bytes, *, overrule: Sealed | None = None
    ) -> Released:
        """Enter the concurrence that our Chair, or Vice-Chair, signed with their own key.

        Args:
            name: the statement.
            signed: what ``sanjose joint sign`` wrote.
            overrule: why it may be published in spite of what the guard finds.

        Raises:
            Misuse: there is no such statement, or it was signed for another one.
            NotGenuine: the signature does not count; the message says why.
        """
        now, document = self.proposed_joint(name)
        one = concurred(signed)
        if one.document != document.hash or one.how is not How.KEY:
            raise Misuse("what was signed is another statement: look at its first digits")
        if one.signatory != self.own:
            raise Misuse("it was signed for another committee, whose own secretariat enters it")
        day = self.today()
        if one.on > day:
            raise Misuse("it is dated in the future: look at the clock of the Chair's machine")
        if objections := (
            *self._may_state(now.state),
            *self.against_concurring(now, one.on, one.holder),
        ):
            with self.archive.writing():
                return Released(
                    outcome=self.refuse("concur in a joint statement", objections, None, day)
                )
        if stopped := self.stopped(
            "concur in a joint statement", now.text, now.state, now.matter, overrule
        ):
            return stopped
        log = self._in_network()
        one.check(document, log.directories[document.directory])
        here = log.directory.member(self.own)
        if here is None or here.chair(one.kid) is None:
            raise Misuse(
                "the key that signed is not in the directory any more: let two officers attest,"
                " or ask for the statement to be proposed anew"
            )
        fact = JointConcurred(
            document=document.hash.hex(),
            holder=one.holder.value,
            key=one.kid,
            paper=Sealed(signed.decode()),
        )
        with self.archive.writing():
            self.enter(COMMITTEE, "concur in a joint statement", fact, one.on)
        self.send_joint()
        return Released(outcome=self._concurred("concur in a joint statement", now))

    def attest_joint(
        self, name: str, *, how: How, on: date | None = None, overrule: Sealed | None = None
    ) -> Released:
        """Ask a second officer to attest a concurrence that both know was received.

        Args:
            name: the statement.
            how: by e-mail, or in session.
            on: the day on which the Chair, or Vice-Chair, concurred.
            overrule: why it may be published in spite of what the guard finds.

        Raises:
            Misuse: there is no such statement, or the same waits already.
        """
        if how is How.KEY:
            raise Misuse("an own key signs for itself: `sanjose joint sign`, on its machine")
        now, document = self.proposed_joint(name)
        day = self.day(on)
        holder = HOLDERS.get(self.may_sign(now.state, day).post, Holder.CHAIR)
        if objections := (
            *self._may_state(now.state),
            *self._against_attesting(now, day, holder),
        ):
            with self.archive.writing():
                outcome = self.refuse("attest a concurrence", objections, None, self.today())
                return Released(outcome=outcome)
        if stopped := self.stopped(
            "attest a concurrence", now.text, now.state, now.matter, overrule
        ):
            return stopped
        says = (
            f"the {office(holder)} concurred with {now.name} on {day}, {received(how)}: you "
            "attest that you know it too, and both of you stand in the certificate"
        )
        exact = f"{now.name}, concurred on {day}, {received(how)}\n\n{now.text}\n"
        outcome = self.ask_approval(
            act=Act.ATTEST,
            exact=exact.encode(),
            says=says,
            document={
                "document": document.hash.hex(),
                "holder": holder.value,
                "how": how.value,
                "on": day.isoformat(),
            },
            states=(now.state,),
        )
        return Released(outcome=outcome)

    def attest_now(self, one: Waiting) -> Outcome:
        """Attest a concurrence that two officers know of, if nothing stands against it by now."""
        told = one.document
        now, document = self.proposed_joint(told["document"])
        holder, how, on = (
            Holder(told["holder"]),
            How(told["how"]),
            date.fromisoformat(told["on"]),
        )
        if objections := self._against_attesting(now, on, holder):
            return self.refuse("attest a concurrence", objections, None, self.today())
        officers = (one.asked_by, self.actor().officer)
        public, sign = self._attesting(document)
        attested = Concurrence.signed(
            document=document.hash,
            signatory=self.own,
            holder=holder,
            on=on,
            public=public,
            sign=sign,
            how=how,
            officers=officers,
        )
        attested.check(document, self._in_network().directories[document.directory])
        fact = JointAttested(
            document=document.hash.hex(),
            holder=holder.value,
            how=how.value,
            officers=officers,
            paper=Sealed(concur_body(attested).decode()),
            approved=one.label or None,
        )
        self.enter(COMMITTEE, "attest a concurrence", fact, on)
        return Outcome(verb="attest a concurrence", label=now.name, notes=now.warnings)

    def _attesting(self, document: Document) -> tuple[bytes, Sign]:
        """Return the installation's key by which two officers attest, and what signs with it.

        Raises:
            Unable: the document goes by a version of the directory whose key of ours is not in
                use any more.
        """
        public, sign = self.signing_key()
        member = self._in_network().directories[document.directory].member(self.own)
        key = member.key(key_id(public)) if member else None
        if key is not None and key.last is None:
            return public, sign
        raise Unable(
            "the key of this installation was renewed since it was proposed: ask for it to be"
            " proposed anew, or let the Chair's own key sign"
        )

    def _against_attesting(
        self, now: JointNow, on: date, holder: Holder
    ) -> tuple[Objection, ...]:
        found = list(self.against_concurring(now, on, holder))
        if self.own in {one.signatory for one in now.concurred}:
            reason = "this committee has concurred already"
            found.append(Objection("concurred", reason, ONCE, final=True))
        return tuple({one.key: one for one in found}.values())

    def publish_joint(self, name: str, *, where: str) -> Outcome:
        """Ask a second person to agree that these very words are published, by a person.

        Args:
            name: the statement.
            where: where it is published, by its symbol or place.

        Raises:
            Misuse: there is no such statement, or the same waits already.
        """
        self.collect()
        now, document = self.proposed_joint(name)
        day = self.today()
        if objections := (*self._may_state(now.state), *self._against_publication(now, day)):
            with self.archive.writing():
                return self.refuse("publish a joint statement", objections, None, day)
        return self.ask_approval(
            act=Act.PUBLISH,
            exact=now.text.encode(),
            says=f"{now.name} is published by a person, in these words: {where}",
            document={"document": document.hash.hex(), "where": where},
            states=(now.state,),
        )

    def publish_now(self, one: Waiting) -> Outcome:
        """Record that a person publishes a statement, if nothing stands against it by now."""
        self.collect()  # a withdrawal that lies in the spool stops it
        now, document = self.proposed_joint(one.document["document"])
        day = self.today()
        if objections := self._against_publication(now, day):
            return self.refuse("publish a joint statement", objections, None, day)
        if (decided := self.decision(now)) is not None:
            self._take_joint(decided, one, day)
        fact = JointPublished(
            document=document.hash.hex(),
            where=one.document["where"],
            approved=one.label or None,
        )
        self.enter(COMMITTEE, "publish a joint statement", fact, day)
        return Outcome(verb="publish a joint statement", label=now.name)

    def _take_joint(self, decided: JointAuthorised, one: Waiting, day: date) -> None:
        """Record the measure as taken, with the exact text, which two persons released just now.

        What stands against it was asked before, and whoever approves need not be who takes it.
        """
        place, measure = self._measure_of(decided)
        if place is not None and measure is not None and measure.taken is None:
            released = TextReleased(
                label=measure.label, digest=one.digest, approved=one.label or None
            )
            taken = MeasureTaken(label=measure.label, symbol=one.document["where"])
            self.enter(place.subject, "release", released, day)
            self._enter(place, "take", taken, day, None, measure.proposal, one.exact)

    def _against_publication(self, now: JointNow, day: date) -> tuple[Objection, ...]:
        found = list(self.against_publishing(now, day))
        if self.own in now.published:
            reason = "it is recorded already that this committee published it"
            found.append(Objection("published", reason, ONCE, final=True))
        return tuple(found)

    def withdraw_joint(self, name: str, *, by: Post, reason: Sealed | None = None) -> Outcome:
        """Withdraw from a statement, on the Chair's or the body's word; that is for good.

        What was adopted stays adopted: nobody who hears of it publishes any more.

        Raises:
            Misuse: there is no such statement.
        """
        now, document = self.proposed_joint(name)
        day = self.today()
        wall = authority.wall_for(self.record(), now.state)
        objections = (
            *self._may_state(now.state),
            *self.instructed("join", by, wall, None, day),
            *_against_withdrawing(now, self.own, by),
        )
        fact = JointWithdrawn(document=document.hash.hex(), reason=reason)
        with self.archive.writing():
            if objections:
                return self.refuse("withdraw from a joint statement", objections, None, day)
            self.enter(COMMITTEE, "withdraw from a joint statement", fact, day, by=by)
        self.send_joint()
        late = (f"it was published already, by {', '.join(now.published)}",)
        return Outcome(
            verb="withdraw from a joint statement",
            label=now.name,
            notes=late if now.published else (),
        )

    def certificate_joint(self, name: str) -> tuple[bytes, bytes]:
        """Return the certificate of an adopted statement, and the directory that it goes by.

        Raises:
            Misuse: there is no such statement.
            NotGenuine: it is not adopted.
        """
        _, document = self.proposed_joint(name)
        log = self._in_network()
        statement = self.stated()[document.hash]
        directory = log.directories[document.directory]
        return certificate_of(statement, log), directory.to_bytes()

    def paper_joint(self, name: str) -> bytes:
        """Return what a Chair is given to sign: the document with its text.

        Raises:
            Misuse: there is no such statement, or nobody was proposed it yet.
        """
        _, document = self.proposed_joint(name)
        return propose_body(document, self.stated()[document.hash].text)

    # -- together ---------------------------------------------------------------------------------

    def proposed_joint(self, name: str) -> tuple[JointNow, Document]:
        """Return a statement that was proposed, with its document.

        Raises:
            Misuse: there is none, or it is a draft.
        """
        now = self.joint(name)
        if now.document is None:
            message = f"{now.name} is a draft: `sanjose joint propose {now.name}` freezes it"
            raise Misuse(message)
        return now, self.stated()[now.document].document

    def against_concurring(
        self, now: JointNow, on: date, holder: Holder
    ) -> tuple[Objection, ...]:
        """Return what stands against a concurrence of this office-holder, given on a day."""
        found = list(self.against_signing(now, on))
        signs = self.may_sign(now.state, on).post
        if signs in HOLDERS and HOLDERS[signs] is not holder:
            reason = (
                "the Chair is in conflict, or the office is vacant; the Vice-Chair acts"
                if holder is Holder.CHAIR
                else "the Vice-Chair acts where the Chair cannot, and the Chair can"
            )
            found.append(Objection("recused-chair", reason, authority.WALL))
        mine = next((one for one in now.concurred if one.signatory == self.own), None)
        if mine is not None and mine.how is How.KEY:
            reason = f"the {mine.holder} has signed it on {mine.on}"
            found.append(Objection("concurred", reason, ONCE, final=True))
        return tuple(found)

    def _concurred(self, verb: str, before: JointNow) -> Outcome:
        now = self.joint(before.name)
        notes = [f"awaited: {', '.join(now.awaited)}"] if now.awaited else []
        if not now.awaited and before.awaited:
            notes.append(f"every committee has concurred: it is adopted ({now.name})")
        return Outcome(verb=verb, label=now.name, notes=(*notes, *before.warnings))


def _against_withdrawing(now: JointNow, own: str, by: Post) -> Iterator[Objection]:
    if not now.ours:
        reason = "the statement does not name this committee: there is nothing to withdraw"
        yield Objection("not-named", reason, note(16), final=True)
    if own in now.withdrawn:
        yield Objection("withdrawn", "this committee has withdrawn already", LAST, final=True)
    if authority.RANK[by] < Decider.CHAIR:
        reason = "a committee withdraws on the word of its Chair, its Bureau or the plenary"
        yield Objection("not-authorised", reason, note(16))


def _sent(door: Stating, _: Waiting) -> None:
    door.send_joint()


PERFORM[Act.ATTEST] = Stating.attest_now
PERFORM[Act.PUBLISH] = Stating.publish_now
AFTER[Act.ATTEST] = AFTER[Act.PUBLISH] = _sent
