"""Whom an entry mentions, so that it can be erased with them.

Labels are read where a body names persons by label; a file is not read, and speaks of
everybody unless somebody said of whom. Texts are searched for the names of the case's persons,
however accents and capitals are typed, with endings and particles attached, and in scripts
that put no space between words. Rather too many than too few: what is tagged in vain is
entered again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from sanjose.words.case import Case
from sanjose.words.events import Event, FileKept, PersonNamed
from sanjose.words.letters import CLOSE, plain_words
from sanjose.words.sealed import Sealed

INSIDE = 4
"""Letters from which on part of a name is found inside a longer word, as in a genitive."""

_BELONGS = {
    "account.released/1",
    "approval.asked/1",
    "file.kept/1",
    "submission.added/1",
    "text.kept/1",
}
_LABELS = {"person", "label", "stands_for", "spoken_by"}


def mentioned(body: Any, case: object) -> tuple[str, ...]:
    """Return the labels of the persons whom a body mentions: by label, or by name in a text."""
    labels = _labelled(body)
    if isinstance(case, Case):
        named = {person.label or "": names(person.name) for person in case.persons}
        labels |= _named(body, named)
    return tuple(sorted(labels))


def retold(events: Sequence[Event]) -> tuple[tuple[Event, tuple[str, ...]], ...]:
    """Return the entries of a case, each with everybody whom it mentions as far as known today.

    A text may have been entered before the person was named, or under an earlier name: each
    name that ever stood in the case counts.
    """
    named: dict[str, frozenset[str]] = {}
    for event in events:
        if isinstance(fact := event.body, PersonNamed) and fact.label:
            named[fact.label] = named.get(fact.label, frozenset()) | names(fact.name)
    return tuple(
        (event, tuple(sorted({*event.persons, *_named(event.body, named)}))) for event in events
    )


def names(name: Sealed) -> frozenset[str]:
    """Return the parts of a name by which a text can be about somebody.

    A single letter is none, unless nothing else is there or it is a word of its own script.
    """
    parts = plain_words(name.reveal())
    telling = {part for part in parts if len(part) > 1 or CLOSE.match(part)}
    return frozenset(telling or parts)


def _labelled(body: Any) -> set[str]:
    labels: set[str] = set()
    for one in fields(body):
        value = getattr(body, one.name)
        if one.name in _LABELS and _is_person(value):
            labels.add(value)
        elif one.name == "persons" and body.NAME in _BELONGS:
            labels.update(value)
    return labels


def _named(body: Any, named: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the labels whose names stand in a text of a body, or may stand in a file."""
    if isinstance(body, FileKept) and not body.persons:
        return set(named)
    labels: set[str] = set()
    for one in fields(body):
        text = getattr(body, one.name)
        if isinstance(text, Sealed):
            words = frozenset(plain_words(text.reveal()))
            # Relatives share part of a name: a name is about another person only as a whole.
            enough = all if isinstance(body, PersonNamed) and one.name == "name" else any
            whole = " ".join(words)
            labels.update(
                label
                for label, parts in named.items()
                if parts and enough(_found(part, words, whole) for part in parts)
            )
    return labels


def plain_name(name: str) -> str:
    """Return a name as it is compared: capitals, accents, spaces and marks make no difference.

    >>> plain_name("Member  Élan-Birch") == plain_name("member elan birch")
    True
    """
    return "".join(plain_words(name))


def _found(part: str, words: frozenset[str], whole: str) -> bool:
    if len(part) >= INSIDE or CLOSE.search(part):
        return part in whole
    return part in words


def _is_person(value: object) -> bool:
    return isinstance(value, str) and value[:1] == "P" and value[1:].isdigit()
