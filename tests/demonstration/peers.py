"""Five committees with carriers of their own, and a homeserver: all of it started and ended here.

Each committee has its home, its carrier's folder and its carrier's process; a second officer
works beside the first, at a desk of their own. Every process is ended by its own id.
"""

import json
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.demonstration.house import SANJOSE, House, expect, say, spoken

PATIENCE = 60  # seconds until something has to have arrived
ENDING = 20  # seconds in which a process ends that was asked to


@dataclass(frozen=True, kw_only=True)
class Peer(House):
    """A committee in the network: its home, its carrier, its cases by their names in a story.

    ``arrived`` are the envelopes that ever lay in the secretariat's way in: whose, and which.
    """

    arrived: set[tuple[str, int]] = field(default_factory=set, repr=False)
    cases: dict[str, str] = field(default_factory=dict)

    @property
    def second(self) -> "Peer":
        """The same committee at the second officer's desk."""
        runtime = Path(self.environment["XDG_RUNTIME_DIR"]).with_name("run-2")
        runtime.mkdir(mode=0o700, exist_ok=True)
        surroundings = {**self.environment, "XDG_RUNTIME_DIR": str(runtime)}
        return replace(self, environment=surroundings, prompt=f"{self.committee}, officer-2")

    def set_up(self, story: Path | None, *, two: bool) -> None:
        """Set the home up, perhaps with a second officer, and bring in what happened before."""
        self.open("Switzerland")
        if two:
            word = ("--passphrase-file", str(self.passphrase))
            self.run("officer", "add", "--nationality", "Norway", *word)
            self.second.run("unlock", "--officer", "officer-2", *word, "--idle", "30")
        if story is not None:
            self.cases.update(self.ask("replay", str(story))["references"])

    def lock(self) -> None:
        """Lock it at both desks."""
        super().lock()
        if self.home.exists():
            subprocess.run(
                self._order("lock"),
                env=self.second.environment,
                capture_output=True,
                check=False,
            )

    def looks(self) -> None:
        """Remember which envelopes lie in the secretariat's way in, before it takes them."""
        for path in (self.home / "spool" / "in").glob("*.envelope"):
            origin, number, *_ = path.name.split(".")
            self.arrived.add((origin, int(number)))

    def run(self, *words: str, code: int = 0) -> str:
        """Run one command, quietly."""
        self.looks()
        return super().run(*words, code=code)


def at_once(peers: Iterable[Peer], act: Callable[[Peer], Any]) -> list[Any]:
    """Do something at several committees at the same time."""
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(act, peers))


def until(told: Callable[[], bool], sentence: str) -> None:
    """Wait for something that has to come, and stop where it does not."""
    end = time.monotonic() + PATIENCE
    while not told():
        expect(time.monotonic() < end, sentence)
        time.sleep(0.05)


def carried(origin: Peer, last: int, *to: Peer) -> None:
    """Wait until a committee's envelopes, up to the last one, lie at others."""

    def there() -> bool:
        for one in to:
            one.looks()
        return all((origin.committee, last) in one.arrived for one in to)

    others = ", ".join(one.committee for one in to)
    until(there, f"number {last} of {origin.committee} arrives at {others}")


@contextmanager
def running(
    order: list[str], environment: dict[str, str], said: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a command until it is done with, and end it by its own id.

    Raises:
        NotAsToldError: it did not end well.
    """
    with said.open("wb") as out:
        process = subprocess.Popen(
            order,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(ENDING)
        if process.poll() is None:
            process.kill()
            process.wait()
    expect(process.returncode == 0, f"{order[-1]} ended with {process.returncode}")


@dataclass(frozen=True, kw_only=True)
class Server:
    """A homeserver on this machine, as the convener starts it."""

    folder: Path
    environment: dict[str, str] = field(repr=False)

    @contextmanager
    def started(self) -> Iterator[str]:
        """Start it before everybody's eyes, and return its address."""
        words = ("network", "homeserver", "server", "--port", str(free_port()))
        say()
        say(spoken(words, "convener"))
        said = self.folder / "server.said"
        order = [str(SANJOSE), *words[:2], str(self.folder / "server"), *words[3:]]
        with running(order, self.environment, said) as process:
            until(
                lambda: b"answers at" in said.read_bytes() or process.poll() is not None,
                "the homeserver answers",
            )
            told = said.read_text().strip()
            expect("answers at" in told, f"the homeserver starts: {told}")
            say(told)
            yield told.split()[-1]


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def carrier(peer: Peer) -> Iterator[None]:
    """Let a committee's carrier run, until it is done with."""
    order = [str(SANJOSE), "network", "run", "--trial"]
    with running(order, peer.environment, peer.folder / f"{peer.committee}.said"):
        yield


def password(peer: Peer) -> str:
    """Return where the password of a committee's account lies, for whoever sets it up."""
    return f"server/passwords/{peer.committee}-bot"


def key_to_offer(shown: str, path: Path) -> None:
    """Write the public half of a Chair's key, as it was printed, into a file of its own."""
    rows = re.findall(r"^  (public|holder|since|until) +(\S+)$", shown, re.MULTILINE)
    path.write_text(json.dumps(dict(rows)))
