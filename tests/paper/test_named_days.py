"""The day for a reply is the one that stands in the letter, in whatever language it is."""

from datetime import date, timedelta

import pytest

from sanjose.paper.forms.tongues import long_day
from sanjose.paper.reading.named_days import FURTHEST, deadline_named
from sanjose.rules.letters import LANGUAGES

SENT = date(2026, 3, 2)
BY = date(2026, 5, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_is_found_in_every_language_of_letters(language):
    said = f"… {long_day(BY, language)}, …"

    assert deadline_named(said, SENT) == BY


def test_a_day_broken_over_two_lines_or_with_firm_spaces_is_found():
    assert deadline_named("by 1\nMay 2026", SENT) == BY
    assert deadline_named("by 1\u00a0May\u00a02026", SENT) == BY
    assert deadline_named("by 2026-05-01", SENT) == BY


def test_the_end_of_another_day_is_no_day():
    assert deadline_named("by 21 May 2026", SENT) == date(2026, 5, 21)


def test_the_letters_own_day_and_what_lies_behind_it_are_not_meant():
    said = f"{long_day(SENT)}: as we wrote on 8 September 2021, please reply by 1 May 2026"

    assert deadline_named(said, SENT) == BY


@pytest.mark.parametrize(
    "said",
    ["soon", "between 1 May 2026 and 2 May 2026", long_day(SENT + timedelta(FURTHEST + 1))],
)
def test_none_or_several_or_one_far_ahead_is_asked_of_the_officer(said):
    assert deadline_named(said, SENT) is None
