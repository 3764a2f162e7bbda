"""A measure is proposed, decided, taken and answered, each in its turn and by whoever may."""

from datetime import timedelta

import pytest

from sanjose.words.errors import Missing, Misuse
from sanjose.words.events import (
    AssessmentConcluded,
    CalendarEntered,
    DecisionConfirmed,
    MeasureDecided,
    MeasureProposed,
    MeasureTaken,
    ReplyReceived,
    SourceConsulted,
)
from sanjose.words.model import Assessment, Calendar, Consulted, Decider, Post
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    MONDAY,
    a_person,
    an_assessment,
    concluded,
    done,
    proposed,
    ready,
    received,
    taken,
    why,
)

BEFORE = MONDAY - timedelta(days=1)
M1 = MeasureDecided(label="M1")


@pytest.fixture
def case(door) -> str:
    """A case of which everything is known that a letter needs."""
    return ready(door)


def decided(door, reference: str | None, measure: str = "letter", **facts) -> str:
    """Propose a measure, decide to take it, and return its label."""
    label = proposed(door, reference, measure, **facts)
    done(door.decide(reference, MeasureDecided(label=label), by=Post.RAPPORTEUR))
    return label


# -- what may be done now ------------------------------------------------------------------------


def test_for_every_measure_it_is_said_what_stands_against_it_and_who_decides(door, case):
    taken(door, case)

    steps = {one.kind.key: one for one in door.steps(case)}

    assert steps["letter"].objections == ()
    assert steps["letter"].taken == ("M1",)
    assert steps["reminder"].objections == ()
    assert {one.key for one in steps["statement"].objections} == {"no-basis", "not-assessed"}
    assert steps["statement"].decider is Decider.PLENARY


def test_without_a_case_it_is_said_which_measures_belong_to_one(door):
    steps = {one.kind.key: one for one in door.steps(None)}

    assert "needs-case" in {one.key for one in steps["letter"].objections}
    assert "needs-case" not in {one.key for one in steps["dialogue"].objections}
    assert "identifies" in {one.key for one in steps["dialogue"].objections}


# -- proposing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"measure": "parade"}, "measure"),
        ({"persons": ("P5",)}, "there is no P5 in this case"),
        ({"state": "Nowhere"}, "Nowhere"),
    ],
)
def test_an_unknown_measure_person_or_state_is_asked_again(door, case, facts, sentence):
    with pytest.raises(Misuse, match=sentence):
        door.propose(case, MeasureProposed(**{"measure": "letter"} | facts))

    assert door.show(case).measures == ()
    assert door.show(case).refusals == ()


def test_a_refused_proposal_gets_no_label_and_is_in_the_record(door):
    reference = received(door, "XXB")

    outcome = door.propose(reference, MeasureProposed(measure="letter"))

    assert why(outcome) == {"no-basis", "not-weighed"}
    assert outcome.label is None
    assert door.show(reference).refusals[0][1].measure == "letter"


def test_a_measure_without_a_case_identifies_nobody(door):
    with pytest.raises(Misuse, match="a measure without a case identifies nobody"):
        door.propose(None, MeasureProposed(measure="dialogue", persons=("P1",)))


def test_a_measure_without_a_case_goes_its_whole_way(door):
    label = taken(door, None, "dialogue", identifies_nobody=True, state="Sampleland")

    done(door.reply(None, ReplyReceived(label=label)))

    measure = door.record().measure("M1")
    assert (measure.proposal.state, measure.stage) == ("XXB", "answered")


def test_the_wall_of_its_state_keeps_an_officer_from_a_measure_without_a_case(door, door_of):
    proposed(door, None, "dialogue", identifies_nobody=True, state="XXB")
    declared = door_of("officer-3")

    outcome = declared.decide(None, M1, by=Post.RAPPORTEUR)

    assert why(outcome) == {"recused"}
    assert not door.record().measure("M1").adopted


def test_whose_act_a_proposal_is_has_to_be_free_of_the_wall(door):
    reference = ready(door, "XXA")

    outcome = door.propose(reference, MeasureProposed(measure="letter"), by=Post.RAPPORTEUR)

    assert why(outcome) == {"recused"}
    assert door.show(reference).measures == ()


# -- deciding ------------------------------------------------------------------------------------


def test_a_decision_is_somebodys(door, case):
    proposed(door, case)

    with pytest.raises(Misuse, match="say whose decision it is, with `--by`"):
        door.decide(case, M1, by=None)


def test_what_the_secretariat_decides_itself_needs_nobody_else(door):
    calm = door.propose(None, MeasureProposed(measure="safety"), by=None)
    during = CalendarEntered(what=Calendar.SESSION, title="First", starts=MONDAY)
    done(door.enter_calendar(during))
    reference = door.urgent("XXB", Sealed("They are in the room."), Sealed("Ada")).reference
    label = proposed(door, reference, "safety", by=None)

    outcome = done(door.decide(reference, MeasureDecided(label=label), by=None))
    done(door.take(reference, MeasureTaken(label=label)))

    assert "not-in-session" in why(calm)
    assert outcome.notes == ()
    assert door.show(reference).measure(label).decided_by is Post.SECRETARIAT


def test_a_measure_is_decided_once(door, case):
    decided(door, case)

    with pytest.raises(Misuse, match="M1 was decided on 2026-03-02; propose it again instead"):
        door.decide(case, M1, by=Post.CHAIR)


def test_nobody_below_the_decider_decides_neither_for_nor_against(door, case):
    proposed(door, case)

    for adopted in (True, False):
        decision = MeasureDecided(label="M1", adopted=adopted)
        outcome = door.decide(case, decision, by=Post.SECRETARIAT)
        assert why(outcome) == {"not-authorised"}

    assert door.show(case).measure("M1").stage == "proposed"


def test_a_measure_that_was_not_adopted_is_not_taken(door, case):
    proposed(door, case)
    done(door.decide(case, MeasureDecided(label="M1", adopted=False), by=Post.RAPPORTEUR))

    outcome = door.take(case, MeasureTaken(label="M1"))

    assert why(outcome) == {"not-decided"}
    assert door.show(case).measure("M1").stage == "not adopted"


def test_a_statement_before_any_contact_needs_the_bodys_reasons(door):
    proposed(door, None, "statement", identifies_nobody=True)
    hasty = MeasureDecided(label="M1", without_contact=True)

    with pytest.raises(Misuse, match="a statement without contact needs the body's reasons"):
        door.decide(None, hasty, by=Post.PLENARY)


def test_a_decision_entered_on_instruction_is_unconfirmed_until_it_is_confirmed(door, case):
    proposed(door, case)

    outcome = door.decide(case, M1, by=Post.RAPPORTEUR, content=b"a message")
    unconfirmed = door.show(case).measure("M1").confirmed
    done(door.confirm(case, DecisionConfirmed(label="M1"), content=b"another message"))

    assert outcome.notes == ("entered on instruction: unconfirmed until confirmed",)
    assert not unconfirmed
    assert door.show(case).measure("M1").confirmed


def test_a_decision_with_the_office_holders_own_key_is_confirmed_by_it(door, door_of, case):
    proposed(door, case)

    outcome = done(door_of("officer-5").decide(case, M1, by=Post.CHAIR))

    measure = door.show(case).measure("M1")
    assert outcome.notes == ()
    assert measure.confirmed
    assert (
        measure.decided_by is Post.RAPPORTEUR
    )  # whatever was said: the key is the rapporteur's


def test_a_decision_is_confirmed_by_its_own_office_and_by_no_other(door, door_of, case):
    decided(door, case)
    confirmation = DecisionConfirmed(label="M1")

    by_chair = door_of("officer-4").confirm(case, confirmation)
    unconfirmed = door.show(case).measure("M1").confirmed
    done(door_of("officer-5").confirm(case, confirmation))

    assert why(by_chair) == {"not-authorised"}
    assert not unconfirmed
    assert door.show(case).measure("M1").confirmed


def test_what_was_not_decided_cannot_be_confirmed(door, case):
    proposed(door, case)

    with pytest.raises(Misuse, match="M1 was not decided yet: there is nothing to confirm"):
        door.confirm(case, DecisionConfirmed(label="M1"))


# -- taking and answers --------------------------------------------------------------------------


def test_a_measure_is_taken_once(door, case):
    taken(door, case)

    with pytest.raises(Misuse, match="M1 was taken on 2026-03-02; propose another one instead"):
        door.take(case, MeasureTaken(label="M1"))


def test_a_measure_that_nobody_decided_is_not_taken(door, case):
    proposed(door, case)

    assert why(door.take(case, MeasureTaken(label="M1"))) == {"not-decided"}


def test_the_last_day_for_a_reply_lies_ahead(door, case):
    decided(door, case, "letter-deadline")

    with pytest.raises(Misuse, match="the last day for a reply lies before 2026-03-02"):
        door.take(case, MeasureTaken(label="M1", reply_by=BEFORE))

    done(door.take(case, MeasureTaken(label="M1", reply_by=MONDAY)))
    assert door.show(case).measure("M1").taken.reply_by == MONDAY


def test_a_letter_with_a_deadline_gets_one_that_says_it_was_chosen(door, case):
    decided(door, case, "letter-deadline")

    outcome = done(door.take(case, MeasureTaken(label="M1")))

    by = door.show(case).measure("M1").taken.reply_by
    assert by > MONDAY
    assert outcome.notes == (
        f"reply asked for by {by}; no document gives a number of days (chosen)",
        "warning: the decision on M1 is not confirmed yet",
    )


def test_a_reply_comes_after_the_letter(door, case, house):
    house.clock.pass_days(2)
    decided(door, case)
    with pytest.raises(Misuse, match=r"M1 was (taken not yet|not taken)"):
        door.reply(case, ReplyReceived(label="M1"))
    house.clock.pass_days(2)
    done(door.take(case, MeasureTaken(label="M1")))

    with pytest.raises(Misuse, match="M1 was taken on 2026-03-06: a reply comes after that"):
        door.reply(case, ReplyReceived(label="M1"), on=MONDAY + timedelta(days=3))

    done(door.reply(case, ReplyReceived(label="M1", substantive=False), content=b"a reply"))
    assert door.show(case).measure("M1").stage == "acknowledged"


def test_no_act_comes_before_the_one_that_it_is_about(door, case, house):
    house.clock.pass_days(2)
    proposed(door, case)
    with pytest.raises(Misuse, match="M1 was proposed on 2026-03-04: this cannot be earlier"):
        door.decide(case, M1, by=Post.RAPPORTEUR, on=MONDAY)
    house.clock.pass_days(2)
    done(door.decide(case, M1, by=Post.RAPPORTEUR))
    earlier = MONDAY + timedelta(days=3)

    for act in (
        lambda: door.take(case, MeasureTaken(label="M1"), on=earlier),
        lambda: door.confirm(case, DecisionConfirmed(label="M1"), on=earlier),
    ):
        with pytest.raises(
            Misuse, match="M1 was decided on 2026-03-06: this cannot be earlier"
        ):
            act()


def test_a_label_that_nothing_has_is_told_with_those_that_there_are(door, case):
    with pytest.raises(Misuse, match="none proposed"):
        door.decide(case, M1, by=Post.RAPPORTEUR)
    proposed(door, case)

    with pytest.raises(Misuse, match="M1"):
        door.reply(case, ReplyReceived(label="M9"))


def test_a_day_in_the_past_is_no_way_round_what_was_missing_then(door, house):
    reference = received(door, "XXB")
    house.clock.pass_days(3)
    other = ready(door)
    taken(door, other)

    refused = door.propose(reference, MeasureProposed(measure="letter"), on=MONDAY)

    assert why(refused) == {"no-basis", "not-weighed"}


def test_an_office_holder_who_reads_takes_no_measure_and_records_no_reply(door, door_of, case):
    chair = door_of("officer-4")
    taken(door, case)
    decided(door, case, "meeting")

    outcomes = (
        chair.take(case, MeasureTaken(label="M2")),
        chair.reply(case, ReplyReceived(label="M1")),
        chair.propose(case, MeasureProposed(measure="letter")),
    )

    assert [why(one) for one in outcomes] == [{"not-authorised"}] * 3


# -- assessment ----------------------------------------------------------------------------------


def test_before_the_assessment_the_country_rapporteur_is_to_be_consulted(door):
    reference = ready(door, "XXA")

    outcome = door.assess(reference, an_assessment(), by=Post.ALTERNATE)
    source = SourceConsulted(consulted=Consulted.COUNTRY_RAPPORTEUR, text=Sealed("It fits."))
    done(door.consult(reference, source))
    again = door.assess(reference, an_assessment(), by=Post.ALTERNATE)

    prompt = "the country rapporteur should be consulted during assessment (G 12)"
    assert outcome.notes == (prompt,)
    assert again.notes == ()


@pytest.mark.parametrize(
    ("finding", "number"),
    [
        (Assessment.LINK_NOT_ESTABLISHED, 2),
        (Assessment.NOT_VERIFIABLE, 1),
        (Assessment.MIGHT, 0),
    ],
)
def test_a_finding_that_confirms_nothing_says_what_remains_possible(door, finding, number):
    reference = received(door, "XXB")

    outcome = done(door.assess(reference, an_assessment(finding)))

    assert len(outcome.notes) == number
    assert door.show(reference).confirmed is False


def test_a_finding_without_its_reasons_says_nothing_and_is_not_recorded(door, case):
    with pytest.raises(Missing, match=r"^reasons is missing: "):
        door.assess(case, AssessmentConcluded(finding=Assessment.REPRISAL))

    assert door.show(case).assessment is None


def test_the_assessment_is_the_rapporteurs_and_not_the_secretariats(door, case):
    outcome = door.assess(case, an_assessment(), by=Post.SECRETARIAT)

    assert why(outcome) == {"not-authorised"}
    assert door.show(case).assessment is None


def test_after_the_conclusions_a_public_measure_finds_nothing_of_the_procedure_missing(door):
    reference = ready(door, "XXB", a_person())
    concluded(door, reference)

    steps = {one.kind.key: one for one in door.steps(reference)}

    assert {one.key for one in steps["statement"].objections} == {"no-basis"}
