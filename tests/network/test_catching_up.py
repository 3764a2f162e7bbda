"""A newcomer, five thousand envelopes behind: how many messages it takes, and how much memory."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from sanjose.exchange.envelope import Envelope
from sanjose.exchange.gossip import Gossip, Want
from sanjose_network.carrying.bundles import ROOM, divided, folded, unbundled
from sanjose_network.carrying.tables import HELD
from sanjose_network.carrying.telling import Pace
from tests.exchange.committees import NET, NOW, TEN, founding
from tests.network.carriers import Machine, in_messages, machines, plenty, settle, transport

MANY = 5000


@cache
def many() -> list[Envelope]:
    return plenty(founding(*TEN), MANY)


def test_five_thousand_envelopes_travel_in_a_fifth_of_the_messages_or_less():
    messages = list(in_messages(many()))

    assert len(messages) * 5 <= MANY
    assert all(len(one) <= ROOM.value for one in messages)
    wires = (wire for one in messages for wire in unbundled(one))
    assert list(wires) == [one.to_bytes() for one in many()]


def test_a_newcomer_asks_and_catches_up_in_a_fifth_of_the_messages(tmp_path):
    """All that anybody says is counted: heads, what is asked for, and answers."""
    directory = founding("cat", "ced", "cerd")
    some = plenty(directory, 600)
    two = machines(tmp_path, directory, ["cat", "ced"], pace=Pace.swift())
    for machine in two.values():
        for wire in in_messages(some):
            machine.carrier.received(wire, "envelopes", None)
    newcomer = machines(tmp_path, directory, ["cerd"], clock=two["cat"].clock)["cerd"]
    del two["ced"]

    count = settle({**two, "cerd": newcomer}, rounds=200)

    assert newcomer.held() == {(one.hash, True) for one in some}
    assert count * 5 <= len(some)


def test_what_does_not_fold_still_fits():
    sizes = [30_000, 100, 23_000, 9000]
    wires = [b"[" + os.urandom(size // 2).hex().encode() + b"]" for size in sizes]

    assert sum(divided(wires)) == 4
    assert list(divided([])) == []


PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import nio
from sanjose_network.carrying.carrier import Carrier
from sanjose_network.settings import Settings, TransportKey
from sanjose_network.carrying.store import Store

folder, wire = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
settings = Settings(folder=folder, committee="cat", spool=folder / "spool")
clock = lambda: datetime(2026, 11, 22, 6, tzinfo=UTC)
carrier = Carrier(Store(settings.store), settings, clock, key=TransportKey.made(folder))
list(carrier.due(clock()))
carrier.received(wire, "gossip", "ced")
list(carrier.due(clock()))
log = carrier.holdings.log
peak = next(one for one in open("/proc/self/status") if one.startswith("VmHWM"))
print(sum(log.tip(one).header.n for one in log.origins()), peak.split()[1])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux")
def test_a_carrier_with_five_thousand_envelopes_stays_below_120_mebibytes(tmp_path):
    """Measured in a process of its own, that has loaded the Matrix client and none of the tests."""
    directory = founding(*TEN)
    cat = machines(tmp_path, directory, ["cat"])["cat"]
    _put_down(cat, many())
    cat.carrier.store.close()
    asked = Gossip(net=NET, peer="ced", at=NOW, wants=(Want(origin="cat", first=1, last=500),))
    wire = folded(asked.to_bytes(transport("ced").sign))

    clean = {name: one for name, one in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(cat.folder), wire.hex()],
        capture_output=True,
        text=True,
        check=True,
        env=clean,
    )

    held, peak = map(int, done.stdout.split())
    assert held == MANY
    assert peak < 120 * 1024


def _put_down(machine: Machine, envelopes: list[Envelope]) -> None:
    """Let a store hold envelopes without the time that receiving them takes."""
    rows = [
        {
            "hash": one.hash,
            "origin": one.header.origin,
            "n": one.header.n,
            "wire": one.to_bytes(),
            "body": True,
            "given": True,
            "at": 0,
        }
        for one in envelopes
    ]
    with machine.carrier.store.transaction() as connection:
        connection.execute(HELD.insert(), rows)
