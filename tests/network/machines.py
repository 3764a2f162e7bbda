"""Committees whose machines are in one room of a real homeserver, in one process or in several."""

import asyncio
import functools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from sqlalchemy import func, select
from yarl import URL

from sanjose.exchange.directory import Bot, Directory, Rooms
from sanjose.exchange.envelope import Envelope
from sanjose.exchange.errors import Unable as Unable
from sanjose.exchange.spool import DIRECTORY, Spool
from sanjose_network.carrying.carrier import Carrier
from sanjose_network.carrying.store import Store
from sanjose_network.carrying.tables import HELD
from sanjose_network.carrying.telling import Pace
from sanjose_network.homeserver.plain import Plain
from sanjose_network.homeserver.rooms import Guests, Role, wanted
from sanjose_network.matrix import device as devices
from sanjose_network.matrix.client import Courier
from sanjose_network.settings import Settings, TransportKey
from tests.exchange import committees
from tests.network.homeserver import Homeserver

PASSWORD = "a password for tests"
_NUMBERS = count(1)


def clock() -> datetime:
    return datetime.now(UTC)


def played(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Let a test that waits be run."""

    @functools.wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


class Trouble:
    """Stands between a machine and its homeserver, counts, and answers itself where told to."""

    def __init__(self, server: Homeserver) -> None:
        self._behind = server.url
        self.asked: list[str] = []
        self.faults: list[dict[str, Any]] = []

    async def __aenter__(self) -> "Trouble":
        app = web.Application(client_max_size=2**24)
        app.router.add_route("*", "/{path:.*}", self._pass)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = aiohttp.ClientSession(auto_decompress=False)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self._runner.cleanup()

    def before(self, machine: "Machine") -> None:
        machine.courier.device.wire.homeserver = self.url

    def answer(self, within: str, status: int, body: str = "{}", times: int = 1) -> None:
        """Answer so often in the homeserver's place, where this is in the address."""
        self.faults.append(
            {"within": within, "status": status, "body": body, "times": times, "swallow": False}
        )

    def swallow(self, within: str) -> None:
        """Let the homeserver do it once, and its answer be lost."""
        self.faults.append(
            {"within": within, "status": 502, "body": "<html>", "times": 1, "swallow": True}
        )

    def count(self, within: str = "") -> int:
        return sum(within in one for one in self.asked)

    async def _pass(self, request: web.Request) -> web.Response:
        path = request.raw_path
        self.asked.append(f"{request.method} {path}")
        fault = next(
            (one for one in self.faults if one["times"] and one["within"] in path), None
        )
        if fault is None or fault["swallow"]:
            kept = {"Authorization", "Content-Type"}
            async with self._session.request(
                request.method,
                URL(self._behind + path, encoded=True),
                data=await request.read(),
                headers={name: one for name, one in request.headers.items() if name in kept},
            ) as found:
                status, body = found.status, await found.read()
        if fault is not None:
            fault["times"] -= 1
            status, body = fault["status"], fault["body"].encode()
        return web.Response(status=status, body=body, content_type="application/json")


@dataclass
class Machine:
    """One committee: its secretariat's pen, its carrier, its device in Matrix."""

    origin: str
    settings: Settings
    bot: Bot
    server: Homeserver
    pace: Pace = field(default_factory=Pace.swift)
    clock: Callable[[], datetime] = clock
    store: Store | None = None
    carrier: Carrier = field(init=False)
    courier: Courier = field(init=False)
    pen: committees.Node = field(init=False)

    @property
    def folder(self) -> Path:
        return self.settings.folder

    def begin(self) -> "Machine":
        self.store = Store(self.settings.store)
        self.carrier = Carrier(self.store, self.settings, self.clock, pace=self.pace)
        self.carrier.take_out()
        self.courier = Courier(self.carrier, self.settings)
        return self

    async def end(self) -> None:
        if self.store is not None:
            await self.courier.close()
            self.store.close()
            self.store = None

    async def again(self) -> None:
        """Stop and start, as the process does."""
        await self.end()
        self.begin()

    def write(self, how_many: int = 1, plain: bytes = b"{}") -> tuple[Envelope, ...]:
        """Let the secretariat leave envelopes, as its door does."""
        spool = Spool(folder=self.settings.spool_out)
        made = tuple(self.pen.write("root.published/1", plain) for _ in range(how_many))
        for one in made:
            spool.put(one)
        return made

    def write_apart(self, how_many: int) -> tuple[Envelope, ...]:
        """Let envelopes wait, each to be a message of its own."""
        made = tuple(self.pen.write("root.published/1", b"{}") for _ in range(how_many))
        spool = Spool(folder=self.settings.spool_out)
        for one in made:
            spool.put(one)
            self.carrier.take_out()
            self.carrier.outbox._pack()
        return made

    def held(self, origin: str) -> int:
        """How many envelopes of a committee are here."""
        assert self.store is not None
        with self.store.transaction() as connection:
            which = select(func.count()).select_from(HELD).where(HELD.c.origin == origin)
            return connection.scalar(which) or 0

    def alarms(self) -> str:
        return "\n".join(f"{one.key}: {one.sentence}" for one in self.carrier.alarms.standing())

    def count(self, table: Any) -> int:
        assert self.store is not None
        with self.store.transaction() as connection:
            return connection.scalar(select(func.count()).select_from(table)) or 0

    def given(self) -> tuple[str, ...]:
        """The envelopes that lie in the secretariat's folder."""
        return Spool(folder=self.settings.spool_in).names()

    def plain(self, path: str, method: str = "GET", told: Any = None) -> Any:
        token = json.loads((self.folder / "matrix" / "session.json").read_text())["token"]
        return self.server.call(method, path, told, token)

    def events(self, room: str) -> list[dict[str, Any]]:
        """Every encrypted event in the room, as the homeserver has them."""
        found: list[dict[str, Any]] = []
        token = ""
        while True:
            path = f"/_matrix/client/v3/rooms/{room}/messages?dir=b&limit=500{token}"
            page = self.plain(path)
            found += [one for one in page["chunk"] if one["type"] == "m.room.encrypted"]
            if not page["chunk"] or "end" not in page:
                return found
            token = f"&from={page['end']}"


@dataclass
class Network:
    """Some committees in one room, and the convener that made it."""

    directory: Directory
    machines: dict[str, Machine]
    room: str
    convener: str

    def __getitem__(self, origin: str) -> Machine:
        return self.machines[origin]

    async def __aenter__(self) -> "Network":
        for one in self.machines.values():
            one.begin()
        await self.settle()
        return self

    async def __aexit__(self, *_: object) -> None:
        for one in self.machines.values():
            await one.end()

    async def settle(self, *origins: str, times: int = 2) -> None:
        """Let machines do rounds by turns, until each has heard what the others said."""
        for _ in range(times):
            for origin in origins or self.machines:
                await self[origin].courier.once()

    def renew(self, **changes: Any) -> Directory:
        """Let the next version of the directory be in force everywhere."""
        self.directory = committees.following(self.directory, **changes)
        self.publish()
        return self.directory

    def publish(self) -> None:
        origins = [one.origin for one in self.directory.members]
        signed = committees.with_signatures(self.directory, *origins).to_bytes()
        for one in self.machines.values():
            (one.settings.spool_out / DIRECTORY).write_bytes(signed)
            pen = getattr(one, "pen", None)
            if pen is None:
                one.pen = committees.Node(one.origin, self.directory)
            elif pen.log.directory.version < self.directory.version:
                pen.log.renew(self.directory)


def new_device(server: Homeserver, folder: Path, user: str, device: str) -> Bot:
    """Log in on a new device, as the set-up does."""
    place = folder / "matrix"
    session = Plain(base=server.url).login(user, PASSWORD, device, "test")
    made = devices.Session(
        homeserver=server.url, user=session.user, device=device, token=session.token or ""
    )
    return asyncio.run(devices.begin(place, made, PASSWORD))


def joined(
    server: Homeserver | Iterable[Homeserver],
    folder: Path,
    *origins: str,
    unlimited: bool = True,
) -> Network:
    """Set committees up whose machines are invited to one room, on one server or by turns."""
    servers = [server] if isinstance(server, Homeserver) else list(server)
    number = next(_NUMBERS) * 1000 + os.getpid() % 1000
    convener = servers[0].register(f"convener-{number}", PASSWORD)
    machines = {}
    for at, origin in enumerate(origins):
        place = folder / origin
        where = servers[at % len(servers)]
        for one in (place / "spool" / "in", place / "spool" / "out"):
            one.mkdir(parents=True)
        place.chmod(0o700)
        user = where.register(f"{origin}-{number}", PASSWORD, unlimited=unlimited)
        device = f"SANJOSE-{origin.upper()}-{number}"
        settings = Settings(
            folder=place,
            committee=origin,
            spool=place / "spool",
            homeserver=where.url,
            user=user,
            device=device,
        )
        TransportKey.made(place)
        bot = new_device(where, place, user, device)
        machines[origin] = Machine(origin, settings, bot, where)
    session = Plain(base=servers[0].url).login(convener, PASSWORD, f"CONVENER-{number}", "test")
    guests = Guests(bots=tuple(one.bot.user for one in machines.values()))
    made = session.ask(
        "POST", "/_matrix/client/v3/createRoom", wanted(Role.TRANSPORT, guests, convener)
    )
    room = str(made["room_id"])
    directory = replace(
        committees.founding(
            *origins,
            **{
                origin: committees.member(
                    origin,
                    transport=TransportKey.read(one.folder).public,
                    bot=one.bot,
                    homeserver=one.server.name,
                )
                for origin, one in machines.items()
            },
        ),
        rooms=Rooms(transport=room),
    )
    for one in machines.values():
        one.settings = one.settings.pinned(directory.hash.hex())
        one.settings.write()
    network = Network(directory, machines, room, convener)
    network.publish()
    return network


def process(machine: Machine, *, for_seconds: float = 60.0) -> subprocess.Popen[bytes]:
    """Run a machine in a process of its own, which a test may kill."""
    program = [sys.executable, "-m", "tests.network.served"]
    with (machine.folder / "stderr.txt").open("ab") as said:
        return subprocess.Popen(
            [*program, str(machine.folder), str(for_seconds)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )


def end(one: subprocess.Popen[bytes], how: signal.Signals = signal.SIGKILL) -> None:
    one.send_signal(how)
    one.wait()
