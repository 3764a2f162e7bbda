"""Run the commands that a page shows, one after the other, and compare what they answer.

A page shows a session as a fenced block called ``console``: lines that begin with ``$`` are
run as they stand by a shell, the others are what came back. References, roots and days of
today are different each time; they are replaced by the page's own, in the order in which they
appear. ``python -m tests.docs.tour README.md`` writes the answers into the page anew.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
CHANGING = re.compile(
    r"[A-Z]{3,5}-\d\d-[0-9A-Z]{5}-[0-9A-Z]|\d+:[0-9a-f]{64}|\b[0-9a-f]{64}\b|20\d\d-\d\d-\d\d"
    r"|\d{8}T\d{6}Z"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A command as a page shows it, with its answer."""

    command: str
    answer: str


def shown(page: str) -> Iterator[Shown]:
    """Give the commands of a page in order; a line after ``>`` goes on with the one before."""
    for block in BLOCK.findall(page):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            first, *lines = part.splitlines(keepends=True)
            more = 0
            while more < len(lines) and lines[more].startswith(("> ", ">\n")):
                first += lines[more].removeprefix(">").removeprefix(" ")
                more += 1
            yield Shown(first.rstrip("\n"), "".join(lines[more:]))


class Session:
    """A shell in an empty directory of its own, in which a page's commands are run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, str] = {}
        bin_of_venv = Path(sys.executable).parent
        self._environment = {
            "PATH": f"{bin_of_venv}:{os.environ['PATH']}",
            "HOME": str(folder),
            "SANJOSE_HOME": str(folder / "home"),
            "LANG": "C.UTF-8",
            "COLUMNS": "80",
            "XDG_RUNTIME_DIR": str(folder),
        }

    def run(self, command: str) -> str:
        """Run a command as it stands, with the page's references turned into this session's."""
        asked = CHANGING.sub(lambda found: self._ours(found[0]), command)
        done = subprocess.run(
            ["bash", "-c", asked],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=120,
        )
        return done.stdout

    def _ours(self, of_page: str) -> str:
        return next((ours for ours, page in self._known.items() if page == of_page), of_page)

    def as_on_page(self, answer: str, page: str) -> str:
        """Return an answer with what changes each time as it stands on the page."""
        for ours, theirs in zip(CHANGING.findall(answer), CHANGING.findall(page), strict=False):
            self._known.setdefault(ours, theirs)
        return CHANGING.sub(lambda found: self._known.get(found[0], found[0]), answer)


def write(path: Path) -> None:
    """Run a page's commands and write the answers into it."""
    page = path.read_text()
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder))
        at = 0  # a page may show a command twice
        try:
            for one in shown(page):
                answer = session.as_on_page(session.run(one.command), one.answer)
                head = "$ " + one.command.replace("\n", "\n> ").replace("> \n", ">\n") + "\n"
                at = page.index(head + one.answer, at)
                page = page[:at] + head + answer + page[at + len(head + one.answer) :]
                at += len(head + answer)
        finally:
            session.run("sanjose lock")
    path.write_text(page)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
