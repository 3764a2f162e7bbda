"""The command that runs a homeserver of one's own, and makes accounts on it."""

from pathlib import Path
from typing import Any

import click

from sanjose.exchange.errors import Misuse, Unable
from sanjose_network.commands.group import Around, command
from sanjose_network.commands.saying import columns, say, tell_json


@command(
    "Run a homeserver of one's own, for trials and small groups.",
    "Where there is none in DIR it is set up first: on this machine only, without registration,"
    " without federation unless --with names other servers, everything encrypted, and nothing"
    " told to anybody. It runs until it is stopped. With --bot, --convener or --person it makes"
    " these accounts instead and ends; their passwords lie in DIR/passwords.",
)
@click.argument("folder", metavar="DIR", required=False)
@click.option("--name", metavar="NAME", help="The server's name, as cat.example.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="Else 8008.")
@click.option("--with", "others", multiple=True, metavar="NAME", help="Talk to this server.")
@click.option("--bot", "bots", multiple=True, metavar="USER", help="Make a bot's account.")
@click.option("--convener", "conveners", multiple=True, metavar="USER", help="The convener's.")
@click.option("--person", "persons", multiple=True, metavar="USER", help="A person's.")
def homeserver(
    around: Around,
    *,
    folder: str | None,
    name: str | None,
    port: int | None,
    others: tuple[str, ...],
    bots: tuple[str, ...],
    conveners: tuple[str, ...],
    persons: tuple[str, ...],
) -> None:
    """Run a homeserver."""
    from sanjose_network import private
    from sanjose_network.homeserver.accounts import Sort
    from sanjose_network.homeserver.configuring import LOCAL, PORT, Plan
    from sanjose_network.homeserver.serving import Homeserver, installed

    private.harden()
    place = Path(folder).absolute() if folder else around.folder / "homeserver"
    server = Homeserver(place)
    installed()
    if server.made and (name or port or others):
        raise Misuse(
            "this homeserver is set up already: change homeserver.yaml in its folder by hand, or"
            " name another folder"
        )
    if not server.made:
        if folder is None:
            private.folder(around.folder)
        server.make(Plan.checked(name or LOCAL, port or PORT, others))
    wanted = {
        **dict.fromkeys(bots, Sort.BOT),
        **dict.fromkeys(conveners, Sort.CONVENER),
        **dict.fromkeys(persons, Sort.PERSON),
    }
    if wanted:
        _accounts(around, server, wanted)
    else:
        _serve(around, server)


def _accounts(around: Around, server: Any, wanted: dict[str, Any]) -> None:
    """Make accounts; a homeserver that does not run is started for it."""
    from sanjose_network.homeserver.accounts import add

    running = None if server.answers() else server.start()
    try:
        made = add(server, wanted)
    finally:
        if running is not None:
            running.stop()
    passwords = server.folder / "passwords"
    if around.as_json:
        tell_json({"users": {user: sort.value for user, sort in made.items()}})
        return
    say("These accounts are there, each with its password in a file of its own in")
    say(str(passwords), indent=2)
    say()
    columns((user, sort.value) for user, sort in made.items())


def _serve(around: Around, server: Any) -> None:
    from sanjose_network.serving import until_stopped

    running = server.start()
    try:
        if around.as_json:
            tell_json({"homeserver": server.door.base, "name": server.plan.name})
        else:
            say(f"The homeserver {server.plan.name} answers at {server.door.base}")
        if not until_stopped(lambda: running.ended):
            raise Unable(
                "the homeserver ended by itself: homeserver.log in its folder says why"
            )
    finally:
        running.stop()
