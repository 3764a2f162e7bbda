"""The lower half of the vault: one store that is written in one piece and keeps no old keys.

SQLite appends changes to a log beside the store, where a deleted key stays readable to whoever
has the store's key until the log is emptied. So a transaction says what it leaves there.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import IntEnum
from pathlib import Path
from typing import Any, Self

from sanjose.keeping import store
from sanjose.words.errors import Unable

FORMAT = 2


class WrongCaseKey(Unable):
    """A case's key does not open what was wrapped or sealed with it."""


class OldKeys(IntEnum):
    """What the log may still hold when a transaction ends."""

    NONE = 0
    WITHDRAWN = 1
    DESTROYED = 2


class Shelf:
    """A store that knows its format, open."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open it.

        Raises:
            Unable: it is missing, damaged, of another key, or made by a newer version.
        """
        self._name = path.name
        self._connection = store.connect(path, key)
        self._in_one_piece = False
        self._leaves = OldKeys.NONE
        try:
            self._check_format()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the store."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check_format(self) -> None:
        found = self.value("format")
        if found is None or not found.isdigit():
            raise Unable(
                f"the store {self._name} is damaged: restore it from the newest backup"
            )
        if int(found) > FORMAT:
            raise Unable(
                f"the store {self._name} was made by a newer version of sanjose: install that one"
            )

    def value(self, name: str) -> bytes | None:
        """Return a value kept beside the keys, or None."""
        found = self._row("SELECT value FROM meta WHERE name = ?", name)
        return None if found is None else bytes(found[0])

    def keep(self, name: str, value: bytes) -> None:
        """Keep a value beside the keys, in place of an earlier one."""
        with self._written():
            self._do("DELETE FROM meta WHERE name = ?", name)
            self._do("INSERT INTO meta VALUES (?, ?)", name, value)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Commit many calls at once: all at the end, or none after an error.

        A key that is returned inside may be used only once the end is reached.
        """
        with self._written():
            yield

    @contextmanager
    def _written(self, leaves: OldKeys = OldKeys.NONE) -> Iterator[None]:
        """Write in one piece; the outermost one commits, and empties the log of old keys."""
        if self._in_one_piece:
            self._leaves = max(self._leaves, leaves)
            yield
            return
        self._in_one_piece, self._leaves = True, leaves
        try:
            with store.guarded(self._name), store.written(self._connection):
                yield
        finally:
            self._in_one_piece = False
        if self._leaves is OldKeys.DESTROYED:
            store.truncate_log(self._connection)
        elif self._leaves is OldKeys.WITHDRAWN:
            # The next emptying takes them along: the caller must have its new key.
            with suppress(Unable):
                store.truncate_log(self._connection)

    def _rows(self, query: str, *values: object) -> list[Any]:
        # All at once: a reading that is left open would hold up the emptying of the log.
        with store.guarded(self._name):
            return self._connection.execute(query, values).fetchall()

    def _row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        return next(iter(self._rows(query, *values)), None)

    def _do(self, statement: str, *values: object) -> None:
        self._connection.execute(statement, values)

    def _many(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        self._connection.executemany(statement, rows)
