"""A reference is read as it was meant, or it is refused; it tells nothing."""

from datetime import date

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sanjose.words.errors import Misuse
from sanjose.words.references import ALPHABET, check_character, checked, new_reference

SAMPLE = "CAT-26-7K3QM-X"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CLEAR = "ABCDEFGHJKMNPQRSTVWXYZ"
"""Letters of committees' short names: none of the ten has one that is read as a number."""

LOOKALIKES = {"1": "IL", "0": "O", "V": "U"}
TYPED = "0123456789" + CAPITALS
quick = settings(deadline=None, max_examples=300)


@st.composite
def references(draw):
    committee = draw(st.text(CLEAR, min_size=2, max_size=5))
    year = draw(st.integers(0, 99))
    random = draw(st.text(ALPHABET, min_size=5, max_size=5))
    stem = f"{committee}-{year:02}-{random}"
    check = check_character(stem)
    assume(check in ALPHABET)
    return f"{stem}-{check}"


def meant(character: str) -> str:
    return character.translate(str.maketrans("ILOU", "110V"))


def test_a_reference_names_the_committee_and_the_year_and_nothing_else():
    reference = new_reference("cescr", date(2031, 12, 31))

    committee, year, random, check = reference.split("-")

    assert (committee, year) == ("CESCR", "31")
    assert set(random + check) <= set(ALPHABET)
    assert (len(random), len(check)) == (5, 1)


def test_a_reference_that_was_given_is_read_as_it_is():
    given_out = [new_reference("cat", date(2026, 3, 2)) for _ in range(300)]

    assert [checked(reference) for reference in given_out] == given_out
    assert len(set(given_out)) == 300


def test_no_reference_holds_a_character_that_is_misread():
    given_out = "".join(new_reference("ced", date(2026, 3, 2))[7:] for _ in range(300))

    assert not set("ILOU*") & set(given_out)


def test_neighbours_in_time_have_nothing_in_common_to_count_by():
    first, second = (new_reference("cat", date(2026, 3, 2)) for _ in range(2))

    assert abs(int(first[7:12], 36) - int(second[7:12], 36)) > 1


@quick
@given(references(), st.data())
def test_any_single_mistyped_character_is_caught(reference, data):
    at = data.draw(st.sampled_from([n for n, c in enumerate(reference) if c != "-"]))
    wrong = data.draw(st.sampled_from(TYPED))
    assume(meant(wrong) != meant(reference[at]))

    with pytest.raises(Misuse):
        checked(reference[:at] + wrong + reference[at + 1 :])


@quick
@given(references(), st.data())
@example(SAMPLE, None)
def test_any_two_characters_that_traded_places_are_caught(reference, data):
    places = [n for n, c in enumerate(reference) if c != "-"]
    pairs = [(a, b) for a in places for b in places if a < b]
    for one, other in pairs if data is None else [data.draw(st.sampled_from(pairs))]:
        swapped = [*reference]
        swapped[one], swapped[other] = swapped[other], swapped[one]
        if reference[one] != reference[other]:
            with pytest.raises(Misuse):
                checked("".join(swapped))


@quick
@given(references(), st.data())
def test_lookalikes_capitals_and_spaces_around_do_not_matter(reference, data):
    typed = "".join(
        data.draw(st.sampled_from(c + LOOKALIKES.get(c, ""))) if at > len(reference) - 8 else c
        for at, c in enumerate(reference)
    )

    assert checked(f"  {typed.lower()}\n") == reference


def test_a_slip_is_told_with_the_reference_that_was_typed():
    with pytest.raises(Misuse, match="reference CAT-26-7K3QN-X has a slip in it"):
        checked("cat-26-7k3qn-x")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Canary Person",
        "CAT-26-7K3QM",
        "CAT-26-7K3QM-XX",
        "C-26-7K3QM-X",
        "CAT-2026-7K3QM-X",
        "CAT-٢٦-7K3QM-X",
        "CAT-26-7K3Q\u202eM-X",
        "CAT-26-7K3QM-X\nCanary",
        "Canary" * 1_000_000,
    ],
    ids=[
        "empty",
        "name",
        "no check",
        "two",
        "one letter",
        "year",
        "digits",
        "bidi",
        "line",
        "huge",
    ],
)
def test_what_has_not_the_shape_of_a_reference_is_refused_and_not_repeated(typed):
    with pytest.raises(
        Misuse, match="not a reference: one looks like ABC-26-7K3QM-L"
    ) as refused:
        checked(typed)

    assert "Canary" not in str(refused.value)


def test_the_reference_in_the_sentences_is_a_valid_one():
    assert checked(SAMPLE) == SAMPLE
