"""Signatures of Ed25519, each for one purpose: who signed what, told by a public key.

No private key comes here. What is signed begins with the name of its purpose, so that a
signature under one kind of document is worth nothing under another.
"""

from collections.abc import Callable
from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Sign: TypeAlias = Callable[[bytes], bytes]
"""Signs bytes with a key that stays where it is."""


class Purpose(StrEnum):
    """What a signature is for; peers hold signatures for years, so these never change."""

    ENVELOPE = "sanjose-envelope"
    DIRECTORY = "sanjose-directory"
    GOSSIP = "sanjose-gossip"
    STICK = "sanjose-stick"
    CONCURRENCE = "sanjose-concurrence"
    ATTESTATION = "sanjose-attestation"


def tagged(purpose: Purpose, message: bytes) -> bytes:
    """Return the bytes that are signed: the purpose, a zero byte, the message as it is."""
    return purpose.encode() + b"\x00" + message


def key_id(public: bytes) -> str:
    """Return the short name of a public key, which follows from the key.

    It only says which of a committee's own keys to try, so that 64 bits are enough: what is
    believed hangs on the whole key.
    """
    return sha256(b"sanjose-key\x00" + public).hexdigest()[:16]


def is_genuine(public: bytes, purpose: Purpose, message: bytes, signature: bytes) -> bool:
    """Say whether the holder of a key signed these very bytes for this purpose."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, tagged(purpose, message))
    except (InvalidSignature, ValueError):
        return False
    return True
