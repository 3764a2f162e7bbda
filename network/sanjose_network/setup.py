"""How a carrier is set up: its folder, its device in Matrix, and what the directory is to name.

A device id is used once in the whole network, and never again: other committees' keys for it
would be lost. What is secret is made here and stays here; ``carrier.json`` holds what the other
committees have to know, and lies where the secretariat can read it.
"""

import asyncio
import re
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from secrets import token_hex
from string import ascii_uppercase

from sanjose.exchange.canonical import ORIGIN, canonical
from sanjose.exchange.directory import DEVICE, USER, Bot
from sanjose.exchange.errors import Misuse, Unable
from sanjose_network import private
from sanjose_network.homeserver.plain import Plain, Refused, address, part
from sanjose_network.settings import Lock, Settings, TransportKey

CARRIER = "carrier.json"
MATRIX = "matrix"
CALLED = "sanjose carrier"

_LOCAL = re.compile(r"@?([a-z0-9._=/+-]{1,100})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What is typed for a device in Matrix; ``device`` is chosen where none is given."""

    homeserver: str
    user: str
    device: str | None = None


def sticks_only(settings: Settings) -> Path:
    """Set a carrier up that uses sticks only, and return its public file.

    Raises:
        Misuse: the committee is none.
        Unable: a folder is not ours, or the disk is full.
    """
    _prepare(settings)
    bare = replace(settings, homeserver=None, user=None, device=None)
    bare.write()
    return publish(bare, None)


def with_device(settings: Settings, entry: Entry, password: str, today: date) -> Path:
    """Set a carrier up with a new device in Matrix, and return its public file.

    What was there before stays in use until the new device is whole. The user's cross-signing
    keys are used again, so that the key that the directory names for the user stays the same.

    Raises:
        Misuse: the address, the user or the device id has another form, or the id was used.
        Unable: the homeserver refuses or does not answer, a folder is not ours, or the carrier
            is at work.
    """
    _prepare(settings)
    with Lock(settings.folder):
        return _with_device(settings, entry, password, today)


def _with_device(settings: Settings, entry: Entry, password: str, today: date) -> Path:
    from sanjose_network.matrix.device import Session, begin

    door = Plain(base=address(entry.homeserver))
    user = _user(entry.user)
    if entry.device is not None and not DEVICE.fullmatch(entry.device):
        raise Misuse("a device id has letters, digits and dashes, as SANJOSE-CAT-2026A")
    device = _unused(door, user, password, entry.device, settings, today)
    session = door.login(user, password, device, CALLED)
    if not USER.fullmatch(session.user):
        session.logout()
        raise Misuse("the user's name at this homeserver has a form that is not used here")
    place, coming = settings.folder / MATRIX, settings.folder / f"{MATRIX}.new"
    try:
        _clear(coming)
        private.folder(coming)
        _keep_crossing(place, coming)
        token = session.token or ""
        made = Session(homeserver=door.base, user=session.user, device=device, token=token)
        bot = asyncio.run(begin(coming, made, password))
    except BaseException:
        session.logout()
        with suppress(OSError):
            _clear(coming)
        raise
    _swap(place, coming)
    whole = replace(settings, homeserver=door.base, user=session.user, device=device)
    whole.write()
    return publish(whole, bot)


def publish(settings: Settings, bot: Bot | None) -> Path:
    """Write what the directory is to name of this carrier, where the secretariat can read it.

    Raises:
        Unable: the disk is full or the folder is not ours.
    """
    named = None
    if bot is not None:
        named = {
            "user": bot.user,
            "device": bot.device,
            "device_key": bot.device_key,
            "master_key": bot.master_key,
        }
    public = {
        "transport": TransportKey.made(settings.folder).public.hex(),
        "bot": named,
        "homeserver": None if bot is None else bot.user.partition(":")[2],
    }
    path = settings.spool / CARRIER
    try:
        shared = stat.S_IMODE(settings.spool.stat().st_mode) & 0o040
    except OSError as error:
        raise Unable(f"the spool cannot be used: {private.why(error)}") from error
    private.write(path, canonical(public), 0o600 | shared)
    return path


def fresh_device(committee: str, today: date, used: frozenset[str]) -> str:
    """Return a device id that was not used, as ``SANJOSE-CAT-2026A``.

    >>> fresh_device("cat", date(2026, 11, 22), frozenset({"sanjose-cat-2026a"}))
    'SANJOSE-CAT-2026B'
    """
    begins = f"SANJOSE-{committee.upper()}-{today.year}"
    letters = (*ascii_uppercase, *(a + b for a in ascii_uppercase for b in ascii_uppercase))
    for letter in letters:
        if f"{begins}{letter}".casefold() not in used:
            return f"{begins}{letter}"
    raise Unable("this user has too many devices: remove old ones at the homeserver")


def _prepare(settings: Settings) -> None:
    """Make the carrier's folder, see the spool, and make the transport key."""
    if not ORIGIN.fullmatch(settings.committee):
        raise Misuse("name the committee as its installation is named, as cat or ced")
    for place in (settings.spool_in, settings.spool_out):
        try:
            with suppress(FileExistsError):
                place.mkdir(mode=0o700)
            next(place.iterdir(), None)
        except OSError as error:
            raise Unable(
                f"the folder spool/{place.name} of the secretariat cannot be used"
                f" ({private.why(error)}): let it be shared by the two users, as the README of"
                " the carrier says"
            ) from error
    private.folder(settings.folder)
    TransportKey.made(settings.folder)


def _user(typed: str) -> str:
    """Return a user as the homeserver is told: whole, or only the name on it."""
    if USER.fullmatch(typed):
        return typed
    found = _LOCAL.fullmatch(typed)
    if found is None:
        raise Misuse("a Matrix user looks like cat-bot, or @cat-bot:cat.example")
    return found[1]


def _unused(
    door: Plain,
    user: str,
    password: str,
    wanted: str | None,
    settings: Settings,
    today: date,
) -> str:
    """Return a device id that this user never had, the wanted one if it is one.

    Logging in under an id that is in use would take that device over, so that it is asked for
    under one that nobody uses again. A device that was ended is in no list any more, but the
    count of its keys stays with the homeserver.

    Raises:
        Misuse: the wanted one was used.
    """
    passing = door.login(user, password, f"SETUP-{token_hex(8)}", CALLED)
    try:
        listed = passing.ask("GET", "/_matrix/client/v3/devices").get("devices")
        used = {
            str(one.get("device_id")).casefold()
            for one in (listed if isinstance(listed, list) else [])
            if isinstance(one, dict)
        }
        used.add((settings.device or "").casefold())
        while True:
            device = wanted or fresh_device(settings.committee, today, frozenset(used))
            if device.casefold() not in used and not _counted(passing, device):
                return device
            if wanted is not None:
                raise Misuse(
                    "this device id was used before: choose another, or leave --device out"
                )
            used.add(device.casefold())
    finally:
        passing.logout()


def _counted(session: Plain, device: str) -> bool:
    """Say whether the homeserver keeps a count of a device's keys."""
    from sanjose_network.matrix.device import COUNT

    path = f"/_matrix/client/v3/user/{part(session.user)}/account_data/{COUNT}.{part(device)}"
    try:
        session.ask("GET", path)
    except Refused as error:
        if error.status == 404:
            return False
        raise
    return True


def _keep_crossing(place: Path, coming: Path) -> None:
    from sanjose_network.matrix.crossing import NAME

    # A set-up that was stopped between two renamings left them in the third place.
    for where in (place, place.with_name(f"{MATRIX}.old")):
        if (where / NAME).exists():
            private.write(coming / NAME, (where / NAME).read_bytes())
            return


def _swap(place: Path, coming: Path) -> None:
    old = place.with_name(f"{MATRIX}.old")
    try:
        if place.exists():
            _clear(old)
            place.rename(old)
        coming.rename(place)
        _clear(old)
    except OSError as error:
        raise Unable(
            f"the device's keys cannot be put in place: {private.why(error)}"
        ) from error


def _clear(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
