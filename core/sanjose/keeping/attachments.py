"""Messages, replies and other files, kept whole and sealed; their digest stands in the record.

A file has an entry of its own beside the act that it came with: it lies under that entry's
random id, is sealed under its key and is destroyed with it, while the act remains. It is
written before the entry is durable: a file without an entry is harmless. What was handed in is
evidence and is never changed.
"""

from hashlib import sha256
from pathlib import Path

from sanjose.keeping import codec
from sanjose.keeping.home import write_private
from sanjose.words.errors import Misuse, Unable

LARGEST = 25 * 1024 * 1024
"""Bytes of one file. Source: ours; what is larger is handed in in parts."""


def digest(content: bytes) -> str:
    """Return the digest that the record holds: of the content, by its algorithm's name."""
    return "sha256:" + sha256(content).hexdigest()


def checked(content: bytes) -> bytes:
    """Return a file's content, if it can be kept.

    Raises:
        Misuse: it is empty or too large.
    """
    if not content:
        message = "the file is empty: choose another one"
        raise Misuse(message)
    if len(content) > LARGEST:
        message = "the file is larger than 25 MB: hand it in in parts"
        raise Misuse(message)
    return content


def keep(folder: Path, event_id: bytes, key: bytes, content: bytes) -> None:
    """Seal a file under its entry's key and make it durable."""
    sealed = codec.seal(content, codec.subkey(key, b"file"), event_id)
    write_private(folder / event_id.hex(), sealed)


def fetch(folder: Path, event_id: bytes, key: bytes, expected: str) -> bytes:
    """Return a file as it was handed in.

    Raises:
        Unable: it is missing, or is not the one in the record.
    """
    try:
        sealed = (folder / event_id.hex()).read_bytes()
    except OSError:
        message = "the file is missing from the installation: restore it from a backup"
        raise Unable(message) from None
    content = codec.unseal(sealed, codec.subkey(key, b"file"), event_id)
    if digest(content) != expected:
        message = "the file is not the one that the record speaks of: restore it from a backup"
        raise Unable(message)
    return content


def remove(folder: Path, event_id: bytes) -> None:
    """Take a file away whose entry's key is destroyed; nothing where there is none."""
    (folder / event_id.hex()).unlink(missing_ok=True)
