"""What the network leaves in the store of keys: sealed keys, versions, envelopes, and no more."""

import os
from datetime import UTC, date, datetime

import pytest

from sanjose.exchange.envelope import Kind
from sanjose.keeping.peers import TABLES, OwnKey, Purpose, Restored
from sanjose.keeping.vault import COMMITTEE, Vault, WrongCaseKey
from tests.exchange.committees import Node, founding
from tests.keeping.offices import office

ONE, TWO = "officer-1", "officer-2"
DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SECRET = b"a private half of a key, 32 bytes"


def key(kid: str = "k1", purpose: Purpose = Purpose.SIGNING) -> OwnKey:
    return OwnKey(kid=kid, purpose=purpose, public="00" * 32, since=DAY)


@pytest.fixture
def cat(tmp_path):
    return office(tmp_path, ONE, TWO)


@pytest.fixture
def vault(cat):
    with cat.vault() as opened:
        yield opened


@pytest.fixture
def case_key(vault):
    return vault.open_case(COMMITTEE, (ONE, TWO))


@pytest.fixture
def envelope():
    return Node("cat", founding("cat", "ced")).write(Kind.SUMMARY, os.urandom(900))


def test_a_key_opens_with_the_committees_and_with_no_other(vault, case_key):
    vault.add_key(key(), SECRET, case_key)

    assert vault.private_key("k1", case_key) == SECRET
    assert vault.private_key("k2", case_key) is None
    with pytest.raises(WrongCaseKey, match="does not open with the committee's"):
        vault.private_key("k1", bytes(32))
    assert SECRET not in b"".join(
        bytes(row[0]) for row in vault._rows("SELECT sealed FROM own_keys")
    )


def test_a_key_is_not_sealed_under_a_key_that_was_renewed(vault, case_key):
    vault.withdraw(COMMITTEE, case_key, TWO)

    with pytest.raises(WrongCaseKey):
        vault.add_key(key(), SECRET, case_key)

    assert vault.own_keys(Purpose.SIGNING) == ()


def test_keys_are_sealed_anew_when_the_committees_key_is(vault, case_key):
    vault.add_key(key(), SECRET, case_key)
    vault.add_key(key("k2", Purpose.OPENING), SECRET[::-1], case_key)

    renewed = vault.withdraw(COMMITTEE, case_key, TWO)

    assert vault.private_key("k1", renewed) == SECRET
    assert vault.private_key("k2", renewed) == SECRET[::-1]
    with pytest.raises(WrongCaseKey):
        vault.private_key("k1", case_key)


def test_a_key_cannot_be_put_in_the_place_of_another(vault, case_key):
    vault.add_key(key("k1"), SECRET, case_key)
    vault.add_key(key("k2"), SECRET[::-1], case_key)

    with vault._written():
        vault._do(
            "UPDATE own_keys SET sealed = (SELECT sealed FROM own_keys WHERE kid = 'k1')"
            " WHERE kid = 'k2'"
        )

    with pytest.raises(WrongCaseKey):
        vault.private_key("k2", case_key)


def test_keys_are_listed_by_purpose_the_newest_last_and_destroyed(vault, case_key):
    for kid in ("z", "a", "m"):
        vault.add_key(key(kid), SECRET, case_key)
    vault.add_key(key("o", Purpose.OPENING), SECRET, case_key)

    vault.destroy_key("a")

    assert [one.kid for one in vault.own_keys(Purpose.SIGNING)] == ["z", "m"]
    assert vault.own_keys(Purpose.OPENING) == (key("o", Purpose.OPENING),)
    assert vault.private_key("a", case_key) is None


def test_a_version_ends_the_key_that_it_retires_and_no_offer(vault):
    vault.keep_offer(b"offer")
    vault.keep_ending("k1")
    assert (vault.offer(), vault.ending()) == (b"offer", "k1")

    vault.accept_directory(2, b"second", DAY)
    vault.accept_directory(1, b"first", DAY)

    assert vault.directories() == (b"first", b"second")
    assert (vault.offer(), vault.ending()) == (b"offer", None)


def test_epochs_are_accepted_once(vault):
    for _ in range(2):
        vault.accept_epoch(b"h" * 32, DAY)

    assert vault.epochs() == frozenset({b"h" * 32})


def test_what_was_restored_is_kept_until_it_is_settled(vault):
    for officers in ((), (ONE, TWO)):
        restored = Restored(size=7, root=b"r" * 32, published=9, officers=officers)
        vault.keep_restored(restored)
        assert vault.restored() == restored

    vault.keep_restored(None)

    assert vault.restored() is None


def test_envelopes_wait_until_they_lie_in_the_spool(vault, envelope):
    vault.keep_envelope(envelope, waits=True)
    vault.keep_envelope(envelope, waits=True)
    assert vault.waiting() == (envelope.to_bytes(),)
    assert vault.with_body() == {envelope.hash}

    vault.put_into_spool([])
    vault.put_into_spool([envelope.hash])

    assert vault.waiting() == ()
    assert vault.envelopes() == (envelope.to_bytes(),)


def test_a_body_that_is_dropped_leaves_the_header(vault, envelope):
    vault.keep_envelope(envelope)
    before, never = vault.heard(), vault.last_recalled()

    vault.drop_bodies([envelope], NOW)
    with vault.together():
        vault.forget_recalled()
        assert vault.in_one_piece
        assert vault.value("recalled-in-log") is not None
    vault.forget_recalled()
    vault.forget_recalled()

    assert vault.envelopes() == (envelope.without_body().to_bytes(),)
    assert vault.with_body() == frozenset()
    assert (never, vault.last_recalled()) == (None, NOW)
    assert vault.value("recalled-in-log") is None
    assert vault.heard() != before


def test_a_store_from_before_there_was_a_network_gets_its_tables_once(cat, vault, envelope):
    with vault._written():
        for table in TABLES.split(";"):
            vault._do(f"DROP TABLE {table.split('(')[0].split()[-1]}")
        vault.keep("format", b"1")
    vault.close()

    with cat.vault() as one, cat.vault() as other:
        one.keep_envelope(envelope)

        assert other.envelopes() == (envelope.to_bytes(),)
        assert one.value("format") == b"2"


def test_two_that_open_an_old_store_at_once_make_its_tables_once(cat, vault, monkeypatch):
    asked = iter([b"1", b"1", b"2"])
    monkeypatch.setattr(Vault, "value", lambda _self, _name: next(asked))

    with cat.vault() as opened:
        assert opened.directories() == ()


def test_the_tables_are_plain_sql():
    words = TABLES.upper().split()

    assert not {"AUTOINCREMENT", "WITHOUT", "STRICT", "ROWID"} & set(words)


def test_what_a_body_says_is_kept_under_the_committees_key_as_long_as_it_is_here(
    vault, case_key, envelope
):
    other = Node("ced", founding("cat", "ced")).write(Kind.SUMMARY, b"for others")
    for one in (envelope, other):
        vault.keep_envelope(one)

    vault.keep_said({envelope.hash: SECRET, other.hash: None}, case_key)

    assert vault.said(case_key) == {envelope.hash: SECRET, other.hash: None}
    assert vault.said(bytes(32)) == {other.hash: None}
    vault.drop_bodies([envelope], NOW)
    vault.keep_said({envelope.hash: SECRET}, case_key)
    assert vault.said(case_key) == {other.hash: None}


def test_what_bodies_say_is_opened_anew_when_keys_change(vault, case_key, envelope):
    vault.keep_envelope(envelope)

    vault.keep_said({envelope.hash: None}, case_key)
    vault.add_key(key(), SECRET, case_key)
    assert vault.said(case_key) == {}
    vault.keep_said({envelope.hash: SECRET}, case_key)
    vault.destroy_key("k1")
    assert vault.said(case_key) == {}
    vault.keep_said({envelope.hash: SECRET}, case_key)
    renewed = vault.withdraw(COMMITTEE, case_key, TWO)
    assert vault.said(renewed) == {}
