"""Open the door for one command: the agent's keys, the stores, the clock.

The one place where the clock of the machine is read; everything below is told the time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click

from sanjose.commands.failing import Stopped
from sanjose.commands.telling import watched
from sanjose.keeping import process
from sanjose.keeping.erasure import resume
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import AgentKeys
from sanjose.secretariat import Secretariat

TRIAL = "trial installation: invented data only"


def clock() -> datetime:
    """Return the time, aware, where the officer is."""
    return datetime.now().astimezone()  # noqa: TID251 - the clock that everything is told by


@contextmanager
def session(home: Home, *, writing: bool = False) -> Iterator[Secretariat]:
    """Open an unlocked installation for as long as one command runs.

    An erasure that a crash interrupted is finished before anything is written.

    Raises:
        Unable: there is no installation, it is locked, or a store does not open.
        Stopped: the officer stopped it; the sentence says whether anything was recorded.
    """
    process.harden()
    settings = home.settings()
    keys = AgentKeys(home)
    try:
        with Secretariat(home, keys, clock) as door:
            if settings.trial and watched():
                click.echo(TRIAL, err=True)
            if writing:
                resume(door.archive, door.now())
            before = door.archive.record.size()
            try:
                yield door
            except KeyboardInterrupt:
                raise _stopped(door.archive.record.size() - before) from None
    finally:
        keys.close()


def _stopped(entries: int) -> Stopped:
    click.echo(err=True)
    if entries:
        message = "stopped; what was entered before is recorded"
        return Stopped(message)
    message = "stopped; nothing was recorded"
    return Stopped(message)
