"""Check the record, and make the lists anew from it."""

from contextlib import suppress

import click

from sanjose.commands.around import Around, command
from sanjose.commands.dueness import Dueness
from sanjose.commands.progress import bar
from sanjose.commands.session import session
from sanjose.commands.telling import paragraph, say, sentence, tell_json
from sanjose.keeping import installation, process, store
from sanjose.keeping.checking import unlocked_faults, verification
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import AgentKeys
from sanjose.keeping.record import Record, Verified, known_root
from sanjose.words.errors import Unable

FAILED = 3


@command(
    "verify",
    more="Without an option it checks the tree over every entry, and needs no key of a case."
    " A root that was kept elsewhere shows that nothing before it was rewritten.",
)
@click.option("--unlocked", is_flag=True, help="Also open every entry that you may open.")
@click.option(
    "--root", metavar="SIZE:ROOT", help="A line that `sanjose verify` printed before."
)
def verify(around: Around, root: str | None, *, unlocked: bool) -> int:
    """Verify."""
    process.harden()
    around.home.settings()
    known = known_root(root) if root else None
    keys = AgentKeys(around.home)
    try:
        size = _size(around.home, keys)
        with bar("Verifying", size) as told:
            done = 0

            def portion(number: int) -> None:
                nonlocal done
                done += number
                told(done, max(size, done))

            found = verification(around.home, keys, known, portion)
    finally:
        keys.close()
    faults = list(found.faults)
    if unlocked and not faults:
        with session(around.home) as door, bar("Opening every case") as told:
            faults += unlocked_faults(door.archive, told)
    if around.as_json:
        kept = None if found.faults else _kept(found)
        tell_json(
            {"verifies": not faults, "entries": found.size, "root": kept, "faults": faults}
        )
    elif faults:
        _tell_faults(faults)
    else:
        _tell_whole(found, unlocked=unlocked, known=known is not None)
    return FAILED if faults else 0


def _size(home: Home, keys: AgentKeys) -> int:
    """Return how many entries a bar has to count to; none where the store is damaged."""
    with suppress(Unable), store.guarded(home.record.name):
        connection = store.connect(home.record, keys.store_key("record"))
        try:
            return Record(connection).size()
        finally:
            connection.close()
    return 0


def _kept(found: Verified) -> str:
    return f"{found.size}:{found.root.hex()}"


def _tell_faults(faults: list[str]) -> None:
    paragraph("The record does not verify.")
    say()
    for fault in faults[:50]:
        paragraph(f"- {sentence(fault)}", indent=2, hang=2)
    if len(faults) > 50:
        say(f"  and {len(faults) - 50} more")
    say()
    paragraph(
        "Enter nothing more. Keep this directory as it is, for whoever has to find out, and "
        "restore the newest backup to another place: sanjose restore"
    )


def _tell_whole(found: Verified, *, unlocked: bool, known: bool) -> None:
    entries = "1 entry" if found.size == 1 else f"{found.size:,} entries"
    also = ", each opens with its key, and the lists equal it" if unlocked else ""
    continues = " It continues the root that you kept." if known else ""
    paragraph(f"The record verifies: {entries}, none altered, none missing{also}.{continues}")
    say()
    say("To be kept elsewhere, for the next time (--root):")
    say(f"  {_kept(found)}")


@command("rebuild")
def rebuild(around: Around) -> None:
    """Rebuild."""
    process.harden()
    around.home.settings()
    keys = AgentKeys(around.home)
    try:
        with bar("Rebuilding") as told:
            cases, closed = installation.rebuild(around.home, keys, Dueness(around.home), told)
    finally:
        keys.close()
    if around.as_json:
        tell_json({"cases": cases, "closed_to_you": closed})
        return
    paragraph(f"The lists are made anew: {'1 case' if cases == 1 else f'{cases} cases'}.")
    if closed:
        paragraph(
            "Some are not open to you. They stand in the lists again when an officer to whom "
            "they are open rebuilds."
        )


COMMANDS = {"verify": verify, "rebuild": rebuild}
