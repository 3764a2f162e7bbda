"""A case and what was told of it to other committees, for tests of what may be told."""

from datetime import date
from uuid import UUID

from hypothesis import strategies as st

from sanjose.rules.sharing import Plan, Shared, objections, revised, summarised
from sanjose.words.events import ConsentRecorded, ConsequencesWeighed
from sanjose.words.model import Answer, Kind, Preset, Use
from sanjose.words.sealed import Sealed
from sanjose.words.tiers import Tier
from tests.words.facts import DAY, a_case, person

ID = "8f14e45f-ceea-4c67-9b1a-0242ac120002"
OTHER = "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"
THIRD = "9f8b1c2e-4d5a-4e6f-8a7b-1c2d3e4f5a6b"
ELSEWHERE = b"another case...."
WEIGHED = ConsequencesWeighed(for_person=Sealed("w"), for_others=Sealed("w"))
TWO = (person("P1"), person("P2"))
ALL = (Tier.REGION, Tier.FAMILY, Tier.STATE)
UNNAMED = (Tier.REGION, Tier.FAMILY)


def answer(answer_=Answer.GIVEN, *presets, uses=(), **said):
    """Return an answer about other committees."""
    return ConsentRecorded(answer=answer_, presets=presets, uses=uses, **said)


NAMED = answer(Answer.GIVEN, Preset.COMMITTEES_STATE)
GIVEN = answer(Answer.GIVEN, Preset.COMMITTEES)
REFUSED = answer(Answer.REFUSED, Preset.COMMITTEES)
WITHDRAWN = answer(Answer.WITHDRAWN, Preset.COMMITTEES_STATE)
NAME_TAKEN_BACK = answer(Answer.WITHDRAWN, uses=(Use.COMMITTEES_STATE,))


def case_of(*facts, **receipt):
    """Return a weighed case of a threat in France, and what was answered in it."""
    known = {"state": "FRA", "kinds": (Kind.THREAT,)}
    return a_case(*facts, WEIGHED, **known | receipt)


def fixed(text=ID):
    return lambda: UUID(text)


def summary(case, tier=Tier.FAMILY, text=ID):
    return summarised(case, tier, fixed(text))


def plan(case, tier=Tier.FAMILY, to=("ced",), text=ID, **other):
    return Plan(**{"body": summary(case, tier, text), "to": to, "on": DAY} | other)


def shared(case, tier=Tier.FAMILY, to=("ced",), text=ID, **other):
    """Return a summary of a case that left in the batch of July."""
    body = other.pop("body", None) or summary(case, tier, text)
    known = {"case_id": case.case_id, "leaves": date(2026, 7, 1), "persons": ("P1",)}
    return Shared(**known | {"body": body, "to": to} | other)


def keys(case, plan_, *already):
    return [one.key for one in objections(case, plan_, already)]


def revision(case, tier, earlier, **other):
    body = revised(case, tier, earlier)
    return Plan(**{"body": body, "to": earlier.to, "on": DAY} | other)


COMMITTEES = ("cat", "ced", "crc")
PERSONS = ("P1", "P2")
answers = st.builds(
    ConsentRecorded,
    person=st.sampled_from(PERSONS),
    answer=st.sampled_from(
        [*[Answer.GIVEN] * 4, Answer.WITHDRAWN, Answer.REFUSED, Answer.LIFTED, Answer.CONCERN]
    ),
    uses=st.lists(
        st.sampled_from([Use.COMMITTEES, Use.COMMITTEES_STATE, Use.STATE]), max_size=3
    ).map(tuple),
    committees=st.lists(st.sampled_from(COMMITTEES), max_size=2).map(tuple),
)
somewhere = st.lists(st.sampled_from(COMMITTEES), min_size=1, max_size=3, unique=True).map(
    tuple
)


def stands(given_, who, use, committee):
    """Return whether the last own answer about a use and a committee allows it."""
    now = False
    for one in given_:
        meant = one.person == who and (not one.committees or committee in one.committees)
        if meant and one.answer is Answer.GIVEN and use in one.uses:
            now = True
        if meant and one.answer in {Answer.WITHDRAWN, Answer.REFUSED}:
            now = now and bool(one.uses) and use not in one.uses
    return now


def expected(given_, tier, committee):
    uses = [Use.COMMITTEES, *[Use.COMMITTEES_STATE] * (tier is Tier.STATE)]
    return all(stands(given_, who, use, committee) for who in PERSONS for use in uses)
