"""Offer keys, draft a version of the directory, sign it."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from sanjose.commands.around import Around, command
from sanjose.commands.handing import written
from sanjose.commands.session import session
from sanjose.commands.telling import paragraph, say, tell_json
from sanjose.commands.versions import (
    CARRIER,
    compared,
    content,
    plain_version,
    refused,
    tell_fingerprint,
    tell_members,
    version_in,
)
from sanjose.exchange.canonical import octets
from sanjose.exchange.directory import (
    ROOMS,
    ChairKey,
    Last,
    chair_in,
)
from sanjose.keeping.home import write_private
from sanjose.keeping.peers import Purpose
from sanjose.rules.authority import Wall
from sanjose.secretariat import Outcome
from sanjose.secretariat.network.pairing import Carrier, offer_from, offered
from sanjose.words.errors import Misuse

_RETIRED = re.compile(r"([0-9a-f]{16})(?:=([0-9]{1,15}):([0-9a-f]*))?")


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
    goes_with = Carrier.from_bytes(content(carrier or str(usual)))
    public = [_chair(content(one)) for one in chairs]
    with session(around.home, writing=True) as door:
        if renew or not door.archive.vault.own_keys(Purpose.SIGNING):
            made = door.make_keys()
            if made.refused:
                return refused(around, made)
        elif against := door.may("directory", Wall()):
            return refused(around, Outcome(verb="directory", objections=against))
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
    come = [offer_from(content(one)) for one in offers]
    ends = dict(map(_retired, retire))
    named = dict(map(_room, rooms))
    with session(around.home) as door:
        if against := door.may("directory", Wall()):
            return refused(around, Outcome(verb="directory", objections=against))
        made = door.draft_directory(come, net=net, leave=leave, retire=ends, rooms=named)
    written(place, made.to_bytes())
    if around.as_json:
        tell_json(plain_version(made))
        return 0
    tell_fingerprint(made.directory)
    tell_members(made.directory)
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
    version = version_in(place)
    with session(around.home, writing=True) as door:
        compared(around, version.directory, fingerprint)
        outcome, made = door.sign_directory(version)
    if outcome.refused:
        return refused(around, outcome)
    write_private(Path(out or place), made.to_bytes())
    if around.as_json:
        tell_json(plain_version(made))
        return 0
    signers = ", ".join(one.origin for one in made.signatures)
    paragraph(f"Signed. The version has the signatures of: {signers}.")
    lacking = made.directory.threshold - len(made.signatures)
    if lacking > 0:
        paragraph(f"{lacking} more must sign: hand the file on, and back to everybody.")
    else:
        paragraph("It is complete: each committee accepts it, `sanjose directory accept FILE`.")
    return 0
