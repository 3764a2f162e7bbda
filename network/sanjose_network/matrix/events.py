"""Events of the transport room: opened, judged by their device, passed on, or kept for their key.

An event is opened outside nio's idea of rooms: what stands encrypted in it, though it says that
somebody joined or left, is a text like any other. It counts only where the key that opens it and
the device that the directory names belong together; whose envelope it carries, the signature in
that envelope says, and never the event.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import Connection, delete, select

from sanjose.exchange.canonical import NotGenuine, bytes_of
from sanjose.exchange.errors import Chosen
from sanjose_network.carrying.store import Store
from sanjose_network.matrix.keys import Keys, Session
from sanjose_network.matrix.tables import PENDING, SEEN

ENVELOPES, GOSSIP = "org.sanjose.envelopes.v1", "org.sanjose.gossip.v1"
KINDS = {ENVELOPES: "envelopes", GOSSIP: "gossip"}

SLOW = Chosen(10.0, because="a key travels by another way than the event, and may be slower")
"""Seconds after which the key of an event is asked for."""

WAITING = Chosen(2000, because="twenty sessions that are full; a flood is more")
"""Events of one sender that wait for a key at most; the oldest is left to its peers' answers."""

FORGET = Chosen(30 * 86_400.0, because="what opens not in a month comes through peers")
"""Seconds for which an event waits for its key, and for which one is known to have come."""

Taker: TypeAlias = Callable[[bytes, str, str | None, Connection], None]
"""What becomes of a message that was opened: its bytes, its kind, whose, in a transaction."""


class Untrusted(NotGenuine):
    """An event was opened, and is not from the device that it says."""


class Events:
    """What one device makes of the events of a room."""

    def __init__(
        self, keys: Keys, store: Store, taker: Taker, alarm: Callable[[str, str], None]
    ) -> None:
        self.keys, self.device, self.store = keys, keys.device, store
        self._taker, self._alarm = taker, alarm
        self._asked: dict[tuple[str, str], float] = {}

    @property
    def _now(self) -> float:
        return self.keys.shares.now

    # -- events ---------------------------------------------------------------------------------

    def take(self, room: str, events: Iterable[dict[str, Any]], connection: Connection) -> int:
        """Take in events that did not come before; return how many were opened."""
        found = {one["event_id"]: one for one in events if _is_sealed(one)}
        known = set(
            connection.scalars(select(SEEN.c.event).where(SEEN.c.event.in_(list(found))))
        )
        opened = 0
        for name, event in found.items():
            if name in known or event["sender"] == self.device.user:
                continue
            connection.execute(SEEN.insert().values(event=name, at=self._now))
            if event["sender"] not in self.keys.shares.trust.users:
                self._alarm(
                    "matrix:stranger",
                    "somebody who is not in the directory wrote in the transport room: it was"
                    " not read; the convener must see who is in that room",
                )
            elif self._open(room, event, connection):
                opened += 1
            else:
                self._wait(room, event, connection)
        return opened

    def _open(
        self, room: str, event: dict[str, Any], connection: Connection, *, again: bool = False
    ) -> bool:
        """Open an event and pass it on; return whether it can be opened yet."""
        sender = str(event["sender"])
        pin = self.keys.shares.trust.pins[sender]
        try:
            inside = self._decrypted(room, event, again=again)
            if inside is None:
                return False
            kind = KINDS.get(str(inside.get("type")))
            content = as_dict(inside.get("content"))
            if kind is None or content.get("v") != 1:
                self._alarm(
                    f"matrix:unknown:{pin.origin}",
                    f"{pin.origin} sends messages of a form that this version does not know:"
                    " update the software",
                )
                return True
            wire = bytes_of(content.get("d"), "message")
        except NotGenuine as error:
            self._alarm(
                f"matrix:untrusted:{pin.origin}",
                f"a message that came as {pin.origin}'s was put aside: {error}",
            )
            return True
        self._taker(wire, kind, pin.origin, connection)
        return True

    def _decrypted(
        self, room: str, event: dict[str, Any], *, again: bool
    ) -> dict[str, Any] | None:
        """Return what an event says, or None as long as its key or its sender is not known.

        Raises:
            NotGenuine: it is damaged, or not from a trusted device of its sender.
        """
        sender, content = str(event["sender"]), event["content"]
        keys = [content.get(name) for name in ("sender_key", "session_id", "device_id")]
        if not all(map(is_name, keys)):
            raise NotGenuine("it does not say from which device it is")
        sender_key, session_id, device_id = keys
        olm = self.device.olm
        session = olm.inbound_group_store.get(room, sender_key, session_id)
        if session is None:
            return None
        device = olm.device_store[sender].get(device_id)
        if device is None:
            if again and self.keys.knows(sender):
                raise Untrusted("its sender has no such device")
            self.keys.expect([sender])
            return None
        try:
            plain, _ = session.decrypt(content["ciphertext"])
            found = json.loads(plain)
        except (ValueError, KeyError, TypeError, RecursionError):
            if session.first_known_index:
                # An earlier part of the session than we were given: it may come again whole.
                return None
            raise NotGenuine("it cannot be opened with the key that its sender gave") from None
        if (
            device.deleted
            or session.forwarding_chain
            or not self.keys.shares.trust.trusts(sender, device_id, device.ed25519)
            or (device.ed25519, device.curve25519) != (session.ed25519, sender_key)
        ):
            raise Untrusted("it is not from the device that the directory names")
        if not isinstance(found, dict) or found.get("room_id") != room:
            raise NotGenuine("it was written for another room")
        return found

    # -- events without a key -------------------------------------------------------------------

    def _wait(self, room: str, event: dict[str, Any], connection: Connection) -> None:
        content = event["content"]
        row = {
            "event": event["event_id"],
            "room": room,
            "sender": event["sender"],
            "device": str(content.get("device_id")),
            "session": str(content.get("session_id")),
            "raw": json.dumps(event).encode(),
            "at": self._now,
        }
        of_sender = select(PENDING.c.event).where(PENDING.c.sender == row["sender"])
        waiting = connection.scalars(of_sender.order_by(PENDING.c.at)).all()
        if len(waiting) >= WAITING.value:
            connection.execute(delete(PENDING).where(PENDING.c.event == waiting[0]))
        connection.execute(PENDING.insert().values(row))

    def retry_for(self, opening: Iterable[Session], connection: Connection) -> int:
        """Try what waits for the keys of these sessions; return how many were opened."""
        sessions = {session for _, session in opening}
        rows = connection.execute(
            select(PENDING).where(PENDING.c.session.in_(sessions)).order_by(PENDING.c.at)
        ).all()
        return self._open_all(rows, connection)

    def _open_all(self, rows: Iterable[Any], connection: Connection) -> int:
        opened = 0
        for row in rows:
            known = row.sender in self.keys.shares.trust.users
            event = json.loads(row.raw)
            if not known or self._open(row.room, event, connection, again=True):
                connection.execute(delete(PENDING).where(PENDING.c.event == row.event))
                opened += known
        return opened

    def retry(self) -> int:
        """Try everything that waits for a key, as when other devices became known."""
        with self.store.transaction() as connection:
            rows = connection.execute(select(PENDING).order_by(PENDING.c.at)).all()
            return self._open_all(rows, connection)

    async def ask_for_keys(self) -> None:
        """Ask the senders of what waits too long for their keys, again ever so often.

        Raises:
            NoAnswer: the homeserver does not answer.
        """
        late = self._now - SLOW.value
        with self.store.transaction() as connection:
            rows = connection.execute(
                select(PENDING.c.room, PENDING.c.sender, PENDING.c.session)
                .where(PENDING.c.at <= late)
                .distinct()
            ).all()
        waiting = {(row.sender, row.session) for row in rows}
        self._asked = {one: at for one, at in self._asked.items() if one in waiting}
        for row in rows:
            one = (row.sender, row.session)
            if self._asked.get(one, 0.0) <= self.keys.shares.tick:
                self._asked[one] = self.keys.shares.tick + 6 * SLOW.value
                await self.keys.shares.ask_for(row.room, row.sender, row.session)

    def forget(self, connection: Connection) -> None:
        """Let go of what came long ago."""
        old = self._now - FORGET.value
        connection.execute(delete(SEEN).where(SEEN.c.at < old))
        connection.execute(delete(PENDING).where(PENDING.c.at < old))


def _is_sealed(event: Mapping[str, Any]) -> bool:
    return (
        event.get("type") == "m.room.encrypted"
        and is_name(event.get("event_id"))
        and is_name(event.get("sender"))
        and isinstance(event.get("content"), dict)
        and "ciphertext" in event["content"]
    )


def is_name(found: Any) -> bool:
    """Say whether this can be an id or a key; what a store cannot write would stop all."""
    return isinstance(found, str) and found.isascii() and len(found) <= 255


def as_dict(found: Any) -> dict[str, Any]:
    """Return an object; what is none is empty."""
    return found if isinstance(found, dict) else {}


def as_events(found: Any) -> list[dict[str, Any]]:
    """Return the events in a part of an answer."""
    return [one for one in as_dict(found).get("events") or () if isinstance(one, dict)]
