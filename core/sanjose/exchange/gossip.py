"""What the network processes tell each other to repair a loss: heads, and what is missing.

Both are signed with the transport key, which speaks for nobody's record, and neither has a
number. Heads are the headers themselves, each under its own committee's signature, so that
whoever runs the carrier cannot make anybody seem ahead or behind. An answer to what is missing
can come from any peer, because envelopes prove themselves.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from sanjose.exchange.canonical import (
    ORIGIN,
    NotGenuine,
    bytes_of,
    canonical,
    exactly,
    fault,
    moment,
    number,
    row,
    several,
    strict,
    text,
    text_of,
)
from sanjose.exchange.directory import Directory
from sanjose.exchange.envelope import LIMIT, NET, Envelope, listed
from sanjose.exchange.log import Log
from sanjose.exchange.signatures import Purpose, Sign, is_genuine, tagged
from sanjose.words.provenance import Chosen

RANGES = Chosen(100, because="a longer list does not fit an envelope's size with ease")
"""The most ranges that are asked for at once."""

ROOM = Chosen(
    24_000, because="a message has the size of an envelope, and a list of wants beside"
)
"""The most bytes of heads in one message."""

AT_ONCE = Chosen(500, because="ten answers catch up a newcomer on five thousand envelopes")
"""The most envelopes that answer one asking."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Want:
    """Numbers of one committee that are missing, both ends included."""

    origin: str
    first: int
    last: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Gossip:
    """What a peer has, as headers, and what it lacks; either may be empty."""

    net: str
    peer: str
    at: str
    heads: tuple[Envelope, ...] = ()
    wants: tuple[Want, ...] = ()

    def to_bytes(self, sign: Sign) -> bytes:
        """Return it signed with this committee's transport key, as it travels."""
        raw = canonical(
            {
                "v": 1,
                "net": self.net,
                "peer": self.peer,
                "at": self.at,
                "heads": [text_of(head.without_body().to_bytes()) for head in self.heads],
                "wants": [[want.origin, want.first, want.last] for want in self.wants],
            }
        )
        signature = sign(tagged(Purpose.GOSSIP, raw))
        return canonical({"said": text_of(raw), "signature": text_of(signature)})

    @classmethod
    def from_bytes(cls, wire: bytes, directory: Directory) -> Self:
        """Read what a member's network process said; the heads are not yet verified.

        Raises:
            NotGenuine: it is not from a present member, or not in the agreed form.
        """
        if len(wire) > LIMIT.value:
            raise NotGenuine("a message about heads came that is larger than any may be")
        outer = exactly(strict(wire), "gossip", "said", "signature")
        raw = bytes_of(outer["said"], "said")
        names = ("v", "net", "peer", "at", "heads", "wants")
        found = exactly(strict(raw), "gossip", *names)
        peer = text(found["peer"], "peer", ORIGIN)
        member = directory.member(peer)
        signature = bytes_of(outer["signature"], "signature")
        if (
            member is None
            or member.left
            or number(found["v"], "v") != 1
            or text(found["net"], "net", NET) != directory.net
            or not is_genuine(member.transport, Purpose.GOSSIP, raw, signature)
        ):
            raise NotGenuine("a message about heads is not from a member of this network")
        wants = several(found["wants"], "wants", _want)
        if len(wants) > RANGES.value:
            raise fault("wants")
        return cls(
            net=directory.net,
            peer=peer,
            at=moment(found["at"], "at"),
            heads=listed(found["heads"], "heads"),
            wants=wants,
        )


def _want(item: Any) -> Want:
    origin, first, last = row(item, "wants", 3)
    return Want(
        origin=text(origin, "wants", ORIGIN),
        first=number(first, "wants", 1),
        last=number(last, "wants", 1),
    )


def heads(log: Log) -> tuple[Envelope, ...]:
    """Return the headers that tell others how far each committee is known here.

    The last without a gap, the greatest known, and for a frozen one what proves it.
    """
    return tuple(
        head
        for origin in log.origins()
        for head in {
            one.hash: one.without_body()
            for one in (log.tip(origin), log.last_known(origin), *log.proofs(origin))
            if one
        }.values()
    )


def parts(found: Iterable[Envelope]) -> Iterator[tuple[Envelope, ...]]:
    """Divide heads so that each part fits into one message, however long the headers are."""
    part: list[Envelope] = []
    size = 0
    for head in found:
        # Written as text twice over, four bytes for three.
        length = 2 * len(head.without_body().to_bytes())
        if part and size + length > ROOM.value:
            yield tuple(part)
            part, size = [], 0
        part.append(head)
        size += length
    if part:
        yield tuple(part)


def wants(log: Log) -> tuple[Want, ...]:
    """Return what to ask for next, the oldest of each committee first."""
    return tuple(
        Want(origin=origin, first=first, last=last)
        for origin, first, last in log.missing()[: RANGES.value]
    )


def answer(log: Log, asked: Gossip) -> Iterator[Envelope]:
    """Give what a peer asked for and we have: whoever joined later gets headers only."""
    given = 0
    for want in asked.wants:
        for envelope in log.between(want.origin, want.first, want.last):
            if given == AT_ONCE.value:
                return
            given += 1
            sealed = envelope.body is not None and envelope.body.is_sealed
            hidden = sealed and log.came_after(asked.peer, envelope)
            yield envelope.without_body() if hidden else envelope


class Traffic(StrEnum):
    """What is counted for each peer."""

    ENVELOPES = "envelopes"
    ASKING = "asking"


HOUR = timedelta(hours=1)
QUOTAS = {
    Traffic.ENVELOPES: Chosen(
        6000, because="a newcomer catches up on five thousand in one go; a flood is more"
    ),
    Traffic.ASKING: Chosen(
        60, because="once a minute repairs any loss; more makes peers work for nothing"
    ),
}


class Quotas:
    """How much each peer may send within an hour, whoever it says that it speaks for."""

    def __init__(self) -> None:
        self._times: dict[tuple[str, Traffic], deque[datetime]] = {}

    def admits(self, peer: str, traffic: Traffic, at: datetime) -> bool:
        """Count one more from a peer and say whether it is still within its quota.

        What is over it is left alone and may be sent again later: nothing is lost.
        """
        times = self._times.setdefault((peer, traffic), deque())
        # A clock that was put back must not lock a peer out for long.
        while times and not timedelta(0) <= at - times[0] < HOUR:
            times.popleft()
        if len(times) >= QUOTAS[traffic].value:
            return False
        times.append(at)
        return True
