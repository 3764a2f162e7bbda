"""A paper as PDF: tagged, with its own fonts, and refused where there is no letter for it."""

import re
import subprocess

import pytest

from sanjose.paper.document import Foot, Heading, Numbered, Paper, Plain
from sanjose.paper.forms import pdf
from sanjose.paper.forms.pdf import as_pdf
from sanjose.words.errors import Unable
from tests.paper.sheets import long_table, paper
from tests.real import needed, text_of


def about(content: bytes, tool: str = "pdfinfo") -> str:
    needed("pdftotext")
    done = subprocess.run([tool, "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def test_a_pdf_says_what_the_paper_says():
    shown = " ".join(text_of(as_pdf(paper())).split())

    assert "1. The rapporteur recalls" in shown
    assert "A. Allegations received" in shown
    assert "(b) Second item" in shown
    assert "HRI/MC/2015/6, para. 15." in shown
    assert "4 March 2026" in shown
    assert shown.count("Copy 3 of 5") == 2


def test_a_pdf_is_tagged_and_tells_of_nobody():
    told = about(as_pdf(paper()))

    assert re.search(r"Tagged:\s+yes", told)
    assert re.search(r"Title:\s+Report of the rapporteur", told)
    assert "Author" not in told
    assert "ModDate" not in told
    assert b"pdfuaid" in as_pdf(paper())


def test_a_pdf_has_every_font_within():
    told = about(as_pdf(paper("ar")), "pdffonts").splitlines()[2:]

    assert told
    assert all(line.split()[-5] == "yes" for line in told)


def test_the_same_paper_is_the_same_pdf():
    assert as_pdf(paper()) == as_pdf(paper())


def test_what_looks_like_markup_is_printed_as_it_is():
    odd = '#import "x" $x$ *bold* _it_ <b> \\ `raw` @ref // no comment'

    shown = " ".join(
        text_of(as_pdf(Paper(title=odd, blocks=(Plain((odd, Foot(odd))),)))).split()
    )

    assert shown.count(odd) == 3


def test_headings_that_leave_out_a_level_are_no_fault():
    skipped = Paper(title="T", blocks=(Heading("Deep", 3), Numbered("x"), Heading("Deeper", 9)))

    assert "Deep" in text_of(as_pdf(skipped))


def test_a_long_table_repeats_its_head_on_each_page():
    shown = text_of(as_pdf(Paper(title="T", blocks=(long_table(90),))))

    assert shown.count("Column 5") == shown.count("\f")


def test_an_arabic_paper_is_set_in_arabic_letters():
    shown = text_of(as_pdf(paper("ar")))

    assert "CAT/C/55/2" in shown.replace("\u2060", "")
    assert re.search("[ء-ي\ufb50-\ufeff]", shown)


def test_a_script_without_a_font_is_refused_in_a_sentence(monkeypatch):
    bare = pdf._known(system=False)
    monkeypatch.setattr(pdf, "_known", lambda *, system: bare)

    with pytest.raises(Unable, match="no font for Arabic is installed here"):
        as_pdf(paper("ar"))
    with pytest.raises(Unable, match="such as Noto Serif Georgian"):
        as_pdf(Paper(title="ა", blocks=()))


def test_latin_greek_and_cyrillic_need_no_font_of_the_machine(monkeypatch):
    bare = pdf._known(system=False)
    monkeypatch.setattr(pdf, "_known", lambda *, system: bare)

    shown = text_of(
        as_pdf(Paper(title="Ελλάδα", language="ru", blocks=(Plain("Комитет é ñ"),)))
    )

    assert "Комитет é ñ" in shown
