"""Closed lists of words, one for each language that has one, and the check that needs them.

A text for a place where nothing but a summary belongs passes only if every word of it stands
in the list of its language: any other word, any sign of another script, any longer number may
be somebody. That stops names of people whom no case knows. The lists are the authors' own, in
``lists``; a language without one has no such check, and says so. A list for Chinese is cut into
words by the longest that fit; Arabic and Russian are read word by word like the others.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from sanjose.guard.findings import Finding, Kind
from sanjose.guard.pages import Page, Word
from sanjose.words.errors import Unable
from sanjose.words.letters import plain_words
from sanjose.words.states import states


class Language(StrEnum):
    """A language of the United Nations, in which a text may leave."""

    ENGLISH = "en"
    FRENCH = "fr"
    SPANISH = "es"
    ARABIC = "ar"
    CHINESE = "zh"
    RUSSIAN = "ru"


LISTED = (Language.ENGLISH, Language.FRENCH, Language.SPANISH)
"""The languages that have a list."""

_OUTSIDE = "this word is not in the closed list of its language"
_CAPITAL = "a word with a capital here may be a name"
_NUMBER = "a number of more than two figures may tell which case it is"
_SIGN = "a sign that stands in addresses and numbers, not in a summary"
_SIGNS = re.compile(r"[@#/\\_=<>|~^+*$&§°]|[^\S \t\r\n]")
_NUMBERS = re.compile(r"\d(?:[^\w\n]?\d)*")
_LONGEST_NUMBER = 2
_SECTION = re.compile(r"\[(\w+)\]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list: its words, and those that may have a capital within a sentence.

    Args:
        words: as they are compared, without accents.
        capitals: may stand with a capital anywhere.
        unspaced: whether the language puts no space between its words.
    """

    words: frozenset[str]
    capitals: frozenset[str] = frozenset()
    unspaced: bool = False

    def outside(self, read: Page) -> Iterator[Finding]:
        """Give what stands on a page and not in the list."""
        for word in (*read.words, *read.spaced):
            why = self._why_outside(word)
            if why is not None:
                yield Finding(*read.place(word.start, word.end), Kind.WORD, why)
        for found in _NUMBERS.finditer(read.text):
            if sum(map(str.isdigit, found[0])) > _LONGEST_NUMBER:
                place = read.place(found.start(), found.end())
                yield Finding(*place, Kind.WORD, _NUMBER)
        for found in _SIGNS.finditer(read.text):
            yield Finding(*read.place(found.start(), found.end()), Kind.WORD, _SIGN)

    def _why_outside(self, word: Word) -> str | None:
        if word.text.isdigit():
            return None  # numbers are looked at as they stand together
        if not self._holds(word.plain):
            return _OUTSIDE
        # In a script without capitals a word equals itself in small letters.
        small, rest = word.text.lower(), word.text[1:]
        if word.text == small or word.plain in self.capitals:
            return None
        return None if word.opens and rest == rest.lower() else _CAPITAL

    def _holds(self, plain: str) -> bool:
        if not self.unspaced or plain in self.words:
            return plain in self.words
        reached = {0}
        longest = max(map(len, self.words), default=0)
        for end in range(1, len(plain) + 1):
            starts = range(max(0, end - longest), end)
            if any(start in reached and plain[start:end] in self.words for start in starts):
                reached.add(end)
        return len(plain) in reached


@cache
def vocabulary(language: Language) -> Vocabulary:
    """Return the closed list of a language.

    Raises:
        Unable: it has none.
    """
    if language not in LISTED:
        message = (
            f"there is no closed list of words for the language {language.value!r}; write the "
            f"summary in one of {', '.join(one.value for one in LISTED)}"
        )
        raise Unable(message)
    text = files("sanjose.guard").joinpath("lists", f"{language}.txt").read_text("utf-8")
    sections = _sections(text)
    bent = (bend(word) for name, bend in _BENT.items() for word in sections.pop(name, ()))
    capitals = sections.pop("capitals", [])
    words = _plain([*(form for one in bent for form in one), *sections["words"], *capitals])
    return Vocabulary(words, _plain(capitals))


@cache
def ordinary_words() -> frozenset[str]:
    """Return the words of every list, and of the names of States, as they are compared."""
    words = frozenset().union(*(vocabulary(language).words for language in LISTED))
    return words | _plain(name for state in states() for name in (state.name, state.formal))


def ordinary(plain: str) -> bool:
    """Return whether a word is one of those, or none of its letters are beyond figures."""
    return plain.isdigit() or plain in ordinary_words()


def _sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    section: list[str] = []
    for line in text.splitlines():
        head = _SECTION.fullmatch(line)
        if head:
            section = found.setdefault(head[1], [])
        elif not line.startswith("#"):
            section.extend(line.split())
    return found


def _plain(words: Iterable[str]) -> frozenset[str]:
    return frozenset(plain for word in words for plain in plain_words(word))


# -- how the words of a section are bent -------------------------------------------------------


def _english_noun(word: str) -> tuple[str, ...]:
    if re.search("[^aeiou]y$", word):
        return word, f"{word[:-1]}ies"
    return word, f"{word}es" if re.search("(?:s|x|z|ch|sh)$", word) else f"{word}s"


def _verb(word: str) -> tuple[str, ...]:
    *_, third = _english_noun(word)
    stem = word[:-1] if re.search("[^eo]e$", word) else word
    past = f"{word[:-1]}ied" if third.endswith("ies") and word.endswith("y") else f"{stem}ed"
    tied = f"{word[:-2]}ying" if word.endswith("ie") else f"{stem}ing"
    return word, third, past.replace("eeed", "eed"), tied


def _noun(word: str) -> tuple[str, ...]:
    """Bend a noun of any of the three languages; a form too many does no harm."""
    return (*_english_noun(word), f"{word}es", f"{word[:-1]}ces", f"{word}x")


def _er(word: str) -> tuple[str, ...]:
    """Bend a French verb in -er (or a Spanish one, whose endings differ)."""
    stem = word[:-2]
    soft = {"g": f"{stem}e", "c": stem}.get(stem[-1:], stem)
    french = "er e es ent é ée és ées ez ons era erait eraient eront erai eur".split()
    wide = "ant ait aient a èrent".split()
    spanish = "o e en emos ió ieron ido ida idos idas iendo erá erán ía ían a an".split()
    return (*(stem + end for end in (*french, *spanish)), *(soft + end for end in wide))


def _ar(word: str) -> tuple[str, ...]:
    stem = word[:-2]
    soft = {"g": f"{stem}u", "c": f"{stem[:-1]}qu", "z": f"{stem[:-1]}c"}.get(stem[-1:], stem)
    endings = (
        "ar a an amos ó aron ado ada ados adas ando ará arán aría arían aba aban o ara aran"
    )
    return (*(stem + end for end in endings.split()), *(soft + end for end in ("e", "en", "é")))


def _ir(word: str) -> tuple[str, ...]:
    stem = word[:-2]
    endings = "ir e en imos ió ieron ido ida idos idas iendo irá irán iría irían ía ían a an yó"
    return tuple(stem + end for end in f"{endings} yeron yendo".split())


def _adjective(word: str) -> tuple[str, ...]:
    """Bend an adjective, French or Spanish; a form too many does no harm."""
    if word.endswith("o"):
        return tuple(word[:-1] + end for end in ("o", "a", "os", "as", "amente"))
    feminine = {
        "f": f"{word[:-1]}ve",
        "x": f"{word[:-1]}se",
        "l": f"{word}le",
        "n": f"{word}ne",
    }
    other = feminine.get(word[-1:], f"{word}e")
    plural = f"{word[:-2]}aux" if word.endswith("al") else f"{word}s"
    return (word, plural, f"{word}e", f"{word}es", f"{word}s", other, f"{other}s", f"{other}ment",
            f"{word}ment", f"{word}ement", f"{word}mente")  # fmt: skip


_BENT: dict[str, Callable[[str], tuple[str, ...]]] = {
    "verbs": _verb,
    "nouns": _noun,
    "er": _er,
    "ar": _ar,
    "ir": _ir,
    "adjectives": _adjective,
}
