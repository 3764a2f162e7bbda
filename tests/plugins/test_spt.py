"""What is particular to the Subcommittee on Prevention of Torture."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

import sanjose_spt
from sanjose.rules import legal
from sanjose.rules.authority import OF_ONE_STATE
from sanjose.rules.committees import Plugin
from sanjose.rules.dues import Days, committee_dues
from sanjose.rules.profile import Posting, Shape, Strength
from sanjose.rules.view import Held, PersonView, View
from sanjose.testing import ON, CommitteeConformance, a_measure, a_step, a_view
from sanjose.words.committee import CommitteeRecord, File
from sanjose.words.due import Due
from sanjose.words.model import (
    Assessment,
    Basis,
    Channel,
    Criterion,
    Decider,
    Kind,
    Post,
    Standing,
    Urgency,
)
from sanjose.words.provenance import NOTE, Chosen, Citation, Given

POLICY, OPCAT = "CAT/OP/6/Rev.1", "Optional Protocol to the Convention against Torture"
VISITS = ("visit", "follow-up-visit")
PUBLIC = (
    "published at the State's request",
    "published by the Subcommittee",
    "published under art. 16 (4)",
)
SEEN_BY_ALL = (
    "statement",
    "announcement",
    "inquiry-report",
    "annual-report",
    "joint-statement",
)
AGREED = (Held(label="P1", basis=Basis.CONSENT, since=ON),)


class TestSpt(CommitteeConformance):
    module = sanjose_spt


@pytest.fixture(scope="module")
def spt() -> Plugin:
    return Plugin("spt", sanjose_spt)


def keys(plugin: Plugin, measure: str, view: View, **facts) -> set[str]:
    return {one.key for one in plugin.objections(a_step(measure, view, **facts))}


def why(plugin: Plugin, key: str, measure: str, view: View, **facts) -> list:
    objections = plugin.objections(a_step(measure, view, **facts))
    return [one.source for one in objections if one.key == key]


def visited(state: str, kind: str = "visit", **facts) -> View:
    """Return a case with which a visit is linked, in a state."""
    return a_view(procedure="interview", files=((kind, state),), **facts)


def a_person(standing=Standing.CONCERNED, channel=Channel.NPM, *, safe=True) -> PersonView:
    return PersonView(label="P1", standing=standing, child=False, channel=channel, safe=safe)


# -- who acts ------------------------------------------------------------------------------------


def test_a_visit_has_a_focal_point_beside_the_rapporteur(spt):
    assert spt.committee.shape == Given(Shape.VISITS, Citation(POLICY, "para. 10"))
    assert Post.VISIT in OF_ONE_STATE


def test_the_focal_point_for_a_visit_stands_in_before_the_vice_chair(spt):
    order = spt.acting(Post.RAPPORTEUR, a_view(), ON)

    assert order is not None
    assert order[0] is Post.RAPPORTEUR
    assert order.index(Post.VISIT) < order.index(Post.VICE_CHAIR)


@pytest.mark.parametrize("post", [one for one in Post if one is not Post.RAPPORTEUR])
def test_every_other_office_falls_as_everywhere(spt, post):
    assert spt.acting(post, a_view(), ON) is None


def test_the_country_rapporteur_may_be_consulted(spt):
    assert spt.committee.country_rapporteur == Given(Strength.MAY, Citation(POLICY, "para. 12"))


# -- truth ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("finding", Assessment)
def test_whether_it_was_true_is_no_criterion_whatever_was_found(spt, finding):
    turned = {"verb": "assess", "finding": finding}
    also = (Criterion.LINK, Criterion.TRUTH)

    found = why(spt, "truth", "assessment", a_view(), turned_on=also, **turned)

    assert found == [Citation(OPCAT, "art. 15")]


def test_every_other_criterion_is_weighed(spt):
    others = tuple(one for one in Criterion if one is not Criterion.TRUTH)

    assert keys(spt, "assessment", a_view(), verb="assess", turned_on=others) == set()


# -- contact -------------------------------------------------------------------------------------


WAYS_IN = {Channel.NPM, Channel.REPRESENTATIVE, Channel.RELATIVE, Channel.VISIT}


def contacted(plugin: Plugin, channel: Channel, *, detained=True, safe=True, person=None):
    view = a_view(detained=detained)
    facts = {"verb": "contact", "channel": channel, "channel_safe": safe, "person": person}
    return keys(plugin, "contact", view, **facts)


@pytest.mark.parametrize("channel", Channel)
def test_who_is_held_is_reached_through_others_or_on_a_visit_only(spt, channel):
    expected = set() if channel in WAYS_IN else {"into-detention"}

    assert contacted(spt, channel, person=a_person()) == expected
    assert contacted(spt, channel) == expected


@pytest.mark.parametrize("channel", sorted(WAYS_IN))
def test_and_only_over_what_is_marked_safe(spt, channel):
    assert contacted(spt, channel, safe=False) == {"unsafe-channel"}


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (Standing.COUNSEL, set()),
        (Standing.REPRESENTATIVE, set()),
        (Standing.RELATIVE, set()),
        (Standing.WITNESS, {"into-detention"}),
        (Standing.OTHER, {"into-detention"}),
    ],
)
def test_counsel_and_relatives_are_outside_and_can_be_called(spt, standing, expected):
    assert contacted(spt, Channel.TELEPHONE, person=a_person(standing)) == expected


def test_where_nobody_is_held_no_channel_is_barred(spt):
    assert contacted(spt, Channel.TELEPHONE, detained=False) == set()


@pytest.mark.parametrize(
    ("persons", "stopped"),
    [
        ((a_person(channel=Channel.POST),), True),
        ((a_person(channel=Channel.NPM),), False),
        ((a_person(channel=Channel.NPM, safe=False),), True),
        ((a_person(channel=Channel.POST), a_person(Standing.COUNSEL, Channel.EMAIL)), False),
        ((), True),
    ],
    ids=["by post", "mechanism", "not marked", "counsel", "nobody"],
)
def test_a_question_to_who_is_held_takes_the_same_ways(spt, persons, stopped):
    view = a_view(detained=True, persons=persons)

    assert ("into-detention" in keys(spt, "information", view)) is stopped
    assert "into-detention" not in keys(spt, "information", a_view(persons=persons))


# -- disclosure ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", VISITS)
@pytest.mark.parametrize("measure", SEEN_BY_ALL)
def test_what_was_told_is_disclosed_once_the_report_is_public(spt, measure, kind):
    moves = spt.committee.file(kind).moves

    opened = {
        state
        for state in moves
        if "report-not-public" not in keys(spt, measure, visited(state, kind), held=AGREED)
    }

    assert opened == set(PUBLIC)
    assert why(spt, "report-not-public", measure, visited("ended", kind)) == [
        Citation(NOTE, "annex II")
    ]


def test_without_a_visit_there_is_no_report_to_disclose_it_with(spt):
    view = a_view(procedure="npm-contact")

    assert "report-not-public" in keys(spt, "statement", view, held=AGREED)


@pytest.mark.parametrize(
    ("states", "closed"),
    [
        (("published at the State's request", "under way"), True),
        (("published at the State's request", "published under art. 16 (4)"), False),
        (("published at the State's request", "not carried out"), False),
    ],
)
def test_of_several_visits_each_report_has_to_be_public(spt, states, closed):
    files = tuple(zip(VISITS, states, strict=True))
    view = a_view(procedure="interview", files=files)

    assert ("report-not-public" in keys(spt, "statement", view, held=AGREED)) is closed


@pytest.mark.parametrize("basis", [one for one in Basis if one is not Basis.CONSENT])
@pytest.mark.parametrize("measure", SEEN_BY_ALL)
def test_even_then_nobody_is_named_on_somebody_elses_word(spt, measure, basis):
    held = (*AGREED, Held(label="P2", basis=basis, since=ON))
    view = visited("published at the State's request")

    assert why(spt, "express-consent", measure, view, held=held) == [
        Citation(OPCAT, "art. 16 (2)")
    ]
    assert "express-consent" not in keys(spt, measure, view, held=AGREED)


@pytest.mark.parametrize("measure", SEEN_BY_ALL)
def test_what_was_checked_to_identify_nobody_can_be_said_at_any_time(spt, measure):
    view = visited("under way")
    own = {"report-not-public", "express-consent"}

    assert not own & keys(spt, measure, view, identifies_nobody=True)
    assert not own & keys(spt, measure, view, has_case=False, identifies_nobody=True)


def test_the_secretary_generals_report_names_people_and_is_public_as_well(spt):
    view = visited("report confidential")

    assert "report-not-public" in keys(
        spt, "secretary-general", view, held=AGREED, identifies_nobody=True
    )


@pytest.mark.parametrize(
    "measure", ["letter", "letter-deadline", "meeting", "resident-coordinator"]
)
def test_protection_does_not_wait_for_a_report(spt, measure):
    own = {"report-not-public", "express-consent", "into-detention", "not-here"}
    relative = (Held(label="P1", basis=Basis.RELATIVE, since=ON),)

    assert not own & keys(spt, measure, visited("under way", detained=True), held=relative)


def test_letters_are_not_posted(spt):
    objections = spt.objections(a_step("posting", visited(PUBLIC[0])))

    assert spt.committee.posting == Given(Posting.VISIT_REPORT, Citation(NOTE, "annex II"))
    assert "not-posted" in {one.key for one in objections}


# -- visits as files -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", VISITS)
def test_a_visit_is_announced_and_carried_out_before_it_is_reported_on(spt, kind):
    moves = spt.committee.file(kind).moves
    path = ("open", "announced", "under way", "ended", "report confidential", PUBLIC[0])

    for here, there in pairwise(path):
        assert there in moves[here]
    assert "under way" in moves["suspended"]
    assert "under way" not in moves["terminated"]


@pytest.mark.parametrize("kind", VISITS)
def test_a_report_is_published_once_and_never_withdrawn(spt, kind):
    file = spt.committee.file(kind)

    assert {state for state in PUBLIC if file.moves[state]} == set()
    assert all("not taken back" in file.ends[state] for state in PUBLIC)


@pytest.mark.parametrize("kind", VISITS)
def test_article_16_4_is_decided_by_the_committee_against_torture_once_it_was_asked(spt, kind):
    file = spt.committee.file(kind)
    outside = set(file.outside)

    before = {here for here, there in file.moves.items() if outside & {*there}}

    assert outside == {
        "published under art. 16 (4)",
        "public statement under art. 16 (4)",
        "declined by the Committee against Torture",
    }
    assert set(file.outside.values()) == {"Committee against Torture"}
    assert before == {"asked of the Committee against Torture"}
    assert "public statement under art. 16 (4)" not in PUBLIC


def test_where_the_state_published_a_part_the_subcommittee_decides_first(spt):
    moves = spt.committee.file("visit").moves["partly published by the State"]
    objections = spt.objections(a_step("statement", visited("partly published by the State")))

    assert "published by the Subcommittee" in moves
    assert [one.reason for one in objections if one.key == "report-not-public"] == [
        "the State published a part: the Subcommittee decides first what it publishes"
    ]


@pytest.mark.parametrize(
    ("state", "days"), [("suspended", 7), ("terminated", 7), ("ended", 30)]
)
def test_after_a_visit_those_who_spoke_are_not_forgotten(spt, state, days):
    states = ((ON - timedelta(days=9), "open"), (ON, state))
    file = File(label="F1", kind="visit", title="Tern", state="XA", states=states)
    record = CommitteeRecord(slug="spt", files=(file,))

    waiting = committee_dues(record, spt.committee, Days(spt.committee, {}))

    assert waiting == (Due("file", f"F1 {state}", ON, ON + timedelta(days=days)),)
    assert isinstance(spt.committee.file("visit").clocks[state], Chosen)


def test_nothing_that_is_kept_of_a_visit_points_to_who_spoke(spt):
    kept = spt.committee.file("follow-up-visit").fields

    assert set(kept) == {"delegation", "dates", "places", "follows"}
    assert "how many" in kept["places"]


# -- proposals and measures of its own -----------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "facts", "expected"),
    [
        ("under way", {"imminent": True}, {"visit-suspension"}),
        ("under way", {}, set()),
        ("announced", {"imminent": True}, set()),
        ("suspended", {"imminent": True}, set()),
        ("ended", {"imminent": True}, {"follow-up-visit"}),
        (
            "report confidential",
            {"detained": True},
            {"follow-up-visit", "preventive-mechanism"},
        ),
        ("under way", {"detained": True}, {"preventive-mechanism"}),
        ("ended", {}, set()),
    ],
)
def test_during_a_visit_it_is_suspended_and_after_it_one_comes_back(
    spt, state, facts, expected
):
    own = {"visit-suspension", "follow-up-visit", "preventive-mechanism"}

    assert own & {*spt.proposals(visited(state, **facts), ON)} == expected


def test_what_was_done_or_is_outside_scope_is_not_proposed(spt):
    done = tuple(a_measure(key) for key in ("follow-up-visit", "preventive-mechanism"))
    danger = {"imminent": True, "detained": True}
    own = {"visit-suspension", "follow-up-visit", "preventive-mechanism"}

    again = spt.proposals(visited("ended", measures=done, **danger), ON)
    outside = spt.proposals(
        visited("under way", finding=Assessment.OUTSIDE_SCOPE, **danger), ON
    )

    assert not own & {*again, *outside}


@pytest.mark.parametrize(
    ("key", "least"),
    [
        ("visit-suspension", Decider.RAPPORTEUR),
        ("visit-termination", Decider.CHAIR),
        ("follow-up-visit", Decider.PLENARY),
        ("confidential-report", Decider.PLENARY),
    ],
)
def test_what_only_this_body_can_do_has_its_least_decider(spt, key, least):
    adopted = {"verb": "decide", "adopted": True, "held": AGREED, "weighed": True}
    decided = {
        decider
        for decider in Decider
        if "not-authorised"
        not in keys(spt, key, visited("under way"), decider=decider, **adopted)
    }

    assert decided == {one for one in Decider if one >= least}


def test_a_visit_is_suspended_without_naming_anybody_and_not_without_a_thought(spt):
    view = visited("under way", imminent=True)

    assert keys(spt, "visit-suspension", view) == {"no-basis", "not-weighed"}
    assert keys(spt, "visit-suspension", view, identifies_nobody=True) == {"not-weighed"}
    assert keys(spt, "visit-suspension", view, has_case=False, identifies_nobody=True) == set()


def test_the_confidential_report_names_nobody_without_a_basis_and_stops_at_a_concern(spt):
    concerned = (Held(label="P1", basis=Basis.CONSENT, since=ON, concern=True),)
    facts = {"weighed": True, "identifies_nobody": True}

    assert keys(spt, "confidential-report", visited("ended"), **facts) == {"no-basis"}
    assert keys(spt, "confidential-report", visited("ended"), held=concerned, weighed=True) == {
        "concern-open"
    }


@pytest.mark.parametrize(
    "measure",
    ["dialogue", "list-of-issues", "loipr", "observations", "follow-up", "views"],
)
def test_there_are_no_reviews_and_no_complaints_here(spt, measure):
    assert "not-here" in keys(spt, measure, a_view(), has_case=False, identifies_nobody=True)
    assert "not-here" not in keys(spt, "inquiry-report", a_view())


# -- what else is particular ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Kind.THREAT, Kind.VIOLENCE, Kind.DISAPPEARANCE])
def test_a_threat_in_custody_is_looked_at_at_once(spt, kind):
    assert spt.urgency(a_view(detained=True, kinds=(kind,)), ON) is Urgency.IMMEDIATE
    assert spt.urgency(a_view(kinds=(kind,)), ON) is Urgency.ORDINARY


def test_persons_organizations_and_mechanisms_are_protected(spt):
    assert "national preventive mechanisms" in spt.committee.protects.value
    assert spt.committee.protects.source == Citation(POLICY, "para. 10")


def test_only_an_interview_is_known_by_pseudonyms(spt):
    assert [one.key for one in spt.committee.procedures if one.pseudonyms] == ["interview"]


def test_a_letter_rests_on_article_15_where_the_state_is_party_and_never_guesses(spt):
    unknown = legal.legal_basis(spt.committee, "XXA", "interview", ON, ())

    found = {one.anchor.key: str(one.answer) for one in unknown}

    assert found == {
        "opcat-15": "unknown",
        "policy": "yes",
        "endorsement": "yes",
        "good-faith": "unknown",
    }
    about_npm = legal.legal_basis(spt.committee, "XXA", "npm-contact", ON, ())
    assert "opcat-21" in {one.anchor.key for one in about_npm}


def test_endorsement_is_relied_on_once_it_was_given(spt):
    before = legal.legal_basis(spt.committee, "XXA", "visit", date(2015, 10, 1), ())

    assert {str(one.answer) for one in before if one.anchor.key == "endorsement"} == {"no"}
