"""Keys come one by one, to the officer who may have them, and are forgotten when told to."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanjose.keeping import keyring
from sanjose.keeping.keyring import Keyring, NoKey, OwnKeys
from sanjose.words.errors import Unable
from tests.keeping.offices import PASSPHRASE, Office, office

ONE, TWO = "officer-1", "officer-2"
CASE = b"case" * 4


@pytest.fixture
def cat(tmp_path: Path) -> Office:
    return office(tmp_path, ONE, TWO)


def unlocked(cat: Office, officer: str) -> OwnKeys:
    return OwnKeys(cat.slots[officer].open(PASSPHRASE), cat.home.keys)


@pytest.fixture
def keys(cat: Office) -> Iterator[OwnKeys]:
    found = unlocked(cat, ONE)
    yield found
    found.close()


def test_an_officers_own_keys_are_a_keyring(keys: OwnKeys) -> None:
    ring: Keyring = keys

    assert ring.officer == ONE


def test_every_store_has_its_key(cat: Office, keys: OwnKeys) -> None:
    assert {name: keys.store_key(name) for name in cat.stores} == cat.stores


def test_there_is_no_key_to_a_store_that_is_not_ours(keys: OwnKeys) -> None:
    with pytest.raises(Unable, match="no such store"):
        keys.store_key("network")


def test_an_officers_case_opens(cat: Office, keys: OwnKeys) -> None:
    with cat.vault() as vault:
        key = vault.open_case(CASE, [ONE])

    assert keys.case_key(CASE) == key


def test_another_officers_case_and_no_case_at_all_look_the_same(
    cat: Office, keys: OwnKeys
) -> None:
    with cat.vault() as vault:
        vault.open_case(CASE, [TWO])

    said = []
    for case_id in (CASE, os.urandom(16)):
        with pytest.raises(NoKey) as refusal:
            keys.case_key(case_id)
        said.append(str(refusal.value))

    assert said == ["this case is not open to this officer"] * 2


def test_a_key_is_remembered_until_it_is_to_be_forgotten(cat: Office, keys: OwnKeys) -> None:
    with cat.vault() as vault:
        old = vault.open_case(CASE, [ONE, TWO])
        assert keys.case_key(CASE) == old
        new = vault.withdraw(CASE, old, TWO)

    assert keys.case_key(CASE) == old
    keys.forget(CASE)
    assert keys.case_key(CASE) == new
    keys.forget(os.urandom(16))


def test_only_some_keys_are_remembered(
    cat: Office, keys: OwnKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "_REMEMBERED", 2)
    cases = [os.urandom(16) for _ in range(3)]
    with cat.vault() as vault:
        opened = [vault.open_case(case_id, [ONE]) for case_id in cases]

    assert [keys.case_key(case_id) for case_id in cases] == opened
    assert list(keys._keys) == cases[1:]


def test_a_restored_vault_is_seen_at_once(cat: Office, keys: OwnKeys, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(cat.home.keys, copy)
    with cat.vault() as vault:
        vault.open_case(CASE, [ONE])
    keys.case_key(CASE)

    for journal in cat.home.path.glob("keys.db-*"):
        journal.unlink()
    copy.replace(cat.home.keys)

    keys.forget(CASE)
    with pytest.raises(NoKey):
        keys.case_key(CASE)


def test_a_vault_that_is_missing_is_one_sentence(cat: Office, keys: OwnKeys) -> None:
    cat.home.keys.unlink()

    with pytest.raises(Unable, match=r"keys\.db is missing"):
        keys.case_key(CASE)


def test_closed_keys_open_again_from_the_vault(cat: Office, keys: OwnKeys) -> None:
    with cat.vault() as vault:
        key = vault.open_case(CASE, [ONE])
    keys.case_key(CASE)

    keys.close()

    assert keys._keys == {}
    assert keys.case_key(CASE) == key


def test_a_withdrawn_officer_has_no_key_whoever_they_ask(cat: Office) -> None:
    with cat.vault() as vault:
        vault.withdraw(CASE, vault.open_case(CASE, [ONE, TWO]), TWO)
    keys = unlocked(cat, TWO)

    with pytest.raises(NoKey):
        keys.case_key(CASE)
    keys.close()
