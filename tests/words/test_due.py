"""Something that is waiting, and how late it is."""

from datetime import date

import pytest

from sanjose.words.due import Due

DUE = Due("assess", "", date(2026, 3, 2), date(2026, 3, 16))


@pytest.mark.parametrize(
    ("today", "late"),
    [
        (date(2026, 3, 2), 0),
        (date(2026, 3, 15), 0),
        (date(2026, 3, 16), 0),
        (date(2026, 3, 17), 1),
        (date(2027, 3, 16), 365),
    ],
    ids=str,
)
def test_the_last_day_is_in_time_and_the_next_is_late(today, late):
    assert DUE.late(today) == late
