"""Answer for one officer's private key, on a private socket, until the time is over.

The agent's inner half. It unwraps single keys and never gives the private key away. It has
one thread: a question is answered before the next one is read.
"""

import fcntl
import os
import selectors
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

from sanjose.keeping import channel
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import NoKey, OwnKeys
from sanjose.words.errors import SanJoseError, Unable

MayOpen: TypeAlias = Callable[[Home, OwnKeys, bytes], bool]
"""Says whether a case may be opened for the officer of these keys."""

_PATIENCE = 2.0  # seconds for the rest of a question that has begun

# Seconds between two looks at the clock and for a signal to end the process: a machine that
# woke up must not stay unlocked, and a signal just before a wait does not interrupt it.
_LOOK = 1.0


def wraps_decide(_home: Home, _keys: OwnKeys, _case_id: bytes) -> bool:
    """Say that a case may be opened wherever its key is wrapped for the officer."""
    return True


class Custodian:
    """An officer's keys, a socket, and the time that is left."""

    def __init__(
        self,
        home: Home,
        keys: OwnKeys,
        may: MayOpen = wraps_decide,
        *,
        idle: float,
        hard: float,
        uid: int | None = None,
        clock: Callable[[], float] | None = None,
    ) -> None:
        """Take the installation's socket.

        Args:
            home: the installation.
            keys: the unlocked officer's.
            may: asked each time before a case's key is unwrapped.
            idle: seconds without a question for a key until it locks.
            hard: seconds until it locks in any case.
            uid: whose questions are answered; this process's user unless told otherwise.
            clock: seconds; by default they pass while the machine sleeps, too.

        Raises:
            Unable: another agent has the socket, or its folder is not private.
        """
        self._home, self._keys, self._may = home, keys, may
        self._idle, self._hard = idle, hard
        self._uid = os.getuid() if uid is None else uid
        self._clock = clock or _asleep_too
        self._socket = _listening(home.socket)
        self._since = time.time()
        self._began = self._used = self._clock()
        self._running = True

    def serve(self) -> None:
        """Answer until it locks; nothing but this process's memory is left of it then."""
        callers: set[socket.socket] = set()
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(self._socket, selectors.EVENT_READ)
                while self._running and (left := min(self._left())) > 0:
                    for key, _ in selector.select(min(left, _LOOK)):
                        if key.fileobj is self._socket:
                            callers |= self._met(selector)
                            continue
                        caller = next(one for one in callers if one is key.fileobj)
                        if not self._attended(caller):
                            selector.unregister(caller)
                            callers.remove(caller)
                            caller.close()
        finally:
            self._home.socket.unlink(missing_ok=True)
            for end in (self._socket, *callers):
                end.close()
            self._keys.close()

    def _left(self) -> tuple[float, float]:
        """Return the seconds left of the idle and of the hard limit."""
        now = self._clock()
        return self._used + self._idle - now, self._began + self._hard - now

    def _met(self, selector: selectors.BaseSelector) -> set[socket.socket]:
        """Return who called, unless it is another user of the machine."""
        caller, _ = self._socket.accept()
        if not channel.same_user(caller, self._uid):
            caller.close()
            return set()
        caller.settimeout(_PATIENCE)
        selector.register(caller, selectors.EVENT_READ)
        return {caller}

    def _attended(self, caller: socket.socket) -> bool:
        """Answer a question; False where the caller hung up, stalled or talked nonsense."""
        with suppress(OSError, ValueError):
            question = channel.receive(caller)
            # After a night with the lid closed, a question may come before the end is noticed.
            self._running = self._running and min(self._left()) > 0
            if question is not None and self._running:
                channel.send(caller, self._answer(question))
                return True
        return False

    def _answer(self, question: dict[str, Any]) -> dict[str, Any]:
        try:
            match question:
                case {"ask": "hello"}:
                    return self._hello()
                case {"ask": "store_key", "name": str(name)}:
                    self._used = self._clock()
                    return {"key": self._keys.store_key(name).hex()}
                case {"ask": "case_key", "case": str(case)}:
                    self._used = self._clock()
                    return {"key": self._case_key(bytes.fromhex(case))}
                case {"ask": "lock"}:
                    self._running = False
                    return {"locked": True}
                case _:
                    return {"unable": "the agent is of another version: lock and unlock again"}
        except SanJoseError as error:
            return {"unable": str(error)}
        except Exception:  # noqa: BLE001 - a rule that breaks opens no case and does not end us
            return {"unable": "the agent could not decide: run `sanjose doctor`"}

    def _hello(self) -> dict[str, Any]:
        idle_left, hard_left = self._left()
        return {
            "officer": self._keys.officer,
            "since": self._since,
            "idle_left": idle_left,
            "hard_left": hard_left,
        }

    def _case_key(self, case_id: bytes) -> str | None:
        """Return a case's key, unwrapped each time: it may have been withdrawn meanwhile."""
        try:
            if not self._may(self._home, self._keys, case_id):
                return None
            return self._keys.case_key(case_id).hex()
        except NoKey:
            return None
        finally:
            self._keys.forget(case_id)


def _asleep_too() -> float:
    """Return seconds that go on while the machine sleeps, where the system counts them."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _listening(path: Path) -> socket.socket:
    """Take the socket, also from an agent that was killed and left its own behind."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not channel.private_folder(path.parent):
        raise Unable(channel.EXPOSED)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # Two that start at once would each take the other's for a dead one's.
        fcntl.flock(folder, fcntl.LOCK_EX)
        with suppress(channel.Locked):
            channel.Line(path).close()
            raise Unable("the installation is unlocked already: run `sanjose lock` first")
        path.unlink(missing_ok=True)
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.bind(os.fspath(path))
        path.chmod(0o600)
        listening.listen(16)
    finally:
        os.close(folder)
    return listening
