"""What is particular to the Committee on Economic, Social and Cultural Rights."""

from dataclasses import replace

import pytest

import sanjose_cescr
from sanjose import history
from sanjose.rules.anchors import AnchorKind
from sanjose.rules.committees import Plugin
from sanjose.rules.procedure import decider
from sanjose.rules.profile import Shape
from sanjose.testing import CommitteeConformance, a_step, a_view
from sanjose.words.events import MeasureDecided, MeasureProposed, NoticeGiven, OfficeFilled
from sanjose.words.model import Assessment, Decider, Matter, Mode, Post, Preset, Use
from sanjose.words.provenance import NOTE, Chosen, Citation, Given, note
from tests.plugins import walks
from tests.secretariat.house import FIRST_DAY, a_person, done, why

FILE = "interim-measures"
MEMBERS = ("Birch", "Cedar", "Dogwood", "Elm", "Fir")
NATIONALITIES = ("XXC", "XXB", "XXB", "XXA", "XXC")
CHAIR = OfficeFilled(
    post=Post.CHAIR, holder="Member Birch", nationalities=("XXC",), since=FIRST_DAY
)
BUREAU = (
    CHAIR,
    *(
        replace(CHAIR, post=Post.BUREAU, holder=f"Member {name}", nationalities=(nationality,))
        for name, nationality in zip(MEMBERS, NATIONALITIES, strict=True)
    ),
)
"""Five members, of whom Birch is the Chair and Elm a national of the State of every story."""


class TestCescr(CommitteeConformance):
    module = sanjose_cescr


@pytest.fixture
def cescr() -> Plugin:
    return Plugin("cescr", sanjose_cescr)


@pytest.fixture
def walk(tmp_path):
    with walks.walk(tmp_path, "cescr", BUREAU) as opened:
        yield opened


# -- the profile -----------------------------------------------------------------------------------


def test_that_the_bureau_is_the_focal_point_is_given_and_how_it_acts_is_chosen(cescr):
    profile = cescr.committee

    assert profile.shape == Given(Shape.BUREAU, note(5))
    assert (profile.rapporteur.value, profile.rapporteur.source) == ("Bureau", note(5))
    assert profile.focal is Post.BUREAU
    ours = (profile.term, profile.signatory, *profile.votes.values(), *profile.decides.values())
    assert all(isinstance(one, Chosen) for one in ours)


def test_it_claims_neither_a_rapporteur_nor_a_policy_nor_an_endorsement(cescr):
    profile = cescr.committee

    for value in (profile.policy, profile.functions, profile.endorsed):
        assert (value.value, value.source) == (None, Citation(NOTE, "annex II"))
    assert (
        "rapporteur" not in f"{profile.rapporteur.value} {profile.signatory.value}".casefold()
    )
    assert {one.kind for one in profile.anchors} == {
        AnchorKind.PROTOCOL,
        AnchorKind.RULE,
        AnchorKind.GOOD_FAITH,
    }


def test_the_note_tells_who_acts_and_where_its_statement_is(cescr):
    assert cescr.committee.rapporteur.remark == (
        "The Bureau of the Committee acts as the focal point."
    )
    assert cescr.committee.endorsed.remark == "See E/C.12/2016/2."


def test_article_13_binds_only_who_is_party_to_the_protocol(cescr):
    (anchor,) = [one for one in cescr.committee.anchors if one.kind is AnchorKind.PROTOCOL]

    assert anchor.needs == ("icescr", "icescr-op")


def test_no_ground_is_relied_on_towards_a_state_that_is_not_party_to_the_covenant(cescr):
    assert all("icescr" in one.needs for one in cescr.committee.anchors)


def test_communications_and_inquiries_need_the_protocol_and_a_report_nothing(cescr):
    gated = {one.key: one.needs for one in cescr.committee.procedures if one.needs}

    assert gated == {
        "communication": ("icescr", "icescr-op"),
        "inquiry": ("icescr", "icescr-op", "icescr-op-11"),
    }


def test_the_plenary_decides_what_everybody_sees_and_the_bureau_the_rest(cescr):
    for kind in cescr.committee.kinds.values():
        wanted = Decider.PLENARY if kind.public else Decider.BUREAU
        if kind.key != "safety":  # whoever is in the room calls for help
            assert decider(cescr.committee, kind) is wanted, kind.key


# -- the rules -------------------------------------------------------------------------------------


@pytest.mark.parametrize("post", list(Post))
def test_the_bureau_acts_where_elsewhere_a_rapporteur_would(cescr, post):
    acting = cescr.acting(post, a_view(), FIRST_DAY)

    expected = (Post.BUREAU,) if post in {Post.RAPPORTEUR, Post.ALTERNATE} else None
    assert acting == expected


def decided(cescr, **facts) -> set[str]:
    known = {"verb": "decide", "decider": Decider.BUREAU, "adopted": True, "weighed": True}
    step = a_step("private-meeting", a_view(), **known | facts)
    return {one.key for one in cescr.objections(step)}


def test_between_sessions_silence_is_no_consensus(cescr):
    assert decided(cescr, mode=Mode.BETWEEN_SESSIONS, consensus=True) == {"silence"}
    assert decided(cescr, mode=Mode.BETWEEN_SESSIONS, in_favour=3) == set()


@pytest.mark.parametrize("mode", [Mode.IN_SESSION, Mode.ORALLY])
def test_where_everybody_is_heard_a_consensus_is_one(cescr, mode):
    assert decided(cescr, mode=mode, consensus=True) == set()


@pytest.mark.parametrize("facts", [{"adopted": False}, {"decider": Decider.PLENARY}])
def test_of_nothing_else_are_the_members_asked_one_by_one(cescr, facts):
    assert decided(cescr, mode=Mode.BETWEEN_SESSIONS, consensus=True, **facts) == set()


# -- at the door -----------------------------------------------------------------------------------


def test_every_member_but_the_national_is_told_and_the_chair_with_them(walk):
    reference = walks.Walk.receive(walk, a_person())

    acting = walk.door.acting(Post.RAPPORTEUR, reference)

    assert (acting.post, len(acting.holders)) == (Post.BUREAU, 4)
    assert "Member Elm" not in {one.holder for one in acting.holders}
    assert walk.case(reference).noticed(Post.CHAIR, Matter.RECEIPT)


def test_telling_the_bureau_is_enough(walk):
    reference = walk.door.receive(
        walks.Intake(state=walks.STATE, text=walks.Sealed("They came."))
    ).reference
    done(walk.door.notify(reference, NoticeGiven(to=Post.BUREAU)))

    assert not [one for one in walk.waiting(reference) if one.startswith("tell")]


def test_a_complaint_a_letter_and_no_reply(walk):
    reference = walks.unanswered(
        walk, "communication", FILE, "requested by counsel", "granted", "reiterated", "lifted"
    )

    assert "not-posted" in walk.propose(reference, "posting", about="M1")


@pytest.mark.parametrize("procedure", ["report", "pre-session", "communication", "inquiry"])
@pytest.mark.parametrize("story", [walks.not_linked, walks.concerned])
def test_what_is_not_established_or_not_verified_goes_on(walk, story, procedure):
    reference = story(walk, procedure)

    assert walk.case(reference).closed is None


def test_letter_and_reply_are_not_posted_even_where_the_person_agrees(walk):
    reference, letter = walks.replied(walk)

    assert walk.propose(reference, "posting", about=letter) == {"not-posted"}


@pytest.mark.parametrize("story", [walks.of_a_group, walks.afraid])
def test_a_group_and_those_who_stay_away(walk, story):
    assert story(walk)


HISTORY = """\
committee: cescr
title: A letter, decided by written procedure
source: invented
note: Nobody is named as whose act it is, where it is the Bureau's.

steps:
  - {on: 2026-02-02, as: one, receive: {state: XXA, text: They came., persons: [{name: Ada Quill}]}}
  - {on: 2026-02-02, notify: {to: Bureau}}
  - {on: 2026-02-03, consent: {answer: given, presets: ["State only, in confidence"]}}
  - {on: 2026-02-03, weigh: {for_person: Little., for_others: None.}}
  - {on: 2026-02-04, assess: {finding: reprisal, reasons: It fits.}}
  - {on: 2026-02-04, conclude: {course: [letter]}}
  - {on: 2026-02-05, case: one, as: letter, propose: {measure: letter, text: Excellency}}
  - on: 2026-02-09
    case: one
    by: Bureau
    refused: [too-few-votes]
    decide: {label: letter, mode: written procedure, in_favour: 2, against: 2}
  - on: 2026-02-10
    case: one
    by: Bureau
    decide: {label: letter, mode: written procedure, in_favour: 3, against: 1}
"""


def test_in_a_history_what_is_nobodys_in_particular_is_the_bureaus(walk, tmp_path):
    path = tmp_path / "history.yaml"
    path.write_text(HISTORY, "utf-8")

    reference = history.replay(walk.door, path).references["one"]

    case = walk.case(reference)
    letter = case.measure("M1").decision
    assert (case.assessment.finding, letter.in_favour) == (Assessment.REPRISAL, 3)
    assert {one.by for one in walk.door.timeline(reference) if one.by} == {Post.BUREAU}


def test_a_year_without_an_allegation_is_a_true_zero(walk):
    counts = walk.door.figures(FIRST_DAY, walk.door.today())

    assert set(counts.by("procedure")) == {
        "report",
        "pre-session",
        "communication",
        "inquiry",
        "unknown",
    }
    assert not any(counts.by("procedure").values())


def test_a_statement_is_the_plenarys_whatever_the_bureau_wants(walk):
    reference = walk.receive(a_person())
    walk.agree(reference, Preset.STATE, Use.PUBLISH)
    walk.conclude(reference, Assessment.REPRISAL, "letter", "statement")
    walk.take(reference, "letter", mode=Mode.WRITTEN)
    proposal = MeasureProposed(measure="statement")
    statement = done(walk.door.propose(reference, proposal, by=Post.BUREAU)).label

    def by(post, **votes):
        decision = MeasureDecided(label=statement, mode=Mode.IN_SESSION, **votes)
        return why(walk.door.decide(reference, decision, by=post))

    assert by(Post.BUREAU, in_favour=4) == {"not-authorised"}
    assert by(Post.PLENARY) == set()
