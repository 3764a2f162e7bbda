"""What every story file owes its reader."""

import re
from datetime import date

import pytest

from sanjose import history
from tests.stories.conftest import STORIES

ALL = sorted(STORIES.glob("*.yaml"))


@pytest.fixture(params=ALL, ids=lambda path: path.stem)
def documents(request):
    return tuple(history.documents(request.param))


def test_there_are_the_eight_stories_the_last_told_by_three_committees():
    assert [path.name[0] for path in ALL] == [*"1234567", "8", "8", "8"]


def test_a_story_begins_with_committee_title_source_and_note(documents):
    assert {"committee", "title", "source", "note"} == documents[0].keys()


def test_every_step_is_told_in_one_plain_sentence(documents):
    for step in documents[1:]:
        assert re.fullmatch(r"[A-Z].{10,150}[.)]", step["note"]), step["note"]


def test_the_steps_stand_in_the_order_of_their_days(documents):
    days = [date.fromisoformat(step["on"]) for step in documents[1:]]

    assert days == sorted(days)


def test_notes_and_titles_name_nobody(documents):
    named = {
        person["name"]
        for step in documents[1:]
        for person in step.get("receive", {}).get("persons", ())
    }
    words = {part for name in named for part in name.split()}
    open_to_all = " ".join(
        str(one.get("note", "")) + str(one.get("title", "")) for one in documents
    )

    # In story 6 nobody is named: its reports are about a group.
    assert named or "nobody who could consent" in documents[0]["title"]
    assert not words & set(re.findall(r"\w+", open_to_all))


def test_before_the_assessment_no_note_calls_it_a_case_of_reprisal(documents):
    for step in documents[1:]:
        if "assess" in step:
            break
        assert "reprisal might" not in step["note"]
        assert "confirmed reprisal" not in step["note"]
