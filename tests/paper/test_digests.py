"""The Chair's sheet laid out: one page whatever there is, and calm where there is little."""

import subprocess
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjose.paper.digests import as_sheet, shortened
from sanjose.paper.forms.pdf import as_pdf
from sanjose.paper.forms.plain import as_text
from sanjose.paper.system import as_joined
from sanjose.rules.digests import (
    Ahead,
    Elsewhere,
    News,
    Reader,
    Sheet,
    Stated,
    Unanswered,
    Wanted,
    lines_to_take,
)
from sanjose.rules.system import Development, Kind, Part
from sanjose.words.model import Calendar, Decider, Post, Urgency
from tests.rules.moon import a_profile

DAY = date(2026, 3, 9)
LONG = "That the Committee ask the State party to protect whoever cooperates with it. " * 40
REFERENCE = "MOON-26-7K3QM-X"

WANTED = Wanted(
    state="XXA",
    reference=REFERENCE,
    label="M1",
    what="public statement or press release",
    decides=Decider.PLENARY,
    by=DAY + timedelta(days=7),
    urgency=Urgency.IMMEDIATE,
    text=LONG,
)
STATED = Stated(
    name="0123abcd",
    state="XXB",
    waits="our concurrence",
    days_left=9,
    signatories=("cat", "ced"),
    text=LONG,
)
NEWS = News(
    state="XXA",
    reference=REFERENCE,
    line="allegation received (threat, surveillance, cyberattack, restrictive law or charge); "
    "assessed: reprisal and intimidation; proposed: letter to the State party",
)
AHEAD = Ahead(
    state="XXB", what=Calendar.REVIEW, starts=DAY + timedelta(days=9), ends=DAY, cases=1
)
UNANSWERED = Unanswered(
    state="XXA",
    reference=REFERENCE,
    what="letter to the State party asking for protection, with a deadline",
    sent=DAY - timedelta(days=60),
    days=60,
    reply_by=DAY - timedelta(days=1),
)
ELSEWHERE = Elsewhere(state="XXA", told=(("ced", 1), ("cat", 2)), documents=("SUN/C/1",))


def a_sheet(times=0, post=Post.CHAIR):
    return Sheet(
        reader=Reader(post=post, holder="Member Birch"),
        committee="Committee on the Moon",
        day=DAY,
        since=DAY - timedelta(days=7),
        wanted=(WANTED,) * times,
        stated=(STATED,) * times,
        news=(NEWS,) * times,
        ahead=(AHEAD,) * times,
        unanswered=(UNANSWERED,) * times,
        elsewhere=(ELSEWHERE,) * times,
        lines=lines_to_take(a_profile()),
    )


def read(sheet):
    return " ".join(as_text(as_sheet(sheet)).split())


def pages(paper, tmp_path):
    place = tmp_path / "sheet.pdf"
    place.write_bytes(as_pdf(paper))
    said = subprocess.run(["pdfinfo", str(place)], capture_output=True, text=True, check=True)
    return int(said.stdout.split("Pages:")[1].split()[0])


@pytest.mark.parametrize("times", [0, 1, 2, 3, 5, 8, 20, 200])
def test_a_sheet_is_one_page_whatever_there_is(times, tmp_path):
    assert pages(as_sheet(a_sheet(times)), tmp_path) == 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("sheets")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=6, max_size=6), st.sampled_from(["", LONG]))
def test_no_mixture_of_sections_is_longer_than_a_page(folder, counts, text):
    wanted, stated, news, ahead, unanswered, elsewhere = counts
    sheet = replace(
        a_sheet(),
        wanted=(replace(WANTED, text=text),) * wanted,
        stated=(replace(STATED, text=text),) * stated,
        news=(NEWS,) * news,
        ahead=(AHEAD,) * ahead,
        unanswered=(UNANSWERED,) * unanswered,
        elsewhere=(ELSEWHERE,) * elsewhere,
    )

    assert pages(as_sheet(sheet), folder) == 1


def test_a_sheet_without_anything_is_calm_and_complete():
    said = read(a_sheet())

    assert "No decision is wanted of you." in said
    assert "Lines to take" in said
    for section in ("Decisions", "New since", "Reviews", "Letters", "Other bodies", "Joint"):
        assert section not in said


def test_every_section_says_what_it_is_about():
    said = read(a_sheet(1))

    assert "Two decisions are wanted of you." in said
    for words in (
        "Exampleland (immediate): public statement or press release; for the plenary",
        "to decide by 16 March 2026 (MOON-26-7K3QM-X, M1). Proposed: That the Committee",
        "Sampleland: statement 0123abcd of CAT, CED waits for our concurrence, 9 days left.",
        "New since 2 March 2026",
        "Exampleland: allegation received (threat,",
        "Sampleland: review of a report, from 18 March 2026; 1 open case.",
        "no reply for 60 days, was due by 8 March 2026 (MOON-26-7K3QM-X).",
        "Exampleland: CED: 1 summary; CAT: 2 summaries; public: SUN/C/1.",
    ):
        assert words in said


def test_what_does_not_fit_is_counted():
    assert "Reviews ahead (1 of 20)" in read(a_sheet(20))
    assert " of 1)" not in read(a_sheet(1))


def test_what_is_for_the_chair_and_what_stands_in_for_the_chair_is_said():
    one = replace(a_sheet(1), wanted=(replace(WANTED, decides=Decider.CHAIR),))

    assert "for you to decide" in read(one)
    assert "You act here in the Chair" not in read(one)
    assert "You act here in the Chair" in read(a_sheet(1, Post.VICE_CHAIR))
    assert "for the Vice-Chair only" in read(a_sheet(1, Post.VICE_CHAIR))


def test_what_goes_on_is_said_until_when_and_what_is_not_late_by_when():
    sheet = replace(
        a_sheet(1),
        ahead=(replace(AHEAD, starts=DAY, ends=DAY + timedelta(days=1), cases=2),),
        unanswered=(replace(UNANSWERED, reply_by=DAY, reference=None, days=1),),
        stated=(replace(STATED, days_left=None, withheld=True, text=""),),
        wanted=(replace(WANTED, state=None, reference=None, confirms=True, text=""),),
    )

    said = read(sheet)

    assert "goes on until 10 March 2026; 2 open cases" in said
    assert "no reply for 1 day, due by 9 March 2026." in said
    assert "waits for our concurrence. The text is at the secretariat" in said
    assert "confirm that you decided it by 16 March 2026 (M1)." in said


def test_of_many_documents_and_of_a_long_line_only_the_beginning_is_shown():
    long = replace(NEWS, line=", ".join(["threat"] * 200))
    many = replace(ELSEWHERE, told=(), documents=tuple(f"SUN/{n}" for n in range(9)))

    said = read(replace(a_sheet(), news=(long,), elsewhere=(many,)))

    assert "Exampleland: public: SUN/0, SUN/1, SUN/2 and 6 more." in said
    assert said.count("threat") < 45


def test_a_text_is_cut_between_words():
    assert shortened("one two", 7) == "one two"
    assert len(shortened(LONG, 100)) <= 100
    assert shortened(LONG, 100).endswith(" …")


def test_the_properties_of_the_file_say_whose_sheet_it_is_and_nothing_of_it(tmp_path):
    place = tmp_path / "sheet.pdf"
    place.write_bytes(as_pdf(as_sheet(a_sheet(2))))

    said = subprocess.run(
        ["pdfinfo", "-meta", str(place)], capture_output=True, text=True, check=True
    ).stdout
    said += subprocess.run(
        ["pdfinfo", str(place)], capture_output=True, text=True, check=True
    ).stdout

    assert "Sheet for the Chair" in said
    for secret in ("Exampleland", REFERENCE, "Birch", "officer", "threat"):
        assert secret not in said


# -- the joined digest ---------------------------------------------------------------------------


def test_the_joined_digest_tells_by_committee_and_says_who_is_missing(tmp_path):
    told = (
        Development(kind=Kind.PRACTICES, on=DAY, number=2),
        Development(kind=Kind.SESSION, on=DAY),
        Development(kind=Kind.STATEMENT, on=DAY),
    )
    parts = [Part(committee="moon", since=DAY, until=DAY, developments=told)]
    profiles = [a_profile(), a_profile(slug="sun")]

    paper = as_joined(parts, profiles, DAY)
    said = " ".join(as_text(paper).split())

    assert "2 good practices noted" in said
    assert "joint statement published" in said
    assert "Nothing was handed in by SUN." in said
    assert "2 of the 2 bodies have a rapporteur or focal point" in said
    assert pages(paper, tmp_path) == 1


def test_a_joined_digest_of_nothing_says_so():
    part = Part(committee="moon", since=DAY, until=DAY)

    said = as_text(as_joined([part], [a_profile()], DAY))

    assert "Nothing is told of this period." in said
    assert "handed in by" not in said
