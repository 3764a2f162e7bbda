"""The measures: each with its sources, its least decider, and whom it tells what."""

import re
from dataclasses import replace

import pytest

from sanjose.rules.catalogue import KINDS
from sanjose.rules.measures import MEASURES, Group, measure
from sanjose.words.errors import Misuse
from sanjose.words.measures import LETTERS
from sanjose.words.model import PRESETS, Decider, Use
from sanjose.words.provenance import (
    DOCUMENTS,
    GUIDELINES,
    NOTE,
    Chosen,
    Given,
    shortly,
)
from tests.rules.supposed import VERBS, a_step, a_view, agreed, general, keys

R, C, P, S = Decider.RAPPORTEUR, Decider.CHAIR, Decider.PLENARY, Decider.SECRETARIAT
GOLDEN = {
    "information": (R, "N 33", "G 13, N 33", None),
    "proposal": (R, "G 9", "G 9, N 46", None),
    "good-practice": (R, "G 17", "G 17, N 14", Use.COMMITTEES),
    "confidential-submission": (R, "chosen", "G 18, N 29", None),
    "private-meeting": (R, "chosen", "N 10, N 29", None),
    "secure-channel": (R, "chosen", "N 21, N 50", None),
    "obligations": (R, "chosen", "G 18, N 10", Use.STATE),
    "letter-deadline": (R, "N 11 (a)", "G 19, N 11 (a)", Use.STATE),
    "interim-measures": (R, "chosen", "G 19, N 37", Use.STATE),
    "reminder": (R, "N 11 (a)", "G 19, N 11 (a)", Use.STATE),
    "safety": (S, "chosen", "G 22", Use.UNITED_NATIONS),
    "zero-tolerance": (C, "chosen", "N 8, N 44", Use.PUBLISH),
    "states-meeting": (C, "chosen", "G 20, N 8, N 44", Use.STATE),
    "affirmation": (P, "chosen", "G 20", Use.PUBLISH),
    "outreach": (R, "chosen", "G 20, G 35, N 19", Use.PUBLISH),
    "public-page": (R, "chosen", "G 34, N 26, N 31, N 44", Use.PUBLISH),
    "letter": (R, "N 11 (a)", "G 21, N 11 (a)", Use.STATE),
    "note-verbale": (R, "N 11 (a)", "G 21, N 11 (a)", Use.STATE),
    "meeting": (R, "N 32", "G 21, N 11 (b), N 32, N 45", Use.STATE),
    "trend": (R, "N 17", "N 17", Use.STATE),
    "regional-mechanism": (R, "chosen", "G 23, N 11 (f)", Use.MECHANISMS),
    "national-institution": (R, "chosen", "G 23, N 11 (f)", Use.MECHANISMS),
    "preventive-mechanism": (R, "chosen", "G 23, N 17", Use.MECHANISMS),
    "national-protection": (R, "chosen", "G 23, N 11 (b)", Use.MECHANISMS),
    "protection-network": (R, "chosen", "N 11 (b), N 11 (f)", Use.PARTNERS),
    "relocation": (R, "chosen", "N 22", Use.PARTNERS),
    "high-commissioner": (C, "chosen", "G 28", Use.UNITED_NATIONS),
    "assistant-secretary-general": (R, "N 48", "N 11 (f), N 48", Use.UNITED_NATIONS),
    "special-procedures": (R, "chosen", "G 29, N 11 (f), N 49", Use.SPECIAL_PROCEDURES),
    "treaty-bodies": (R, "chosen", "G 16, N 11 (f)", Use.COMMITTEES_STATE),
    "other-procedures": (R, "chosen", "G 29", Use.UNITED_NATIONS),
    "field-presence": (R, "chosen", "G 30, N 50", Use.UNITED_NATIONS),
    "resident-coordinator": (R, "chosen", "G 30", Use.UNITED_NATIONS),
    "country-team": (R, "chosen", "G 30, N 11 (f)", Use.UNITED_NATIONS),
    "desk-officer": (R, "chosen", "N 11 (b), N 50", Use.UNITED_NATIONS),
    "agency": (R, "chosen", "G 30", Use.UNITED_NATIONS),
    "peacekeeping": (R, "chosen", "G 30", Use.UNITED_NATIONS),
    "before-review": (R, "chosen", "N 50", Use.UNITED_NATIONS),
    "human-rights-council": (P, "chosen", "G 31, N 11 (f)", Use.PUBLISH),
    "political-organ": (P, "chosen", "G 31", Use.PUBLISH),
    "dialogue": (R, "chosen", "N 11 (c), N 23", Use.DIALOGUE),
    "list-of-issues": (P, "chosen", "N 11 (d), N 29", Use.DIALOGUE),
    "loipr": (P, "chosen", "N 11 (d), N 29", Use.DIALOGUE),
    "observations": (P, "chosen", "G 24, N 11 (d)", Use.DIALOGUE),
    "follow-up": (P, "chosen", "G 24, N 11 (d), N 36", Use.DIALOGUE),
    "views": (P, "chosen", "G 24, N 11 (d), N 36", Use.DIALOGUE),
    "inquiry-report": (P, "chosen", "G 24, N 11 (d)", Use.DIALOGUE),
    "general-recommendation": (P, "chosen", "G 24, N 30", Use.DIALOGUE),
    "general-comment": (P, "chosen", "N 18", Use.DIALOGUE),
    "statement": (P, "N 11 (e)", "G 27, N 11 (e)", Use.PUBLISH),
    "announcement": (P, "chosen", "N 8, N 45", Use.PUBLISH),
    "media-comment": (P, "chosen", "G 27", Use.PUBLISH),
    "joint-statement": (P, "chosen", "N 16", Use.PUBLISH),
    "posting": (R, "N 12", "G 26, N 12", Use.PUBLISH),
    "annual-report": (P, "chosen", "G 25, N 11 (g)", Use.ANNUAL_REPORT),
    "secretary-general": (C, "chosen", "N 39, N 50", Use.SECRETARY_GENERAL),
}
"""Who decides a measure at least, by which place, what it rests on, and what it does."""

OFFERED = (
    *(f"G {number}" for number in (9, 13, *range(16, 32))),
    *(f"N 11 ({letter})" for letter in "abcdefg"),
    *(f"N {number}" for number in (12, 14, 16, 17, 18, 19, 21, 22, 39, 45, 46, 48, 49, 50)),
)
"""The paragraphs that offer something to do, and not only somebody to tell."""

SEEN = {Use.PUBLISH, Use.DIALOGUE, Use.ANNUAL_REPORT, Use.SECRETARY_GENERAL}

each = pytest.mark.parametrize("key", MEASURES)


def marked(flag):
    return {key for key, kind in MEASURES.items() if getattr(kind, flag)}


def test_every_measure_has_its_least_decider_its_sources_and_its_use():
    found = {
        key: (
            kind.decider.value,
            "chosen" if isinstance(kind.decider, Chosen) else shortly(kind.decider.source),
            ", ".join(map(shortly, kind.sources)),
            kind.use,
        )
        for key, kind in MEASURES.items()
    }

    assert found == GOLDEN


@pytest.mark.parametrize("place", OFFERED)
def test_every_paragraph_that_offers_a_measure_has_one(place):
    assert [
        key
        for key, kind in MEASURES.items()
        if any(
            re.match(rf"{re.escape(place)}\b|{re.escape(place)}$", shortly(one))
            for one in kind.sources
        )
    ]


@each
def test_a_measure_cites_paragraphs_that_there_are(key):
    paragraphs = {
        one.symbol: one.paragraphs for one in DOCUMENTS if one.symbol in {GUIDELINES, NOTE}
    }
    kind = MEASURES[key]
    cited = [*kind.sources, *([kind.decider.source] if isinstance(kind.decider, Given) else [])]

    for one in cited:
        number = int(re.match(r"para\. (\d+)", one.place)[1])
        assert 1 <= number <= paragraphs[one.symbol]


@each
def test_a_measure_has_a_title_and_says_where_its_decider_comes_from(key):
    kind = MEASURES[key]

    assert kind.key == key
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", key)
    assert 10 < len(kind.title) < 90
    assert isinstance(kind.decider, Given | Chosen)
    if isinstance(kind.decider, Chosen):
        assert len(kind.decider.because.split()) >= 6


def test_no_two_measures_have_one_key_or_one_title():
    assert len(KINDS) == len({one.key for one in KINDS}) == len({one.title for one in KINDS})


def test_the_measures_stand_together_by_what_they_are_for():
    order = [list(Group).index(kind.group) for kind in MEASURES.values()]

    assert order == sorted(order)
    assert {kind.group for kind in MEASURES.values()} == set(Group) - {Group.OWN}


# -- no measure is a way round a floor -----------------------------------------------------------


def test_what_tells_somebody_outside_says_so():
    """Only what stays between the person, the committee and its secretariat has no use."""
    inside = {key for key, kind in MEASURES.items() if kind.use is None}

    assert inside == {
        "information",
        "proposal",
        "confidential-submission",
        "private-meeting",
        "secure-channel",
    }


@each
def test_what_is_printed_or_said_before_everybody_is_public_and_nothing_else_is(key):
    """G 12."""
    kind = MEASURES[key]

    assert kind.public == (kind.use in SEEN)


@each
def test_a_measure_with_a_case_and_no_basis_is_refused_if_it_identifies(key):
    """Floor 3."""
    step = a_step("propose", key, held=(agreed(basis=None),), session=False)

    assert ("no-basis" in keys(step)) == (MEASURES[key].use is not None)


@each
@pytest.mark.parametrize("verb", VERBS)
def test_no_check_replaces_a_basis_unless_the_text_can_be_general(key, verb):
    step = a_step(verb, key, held=(), identifies_nobody=True, session=False)
    needed = MEASURES[key].use is not None and not MEASURES[key].general

    assert ("no-basis" in keys(step)) == needed


@each
@pytest.mark.parametrize("verb", VERBS)
def test_nothing_public_is_done_about_a_case_before_its_assessment(key, verb):
    """G 12."""
    step = a_step(verb, key, view=a_view(finding=None))

    assert ("not-assessed" in keys(step)) == MEASURES[key].public


@each
@pytest.mark.parametrize("verb", VERBS)
def test_without_a_case_nobody_is_identified(key, verb):
    kind = MEASURES[key]
    found = keys(general(verb, key, identifies_nobody=False, session=False))

    if kind.without_case and kind.use is not None and key != "safety":
        assert "identifies" in found
    if not kind.without_case:
        assert "needs-case" in found


@each
def test_whoever_may_not_decide_a_measure_may_not_decide_it_with_less_than_that(key):
    """G 14: once a decider is enough, so is each above, and none below the least."""
    enough = [
        "not-authorised" not in keys(general("decide", key, decider=who)) for who in Decider
    ]

    assert enough == sorted(enough)
    assert enough.index(True) == MEASURES[key].decider.value


@each
def test_only_the_committee_speaks_for_itself_before_everybody(key):
    """N 11 (e); floor 8: what may name somebody, or speaks of an allegation."""
    kind = MEASURES[key]
    given = {
        "dialogue",
        "posting",
        "secretary-general",
    }  # N 11 (c), N 12, and printed by others

    if kind.public and not kind.apart and key not in given:
        assert kind.decider.value is P


@each
def test_a_statement_under_any_name_waits_for_contact_with_the_state(key):
    """Floor 8; N 11 (e)."""
    step = a_step("take", key, contacted_on=None)

    assert ("no-contact" in keys(step)) == MEASURES[key].speaks


@each
def test_what_the_state_is_told_of_somebody_stops_at_a_concern_or_reminds_in_general(key):
    """N 22: what protects a person through the State waits for the conversation about it."""
    kind = MEASURES[key]

    if kind.use is Use.STATE:
        assert kind.by_state or kind.general


def test_what_the_state_itself_carries_out_stops_at_a_concern():
    assert marked("by_state") == {
        "letter",
        "letter-deadline",
        "note-verbale",
        "meeting",
        "reminder",
        "interim-measures",
        "national-protection",
    }
    assert marked("by_state") - marked("contacts") == {"national-protection"}


def test_the_ways_round_the_state_are_open_while_the_concern_is():
    """N 22: partners, relocation."""
    for key in ("relocation", "protection-network", "regional-mechanism", "high-commissioner"):
        assert keys(a_step("take", key, held=(agreed(concern=True),))) == set()


MUTATIONS = {
    "the use forgotten": {"use": None},
    "not called public": {"public": False},
    "no contact with the State": {"use": Use.DIALOGUE},
    "decided by the secretariat": {"decider": Chosen(S, "a mutation")},
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_statement_that_is_described_otherwise_would_be_let_through(mutation, monkeypatch):
    """Each of these words of a kind is asked about: without it a floor would be open."""
    bad = {
        "the use forgotten": {"held": ()},
        "not called public": {"view": a_view(finding=None), "chair_told": False},
        "no contact with the State": {"contacted_on": None},
        "decided by the secretariat": {"decider": None},
    }[mutation]
    step = a_step("decide", "announcement", **bad)
    stopped = keys(step)
    mutant = replace(MEASURES["announcement"], **MUTATIONS[mutation])

    monkeypatch.setattr("sanjose.rules.profile.MEASURES", {**MEASURES, "announcement": mutant})

    assert stopped
    assert keys(step) < stopped


# -- what else a kind says of itself -------------------------------------------------------------


def test_what_speaks_of_no_allegation_belongs_to_no_case():
    assert marked("apart") == {
        "proposal",
        "good-practice",
        "zero-tolerance",
        "states-meeting",
        "affirmation",
        "outreach",
        "public-page",
        "trend",
        "before-review",
        "general-comment",
    }
    assert marked("apart") <= marked("without_case")
    assert not marked("apart") & marked("by_state")


def test_what_needs_no_case_identifies_nobody_or_waits_for_nothing():
    """G 18, 20; N 8, 23, 30."""
    for key in marked("without_case") - {"safety"}:
        assert MEASURES[key].general or MEASURES[key].use is None


def test_what_is_asked_for_a_person_cannot_be_general():
    """G 28-30: help for somebody is asked for somebody."""
    helping = {Use.UNITED_NATIONS, Use.SPECIAL_PROCEDURES, Use.MECHANISMS, Use.PARTNERS}
    general_ones = marked("general") - marked("apart")

    assert not [key for key in general_ones if MEASURES[key].use in helping]


def test_a_reply_is_expected_to_letters_and_to_nothing_else():
    """Both tables say so, and may not part."""
    assert marked("reply") == LETTERS


def test_what_is_about_an_earlier_letter():
    letters = {"letter", "letter-deadline", "note-verbale"}

    assert {key: MEASURES[key].follows for key in marked("follows")} == {
        "reminder": letters,
        "posting": letters | {"reminder"},
    }


def test_only_a_question_goes_to_the_person():
    assert marked("to_person") == {"information"}


def test_only_the_call_for_safety_is_decided_by_the_secretariat():
    """G 22. A statement is a decision of the body: N 11 (e), floor 8."""
    deciders = {key: kind.decider.value for key, kind in MEASURES.items()}

    assert [key for key, least in deciders.items() if least is S] == ["safety"]
    assert deciders["statement"] is P


def test_only_for_the_secretary_generals_report_an_agreement_ages():
    assert marked("fresh") == {"secretary-general"}
    assert len(MEASURES["secretary-general"].fresh.because.split()) > 10


def test_whoever_agrees_to_the_united_nations_has_not_agreed_to_people_at_home():
    """What is told to mechanisms at home, to partners or to everybody is asked by itself."""
    together = frozenset().union(*PRESETS.values())

    assert not together & {Use.MECHANISMS, Use.PARTNERS, Use.DIALOGUE, Use.PUBLISH}


# -- looking one up ------------------------------------------------------------------------------


@each
def test_a_measure_is_found_by_its_key(key):
    assert measure(key) is MEASURES[key]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lettre", "perhaps letter"),
        ("LETTER", "perhaps letter"),
        ("statment", "perhaps statement"),
        ("", "`sanjose steps --all` lists them"),
        ("Canary Person", "`sanjose steps --all` lists them"),
    ],
)
def test_what_is_no_measure_is_refused_with_what_was_perhaps_meant(typed, meant):
    with pytest.raises(Misuse) as refused:
        measure(typed)

    assert meant in str(refused.value)
    assert "Canary" not in str(refused.value)


def test_no_measure_is_added_or_taken_away_while_it_runs():
    with pytest.raises(TypeError):
        MEASURES["letter"] = MEASURES["safety"]
