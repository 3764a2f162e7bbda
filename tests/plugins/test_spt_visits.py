"""A visit of the Subcommittee on Prevention of Torture, told through the door. All is invented."""

from datetime import date

import pytest

from sanjose.rules.dues import said
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    AssessmentConcluded,
    CaseClosed,
    ConclusionsTold,
    ConsentRecorded,
    ConsequencesWeighed,
    ContactMade,
    FactsAdded,
    FileMoved,
    FileOpened,
    Intake,
    MeasureDecided,
    MeasureProposed,
    MeasureTaken,
    NoticeGiven,
    OfficeFilled,
    PersonNamed,
    RecusalDeclared,
    SourceConsulted,
)
from sanjose.words.model import (
    Answer,
    Assessment,
    Basis,
    Channel,
    Closing,
    Confidence,
    Consulted,
    Criterion,
    Kind,
    Post,
    Preset,
    Silence,
    Source,
    Standing,
    Urgency,
    Use,
)
from sanjose.words.sealed import Sealed
from tests.stories.conftest import opened

HERE, THERE = "Exampleland", "Sampleland"
FROM, TO = date(2022, 9, 5), date(2022, 9, 16)
ROSTER = (
    OfficeFilled(post=Post.RAPPORTEUR, holder="Member Adler", since=date(2020, 1, 1)),
    OfficeFilled(post=Post.CHAIR, holder="Member Cedar", since=date(2020, 1, 1)),
    OfficeFilled(post=Post.VICE_CHAIR, holder="Member Dogwood", since=date(2020, 1, 1)),
    OfficeFilled(
        post=Post.VISIT,
        holder="Member Elm",
        state=HERE,
        since=FROM,
        until=TO,
        address="elm@example.org",
    ),
)
PUBLISHED = "published at the State's request"


def on(day: int, month: int = 9) -> date:
    return date(2022, month, day)


@pytest.fixture
def door(tmp_path):
    """A secretariat of the Subcommittee with its roster, and a visit under way since 5 September."""
    with opened(tmp_path, "spt") as secretariat:
        for office in ROSTER:
            done(secretariat.fill_office(office, on=on(1)))
        visit = FileOpened(
            kind="visit",
            title="visit of September 2022",
            state=HERE,
            details=("delegation=Member Elm (head) and Member Fir", "dates=5 to 16 September"),
        )
        done(secretariat.open_file(visit, on=on(1)))
        moved(secretariat, "announced", day=on(1))
        moved(secretariat, "under way", day=on(5))
        yield secretariat
    secretariat.archive.keyring.close()


def done(outcome):
    assert outcome.objections == ()
    return outcome


def why(outcome) -> set[str]:
    return {one.key for one in outcome.objections}


def moved(door, to: str, *, day: date, **facts) -> None:
    done(door.move_file(FileMoved(label="F1", to=to, **facts), on=day))


def interviewed(door, *more: PersonNamed, **facts) -> str:
    """Take in what somebody in detention told the delegation, under an internal pseudonym."""
    known = {"detained": True, "imminent": True, "kinds": (Kind.THREAT,)}
    intake = Intake(
        state=HERE,
        text=Sealed("A guard asked what had been said in the room."),
        procedure="interview",
        persons=(PersonNamed(name=Sealed("Interviewee 12")), *more),
        source=Source.PERSON,
        confidence=Confidence.IN_CONFIDENCE,
        **known | facts,
    )
    return done(door.receive(intake, on=on(8))).reference


def told(door, case: str) -> None:
    for post in (Post.RAPPORTEUR, Post.VISIT, Post.CHAIR):
        done(door.notify(case, NoticeGiven(to=post), on=on(8)))


def weighed(door, case: str, day: date) -> None:
    words = {"for_person": Sealed("The guard may return."), "for_others": Sealed("The wing.")}
    done(door.weigh(case, ConsequencesWeighed(**words), on=day))


def agreed(door, case: str, *uses: Use, day: date, **facts) -> None:
    known = {"answer": Answer.GIVEN, "presets": (Preset.STATE,), "uses": uses}
    done(door.consent(case, ConsentRecorded(**known | facts), on=day))


def assessed(*turned_on: Criterion) -> AssessmentConcluded:
    return AssessmentConcluded(
        finding=Assessment.MIGHT, turned_on=turned_on, reasons=Sealed("The dates fit.")
    )


def concluded(door, case: str, day: date) -> None:
    done(door.assess(case, assessed(Criterion.LINK), on=day))
    done(door.conclude(case, ConclusionsTold(text=Sealed("Write.")), on=day))


def proposal(measure: str, **facts) -> MeasureProposed:
    return MeasureProposed(measure=measure, text=Sealed("As advised."), **facts)


def taken(door, case, measure: str, day: date, by: Post = Post.RAPPORTEUR, **facts) -> str:
    """Propose, decide and take a measure."""
    label = done(door.propose(case, proposal(measure, **facts), on=day)).label
    done(door.decide(case, MeasureDecided(label=label), on=day, by=by))
    done(door.take(case, MeasureTaken(label=label), on=day))
    return label


# -- during the visit ----------------------------------------------------------------------------


def test_an_interview_is_taken_in_under_a_pseudonym_without_any_contact(door):
    case = interviewed(door)

    (person,) = door.show(case).persons

    assert person.name.reveal() == "Interviewee 12"
    assert (person.contact, person.channel, person.safe) == (None, Channel.NONE, False)
    assert door.show(case).received.urgency is Urgency.IMMEDIATE


def test_what_is_told_on_receipt(door):
    intake = Intake(
        state=HERE,
        text=Sealed("The line was cut."),
        procedure="interview",
        persons=(PersonNamed(name=Sealed("Interviewee 3")),),
        detained=True,
    )

    notes = " ".join(door.receive(intake, on=on(8)).notes)

    assert "known by an internal pseudonym only" in notes
    assert '--to "focal point for a visit"' in notes
    assert "worth considering: preventive-mechanism" in notes


def test_elsewhere_nobody_is_asked_for_pseudonyms_or_for_a_focal_point(door):
    intake = Intake(
        state=THERE,
        text=Sealed("A call at night."),
        procedure="npm-contact",
        source=Source.NPM,
        persons=(PersonNamed(name=Sealed("the mechanism of Sampleland")),),
    )

    outcome = done(door.receive(intake, on=on(8)))

    assert not any("pseudonym" in one or "focal point" in one for one in outcome.notes)
    assert door.show(outcome.reference).received.source is Source.NPM


def test_both_the_rapporteur_and_the_focal_point_are_told_and_each_notice_is_kept(door):
    case = interviewed(door)
    waiting = {one.role for one in door.archive.notices.waiting()}

    beside = done(door.notify(case, NoticeGiven(to=Post.RAPPORTEUR), on=on(8))).notes
    done(door.notify(case, NoticeGiven(to=Post.VISIT), on=on(8)))
    then = done(door.notify(case, NoticeGiven(to=Post.CHAIR), on=on(8))).notes

    assert waiting == {str(Post.VISIT)}
    assert any('--to "focal point for a visit"' in one for one in beside)
    assert not any("focal point" in one for one in then)
    assert door.archive.notices.waiting() == ()
    assert [told.to for _, told in door.show(case).notices] == [
        Post.RAPPORTEUR,
        Post.VISIT,
        Post.CHAIR,
    ]


def test_where_the_rapporteur_is_recused_the_focal_point_is_told_and_assesses(door):
    case = interviewed(door)
    done(door.recuse(case, RecusalDeclared(who="Member Adler"), on=on(8)))

    refused = door.assess(case, assessed(), on=on(8))
    instead = door.assess(case, assessed(), on=on(8), by=Post.VICE_CHAIR)
    done(door.notify(case, NoticeGiven(to=Post.VISIT), on=on(8)))

    assert [one.reason for one in refused.objections] == [
        "the rapporteur is recused; the focal point for a visit acts"
    ]
    assert why(instead) == {"not-acting"}
    done(door.assess(case, assessed(), on=on(8), by=Post.VISIT))
    assert not [one for one in door.of_case(door.show(case)) if "rapporteur" in one.kind]


def test_after_the_visit_the_vice_chair_stands_in(door):
    case = interviewed(door)
    done(door.recuse(case, RecusalDeclared(who="Member Adler"), on=on(8)))

    assert why(door.assess(case, assessed(), on=on(17), by=Post.VISIT)) == {"vacant"}
    done(door.assess(case, assessed(), on=on(17), by=Post.VICE_CHAIR))


def test_a_visit_is_suspended_to_protect_those_who_spoke(door):
    case = interviewed(door)
    told(door, case)
    done(door.link_file("F1", case, on=on(8)))

    suggested = done(door.add(case, FactsAdded(kinds=(Kind.VIOLENCE,)), on=on(9))).notes
    unweighed = door.propose(
        case, proposal("visit-suspension", identifies_nobody=True), on=on(9), by=Post.VISIT
    )
    weighed(door, case, on(9))
    taken(door, case, "visit-suspension", on(9), by=Post.VISIT, identifies_nobody=True)
    moved(door, "suspended", day=on(9))

    assert "worth considering: visit-suspension" in suggested
    assert why(unweighed) == {"not-weighed"}
    assert door.show(case).files[0].state == "suspended"
    (due,) = door.of_committee(door.record())
    assert said(due, on(17)) == "F1 suspended: file, 1 day late"


def test_a_visit_is_suspended_at_once_without_any_case(door):
    label = taken(door, None, "visit-suspension", on(9), identifies_nobody=True, state=HERE)

    assert door.record().measure(label).taken_on == on(9)
    named = door.propose(None, proposal("visit-suspension", state=HERE), on=on(9))
    assert why(named) == {"identifies", "no-basis"}


def test_a_visit_is_ended_for_good_by_the_chair_and_not_by_the_delegation(door):
    facts = {"identifies_nobody": True, "state": HERE}
    label = done(door.propose(None, proposal("visit-termination", **facts), on=on(9))).label

    refused = door.decide(None, MeasureDecided(label=label), on=on(9), by=Post.RAPPORTEUR)

    assert why(refused) == {"not-authorised"}
    done(door.decide(None, MeasureDecided(label=label), on=on(9), by=Post.CHAIR))


# -- contact -------------------------------------------------------------------------------------


def test_nobody_calls_into_detention_and_the_mechanism_is_the_way(door):
    lawyer = PersonNamed(
        name=Sealed("Counsel 1"),
        standing=Standing.COUNSEL,
        stands_for="P1",
        channel=Channel.TELEPHONE,
        safe=True,
    )
    case = interviewed(door, lawyer)
    day = {"on": on(20)}

    by_post = door.contact(case, ContactMade(channel=Channel.POST, safe=True), **day)
    unmarked = door.contact(case, ContactMade(channel=Channel.NPM), **day)
    done(door.contact(case, ContactMade(channel=Channel.NPM, safe=True), **day))
    done(door.contact(case, ContactMade(person="P2", channel=Channel.TELEPHONE), **day))
    done(door.contact(case, ContactMade(channel=Channel.TELEPHONE, inbound=True), **day))

    assert why(by_post) == {"into-detention"}
    assert why(unmarked) == {"unsafe-channel"}
    assert [one.channel for _, one in door.show(case).contacts] == [
        Channel.NPM,
        Channel.TELEPHONE,
        Channel.TELEPHONE,
    ]


def test_once_released_a_person_is_called_as_anybody(door):
    case = interviewed(door)
    done(door.add(case, FactsAdded(detained=False), on=on(20)))

    done(door.contact(case, ContactMade(channel=Channel.TELEPHONE, safe=True), on=on(20)))


# -- assessment ----------------------------------------------------------------------------------


def test_an_assessment_never_turns_on_whether_it_was_true(door):
    case = interviewed(door)
    told(door, case)

    refused = door.assess(case, assessed(Criterion.LINK, Criterion.TRUTH), on=on(9))

    assert [str(one.source) for one in refused.objections] == [
        "Optional Protocol to the Convention against Torture, art. 15"
    ]
    assert door.show(case).assessment is None
    done(door.assess(case, assessed(Criterion.LINK, Criterion.IMPACT), on=on(9)))


def test_the_country_rapporteur_may_be_consulted(door):
    country = OfficeFilled(
        post=Post.COUNTRY_RAPPORTEUR, holder="Member Gorse", state=HERE, since=on(1)
    )
    done(door.fill_office(country))
    case = interviewed(door)
    told(door, case)

    notes = done(door.assess(case, assessed(), on=on(9))).notes

    assert any("country rapporteur may be consulted" in one for one in notes)
    mechanism = SourceConsulted(consulted=Consulted.NPM, text=Sealed("They saw it too."))
    done(door.consult(case, mechanism, on=on(9)))


# -- what becomes public -------------------------------------------------------------------------


@pytest.fixture
def reported(door) -> str:
    """A case that was assessed and raised with the State; the visit ended, its report confidential."""
    relative = PersonNamed(
        name=Sealed("Relative 1"), standing=Standing.RELATIVE, stands_for="P1"
    )
    case = interviewed(door, relative)
    told(door, case)
    done(door.link_file("F1", case, on=on(8)))
    agreed(door, case, day=on(9))
    weighed(door, case, on(9))
    concluded(door, case, on(9))
    moved(door, "ended", day=on(16))
    taken(door, case, "confidential-report", on(20), by=Post.PLENARY)
    moved(door, "report confidential", day=on(21))
    return case


def test_a_named_allegation_is_closed_while_the_report_is_confidential(door, reported):
    agreed(door, reported, Use.PUBLISH, Use.ANNUAL_REPORT, day=on(22))

    outcomes = [
        door.propose(reported, proposal(measure), on=on(22))
        for measure in ("statement", "annual-report")
    ]

    assert [why(one) for one in outcomes] == [{"report-not-public"}] * 2


def test_the_annual_report_tells_of_it_without_naming_anybody(door, reported):
    taken(door, reported, "annual-report", on(22), by=Post.PLENARY, identifies_nobody=True)


def test_a_public_report_names_only_who_agreed_themselves(door, reported):
    moved(door, PUBLISHED, day=on(30), document="CAT/OP/XXA/1")
    for_them = {"basis": Basis.RELATIVE, "spoken_by": "P2"}
    agreed(door, reported, Use.PUBLISH, day=on(30), **for_them)

    refused = door.propose(reported, proposal("statement"), on=on(30))
    agreed(door, reported, Use.PUBLISH, day=on(30))

    assert why(refused) == {"express-consent"}
    with door.in_bulk():  # what was published in the past was released by nobody here
        taken(door, reported, "statement", on(30), by=Post.PLENARY)
    letter = taken(door, reported, "letter", on(30))
    posted = door.propose(reported, proposal("posting", about=letter), on=on(30))
    assert "not-posted" in why(posted)


@pytest.mark.parametrize(
    "to", [PUBLISHED, "published by the Subcommittee", "report confidential"]
)
def test_a_report_is_not_published_twice_and_not_withdrawn(door, reported, to):
    moved(door, PUBLISHED, day=on(30), document="CAT/OP/XXA/1")
    before = door.archive.record.verify().size

    with pytest.raises(Misuse) as refused:
        door.move_file(FileMoved(label="F1", to=to, document="CAT/OP/XXA/2"), on=on(30))

    assert str(refused.value) == (
        f'F1 is "{PUBLISHED}" since 2022-09-30: a report is published once, and what was '
        "published is not taken back; nothing was changed"
    )
    assert door.archive.record.verify().size == before
    assert door.record().file("F1").document == "CAT/OP/XXA/1"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"decided_by": "Human Rights Committee"}, "decided by the Committee against Torture"),
        ({"decided_by": "Subcommittee on Prevention of Torture"}, "entered as its act only"),
        ({"document": None}, "name its decision, by the symbol of the document"),
    ],
    ids=["another committee", "the Subcommittee itself", "no document"],
)
def test_article_16_4_is_nobody_elses_to_decide(door, reported, facts, sentence):
    moved(door, "asked of the Committee against Torture", day=on(30))
    decision = {"to": "published under art. 16 (4)", "document": "CAT/C/75/X"}
    before = door.archive.record.verify().size

    with pytest.raises(Misuse, match=sentence):
        door.move_file(FileMoved(label="F1", **decision | facts), on=on(30))

    assert door.archive.record.verify().size == before
    moved(door, "published under art. 16 (4)", day=on(30), document="CAT/C/75/X")
    assert door.show(reported).files[0].state == "published under art. 16 (4)"


def test_nothing_is_decided_under_article_16_4_that_was_not_asked_for(door, reported):
    move = FileMoved(label="F1", to="published under art. 16 (4)", document="CAT/C/75/X")

    with pytest.raises(Misuse, match=r'moves to: .*"asked of the Committee against Torture"'):
        door.move_file(move, on=on(30))


def test_a_public_statement_leaves_the_report_confidential(door, reported):
    moved(door, "asked of the Committee against Torture", day=on(30))
    moved(door, "public statement under art. 16 (4)", day=on(30), document="CAT/C/75/X")
    agreed(door, reported, Use.PUBLISH, day=on(30))

    refused = door.propose(reported, proposal("statement"), on=on(30))

    assert why(refused) == {"report-not-public"}


def test_a_follow_up_visit_goes_back_to_those_who_spoke(door, reported):
    taken(door, reported, "follow-up-visit", on(30), by=Post.PLENARY, identifies_nobody=True)
    again = FileOpened(
        kind="follow-up-visit",
        title="follow-up visit of December 2022",
        reference=reported,
        details=("follows=F1",),
    )
    label = done(door.open_file(again, on=on(1, 12))).label
    done(door.contact(reported, ContactMade(channel=Channel.VISIT, safe=True), on=on(5, 12)))

    assert door.record().file(label).state == "XXA"
    assert {(one.kind, one.state) for one in door.show(reported).files} == {
        ("visit", "report confidential"),
        ("follow-up-visit", "open"),
    }


# -- the stories, as far as each applies ---------------------------------------------------------


def test_story_1_silence_is_counted_and_closes_nothing_and_there_is_no_second_lane(
    door, reported
):
    taken(door, reported, "letter", on(20))
    redress = CaseClosed(ground=Closing.REDRESS, reasons=Sealed("No answer came."))

    late = [said(one, on(19, 12)) for one in door.of_case(door.show(reported))]
    interim = door.propose(reported, proposal("interim-measures"), on=on(19, 12))
    closed = door.close(reported, redress, on=on(19, 12))

    assert "M2: no reply for 90 days" in late
    assert "not-here" in why(interim)
    assert why(closed) == {"silence"}


def test_story_2_without_a_link_the_mission_is_met_and_nothing_is_confirmed(door):
    case = interviewed(door)
    told(door, case)
    agreed(door, case, day=on(9))
    weighed(door, case, on(9))
    no_link = AssessmentConcluded(
        finding=Assessment.LINK_NOT_ESTABLISHED, reasons=Sealed("It began before.")
    )

    done(door.assess(case, no_link, on=on(9)))
    taken(door, case, "meeting", on(10))

    assert not door.show(case).confirmed
    assert door.figures(on(1), on(30)).by("finding")["link not established"] == 1


def test_story_3_a_letter_stops_at_the_fear_of_protection_by_the_state(door):
    case = interviewed(door)
    told(door, case)
    fear = ConsentRecorded(
        answer=Answer.CONCERN, text=Sealed("They would send the same guards.")
    )
    done(door.consent(case, fear, on=on(9)))
    found = AssessmentConcluded(
        finding=Assessment.NOT_VERIFIABLE,
        turned_on=(Criterion.LINK,),
        reasons=Sealed("Nobody else saw it."),
    )
    done(door.assess(case, found, on=on(9)))

    letter = door.propose(case, proposal("letter-deadline"), on=on(9))
    report = door.propose(case, proposal("confidential-report"), on=on(9))

    assert why(letter) == why(report) == {"no-basis", "not-weighed", "concern-open"}


@pytest.mark.parametrize("measure", ["dialogue", "observations", "posting"])
def test_story_4_there_is_no_dialogue_no_observations_and_no_posting_here(
    door, reported, measure
):
    letter = taken(door, reported, "letter", on(20))
    about = letter if measure == "posting" else None

    refused = door.propose(reported, proposal(measure, about=about), on=on(21))

    assert {"not-here", "not-posted"} & why(refused)


def test_story_5_a_year_without_an_allegation_is_a_true_zero(door):
    counts = door.figures(date(2022, 1, 1), date(2022, 12, 31))

    assert {counts.by("procedure")[one] for one in ("visit", "interview", "npm-contact")} == {0}
    assert {counts.by("measure")[one] for one in ("private-meeting", "visit-suspension")} == {0}


def test_story_6_a_group_is_protected_by_a_reminder_that_names_nobody(door):
    case = interviewed(door, imminent=False)
    weighed(door, case, on(9))

    general = {"identifies_nobody": True}
    taken(door, case, "obligations", on(9), **general)
    refused = door.propose(case, proposal("observations", **general), on=on(9))

    assert "not-here" in why(refused)


def test_story_7_fear_in_the_room_is_a_fact_and_nothing_goes_to_the_state(door):
    intake = Intake(
        state=HERE,
        text=Sealed("They would not speak while the door stood open."),
        procedure="visit",
        source=Source.CIVIL_SOCIETY,
        kinds=(Kind.FEAR,),
        silences=(Silence.ABSENT,),
    )

    outcome = done(door.receive(intake, on=on(8)))
    taken(door, outcome.reference, "confidential-submission", on(8))
    letter = door.propose(outcome.reference, proposal("letter"), on=on(8))

    assert not any("letter" in one for one in outcome.notes)
    assert why(letter) == {"no-basis", "not-weighed"}
    assert [one.key for one in door.show(outcome.reference).measures] == [
        "confidential-submission"
    ]
