"""Plain requests to a homeserver: all that needs neither a device's keys nor encryption.

Setting up, rooms and a server of one's own go through here, one request at a time. A password
or token travels only over TLS or on this machine; none of them, and nothing that a server
answered, is ever repeated in an error.
"""

import http.client
import json
import re
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import quote, urlsplit

from sanjose.exchange.errors import Chosen, Misuse, Unable

PATIENCE = Chosen(
    60, because="a limit on attempts that is lifted within a minute is waited for"
)
"""The most seconds that a homeserver's limit is waited for."""

LARGEST = 4 * 1024 * 1024
"""Bytes of an answer that are read; what is asked for here is far smaller."""

_TIMEOUT = 30.0
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_CODE = re.compile(r"[A-Z_]{1,60}")


class NoAnswer(Unable):
    """Nothing that is a homeserver answered."""


class Refused(Unable):
    """The homeserver refused; ``status`` and ``reason`` are as it gave them."""

    def __init__(self, message: str, status: int, reason: str) -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason


class Unknown(Refused):
    """The homeserver does not know this session: it was ended, or its token was revoked."""


def address(typed: str) -> str:
    """Return a homeserver's address as it is kept: scheme, name and port, nothing else.

    Raises:
        Misuse: it is none, or passwords would travel in clear.

    >>> address("https://Matrix.Example/")
    'https://matrix.example'
    """
    try:
        parts = urlsplit(typed.strip())
        port = "" if parts.port is None else f":{parts.port}"
        name = parts.hostname or ""
    except ValueError:
        name, parts, port = "", urlsplit(""), ""
    if not name or parts.scheme not in {"http", "https"} or parts.username is not None:
        raise Misuse("a homeserver's address looks like https://matrix.example")
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise Misuse("give the homeserver's address alone, as https://matrix.example")
    if parts.scheme == "http" and name not in _LOOPBACK:
        raise Misuse("a homeserver elsewhere is reached by https:// only")
    return f"{parts.scheme}://{f'[{name}]' if ':' in name else name}{port}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Plain:
    """A homeserver's address, and the session that is used there, if any."""

    base: str
    token: str | None = field(default=None, repr=False)
    user: str = ""
    device: str = ""

    def ask(
        self, method: str, path: str, told: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return what a homeserver answers.

        Raises:
            NoAnswer: nothing answers there, or not as a homeserver does.
            Refused: the homeserver refuses.
        """
        began = time.monotonic()
        while True:
            status, found, wait = self._once(method, path, told)
            if status == 429 and time.monotonic() - began + wait < PATIENCE.value:
                time.sleep(wait)
                continue
            if status == 200:
                return found
            raise _refusal(status, str(found.get("errcode", "")))

    def login(self, user: str, password: str, device: str, called: str) -> Self:
        """Return a new session of a user on a device.

        Raises:
            Unable: the user or the password is not right, or nothing answers.
        """
        told = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": user},
            "password": password,
            "device_id": device,
            "initial_device_display_name": called,
        }
        try:
            found = self.ask("POST", "/_matrix/client/v3/login", told)
        except Refused as error:
            if error.status in {400, 401, 403}:
                raise Unable("the homeserver does not take this user and password") from None
            raise
        token, name = found.get("access_token"), found.get("user_id")
        if not isinstance(token, str) or not isinstance(name, str):
            raise NoAnswer("what answers there is no Matrix homeserver")
        return type(self)(base=self.base, token=token, user=name, device=device)

    def logout(self) -> None:
        """End this session; one that is ended already is as good."""
        try:
            self.ask("POST", "/_matrix/client/v3/logout", {})
        except Unable:
            return

    def _once(
        self, method: str, path: str, told: Mapping[str, Any] | None
    ) -> tuple[int, dict[str, Any], float]:
        headers = {"Content-Type": "application/json"}
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        connection = self._connection()
        try:
            body = None if told is None else json.dumps(told)
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            status, raw = answer.status, answer.read(LARGEST)
        except ssl.SSLError as error:
            raise NoAnswer("the homeserver's certificate is not in order") from error
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(
                "no homeserver answers at this address: is it running, and is the address right?"
            ) from error
        finally:
            connection.close()
        try:
            found = json.loads(raw)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise NoAnswer("what answers at this address is no Matrix homeserver")
        return status, found, _wait(found)

    def _connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.base)
        name, port = parts.hostname or "", parts.port
        if parts.scheme == "https":
            return http.client.HTTPSConnection(
                name, port, timeout=_TIMEOUT, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(name, port, timeout=_TIMEOUT)


def part(text: str) -> str:
    """Return a text as one part of a path."""
    return quote(text, safe="")


def _wait(found: Mapping[str, Any]) -> float:
    asked = found.get("retry_after_ms")
    return min(max(asked, 100), 600_000) / 1000 if isinstance(asked, int | float) else 1.0


def _refusal(status: int, reason: str) -> Refused:
    reason = reason if _CODE.fullmatch(reason) else "UNKNOWN"
    if status == 401 and reason in {"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"}:
        return Unknown(
            "the homeserver no longer knows this session: run `sanjose network setup` again",
            status,
            reason,
        )
    if status == 429:
        return Refused(
            "the homeserver limits attempts for the moment: try again in a few minutes",
            status,
            reason,
        )
    if status >= 500:
        return Refused(
            "the homeserver is in trouble: try again later, or ask whoever runs it",
            status,
            reason,
        )
    return Refused(f"the homeserver refuses this ({reason})", status, reason)
