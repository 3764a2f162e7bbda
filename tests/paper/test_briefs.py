"""What a brief says on its page, and what may be said aloud from the page of points."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sanjose.commands.handing import rendered
from sanjose.paper.briefs import as_brief
from sanjose.paper.document import NewPage
from sanjose.paper.forms.plain import as_text
from sanjose.rules.briefs import MOST, BriefCase, BriefFacts, brief_case
from sanjose.rules.measures import MEASURES
from sanjose.rules.view import Objection
from sanjose.words.correspondence import Occasion
from sanjose.words.events import (
    AssessmentConcluded,
    CalendarEntered,
    ConsentRecorded,
    MeasureTaken,
    ReplyReceived,
)
from sanjose.words.model import Answer, Assessment, Calendar, Kind, Urgency, Use
from sanjose.words.patterns import DocumentNoted, Published
from sanjose.words.provenance import guidelines, note
from sanjose.words.sealed import Sealed
from tests.real import pdf_of, text_of
from tests.rules.supposed import a_committee
from tests.words.facts import DAY, a_case, person, proposal

LATER = DAY + timedelta(days=40)
AGREED = ConsentRecorded(answer=Answer.GIVEN, uses=(Use.STATE, Use.DIALOGUE))
KEPT_BACK = (
    Objection("not-assessed", "it is an allegation until it is assessed", guidelines(12)),
    Objection("refused", "P1 refused this use", note(22), final=True),
)
NAMED = (person(name=Sealed("Ada Quill")),)


def told(case, *against, use=Use.STATE, disguised=False):
    return brief_case(
        case,
        against,
        LATER,
        use=use,
        procedure="report",
        kinds=MEASURES,
        disguised=disguised,
    )


def a_brief(occasion, *cases, **facts):
    known = {"disguised": False, "committee": a_committee(name="Committee of Examples")}
    return as_brief(
        BriefFacts(
            occasion=occasion,
            state="FRA",
            held_on=LATER,
            dated=LATER,
            cases=cases,
            **known | facts,
        )
    )


def halves(paper) -> tuple[str, str]:
    """Return the text of the page, and of the points."""
    at = next(n for n, one in enumerate(paper.blocks) if isinstance(one, NewPage))
    return (
        " ".join(as_text(replace(paper, blocks=paper.blocks[:at])).split()),
        " ".join(as_text(replace(paper, blocks=paper.blocks[at:])).split()),
    )


def test_what_is_kept_back_stands_on_the_page_with_its_reason_and_in_no_point():
    case = told(a_case(AGREED, kinds=(Kind.SMEAR,), persons=NAMED), *KEPT_BACK)

    page, points = halves(a_brief(Occasion.DIALOGUE, case))

    assert "KEEP BACK, in any words: P1 refused this use (N 22); it is an allegation" in page
    assert "smear" not in points
    assert "Ada" not in points
    assert "CAT-26-7K3QM-X" not in points


@pytest.mark.parametrize("occasion", [Occasion.DIALOGUE, Occasion.MISSION])
def test_no_point_for_a_room_with_others_bears_a_reference(occasion):
    case = told(a_case(AGREED, persons=NAMED))

    page, points = halves(a_brief(occasion, case))

    assert "CAT-26-7K3QM-X" in page
    assert "CAT-26-7K3QM-X" not in points


def test_whoever_agreed_is_named_in_the_points_of_a_brief_with_names():
    case = a_case(AGREED, kinds=(Kind.THREAT, Kind.SMEAR), persons=NAMED)

    page, points = halves(a_brief(Occasion.MISSION, told(case)))

    assert "May be spoken of in this room, naming P1." in page
    assert "an allegation of threat and smear against Ada Quill" in points


def test_a_brief_without_names_has_no_name_on_either_page():
    case = told(a_case(AGREED, persons=NAMED), disguised=True)

    paper = a_brief(Occasion.MISSION, case, disguised=True)

    assert "Ada" not in as_text(paper)
    assert "Quill" not in as_text(paper)
    assert "Names nobody." in paper.handling
    assert "naming nobody" in halves(paper)[0]
    assert "against somebody who cooperates" in halves(paper)[1]


def test_what_reaches_the_state_calls_it_an_allegation_even_once_it_is_assessed():
    case = a_case(AGREED, AssessmentConcluded(finding=Assessment.REPRISAL), persons=NAMED)

    page, points = halves(a_brief(Occasion.MISSION, told(case)))

    assert "case, reprisal" in page
    assert "allegation" in points
    assert "reprisal" not in points.replace("intimidation or reprisal", "")


def test_a_letter_without_an_answer_is_asked_about():
    taken = MeasureTaken(label="M1", reply_by=DAY + timedelta(days=10))
    case = told(a_case(AGREED, proposal(), taken, persons=NAMED))

    page, points = halves(a_brief(Occasion.MISSION, case))

    assert "no reply for 40 days" in page
    assert "no answer on the substance for 40 days. When can it expect one?" in points


def test_a_point_that_two_cases_come_to_is_made_once():
    one = told(a_case(AGREED), disguised=True)

    _, points = halves(a_brief(Occasion.MISSION, one, one))

    assert points.count("has received an allegation") == 1
    assert points.count("It asks that the acts cease") == 1


@pytest.mark.parametrize("detained", [True, False])
def test_the_points_for_a_mission_say_that_somebody_is_deprived_of_liberty(detained):
    one = told(a_case(AGREED, persons=NAMED, detained=detained))

    _, points = halves(a_brief(Occasion.MISSION, one))

    assert ("Somebody concerned is deprived of liberty." in points) is detained


def test_a_letter_that_was_answered_is_told_as_answered():
    case = told(a_case(proposal(), MeasureTaken(label="M1"), ReplyReceived(label="M1")))

    page, points = halves(a_brief(Occasion.CLOSED, case))

    assert "M1, letter to the State party, 2 March 2026: answered." in page
    assert "without a reply" not in points


def test_a_closed_meeting_is_told_what_waits_for_it():
    silent = MeasureTaken(label="M1")
    case = told(a_case(proposal(), silent, proposal("meeting", "M2")), use=None)

    page, points = halves(a_brief(Occasion.CLOSED, case))

    assert "May be spoken of in this room." in page
    assert "a decision is wanted on M2 (meeting)" in points
    assert "M1 has been without a reply for 40 days" in points
    assert "not assessed yet; it is an allegation" in points


def test_a_concern_and_a_risk_are_told_to_the_reader():
    concern = ConsentRecorded(answer=Answer.CONCERN)
    detained = told(a_case(concern, detained=True, imminent=True))
    urgent = told(a_case(urgency=Urgency.URGENT))

    page, _ = halves(a_brief(Occasion.CLOSED, detained, urgent))

    assert "Imminent risk to life or integrity; somebody is deprived of liberty." in page
    assert "Marked urgent." in page
    assert "Somebody is concerned about measures that the State itself would carry out" in page


def test_what_was_published_and_what_is_ahead_stands_below():
    noted = DocumentNoted(
        state="FRA",
        what=Published.OBSERVATIONS,
        symbol="A/1",
        dated=date(2025, 1, 2),
        paragraphs="paras. 7-8",
    )
    ahead = CalendarEntered(what=Calendar.DIALOGUE, title="fourth report", starts=LATER)

    page, points = halves(a_brief(Occasion.DIALOGUE, published=(noted,), ahead=(ahead,)))

    assert "paras. 7-8" in page
    assert "fourth report" in page
    assert "raised before, in A/1, paras. 7-8." in points


def test_what_did_not_fit_is_counted():
    one, several = (
        as_text(a_brief(Occasion.CLOSED, told(a_case()), more=number)) for number in (1, 3)
    )

    assert "1 more case of this State party" in one
    assert "3 more cases of this State party" in several


def test_nobody_and_nothing_is_said_plainly():
    page, points = halves(a_brief(Occasion.CLOSED))
    nameless, _ = halves(a_brief(Occasion.CLOSED, told(a_case(persons=()))))

    assert "No case is open here" in page
    assert "There is no open case" in points
    assert "Nobody is named in it." in nameless
    assert "Nothing has been raised with the State party." in nameless
    assert "acts that are not specified yet" in nameless


def test_a_child_is_called_one():
    page, _ = halves(a_brief(Occasion.CLOSED, told(a_case(persons=(person(child=True),)))))

    assert "(person concerned, a child)" in page


def test_a_subcommittee_calls_itself_one():
    committee = a_committee(name="Subcommittee of Examples")

    _, points = halves(a_brief(Occasion.MISSION, committee=committee))

    assert "The Subcommittee asks for this meeting" in points
    assert "The Committee" not in points


def test_a_copy_bears_its_label_and_number():
    facts = BriefFacts(
        occasion=Occasion.CLOSED,
        committee=a_committee(),
        state="FRA",
        held_on=LATER,
        dated=LATER,
        disguised=True,
        cases=(),
    )

    assert as_brief(facts, label="B2", number=3, of=5).copy == "B2, copy 3 of 5"
    assert as_brief(facts).copy == ""


def crowded() -> BriefCase:
    """Return a case of which there is as much to tell as a page has room for."""
    facts = [ConsentRecorded(answer=Answer.CONCERN)]
    for number in range(1, 6):
        facts += [
            proposal("letter-deadline", f"M{number}"),
            MeasureTaken(label=f"M{number}", reply_by=DAY + timedelta(days=10)),
        ]
    people = tuple(person(f"P{number}") for number in range(1, 8))
    kinds = (Kind.THREAT, Kind.SURVEILLANCE, Kind.SMEAR)
    case = a_case(*facts, kinds=kinds, detained=True, imminent=True, persons=people)
    return told(case, *KEPT_BACK)


def pages_of(paper, form) -> list[str]:
    content = rendered(paper, form)
    pdf = pdf_of(content) if form == ".docx" else content
    return text_of(pdf).rstrip("\f").split("\f")


def test_however_much_there_is_to_tell_the_page_is_one_and_the_points_another():
    noted = DocumentNoted(
        state="FRA",
        what=Published.OBSERVATIONS,
        symbol="CAT/C/FRA/CO/8",
        dated=date(2025, 1, 2),
        paragraphs="paras. 7-8",
    )
    ahead = CalendarEntered(what=Calendar.DIALOGUE, title="fourth report", starts=LATER)
    paper = a_brief(
        Occasion.DIALOGUE,
        *(crowded() for _ in range(MOST)),
        published=(noted,) * 5,
        ahead=(ahead,) * 5,
        more=7,
    )

    page, points = pages_of(paper, ".pdf")

    assert "Speaking points" not in page
    assert "Speaking points" in points
    assert "and 5 more" in " ".join(page.split())
    assert "M5, letter to the State party" in " ".join(page.split())
    assert "in 5 ways" in " ".join(page.split())
    assert "M1," not in page


def test_a_word_file_of_ordinary_cases_is_a_page_and_the_points():
    """The letters of the word processor that is here are wider than those of an office's."""
    cases = [told(a_case(AGREED, proposal(), MeasureTaken(label="M1"))) for _ in range(MOST)]

    page, points = pages_of(a_brief(Occasion.MISSION, *cases), ".docx")

    assert "no reply for 40 days" in " ".join(page.split())
    assert "Speaking points" in points
