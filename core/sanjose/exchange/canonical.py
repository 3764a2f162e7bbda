"""The one form in which anything signed is written, and how it is read back.

A signature covers bytes. They are verified as they came and parsed afterwards; nothing is
written again in order to be verified. What parses but is not in its only form is refused, so
that two programs never read one signature in two ways.
"""

import base64
import json
import re
import zlib
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NoReturn, TypeVar

from sanjose.words.canonical import canonical as canonical
from sanjose.words.errors import Unable
from sanjose.words.provenance import Chosen

STEP = 1024
"""Bytes to which a body is filled up. Source: ours; most bodies fit into one step."""

MOST = Chosen(
    256 * 1024,
    because="a body of 32 kB that grows to more than eight times its size is no text",
)
"""The most bytes to which a body may unfold."""

ORIGIN = re.compile(r"[a-z][a-z0-9-]{1,15}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
HEX = re.compile(r"(?:[0-9a-f]{2})*")
_LARGEST = 2**53 - 1
_T = TypeVar("_T")


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)


class NotGenuine(Unable):
    """What came, or what is to be sent, is not what the agreed form allows to be believed."""


def strict(raw: bytes) -> Any:
    """Return what bytes say, if they are in their only form; numbers are whole.

    Raises:
        NotGenuine: they are not JSON, or not in that form.

    >>> strict(b'{"n":1}')
    {'n': 1}
    """
    try:
        found = _DECODER.decode(raw.decode())
        if canonical(found) == raw:
            return found
    except (ValueError, RecursionError):
        pass
    raise NotGenuine("what came is not in the agreed form")


def text_of(raw: bytes) -> str:
    """Return bytes as base64 that may stand in an address, without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def bytes_of(value: Any, what: str) -> bytes:
    """Return the bytes that a text stands for; each has one text only.

    Raises:
        NotGenuine: it is no such text.
    """
    try:
        raw = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except (TypeError, ValueError):
        raise fault(what) from None
    if text_of(raw) != value:
        raise fault(what)
    return raw


def fault(what: str) -> NotGenuine:
    """Return the error that says which field is not in the agreed form."""
    return NotGenuine(f"what came is not in the agreed form: {what}")


def exactly(found: Any, what: str, *names: str) -> dict[str, Any]:
    """Return an object that has these fields and no other.

    Raises:
        NotGenuine: it is something else.
    """
    if not isinstance(found, dict) or found.keys() != set(names):
        raise fault(what)
    return found


def several(found: Any, what: str, read: Callable[[Any], _T]) -> tuple[_T, ...]:
    """Return the items of a list, each read.

    Raises:
        NotGenuine: it is no list, or an item of it is not in the form.
    """
    if not isinstance(found, list):
        raise fault(what)
    return tuple(read(item) for item in found)


def row(found: Any, what: str, width: int) -> list[Any]:
    """Return a list of so many items, which the caller reads.

    Raises:
        NotGenuine: it is something else.
    """
    if not isinstance(found, list) or len(found) != width:
        raise fault(what)
    return found


def text(found: Any, what: str, form: re.Pattern[str] | None = None) -> str:
    """Return a text that has a form from its beginning to its end.

    Raises:
        NotGenuine: it has not.
    """
    if not isinstance(found, str) or (form is not None and form.fullmatch(found) is None):
        raise fault(what)
    return found


def number(found: Any, what: str, least: int = 0) -> int:
    """Return a whole number of at least so much.

    Raises:
        NotGenuine: it is something else.
    """
    if type(found) is not int or not least <= found <= _LARGEST:
        raise fault(what)
    return found


def octets(found: Any, what: str, size: int = 32) -> bytes:
    """Return bytes of this number, from hexadecimal digits in lower case.

    Raises:
        NotGenuine: it is something else.
    """
    raw = bytes.fromhex(text(found, what, HEX))
    if len(raw) != size:
        raise fault(what)
    return raw


def day(found: Any, what: str) -> date:
    """Return a day, as in 2026-11-22.

    Raises:
        NotGenuine: it is none.
    """
    try:
        read = date.fromisoformat(text(found, what))
    except ValueError:
        raise fault(what) from None
    if read.isoformat() != found:
        raise fault(what)
    return read


def moment(found: Any, what: str) -> str:
    """Return a moment, as in 2026-11-22T06:00:00Z; it informs, and decides nothing.

    Raises:
        NotGenuine: it is none.
    """
    try:
        datetime.fromisoformat(text(found, what, MOMENT))
    except ValueError:
        raise fault(what) from None
    return str(found)


def folded(plain: bytes) -> bytes:
    """Return a body made small and then filled up to the next step of 1 KiB.

    So that its length tells little about what it says.
    """
    small = zlib.compress(plain, 9)
    packed = len(small).to_bytes(4, "big") + small
    return packed + bytes(-len(packed) % STEP)


def unfolded(packed: bytes) -> bytes:
    """Return a body as it was, never unfolding more than is allowed.

    Raises:
        NotGenuine: it was not folded in this way, or grows beyond 256 KiB.
    """
    end = 4 + int.from_bytes(packed[:4], "big")
    if len(packed) % STEP or len(packed) - end not in range(STEP) or any(packed[end:]):
        raise fault("body")
    stream = zlib.decompressobj()
    try:
        plain = stream.decompress(packed[4:end], MOST.value)
    except zlib.error:
        raise fault("body") from None
    if not stream.eof or stream.unused_data:
        raise fault("body")
    return plain
