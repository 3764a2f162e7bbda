"""Who holds which case's key, and that a destroyed key is gone from every file."""

import os
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sanjose.keeping import age
from sanjose.keeping.shelf import FORMAT
from sanjose.keeping.slots import Cost, Slot
from sanjose.keeping.store import connect
from sanjose.keeping.vault import BATCH, ESCROW, Vault, WrongCaseKey
from sanjose.words.errors import Misuse, Unable
from tests.keeping.offices import PASSPHRASE, Office, office

ONE, TWO = "officer-1", "officer-2"
CASE = b"case" * 4
ORDER = b"order" * 3 + b"!"
DAY = date(2026, 3, 2)


@pytest.fixture
def cat(tmp_path: Path) -> Office:
    return office(tmp_path, ONE, TWO)


@pytest.fixture
def vault(cat: Office) -> Iterator[Vault]:
    with cat.vault() as found:
        yield found


def key_of(cat: Office, officer: str, case_id: bytes = CASE) -> bytes | None:
    """Open a case as an officer would who goes around the software, with the own key."""
    with cat.vault() as vault:
        wrapped = vault.wrapped_case_key(case_id, officer)
    identity = cat.escrow if officer == ESCROW else cat.slots[officer].open(PASSPHRASE).identity
    return None if wrapped is None else age.unwrap(wrapped, identity)


# Officers


def test_a_vault_knows_its_officers_and_always_the_escrow(cat: Office, vault: Vault) -> None:
    assert vault.officers() == (ONE, TWO)
    assert vault.recipient(ONE) == cat.slots[ONE].recipient
    assert vault.recipient(ESCROW) == age.recipient_of(cat.escrow)
    assert vault.recipient("officer-9") is None


def test_nobody_is_enrolled_or_retired_as_the_escrow(vault: Vault) -> None:
    with pytest.raises(Misuse, match="the escrow is not an officer"):
        vault.enrol(ESCROW, "age1")
    with pytest.raises(Misuse, match="the escrow is not an officer"):
        vault.retire(ESCROW)
    with pytest.raises(Misuse, match="the escrow is not an officer"):
        vault.withdraw(CASE, vault.open_case(CASE, [ONE]), ESCROW)


def test_a_retired_officer_holds_no_key_and_gets_none(cat: Office, vault: Vault) -> None:
    vault.open_case(CASE, [ONE, TWO])

    vault.retire(TWO)

    assert vault.officers() == (ONE,)
    assert vault.holders(CASE) == (ONE,)
    assert key_of(cat, TWO) is None
    with pytest.raises(Unable, match="officer-2 is no active officer"):
        vault.open_case(os.urandom(16), [ONE, TWO])


def test_an_officer_who_comes_back_sees_what_is_granted_anew(cat: Office, vault: Vault) -> None:
    key = vault.open_case(CASE, [ONE, TWO])
    vault.retire(TWO)

    vault.enrol(TWO, cat.slots[TWO].recipient)

    assert vault.officers() == (ONE, TWO)
    assert key_of(cat, TWO) is None
    vault.grant(CASE, key, TWO)
    assert key_of(cat, TWO) == key


def test_an_officer_enrolled_twice_keeps_the_keys(cat: Office, vault: Vault) -> None:
    key = vault.open_case(CASE, [ONE, TWO])

    vault.enrol(TWO, cat.slots[TWO].recipient)

    assert key_of(cat, TWO) == key


def test_a_new_key_pair_of_an_officer_opens_nothing_old(cat: Office, vault: Vault) -> None:
    vault.open_case(CASE, [ONE, TWO])
    new = Slot.make(TWO, PASSPHRASE, cat.stores, Cost.TRIAL)

    vault.enrol(TWO, new.recipient)

    assert vault.holders(CASE) == (ONE,)
    assert vault.recipient(TWO) == new.recipient


# Cases


def test_a_case_opens_for_its_officers_and_the_escrow_alone(cat: Office, vault: Vault) -> None:
    key = vault.open_case(CASE, [ONE])

    assert key_of(cat, ONE) == key_of(cat, ESCROW) == key
    assert key_of(cat, TWO) is None
    assert vault.holders(CASE) == (ONE,)


def test_a_wrapped_key_does_not_open_with_another_officers_key_pair(
    cat: Office, vault: Vault
) -> None:
    vault.open_case(CASE, [ONE])
    wrapped = vault.wrapped_case_key(CASE, ONE)
    assert wrapped is not None

    with pytest.raises(age.NotOpened, match="does not open with this officer's key pair"):
        age.unwrap(wrapped, cat.slots[TWO].open(PASSPHRASE).identity)


def test_a_damaged_key_pair_is_called_damaged_and_not_repeated() -> None:
    with pytest.raises(Unable, match="private key of an officer is damaged") as refusal:
        age.recipient_of("AGE-SECRET-KEY-1CANARY")
    with pytest.raises(Unable, match="public key of an officer is damaged"):
        age.wrap(bytes(32), "age1canary")

    assert "CANARY" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_every_case_has_another_key(vault: Vault) -> None:
    cases = [os.urandom(16) for _ in range(9)]

    keys = {vault.open_case(case_id, [ONE]) for case_id in cases}

    assert len(keys) == 9
    assert set(vault.case_ids()) == set(cases)


def test_a_case_never_loses_its_key_to_another_of_the_same_number(
    cat: Office, vault: Vault
) -> None:
    key = vault.open_case(CASE, [ONE])

    with pytest.raises(Unable, match="has its keys already"):
        vault.open_case(CASE, [TWO])

    assert (key_of(cat, ONE), vault.holders(CASE)) == (key, (ONE,))


def test_a_granted_case_opens_for_one_more_officer(cat: Office, vault: Vault) -> None:
    key = vault.open_case(CASE, [ONE])

    vault.grant(CASE, key, TWO)
    vault.grant(CASE, key, TWO)

    assert key_of(cat, ONE) == key_of(cat, TWO) == key
    assert vault.holders(CASE) == (ONE, TWO)


def test_only_the_cases_own_key_is_granted(vault: Vault) -> None:
    vault.open_case(CASE, [ONE])

    with pytest.raises(WrongCaseKey):
        vault.grant(CASE, bytes(32), TWO)
    with pytest.raises(WrongCaseKey):
        vault.more_event_keys(CASE, bytes(32))
    with pytest.raises(WrongCaseKey):
        vault.withdraw(CASE, bytes(32), ONE)

    assert vault.holders(CASE) == (ONE,)


def test_a_case_that_is_not_there_is_not_granted(vault: Vault) -> None:
    with pytest.raises(Unable, match="has no key any more"):
        vault.grant(CASE, bytes(32), ONE)


def test_a_withdrawn_case_is_closed_to_that_officer_and_open_to_the_others(
    cat: Office, vault: Vault
) -> None:
    old = vault.open_case(CASE, [ONE, TWO])
    event_keys = vault.event_keys(CASE, old)

    new = vault.withdraw(CASE, old, TWO)

    assert key_of(cat, ONE) == key_of(cat, ESCROW) == new != old
    assert key_of(cat, TWO) is None
    assert vault.event_keys(CASE, new) == event_keys


def test_the_case_key_that_an_officer_kept_opens_nothing_after_a_withdrawal(
    vault: Vault,
) -> None:
    kept = vault.open_case(CASE, [ONE, TWO])

    vault.withdraw(CASE, kept, TWO)

    with pytest.raises(WrongCaseKey, match="renewed at the same moment"):
        vault.event_keys(CASE, kept)


def test_withdrawing_what_was_never_granted_changes_nothing(cat: Office, vault: Vault) -> None:
    key = vault.open_case(CASE, [ONE])

    assert vault.withdraw(CASE, key, TWO) == key
    assert key_of(cat, ONE) == key


def test_a_withdrawal_is_not_undone_by_somebody_reading(cat: Office, vault: Vault) -> None:
    old = vault.open_case(CASE, [ONE, TWO])
    reader = a_reader(cat)
    vault._connection.execute("PRAGMA busy_timeout = 20")

    new = vault.withdraw(CASE, old, TWO)

    assert key_of(cat, ONE) == new
    reader.close()


def a_reader(cat: Office):
    """Somebody who reads the vault and stays in the middle of it."""
    reader = connect(cat.home.keys, cat.stores["keys"])
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM wraps").fetchone()
    return reader


# Events


def test_a_new_case_has_a_batch_of_event_keys(vault: Vault) -> None:
    key = vault.open_case(CASE, [ONE])

    found = vault.event_keys(CASE, key)

    assert len(found) == BATCH == len(set(found.values()))
    assert {(len(event_id), len(key)) for event_id, key in found.items()} == {(16, 32)}


def test_more_event_keys_come_on_top(vault: Vault) -> None:
    key = vault.open_case(CASE, [ONE])
    first = vault.event_keys(CASE, key)

    more = vault.more_event_keys(CASE, key, 3)

    assert len(more) == 3
    assert vault.event_keys(CASE, key) == first | more


def test_a_spare_event_is_one_that_is_not_in_use(vault: Vault) -> None:
    key = vault.open_case(CASE, [ONE])
    used = set(list(vault.event_keys(CASE, key))[:5])

    spare = vault.spare(CASE, used)

    assert len(spare) == BATCH - 5
    assert used.isdisjoint(spare)


def test_the_case_of_an_event_is_found_among_many(vault: Vault) -> None:
    cases = {os.urandom(16): b"" for _ in range(3)}
    for case_id in cases:
        cases[case_id] = vault.open_case(case_id, [ONE])
        vault.more_event_keys(case_id, cases[case_id], 300)
    expected = {
        event_id: case_id
        for case_id, key in cases.items()
        for event_id in vault.event_keys(case_id, key)
    }

    assert vault.case_of([*expected, os.urandom(16)]) == expected
    assert vault.case_of([]) == {}


def test_an_event_key_cannot_be_moved_to_another_event_or_case(vault: Vault) -> None:
    key = vault.open_case(CASE, [ONE])
    first, second, *_ = vault.event_keys(CASE, key)

    vault._connection.execute(
        "UPDATE event_keys SET wrapped = (SELECT wrapped FROM event_keys WHERE event_id = ?)"
        " WHERE event_id = ?",
        (first, second),
    )

    with pytest.raises(WrongCaseKey):
        vault.event_keys(CASE, key)


def test_a_cut_event_key_is_damage_and_no_crash(vault: Vault) -> None:
    key = vault.open_case(CASE, [ONE])
    vault._connection.execute("UPDATE event_keys SET wrapped = x'00'")

    with pytest.raises(WrongCaseKey):
        vault.event_keys(CASE, key)


# Destroying


def test_a_destroyed_key_is_gone_and_stands_in_the_ledger(vault: Vault) -> None:
    key = vault.open_case(CASE, [ONE])
    gone, *left = vault.event_keys(CASE, key)

    vault.destroy([gone], ORDER, DAY)

    assert set(vault.event_keys(CASE, key)) == set(left)
    assert vault.ledger() == {gone: ORDER}
    assert vault.case_of([gone]) == {}


def test_the_day_of_the_last_erasure_is_known(vault: Vault) -> None:
    before = vault.last_destroyed()

    vault.destroy([b"first event!!!!!"], ORDER, DAY)
    vault.destroy([b"earlier event!!!"], ORDER, date(2025, 12, 31))

    assert (before, vault.last_destroyed()) == (None, DAY)


def test_destroying_again_keeps_the_first_order(vault: Vault) -> None:
    key = vault.open_case(CASE, [ONE])
    gone, *_ = vault.event_keys(CASE, key)
    vault.destroy([gone], ORDER, DAY)

    vault.destroy([gone], b"another order!!!", DAY)

    assert vault.ledger() == {gone: ORDER}


def test_a_destroyed_key_is_in_no_file_not_even_for_the_stores_key(
    cat: Office, tmp_path: Path
) -> None:
    # The same vault without encryption shows what the encryption would only hide.
    plain = tmp_path / "plain.db"
    with Vault.create(plain, bytes(32), age.new_identity()[1]) as made:
        made.enrol(ONE, cat.slots[ONE].recipient)
    decrypted(plain)
    with Vault(plain, None) as vault:  # type: ignore[arg-type]
        key = vault.open_case(CASE, [ONE])
        gone, *_ = vault.event_keys(CASE, key)
        (wrapped,) = vault._row("SELECT wrapped FROM event_keys WHERE event_id = ?", gone)
        assert wrapped in in_files(plain)

        vault.destroy([gone], ORDER, DAY)

        assert wrapped not in in_files(plain)


def decrypted(path: Path) -> None:
    """Turn a store into one without encryption."""
    connection = connect(path, bytes(32))
    copy = path.with_suffix(".copy")
    connection.execute("ATTACH DATABASE ? AS copy KEY ''", (os.fspath(copy),))
    connection.execute("SELECT sqlcipher_export('copy')")
    connection.close()
    copy.replace(path)


def in_files(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_destroying_is_not_done_while_somebody_reads_and_may_be_repeated(
    cat: Office, vault: Vault
) -> None:
    key = vault.open_case(CASE, [ONE])
    gone, *_ = vault.event_keys(CASE, key)
    reader = a_reader(cat)
    vault._connection.execute("PRAGMA busy_timeout = 20")

    with pytest.raises(Unable, match="another officer is reading at the same moment"):
        vault.destroy([gone], ORDER, DAY)

    assert vault.ledger() == {gone: ORDER}
    reader.close()
    vault.destroy([gone], ORDER, DAY)
    assert cat.home.keys.with_name("keys.db-wal").stat().st_size == 0


def test_a_destroyed_case_opens_for_nobody(cat: Office, vault: Vault) -> None:
    key = vault.open_case(CASE, [ONE, TWO])
    events = set(vault.event_keys(CASE, key))
    other = os.urandom(16)
    other_key = vault.open_case(other, [ONE])

    vault.destroy_case(CASE, ORDER, DAY)

    assert [key_of(cat, officer) for officer in (ONE, TWO, ESCROW)] == [None] * 3
    assert set(vault.ledger()) == events
    assert vault.case_ids() == (other,)
    assert len(vault.event_keys(other, other_key)) == BATCH
    with pytest.raises(Unable, match="has no key any more"):
        vault.more_event_keys(CASE, key)


# Writing in one piece


def test_what_is_written_together_is_all_there(vault: Vault, cat: Office) -> None:
    cases = [os.urandom(16) for _ in range(3)]

    with vault.together():
        keys = [vault.open_case(case_id, [ONE]) for case_id in cases]
        vault.destroy([b"event" * 3 + b"!"], ORDER, DAY)

    assert [key_of(cat, ONE, case_id) for case_id in cases] == keys
    assert cat.home.keys.with_name("keys.db-wal").stat().st_size == 0


def test_what_is_written_together_and_fails_leaves_nothing(vault: Vault) -> None:
    def replayed() -> None:
        with vault.together():
            vault.open_case(CASE, [ONE])
            vault.open_case(os.urandom(16), ["officer-9"])

    with pytest.raises(Unable, match="officer-9 is no active officer"):
        replayed()

    assert vault.case_ids() == ()
    vault.open_case(CASE, [ONE])


def test_another_writer_is_named_and_nothing_is_half_done(cat: Office, vault: Vault) -> None:
    vault._connection.execute("PRAGMA busy_timeout = 20")

    with cat.vault() as other, other.together():
        other.open_case(os.urandom(16), [ONE])
        with pytest.raises(Unable, match="another officer is writing at the same moment"):
            vault.open_case(CASE, [ONE])

    assert CASE not in vault.case_ids()


def test_two_officers_who_open_cases_at_once_both_succeed(cat: Office) -> None:
    failed: list[BaseException] = []

    def work() -> None:
        try:
            with cat.vault() as vault:
                for _ in range(25):
                    vault.open_case(os.urandom(16), [ONE, TWO])
        except BaseException as error:  # noqa: BLE001 - told to the test
            failed.append(error)

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    with cat.vault() as vault:
        assert (failed, len(vault.case_ids())) == ([], 50)


# The store itself


def test_a_vault_is_never_made_over_another(cat: Office) -> None:
    with pytest.raises(Unable, match=r"keys\.db exists already"):
        Vault.create(cat.home.keys, cat.stores["keys"], age.recipient_of(cat.escrow))


def test_a_kept_value_comes_back_and_is_replaced(vault: Vault) -> None:
    vault.keep("signing", b"first")
    vault.keep("signing", b"second")

    assert vault.value("signing") == b"second"
    assert vault.value("nothing") is None


def test_a_vault_of_a_newer_version_is_not_opened(cat: Office, vault: Vault) -> None:
    vault.keep("format", b"%d" % (FORMAT + 1))

    with pytest.raises(Unable, match="made by a newer version of sanjose"):
        cat.vault()


@pytest.mark.parametrize("statement", ["DELETE FROM meta", "UPDATE meta SET value = x'ff'"])
def test_a_vault_without_its_format_is_damaged(
    cat: Office, vault: Vault, statement: str
) -> None:
    vault._connection.execute(statement)

    with pytest.raises(Unable, match=r"keys\.db is damaged"):
        cat.vault()


def test_a_vault_without_its_tables_is_one_sentence(cat: Office) -> None:
    connect(cat.home.record, cat.stores["record"], create=True).close()

    with pytest.raises(Unable, match=r"record\.db refused an entry \(SQLITE_ERROR\)"):
        Vault(cat.home.record, cat.stores["record"])


def test_a_vault_on_a_full_disk_records_nothing(vault: Vault) -> None:
    (pages,) = vault._connection.execute("PRAGMA page_count").fetchone()
    vault._connection.execute(f"PRAGMA max_page_count = {pages}")
    cases = [os.urandom(16) for _ in range(200)]

    def replayed() -> None:
        with vault.together():
            for case_id in cases:
                vault.open_case(case_id, [ONE])

    with pytest.raises(Unable, match="the disk is full: nothing was recorded"):
        replayed()

    assert vault.case_ids() == ()


class Keeping(RuleBasedStateMachine):
    """Whatever is granted, withdrawn and destroyed: the vault holds that, and no more."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.office = office(self.folder / os.urandom(4).hex(), ONE, TWO)
        self.vault = self.office.vault()
        self.keys: dict[bytes, bytes] = {}
        self.events: dict[bytes, dict[bytes, bytes]] = {}
        self.holders: dict[bytes, set[str]] = {}
        self.destroyed: set[bytes] = set()

    def teardown(self) -> None:
        self.vault.close()

    @rule(holders=st.sets(st.sampled_from([ONE, TWO])))
    def open(self, holders: set[str]) -> None:
        case_id = os.urandom(16)
        self.keys[case_id] = self.vault.open_case(case_id, holders)
        self.events[case_id] = self.vault.event_keys(case_id, self.keys[case_id])
        self.holders[case_id] = holders

    @precondition(lambda self: self.keys)
    @rule(data=st.data(), officer=st.sampled_from([ONE, TWO]))
    def grant(self, data: st.DataObject, officer: str) -> None:
        case_id = data.draw(st.sampled_from(sorted(self.keys)))
        self.vault.grant(case_id, self.keys[case_id], officer)
        self.holders[case_id] |= {officer}

    @precondition(lambda self: self.keys)
    @rule(data=st.data(), officer=st.sampled_from([ONE, TWO]))
    def withdraw(self, data: st.DataObject, officer: str) -> None:
        case_id = data.draw(st.sampled_from(sorted(self.keys)))
        self.keys[case_id] = self.vault.withdraw(case_id, self.keys[case_id], officer)
        self.holders[case_id] -= {officer}

    @precondition(lambda self: self.keys)
    @rule(data=st.data(), n=st.integers(1, 3))
    def more(self, data: st.DataObject, n: int) -> None:
        case_id = data.draw(st.sampled_from(sorted(self.keys)))
        self.events[case_id] |= self.vault.more_event_keys(case_id, self.keys[case_id], n)

    @precondition(lambda self: any(self.events.values()))
    @rule(data=st.data())
    def destroy(self, data: st.DataObject) -> None:
        events = sorted(event for keys in self.events.values() for event in keys)
        gone = data.draw(st.sets(st.sampled_from(events), min_size=1, max_size=4))
        self.vault.destroy(gone, ORDER, DAY)
        self.destroyed |= gone
        for keys in self.events.values():
            for event in gone & keys.keys():
                del keys[event]

    @invariant()
    def everything_is_held_by_those_who_may_and_nobody_else(self) -> None:
        for case_id, key in self.keys.items():
            assert set(self.vault.holders(case_id)) == self.holders[case_id]
            assert self.vault.event_keys(case_id, key) == self.events[case_id]
        assert set(self.vault.ledger()) == self.destroyed


def test_the_vault_holds_what_was_granted_and_not_destroyed(tmp_path: Path) -> None:
    Keeping.folder = tmp_path

    run_state_machine_as_test(
        Keeping, settings=settings(max_examples=15, stateful_step_count=25, deadline=None)
    )
