"""Days of the calendar as people write them, in figures or with the month in words."""
# ruff: noqa: RUF001 - signs that look like others are what is read here.

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

_MONTHS = (
    "january jan janvier janv enero ene января январь янв يناير janeiro januar",
    "february feb février fevrier févr febrero feb февраля февраль فبراير شباط fevereiro februar",
    "march mar mars marzo марта март مارس آذار março märz",
    "april apr avril avr abril abr апреля апрель أبريل نيسان",
    "may mai mayo мая май مايو أيار maio",
    "june jun juin junio июня июнь يونيو حزيران junho juni",
    "july jul juillet juil julio июля июль يوليو تموز julho juli",
    "august aug août aout agosto ago августа август أغسطس آب",
    "september sep sept septembre septiembre setiembre сентября сентябрь سبتمبر أيلول setembro",
    "october oct octobre octubre октября октябрь أكتوبر outubro oktober",
    "november nov novembre noviembre ноября ноябрь نوفمبر novembro",
    "december dec décembre déc diciembre dic декабря декабрь ديسمبر dezembro dezember",
)
_MONTH = {
    name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()
}
_YEAR = r"(?:1[89]|20)\d\d"
_FIGURES = re.compile(
    rf"(?<![\d./-])(?:(?P<iso>{_YEAR})[-/. ](?P<im>\d\d?)[-/. ](?P<id>\d\d?)"
    rf"|(?P<a>\d\d?)([-/.])(?P<b>\d\d?)\5(?P<y>{_YEAR}|\d\d)"
    rf"|(?P<hy>{_YEAR})\s?[年년]\s?(?P<hm>\d\d?)\s?[月월]\s?(?P<hd>\d\d?)\s?[日일号])(?![\d/-])"
)
_SHORT_FIGURES = re.compile(r"(?<!\d)(?P<m>\d\d?)\s?[月월]\s?(?P<d>\d\d?)\s?[日일号]")
_DAY_FIRST = re.compile(
    r"(?<![\w/.])(?P<d>\d\d?)(?:st|nd|rd|th|er|º|ª|\.)?[\s-]*(?:of\s+|de\s+|d['’]\s*)?"
    rf"(?P<m>[^\W\d_]{{3,10}})\b\.?(?:,?[\s-]*(?:de\s+|del\s+)?(?P<y>{_YEAR}))?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"\b(?P<m>[^\W\d_]{3,10})\.?[\s-]*(?P<d>\d\d?)(?:st|nd|rd|th)?(?![\d/])\b"
    rf"(?:,?\s*(?P<y>{_YEAR}))?",
    re.IGNORECASE,
)
_CENTURY, _PIVOT = 100, 2000


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a text: where, what it may be, and whether it is written in full in figures.

    ``readings`` are pairs of day and month: 3/4 is either. ``year`` is None where none stands.
    """

    start: int
    end: int
    readings: tuple[tuple[int, int], ...]
    year: int | None
    figures: bool

    def may_be(self, day: int, month: int, year: int | None) -> bool:
        """Return whether it may be this day, years being compared where both are known."""
        same_year = None in (year, self.year) or year == self.year
        return same_year and (day, month) in self.readings


def days(text: str) -> Iterator[Day]:
    """Give the days that stand in a text."""
    for found in _FIGURES.finditer(text):
        if found["a"]:
            one, other = int(found["a"]), int(found["b"])
            readings = ((one, other), (other, one))
            yield _day(found, readings, _full(int(found["y"])), figures=True)
        else:
            year, month, day = found["iso"], found["im"], found["id"]
            if year is None:
                year, month, day = found["hy"], found["hm"], found["hd"]
            yield _day(found, ((int(day), int(month)),), int(year), figures=True)
    for found in _SHORT_FIGURES.finditer(text):
        yield _day(found, ((int(found["d"]), int(found["m"])),), None, figures=False)
    for found in chain(_DAY_FIRST.finditer(text), _MONTH_FIRST.finditer(text)):
        month = _MONTH.get(found["m"].lower())
        if month is not None:
            year = int(found["y"]) if found["y"] else None
            yield _day(found, ((int(found["d"]), month),), year, figures=False)


def _full(year: int) -> int:
    return year if year >= _CENTURY else _PIVOT + year


def _day(
    found: re.Match[str],
    readings: tuple[tuple[int, int], ...],
    year: int | None,
    *,
    figures: bool,
) -> Day:
    return Day(found.start(), found.end(), readings, year, figures)
