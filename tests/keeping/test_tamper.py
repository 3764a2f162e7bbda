"""Whatever is changed in the record behind its back, verification says where.

With the store's key somebody can write rows; without it only bytes. A rewriting of everything
leaves nothing to compare with but a root that was kept elsewhere.
"""

import re
import shutil
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from sanjose.keeping import codec, record, store
from sanjose.keeping.checking import unlocked_faults, verification
from sanjose.keeping.home import Home
from sanjose.keeping.record import Verified
from sanjose.words.errors import Unable
from sanjose.words.merkle import Frontier
from tests.keeping.archives import House, build, receive

ROWS = 90
PAGE = record.PAGE


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> House:
    """An installation with some hundred entries, all in its files and none in a log."""
    made = build(tmp_path_factory.mktemp("tamper") / "home")
    with made.archive() as archive, archive.together():
        for number in range(ROWS // 3 + 1):
            receive(archive, f"Person {number}", text=f"Told by {number} " * 40)
    with closing(made.raw()) as connection:
        store.truncate_log(connection)
    return made


@pytest.fixture
def cat(full: House, tmp_path: Path) -> House:
    return full.copied(tmp_path / "home")


def verified(house: House, known: tuple[int, bytes] | None = None) -> Verified:
    with closing(house.keys()) as keys:
        return verification(house.home, keys, known)


def faults(house: House) -> list[str]:
    return list(verified(house).faults)


class Insider:
    """Somebody with the store's key, who takes the triggers out and puts them back."""

    def __init__(self, house: House) -> None:
        self.connection = house.raw()
        for trigger in record.TRIGGERS:
            self.connection.execute(f"DROP TRIGGER {trigger}")

    def __enter__(self) -> store.Connection:
        return self.connection

    def __exit__(self, *_: object) -> None:
        for text in record.TRIGGERS.values():
            self.connection.execute(text)
        self.connection.close()


def test_what_nobody_touched_verifies(cat: House) -> None:
    found = verified(cat)

    assert found.faults == ()
    assert found.size > ROWS


@pytest.mark.parametrize("column", ["body", "meta", "leaf", "event_id"])
@pytest.mark.parametrize("change", ["x'00' || {0}", "substr({0}, 2)", "zeroblob(length({0}))"])
@pytest.mark.parametrize("seq", [0, 41])
def test_an_altered_row_is_named(cat: House, column: str, change: str, seq: int) -> None:
    with Insider(cat) as connection:
        changed = change.format(column)
        connection.execute(f"UPDATE entries SET {column} = {changed} WHERE seq = ?", (seq,))

    assert faults(cat) == [f"entry {seq} was altered"]


@pytest.mark.parametrize("column", ["body", "meta", "leaf", "event_id"])
@pytest.mark.parametrize("value", ["'text'", "7"])
def test_a_row_that_is_not_even_bytes_is_named(cat: House, column: str, value: str) -> None:
    with Insider(cat) as connection:
        connection.execute(f"UPDATE entries SET {column} = {value} WHERE seq = 41")

    assert faults(cat) == ["entry 41 was altered"]


def test_only_the_altered_row_is_named(cat: House) -> None:
    with Insider(cat) as connection:
        connection.execute("UPDATE entries SET body = zeroblob(256) WHERE seq IN (7, 64)")

    assert faults(cat) == ["entry 7 was altered", "entry 64 was altered"]


def test_an_altered_body_with_a_leaf_to_match_is_named_by_its_range(cat: House) -> None:
    with Insider(cat) as connection:
        (meta,) = connection.execute("SELECT meta FROM entries WHERE seq = 70").fetchone()
        leaf = codec.leaf_of(meta, b"other")
        connection.execute(
            "UPDATE entries SET body = ?, leaf = ? WHERE seq = 70", (b"other", leaf)
        )

    (fault,) = faults(cat)
    found = re.fullmatch(
        r"an entry from (\d+) to (\d+) was altered together with its leaf", fault
    )
    assert found is not None
    assert int(found[1]) <= 70 <= int(found[2])


def test_a_row_taken_out_of_the_middle_is_named(cat: House) -> None:
    with Insider(cat) as connection:
        connection.execute("DELETE FROM entries WHERE seq IN (20, 21, 50)")

    assert faults(cat)[:2] == ["entries 20 to 21 are missing", "entries 50 to 50 are missing"]


def test_an_end_that_was_cut_off_is_counted(cat: House) -> None:
    size = verified(cat).size
    with Insider(cat) as connection:
        connection.execute("DELETE FROM entries WHERE seq >= ?", (size - 3,))

    assert faults(cat) == [f"the record counts {size} entries and {size - 3} are there"]


def test_bodies_that_changed_places_are_named(cat: House) -> None:
    with Insider(cat) as connection:
        (one,), (two,) = connection.execute("SELECT body FROM entries WHERE seq IN (5, 6)")
        for seq, body in ((5, two), (6, one)):
            connection.execute("UPDATE entries SET body = ? WHERE seq = ?", (body, seq))

    assert faults(cat) == ["entry 5 was altered", "entry 6 was altered"]


def test_whole_rows_that_changed_places_are_named(cat: House) -> None:
    with Insider(cat) as connection:
        for before, after in ((5, -1), (6, 5), (-1, 6)):
            connection.execute("UPDATE entries SET seq = ? WHERE seq = ?", (after, before))

    assert faults(cat) == ["entry 5 was altered", "entry 6 was altered"]


def test_ids_that_changed_places_are_named(cat: House) -> None:
    with Insider(cat) as connection:
        (one,), (two,) = connection.execute("SELECT event_id FROM entries WHERE seq IN (5, 6)")
        for seq, event_id in ((5, b"meanwhile"), (6, one), (5, two)):
            connection.execute("UPDATE entries SET event_id = ? WHERE seq = ?", (event_id, seq))

    assert faults(cat) == ["entry 5 was altered", "entry 6 was altered"]


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER entries_no_update",
        "DROP TRIGGER entries_no_delete",
        "CREATE TRIGGER mine AFTER INSERT ON entries BEGIN SELECT 1; END",
    ],
)
def test_a_trigger_that_is_not_ours_or_gone_is_a_fault(cat: House, change: str) -> None:
    with closing(cat.raw()) as connection:
        connection.execute(change)

    (fault,) = faults(cat)
    assert fault.startswith("the store was opened to changes")


def test_a_trigger_that_only_has_the_name_is_a_fault(cat: House) -> None:
    with closing(cat.raw()) as connection:
        connection.execute("DROP TRIGGER entries_no_update")
        connection.execute(
            "CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT 1; END"
        )

    (fault,) = faults(cat)
    assert fault.startswith("the store was opened to changes")


def rewritten(connection: store.Connection, since: int) -> None:
    """Rewrite everything from an entry on, as somebody can who knows how it is made."""
    frontier = Frontier()
    for seq, meta, body in connection.execute(
        "SELECT seq, meta, body FROM entries ORDER BY seq"
    ).fetchall():
        changed = sha256(body).digest() * 8 if seq >= since else body
        leaf = codec.leaf_of(meta, changed)
        frontier.append(leaf)
        values = (changed, leaf, seq)
        connection.execute("UPDATE entries SET body = ?, leaf = ? WHERE seq = ?", values)
    connection.execute("UPDATE frontier SET state = ?", (frontier.to_bytes(),))


def test_a_tail_that_was_rewritten_is_caught_by_a_kept_root_only(cat: House) -> None:
    before = verified(cat)
    with closing(cat.raw()) as connection:
        leaves = [one for (one,) in connection.execute("SELECT leaf FROM entries ORDER BY seq")]
    with Insider(cat) as connection:
        rewritten(connection, since=60)

    assert verified(cat).faults == ()
    assert verified(cat, (60, record.root_of(leaves[:60]))).faults == ()
    (fault,) = verified(cat, (before.size, before.root)).faults
    assert fault.endswith("do not give the root that was kept: they were rewritten")
    (fault,) = verified(cat, (61, record.root_of(leaves[:61]))).faults
    assert fault.startswith("the first 61 entries")


# Bytes, without any key


def pages(house: House) -> int:
    return house.home.record.stat().st_size // PAGE


def alter(path: Path, at: int) -> None:
    whole = bytearray(path.read_bytes())
    whole[at] ^= 0x10
    path.write_bytes(whole)


def unreadable(house: House) -> set[int]:
    """Return the entries of which verification says that they cannot be read."""
    return {
        int(seq)
        for fault in faults(house)
        for first, last in re.findall(r"entries (\d+) to (\d+) cannot be read", fault)
        for seq in range(int(first), int(last) + 1)
    }


def test_a_byte_altered_in_any_page_is_named_by_its_range(full: House, tmp_path: Path) -> None:
    named = 0
    for page in range(2, pages(full) + 1):
        house = House(home=Home(tmp_path / str(page)), shares=full.shares)
        shutil.copytree(full.home.path, house.home.path)
        start = (page - 1) * PAGE
        alter(house.home.record, start + 1000 + page)

        found = verified(house)

        span = f"record.db was altered between byte {start} and byte {start + PAGE - 1}"
        assert found.faults[0] == span
        assert (found.size, found.root) == (0, b"")
        named += any("cannot be read" in fault for fault in found.faults[1:])
        shutil.rmtree(house.home.path)
    assert named > 10


def test_the_entries_of_an_altered_page_are_those_that_cannot_be_read(cat: House) -> None:
    with closing(cat.raw()) as connection:
        size = record.Record(connection).size()
    alter(cat.home.record, (pages(cat) // 2) * PAGE + 77)

    with closing(cat.raw()) as connection:
        readable = set()
        for seq in range(size):
            with closing(cat.raw()) as fresh:
                try:
                    fresh.execute("SELECT * FROM entries WHERE seq = ?", (seq,)).fetchall()
                    readable.add(seq)
                except store.dbapi.DatabaseError:
                    pass

    assert unreadable(cat) == set(range(size)) - readable
    assert 0 < len(readable) < size


def test_two_damaged_places_are_named_apart_and_neighbours_together(cat: House) -> None:
    for page in (5, 6, 9):
        alter(cat.home.record, (page - 1) * PAGE + 100)

    spans = [one for one in faults(cat) if one.startswith("record.db was altered")]

    assert spans == [
        f"record.db was altered between byte {4 * PAGE} and byte {6 * PAGE - 1}",
        f"record.db was altered between byte {8 * PAGE} and byte {9 * PAGE - 1}",
    ]


def test_a_damaged_first_page_is_one_sentence(cat: House) -> None:
    alter(cat.home.record, 100)

    with pytest.raises(Unable, match=r"record\.db does not open: .* first page is damaged"):
        verified(cat)


def test_a_file_that_was_cut_off_sends_to_the_backup(cat: House) -> None:
    whole = cat.home.record.read_bytes()
    cat.home.record.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(Unable, match=r"record\.db is damaged: restore it from the newest"):
        verified(cat)


def test_a_long_text_that_fills_pages_by_itself_is_named_too(cat: House) -> None:
    with cat.archive() as archive:
        seq = archive.record.size()
        receive(archive, text="They came back. " * 2000)
        archive.settle()
    before = verified(cat)
    alter(cat.home.record, (pages(cat) - 2) * PAGE + 8)

    assert before.faults == ()
    assert unreadable(cat) == {seq + 1}


def test_a_store_without_the_table_is_no_whole_record(cat: House) -> None:
    with closing(cat.raw()) as connection:
        connection.execute("DROP TABLE entries")

    assert faults(cat) == ["the end of the record cannot be read"]


def test_where_no_page_is_bad_it_is_said_that_it_was_not_read(
    cat: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> Verified:
        raise store.dbapi.OperationalError("interrupted")

    monkeypatch.setattr(record.Record, "verify", interrupted)

    assert faults(cat) == ["the record was not read to its end: repeat it"]


def test_an_end_that_was_lost_with_the_log_is_missed_by_the_register(cat: House) -> None:
    log = cat.home.record.with_name("record.db-wal")
    with cat.archive() as archive:
        receive(archive, "Ada Quill")
        kept = {path: path.read_bytes() for path in cat.home.path.glob("*.db*")}
    for path, content in kept.items():
        path.write_bytes(content)
    alter(log, 40)

    with cat.archive() as archive:
        (fault,) = unlocked_faults(archive)
        with pytest.raises(Unable, match="the record ends earlier than the register knows"):
            archive.find("CAT-26-7K3QM-X")
        with pytest.raises(Unable, match="ends earlier"):
            receive(archive, "Ben Tallow")

    assert verified(cat).faults == ()
    assert fault.startswith("the record ends earlier than the register knows")


def test_a_newer_record_is_not_verified_by_an_older_version(cat: House) -> None:
    with closing(cat.raw()) as connection:
        connection.execute("UPDATE frontier SET format = 2")

    with pytest.raises(Unable, match="made by a newer version"):
        verified(cat)
