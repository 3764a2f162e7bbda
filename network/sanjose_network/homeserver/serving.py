"""A homeserver of one's own, for trials and small groups: how it is set up, started, stopped.

It is Synapse, started as a program and never imported. It listens on this machine only, takes
no registrations, talks to the servers that are named and to no other, and keeps as little as it
can, for as short as it can. Whoever wants to reach it from elsewhere puts a proxy with TLS in
front. The folder holds its secrets and belongs to one user.
"""

import fcntl
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sanjose.exchange.errors import Chosen, Unable
from sanjose_network import private
from sanjose_network.homeserver.configuring import SECRETS, Plan, configuration, logged
from sanjose_network.homeserver.plain import NoAnswer, Plain, Refused

START = Chosen(90, because="a small machine takes half a minute to start it")
"""The most seconds that the homeserver is waited for."""

_STOP = 20


@dataclass(frozen=True, slots=True)
class Homeserver:
    """The folder of a homeserver."""

    folder: Path

    @property
    def made(self) -> bool:
        """Whether one was set up here."""
        return (self.folder / "server.json").exists()

    @property
    def plan(self) -> Plan:
        """How it was set up.

        Raises:
            Unable: there is none here, or its file is damaged.
        """
        try:
            found = json.loads((self.folder / "server.json").read_bytes())
            others = tuple(str(one) for one in found["others"])
            return Plan(name=str(found["name"]), port=int(found["port"]), others=others)
        except FileNotFoundError:
            raise Unable("there is no homeserver in this folder") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Unable("server.json of the homeserver is damaged") from error

    @property
    def door(self) -> Plain:
        """Where it answers on this machine."""
        return Plain(base=f"http://127.0.0.1:{self.plan.port}")

    def make(self, plan: Plan) -> None:
        """Set a homeserver up: its folder, its secrets and its configuration.

        Secrets that are there already stay; ``server.json`` is written last and says that all
        of it is there.

        Raises:
            Unable: the folder is not ours alone, or the disk is full.
        """
        private.folder(self.folder)
        for one in SECRETS:
            self._once(f"{one}.secret", secrets.token_urlsafe(48).encode())
        seed = b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        self._once("signing.key", f"ed25519 a_{secrets.token_hex(2)} {seed}\n".encode())
        private.write(self.folder / "log.yaml", _written(logged(self.folder)))
        told = configuration(plan, self.folder)
        private.write(self.folder / "homeserver.yaml", _written(told))
        kept = {"name": plan.name, "port": plan.port, "others": plan.others}
        private.write(self.folder / "server.json", json.dumps(kept).encode() + b"\n")

    def _once(self, name: str, content: bytes) -> None:
        if not (self.folder / name).exists():
            private.write(self.folder / name, content)

    def answers(self) -> bool:
        """Return whether a homeserver answers at its port."""
        try:
            self.door.ask("GET", "/_matrix/client/versions")
        except Refused:
            return True
        except NoAnswer:
            return False
        return True

    def start(self) -> "Running":
        """Start it and return when it answers.

        Raises:
            Unable: Synapse is not installed, it runs already, its port is taken, or it ends
                again at once.
        """
        installed()
        plan = self.plan
        turn = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(turn)
            raise Unable("this homeserver is running already") from None
        if _taken(plan.port):
            os.close(turn)
            raise Unable(
                f"port {plan.port} is taken by another program: choose one with --port"
            )
        command = [sys.executable, "-m", "synapse.app.homeserver"]
        process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own file
            [*command, "-c", str(self.folder / "homeserver.yaml")],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            umask=0o077,
            start_new_session=True,
            # It holds the lock with us, so that one that outlives us is not started twice.
            pass_fds=(turn,),
        )
        running = Running(process=process, turn=turn)
        try:
            self._wait(running)
        except BaseException:
            running.stop()
            raise
        return running

    def _wait(self, running: "Running") -> None:
        until = time.monotonic() + START.value
        while not self.answers():
            if running.ended:
                raise Unable(
                    "the homeserver ended as it started: homeserver.log in its folder says why"
                )
            if time.monotonic() > until:
                raise Unable("the homeserver does not answer after its start: look at its log")
            time.sleep(0.1)


@dataclass(slots=True)
class Running:
    """A homeserver that was started here."""

    process: "subprocess.Popen[bytes]"
    turn: int = field(repr=False)

    @property
    def ended(self) -> bool:
        """Whether it ended, by itself or stopped."""
        return self.process.poll() is not None

    def stop(self) -> None:
        """Stop it, and wait until it has closed its store."""
        if not self.ended:
            self.process.terminate()
            try:
                self.process.wait(_STOP)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        with suppress(OSError):
            os.close(self.turn)
        self.turn = -1


def installed() -> None:
    """See that Synapse is there.

    Raises:
        Unable: it is not.
    """
    try:
        version("matrix-synapse")
    except PackageNotFoundError:
        raise Unable(
            'Synapse is not installed here: run `pip install "sanjose-network[homeserver]"`'
        ) from None


def _taken(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _written(told: Mapping[str, Any]) -> bytes:
    """Return a configuration as JSON, which is YAML too."""
    return json.dumps(told, indent=2).encode() + b"\n"
