"""Who is in the transport room, asked of the homeserver and held against the directory.

What an encrypted event says of members is never looked at. Whoever is in the room and not in
the directory gets no key, and people are told; whoever is in the directory and not in the room
hears nothing, and people are told that too.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sanjose.exchange.directory import Directory
from sanjose_network.matrix.device import Device
from sanjose_network.matrix.trust import Trust
from sanjose_network.matrix.wire import Refused, part

_CLIENT = "/_matrix/client/v3"


class Room:
    """The transport room of the version of the directory in force."""

    def __init__(
        self,
        device: Device,
        alarm: Callable[[str, str], None],
        clear: Callable[[str], None],
    ) -> None:
        self.device, self.alarm, self.clear = device, alarm, clear
        self.id: str | None = None
        self.users: frozenset[str] = frozenset()
        self._wanted: tuple[str, ...] = ()
        self._is_known = False

    def rely_on(self, directory: Directory | None) -> None:
        """Go by another version of the directory."""
        rooms = None if directory is None else directory.rooms
        self.id = None if rooms is None else rooms.transport
        wanted = () if rooms is None else (rooms.transport, rooms.notices)
        self._wanted = tuple(one for one in wanted if one is not None)
        self.forget()
        if directory is not None and self.id is None:
            self.alarm(
                "matrix:room",
                "the directory names no transport room: the convener makes one (`sanjose network"
                " setup --convener`), and the next version of the directory names it",
            )

    def forget(self) -> None:
        """Ask again before the next message who is in the room."""
        self._is_known = False

    @property
    def is_invited_to(self) -> frozenset[str]:
        """The rooms that a machine enters when it is invited: those that the directory names."""
        return frozenset(self._wanted)

    def replaced(self, rooms: Iterable[str]) -> None:
        """Tell people that a room was closed in favour of another one."""
        if self.id is not None and self.id in rooms:
            self.alarm(
                "matrix:replaced",
                "the transport room was closed, as when it is upgraded: what is sent may reach"
                " nobody until the next version of the directory names the new room",
            )

    async def enter(self) -> None:
        """Enter the rooms that the directory names, where we are invited and not in yet.

        Raises:
            NoAnswer: the homeserver does not answer.
        """
        if not self._wanted:
            return
        found = await self.device.wire.ask("GET", f"{_CLIENT}/joined_rooms")
        joined = found.get("joined_rooms")
        for one in self._wanted:
            if isinstance(joined, list) and one in joined:
                continue
            try:
                await self.device.wire.ask("POST", f"{_CLIENT}/rooms/{part(one)}/join", {})
            except Refused:
                if one == self.id:
                    self.alarm(
                        "matrix:room",
                        "this machine is not in the transport room and cannot enter it: the"
                        " convener must invite it",
                    )
            else:
                self.forget()

    async def look(self, trust: Trust) -> frozenset[str]:
        """Return the directory's users who are in the room.

        Raises:
            NoAnswer: the homeserver does not answer.
            Refused: we are not in the room.
        """
        if self._is_known or self.id is None:
            return self.users
        found = await self.device.wire.ask("GET", self._path("joined_members"))
        members = found.get("joined")
        joined = frozenset(members if isinstance(members, dict) else ())
        outside = joined - trust.users
        if outside:
            outside -= {await self._maker()}
        self._compare(outside, joined, trust)
        self.users = joined & trust.users
        self._is_known = True
        self.clear("matrix:room")
        return self.users

    def _compare(self, outside: frozenset[str], joined: frozenset[str], trust: Trust) -> None:
        if outside:
            count = "somebody" if len(outside) == 1 else f"{len(outside)} users"
            self.alarm(
                "matrix:outsider",
                f"{count} who is not in the directory is in the transport room: they get no key,"
                " and sending goes on to the committees alone; the convener must remove them"
                if len(outside) == 1
                else f"{count} who are not in the directory are in the transport room: they get"
                " no key, and sending goes on to the committees alone; the convener must remove"
                " them",
            )
        else:
            self.clear("matrix:outsider")
        absent = sorted(pin.origin for pin in trust.peers if pin.user not in joined)
        if absent:
            named = ", ".join(absent)
            self.alarm(
                "matrix:absent",
                f"not in the transport room, and hearing nothing until they enter: {named}",
            )
        else:
            self.clear("matrix:absent")

    async def _maker(self) -> str:
        """Return whose account made the room: the convener, whose power cannot be taken away.

        It may be there, and gets no key like anybody else outside the directory.
        """
        try:
            made: Mapping[str, Any] = await self.device.wire.ask(
                "GET", f"{self._path('state/m.room.create/')}?format=event"
            )
        except Refused:
            return ""
        return str(made.get("sender", ""))

    def _path(self, what: str) -> str:
        return f"{_CLIENT}/rooms/{part(self.id or '')}/{what}"
