"""What a convener does: make the rooms once, and invite who comes later.

The convener's password is asked for each time and no session is kept, so that nothing on this
machine has power over the rooms.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex

from sanjose.exchange.directory import USER
from sanjose.exchange.errors import Misuse
from sanjose_network import private
from sanjose_network.homeserver import rooms
from sanjose_network.homeserver.plain import Plain, address
from sanjose_network.homeserver.rooms import Guests, Role


def convene(
    folder: Path,
    *,
    homeserver: str | None,
    user: str | None,
    password_file: str | None,
    bots: Sequence[str],
    offers: Sequence[str],
    rapporteurs: Sequence[str],
    chairs: Sequence[str],
    anew: Sequence[str],
) -> tuple[dict[str, str], int]:
    """Make the rooms that are not there yet, invite who is missing, and return both.

    What was made is written down after each room, so that a command that was stopped makes
    none of them twice.

    Raises:
        Misuse: something is missing, or a user is none.
        Unable: the homeserver refuses or does not answer.
    """
    if homeserver is None or user is None:
        raise Misuse(
            "give the homeserver and the convener's user: --homeserver URL, --user NAME"
        )
    again = [_role(one) for one in anew]
    guests = Guests(
        bots=(*bots, *(_bot(Path(one)) for one in offers)),
        rapporteurs=tuple(rapporteurs),
        chairs=tuple(chairs),
    )
    if not guests.bots:
        raise Misuse(
            "name the committees' bots, with --bot @cat-bot:cat.example or --offers FILE"
        )
    for role in Role:
        guests.of(role)
    private.folder(folder)
    made = {role: one for role, one in rooms.kept(folder).items() if role not in again}
    password = private.password(
        "The convener's password", Path(password_file) if password_file else None
    )
    convener = Plain(base=address(homeserver)).login(
        user, password, f"CONVENER-{token_hex(4)}", "convener"
    )
    invited = 0
    try:
        for role in Role:
            if role in made:
                invited += len(rooms.bring_up(convener, role, made[role], guests))
            else:
                made[role] = rooms.create(convener, role, guests)
                invited += len(guests.of(role))
                rooms.keep(folder, made)
    finally:
        convener.logout()
    return {role.value: made[role] for role in Role}, invited


def _role(typed: str) -> Role:
    try:
        return Role(typed)
    except ValueError:
        raise Misuse(f"--anew names a room: {', '.join(Role)}") from None


def _bot(path: Path) -> str:
    """Return the bot that an offer or a carrier's public file names."""
    try:
        found = json.loads(path.read_bytes())
        bot = found["bot"]["user"]
    except (OSError, ValueError, KeyError, TypeError):
        bot = None
    if not isinstance(bot, str) or not USER.fullmatch(bot):
        raise Misuse("a file given with --offers names no bot: leave those out that use sticks")
    return bot
