"""A case is parked, closed and erased."""

from datetime import date, timedelta

import pytest

from sanjose.secretariat import NoSuchCase
from sanjose.secretariat.life import COPIES
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    CaseClosed,
    CaseParked,
    FactsAdded,
    ReplyReceived,
    SubmissionAdded,
)
from sanjose.words.model import Assessment, Closing, Post
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    MONDAY,
    a_person,
    an_assessment,
    counsel,
    done,
    ready,
    received,
    taken,
    why,
)

AHEAD = MONDAY + timedelta(days=90)


def parked(review_on: date = AHEAD) -> CaseParked:
    return CaseParked(reason=Sealed("Nobody answers."), review_on=review_on)


def closed(ground: Closing = Closing.DOUBLE) -> CaseClosed:
    return CaseClosed(ground=ground, reasons=Sealed("It is so."))


def texts(door, reference: str) -> list[str]:
    """Return the words of the submissions of a case."""
    return [told.text.reveal() for _, told in door.show(reference).submissions]


# -- parking and closing -------------------------------------------------------------------------


@pytest.mark.parametrize("day", [MONDAY, MONDAY - timedelta(days=1)])
def test_a_parked_case_is_looked_at_on_a_day_ahead(door, day):
    reference = received(door, "XXB")

    with pytest.raises(Misuse, match="the day of review lies ahead of the day of parking"):
        door.park(reference, parked(day))


def test_a_parked_case_waits_for_its_review_and_a_reply_wakes_it(door):
    reference = ready(door)
    label = taken(door, reference)

    due = done(door.park(reference, parked())).due
    stage = door.show(reference).stage
    done(door.reply(reference, ReplyReceived(label=label)))

    assert [(one.kind, one.on) for one in due] == [("review", AHEAD)]
    assert stage == "parked"
    assert door.show(reference).parked is None


def test_parking_and_closing_are_the_rapporteurs(door):
    reference = ready(door)
    taken(door, reference)

    outcomes = (
        door.park(reference, parked(), by=Post.SECRETARIAT),
        door.close(reference, closed(), by=Post.CHAIR),
    )

    assert [why(one) for one in outcomes] == [{"not-authorised"}] * 2
    assert door.show(reference).stage == "awaiting reply"


def test_an_urgent_case_that_nobody_assessed_is_not_put_away(door):
    """Floor 9; N 38: what is parked waits for an answer."""
    reference = received(door, "XXB", imminent=True)

    outcome = door.park(reference, parked())

    assert why(outcome) == {"nothing-unanswered"}
    assert door.show(reference).parked is None


def test_a_reply_date_that_runs_stands_in_the_list_of_a_parked_case(door):
    reference = ready(door)
    label = taken(door, reference, "letter-deadline")

    done(door.park(reference, parked()))

    waiting = [
        (one.kind, one.label) for case, _, one in door.due(ahead=70) if case == reference
    ]
    assert ("reply", label) in waiting


def test_danger_on_record_opens_a_closed_case_and_says_so(door):
    reference = received(door, "XXB")
    done(door.close(reference, closed()))

    outcome = done(door.add(reference, FactsAdded(imminent=True)))

    assert door.show(reference).closed is None
    assert "it was closed, and is open again" in outcome.notes


def test_a_closed_case_is_neither_closed_nor_parked_until_a_submission_opens_it(door):
    reference = received(door, "XXB")
    assert done(door.close(reference, closed())).due == ()
    for act in (
        lambda: door.close(reference, closed()),
        lambda: door.park(reference, parked()),
    ):
        with pytest.raises(Misuse, match="it was closed on 2026-03-02: a new submission opens"):
            act()

    done(door.add(reference, SubmissionAdded(text=Sealed("They came back."))))

    assert door.show(reference).closed is None


@pytest.mark.parametrize(
    ("ground", "finding", "objections"),
    [
        (Closing.OUTSIDE_SCOPE, Assessment.REPRISAL, {"finding"}),
        (Closing.OUTSIDE_SCOPE, None, {"finding"}),
        (Closing.OUTSIDE_SCOPE, Assessment.OUTSIDE_SCOPE, set()),
        (Closing.SAFE, None, {"not-assessed"}),
        (Closing.SAFE, Assessment.MIGHT, set()),
        (Closing.REDRESS, None, {"not-assessed"}),
        (Closing.REDRESS, Assessment.REPRISAL, set()),
        (Closing.WITHDRAWN, None, set()),
        (Closing.DOUBLE, None, set()),
    ],
)
def test_a_ground_of_closing_fits_what_was_found(door, ground, finding, objections):
    reference = received(door, "XXB")
    if finding is not None:
        done(door.assess(reference, an_assessment(finding)))

    outcome = door.close(reference, closed(ground))

    assert why(outcome) == objections
    assert (door.show(reference).stage == "closed") == (not objections)


def test_a_states_silence_is_no_redress(door):
    reference = ready(door)
    done(door.assess(reference, an_assessment()))
    label = taken(door, reference)

    refused = door.close(reference, closed(Closing.REDRESS))
    done(door.reply(reference, ReplyReceived(label=label)))

    assert why(refused) == {"silence"}
    done(door.close(reference, closed(Closing.REDRESS)))


# -- erasing -------------------------------------------------------------------------------------


def test_of_a_case_that_was_erased_nothing_is_left_to_find(house, door):
    reference, other = received(door, "XXB"), received(door, "XXB")

    outcome = done(house.second(door.erase(reference)))

    assert (outcome.reference, outcome.label, outcome.notes) == (reference, None, (COPIES,))
    with pytest.raises(NoSuchCase):
        door.show(reference)
    assert [one.reference for one in door.cases()] == [other]


def test_with_the_last_person_the_whole_case_goes(house, door):
    reference = received(door, "XXB")

    outcome = done(house.second(door.erase(reference, "P1")))

    assert outcome.label is None
    with pytest.raises(NoSuchCase):
        door.show(reference)


def test_nobody_is_erased_who_is_not_in_the_case(door):
    reference = received(door, "XXB")

    for ask in (door.erase, door.shared_entries):
        with pytest.raises(Misuse, match="there is no P2 in this case"):
            ask(reference, "P2")


def test_what_mentions_others_is_entered_again_first_or_said_to_be_nothing(door):
    reference = received(door, "XXB", a_person(), a_person("Cora Plume"))
    shared = door.shared_entries(reference, "P1")

    refused = door.erase(reference, "P1")

    assert why(refused) == {"mentions-others"}
    assert [one.body.NAME for one in shared] == ["submission.added/1"]
    assert str(shared[0].seq) in refused.objections[0].reason
    assert door.show(reference).person("P1") is not None


def test_what_remains_about_others_stays_when_a_person_is_erased(house, door):
    reference = received(door, "XXB", a_person(), a_person("Cora Plume"))
    remains = Sealed("Cora Plume was waited for at the door.")

    outcome = done(house.second(door.erase(reference, "P1", remains=remains)))

    case = door.show(reference)
    assert (outcome.label, outcome.notes) == ("P1", (COPIES,))
    assert [one.label for one in case.persons] == ["P2"]
    assert [kept.text for _, kept in case.texts] == [remains]
    assert case.texts[0][1].persons == ("P2",)


def test_what_remains_neither_opens_nor_wakes_a_case(house, door):
    """It is no submission: nobody handed anything in."""
    closed_one = received(door, "XXB", a_person(), a_person("Cora Plume"))
    parked_one = ready(door, "XXB", a_person(), a_person("Cora Plume"))
    taken(door, parked_one)
    done(door.close(closed_one, closed()))
    done(door.park(parked_one, parked()))

    for reference in (closed_one, parked_one):
        asked = door.erase(reference, "P1", remains=Sealed("Somebody was waited for."))
        done(house.second(asked))

    assert door.show(closed_one).closed is not None
    assert door.show(parked_one).parked is not None


def test_what_goes_with_a_person_is_known_before_it_goes(house, door):
    reference = ready(door, "XXB", a_person(), a_person("Cora Plume"))
    done(door.close(reference, closed()))
    before = {one.seq for one in door.timeline(reference)}

    going = {one.seq for one in door.going(reference, "P1")}
    done(house.second(door.erase(reference, "P1", nothing_remains=True)))

    assert going
    assert before - {one.seq for one in door.timeline(reference)} == going


def test_what_remains_does_not_name_who_is_erased(door):
    reference = received(door, "XXB", a_person(), a_person("Cora Plume"))
    remains = Sealed("Cora Plume was seen with ada quill.")

    outcome = door.erase(reference, "P1", remains=remains)

    assert why(outcome) == {"names-person"}
    assert len(door.show(reference).persons) == 2


def test_where_nothing_remains_everything_that_mentions_the_person_goes(house, door):
    reference = received(door, "XXB", a_person(), a_person("Cora Plume"))

    done(house.second(door.erase(reference, "P1", nothing_remains=True)))

    assert texts(door, reference) == []
    assert door.show(reference).person("P2").name == Sealed("Cora Plume")


def test_a_person_whom_only_their_own_entries_mention_is_erased_without_a_question(house, door):
    reference = received(door, "XXB")
    label = door.add(reference, counsel()).label

    assert door.shared_entries(reference, label) == ()
    done(house.second(door.erase(reference, label)))

    assert [one.label for one in door.show(reference).persons] == ["P1"]
    assert len(texts(door, reference)) == 1


def test_counsel_stays_without_what_led_to_the_person_who_was_erased(house, door):
    lawyer = counsel(stands_for="P1", contact=Sealed("at the office of Ada Quill"))
    reference = received(door, "XXB", a_person(), lawyer)

    done(house.second(door.erase(reference, "P1", nothing_remains=True)))

    left = door.show(reference).person("P2")
    assert (left.name, left.stands_for, left.contact) == (Sealed("Ben Tallow"), None, None)


def test_somebody_elses_contact_stays_where_it_names_nobody_erased(house, door):
    lawyer = counsel(stands_for="P1", contact=Sealed("telephone 3"))
    reference = received(door, "XXB", a_person(), lawyer)

    done(house.second(door.erase(reference, "P1", nothing_remains=True)))

    assert door.show(reference).person("P2").contact == Sealed("telephone 3")


def test_nobody_but_the_secretariat_erases(door, door_of):
    reference = received(door, "XXB")

    outcome = door_of("officer-5").erase(reference)

    assert why(outcome) == {"not-authorised"}
    assert door.show(reference).reference == reference
