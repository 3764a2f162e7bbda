"""A name in every form by which a text can give it away.

A name falls into parts, and each part is told by itself: a family name in a headline, a given
name at the door. Particles, titles and honours tell nobody. In scripts without spaces a name is
told whole or by the given name, and in Latin letters in the ways that passports have it. Names
that are translated, and the reading of a Japanese name in Chinese signs, cannot be guessed: an
alias is entered for them.

Source: ours; the lists of particles and of family names are from the authors' own knowledge.
"""
# ruff: noqa: RUF001 - signs that look like others are what is read here.

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sanjose.guard.spellings import bare, romanised, script, spellings
from sanjose.words.letters import CLOSE, plain_words

_PARTICLES = frozenset(
    "a ab abd abu aan al ap as at ait bar bat bin bint ben bou bt da das de del della den der des "
    "di do don dos du e el en et fitz hadj haj i ibn la las le les lo los mac mc na ni o of op os "
    "ou ould oulad san santa sidi sri st ter the to u ul um umm un und van ver vom von wa y ya zu "
    "zum zur mr mrs ms miss dr prof sir sr sra srta don dona mme mlle me m herr frau hon rev lady "
    "vn bn lord maitre maestro sheikh shaikh cheikh imam mulla mullah khan bibi begum shri smt devi san "
    "sama thi van abou abdul abdel oglu kyzy uulu".split()
)
_LEADS = frozenset(
    "abd abdul abdel abdal abu abou umm oum ben bin ibn ould bou bu al el".split()
)
"""What is written in one with the part after it as often as apart."""

_COMPOUND = frozenset(
    "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 東方 皇甫 尉迟 尉遲 公孙 公孫".split()
)
_TRADITIONAL = str.maketrans(
    "張陳劉黃趙吳孫馬羅鄭謝許馮鄧葉蘇呂賈餘閻鍾陸薑範譚鄒韋龍萬錢湯賴龔龐蘭倫"
    "國慶華偉強軍傑麗鳳雲龍曉陽東風劍鵬飛麟靜蓮蕓蘋瓊義禮賢聖貴寶財榮頤藝學書"
    "詩詠歡樂願夢愛憶懷恆長樹樺楊橋溫澤潔瑩瑤璽嬌婭媽嫻寧實對將專導維綺綠紅紀"
    "純紹終經結給緒線緯縣總績織繼續譯議護讀變讓豐貝貞負責費賓賽贊趕蹟車載輝輪",
    "张陈刘黄赵吴孙马罗郑谢许冯邓叶苏吕贾余阎钟陆姜范谭邹韦龙万钱汤赖龚庞兰伦"
    "国庆华伟强军杰丽凤云龙晓阳东风剑鹏飞麟静莲芸苹琼义礼贤圣贵宝财荣颐艺学书"
    "诗咏欢乐愿梦爱忆怀恒长树桦杨桥温泽洁莹瑶玺娇娅妈娴宁实对将专导维绮绿红纪"
    "纯绍终经结给绪线纬县总绩织继续译议护读变让丰贝贞负责费宾赛赞赶迹车载辉轮",
)
_ABROAD = {
    "zhang": "chang cheung cheong", "chen": "chan tan", "wang": "wong ong", "li": "lee lei",
    "liu": "lau low", "huang": "wong ng huynh", "wu": "ng", "zhou": "chow chew", "lin": "lam lim",
    "xu": "hsu tsui chui", "zhao": "chao chiu", "guo": "kuo kwok", "he": "ho", "liang": "leung",
    "luo": "lo law", "zheng": "cheng cheang", "xie": "tse", "ye": "yip", "cai": "tsai choi",
    "zeng": "tseng tsang", "gim": "kim", "i": "lee yi rhee", "bag": "park pak bak",
    "choe": "choi", "jeong": "jung chung", "gang": "kang", "jo": "cho", "yun": "yoon youn",
    "im": "lim", "o": "oh", "sin": "shin", "gwon": "kwon", "an": "ahn", "no": "roh noh",
    "mun": "moon", "u": "woo", "seo": "suh", "bae": "pae", "yu": "yoo ryu", "son": "sohn",
}  # fmt: skip
_WADE = (
    ("zh", "ch"), ("x", "hs"), ("q", "ch"), ("j", "ch"), ("z", "ts"), ("c", "ts"),
    ("b", "p"), ("d", "t"), ("g", "k"), ("r", "j"),
)  # fmt: skip
_LEAST_COMPOUND = 4
_SPLIT = re.compile(r"[\s,;/()]+")
_INNER = re.compile(r"[-‐‑'’ʼ`·_.]+")


@dataclass(frozen=True, slots=True, repr=False)
class Forms:
    """All forms of one name.

    ``spellings`` are those in Latin letters, ``natives`` plain words of the script in which it
    was entered, ``close`` rows of signs of scripts that have no spaces, ``initials`` for each
    way to cut it the first letters of its parts, each as the small Latin letters that it may be.
    """

    spellings: tuple[str, ...]
    natives: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    initials: tuple[tuple[str, ...], ...] = ()


def forms(name: str) -> Forms:
    """Return every form of a name."""
    parts = [part for part in _SPLIT.split(name) if plain_words(part)]
    if not parts:  # no letter that this Python knows
        return Forms(())
    if CLOSE.search(name):
        return _close(parts)
    found: dict[str, None] = {}
    for part in parts:
        for inner in {part, *_INNER.split(part)}:
            for spelling in _telling(inner):
                found[spelling] = None
    for one, other in pairwise(parts):  # as often written in one, such as Ben Ali
        for spelling in spellings(f"{one}{other}"):
            found[spelling] = None
    rows = _rows(parts)
    for row in rows if len(parts) > 1 else ():
        found["".join(row)] = None
    if not found:  # a name that is nothing but particles, or one letter
        found = {spelling: None for part in parts for spelling in spellings(part)}
    natives = tuple(bare("".join(plain_words(part))) for part in parts)
    return Forms(tuple(found), natives=natives, initials=(_initials(parts),))


def _rows(parts: list[str]) -> tuple[tuple[str, ...], ...]:
    """Return the spellings of the parts in a row, the last one also first, in a few ways."""
    ways = [spellings(part) for part in parts]
    rows = []
    for at in range(max(map(len, ways))):
        row = tuple(way[min(at, len(way) - 1)] for way in ways if way)
        rows += [row, (*row[-1:], *row[:-1])]
    return tuple(dict.fromkeys(rows))


def _is_lead(part: str) -> bool:
    # Arabic writes abd, abu, umm with letters that are mute in Latin ones.
    return any(one in _LEADS or one in {"bd", "abw", "am"} for one in spellings(part))


def _telling(part: str) -> tuple[str, ...]:
    """Return the spellings of a part, none where it tells nobody."""
    found = spellings(part)
    plain = "".join(plain_words(part))
    if any(one in _PARTICLES for one in found) or _is_lead(part):
        return ()
    if len(plain) == 1:
        return ()
    return tuple(dict.fromkeys((*found, *spellings(bare(plain)))))


_FIRST = {
    "a": "ae", "c": "cksx", "g": "gkj", "h": "hkcg", "i": "iyje", "j": "jyizdg", "k": "kcqgh",
    "q": "qkcgj", "s": "sczx", "t": "td", "u": "uow", "v": "vwb", "w": "wvuo", "x": "xksh",
    "y": "yjiu", "z": "zsjc", "e": "eyai", "o": "ou", "b": "bpv", "p": "pbf", "f": "fp",
    "d": "dt", "r": "r", "l": "l", "m": "m", "n": "n",
}  # fmt: skip
"""The letters that an initial may become in the Latin spelling of another language."""


def _initials(parts: list[str]) -> tuple[str, ...]:
    """Return for each part the letters that its initial may be in Latin ones."""
    return tuple(_first(part) for part in parts)


def _first(part: str) -> str:
    plain = "".join(plain_words(part))
    if plain[0] in "אעاعأإآ":  # may be any vowel
        return "aeiou"
    found = {one[0] for one in spellings(part)}
    found |= {one[0] for one in _ABROAD.get(romanised(plain), "").split()}
    return "".join(sorted({letter for one in found for letter in _FIRST.get(one, one)}))


# -- scripts without spaces --------------------------------------------------------------------


def _close(parts: list[str]) -> Forms:
    plain = ["".join(plain_words(part)) for part in parts]
    cuts = [plain]
    if len(plain) == 1 and script(plain[0]) in {"CJK", "HANGUL"}:
        cuts = [_cut(plain[0], at) for at in _family_names(plain[0])]
    close: set[str] = set()
    found: dict[str, None] = {}
    initials: list[tuple[str, ...]] = []
    for cut in cuts:
        close |= {
            "".join(cut),
            "".join(reversed(cut)),
            *(part for part in cut if len(part) > 1),
        }
        found.update(dict.fromkeys(_close_forms([romanised(part) for part in cut])))
        initials.append(_initials(cut))
    return Forms(
        tuple(spelling for spelling in found if len(spelling) > 1),
        close=tuple(sorted(map(simplified, close))),
        initials=tuple(initials),
    )


def _close_forms(latin: list[str]) -> Iterator[str]:
    """Give the parts and the whole of a name, the family name first and last, as abroad."""
    for row in (latin, [_wade(part) for part in latin]):
        for family in (row[0], *_ABROAD.get(row[0], "").split()):
            rest = row[1:]
            yield from (family, *rest)
            yield "".join((family, *rest))
            yield "".join((*rest, family))


def _family_names(name: str) -> tuple[int, ...]:
    """Return after how many signs the family name may end; of four, it may have two."""
    if len(name) < _LEAST_COMPOUND:
        return (2,) if name[:2] in _COMPOUND and len(name) > 2 else (1,)
    return (1, 2)


def _cut(name: str, at: int) -> list[str]:
    return [one for one in (name[:at], name[at:]) if one]


def _wade(spelling: str) -> str:
    for ours, theirs in _WADE:
        if spelling.startswith(ours):
            return theirs + spelling[len(ours) :]
    return spelling


def simplified(text: str) -> str:
    """Return Chinese signs in their simplified, Japanese ones in their rounded form.

    >>> simplified("陳 サク")
    '陈 さく'
    """
    return "".join(map(_rounded, text.translate(_TRADITIONAL)))


def _rounded(sign: str) -> str:
    return chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign
