"""Letters as they are compared: capitals, accents, widths and invisible signs make no difference.

Two people type one name in two ways, and one person types it in two on two keyboards. What is
compared is what is left of it: the letters without their marks, vowel points and tones, in one
case. Vowel signs that are letters of their own script stay.
"""

import re
import unicodedata

CLOSE = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that put no space between words, or hang particles on a name."""

_PLAIN = re.compile("[a-z0-9]+")


class _Letters(dict[int, str | None]):
    """What becomes of each letter of a text when its words are compared."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        kind = unicodedata.category(letter)
        # From class 10 on a mark is an accent, a vowel point or a tone, typed or left out.
        if unicodedata.combining(letter) >= 10 or kind == "Cf":
            self[code] = None
        else:
            self[code] = letter if letter.isalnum() or kind.startswith("M") else " "
        return self[code]


_LETTERS = _Letters({ord(one): other for one, other in zip("ıłđø", "ildo", strict=True)})
_LETTERS[ord("·")] = None  # stands inside a word, and is part of the letter ŀ


def plain_words(text: str) -> list[str]:
    """Return the words of a text, as everybody types them.

    >>> plain_words("Zoë  MÜLLER's")
    ['zoe', 'muller', 's']
    """
    small = text.casefold()
    if small.isascii():
        return _PLAIN.findall(small)
    # Twice: a capital may fall apart into letters that have a small form of their own.
    spread = unicodedata.normalize("NFKD", small).casefold()
    return unicodedata.normalize("NFC", spread.translate(_LETTERS)).split()
