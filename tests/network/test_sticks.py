"""Everything a peer may lack, in one file: for a secretariat without a network, or after a loss."""

from dataclasses import replace

import pytest

from sanjose.exchange.envelope import Kind
from sanjose.exchange.errors import Misuse, Unable
from sanjose.exchange.fold import retract_body
from sanjose_network.carrying import sticks
from sanjose_network.carrying.telling import Pace
from tests.exchange.committees import following, founding, member, with_signatures
from tests.keeping.disks import full_from
from tests.network.carriers import Clock, Machine, in_messages, machines, plenty, signed_by_all

TWO = founding("cat", "ced")


@pytest.fixture
def two(tmp_path):
    return machines(tmp_path, TWO, pace=Pace.swift())


@pytest.fixture
def written(two, tmp_path):
    """A stick from cat, with two envelopes of which one is recalled."""
    cat = two["cat"]
    gone = cat.write(Kind.SUMMARY, b"recalled")
    cat.write(Kind.SUMMARY, b"stands")
    cat.write(Kind.RETRACT, retract_body(gone.header.id))
    path = tmp_path / "cat.bundle"
    assert sticks.write(cat.carrier, path) == 3
    return path


def test_a_stick_brings_everything_there_and_an_acknowledgement_back(two, written, tmp_path):
    cat, ced = two["cat"], two["ced"]

    brought = sticks.read(ced.carrier, written)
    sticks.write(ced.carrier, tmp_path / "ced.bundle")
    sticks.read(cat.carrier, tmp_path / "ced.bundle")

    assert brought == sticks.Brought(peer="cat", at="2026-11-22T06:00:00Z")
    assert ced.held() == cat.held()
    assert len(ced.collect()) == 3
    status = " ".join(cat.carrier.status(cat.clock()))
    assert "ced acknowledged all, up to your number 3; last heard just now" in status
    assert "nothing waits here" in status
    assert two["ced"].alarms == cat.alarms == ""


def test_a_stick_does_not_count_as_sent_where_there_is_a_network(tmp_path):
    both = machines(tmp_path, TWO, ["cat"], homeserver="https://matrix.example")
    both["cat"].write(Kind.SUMMARY, b"x")

    sticks.write(both["cat"].carrier, tmp_path / "cat.bundle")

    assert both["cat"].carrier.outbox.waiting() == 1


def test_a_stick_read_twice_changes_nothing_more(two, written):
    sticks.read(two["ced"].carrier, written)
    before = two["ced"].held()
    two["ced"].collect()

    sticks.read(two["ced"].carrier, written)

    assert two["ced"].held() == before
    assert two["ced"].collect() == []


def test_wherever_a_stick_breaks_off_it_is_one_sentence_and_nothing_is_taken(two, written):
    whole = written.read_bytes()

    for end in (0, 5, 17, 18, 21, 100, len(whole) // 2, len(whole) - 1):
        written.write_bytes(whole[:end])
        with pytest.raises(Misuse) as told:
            sticks.read(two["ced"].carrier, written)
        assert str(told.value).count(";") <= 1
        assert "this file is not whole" in str(told.value) or end < 17

    assert two["ced"].held() == set()
    written.write_bytes(whole + b"more")
    with pytest.raises(Misuse, match="not whole"):
        sticks.read(two["ced"].carrier, written)


def test_an_altered_stick_is_refused_whole(two, written):
    whole = bytearray(written.read_bytes())
    at = whole.index(b"E", len(whole) // 3) + 500
    whole[at] ^= 1
    written.write_bytes(bytes(whole))

    with pytest.raises((Unable, Misuse)):
        sticks.read(two["ced"].carrier, written)

    assert two["ced"].held() == set()


def test_a_stick_from_somebody_else_is_refused(tmp_path, two):
    three = founding("cat", "ced", "spt")
    strangers = machines(tmp_path / "other", three, ["spt", "cat"])
    sticks.write(strangers["spt"].carrier, tmp_path / "spt.bundle")
    forged = strangers["cat"]
    forged.carrier._key = strangers["spt"].carrier._key
    sticks.write(forged.carrier, tmp_path / "forged.bundle")

    with pytest.raises(Unable, match="from nobody in the directory"):
        sticks.read(two["ced"].carrier, tmp_path / "spt.bundle")
    with pytest.raises(Unable, match="says to be from cat, and its carrier did not sign it"):
        sticks.read(two["ced"].carrier, tmp_path / "forged.bundle")


def test_what_is_no_stick_is_told(two, tmp_path):
    other = tmp_path / "letter.pdf"
    other.write_bytes(b"%PDF-1.7 and so on, for a while")
    empty = tmp_path / "who.bundle"
    empty.write_bytes(b"sanjose bundle 1\nW\0\0\0\2{}Z\0\0\0\1x")
    nobody = tmp_path / "nobody.bundle"
    nobody.write_bytes(b"sanjose bundle 1\nZ\0\0\0\1x")

    with pytest.raises(Misuse, match="no file that a carrier wrote"):
        sticks.read(two["ced"].carrier, other)
    for path in (empty, nobody):
        with pytest.raises(Misuse, match="not whole"):
            sticks.read(two["ced"].carrier, path)
    with pytest.raises(Unable, match="the file cannot be read"):
        sticks.read(two["ced"].carrier, tmp_path / "nowhere.bundle")


def test_a_file_that_is_there_is_not_written_over(two, written):
    before = written.read_bytes()

    with pytest.raises(Misuse, match="already"):
        sticks.write(two["cat"].carrier, written)
    with pytest.raises(Misuse, match="spt is not in the directory"):
        sticks.write(two["cat"].carrier, written.with_name("x.bundle"), to="spt")

    assert written.read_bytes() == before


def test_a_full_stick_is_told_and_leaves_no_file(two, tmp_path):
    cat = two["cat"]
    for _ in range(5):
        cat.write(Kind.SUMMARY, b"x")
    place = tmp_path / "stick"
    place.mkdir()

    with full_from(4000), pytest.raises(Unable, match="the file cannot be written"):
        sticks.write(cat.carrier, place / "cat.bundle")

    assert list(place.iterdir()) == []
    assert cat.carrier.outbox.waiting() == 5


def test_without_a_directory_nothing_is_written_or_believed(two, written, tmp_path):
    ced = Machine(tmp_path / "new", "ced", TWO, Clock(), fingerprint="")

    with pytest.raises(Unable, match="there is no directory yet"):
        sticks.write(ced.carrier, tmp_path / "x.bundle")
    with pytest.raises(Unable, match="there is no directory yet"):
        sticks.read(ced.carrier, written)


def test_a_carrier_that_lost_everything_is_restored_from_sticks(two, written, tmp_path):
    """The directories come along, and the one that people compared is taken."""
    ced = two["ced"]
    ours = ced.write(Kind.SUMMARY, b"ours")
    sticks.read(ced.carrier, written)
    sticks.write(ced.carrier, tmp_path / "own.bundle")

    new = Machine(tmp_path / "new", "ced", TWO, Clock())
    sticks.read(new.carrier, tmp_path / "own.bundle")
    list(new.carrier.due(new.clock()))

    assert new.held() == ced.held()
    assert new.alarms == ""
    assert ours.hash in {one.hash for one in new.collect()}


def test_a_stick_for_a_newcomer_has_headers_only_of_what_came_before(two, tmp_path):
    cat = two["cat"]
    said = cat.write(Kind.SUMMARY, b"before")
    second = with_signatures(following(TWO, spt=replace(member("spt"), joined=2)), "cat", "ced")
    cat.accept_directory(second)
    spt = Machine(tmp_path, "spt", second.directory, Clock())
    spt.accept_directory(signed_by_all(second.directory))

    path = tmp_path / "spt.bundle"
    sticks.write(cat.carrier, path, to="spt")
    sticks.read(spt.carrier, path)

    assert spt.held() == {(said.hash, False)}
    assert spt.carrier.holdings.log.missing() == ()


def test_what_is_missing_is_asked_for_on_a_stick_too(two, tmp_path):
    cat, ced = two["cat"], two["ced"]
    first, last = (cat.node.write(Kind.SUMMARY, b"x") for _ in range(2))
    for wire in in_messages([last]):
        ced.carrier.received(wire, "envelopes", "cat")
    cat.out.put(first)
    cat.out.put(last)
    cat.carrier.take_out()
    list(map(cat.carrier.sent, cat.carrier.outgoing()))

    sticks.write(ced.carrier, tmp_path / "ced.bundle")
    sticks.read(cat.carrier, tmp_path / "ced.bundle")
    list(cat.carrier.due(cat.clock()))

    assert [one.hashes for one in cat.carrier.outgoing()] == [(first.hash,)]


def test_a_large_stick_is_written_and_read_piece_by_piece(two, tmp_path):
    cat, ced = two["cat"], two["ced"]
    some = plenty(TWO, 150)
    for wire in in_messages(some):
        cat.carrier.received(wire, "envelopes", None)

    assert sticks.write(cat.carrier, tmp_path / "cat.bundle") == 150
    sticks.read(ced.carrier, tmp_path / "cat.bundle")

    assert ced.held() == {(one.hash, True) for one in some}
