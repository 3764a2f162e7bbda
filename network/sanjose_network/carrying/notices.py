"""Notices for people: that a committee said something, of which kind, and on which day.

A notice names no State, no reference and nothing of what was said, and does not tell how often:
one for each kind and day. It is put down before it goes and marked when it went, so that it
stands once in the room, whatever stops in between. What it reads like is all that a plain client
shows of this network.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from html import escape
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, select
from sqlmodel import Field

from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.envelope import Envelope, Kind
from sanjose.exchange.errors import Chosen
from sanjose.exchange.spool import DIGEST
from sanjose_network.carrying.store import Store
from sanjose_network.carrying.tables import HELD, LEAVING, Kept, table

FRESH = Chosen(
    timedelta(days=7), because="what is sent again after a loss is no news; a week's absence is"
)

SAID: Mapping[str, str] = {
    Kind.SUMMARY: "shared a summary with committees that it chose",
    Kind.REVISE: "revised a summary that it had shared",
    Kind.INTEREST: "asked to be contacted about a summary",
    Kind.RETRACT: "recalled something that it had shared",
    Kind.PROPOSE: "proposed a joint statement",
    Kind.CONCUR: "sent a concurrence with a joint statement",
    Kind.ATTEST: "attested a concurrence with a joint statement",
    Kind.WITHDRAW: "withdrew a concurrence with a joint statement",
    Kind.PUBLISH: "announced that a joint statement is published",
    Kind.EPOCH: "restored its record: speak with its secretariat",
}
"""Each kind in words; a kind that is missing here is not announced."""

_WORDS = {**SAID, DIGEST: "sent its usual message to its Chair"}

_MONTHS = (
    "January February March April May June July August September October November December"
).split()


class Noticed(Kept, table=True):
    """An own envelope that was considered."""

    __tablename__ = "noticed"
    hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))


class Posted(Kept, table=True):
    """A notice, and when it went; ``kind`` and ``day`` are all that it says."""

    __tablename__ = "notices"
    kind: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    sent_at: int | None = None


NOTICED, POSTED = table(Noticed), table(Posted)


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """What one notice says."""

    origin: str
    kind: str
    day: date

    @property
    def tx(self) -> str:
        """The name under which a homeserver takes it once."""
        said = f"{self.origin} {self.kind} {self.day.isoformat()}"
        return sha256(b"sanjose-notice\x00" + said.encode()).hexdigest()[:32]

    @property
    def body(self) -> str:
        """The notice as plain text."""
        day = f"{self.day.day} {_MONTHS[self.day.month - 1]} {self.day.year}"
        return f"{self.origin.upper()} {_WORDS[self.kind]} ({day})."

    def content(self) -> dict[str, Any]:
        """Return the message; whom it mentions is nobody, so that no telephone rings."""
        name, _, rest = self.body.partition(" ")
        return {
            "msgtype": "m.notice",
            "body": self.body,
            "format": "org.matrix.custom.html",
            "formatted_body": f"<strong>{escape(name)}</strong> {escape(rest)}",
            "m.mentions": {},
        }


def look(store: Store, own: str, now: datetime) -> None:
    """Put down what is to be announced of the own envelopes that are out."""
    with store.transaction() as connection:
        out = (
            select(LEAVING.c.hash, HELD.c.wire)
            .join(HELD, HELD.c.hash == LEAVING.c.hash)
            .where(HELD.c.origin == own, LEAVING.c.sent_at.is_not(None))
            .where(LEAVING.c.hash.not_in(select(NOTICED.c.hash)))
        )
        found = {row.hash: row.wire for row in connection.execute(out)}
        if not found:
            return
        connection.execute(NOTICED.insert(), [{"hash": one} for one in found])
        for kind in sorted(_kinds(found.values(), now)):
            _put_down(connection, kind, now)


def note_digest(store: Store, now: datetime) -> None:
    """Put down that the secretariat's usual mail went, which it does whatever happened."""
    with store.transaction() as connection:
        _put_down(connection, DIGEST, now)


def _put_down(connection: Connection, kind: str, now: datetime) -> None:
    which = POSTED.c.kind == kind, POSTED.c.day == now.date().isoformat()
    if connection.scalar(select(POSTED.c.kind).where(*which)) is None:
        row = {"kind": kind, "day": now.date().isoformat()}
        connection.execute(POSTED.insert().values(row))


def waiting(store: Store, own: str) -> tuple[Notice, ...]:
    """Return the notices that did not go yet, the oldest first."""
    with store.transaction() as connection:
        which = POSTED.c.sent_at.is_(None)
        rows = connection.execute(select(POSTED).where(which).order_by(POSTED.c.day)).all()
    return tuple(
        Notice(origin=own, kind=row.kind, day=date.fromisoformat(row.day)) for row in rows
    )


def sent(store: Store, notice: Notice, now: datetime) -> None:
    """Note that a notice went."""
    with store.transaction() as connection:
        which = POSTED.c.kind == notice.kind, POSTED.c.day == notice.day.isoformat()
        went = POSTED.update().where(*which)
        connection.execute(went.values(sent_at=int(now.timestamp())))


def _kinds(wires: Iterable[bytes], now: datetime) -> set[str]:
    kinds = set()
    for wire in wires:
        try:
            header = Envelope.from_bytes(wire).header
        except NotGenuine:
            continue
        written = datetime.fromisoformat(header.ts).astimezone(UTC)
        if header.kind in SAID and now - written < FRESH.value:
            kinds.add(header.kind)
    return kinds
