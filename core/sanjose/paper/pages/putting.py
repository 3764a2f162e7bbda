"""Put a site into a folder: beside the old one first, then in its place in one step.

Until the new one is whole on the disk nothing is changed; then the two folders change places.
Whatever goes wrong, what stood there stands there. A folder is only taken if it is empty or was
written here: its list of digests names a first page and every file. A file that the list does
not name is somebody else's, and so is one that was changed since, as a corrected translation.
"""

import ctypes
import glob
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from sanjose.words.errors import Misuse, Unable

LIST = "SHA256SUMS"
"""The digests of all files, as ``sha256sum --check`` reads them."""

FIRST = "index.html"
"""The page that every site has."""

PASSING = ".new"
"""How a folder ends that is being written, or is on its way out."""

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


def put(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Put files into a folder in place of what was written there before.

    Returns whether anything changed.

    Raises:
        Misuse: there is something in the folder that was not written here, or was changed.
        Unable: the disk is full, or the folder or the one around it is not ours.
    """
    whole = {**files, LIST: _sums(files)}
    try:
        place = folder.resolve()
        _sweep(place)
        there = _there(place)
        if there == whole:
            return False
        _replace(place, whole)
    except (OSError, RuntimeError) as error:  # the latter where links lead in a circle
        why = (getattr(error, "strerror", None) or "no access").lower()
        message = (
            f"the pages cannot be written ({why}): nothing was changed; make room, or choose a "
            "folder in which you may write"
        )
        raise Unable(message) from error
    return True


def names(folder: Path) -> frozenset[str]:
    """Return the files of a site that was written here, by their places; none elsewhere."""
    return frozenset(_listed(folder))


def _listed(folder: Path) -> dict[str, str]:
    """Return the digests of a site's files by their places; none where it is no site.

    Others keep such a list beside their files as well: without a first page it is theirs.
    """
    try:
        lines = (folder / LIST).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    listed = {name: digest for digest, _, name in (one.partition("  ") for one in lines)}
    return listed if FIRST in listed else {}


def _sums(files: Mapping[str, bytes]) -> bytes:
    return "".join(
        f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)
    ).encode()


def _there(place: Path) -> dict[str, bytes]:
    """Return what stands in a folder.

    Raises:
        Misuse: it is no folder, or holds a file that was not written here, or was changed.
    """
    if place.exists() and not place.is_dir():
        message = "that is a file: name a folder for the pages"
        raise Misuse(message)
    listed, found = _listed(place), {}
    known = {*listed, LIST} if listed else set()
    for one in place.rglob("*"):
        if one.is_dir() and not one.is_symlink():
            continue
        name = one.relative_to(place).as_posix()
        if name not in known or one.is_symlink() or not one.is_file():
            message = (
                "there is something in that folder that was not written here, and it would be "
                "lost: name an empty folder, or one that pages were built in"
            )
            raise Misuse(message)
        found[name] = one.read_bytes()
        if name != LIST and sha256(found[name]).hexdigest() != listed[name]:
            message = (
                "a page in that folder was changed since it was built, and the change would be "
                "lost: keep it elsewhere, and take the page away"
            )
            raise Misuse(message)
    return found


def _sweep(place: Path) -> None:
    """Take away what a crash left beside the folder: it may hold a letter that was taken down.

    Where the crash came between two steps, the old site is put back first.
    """
    aside = _aside(place)
    if aside.is_dir() and not place.exists():
        aside.rename(place)
    for one in place.parent.glob(f".{glob.escape(place.name)}.*{PASSING}"):
        if one.is_dir() and not one.is_symlink():
            shutil.rmtree(one, ignore_errors=True)


def _replace(place: Path, files: Mapping[str, bytes]) -> None:
    beside = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=PASSING, dir=place.parent))
    try:
        _write(beside, files)
        if place.exists():
            _exchange(beside, place)
        else:
            beside.rename(place)
        _settle(place.parent)
    finally:
        # Whichever of the two is here by now is the one that is not wanted.
        shutil.rmtree(beside, ignore_errors=True)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        if not path.parent.exists():
            path.parent.mkdir()
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(0o644)
    for one in (*(each for each in folder.rglob("*") if each.is_dir()), folder):
        one.chmod(0o755)  # everybody reads it: that is what it is for
        _settle(one)


def _settle(folder: Path) -> None:
    """Make what was named in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchange(new: Path, old: Path) -> None:
    """Let two folders change places: in one step where the system can, else in two.

    Between the two steps there is no site; if the second fails the first is taken back.
    """
    if _at_once(new, old):
        return
    aside = _aside(old)
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        aside.rename(old)
        raise
    aside.rename(new)


def _aside(place: Path) -> Path:
    return place.with_name(f".{place.name}.old{PASSING}")


def _at_once(new: Path, old: Path) -> bool:
    """Return whether the system let two folders change places in one step."""
    with suppress(AttributeError, OSError):
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        answer: int = rename(_HERE, os.fsencode(new), _HERE, os.fsencode(old), _EXCHANGE)
        return answer == 0
    return False
