"""What stands in ``notices.db``, as values, and how rows of it become them.

None of these may get a field that differs from case to case: whoever has the file reads it.
"""

import json
from dataclasses import dataclass
from datetime import date

from sanjose.keeping.store import Connection


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A neutral notice to an office."""

    role: str
    address: str
    text: str
    since: date
    due: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Pressing(Notice):
    """A notice with what its repetition goes by.

    ``mark`` is new whenever something awaits an office that nothing awaited before, and with
    everything urgent.
    """

    urgent: bool
    mark: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """An office-holder who is sent digests, of days after ``since`` and up to ``until``.

    ``kind`` names what ``public_key`` is for (``KeyKind``); both are empty where the reader has
    no key, and then a sheet is handed over by the secretariat.
    """

    role: str
    address: str
    kind: str
    public_key: str
    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """From which day to which somebody holds an office, as far as digests are concerned."""

    role: str
    address: str
    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """What was prepared for a reader: how many items, and the sheet, sealed to its reader."""

    for_day: date
    count: int
    sealed: bytes | None
    mark: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """What digests go by on the days after ``since``, until the next one takes over.

    Sessions are their first and last days. Where ``running`` is not set, nobody switched
    digests on.
    """

    since: date
    running: bool
    sessions: tuple[tuple[date, date], ...] = ()
    holidays: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """All that it takes to work out what is due: plans, readers, and what presses."""

    plans: tuple[Planned, ...]
    readers: tuple[Reader, ...]
    pressing: tuple[Pressing, ...]


def pressing_in(connection: Connection) -> tuple[Pressing, ...]:
    """Return every notice with what its repetition goes by, the earliest due first."""
    rows = connection.execute(
        "SELECT role, address, text, since, due, urgent, mark FROM notices ORDER BY due, role"
    ).fetchall()
    return tuple(
        Pressing(
            role=role,
            address=address,
            text=text,
            since=date.fromisoformat(since),
            due=date.fromisoformat(due),
            urgent=bool(urgent),
            mark=mark,
        )
        for role, address, text, since, due, urgent, mark in rows
    )


def readers_in(connection: Connection) -> tuple[Reader, ...]:
    """Return everybody who is sent digests, by office and address."""
    rows = connection.execute(
        "SELECT role, address, kind, public_key, since, until FROM readers"
        " ORDER BY role, address"
    ).fetchall()
    return tuple(
        Reader(
            role=role,
            address=address,
            kind=kind,
            public_key=key,
            since=date.fromisoformat(since),
            until=None if until is None else date.fromisoformat(until),
        )
        for role, address, kind, key, since, until in rows
    )


def plans_in(connection: Connection) -> tuple[Planned, ...]:
    """Return what digests go by, the oldest first."""
    rows = connection.execute(
        "SELECT since, running, sessions, holidays FROM plans ORDER BY since"
    ).fetchall()
    day = date.fromisoformat
    return tuple(
        Planned(
            since=day(since),
            running=bool(running),
            sessions=tuple((day(one), day(end)) for one, end in json.loads(sessions)),
            holidays=tuple(day(one) for one in json.loads(holidays)),
        )
        for since, running, sessions, holidays in rows
    )
