"""The room for notices: machines write there for people, whose devices nobody pins.

A notice says nothing that a member of the room may not know, so that its key goes to every
device of every member that signed its own keys: there is no other way to write to people whose
telephones change. Each notice has a session of its own and nothing else is ever sent in it; what
a device of theirs could read is this one sentence.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from nio.crypto import OlmDevice
from nio.exceptions import EncryptionError

from sanjose_network.matrix.device import Device
from sanjose_network.matrix.wire import part

_CLIENT = "/_matrix/client/v3"
_MEGOLM = "m.megolm.v1.aes-sha2"
_CURVE = "signed_curve25519"


async def post(device: Device, room: str, tx: str, content: Mapping[str, Any]) -> None:
    """Write a message into a room, encrypted for everyone who is in it now.

    Args:
        device: our own.
        room: where bots write.
        tx: names this message; under the same name a homeserver takes it once.
        content: of an ``m.room.message``.

    Raises:
        NoAnswer: the homeserver does not answer, or asks for a pause.
        Refused: it refuses.
    """
    members = await device.wire.ask("GET", f"{_CLIENT}/rooms/{part(room)}/joined_members")
    joined = members.get("joined")
    devices = await _devices(device, list(joined) if isinstance(joined, dict) else [])
    olm = device.olm
    with device.change():
        olm.create_outbound_group_session(room)
    session = olm.outbound_group_sessions[room]
    key = {
        "algorithm": _MEGOLM,
        "room_id": room,
        "session_id": session.id,
        "session_key": session.session_key,
    }
    messages: dict[str, dict[str, Any]] = {}
    channels = await _channels(device, devices)
    with device.change():
        for one, channel in channels:
            sealed = olm._olm_encrypt(channel, one, "m.room_key", key)  # noqa: SLF001 - nio has no public way
            messages.setdefault(one.user_id, {})[one.id] = sealed
    for some in _parts(messages):
        path = f"{_CLIENT}/sendToDevice/m.room.encrypted/{uuid4()}"
        await device.wire.ask("PUT", path, {"messages": some})
    session.mark_as_shared()
    # A change of the directory lets go of all sessions, and may have come between.
    olm.outbound_group_sessions[room] = session
    with device.change():
        told = olm.group_encrypt(
            room, {"type": "m.room.message", "content": dict(content), "room_id": room}
        )
        olm.outbound_group_sessions.pop(room)
    path = f"{_CLIENT}/rooms/{part(room)}/send/m.room.encrypted/{part(tx)}"
    await device.wire.ask("PUT", path, told)


async def _devices(device: Device, users: list[str]) -> list[OlmDevice]:
    """Return the devices of users, without ours, whose keys are signed by themselves."""
    question: dict[str, Any] = {"device_keys": {user: [] for user in users}}
    found = await device.wire.ask("POST", f"{_CLIENT}/keys/query", question)
    devices = []
    for user, keys_of in dict(found.get("device_keys", {})).items():
        for name, payload in dict(keys_of).items():
            if user not in users or (user, name) == (device.user, device.id):
                continue
            try:
                keys = payload["keys"]
                signing, own = keys[f"ed25519:{name}"], keys[f"curve25519:{name}"]
                same = (payload["user_id"], payload["device_id"]) == (user, name)
            except (KeyError, TypeError):
                continue
            if same and _is_signed(device, payload, signing, user, name):
                devices.append(OlmDevice(user, name, {"ed25519": signing, "curve25519": own}))
    return devices


async def _channels(device: Device, devices: list[OlmDevice]) -> list[tuple[OlmDevice, Any]]:
    """Return the devices that can be reached, each with what is encrypted for it in."""
    store = device.olm.session_store
    wanted: dict[str, dict[str, str]] = {}
    for one in devices:
        if store.get(one.curve25519) is None:
            wanted.setdefault(one.user_id, {})[one.id] = _CURVE
    if wanted:
        told = {"one_time_keys": wanted, "timeout": 5000}
        found = await device.wire.ask("POST", f"{_CLIENT}/keys/claim", told)
        _begin(device, devices, dict(found.get("one_time_keys", {})))
    pairs = ((one, store.get(one.curve25519)) for one in devices)
    return [(one, channel) for one, channel in pairs if channel is not None]


def _begin(device: Device, devices: list[OlmDevice], claimed: dict[str, Any]) -> None:
    for one in devices:
        keys = dict(dict(claimed.get(one.user_id, {})).get(one.id, {}))
        for name, payload in keys.items():
            signed = isinstance(payload, dict) and _is_signed(
                device, payload, one.ed25519, one.user_id, one.id
            )
            if not name.startswith(f"{_CURVE}:") or not signed:
                continue
            try:
                with device.change():
                    device.olm.create_session(str(payload["key"]), one.curve25519)
            except (EncryptionError, KeyError, ValueError):
                continue


def _is_signed(device: Device, payload: Any, key: str, user: str, name: str) -> bool:
    return bool(device.olm.verify_json(json.loads(json.dumps(payload)), key, user, name))


def _parts(messages: dict[str, dict[str, Any]]) -> Iterator[dict[str, dict[str, Any]]]:
    for user, found in messages.items():
        yield {user: found}
