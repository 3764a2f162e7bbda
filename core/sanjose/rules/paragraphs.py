"""Every paragraph of the two documents: what it asks, and what serves it.

The table is ``paragraphs.toml``, written in our words and reviewed like a profile. None is left
out: one that only gives background says why, and one that waits for something to come says for
what. Which tests prove a paragraph is kept with the tests. Source: ours; a mission whose
paragraphs are not counted loses some.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from sanjose.words.errors import Misuse


class Status(StrEnum):
    """How far a paragraph is served."""

    SERVED = "served"
    WAITS = "waits"
    BACKGROUND = "background"


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph, what it asks in our words, and the names of what serves it.

    Args:
        name: as it is cited on a crowded line: G 12, N 38, N annex I.
        fields: of the verbs' documents, as ``receive.kinds``.
        profile: the values of a committee's profile.
        objections: what stands against a step because of it.
        dues: what the daily list waits for because of it.
        remark: why it is background; what it waits for, and what is there already; or where
            the two documents differ.
    """

    name: str
    status: Status
    asks: str
    verbs: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    profile: tuple[str, ...] = ()
    stories: tuple[int, ...] = ()
    objections: tuple[str, ...] = ()
    dues: tuple[str, ...] = ()
    remark: str = ""


@cache
def paragraphs() -> tuple[Paragraph, ...]:
    """Return every paragraph, in the order of the documents; the annexes come last."""
    text = files("sanjose.rules").joinpath("paragraphs.toml").read_text(encoding="utf-8")
    return tuple(_read(name, row) for name, row in tomllib.loads(text).items())


def _read(name: str, row: Mapping[str, Any]) -> Paragraph:
    said: dict[str, Any] = {
        key: tuple(one) if isinstance(one, list) else one for key, one in row.items()
    }
    return Paragraph(name=name, **said | {"status": Status(row["status"])})


def paragraph(text: str) -> Paragraph:
    """Return a paragraph by its name, with or without capitals and spaces.

    Raises:
        Misuse: neither document has it.

    >>> paragraph("g12").name, paragraph("annex-ii").name
    ('G 12', 'N annex II')
    """
    wanted = " ".join(re.findall(r"[^\W\d_]+|\d+", text.casefold()))
    wanted = f"n {wanted}" if wanted.startswith("annex") else wanted
    for one in paragraphs():
        if wanted == one.name.casefold():
            return one
    message = (
        "there is no such paragraph: G 1 to 35 are the San José Guidelines, "
        "N 1 to 50, N annex I and N annex II are the Secretariat's note"
    )
    raise Misuse(message)
