"""A Chair's own key: one file, opened by its passphrase, bound to whose key it is."""

import json
from datetime import date
from pathlib import Path

import pytest

from sanjose.exchange.directory import Holder
from sanjose.exchange.signatures import Purpose, is_genuine, tagged
from sanjose.keeping.chairs import LARGEST, ChairKeyFile, plain
from sanjose.keeping.slots import Cost
from sanjose.words.errors import Misuse, Unable

PHRASE = b"seventeen green bridges"
SINCE, UNTIL = date(2026, 1, 1), date(2027, 12, 31)


def made(**changes: object) -> ChairKeyFile:
    fields = {
        "committee": "cat",
        "holder": Holder.CHAIR,
        "since": SINCE,
        "until": UNTIL,
        "passphrase": PHRASE,
        "cost": Cost.TRIAL,
    }
    return ChairKeyFile.make(**(fields | changes))


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "chair.key"


def changed(path: Path, **fields: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_bytes()) | fields), "utf-8")


def test_what_it_signs_is_genuine_under_its_public_half(path):
    key = made()
    key.write(path)

    read = ChairKeyFile.read(path)
    signature = read.open(PHRASE)(tagged(Purpose.CONCURRENCE, b"yes"))

    assert read == key
    assert is_genuine(key.key.public, Purpose.CONCURRENCE, b"yes", signature)
    assert path.stat().st_mode & 0o077 == 0


def test_the_private_half_stands_nowhere_in_clear(path):
    key = made()
    key.write(path)

    assert PHRASE not in path.read_bytes()
    assert "sealed" not in repr(key)
    assert plain(key.key) == {
        "public": key.key.public.hex(),
        "holder": "chair",
        "since": "2026-01-01",
        "until": "2027-12-31",
    }


@pytest.mark.parametrize("phrase", [b"", b"seventeen green bridge", b"\xff\xfe"])
def test_another_passphrase_opens_nothing(phrase):
    with pytest.raises(Unable, match="the passphrase is not right"):
        made().open(phrase)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"committee": "Committee against Torture"}, "short name"),
        ({"until": date(2025, 1, 1)}, "lies before the first"),
        ({"passphrase": b"short"}, "is short"),
    ],
)
def test_a_key_that_nobody_could_use_is_not_made(change, why):
    with pytest.raises(Misuse, match=why):
        made(**change)


def test_a_key_is_never_written_over(path):
    made().write(path)
    before = path.read_bytes()

    with pytest.raises(Misuse, match="a file of this name already"):
        made().write(path)

    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "change", [{"committee": "ced"}, {"holder": "vice-chair"}, {"until": "2040-01-01"}]
)
def test_a_key_made_into_another_chairs_or_terms_does_not_open(path, change):
    made().write(path)
    key = json.loads(path.read_bytes())["key"]
    changed(path, **(change if "committee" in change else {"key": key | change}))

    with pytest.raises(Unable, match="not right"):
        ChairKeyFile.read(path).open(PHRASE)


@pytest.mark.parametrize(
    "change",
    [
        {"v": "x"},
        {"key": {}},
        {"key": None},
        {"kdf": {"m": 2**40, "t": 1, "p": 1, "salt": "AAAAAAAAAAAAAAAAAAAAAA=="}},
        {"kdf": {"m": 8192, "t": 1, "p": 1, "salt": "AAAA"}},
        {"sealed": "?"},
    ],
)
def test_a_damaged_file_is_told_as_one(path, change):
    made().write(path)
    changed(path, **change)

    with pytest.raises(Unable, match="damaged"):
        ChairKeyFile.read(path)


def test_a_file_that_is_none_or_missing_or_newer_is_told_so(path):
    with pytest.raises(Unable, match="cannot be read: no such file"):
        ChairKeyFile.read(path)
    path.write_bytes(b"[" * (LARGEST + 1))
    with pytest.raises(Unable, match="damaged"):
        ChairKeyFile.read(path)
    path.unlink()
    made().write(path)
    changed(path, v=2)
    with pytest.raises(Unable, match="newer version"):
        ChairKeyFile.read(path)


def test_a_sealed_half_that_was_cut_off_does_not_open(path):
    made().write(path)
    changed(path, sealed="AAAA")

    with pytest.raises(Unable, match="not right"):
        ChairKeyFile.read(path).open(PHRASE)
