"""The commands of the carrier, which ``sanjose network`` shows: at work, and how all stands."""

from collections.abc import Callable
from pathlib import Path

import click

from sanjose.exchange.errors import Misuse, Unable
from sanjose_network.commands import hosting, starting
from sanjose_network.commands.group import Around, command, network, now
from sanjose_network.commands.saying import say, tell_json

__all__ = ["hosting", "network", "starting"]

_TRIAL = click.option(
    "--trial", is_flag=True, help="For an installation that was made for a trial."
)


@command(
    "Carry, until it is stopped.",
    "A service: it says one line for each thing that happened, and ends well on SIGTERM.",
)
@_TRIAL
def run(around: Around, *, trial: bool) -> None:
    """Carry."""
    from sanjose_network import private
    from sanjose_network.serving import serve

    private.harden()
    serve(around.folder, _line(around), trial=trial)


@command(
    "Carry for one round.",
    "It takes what the secretariat left, fetches what came, sends what waits, repairs what is"
    " missing, and ends; for a machine that is not always on.",
)
@_TRIAL
def once(around: Around, *, trial: bool) -> None:
    """Carry for one round."""
    from sanjose_network import private
    from sanjose_network.serving import once as one_round

    private.harden()
    one_round(around.folder, _line(around), trial=trial)
    if not around.as_json:
        return
    status_of(around)


def _line(around: Around) -> Callable[[str], None]:
    def written(text: str) -> None:
        if not around.as_json:
            click.echo(f"{now():%Y-%m-%d %H:%M:%SZ}  {text}")

    return written


@command(
    "Show how all stands, and what is wrong.",
    "It tells who acknowledged what and when each was last heard. It reads the carrier's store and can be asked while the carrier runs.",
)
def status(around: Around) -> None:
    """Show how all stands."""
    status_of(around)


def status_of(around: Around) -> None:
    """Print how all stands."""
    from sanjose_network.carrying.store import Store
    from sanjose_network.settings import Settings
    from sanjose_network.status import read

    settings = Settings.read(around.folder)
    if not settings.store.exists():
        raise Unable("the carrier never ran: `sanjose network run`, or `import` from a stick")
    store = Store(settings.store)
    try:
        found = read(store, settings)
    finally:
        store.close()
    if around.as_json:
        tell_json(found.written())
        return
    peers = {one.origin for one in found.peers}
    for sentence in found.sentences(now()):
        first, space, rest = sentence.partition(" ")
        begin = first.upper() if first in peers else first[:1].upper() + first[1:]
        say(f"{begin}{space}{rest}.")


@command(
    "Write what the others may lack to a file, for a stick.",
    "One file serves all committees: whoever reads it takes what is missing there.",
)
@click.argument("file", metavar="FILE")
@_TRIAL
def export(around: Around, *, file: str, trial: bool) -> None:
    """Write a stick."""
    from sanjose_network import private
    from sanjose_network.serving import to_stick

    private.harden()
    path = Path(file)
    if path.exists():
        raise Misuse("a file of this name is there already: name another one")
    count = to_stick(around.folder, path, trial=trial)
    if around.as_json:
        tell_json({"envelopes": count})
    else:
        say(
            f"Written: {_envelopes(count)}. Whoever has the stick reads nothing that is sealed."
        )


@command(
    "Take in what a stick brings.",
    "Everything in it is verified, here and again by the secretariat; what is known already"
    " does no harm.",
    name="import",
)
@click.argument("file", metavar="FILE")
@_TRIAL
def import_(around: Around, *, file: str, trial: bool) -> None:
    """Read a stick."""
    from sanjose_network import private
    from sanjose_network.serving import from_stick

    private.harden()
    count = from_stick(around.folder, Path(file), trial=trial)
    if around.as_json:
        tell_json({"new": count})
    elif count:
        say(
            f"Taken in: {_envelopes(count)}. What of it can be read by the secretariat,"
            " `sanjose inbox` and `sanjose joint` show; many hold nothing to be read."
        )
    else:
        say("There was nothing new in it.")


def _envelopes(count: int) -> str:
    return "one envelope" if count == 1 else f"{count} envelopes"
