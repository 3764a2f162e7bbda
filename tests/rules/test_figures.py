"""What is published of figures: nobody computes a withheld number, whatever they hold.

Whoever reads knows the rules, as everybody can. So a number is safe where *another* world, in
which it is another number, would have been published in the very same way. The first tests go
through every small world there is; those after them look for such a world beside a given one,
with the real threshold.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import permutations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sanjose.rules import figures as rules
from sanjose.rules.figures import (
    CALENDAR,
    FINDING,
    KIND,
    MEASURE,
    PROCEDURE,
    REPLY,
    SILENCE,
    SMALL,
    TOTAL,
    TOTAL_WITHHELD,
    UNRELEASED,
    WITHHELD,
    Breakdown,
    Figure,
    Figures,
    published,
    standing,
)
from sanjose.rules.releases import SHORTEST, against, composed
from sanjose.words.figures import Release
from sanjose.words.model import Post
from sanjose.words.provenance import Chosen

DAY = date(2025, 1, 1)
FEW = 3
"""The threshold in worlds that are small enough to go through all of them."""

some = settings(deadline=None, max_examples=300)
counts = st.integers(0, 14)


def figure(key: str, number: int) -> Figure:
    return Figure(key=key, title=key.title(), number=number)


def breakdown(key: str, numbers: Iterable[int], keys: Iterable[str] = "") -> Breakdown:
    there = list(numbers)
    names = list(keys) or [f"{key}-{n}" for n in range(len(there))]
    return Breakdown(key=key, title=key, figures=tuple(map(figure, names, there)))


def house(total: int, *breakdowns: Breakdown, since=DAY, until=DAY) -> Figures:
    return Figures(
        since=since,
        until=until,
        total=figure(TOTAL, total),
        breakdowns=breakdowns,
        public=False,
    )


def divided(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Give every way of dividing a number into parts."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in divided(total - first, parts - 1):
            yield (first, *rest)


def seen(found: Figures) -> tuple:
    """Return everything that a reader of published figures sees."""
    within = tuple(
        (one.key, each.key, each.number, each.why)
        for one in found.breakdowns
        for each in one.figures
    )
    return found.total.number, found.total.why, within


def assert_nothing_is_computed(worlds: Iterable[Figures], **how) -> None:
    """Go through every world, and see whether those published alike agree on a withheld one."""
    alike = defaultdict(list)
    for one in worlds:
        found = published(one, **how)
        alike[seen(found)].append((one.numbers, found.numbers))
    assert alike
    for shown, there in alike.items():
        withheld = [key for key, number in there[0][1].items() if number is None]
        for key in withheld:
            assert len({true[key] for true, _ in there}) > 1, (key, shown)


# -- every small world ------------------------------------------------------------------------


@pytest.mark.parametrize("total", [True, False], ids=["total", "zeros only"])
@pytest.mark.parametrize(("cells", "most"), [(2, 14), (3, 12), (4, 10), (6, 9)])
def test_no_number_of_a_breakdown_is_computed_in_any_small_world(cells, most, total):
    """Floor 10."""
    worlds = (
        house(number, breakdown(PROCEDURE, numbers))
        for number in range(most + 1)
        for numbers in divided(number, cells)
    )

    assert_nothing_is_computed(worlds, total=total, small=FEW)


@pytest.mark.parametrize("total", [True, False], ids=["total", "zeros only"])
def test_two_breakdowns_of_the_same_cases_do_not_tell_of_each_other(total):
    worlds = (
        house(number, breakdown(PROCEDURE, one), breakdown(FINDING, other))
        for number in range(9)
        for one in divided(number, 2)
        for other in divided(number, 3)
    )

    assert_nothing_is_computed(worlds, total=total, small=FEW)


@pytest.mark.parametrize("total", [True, False], ids=["total", "zeros only"])
@pytest.mark.parametrize("none_at_all", [True, False], ids=["or none", "one at least"])
def test_a_breakdown_in_which_a_case_counts_several_times_tells_nothing_either(
    total, none_at_all
):
    worlds = (
        house(number, breakdown(KIND, numbers))
        for number in range(7)
        for numbers in product(range(number + 1), repeat=3)
        if none_at_all or sum(numbers) >= number
    )

    assert_nothing_is_computed(worlds, total=total, small=FEW)


@pytest.mark.parametrize("total", [True, False], ids=["total", "zeros only"])
def test_replies_do_not_tell_how_many_letters_were_written(total, monkeypatch):
    """What States replied adds up to the letters, so that one could tell the other."""
    monkeypatch.setattr(rules, "PARTS", {REPLY: (MEASURE, frozenset({"letter", "reminder"}))})
    keys = ("letter", "reminder", "meeting")
    worlds = (
        house(number, breakdown(MEASURE, taken, keys), breakdown(REPLY, replies))
        for number in (1, 9)
        for taken in product(range(5), repeat=3)
        for replies in divided(taken[0] + taken[1], 3)
    )

    assert_nothing_is_computed(worlds, total=total, small=FEW)


# -- the real threshold -----------------------------------------------------------------------


def others(numbers: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Give divisions of the same total: these in another order, and some beside them."""
    yield from permutations(numbers) if len(numbers) < 6 else turned(numbers)
    for at, other in permutations(range(len(numbers)), 2):
        for more in range(1, numbers[at] + 1):
            moved = list(numbers)
            moved[at], moved[other] = moved[at] - more, moved[other] + more
            yield tuple(moved)


def turned(numbers: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for at, other in permutations(range(len(numbers)), 2):
        swapped = list(numbers)
        swapped[at], swapped[other] = swapped[other], swapped[at]
        yield tuple(swapped)


@some
@given(st.lists(counts, min_size=2, max_size=9).map(tuple))
def test_beside_every_breakdown_lies_another_that_is_published_alike(numbers):
    found = standing(numbers)

    alike = [one for one in others(numbers) if standing(one) == found]

    for at, number in enumerate(found):
        if number is None:
            assert {one[at] for one in alike} - {numbers[at]}, (numbers, at)


@some
@given(st.lists(counts, min_size=2, max_size=9).map(tuple))
def test_what_is_published_is_true_and_never_small(numbers):
    found = standing(numbers)

    for true, number in zip(numbers, found, strict=True):
        assert number in {None, true}
        assert number is None or number == 0 or number >= SMALL.value


@some
@given(st.lists(counts, min_size=2, max_size=9).map(tuple), st.randoms())
def test_the_order_of_the_figures_tells_nothing(numbers, random):
    places = list(range(len(numbers)))
    random.shuffle(places)

    found = standing(tuple(numbers[place] for place in places))

    assert found == tuple(standing(numbers)[place] for place in places)


@some
@given(st.lists(counts.filter(lambda n: n == 0 or n >= SMALL.value), min_size=2).map(tuple))
def test_a_breakdown_without_a_small_number_stands_in_full(numbers):
    assert standing(numbers) == numbers


@some
@given(st.lists(counts, min_size=2, max_size=9).map(tuple))
def test_in_a_breakdown_with_a_large_number_every_true_zero_stands_as_0(numbers):
    assume(max(numbers) >= SMALL.value)

    found = standing(numbers)

    assert [at for at, one in enumerate(numbers) if one == 0] == [
        at for at, one in enumerate(found) if one == 0
    ]


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((0, 0, 0), (0, 0, 0)),
        ((2, 0, 0), (None, None, None)),
        ((12, 7, 2, 0), (12, None, None, 0)),
        ((12, 7, 7, 2, 0), (12, None, None, None, 0)),
        ((4, 4), (None, None)),
        ((30, 4, 4, 4), (None, None, None, None)),
        ((5, 30, 0), (5, 30, 0)),
        ((4, 30, 0), (None, None, 0)),
    ],
)
def test_a_small_number_is_withheld_with_the_least_that_is_not_small(numbers, found):
    assert standing(numbers) == found


def test_the_threshold_is_a_choice_of_ours_and_says_so():
    assert isinstance(SMALL, Chosen)
    assert isinstance(SHORTEST, Chosen)


# -- all figures of a period together ------------------------------------------------------------


def a_year(total: int = 20) -> Figures:
    return house(
        total,
        breakdown(PROCEDURE, (12, 8, 0)),
        breakdown(FINDING, (9, 6, 3, 2, 0)),
        breakdown(SILENCE, (2, 0, 0)),
        breakdown(MEASURE, (6, 0, 9), ("letter", "reminder", "meeting")),
        breakdown(REPLY, (6, 0, 0)),
        breakdown(CALENDAR, (3, 1)),
    )


def test_a_period_is_published_as_far_as_it_hides_nobody():
    found = published(a_year(), total=True)

    assert found.public
    assert found.total.number == 20
    assert [one.number for one in found.breakdown(PROCEDURE).figures] == [12, 8, 0]
    assert [one.number for one in found.breakdown(FINDING).figures] == [9, None, None, None, 0]
    assert [one.number for one in found.breakdown(SILENCE).figures] == [None, None, None]
    assert [one.number for one in found.breakdown(REPLY).figures] == [6, 0, 0]


def test_every_withheld_figure_of_a_breakdown_says_the_same():
    found = published(a_year(), total=True).breakdown(FINDING)

    assert {one.why for one in found.figures if one.number is None} == {WITHHELD}
    assert {one.why for one in found.figures if one.number is not None} == {""}


def test_without_the_total_only_zeros_are_published():
    """N 29: no allegation under two articles, and nothing said of how many there were."""
    found = published(a_year(), total=False)

    assert (found.total.number, found.total.why) == (None, TOTAL_WITHHELD)
    assert [one.number for one in found.breakdown(PROCEDURE).figures] == [None, None, 0]
    assert [one.number for one in found.breakdown(MEASURE).figures] == [None, 0, None]


def test_a_period_without_any_allegation_says_so_even_without_a_released_total():
    found = published(house(0, breakdown(PROCEDURE, (0, 0))), total=False)

    assert (found.total.number, found.total.why) == (0, "")
    assert [one.number for one in found.breakdown(PROCEDURE).figures] == [0, 0]


def test_a_small_total_is_published_where_the_rapporteur_releases_it():
    """N 32: allegations of reprisals in two cases."""
    found = published(house(2, breakdown(PROCEDURE, (2, 0))), total=True)

    assert found.total.number == 2
    assert [one.number for one in found.breakdown(PROCEDURE).figures] == [None, None]


def test_beside_a_small_total_nothing_is_said_of_those_few():
    """Not even that none of them withdrew a submission: it would be said of each."""
    found = published(
        house(2, breakdown(SILENCE, (0, 0)), breakdown(MEASURE, (7, 0))), total=True
    )

    assert found.by(SILENCE) == {"silence-0": None, "silence-1": None}
    assert found.by(MEASURE) == {"measure-0": 7, "measure-1": 0}
    assert found.by("none") == {}


def test_replies_are_withheld_while_a_number_of_letters_is():
    measures = breakdown(MEASURE, (7, 2, 9), ("letter", "reminder", "meeting"))
    found = published(house(20, measures, breakdown(REPLY, (9, 0, 0))), total=True)

    assert [one.number for one in found.breakdown(REPLY).figures] == [None, None, None]


def test_the_calendar_is_public_anyway():
    found = published(a_year(), total=False).breakdown(CALENDAR)

    assert [one.number for one in found.figures] == [3, 1]


def test_a_figure_is_found_by_its_key_and_what_is_not_there_is_none():
    found = a_year()

    assert found.breakdown(MEASURE).figure("meeting").number == 9
    assert found.breakdown(MEASURE).figure("none") is None
    assert found.breakdown("none") is None


# -- several releases -------------------------------------------------------------------------


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def released(found: Figures) -> Release:
    return Release(
        on=found.until,
        by=Post.RAPPORTEUR,
        since=found.since,
        until=found.until,
        numbers={key: one for key, one in found.numbers.items() if one is not None},
    )


DAYS = 3
PERIODS = [(one, other) for one in range(DAYS) for other in range(one, DAYS)]
CELLS = list(product(range(4), repeat=2))
"""What can have come in on one day, by procedure."""
EDGE = 5
"""Beyond it, the worlds beside a world have more on one day than those gone through."""


@cache
def summed(world: tuple[tuple[int, ...], ...], period: tuple[int, int]) -> tuple[int, ...]:
    first, last = period
    return tuple(sum(column) for column in zip(*world[first : last + 1], strict=True))


@cache
def of_sums(sums: tuple[int, ...], period: tuple[int, int]) -> Figures:
    first, last = period
    told = breakdown(PROCEDURE, sums)
    return house(sum(sums), told, since=day(first), until=day(last))


def counted(world: tuple[tuple[int, ...], ...], period: tuple[int, int]) -> Figures:
    return of_sums(summed(world, period), period)


def accepted(asked) -> list[tuple[tuple[int, int], bool]]:
    """Return which of the releases asked for are made; no number has a say in it."""
    made, there = [], []
    for period, total in asked:
        figures = of_sums((0, 0), period)
        if not against(there, figures.since, figures.until, day(DAYS), shortest=1):
            there.append(released(figures))
            made.append((period, total))
    return made


@cache
def release_of(sums: tuple[int, ...], period: tuple[int, int], *, total: bool) -> Release:
    return released(published(of_sums(sums, period), total=total, small=FEW))


def after(world, made) -> tuple[Release, ...]:
    """Return what stands published in a world, once these were released."""
    return tuple(
        release_of(summed(world, period), period, total=total) for period, total in made
    )


asking = st.lists(st.tuples(st.sampled_from(PERIODS), st.booleans()), min_size=1, max_size=5)


@settings(deadline=None, max_examples=15)
@given(asking)
def test_no_number_of_any_period_is_computed_from_several_releases(asked):
    """Overlapping, nested, adjacent and repeated periods, with and without totals."""
    made = accepted(asked)
    alike = defaultdict(list)
    for world in product(CELLS, repeat=DAYS):
        alike[tuple(tuple(one.numbers.items()) for one in after(world, made))].append(world)

    for worlds in alike.values():
        if max(summed(worlds[0], (0, DAYS - 1))) > EDGE:
            continue
        there = after(worlds[0], made)
        for period in PERIODS:
            shown = composed(counted(worlds[0], period), there).numbers
            for key in (one for one, number in shown.items() if number is None):
                place = slice(None) if key[0] == TOTAL else slice(int(key[1][-1]), None, 2)
                true = {sum(summed(world, period)[place]) for world in worlds}
                assert len(true) > 1 or said(period, key, there), (asked, period, key)


def said(period: tuple[int, int], key, there: Iterable[Release]) -> bool:
    """Return whether a number is only the sum of published ones, with published zeros around."""
    first, last = day(period[0]), day(period[1])
    published_there = [
        one
        for one in there
        if one.numbers.get(key) == 0
        or (key in one.numbers and first <= one.since and one.until <= last)
    ]
    return all(
        any(one.since <= day(number) <= one.until for one in published_there)
        for number in range(period[0], period[1] + 1)
    )


@settings(deadline=None, max_examples=100)
@given(asking, st.tuples(*[st.sampled_from(CELLS)] * DAYS))
def test_whatever_is_published_of_a_period_is_true(asked, world):
    there = after(world, accepted(asked))

    for period in PERIODS:
        true = counted(world, period)
        for key, number in composed(true, there).numbers.items():
            assert number in {None, true.numbers[key]}


@settings(deadline=None, max_examples=100)
@given(asking, st.tuples(*[st.sampled_from(CELLS)] * DAYS))
def test_no_two_releases_have_a_day_in_common(asked, world):
    there = after(world, accepted(asked))

    for one, other in permutations(there, 2):
        assert one.until < other.since or other.until < one.since


def a_release(first: int, last: int, total: int, *numbers: int) -> Release:
    told = house(total, breakdown(PROCEDURE, numbers), since=day(first), until=day(last))
    return released(published(told, total=True))


def empty(first: int, last: int) -> Figures:
    return house(99, breakdown(PROCEDURE, (9, 9)), since=day(first), until=day(last))


def test_a_longer_period_is_the_sum_of_what_was_released_of_its_parts():
    there = (a_release(0, 89, 20, 12, 8), a_release(90, 179, 9, 9, 0))

    found = composed(empty(0, 179), there)

    assert found.public
    assert list(found.numbers.values()) == [29, 21, 8]


def test_what_is_withheld_in_one_part_is_withheld_in_the_whole():
    """Two withheld numbers that add up to a large one are still not published: 8 is 4 and 4."""
    there = (a_release(0, 89, 20, 16, 4), a_release(90, 179, 20, 16, 4))

    found = composed(empty(0, 179), there)

    assert list(found.numbers.values()) == [40, None, None]
    assert found.breakdown(PROCEDURE).figures[0].why == WITHHELD


@pytest.mark.parametrize("period", [(0, 179), (0, 88), (1, 89), (0, 90), (90, 100)])
def test_of_a_period_that_releases_do_not_fill_nothing_is_published(period):
    found = composed(empty(*period), (a_release(0, 89, 20, 12, 8),))

    assert set(found.numbers.values()) == {None}
    assert found.total.why == UNRELEASED


def test_a_gap_between_two_releases_is_not_passed_over():
    there = (a_release(0, 89, 20, 12, 8), a_release(91, 180, 9, 9, 0))

    assert set(composed(empty(0, 180), there).numbers.values()) == {None}


@pytest.mark.parametrize(
    ("period", "keys"),
    [
        ((90, 179), []),
        ((0, 89), ["released"]),
        ((89, 179), ["released"]),
        ((-90, 0), ["released"]),
        ((10, 20), ["too-short", "released"]),
        ((90, 178), ["too-short"]),
        ((90, 400), ["not-over"]),
        ((300, 400), ["not-over"]),
    ],
)
def test_a_period_is_released_once_when_it_is_over_and_long_enough(period, keys):
    there = (a_release(0, 89, 20, 12, 8),)

    found = against(there, day(period[0]), day(period[1]), today=day(400))

    assert [one.key for one in found] == keys


def test_the_days_already_released_are_named():
    found = against((a_release(0, 89, 20, 12, 8),), day(50), day(200), today=day(400))

    assert "2025-01-01 to 2025-03-31" in found[0].reason
