"""Roots that peers hold: a record that was rewritten shows, and one that was restored says so."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from sanjose.exchange import roots
from sanjose.exchange.envelope import Kind
from sanjose.exchange.roots import Root
from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.backup import back_up, restore
from sanjose.keeping.exchanged import Behind
from sanjose.keeping.home import Home
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import CalendarEntered
from sanjose.words.merkle import Tree
from sanjose.words.model import Calendar
from sanjose.words.network import EpochAccepted, EpochOpened, NetworkResumed, RootPublished
from tests.secretariat.house import PASSPHRASE, NothingDue
from tests.secretariat.net import ONE, TWO, Net

SAID = b"said"


def entered(door, title: str) -> None:
    fact = CalendarEntered(what=Calendar.SESSION, title=title, starts=door.today())
    assert not door.enter_calendar(fact).refused


def entries(door, kind):
    return [one.body for one in door.archive.events(COMMITTEE) if isinstance(one.body, kind)]


def backed_up(net: Net, folder: Path) -> tuple[Path, Path]:
    house = net.houses["cat"]
    with closing(house.keys(ONE)) as keys:
        made = back_up(house.home, keys, folder, house.clock())
    return made.record, made.keys


def put_back(net: Net, record: Path, keys: Path, *, second: str | None = TWO) -> int:
    """Restore the installation of the CAT in its own place, as after a lost disk."""
    house = net.houses["cat"]
    net.close(*({"cat"} & net.doors.keys()))
    lost = house.home.path
    lost.rename(lost.with_name(f"lost {record.name} {keys.name}"))
    return restore(
        Home(lost),
        record,
        keys,
        ONE,
        PASSPHRASE,
        lambda _: NothingDue(),
        second=None if second is None else (second, PASSPHRASE),
    )


def known(net: Net, peer: str):
    return net[peer].exchanged().roots["cat"]


# -- publishing -------------------------------------------------------------------------------------


def test_a_root_is_published_once_a_week_and_peers_follow_it(net):
    first = net["cat"].publish_root()
    size = net["cat"].archive.record.size()
    entered(net["cat"], "first session")
    net.clock.pass_days(6)
    too_early = net["cat"].publish_root()
    net.clock.pass_days(1)
    second = net.reopen("cat").publish_root()
    net.carry()

    assert too_early is None
    assert [one.header.kind for one in (first, second)] == [Kind.ROOT, Kind.ROOT]
    facts = entries(net["cat"], RootPublished)
    assert [fact.epoch for fact in facts] == [0, 0]
    assert facts[0].size == size - 1
    assert facts[1].size == size + 1
    held = known(net, "ced")
    assert (held.last.size, held.fault) == (facts[1].size, None)
    leaves = net["cat"].archive.record.leaves()
    assert held.last.root == Tree(leaves).root(held.last.size)


def test_a_root_of_another_day_goes_by_that_day(net):
    net["cat"].publish_root()

    assert net["cat"].publish_root(net.clock.day) is None
    net.clock.pass_days(7)
    assert net["cat"].publish_root(net.clock.day - timedelta(days=1)) is None


def test_no_root_is_published_within_an_act(net):
    with net["cat"].archive.writing(), pytest.raises(ValueError, match="between acts"):
        net["cat"].publish_root()


def test_a_rewritten_record_publishes_nothing_and_a_peer_sees_one_that_does(net):
    net["cat"].publish_root()
    net.carry()
    forged = roots.Published(epoch=0, at=Root(size=99, root=bytes(32)), proof=())
    net["cat"].post(Kind.ROOT, forged.to_bytes())
    net.clock.pass_days(7)
    net.carry()

    assert "does not continue its last one" in known(net, "ced").fault
    assert any(
        "the record of cat may have been rewritten" in one
        for one in net["ced"].exchanged().alarms
    )
    assert any("may have been rewritten" in one for one in net["ced"].alarms())
    # Our own software does not go on from there either.
    assert net["cat"].published().fault is not None


# -- restoring --------------------------------------------------------------------------------------


def test_a_restored_installation_sends_nothing_until_its_own_came_back(net, tmp_path):
    net["cat"].post(Kind.SUMMARY, SAID, ("ced",))
    copies = backed_up(net, tmp_path / "copies")
    later = [net["cat"].post(Kind.SUMMARY, SAID, ("ced",)) for _ in range(2)]
    net.carry()

    put_back(net, *copies, second=None)

    cat = net["cat"]
    assert net.out("cat").is_asked_again()
    assert net.out("cat").directory().directory == cat.directory()
    with pytest.raises(Unable, match="nothing is sent until what we sent after it came back"):
        cat.post(Kind.SUMMARY, SAID, ("ced",))
    with pytest.raises(Unable, match="of ours, 1 are here without a gap, and 3 were sent"):
        cat.resume(3)
    net.into("cat").put(later[1])
    cat.collect()
    with pytest.raises(Unable, match="of ours, 1 are here without a gap"):
        cat.resume(1)
    net.into("cat").put(later[0])
    cat.collect()
    assert not cat.resume(3).refused
    posted = cat.post(Kind.SUMMARY, SAID, ("ced",))

    assert (posted.header.n, posted.header.prev) == (4, later[1].hash)
    assert [fact.last for fact in entries(cat, NetworkResumed)] == [3]
    net.carry()
    assert net["ced"].exchanged().alarms == ()
    with pytest.raises(Misuse, match="nothing is held back here"):
        cat.resume(3)


def test_a_copy_from_before_there_was_a_network_holds_nothing_back(net, tmp_path, house):
    with closing(house.keys(ONE)) as keys:
        made = back_up(house.home, keys, tmp_path / "copies", house.clock())

    restore(
        Home(tmp_path / "again"),
        made.record,
        made.keys,
        ONE,
        PASSPHRASE,
        lambda _: NothingDue(),
    )

    with house.copied(tmp_path / "other").door() as door:
        assert door.archive.vault.restored() is None


@pytest.fixture
def behind(net, tmp_path):
    """A copy of the record that ends before the last root, with the newest keys."""
    record, _ = backed_up(net, tmp_path / "old")
    entered(net["cat"], "a session that will be lost")
    net["cat"].publish_root()
    net.carry()
    _, keys = backed_up(net, tmp_path / "new")
    return record, keys


def test_one_officer_cannot_go_behind_a_published_root(net, behind):
    with pytest.raises(Behind, match="let two officers restore it"):
        put_back(net, *behind, second=None)

    assert not net.houses["cat"].home.path.exists()


@pytest.mark.parametrize("second", [ONE, "officer-9"])
def test_the_second_officer_is_another_one(net, behind, second):
    with pytest.raises(Misuse, match=r"two officers of the secretariat|no such officer"):
        put_back(net, *behind, second=second)


def test_two_officers_open_an_epoch_and_peers_go_on_by_hand(net, behind):
    size = net["cat"].published().last.size
    restored = put_back(net, *behind)
    cat = net["cat"]
    with pytest.raises(Unable, match="nothing is sent"):
        cat.publish_root(net.clock.day + timedelta(days=0)) or cat.post(Kind.RETRACT, b"{}")

    cat.resume(1)
    net.clock.pass_days(7)
    root = cat.publish_root()
    net.carry()

    (opened,) = entries(cat, EpochOpened)
    assert (opened.number, opened.published, opened.restored) == (1, size, restored)
    assert opened.officers == (ONE, TWO)
    waits = known(net, "ced")
    assert waits.waiting is not None
    assert any("ask its two officers" in one for one in net["ced"].exchanged().alarms)
    assert not net["ced"].accept_epoch("cat").refused
    goes_on = known(net.reopen("ced") and net, "ced")
    assert (goes_on.epoch, goes_on.fault, goes_on.waiting) == (1, None, None)
    assert goes_on.last.size == entries(cat, RootPublished)[-1].size
    assert root.header.n == 3
    (accepted,) = entries(net["ced"], EpochAccepted)
    assert accepted.origin == "cat"
    assert cat.archive.vault.restored() is None
    with pytest.raises(Misuse, match="no epoch of that committee waits"):
        net["ced"].accept_epoch("cat")


def test_a_root_that_came_back_later_needs_two_officers_then(net, tmp_path):
    copies = backed_up(net, tmp_path / "old")
    entered(net["cat"], "a session that will be lost")
    published = net["cat"].publish_root()
    net.carry()
    put_back(net, *copies, second=None)
    cat = net["cat"]
    net.into("cat").put(published)
    cat.collect()
    cat.resume(1)
    net.clock.pass_days(7)

    with pytest.raises(Unable, match="does not continue the root that we published"):
        cat.publish_root()
    with pytest.raises(Misuse, match="two officers"):
        cat.open_epoch((ONE, ONE))
    assert not cat.open_epoch((ONE, TWO)).refused
    assert cat.publish_root() is not None

    net.carry()
    assert known(net, "ced").waiting is not None
    assert known(net, "ced").fault is None


def test_there_is_no_epoch_to_open_where_the_record_goes_on(net):
    net["cat"].publish_root()

    with pytest.raises(Misuse, match="there is no epoch to open"):
        net["cat"].open_epoch((ONE, TWO))


def test_after_a_restore_that_lost_nothing_the_next_root_settles_it(net, tmp_path):
    net["cat"].publish_root()
    copies = backed_up(net, tmp_path / "copies")
    put_back(net, *copies)
    net["cat"].resume(1)
    net.clock.pass_days(7)

    assert net["cat"].publish_root() is not None

    assert net["cat"].archive.vault.restored() is None
    net.carry()
    assert known(net, "ced").fault is None
