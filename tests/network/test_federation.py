"""Two homeservers that federate: nothing lost, nothing twice, soon there, whatever is killed."""

import asyncio
import random
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest

from sanjose.exchange.log import Arrival
from sanjose.exchange.spool import Spool
from tests.network import machines
from tests.network.homeserver import Homeserver
from tests.network.machines import Machine, Network

pytestmark = pytest.mark.federation

Both = tuple[Homeserver, Homeserver]
CLIENT = "/_matrix/client/v3"
PATIENCE = 120.0


@pytest.fixture(scope="module")
def across(federation: Both, tmp_path_factory: pytest.TempPathFactory) -> Network:
    """CAT on one server, CED on the other, each in the room and known to the other."""
    network = machines.joined(federation, tmp_path_factory.mktemp("across"), "cat", "ced")
    asyncio.run(_meet(network))
    return network


async def _meet(network: Network) -> None:
    async with network:
        await network.settle()


class Secretariat:
    """Takes what its carrier brings, as it comes, and counts what is new to it."""

    def __init__(self, machine: Machine) -> None:
        self._spool = Spool(folder=machine.settings.spool_in)
        self._log = machine.pen.log
        self.new = 0

    def collect(self) -> int:
        """Take what lies there, and return how much was new so far."""
        for name in self._spool.names():
            self.new += self._log.accept(self._spool.read(name)) is Arrival.NEW
            self._spool.done(name)
        return self.new

    def until(self, count: int, patience: float = PATIENCE) -> None:
        """Wait until so many are here."""
        _until(lambda: self.collect() >= count, patience)


class Service:
    """A machine's process, which is killed and started again."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.running = self._begin()

    def _begin(self) -> "subprocess.Popen[bytes]":
        # At a swift pace: a loss is told at once, and not after ten seconds.
        return machines.process(self.machine, for_seconds=300)

    def kill(self) -> None:
        """Kill it without warning, and start it again."""
        machines.end(self.running)
        self.running = self._begin()

    def end(self) -> None:
        machines.end(self.running)


@contextmanager
def serving(*those: Machine) -> Iterator[list[Service]]:
    """Let machines run as processes."""
    with ExitStack() as stack:
        found = []
        for one in those:
            found.append(Service(one))
            stack.callback(found[-1].end)
        yield found


def test_300_envelopes_arrive_once_each_while_both_ends_are_killed_at_random(
    across: Network,
) -> None:
    chance = random.Random(20261122)
    cat, ced = across["cat"], across["ced"]
    secretariat = Secretariat(ced)
    with serving(cat, ced) as services:
        for burst in range(60):
            cat.write(5)
            secretariat.collect()
            time.sleep(chance.uniform(0.05, 0.25))
            if burst % 5 == 4:
                chance.choice(services).kill()
        secretariat.until(300)
        time.sleep(1.0)
        secretariat.collect()
    found = ced.pen.log.prefix("cat")

    assert secretariat.new == 300
    assert [one.header.n for one in found] == [*range(1, 301)]
    assert all(one.body is not None for one in found)
    assert ced.pen.log.alarms() == ()


def test_230_messages_that_were_sent_while_the_peers_server_was_away_all_arrive(
    across: Network, federation: Both
) -> None:
    cat, ced = across["cat"], across["ced"]
    secretariat = Secretariat(ced)
    federation[1].stop()
    try:
        asyncio.run(_send_apart(cat, 230))
    finally:
        federation[1].start()
    with serving(ced, cat):
        # A word of the server that was away wakes the one that gave up on it.
        ced.write(1)
        secretariat.until(230, 90.0)

    assert secretariat.new == 230


async def _send_apart(machine: Machine, count: int) -> None:
    machine.begin()
    try:
        machine.write_apart(count)
        await machine.courier.listen(0.0)
        sent = await machine.courier.send_all()
        assert sent >= count
    finally:
        await machine.end()


def _until(true: Callable[[], bool], patience: float) -> None:
    until = time.monotonic() + patience
    while not true():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.005)
