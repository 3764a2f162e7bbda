"""A passphrase opens one officer's slot, and nothing else does."""

import copy
import json
import pickle
from pathlib import Path

import pytest

from sanjose.keeping import age
from sanjose.keeping.home import Home
from sanjose.keeping.slots import LEAST_PASSPHRASE, Cost, Slot, default_slot, slots
from sanjose.words.errors import Misuse, Unable
from tests.keeping.offices import PASSPHRASE, Office, office

OTHER = b"another long passphrase"


@pytest.fixture
def cat(tmp_path: Path) -> Office:
    return office(tmp_path)


@pytest.fixture
def path(cat: Office) -> Path:
    return cat.home.slots / "officer-1.slot"


def change(path: Path, **values: object) -> None:
    """Replace fields of a slot's file."""
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def test_the_passphrase_opens_the_key_pair_and_the_stores(cat: Office, path: Path) -> None:
    unlocked = Slot.read(path).open(PASSPHRASE)

    assert unlocked.officer == "officer-1"
    assert unlocked.stores == cat.stores
    assert age.recipient_of(unlocked.identity) == cat.slots["officer-1"].recipient


def test_a_slot_comes_back_from_disk_as_it_was(cat: Office, path: Path) -> None:
    assert Slot.read(path) == cat.slots["officer-1"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_on_disk_or_in_print_is_secret(cat: Office, path: Path) -> None:
    slot = Slot.read(path)
    unlocked = slot.open(PASSPHRASE)

    shown = f"{path.read_text()} {slot!r} {unlocked!r} {unlocked}"
    assert PASSPHRASE.decode() not in shown
    assert unlocked.identity not in shown
    assert not any(key.hex() in shown or repr(key) in shown for key in cat.stores.values())
    assert repr(unlocked) == "<unlocked officer-1>"


def test_an_officers_keys_are_neither_pickled_nor_copied(cat: Office) -> None:
    unlocked = cat.slots["officer-1"].open(PASSPHRASE)

    with pytest.raises(TypeError, match="not written anywhere"):
        pickle.dumps(unlocked)
    with pytest.raises(TypeError, match="not written anywhere"):
        copy.deepcopy(unlocked)


def test_another_passphrase_opens_nothing_and_is_not_repeated(cat: Office) -> None:
    with pytest.raises(Unable) as refusal:
        cat.slots["officer-1"].open(OTHER)

    assert str(refusal.value) == "the passphrase is not right for officer-1"
    assert refusal.value.__cause__ is None


def test_bytes_that_are_no_text_are_a_wrong_passphrase(cat: Office) -> None:
    with pytest.raises(Unable, match="not right"):
        cat.slots["officer-1"].open(b"\xff" * 20)


def test_a_passphrase_may_be_typed_on_any_keyboard(cat: Office) -> None:
    composed, decomposed = "à la fenêtre ouverte", "a\u0300 la fene\u0302tre ouverte"

    slot = Slot.make("officer-2", composed.encode(), cat.stores, Cost.TRIAL)

    assert slot.open(decomposed.encode()).officer == "officer-2"


def test_a_passphrase_is_changed_without_changing_the_keys(cat: Office) -> None:
    old = cat.slots["officer-1"]

    new = old.with_passphrase(PASSPHRASE, OTHER, Cost.TRIAL)

    assert new.open(OTHER).identity == old.open(PASSPHRASE).identity
    assert (new.recipient, new.open(OTHER).stores) == (old.recipient, cat.stores)
    assert new.salt != old.salt
    with pytest.raises(Unable, match="not right"):
        new.open(PASSPHRASE)


def test_a_passphrase_is_not_changed_by_somebody_who_does_not_know_it(cat: Office) -> None:
    with pytest.raises(Unable, match="not right"):
        cat.slots["officer-1"].with_passphrase(OTHER, b"a third long passphrase", Cost.TRIAL)


@pytest.mark.parametrize("short", ["", "eleven char", "é" * (LEAST_PASSPHRASE.value - 1)])
def test_a_short_passphrase_is_refused(cat: Office, short: str) -> None:
    with pytest.raises(Misuse, match="short: take 12 characters or more"):
        Slot.make("officer-2", short.encode(), cat.stores, Cost.TRIAL)
    with pytest.raises(Misuse, match="short"):
        cat.slots["officer-1"].with_passphrase(PASSPHRASE, short.encode(), Cost.TRIAL)


@pytest.mark.parametrize(
    "name", ["", "escrow", "Officer-1", "../officer", "o" * 40, "A. Person"]
)
def test_an_officer_is_designated_without_a_name(cat: Office, name: str) -> None:
    with pytest.raises(Misuse, match="designated as in `officer-1`"):
        Slot.make(name, PASSPHRASE, cat.stores, Cost.TRIAL)


def test_a_slot_without_all_the_stores_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="record, keys and register"):
        Slot.make("officer-1", PASSPHRASE, {"record": bytes(32)}, Cost.TRIAL)


def test_the_strong_cost_is_what_an_officer_gets(cat: Office) -> None:
    slot = Slot.make("officer-2", PASSPHRASE, cat.stores)

    slot.write(cat.home)

    kdf = json.loads((cat.home.slots / "officer-2.slot").read_text())["kdf"]
    assert (kdf["name"], kdf["m"], kdf["t"], kdf["p"]) == ("argon2id", 65536, 3, 4)
    assert Slot.read(cat.home.slots / "officer-2.slot").open(PASSPHRASE).stores == cat.stores


def test_a_private_key_cannot_be_put_behind_another_officers_name(cat: Office) -> None:
    stolen = Slot(
        officer="officer-2",
        **{
            name: getattr(cat.slots["officer-1"], name)
            for name in ("recipient", "cost", "salt", "identity", "stores")
        },
    )

    with pytest.raises(Unable, match="not right for officer-2"):
        stolen.open(PASSPHRASE)


@pytest.mark.parametrize(
    "values",
    [
        {"v": "one"},
        {"officer": "officer-2"},
        {"kdf": None},
        {"kdf": {"name": "scrypt", "salt": "AA==", "m": 8192, "t": 1, "p": 1}},
        {"kdf": {"name": "argon2id", "salt": "AA==", "m": 2**40, "t": 1, "p": 1}},
        {"kdf": {"name": "argon2id", "salt": "AA==", "m": 8192, "t": 0, "p": 1}},
        {"kdf": {"name": "argon2id", "salt": "AA==", "m": 8192, "t": 1, "p": 99}},
        {"kdf": {"name": "argon2id", "salt": "A", "m": 8192, "t": 1, "p": 1}},
        {"kdf": {"name": "argon2id", "salt": "AA==", "m": 8192, "t": 1, "p": 1}},
        {"identity": "§"},
        {"stores": []},
        {"stores": {"record": "AAAA"}},
    ],
)
def test_a_damaged_slot_is_called_damaged(path: Path, values: dict[str, object]) -> None:
    change(path, **values)

    with pytest.raises(Unable, match=r"officer-1\.slot is damaged"):
        Slot.read(path)


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_a_slot_that_is_no_slot_at_all_is_called_damaged(path: Path, text: str) -> None:
    path.write_text(text)

    with pytest.raises(Unable, match=r"officer-1\.slot is damaged"):
        Slot.read(path)


def test_a_slot_of_a_newer_version_is_not_called_damaged(path: Path) -> None:
    change(path, v=2, kdf="another", stores={})

    with pytest.raises(Unable, match="made by a newer version"):
        Slot.read(path)


def test_a_slot_that_is_missing_is_not_called_damaged(tmp_path: Path) -> None:
    with pytest.raises(Unable, match=r"officer-9\.slot cannot be read"):
        Slot.read(tmp_path / "officer-9.slot")


def test_a_store_key_wrapped_for_somebody_else_does_not_open(cat: Office) -> None:
    slot = cat.slots["officer-1"]
    stranger = Slot.make("officer-1", PASSPHRASE, cat.stores, Cost.TRIAL)
    mixed = Slot(
        officer=slot.officer,
        recipient=slot.recipient,
        cost=slot.cost,
        salt=slot.salt,
        identity=slot.identity,
        stores=stranger.stores,
    )

    with pytest.raises(Unable, match="does not open with this officer's key pair"):
        mixed.open(PASSPHRASE)


def test_a_slot_is_found_by_its_officer(tmp_path: Path) -> None:
    cat = office(tmp_path, "officer-1", "officer-2", "officer-10")

    found = [slot.officer for slot in slots(cat.home)]

    assert found == ["officer-1", "officer-2", "officer-10"]
    assert default_slot(cat.home, "officer-10").officer == "officer-10"


def test_the_only_slot_need_not_be_named(cat: Office) -> None:
    assert default_slot(cat.home, None).officer == "officer-1"


def test_one_of_several_slots_has_to_be_named(tmp_path: Path) -> None:
    cat = office(tmp_path, "officer-1", "officer-2")

    with pytest.raises(Misuse, match=r"\(officer-1, officer-2\): say which"):
        default_slot(cat.home, None)


@pytest.mark.parametrize("name", ["officer-9", "../slots/officer-1", "A. Person"])
def test_an_officer_without_a_slot_is_not_repeated(cat: Office, name: str) -> None:
    with pytest.raises(Misuse, match="no such officer") as refusal:
        default_slot(cat.home, name)

    assert name not in str(refusal.value)


def test_a_home_without_any_slot_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unable, match="no officer has a slot here"):
        default_slot(Home(tmp_path), None)


def test_a_half_written_slot_is_no_slot(cat: Office) -> None:
    (cat.home.slots / ".officer-2.slot.1.new").write_text("{")

    assert len(slots(cat.home)) == 1
