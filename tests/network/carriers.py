"""Committees with a secretariat's keys, a carrier and its folders; and a pipe between them."""

import random
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanjose.exchange.directory import Directory, SignedDirectory
from sanjose.exchange.envelope import Body, Envelope, Header, Seen, signed
from sanjose.exchange.spool import Spool
from sanjose_network.carrying.bundles import Message, bundled, divided
from sanjose_network.carrying.carrier import Carrier
from sanjose_network.carrying.store import Store
from sanjose_network.carrying.telling import Pace
from sanjose_network.settings import Settings, TransportKey
from tests.exchange.committees import NOW, Node, Pair, fresh_id, private, with_signatures

BEGAN = datetime(2026, 11, 22, 6, tzinfo=UTC)


def transport(origin: str) -> TransportKey:
    key = Ed25519PrivateKey.from_private_bytes(private(f"{origin} transport"))
    return TransportKey(key.public_key().public_bytes_raw(), key.sign)


def signed_by_all(directory: Directory) -> SignedDirectory:
    return with_signatures(directory, *(one.origin for one in directory.present))


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self, at: datetime = BEGAN) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **time: float) -> None:
        self.at += timedelta(**time)


class Machine:
    """One committee: a secretariat that writes, and the carrier beside it."""

    def __init__(
        self,
        folder: Path,
        origin: str,
        directory: Directory,
        clock: Clock,
        *,
        pace: Pace | None = None,
        chance: random.Random | None = None,
        **changes: object,
    ) -> None:
        self.origin, self.clock = origin, clock
        self.node = Node(origin, directory)
        self.folder = folder / origin
        for part in ("in", "out"):
            (self.folder / "spool" / part).mkdir(mode=0o700, parents=True, exist_ok=True)
        self.settings = Settings(
            folder=self.folder,
            committee=origin,
            spool=self.folder / "spool",
            **({"fingerprint": directory.hash.hex()} | changes),
        )
        self._how = {"key": transport(origin), "pace": pace, "chance": chance}
        self.carrier = self.opened()

    def opened(self) -> Carrier:
        """A carrier over the store as it lies on the disk."""
        store = Store(self.settings.store)
        return Carrier(store, self.settings, self.clock, **self._how)

    def restart(self) -> Carrier:
        self.carrier.store.close()
        self.carrier = self.opened()
        return self.carrier

    @property
    def out(self) -> Spool:
        return Spool(folder=self.settings.spool_out)

    @property
    def into(self) -> Spool:
        return Spool(folder=self.settings.spool_in)

    def accept_directory(self, signed: SignedDirectory) -> None:
        """What the secretariat does when it accepts a version."""
        self.out.put_directory(signed)
        self.carrier.take_out()

    def write(self, kind: str, plain: bytes, readers: tuple[str, ...] = ()) -> Envelope:
        """Let the secretariat say something, and the carrier take it."""
        envelope = self.node.write(kind, plain, readers)
        self.out.put(envelope)
        self.carrier.take_out()
        return envelope

    def collect(self) -> list[Envelope]:
        """What the secretariat finds in its folder, taken and verified by it."""
        while self.carrier.deliver():
            pass
        found = []
        for name in self.into.names():
            found.append(self.into.read(name))
            self.node.log.accept(found[-1])
            self.into.done(name)
        return found

    @property
    def alarms(self) -> str:
        return "\n".join(one.sentence for one in self.carrier.alarms.standing())

    def held(self) -> set[tuple[bytes, bool]]:
        """Which envelopes the store has, and of which the body too."""
        return {
            (one.hash, one.body is not None)
            for one in map(Envelope.from_bytes, self.carrier.holdings.everything())
        }


def machines(
    folder: Path,
    directory: Directory,
    origins: Iterable[str] = (),
    clock: Clock | None = None,
    **how: object,
) -> dict[str, Machine]:
    """Committees that all go by one directory."""
    clock = clock or Clock()
    signed = signed_by_all(directory)
    made = {}
    for origin in origins or [one.origin for one in directory.present]:
        made[origin] = Machine(folder, origin, directory, clock, **how)
        made[origin].accept_directory(signed)
    return made


Lost = Callable[[str, str], bool]


def _nothing(_by: str, _to: str) -> bool:
    return False


def pass_on(all_of: dict[str, Machine], lost: Lost = _nothing) -> int:
    """Bring to everybody what everybody says now; return how many messages were sent."""
    count = 0
    for by, machine in all_of.items():
        carrier = machine.carrier
        said: list[Message] = [*carrier.due(machine.clock()), *carrier.outgoing()]
        for message in said:
            count += 1
            carrier.sent(message)
            for to, other in all_of.items():
                if to != by and not lost(by, to):
                    other.carrier.received(message.wire, message.kind, by)
    return count


def settle(all_of: dict[str, Machine], lost: Lost = _nothing, rounds: int = 30) -> int:
    """Let everybody speak until nobody has anything to say; return the number of messages."""
    total = 0
    for _ in range(rounds):
        count = pass_on(all_of, lost)
        total += count
        if not count:
            return total
        for machine in all_of.values():
            machine.clock.pass_(seconds=30 / len(all_of))
    return total


def pair(folder: Path, directory: Directory, *origins: str) -> tuple[Machine, ...]:
    """Some committees at a swift pace."""
    return tuple(machines(folder, directory, origins, pace=Pace.swift()).values())


def plenty(directory: Directory, count: int, kind: str = "case.summary/1") -> list[Envelope]:
    """Many genuine envelopes of all committees, each of the size that they have in life.

    What is sealed in them opens for nobody; the carrier could not tell.
    """
    made: list[Envelope] = []
    origins = [one.origin for one in directory.present]
    tips: dict[str, Envelope] = {}
    chance = random.Random(count)
    for n in range(count):
        by = origins[n % len(origins)]
        pair, before = Pair(by), tips.get(by)
        body = Body(
            salt=chance.randbytes(32), keys=chance.randbytes(1700), text=chance.randbytes(1052)
        )
        seen = [one for origin, one in sorted(tips.items()) if origin != by]
        header = Header(
            net=directory.net,
            directory=directory.version,
            origin=by,
            kid=pair.kid,
            n=before.header.n + 1 if before else 1,
            prev=before.hash if before else b"",
            id=fresh_id(),
            kind=kind,
            ts=NOW,
            seen=tuple(Seen(origin=e.header.origin, n=e.header.n, hash=e.hash) for e in seen),
            body_hash=body.hash(),
        )
        tips[by] = signed(header, body, pair.sign)
        made.append(tips[by])
    return made


def in_messages(envelopes: Iterable[Envelope]) -> Iterator[bytes]:
    """The envelopes as they travel, as few messages as can be."""
    wires = [one.to_bytes() for one in envelopes]
    at = 0
    for size in divided(wires):
        yield bundled(wires[at : at + size])
        at += size
