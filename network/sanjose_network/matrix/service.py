"""The courier at work for days: one task listens, one sends, and neither ever spins.

Each goes on after whatever went wrong, ever more slowly while it stays wrong, and says it in one
sentence; only a session that was ended, and keys that must not be used, end the work.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

from sanjose.exchange.errors import Chosen, Unable
from sanjose_network.matrix.device import Misused, Spoiled
from sanjose_network.matrix.wire import NoAnswer, Pause, Refused, Unknown
from sanjose_network.settings import Settings

LISTEN = Chosen(10.0, because="keys that are owed and holes are looked at between two answers")
"""Seconds for which the homeserver waits for something new."""

LOOK = Chosen(0.05, because="an officer who sends at once should not notice the wait")
"""Seconds between two looks at what the secretariat left."""

TICK = Chosen(1.0, because="what is told by the clock is told to the second")


class Steps(Protocol):
    """What a service needs of a courier."""

    settings: Settings
    pause: Pause
    is_started: bool

    async def listen(self, wait: float) -> int:
        """Take what came."""

    async def send_all(self) -> int:
        """Send what waits."""

    async def reopen(self) -> None:
        """Read the keys from disk again."""

    def tell(self, error: Unable) -> None:
        """Let a sentence stand."""


class Service:
    """Two tasks that share one device."""

    def __init__(self, courier: Steps) -> None:
        self._courier = courier
        self._wake = asyncio.Event()
        self._looked = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Listen and send until it is time to stop.

        Raises:
            Unknown: the session was ended; nobody logs in again by itself.
            Unable: the keys must not be used.
        """
        while not stop.is_set():
            try:
                await self._serve(stop)
            except Spoiled as error:
                self._courier.tell(error)
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), self._courier.pause.after(error))
                await self._courier.reopen()

    async def _serve(self, stop: asyncio.Event) -> None:
        tasks = [
            asyncio.create_task(self._again(self._listen_on)),
            asyncio.create_task(self._again(self._send_on)),
            asyncio.create_task(stop.wait()),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in done:
            task.result()

    async def _again(self, step: Callable[[], Awaitable[None]]) -> None:
        """Take a step again and again, with a pause after each that fails."""
        pause = Pause()
        while True:
            try:
                await step()
            except Spoiled:
                raise
            except Unable as error:
                self._courier.tell(error)
                passes = self._courier.is_started or isinstance(error, NoAnswer | Refused)
                if isinstance(error, Unknown | Misused) or not passes:
                    raise
                self._courier.pause.after(error)
                await asyncio.sleep(pause.after(error))
            else:
                pause.over()

    async def _listen_on(self) -> None:
        opened = await self._courier.listen(LISTEN.value if self._courier.is_started else 0.0)
        if opened or not self._looked:
            self._wake.set()

    async def _send_on(self) -> None:
        await self._courier.send_all()
        until = time.monotonic() + TICK.value
        while not self._wake.is_set() and time.monotonic() < until and not self._left():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), LOOK.value)
        self._wake.clear()

    def _left(self) -> bool:
        """Say whether the secretariat left something since the last look."""
        try:
            changed = self._courier.settings.spool_out.stat().st_mtime_ns
        except OSError:
            return False
        before, self._looked = self._looked, changed
        return changed != before
