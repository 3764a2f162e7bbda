"""Alarms: one sentence each for whatever people have to look into.

A sentence names committees, numbers and days; no body, no State, no person and no key. Where
even the store cannot be written, an alarm is kept in memory and put down later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from sanjose.exchange.errors import Unable
from sanjose_network.carrying.store import Store
from sanjose_network.carrying.tables import ALARM


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """An alarm as people see it; ``times`` is how often the same thing came."""

    key: str
    since: datetime
    sentence: str
    times: int = 1


class Alarms:
    """What stands, until whoever raised it sees that it is over."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._unkept: dict[str, Told] = {}

    def raise_(self, key: str, sentence: str, now: datetime, times: int = 1) -> None:
        """Let a sentence stand under a key; again, it is counted and the newest one shown.

        Raises:
            Unable: a transaction has begun that cannot end well.
        """
        at = int(now.timestamp())
        try:
            with self._store.transaction() as connection:
                which = ALARM.c.key == key
                before = connection.execute(select(ALARM).where(which)).one_or_none()
                if before is None:
                    row = {"key": key, "since": at, "last": at, "times": times}
                    connection.execute(ALARM.insert().values(sentence=sentence, **row))
                else:
                    again = {"last": at, "times": before.times + times}
                    changed = {"sentence": sentence, **again}
                    connection.execute(ALARM.update().where(which).values(changed))
            self._unkept.pop(key, None)
        except Unable:
            if self._store.inside:
                raise
            self._unkept[key] = Told(key=key, since=now, sentence=sentence)

    def clear(self, key: str) -> None:
        """Take a sentence away, if it stands."""
        self._unkept.pop(key, None)
        with self._store.transaction() as connection:
            connection.execute(ALARM.delete().where(ALARM.c.key == key))

    def only(self, begins: str, sentences: Iterable[tuple[str, str]], now: datetime) -> None:
        """Let these and no others stand under keys that begin in this way."""
        wanted = dict(sentences)
        standing = {one.key: one for one in self.standing() if one.key.startswith(begins)}
        for key in standing.keys() - wanted.keys():
            self.clear(key)
        for key, sentence in wanted.items():
            if key not in standing or standing[key].sentence != sentence:
                self.raise_(key, sentence, now)

    def forget(self, begins: str, before: datetime) -> None:
        """Take away what came last before a moment, among the keys that begin in this way."""
        with self._store.transaction() as connection:
            old = ALARM.c.last < int(before.timestamp())
            connection.execute(ALARM.delete().where(ALARM.c.key.startswith(begins), old))

    def standing(self) -> tuple[Told, ...]:
        """Return every alarm, the oldest first."""
        with self._store.transaction() as connection:
            rows = connection.execute(select(ALARM)).all()
        kept = [
            Told(
                key=row.key,
                since=datetime.fromtimestamp(row.since, UTC),
                sentence=row.sentence,
                times=row.times,
            )
            for row in rows
        ]
        everything = [*kept, *self._unkept.values()]
        return tuple(sorted(everything, key=lambda one: (one.since, one.key)))
