"""The group ``sanjose network``: what stands around its commands, and how one is made.

What is wrong is raised as an error of the core, whose command line says it in one sentence and
ends with its exit code. Nothing heavy is imported before a command needs it.
"""

import errno
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from sanjose.exchange.errors import Unable

HELP = """Carry sealed envelopes to and from the other committees.

The carrier runs as a user of its own, which cannot open the secretariat's files; it reads none
of what it carries. It goes over Matrix, or by files on a stick."""


ORDER = "setup pair run once status rooms export import key homeserver".split()
"""The commands, as somebody comes to need them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """What stands around a command: the carrier's folder, the installation's, how to answer."""

    folder: Path
    home: Path | None
    as_json: bool


class Carrier(click.Group):
    """The group of the carrier's commands, in the order in which they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(super().list_commands(ctx), key=ORDER.index)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a full disk is said as the carrier's own.

        Raises:
            Unable: the disk is full, or a file is not ours.
        """
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise Unable(
                    "the carrier's disk is full: free some space; nothing is lost"
                ) from error
            if isinstance(error, PermissionError):
                raise Unable("a file of the carrier belongs to another user") from error
            raise


network = Carrier(
    "network",
    help=HELP,
    short_help="Carry sealed envelopes to and from the other committees.",
    params=[
        click.Option(["--network-home"], metavar="DIR", help="The carrier's folder."),
        click.Option(["--json", "as_json"], is_flag=True, help="Answer as JSON."),
    ],
)


def around(ctx: click.Context) -> Around:
    """Return what was said around the command, the word nearest to it first."""
    contexts = [ctx]
    while contexts[-1].parent is not None:
        contexts.append(contexts[-1].parent)
    said = [one.params for one in contexts]
    named = next((one["network_home"] for one in said if one.get("network_home")), None)
    named = named or os.environ.get("SANJOSE_NETWORK_HOME")
    home = next((one["home"] for one in said if one.get("home")), None)
    home = home or os.environ.get("SANJOSE_HOME")
    return Around(
        folder=Path(named).absolute() if named else Path.home() / ".sanjose-network",
        home=Path(home).absolute() if home else None,
        as_json=any(one.get("as_json") for one in said),
    )


def command(
    line: str, more: str = "", name: str | None = None
) -> Callable[[Any], click.Command]:
    """Make a function a command of the group; it gets what stands around it first."""

    def made(act: Callable[..., None]) -> click.Command:
        own: Sequence[click.Parameter] = getattr(act, "__click_params__", [])

        def callback(**given: Any) -> None:
            for key in ("network_home", "as_json", "home"):
                given.pop(key, None)
            act(around(click.get_current_context()), **given)

        command = click.Command(
            name or act.__name__.rstrip("_"),
            params=[
                *reversed(own),
                click.Option(
                    ["--network-home"],
                    metavar="DIR",
                    help="The carrier's folder; else SANJOSE_NETWORK_HOME, else"
                    " ~/.sanjose-network.",
                ),
                click.Option(["--json", "as_json"], is_flag=True, help="Answer as JSON."),
            ],
            callback=callback,
            help=f"{line}\n\n{more}".strip(),
            short_help=line,
        )
        network.add_command(command)
        return command

    return made


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the clock that is passed to everything else
