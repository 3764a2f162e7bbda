"""Who has the key of which session that we send in; written down, device by device.

nio takes a session for shared even when nobody got its key, so that up to a hundred messages
can be read by no one. Here a trusted device that can be reached and is not served makes the
sending fail, and the message waits. A device that cannot be reached is written down as owed;
the first key of each session is kept, encrypted, and given to it later, whereupon everything
that it missed opens. A peer's device may also ask again, and gets what it was entitled to.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from nio.crypto import OlmDevice

from sanjose.exchange.errors import Chosen
from sanjose_network.carrying.store import Store
from sanjose_network.matrix.channels import Channels, parts
from sanjose_network.matrix.device import Device
from sanjose_network.matrix.ledger import Key, Ledger
from sanjose_network.matrix.trust import Trust
from sanjose_network.matrix.wire import Refused

MEGOLM = "m.megolm.v1.aes-sha2"
AGAIN = Chosen(60.0, because="a device that could not be reached seldom can a second later")
"""Seconds until a device is tried again, or may ask again for the same."""


class Shares:
    """The ledger of one device's outbound sessions."""

    def __init__(self, device: Device, store: Store, clock: Callable[[], datetime]) -> None:
        self.device, self.channels = device, Channels(device)
        self.ledger = Ledger(store, device.secret)
        self.trust = Trust(device.user, ())
        self._clock = clock
        self._resting: dict[Key, float] = {}
        self._asked: dict[tuple[str, str, str], float] = {}
        self._served: dict[str, set[Key]] = {}
        self._first: dict[str, str] = {}
        self._look_at = 0.0

    @property
    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock().timestamp()

    @property
    def tick(self) -> float:
        """Seconds that only grow, whatever is done to the clock."""
        return time.monotonic()

    def touch(self) -> None:
        """Look again soon at who is owed what: something changed."""
        self._look_at = 0.0

    @property
    def is_due(self) -> bool:
        """Whether it is time to look at who is owed what: after a change, and once a minute."""
        return self.tick >= self._look_at

    def rely_on(self, trust: Trust) -> None:
        """Go by another version of the directory: whatever is sent next has fresh keys."""
        self.trust = trust
        self.touch()
        self.device.store.trust = trust
        sessions = self.device.olm.outbound_group_sessions
        for room, session in tuple(sessions.items()):
            if session.id in self._first:
                del sessions[room]

    def trusted(self, users: Iterable[str]) -> tuple[OlmDevice, ...]:
        """Return the devices of these users that get keys; our own is not among them."""
        return tuple(
            device
            for user in sorted(set(users) & self.trust.users)
            for device in self.device.olm.device_store.active_user_devices(user)
            if (user, device.id) != (self.device.user, self.device.id)
            and self.trust.trusts(user, device.id, device.ed25519)
        )

    async def ready(self, room: str, users: Iterable[str]) -> None:
        """See that the room's session may be used: every device has its key, or is owed it.

        Raises:
            NoAnswer: the homeserver did not take a key for a device that can be reached.
            Refused: it refuses to.
        """
        users = frozenset(users)
        session = self.device.olm.outbound_group_sessions.get(room)
        if session is None or session.expired or session.id not in self._first:
            session = self._begin(room, users)
        done = self._served.setdefault(session.id, set())
        lacking = [
            one
            for one in self.trusted(users)
            if (one.user_id, one.id) not in done and self._is_due(one)
        ]
        if lacking:
            self.ledger.owe(session.id, [(one.user_id, one.id) for one in lacking])
            await self._serve({session.id: (room, self._first[session.id])}, lacking)
        session.mark_as_shared()

    def _begin(self, room: str, users: frozenset[str]) -> Any:
        """Begin a session, and keep its first key before anything is sent in it."""
        olm = self.device.olm
        with self.device.change():
            olm.create_outbound_group_session(room)
        self.touch()
        session = olm.outbound_group_sessions[room]
        self._first[session.id] = session.session_key
        absent = [
            (pin.user, pin.device)
            for pin in self.trust.peers
            if pin.device and pin.user in users
        ]
        self.ledger.begin(session.id, room, session.session_key, absent, self.now)
        return session

    def _is_due(self, device: OlmDevice) -> bool:
        return self.tick >= self._resting.get((device.user_id, device.id), 0.0)

    async def _serve(
        self, keys: Mapping[str, tuple[str, str]], devices: Sequence[OlmDevice]
    ) -> None:
        """Give devices the keys of sessions; whoever cannot be reached stays owed them."""
        await self.channels.claim(devices)
        reached = [one for one in devices if self.channels.to(one) is not None]
        for one in devices:
            if self.channels.to(one) is None:
                self._resting[one.user_id, one.id] = self.tick + AGAIN.value
        for session, (room, key) in keys.items():
            content = {
                "algorithm": MEGOLM,
                "room_id": room,
                "session_id": session,
                "session_key": key,
            }
            for some in parts(reached):
                await self.channels.send("m.room_key", content, some)
                keys_of = [(one.user_id, one.id) for one in some]
                self.ledger.served(session, keys_of, self.now)
                self._served.setdefault(session, set()).update(keys_of)

    def asked(self, user: str, content: Mapping[str, Any]) -> bool:
        """Note that a device asks for a key again; only one that is entitled to it gets it.

        Return whether there is something to give out.
        """
        body = content.get("body")
        device, session = content.get("requesting_device_id"), None
        if isinstance(body, dict) and content.get("action") == "request":
            session = body.get("session_id")
        if not isinstance(device, str) or not isinstance(session, str):
            return False
        if not f"{device}{session}".isascii():
            return False
        asking = (session, user, device)
        if self.tick < self._asked.get(asking, 0.0):
            return False
        owed = self.ledger.owed_again(session, user, device)
        if owed:
            self.touch()
            self._asked = {
                key: until for key, until in self._asked.items() if until > self.tick
            } | {asking: self.tick + AGAIN.value}
        return bool(owed)

    async def repair(self) -> int:
        """Give out what is owed to devices that can be reached now; return how many keys.

        A user's new device is owed what the user's old one was.

        Raises:
            NoAnswer: the homeserver does not answer.
        """
        self._look_at = self.tick + AGAIN.value
        self.ledger.forget(self.now)
        trusted = self.trusted(self.trust.users)
        await self.channels.claim(trusted)
        self.ledger.inherit((one.user_id, one.id) for one in trusted)
        given = 0
        for device in trusted:
            if not self._is_due(device):
                continue
            keys = self.ledger.owed_to(device.user_id, device.id)
            if not keys:
                continue
            try:
                await self._serve(keys, [device])
            except Refused:
                self._resting[device.user_id, device.id] = self.tick + AGAIN.value
                continue
            given += len(keys) if self.channels.to(device) is not None else 0
        return given

    def owing(self) -> tuple[str, ...]:
        """Return the committees whose devices are still owed a key."""
        pins = self.trust.pins
        return tuple(sorted(pins[one].origin for one in self.ledger.owing() if one in pins))

    def strangers(self) -> tuple[str, ...]:
        """Return the committees whose accounts have a device that is not trusted."""
        olm, trust = self.device.olm, self.trust
        return tuple(
            sorted(
                pin.origin
                for user, pin in trust.pins.items()
                if any(
                    not trust.trusts(user, one.id, one.ed25519)
                    for one in olm.device_store.active_user_devices(user)
                )
            )
        )

    async def ask_for(self, room: str, sender: str, session: str) -> None:
        """Ask a sender's trusted devices for the key of a session of theirs.

        Raises:
            NoAnswer: the homeserver does not answer.
        """
        content = {
            "action": "request",
            "requesting_device_id": self.device.id,
            "request_id": str(uuid4()),
            "body": {"algorithm": MEGOLM, "room_id": room, "session_id": session},
        }
        devices = {one.id: content for one in self.trusted([sender])}
        if devices:
            await self.channels.put("m.room_key_request", {sender: devices})
