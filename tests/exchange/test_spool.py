"""What lies in the spool is whole, or is said not to be."""

import os
import stat

import pytest

from sanjose.exchange import spool as spool_module
from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.spool import AGAIN, DIGEST, DIRECTORY, Spool, name_of
from sanjose.words.errors import Unable
from tests.exchange.committees import Node, founding, with_signatures
from tests.exchange.test_log import summaries


@pytest.fixture
def spool(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir(mode=0o700)
    return Spool(folder=folder)


@pytest.fixture
def made():
    return summaries(Node("cat", founding("cat", "ced")), 12)


def test_envelopes_wait_in_the_order_of_their_numbers(spool, made):
    for one in reversed(made):
        spool.put(one)

    assert [spool.read(name) for name in spool.names()] == made
    assert spool.faults() == ()


def test_a_file_is_private_or_open_to_the_group_that_shares_the_folder(spool, made):
    old = os.umask(0)
    try:
        name = spool.put(made[0])
        spool.folder.chmod(0o2770)
        shared = spool.put(made[1])
        spool.folder.chmod(0o750)
        read = spool.put(made[2])
    finally:
        os.umask(old)

    modes = [stat.S_IMODE((spool.folder / one).stat().st_mode) for one in (name, shared, read)]
    assert modes == [0o600, 0o660, 0o640]


def test_the_same_envelope_twice_is_one_file_and_may_bring_its_body(spool, made):
    spool.put(made[0].without_body())
    name = spool.put(made[0])

    assert spool.names() == (name,)
    assert spool.read(name) == made[0]

    spool.done(name)
    spool.done(name)
    assert spool.names() == ()


def test_a_half_written_file_is_not_read_and_is_reported(spool, made):
    name = name_of(made[0])
    (spool.folder / f".{name}.17.half").write_bytes(made[0].to_bytes()[:100])
    (spool.folder / name).write_bytes(made[0].to_bytes()[:100])
    (spool.folder / "notes.txt").write_bytes(b"")

    half, damaged, other = sorted(spool.faults())

    assert half.startswith("a half-written file lies in out: cat.0000000000000001")
    assert damaged.startswith("an envelope in out is damaged: cat.0000000000000001")
    assert other == "out has a file that is no envelope: notes.txt"
    with pytest.raises(NotGenuine):
        spool.read(name)


def test_a_link_a_pipe_and_a_renamed_file_are_refused(spool, made, tmp_path):
    one, two, three, four = (name_of(each) for each in made[:4])
    (tmp_path / "elsewhere").write_bytes(made[0].to_bytes())
    (spool.folder / one).symlink_to(tmp_path / "elsewhere")
    os.mkfifo(spool.folder / two)
    (spool.folder / three).write_bytes(made[3].to_bytes())
    (spool.folder / four).write_bytes(b"{" * 40_000)

    assert len(spool.faults()) == 4
    with pytest.raises(Unable, match="cannot be read"):
        spool.read(one)
    with pytest.raises(NotGenuine, match="not the envelope that its name says"):
        spool.read(three)
    with pytest.raises(NotGenuine, match="larger than any"):
        spool.read(four)


def test_nothing_is_written_through_a_link_under_the_passing_name(spool, made, tmp_path):
    other = tmp_path / "other"
    other.write_bytes(b"kept")
    (spool.folder / f".{name_of(made[0])}.{os.getpid()}.half").symlink_to(other)

    name = spool.put(made[0])

    assert other.read_bytes() == b"kept"
    assert not (spool.folder / name).is_symlink()
    assert spool.read(name) == made[0]


def test_a_full_disk_leaves_nothing_half_behind(spool, made, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spool_module.os, "fsync", full)

    with pytest.raises(Unable, match="no space left on device"):
        spool.put(made[0])
    assert [*spool.folder.iterdir()] == []


def test_a_folder_that_is_not_there_is_told(tmp_path, made):
    gone = Spool(folder=tmp_path / "gone")

    with pytest.raises(Unable, match="cannot be put into the spool"):
        gone.put(made[0])
    with pytest.raises(Unable, match="the folder of the spool cannot be read"):
        gone.names()
    with pytest.raises(Unable, match="cannot be read"):
        gone.read(name_of(made[0]))


def test_the_version_in_force_lies_beside_the_envelopes(spool, made):
    assert spool.directory() is None
    signed = with_signatures(founding("cat", "ced"), "cat", "ced")

    spool.put_directory(signed)
    spool.put(made[0])

    assert spool.directory() == signed
    assert spool.names() == (name_of(made[0]),)
    assert spool.faults() == ()
    (spool.folder / DIRECTORY).write_bytes(b"{}")
    assert spool.faults() == ("the directory in out is damaged: accept it again",)


def test_everything_is_wished_for_again_until_it_is_done(spool):
    assert not spool.is_asked_again()

    spool.ask_again()
    assert spool.is_asked_again()
    assert spool.faults() == ()

    spool.done(AGAIN)
    assert not spool.is_asked_again()


def test_that_the_usual_mail_went_is_noted_until_it_is_said(spool):
    before = spool.is_digest_noted()

    spool.note_digest()
    noted = spool.is_digest_noted(), spool.faults(), spool.names()
    spool.done(DIGEST)

    assert not before
    assert noted == (True, (), ())
    assert not spool.is_digest_noted()


def test_what_was_recalled_keeps_its_header_while_it_waits(spool, made):
    name = spool.put(made[0])

    spool.shorten(made[1], {name})
    spool.shorten(made[0], {name})
    spool.shorten(made[0], {name})

    assert spool.read(name) == made[0].without_body()
    assert spool.names() == (name,)
