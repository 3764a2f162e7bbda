"""A committee's material for the meeting of Chairs, as one secretariat hands it to the others.

It holds nothing that a report does not: plain texts, and numbers that may be published. It
travels as a file in JSON, which is read strictly, since another committee wrote it: a field
too many is refused as one too few is. Source: G 33; N 29-35, 46.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sanjose.rules.reports import DONE, Material, Reference
from sanjose.words.errors import Misuse
from sanjose.words.states import name_of

FORM = "sanjose material 1"
"""What stands first in such a file."""

LARGEST = 1_000_000
"""Bytes of one file. Source: ours; a year of accounts is a tenth of it."""

LONGEST = 20_000
"""Characters of one text. Source: ours; an account is a paragraph or two."""

UNPLACED = "unknown"
"""The key of those that nobody could place; that there are none is told nowhere."""

TEXTS = ("general", "observed", "accounts", "practices")
MOST = 500
"""Entries of one list. Source: ours; a committee reviews fewer States in a year."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A title with its number; None is a number that is not published."""

    title: str
    number: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A text, with a title where it has one."""

    text: str
    title: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a committee tells of a period, of which both days count.

    Args:
        held: reviews, dialogues and what was adopted, by the words of the calendar.
        received: allegations received; None where that is not published.
        procedures: the same by procedure; empty where nothing of it is published.
        done: what was done that concerns no case, each as it follows "The Committee".
        general: where published recommendations stand that identify nobody.
        observed: where other published documents speak of reprisals.
    """

    committee: str
    name: str
    since: date
    until: date
    held: tuple[Line, ...] = ()
    received: int | None = None
    procedures: tuple[Line, ...] = ()
    done: tuple[str, ...] = ()
    general: tuple[Text, ...] = ()
    observed: tuple[Text, ...] = ()
    policy: str = ""
    accounts: tuple[Text, ...] = ()
    practices: tuple[Text, ...] = ()


def told(material: Material) -> Told:
    """Return what a report's material comes to, for the others."""
    figures, profile = material.figures, material.committee
    by_procedure = figures.breakdown("procedure")
    lines = () if by_procedure is None else by_procedure.figures
    published = any(one.number is not None for one in lines)
    symbols = {one.symbol for one in material.general}
    return Told(
        committee=profile.slug,
        name=profile.name,
        since=material.since,
        until=material.until,
        held=tuple(
            Line(title=str(what), number=number)
            for what, number in material.calendar.items()
            if number
        ),
        received=figures.total.number,
        procedures=tuple(
            Line(title=one.title, number=one.number)
            for one in lines
            if published and (one.key != UNPLACED or one.number)
        ),
        done=tuple(DONE[key] for key in material.done),
        general=tuple(map(_reference, material.general)),
        observed=tuple(
            _reference(one) for one in material.observed if one.symbol not in symbols
        ),
        policy=profile.policy.value or "",
        accounts=tuple(Text(text=one.text) for one in material.accounts),
        practices=tuple(
            Text(text=one.fact.text.reveal(), title=one.fact.title)
            for one in material.practices
        ),
    )


def _reference(one: Reference) -> Text:
    return Text(text=one.symbol, title=name_of(one.state) if one.state else "")


def as_plain(one: Told) -> dict[str, Any]:
    """Return material as groups and lists for JSON."""
    return {"form": FORM} | {
        each.name: _plain(getattr(one, each.name)) for each in fields(Told)
    }


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(one) for one in value]
        case Line() | Text():
            return {one.name: getattr(value, one.name) for one in fields(value)}
        case _:
            return value


def joined(files: Iterable[bytes]) -> tuple[Told, ...]:
    """Return the material of several committees, each once, by their names.

    Raises:
        Misuse: one of them is no such file, or a committee is there twice.
    """
    found = sorted(map(taken, files), key=lambda one: one.name)
    if len({one.committee for one in found}) < len(found):
        raise Misuse("a committee is there twice: hand in one file of each")
    if not found:
        raise Misuse("hand in the material of at least one committee")
    return tuple(found)


def taken(raw: bytes) -> Told:
    """Return material from what another committee handed in.

    Raises:
        Misuse: it is no such file; the sentence says which field, and never what stands there.
    """
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.get("form") != FORM:
        raise Misuse(
            "that is no material for the meeting of Chairs: `sanjose report chairs --out "
            "FILE.json` writes it"
        )
    if {*found} - {"form"} != {one.name for one in fields(Told)}:
        raise Misuse("the material has a field too many or too few: ask for it anew")
    values: dict[str, Any] = {
        **{name: _word(found[name], name) for name in ("committee", "name", "policy")},
        **{name: _day(found[name], name) for name in ("since", "until")},
        **{name: _lines(found, name) for name in ("held", "procedures")},
        **{name: _texts(found, name) for name in TEXTS},
        "received": _number(found["received"], "received"),
        "done": tuple(_word(one, "done") for one in _listed(found, "done")),
    }
    one = Told(**values)
    if one.until < one.since:
        raise Misuse("until: the period ends before it begins")
    if not (one.committee.isascii() and one.committee.isalpha() and one.name.strip()):
        raise Misuse("committee: it has a short name, in letters, and a name")
    return one


def _word(value: Any, name: str) -> str:
    clean = isinstance(value, str) and len(value) <= LONGEST
    if not clean or any(one < " " and one not in "\n\t" for one in value):
        raise Misuse(f"{name}: this is no text of at most {LONGEST:,} characters")
    return str(value)


def _day(value: Any, name: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Misuse(f"{name}: this is no date, as 2026-01-31") from None


def _number(value: Any, name: str) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not 0 <= value <= LARGEST:
        raise Misuse(f"{name}: this is no number from 0 up")
    return value


def _listed(found: Mapping[str, Any], name: str) -> list[Any]:
    value = found[name]
    if not isinstance(value, list) or len(value) > MOST:
        raise Misuse(f"{name}: this is no list of at most {MOST} entries")
    return value


def _lines(found: Mapping[str, Any], name: str) -> tuple[Line, ...]:
    return tuple(
        Line(title=_word(one["title"], name), number=_number(one["number"], name))
        for one in _groups(found, name, {"title", "number"})
    )


def _texts(found: Mapping[str, Any], name: str) -> tuple[Text, ...]:
    return tuple(
        Text(text=_word(one["text"], name), title=_word(one["title"], name))
        for one in _groups(found, name, {"text", "title"})
    )


def _groups(found: Mapping[str, Any], name: str, keys: set[str]) -> Iterable[dict[str, Any]]:
    for one in _listed(found, name):
        if not isinstance(one, dict) or {*one} != keys:
            raise Misuse(f"{name}: each has {' and '.join(sorted(keys))}, and nothing else")
        yield one
