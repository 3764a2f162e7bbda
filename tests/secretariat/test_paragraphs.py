"""What the two documents ask besides measures, paragraph by paragraph, through the door.

Each test says in its docstring which paragraphs it proves.
"""

from datetime import date, timedelta

from sanjose.rules.dues import said
from sanjose.words.events import (
    ContactMade,
    FactsAdded,
    FileMoved,
    FileOpened,
    Intake,
    MeasureDecided,
    MeasureProposed,
    OfficeFilled,
    OfficeLeft,
    ProcedureExplained,
    ReplyReceived,
)
from sanjose.words.model import (
    Assessment,
    Channel,
    Confidence,
    Cooperation,
    Form,
    Ground,
    Kind,
    Perpetrator,
    Post,
    Silence,
    Source,
    Urgency,
)
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    MONDAY,
    an_assessment,
    concluded,
    done,
    proposed,
    ready,
    received,
    taken,
    why,
)

EMPTY = Sealed("Somebody said that they were followed.")


def waiting(door, reference) -> set[str]:
    return {said(one, door.today()) for one in door.of_case(door.show(reference))}


def test_whoever_cooperates_cooperated_or_wants_to_is_received(door):
    """G 1, 19."""
    for cooperation in Cooperation:
        reference = received(door, "XXB", cooperation=cooperation)

        case = door.show(reference)
        assert case.received.cooperation is cooperation
        assert case.word == "allegation"


def test_by_whom_it_was_is_no_condition_and_is_assessed_later(door):
    """G 3: a State, others with or without its consent, or nobody knows."""
    finding = an_assessment(Assessment.MIGHT, perpetrator=Perpetrator.ACQUIESCENCE)

    for perpetrator in Perpetrator:
        reference = received(door, "XXB", perpetrator=perpetrator)
        done(door.assess(reference, finding))

        case = door.show(reference)
        assert case.received.perpetrator is perpetrator
        assert case.assessment.perpetrator is Perpetrator.ACQUIESCENCE


def test_a_state_and_a_sentence_are_enough_to_be_heard(door):
    """G 5 (a): access is never refused for form."""
    outcome = door.receive(Intake(state="XXB", text=EMPTY))

    case = door.show(done(outcome).reference)
    assert case.persons == ()
    assert case.received.procedure == "unknown"
    assert case.word == "allegation"


def test_grounds_of_discrimination_and_gendered_harm_are_facts_of_a_case(door):
    """G 5 (d), (f)."""
    facts = {"kinds": (Kind.GENDERED,), "grounds": (Ground.SEX, Ground.DISABILITY)}
    reference = received(door, "XXB", **facts)
    done(door.add(reference, FactsAdded(grounds=(Ground.RACE,))))

    case = door.show(reference)
    assert case.received.kinds == (Kind.GENDERED,)
    assert Ground.RACE in case.received.grounds


def test_measures_are_taken_in_any_order_and_several_at_once(door):
    """G 7: a set, and no ladder."""
    reference = ready(door)

    labels = [proposed(door, reference, one) for one in ("meeting", "letter", "meeting")]
    for label in reversed(labels):
        done(door.decide(reference, MeasureDecided(label=label), by=Post.RAPPORTEUR))

    assert all(one.adopted for one in door.show(reference).measures)


def test_it_is_kept_in_its_own_words_however_it_came(door):
    """G 11; N 21: orally or in writing, on paper or by e-mail, in confidence."""
    words = Sealed("They were waited for, twice; here is the day: 1 March.")

    for form in Form:
        intake = Intake(state="XXB", text=words, form=form)
        reference = done(door.receive(intake)).reference

        texts = [one.body.text for one in door.timeline(reference) if hasattr(one.body, "text")]
        assert words in texts
        assert door.show(reference).received.form is form
        assert door.show(reference).received.confidence is Confidence.IN_CONFIDENCE


def test_figures_of_a_year_stand_ready_for_whoever_reports(door):
    """G 15, 25, 32, 33; N 41: received, found and done, with what is zero."""
    reference = ready(door)
    concluded(door, reference, Assessment.MIGHT)
    taken(door, reference)
    received(door, "XXB", procedure="complaint")

    counts = door.figures(date(2026, 1, 1), date(2026, 12, 31))

    assert counts.by("procedure") == {"report": 1, "complaint": 1, "unknown": 0}
    findings = counts.by("finding")
    assert {key: n for key, n in findings.items() if n} == {
        "allegation": 1,
        "might have taken place": 1,
    }
    assert counts.by("measure")["letter"] == 1
    assert counts.by("measure")["statement"] == 0


def test_a_case_is_followed_up_with_the_person_and_with_the_state(door, house):
    """N 7: the person is heard before something is done, and it is followed up after."""
    reference = received(door, "XXB")
    unheard = door.propose(reference, MeasureProposed(measure="letter"))
    other = ready(door)
    label = taken(door, other)
    call = ContactMade(channel=Channel.MESSAGE, check_in=MONDAY + timedelta(days=7))
    done(door.contact(other, call))
    house.clock.pass_days(20)

    assert "no-basis" in why(unheard)
    assert {f"{label}: no reply for 20 days", "P1: check-in, 13 days late"} <= waiting(
        door, other
    )

    done(door.reply(other, ReplyReceived(label=label)))

    assert not [one for one in waiting(door, other) if "no reply" in one]


def test_somebody_deprived_of_liberty_is_looked_at_soon_and_the_mechanism_may_bring_it(door):
    """N 17."""
    reference = received(door, "XXB", detained=True, source=Source.NPM)

    case = door.show(reference)
    assert case.received.urgency is Urgency.URGENT
    assert case.received.source is Source.NPM


def test_it_is_on_record_who_was_told_of_procedure_outcomes_and_limits(door):
    """N 18; G 29: special procedures among them."""
    reference = received(door, "XXB")
    told = ProcedureExplained(special_procedures=True, text=Sealed("What may come of it."))

    done(door.inform(reference, told))

    ((on, explained),) = door.show(reference).explained
    assert (on, explained.person) == (MONDAY, "P1")
    assert explained.limits
    assert explained.special_procedures


def test_what_was_not_said_out_of_fear_is_a_fact_of_the_case(door):
    """N 24, 25, 40."""
    for silence in Silence:
        reference = received(door, "XXB", kinds=(Kind.FEAR,), silences=(silence,))

        assert door.show(reference).received.silences == (silence,)
        assert door.show(reference).word == "allegation"


def test_an_appointment_counts_from_its_day_and_who_went_acts_no_more(door, house):
    """N 5, 27, 28: the office moves on, and what was promised still waits."""
    reference = ready(door)
    call = ContactMade(channel=Channel.MESSAGE, check_in=MONDAY + timedelta(days=9))
    done(door.contact(reference, call))
    house.clock.pass_days(7)
    left = OfficeLeft(post=Post.RAPPORTEUR, holder="officer-5", until=MONDAY)
    new = OfficeFilled(
        post=Post.RAPPORTEUR, holder="Member Gorse", since=MONDAY + timedelta(days=1)
    )

    done(door.leave_office(left))
    done(door.fill_office(new))

    record = door.record()
    assert [one.holder for one in record.holding(Post.RAPPORTEUR, MONDAY)] == ["officer-5"]
    assert [one.holder for one in record.holding(Post.RAPPORTEUR, door.today())] == [
        "Member Gorse"
    ]
    assert "P1: check-in by 2026-03-11" in waiting(door, reference)


def test_it_may_come_up_in_any_procedure_whose_file_stands_beside_the_case(door):
    """N 36: communications, interim measures, urgent actions, follow-up."""
    reference = received(door, "XXB", procedure="complaint")
    opened = FileOpened(kind="interim", title="Tern", state="XXB", reference=reference)

    label = done(door.open_file(opened)).label
    done(door.move_file(FileMoved(label=label, to="granted")))

    case = door.show(reference)
    assert case.received.procedure == "complaint"
    assert [(one.kind, one.state) for one in case.files] == [("interim", "granted")]
    assert case.measures == ()


def test_what_is_done_to_people_today_has_a_word(door):
    """N 40: watching, attacks on accounts, restrictive laws and charges, and more."""
    kinds = (Kind.SURVEILLANCE, Kind.CYBERATTACK, Kind.LAW, Kind.TRAVEL, Kind.SMEAR)

    reference = received(door, "XXB", kinds=kinds)

    assert door.show(reference).received.kinds == kinds
