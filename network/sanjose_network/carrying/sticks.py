"""Everything that a peer may lack, in one file: for a secretariat without a network, or a loss.

A file is a first line, pieces each with its length before it, and a last piece with the transport
key's signature over all before. So a half-written file is known as one, and nothing of it is
taken; whether what is in a whole one is genuine, each envelope says for itself. It is written and
read a piece at a time, however large it is.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sanjose.exchange.canonical import (
    ORIGIN,
    NotGenuine,
    canonical,
    exactly,
    moment,
    number,
    strict,
    text,
)
from sanjose.exchange.errors import Misuse, Unable
from sanjose.exchange.signatures import Purpose, is_genuine, tagged
from sanjose_network.carrying.bundles import MOST, Carried, bundled, divided
from sanjose_network.carrying.carrier import Carrier
from sanjose_network.private import why

SUFFIX = ".bundle"
_FIRST = b"sanjose bundle 1\n"
_WHO, _DIRECTORY, _GOSSIP, _ENVELOPES, _LAST = b"W", b"D", b"G", b"E", b"Z"
_CARRIED = {_GOSSIP: Carried.GOSSIP, _ENVELOPES: Carried.ENVELOPES}
_HEAD = 5
"""Bytes before each piece: what it is, and its length."""

_HALF = "this file is not whole, or was altered: have it written once more"
_ENOUGH = 64
"""Envelopes that are read from the store before they are divided into pieces."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """What a file says of itself: who wrote it and when."""

    peer: str
    at: str


def write(carrier: Carrier, path: Path, to: str | None = None) -> int:
    """Write all that is held here to a new file, and return how many envelopes it holds.

    Args:
        carrier: whose store it is.
        path: the file, which must not be there yet.
        to: the committee it is for, which gets only headers of what came before it joined.

    Raises:
        Misuse: the file is there, or no such committee is in the directory.
        Unable: the disk is full, or there is no directory yet; no file is left behind.
    """
    directory = carrier.directory
    if directory is None:
        raise Unable("there is no directory yet: nothing can be written for others")
    if to is not None and directory.member(to) is None:
        raise Misuse(f"{to[:16]} is not in the directory")
    if path.exists():
        raise Misuse("there is a file of this name already: name another one")
    passing = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        passing.unlink(missing_ok=True)
        descriptor = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            count = _written(carrier, file, to)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(path)
    except OSError as error:
        raise Unable(f"the file cannot be written: {why(error)}") from error
    finally:
        with suppress(OSError):
            passing.unlink(missing_ok=True)
    carrier.took_away()
    return count


def _written(carrier: Carrier, file: BinaryIO, to: str | None) -> int:
    digest, count = hashlib.sha256(), 0

    def put(raw: bytes) -> None:
        digest.update(raw)
        file.write(raw)

    put(_FIRST)
    put(_piece(_WHO, canonical({"v": 1, "peer": carrier.own, "at": carrier.moment()})))
    for wire in carrier.holdings.directories():
        put(_piece(_DIRECTORY, wire))
    for wires in _some(carrier.holdings.everything(to)):
        at = 0
        for size in divided(wires):
            put(_piece(_ENVELOPES, bundled(wires[at : at + size])))
            at += size
        count += len(wires)
    for message in carrier.spoken():
        put(_piece(_GOSSIP, message.wire))
    signature = carrier.sign(tagged(Purpose.STICK, digest.digest()))
    file.write(_piece(_LAST, signature))
    return count


def _some(wires: Iterator[bytes]) -> Iterator[list[bytes]]:
    some: list[bytes] = []
    for wire in wires:
        some.append(wire)
        if len(some) == _ENOUGH:
            yield some
            some = []
    if some:
        yield some


def _piece(what: bytes, raw: bytes) -> bytes:
    return what + len(raw).to_bytes(_HEAD - 1, "big") + raw


def read(carrier: Carrier, path: Path) -> Brought:
    """Take what a file brings, and return who wrote it.

    What in it is not genuine is left and told as an alarm, as from the network.

    Raises:
        Misuse: it is no such file, or not whole; nothing of it was taken.
        Unable: it cannot be read, no member signed it, or the own store cannot be written.
    """
    try:
        with path.open("rb") as file:
            digest, signature = _whole(file)
            for what, raw in _pieces(file):
                if what == _DIRECTORY:
                    carrier.renew(raw)
            brought = _signed(carrier, file, digest, signature)
            for what, raw in _pieces(file):
                if what in _CARRIED:
                    carrier.received(raw, _CARRIED[what], None)
    except OSError as error:
        raise Unable(f"the file cannot be read: {why(error)}") from error
    while carrier.deliver():
        pass
    return brought


def _whole(file: BinaryIO) -> tuple[bytes, bytes]:
    """Go through a file once and return what was signed, and the signature."""
    if file.read(len(_FIRST)) != _FIRST:
        raise Misuse("this is no file that a carrier wrote")
    digest = hashlib.sha256(_FIRST)
    for what, raw in _pieces(file):
        if what == _LAST:
            if file.read(1):
                raise Misuse(_HALF)
            return digest.digest(), raw
        digest.update(_piece(what, raw))
    raise Misuse(_HALF)


def _pieces(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    file.seek(len(_FIRST))
    while head := file.read(_HEAD):
        size = int.from_bytes(head[1:], "big")
        if len(head) < _HEAD or size > MOST.value:
            raise Misuse(_HALF)
        raw = file.read(size)
        if len(raw) < size:
            raise Misuse(_HALF)
        yield head[:1], raw


def _signed(carrier: Carrier, file: BinaryIO, digest: bytes, signature: bytes) -> Brought:
    """Return who wrote a whole file, if a member of the network did."""
    _, raw = next(_pieces(file), (b"", b""))
    try:
        found = exactly(strict(raw), "who", "v", "peer", "at")
        number(found["v"], "v", 1)
        peer, at = text(found["peer"], "peer", ORIGIN), moment(found["at"], "at")
    except NotGenuine:
        raise Misuse(_HALF) from None
    directory = carrier.directory
    if directory is None:
        raise Unable("there is no directory yet by which this file could be believed")
    member = directory.member(peer)
    if member is None or member.left:
        raise Unable("this file is from nobody in the directory")
    if not is_genuine(member.transport, Purpose.STICK, digest, signature):
        raise Unable(f"this file says to be from {peer}, and its carrier did not sign it")
    return Brought(peer=peer, at=at)
