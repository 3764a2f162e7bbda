"""Which State was meant, and which were never States."""

import subprocess
import sys
from collections import Counter

import pytest

from sanjose.words.errors import Misuse
from sanjose.words.states import (
    INVENTED,
    Region,
    State,
    matching,
    name_of,
    state,
    states,
)


def test_there_are_193_members_two_observers_and_two_other_parties_to_treaties() -> None:
    names = {s.name for s in states()}

    assert len(states()) == len(names) == 197
    assert {"Holy See", "State of Palestine", "Cook Islands", "Niue"} < names


def test_no_code_is_given_twice_and_each_is_three_capitals() -> None:
    codes = [s.code for s in states(trial=True)]

    assert len(set(codes)) == len(codes) == 200
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in codes)


def test_no_two_letter_code_is_given_twice_and_each_is_two_capitals() -> None:
    codes = [s.short for s in states(trial=True)]

    assert len(set(codes)) == len(codes) == 200
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in codes)


def test_no_name_code_or_alias_could_mean_two_states() -> None:
    told = [
        (text.casefold(), s.code)
        for s in states(trial=True)
        for text in (s.code, s.short, s.name, *filter(None, [s.formal]), *s.aliases)
    ]

    assert len({text for text, _ in told}) == len(told)
    assert {state(text, trial=True).code == code for text, code in told} == {True}


def test_a_formal_name_is_not_the_short_one_again_and_has_no_article() -> None:
    formal = [s.formal for s in states() if s.formal]

    assert len(formal) > 120
    assert not {s.name for s in states()} & set(formal)
    assert not [name for name in formal if name.lower().startswith("the ")]


def test_the_regional_groups_have_the_sizes_that_are_known_of_them() -> None:
    sizes = Counter(s.region for s in states())

    assert sizes == {
        Region.AFRICA: 54,
        Region.ASIA_PACIFIC: 55,  # with the State of Palestine
        Region.EASTERN_EUROPE: 23,
        Region.LATIN_AMERICA_CARIBBEAN: 33,
        Region.WESTERN_EUROPE_OTHERS: 29,  # with the United States, which attends
        Region.NONE: 3,
    }


def test_states_stand_in_the_order_of_their_names_whatever_their_accents() -> None:
    names = [s.name for s in states()]

    assert names.index("Costa Rica") + 1 == names.index("Côte d'Ivoire")
    assert names.index("Tunisia") + 1 == names.index("Türkiye")


@pytest.mark.parametrize("listed", states(), ids=lambda s: s.code)
def test_every_state_is_found_by_its_code_and_its_name(listed: State) -> None:
    found = {state(text) for text in (listed.code, listed.code.lower(), listed.name)}

    assert found == {listed}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("turkiye", "TUR"),
        ("TÜRKİYE", "TUR"),
        ("cote d’ivoire", "CIV"),  # noqa: RUF001
        ("  viet   nam ", "VNM"),
        ("IRAN (ISLAMIC REPUBLIC OF)", "IRN"),
        ("netherlands (kingdom of the)", "NLD"),
        ("kingdom of the netherlands", "NLD"),
    ],
)
def test_capitals_accents_and_spaces_do_not_matter(typed: str, code: str) -> None:
    assert state(typed).code == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Ivory Coast", "CIV"),
        ("Turkey", "TUR"),
        ("uk", "GBR"),
        ("GB", "GBR"),
        ("Czech Republic", "CZE"),
        ("Swaziland", "SWZ"),
        ("Burma", "MMR"),
        ("drc", "COD"),
        ("north korea", "PRK"),
        ("South Korea", "KOR"),
        ("russia", "RUS"),
        ("Palestine", "PSE"),
        ("venezuela", "VEN"),
        ("St. Lucia", "LCA"),
        ("usa", "USA"),
    ],
)
def test_what_people_type_is_understood(typed: str, code: str) -> None:
    assert state(typed).code == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("guinea", ["GNQ", "GIN", "GNB", "PNG"]),
        ("  COTE ", ["CIV"]),
        ("tr", ["TTO", "TUR"]),
        ("st. l", ["LCA"]),
        ("lao people's", ["LAO"]),
        ("gbr", ["GBR"]),
        ("hellenic", ["GRC"]),
        ("nowhere", []),
    ],
)
def test_states_are_looked_for_by_any_of_their_names(text: str, codes: list[str]) -> None:
    assert [s.code for s in matching(text)] == codes


def test_a_regional_group_is_looked_for_by_its_name() -> None:
    assert len(matching("eastern european")) == 23


def test_the_invented_states_are_looked_for_in_training_only() -> None:
    assert [s.code for s in matching("sampleland", trial=True)] == ["XXB"]
    assert matching("sampleland") == ()


def test_a_code_is_told_by_its_name_and_what_is_no_code_as_it_is() -> None:
    assert [name_of(code) for code in ("CIV", "XXA", "CI", "Turkey", "")] == [
        "Côte d'Ivoire",
        "Exampleland",
        "CI",
        "Turkey",
        "",
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rusia", "Russian Federation"),
        ("Republic of Czechia", "Czechia"),
        ("northern korea", "Democratic People's Republic of Korea"),
        ("the Palestine", "State of Palestine"),
        ("venezuella", "Venezuela (Bolivarian Republic of)"),
        (
            "United Kingdom of Great Britain and Nothern Ireland",
            "United Kingdom of Great Britain",
        ),
    ],
)
def test_an_unknown_state_is_refused_with_those_that_may_be_meant(
    typed: str, meant: str
) -> None:
    with pytest.raises(Misuse, match="no State is called") as refused:
        state(typed)

    assert meant in str(refused.value)
    assert str(refused.value).count(",") < 2


@pytest.mark.parametrize("typed", ["zzzz", "uq", "XAA", "of"])
def test_where_nothing_is_close_the_sentence_says_what_to_give(typed: str) -> None:
    with pytest.raises(Misuse, match=f'called "{typed}": give its United Nations name'):
        state(typed)


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_an_empty_state_is_refused(typed: str) -> None:
    with pytest.raises(Misuse, match="no State was entered"):
        state(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Canary Person was arrested at the airport",
        "Canary\x1b[2JPerson",
        "Canary\u202ePerson",
        "Canary " * 10_000_000,
    ],
    ids=["long", "control", "bidi", "huge"],
)
def test_what_was_meant_for_another_field_is_not_repeated(typed: str) -> None:
    with pytest.raises(Misuse, match="no State is called that") as refused:
        state(typed)

    assert "Canary" not in str(refused.value)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("invented", INVENTED, ids=lambda s: s.code)
def test_an_invented_state_counts_in_training_only(invented: State) -> None:
    in_training = {state(invented.code, trial=True), state(invented.name.lower(), trial=True)}
    with pytest.raises(Misuse, match="not for training"):
        state(invented.name)

    assert in_training == {invented}
    assert invented in states(trial=True)
    assert invented not in states()


def test_an_invented_state_is_never_proposed() -> None:
    with pytest.raises(Misuse) as refused:
        state("Samplelan")

    assert "Sampleland" not in str(refused.value).split(":")[1]


def test_the_list_is_read_only_when_a_state_is_asked_for() -> None:
    program = "import sanjose.words.states as s; print(s._listed.cache_info().currsize)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert done.stdout.strip() == b"0"
