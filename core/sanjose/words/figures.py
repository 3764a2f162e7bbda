"""What was published of a committee's figures: a period, once and for ever.

The entry holds the numbers as they were published. They are repeated from here and never
counted again: what came late, what was erased or what was found since would show as the
difference between two publications of one period.

Source: floor 10; G 15, 25, 32.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sanjose.words.events import Event
from sanjose.words.model import Post
from sanjose.words.told import body, told


@body("figure.released/1")
class FigureReleased:
    """The figures of a period were released for publication. Source: floor 10; N 29, 32."""

    since: date = told("the first day of the period")
    until: date = told("the last day of the period, which is over")
    numbers: tuple[str, ...] = told(
        "what is published, each as breakdown/key=number; everything else is withheld",
        default=(),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """What was published of a period; ``numbers`` by breakdown and key."""

    on: date
    by: Post
    since: date
    until: date
    numbers: dict[tuple[str, str], int]


def releases(events: Iterable[Event]) -> tuple[Release, ...]:
    """Return everything that was published, by its days."""
    found = (
        Release(
            on=event.on,
            by=event.by or Post.SECRETARIAT,
            since=event.body.since,
            until=event.body.until,
            numbers=dict(map(_number, event.body.numbers)),
        )
        for event in events
        if isinstance(event.body, FigureReleased)
    )
    return tuple(sorted(found, key=lambda one: one.since))


def written(breakdown: str, key: str, number: int) -> str:
    """Return a number as the entry has it."""
    return f"{breakdown}/{key}={number}"


def _number(text: str) -> tuple[tuple[str, str], int]:
    name, _, number = text.rpartition("=")
    breakdown, _, key = name.partition("/")
    return (breakdown, key), int(number)
