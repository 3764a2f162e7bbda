"""Whom an entry mentions, so that it can be erased with them.

Labels are read where a body names persons by label; texts are searched for the names of the
case's persons. Rather too many than too few: what is tagged in vain is entered again.
"""

import re
from dataclasses import fields
from typing import Any

from sanjose.words.case import Case
from sanjose.words.sealed import Sealed

_WORD = re.compile(r"\w+")


def mentioned(body: Any, case: object) -> tuple[str, ...]:
    """Return the labels of the persons whom a body mentions: by label, or by name in a text."""
    labels: dict[str, None] = {}
    words: set[str] = set()
    for one in fields(body):
        value = getattr(body, one.name)
        if one.name in {"person", "label", "stands_for", "spoken_by"} and _is_person(value):
            labels[value] = None
        elif one.name == "persons" and body.NAME in {"submission.added/1", "text.kept/1"}:
            labels.update(dict.fromkeys(value))
        elif isinstance(value, Sealed):
            words.update(_WORD.findall(value.reveal().casefold()))
    if isinstance(case, Case) and words:
        for person in case.persons:
            if words.intersection(names(person.name)):
                labels[person.label or ""] = None
    return tuple(sorted(labels))


def names(name: Sealed) -> set[str]:
    """Return the parts of a name by which a text can be about somebody: two letters or more."""
    return {part for part in _WORD.findall(name.reveal().casefold()) if len(part) > 1}


def _is_person(value: object) -> bool:
    return isinstance(value, str) and value[:1] == "P" and value[1:].isdigit()
