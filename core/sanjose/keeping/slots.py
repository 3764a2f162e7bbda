"""What each officer's passphrase opens: a key pair, and with it the keys of the stores.

A slot is one JSON file per officer. Its key pair's private half is encrypted under a key made
from the passphrase; the stores' keys are wrapped for the public half, so that a store's key
can be renewed without anybody's passphrase. No store's key lies on disk in any other way.
"""

import base64
import json
import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, NoReturn, Self, SupportsIndex

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sanjose.keeping import age
from sanjose.keeping.home import Home, write_private
from sanjose.words.errors import Misuse, Unable
from sanjose.words.provenance import Chosen

VERSION = 1

LEAST_PASSPHRASE = Chosen(
    12,
    because="a stolen laptop gives unlimited guesses at a quarter of a second each; twelve"
    " characters, such as three or four words, outlast them",
)
"""The fewest characters of a passphrase."""

OFFICER = re.compile(r"[a-z][a-z0-9-]{0,31}")
RESERVED = "escrow"
WRONG = "the passphrase is not right for {officer}"

_SALT = 16
_STORES = frozenset({"record", "keys", "register"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: argon2id's memory in KiB, passes and lanes.

    Source: ours; 64 MiB and three passes take a quarter of a second on a small machine.
    """

    m: int
    t: int
    p: int

    STRONG: ClassVar["Cost"]
    TRIAL: ClassVar["Cost"]

    @property
    def possible(self) -> bool:
        """Whether a machine can pay it: what is damaged must not ask for all of its memory."""
        most = _MOST
        return (
            1 <= self.p <= most.p and 1 <= self.t <= most.t and 8 * self.p <= self.m <= most.m
        )


Cost.STRONG = Cost(m=64 * 1024, t=3, p=4)
Cost.TRIAL = Cost(m=8 * 1024, t=1, p=1)

_MOST = Cost(m=4 * 1024 * 1024, t=64, p=64)


@dataclass(frozen=True, kw_only=True, slots=True, repr=False, eq=False)
class Unlocked:
    """An officer's private key and the stores' keys, in memory only.

    It prints nothing and cannot be pickled or copied.
    """

    officer: str
    identity: str
    stores: Mapping[str, bytes]

    def __repr__(self) -> str:
        return f"<unlocked {self.officer}>"

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("an officer's keys are not written anywhere")


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """An officer's slot as it lies on disk: nothing in it is secret by itself."""

    officer: str
    recipient: str
    cost: Cost
    salt: bytes = field(repr=False)
    identity: bytes = field(repr=False)
    stores: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def make(
        cls,
        officer: str,
        passphrase: bytes,
        stores: Mapping[str, bytes],
        cost: Cost = Cost.STRONG,
    ) -> Self:
        """Make a new key pair for an officer and give it the stores' keys.

        Args:
            officer: as in ``officer-1``; never a person's name.
            passphrase: in UTF-8; however its accents were typed, it is the same.
            stores: the raw keys of ``record``, ``keys`` and ``register``.
            cost: lowered in tests only.

        Raises:
            Misuse: the officer's designation has another form, or the passphrase is short.
        """
        if OFFICER.fullmatch(officer) is None or officer == RESERVED:
            raise Misuse("an officer is designated as in `officer-1`, without any name")
        if stores.keys() != _STORES:
            raise ValueError("a slot holds the keys of record, keys and register")
        identity, recipient = age.new_identity()
        salt, sealed = _sealed(identity, officer, recipient, passphrase, cost)
        return cls(
            officer=officer,
            recipient=recipient,
            cost=cost,
            salt=salt,
            identity=sealed,
            stores={name: age.wrap(key, recipient) for name, key in stores.items()},
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a slot's file.

        Raises:
            Unable: it is missing, damaged, renamed, or of a newer version.
        """
        damaged = Unable(f"the slot {path.name} is damaged: restore it from a backup")
        try:
            found: Any = json.loads(path.read_bytes())
        except OSError as error:
            raise Unable(f"the slot {path.name} cannot be read") from error
        except (ValueError, RecursionError) as error:
            raise damaged from error
        try:
            if int(found["v"]) > VERSION:
                raise Unable(
                    f"the slot {path.name} was made by a newer version: install that one"
                )
            slot = cls._from_json(found)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise damaged from error
        if slot.officer != path.stem or not _possible(slot):
            raise damaged
        return slot

    @classmethod
    def _from_json(cls, found: dict[str, Any]) -> Self:
        kdf = found["kdf"]
        if kdf["name"] != "argon2id":
            raise ValueError("another way from the passphrase to the key")
        return cls(
            officer=str(found["officer"]),
            recipient=str(found["recipient"]),
            cost=Cost(m=int(kdf["m"]), t=int(kdf["t"]), p=int(kdf["p"])),
            salt=_bytes(kdf["salt"]),
            identity=_bytes(found["identity"]),
            stores={str(name): _bytes(key) for name, key in found["stores"].items()},
        )

    def write(self, home: Home) -> None:
        """Write the slot into a home, in one piece.

        Raises:
            Unable: the disk is full or not ours; an older slot of the officer is untouched.
        """
        written = {
            "v": VERSION,
            "officer": self.officer,
            "recipient": self.recipient,
            "kdf": {
                "name": "argon2id",
                "salt": _text(self.salt),
                "m": self.cost.m,
                "t": self.cost.t,
                "p": self.cost.p,
            },
            "identity": _text(self.identity),
            "stores": {name: _text(key) for name, key in self.stores.items()},
        }
        path = home.slots / f"{self.officer}.slot"
        write_private(path, json.dumps(written, indent=2).encode() + b"\n")

    def open(self, passphrase: bytes) -> Unlocked:
        """Return what the passphrase opens; takes a quarter of a second on purpose.

        Raises:
            Unable: the passphrase is not right, or the slot is damaged.
        """
        identity = self._identity(passphrase)
        stores = {name: age.unwrap(key, identity) for name, key in self.stores.items()}
        return Unlocked(
            officer=self.officer, identity=identity, stores=MappingProxyType(stores)
        )

    def with_passphrase(self, old: bytes, new: bytes, cost: Cost = Cost.STRONG) -> Self:
        """Return this slot behind another passphrase; whoever has the old file opens that one.

        Raises:
            Unable: the old passphrase is not right.
            Misuse: the new one is short.
        """
        identity = self._identity(old)
        salt, sealed = _sealed(identity, self.officer, self.recipient, new, cost)
        return type(self)(
            officer=self.officer,
            recipient=self.recipient,
            cost=cost,
            salt=salt,
            identity=sealed,
            stores=self.stores,
        )

    def _identity(self, passphrase: bytes) -> str:
        key = stretched(typed(passphrase), self.salt, self.cost)
        nonce, sealed = self.identity[:12], self.identity[12:]
        try:
            opened = AESGCM(key).decrypt(nonce, sealed, _bound(self.officer, self.recipient))
        except (InvalidTag, ValueError):
            raise Unable(WRONG.format(officer=self.officer)) from None
        return opened.decode()


def _sealed(
    identity: str, officer: str, recipient: str, passphrase: bytes, cost: Cost
) -> tuple[bytes, bytes]:
    plain = long_enough(passphrase)
    salt, nonce = os.urandom(_SALT), os.urandom(12)
    cipher = AESGCM(stretched(plain, salt, cost))
    sealed = cipher.encrypt(nonce, identity.encode(), _bound(officer, recipient))
    return salt, nonce + sealed


def _possible(slot: Slot) -> bool:
    """Say whether the parts of a slot have the sizes that slots are made with."""
    return slot.cost.possible and len(slot.salt) == _SALT and slot.stores.keys() == _STORES


def _bound(officer: str, recipient: str) -> bytes:
    """Tie the sealed private key to its officer and to its public half."""
    return f"{officer}|{recipient}".encode()


def long_enough(passphrase: bytes) -> bytes:
    """Return a new passphrase as every keyboard gives it.

    Raises:
        Misuse: it is short.
    """
    plain = typed(passphrase)
    if len(plain.decode(errors="replace")) < LEAST_PASSPHRASE.value:
        raise Misuse(
            f"the passphrase is short: take {LEAST_PASSPHRASE.value} characters or more"
        )
    return plain


def typed(passphrase: bytes) -> bytes:
    """Return a passphrase as every keyboard gives it."""
    try:
        return unicodedata.normalize("NFKC", passphrase.decode()).encode()
    except UnicodeDecodeError:
        return passphrase


def stretched(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
    """Return the key that a passphrase, as ``typed`` gives it, stands for."""
    return hash_secret_raw(
        passphrase,
        salt,
        time_cost=cost.t,
        memory_cost=cost.m,
        parallelism=cost.p,
        hash_len=32,
        type=Type.ID,
    )


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def slots(home: Home) -> tuple[Slot, ...]:
    """Return the slots of a home, by officer.

    Raises:
        Unable: one of them is damaged.
    """
    paths = sorted(home.slots.glob("[a-z]*.slot"), key=lambda path: (len(path.name), path.name))
    return tuple(Slot.read(path) for path in paths)


def default_slot(home: Home, officer: str | None) -> Slot:
    """Return the slot of an officer, or the only one there is.

    Raises:
        Misuse: no such officer, or several and none was named.
        Unable: there is no slot at all, or it is damaged.
    """
    if officer is not None:
        path = home.slots / f"{officer}.slot"
        if OFFICER.fullmatch(officer) is None or not path.is_file():
            raise Misuse("no such officer has a slot here: see `sanjose officer`")
        return Slot.read(path)
    match slots(home):
        case ():
            raise Unable("no officer has a slot here: run `sanjose init` or restore one")
        case (only,):
            return only
        case several:
            names = ", ".join(slot.officer for slot in several)
            raise Misuse(
                f"several officers have a slot here ({names}): say which with --officer"
            )
