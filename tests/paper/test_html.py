"""A paper as HTML: read aloud without fault, and nothing in it runs or loads."""

from html.parser import HTMLParser

import pytest

from sanjose.paper.document import Chart, Paper, Plain
from sanjose.paper.forms.bars import svg
from sanjose.paper.forms.html import body_of, page_of
from tests.paper.sheets import paper, years


class Tags(HTMLParser):
    """Collects what is opened and closed, and every anchor."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        if tag not in {"br", "meta"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """Take no notice: it is closed at once."""

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_tag_is_closed_and_every_anchor_is_there_once(language):
    tags = Tags(page_of(paper(language)))

    assert tags.open == []
    assert tags.wrong == []
    assert len(tags.ids) == len(set(tags.ids))
    assert {one.removeprefix("#") for one in tags.links} <= set(tags.ids)


def test_two_papers_on_one_page_have_anchors_of_their_own():
    tags = Tags(body_of(paper(), "a-") + body_of(paper(), "b-"))

    assert len(tags.ids) == len(set(tags.ids))


def test_what_looks_like_markup_is_text():
    told = page_of(Paper(title="<script>", blocks=(Plain("<b>&"),)))

    assert "<script>" not in told
    assert "&lt;b&gt;&amp;" in told


def test_an_arabic_page_says_its_direction():
    assert '<html lang="ar" dir="rtl">' in page_of(paper("ar"))
    assert '<html lang="en">' in page_of(paper())


def test_a_drawing_carries_its_words_and_every_number():
    drawn = svg(years())

    assert "<title>Allegations by year</title>" in drawn
    assert "<desc>Most came in 2024, twelve.</desc>" in drawn
    assert drawn.count("<rect ") == 2  # neither for 0 nor for what is not published
    assert "not published" in drawn
    assert "2026 &lt;half&gt;" in drawn
    assert ">0</text>" in drawn


def test_bars_grow_from_the_right_where_the_line_does():
    assert '<rect x="90"' in svg(years(), "ar")
    assert '<rect x="0"' in svg(years(), "en")


def test_a_long_label_is_broken_and_nothing_leaves_the_drawing():
    drawn = svg(Chart(caption="C", bars=(("word " * 40, 1),), said="s"))

    assert drawn.count("<text ") == 4


def test_a_browser_finds_nothing_that_cannot_be_read_aloud(tmp_path):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    from tests.real import needed

    place = needed("chromium")
    for language in ("en", "ar"):
        (tmp_path / f"{language}.html").write_text(page_of(paper(language)), "utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=place, args=["--no-sandbox"])
        page = browser.new_context(bypass_csp=True).new_page()
        for language in ("en", "ar"):
            page.goto((tmp_path / f"{language}.html").as_uri())

            found = Axe().run(page)

            assert found.violations_count == 0, found.generate_report()
        browser.close()
