"""What an officer reads when a command fails: one sentence, and nothing about anybody."""

import errno
import json
import re
from traceback import walk_tb

import click

from sanjose.commands.telling import complain
from sanjose.words.errors import SanJoseError

STOPPED = 130
"""The exit code of a command that was stopped from the keyboard, as every shell has it."""

FULL = (
    "the disk is full, and what is printed is not complete: free some space, and look with "
    "`sanjose cases` what was recorded"
)

_OPTION = re.compile(r"--[a-z][a-z-]{1,30}")


class Stopped(SanJoseError):
    """It was stopped from the keyboard; the message says whether anything was recorded."""

    code = STOPPED


def failed(error: BaseException, *, as_json: bool) -> int:
    """Say in one sentence why a command failed, and return its exit code."""
    sentence, code = _sentence(error)
    if as_json:
        click.echo(json.dumps({"error": sentence}), err=True)
    else:
        complain(sentence)
    return code


def _sentence(error: BaseException) -> tuple[str, int]:
    match error:
        case SanJoseError():
            return str(error), error.code
        case click.Abort():
            if isinstance(error.__cause__, EOFError):
                return "the input ended before all was asked; nothing was recorded", 2
            return "stopped; nothing was recorded", STOPPED
        case click.UsageError():
            return f"{_misused(error)}; see `{_path(error)} --help`", 2
        case OSError(errno=errno.ENOSPC):
            return FULL, 3
        case _:
            return _unforeseen(error), 3


def _path(error: click.UsageError) -> str:
    return error.ctx.command_path if error.ctx else "sanjose"


def _misused(error: click.UsageError) -> str:
    """Return what was wrong with the command; what was typed is not repeated."""
    match error:
        case click.NoSuchOption():
            close = f": did you mean {error.possibilities[0]}?" if error.possibilities else ""
            known = _OPTION.fullmatch(error.option_name) and close
            return (
                f"there is no option {error.option_name}{close}"
                if known
                else ("there is no such option")
            )
        case click.exceptions.NoSuchCommand():
            return "there is no command of this name"
        case click.MissingParameter(param=click.Option() as missing):
            return f"{missing.opts[0]} is missing: {(missing.help or '').rstrip('.').lower()}"
        case click.MissingParameter(param=click.Parameter(name="reference")):
            return "say which case, by its reference, as in ABC-26-7K3QM-L (`sanjose cases`)"
        case click.MissingParameter(param=click.Parameter() as missing) if error.ctx:
            return f"{missing.make_metavar(error.ctx)} is missing"
        case click.BadOptionUsage():
            return f"the option {error.option_name} is not used like that"
        case click.BadParameter(param=click.Parameter() as wrong):
            return f"{wrong.opts[0]} is not as it should be"
        case _:
            return "a word too many, or one that is missing"


def _unforeseen(error: BaseException) -> str:
    """Name the kind of error and the place; its text could be about somebody."""
    where = "sanjose"
    for frame, line in walk_tb(error.__traceback__):
        module = frame.f_globals.get("__name__", "")
        if module.startswith("sanjose"):
            where = f"{module}:{line}"
    kind = type(error).__name__
    return (
        f"something went wrong that should not ({kind} in {where}); "
        "nothing more was recorded; please report this"
    )
