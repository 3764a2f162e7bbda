"""A committee's trial home, the real command line in it, and how the demo speaks.

Every command runs as a process of its own, as an officer would run it; one that asks is given
a terminal. Nothing of this user's own home is touched.
"""

import json
import os
import pty
import re
import secrets
import select
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SANJOSE = Path(sys.executable).with_name("sanjose")
WIDTH = 78
PATIENCE = 60  # seconds for one command on a slow machine
LONG = 60  # characters of a word that is not printed in full


class NotAsToldError(Exception):
    """Something came out otherwise than the demo says."""


def expect(told: bool, sentence: str) -> None:  # noqa: FBT001
    """Stop unless something is as it is told."""
    if not told:
        raise NotAsToldError(sentence)


def say(text: str = "") -> None:
    """Print a line at once."""
    print(text, flush=True)


def tell(text: str, *, indent: int = 0, hang: int = 0, first: str = "") -> None:
    """Print a text within the width; ``first`` stands in the margin of its first line."""
    kept = re.sub(r"\([GN] [^)]*\)", lambda found: found[0].replace(" ", "\xa0"), text)
    filled = textwrap.fill(
        kept,
        WIDTH,
        initial_indent=first.ljust(indent),
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )
    say(filled.replace("\xa0", " "))


def act(title: str, *paragraphs: str) -> None:
    """Begin an act: a title between two lines, and what it is about."""
    say(f"\n\n{'=' * WIDTH}")
    tell(title)
    say("=" * WIDTH)
    for one in paragraphs:
        say()
        tell(one)


def narrate(*paragraphs: str) -> None:
    """Say something between two commands."""
    for one in paragraphs:
        say()
        tell(one)


@dataclass(frozen=True, kw_only=True)
class House:
    """One committee's trial home, and the passphrase of its officers.

    ``prompt`` says at whose desk a command is typed, where there are several.
    """

    committee: str
    folder: Path
    environment: dict[str, str] = field(repr=False)
    prompt: str = ""

    @property
    def home(self) -> Path:
        return self.folder / self.committee

    @property
    def passphrase(self) -> Path:
        return self.folder / f"{self.committee}.passphrase"

    def open(self, nationality: str) -> None:
        """Set the home up and unlock it."""
        self.passphrase.touch(mode=0o600)
        self.passphrase.write_text(secrets.token_hex(16))
        shares = str(self.folder / f"{self.committee}.papers")
        self.run(
            *("init", self.committee, "--trial", "--nationality", nationality),
            *("--passphrase-file", str(self.passphrase), "--shares", shares),
        )
        self.unlock()

    def unlock(self) -> None:
        """Unlock it, for half an hour at most without use."""
        self.run("unlock", "--passphrase-file", str(self.passphrase), "--idle", "30")

    def lock(self) -> None:
        """Lock it, whatever happened before."""
        if self.home.exists():
            order = self._order("lock")
            subprocess.run(order, env=self.environment, capture_output=True, check=False)

    def run(self, *words: str, code: int = 0) -> str:
        """Run one command, quietly, and return what it printed: what it said, or else why not."""
        done = subprocess.run(
            self._order(*words),
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        expect(
            done.returncode == code,
            f"`sanjose {words[0]}` ended with {done.returncode} instead of {code}:\n"
            f"{done.stdout}{done.stderr}",
        )
        return done.stdout or done.stderr

    def ask(self, *words: str) -> Any:
        """Return a command's answer for a machine."""
        return json.loads(self.run(*words, "--json"))

    def show(self, *words: str, code: int = 0, without: str = "", instead: str = "") -> str:
        """Run one command before everybody's eyes, and return what it printed.

        Args:
            without: the heading of a section that was told already; ``instead`` stands there.
        """
        say()
        say(spoken(words, self.prompt))
        printed = self.run(*words, code=code).rstrip("\n")
        said = printed
        if without:
            section = rf"^{re.escape(without)}\n.*?(?=\n\n|\Z)"
            said = re.sub(section, f"{without}\n  {instead}", printed, flags=re.M | re.S)
        say(said)
        return printed

    def converse(self, *words: str, answers: Sequence[str]) -> str:
        """Run one command at a terminal of its own, and answer its questions."""
        say()
        say(spoken(words, self.prompt))
        child, terminal = pty.fork()
        if child == 0:
            os.execve(SANJOSE, self._order(*words), self.environment)
        printed, left = b"", list(answers)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and select.select([terminal], [], [], PATIENCE)[0]:
            try:
                heard = os.read(terminal, 4096)
            except OSError:  # the other end of a terminal has gone
                break
            if not heard:
                break
            printed += heard
            if printed.endswith(b"> ") and left:
                os.write(terminal, left.pop(0).encode() + b"\n")
        os.close(terminal)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said = printed.decode(errors="replace").replace("\r\n", "\n").strip("\n")
        said = said.removeprefix("trial installation: invented data only\n").strip("\n")
        say(said)
        expect(code == 0 and not left, f"`sanjose {words[0]}` ended with {code}")
        return said

    def _order(self, *words: str) -> list[str]:
        return [str(SANJOSE), "--home", str(self.home), *words]


def spoken(words: Iterable[str], prompt: str = "") -> str:
    """Return a command as it would be typed by somebody who is at home already.

    What does not fit the width goes on in another line, as at a prompt.
    """
    typed = (word if len(word) < LONG or " " in word else f"{word[:12]}..." for word in words)
    lines = [f"{prompt}$ sanjose"]
    for word in typed:
        told = f'"{word}"' if " " in word else word
        if len(lines[-1]) + len(told) + 3 > WIDTH:
            lines.append(f"> {told}")
        else:
            lines[-1] += f" {told}"
    return " \\\n".join(lines)
