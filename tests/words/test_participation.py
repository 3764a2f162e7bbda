"""What a State has accepted on a day: what was looked up speaks, and silence is never a no."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjose.words.events import ParticipationEntered
from sanjose.words.participation import Acceptance, claim, covers, found, overlap
from tests.words.facts import a_record

BEGUN = date(2001, 6, 1)
ENDED = date(2010, 5, 31)
LOOKED = date(2026, 1, 5)
A_DAY = timedelta(days=1)
YEAR = timedelta(days=365)


def entry(status=Acceptance.PARTY, since=BEGUN, until=None, **known):
    told = {"state": "XXA", "instrument": "moon", "source": "register", "as_of": LOOKED}
    return ParticipationEntered(status=status, since=since, until=until, **told | known)


def absent(since=None, until=None, **known):
    return entry(Acceptance.NOT_PARTY, since, until, **known)


def said(entries, *days):
    return [found(entries, day).affirmed for day in days]


days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
lookups = st.sampled_from([LOOKED - 3 * YEAR, LOOKED - YEAR, LOOKED])


@st.composite
def entered(draw):
    since, until = draw(st.none() | days), draw(st.none() | days)
    if since and until and until < since:
        since, until = until, since
    status = draw(st.sampled_from([Acceptance.PARTY, Acceptance.NOT_PARTY]))
    source = draw(st.sampled_from(["register", "note verbale"]))
    return entry(status, since, until, source=source, as_of=draw(lookups))


several = st.lists(entered(), max_size=5)
some = settings(deadline=None, max_examples=100)


# -- one entry ---------------------------------------------------------------------------------


def test_nothing_entered_says_nothing():
    assert found((), LOOKED).affirmed is None
    assert found((), LOOKED).by == ()


def test_both_the_first_and_the_last_day_count():
    one = entry(until=ENDED)

    assert said([one], BEGUN, ENDED) == [True, True]
    assert said([one], BEGUN - A_DAY, ENDED + A_DAY) == [False, False]
    assert [covers(one, day) for day in (BEGUN - A_DAY, BEGUN, ENDED, ENDED + A_DAY)] == [
        False,
        True,
        True,
        False,
    ]


def test_without_a_last_day_it_goes_on():
    assert said([entry()], LOOKED + 40 * YEAR) == [True]


def test_without_a_first_day_it_speaks_from_the_look_up_on():
    """Nobody looked further back: that it was no party before is not known."""
    assert said([entry(since=None)], LOOKED - A_DAY, LOOKED) == [None, True]
    assert said([absent()], LOOKED - A_DAY, LOOKED) == [None, False]
    assert found([entry(since=None)], LOOKED - A_DAY).by == (entry(since=None),)
    assert found([absent()], LOOKED - A_DAY).by == (absent(),)


def test_what_ended_before_the_look_up_without_a_first_day_speaks_for_its_last_day():
    one = entry(since=None, until=ENDED)

    assert said([one], ENDED - A_DAY, ENDED, ENDED + A_DAY) == [None, True, False]


def test_not_having_accepted_says_nothing_about_other_days():
    one = absent(BEGUN, ENDED)

    assert said([one], BEGUN - A_DAY, BEGUN, ENDED, ENDED + A_DAY) == [None, False, False, None]


@pytest.mark.parametrize("status", Acceptance)
def test_what_was_done_and_what_was_not_is_told_by_its_word(status):
    assert status.affirmed is not ("not" in status)
    assert found([entry(status)], BEGUN).affirmed is status.affirmed


def test_an_answer_rests_on_the_entry_that_gives_it():
    one = entry(until=ENDED)

    for day in (BEGUN - A_DAY, BEGUN, LOOKED):
        assert found([one], day).by == (one,)
    assert not found([one], BEGUN).contradictory


# -- several entries ---------------------------------------------------------------------------


def test_a_state_may_come_back():
    """Denounced in 1980, party again in 2001: each time has its entry."""
    first = entry(since=date(1976, 1, 1), until=date(1980, 12, 31))
    again = entry()

    for entries in ([first, again], [again, first]):
        assert said(entries, date(1977, 1, 1), date(1990, 1, 1), BEGUN) == [True, False, True]
    assert found([again, first], date(1990, 1, 1)).by == (first,)


def test_each_time_stands_whichever_was_looked_up_last():
    first = entry(since=date(1976, 1, 1), until=date(1980, 12, 31), as_of=LOOKED - YEAR)
    again = entry()

    assert said([first, again], date(1977, 1, 1), BEGUN) == [True, True]


def test_after_one_time_another_may_have_begun_nobody_knows_when():
    ended = entry(until=ENDED)
    now = entry(since=None)

    assert said([ended, now], BEGUN, ENDED + YEAR, LOOKED) == [True, None, True]
    assert said([ended, now], BEGUN - A_DAY) == [False]
    assert (
        found([ended, now], ENDED + YEAR).by == found([now, ended], ENDED + YEAR).by == (now,)
    )


def test_not_being_party_later_leaves_no_doubt():
    assert said([entry(until=ENDED), absent()], ENDED + YEAR, LOOKED) == [False, False]


def test_a_beginning_that_was_looked_up_leaves_no_doubt():
    entries = [entry(until=ENDED), entry(since=None), entry(since=LOOKED - YEAR)]

    assert said(entries, ENDED + YEAR, LOOKED - YEAR) == [False, True]
    assert found(entries, ENDED + YEAR).by == (entries[0],)


@pytest.mark.parametrize("order", [1, -1])
def test_the_newest_look_up_wins(order):
    older = entry(as_of=LOOKED - YEAR)
    newer = absent(since=date(2025, 6, 1))

    entries = [older, newer][::order]

    assert said(entries, date(2025, 6, 1), date(2025, 5, 31)) == [False, True]
    assert found(entries, LOOKED).by == (newer,)


@pytest.mark.parametrize("order", [1, -1])
def test_a_denunciation_that_is_looked_up_later_ends_what_was_open(order):
    older = entry(as_of=LOOKED - YEAR)
    newer = entry(until=ENDED)

    assert said([older, newer][::order], ENDED, ENDED + A_DAY) == [True, False]


def test_an_older_look_up_ends_nothing():
    assert said([entry(until=ENDED, as_of=LOOKED - YEAR), entry()], ENDED + A_DAY) == [True]


def test_a_later_entry_of_the_same_look_up_is_a_correction():
    wrong, right = entry(), entry(since=BEGUN + YEAR)

    assert said([wrong, right], BEGUN, BEGUN + YEAR) == [False, True]
    assert said([right, wrong], BEGUN) == [True]
    assert said([wrong, absent(BEGUN)], BEGUN) == [False]


def test_two_sources_of_one_day_that_differ_contradict_each_other():
    one, other = entry(), absent(BEGUN, source="note verbale")

    told = found([one, other], LOOKED)

    assert (told.affirmed, told.contradictory, told.by) == (None, True, (one, other))


def test_two_sources_differ_as_well_about_the_last_day():
    one, other = entry(), entry(until=ENDED, source="note verbale")

    assert said([one, other], BEGUN, ENDED + A_DAY) == [True, None]
    assert found([one, other], ENDED + A_DAY).contradictory
    assert found([one, other], BEGUN).by == (one, other)


def test_two_sources_about_different_times_do_not_contradict_each_other():
    first = entry(since=date(1976, 1, 1), until=date(1980, 12, 31), source="note verbale")

    assert said([first, entry()], date(1977, 1, 1), BEGUN) == [True, True]


def test_a_newer_look_up_settles_a_contradiction():
    older = [
        entry(as_of=LOOKED - YEAR),
        absent(BEGUN, source="note verbale", as_of=LOOKED - YEAR),
    ]

    assert said([*older, entry()], BEGUN) == [True]


# -- whatever was entered ----------------------------------------------------------------------


@some
@given(several, days)
def test_no_answer_is_guessed(entries, on):
    told = found(entries, on)
    claims = {claim(one, on) for one in entries}

    if told.affirmed is None:
        silent = not any(covers(one, on) for one in entries)
        open_ended = any(one.since is None and one.status.affirmed for one in told.by)
        assert silent or told.contradictory or open_ended
    else:
        assert told.affirmed in claims
        assert {claim(one, on) for one in told.by} == {told.affirmed}
    if claims <= {None}:
        assert told.affirmed is None
    if told.contradictory:
        assert len({one.source for one in told.by}) == 2
        assert len({one.as_of for one in told.by}) == 1


@some
@given(several, entered(), days)
def test_the_last_look_up_of_all_decides_the_days_that_it_covers(entries, last, on):
    newest = replace(last, as_of=LOOKED + YEAR)

    told = found([*entries, newest], on)

    if covers(newest, on):
        assert told.affirmed is newest.status.affirmed
        assert told.by == (newest,)


@some
@given(several, entered(), days)
def test_an_entry_that_says_nothing_of_a_day_answers_nothing(entries, one, on):
    before, after = found(entries, on), found([*entries, one], on)

    if claim(one, on) is None:
        assert after.affirmed in {before.affirmed, None}


@some
@given(st.lists(entered(), max_size=3), st.permutations(range(3)), days)
def test_the_order_of_different_look_ups_does_not_matter(entries, order, on):
    apart = [replace(one, as_of=LOOKED + n * A_DAY) for n, one in enumerate(entries)]
    mixed = [apart[n] for n in order if n < len(apart)]

    assert found(mixed, on).affirmed == found(apart, on).affirmed


@some
@given(entered(), entered())
def test_entries_overlap_where_both_cover_a_day(one, other):
    edges = {day for e in (one, other) for day in (e.since, e.until, e.as_of) if day}
    both = any(covers(one, day) and covers(other, day) for day in edges)

    assert overlap(one, other) is overlap(other, one) is both


def test_the_record_keeps_what_was_entered_in_its_order():
    assert a_record(entry(), absent()).participation == (entry(), absent())
