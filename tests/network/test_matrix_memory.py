"""How much a carrier takes; how fast it is stands in the bench."""

import asyncio
from pathlib import Path

import pytest

from tests.network import machines, speed
from tests.network.homeserver import Homeserver

pytestmark = pytest.mark.synapse


def test_a_machine_stays_small(homeserver: Homeserver, tmp_path: Path) -> None:
    two = machines.joined(homeserver, tmp_path, "cat", "ced")

    async def meet() -> None:
        async with two:
            await two.settle()

    asyncio.run(meet())

    assert speed.memory(two["ced"]) < 120
