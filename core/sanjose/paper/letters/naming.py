"""The States as a letter calls them in a language, with the article that the sentence needs.

``texts/states.csv`` beside this file was written from its authors' own knowledge in November
2026, like the English names in ``words``: a letter that is made from it comes with a remark that
asks to check the name against the United Nations' own list. A State without a name in a language
is never called by another one: the letter is not made.

Source: ours; no document that was read lists States.
"""

import csv
import re
from functools import cache
from importlib.resources import files

from sanjose.words.errors import Misuse
from sanjose.words.states import name_of

LANGUAGE_NAMES = {
    "ar": "Arabic",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ru": "Russian",
    "zh": "Chinese",
}
_ARTICLE = {
    "en": re.compile("^the "),
    "fr": re.compile("^(le |la |les |l’)"),  # noqa: RUF001 - the typographic apostrophe
    "es": re.compile("^(el |la |los |las )"),
}
_OPEN = "aeiouhéèêîâôAEIOUHÉÈÊÎÂÔ"


def state_name(code: str, language: str) -> str:
    """Return a State's name as it stands alone, in an address or in brackets.

    Raises:
        Misuse: it has no name in this language here.

    >>> state_name("FRA", "en"), state_name("FRA", "es"), state_name("SLV", "es")
    ('France', 'Francia', 'El Salvador')
    """
    if language == "en":
        return name_of(code)
    named = _named(code, language)
    found = _ARTICLE[language].sub("", named) if language in _ARTICLE else named
    return found[:1].upper() + found[1:]


def of_state(code: str, language: str) -> str:
    """Return a State's name behind "of", as the name of its mission has it.

    Raises:
        Misuse: it has no name in this language here.

    >>> of_state("GMB", "en"), of_state("MAR", "fr")
    ('of the Gambia', 'du Maroc')
    >>> of_state("PER", "es"), of_state("SLV", "es")
    ('del Perú', 'de El Salvador')
    """
    named = _named(code, language)
    match language:
        case "en":
            return f"of {named}"
        case "fr":
            if named.startswith(("le ", "les ")):
                return re.sub("^les? ", lambda one: "du " if one[0] == "le " else "des ", named)
            elided = not _ARTICLE["fr"].match(named) and named[0] in _OPEN
            return f"d’{named}" if elided else f"de {named}"  # noqa: RUF001
        case "es":
            return f"del {named[3:]}" if named.startswith("el ") else f"de {named}"
        case "ar":
            # The preposition is written together with the noun, and swallows its article's alif.
            return f"لل{named[2:]}" if named.startswith("ال") else f"ل{named}"
        case _:
            return named


def _named(code: str, language: str) -> str:
    row = _table().get(code, {})
    found = row.get(language, "")
    if not found and language == "en":
        return name_of(code)
    if not found:
        called = LANGUAGE_NAMES.get(language, "this language")
        message = f"{name_of(code)} has no name in {called} here: write in another language"
        raise Misuse(message)
    return found


@cache
def _table() -> dict[str, dict[str, str]]:
    text = (
        files("sanjose.paper.letters").joinpath("texts/states.csv").read_text(encoding="utf-8")
    )
    return {row["iso3"]: row for row in csv.DictReader(text.splitlines())}
