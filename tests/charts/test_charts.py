"""The charts made from the ten profiles are the annexes of the note, cell by cell.

``annexes.txt`` beside this file is annexes I and II of the Secretariat's note for the 35th
meeting of Chairs (2023), as its text was extracted: a cell begins with a tab, a row with an
empty line, and what has no tab goes on in the cell before.
"""

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sanjose.paper.charts import as_csv, as_html
from sanjose.rules import charts
from sanjose.rules.charts import Cell, Chart
from sanjose.rules.committees import known, load
from sanjose.rules.profile import Holder
from sanjose.words.model import Post
from tests.rules.moon import a_profile

TEN = "cat ccpr ced cedaw cerd cescr cmw crc crpd spt".split()
FIRST, SECOND = (
    Path(__file__).with_name("annexes.txt").read_text("utf-8").split("Annex II\n", maxsplit=1)
)
NOTE = re.compile(r"\t([a-k]) ?\t(.*(?:\n[^\t\n].*)*)")


def rows_of(text: str) -> list[list[tuple[str, ...]]]:
    """Return the rows of an annex as the note prints it: cells as lines, without its head."""
    rows = []
    for block in re.split(r"\n\n+", text):
        cells: list[list[str]] = []
        for line in block.splitlines():
            if line.startswith("\t"):
                cells.append([line.strip()])
            elif cells:
                cells[-1].append(line.strip())
        if any(cell != [""] for cell in cells):
            rows.append([tuple(cell) for cell in cells])
    return rows


def plain(cell: Cell) -> tuple[str, ...]:
    first, *rest = cell.lines
    return (first + cell.letter, *rest)


@pytest.fixture(scope="module")
def committees():
    return [load(slug).committee for slug in TEN]


def test_the_ten_treaty_bodies_are_installed():
    assert set(TEN) <= set(known())


def test_annex_i_is_the_one_of_the_note_line_by_line(committees):
    head, *printed = rows_of(FIRST.replace("Annex I\n", ""))

    made = charts.annex_i(committees)

    assert [(made.title,), *((one,) for one in made.head)] == head
    assert [[plain(cell) for cell in row] for row in made.rows] == printed


def test_annex_ii_is_the_one_of_the_note_cell_by_cell(committees):
    body = NOTE.split(SECOND, maxsplit=1)[0].replace("[bookmark: _Hlk98500538]", "")
    head, *printed = rows_of(body)

    made = charts.annex_ii(committees)

    assert [made.title, *made.head] == [" ".join(cell) for cell in head]
    assert [[plain(cell) for cell in row] for row in made.rows] == printed


def test_the_notes_a_to_k_of_annex_ii_are_those_of_the_note(committees):
    printed = {letter: text.replace("\n", "").strip() for letter, text in NOTE.findall(SECOND)}

    made = charts.annex_ii(committees)

    assert dict(made.notes) == printed
    assert [letter for letter, _ in made.notes] == list("abcdefghijk")


def test_every_cell_of_the_charts_says_where_it_comes_from(committees):
    for one in committees:
        values = (one.policy, one.functions, one.posting, one.endorsed, one.rapporteur)
        assert all(str(value) for value in (*values, one.holders, one.mailbox))


def test_a_committee_that_stands_in_neither_annex_comes_last():
    moon = a_profile()

    first = charts.annex_i([moon, load("cat").committee])
    second = charts.annex_ii([moon, load("cat").committee])

    assert [str(cell) for cell in first.rows[-1]] == [moon.name, "", ""]
    assert [str(cell) for cell in second.rows[-1]] == [moon.name, "No", "Yes", "No", "No", "No"]


def test_who_it_is_by_now_stands_in_the_place_of_who_it_was():
    now = {"moon": [[Holder("Member Adler"), Holder("Member Birch", Post.ALTERNATE)]]}

    made = charts.annex_i([a_profile()], now)

    assert str(made.rows[0][1]) == "Member Adler and Member Birch (alternate)"


def test_notes_are_lettered_in_the_order_of_reading():
    moon = a_profile()
    told = [
        replace(
            moon,
            slug=name,
            name=name,
            policy=replace(moon.policy, remark=f"{name} first"),
            endorsed=replace(moon.endorsed, remark=f"{name} second"),
        )
        for name in ("B", "A")
    ]

    made = charts.annex_ii(told)

    assert made.notes == (
        ("a", "A first"),
        ("b", "A second"),
        ("c", "B first"),
        ("d", "B second"),
    )


# -- as files ----------------------------------------------------------------------------------


def test_the_comma_separated_chart_reads_back_as_it_is(committees):
    made = charts.annex_ii(committees)

    rows = list(csv.reader(io.StringIO(as_csv(made), newline="")))

    assert rows[0] == list(made.head)
    assert rows[1:11] == [[str(cell) for cell in row] for row in made.rows]
    assert rows[12:] == [list(note) for note in made.notes]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@cell"])
def test_no_cell_is_a_formula(text):
    made = Chart("", ("one", "two"), ((Cell((text,)), Cell(("plain",))),))

    assert as_csv(made).splitlines()[1] == f"'{text},plain"


class Page(HTMLParser):
    """What a browser would make of the page: its rows with spans carried down, its links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows, self.ids, self.links, self.asked, self.open = [], set(), set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids |= {given["id"]} if "id" in given else set()
        self.links |= {given["href"][1:]} if tag == "a" else set()
        self.asked += [given[one] for one in ("src", "action") if one in given]
        if tag in {"link", "script", "img", "iframe"}:
            self.asked.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append([tag, given.get("scope"), int(given.get("rowspan", 1)), ""])
            self.open.append(tag)
        if tag == "br":
            self.rows[-1][-1][3] += ", "

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self.open.pop()

    def handle_data(self, data):
        if self.open:
            self.rows[-1][-1][3] += data


def test_the_page_has_a_head_for_every_row_and_column_and_asks_for_nothing(committees):
    page = Page(as_html(charts.annex_ii(committees), "As published."))
    head, *rows = page.rows

    assert {(tag, scope) for tag, scope, _, _ in head} == {("th", "col")}
    assert all(row[0][:2] == ["th", "row"] for row in rows)
    assert [row[5][3] for row in rows][:3] == ["Yes, August 2014", "Yesc, June 2016", "Noe"]
    assert page.asked == []


def test_every_note_of_the_page_leads_there_and_back(committees):
    page = Page(as_html(charts.annex_ii(committees), "As published."))

    assert page.links == page.ids
    assert len(page.links) == 22


def test_a_body_with_two_lines_is_headed_once(committees):
    page = Page(as_html(charts.annex_i(committees), "As published."))
    spans = {row[0][3]: row[0][2] for row in page.rows[1:] if row[0][0] == "th"}
    short = [row for row in page.rows[1:] if row[0][0] == "td"]

    assert len(spans) == 10
    assert sorted(spans.values()) == [1] * 8 + [2, 2]
    assert [row[0][3] for row in short] == [
        "Leticia Bonifaz Alfonzo (alternate)",
        "Rosemary Kayess",
    ]


def test_what_a_profile_says_cannot_become_markup():
    moon = a_profile(name="<script>alert(1)</script>")

    assert "<script>" not in as_html(charts.annex_i([moon]), "<b>")
