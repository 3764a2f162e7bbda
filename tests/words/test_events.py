"""The bodies of the record: what each holds, and what none may hold in the open."""

import dataclasses

import pytest

from sanjose.words.events import AllegationReceived, Event, Intake
from sanjose.words.sealed import Sealed
from sanjose.words.told import BODIES, fields_of
from tests.words.facts import numbered, person

EVERY = sorted(BODIES)

OPEN_TEXTS = frozenset(
    "reference state procedure happened person label about of digest means votes symbol who "
    "ground verb measure objections sources persons stands_for measures uses presets items "
    "spoken_by course holder nationalities address procedures officer title reprisals "
    "committee kind to document quarter events case_id order instrument source decided_by details "
    "committees approved because envelope epoch hash how key matter net officers opening origin "
    "paragraphs rests_on root shown signatories signing states summary where numbers".split()
)
"""Fields in words that are nobody's story; another one has to be looked at before it is added."""


@pytest.mark.parametrize("name", EVERY)
def test_no_story_stands_in_the_open(name):
    spoken = {one.name for one in fields_of(BODIES[name]) if one.kind is str}

    assert spoken.issubset(OPEN_TEXTS)


@pytest.mark.parametrize("name", EVERY)
def test_a_body_is_named_as_the_thing_and_what_happened_to_it(name):
    named, meaning = BODIES[name].NAME, BODIES[name].__doc__
    thing, happened = name.split("/")[0].split(".")

    assert named == name
    assert meaning
    assert thing.isalpha()
    assert happened.isalpha()


def test_a_body_shows_nothing_of_a_person():
    (event,) = numbered(person(contact=Sealed("Canary"), safe_hours=Sealed("Canary")))

    assert "Canary" not in repr(event)
    assert "Invented" not in repr(event.body)


def test_an_intake_asks_for_what_the_receipt_records():
    asked = {one.name: one for one in fields_of(Intake)}
    recorded = {one.name: one for one in fields_of(AllegationReceived)}

    shared = set(asked) & set(recorded)
    assert set(recorded) - shared == {"reference", "urgency"}
    assert set(asked) - shared == {"text", "persons"}
    assert [n for n in shared if asked[n].default != recorded[n].default] == ["procedure"]
    assert all(asked[name].kind is recorded[name].kind for name in shared)


def test_only_the_state_and_the_words_are_asked_for():
    assert [one.name for one in fields_of(Intake) if one.required] == ["state", "text"]


def test_what_is_added_later_can_replace_every_fact_of_the_receipt():
    """What could not be corrected would stay wrong for ever."""
    added = {one.name for one in fields_of(BODIES["facts.added/1"])}
    recorded = {one.name for one in fields_of(AllegationReceived)}

    assert recorded - added == {"reference", "form"}
    assert added <= recorded


def test_an_entry_says_when_it_happened_and_when_it_was_recorded():
    (event,) = numbered(person())

    assert {one.name for one in dataclasses.fields(Event)} >= {
        "on",
        "recorded_at",
        "actor",
        "by",
    }
    assert event.recorded_at.utcoffset() is not None
