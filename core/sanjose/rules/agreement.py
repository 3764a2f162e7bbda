"""What the persons concerned agreed that other committees are told, tier by tier.

Every person concerned counts, and every committee that it would go to; a refusal defeats. An
answer that names committees speaks of those alone, one that names none of all of them: whoever
wants to tell fewer takes back what was given before.

Source: G 5 (e), 16; N 11, 22; that committees are named one by one is ours.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from sanjose.rules import basis
from sanjose.rules.view import Held, Objection
from sanjose.words.case import Case
from sanjose.words.events import ConsentRecorded
from sanjose.words.model import Use
from sanjose.words.tiers import Tier

USES: Mapping[Tier, tuple[Use, ...]] = {
    Tier.REGION: (Use.COMMITTEES,),
    Tier.FAMILY: (Use.COMMITTEES,),
    Tier.STATE: (Use.COMMITTEES, Use.COMMITTEES_STATE),
}
"""What has to be agreed to for each tier: all of it, for every person concerned."""


def held_towards(case: Case, person: str, use: Use, committee: str, on: date) -> Held:
    """Return what the answers come to for one person, one use and one committee, on a day.

    An answer that names committees speaks of those alone, one that names none of all.
    """
    heard = tuple(
        (event, replace(consent, committees=()))
        for event, consent in case.consents
        if _speaks_of(consent, committee)
    )
    return basis.held(replace(case, consents=heard), person, use, on)


def _speaks_of(consent: ConsentRecorded, committee: str) -> bool:
    named = {one.casefold() for one in consent.committees}
    return not named or committee.casefold() in named


def allowed(case: Case, to: Iterable[str], on: date) -> tuple[Tier, ...]:
    """Return the tiers that all these committees may be told, from the coarsest; none if none."""
    committees = tuple(to)
    return tuple(tier for tier in Tier if committees and covered(case, tier, committees, on))


def covered(case: Case, tier: Tier, to: Iterable[str], on: date) -> bool:
    """Return whether every person concerned agreed that these committees are told this much."""
    committees = tuple(to)
    missing = (lacking(case, one.label or "", tier, committees, on) for one in case.concerned)
    return bool(case.concerned) and not any(said for each in missing for said in each)


def lacking(
    case: Case, label: str, tier: Tier, to: Iterable[str], on: date
) -> Iterator[Objection]:
    """Give what a person has not agreed to, each with the committees that it is about."""
    missing: dict[Objection, list[str]] = {}
    for committee in to:
        if (said := _missing(case, label, tier, committee, on)) is not None:
            missing.setdefault(said, []).append(committee)
    for said, where in missing.items():
        yield replace(said, reason=f"{said.reason} ({', '.join(sorted(where))})")


def _missing(case: Case, label: str, tier: Tier, committee: str, on: date) -> Objection | None:
    """Return what a person has not agreed to, None where a basis covers the tier."""
    answers = [(use, held_towards(case, label, use, committee, on)) for use in USES[tier]]
    for use, now in answers:
        if now.refused:
            return basis.refusal(label, use)
    for use, now in answers:
        if now.basis is None:
            key = "finer-than-consent" if use is Use.COMMITTEES_STATE else "no-basis"
            return basis.uncovered(now, use, key)
    return None
