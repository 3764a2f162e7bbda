"""The persons concerned are reached safely, asked use by use, and kept from whoever is recused."""

from datetime import timedelta

import pytest

from sanjose.secretariat import NoSuchCase
from sanjose.secretariat.persons import CONCERN, LATE, NOBODY
from sanjose.words.errors import Misuse
from sanjose.words.events import ContactMade, ProcedureExplained, RecusalDeclared
from sanjose.words.model import Answer, Channel, Preset, Use
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    MONDAY,
    a_person,
    a_weighing,
    consent,
    counsel,
    done,
    ready,
    received,
    taken,
    why,
)


def test_a_person_is_contacted_through_the_channel_marked_safe_only(door):
    reference = received(door, "XXB")

    refused = door.contact(reference, ContactMade(channel=Channel.TELEPHONE))
    done(door.contact(reference, ContactMade(channel=Channel.MESSAGE)))

    assert why(refused) == {"unsafe-channel"}
    assert [one.channel for _, one in door.show(reference).contacts] == [Channel.MESSAGE]


def test_what_a_person_sends_is_recorded_whatever_channel_they_used(door):
    reference = received(door, "XXB")

    done(door.contact(reference, ContactMade(channel=Channel.TELEPHONE, inbound=True)))

    assert door.show(reference).contacts[0][1].inbound


def test_nobody_is_contacted_informed_or_asked_who_is_not_in_the_case(door):
    reference = received(door, "XXB")
    acts = (
        lambda: door.contact(reference, ContactMade(person="P4", channel=Channel.MESSAGE)),
        lambda: door.inform(reference, ProcedureExplained(person="P4")),
        lambda: door.consent(reference, consent(Preset.STATE, person="P4")),
        lambda: door.consent(reference, consent(Preset.STATE, spoken_by="P4")),
    )

    for act in acts:
        with pytest.raises(Misuse, match="there is no P4 in this case: there is P1"):
            act()


def test_publication_is_agreed_for_measures_of_the_case_only(door):
    reference = received(door, "XXB")

    with pytest.raises(Misuse, match=r"there is no .*measure.* in this case to be published"):
        door.consent(reference, consent(Use.PUBLISH, items=("M1-reply",)))


def test_an_answer_by_somebody_else_is_no_consent_of_the_person(door):
    reference = received(door, "XXB", a_person(), counsel(stands_for="P1"))

    outcome = door.consent(reference, consent(Preset.STATE, spoken_by="P2"))

    assert why(outcome) == {"no-speaker"}
    assert door.show(reference).consents == ()


@pytest.mark.parametrize(
    ("sheet", "notes"),
    [
        (consent(answer=Answer.CONCERN), (CONCERN,)),
        (consent(answer=Answer.WITHDRAWN), ("what has already been read by others cannot",)),
        (
            consent(Preset.COMMITTEES_STATE, Use.ANNUAL_REPORT, answer=Answer.WITHDRAWN),
            ("what has already been read by others cannot",),
        ),
        (consent(Use.ANNUAL_REPORT, answer=Answer.WITHDRAWN), ()),
        (consent(Use.PUBLISH), ("this does not cover letters and replies: each is named",)),
        (consent(Use.PUBLISH, items=("M1",)), ()),
        (consent(Preset.STATE), ()),
        (consent(answer=Answer.ASKED), ()),
    ],
)
def test_an_officer_reads_what_an_answer_means_for_what_was_done(door, sheet, notes):
    reference = ready(door)
    taken(door, reference)

    outcome = done(door.consent(reference, sheet))

    assert len(outcome.notes) == len(notes)
    assert all(one.startswith(begun) for one, begun in zip(outcome.notes, notes, strict=True))


def test_nothing_is_said_of_letters_where_none_was_sent(door):
    reference = received(door, "XXB")

    assert door.consent(reference, consent(Use.PUBLISH)).notes == ()


def test_consequences_are_weighed_for_measures_that_there_are(door):
    reference = received(door, "XXB")

    with pytest.raises(Misuse, match="measure"):
        door.weigh(reference, a_weighing("parade"))

    assert door.show(reference).weighings == ()


def test_an_office_holder_who_reads_weighs_contacts_and_explains_nothing(door, door_of):
    reference = received(door, "XXB")
    chair = door_of("officer-4")

    outcomes = (
        chair.weigh(reference, a_weighing()),
        chair.contact(reference, ContactMade(channel=Channel.MESSAGE)),
        chair.inform(reference, ProcedureExplained()),
        chair.consent(reference, consent(Preset.STATE)),
    )

    assert [why(one) for one in outcomes] == [{"not-authorised"}] * 4
    assert len(door.show(reference).refusals) == 4


# -- recusal -------------------------------------------------------------------------------------


def test_a_recusal_names_a_case_or_a_state(door):
    with pytest.raises(Misuse, match="name the case, or the State for all of its cases"):
        door.recuse(None, RecusalDeclared(who="officer-2"))


def test_whoever_declares_a_recusal_in_a_case_is_out_of_it_at_once(door, door_of):
    reference = received(door, "CYP")
    leaving = door_of("officer-2")
    leaving.show(reference)

    outcome = done(leaving.recuse(reference, RecusalDeclared(who="officer-2")))

    assert (outcome.reference, outcome.notes) == (reference, ())
    assert leaving.cases() == ()
    with pytest.raises(NoSuchCase):
        leaving.show(reference)
    with pytest.raises(NoSuchCase):
        leaving.recuse(reference, RecusalDeclared(who="officer-2"))
    assert [one.who for one in door.show(reference).recusals] == ["officer-2"]


def test_a_recusal_for_a_state_shuts_all_of_its_cases_and_no_other(door, door_of):
    in_cyprus, in_b = received(door, "CYP"), received(door, "XXB")
    officer = door_of("officer-2")

    done(door.recuse(None, RecusalDeclared(who="officer-2", state="Cyprus")))

    assert [one.reference for one in officer.cases()] == [in_b]
    with pytest.raises(NoSuchCase):
        officer.show(in_cyprus)
    assert "officer-2" not in door.archive.vault.holders(door.archive.find(in_cyprus))


def test_who_is_recused_from_a_state_is_told_that_others_renew_the_keys(door_of):
    declared = door_of("officer-3")

    again = done(declared.recuse(None, RecusalDeclared(who="officer-1", state="XXB")))

    assert again.notes == (LATE,)


def test_a_recusal_declared_by_whom_the_case_is_closed_to_counts_for_the_next_who_works(
    door, door_of
):
    reference = received(door, "XXB")
    case_id = door.archive.find(reference)
    done(door_of("officer-3").recuse(None, RecusalDeclared(who="officer-2", state="XXB")))
    before = door.archive.vault.holders(case_id)

    done(door.weigh(reference, a_weighing()))

    assert "officer-2" in before
    assert "officer-2" not in door.archive.vault.holders(case_id)


def test_a_name_that_nobody_has_keeps_nobody_out_and_the_officer_is_told(door):
    reference = received(door, "CYP")

    slip = door.recuse(reference, RecusalDeclared(who="Member Brich"))
    known = door.recuse(reference, RecusalDeclared(who="Member Birch"))

    assert slip.notes == (NOBODY,)
    assert known.notes == ()


def test_a_recusal_on_a_case_says_nothing_of_a_state(door):
    reference = received(door, "CYP")

    done(door.recuse(reference, RecusalDeclared(who="Member Birch", state="XXA")))

    assert door.show(reference).recusals[0].state is None


def test_what_is_said_about_a_concern_is_kept_with_the_day_it_was_said(door, house):
    reference = received(door, "XXB")
    house.clock.pass_days(2)
    worry = consent(answer=Answer.CONCERN, text=Sealed("They would send the same men."))

    done(door.consent(reference, worry, on=MONDAY + timedelta(days=1)))

    event, answer = door.show(reference).consents[0]
    assert event.on == MONDAY + timedelta(days=1)
    assert answer.text == Sealed("They would send the same men.")


@pytest.mark.parametrize("typed", ["OFFICER-2", " officer-2 ", "Officer 2"])
def test_a_recusal_finds_who_is_meant_however_the_name_was_typed(door, door_of, typed):
    """Floor 4: a slip leaves nobody inside."""
    reference = received(door, "Cyprus")

    outcome = done(door.recuse(reference, RecusalDeclared(who=typed)))

    assert outcome.notes == ()
    with pytest.raises(NoSuchCase):
        door_of("officer-2").show(reference)
    assert reference not in [one.reference for one in door_of("officer-2").cases()]


def test_a_recusal_that_leaves_the_desk_empty_is_recorded_and_says_so(door):
    reference = received(door, "XXB")

    notes = [
        done(door.recuse(reference, RecusalDeclared(who=who))).notes
        for who in ("officer-2", "officer-1")
    ]

    assert ["officer recover" in " ".join(one) for one in notes] == [False, True]
