"""Files that only this user may read, and a process that shows its memory to nobody."""

import ctypes
import os
import stat
import sys
from contextlib import suppress
from getpass import getpass
from pathlib import Path

from sanjose.exchange.errors import Misuse, Unable

_PR_SET_DUMPABLE = 4


def harden() -> None:
    """Switch off core dumps and reading by other processes, and make new files private.

    Never raises: a platform that lacks a protection goes without it.
    """
    os.umask(0o077)
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def folder(path: Path) -> None:
    """Make a folder that only this user may enter, or see that it is one.

    Raises:
        Unable: it cannot be made, or others may enter it.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = path.stat()
    except OSError as error:
        raise Unable(f"the folder {path.name} cannot be made: {why(error)}") from error
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise Unable(f"the folder {path.name} belongs to another user: name another one")
    if found.st_mode & 0o077:
        raise Unable(f"others may enter the folder {path.name}: `chmod 700` it first")


def write(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file in one piece: the old one or the new one, never half.

    Raises:
        Unable: the disk is full or the folder is not ours; the old file is untouched.
    """
    passing = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        passing.unlink(missing_ok=True)
        descriptor = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(path)
        settled = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(settled)
        finally:
            os.close(settled)
    except OSError as error:
        with suppress(OSError):
            passing.unlink(missing_ok=True)
        raise Unable(f"{path.name} cannot be written: {why(error)}") from error


def password(prompt: str, file: Path | None) -> str:
    """Return a password, from a private file or from the terminal itself.

    Raises:
        Misuse: there is neither, or others may read the file.
    """
    if file is not None:
        return _from_file(file)
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        message = "there is no terminal to ask for the password: give --password-file PATH"
        raise Misuse(message) from None
    return getpass(f"{prompt}: ")


def _from_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if found.st_mode & 0o077:
                raise Misuse("others may read the password's file: `chmod 600` it first")
            text = file.read(4096).decode().strip("\r\n")
    except (OSError, ValueError):
        raise Misuse("the password's file cannot be read") from None
    if not text:
        raise Misuse("the password's file is empty")
    return text


def why(error: OSError) -> str:
    """Return why a file could not be had, in words; it names no place."""
    return (error.strerror or "no access").lower()
