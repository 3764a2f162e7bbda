"""The ledger of keys that were given out: which device has which, and which is owed to whom.

The first key of every session is kept here too, encrypted under the secret that protects nio's
own store, for as long as somebody may still need it.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, delete, select, update

from sanjose.exchange.errors import Chosen
from sanjose_network.carrying.store import Store
from sanjose_network.matrix.tables import KEPT_KEY, SHARE

KEEP = Chosen(
    60 * 86_400.0,
    because="a committee that hears nothing for two months comes back through its peers",
)
"""Seconds for which the first key of a session is kept."""

Key = tuple[str, str]
"""A user and a device."""


class Ledger:
    """What is written down of one device's outbound sessions."""

    def __init__(self, store: Store, secret: str) -> None:
        self._store = store
        derived = HKDF(SHA256(), 32, None, b"sanjose-network kept session keys")
        self._cipher = AESGCM(derived.derive(secret.encode()))

    def begin(self, session: str, room: str, key: str, owed: Sequence[Key], now: float) -> None:
        """Keep the first key of a session, and note to whom it is owed."""
        with self._store.transaction() as connection:
            row = {
                "session": session,
                "room": room,
                "sealed": self._sealed(session, key),
                "at": now,
            }
            connection.execute(KEPT_KEY.insert().values(row))
            self.owe(session, owed, connection)

    def _sealed(self, session: str, key: str) -> bytes:
        nonce = secrets.token_bytes(12)
        return nonce + self._cipher.encrypt(nonce, key.encode(), session.encode())

    def _opened(self, session: str, sealed: bytes) -> str | None:
        try:
            return self._cipher.decrypt(sealed[:12], sealed[12:], session.encode()).decode()
        except InvalidTag:
            # Of a device that is no more: it had another key to its keys.
            return None

    def owe(
        self, session: str, keys: Iterable[Key], connection: Connection | None = None
    ) -> None:
        """Note that a session's key is owed to devices, where nothing is noted of them yet."""
        with self._store.transaction(connection) as within:
            known = {
                (row.user, row.device)
                for row in within.execute(select(SHARE).where(SHARE.c.session == session))
            }
            rows = [
                {"session": session, "user": user, "device": device, "served": None}
                for user, device in keys
                if (user, device) not in known
            ]
            if rows:
                within.execute(SHARE.insert(), rows)

    def served(self, session: str, keys: Iterable[Key], now: float) -> None:
        """Note that devices have a session's key."""
        with self._store.transaction() as connection:
            for user, device in keys:
                connection.execute(
                    update(SHARE)
                    .where(SHARE.c.session == session, SHARE.c.user == user)
                    .where(SHARE.c.device == device)
                    .values(served=now)
                )

    def owed_again(self, session: str, user: str, device: str) -> bool:
        """Note that a device that was entitled to a key needs it again; return whether it was."""
        with self._store.transaction() as connection:
            found = connection.execute(
                update(SHARE)
                .where(SHARE.c.session == session, SHARE.c.user == user)
                .where(SHARE.c.device == device)
                .values(served=None)
            )
            return bool(found.rowcount)

    def inherit(self, devices: Iterable[Key]) -> None:
        """Let each device be owed what its user's other ones were given or owed."""
        with self._store.transaction() as connection:
            rows = connection.execute(select(SHARE.c.session, SHARE.c.user, SHARE.c.device))
            known: dict[str, dict[str, set[str]]] = {}
            for session, user, device in rows:
                known.setdefault(user, {}).setdefault(session, set()).add(device)
            for user, device in devices:
                for session, others in known.get(user, {}).items():
                    if device not in others:
                        self.owe(session, [(user, device)], connection)

    def owed_to(self, user: str, device: str) -> Mapping[str, tuple[str, str]]:
        """Return the sessions whose key a device is owed, each with its room and that key."""
        with self._store.transaction() as connection:
            rows = connection.execute(
                select(KEPT_KEY)
                .join(SHARE, SHARE.c.session == KEPT_KEY.c.session)
                .where(SHARE.c.user == user, SHARE.c.device == device)
                .where(SHARE.c.served.is_(None))
                .order_by(KEPT_KEY.c.at)
            ).all()
        opened = {
            row.session: (row.room, self._opened(row.session, row.sealed)) for row in rows
        }
        return {session: (room, key) for session, (room, key) in opened.items() if key}

    def owing(self) -> tuple[str, ...]:
        """Return the users who are owed a key."""
        with self._store.transaction() as connection:
            which = select(SHARE.c.user).where(SHARE.c.served.is_(None)).distinct()
            return tuple(connection.scalars(which))

    def forget(self, now: float) -> None:
        """Let go of first keys after their time, with what is noted of them."""
        with self._store.transaction() as connection:
            old = KEPT_KEY.c.at < now - KEEP.value
            sessions = connection.scalars(select(KEPT_KEY.c.session).where(old)).all()
            if sessions:
                connection.execute(delete(SHARE).where(SHARE.c.session.in_(sessions)))
                connection.execute(delete(KEPT_KEY).where(old))
