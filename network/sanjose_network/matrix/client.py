"""The courier: brings a carrier's messages into one Matrix room, and what is there back.

Here are the steps, each of which can be cut off at any point, and one full round of them; that
they go on and on is ``service``'s.
"""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from sanjose.exchange.errors import Chosen, Unable
from sanjose_network.carrying.bundles import Message
from sanjose_network.carrying.carrier import Carrier
from sanjose_network.carrying.tables import METADATA
from sanjose_network.matrix.crossing import Crossing
from sanjose_network.matrix.device import Device, Session, Spoiled
from sanjose_network.matrix.events import Events
from sanjose_network.matrix.history import History
from sanjose_network.matrix.keys import Keys
from sanjose_network.matrix.rooms import Room
from sanjose_network.matrix.sending import Sending, TooLarge
from sanjose_network.matrix.service import Service
from sanjose_network.matrix.shares import Shares
from sanjose_network.matrix.syncing import Changes, Syncing
from sanjose_network.matrix.trust import Trust
from sanjose_network.matrix.wire import Limited, NoAnswer, Pause, Refused, Unknown
from sanjose_network.settings import Lock, Settings

FOLDER = "matrix"

HOLES = Chosen(60.0, because="what is on its way arrives within a minute")
"""Seconds for which a number is missing before the room's history is gone through."""

ROUNDS = Chosen(20, because="an answer to an answer is there after three")
"""Turns of listening and sending in one round at most."""

PATIENT = Chosen(60.0, because="whoever started one round waits for its end")
"""Seconds of a homeserver's limits that one round waits for."""


class Courier:
    """One device in Matrix in the service of a carrier; its keys are locked while it lives."""

    def __init__(self, carrier: Carrier, settings: Settings) -> None:
        self.carrier, self.settings = carrier, settings
        self.folder: Path = settings.folder / FOLDER
        self._lock = Lock(self.folder)
        self.pause = Pause()
        self._version: bytes | None = None
        self._missing_since: float | None = None
        self._walked: object = None
        self._session = Session.read(self.folder)
        with carrier.store.transaction() as connection:
            METADATA.create_all(connection)
        self._raised = {one.key for one in carrier.alarms.standing()}
        self._lock.__enter__()
        try:
            self._open()
        except BaseException:
            self._lock.__exit__(None, None, None)
            raise

    def _open(self) -> None:
        """Read the keys from disk; whatever was in memory of them is let go."""
        carrier, alarm, clear = self.carrier, self.alarm, self.clear
        self.device = Device(self.folder, self._session)
        self.shares = Shares(self.device, carrier.store, carrier.clock)
        self.keys = Keys(self.device, self.shares)
        self.room = Room(self.device, alarm, clear)
        self.events = Events(self.keys, carrier.store, self._take, alarm)
        self.history = History(self.events)
        self.syncing = Syncing(self.events, self.history)
        self.sending = Sending(self.device, self.shares, carrier.store)
        self._version = None
        self.is_started = False

    def alarm(self, key: str, sentence: str) -> None:
        """Tell people; the sentence stands until ``clear``."""
        self._raised.add(key)
        self.carrier.alarm(key, sentence)

    def clear(self, key: str) -> None:
        """Take an alarm away, if it stands; asked for at every step, it costs nothing then."""
        if key in self._raised:
            self.carrier.clear(key)
            self._raised.discard(key)

    def _take(self, wire: bytes, kind: str, peer: str | None, connection: Connection) -> None:
        self.carrier.received(wire, kind, peer, connection)

    async def close(self) -> None:
        """Let go of the connection, the keys and the lock."""
        await self.device.close()
        self._lock.__exit__(None, None, None)

    # -- one step at a time ---------------------------------------------------------------------

    async def start(self) -> None:
        """See that this device's keys are in order, and tell the homeserver ours.

        Raises:
            Unable: they are an old copy; it is an alarm as well.
            NoAnswer: the homeserver does not answer.
        """
        await self.device.check_count()
        self.follow()
        crossing = Crossing.read(self.folder)
        if crossing is not None:
            try:
                await self.device.cross_sign(crossing)
            except (NoAnswer, Unknown):
                raise
            except Unable as error:
                self.alarm("matrix:crossing", str(error))
            else:
                self.clear("matrix:crossing")
        await self.room.enter()
        self.is_started = True

    def follow(self) -> None:
        """Go by the directory in force, where it is another one than before."""
        directory = self.carrier.directory
        version = directory.hash if directory is not None else b""
        if version == self._version:
            return
        self._version = version
        trust = Trust(self.device.user, ())
        if directory is not None:
            trust = Trust.of(directory, self.device.user)
            self._compare_own(trust)
        self.shares.rely_on(trust)
        self.keys.expect(trust.users)
        self.room.rely_on(directory)
        self.syncing.room = self.room.id

    def _compare_own(self, trust: Trust) -> None:
        own = trust.pins.get(self.device.user)
        if own is None or (own.device, own.device_key) != (self.device.id, self.device.key):
            self.alarm(
                "matrix:own",
                "the directory does not name this device: the others give it no keys and read"
                " nothing of it, until the next version names what `sanjose network key` shows",
            )
        else:
            self.clear("matrix:own")

    async def listen(self, wait: float) -> int:
        """Take what came, do what follows from it, and return how many events were opened.

        Raises:
            NoAnswer: the homeserver does not answer; nothing is lost.
        """
        if not self.is_started:
            await self.start()
        version = self._version
        self.follow()
        if version != self._version:
            await self.room.enter()
        changes = await self.syncing.left_over() or await self.syncing.step(wait)
        self.carrier.deliver()
        opened = changes.events + await self._follow_up(changes)
        self._well()
        return opened

    async def _follow_up(self, changes: Changes) -> int:
        if changes.invited & self.room.is_invited_to:
            await self.room.enter()
        if changes.about or self.room.id in changes.gone:
            self.room.forget()
        self.room.replaced(changes.replaced)
        await self.device.upload()
        unknown = self.keys.is_waiting
        await self.keys.ask()
        opened = self.events.retry() if unknown else 0
        if self.shares.is_due:
            await self.shares.repair()
            self._tell_of_keys()
        self._look_for_holes()
        opened += await self.history.mend(self._is_whole)
        await self.events.ask_for_keys()
        await self.device.tell_count()
        if opened:
            self.carrier.deliver()
        return opened

    def _missing(self) -> object:
        log = self.carrier.holdings.log
        return () if log is None else log.missing()

    def _is_whole(self) -> bool:
        return not self._missing()

    def _look_for_holes(self) -> None:
        """Let the room's history be gone through, once, for numbers that stay missing."""
        missing = self._missing()
        if not missing:
            self._missing_since = None
            return
        if self._missing_since is None:
            self._missing_since = time.monotonic()
        old = time.monotonic() - self._missing_since >= HOLES.value
        if old and missing != self._walked and self.room.id is not None:
            self._walked = missing
            self.history.walk_back(self.room.id)

    def _tell_of_keys(self) -> None:
        self._stand("matrix:owed", self.shares.owing(), _OWED)
        self._stand("matrix:strange", self.shares.strangers(), _STRANGE)
        self._stand("matrix:colliding", self.shares.trust.colliding(), _COLLIDING)

    def _stand(self, key: str, origins: tuple[str, ...], sentence: str) -> None:
        if origins:
            self.alarm(key, sentence.format(", ".join(origins)))
        else:
            self.clear(key)

    async def send_all(self) -> int:
        """Send what waits and what is due, and return how many messages went.

        Raises:
            NoAnswer: the homeserver does not answer, or a key could not be given; what was not
                sent waits.
        """
        room = self.room.id
        if room is None or not self.is_started:
            return 0
        users = await self.room.look(self.shares.trust)
        sent = 0
        for message in self._messages():
            try:
                event = await self.sending.send(room, message, users)
            except TooLarge as error:
                self.alarm("matrix:large", str(error))
                continue
            with self.carrier.store.transaction():
                self.sending.note(room, message, event)
                self.carrier.sent(message)
            sent += 1
        for tx in self.carrier.to_redact():
            await self.sending.take_back(tx)
            self.carrier.redacted(tx)
        self.clear("matrix:sending")
        return sent

    def _messages(self) -> Iterator[Message]:
        self.carrier.take_out()
        yield from self.carrier.due(self.carrier.clock())
        yield from self.carrier.outgoing()

    def _well(self) -> None:
        if self.pause.times:
            self.carrier.reconnected()
        self.pause.over()
        self.clear("matrix:homeserver")
        self.clear("matrix:limited")

    # -- a round, and a service -----------------------------------------------------------------

    async def once(self) -> None:
        """Do one full round: what was left over, what came, keys, telling, all that waits.

        Raises:
            Unable: something is in the way; the sentence says what, and nothing is lost.
        """
        patience = PATIENT.value
        for _ in range(int(ROUNDS.value)):
            try:
                heard = await self.listen(0.0)
                sent = await self.send_all()
            except Limited as error:
                patience -= error.wait
                if patience < 0:
                    raise
                await asyncio.sleep(error.wait)
                continue
            except Unable as error:
                self.tell(error)
                if isinstance(error, Spoiled):
                    await self.reopen()
                raise
            if not heard and not sent:
                return

    async def run(self, stop: asyncio.Event) -> None:
        """Listen and send until it is time to stop.

        Raises:
            Unknown: the session was ended; nobody logs in again by itself.
            Unable: the keys must not be used.
        """
        await Service(self).run(stop)

    async def reopen(self) -> None:
        """Read the keys from disk again: what was in memory went further than they."""
        await self.device.close()
        self._open()

    def tell(self, error: Unable) -> None:
        """Let the sentence of what went wrong stand until it goes well again."""
        match error:
            case Limited():
                self.alarm("matrix:limited", str(error))
            case Refused() if not isinstance(error, Unknown):
                self.alarm("matrix:sending", f"{error}: what waits is not sent yet")
            case _:
                self.alarm("matrix:homeserver", str(error))


_OWED = (
    "a key is still owed to {}, whose machine could not be reached: it is given later, and what"
    " was sent meanwhile opens then"
)
_STRANGE = (
    "the Matrix account of {} has a device that the directory does not know: it gets no keys; ask"
    " that secretariat whether the device is theirs"
)
_COLLIDING = "{} signed a device with an id that is another committee's: it gets no keys; it needs a new id"
