"""The measures: each with its sources, its least decider, and whom it tells what."""

import pytest

from sanjose.rules.measures import MEASURES, measure
from sanjose.words.errors import Misuse
from sanjose.words.measures import LETTERS
from sanjose.words.model import Decider, Use
from sanjose.words.provenance import Chosen, Given, shortly

R, P, S = Decider.RAPPORTEUR, Decider.PLENARY, Decider.SECRETARIAT
GOLDEN = {
    "letter": (R, "N 11 (a)", ("G 21", "N 11 (a)"), Use.STATE),
    "letter-deadline": (R, "N 11 (a)", ("G 19", "N 11 (a)"), Use.STATE),
    "meeting": (R, "N 32", ("G 21", "N 11 (b)", "N 32"), Use.STATE),
    "reminder": (R, "N 11 (a)", ("G 19", "N 11 (a)"), Use.STATE),
    "obligations": (R, "chosen", ("G 18", "N 10"), Use.STATE),
    "field-presence": (R, "chosen", ("G 30", "N 50"), Use.UNITED_NATIONS),
    "resident-coordinator": (R, "chosen", ("G 30",), Use.UNITED_NATIONS),
    "safety": (S, "chosen", ("G 22",), Use.UNITED_NATIONS),
    "dialogue": (R, "chosen", ("N 11 (c)", "N 23"), Use.DIALOGUE),
    "observations": (P, "chosen", ("G 24", "N 11 (d)"), Use.DIALOGUE),
    "general-recommendation": (P, "chosen", ("G 24", "N 30"), Use.DIALOGUE),
    "statement": (P, "N 11 (e)", ("G 27", "N 11 (e)"), Use.PUBLISH),
    "posting": (R, "N 12", ("G 26", "N 12"), Use.PUBLISH),
    "annual-report": (P, "chosen", ("G 25", "N 11 (g)"), Use.ANNUAL_REPORT),
    "information": (R, "N 33", ("G 13", "N 33"), None),
    "confidential-submission": (R, "chosen", ("G 18", "N 29"), None),
    "private-meeting": (R, "chosen", ("N 10", "N 29"), None),
}
"""Who decides a measure at least, by which place, what it rests on, and what it does."""

each = pytest.mark.parametrize("key", MEASURES)


def marked(flag):
    return {key for key, kind in MEASURES.items() if getattr(kind, flag)}


def test_every_measure_has_its_least_decider_its_sources_and_its_use():
    found = {
        key: (
            kind.decider.value,
            "chosen" if isinstance(kind.decider, Chosen) else shortly(kind.decider.source),
            tuple(map(shortly, kind.sources)),
            kind.use,
        )
        for key, kind in MEASURES.items()
    }

    assert found == GOLDEN


@each
def test_a_measure_has_a_title_and_says_where_its_decider_comes_from(key):
    kind = MEASURES[key]

    assert kind.key == key
    assert kind.title
    assert isinstance(kind.decider, Given | Chosen)
    if isinstance(kind.decider, Chosen):
        assert len(kind.decider.because) > 10


def test_what_the_state_itself_carries_out_stops_at_a_concern():
    assert marked("by_state") == {"letter", "letter-deadline", "meeting", "reminder"}
    assert all(MEASURES[key].use is Use.STATE for key in marked("by_state"))


def test_what_can_be_worded_so_that_it_identifies_nobody():
    assert marked("general") == {
        "obligations",
        "dialogue",
        "observations",
        "general-recommendation",
        "statement",
        "annual-report",
    }


def test_what_needs_no_case():
    """G 18, 20; N 8, 23, 30."""
    assert marked("without_case") == {
        "obligations",
        "safety",
        "dialogue",
        "observations",
        "general-recommendation",
        "statement",
        "confidential-submission",
        "private-meeting",
    }


def test_what_needs_no_case_identifies_nobody_or_waits_for_nothing():
    for key in marked("without_case") - {"safety"}:
        assert MEASURES[key].general or MEASURES[key].use is None


def test_what_everybody_sees():
    assert marked("public") == {
        "dialogue",
        "observations",
        "statement",
        "posting",
        "annual-report",
    }


def test_everything_that_is_published_waits_for_the_assessment():
    """G 12."""
    published = {key for key, kind in MEASURES.items() if kind.use is Use.PUBLISH}

    assert published <= marked("public")


def test_a_reply_is_expected_to_letters_and_to_nothing_else():
    """Both tables say so, and may not part."""
    assert marked("reply") == LETTERS


def test_what_is_about_an_earlier_letter():
    assert {key: MEASURES[key].follows for key in marked("follows")} == {
        "reminder": {"letter", "letter-deadline"},
        "posting": {"letter", "letter-deadline", "reminder"},
    }


def test_only_a_question_goes_to_the_person():
    assert marked("to_person") == {"information"}


def test_only_the_call_for_safety_is_decided_by_the_secretariat():
    """G 22. A statement is a decision of the body: N 11 (e), floor 8."""
    deciders = {key: kind.decider.value for key, kind in MEASURES.items()}

    assert [key for key, least in deciders.items() if least is S] == ["safety"]
    assert deciders["statement"] is P


@each
def test_a_measure_is_found_by_its_key(key):
    assert measure(key) is MEASURES[key]


@pytest.mark.parametrize("key", ["lettre", "", "Canary Person", "LETTER"])
def test_what_is_no_measure_is_refused_with_those_that_there_are(key):
    with pytest.raises(Misuse, match="there are letter, letter-deadline, meeting") as refused:
        measure(key)

    assert "Canary" not in str(refused.value)


def test_no_measure_is_added_or_taken_away_while_it_runs():
    with pytest.raises(TypeError):
        MEASURES["letter"] = MEASURES["safety"]
