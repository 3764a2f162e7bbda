"""The carrier's store: all of a transaction or nothing, on a full disk and killed at any commit."""

import os
import signal
import stat

import pytest
from sqlalchemy import text

from sanjose.exchange.envelope import Kind
from sanjose.exchange.errors import Unable
from sanjose_network.carrying.bundles import bundled
from sanjose_network.carrying.store import Store
from sanjose_network.carrying.telling import Pace
from tests.exchange.committees import founding
from tests.keeping.disks import full_from
from tests.network.carriers import machines, plenty, settle
from tests.network.forked import forked

TWO = founding("cat", "ced")


@pytest.fixture
def two(tmp_path):
    return machines(tmp_path, TWO, pace=Pace.swift())


def test_the_store_is_private_and_so_are_its_journals(two):
    two["cat"].write(Kind.SUMMARY, b"x")

    files = list(two["cat"].folder.glob("network.db*"))

    assert len(files) >= 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_transaction_inside_another_is_part_of_it(tmp_path):
    store = Store(tmp_path / "network.db")
    add = text("INSERT INTO directories VALUES (:n, x'', 0)")

    def in_three_parts():
        with store.transaction() as outer:
            outer.execute(add, {"n": 1})
            with store.transaction() as inner:
                inner.execute(add, {"n": 2})
            with store.transaction(outer) as given:
                assert store.inside
                given.execute(add, {"n": 3})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_three_parts()

    with store.transaction() as connection:
        assert connection.scalar(text("SELECT count(*) FROM directories")) == 0
    assert not store.inside


def test_after_something_failed_inside_nothing_of_the_whole_is_kept(tmp_path):
    """SQLite undoes a transaction by itself on a full disk: what follows must not stand alone."""
    store = Store(tmp_path / "network.db")
    add = text("INSERT INTO directories VALUES (:n, x'', 0)")

    def failing_inside():
        with store.transaction() as outer:
            outer.execute(add, {"n": 1})
            with pytest.raises(Unable), store.transaction() as inner:
                inner.execute(text("INSERT INTO nowhere VALUES (1)"))
            with pytest.raises(Unable), store.transaction() as inner:
                inner.execute(add, {"n": 2})

    with pytest.raises(Unable):
        failing_inside()

    with store.transaction() as connection:
        assert connection.scalar(text("SELECT count(*) FROM directories")) == 0


def test_a_damaged_or_missing_store_is_told_in_a_sentence(tmp_path):
    path = tmp_path / "network.db"
    path.write_bytes(b"this is no store at all" * 100)

    with pytest.raises(Unable, match=r"damaged: move network.db away and start again"):
        Store(path)
    with pytest.raises(Unable, match="the carrier's store cannot be opened"):
        Store(tmp_path / "no" / "network.db")


def test_another_process_that_writes_is_told(tmp_path):
    one, other = Store(tmp_path / "network.db"), Store(tmp_path / "network.db")
    with other.transaction() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 1")

    with one.transaction(), pytest.raises(Unable, match="another process"):  # noqa: SIM117
        with other.transaction():
            pass
    one.close()
    other.close()


def test_a_mistake_of_ours_is_not_taken_for_the_disks(tmp_path):
    store = Store(tmp_path / "network.db")

    with pytest.raises(KeyError), store.transaction():
        raise KeyError


def test_on_a_full_disk_nothing_is_half_taken_and_later_all_is(two):
    cat = two["cat"]
    said = [one for one in plenty(TWO, 60) if one.header.origin == "ced"]
    wires = [one.to_bytes() for one in said]

    def take_all():
        for at in range(0, 30, 6):
            cat.carrier.received(bundled(wires[at : at + 6]), "envelopes", "ced")

    with full_from(60_000), pytest.raises(Unable) as told:
        take_all()
    kept = cat.held()

    assert "disk is full" in str(told.value)
    assert len(kept) % 6 == 0
    assert len(kept) < 30
    cat.restart()
    assert cat.held() == kept
    take_all()
    assert cat.held() == {(one.hash, True) for one in said}


def test_after_a_full_disk_the_same_process_goes_on(two):
    """What the log had taken in memory alone is taken again, and not for known."""
    cat, ced = two["cat"], two["ced"]
    said = ced.node.write(Kind.SUMMARY, b"x" * 20_000)
    wire = bundled([said.to_bytes()])
    with full_from(cat.settings.store.with_name("network.db-wal").stat().st_size):
        with pytest.raises(Unable):
            cat.carrier.received(wire, "envelopes", "ced")
        cat.carrier.alarm("disk", "the disk is full")
        assert "the disk is full" in " ".join(cat.carrier.status(cat.clock()))

    cat.carrier.received(wire, "envelopes", "ced")
    cat.carrier.alarm("disk", "the disk is full")

    assert cat.held() == {(said.hash, True)}
    assert cat.alarms == "the disk is full"


def test_what_cannot_be_put_down_stays_with_the_secretariat(two):
    cat = two["cat"]
    said = cat.node.write(Kind.SUMMARY, b"x" * 20_000)
    cat.out.put(said)

    with full_from(cat.settings.store.with_name("network.db-wal").stat().st_size):
        with pytest.raises(Unable):
            cat.carrier.take_out()
        assert len(cat.out.names()) == 1

    cat.carrier.take_out()
    settle(two)
    assert (said.hash, True) in two["ced"].held()


def _killed_at(machine, commit: int) -> str:
    """Let a child do everything once, and die in the moment before or after a commit."""

    def act() -> str:
        carrier = machine.opened()
        store = carrier.store
        import sanjose_network.carrying.store as module

        count = 0

        def counted(connection: object) -> None:
            nonlocal count
            count += 1
            if count == commit:
                os.kill(os.getpid(), signal.SIGKILL)

        module.event.listen(store._engine, "commit" if commit % 2 else "begin", counted)
        carrier.take_out()
        for message in carrier.due(machine.clock()):
            carrier.sent(message)
        sent = [one.tx for one in carrier.outgoing()]
        for message in carrier.outgoing():
            carrier.sent(message)
        while carrier.deliver():
            pass
        return " ".join(sent)

    return forked(act)


def test_killed_before_and_after_each_commit_nothing_is_lost_or_sent_as_another(tmp_path):
    """The child dies at every commit in turn, and what it left is then done once more."""
    two = machines(tmp_path, TWO, pace=Pace.swift())
    cat, ced = two["cat"], two["ced"]
    arrived = [ced.node.write(Kind.SUMMARY, str(n).encode()) for n in range(2)]
    cat.carrier.received(bundled([one.to_bytes() for one in arrived]), "envelopes", "ced")
    ours = [cat.node.write(Kind.SUMMARY, str(n).encode()) for n in range(2)]
    for one in ours:
        cat.out.put(one)
    cat.carrier.store.close()

    killed = 0
    for commit in range(1, 40):
        said = _killed_at(cat, commit)
        killed += said == "ended by SIGKILL"
        assert said == "ended by SIGKILL" or len(said.split()) <= 2
    carrier = cat.restart()
    carrier.take_out()
    given = [cat.into.read(name).hash for name in cat.into.names()]

    assert killed >= 5
    assert cat.held() == {(one.hash, True) for one in (*arrived, *ours)}
    assert cat.out.names() == ()
    assert sorted(given) == sorted(one.hash for one in arrived)
    with carrier.store.transaction() as connection:
        left = connection.execute(text("SELECT hash, tx FROM outbox ORDER BY id")).all()
    assert [row.hash for row in left] == [one.hash for one in ours]
    assert all(row.tx for row in left)
    assert list(carrier.outgoing()) == []
