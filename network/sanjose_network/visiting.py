"""The rooms as this carrier's device sees them: which it is in, and what is wrong there."""

from pathlib import Path

from sanjose.exchange.directory import Directory, SignedDirectory
from sanjose.exchange.errors import Misuse, Unable
from sanjose.exchange.spool import Spool
from sanjose_network.homeserver.plain import Plain
from sanjose_network.homeserver.rooms import Found, Role, join, look
from sanjose_network.settings import Settings
from sanjose_network.setup import MATRIX

FOR_MACHINES = (Role.TRANSPORT, Role.NOTICES)


def visit(folder: Path) -> tuple[Found, ...]:
    """Enter the rooms that wait for this device, and return how each room stands.

    Raises:
        Misuse: this carrier goes by sticks only.
        Unable: the homeserver does not answer, or no directory is in force.
    """
    settings = Settings.read(folder)
    if settings.homeserver is None:
        raise Misuse("this carrier goes by sticks only: it is in no room")
    directory = in_force(settings)
    session = device_session(settings)
    bots = [one.bot.user for one in directory.present if one.bot is not None]
    found = []
    for role in Role:
        room: str | None = getattr(directory.rooms, role.value)
        if room is None:
            continue
        if role not in FOR_MACHINES:
            found.append(Found(role=role, room=room, joined=False))
            continue
        seen = look(session, role, room, bots if role is Role.TRANSPORT else ())
        if not seen.joined and enter(session, room, directory):
            seen = look(session, role, room, bots if role is Role.TRANSPORT else ())
        found.append(seen)
    return tuple(found)


def in_force(settings: Settings) -> Directory:
    """Return the directory that the secretariat goes by, if it is the one people compared.

    Raises:
        Unable: there is none, or no fingerprint was entered.
    """
    signed: SignedDirectory | None = Spool(folder=settings.spool_out).directory()
    if signed is None or not settings.fingerprint:
        raise Unable(
            "no directory is in force: the secretariat accepts one, and its fingerprint is"
            " entered here with `sanjose network pair`"
        )
    return signed.directory


def device_session(settings: Settings) -> Plain:
    """Return this carrier's own session, for requests that need no keys.

    Raises:
        Unable: there is none.
    """
    from sanjose_network.matrix.device import Session

    session = Session.read(settings.folder / MATRIX)
    return Plain(
        base=session.homeserver, token=session.token, user=session.user, device=session.device
    )


def enter(session: Plain, room: str, directory: Directory) -> bool:
    """Enter a room by way of the homeservers that the directory names."""
    via = dict.fromkeys(one.homeserver for one in directory.present if one.homeserver)
    return join(session, room, list(via)[:5])
