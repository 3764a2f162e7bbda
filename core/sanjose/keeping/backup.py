"""Back up and restore: the record and the keys apart, in two files.

Both files hold only what is encrypted already: the stores under keys that lie wrapped in the
slots, the slots behind passphrases. They are kept apart because an erasure must reach the keys
everywhere: older copies of them are removed, those of the record can be kept for ever. The
keys are copied after the record, so that each entry of the record finds its key or its entry
in the ledger.
"""

import io
import os
import re
import shutil
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sanjose.keeping import store
from sanjose.keeping.archive import Archive, DueRules
from sanjose.keeping.exchanged import note_restored
from sanjose.keeping.home import Home
from sanjose.keeping.installation import rebuild
from sanjose.keeping.keyring import Keyring, OwnKeys
from sanjose.keeping.notices import Notices
from sanjose.keeping.record import Record
from sanjose.keeping.slots import default_slot
from sanjose.keeping.vault import Vault
from sanjose.words.errors import Misuse, Unable

HORIZON = timedelta(days=7)
"""How long an older copy of the keys may stay. Source: ours; what a person is promised."""

SUFFIX = ".sanjose"
UNFINISHED = ".new"
LAST = "backed-up"
_STAMP = "%Y%m%dT%H%M%SZ"
_MEMBER = re.compile(
    r"home\.json|record\.db|keys\.db|files/[0-9a-f]{32}|slots/(officer-\d+\.slot|escrow\.json)"
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Backed:
    """The two files that were written, and how many older copies of keys were removed."""

    record: Path
    keys: Path
    removed: int


def _silent(_done: int, _of: int) -> None:
    """Show nothing."""


def back_up(
    home: Home, keyring: Keyring, folder: Path, now: datetime, progress: Progress = _silent
) -> Backed:
    """Write a copy of the record and one of the keys, and remove older copies of the keys.

    Raises:
        Unable: the record does not verify, the disk is full, or the folder is not writable;
            what was there before is untouched.
    """
    # Several committees may share a folder: none removes another one's keys.
    committee = home.settings().committee
    name = f"{committee}-{now.strftime(_STAMP)}{SUFFIX}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _copied(home.record, keyring.store_key("record")) as copy:
            _ids(copy, keyring, "nothing was backed up")
            files = [(f"files/{one.name}", one) for one in sorted(home.files.iterdir())]
            record = _written(folder / f"record-{name}", home, ("record.db", copy), *files)
        progress(1, 2)
        _note(home, keyring, now)
        with _copied(home.keys, keyring.store_key("keys")) as copy:
            slots = [(f"slots/{one.name}", one) for one in sorted(home.slots.iterdir())]
            keys = _written(folder / f"keys-{name}", home, ("keys.db", copy), *slots)
        progress(2, 2)
        removed = _remove_older(keys, f"keys-{committee}-", now, home, keyring)
    except OSError as error:
        why = (error.strerror or "no access").lower()
        message = f"the backup cannot be written: {why}; what was there before is untouched"
        raise Unable(message) from error
    return Backed(record=record, keys=keys, removed=removed)


def _note(home: Home, keyring: Keyring, now: datetime) -> None:
    with Vault(home.keys, keyring.store_key("keys")) as vault:
        vault.keep(LAST, now.isoformat().encode())


def last_backup(vault: Vault) -> datetime | None:
    """Return when the keys were last backed up, or None."""
    kept = vault.value(LAST)
    return None if kept is None else datetime.fromisoformat(kept.decode())


@contextmanager
def _copied(path: Path, key: bytes) -> Iterator[Path]:
    """Give a consistent copy of a store, under the same key, beside it; remove it at the end."""
    copy = path.with_name(f"{path.stem}.{os.getpid()}.copy.db")
    try:
        copy.unlink(missing_ok=True)
        connection = store.connect(path, key)
        try:
            store.snapshot(connection, copy)
        finally:
            connection.close()
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _ids(path: Path, keyring: Keyring, otherwise: str) -> dict[int, bytes]:
    """Verify a copy of the record and return the ids of its entries.

    Raises:
        Unable: it does not verify, or a newer version wrote it.
    """
    connection = store.connect(path, keyring.store_key("record"))
    try:
        record = Record(connection)
        with store.guarded("record.db", cure=otherwise):
            record.check_format()
            verified = record.verify()
            ids = record.ids(0)
    finally:
        connection.close()
    if verified.faults:
        message = f"the record does not verify ({verified.faults[0]}): {otherwise}"
        raise Unable(message)
    return ids


def _written(path: Path, home: Home, *members: tuple[str, Path]) -> Path:
    """Write an archive in one piece."""
    temporary = path.with_suffix(UNFINISHED)
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - of a descriptor made private
            with tarfile.open(fileobj=file, mode="w") as archive:
                for name, source in (("home.json", home.settings_path), *members):
                    if _MEMBER.fullmatch(name):
                        archive.addfile(_plain(name, source), io.BytesIO(source.read_bytes()))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def _plain(name: str, source: Path) -> tarfile.TarInfo:
    """Return a member without an owner or a time: a file of a person has neither."""
    member = tarfile.TarInfo(name)
    member.size = source.stat().st_size
    member.mode = 0o600
    return member


def _remove_older(
    newest: Path, prefix: str, now: datetime, home: Home, keyring: Keyring
) -> int:
    """Remove copies of the keys older than the horizon, an erasure, or what was recalled."""
    with Vault(home.keys, keyring.store_key("keys")) as vault:
        erased, recalled = vault.last_destroyed(), vault.last_recalled()
    removed = 0
    for path in newest.parent.glob(f"{prefix}*"):
        if path == newest or path.suffix not in {SUFFIX, UNFINISHED}:
            continue
        made = _made(path.name, prefix)
        before_erasure = made is not None and erased is not None and made.date() <= erased
        before_recall = made is not None and recalled is not None and made <= recalled
        if made is None or before_erasure or before_recall or now - made > HORIZON:
            path.unlink()
            removed += 1
    return removed


def _made(name: str, prefix: str) -> datetime | None:
    """Return when a copy was made, by its name; None for one that was never finished."""
    stamp = name.removeprefix(prefix).removesuffix(SUFFIX)
    try:
        return datetime.strptime(f"{stamp}+0000", f"{_STAMP}%z")
    except ValueError:
        return None


# -- restoring --------------------------------------------------------------------------------


def copied_officers(keys_file: Path) -> tuple[str, ...]:
    """Return the officers whose slots lie in a copy of the keys; none where it is no such copy."""
    try:
        with tarfile.open(keys_file, mode="r:") as archive:
            names = [member.name for member in archive if member.isfile()]
    except (OSError, tarfile.TarError, EOFError):
        return ()
    slots = (Path(name) for name in names if _MEMBER.fullmatch(name))
    return tuple(sorted(one.stem for one in slots if one.suffix == ".slot"))


def restore(
    home: Home,
    record_file: Path,
    keys_file: Path,
    officer: str | None,
    passphrase: bytes,
    due_rules: Callable[[Home], DueRules],
    progress: Progress = _silent,
    second: tuple[str | None, bytes] | None = None,
) -> int:
    """Restore an installation into an empty place; return the number of entries.

    Where the record ends before the last root that was published, it takes a ``second``
    officer's passphrase as well. What was recorded after the copy was made is not in it. What was erased before the keys
    were copied stays erased, and an erasure that was interrupted is finished when an officer
    next writes.

    Raises:
        Unable: there is an installation already, a file is damaged, the passphrase is not
            right, the record does not verify, or an entry has neither key nor ledger entry.
        Behind: a published root covers more than this record, and there is no second officer.
    """
    if home.settings_path.exists():
        message = "there is an installation here already: move it away, then restore"
        raise Unable(message)
    path = home.path.resolve()
    place = Home(path.with_name(f".{path.name}.restoring"))
    shutil.rmtree(place.path, ignore_errors=True)
    try:
        size = _restored(
            place,
            (record_file, keys_file),
            ((officer, passphrase), second),
            due_rules,
            progress,
        )
        if path.is_dir():
            path.rmdir()
        place.path.rename(path)
    except OSError as error:
        why = (error.strerror or "no access").lower()
        message = f"the installation cannot be restored there: {why}"
        raise Unable(message) from error
    finally:
        shutil.rmtree(place.path, ignore_errors=True)
    return size


def _restored(
    place: Home,
    sources: Iterable[Path],
    who: Iterable[tuple[str | None, bytes] | None],
    due_rules: Callable[[Home], DueRules],
    progress: Progress,
) -> int:
    for folder in (place.path, place.slots, place.files, place.spool_in, place.spool_out):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.spool_in.parent.chmod(0o700)
    for source in sources:
        _unpack(source, place.path)
    if not (place.record.is_file() and place.keys.is_file()):
        message = "these are not a copy of the record and a copy of the keys: give one of each"
        raise Unable(message)
    slots = [(default_slot(place, one[0]), one[1]) for one in who if one is not None]
    unlocked = [slot.open(passphrase) for slot, passphrase in slots]
    keyring = OwnKeys(unlocked[0], place.keys)
    try:
        size = _complete(place, keyring)
        Notices(place.notices).create()
        rules = due_rules(place)
        rebuild(place, keyring, rules, progress)
        with Archive(place, keyring, rules) as archive:
            archive.settle()
            note_restored(archive, [one.officer for one in unlocked])
    finally:
        keyring.close()
    return size


def _unpack(source: Path, folder: Path) -> None:
    """Take the known members out of an archive; nothing else is written anywhere."""
    if not source.is_file():
        message = f"there is no file {source.name}: give a copy made by `sanjose backup`"
        raise Misuse(message)
    try:
        with tarfile.open(source, mode="r:") as archive:
            for member in archive:
                if not (member.isfile() and _MEMBER.fullmatch(member.name)):
                    message = f"{source.name} is not a copy made by `sanjose backup`"
                    raise Misuse(message)
                content = archive.extractfile(member)
                target = folder / member.name
                target.touch(mode=0o600)
                target.write_bytes(content.read() if content else b"")
    except (tarfile.TarError, EOFError) as error:
        message = f"{source.name} is damaged or not a copy made by `sanjose backup`"
        raise Unable(message) from error


def _complete(place: Home, keyring: Keyring) -> int:
    """Check that the record verifies and that each entry has its key or its ledger entry."""
    ids = _ids(place.record, keyring, "restore another copy of the record")
    with Vault(place.keys, keyring.store_key("keys")) as vault:
        known = vault.case_of(ids.values()).keys() | vault.ledger().keys()
    lost = [seq for seq, event_id in ids.items() if event_id not in known]
    if lost:
        message = (
            f"entry {lost[0]} has neither a key nor an entry in the ledger: "
            "restore with the newest copy of the keys"
        )
        raise Unable(message)
    return len(ids)
