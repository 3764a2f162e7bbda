"""What supports the conditions of a joint statement informs, and gates nothing (N 16)."""

import ast
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sanjose.rules
from sanjose.rules.measures import MEASURES
from sanjose.rules.patterns import (
    Heard,
    Known,
    Nearby,
    Pattern,
    Period,
    pattern,
    patterns,
    standing,
)
from sanjose.rules.published import Document, Ours, Unanswered
from sanjose.words.events import (
    AssessmentConcluded,
    CalendarEntered,
    CaseClosed,
    MeasureTaken,
    ReplyReceived,
)
from sanjose.words.model import Assessment, Calendar, Closing, Kind, Post
from sanjose.words.patterns import (
    Cooperating,
    DocumentNoted,
    Judgement,
    JudgementRecorded,
    Published,
    documents,
    judgements,
)
from sanjose.words.sealed import Sealed
from sanjose.words.states import Region
from sanjose.words.summary import CaseRevised, CaseSummary
from sanjose.words.tiers import Family, Half, Quarter, Tier, coarse, region_of
from tests.words.facts import DAY, a_case, a_record, by, numbered, on, proposal

ID = "8f14e45f-ceea-4c67-9b1a-0242ac120002"
OTHER = "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"
TODAY = date(2026, 11, 22)
NAMED = CaseSummary(
    summary=ID, state="XXA", year=2026, quarter=Quarter.FIRST, act=Kind.DETENTION
)
REGIONAL = CaseSummary(
    summary=OTHER, region=Region.AFRICA, year=2026, half=Half.FIRST, family=Family.BODY
)
OBSERVATIONS = CalendarEntered(
    what=Calendar.OBSERVATIONS,
    title="MOON/C/XXA/CO/3",
    starts=date(2026, 5, 4),
    state="XXA",
    reprisals="paras 27-28",
)
REPORT = DocumentNoted(
    state="XXA",
    what=Published.SECRETARY_GENERAL,
    symbol="A/HRC/99/47",
    dated=date(2026, 9, 14),
    paragraphs="annex I, para. 4",
)
JUDGED = JudgementRecorded(
    state="XXA",
    finding=Cooperating.NONE,
    reason=Sealed("Three letters, and no delegation came."),
    rests_on=("MOON/C/XXA/CO/3",),
)


def known(*heard, cases=(), record=(), noted=(), judged=(), barred=(), day=TODAY):
    """Return what a reader of the Committee on the Moon may know."""
    ours = Ours(
        committee="moon",
        on=day,
        cases=tuple(cases),
        record=a_record(*record),
        noted=tuple(noted),
        kinds=MEASURES,
    )
    return Known(
        ours=ours,
        heard=standing(heard),
        judgements=tuple(judged),
        barred=frozenset(barred),
    )


def of(*heard, state="XXA", **more) -> Pattern:
    return pattern(state, known(*heard, **more))


def judgement(finding=Cooperating.NONE, post=Post.RAPPORTEUR):
    return Judgement(on=DAY, by=post, body=replace(JUDGED, finding=finding))


# -- different committees ----------------------------------------------------------------------


def test_each_committee_that_told_of_a_state_counts_once():
    found = of(
        ("ced", NAMED),
        ("ced", replace(NAMED, summary=OTHER)),
        ("crc", NAMED),
        cases=[a_case(state="XXA"), a_case(state="XXA"), a_case(state="XXB")],
    )

    assert found.told == (("ced", 2), ("crc", 1))
    assert found.own == 2
    assert found.committees == ("ced", "crc", "moon")


def test_a_committee_that_spoke_in_public_and_told_besides_counts_once():
    noted = replace(REPORT, symbol="CED/C/XXA/CO/1", committee="ced")

    found = of(("ced", NAMED), noted=[noted, REPORT], record=[OBSERVATIONS])

    assert found.in_public == ("ced", "moon")
    assert found.committees == ("ced", "moon")


def test_a_summary_of_a_region_may_concern_its_states_and_names_none():
    found = of(("ced", REGIONAL))

    assert found.nearby == Nearby(
        region=Region.AFRICA,
        counts=(("ced", 1),),
        periods=(
            Period(first=date(2026, 1, 1), words="2026, first half", counts=(("ced", 1),)),
        ),
    )
    assert (found.committees, found.told, found.number, found.periods) == ((), (), 0, ())
    assert of(("ced", REGIONAL), state="XXB").nearby is None
    assert patterns(known(("ced", REGIONAL))) == ()


def test_only_the_last_version_of_a_summary_stands():
    revised = CaseRevised(version=2, **{"summary": ID} | replace(NAMED, state="XXB").says)
    third = CaseRevised(version=3, **{"summary": ID} | replace(NAMED, state="XXC").says)

    heard = standing([("ced", revised), ("ced", third), ("ced", NAMED), ("crc", NAMED)])

    assert heard == (
        Heard(committee="ced", cell=third),
        Heard(committee="crc", cell=NAMED),
    )


def test_what_a_committee_told_itself_is_not_heard_besides():
    assert of(("moon", NAMED), cases=[a_case(state="XXA")]).committees == ("moon",)
    assert of(("moon", NAMED)).number == 0


@pytest.mark.parametrize(
    "fact",
    [
        AssessmentConcluded(finding=Assessment.OUTSIDE_SCOPE, reasons=Sealed("w")),
        CaseClosed(ground=Closing.DOUBLE, reasons=Sealed("w")),
    ],
    ids=["outside scope", "recorded twice"],
)
def test_what_would_show_a_pattern_that_is_not_there_does_not_count(fact):
    assert of(cases=[a_case(fact, state="XXA")]).own == 0


@pytest.mark.parametrize(
    "fact",
    [
        AssessmentConcluded(finding=Assessment.NOT_VERIFIABLE, reasons=Sealed("w")),
        CaseClosed(ground=Closing.SAFE, reasons=Sealed("w")),
    ],
    ids=["not verifiable", "the risk has passed"],
)
def test_an_allegation_counts_whatever_else_became_of_it(fact):
    assert of(cases=[a_case(fact, state="XXA")]).own == 1


# -- what is public ----------------------------------------------------------------------------


def test_public_documents_stand_with_symbol_and_day_the_latest_first():
    found = of(record=[OBSERVATIONS], noted=[REPORT, replace(REPORT, state="XXB")])

    assert found.documents == (
        Document(
            on=date(2026, 9, 14),
            symbol="A/HRC/99/47",
            what="report of the Secretary-General",
            paragraphs="annex I, para. 4",
        ),
        Document(
            on=date(2026, 5, 4),
            symbol="MOON/C/XXA/CO/3",
            what="concluding observations",
            committee="moon",
            paragraphs="paras 27-28",
        ),
    )


@pytest.mark.parametrize(
    "entry",
    [
        replace(OBSERVATIONS, reprisals=None),
        replace(OBSERVATIONS, reprisals="  "),
        replace(OBSERVATIONS, what=Calendar.DIALOGUE),
        replace(OBSERVATIONS, state="XXB"),
        replace(OBSERVATIONS, starts=TODAY + timedelta(days=1)),
    ],
    ids=["no paragraph", "an empty one", "no document", "another State", "still ahead"],
)
def test_an_entry_of_the_calendar_that_says_nothing_of_reprisals_is_no_support(entry):
    assert of(record=[entry]).documents == ()


def test_a_posted_letter_and_a_measure_with_a_symbol_are_public_and_tell_no_case():
    case = a_case(
        proposal("letter"),
        MeasureTaken(label="M1"),
        proposal("posting", "M2", about="M1"),
        MeasureTaken(label="M2"),
        proposal("views", "M3"),
        MeasureTaken(label="M3", symbol="MOON/C/9/D/1, para. 3"),
        proposal("statement", "M4"),
        MeasureTaken(label="M4"),
        proposal("views", "M5"),
        state="XXA",
    )

    found = of(cases=[case])

    assert [(one.what, one.symbol) for one in found.documents] == [
        ("decision or views on a communication", "MOON/C/9/D/1, para. 3"),
        ("posting of a letter or a reply", ""),
    ]
    assert case.reference not in repr(found)


def test_a_document_that_was_entered_twice_stands_once_with_its_paragraphs():
    again = DocumentNoted(
        state="XXA",
        what=Published.OBSERVATIONS,
        symbol="moon/C/XXA/CO/3, adopted in May",
        dated=date(2026, 5, 8),
        committee="moon",
    )

    (one,) = of(record=[OBSERVATIONS], noted=[again]).documents

    assert (one.symbol, one.paragraphs) == ("MOON/C/XXA/CO/3", "paras 27-28")


def test_a_measure_of_the_committee_s_own_can_be_public_too():
    taken = MeasureTaken(label="M1", symbol="MOON/C/XXA/Q/1")
    record = [proposal("list-of-issues", state="XXA"), taken]

    assert [one.symbol for one in of(record=record).documents] == ["MOON/C/XXA/Q/1"]
    assert of(record=record, state="XXB").documents == ()
    unknown = replace(known(record=record).ours, kinds={})
    assert pattern("XXA", Known(ours=unknown)).documents == ()


def test_what_was_noted_again_or_by_mistake_stands_as_it_was_noted_last():
    better = replace(REPORT, symbol="a/hrc/99/47", paragraphs="paras 4-6")
    mistaken = replace(REPORT, symbol="A/HRC/99/48")
    events = numbered(REPORT, mistaken, better, replace(mistaken, mistaken=True), JUDGED)

    assert documents(reversed(events)) == (better,)


# -- a person's judgement ----------------------------------------------------------------------


def test_that_a_state_does_not_cooperate_is_never_computed_from_silence():
    case = a_case(
        proposal("letter-deadline"),
        MeasureTaken(label="M1", reply_by=date(2020, 1, 1)),
        on(DAY + timedelta(days=1), proposal("reminder", "M2")),
        on(DAY + timedelta(days=1), MeasureTaken(label="M2")),
        state="XXA",
    )

    found = of(cases=[case])

    assert found.judgements == ()
    assert found.unanswered == (
        Unanswered(sent=DAY, what=MEASURES["letter-deadline"].title, days=265),
        Unanswered(sent=DAY + timedelta(days=1), what=MEASURES["reminder"].title, days=264),
    )
    assert case.reference not in repr(found)


def test_a_letter_that_was_answered_is_not_among_the_unanswered():
    facts = proposal("letter"), MeasureTaken(label="M1"), ReplyReceived(label="M1")
    own = replace(known().ours, kinds={})

    assert of(cases=[a_case(*facts, state="XXA")]).unanswered == ()
    assert of(cases=[a_case(*facts[:1], state="XXA")]).unanswered == ()
    ours = replace(own, cases=(a_case(*facts[:2], state="XXA"),))
    assert [one.what for one in pattern("XXA", Known(ours=ours)).unanswered] == ["letter"]


def test_the_last_judgement_of_each_office_stands():
    entries = numbered(
        by(Post.RAPPORTEUR, JUDGED),
        by(
            Post.CHAIR, on(DAY + timedelta(days=3), replace(JUDGED, finding=Cooperating.PARTLY))
        ),
        by(Post.RAPPORTEUR, on(DAY + timedelta(days=9), replace(JUDGED, state="XXB"))),
        JUDGED,
        by(
            Post.RAPPORTEUR,
            on(DAY - timedelta(days=9), replace(JUDGED, finding=Cooperating.FULL)),
        ),
        REPORT,
    )

    found = judgements(entries)

    assert [(one.body.state, one.by, one.body.finding) for one in found] == [
        ("XXB", Post.RAPPORTEUR, Cooperating.NONE),
        ("XXA", Post.CHAIR, Cooperating.PARTLY),
        ("XXA", Post.RAPPORTEUR, Cooperating.NONE),
        ("XXA", Post.SECRETARIAT, Cooperating.NONE),
    ]
    assert of(judged=found).judgements == found[1:]


def test_a_judgement_that_was_taken_back_is_none():
    back = replace(JUDGED, finding=Cooperating.NOT_JUDGED)

    assert judgements(numbered(JUDGED, on(DAY + timedelta(days=1), back))) == ()


def test_the_reasons_of_a_judgement_never_print_themselves():
    assert "delegation" not in repr(of(judged=[judgement()]))
    assert "delegation" not in repr(judgement())


# -- recurrence --------------------------------------------------------------------------------


def test_periods_are_those_of_receipt_and_no_finer_than_anybody_tells():
    old = replace(NAMED, summary=OTHER, year=2025, quarter=Quarter.FOURTH)

    found = of(("ced", NAMED), ("crc", old), cases=[a_case(state="XXA"), a_case(state="XXA")])

    assert found.periods == (
        Period(
            first=date(2026, 1, 1),
            words="2026, first quarter",
            counts=(("ced", 1), ("moon", 2)),
        ),
        Period(first=date(2025, 10, 1), words="2025, fourth quarter", counts=(("crc", 1),)),
    )
    assert [one.number for one in found.periods] == [3, 1]
    year = CaseSummary(summary=ID, region=Region.AFRICA, year=2026)
    assert [one.words for one in of(("ced", year)).nearby.periods] == ["2026"]


def test_what_had_not_begun_by_a_day_is_not_there_on_it():
    assert of(("ced", NAMED), day=date(2025, 12, 31)).told == ()
    assert of(("ced", NAMED), day=date(2026, 1, 1)).told == (("ced", 1),)


# -- by State ----------------------------------------------------------------------------------


def test_every_state_that_anything_names_is_listed():
    found = patterns(
        known(
            ("ced", NAMED),
            ("crc", replace(NAMED, summary=OTHER, state="FRA")),
            cases=[a_case(state="XXA"), a_case(state="NOR")],
            record=[
                replace(OBSERVATIONS, state="ITA"),
                replace(OBSERVATIONS, state="PER", reprisals=None),
                proposal("trend", state="KEN"),
                proposal("list-of-issues", "M2", state="MLI"),
                MeasureTaken(label="M2", symbol="MOON/C/MLI/Q/1"),
            ],
            noted=[replace(REPORT, state="CHL")],
            judged=[Judgement(on=DAY, by=Post.CHAIR, body=replace(JUDGED, state="FJI"))],
        )
    )

    assert [one.state for one in found] == ["XXA", "FRA", "NOR", "ITA", "MLI", "CHL", "FJI"]


# -- properties --------------------------------------------------------------------------------

slugs = st.sampled_from(["ced", "crc", "spt"])
states_ = st.sampled_from(["XXA", "XXB", "FRA", "NOR"])


@st.composite
def summaries(draw):
    """Return a summary, or a version of one, from a committee."""
    tier, version = draw(st.sampled_from(Tier)), draw(st.integers(1, 3))
    says = coarse(
        tier,
        state=draw(states_),
        received=draw(st.dates(date(2024, 1, 1), date(2027, 6, 1))),
        kinds=(draw(st.sampled_from(Kind)),),
    )
    says["summary"] = draw(st.sampled_from([ID, OTHER]))
    made = CaseSummary(**says) if version == 1 else CaseRevised(version=version, **says)
    return draw(slugs), made


arrivals = st.lists(summaries(), max_size=8)
some = settings(deadline=None, max_examples=60)


@some
@given(arrivals, st.randoms(use_true_random=False))
def test_the_order_in_which_anything_arrived_changes_nothing(arrived, chance):
    shuffled = list(arrived)
    chance.shuffle(shuffled)
    cases = [a_case(state="XXA"), a_case(state="FRA", kinds=(Kind.WORK,)), a_case(state="XXA")]
    turned = [*cases]
    chance.shuffle(turned)

    assert patterns(known(*arrived, cases=cases)) == patterns(known(*shuffled, cases=turned))


@some
@given(arrivals)
def test_a_summary_that_came_twice_counts_once(arrived):
    assert patterns(known(*arrived, *arrived)) == patterns(known(*arrived))


@some
@given(arrivals, st.sets(states_, max_size=3))
def test_nobody_is_shown_what_may_be_about_a_state_that_they_are_recused_from(arrived, barred):
    free, walled = known(*arrived), known(*arrived, barred=barred)

    for one in patterns(walled):
        assert one.state not in barred
        assert one.nearby is None or not {region_of(state) for state in barred} & {
            one.nearby.region
        }
        full = pattern(one.state, free)
        assert (one.told, one.periods) == (full.told, full.periods)
    for state in barred:
        assert pattern(state, walled) == Pattern(state=state, committee="moon")


@some
@given(arrivals)
def test_committees_are_counted_by_who_they_are_and_never_by_how_often(arrived):
    found = pattern("XXA", known(*arrived))
    latest = {}
    for slug, one in sorted(arrived, key=lambda one: getattr(one[1], "version", 1)):
        latest.setdefault((slug, one.summary), []).append(one)
    may = {slug for (slug, _), every in latest.items() for one in every if one.state == "XXA"}

    assert len(found.committees) == len(set(found.committees))
    assert set(found.committees) <= may
    assert found.number == sum(number for _, number in found.told) <= len(latest)


def test_a_pattern_says_of_no_condition_whether_it_is_met():
    """No truth value, no score, no threshold: it informs and never gates (N 16)."""
    assert not {one.type for one in fields(Pattern)} & {bool, float, "bool", "float"}


def asking_for(*modules: str) -> set[str]:
    """Return the modules of the core that import from one of some."""
    core = Path(sanjose.rules.__file__).parents[1]
    return {
        path.relative_to(core).as_posix()
        for path in core.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module in modules
    }


def test_no_rule_and_no_verb_asks_for_patterns():
    """Nothing but what shows them imports them, so that they stand in no one's way (N 16)."""
    assert asking_for("sanjose.rules.patterns", "sanjose.secretariat.patterns") == {
        "commands/patterns.py",
        "secretariat/__init__.py",
        "secretariat/papers/gathering.py",
        "secretariat/patterns.py",
        "secretariat/survey.py",
    }


def test_what_is_public_is_asked_for_by_what_shows_it_and_by_no_floor():
    """Public documents inform as patterns do (N 16); an erasure only looks for what is posted."""
    assert asking_for("sanjose.rules.published") == {
        "commands/patterns.py",
        "rules/patterns.py",
        "rules/public.py",
        "rules/reports.py",
        "rules/survey.py",
        "secretariat/life.py",
        "secretariat/papers/gathering.py",
        "secretariat/papers/public.py",
        "secretariat/patterns.py",
        "secretariat/survey.py",
    }
