"""Letters: what one may say, what is taken back in, and what went out with its proof.

Source: G 13, 14, 19, 21; N 11, 33; floors 3, 4, 7 and 11.
"""

from datetime import timedelta

import pytest

from sanjose.keeping import attachments
from sanjose.rules.correspondence import Sort
from sanjose.secretariat.outcome import NoSuchCase
from sanjose.words.correspondence import LetterKept, TransmissionProved
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    ConsentRecorded,
    MeasureDecided,
    MeasureTaken,
    NoticeGiven,
    RecusalDeclared,
)
from sanjose.words.model import Answer, Assessment, Channel, Confidence, Post, Preset, Standing
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    MONDAY,
    a_person,
    an_assessment,
    concluded,
    counsel,
    done,
    proposed,
    ready,
    received,
    taken,
    why,
)

TEXT = b"Excellency, the Committee writes about Ada Quill.\n"
STRANGER = b"Excellency, the Committee writes about Ada Quill and Zoltan Periwinkle.\n"
REASON = Sealed("It is another person of the same name, who is an official.")
PROOF = b"Received by the mission."


def read(content: bytes) -> str:
    return content.decode()


@pytest.fixture
def letter(door):
    """A case about Ada Quill with an adopted letter, beside one about Zoltan Periwinkle."""
    received(door, "XXB", a_person("Zoltan Periwinkle"))
    reference = ready(door)
    label = proposed(door, reference, "letter-deadline")
    done(door.decide(reference, MeasureDecided(label=label), by=Post.RAPPORTEUR))
    return reference, label


def names(drafted) -> list[str]:
    return [one.name.reveal() for one in drafted.facts.named]


# -- what a letter may say --------------------------------------------------------------------------


def test_a_letter_names_whoever_agreed_and_asks_for_a_reply_by_a_chosen_day(door, letter):
    drafted = door.letter_facts(*letter)

    assert drafted.outcome.objections == ()
    assert names(drafted) == ["Ada Quill"]
    assert drafted.facts.sort is Sort.DEADLINE
    assert drafted.facts.reply_by == MONDAY + timedelta(days=60)
    assert any("(chosen)" in note for note in drafted.outcome.notes)
    assert drafted.facts.signs is Post.RAPPORTEUR


def test_a_letter_names_nobody_whom_its_measure_does_not_cover(door):
    reference = ready(door, "XXB", a_person(), a_person("Cora Plume"))
    label = proposed(door, reference, "letter", persons=("P2",))

    drafted = door.letter_facts(reference, label)

    assert names(drafted) == ["Cora Plume"]


def test_no_letter_is_drafted_once_consent_was_withdrawn(door, letter):
    reference, label = letter
    taken_back = ConsentRecorded(answer=Answer.WITHDRAWN, presets=(Preset.STATE,))
    done(door.consent(reference, taken_back))

    drafted = door.letter_facts(reference, label)

    assert drafted.facts is None
    assert "refused" in why(drafted.outcome)


def test_a_draft_changes_nothing(door, letter):
    before = door.archive.record.size()

    door.letter_facts(*letter)

    assert door.archive.record.size() == before


def test_a_letter_that_waits_for_a_decision_says_so(door):
    reference = ready(door)
    label = proposed(door, reference)

    drafted = door.letter_facts(reference, label)

    assert any("not decided yet" in note for note in drafted.outcome.notes)


def test_a_reminder_tells_for_how_long_there_was_no_reply(house, door):
    reference = ready(door)
    first = taken(door, reference)
    house.clock.pass_days(100)
    label = proposed(door, reference, "reminder", about=first)

    facts = door.letter_facts(reference, label).facts

    assert facts.earlier.sent_on == MONDAY
    assert facts.earlier.silent == 100
    assert facts.earlier.sort is Sort.LETTER
    assert facts.reply_by is None


def test_a_meeting_is_asked_for_by_note_verbale(door):
    reference = ready(door)
    label = proposed(door, reference, "meeting")

    facts = door.letter_facts(reference, label).facts

    assert (facts.sort, facts.meeting) == (Sort.NOTE_VERBALE, True)


def test_the_chair_is_written_to_after_the_assessment_and_not_before(door):
    reference = ready(door)
    with pytest.raises(Misuse, match="not assessed yet"):
        door.letter_facts(reference, "chair")
    concluded(door, reference, Assessment.MIGHT)

    facts = door.letter_facts(reference, "chair").facts

    assert facts.to is Post.CHAIR
    assert facts.advice.finding is Assessment.MIGHT
    assert facts.advice.course == (("letter", "letter to the State party"),)
    assert [one.name.reveal() for one in facts.named] == ["Ada Quill"]


def test_before_the_conclusions_the_chair_is_advised_what_is_proposed(door):
    reference = ready(door)
    proposed(door, reference, "meeting")
    done(door.assess(reference, an_assessment()))

    facts = door.letter_facts(reference, "chair").facts

    assert facts.advice.course == (("meeting", "meeting with the permanent mission"),)


def test_the_chairs_letter_keeps_a_name_back_that_only_the_secretariat_may_know(door):
    reference = ready(door, confidence=Confidence.SECRETARIAT_ONLY)
    done(door.assess(reference, an_assessment()))

    facts = door.letter_facts(reference, "chair").facts

    assert facts.named == ()


def test_the_letter_goes_to_whoever_stands_in_where_the_chair_is_recused(door_of):
    door = door_of("officer-3")  # free of the State of which the Chair is a national
    reference = received(door, "XXC")
    done(door.notify(reference, NoticeGiven(to=Post.VICE_CHAIR)))
    done(door.assess(reference, an_assessment()))

    facts = door.letter_facts(reference, "chair").facts

    assert facts.to is Post.VICE_CHAIR


def test_a_person_is_written_to_over_a_channel_marked_safe_only(door):
    reference = received(door, "XXB", a_person(safe=False))

    drafted = door.letter_facts(reference, "acknowledgement")

    assert drafted.facts is None
    assert why(drafted.outcome) == {"unsafe-channel"}


def test_an_acknowledgement_goes_to_the_only_one_with_a_safe_channel(door):
    reference = received(door, "XXB", a_person(safe=False), counsel())

    facts = door.letter_facts(reference, "acknowledgement").facts

    assert facts.recipient.label == "P2"
    assert facts.recipient.name.reveal() == "Ben Tallow"
    assert facts.representing
    assert facts.channel is Channel.EMAIL
    assert facts.named == ()


def test_whoever_writes_to_one_of_several_says_to_whom(door):
    reference = received(door, "XXB", a_person(), a_person("Cora Plume"))
    with pytest.raises(Misuse, match="--person: there is P1, P2"):
        door.letter_facts(reference, "acknowledgement")

    facts = door.letter_facts(reference, "acknowledgement", person="P2").facts

    assert facts.recipient.name.reveal() == "Cora Plume"


def test_a_request_for_information_goes_to_whom_it_was_proposed_for(door):
    reference = received(door, "XXB", a_person(), a_person("Cora Plume"))
    label = proposed(door, reference, "information", persons=("P2",))

    facts = door.letter_facts(reference, label).facts

    assert facts.recipient.label == "P2"
    assert facts.sort is Sort.INFORMATION


def test_a_witness_is_not_written_to_unless_named(door):
    reference = received(door, "XXB", a_person("Cora Plume", standing=Standing.WITNESS))

    with pytest.raises(Misuse, match="there is nobody"):
        door.letter_facts(reference, "acknowledgement")

    assert door.letter_facts(reference, "acknowledgement", person="P1").facts is not None


def test_a_letter_to_a_person_bears_no_name_that_only_the_secretariat_may_know(door):
    reference = received(door, "XXB", confidence=Confidence.SECRETARIAT_ONLY)

    facts = door.letter_facts(reference, "acknowledgement").facts

    assert (facts.recipient.label, facts.recipient.name) == ("P1", None)


@pytest.mark.parametrize(
    ("which", "around", "said"),
    [
        ("M7", {}, "no measure M7 here"),
        ("letter", {}, "say which letter"),
        ("Ada", {}, "say which letter"),
        ("M1", {"dated": MONDAY - timedelta(days=1)}, "no letter is older"),
        ("M1", {"reply_by": MONDAY - timedelta(days=1)}, "give a later one"),
    ],
)
def test_what_cannot_be_a_letter_is_one_sentence(door, letter, which, around, said):
    with pytest.raises(Misuse, match=said) as stopped:
        door.letter_facts(letter[0], which, **around)

    assert "Ada" not in str(stopped.value)


def test_a_measure_that_is_no_letter_is_carried_out_by_none(door):
    reference = ready(door)
    concluded(door, reference)
    label = proposed(door, reference, "observations", identifies_nobody=True)

    with pytest.raises(Misuse, match="is carried out by no letter"):
        door.letter_facts(reference, label)


def test_what_went_out_or_was_decided_against_is_not_drafted_again(door):
    reference = ready(door)
    gone = taken(door, reference)
    against = proposed(door, reference, "meeting")
    done(
        door.decide(reference, MeasureDecided(label=against, adopted=False), by=Post.RAPPORTEUR)
    )

    with pytest.raises(Misuse, match="what went out is not drafted again"):
        door.letter_facts(reference, gone)
    with pytest.raises(Misuse, match="decided against"):
        door.letter_facts(reference, against)


def test_nobody_outside_the_wall_drafts_keeps_or_sends(door, door_of, letter):
    recused = door_of("officer-3")

    for attempt in (
        lambda: recused.letter_facts(*letter),
        lambda: recused.keep_letter(*letter, TEXT, read),
        lambda: recused.letter_sent(*letter, read, means="by hand", content=TEXT),
        lambda: recused.letter_proved(*letter, PROOF),
    ):
        with pytest.raises(NoSuchCase):
            attempt()


# -- taken back in ----------------------------------------------------------------------------------


def test_an_edited_letter_is_kept_with_its_digest(door, letter):
    reference, label = letter

    kept = door.keep_letter(reference, label, TEXT, read)

    done(kept.outcome)
    expected = LetterKept(sort=Sort.DEADLINE, label=label, digest=attachments.digest(TEXT))
    assert door.show(reference).letters == ((MONDAY, expected),)
    (event,) = [one for one in door.timeline(reference) if one.body == expected]
    assert door.archive.fetch(event, expected.digest) == TEXT


def test_a_letter_that_names_somebody_of_another_case_is_not_kept(door, letter):
    reference, label = letter

    stopped = door.keep_letter(reference, label, STRANGER, read)

    assert why(stopped.outcome) == {"guard"}
    assert "Zoltan" not in str(stopped.outcome)
    assert next((line, column) for line, column, _ in stopped.places) == (1, 54)
    assert door.show(reference).letters == ()


def test_a_letter_that_names_somebody_of_its_own_case_without_a_basis_is_not_kept(door):
    reference = ready(door, "XXB", a_person(), counsel("Zelda Marrow"))
    label = proposed(door, reference)

    stopped = door.keep_letter(reference, label, TEXT + b"Zelda Marrow wrote to it.", read)

    assert why(stopped.outcome) == {"guard"}


def test_a_letter_bears_its_own_reference_and_none_of_another_case(door, letter):
    reference, label = letter
    other = received(door, "XXB")

    own = door.keep_letter(reference, label, f"Our reference {reference}".encode(), read)
    stopped = door.keep_letter(reference, label, f"See also {other}".encode(), read)

    assert own.outcome.objections == ()
    assert why(stopped.outcome) == {"guard"}


def test_somebody_who_is_in_two_cases_is_named_where_a_basis_covers_it(door, letter):
    received(door, "XXB", a_person("Ada Quill"))

    done(door.keep_letter(*letter, TEXT, read).outcome)


def test_the_guard_reads_with_the_eyes_of_the_officer_and_opens_nothing_for_them(
    door, door_of, letter
):
    reference, label = letter
    kept_out = received(door, "XXB", a_person("Zebulon Thistle"))
    done(door.recuse(kept_out, RecusalDeclared(who="officer-2")))
    text = b"Mr Thistle is thanked."

    stopped = door.keep_letter(reference, label, text, read)
    blind = door_of("officer-2").keep_letter(reference, label, text, read)

    assert why(stopped.outcome) == {"guard"}
    done(blind.outcome)


def test_two_persons_let_exactly_these_words_past_the_guard(house, door, letter):
    asked = door.keep_letter(*letter, STRANGER, read, overrule=REASON).outcome
    waiting = door.keep_letter(*letter, STRANGER, read)
    done(house.second(asked))

    kept = door.keep_letter(*letter, STRANGER, read)
    other = door.keep_letter(*letter, STRANGER + b"And more.", read)

    assert why(waiting.outcome) == {"guard"}
    done(kept.outcome)
    assert why(other.outcome) == {"guard"}


def test_a_letter_to_counsel_names_whom_they_stand_for(door):
    reference = received(door, "XXB", a_person(safe=False), counsel(stands_for="P1"))
    received(door, "XXB", a_person("Zoltan Periwinkle"))

    named = door.keep_letter(reference, "acknowledgement", TEXT, read)
    stranger = door.keep_letter(reference, "acknowledgement", STRANGER, read)

    done(named.outcome)
    assert why(stranger.outcome) == {"guard"}


def test_a_letter_to_the_chair_names_everybody_unless_only_the_secretariat_may_know(door):
    free, kept_back = ready(door), ready(door, confidence=Confidence.SECRETARIAT_ONLY)
    for reference in (free, kept_back):
        done(door.assess(reference, an_assessment()))

    done(door.keep_letter(free, "chair", TEXT, read).outcome)
    assert why(door.keep_letter(kept_back, "chair", TEXT, read).outcome) == {"guard"}


def test_a_file_that_cannot_be_read_leaves_nothing(door, letter):
    def unreadable(_):
        raise Misuse("this is no Word file")

    before = door.archive.record.size()

    with pytest.raises(Misuse, match="no Word file"):
        door.keep_letter(*letter, TEXT, unreadable)
    with pytest.raises(Misuse, match="empty"):
        door.keep_letter(*letter, b"", read)

    assert door.archive.record.size() == before


# -- what went out ----------------------------------------------------------------------------------


def test_the_text_that_went_out_is_recorded_with_its_digest_and_its_proof(door, letter):
    reference, label = letter
    done(door.keep_letter(reference, label, b"An earlier text.", read).outcome)
    done(door.keep_letter(reference, label, TEXT, read).outcome)
    by = MONDAY + timedelta(days=20)

    sent = door.letter_sent(reference, label, read, means="by hand", proof=PROOF, reply_by=by)

    done(sent.outcome)
    case = door.show(reference)
    (measure,) = case.measures
    assert measure.taken == MeasureTaken(
        label=label, means="by hand", reply_by=by, digest=attachments.digest(TEXT)
    )
    expected = TransmissionProved(
        sort=Sort.DEADLINE,
        label=label,
        of=attachments.digest(TEXT),
        means="by hand",
        digest=attachments.digest(PROOF),
    )
    assert case.transmissions == ((MONDAY, expected),)


def test_the_day_for_a_reply_is_the_one_that_the_letter_names(house, door, letter):
    reference, label = letter
    house.clock.pass_days(5)
    by = MONDAY + timedelta(days=30)

    with pytest.raises(Misuse, match="--reply-by"):
        door.letter_sent(
            reference, label, read, means="by hand", content=TEXT, named=lambda *_: None
        )
    sent = door.letter_sent(
        reference, label, read, means="by hand", content=TEXT, named=lambda *_: by
    )

    done(sent.outcome)
    assert door.show(reference).measures[0].taken.reply_by == by


def test_a_letter_that_was_never_taken_in_is_handed_in_as_it_went(door, letter):
    reference, label = letter
    with pytest.raises(Misuse, match="no file of this letter"):
        door.letter_sent(reference, label, read, means="by hand")

    sent = door.letter_sent(reference, label, read, means="by hand", content=TEXT)

    done(sent.outcome)
    assert any("no proof" in note for note in sent.outcome.notes)
    assert door.show(reference).measures[0].taken is not None


def test_nothing_is_recorded_as_sent_before_it_was_decided(door):
    reference = ready(door)
    label = proposed(door, reference)

    refused = door.letter_sent(reference, label, read, means="by hand", content=TEXT)

    assert "not-decided" in why(refused.outcome)
    case = door.show(reference)
    assert (case.measures[0].taken, case.transmissions) == (None, ())


def test_what_names_a_stranger_by_now_is_not_recorded_as_sent(door, letter):
    reference, label = letter
    done(door.keep_letter(reference, label, b"Dear Zebulon Thistle,", read).outcome)
    received(door, "XXB", a_person("Zebulon Thistle"))

    stopped = door.letter_sent(reference, label, read, means="by hand")

    assert why(stopped.outcome) == {"guard"}
    assert door.show(reference).measures[0].taken is None


def test_how_it_went_is_always_said(door, letter):
    with pytest.raises(Misuse, match="say how it went"):
        door.letter_sent(*letter, read, means=" ", content=TEXT)


def test_an_acknowledgement_is_a_contact_with_the_person(door):
    reference = received(door, "XXB")

    sent = door.letter_sent(
        reference, "acknowledgement", read, means="by message", content=TEXT
    )

    done(sent.outcome)
    case = door.show(reference)
    ((_, contact),) = case.contacts
    assert (contact.person, contact.channel) == ("P1", Channel.MESSAGE)
    assert [one.sort for _, one in case.letters] == [Sort.ACKNOWLEDGEMENT]


def test_an_acknowledgement_over_an_unsafe_channel_is_recorded_by_nobody(door):
    reference = received(door, "XXB", a_person(safe=False))

    refused = door.letter_sent(
        reference, "acknowledgement", read, means="by message", content=TEXT
    )

    assert why(refused.outcome) == {"unsafe-channel"}
    assert (door.show(reference).contacts, door.show(reference).letters) == ((), ())


def test_a_question_to_a_person_is_a_measure_and_a_contact(door):
    reference = received(door, "XXB")
    label = proposed(door, reference, "information")
    done(door.decide(reference, MeasureDecided(label=label), by=Post.RAPPORTEUR))

    sent = door.letter_sent(reference, label, read, means="by message", content=TEXT)

    done(sent.outcome)
    case = door.show(reference)
    assert case.measures[0].taken is not None
    assert len(case.contacts) == 1


def test_the_chairs_letter_is_kept_as_it_went(door):
    reference = ready(door)
    concluded(door, reference)

    done(door.letter_sent(reference, "chair", read, means="by hand", content=TEXT).outcome)

    ((_, went),) = door.show(reference).transmissions
    assert (went.sort, went.label) == (Sort.CHAIR, None)


def test_a_proof_may_come_later(door, letter):
    reference, label = letter
    with pytest.raises(Misuse, match="has not gone out"):
        door.letter_proved(reference, label, PROOF)
    done(door.letter_sent(reference, label, read, means="by hand", content=TEXT).outcome)

    done(door.letter_proved(reference, label, PROOF, means="by note"))

    last = door.show(reference).transmissions[-1][1]
    assert (last.means, last.digest) == ("by note", attachments.digest(PROOF))
    assert last.of == attachments.digest(TEXT)


def test_a_proof_of_an_acknowledgement_is_found_by_its_name(door):
    reference = received(door, "XXB")
    done(
        door.letter_sent(
            reference, "acknowledgement", read, means="by message", content=TEXT
        ).outcome
    )

    done(door.letter_proved(reference, "acknowledgement", PROOF))

    assert len(door.show(reference).transmissions) == 2


def test_the_chairs_key_neither_keeps_nor_proves(door, door_of, letter):
    reference, label = letter
    done(door.letter_sent(reference, label, read, means="by hand", content=TEXT).outcome)
    chair = door_of("officer-4")
    other = proposed(door, reference, "meeting")

    assert why(chair.letter_facts(reference, other).outcome) == {"not-authorised"}
    assert why(chair.keep_letter(reference, other, TEXT, read).outcome) == {"not-authorised"}
    assert why(chair.letter_proved(reference, label, PROOF)) == {"not-authorised"}
