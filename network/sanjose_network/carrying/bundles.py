"""Messages as they travel: several envelopes made small together, or what carriers tell.

A newcomer that lacks thousands gets them in hundreds of messages and not in thousands. What is
unfolded is bounded, whoever made it.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from sanjose.exchange.canonical import (
    NotGenuine,
    canonical,
    exactly,
    fault,
    several,
    strict,
    text,
)
from sanjose.exchange.errors import Chosen

ROOM = Chosen(
    32_000, because="written as base64 it is 43 kB, and a Matrix event carries about 48 kB"
)
"""The most bytes of a message as it travels."""

MOST = Chosen(256 * 1024, because="eight times what travels; nothing honest unfolds to more")
"""The most bytes to which a message may unfold."""

_FRAME = 64
"""Bytes of a message beside its envelopes, and by which each grows when it is written in."""


class Carried(StrEnum):
    """What a message is."""

    ENVELOPES = "envelopes"
    GOSSIP = "gossip"


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A message to every member. ``tx`` is the same whenever the same thing is sent again.

    ``hashes`` are those of the envelopes in it, if it carries any.
    """

    tx: str
    kind: Carried
    wire: bytes = field(repr=False)
    hashes: tuple[bytes, ...] = field(default=(), repr=False)


def told(wire: bytes) -> Message:
    """Return what a carrier tells as a message."""
    return Message(tx=sha256(wire).hexdigest()[:32], kind=Carried.GOSSIP, wire=folded(wire))


def bundled(wires: Sequence[bytes]) -> bytes:
    """Return envelopes as one message carries them."""
    # As the texts that they are: written in digits once more they would not fold as small.
    return folded(canonical({"v": 1, "envelopes": [wire.decode() for wire in wires]}))


def folded(plain: bytes) -> bytes:
    """Return what travels, made small."""
    return zlib.compress(plain, 9)


def unfolded(wire: bytes) -> bytes:
    """Return what travelled, never unfolding more than is allowed.

    Raises:
        NotGenuine: it is too large, or not in the agreed form.
    """
    if len(wire) > ROOM.value:
        raise NotGenuine("a message came that is larger than any may be")
    stream = zlib.decompressobj()
    try:
        plain = stream.decompress(wire, MOST.value)
    except zlib.error:
        raise fault("message") from None
    if not stream.eof or stream.unused_data:
        raise fault("message")
    return plain


def unbundled(wire: bytes) -> tuple[bytes, ...]:
    """Return the envelopes of a message, none of them read yet.

    Raises:
        NotGenuine: it is too large, or not in the agreed form.
    """
    found = exactly(strict(unfolded(wire)), "bundle", "v", "envelopes")
    if type(found["v"]) is not int or found["v"] != 1:
        raise fault("v")
    return several(found["envelopes"], "envelopes", lambda one: text(one, "envelopes").encode())


def divided(wires: Iterable[bytes]) -> Iterator[int]:
    """Give how many envelopes go into each message, in their order."""
    count, packed, plain = 0, _FRAME, _FRAME
    for wire in wires:
        # Each quotation mark in it is written with a stroke before it.
        small, large = len(folded(wire)), len(wire) + wire.count(b'"') + _FRAME
        if count and (packed + small > ROOM.value or plain + large > MOST.value):
            yield count
            count, packed, plain = 0, _FRAME, _FRAME
        count, packed, plain = count + 1, packed + small, plain + large
    if count:
        yield count
