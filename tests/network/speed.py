"""How fast it goes over one homeserver: called by tests and by the bench, which sets the limits."""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nio import AsyncClient, AsyncClientConfig, RoomSendResponse

from sanjose.exchange.spool import Spool
from sanjose_network.carrying.telling import Pace
from sanjose_network.homeserver.plain import Plain
from sanjose_network.homeserver.rooms import MEGOLM
from tests.network import machines
from tests.network.homeserver import Homeserver

SIZE = 1500
"""Bytes of a message's content, as in a summary."""


@dataclass(frozen=True)
class Speed:
    """What was measured; the ratios stand whatever the machine."""

    latency_p50: float
    latency_p95: float
    ours: float
    apart: float
    bare: float

    @property
    def ratio(self) -> float:
        """Envelopes a second, signed, wrapped, durable, to messages of bare nio a second."""
        return self.ours / self.bare

    @property
    def ratio_apart(self) -> float:
        """The same where each envelope is a message of its own."""
        return self.apart / self.bare


def measured(server: Homeserver, folder: Path, count: int = 60) -> Speed:
    """Measure all of it on one homeserver: some twenty seconds on two cores."""
    network = machines.joined(server, folder, "cat", "ced")
    return asyncio.run(_measured(network, count))


async def _measured(network: machines.Network, count: int) -> Speed:
    for one in network.machines.values():
        one.pace = Pace()
    async with network:
        cat, ced = network["cat"], network["ced"]
        stop = asyncio.Event()
        services = [asyncio.create_task(one.courier.run(stop)) for one in (cat, ced)]
        await asyncio.sleep(1.0)
        times = sorted([await latency(cat, ced) for _ in range(count // 2)])
        stop.set()
        await asyncio.gather(*services)
        ours = await together(cat, count)
        separately = await apart(cat, count)
        plain = await bare(network, count)
    return Speed(
        latency_p50=statistics.median(times),
        latency_p95=times[int(len(times) * 0.95)],
        ours=ours,
        apart=separately,
        bare=plain,
    )


async def latency(cat: machines.Machine, ced: machines.Machine) -> float:
    """Return the seconds from a file in the one spool to a file in the other."""
    out = Spool(folder=cat.settings.spool_out)
    here = len(ced.given())
    envelope = cat.pen.write("root.published/1", bytes(48))
    began = time.monotonic()
    out.put(envelope)
    while len(ced.given()) == here:
        await asyncio.sleep(0.002)
    took = time.monotonic() - began
    await asyncio.sleep(0.02)
    return took


async def together(cat: machines.Machine, count: int) -> float:
    """Return how many envelopes a second go while the secretariat signs and wraps them."""
    out = Spool(folder=cat.settings.spool_out)
    stop = asyncio.Event()
    service = asyncio.create_task(cat.courier.run(stop))
    began = time.monotonic()
    for _ in range(count):
        out.put(cat.pen.write("case.interest/1", bytes(SIZE // 2)))
        await asyncio.sleep(0)
    while out.names() or cat.carrier.outbox.waiting():
        await asyncio.sleep(0.005)
    took = time.monotonic() - began
    stop.set()
    await service
    return count / took


async def apart(cat: machines.Machine, count: int) -> float:
    """Return how many go a second where each is a message of its own, one after the other."""
    out = Spool(folder=cat.settings.spool_out)
    began = time.monotonic()
    for _ in range(count):
        out.put(cat.pen.write("root.published/1", bytes(48)))
        await cat.courier.send_all()
    return count / (time.monotonic() - began)


async def bare(network: machines.Network, count: int) -> float:
    """Return how many messages a second nio sends as it is, in a room with as many members."""
    cat, ced = network["cat"], network["ced"]
    folder = cat.folder / "bare"
    folder.mkdir()
    user = cat.bot.user
    door = Plain(base=cat.server.url).login(user, machines.PASSWORD, "BARE", "bare")
    invited = {"invite": [ced.bot.user], "initial_state": [_encrypted()]}
    room = door.ask("POST", "/_matrix/client/v3/createRoom", invited)["room_id"]
    await ced.courier.device.wire.ask("POST", f"/_matrix/client/v3/rooms/{room}/join", {})
    client = AsyncClient(
        cat.server.url, user, "BARE", str(folder), AsyncClientConfig(pickle_key="bare")
    )
    try:
        client.restore_login(user, "BARE", door.token or "")
        await client.keys_upload()
        await client.sync(0, full_state=True)
        text = {"d": "x" * SIZE}
        ignoring = {"ignore_unverified_devices": True}
        await client.room_send(room, "org.sanjose.bare", text, **ignoring)
        began = time.monotonic()
        for _ in range(count):
            sent = await client.room_send(room, "org.sanjose.bare", text, **ignoring)
            assert isinstance(sent, RoomSendResponse)
        return count / (time.monotonic() - began)
    finally:
        await client.close()
        client.store.database.close()


def _encrypted() -> dict[str, Any]:
    return {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": MEGOLM}}


def memory(machine: machines.Machine, seconds: float = 4.0) -> float:
    """Return the most MiB that a machine takes in a process of its own."""
    found = subprocess.run(
        [sys.executable, "-m", "tests.network.served", str(machine.folder), str(seconds)],
        capture_output=True,
        text=True,
        check=True,
        # Counting lines is no part of what a carrier takes.
        env={name: one for name, one in os.environ.items() if not name.startswith("COV")},
    )
    return float(found.stdout)
