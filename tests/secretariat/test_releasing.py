"""A text leaves when the guard, and whoever has to agree, let exactly that text pass."""

import pytest

from sanjose.guard.findings import Kind
from sanjose.secretariat.releasing import plain_text, telling
from sanjose.words.errors import Misuse
from sanjose.words.events import MeasureDecided, MeasureTaken, PersonNamed
from sanjose.words.model import Answer, Post, Use
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    CLEAN,
    a_person,
    concluded,
    consent,
    done,
    proposed,
    ready,
    received,
    taken,
    why,
)

SECOND, RECUSED, CHAIR = "officer-2", "officer-3", "officer-4"
NAMING = b"Ada Quill was threatened.\nCora Plume saw it.\n"
REASON = Sealed("The family itself speaks of it in the same words.")


def decided(door, reference: str | None, measure: str, **facts) -> str:
    label = proposed(door, reference, measure, **facts)
    done(door.decide(reference, MeasureDecided(label=label), by=Post.PLENARY))
    return label


@pytest.fixture
def public(door):
    """A case of which a statement was decided, to which the person agreed."""
    reference = ready(door)
    taken(door, reference)
    concluded(door, reference)
    done(door.consent(reference, consent(Use.PUBLISH)))
    return reference, decided(door, reference, "statement")


@pytest.fixture
def partner(door):
    """A case of which a partner is to be told, to which the person agreed."""
    reference = ready(door, "XXB", a_person(), a_person("Cora Plume"))
    for person in ("P1", "P2"):
        done(door.consent(reference, consent(Use.PARTNERS, person=person)))
    return reference, decided(door, reference, "protection-network")


def places(released) -> list[tuple[int, int, str]]:
    return [(line, column, str(one.kind)) for line, column, one in released.places]


# -- what is published ------------------------------------------------------------------------------


def test_what_is_published_is_released_by_two_persons_first(house, door, public):
    reference, label = public
    refused = door.take(reference, MeasureTaken(label=label))

    asked = door.release(reference, label, CLEAN).outcome
    still = door.take(reference, MeasureTaken(label=label))
    done(house.second(asked))

    assert why(refused) == why(still) == {"not-released"}
    done(door.take(reference, MeasureTaken(label=label)))


def test_a_file_that_is_published_is_the_text_that_was_released(house, door, public):
    reference, label = public
    done(house.second(door.release(reference, label, CLEAN).outcome))

    other = door.take(reference, MeasureTaken(label=label), content=CLEAN + b" ")

    assert why(other) == {"not-released"}
    assert "not the text that was released" in other.objections[0].reason
    done(door.take(reference, MeasureTaken(label=label), content=CLEAN))


def test_a_statement_of_the_committees_own_is_released_too(house, door):
    facts = {"identifies_nobody": True, "state": "XXB"}
    label = decided(door, None, "affirmation", **facts)

    refused = door.take(None, MeasureTaken(label=label))
    asked = done(door.release(None, label, CLEAN).outcome)

    assert why(refused) == {"not-released"}
    with house.door(RECUSED) as theirs:
        assert theirs.waiting() == ()
    done(house.second(asked, SECOND))
    done(door.take(None, MeasureTaken(label=label)))


def test_a_past_that_is_brought_in_was_published_as_it_was(door, public):
    reference, label = public

    with door.in_bulk():
        done(door.take(reference, MeasureTaken(label=label)))


def test_the_second_person_says_yes_to_the_text_itself(house, door, public):
    reference, label = public
    waits = door.release(reference, label, CLEAN).outcome.waits

    with house.door(SECOND) as theirs:
        one = theirs.asked(waits)

    assert one.exact == CLEAN
    assert one.says == (
        f"the text of {label} in {reference} may leave (public statement or press release)"
    )


def test_whoever_agreed_to_it_may_be_named_and_nobody_else(house, door, public):
    reference, label = public
    received(door, "XXB", a_person("Cora Plume"))

    released = door.release(reference, label, NAMING)

    assert why(released.outcome) == {"guard"}
    assert places(released) == [(2, 1, "name")]


def test_how_to_reach_somebody_who_may_be_named_does_not_leave(door):
    person = a_person(contact=Sealed("rosa@post.example, Ada at the Blue Mill"))
    case = door.show(received(door, "XXB", person))

    covered = {(str(one.tells), one.text.reveal()) for one in telling(case, ("P1",))}
    closed = {(str(one.tells), one.text.reveal()) for one in telling(case, ())}

    assert ("name", "Ada Quill") in closed - covered
    assert ("place", "Ada") in closed - covered
    assert ("e-mail address", "rosa@post.example") in covered
    assert ("reference", case.reference) in covered


def test_a_text_that_names_nobody_covers_nobody(door):
    reference = ready(door)
    taken(door, reference)
    concluded(door, reference)
    done(door.consent(reference, consent(Use.PUBLISH)))
    label = decided(door, reference, "statement", identifies_nobody=True)

    released = door.release(reference, label, b"Ada Quill was threatened.")

    assert why(released.outcome) == {"guard"}


def test_consent_taken_back_before_the_second_yes_stops_it(house, door, public):
    reference, label = public
    asked = door.release(reference, label, b"Ada Quill was threatened.").outcome
    back = consent(Use.PUBLISH, answer=Answer.WITHDRAWN)
    done(door.consent(reference, back))

    outcome = house.second(asked)

    assert why(outcome) == {"refused", "ask-again"}
    assert why(door.take(reference, MeasureTaken(label=label))) == {"refused", "not-released"}


def test_somebody_who_became_known_meanwhile_stops_it(house, door, public):
    reference, label = public
    asked = done(door.release(reference, label, b"Mara Fen was threatened.").outcome)
    received(door, "XXB", a_person("Mara Fen"))

    outcome = house.second(asked)

    assert why(outcome) == {"guard", "ask-again"}
    assert "stops the text at 1 place more" in outcome.objections[0].reason


# -- what goes to others ----------------------------------------------------------------------------


def test_a_letter_to_others_that_the_guard_passes_needs_nobody_else(door, partner):
    reference, label = partner

    released = door.release(reference, label, NAMING)

    assert (released.outcome.objections, released.outcome.waits) == ((), None)
    assert door.show(reference).measure(label).released.approved is None


def test_where_the_guard_stops_it_says_where_and_records_no_word_of_it(house, door, partner):
    reference, label = partner
    received(door, "XXB", a_person("Mara Fen"))

    released = door.release(reference, label, b"It was said\nthat Mara Fen knows.")

    assert why(released.outcome) == {"guard"}
    assert places(released) == [(2, 6, "name")]
    assert "Mara" not in repr(released)
    assert "Mara" not in str(released.outcome)
    entries = [repr(one) for one in door.timeline(reference)]
    assert not any("Mara" in one for one in entries)


def test_the_guard_is_overruled_by_two_persons_with_a_reason(house, door, partner):
    reference, label = partner
    received(door, "XXB", a_person("Mara Fen"))
    text = b"It was said that Mara Fen knows."

    asked = door.release(reference, label, text, overrule=REASON).outcome
    before = door.show(reference).measure(label).released
    with house.door(SECOND) as theirs:
        one = theirs.asked(asked.waits)
    done(house.second(asked, SECOND))

    assert before is None
    assert "past the guard at 1 place" in one.says
    assert one.document["reason"] == REASON.reveal()
    released = door.show(reference).measure(label).released
    assert released.approved == asked.waits


def test_without_a_finding_there_is_nothing_to_overrule(door, partner):
    reference, label = partner

    released = door.release(reference, label, CLEAN, overrule=REASON)

    assert released.outcome.waits is None


@pytest.mark.parametrize("measure", ["letter", "information"])
def test_what_goes_to_the_person_or_to_the_state_in_confidence_needs_no_release(door, measure):
    reference = ready(door)
    label = decided(door, reference, measure)

    with pytest.raises(Misuse, match="needs no release"):
        door.release(reference, label, CLEAN)


def test_a_text_does_not_leave_before_the_measure_may_be_taken(door):
    reference = ready(door)
    done(door.consent(reference, consent(Use.PARTNERS)))
    label = proposed(door, reference, "protection-network")

    assert why(door.release(reference, label, CLEAN).outcome) == {"not-decided"}


def test_what_was_taken_is_not_released_again(door, partner):
    reference, label = partner
    done(door.take(reference, MeasureTaken(label=label)))

    with pytest.raises(Misuse, match="was taken on 2026-03-02"):
        door.release(reference, label, CLEAN)


def test_where_the_guard_read_no_text_for_a_third_party_taking_it_says_so(door, partner):
    reference, label = partner

    outcome = done(door.take(reference, MeasureTaken(label=label)))

    (note,) = (one for one in outcome.notes if "guard" in one)
    assert note == (
        f"no text of {label} went through the guard: where it goes in writing, "
        "`sanjose release` comes before `sanjose take`"
    )


def test_where_the_guard_read_the_text_taking_it_says_nothing_of_it(door, partner):
    reference, label = partner
    done(door.release(reference, label, NAMING).outcome)

    assert "guard" not in str(done(door.take(reference, MeasureTaken(label=label))).notes)


def test_what_is_brought_in_from_the_past_is_not_asked_for_its_text(door, partner):
    reference, label = partner

    with door.in_bulk():
        outcome = done(door.take(reference, MeasureTaken(label=label)))

    assert "guard" not in str(outcome.notes)


@pytest.mark.parametrize(
    ("measure", "facts"),
    [("letter", {}), ("information", {}), ("dialogue", {"identifies_nobody": True})],
)
def test_what_goes_to_no_third_party_or_is_released_by_two_has_no_such_note(
    door, measure, facts
):
    reference = ready(door)
    taken(door, reference)
    concluded(door, reference)
    label = decided(door, reference, measure, **facts)

    assert "guard" not in str(done(door.take(reference, MeasureTaken(label=label))).notes)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\x00\x01", b"PK\x03\x04", b"\xff\xfeA\x00", b"caf\xe9", b" \n", b""]
)
def test_only_plain_text_is_read(content):
    with pytest.raises(Misuse, match=r"only plain text in UTF-8|the text is empty"):
        plain_text(content)


def test_a_mark_at_the_beginning_of_a_file_is_no_part_of_the_text():
    assert plain_text(b"\xef\xbb\xbfDear all") == "Dear all"


# -- the guard for others ---------------------------------------------------------------------------


def test_the_guard_looks_into_every_case_that_is_open_and_into_no_other(house, door):
    received(door, "XXA", a_person("Mara Fen"))
    received(door, "XXB", PersonNamed(name=Sealed("Tamsin Oakley")))

    with house.door(SECOND) as theirs:
        assert theirs.guarded("Mara Fen spoke.") == ()
        (found,) = theirs.guarded("Tamsin Oakley spoke.")
        assert found.kind is Kind.NAME
        with pytest.raises(Misuse, match="you take no part in what concerns this State"):
            theirs.guarded("Mara Fen spoke.", states=("XXA",))
    assert len(door.guarded("Mara Fen and Tamsin Oakley spoke.", states=("XXA",))) == 2


def test_two_persons_let_a_text_of_others_past_the_guard(house, door):
    received(door, "XXB", a_person("Mara Fen"))
    text = "Mara Fen spoke."

    asked = door.overrule(text, REASON, states=("XXB",))
    before = door.overruled(text)
    done(house.second(asked, SECOND))

    assert (before, door.overruled(text), door.overruled(text + " ")) == (False, True, False)


def test_what_only_the_second_person_can_find_stops_a_text_of_others(house, door):
    received(door, "XXB", a_person("Mara Fen"))
    asked = door.overrule("Mara Fen and Nell Rowan spoke.", REASON)
    received(door, "XXB", a_person("Nell Rowan"))

    outcome = house.second(asked)

    assert why(outcome) == {"guard", "ask-again"}
    assert not door.overruled("Mara Fen and Nell Rowan spoke.")
