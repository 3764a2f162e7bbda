"""What comes: written down as it came, then worked off, so that a crash loses none of it.

The homeserver deletes what it gave as soon as it is asked for more. Its answer is therefore in
the journal, durably, before anything in it has an effect, and is worked off again after a crash.
Events, the place up to which was read, and what the carrier makes of the events change in one
transaction.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from sqlalchemy import delete, select

from sanjose_network.matrix.events import Events, as_dict, as_events
from sanjose_network.matrix.history import History
from sanjose_network.matrix.tables import CURSOR, JOURNAL

_ABOUT_ROOM = frozenset({"m.room.member", "m.room.tombstone", "m.room.power_levels"})


@dataclass(slots=True)
class Changes:
    """What a homeserver's answer means beside its events."""

    invited: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    about: bool = False
    """Whether who is in a room, or what a room is, may have changed."""
    replaced: set[str] = field(default_factory=set)
    events: int = 0


class Syncing:
    """One device's reading of one room, and of what came for the device."""

    def __init__(self, events: Events, history: History) -> None:
        self.events, self.history = events, history
        self.keys, self.device, self.store = events.keys, events.device, events.store
        self.room: str | None = None
        self._is_first = True

    async def step(self, wait: float) -> Changes:
        """Ask for what is new, and work it off.

        Args:
            wait: seconds that the homeserver waits for something new.

        Raises:
            NoAnswer: the homeserver does not answer; nothing is lost.
        """
        since = self._since()
        # What a room is, and who is in it, is told whole once after each start.
        whole = "&full_state=true" if self._is_first and since else ""
        at = f"&since={quote(since)}" if since else ""
        path = f"/_matrix/client/v3/sync?timeout={int(wait * 1000)}&filter={_filter(self.history.page)}{at}{whole}"
        raw = await self.device.wire.ask("GET", path, wait=wait)
        row = {"device": self.device.id, "raw": json.dumps(raw).encode()}
        with self.store.transaction() as connection:
            n = connection.scalar(JOURNAL.insert().values(row).returning(JOURNAL.c.n))
        self._is_first = False
        return await self._work_off(n, raw)

    async def left_over(self) -> Changes | None:
        """Work off what a crash left, before anything else is asked for."""
        with self.store.transaction() as connection:
            other = JOURNAL.c.device != self.device.id
            connection.execute(delete(JOURNAL).where(other))
            row = connection.execute(select(JOURNAL).order_by(JOURNAL.c.n)).first()
        if row is None:
            return None
        changes = await self._work_off(row.n, json.loads(row.raw))
        # Keys that came with it may be here already, and are not told a second time.
        changes.events += self.events.retry()
        return changes

    def _since(self) -> str | None:
        with self.store.transaction() as connection:
            mine = select(CURSOR.c.since).where(CURSOR.c.device == self.device.id)
            return connection.scalar(mine)

    async def _work_off(self, n: int | None, raw: Mapping[str, Any]) -> Changes:
        opening = self.keys.take(raw)
        # Who sent an event is judged by the sender's devices: they must be known before.
        await self.keys.ask()
        changes = Changes()
        rooms = as_dict(raw.get("rooms"))
        changes.invited |= as_dict(rooms.get("invite")).keys()
        changes.gone |= as_dict(rooms.get("leave")).keys()
        with self.store.transaction() as connection:
            for room, found in as_dict(rooms.get("join")).items():
                timeline = as_dict(as_dict(found).get("timeline"))
                self._about(room, as_events(as_dict(found).get("state")), changes)
                if room != self.room:
                    continue
                token = timeline.get("prev_batch")
                if timeline.get("limited") and isinstance(token, str):
                    self.history.left_out(room, token, connection)
                events = as_events(timeline)
                self._about(room, events, changes)
                changes.events += self.events.take(room, events, connection)
            changes.events += self.events.retry_for(opening, connection)
            self.events.forget(connection)
            connection.execute(delete(CURSOR).where(CURSOR.c.device == self.device.id))
            cursor = {"device": self.device.id, "since": str(raw.get("next_batch", ""))}
            connection.execute(CURSOR.insert().values(cursor))
            connection.execute(delete(JOURNAL).where(JOURNAL.c.n == n))
        return changes

    def _about(self, room: str, events: Iterable[Mapping[str, Any]], changes: Changes) -> None:
        for event in events:
            if event.get("type") in _ABOUT_ROOM and "state_key" in event:
                changes.about = True
                if event["type"] == "m.room.tombstone":
                    changes.replaced.add(room)


def _filter(events: int) -> str:
    """Return what is asked for: no more than what is looked at here."""
    wanted = {
        "presence": {"types": []},
        "account_data": {"types": []},
        "room": {
            "timeline": {"limit": events},
            "state": {"lazy_load_members": True},
            "ephemeral": {"types": []},
            "account_data": {"types": []},
        },
    }
    return quote(json.dumps(wanted, separators=(",", ":")))
