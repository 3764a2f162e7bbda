"""What stands around every command: where, as JSON or not, on which day, on whose behalf.

``--home`` and ``--json`` are accepted before and after the verb; ``--on`` is the day on which
something happened where a command records, and "as at" where it reads.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from sanjose.cli import COMMANDS
from sanjose.keeping.home import Home
from sanjose.words.errors import Misuse
from sanjose.words.model import Post

HAPPENED = "the day on which it happened, as 2026-01-31; today where none is given"
AS_AT = "as at the end of a day, as 2026-01-31"

Act = Callable[..., int | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """What stands around a command."""

    home: Home
    as_json: bool = False
    on: date | None = None
    by: Post | None = None


def around(ctx: click.Context) -> Around:
    """Return what was said around the command, the word nearest to it first."""
    contexts = [ctx]
    while contexts[-1].parent is not None:
        contexts.append(contexts[-1].parent)
    said = [one.params for one in contexts]
    home = next((one["home"] for one in said if one.get("home")), None)
    return Around(
        home=Home.find(Path(home) if home else None),
        as_json=any(one.get("as_json") for one in said),
        on=next((one["on"] for one in said if one.get("on")), None),
        by=next((one["by"] for one in said if one.get("by")), None),
    )


def command(
    name: str,
    *,
    line: str = "",
    more: str = "",
    on: str | None = None,
    by: bool = False,
    options: Iterable[click.Parameter] = (),
) -> Callable[[Act], click.Command]:
    """Make a function a command; its first parameter is what stands around it.

    Args:
        name: the command; ``line`` is its help where it is not in the table.
        more: what its help says besides.
        on: what ``--on`` means, None where it is not taken.
        by: whether ``--by`` is taken.
        options: parameters made elsewhere.
    """
    help_line = line or COMMANDS[name][1]

    def made(act: Act) -> click.Command:
        own: Sequence[click.Parameter] = getattr(act, "__click_params__", [])

        def callback(**given: Any) -> int | None:
            for key in ("home", "as_json", "on", "by"):
                given.pop(key, None)
            return act(around(click.get_current_context()), **given)

        return click.Command(
            name,
            params=[*reversed(own), *options, *_round(on, by=by)],
            callback=callback,
            help=f"{help_line}\n\n{more}".strip(),
            short_help=help_line,
        )

    return made


def group(
    name: str,
    *members: click.Command,
    default: Act,
    line: str = "",
    on: str | None = None,
    kind: type[click.Group] = click.Group,
) -> Any:
    """Make a group of commands, which does ``default`` where none of them is named.

    Args:
        line: its help where it is not in the table, as that of a group in a group.
    """
    help_line = line or COMMANDS[name][1]

    def callback(**_: Any) -> int | None:
        ctx = click.get_current_context()
        return None if ctx.invoked_subcommand else default(around(ctx))

    return kind(
        name,
        commands=list(members),
        params=_round(on, by=False),
        callback=callback,
        invoke_without_command=True,
        help=help_line,
        short_help=help_line,
        subcommand_metavar="[COMMAND ...]",
    )


def _round(on: str | None, *, by: bool) -> list[click.Parameter]:
    options = []
    if on is not None:
        options.append(click.Option(["--on"], metavar="DATE", callback=_day, help=_spoken(on)))
    if by:
        options.append(
            click.Option(
                ["--by"],
                metavar="POST",
                callback=_post,
                help="Whose act is recorded, on instruction: " + "; ".join(Post) + ".",
            )
        )
    return [
        *options,
        click.Option(["--home"], metavar="DIR", help="The installation."),
        click.Option(["--json", "as_json"], is_flag=True, help="Answer as JSON."),
    ]


def _spoken(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _day(_ctx: click.Context, option: click.Parameter, text: str | None) -> date | None:
    return None if text is None else day(text, option.opts[0])


EARLIEST, FURTHEST = date(1900, 1, 1), date(9000, 1, 1)
"""Days that can be typed. Source: ours; days are counted on from them, and calendars end."""


def day(text: str, where: str) -> date:
    """Return a day that was typed.

    Raises:
        Misuse: it is none.
    """
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        found = date.max
    if not EARLIEST <= found <= FURTHEST:
        message = f"{where} is a date, as 2026-01-31"
        raise Misuse(message)
    return found


def _post(_ctx: click.Context, _option: click.Parameter, text: str | None) -> Post | None:
    return None if text is None else post(text, "--by")


def post(text: str, where: str) -> Post:
    """Return an office that was typed, in capitals or not.

    Raises:
        Misuse: there is none.
    """
    typed = " ".join(text.replace("-", " ").casefold().split())
    for one in Post:
        if typed == one.replace("-", " ").casefold():
            return one
    message = f"{where} is one of: {'; '.join(Post)}"
    raise Misuse(message)
