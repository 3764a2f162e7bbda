"""The half of an envelope that needs keys: signing it, sealing its body, opening one.

The rest stands in ``exchange``, which the network may see. A body has a key of its own, wrapped
for the committees that the consent names and, up to a fixed number, for keys that nobody has;
all are put in a random order. So the wrapping tells neither who may read it nor how many. The
sealed text is bound to its envelope: nobody can send it on as their own.
"""

import os
import secrets
from collections.abc import Sequence
from typing import Any

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sanjose.exchange.canonical import NotGenuine, folded, unfolded
from sanjose.exchange.envelope import SALT, Body, Envelope
from sanjose.exchange.signatures import Sign
from sanjose.keeping import age
from sanjose.words.errors import Misuse, Unable
from sanjose.words.provenance import Chosen

STANZAS = Chosen(
    16, because="ten committees and room for more; each costs a tenth of a kilobyte"
)
"""For how many keys every body's key is wrapped, whoever may read it."""

_NONCE = 12
"""Bytes that AES-GCM takes as they are; each body has a key of its own, used once."""


class NotForUs(NotGenuine):
    """A body is sealed for others."""


def new_signing_key() -> tuple[bytes, bytes]:
    """Return a fresh key pair of Ed25519: the private half, 32 bytes, and the public one."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()


def signer(private: bytes) -> Sign:
    """Return the function that signs with a private key, which is all that leaves here."""
    return Ed25519PrivateKey.from_private_bytes(private).sign


def for_everyone(plain: bytes) -> Body:
    """Return a body that every member may read, with the salt that lets it be erased."""
    return Body(salt=os.urandom(SALT), keys=b"", text=plain)


def sealed(
    plain: bytes, recipients: Sequence[str], *, net: str, origin: str, envelope_id: str
) -> Body:
    """Return a body that only the holders of these keys can open.

    Args:
        plain: what it says, at most 256 KiB.
        recipients: the public keys of the committees that the consent names.
        net: the network of the envelope that it is for; it opens in no other envelope.
        origin: the committee that signs that envelope.
        envelope_id: the id of that envelope.

    Raises:
        Misuse: nobody may read it, or more than can be wrapped for.
        Unable: a public key is damaged.
    """
    readers = sorted(set(recipients))
    if not 0 < len(readers) <= STANZAS.value:
        raise Misuse(f"a body is sealed for one to {STANZAS.value} committees")
    everyone = [_parsed(one) for one in readers]
    while len(everyone) < STANZAS.value:
        everyone.append(pyrage.x25519.Identity.generate().to_public())
    secrets.SystemRandom().shuffle(everyone)
    key, nonce = os.urandom(32), os.urandom(_NONCE)
    text = AESGCM(key).encrypt(nonce, folded(plain), _bound(net, origin, envelope_id))
    return Body(salt=os.urandom(SALT), keys=pyrage.encrypt(key, everyone), text=nonce + text)


def opened(envelope: Envelope, identity: str) -> bytes:
    """Return what a body says to the holder of a private key.

    Raises:
        NotForUs: it is sealed for others.
        NotGenuine: there is no body, or it was sealed for another envelope.
    """
    body, header = envelope.body, envelope.header
    if body is None:
        raise NotGenuine("the body of an envelope is not here")
    if not body.is_sealed:
        return body.text
    try:
        key = age.unwrap(body.keys, identity)
    except age.NotOpened:
        raise NotForUs("a body is sealed for others") from None
    nonce, text = body.text[:_NONCE], body.text[_NONCE:]
    try:
        packed = AESGCM(key).decrypt(nonce, text, _bound(header.net, header.origin, header.id))
    except (InvalidTag, ValueError):
        raise NotGenuine("a body was sealed for another envelope, or is damaged") from None
    return unfolded(packed)


def _parsed(recipient: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise Unable(
            "the public key of a committee is damaged: look at the directory"
        ) from error


def _bound(net: str, origin: str, id_: str) -> bytes:
    return b"\x00".join(part.encode() for part in ("sanjose-sealed", net, origin, id_))
