"""Unlock and lock: the passphrase, the agent, and for how long."""

from collections.abc import Callable, Sequence
from math import ceil
from shutil import get_terminal_size
from typing import TypeVar

import click

from sanjose.commands.around import Around, command
from sanjose.commands.documents import at_a_terminal, private_text
from sanjose.commands.telling import paragraph, sentence, tell_json
from sanjose.keeping import agent, process
from sanjose.keeping.slots import WRONG, default_slot, slots
from sanjose.words.errors import Misuse, Unable

ASKS_AUTHORITY = "sanjose.keeping.wall:may_open"
"""What the agent asks before it unwraps a case's key. Source: floor 4."""

T = TypeVar("T")

TRIES = 3
"""How often a passphrase may be typed. Source: ours; a slip is common, and argon2 is the brake."""

UP_AND_CLEAR = "\x1b[A\r\x1b[2K"
"""What a terminal is sent to go one row up and empty it."""

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
    limits = {
        "idle": _number(idle, "--idle", 60, agent.IDLE.value),
        "hard": _number(at_most, "--at-most", 3600, agent.HARD.value),
    }
    if officer is None:
        officer = which_officer([one.officer for one in slots(around.home)])
    slot = default_slot(around.home, officer)

    def started(phrase: bytes) -> None:
        agent.start(around.home, slot.officer, phrase, may=ASKS_AUTHORITY, **limits)

    tried(f"Passphrase of {slot.officer}", passphrase_file, started)
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


def which_officer(there: Sequence[str]) -> str | None:
    """Return which of several officers it is, asked for before the passphrase.

    None where there is only one, or nobody can be asked.
    """
    if len(there) < 2 or not at_a_terminal():
        return None
    from sanjose.commands.asking import Asking
    from sanjose.words.told import Told

    def known(answer: str) -> None:
        if answer not in there:
            _wipe(answer)
            message = (
                "that is no officer here, and it was taken off the screen in case it was the "
                "passphrase, which is asked for next: answer with a number of the list"
            )
            raise Misuse(message)

    answers: dict[str, str] = {}
    question = "which officer you are, not the passphrase: the number or the word"
    whose = Told("officer", question, str, required=True)
    talk = Asking({"officer": known}, {"officer": tuple(there)})
    talk.about([whose], answers, lambda *_: True)
    return answers["officer"]


def _wipe(answer: str) -> None:
    """Take the line just typed off the screen, with the prompt before it and every row it filled."""
    columns = get_terminal_size().columns
    for _ in range(1 + (len("> ") + len(answer)) // columns):
        click.echo(UP_AND_CLEAR, nl=False, err=True)


def tried(prompt: str, file: str | None, unlocked: Callable[[bytes], T]) -> T:
    """Unlock with a passphrase; one that was mistyped at a terminal is asked for again.

    Raises:
        Unable: it is wrong in the file, or was wrong three times.
    """
    left = TRIES
    while True:
        phrase = passphrase(prompt, file)
        left -= 1
        try:
            return unlocked(phrase)
        except Unable as error:
            mistyped = str(error).startswith(WRONG.partition("{")[0])
            if file is not None or left == 0 or not mistyped:
                raise
            click.echo(f"{sentence(str(error))} Type it again.", err=True)


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
