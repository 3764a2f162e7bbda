"""The contract for the paragraphs that a committee gives to letters, and what breaks it.

A plugin ships them as ``letters/NAME.LANG.md``: Markdown paragraphs with placeholders in
braces. Both sets are closed, so that no letter ever leaves with a gap that nothing fills; and
none says of the committee what its profile does not: that it endorsed the Guidelines, or that
it has a rapporteur where the Bureau acts. What things are called in a language stands beside
them in ``letters/terms.LANG.toml``: the committee and its office, its grounds, and of its
procedures those alone that may be said to a State. Source: N 5, 11 (a), 31, annex II; the form
is ours.
"""

import re
import tomllib
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

TERMS: Mapping[str, str] = {
    "committee": "the committee's name",
    "body": "what it is called once its name was said: Committee",
    "rapporteur": "what the office is called; not where the Bureau is the focal point",
    "grounds": "each anchor as a letter recalls it, by its key",
    "procedures": "how somebody cooperated, by its key; only what a State knows of anyway",
    "measures": "the committee's own measures, by their keys",
}
"""What ``terms.LANG.toml`` may hold: three texts, and three tables of texts."""

_TABLES = ("grounds", "procedures", "measures")

_GUIDELINES = re.compile(r"San\s+Jos[eé]|Сан-Хосе|圣何塞|سان خوسيه", re.IGNORECASE)  # noqa: RUF001 - Cyrillic is meant
_RAPPORTEUR = re.compile(r"rapporteur|relator|докладчик|报告员|مقرر", re.IGNORECASE)


def letter_faults(committee: Committee, files: Mapping[str, str]) -> Iterator[str]:
    """Give what is wrong with a committee's paragraphs, one clause each.

    Args:
        files: the text of each file by its name, as ``page.en.md``.
    """
    for file in sorted(files):
        name, language = _parted(file)
        if name == "terms" and language in LANGUAGES:
            yield from (f"{file} {fault}" for fault in _terms(committee, files[file]))
            continue
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
    if len(parts) != 3 or parts[2] != ("toml" if parts[0] == "terms" else "md"):
        return "", ""
    return parts[0], parts[1]


def _terms(committee: Committee, text: str) -> Iterator[str]:
    try:
        terms = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        yield "is no TOML"
        return
    known = {
        "grounds": {one.key for one in committee.anchors},
        "procedures": {
            one.key for one in committee.procedures if not (one.sealed or one.pseudonyms)
        },
        "measures": {one.key for one in committee.measures},
    }
    for name, value in terms.items():
        if name not in TERMS or isinstance(value, dict) is not (name in _TABLES):
            yield f"has {name[:40]!r}, which is no term: there are {', '.join(TERMS)}"
            continue
        texts = value.values() if isinstance(value, dict) else (value,)
        if not all(isinstance(one, str) and one.strip() for one in texts):
            yield f"has {name!r} without a text"
            continue
        if name in _TABLES:
            for key in sorted(value.keys() - known[name]):
                yield f"says {key[:40]!r} in {name}, which is none here that may be said"
        for one in texts:
            if "{" in one or "}" in one:
                yield f"has a brace in {name!r}: a term has no placeholder"
            yield from _claims(committee, frozenset({name}), one)


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
    yield from _claims(committee, named, text)


def _claims(committee: Committee, named: frozenset[str], text: str) -> Iterator[str]:
    """Give what a text says of the committee and its profile does not."""
    if committee.endorsed.value is None and _GUIDELINES.search(text):
        yield "speaks of the San José Guidelines, which this committee has not endorsed"
    if committee.shape.value is Shape.BUREAU and (
        "rapporteur" in named or _RAPPORTEUR.search(text)
    ):
        yield "speaks of a rapporteur, and here the Bureau is the focal point"
