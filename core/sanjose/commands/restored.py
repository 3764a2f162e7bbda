"""What a restore leaves to be done in the network: numbers gone on with, an epoch, a key dropped."""

import click

from sanjose.commands.around import Around, command
from sanjose.commands.session import session
from sanjose.commands.telling import paragraph, table, tell_json
from sanjose.commands.unlocking import tried
from sanjose.commands.versions import refused
from sanjose.keeping.peers import Purpose
from sanjose.keeping.slots import default_slot
from sanjose.secretariat import Secretariat


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
        return refused(around, outcome)
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
        return refused(around, outcome)
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
        return refused(around, outcome)
    if around.as_json:
        tell_json({"destroyed": key})
    else:
        paragraph("The key is destroyed. Run `sanjose backup DIR` and destroy older copies.")
    return 0
