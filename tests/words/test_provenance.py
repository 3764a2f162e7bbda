"""Every value says where it comes from, in long and in short."""

from datetime import date

import pytest

from sanjose.words.provenance import (
    DOCUMENTS,
    GUIDELINES,
    NOTE,
    Chosen,
    Citation,
    Given,
    guidelines,
    note,
    ours,
    shortly,
)


def test_the_two_sources_are_listed_with_their_paragraphs_and_days():
    listed = {one.symbol: one for one in DOCUMENTS}

    assert set(listed) == {"HRI/MC/2015/6", "Secretariat note, 35th meeting of Chairs (2023)"}
    assert (listed[GUIDELINES].paragraphs, listed[NOTE].paragraphs) == (35, 50)
    assert all(one.read == "in full" for one in DOCUMENTS)
    assert all(date(2015, 1, 1) < one.dated < date(2024, 1, 1) for one in DOCUMENTS)


def test_a_citation_is_read_aloud_with_its_document():
    assert str(guidelines(14)) == "HRI/MC/2015/6, para. 14"
    assert str(note("11 (e)")) == (
        "Secretariat note, 35th meeting of Chairs (2023), para. 11 (e)"
    )
    assert str(Citation("CAT/C/51/3", "para. 1")) == "CAT/C/51/3, para. 1"


def test_a_given_value_is_printed_with_its_source_and_a_chosen_one_with_its_reason():
    assert str(Given(60, note(38))) == str(note(38))
    assert str(Chosen(60, "no document gives a number")) == "chosen: no document gives a number"


def test_what_no_paragraph_stands_behind_is_ours_with_its_reason():
    assert ours("it protects") == Chosen(None, "it protects")


@pytest.mark.parametrize(
    ("source", "short"),
    [
        (guidelines(13), "G 13"),
        (guidelines("5 (e)"), "G 5 (e)"),
        (note(22), "N 22"),
        (note("annex II"), "N annex II"),
        (Citation(NOTE, "paras 36-38"), "N 36-38"),
        (Citation(NOTE, "annex II"), "N annex II"),
        (Citation("CAT/C/51/3", "para. 1"), "CAT/C/51/3, para. 1"),
        (ours("it protects"), "ours"),
    ],
    ids=str,
)
def test_a_source_is_short_on_a_crowded_line(source, short):
    assert shortly(source) == short


def test_a_value_with_its_source_cannot_be_changed():
    with pytest.raises(AttributeError):
        Given(60, note(38)).value = 30
    with pytest.raises(AttributeError):
        Chosen(60, "why").because = "no reason"
