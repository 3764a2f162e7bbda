"""The contract for the paragraphs that a committee gives to letters, and what breaks it.

A plugin ships them as ``letters/NAME.LANG.md``: Markdown paragraphs with placeholders in
braces. Both sets are closed, so that no letter ever leaves with a gap that nothing fills; and
none says of the committee what its profile does not: that it endorsed the Guidelines, or that
it has a rapporteur where the Bureau acts. Source: N 5, 11 (a), 31, annex II; the form is ours.
"""

import re
from collections.abc import Iterator, Mapping
from string import Formatter

from sanjose.rules.profile import Committee, Shape

NAMES: Mapping[str, str] = {
    "opening": "how a letter to the State party begins: who writes, and about what",
    "grounds": "what the committee rests on towards the State party",
    "asks": "what it asks of the State party, and by when",
    "closing": "how a letter to the State party ends",
    "page": "where the committee's public page tells of its procedure; in all correspondence",
    "explaining": "what a person is told of the procedure, its outcomes and its limits",
}
"""The paragraphs that a letter is put together from, and what each is for."""

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
"""The official languages of the United Nations; English is always there."""

PLACEHOLDERS: Mapping[str, str] = {
    "committee": "the committee's name",
    "rapporteur": "what the office is called; not where the Bureau is the focal point",
    "signatory": "who signs",
    "mailbox": "the committee's address",
    "reference": "the reference of the case",
    "date": "the day of the letter",
    "state": "the State party's name",
    "procedure": "the procedure in which somebody cooperated",
    "deadline": "the day by which a reply is asked for",
}
"""What can be filled in, and with what; a name of a person is never among them."""

TO_PERSONS = frozenset({"page", "explaining"})
OF_THE_STATE = frozenset({"state", "deadline"})
"""What is only filled in where a letter goes to the State party."""

_GUIDELINES = re.compile(r"San\s+Jos[eé]|Сан-Хосе|圣何塞|سان خوسيه", re.IGNORECASE)  # noqa: RUF001 - Cyrillic is meant
_RAPPORTEUR = re.compile(r"rapporteur|relator|докладчик|报告员|مقرر", re.IGNORECASE)


def letter_faults(committee: Committee, files: Mapping[str, str]) -> Iterator[str]:
    """Give what is wrong with a committee's paragraphs, one clause each.

    Args:
        files: the text of each file by its name, as ``page.en.md``.
    """
    for file in sorted(files):
        name, language = _parted(file)
        if name not in NAMES or language not in LANGUAGES:
            there = ", ".join(NAMES)
            yield f"{file[:60]!r} is no paragraph: they are {there}, each as NAME.LANG.md"
            continue
        if f"{name}.en.md" not in files:
            yield f"{file} has no English text beside it"
        yield from (f"{file} {fault}" for fault in _text(committee, name, files[file]))


def placeholders(text: str) -> frozenset[str]:
    """Return the placeholders of a paragraph.

    Raises:
        ValueError: a brace stands alone, or a placeholder says more than a name.

    >>> sorted(placeholders("The {committee} writes to {state}."))
    ['committee', 'state']
    """
    found = set()
    for _, name, layout, conversion in Formatter().parse(text):
        if name is not None:
            if layout or conversion or not name.isidentifier():
                raise ValueError(name)
            found.add(name)
    return frozenset(found)


def _parted(file: str) -> tuple[str, str]:
    parts = file.split(".")
    return (parts[0], parts[1]) if len(parts) == 3 and parts[2] == "md" else ("", "")


def _text(committee: Committee, name: str, text: str) -> Iterator[str]:
    try:
        named = placeholders(text)
    except ValueError:
        yield "has a brace that is no placeholder"
        return
    if not text.strip():
        yield "is empty"
    if "not yet looked up" in text:
        yield "is not yet looked up"
    for unknown in sorted(named - PLACEHOLDERS.keys()):
        yield f"has a placeholder that nothing fills: {unknown}"
    if name in TO_PERSONS and (told := named & OF_THE_STATE):
        yield f"goes to persons and not to the State party: {', '.join(sorted(told))}"
    if re.search(r"^\s*#|<[a-zA-Z/!]", text, re.MULTILINE):
        yield "is paragraphs: no heading stands in it and no HTML"
    if committee.endorsed.value is None and _GUIDELINES.search(text):
        yield "speaks of the San José Guidelines, which this committee has not endorsed"
    if committee.shape.value is Shape.BUREAU and (
        "rapporteur" in named or _RAPPORTEUR.search(text)
    ):
        yield "speaks of a rapporteur, and here the Bureau is the focal point"
