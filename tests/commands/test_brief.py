"""Briefs at the command line: a page and its points, in numbered copies that come back."""

import json
import stat
from pathlib import Path

import pytest

from sanjose.commands import handing
from tests.commands.office import Office


@pytest.fixture
def case(office: Office) -> str:
    return office.ready()


def pages(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_brief_without_names_is_shown_at_the_terminal(office, case):
    said = office.done("brief", "mission", case).out

    assert "Brief for a meeting with the permanent mission: Exampleland" in said
    assert "Speaking points" in said
    assert "Ada" not in said


def test_a_brief_with_names_goes_out_in_numbered_copies_only(office, case, tmp_path):
    refused = office.run("brief", "closed", case, "--names", "--out", str(tmp_path / "b.txt"))

    assert refused.code == 2
    assert "--copies" in refused.err
    assert pages(tmp_path) == []


def test_each_copy_is_a_file_with_its_number_for_its_owner_only(office, case, tmp_path):
    place = tmp_path / "brief.txt"

    made = office.done(
        *("brief", "closed", case, "--names", "--to", "Member Cole", "--copies", "2"),
        *("--out", str(place)),
    )

    assert pages(tmp_path) == ["brief-1.txt", "brief-2.txt"]
    second = tmp_path / "brief-2.txt"
    assert "copy 2 of 2" in second.read_text("utf-8")
    assert "Ada Quill" in second.read_text("utf-8")
    assert stat.S_IMODE(second.stat().st_mode) == 0o600
    assert "Ada" not in made.out


def test_copies_that_are_out_stand_in_the_morning_until_they_are_back(own_office, tmp_path):
    own_office.ready()
    made = own_office.done(
        "brief", "dialogue", "Exampleland", "--copies", "2", "--out", str(tmp_path / "b.docx")
    )
    out = own_office.done("today").out

    own_office.done("brief", "return", "b1", "1")
    lost = own_office.done("brief", "return", "B1", "2", "--lost")
    listed = own_office.done("brief", "copies").out

    assert made.out.startswith("B1: 2 copies")
    assert "B1: take back the copies today" in out
    assert "sanjose brief return B1 NUMBER" in out
    assert "not found" in lost.out
    assert "NOT FOUND: 2" in listed
    assert "take back" not in own_office.done("today").out


def test_a_list_says_who_has_which_copy(own_office, tmp_path):
    own_office.ready()
    empty = own_office.done("brief").out
    own_office.done(
        *("brief", "closed", "Exampleland", "--to", "Member Birch", "--to", "Member Cole"),
        *("--out", str(tmp_path / "b.pdf"), "--held-on", "2099-01-31"),
    )
    own_office.done("brief", "return", "B1", "2", "--destroyed")

    told = json.loads(own_office.done("brief", "--json").out)["briefs"]

    assert "No copies are numbered" in empty
    assert told[0]["holders"] == ["Member Birch", "Member Cole"]
    assert told[0]["outstanding"] == [1]
    assert told[0]["fates"][0]["fate"] == "destroyed"
    assert "still out: 1 (Member Birch)" in " ".join(own_office.done("brief").out.split())


def test_a_reader_who_takes_no_part_has_no_copy_and_nothing_is_written(office, tmp_path):
    case = office.received(state="XXC")

    refused = office.run(
        *("brief", "closed", case, "--to", "Member Birch", "--out", str(tmp_path / "b.txt"))
    )

    assert refused.code == 1
    assert "copy 1 takes no part" in " ".join(refused.out.split())
    assert pages(tmp_path) == []


def test_a_disk_that_is_full_leaves_no_copy_and_no_entry(
    own_office, tmp_path, monkeypatch: pytest.MonkeyPatch
):
    own_office.ready()
    put, written = handing._put, []

    def full(path, content):
        written.append(path)
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        put(path, content)

    monkeypatch.setattr(handing, "_put", full)
    failed = own_office.run(
        "brief", "closed", "Exampleland", "--copies", "3", "--out", str(tmp_path / "b.txt")
    )

    assert failed.code == 3
    assert "no space left" in failed.err
    assert [one for one in pages(tmp_path) if one.startswith("b")] == []
    assert json.loads(own_office.done("brief", "--json").out) == {"briefs": []}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("closed", "Exampleland", "--copies", "2"), "--out"),
        (("closed", "Exampleland", "--copies", "2", "--out", "b.eml"), "ending"),
        (("closed", "Exampleland", "--copies", "99", "--out", "b.txt"), "from 1 to 50"),
        (("closed", "Exampleland", "--copies", "-1", "--out", "b.txt"), "from 1 to 50"),
        (("closed", "Exampleland", "--held-on", "2001-01-01"), "lies in the past"),
        (("closed", "Nowhereland"), "State"),
        (("return", "B77", "1"), "no brief of this label"),
    ],
)
def test_what_cannot_be_is_one_sentence(office, tmp_path, monkeypatch, typed, said):
    monkeypatch.chdir(tmp_path)

    answer = office.run("brief", *typed)

    assert answer.code == 2
    assert said in " ".join(answer.err.split())
    assert pages(tmp_path) == []


def test_copies_are_never_written_over_another_file(office, case, tmp_path):
    (tmp_path / "b-2.txt").write_text("mine")

    answer = office.run(
        "brief", "closed", case, "--copies", "2", "--out", str(tmp_path / "b.txt")
    )

    assert answer.code == 2
    assert pages(tmp_path) == ["b-2.txt"]
    assert (tmp_path / "b-2.txt").read_text() == "mine"


def test_what_became_of_a_brief_is_told_to_a_machine(office, case, tmp_path):
    made = json.loads(
        office.done(
            *("brief", "closed", case, "--copies", "1", "--json"),
            *("--out", str(tmp_path / "b.txt")),
        ).out
    )
    shown = json.loads(office.done("brief", "closed", case, "--json").out)

    assert (made["copies"], made["written"]) == (1, 1)
    assert shown
