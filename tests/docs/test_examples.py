"""The examples are what the commands make of the stories today, and show nobody who is not invented."""

import io
import zipfile

import pytest

from tests.docs.examples import EXAMPLES, made
from tests.real import pdf_of, text_of


@pytest.fixture(scope="module")
def files():
    return made()


def test_the_examples_are_those_that_the_stories_make(files):
    there = {one.name: one.read_bytes() for one in EXAMPLES.iterdir() if one.suffix != ".md"}

    assert sorted(there) == sorted(files)
    stale = [name for name in files if files[name] != there[name]]
    assert stale == [], "run `python -m tests.docs.examples`"


def test_every_example_is_named_in_the_list_of_them(files):
    listed = (EXAMPLES / "README.md").read_text("utf-8")

    stems = {name.partition(".")[0] for name in files}
    assert [stem for stem in sorted(stems) if f"`{stem}" not in listed] == []


def test_no_word_file_says_who_made_it_or_when(files):
    for name, content in files.items():
        if name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                assert {one.date_time[0] for one in parts.infolist()} <= {1980, 2000}, name
                said = parts.read("docProps/core.xml").decode()
            assert "python-docx" not in said
            assert "creator>S" not in said


def test_a_word_example_opens_and_says_what_its_text_says(files):
    name = "1-letter.fr"

    said = " ".join(text_of(pdf_of(files[f"{name}.docx"])).split())

    for line in files[f"{name}.txt"].decode().splitlines()[:3]:
        assert line in said
