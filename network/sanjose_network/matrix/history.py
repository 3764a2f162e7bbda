"""What a homeserver left out: fetched page by page, until no number is missing.

After an absence a homeserver gives the newest events only and says that there were more. Each
such place is put down in the transaction that moved the cursor past it, and after a crash the
walk goes on from the page at which it was.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, delete, select

from sanjose_network.matrix.events import Events, as_events
from sanjose_network.matrix.tables import GAP, SEEN
from sanjose_network.matrix.wire import Refused, part

PAGE = 100
"""Events in one answer."""


class History:
    """The earlier events of a room, as far as they are wanted."""

    def __init__(self, events: Events) -> None:
        self.events, self.device, self.store = events, events.device, events.store
        self.page = PAGE

    def left_out(self, room: str, token: str, connection: Connection) -> None:
        """Put down a place before which there is more."""
        gap = {"room": room, "token": token, "whole": False}
        connection.execute(GAP.insert().values(gap))

    def walk_back(self, room: str) -> None:
        """Let the room's history be gone through until nothing is missing any more."""
        with self.store.transaction() as connection:
            if connection.execute(select(GAP).where(GAP.c.whole.is_(True))).first() is None:
                gap = {"room": room, "token": "", "whole": True}
                connection.execute(GAP.insert().values(gap))

    async def mend(self, is_whole: Callable[[], bool]) -> int:
        """Fetch what a homeserver left out; return how many events were opened.

        Over federation the newest come first, so that having met a known event ends nothing
        while numbers are missing.

        Args:
            is_whole: says whether no number is missing.

        Raises:
            NoAnswer: the homeserver does not answer; it goes on from there later.
        """
        opened = 0
        while gap := self._gap():
            try:
                page = await self._page(gap)
            except Refused:
                # The place is not known any more, as when the room is gone.
                page = {}
            events = as_events({"events": page.get("chunk")})
            token = page.get("end")
            with self.store.transaction() as connection:
                names = [one.get("event_id") for one in events]
                met = select(SEEN.c.event).where(SEEN.c.event.in_(names)).limit(1)
                known = connection.scalar(met) is not None
                opened += self.events.take(gap.room, reversed(events), connection)
                done = not events or not isinstance(token, str)
                done = done or (is_whole() and (known or gap.whole))
                this = GAP.c.id == gap.id
                connection.execute(
                    delete(GAP).where(this)
                    if done
                    else GAP.update().where(this).values(token=token)
                )
        return opened

    def _gap(self) -> Any:
        with self.store.transaction() as connection:
            return connection.execute(select(GAP).order_by(GAP.c.id)).first()

    async def _page(self, gap: Any) -> dict[str, Any]:
        at = f"&from={quote(gap.token)}" if gap.token else ""
        path = f"/_matrix/client/v3/rooms/{part(gap.room)}/messages?dir=b&limit={self.page}{at}"
        return await self.device.wire.ask("GET", path)
