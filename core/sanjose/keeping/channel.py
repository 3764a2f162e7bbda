"""How a command speaks to the agent: one JSON object at a time over a private socket.

Each is preceded by its length in four bytes. Both ends belong to the same user of the machine
and check that, by the folder, which nobody else may enter, and by what the system says of the
other end where it says so.
"""

import json
import os
import socket
import stat
import struct
from contextlib import suppress
from pathlib import Path
from typing import Any

from sanjose.words.errors import Unable

LONGEST = 64 * 1024
PATIENCE = 30.0

LOCKED = "the installation is locked: run `sanjose unlock`"
EXPOSED = (
    "the folder of the agent's socket is open to others on this machine: see `sanjose doctor`"
)


class Locked(Unable):
    """No agent answers."""

    def __init__(self) -> None:
        super().__init__(LOCKED)


def send(connection: socket.socket, message: dict[str, Any]) -> None:
    """Send one message."""
    body = json.dumps(message).encode()
    connection.sendall(struct.pack(">I", len(body)) + body)


def receive(connection: socket.socket) -> dict[str, Any] | None:
    """Return the next message, or None where the other end has gone.

    Raises:
        ValueError: it is longer than any message, or no JSON object.
    """
    head = _exactly(connection, 4)
    if head is None:
        return None
    (length,) = struct.unpack(">I", head)
    if length > LONGEST:
        raise ValueError("a message is longer than any of ours")
    body = _exactly(connection, length)
    if body is None:
        return None
    message = json.loads(body)
    if not isinstance(message, dict):
        raise ValueError("a message is not an object")
    return message


def _exactly(connection: socket.socket, length: int) -> bytes | None:
    found = b""
    while len(found) < length:
        more = connection.recv(length - len(found))
        if not more:
            return None
        found += more
    return found


def same_user(connection: socket.socket, uid: int) -> bool:
    """Say whether the other end runs as a user.

    A system that does not tell leaves it to the folder's permissions.
    """
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    credentials = connection.getsockopt(
        socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")
    )
    _, peer, _ = struct.unpack("3i", credentials)
    return bool(peer == uid)


def private_folder(folder: Path) -> bool:
    """Say whether a folder is this user's and closed to everybody else."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return (
        stat.S_ISDIR(status.st_mode)
        and status.st_uid == os.getuid()
        and not status.st_mode & 0o077
    )


class Line:
    """A connection to the agent, kept open for several questions."""

    def __init__(self, path: Path) -> None:
        """Connect.

        Raises:
            Locked: no agent is listening.
            Unable: it may not be this user's.
        """
        if path.parent.exists() and not private_folder(path.parent):
            raise Unable(EXPOSED)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(PATIENCE)
            connection.connect(os.fspath(path))
        except OSError as error:
            connection.close()
            raise Locked from error
        if not same_user(connection, os.getuid()):
            connection.close()
            raise Unable(
                "the agent belongs to another user of this machine: run `sanjose doctor`"
            )
        self._connection = connection

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """Return the agent's answer; a line on which one failed to come is dead.

        Raises:
            Locked: the agent has locked meanwhile.
            Unable: the agent says what it cannot do, or says nothing.
        """
        try:
            send(self._connection, question)
            answer = receive(self._connection)
        except (OSError, ValueError) as error:
            # An answer that comes late must not be taken for the next question's.
            self.close()
            if isinstance(error, TimeoutError):
                raise Unable(
                    "the agent does not answer: run `sanjose lock` and unlock again"
                ) from error
            raise Locked from error
        if answer is None:
            self.close()
            raise Locked
        if "unable" in answer:
            raise Unable(str(answer["unable"]))
        return answer

    def wait_for_the_end(self) -> None:
        """Return when the agent has hung up."""
        with suppress(OSError, ValueError):
            receive(self._connection)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()
