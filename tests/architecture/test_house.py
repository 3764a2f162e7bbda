"""The house itself: distributions, lock, import contracts, and what a start may cost."""

import json
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECTS = sorted(
    path.parent
    for path in (*ROOT.glob("core/pyproject.toml"), *ROOT.glob("plugins/*/pyproject.toml"))
)


def project(folder: Path) -> dict:
    return tomllib.loads((folder / "pyproject.toml").read_text())["project"]


def test_every_distribution_is_installed_from_its_folder_and_editable():
    for folder in PROJECTS:
        kept = distribution(project(folder)["name"]).read_text("direct_url.json")
        installed = json.loads(kept)

        assert installed["dir_info"] == {"editable": True}
        assert Path(installed["url"].removeprefix("file://")) == folder


def test_every_plugin_stands_in_the_import_contracts():
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    packages = {path.name for path in ROOT.glob("plugins/*/sanjose_*")}

    assert packages == set(linter["root_packages"]) - {"sanjose", "sanjose_network"}
    assert "apart" in [one["type"] for one in linter["contracts"]]


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_a_distribution_says_how_it_is_typed_and_what_it_is(folder):
    package = next(folder.glob("sanjose*/py.typed")).parent

    assert (folder / "README.md").read_text().startswith("# ")
    assert package.name.startswith("sanjose")


def test_the_lock_holds_hashes_and_no_address():
    lock = (ROOT / "requirements.txt").read_text()

    assert "--hash=sha256:" in lock
    assert "://" not in lock
    assert not (ROOT / "uv.lock").exists()


def test_help_starts_without_anything_heavy():
    program = (
        "import sys; sys.argv = ['sanjose', '--help']; from sanjose.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stderr.split()}

    heavy = {"sqlmodel", "sqlalchemy", "pydantic", "nio", "apscheduler", "pluggy", "yaml"}
    assert not loaded & (heavy | {"cryptography", "sqlcipher3", "pyrage", "sanjose_cat"})
