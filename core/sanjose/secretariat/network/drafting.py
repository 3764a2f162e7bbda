"""Joint statements before anybody has signed: draft, revise, have them authorised, propose.

A draft stays in this house. What is proposed is frozen: another text is another document, which
takes the place of the first. Whatever leaves is entered first and sent afterwards, and sent
again where a crash came between: two of the same count as one.

Source: N 16; floors 3, 6, 7 and 8.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sanjose.exchange.canonical import ORIGIN
from sanjose.exchange.fold import Statement, propose_body
from sanjose.exchange.statements import Document, legible, text_hash
from sanjose.keeping.archive import COMMITTEE
from sanjose.rules import authority
from sanjose.rules.view import Objection
from sanjose.secretariat.desk import spoken
from sanjose.secretariat.network.jointly import KIND, LAST, JointNow, matter
from sanjose.secretariat.network.outgoing import Outgoing
from sanjose.secretariat.outcome import Outcome
from sanjose.secretariat.releasing import Released
from sanjose.words.errors import Misuse
from sanjose.words.events import MeasureDecided, MeasureProposed
from sanjose.words.joint import (
    Draft,
    JointAuthorised,
    JointDrafted,
    JointProposed,
    JointRevised,
    JointWithdrawn,
    next_label,
)
from sanjose.words.model import Post
from sanjose.words.provenance import note, ours
from sanjose.words.sealed import Sealed

ONCE = ours("the same is said once")


class Drafting(Outgoing):
    """The verbs about a statement until it is proposed."""

    def draft_joint(self, drafted: JointDrafted, *, on: date | None = None) -> Outcome:
        """Draft a joint statement; it stays in this house until it is proposed.

        Raises:
            Misuse: fewer than two committees are named, the State is unknown, or the days
                contradict each other.
            NotGenuine: something in the text does not show.
        """
        day = self.day(on)
        settled = replace(
            drafted,
            state=self.state_code(drafted.state),
            signatories=_committees(drafted.signatories),
            text=_written(drafted.text),
            grounds=_written(drafted.grounds) if drafted.grounds else None,
        )
        _in_order(settled.expires, day)
        with self.archive.writing():
            wall = authority.wall_for(self.record(), settled.state)
            if objections := self.may("join", wall):
                return self.refuse("draft a joint statement", objections, None, day)
            label = next_label(self.record().joint)
            self.enter(COMMITTEE, "draft a joint statement", replace(settled, label=label), day)
        return Outcome(verb="draft a joint statement", label=label)

    def revise_joint(self, revised: JointRevised, *, on: date | None = None) -> Outcome:
        """Give a draft another text; what was proposed before stays what it was.

        What others proposed becomes a draft of this house, with its State and its days.

        Raises:
            Misuse: there is no such draft, nothing would change, or as ``draft_joint``.
            NotGenuine: as ``draft_joint``.
        """
        day = self.day(on)
        draft = self._draft_of(revised.label)
        if draft is None:
            return self.draft_joint(_answering(self.joint(revised.label), revised), on=on)
        if revised.signatories:
            revised = replace(revised, signatories=_committees(revised.signatories))
        grounds = _written(revised.grounds) if revised.grounds else None
        revised = replace(
            revised, label=draft.label, text=_written(revised.text), grounds=grounds
        )
        _in_order(revised.expires or draft.expires, day)
        after = replace(
            draft,
            texts=(revised.text,),
            grounds=revised.grounds or draft.grounds,
            signatories=revised.signatories or draft.signatories,
            expires=revised.expires or draft.expires,
            embargo=revised.embargo or draft.embargo,
        )
        if after == replace(draft, texts=draft.texts[-1:]):
            message = "nothing is changed: it is the same text"
            raise Misuse(message)
        with self.archive.writing():
            if objections := self._may_state(draft.state):
                return self.refuse("revise a joint statement", objections, None, day)
            self.enter(COMMITTEE, "revise a joint statement", revised, day)
        return Outcome(verb="revise a joint statement", label=draft.label)

    def joint_draft(self, name: str) -> Draft:
        """Return a draft of this house by its label, or by a document that it was frozen as.

        Raises:
            Misuse: there is none, or it is of a State that is kept from this officer.
        """
        found = self._draft_of(name)
        if found is None:
            message = (
                f"{spoken(name.strip(), 'statement')} was drafted elsewhere: `sanjose joint "
                "revise` makes a draft of it here"
            )
            raise Misuse(message)
        return found

    def authorise_joint(
        self,
        name: str,
        decision: MeasureDecided,
        *,
        by: Post | None,
        on: date | None = None,
        reference: str | None = None,
        specific: bool = True,
        identifies_nobody: bool = False,
        content: bytes | None = None,
    ) -> Outcome:
        """Record what the body decided about taking part, under its own rules.

        It is proposed and decided as a measure, so that whatever stands against a public
        statement stands against this one: without a case it is checked that it identifies
        nobody; with one, the basis of whom it names is asked for.

        Args:
            name: the draft, or the statement that others proposed.
            decision: mode, votes and means; its label is given here.
            by: whose decision it is.
            reference: the case of the persons whom the statement names.
            specific: whether it speaks of a specific allegation.
            identifies_nobody: whether that was checked.

        Raises:
            Misuse: there is no such statement or case, or as ``decide``.
        """
        day = self.day(on)
        now = self.joint(name)
        proposal = MeasureProposed(
            measure=KIND,
            specific=specific,
            identifies_nobody=identifies_nobody,
            state=None if reference else now.state,
            text=Sealed(now.text),
        )
        if not now.ours:
            raise Misuse(
                "the statement does not name this committee: there is nothing to decide"
            )

        def act() -> Outcome:
            proposed = self.propose(
                reference, proposal, on=day, by=self._proposer(now.state, day)
            )
            if proposed.refused or proposed.label is None:
                return proposed
            settled = replace(decision, label=proposed.label)
            return self.decide(reference, settled, by=by, on=day, content=content)

        with self.archive.rehearsing():
            outcome = act()
        if outcome.refused:
            with self.archive.writing():
                case = self.opened(reference, "read")[0] if reference else None
                return self.refuse("authorise", outcome.objections, case, day, KIND)
        with self.archive.writing():
            outcome = act()
            fact = JointAuthorised(
                matter=now.matter, measure=outcome.label or "", reference=outcome.reference
            )
            self.enter(COMMITTEE, "authorise", fact, day, by=by)
        return replace(outcome, verb="authorise")

    def propose_joint(self, name: str, *, overrule: Sealed | None = None) -> Released:
        """Freeze a draft, and propose it to every committee of the network.

        Args:
            overrule: why it may leave in spite of what the guard finds.

        Raises:
            Misuse: there is no such draft.
            Unable: this committee is in no network.
            NotGenuine: it names a committee that is not in the directory.
        """
        day = self.today()
        draft = self.joint_draft(name)
        log = self._in_network()
        document = Document(
            net=log.directory.net,
            text_hash=text_hash(draft.text),
            state=draft.state,
            signatories=draft.signatories,
            directory=log.directory.version,
            directory_hash=log.directory.hash,
            expires=draft.expires,
            embargo=draft.embargo,
        )
        document.check(log.directory)
        grounds = draft.grounds.reveal() if draft.grounds else ""
        objections = (
            *self._may_state(draft.state),
            *self._not_open(draft, day),
        )
        if objections:
            with self.archive.writing():
                return Released(
                    outcome=self.refuse("propose a joint statement", objections, None, day)
                )
        decided = matter(draft.text, draft.state, draft.signatories)
        for text in filter(None, (draft.text, grounds)):
            if stopped := self.stopped(
                "propose a joint statement", text, draft.state, decided, overrule
            ):
                return stopped
        paper = Sealed(propose_body(document, draft.text, grounds).decode())
        fact = JointProposed(label=draft.label, document=document.hash.hex(), paper=paper)
        with self.archive.writing():
            for earlier in self._replaced(draft):
                gone = JointWithdrawn(
                    document=earlier, reason=Sealed("replaced by another text")
                )
                self.enter(COMMITTEE, "withdraw from a joint statement", gone, day)
            self.enter(COMMITTEE, "propose a joint statement", fact, day)
        self.send_joint()
        return Released(
            outcome=Outcome(
                verb="propose a joint statement", label=self.joint(fact.document).name
            )
        )

    def _draft_of(self, name: str) -> Draft | None:
        """Return a draft of this house; None where others drafted the statement.

        Raises:
            Misuse: there is no such statement.
        """
        now = self.joint(name)
        return None if now.label is None else self.record().joint.draft(now.label)

    # -- together ---------------------------------------------------------------------------------

    def _may_state(self, state: str) -> tuple[Objection, ...]:
        return self.may("join", authority.wall_for(self.record(), state))

    def _proposer(self, state: str, on: date) -> Post:
        """Return who proposes it here: the focal point, or whoever acts for them."""
        record = self.record()
        wall = authority.wall_for(record, state)
        return self.enough(authority.acting(self.focal, record, wall, None, on)).post

    def _not_open(self, draft: Draft, day: date) -> Iterator[Objection]:
        if not draft.open:
            reason = f"it was proposed already; `sanjose joint revise {draft.label}` changes it"
            yield Objection("proposed", reason, ONCE)
        if draft.expires < day:
            reason = f"the last day to concur was {draft.expires}: revise it with a later one"
            yield Objection("expired", reason, note(16))
        for one in self._earlier(draft):
            if one.adopted:
                reason = (
                    "an earlier text of it is adopted, and stays so: draft another statement"
                )
                yield Objection("adopted", reason, LAST, final=True)

    def _earlier(self, draft: Draft) -> Iterable[Statement]:
        there = self.stated()
        return [there[one] for one in map(bytes.fromhex, draft.documents) if one in there]

    def _replaced(self, draft: Draft) -> tuple[str, ...]:
        """Return what a revised text takes the place of: who signed that must not be misled."""
        return tuple(
            one.document.hash.hex()
            for one in self._earlier(draft)
            if self.own in one.document.signatories and self.own not in one.withdrawn
        )


def _answering(now: JointNow, revised: JointRevised) -> JointDrafted:
    """Return a draft of our own that takes up what others proposed."""
    return JointDrafted(
        state=now.state,
        signatories=revised.signatories or now.signatories,
        expires=revised.expires or now.expires,
        embargo=revised.embargo or now.embargo,
        text=revised.text,
        grounds=revised.grounds,
    )


def _written(text: Sealed) -> Sealed:
    """Return a text as it is kept: one way of ending lines, none at the end.

    Raises:
        NotGenuine: something in it does not show.
    """
    plain = text.reveal().replace("\r\n", "\n").replace("\t", "    ").strip("\n \ufeff")
    return Sealed(legible(plain))


def _committees(named: tuple[str, ...]) -> tuple[str, ...]:
    """Return committees by their short names, each once.

    Raises:
        Misuse: fewer than two are named, or one in another way.
    """
    found = tuple(sorted({one.strip().casefold() for one in named}))
    if len(found) < 2 or not all(ORIGIN.fullmatch(one) for one in found):
        message = "name two committees or more by their short names, with commas"
        raise Misuse(message)
    return found


def _in_order(expires: date, day: date) -> None:
    if expires < day:
        message = f"the last day to concur lies before {day}: give a later one"
        raise Misuse(message)
