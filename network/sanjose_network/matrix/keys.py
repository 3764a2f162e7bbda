"""The upkeep of keys: whose devices there are, what their messages bring, what we offer.

Only what a pinned user sends is looked at, so that nobody else can fill our stores. A message
that is damaged, or has had its effect already, is left out; nothing stops the rest.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nio.events import RoomKeyEvent, ToDeviceEvent
from nio.events.to_device import OlmEvent
from nio.exceptions import EncryptionError
from nio.responses import KeysQueryResponse

from sanjose_network.matrix.crossing import is_whole
from sanjose_network.matrix.device import Device
from sanjose_network.matrix.shares import AGAIN, Shares

Session = tuple[str, str]
"""A room and a session in it."""


class Keys:
    """What comes of keys, and what is asked for."""

    def __init__(self, device: Device, shares: Shares) -> None:
        self.device, self.shares = device, shares
        self._unknown: set[str] = set()
        self._resting: dict[str, float] = {}

    def expect(self, users: Iterable[str]) -> None:
        """Ask for these users' devices before anything of theirs is judged."""
        self._unknown |= set(users) & self.shares.trust.users
        for user in users:
            self._resting.pop(user, None)

    def count(self, raw: Mapping[str, Any]) -> None:
        """Take the number of our one-time keys that are left, where a homeserver tells it.

        None left is a number too: nio takes it for nothing said, and offers no more for ever.
        """
        counts = raw.get("device_one_time_keys_count")
        if isinstance(counts, dict):
            left = counts.get("signed_curve25519", 0)
            self.device.olm.uploaded_key_count = left if isinstance(left, int) else 0

    def take(self, raw: Mapping[str, Any]) -> frozenset[Session]:
        """Take in what came for this device, and return the sessions that may open now."""
        lists = raw.get("device_lists", {})
        self.expect([*_texts(lists.get("changed")), *_texts(lists.get("left"))])
        self.count(raw)
        events = [one for one in _events(raw.get("to_device")) if self._is_heard(one)]
        if not events:
            return frozenset()
        with self.device.change():
            sealed = [one for one in events if one.get("type") == "m.room.encrypted"]
            opened = frozenset(found for one in sealed if (found := self._open(one)))
        for one in events:
            if one.get("type") == "m.room_key_request":
                self.shares.asked(one["sender"], _dict(one.get("content")))
        return opened

    def _is_heard(self, event: Mapping[str, Any]) -> bool:
        return event.get("sender") in self.shares.trust.users

    def _open(self, event: dict[str, Any]) -> Session | None:
        try:
            # What one message does to the keys is done whole or not at all.
            with self.device.store.database.atomic():
                parsed = ToDeviceEvent.parse_encrypted_event(event)
                if not isinstance(parsed, OlmEvent):
                    return None
                found = self.device.olm.decrypt_event(parsed)
        except (EncryptionError, ValueError, LookupError, TypeError, AttributeError):
            return None
        if not isinstance(found, RoomKeyEvent):
            return None
        return str(found.room_id), str(found.session_id)

    async def ask(self) -> None:
        """Ask for the devices of whom we expect; who is not answered for is asked again later.

        Raises:
            NoAnswer: our homeserver does not answer.
        """
        now = self.shares.tick
        users = [user for user in self._unknown if self._resting.get(user, 0.0) <= now]
        if not users:
            return
        question = {"device_keys": {user: [] for user in users}, "timeout": 5000}
        found = await self.device.wire.ask("POST", "/_matrix/client/v3/keys/query", question)
        answered = _dict(found.get("device_keys"))
        self.shares.trust.learn(found)
        with self.device.change():
            for user in users:
                if user not in answered:
                    self._resting[user] = now + AGAIN.value
                    continue
                # One by one, so that a malformed device of one hides no other.
                said = {"device_keys": {user: _devices(user, answered[user])}, "failures": {}}
                parsed = KeysQueryResponse.from_dict(said)
                if isinstance(parsed, KeysQueryResponse):
                    self.device.olm.handle_response(parsed)
                self._unknown.discard(user)
        self.shares.touch()
        await self.shares.channels.claim(self.shares.trusted(self.shares.trust.users))

    def knows(self, user: str) -> bool:
        """Say whether this user's devices are known as they are now."""
        return user not in self._unknown

    @property
    def is_waiting(self) -> bool:
        """Whether some user's devices are not known yet."""
        return bool(self._unknown)


def _devices(user: str, found: Any) -> dict[str, Any]:
    """Return a user's devices without what nobody signed; a damaged one hides no other."""
    kept = {
        name: {field: one for field, one in device.items() if field != "unsigned"}
        for name, device in _dict(found).items()
        if isinstance(device, dict)
    }
    # A copy: nio takes parts out while it reads.
    return {
        name: json.loads(json.dumps(device))
        for name, device in kept.items()
        if is_whole(device, user, name)
    }


def _dict(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _texts(found: Any) -> Iterator[str]:
    yield from (one for one in found or () if isinstance(one, str))


def _events(found: Any) -> Iterator[dict[str, Any]]:
    yield from (one for one in _dict(found).get("events", ()) if isinstance(one, dict))
