"""A mail server on loopback that behaves as it is told, in a process of its own.

What it accepted, and how, stands in a file, one line for each mail, so that it outlives every
process that sends. It never repeats a sender's mistake: what it keeps is what came.
"""

import asyncio
import base64
import json
import os
import random
import signal
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

KINDS = (
    "good",
    "slow",
    "full",
    "busy",
    "refuses",
    "drops",
    "swallows",
    "silent",
    "mute",
    "trickles",
)
"""How it behaves to one connection.

``drops`` takes the content, keeps nothing and hangs up; ``swallows`` keeps it and hangs up;
``mute`` hangs up before the content; ``trickles`` says one letter after the other, for ever;
``babbles`` answers as no mail server does.
"""

SLOW = 0.03


@dataclass(kw_only=True)
class Behaviour:
    """How a server behaves: always one way, or by chance."""

    kinds: dict[str, int] = field(default_factory=lambda: {"good": 1})
    seed: int = 1
    password: str | None = None
    certificate: tuple[Path, Path] | None = None
    at_once: bool = False


class Server:
    """One server; ``serve`` runs it until it is told to end."""

    def __init__(self, behaviour: Behaviour, kept: Path) -> None:
        self._behaviour = behaviour
        self._chance = random.Random(behaviour.seed)
        self._kept = kept
        self._context: ssl.SSLContext | None = None
        if behaviour.certificate is not None:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(*behaviour.certificate)

    async def serve(self, listening: socket.socket) -> None:
        at_once = self._context if self._behaviour.at_once else None
        server = await asyncio.start_server(
            self._talk, sock=listening, ssl=at_once, limit=2**20
        )
        ended = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
        async with server:
            await ended.wait()

    async def _talk(self, read: asyncio.StreamReader, write: asyncio.StreamWriter) -> None:
        kinds = self._behaviour.kinds
        kind = self._chance.choices(list(kinds), list(kinds.values()))[0]
        with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            await self._converse(kind, read, write)
        with suppress(ConnectionError, ssl.SSLError):
            write.close()

    async def _converse(self, kind: str, read: Any, write: Any) -> None:
        async def say(line: str) -> None:
            if kind == "slow":
                await asyncio.sleep(SLOW)
            write.write(line.encode() + b"\r\n")
            await write.drain()

        if kind == "silent":
            await read.read()
            return
        if kind == "trickles":
            while True:
                await asyncio.sleep(0.1)
                write.write(b"2")
                await write.drain()
        await say("220 post")
        recipient = ""
        secure = self._behaviour.at_once
        known = self._behaviour.password is None
        while line := (await read.readline()).decode().strip():
            verb = line.split()[0].upper()
            match verb:
                case "EHLO" | "HELO":
                    self.greeted = line
                    if self._context is not None and not secure:
                        await say("250-post")
                        await say("250 STARTTLS")
                    else:
                        await say("250-post")
                        await say("250 AUTH PLAIN")
                case "STARTTLS":
                    await say("220 go")
                    await write.start_tls(self._context)
                    secure = True
                case "AUTH":
                    given = base64.b64decode(line.split()[2]).split(b"\0")[-1].decode()
                    known = given == self._behaviour.password
                    await say("235 welcome" if known else "535 no")
                case "MAIL" if kind == "babbles":
                    await say("good day to you")
                case "MAIL":
                    await say("250 yes" if known else "530 who are you")
                case "RCPT":
                    recipient = line.partition("<")[2].partition(">")[0]
                    refused = {"refuses": "550 no such box", "full": "452 the disk is full"}
                    await say(refused.get(kind, "250 yes"))
                case "DATA" if kind == "busy":
                    await say("451 later")
                case "DATA" if kind == "mute":
                    return
                case "DATA":
                    await say("354 go on")
                    content = await read.readuntil(b"\r\n.\r\n")
                    if kind == "drops":
                        return
                    self._keep(recipient, content[:-3], answered=kind != "swallows")
                    if kind == "swallows":
                        return
                    await say("250 it is ours")
                case "QUIT":
                    await say("221 bye")
                    return
                case _:
                    await say("250 yes")

    def _keep(self, to: str, content: bytes, *, answered: bool) -> None:
        line = json.dumps({"to": to, "content": content.decode(), "answered": answered})
        descriptor = os.open(self._kept, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(descriptor, line.encode() + b"\n")
        os.close(descriptor)


@dataclass(frozen=True, kw_only=True)
class Post:
    """A server that runs: its port, and what it has accepted."""

    port: int
    kept: Path

    def mails(self) -> list[dict[str, Any]]:
        if not self.kept.exists():
            return []
        return [json.loads(line) for line in self.kept.read_text().splitlines()]


@contextmanager
def running(folder: Path, behaviour: Behaviour | None = None) -> Iterator[Post]:
    """Run a server in a process of its own."""
    # Named as TCP, so that asyncio lets small answers leave at once.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen(50)
    port = listening.getsockname()[1]
    kept = folder / "accepted.jsonl"
    process = get_context("fork").Process(
        target=_serve, args=(behaviour or Behaviour(), kept, listening), daemon=True
    )
    process.start()
    listening.close()
    try:
        yield Post(port=port, kept=kept)
    finally:
        process.terminate()
        process.join()


def _serve(behaviour: Behaviour, kept: Path, listening: socket.socket) -> None:
    asyncio.run(Server(behaviour, kept).serve(listening))
