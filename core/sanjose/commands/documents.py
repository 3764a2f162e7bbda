"""What a command is given besides its words: a document, a file, a passphrase, papers.

Names and texts come from here or from a prompt, never from the arguments of a command, which
every program on the machine can read.
"""

import fcntl
import json
import os
import stat
import sys
import termios
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sanjose.keeping.attachments import LARGEST, checked
from sanjose.words.errors import Misuse

LONGEST = 8_000_000
"""Bytes of one document. Source: ours; the longest text in every script, and its fields."""

STANDARD_INPUT = "-"


def document(place: str) -> dict[str, Any]:
    """Return the document in a file, or on standard input for ``-``.

    Raises:
        Misuse: it cannot be read, is too large, or is neither JSON nor YAML.
    """
    return parsed(read_bytes(place, LONGEST, "the document", "hand a long text in with --file"))


def parsed(raw: bytes) -> dict[str, Any]:
    """Return a document written in JSON or YAML.

    Raises:
        Misuse: it is neither, or no group of fields.
    """
    found = listing(raw)
    if not isinstance(found, Mapping):
        message = "the document is a group of fields, as `sanjose schema` prints them"
        raise Misuse(message)
    return dict(found)


def listing(raw: bytes) -> Any:
    """Return what is written in JSON or YAML, a group of fields or a list of them.

    Raises:
        Misuse: it is neither.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = "the document is not written in UTF-8: save it again as UTF-8"
        raise Misuse(message) from None
    if text.lstrip()[:1] not in {"{", "["}:
        from sanjose.history import plain

        return plain(text, "document")
    try:
        return json.loads(text)
    except RecursionError:
        message = "the document has groups within groups within groups: it is no document"
        raise Misuse(message) from None
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        message = f"the document is no JSON near line {line}: correct it"
        raise Misuse(message) from None


def attachment(place: str | None) -> bytes | None:
    """Return the content of a file that is to be kept, None where none is named.

    Raises:
        Misuse: it cannot be read, is empty or too large.
    """
    if place is None:
        return None
    return checked(read_bytes(place, LARGEST, "the file", "hand it in in parts"))


def read_bytes(place: str, most: int, what: str, instead: str) -> bytes:
    """Return what stands in a file, or on standard input for ``-``.

    Args:
        most: bytes; ``instead`` says what to do with more.

    Raises:
        Misuse: it cannot be read, or is larger; the sentence does not say its name.
    """
    if place == STANDARD_INPUT:
        raw = piped(most + 1)
    else:
        try:
            with Path(place).open("rb") as file:
                raw = file.read(most + 1)
        except OSError as error:
            message = f"{what} cannot be read: {(error.strerror or 'no access').lower()}"
            raise Misuse(message) from None
    if len(raw) > most:
        message = f"{what} is larger than {most // 1_000_000} MB: {instead}"
        raise Misuse(message)
    return raw


def piped(most: int) -> bytes:
    """Return what stands on standard input, nothing where it is closed."""
    if sys.stdin is None or sys.stdin.closed:
        return b""
    try:
        return sys.stdin.buffer.read(most)
    except (OSError, ValueError):
        return b""


def unread() -> bool:
    """Return whether somebody handed something in on standard input that nobody has read."""
    try:
        place = sys.stdin.fileno()
        status = os.fstat(place)
        if stat.S_ISREG(status.st_mode):
            return status.st_size > os.lseek(place, 0, os.SEEK_CUR)
        if not stat.S_ISFIFO(status.st_mode):
            return False
        waiting = array("i", [0])
        fcntl.ioctl(place, termios.FIONREAD, waiting)
        return waiting[0] > 0
    except (OSError, ValueError, AttributeError):
        return False


def at_a_terminal() -> bool:
    """Return whether somebody is there to be asked."""
    try:
        return sys.stdin is not None and sys.stdin.isatty()
    except ValueError:  # it is closed
        return False


def private_text(place: str, what: str) -> str:
    """Return the text of a file that nobody else may read.

    Raises:
        Misuse: others on this machine could read it, or it cannot be read.
    """
    path = Path(place)
    try:
        status = path.stat()
        exposed = stat.S_ISREG(status.st_mode) and (
            status.st_mode & 0o077 or status.st_uid != os.getuid()
        )
        if exposed:
            message = (
                f"{what} can be read by others: run `chmod 600` on its file, or make it yours"
            )
            raise Misuse(message)
        return path.read_text("utf-8")
    except OSError as error:
        message = f"{what} cannot be read: {(error.strerror or 'no access').lower()}"
        raise Misuse(message) from None
    except UnicodeDecodeError:
        message = f"{what} is not written in UTF-8"
        raise Misuse(message) from None
