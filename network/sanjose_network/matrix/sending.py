"""What goes: one message at a time into one room, each again under the same name until it went.

A homeserver that is asked twice under one name makes one event; after a new login it makes a
second one, which every reader knows by the envelopes in it. What would be too large for an event
is never sent at all. Nothing leaves but encrypted.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, select

from sanjose.exchange.canonical import text_of
from sanjose.exchange.errors import Chosen, Unable
from sanjose_network.carrying.bundles import Message
from sanjose_network.carrying.store import Store
from sanjose_network.matrix.device import Device
from sanjose_network.matrix.events import ENVELOPES, GOSSIP
from sanjose_network.matrix.shares import Shares
from sanjose_network.matrix.tables import SENT
from sanjose_network.matrix.wire import Refused, part

MOST = Chosen(
    46_000, because="above 48,350 bytes of content a homeserver answers that it is too large"
)
"""The most bytes of a message's content, before it is encrypted."""


class TooLarge(Unable):
    """A message is larger than an event may be."""


class Sending:
    """The only task that writes into a room: two at once lose keys at the change of sessions."""

    def __init__(self, device: Device, shares: Shares, store: Store) -> None:
        self.device, self.shares, self.store = device, shares, store

    async def send(self, room: str, message: Message, users: Iterable[str]) -> str:
        """Send a message, and return the event in which it went.

        Args:
            room: where.
            message: what; its ``tx`` is the name under which it goes.
            users: who is to read it; only their trusted devices get the key.

        Raises:
            TooLarge: it would not fit.
            Limited: the homeserver asks for a pause.
            NoAnswer: it does not answer, or a reachable device could not be given the key.
            Refused: it refuses.
        """
        kind = ENVELOPES if message.kind == "envelopes" else GOSSIP
        content = {"v": 1, "d": text_of(message.wire)}
        return await self.say(room, kind, content, message.tx, users)

    def note(self, room: str, message: Message, event: str) -> None:
        """Keep in which event a message went, so that it can be taken back."""
        if message.kind != "envelopes":
            return
        with self.store.transaction() as connection:
            connection.execute(delete(SENT).where(SENT.c.tx == message.tx))
            row = {"tx": message.tx, "room": room, "event": event}
            connection.execute(SENT.insert().values(row))

    async def say(
        self, room: str, kind: str, content: dict[str, Any], tx: str, users: Iterable[str]
    ) -> str:
        """Write an event of any kind, encrypted for the trusted devices of these users.

        Raises:
            TooLarge, Limited, NoAnswer, Refused: as ``send``.
        """
        if len(json.dumps(content)) > MOST.value:
            raise TooLarge("a message is larger than an event may be: it is not sent")
        await self.shares.ready(room, users)
        sealed = self.device.olm.group_encrypt(room, {"type": kind, "content": content})
        path = f"/_matrix/client/v3/rooms/{part(room)}/send/m.room.encrypted/{part(tx)}"
        found = await self.device.wire.ask("PUT", path, sealed)
        return str(found.get("event_id", ""))

    async def take_back(self, tx: str) -> None:
        """Let a message be taken back; one that is gone already is as good.

        Raises:
            NoAnswer: the homeserver does not answer.
        """
        with self.store.transaction() as connection:
            row = connection.execute(select(SENT).where(SENT.c.tx == tx)).first()
        if row is None:
            return
        # Under the same name a homeserver would take it for the message itself, sent again.
        name = part(f"{tx}-back")
        path = f"/_matrix/client/v3/rooms/{part(row.room)}/redact/{part(row.event)}/{name}"
        try:
            await self.device.wire.ask("PUT", path, {})
        except Refused as error:
            if error.status != 404:
                raise
