"""Which signs a paper may hold: those that can be printed in every form of it."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

Made = TypeVar("Made")

_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n?|\x85|[\u2028\u2029]")


def printed(text: str) -> str:
    r"""Return a text with one kind of line break, and without signs that no form can hold.

    >>> printed("a\x00b\r\nc")
    'ab\nc'
    """
    return _UNPRINTED.sub("", _BREAK.sub("\n", text))


def cleaned(made: Made) -> Made:
    """Return a paper, or a block of one, whose every text can be printed."""
    return cast("Made", _cleaned(made))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return printed(value)
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{one.name: _cleaned(getattr(value, one.name)) for one in fields(value)}
        )
    return value
