"""What a rule sees: facts, and never a name, a text or a contact detail."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjose.rules.measures import MEASURES
from sanjose.rules.steps import contact_step, step
from sanjose.rules.view import Held, Objection, Step, View, committee_view, view
from sanjose.words import case as cases
from sanjose.words.events import (
    AssessmentConcluded,
    ContactMade,
    FileLinked,
    FileMoved,
    FileOpened,
    MeasureDecided,
    MeasureTaken,
    PersonNamed,
    ReplyReceived,
)
from sanjose.words.model import (
    Assessment,
    Channel,
    Cooperation,
    Kind,
    Perpetrator,
    Source,
    Standing,
    Urgency,
)
from sanjose.words.provenance import guidelines, ours
from sanjose.words.sealed import Sealed
from sanjose.words.told import BODIES
from tests.words.bodies import LABELS, bodies
from tests.words.facts import (
    DAY,
    NEXT,
    a_case,
    a_record,
    numbered,
    on,
    person,
    proposal,
    received,
)

some = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
facts = st.one_of(*(bodies(cls, LABELS) for cls in BODIES.values()))
histories = st.lists(facts, max_size=8).map(lambda told: numbered(received(), *told))

PLAIN = (str, int, bool, date, Enum, type(None))


def unseen(value, path=""):
    """Give the places of what a rule must never hold: anything but plain facts and views."""
    if isinstance(value, PLAIN):
        return []
    if isinstance(value, tuple | frozenset):
        return [place for item in value for place in unseen(item, f"{path}[]")]
    if is_dataclass(value) and type(value).__module__ == View.__module__:
        return [
            place
            for one in fields(value)
            for place in unseen(getattr(value, one.name), f"{path}.{one.name}")
        ]
    return [f"{path}: {type(value).__name__}"]


@some
@given(histories)
def test_nothing_sealed_reaches_a_rule(events):
    case = cases.fold(events)

    assert unseen(view(case)) == []


@some
@given(histories, bodies(ContactMade, LABELS), st.sampled_from(sorted(MEASURES)))
def test_nothing_sealed_reaches_a_rule_with_a_step(events, contact, measure):
    case = cases.fold(events)
    proposed = proposal(measure)
    taken = step("take", MEASURES[measure], proposed, case, a_record(), DAY)

    assert unseen(taken) == []
    assert unseen(contact_step(case, contact, DAY)) == []
    assert unseen(step("take", MEASURES[measure], proposed, None, a_record(), DAY)) == []


def test_what_would_be_sealed_is_found():
    """The check above has to be able to fail."""
    case = a_case()
    leaking = replace(view(case), persons=case.persons)

    assert unseen(leaking) == [".persons[]: PersonNamed"]
    assert unseen(replace(view(case), state=Sealed("XXA"))) == [".state: Sealed"]


def test_no_word_of_a_person_is_in_a_view():
    canary = Sealed("Canary")
    case = a_case(
        persons=(person(name=canary, contact=canary, safe_hours=canary),), happened="Canary"
    )

    assert "Canary" not in repr(view(case))


def test_a_rule_sees_the_facts_of_the_receipt():
    told = {
        "state": "XXB",
        "procedure": "inquiry",
        "source": Source.MEDIA,
        "cooperation": Cooperation.SEEKING,
        "kinds": (Kind.SMEAR, Kind.TRAVEL),
        "perpetrator": Perpetrator.NON_STATE,
        "urgency": Urgency.URGENT,
        "imminent": True,
        "detained": True,
        "in_session": True,
    }

    seen = view(a_case(persons=(), **told))

    assert {name: getattr(seen, name) for name in told} == told
    assert seen.received_on == DAY
    assert (seen.finding, seen.stage, seen.persons) == (None, "being assessed", ())


@pytest.mark.parametrize("flag", ["imminent", "detained", "in_session"])
def test_each_danger_is_told_apart(flag):
    seen = view(a_case(**{flag: True}))

    assert [name for name in ("imminent", "detained", "in_session") if getattr(seen, name)] == [
        flag
    ]


def test_a_rule_sees_a_person_by_label_standing_and_channel():
    seen = view(
        a_case(
            persons=(
                person("P2", standing=Standing.COUNSEL, channel=Channel.POST, safe=True),
                person("P1", child=True),
                PersonNamed(name=Sealed("invented")),
            )
        )
    ).persons

    assert [(one.label, one.standing, one.child, one.channel, one.safe) for one in seen] == [
        ("P2", Standing.COUNSEL, False, Channel.POST, True),
        ("P1", Standing.CONCERNED, True, Channel.NONE, False),
        ("", Standing.CONCERNED, False, Channel.NONE, False),
    ]


def test_a_rule_sees_what_was_found_and_where_the_case_stands():
    seen = view(a_case(AssessmentConcluded(finding=Assessment.MIGHT)))

    assert (seen.finding, seen.stage) == (Assessment.MIGHT, "assessed")


def test_a_rule_sees_how_far_a_measure_has_come():
    case = a_case(
        proposal(about="M0"),
        on(NEXT, MeasureDecided(label="M1")),
        on(NEXT, MeasureTaken(label="M1", reply_by=NEXT)),
        ReplyReceived(label="M1", substantive=False),
        proposal("meeting", "M2"),
    )
    first, second = view(case).measures

    assert (first.label, first.key, first.stage) == ("M1", "letter", "acknowledged")
    assert (first.proposed_on, first.decided_on, first.taken_on) == (DAY, NEXT, NEXT)
    assert (first.reply_by, first.about) == (NEXT, "M0")
    assert (first.answered, first.replied) == (False, True)
    assert (second.stage, second.reply_by, second.replied) == ("proposed", None, False)
    assert view(case).measure("M2") == second
    assert view(case).measure("M9") is None
    assert view(case).measure(None) is None


def test_an_answered_measure_is_seen_as_answered():
    case = a_case(proposal(), MeasureTaken(label="M1"), ReplyReceived(label="M1"))

    assert view(case).measures[0].answered


def test_a_rule_sees_the_files_of_a_case_with_their_states():
    linked = FileLinked(label="F1", reference="CAT-26-7K3QM-X", kind="visit", state="over")

    assert view(a_case(linked)).files == (("visit", "over"),)


def test_without_a_case_a_rule_sees_the_committee_the_state_and_its_files():
    record = a_record(
        FileOpened(kind="visit", title="invented", state="XXA"),
        FileMoved(label="F1", to="over"),
        FileOpened(kind="visit", title="another", state="XXB"),
        proposal("obligations"),
    )
    seen = committee_view(record, "XXA")

    assert (seen.state, seen.procedure, seen.received_on) == ("XXA", None, None)
    assert seen.files == (("visit", "over"),)
    assert [one.key for one in seen.measures] == ["obligations"]
    assert committee_view(record, None).files == ()


def test_nothing_is_supposed_of_what_nobody_said():
    seen, held = committee_view(a_record(), None), Held(label="P1")
    asked = Step(verb="take", measure="letter", view=seen, on=DAY)

    for one, silent in (
        (seen, "imminent detained in_session finding"),
        (held, "basis refused lapsed concern only_items items"),
        (asked, "identifies_nobody held weighed chair_told adopted without_contact about"),
        (asked, "channel channel_safe session contacted_on decider of_reply"),
    ):
        assert not [name for name in silent.split() if getattr(one, name)]
    assert asked.specific
    assert asked.has_case


def test_the_reply_to_a_letter_is_an_item_of_its_own():
    letter = Step(verb="take", measure="posting", view=view(a_case()), on=DAY, about="M1")

    assert letter.item == "M1"
    assert replace(letter, of_reply=True).item == "M1-reply"


def test_an_objection_is_shown_with_its_place():
    assert str(Objection("no-basis", "nobody agreed", guidelines(13))) == "nobody agreed (G 13)"
    assert (
        str(Objection("wall", "they take no part", ours("why"))) == "they take no part (ours)"
    )


def test_what_a_rule_sees_cannot_be_changed():
    for seen in (view(a_case()), Held(label="P1"), Objection("a", "b", guidelines(1))):
        with pytest.raises(AttributeError):
            setattr(seen, fields(seen)[0].name, "another")
