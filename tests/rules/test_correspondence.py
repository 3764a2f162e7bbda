"""What a letter is told, and which letter carries out which measure."""

from datetime import date

import pytest

from sanjose.rules.correspondence import (
    OF_MEASURE,
    TO_PERSON,
    TO_STATE,
    WITHOUT_MEASURE,
    LetterFacts,
    Sort,
)
from sanjose.rules.disclosure import Purpose, view_for
from sanjose.rules.measures import MEASURES
from sanjose.words.model import Use
from tests.rules.supposed import a_committee
from tests.words.facts import DAY, a_case, person


def letter(case, *covered) -> LetterFacts:
    return LetterFacts(
        sort=Sort.LETTER,
        committee=a_committee(),
        dated=DAY,
        state="XXA",
        procedure="report",
        disclosed=view_for(Purpose.LETTER, case, covered),
    )


def test_every_sort_of_letter_is_reached_by_a_measure_or_by_its_own_name():
    assert set(OF_MEASURE.values()) | WITHOUT_MEASURE == set(Sort)
    assert not set(OF_MEASURE.values()) & WITHOUT_MEASURE


@pytest.mark.parametrize(("key", "sort"), OF_MEASURE.items())
def test_a_letter_goes_where_its_measure_goes(key, sort):
    kind = MEASURES[key]

    assert (sort in TO_STATE) is (kind.use is Use.STATE)
    assert (sort in TO_PERSON) is kind.to_person
    assert kind.without_case is False


def test_a_letter_names_whoever_a_basis_covers_and_nobody_else():
    case = a_case(persons=(person("P1"), person("P2")))

    facts = letter(case, "P2")

    assert [one.label for one in facts.named] == ["P2"]
    assert [one.label for one in facts.disclosed.people] == ["P1", "P2"]


def test_a_letter_bears_the_reference_and_the_word_allegation():
    facts = letter(a_case())

    assert facts.reference == "CAT-26-7K3QM-X"
    assert facts.disclosed.word == "allegation"
    assert facts.dated == date(2026, 3, 2)
