"""The rooms of the network, made once by a convener's account that is used for nothing else.

Names, topics and members of a room are read by every homeserver in it, so that none of them
says what it is about. Machines alone are in the transport room and may write there nothing that
is not encrypted; people alone are in the standing rooms; in the room for notices machines write
and people read. The power of whoever makes a room cannot be taken away, which is why it is no
committee's bot.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sanjose.exchange.directory import ROOM, USER
from sanjose.exchange.errors import Misuse, Unable
from sanjose_network import private
from sanjose_network.homeserver.plain import Plain, Refused, part

VERSION = "12"
MEGOLM = "m.megolm.v1.aes-sha2"

_LITERAL = re.compile(r"\[.*|[0-9]{1,3}(\.[0-9]{1,3}){3}(:.*)?")
_CLIENT = "/_matrix/client/v3"


class Role(StrEnum):
    """What a room is for; the directory names them so."""

    TRANSPORT = "transport"
    NOTICES = "notices"
    RAPPORTEURS = "rapporteurs"
    CHAIRS = "chairs"


SHOWN: Mapping[Role, tuple[str, str]] = {
    Role.TRANSPORT: ("Transport", "For machines. Nothing here is for reading."),
    Role.NOTICES: ("Notices", "For reading. Nobody answers here."),
    Role.RAPPORTEURS: ("Rapporteurs", "A standing room."),
    Role.CHAIRS: ("Chairs", "A standing room."),
}
"""Name and topic of each room, which travel in clear."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Guests:
    """Who is invited, by Matrix users: machines, and people by the room that they stand in."""

    bots: tuple[str, ...]
    rapporteurs: tuple[str, ...] = ()
    chairs: tuple[str, ...] = ()

    def of(self, role: Role) -> tuple[str, ...]:
        """Return who belongs into a room.

        Raises:
            Misuse: somebody is no Matrix user.
        """
        people = (*self.rapporteurs, *self.chairs)
        for one in (*self.bots, *people):
            if not USER.fullmatch(one):
                raise Misuse("a Matrix user looks like @cat-bot:cat.example")
        if set(self.bots) & set(people):
            raise Misuse("a bot has an account of its own, which no person uses")
        found: Mapping[Role, Iterable[str]] = {
            Role.TRANSPORT: self.bots,
            Role.NOTICES: (*self.bots, *people),
            Role.RAPPORTEURS: self.rapporteurs,
            Role.CHAIRS: self.chairs,
        }
        return tuple(dict.fromkeys(found[role]))


def wanted(role: Role, guests: Guests, convener: str) -> dict[str, Any]:
    """Return what a homeserver is asked to make.

    Everything stands in the creation itself: no moment passes in which the room is open, or
    not encrypted.
    """
    name, topic = SHOWN[role]
    invited = guests.of(role)
    states = {
        "m.room.encryption": {"algorithm": MEGOLM},
        "m.room.join_rules": {"join_rule": "invite"},
        "m.room.history_visibility": {"history_visibility": "joined"},
        "m.room.guest_access": {"guest_access": "forbidden"},
        "m.room.server_acl": servers([*invited, convener]),
    }
    return {
        "room_version": VERSION,
        "visibility": "private",
        "preset": "private_chat",
        "name": name,
        "topic": topic,
        "initial_state": [
            {"type": kind, "state_key": "", "content": content}
            for kind, content in states.items()
        ],
        "power_level_content_override": powers(role, guests),
        "invite": list(invited),
    }


def powers(role: Role, guests: Guests) -> dict[str, Any]:
    """Return who may do what; the homeserver enforces it, and our signatures do not need it.

    A homeserver sees of an encrypted event only that it is one, so that writing is allowed or
    forbidden as a whole.
    """
    with_bots = role in {Role.TRANSPORT, Role.NOTICES}
    level = 50 if with_bots else 0
    events = {
        "m.room.encrypted": level,
        "m.room.redaction": level,
        "m.room.power_levels": 100,
        "m.room.server_acl": 100,
        "m.room.encryption": 100,
        "m.room.history_visibility": 100,
        "m.room.tombstone": 150,
    }
    if with_bots:
        # Above everybody: in an encrypted room a homeserver takes what is in clear as well.
        events |= {"m.room.message": 101, "m.reaction": 101, "m.sticker": 101}
    return {
        "users": dict.fromkeys(guests.bots if with_bots else (), 50),
        "users_default": 0,
        "events_default": level,
        "state_default": 100,
        "events": events,
        "invite": 100,
        "kick": 100,
        "ban": 100,
        "redact": 100,
    }


def servers(users: Iterable[str]) -> dict[str, Any]:
    """Return which homeservers may take part: those of the users, and no other.

    Some servers compare a name with its port and some without, so that both stand there.
    """
    names = {user.partition(":")[2] for user in users}
    bare = {name if name.startswith("[") else name.partition(":")[0] for name in names}
    return {
        "allow": sorted(names | bare),
        "deny": [],
        "allow_ip_literals": any(_LITERAL.fullmatch(name) for name in names),
    }


def create(convener: Plain, role: Role, guests: Guests) -> str:
    """Make a room and return its id.

    Raises:
        Misuse: a user is none.
        Unable: the homeserver refuses, or has no rooms of version 12.
    """
    told = wanted(role, guests, convener.user)
    try:
        found = convener.ask("POST", f"{_CLIENT}/createRoom", told).get("room_id")
    except Refused as error:
        if error.reason == "M_UNSUPPORTED_ROOM_VERSION":
            raise Unable("this homeserver has no rooms of version 12: update it") from None
        raise
    if not isinstance(found, str) or not ROOM.fullmatch(found):
        raise Unable("the homeserver made a room whose id is in no known form")
    return found


def bring_up(convener: Plain, role: Role, room: str, guests: Guests) -> tuple[str, ...]:
    """Invite who is missing, set powers and servers anew, and return whom it invited.

    Nobody is put out: that is for people to decide, in a client.

    Raises:
        Unable: the room is gone, or the convener is not in it.
    """
    known = {**_members(convener, room, "join"), **_members(convener, room, "invite")}
    missing = tuple(one for one in guests.of(role) if one not in known)
    keep = _state(convener, room, "m.room.power_levels")
    told = powers(role, guests)
    told["users"] = {**_mapping(keep.get("users")), **told["users"]}
    acl = servers([*known, *missing, convener.user])
    for kind, content in (("m.room.power_levels", told), ("m.room.server_acl", acl)):
        if _state(convener, room, kind) != content:
            path = f"{_CLIENT}/rooms/{part(room)}/state/{kind}"
            convener.ask("PUT", path, content)
    for one in missing:
        convener.ask("POST", f"{_CLIENT}/rooms/{part(room)}/invite", {"user_id": one})
    return missing


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What a homeserver says of a room, as far as this account may see it."""

    role: Role
    room: str
    joined: bool
    members: int = 0
    faults: tuple[str, ...] = ()


def look(session: Plain, role: Role, room: str, expected: Iterable[str] = ()) -> Found:
    """Return how a room stands.

    Args:
        session: a bot's own, or the convener's.
        role: what the room is for.
        room: its id.
        expected: who belongs there; whoever else is in it is counted as a fault. Nobody is
            named: where it is empty, nobody is counted.

    Raises:
        Unable: the homeserver does not answer.
    """
    try:
        members = _members(session, room, "join")
        tombstone = _state(session, room, "m.room.tombstone")
        encryption = _state(session, room, "m.room.encryption")
        maker = _maker(session, room)
    except Refused as error:
        if error.status in {403, 404}:
            return Found(role=role, room=room, joined=False)
        raise
    known = {*expected, session.user, maker}
    others = len(set(members) - known) if expected else 0
    faults = []
    if tombstone:
        faults.append(
            f"the room for {role} was replaced by another: agree on a new one, and name it in"
            " the directory"
        )
    if encryption.get("algorithm") != MEGOLM:
        faults.append(f"the room for {role} is not encrypted: nothing is sent there")
    if others:
        who = "one account that is" if others == 1 else f"{others} accounts that are"
        faults.append(f"in the room for {role} stands {who} not in the directory")
    return Found(role=role, room=room, joined=True, members=len(members), faults=tuple(faults))


def join(session: Plain, room: str, via: Iterable[str] = ()) -> bool:
    """Enter a room, and return whether it is entered; being in it already is as good.

    Raises:
        Unable: the homeserver does not answer.
    """
    query = "&".join(f"via={part(one)}" for one in via)
    try:
        session.ask("POST", f"{_CLIENT}/join/{part(room)}{'?' if query else ''}{query}", {})
    except Refused as error:
        if error.status in {403, 404, 502}:
            return False
        raise
    return True


def _members(session: Plain, room: str, membership: str) -> dict[str, str]:
    """Return the users who are in a room, or invited."""
    path = f"{_CLIENT}/rooms/{part(room)}/members?membership={membership}"
    chunk = session.ask("GET", path).get("chunk")
    return {
        str(one.get("state_key")): membership
        for one in (chunk if isinstance(chunk, list) else [])
        if isinstance(one, dict)
    }


def _maker(session: Plain, room: str) -> str:
    """Return who made a room, and therefore is in it without standing in the directory."""
    path = f"{_CLIENT}/rooms/{part(room)}/state/m.room.create?format=event"
    try:
        return str(session.ask("GET", path).get("sender", ""))
    except Refused as error:
        if error.status in {400, 404}:
            return ""
        raise


def _state(session: Plain, room: str, kind: str) -> dict[str, Any]:
    """Return a state of a room, empty where it has none."""
    try:
        return session.ask("GET", f"{_CLIENT}/rooms/{part(room)}/state/{kind}")
    except Refused as error:
        if error.status == 404 and error.reason == "M_NOT_FOUND":
            return {}
        raise


def _mapping(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


# -- what the convener keeps ------------------------------------------------------------------


def kept(folder: Path) -> dict[Role, str]:
    """Return the rooms that were made from this folder.

    Raises:
        Unable: the file that keeps them is damaged.
    """
    try:
        found = json.loads((folder / "rooms.json").read_bytes())
        return {Role(role): str(room) for role, room in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        raise Unable("rooms.json is damaged: correct it, or move it away") from error


def keep(folder: Path, rooms: Mapping[Role, str]) -> None:
    """Write down which rooms were made, so that none is made twice.

    Raises:
        Unable: the disk is full or the folder is not ours.
    """
    private.write(folder / "rooms.json", json.dumps(rooms, indent=2).encode() + b"\n")
