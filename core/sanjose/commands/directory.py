"""The network's directory: who is in it, by which version, and how far each is known here."""

from collections.abc import Sequence

import click

from sanjose.commands.around import Around, command, group
from sanjose.commands.founding import draft, offer, sign
from sanjose.commands.restored import drop, epoch, resume
from sanjose.commands.session import session
from sanjose.commands.telling import paragraph, say, sentence, table, tell_json
from sanjose.commands.versions import (
    compared,
    plain_version,
    refused,
    tell_fingerprint,
    tell_members,
    version_in,
)
from sanjose.exchange.directory import (
    ROOMS,
    SignedDirectory,
)
from sanjose.secretariat import Secretariat
from sanjose.words.errors import Unable


@command(
    "accept",
    line="Go by a version that enough committees signed.",
    more="Copies that were signed apart are given together. The first version of all is compared"
    " by its fingerprint; a later one is believed by its signatures.",
)
@click.argument("places", metavar="FILE...", nargs=-1, required=True)
@click.option("--fingerprint", metavar="TEXT", help="What the other side read.")
def accept(around: Around, places: Sequence[str], fingerprint: str | None) -> int:
    """Accept."""
    version, *others = map(version_in, places)
    for one in others:
        version = version.also_signed(one)
    with session(around.home, writing=True) as door:
        first = door.directory() is None
        if first or fingerprint is not None:
            compared(around, version.directory, fingerprint)
        outcome = door.accept_directory(version, compared=first or fingerprint is not None)
    if outcome.refused:
        return refused(around, outcome)
    if around.as_json:
        tell_json(plain_version(version))
        return 0
    directory = version.directory
    paragraph(f"Version {directory.version} of {directory.net} is in force here.")
    for note in outcome.notes:
        paragraph(sentence(note))
    if first:
        paragraph(
            "The carrier needs the same fingerprint: `sanjose network pair`, as the carrier's user."
        )
    return 0


def show(around: Around) -> int:
    """Show."""
    with session(around.home) as door:
        return _show(around, door)


@command("show", line="Show the version in force, and how far each committee is known here.")
def show_(around: Around) -> int:
    """Show."""
    return show(around)


def _show(around: Around, door: Secretariat) -> int:
    log, wires = door.network(), door.archive.vault.directories()
    if log is None or not wires:
        raise Unable(
            "this committee is in no network yet: begin with `sanjose directory offer`, or go"
            " by what was drafted and signed with `sanjose directory accept`"
        )
    version = SignedDirectory.from_bytes(wires[-1])
    waiting = len(door.archive.vault.waiting())
    restored = door.archive.vault.restored()
    heard = {one.origin: log.tip(one.origin) for one in version.directory.members}
    if around.as_json:
        tell_json(
            plain_version(version)
            | {
                "heard": {one: tip.header.n if tip else 0 for one, tip in heard.items()},
                "waiting": waiting,
                "held_back": restored is not None and not restored.resumed,
                "alarms": list(door.alarms()),
            }
        )
        return 0
    tell_fingerprint(version.directory)
    tell_members(
        version.directory, lambda one: str(tip.header.n) if (tip := heard[one]) else "-"
    )
    rooms = [(name, room) for name in ROOMS if (room := getattr(version.directory.rooms, name))]
    if rooms:
        say()
        table(rooms)
    for said in (
        *([f"{waiting} of our envelopes wait for room in the spool"] if waiting else []),
        *(
            ["nothing is sent since the restore: see `sanjose directory resume --help`"]
            if restored is not None and not restored.resumed
            else []
        ),
        *door.alarms(),
    ):
        say()
        paragraph(sentence(said))
    return 0


COMMANDS = {
    "directory": group(
        "directory", offer, draft, sign, accept, show_, epoch, resume, drop, default=show
    )
}
