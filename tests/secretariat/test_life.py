"""A case is parked, closed and erased, and files of other procedures stand beside it."""

from datetime import date, timedelta

import pytest

from sanjose.secretariat import NoSuchCase
from sanjose.secretariat.life import COPIES
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    CaseClosed,
    CaseParked,
    FileMoved,
    FileOpened,
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


def interim(**facts) -> FileOpened:
    return FileOpened(kind="interim", title="Interim measures", **facts)


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
    reference = received(door, "XXB")

    outcomes = (
        door.park(reference, parked(), by=Post.SECRETARIAT),
        door.close(reference, closed(), by=Post.CHAIR),
    )

    assert [why(one) for one in outcomes] == [{"not-authorised"}] * 2
    assert door.show(reference).stage == "being assessed"


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


def test_of_a_case_that_was_erased_nothing_is_left_to_find(door):
    reference, other = received(door, "XXB"), received(door, "XXB")

    outcome = done(door.erase(reference))

    assert (outcome.reference, outcome.label, outcome.notes) == (reference, None, (COPIES,))
    with pytest.raises(NoSuchCase):
        door.show(reference)
    assert [one.reference for one in door.cases()] == [other]


def test_with_the_last_person_the_whole_case_goes(door):
    reference = received(door, "XXB")

    outcome = done(door.erase(reference, "P1"))

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


def test_what_remains_about_others_stays_when_a_person_is_erased(door):
    reference = received(door, "XXB", a_person(), a_person("Cora Plume"))
    remains = Sealed("Cora Plume was waited for at the door.")

    outcome = done(door.erase(reference, "P1", remains=remains))

    case = door.show(reference)
    assert (outcome.label, outcome.notes) == ("P1", (COPIES,))
    assert [one.label for one in case.persons] == ["P2"]
    assert texts(door, reference) == [remains.reveal()]
    assert case.submissions[0][1].persons == ("P2",)


def test_what_remains_does_not_name_who_is_erased(door):
    reference = received(door, "XXB", a_person(), a_person("Cora Plume"))
    remains = Sealed("Cora Plume was seen with ada quill.")

    outcome = door.erase(reference, "P1", remains=remains)

    assert why(outcome) == {"names-person"}
    assert len(door.show(reference).persons) == 2


def test_where_nothing_remains_everything_that_mentions_the_person_goes(door):
    reference = received(door, "XXB", a_person(), a_person("Cora Plume"))

    done(door.erase(reference, "P1", nothing_remains=True))

    assert texts(door, reference) == []
    assert door.show(reference).person("P2").name == Sealed("Cora Plume")


def test_a_person_whom_only_their_own_entries_mention_is_erased_without_a_question(door):
    reference = received(door, "XXB")
    label = door.add(reference, counsel()).label

    assert door.shared_entries(reference, label) == ()
    done(door.erase(reference, label))

    assert [one.label for one in door.show(reference).persons] == ["P1"]
    assert len(texts(door, reference)) == 1


def test_counsel_stays_without_what_led_to_the_person_who_was_erased(door):
    lawyer = counsel(stands_for="P1", contact=Sealed("at the office of Ada Quill"))
    reference = received(door, "XXB", a_person(), lawyer)

    done(door.erase(reference, "P1", nothing_remains=True))

    left = door.show(reference).person("P2")
    assert (left.name, left.stands_for, left.contact) == (Sealed("Ben Tallow"), None, None)


def test_somebody_elses_contact_stays_where_it_names_nobody_erased(door):
    lawyer = counsel(stands_for="P1", contact=Sealed("telephone 3"))
    reference = received(door, "XXB", a_person(), lawyer)

    done(door.erase(reference, "P1", nothing_remains=True))

    assert door.show(reference).person("P2").contact == Sealed("telephone 3")


def test_nobody_but_the_secretariat_erases(door, door_of):
    reference = received(door, "XXB")

    outcome = door_of("officer-5").erase(reference)

    assert why(outcome) == {"not-authorised"}
    assert door.show(reference).reference == reference


# -- files ---------------------------------------------------------------------------------------


def test_a_file_is_of_a_kind_that_the_committee_has(door):
    with pytest.raises(Misuse, match="no such kind of file: there are interim"):
        door.open_file(FileOpened(kind="inquiry", title="Inquiry"))


def test_a_file_goes_from_state_to_state_and_its_cases_know(door):
    reference = received(door, "XXB")
    label = done(door.open_file(interim(reference=reference, state="Sampleland"))).label

    done(door.move_file(FileMoved(label=label, to="granted")))
    done(door.move_file(FileMoved(label=label, to="lifted", document="MOON/7")))

    file = door.record().file(label)
    assert [state for _, state in file.states] == ["open", "granted", "lifted"]
    assert (file.state, file.references, file.document) == ("XXB", (reference,), "MOON/7")
    known = [one for one in door.show(reference).files if one.label == label]
    assert known[-1].state == "lifted"


@pytest.mark.parametrize(
    ("moves", "sentence"),
    [
        (("closed",), "from 'open' this file moves to: granted; lifted"),
        (("open",), "from 'open' this file moves to: granted; lifted"),
        (("lifted",), "'lifted' is decided elsewhere: name the document, by its symbol"),
        (("granted", "open"), "from 'granted' this file moves to: lifted"),
    ],
)
def test_a_file_makes_no_move_that_its_kind_does_not_know(door, moves, sentence):
    label = door.open_file(interim()).label
    *first, last = (FileMoved(label=label, to=one) for one in moves)
    for one in first:
        done(door.move_file(one))

    with pytest.raises(Misuse, match=sentence):
        door.move_file(last)


def test_from_its_end_a_file_goes_nowhere_and_time_does_not_run_back(door, house):
    label = door.open_file(interim()).label
    house.clock.pass_days(3)
    lifted = FileMoved(label=label, to="lifted", document="MOON/7")
    with pytest.raises(Misuse, match="F1 came to 'open' on 2026-03-02: this cannot be earlier"):
        door.move_file(lifted, on=MONDAY - timedelta(days=1))
    done(door.move_file(lifted))

    with pytest.raises(Misuse, match="none, it is at its end"):
        door.move_file(lifted)


def test_a_file_is_linked_later_and_only_once_with_each_case(door):
    first, second = received(door, "XXB"), received(door, "XXB")
    label = door.open_file(interim(reference=first)).label

    outcome = done(door.link_file(label, second.lower()))
    done(door.link_file(label, second))

    assert (outcome.label, outcome.reference) == (label, second)
    assert door.record().file(label).references == (first, second)
    with pytest.raises(Misuse, match=r"there is no (such file|file F9)"):
        door.link_file("F9", first)


def test_a_file_with_a_case_that_is_not_there_is_not_opened(door):
    reference = received(door, "XXB")
    done(door.erase(reference))

    with pytest.raises(NoSuchCase):
        door.open_file(interim(reference=reference))

    assert door.record().files == ()


def test_a_file_of_a_state_is_not_there_for_who_is_recused_from_it(door, door_of):
    label = door.open_file(interim(state="XXA")).label
    national = door_of("officer-2")

    refused = national.open_file(interim(state="XXA"))

    assert why(refused) == {"recused"}
    with pytest.raises(Misuse, match=r"there is no .*file"):
        national.move_file(FileMoved(label=label, to="granted"))


def test_a_case_that_is_closed_to_an_officer_keeps_the_state_that_it_knew(door, door_of):
    reference = received(door, "XXA")
    label = door.open_file(interim(reference=reference)).label

    done(door_of("officer-2").move_file(FileMoved(label=label, to="granted")))

    assert door.record().file(label).now == "granted"
    assert [one.state for one in door.show(reference).files] == ["open"]


def test_files_are_the_secretariats(door, door_of):
    label = door.open_file(interim()).label
    reference = received(door, "XXB")
    chair = door_of("officer-4")

    outcomes = (
        chair.open_file(interim()),
        chair.move_file(FileMoved(label=label, to="granted")),
        chair.link_file(label, reference),
    )

    assert [why(one) for one in outcomes] == [{"not-authorised"}] * 3
    assert len(door.record().files) == 1
