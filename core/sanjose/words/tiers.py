"""The coarse values that other committees may be told of an allegation, in three tiers.

The values of each tier are unions of the values of the next: whatever is put together,
compared or taken from one another, no finer cell follows than the finest that was told. Keep
it so. What is told follows from the gravest act alone, and the time is that of receipt, never
that of the act. Nothing here knows a case: what may be sent is read by parts that see none.

Source: G 12, 16; N 14; the tiers and the coarse values are ours, since no document gives any.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any

from sanjose.words.model import Kind
from sanjose.words.provenance import Chosen
from sanjose.words.states import Region, states
from sanjose.words.states import state as state_named


class Tier(IntEnum):
    """How much is told, from the least; each name is what the summary speaks of."""

    REGION = 0
    FAMILY = 1
    STATE = 2


TELLS: Mapping[Tier, str] = {
    Tier.REGION: "region and year",
    Tier.FAMILY: "region, half-year and family of act",
    Tier.STATE: "State, quarter and act",
}
"""What is told at each tier, in words."""


class Half(StrEnum):
    """A half of a year."""

    FIRST = "first half"
    SECOND = "second half"


class Quarter(StrEnum):
    """A quarter of a year."""

    FIRST = "first quarter"
    SECOND = "second quarter"
    THIRD = "third quarter"
    FOURTH = "fourth quarter"


class Family(StrEnum):
    """A family of acts, coarse enough that none stands alone in it."""

    BODY = "against life, liberty or integrity"
    MEANS = "by law, or against movement, work or property"
    PRESSURE = "pressure, or of another or unknown kind"


NEIGHBOURS: Chosen[Mapping[str, Region]] = Chosen(
    {
        "COK": Region.ASIA_PACIFIC,
        "NIU": Region.ASIA_PACIFIC,
        "VAT": Region.WESTERN_EUROPE_OTHERS,
        "XXA": Region.AFRICA,
        "XXB": Region.ASIA_PACIFIC,
        "XXC": Region.LATIN_AMERICA_CARIBBEAN,
    },
    because='three States are in no group, and "none" would be their name: each counts with '
    "the group among whose States it lies; the invented States are spread",
)
"""The region of a State that is in no regional group."""

GRAVEST: Chosen[tuple[Kind, ...]] = Chosen(
    (
        Kind.KILLING,
        Kind.DISAPPEARANCE,
        Kind.VIOLENCE,
        Kind.DETENTION,
        Kind.THREAT,
        Kind.LAW,
        Kind.TRAVEL,
        Kind.PROPERTY,
        Kind.WORK,
        Kind.SURVEILLANCE,
        Kind.CYBERATTACK,
        Kind.SMEAR,
        Kind.FEAR,
        Kind.OTHER,
    ),
    because="a summary tells one act: several together are a fingerprint, and the gravest is "
    "what others can help with; a gendered form of harm beside the State's name tells the "
    "gender, so that it is told as another act",
)
"""The acts that are told, the gravest first."""

FAMILIES: Chosen[Mapping[Kind, Family]] = Chosen(
    {
        Kind.KILLING: Family.BODY,
        Kind.DISAPPEARANCE: Family.BODY,
        Kind.VIOLENCE: Family.BODY,
        Kind.DETENTION: Family.BODY,
        Kind.LAW: Family.MEANS,
        Kind.TRAVEL: Family.MEANS,
        Kind.PROPERTY: Family.MEANS,
        Kind.WORK: Family.MEANS,
        Kind.THREAT: Family.PRESSURE,
        Kind.SURVEILLANCE: Family.PRESSURE,
        Kind.CYBERATTACK: Family.PRESSURE,
        Kind.SMEAR: Family.PRESSURE,
        Kind.FEAR: Family.PRESSURE,
        Kind.OTHER: Family.PRESSURE,
    },
    because="three families are as many as leave at least four acts in each, so that none "
    "tells the act; what is of another or unknown kind has no family of its own to stand out in",
)
"""The family of each act that is told."""


def region_of(state: str) -> Region:
    """Return the region of a State by its code, never ``none``.

    Raises:
        Misuse: no State has this code.

    >>> region_of("FRA").value, region_of("NIU").value
    ('Western European and other States', 'Asia-Pacific States')
    """
    one = state_named(state, trial=True)
    return NEIGHBOURS.value.get(one.code, one.region)


@cache
def regions() -> Mapping[str, Region]:
    """Return the region of each State by its code, the invented ones included."""
    return {one.code: region_of(one.code) for one in states(trial=True)}


def act_told(kinds: Iterable[Kind]) -> Kind | None:
    """Return the one act that is told of several kinds, None where no kind is known."""
    given = {kind if kind in GRAVEST.value else Kind.OTHER for kind in kinds}
    return next((act for act in GRAVEST.value if act in given), None)


def coarse(tier: Tier, *, state: str, received: date, kinds: Iterable[Kind]) -> dict[str, Any]:
    """Return what a summary of a tier says of an allegation, by the names of its fields."""
    act, month = act_told(kinds), received.month - 1
    if tier is Tier.STATE:
        quarter = [*Quarter][month // 3]
        return {"state": state, "year": received.year, "quarter": quarter, "act": act}
    region = {"region": region_of(state), "year": received.year}
    if tier is Tier.REGION:
        return region
    family = FAMILIES.value[act or Kind.OTHER]
    return {**region, "half": [*Half][month // 6], "family": family}
