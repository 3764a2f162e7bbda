"""What a committee can rest on towards a State: yes, no, or not looked up, which is never a no."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjose.rules.anchors import Anchor, AnchorKind, Binding, Instrument
from sanjose.rules.authority import UNKNOWN
from sanjose.rules.legal import STATUSES, Finding, Holds, bound, competent, legal_basis
from sanjose.rules.profile import Procedure
from sanjose.words.events import ParticipationEntered
from sanjose.words.participation import Acceptance
from sanjose.words.provenance import Chosen
from tests.rules.moon import WHY, a_profile

ON = date(2026, 3, 2)
LOOKED = date(2026, 1, 5)
PARTY_SINCE = date(1990, 1, 1)
SOURCE = Chosen(None, WHY)
YES, NO, UNSURE = Holds.YES, Holds.NO, Holds.UNKNOWN


def instrument(key, binding=Binding.PARTY, of=None):
    return Instrument(key=key, title=key.title(), source=SOURCE, binding=binding, of=of)


def anchor(key, *needs, kind=AnchorKind.TREATY, **known):
    return Anchor(key=key, title=key, source=SOURCE, kind=kind, needs=needs, **known)


MOON = a_profile(
    procedures=(
        Procedure(key="report", title="report", source=SOURCE),
        Procedure(key="complaint", title="complaint", source=SOURCE, needs=("moon-22",)),
        Procedure(key="inquiry", title="inquiry", source=SOURCE, needs=("protocol", "moon-20")),
    ),
    instruments=(
        instrument("moon"),
        instrument("moon-20", Binding.OPT_OUT, of="moon"),
        instrument("moon-22", Binding.DECLARATION, of="moon"),
        instrument("protocol"),
    ),
    anchors=(
        anchor("article", "moon"),
        anchor("clause", "moon-22", procedures=("complaint",)),
        anchor("op", "protocol", kind=AnchorKind.PROTOCOL),
        anchor("policy", kind=AnchorKind.POLICY, since=date(2015, 9, 1)),
        anchor("endorsed", kind=AnchorKind.ENDORSEMENT),
    ),
)


def entry(instrument="moon", status=Acceptance.PARTY, **known):
    told = {"state": "XXA", "source": "register", "as_of": LOOKED, "since": PARTY_SINCE}
    return ParticipationEntered(instrument=instrument, status=status, **told | known)


DECLARED = entry("moon-22", Acceptance.DECLARED)
OPTED_OUT = entry("moon-20", Acceptance.OPTED_OUT)
NOT_OPTED_OUT = entry("moon-20", Acceptance.NOT_OPTED_OUT)


def answers(*entries, procedure=None, on=ON, committee=MOON):
    found = legal_basis(committee, "XXA", procedure, on, entries)
    return {one.anchor.key: one.answer for one in found}


def why(key, *entries, procedure=None, on=ON):
    found = legal_basis(MOON, "XXA", procedure, on, entries)
    return next(one.why for one in found if one.anchor.key == key)


# -- every anchor has its answer -----------------------------------------------------------------


def test_nothing_looked_up_is_unknown_and_never_no():
    assert answers() == {
        "article": UNSURE,
        "clause": UNSURE,
        "op": UNSURE,
        "policy": YES,
        "endorsed": YES,
    }


def test_a_party_can_be_reminded_of_the_article():
    assert answers(entry())["article"] is YES
    assert answers(entry(status=Acceptance.NOT_PARTY))["article"] is NO


def test_the_reason_names_the_state_the_source_and_the_day_of_the_look_up():
    assert why("article", entry()) == (
        "Moon: Exampleland is party since 1990-01-01 (register, looked up on 2026-01-05)"
    )


def test_nothing_entered_is_said_so():
    assert why("article") == "Moon: nothing is entered on whether Exampleland is party"


@pytest.mark.parametrize(
    ("entries", "on", "said"),
    [
        ([entry(until=date(2020, 12, 31))], ON, "Exampleland was party until 2020-12-31 ("),
        ([entry()], date(1989, 1, 1), "Exampleland is party only since 1990-01-01 ("),
        (
            [entry(since=None)],
            date(1989, 1, 1),
            "what is entered of Exampleland says nothing about 1989-01-01 (register, ",
        ),
        (
            [entry(), entry(status=Acceptance.NOT_PARTY, source="note")],
            ON,
            "the sources differ on whether Exampleland is party (register and note, looked up on",
        ),
        (
            [entry(status=Acceptance.NOT_PARTY)],
            ON,
            "Exampleland is not party since 1990-01-01 (",
        ),
        (
            [entry(status=Acceptance.NOT_PARTY, since=None)],
            ON,
            "Exampleland is not party (register, looked up on 2026-01-05)",
        ),
        (
            [entry(since=None, until=date(2027, 1, 1))],
            ON,
            "Exampleland is party until 2027-01-01 (",
        ),
        ([entry(), entry(source="note")], ON, "since 1990-01-01 (register and note, looked"),
        (
            [entry(status=Acceptance.NOT_PARTY, until=ON)],
            ON,
            "Exampleland is not party since 1990-01-01 (",
        ),
    ],
    ids=[
        "denounced",
        "too early",
        "not looked so far back",
        "sources differ",
        "not party",
        "not party, without a day",
        "denounced, not yet in force",
        "two sources agree",
        "not party, to the last day",
    ],
)
def test_every_reason_is_a_clause(entries, on, said):
    assert said in why("article", *entries, on=on)


def test_a_denunciation_counts_from_the_day_after_the_last():
    ended = entry(until=ON)

    assert answers(ended)["article"] is YES
    assert answers(ended, on=ON + timedelta(days=1))["article"] is NO


# -- declarations and opting out -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((), UNSURE),
        ((entry(),), UNSURE),
        ((DECLARED,), UNSURE),
        ((entry(), DECLARED), YES),
        ((entry(), entry("moon-22", Acceptance.NOT_DECLARED)), NO),
        ((entry(status=Acceptance.NOT_PARTY), DECLARED), NO),
        ((entry(status=Acceptance.NOT_PARTY),), NO),
        ((entry("moon-22", Acceptance.NOT_DECLARED),), NO),
    ],
)
def test_a_declaration_counts_for_a_party_only(entries, expected):
    found = bound(MOON, "moon-22", "XXA", ON, entries)

    assert found.answer is expected
    assert competent(MOON, "XXA", "complaint", ON, entries) == found
    assert answers(*entries)["clause"] is expected


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((entry(),), UNSURE),
        ((entry(), NOT_OPTED_OUT), YES),
        ((entry(), OPTED_OUT), NO),
        ((NOT_OPTED_OUT,), UNSURE),
        ((entry(), replace(OPTED_OUT, until=date(2020, 1, 1))), YES),
    ],
)
def test_whoever_opted_out_is_not_bound_and_silence_is_not_opting_in(entries, expected):
    assert bound(MOON, "moon-20", "XXA", ON, entries).answer is expected


def test_what_was_declared_or_opted_out_of_is_said_in_its_words():
    known = (entry(), DECLARED, replace(OPTED_OUT, until=date(2020, 1, 1)))

    assert bound(MOON, "moon-22", "XXA", ON, known).why == (
        "Moon: Exampleland is party since 1990-01-01 (register, looked up on 2026-01-05); "
        "Moon-22: Exampleland has declared so since 1990-01-01 (register, looked up on "
        "2026-01-05)"
    )
    assert "Moon-20: Exampleland had opted out until 2020-01-01" in (
        bound(MOON, "moon-20", "XXA", ON, known).why
    )


def test_only_what_decides_is_given_as_a_reason():
    found = bound(
        MOON, "moon-22", "XXA", ON, (entry(), entry("moon-22", Acceptance.NOT_DECLARED))
    )
    unsure = bound(MOON, "moon-22", "XXA", ON, (entry(),))

    assert found.why.startswith("Moon-22: Exampleland has not declared so")
    assert unsure.why == "Moon-22: nothing is entered on whether Exampleland has declared so"


def test_an_instrument_that_is_part_of_itself_is_asked_once():
    ring = (instrument("a", of="b"), instrument("b", of="a"))

    found = bound(replace(MOON, instruments=ring), "a", "XXA", ON, [entry("a"), entry("b")])

    assert found.answer is YES
    assert found.why.count("is party") == 2


# -- competence ------------------------------------------------------------------------------------


def test_a_procedure_that_no_state_has_to_accept_is_open():
    assert competent(MOON, "XXA", "report", ON, ()) == Finding(
        answer=YES, why="no State has to accept this procedure"
    )


@pytest.mark.parametrize("procedure", [UNKNOWN, "tea"])
def test_where_nobody_knows_the_procedure_nothing_is_said_against_it(procedure):
    assert competent(MOON, "XXA", procedure, ON, ()).answer is UNSURE


def test_a_procedure_may_need_several_instruments():
    known = (entry(), NOT_OPTED_OUT)

    assert competent(MOON, "XXA", "inquiry", ON, known).answer is UNSURE
    assert competent(MOON, "XXA", "inquiry", ON, (*known, entry("protocol"))).answer is YES
    assert (
        competent(MOON, "XXA", "inquiry", ON, (*known, OPTED_OUT, entry("protocol"))).answer
        is NO
    )


# -- anchors of procedures, and with a day of their own ----------------------------------------------


def test_an_anchor_of_one_procedure_is_left_out_of_the_others():
    assert "clause" not in answers(procedure="report")
    assert "clause" in answers(procedure="complaint")
    assert set(answers(procedure="report")) == {"article", "op", "policy", "endorsed"}


def test_where_the_procedure_is_not_known_an_anchor_of_one_is_not_claimed():
    known = (entry(), DECLARED)

    assert answers(*known, procedure=UNKNOWN)["clause"] is UNSURE
    assert answers(entry(status=Acceptance.NOT_PARTY), procedure=UNKNOWN)["clause"] is NO
    assert answers(*known, procedure=UNKNOWN)["article"] is YES
    assert "nobody could say yet which one" in why("clause", *known, procedure=UNKNOWN)


def test_a_policy_holds_from_its_day_on():
    assert answers(on=date(2015, 8, 31))["policy"] is NO
    assert answers(on=date(2015, 9, 1))["policy"] is YES
    assert why("policy", on=date(2015, 8, 31)) == "not before 2015-09-01"
    assert why("policy") == "since 2015-09-01; no State has to accept it"
    assert why("endorsed") == "no State has to accept it"


def test_an_article_may_have_a_day_of_its_own_besides():
    dated = replace(MOON, anchors=(anchor("article", "moon", since=ON),))

    assert answers(entry(), committee=dated)["article"] is YES
    assert answers(entry(), on=ON - timedelta(days=1), committee=dated)["article"] is NO
    assert answers(committee=dated)["article"] is UNSURE


def test_a_profile_without_anchors_rests_on_nothing():
    assert legal_basis(a_profile(), "XXA", None, ON, (entry(),)) == ()


def test_each_sort_of_instrument_has_its_two_words():
    assert set(STATUSES) == set(Binding)
    assert sorted(word for pair in STATUSES.values() for word in pair) == sorted(Acceptance)
    assert all(done.affirmed and not left.affirmed for done, left in STATUSES.values())


# -- whatever is known -----------------------------------------------------------------------------

days = st.dates(date(1985, 1, 1), date(2030, 1, 1))


@st.composite
def entered(draw, states=("XXA",), instruments=("moon", "moon-20", "moon-22", "protocol")):
    key = draw(st.sampled_from(instruments))
    binding = next((one.binding for one in MOON.instruments if one.key == key), Binding.PARTY)
    since, until = draw(st.none() | days), draw(st.none() | days)
    if since and until and until < since:
        since, until = until, since
    return ParticipationEntered(
        state=draw(st.sampled_from(states)),
        instrument=key,
        status=draw(st.sampled_from(STATUSES[binding])),
        since=since,
        until=until,
        source=draw(st.sampled_from(["register", "note"])),
        as_of=draw(st.sampled_from([LOOKED, LOOKED - timedelta(days=400)])),
    )


several = st.lists(entered(), max_size=6)
procedures = st.sampled_from([None, UNKNOWN, "report", "complaint", "inquiry"])
some = settings(deadline=None, max_examples=100)


@some
@given(
    several, st.lists(entered(states=("XXB", "XXC")), max_size=3), procedures, days, st.data()
)
def test_what_is_known_of_other_states_changes_nothing(entries, others, procedure, on, data):
    mixed = [*entries]
    for one in others:
        mixed.insert(data.draw(st.integers(0, len(mixed))), one)

    before = legal_basis(MOON, "XXA", procedure, on, entries)

    assert legal_basis(MOON, "XXA", procedure, on, mixed) == before
    for key in ("report", "complaint", "inquiry"):
        assert competent(MOON, "XXA", key, on, mixed) == (
            competent(MOON, "XXA", key, on, entries)
        )


@some
@given(several, entered(instruments=("elsewhere", "protocol")), days)
def test_what_is_known_of_another_instrument_changes_nothing(entries, other, on):
    before, after = answers(*entries, on=on), answers(*entries, other, on=on)

    del before["op"], after["op"]
    assert after == before


@some
@given(several, procedures, days)
def test_what_no_entry_speaks_of_is_unknown(entries, procedure, on):
    found = legal_basis(MOON, "XXA", procedure, on, entries)
    known = {one.instrument for one in entries}

    for one in found:
        if one.anchor.needs and not known & {*one.anchor.needs, "moon"}:
            assert one.answer is UNSURE


@some
@given(several, procedures, days)
def test_policy_and_endorsement_ask_nothing_of_a_state(entries, procedure, on):
    found = answers(*entries, procedure=procedure, on=on)

    assert found["endorsed"] is YES
    assert found["policy"] is (YES if on >= date(2015, 9, 1) else NO)


@some
@given(several, days)
def test_one_no_is_enough_and_a_yes_needs_everything(entries, on):
    alone = {
        key: bound(MOON, key, "XXA", on, entries).answer for key in ("protocol", "moon-20")
    }

    together = competent(MOON, "XXA", "inquiry", on, entries).answer

    assert (together is NO) is (NO in alone.values())
    assert (together is YES) is (set(alone.values()) == {YES})


@some
@given(several, days)
def test_a_reason_is_one_clause_and_names_whom_it_is_about(entries, on):
    for one in legal_basis(MOON, "XXA", None, on, entries):
        assert one.why
        assert "\n" not in one.why
        assert not one.why.endswith(".")
        assert "Exampleland" in one.why or not one.anchor.needs
