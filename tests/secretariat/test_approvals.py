"""Two persons for what cannot be taken back; whoever asked for it is never the second."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sanjose.keeping import installation
from sanjose.keeping.keyring import NoKey
from sanjose.secretariat import NoSuchCase, Outcome
from sanjose.secretariat.approvals import AFTER, EXACT, NOBODY, PERFORM
from sanjose.words.approvals import Act, ApprovalAsked, Ended
from sanjose.words.errors import Misuse
from sanjose.words.events import OfficeLeft, RecusalDeclared, SubmissionAdded
from sanjose.words.model import Post
from sanjose.words.sealed import Sealed
from tests.secretariat.house import MONDAY, a_person, done, received, why

DONE = Outcome(verb="send at once")
SECOND, RECUSED, CHAIR = "officer-2", "officer-3", "officer-4"
"""Of a case of Sampleland: who may say yes, who takes no part, and the Chair."""


def asked(door, reference: str) -> str:
    """Ask to erase somebody, and return the label under which it waits."""
    outcome = done(door.erase(reference, "P1", nothing_remains=True))
    assert outcome.waits is not None
    return outcome.waits


def two(door) -> str:
    return received(door, "XXB", a_person(), a_person("Cora Plume"))


def labels(waiting) -> list[str]:
    return [one.label for one in waiting]


# -- asking ----------------------------------------------------------------------------------------


def test_what_is_asked_for_waits_and_nothing_is_done(door, door_of):
    reference = two(door)

    outcome = done(door.erase(reference, "P1", nothing_remains=True))

    assert (outcome.waits, outcome.label) == ("A1", None)
    assert "officer-2 or officer-4 or officer-5 looks at it" in outcome.notes[0]
    assert door.show(reference).person("P1") is not None
    assert labels(door.waiting()) == ["A1"]
    assert door.to_approve() == ()
    assert labels(door_of(SECOND).to_approve()) == ["A1"]
    assert labels(door_of(CHAIR).to_approve()) == ["A1"]


def test_the_second_person_sees_exactly_what_would_be_done(door, door_of):
    reference = two(door)
    going = ", ".join(str(one.seq) for one in door.going(reference, "P1"))
    label = asked(door, reference)

    one = door_of(SECOND).asked(label)

    assert one.exact.decode() == f"erase P1 in {reference}\nentries {going}"
    assert one.says == f"what is kept of P1 in {reference} is destroyed for good"
    assert (one.act, one.asked_by, one.asked_on) == (Act.ERASE, "officer-1", MONDAY)


def test_what_remains_is_part_of_what_is_approved(door, door_of):
    reference = two(door)
    remains = Sealed("Cora Plume was waited for.")
    label = done(door.erase(reference, "P1", remains=remains)).waits

    assert "Cora Plume was waited for." in door_of(SECOND).asked(label).exact.decode()


def test_exactly_the_same_is_not_asked_for_twice(door):
    reference = two(door)
    asked(door, reference)

    with pytest.raises(Misuse, match="exactly that waits already, as A1"):
        door.erase(reference, "P1", nothing_remains=True)


def test_labels_are_never_given_twice_whatever_case_they_are_about(door, door_of):
    first, other = two(door), two(door)

    given = [asked(door, first), asked(door, other)]
    done(door_of(SECOND).decline("A1"))
    given.append(asked(door, first))

    assert given == ["A1", "A2", "A3"]


def test_where_nobody_else_may_say_yes_it_says_what_to_do(house, door):
    reference = two(door)
    for one in ("officer-2", "officer-4", "officer-5"):
        done(door.recuse(reference, RecusalDeclared(who=one)))

    outcome = door.erase(reference)

    assert outcome.notes == (f"A1 waits for a second person, and {NOBODY}",)
    assert "sanjose officer add" in NOBODY


# -- who says yes -----------------------------------------------------------------------------------


def test_nobody_approves_what_they_asked_for(door):
    reference = two(door)
    label = asked(door, reference)

    outcome = door.approve(label)

    assert why(outcome) == {"own-act"}
    assert "officer-2 or officer-4 or officer-5" in outcome.objections[0].reason
    assert labels(door.waiting()) == [label]
    assert door.show(reference).person("P1") is not None


@pytest.mark.parametrize("officer", [SECOND, CHAIR, "officer-5"])
def test_another_officer_or_an_office_holder_approves_and_it_is_done(house, door, officer):
    reference = two(door)

    outcome = house.second(door.erase(reference, "P1", nothing_remains=True), officer)

    assert (outcome.objections, outcome.label) == ((), "P1")
    assert door.show(reference).erased == ("P1",)
    assert door.waiting() == ()


def test_whoever_is_recused_neither_sees_it_nor_approves_it(door, door_of):
    label = asked(door, two(door))
    theirs = door_of(RECUSED)

    assert theirs.waiting() == ()
    for act in (theirs.approve, theirs.decline, theirs.withdraw, theirs.asked):
        with pytest.raises(Misuse, match="A1 does not wait for anybody here"):
            act(label)
    assert labels(door.waiting()) == [label]


def test_whoever_is_recused_later_sees_it_no_more(door, door_of):
    reference = two(door)
    label = asked(door, reference)
    done(door.recuse(reference, RecusalDeclared(who=SECOND)))

    assert door_of(SECOND).waiting() == ()
    with pytest.raises(Misuse, match="does not wait"):
        door_of(SECOND).approve(label)


def test_an_office_holder_whose_term_ended_neither_sees_it_nor_approves_it(
    house, door, door_of
):
    label = asked(door, two(door))
    house.clock.pass_days(2)
    left = OfficeLeft(post=Post.CHAIR, holder=CHAIR, until=MONDAY + timedelta(days=1))
    done(door.leave_office(left))
    theirs = door_of(CHAIR)

    assert theirs.waiting() == ()
    with pytest.raises(Misuse, match="does not wait"):
        theirs.approve(label)
    assert "officer-4" not in door.approve(label).objections[0].reason


def test_an_officer_who_left_approves_nothing(house, door):
    label = asked(door, two(door))
    with house.door(SECOND) as theirs:
        installation.retire(door.archive, SECOND, house.clock())

        for ask in (theirs.waiting, lambda: theirs.approve(label)):
            with pytest.raises(NoKey):
                ask()
    assert labels(door.waiting()) == [label]
    assert "officer-2" not in door.approve(label).objections[0].reason


def test_what_the_committee_asks_about_a_state_is_kept_from_its_nationals(
    monkeypatch, door, door_of
):
    for table in (EXACT, AFTER):
        monkeypatch.delitem(table, Act.AT_ONCE, raising=False)
    monkeypatch.setitem(PERFORM, Act.AT_ONCE, lambda _, one: replace(DONE, label=one.label))
    asking = door.ask_approval(
        act=Act.AT_ONCE, exact=b"text", says="it leaves at once", states=("XXB",)
    )

    assert door_of(RECUSED).waiting() == ()
    assert labels(door_of(SECOND).waiting()) == [asking.waits]
    assert door_of(SECOND).approve(asking.waits) == replace(DONE, label="A1")
    with pytest.raises(Misuse, match="A1 does not wait any more: it was approved"):
        door_of(CHAIR).approve(asking.waits)


# -- what it is a yes to ----------------------------------------------------------------------------


def test_a_yes_to_something_else_is_no_yes(door, door_of):
    label = asked(door, two(door))

    with pytest.raises(Misuse, match="what you were shown is something else"):
        door_of(SECOND).approve(label, "sha256:" + "0" * 64)

    digest = door_of(SECOND).asked(label).digest
    assert not door_of(SECOND).approve(label, digest).refused


def test_where_facts_changed_it_lapses_and_is_asked_for_again(house, door, door_of):
    reference = two(door)
    label = asked(door, reference)
    text = Sealed("Ada Quill was followed again.")
    done(door.add(reference, SubmissionAdded(text=text)))

    outcome = door_of(SECOND).approve(label)

    assert why(outcome) == {"lapsed", "ask-again"}
    assert door.show(reference).person("P1") is not None
    assert door.waiting() == ()
    assert [one.ended for one in door.show(reference).approvals] == [Ended.LAPSED]
    assert not house.second(door.erase(reference, "P1", nothing_remains=True)).refused


def test_what_does_not_change_what_happens_does_not_make_it_lapse(house, door, door_of):
    reference = two(door)
    label = asked(door, reference)
    door.approve(label)
    done(door.erase(reference))

    assert not door_of(SECOND).approve(label).refused
    assert door.show(reference).erased == ("P1",)


def test_it_lapses_where_whoever_asked_takes_no_part_any_more(door, door_of):
    reference = two(door)
    label = asked(door, reference)
    done(door_of(CHAIR).recuse(reference, RecusalDeclared(who="officer-1")))

    outcome = door_of(SECOND).approve(label)

    assert why(outcome) == {"lapsed", "ask-again"}
    assert door_of(SECOND).show(reference).person("P1") is not None


def test_a_yes_is_used_once(door, door_of):
    reference = two(door)
    label = asked(door, reference)
    done(door_of(SECOND).approve(label))

    for act in (door_of(CHAIR).approve, door_of(CHAIR).decline, door.withdraw):
        with pytest.raises(Misuse, match="A1 does not wait"):
            act(label)


def test_where_the_act_itself_is_refused_the_yes_lapses(monkeypatch, house, door, door_of):
    label = asked(door, two(door))
    refusal = door.erase(two(door), "P1")
    monkeypatch.setitem(PERFORM, Act.ERASE, lambda *_: refusal)

    outcome = door_of(SECOND).approve(label)

    assert why(outcome) == {"mentions-others", "ask-again"}
    assert door.waiting() == ()


def test_where_carrying_out_fails_nothing_is_recorded_and_it_still_waits(
    monkeypatch, door, door_of
):
    label = asked(door, two(door))
    size = door.archive.record.size()

    def broken(*_):
        message = "not now"
        raise Misuse(message)

    monkeypatch.setitem(PERFORM, Act.ERASE, broken)
    with pytest.raises(Misuse, match="not now"):
        door_of(SECOND).approve(label)

    assert door.archive.record.size() == size
    assert labels(door.waiting()) == [label]


# -- no, and taken back -----------------------------------------------------------------------------


def test_a_second_person_says_no_and_whoever_asked_takes_back(door, door_of):
    first, other = two(door), two(door)
    declined, withdrawn = asked(door, first), asked(door, other)

    with pytest.raises(Misuse, match="you asked for it yourself"):
        door.decline(declined)
    with pytest.raises(Misuse, match="somebody else asked for it"):
        door_of(SECOND).withdraw(withdrawn)
    done(door_of(SECOND).decline(declined, Sealed("She did not ask for that.")))
    done(door.withdraw(withdrawn))

    ended = [door.show(one).approvals[0].ended for one in (first, other)]
    assert ended == [Ended.DECLINED, Ended.WITHDRAWN]
    assert door.waiting() == ()
    for label in (declined, withdrawn):
        with pytest.raises(Misuse, match="does not wait"):
            door_of(CHAIR).approve(label)


# -- what is left behind ----------------------------------------------------------------------------


def test_what_was_asked_about_a_case_goes_with_the_case(house, door, door_of):
    reference = two(door)
    asked(door, reference)
    whole = done(door.erase(reference))

    done(house.second(whole, SECOND))

    assert door.waiting() == ()
    with pytest.raises(NoSuchCase):
        door.show(reference)
    (_, order), *_ = door.record().orders
    assert order.approved == whole.waits


def test_what_was_asked_about_a_person_goes_with_the_person(house, door):
    reference = two(door)
    outcome = door.erase(reference, "P1", remains=Sealed("Cora Plume was waited for."))

    done(house.second(outcome))

    bodies = [type(one.body) for one in door.timeline(reference)]
    assert ApprovalAsked not in bodies
    assert door.waiting() == ()


def test_a_past_that_is_brought_in_needs_no_second_person(door):
    reference = two(door)

    with door.in_bulk():
        outcome = door.erase(reference, "P1", nothing_remains=True)

    assert (outcome.waits, outcome.label) == (None, "P1")
    assert door.show(reference).erased == ("P1",)
