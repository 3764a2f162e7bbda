"""An act is in record, register, keys and files as a whole, or not at all, whatever happens."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from sanjose.keeping import archive as module
from sanjose.keeping import attachments, store
from sanjose.keeping.archive import COMMITTEE, Archive
from sanjose.keeping.keyring import NoKey
from sanjose.keeping.register import Hidden
from sanjose.keeping.vault import ESCROW
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import (
    MeasureProposed,
    OfficeFilled,
    PersonErased,
    RecusalDeclared,
    SubmissionAdded,
)
from sanjose.words.model import Post
from sanjose.words.sealed import Sealed
from tests.keeping.archives import (
    DAY,
    NOW,
    ONE,
    TWO,
    House,
    add,
    filed,
    person,
    receive,
    texts,
    told,
)
from tests.keeping.disks import full_from

ROOT = Path(__file__).parents[2]
CHAIR = OfficeFilled(post=Post.CHAIR, holder="Member Adler", since=DAY)


@pytest.fixture
def archive(cat: House) -> Iterator[Archive]:
    with cat.archive() as opened:
        yield opened


def reference(archive: Archive, case_id: bytes) -> str:
    case = archive.case(case_id)
    assert case is not None
    return case.reference


def kinds(archive: Archive, subject: bytes) -> list[str]:
    return [one.body.NAME.partition(".")[0] for one in archive.events(subject)]


# One act


def test_what_was_received_is_read_by_whoever_opens_the_archive_next(cat: House) -> None:
    with cat.archive() as archive:
        case_id = receive(archive, "Ada Quill", "Ben Tallow", text="They were followed.")
        name = reference(archive, case_id)

    with cat.archive() as archive:
        assert archive.find(name) == case_id
        case = archive.case(case_id)
        assert case is not None
        assert [one.name.reveal() for one in case.persons] == ["Ada Quill", "Ben Tallow"]
        assert [one.actor for one in archive.events(case_id)] == [ONE] * 4
        assert kinds(archive, case_id) == ["allegation", "person", "person", "submission"]
    assert cat.faults() == ()


def test_entries_are_tagged_with_whom_they_mention(archive: Archive) -> None:
    case_id = receive(archive, "Ada Quill", "Ben Tallow", text="Quill was followed.")

    tags = [one.persons for one in archive.events(case_id)]

    assert tags == [(), ("P1",), ("P2",), ("P1",)]


def test_a_case_received_in_this_act_is_found_in_it(archive: Archive) -> None:
    with archive.writing():
        case_id = receive(archive, "Ada Quill", state="XXB")
        name = reference(archive, case_id)

        assert archive.find(name) == case_id
        assert archive.wall(case_id) == ("XXB", frozenset())
        add(archive, case_id, RecusalDeclared(who=TWO))
        assert archive.wall(case_id) == ("XXB", frozenset({TWO}))

    assert archive.find(name) == case_id
    assert archive.wall(case_id) == ("XXB", frozenset({TWO}))
    assert archive.find("CAT-26-7K3QM-X") is None


def test_the_committees_own_entries_are_its_record(archive: Archive) -> None:
    add(archive, COMMITTEE, CHAIR)

    assert archive.committee().offices == (CHAIR,)
    assert archive.committee().officer(ONE) is not None
    assert archive.case(COMMITTEE) is None


def test_nothing_is_left_of_an_act_that_failed_in_the_middle(cat: House) -> None:
    with cat.archive() as archive:
        case_id = receive(archive, "Ada Quill")
        before = archive.record.size()

        def failing() -> None:
            with archive.writing():
                receive(archive, "Ben Tallow", content=b"a letter")
                archive.append(
                    case_id, told("more"), on=DAY, at=NOW, content=b"a second letter"
                )
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            failing()

        assert archive.record.size() == before
        assert archive.register.case_ids() == (case_id,)
        assert list(cat.home.files.iterdir()) == []
        add(archive, case_id, told("It goes on."))
        assert kinds(archive, case_id)[-2:] == ["submission", "submission"]
    assert cat.faults() == ()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "is empty"), (bytes(attachments.LARGEST + 1), "larger than")],
)
def test_a_file_that_cannot_be_kept_keeps_the_act_from_being_done(
    archive: Archive, content: bytes, sentence: str
) -> None:
    with pytest.raises(Misuse, match=sentence):
        receive(archive, "Ada Quill", content=content)

    assert archive.record.size() == 2


def test_a_file_is_fetched_by_its_entry(archive: Archive) -> None:
    case_id = receive(archive, "Ada Quill", content=b"a letter")
    (event,) = filed(archive, case_id)

    assert archive.fetch(event, event.body.digest) == b"a letter"


def test_a_case_as_at_a_day_knows_nothing_of_later_days(archive: Archive) -> None:
    case_id = receive(archive, "Ada Quill")
    add(archive, case_id, MeasureProposed(measure="letter", label="M1"), on=DAY + timedelta(3))

    earlier, now = archive.case_as_at(case_id, DAY), archive.case(case_id)

    assert earlier is not None
    assert now is not None
    assert (len(earlier.measures), len(now.measures)) == (0, 1)
    assert archive.case_as_at(case_id, DAY - timedelta(1)) is None


def test_more_entries_than_keys_were_made_ahead_find_theirs(cat: House) -> None:
    with cat.archive() as archive:
        case_id = receive(archive, "Ada Quill")
        for number in range(20):
            add(archive, case_id, told(f"number {number}"))

    with cat.archive() as archive:
        assert len(archive.events(case_id)) == 23
    assert cat.faults() == ()


# Many acts at once


def test_many_acts_at_once_forget_no_case_however_many(
    cat: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 4)
    with cat.archive() as archive:
        with archive.together():
            found = [receive(archive, f"Person {number}") for number in range(12)]
            for case_id in found:
                add(archive, case_id, MeasureProposed(measure="letter", label="M1"))
            assert len(archive._remembered) == 4

        assert {reference(archive, one) for one in found} == {
            one.reference for one in archive.register.cases(Hidden(), limit=-1)
        }
        assert archive.register.count_measures(Hidden(), DAY, DAY) == {}
    assert cat.faults() == ()


@pytest.mark.parametrize("how", [Archive.together, Archive.writing])
def test_acts_done_together_are_undone_together(cat: House, how: Callable) -> None:
    with cat.archive() as archive:
        first = receive(archive, "Ada Quill")

        def failing() -> None:
            with how(archive):
                receive(archive, "Ben Tallow")
                add(archive, first, told("more"))
                receive(archive, "Cleo Marsh")
                raise Unable("the third one fails")

        with pytest.raises(Unable, match="the third one fails"):
            failing()

        assert archive.register.case_ids() == (first,)
        assert len(archive.events(first)) == 3
    assert cat.faults() == ()


def test_a_rehearsal_does_everything_and_leaves_nothing(cat: House) -> None:
    two = cat.enrol()
    with cat.archive() as archive:
        first = receive(archive, "Ada Quill", officers=(ONE, two))
        keys = archive.vault.event_keys(first, archive.keyring.case_key(first))

        with archive.rehearsing():
            rehearsed = receive(archive, "Ben Tallow", content=b"a letter")
            archive.withdraw(first, two)
            add(archive, first, told("more"))
            assert archive.case(rehearsed) is not None

        assert archive.register.case_ids() == (first,)
        assert len(archive.events(first)) == 3
        assert archive.vault.holders(first) == (ONE, two)
        assert archive.vault.event_keys(first, archive.keyring.case_key(first)) == keys
        assert list(cat.home.files.iterdir()) == []
        add(archive, first, told("It goes on, with the key that it had."))
    assert cat.faults() == ()


def test_a_case_that_closes_while_many_acts_go_on_is_in_the_lists_all_the_same(
    cat: House,
) -> None:
    with cat.archive() as archive:
        with archive.together():
            handed_in = receive(archive, "Ada Quill", officers=())
            archive.forget(handed_in)
            own = receive(archive, "Ben Tallow")
            add(archive, own, RecusalDeclared(who=ONE))
            archive.withdraw(own, ONE)
            archive.forget(own)

        assert set(archive.register.case_ids()) == {handed_in, own}
        for case_id in (handed_in, own):
            with pytest.raises(NoKey):
                archive.case(case_id)
    assert cat.faults() == ()


# Two officers


@pytest.fixture
def two(cat: House) -> Iterator[Archive]:
    """The archive as a second officer has it open, at the same time."""
    assert cat.enrol() == TWO
    with cat.archive(TWO) as opened:
        yield opened


def test_what_one_officer_adds_the_other_sees(archive: Archive, two: Archive) -> None:
    case_id = receive(archive, "Ada Quill", officers=(ONE, TWO))
    assert len(two.events(case_id)) == 3

    add(archive, case_id, told("one"))
    add(two, case_id, told("two"))
    add(archive, case_id, told("three"))

    for opened in (archive, two):
        case = opened.case(case_id)
        assert case is not None
        said = [one.text.reveal() for _, one in case.submissions[1:]]
        assert said == ["one", "two", "three"]


def test_a_case_that_is_not_wrapped_for_an_officer_is_closed_to_them(
    archive: Archive, two: Archive
) -> None:
    case_id = receive(archive, "Ada Quill", officers=(ONE,))

    for ask in (two.case, two.events, lambda one: add(two, one, told("more"))):
        with pytest.raises(NoKey):
            ask(case_id)
    assert "Quill" not in texts(two)
    assert "Quill" in texts(archive)


def test_a_key_that_another_officer_renewed_is_asked_for_again(
    cat: House, archive: Archive, two: Archive
) -> None:
    cat.enrol()
    case_id = receive(archive, "Ada Quill", officers=(ONE, TWO, "officer-3"))
    assert two.case(case_id) is not None

    archive.withdraw(case_id, "officer-3")
    for number in range(9):  # more than were made ahead
        add(two, case_id, told(f"number {number}"))

    archive.withdraw(case_id, TWO)
    with pytest.raises(NoKey):
        add(two, case_id, *(told(f"number {number}") for number in range(9)))
    assert len(archive.events(case_id)) == 12
    assert cat.faults() == ()


def test_whoever_writes_second_gets_a_sentence_and_the_first_loses_nothing(
    cat: House, archive: Archive, two: Archive
) -> None:
    case_id = receive(archive, "Ada Quill", officers=(ONE, TWO))
    two._connection.execute("PRAGMA busy_timeout = 20")

    with archive.writing():
        add(archive, case_id, told("one"))
        with pytest.raises(Unable, match="another officer is writing at the same moment"):
            add(two, case_id, told("two"))

    add(two, case_id, told("two, again"))
    assert len(archive.events(case_id)) == 5
    assert cat.faults() == ()


def test_two_processes_that_write_at_the_same_moment_lose_nothing(cat: House) -> None:
    program = (
        "import sys; from pathlib import Path; from sanjose.keeping.home import Home\n"
        "from sanjose.keeping.archive import COMMITTEE\n"
        "from tests.keeping.archives import House, add, receive, told\n"
        "with House(home=Home(Path(sys.argv[1])), shares=()).archive() as archive:\n"
        "    print('ready', flush=True); sys.stdin.readline()\n"
        "    for number in range(15):\n"
        "        receive(archive, f'{sys.argv[2]} {number}', content=b'a letter')\n"
        "        add(archive, COMMITTEE, told(f'{sys.argv[2]} {number} was noted'))\n"
        "        print(number, flush=True)\n"
    )
    names = ("Ada", "Ben")
    children = [
        subprocess.Popen(
            [sys.executable, "-c", program, os.fspath(cat.home.path), name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    for child in children:
        assert child.stdout.readline() == "ready\n"

    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    said = [child.communicate()[0].split() for child in children]

    assert said == [[str(number) for number in range(15)]] * 2
    with cat.archive() as archive:
        found = texts(archive)
        assert len(archive.register.case_ids()) == 30
        assert all(f"{name} {n} was noted" in found for name in names for n in range(15))
    assert cat.faults() == ()


# A full disk


def test_a_full_disk_is_a_sentence_and_leaves_nothing(cat: House) -> None:
    with cat.archive() as archive:
        case_id = receive(archive, "Ada Quill")
        before = archive.record.size()
        archive.vault.more_event_keys(case_id, archive.keyring.case_key(case_id), 40)
        log = cat.home.record.with_name("record.db-wal").stat().st_size
        with full_from(log), pytest.raises(Unable, match="nothing was recorded"):
            add(archive, case_id, told("more " * 2000))

        assert archive.record.size() == before
        assert len(archive.events(case_id)) == 3
        add(archive, case_id, told("There is room again."))
        assert len(archive.events(case_id)) == 4
    assert cat.faults() == ()


def test_a_disk_that_is_full_of_pages_is_a_sentence(cat: House) -> None:
    with cat.archive() as archive:
        case_id = receive(archive, "Ada Quill")
        (pages,) = archive._connection.execute("PRAGMA page_count").fetchone()
        archive._connection.execute(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(Unable, match="the disk is full: nothing was recorded"):
            add(archive, case_id, told("more " * 9000))

        assert len(archive.events(case_id)) == 3
    assert cat.faults() == ()


def test_a_full_disk_keeps_a_file_from_being_kept_and_the_act_from_being_done(
    cat: House,
) -> None:
    with cat.archive() as archive:
        case_id = receive(archive, "Ada Quill")

        with full_from(60_000), pytest.raises(Unable, match="cannot be written"):
            archive_content(archive, case_id, bytes(100_000))

        assert list(cat.home.files.iterdir()) == []
        assert len(archive.events(case_id)) == 3
    assert cat.faults() == ()


def archive_content(archive: Archive, case_id: bytes, content: bytes) -> None:
    with archive.writing():
        archive.append(case_id, told("a file"), on=DAY, at=NOW, content=content)


@contextmanager
def full_for_the_register_only(archive: Archive) -> Iterator[None]:
    """Let the register's log be longer than any file may be; the record's is short."""
    connection, home = archive._connection, archive.home
    store.truncate_log(connection)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    for number in range(40):
        connection.execute("UPDATE register.cases SET urgency = ?", (number % 3 + 1,))
    connection.execute("UPDATE register.cases SET urgency = 1")
    with full_from(home.register.with_name("register.db-wal").stat().st_size):
        yield


def test_what_is_recorded_when_only_the_register_cannot_follow_is_said_to_be(
    cat: House,
) -> None:
    with cat.archive() as archive:
        case_id = receive(archive, "Ada Quill")

        with (
            full_for_the_register_only(archive),
            pytest.raises(Unable, match="it is recorded, but the lists could not follow"),
        ):
            archive_content(archive, case_id, b"a letter")

        assert archive.register.placed() < archive.record.size()
        archive.catch_up()
        event = filed(archive, case_id)[-1]
        assert archive.fetch(event, event.body.digest) == b"a letter"
    assert cat.faults() == ()


def test_a_register_that_only_catches_up_and_cannot_says_so(cat: House) -> None:
    with cat.archive() as archive:
        receive(archive, "Ada Quill")
        before = saved(cat)
        receive(archive, "Ben Tallow")
    put_back(cat, before)
    with cat.archive() as archive:
        with full_for_the_register_only(archive), pytest.raises(Unable, match="cannot be"):
            archive.catch_up()

        archive.catch_up()
        assert len(archive.register.case_ids()) == 2


def test_an_act_that_is_stopped_after_it_was_recorded_keeps_its_file(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def stopped(connection: store.Connection) -> Iterator[None]:
        with written(connection):
            yield
        raise KeyboardInterrupt

    written = store.written
    case_id = receive(archive, "Ada Quill")
    monkeypatch.setattr(store, "written", stopped)

    with pytest.raises(KeyboardInterrupt):
        archive_content(archive, case_id, b"a letter")

    event = filed(archive, case_id)[-1]
    assert archive.fetch(event, event.body.digest) == b"a letter"


def test_a_store_that_goes_away_in_the_middle_takes_no_file_along(cat: House) -> None:
    with cat.archive() as archive:
        case_id = receive(archive, "Ada Quill")

        def gone() -> None:
            with archive.writing():
                archive.append(case_id, told("a file"), on=DAY, at=NOW, content=b"a letter")
                archive._connection.close()

        with pytest.raises(store.dbapi.ProgrammingError):
            gone()

        assert len(list(cat.home.files.iterdir())) == 1
    assert cat.faults() == ()


# A register that is behind


def saved(house: House) -> dict[Path, bytes]:
    """Return the register as a power cut would leave it."""
    return {path: path.read_bytes() for path in house.home.path.glob("register.db*")}


def put_back(house: House, files: dict[Path, bytes]) -> None:
    for path in house.home.path.glob("register.db*"):
        path.unlink()
    for path, content in files.items():
        if not path.name.endswith("-shm"):
            path.write_bytes(content)


@pytest.fixture
def behind(cat: House) -> tuple[House, str]:
    """An installation whose register missed the last acts, and the case of one of them."""
    with cat.archive() as archive:
        old = receive(archive, "Ada Quill")
        before = saved(cat)
        add(archive, old, MeasureProposed(measure="letter", label="M1"))
        add(archive, old, RecusalDeclared(who=TWO))
        add(archive, COMMITTEE, MeasureProposed(measure="statement", label="M1"))
        name = reference(archive, receive(archive, "Ben Tallow"))
    put_back(cat, before)
    return cat, name


def test_an_acknowledged_reference_is_found_though_the_register_missed_it(behind) -> None:
    house, name = behind

    with house.archive() as archive:
        assert archive.register.placed() < archive.record.size()
        assert archive.find(name) is not None
        assert archive.register.placed() == archive.record.size()


@pytest.mark.parametrize(
    "ask",
    [
        lambda archive: archive.catch_up(),
        lambda archive: receive(archive, "Cleo Marsh"),
        lambda archive: add(archive, COMMITTEE, CHAIR),
    ],
    ids=["reading", "receiving", "the committee's own"],
)
def test_a_register_that_is_behind_follows_whatever_is_done_next(behind, ask: Callable) -> None:
    house, _ = behind

    with house.archive() as archive:
        ask(archive)
        archive.catch_up()

        (old, *_) = [one for one in archive.register.case_ids() if archive.wall(one)[1]]
        assert archive.wall(old)[1] == {TWO}
        assert archive.register.waiting("decide")
    assert house.faults() == ()


def test_verification_lets_the_register_follow_first(behind) -> None:
    house, _ = behind

    assert house.faults() == ()


def test_an_officer_to_whom_a_case_is_closed_lets_the_rest_follow(cat: House) -> None:
    cat.enrol()
    with cat.archive() as archive:
        mine = receive(archive, "Ada Quill", officers=(ONE,))
        before = saved(cat)
        add(archive, mine, MeasureProposed(measure="letter", label="M1"))
        ours = receive(archive, "Ben Tallow", officers=(ONE, TWO))
    put_back(cat, before)

    with cat.archive(TWO) as archive, archive.writing() as closed:
        assert closed == 1
        assert ours in archive.register.case_ids()


# Opening and closing


@pytest.mark.parametrize("which", ["record", "keys", "register"])
def test_an_archive_of_which_a_store_is_missing_stays_shut(cat: House, which: str) -> None:
    (cat.home.path / f"{which}.db").unlink()

    with pytest.raises(Unable, match=rf"the store {which}\.db is missing"), cat.archive():
        pass

    assert not list(cat.home.path.glob("*-wal"))


def test_the_logs_are_emptied_unless_somebody_is_reading(cat: House, archive: Archive) -> None:
    receive(archive, "Ada Quill")
    log = cat.home.record.with_name("record.db-wal")
    archive._connection.execute("PRAGMA busy_timeout = 20")
    with closing(cat.raw()) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entries").fetchone()
        receive(archive, "Ben Tallow")

        archive.settle()
        assert log.stat().st_size > 0

    archive.settle()
    assert log.stat().st_size == 0


def test_what_was_left_over_is_swept_away_and_what_has_an_entry_is_not(cat: House) -> None:
    with cat.archive() as archive:
        case_id = receive(archive, "Ada Quill", content=b"a letter")
        (kept,) = cat.home.files.iterdir()
        left = (
            cat.home.files / os.urandom(16).hex(),
            cat.home.files / f".{kept.name}.77.new",
            cat.home.path / "keys.77.copy.db",
            cat.home.path / "keys.77.copy.db-wal",
        )
        for path in left:
            shutil.copy(kept, path)

        with archive.writing():
            archive.sweep()

        assert [path for path in left if path.exists()] == []
        event = filed(archive, case_id)[-1]
        assert archive.fetch(event, event.body.digest) == b"a letter"


def test_a_case_that_was_erased_elsewhere_is_dropped_when_it_is_looked_at(
    archive: Archive,
) -> None:
    case_id = receive(archive, "Ada Quill")
    archive.vault.destroy_case(case_id, bytes(16), DAY)
    archive.forget(case_id)

    with archive.writing():
        assert archive.refresh(case_id)

    assert archive.vault.wrapped_case_key(case_id, ESCROW) is None
    assert archive.register.case_ids() == ()
    assert archive.case_as_at(COMMITTEE, DAY) is None


def test_a_case_of_which_no_entry_opens_any_more_is_in_no_list(archive: Archive) -> None:
    case_id = receive(archive, "Ada Quill")
    entries = [one.event_id for one in archive.events(case_id)]
    archive.vault.destroy(entries, bytes(16), DAY)

    with archive.writing():
        assert archive.refresh(case_id)

    assert archive.case(case_id) is None
    assert archive.register.case_ids() == ()


def test_a_case_can_be_opened_to_one_more_officer(archive: Archive, two: Archive) -> None:
    case_id = receive(archive, "Ada Quill")

    archive.grant(case_id, TWO)

    assert two.case(case_id) is not None


def test_every_case_is_known_while_it_is_received(archive: Archive) -> None:
    first = receive(archive, "Ada Quill")

    with archive.writing():
        second = receive(archive, "Ben Tallow")
        assert set(archive.cases()) == {first, second}


def test_what_remains_of_an_erased_person_is_their_label(archive: Archive) -> None:
    case_id = receive(archive, "Ada Quill", "Ben Tallow")
    add(archive, case_id, PersonErased(person="P1"), person("Cleo Marsh", "P3"))

    case = archive.case(case_id)

    assert case is not None
    assert [one.label for one in case.persons] == ["P2", "P3"]
    assert case.erased == ("P1",)


def test_a_text_about_nobody_named_is_tagged_with_nobody(archive: Archive) -> None:
    case_id = receive(archive, "Ada Quill")
    add(archive, case_id, SubmissionAdded(text=Sealed("It rained all day.")))

    assert archive.events(case_id)[-1].persons == ()
