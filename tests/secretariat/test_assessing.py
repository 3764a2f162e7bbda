"""From an allegation to conclusions that the Chair knows: sources, findings, advice, notices."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjose.rules.profile import Strength
from sanjose.rules.view import Objection
from sanjose.secretariat import NoSuchCase
from sanjose.secretariat.assessing import MEETING, NOT_CONFIRMED, Assessing
from sanjose.words.errors import Misuse
from sanjose.words.events import ConclusionsTold, MeasureProposed, NoticeGiven, SourceConsulted
from sanjose.words.model import (
    ADVISABLE,
    CONFIRMED,
    Assessment,
    Consulted,
    Matter,
    Post,
    Urgency,
)
from sanjose.words.provenance import Chosen, guidelines
from sanjose.words.sealed import Sealed
from tests.rules.moon import WHY, a_plugin, a_profile
from tests.secretariat.house import (
    MONDAY,
    a_person,
    an_assessment,
    done,
    lenient,
    ready,
    received,
    why,
)

HEARD = "The field presence knows of the visit."
SAID = "what it turned on is to be named"


def a_source(consulted: Consulted = Consulted.FIELD, **facts) -> SourceConsulted:
    return SourceConsulted(consulted=consulted, **facts)


def waiting(door) -> set[str]:
    """Return the offices for which a neutral notice waits."""
    return {one.role for one in door.archive.notices.waiting()}


# -- sources -------------------------------------------------------------------------------------


def test_a_source_is_in_the_case_and_what_it_said_is_kept_apart(door):
    reference = received(door, "XXB", a_person("Ada Quill"), a_person("Dara Reed"))

    done(door.consult(reference, a_source(text=Sealed(HEARD))))

    case = door.show(reference)
    (kept,) = [text for _, text in case.texts if text.of.startswith("consult.")]
    assert case.consulted == ((MONDAY, a_source()),)
    assert (kept.of, kept.text.reveal()) == ("consult.text", HEARD)
    assert kept.persons == ("P1", "P2")


def test_to_consult_somebody_assesses_nothing_and_asks_for_nothing_more(door):
    reference = received(door, "XXA")

    outcome = done(door.consult(reference, a_source()))

    assert outcome.notes == ()
    assert door.show(reference).word == "allegation"


@pytest.mark.parametrize("days", [1, 400])
def test_nothing_is_assessed_on_a_day_that_has_not_come(door, days):
    reference, on = received(door, "XXB"), MONDAY + timedelta(days=days)

    for act, fact in (
        (door.consult, a_source()),
        (door.assess, an_assessment()),
        (door.conclude, ConclusionsTold()),
        (door.notify, NoticeGiven(to=Post.CHAIR)),
    ):
        with pytest.raises(Misuse, match="lies in the future"):
            act(reference, fact, on=on)

    case = door.show(reference)
    assert (case.consulted, case.assessment, case.notices) == ((), None, ())


def test_nothing_is_assessed_before_it_was_received(door):
    reference = received(door, "XXB")

    with pytest.raises(Misuse, match="nothing in it is earlier than that"):
        door.assess(reference, an_assessment(), on=MONDAY - timedelta(days=1))

    assert door.show(reference).assessment is None


def test_to_whom_the_wall_keeps_out_there_is_no_case_to_assess(door, door_of):
    reference, theirs = received(door, "XXB"), door_of("officer-3")

    for act, fact in (
        (theirs.consult, a_source()),
        (theirs.assess, an_assessment()),
        (theirs.conclude, ConclusionsTold()),
        (theirs.notify, NoticeGiven(to=Post.CHAIR)),
    ):
        with pytest.raises(NoSuchCase):
            act(reference, fact)


# -- findings ------------------------------------------------------------------------------------


@pytest.mark.parametrize("finding", Assessment)
def test_each_finding_says_what_remains_possible_and_no_more(door, finding):
    outcome = done(door.assess(received(door, "XXB"), an_assessment(finding)))

    meeting = finding is Assessment.LINK_NOT_ESTABLISHED
    assert outcome.notes == (NOT_CONFIRMED,) * (finding not in ADVISABLE) + (MEETING,) * meeting


@given(st.lists(st.sampled_from(Assessment), min_size=1, max_size=4))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_it_is_assessed_as_often_as_needed_and_the_last_finding_stands(door, findings):
    reference = received(door, "XXB")
    called = [door.show(reference).word]

    for finding in findings:
        done(door.assess(reference, an_assessment(finding)))
        called.append(door.show(reference).word)

    case = door.show(reference)
    assert called == ["allegation", *(f"case, {one}" for one in findings)]
    assert case.assessment is not None
    assert case.assessment.finding is findings[-1]
    assert case.confirmed is (findings[-1] in CONFIRMED)


@pytest.mark.parametrize("post", [Post.SECRETARIAT, Post.CHAIR])
def test_a_finding_of_another_office_is_refused_and_the_refusal_stands_in_the_record(
    door, post
):
    reference = received(door, "XXB")

    outcome = door.assess(reference, an_assessment(), by=post)

    case = door.show(reference)
    ((_, refused),) = case.refusals
    assert outcome.refused
    assert (refused.verb, set(refused.objections)) == ("assess", why(outcome))
    assert (case.assessment, case.word) == (None, "allegation")


def what_it_turned_on(committee, step):
    if step.verb == "assess" and not step.turned_on:
        yield Objection("turned-on", SAID, guidelines(12))


def a_committee_may_object_to_a_finding_and_to_nothing_else_of_the_assessment(door_of):
    def sanjose_objections(committee, step):
        return [*what_it_turned_on(committee, step)]

    strict = door_of("officer-1", plugin=lenient(objections=sanjose_objections))
    reference = ready(strict)

    done(strict.consult(reference, a_source()))
    outcome = strict.assess(reference, an_assessment())

    assert [(one.key, one.reason) for one in outcome.objections] == [("turned-on", SAID)]
    assert strict.show(reference).assessment is None


def test_a_committee_may_object_to_a_finding_and_to_nothing_else_of_the_assessment(door_of):
    a_committee_may_object_to_a_finding_and_to_nothing_else_of_the_assessment(door_of)


# -- the country rapporteur ----------------------------------------------------------------------


@pytest.mark.parametrize("strength", Strength)
def test_the_country_rapporteur_is_named_as_strongly_as_the_committee_says(door_of, strength):
    profile = a_profile(country_rapporteur=Chosen(strength, WHY))
    door = door_of("officer-1", plugin=type(lenient())("moon", a_plugin(profile)))
    reference = received(door, "XXA")

    outcome = done(door.assess(reference, an_assessment(), by=Post.ALTERNATE))

    (note,) = outcome.notes
    assert note == f"the country rapporteur {strength} be consulted during assessment (G 12)"


def the_country_rapporteur_is_looked_for_where_there_is_one(door_of):
    door = door_of("officer-1")
    theirs, elsewhere = received(door, "XXA"), received(door, "XXB")

    noted = done(door.assess(theirs, an_assessment(), by=Post.ALTERNATE)).notes
    silent = done(door.assess(elsewhere, an_assessment())).notes

    assert len(noted) == 1
    assert silent == ()


def test_the_country_rapporteur_is_looked_for_where_there_is_one(door_of):
    the_country_rapporteur_is_looked_for_where_there_is_one(door_of)


def test_before_the_conclusions_the_country_rapporteurs_views_are_sought(door):
    reference = ready(door, "XXA")
    consulted = a_source(Consulted.COUNTRY_RAPPORTEUR)
    done(door.consult(reference, consulted))
    done(door.assess(reference, an_assessment(), by=Post.ALTERNATE))

    unasked = done(door.conclude(reference, ConclusionsTold(), by=Post.ALTERNATE))
    done(door.consult(reference, a_source(Consulted.COUNTRY_RAPPORTEUR, views=True)))
    asked = done(door.conclude(reference, ConclusionsTold(), by=Post.ALTERNATE))

    prompt = "the country rapporteur is to be notified, and their views sought (G 14)"
    assert unasked.notes == (prompt,)
    assert asked.notes == ()


# -- conclusions ---------------------------------------------------------------------------------


def test_no_measure_is_advised_that_does_not_exist(door):
    reference = ready(door)
    done(door.assess(reference, an_assessment()))
    size = door.archive.record.size()

    with pytest.raises(Misuse, match="measure"):
        door.conclude(reference, ConclusionsTold(course=("letter", "parade")))

    assert door.archive.record.size() == size


def test_conclusions_name_each_step_that_they_come_too_early_for(door):
    reference = received(door, "XXB")

    bare = door.conclude(reference, ConclusionsTold())
    done(door.assess(reference, an_assessment()))
    assessed = door.conclude(reference, ConclusionsTold())
    done(door.notify(reference, NoticeGiven(to=Post.CHAIR)))

    assert why(bare) == {"not-assessed", "chair-not-told"}
    assert why(assessed) == {"chair-not-told"}
    assert not door.conclude(reference, ConclusionsTold()).refused


def test_an_advice_proposes_nothing_and_decides_nothing(door):
    reference = ready(door)
    done(door.assess(reference, an_assessment()))

    done(door.conclude(reference, ConclusionsTold(course=("letter",))))

    case = door.show(reference)
    assert case.conclusions is not None
    assert case.measures == ()
    assert not door.propose(reference, MeasureProposed(measure="letter")).refused


# -- notices -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "on the day of receipt"),
        (1, "1 day after receipt"),
        (2, "2 days after receipt"),
        (30, "30 days after receipt"),
    ],
)
def test_the_days_are_counted_to_the_day_of_the_notice_and_not_to_today(
    door, house, days, said
):
    reference = received(door, "XXB")
    house.clock.pass_days(45)

    on = MONDAY + timedelta(days=days)
    outcome = done(door.notify(reference, NoticeGiven(to=Post.CHAIR), on=on))

    assert outcome.notes[0] == said


def a_notice_says_for_whom_the_office_stands_in(door_of):
    door = door_of("officer-1")
    recused, free = received(door, "XXA"), received(door, "XXB")

    done(door.notify(recused, NoticeGiven(to=Post.ALTERNATE)))
    done(door.notify(free, NoticeGiven(to=Post.RAPPORTEUR)))

    assert [one.acting_for for _, one in door.show(recused).notices] == [(Post.RAPPORTEUR,)]
    assert [one.acting_for for _, one in door.show(free).notices] == [()]
    assert door.show(recused).noticed(Post.RAPPORTEUR, Matter.RECEIPT)


def test_a_notice_says_for_whom_the_office_stands_in(door_of):
    a_notice_says_for_whom_the_office_stands_in(door_of)


def the_neutral_notice_goes_with_the_last_case_that_waited_for_the_office(door_of):
    door = door_of("officer-1")
    cases = [received(door, "XXB") for _ in range(3)]
    there = [waiting(door)]

    for reference in cases:
        done(door.notify(reference, NoticeGiven(to=Post.CHAIR)))
        there.append(waiting(door))

    assert ["Chair" in one for one in there] == [True, True, True, False]
    assert all("rapporteur" in one for one in there)


def test_the_neutral_notice_goes_with_the_last_case_that_waited_for_the_office(door_of):
    the_neutral_notice_goes_with_the_last_case_that_waited_for_the_office(door_of)


def test_a_refused_notice_leaves_the_neutral_one_where_it_was(door):
    reference = received(door, "XXA")
    before = waiting(door)

    outcome = door.notify(reference, NoticeGiven(to=Post.RAPPORTEUR))

    assert why(outcome) == {"recused"}
    assert waiting(door) == before
    assert door.show(reference).notices == ()


def test_nobody_is_told_of_conclusions_that_are_not_there(door):
    reference = ready(door)
    notice = NoticeGiven(to=Post.RAPPORTEUR, of=Matter.CONCLUSIONS)

    early = door.notify(reference, notice)
    done(door.assess(reference, an_assessment()))
    done(door.conclude(reference, ConclusionsTold()))

    assert why(early) == {"not-concluded"}
    assert not door.notify(reference, notice).refused


def test_what_is_urgent_is_assessed_and_told_by_the_same_steps(door):
    reference = received(door, "XXB", imminent=True)

    done(door.notify(reference, NoticeGiven(to=Post.CHAIR)))
    done(door.assess(reference, an_assessment()))

    case = door.show(reference)
    assert case.received.urgency is Urgency.IMMEDIATE
    assert case.noticed(Post.CHAIR, Matter.RECEIPT)
    assert case.assessment is not None


# -- mutants -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "name", "instead"),
    [
        (
            a_committee_may_object_to_a_finding_and_to_nothing_else_of_the_assessment,
            "_of_assessment",
            lambda *_: (),
        ),
        (
            the_country_rapporteur_is_looked_for_where_there_is_one,
            "_prompts",
            lambda *_: (),
        ),
        (a_notice_says_for_whom_the_office_stands_in, "_stands_in", lambda *_: ()),
        (
            a_notice_says_for_whom_the_office_stands_in,
            "_stands_in",
            lambda *_: (Post.RAPPORTEUR,),
        ),
        (
            the_neutral_notice_goes_with_the_last_case_that_waited_for_the_office,
            "clear_notice",
            lambda *_: None,
        ),
        (
            the_neutral_notice_goes_with_the_last_case_that_waited_for_the_office,
            "clear_notice",
            lambda self, post: self.archive.notices.clear(str(post)),
        ),
    ],
    ids=[
        "no committee is asked",
        "nothing is prompted",
        "nobody stands in",
        "everybody stands in",
        "no notice goes",
        "every notice goes",
    ],
)
def test_a_part_that_is_taken_away_is_missed(door_of, monkeypatch, check, name, instead):
    monkeypatch.setattr(Assessing, name, instead)

    with pytest.raises((AssertionError, ValueError)):
        check(door_of)
