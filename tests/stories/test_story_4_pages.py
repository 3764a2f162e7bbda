"""CERD: what everybody sees of the letter and the reply on the Committee's pages. Source: G 26; N 12, 44."""

import re

from sanjose.paper.pages import committee_site
from sanjose.words.events import ConsentRecorded
from sanjose.words.model import Answer, Use

STORY = "4-cerd-france"


def pages(door) -> dict[str, str]:
    made = committee_site(door.committee, [door.committee], door.public())
    return {place: content.decode() for place, content in made.items()}


def test_letter_and_reply_are_on_the_page_each_as_an_item(story):
    words = re.sub(r"<[^>]+>", "", pages(story.door)["letters.html"])

    assert "8 December 2022: Letter to France of" in words
    assert "9 December 2022: Reply from France of" in words


def test_the_observations_are_named_with_their_paragraphs(story):
    assert "CERD/C/FRA/CO/22-23, paras 27-28" in pages(story.door)["letters.html"]


def test_neither_the_case_nor_anybody_in_it_is_on_any_page(story):
    case = story.case("hearing")
    whole = "".join(pages(story.door).values())

    assert case.reference not in whole
    for person in case.persons:
        assert person.name.reveal() not in whole


def test_what_she_takes_back_comes_down_and_the_other_stays(going_on):
    reference = going_on.references["hearing"]
    case = going_on.case("hearing")
    letter = next(one.label for one in case.measures if one.key == "letter")
    withdrawn = ConsentRecorded(
        answer=Answer.WITHDRAWN, uses=(Use.PUBLISH,), items=(f"{letter}-reply",)
    )
    going_on.door.consent(reference, withdrawn)

    listed = pages(going_on.door)["letters.html"]

    assert "Letter to France" in listed
    assert "Reply from France" not in listed
