"""A Chair's own key: one file on the Chair's own machine, which needs no installation.

The private half lies in the file under a key made from the passphrase, as in an officer's slot,
and leaves it only inside the function that signs. The rest is in clear, and bound to it: whose
key it is, and for which term. The public half goes into the directory.

Source: N 16; ours.
"""

import base64
import json
import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sanjose.exchange.canonical import ORIGIN, canonical
from sanjose.exchange.directory import ChairKey, Holder
from sanjose.exchange.signatures import Sign
from sanjose.keeping.envelopes import new_signing_key, signer
from sanjose.keeping.home import write_private
from sanjose.keeping.slots import Cost, long_enough, stretched, typed
from sanjose.words.errors import Misuse, Unable

VERSION = 1
LARGEST = 8192
"""Bytes of such a file, at most."""

WRONG = "the passphrase is not right for this key"
DAMAGED = "the key's file is damaged or is none: take the copy that you kept of it"

_SALT = 16
_NONCE = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class ChairKeyFile:
    """A Chair's key as it lies in its file: nothing in it is secret by itself."""

    committee: str
    key: ChairKey
    cost: Cost
    salt: bytes = field(repr=False)
    sealed: bytes = field(repr=False)

    @classmethod
    def make(
        cls,
        *,
        committee: str,
        holder: Holder,
        since: date,
        until: date,
        passphrase: bytes,
        cost: Cost = Cost.STRONG,
    ) -> Self:
        """Make a new key for a term, both days included.

        Args:
            committee: its short name, as in the directory.
            holder: the Chair, or the Vice-Chair who signs where the Chair is in conflict.
            since: the first day of the term.
            until: the last one.
            passphrase: in UTF-8; however its accents were typed, it is the same.
            cost: lowered in tests only.

        Raises:
            Misuse: the committee has another form, the term ends before it begins, or the
                passphrase is short.
        """
        if ORIGIN.fullmatch(committee) is None:
            raise Misuse("a committee is named by its short name, in small letters")
        if until < since:
            raise Misuse("the last day of the term lies before the first: correct one of them")
        plain = long_enough(passphrase)
        private, public = new_signing_key()
        key = ChairKey(public=public, holder=holder, since=since, until=until)
        salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
        cipher = AESGCM(stretched(plain, salt, cost))
        sealed = nonce + cipher.encrypt(nonce, private, _bound(committee, key))
        return cls(committee=committee, key=key, cost=cost, salt=salt, sealed=sealed)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a key's file.

        Raises:
            Unable: it cannot be read, is damaged, or of a newer version.
        """
        try:
            with path.open("rb") as file:
                raw = file.read(LARGEST)
        except OSError as error:
            why = (error.strerror or "no access").lower()
            raise Unable(f"the key's file cannot be read: {why}") from None
        try:
            found: Any = json.loads(raw)
            if int(found["v"]) > VERSION:
                raise Unable("the key's file was made by a newer version: install that one")
            read = cls._from_json(found)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            raise Unable(DAMAGED) from None
        if not read.cost.possible or len(read.salt) != _SALT:
            raise Unable(DAMAGED)
        return read

    @classmethod
    def _from_json(cls, found: dict[str, Any]) -> Self:
        kdf, key = found["kdf"], found["key"]
        return cls(
            committee=str(found["committee"]),
            key=ChairKey(
                public=bytes.fromhex(key["public"]),
                holder=Holder(key["holder"]),
                since=date.fromisoformat(key["since"]),
                until=date.fromisoformat(key["until"]),
            ),
            cost=Cost(m=int(kdf["m"]), t=int(kdf["t"]), p=int(kdf["p"])),
            salt=base64.b64decode(kdf["salt"], validate=True),
            sealed=base64.b64decode(found["sealed"], validate=True),
        )

    def write(self, path: Path) -> None:
        """Write the key into a new file that only its owner can read.

        Raises:
            Misuse: there is a file already; a key is never written over.
            Unable: the disk is full or the folder is not ours.
        """
        if path.exists():
            raise Misuse("there is a file of this name already: give the new key another one")
        written = {
            "v": VERSION,
            "committee": self.committee,
            "key": plain(self.key),
            "kdf": {
                "name": "argon2id",
                "salt": base64.b64encode(self.salt).decode(),
                "m": self.cost.m,
                "t": self.cost.t,
                "p": self.cost.p,
            },
            "sealed": base64.b64encode(self.sealed).decode(),
        }
        write_private(path, json.dumps(written, indent=2).encode() + b"\n")

    def open(self, passphrase: bytes) -> Sign:
        """Return the function that signs, which is all that leaves here.

        Raises:
            Unable: the passphrase is not right, or the file was changed.
        """
        cipher = AESGCM(stretched(typed(passphrase), self.salt, self.cost))
        nonce, sealed = self.sealed[:_NONCE], self.sealed[_NONCE:]
        try:
            private = cipher.decrypt(nonce, sealed, _bound(self.committee, self.key))
        except (InvalidTag, ValueError):
            raise Unable(WRONG) from None
        return signer(private)


def plain(key: ChairKey) -> dict[str, str]:
    """Return the public half as it stands in the directory, among the ``chairs`` of a member."""
    return {
        "public": key.public.hex(),
        "holder": key.holder.value,
        "since": key.since.isoformat(),
        "until": key.until.isoformat(),
    }


def _bound(committee: str, key: ChairKey) -> bytes:
    """Tie the sealed private half to whose key it is, and for which term."""
    return canonical({"committee": committee, "key": plain(key)})
