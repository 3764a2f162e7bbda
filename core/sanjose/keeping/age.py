"""Key pairs in the age format, and small secrets wrapped so that one key pair opens them.

One file for each recipient, never one for several: so each can be withdrawn by itself, and a
wrapped key does not tell who else holds it.
"""

from functools import lru_cache
from typing import Any

import pyrage

from sanjose.words.errors import Unable


class NotOpened(Unable):
    """A wrapped key is not for this key pair, or is damaged."""


def new_identity() -> tuple[str, str]:
    """Return a fresh key pair: the identity, which is secret, and its recipient."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(identity: str) -> str:
    """Return the public half of an identity.

    Raises:
        Unable: this is not an identity.
    """
    parsed: Any = _parsed(identity)
    return str(parsed.to_public())


def wrap(secret: bytes, recipient: str) -> bytes:
    """Wrap a key for the holder of a key pair.

    Raises:
        Unable: this is not a recipient.
    """
    wrapped: bytes = pyrage.encrypt(secret, [_recipient(recipient)])
    return wrapped


def unwrap(wrapped: bytes, identity: str) -> bytes:
    """Open what was wrapped for this key pair.

    Raises:
        NotOpened: it is for another one, or is damaged.
    """
    try:
        secret: bytes = pyrage.decrypt(wrapped, [_parsed(identity)])
    except pyrage.DecryptError as error:
        raise NotOpened(
            "a wrapped key does not open with this officer's key pair: it is another"
            " officer's, or is damaged; run `sanjose verify`"
        ) from error
    return secret


# Wrapping a case's key for three takes a third of a millisecond; parsing would add to it.
# Recipients are public: identities are parsed each time and kept nowhere.
@lru_cache(maxsize=64)
def _recipient(recipient: str) -> object:
    try:
        parsed: object = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise Unable(
            "the public key of an officer is damaged: enrol the officer anew"
        ) from error
    return parsed


def _parsed(identity: str) -> object:
    try:
        parsed: object = pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError:
        # Without its cause: the library's message may repeat what it was given.
        raise Unable("the private key of an officer is damaged: restore the slot") from None
    return parsed
