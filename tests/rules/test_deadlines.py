"""Entries of a calendar file: neutral words, numbered on when they move, cancelled when gone."""

from dataclasses import replace
from datetime import date, timedelta

from sanjose.rules.deadlines import BACK, WORDS, Entry, renewed
from sanjose.rules.dues import SOURCES

TODAY = date(2026, 3, 2)
ONE = Entry(uid="a", kind="reply", starts=TODAY, ends=TODAY)


def later(entry, days=7):
    on = entry.starts + timedelta(days=days)
    return replace(entry, starts=on, ends=on)


def test_an_entry_says_only_words_that_any_case_could_have():
    kinds = {*SOURCES, "file", "Canary"}

    said = {replace(ONE, kind=kind).words for kind in kinds}

    assert said <= {*WORDS.values(), "Something is due"}
    assert not any("State" in one or "M1" in one for one in said)


def test_what_stays_keeps_its_number_and_what_moves_gets_the_next():
    (stayed,) = renewed([ONE], [ONE], TODAY)
    (moved,) = renewed([later(ONE)], [replace(ONE, sequence=3)], TODAY)

    assert stayed.sequence == 0
    assert (moved.sequence, moved.starts) == (4, TODAY + timedelta(days=7))


def test_what_is_gone_is_cancelled_once_and_stays_so():
    (first,) = renewed([], [ONE], TODAY)
    (second,) = renewed([], [first], TODAY)

    assert (first.gone, first.sequence) == (True, 1)
    assert second == first


def test_what_comes_back_stands_again_under_the_next_number():
    (gone,) = renewed([], [ONE], TODAY)

    (back,) = renewed([ONE], [gone], TODAY)

    assert (back.gone, back.sequence) == (False, 2)


def test_what_is_long_past_is_in_no_file():
    past = later(ONE, -BACK.value - 1)

    assert renewed([past], [], TODAY) == ()
    assert renewed([], [past], TODAY) == ()


def test_entries_stand_in_the_order_of_their_days():
    other = replace(later(ONE), uid="b")

    assert renewed([other, ONE], [], TODAY) == (ONE, other)
