"""Committees whose carriers are set up and worked by the commands, as people type them."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sanjose.exchange.directory import Bot, Directory, Rooms
from sanjose.exchange.envelope import Envelope
from sanjose.exchange.spool import Spool
from tests.commands.terminal import SANJOSE
from tests.commands.typed import Answer, typed
from tests.exchange import committees
from tests.exchange.committees import Node, founding, member, with_signatures


def run(*arguments: str, env: dict[str, str] | None = None) -> Answer:
    """Run a command in this process."""
    return typed(
        *arguments, env={"SANJOSE_HOME": "", "SANJOSE_NETWORK_HOME": "", **(env or {})}
    )


@dataclass
class Desk:
    """A committee: a secretariat's pen, a trial's home, and a carrier's folder."""

    origin: str
    folder: Path
    pen: Node = field(init=False)
    place: Path | None = None

    def __post_init__(self) -> None:
        for part in ("in", "out"):
            (self.home / "spool" / part).mkdir(mode=0o700, parents=True)
        told = {"format": 1, "committee": self.origin, "trial": True, "days": {}}
        (self.home / "home.json").write_text(json.dumps(told))
        (self.home / "record.db").touch()

    @property
    def home(self) -> Path:
        return self.folder / self.origin / "home"

    @property
    def carrier(self) -> Path:
        return self.place or self.folder / self.origin / "carrier"

    @property
    def out(self) -> Spool:
        return Spool(folder=self.home / "spool" / "out")

    @property
    def into(self) -> Spool:
        return Spool(folder=self.home / "spool" / "in")

    @property
    def public(self) -> dict[str, Any]:
        return json.loads((self.home / "spool" / "carrier.json").read_bytes())

    def run(self, *arguments: str) -> Answer:
        """Run one of the carrier's commands."""
        return run("network", *arguments, env={"SANJOSE_NETWORK_HOME": str(self.carrier)})

    def done(self, *arguments: str) -> Answer:
        """Run one that has to succeed."""
        answer = self.run(*arguments)
        assert answer.code == 0, answer
        return answer

    def process(self, *arguments: str, **how: Any) -> "subprocess.Popen[str]":
        """Start one as a process of its own."""
        return subprocess.Popen(
            [SANJOSE, "network", *arguments, "--network-home", str(self.carrier)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            **how,
        )

    def sticks(self) -> "Desk":
        self.done("key", "--committee", self.origin, "--home", str(self.home))
        return self

    def write(self, kind: str = "root.published/1", plain: bytes = b"{}") -> Envelope:
        """Let the secretariat leave an envelope, written now."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(committees, "NOW", f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
            made = self.pen.write(kind, plain)
        self.out.put(made)
        return made

    def pair(self, directory: Directory) -> None:
        """Let the secretariat accept a directory, and people compare it."""
        signed = with_signatures(directory, *(one.origin for one in directory.present))
        self.out.put_directory(signed)
        self.pen = Node(self.origin, directory)
        self.done("pair", *directory.fingerprint.split())

    @property
    def arrived(self) -> tuple[str, ...]:
        return self.into.names()

    def alarms(self) -> str:
        return " ".join(one["sentence"] for one in self.done("status", "--json").json["alarms"])


def directory_of(*desks: Desk, **rooms: str) -> Directory:
    """The directory that names what these carriers made public."""
    made = founding(*(one.origin for one in desks))
    members = tuple(
        member(
            one.origin,
            transport=bytes.fromhex(one.public["transport"]),
            bot=Bot(**one.public["bot"]) if one.public["bot"] else None,
            homeserver=one.public["homeserver"],
        )
        for one in desks
    )
    return replace(made, members=members, rooms=Rooms(**rooms))


def paired(*desks: Desk, **rooms: str) -> Directory:
    """Let committees compare one directory."""
    directory = directory_of(*desks, **rooms)
    for one in desks:
        one.pair(directory)
    return directory


def python(code: str, *arguments: str) -> Answer:
    """Run a program of our Python."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    return Answer(done.returncode, done.stdout, done.stderr)
