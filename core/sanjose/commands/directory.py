"""The network's directory: offer, draft, sign, accept, show; what a restore leaves to be done.

Files are handed over on any way; they hold public keys only. What counts is the fingerprint,
which people compare on another way than the file came: it is printed in groups and typed back.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from sanjose.commands.answers import plain_objection, tell_objections
from sanjose.commands.around import Around, command, group
from sanjose.commands.documents import at_a_terminal
from sanjose.commands.proposing import written
from sanjose.commands.session import session
from sanjose.commands.telling import paragraph, say, sentence, table, tell_json
from sanjose.commands.unlocking import tried
from sanjose.exchange.canonical import octets
from sanjose.exchange.directory import (
    ROOMS,
    ChairKey,
    Directory,
    Last,
    SignedDirectory,
    chair_in,
)
from sanjose.exchange.spool import LARGEST
from sanjose.keeping.home import write_private
from sanjose.keeping.peers import Purpose
from sanjose.keeping.slots import default_slot
from sanjose.rules.authority import Wall
from sanjose.secretariat import Outcome, Secretariat
from sanjose.secretariat.pairing import Carrier, offer_from, offered
from sanjose.words.errors import Misuse, Unable

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

_RETIRED = re.compile(r"([0-9a-f]{16})(?:=([0-9]{1,15}):([0-9a-f]*))?")


def _content(place: str) -> bytes:
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


def _version(place: str) -> SignedDirectory:
    return SignedDirectory.from_bytes(_content(place).strip())


def _refused(around: Around, outcome: Outcome) -> int:
    if around.as_json:
        told = [plain_objection(one) for one in outcome.objections]
        tell_json({"verb": outcome.verb, "refused": told})
    else:
        paragraph("Refused.")
        tell_objections(outcome.objections, indent=2)
    return 1


def _fingerprint(directory: Directory) -> None:
    groups = directory.fingerprint.split(" ")
    say(f"Version {directory.version} of {directory.net}, its fingerprint")
    say()
    say("  " + " ".join(groups[:4]))
    say("  " + " ".join(groups[4:]))
    say()


def _compared(around: Around, directory: Directory, typed: str | None) -> None:
    """See that the officer compared a fingerprint, by what the other side read.

    Raises:
        Misuse: nothing was typed, or it is another version's.
    """
    if typed is None:
        if around.as_json or not at_a_terminal():
            raise Misuse("say what the other side read: --fingerprint, half of it or all")
        from sanjose.commands.asking import line, tell

        _fingerprint(directory)
        paragraph(OTHER_WAY)
        tell("Type the first line, or both, as the other side has it")
        typed = line()
        if not typed.strip():
            raise Misuse("nothing was typed: nothing was signed or accepted")
    digits = re.sub(r"[\s:-]", "", typed.casefold())
    if len(digits) < _LEAST or not directory.hash.hex().startswith(digits):
        raise Misuse(ANOTHER)


@command(
    "offer",
    line="Write what this committee offers for the directory: public keys only.",
    more="The first time, keys are made. The carrier's part comes from `sanjose network key`.",
)
@click.argument("place", metavar="FILE")
@click.option(
    "--carrier", metavar="FILE", help="The carrier's part; else the one in the spool."
)
@click.option("--chair", "chairs", multiple=True, metavar="FILE", help="A Chair's public key.")
@click.option("--renew", is_flag=True, help="Make new keys, because the old ones end.")
def offer(
    around: Around, place: str, carrier: str | None, chairs: Sequence[str], *, renew: bool
) -> int:
    """Offer."""
    usual = around.home.spool_out.parent / CARRIER
    if carrier is None and not usual.exists():
        raise Misuse(
            "the carrier's part is not in the spool: run `sanjose network setup`, or `sanjose"
            " network key` where sticks are used, or name the file with --carrier"
        )
    goes_with = Carrier.from_bytes(_content(carrier or str(usual)))
    public = [_chair(_content(one)) for one in chairs]
    with session(around.home, writing=True) as door:
        if renew or not door.archive.vault.own_keys(Purpose.SIGNING):
            made = door.make_keys()
            if made.refused:
                return _refused(around, made)
        elif against := door.may("directory", Wall()):
            return _refused(around, Outcome(verb="directory", objections=against))
        member = door.offer_keys(goes_with, public)
    write_private(Path(place), offered(member))
    kid = next(key.kid for key in member.keys if key.last is None)
    if around.as_json:
        tell_json({"offer": place, "committee": member.origin, "key": kid})
        return 0
    paragraph(f"The offer of {member.origin} is written; its signing key is called {kid}.")
    paragraph("It holds public keys only. Hand it to the convener.")
    paragraph(
        "The convener drafts the directory from all offers; then `sanjose directory sign FILE`."
    )
    if any(key.last for key in member.keys):
        paragraph(
            "The old key ends with our last envelope: send nothing before it is in force."
        )
    return 0


def _chair(raw: bytes) -> ChairKey:
    """Return the public part of a Chair's key, alone or in the key's own file."""
    import json

    try:
        found: Any = json.loads(raw)
    except ValueError:
        raise Misuse("a file that was named is no Chair's key") from None
    if isinstance(found, dict) and "key" in found:
        found = found["key"]
    return chair_in(found)


@command(
    "draft",
    line="Draft the first or the next version, from offers. For the convener.",
    more="Every fault is said in a sentence, and then nothing is written.",
)
@click.argument("place", metavar="FILE")
@click.option("--offer", "offers", multiple=True, metavar="FILE", help="A committee's offer.")
@click.option("--net", metavar="NAME", help="The network's name, for the first version.")
@click.option("--leave", multiple=True, metavar="COMMITTEE", help="Who leaves.")
@click.option(
    "--retire",
    multiple=True,
    metavar="KEY[=N:HASH]",
    help="A key that ends, with its last envelope; else the last one known here.",
)
@click.option(
    "--room",
    "rooms",
    multiple=True,
    metavar="ROOM=ID",
    help=f"A room of Matrix, for one of: {', '.join(ROOMS)}.",
)
def draft(
    around: Around,
    place: str,
    offers: Sequence[str],
    net: str | None,
    leave: Sequence[str],
    retire: Sequence[str],
    rooms: Sequence[str],
) -> int:
    """Draft."""
    come = [offer_from(_content(one)) for one in offers]
    ends = dict(map(_retired, retire))
    named = dict(map(_room, rooms))
    with session(around.home) as door:
        if against := door.may("directory", Wall()):
            return _refused(around, Outcome(verb="directory", objections=against))
        made = door.draft_directory(come, net=net, leave=leave, retire=ends, rooms=named)
    written(place, made.to_bytes())
    if around.as_json:
        tell_json(_plain(made))
        return 0
    _fingerprint(made.directory)
    _members(made.directory)
    say()
    needed = made.directory.threshold
    paragraph(f"Drafted. At least {needed} committees sign it: sanjose directory sign FILE")
    paragraph("Give the file to each of them; the fingerprint goes by telephone.")
    return 0


def _retired(typed: str) -> tuple[str, Last | None]:
    found = _RETIRED.fullmatch(typed)
    if found is None:
        raise Misuse("--retire names a key by its 16 characters, as `directory show` has it")
    if found[2] is None:
        return found[1], None
    n = int(found[2])
    return found[1], Last(n=n, hash=octets(found[3], "last", 32 if n else 0))


def _room(typed: str) -> tuple[str, str]:
    name, _, id_ = typed.partition("=")
    if name not in ROOMS or "=" not in typed:
        raise Misuse(f"--room is written ROOM=ID, for one of: {', '.join(ROOMS)}")
    return name, id_


@command(
    "sign",
    line="Sign a version whose fingerprint you compared.",
    more="The signature is added to the file.",
)
@click.argument("place", metavar="FILE")
@click.option("--fingerprint", metavar="TEXT", help="What the other side read.")
@click.option("--out", metavar="FILE", help="Another file for the version with the signature.")
def sign(around: Around, place: str, fingerprint: str | None, out: str | None) -> int:
    """Sign."""
    version = _version(place)
    with session(around.home, writing=True) as door:
        _compared(around, version.directory, fingerprint)
        outcome, made = door.sign_directory(version)
    if outcome.refused:
        return _refused(around, outcome)
    write_private(Path(out or place), made.to_bytes())
    if around.as_json:
        tell_json(_plain(made))
        return 0
    signers = ", ".join(one.origin for one in made.signatures)
    paragraph(f"Signed. The version has the signatures of: {signers}.")
    lacking = made.directory.threshold - len(made.signatures)
    if lacking > 0:
        paragraph(f"{lacking} more must sign: hand the file on, and back to everybody.")
    else:
        paragraph("It is complete: each committee accepts it, `sanjose directory accept FILE`.")
    return 0


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
    version, *others = map(_version, places)
    for one in others:
        version = version.also_signed(one)
    with session(around.home, writing=True) as door:
        first = door.directory() is None
        if first or fingerprint is not None:
            _compared(around, version.directory, fingerprint)
        outcome = door.accept_directory(version, compared=first or fingerprint is not None)
    if outcome.refused:
        return _refused(around, outcome)
    if around.as_json:
        tell_json(_plain(version))
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
            _plain(version)
            | {
                "heard": {one: tip.header.n if tip else 0 for one, tip in heard.items()},
                "waiting": waiting,
                "held_back": restored is not None and not restored.resumed,
                "alarms": list(door.alarms()),
            }
        )
        return 0
    _fingerprint(version.directory)
    _members(version.directory, lambda one: str(tip.header.n) if (tip := heard[one]) else "-")
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


def _members(directory: Directory, heard: Callable[[str], str] | None = None) -> None:
    rows = [("Committee", "Key", "Ends", *(["Last"] if heard else []), "")]
    for one in directory.members:
        key = next((key for key in one.keys if key.last is None), one.keys[-1])
        how = "left" if one.left else (one.homeserver or "sticks only")
        last = [heard(one.origin)] if heard else []
        rows.append((one.origin, key.kid, key.until.isoformat(), *last, how))
    table(rows, indent=0)


def _plain(version: SignedDirectory) -> dict[str, Any]:
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


@command(
    "resume",
    line="Send again after a restore.",
    more="A number that was used must not be used again: peers would see two envelopes with one"
    " number, and believe neither. Ask another committee for our last number there: it stands in"
    " its `sanjose directory show`.",
)
@click.argument("last", metavar="NUMBER", type=click.IntRange(min=0))
def resume(around: Around, last: int) -> int:
    """Resume."""
    with session(around.home, writing=True) as door:
        door.collect()
        outcome = door.resume(last)
    if outcome.refused:
        return _refused(around, outcome)
    if around.as_json:
        tell_json({"resumed": last})
    else:
        paragraph("All of ours is here again; what is to be sent is sent from now on.")
    return 0


@command(
    "epoch",
    line="Show, accept or open an epoch: a record that was restored behind its root.",
    more="Accept one only after you asked the two officers of that committee, not over this"
    " network, what was lost.",
)
@click.option("--accept", "origin", metavar="COMMITTEE", help="Whose epoch is accepted.")
@click.option("--open", "opens", is_flag=True, help="Open our own, with a second officer.")
@click.option("--officer", metavar="OFFICER", help="The second officer, as officer-2.")
@click.option("--passphrase-file", metavar="PATH", help="Theirs, in a file with mode 600.")
def epoch(
    around: Around,
    origin: str | None,
    officer: str | None,
    passphrase_file: str | None,
    *,
    opens: bool,
) -> int:
    """Accept or open an epoch."""
    with session(around.home, writing=bool(origin or opens)) as door:
        if opens:
            slot = default_slot(around.home, officer)
            second = tried(f"Passphrase of {slot.officer}", passphrase_file, slot.open).officer
            outcome = door.open_epoch((door.archive.keyring.officer, second))
        elif origin:
            outcome = door.accept_epoch(origin)
        else:
            return _epochs(around, door)
    if outcome.refused:
        return _refused(around, outcome)
    if around.as_json:
        tell_json({"accepted": origin} if origin and not opens else {"opened": True})
    elif opens:
        paragraph("The epoch is open; the peers are told with the next root, when you send.")
    else:
        paragraph(f"The epoch of {origin} is accepted; its roots count from there on.")
    return 0


def _epochs(around: Around, door: Secretariat) -> int:
    found = door.exchanged().roots
    waits = [one for one, known in found.items() if known.waiting]
    if around.as_json:
        tell_json(
            {
                "roots": {
                    one: {
                        "epoch": known.epoch,
                        "entries": known.last.size,
                        "fault": known.fault,
                        "waiting": known.waiting is not None,
                    }
                    for one, known in found.items()
                }
            }
        )
        return 0
    if not found:
        paragraph("Nobody has published a root yet.")
        return 0
    table(
        [
            ("Committee", "Epoch", "Entries", ""),
            *(
                (
                    one,
                    str(known.epoch),
                    f"{known.last.size:,}",
                    known.fault or ("waits to be accepted" if one in waits else ""),
                )
                for one, known in found.items()
            ),
        ],
        indent=0,
    )
    return 0


@command(
    "drop",
    line="Destroy an old key that opens bodies.",
    more="What was wrapped to it, and to no newer one, opens no more.",
)
@click.argument("key", metavar="KEY", required=False)
def drop(around: Around, key: str | None) -> int:
    """Destroy an old key."""
    with session(around.home, writing=key is not None) as door:
        if key is None:
            known = door.archive.vault.own_keys(Purpose.OPENING)
            rows = [(one.kid, one.since) for one in known]
            if around.as_json:
                tell_json({"keys": [{"key": kid, "since": since} for kid, since in rows]})
            else:
                table((kid, f"made on {since}") for kid, since in rows)
            return 0
        outcome = door.drop_key(key)
    if outcome.refused:
        return _refused(around, outcome)
    if around.as_json:
        tell_json({"destroyed": key})
    else:
        paragraph("The key is destroyed. Run `sanjose backup DIR` and destroy older copies.")
    return 0


COMMANDS = {
    "directory": group(
        "directory", offer, draft, sign, accept, show_, epoch, resume, drop, default=show
    )
}
