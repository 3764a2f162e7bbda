"""The closed lists: only what stands in them passes, in the language of the list."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjose.guard.findings import Kind
from sanjose.guard.pages import page
from sanjose.guard.vocabulary import LISTED, Language, Vocabulary, ordinary, vocabulary
from sanjose.words.errors import Unable
from tests.guard.people import FIRST, HELD

PASS = {
    Language.ENGLISH: [
        "A lawyer was threatened after the session with the Committee.",
        "Two human rights defenders fear reprisals; the State party has not replied.",
        "The witnesses withdrew their complaints, and 4 of them left the country.",
        "She was beaten, and her family's house was searched.",
        "A member of an association lost his job after having submitted a report.",
    ],
    Language.FRENCH: [
        "Une avocate a été menacée après la session du Comité.",
        "Deux témoins ont retiré leurs plaintes, et la famille a quitté la ville.",
        "L'État partie n'a pas répondu aux demandes répétées.",
    ],
    Language.SPANISH: [
        "Una abogada fue amenazada después de la sesión del Comité.",
        "Dos testigos retiraron sus denuncias, y la familia teme por su seguridad.",
        "El Estado parte no ha respondido a las cartas enviadas.",
    ],
}


@pytest.mark.parametrize(
    ("language", "text"), [(one, text) for one, texts in PASS.items() for text in texts]
)
def test_an_ordinary_summary_passes_in_its_language(language, text):
    assert list(vocabulary(language).outside(page(text))) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A lawyer called zoomerhof was threatened.", ["zoomerhof"]),
        ("A lawyer, Grace, was threatened.", ["Grace"]),
        ("It was THREATENED.", ["THREATENED"]),
        ("ThreateneD was the lawyer.", ["ThreateneD"]),
        ("The case 123 was closed.", ["123"]),
        ("The case 1 2-3 was closed, and 12 more.", ["1 2-3"]),
        ("The lawyer @ home.", ["@"]),
        ("The lawyer Адвокат left.", ["Адвокат"]),
        ("A z o o m e r h o f was there.", ["A z o o m e r h o f"]),
        ("The law\u200byer left zoomerhof.", ["zoomerhof"]),
    ],
)
def test_what_is_not_in_the_list_is_pointed_at(text, places):
    told = [one for one in vocabulary(Language.ENGLISH).outside(page(text)) if one.end - one.start > 1
            or not text[one.start].isalpha()]  # fmt: skip

    assert {one.kind for one in told} == {Kind.WORD}
    assert [place for place in (text[one.start : one.end] for one in told)
            if place in places] == places  # fmt: skip


@given(st.sampled_from(FIRST + HELD), st.sampled_from(PASS[Language.ENGLISH]))
@settings(max_examples=60, deadline=None)
def test_no_name_passes_beside_ordinary_words_and_nobody_needs_to_know_it(person, text):
    assert list(vocabulary(Language.ENGLISH).outside(page(f"{text} {person.name} knows.")))


@pytest.mark.parametrize("language", [one for one in Language if one not in LISTED])
def test_a_language_without_a_list_says_so(language):
    with pytest.raises(Unable, match="no closed list"):
        vocabulary(language)


def test_a_script_without_capitals_is_read_word_by_word():
    arabic = Vocabulary(frozenset({"كتبت", "اللجنة", "رسالة"}))

    assert list(arabic.outside(page("كتبت اللجنة رسالة"))) == []
    assert len(list(arabic.outside(page("كتبت سلوانة رسالة")))) == 1


def test_a_language_without_spaces_is_cut_into_words_that_are_listed():
    chinese = Vocabulary(frozenset({"委员会", "写", "写了", "一封", "信"}), unspaced=True)

    assert list(chinese.outside(page("委员会写了一封信。"))) == []
    assert list(chinese.outside(page("信"))) == []
    assert len(list(chinese.outside(page("委员会写了王小明一封信。")))) == 1
    assert len(list(Vocabulary(frozenset(), unspaced=True).outside(page("信")))) == 1


@pytest.mark.parametrize("word", ["lawyer", "kazakhstan", "menacees", "12", "cities", "dying"])
def test_ordinary_words_are_those_of_every_list_and_the_names_of_states(word):
    assert ordinary(word)


@pytest.mark.parametrize("word", ["zoomerhof", "торманбаева", "k12"])
def test_others_are_not_ordinary(word):
    assert not ordinary(word)


@pytest.mark.parametrize("language", LISTED)
def test_a_list_says_who_wrote_it_and_under_which_licence(language):
    from importlib.resources import files

    text = files("sanjose.guard").joinpath("lists", f"{language}.txt").read_text("utf-8")

    assert "written by its authors from their own knowledge; Apache-2.0" in text.splitlines()[0]
