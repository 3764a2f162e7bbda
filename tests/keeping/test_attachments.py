"""A file is kept as it was handed in, readable with its entry's key only, and goes with it."""

from pathlib import Path

import pytest

from sanjose.keeping import attachments
from sanjose.words.errors import Misuse, Unable

KEY, ID = bytes(range(32)), bytes(range(16))
CANARY = b"Zyanqulla Vrothmere wrote this."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    attachments.keep(tmp_path, ID, KEY, CANARY)
    return tmp_path


def test_a_file_comes_back_as_it_was_handed_in(folder: Path) -> None:
    assert attachments.fetch(folder, ID, KEY, attachments.digest(CANARY)) == CANARY


def test_a_file_lies_sealed_and_private_under_the_id_of_its_entry(folder: Path) -> None:
    (path,) = folder.iterdir()

    assert path.name == ID.hex()
    assert b"Zyanqulla" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_digest_names_its_algorithm() -> None:
    assert attachments.digest(b"") == (
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


@pytest.mark.parametrize(("event_id", "key"), [(ID, bytes(32)), (bytes(16), KEY)])
def test_another_entrys_key_or_place_opens_nothing(
    folder: Path, event_id: bytes, key: bytes
) -> None:
    (folder / ID.hex()).rename(folder / event_id.hex())

    with pytest.raises(Unable, match="does not open with its key"):
        attachments.fetch(folder, event_id, key, attachments.digest(CANARY))


def test_a_file_that_is_not_the_recorded_one_is_refused(folder: Path) -> None:
    with pytest.raises(Unable, match="not the one that the record speaks of"):
        attachments.fetch(folder, ID, KEY, attachments.digest(b"another"))


def test_a_missing_file_is_one_sentence(folder: Path) -> None:
    attachments.remove(folder, ID)
    attachments.remove(folder, ID)

    with pytest.raises(Unable, match="missing from the installation: restore it"):
        attachments.fetch(folder, ID, KEY, attachments.digest(CANARY))


def test_an_empty_file_and_a_huge_one_are_refused() -> None:
    largest = bytes(attachments.LARGEST)

    assert attachments.checked(largest) is largest
    with pytest.raises(Misuse, match="the file is empty"):
        attachments.checked(b"")
    with pytest.raises(Misuse, match="larger than 25 MB"):
        attachments.checked(largest + b"x")
