"""How an event becomes an entry: clear meta, a body sealed under a key of its own, a leaf.

The meta says only what may be seen for ever: version, sequence, random id and a commitment to
the key. Everything else is inside, padded, so that a length tells little. The leaf covers the
ciphertext, so that the record verifies without any key and after a key was destroyed.
"""

import hmac
import json
import os
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sanjose.words import (
    approvals,
    correspondence,
    figures,
    joint,
    network,
    patterns,
    practices,
    readers,
    reports,
    shared,
)
from sanjose.words.errors import Unable
from sanjose.words.events import Event
from sanjose.words.merkle import leaf
from sanjose.words.model import Post
from sanjose.words.told import BODIES, unwritten, written

VERSION = 1
APART = (
    approvals,
    correspondence,
    figures,
    joint,
    network,
    patterns,
    practices,
    readers,
    reports,
    shared,
)
"""Where bodies stand beside ``events``; imported here, so that every entry can be opened."""

NONCE = 12
BUCKET = 256
"""Bytes to which a body is padded, so that a short answer looks like a long one."""

CLOSED = "an entry of the record does not open with its key: run `sanjose verify`"

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def meta_of(seq: int, event_id: bytes, key: bytes) -> bytes:
    """Return an entry's clear part, in its one canonical form."""
    commitment = subkey(key, b"commit").hex()
    return b'{"id":"%s","kc":"%s","seq":%d,"v":%d}' % (
        event_id.hex().encode(),
        commitment.encode(),
        seq,
        VERSION,
    )


def subkey(key: bytes, purpose: bytes) -> bytes:
    """Return a key for one purpose: HKDF-Expand of RFC 5869, which for 32 bytes is one HMAC."""
    return hmac.digest(key, purpose + b"\x01", "sha256")


def leaf_of(meta: bytes, sealed: bytes) -> bytes:
    """Return the leaf of an entry in the tree."""
    return leaf(meta + b"\n" + sha256(sealed).digest())


def seal(plain: bytes, key: bytes, meta: bytes) -> bytes:
    """Return bytes sealed under an entry's key, bound to its meta."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(subkey(key, b"body")).encrypt(nonce, plain, meta)


def unseal(sealed: bytes, key: bytes, meta: bytes) -> bytes:
    """Return what was sealed.

    Raises:
        Unable: the key or the meta is not this entry's, or a byte was changed.
    """
    try:
        return AESGCM(subkey(key, b"body")).decrypt(sealed[:NONCE], sealed[NONCE:], meta)
    except (InvalidTag, TypeError, ValueError):
        raise Unable(CLOSED) from None


def packed(event: Event) -> bytes:
    """Return an event as padded bytes; the only place where sealed values are revealed."""
    plain = {
        "kind": event.body.NAME,
        "subject": event.subject.hex(),
        "on": event.on.isoformat(),
        "at": event.recorded_at.isoformat(),
        "actor": event.actor,
        "by": event.by,
        "persons": event.persons,
        "body": written(event.body),
    }
    text = _ENCODER.encode(plain).encode()
    return text + b" " * (-len(text) % BUCKET)


def unpacked(text: bytes, event_id: bytes, seq: int) -> Event:
    """Return an event from its bytes.

    Raises:
        Unable: a newer version wrote a kind, or a word in it, that this one does not know.
    """
    plain: dict[str, Any] = json.loads(text)
    try:
        return Event(
            event_id=event_id,
            seq=seq,
            subject=bytes.fromhex(plain["subject"]),
            on=date.fromisoformat(plain["on"]),
            recorded_at=datetime.fromisoformat(plain["at"]),
            actor=plain["actor"],
            by=Post(plain["by"]) if plain["by"] else None,
            persons=tuple(plain["persons"]),
            body=unwritten(BODIES[plain["kind"]], plain["body"]),
        )
    except (KeyError, TypeError, ValueError):
        # Without its cause, which repeats what it could not read.
        message = (
            "the record holds a kind of entry that this version does not know: "
            "install the version that wrote it"
        )
        raise Unable(message) from None
