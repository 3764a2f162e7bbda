"""The contract for paragraphs of letters: closed sets, and no claim that the profile denies."""

import pytest

from sanjose.rules.letters import LANGUAGES, NAMES, PLACEHOLDERS, letter_faults, placeholders
from sanjose.rules.profile import Shape
from sanjose.words.provenance import Chosen
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
