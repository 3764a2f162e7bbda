"""Where an installation keeps its things, and the little that lies there in clear.

One directory serves one committee. ``home.json`` must stay free of anything about a case:
it is read before anybody unlocks, by the scheduler too.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from sanjose.words.errors import Unable

FORMAT = 1

# What `create` may find in a directory without being in somebody else's way.
_OUR_FOLDERS = frozenset({"slots", "files", "spool"})
_OUR_FILES = ("record.db", "keys.db", "register.db", "notices.db", ".home.json.")
# AF_UNIX paths end at 104 bytes on some systems and at 108 on others.
_LONGEST_SOCKET = 99


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What an installation is: whose it is, whether it is a trial, and its own deadlines.

    ``days`` replaces the chosen number of days of a deadline, by the deadline's name.
    """

    committee: str
    trial: bool = False
    days: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Read ``home.json``.

        Raises:
            Unable: it is damaged, or a newer version wrote it.
        """
        damaged = Unable("home.json is damaged: restore it from a backup (`sanjose restore`)")
        try:
            found: Any = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise damaged from error
        if not isinstance(found, dict) or not _whole(found.get("format")):
            raise damaged
        if found["format"] > FORMAT:
            raise Unable(
                "this installation was made by a newer version of sanjose"
                f" (format {found['format']}, here {FORMAT}): install that version"
            )
        if found.keys() != {"format", "committee", "trial", "days"}:
            raise damaged
        committee, trial, days = found["committee"], found["trial"], found["days"]
        if not (isinstance(committee, str) and isinstance(trial, bool)):
            raise damaged
        if not (isinstance(days, dict) and all(map(_whole, days.values()))):
            raise damaged
        return cls(committee=committee, trial=trial, days=days)

    def to_json(self) -> bytes:
        """Write what ``from_json`` reads."""
        written = {
            "format": FORMAT,
            "committee": self.committee,
            "trial": self.trial,
            "days": dict(self.days),
        }
        return json.dumps(written, indent=2, sort_keys=True).encode() + b"\n"


def _whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number > 0


@dataclass(frozen=True, slots=True)
class Home:
    """The directory of one installation.

    >>> Home(Path("/srv/cat")).keys.as_posix()
    '/srv/cat/keys.db'
    """

    path: Path

    @classmethod
    def find(cls, option: Path | None) -> Self:
        """Return the home that was named: by the option, SANJOSE_HOME, or ``~/.sanjose``."""
        if option is not None:
            return cls(option)
        named = os.environ.get("SANJOSE_HOME")
        return cls(Path(named) if named else Path.home() / ".sanjose")

    @property
    def record(self) -> Path:
        """The sealed events and the tree over them."""
        return self.path / "record.db"

    @property
    def keys(self) -> Path:
        """Wrapped keys and the ledger of destroyed ones."""
        return self.path / "keys.db"

    @property
    def register(self) -> Path:
        """What lists need; can be rebuilt from the record."""
        return self.path / "register.db"

    @property
    def notices(self) -> Path:
        """What is due to whom, in neutral words; readable without a key."""
        return self.path / "notices.db"

    @property
    def slots(self) -> Path:
        """One file per officer: the officer's keys behind a passphrase."""
        return self.path / "slots"

    @property
    def files(self) -> Path:
        """Sealed messages, replies and attachments."""
        return self.path / "files"

    @property
    def spool_in(self) -> Path:
        """Envelopes that arrived."""
        return self.path / "spool" / "in"

    @property
    def spool_out(self) -> Path:
        """Envelopes to be carried."""
        return self.path / "spool" / "out"

    @property
    def settings_path(self) -> Path:
        """The file that makes the directory an installation."""
        return self.path / "home.json"

    @property
    def socket(self) -> Path:
        """Where this installation's agent listens, in a folder of this user's own.

        It does not lie in the home, because the path of a socket is limited to about a hundred
        bytes and a home may be on a network disk. The same home has the same socket however
        its path is written.
        """
        name = hashlib.sha256(os.fsencode(self.path.resolve())).hexdigest()[:32]
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        folders = [Path(runtime) / "sanjose"] if runtime else []
        own = f"sanjose-{os.getuid()}"
        folders += [Path(tempfile.gettempdir()) / own, Path("/tmp") / own]  # noqa: S108
        paths = (folder / name for folder in folders)
        return next(path for path in paths if len(os.fsencode(path)) <= _LONGEST_SOCKET)

    def settings(self) -> Settings:
        """Read the settings.

        Raises:
            Unable: there is no installation here, or its settings cannot be read.
        """
        try:
            text = self.settings_path.read_bytes()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise Unable("no installation here: run `sanjose init`") from error
        except OSError as error:
            raise Unable(f"home.json cannot be read: {_why(error)}") from error
        return Settings.from_json(text)

    def create(self, settings: Settings) -> None:
        """Make the directories, private to this user, and write the settings.

        Raises:
            Unable: there is an installation here, or somebody else's files, or no access.
        """
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            found = {entry.name for entry in self.path.iterdir()}
        except OSError as error:
            raise Unable(f"the directory cannot be made: {_why(error)}") from error
        if self.settings_path.name in found:
            raise Unable("there is an installation here already: name another directory")
        if any(not name.startswith(_OUR_FILES) for name in found - _OUR_FOLDERS):
            raise Unable("this directory has other files in it: name an empty one")
        try:
            self.path.chmod(0o700)
            for folder in (
                self.slots,
                self.files,
                self.spool_in.parent,
                self.spool_in,
                self.spool_out,
            ):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise Unable(f"the directory cannot be made: {_why(error)}") from error
        write_private(self.settings_path, settings.to_json())

    def check_private(self) -> list[str]:
        """Return a sentence for each file or folder that others on this machine could open."""
        everything = [self.path, *sorted(self.path.rglob("*"))]
        return [found for path in everything for found in self._exposed(path)]

    def _exposed(self, path: Path) -> list[str]:
        try:
            status = path.lstat()
        except FileNotFoundError:  # a journal that went away while we looked
            return []
        name = path.relative_to(self.path).as_posix()
        which = "the installation's directory" if path == self.path else name
        found = []
        if path == self.path / "spool" and path.is_symlink():
            return _shared(path)
        if path.is_symlink():
            return [f"{which} is a link to another place: put the file itself here"]
        if status.st_uid != os.getuid():
            found.append(f"{which} belongs to another user: make it yours (`chown`)")
        if status.st_mode & 0o077:
            mode = "700" if path.is_dir() else "600"
            found.append(f"{which} is open to others on this machine: run `chmod {mode}` on it")
        return found


def _shared(spool: Path) -> list[str]:
    """Return what is wrong with a spool elsewhere that two users share through a group."""
    try:
        open_to_all = any(one.stat().st_mode & 0o007 for one in (spool, *spool.iterdir()))
    except OSError as error:
        return [f"the spool cannot be read: {_why(error)}"]
    if open_to_all:
        return ["the spool is open to everyone on this machine: run `chmod -R o=` on it"]
    return []


def write_private(path: Path, content: bytes) -> None:
    """Write a file of mode 0600 in one piece: the old one or the new one, never half.

    Raises:
        Unable: the disk is full or the folder is not ours; the old file is untouched.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - of a descriptor made private
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _settle(path.parent)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise Unable(f"{path.name} cannot be written: {_why(error)}") from error


def _settle(folder: Path) -> None:
    """Make a renaming in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _why(error: OSError) -> str:
    return (error.strerror or "no access").lower()
