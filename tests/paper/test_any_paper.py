"""Whatever a paper holds, every form of it can be made, and holds the same words."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjose.paper.document import (
    Chart,
    Foot,
    Heading,
    Items,
    NewPage,
    Numbered,
    Paper,
    Plain,
    Stressed,
    Table,
)
from sanjose.paper.forms.html import page_of
from sanjose.paper.forms.machine import plainly
from sanjose.paper.forms.pdf import as_pdf
from sanjose.paper.forms.plain import as_text
from sanjose.paper.forms.word import as_word
from sanjose.paper.reading.files import words_of

ODD = st.one_of(
    st.text(
        st.sampled_from(
            "ab #$*_<&>\"'\\@[]{}`~/=-+.1\n\t\r\x00\x1f\u202e\u200f\ud800\ufffeéЯλ«\u0644\u0627"
        ),
        max_size=12,
    ),
    st.sampled_from(
        ["", " ", "CAT/C/55/2", "(A/HRC/51/47).", "= x", "- y", "// z", "https://x"]
    ),
)
WORDS = st.one_of(
    ODD,
    st.lists(st.one_of(ODD, ODD.map(Foot), ODD.map(Stressed)), max_size=4).map(tuple),
)


@st.composite
def tables(draw) -> Table:
    wide = draw(st.integers(1, 6))
    row = st.tuples(*[ODD] * wide)
    return Table(
        caption=draw(ODD),
        head=draw(row),
        rows=tuple(draw(st.lists(row, max_size=3))),
        numbers=frozenset({wide - 1}),
        note=draw(ODD),
    )


CHARTS = st.builds(
    Chart,
    caption=ODD,
    bars=st.lists(st.tuples(ODD, st.none() | st.integers(0, 9999)), max_size=4).map(tuple),
    said=ODD,
    head=st.tuples(ODD, ODD),
)
BLOCKS = st.one_of(
    st.builds(Heading, ODD, st.integers(0, 5)),
    st.builds(Numbered, WORDS),
    st.builds(Plain, WORDS),
    st.builds(Items, st.lists(WORDS, max_size=3).map(tuple), st.booleans()),
    tables(),
    CHARTS,
    st.just(NewPage()),
)
PAPERS = st.builds(
    Paper,
    title=ODD,
    blocks=st.lists(BLOCKS, max_size=6).map(tuple),
    language=st.sampled_from(["en", "fr", "es", "ru", "ar", "xx"]),
    masthead=st.lists(ODD, max_size=3).map(tuple),
    symbol=ODD,
    dated=st.none() | st.dates(),
    handling=ODD,
    copy=ODD,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAPERS)
def test_every_form_of_any_paper_can_be_made(paper):
    word = as_word(paper)

    assert as_pdf(paper).startswith(b"%PDF")
    assert as_text(paper).endswith("\n")
    assert page_of(paper).startswith("<!doctype html>")
    assert plainly(paper)["language"] == paper.language
    shown = re.sub(r"[^a-z]", "", words_of(word))
    for block in paper.blocks:
        if isinstance(block, Heading):
            assert re.sub(r"[^a-z]", "", block.text) in shown


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_empty_paper_is_made_in_every_form(language):
    empty = Paper(title="", language=language, blocks=())

    assert as_pdf(empty)
    assert as_word(empty)
    assert page_of(empty)
