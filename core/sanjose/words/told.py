"""How a fact is declared once and then asked for, read, checked and written down.

The body of an event is a frozen dataclass whose fields say what they mean in one line. From
that one declaration come the prompts of the command line, the published schema, the reading
of documents and history files, and the sealed bytes of the record. A field of type ``Sealed``
is about somebody: it is never taken from the arguments of a command.
"""

import re
import types
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from enum import Enum, IntEnum, StrEnum
from typing import (
    Any,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from sanjose.words.errors import Misuse
from sanjose.words.sealed import Sealed

T = TypeVar("T")

LONGEST_TEXT = 1_000_000
"""Characters in one text. Source: ours; a statement has pages, a book is handed in as a file."""

LONGEST_WORD = 200
"""Characters in a title, a symbol or another short field. Source: ours; it stands on one line."""

LONGEST_NUMBER = 64
"""Bits of a number that stands for a word, such as a year. Source: ours; none is larger."""

BODIES: dict[str, type[Any]] = {}
"""Every event body by its name, such as ``allegation.received/1``."""

UNWRITABLE = re.compile("[\ud800-\udfff]")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
FIELD = re.compile("[a-z_]{1,40}")


@dataclass(frozen=True, slots=True)
class Told:
    """One field as somebody is asked for it: its type stripped of ``| None`` and ``tuple``."""

    name: str
    help: str
    kind: type[Any]
    required: bool
    many: bool = False
    default: Any = None
    apart: bool = False

    @property
    def sealed(self) -> bool:
        """Return whether the field is about somebody, and so never an argument."""
        return self.kind is Sealed or hasattr(self.kind, "NAME")

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the words to choose from, none where the answer is free."""
        if issubclass(self.kind, StrEnum):
            return tuple(member.value for member in self.kind)
        if issubclass(self.kind, IntEnum):
            return tuple(member.name.lower() for member in self.kind)
        return ()


def told(meaning: str, *, default: Any = MISSING, kept_apart: bool = False) -> Any:
    """Declare a field of a body with the sentence that explains it.

    A text ``kept_apart`` is asked for, and stored as an entry of its own, so that it can be
    erased with the person whom it mentions while the fact beside it remains.
    """
    asked = default is MISSING
    stored = None if kept_apart else default
    return field(
        default=stored, metadata={"help": meaning, "asked": asked, "apart": kept_apart}
    )


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(told,))
def body(name: str, *, among: dict[str, type[Any]] = BODIES) -> Callable[[type[T]], type[T]]:
    """Make a class the frozen body of the event ``name``, or of the envelope.

    Names are ours and for ever (``consent.recorded/1``); a changed shape is a new number.
    A name without a number is a document only: it is read, and never stored as such.

    Args:
        among: where it is found by its name; what is sent to others is never an event.
    """

    def made(cls: type[T]) -> type[T]:
        cls.NAME = name  # type: ignore[attr-defined]
        frozen = dataclass(frozen=True, kw_only=True, slots=True)(cls)
        if "/" in name:
            among[name] = frozen
        return frozen

    return made


_FIELDS: dict[type[Any], tuple[Told, ...]] = {}


def fields_of(cls: type[Any]) -> tuple[Told, ...]:
    """Return the fields of a body, in the order in which they are asked for."""
    if cls not in _FIELDS:
        hints = get_type_hints(cls)
        _FIELDS[cls] = tuple(_field(one.name, hints[one.name], one) for one in fields(cls))
    return _FIELDS[cls]


def _field(name: str, hint: Any, declared: Any) -> Told:
    many = False
    if get_origin(hint) in {Union, types.UnionType}:
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        many, hint = True, get_args(hint)[0]
    default = None if declared.default is MISSING else declared.default
    meta = declared.metadata
    return Told(name, meta["help"], hint, meta["asked"], many, default, meta["apart"])


def read(
    cls: type[T], document: Mapping[str, Any], *, at: str = "", texts_later: bool = False
) -> T:
    """Return a body from a document that somebody wrote, checked field by field.

    Args:
        at: what stands before a field's name in a sentence.
        texts_later: texts that are kept apart may be missing; the door asks for them once
            nothing stands against the act.

    Raises:
        Misuse: a field is unknown, missing, empty, too long or of another type; the sentence
            names the field and never what stood in it.
    """
    known = {one.name: one for one in fields_of(cls)}
    for name in document:
        if name not in known:
            there = ", ".join(known)
            message = f"{at}{_shown(name)} is not a field here: there are {there}"
            raise Misuse(message)
    values = {}
    for name, one in known.items():
        given = document.get(name)
        where = f"{at}{name}"
        if given is None or given == [] or (given == "" and not one.required):
            if one.required and not (texts_later and one.apart):
                message = f"{where} is missing: {one.help}"
                raise Misuse(message)
            continue
        values[name] = taken(one, given, where)
    return cls(**values)


def taken(one: Told, given: Any, where: str) -> Any:
    """Return what somebody answered to one field, as its type; ``where`` begins the sentence.

    Raises:
        Misuse: it is empty, too long or of another type.
    """
    return _many(one, given, where) if one.many else _one(one.kind, given, where)


def _shown(name: object) -> str:
    """Return a field's name; what does not look like one may be about a person."""
    return repr(name) if isinstance(name, str) and FIELD.fullmatch(name) else "one of the names"


def _many(one: Told, given: Any, where: str) -> tuple[Any, ...]:
    listed = given if isinstance(given, list | tuple) else [given]
    return tuple(_one(one.kind, item, f"{where}[{n}]") for n, item in enumerate(listed, 1))


def _one(kind: type[Any], given: Any, where: str) -> Any:
    if type(given) is kind and kind is not str:  # a datetime is no date, and True no number
        return given if not isinstance(given, Sealed) else Sealed(_text(given.reveal(), where))
    if hasattr(kind, "NAME"):
        if not isinstance(given, Mapping):
            _refuse(where, "is a group of fields")
        return read(kind, given, at=f"{where}.")
    if kind is Sealed:
        return Sealed(_text(given, where))
    if kind is str:
        return _word(given, where)
    if issubclass(kind, Enum):
        return _choice(kind, given, where)
    return _plain(kind, given, where)


def _refuse(where: str, why: str) -> Any:
    message = f"{where} {why}"
    raise Misuse(message)


def _text(given: Any, where: str) -> str:
    if not isinstance(given, str):
        _refuse(where, "is a text: put it between quotation marks")
    if not given.strip():
        _refuse(where, "is empty: leave it out, or write what is known")
    if len(given) > LONGEST_TEXT:
        _refuse(where, f"is longer than {LONGEST_TEXT:,} characters: hand it in as a file")
    if UNWRITABLE.search(given):
        _refuse(where, "holds half a character, which cannot be written: copy the text again")
    return str(given)


def _word(given: Any, where: str) -> str:
    number = type(given) is int and given.bit_length() < LONGEST_NUMBER
    text = _text(str(given) if number else given, where).strip()
    if len(text) > LONGEST_WORD:
        _refuse(where, f"is longer than {LONGEST_WORD} characters: it has to stand on one line")
    if CONTROL.search(text):
        _refuse(where, "holds a control character: type it again on one line")
    return text


def _choice(kind: type[Enum], given: Any, where: str) -> Enum:
    typed = " ".join(str(given).replace("_", " ").replace("-", " ").casefold().split())
    for member in kind:
        spoken = member.value if isinstance(member.value, str) else member.name
        names = (spoken, member.name)
        if any(typed == n.replace("_", " ").replace("-", " ").casefold() for n in names):
            return member
    offered = (m.value if isinstance(m.value, str) else m.name.lower() for m in kind)
    _refuse(where, "is one of: " + "; ".join(offered))
    raise AssertionError  # pragma: no cover - _refuse always raises


def _plain(kind: type[Any], given: Any, where: str) -> Any:
    if kind is date:
        # The library's own error repeats what it was given, which may be a name.
        with suppress(TypeError, ValueError):
            return date.fromisoformat(given)
        _refuse(where, "is a date, as 2026-01-31")
    if kind is bool:
        said = {"yes": True, "true": True, "no": False, "false": False}.get(
            str(given).casefold()
        )
        return _refuse(where, "is yes or no") if said is None else said
    number = isinstance(given, str) and given.isascii() and given.isdecimal()
    if not number or len(given) > LONGEST_WORD:
        _refuse(where, "is a whole number")
    return int(given)


_Plan = tuple[tuple[str, Callable[[Any], Any], bool, Any], ...]
_PLANS: dict[type[Any], _Plan] = {}
_MAKERS: dict[type[Any], Callable[[Any], Any]] = {
    date: date.fromisoformat,
    str: str,
    int: int,
    bool: bool,
}


def _plan(cls: type[Any]) -> _Plan:
    """Return how each field goes into the record and comes back: name, maker, many, default."""
    if cls not in _PLANS:
        _PLANS[cls] = tuple(
            (one.name, _MAKERS.get(one.kind, one.kind), one.many, one.default)
            for one in fields_of(cls)
        )
    return _PLANS[cls]


def written(value: Any) -> dict[str, Any]:
    """Return a body as plain values for the record; what equals its default is left out."""
    plain: dict[str, Any] = {}
    for name, _, many, default in _plan(type(value)):
        given = getattr(value, name)
        if given is not None and given != default:
            plain[name] = [_bare(item) for item in given] if many else _bare(given)
    return plain


def _bare(value: Any) -> Any:
    if isinstance(value, Sealed):
        return value.reveal()
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def unwritten(cls: type[T], plain: Mapping[str, Any]) -> T:
    """Return a body as the record holds it; the record is trusted, so nothing is checked."""
    values = {}
    for name, make, many, _ in _plan(cls):
        if name in plain:
            given = plain[name]
            values[name] = tuple(make(item) for item in given) if many else make(given)
    return cls(**values)


def schema(cls: type[Any]) -> dict[str, Any]:
    """Return the published schema (JSON Schema, 2020-12) of a document."""
    return {
        "type": "object",
        "description": (cls.__doc__ or "").split("\n\n", maxsplit=1)[0].strip(),
        "additionalProperties": False,
        "required": [one.name for one in fields_of(cls) if one.required],
        "properties": dict(_properties(cls)),
    }


def _properties(cls: type[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in fields_of(cls):
        kind: dict[str, Any]
        if hasattr(one.kind, "NAME"):
            kind = schema(one.kind)
        elif one.choices:
            kind = {"enum": list(one.choices)}
        elif one.kind is date:
            kind = {"type": "string", "format": "date"}
        elif one.kind in {bool, int}:
            kind = {"type": "boolean" if one.kind is bool else "integer"}
        else:
            kind = {
                "type": "string",
                "maxLength": LONGEST_TEXT if one.kind is Sealed else LONGEST_WORD,
            }
        shown = {"type": "array", "items": kind} if one.many else kind
        yield one.name, {**shown, "description": one.help}
