"""How all stands, for people: who has what we sent, when each was heard, what waits, alarms.

Read from the store alone, so that it can be asked while the carrier runs. A message that a
homeserver took is not said to have arrived; only a peer's own heads acknowledge anything.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from sanjose.exchange.directory import SignedDirectory
from sanjose_network import walls
from sanjose_network.carrying.alarms import Alarms, Told
from sanjose_network.carrying.store import Store
from sanjose_network.carrying.tables import HELD, LEAVING, PEER, VERSION
from sanjose_network.settings import Settings


@dataclass(frozen=True, kw_only=True, slots=True)
class PeerStatus:
    """Another committee: up to which number it has ours, and when its machine last spoke."""

    origin: str
    acknowledged: int
    heard: datetime | None

    def sentence(self, of: int, now: datetime) -> str:
        """Return it as people read it; ``of`` is how many we have."""
        if of == 0:
            first = f"{self.origin} has nothing of yours to acknowledge"
        elif self.acknowledged == 0:
            first = f"{self.origin} acknowledged nothing yet of your {of}"
        elif self.acknowledged >= of:
            first = f"{self.origin} acknowledged all, up to your number {of}"
        else:
            first = f"{self.origin} acknowledged up to your number {self.acknowledged} of {of}"
        last = "not heard yet" if self.heard is None else f"last heard {ago(now - self.heard)}"
        return f"{first}; {last}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """Everything that ``network status`` tells."""

    committee: str
    directory: int | None
    own: int
    waiting: int
    to_give: int
    peers: tuple[PeerStatus, ...]
    alarms: tuple[Told, ...]
    trial: bool

    def sentences(self, now: datetime) -> tuple[str, ...]:
        """Return a sentence for each thing, the most pressing first."""
        told = [one.sentence + _times(one.times) for one in self.alarms]
        if self.trial:
            told.insert(0, walls.TRIAL)
        if self.directory is None:
            told.append("no directory is in force: nobody can be reached before there is one")
        else:
            told.append(f"version {self.directory} of the directory is in force")
        told += [one.sentence(self.own, now) for one in self.peers]
        if self.waiting:
            told.append(f"{_count(self.waiting)} to be sent")
        if self.to_give:
            told.append(f"{_count(self.to_give)} to be put into the secretariat's folder")
        if not (self.waiting or self.to_give):
            told.append("nothing waits here")
        return tuple(told)

    def written(self) -> dict[str, Any]:
        """Return it as ``--json`` prints it."""
        return {
            "committee": self.committee,
            "directory": self.directory,
            "own": self.own,
            "waiting": self.waiting,
            "to_give": self.to_give,
            "trial": self.trial,
            "peers": [
                {
                    "committee": one.origin,
                    "acknowledged": one.acknowledged,
                    "heard": one.heard.isoformat() if one.heard else None,
                }
                for one in self.peers
            ],
            "alarms": [
                {
                    "about": one.key,
                    "since": one.since.isoformat(),
                    "sentence": one.sentence,
                    "times": one.times,
                }
                for one in self.alarms
            ],
        }


def read(store: Store, settings: Settings, alarms: Alarms | None = None) -> Status:
    """Return how all stands.

    Args:
        store: the carrier's.
        settings: the carrier's.
        alarms: a running carrier's own, which it may not have been able to put down.

    Raises:
        Unable: the store cannot be read.
    """
    own = settings.committee
    with store.transaction() as connection:
        wire = connection.scalar(
            select(VERSION.c.wire).order_by(VERSION.c.version.desc()).limit(1)
        )
        directory = SignedDirectory.from_bytes(wire).directory if wire else None
        known = {row.origin: row for row in connection.execute(select(PEER))}
        count = select(func.count())
        waiting = connection.scalar(
            count.select_from(LEAVING).where(LEAVING.c.sent_at.is_(None))
        )
        to_give = connection.scalar(count.select_from(HELD).where(HELD.c.given.is_(False)))
        last = connection.scalar(select(func.max(HELD.c.n)).where(HELD.c.origin == own))
    present = [one.origin for one in directory.present] if directory else []
    return Status(
        committee=own,
        directory=directory.version if directory else None,
        own=last or 0,
        waiting=waiting or 0,
        to_give=to_give or 0,
        peers=tuple(_peer(one, known.get(one)) for one in sorted(present) if one != own),
        alarms=(alarms or Alarms(store)).standing(),
        trial=walls.are_open(settings),
    )


def _peer(origin: str, row: Any) -> PeerStatus:
    heard = datetime.fromtimestamp(row.heard_at, UTC) if row and row.heard_at else None
    return PeerStatus(origin=origin, acknowledged=row.acked if row else 0, heard=heard)


def ago(passed: timedelta) -> str:
    """Return how long ago something was, in the largest unit that fits.

    >>> ago(timedelta(hours=3, minutes=20))
    '3 hours ago'
    """
    for unit, length in (
        ("day", timedelta(days=1)),
        ("hour", timedelta(hours=1)),
        ("minute", timedelta(minutes=1)),
    ):
        count = passed // length
        if count > 0:
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"


def _times(count: int) -> str:
    return f" ({count} times)" if count > 1 else ""


def _count(count: int) -> str:
    return "1 envelope waits" if count == 1 else f"{count} envelopes wait"
