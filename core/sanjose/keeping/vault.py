"""Which officer may open which case, and the one place where a key ends for ever.

``keys.db`` holds no key in clear. A case's key is wrapped for each officer who may see the
case and for the escrow; the key of each event body is wrapped under its case's key. Nothing
else has these keys, so deleting a row here makes a body unreadable for good, as soon as the
copies of this store made before are destroyed.

The store is committed before the record is: a key without an event is harmless, an event
without a key is a loss. Destroyed keys stand in a ledger, so that a missing key without an
entry there is an alarm.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sanjose.keeping import age, store
from sanjose.keeping.peers import TABLES as PEERS
from sanjose.keeping.peers import OwnKey, Peers
from sanjose.keeping.shelf import FORMAT, OldKeys
from sanjose.keeping.shelf import WrongCaseKey as WrongCaseKey
from sanjose.words.errors import Misuse, Unable

ESCROW = "escrow"
"""The name under which everything is wrapped for the escrow key pair as well."""

COMMITTEE = bytes(16)
"""The subject of what concerns the committee and no case."""

BATCH = 8
"""Event keys made at once, so that an act commits in this store only now and then."""

_NONCE = 12
_AT_ONCE = 500  # parameters of one statement

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE recipients (
    officer TEXT PRIMARY KEY, recipient TEXT NOT NULL, active INTEGER NOT NULL
);
CREATE TABLE wraps (
    case_id BLOB NOT NULL, officer TEXT NOT NULL, wrapped BLOB NOT NULL,
    PRIMARY KEY (case_id, officer)
);
CREATE TABLE event_keys (
    event_id BLOB PRIMARY KEY, case_id BLOB NOT NULL, wrapped BLOB NOT NULL
);
CREATE INDEX event_keys_by_case ON event_keys (case_id);
CREATE TABLE destroyed (
    event_id BLOB PRIMARY KEY, order_id BLOB NOT NULL, on_date TEXT NOT NULL
)
"""


class Vault(Peers):
    """The store of wrapped keys, open.

    Every method that writes is durable when it returns, except inside ``together``.
    All of them raise Unable where the store cannot be read or written.
    """

    @classmethod
    def create(cls, path: Path, key: bytes, escrow_recipient: str) -> Self:
        """Make a vault, and wrap everything for this escrow from the first key on.

        Raises:
            Unable: there is one already.
        """
        if path.exists():
            raise Unable(f"the store {path.name} exists already: name another directory")
        connection = store.connect(path, key, create=True)
        try:
            with store.guarded(path.name), store.written(connection):
                for table in (*_TABLES.split(";"), *PEERS.split(";")):
                    connection.execute(table)
                connection.execute("INSERT INTO meta VALUES ('format', ?)", (b"%d" % FORMAT,))
                connection.execute(
                    "INSERT INTO recipients VALUES (?, ?, 1)", (ESCROW, escrow_recipient)
                )
        finally:
            connection.close()
        return cls(path, key)

    # Officers

    def enrol(self, officer: str, recipient: str) -> None:
        """Let keys be wrapped for an officer from now on.

        What was wrapped for an earlier key pair of the same officer is deleted; the cases that
        the officer may see are granted one by one.

        Raises:
            Misuse: the designation is the escrow's.
        """
        self._refuse_escrow(officer)
        with self._written():
            known = self._row("SELECT recipient FROM recipients WHERE officer = ?", officer)
            if known is None:
                self._do("INSERT INTO recipients VALUES (?, ?, 1)", officer, recipient)
                return
            if known[0] != recipient:
                self._do("DELETE FROM wraps WHERE officer = ?", officer)
            self._do(
                "UPDATE recipients SET recipient = ?, active = 1 WHERE officer = ?",
                recipient,
                officer,
            )

    def retire(self, officer: str) -> None:
        """Delete every key wrapped for an officer, and wrap none for them any more.

        The cases' keys stay the same: one that has to be safe from a copy that the officer
        may have kept is renewed by ``withdraw``, case by case, before.

        Raises:
            Misuse: the designation is the escrow's.
        """
        self._refuse_escrow(officer)
        with self._written(OldKeys.WITHDRAWN):
            self._do("UPDATE recipients SET active = 0 WHERE officer = ?", officer)
            self._do("DELETE FROM wraps WHERE officer = ?", officer)

    def officers(self) -> tuple[str, ...]:
        """Return the officers for whom keys are wrapped, without the escrow."""
        found = self._rows("SELECT officer FROM recipients WHERE active = 1 ORDER BY officer")
        return tuple(officer for (officer,) in found if officer != ESCROW)

    def recipient(self, officer: str) -> str | None:
        """Return an officer's public key, or the escrow's; None for nobody or a retired one."""
        found = self._row(
            "SELECT recipient FROM recipients WHERE officer = ? AND active = 1", officer
        )
        return None if found is None else str(found[0])

    # The keys of a case

    def open_case(self, case_id: bytes, officers: Iterable[str]) -> bytes:
        """Make a case's key, wrap it for these officers and the escrow, and return it.

        The first event keys are made in the same commit.

        Raises:
            Unable: one of them is not an active officer, or the case has keys already.
        """
        case_key = os.urandom(32)
        with self._written():
            if self._row("SELECT 1 FROM wraps WHERE case_id = ?", case_id) is not None:
                raise Unable("this case has its keys already: repeat the entry")
            self._wrap(case_id, case_key, {*officers, ESCROW})
            self._make_event_keys(case_id, case_key, BATCH)
        return case_key

    def wrapped_case_key(self, case_id: bytes, officer: str) -> bytes | None:
        """Return a case's key as it is wrapped for an officer; None where it is not."""
        found = self._row(
            "SELECT wrapped FROM wraps WHERE case_id = ? AND officer = ?", case_id, officer
        )
        return None if found is None else bytes(found[0])

    def case_ids(self) -> tuple[bytes, ...]:
        """Return every case that has a key."""
        found = self._rows("SELECT case_id FROM wraps WHERE officer = ?", ESCROW)
        return tuple(case_id for (case_id,) in found)

    def holders(self, case_id: bytes) -> tuple[str, ...]:
        """Return the officers who can open a case, without the escrow."""
        found = self._rows(
            "SELECT officer FROM wraps WHERE case_id = ? ORDER BY officer", case_id
        )
        return tuple(officer for (officer,) in found if officer != ESCROW)

    def grant(self, case_id: bytes, case_key: bytes, officer: str) -> None:
        """Wrap a case's key for one more officer.

        Raises:
            Unable: not an active officer.
            WrongCaseKey: the key is not this case's.
        """
        with self._written():
            self._prove(case_id, case_key)
            self._do("DELETE FROM wraps WHERE case_id = ? AND officer = ?", case_id, officer)
            self._wrap(case_id, case_key, {officer})

    def withdraw(self, case_id: bytes, case_key: bytes, officer: str) -> bytes:
        """Renew a case's key for everybody but one officer, and return the new one.

        The keys of the events stay as they are and are wrapped anew: a copy of the case's old
        key that the officer may have kept opens nothing here. What the officer has read, they
        have read. Where the officer had no key, nothing changes and the old key is returned.

        Raises:
            WrongCaseKey: the key is not this case's, for instance because it was just renewed.
            Misuse: the designation is the escrow's.
        """
        self._refuse_escrow(officer)
        with self._written(OldKeys.WITHDRAWN):
            self._prove(case_id, case_key)
            holders = set(self.holders(case_id))
            if officer not in holders:
                return case_key
            event_keys = self.event_keys(case_id, case_key)
            renewed = os.urandom(32)
            cipher = AESGCM(renewed)
            self._do("DELETE FROM wraps WHERE case_id = ?", case_id)
            self._wrap(case_id, renewed, (holders - {officer}) | {ESCROW})
            if case_id == COMMITTEE:
                self._reseal(case_key, renewed)
            self._many(
                "UPDATE event_keys SET wrapped = ? WHERE event_id = ?",
                [
                    (_wrapped(cipher, key, event_id, case_id, os.urandom(_NONCE)), event_id)
                    for event_id, key in event_keys.items()
                ],
            )
        return renewed

    # The keys of events

    def more_event_keys(
        self, case_id: bytes, case_key: bytes, n: int = BATCH
    ) -> dict[bytes, bytes]:
        """Make event keys ahead and return them by event id.

        Raises:
            WrongCaseKey: the key is not this case's.
        """
        with self._written():
            self._prove(case_id, case_key)
            return self._make_event_keys(case_id, case_key, n)

    def event_keys(self, case_id: bytes, case_key: bytes) -> dict[bytes, bytes]:
        """Return the keys of a case's events by event id: used ones and those made ahead.

        Raises:
            WrongCaseKey: one does not open.
        """
        query = "SELECT event_id, wrapped FROM event_keys WHERE case_id = ?"
        return _unwrapped(case_key, case_id, self._rows(query, case_id))

    def spare(self, case_id: bytes, used: set[bytes]) -> tuple[bytes, ...]:
        """Return the event ids of a case that have a key and are not in use."""
        rows = self._rows("SELECT event_id FROM event_keys WHERE case_id = ?", case_id)
        return tuple(event_id for (event_id,) in rows if event_id not in used)

    def case_of(self, event_ids: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the case of each event that has a key."""
        found: dict[bytes, bytes] = {}
        for some in _portions(event_ids):
            marks = ", ".join("?" * len(some))
            query = f"SELECT event_id, case_id FROM event_keys WHERE event_id IN ({marks})"  # noqa: S608 - only question marks are put in
            found.update(self._rows(query, *some))
        return found

    # The installation's own keys

    def add_key(self, key: OwnKey, secret: bytes, case_key: bytes) -> None:
        """Keep a key of this installation, its private half sealed under the committee's.

        Raises:
            WrongCaseKey: the key given is not the committee's.
        """
        with self._written():
            self._prove(COMMITTEE, case_key)
            self._add_key(key, secret, case_key)

    # Destroying

    def destroy(self, event_ids: Iterable[bytes], order_id: bytes, on: date) -> None:
        """Destroy the keys of events for ever, and enter them in the ledger.

        May be repeated: the first order stays in the ledger. When it returns, the keys are in
        the store's files no longer; where that could not be reached because somebody was
        reading, it raises, and has to be repeated.

        Args:
            event_ids: the events.
            order_id: the event that orders it.
            on: the day of the order.

        Raises:
            Unable: the log could not be emptied, or the store not be written.
        """
        entries = [(event_id, order_id, on.isoformat()) for event_id in event_ids]
        with self._written(OldKeys.DESTROYED):
            self._many(
                "DELETE FROM event_keys WHERE event_id = ?", [row[:1] for row in entries]
            )
            self._many(
                "INSERT INTO destroyed VALUES (?, ?, ?) ON CONFLICT (event_id) DO NOTHING",
                entries,
            )

    def destroy_case(self, case_id: bytes, order_id: bytes, on: date) -> None:
        """Destroy a case's key and the keys of all its events; as ``destroy``."""
        with self._written(OldKeys.DESTROYED):
            rows = self._rows("SELECT event_id FROM event_keys WHERE case_id = ?", case_id)
            self.destroy([event_id for (event_id,) in rows], order_id, on)
            self._do("DELETE FROM wraps WHERE case_id = ?", case_id)

    def ledger(self) -> dict[bytes, bytes]:
        """Return the destroyed keys: the event that ordered it, by event id."""
        return dict(self._rows("SELECT event_id, order_id FROM destroyed"))

    def last_destroyed(self) -> date | None:
        """Return the day of the last erasure, or None."""
        found = self._row("SELECT max(on_date) FROM destroyed")
        return None if found is None or found[0] is None else date.fromisoformat(found[0])

    def _wrap(self, case_id: bytes, case_key: bytes, officers: set[str]) -> None:
        recipients = {officer: self.recipient(officer) for officer in sorted(officers)}
        rows = []
        for officer, recipient in recipients.items():
            if recipient is None:
                raise Unable(f"{officer} is no active officer here: see `sanjose officer`")
            rows.append((case_id, officer, age.wrap(case_key, recipient)))
        self._many("INSERT INTO wraps VALUES (?, ?, ?)", rows)

    def _make_event_keys(self, case_id: bytes, case_key: bytes, n: int) -> dict[bytes, bytes]:
        cipher = AESGCM(case_key)
        # One draw for all of them: the draw costs more than the cipher.
        draw = os.urandom(n * 60)
        made = {}
        rows = []
        for start in range(0, len(draw), 60):
            event_id, key = draw[start : start + 16], draw[start + 16 : start + 48]
            nonce = draw[start + 48 : start + 60]
            made[event_id] = key
            rows.append((event_id, case_id, _wrapped(cipher, key, event_id, case_id, nonce)))
        self._many("INSERT INTO event_keys VALUES (?, ?, ?)", rows)
        return made

    def _prove(self, case_id: bytes, case_key: bytes) -> None:
        """See that a key is this case's, before anything is wrapped in it.

        A case whose events have all lost their keys cannot tell.
        """
        if self.wrapped_case_key(case_id, ESCROW) is None:
            raise Unable("this case has no key any more: nothing can be added to it")
        query = "SELECT event_id, wrapped FROM event_keys WHERE case_id = ? LIMIT 1"
        _unwrapped(case_key, case_id, self._rows(query, case_id))

    def _refuse_escrow(self, officer: str) -> None:
        if officer == ESCROW:
            raise Misuse("the escrow is not an officer: name one as in `officer-1`")


def _wrapped(
    cipher: AESGCM, key: bytes, event_id: bytes, case_id: bytes, nonce: bytes
) -> bytes:
    """Wrap an event's key so that it cannot be moved to another event or case."""
    return nonce + cipher.encrypt(nonce, key, event_id + case_id)


def _unwrapped(
    case_key: bytes, case_id: bytes, rows: Iterable[tuple[bytes, bytes]]
) -> dict[bytes, bytes]:
    decrypt = AESGCM(case_key).decrypt
    try:
        return {
            event_id: decrypt(wrapped[:_NONCE], wrapped[_NONCE:], event_id + case_id)
            for event_id, wrapped in rows
        }
    except (InvalidTag, ValueError):
        raise WrongCaseKey(
            "this case's key does not open its entries: it was renewed at the same moment,"
            " or keys.db is damaged; repeat, then run `sanjose verify`"
        ) from None


def _portions(event_ids: Iterable[bytes]) -> Iterator[list[bytes]]:
    everything = list(event_ids)
    for start in range(0, len(everything), _AT_ONCE):
        yield everything[start : start + _AT_ONCE]
