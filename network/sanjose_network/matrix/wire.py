"""Requests to a homeserver by nio's client, and what each kind of failure means.

Nothing here tries again by itself: what to do about a failure is decided where the work is, so
that a homeserver in trouble is never asked without a pause, and a token that was revoked ends
the work instead of starting a new session. No answer of a server is repeated in an error.
"""

import asyncio
import json
import random
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import aiohttp
from nio import AsyncClient

from sanjose.exchange.errors import Chosen
from sanjose_network.homeserver.plain import NoAnswer as NoAnswer
from sanjose_network.homeserver.plain import Refused as Refused
from sanjose_network.homeserver.plain import Unknown as Unknown

LARGEST = 64 * 1024 * 1024
"""Bytes of an answer that are read; a hundred full events are a tenth of it."""

PATIENCE = Chosen(30.0, because="a homeserver that needs longer is in trouble")
"""Seconds that an answer may take, beside what a question itself asks to wait."""

PAUSE = Chosen(1.0, because="one lost request is made up for at once")
"""Seconds until the first new attempt; each further pause is twice as long."""

LONGEST = Chosen(300.0, because="nobody waits more than five minutes when all is well again")
"""The most seconds between two attempts."""

_JSON = {"Content-Type": "application/json"}


class Limited(NoAnswer):
    """The homeserver asks for a pause of so many seconds."""

    def __init__(self, wait: float) -> None:
        super().__init__("the homeserver limits how fast is sent: all goes on, more slowly")
        self.wait = wait


class Pause:
    """How long to wait after each failure in a row, never twice the same and never for ever."""

    def __init__(self) -> None:
        self.times = 0

    def after(self, error: Exception) -> float:
        """Return the seconds to wait now that this happened."""
        if isinstance(error, Limited):
            return min(error.wait, LONGEST.value)
        self.times += 1
        whole: float = min(PAUSE.value * 2 ** (self.times - 1), LONGEST.value)
        return whole * random.uniform(0.75, 1.0)  # noqa: S311 - it spreads, it hides nothing

    def over(self) -> None:
        """Begin again: something went well."""
        self.times = 0


class Wire(AsyncClient):  # type: ignore[misc]
    """nio's client, of which only the connection and the keys are used."""

    async def ask(
        self,
        method: str,
        path: str,
        told: Mapping[str, Any] | None = None,
        *,
        wait: float = 0.0,
    ) -> dict[str, Any]:
        """Return what the homeserver answers.

        Args:
            method: GET, PUT or POST.
            path: beginning with ``/_matrix``.
            told: what goes with it.
            wait: seconds for which the homeserver itself is asked to wait.

        Raises:
            Limited: it asks for a pause.
            NoAnswer: it is not there, in trouble, or what answers is no homeserver.
            Unknown: the token was revoked, or the device removed.
            Refused: it refuses, for good.
        """
        body = None if told is None else json.dumps(told, separators=(",", ":"))
        headers = _JSON | {"Authorization": f"Bearer {self.access_token}"}
        timeout = aiohttp.ClientTimeout(total=PATIENCE.value + wait)
        try:
            answer = await self.send(method, path, body, headers, timeout=timeout)
            async with answer:
                status, raw = answer.status, await _whole(answer)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise NoAnswer(
                "the homeserver does not answer: nothing is lost, and it is tried again"
            ) from error
        # Large answers come after an absence; reading one must not hold up what is sent.
        found = _read(raw) if len(raw) < 1_000_000 else await asyncio.to_thread(_read, raw)
        return _judged(status, found)


async def _whole(answer: aiohttp.ClientResponse) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in answer.content.iter_any():
        size += len(part)
        if size > LARGEST:
            raise NoAnswer("the homeserver answers with more than any answer may be")
        parts.append(part)
    return b"".join(parts)


def _read(raw: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _judged(status: int, found: dict[str, Any] | None) -> dict[str, Any]:
    if status == 429:
        asked: Any = (found or {}).get("retry_after_ms")
        known = isinstance(asked, int | float) and not isinstance(asked, bool)
        raise Limited(min(max(float(asked), 50.0), 600_000.0) / 1000 if known else 5.0)
    if found is None or status >= 500:
        raise NoAnswer("the homeserver is in trouble: nothing is lost, and it is tried again")
    if status == 200:
        return found
    reason = str(found.get("errcode", "UNKNOWN"))
    reason = reason if reason.isascii() and len(reason) < 60 else "UNKNOWN"
    if status == 401 and "flows" not in found:
        raise Unknown(
            "the homeserver no longer knows this session, and the carrier stopped: if that is not"
            " your doing, someone else ended it; then run `sanjose network setup` again",
            status,
            reason,
        )
    raise Refused(f"the homeserver refuses this ({reason})", status, reason)


def part(text: str) -> str:
    """Return a text as one part of a path."""
    return quote(text, safe="")
