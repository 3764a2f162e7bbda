"""The carrier's one store: a transaction at a time, durable when it ends, or nothing at all.

Everything that only SQLite understands stands here. Whatever goes wrong is told in one sentence;
what was held in memory of a transaction that failed is for its keeper to read again, who sees
by ``failed`` that there was one.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from sanjose.exchange.errors import Unable
from sanjose_network.carrying.tables import METADATA
from sanjose_network.private import why

_PRAGMAS = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    # What was told to have been sent, or taken, survives a power cut.
    "synchronous = FULL",
    # A recalled body is overwritten, here and, by `truncate`, in the -wal file.
    "secure_delete = ON",
    "temp_store = MEMORY",
    "cache_size = -2000",
)


class Store:
    """``network.db``. One thread uses it; a transaction inside another one is part of it."""

    def __init__(self, path: Path) -> None:
        self.failed = 0
        self._path = path
        self._current: Connection | None = None
        self._broken: str | None = None
        _touch(path)
        self._engine = create_engine(
            f"sqlite:///{path}", poolclass=StaticPool, hide_parameters=True
        )
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        self.make()

    def make(self) -> None:
        """Make the tables that are declared and not there yet.

        Raises:
            Unable: as ``transaction``.
        """
        with self.transaction() as connection:
            METADATA.create_all(connection)

    @property
    def inside(self) -> bool:
        """Whether a transaction has begun, so that what fails now fails as a whole."""
        return self._current is not None

    @contextmanager
    def transaction(self, connection: Connection | None = None) -> Iterator[Connection]:
        """Do everything inside, or nothing of it; it is durable at the end.

        Nothing inside may wait for anything: another task would come into the same one.

        Args:
            connection: one whose transaction has begun, and which somebody else ends.

        Raises:
            Unable: the disk is full, the store is damaged or not ours, another process writes.
        """
        inside = connection or self._current
        if inside is not None:
            with self._guarded():
                self._refuse_broken()
                yield inside
            return
        self._broken = None
        try:
            with self._guarded(), self._engine.begin() as begun:
                self._current = begun
                yield begun
                self._refuse_broken()
        except BaseException:
            self.failed += 1
            raise
        finally:
            self._current = None

    def _refuse_broken(self) -> None:
        # A full disk undoes a transaction by itself; what followed would be kept alone.
        if self._broken is not None:
            raise Unable(self._broken)

    def truncate(self) -> bool:
        """Empty the -wal file, where the old pages of what was recalled remain.

        Returns:
            Whether it is empty: somebody who reads at the moment keeps it.

        Raises:
            Unable: as ``transaction``.
        """
        with self._guarded():
            raw: Any = self._engine.raw_connection()
            try:
                found = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return not found[0]
            finally:
                raw.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            code = getattr(cause, "sqlite_errorcode", None)
            if code is None:
                raise
            self._broken = _sentence(code & 0xFF)
            raise Unable(self._broken) from error


def _touch(path: Path) -> None:
    """Make the file before SQLite does: its journals take over these permissions."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise Unable(f"the carrier's store cannot be opened: {why(error)}") from error


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin and commit by its own rules otherwise.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _sentence(code: int) -> str:
    match code:
        case sqlite3.SQLITE_FULL:
            return "the carrier's disk is full: nothing was taken or sent; free some space"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another process writes to the carrier's store: stop one of them"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return (
                "the carrier's store is damaged: move network.db away and start again; what was"
                " in it comes from the secretariat and from the peers"
            )
        case _:
            return (
                "the carrier's store cannot be read or written: see whether its disk is full, or"
                " its folder belongs to another user"
            )
