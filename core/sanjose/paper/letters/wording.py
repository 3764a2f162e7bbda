"""The texts that letters are made from, and how one is put together: blocks and placeholders.

``texts/letters/SORT.LANG.md`` begins with lines for subject, addressee, salutation and courtesy;
paragraphs follow, divided by empty lines, ``- `` before an item of a list. ``[if FACT]`` and
``[if not FACT]`` keep what stands up to their ``[end]`` for letters in which the fact is there;
what stands in ``[own NAME]`` gives way to the committee's own paragraph of that name. Braces hold
placeholders from a closed set. Nothing in a text is run.

Source: ours; the texts follow G 13, 14, 19, 21, 28-30; N 11, 32, 33, 39, 48-50.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sanjose.paper.letters.naming import LANGUAGE_NAMES
from sanjose.words.errors import Misuse

HEADS = ("Subject", "Addressee", "Salutation", "Courtesy")
_PLACE = re.compile(r"\{([a-z_]+)\}")
_BLOCK = re.compile(r"\[(if not|if|own) ([a-z_]+)\]")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a letter; ``item`` where it is an item of a list."""

    text: str
    item: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A text of a letter before anything is filled in."""

    heads: Mapping[str, tuple[str, ...]]
    body: tuple[str, ...]


def text_of(sort: str, language: str) -> Text:
    """Return the text of a sort of letter.

    Raises:
        Misuse: there is none in this language.
    """
    found = _text(sort, language)
    if found is None:
        there = [name for code, name in LANGUAGE_NAMES.items() if _text(sort, code) is not None]
        called = (
            f"{LANGUAGE_NAMES[language]} text" if language in LANGUAGE_NAMES else "such text"
        )
        *others, last = there
        message = (
            f"there is no {called} of the letter {str(sort)!r}: choose "
            f"{', '.join(others)} or {last}, and have it translated"
        )
        raise Misuse(message)
    return found


@cache
def words_in(language: str) -> Mapping[str, Any]:
    """Return the core's words in a language, as far as it has any."""
    place = files("sanjose.paper.letters").joinpath(f"texts/words.{language}.toml")
    return tomllib.loads(place.read_text(encoding="utf-8")) if place.is_file() else {}


def said(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled in.

    A value is put in as it is: what looks like a placeholder in it stays.

    >>> said("The {body} of {state}", {"body": "Committee", "state": "{body}"})
    'The Committee of {body}'
    """
    return _PLACE.sub(lambda one: values[one[1]], text)


def told(
    body: Sequence[str],
    values: Mapping[str, str],
    lists: Mapping[str, Sequence[str]],
    own: Mapping[str, str],
) -> Iterator[Line]:
    """Give the paragraphs of a letter.

    Args:
        values: what each placeholder stands for; a fact is there where its value is not empty.
        lists: what each placeholder stands for that makes an item of its own for each entry.
        own: the committee's own paragraphs by name, as far as they may be used.
    """
    for paragraph in _kept(body, {**lists, **values}, own):
        text = paragraph.removeprefix("- ")
        alone = _PLACE.fullmatch(text)
        if alone and alone[1] in lists:
            yield from _listed(lists[alone[1]], values)
        else:
            yield Line(said(" ".join(text.split()), values), item=text != paragraph)


def _listed(entries: Sequence[str], values: Mapping[str, str]) -> Iterator[Line]:
    for number, entry in enumerate(entries, 1):
        stop = values["stop"] if number == len(entries) else values["semicolon"]
        yield Line(f"{entry}{stop}", item=True)


def _kept(
    body: Sequence[str], facts: Mapping[str, object], own: Mapping[str, str]
) -> Iterator[str]:
    """Give the paragraphs that stand, once blocks are gone."""
    keeping: list[bool] = []
    for paragraph in body:
        if opening := _BLOCK.fullmatch(paragraph):
            how, name = opening[1], opening[2]
            if how == "own":
                if all(keeping) and name in own:
                    yield from _paragraphs(own[name])
                keeping.append(name not in own)
            else:
                keeping.append(bool(facts.get(name)) is (how == "if"))
        elif paragraph == "[end]":
            keeping.pop()
        elif all(keeping):
            yield paragraph


@cache
def _text(sort: str, language: str) -> Text | None:
    place = files("sanjose.paper.letters").joinpath(f"texts/letters/{sort}.{language}.md")
    if language not in LANGUAGE_NAMES or not place.is_file():
        return None
    head, _, body = place.read_text(encoding="utf-8").partition("\n\n")
    heads: dict[str, tuple[str, ...]] = dict.fromkeys(HEADS, ())
    for line in head.splitlines():
        name, _, said_there = line.partition(": ")
        heads[name] = (*heads[name], said_there)
    return Text(heads=heads, body=tuple(_paragraphs(body)))


def _paragraphs(text: str) -> Iterator[str]:
    """Give paragraphs and marks of blocks one by one; an item of a list begins a new one."""
    gathered: list[str] = []
    for line in (*text.splitlines(), ""):
        single = _BLOCK.fullmatch(line) or line == "[end]"
        if gathered and (single or not line.strip() or line.startswith("- ")):
            yield "\n".join(gathered)
            gathered = []
        if single:
            yield line
        elif line.strip():
            gathered.append(line)
