"""The carrier's own folder: settings that say what is wrong with them, a key, a lock."""

import json
import os
import signal
import stat

import pytest

from sanjose.exchange.errors import Misuse, Unable
from sanjose.exchange.signatures import Purpose, is_genuine, tagged
from sanjose_network.settings import KEY, SETTINGS, Lock, Settings, TransportKey

FIELDS = {
    "format": 1,
    "committee": "cat",
    "spool": "/srv/spool",
    "installation": None,
    "fingerprint": "",
    "homeserver": None,
    "user": None,
    "device": None,
}


def test_settings_are_read_as_they_were_written(tmp_path):
    written = Settings(
        folder=tmp_path,
        committee="cat",
        spool=tmp_path / "spool",
        installation=tmp_path / "home",
        homeserver="https://matrix.example",
        user="@bot-cat:matrix.example",
        device="REPR-CAT-2026A",
    ).pinned("ABCDEF01 " * 8)

    written.write()

    assert Settings.read(tmp_path) == written
    assert stat.S_IMODE((tmp_path / SETTINGS).stat().st_mode) == 0o600
    assert written.fingerprint == "abcdef01" * 8
    assert (written.store.name, written.spool_in.name) == ("network.db", "in")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"{", "network.json is damaged"),
        (b"[" * 100_000, "network.json is damaged"),
        (b"[]", "network.json is damaged"),
        ({"format": 2}, "made by another version"),
        ({"format": True}, "made by another version"),
        ({"colour": "red"}, "an entry that nobody knows (colour)"),
        ({"committee": "CAT"}, "not in its form (committee)"),
        ({"spool": "relative"}, "not in its form (spool)"),
        ({"spool": None}, "not in its form (spool)"),
        ({"installation": 7}, "not in its form (installation)"),
        ({"fingerprint": "abc"}, "not in its form (fingerprint)"),
        ({"homeserver": "ftp://matrix.example"}, "not in its form (homeserver)"),
        ({"user": "bot"}, "not in its form (user)"),
        ({"device": "two words"}, "not in its form (device)"),
        ({"device": ...}, "lacks its entry device"),
    ],
)
def test_every_fault_of_the_settings_is_one_sentence(tmp_path, raw, says):
    if isinstance(raw, dict):
        fields = {name: one for name, one in (FIELDS | raw).items() if one is not ...}
        raw = json.dumps(fields).encode()
    (tmp_path / SETTINGS).write_bytes(raw)

    with pytest.raises(Misuse) as told:
        Settings.read(tmp_path)

    assert says in str(told.value)
    assert "`sanjose network setup`" in str(told.value)


def test_a_folder_without_settings_says_what_to_do(tmp_path):
    with pytest.raises(Unable, match="no carrier is set up here"):
        Settings.read(tmp_path)
    (tmp_path / SETTINGS).mkdir()
    with pytest.raises(Unable, match=r"network\.json cannot be read"):
        Settings.read(tmp_path)


def test_settings_that_could_not_be_read_again_are_not_written(tmp_path):
    with pytest.raises(Misuse):
        Settings(folder=tmp_path, committee="C A T", spool=tmp_path).write()
    with pytest.raises(Misuse, match="eight groups"):
        Settings(folder=tmp_path, committee="cat", spool=tmp_path).pinned("12345678")

    assert not (tmp_path / SETTINGS).exists()


def test_the_transport_key_is_made_once_and_private(tmp_path):
    first, again = TransportKey.made(tmp_path), TransportKey.made(tmp_path)

    assert first.public == again.public
    assert stat.S_IMODE((tmp_path / KEY).stat().st_mode) == 0o600
    signature = again.sign(tagged(Purpose.GOSSIP, b"x"))
    assert is_genuine(first.public, Purpose.GOSSIP, b"x", signature)
    assert (tmp_path / KEY).read_text().strip() not in repr(first)


def test_a_key_that_is_missing_damaged_or_open_to_others_is_told(tmp_path):
    with pytest.raises(Unable, match="this carrier has no key"):
        TransportKey.read(tmp_path)
    (tmp_path / KEY).write_text("not a key")
    (tmp_path / KEY).chmod(0o644)
    with pytest.raises(Unable, match="others may read"):
        TransportKey.read(tmp_path)
    (tmp_path / KEY).chmod(0o600)
    with pytest.raises(Unable, match="is damaged"):
        TransportKey.read(tmp_path)
    (tmp_path / KEY).unlink()
    (tmp_path / KEY).mkdir()
    with pytest.raises(Unable, match="cannot be read"):
        TransportKey.read(tmp_path)


def test_a_second_process_is_refused_until_the_first_is_gone(tmp_path):
    ready, tell = os.pipe()
    child = os.fork()
    if child == 0:
        with Lock(tmp_path):
            os.write(tell, b"x")
            signal.pause()
    os.read(ready, 1)

    with pytest.raises(Unable, match="running already"), Lock(tmp_path):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with Lock(tmp_path) as held:
        held.__exit__(None, None, None)
    os.close(ready)
    os.close(tell)


def test_a_lock_that_cannot_be_had_is_told(tmp_path):
    with pytest.raises(Unable, match="the carrier's lock cannot be had"), Lock(tmp_path / "no"):
        pass
