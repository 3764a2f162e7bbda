"""Back up and restore, the record and the keys apart."""

import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from sanjose.commands.around import Around, command
from sanjose.commands.documents import at_a_terminal
from sanjose.commands.dueness import Dueness
from sanjose.commands.progress import bar
from sanjose.commands.session import clock
from sanjose.commands.telling import paragraph, say, sentence, table, tell_json
from sanjose.commands.unlocking import passphrase, tried, which_officer
from sanjose.keeping import process
from sanjose.keeping.backup import back_up, copied_officers, last_backup
from sanjose.keeping.backup import restore as restored
from sanjose.keeping.exchanged import Behind
from sanjose.keeping.keyring import AgentKeys
from sanjose.secretariat import Secretariat
from sanjose.words.errors import Unable


@command(
    "backup",
    more="Keep the two files apart. Copies of the keys older than an erasure, or than seven"
    " days, are removed from the folder; those that you carried elsewhere are yours to destroy.",
)
@click.argument("folder", metavar="DIR")
def backup(around: Around, folder: str) -> None:
    """Back up."""
    process.harden()
    around.home.settings()
    keys = AgentKeys(around.home)
    try:
        with bar("Backing up") as told:
            made = back_up(around.home, keys, Path(folder), clock(), told)
    finally:
        keys.close()
    if around.as_json:
        names = {"record": made.record.name, "keys": made.keys.name}
        tell_json({**names, "removed": made.removed})
        return
    paragraph("Backed up, in two files. Keep them apart.")
    say()
    table(
        [
            (made.record.name, "the record; keep it as long as you like"),
            (made.keys.name, "the keys; keep the newest only"),
        ]
    )
    if made.removed:
        say()
        older = "1 older copy" if made.removed == 1 else f"{made.removed} older copies"
        paragraph(f"{older} of the keys removed.")


@command(
    "restore",
    more="Into an empty place (--home). It needs the passphrase that was in use when the keys"
    " were copied. What was erased stays erased. Where a root was published that covers more"
    " than the copy of the record, it takes two officers, and their names go to the peers.",
)
@click.argument("record", metavar="RECORD")
@click.argument("keys", metavar="KEYS")
@click.option(
    "--officer", "officers", multiple=True, metavar="OFFICER", help="Whose key, as officer-1."
)
@click.option(
    "--passphrase-file", "files", multiple=True, metavar="PATH", help="A file with mode 600."
)
def restore(
    around: Around, record: str, keys: str, officers: Sequence[str], files: Sequence[str]
) -> None:
    """Restore."""
    process.harden()
    if around.home.settings_path.exists():
        message = "there is an installation here already: move it away, then restore"
        raise Unable(message)
    there = copied_officers(Path(keys))
    officer = officers[0] if officers else which_officer(there)
    first: list[bytes] = []
    second: list[tuple[str, bytes]] = []

    def again(phrase: bytes) -> int:
        first[:] = [phrase]
        with bar("Restoring") as told:
            return restored(
                around.home,
                Path(record),
                Path(keys),
                officer,
                phrase,
                Dueness,
                told,
                second[0] if second else None,
            )

    def both(phrase: bytes) -> int:
        second[:] = [(other, phrase)]
        return again(first[0])

    whose = f" of {officer}" if officer else ""
    try:
        if len(files) > 1 and len(officers) > 1:
            second.append((officers[1], passphrase("", files[1])))
        entries = tried(f"Passphrase{whose}", files[0] if files else None, again)
    except Behind as error:
        if len(officers) > 1:
            other = officers[1]
        else:
            rest = tuple(one for one in there if one != officer)
            if files or not rest or not at_a_terminal():
                raise
            click.echo(sentence(str(error)), err=True)
            other = rest[0] if len(rest) == 1 else which_officer(rest) or rest[0]
        entries = tried(f"Passphrase of {other}", None, both)
    if around.as_json:
        tell_json({"entries": entries})
        return
    paragraph(f"Restored: {entries:,} entries; every one has its key, or was erased.")
    paragraph("What was recorded after the copy was made is not in it.")
    if second:
        paragraph("The record ends before a root that was published; two officers said so.")
    say()
    say("Next")
    key = f" --officer {officer}" if officer else ""
    place = f" --home {shlex.quote(str(around.home.path))}"
    say(f"  sanjose unlock{key}{place}")
    say(f"  sanjose verify --unlocked{place}")


def copies_older_than_an_erasure(door: Secretariat) -> date | None:
    """Return the day of the last erasure where no copy of the keys was made after it, or None."""
    erased = door.archive.vault.last_destroyed()
    last = last_backup(door.archive.vault)
    if erased is None or (last is not None and last.date() > erased):
        return None
    record = door.record()
    unfinished = any(one.event_id.hex() not in record.done for one, _ in record.orders)
    ordered = max((one.recorded_at for one, _ in record.orders), default=None)
    if last is not None and ordered is not None and not unfinished and last > ordered:
        return None
    return erased


def copies_older_than_a_recall(door: Secretariat) -> date | None:
    """Return the day of the last recall where the last copy of the keys was made before, or None."""
    vault = door.archive.vault
    recalled, last = vault.last_recalled(), last_backup(vault)
    return recalled.date() if recalled and last and last <= recalled else None


COMMANDS = {"backup": backup, "restore": restore}
