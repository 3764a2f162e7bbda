"""Cross-signing: the keys by which a user says which devices are its own.

nio has none of it, and people's clients neither show what an unsigned device sends nor give it
keys. The bot's three keys lie in one private file; with them the secretariat signs the bot's
next device, when this one is lost, and the directory's pin of the master key holds for both.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from sanjose.exchange.errors import Unable
from sanjose_network import private

NAME = "cross-signing.json"
_USES = ("master", "self_signing", "user_signing")


def unpadded(raw: bytes) -> str:
    """Return bytes as Matrix writes keys and signatures."""
    return base64.b64encode(raw).rstrip(b"=").decode()


def padded(text: object) -> bytes:
    """Return the bytes of a key or signature; what is none is empty."""
    try:
        return base64.b64decode(str(text) + "=" * (-len(str(text)) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def signed_form(thing: Mapping[str, Any]) -> bytes:
    """Return the bytes of an object that Matrix signs: without signatures, keys in order."""
    kept = {
        name: value for name, value in thing.items() if name not in {"signatures", "unsigned"}
    }
    return json.dumps(
        kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
    ).encode()


def is_signed(thing: Any, user: str, public: str, name: str | None = None) -> bool:
    """Say whether a key, which is its own name where it has no other, signed an object."""
    try:
        signature = padded(thing["signatures"][user][f"ed25519:{name or public}"])
        Ed25519PublicKey.from_public_bytes(padded(public)).verify(signature, signed_form(thing))
    except (InvalidSignature, ValueError, KeyError, TypeError):
        return False
    return True


def is_whole(device: Any, user: str, name: str) -> bool:
    """Say whether a device's keys are keys, signed by itself, and can be written down."""
    try:
        keys = device["keys"]
        signing, own = keys[f"ed25519:{name}"], keys[f"curve25519:{name}"]
        plain = f"{name}{json.dumps(device, ensure_ascii=False)}".isascii()
    except (KeyError, TypeError):
        return False
    whole = isinstance(signing, str) and len(padded(own)) == 32
    return plain and whole and is_signed(device, user, signing, name)


def devices_signed_under(
    master_key: str, user: str, answer: Mapping[str, Any]
) -> dict[str, str]:
    """Return a user's devices, each with its key, that a master key stands for.

    Args:
        master_key: as the directory names it; what the homeserver says it is does not count.
        user: whose.
        answer: of the homeserver, to the question for keys.
    """
    try:
        own_signing = answer["self_signing_keys"][user]
        keys = own_signing["keys"]
        devices = dict(answer["device_keys"][user])
        (public,) = keys.values()
    except (KeyError, TypeError, ValueError, AttributeError):
        return {}
    if own_signing.get("usage") != ["self_signing"] or own_signing.get("user_id") != user:
        return {}
    if not isinstance(public, str) or not is_signed(own_signing, user, master_key):
        return {}
    return {
        device: str(found["keys"][f"ed25519:{device}"])
        for device, found in devices.items()
        if is_signed(found, user, public)
        and found.get("user_id") == user
        and found.get("device_id") == device
        and f"ed25519:{device}" in found.get("keys", {})
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class Crossing:
    """A user's own three keys: master, for devices, for other users."""

    user: str
    master: bytes = field(repr=False)
    self_signing: bytes = field(repr=False)
    user_signing: bytes = field(repr=False)

    @classmethod
    def made(cls, user: str) -> Self:
        """Return three fresh keys."""
        master, own, others = (Ed25519PrivateKey.generate().private_bytes_raw() for _ in _USES)
        return cls(user=user, master=master, self_signing=own, user_signing=others)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Return the keys that lie in a folder, or None where there are none.

        Raises:
            Unable: the file is damaged.
        """
        try:
            found = json.loads((folder / NAME).read_bytes())
            keys = {use: bytes.fromhex(found[use]) for use in _USES}
            return cls(user=str(found["user"]), **keys)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Unable(f"{NAME} is damaged: put back the copy that was kept") from error

    def write(self, folder: Path) -> None:
        """Keep the keys in a private file.

        Raises:
            Unable: it cannot be written.
        """
        kept = {use: bytes(getattr(self, use)).hex() for use in _USES}
        private.write(folder / NAME, json.dumps({"user": self.user, **kept}).encode())

    @property
    def master_key(self) -> str:
        """The public half of the master key, as the directory names it."""
        return _public(self.master)

    @property
    def self_signing_key(self) -> str:
        """The public half of the key that signs devices."""
        return _public(self.self_signing)

    def uploaded(self) -> dict[str, Any]:
        """Return what the homeserver is given: public keys, the others under the master."""
        master = self._named("master", self.master)
        return {
            "master_key": master,
            "self_signing_key": self._under(
                self.master, self._named("self_signing", self.self_signing)
            ),
            "user_signing_key": self._under(
                self.master, self._named("user_signing", self.user_signing)
            ),
        }

    def device_signed(self, device: Mapping[str, Any]) -> dict[str, Any]:
        """Return a device's keys under the signature that makes it this user's own."""
        bare = {name: one for name, one in device.items() if name != "unsigned"}
        return self._under(self.self_signing, bare | {"signatures": {}})

    def _named(self, use: str, private_key: bytes) -> dict[str, Any]:
        public = _public(private_key)
        return {"user_id": self.user, "usage": [use], "keys": {f"ed25519:{public}": public}}

    def _under(self, private_key: bytes, thing: dict[str, Any]) -> dict[str, Any]:
        key = Ed25519PrivateKey.from_private_bytes(private_key)
        signature = unpadded(key.sign(signed_form(thing)))
        return thing | {
            "signatures": {self.user: {f"ed25519:{_public(private_key)}": signature}}
        }


def _public(private_key: bytes) -> str:
    key = Ed25519PrivateKey.from_private_bytes(private_key)
    return unpadded(key.public_key().public_bytes_raw())
