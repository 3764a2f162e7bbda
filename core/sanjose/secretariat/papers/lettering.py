"""What a letter may say: narrowed to what its measure's basis covers, and to what holds.

Source: G 10, 13, 14, 19, 21, 28-30; N 11, 33; floors 2 to 5.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sanjose.rules import legal
from sanjose.rules.correspondence import (
    OF_MEASURE,
    TO_PERSON,
    TO_STATE,
    Advice,
    Earlier,
    LetterFacts,
)
from sanjose.rules.disclosure import Named, Purpose, view_for
from sanjose.rules.legal import Holds
from sanjose.secretariat.outcome import Outcome
from sanjose.secretariat.papers.addressing import NOT_ASSESSED, Addressing, Meant, in_order
from sanjose.words.case import Case
from sanjose.words.correspondence import Sort
from sanjose.words.errors import Misuse
from sanjose.words.events import PersonNamed
from sanjose.words.model import Confidence, Post, Standing

CHOSEN = "a reply is asked for by {}; no document gives a number of days (chosen)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """What a letter may say, or why none is drafted."""

    outcome: Outcome
    facts: LetterFacts | None = None


class Lettering(Addressing):
    """The verb that says what a letter may say."""

    def letter_facts(
        self,
        reference: str,
        which: str,
        *,
        person: str | None = None,
        dated: date | None = None,
        reply_by: date | None = None,
    ) -> Drafted:
        """Return what a letter may say, unless something stands against writing it.

        Args:
            which: the measure, as M1, or ``chair`` or ``acknowledgement``.
            person: to whom, as P1, where it goes to a person.
            dated: the day that the letter bears.

        Raises:
            Misuse: no such letter or person, it went out already, or a day is impossible.
        """
        day = self.today()
        bears = dated or day
        with self.archive.writing():
            meant = self.meant(reference, which, person)
            in_order(meant, bears, reply_by)
            if against := self.against_letter(meant, day):
                refused = self.refuse("draft", against, meant.case, day, meant.key)
                return Drafted(outcome=refused)
            facts = self.facts_of(meant, bears, reply_by)
        notes = tuple(_notes(meant, facts))
        outcome = Outcome(
            verb="draft", reference=meant.case.reference, label=meant.label, notes=notes
        )
        return Drafted(outcome=outcome, facts=facts)

    def facts_of(self, meant: Meant, dated: date, reply_by: date | None) -> LetterFacts:
        """Return what a letter may say, once nothing stands against it."""
        case, sort = meant.case, meant.sort
        on = min(dated, self.today())
        named = () if sort in TO_PERSON else self.named_in(meant, on)
        purpose = Purpose.BRIEF if sort is Sort.CHAIR else Purpose.LETTER
        key = case.received.procedure
        procedure = key if self.committee.procedure(key) is not None else None
        signing = self.acting_for(self.focal, case, meant.wall, on)
        footings = legal.legal_basis(
            self.committee, case.received.state, key, dated, self.record().participation
        )
        if sort is Sort.DEADLINE and reply_by is None:
            reply_by = dated + self.days().of("reply")
        return LetterFacts(
            sort=sort,
            committee=self.committee,
            dated=dated,
            state=case.received.state,
            procedure=procedure,
            disclosed=view_for(purpose, case, named),
            label=meant.label,
            grounds=tuple(one for one in footings if one.answer is Holds.YES),
            signs=signing.post,
            signed_by=tuple(one.holder for one in signing.holders),
            to=self._chair(meant, on) if sort is Sort.CHAIR else None,
            recipient=_recipient(case, meant.person),
            representing=bool(meant.person and meant.person.standing is not Standing.CONCERNED),
            channel=meant.person.channel if meant.person else None,
            reply_by=reply_by,
            earlier=_earlier(meant, dated),
            meeting=bool(meant.measure and meant.measure.key == "meeting"),
            advice=self._advice(case) if sort is Sort.CHAIR else None,
        )

    def _chair(self, meant: Meant, on: date) -> Post:
        return self.acting_for(Post.CHAIR, meant.case, meant.wall, on).post

    def _advice(self, case: Case) -> Advice:
        """Return what the Chair is advised: what was concluded, or what is proposed so far."""
        if case.assessment is None or case.assessed_on is None:  # pragma: no cover - in order
            raise Misuse(NOT_ASSESSED)
        open_ = tuple(one.key for one in case.measures if one.taken is None)
        course = case.conclusions.course if case.conclusions else open_
        return Advice(
            finding=case.assessment.finding,
            assessed_on=case.assessed_on,
            course=tuple(
                (key, kinds[key].title if key in kinds else key)
                for kinds in (self.committee.kinds,)
                for key in dict.fromkeys(course)
            ),
        )


def _notes(meant: Meant, facts: LetterFacts) -> Iterator[str]:
    """Give what an officer should know about a draft."""
    one = meant.measure
    if one is not None and one.decision is None:
        yield f"{one.label} is not decided yet: it does not go out before that"
    elif one is not None and one.unconfirmed:
        yield f"the decision on {one.label} is not confirmed yet"
    if facts.sort is Sort.DEADLINE:
        yield CHOSEN.format(facts.reply_by)
    if facts.sort in TO_STATE and not facts.grounds:
        yield (
            "it rests on nothing in particular: nothing is entered of what this State accepted; "
            "see `sanjose basis`"
        )


def _recipient(case: Case, person: PersonNamed | None) -> Named | None:
    """Return the person written to; who signs may not know a name that only we may know."""
    if person is None:
        return None
    known = case.received.confidence is not Confidence.SECRETARIAT_ONLY
    return Named(
        label=person.label or "",
        standing=person.standing,
        child=bool(person.child),
        name=person.name if known else None,
    )


def _earlier(meant: Meant, dated: date) -> Earlier | None:
    """Return the letter that a reminder is about."""
    about = meant.measure.proposal.about if meant.measure is not None else None
    one = meant.case.measure(about) if about else None
    if one is None or one.taken is None or one.taken_on is None:
        return None
    return Earlier(
        sort=OF_MEASURE.get(one.key, Sort.LETTER),
        sent_on=one.taken_on,
        reply_by=one.taken.reply_by,
        silent=max(0, (dated - one.taken_on).days),
    )
