"""A paper as plain text: 78 columns, whatever it holds."""

import pytest

from sanjose.paper.document import Chart, Items, Paper, Plain, Table
from sanjose.paper.forms.plain import WIDTH, as_text, columns
from tests.paper.sheets import figures, long_table, paper, years


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_no_line_is_wider_than_the_terminal(language):
    wide = Paper(
        title="字" * 60,
        language=language,
        masthead=("A committee with a name that is long " * 2,),
        symbol="XXX/C/3/2",
        blocks=(*paper(language).blocks, long_table(3), Plain("字" * 200)),
    )

    assert max(map(columns, as_text(wide).splitlines())) <= WIDTH


def test_paragraphs_sections_and_notes_are_numbered():
    told = as_text(paper())

    assert "\nI. Introduction\n---------------\n" in told
    assert "\n1.  The rapporteur recalls" in told
    assert "(CAT/C/55/2). [1]" in told.replace("\n    ", " ")
    assert "\nNotes\n[1] HRI/MC/2015/6, para. 15.\n[2] HRI/MC/2015/6.\n" in told
    assert "\n    (a) The rapporteur" in told
    assert "\n    -   A dot" in told


def test_how_a_paper_is_handled_stands_above_and_below():
    told = as_text(paper())

    assert told.count("Confidential: for the closed meeting") == 2
    assert told.count("Copy 3 of 5") == 1


def test_a_chart_has_its_numbers_and_an_unpublished_one_has_no_bar():
    told = as_text(Paper(title="T", blocks=(years(),)))

    lines = {line.split()[0]: line for line in told.splitlines() if line.startswith("  ")}
    assert lines["2024"].count("█") == 30
    assert lines["2025"].count("█") == 8
    assert "not published" in lines["2026"]
    assert "█" not in lines["2026"]
    assert lines["2027"].endswith(" 0")


def test_numbers_of_a_table_end_under_each_other():
    told = as_text(Paper(title="T", blocks=(figures(),)))

    assert "\n  Complaints           12\n  State reports         0\n" in told


def test_a_table_without_a_head_has_only_rows():
    bare = Table(caption="", head=("", ""), rows=(("a", "b"),))

    assert as_text(Paper(title="T", blocks=(bare,))) == "T\n=\n\n  a  b\n"


def test_an_empty_paper_is_its_title():
    assert as_text(Paper(title="T", blocks=(Items(()),))) == "T\n=\n"
    assert as_text(Paper(title="T", blocks=(Chart(caption="", bars=(), said=""),))) == "T\n=\n"
