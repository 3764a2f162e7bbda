"""An installation is made whole or not at all; officers come and go, and two papers open it."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sanjose.keeping import agent, installation, slots
from sanjose.keeping.archive import COMMITTEE, Archive
from sanjose.keeping.checking import unlocked_faults
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.keyring import AgentKeys, NoKey, OwnKeys
from sanjose.keeping.slots import Cost
from sanjose.keeping.vault import ESCROW
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import MeasureProposed, OfficerEnrolled, OfficerLeft
from sanjose.words.model import Post
from tests.keeping.archives import (
    NOW,
    ONE,
    PASSPHRASE,
    RULES,
    TWO,
    House,
    add,
    build,
    receive,
    slot_of,
    texts,
    told,
)
from tests.keeping.disks import full_from

SETTINGS = Settings(committee="cat", trial=True)


def create(home: Home, passphrase: bytes = PASSPHRASE) -> tuple[str, str, str]:
    return installation.create(home, SETTINGS, passphrase, ("XXA",), RULES, NOW, Cost.TRIAL)


# Setting up


def test_a_new_installation_verifies_and_knows_its_first_officer(tmp_path: Path) -> None:
    house = build(tmp_path / "home")

    assert house.faults() == ()
    assert house.home.check_private() == []
    with house.archive() as archive:
        assert archive.committee().slug == "cat"
        assert archive.committee().trial
        assert archive.committee().officer(ONE) == OfficerEnrolled(officer=ONE)
        assert archive.vault.holders(COMMITTEE) == (ONE,)


def test_no_key_and_no_share_lies_in_the_home(tmp_path: Path) -> None:
    house = build(tmp_path / "home")

    everything = b"".join(
        one.read_bytes() for one in house.home.path.rglob("*") if one.is_file()
    )

    keys = house.keys()
    for name in installation.STORES:
        assert keys.store_key(name) not in everything
        assert keys.store_key(name).hex().encode() not in everything
    assert not any(share.encode() in everything for share in house.shares)
    keys.close()


def test_a_short_passphrase_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="passphrase is short"):
        create(Home(tmp_path / "home"), b"short")

    assert list(tmp_path.iterdir()) == []


def test_a_second_set_up_leaves_the_first_as_it_was(tmp_path: Path) -> None:
    house = build(tmp_path / "home")
    with house.archive() as archive:
        receive(archive, "Ada Quill")
    before = sorted(one.relative_to(tmp_path) for one in tmp_path.rglob("*"))

    with pytest.raises(Unable, match="an installation here already"):
        create(house.home)

    assert sorted(one.relative_to(tmp_path) for one in tmp_path.rglob("*")) == before
    assert house.faults() == ()


@pytest.mark.parametrize("left", ["record.db", "keys.db", "slots/officer-1.slot"])
def test_an_installation_that_lost_its_settings_is_not_made_over(
    tmp_path: Path, left: str
) -> None:
    house = build(tmp_path / "home")
    kept = (house.home.path / left).read_bytes()
    for one in list(house.home.path.rglob("*")):
        if one.is_file() and one != house.home.path / left:
            one.unlink()

    with pytest.raises(Unable, match=r"without its home\.json"):
        create(house.home)

    assert (house.home.path / left).read_bytes() == kept


def test_other_peoples_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("a thesis")

    with pytest.raises(Unable, match="other files in it"):
        create(Home(tmp_path))

    assert [one.name for one in tmp_path.iterdir()] == ["thesis.odt"]


@pytest.mark.parametrize("size", [0, 100, 3000, 6000, 20_000])
@pytest.mark.parametrize("there", [True, False])
def test_a_set_up_on_a_full_disk_leaves_nothing(
    tmp_path: Path, size: int, *, there: bool
) -> None:
    home = Home(tmp_path / "home")
    if there:
        home.path.mkdir()

    with full_from(size), pytest.raises(Unable, match=r"full|cannot be (read or )?written"):
        create(home)

    assert home.path.exists() is there
    assert [*home.path.rglob("*")] == []
    create(home)
    assert home.settings().committee == "cat"


def test_a_set_up_that_was_stopped_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(slots.Slot, "write", stopped)

    with pytest.raises(KeyboardInterrupt):
        create(Home(tmp_path / "home"))

    assert list(tmp_path.iterdir()) == []


def test_a_home_where_none_can_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(Unable, match="cannot be made: not a directory"):
        create(Home(tmp_path / "file" / "home"))

    assert [one.name for one in tmp_path.iterdir()] == ["file"]


# Officers


def test_a_new_officer_gets_the_keys_of_what_they_may_see_and_no_other(cat: House) -> None:
    with cat.archive() as archive:
        mine = receive(archive, "Ada Quill", state="XXA")
        ours = receive(archive, "Ben Tallow", state="XXB")

    assert cat.enrol("XXA") == TWO

    with cat.archive(TWO) as archive:
        assert archive.case(ours) is not None
        with pytest.raises(NoKey):
            archive.case(mine)
        assert "Tallow" in texts(archive)
        assert "Quill" not in texts(archive)
        assert archive.committee().officer(TWO) == OfficerEnrolled(
            officer=TWO, nationalities=("XXA",), post=Post.SECRETARIAT
        )
    assert cat.faults() == ()


def test_whoever_enrols_passes_on_only_what_they_have(cat: House) -> None:
    cat.enrol("XXA")
    with cat.archive() as archive:
        hidden = receive(archive, "Ada Quill", state="XXA", officers=(ONE,))

    third = cat.enrol("XXC", officer=TWO)

    with cat.archive(third) as archive, pytest.raises(NoKey):
        archive.case(hidden)


def test_enrolling_shows_how_far_it_is(cat: House) -> None:
    done = []
    with cat.archive() as archive:
        receive(archive, "Ada Quill")
        installation.enrol(
            archive,
            PASSPHRASE,
            (),
            Post.CHAIR,
            NOW,
            lambda _: True,
            lambda at, of: done.append((at, of)),
            Cost.TRIAL,
        )

    assert done == [(1, 2), (2, 2)]


def test_a_designation_is_never_given_twice(cat: House) -> None:
    given = [cat.enrol() for _ in range(9)]
    with cat.archive() as archive:
        for officer in (TWO, given[-1]):
            installation.retire(archive, officer, NOW)

    given.append(cat.enrol())

    assert given == [f"officer-{number}" for number in range(2, 12)]


def test_an_enrolment_on_a_full_disk_can_be_repeated(cat: House) -> None:
    with cat.archive() as archive:
        case_id = receive(archive, "Ada Quill")
        archive.settle()
        with full_from(500), pytest.raises(Unable):
            installation.enrol(
                archive, PASSPHRASE, (), Post.SECRETARIAT, NOW, lambda _: True, cost=Cost.TRIAL
            )

    assert cat.enrol() == TWO

    with cat.archive(TWO) as archive:
        assert archive.case(case_id) is not None
    assert cat.faults() == ()


def test_whoever_leaves_opens_nothing_that_is_here_any_more(cat: House) -> None:
    cat.enrol()
    with cat.archive() as archive:
        receive(archive, "Cleo Marsh", officers=(ONE,))
        case_id = receive(archive, "Ada Quill", officers=(ONE, TWO))
        slot = slot_of(cat.home, TWO)
        kept = OwnKeys(slot.open(PASSPHRASE), cat.home.keys)
        old_key = kept.case_key(case_id)

        assert installation.retire(archive, TWO, NOW) == 0

        kept.forget(case_id)
        with pytest.raises(NoKey):
            kept.case_key(case_id)
        with pytest.raises(Unable, match="does not open its entries"):
            archive.vault.event_keys(case_id, old_key)
        assert archive.vault.holders(case_id) == (ONE,)
        assert archive.vault.officers() == (ONE,)
        assert not (cat.home.slots / f"{TWO}.slot").exists()
        assert archive.committee().officer(TWO) is None
        assert archive.events(COMMITTEE)[-1].body == OfficerLeft(officer=TWO)
        assert archive.case(case_id) is not None
        kept.close()
    assert cat.faults() == ()


def test_a_case_closed_to_whoever_enters_the_leaving_is_counted(cat: House) -> None:
    cat.enrol()
    third = cat.enrol()
    with cat.archive() as archive:
        hidden = receive(archive, "Ada Quill", officers=(TWO, third))
    done = []

    with cat.archive() as archive:
        closed = installation.retire(archive, TWO, NOW, lambda at, of: done.append((at, of)))

    assert closed == 1
    assert done == [(1, 2), (2, 2)]
    with cat.archive(third) as archive:
        assert archive.case(hidden) is not None
        assert archive.vault.holders(hidden) == (third,)


def test_nobody_enters_their_own_leaving_or_that_of_a_stranger(cat: House) -> None:
    with cat.archive() as archive:
        with pytest.raises(Unable, match="another officer has to enter that you leave"):
            installation.retire(archive, ONE, NOW)
        with pytest.raises(Unable, match="officer-7 is not enrolled here"):
            installation.retire(archive, "officer-7", NOW)

        assert archive.record.size() == 2


# The escrow


@pytest.mark.parametrize("chosen", [(0, 1), (0, 2), (1, 2)])
def test_two_of_three_papers_open_everything(cat: House, chosen: tuple[int, int]) -> None:
    with cat.archive() as archive:
        for officers in ((ONE,), ()):
            receive(archive, "Ada Quill", officers=officers)
    shares = [cat.shares[number] for number in chosen]

    keys = installation.recovered(cat.home, shares)

    with closing(keys), Archive(cat.home, keys, RULES) as archive:
        assert keys.officer == ESCROW
        assert len([archive.case(one) for one in archive.register.case_ids()]) == 2
        assert unlocked_faults(archive) == ()


def test_an_officer_who_is_enrolled_with_the_papers_works_on(cat: House) -> None:
    with cat.archive() as archive:
        case_id = receive(archive, "Ada Quill")
    (cat.home.slots / f"{ONE}.slot").unlink()
    keys = installation.recovered(cat.home, cat.shares[1:])

    with closing(keys), Archive(cat.home, keys, RULES) as archive:
        officer = installation.enrol(
            archive, PASSPHRASE, (), Post.SECRETARIAT, NOW, lambda _: True, cost=Cost.TRIAL
        )

    assert officer == TWO
    with cat.archive(TWO) as archive:
        add(archive, case_id, told("It goes on."))
        assert [one.actor for one in archive.events(COMMITTEE)] == [ONE, ONE, ESCROW]


def test_one_paper_and_papers_of_another_installation_open_nothing(
    cat: House, tmp_path: Path
) -> None:
    another = build(tmp_path / "another")

    for shares, sentence in (
        (cat.shares[:1], "2 of the 3 shares are needed"),
        (another.shares[:2], "these shares are another installation's"),
        ((cat.shares[0], another.shares[1]), "not of one set"),
    ):
        with pytest.raises(Misuse, match=sentence):
            installation.recovered(cat.home, shares)


@pytest.mark.parametrize(
    "damage",
    [
        None,
        b"",
        b"[]",
        b'{"recipient": "age1"}',
        b'{"recipient": "a", "stores": {"record": 1}}',
    ],
)
def test_an_escrow_file_that_is_missing_or_damaged_is_named(
    cat: House, damage: bytes | None
) -> None:
    path = cat.home.slots / installation.ESCROW_FILE
    path.unlink() if damage is None else path.write_bytes(damage)

    with pytest.raises(Unable, match="the escrow's file is missing or damaged"):
        installation.recovered(cat.home, cat.shares[:2])


def test_an_escrow_file_of_which_a_key_is_no_key_is_damaged(cat: House) -> None:
    path = cat.home.slots / installation.ESCROW_FILE
    kept = json.loads(path.read_bytes())
    kept["stores"]["keys"] = "no hexadecimal"
    path.write_text(json.dumps(kept))

    with pytest.raises(Unable, match="the escrow's file is missing or damaged"):
        installation.recovered(cat.home, cat.shares[:2])


# The register


def lost(home: Home) -> None:
    for path in home.path.glob("register.db*"):
        path.unlink()


def damaged(home: Home) -> None:
    home.register.write_bytes(bytes(8192))


@pytest.mark.parametrize("how", [lost, damaged])
def test_a_register_that_is_lost_or_damaged_is_made_anew_from_the_record(
    cat: House, how
) -> None:
    with cat.archive() as archive:
        case_id = receive(archive, "Ada Quill")
        add(archive, case_id, MeasureProposed(measure="letter", label="M1"))
        add(archive, COMMITTEE, MeasureProposed(measure="statement", label="M1"))
        before = archive.register.lines(case_id), archive.register.dues(COMMITTEE)
    how(cat.home)
    done = []

    with closing(cat.keys()) as keys:
        found = installation.rebuild(
            cat.home, keys, RULES, lambda at, of: done.append((at, of))
        )

    assert found == (1, 0)
    assert done == [(1, 2), (2, 2)]
    with cat.archive() as archive:
        assert (archive.register.lines(case_id), archive.register.dues(COMMITTEE)) == before
    assert cat.faults() == ()


def test_what_is_closed_to_whoever_rebuilds_comes_back_when_another_one_does(
    cat: House,
) -> None:
    cat.enrol()
    with cat.archive() as archive:
        receive(archive, "Ada Quill", officers=(ONE,))
        receive(archive, "Ben Tallow", officers=(ONE, TWO))

    with closing(cat.keys(TWO)) as keys:
        assert installation.rebuild(cat.home, keys, RULES) == (1, 1)
    with closing(cat.keys(ONE)) as keys:
        assert installation.rebuild(cat.home, keys, RULES) == (2, 0)
    assert cat.faults() == ()


def test_a_rebuilt_register_is_followed_by_whoever_had_the_old_one_open(cat: House) -> None:
    with cat.archive() as archive:
        receive(archive, "Ada Quill")
        with closing(cat.keys()) as keys:
            installation.rebuild(cat.home, keys, RULES)
        receive(archive, "Ben Tallow")

    with cat.archive() as archive:
        archive.catch_up()
        assert len(archive.register.case_ids()) == 2
    assert cat.faults() == ()


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder with a short path for the agent's socket."""
    with tempfile.TemporaryDirectory(prefix="sanjose-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield


@pytest.mark.usefixtures("runtime")
def test_a_register_is_made_anew_through_the_agent_that_asks_authority(cat: House) -> None:
    with cat.archive() as archive:
        receive(archive, "Ada Quill")
    agent.start(cat.home, ONE, PASSPHRASE, may="sanjose.keeping.wall:may_open")
    keys = AgentKeys(cat.home)
    lost(cat.home)

    try:
        assert installation.rebuild(cat.home, keys, RULES) == (1, 0)
        with Archive(cat.home, keys, RULES) as archive:
            assert unlocked_faults(archive) == ()
            assert "Quill" in texts(archive)
    finally:
        keys.close()
        agent.stop(cat.home)
