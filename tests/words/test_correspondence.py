"""Letters and numbered copies, as the entries about them add up."""

from datetime import timedelta

from sanjose.words.correspondence import (
    CopiesNumbered,
    CopyReturned,
    Fate,
    LetterKept,
    Occasion,
    Sort,
    TransmissionProved,
    next_label,
)
from tests.words.facts import DAY, a_case, a_record, on, proposal

LATER = DAY + timedelta(days=4)


def numbered(label="B1", copies=3, **facts):
    known = {"occasion": Occasion.MISSION, "state": "XXA", "held_on": LATER}
    return CopiesNumbered(label=label, copies=copies, **known | facts)


def returned(number, fate=Fate.RETURNED, label="B1"):
    return CopyReturned(label=label, number=number, fate=fate)


def test_a_case_knows_which_letters_were_taken_in_and_which_went_out():
    kept = LetterKept(sort=Sort.LETTER, label="M1", digest="sha256:00")
    went = TransmissionProved(sort=Sort.LETTER, label="M1", of="sha256:00", means="by hand")

    case = a_case(proposal(), kept, on(LATER, went))

    assert case.letters == ((DAY, kept),)
    assert case.transmissions == ((LATER, went),)
    assert case.measures[0].taken is None


def test_every_copy_is_out_until_somebody_says_what_became_of_it():
    record = a_record(numbered(), returned(2))

    (brief,) = record.briefs

    assert brief.label == "B1"
    assert brief.numbered_on == DAY
    assert brief.outstanding == (1, 3)


def test_a_lost_copy_is_out_no_more_and_stays_lost():
    record = a_record(numbered(copies=2), returned(1, Fate.LOST), returned(2, Fate.DESTROYED))

    (brief,) = record.briefs

    assert brief.outstanding == ()
    assert brief.lost == (1,)


def test_a_copy_that_was_lost_and_is_found_is_not_lost():
    record = a_record(numbered(copies=1), returned(1, Fate.LOST), on(LATER, returned(1)))

    (brief,) = record.briefs

    assert brief.lost == ()
    assert brief.fates == ((1, LATER, Fate.RETURNED),)


def test_a_copy_belongs_to_one_brief():
    record = a_record(numbered(copies=1), numbered("B2", copies=1), returned(1, label="B2"))

    assert [one.outstanding for one in record.briefs] == [(1,), ()]


def test_briefs_are_labelled_in_the_order_in_which_they_are_made():
    assert next_label(()) == "B1"
    assert next_label(a_record(numbered()).briefs) == "B2"
