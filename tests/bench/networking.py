"""What the network costs, on one homeserver and across two: ratios against nio as it is.

Two committees have installations and carriers of their own, paired as people pair; whatever is
sent is signed, wrapped and kept by the door, and counts as there when the other door verified
and kept it. The measure for sending is nio's own call, one message after the other.
"""

import asyncio
import logging
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import uuid4

from sanjose.exchange.envelope import Kind
from sanjose.keeping import installation
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.keyring import OwnKeys
from sanjose.keeping.slots import Cost, default_slot
from sanjose.secretariat import Secretariat
from sanjose.secretariat.network.pairing import Carrier
from sanjose.words.model import Kind as Act
from sanjose.words.summary import CaseSummary, packed
from sanjose.words.tiers import Quarter
from sanjose_network.carrying.telling import Pace
from sanjose_network.homeserver.plain import Plain
from sanjose_network.homeserver.rooms import Guests, Role, wanted
from sanjose_network.settings import Settings as CarrierSettings
from sanjose_network.settings import TransportKey
from tests.bench.world import PASSPHRASE, NothingDue, Row
from tests.network import homeserver as servers
from tests.network import machines, speed
from tests.network.carriers import in_messages, plenty

SENT = 60
HEARD = 40
BEHIND = 5_000
"""Envelopes that a newcomer is behind. Source: the issue; some years of ten committees."""

PATIENCE = 300
"""Seconds after which something is not measured any more, but broken."""

_NUMBERS = count(1)


@dataclass
class Committee:
    """An installation and its carrier, in one process for once."""

    door: Secretariat
    machine: machines.Machine


@dataclass
class Both:
    """Two committees that accepted one directory."""

    committees: dict[str, Committee]

    def __getitem__(self, origin: str) -> machines.Machine:
        return self.committees[origin].machine

    def door(self, origin: str) -> Secretariat:
        return self.committees[origin].door


def rows() -> list[Row]:
    """Measure on one homeserver, then across two; nothing where Synapse is not installed."""
    if not servers.is_here():
        return []
    logging.getLogger("nio").addHandler(logging.NullHandler())
    logging.getLogger("nio").propagate = False
    return [*_on_one(), *_across_two()]


def _on_one() -> list[Row]:
    with ExitStack() as stack:
        folder = stack.enter_context(servers.place())
        server = servers.homeserver(folder / "server")
        stack.callback(server.stop)
        both = stack.enter_context(paired([server], folder / "both"))
        found = asyncio.run(_measured(both))
        three = machines.joined(server, folder / "newcomer", "cat", "ced", "cerd")
        newcomer = asyncio.run(_caught_up(three))
        size = speed.memory(both["ced"])
    said = f"{found.sent:.1f} and {found.bare:.1f} a second"
    one_by_one = BEHIND / found.bare
    return [
        Row(
            "sending, signed and kept / bare nio",
            found.sent / found.bare,
            "at least",
            0.8,
            said,
        ),
        _heard("one homeserver, p95 seconds", found.heard, 0.5),
        Row(
            "one by one / catching up on 5,000",
            one_by_one / newcomer,
            "at least",
            5.0,
            f"{newcomer:.0f} s instead of {one_by_one:.0f} s",
        ),
        Row("carrier, MiB", size, "at most", 120, "a process of its own"),
    ]


def _across_two() -> list[Row]:
    with ExitStack() as stack:
        folder = stack.enter_context(servers.place())
        federation = servers.federating(folder / "servers")
        for one in federation:
            stack.callback(one.stop)
        both = stack.enter_context(paired(federation, folder / "both"))
        found = asyncio.run(_measured(both, bare=False))
    return [_heard("across federation, p95 seconds", found.heard, 1.0)]


def _heard(name: str, times: Sequence[float], target: float) -> Row:
    listed = sorted(times)
    p95 = listed[int(len(listed) * 0.95)]
    said = f"median {statistics.median(listed) * 1000:.0f} ms, verified and kept"
    return Row(name, p95, "at most", target, said)


# -- the two committees ----------------------------------------------------------------------------


@contextmanager
def paired(homeservers: Sequence[servers.Homeserver], folder: Path) -> Iterator[Both]:
    """Set two committees up, and let them accept one directory and one room."""
    number = next(_NUMBERS)
    convener = homeservers[0].register(f"convener-bench-{number}", machines.PASSWORD)
    with ExitStack() as stack:
        committees = {}
        for at, origin in enumerate(("cat", "ced")):
            server = homeservers[at % len(homeservers)]
            door = stack.enter_context(_opened(folder / origin, origin))
            machine = _machine(server, folder / f"{origin}.carrier", door.archive.home, origin)
            committees[origin] = Committee(door, machine)
        room = _room(homeservers[0], convener, committees)
        _agreed(committees, room)
        for one in committees.values():
            one.machine.pace = Pace()
        yield Both(committees)


@contextmanager
def _opened(folder: Path, origin: str) -> Iterator[Secretariat]:
    home, now = Home(folder), datetime.now(UTC)
    folder.parent.mkdir(parents=True, exist_ok=True)
    settings = Settings(committee=origin, trial=True)
    installation.create(home, settings, PASSPHRASE, (), NothingDue(), now, Cost.TRIAL)
    keys = OwnKeys(default_slot(home, None).open(PASSPHRASE), home.keys)
    with Secretariat(home, keys, lambda: datetime.now().astimezone()) as door:
        yield door
    keys.close()


def _machine(
    server: servers.Homeserver, place: Path, home: Home, origin: str
) -> machines.Machine:
    user = server.register(f"{origin}-bench-{next(_NUMBERS)}", machines.PASSWORD)
    device = f"SANJOSE-{origin.upper()}-BENCH"
    place.mkdir(mode=0o700)
    settings = CarrierSettings(
        folder=place,
        committee=origin,
        spool=home.path / "spool",
        homeserver=server.url,
        user=user,
        device=device,
    )
    TransportKey.made(place)
    return machines.Machine(
        origin, settings, machines.new_device(server, place, user, device), server
    )


def _room(server: servers.Homeserver, convener: str, committees: dict[str, Committee]) -> str:
    session = Plain(base=server.url).login(convener, machines.PASSWORD, "BENCH", "bench")
    guests = Guests(bots=tuple(one.machine.bot.user for one in committees.values()))
    asked = wanted(Role.TRANSPORT, guests, convener)
    return str(session.ask("POST", "/_matrix/client/v3/createRoom", asked)["room_id"])


def _agreed(committees: dict[str, Committee], room: str) -> None:
    """Let both sign and accept a directory that names their carriers and the room."""
    offers = []
    for one in committees.values():
        one.door.make_keys()
        carrier = Carrier(
            transport=TransportKey.read(one.machine.folder).public,
            bot=one.machine.bot,
            homeserver=one.machine.server.name,
        )
        offers.append(one.door.offer_keys(carrier))
    first = next(iter(committees.values())).door
    signed = first.draft_directory(offers, net="bench", rooms={"transport": room})
    for one in committees.values():
        _, signed = one.door.sign_directory(signed)
    for one in committees.values():
        one.door.accept_directory(signed, compared=True)
        machine = one.machine
        machine.settings = machine.settings.pinned(signed.directory.hash.hex())
        machine.settings.write()


# -- what is measured ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """Seconds until something is verified and kept at a peer; messages a second."""

    heard: tuple[float, ...]
    sent: float = 0.0
    bare: float = 0.0


async def _measured(both: Both, *, bare: bool = True) -> Found:
    cat, ced = both["cat"], both["ced"]
    for one in (cat, ced):
        one.begin()
    for _ in range(3):
        for one in (cat, ced):
            await one.courier.once()
    stop = asyncio.Event()
    services = [asyncio.create_task(one.courier.run(stop)) for one in (cat, ced)]
    try:
        await asyncio.sleep(1.0)
        heard = tuple([await _until_kept(both) for _ in range(HEARD)])
        sent = await _sending(both) if bare else 0.0
    finally:
        stop.set()
        await asyncio.gather(*services)
    nio = await speed.bare(both, SENT) if bare else 0.0  # type: ignore[arg-type]
    for one in (cat, ced):
        await one.end()
    return Found(heard=heard, sent=sent, bare=nio)


def _post(door: Secretariat) -> None:
    """Sign, wrap and keep a summary, as it is sent in life."""
    body = CaseSummary(
        summary=str(uuid4()), state="XXA", year=2026, quarter=Quarter.FIRST, act=Act.THREAT
    )
    door.post(Kind.SUMMARY, packed(body), ("ced",))


async def _until_kept(both: Both) -> float:
    """Return the seconds from an envelope in one spool until the other door has kept it."""
    _post(both.door("cat"))
    began = time.monotonic()
    async with asyncio.timeout(PATIENCE):
        while not both["ced"].given():
            await asyncio.sleep(0.002)
    assert both.door("ced").collect().new
    took = time.monotonic() - began
    await asyncio.sleep(0.02)
    return took


async def _sending(both: Both) -> float:
    """Return how many envelopes a second leave while the door signs, wraps and keeps them."""
    cat = both["cat"]
    began = time.monotonic()
    for _ in range(SENT):
        _post(both.door("cat"))
        await asyncio.sleep(0)
    async with asyncio.timeout(PATIENCE):
        while list(cat.settings.spool_out.glob("*.envelope")) or cat.carrier.outbox.waiting():
            await asyncio.sleep(0.005)
    return SENT / (time.monotonic() - began)


async def _caught_up(network: machines.Network) -> float:
    """Return the seconds in which a newcomer has what another committee holds."""
    for one in network.machines.values():
        one.pace = Pace.swift()
    many = plenty(network.directory, BEHIND)
    cat, cerd = network["cat"], network["cerd"]
    async with network:
        for wire in in_messages(many):
            cat.carrier.received(wire, "envelopes", None)
        stop = asyncio.Event()
        began = time.monotonic()
        services = [asyncio.create_task(one.courier.run(stop)) for one in (cat, cerd)]
        async with asyncio.timeout(PATIENCE):
            while sum(cerd.held(origin) for origin in ("cat", "ced", "cerd")) < BEHIND:
                await asyncio.sleep(0.1)
        took = time.monotonic() - began
        stop.set()
        await asyncio.gather(*services)
    return took
