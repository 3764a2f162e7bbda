"""The figures of a year over every case of the house: counted, and made ready to be published."""

import statistics
from datetime import date

from sanjose.secretariat import Secretariat
from sanjose.words.model import Post
from tests.bench.world import Row, clock

YEAR = (date(2021, 1, 1), date(2021, 12, 31))
ROUNDS = 5
MOST_SECONDS = 1.0


def rows(door: Secretariat, cases: int) -> list[Row]:
    """Return the rows of counting a year in which every case came in."""
    counted, ahead = [], []
    for _ in range(ROUNDS):
        started = clock()
        assert door.figures(*YEAR).total.number == cases
        counted.append(clock() - started)
        started = clock()
        assert door.figures_ahead(*YEAR, total=True, by=Post.RAPPORTEUR) is not None
        ahead.append(clock() - started)
    said = f"{cases} cases"
    return [
        Row("figures of a year, s", statistics.median(counted), "at most", MOST_SECONDS, said),
        Row(
            "the same, as published, s", statistics.median(ahead), "at most", MOST_SECONDS, said
        ),
    ]
