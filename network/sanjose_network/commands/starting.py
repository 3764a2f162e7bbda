"""Commands that set up: the carrier, its keys, the rooms, and pairing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from sanjose.exchange.errors import Misuse, Unable
from sanjose_network.commands.group import Around, command, now
from sanjose_network.commands.saying import columns, say, steps, tell_json

LEAST = 32
"""Digits of a fingerprint that are enough: nobody finds another directory that begins so."""


@command(
    "Set the carrier up, or make the network's rooms.",
    "It makes the carrier's keys and, with --homeserver and --user, its device in Matrix; it"
    " writes carrier.json for `sanjose directory offer` and says what comes next. Once more, it"
    " begins a new device. With --convener it makes the rooms instead, with an account that is"
    " used for nothing else, and prints their ids; once more, it invites who is missing.",
)
@click.option("--committee", metavar="NAME", help="Whose carrier it is, as cat or ced.")
@click.option("--home", metavar="DIR", help="The secretariat's installation on this machine.")
@click.option("--elsewhere", is_flag=True, help="The secretariat is on another machine.")
@click.option("--spool", metavar="DIR", help="The folder shared with the secretariat.")
@click.option("--homeserver", metavar="URL", help="The Matrix homeserver, as https://….")
@click.option("--user", metavar="NAME", help="The bot's user there, or the convener's.")
@click.option("--device", metavar="ID", help="The device id; chosen where none is given.")
@click.option("--password-file", metavar="PATH", help="A file with mode 600.")
@click.option("--convener", is_flag=True, help="Make the rooms.")
@click.option("--bot", "bots", multiple=True, metavar="USER", help="A bot to invite.")
@click.option("--offers", multiple=True, metavar="FILE", help="An offer that names a bot.")
@click.option("--rapporteur", "rapporteurs", multiple=True, metavar="USER", help="A person.")
@click.option("--chair", "chairs", multiple=True, metavar="USER", help="A person.")
@click.option("--anew", multiple=True, metavar="ROLE", help="Make this room once more.")
def setup(around: Around, *, convener: bool, **given: Any) -> None:
    """Set a carrier up."""
    from sanjose_network import private

    private.harden()
    if convener:
        from sanjose_network.homeserver.convening import convene

        made, invited = convene(around.folder, **_only(given, _CONVENER))
        _tell_rooms(around, made, invited)
        return
    _set_up(around, **_only(given, _OWN))


_CONVENER = "homeserver user password_file bots offers rapporteurs chairs anew".split()
_OWN = "committee elsewhere spool homeserver user device password_file".split()


def _only(given: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    for name, value in given.items():
        if value and name not in names:
            raise Misuse(
                f"--{name.replace('_', '-')} does not go with the rest of this command"
            )
    return {name: given[name] for name in names}


def _set_up(
    around: Around,
    *,
    committee: str | None,
    elsewhere: bool,
    spool: str | None,
    homeserver: str | None,
    user: str | None,
    device: str | None,
    password_file: str | None,
) -> None:
    from sanjose_network import private
    from sanjose_network.setup import Entry, with_device

    settings = _settings(around, committee, spool, elsewhere=elsewhere)
    base, name = homeserver or settings.homeserver, user or settings.user
    if base is None or name is None:
        raise Misuse(
            "give --homeserver URL and --user NAME; a carrier that goes by sticks only is set up"
            " with `sanjose network key`"
        )
    password = private.password("Password", Path(password_file) if password_file else None)
    entry = Entry(homeserver=base, user=name, device=device)
    path = with_device(settings, entry, password, now().date())
    _tell_pairing(around, path)


@command(
    "Make the keys of a carrier that goes by sticks only.",
    "It writes carrier.json for `sanjose directory offer`, without any account in Matrix. Where"
    " there is a device in Matrix, it says where that file lies, and changes nothing.",
)
@click.option("--committee", metavar="NAME", help="Whose carrier it is, as cat or ced.")
@click.option("--home", metavar="DIR", help="The secretariat's installation on this machine.")
@click.option("--elsewhere", is_flag=True, help="The secretariat is on another machine.")
@click.option("--spool", metavar="DIR", help="The folder shared with the secretariat.")
def key(
    around: Around,
    *,
    committee: str | None,
    elsewhere: bool,
    spool: str | None,
) -> None:
    """Make keys."""
    from sanjose_network import private
    from sanjose_network.setup import CARRIER, sticks_only

    private.harden()
    settings = _settings(around, committee, spool, elsewhere=elsewhere)
    if settings.homeserver is None:
        _tell_pairing(around, sticks_only(settings))
        return
    path = settings.spool / CARRIER
    if not path.exists():
        raise Unable(
            "this carrier has a device in Matrix, and its carrier.json is gone: put it back from"
            " a copy, or begin a new device with `sanjose network setup`"
        )
    _tell_pairing(around, path)


def _settings(
    around: Around,
    committee: str | None,
    spool: str | None,
    *,
    elsewhere: bool,
) -> Any:
    """Return the settings as they were, with what was given in their place."""
    from sanjose_network.settings import SETTINGS, Settings

    before = Settings.read(around.folder) if (around.folder / SETTINGS).exists() else None
    installation = None if elsewhere else around.home
    if installation is None and before is not None and not elsewhere:
        installation = before.installation
    if installation is None and before is None and not elsewhere:
        raise Misuse(
            "say where the secretariat's installation is, with --home DIR, or that it is on"
            " another machine, with --elsewhere"
        )
    if installation is not None and _is_missing(installation):
        raise Misuse("there is no installation where --home says: name its directory")
    place = Path(spool).absolute() if spool else before and before.spool
    place = place or (installation / "spool" if installation else None)
    whose = committee or (before and before.committee)
    if place is None or not whose:
        raise Misuse(
            "say whose carrier it is and where the shared folder lies: --committee, --spool"
        )
    return Settings(
        folder=around.folder,
        committee=whose,
        spool=place,
        installation=installation,
        fingerprint=before.fingerprint if before else "",
        homeserver=before.homeserver if before else None,
        user=before.user if before else None,
        device=before.device if before else None,
    )


def _is_missing(place: Path) -> bool:
    try:
        place.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False  # that this user cannot look there is as it should be
    return False


_STICKS = "Files go by stick: `sanjose network export FILE` and `sanjose network import FILE`."
_PAIRING = tuple(
    " ".join(step.split())
    for step in """\
The secretariat makes its offer of this file: `sanjose directory offer FILE --carrier` and the
path above, and hands it to whoever drafts the directory.

When the directory is drafted, each secretariat reads its fingerprint to two others, by telephone
or across a table and never over this network, and signs it, then accepts it: `sanjose directory
sign`, `sanjose directory accept`.

Here, the same fingerprint is entered: `sanjose network pair`.

The carrier begins: `sanjose network run`.""".split("\n\n")
)


def _tell_pairing(around: Around, path: Path) -> None:
    from sanjose_network.settings import Settings

    made = Settings.read(around.folder)
    if around.as_json:
        tell_json({"committee": made.committee, "device": made.device, "carrier": str(path)})
        return
    say("The carrier is set up. What the other committees have to know of it lies in")
    say(str(path), indent=2)
    steps(
        "Next",
        _PAIRING if made.homeserver else (*_PAIRING[:-1], _STICKS),
    )


def _tell_rooms(around: Around, made: dict[str, str], invited: int) -> None:
    if around.as_json:
        tell_json({"rooms": made, "invited": invited})
        return
    say("The rooms are there; their ids are for the directory:")
    say()
    columns(made.items())
    say()
    lines = [
        "sanjose directory draft",
        *(f"    --room '{role}={one}'" for role, one in made.items()),
    ]
    click.echo(" \\\n".join(lines))
    say()
    say(
        f"{invited} invitations went out. Carriers accept theirs by themselves once the"
        " directory names the rooms; people accept theirs in their client. The convener's"
        " account is used for nothing else: keep its password apart."
    )


@command(
    "Enter the directory's fingerprint, as people compared it.",
    "Without one it shows the fingerprint of the directory that the secretariat put into the"
    " shared folder, to be compared with two other committees by telephone or in person.",
)
@click.argument("fingerprint", nargs=-1)
def pair(around: Around, *, fingerprint: tuple[str, ...]) -> None:
    """Pin a directory."""
    from sanjose.exchange.spool import Spool
    from sanjose_network.settings import Settings

    settings = Settings.read(around.folder)
    signed = Spool(folder=settings.spool_out).directory()
    there = None if signed is None else signed.directory.fingerprint
    if fingerprint:
        pinned = settings.pinned(_whole("".join(fingerprint), there))
        if there is not None and "".join(there.split()) != pinned.fingerprint:
            raise Unable(
                "the directory in the shared folder has another fingerprint: nothing was"
                " entered; compare it with two other committees, not over this network"
            )
        pinned.write()
    if around.as_json:
        tell_json({"fingerprint": there, "entered": bool(fingerprint)})
    elif fingerprint:
        say(
            "The fingerprint is entered: the carrier goes by this directory and what follows it."
        )
    elif there is None:
        raise Unable("there is no directory yet: the secretariat accepts one first")
    else:
        say("The directory in the shared folder has the fingerprint")
        say()
        say(there, indent=2)
        say()
        say(
            "Compare it with two other committees by telephone or in person. If it is the same"
            " everywhere, enter it: `sanjose network pair` and the fingerprint."
        )


def _whole(typed: str, there: str | None) -> str:
    """Return a fingerprint whole, where people read out its first line only."""
    digits = "".join(one for one in typed.casefold() if one not in " :-")
    whole = "".join((there or "").split())
    return whole if len(digits) >= LEAST and whole.startswith(digits) else digits


@command(
    "Show the network's rooms, and enter those that wait.",
    "They are the ones that the directory names. It says whether the carrier's device is in each, how many are, and what is wrong there. The"
    " two rooms where people talk have no machine in them, and it cannot look inside.",
)
def rooms(around: Around) -> None:
    """Show the rooms."""
    from sanjose_network.visiting import visit

    found = visit(around.folder)
    if around.as_json:
        tell_json(
            {
                "rooms": [
                    {
                        "role": one.role.value,
                        "room": one.room,
                        "joined": one.joined,
                        "members": one.members,
                        "faults": list(one.faults),
                    }
                    for one in found
                ]
            }
        )
        return
    if not found:
        say("The directory names no rooms: the convener makes them, and the next version does.")
    for one in found:
        say(f"{one.role}: {_where(one)}")
        say(one.room, indent=2)
        for fault in one.faults:
            say(fault, indent=2, hang=2)


def _where(one: Any) -> str:
    from sanjose_network.visiting import FOR_MACHINES

    if one.role not in FOR_MACHINES:
        return "for people, and no machine is in it"
    return f"{one.members} in it" if one.joined else "this carrier is not in it, nor invited"
