"""The floors: what stands against a step, each with its paragraph, and that none gives way."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sanjose.rules import procedure
from sanjose.rules.measures import MEASURES
from sanjose.rules.procedure import (
    decider,
    order,
    reason_for,
    sanjose_objections,
    sanjose_proposals,
    sanjose_urgency,
    weaker,
)
from sanjose.rules.profile import Posting
from sanjose.rules.view import View
from sanjose.words.events import (
    AssessmentConcluded,
    CaseClosed,
    CaseParked,
    ConclusionsTold,
    ConsentRecorded,
    MeasureDecided,
    MeasureTaken,
    NoticeGiven,
    ReplyReceived,
)
from sanjose.words.model import (
    ADVISABLE,
    Answer,
    Assessment,
    Basis,
    Channel,
    Closing,
    Decider,
    Matter,
    Mode,
    Post,
    Preset,
    Standing,
    Urgency,
    Use,
)
from sanjose.words.provenance import NOTE, Chosen, Citation, Given, guidelines, note, shortly
from tests.rules.supposed import (
    DAY,
    VERBS,
    WHY,
    a_committee,
    a_measure,
    a_person,
    a_step,
    a_view,
    against,
    agreed,
    changed,
    general,
    keys,
    steps,
)
from tests.words.facts import a_case, on, proposal

YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
IN_CASE = [key for key, kind in MEASURES.items() if not kind.apart]
APART = [key for key, kind in MEASURES.items() if kind.apart]
IDENTIFYING = [key for key in IN_CASE if MEASURES[key].use is not None]
GENERAL = [key for key in IN_CASE if MEASURES[key].general]
PUBLIC = [key for key in IN_CASE if MEASURES[key].public]
SPEAKING = [key for key in IN_CASE if MEASURES[key].speaks]
NEEDS_CASE = [key for key, kind in MEASURES.items() if not kind.without_case]
FREE = [key for key, kind in MEASURES.items() if kind.without_case and kind.general]
some = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])

each_verb = pytest.mark.parametrize("verb", VERBS)


@each_verb
@pytest.mark.parametrize("measure", IN_CASE)
def test_nothing_stands_against_a_measure_with_everything_in_its_favour(verb, measure):
    assert against(a_step(verb, measure)) == []


@each_verb
@pytest.mark.parametrize("measure", FREE)
def test_nothing_stands_against_a_general_measure_that_identifies_nobody(verb, measure):
    """G 18, 20; N 8, 23, 30: a measure may exist without a case."""
    assert against(general(verb, measure)) == []


# -- floor 3: a basis, and weighed consequences ------------------------------------------------


@each_verb
@pytest.mark.parametrize("measure", IDENTIFYING)
def test_what_identifies_somebody_needs_a_basis(verb, measure):
    bare = a_step(verb, measure, held=(), session=False)
    without = a_step(verb, measure, held=(agreed(basis=None),), session=False)

    assert ("no-basis", "N 11") in against(bare)
    assert ("no-basis", "N 11") in against(without)


@each_verb
@pytest.mark.parametrize("measure", [key for key in IDENTIFYING if key != "safety"])
def test_a_basis_that_is_missing_is_all_that_stands_against_it(verb, measure):
    assert against(a_step(verb, measure, held=(agreed(basis=None),))) == [("no-basis", "N 11")]


@pytest.mark.parametrize("measure", [key for key in IN_CASE if key not in IDENTIFYING])
def test_what_tells_nobody_needs_no_basis_and_no_weighing(measure):
    assert against(a_step("take", measure, held=(), weighed=None)) == []


@each_verb
@pytest.mark.parametrize("measure", [key for key in IDENTIFYING if key != "safety"])
def test_consequences_are_weighed_before_a_step(verb, measure):
    assert against(a_step(verb, measure, weighed=None)) == [("not-weighed", "G 13")]
    assert against(a_step(verb, measure, weighed=False)) == [("weighed-against", "G 13")]


@pytest.mark.parametrize("measure", GENERAL)
def test_a_general_step_of_a_case_is_weighed_as_well(measure):
    step = a_step("take", measure, identifies_nobody=True, held=(), weighed=None)

    assert against(step) == [("not-weighed", "G 13")]


@each_verb
@pytest.mark.parametrize("measure", FREE)
def test_without_a_case_it_is_checked_that_nobody_is_identified(verb, measure):
    step = general(verb, measure, identifies_nobody=False)

    assert against(step) == [("no-basis", "N 11"), ("identifies", "G 27")]


@pytest.mark.parametrize("measure", [key for key in IDENTIFYING if key not in GENERAL])
def test_a_measure_that_cannot_be_general_needs_its_basis_whatever_was_checked(measure):
    step = a_step("propose", measure, identifies_nobody=True, held=(), session=False)

    assert ("no-basis", "N 11") in against(step)


def test_what_was_checked_matters_only_where_it_says_anything_about_anybody():
    step = general("take", "private-meeting", identifies_nobody=False)

    assert against(step) == []


@some
@given(steps)
def test_no_identifying_step_goes_without_a_basis(step):
    """Floor 3. Danger in the room is the one exception (G 22), a general text the other."""
    kind = MEASURES[step.measure]
    rushed = kind.key == "safety" and (step.session or step.view.in_session)
    nobody = kind.general and step.identifies_nobody
    covered = step.held and all(one.basis and not one.refused for one in step.held)

    if kind.use is not None and not rushed and not nobody and not covered:
        assert keys(step) & {"no-basis", "refused"}


@some
@given(steps)
def test_no_identifying_step_of_a_case_goes_unweighed(step):
    kind = MEASURES[step.measure]
    rushed = kind.key == "safety" and (step.session or step.view.in_session)

    if kind.use is not None and step.has_case and not rushed and not step.weighed:
        assert keys(step) & {"not-weighed", "weighed-against"}


@some
@given(steps)
def test_no_refusal_is_passed_over(step):
    """N 22. Only danger in the room and a text that names nobody are not held up by one."""
    kind = MEASURES[step.measure]
    rushed = kind.key == "safety" and (step.session or step.view.in_session)
    nobody = kind.general and step.identifies_nobody

    refused = kind.use is not None and any(one.refused for one in step.held)
    assert ("refused" in keys(step)) == (refused and not rushed and not nobody)


@some
@given(steps)
def test_nothing_is_taken_without_a_decision(step):
    """Floor 6. Only the call to the Department of Safety and Security needs none (G 22)."""
    if step.verb == "take" and not step.adopted and step.measure != "safety":
        assert "not-decided" in keys(step)


@some
@given(steps)
def test_every_objection_is_a_sentence_with_its_place(step):
    for one in sanjose_objections(a_committee(), step):
        assert one.reason
        assert not one.reason.endswith(".")
        assert isinstance(one.source, Citation | Chosen)
        assert str(one) == f"{one.reason} ({shortly(one.source)})"


FAVOURABLE = {
    "weighed": {"weighed": True},
    "chair told": {"chair_told": True},
    "in contact": {"contacted_on": DAY},
    "reasons of the body": {"without_contact": True},
    "decided by all": {"decider": Decider.PLENARY},
    "adopted": {"adopted": True},
    "checked": {"identifies_nobody": True},
    "assessed": {"view_finding": Assessment.REPRISAL},
    "safe": {"view_persons": (a_person(),)},
    "in session": {"session": True},
    "with a case that is weighed": {"has_case": True, "weighed": True, "chair_told": True},
}


@pytest.mark.parametrize("favour", FAVOURABLE)
@some
@given(step=steps)
def test_a_fact_in_its_favour_never_adds_an_objection(favour, step):
    facts = FAVOURABLE[favour]
    if "has_case" in facts:
        assume(not MEASURES[step.measure].apart)
        facts = facts | {"view_finding": Assessment.REPRISAL, "contacted_on": DAY}

    assert not Counter(against(changed(step, **facts))) - Counter(against(step))


@some
@given(steps)
def test_an_answer_in_its_favour_never_adds_an_objection(step):
    willing = tuple(
        agreed(one.label, items=frozenset({"M1", "M1-reply", "M2", "M2-reply"}))
        for one in step.held
    )

    assert not Counter(against(replace(step, held=willing))) - Counter(against(step))


@some
@given(steps)
def test_one_more_person_never_takes_an_objection_away(step):
    more = replace(step, held=(*step.held, agreed("P9", basis=None)))

    if step.held:
        assert not Counter(against(step)) - Counter(against(more))


# -- what a measure is about -------------------------------------------------------------------


@each_verb
@pytest.mark.parametrize("measure", NEEDS_CASE)
def test_a_measure_that_belongs_to_a_case_is_not_taken_without_one(verb, measure):
    place = shortly(MEASURES[measure].sources[0])

    assert ("needs-case", place) in against(general(verb, measure))


@pytest.mark.parametrize("measure", [key for key in MEASURES if key not in NEEDS_CASE])
def test_a_measure_that_needs_no_case_is_taken_without_one(measure):
    assert "needs-case" not in keys(general("propose", measure))


@each_verb
@pytest.mark.parametrize(
    ("measure", "place"),
    [("reminder", "G 19"), ("posting", "G 26")],
    ids=["reminder", "posting"],
)
@pytest.mark.parametrize(
    "about",
    [
        {"about": None},
        {"about": "M2"},
        {"view_measures": ()},
        {"view_measures": (a_measure(key="meeting"),)},
        {"view_measures": (a_measure(taken_on=None),)},
    ],
    ids=["nothing", "another", "none", "a meeting", "not taken"],
)
def test_a_reminder_or_a_posting_is_about_a_letter_that_was_taken(verb, measure, place, about):
    step = a_step(verb, measure, held=(agreed(items=frozenset({"M1", "M2"})),))

    assert against(changed(step, **about)) == [("about-nothing", place)]


def test_a_reminder_may_be_posted_and_a_posting_not():
    reminder = a_view(measures=(a_measure(key="reminder"),))
    posting = a_view(measures=(a_measure(key="posting"),))

    assert against(a_step("take", "posting", view=reminder)) == []
    assert keys(a_step("take", "posting", view=posting)) == {"about-nothing"}
    assert keys(a_step("take", "reminder", view=reminder)) == {"about-nothing"}


def test_a_reply_is_posted_once_there_is_one():
    """G 26."""
    waiting = a_step("take", "posting", of_reply=True)
    replied = changed(waiting, view_measures=(a_measure(replied=True),))

    assert against(waiting) == [("about-nothing", "G 26")]
    assert against(replied) == []


@each_verb
@pytest.mark.parametrize("measure", APART)
def test_what_speaks_of_no_allegation_belongs_to_no_case(verb, measure):
    """G 20; N 8: it would be a statement on the case under a milder name."""
    place = shortly(MEASURES[measure].sources[0])

    assert ("no-case", place) in against(a_step(verb, measure, identifies_nobody=True))
    assert against(general(verb, measure, contacted_on=None)) == []


# -- danger in the room ------------------------------------------------------------------------


@each_verb
@pytest.mark.parametrize("where", ["calendar", "case"])
def test_danger_in_the_room_waits_for_nothing(verb, where):
    """G 22; floor 1."""
    step = a_step(
        verb,
        "safety",
        view=a_view(finding=Assessment.OUTSIDE_SCOPE, in_session=where == "case"),
        session=where == "calendar",
        held=(agreed(basis=None, refused=True, concern=True),),
        weighed=None,
        chair_told=False,
        decider=None,
        adopted=False,
    )

    assert against(step) == []
    assert against(replace(step, has_case=False, held=())) == []


@each_verb
def test_the_department_is_for_danger_during_a_session(verb):
    step = a_step(verb, "safety", session=False)

    assert against(step) == [("not-in-session", "G 22")]
    assert keys(replace(step, held=(), weighed=None)) == {
        "not-in-session",
        "no-basis",
        "not-weighed",
    }


def test_only_safety_is_rushed():
    step = a_step("take", "field-presence", view=a_view(in_session=True), held=(), weighed=None)

    assert keys(step) == {"no-basis", "not-weighed"}


# -- channels ----------------------------------------------------------------------------------


def test_nothing_goes_out_over_a_channel_not_marked_safe():
    """Floor 11; N 21."""
    contact = a_step("contact", "information", channel=Channel.EMAIL)

    assert against(contact) == [("unsafe-channel", "N 21")]
    assert against(replace(contact, channel_safe=True)) == []


def test_a_contact_asks_for_nothing_but_a_safe_channel():
    contact = a_step(
        "contact", "information", channel_safe=True, held=(), weighed=None, decider=None
    )

    assert against(changed(contact, measure="contact", view_finding=None)) == []


@each_verb
@pytest.mark.parametrize(
    "persons",
    [
        (),
        (a_person(safe=False),),
        (a_person(standing=Standing.WITNESS),),
        (a_person(standing=Standing.RELATIVE, suspected=True),),
    ],
    ids=["nobody", "unsafe", "a witness", "a suspected source of the risk"],
)
def test_a_question_goes_to_a_person_over_a_safe_channel(verb, persons):
    step = a_step(verb, "information", view=a_view(persons=persons))

    assert against(step) == [("unsafe-channel", "N 21")]


@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.WITNESS])
def test_a_question_may_go_through_whoever_has_a_safe_channel(standing):
    persons = (a_person(safe=False), a_person("P2", standing=standing))

    assert against(a_step("take", "information", view=a_view(persons=persons))) == []


@pytest.mark.parametrize("measure", [key for key in IN_CASE if key != "information"])
def test_no_other_measure_asks_for_a_channel(measure):
    assert against(a_step("take", measure, view=a_view(persons=()))) == []


# -- assessed, concluded, spoken with the State ------------------------------------------------


@each_verb
@pytest.mark.parametrize("measure", PUBLIC)
def test_what_everybody_sees_waits_for_the_assessment(verb, measure):
    """G 12."""
    step = a_step(verb, measure, view=a_view(finding=None))

    assert against(step) == [("not-assessed", "G 12")]


@each_verb
@pytest.mark.parametrize("measure", PUBLIC)
@pytest.mark.parametrize("finding", [one for one in Assessment if one not in ADVISABLE])
def test_what_everybody_sees_needs_a_finding_that_advises_action(verb, measure, finding):
    """G 14: they have or might have taken place."""
    outside = finding is Assessment.OUTSIDE_SCOPE
    expected = ("outside-scope", "G 1") if outside else ("finding", "G 14")

    assert against(a_step(verb, measure, view=a_view(finding=finding))) == [expected]


@pytest.mark.parametrize("measure", PUBLIC)
@pytest.mark.parametrize("finding", sorted(ADVISABLE))
def test_what_might_have_taken_place_may_be_spoken_of(measure, finding):
    assert against(a_step("take", measure, view=a_view(finding=finding))) == []


@each_verb
@pytest.mark.parametrize("measure", [key for key in IN_CASE if key not in PUBLIC])
@pytest.mark.parametrize(
    "finding",
    [None, *(one for one in Assessment if one is not Assessment.OUTSIDE_SCOPE)],
    ids=str,
)
def test_protection_never_waits_for_verification(verb, measure, finding):
    """G 14, 19; N 32: the meeting goes ahead although the link is not established."""
    step = a_step(verb, measure, view=a_view(finding=finding), chair_told=False)

    assert against(step) == []


@pytest.mark.parametrize("measure", IDENTIFYING)
def test_what_is_outside_scope_is_told_to_nobody(measure):
    step = a_step("propose", measure, view=a_view(finding=Assessment.OUTSIDE_SCOPE))

    assert against(step) == ([] if measure == "safety" else [("outside-scope", "G 1")])


@pytest.mark.parametrize("measure", [key for key in IN_CASE if key not in IDENTIFYING])
def test_a_person_outside_scope_may_still_be_answered(measure):
    assert against(a_step("take", measure, view=a_view(finding=Assessment.OUTSIDE_SCOPE))) == []


@pytest.mark.parametrize("measure", [key for key in PUBLIC if key in GENERAL])
def test_a_text_that_names_nobody_does_not_wait_for_the_assessment(measure):
    step = a_step(
        "take",
        measure,
        view=a_view(finding=None),
        identifies_nobody=True,
        held=(),
        specific=False,
    )

    assert against(step) == []


def test_a_posting_waits_for_the_assessment_whatever_was_checked():
    """A letter about a case is about a case, with or without names."""
    step = a_step("take", "posting", view=a_view(finding=None), identifies_nobody=True)

    assert against(step) == [("not-assessed", "G 12")]


@pytest.mark.parametrize("verb", ["decide", "take"])
@pytest.mark.parametrize("measure", PUBLIC)
def test_what_everybody_sees_waits_until_the_chair_knows_the_conclusions(verb, measure):
    """Floor 5."""
    assert against(a_step(verb, measure, chair_told=False)) == [("not-concluded", "G 14")]


@pytest.mark.parametrize("measure", PUBLIC)
def test_it_may_be_proposed_with_the_conclusions(measure):
    assert against(a_step("propose", measure, chair_told=False)) == []


@pytest.mark.parametrize("verb", ["decide", "take"])
@pytest.mark.parametrize("contacted", [None, TOMORROW], ids=["never", "later"])
@pytest.mark.parametrize("measure", SPEAKING)
def test_a_statement_under_any_name_comes_after_contact_with_the_state(
    verb, contacted, measure
):
    """Floor 8; N 11 (e)."""
    step = a_step(verb, measure, contacted_on=contacted)

    assert against(step) == [("no-contact", "N 11 (e)")]
    assert against(replace(step, without_contact=True)) == []
    assert against(replace(step, verb="propose")) == []


@pytest.mark.parametrize("contacted", [YESTERDAY, DAY], ids=["before", "the same day"])
def test_contact_on_the_same_day_counts(contacted):
    assert against(a_step("take", "statement", contacted_on=contacted)) == []


@pytest.mark.parametrize("measure", SPEAKING)
def test_a_statement_on_general_practices_needs_no_contact(measure):
    """G 27."""
    step = a_step(
        "take", measure, contacted_on=None, specific=False, identifies_nobody=True, held=()
    )

    assert against(step) == []
    assert against(general("take", measure, contacted_on=None, specific=False)) == []


@pytest.mark.parametrize("measure", SPEAKING)
def test_without_a_case_a_statement_on_an_allegation_comes_after_contact_all_the_same(measure):
    """Floor 8: that it names nobody does not make it general."""
    step = general("take", measure, contacted_on=None, specific=True)

    assert against(step) == [("no-contact", "N 11 (e)")]


def test_a_statement_is_general_only_if_it_was_checked_that_it_names_nobody():
    step = a_step("take", "statement", contacted_on=None, specific=False)
    specific = a_step("take", "statement", contacted_on=None, identifies_nobody=True)

    assert against(step) == [("no-contact", "N 11 (e)")]
    assert against(specific) == [("no-contact", "N 11 (e)")]


@pytest.mark.parametrize("measure", [key for key in IN_CASE if key not in SPEAKING])
def test_no_other_measure_waits_for_contact(measure):
    assert against(a_step("take", measure, contacted_on=None)) == []


# -- posting -----------------------------------------------------------------------------------


@each_verb
@pytest.mark.parametrize("posting", Posting)
def test_a_letter_is_posted_where_the_committee_posts(verb, posting):
    """G 26; N 12, annex II."""
    committee = a_committee(posting=Given(posting, Citation(NOTE, "annex II")))
    posts = posting in {Posting.POSTED, Posting.CASE_BY_CASE, Posting.NO_PRACTICE}

    found = against(a_step(verb, "posting"), committee)

    assert found == ([] if posts else [("not-posted", "N annex II")])


def test_what_belongs_to_a_sealed_procedure_is_not_posted():
    step = a_step("propose", "posting", view=a_view(procedure="inquiry"))

    assert against(step) == [("sealed", "ours")]


@pytest.mark.parametrize("known", ["unknown", None, "report"])
def test_what_belongs_to_no_sealed_procedure_may_be_posted(known):
    assert against(a_step("propose", "posting", view=a_view(procedure=known))) == []


@pytest.mark.parametrize("measure", [key for key in IN_CASE if key != "posting"])
def test_a_sealed_procedure_stops_nothing_but_posting(measure):
    committee = a_committee(posting=Chosen(Posting.NEVER, WHY))

    assert against(a_step("take", measure, view=a_view(procedure="inquiry")), committee) == []


def test_an_objection_cites_what_the_profile_cites():
    assert reason_for(Given(None, note(12))) == note(12)
    assert reason_for(Chosen(7, WHY)) == Chosen(None, WHY)


# -- who decides -------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", IN_CASE)
@pytest.mark.parametrize("who", [None, *Decider], ids=str)
def test_a_measure_is_decided_by_whoever_may_decide_it_or_above(measure, who):
    """Floor 6; G 14."""
    enough = (who or Decider.SECRETARIAT) >= MEASURES[measure].decider.value

    found = against(a_step("decide", measure, decider=who))

    assert found == ([] if enough else [("not-authorised", "G 14")])


@pytest.mark.parametrize("measure", IN_CASE)
def test_nothing_but_a_call_for_safety_is_done_without_a_decision(measure):
    found = against(a_step("take", measure, adopted=False))

    assert found == ([] if measure == "safety" else [("not-decided", "G 14")])


@pytest.mark.parametrize("verb", ["propose", "take"])
def test_who_decides_is_asked_when_it_is_decided(verb):
    assert against(a_step(verb, "statement", decider=Decider.SECRETARIAT)) == []


@pytest.mark.parametrize("verb", ["propose", "decide"])
def test_a_decision_is_asked_for_when_it_is_taken(verb):
    assert against(a_step(verb, "letter", adopted=False)) == []


@given(st.sampled_from(sorted(MEASURES)), st.sampled_from(Decider))
def test_a_committee_raises_the_decider_and_never_lowers_it(measure, own):
    committee = a_committee(decides={measure: Chosen(own, WHY)})
    common = MEASURES[measure].decider.value

    assert decider(committee, MEASURES[measure]) == max(common, own)
    assert decider(a_committee(), MEASURES[measure]) == common


def test_a_committees_own_decider_is_asked_for():
    committee = a_committee(decides={"letter": Chosen(Decider.CHAIR, WHY)})

    assert keys(a_step("decide", decider=Decider.RAPPORTEUR), committee) == {"not-authorised"}
    assert keys(a_step("decide", decider=Decider.CHAIR), committee) == set()


def test_a_call_for_safety_waits_for_a_decision_where_the_committee_wants_one():
    committee = a_committee(decides={"safety": Chosen(Decider.CHAIR, WHY)})

    assert keys(a_step("take", "safety", adopted=False), committee) == {"not-decided"}


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("own", Decider)
def test_a_profile_that_is_weaker_than_the_common_minimum_is_found(measure, own):
    """G 4; floors are not lowered."""
    committee = a_committee(decides={measure: Chosen(own, WHY)})
    lowered = own < MEASURES[measure].decider.value

    assert weaker(committee) == ((measure,) if lowered else ())


def test_a_decider_for_what_is_no_measure_is_found():
    plenary = Chosen(Decider.PLENARY, WHY)

    assert weaker(a_committee(decides={"lettre": plenary, "letter": plenary})) == ("lettre",)
    assert weaker(a_committee()) == ()


# -- urgency and proposals ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("imminent", "detained", "soon"),
    [
        (False, False, Urgency.ORDINARY),
        (False, True, Urgency.URGENT),
        (True, False, Urgency.IMMEDIATE),
        (True, True, Urgency.IMMEDIATE),
    ],
)
def test_imminent_risk_is_looked_at_at_once(imminent, detained, soon):
    assert sanjose_urgency(a_view(imminent=imminent, detained=detained)) is soon


def proposed(day=DAY, committee=None, **facts):
    view = View(**{"state": "XXA", "procedure": "report"} | facts)
    return [*sanjose_proposals(committee or a_committee(), view, day)]


def test_nothing_is_worth_considering_where_nothing_is_known():
    assert proposed() == []


def test_danger_in_the_room_is_for_the_department_and_then_for_the_state():
    """G 19, 22."""
    assert proposed(imminent=True, in_session=True) == ["safety", "letter-deadline"]
    assert proposed(imminent=True) == ["letter-deadline"]
    assert proposed(in_session=True) == []


def test_protection_of_somebody_detained_is_asked_for():
    assert proposed(detained=True) == ["letter-deadline"]


def test_a_letter_past_its_deadline_is_worth_a_reminder_or_a_meeting():
    """N 32, 38."""
    late = (a_measure(reply_by=YESTERDAY),)

    assert proposed(measures=late) == ["reminder", "meeting"]
    assert proposed(measures=late, day=YESTERDAY) == []


def test_a_letter_without_a_deadline_is_worth_a_reminder_after_the_committees_days():
    committee = a_committee(days={"reply": Chosen(30, WHY)})
    silent = {"measures": (a_measure(taken_on=DAY),), "committee": committee}

    assert proposed(DAY + timedelta(days=30), **silent) == []
    assert proposed(DAY + timedelta(days=31), **silent) == ["reminder", "meeting"]
    assert proposed(DAY + timedelta(days=60), measures=(a_measure(taken_on=DAY),)) == []
    assert proposed(DAY + timedelta(days=61), measures=(a_measure(taken_on=DAY),)) != []


@pytest.mark.parametrize(
    "measure",
    [
        a_measure(reply_by=YESTERDAY, answered=True),
        a_measure(reply_by=YESTERDAY, taken_on=None),
        a_measure(key="meeting", reply_by=YESTERDAY),
    ],
    ids=["answered", "not taken", "a meeting"],
)
def test_nobody_is_reminded_of_what_was_answered_or_never_written(measure):
    assert proposed(measures=(measure,)) == []
    assert proposed(measures=(measure, a_measure("M2", reply_by=YESTERDAY))) == [
        "reminder",
        "meeting",
    ]


# -- conclusions, notices, closing -------------------------------------------------------------


MIGHT = AssessmentConcluded(finding=Assessment.MIGHT)
CHAIR_TOLD = NoticeGiven(to=Post.CHAIR)


def ordered(case, fact, day=DAY):
    return [(one.key, shortly(one.source)) for one in order(case, fact, day)]


def test_conclusions_follow_an_assessment():
    assert ordered(a_case(CHAIR_TOLD), ConclusionsTold()) == [("not-assessed", "G 14")]
    assert ordered(a_case(CHAIR_TOLD, MIGHT), ConclusionsTold()) == []


@pytest.mark.parametrize(
    "notice",
    [
        CHAIR_TOLD,
        NoticeGiven(to=Post.VICE_CHAIR, acting_for=(Post.CHAIR,)),
        NoticeGiven(to=Post.PLENARY, acting_for=(Post.RAPPORTEUR, Post.CHAIR)),
    ],
    ids=lambda notice: str(notice.to),
)
def test_conclusions_wait_until_the_chair_or_whoever_acts_was_told(notice):
    """Floor 5; G 10."""
    assert ordered(a_case(MIGHT), ConclusionsTold()) == [("chair-not-told", "G 10")]
    assert ordered(a_case(MIGHT, notice), ConclusionsTold()) == []


@pytest.mark.parametrize(
    "notice",
    [
        NoticeGiven(to=Post.RAPPORTEUR),
        NoticeGiven(to=Post.SECRETARIAT),
        NoticeGiven(to=Post.VICE_CHAIR),
        NoticeGiven(to=Post.VICE_CHAIR, acting_for=(Post.RAPPORTEUR,)),
        NoticeGiven(to=Post.CHAIR, of=Matter.CONCLUSIONS),
        NoticeGiven(to=Post.CHAIR, of=Matter.DECISION),
    ],
    ids=lambda notice: f"{notice.to} of {notice.of} {len(notice.acting_for)}",
)
def test_no_other_notice_tells_the_chair_of_the_receipt(notice):
    assert ordered(a_case(MIGHT, notice), ConclusionsTold()) == [("chair-not-told", "G 10")]


def test_danger_in_the_room_does_not_wait_for_the_notice():
    """G 22."""
    danger = {"imminent": True, "in_session": True}

    assert ordered(a_case(MIGHT, **danger), ConclusionsTold()) == []
    for one in danger:
        assert ordered(a_case(MIGHT, **{one: True}), ConclusionsTold()) != []


def emergency(answer=Answer.GIVEN, basis=Basis.EMERGENCY):
    return ConsentRecorded(answer=answer, basis=basis, presets=(Preset.STATE,))


def test_an_emergency_does_not_wait_for_the_notice_while_it_lasts():
    case = a_case(MIGHT, on(DAY, emergency()))
    in_time = [DAY + timedelta(days=n) for n in range(3)]

    assert [ordered(case, ConclusionsTold(), day) for day in in_time] == [[], [], []]
    assert ordered(case, ConclusionsTold(), DAY + timedelta(days=3)) != []
    assert ordered(case, ConclusionsTold(), YESTERDAY) != []


@pytest.mark.parametrize(
    "answer",
    [emergency(Answer.ASKED), emergency(Answer.WITHDRAWN), emergency(basis=Basis.CONSENT)],
    ids=["asked", "withdrawn", "consent"],
)
def test_only_an_emergency_that_was_agreed_lets_conclusions_go_first(answer):
    assert ordered(a_case(MIGHT, answer), ConclusionsTold()) == [("chair-not-told", "G 10")]


def test_nobody_is_told_of_conclusions_that_there_are_not():
    notice = NoticeGiven(to=Post.CHAIR, of=Matter.CONCLUSIONS)

    assert ordered(a_case(), notice) == [("not-concluded", "G 14")]
    assert ordered(a_case(ConclusionsTold()), notice) == []
    assert ordered(a_case(), CHAIR_TOLD) == []


LETTER = (proposal(), MeasureDecided(label="M1"), MeasureTaken(label="M1"))


def closing(ground, *facts):
    return ordered(a_case(*facts), CaseClosed(ground=ground))


def found(finding):
    return AssessmentConcluded(finding=finding)


@pytest.mark.parametrize("finding", Assessment)
def test_only_what_was_found_outside_scope_is_closed_as_that(finding):
    outside = finding is Assessment.OUTSIDE_SCOPE

    assert closing(Closing.OUTSIDE_SCOPE, found(finding)) == (
        [] if outside else [("finding", "G 14")]
    )
    assert closing(Closing.OUTSIDE_SCOPE) == [("finding", "G 14")]


def test_a_states_silence_is_no_redress():
    """Floor 9."""
    reply = ReplyReceived(label="M1")

    assert closing(Closing.REDRESS, MIGHT, *LETTER) == [("silence", "ours")]
    assert closing(Closing.REDRESS, MIGHT, *LETTER, replace(reply, substantive=False)) != []
    assert closing(Closing.REDRESS, MIGHT, *LETTER, reply) == []


@pytest.mark.parametrize("ground", Closing)
def test_a_case_is_closed_as_safe_or_redressed_once_it_was_assessed(ground):
    expected = {
        Closing.SAFE: [("not-assessed", "G 12")],
        Closing.REDRESS: [("not-assessed", "G 12")],
        Closing.OUTSIDE_SCOPE: [("finding", "G 14")],
    }

    assert closing(ground) == expected.get(ground, [])


@pytest.mark.parametrize("ground", [Closing.SAFE, Closing.WITHDRAWN, Closing.DOUBLE])
def test_the_persons_own_word_closes_a_case_whatever_the_state_does(ground):
    assert closing(ground, MIGHT, *LETTER) == []


def test_an_answer_is_held_to_the_rules_of_a_basis():
    given_ = ConsentRecorded(answer=Answer.GIVEN, basis=Basis.PUBLIC, uses=(Use.PUBLISH,))

    assert ordered(a_case(), given_) == [("public-facts", "ours")]


PARKING = CaseParked(review_on=TOMORROW)


@pytest.mark.parametrize("facts", [(), (MIGHT,)], ids=["not assessed", "assessed"])
@pytest.mark.parametrize("receipt", [{}, {"imminent": True}], ids=["calm", "danger"])
def test_what_waits_for_nobodys_answer_is_not_parked(facts, receipt):
    """Floor 9: the rapporteur may park an unanswered case."""
    assert ordered(a_case(*facts, **receipt), PARKING) == [("nothing-unanswered", "N 38")]


def test_an_unanswered_letter_lets_a_case_be_parked_until_it_is_answered():
    reply = ReplyReceived(label="M1")

    assert ordered(a_case(*LETTER), PARKING) == []
    assert ordered(a_case(*LETTER, reply), PARKING) == [("nothing-unanswered", "N 38")]


@pytest.mark.parametrize("finding", [Assessment.INSUFFICIENT, Assessment.NOT_VERIFIABLE])
def test_a_finding_that_is_not_the_last_word_lets_a_case_be_parked(finding):
    assert ordered(a_case(AssessmentConcluded(finding=finding)), PARKING) == []


def test_nothing_stands_against_any_other_act():
    assert ordered(a_case(), NoticeGiven(to=Post.CHAIR)) == []


def test_a_general_recommendation_that_identifies_somebody_is_seen_by_all():
    """G 12, 14: it waits for the assessment and for the Chair, as whatever is published."""
    early = a_step(
        "take", "general-recommendation", view=a_view(finding=None), chair_told=False
    )
    nobody = replace(early, identifies_nobody=True)

    assert against(early) == [("not-assessed", "G 12"), ("not-concluded", "G 14")]
    assert against(nobody) == []


# -- votes -------------------------------------------------------------------------------------

BY_THREE = a_committee(votes={Decider.BUREAU: Chosen(3, WHY)})


def voted(committee=BY_THREE, **facts):
    step = a_step("decide", **{"decider": Decider.BUREAU, "mode": Mode.WRITTEN} | facts)
    return keys(step, committee)


def test_a_written_procedure_has_its_votes_counted():
    assert voted() == {"no-votes"}
    assert voted(consensus=True) == {"no-votes"}
    assert voted(in_favour=3) == set()


@pytest.mark.parametrize("mode", [one for one in Mode if one is not Mode.WRITTEN])
def test_elsewhere_a_consensus_does_instead_of_votes_and_silence_about_both_does_not(mode):
    assert voted(mode=mode) == {"no-votes"}
    assert voted(mode=mode, consensus=True) == set()
    assert voted(mode=mode, in_favour=3) == set()


@pytest.mark.parametrize(("in_favour", "against"), [(0, 0), (2, 0), (2, 3), (3, 3), (3, 4)])
def test_the_least_number_and_a_majority_have_to_be_in_favour(in_favour, against):
    assert voted(in_favour=in_favour, against=against) == {"too-few-votes"}


def test_a_majority_of_the_least_number_carries_a_measure():
    assert voted(in_favour=3, against=2) == set()


def test_nobody_counts_the_votes_for_what_is_not_adopted_or_not_decided_by_that_body():
    assert voted(adopted=False) == set()
    assert voted(decider=Decider.PLENARY) == set()
    assert voted(a_committee()) == set()


def test_an_objection_about_votes_says_why_the_number_was_chosen():
    step = a_step("decide", decider=Decider.BUREAU, mode=Mode.WRITTEN)

    (found,) = sanjose_objections(BY_THREE, step)

    assert found.source.because == WHY


def test_the_floors_are_a_plugin_like_any_other():
    hooks = {name for name in vars(procedure) if name.startswith("sanjose_")}

    assert hooks == {"sanjose_urgency", "sanjose_objections", "sanjose_proposals"}
    assert guidelines(14) in [one.source for one in order(a_case(), ConclusionsTold(), DAY)]
