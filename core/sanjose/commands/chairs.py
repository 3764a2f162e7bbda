"""A Chair's own key: made on the Chair's own machine, shown, and its public half written.

None of this needs an installation, and nothing of one is opened.
"""

from datetime import timedelta
from pathlib import Path

import click

from sanjose.commands.around import Around, command, day, group
from sanjose.commands.session import clock
from sanjose.commands.telling import heading, long_day, paragraph, table, tell_json
from sanjose.commands.unlocking import passphrase
from sanjose.exchange.canonical import canonical
from sanjose.exchange.directory import Holder
from sanjose.exchange.statements import office
from sanjose.keeping import process
from sanjose.keeping.chairs import ChairKeyFile, plain
from sanjose.keeping.home import write_private
from sanjose.words.errors import Misuse
from sanjose.words.provenance import Chosen

TERM = Chosen(730, because="two years are a Chair's usual term; a new key is made for the next")
"""For how many days a key serves where nothing else is said."""

_HOLDERS = {"chair": Holder.CHAIR, "vice-chair": Holder.VICE}

NEW = """The key is made on this machine and stays here, in FILE, behind a passphrase. Its public
half is printed, and written with --public: hand that file to the secretariat, for `sanjose
directory offer --chair`. No installation is needed."""


@command("new", line="Make a Chair's key, on the Chair's own machine.", more=NEW)
@click.argument("place", metavar="FILE")
@click.option(
    "--committee", required=True, metavar="NAME", help="The committee, by its short name."
)
@click.option(
    "--as", "holder", type=click.Choice(list(_HOLDERS)), default="chair", show_default=True
)
@click.option("--since", metavar="DATE", help="The first day of the term; today else.")
@click.option("--until", metavar="DATE", help="The last day of the term; two years else.")
@click.option("--public", metavar="FILE", help="Write the public half there.")
@click.option("--passphrase-file", metavar="PATH", help="A file with mode 600.")
def new(
    around: Around,
    place: str,
    committee: str,
    holder: str,
    since: str | None,
    until: str | None,
    public: str | None,
    passphrase_file: str | None,
) -> None:
    """Make."""
    process.harden()
    path = Path(place)
    if path.exists():
        raise Misuse("there is a file of this name already: give the new key another one")
    first = day(since, "--since") if since else clock().date()
    last = day(until, "--until") if until else first + timedelta(days=TERM.value)
    made = ChairKeyFile.make(
        committee=committee,
        holder=_HOLDERS[holder],
        since=first,
        until=last,
        passphrase=passphrase("A passphrase for the key", passphrase_file, twice=True),
    )
    made.write(path)
    _write_public(made, public)
    _tell_key(around, made, "The key is made. Keep its file and a copy; nobody else needs it.")


@command("show", line="Show the public half of a Chair's key.")
@click.argument("place", metavar="FILE")
@click.option("--public", metavar="FILE", help="Write the public half there.")
def show(around: Around, place: str, public: str | None) -> None:
    """Show."""
    made = ChairKeyFile.read(Path(place))
    _write_public(made, public)
    _tell_key(around, made, "")


def _write_public(made: ChairKeyFile, place: str | None) -> None:
    if place is not None:
        if Path(place).exists():
            raise Misuse("there is a file of the name given with --public already")
        write_private(Path(place), canonical(dict(plain(made.key))) + b"\n")


def _tell_key(around: Around, made: ChairKeyFile, opening: str) -> None:
    public = plain(made.key)
    if around.as_json:
        tell_json({"committee": made.committee, "key": made.key.kid, **public})
        return
    if opening:
        paragraph(opening)
    paragraph(
        f"It is called {made.key.kid}: the {office(made.key.holder)} of {made.committee}, "
        f"{long_day(made.key.since)} to {long_day(made.key.until)}."
    )
    heading("The public half, for the directory")
    table(public.items())


COMMANDS = {"chair-key": group("chair-key", new, show, default=lambda _: _which())}


def _which() -> int:
    raise Misuse("say `sanjose chair-key new FILE`, or `show FILE`")
