"""The table of commands, and what `--help` costs and needs."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sanjose.cli import COMMANDS, TABLE, cli
from sanjose.commands.acts import FIRST_WORD
from sanjose.secretariat.verbs import VERBS
from sanjose.words.told import fields_of
from tests.commands.terminal import SANJOSE

HEAVY = ("sqlmodel", "sqlalchemy", "nio", "apscheduler", "pluggy", "yaml", "cryptography")


def every_command() -> list[tuple[str, ...]]:
    """Return every command and every command of a group."""
    found = []
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, one) for one in command.commands]
    return found


def test_the_table_is_what_the_commands_say() -> None:
    said = {name: cli.get_command(click.Context(cli), name).short_help for name in COMMANDS}

    assert said == {name: line for name, (_, line) in COMMANDS.items()}


def test_every_module_of_commands_is_in_the_table() -> None:
    modules = {module for module, _ in COMMANDS.values()}

    for module in modules:
        made = import_module(f"sanjose.commands.{module}").COMMANDS
        assert set(made) == {name for name, (place, _) in COMMANDS.items() if place == module}


def test_every_verb_of_the_door_is_a_command() -> None:
    grouped = {"file-open", "file-move", "office-fill", "office-leave", "calendar-enter"}
    grouped |= {"office-correct", "participation-enter", "calendar-correct", "calendar-remove"}
    grouped |= {"judge", "document", "practice", "disclose"}

    assert set(VERBS) - grouped <= set(COMMANDS)


def test_help_imports_no_store_no_plugin_and_no_key() -> None:
    code = (
        "import sys\n"
        "from sanjose.cli import cli\n"
        "cli.main(['--help'], standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )

    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout

    assert said.splitlines()[-1] == "[]"


def test_help_shows_every_command_under_a_heading() -> None:
    said = CliRunner().invoke(cli, ["--help"]).stdout

    assert all(f"  {name} " in said for name in COMMANDS)
    assert all(f"{title}:" in said for title in TABLE)


def test_no_command_at_all_shows_the_help() -> None:
    answer = CliRunner().invoke(cli, [])

    assert answer.exit_code == 0
    assert "The daily work" in answer.stdout


def test_a_module_that_does_not_load_takes_no_other_command_along(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(COMMANDS, "counts", ("no_such_module", "Count."))

    broken = CliRunner().invoke(cli, ["counts"])
    helped = CliRunner().invoke(cli, ["--help"])

    assert broken.exit_code == 3
    assert "the command counts does not load (ModuleNotFoundError)" in broken.stderr
    assert helped.exit_code == 0


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_help_fits_a_terminal_and_says_a_sentence(words: tuple[str, ...]) -> None:
    answer = CliRunner().invoke(cli, [*words, "--help"])

    assert answer.exit_code == 0
    assert max(map(len, answer.stdout.splitlines())) <= 80
    assert "--home" in answer.stdout
    assert "--json" in answer.stdout


def test_no_option_of_a_verb_has_the_name_of_another() -> None:
    for name in VERBS:
        if name not in COMMANDS:
            continue
        names = [param.name for param in cli.get_command(click.Context(cli), name).params]
        assert len(names) == len(set(names)), name


def test_nothing_about_a_person_can_be_said_on_the_command_line() -> None:
    for name, verb in VERBS.items():
        if name not in COMMANDS:
            continue
        options = {param.name for param in cli.get_command(click.Context(cli), name).params}
        sealed = {one.name for one in fields_of(verb.document) if one.sealed}
        assert not options & sealed, name
        assert FIRST_WORD.get(name) not in sealed


def test_names_are_completed_from_the_table() -> None:
    names = [one.value for one in cli.shell_complete(click.Context(cli), "con")]

    assert names == ["contact", "consent", "consult", "conclude", "confirm"]


def test_the_version_is_said() -> None:
    answer = CliRunner().invoke(cli, ["--version"])

    assert answer.stdout.startswith("sanjose 0.")


def test_a_command_that_is_not_there_is_guessed_and_not_repeated() -> None:
    answer = CliRunner().invoke(cli, ["propse"])

    assert answer.exit_code == 2
    assert "did you mean `sanjose propose`?" in answer.stderr
    assert "propse" not in answer.stderr


def test_home_and_json_stand_before_or_after_the_verb(tmp_path: Path) -> None:
    place = str(tmp_path / "nowhere")

    before = CliRunner().invoke(cli, ["--home", place, "--json", "cases"])
    after = CliRunner().invoke(cli, ["cases", "--home", place, "--json"])

    assert (
        before.stderr
        == after.stderr
        == ('{"error": "no installation here: run `sanjose init`"}\n')
    )
    assert before.exit_code == after.exit_code == 3


def test_nobody_who_stops_listening_is_complained_to() -> None:
    with subprocess.Popen(
        [SANJOSE, "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        said = process.stderr.read()

    assert (said, process.returncode) == (b"", 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_an_output_that_is_full_is_said() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [SANJOSE, "schema"], stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert done.returncode == 3
    assert done.stderr.startswith(b"the disk is full")
