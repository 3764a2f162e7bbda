"""Whom the carrier trusts follows from the directory, and from nothing that a server says."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nio.crypto import OlmDevice

from sanjose.exchange.directory import Last
from sanjose.exchange.errors import Unable
from sanjose_network.matrix.crossing import (
    Crossing,
    devices_signed_under,
    signed_form,
    unpadded,
)
from sanjose_network.matrix.keys import _devices
from sanjose_network.matrix.trust import PinnedStore, Sessions, Trust
from tests.exchange import committees

CAT, CED = "@bot-cat:matrix.example", "@bot-ced:matrix.example"


def pinned(**changes: object) -> Trust:
    directory = committees.founding("cat", "ced", **changes)
    return Trust.of(directory, CAT)


def answer(crossing: Crossing, *devices: str, signed: bool = True) -> dict:
    """What a homeserver says of a user's keys."""
    found = {
        device: {
            "user_id": crossing.user,
            "device_id": device,
            "algorithms": [],
            "keys": {f"ed25519:{device}": f"{device:k<43}", f"curve25519:{device}": "c" * 43},
        }
        for device in devices
    }
    if signed:
        found = {name: crossing.device_signed(one) for name, one in found.items()}
    uploaded = crossing.uploaded()
    return {
        "device_keys": {crossing.user: found},
        "master_keys": {crossing.user: uploaded["master_key"]},
        "self_signing_keys": {crossing.user: uploaded["self_signing_key"]},
    }


def with_master(crossing: Crossing) -> Trust:
    ced = committees.member("ced")
    bot = replace(ced.bot, master_key=crossing.master_key)
    return pinned(ced=replace(ced, bot=bot))


def test_the_device_that_the_directory_names_is_trusted_with_that_key_only() -> None:
    trust = pinned()
    bot = committees.member("ced").bot

    assert trust.trusts(CED, bot.device, bot.device_key)
    assert not trust.trusts(CED, bot.device, "another key")
    assert not trust.trusts(CED, "ANOTHER", bot.device_key)
    assert not trust.trusts("@stranger:matrix.example", bot.device, bot.device_key)


def test_a_next_device_is_trusted_when_the_pinned_master_key_stands_behind_it() -> None:
    crossing = Crossing.made(CED)
    trust = with_master(crossing)

    trust.learn(answer(crossing, "NEXT"))

    assert trust.trusts(CED, "NEXT", f"{'NEXT':k<43}")
    assert not trust.trusts(CED, "NEXT", "another key")


def test_n13_a_device_that_nobody_signed_is_never_trusted_however_often_it_is_seen() -> None:
    crossing = Crossing.made(CED)
    trust = with_master(crossing)

    for _ in range(3):
        trust.learn(answer(crossing, "ROGUE", signed=False))

    assert not trust.trusts(CED, "ROGUE", f"{'ROGUE':k<43}")


def test_a_homeserver_that_invents_a_master_key_is_not_believed() -> None:
    trust = with_master(Crossing.made(CED))

    trust.learn(answer(Crossing.made(CED), "ROGUE"))

    assert not trust.trusts(CED, "ROGUE", f"{'ROGUE':k<43}")


@pytest.mark.parametrize(
    "spoil",
    [
        {"self_signing_keys": {}},
        {"self_signing_keys": {CED: {"keys": {"a": 1}, "usage": ["self_signing"]}}},
        {"self_signing_keys": {CED: 7}},
        {"device_keys": {CED: {"NEXT": 7}}},
        {"device_keys": {CED: 7}},
    ],
)
def test_what_is_damaged_in_a_homeservers_answer_trusts_nobody(spoil: dict) -> None:
    crossing = Crossing.made(CED)

    found = devices_signed_under(crossing.master_key, CED, answer(crossing, "NEXT") | spoil)

    assert found == {}


def test_a_signature_of_one_user_says_nothing_of_another() -> None:
    crossing = Crossing.made(CED)
    told = answer(crossing, "NEXT")
    told["device_keys"][CED]["NEXT"] |= {"user_id": CAT}

    assert devices_signed_under(crossing.master_key, CED, told) == {}


def test_n5_a_device_with_an_id_that_is_anothers_gets_no_keys_though_it_is_signed() -> None:
    crossing = Crossing.made(CED)
    trust = with_master(crossing)
    taken = committees.member("cat").bot.device

    trust.learn(answer(crossing, taken))

    assert not trust.trusts(CED, taken, f"{taken:k<43}")
    assert trust.colliding() == ("ced",)


def test_who_left_is_trusted_no_more() -> None:
    directory = committees.founding("cat", "ced", "spt")
    spt = directory.member("spt")
    key = replace(spt.keys[0], last=Last(n=0, hash=b""))
    later = committees.following(directory, spt=replace(spt, left=True, keys=(key,)))

    trust = Trust.of(later, CAT)

    assert trust.users == {CAT, CED}


def test_n13_the_store_of_keys_cannot_be_told_to_trust(tmp_path) -> None:
    store = PinnedStore(CAT, "DEVICE", str(tmp_path), "key", "keys.db")
    device = OlmDevice(CED, "ROGUE", {"ed25519": "e" * 43, "curve25519": "c" * 43})

    for teach in (store.verify_device, store.ignore_device, store.unblacklist_device):
        with pytest.raises(Unable, match="said by the directory"):
            teach(device)

    assert store.is_device_blacklisted(device)
    assert not store.is_device_verified(device)
    assert not store.is_device_ignored(device)
    assert [one.name for one in tmp_path.iterdir()] == ["keys.db"]
    store.database.close()


class _Session:
    def __init__(self, sender_key: str, index: int) -> None:
        self.room_id, self.id = "!room", "session"
        self.sender_key, self.first_known_index = sender_key, index


def test_a_session_is_never_replaced_by_a_later_part_of_itself() -> None:
    sessions = Sessions()
    whole, part = _Session("cat", 0), _Session("cat", 7)

    assert sessions.add(part)
    assert sessions.add(whole)
    assert not sessions.add(part)

    assert sessions.get("!room", "cat", "session") is whole
    assert sessions.holds(whole)
    assert not sessions.holds(part)


def test_a_session_that_another_claims_too_is_not_written_over() -> None:
    sessions = Sessions()
    genuine, claimed = _Session("cat", 0), _Session("ced", 3)
    sessions.add(genuine)

    sessions.add(claimed)

    assert sessions.get("!room", "cat", "session") is genuine
    assert not sessions.holds(claimed)


def test_cross_signing_keys_lie_in_a_private_file_and_come_back_the_same(tmp_path) -> None:
    crossing = Crossing.made(CED)

    crossing.write(tmp_path)

    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert Crossing.read(tmp_path) == crossing
    assert "=" not in repr(crossing).replace("user=", "")


def test_damaged_cross_signing_keys_are_told_and_not_made_anew(tmp_path) -> None:
    (tmp_path / "cross-signing.json").write_text("{}")

    with pytest.raises(Unable, match="put back the copy"):
        Crossing.read(tmp_path)
    assert Crossing.read(tmp_path / "elsewhere") is None


def test_a_damaged_device_is_left_out_and_the_others_are_read() -> None:
    key = Ed25519PrivateKey.generate()
    public = unpadded(key.public_key().public_bytes_raw())

    def device(name: str, **changes: object) -> dict:
        keys = {f"ed25519:{name}": public, f"curve25519:{name}": "C" * 43}
        made = {"user_id": CED, "device_id": name, "keys": keys} | changes
        signature = unpadded(key.sign(signed_form(made)))
        return made | {"signatures": {CED: {f"ed25519:{name}": signature}}}

    found = _devices(
        CED,
        {
            "NEXT": device("NEXT") | {"unsigned": {"device_display_name": "\ud800"}},
            "نص": device("نص"),
            "FORGED": device("FORGED") | {"algorithms": ["other"]},
            "SHORT": device("SHORT", keys={"ed25519:SHORT": public, "curve25519:SHORT": "C"}),
            "NONE": device("NONE", keys={"ed25519:NONE": 7, "curve25519:NONE": "C" * 43}),
            "ODD": 7,
        },
    )

    assert list(found) == ["NEXT"]
    assert "unsigned" not in found["NEXT"]
    assert _devices(CED, 7) == {}
