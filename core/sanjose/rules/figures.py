"""Figures of a period, and which of them may be published without telling who it is.

A small number can show who it is, and so can what is left when published numbers are taken
from each other. Whoever reads a figure is taken to know how it was made, since this module is
public, and to hold everything that was ever released. Four rules keep a withheld number from
being computed all the same, and each is nothing without the others:

1. A breakdown with a small number withholds it *together with the least number that is not
   small*. What is withheld then holds both sorts, and nobody can say which is which. Where all
   of it is small, its zeros are withheld as well: beside them one number would be the total.
   Beside a small total nothing is published of what the allegations were, not even a zero,
   since it would be said of those few.
2. Numbers that are parts of another breakdown's (what States replied, of the letters that were
   written) are withheld as a whole unless those stand in full.
3. Without the total only what is zero is published.
4. A period is released once, and no two releases have a day in common (``rules.releases``).

Every withheld figure of a breakdown has the same sentence; another one would say which is small.

Source: floor 10; G 15, 25, 32; N 24, 25, 29, 32. How numbers are withheld is ours.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sanjose.words.measures import LETTERS
from sanjose.words.provenance import Chosen

SMALL = Chosen(5, "a number below five is small enough to be somebody whom others recognise")
"""The least number that is published beside others; zero is published as 0."""

WITHHELD = "withheld, so that nobody can be recognised"
TOTAL_WITHHELD = "the total was not released"
UNRELEASED = "not released for publication"

TOTAL = "total"
PROCEDURE, FINDING, KIND, SILENCE = "procedure", "finding", "kind", "silence"
MEASURE, REPLY, CALENDAR = "measure", "reply", "calendar"

OPEN = frozenset({CALENDAR})
"""Breakdowns of what is public anyway: sessions, reviews, what was adopted."""

OF_CASES = frozenset({PROCEDURE, FINDING, KIND, SILENCE})
"""Breakdowns of the allegations of which the total is the number."""

PARTS: Mapping[str, tuple[str, frozenset[str]]] = {REPLY: (MEASURE, LETTERS)}
"""Breakdowns that divide numbers of another one, and which: they add up to them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One number with its title; None where it is not published, and then ``why`` says so."""

    key: str
    title: str
    number: int | None
    why: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Breakdown:
    """Figures of one kind, such as those by procedure; it has two at least.

    Args:
        note: what has to be read beside it, such as that one case can count twice.
    """

    key: str
    title: str
    figures: tuple[Figure, ...]
    note: str = ""

    def figure(self, key: str) -> Figure | None:
        """Return the figure with a key, or None."""
        return next((one for one in self.figures if one.key == key), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """The figures of a period, of which both days count.

    Args:
        public: whether only what may be, or was, published stands in them.
        partly: whether only what is open to the officer who asked is counted.
    """

    since: date
    until: date
    total: Figure
    breakdowns: tuple[Breakdown, ...]
    public: bool
    partly: bool = False

    def breakdown(self, key: str) -> Breakdown | None:
        """Return the breakdown with a key, or None."""
        return next((one for one in self.breakdowns if one.key == key), None)

    def by(self, breakdown: str) -> dict[str, int | None]:
        """Return the numbers of a breakdown by their keys; none where there is no such one."""
        found = self.breakdown(breakdown)
        return {one.key: one.number for one in found.figures} if found else {}

    @property
    def numbers(self) -> dict[tuple[str, str], int | None]:
        """Return every number by its breakdown and key; the total stands under ``TOTAL``."""
        within = {
            (one.key, figure.key): figure.number
            for one in self.breakdowns
            for figure in one.figures
        }
        return {(TOTAL, ""): self.total.number, **within}


def published(house: Figures, *, total: bool, small: int = SMALL.value) -> Figures:
    """Return what of the figures of the house can be published, all of it at once.

    Args:
        house: everything counted, nothing of it withheld from whoever counts.
        total: whether the total is released, which is for the rapporteur to say.

    Source: floor 10; N 29, 32.
    """
    few = total and 0 < (house.total.number or 0) < small
    kept = {}
    for one in house.breakdowns:
        if one.key in OPEN:
            kept[one.key] = one
        elif few and one.key in OF_CASES:
            kept[one.key] = _withheld(one)
        else:
            kept[one.key] = _kept(one, small if total else None)
    for key, (of, parts) in PARTS.items():
        if total and key in kept and not _in_full(kept[of], parts):
            kept[key] = _withheld(kept[key])
    stays = total or house.total.number == 0
    whole = house.total if stays else replace(house.total, number=None, why=TOTAL_WITHHELD)
    return replace(house, total=whole, breakdowns=tuple(kept.values()), public=True)


def standing(numbers: Sequence[int], small: int = SMALL.value) -> tuple[int | None, ...]:
    """Return the numbers of one breakdown as they stand beside their total; None is withheld.

    >>> standing((12, 7, 2, 0)), standing((2, 0, 0)), standing((12, 0))
    ((12, None, None, 0), (None, None, None), (12, 0))
    """
    if not any(0 < one < small for one in numbers):
        return tuple(numbers)
    cover = min((one for one in numbers if one >= small), default=None)
    if cover is None:
        return (None,) * len(numbers)
    # Equal numbers go together: the order in which they stand would tell them apart.
    return tuple(None if 0 < one <= cover else one for one in numbers)


def _kept(one: Breakdown, small: int | None) -> Breakdown:
    """Return a breakdown as it is published; without a total (None) only its zeros."""
    numbers = [figure.number or 0 for figure in one.figures]
    if small is None:
        return _narrowed(one, [None if number else 0 for number in numbers], TOTAL_WITHHELD)
    return _narrowed(one, standing(numbers, small), WITHHELD)


def _withheld(one: Breakdown) -> Breakdown:
    return _narrowed(one, [None] * len(one.figures), WITHHELD)


def _narrowed(one: Breakdown, numbers: Sequence[int | None], why: str) -> Breakdown:
    told = zip(one.figures, numbers, strict=True)
    figures = (
        replace(figure, number=number, why=why if number is None else "")
        for figure, number in told
    )
    return replace(one, figures=tuple(figures))


def _in_full(one: Breakdown, keys: Iterable[str]) -> bool:
    """Return whether every one of these figures stands with its number."""
    there = (one.figure(key) for key in keys)
    return all(figure is None or figure.number is not None for figure in there)


def with_numbers(
    empty: Figures, numbers: Mapping[tuple[str, str], int | None], why: str
) -> Figures:
    """Return the same figures with other numbers; what is not among them is withheld.

    Args:
        why: what is said of those.
    """
    total = numbers.get((TOTAL, ""))
    return replace(
        empty,
        total=replace(empty.total, number=total, why="" if total is not None else why),
        breakdowns=tuple(
            _narrowed(one, [numbers.get((one.key, each.key)) for each in one.figures], why)
            for one in empty.breakdowns
        ),
        public=True,
    )
