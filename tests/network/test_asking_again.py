"""A carrier whose store was lost, and the secretariat beside it, which has what nobody else has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sanjose.exchange.envelope import Envelope, Kind
from sanjose.exchange.fold import retract_body
from sanjose.exchange.spool import AGAIN
from sanjose_network.carrying.bundles import Carried
from sanjose_network.carrying.carrier import Carrier
from sanjose_network.carrying.store import Store
from sanjose_network.settings import Settings
from tests.exchange.committees import founding
from tests.network.carriers import Clock, Machine, machines, transport
from tests.secretariat.net import Net, founded

KEPT = b"what only some may read"
TAKEN_BACK = b"what was said too soon"


class Beside:
    """The carrier beside a real secretariat."""

    def __init__(self, net: Net, origin: str, folder: Path) -> None:
        home = net.houses[origin].home
        directory = net[origin].directory()
        assert directory is not None
        folder.mkdir()
        self.settings = Settings(
            folder=folder,
            committee=origin,
            spool=home.spool_out.parent,
            fingerprint=directory.hash.hex(),
        )
        self.begin()

    def begin(self) -> None:
        store = Store(self.settings.store)
        self.carrier = Carrier(store, self.settings, Clock(), key=transport("any"))
        self.carrier.take_out()

    def lose_the_store(self) -> None:
        self.carrier.store.close()
        for path in self.settings.folder.glob("network.db*"):
            path.unlink()

    def held(self) -> list[Envelope]:
        return [Envelope.from_bytes(one) for one in self.carrier.holdings.everything()]


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Net]:
    made = founded(tmp_path / "net", "cat", "ced")
    yield made
    made.close()


def test_what_was_not_sent_when_the_store_was_lost_comes_from_the_secretariat(net, tmp_path):
    cat, ced = (Beside(net, one, tmp_path / one) for one in ("cat", "ced"))
    soon = net["cat"].post(Kind.SUMMARY, TAKEN_BACK, ("ced",))
    kept = net["cat"].post(Kind.SUMMARY, KEPT, ("ced",))
    recall = net["cat"].post(Kind.RETRACT, retract_body(soon.header.id))
    net["cat"].collect()
    cat.carrier.take_out()
    unasked = net.into("cat").is_asked_again()

    cat.lose_the_store()
    cat.begin()
    asked = net.into("cat").is_asked_again()
    collected = net["cat"].collect()
    again = {name: net.out("cat").read(name) for name in net.out("cat").names()}
    cat.carrier.take_out()
    for message in cat.carrier.outgoing():
        ced.carrier.received(message.wire, Carried.ENVELOPES, "cat")
    ced.carrier.deliver()
    net["ced"].collect()

    assert (unasked, asked) == (False, True)
    assert collected.told == ()
    assert not (net.houses["cat"].home.spool_in / AGAIN).exists()
    assert [one.body is not None for one in again.values()] == [False, True, True]
    assert [one.hash for one in cat.held()] == [soon.hash, kept.hash, recall.hash]
    assert cat.carrier.alarms.standing() == ()
    log = net["ced"].network()
    assert [one.header.n for one in log.prefix("cat")] == [1, 2, 3]
    assert net["ced"].body_of(kept) == KEPT
    assert all(one.body is None for one in log.held() if one.hash == soon.hash)


def test_a_carrier_that_asked_in_vain_carries_on_once_the_secretariat_answers(net, tmp_path):
    cat = Beside(net, "cat", tmp_path / "cat")
    net["cat"].post(Kind.SUMMARY, KEPT, ("ced",))
    cat.carrier.take_out()
    cat.lose_the_store()
    later = net["cat"].post(Kind.SUMMARY, KEPT, ("ced",))

    cat.begin()
    list(cat.carrier.due(cat.carrier.clock()))
    (missing,) = cat.carrier.alarms.standing()
    net["cat"].collect()
    cat.carrier.take_out()
    list(cat.carrier.due(cat.carrier.clock()))

    assert missing.key == "own:missing"
    assert "of the secretariat, which puts them here again" in missing.sentence
    assert [one.header.n for one in cat.held()] == [1, 2]
    assert cat.held()[-1].hash == later.hash
    assert cat.carrier.alarms.standing() == ()


# -- when it asks ------------------------------------------------------------------------------


@pytest.fixture
def cat(tmp_path: Path) -> Machine:
    return machines(tmp_path, founding("cat", "ced"))["cat"]


def asks(machine: Machine) -> bool:
    """Let the carrier look, and take its wish away."""
    machine.carrier.take_out()
    asked = machine.into.is_asked_again()
    machine.into.done(AGAIN)
    return asked


def test_it_asks_once_for_the_same_and_again_for_something_else(cat):
    assert (asks(cat), asks(cat)) == (True, False)
    first, second, third, fourth = (
        cat.node.write(Kind.SUMMARY, str(n).encode()) for n in range(4)
    )

    cat.out.put(second)
    seen = [asks(cat), asks(cat)]
    cat.out.put(fourth)
    seen += [asks(cat), asks(cat)]
    for one in (first, third):
        cat.out.put(one)
    seen += [asks(cat)]

    assert seen == [True, False, True, False, False]
    assert len(cat.held()) == 4


def test_where_all_of_ours_is_here_it_asks_for_nothing(cat):
    cat.write(Kind.SUMMARY, b"x")
    cat.into.done(AGAIN)

    cat.restart()

    assert not asks(cat)


def test_where_the_folder_cannot_be_written_it_asks_later(cat):
    asks(cat)
    cat.restart()
    cat.into.folder.rename(cat.folder / "away")
    cat.carrier.take_out()
    (cat.folder / "away").rename(cat.into.folder)

    assert asks(cat)
