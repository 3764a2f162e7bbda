"""The carrier's own folder: its settings, its transport key, and the lock on both.

The settings name places and nobody; they hold no password and no key. The transport key signs
heads and what is asked for, and speaks for nobody's record: it is made here and never leaves.
"""

import fcntl
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanjose.exchange.canonical import ORIGIN
from sanjose.exchange.directory import DEVICE, USER
from sanjose.exchange.errors import Misuse, Unable
from sanjose.exchange.signatures import Sign
from sanjose_network import private

FORMAT = 1
SETTINGS, STORE, KEY, LOCK = "network.json", "network.db", "transport.key", "lock"

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_BASE = re.compile(r"https?://[a-z0-9.:\[\]-]{1,200}")
_AGAIN = "correct it, or run `sanjose network setup` again"


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What a carrier is: whose it is, and where everything lies.

    ``installation`` is the secretariat's home, which this user must not be able to read; None
    where the secretariat is on another machine. ``spool`` holds the folders ``in`` and ``out``.
    ``fingerprint`` is the directory's, as two people compared it; it is empty until they did.
    ``homeserver``, ``user`` and ``device`` are None where all goes by stick.
    """

    folder: Path
    committee: str
    spool: Path
    installation: Path | None = None
    fingerprint: str = ""
    homeserver: str | None = None
    user: str | None = None
    device: str | None = None

    @property
    def store(self) -> Path:
        """Everything that came or waits, and what was told."""
        return self.folder / STORE

    @property
    def spool_in(self) -> Path:
        """Where arrivals are put for the secretariat."""
        return self.spool / "in"

    @property
    def spool_out(self) -> Path:
        """Where the secretariat puts what is to be carried."""
        return self.spool / "out"

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the settings of a carrier's folder.

        Raises:
            Unable: there are none, or they cannot be read.
            Misuse: an entry is missing, unknown or not in its form; the sentence says which.
        """
        try:
            raw = (folder / SETTINGS).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            raise Unable("no carrier is set up here: run `sanjose network setup`") from None
        except OSError as error:
            raise Unable(f"{SETTINGS} cannot be read: {private.why(error)}") from error
        return cls._from_json(folder, raw)

    @classmethod
    def _from_json(cls, folder: Path, raw: bytes) -> Self:
        try:
            found: Any = json.loads(raw)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise Misuse(f"{SETTINGS} is damaged: {_AGAIN}")
        if found.get("format") != FORMAT or isinstance(found["format"], bool):
            raise Misuse(f"{SETTINGS} was made by another version of sanjose: {_AGAIN}")
        for name in found:
            if name not in {"format", *_FORMS}:
                raise Misuse(
                    f"{SETTINGS} has an entry that nobody knows ({name[:40]}): {_AGAIN}"
                )
        values: dict[str, Any] = {}
        for name, form in _FORMS.items():
            if name not in found:
                raise Misuse(f"{SETTINGS} lacks its entry {name}: {_AGAIN}")
            if not form(found[name]):
                raise Misuse(f"{SETTINGS} has an entry not in its form ({name}): {_AGAIN}")
            path = name in {"spool", "installation"} and found[name] is not None
            values[name] = Path(found[name]) if path else found[name]
        return cls(folder=folder, **values)

    def write(self) -> None:
        """Write what ``read`` reads.

        Raises:
            Misuse: an entry is not in its form.
            Unable: the disk is full or the folder is not ours.
        """
        told: dict[str, object] = {"format": FORMAT}
        for name in _FORMS:
            value = getattr(self, name)
            told[name] = os.fspath(value) if isinstance(value, Path) else value
        raw = json.dumps(told, indent=2).encode() + b"\n"
        self._from_json(self.folder, raw)
        private.write(self.folder / SETTINGS, raw)

    def pinned(self, fingerprint: str) -> Self:
        """Return them with a directory's fingerprint, as two people read it to each other.

        Raises:
            Misuse: it is no fingerprint.
        """
        digits = "".join(fingerprint.split()).lower()
        if not _FINGERPRINT.fullmatch(digits):
            raise Misuse("a fingerprint has eight groups of eight digits and letters a to f")
        return replace(self, fingerprint=digits)


def _text(form: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


def _place(value: Any) -> bool:
    return isinstance(value, str) and Path(value).is_absolute() and "\0" not in value


def _or_none(form: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or form(value)


_FORMS: dict[str, Callable[[Any], bool]] = {
    "committee": _text(ORIGIN),
    "spool": _place,
    "installation": _or_none(_place),
    "fingerprint": _text(re.compile(rf"|{_FINGERPRINT.pattern}")),
    "homeserver": _or_none(_text(_BASE)),
    "user": _or_none(_text(USER)),
    "device": _or_none(_text(DEVICE)),
}


@dataclass(frozen=True, slots=True)
class TransportKey:
    """The carrier's own key: what it signs, and the public half that the directory names."""

    public: bytes
    sign: Sign = field(repr=False)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the key of a carrier's folder.

        Raises:
            Unable: there is none, it is damaged, or others may read it.
        """
        path = folder / KEY
        try:
            with path.open("rb") as file:
                status = os.fstat(file.fileno())
                raw = file.read(128)
        except FileNotFoundError:
            raise Unable("this carrier has no key: run `sanjose network setup`") from None
        except OSError as error:
            raise Unable(f"{KEY} cannot be read: {private.why(error)}") from error
        if status.st_mode & 0o077:
            raise Unable(f"others may read {KEY}: `chmod 600` it first")
        try:
            return cls._of(bytes.fromhex(raw.decode().strip()))
        except ValueError:
            raise Unable(
                f"{KEY} is damaged: remove it, run `sanjose network key`, and give the other"
                " committees the new one for the directory"
            ) from None

    @classmethod
    def made(cls, folder: Path) -> Self:
        """Return the key of a carrier's folder, made now where there is none.

        Raises:
            Unable: it cannot be read or written.
        """
        if not (folder / KEY).exists():
            raw = Ed25519PrivateKey.generate().private_bytes_raw()
            private.write(folder / KEY, raw.hex().encode() + b"\n")
        return cls.read(folder)

    @classmethod
    def _of(cls, raw: bytes) -> Self:
        key = Ed25519PrivateKey.from_private_bytes(raw)
        return cls(key.public_key().public_bytes_raw(), key.sign)


class Lock:
    """One process per carrier: two on one device spoil each other's keys for good."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK
        self._held: int | None = None

    def __enter__(self) -> Self:
        """Take the lock, or refuse at once.

        Raises:
            Unable: another process has it, or the folder is not ours.
        """
        try:
            held = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise Unable(f"the carrier's lock cannot be had: {private.why(error)}") from error
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(held)
            raise Unable(
                "this carrier is running already: one process serves a device, and a second"
                " would spoil its keys"
            ) from None
        self._held = held
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None
