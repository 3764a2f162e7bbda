"""Where an installation lies, what its settings say, and who could look into it."""

import json
import os
import tempfile
from pathlib import Path

import pytest

from sanjose.keeping.home import Home, Settings, write_private
from sanjose.words.errors import Unable
from tests.keeping.disks import full_from


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home(tmp_path / "cat")
    found.create(Settings(committee="cat", days={"reply": 60}))
    return found


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_option_goes_before_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANJOSE_HOME", "/srv/ced")

    assert Home.find(tmp_path).path == tmp_path
    assert Home.find(None).path == Path("/srv/ced")


def test_without_option_and_environment_the_home_is_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SANJOSE_HOME", raising=False)
    monkeypatch.setenv("HOME", os.fspath(tmp_path))

    assert Home.find(None).path == tmp_path / ".sanjose"


def test_everything_of_an_installation_lies_in_its_home() -> None:
    home = Home(Path("/srv/cat"))
    places = (
        *(home.record, home.keys, home.register, home.notices, home.settings_path),
        *(home.slots, home.files, home.spool_in, home.spool_out),
    )

    assert len(set(places)) == 9
    assert all(place.is_relative_to(home.path) for place in places)


def test_the_settings_come_back_as_they_were_made(home: Home) -> None:
    assert home.settings() == Settings(committee="cat", trial=False, days={"reply": 60})


def test_a_new_home_is_open_to_nobody_else(home: Home) -> None:
    folders = (home.path, home.slots, home.files, home.spool_in, home.spool_out)

    assert {mode(folder) for folder in folders} == {0o700}
    assert mode(home.settings_path) == 0o600
    assert home.check_private() == []


def test_a_home_is_made_in_an_empty_directory_that_was_open_to_others(tmp_path: Path) -> None:
    (tmp_path / "cat").mkdir(mode=0o755)

    Home(tmp_path / "cat").create(Settings(committee="cat"))

    assert mode(tmp_path / "cat") == 0o700


def test_a_home_may_be_made_around_stores_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "record.db").touch()

    Home(tmp_path).create(Settings(committee="cat"))

    assert Home(tmp_path).settings().committee == "cat"


def test_an_installation_is_never_made_over_another(home: Home) -> None:
    with pytest.raises(Unable, match="an installation here already"):
        home.create(Settings(committee="ced"))

    assert home.settings().committee == "cat"


@pytest.mark.parametrize("name", ["thesis.odt", "files of mine", "slots.txt", "spooled"])
def test_a_home_is_not_made_among_other_files(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()

    with pytest.raises(Unable, match="other files in it"):
        Home(tmp_path).create(Settings(committee="cat"))

    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_a_home_cannot_be_made_inside_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(Unable, match="cannot be made: not a directory"):
        Home(tmp_path / "file" / "home").create(Settings(committee="cat"))


def test_a_home_cannot_be_made_where_a_file_has_the_name_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "slots").touch()

    with pytest.raises(Unable, match="cannot be made: file exists"):
        Home(tmp_path).create(Settings(committee="cat"))


def test_where_there_is_no_installation_init_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unable, match="no installation here: run `sanjose init`"):
        Home(tmp_path / "nowhere").settings()


def test_settings_that_cannot_be_read_are_not_missing_ones(tmp_path: Path) -> None:
    (tmp_path / "home.json").mkdir()

    with pytest.raises(Unable, match="cannot be read: is a directory"):
        Home(tmp_path).settings()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[]",
        b"{}",
        b'{"format": "1"}',
        b'{"format": true, "committee": "cat", "trial": false, "days": {}}',
        b'{"format": 0, "committee": "cat", "trial": false, "days": {}}',
        b'{"format": 1, "committee": "cat", "trial": false}',
        b'{"format": 1, "committee": "cat", "trial": false, "days": {}, "more": 1}',
        b'{"format": 1, "committee": 7, "trial": false, "days": {}}',
        b'{"format": 1, "committee": "cat", "trial": 0, "days": {}}',
        b'{"format": 1, "committee": "cat", "trial": false, "days": []}',
        b'{"format": 1, "committee": "cat", "trial": false, "days": {"reply": "60"}}',
        b'{"format": 1, "committee": "cat", "trial": false, "days": {"reply": -1}}',
        b'{"format": 1, "committee": "cat", "trial": false, "days": {"reply": true}}',
    ],
)
def test_damaged_settings_are_called_damaged(home: Home, damage: bytes) -> None:
    home.settings_path.write_bytes(damage)

    with pytest.raises(Unable, match=r"home\.json is damaged"):
        home.settings()


def test_settings_of_a_newer_version_are_not_called_damaged(home: Home) -> None:
    home.settings_path.write_text(json.dumps({"format": 2, "committee": "cat", "post": []}))

    with pytest.raises(Unable, match="made by a newer version"):
        home.settings()


def test_what_others_could_open_is_named_with_what_to_do(home: Home) -> None:
    home.path.chmod(0o750)
    (home.files / "a.sealed").touch(mode=0o600)
    (home.files / "a.sealed").chmod(0o604)
    home.slots.chmod(0o711)

    found = home.check_private()

    assert found == [
        "the installation's directory is open to others on this machine: run `chmod 700` on it",
        "files/a.sealed is open to others on this machine: run `chmod 600` on it",
        "slots is open to others on this machine: run `chmod 700` on it",
    ]


def test_a_link_to_another_place_is_named(home: Home, tmp_path: Path) -> None:
    home.record.symlink_to(tmp_path / "elsewhere.db")

    (found,) = home.check_private()

    assert found.startswith("record.db is a link to another place")


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives files away")
def test_a_file_of_another_user_is_named(home: Home) -> None:
    os.chown(home.settings_path, 12345, 12345)

    assert home.check_private() == [
        "home.json belongs to another user: make it yours (`chown`)"
    ]


def test_a_home_that_went_away_is_open_to_nobody(tmp_path: Path) -> None:
    assert Home(tmp_path / "nowhere").check_private() == []


def test_the_socket_is_short_however_long_the_home_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1000")
    home = Home(tmp_path / ("d" * 200) / ("e" * 200))

    assert len(os.fsencode(home.socket)) < 100
    assert home.socket.parent == Path("/run/user/1000/sanjose")


def test_a_long_runtime_folder_gives_way_to_the_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/" + "r" * 90)
    monkeypatch.setattr(tempfile, "tempdir", "/t")

    assert Home(tmp_path).socket.parent == Path(f"/t/sanjose-{os.getuid()}")


def test_a_long_temporary_folder_gives_way_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", "/" + "t" * 90)

    assert Home(tmp_path).socket.parent == Path(f"/tmp/sanjose-{os.getuid()}")


def test_one_home_has_one_socket_and_two_homes_have_two(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "cat")

    assert Home(tmp_path / "cat" / ".." / "cat").socket == Home(tmp_path / "cat").socket
    assert Home(tmp_path / "link").socket == Home(tmp_path / "cat").socket
    assert Home(tmp_path / "ced").socket != Home(tmp_path / "cat").socket


def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "home.json"
    write_private(path, b"old")

    # In the body and not in a fixture: what pytest prints after it must not meet the limit.
    with (
        full_from(1024),
        pytest.raises(Unable, match=r"home\.json cannot be written: file too large"),
    ):
        write_private(path, b"new" * 1000)

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_replaces_an_open_one_is_private(tmp_path: Path) -> None:
    path = tmp_path / "officer-1.slot"
    path.touch(mode=0o644)

    write_private(path, b"new")

    assert mode(path) == 0o600
