"""A paper as a Word file: what Word numbers, what it says of itself, and that it opens."""

import io
import re
import zipfile

import pytest

from sanjose.paper.document import Chart, Foot, Heading, Items, Paper, Plain, Table
from sanjose.paper.forms.archive import clean
from sanjose.paper.forms.laid import widths
from sanjose.paper.forms.runs import directed
from sanjose.paper.forms.word import as_word
from sanjose.paper.reading.files import words_of
from tests.paper.sheets import SOURCE, figures, long_table, paper, years
from tests.real import pdf_of, text_of


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def test_a_word_file_opens_and_says_what_the_paper_says():
    shown = " ".join(text_of(pdf_of(as_word(paper()))).split())

    assert "An invented committee XXX/C/3/2" in shown
    assert "I. Introduction" in shown
    assert "1. The rapporteur recalls" in shown
    assert "A. Allegations received" in shown
    assert "2. The Guidelines & <their> text" in shown
    assert "(a) The rapporteur" in shown
    assert "(b) Second item" in shown
    assert "(a) Anew" in shown
    assert "II. Figures" in shown
    assert "1 HRI/MC/2015/6, para. 15." in shown
    assert "not published" in shown
    assert shown.count("Copy 3 of 5") == shown.count("Confidential: for the closed meeting") > 1


def test_numbers_of_paragraphs_sections_and_notes_are_those_of_word():
    body = part(as_word(paper()), "word/document.xml")
    styles = part(as_word(paper()), "word/styles.xml")

    assert body.count('w:val="Numbered"') == 2
    assert body.count("<w:footnoteReference ") == 2
    assert ">1. " not in body
    assert ">I. " not in body
    assert re.search(r'w:styleId="Heading1".*?<w:numPr>', styles)
    assert SOURCE in part(as_word(paper()), "word/footnotes.xml")


def test_a_paper_without_numbered_paragraphs_numbers_no_section():
    brief = Paper(title="A brief", blocks=(Heading("Facts"), Plain("One fact.")))

    shown = text_of(pdf_of(as_word(brief)))

    assert "Facts" in shown
    assert "I." not in shown


def test_a_word_file_tells_of_nobody_and_no_time():
    content = as_word(paper())

    core = part(content, "docProps/core.xml")
    assert re.findall(r"<(dc|cp|dcterms):(\w+)", core) == [
        ("cp", "coreProperties"),
        ("dc", "title"),
        ("dc", "language"),
    ]
    assert "docProps/app.xml" not in names(content)
    assert "<w:removePersonalInformation/><w:removeDateAndTime/>" in part(
        content, "word/settings.xml"
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_paper_is_the_same_file():
    assert as_word(paper()) == as_word(paper())


def test_an_arabic_paper_runs_from_right_to_left_in_every_paragraph_and_run():
    content = as_word(paper("ar"))

    body = part(content, "word/document.xml")
    paragraphs = re.findall(r"<w:p>.*?</w:p>", body)
    assert all("<w:bidi/>" in one for one in paragraphs)
    arabic = [one for one in re.findall(r"<w:r>.*?</w:r>", body) if re.search("[ء-ي]", one)]
    assert arabic
    assert all("<w:rtl/>" in one for one in arabic)
    assert "<w:bidiVisual/>" in body
    assert re.search(r"<w:titlePg/><w:bidi/></w:sectPr>", body)
    assert 'w:bidi="ar-SA"' in part(content, "word/styles.xml")
    assert "CAT/C/55/2" in text_of(pdf_of(content))


def test_a_symbol_in_an_arabic_line_is_a_run_of_its_own():
    told = list(directed("انظر CAT/C/55/2.", backwards=True))

    assert told == [("انظر ", True), ("CAT/C/55/2", False), (".", True)]


def test_an_arabic_name_in_an_english_line_is_a_run_of_its_own():
    told = list(directed("See اسم عربي here", backwards=False))

    assert told == [("See ", False), ("اسم عربي", True), (" here", False)]


def test_a_note_of_latin_letters_keeps_its_full_stop_in_an_arabic_paper():
    assert list(directed("HRI/MC/2015/6.", backwards=True)) == [("HRI/MC/2015/6.", False)]


def test_a_table_has_a_head_that_is_repeated_and_rows_that_are_not_torn():
    body = part(as_word(Paper(title="T", blocks=(long_table(60),))), "word/document.xml")

    assert body.count("<w:tblHeader/>") == 1
    assert body.count("<w:cantSplit/>") == 61
    assert "<w:tblCaption" in body


def test_a_short_table_stays_on_one_page():
    body = part(as_word(Paper(title="T", blocks=(figures(),))), "word/document.xml")

    assert body.count("<w:keepNext/>") == 2  # the cells of every row but the last


def test_a_chart_is_a_picture_with_words_and_its_numbers_as_a_table():
    content = as_word(Paper(title="T", blocks=(years(),)))

    body = part(content, "word/document.xml")
    assert 'descr="Most came in 2024, twelve."' in body
    assert body.count("<w:tr>") == 5
    assert part(content, "word/media/figure1.svg").startswith("<svg")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("word/media/figure1.png").startswith(b"\x89PNG")


def test_a_new_page_begins_with_the_next_block():
    told = text_of(pdf_of(as_word(paper(handling="", copy="")))).split("\f")

    assert "Figures" in told[1]
    assert "Introduction" not in told[1]


def test_a_new_page_may_begin_with_a_table_that_has_no_caption():
    from sanjose.paper.document import NewPage

    bare = Table(caption="", head=("a",), rows=(("b",),))

    body = part(as_word(Paper(title="T", blocks=(NewPage(), bare))), "word/document.xml")

    assert body.count('<w:br w:type="page"/>') == 1


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "\ud800", "\ufffe"])
def test_signs_that_no_word_file_may_hold_are_left_out(text):
    content = as_word(Paper(title=text, blocks=(Plain((text, Foot(text))),)))

    assert words_of(content) is not None
    assert clean(text) in {"ab", ""}


def test_lines_and_tabs_within_a_paragraph_are_kept():
    content = as_word(Paper(title="T", blocks=(Plain("One\ttwo\nthree"),)))

    assert "One\ttwo\nthree" in words_of(content)


WORDS = "a longer text that tells of what was done and of what is still to be done " * 3
ROW = ("2026-CCPR-001", WORDS, "2026-11-29", "rapporteur", "3", f"{WORDS} by 2026-12-01")


def test_no_word_of_a_table_is_broken_and_no_day():
    head = ("Case", "Where it stands", "Received", "Decided by", "Days", "Next")
    table = Table(caption="Cases", head=head, rows=(ROW,) * 3)

    said = text_of(pdf_of(as_word(Paper(title="T", blocks=(table,)))))

    days = said.replace("\N{NON-BREAKING HYPHEN}", "-")
    assert said.count("2026-CCPR-001") == said.count("rapporteur") == 3
    assert days.count("2026-11-29") == days.count("2026-12-01") == 3
    assert "Days" in said


@pytest.mark.parametrize("word", ["x", "x" * 60, "x" * 600])
def test_the_columns_of_a_table_fill_its_width_whatever_stands_in_them(word):
    table = Table(caption="", head=("", "b", "c"), rows=((word, "2026-11-29", word),))

    made = widths(table, 7000)

    assert sum(made) == 7000
    assert min(made) > 0
    assert made[1] >= 1000


def test_every_list_begins_anew():
    listed = Paper(title="T", blocks=tuple(Items(("x", "y"), ordered=True) for _ in range(3)))

    assert text_of(pdf_of(as_word(listed))).count("(a)") == 3


def test_a_chart_without_bars_is_no_fault():
    none = Chart(caption="Empty", bars=(), said="Nothing.")

    assert as_word(Paper(title="T", blocks=(none,)))


def test_brackets_around_a_symbol_stay_with_it_in_an_arabic_line():
    told = list(directed("انظر (CAT/C/55/2) الآن", backwards=True))

    assert told == [("انظر ", True), ("(CAT/C/55/2)", False), (" الآن", True)]
