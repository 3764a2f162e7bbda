"""What happened since it was looked last, as lines that name committees and counts only."""

from collections.abc import Iterator

from sqlalchemy import func, select

from sanjose_network.carrying.alarms import Alarms
from sanjose_network.carrying.store import Store
from sanjose_network.carrying.tables import HELD, LEAVING


class Watch:
    """Sees what changes in the store."""

    def __init__(self, store: Store, own: str) -> None:
        self._store, self._own = store, own
        self._here = self._counts()
        self._out = self._sent()
        self._alarms: dict[str, str] = {}

    def lines(self) -> tuple[str, ...]:
        """Return a line for each thing that happened since the last call."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[str]:
        here, out = self._counts(), self._sent()
        for origin in sorted(here):
            came = here[origin] - self._here.get(origin, 0)
            if came > 0 and origin != self._own:
                yield f"{_envelopes(came)} of {origin} came"
        if out > self._out:
            yield f"{_envelopes(out - self._out)} went out"
        self._here, self._out = here, out
        standing = {one.key: one.sentence for one in Alarms(self._store).standing()}
        for key, sentence in standing.items():
            if self._alarms.get(key) != sentence:
                yield f"alarm: {sentence}"
        for key in self._alarms.keys() - standing.keys():
            yield f"over: {self._alarms[key]}"
        self._alarms = standing

    def _counts(self) -> dict[str, int]:
        with self._store.transaction() as connection:
            rows = connection.execute(
                select(HELD.c.origin, func.count()).group_by(HELD.c.origin)
            )
            return {row[0]: row[1] for row in rows}

    def _sent(self) -> int:
        with self._store.transaction() as connection:
            which = LEAVING.c.sent_at.is_not(None)
            return connection.scalar(select(func.count()).where(which)) or 0


def held(store: Store) -> int:
    """Return how many envelopes are here."""
    with store.transaction() as connection:
        return connection.scalar(select(func.count()).select_from(HELD)) or 0


def _envelopes(count: int) -> str:
    return "an envelope" if count == 1 else f"{count} envelopes"
