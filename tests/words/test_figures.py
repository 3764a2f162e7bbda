"""What was published of the figures: read back as it was written, by its days."""

from datetime import date

from sanjose.words.figures import FigureReleased, releases, written
from sanjose.words.model import Post
from tests.words.facts import numbered

FIRST, SECOND = (
    FigureReleased(
        since=date(year, 1, 1),
        until=date(year, 12, 31),
        numbers=(
            written("total", "", 8),
            written("kind", "restrictive law or charge", 0),
            written("measure", "own/measure=1", 12),
        ),
    )
    for year in (2024, 2025)
)


def test_what_was_released_is_read_back_as_it_was_written():
    (found,) = releases(numbered(FIRST))

    assert (found.since, found.until) == (FIRST.since, FIRST.until)
    assert found.by is Post.SECRETARIAT
    assert found.numbers == {
        ("total", ""): 8,
        ("kind", "restrictive law or charge"): 0,
        ("measure", "own/measure=1"): 12,
    }


def test_releases_come_by_their_days_and_nothing_else_is_one():
    found = releases(numbered(SECOND, FIRST))

    assert [one.since.year for one in found] == [2024, 2025]
    assert releases(()) == ()
