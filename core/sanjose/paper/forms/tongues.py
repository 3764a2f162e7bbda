"""The few words and forms that a paper needs besides its own, in the six official languages.

They are the marks of sections and lists, the word before the number of a table, and how a day
is written. A language without an entry is laid out as English is.
"""

from dataclasses import dataclass
from datetime import date

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "كانون الثاني/يناير|شباط/فبراير|آذار/مارس|نيسان/أبريل|أيار/مايو|حزيران/يونيه|"
    "تموز/يوليه|آب/أغسطس|أيلول/سبتمبر|تشرين الأول/أكتوبر|تشرين الثاني/نوفمبر|"
    "كانون الأول/ديسمبر",
}
_DAY = {
    "en": "{day} {month} {year}",
    "fr": "{day} {month} {year}",
    "es": "{day} de {month} de {year}",
    "ru": "{day} {month} {year} года",
    "ar": "{day} {month} {year}",
    "zh": "{year}年{number}月{day}日",
}
_ARABIC_SECTIONS = "أولاً ثانياً ثالثاً رابعاً خامساً سادساً سابعاً ثامناً تاسعاً عاشراً".split()
_ARABIC_PARTS = "ألف باء جيم دال هاء واو زاي حاء طاء ياء".split()
_ARABIC_LETTERS = "أ ب ج د هـ و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ".split()
_CHINESE = "一 二 三 四 五 六 七 八 九 十".split()
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ALPHABET = 26


@dataclass(frozen=True, kw_only=True, slots=True)
class Tongue:
    """The words of a language that no paper brings itself."""

    table: str
    figure: str
    notes: str
    note: str
    unpublished: str
    stop: str = "."
    """What stands behind the number of a paragraph or a section."""


TONGUES = {
    "en": Tongue(
        table="Table", figure="Figure", notes="Notes", note="note", unpublished="not published"
    ),
    "fr": Tongue(
        table="Tableau",
        figure="Figure",
        notes="Notes",
        note="note",
        unpublished="non publié",
    ),
    "es": Tongue(
        table="Cuadro",
        figure="Gráfico",
        notes="Notas",
        note="nota",
        unpublished="no publicado",
    ),
    "ru": Tongue(
        table="Таблица",
        figure="Диаграмма",
        notes="Примечания",
        note="примечание",
        unpublished="не публикуется",
    ),
    "ar": Tongue(
        table="الجدول",
        figure="الشكل",
        notes="الحواشي",
        note="الحاشية",
        unpublished="غير منشور",
        stop=" -",
    ),
    "zh": Tongue(table="表", figure="图", notes="注", note="注", unpublished="不公布"),
}


def tongue(language: str) -> Tongue:
    """Return the words of a language, English where it has none here."""
    return TONGUES.get(language, TONGUES["en"])


def long_day(day: date, language: str = "en") -> str:
    """Return a day as a document of the United Nations writes it.

    >>> long_day(date(2026, 3, 4)), long_day(date(2026, 3, 1), "fr")
    ('4 March 2026', '1er mars 2026')
    """
    known = language if language in _DAY else "en"
    listed = _MONTHS.get(known, _MONTHS["en"])
    month = listed.split("|" if "|" in listed else None)[day.month - 1]
    number = "1er" if known == "fr" and day.day == 1 else str(day.day)
    return _DAY[known].format(day=number, month=month, number=day.month, year=day.year)


def section_mark(number: int, level: int, language: str = "en") -> str:
    """Return what stands before a heading of a paper with numbered paragraphs.

    >>> section_mark(4, 1), section_mark(2, 2), section_mark(3, 3)
    ('IV.', 'B.', '3.')
    """
    listed = {("ar", 1): _ARABIC_SECTIONS, ("ar", 2): _ARABIC_PARTS, ("zh", 1): _CHINESE}
    own = listed.get((language, level), [])
    if number <= len(own):
        return f"{own[number - 1]}{tongue(language).stop}"
    plain = {1: _roman, 2: _letter}.get(level, str)(number)
    return f"{plain}{tongue(language).stop}"


def list_mark(number: int, language: str = "en") -> str:
    """Return what stands before an item of an ordered list.

    >>> list_mark(1), list_mark(28)
    ('(a)', '(bb)')
    """
    if language == "ar" and number <= len(_ARABIC_LETTERS):
        return f"({_ARABIC_LETTERS[number - 1]})"
    return f"({_letter(number).lower()})"


def _roman(number: int) -> str:
    told = ""
    for value, sign in _ROMAN:
        told += sign * (number // value)
        number %= value
    return told


def _letter(number: int) -> str:
    times, at = divmod(number - 1, _ALPHABET)
    return chr(ord("A") + at) * (times + 1)
