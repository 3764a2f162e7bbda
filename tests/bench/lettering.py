"""A letter as a Word file, once the libraries that lay it out are there: how long it takes."""

from statistics import median

from tests.bench.world import Row, clock

MOST_MILLISECONDS = 150.0
ROUNDS = 9


def rows() -> list[Row]:
    """Return the row of a letter to a State in the house's template, after warm-up."""
    from sanjose.paper.letters.letter import as_letter
    from tests.paper.written import facts

    given = facts()
    as_letter(given, "en")
    spent = []
    for _ in range(ROUNDS):
        started = clock()
        as_letter(given, "en")
        spent.append((clock() - started) * 1000)
    said = "the middle of nine, in one process"
    return [Row("a letter in Word, ms", median(spent), "at most", MOST_MILLISECONDS, said)]
