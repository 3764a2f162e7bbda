"""The public pages in a real browser: accessible, alone, readable small, large and backwards.

Source: G 34.
"""

from datetime import date

import pytest

from sanjose.paper.pages import committee_site, system_site
from sanjose.paper.pages.putting import put
from sanjose.rules.committees import known, load
from sanjose.rules.profile import Posting
from sanjose.rules.public import Item, Posted, Public
from sanjose.words.provenance import Given, guidelines
from tests.paper.browser import browser, served, violations
from tests.rules.moon import a_profile

ARABIC = "تطلب اللجنة من الدولة الطرف حماية كل من تحدث إليها.\n\nMOON/2\n"
ITEMS = tuple(
    Item(
        reference="",
        label="",
        posted=Posted(
            state="XXA",
            what="letter",
            of_reply=of_reply,
            written_on=date(2026, 3, 2),
            posted_on=date(2026, 3, 9),
            text=text,
        ),
    )
    for of_reply, text in ((False, "The Committee asks for protection.\n"), (True, ARABIC))
)
PLACES = (
    "system/index.html",
    "system/submit.html",
    "system/next.html",
    "system/chart.html",
    "system/policies.html",
    "system/cescr.html",
    "moon/ar.html",
    "moon/fr.html",
    "moon/committee.html",
    "moon/guidelines.html",
    "moon/letters.html",
)
"""One page of each kind; that a whole page is looked at takes seconds."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A committee's pages with what was posted, and those of the system, on this machine."""
    folder = tmp_path_factory.mktemp("pages") / "site"
    committees = [load(slug).committee for slug in known()]
    posting = a_profile(posting=Given(Posting.POSTED, guidelines(26)))
    files = {
        f"{where}/{place}": content
        for where, pages in (
            ("system", system_site(committees)),
            ("moon", committee_site(posting, committees, Public(items=ITEMS, trial=True))),
        )
        for place, content in pages.items()
    }
    folder.mkdir()
    for where in ("system", "moon"):
        put(
            folder / where,
            {k.partition("/")[2]: v for k, v in files.items() if k.startswith(where)},
        )
    with served(folder) as address:
        yield address, sorted(files)


@pytest.fixture(scope="module")
def chromium():
    with browser() as started:
        yield started


@pytest.fixture
def visit(chromium, site):
    """Open pages in a window of their own, and gather whatever went wrong."""
    address, _ = site
    windows, told = [], []

    def opened(width=1280, *, dark=False):
        window = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light"
        )
        windows.append(window)
        page = window.new_page()
        page.on("console", lambda one: told.append(one.text))
        page.on("pageerror", lambda one: told.append(str(one)))
        page.on(
            "request",
            lambda one: (
                None if one.url.startswith((address, "data:")) else told.append(one.url)
            ),
        )
        page.on("response", lambda one: told.append(one.url) if one.status >= 400 else None)
        return page

    yield opened
    for one in windows:
        assert one.cookies() == []
        one.close()
    assert told == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (320, True)])
def test_no_kind_of_page_has_anything_that_axe_finds(visit, site, width, dark):
    address, places = site
    posted = [one for one in places if "/posted/" in one]
    page = visit(width, dark=dark)

    found = {}
    for place in (*PLACES, *posted):
        page.goto(address + place)
        if wrong := violations(page):
            found[place] = wrong

    assert found == {}


def test_axe_would_find_it(visit, site):
    page = visit()
    page.goto(site[0] + "system/index.html")
    page.evaluate("document.documentElement.removeAttribute('lang')")

    assert any(one.startswith("html-has-lang") for one in violations(page))


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_has_to_be_scrolled_sideways_even_at_400_percent(visit, site, width):
    address, places = site
    page = visit(width)
    page.set_default_timeout(10_000)

    wide = []
    for place in places:
        page.goto(address + place)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(place)

    assert wide == []


def test_text_twice_as_large_is_cut_off_nowhere(visit, site):
    address, _ = site
    page = visit(320)
    page.goto(address + "system/submit.html")

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_keyboard_comes_first_to_the_text_then_through_every_link_in_order(visit, site):
    page = visit()
    page.goto(site[0] + "moon/submit.html")
    links = page.eval_on_selector_all("a", "all => all.map(one => one.textContent)")

    reached = []
    for _ in links:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent"))

    assert reached == links
    assert reached[0] == "Skip to the text"


def test_the_way_past_the_head_is_seen_when_it_is_reached_and_leads_to_the_text(visit, site):
    page = visit()
    page.goto(site[0] + "moon/submit.html")

    page.keyboard.press("Tab")
    seen = page.locator(".skip").bounding_box()
    page.keyboard.press("Enter")

    assert seen["x"] >= 0
    assert page.evaluate("document.activeElement.id") == "text"


def test_where_one_is_can_be_seen(visit, site):
    page = visit()
    page.goto(site[0] + "moon/submit.html")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_the_arabic_page_runs_from_right_to_left_and_its_address_does_not(visit, site):
    page = visit(320)
    page.goto(site[0] + "moon/ar.html")

    heading = page.locator("h1").evaluate(
        "one => { const r = document.createRange(); r.selectNodeContents(one);"
        " return innerWidth - r.getBoundingClientRect().right }"
    )
    bar = page.locator("blockquote").evaluate(
        "one => { const s = getComputedStyle(one);"
        " return parseFloat(s.borderRightWidth) > parseFloat(s.borderLeftWidth) }"
    )

    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert heading < 40
    assert bar
    assert (
        page.locator("main bdi").first.evaluate("one => getComputedStyle(one).direction")
        == "ltr"
    )


def test_a_text_that_was_posted_runs_as_its_own_letters_do(visit, site):
    address, places = site
    page = visit()
    (reply,) = (one for one in places if "/posted/" in one and "reply" in one)
    page.goto(address + reply)

    ways = page.eval_on_selector_all(
        ".letter p", "all => all.map(one => getComputedStyle(one).direction)"
    )

    assert ways == ["rtl", "ltr"]


def test_on_paper_there_is_the_text_and_no_list_of_pages(visit, site):
    page = visit()
    page.goto(site[0] + "moon/en.html")

    page.emulate_media(media="print", color_scheme="dark")

    assert not page.locator("nav").is_visible()
    assert page.locator("main").is_visible()
    colours = page.evaluate(
        "[getComputedStyle(document.documentElement).backgroundColor,"
        " getComputedStyle(document.body).color]"
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_a_chart_on_a_telephone_says_beside_each_answer_what_was_asked(visit, site):
    page = visit(320)
    page.goto(site[0] + "system/policies.html")

    heads = page.eval_on_selector_all(
        "td", "all => all.map(one => getComputedStyle(one, '::before').content)"
    )

    assert heads
    assert all(len(one) > 8 for one in heads)
    assert page.get_by_role("cell").count() == len(heads)
    assert page.get_by_role("rowheader").count() == len(known())


def test_a_page_reads_the_same_without_any_script(chromium, site):
    window = chromium.new_context(java_script_enabled=False)
    page = window.new_page()
    page.goto(site[0] + "moon/submit.html")

    words = page.locator("main").inner_text()
    window.close()

    assert "An ordinary e-mail is not secret" in words
