"""What is due to whom, in neutral words that a scheduler may read without any key.

Plain SQLite, on purpose: here stand roles, their addresses and public keys, the days of sessions
that everybody knows, sheets sealed to their reader, and sentences that would be the same whether
there is one allegation or none. No State, no reference, no one concerned; what went and what is
being sent stands in ``claims``, in the same file.
Source: G 10; floor 7.
"""

import json
import secrets
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from sanjose.keeping.board import make, opened
from sanjose.keeping.noticed import (
    Known,
    Notice,
    Planned,
    Pressing,
    Reader,
    Sheet,
    Term,
    plans_in,
    pressing_in,
    readers_in,
)
from sanjose.keeping.store import written
from sanjose.words.errors import Misuse

_EMPTIED = (
    "UPDATE sheets SET sealed = x'', count = 0"
    " WHERE role = ? AND address = ? AND sealed IS NOT NULL"
)
"""A sheet that goes nowhere leaves its day, from which on the next one has to tell."""

NEUTRAL = "An item awaits you at the secretariat."
"""The one sentence; it does not change with what happened."""


class Notices:
    """The store of neutral notices; none of its sentences is about a case."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def create(self) -> None:
        """Make the store."""
        make(self._path)

    def known(self) -> Known:
        """Return all that what is due goes by, as it is at one moment."""
        with opened(self._path) as connection:
            connection.execute("BEGIN")
            try:
                return Known(
                    plans=plans_in(connection),
                    readers=readers_in(connection),
                    pressing=pressing_in(connection),
                )
            finally:
                connection.execute("ROLLBACK")

    # -- what awaits an office -------------------------------------------------------------

    def put(self, role: str, address: str, since: date, due: date) -> None:
        """Let an office know that something awaits it; a second time, the earlier day counts.

        What is due on the day on which it came is urgent, and told at once: of that, and of
        nothing else, a second time changes the mark. It is as random as the first.
        """
        with opened(self._path) as connection, written(connection):
            connection.execute(
                "INSERT INTO notices (role, address, text, since, due, urgent, mark)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (role, address) DO UPDATE SET"
                " due = min(due, excluded.due), urgent = max(urgent, excluded.urgent),"
                " mark = CASE WHEN excluded.urgent THEN excluded.mark ELSE mark END",
                (
                    *(role, address, NEUTRAL, since.isoformat(), due.isoformat()),
                    *(due <= since, secrets.token_hex(16)),
                ),
            )

    def clear(self, role: str, but: Collection[str] = ()) -> None:
        """Take away what an office was told of.

        Args:
            but: addresses of those for whom something still waits.
        """
        marks = ",".join("?" * len(but))
        with opened(self._path) as connection, written(connection):
            connection.execute(
                f"DELETE FROM notices WHERE role = ? AND address NOT IN ({marks})",  # noqa: S608 - our own names
                (role, *but),
            )

    def waiting(self) -> tuple[Notice, ...]:
        """Return every notice, the earliest due first."""
        return tuple(
            Notice(
                role=one.role, address=one.address, text=one.text, since=one.since, due=one.due
            )
            for one in self.pressing()
        )

    def pressing(self) -> tuple[Pressing, ...]:
        """Return every notice with what its repetition goes by, the earliest due first."""
        with opened(self._path) as connection:
            return pressing_in(connection)

    # -- who is sent digests ---------------------------------------------------------------

    def reader(
        self, role: str, address: str, kind: str = "", public_key: str = "", *, since: date
    ) -> None:
        """Send digests to an office-holder from the day after, or change their key.

        With another key, what was sealed to the one before goes nowhere: prepare it again. Somebody
        who is a reader already stays one since the day on which they became it.

        Args:
            kind: of the key; empty, as the key, where the reader has none.
            since: today.

        Raises:
            Misuse: there is no address, or a kind without a key.
        """
        if not address:
            message = f"the {role} has no address: enter it with `sanjose roster`"
            raise Misuse(message)
        if bool(kind) != bool(public_key):
            raise Misuse("a key and its kind belong together: give both or none")
        with opened(self._path) as connection, written(connection):
            connection.execute(
                f"{_EMPTIED} AND NOT EXISTS (SELECT 1 FROM readers"  # noqa: S608 - our own names
                " WHERE role = ? AND address = ? AND kind = ? AND public_key = ?)",
                (role, address, role, address, kind, public_key),
            )
            connection.execute(
                "INSERT INTO readers (role, address, kind, public_key, since)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (role, address) DO UPDATE SET"
                " kind = excluded.kind, public_key = excluded.public_key",
                (role, address, kind, public_key, since.isoformat()),
            )

    def serving(self, now: Iterable[tuple[str, str]]) -> None:
        """Take away what awaits an address that no holder of its office has any more."""
        wanted = set(now)
        with opened(self._path) as connection, written(connection):
            found = set(connection.execute("SELECT role, address FROM notices").fetchall())
            connection.executemany(
                "DELETE FROM notices WHERE role = ? AND address = ?", sorted(found - wanted)
            )

    def holders(self, terms: Iterable[Term]) -> None:
        """Let exactly these be readers, one for each office and address; keys stay.

        Somebody who is a reader already stays one since the day on which they became it. Whoever
        holds no office any more is sent nothing more, and what was sealed to them goes.
        """
        wanted = {(one.role, one.address): one for one in terms}
        with opened(self._path) as connection, written(connection):
            found = set(connection.execute("SELECT role, address FROM readers").fetchall())
            for one in sorted(found - wanted.keys()):
                for table in ("readers", "sheets"):
                    connection.execute(
                        f"DELETE FROM {table} WHERE role = ? AND address = ?",  # noqa: S608 - our own names
                        one,
                    )
            connection.executemany(
                "INSERT INTO readers (role, address, kind, public_key, since, until)"
                " VALUES (?, ?, '', '', ?, ?)"
                " ON CONFLICT (role, address) DO UPDATE SET until = excluded.until",
                [
                    (*who, term.since.isoformat(), term.until and term.until.isoformat())
                    for who, term in sorted(wanted.items())
                ],
            )

    def readers(self) -> tuple[Reader, ...]:
        """Return everybody who is sent digests, by office and address."""
        with opened(self._path) as connection:
            return readers_in(connection)

    # -- what was prepared -----------------------------------------------------------------

    def prepare(
        self, role: str, holder_address: str, for_day: date, count: int, sealed: bytes | None
    ) -> None:
        """Lay a sheet ready for the digest of a day, in place of what lay there for that day.

        It goes with the first digest on that day or after it, and then it is deleted. It takes
        the place of those for earlier days that did not go.

        Args:
            count: how many items await the reader.
            sealed: the sheet, sealed to the reader's key and padded; None where it is handed
                over by the secretariat.

        Raises:
            Misuse: no such reader, or a sealed sheet for one without a key.
        """
        if count < 0:
            raise Misuse("a number of items is not negative")
        with opened(self._path) as connection, written(connection):
            found = connection.execute(
                "SELECT kind FROM readers WHERE role = ? AND address = ?",
                (role, holder_address),
            ).fetchone()
            if found is None:
                message = f"the {role} is sent no digests: run `sanjose digest setup`"
                raise Misuse(message)
            if sealed is not None and not found[0]:
                message = f"the {role} has no key: enter it with `sanjose digest key`"
                raise Misuse(message)
            before = (role, holder_address, for_day.isoformat())
            if sealed is not None:
                connection.execute(f"{_EMPTIED} AND for_day < ?", before)
            connection.execute(
                "DELETE FROM sheets WHERE role = ? AND address = ? AND for_day < ?"
                " AND (? OR sealed IS NULL)",
                (*before, sealed is None),
            )
            connection.execute(
                "INSERT INTO sheets (role, address, for_day, mark, count, sealed)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (role, address, for_day) DO UPDATE SET"
                " mark = excluded.mark, count = excluded.count, sealed = excluded.sealed",
                (
                    *(role, holder_address, for_day.isoformat()),
                    *(secrets.token_hex(16), count, sealed),
                ),
            )

    def sheet(self, role: str, address: str, day: date) -> Sheet | None:
        """Return what was prepared last for a digest of a day or of one before it."""
        with opened(self._path) as connection:
            row = connection.execute(
                "SELECT for_day, count, sealed, mark FROM sheets WHERE role = ? AND address = ?"
                " AND for_day <= ? AND (sealed IS NULL OR length(sealed) > 0)"
                " ORDER BY for_day DESC LIMIT 1",
                (role, address, day.isoformat()),
            ).fetchone()
        if row is None:
            return None
        for_day, count, sealed, mark = row
        return Sheet(for_day=date.fromisoformat(for_day), count=count, sealed=sealed, mark=mark)

    def take_back(self, role: str, address: str) -> None:
        """Let no sheet go that lies ready for a reader: prepare it again."""
        with opened(self._path) as connection, written(connection):
            connection.execute(_EMPTIED, (role, address))

    def not_gone(self, role: str, address: str) -> date | None:
        """Return the earliest day of a sealed sheet that did not go to its reader, if any."""
        with opened(self._path) as connection:
            (found,) = connection.execute(
                "SELECT min(for_day) FROM sheets WHERE role = ? AND address = ?"
                " AND sealed IS NOT NULL",
                (role, address),
            ).fetchone()
        return None if found is None else date.fromisoformat(found)

    # -- when digests go -------------------------------------------------------------------

    def plan(
        self,
        sessions: Iterable[tuple[date, date]],
        holidays: Iterable[date] = (),
        *,
        since: date,
        running: bool = True,
    ) -> None:
        """Let digests go by these sessions from the day after; what was due before stays so.

        Args:
            sessions: first and last days.
            holidays: days on which no digest goes.
            since: today.
            running: False switches digests off.
        """
        first_last = sorted({(one.isoformat(), end.isoformat()) for one, end in sessions})
        off = sorted({one.isoformat() for one in holidays})
        with opened(self._path) as connection, written(connection):
            connection.execute(
                "INSERT INTO plans (since, running, sessions, holidays) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (since) DO UPDATE SET running = excluded.running,"
                " sessions = excluded.sessions, holidays = excluded.holidays",
                (since.isoformat(), running, json.dumps(first_last), json.dumps(off)),
            )

    def plans(self) -> tuple[Planned, ...]:
        """Return what digests go by, the oldest first; empty where nothing was set up."""
        with opened(self._path) as connection:
            return plans_in(connection)
