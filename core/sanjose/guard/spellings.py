"""The spellings in Latin letters that a word may have, whatever script it is written in.

A library knows what each letter of each script is in Latin ones (anyascii, ISC licence, no
needs of its own). What it leaves out stands here, from the authors' own knowledge: letters that
take two, letters with marks that others resolve, letters that only look like others, figures
that stand for letters, and particles that some scripts write in one with the next word.
"""
# ruff: noqa: RUF001, RUF002 - signs that look like others are what is read here.

import re
import unicodedata

from anyascii import anyascii

from sanjose.words.letters import plain_words

_MARKED = {
    "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe", "ş": "sh",
    "š": "sh", "ś": "sh", "ș": "sh", "ç": "ch", "č": "ch", "ć": "ch", "ž": "zh", "ż": "zh",
    "ź": "zh", "ř": "rz", "ñ": "ny", "ń": "ny", "ň": "ny", "ğ": "gh", "đ": "dj", "ț": "ts",
    "ţ": "ts", "ė": "e", "ð": "dh", "þ": "th", "ĝ": "j", "ĵ": "zh", "ŝ": "sh", "ą": "on",
    "ę": "en",
}  # fmt: skip
_PAIRS = (
    ("ու", "u"),
    ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("γγ", "ng"), ("γχ", "nch"), ("ου", "u"),
    ("αυ", "av"), ("ευ", "ev"), ("ει", "i"), ("οι", "i"), ("αι", "e"), ("η", "i"), ("υ", "y"),
)  # fmt: skip
_LETTERS = str.maketrans(
    {
        "כ": "k", "ך": "kh", "ח": "kh", "ו": "w", "י": "y", "ע": "a", "א": "a", "צ": "ts",
        "ץ": "ts", "ט": "t", "ת": "t", "ש": "sh", "ק": "k", "פ": "p", "ף": "f", "ה": "h",
        "ع": "a", "أ": "a", "إ": "i", "آ": "a", "ا": "a", "ة": "a", "ى": "a", "ؤ": "w",
        "ئ": "y", "ث": "th", "ذ": "dh", "خ": "kh", "غ": "gh", "ش": "sh", "چ": "ch", "ژ": "zh",
        "ی": "y", "ي": "y", "و": "w", "ہ": "h", "ۃ": "a", "ه": "h",
        "щ": "shch", "ъ": "", "ь": "", "ё": "yo", "ӊ": "ng", "ң": "ng", "қ": "q", "ғ": "gh",
        "च": "ch", "ं": "n", "ং": "ng", "চ": "ch", "ச": "ch", "ழ": "l", "ญ": "ny", "ุ": "u",
        "ә": "a", "ө": "o", "ү": "u", "ұ": "u", "і": "i", "һ": "h",
    }
)  # fmt: skip

_LOOKS_LATIN = str.maketrans(
    dict(
        zip(
            "аеорсухіјѕһԁԛԝӏкмнтвгпьαορτυνκιχεηρωօսոհցզ",
            "aeopcyxijshdqwlkmhtbrnbaoptuvkixenpwounhgq",
            strict=True,
        )
    )
)
_LOOKS_CYRILLIC = str.maketrans("aeopcyxijskmhtb", "аеорсухіјѕкмнтв")
_FIGURES = str.maketrans("0134578$@", "oieastbsa")
_ONE = str.maketrans("1", "l")

_FIRST_HANGUL, _LAST_HANGUL, _FINALS, _FINAL_T = 0xAC00, 0xD7A3, 28, 7
_SHORTEST_WITH_ARTICLE = 5
_STOPPED = frozenset({19, 20, 22, 23, 25, 27})
"""Consonants that all sound like t at the end of a Korean syllable."""

_KOREAN_R = re.compile("l(?=[aeiouy])")
_MUTE = re.compile("[\u0e00-\u0e2e][\u0e30-\u0e3a]?\u0e4c")
_LEADING = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_THAI_ENDS = (
    (re.compile("[\u0e23\u0e25\u0e0d\u0e13]$"), "\u0e19"),
    (re.compile("[\u0e08-\u0e0c\u0e0e-\u0e12\u0e14-\u0e18\u0e28-\u0e2a]$"), "\u0e15"),
)
"""A Thai word is spoken to its last letter, which is n or t whatever is written."""

_DOUBLE = re.compile(r"([\u0590-\u07ff])(?=\1)")

_PROCLITICS = {
    "ARABIC": re.compile("[وف]?(?:ال|لل|[بلك])?"),
    "HEBREW": re.compile("[ושכ]?[הבלמ]?"),
    "ETHIOPIC": re.compile("[የለበከ]?"),
}
_ARTICLE = re.compile(r"^(?:ال|لل)")
_LATIN = re.compile("[a-z0-9]+")


def spellings(word: str, *, attached: bool = False) -> tuple[str, ...]:
    """Return what a word may be in small Latin letters, the likeliest first.

    With ``attached``, also without what some scripts write before a word in one with it.

    >>> spellings("Müller")
    ('muller', 'mueller')
    >>> spellings("Nаva")  # the second letter is Cyrillic
    ('nava',)
    """
    if word.isascii():
        small = word.lower()
        found = [_only_letters(small)]
        return tuple(dict.fromkeys(filter(None, (*found, *_without_figures(small)))))
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).lower())
    plain = "".join(plain_words(word))
    before = _without_proclitics(plain) if attached else ()
    found = [romanised(one) for one in (*_looks(plain), *before)]
    if plain.isascii():
        found.append(romanised("".join(_MARKED.get(sign, sign) for sign in composed)))
    found += _without_figures(found[0] if found else "")
    return tuple(dict.fromkeys(filter(None, found)))


def _without_figures(small: str) -> list[str]:
    """Return a word with letters for the figures in it, which may stand for them."""
    if small.isalpha() or small.isdigit():
        return []
    figures = small.translate(_FIGURES)
    return [_only_letters(figures), _only_letters(small.translate(_ONE).translate(_FIGURES))]


def romanised(plain: str) -> str:
    """Return a plain word in Latin letters, sign by sign but where a script takes two for one.

    >>> romanised("μπουρδαμης"), romanised("щербинюк")
    ('burdamis', 'shcherbinyuk')
    """
    if plain.isascii():
        return _only_letters(plain)
    highest = max(plain)
    if "\u0370" <= highest < "\u0590":
        for two, one in _PAIRS:
            plain = plain.replace(two, one)
    elif highest < "\u0800":
        # Where vowels are not written a double consonant is written once: two have one between.
        plain = _DOUBLE.sub(r"\1a", plain)
    elif "\u0e00" <= highest < "\u0e80":
        plain = _LEADING.sub(r"\2\1", _MUTE.sub("", plain)).replace("ศร", "ส")
        for ends, sound in _THAI_ENDS:
            plain = ends.sub(sound, plain)
    elif "\uac00" <= highest <= "\ud7a3":
        spelt = _only_letters(anyascii("".join(map(_stopped, plain))).lower())
        return _KOREAN_R.sub("r", spelt)
    return _only_letters(anyascii(plain.translate(_LETTERS)).lower())


def _stopped(sign: str) -> str:
    """Return a Korean syllable that ends in a stopped consonant with the sound of it."""
    if _FIRST_HANGUL <= ord(sign) <= _LAST_HANGUL:
        end = (ord(sign) - _FIRST_HANGUL) % _FINALS
        return chr(ord(sign) - end + _FINAL_T) if end in _STOPPED else sign
    return sign


def bare(plain: str) -> str:
    """Return an Arabic word without its article, any other as it is."""
    return _ARTICLE.sub("", plain) if len(plain) >= _SHORTEST_WITH_ARTICLE else plain


def script(word: str) -> str:
    """Return the script of a word's first letter, by its name in Unicode."""
    for sign in word:
        if sign.isalpha():
            return unicodedata.name(sign, "NONE").partition(" ")[0]
    return "NONE"


def _looks(plain: str) -> tuple[str, ...]:
    """Return a word as it is, and as letters of other scripts may make it look."""
    latin = sum("a" <= sign <= "z" for sign in plain)
    if latin == 0:
        looks = plain.translate(_LOOKS_LATIN)
        return (plain, looks) if looks.isascii() else (plain,)
    looks = plain.translate(_LOOKS_LATIN)
    if looks.isascii():
        return (looks,)
    return plain.translate(_LOOKS_CYRILLIC), plain


def _without_proclitics(plain: str) -> tuple[str, ...]:
    """Return a word without what its script writes before it: an article, and, to, of."""
    proclitics = _PROCLITICS.get(script(plain))
    if proclitics is None:
        return ()
    found = []
    for at in range(1, min(4, len(plain) - 2)):
        if proclitics.fullmatch(plain[:at]):
            found.append(plain[at:])
    return tuple(found)


def _only_letters(text: str) -> str:
    return text if text.isalpha() and text.isascii() else "".join(_LATIN.findall(text))
