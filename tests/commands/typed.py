"""A command typed in this process, and what it answered."""

import json
import os
import re
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner

from sanjose.cli import cli

REFERENCE = re.compile(r"[A-Z]{3,5}-\d\d-[0-9A-Z]{5}-[0-9A-Z]")


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def reference(self) -> str:
        found = REFERENCE.search(self.out)
        assert found, self
        return found[0]

    @property
    def said(self) -> str:
        """What was said on standard error, on one line."""
        return " ".join(self.err.split())

    @property
    def heard(self) -> str:
        """All that was said, on one line."""
        return " ".join(f"{self.out} {self.err}".split())


def typed(*arguments: str, env: dict[str, str], told: str | bytes | None = None) -> Answer:
    """Type a command; ``told`` is what stands on standard input."""
    mask = os.umask(0o022)
    os.umask(mask)
    try:
        done = CliRunner(env=env).invoke(cli, list(arguments), input=told)
    finally:
        os.umask(mask)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Answer(done.exit_code, done.stdout, done.stderr)
