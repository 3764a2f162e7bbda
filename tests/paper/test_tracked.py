"""A text that is revised in Word: what is accepted is the new text, what is rejected the old."""

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sanjose.paper.forms.archive import W
from sanjose.paper.reading.files import every_word, lines_of
from sanjose.paper.reading.tracked import AUTHOR, as_changes, as_draft, paired
from tests.real import pdf_of, text_of

TITLE = "Joint statement"
BEFORE = "The Chairs are concerned.\n\nThey recall the duty.\n\nThey ask for a reply soon."
AFTER = "The Chairs are alarmed.\n\nThey ask for a reply at once.\n\nThey will come back to it."
TEXTS = st.lists(
    st.lists(st.sampled_from("we ask the State (party). it, لا 字 & <b>".split()), max_size=5),
    min_size=1,
    max_size=5,
).map(lambda lines: "\n".join(map(" ".join, lines)).strip("\n"))


def body(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode()


def rejected(content: bytes) -> str:
    """Return the text as it reads once every change is rejected."""
    tree = etree.fromstring(body(content).encode())
    lines: list[str] = []
    for one in tree.iter(f"{{{W}}}p"):
        for gone in one.findall(f"{{{W}}}ins"):
            one.remove(gone)
        text = "".join(each.text or "" for each in one.iter(f"{{{W}}}t", f"{{{W}}}delText"))
        if one.find(f"{{{W}}}pPr/{{{W}}}rPr/{{{W}}}ins") is None:
            lines.append(text)
        else:
            assert not text
    return "\n".join(lines)


def test_accepted_is_the_new_text_and_rejected_the_old():
    content = as_changes(TITLE, BEFORE, AFTER)

    assert lines_of(content) == AFTER
    assert rejected(content) == BEFORE


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_any_two_texts_are_told_as_changes(before, after):
    content = as_changes(TITLE, before, after)

    assert lines_of(content) == after
    assert rejected(content) == before


def test_only_the_words_that_changed_are_marked():
    told = body(as_changes(TITLE, BEFORE, AFTER))

    assert re.findall("<w:delText[^>]*>([^<]*)<", told)[0] == "concerned"
    assert "alarmed" in told
    assert told.count("They ask for a reply ") == 1


def test_a_phrase_that_took_the_place_of_another_is_one_change():
    told = body(as_changes(TITLE, "They take note of it.", "They are concerned at it. "))

    assert re.findall("<w:delText[^>]*>([^<]*)<", told) == ["take note of"]
    assert "are concerned at" in told


def test_the_word_processor_shows_what_went_and_what_came():
    shown = text_of(pdf_of(as_changes(TITLE, BEFORE, AFTER)))

    assert "concernedalarmed" in shown
    assert "They will come back to it." in shown


def test_a_draft_goes_out_and_comes_back_the_same_with_changes_tracked():
    content = as_draft(TITLE, BEFORE)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "<w:trackRevisions/>" in archive.read("word/settings.xml").decode()
    assert lines_of(content) == BEFORE
    assert text_of(pdf_of(content))


def test_no_time_and_nobody_stands_beside_a_change():
    content = as_changes(TITLE, BEFORE, AFTER)

    assert set(re.findall(r'w:author="([^"]*)"', body(content))) == {AUTHOR}
    assert "w:date" not in body(content)
    assert "Secretariat" in every_word(content)


def test_an_arabic_statement_runs_from_right_to_left():
    told = body(as_changes(TITLE, "اللجنة قلقة.", "اللجنة قلقة جداً."))

    assert "<w:bidi/>" in told
    assert "<w:rtl/>" in told


def test_a_paragraph_of_very_many_words_is_told_as_a_whole():
    long = "word " * 5000

    content = as_changes(TITLE, long.strip(), f"{long}more")

    assert lines_of(content) == f"{long}more"


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        (["a b c"], ["x y z"], [("a b c", None), (None, "x y z")]),
        (["a b c"], ["new", "a b d"], [(None, "new"), ("a b c", "a b d")]),
        (["a", "", "b"], ["a", "", "b"], [("a", "a"), ("", ""), ("b", "b")]),
        ([], ["a"], [(None, "a")]),
    ],
)
def test_a_paragraph_is_paired_with_what_became_of_it(before, after, pairs):
    assert list(paired(before, after)) == pairs


def test_a_text_of_very_many_lines_is_told_without_weighing_each_against_each():
    """What another committee proposes may be anything; a revision of it ends all the same."""
    before = ["same", *(f"a{n}" for n in range(20_000)), "end"]
    after = ["same", *(f"b{n}" for n in range(20_000)), "end"]

    found = list(paired(before, after))

    assert (found[0], found[-1]) == (("same", "same"), ("end", "end"))
    assert [one for one, _ in found if one is not None] == before
    assert [one for _, one in found if one is not None] == after
