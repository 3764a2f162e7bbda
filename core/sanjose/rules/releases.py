"""Which periods can be released for publication, and what is published of any period.

No two releases have a day in common, and none is made twice. So nothing is counted in two of
them, and nobody can take one from another to see what came in between. What is published of a
longer period is the sum of what was released of its parts: whoever reads those can add them
up, and a sum of anything else would be a second release of the same days.

Source: floor 10; ours, since no document says how figures of several periods stand together.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sanjose.rules.figures import UNRELEASED, WITHHELD, Figures, with_numbers
from sanjose.rules.view import Objection
from sanjose.words.figures import Release
from sanjose.words.provenance import Chosen, ours

SHORTEST = Chosen(
    90,
    "a quarter: a day or a week in which somebody was heard can show who it was, and no "
    "summary without the person's word for it is finer",
)
"""How many days a period has at least that is released."""

ONCE = ours("what two releases share could be computed from their difference")


def against(
    released: Sequence[Release],
    since: date,
    until: date,
    today: date,
    *,
    shortest: int = SHORTEST.value,
) -> tuple[Objection, ...]:
    """Return what stands against releasing a period; it asks no figure, and so tells none."""
    found = []
    if until >= today:
        reason = "the period is not over: what comes in until then would be missing for ever"
        found.append(Objection("not-over", reason, ONCE))
    if (until - since).days + 1 < shortest:
        reason = f"the period is too short: {shortest} days at least are released together"
        found.append(Objection("too-short", reason, Chosen(None, SHORTEST.because)))
    shared = [one for one in released if one.since <= until and since <= one.until]
    if shared:
        days = ", ".join(f"{one.since} to {one.until}" for one in shared)
        reason = f"figures of some of these days were released already, once for ever: {days}"
        found.append(Objection("released", reason, ONCE))
    return tuple(found)


def composed(empty: Figures, released: Sequence[Release]) -> Figures:
    """Return what is published of a period: the sums of releases that fill it, and no more.

    Args:
        empty: the figures of the period with their titles; its numbers are not read.
    """
    parts = _parts(released, empty.since, empty.until)
    if not parts:
        return with_numbers(empty, {}, UNRELEASED)
    common = set(parts[0].numbers).intersection(*(one.numbers for one in parts[1:]))
    sums = {key: sum(one.numbers[key] for one in parts) for key in common}
    return with_numbers(empty, sums, WITHHELD)


def _parts(released: Sequence[Release], since: date, until: date) -> tuple[Release, ...]:
    """Return the releases that fill a period to the day, or none."""
    within = [one for one in released if since <= one.since and one.until <= until]
    within.sort(key=lambda one: one.since)
    at = since
    for one in within:
        if one.since != at:
            return ()
        at = one.until + timedelta(days=1)
    return tuple(within) if within and within[-1].until == until else ()
