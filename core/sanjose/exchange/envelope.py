"""An envelope: a signed header that everyone may read, and a body beside it.

The header numbers and chains what one committee says, so that a loss shows and nothing can be
put in between. It carries only a salted hash of the body: a body can be erased and the chain
still holds. The signature covers the header's bytes as they travelled; the hash of those bytes
is what the next envelope, and every other paper, calls this envelope by.

A header of a later version may have further fields; those below it keeps for ever, so that
whoever does not understand it can still put it in its place.
"""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self
from uuid import UUID

from sanjose.exchange.canonical import (
    ORIGIN,
    NotGenuine,
    bytes_of,
    canonical,
    exactly,
    fault,
    moment,
    number,
    octets,
    row,
    several,
    strict,
    text,
    text_of,
)
from sanjose.exchange.signatures import Purpose, Sign, tagged
from sanjose.words.provenance import Chosen

VERSION = 1
LIMIT = Chosen(
    32_000,
    because="a Matrix event carries about 48 kB of JSON; a third is left for its own frame",
)
"""The most bytes of an envelope as it travels."""

LONGEST = Chosen(
    4096, because="ten committees' heads take a kilobyte; headers travel several to a message"
)
"""The most bytes of a header."""

KIND = re.compile(r"[a-z]{1,20}\.[a-z]{1,20}/[1-9][0-9]{0,2}")
NET = re.compile(r"[a-z0-9-]{1,40}")
KEY = re.compile(r"[0-9a-f]{16}")
SALT = 32
"""Bytes of a salt: as many as the hash has, so that nobody guesses a body by it."""

_FRAME = "v net directory origin kid n prev id kind ts seen body_hash".split()


class Kind(StrEnum):
    """What an envelope of this version may say; a changed body is a new number."""

    SUMMARY = "case.summary/1"
    REVISE = "case.revise/1"
    INTEREST = "case.interest/1"
    RETRACT = "case.retract/1"
    PROPOSE = "statement.propose/1"
    CONCUR = "statement.concur/1"
    ATTEST = "statement.attest/1"
    WITHDRAW = "statement.withdraw/1"
    PUBLISH = "statement.publish/1"
    ROOT = "root.published/1"
    EPOCH = "epoch.opened/1"


KINDS = frozenset(Kind)
OPEN = frozenset({Kind.RETRACT, Kind.ROOT, Kind.EPOCH})
"""Kinds whose body is for every member, so that it is not sealed."""

ERASABLE = frozenset({Kind.SUMMARY, Kind.REVISE, Kind.INTEREST})
"""Kinds whose body its committee may recall; what was agreed in public is not among them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """How far the writer had read another committee, without a gap."""

    origin: str
    n: int
    hash: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """What everyone may read of an envelope.

    ``n`` counts from 1; ``prev`` is empty there. ``directory`` is the version that the writer
    went by: who joined later gets no sealed body. ``ts`` informs and decides nothing.
    """

    v: int = VERSION
    net: str
    directory: int
    origin: str
    kid: str
    n: int
    prev: bytes
    id: str
    kind: str
    ts: str
    seen: tuple[Seen, ...] = ()
    body_hash: bytes

    def to_bytes(self) -> bytes:
        """Return the bytes that are signed, without their purpose."""
        return canonical(
            {
                "v": self.v,
                "net": self.net,
                "directory": self.directory,
                "origin": self.origin,
                "kid": self.kid,
                "n": self.n,
                "prev": self.prev.hex(),
                "id": self.id,
                "kind": self.kind,
                "ts": self.ts,
                "seen": {one.origin: [one.n, one.hash.hex()] for one in self.seen},
                "body_hash": self.body_hash.hex(),
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read a header of this version, or the part of a later one that stays.

        Raises:
            NotGenuine: a field is missing or not in its form.
        """
        found: Any = strict(raw)
        if not isinstance(found, dict):
            raise fault("header")
        v = number(found.get("v"), "v", 1)
        if v > VERSION:
            found = {name: one for name, one in found.items() if name in _FRAME}
        exactly(found, "header", *_FRAME)
        n = number(found["n"], "n", 1)
        if not isinstance(found["seen"], dict):
            raise fault("seen")
        return cls(
            v=v,
            net=text(found["net"], "net", NET),
            directory=number(found["directory"], "directory", 1),
            origin=text(found["origin"], "origin", ORIGIN),
            kid=text(found["kid"], "kid", KEY),
            n=n,
            prev=octets(found["prev"], "prev", 0 if n == 1 else 32),
            id=_uuid(found["id"]),
            kind=text(found["kind"], "kind", KIND),
            ts=moment(found["ts"], "ts"),
            seen=tuple(_seen(origin, at) for origin, at in found["seen"].items()),
            body_hash=octets(found["body_hash"], "body_hash"),
        )

    @property
    def is_understood(self) -> bool:
        """Whether this version knows what the body means; of all else the header is kept."""
        return self.v == VERSION and self.kind in KINDS


def _uuid(found: Any) -> str:
    read = text(found, "id")
    try:
        same = str(UUID(read)) == read
    except ValueError:
        same = False
    if not same:
        raise fault("id")
    return read


def _seen(origin: str, found: Any) -> Seen:
    n, hash_ = row(found, "seen", 2)
    return Seen(
        origin=text(origin, "seen", ORIGIN), n=number(n, "seen", 1), hash=octets(hash_, "seen")
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """What stands beside a header: a salt, and a text in clear or sealed.

    Where it is sealed, ``keys`` is the text's own key wrapped for its readers and others who
    do not exist, so that nobody can count them; where it is open, ``keys`` is empty.
    """

    salt: bytes = field(repr=False)
    keys: bytes = field(repr=False)
    text: bytes = field(repr=False)

    @property
    def is_sealed(self) -> bool:
        """Whether it is for some members only."""
        return bool(self.keys)

    def hash(self) -> bytes:
        """Return what the header says of it; without the salt nobody can guess at it."""
        parts = self.salt + sha256(self.keys).digest() + sha256(self.text).digest()
        return sha256(b"sanjose-body\x00" + parts).digest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """A header, its signature and, where it travelled along, its body.

    Whether it is genuine is not said by its being here: ``membership.verify`` says it.
    """

    raw: bytes = field(repr=False)
    header: Header
    signature: bytes = field(repr=False)
    body: Body | None

    @property
    def hash(self) -> bytes:
        """Return what this envelope is called by."""
        return sha256(tagged(Purpose.ENVELOPE, self.raw)).digest()

    def without_body(self) -> Self:
        """Return the header and its signature, which anyone may have."""
        return replace(self, body=None)

    def to_bytes(self) -> bytes:
        """Return the envelope as it travels."""
        body = None
        if self.body is not None:
            body = {
                "salt": text_of(self.body.salt),
                "keys": text_of(self.body.keys),
                "text": text_of(self.body.text),
            }
        header, signature = text_of(self.raw), text_of(self.signature)
        return canonical({"v": 1, "header": header, "signature": signature, "body": body})

    @classmethod
    def from_bytes(cls, wire: bytes) -> Self:
        """Read what travelled, and hold its body against its header.

        Raises:
            NotGenuine: it is too large, not in the agreed form, or the body is another's.
        """
        if len(wire) > LIMIT.value:
            raise NotGenuine("an envelope came that is larger than any may be")
        found = exactly(strict(wire), "envelope", "v", "header", "signature", "body")
        if type(found["v"]) is not int or found["v"] != 1:
            raise fault("v")
        raw = bytes_of(found["header"], "header")
        if len(raw) > LONGEST.value:
            raise NotGenuine("an envelope came whose header is longer than any may be")
        envelope = cls(
            raw=raw,
            header=Header.from_bytes(raw),
            signature=bytes_of(found["signature"], "signature"),
            body=None if found["body"] is None else _body(found["body"]),
        )
        if envelope.body is not None and envelope.body.hash() != envelope.header.body_hash:
            raise NotGenuine("the body of an envelope is not the one that was signed")
        return envelope


def _body(found: Any) -> Body:
    fields = exactly(found, "body", "salt", "keys", "text")
    salt, keys, content = (bytes_of(fields[name], name) for name in ("salt", "keys", "text"))
    if len(salt) != SALT:
        raise fault("salt")
    return Body(salt=salt, keys=keys, text=content)


def signed(header: Header, body: Body, sign: Sign) -> Envelope:
    """Return an envelope signed by whoever holds the installation's key.

    Raises:
        NotGenuine: it is not in the agreed form or too large, so that no peer would take it.
    """
    raw = header.to_bytes()
    envelope = Envelope(
        raw=raw, header=header, signature=sign(tagged(Purpose.ENVELOPE, raw)), body=body
    )
    wire = envelope.to_bytes()
    if len(wire) > LIMIT.value:
        raise NotGenuine("this is larger than an envelope may be: say less, or say it in two")
    if header.kind in KINDS and body.is_sealed == (header.kind in OPEN):
        raise NotGenuine("an envelope of this kind is sealed, or open, against its rule")
    return Envelope.from_bytes(wire)


def listed(wires: Any, what: str) -> tuple[Envelope, ...]:
    """Return envelopes from the texts in which they stand inside another paper.

    Raises:
        NotGenuine: one of them is not in the agreed form.
    """
    return several(wires, what, lambda one: Envelope.from_bytes(bytes_of(one, what)))
