"""Let a text leave: the guard reads it against every case, and what everybody sees needs two.

The text is plain and in UTF-8, and what is let go is its exact bytes. The guard stops where
something in it would tell who somebody is, in any case that this officer can open; whoever a
recorded basis lets be named in this measure may be. A finding is a place and a kind, never a
word of the text. The second person's yes runs the guard again, with what is open to them.

Source: G 12, 13, 26, 27; N 46. That the guard stops a text, and that two persons let it pass, is
ours.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sanjose.keeping import attachments
from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.keyring import NoKey
from sanjose.rules import authority, basis
from sanjose.rules.measures import MeasureKind
from sanjose.rules.steps import step
from sanjose.rules.view import Objection
from sanjose.secretariat.approvals import PERFORM, Approving
from sanjose.secretariat.measures import Deciding, Place
from sanjose.secretariat.outcome import Outcome
from sanjose.words.approvals import Act, GuardOverruled, TextReleased, Waiting
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.letters import plain_words
from sanjose.words.measures import Measure
from sanjose.words.mentions import names
from sanjose.words.provenance import ours
from sanjose.words.sealed import Sealed
from sanjose.words.told import LONGEST_TEXT

if TYPE_CHECKING:
    from sanjose.guard.findings import Finding
    from sanjose.guard.identifiers import Identifier

Span = tuple[int, int]
"""A place in a text, from its first character up to its last."""

GUARD = ours("what leaves is read for what would tell who somebody is")


@dataclass(frozen=True, kw_only=True, slots=True)
class Released:
    """What came of a text that is to leave: the answer, and where the guard stopped it."""

    outcome: Outcome
    findings: "tuple[Finding, ...]" = ()
    text: str = field(default="", repr=False)

    @property
    def places(self) -> "tuple[tuple[int, int, Finding], ...]":
        """Return line and column of each finding, both counted from 1."""
        return tuple(
            (
                self.text.count("\n", 0, one.start) + 1,
                one.start - self.text.rfind("\n", 0, one.start),
                one,
            )
            for one in self.findings
        )


def plain_text(content: bytes) -> str:
    """Return a text that is to leave.

    Raises:
        Misuse: it is no plain text in UTF-8, empty or longer than a text may be.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if any(one < " " and one not in "\n\r\t\f" for one in text):
        message = (
            "only plain text in UTF-8 can be read by the guard: save the text as a .txt file in "
            "UTF-8, and lay it out once it is released"
        )
        raise Misuse(message)
    if not text.strip():
        message = "the text is empty: hand in what is to leave"
        raise Misuse(message)
    if len(text) > LONGEST_TEXT:
        message = f"the text is longer than {LONGEST_TEXT:,} characters: release it in parts"
        raise Misuse(message)
    return text


class Releasing(Deciding, Approving):
    """The verbs about a text that leaves."""

    def release(
        self,
        reference: str | None,
        label: str,
        content: bytes,
        *,
        overrule: Sealed | None = None,
        on: date | None = None,
    ) -> Released:
        """Let the text of a measure leave, once the guard, and whoever has to, let it pass.

        Args:
            content: exactly what leaves.
            overrule: why it may leave in spite of what the guard finds.

        Raises:
            Misuse: no such measure, it was taken already, it goes to nobody outside or to the
                State in confidence, or the text is no plain text.
        """
        day = self.day(on)
        text = plain_text(content)
        with self.archive.writing():
            place = self._place(reference, "release", label, on=day)
            one = self._measure(place, label, day)
            kind = self.committee.kinds[one.key]
            _leaves(one, kind)
            against = self.may("release", place.wall) + self._stands(place, one, kind, day)
            if against:
                return Released(
                    outcome=self.refuse("release", against, place.case, day, kind.key)
                )
            found = self._found(text, place, one, kind, day)
            if found and overrule is None:
                stopped = self.refuse("release", (_stopped(found),), place.case, day, kind.key)
                return Released(outcome=stopped, findings=found, text=text)
            outcome = self._let_go(place, one, kind, content, found, overrule, day)
        return Released(outcome=outcome, findings=found, text=text)

    def guarded(
        self,
        text: str,
        *,
        case_id: bytes | None = None,
        states: Collection[str] = (),
        covered: Collection[str] = (),
    ) -> "tuple[Finding, ...]":
        """Return where a text would tell who somebody is, by every case open to this officer.

        Args:
            case_id: the case that it is about, if it is about one.
            states: the States that it is about.
            covered: who of that case may be named in it, as P1.

        Raises:
            Misuse: the officer takes no part in what concerns one of these States, so that
                the guard could not look into its cases.
        """
        from sanjose.guard.guard import findings
        from sanjose.guard.known import Known

        if any(self.recused_from(state) for state in states):
            message = (
                "you take no part in what concerns this State, so that the guard cannot look "
                "into its cases: somebody else runs it"
            )
            raise Misuse(message)
        known = Known(self._identifiers(case_id, covered))
        return findings(text, known)

    def overruled(self, text: str, *, case_id: bytes | None = None) -> bool:
        """Return whether two persons let exactly this text past the guard."""
        case = None if case_id is None else self.archive.case(case_id)
        there = self.record().overruled if case is None else case.overruled
        return attachments.digest(text.encode()) in there

    def overrule(
        self,
        text: str,
        reason: Sealed,
        *,
        case_id: bytes | None = None,
        states: tuple[str, ...] = (),
        covered: tuple[str, ...] = (),
        own: tuple[Span, ...] = (),
        then: str | None = None,
    ) -> Outcome:
        """Ask a second person to let a text past the guard; ``overruled`` says when they did.

        Args:
            reason: why it may leave in spite of what the guard finds.
            own: where it speaks of the house itself, so that nobody has to let it pass.
            then: what whoever asked does once it was let pass.

        Raises:
            Misuse: as ``guarded``.
        """
        stops = self.guarded(text, case_id=case_id, states=states, covered=covered)
        found = tuple(beside_own(stops, own))
        return self.ask_approval(
            act=Act.OVERRULE,
            exact=text.encode(),
            says=f"this text may leave though the guard stops it at {_number(found)}",
            case_id=case_id,
            document={
                "covered": list(covered),
                "own": [list(one) for one in own],
                "then": then,
                "found": _plain(found),
                "reason": reason.reveal(),
            },
            states=states,
        )

    # -- carried out ------------------------------------------------------------------------------

    def release_now(self, one: Waiting) -> Outcome:
        """Let a text leave that two persons agreed to, if nothing stands against it by now."""
        day = self.today()
        reference = self.reference_of(one.case_id)
        place = self._place(reference, "read", one.document["measure"], on=day)
        measure = self._measure(place, one.document["measure"], day)
        kind = self.committee.kinds[measure.key]
        _leaves(measure, kind)
        if against := self._stands(place, measure, kind, day):
            return self.refuse("release", against, place.case, day, kind.key)
        found = self._found(plain_text(one.exact), place, measure, kind, day)
        if more := _more(found, one):
            return self.refuse(
                "release", (_stopped(more, more=True),), place.case, day, kind.key
            )
        fact = TextReleased(label=measure.label, digest=one.digest, approved=one.label or None)
        self.enter(place.subject, "release", fact, day)
        return self._answer("release", place, measure.label)

    def overrule_now(self, one: Waiting) -> Outcome:
        """Record that two persons let a text past the guard, if it stops nowhere else by now."""
        if "measure" in one.document:
            return self.release_now(one)
        stops = self.guarded(
            one.exact.decode(), case_id=one.case_id, covered=one.document["covered"]
        )
        found = tuple(beside_own(stops, one.document.get("own", ())))
        day, subject = self.today(), one.case_id or COMMITTEE
        if more := _more(found, one):
            case = None if one.case_id is None else self.archive.case(one.case_id)
            return self.refuse("overrule", (_stopped(more, more=True),), case, day)
        fact = GuardOverruled(digest=one.digest, approved=one.label or None)
        self.enter(subject, "overrule", fact, day)
        then = one.document.get("then")
        notes = (then,) if then else ()
        reference = self.reference_of(one.case_id)
        return Outcome(verb="overrule", reference=reference, notes=notes)

    def _let_go(
        self,
        place: Place,
        one: Measure,
        kind: MeasureKind,
        content: bytes,
        found: "tuple[Finding, ...]",
        overrule: Sealed | None,
        day: date,
    ) -> Outcome:
        """Ask a second person where one has to agree, or record that the text may leave."""
        if not (found or kind.takes_two):
            fact = TextReleased(label=one.label, digest=attachments.digest(content))
            self.enter(place.subject, "release", fact, day)
            return self._answer("release", place, one.label)
        past = f", past the guard at {_number(found)}" if found else ""
        where = f" in {place.case.reference}" if place.case else ""
        return self.ask_approval(
            act=Act.OVERRULE if found else Act.RELEASE,
            exact=content,
            says=f"the text of {one.label}{where} may leave ({kind.title}){past}",
            case_id=place.case.case_id if place.case else None,
            document={
                "measure": one.label,
                "found": _plain(found),
                "reason": overrule.reveal() if found and overrule is not None else None,
            },
            states=(place.wall.state,) if not place.case and place.wall.state else (),
        )

    def _stands(
        self, place: Place, one: Measure, kind: MeasureKind, day: date
    ) -> tuple[Objection, ...]:
        """Return what stands against taking the measure: then its text does not leave either."""
        return self._against("take", kind, one.proposal, place, day, decision=one.decision)

    def _found(
        self, text: str, place: Place, one: Measure, kind: MeasureKind, day: date
    ) -> "tuple[Finding, ...]":
        covered = tuple(self._covered(place.case, one, kind, day)) if place.case else ()
        return self.guarded(
            text, case_id=place.case.case_id if place.case else None, covered=covered
        )

    def _covered(self, case: Case, one: Measure, kind: MeasureKind, day: date) -> Iterator[str]:
        """Give who may be named in the text of a measure: whose basis covers it, item by item."""
        if one.proposal.identifies_nobody:
            return
        kinds = self.committee.kinds
        asked = step("take", kind, one.proposal, case, self.record(), day, kinds=kinds)
        for held in asked.held:
            if not any(basis.against(replace(asked, held=(held,)), kind)):
                yield held.label

    def _identifiers(
        self, case_id: bytes | None, covered: Collection[str]
    ) -> "Iterator[Identifier]":
        """Give what tells who somebody is, case by case, as far as they are open."""
        actor, record = self.actor(), self.record()
        for each in self.archive.cases():
            wall = authority.wall_for(record, *self.archive.wall(each))
            if authority.may(actor, "read", wall):
                continue
            try:
                case = self.archive.case(each)
            except NoKey:
                continue
            if case is not None:
                yield from telling(case, covered if each == case_id else ())


def telling(case: Case, covered: Collection[str]) -> "Iterator[Identifier]":
    """Give what tells who somebody is in a case, but for who may be named.

    Whoever may be named is named: how to reach them does not leave. The day on which it
    happened tells nothing more where everybody concerned may be named.
    """
    from sanjose.guard.identifiers import Tells, identifiers

    free = [one for one in case.persons if one.label in covered]
    named = {one.name for one in free}
    words = {word for one in free for word in names(one.name)}
    everybody = bool(case.concerned) and all(one.label in covered for one in case.concerned)
    for one in identifiers(case):
        match one.tells:
            case Tells.NAME if one.text in named:
                continue
            case Tells.PLACE if words.issuperset(plain_words(one.text.reveal())):
                continue
            case Tells.DAY if everybody:
                continue
            case _:
                yield one


def beside_own(
    found: "Iterable[Finding]", own: Collection[Sequence[int]]
) -> "Iterator[Finding]":
    """Give findings but for those that are a part of what a text says of the house itself.

    One that is as long as such a place stays: then all of it tells of somebody.
    """
    for one in found:
        inside = (
            start <= one.start and one.end <= end and (start, end) != (one.start, one.end)
            for start, end in own
        )
        if not any(inside):
            yield one


def _leaves(one: Measure, kind: MeasureKind) -> None:
    """Check that a measure has a text that leaves, and has not left.

    Raises:
        Misuse: it goes to nobody outside or to the State in confidence, or it was taken.
    """
    if one.taken_on is not None:
        message = f"{one.label} was taken on {one.taken_on}: what left cannot be released again"
        raise Misuse(message)
    if not kind.leaves:
        message = (
            f"{one.label} goes to nobody else than the person or, in confidence, the State: "
            "its text needs no release"
        )
        raise Misuse(message)


def _stopped(found: "Collection[Finding]", *, more: bool = False) -> Objection:
    if more:
        reason = (
            f"with the cases open to you, the guard stops the text at {_number(found)} more: "
            "`sanjose release` shows you where"
        )
    else:
        reason = (
            f"the guard stops the text at {_number(found)}: word it without them, or say with "
            "--overrule why it may leave, and a second person decides"
        )
    return Objection("guard", reason, GUARD)


def _number(found: "Collection[Finding]") -> str:
    return "1 place" if len(found) == 1 else f"{len(found)} places"


def _plain(found: "Iterable[Finding]") -> list[list[Any]]:
    """Return findings as plain values, which carry no word of the text."""
    return [[one.start, one.end, str(one.kind), one.why] for one in found]


def _more(found: "tuple[Finding, ...]", one: Waiting) -> "tuple[Finding, ...]":
    """Return what the guard finds beside what was let past it."""
    known = {tuple(each[:3]) for each in one.document["found"]}
    return tuple(each for each in found if (each.start, each.end, str(each.kind)) not in known)


PERFORM[Act.RELEASE] = Releasing.release_now
PERFORM[Act.OVERRULE] = Releasing.overrule_now
