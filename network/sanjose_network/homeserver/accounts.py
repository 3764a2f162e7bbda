"""Accounts on a homeserver of one's own: bots, a convener, people, each with a password in a file.

Passwords are made here, by chance, and lie in files that only the homeserver's user may read;
whoever gets one changes it. An account that is needed to set others up is made first and is
nobody's.
"""

import hmac
import re
import secrets
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha1

from sanjose.exchange.errors import Misuse, Unable
from sanjose_network import private
from sanjose_network.homeserver.plain import Plain, Refused, part
from sanjose_network.homeserver.serving import Homeserver

USER = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
KEEPER = "homeserver-keeper"


class Sort(StrEnum):
    """Whose account it is; the homeserver does not slow a bot down."""

    BOT = "bot"
    CONVENER = "convener"
    PERSON = "person"


def add(server: Homeserver, users: Mapping[str, Sort]) -> dict[str, Sort]:
    """Make accounts on a homeserver that runs, and return them by their whole names.

    One that is there already stays as it is, and so does its password.

    Raises:
        Misuse: a name has another form.
        Unable: the homeserver refuses, or does not answer.
    """
    for user in users:
        if not USER.fullmatch(user) or user == KEEPER:
            raise Misuse("a user's name has small letters, digits, dots and dashes, as cat-bot")
    whole = {f"@{user}:{server.plan.name}": sort for user, sort in users.items()}
    for user in users:
        _register(server, user, admin=False)
    bots = [user for user, sort in whole.items() if sort is Sort.BOT]
    if bots:
        keeper = _keeper(server)
        try:
            for user in bots:
                path = f"/_synapse/admin/v1/users/{part(user)}/override_ratelimit"
                keeper.ask("POST", path, {"messages_per_second": 0, "burst_count": 0})
        finally:
            keeper.logout()
    return whole


def _register(server: Homeserver, user: str, *, admin: bool) -> str:
    """Make an account, if it is not there, and return its password."""
    folder = server.folder / "passwords"
    private.folder(folder)
    kept = folder / user
    if not kept.exists():
        private.write(kept, secrets.token_urlsafe(24).encode() + b"\n")
    password = private.password("", kept)
    path = "/_synapse/admin/v1/register"
    nonce = str(server.door.ask("GET", path).get("nonce"))
    try:
        secret = (server.folder / "registration.secret").read_bytes().strip()
    except OSError as error:
        raise Unable(f"registration.secret cannot be read: {private.why(error)}") from error
    said = (nonce, user, password, "admin" if admin else "notadmin")
    told = {
        "nonce": nonce,
        "username": user,
        "password": password,
        "admin": admin,
        # The form in which Synapse asks for it; the secret is 48 random bytes.
        "mac": hmac.new(secret, "\0".join(said).encode(), sha1).hexdigest(),
        "inhibit_login": True,
    }
    try:
        server.door.ask("POST", path, told)
    except Refused as error:
        if error.reason != "M_USER_IN_USE":
            raise
    return password


def _keeper(server: Homeserver) -> Plain:
    password = _register(server, KEEPER, admin=True)
    return server.door.login(KEEPER, password, "KEEPER", "keeper")
