"""The two folders between secretariat and network: one envelope in one file, one way each.

A file is written under a passing name and renamed when it is whole, so that whoever reads the
folder never sees half of one. Beside the envelopes lie the version of the directory that is in
force, a wish to be given everything again, of whichever side lost its store, and the word that
the usual mail went. What lies there otherwise is left alone and reported.
"""

import os
import re
import stat
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.directory import SignedDirectory
from sanjose.exchange.envelope import LIMIT, Envelope
from sanjose.words.errors import Unable
from sanjose.words.provenance import Chosen

SUFFIX = ".envelope"
DIRECTORY = "directory.signed"
"""The file with the version of the directory that is in force, for the carrier to go by."""

AGAIN = "everything.again"
"""The empty file by which one side asks the other for all that it has.

A restored secretariat asks its carrier for what it holds of every committee; a carrier that
lost its store asks the secretariat for what is our own.
"""

DIGEST = "digest.sent"
"""The empty file by which the secretariat lets it be said that the usual mail went.

It goes on the days that the calendar gives, whatever happened, and says nothing else.
"""

LARGEST = Chosen(
    1024 * 1024, because="ten committees take ten kilobytes; years of retired keys a few more"
)
"""The most bytes of a directory."""

_NAME = re.compile(r"[a-z0-9-]{1,16}\.\d{16}\.[0-9a-f]{64}\.envelope")
_PASSING = re.compile(r"\..*\.half")


def name_of(envelope: Envelope) -> str:
    """Return the name of an envelope's file, by which files sort in the order of sending."""
    header = envelope.header
    return f"{header.origin}.{header.n:016d}.{envelope.hash.hex()}{SUFFIX}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Spool:
    """A folder of envelopes; its files are open to a group where the folder itself is."""

    folder: Path

    @property
    def mode(self) -> int:
        """The mode of a file here: private, or what the folder lets its group do."""
        return 0o600 | stat.S_IMODE(self.folder.stat().st_mode) & 0o060

    def put(self, envelope: Envelope) -> str:
        """Write an envelope and return its file's name; the same one twice is one file.

        A second one under the name brings the body that the first may have lacked.

        Raises:
            Unable: the disk is full or the folder is not ours; nothing half is left behind.
        """
        return self._put(name_of(envelope), envelope.to_bytes(), "an envelope")

    def shorten(self, envelope: Envelope, names: Collection[str]) -> None:
        """Leave of an envelope that still waits its header alone, because it was recalled.

        Raises:
            NotGenuine: what lies there is damaged.
            Unable: as ``put``.
        """
        name = name_of(envelope)
        if name in names and self.read(name).body is not None:
            self.put(envelope.without_body())

    def put_directory(self, signed: SignedDirectory) -> None:
        """Write the version of the directory that is in force, in place of an earlier one.

        Raises:
            Unable: as ``put``.
        """
        self._put(DIRECTORY, signed.to_bytes(), "the directory")

    def directory(self) -> SignedDirectory | None:
        """Return the version that lies here; whether to believe it, ``membership`` says.

        Raises:
            NotGenuine: it is damaged, or no directory.
            Unable: it cannot be read.
        """
        if not (self.folder / DIRECTORY).exists():
            return None
        return SignedDirectory.from_bytes(self._content(DIRECTORY, LARGEST.value))

    def ask_again(self) -> None:
        """Wish to be given everything that the other side has, by a file in its way in.

        Raises:
            Unable: as ``put``.
        """
        self._put(AGAIN, b"", "the wish to be given everything again")

    def is_asked_again(self) -> bool:
        """Say whether everything is wished for again; ``done`` with ``AGAIN`` ends it."""
        return (self.folder / AGAIN).exists()

    def note_digest(self) -> None:
        """Leave the word that the usual mail went.

        Raises:
            Unable: as ``put``.
        """
        self._put(DIGEST, b"", "the word that a mail went")

    def is_digest_noted(self) -> bool:
        """Say whether the usual mail went; ``done`` with ``DIGEST`` ends it."""
        return (self.folder / DIGEST).exists()

    def _put(self, name: str, content: bytes, what: str) -> str:
        passing = self.folder / f".{name}.{os.getpid()}.half"
        try:
            mode = self.mode
            # What lies there was left by a stopped process, or is a link put there by another.
            passing.unlink(missing_ok=True)
            descriptor = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                os.fchmod(file.fileno(), mode)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            passing.replace(self.folder / name)
            _settle(self.folder)
        except OSError as error:
            with suppress(OSError):
                passing.unlink(missing_ok=True)
            why = (error.strerror or "no access").lower()
            raise Unable(f"{what} cannot be put into the spool: {why}") from error
        return name

    def names(self) -> tuple[str, ...]:
        """Return the whole files that wait, in the order of sending."""
        return tuple(sorted(name for name in self._entries() if _NAME.fullmatch(name)))

    def read(self, name: str) -> Envelope:
        """Return an envelope that waits; whether it is genuine, ``membership`` says.

        Raises:
            NotGenuine: it is damaged, too large, a link, or not what its name says.
            Unable: it cannot be read.
        """
        envelope = Envelope.from_bytes(self._content(name, LIMIT.value))
        if name_of(envelope) != name:
            raise NotGenuine("a file of the spool is not the envelope that its name says")
        return envelope

    def _content(self, name: str, most: int) -> bytes:
        try:
            descriptor = os.open(
                self.folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
            )
            with os.fdopen(descriptor, "rb") as file:
                regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
                return file.read(most + 1) if regular else b""
        except OSError as error:
            raise Unable(f"a file of the spool cannot be read: {name[:40]}") from error

    def done(self, name: str) -> None:
        """Remove a file whose envelope is kept elsewhere; gone already is as good."""
        (self.folder / name).unlink(missing_ok=True)

    def faults(self) -> tuple[str, ...]:
        """Return a sentence for everything in the folder that will not be sent or read.

        A file half written by a process that was stopped is safe to remove: its envelope is
        written again from the record.
        """
        return tuple(self._faults())

    def _faults(self) -> Iterator[str]:
        for name in self._entries():
            if _PASSING.fullmatch(name):
                yield f"a half-written file lies in {self.folder.name}: {name[1:40]}…"
            elif name == DIRECTORY:
                try:
                    self.directory()
                except Unable:
                    yield f"the directory in {self.folder.name} is damaged: accept it again"
            elif name in {AGAIN, DIGEST}:
                continue
            elif not _NAME.fullmatch(name):
                yield f"{self.folder.name} has a file that is no envelope: {name[:40]}"
            else:
                try:
                    self.read(name)
                except Unable:
                    yield f"an envelope in {self.folder.name} is damaged: {name[:40]}…"

    def _entries(self) -> list[str]:
        try:
            return sorted(one.name for one in self.folder.iterdir())
        except OSError as error:
            raise Unable("the folder of the spool cannot be read") from error


def _settle(folder: Path) -> None:
    """Make a renaming survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
