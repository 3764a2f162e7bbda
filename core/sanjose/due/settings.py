"""How mail leaves: the server, whose address it comes from, and where the password lies.

The settings are a file of the installation; the password lies in a file of its own, mode 0600,
and is read when a mail goes. Without encryption mail goes to this machine only.
"""

import json
import os
import stat
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self

from sanjose.keeping.home import Home, write_private
from sanjose.words.errors import Misuse, Unable

FILE = "mail.json"

_LARGEST = 65_536


class Security(StrEnum):
    """How the way to the server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """Where mail goes out.

    ``roots`` is a file of certificates that the server's is held against, in place of those of
    the machine; ``user`` and ``password_file`` are both given or both None.
    """

    host: str
    port: int
    security: Security
    sender: str
    user: str | None = None
    password_file: Path | None = None
    roots: Path | None = None

    def __post_init__(self) -> None:
        """Hold the settings against each other.

        Raises:
            Misuse: a password would travel in clear, or one of two things is missing.
        """
        if self.security is Security.NONE and not _is_here(self.host):
            raise Misuse(
                "without encryption mail goes to this machine only: use starttls or tls"
            )
        if (self.user is None) != (self.password_file is None):
            raise Misuse(
                "a user of the mail server and the file of its password belong together"
            )
        if not self.host or not 0 < self.port < 65_536:
            raise Misuse("the mail server has a name, and a port from 1 to 65535")

    @classmethod
    def read(cls, home: Home) -> Self | None:
        """Return the settings; None where nothing was set up.

        Raises:
            Unable: they are damaged.
        """
        try:
            found: Any = json.loads((home.path / FILE).read_bytes())
            return cls(
                host=str(found["host"]),
                port=int(found["port"]),
                security=Security(found["security"]),
                sender=str(found["sender"]),
                user=None if found["user"] is None else str(found["user"]),
                password_file=_path(found["password_file"]),
                roots=_path(found["roots"]),
            )
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, Misuse) as error:
            message = f"{FILE} cannot be read: run `sanjose digest setup` again"
            raise Unable(message) from error

    def write(self, home: Home) -> None:
        """Keep the settings in the installation.

        Raises:
            Unable: they cannot be written.
        """
        kept = {
            "host": self.host,
            "port": self.port,
            "security": str(self.security),
            "sender": self.sender,
            "user": self.user,
            "password_file": None if self.password_file is None else str(self.password_file),
            "roots": None if self.roots is None else str(self.roots),
        }
        write_private(home.path / FILE, json.dumps(kept, indent=2).encode() + b"\n")

    def password(self) -> str | None:
        """Read the password; None where the server asks for none.

        Raises:
            Unable: the file is missing, empty, or open to others on this machine.
        """
        if self.password_file is None:
            return None
        try:
            descriptor = os.open(self.password_file, os.O_RDONLY | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as file:
                mode = os.fstat(file.fileno()).st_mode
                content = file.read(_LARGEST)
        except OSError as error:
            raise Unable(
                "the file with the password of the mail server cannot be read"
            ) from error
        if not stat.S_ISREG(mode) or mode & 0o077:
            raise Unable(
                "the file with the password of the mail server is open to others on this"
                " machine: run `chmod 600` on it, and change the password"
            )
        lines = content.decode("utf-8", "replace").splitlines()
        if not lines or not lines[0]:
            raise Unable("the file with the password of the mail server is empty")
        return lines[0]


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _path(text: object) -> Path | None:
    return None if text is None else Path(str(text))
