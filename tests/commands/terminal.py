"""A person at a terminal: a command on a pseudo-terminal, what it shows, and what is typed."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

SANJOSE = str(Path(sys.executable).with_name("sanjose"))
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\[?[A-Z]|\r|\x07")

# The first terminal that the leader of a session opens becomes its own. Whatever started the
# tests in the background may have had them ignore Ctrl-C; a person's shell does not.
SEATED = (
    "import os, signal, sys\n"
    "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
    "seat = os.open(sys.argv[1], os.O_RDWR)\n"
    "[os.dup2(seat, stream) for stream in (0, 1, 2)]\n"
    "os.execv(sys.argv[2], sys.argv[2:])\n"
)


class Terminal:
    """A command that runs at a terminal of its own, until it ends."""

    def __init__(self, *arguments: str) -> None:
        self._fd, seat = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-c", SEATED, os.ttyname(seat), SANJOSE, *arguments],
            env={**os.environ, "TERM": "dumb", "COLUMNS": "80", "LANG": "C.UTF-8"},
            start_new_session=True,
        )
        self._seat = seat
        self._raw = b""
        self._seen = 0

    @property
    def shown(self) -> str:
        """Everything shown so far, without what moves the cursor."""
        return ESCAPES.sub("", self._raw.decode(errors="replace"))

    def wait(self, text: str) -> Self:
        """Wait until a text is shown that was not waited for before."""
        while (at := self.shown.find(text, self._seen)) < 0:
            if not self._read():
                self.leave()
                message = f"{text!r} did not come; shown: {self.shown[self._seen :]!r}"
                raise AssertionError(message)
        self._seen = at + len(text)
        return self

    def answer(self, question: str, *lines: str) -> Self:
        """Wait for a question, and for a prompt before each line that is typed."""
        self.wait(question)
        for line in lines:
            self.wait("> ").type(line)
        return self

    def type(self, text: str) -> Self:
        """Type a line."""
        os.write(self._fd, text.encode() + b"\n")
        return self

    def press(self, key: bytes) -> Self:
        """Press a key, such as Ctrl-D."""
        os.write(self._fd, key)
        return self

    def stop(self, key: bytes = b"\x03") -> int:
        """Press Ctrl-C as a person does, again where nothing came of it; return the exit code.

        Between showing its prompt and waiting, readline misses a signal.
        """
        end = time.monotonic() + 20
        while self._process.poll() is None and time.monotonic() < end:
            self.press(key)
            patience = time.monotonic() + 2
            while self._process.poll() is None and time.monotonic() < patience:
                self._read(seconds=0.05)
        return self.end()

    def end(self) -> int:
        """Wait until the command ends, and return its exit code."""
        end = time.monotonic() + 30
        while self._process.poll() is None:
            if time.monotonic() > end:
                self.leave()
                message = f"it did not end; shown: {self.shown!r}"
                raise AssertionError(message)
            self._read(seconds=0.05)
        while self._read(seconds=0.05):
            pass
        self.leave()
        return self._process.returncode

    def leave(self) -> None:
        """Go away; a command that still runs is ended."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._seat)
        os.close(self._fd)

    def _read(self, seconds: float = 10) -> bool:
        """Read what is shown; False where nothing came."""
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return False
        with suppress(OSError):
            self._raw += os.read(self._fd, 65536)
        return True
