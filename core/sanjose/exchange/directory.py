"""The directory: which committees are in the network, and the public keys of each.

It is one document with a number. Each version names the hash of the one before and is signed by
more than two thirds of that one's members; the first is compared by its fingerprint, out of
band. Nobody is ever trusted because they came first. A committee that left stays in it, marked,
and so does a key that was retired, with the last envelope that it signed.
"""

import re
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self

from sanjose.exchange.canonical import (
    ORIGIN,
    NotGenuine,
    bytes_of,
    canonical,
    day,
    exactly,
    fault,
    number,
    octets,
    row,
    several,
    strict,
    text,
    text_of,
)
from sanjose.exchange.envelope import KEY, NET
from sanjose.exchange.signatures import Purpose, Sign, key_id, tagged

RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
HOST = re.compile(r"[a-z0-9.:\[\]-]{1,200}")
USER = re.compile(r"@[a-z0-9._=/+-]{1,100}:[a-z0-9.:\[\]-]{1,200}")
DEVICE = re.compile(r"[A-Za-z0-9_-]{1,60}")
MATRIX_KEY = re.compile(r"[A-Za-z0-9+/]{43}")
ROOM = re.compile(r"![A-Za-z0-9._~=/+-]{1,200}(:[a-z0-9.:\[\]-]{1,200})?")


class Holder(StrEnum):
    """Who signs for a committee; a Vice-Chair signs where the Chair is in conflict."""

    CHAIR = "chair"
    VICE = "vice-chair"


HOLDER = re.compile("|".join(Holder))


@dataclass(frozen=True, kw_only=True, slots=True)
class Last:
    """The last envelope that a retired key signed: nothing after it, and nothing else."""

    n: int
    hash: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class InstallationKey:
    """A secretariat's signing key, both days included; ``last`` once it is retired.

    The days tell people when to renew. They judge no envelope, whose time is only a claim.
    """

    public: bytes
    since: date
    until: date
    last: Last | None = None

    @property
    def kid(self) -> str:
        """The key's short name."""
        return key_id(self.public)


@dataclass(frozen=True, kw_only=True, slots=True)
class ChairKey:
    """A Chair's or Vice-Chair's own key, for a term, both days included."""

    public: bytes
    holder: Holder
    since: date
    until: date

    @property
    def kid(self) -> str:
        """The key's short name."""
        return key_id(self.public)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bot:
    """A committee's machine in Matrix: its user, its one device, and the keys of both."""

    user: str
    device: str
    device_key: str
    master_key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A committee as the directory knows it.

    ``joined`` is the version in which it came; ``recipient`` is what bodies for it are wrapped
    to; ``transport`` is the network process's own key, which speaks for nobody's record. A
    committee that exchanges by sticks only has neither ``bot`` nor ``homeserver``.
    """

    origin: str
    joined: int
    left: bool = False
    recipient: str
    transport: bytes
    keys: tuple[InstallationKey, ...]
    chairs: tuple[ChairKey, ...]
    bot: Bot | None = None
    homeserver: str | None = None

    def key(self, kid: str) -> InstallationKey | None:
        """Return an installation key, retired or not."""
        return next((key for key in self.keys if key.kid == kid), None)

    def chair(self, kid: str) -> ChairKey | None:
        """Return the key of a Chair or Vice-Chair."""
        return next((key for key in self.chairs if key.kid == kid), None)


def grouped(digest: bytes) -> str:
    """Return a hash as two people read it to each other."""
    digits = digest.hex()
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))


@dataclass(frozen=True, kw_only=True, slots=True)
class Rooms:
    """The rooms in Matrix, by their ids, as far as there are any.

    Machines alone are in ``transport``; people read in ``notices``; ``rapporteurs`` and
    ``chairs`` are for people alone.
    """

    transport: str | None = None
    notices: str | None = None
    rapporteurs: str | None = None
    chairs: str | None = None


ROOMS = tuple(field.name for field in fields(Rooms))
"""What a room may be for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Directory:
    """One version of the directory, as it was signed."""

    net: str
    version: int
    prev: bytes
    since: date
    members: tuple[Member, ...]
    rooms: Rooms = Rooms()

    def member(self, origin: str) -> Member | None:
        """Return a committee, whether it is still in or left."""
        return next((one for one in self.members if one.origin == origin), None)

    @property
    def present(self) -> tuple[Member, ...]:
        """The committees that have not left."""
        return tuple(member for member in self.members if not member.left)

    @property
    def threshold(self) -> int:
        """How many of its members must sign the next version: more than two thirds."""
        return 2 * len(self.present) // 3 + 1

    @property
    def hash(self) -> bytes:
        """What the next version, and statements, call this one by."""
        return sha256(tagged(Purpose.DIRECTORY, self.to_bytes())).digest()

    @property
    def fingerprint(self) -> str:
        """The hash as two people read it to each other: eight groups of eight characters."""
        return grouped(self.hash)

    def to_bytes(self) -> bytes:
        """Return the bytes that are signed, without their purpose."""
        return canonical(
            {
                "v": 1,
                "net": self.net,
                "version": self.version,
                "prev": self.prev.hex(),
                "since": self.since.isoformat(),
                "members": [member_out(member) for member in self.members],
                "rooms": {name: getattr(self.rooms, name) for name in ROOMS},
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read a directory.

        Raises:
            NotGenuine: a field is missing or not in its form.
        """
        names = ("v", "net", "version", "prev", "since", "members", "rooms")
        found = exactly(strict(raw), "directory", *names)
        if number(found["v"], "v", 1) != 1:
            raise fault("v")
        version = number(found["version"], "version", 1)
        rooms = exactly(found["rooms"], "rooms", *ROOMS)
        return cls(
            net=text(found["net"], "net", NET),
            version=version,
            prev=octets(found["prev"], "prev", 0 if version == 1 else 32),
            since=day(found["since"], "since"),
            members=several(found["members"], "members", member_in),
            rooms=Rooms(**{name: _or_none(rooms[name], "rooms", ROOM) for name in ROOMS}),
        )


def _or_none(found: Any, what: str, form: re.Pattern[str]) -> str | None:
    return None if found is None else text(found, what, form)


def member_out(member: Member) -> dict[str, object]:
    """Return a member as it stands in a directory."""
    return {
        "origin": member.origin,
        "joined": member.joined,
        "left": member.left,
        "recipient": member.recipient,
        "transport": member.transport.hex(),
        "keys": [
            {
                "public": key.public.hex(),
                "since": key.since.isoformat(),
                "until": key.until.isoformat(),
                "last": [key.last.n, key.last.hash.hex()] if key.last else None,
            }
            for key in member.keys
        ],
        "chairs": [
            {
                "public": key.public.hex(),
                "holder": key.holder.value,
                "since": key.since.isoformat(),
                "until": key.until.isoformat(),
            }
            for key in member.chairs
        ],
        "bot": None if member.bot is None else bot_out(member.bot),
        "homeserver": member.homeserver,
    }


def bot_out(bot: Bot) -> dict[str, str]:
    """Return a bot as it stands in a directory."""
    return {field.name: getattr(bot, field.name) for field in fields(Bot)}


_MEMBER = "origin joined left recipient transport keys chairs bot homeserver".split()


def member_in(item: Any) -> Member:
    """Read a member.

    Raises:
        NotGenuine: a field is missing or not in its form.
    """
    found = exactly(item, "member", *_MEMBER)
    if not isinstance(found["left"], bool):
        raise fault("left")
    return Member(
        origin=text(found["origin"], "origin", ORIGIN),
        joined=number(found["joined"], "joined", 1),
        left=found["left"],
        recipient=text(found["recipient"], "recipient", RECIPIENT),
        transport=octets(found["transport"], "transport"),
        keys=several(found["keys"], "keys", _key_in),
        chairs=several(found["chairs"], "chairs", chair_in),
        bot=None if found["bot"] is None else bot_in(found["bot"]),
        homeserver=_or_none(found["homeserver"], "homeserver", HOST),
    )


def bot_in(item: Any) -> Bot:
    """Read a bot.

    Raises:
        NotGenuine: a field is missing or not in its form.
    """
    found = exactly(item, "bot", "user", "device", "device_key", "master_key")
    return Bot(
        user=text(found["user"], "user", USER),
        device=text(found["device"], "device", DEVICE),
        device_key=text(found["device_key"], "device_key", MATRIX_KEY),
        master_key=text(found["master_key"], "master_key", MATRIX_KEY),
    )


def _key_in(item: Any) -> InstallationKey:
    found = exactly(item, "key", "public", "since", "until", "last")
    last = None
    if found["last"] is not None:
        n, hash_ = row(found["last"], "last", 2)
        last = Last(n=number(n, "last"), hash=octets(hash_, "last", 32 if n else 0))
    return InstallationKey(
        public=octets(found["public"], "public"),
        since=day(found["since"], "since"),
        until=day(found["until"], "until"),
        last=last,
    )


def chair_in(item: Any) -> ChairKey:
    """Read the key of a Chair or Vice-Chair.

    Raises:
        NotGenuine: a field is missing or not in its form.
    """
    found = exactly(item, "chair", "public", "holder", "since", "until")
    return ChairKey(
        public=octets(found["public"], "public"),
        holder=Holder(text(found["holder"], "holder", HOLDER)),
        since=day(found["since"], "since"),
        until=day(found["until"], "until"),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """A committee's signature under a version, with the key that it used."""

    origin: str
    kid: str
    signature: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedDirectory:
    """A version as it travels: its bytes as they were signed, and who signed."""

    raw: bytes
    directory: Directory
    signatures: tuple[Signature, ...]

    @classmethod
    def of(cls, directory: Directory) -> Self:
        """Return a version that nobody has signed yet."""
        return cls(raw=directory.to_bytes(), directory=directory, signatures=())

    def signed_by(self, origin: str, kid: str, sign: Sign) -> Self:
        """Return it with one more signature."""
        more = Signature(
            origin=origin, kid=kid, signature=sign(tagged(Purpose.DIRECTORY, self.raw))
        )
        return type(self)(
            raw=self.raw, directory=self.directory, signatures=(*self.signatures, more)
        )

    def also_signed(self, other: Self) -> Self:
        """Return it with the signatures of another copy as well.

        Raises:
            NotGenuine: that one is of another version.
        """
        if other.raw != self.raw:
            raise NotGenuine("these are two different versions of the directory")
        more = [one for one in other.signatures if one not in self.signatures]
        return type(self)(
            raw=self.raw, directory=self.directory, signatures=(*self.signatures, *more)
        )

    def to_bytes(self) -> bytes:
        """Return it as it travels."""
        signatures = [[one.origin, one.kid, text_of(one.signature)] for one in self.signatures]
        return canonical({"directory": text_of(self.raw), "signatures": signatures})

    @classmethod
    def from_bytes(cls, wire: bytes) -> Self:
        """Read what travelled; whether it is to be believed, ``membership`` says.

        Raises:
            NotGenuine: it is not in the agreed form.
        """
        found = exactly(strict(wire), "directory", "directory", "signatures")
        raw = bytes_of(found["directory"], "directory")
        return cls(
            raw=raw,
            directory=Directory.from_bytes(raw),
            signatures=several(found["signatures"], "signatures", _signature_in),
        )


def _signature_in(item: Any) -> Signature:
    origin, kid, signature = row(item, "signatures", 3)
    return Signature(
        origin=text(origin, "signatures", ORIGIN),
        kid=text(kid, "signatures", KEY),
        signature=bytes_of(signature, "signatures"),
    )
