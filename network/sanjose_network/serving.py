"""The carrier at work: as a service until it is stopped, or for one round.

What it says while it works is one line for each thing that happened, with committees and
counts, and nothing else: these lines end in a machine's journal.
"""

import asyncio
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sanjose.exchange.errors import Misuse
from sanjose_network import walls
from sanjose_network.carrying import notices, sticks
from sanjose_network.carrying.carrier import Carrier
from sanjose_network.carrying.store import Store
from sanjose_network.carrying.telling import Pace
from sanjose_network.commands.group import now
from sanjose_network.homeserver.plain import NoAnswer, Refused
from sanjose_network.settings import Lock, Settings
from sanjose_network.watching import Watch, held

EVERY = 1.0
"""Seconds between two looks at what happened."""

AGAIN = 60.0
"""Seconds after which notices that could not go are tried again."""

_ENDS = (signal.SIGTERM, signal.SIGINT)


def until_stopped(ended: Callable[[], bool]) -> bool:
    """Wait for SIGTERM or Ctrl-C, and return True; return False where it ended before."""
    stop = threading.Event()
    before = {one: signal.signal(one, lambda *_: stop.set()) for one in _ENDS}
    try:
        while not ended():
            if stop.wait(0.2):
                return True
        return stop.is_set()
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def serve(folder: Path, say: Callable[[str], None], *, trial: bool) -> None:
    """Carry until SIGTERM or Ctrl-C.

    Args:
        folder: the carrier's.
        say: gets a line for each thing that happened.
        trial: go on without the wall, where the installation is for a trial.

    Raises:
        Misuse: this carrier goes by sticks.
        Unable: another process runs, the wall does not stand, or the session was ended.
    """
    settings = _settings(folder)
    with Lock(folder):
        walls.hold(settings, trial=trial)
        store = Store(settings.store)
        try:
            asyncio.run(_serve(Carrier(store, settings, now), settings, say))
        finally:
            store.close()


def once(folder: Path, say: Callable[[str], None], *, trial: bool) -> None:
    """Carry for one round: all that waits here and there.

    Raises:
        Misuse: this carrier goes by sticks.
        Unable: as ``serve``, and where the homeserver does not answer.
    """
    settings = _settings(folder)
    with Lock(folder):
        walls.hold(settings, trial=trial)
        store = Store(settings.store)
        try:
            carrier = Carrier(store, settings, now, pace=Pace.swift())
            asyncio.run(_once(carrier, settings, say))
        finally:
            store.close()


def to_stick(folder: Path, path: Path, *, trial: bool) -> int:
    """Write what others may lack to a file, and return how many envelopes are in it.

    Raises:
        Unable: another process runs, the wall does not stand, or the file cannot be written.
    """
    with _by_hand(folder, trial=trial) as carrier:
        carrier.take_out()
        return sticks.write(carrier, path)


def from_stick(folder: Path, path: Path, *, trial: bool) -> int:
    """Take in what a file brings, and return how many envelopes were new.

    Raises:
        Misuse: it is no such file, or only half of one.
        Unable: another process runs, the wall does not stand, or it cannot be read.
    """
    with _by_hand(folder, trial=trial) as carrier:
        carrier.take_out()
        before = held(carrier.store)
        sticks.read(carrier, path)
        return held(carrier.store) - before


@contextmanager
def _by_hand(folder: Path, *, trial: bool) -> Iterator[Carrier]:
    settings = Settings.read(folder)
    with Lock(folder):
        walls.hold(settings, trial=trial)
        store = Store(settings.store)
        try:
            yield Carrier(store, settings, now, pace=Pace.swift())
        finally:
            store.close()


def _settings(folder: Path) -> Settings:
    settings = Settings.read(folder)
    if settings.homeserver is None:
        raise Misuse(
            "this carrier goes by sticks only: use `sanjose network export` and `import`"
        )
    return settings


async def _serve(carrier: Carrier, settings: Settings, say: Callable[[str], None]) -> None:
    from sanjose_network.matrix.client import Courier

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in _ENDS:
        loop.add_signal_handler(one, stop.set)
    watch = Watch(carrier.store, carrier.own)
    carrier.take_out()
    courier = Courier(carrier, settings)
    say("the carrier begins")
    work = asyncio.create_task(courier.run(stop))
    due = 0.0
    try:
        while not work.done():
            await asyncio.wait({work}, timeout=EVERY)
            if carrier.directory is None:
                carrier.take_out()
            lines = watch.lines()
            for line in lines:
                say(line)
            if lines or time.monotonic() >= due:
                await announce(carrier, courier.device)
                due = time.monotonic() + AGAIN
        await work
    finally:
        stop.set()
        await asyncio.wait({work})
        await courier.close()
        for line in watch.lines():
            say(line)
        say("the carrier ends")


async def _once(carrier: Carrier, settings: Settings, say: Callable[[str], None]) -> None:
    from sanjose_network.matrix.client import Courier

    watch = Watch(carrier.store, carrier.own)
    carrier.take_out()
    courier = Courier(carrier, settings)
    try:
        await courier.once()
        await announce(carrier, courier.device)
    finally:
        await courier.close()
        for line in watch.lines():
            say(line)


async def announce(carrier: Carrier, device: Any) -> None:
    """Write the notices that wait into their room, where there is one.

    A notice is a courtesy: where it cannot go it waits, and nothing else waits for it.
    """
    from sanjose_network.matrix.board import post

    directory = carrier.directory
    room = directory.rooms.notices if directory else None
    if room is None:
        return
    notices.look(carrier.store, carrier.own, now())
    waiting = notices.waiting(carrier.store, carrier.own)
    if not waiting:
        return
    try:
        for one in waiting:
            await post(device, room, one.tx, one.content())
            notices.sent(carrier.store, one, now())
    except (NoAnswer, Refused):
        carrier.alarm("notices", _NO_NOTICE)
    else:
        carrier.clear("notices")


_NO_NOTICE = (
    "a notice for people could not be written into the room for notices: see with `sanjose"
    " network rooms` whether this carrier is in it; the envelopes themselves are not affected"
)
