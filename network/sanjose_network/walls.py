"""The wall between the carrier and the secretariat: who carries can open no case, key or store.

It is the operating system that keeps it, by the carrier's having a user of its own. Here it is
only tried: whoever can open what they must not is refused, and root always is, as it can open
everything. A trial, with a synthetic installation that says so itself, goes without.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from sanjose.exchange.errors import Unable
from sanjose_network.settings import Settings

_STORES = ("record.db", "keys.db", "register.db")
_FOLDERS = ("slots", "files")

TRIAL = (
    "this carrier can open the secretariat's files: it is allowed for a trial only, and nothing"
    " real may ever be entered in that installation"
)


def hold(settings: Settings, *, trial: bool) -> None:
    """See that the wall stands before anything is done.

    Args:
        settings: name the secretariat's home.
        trial: go on without the wall, where that home says that it is a trial.

    Raises:
        Unable: this user can open what the carrier must not, or the home is not there.
    """
    open_to_us = breaches(settings)
    if not open_to_us:
        return
    if not trial:
        raise Unable(
            f"the carrier does not start: {open_to_us[0]}; give the carrier a user of its own, or"
            " say --trial where the installation is for a trial"
        )
    homes = [home for home in _homes(settings) if any(_opened(home))] or list(_homes(settings))
    if not homes or not all(map(_is_trial, homes)):
        raise Unable(
            "`--trial` is for installations that were made for a trial (`sanjose init --trial`),"
            " and this one was not: give the carrier a user of its own"
        )


def breaches(settings: Settings) -> tuple[str, ...]:
    """Return a sentence for everything that this user can open and the carrier must not.

    Raises:
        Unable: the secretariat's home is not where the settings say.
    """
    found = ["it runs as root, who can open everything"] if os.geteuid() == 0 else []
    for home in _homes(settings):
        found += (f"its user can open the secretariat's {name}" for name in _opened(home))
    return tuple(found)


def are_open(settings: Settings) -> bool:
    """Say whether this user could open what the carrier must not; never raises."""
    try:
        return bool(breaches(settings))
    except Unable:
        return False


def _homes(settings: Settings) -> Iterator[Path]:
    """Give where the secretariat's files may be: as named, and beside the spool."""
    named = settings.installation
    if named is not None:
        try:
            named.stat()
        except FileNotFoundError:
            raise Unable(
                "the secretariat's home is not where network.json says: run"
                " `sanjose network setup` again"
            ) from None
        except OSError:
            return
        yield named
    beside = settings.spool.resolve().parent
    if (named is None or beside != named.resolve()) and _can_open(beside / "home.json"):
        yield beside


def _opened(home: Path) -> Iterator[str]:
    yield from (name for name in _STORES if _can_open(home / name))
    for name in _FOLDERS:
        try:
            inside = sorted((home / name).iterdir())
        except OSError:
            continue
        yield name
        yield from (f"{name}/{one.name}" for one in inside[:1] if _can_open(one))


def _can_open(path: Path) -> bool:
    """Try it: rights may come from a group, a list or a capability that no mode shows."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    os.close(descriptor)
    return True


def _is_trial(home: Path) -> bool:
    try:
        found = json.loads((home / "home.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("trial") is True
