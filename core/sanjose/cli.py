"""The command line: which commands there are, and what becomes of whatever goes wrong in one.

Names and one-line helps stand here in a table, so that `sanjose --help` imports no command,
no store and no plugin, and a command that does not load takes none of the others along. Every
error ends here, as one sentence without a name, a text or a path, and with its exit code:
0 done, 1 refused with reasons, 2 misuse, 3 the installation cannot.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

INTRODUCTION = """The record of reprisals against people who cooperate with the treaty bodies.

Each command prints what it did, what it refused and why, and what is due next. It sends,
publishes and decides nothing. Names and texts are asked for at the terminal, or come from a
document (--from FILE, - for standard input); they are never written on the command line."""

TABLE: dict[str, dict[str, tuple[str, str]]] = {
    "The daily work": {
        "today": ("today", "Show what waits today, the most urgent first."),
        "urgent": ("acts", "Take in what is happening now, in three answers."),
        "receive": ("acts", "Take in an allegation."),
        "add": ("acts", "Add something handed in or learned, in its own words."),
        "add-person": ("acts", "Add somebody concerned, or who speaks for them."),
        "add-facts": ("acts", "Add or correct what is known of the allegation."),
        "contact": ("acts", "Record a contact with the person, or an attempt."),
        "show": ("show", "Show a case: what is known, done and due."),
        "fetch": ("show", "Write a file that was kept with an entry to a place."),
        "cases": ("cases", "List the cases, by what is due first."),
        "state": ("state", "Show everything open to you about one State."),
        "due": ("today", "List what is due, also some days ahead."),
        "counts": ("counts", "Count what was received, found and done in a period."),
    },
    "The procedure": {
        "inform": ("acts", "Record that the procedure and its limits were explained."),
        "consent": ("acts", "Record what a person answered about uses."),
        "weigh": ("acts", "Weigh what a step may mean for the person and for others."),
        "consult": ("acts", "Record a source that was consulted."),
        "assess": ("acts", "Record what the assessment found."),
        "conclude": ("acts", "Record that the Chair was given the conclusions."),
        "notify": ("acts", "Record that an office-holder was told."),
        "recuse": ("acts", "Record that somebody takes no part."),
    },
    "Measures": {
        "steps": ("steps", "Show what may be done now, and what stands against the rest."),
        "propose": ("acts", "Propose a measure."),
        "decide": ("acts", "Record the decision on a measure."),
        "confirm": ("acts", "Record that a decision entered on instruction is confirmed."),
        "release": ("release", "Let a text leave, once the guard has read it."),
        "approve": ("approve", "See what waits for a second person, and say yes or no."),
        "take": ("acts", "Record that a person carried a measure out."),
        "reply": ("acts", "Record a reply."),
        "park": ("acts", "Take an unanswered case off the daily list until a day."),
        "close": ("acts", "Close a case; a State's silence is no ground."),
        "erase": ("acts", "Destroy what is kept of a person, or a whole case."),
    },
    "On paper": {
        "letter": ("letter", "Draft a letter, take it back in, record that it went out."),
        "handover": ("handover", "Hand work over: open cases, promises, next dates."),
        "brief": ("brief", "Make a brief for a meeting, in numbered copies."),
        "report": ("report", "Draft reports: update, section, contributions; and accounts."),
        "meeting": ("meeting", "Draft the papers of a meeting of rapporteurs."),
        "induction": ("induction", "Make the material for a new member."),
        "digest": ("digest", "Prepare what the Chair reads between sessions."),
        "pages": ("pages", "Show what is posted, and build the public pages."),
    },
    "Other committees": {
        "share": ("share", "Tell other committees something of a case, after its preview."),
        "send": ("sending", "Let leave what was agreed to and is due."),
        "recall": ("sending", "Recall what other committees were told of a case."),
        "inbox": ("inbox", "Show what other committees share; ask and offer support."),
        "patterns": ("patterns", "Show what several committees know of a State."),
        "directory": (
            "directory",
            "Pair with other committees, and show who is in the network.",
        ),
        "joint": ("joint", "Propose and conclude joint statements of Chairs."),
        "chair-key": ("chairs", "Make a Chair's own key, on the Chair's machine."),
    },
    "The committee": {
        "committees": ("committees", "Show the committees installed, and their profiles."),
        "chart": ("chart", "Show the charts of rapporteurs and of policies."),
        "roster": ("roster", "Show who holds which office, and who acts."),
        "calendar": ("calendar", "Show sessions, reviews and what was adopted."),
        "basis": ("basis", "Show what the committee can rest on towards a State."),
        "participation": ("participation", "Show and enter what States have accepted."),
        "states": ("states", "List the States, by any of their names."),
        "file": ("files", "Keep the files of the committee's own procedures."),
        "practice": ("practice", "Note good practices, and find them again."),
        "replay": ("replay", "Bring in what happened before, from a history file."),
        "schema": ("schema", "Print the form of a document, as JSON Schema."),
        "paragraphs": ("paragraphs", "Show what each paragraph asks, and what serves it."),
        "new-committee": ("new_committee", "Begin a plugin for another committee."),
    },
    "The installation": {
        "init": ("init", "Set up an installation for a committee."),
        "unlock": ("unlocking", "Unlock, for as long as you work."),
        "lock": ("unlocking", "Lock."),
        "officer": ("officers", "Enrol officers, let them leave, change a passphrase."),
        "run": ("run", "Send what is due at its hour, as a service."),
        "doctor": ("doctor", "Check the installation, and say what to do."),
        "verify": ("verifying", "Check that nothing in the record was altered."),
        "rebuild": ("verifying", "Make the lists anew from the record."),
        "backup": ("copies", "Copy the record and the keys, apart, to a folder."),
        "restore": ("copies", "Restore an installation from its two copies."),
    },
}
"""Every command: the module of ``sanjose.commands`` that has it, and its help in one line."""

COMMANDS = {name: line for section in TABLE.values() for name, line in section.items()}

ELSEWHERE: dict[str, tuple[str, str, str]] = {
    "network": (
        "Other committees",
        "sanjose-network",
        "Carry sealed envelopes to and from the other committees.",
    ),
}
"""Commands of other distributions: the section, who brings it, and the help in one line.

Nothing here imports them: they are found by name, through the entry point group
``sanjose.commands``, when they are called.
"""


class Door(click.Group):
    """The group of all commands; each is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names, in the order of the table."""
        return [*COMMANDS, *ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command.

        Raises:
            Misuse: there is none of this name.
            Unable: it does not load.
        """
        from sanjose.words.errors import Misuse, Unable

        if cmd_name not in self.list_commands(ctx):
            raise Misuse(f"there is no command of this name{_meant(cmd_name)}")
        try:
            if cmd_name in ELSEWHERE:
                return _brought(cmd_name)
            module = f"sanjose.commands.{COMMANDS[cmd_name][0]}"
            found: click.Command = import_module(module).COMMANDS[cmd_name]
        except Unable:
            raise
        except Exception as error:
            raise Unable(
                f"the command {cmd_name} does not load ({type(error).__name__}): "
                "install this version of sanjose again"
            ) from error
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table, section by section, without importing anything."""
        helps = _helps()
        width = max(len(name) for section in helps.values() for name in section)
        for title, section in helps.items():
            with formatter.section(title):
                formatter.write_dl(
                    [(name.ljust(width), line) for name, line in section.items()]
                )

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Complete a command's name from the table."""
        from click.shell_completion import CompletionItem

        del ctx
        return [
            CompletionItem(name, help=line)
            for section in _helps().values()
            for name, line in section.items()
            if name.startswith(incomplete)
        ]

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> int:
        """Run a command and end with its exit code; nothing else ever leaves here."""
        given = list(sys.argv[1:] if args is None else args)
        code = self._code(given, prog_name or "sanjose", extra)
        try:
            if sys.stdout is not None:
                sys.stdout.flush()
        except OSError as error:
            code = _unheard(error, given) or code
        if standalone_mode:
            sys.exit(code)
        return code

    def _code(self, given: list[str], prog_name: str, extra: dict[str, Any]) -> int:
        try:
            answer = super().main(given, prog_name, standalone_mode=False, **extra)
            return answer if isinstance(answer, int) else 0
        except SystemExit:
            return 0  # click ends so where nobody reads the rest of what is printed
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - no traceback ever reaches an officer
            from sanjose.commands.failing import failed

            return failed(error, as_json="--json" in given)


def _helps() -> dict[str, dict[str, str]]:
    """Return every command's help by section, those of other distributions at its end."""
    helps = {
        title: {name: line for name, (_, line) in section.items()}
        for title, section in TABLE.items()
    }
    for name, (title, _, line) in ELSEWHERE.items():
        helps.setdefault(title, {})[name] = line
    return helps


def _brought(name: str) -> click.Command:
    """Return the command that another distribution brings, and no other than that one.

    Raises:
        Unable: it is not installed.
    """
    from importlib.metadata import entry_points

    from sanjose.words.errors import Unable

    distribution = ELSEWHERE[name][1]
    for found in entry_points(group="sanjose.commands", name=name):
        if found.dist is not None and found.dist.name == distribution:
            command: click.Command = found.load()
            return command
    raise Unable(f"`sanjose {name}` is not installed here: run `pip install {distribution}`")


def _meant(typed: str) -> str:
    """Return what may have been meant; what was typed is not repeated, it may be a name."""
    from difflib import get_close_matches

    close = get_close_matches(typed.casefold(), [*COMMANDS, *ELSEWHERE], n=1)
    see = "see `sanjose --help`"
    return f": did you mean `sanjose {close[0]}`? ({see})" if close else f": {see}"


def _unheard(error: OSError, given: list[str]) -> int:
    """Return the exit code where the last of the output went nowhere.

    That nobody listens any more is no failure; a full disk is one.
    """
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 0
    from sanjose.commands.failing import failed

    return failed(error, as_json="--json" in given)


def _reserve() -> None:
    """Put something in the place of a closed stream, so that no store is opened there."""
    for place in range(3):
        try:
            os.fstat(place)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click's own
    if not asked or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    click.echo(f"sanjose {version('sanjose')}")
    ctx.exit()


def _greet(**_: Any) -> None:
    """Show the help where no command is named."""
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


cli = Door(
    "sanjose",
    help=INTRODUCTION,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    subcommand_metavar="COMMAND ...",
    invoke_without_command=True,
    params=[
        click.Option(
            ["--home"],
            metavar="DIR",
            help="The installation; else SANJOSE_HOME, else ~/.sanjose.",
        ),
        click.Option(["--json", "as_json"], is_flag=True, help="Answer as JSON."),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help="Show the version.",
        ),
    ],
    callback=_greet,
)


def main() -> int:
    """Run the command that was typed."""
    _reserve()
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    return cli.main()
