"""The contract for paragraphs of letters: closed sets, and no claim that the profile denies."""

from dataclasses import replace

import pytest

from sanjose.rules.letters import LANGUAGES, NAMES, PLACEHOLDERS, letter_faults, placeholders
from sanjose.rules.profile import Committee, Procedure, Shape
from sanjose.words.provenance import Chosen, ours
from tests.rules.moon import WHY, a_profile

ENDORSED = a_profile(endorsed=Chosen("July 2015", WHY))
BUREAU = a_profile(endorsed=Chosen("July 2015", WHY), shape=Chosen(Shape.BUREAU, WHY))


def faults(text: str, name: str = "opening.en.md", committee=ENDORSED) -> list[str]:
    return list(letter_faults(committee, {name: text}))


def test_no_paragraph_at_all_is_no_fault():
    assert list(letter_faults(ENDORSED, {})) == []


@pytest.mark.parametrize("name", NAMES)
def test_each_paragraph_may_be_given_in_each_language(name):
    files = {f"{name}.{language}.md": "The {committee}." for language in LANGUAGES}

    assert list(letter_faults(ENDORSED, files)) == []


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_each_placeholder_may_stand_in_a_letter_to_the_state(name):
    assert faults(f"It is {{{name}}}.") == []


@pytest.mark.parametrize(
    "file",
    ["greeting.en.md", "opening.md", "opening.en.txt", "opening.de.md", "opening.en.extra.md",
     "opening", ".en.md"],
)  # fmt: skip
def test_what_is_no_paragraph_is_said(file):
    assert "is no paragraph" in faults("Text.", file)[0]


def test_a_translation_stands_beside_an_english_text():
    assert faults("Texte.", "opening.fr.md") == ["opening.fr.md has no English text beside it"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("To {name}.", "has a placeholder that nothing fills: name"),
        ("To {state.name}.", "has a brace that is no placeholder"),
        ("To {state!r}.", "has a brace that is no placeholder"),
        ("To {state:>10}.", "has a brace that is no placeholder"),
        ("To {}.", "has a brace that is no placeholder"),
        ("To {state.", "has a brace that is no placeholder"),
        ("To state}.", "has a brace that is no placeholder"),
        ("# To {state}", "is paragraphs: no heading stands in it and no HTML"),
        ("To <b>{state}</b>", "is paragraphs: no heading stands in it and no HTML"),
        ("It is not yet looked up.", "is not yet looked up"),
    ],
)
def test_a_text_outside_the_contract_is_said_once(text, why):
    assert faults(text) == [f"opening.en.md {why}"]


@pytest.mark.parametrize("name", ["page", "explaining"])
@pytest.mark.parametrize("placeholder", ["state", "deadline"])
def test_what_goes_to_persons_has_nothing_of_a_letter_to_the_state(name, placeholder):
    told = faults(f"It is {{{placeholder}}}.", f"{name}.en.md")

    assert told == [f"{name}.en.md goes to persons and not to the State party: {placeholder}"]


@pytest.mark.parametrize(
    "claim",
    ["the San José Guidelines", "the San Jose guidelines", "the SAN  JOSÉ Guidelines",
     "las Directrices de San\nJosé", "圣何塞准则", "سان خوسيه"],
)  # fmt: skip
def test_who_has_not_endorsed_the_guidelines_does_not_speak_of_them(claim):
    unendorsed = a_profile(endorsed=Chosen(None, WHY))

    assert faults(claim) == []
    assert len(faults(claim, committee=unendorsed)) == 1


@pytest.mark.parametrize(
    "word",
    ["its rapporteur", "the Rapporteur", "{rapporteur}", "la relatora", "报告员", "المقرر"],
)
def test_where_the_bureau_acts_nothing_speaks_of_a_rapporteur(word):
    assert faults(word) == []
    assert len(faults(word, committee=BUREAU)) == 1
    assert faults("signed: {signatory}", committee=BUREAU) == []


def test_the_placeholders_of_a_text_are_found_each_once():
    assert placeholders("{state} and {state}, {date}; {{ no }}") == {"state", "date"}


# -- what things are called ------------------------------------------------------------------------


def _terms(text: str, committee: Committee = ENDORSED) -> list[str]:
    return list(letter_faults(committee, {"terms.fr.toml": text}))


def test_terms_need_no_english_beside_them():
    text = 'committee = "Comité de la Lune"\nbody = "Comité"\n'

    assert _terms(text + '[procedures]\nreport = "dans un rapport"\n') == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("committee = ", "is no TOML"),
        ('chair = "Président"', "which is no term: there are committee, body"),
        ('grounds = "tout"', "has 'grounds', which is no term"),
        ('[committee]\nname = "x"', "has 'committee', which is no term"),
        ('committee = " "', "has 'committee' without a text"),
        ("[grounds]\npolicy = 3", "has 'grounds' without a text"),
        ('[grounds]\nsea = "x"', "says 'sea' in grounds, which is none here"),
        ('[procedures]\nhidden = "x"', "says 'hidden' in procedures, which is none here"),
        ('[procedures]\nveiled = "x"', "says 'veiled' in procedures, which is none here"),
        ('[measures]\nletter = "x"', "says 'letter' in measures, which is none here"),
        ('body = "{committee}"', "has a brace in 'body': a term has no placeholder"),
    ],
    ids=lambda one: one[:24],
)
def test_a_term_outside_the_contract_is_told_in_one_clause(text, why):
    why_not = ours("invented for a test, of no committee")
    committee = replace(
        ENDORSED,
        procedures=(
            *ENDORSED.procedures,
            Procedure(key="hidden", title="hidden", source=why_not, sealed=True),
            Procedure(key="veiled", title="veiled", source=why_not, pseudonyms=True),
        ),
    )

    (fault,) = _terms(text, committee)

    assert fault.startswith("terms.fr.toml ")
    assert why in fault


def test_terms_claim_nothing_that_the_profile_does_not_say():
    bureau = replace(BUREAU, endorsed=Chosen(None, WHY))

    faults = _terms('rapporteur = "Rapporteur"\nbody = "Principes de San José"', bureau)

    assert faults == [
        "terms.fr.toml speaks of a rapporteur, and here the Bureau is the focal point",
        "terms.fr.toml speaks of the San José Guidelines, which this committee has not endorsed",
    ]


def test_a_file_of_terms_is_named_as_one():
    faults = list(
        letter_faults(ENDORSED, {"terms.fr.md": "x", "terms.xx.toml": "", "page.toml": ""})
    )

    assert len(faults) == 3
    assert all("is no paragraph" in one for one in faults)
