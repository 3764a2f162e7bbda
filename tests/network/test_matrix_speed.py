"""Fast enough that nobody waits; the bench prints the figures, this holds the limits loosely."""

import asyncio
from pathlib import Path

import pytest

from tests.network import machines, speed
from tests.network.homeserver import Homeserver

pytestmark = pytest.mark.synapse


def test_a_message_is_stored_and_verified_at_a_peer_soon_and_sending_costs_little(
    homeserver: Homeserver, tmp_path: Path
) -> None:
    found = speed.measured(homeserver, tmp_path, count=20)

    # On two cores that do nothing else p95 is below half a second, and the ratio above 0.8.
    assert found.latency_p50 < 2.0
    assert found.ratio > 0.6


def test_a_machine_stays_small(homeserver: Homeserver, tmp_path: Path) -> None:
    two = machines.joined(homeserver, tmp_path, "cat", "ced")

    async def meet() -> None:
        async with two:
            await two.settle()

    asyncio.run(meet())

    assert speed.memory(two["ced"]) < 120
