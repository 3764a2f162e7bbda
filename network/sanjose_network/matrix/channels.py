"""Messages from device to device, each encrypted for one: by these, keys travel."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any
from uuid import uuid4

from nio.crypto import OlmDevice
from nio.event_builders import DummyMessage
from nio.exceptions import EncryptionError
from nio.responses import KeysClaimResponse, ToDeviceResponse

from sanjose_network.matrix.device import Device

_AT_ONCE = 20
"""Devices in one request."""


class Channels:
    """One device's Olm sessions with others."""

    def __init__(self, device: Device) -> None:
        self.device = device

    def to(self, device: OlmDevice) -> Any:
        """Return the session with a device, or None where none was begun."""
        return self.device.olm.session_store.get(device.curve25519)

    async def send(
        self, kind: str, content: dict[str, str], devices: Sequence[OlmDevice]
    ) -> None:
        """Send devices something, encrypted; each must have a session.

        Raises:
            NoAnswer: the homeserver does not answer.
            Refused: it refuses.
        """
        messages: dict[str, dict[str, Any]] = {}
        with self.device.change():
            for one in devices:
                sealed = self.device.olm._olm_encrypt(  # noqa: SLF001 - nio has no public way
                    self.to(one), one, kind, content
                )
                messages.setdefault(one.user_id, {})[one.id] = sealed
        await self.put("m.room.encrypted", messages)

    async def put(self, kind: str, messages: dict[str, dict[str, Any]]) -> None:
        """Send devices something as it is.

        Raises:
            NoAnswer: the homeserver does not answer.
            Refused: it refuses.
        """
        path = f"/_matrix/client/v3/sendToDevice/{kind}/{uuid4()}"
        await self.device.wire.ask("PUT", path, {"messages": messages})

    async def claim(self, devices: Iterable[OlmDevice]) -> None:
        """Begin an Olm session with every device that lacks one, or whose session is broken.

        Done for all pinned devices as soon as they are known, so that a later absence of their
        homeserver stops no key: it is queued there.

        Raises:
            NoAnswer: our own homeserver does not answer; another's absence is no error.
        """
        olm = self.device.olm
        broken = [
            one for one in olm.wedged_devices if self.device.store.is_device_verified(one)
        ]
        olm.wedged_devices[:] = broken
        wanted: dict[str, dict[str, str]] = {}
        for one in devices:
            if self.to(one) is None or one in broken:
                wanted.setdefault(one.user_id, {})[one.id] = "signed_curve25519"
        if not wanted:
            return
        told = {"one_time_keys": wanted, "timeout": 5000}
        found = await self.device.wire.ask("POST", "/_matrix/client/v3/keys/claim", told)
        for user, name, key in _asked_for(found.get("one_time_keys"), wanted):
            # A device whose key is none gets no session, and stops nobody else's.
            odd = suppress(EncryptionError, ValueError, LookupError, TypeError)
            with odd, self.device.change():
                olm.handle_response(KeysClaimResponse({user: {name: key}}, {}))
        await self._say_hello()

    async def _say_hello(self) -> None:
        """Send the empty messages by which a peer learns of a new session for a broken one."""
        olm = self.device.olm
        for message in tuple(olm.outgoing_to_device_messages):
            if isinstance(message, DummyMessage):
                await self.put(
                    message.type,
                    {message.recipient: {message.recipient_device: message.content}},
                )
                olm.handle_response(ToDeviceResponse(message))
        # What nio would ask for besides, nobody would answer.
        olm.outgoing_to_device_messages.clear()


def parts(devices: Sequence[OlmDevice]) -> Iterator[Sequence[OlmDevice]]:
    """Divide devices so that each part fits into one request."""
    for at in range(0, len(devices), _AT_ONCE):
        yield devices[at : at + _AT_ONCE]


def _asked_for(
    found: Any, wanted: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give of a homeserver's answer what was asked for, and nothing that it adds."""
    for user, names in wanted.items():
        devices = found.get(user) if isinstance(found, dict) else None
        for name in names:
            key = devices.get(name) if isinstance(devices, dict) else None
            if isinstance(key, dict) and key:
                yield user, name, key
