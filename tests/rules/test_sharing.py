"""What stands against telling other committees, what has to be recalled, and who is shown it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjose.rules.sharing import (
    Plan,
    Recall,
    objections,
    recalls,
    revised,
    summarised,
    visible_to,
)
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    AssessmentConcluded,
    CaseClosed,
    ConsentRecorded,
    FactsAdded,
    PersonErased,
)
from sanjose.words.model import Answer, Assessment, Basis, Closing, Kind, Post, Use
from sanjose.words.provenance import shortly
from sanjose.words.sealed import Sealed
from sanjose.words.states import states
from sanjose.words.summary import CaseSummary
from sanjose.words.tiers import Region, Tier, coarse, regions
from tests.rules.told import (
    ELSEWHERE,
    GIVEN,
    ID,
    NAME_TAKEN_BACK,
    NAMED,
    OTHER,
    PERSONS,
    REFUSED,
    THIRD,
    TWO,
    UNNAMED,
    WEIGHED,
    WITHDRAWN,
    answer,
    answers,
    case_of,
    expected,
    keys,
    plan,
    revision,
    shared,
    somewhere,
    summary,
)
from tests.words.facts import DAY, SUBJECT, a_case, on

# -- making a summary ------------------------------------------------------------------------


def test_a_summary_is_made_of_the_case_under_a_random_id():
    made = summary(case_of(), Tier.STATE)

    assert made == CaseSummary(
        summary=ID, **coarse(Tier.STATE, state="FRA", received=DAY, kinds=(Kind.THREAT,))
    )
    assert summarised(case_of(), Tier.STATE, uuid4).summary != made.summary


def test_where_no_act_is_recorded_none_is_told():
    case = case_of(kinds=())

    assert summary(case, Tier.REGION).tier is Tier.REGION
    assert summary(case, Tier.FAMILY).tier is Tier.FAMILY
    with pytest.raises(Misuse, match="no kind of act is recorded"):
        summary(case, Tier.STATE)


def test_a_revision_follows_the_version_before():
    case = case_of()
    second = revised(case, Tier.STATE, shared(case))
    third = revised(case, Tier.STATE, shared(case, body=second))

    assert (second.summary, second.version, second.tier) == (ID, 2, Tier.STATE)
    assert third.version == 3
    with pytest.raises(Misuse, match="no kind of act is recorded"):
        revised(case_of(kinds=()), Tier.STATE, shared(case))


# -- what stands against sending it ----------------------------------------------------------


def test_what_is_agreed_to_weighed_and_true_may_be_sent():
    case = case_of(NAMED)

    assert [keys(case, plan(case, tier)) for tier in Tier] == [[], [], []]


@pytest.mark.parametrize(
    ("answers", "tier", "said"),
    [
        ((), Tier.REGION, [("no-basis", "N 11")]),
        ((), Tier.STATE, [("no-basis", "N 11")]),
        ((GIVEN,), Tier.STATE, [("finer-than-consent", "N 11")]),
        ((REFUSED,), Tier.REGION, [("refused", "N 22")]),
        ((NAMED, NAME_TAKEN_BACK), Tier.STATE, [("refused", "N 22")]),
        ((NAMED, NAME_TAKEN_BACK), Tier.FAMILY, []),
        (
            (answer(Answer.GIVEN, uses=(Use.COMMITTEES_STATE,)), REFUSED),
            Tier.STATE,
            [("refused", "N 22")],
        ),
    ],
    ids=str,
)
def test_what_is_not_agreed_to_is_named_with_its_paragraph(answers, tier, said):
    case = case_of(*answers)

    found = objections(case, plan(case, tier), ())

    assert [(one.key, shortly(one.source)) for one in found] == said


def test_an_objection_says_who_what_and_towards_whom_and_names_nobody():
    case = case_of(NAMED, replace(REFUSED, person="P2", committees=("ced",)), persons=TWO)

    found = [one.reason for one in objections(case, plan(case, to=("crc", "ced")), ())]

    use = "tell other committees, without the State's name"
    assert found == [
        f"no basis of P2 covers this use: {use} (crc)",
        f"P2 refused this use, or took consent back: {use} (ced)",
    ]


def test_committees_of_which_the_same_is_said_are_named_together():
    case = case_of(GIVEN)

    (found,) = objections(case, plan(case, Tier.STATE, to=("crc", "ced")), ())

    assert found.reason == (
        "no basis of P1 covers this use: tell other committees, with the State's name (ced, crc)"
    )


def test_nothing_is_sent_to_nobody_and_of_nobody():
    case = case_of(persons=())

    assert keys(case, plan(case, to=())) == ["no-committee", "no-basis"]


def test_an_emergency_that_lapses_before_the_batch_is_no_basis_for_it():
    urgent = replace(
        NAMED, basis=Basis.EMERGENCY, state_knows=True,
        confirmed_orally_by=(Post.RAPPORTEUR, Post.CHAIR),
    )  # fmt: skip
    case = case_of(urgent)

    (found,) = objections(case, plan(case), ())

    assert found.key == "no-basis"
    assert "the emergency basis has lapsed" in found.reason
    assert keys(case, plan(case, at_once=True)) == []
    assert keys(case, plan(case, Tier.STATE)) == []


def test_a_basis_that_comes_after_the_decision_is_none_for_it():
    case = case_of(on(DAY + timedelta(days=1), NAMED))

    assert keys(case, plan(case, Tier.STATE)) == ["no-basis"]


def test_consequences_are_weighed_since_facts_changed():
    changed = case_of(NAMED)
    unweighed = a_case(NAMED, state="FRA", kinds=(Kind.THREAT,))
    against = a_case(NAMED, replace(WEIGHED, go_ahead=False), state="FRA", kinds=(Kind.THREAT,))
    of_a_letter = a_case(
        NAMED, replace(WEIGHED, measures=("letter",)), state="FRA", kinds=(Kind.THREAT,)
    )
    of_this = a_case(
        NAMED, replace(WEIGHED, measures=("treaty-bodies",)), state="FRA", kinds=(Kind.THREAT,)
    )

    assert keys(changed, plan(changed)) == []
    assert keys(unweighed, plan(unweighed)) == ["not-weighed"]
    assert keys(against, plan(against)) == ["weighed-against"]
    assert keys(of_a_letter, plan(of_a_letter)) == ["not-weighed"]
    assert keys(of_this, plan(of_this)) == []


@pytest.mark.parametrize("facts", [{"state": "DEU"}, {"kinds": (Kind.KILLING,)}], ids=str)
def test_what_is_sent_is_what_the_record_says_on_the_day(facts):
    before = case_of(NAMED)
    after = case_of(NAMED, FactsAdded(**facts))

    assert keys(after, plan(before, Tier.STATE)) == ["changed"]
    assert keys(after, plan(after, Tier.STATE)) == []


def test_a_summary_that_the_facts_do_not_bear_is_refused_at_each_tier():
    case, elsewhere = case_of(NAMED), case_of(state="COL", kinds=(Kind.KILLING,))

    assert [keys(case, plan(elsewhere, tier)) for tier in Tier] == [["changed"]] * 3
    assert keys(case_of(NAMED, kinds=()), plan(case, Tier.STATE)) == ["changed"]


def test_what_is_outside_scope_or_recorded_twice_makes_no_pattern():
    outside = case_of(
        NAMED, AssessmentConcluded(finding=Assessment.OUTSIDE_SCOPE, reasons=Sealed("r"))
    )
    double = case_of(NAMED, CaseClosed(ground=Closing.DOUBLE, reasons=Sealed("r")))
    safe = case_of(NAMED, CaseClosed(ground=Closing.SAFE, reasons=Sealed("r")))
    weak = case_of(
        NAMED,
        AssessmentConcluded(finding=Assessment.LINK_NOT_ESTABLISHED, reasons=Sealed("r")),
    )

    assert keys(outside, plan(outside)) == ["outside-scope"]
    assert keys(double, plan(double)) == ["double"]
    assert keys(safe, plan(safe)) == []
    assert keys(weak, plan(weak)) == []


# -- what follows from all that was shared ---------------------------------------------------


def test_an_id_is_given_once_whichever_case_it_was_of():
    case = case_of(NAMED)
    used = shared(case, case_id=ELSEWHERE)

    assert keys(case, plan(case), used) == ["not-fresh"]
    assert keys(case, plan(case), replace(used, recalled=True)) == ["not-fresh"]
    assert keys(case, plan(case, text=OTHER), used) == []


def test_a_committee_gets_one_summary_of_a_case():
    """Two of them would look like two allegations, or tell more together than each."""
    case = case_of(NAMED)
    sent = shared(case, to=("ced", "crc"))
    again = plan(case, Tier.REGION, to=("cat", "CRC"), text=OTHER)

    found = objections(case, again, (sent,))

    assert [one.key for one in found] == ["already-shared"]
    assert "already: CRC; revise" in found[0].reason
    assert keys(case, plan(case, to=("cat",), text=OTHER), sent) == []
    assert keys(case, again, replace(sent, recalled=True)) == []
    assert keys(case, again, replace(sent, case_id=ELSEWHERE)) == []


def test_a_revision_may_tell_more_where_more_is_agreed_to():
    case = case_of(NAMED)
    first = shared(case, Tier.REGION)

    assert keys(case, revision(case, Tier.FAMILY, first), first) == []
    assert keys(case, revision(case, Tier.STATE, first), first) == []
    unnamed = case_of(GIVEN)
    assert keys(unnamed, revision(unnamed, Tier.STATE, first), first) == ["finer-than-consent"]


def test_a_revision_that_tells_less_leaves_the_rest_to_be_subtracted():
    case = case_of(NAMED)
    for told, less in ((Tier.FAMILY, Tier.REGION), (Tier.STATE, Tier.FAMILY)):
        first = shared(case, told)

        (found,) = objections(case, revision(case, less, first), (first,))

        assert found.key == "differencing"
        assert "recall the summary" in found.reason


def test_a_revision_at_the_same_tier_corrects_what_was_told():
    before, after = case_of(NAMED), case_of(NAMED, FactsAdded(kinds=(Kind.KILLING,)))
    first = shared(before, Tier.STATE)

    assert keys(after, revision(after, Tier.STATE, first), first) == []
    assert keys(before, revision(before, Tier.STATE, first), first) == ["nothing-new"]


def test_a_revision_is_of_a_summary_of_this_case_that_stands():
    case = case_of(NAMED)
    first = shared(case, Tier.REGION)
    next_ = revision(case, Tier.FAMILY, first)

    assert keys(case, next_) == ["no-such-summary"]
    assert keys(case, next_, replace(first, case_id=ELSEWHERE)) == ["no-such-summary"]
    assert keys(case, next_, replace(first, recalled=True)) == ["recalled"]
    assert keys(case, next_, first, shared(case, text=OTHER, to=("crc",))) == []


def test_each_version_follows_the_last():
    case = case_of(NAMED)
    first = shared(case, Tier.REGION)
    second = shared(case, body=revised(case, Tier.FAMILY, first))
    next_ = revision(case, Tier.STATE, first)

    assert keys(case, next_, second, first) == ["version"]
    (found,) = objections(case, next_, (first, second))
    assert found.reason == "the next version is 3"
    assert keys(case, revision(case, Tier.STATE, second), first, second) == []


def test_a_revision_goes_to_whoever_has_the_summary_and_to_no_other():
    case = case_of(NAMED)
    first = shared(case, Tier.REGION, to=("ced", "crc"))

    for to in (("ced",), ("ced", "crc", "cat")):
        assert keys(case, revision(case, Tier.FAMILY, first, to=to), first) == [
            "other-committees"
        ]
    assert keys(case, revision(case, Tier.FAMILY, first, to=("CRC", "ced")), first) == []


def test_who_was_told_more_than_is_agreed_to_now_would_know_the_case_again():
    case = case_of(NAMED, NAME_TAKEN_BACK)
    named = shared(case, Tier.STATE, to=("ced", "crc"), recalled=True)
    anew = plan(case, Tier.REGION, to=("ced", "cat"), text=OTHER)

    (found,) = objections(case, anew, (named,))

    assert found.key == "differencing"
    assert found.reason.endswith("which case it is: ced")
    assert keys(case, replace(anew, to=("cat",)), named) == []
    assert keys(case, anew, replace(named, case_id=ELSEWHERE)) == []
    assert keys(case, anew, shared(case, recalled=True)) == []
    assert keys(case, plan(case, Tier.STATE, text=OTHER), named) == ["refused"]


def test_who_was_told_more_under_what_still_stands_may_be_told_less():
    case = case_of(NAMED)
    named = shared(case, Tier.STATE, recalled=True)

    assert keys(case, plan(case, Tier.REGION, text=OTHER), named) == []


def test_what_was_agreed_to_for_a_few_days_only_is_not_agreed_to_when_the_batch_leaves():
    urgent = replace(
        NAMED, presets=(), uses=(Use.COMMITTEES_STATE,), basis=Basis.EMERGENCY,
        state_knows=True, confirmed_orally_by=(Post.RAPPORTEUR, Post.CHAIR),
    )  # fmt: skip
    case = case_of(GIVEN, urgent)
    named = shared(case, Tier.STATE, recalled=True)

    assert keys(case, plan(case, Tier.REGION, text=OTHER), named) == ["differencing"]
    assert keys(case, plan(case, Tier.REGION, text=OTHER, at_once=True), named) == []


# -- recall ----------------------------------------------------------------------------------


def fallen(case, *already, day=DAY):
    return recalls(SUBJECT, case, already, day)


def because(case, *already):
    return [(one.summary, [said.key for said in one.because]) for one in fallen(case, *already)]


def test_what_rests_on_what_still_stands_is_not_recalled():
    case = case_of(NAMED)

    assert fallen(case, shared(case, Tier.STATE), shared(case, text=OTHER, to=("crc",))) == ()
    assert fallen(case) == ()


@pytest.mark.parametrize(
    ("answers", "tier", "key"),
    [
        ((NAMED, WITHDRAWN), Tier.REGION, "refused"),
        ((NAMED, answer(Answer.WITHDRAWN)), Tier.REGION, "refused"),
        ((NAMED, REFUSED), Tier.REGION, "refused"),
        ((NAMED, NAME_TAKEN_BACK), Tier.STATE, "refused"),
        ((GIVEN,), Tier.STATE, "finer-than-consent"),
        ((), Tier.FAMILY, "no-basis"),
        ((NAMED, NAME_TAKEN_BACK), Tier.FAMILY, None),
    ],
    ids=str,
)
def test_what_rests_on_a_basis_falls_with_it(answers, tier, key):
    case = case_of(*answers)

    assert because(case, shared(case, tier)) == ([(ID, [key])] if key else [])


def test_the_cascade_reaches_every_summary_of_the_case_and_no_other():
    case = case_of(NAMED, NAME_TAKEN_BACK)
    sent = (
        shared(case, Tier.STATE),
        shared(case, Tier.REGION, text=OTHER, to=("crc",)),
        shared(case, Tier.STATE, text=THIRD, to=("cat",)),
        shared(case, Tier.STATE, text=str(uuid4()), case_id=ELSEWHERE),
        shared(case, Tier.STATE, text=str(uuid4()), recalled=True),
    )

    assert [one.summary for one in fallen(case, *sent)] == [ID, THIRD]


def test_consent_taken_back_from_one_committee_recalls_what_went_to_it():
    case = case_of(NAMED, replace(WITHDRAWN, committees=("ced",)))

    (one,) = fallen(
        case, shared(case, to=("ced", "crc")), shared(case, text=OTHER, to=("crc",))
    )

    assert (one.summary, one.to, one.left) == (ID, ("ced", "crc"), True)
    assert [said.reason.endswith("(ced)") for said in one.because] == [True]


def test_the_refusal_of_somebody_named_since_recalls_and_their_silence_does_not():
    silent = case_of(NAMED, persons=TWO)
    refused = case_of(NAMED, replace(REFUSED, person="P2"), persons=TWO)

    assert because(silent, shared(silent)) == []
    assert because(silent, shared(silent, persons=("P1", "P2"))) == [(ID, ["no-basis"])]
    assert because(refused, shared(refused)) == [(ID, ["refused"])]


def test_what_rested_on_somebody_who_was_erased_is_recalled():
    case = case_of(NAMED, replace(NAMED, person="P2"), PersonErased(person="P2"), persons=TWO)

    assert because(case, shared(case, persons=("P1", "P2"))) == [(ID, ["erased"])]
    assert because(case, shared(case, persons=("P1",))) == []
    (one,) = fallen(case, shared(case, persons=("P2",)))
    assert (one.because[0].reason, shortly(one.because[0].source)) == (
        "what the record held of P2 was erased",
        "G 5 (e)",
    )


def test_with_a_case_everything_of_it_goes():
    case = case_of(NAMED)

    assert because(None, shared(case), shared(case, text=OTHER, case_id=ELSEWHERE)) == [
        (ID, ["erased"])
    ]


def test_a_lapsed_emergency_leaves_nothing_behind():
    urgent = replace(
        NAMED, basis=Basis.EMERGENCY, state_knows=True,
        confirmed_orally_by=(Post.RAPPORTEUR, Post.CHAIR),
    )  # fmt: skip
    case = case_of(urgent)
    sent = shared(case, Tier.STATE)

    assert fallen(case, sent, day=DAY + timedelta(days=2)) == ()
    (one,) = fallen(case, sent, day=DAY + timedelta(days=3))
    assert "lapsed" in one.because[0].reason


def test_what_makes_no_pattern_is_recalled():
    case = case_of(NAMED, CaseClosed(ground=Closing.DOUBLE, reasons=Sealed("r")))

    assert because(case, shared(case)) == [(ID, ["double"])]


def test_what_has_not_left_is_stopped_and_what_has_is_recalled():
    case = case_of(NAMED, NAME_TAKEN_BACK)
    waiting = shared(case, Tier.STATE, left=False)

    assert fallen(case, waiting) == (
        Recall(
            summary=ID,
            versions=(1,),
            to=("ced",),
            left=False,
            because=fallen(case, replace(waiting, left=True))[0].because,
        ),
    )
    assert fallen(case, replace(waiting, left=True))[0].left


def test_a_version_that_waits_is_stopped_while_the_one_before_stands():
    case = case_of(NAMED, NAME_TAKEN_BACK)
    first = shared(case, Tier.FAMILY)
    second = shared(case, body=revised(case, Tier.STATE, first), left=False)

    (stopped,) = fallen(case, second, first)
    (recalled,) = fallen(case, replace(second, left=True), first)

    assert (stopped.versions, stopped.left) == ((2,), False)
    assert (recalled.versions, recalled.left) == ((1, 2), True)


def test_what_waits_is_stopped_where_facts_changed_and_what_left_is_not_recalled_for_that():
    before = case_of(NAMED)
    after = a_case(
        NAMED, WEIGHED, FactsAdded(kinds=(Kind.KILLING,)), state="FRA", kinds=(Kind.THREAT,)
    )
    waiting = shared(before, left=False)

    assert because(after, waiting) == [(ID, ["changed", "not-weighed"])]
    assert because(after, replace(waiting, left=True)) == []
    assert because(before, waiting) == []


def test_whoever_is_concerned_on_the_day_counts_for_what_has_not_left():
    """Nothing leaves without a basis of everybody; what left told nothing of who came later."""
    case = case_of(NAMED, persons=TWO)
    waiting = shared(case, left=False)

    assert because(case, waiting) == [(ID, ["no-basis"])]
    assert because(case, replace(waiting, left=True)) == []


def test_a_reason_that_holds_for_several_versions_is_given_once():
    case = case_of(NAMED, WITHDRAWN)
    first = shared(case, Tier.REGION)
    second = shared(case, body=revised(case, Tier.FAMILY, first))

    assert because(case, first, second) == [(ID, ["refused"])]


# -- who is shown what arrives ---------------------------------------------------------------


def test_what_names_a_state_is_kept_from_its_nationals_alone():
    named = summary(case_of(), Tier.STATE)

    assert not visible_to(named, ["FRA"])
    assert not visible_to(named, ["COL", "FRA"])
    assert visible_to(named, ["DEU"])
    assert visible_to(named, [])


@pytest.mark.parametrize("tier", UNNAMED)
def test_what_tells_a_region_is_kept_from_the_nationals_of_each_of_its_states(tier):
    told = summary(case_of(), tier)
    west = [code for code, its in regions().items() if its is Region.WESTERN_EUROPE_OTHERS]

    assert "VAT" in west
    assert {code for code in regions() if not visible_to(told, [code])} == set(west)


def test_whoever_has_a_nationality_that_is_in_no_list_is_shown_nothing():
    for tier in Tier:
        assert not visible_to(summary(case_of(), tier), ["ZZZ"])


@settings(deadline=None)
@given(
    st.sampled_from([one.code for one in states(trial=True)]),
    st.sampled_from(Tier),
    st.lists(st.sampled_from(sorted(regions())), max_size=3),
)
def test_no_national_is_ever_shown_what_is_about_their_own_state(state, tier, nationalities):
    told = summary(case_of(state=state), tier)

    assert not visible_to(told, [*nationalities, state])


# -- whatever is answered and sent, in whatever order ----------------------------------------


def atoms(cell):
    """Return the finest cells that a reader thinks possible: of a State, a quarter and an act."""
    quarters = {
        (cell.first.year, month) for month in (1, 4, 7, 10)
        if cell.first <= date(cell.first.year, month, 1) <= cell.last
    }  # fmt: skip
    return cell.states, quarters, cell.acts


turns = st.builds(
    answer,
    st.sampled_from([Answer.GIVEN, Answer.GIVEN, Answer.WITHDRAWN]),
    uses=st.sampled_from(
        [(Use.COMMITTEES_STATE,), (Use.COMMITTEES, Use.COMMITTEES_STATE), (Use.COMMITTEES,)]
    ),
    committees=st.sampled_from([(), ("cat",), ("ced",)]),
    person=st.sampled_from(PERSONS),
)
moves = st.lists(
    st.one_of(
        turns,
        st.tuples(st.just("share"), st.sampled_from(Tier), somewhere),
        st.tuples(st.just("revise"), st.sampled_from(Tier), st.integers(0, 2)),
        st.just("recall"),
    ),
    min_size=4,
    max_size=16,
)


@settings(deadline=None, max_examples=150)
@given(moves, st.sampled_from([date(2026, 2, 3), date(2026, 8, 9)]))
def test_whatever_is_put_together_tells_nothing_finer_than_what_was_agreed_to(moves_, received):
    """All that a committee ever read leaves open the whole cell that is agreed to at that moment."""
    both = (Use.COMMITTEES, Use.COMMITTEES_STATE)
    given_: list = [answer(uses=both, person=who) for who in PERSONS]
    sent: list = []
    for move in moves_:
        case = replace(case_of(*given_, persons=TWO), received_on=received)
        decided = Plan(body=summary(case), to=("ced",), on=date(2026, 9, 9))
        if isinstance(move, ConsentRecorded):
            given_.append(move)
            continue
        if move == "recall":
            gone = {one.summary for one in recalls(SUBJECT, case, sent, decided.on)}
            sent = [
                replace(one, recalled=True) if one.body.summary in gone else one for one in sent
            ]
            assert recalls(SUBJECT, case, sent, decided.on) == ()
            continue
        verb, tier, what = move
        if verb == "share":
            asked = replace(decided, body=summarised(case, tier, uuid4), to=what)
        elif what < len(sent):
            asked = replace(decided, body=revised(case, tier, sent[what]), to=sent[what].to)
        else:
            continue
        if objections(case, asked, sent):
            continue
        sent.append(
            shared(case, body=asked.body, to=asked.to, leaves=asked.leaves, persons=PERSONS)
        )

        for committee in asked.to:
            finest = max(tier for tier in Tier if expected(given_, tier, committee))
            agreed = atoms(summary(case, finest))
            read = [atoms(one.body) for one in sent if committee in one.to]
            for place in range(3):
                left = set.intersection(*(set(one[place]) for one in read))
                assert set(agreed[place]) <= left
            assert asked.body.tier <= finest
            standing = [one for one in sent if committee in one.to and not one.recalled]
            assert len({one.body.summary for one in standing}) == 1


@settings(deadline=None, max_examples=100)
@given(st.lists(answers, max_size=8), somewhere, st.sampled_from(Tier))
def test_what_may_be_sent_now_need_not_be_recalled_now_and_the_other_way_round(
    given_, to, tier
):
    case = case_of(*given_, persons=TWO)
    sent = shared(case, tier, to=to, persons=PERSONS)

    assert bool(objections(case, plan(case, tier, to=to), ())) == bool(fallen(case, sent))
