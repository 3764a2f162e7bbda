"""Keys of those who read sheets: made on their own machine, entered here, compared, withdrawn."""

import re
from pathlib import Path
from textwrap import wrap

import click

from sanjose.commands.answers import tell
from sanjose.commands.around import Around, command, group, post
from sanjose.commands.documents import at_a_terminal, private_text, read_bytes
from sanjose.commands.handing import written
from sanjose.commands.session import session
from sanjose.commands.telling import heading, long_day, paragraph, say, table, tell_json
from sanjose.commands.unlocking import passphrase
from sanjose.words.errors import Misuse

LARGEST = 8_000_000
"""Bytes of a key or a sealed sheet. Source: ours; a sheet is a page."""

_HOLDER = click.option("--holder", metavar="NAME", help="Who, where several hold the office.")
_OFFICE = click.option("--post", "office", metavar="POST", default="Chair", show_default=True)
_PASSPHRASE = click.option("--passphrase-file", metavar="PATH", help="A file with mode 600.")


def _listed(around: Around) -> None:
    with session(around.home) as door:
        found = door.reader_keys()
        own = door.actor().officer
    if around.as_json:
        tell_json(
            {
                "keys": [
                    {
                        "post": str(one.fact.post),
                        "holder": one.fact.holder,
                        "kind": str(one.fact.kind),
                        "key": one.fact.key,
                        "until": one.fact.until,
                        "compared": sorted(one.compared),
                    }
                    for one in found
                ]
            }
        )
        return
    if not found:
        paragraph("No key is entered: sanjose digest key enter --file FILE")
    for one in found:
        heading(f"{one.fact.post}: {one.fact.holder}")
        until = f", until {long_day(one.fact.until)}" if one.fact.until else ""
        table([("kind", f"{one.fact.kind}{until}"), ("key", one.fact.key)])
        if own not in one.compared:
            paragraph(
                "You have not compared it with its holder: sanjose digest key compare", indent=2
            )


ENTER = """The file is what the reader handed in: an age recipient, an OpenPGP key or an S/MIME
certificate. Read the fingerprint out to the reader over another line before you use it."""


@command("enter", line="Enter a reader's public key.", more=ENTER)
@_OFFICE
@_HOLDER
@click.option(
    "--file", "place", metavar="FILE", required=True, help="The key; - for standard input."
)
def enter(around: Around, office: str, holder: str | None, place: str) -> int:
    """Enter."""
    raw = read_bytes(place, LARGEST, "the key", "it is no key")
    who = post(office, "--post")
    with session(around.home, writing=True) as door:
        outcome = door.enter_key(who, holder, raw)
        done = f"The key of the {who} is entered: {outcome.label}"
        opening = f"to enter the key of the {who}" if outcome.refused else done
        return tell(around, door, outcome, opening=opening)


COMPARE = """Let the reader read the fingerprint out to you over another line, never the way the key
came. At a terminal it is shown and you are asked; otherwise give what the reader read. Whoever
prepares sheets has done so themselves, or entered the key."""
ANOTHER = (
    "that is not the fingerprint of the key that is entered: use it for nothing, and ask the "
    "reader for the key on another way"
)


@command("compare", line="Say that you compared a key with its holder.", more=COMPARE)
@_OFFICE
@_HOLDER
@click.option("--fingerprint", metavar="TEXT", help="What the reader read out, all of it.")
def compare(around: Around, office: str, holder: str | None, fingerprint: str | None) -> int:
    """Record."""
    who = post(office, "--post")
    with session(around.home) as door:
        key = door.key_to_compare(who, holder).fact.key
    _compared(around, key, fingerprint)
    with session(around.home, writing=True) as door:
        outcome = door.compare_key(who, holder, key=key)
        done = f"It is recorded that you compared the key of the {who}: {outcome.label}"
        opening = f"to compare the key of the {who}" if outcome.refused else done
        return tell(around, door, outcome, opening=opening)


def _compared(around: Around, key: str, typed: str | None) -> None:
    """See that the officer compared a fingerprint, by what the reader read.

    Raises:
        Misuse: nothing was typed, it is another key's, or the officer did not say yes.
    """
    if typed is not None:
        if _bare(typed) != _bare(key):
            raise Misuse(ANOTHER)
        return
    if around.as_json or not at_a_terminal():
        raise Misuse("say what the reader read out to you: --fingerprint, all of it")
    from sanjose.commands import asking

    groups = wrap(_bare(key), 8)
    say("The fingerprint of the key that is entered")
    say()
    for at in range(0, len(groups), 4):
        say("  " + " ".join(groups[at : at + 4]))
    say()
    asking.tell("Did the reader read out exactly this, over another line? Type yes or no")
    if asking.line().strip().casefold() not in {"y", "yes"}:
        raise Misuse("nothing is recorded: compare the key with the reader first")


def _bare(fingerprint: str) -> str:
    return re.sub(r"[\s:-]", "", fingerprint.casefold())


@command("withdraw", line="Seal nothing more to a reader's key.")
@_OFFICE
@_HOLDER
def withdraw(around: Around, office: str, holder: str | None) -> int:
    """Withdraw."""
    who = post(office, "--post")
    with session(around.home, writing=True) as door:
        outcome = door.withdraw_key(who, holder)
        done = f"Nothing more is sealed to the key of the {who}; its sheets here are deleted."
        opening = f"to withdraw the key of the {who}" if outcome.refused else done
        return tell(around, door, outcome, opening=opening)


NEW = """The key is made on the reader's own machine and stays there, in FILE, behind a passphrase,
as the program `age` writes such files. Its public half is printed, and written with --public:
hand that to the secretariat. No installation is needed."""


@command("new", line="Make a key for sheets, on the reader's machine.", more=NEW)
@click.argument("place", metavar="FILE")
@click.option("--public", metavar="FILE", help="Write the public half there.")
@_PASSPHRASE
def new(around: Around, place: str, public: str | None, passphrase_file: str | None) -> None:
    """Make."""
    from sanjose.keeping import process, sealing
    from sanjose.keeping.slots import long_enough

    process.harden()
    if Path(place).exists() or (public is not None and Path(public).exists()):
        raise Misuse("there is a file of this name already: give the new key another one")
    chosen = long_enough(passphrase("A passphrase for the key", passphrase_file, twice=True))
    identity, recipient = sealing.new_pair(chosen.decode(errors="replace"))
    written(place, identity)
    if public is not None:
        written(public, f"{recipient}\n".encode())
    if around.as_json:
        tell_json({"public": recipient})
        return
    paragraph("The key is made. Keep its file and a copy; nobody else needs it.")
    heading("The public half, for the secretariat")
    say(f"  {recipient}")


OPEN = """On the reader's own machine, with the key that was made there; no installation is needed.
Only sheets sealed with age are opened so: for the others, your mail program does it."""


@command("open", line="Open a sealed sheet, on the reader's machine.", more=OPEN)
@click.argument("sheet", metavar="FILE")
@click.option("--key", "place", metavar="FILE", required=True, help="The reader's own key.")
@click.option(
    "--out", "out", metavar="FILE", required=True, help="Where the sheet goes: a PDF."
)
@_PASSPHRASE
def opens(
    around: Around, sheet: str, place: str, out: str, passphrase_file: str | None
) -> None:
    """Open."""
    from sanjose.due.sending import NOT_PREPARED
    from sanjose.keeping import process, sealing
    from sanjose.keeping.slots import typed

    process.harden()
    if Path(out).exists():
        raise Misuse("there is a file of that name already: choose another name")
    sealed = read_bytes(sheet, LARGEST, "the sheet", "it is no sheet")
    file = read_bytes(place, LARGEST, "the key", "it is no key")
    said = None
    if sealing.behind_passphrase(file):
        said = typed(passphrase("The passphrase of the key", passphrase_file)).decode(
            errors="replace"
        )
    else:
        private_text(place, "the key")
    content = sealing.opened(sealed, sealing.identity_in(file, said))
    # Anybody who has the public key can seal something to it: what it says is not repeated.
    if not content.startswith(b"%PDF-"):
        if not content.startswith(NOT_PREPARED.encode()):
            raise Misuse(
                "what was sealed is no sheet: nothing was written; ask the secretariat"
            )
        if around.as_json:
            tell_json({"written": False})
            return
        for one in NOT_PREPARED.strip().split("\n\n"):
            paragraph(" ".join(one.split()))
        return
    written(out, content)
    if around.as_json:
        tell_json({"written": True})
        return
    paragraph("The sheet is open, in a file that only you can read: delete it once it is read.")


key = group(
    "key",
    *(enter, compare, withdraw, new),
    default=_listed,
    line="Show and keep the keys of those who read sheets.",
)
