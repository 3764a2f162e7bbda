"""A store opens with its key alone, and what goes wrong is one sentence without values."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy

from sanjose.keeping import store
from sanjose.keeping.store import Connection, connect, dbapi, engine, guarded, written
from sanjose.words.errors import Unable

CANARY = "Amina Testperson"
KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with one note in it, closed."""
    found = tmp_path / "record.db"
    connection = connect(found, KEY, create=True)
    connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT UNIQUE)")
    connection.execute("INSERT INTO notes VALUES (1, ?)", (CANARY,))
    connection.close()
    return found


def notes(connection: Connection) -> list[str]:
    return [text for (text,) in connection.execute("SELECT text FROM notes ORDER BY id")]


def test_a_store_opens_with_its_key(path: Path) -> None:
    connection = connect(path, KEY)

    assert notes(connection) == [CANARY]
    connection.close()


def test_nothing_of_a_store_is_in_clear_while_it_is_open(path: Path) -> None:
    connection = connect(path, KEY)
    connection.execute("INSERT INTO notes VALUES (2, ?)", (CANARY * 2,))

    files = list(path.parent.iterdir())
    assert {file.name for file in files} == {"record.db", "record.db-wal", "record.db-shm"}
    assert not any(CANARY.encode() in file.read_bytes() for file in files)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    connection.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("secure_delete", 1),
        ("temp_store", 2),
    ],
)
def test_every_connection_has_the_settings_that_protect(
    path: Path, pragma: str, value: object
) -> None:
    connection = connect(path, KEY)

    assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    connection.close()


@pytest.mark.parametrize("key", [bytes(32), None])
def test_another_key_and_no_key_open_nothing(path: Path, key: bytes | None) -> None:
    with pytest.raises(Unable, match=r"record\.db does not open: the key is of another"):
        connect(path, key)


def test_the_library_says_nothing_of_its_own_about_a_wrong_key(path: Path) -> None:
    code = (
        "import sys, pathlib; from sanjose.keeping.store import connect\n"
        "try: connect(pathlib.Path(sys.argv[1]), bytes(32))\n"
        "except Exception as error: print(type(error).__name__)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, os.fspath(path)], capture_output=True, check=True
    )

    assert (done.stdout, done.stderr) == (b"Unable\n", b"")


def test_a_key_of_another_length_is_a_mistake_of_ours(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(path, b"short")


def test_a_missing_store_is_not_made_by_accident(tmp_path: Path) -> None:
    with pytest.raises(Unable, match=r"the store keys\.db is missing"):
        connect(tmp_path / "keys.db", KEY)

    assert list(tmp_path.iterdir()) == []


def test_a_store_cannot_be_made_where_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(Unable, match=r"keys\.db cannot be made: No such file"):
        connect(tmp_path / "nowhere" / "keys.db", KEY, create=True)


def test_a_store_without_a_key_is_an_ordinary_one(tmp_path: Path) -> None:
    connection = connect(tmp_path / "notices.db", None, create=True)
    connection.execute("CREATE TABLE notices (id INTEGER)")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()

    assert (tmp_path / "notices.db").read_bytes().startswith(b"SQLite format 3\x00")


def test_a_store_without_a_key_that_is_damaged_is_called_so(tmp_path: Path) -> None:
    connect(tmp_path / "notices.db", None, create=True).close()
    (tmp_path / "notices.db").write_bytes(b"no database at all" * 100)

    with pytest.raises(Unable, match=r"notices\.db does not open"):
        connect(tmp_path / "notices.db", None)


def test_a_damaged_first_page_of_a_plain_store_sends_to_verify(tmp_path: Path) -> None:
    path = tmp_path / "notices.db"
    connection = connect(path, None, create=True)
    connection.execute("CREATE TABLE notices (id INTEGER)")
    connection.close()
    damaged = bytearray(path.read_bytes())
    damaged[100] ^= 0xFF  # says what kind of page it is
    path.write_bytes(damaged)

    with pytest.raises(Unable, match=r"notices\.db is damaged: run `sanjose verify`"):
        connect(path, None)


def test_a_damaged_page_sends_to_verify(path: Path) -> None:
    connection = connect(path, KEY)
    connection.executemany(
        "INSERT INTO notes (text) VALUES (?)", [(f"{n} " * 200,) for n in range(99)]
    )
    connection.close()
    damaged = bytearray(path.read_bytes())
    damaged[4096 * 5 + 100] ^= 1
    path.write_bytes(damaged)
    connection = connect(path, KEY)

    sentence = r"record\.db is damaged: run `sanjose verify`"
    with pytest.raises(Unable, match=sentence), guarded("record.db"):
        notes(connection)

    connection.close()


def test_another_writer_is_waited_for_and_then_named(path: Path) -> None:
    one, other = connect(path, KEY), connect(path, KEY)
    other.execute("PRAGMA busy_timeout = 20")

    sentence = "another officer is writing at the same moment: try again"
    with written(one), pytest.raises(Unable, match=sentence), guarded(), written(other):
        pytest.fail("both are writing")

    one.close()
    other.close()


def test_a_store_that_is_locked_while_it_is_opened_is_no_damage(path: Path) -> None:
    one = connect(path, KEY)
    one.execute("PRAGMA locking_mode = EXCLUSIVE")
    one.execute("INSERT INTO notes VALUES (2, 'more')")

    opening = threading.Timer(0.3, one.close)
    opening.start()
    other = connect(path, KEY)

    assert notes(other) == [CANARY, "more"]
    opening.join()
    other.close()


def test_a_full_disk_loses_nothing_that_was_recorded(path: Path) -> None:
    connection = connect(path, KEY)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")

    sentence = "the disk is full: nothing was recorded"
    with pytest.raises(Unable, match=sentence), guarded(), written(connection):
        connection.executemany(
            "INSERT INTO notes (text) VALUES (?)", [(f"{n}" * 99,) for n in range(999)]
        )

    assert notes(connection) == [CANARY]
    assert not connection.in_transaction
    connection.close()


def test_a_store_that_may_not_be_written_is_named(path: Path) -> None:
    connection = connect(path, KEY)
    connection.execute("PRAGMA query_only = ON")

    sentence = r"record\.db cannot be read or written"
    with pytest.raises(Unable, match=sentence), guarded("record.db"), written(connection):
        connection.execute("DELETE FROM notes")

    connection.close()


def test_a_contradicting_entry_is_refused_without_its_text(path: Path) -> None:
    connection = connect(path, KEY)

    with pytest.raises(Unable, match="SQLITE_CONSTRAINT") as refusal, guarded():
        connection.execute("INSERT INTO notes VALUES (2, ?)", (CANARY,))

    assert CANARY not in str(refusal.value)
    connection.close()


def test_a_mistake_of_ours_is_not_taken_for_one_of_the_store(path: Path) -> None:
    connection = connect(path, KEY)
    connection.close()

    with pytest.raises(dbapi.ProgrammingError), guarded():
        connection.execute("SELECT 1")
    with pytest.raises(KeyError), guarded():
        raise KeyError


def test_what_is_interrupted_half_way_is_not_there(path: Path) -> None:
    connection = connect(path, KEY)

    def interrupted() -> None:
        with written(connection):
            connection.execute("INSERT INTO notes VALUES (2, 'half')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert notes(connection) == [CANARY]
    connection.close()


def test_what_was_rolled_back_by_itself_is_not_rolled_back_twice(path: Path) -> None:
    connection = connect(path, KEY)

    def interrupted() -> None:
        with written(connection):
            connection.execute("ROLLBACK")
            raise Unable("interrupted")

    with pytest.raises(Unable, match="interrupted"):
        interrupted()

    assert notes(connection) == [CANARY]
    connection.close()


def test_the_log_is_empty_when_it_was_emptied(path: Path) -> None:
    connection = connect(path, KEY)
    connection.execute("INSERT INTO notes VALUES (2, 'more')")
    log = path.with_name("record.db-wal")
    assert log.stat().st_size > 0

    store.truncate_log(connection)

    assert log.stat().st_size == 0
    connection.close()


def test_a_log_that_somebody_still_reads_is_not_said_to_be_empty(path: Path) -> None:
    reader, writer = connect(path, KEY), connect(path, KEY)
    reader.execute("BEGIN")
    reading = reader.execute("SELECT text FROM notes")
    reading.fetchone()
    writer.execute("INSERT INTO notes VALUES (2, 'more')")
    writer.execute("PRAGMA busy_timeout = 20")

    with pytest.raises(Unable, match="another officer is reading"):
        store.truncate_log(writer)

    reader.close()
    writer.close()


def test_an_engine_writes_and_reads_what_a_connection_does(path: Path) -> None:
    made = engine(path, KEY)

    with made.begin() as session:
        session.execute(sqlalchemy.text("INSERT INTO notes VALUES (2, 'more')"))

    connection = connect(path, KEY)
    assert notes(connection) == [CANARY, "more"]
    connection.close()
    made.dispose()


def test_an_engine_shows_neither_key_nor_values(path: Path) -> None:
    made = engine(path, KEY)

    with pytest.raises(sqlalchemy.exc.IntegrityError) as refusal, made.begin() as session:
        session.execute(
            sqlalchemy.text("INSERT INTO notes VALUES (2, :text)"), {"text": CANARY}
        )

    shown = f"{made!r} {made.url} {refusal.value}"
    assert CANARY not in shown
    assert KEY.hex() not in shown
    made.dispose()


def test_what_goes_wrong_in_an_engine_is_one_sentence_too(path: Path) -> None:
    made = engine(path, KEY)

    sentence = "SQLITE_CONSTRAINT"
    with pytest.raises(Unable, match=sentence), guarded(), made.begin() as session:
        session.execute(sqlalchemy.text(f"INSERT INTO notes VALUES (2, '{CANARY}')"))

    made.dispose()


def test_an_engine_for_reading_does_not_keep_a_writer_waiting(path: Path) -> None:
    reading, writer = engine(path, KEY, reading=True), connect(path, KEY)
    writer.execute("PRAGMA busy_timeout = 0")

    with reading.begin() as session:
        session.execute(sqlalchemy.text("SELECT * FROM notes")).all()
        with written(writer):
            writer.execute("INSERT INTO notes VALUES (2, 'more')")

    writer.close()
    reading.dispose()


def test_an_engine_for_writing_lets_nobody_write_between_its_reading_and_its_writing(
    path: Path,
) -> None:
    writing, writer = engine(path, KEY), connect(path, KEY)
    writer.execute("PRAGMA busy_timeout = 0")

    with writing.begin() as session:
        session.execute(sqlalchemy.text("SELECT * FROM notes")).all()
        with pytest.raises(Unable, match="another officer is writing"), guarded():
            writer.execute("BEGIN IMMEDIATE")

    writer.close()
    writing.dispose()


def test_two_stores_are_written_in_one_piece(path: Path, tmp_path: Path) -> None:
    register, other_key = tmp_path / "register.db", bytes(reversed(KEY))
    connect(register, other_key, create=True).close()
    connection = connect(path, KEY)
    store.attach(connection, register, other_key, "register")
    connection.execute("CREATE TABLE register.cases (id INTEGER)")

    def interrupted() -> None:
        with written(connection):
            connection.execute("INSERT INTO notes VALUES (2, 'half')")
            connection.execute("INSERT INTO register.cases VALUES (2)")
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()

    assert notes(connection) == [CANARY]
    assert connection.execute("SELECT * FROM register.cases").fetchall() == []
    assert connection.execute("PRAGMA register.secure_delete").fetchone() == (1,)
    connection.close()


def with_damaged_pages(path: Path) -> None:
    connection = connect(path, KEY)
    for number in range(99):
        connection.execute(f"CREATE TABLE t{number} (id INTEGER)")
    connection.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))


def missing(path: Path) -> None:
    path.unlink()


def of_another_key(path: Path) -> None:
    path.unlink()
    connect(path, bytes(32), create=True).close()


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (missing, "is missing.*`sanjose rebuild`"),
        (of_another_key, "does not open.*`sanjose rebuild`"),
        (with_damaged_pages, "is damaged"),
    ],
)
def test_a_second_store_that_does_not_open_is_named(
    path: Path, tmp_path: Path, damage: Callable[[Path], None], sentence: str
) -> None:
    register = tmp_path / "register.db"
    connect(register, KEY, create=True).close()
    damage(register)
    connection = connect(path, KEY)

    with pytest.raises(Unable, match=rf"register\.db {sentence}"):
        store.attach(connection, register, KEY, "register")

    connection.close()


def test_the_light_half_of_keeping_needs_neither_sqlalchemy_nor_sqlmodel() -> None:
    code = "import sys, sanjose.keeping.agent; print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    heavy = {"sqlalchemy", "sqlmodel", "pydantic", "shamir_mnemonic", "click"}
    assert heavy.isdisjoint(done.stdout.decode().split())


def test_a_snapshot_is_the_store_as_it_was_under_the_same_key(
    path: Path, tmp_path: Path
) -> None:
    connection, copy = connect(path, KEY), tmp_path / "copy.db"
    connection.execute("INSERT INTO notes VALUES (2, 'in the log only')")

    store.snapshot(connection, copy)
    connection.execute("INSERT INTO notes VALUES (3, 'later')")
    connection.close()

    copied = connect(copy, KEY)
    assert notes(copied) == [CANARY, "in the log only"]
    assert copy.stat().st_mode & 0o777 == 0o600
    copied.close()
