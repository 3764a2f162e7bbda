"""A home full of synthetic cases, brought in by a history file, for measuring."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sanjose.keeping import agent, installation
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.keyring import OwnKeys
from sanjose.keeping.slots import Cost, default_slot
from sanjose.secretariat import Secretariat

SANJOSE = str(Path(sys.executable).with_name("sanjose"))
PASSPHRASE = b"seventeen green bridges"
clock = time.perf_counter


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``measured`` is a ratio unless the name says what it counts."""

    name: str
    measured: float
    sense: str
    target: float
    detail: str

    @property
    def met(self) -> bool:
        """Return whether the target is met."""
        if self.sense == "-":
            return True
        if self.sense == "at most":
            return self.measured <= self.target
        return self.measured >= self.target

    def line(self) -> str:
        """Return the row as it is printed."""
        met = "ok" if self.met else "NO"
        target = f"{self.sense} {self.target:g}"
        if self.sense == "-":
            met = target = ""
        return f"{self.name:<42}{self.measured:>10.2f}  {target:<15}{met:<4} {self.detail}"

    def plain(self) -> dict[str, object]:
        """Return the row for JSON."""
        return {**asdict(self), "met": self.met}


class NothingDue:
    """Due rules for making a home, before its committee's plugin is loaded."""

    def of_case(self, _case: object) -> tuple[()]:
        return ()

    def of_committee(self, _measures: object) -> tuple[()]:
        return ()


class World:
    """A trial home of the CAT plugin, a history of six entries a case, and its agent."""

    def __init__(self, folder: Path, cases: int) -> None:
        self.cases = cases
        self.folder = folder
        self.home = Home(folder / "home")
        settings = Settings(committee="cat", trial=True)
        now = datetime.now(UTC)
        installation.create(self.home, settings, PASSPHRASE, (), NothingDue(), now, Cost.TRIAL)
        self.history = folder / "history.jsonl"
        self.history.write_text("".join(f"{json.dumps(step)}\n" for step in _steps(cases)))

    def replay(self) -> tuple[float, float]:
        """Replay the history in a process of its own; return its seconds and its MiB at most."""
        program = (
            "import resource, sys, time; from pathlib import Path;"
            "from tests.bench.world import door_of; from sanjose import history;"
            "from sanjose.keeping.home import Home;"
            "door = door_of(Home(Path(sys.argv[1]))); t = time.perf_counter();"
            "history.replay(door, Path(sys.argv[2])); s = time.perf_counter() - t;"
            "print(s, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
        )
        command = [sys.executable, "-c", program, str(self.home.path), str(self.history)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds, memory = done.stdout.split()
        return float(seconds), float(memory)

    def entries(self) -> int:
        """Return how many entries the record has."""
        with self.door() as door:
            return door.archive.record.size()

    @contextmanager
    def door(self) -> Iterator[Secretariat]:
        """Open the secretariat in this process."""
        with door_of(self.home) as door:
            yield door

    def unlock(self) -> None:
        """Start the agent, as an officer does in the morning."""
        agent.start(self.home, None, PASSPHRASE)

    def lock(self) -> None:
        """Stop the agent."""
        agent.stop(self.home)


def door_of(home: Home) -> Secretariat:
    """Return the secretariat of a home, opened with its first officer's passphrase."""
    keys = OwnKeys(default_slot(home, None).open(PASSPHRASE), home.keys)
    return Secretariat(home, keys, lambda: datetime.now().astimezone())


def _steps(cases: int) -> Iterator[dict[str, object]]:
    """Give a history of synthetic cases: six entries each."""
    yield {"committee": "cat", "title": "a load of synthetic cases"}
    for post, holder in (("rapporteur", "Member Adler"), ("Chair", "Member Birch")):
        office = {"post": post, "holder": holder, "since": "2020-01-01"}
        yield {"on": "2020-01-01", "office-fill": office}
    for number in range(cases):
        intake = {
            "state": "XXA",
            "procedure": "report",
            "text": f"What was said at the door after the session, told by number {number}.",
            "persons": [{"name": f"Invented Person {number}"}],
        }
        yield {"on": f"2021-03-{number % 28 + 1:02}", "receive": intake}
        yield {"on": "2021-04-01", "notify": {"to": "Chair"}}
        yield {"on": "2021-04-02", "inform": {"person": "P1"}}
        yield {"on": "2021-04-03", "consult": {"consulted": "civil society"}}
