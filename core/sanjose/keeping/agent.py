"""Keep an officer's private key in a process of its own, for as long as the officer works.

``start`` hands the passphrase to the new process through a pipe and returns once it answers.
The agent ends, with everything it knows, after an idle time, after a hard limit, or when told
to. Keep its imports few: it starts while an officer waits, and what is not imported cannot
leak.

Whatever runs as the same user of the machine can ask it. It keeps keys from others and off
the disk, not from the officer's own programs.
"""

import importlib
import json
import os
import signal
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from sanjose.keeping import channel, process
from sanjose.keeping.custodian import Custodian, MayOpen
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import OwnKeys
from sanjose.keeping.slots import default_slot
from sanjose.words.errors import SanJoseError, Unable
from sanjose.words.provenance import Chosen

IDLE = Chosen(600, because="a desk left alone locks itself while a coffee is fetched")
"""Seconds without a question for a key after which the agent locks."""

HARD = Chosen(28_800, because="whoever works on tomorrow enters the passphrase tomorrow")
"""Seconds after which the agent locks whatever happens."""

WRAPS_DECIDE = "sanjose.keeping.custodian:wraps_decide"

_PATIENCE = 60.0  # seconds for the slowest machine to try a passphrase


@dataclass(frozen=True, kw_only=True, slots=True)
class Unlocking:
    """Who unlocked the installation, and for how many seconds it stays so."""

    officer: str
    since: datetime
    idle_left: int
    hard_left: int


def start(
    home: Home,
    officer: str | None,
    passphrase: bytes,
    idle: float = IDLE.value,
    hard: float = HARD.value,
    may: str = WRAPS_DECIDE,
) -> None:
    """Unlock: start an agent, and return when it answers.

    Args:
        home: the installation.
        officer: whose slot; None where there is only one.
        passphrase: leaves this process through a pipe only.
        idle: seconds without a question for a key until it locks.
        hard: seconds until it locks in any case.
        may: which function is asked before a case is opened, as ``module:function`` with the
            parameters of ``MayOpen``. The seam for rules stricter than the wraps.

    Raises:
        Misuse: no such officer, or several and none was named.
        Unable: the passphrase is not right, or an agent is running already.
    """
    order = {
        "home": os.fspath(home.path.resolve()),
        "officer": default_slot(home, officer).officer,
        "passphrase": passphrase.hex(),
        "idle": idle,
        "hard": hard,
        "may": may,
    }
    with subprocess.Popen(
        # -P: a module that lies in the current directory must not be run with the passphrase.
        [sys.executable, "-P", "-m", "sanjose.keeping.agent"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        try:
            said, _ = child.communicate(json.dumps(order).encode(), timeout=_PATIENCE)
        except subprocess.TimeoutExpired as error:
            # The process that was started has ended; the agent is left of its group.
            os.killpg(child.pid, signal.SIGKILL)
            raise Unable("the agent did not answer: see `sanjose doctor`") from error
    if not said:
        raise Unable("the agent did not start: see `sanjose doctor`")
    answer = json.loads(said)
    if "unable" in answer:
        raise Unable(str(answer["unable"]))


def stop(home: Home) -> bool:
    """Lock: end the agent, and say whether there was one."""
    try:
        with closing(channel.Line(home.socket)) as line:
            line.ask({"ask": "lock"})
            line.wait_for_the_end()
    except channel.Locked:
        return False
    return True


def unlocking(home: Home) -> Unlocking | None:
    """Return who unlocked the installation, or None where it is locked.

    Asking does not keep it unlocked.
    """
    try:
        with closing(channel.Line(home.socket)) as line:
            answer = line.ask({"ask": "hello"})
    except channel.Locked:
        return None
    return Unlocking(
        officer=str(answer["officer"]),
        since=datetime.fromtimestamp(answer["since"], UTC),
        idle_left=int(answer["idle_left"]),
        hard_left=int(answer["hard_left"]),
    )


# What follows runs in the agent's own process.


def main() -> None:
    """Read an order from standard input, answer on standard output, and be the agent."""
    process.harden()
    _detach()
    order = json.loads(sys.stdin.buffer.read())
    try:
        custodian = _custodian(order)
    except SanJoseError as error:
        _say({"unable": str(error)})
        return
    for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(ending, _end)
    # No disk that the officer wants to take out is held by us.
    os.chdir("/")
    _say({"unlocked": True})
    custodian.serve()


def _custodian(order: dict[str, Any]) -> Custodian:
    home = Home(Path(order["home"]))
    passphrase = bytes.fromhex(order.pop("passphrase"))
    unlocked = default_slot(home, order["officer"]).open(passphrase)
    module, _, name = order["may"].partition(":")
    may: MayOpen = getattr(importlib.import_module(module), name)
    keys = OwnKeys(unlocked, home.keys)
    return Custodian(home, keys, may, idle=order["idle"], hard=order["hard"])


def _detach() -> None:
    """Let the process that was started end, so that nobody has to wait for the agent."""
    if os.fork():  # pragma: no cover - what measures coverage does not outlive the exit
        os._exit(0)


def _say(answer: dict[str, Any]) -> None:
    """Answer whoever started this process, once, and be silent from then on."""
    with suppress(OSError):
        os.write(1, json.dumps(answer).encode())
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    os.close(silence)


def _end(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
