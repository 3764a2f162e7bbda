"""What a case knows that tells who somebody is: names, contacts, references, places, days.

What the record seals stays sealed here. A contact is free text, in which addresses and numbers
are recognised by their shape, and what else it says is taken as names of persons and places,
unless they are ordinary words. Places and aliases that no field holds are entered beside.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sanjose.guard.findings import Kind
from sanjose.guard.pages import page
from sanjose.guard.patterns import shapes
from sanjose.guard.vocabulary import ordinary
from sanjose.words.case import Case
from sanjose.words.events import PersonNamed
from sanjose.words.sealed import Sealed

SHORTEST = 3
"""Letters of a word in a contact that may be a name. Source: ours; fewer are initials."""


class Tells(StrEnum):
    """What an identifier is."""

    NAME = "name"
    PLACE = "place"
    EMAIL = "e-mail address"
    TELEPHONE = "telephone number"
    HANDLE = "name on a network"
    REFERENCE = "reference"
    NUMBER = "number of a document"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Identifier:
    """Something by which a text can give somebody away; a day is written as 2026-03-14."""

    tells: Tells
    text: Sealed


_SHAPES = {
    Kind.EMAIL: Tells.EMAIL,
    Kind.TELEPHONE: Tells.TELEPHONE,
    Kind.HANDLE: Tells.HANDLE,
    Kind.WEB: Tells.HANDLE,
    Kind.NUMBER: Tells.NUMBER,
}


def identifiers(case: Case) -> tuple[Identifier, ...]:
    """Return what tells who somebody is in a case."""
    found = [Identifier(Tells.REFERENCE, Sealed(case.reference))]
    for link in case.files:
        if link.document:
            found.append(Identifier(Tells.REFERENCE, Sealed(link.document)))
    if case.received.happened:
        found.append(Identifier(Tells.DAY, Sealed(case.received.happened)))
    for person in case.persons:
        found.append(Identifier(Tells.NAME, person.name))
        found.extend(_contact(person))
    return tuple(dict.fromkeys(found))


def _contact(person: PersonNamed) -> Iterator[Identifier]:
    if person.contact is None:
        return
    text = person.contact.reveal()
    read = page(text)
    taken = [False] * (len(text) + 1)
    for found in shapes(read, ()):
        if found.kind in _SHAPES:
            yield Identifier(_SHAPES[found.kind], Sealed(text[found.start : found.end]))
            taken[found.start : found.end] = [True] * (found.end - found.start)
    for word in read.words:
        start, _ = read.place(word.start, word.end)
        telling = len(word.plain) >= SHORTEST or word.close
        if telling and not taken[start] and not ordinary(word.plain) and not word.small:
            yield Identifier(Tells.PLACE, Sealed(word.text))
