"""A neutral notice tells an office that something awaits it, and nothing else."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from sanjose.keeping.notices import NEUTRAL, Notice, Notices
from sanjose.words.errors import Unable
from tests.keeping.archives import DAY

CHAIR, RAPPORTEUR = ("Chair", "chair@example.org"), ("rapporteur", "rapporteur@example.org")
SOON, LATER = DAY + timedelta(days=1), DAY + timedelta(days=5)


@pytest.fixture
def notices(tmp_path: Path) -> Notices:
    made = Notices(tmp_path / "notices.db")
    made.create()
    return made


def test_a_notice_says_the_same_whatever_happened(notices: Notices) -> None:
    notices.put(*CHAIR, DAY, LATER)

    assert notices.waiting() == (
        Notice(role=CHAIR[0], address=CHAIR[1], text=NEUTRAL, since=DAY, due=LATER),
    )


def test_the_earliest_due_comes_first(notices: Notices) -> None:
    notices.put(*CHAIR, DAY, LATER)
    notices.put(*RAPPORTEUR, DAY, SOON)

    assert [one.role for one in notices.waiting()] == ["rapporteur", "Chair"]


def test_a_second_item_changes_nothing_that_could_be_counted(notices: Notices) -> None:
    notices.put(*CHAIR, DAY, SOON)
    before = notices.waiting()

    notices.put(*CHAIR, SOON, LATER)

    assert notices.waiting() == before


def test_what_is_more_urgent_is_due_earlier(notices: Notices) -> None:
    notices.put(*CHAIR, DAY, LATER)

    notices.put(*CHAIR, DAY, DAY)

    assert [one.due for one in notices.waiting()] == [DAY]


def test_an_office_that_was_told_waits_no_longer(notices: Notices) -> None:
    notices.put(*CHAIR, DAY, LATER)
    notices.put(*RAPPORTEUR, DAY, LATER)

    notices.clear("Chair")

    assert [one.role for one in notices.waiting()] == ["rapporteur"]


def test_the_scheduler_reads_it_without_any_key(notices: Notices, tmp_path: Path) -> None:
    notices.put(*CHAIR, DAY, LATER)

    with closing(sqlite3.connect(tmp_path / "notices.db")) as connection:
        rows = connection.execute("SELECT role, text FROM notices").fetchall()

    assert rows == [("Chair", NEUTRAL)]
    assert (tmp_path / "notices.db").stat().st_mode & 0o077 == 0


def test_a_store_of_notices_that_is_missing_is_one_sentence(tmp_path: Path) -> None:
    notices = Notices(tmp_path / "notices.db")

    for ask in (notices.waiting, lambda: notices.clear("Chair")):
        with pytest.raises(Unable, match=r"the store notices\.db is missing"):
            ask()
