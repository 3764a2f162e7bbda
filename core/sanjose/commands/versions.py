"""A version of the directory as a file that is handed over, and its fingerprint read aloud.

Files are handed over on any way; they hold public keys only. What counts is the fingerprint,
which people compare on another way than the file came: it is printed in groups and typed back.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sanjose.commands.answers import plain_objection, tell_objections
from sanjose.commands.around import Around
from sanjose.commands.documents import at_a_terminal
from sanjose.commands.telling import paragraph, say, table, tell_json
from sanjose.exchange.directory import (
    ROOMS,
    Directory,
    SignedDirectory,
)
from sanjose.exchange.spool import LARGEST
from sanjose.secretariat import Outcome
from sanjose.words.errors import Misuse

OTHER_WAY = (
    "Read it to somebody who has the file, on another way than the file came: by telephone, or"
    " in the same room."
)
ANOTHER = (
    "that is not the fingerprint of this version: sign and accept nothing, and speak with the"
    " convener, not by the way the file came"
)
CARRIER = "carrier.json"
"""Beside the spool's two folders: what the carrier is known by, public keys only."""

_LEAST = 32
"""Digits of a fingerprint that are typed back at least: half of them."""


def content(place: str) -> bytes:
    """Return what stands in a file that was handed over.

    Raises:
        Misuse: there is none, or it cannot be read.
    """
    try:
        with Path(place).open("rb") as file:
            return file.read(LARGEST.value + 1)
    except OSError as error:
        why = (error.strerror or "no access").lower()
        raise Misuse(f"a file that was named cannot be read: {why}") from None


def version_in(place: str) -> SignedDirectory:
    """Return the version that stands in a file that was handed over."""
    return SignedDirectory.from_bytes(content(place).strip())


def refused(around: Around, outcome: Outcome) -> int:
    """Tell what stands against it, and return the exit code."""
    if around.as_json:
        told = [plain_objection(one) for one in outcome.objections]
        tell_json({"verb": outcome.verb, "refused": told})
    else:
        paragraph("Refused.")
        tell_objections(outcome.objections, indent=2)
    return 1


def tell_fingerprint(directory: Directory) -> None:
    """Tell a version's fingerprint, in groups as it is read aloud."""
    groups = directory.fingerprint.split(" ")
    say(f"Version {directory.version} of {directory.net}, its fingerprint")
    say()
    say("  " + " ".join(groups[:4]))
    say("  " + " ".join(groups[4:]))
    say()


def compared(around: Around, directory: Directory, typed: str | None) -> None:
    """See that the officer compared a fingerprint, by what the other side read.

    Raises:
        Misuse: nothing was typed, or it is another version's.
    """
    if typed is None:
        if around.as_json or not at_a_terminal():
            raise Misuse("say what the other side read: --fingerprint, half of it or all")
        from sanjose.commands.asking import line, tell

        tell_fingerprint(directory)
        paragraph(OTHER_WAY)
        tell("Type the first line, or both, as the other side has it")
        typed = line()
        if not typed.strip():
            raise Misuse("nothing was typed: nothing was signed or accepted")
    digits = re.sub(r"[\s:-]", "", typed.casefold())
    if len(digits) < _LEAST or not directory.hash.hex().startswith(digits):
        raise Misuse(ANOTHER)


def tell_members(directory: Directory, heard: Callable[[str], str] | None = None) -> None:
    """Tell who is a member, and what is known of each."""
    rows = [("Committee", "Key", "Ends", *(["Last"] if heard else []), "")]
    for one in directory.members:
        key = next((key for key in one.keys if key.last is None), one.keys[-1])
        how = "left" if one.left else (one.homeserver or "sticks only")
        last = [heard(one.origin)] if heard else []
        rows.append((one.origin, key.kid, key.until.isoformat(), *last, how))
    table(rows, indent=0)


def plain_version(version: SignedDirectory) -> dict[str, Any]:
    """Return a version for machines."""
    directory = version.directory
    return {
        "net": directory.net,
        "version": directory.version,
        "fingerprint": directory.fingerprint,
        "members": [
            {
                "committee": one.origin,
                "left": one.left,
                "keys": [key.kid for key in one.keys if key.last is None],
                "homeserver": one.homeserver,
            }
            for one in directory.members
        ],
        "rooms": {name: getattr(directory.rooms, name) for name in ROOMS},
        "signed_by": [one.origin for one in version.signatures],
    }
