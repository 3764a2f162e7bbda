"""Another body is its folder and one line among the import contracts, and nothing else.

A copy of the repository gets a scaffolded body. Whatever the repository asks of its plugins
is then asked there; that a body is installed is left out, since an environment belongs to one
folder.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sanjose.commands.new_committee import scaffold

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent
BODY = "sanjose_sea"
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "stories", "demonstration", "bench")


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("copy") / "repository"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    scaffold("sea", "Committee on the Open Sea", folder / "plugins")
    return folder


@pytest.fixture(scope="module")
def added(copy) -> Path:
    """The copy with the line; the other lines are what they were."""
    before = (copy / "pyproject.toml").read_text()
    after = before.replace('    "sanjose",\n', f'    "sanjose",\n    "{BODY}",\n', 1)
    assert len(after.splitlines()) == len(before.splitlines()) + 1
    (copy / "pyproject.toml").write_text(after)
    return copy


def run(folder: Path, tool: str, *arguments: str) -> subprocess.CompletedProcess:
    path = f"{folder / 'plugins' / 'sea'}:{folder}"
    env = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")}
    return subprocess.run(
        [TOOLS / tool, *arguments],
        cwd=folder, env=env | {"PYTHONPATH": path}, capture_output=True, text=True,
    )  # fmt: skip


def test_the_walls_hold(added):
    linted = run(added, "lint-imports")

    assert linted.returncode == 0, linted.stdout[-2000:]
    assert "0 broken" in linted.stdout


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("import sanjose_cat", "sanjose_sea imports sanjose_cat"),
        ("import sanjose.rules.procedure", "sanjose_sea imports sanjose.rules.procedure"),
        ("import click", "sanjose_sea imports click"),
        ("import os", "sanjose_sea imports os"),
    ],
)
def test_the_walls_hold_for_the_new_body_too(line, told, added):
    module = added / "plugins" / "sea" / BODY / "__init__.py"
    sound = module.read_text()
    module.write_text(f"{sound}\n{line}\n")

    linted = run(added, "lint-imports", "--no-cache")

    module.write_text(sound)
    assert linted.returncode == 1
    assert told in " ".join(linted.stdout.split())


def test_nobody_imports_the_new_body(added):
    module = added / "plugins" / "cat" / "sanjose_cat" / "__init__.py"
    sound = module.read_text()
    module.write_text(f"{sound}\nimport {BODY}\n")
    env = str(added / "plugins" / "cat")

    linted = subprocess.run(
        [TOOLS / "lint-imports", "--no-cache"],
        cwd=added, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": f"{env}:{added / 'plugins' / 'sea'}:{added}"},
    )  # fmt: skip

    module.write_text(sound)
    assert "sanjose_cat imports sanjose_sea" in " ".join(linted.stdout.split())


def test_the_architecture_suite_passes(added):
    suite = [
        "test_house.py",
        "test_no_committee_in_core.py",
        "test_contract.py",
        "test_sources.py",
    ]
    done = run(
        added, "python", "-m", "pytest", "-q", "-p", "no:cacheprovider",
        *(f"tests/architecture/{one}" for one in suite), "tests/architecture/test_event_names.py",
        "--deselect",
        "tests/architecture/test_house.py::test_every_distribution_is_installed_from_its_folder_and_editable",
    )  # fmt: skip

    assert done.returncode == 0, done.stdout[-3000:]


def test_it_is_in_good_order_and_its_types_are_right(added):
    lint = run(added, "ruff", "check", "plugins/sea")
    style = run(added, "ruff", "format", "--check", "plugins/sea")
    types = run(added, "mypy", "--cache-dir", os.devnull, f"plugins/sea/{BODY}")

    assert (lint.returncode, lint.stdout) == (0, "All checks passed!\n")
    assert style.returncode == 0, style.stdout
    assert types.returncode == 0, types.stdout
