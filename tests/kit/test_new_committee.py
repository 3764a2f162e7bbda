"""A scaffold is whole or is not there, and is red until everything was looked up."""

import json
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from sanjose.cli import cli
from sanjose.commands import new_committee
from sanjose.commands.new_committee import RESERVED, written
from sanjose.testing.folder import examined
from sanjose.words.errors import Unable

ROOT = Path(__file__).parents[2]
NAME = "Committee on the Open Sea"


def begun(folder: Path, slug: str = "sea", name: str = NAME, *options: str):
    return CliRunner().invoke(
        cli, ["new-committee", slug, name, "--into", str(folder), *options]
    )


def test_the_folder_holds_what_a_plugin_needs(tmp_path):
    answer = begun(tmp_path)

    files = {str(one.relative_to(tmp_path)) for one in tmp_path.rglob("*") if one.is_file()}
    assert answer.exit_code == 0
    assert files == {
        "sea/README.md",
        "sea/pyproject.toml",
        "sea/sanjose_sea/__init__.py",
        "sea/sanjose_sea/py.typed",
        "sea/tests/test_sea.py",
    }
    assert [one.name for one in tmp_path.iterdir()] == ["sea"]


def test_every_value_is_not_yet_looked_up_and_the_check_says_which(tmp_path, monkeypatch):
    begun(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])

    found = examined(tmp_path / "sea")

    del sys.modules["sanjose_sea"]

    asked = {one.split("`")[1] for one in found.faults if one.startswith("`")}
    assert asked >= {"rapporteur", "policy", "endorsed", "posting", "signatory", "protects"}
    assert asked >= {"procedures[report].title", "procedures[report].source", "shape", "term"}
    assert all("not yet looked up" in one for one in found.faults)


def test_a_name_with_many_letters_of_the_world_is_kept(tmp_path):
    name = "Comité des droits de l'océan & de l'île"

    assert begun(tmp_path, "mer", name).exit_code == 0

    project = tomllib.loads((tmp_path / "mer" / "pyproject.toml").read_text("utf-8"))["project"]
    module = (tmp_path / "mer" / "sanjose_mer" / "__init__.py").read_text("utf-8")
    assert project["description"] == f"The {name} in sanjose"
    assert compile(module, "mer", "exec")
    assert f'name="{name}"' in module


@pytest.mark.parametrize(
    "slug",
    ["", "s", "Sea", "se a", "sea1", "s-a", "se_a", "seaside", "for", "is", "mañana", "cat",
     "../a", "match", *sorted(RESERVED)],
)  # fmt: skip
def test_a_short_name_that_cannot_be_one_is_refused_and_nothing_is_made(slug, tmp_path):
    answer = begun(tmp_path, slug)

    assert answer.exit_code == 2
    assert answer.stderr.count("\n") <= 3
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "name",
    ["", "   ", "a\nb", "a\tb", "a\x00b", "a\u202eb", "a\u2028b", "a" * 121, 'a"b', "a\\b", "a$b",
     "a|b", "a{b}"],
)  # fmt: skip
def test_a_name_that_cannot_be_one_is_refused_and_nothing_is_made(name, tmp_path):
    answer = begun(tmp_path, "sea", name)

    assert answer.exit_code == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("there", ["folder", "full folder", "file", "link"])
def test_nothing_is_written_over_what_is_there(there, tmp_path):
    place = tmp_path / "sea"
    match there:
        case "file":
            place.write_text("mine")
        case "link":
            place.symlink_to(tmp_path / "nowhere")
        case _:
            place.mkdir()
    if there == "full folder":
        (place / "mine").write_text("mine")
    before = sorted(tmp_path.rglob("*"))

    answer = begun(tmp_path)

    assert answer.exit_code == 2
    assert "nothing is written over it" in " ".join(answer.stderr.split())
    assert sorted(tmp_path.rglob("*")) == before


def test_where_the_folder_is_not_there_nothing_is_made(tmp_path):
    answer = begun(tmp_path / "nowhere")

    assert answer.exit_code == 2
    assert not (tmp_path / "nowhere").exists()


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(self, *_):
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "rename", full)

    with pytest.raises(Unable, match="nothing is left of it"):
        new_committee.scaffold("sea", NAME, tmp_path)

    assert not list(tmp_path.iterdir())


def test_it_answers_in_json(tmp_path):
    answer = begun(tmp_path, "sea", NAME, "--json")

    assert json.loads(answer.stdout)["folder"].endswith("sea")


def test_the_plugins_of_this_repository_are_packed_as_the_scaffold_packs():
    for folder in sorted((ROOT / "plugins").glob("*/pyproject.toml")):
        text = folder.read_text("utf-8")
        said = tomllib.loads(text)["project"]["description"]
        name = said.removeprefix("The ").removesuffix(" in sanjose")

        assert text == written("pyproject", folder.parent.name, name), folder.parent.name
