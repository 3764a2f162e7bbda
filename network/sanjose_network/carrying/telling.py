"""When carriers speak: heads, what is missing, and who answers whom.

Everything here is forgotten when the process ends, and nothing is lost by it: who lacks
something asks again. A message without wants says what stands here without a gap, its committee's
lowest head in it being that; one with wants also shows the heads behind the gaps.

Whoever wrote what is asked for answers first; the others wait a random while, and stay silent
where somebody was quicker.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sanjose.exchange.envelope import Envelope
from sanjose.exchange.errors import Chosen
from sanjose.exchange.gossip import RANGES, Gossip, Want, answer, parts
from sanjose.exchange.log import Log

Span = tuple[timedelta, timedelta]
Missing = Sequence[tuple[str, int, int]]
NONE = timedelta(0)

EVERY = Chosen(
    timedelta(minutes=15),
    because="a loss of which nobody speaks shows within a quarter of an hour",
)
HOLE = Chosen(timedelta(minutes=1), because="what is on its way arrives within a minute")
SETTLE = Chosen(timedelta(seconds=10), because="what comes together is told together")
OWN = Chosen(timedelta(seconds=2), because="the writer answers first, and several at once")
OTHERS = Chosen(
    (timedelta(seconds=10), timedelta(seconds=40)),
    because="the writer is waited for, and nine peers do not speak at the same moment",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How long is waited before speaking; ``swift`` where a round is not to wait."""

    every: timedelta = EVERY.value
    hole: timedelta = HOLE.value
    again: timedelta = HOLE.value
    settle: timedelta = SETTLE.value
    own: Span = (NONE, OWN.value)
    others: Span = OTHERS.value

    @classmethod
    def swift(cls) -> "Pace":
        """Return a pace for single rounds, as by hand or by cron."""
        return cls(hole=NONE, settle=NONE, own=(NONE, NONE), others=(NONE, NONE))


@dataclass(slots=True)
class _Answer:
    due: datetime
    bare: bool


@dataclass(slots=True)
class _Asked:
    """What was asked for last, how often in vain, and when something last came."""

    at: datetime | None = None
    wants: frozenset[Want] = frozenset()
    vain: int = 0
    news: datetime | None = None


@dataclass(slots=True)
class _Claim:
    """What a peer told in one go, which may be several messages."""

    at: str
    due: datetime
    heads: tuple[Envelope, ...] = ()
    answered: tuple[frozenset[bytes], frozenset[bytes]] | None = None

    @property
    def hashes(self) -> frozenset[bytes]:
        """The envelopes that it named."""
        return frozenset(one.hash for one in self.heads)


@dataclass(slots=True)
class Telling:
    """What one carrier is about to say, and what it has said."""

    pace: Pace = field(default_factory=Pace)
    chance: random.Random = field(default_factory=random.SystemRandom)
    _heads_at: datetime | None = None
    _correct_at: datetime | None = None
    _last: datetime | None = None
    _said: frozenset[bytes] = frozenset()
    _claims: dict[str, _Claim] = field(default_factory=dict)
    _holes: dict[str, datetime] = field(default_factory=dict)
    _asked: _Asked = field(default_factory=_Asked)
    _answers: dict[bytes, _Answer] = field(default_factory=dict)

    def speak(self, now: datetime, after: timedelta = NONE) -> None:
        """Tell the heads soon, as after a change or when the connection came back."""
        self._heads_at = _sooner(self._heads_at, now + after)

    # -- what others say ----------------------------------------------------------------------

    def heard(self, log: Log, said: Gossip, now: datetime) -> None:
        """Take in what a peer told or asked, its heads being in the log already."""
        if said.wants:
            self._asked_by(log, said, now)
            return
        claim = self._claims.get(said.peer)
        if claim is None or claim.at != said.at:
            answered = claim.answered if claim else None
            claim = self._claims[said.peer] = _Claim(said.at, now, answered=answered)
        # Its other parts are on their way.
        claim.due = now + self.pace.settle
        claim.heads += said.heads
        if claim.hashes >= _standing(log):
            # It said all that we would have.
            self._correct_at = None

    def _correct(self, log: Log, now: datetime) -> None:
        """Prepare to tell the heads to a peer that does not know of all that we have."""
        ours = _standing(log)
        for claim in self._claims.values():
            if claim.due > now or claim.answered == (claim.hashes, ours):
                continue
            claim.answered = (claim.hashes, ours)
            if _is_behind(log, claim.heads):
                due = now + self._within(self.pace.others)
                self._correct_at = _sooner(self._correct_at, due)

    def _asked_by(self, log: Log, said: Gossip, now: datetime) -> None:
        for own in (True, False):
            wants = tuple(one for one in said.wants if (one.origin == log.own) is own)
            due = now + self._within(self.pace.own if own else self.pace.others)
            for envelope in answer(log, replace(said, wants=wants)):
                bare = envelope.body is None
                if bare and log.lacks_body(envelope):
                    continue
                before = self._answers.get(envelope.hash)
                self._answers[envelope.hash] = _Answer(
                    min(due, before.due) if before else due,
                    bare and (before is None or before.bare),
                )

    def came(self, now: datetime) -> None:
        """Note that something new came, so that more may be on its way."""
        self._asked.news = now

    def seen(self, hash_: bytes, *, bare: bool) -> None:
        """Leave an answer unsaid that somebody else gave."""
        waiting = self._answers.get(hash_)
        if waiting is not None and waiting.bare >= bare:
            del self._answers[hash_]

    def _within(self, span: Span) -> timedelta:
        least, most = span
        return least + (most - least) * self.chance.random()

    # -- what is said -------------------------------------------------------------------------

    def answers(self, now: datetime) -> Iterator[tuple[bytes, bool]]:
        """Give the envelopes to be sent again, each with whether it goes without its body."""
        due = [hash_ for hash_, one in self._answers.items() if one.due <= now]
        for hash_ in due:
            yield hash_, self._answers.pop(hash_).bare

    def heads(self, log: Log, now: datetime) -> Iterator[tuple[Envelope, ...]]:
        """Give the heads to be told now, in parts; every quarter of an hour, or on a change."""
        ours = _standing(log)
        self._correct(log, now)
        if ours != self._said:
            self.speak(now, self.pace.settle)
        if self._last is None or not NONE <= now - self._last < self.pace.every:
            self.speak(now)
        if all(at is None or at > now for at in (self._heads_at, self._correct_at)):
            return
        self._heads_at, self._correct_at, self._last, self._said = None, None, now, ours
        yield from self.all_heads(log)

    def all_heads(self, log: Log) -> tuple[tuple[Envelope, ...], ...]:
        """Return the heads as they stand, in parts.

        One that holds nothing yet says so too: the others then know that it lacks all.
        """
        return tuple(parts(_tips(log))) or ((),)

    def all_wants(self, log: Log) -> tuple[Want, ...]:
        """Return everything that is missing, as much as goes into one asking."""
        return tuple(_fairly([Want(origin=o, first=a, last=b) for o, a, b in log.missing()]))

    def wants(self, missing: Missing, now: datetime) -> tuple[Want, ...]:
        """Return what to ask for now; nothing while it may still be on its way.

        Args:
            missing: as ``Log.missing`` gives it.
            now: the moment.
        """
        origins = {origin for origin, _, _ in missing}
        self._holes = {one: self._holes.get(one, now) for one in origins}
        old = [
            Want(origin=origin, first=first, last=last)
            for origin, first, last in missing
            if not NONE <= now - self._holes[origin] < self.pace.hole
        ]
        wants = tuple(_fairly(old))
        if not wants or not self._may_ask(frozenset(wants), now):
            return ()
        self._asked.at, self._asked.wants = now, frozenset(wants)
        return wants

    def _may_ask(self, wants: frozenset[Want], now: datetime) -> bool:
        """Say whether to ask: soon for more where all came, ever later where nothing did."""
        asked = self._asked
        if asked.at is None:
            return True
        if wants == asked.wants:
            since, wait = asked.at, min(self.pace.again * 2**asked.vain, self.pace.every)
        elif wants & asked.wants:
            since, wait = asked.at, self.pace.again
        else:
            since, wait = max(asked.at, asked.news or asked.at), self.pace.settle
        if NONE <= now - since < wait:
            return False
        asked.vain = min(asked.vain + 1, 10) if wants == asked.wants else 0
        return True

    def behind(self, log: Log, wants: Iterable[Want]) -> tuple[Envelope, ...]:
        """Return the heads that show what is wanted to exist, as many as go in one message."""
        origins = dict.fromkeys(one.origin for one in wants)
        last = (log.last_known(origin) for origin in origins)
        found = tuple(one.without_body() for one in last if one)
        return next(parts(found), ())


def _tips(log: Log) -> Iterator[Envelope]:
    """Give how far each committee stands, and what proves that one is frozen."""
    for origin in log.origins():
        tip = log.tip(origin)
        found = (tip, *log.proofs(origin)) if tip else log.proofs(origin)
        yield from {one.hash: one.without_body() for one in found}.values()


def _standing(log: Log) -> frozenset[bytes]:
    return frozenset(one.hash for one in _tips(log))


def stands(said: Gossip) -> dict[str, Envelope]:
    """Return the head up to which a peer has each committee, by what it told."""
    found: dict[str, Envelope] = {}
    for head in said.heads if not said.wants else ():
        origin = head.header.origin
        if origin not in found or head.header.n < found[origin].header.n:
            found[origin] = head
    return found


def _is_behind(log: Log, heads: Iterable[Envelope]) -> bool:
    """Say whether we have something that a peer did not name."""
    theirs = {one.hash for one in heads}
    numbers: dict[str, int] = {}
    for one in heads:
        header = one.header
        numbers[header.origin] = min(header.n, numbers.get(header.origin, header.n))
    return any(
        one.hash not in theirs and one.header.n >= numbers.get(one.header.origin, 0)
        for one in _tips(log)
    )


def _sooner(one: datetime | None, other: datetime) -> datetime:
    return other if one is None else min(one, other)


def _fairly(wants: list[Want]) -> list[Want]:
    """Choose among too many: some of every committee, so that none starves the others."""
    by: dict[str, list[Want]] = {}
    for want in wants:
        by.setdefault(want.origin, []).append(want)
    most = max(RANGES.value // len(by), 1) if by else 0
    return [want for one in by.values() for want in one[:most]][: RANGES.value]
