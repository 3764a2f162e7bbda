"""Two files bring an installation back, and bring nothing back that was erased meanwhile."""

import os
import shutil
import tarfile
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sanjose.keeping import backup, erasure, store
from sanjose.keeping.archive import Archive
from sanjose.keeping.backup import Backed
from sanjose.keeping.home import Home
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import PersonErased
from tests.keeping.archives import (
    DAY,
    NOW,
    ONE,
    PASSPHRASE,
    RULES,
    House,
    add,
    build,
    receive,
    texts,
    told,
)
from tests.keeping.disks import full_from

ADA, BEN = "Adelheid Quillmaker", "Benedikt Tallowhand"
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def full(cat: House) -> House:
    """An installation with a case of two persons, each with a text and a file."""
    with cat.archive() as archive:
        case_id = receive(archive, ADA, BEN, text=f"{ADA} was followed.", content=ADA.encode())
        with archive.writing():
            archive.append(case_id, told(BEN, "P2"), on=DAY, at=NOW, content=BEN.encode())
    return cat


def back_up(house: House, folder: Path, now: datetime = NOW) -> Backed:
    with closing(house.keys()) as keys:
        return backup.back_up(house.home, keys, folder, now)


def restore(
    record: Path,
    keys: Path,
    home: Path,
    shares: tuple[str, ...] = (),
    officer: str | None = None,
) -> House:
    size = backup.restore(Home(home), record, keys, officer, PASSPHRASE, lambda _: RULES)
    restored = House(home=Home(home), shares=shares)
    with restored.archive() as archive:
        assert archive.record.size() == size
    return restored


def erase(archive: Archive, label: str | None) -> None:
    (case_id,) = archive.register.case_ids()
    with archive.writing():
        case = archive.case(case_id)
        assert case is not None
        ordered = erasure.order(archive, case, label, DAY, NOW)
        if label:
            archive.append(case_id, PersonErased(person=label), on=DAY, at=NOW)
    erasure.carry_out(archive, ordered, NOW)


def members(path: Path) -> set[str]:
    with tarfile.open(path) as archive:
        return set(archive.getnames())


def test_what_was_backed_up_comes_back_whole(full: House, tmp_path: Path) -> None:
    backed = back_up(full, tmp_path / "copies")
    with full.archive() as archive:
        before = texts(archive)
    shutil.rmtree(full.home.path)

    restored = restore(backed.record, backed.keys, full.home.path)

    with restored.archive() as archive:
        assert texts(archive) == before
        assert len(archive.register.case_ids()) == 1
    assert restored.faults() == ()
    assert restored.home.check_private() == []
    assert restored.home.settings() == Home(restored.home.path).settings()


def test_record_and_keys_are_apart_and_private_and_say_nothing_in_clear(
    full: House, tmp_path: Path
) -> None:
    backed = back_up(full, tmp_path / "copies")

    assert members(backed.record) == {"home.json", "record.db"} | {
        f"files/{one.name}" for one in full.home.files.iterdir()
    }
    assert members(backed.keys) == {
        "home.json",
        "keys.db",
        "slots/officer-1.slot",
        "slots/escrow.json",
    }
    for path in (backed.record, backed.keys):
        assert path.stat().st_mode & 0o777 == 0o600
        assert not any(part.encode() in path.read_bytes() for part in f"{ADA} {BEN}".split())
        with tarfile.open(path) as archive:
            assert all((one.uid, one.uname, one.mtime) == (0, "", 0) for one in archive)
    assert backed.record.parent.stat().st_mode & 0o777 == 0o700
    assert not [*full.home.path.glob("*.copy.db*")]


def test_it_is_known_when_the_keys_were_backed_up_last(full: House, tmp_path: Path) -> None:
    with full.archive() as archive:
        assert backup.last_backup(archive.vault) is None

    back_up(full, tmp_path / "copies")

    with full.archive() as archive:
        assert backup.last_backup(archive.vault) == NOW


def test_progress_is_told_and_only_known_members_go_in(full: House, tmp_path: Path) -> None:
    (full.home.files / ".half.77.new").write_bytes(b"half")
    (full.home.slots / "notes.txt").write_bytes(b"whose it is")
    done = []

    with closing(full.keys()) as keys:
        backed = backup.back_up(
            full.home, keys, tmp_path, NOW, lambda at, of: done.append((at, of))
        )

    assert done == [(1, 2), (2, 2)]
    assert "files/.half.77.new" not in members(backed.record)
    assert "slots/notes.txt" not in members(backed.keys)


# What was erased stays erased


def test_yesterdays_record_with_todays_keys_shows_nobody_who_was_erased(
    full: House, tmp_path: Path
) -> None:
    yesterday = back_up(full, tmp_path / "copies", NOW - timedelta(days=1))
    with full.archive() as archive:
        erase(archive, "P1")
    today = back_up(full, tmp_path / "copies", TOMORROW)

    restored = restore(yesterday.record, today.keys, tmp_path / "restored")

    with restored.archive() as archive:
        found = texts(archive)
    assert not any(part in found for part in ADA.split())
    assert all(part in found for part in BEN.split())
    assert restored.faults() == ()


def test_a_whole_case_that_was_erased_does_not_come_back_either(
    full: House, tmp_path: Path
) -> None:
    yesterday = back_up(full, tmp_path / "copies", NOW - timedelta(days=1))
    with full.archive() as archive:
        erase(archive, None)
    today = back_up(full, tmp_path / "copies", TOMORROW)

    restored = restore(yesterday.record, today.keys, tmp_path / "restored")

    with restored.archive() as archive:
        assert archive.register.case_ids() == ()
        assert BEN not in texts(archive)
    assert restored.faults() == ()


def test_older_copies_of_the_keys_go_with_the_first_backup_after_an_erasure(
    full: House, tmp_path: Path
) -> None:
    older = [back_up(full, tmp_path, NOW - timedelta(days=n)) for n in (6, 1, 0)]
    with full.archive() as archive:
        erase(archive, "P1")

    newest = back_up(full, tmp_path, TOMORROW)

    assert newest.removed == 3
    assert not any(one.keys.exists() for one in older)
    assert all(one.record.exists() for one in older)
    assert newest.keys.exists()


def test_older_copies_of_the_keys_go_with_the_first_backup_after_a_recall(
    full: House, tmp_path: Path
) -> None:
    older = [back_up(full, tmp_path, NOW - timedelta(days=n)) for n in (1, 0)]
    with full.archive() as archive:
        archive.vault.drop_bodies([], NOW + timedelta(minutes=1))

    newest = back_up(full, tmp_path, NOW + timedelta(minutes=2))
    later = back_up(full, tmp_path, NOW + timedelta(minutes=3))

    assert (newest.removed, later.removed) == (2, 0)
    assert not any(one.keys.exists() for one in older)
    assert newest.keys.exists()


def test_copies_of_the_keys_are_kept_for_seven_days_at_most(
    full: House, tmp_path: Path
) -> None:
    ages = [
        timedelta(days=9),
        timedelta(days=7, seconds=1),
        timedelta(days=7),
        timedelta(days=1),
    ]
    older = [back_up(full, tmp_path, NOW - age) for age in ages]

    back_up(full, tmp_path, NOW)

    assert [one.keys.exists() for one in older] == [False, False, True, True]


def test_what_a_crash_left_of_a_copy_of_keys_is_removed_and_what_is_not_ours_stays(
    full: House, tmp_path: Path
) -> None:
    left = [tmp_path / "keys-cat-20260301T000000Z.new", tmp_path / "keys-cat-odd.sanjose"]
    others = [
        tmp_path / "keys-ced-20200101T000000Z.sanjose",
        tmp_path / "keys-cat-how-to.txt",
        tmp_path / "keys.txt",
    ]
    for path in (*left, *others):
        path.write_bytes(b"something")

    backed = back_up(full, tmp_path)

    assert backed.removed == 2
    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in others)


def test_a_copy_of_the_store_that_a_crash_left_is_removed_by_the_next(
    full: House, tmp_path: Path
) -> None:
    mine = full.home.path / f"record.{os.getpid()}.copy.db"
    mine.write_bytes(b"left")

    back_up(full, tmp_path / "copies")

    assert not mine.exists()


# What cannot be backed up


def test_a_record_that_does_not_verify_is_not_backed_up(full: House, tmp_path: Path) -> None:
    with closing(full.raw()) as connection:
        connection.execute("DROP TRIGGER entries_no_delete")

    with pytest.raises(Unable, match=r"does not verify .*: nothing was backed up"):
        back_up(full, tmp_path / "copies")

    assert [*(tmp_path / "copies").iterdir()] == []
    assert not [*full.home.path.glob("*.copy.db*")]


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) - 1500] ^= 0x10
    path.write_bytes(content)


def test_a_damaged_record_is_not_backed_up(full: House, tmp_path: Path) -> None:
    with full.archive() as archive:
        for number in range(20):
            receive(archive, f"Person {number}")
        archive.settle()
    damage(full.home.record)

    with pytest.raises(Unable, match="a store is damaged: run `sanjose verify`"):
        back_up(full, tmp_path / "copies")

    assert not [*full.home.path.glob("*.copy.db*")]


def test_a_folder_that_cannot_be_written_is_one_sentence(full: House, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(Unable, match="the backup cannot be written: not a directory"):
        back_up(full, tmp_path / "file" / "copies")


def test_a_full_disk_leaves_the_older_copies_and_no_half_one(
    full: House, tmp_path: Path
) -> None:
    older = back_up(full, tmp_path / "copies", NOW - timedelta(days=1))

    # The keys' copy is larger than the record's: the first file goes through.
    size = older.keys.stat().st_size - 1000
    with (
        full_from(size),
        pytest.raises(Unable, match=r"what was there before is untouched|full"),
    ):
        back_up(full, tmp_path / "copies")

    assert older.keys.exists()
    assert not [*(tmp_path / "copies").glob("*.new")]
    assert not [*full.home.path.glob("*.copy.db*")]


# What cannot be restored


@pytest.fixture
def backed(full: House, tmp_path: Path) -> Backed:
    return back_up(full, tmp_path / "copies")


def nothing_left(folder: Path) -> bool:
    return not [
        one for one in folder.iterdir() if one.name not in {"home", "copies", "another"}
    ]


def test_an_installation_is_never_restored_over_another(full: House, backed: Backed) -> None:
    with pytest.raises(Unable, match="an installation here already: move it away"):
        restore(backed.record, backed.keys, full.home.path)

    assert full.faults() == ()


def test_it_is_restored_into_an_empty_directory_and_not_among_other_files(
    backed: Backed, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "another").mkdir()
    (tmp_path / "another" / "thesis.odt").touch()

    assert restore(backed.record, backed.keys, tmp_path / "empty").faults() == ()
    with pytest.raises(Unable, match="cannot be restored there: directory not empty"):
        restore(backed.record, backed.keys, tmp_path / "another")

    assert [one.name for one in (tmp_path / "another").iterdir()] == ["thesis.odt"]


def test_a_wrong_passphrase_restores_nothing(backed: Backed, tmp_path: Path) -> None:
    with pytest.raises(Unable, match="the passphrase is not right"):
        backup.restore(
            Home(tmp_path / "restored"),
            backed.record,
            backed.keys,
            ONE,
            b"another passphrase",
            lambda _: RULES,
        )

    assert nothing_left(tmp_path)


def test_whose_keys_a_copy_holds_is_asked_of_a_copy_only(
    full: House, backed: Backed, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"no copy of keys")

    assert backup.copied_officers(backed.keys) == ("officer-1",)
    assert backup.copied_officers(other) == ()
    assert backup.copied_officers(tmp_path / "nowhere") == ()


def test_of_several_officers_one_is_named(full: House, tmp_path: Path) -> None:
    full.enrol()
    backed = back_up(full, tmp_path / "copies")

    with pytest.raises(Misuse, match="say which with --officer"):
        restore(backed.record, backed.keys, tmp_path / "restored")

    assert nothing_left(tmp_path)
    backup.restore(
        Home(tmp_path / "restored"),
        backed.record,
        backed.keys,
        ONE,
        PASSPHRASE,
        lambda _: RULES,
    )


def test_two_copies_of_the_same_kind_restore_nothing(backed: Backed, tmp_path: Path) -> None:
    for path in (backed.record, backed.keys):
        with pytest.raises(Unable, match="give one of each"):
            restore(path, path, tmp_path / "restored")

    assert nothing_left(tmp_path)


def test_a_file_that_is_not_there_is_named(backed: Backed, tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="there is no file lost"):
        restore(backed.record, tmp_path / "lost", tmp_path / "restored")


@pytest.mark.parametrize("content", [b"", b"no archive at all", bytes(20_000)])
def test_what_is_no_copy_of_ours_restores_nothing(
    backed: Backed, tmp_path: Path, content: bytes
) -> None:
    backed.record.write_bytes(content)

    with pytest.raises(Unable, match=r"damaged or not a copy|give one of each"):
        restore(backed.record, backed.keys, tmp_path / "restored")

    assert nothing_left(tmp_path)


def test_a_copy_that_was_cut_off_restores_nothing(backed: Backed, tmp_path: Path) -> None:
    whole = backed.record.read_bytes()
    backed.record.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(Unable, match=r"record-cat-\S+ is damaged"):
        restore(backed.record, backed.keys, tmp_path / "restored")

    assert nothing_left(tmp_path)


@pytest.mark.parametrize(
    "name", ["../evil", "/tmp/evil", "files/../../evil", "record.db/evil", "slots/evil.slot"]
)
def test_an_archive_with_another_member_is_refused_before_it_is_written(
    backed: Backed, tmp_path: Path, name: str
) -> None:
    with tarfile.open(backed.record, "a") as archive:
        archive.addfile(tarfile.TarInfo(name))

    with pytest.raises(Misuse, match="is not a copy made by `sanjose backup`"):
        restore(backed.record, backed.keys, tmp_path / "restored")

    assert nothing_left(tmp_path)
    assert not (tmp_path / "evil").exists()


def test_a_member_that_is_a_link_is_refused(backed: Backed, tmp_path: Path) -> None:
    link = tarfile.TarInfo("record.db")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(backed.record, "a") as archive:
        archive.addfile(link)

    with pytest.raises(Misuse, match="is not a copy made by"):
        restore(backed.record, backed.keys, tmp_path / "restored")


def changed(path: Path, name: str, at: int) -> None:
    """Alter a byte of a member, as a bad disk does."""
    with tarfile.open(path) as archive:
        start = archive.getmember(name).offset_data
    content = bytearray(path.read_bytes())
    content[start + at] ^= 0x10
    path.write_bytes(content)


@pytest.mark.parametrize("at", [5000, 9000])
def test_a_copy_of_the_record_with_an_altered_byte_restores_nothing(
    backed: Backed, tmp_path: Path, at: int
) -> None:
    changed(backed.record, "record.db", at)

    with pytest.raises(Unable, match=r"record\.db is damaged: restore another copy"):
        restore(backed.record, backed.keys, tmp_path / "restored")

    assert nothing_left(tmp_path)


def test_a_copy_of_the_record_that_was_tampered_with_restores_nothing(
    full: House, tmp_path: Path, backed: Backed
) -> None:
    opened = tmp_path / "another"
    with tarfile.open(backed.record) as archive:
        archive.extractall(opened, filter="data")
    with closing(store.connect(opened / "record.db", full.keys().store_key("record"))) as one:
        one.execute("DROP TRIGGER entries_no_update")
        one.execute("UPDATE entries SET body = zeroblob(256) WHERE seq = 3")
    with tarfile.open(backed.record, "w") as archive:
        for name in ("home.json", "record.db"):
            archive.add(opened / name, name)

    with pytest.raises(Unable, match=r"does not verify \(entry 3 was altered\)"):
        restore(backed.record, backed.keys, tmp_path / "restored")


def test_keys_that_are_older_than_the_record_restore_nothing(
    full: House, tmp_path: Path
) -> None:
    older = back_up(full, tmp_path / "copies", NOW - timedelta(days=1))
    with full.archive() as archive:
        receive(archive, "Cleo Marsh")
    newer = back_up(full, tmp_path / "copies")

    with pytest.raises(Unable, match=r"neither a key nor .* restore with the newest copy"):
        restore(newer.record, older.keys, tmp_path / "restored")

    assert nothing_left(tmp_path)


def test_keys_of_another_installation_restore_nothing(backed: Backed, tmp_path: Path) -> None:
    another = back_up(build(tmp_path / "another"), tmp_path / "copies", TOMORROW)

    with pytest.raises(Unable, match=r"record\.db does not open"):
        restore(backed.record, another.keys, tmp_path / "restored")

    assert nothing_left(tmp_path)


def test_an_older_record_with_newer_keys_goes_on_from_there(
    full: House, tmp_path: Path
) -> None:
    older = back_up(full, tmp_path / "copies", NOW - timedelta(days=1))
    with full.archive() as archive:
        receive(archive, "Cleo Marsh")
    newer = back_up(full, tmp_path / "copies")

    restored = restore(older.record, newer.keys, tmp_path / "restored")

    with restored.archive() as archive:
        assert "Cleo" not in texts(archive)
        (case_id,) = archive.register.case_ids()
        add(archive, case_id, told("It goes on."))
    assert restored.faults() == ()


def test_what_was_being_restored_when_it_was_killed_is_begun_anew(
    backed: Backed, tmp_path: Path
) -> None:
    left = tmp_path / ".restored.restoring"
    left.mkdir()
    (left / "record.db").write_bytes(b"half")

    restored = restore(backed.record, backed.keys, tmp_path / "restored")

    assert restored.faults() == ()
    assert not left.exists()
