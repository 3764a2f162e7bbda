"""Processes that are killed at any moment, on one homeserver: nothing lost, nothing twice."""

import asyncio
import random
import time
from pathlib import Path

import pytest

from sanjose.exchange.log import Arrival
from sanjose.exchange.spool import Spool
from tests.network import machines
from tests.network.homeserver import Homeserver

pytestmark = pytest.mark.synapse
ALL = 300
KILLS = 8
PATIENCE = 150.0


async def _meet(network: machines.Network) -> None:
    async with network:
        await network.settle()


def test_n1_of_three_hundred_envelopes_none_is_lost_or_doubled_while_both_ends_are_killed(
    homeserver: Homeserver, tmp_path: Path
) -> None:
    chance = random.Random(5)
    network = machines.joined(homeserver, tmp_path, "cat", "ced")
    asyncio.run(_meet(network))
    cat, ced = network["cat"], network["ced"]
    made = [cat.pen.write("root.published/1", b"{}") for _ in range(ALL)]
    out = Spool(folder=cat.settings.spool_out)
    arriving = Spool(folder=ced.settings.spool_in)
    running = {one: machines.process(network[one]) for one in ("cat", "ced")}
    log, new = ced.pen.log, 0
    kills = 0
    until, kill_at = time.monotonic() + PATIENCE, time.monotonic() + 2.5
    try:
        while new < ALL and time.monotonic() < until:
            # A share after each death, so that a swift machine is not done before the last one.
            if ALL - len(made) < ALL * (kills + 1) // (KILLS + 1):
                out.put(made.pop(0))
            for name in arriving.names():
                # A file that was put just before a death may come again: the secretariat knows.
                new += log.accept(arriving.read(name)) is Arrival.NEW
                arriving.done(name)
            if kills < KILLS and time.monotonic() > kill_at:
                victim = chance.choice(("cat", "ced"))
                machines.end(running[victim])
                running[victim] = machines.process(network[victim])
                kills += 1
                kill_at = time.monotonic() + chance.uniform(1.0, 3.0)
            time.sleep(0.03)
    finally:
        for one in running.values():
            machines.end(one)

    assert kills == KILLS
    assert new == len(log.prefix("cat")) == ALL
    ced.begin()
    held, given = ced.held("cat"), len(ced.given())
    asyncio.run(ced.end())
    assert (held, given) == (ALL, 0)
