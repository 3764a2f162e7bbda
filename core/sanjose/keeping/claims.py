"""Who sends what: each mail that is due has one claim, and one process at a time holds it.

A claim is made once, under a name that says what is due (unique), and gets there the random part
of its Message-ID, which stays the same however often it is tried. Whoever holds it has a lease;
after a crash another process takes it over when the lease has run out. What was sent is sent:
only a crash between the server's yes and ``sent`` can make a second copy of a mail.

Times are whole seconds since 1970, UTC: a lease does not know daylight saving.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from sanjose.keeping.board import opened
from sanjose.keeping.store import written
from sanjose.words.provenance import Chosen

LEASE = Chosen(
    timedelta(minutes=10),
    because="several times what one sending may last, so that a slow server is no crash",
)


class State(StrEnum):
    """What became of a claim."""

    WAITING = "waiting"
    HELD = "being sent"
    SENT = "sent"


class Hitch(StrEnum):
    """Why a mail did not go, in words that tell nothing of a server or an address."""

    NONE = ""
    NO_ANSWER = "the mail server does not answer"
    LATER = "the mail server asks to try later"
    REFUSED = "the mail server refuses the mail"
    UNCLEAR = "the connection broke before the mail server said yes"
    ADDRESS = "the address is none that mail goes to: correct it with `sanjose roster`"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A mail that is due; ``name`` is the same whoever works it out."""

    name: str
    role: str
    address: str
    day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A mail that is due, and what became of it.

    ``until`` is the end of the lease where it is held, and the earliest next attempt where it
    waits; ``message`` is the part of the Message-ID before the domain.
    """

    name: str
    role: str
    address: str
    day: date
    message: str
    state: State
    owner: str
    until: int
    tries: int
    hitch: Hitch
    sent_at: int


class Claims:
    """The claims of one installation."""

    def __init__(self, path: Path, owner: str | None = None) -> None:
        """Work on the store at ``path``; ``owner`` names this process, and no other."""
        self._path = path
        self._owner = owner or secrets.token_hex(8)

    def offer(self, wanted: Iterable[Wanted]) -> None:
        """Make the claims that are not there yet."""
        rows = [
            (one.name, one.role, one.address, one.day.isoformat(), secrets.token_hex(16))
            for one in wanted
        ]
        if not rows:
            return
        with opened(self._path) as connection, written(connection):
            connection.executemany(
                "INSERT INTO claims (name, role, address, day, message, state, owner, until,"
                " tries, hitch, sent_at) VALUES (?, ?, ?, ?, ?, 'waiting', '', 0, 0, '', 0)"
                " ON CONFLICT (name) DO NOTHING",
                rows,
            )

    def take(self, name: str, now: datetime) -> Claim | None:
        """Take a claim, or return None where it is another's, was sent, or has to wait."""
        second = _second(now)
        with opened(self._path) as connection, written(connection):
            row = connection.execute(
                "UPDATE claims SET state = 'being sent', owner = ?, until = ?, tries = tries + 1"
                " WHERE name = ? AND state <> 'sent' AND until <= ?"
                " RETURNING name, role, address, day, message, state, owner, until, tries,"
                " hitch, sent_at",
                (self._owner, second + _LEASE, name, second),
            ).fetchone()
        return None if row is None else _claim(row)

    def keep(self, claim: Claim, now: datetime) -> bool:
        """Begin the lease anew; False where it ran out, so that another process may have it."""
        second = _second(now)
        return self._change(
            claim,
            "until = ?",
            (second + _LEASE,),
            more=" AND until > ?",
            told=(second,),
        )

    def sent(self, claim: Claim, now: datetime, sheet: str | None = None) -> bool:
        """Note that a mail went, and delete the sheets that it brought or overtook.

        Args:
            sheet: the mark of the one that went with it; one that was laid ready since, stays.
        """
        with opened(self._path) as connection, written(connection):
            connection.execute(
                "DELETE FROM sheets WHERE role = ?1 AND address = ?2 AND for_day <= (SELECT for_day"
                " FROM sheets WHERE role = ?1 AND address = ?2 AND mark = ?3)",
                (claim.role, claim.address, sheet or ""),
            )
            changed: int = connection.execute(
                "UPDATE claims SET state = 'sent', until = 0, hitch = '', sent_at = ?"
                " WHERE name = ? AND owner = ?",
                (_second(now), claim.name, self._owner),
            ).rowcount
        return changed == 1

    def put_off(self, claim: Claim, until: datetime, hitch: Hitch) -> bool:
        """Note that a mail did not go, and from when on it may be tried again."""
        return self._change(
            claim, "state = 'waiting', until = ?, hitch = ?", (_second(until), str(hitch))
        )

    def standing(self) -> tuple[Claim, ...]:
        """Return every claim that is remembered, the oldest first."""
        with opened(self._path) as connection:
            rows = connection.execute(
                "SELECT name, role, address, day, message, state, owner, until, tries, hitch,"
                " sent_at FROM claims ORDER BY day, name"
            ).fetchall()
        return tuple(map(_claim, rows))

    def forget(self, before: date) -> None:
        """Delete the claims of days before one; it lies before all that could be due."""
        with opened(self._path) as connection, written(connection):
            connection.execute("DELETE FROM claims WHERE day < ?", (before.isoformat(),))

    def _change(
        self,
        claim: Claim,
        change: str,
        values: tuple[Any, ...],
        *,
        more: str = "",
        told: tuple[Any, ...] = (),
    ) -> bool:
        with opened(self._path) as connection, written(connection):
            changed: int = connection.execute(
                f"UPDATE claims SET {change} WHERE name = ? AND owner = ?"  # noqa: S608 - our own names
                f" AND state = 'being sent'{more}",
                (*values, claim.name, self._owner, *told),
            ).rowcount
        return changed == 1


_LEASE = int(LEASE.value.total_seconds())


def _second(moment: datetime) -> int:
    return int(moment.timestamp())


def _claim(row: tuple[Any, ...]) -> Claim:
    name, role, address, day, message, state, owner, until, tries, hitch, sent_at = row
    return Claim(
        name=name,
        role=role,
        address=address,
        day=date.fromisoformat(day),
        message=message,
        state=State(state),
        owner=owner,
        until=until,
        tries=tries,
        hitch=Hitch(hitch),
        sent_at=sent_at,
    )
