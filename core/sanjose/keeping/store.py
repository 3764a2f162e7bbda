"""Open an encrypted store, write in it in one piece, and say in a sentence what went wrong.

Everything that only SQLite or SQLCipher understands stands in this module, so that the stores
can move to PostgreSQL. The agent imports it: SQLAlchemy is therefore imported only where an
engine is made, and no table is declared here.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sanjose.words.errors import Unable

if TYPE_CHECKING:
    # sqlcipher3 has the interface of the standard module and no types of its own.
    from sqlite3 import dbapi2 as dbapi

    from sqlalchemy import Engine
else:
    from sqlcipher3 import dbapi2 as dbapi

__all__ = [
    "Connection",
    "Cursor",
    "connect",
    "dbapi",
    "engine",
    "guarded",
    "truncate_log",
    "written",
]

Connection = dbapi.Connection
Cursor = dbapi.Cursor

VERIFY = "run `sanjose verify`"
RESTORE = "restore it from the newest backup (`sanjose restore`)"

_PRAGMAS = (
    # First, so that another process which changes the journal is waited for.
    "busy_timeout = 5000",
    "journal_mode = WAL",
    # An acknowledged entry survives a power cut.
    "synchronous = FULL",
    "foreign_keys = ON",
    # Pages of a destroyed key are overwritten; `truncate_log` does the same for the -wal file.
    "secure_delete = ON",
    # Nothing is sorted on disk in clear.
    "temp_store = MEMORY",
    # In KiB: a replay of years touches pages all over a store, and each costs a decryption.
    "cache_size = -32000",
    # cipher_memory_security stays off: reading slowed down fourfold, for names that Python
    # holds in its own memory anyway.
)


def connect(
    path: Path, key: bytes | None, *, create: bool = False, cure: str = VERIFY
) -> Connection:
    """Open a store with its raw key of 32 bytes, or a plain one with None.

    The connection commits by itself unless a transaction was begun (``written``). It may pass
    from thread to thread, never be used by two at once.

    Raises:
        Unable: the store is missing (and ``create`` is not set), damaged, or of another key.
    """
    if key is not None and len(key) != 32:
        raise ValueError("a store's key has 32 bytes")
    with guarded(path.name, cure):
        if create:
            _touch_private(path)
        elif not path.is_file():
            raise Unable(f"the store {path.name} is missing: {RESTORE}")
        connection = dbapi.connect(
            os.fspath(path), isolation_level=None, check_same_thread=False
        )
        try:
            _unlock(connection, key, path.name)
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
    return connection


def _touch_private(path: Path) -> None:
    """Make the file before SQLite does: its journals take over these permissions."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise Unable(
            f"the store {path.name} cannot be made: {error.strerror or 'no access'}"
        ) from error


def _unlock(connection: Connection, key: bytes | None, name: str) -> None:
    # SQLCipher writes its complaints about a wrong key on standard error by itself.
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi.DatabaseError as error:
        if _code(error) != dbapi.SQLITE_NOTADB:
            raise
        raise Unable(
            f"the store {name} does not open: the key is of another installation, or its first"
            " page is damaged; restore it from the newest backup (`sanjose restore`)"
        ) from error


@contextmanager
def guarded(store: str = "", cure: str = VERIFY) -> Iterator[None]:
    """Turn what the database complains about into one sentence, without values.

    A complaint that is not the store's but a mistake in this software passes unchanged.

    Args:
        store: the file's name, for the sentence.
        cure: what to do where it is damaged.

    Raises:
        Unable: another writer, a full disk, a damaged or unwritable store.
    """
    try:
        yield
    except Exception as error:
        # SQLAlchemy keeps the driver's error in `orig`.
        cause = getattr(error, "orig", None) or error
        if not isinstance(cause, dbapi.Error) or _code(cause) is None:
            raise
        raise Unable(_sentence(cause, store, cure)) from cause


def _code(error: dbapi.Error) -> int | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _sentence(error: dbapi.Error, store: str, cure: str) -> str:
    which = f"the store {store}" if store else "a store"
    match _code(error):
        case dbapi.SQLITE_BUSY | dbapi.SQLITE_LOCKED:
            return "another officer is writing at the same moment: try again"
        case dbapi.SQLITE_FULL:
            return "the disk is full: nothing was recorded; free some space and repeat"
        case dbapi.SQLITE_CORRUPT | dbapi.SQLITE_NOTADB:
            return f"{which} is damaged: {cure}"
        case dbapi.SQLITE_READONLY | dbapi.SQLITE_IOERR | dbapi.SQLITE_CANTOPEN:
            return (
                f"{which} cannot be read or written: nothing was recorded; see whether the disk"
                " is full or the folder belongs to someone else (`sanjose doctor`)"
            )
        case _:
            return (
                f"{which} refused an entry ({error.sqlite_errorname}): nothing was recorded;"
                f" {cure}"
            )


@contextmanager
def written(connection: Connection) -> Iterator[None]:
    """Write in one piece: everything inside is durable at the end, or nothing is.

    Other writers wait from the beginning, not from the first change: a reading that decides
    what is written cannot be overtaken.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk has already rolled back by itself.
        if connection.in_transaction:
            with suppress(dbapi.Error):
                connection.execute("ROLLBACK")
        raise


@contextmanager
def bare(connection: Connection) -> Iterator[None]:
    """Read texts as the bytes that they are: where bytes belong, somebody may have put others."""
    before = connection.text_factory
    connection.text_factory = bytes
    try:
        yield
    finally:
        connection.text_factory = before


def truncate_log(connection: Connection) -> None:
    """Move everything into the store and empty the -wal file, where old pages remain.

    Raises:
        Unable: somebody is reading, so that the old pages are still there.
    """
    with guarded():
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise Unable("another officer is reading at the same moment: try again")


def engine(path: Path, key: bytes | None, *, reading: bool = False) -> "Engine":
    """Return an SQLAlchemy engine over ``connect``; an existing store only.

    Args:
        path: the store.
        key: its raw key, which the engine never shows.
        reading: begin without keeping other writers waiting.
    """
    from sqlalchemy import Connection as Session
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import QueuePool

    made = create_engine(
        "sqlite://",
        module=dbapi,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        hide_parameters=True,
    )

    @event.listens_for(made, "begin")
    def begin(session: Session) -> None:
        session.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return made


def attach(
    connection: Connection, path: Path, key: bytes, name: str, version: int | None = None
) -> None:
    """Put a second store beside an open one, under a name; one transaction then covers both.

    A crash can leave the second one behind the first: it has to be one that can be rebuilt.
    It is therefore not flushed at each commit.

    Args:
        version: the one that ``stamp`` gave it, where that matters.

    Raises:
        Unable: it is missing, damaged, of another key or of another version.
    """
    if not path.is_file():
        raise Unable(f"the store {path.name} is missing: run `sanjose rebuild`")
    with guarded(path.name, "run `sanjose rebuild`"):
        try:
            connection.execute(
                f"ATTACH DATABASE ? AS {name} KEY \"x'{key.hex()}'\"",
                (os.fspath(path),),
            )
            connection.execute(f"PRAGMA {name}.synchronous = NORMAL")
            connection.execute(f"SELECT count(*) FROM {name}.sqlite_master").fetchone()  # noqa: S608
            (found,) = connection.execute(f"PRAGMA {name}.user_version").fetchone()
        except dbapi.DatabaseError as error:
            if _code(error) != dbapi.SQLITE_NOTADB:
                raise
            raise Unable(
                f"the store {path.name} does not open: run `sanjose rebuild`"
            ) from error
    if version not in {None, found}:
        raise Unable(
            f"the store {path.name} was made by another version of sanjose: run `sanjose rebuild`"
        )


def stamp(connection: Connection, version: int) -> None:
    """Let a store say which version's tables it has; ``attach`` compares it."""
    connection.execute(f"PRAGMA user_version = {version:d}")


def snapshot(connection: Connection, path: Path) -> None:
    """Write a consistent copy of an open store to a new file, under the same key.

    Others may go on writing meanwhile.

    Raises:
        Unable: the disk is full.
    """
    with guarded():
        connection.execute("VACUUM INTO ?", (os.fspath(path),))
    path.chmod(0o600)
