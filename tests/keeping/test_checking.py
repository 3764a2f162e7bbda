"""Verification with an officer's keys names what does not open and what does not add up."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sanjose.keeping import codec, record
from sanjose.keeping.archive import COMMITTEE, Archive
from sanjose.keeping.checking import unlocked_faults, verification
from sanjose.keeping.installation import rebuild
from sanjose.keeping.vault import _wrapped
from sanjose.words.events import MeasureProposed, RecusalDeclared
from sanjose.words.merkle import Frontier
from tests.keeping.archives import ONE, RULES, TWO, House, add, receive

REBUILD = "the register is not what the record adds up to: run `sanjose rebuild`"


@pytest.fixture
def cases(cat: House) -> tuple[bytes, bytes]:
    """Two cases, with something in every table of the register."""
    with cat.archive() as archive:
        first, second = receive(archive, "Ada Quill"), receive(archive, "Ben Tallow")
        add(archive, first, MeasureProposed(measure="letter", label="M1"))
        add(archive, first, RecusalDeclared(who=TWO))
        add(archive, COMMITTEE, MeasureProposed(measure="statement", label="M1"))
    return first, second


@pytest.fixture
def archive(cat: House, cases: tuple[bytes, bytes]) -> Iterator[Archive]:
    with cat.archive() as opened:
        yield opened


def test_what_adds_up_has_no_fault_and_shows_how_far_it_is(archive: Archive) -> None:
    done = []

    assert unlocked_faults(archive, lambda at, of: done.append((at, of))) == ()

    assert done == [(1, 3), (2, 3), (3, 3)]


def test_a_key_that_is_gone_without_an_order_is_an_alarm(archive: Archive) -> None:
    event_id = archive.record.ids(3)[3]
    archive.vault._connection.execute("DELETE FROM event_keys WHERE event_id = ?", (event_id,))

    (first, *_) = unlocked_faults(archive)

    assert first == "entry 3 has no key, and no erasure in the ledger: restore newer keys"


def test_a_body_that_was_replaced_with_everything_around_it_does_not_open(
    cat: House, archive: Archive
) -> None:
    frontier = Frontier()
    with closing(cat.raw()) as connection:
        for trigger in record.TRIGGERS:
            connection.execute(f"DROP TRIGGER {trigger}")
        for seq, meta, body in connection.execute(
            "SELECT seq, meta, body FROM entries ORDER BY seq"
        ).fetchall():
            changed = bytes(len(body)) if seq == 4 else body
            leaf = codec.leaf_of(meta, changed)
            frontier.append(leaf)
            values = (changed, leaf, seq)
            connection.execute("UPDATE entries SET body = ?, leaf = ? WHERE seq = ?", values)
        connection.execute("UPDATE frontier SET state = ?", (frontier.to_bytes(),))
        for text in record.TRIGGERS.values():
            connection.execute(text)

    with closing(cat.keys()) as keys:
        assert verification(cat.home, keys).faults == ()
    assert unlocked_faults(archive) == ("entry 4 does not open with its key",)


def test_an_entry_whose_key_was_given_to_another_case_is_named(
    archive: Archive, cases: tuple[bytes, bytes]
) -> None:
    first, second = cases
    key_of = archive.keyring.case_key
    event_id = archive.record.ids(4)[4]
    event_key = archive.vault.event_keys(first, key_of(first))[event_id]
    wrapped = _wrapped(AESGCM(key_of(second)), event_key, event_id, second, bytes(12))
    archive.vault._connection.execute(
        "UPDATE event_keys SET case_id = ?, wrapped = ? WHERE event_id = ?",
        (second, wrapped, event_id),
    )

    found = unlocked_faults(archive)

    assert "entry 4 was written for another case than the one of its key" in found
    assert REBUILD in found


def test_keys_that_do_not_open_are_a_fault_and_not_the_end(
    archive: Archive, cases: tuple[bytes, bytes]
) -> None:
    archive.vault._connection.execute(
        "UPDATE event_keys SET wrapped = zeroblob(60) WHERE case_id = ?", (cases[0],)
    )

    (fault,) = unlocked_faults(archive)

    assert fault.startswith("this case's key does not open its entries")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE register.cases SET stage = 'closed'",
        "UPDATE register.cases SET due_on = '2020-01-01'",
        "DELETE FROM register.cases",
        (
            "INSERT INTO register.cases SELECT x'00', 'CAT-26-7K3QM-X', state, procedure, stage,"
            " finding, urgency, received_on, latest, due_on FROM register.cases LIMIT 1"
        ),
        "DELETE FROM register.dues",
        "DELETE FROM register.dues WHERE case_id = zeroblob(16)",
        "UPDATE register.dues SET due_on = '2020-01-01'",
        "DELETE FROM register.measures",
        "UPDATE register.measures SET taken_on = '2026-03-02'",
        "DELETE FROM register.recused",
        "INSERT INTO register.recused SELECT case_id, 'officer-9' FROM register.cases",
        "DELETE FROM register.places WHERE seq = 4",
        "UPDATE register.places SET case_id = NULL WHERE seq = 4",
        "UPDATE register.places SET case_id = zeroblob(16) WHERE seq = 4",
    ],
)
def test_whatever_differs_in_the_register_is_a_fault_and_a_rebuild_mends_it(
    cat: House, archive: Archive, change: str
) -> None:
    archive._connection.execute(change)

    assert unlocked_faults(archive) == (REBUILD,)
    with closing(cat.keys()) as keys:
        rebuild(cat.home, keys, RULES)
    assert cat.faults() == ()


def test_what_is_closed_to_an_officer_is_not_checked_and_no_fault(cat: House) -> None:
    cat.enrol()
    with cat.archive() as archive:
        receive(archive, "Ada Quill", officers=(ONE,))
    with cat.archive(TWO) as archive:
        archive._connection.execute("UPDATE register.cases SET stage = 'closed'")

        assert unlocked_faults(archive) == ()
    with cat.archive(ONE) as archive:
        assert unlocked_faults(archive) == (REBUILD,)


def test_keys_without_an_entry_are_harmless(archive: Archive) -> None:
    archive.new_case((ONE,))
    archive.vault.more_event_keys(COMMITTEE, archive.keyring.case_key(COMMITTEE))

    assert unlocked_faults(archive) == ()
