"""The stories as a report for the meeting of Chairs: what they say is there, and nothing else.

What the stories leave open is done here first: those concerned agree to an account by itself,
the rapporteur releases each, and the figures of the period. Source: N 29-35; G 33; floor 10.
"""

from datetime import date

import pytest

from sanjose.paper.document import Paper, feet
from sanjose.paper.forms.plain import as_text
from sanjose.paper.forms.word import as_word
from sanjose.paper.material import together
from sanjose.paper.reading.files import words_of
from sanjose.rules.reports import Sort
from sanjose.words.model import Post, Use
from tests.real import pdf_of, text_of
from tests.stories.section_v import SINCE, UNTIL, house, release, section

COMPLAINANTS = ("Emil Parchment", "Gus Inkwell", "Fay Blotter", "Hal Margin")
SEARCHING = ("Cora Plume", "Dora Vellum", "Exampleland", "Sampleland")


@pytest.fixture(scope="module")
def committees(tmp_path_factory):
    """The three committees of section V, each told by its stories."""
    with section(tmp_path_factory.mktemp("section")) as material:
        yield material


@pytest.fixture(scope="module")
def paper(committees) -> Paper:
    return together(committees, date(2023, 2, 1))


@pytest.fixture(scope="module")
def text(paper) -> str:
    return " ".join(as_text(paper).split())


def test_a_year_of_reviews_is_told_with_its_numbers(text):
    """N 29."""
    assert (
        "Between February 2022 and January 2023, the Committee against Torture reviewed the "
        "reports of 16 States parties, held 15 interactive dialogues and adopted"
    ) in text
    assert "two lists of issues and 14 lists of issues prior to reporting." in text


def test_a_true_zero_is_told_and_what_is_beside_it_is_not(committees, text):
    """N 29: no allegation in the context of reports, reviews and inquiries."""
    (cat, _, _) = committees

    assert "received no allegations of intimidation or reprisals in the context of" in text
    assert "confidential inquiry" in text
    assert "individual complaint" not in text
    assert cat.received is None
    assert cat.accounts == ()


def test_preventive_measures_are_told_without_a_number(text):
    """N 29."""
    assert (
        "The Committee accepted submissions in confidence and held private meetings with those "
        "who wished to give information."
    ) in text


def test_the_five_documents_stand_in_a_footnote(paper):
    """N 30, footnote 9."""
    (note,) = [one for one in feet(paper.blocks) if "CAT/C/PSE/CO/1" in one]

    for symbol in ("PSE/CO/1", "CUB/CO/3", "TCD/CO/2", "SLV/CO/3", "MWI/CO/1"):
        assert f"CAT/C/{symbol}, paras" in note
    assert "(State of Palestine)" in note


def test_two_cases_are_told_of_which_nobody_can_say_where(text):
    """N 32, 33."""
    assert "received two allegations of intimidation or reprisals" in text
    assert "It was not possible to establish a link between the cooperation" in text
    assert "met the permanent mission of the State party concerned" in text
    assert "did not allow the allegations to be verified" in text
    assert "concern that protection measures would be carried out by the State party" in text
    assert text.count("Contact with those concerned continues.") == 3
    assert not [one for one in SEARCHING if one in text]


def test_a_case_that_is_public_names_its_state_and_its_documents(text):
    """N 34, 35."""
    assert "At its 108th session, the Committee received allegations" in text
    assert "A letter was sent to the State party, France. The State party replied." in text
    assert "concluding observations (CERD/C/FRA/CO/22-23, paras 27-28)" in text
    assert "The letter and the reply are accessible on the Committee's web page." in text


def test_nothing_says_who_or_what_else_there_was(text):
    """Floors 2, 4 and 10."""
    for needle in (*COMPLAINANTS, *SEARCHING, "Iris Quay", "Jon Blotter", "CAT-2", "CED-2"):
        assert needle not in text
    assert "reprisal took place" not in text
    assert "confirmed" not in text
    assert "2 September" not in text


def test_it_reads_the_same_in_word_as_libreoffice_lays_it_out(paper):
    word = as_word(paper)
    laid_out = " ".join(text_of(pdf_of(word)).split())

    assert "Committee on Enforced Disappearances" in laid_out
    assert "It was not possible to establish a link" in laid_out
    assert "CERD/C/FRA/CO/22-23, paras 27-28" in words_of(word)


def test_whoever_agreed_may_be_named_and_nobody_else(tmp_path):
    """N 34: the note names her; the story's person agreed to be published."""
    door, cases = house(tmp_path, "cerd", "4-cerd-france")
    words = release(
        door, cases["hearing"], named=True, text="Iris Quay of France was threatened."
    )
    refused = door.release_account(
        cases["hearing"],
        b"Jon Blotter of France said so.",
        use=Use.PUBLISH,
        first=SINCE,
        last=UNTIL,
        named=True,
        by=Post.RAPPORTEUR,
    )

    found = door.gather(Sort.CHAIRS, SINCE, UNTIL).material
    door.leave()
    door.archive.keyring.close()

    assert [one.text for one in found.accounts] == [words]
    assert [one.key for one in refused.outcome.objections] == ["guard"]


def test_without_agreement_the_stories_give_no_account_at_all(tmp_path):
    """N 11: the persons of the stories agreed to letters and meetings."""
    door, cases = house(tmp_path, "ced", "2-ced-link-not-established", "3-ced-concern")

    found = {
        name: {one.key for one in door.against_account(cases[name], Use.PUBLISH)}
        for name in ("first case", "second case")
    }
    door.leave()
    door.archive.keyring.close()

    assert found == {"first case": {"no-basis"}, "second case": {"no-basis", "not-weighed"}}
