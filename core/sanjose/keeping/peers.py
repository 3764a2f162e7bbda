"""What was exchanged with the other committees, and the keys with which this one speaks.

It stands in ``keys.db``, so that it is copied with the keys and that older copies are destroyed
in time: a body that was recalled must come back from nowhere. A signing key and the key that
opens bodies are sealed under the committee's own key, and are sealed anew with it. Envelopes
are kept as they travel; one that was recalled is kept without its body.
"""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sanjose.exchange.envelope import Envelope
from sanjose.keeping import store
from sanjose.keeping.shelf import OldKeys, Shelf, WrongCaseKey
from sanjose.words.errors import Unable

TABLES = """
CREATE TABLE own_keys (
    kid TEXT PRIMARY KEY, number INTEGER NOT NULL, purpose TEXT NOT NULL, public TEXT NOT NULL,
    since TEXT NOT NULL, sealed BLOB NOT NULL
);
CREATE TABLE directories (version INTEGER PRIMARY KEY, accepted TEXT NOT NULL, wire BLOB NOT NULL);
CREATE TABLE epochs (hash BLOB PRIMARY KEY, accepted TEXT NOT NULL);
CREATE TABLE envelopes (
    hash BLOB PRIMARY KEY, origin TEXT NOT NULL, n INTEGER NOT NULL, has_body INTEGER NOT NULL,
    waits INTEGER NOT NULL, wire BLOB NOT NULL, said BLOB
)
"""

HEARD = "heard"
"""Under this name stands what changes whenever something of the network was written."""

_STALE = "recalled-in-log"
_RESTORED = "restored"
_OFFER = "offered"
_ENDING = "ending-key"
_RECALLED = "recalled-at"
_NONCE = 12


class Purpose(StrEnum):
    """What a key of this installation is for."""

    SIGNING = "signing"
    OPENING = "opening bodies"


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnKey:
    """A key of this installation, without its private half.

    ``public`` is hexadecimal for signing, and an age recipient for opening.
    """

    kid: str
    purpose: Purpose
    public: str
    since: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """That the stores were put back from a copy, and how far the record went there.

    ``size`` and ``root`` are the record's as it was restored; ``published`` the size of the
    last root that two officers knew of when they went behind it. ``resumed`` says that our own
    later envelopes are here again, as far as a peer knows them.
    """

    size: int
    root: bytes
    published: int = 0
    officers: tuple[str, ...] = ()
    resumed: bool = False


class Peers(Shelf):
    """The part of the store of keys that the network concerns."""

    def _check_format(self) -> None:
        super()._check_format()
        if self.value("format") == b"1":
            # Made before there was a network.
            with self._written():
                if self.value("format") == b"1":
                    self._make_tables(TABLES)
                    self.keep("format", b"2")

    def _make_tables(self, tables: str) -> None:
        for table in tables.split(";"):
            self._do(table)

    @property
    def in_one_piece(self) -> bool:
        """Whether many calls are being committed at once, so that nothing is durable yet."""
        return self._in_one_piece

    def heard(self) -> bytes:
        """Return what changes whenever something of the network was written here."""
        return self.value(HEARD) or b""

    def _changed(self) -> None:
        # Random, so that what was rolled back never seems to be what was written later.
        self.keep(HEARD, os.urandom(8))

    # Our own keys

    def _add_key(self, key: OwnKey, secret: bytes, case_key: bytes) -> None:
        # Two may be made on one day.
        ((last,),) = self._rows("SELECT max(number) FROM own_keys")
        row = (key.kid, (last or 0) + 1, key.purpose, key.public, key.since.isoformat())
        sealed = _sealed(case_key, key.kid, secret)
        self._do("INSERT INTO own_keys VALUES (?, ?, ?, ?, ?, ?)", *row, sealed)
        self._do("UPDATE envelopes SET said = NULL")
        self._changed()

    def own_keys(self, purpose: Purpose) -> tuple[OwnKey, ...]:
        """Return the keys for a purpose that have not been destroyed, the newest last."""
        query = "SELECT kid, public, since FROM own_keys WHERE purpose = ? ORDER BY number"
        return tuple(
            OwnKey(kid=kid, purpose=purpose, public=public, since=date.fromisoformat(since))
            for kid, public, since in self._rows(query, purpose)
        )

    def private_key(self, kid: str, case_key: bytes) -> bytes | None:
        """Return the private half of a key; None where it is not here.

        Raises:
            WrongCaseKey: it does not open with the key given.
        """
        found = self._row("SELECT sealed FROM own_keys WHERE kid = ?", kid)
        return None if found is None else _opened(case_key, kid, bytes(found[0]))

    def destroy_key(self, kid: str) -> None:
        """Destroy the private half of a key for good.

        Raises:
            Unable: somebody was reading, so that it is still in the log: repeat it.
        """
        with self._written(OldKeys.DESTROYED):
            self._do("DELETE FROM own_keys WHERE kid = ?", kid)
            self._do("UPDATE envelopes SET said = NULL")
            self._changed()

    def _reseal(self, old: bytes, new: bytes) -> None:
        """Seal every private half under the committee's new key."""
        rows = self._rows("SELECT kid, sealed FROM own_keys")
        self._many(
            "UPDATE own_keys SET sealed = ? WHERE kid = ?",
            [
                (_sealed(new, kid, _opened(old, kid, bytes(sealed))), kid)
                for kid, sealed in rows
            ],
        )

    # The directory

    def directories(self) -> tuple[bytes, ...]:
        """Return every version that was accepted, as it travels, in order."""
        rows = self._rows("SELECT wire FROM directories ORDER BY version")
        return tuple(bytes(wire) for (wire,) in rows)

    def accept_directory(self, version: int, wire: bytes, on: date) -> None:
        """Keep a version that was accepted."""
        with self._written():
            self._do("INSERT INTO directories VALUES (?, ?, ?)", version, on.isoformat(), wire)
            self._do("DELETE FROM meta WHERE name = ?", _ENDING)
            self._changed()

    def keep_offer(self, offer: bytes) -> None:
        """Keep what this committee offered last, to be found again in the next version."""
        self.keep(_OFFER, offer)

    def offer(self) -> bytes | None:
        """Return what was offered last, whether a version has it by now or not."""
        return self.value(_OFFER)

    def keep_ending(self, kid: str) -> None:
        """Keep that this committee agreed that a key of its own ends here."""
        self.keep(_ENDING, kid.encode())

    def ending(self) -> str | None:
        """Return the key that ends with the next version, where we signed it."""
        found = self.value(_ENDING)
        return None if found is None else found.decode()

    # Epochs and restoring

    def accept_epoch(self, hash_: bytes, on: date) -> None:
        """Keep that people accepted the epoch that an envelope opened; twice is once."""
        with self._written():
            self._do("DELETE FROM epochs WHERE hash = ?", hash_)
            self._do("INSERT INTO epochs VALUES (?, ?)", hash_, on.isoformat())
            self._changed()

    def epochs(self) -> frozenset[bytes]:
        """Return the hashes of the envelopes whose epochs were accepted."""
        return frozenset(bytes(one) for (one,) in self._rows("SELECT hash FROM epochs"))

    def keep_restored(self, restored: Restored | None) -> None:
        """Keep that the stores were put back from a copy, or that this is settled."""
        if restored is None:
            with self._written():
                self._do("DELETE FROM meta WHERE name = ?", _RESTORED)
            return
        written = {
            "size": restored.size,
            "root": restored.root.hex(),
            "published": restored.published,
            "officers": list(restored.officers),
            "resumed": restored.resumed,
        }
        self.keep(_RESTORED, json.dumps(written).encode())

    def restored(self) -> Restored | None:
        """Return that the stores were put back from a copy, while it matters."""
        kept = self.value(_RESTORED)
        if kept is None:
            return None
        found: dict[str, Any] = json.loads(kept)
        return Restored(
            size=found["size"],
            root=bytes.fromhex(found["root"]),
            published=found["published"],
            officers=tuple(found["officers"]),
            resumed=found["resumed"],
        )

    # Envelopes

    def keep_envelope(self, envelope: Envelope, *, waits: bool = False) -> None:
        """Keep an envelope, or the body that came later.

        Args:
            envelope: as the log took it.
            waits: whether it is our own and still to be put into the spool.
        """
        header = envelope.header
        with self._written():
            self._do("DELETE FROM envelopes WHERE hash = ?", envelope.hash)
            self._do(
                "INSERT INTO envelopes VALUES (?, ?, ?, ?, ?, ?, NULL)",
                envelope.hash,
                header.origin,
                header.n,
                int(envelope.body is not None),
                int(waits),
                envelope.to_bytes(),
            )
            self._changed()

    def envelopes(self) -> tuple[bytes, ...]:
        """Return everything that was exchanged, as it travels."""
        rows = self._rows("SELECT wire FROM envelopes ORDER BY origin, n, hash")
        return tuple(bytes(wire) for (wire,) in rows)

    def with_body(self) -> frozenset[bytes]:
        """Return the hashes of the envelopes whose body is here."""
        rows = self._rows("SELECT hash FROM envelopes WHERE has_body = 1")
        return frozenset(bytes(one) for (one,) in rows)

    def drop_bodies(self, envelopes: Iterable[Envelope], at: datetime) -> None:
        """Destroy the bodies of envelopes; ``forget_recalled`` ends it.

        Their bytes are overwritten in the store, and leave its log when that is emptied. Copies
        of the store that were made before ``at`` still have them.
        """
        with self._written():
            for one in envelopes:
                self._do(
                    "UPDATE envelopes SET has_body = 0, said = NULL, wire = ? WHERE hash = ?",
                    one.without_body().to_bytes(),
                    one.hash,
                )
            self.keep(_STALE, b"1")
            self.keep(_RECALLED, at.isoformat().encode())
            self._changed()

    def last_recalled(self) -> datetime | None:
        """Return when a body was last destroyed because it was recalled, or None."""
        kept = self.value(_RECALLED)
        return None if kept is None else datetime.fromisoformat(kept.decode())

    def said(self, case_key: bytes) -> dict[bytes, bytes | None]:
        """Return what bodies say that were opened before, None for what is sealed for others.

        To try sixteen wrappings of each with every key takes long; what was found is kept under
        the committee's key, like the keys that opened it.
        """
        found: dict[bytes, bytes | None] = {}
        for hash_, kept in self._rows(
            "SELECT hash, said FROM envelopes WHERE said IS NOT NULL"
        ):
            with suppress(WrongCaseKey):  # then it is opened anew
                named = bytes(hash_).hex()
                found[bytes(hash_)] = _opened(case_key, named, bytes(kept)) if kept else None
        return found

    def keep_said(self, said: Mapping[bytes, bytes | None], case_key: bytes) -> None:
        """Keep what bodies say, as long as they are here."""
        rows = [
            (b"" if text is None else _sealed(case_key, hash_.hex(), text), hash_)
            for hash_, text in said.items()
        ]
        with self._written():
            self._many("UPDATE envelopes SET said = ? WHERE hash = ? AND has_body = 1", rows)

    def forget_recalled(self) -> None:
        """Empty the log where bodies that were recalled may still stand in it.

        Where somebody is reading, the next call does it.
        """
        if self._in_one_piece or self.value(_STALE) is None:
            return
        with suppress(Unable):
            store.truncate_log(self._connection)
            with self._written():
                self._do("DELETE FROM meta WHERE name = ?", _STALE)

    def waiting(self) -> tuple[bytes, ...]:
        """Return our own envelopes that are still to be put into the spool, in order."""
        rows = self._rows("SELECT wire FROM envelopes WHERE waits = 1 ORDER BY n")
        return tuple(bytes(wire) for (wire,) in rows)

    def put_into_spool(self, hashes: Iterable[bytes]) -> None:
        """Keep that envelopes lie in the spool, or were carried from there."""
        rows = [(one,) for one in hashes]
        if rows:
            with self._written():
                self._many("UPDATE envelopes SET waits = 0 WHERE hash = ?", rows)


def _bound(kid: str) -> bytes:
    return b"sanjose-installation\x00" + kid.encode()


def _sealed(case_key: bytes, kid: str, secret: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(case_key).encrypt(nonce, secret, _bound(kid))


def _opened(case_key: bytes, kid: str, sealed: bytes) -> bytes:
    try:
        return AESGCM(case_key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(kid))
    except (InvalidTag, ValueError):
        raise WrongCaseKey(
            "a key of this installation does not open with the committee's: run `sanjose"
            " verify --unlocked`, then restore the newest backup"
        ) from None
