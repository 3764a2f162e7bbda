"""The agent asks authority before it unwraps, so that a recusal holds before keys are renewed.

What goes around this question goes against the wraps: see the last test.
"""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sanjose.keeping import agent, installation, wall
from sanjose.keeping.archive import COMMITTEE, Archive
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import AgentKeys, NoKey, OwnKeys
from sanjose.keeping.vault import Vault
from sanjose.words.events import OfficerLeft, RecusalDeclared
from sanjose.words.model import Post
from tests.keeping.archives import (
    ONE,
    PASSPHRASE,
    RULES,
    TWO,
    House,
    add,
    intake,
    receive,
    texts,
)

AUTHORITY = "sanjose.keeping.wall:may_open"


@pytest.fixture(autouse=True)
def closed_afterwards() -> Iterator[None]:
    """Close the stores that the question opened in this process."""
    yield
    for opened in wall._OPEN.values():
        opened.close()
    wall._OPEN.clear()


@pytest.fixture
def case_id(cat: House) -> bytes:
    """A case of Exampleland, and a second officer who has its key."""
    cat.enrol()
    with cat.archive() as archive:
        return receive(archive, "Ada Quill", officers=(ONE, TWO))


def may(house: House, officer: str, case_id: bytes) -> bool:
    with closing(house.keys(officer)) as keys:
        return wall.may_open(house.home, keys, case_id)


def test_an_officer_whom_nothing_keeps_out_may(cat: House, case_id: bytes) -> None:
    assert may(cat, ONE, case_id)
    assert may(cat, TWO, case_id)


@pytest.mark.parametrize("state", [None, "XXA"])
def test_a_recusal_holds_before_any_key_was_renewed(
    cat: House, case_id: bytes, state: str | None
) -> None:
    assert may(cat, TWO, case_id)
    with cat.archive() as archive:
        add(archive, COMMITTEE if state else case_id, RecusalDeclared(who=TWO, state=state))

    assert not may(cat, TWO, case_id)
    assert may(cat, TWO, COMMITTEE)
    assert may(cat, ONE, case_id)


def test_whoever_left_may_nothing(cat: House, case_id: bytes) -> None:
    with cat.archive() as archive:
        add(archive, COMMITTEE, OfficerLeft(officer=TWO))

    assert not may(cat, TWO, case_id)


def test_an_office_whose_holder_reads_nothing_opens_nothing(cat: House) -> None:
    third = cat.enrol(post=Post.PLENARY)
    with cat.archive() as archive:
        found = receive(archive, "Ada Quill", officers=(ONE, third))

    assert not may(cat, third, found)


def test_the_escrow_opens_everything(cat: House, case_id: bytes) -> None:
    with closing(installation.recovered(cat.home, cat.shares[:2])) as keys:
        assert wall.may_open(cat.home, keys, case_id)


def test_a_register_that_was_replaced_is_opened_anew_and_decides_nothing_while_it_is_empty(
    cat: House, case_id: bytes
) -> None:
    with cat.archive() as archive:
        add(archive, case_id, RecusalDeclared(who=TWO))
        key = archive.keyring.store_key("register")
    assert not may(cat, TWO, case_id)

    installation.make_register(cat.home, key)
    assert may(cat, TWO, case_id)

    with closing(cat.keys()) as keys:
        installation.rebuild(cat.home, keys, RULES)
    assert not may(cat, TWO, case_id)


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder with a short path for the agent's socket."""
    with tempfile.TemporaryDirectory(prefix="sanjose-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield


@pytest.mark.usefixtures("runtime")
def test_the_agent_gives_no_key_to_a_recused_officer(cat: House, case_id: bytes) -> None:
    agent.start(cat.home, TWO, PASSPHRASE, may=AUTHORITY)
    try:
        with closing(AgentKeys(cat.home)) as keys:
            assert keys.case_key(case_id)
            keys.forget(case_id)
            with cat.archive() as archive:
                add(archive, case_id, RecusalDeclared(who=TWO))

            with pytest.raises(NoKey):
                keys.case_key(case_id)
    finally:
        agent.stop(cat.home)


def test_a_recused_officer_cannot_open_the_case_with_their_own_key(cat: House) -> None:
    cat.enrol()
    with cat.door() as door:
        reference = door.receive(intake("Ada Quill was followed.", "Ada Quill")).reference
        case_id = door.archive.find(reference)
    kept = cat.keys(TWO)
    old = kept.case_key(case_id)
    copies = {path: path.read_bytes() for path in cat.home.path.glob("*.db*")}

    with cat.door() as door:
        door.recuse(reference, RecusalDeclared(who=TWO))

    # Around every rule: the officer's own key pair, the stores' keys, and the old case key.
    kept.forget(case_id)
    with pytest.raises(NoKey):
        kept.case_key(case_id)
    with Vault(cat.home.keys, kept.store_key("keys")) as vault:
        assert vault.wrapped_case_key(case_id, TWO) is None
        with pytest.raises(Exception, match="does not open its entries"):
            vault.event_keys(case_id, old)
    with Archive(cat.home, kept, RULES) as archive:
        assert "Quill" not in texts(archive)
    with cat.archive(ONE) as archive:
        assert "Quill" in texts(archive)
    kept.close()
    assert reads_a_copy_of_before(cat, copies)


def reads_a_copy_of_before(house: House, copies: dict[Path, bytes]) -> bool:
    """Return whether a copy taken before still opens: what was read has been read."""
    folder = house.home.path.with_name("copy")
    folder.mkdir()
    for path, content in copies.items():
        (folder / path.name).write_bytes(content)
    (folder / "home.json").write_bytes(house.home.settings_path.read_bytes())
    (folder / "files").mkdir()
    with (
        closing(OwnKeys(house.keys(TWO)._unlocked, folder / "keys.db")) as keys,
        Archive(Home(folder), keys, RULES) as archive,
    ):
        return "Quill" in texts(archive)
