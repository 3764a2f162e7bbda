"""What a committee's plugin brings to a letter: its terms in a language, and its paragraphs.

Both lie in the plugin's folder ``letters``, as ``NAME.LANG.md`` and ``terms.LANG.toml``. Where a
term is missing in English the profile's own words stand in; in any other language a letter is
not made, since half a letter in another language helps nobody.

Source: N annex II; ``rules.letters`` holds the files to their contract.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files

from sanjose.paper.letters.naming import LANGUAGE_NAMES
from sanjose.rules.committees import GROUP
from sanjose.rules.letters import NAMES
from sanjose.rules.profile import Committee
from sanjose.words.errors import Misuse


@dataclass(frozen=True, kw_only=True, slots=True)
class Own:
    """A committee's own words in a language.

    Args:
        paragraphs: the text of each paragraph that it has in this language, by its name.
        english: the names of the paragraphs that it has in English.
    """

    committee: str
    body: str
    rapporteur: str = ""
    grounds: Mapping[str, str] = field(default_factory=dict)
    procedures: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    paragraphs: Mapping[str, str] = field(default_factory=dict)
    english: frozenset[str] = frozenset()


def own_words(committee: Committee, language: str) -> Own:
    """Return what a committee brings in a language.

    Raises:
        Misuse: it does not even have a name in this language.
    """
    shipped = _shipped(committee.slug)
    terms = tomllib.loads(shipped.get(f"terms.{language}.toml", ""))
    name = terms.get("committee") or (committee.name if language == "en" else "")
    if not name:
        called = LANGUAGE_NAMES.get(language, "this language")
        message = (
            f"the plugin has no {called} name of the committee: add "
            f"letters/terms.{language}.toml to it, or write in English"
        )
        raise Misuse(message)
    office = committee.rapporteur.value if language == "en" else ""
    return Own(
        committee=name,
        body=terms.get("body") or _body(name),
        rapporteur=terms.get("rapporteur") or office[:1].upper() + office[1:],
        grounds=terms.get("grounds", {}),
        procedures=terms.get("procedures", {}),
        measures=terms.get("measures", {}),
        paragraphs={
            one: shipped[f"{one}.{language}.md"]
            for one in NAMES
            if f"{one}.{language}.md" in shipped
        },
        english=frozenset(one for one in NAMES if f"{one}.en.md" in shipped),
    )


def _body(name: str) -> str:
    """Return what a committee is called after its name was said once, in English."""
    first = name.split()[0]
    return first if first.casefold().endswith("committee") else "Committee"


@cache
def _shipped(slug: str) -> dict[str, str]:
    """Return the files of a plugin's folder of letters, by name; none where it has none."""
    entry = next((one for one in entry_points(group=GROUP) if one.name == slug), None)
    if entry is None:
        return {}
    folder = files(entry.module).joinpath("letters")
    if not folder.is_dir():
        return {}
    return {
        one.name: one.read_text(encoding="utf-8")
        for one in folder.iterdir()
        if one.name.endswith((".md", ".toml"))
    }
