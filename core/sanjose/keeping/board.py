"""The file that ``notices`` and ``claims`` share: its tables, and how it is opened.

The file may be older than the software: each opening brings it to the present format first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sanjose.keeping.store import Connection, connect, guarded, stamp, written

FORMAT = 1

_NOTICES = (
    "CREATE TABLE notices (role TEXT NOT NULL, address TEXT NOT NULL, text TEXT NOT NULL,"
    " since TEXT NOT NULL, due TEXT NOT NULL, PRIMARY KEY (role, address))"
)
# Each step brings a store to the format of its number.
_STEPS = (
    (
        "ALTER TABLE notices ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE notices ADD COLUMN mark TEXT NOT NULL DEFAULT ''",
        """CREATE TABLE readers (role TEXT NOT NULL, address TEXT NOT NULL, kind TEXT NOT NULL,
            public_key TEXT NOT NULL, since TEXT NOT NULL, until TEXT,
            PRIMARY KEY (role, address))""",
        """CREATE TABLE sheets (role TEXT NOT NULL, address TEXT NOT NULL, for_day TEXT NOT NULL,
            mark TEXT NOT NULL, count INTEGER NOT NULL, sealed BLOB,
            PRIMARY KEY (role, address, for_day))""",
        """CREATE TABLE plans (since TEXT PRIMARY KEY, running INTEGER NOT NULL,
            sessions TEXT NOT NULL, holidays TEXT NOT NULL)""",
        """CREATE TABLE claims (name TEXT PRIMARY KEY, role TEXT NOT NULL,
            address TEXT NOT NULL, day TEXT NOT NULL, message TEXT NOT NULL,
            state TEXT NOT NULL, owner TEXT NOT NULL, until INTEGER NOT NULL,
            tries INTEGER NOT NULL, hitch TEXT NOT NULL, sent_at INTEGER NOT NULL)""",
    ),
)


def make(path: Path) -> None:
    """Make the store."""
    connection = connect(path, None, create=True)
    try:
        with guarded(path.name), written(connection):
            connection.execute(_NOTICES)
            _bring_up(connection)
    finally:
        connection.close()


@contextmanager
def opened(path: Path) -> Iterator[Connection]:
    """Open the store, brought to the present format, and close it afterwards.

    Raises:
        Unable: it is missing, damaged or locked for too long.
    """
    connection = connect(path, None)
    try:
        with guarded(path.name):
            if _format(connection) < FORMAT:
                with written(connection):
                    _bring_up(connection)
            yield connection
    finally:
        connection.close()


def _bring_up(connection: Connection) -> None:
    # Read again: whoever waited for another process finds the work done.
    for number in range(_format(connection), FORMAT):
        for statement in _STEPS[number]:
            connection.execute(statement)
    stamp(connection, FORMAT)


def _format(connection: Connection) -> int:
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found
