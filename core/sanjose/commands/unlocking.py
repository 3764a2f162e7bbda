"""Unlock and lock: the passphrase, the agent, and for how long."""

from math import ceil

import click

from sanjose.commands.around import Around, command
from sanjose.commands.documents import private_text
from sanjose.commands.telling import paragraph, tell_json
from sanjose.keeping import agent, process
from sanjose.words.errors import Misuse, Unable

ASKS_AUTHORITY = "sanjose.keeping.wall:may_open"
"""What the agent asks before it unwraps a case's key. Source: floor 4."""

_LONGEST = 100_000.0


@command(
    "unlock",
    more="The passphrase is read from the terminal itself, or from a file that only you can"
    " read. It locks again by itself.",
)
@click.option("--officer", metavar="OFFICER", help="Whose key, as officer-1.")
@click.option("--passphrase-file", metavar="PATH", help="A file with mode 600.")
@click.option("--idle", metavar="MINUTES", help="Lock after this long without use.")
@click.option("--at-most", metavar="HOURS", help="Lock after this long in any case.")
def unlock(
    around: Around,
    officer: str | None,
    passphrase_file: str | None,
    idle: str | None,
    at_most: str | None,
) -> None:
    """Unlock."""
    process.harden()
    around.home.settings()
    if (there := agent.unlocking(around.home)) is not None:
        message = f"it is unlocked already, by {there.officer}: run `sanjose lock` first"
        raise Unable(message)
    agent.start(
        around.home,
        officer,
        passphrase("Passphrase", passphrase_file),
        idle=_number(idle, "--idle", 60, agent.IDLE.value),
        hard=_number(at_most, "--at-most", 3600, agent.HARD.value),
        may=ASKS_AUTHORITY,
    )
    now = agent.unlocking(around.home)
    if now is None:
        message = "it locked again at once: see `sanjose doctor`"
        raise Unable(message)
    if around.as_json:
        tell_json(
            {"unlocked": now.officer, "idle_seconds": now.idle_left, "seconds": now.hard_left}
        )
        return
    paragraph(
        f"Unlocked by {now.officer}. It locks after {_span(now.idle_left)} without use, "
        f"after {_span(now.hard_left)} in any case, and with `sanjose lock`."
    )


@command("lock")
def lock(around: Around) -> None:
    """Lock."""
    was = agent.stop(around.home)
    if around.as_json:
        tell_json({"locked": True, "was_unlocked": was})
        return
    paragraph("Locked." if was else "It was locked already.")


def passphrase(prompt: str, file: str | None, *, twice: bool = False) -> bytes:
    """Return a passphrase, from a private file or from the terminal itself.

    Raises:
        Misuse: there is no terminal and no file, or it was typed differently the second time.
    """
    if file is not None:
        return private_text(file, "the passphrase").rstrip("\r\n").encode()
    from getpass import getpass

    try:
        with open("/dev/tty", "r+b", buffering=0):  # noqa: PTH123 - only whether it is there
            pass
    except OSError:
        message = "there is no terminal to ask for the passphrase: give --passphrase-file PATH"
        raise Misuse(message) from None
    typed = getpass(f"{prompt}: ")
    if twice and getpass("The same again: ") != typed:
        message = "it was not the same the second time: begin again"
        raise Misuse(message)
    return typed.encode(errors="surrogateescape")


def _number(text: str | None, option: str, unit: int, default: float) -> float:
    if text is None:
        return default
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= _LONGEST:
        message = f"{option} is a number above zero"
        raise Misuse(message)
    return number * unit


def _span(seconds: int) -> str:
    """Return a span as it is said.

    >>> _span(600), _span(28_800), _span(30)
    ('10 minutes', '8 hours', '1 minute')
    """
    minutes = max(1, ceil(seconds / 60))
    if minutes >= 120:
        return f"{ceil(minutes / 60)} hours"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


COMMANDS = {"unlock": unlock, "lock": lock}
