"""`sanjose committees check`: a plugin's folder, examined without installing it.

The plugin's code runs in a process of its own, which gets no environment, no key and no place
of the installation, and whose answer is read as data.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from sanjose.commands.around import Around, command
from sanjose.commands.telling import paragraph, say, sentence, tell_json
from sanjose.words.errors import Misuse, Unable

PATIENCE = 300
"""Seconds after which a plugin that does not answer is given up."""


@command(
    "check",
    line="Check a plugin's folder against the contract.",
    more="It is not installed, and its code runs apart. One sentence for each fault.",
)
@click.argument("folder", metavar="FOLDER")
def check(around: Around, folder: str) -> int:
    """Check."""
    found = examined(Path(folder))
    faults = found["faults"]
    if around.as_json:
        tell_json(found)
    elif faults:
        say(f"{found['slug']} does not conform: {_stand(len(faults))} in the way.")
        say()
        for fault in faults:
            paragraph(f"- {sentence(fault)}", indent=2, hang=2)
    else:
        say(f"{found['slug']} conforms: {found['asked']} questions, and nothing found.")
    return 1 if faults else 0


def examined(folder: Path) -> dict[str, Any]:
    """Return what was found in a plugin's folder.

    Raises:
        Misuse: the folder is none of a plugin.
        Unable: the examination ended without an answer.
    """
    if not folder.is_dir():
        message = "there is no folder at this place"
        raise Misuse(message)
    with tempfile.TemporaryDirectory() as nowhere:
        try:
            done = subprocess.run(  # noqa: S603 - this Python; the folder is an argument, no shell
                [sys.executable, "-I", "-B", "-m", "sanjose.testing", str(folder.resolve())],
                env={"LANG": "C.UTF-8", "HOME": nowhere},
                cwd=nowhere,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            message = "the plugin does not answer: it was stopped after five minutes"
            raise Unable(message) from None
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        message = "the examination ended without an answer: the plugin stopped it"
        raise Unable(message) from None
    if "error" in found:
        raise (
            Misuse(found["error"]) if done.returncode == Misuse.code else Unable(found["error"])
        )
    return found


def _stand(number: int) -> str:
    return "one thing stands" if number == 1 else f"{number} things stand"
