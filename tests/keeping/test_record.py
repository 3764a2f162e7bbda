"""The record grows, gives back what its keys open, and knows whether it is whole."""

import os
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjose.keeping import codec, record
from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.record import Record, known_root, root_of
from sanjose.keeping.store import Connection, written
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import Event, SubmissionAdded
from sanjose.words.merkle import EMPTY, Frontier, Tree
from sanjose.words.sealed import Sealed
from tests.keeping.archives import DAY, NOW, ONE, House, receive

Keys = dict[bytes, bytes]


def append(connection: Connection, *texts: str) -> Keys:
    """Append submissions in one transaction and return their keys."""
    found, keys = Record(connection), {}
    with written(connection):
        found.begin()
        for text in texts:
            event_id, key = os.urandom(16), os.urandom(32)
            event = Event(
                event_id=event_id,
                seq=found.next_seq(),
                subject=COMMITTEE,
                on=DAY,
                recorded_at=NOW,
                actor=ONE,
                by=None,
                persons=(),
                body=SubmissionAdded(text=Sealed(text)),
            )
            found.append(event, key)
            keys[event_id] = key
        found.end()
    return keys


def texts(found: Record, keys: Keys) -> list[str]:
    return [one.body.text.reveal() for one in found.opened(tuple(found.ids(2)), keys)]


def test_a_new_installation_begins_with_two_entries(cat: House) -> None:
    connection = cat.raw()

    assert Record(connection).size() == 2
    assert Record(connection).verify().faults == ()
    connection.close()


def test_what_was_appended_opens_in_order_with_its_keys_only(cat: House) -> None:
    connection = cat.raw()
    keys = append(connection, "one", "two") | append(connection, "three")
    found = Record(connection)

    assert found.size() == 5
    assert texts(found, keys) == ["one", "two", "three"]
    del keys[found.ids(3)[3]]
    assert texts(found, keys) == ["one", "three"]
    assert found.holds(4, found.ids(4)[4])
    assert not found.holds(4, found.ids(3)[3])
    assert not found.holds(5, bytes(16))
    connection.close()


def test_many_entries_open_a_portion_at_a_time(cat: House) -> None:
    connection = cat.raw()
    keys = append(connection, *(f"number {n}" for n in range(1100)))

    assert texts(Record(connection), keys) == [f"number {n}" for n in range(1100)]
    connection.close()


def test_the_root_is_that_of_the_tree_over_all_leaves(cat: House) -> None:
    connection, done = cat.raw(), []
    append(connection, *(f"number {n}" for n in range(record.PORTION)))
    leaves = [leaf for (leaf,) in connection.execute("SELECT leaf FROM entries ORDER BY seq")]

    verified = Record(connection).verify(progress=done.append)

    assert verified.size == len(leaves) == record.PORTION + 2
    assert verified.root == Tree(leaves).root()
    assert done == [record.PORTION, 2]
    connection.close()


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=70))
def test_the_root_level_by_level_is_the_frontiers(leaves: list[bytes]) -> None:
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)

    assert root_of(leaves) == frontier.root() == Tree(leaves).root()


def test_an_entry_outside_a_transaction_is_a_mistake_of_ours(cat: House) -> None:
    connection = cat.raw()

    with pytest.raises(AssertionError):
        Record(connection).next_seq()

    connection.close()


def test_what_was_interrupted_is_not_there_and_the_frontier_neither(cat: House) -> None:
    connection = cat.raw()

    def interrupted() -> None:
        with written(connection):
            found = Record(connection)
            found.begin()
            event = Event(
                event_id=bytes(16),
                seq=2,
                subject=COMMITTEE,
                on=DAY,
                recorded_at=NOW,
                actor=ONE,
                by=None,
                persons=(),
                body=SubmissionAdded(text=Sealed("half")),
            )
            found.append(event, bytes(32))
            found.end()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert Record(connection).verify().size == 2
    assert Record(connection).verify().faults == ()
    connection.close()


@pytest.mark.parametrize("act", ["UPDATE entries SET leaf = x'00'", "DELETE FROM entries"])
def test_the_store_itself_refuses_to_change_or_to_forget(cat: House, act: str) -> None:
    connection = cat.raw()

    with pytest.raises(record.dbapi.IntegrityError, match="the record only grows"):
        connection.execute(act)

    connection.close()


def test_a_record_of_a_newer_version_is_not_called_damaged(cat: House) -> None:
    connection = cat.raw()
    connection.execute("UPDATE frontier SET format = 2")

    with pytest.raises(Unable, match=r"record\.db was made by a newer version"):
        Record(connection).check_format()
    with pytest.raises(Unable, match="made by a newer version"), cat.archive():
        pass

    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM frontier",
        "UPDATE frontier SET state = x'00'",
        "UPDATE frontier SET state = 'text', format = 'text'",
    ],
)
def test_nothing_is_added_to_a_record_whose_frontier_is_gone(cat: House, damage: str) -> None:
    connection = cat.raw()
    connection.execute(damage)
    connection.close()

    with pytest.raises(Unable, match=r"record\.db is damaged"), cat.archive() as archive:
        receive(archive, "Ada Quill")

    assert cat.faults() == ("the frontier of the record is gone or damaged",)


def moved(connection: Connection, keys: Keys) -> None:
    """Give two entries each other's place."""
    first, second = (
        connection.execute("SELECT * FROM entries WHERE seq = ?", (n,)).fetchone()
        for n in (2, 3)
    )
    connection.execute("DELETE FROM entries WHERE seq >= 2")
    for seq, row in ((2, second), (3, first)):
        connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", (seq, *row[1:]))


def another_key(connection: Connection, keys: Keys) -> None:
    """Let a key stand for an entry that another one sealed."""
    keys[Record(connection).ids(2)[2]] = bytes(32)


def another_body(connection: Connection, keys: Keys) -> None:
    """Give an entry the sealed body of the next one."""
    connection.execute(
        "UPDATE entries SET body = (SELECT body FROM entries WHERE seq = 3) WHERE seq = 2"
    )


@pytest.mark.parametrize("change", [moved, another_key, another_body])
def test_an_entry_opens_in_its_own_place_and_with_its_own_key_only(cat: House, change) -> None:
    connection = cat.raw()
    keys = append(connection, "one", "two")
    for trigger in record.TRIGGERS:
        connection.execute(f"DROP TRIGGER {trigger}")

    change(connection, keys)

    with pytest.raises(Unable, match=re.escape(codec.CLOSED)):
        texts(Record(connection), keys)
    connection.close()


def test_a_kept_root_is_read_as_it_was_printed() -> None:
    assert known_root(f" 12:{EMPTY.hex()}\n") == (12, EMPTY)
    assert known_root(f"0:{EMPTY.hex().upper()}") == (0, EMPTY)


@pytest.mark.parametrize(
    "typed",
    ["", "12", "12:", ":", "12:abcd", f"-1:{'a' * 64}", f"1_2:{'a' * 64}", f"12:{'g' * 64}"],
)
def test_what_is_no_kept_root_is_refused(typed: str) -> None:
    with pytest.raises(Misuse, match="a kept root is written SIZE:ROOT"):
        known_root(typed)


def test_a_kept_root_is_continued_by_the_record_and_by_no_other(cat: House) -> None:
    connection, kept = cat.raw(), []
    for number in range(9):
        append(connection, f"number {number}")
        verified = Record(connection).verify()
        kept.append((verified.size, verified.root))
    found = Record(connection)

    assert all(found.verify(one).faults == () for one in kept)
    assert found.verify((0, EMPTY)).faults == ()
    for (size, root), (later, _) in pairwise(kept):
        (fault,) = found.verify((later, root)).faults
        assert fault.startswith(f"the first {later} entries do not give the root")
        (fault,) = found.verify((size + 99, root)).faults
        assert fault == f"the root given covers {size + 99} entries and 11 are there"
    connection.close()
