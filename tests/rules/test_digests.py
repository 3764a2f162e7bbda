"""One line on what is new, which decisions are wanted, and what a Chair can say to anybody."""

from dataclasses import replace
from datetime import date

import pytest

from sanjose.rules import digests
from sanjose.rules.digests import (
    News,
    Reader,
    Sheet,
    Stated,
    Wanted,
    is_wanted,
    lines_to_take,
    news,
)
from sanjose.rules.disclosure import Purpose, view_for
from sanjose.rules.measures import MEASURES
from sanjose.rules.profile import Shape
from sanjose.words import events as e
from sanjose.words import model as m
from sanjose.words.model import Decider, Post
from sanjose.words.provenance import Chosen
from sanjose.words.sealed import Sealed
from tests.rules.moon import WHY, a_profile
from tests.words.facts import a_case, by, person, received

DAY = date(2026, 3, 2)


def line(*facts):
    case = a_case(*facts, kinds=(m.Kind.THREAT,))
    return news(view_for(Purpose.DIGEST, case), (received(), *facts), MEASURES)


def proposed(label="M1", measure="letter"):
    return e.MeasureProposed(measure=measure, label=label)


def test_until_it_is_assessed_only_an_allegation_is_spoken_of():
    assert line() == "allegation received (threat)"


def test_the_finding_and_what_the_conclusions_advise_are_said():
    assessed = e.AssessmentConcluded(
        finding=m.Assessment.LINK_NOT_ESTABLISHED, reasons=Sealed("Canary")
    )

    said = line(assessed, e.ConclusionsTold(course=("letter", "of another version")))

    assert said == (
        "allegation received (threat); assessed: link not established; "
        "conclusions advise: letter to the State party, a measure"
    )
    assert line(e.ConclusionsTold()).endswith("; conclusions")


def test_of_one_measure_only_the_last_is_said():
    facts = [proposed(), e.MeasureDecided(label="M1"), e.MeasureTaken(label="M1")]

    assert line(*facts[:1]).endswith("proposed: letter to the State party")
    assert line(*facts[:2]).endswith("threat); decided: letter to the State party")
    assert line(*facts).endswith("threat); done: letter to the State party")
    assert line(proposed(), e.MeasureDecided(label="M1", adopted=False)).endswith(
        "decided against: letter to the State party"
    )


def test_a_reply_and_a_mere_acknowledgement_are_told_apart():
    sent = [proposed(), e.MeasureDecided(label="M1"), e.MeasureTaken(label="M1")]

    assert line(*sent, e.ReplyReceived(label="M1")).endswith(
        "reply to letter to the State party"
    )
    assert line(*sent, e.ReplyReceived(label="M1", substantive=False)).endswith(
        "receipt acknowledged of letter to the State party"
    )


def test_a_closed_case_says_on_what_ground_and_a_parked_one_that_it_is():
    assert line(e.CaseParked(reason=Sealed("Canary"), review_on=DAY)).endswith("parked")
    assert line(e.CaseClosed(ground=m.Closing.SAFE)).endswith(f"closed: {m.Closing.SAFE}")


def test_what_is_not_for_a_chair_makes_no_line():
    case = a_case()

    said = news(view_for(Purpose.DIGEST, case), (person(), Sealed("Canary")), MEASURES)

    assert said == ""


# -- decisions -----------------------------------------------------------------------------------


def measure(*facts):
    (found,) = a_case(proposed(), *facts).measures
    return found


@pytest.mark.parametrize(
    ("decides", "wanted"),
    [
        (Decider.SECRETARIAT, False),
        (Decider.RAPPORTEUR, False),
        (Decider.CHAIR, True),
        (Decider.BUREAU, True),
        (Decider.PLENARY, True),
    ],
)
def test_a_decision_is_wanted_of_the_chair_or_of_a_body_the_chair_presides(decides, wanted):
    assert is_wanted(measure(), decides) is wanted


def test_what_was_decided_or_taken_is_not_wanted_any_more():
    assert not is_wanted(measure(e.MeasureTaken(label="M1")), Decider.CHAIR)
    assert not is_wanted(measure(e.MeasureDecided(label="M1")), Decider.CHAIR)


def test_a_decision_entered_for_the_chair_waits_for_the_chairs_word():
    decided = by(Post.CHAIR, e.MeasureDecided(label="M1"))
    others = by(Post.RAPPORTEUR, e.MeasureDecided(label="M1"))
    confirmed = by(Post.CHAIR, e.DecisionConfirmed(label="M1"))

    assert is_wanted(measure(decided), Decider.CHAIR)
    assert not is_wanted(measure(decided, confirmed), Decider.CHAIR)
    assert not is_wanted(measure(others), Decider.CHAIR)


# -- the sheet -----------------------------------------------------------------------------------


def test_a_sheet_counts_what_awaits_its_reader():
    sheet = Sheet(reader=Reader(post=Post.CHAIR, holder="x"), committee="c", day=DAY, since=DAY)
    wanted = Wanted(
        state="XXA",
        reference=None,
        label="M1",
        what="x",
        decides=Decider.CHAIR,
        by=DAY,
        text="Canary",
    )

    full = Sheet(
        reader=sheet.reader, committee="c", day=DAY, since=DAY, wanted=(wanted, wanted)
    )

    assert (sheet.count, sheet.empty) == (0, True)
    assert (full.count, full.empty) == (2, False)
    heard = News(state="XXA", reference="r", line="x")
    stated = Stated(name="s", state="XXA", waits="y", days_left=None, signatories=())
    told = replace(sheet, news=(heard,))
    assert (told.count, told.empty) == (0, False)
    assert replace(told, stated=(stated,)).count == 1
    assert "Canary" not in repr(full)


def test_the_lines_to_take_say_of_a_committee_only_what_is_true_of_it():
    plain = lines_to_take(a_profile())
    bureau = lines_to_take(
        a_profile(
            shape=Chosen(Shape.BUREAU, WHY),
            rapporteur=Chosen("Bureau", WHY),
            mailbox=Chosen("moon@example.org", WHY),
        )
    )
    endorsed = lines_to_take(a_profile(endorsed=Chosen("June 2016", WHY)))

    assert not any("San José" in one.text for one in plain)
    assert any("the rapporteur" in one.text for one in plain)
    assert any("the Bureau, moon@example.org" in one.text for one in bureau)
    assert not any("rapporteur" in one.text for one in bureau)
    assert any("endorsed the San José Guidelines" in one.text for one in endorsed)


def test_the_lines_to_take_end_as_sentences():
    assert all(one.text.endswith(".") for one in lines_to_take(a_profile()))
    assert digests.AHEAD.value > 0
