"""The public pages: what they promise, what a profile supports, and where they lie.

Source: G 26, 34; N 26.
"""

import os
import re
import resource
import subprocess
import sys
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from sanjose.paper.pages import committee_site, guidelines, putting, system_site, wording
from sanjose.paper.pages.layout import LANGUAGES, STYLE
from sanjose.paper.pages.putting import LIST, names, put
from sanjose.rules.committees import known, load
from sanjose.rules.profile import Holder, Posting, Shape
from sanjose.rules.public import Item, Posted, Public
from sanjose.rules.view import Objection
from sanjose.words.errors import Misuse, Unable
from sanjose.words.provenance import Chosen, Given
from sanjose.words.provenance import guidelines as of_the_guidelines
from tests.rules.moon import WHY, a_profile

LETTER = Posted(
    state="XXA",
    what="letter",
    of_reply=False,
    written_on=date(2026, 3, 2),
    posted_on=date(2026, 3, 9),
    text="The Committee asks for <protection>.\n\nIt asks for a reply.\n",
)
POSTING = a_profile(posting=Given(Posting.POSTED, of_the_guidelines(26)))


@pytest.fixture(scope="module")
def committees():
    return tuple(load(slug).committee for slug in known())


@pytest.fixture(scope="module")
def system(committees):
    return system_site(committees)


def site(committee=POSTING, *, public=None, holders=None) -> dict[str, str]:
    made = committee_site(committee, [committee], public or Public(), holders)
    return {place: content.decode() for place, content in made.items()}


def said(page: str) -> str:
    """Return the words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<body")[2]).split())


# -- safe to read -------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", known())
def test_no_page_has_a_script_a_form_or_anything_from_elsewhere(slug, committees):
    committee = next(one for one in committees if one.slug == slug)

    for place, page in site(committee).items():
        assert not re.search(
            r"<(script|form|input|iframe|img|object|embed|video|base)", page
        ), place
        assert not re.search(r"\bon\w+=", page), place
        links = re.findall(r'(?:href|src)="([^"]*)"', page)
        assert all(re.match(r"(#|mailto:|data:,$|[\w./#-]+$)", one) for one in links), place
        assert not [one for one in links if one.startswith(("//", "http"))], place


def test_every_link_leads_to_a_place_that_is_there(system):
    public = Public(items=(Item(reference="", label="", posted=LETTER),))

    for pages in (system, committee_site(POSTING, [POSTING], public)):
        for place, content in pages.items():
            up = "../" * place.count("/")
            for link in re.findall(r'href="([^"#:]+)["#]', content.decode()):
                assert link.removeprefix(up) in pages, (place, link)
            ids = re.findall(r' id="([^"]+)"', content.decode())
            assert len(ids) == len(set(ids)), place
            assert {*re.findall(r'href="#([^"]+)"', content.decode())} <= {*ids}, place


def test_the_style_is_let_in_by_its_digest_and_nothing_else_is(system):
    page = system["index.html"].decode()

    assert "default-src 'none'; style-src 'sha256-" in page
    assert "unsafe" not in page
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_pages_are_small_enough_for_a_slow_line(system):
    assert {place for place, one in system.items() if len(one) > 12_000} <= {
        "guidelines.html",
        "policies.html",
    }
    assert max(map(len, system.values())) < 32_000
    assert sum(map(len, system.values())) < 250_000


def test_a_link_that_was_followed_looks_like_any_other():
    assert STYLE.count("a:visited{") == STYLE.count("a,a:visited{") > 0


# -- what is promised ---------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["submit.html", "en.html"])
def test_how_to_submit_warns_of_what_a_visit_and_a_mail_reveal(page):
    words = said(site()[page])

    assert "can see that you visited this site" in words
    assert "An ordinary e-mail is not secret" in words
    assert "the day and the hour" in words
    assert "no form, no script and no cookie" in words
    assert "Do not save or print this page if it could harm you" in words


def test_what_cannot_be_done_is_said_beside_what_can():
    words = said(site()["next.html"])

    assert "What cannot be done" in words
    assert "cannot guard you, hide you" in words
    assert "It cannot promise a result, or a day" in words
    assert "cannot be called back" in words
    assert "Two exceptions" in words


def test_what_is_posted_is_called_an_allegation():
    public = Public(items=(Item(reference="MOON-26-X", label="M2", posted=LETTER),))

    page = site(public=public)[f"posted/{LETTER.name}.html"]

    assert "What it speaks of is an allegation" in said(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_and_the_whole_of_the_one_page(language):
    english, own = wording.text("leaflet"), wording.text("leaflet", language)

    assert wording.word("trial", language)
    for mark in ("## ", "> ", "- ", "{contact}", "{committee}"):
        assert own.count(mark) == english.count(mark), mark


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("fr", "Comité contre la torture"),
        ("es", "Comité contra la Tortura"),
        ("ar", "لجنة مناهضة التعذيب"),
    ],
)
def test_the_leaflet_calls_the_committee_by_its_name_in_the_language(language, name):
    committee = load("cat").committee

    page = committee_site(committee, [committee], Public())[f"{language}.html"].decode()

    assert name in page
    assert committee.name not in page.partition("<main")[2].partition("</main>")[0]


def test_a_committee_without_a_name_in_the_language_stands_there_in_english():
    committee = replace(load("cat").committee, slug="moon")

    page = committee_site(committee, [committee], Public())["fr.html"].decode()

    assert '<bdi lang="en" dir="ltr">Committee against Torture</bdi>' in page


def test_a_blank_that_nothing_fills_stops_the_page():
    with pytest.raises(KeyError):
        wording.markup("Write to {nobody}.", {})


# -- what a profile supports --------------------------------------------------------------------


def test_a_committee_that_endorsed_nothing_is_not_said_to_have(committees):
    for committee in committees:
        pages = site(committee)
        words = said(pages["committee.html"]) + said(pages["guidelines.html"])
        assert ("It is not reported that they were endorsed" in words) is (
            committee.endorsed.value is None
        ), committee.slug


def test_where_the_bureau_acts_no_rapporteur_does(committees):
    for committee in committees:
        pages = site(committee)
        words = said(pages["next.html"]) + said(pages["committee.html"])
        bureau = committee.shape.value is Shape.BUREAU
        assert ("Bureau is the focal point" in words) is bureau, committee.slug
        assert (
            bool(re.search("(?i)rapporteur( or focal point)? on reprisals", words))
            is not bureau
        )


def test_an_office_that_was_only_chosen_is_called_by_both_names():
    words = said(site()["next.html"])

    assert "its rapporteur or focal point on reprisals" in words


def test_a_policy_is_told_by_its_symbol_and_one_that_is_none_as_none(committees):
    for committee in committees:
        words = said(site(committee)["committee.html"])
        told = (committee.policy.value or "None is reported").casefold()
        assert told in words.casefold(), committee.slug


def test_an_address_is_told_or_that_none_is_known():
    none = said(site()["submit.html"])
    known_one = site(replace(POSTING, mailbox=Given("moon@example.org", of_the_guidelines(26))))

    assert "Do not guess one" in none
    for page in ("submit.html", "committee.html", "chart.html"):
        assert 'href="mailto:moon@example.org"' in known_one[page]


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_one_page_an_address_is_read_and_opens_no_mailbox(language):
    committee = replace(POSTING, mailbox=Given("moon@example.org", of_the_guidelines(26)))

    page = site(committee)[f"{language}.html"]

    assert '<bdi dir="ltr">moon@example.org</bdi>' in page
    assert "mailto:" not in page


def test_only_where_states_report_is_a_review_spoken_of(committees):
    for committee in committees:
        words = said(site(committee)["next.html"])
        reports = committee.procedure("report") is not None
        assert ("when the State is reviewed" in words) is reports, committee.slug


def test_only_where_there_are_visits_can_a_member_be_met_on_one(committees):
    for committee in committees:
        words = said(site(committee)["submit.html"])
        visits = any("visit" in one.key for one in committee.procedures)
        assert ("a meeting or a visit" in words) is visits, committee.slug


@pytest.mark.parametrize("posting", Posting)
def test_what_is_done_with_letters_is_told_for_every_rule(posting):
    words = said(site(a_profile(posting=Chosen(posting, WHY)))["letters.html"])

    assert "{" not in words
    assert "Nothing is posted here at present" in words


def test_what_was_chosen_is_not_told_as_the_committees_own():
    committee = a_profile(
        reports=Chosen("a report of our own invention", WHY),
        protects=Chosen("the moon and the stars", WHY),
    )

    words = said(site(committee)["committee.html"])

    assert "invention" not in words
    assert "stars" not in words


def test_who_acts_by_now_stands_there_where_it_was_told():
    holders = {"moon": [[Holder(name="Member Aspen")]]}

    told, published = site(holders=holders), site()

    assert "Member Aspen (as told by the secretariats" in said(told["committee.html"])
    assert "Member Aspen" in told["chart.html"]
    assert "no name is published" in said(published["committee.html"])


# -- the Guidelines -----------------------------------------------------------------------------


def test_every_paragraph_of_the_guidelines_can_be_linked_to():
    body = guidelines.body()

    assert [int(one) for one in re.findall(r'id="para-(\d+)"', body)] == [*range(1, 36)]
    assert len(re.findall(r'id="para-5-[a-f]"', body)) == 6


def test_every_footnote_of_the_guidelines_leads_there_and_back():
    body = guidelines.body()
    notes = re.findall(r'<li id="note-(\w+)"', body)

    assert notes == ["title", *map(str, range(1, 9))]
    for one in notes:
        assert body.count(f'href="#note-{one}"') == body.count(f'id="to-{one}"') == 1
        assert body.count(f'href="#to-{one}"') == 1


def test_the_guidelines_bear_their_symbol():
    assert "HRI/MC/2015/6" in said(site()["guidelines.html"])


# -- what was posted ----------------------------------------------------------------------------


def test_a_text_is_shown_as_it_was_released_and_never_as_markup():
    public = Public(items=(Item(reference="MOON-26-X", label="M2", posted=LETTER),))

    page = site(public=public)[f"posted/{LETTER.name}.html"]

    assert '<p dir="auto">The Committee asks for &lt;protection&gt;.</p>' in page
    assert '<p dir="auto">It asks for a reply.</p>' in page


def test_what_may_be_seen_no_more_is_on_no_page():
    against = Objection("refused", "taken back", of_the_guidelines(13))
    public = Public(
        items=(Item(reference="MOON-26-X", label="M2", posted=LETTER, objections=(against,)),)
    )

    pages = site(public=public)

    assert not [one for one in pages if one.startswith("posted/")]
    assert "Exampleland" not in "".join(pages.values())


def test_no_reference_and_no_label_is_on_any_page():
    public = Public(items=(Item(reference="MOON-26-7K3QM-X", label="M77", posted=LETTER),))

    whole = "".join(f"{place}{page}" for place, page in site(public=public).items())

    assert "7K3QM" not in whole
    assert "M77" not in whole


def test_invented_pages_say_so_on_every_page():
    for page in site(public=Public(trial=True)).values():
        assert "<header>\n<p><strong>" in page


# -- in the folder ------------------------------------------------------------------------------


def test_the_same_pages_are_the_same_to_the_byte(committees):
    assert system_site(committees) == system_site(reversed(committees))


def test_pages_are_put_into_a_folder_and_may_be_read_by_a_server(tmp_path):
    folder = tmp_path / "site"

    assert put(folder, {"index.html": b"one", "posted/x.html": b"two"})

    assert (folder / "posted" / "x.html").read_bytes() == b"two"
    assert (folder / "index.html").stat().st_mode & 0o777 == 0o644
    assert (folder / "posted").stat().st_mode & 0o777 == folder.stat().st_mode & 0o777 == 0o755
    assert [one.name for one in tmp_path.iterdir()] == ["site"]
    checked = subprocess.run(["sha256sum", "--check", LIST], cwd=folder, capture_output=True)
    assert checked.returncode == 0


def test_the_same_again_changes_nothing(tmp_path):
    folder = tmp_path / "site"
    put(folder, {"index.html": b"one"})
    before = folder.stat().st_ino

    assert not put(folder, {"index.html": b"one"})
    assert folder.stat().st_ino == before


def test_what_is_no_more_goes(tmp_path):
    folder = tmp_path / "site"
    put(folder, {"index.html": b"one", "posted/x.html": b"two"})

    put(folder, {"index.html": b"one"})

    assert {one.name for one in folder.rglob("*")} == {"index.html", LIST}
    assert names(folder) == {"index.html"}


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    put(tmp_path / "site", {"index.html": b"one"})
    (tmp_path / "site" / "diary.txt").write_text("mine")

    with pytest.raises(Misuse, match="would be lost"):
        put(tmp_path / "site", {"index.html": b"two"})

    assert (tmp_path / "site" / "index.html").read_bytes() == b"one"


def test_a_list_of_digests_that_somebody_else_keeps_makes_no_site(tmp_path):
    """Many keep one beside their files; theirs would all be lost."""
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    (folder / LIST).write_text(f"{sha256(b'mine').hexdigest()}  thesis.txt\n")

    with pytest.raises(Misuse, match="would be lost"):
        put(folder, {"index.html": b"two"})

    assert (folder / "thesis.txt").read_text() == "mine"
    assert names(folder) == frozenset()


def test_a_page_that_was_changed_by_hand_is_not_lost(tmp_path):
    """Whoever reads a translation corrects it where it stands."""
    folder = tmp_path / "site"
    put(folder, {"index.html": b"one", "ar.html": b"ours"})
    (folder / "ar.html").write_bytes(b"corrected")

    with pytest.raises(Misuse, match="was changed since"):
        put(folder, {"index.html": b"two", "ar.html": b"ours"})

    assert (folder / "ar.html").read_bytes() == b"corrected"
    (folder / "ar.html").unlink()
    assert put(folder, {"index.html": b"two", "ar.html": b"ours"})


@pytest.mark.parametrize("made", [os.mkfifo, lambda one: one.symlink_to("/dev/zero")])
def test_what_is_no_file_in_the_folder_is_not_read(tmp_path, made):
    folder = tmp_path / "site"
    put(folder, {"index.html": b"one"})
    (folder / "index.html").unlink()
    made(folder / "index.html")

    with pytest.raises(Misuse, match="not written here"):
        put(folder, {"index.html": b"two"})


def test_links_that_lead_in_a_circle_are_one_sentence(tmp_path):
    (tmp_path / "site").symlink_to("site")

    with pytest.raises(Unable, match="cannot be written"):
        put(tmp_path / "site", {"index.html": b"one"})


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "site").write_text("mine")

    with pytest.raises(Misuse, match="that is a file"):
        put(tmp_path / "site", {"index.html": b"two"})


def test_on_a_full_disk_the_old_site_stays_whole(tmp_path):
    folder = tmp_path / "site"
    put(folder, {"index.html": b"one", "next.html": b"old"})
    new = {"index.html": b"new", "next.html": b"x" * 100_000}

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(Unable, match="nothing was changed"):
            put(folder, new)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert (folder / "index.html").read_bytes() == b"one"
    assert (folder / "next.html").read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_where_nothing_can_be_written_it_is_one_sentence():
    with pytest.raises(Unable, match="cannot be written") as caught:
        put(Path("/proc/sanjose/site"), {"index.html": b"one"})

    assert "/proc" not in str(caught.value)


def test_a_crash_at_any_moment_leaves_the_old_site_or_the_new(tmp_path):
    folder = tmp_path / "site"
    put(folder, {"index.html": b"old"})
    code = (
        "import os, sys; from pathlib import Path; from sanjose.paper.pages import putting;"
        "step = getattr(putting, sys.argv[2]);"
        "setattr(putting, sys.argv[2], lambda *a: (step(*a), os._exit(9)));"
        "putting.put(Path(sys.argv[1]), {'index.html': b'new'})"
    )

    found = []
    for moment in ("_write", "_exchange"):
        subprocess.run([sys.executable, "-c", code, str(folder), moment], check=False)
        found.append((folder / "index.html").read_bytes())

    assert found == [b"old", b"new"]


def test_what_a_crash_left_beside_the_folder_goes_with_the_next_build(tmp_path):
    folder = tmp_path / "site"
    put(folder, {"index.html": b"old"})
    left = tmp_path / ".site.abc12345.new"
    left.mkdir()
    (left / "posted.html").write_text("taken down")

    put(folder, {"index.html": b"old"})

    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_a_crash_between_two_steps_loses_no_site(tmp_path):
    folder = tmp_path / "site"
    put(folder, {"index.html": b"old"})
    folder.rename(tmp_path / ".site.old.new")

    assert not put(folder, {"index.html": b"old"})

    assert (folder / "index.html").read_bytes() == b"old"


def test_where_two_folders_cannot_change_places_in_one_step_they_do_in_two(
    tmp_path, monkeypatch
):
    folder = tmp_path / "site"
    put(folder, {"index.html": b"old"})
    monkeypatch.setattr(putting, "_at_once", lambda *_: False)

    put(folder, {"index.html": b"new"})

    assert (folder / "index.html").read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_where_the_second_of_two_steps_fails_the_first_is_taken_back(tmp_path, monkeypatch):
    folder, gone = tmp_path / "site", tmp_path / "gone"
    put(folder, {"index.html": b"old"})
    monkeypatch.setattr(putting, "_at_once", lambda *_: False)

    with pytest.raises(FileNotFoundError):
        putting._exchange(gone, folder)

    assert (folder / "index.html").read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["site"]
