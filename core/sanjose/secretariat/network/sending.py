"""Let leave what was agreed to and is due, after asking again what stands against it.

A person says so each time; nothing leaves by itself. Right before each summary is handed to the
network its basis is asked for once more: what fell since is stopped, and nobody is told. What
names a State, and what is asked or offered, goes in a bundle that has the same number of
envelopes of each kind every day, so that a day tells nothing.

Source: G 5 (e), 16; N 11, 22; floors 3 and 7; the bundle is ours.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from uuid import uuid4

from sanjose.exchange.envelope import ERASABLE, Kind
from sanjose.keeping.archive import COMMITTEE
from sanjose.rules.authority import Wall
from sanjose.rules.batches import BUNDLED
from sanjose.rules.view import Objection
from sanjose.secretariat.approvals import AFTER
from sanjose.secretariat.network.recalling import spoken
from sanjose.secretariat.network.sharing import Sharing
from sanjose.secretariat.outcome import Outcome
from sanjose.words.approvals import Act, Waiting
from sanjose.words.errors import Unable
from sanjose.words.shared import (
    Asked,
    BundleLeft,
    InterestSent,
    InterestStopped,
    SummaryKept,
    SummaryLeft,
    Told,
)
from sanjose.words.summary import CaseRetracted, packed
from sanjose.words.tiers import TELLS, Tier

NOTHING = b"{}"
"""What stands in an envelope that says nothing; nobody but ourselves can open it."""

_STATE = "bundle"


@dataclass(kw_only=True, slots=True)
class Sent:
    """What left and what was stopped, in sentences that name cases by their references.

    ``bundle`` is how many envelopes the daily bundle had, None where none left. ``unknown`` is
    how much was recalled that no entry here knows.
    """

    outcome: Outcome
    left: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    recalls: tuple[str, ...] = ()
    waiting: int = 0
    bundle: int | None = None
    root: bool = False
    unknown: int = 0
    faults: list[str] = field(default_factory=list)


class Sending(Sharing):
    """The verb that lets leave."""

    def send(self) -> Sent:
        """Let leave what is due today, stop what is covered no more, publish the weekly root.

        Raises:
            Unable: this installation is in no network, or the spool cannot be written.
        """
        self.joined()
        if objections := self.may("send", Wall()):
            with self.archive.writing():
                return Sent(outcome=self.refuse("send", objections, None, self.today()))
        sent = Sent(outcome=Outcome(verb="send"))
        with self.archive.writing():
            known = {one.fact.envelope for one in self._openly()}
            sent.left += (
                f"{TELLS[one.fact.tier]}: to {spoken(one.fact.to)}, of "
                f"{self._told_reference(one.case_id)}, before it could be recorded"
                for one in self.note_handed()
                if one.fact.envelope in known
            )
            self._recall_unrecorded(sent)
        for one in self._due_to_leave(lambda fact: not _bundled(fact)):
            self._let_leave(one, sent)
        self._let_bundle(sent)
        try:
            sent.root = self.publish_root(self.today()) is not None
        except Unable as error:
            sent.faults.append(str(error))
        sent.waiting = sum(one.left_on is None for one in self._openly()) + sum(
            one.left_on is None and self._may_know(one) for one in self.record().exchanged.asked
        )
        sent.recalls = tuple(
            said
            for case_id in dict.fromkeys(one.case_id for one in self._openly())
            for said in self.not_covered(case_id)
        )
        return sent

    def _recall_unrecorded(self, sent: Sent) -> None:
        """Recall what others were told and no entry here knows, as after a restore lost some.

        Nobody could see any more that its basis fell. What a dropped key had opened stays: most
        of it says nothing.
        """
        log, own = self.joined(), self.archive.settings.committee
        record = self.record().exchanged
        known = {told.fact.envelope for told in record.told}
        known |= {asked.fact.envelope for asked in record.asked}
        unknown = [
            one
            for one in log.prefix(own)
            if one.header.kind in ERASABLE
            and one.header.id not in known
            and not log.is_recalled(one)
        ]
        says = self._texts_in(unknown)
        for one in unknown:
            if says.get(one.hash) not in {None, NOTHING}:
                plain = packed(CaseRetracted(target=one.header.id))
                self.post(Kind.RETRACT, plain, (), envelope_id=str(uuid4()))
                sent.unknown += 1

    def sending(self) -> tuple[str, ...]:
        """Return what is due to leave today, in sentences, as far as this officer may know."""
        today = self.today()
        return tuple(
            f"{TELLS[one.fact.tier]} of {self._told_reference(one.case_id)}, to {spoken(one.fact.to)}"
            for one in self._openly()
            if one.left_on is None and one.fact.leaves <= today
        ) + tuple(
            f"what is asked or offered about a summary, to {one.fact.origin}"
            for one in self.record().exchanged.asked
            if one.left_on is None and one.fact.leaves <= today and self._may_know(one)
        )

    def send_at_once(self, waiting: Waiting) -> None:
        """Let leave what two persons agreed waits for nothing."""
        sent = Sent(outcome=Outcome(verb="send"))
        for one in self._due_to_leave(lambda told: told.fact.approved == waiting.label):
            self._let_leave(one, sent)

    # -- one by one -------------------------------------------------------------------------------

    def _openly(self) -> Iterator[Told]:
        """Give what was told of cases that this officer may open."""
        for one in self.record().exchanged.told:
            if self.open_case(one.case_id) is not None or self.erased(one.case_id):
                yield one

    def _due_to_leave(self, meant: Callable[[Told], bool]) -> list[Told]:
        """Return what waits and is due, in an order that tells nothing."""
        today = self.today()
        found = [
            one
            for one in self._openly()
            if one.left_on is None and one.fact.leaves <= today and meant(one)
        ]
        secrets.SystemRandom().shuffle(found)
        return found

    def _let_leave(self, one: Told, sent: Sent) -> bool:
        """Hand a summary to the network, unless something stands against it by now."""
        with self.archive.writing():
            reference = self._told_reference(one.case_id)
            if because := self._falls(one):
                self.stop(one, because)
                why = "; ".join(dict.fromkeys(said.reason for said in because))
                sent.stopped.append(
                    f"what was to leave for {spoken(one.fact.to)} about {reference} is stopped "
                    f"({why})"
                )
                return False
            body = self._kept_summary(one).sent
            kind = Kind.SUMMARY if one.fact.version == 1 else Kind.REVISE
            self.post(kind, packed(body), one.fact.to, envelope_id=one.fact.envelope)
            fact = SummaryLeft(summary=one.fact.summary, version=one.fact.version)
            self.enter(COMMITTEE, "send", fact, self.today())
        sent.left.append(f"{body.words}: to {spoken(one.fact.to)}, of {reference}")
        return True

    def _falls(self, one: Told) -> tuple[Objection, ...]:
        """Return what stands against a summary on the day on which it would leave."""
        for recall in self.recalls_of(one.case_id):
            if recall.summary == one.fact.summary and one.fact.version in recall.versions:
                return recall.because
        return tuple(self._outside(one.fact.to))

    def _kept_summary(self, one: Told) -> SummaryKept:
        case = self.open_case(one.case_id)
        wanted = (one.fact.summary, one.fact.version)
        kept = () if case is None else case.summaries
        return next(each for each in reversed(kept) if (each.summary, each.version) == wanted)

    # -- the bundle -------------------------------------------------------------------------------

    def _let_bundle(self, sent: Sent) -> None:
        """Let the daily bundle leave: once a day, and again where something missed its day."""
        today = self.today()
        summaries, interests = self._due_to_leave(_bundled), self._interests()
        days = [one.fact.leaves for one in summaries] + [one.fact.leaves for one in interests]
        late = any(day < today for day in days)
        if self.record().exchanged.bundled_on == today and not late:
            return
        slots = dict(BUNDLED.value)
        acts: list[Callable[[], bool]] = []
        for one in summaries:
            kind = Kind.SUMMARY if one.fact.version == 1 else Kind.REVISE
            if slots[kind] and not self._stopped_first(one, sent):
                slots[kind] -= 1
                acts.append(partial(self._let_leave, one, sent))
        for asked in interests:
            if slots[Kind.INTEREST] and self._may_ask(asked):
                slots[Kind.INTEREST] -= 1
                acts.append(partial(self._let_ask, asked, sent))
        acts += [
            partial(self._say_nothing, Kind(kind))
            for kind, number in slots.items()
            for _ in range(number)
        ]
        secrets.SystemRandom().shuffle(acts)
        for act in acts:
            act()
        sent.bundle = len(acts)
        with self.archive.writing():
            self.enter(COMMITTEE, "send", BundleLeft(envelopes=len(acts)), today)

    def _stopped_first(self, one: Told, sent: Sent) -> bool:
        """Stop a summary that is covered no more, before a place in the bundle goes to it."""
        return bool(self._falls(one)) and not self._let_leave(one, sent)

    def _interests(self) -> list[Asked]:
        today = self.today()
        return [
            one
            for one in self.record().exchanged.asked
            if one.left_on is None and one.fact.leaves <= today and self._may_know(one)
        ]

    def _may_know(self, one: Asked) -> bool:
        """Return whether an officer may know of an interest: of its summary, or that it is gone."""
        there = any(
            (each.origin, each.summary) == (one.fact.origin, one.fact.summary)
            for each in self.heard()
        )
        return there or not self.stands(one.fact.origin, one.fact.summary)

    def _may_ask(self, one: Asked) -> bool:
        """Return whether the summary of an interest stands; where not, the interest is stopped."""
        if self.stands(one.fact.origin, one.fact.summary) and one.fact.origin in self.members():
            return True
        with self.archive.writing():
            fact = InterestStopped(label=one.fact.label)
            self.enter(COMMITTEE, "send", fact, self.today())
        return False

    def _let_ask(self, one: Asked, sent: Sent) -> bool:
        with self.archive.writing():
            fact = one.fact
            self.post(
                Kind.INTEREST, packed(fact.sent), (fact.origin,), envelope_id=fact.envelope
            )
            self.enter(COMMITTEE, "send", InterestSent(label=fact.label), self.today())
        sent.left.append(f"what is asked or offered about a summary: to {one.fact.origin}")
        return True

    def _say_nothing(self, kind: Kind) -> bool:
        self.post(kind, NOTHING, (self.archive.settings.committee,))
        return True


def _bundled(one: Told) -> bool:
    """Return whether a summary goes in the daily bundle."""
    return one.fact.tier is Tier.STATE and not one.fact.at_once


AFTER[Act.AT_ONCE] = Sending.send_at_once
