"""What comes in is recorded, whoever hands it in and whatever is out of order."""

from datetime import timedelta

import pytest

from sanjose.keeping.archive import COMMITTEE
from sanjose.secretariat import NoSuchCase, Secretariat
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import (
    CalendarEntered,
    FactsAdded,
    NoticeGiven,
    OfficerLeft,
    PersonErased,
    PersonNamed,
    SubmissionAdded,
)
from sanjose.words.model import (
    Calendar,
    Channel,
    Form,
    Kind,
    Matter,
    Post,
    Source,
    Standing,
    Urgency,
)
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    MONDAY,
    a_person,
    an_intake,
    counsel,
    done,
    lenient,
    received,
    why,
)

RECORDED = ("It is recorded. You are recused, so it is not open to you.",)
TOMORROW = MONDAY + timedelta(days=1)


def a_submission(*persons: str) -> SubmissionAdded:
    return SubmissionAdded(text=Sealed("They came back."), persons=persons)


@pytest.fixture
def out_of_service(house):
    """The door of an installation whose committee has no plugin that works."""
    with Secretariat(house.home, house.keys("officer-1"), house.clock) as opened:
        yield opened
    opened.archive.keyring.close()


# -- receiving -----------------------------------------------------------------------------------


def test_an_allegation_is_recorded_with_its_persons_in_the_order_in_which_they_were_named(door):
    spoken_for = counsel(stands_for="P1")

    reference = received(door, "Sampleland", a_person(), spoken_for, procedure="Report")

    case = door.show(reference)
    assert (case.received.state, case.received.procedure) == ("XXB", "report")
    assert [(one.label, one.stands_for) for one in case.persons] == [("P1", None), ("P2", "P1")]
    assert case.submissions[0][1].persons == ("P1", "P2")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"state": "Nowhere"}, "Nowhere"),
        ({"procedure": "inquest"}, "there is no such procedure here: there are report, compl"),
    ],
)
def test_an_unknown_state_or_procedure_is_asked_again_and_nothing_is_recorded(
    door, facts, sentence
):
    size = door.archive.record.size()

    with pytest.raises(Misuse, match=sentence):
        door.receive(an_intake(**{"state": "XXB"} | facts))

    assert door.archive.record.size() == size


def test_nobody_stands_for_a_person_who_is_not_named(door):
    with pytest.raises(Misuse, match="there is no P3 to stand for: P1 is who is named first"):
        door.receive(an_intake("XXB", a_person(), counsel(stands_for="P3")))

    assert door.cases() == ()


def test_an_empty_file_is_turned_away_before_anything_is_recorded(door):
    size = door.archive.record.size()

    with pytest.raises(Misuse, match="empty"):
        door.receive(an_intake("XXB"), content=b"")

    assert door.archive.record.size() == size


def test_an_allegation_does_not_come_from_the_future(door):
    with pytest.raises(Misuse, match="2026-03-03 lies in the future"):
        door.receive(an_intake("XXB"), on=TOMORROW)


def test_somebody_recused_hands_in_what_reached_them_and_cannot_read_it(door, door_of):
    national = door_of("officer-2")

    outcome = done(national.receive(an_intake("XXA")))

    assert outcome.notes == RECORDED
    assert outcome.due == ()
    assert national.cases() == ()
    with pytest.raises(NoSuchCase):
        national.show(outcome.reference)
    assert door.show(outcome.reference).received.source is Source.RECUSED


def test_an_officer_who_left_hands_in_and_reads_nothing(door, door_of):
    reference = received(door, "CYP")
    left = OfficerLeft(officer="officer-3")
    with door.archive.writing():
        door.archive.append(COMMITTEE, left, on=MONDAY, at=door.now())
    former = door_of("officer-3")

    for read in (lambda: former.show(reference), former.cases, former.due):
        with pytest.raises(Misuse, match="this officer is not enrolled here"):
            read()


def test_three_inputs_are_enough_for_what_happens_now(door):
    during = CalendarEntered(what=Calendar.SESSION, title="First", starts=MONDAY)
    door.enter_calendar(during)

    outcome = door.urgent("XXB", Sealed("They are outside."), Sealed("Ada Quill"))

    case = door.show(outcome.reference)
    assert outcome.verb == "urgent"
    assert "worth considering: safety" in outcome.notes
    assert case.received.urgency is Urgency.IMMEDIATE
    assert case.received.in_session
    assert [one.label for one in case.persons] == ["P1"]


def test_what_happens_now_can_be_recorded_before_anybody_is_named(door):
    outcome = door.urgent("XXB", Sealed("Somebody was taken away."), None)

    case = door.show(outcome.reference)
    assert case.persons == ()
    assert not case.received.in_session


# -- routing -------------------------------------------------------------------------------------


def test_rapporteur_and_chair_get_a_neutral_notice_until_they_are_told(door):
    reference = received(door, "CYP", imminent=True)
    waiting = {one.role: one.due for one in door.archive.notices.waiting()}

    done(door.notify(reference, NoticeGiven(to=Post.RAPPORTEUR)))

    assert waiting["rapporteur"] == MONDAY
    assert "rapporteur" not in {one.role for one in door.archive.notices.waiting()}


def test_what_becomes_urgent_later_is_said_at_once_to_whom_nobody_told(door):
    reference = received(door, "XXB")
    before = {one.role: one.due for one in door.archive.notices.waiting()}

    done(door.add(reference, FactsAdded(imminent=True)))

    after = {one.role: one.due for one in door.archive.notices.waiting()}
    assert before["Chair"] > MONDAY
    assert after["Chair"] == MONDAY


def test_a_notice_stays_while_another_case_waits_for_the_same_office(door):
    first, _ = received(door, "XXB"), received(door, "XXB")

    done(door.notify(first, NoticeGiven(to=Post.CHAIR)))

    assert "Chair" in {one.role for one in door.archive.notices.waiting()}


def test_no_notice_goes_to_whom_the_wall_keeps_out(door):
    received(door, "XXA")

    addresses = {one.address for one in door.archive.notices.waiting()}

    assert addresses == {"birch@example.org", "cedar@example.org"}


def test_a_committee_raises_the_urgency_and_never_lowers_it(door_of):
    def sanjose_urgency(view):
        return Urgency.URGENT

    strict = door_of("officer-1", plugin=lenient(urgency=sanjose_urgency))

    calm = strict.show(received(strict, "XXB"))
    grave = strict.show(received(strict, "XXB", imminent=True))

    assert calm.received.urgency is Urgency.URGENT
    assert grave.received.urgency is Urgency.IMMEDIATE


def test_nothing_is_suggested_and_nobody_is_noticed_while_the_past_is_brought_in(door):
    with door.in_bulk():
        outcome = door.receive(an_intake("XXB", imminent=True))
        door.notify(outcome.reference, NoticeGiven(to=Post.CHAIR))

    assert (outcome.notes, outcome.due) == ((), ())
    assert door.archive.notices.waiting() == ()


# -- a committee out of service ------------------------------------------------------------------


def test_while_the_committee_is_out_of_service_allegations_are_received(
    out_of_service, door_of
):
    outcome = done(out_of_service.receive(an_intake("XXB", procedure="Early Warning")))

    assert outcome.notes[0].startswith("It is recorded: no committee of this name is installed")
    assert outcome.due == ()
    assert out_of_service.show(outcome.reference).received.procedure == "early-warning"
    assert [one.reference for one in out_of_service.cases()] == [outcome.reference]
    assert out_of_service.due() == out_of_service.due(on=MONDAY) == ()
    assert out_of_service.acting(Post.CHAIR, outcome.reference).holders[0].post is Post.CHAIR
    with pytest.raises(Unable, match="no committee of this name"):
        out_of_service.steps(outcome.reference)
    back = door_of("officer-1")
    assert back.figures(MONDAY, MONDAY).by("procedure")["unknown"] == 1


def test_a_plugin_that_breaks_when_it_is_asked_withholds_no_reference(door_of):
    def sanjose_urgency(view):
        raise ZeroDivisionError

    broken = door_of("officer-1", plugin=lenient(urgency=sanjose_urgency))

    outcome = done(broken.receive(an_intake("XXB")))

    assert outcome.notes[0].startswith("It is recorded: committee 'moon' is not in service")
    assert broken.show(outcome.reference).received.urgency is Urgency.ORDINARY


# -- adding --------------------------------------------------------------------------------------


def test_a_submission_speaks_of_persons_of_the_case_only(door):
    reference = received(door, "XXB")

    done(door.add(reference, a_submission("P1"), content=b"a letter"))

    assert len(door.show(reference).submissions) == 2
    with pytest.raises(Misuse, match="there is no P2 in this case: there is P1"):
        door.add(reference, a_submission("P1", "P2"))


def test_a_person_who_is_added_gets_the_next_label_and_a_correction_keeps_it(door):
    reference = received(door, "XXB")

    outcome = door.add(reference, counsel(stands_for="P1"))
    door.add(reference, counsel("Ben Fallow", stands_for="P1", label=outcome.label))

    named = door.show(reference).person("P2")
    assert outcome.label == "P2"
    assert named.name == Sealed("Ben Fallow")
    with pytest.raises(Misuse, match="there is no P9 in this case"):
        door.add(reference, counsel(stands_for="P9"))
    with pytest.raises(Misuse, match="there is no P9 in this case"):
        door.add(reference, counsel(label="P9"))


def test_in_a_case_without_anybody_the_first_person_is_p1(door):
    reference = door.urgent("XXB", Sealed("Somebody was taken away."), None).reference

    with pytest.raises(Misuse, match="there is no P1 in this case: there is nobody"):
        door.add(reference, a_submission("P1"))

    assert door.add(reference, a_person()).label == "P1"


def test_the_label_of_somebody_erased_is_never_given_again(house, door):
    reference = received(door, "XXB", a_person(), a_person("Cora Plume"))
    done(house.second(door.erase(reference, "P2", nothing_remains=True)))

    label = door.add(reference, a_person("Dora Reed")).label

    assert label == "P3"
    assert PersonErased(person="P2") in [one.body for one in door.timeline(reference)]


def test_new_facts_are_routed_again_and_the_committee_is_asked(door):
    reference = received(door, "XXB")

    outcome = door.add(reference, FactsAdded(detained=True, procedure="Complaint"))

    case = door.show(reference)
    assert outcome.notes == (
        "the urgency is raised from ordinary to urgent",
        "procedure changed from report to complaint",
        "detained changed from no to yes",
        "worth considering: letter-deadline",
    )
    assert case.received.urgency > Urgency.ORDINARY
    assert case.received.procedure == "complaint"


def test_what_is_replaced_is_said_with_what_it_was(door):
    reference = received(door, "XXB", kinds=(Kind.THREAT, Kind.SMEAR))

    outcome = door.add(reference, FactsAdded(kinds=(Kind.VIOLENCE,)))

    assert outcome.notes == ("kinds changed from threat, smear to violence",)


def test_somebody_entered_again_stays_a_child_and_under_suspicion(door):
    known = a_person(child=True, suspected=True, stands_for=None)
    reference = received(door, "XXB", known)

    done(door.add(reference, PersonNamed(label="P1", name=Sealed("Ada Quill-Reed"))))

    (one,) = door.show(reference).persons
    assert (one.child, one.suspected) == (True, True)
    assert (one.channel, one.safe) == (known.channel, True)


def test_a_mark_of_safety_does_not_pass_to_a_new_contact(door):
    reference = received(door, "XXB")
    again = PersonNamed(label="P1", name=Sealed("Ada Quill"), contact=Sealed("another number"))

    done(door.add(reference, again))

    assert not door.show(reference).persons[0].safe


def test_somebody_entered_again_is_no_child_any_more_where_that_is_said(door):
    reference = received(door, "XXB", a_person(child=True))

    done(door.add(reference, a_person(label="P1", child=False)))

    assert door.show(reference).persons[0].child is False


def test_an_urgent_call_says_no_more_than_was_said(door):
    reference = door.urgent("XXB", Sealed("They are outside."), None).reference

    assert door.show(reference).received.form is Form.UNKNOWN


def test_whoever_may_not_add_is_refused_and_the_refusal_is_recorded(door, door_of):
    reference = received(door, "XXB")

    outcome = door_of("officer-4").add(reference, a_submission())

    assert why(outcome) == {"not-authorised"}
    assert outcome.refused
    assert [one.verb for _, one in door.show(reference).refusals] == ["add"]


def test_when_the_state_turns_out_to_be_another_the_wall_moves_with_it(door, door_of):
    reference = received(door, "XXA")
    national, declared = door_of("officer-2"), door_of("officer-3")
    declared.show(reference)

    done(door.add(reference, FactsAdded(state="XXB")))

    assert national.show(reference).received.state == "XXB"
    with pytest.raises(NoSuchCase):
        declared.show(reference)


def test_whoever_enters_that_it_is_their_own_state_is_out_from_then_on(door, door_of):
    reference = received(door, "XXB")
    national = door_of("officer-2")

    outcome = national.add(reference, FactsAdded(state="Exampleland"))

    assert outcome.notes == RECORDED
    with pytest.raises(NoSuchCase):
        national.show(reference)
    assert door.show(reference).received.state == "XXA"


def test_nothing_is_added_to_a_day_before_the_receipt(door):
    reference = received(door, "XXB")

    with pytest.raises(Misuse, match="it was received on 2026-03-02: nothing in it is earlier"):
        door.add(reference, a_submission(), on=MONDAY - timedelta(days=1))


@pytest.mark.parametrize("typed", ["MOON-26-00000-1", "the first one", ""])
def test_a_reference_with_a_slip_is_told_from_one_that_is_not_there(door, typed):
    with pytest.raises(Misuse) as caught:
        door.show(typed)

    assert not isinstance(caught.value, NoSuchCase)


# -- telling -------------------------------------------------------------------------------------


def test_a_notice_says_how_many_days_after_receipt_it_came(door, house):
    reference = received(door, "CYP")
    first = door.notify(reference, NoticeGiven(to=Post.RAPPORTEUR))
    house.clock.pass_days(1)
    second = door.notify(reference, NoticeGiven(to=Post.ALTERNATE))
    house.clock.pass_days(1)
    third = door.notify(reference, NoticeGiven(to=Post.BUREAU))

    assert [one.notes for one in (first, second, third)] == [
        ("on the day of receipt", "to: officer-5"),
        ("1 day after receipt", "to: Member Birch"),
        ("2 days after receipt", "to: Member Elm"),
    ]


def test_nobody_recused_is_told_of_a_case_and_who_stands_in_is(door):
    reference = received(door, "XXA")

    refused = door.notify(reference, NoticeGiven(to=Post.RAPPORTEUR))
    told = door.notify(reference, NoticeGiven(to=Post.ALTERNATE))

    assert why(refused) == {"recused"}
    assert told.notes == ("on the day of receipt", "to: Member Birch")
    assert door.show(reference).noticed(Post.RAPPORTEUR, Matter.RECEIPT)


def test_a_person_without_a_channel_is_still_received(door):
    reference = received(door, "XXB", a_person(channel=Channel.NONE, safe=False))

    person = door.show(reference).person("P1")
    assert (person.standing, person.channel) == (Standing.CONCERNED, Channel.NONE)
