"""What is to be sent: put down before it goes, and marked when it went.

Which envelopes go together in one message is decided once and put down too, so that a message
that may have gone already is sent again as the same one. A recalled body is never sent: what a
message carries is read from the store at the moment of sending.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, or_, select

from sanjose.exchange.envelope import Envelope
from sanjose_network.carrying.bundles import Carried, Message, bundled, divided
from sanjose_network.carrying.holdings import Holdings
from sanjose_network.carrying.store import Store
from sanjose_network.carrying.tables import LEAVING

_AT_ONCE = 500
"""Rows that are read and packed at a time."""


class Outbox:
    """The messages that carry envelopes, in the order in which they go."""

    def __init__(self, store: Store, holdings: Holdings) -> None:
        self._store, self._holdings = store, holdings

    def add(self, hashes: Iterable[bytes], *, bare: bool = False) -> None:
        """Let envelopes go, with or without their bodies, after all that waits already."""
        rows = [{"hash": one, "bare": bare, "attempts": 0, "redact": False} for one in hashes]
        if rows:
            with self._store.transaction() as connection:
                connection.execute(LEAVING.insert(), rows)

    def unsent(self, hashes: Sequence[bytes]) -> set[bytes]:
        """Return which of these envelopes are about to go."""
        found: set[bytes] = set()
        with self._store.transaction() as connection:
            for at in range(0, len(hashes), 200):
                which = LEAVING.c.hash.in_(hashes[at : at + 200]), LEAVING.c.sent_at.is_(None)
                found.update(connection.scalars(select(LEAVING.c.hash).where(*which)))
        return found

    def waiting(self) -> int:
        """Return how many envelopes wait."""
        with self._store.transaction() as connection:
            waits = LEAVING.c.sent_at.is_(None)
            return connection.scalar(select(func.count()).where(waits)) or 0

    def messages(self) -> Iterator[Message]:
        """Give what waits; a message comes again until it is marked as sent."""
        self._pack()
        with self._store.transaction() as connection:
            first = func.min(LEAVING.c.id)
            waiting = connection.scalars(
                select(LEAVING.c.tx)
                .where(LEAVING.c.sent_at.is_(None), LEAVING.c.tx.is_not(None))
                .group_by(LEAVING.c.tx)
                .order_by(first)
            ).all()
        for tx in waiting:
            if message := self._message(tx):
                yield message

    def _pack(self) -> None:
        while True:
            with self._store.transaction() as connection:
                rows = connection.execute(
                    select(LEAVING.c.id, LEAVING.c.hash, LEAVING.c.bare)
                    .where(LEAVING.c.tx.is_(None), LEAVING.c.sent_at.is_(None))
                    .order_by(LEAVING.c.id)
                    .limit(_AT_ONCE)
                ).all()
                if not rows:
                    return
                found = self._wires([(row.hash, row.bare) for row in rows])
                at = 0
                for count in divided(found):
                    some, at = rows[at : at + count], at + count
                    name = sha256(b"sanjose-bundle\x00" + str(some[0].id).encode())
                    for row in some:
                        name.update(row.hash)
                    within = LEAVING.c.id.between(some[0].id, some[-1].id)
                    tx = name.hexdigest()[:32]
                    connection.execute(LEAVING.update().where(within).values(tx=tx))

    def _wires(self, rows: list[tuple[bytes, bool]]) -> list[bytes]:
        found = self._holdings.wires([hash_ for hash_, _ in rows])
        return [_bared(found[hash_]) if bare else found[hash_] for hash_, bare in rows]

    def _message(self, tx: str) -> Message | None:
        with self._store.transaction() as connection:
            rows = connection.execute(
                select(LEAVING.c.hash, LEAVING.c.bare)
                .where(LEAVING.c.tx == tx, LEAVING.c.sent_at.is_(None))
                .order_by(LEAVING.c.id)
            ).all()
            if not rows:
                return None
            attempted = LEAVING.update().where(LEAVING.c.tx == tx)
            connection.execute(attempted.values(attempts=LEAVING.c.attempts + 1))
        return Message(
            tx=tx,
            kind=Carried.ENVELOPES,
            wire=bundled(self._wires([(row.hash, row.bare) for row in rows])),
            hashes=tuple(row.hash for row in rows),
        )

    def sent(self, tx: str, now: datetime) -> None:
        """Mark a message as sent; that it arrived, only peers can say."""
        with self._store.transaction() as connection:
            which = LEAVING.c.tx == tx
            at = int(now.timestamp())
            connection.execute(LEAVING.update().where(which).values(sent_at=at))

    def settle(self, now: datetime) -> None:
        """Mark everything as sent: it all went another way, on a stick."""
        with self._store.transaction() as connection:
            which = LEAVING.c.sent_at.is_(None)
            at = int(now.timestamp())
            connection.execute(LEAVING.update().where(which).values(sent_at=at))

    def recall(self, hashes: Iterable[bytes]) -> None:
        """Ask for every message to be taken back that may have carried one of these bodies."""
        with self._store.transaction() as connection:
            for hash_ in hashes:
                went = or_(LEAVING.c.sent_at.is_not(None), LEAVING.c.attempts > 0)
                which = LEAVING.c.hash == hash_, LEAVING.c.bare.is_(False), went
                connection.execute(LEAVING.update().where(*which).values(redact=True))

    def to_redact(self) -> tuple[str, ...]:
        """Return the messages that went and are to be taken back, by their ``tx``."""
        with self._store.transaction() as connection:
            which = LEAVING.c.redact.is_(True), LEAVING.c.tx.is_not(None)
            found = (
                select(LEAVING.c.tx).distinct().where(*which, LEAVING.c.sent_at.is_not(None))
            )
            return tuple(sorted(connection.scalars(found)))

    def redacted(self, tx: str) -> None:
        """Note that a message was taken back."""
        with self._store.transaction() as connection:
            connection.execute(LEAVING.update().where(LEAVING.c.tx == tx).values(redact=False))


def _bared(wire: bytes) -> bytes:
    return Envelope.from_bytes(wire).without_body().to_bytes()
