"""A neutral notice tells an office that something awaits it, and nothing else."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from sanjose.keeping import board
from sanjose.keeping.noticed import Notice, Planned, Reader, Term
from sanjose.keeping.notices import NEUTRAL, Notices
from sanjose.words.errors import Misuse, Unable
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


# -- readers and what is prepared for them -------------------------------------------------------


WHO = CHAIR
SHEET = b"a sheet, sealed"


def keyed(notices: Notices, key: str = "age1key") -> None:
    notices.reader(*WHO, "age", key, since=DAY)


def test_a_reader_without_a_key_is_a_reader(notices: Notices) -> None:
    notices.reader(*CHAIR, since=DAY)

    assert notices.readers() == (
        Reader(role="Chair", address=CHAIR[1], kind="", public_key="", since=DAY),
    )


def test_whoever_gets_a_key_stays_a_reader_since_the_first_day(notices: Notices) -> None:
    notices.reader(*CHAIR, since=DAY)

    notices.reader(*CHAIR, "age", "age1key", since=LATER)

    assert [(one.kind, one.since) for one in notices.readers()] == [("age", DAY)]


def test_a_reader_without_an_address_is_refused(notices: Notices) -> None:
    with pytest.raises(
        Misuse, match="the Chair has no address: enter it with `sanjose roster`"
    ):
        notices.reader("Chair", "", since=DAY)


@pytest.mark.parametrize("given", [("age", ""), ("", "age1key")])
def test_a_key_has_its_kind(notices: Notices, given: tuple[str, str]) -> None:
    with pytest.raises(Misuse, match="belong together"):
        notices.reader(*CHAIR, *given, since=DAY)


def test_what_was_sealed_to_another_key_is_gone(notices: Notices) -> None:
    keyed(notices)
    notices.prepare(*WHO, SOON, 2, SHEET)

    keyed(notices, "age1other")

    assert notices.sheet(*WHO, SOON) is None


def test_what_was_sealed_stays_while_the_key_does(notices: Notices) -> None:
    keyed(notices)
    notices.prepare(*WHO, SOON, 2, SHEET)

    keyed(notices)

    assert notices.sheet(*WHO, SOON) is not None


def test_a_sheet_goes_on_its_day_or_after_it(notices: Notices) -> None:
    keyed(notices)
    notices.prepare(*WHO, SOON, 2, SHEET)

    before, on, after = (notices.sheet(*WHO, day) for day in (DAY, SOON, LATER))

    assert before is None
    assert on == after
    assert on is not None
    assert (on.for_day, on.count, on.sealed) == (SOON, 2, SHEET)


def test_the_last_sheet_for_a_day_counts(notices: Notices) -> None:
    keyed(notices)
    notices.prepare(*WHO, SOON, 2, SHEET)
    first = notices.sheet(*WHO, SOON)

    notices.prepare(*WHO, SOON, 3, None)
    second = notices.sheet(*WHO, SOON)

    assert first is not None
    assert second is not None
    assert (second.count, second.sealed) == (3, None)
    assert first.mark != second.mark


@pytest.mark.parametrize(
    ("count", "sealed", "why"),
    [(-1, None, "not negative"), (1, SHEET, "the Chair has no key")],
)
def test_a_sheet_that_cannot_go_is_refused(
    notices: Notices, count: int, sealed: bytes | None, why: str
) -> None:
    notices.reader(*CHAIR, since=DAY)

    with pytest.raises(Misuse, match=why):
        notices.prepare(*CHAIR, SOON, count, sealed)


def test_nothing_is_prepared_for_whoever_is_sent_nothing(notices: Notices) -> None:
    with pytest.raises(Misuse, match="the Chair is sent no digests"):
        notices.prepare(*CHAIR, SOON, 1, None)


def test_whoever_left_is_sent_nothing_and_nothing_sealed_to_them_stays(
    notices: Notices,
) -> None:
    keyed(notices)
    notices.prepare(*WHO, SOON, 2, SHEET)
    new = Term(role="Chair", address="new@example.org", since=SOON)

    notices.holders([new])

    assert [one.address for one in notices.readers()] == ["new@example.org"]
    assert notices.sheet(*WHO, LATER) is None


def test_whoever_stays_keeps_their_key_and_gets_a_last_day(notices: Notices) -> None:
    keyed(notices)

    notices.holders([Term(role="Chair", address=CHAIR[1], since=SOON, until=LATER)])

    (reader,) = notices.readers()
    assert (reader.public_key, reader.since, reader.until) == ("age1key", DAY, LATER)


def test_nothing_awaits_whoever_does_not_serve(notices: Notices) -> None:
    notices.put(*CHAIR, DAY, LATER)
    notices.put(*RAPPORTEUR, DAY, LATER)

    notices.serving([RAPPORTEUR])

    assert [one.role for one in notices.waiting()] == ["rapporteur"]


# -- what presses --------------------------------------------------------------------------------


def test_what_is_due_at_once_is_urgent_and_stays_so(notices: Notices) -> None:
    notices.put(*CHAIR, DAY, LATER)
    calm = notices.pressing()

    notices.put(*CHAIR, SOON, SOON)
    notices.put(*CHAIR, SOON, LATER)

    assert [one.urgent for one in (*calm, *notices.pressing())] == [False, True]


def test_what_comes_after_somebody_acted_is_told_apart(notices: Notices) -> None:
    notices.put(*CHAIR, DAY, LATER)
    (first,) = notices.pressing()
    notices.put(*CHAIR, DAY, LATER)
    (second,) = notices.pressing()

    notices.clear("Chair")
    notices.put(*CHAIR, DAY, LATER)

    (third,) = notices.pressing()
    assert first.mark == second.mark
    assert first.mark != third.mark


def test_everything_urgent_changes_the_mark_and_nothing_that_could_be_counted(
    notices: Notices,
) -> None:
    marks = []
    for due in (LATER, DAY, DAY, LATER):
        notices.put(*CHAIR, DAY, due)
        (there,) = notices.pressing()
        marks.append(there.mark)

    assert len(set(marks)) == 3
    assert marks[2] == marks[3]
    assert {len(one) for one in marks} == {32}


# -- plans ---------------------------------------------------------------------------------------


def test_a_plan_counts_beside_the_ones_before_it(notices: Notices) -> None:
    notices.plan([(SOON, LATER)], [LATER], since=DAY)
    notices.plan([], since=SOON, running=False)

    assert notices.plans() == (
        Planned(since=DAY, running=True, sessions=((SOON, LATER),), holidays=(LATER,)),
        Planned(since=SOON, running=False),
    )


def test_the_last_plan_of_a_day_counts(notices: Notices) -> None:
    notices.plan([(SOON, LATER)], since=DAY)

    notices.plan([(LATER, LATER)], since=DAY)

    assert [one.sessions for one in notices.plans()] == [((LATER, LATER),)]


def test_what_is_due_is_worked_out_from_one_moment(notices: Notices) -> None:
    keyed(notices)
    notices.put(*CHAIR, DAY, DAY)
    notices.plan([], since=DAY)

    known = notices.known()

    assert (known.plans, known.readers) == (notices.plans(), notices.readers())
    assert known.pressing == notices.pressing()


def test_a_store_of_an_older_version_is_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "notices.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TABLE notices (role TEXT NOT NULL, address TEXT NOT NULL,"
            " text TEXT NOT NULL, since TEXT NOT NULL, due TEXT NOT NULL,"
            " PRIMARY KEY (role, address))"
        )
        connection.execute(
            "INSERT INTO notices VALUES ('Chair', ?, ?, ?, ?)",
            (CHAIR[1], NEUTRAL, DAY.isoformat(), LATER.isoformat()),
        )

    there = Notices(path).waiting()
    Notices(path).reader(*CHAIR, since=DAY)

    assert [one.due for one in there] == [LATER]
    assert len(Notices(path).readers()) == 1


def test_two_processes_that_bring_it_up_at_once_do_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notices.db"
    Notices(path).create()
    read, behind = board._format, iter([0])
    monkeypatch.setattr(board, "_format", lambda one: next(behind, read(one)))

    assert Notices(path).readers() == ()
    assert next(behind, None) is None
