"""One carrier as a process of its own: nothing is imported that the real one does not import."""

import asyncio
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from sanjose_network.carrying.carrier import Carrier
from sanjose_network.carrying.store import Store
from sanjose_network.carrying.telling import Pace
from sanjose_network.matrix.client import Courier
from sanjose_network.settings import Settings


async def serve(folder: Path, seconds: float) -> None:
    """Carry for some seconds."""
    settings = Settings.read(folder)
    store = Store(settings.store)
    carrier = Carrier(store, settings, lambda: datetime.now(UTC), pace=Pace.swift())
    carrier.take_out()
    courier = Courier(carrier, settings)
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, stop.set)
    try:
        await courier.run(stop)
    finally:
        await courier.close()
        store.close()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), float(sys.argv[2])))
    # Not ru_maxrss, which begins with what the process had that started this one.
    most = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    print(int(most[1]) / 1024 if most else "no figure here")
