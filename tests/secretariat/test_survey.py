"""One State whole: what an officer may know of it, and nothing to whoever is recused."""

from datetime import timedelta

import pytest

from sanjose.words.errors import Misuse
from sanjose.words.events import (
    CalendarEntered,
    CaseClosed,
    FileOpened,
    MeasureDecided,
    MeasureTaken,
    RecusalDeclared,
    ReplyReceived,
)
from sanjose.words.model import Calendar, Closing, Post, Urgency
from sanjose.words.patterns import DocumentNoted, Published
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    MONDAY,
    an_assessment,
    done,
    proposed,
    ready,
    received,
    taken,
)

LATER = timedelta(days=30)


def test_the_open_cases_come_most_urgent_first_and_the_closed_are_counted(door):
    ordinary = received(door, "XXB")
    urgent = received(door, "XXB", imminent=True)
    received(door, "XXA")
    closing = CaseClosed(ground=Closing.DOUBLE, reasons=Sealed("It came twice."))
    done(door.close(received(door, "XXB"), closing, by=Post.RAPPORTEUR))

    found = door.survey("Sampleland")

    assert [one.reference for one in found.cases] == [urgent, ordinary]
    assert found.cases[0].received.urgency is Urgency.IMMEDIATE
    assert (found.state, found.on, found.closed) == ("XXB", MONDAY, 1)


def test_a_letter_without_an_answer_is_counted_by_its_days(door, house):
    """G 19; N 38."""
    case = ready(door)
    label = taken(door, case)
    answered = taken(door, case, "note-verbale")
    done(door.reply(case, ReplyReceived(label=answered)))
    house.clock.pass_days(450)

    (letter,) = door.survey("XXB").letters

    assert (letter.reference, letter.label, letter.sent) == (case, label, MONDAY)
    assert (letter.days, letter.reply_by) == (450, None)


def test_a_letter_without_a_case_stands_there_as_well(door):
    label = proposed(door, None, "trend", state="XXB", identifies_nobody=True)
    done(door.decide(None, MeasureDecided(label=label), by=Post.PLENARY))
    done(door.take(None, MeasureTaken(label=label, reply_by=MONDAY + LATER)))

    (letter,) = door.survey("XXB").letters

    assert (letter.reference, letter.label) == (None, label)
    assert letter.reply_by == MONDAY + LATER


def test_what_is_ahead_and_what_is_public_and_the_files_stand_there(door):
    """G 24; N 30."""
    for title, starts in (("Fifth report", MONDAY + LATER), ("Fourth", MONDAY - LATER)):
        review = CalendarEntered(what=Calendar.REVIEW, title=title, starts=starts, state="XXB")
        done(door.enter_calendar(review))
    noted = DocumentNoted(
        state="XXB", what=Published.OBSERVATIONS, symbol="MOON/C/XXB/CO/4", dated=MONDAY - LATER
    )
    done(door.note_document(noted))
    done(door.open_file(FileOpened(kind="interim", title="measures", state="XXB")))

    found = door.survey("XXB")

    assert [one.title for one in found.ahead] == ["Fifth report"]
    assert [one.symbol for one in found.documents] == ["MOON/C/XXB/CO/4"]
    assert [(one.title, one.now) for one in found.files] == [("measures", "open")]
    assert found.footings == door.legal_basis("XXB")


def test_a_day_in_the_past_is_answered_as_it_was(door, house):
    received(door, "XXB")
    house.clock.pass_days(10)
    received(door, "XXB")

    assert len(door.survey("XXB", on=MONDAY).cases) == 1
    assert len(door.survey("XXB").cases) == 2


def test_whoever_is_recused_from_a_state_is_shown_nothing_of_it(door, door_of):
    """Floor 4, whether anything is known of it or not."""
    received(door, "XXA")

    for officer, state in (("officer-2", "XXA"), ("officer-3", "XXB")):
        with pytest.raises(Misuse, match="whoever is recused takes no part"):
            door_of(officer).survey(state)


def test_a_case_from_which_somebody_is_recused_by_name_is_not_there(door, door_of):
    done(door.recuse(received(door, "XXA"), RecusalDeclared(who="officer-3")))

    found = door_of("officer-3").survey("XXA")

    assert (found.cases, found.closed) == ((), 0)


def test_a_closed_case_keeps_its_unanswered_letter(door):
    """Floor 9: silence never ends."""
    case = ready(door)
    taken(door, case)
    done(door.assess(case, an_assessment(), by=Post.RAPPORTEUR))
    closing = CaseClosed(ground=Closing.SAFE, reasons=Sealed("They say so."))
    done(door.close(case, closing, by=Post.RAPPORTEUR))

    found = door.survey("XXB")

    assert (len(found.cases), found.closed, len(found.letters)) == (0, 1, 1)
