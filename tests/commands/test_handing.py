"""A paper is handed over as a file, whole or not at all, and never over another one."""

import errno
import json
import os
import stat
from pathlib import Path

import pytest

from sanjose.commands import handing
from sanjose.commands.handing import check, hand_over, written
from sanjose.words.errors import Misuse, Unable
from tests.paper.sheets import paper


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        (".docx", b"PK"),
        (".pdf", b"%PDF"),
        (".txt", b" "),
        (".html", b"<!doctype html>"),
        (".json", b"{"),
        (".PDF", b"%PDF"),
    ],
)
def test_the_ending_of_the_file_says_its_form(tmp_path, form, begins, capsys):
    place = tmp_path / f"report{form}"

    hand_over(paper(), str(place))

    assert place.read_bytes().startswith(begins)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert capsys.readouterr().out == "Report of the rapporteur: written. Nothing was sent.\n"
    assert [one.name for one in tmp_path.iterdir()] == [place.name]


def test_without_a_file_the_text_is_printed(capsys):
    hand_over(paper(), None)

    assert "1.  The rapporteur recalls" in capsys.readouterr().out


def test_a_machine_gets_the_blocks_or_the_answer_that_it_asked_for(capsys, tmp_path):
    hand_over(paper(), None, as_json=True)
    blocks = json.loads(capsys.readouterr().out)["blocks"]
    assert blocks[1]["words"][1] == {"footnote": "HRI/MC/2015/6, para. 15."}
    assert blocks[1]["mark"] == "1."

    hand_over(paper(), None, as_json=True, answer={"figures": []})
    assert json.loads(capsys.readouterr().out) == {"figures": []}

    hand_over(paper(), str(tmp_path / "a.json"), as_json=True, answer={"figures": []})
    assert json.loads((tmp_path / "a.json").read_text()) == {"figures": []}
    assert json.loads(capsys.readouterr().out)["written"] == ".json"


@pytest.mark.parametrize("name", ["report.doc", "report", ".docx", "report.docm"])
def test_a_form_that_is_not_known_is_refused(tmp_path, name):
    with pytest.raises(Misuse, match="the ending of the file says its form"):
        hand_over(paper(), str(tmp_path / name))

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_as_it_is(tmp_path):
    place = tmp_path / "report.txt"
    place.write_text("mine")

    for attempt in (lambda: hand_over(paper(), str(place)), lambda: written(str(place), b"x")):
        with pytest.raises(Misuse, match="there is a file of that name already"):
            attempt()

    assert place.read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_name_that_points_elsewhere_is_not_followed(tmp_path):
    (tmp_path / "report.txt").symlink_to(tmp_path / "elsewhere.txt")

    with pytest.raises(Misuse):
        hand_over(paper(), str(tmp_path / "report.txt"))
    with pytest.raises(Misuse):
        written(str(tmp_path / "report.txt"), b"x")

    assert not (tmp_path / "elsewhere.txt").exists()


def test_a_folder_that_is_not_there_is_said_before_any_work(tmp_path):
    with pytest.raises(Misuse, match="no such folder"):
        check(str(tmp_path / "nowhere" / "report.pdf"))


def test_a_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(Unable, match="cannot be written: no space left on device"):
        written(str(tmp_path / "report.txt"), b"x")

    assert list(tmp_path.iterdir()) == []


def test_a_stick_that_knows_no_second_names_is_written_too(tmp_path, monkeypatch):
    def unlinked(self, target):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", unlinked)

    written(str(tmp_path / "a.txt"), b"x")
    with pytest.raises(Misuse):
        written(str(tmp_path / "a.txt"), b"y")

    assert (tmp_path / "a.txt").read_bytes() == b"x"
    assert len(list(tmp_path.iterdir())) == 1


def test_another_fault_of_the_disk_is_said(tmp_path, monkeypatch):
    def broken(self, target):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "hardlink_to", broken)

    with pytest.raises(Unable, match="input/output error"):
        written(str(tmp_path / "a.txt"), b"x")

    assert list(tmp_path.iterdir()) == []


def test_what_a_terminal_would_obey_is_written_out(capsys):
    hand_over(paper(title="Over\u202ethere"), None)

    assert "Over<U+202E>there" in capsys.readouterr().out
    assert handing.FORMS[-1] == ".json"


def test_a_name_that_no_file_can_have_is_said_before_any_work(tmp_path):
    with pytest.raises(Misuse, match="no file can be written there"):
        check(str(tmp_path / f"{'a' * 300}.docx"))
