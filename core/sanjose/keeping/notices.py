"""What is due to whom, in neutral words that a scheduler may read without any key.

Plain SQLite, on purpose: here stand roles, their addresses and sentences that would be the
same whether there is one allegation or none. No State, no reference, no one concerned.
Source: G 10; floor 7.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sanjose.keeping.store import connect, guarded, written

NEUTRAL = "An item awaits you at the secretariat."
"""The one sentence; it does not change with what happened."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A neutral notice to an office."""

    role: str
    address: str
    text: str
    since: date
    due: date


class Notices:
    """The store of neutral notices; none of its sentences is about a case."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def create(self) -> None:
        """Make the store."""
        connection = connect(self._path, None, create=True)
        with guarded(self._path.name), written(connection):
            connection.execute(
                "CREATE TABLE notices (role TEXT NOT NULL, address TEXT NOT NULL,"
                " text TEXT NOT NULL, since TEXT NOT NULL, due TEXT NOT NULL,"
                " PRIMARY KEY (role, address))"
            )
        connection.close()

    def put(self, role: str, address: str, since: date, due: date) -> None:
        """Let an office know that something awaits it; a second time, the earlier day counts."""
        connection = connect(self._path, None)
        try:
            with guarded(self._path.name), written(connection):
                connection.execute(
                    "INSERT INTO notices VALUES (?, ?, ?, ?, ?) ON CONFLICT (role, address)"
                    " DO UPDATE SET due = excluded.due WHERE excluded.due < due",
                    (role, address, NEUTRAL, since.isoformat(), due.isoformat()),
                )
        finally:
            connection.close()

    def clear(self, role: str) -> None:
        """Take away what an office was told of."""
        connection = connect(self._path, None)
        try:
            with guarded(self._path.name), written(connection):
                connection.execute("DELETE FROM notices WHERE role = ?", (role,))
        finally:
            connection.close()

    def waiting(self) -> tuple[Notice, ...]:
        """Return every notice, the earliest due first."""
        connection = connect(self._path, None)
        try:
            with guarded(self._path.name):
                rows = connection.execute("SELECT * FROM notices ORDER BY due, role").fetchall()
        finally:
            connection.close()
        return tuple(
            Notice(
                role=role,
                address=address,
                text=text,
                since=date.fromisoformat(since),
                due=date.fromisoformat(due),
            )
            for role, address, text, since, due in rows
        )
