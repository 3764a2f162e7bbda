"""Read a history file: JSON Lines as a stream, YAML whole; the heading first, then the steps.

What is wrong in it is told with its line or step, and never repeated: it may be about somebody.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

import yaml

from sanjose.words.errors import Misuse

LARGEST = 50_000_000
"""Bytes of a YAML history, which is read whole. Source: ours; what is larger is JSON Lines."""

LONGEST = 8_000_000
"""Characters of one line. Source: ours; the longest text, and its fields."""

DEEPEST = 50
"""Groups within groups in YAML. Source: ours; a step has four."""


def documents(path: Path) -> Iterator[Mapping[str, Any]]:
    """Give the documents of a history file: the heading, then the steps.

    Raises:
        Misuse: the file is missing, or a line of it is no document; the line is named.
    """
    try:
        if path.suffix in {".yaml", ".yml"}:
            yield from _yaml(path)
        else:
            with path.open(encoding="utf-8-sig") as lines:
                yield from _lines(lines)
    except OSError as error:
        message = f"the history cannot be read: {(error.strerror or 'no access').lower()}"
        raise Misuse(message) from error
    except UnicodeDecodeError as error:
        message = "the history is not written in UTF-8: save it again as UTF-8"
        raise Misuse(message) from error


def _lines(lines: TextIO) -> Iterator[Mapping[str, Any]]:
    number = 0
    while line := lines.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            message = f"line {number} of the history is longer than 8 MB: no step is so long"
            raise Misuse(message)
        if not line.strip():
            continue
        try:
            document = json.loads(line, object_pairs_hook=_once)
        except _Twice:
            message = f"line {number} of the history says something twice: leave one out"
            raise Misuse(message) from None
        except (ValueError, RecursionError):
            message = f"line {number} of the history is no JSON document: correct it"
            raise Misuse(message) from None
        if not isinstance(document, dict):
            message = f"line {number} of the history is no group of fields"
            raise Misuse(message)
        yield document


class _Twice(Exception):
    """A group of fields says something twice, and the first would be lost."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    group = dict(pairs)
    if len(group) < len(pairs):
        raise _Twice
    return group


class _Plain(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which everything stays as it is written: 8:30 is no number, and no is no no."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as the reader has it
        """Return a group of fields, each said once."""
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if len(keys) > len(set(keys)):
            raise _Twice
        group: dict[Any, Any] = super().construct_mapping(node, deep)
        return group


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith(":null")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def plain(text: str, what: str) -> Any:
    """Return what is written in YAML.

    An entry that repeats another one (``*name``) is refused: nine lines of such would fill
    any memory. So is what lies deep in groups of groups: the reader in C would not survive it.
    So is what says of itself what it is (``!!int``): nothing here has to.

    Raises:
        Misuse: it is no YAML; the sentence names the line and nothing that stands in it.
    """
    try:
        depth = 0
        for one in yaml.parse(text, _Plain):
            depth += isinstance(one, yaml.CollectionStartEvent)
            depth -= isinstance(one, yaml.CollectionEndEvent)
            if isinstance(one, yaml.AliasEvent) or depth > DEEPEST:
                message = (
                    f"the {what} repeats an entry with `*`, or goes too deep: write it out"
                )
                raise Misuse(message)
            if getattr(one, "tag", None) is not None:
                message = f"the {what} says with `!` what something is: leave that out"
                raise Misuse(message)
        return yaml.load(text, _Plain)  # noqa: S506 - built on the safe loader
    except _Twice:
        message = f"the {what} says something twice in one group of fields: leave one out"
        raise Misuse(message) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" near line {mark.line + 1}" if mark is not None else ""
        message = f"the {what} is no YAML{where}: correct it"
        raise Misuse(message) from None


def _yaml(path: Path) -> Iterator[Mapping[str, Any]]:
    if path.stat().st_size > LARGEST:
        message = "the history is larger than 50 MB: write it as JSON Lines, a step a line"
        raise Misuse(message)
    whole = plain(path.read_text("utf-8"), "history")
    if not isinstance(whole, dict) or not isinstance(whole.get("steps"), list):
        message = "a history in YAML is a group of fields with a list called `steps`"
        raise Misuse(message)
    steps = whole.pop("steps")
    yield whole
    for number, step in enumerate(steps, start=1):
        if not isinstance(step, dict):
            message = f"step {number} of the history is no group of fields"
            raise Misuse(message)
        yield step
