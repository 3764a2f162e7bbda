"""Deadlines for a calendar file: what this officer may know of, made strange.

What was in an officer's last file is kept beside the keys, for that officer alone: somebody who
may know less is never told that an entry of another file is gone.
"""

import hmac
import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sanjose.rules import deadlines
from sanjose.rules.deadlines import SESSION, Deadlines, Entry
from sanjose.secretariat.reading import Reading
from sanjose.words.model import Calendar

KEPT = "calendar"
"""Under this name the house keeps what ids are made with."""


class Dating(Reading):
    """The verbs about calendar files."""

    def deadlines(self, *, ahead: int) -> Deadlines:
        """Return what a calendar file may hold of the coming days.

        Raises:
            Misuse: the office that the key belongs to reads no lists.
        """
        today = self.today()
        self.may_list()
        now = {one.uid: one for one in self._calendar_entries(today + timedelta(days=ahead))}
        entries = deadlines.renewed(now.values(), self._calendar_before(), today)
        return Deadlines(at=self.now(), entries=entries)

    def deadlines_written(self, made: Deadlines) -> None:
        """Keep what stands in a file, once it is written, so that the next one goes on from it."""
        plain = [
            {**asdict(one), "starts": one.starts.isoformat(), "ends": one.ends.isoformat()}
            for one in made.entries
        ]
        self.archive.vault.keep(self._calendar_name(), json.dumps(plain).encode())

    def _calendar_entries(self, until: date) -> Iterator[Entry]:
        secret = self._calendar_secret()
        earliest = self.today() - timedelta(days=deadlines.BACK.value)
        for reference, _, due in self.due(ahead=(until - self.today()).days):
            if due.on >= earliest:
                uid = _uid(secret, reference or "", due.kind, due.label)
                yield Entry(uid=uid, kind=due.kind, starts=due.on, ends=due.on)
        for one in self.record().calendar:
            ends = one.ends or one.starts
            if one.what is Calendar.SESSION and one.starts <= until and earliest <= ends:
                uid = _uid(secret, SESSION, one.title, "")
                yield Entry(uid=uid, kind=SESSION, starts=one.starts, ends=ends)

    def _calendar_before(self) -> tuple[Entry, ...]:
        kept: list[dict[str, Any]] = json.loads(
            self.archive.vault.value(self._calendar_name()) or b"[]"
        )
        day = date.fromisoformat
        return tuple(
            Entry(**{**one, "starts": day(one["starts"]), "ends": day(one["ends"])})
            for one in kept
        )

    def _calendar_name(self) -> str:
        return f"{KEPT} of {self.actor().officer}"

    def _calendar_secret(self) -> bytes:
        found = self.archive.vault.value(KEPT)
        if found is None:
            found = secrets.token_bytes(32)
            self.archive.vault.keep(KEPT, found)
        return found


def _uid(secret: bytes, *of: str) -> str:
    """Return an id that is the same each time, and tells nothing to whoever has no secret."""
    return hmac.digest(secret, "\x00".join(of).encode(), "sha256").hex()[:32]
