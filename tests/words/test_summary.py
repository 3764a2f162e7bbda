"""What committees send one another: coarse values that are nested, bytes of one form, no text."""

import itertools
import json
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid1, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sanjose.words
from sanjose.words import summary as summaries
from sanjose.words.canonical import canonical
from sanjose.words.errors import Misuse, Unable
from sanjose.words.model import Kind
from sanjose.words.states import INVENTED, Region, states
from sanjose.words.summary import (
    KINDS,
    LONGEST,
    CaseInterest,
    CaseRetracted,
    CaseRevised,
    CaseSummary,
    Cell,
    Sent,
    Support,
    arrived,
    fresh_id,
    kind_of,
    packed,
)
from sanjose.words.tiers import (
    FAMILIES,
    GRAVEST,
    NEIGHBOURS,
    TELLS,
    Family,
    Half,
    Quarter,
    Tier,
    act_told,
    coarse,
    region_of,
    regions,
)
from sanjose.words.told import BODIES, body, fields_of, schema, told

ID = "8f14e45f-ceea-4c67-9b1a-0242ac120002"
DAY = date(2026, 3, 2)
some = settings(deadline=None, max_examples=100)

codes = st.sampled_from(sorted(regions()))
days = st.dates(date(1970, 1, 1), date(2199, 12, 31))
kinds = st.lists(st.sampled_from(Kind), max_size=5).map(tuple)
told_kinds = st.lists(st.sampled_from(Kind), min_size=1, max_size=5).map(tuple)
tiers = st.sampled_from(Tier)
ids = st.uuids(version=4).map(str)
supports = st.lists(st.sampled_from(Support), max_size=4).map(tuple)


@st.composite
def cells(draw):
    """Return what a summary says, without its id."""
    return coarse(draw(tiers), state=draw(codes), received=draw(days), kinds=draw(told_kinds))


sendable = st.one_of(
    st.builds(lambda i, c: CaseSummary(summary=i, **c), ids, cells()),
    st.builds(
        lambda i, v, c: CaseRevised(summary=i, version=v, **c),
        ids,
        st.integers(2, 999),
        cells(),
    ),
    st.builds(CaseRetracted, target=ids),
    st.builds(
        CaseInterest, summary=ids, contact=st.just(value=True), asked=supports, offered=supports
    ),
)


def a_summary(tier=Tier.FAMILY, *, state="FRA", received=DAY, kinds=(Kind.THREAT,), **other):
    """Return a summary of a threat, received in France in March 2026."""
    says = coarse(tier, state=state, received=received, kinds=kinds)
    return CaseSummary(**{"summary": ID, **says, **other})


# -- the tiers ---------------------------------------------------------------------------------


def test_each_tier_tells_what_its_name_says():
    told_ = {tier: a_summary(tier, received=date(2026, 9, 3)).says for tier in Tier}

    assert told_ == {
        Tier.REGION: {"region": Region.WESTERN_EUROPE_OTHERS, "year": 2026},
        Tier.FAMILY: {
            "region": Region.WESTERN_EUROPE_OTHERS,
            "year": 2026,
            "half": Half.SECOND,
            "family": Family.PRESSURE,
        },
        Tier.STATE: {
            "state": "FRA",
            "year": 2026,
            "quarter": Quarter.THIRD,
            "act": Kind.THREAT,
        },
    }
    assert TELLS == {
        Tier.REGION: "region and year",
        Tier.FAMILY: "region, half-year and family of act",
        Tier.STATE: "State, quarter and act",
    }


@some
@given(codes, days, told_kinds)
def test_each_tier_is_within_the_coarser_one_and_holds_the_truth(state, day, acts):
    region, family, named = (
        a_summary(tier, state=state, received=day, kinds=acts) for tier in Tier
    )

    assert named.within(family)
    assert family.within(region)
    assert (named.tier, family.tier, region.tier) == tuple(reversed(Tier))
    assert named.states == {state}
    assert named.acts == {act_told(acts)}
    assert named.first <= day <= named.last


@some
@given(cells(), cells())
def test_cells_of_one_tier_are_the_same_or_have_nothing_in_common(one, other):
    """Otherwise two of them, put together, would tell something finer than either."""
    first, second = (CaseSummary(summary=ID, **says) for says in (one, other))
    if first.tier is second.tier:
        places = first.states == second.states or not first.states & second.states
        acts = first.acts == second.acts or not first.acts & second.acts
        same = (first.first, first.last) == (second.first, second.last)
        times = same or first.last < second.first or second.last < first.first

        assert places
        assert acts
        assert times


@pytest.mark.parametrize(
    ("tier", "month", "first", "last"),
    [
        (Tier.REGION, 1, (1, 1), (12, 31)),
        (Tier.REGION, 12, (1, 1), (12, 31)),
        (Tier.FAMILY, 6, (1, 1), (6, 30)),
        (Tier.FAMILY, 7, (7, 1), (12, 31)),
        (Tier.STATE, 3, (1, 1), (3, 31)),
        (Tier.STATE, 4, (4, 1), (6, 30)),
        (Tier.STATE, 9, (7, 1), (9, 30)),
        (Tier.STATE, 10, (10, 1), (12, 31)),
    ],
)
def test_a_period_begins_and_ends_on_its_days(tier, month, first, last):
    told_ = a_summary(tier, received=date(2026, month, 15))

    assert (told_.first, told_.last) == (date(2026, *first), date(2026, *last))


def test_what_is_within_another_is_so_in_place_time_and_act():
    named = a_summary(Tier.STATE)

    assert named.within(named)
    assert not a_summary().within(named)
    assert not a_summary(Tier.STATE, state="DEU").within(named)
    assert not a_summary(Tier.STATE, kinds=(Kind.SMEAR,)).within(named)
    assert not a_summary(Tier.STATE, received=date(2026, 4, 1)).within(named)
    assert not a_summary(Tier.STATE, received=date(2025, 12, 31)).within(named)


def test_what_it_tells_is_read_as_place_time_and_act():
    assert a_summary(Tier.STATE).words == "France, first quarter of 2026, threat"
    assert a_summary(Tier.FAMILY).words == (
        "Western European and other States, first half of 2026, "
        "pressure, or of another or unknown kind"
    )
    assert a_summary(Tier.REGION).words == "Western European and other States, 2026"


# -- the coarse values -------------------------------------------------------------------------


@pytest.mark.parametrize("one", states(trial=True), ids=lambda one: one.code)
def test_no_state_is_known_by_having_no_region(one):
    assert region_of(one.code) is not Region.NONE
    assert one.region in {Region.NONE, region_of(one.code)}
    assert (one.region is Region.NONE) == (one.code in NEIGHBOURS.value)


def test_every_region_holds_many_states():
    every = [region for region in Region if region is not Region.NONE]

    assert {region_of(code) for code in regions()} == set(every)
    assert all([*regions().values()].count(region) > 20 for region in every)


def test_a_state_that_nobody_knows_has_no_region():
    with pytest.raises(Misuse):
        region_of("ZZZ")


def test_no_family_tells_the_act():
    held = {
        family: [act for act, its in FAMILIES.value.items() if its is family]
        for family in Family
    }

    assert min(map(len, held.values())) >= 4
    assert set(FAMILIES.value) == set(GRAVEST.value)
    assert len(set(GRAVEST.value)) == len(GRAVEST.value)
    assert set(Kind) - set(GRAVEST.value) == {Kind.GENDERED}


def test_of_several_acts_the_gravest_is_told():
    assert act_told((Kind.FEAR, Kind.KILLING, Kind.THREAT)) is Kind.KILLING
    assert act_told((Kind.SMEAR, Kind.DETENTION)) is Kind.DETENTION
    assert act_told(()) is None


def test_a_gendered_form_of_harm_is_never_told_as_such():
    assert act_told((Kind.GENDERED,)) is Kind.OTHER
    assert act_told((Kind.GENDERED, Kind.FEAR)) is Kind.FEAR


@given(kinds)
def test_the_family_is_that_of_the_act_that_is_told(acts):
    """A family of another act would tell, beside the act, what the act leaves out."""
    family = coarse(Tier.FAMILY, state="FRA", received=DAY, kinds=acts)["family"]

    assert family is FAMILIES.value[act_told(acts) or Kind.OTHER]


# -- closed values only ------------------------------------------------------------------------


SHAPES = [
    {"state": "FRA"},
    {"region": Region.AFRICA},
    {"half": Half.FIRST},
    {"quarter": Quarter.FIRST},
    {"family": Family.BODY},
    {"act": Kind.THREAT},
]


def test_only_the_three_tiers_can_be_told():
    made = []
    for chosen in itertools.product((False, True), repeat=len(SHAPES)):
        says = {
            k: v for one, use in zip(SHAPES, chosen, strict=True) if use for k, v in one.items()
        }
        try:
            made.append(CaseSummary(summary=ID, year=2026, **says).tier)
        except Misuse as error:
            assert str(error) == "a summary tells one of: " + "; ".join(TELLS.values())

    assert sorted(made) == [*Tier]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("state", "ZZZ"),
        ("state", "France"),
        ("state", "fra"),
        ("state", ""),
        ("state", "Canary"),
        ("act", "threat"),
        ("act", Kind.GENDERED),
        ("act", "Canary"),
        ("quarter", "first quarter"),
        ("quarter", Half.FIRST),
        ("year", 1969),
        ("year", 2200),
        ("year", "2026"),
        ("year", True),
        ("year", 2026.0),
        ("year", None),
        ("summary", None),
        ("summary", "Canary"),
        ("summary", 7),
    ],
    ids=repr,
)
def test_what_is_no_closed_value_cannot_be_told(name, value):
    with pytest.raises(Misuse) as error:
        a_summary(Tier.STATE, **{name: value})

    assert name in str(error.value)
    assert "Canary" not in str(error.value)


@pytest.mark.parametrize("year", [1970, 2199])
def test_a_year_of_receipt_is_one_that_a_committee_can_have(year):
    assert a_summary(year=year).year == year


@pytest.mark.parametrize("region", [Region.NONE, "African States", "Canary"], ids=repr)
def test_no_region_is_none_or_a_text(region):
    with pytest.raises(Misuse, match="region"):
        a_summary(Tier.REGION, region=region)


@pytest.mark.parametrize(
    "other",
    [
        "7d444840-9dc0-11d1-b245-5ffdce74fad2",  # of a clock and a machine
        "8F14E45F-CEEA-4C67-9B1A-0242AC120002",
        "8f14e45fceea4c679b1a0242ac120002",
        "{8f14e45f-ceea-4c67-9b1a-0242ac120002}",
        "8f14e45f-ceea-4c67-cb1a-0242ac120002",
        "8f14e45f-ceea-5c67-9b1a-0242ac120002",
        str(UUID(int=0)),
        ID + "\n",
        "CAT-26-7K3QM-X",
    ],
    ids=ascii,
)
def test_an_id_is_random_and_written_in_one_way(other):
    with pytest.raises(Misuse, match="summary is a random id"):
        CaseInterest(summary=other)
    with pytest.raises(Misuse, match="target is a random id"):
        CaseRetracted(target=other)


def test_a_fresh_id_is_what_the_source_of_randomness_gives():
    assert fresh_id(lambda: UUID(ID)) == ID
    assert fresh_id(uuid4) != fresh_id(uuid4)
    with pytest.raises(Misuse, match="never written"):
        fresh_id(uuid1)


@pytest.mark.parametrize("number", [-1, 0, 1, 1_000])
def test_a_revision_has_a_number_from_the_second_version_on(number):
    says = a_summary().says

    assert CaseRevised(summary=ID, version=2, **says).version == 2
    assert CaseRevised(summary=ID, version=999, **says).version == 999
    with pytest.raises(Misuse, match="version is a number from 2 to 999"):
        CaseRevised(summary=ID, version=number, **says)


def test_an_interest_is_in_something():
    for said in ({"contact": True}, {"asked": (Support.LETTER,)}, {"offered": tuple(Support)}):
        assert CaseInterest(summary=ID, **said)
    with pytest.raises(Misuse, match="ask for contact"):
        CaseInterest(summary=ID)


def test_supportive_action_stands_in_one_order_and_once():
    typed = CaseInterest(summary=ID, asked=(Support.MEETING, Support.ADVICE, Support.MEETING))

    assert typed.asked == (Support.ADVICE, Support.MEETING)


@pytest.mark.parametrize(
    "asked",
    [
        ("write to the State party",),
        [Support.LETTER],
        (None,),
        None,
        "write to the State party",
    ],
    ids=repr,
)
def test_supportive_action_is_one_of_the_list(asked):
    with pytest.raises(Misuse, match="asked is no value of this field"):
        CaseInterest(summary=ID, contact=True, asked=asked)


def test_no_field_of_anything_that_is_sent_can_hold_a_text():
    """The three that are words are held against lists: ids by their shape, States by their codes."""
    words = {one.name for cls in KINDS.values() for one in fields_of(cls) if one.kind is str}
    numbers = {one.name for cls in KINDS.values() for one in fields_of(cls) if one.kind is int}
    sealed = [one for cls in KINDS.values() for one in fields_of(cls) if one.sealed]

    assert words == {"summary", "state", "target"}
    assert numbers == {"year", "version"}
    assert sealed == []


# -- as bytes ----------------------------------------------------------------------------------


GOLDEN = {
    "case.summary/1": (
        a_summary(Tier.STATE),
        f'{{"act":"threat","quarter":"first quarter","state":"FRA","summary":"{ID}","year":2026}}',
    ),
    "case.revise/1": (
        CaseRevised(summary=ID, version=2, **a_summary().says),
        canonical(
            {
                "family": "pressure, or of another or unknown kind",
                "half": "first half",
                "region": "Western European and other States",
                "summary": ID,
                "version": 2,
                "year": 2026,
            }
        ).decode(),
    ),
    "case.retract/1": (CaseRetracted(target=ID), f'{{"target":"{ID}"}}'),
    "case.interest/1": (
        CaseInterest(summary=ID, contact=True, asked=(Support.LETTER,)),
        f'{{"asked":["write to the State party"],"contact":true,"summary":"{ID}"}}',
    ),
}


def test_the_names_and_the_bytes_are_for_ever():
    """A changed byte would break every hash that was ever signed."""
    assert {kind: (packed(one), kind_of(one)) for kind, (one, _) in GOLDEN.items()} == {
        kind: (text.encode(), kind) for kind, (_, text) in GOLDEN.items()
    }
    assert set(KINDS) == set(GOLDEN)


VALUES = "AFRICA ASIA_PACIFIC EASTERN_EUROPE LATIN_AMERICA_CARIBBEAN WESTERN_EUROPE_OTHERS NONE"


def test_the_values_of_the_kinds_are_those_of_their_first_number():
    """A peer refuses a value that it does not know: a new one is a new number of the kind."""
    assert " ".join(region.name for region in Region) == VALUES
    assert [len(closed) for closed in (Half, Quarter, Family, Support, Kind)] == [
        2,
        4,
        3,
        8,
        15,
    ]


def test_nothing_that_is_sent_is_an_event_of_the_record():
    assert not set(KINDS) & set(BODIES)
    assert not set(KINDS.values()) & set(BODIES.values())


def test_a_body_is_found_where_it_was_said_to_be():
    elsewhere = {}

    @body("tried.sent/1", among=elsewhere)
    class TriedSent:
        """Something for this test."""

        year: int = told("a year")

    assert elsewhere == {"tried.sent/1": TriedSent}
    assert "tried.sent/1" not in BODIES


@some
@given(sendable)
def test_what_is_sent_arrives_as_it_was(sent):
    raw = packed(sent)

    assert arrived(kind_of(sent), raw, trial=True) == sent
    assert len(raw) <= LONGEST // 2
    assert raw == canonical(json.loads(raw))


def test_the_longest_that_can_be_said_is_well_within_the_bound():
    every = CaseInterest(summary=ID, contact=True, asked=tuple(Support), offered=tuple(Support))

    assert len(packed(every)) < LONGEST // 2


@some
@given(sendable, st.data())
def test_a_changed_byte_is_refused_or_says_something_in_its_only_form(sent, data):
    raw = bytearray(packed(sent))
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = arrived(kind_of(sent), bytes(raw), trial=True)
    except Unable:
        return

    assert packed(read) == bytes(raw)


def refused(raw, kind="case.summary/1", **how) -> str:
    with pytest.raises(Unable) as error:
        arrived(kind, raw if isinstance(raw, bytes) else raw.encode(), **how)
    assert error.value.__context__ is None
    return str(error.value)


SAID = "the body of an envelope is not what case.summary/1 allows: it is set aside unread"
RAW = packed(a_summary(Tier.STATE)).decode()


@pytest.mark.parametrize(
    "raw",
    [
        RAW.replace("{", "{ ", 1),
        RAW + " ",
        " " + RAW,
        RAW + RAW,
        "\ufeff" + RAW,
        RAW.encode("utf-16"),
        RAW.replace('"year":2026', '"year":"2026"'),
        RAW.replace('"year":2026', '"year":2026.0'),
        RAW.replace('"year":2026', '"year":true'),
        RAW.replace('"year":2026', '"year":NaN'),
        RAW.replace('"year":2026', '"year":null'),
        RAW.replace('"year":2026', '"year":2026,"year":2026'),
        RAW.replace('"year":2026', '"text":"Canary","year":2026'),
        RAW.replace('"year":2026', '"text":null,"year":2026'),
        RAW.replace('"year":2026', '"canary":"yes","year":2026'),
        RAW.replace('"year":2026', '"Canary Person":"yes","year":2026'),
        RAW.replace('"year":2026', '"version":2,"year":2026'),
        RAW.replace('"year":2026', '"half":null,"year":2026'),
        RAW.replace('"year":2026', '"half":"first half","year":2026'),
        RAW.replace('"threat"', '"THREAT"'),
        RAW.replace('"threat"', '"Threat"'),
        RAW.replace('"threat"', '"\\u0074hreat"'),
        RAW.replace('"threat"', '"gendered form of harm"'),
        RAW.replace('"threat"', '["threat"]'),
        RAW.replace('"threat"', '"\\ud800"'),
        RAW.replace('"FRA"', '"France"'),
        RAW.replace('"FRA"', '"Canary"'),
        RAW.replace('"FRA"', '" FRA"'),
        RAW.replace(ID, ID.upper()),
        RAW.replace(ID, "Canary"),
        "{" + ",".join(reversed(RAW[1:-1].split(","))) + "}",
        "[" * LONGEST,
        "[" * 100_000,
        "9" * LONGEST,
        "{}",
        "[]",
        "null",
        '"Canary"',
        "",
        b"\xff\xfe",
        RAW + " " * LONGEST,
    ],
    ids=itertools.count(),
)
def test_what_is_not_exactly_what_its_kind_allows_is_refused_without_a_word_of_it(raw):
    assert refused(raw) == SAID


def test_a_body_may_be_as_long_as_the_bound_and_no_longer(monkeypatch):
    monkeypatch.setattr(summaries, "LONGEST", len(RAW))
    assert arrived("case.summary/1", RAW.encode()) == a_summary(Tier.STATE)

    monkeypatch.setattr(summaries, "LONGEST", len(RAW) - 1)
    assert refused(RAW) == SAID


def test_several_actions_in_another_order_or_twice_are_refused():
    letter, advice = (f'"{one.value}"' for one in (Support.LETTER, Support.ADVICE))
    for listed in (f"[{letter},{advice}]", f"[{advice},{advice}]", letter, "[]", '["Canary"]'):
        raw = f'{{"asked":{listed},"contact":true,"summary":"{ID}"}}'

        assert "case.interest/1" in refused(raw, "case.interest/1")


@pytest.mark.parametrize(
    "kind", ["case.summary/2", "case.summary", "Canary", "consent.recorded/1", "case.cell", ""]
)
def test_an_unknown_kind_is_not_read_and_not_repeated(kind):
    assert refused(RAW, kind) == (
        "an envelope is of a kind that this version does not know: only its header is kept"
    )


@pytest.mark.parametrize("one", INVENTED, ids=lambda one: one.code)
def test_an_invented_state_arrives_in_training_only(one):
    raw = packed(a_summary(Tier.STATE, state=one.code))

    assert arrived("case.summary/1", raw, trial=True).state == one.code
    assert refused(raw) == SAID


def test_of_a_region_an_invented_state_is_one_of_many():
    raw = packed(a_summary(Tier.REGION, state="XXA"))

    assert arrived("case.summary/1", raw).region is Region.AFRICA


def test_what_is_no_number_of_json_cannot_be_written():
    with pytest.raises(ValueError, match="JSON"):
        canonical({"year": float("nan")})


def test_bytes_are_sorted_without_spaces_and_in_utf_8():
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_has_a_published_schema_that_allows_nothing_else(kind):
    told_ = schema(KINDS[kind])

    assert told_["additionalProperties"] is False
    assert {"summary", "target"} & set(told_["required"])
    assert set(told_["properties"]) == {one.name for one in fields_of(KINDS[kind])}


def test_what_is_sent_is_read_without_a_case():
    """The network reads these modules, and may reach no case through them."""
    folder = Path(sanjose.words.__file__).parent
    source = "".join((folder / f"{name}.py").read_text() for name in ("summary", "tiers"))

    assert not [line for line in source.splitlines() if "words.case" in line]
    assert not [line for line in source.splitlines() if "words.events" in line]


def test_the_parts_of_what_is_sent_are_of_no_kind_themselves():
    assert not {Sent, Cell} & set(KINDS.values())
    assert timedelta(days=1) == a_summary(received=date(2026, 7, 1)).first - a_summary().last
