"""The joined digest for the Chairs of the treaty bodies: system developments, and nothing else."""

from collections.abc import Sequence
from datetime import date

from sanjose.paper.document import Block, Heading, Items, Paper, Plain, Table
from sanjose.paper.forms.tongues import long_day
from sanjose.rules.profile import Committee, Shape
from sanjose.rules.system import Development, Kind, Part

NOTHING = "Nothing is told of this period."


def as_joined(parts: Sequence[Part], profiles: Sequence[Committee], on: date) -> Paper:
    """Return the parts of several committees as one paper.

    Args:
        profiles: every committee known, for how far the system is aligned.
    """
    since, until = min(one.since for one in parts), max(one.until for one in parts)
    rows = [
        (one.committee.upper(), long_day(each.on), _said(each))
        for one in sorted(parts, key=lambda one: one.committee)
        for each in one.developments
    ]
    told: Block = Plain(NOTHING)
    if rows:
        told = Table(
            caption="Developments, by committee",
            head=("Committee", "Day", "What"),
            rows=tuple(rows),
        )
    missing = sorted({one.slug for one in profiles} - {one.committee for one in parts})
    without = f" Nothing was handed in by {', '.join(missing).upper()}." if missing else ""
    return Paper(
        title="System developments on intimidation and reprisals",
        blocks=(
            Plain(
                f"From {long_day(since)} to {long_day(until)}. This speaks of the system: no "
                f"allegation, State or person has a place in it.{without}"
            ),
            Heading("What changed"),
            told,
            Heading("How far the treaty bodies are aligned"),
            Items(_aligned(profiles)),
        ),
        masthead=("For the Chairs of the human rights treaty bodies",),
        dated=on,
        handling="For the Chairs",
    )


def _said(one: Development) -> str:
    match one.kind:
        case Kind.PRACTICES:
            number = "a good practice" if one.number == 1 else f"{one.number} good practices"
            return f"{number} noted, the last on this day"
        case Kind.SESSION:
            return "a session begins"
        case _:
            return str(one.kind)


def _aligned(profiles: Sequence[Committee]) -> tuple[str, ...]:
    bureaux = sum(one.shape.value is Shape.BUREAU for one in profiles)
    endorsed = sum(one.endorsed.value is not None for one in profiles)
    policies = sum(one.policy.value is not None for one in profiles)
    of = f"of the {len(profiles)} bodies"
    offices = f"{len(profiles) - bureaux} {of} have a rapporteur or focal point"
    return (
        f"{offices}; in {bureaux} the Bureau acts (G 8).",
        f"{endorsed} {of} have endorsed the San José Guidelines, as their profiles say.",
        f"{policies} {of} have a policy of their own, or guidelines (G 9).",
    )
