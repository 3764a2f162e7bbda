"""An installation for the commands: invented people, a roster, an agent that answers."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sanjose.commands.init import NothingDue
from sanjose.commands.session import clock
from sanjose.commands.unlocking import ASKS_AUTHORITY
from sanjose.keeping import agent, installation
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.keyring import OwnKeys
from sanjose.keeping.slots import Cost, Slot
from sanjose.secretariat import Outcome, Secretariat
from tests.commands.terminal import SANJOSE
from tests.commands.typed import Answer, typed

PASSPHRASE = b"seventeen green bridges"
SECOND = "officer-2"


@dataclass
class Office:
    """An unlocked installation, and the commands typed in it."""

    home: Home
    folder: Path
    shares: Sequence[str] = ()

    def run(self, *arguments: str, told: str | bytes | dict[str, Any] | None = None) -> Answer:
        """Run a command in this process; ``told`` is what stands on standard input."""
        given = json.dumps(told) if isinstance(told, dict) else told
        return typed(*arguments, env={"SANJOSE_HOME": str(self.home.path)}, told=given)

    def done(self, *arguments: str, told: str | dict[str, Any] | None = None) -> Answer:
        """Run a command that has to succeed."""
        answer = self.run(*arguments, told=told)
        assert answer.code == 0, answer
        return answer

    def apart(
        self,
        *arguments: str,
        told: bytes | None = None,
        env: dict[str, str] | None = None,
        first: str = "pass",
    ) -> Answer:
        """Run a command as a process of its own, at no terminal.

        ``first`` is a statement that is run before it becomes the command.
        """
        become = f"import os, sys; {first}; os.execv(sys.argv[1], sys.argv[1:])"
        done = subprocess.run(
            [sys.executable, "-c", become, SANJOSE, *arguments],
            check=False,
            capture_output=True,
            input=told or b"",
            env=env,
            start_new_session=True,
            timeout=60,
        )
        out, err = done.stdout or b"", done.stderr or b""
        return Answer(done.returncode, out.decode(), err.decode())

    def second(self, asked: Answer) -> Outcome:
        """Let a second officer, who gets a key for it, say yes to what a command asked for."""
        waits = re.search(r"Asked for as (A\d+)", " ".join(asked.out.split()))
        assert waits, asked
        if not (self.home.slots / f"{SECOND}.slot").exists():
            place = str(self.folder / "passphrase")
            self.done("officer", "add", "--nationality", "XXC", "--passphrase-file", place)
        keys = OwnKeys(
            Slot.read(self.home.slots / f"{SECOND}.slot").open(PASSPHRASE), self.home.keys
        )
        with closing(keys), Secretariat(self.home, keys, clock) as door:
            outcome = door.approve(waits[1])
        assert not outcome.refused, outcome
        return outcome

    def received(self, *more: str, **fields: Any) -> str:
        """Receive an allegation concerning one person, and return its reference."""
        told = {
            "text": "They said that they would come back.",
            "persons": [{"name": "Ada Quill"}],
            **fields,
        }
        state = [] if "state" in told or "--state" in more else ["--state", "Exampleland"]
        return self.done("receive", *state, *more, told=told).reference

    def ready(self, on: str | None = None) -> str:
        """Return a case in which a letter may be proposed."""
        then = ["--on", on] if on else []
        case = self.received(*then)
        uses = "State only, in confidence"
        self.done("consent", case, "--answer", "given", "--presets", uses, *then)
        weighed = {"for_person": "they may return", "for_others": "none"}
        self.done("weigh", case, *then, told=weighed)
        return case

    def proposed(self, measure: str = "letter") -> str:
        """Return a case in which M1 is proposed."""
        case = self.ready()
        self.done("propose", case, measure, "--from", "-", told={"text": "Dear Ambassador"})
        return case


def made(folder: Path) -> Office:
    """Make an installation with a roster, locked."""
    home = Home(folder / "home")
    settings = Settings(committee="cat", trial=True)
    nobody = NothingDue()
    shares = installation.create(
        home, settings, PASSPHRASE, ("CHE",), nobody, clock(), Cost.TRIAL
    )
    private(folder / "passphrase", PASSPHRASE)
    office = Office(home, folder, shares)
    agent.start(home, None, PASSPHRASE, may=ASKS_AUTHORITY)
    for post, holder, nationality in (
        ("rapporteur", "Member Adler", "XXB"),
        ("Chair", "Member Birch", "XXC"),
        ("Vice-Chair", "Member Cole", "CHE"),
    ):
        office.done(
            *("roster", "fill", "--post", post, "--holder", holder),
            *("--nationalities", nationality, "--since", "2020-01-01"),
        )
    agent.stop(home)
    return office


def private(path: Path, content: bytes) -> str:
    """Write a file that nobody else may read, and return its path."""
    path.write_bytes(content)
    path.chmod(0o600)
    return str(path)
