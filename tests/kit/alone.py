"""Wheels of this repository, and an environment in which nothing else of it can be reached."""

import os
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
CORE = ROOT / "core"
PLUGINS = {path.parent.name: path.parent for path in ROOT.glob("plugins/*/pyproject.toml")}


def wheel(folder: Path, into: Path) -> Path:
    """Build the wheel of a distribution, offline, with the build tool that the lock names."""
    into.mkdir(parents=True)
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(into))
    built = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return next(into.glob("*.whl"))


def unpacked(built: Path, into: Path) -> Path:
    """Put a wheel where it can be imported: a pure wheel is installed by unpacking it."""
    with ZipFile(built) as packed:
        packed.extractall(into)
    return into


class Alone:
    """An empty environment with the core's wheel, what it needs, and its kit."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder / "env", with_pip=False)
        self.folder = folder
        self.python = folder / "env" / "bin" / "python"
        (site,) = (folder / "env").glob("lib/python*/site-packages")
        unpacked(wheel(CORE, folder / "core"), site)
        for name in sorted(needed()):
            copy(name, site)

    def run(self, *arguments: object, path: Path | None = None) -> subprocess.CompletedProcess:
        """Run Python in it, with nothing of this process around it; a path may be added."""
        env = {"PATH": os.defpath, "HOME": str(self.folder), "LANG": "C.UTF-8"}
        env |= {"PYTHONPATH": str(path)} if path else {}
        return subprocess.run(
            [str(self.python), *map(str, arguments)],
            cwd=path or self.folder, env=env, capture_output=True, text=True,
        )  # fmt: skip


def needed() -> set[str]:
    """Return the distributions that the core and its kit need, and what those need."""
    core = tomllib.loads((CORE / "pyproject.toml").read_text())["project"]
    waiting = [*core["dependencies"], *core["optional-dependencies"]["testing"]]
    found: set[str] = set()
    while waiting:
        asked = Requirement(waiting.pop())
        wanted = asked.marker is None or asked.marker.evaluate({"extra": ""})
        if wanted and asked.name not in found:
            found.add(asked.name)
            waiting += metadata.requires(asked.name) or []
    return found


def copy(name: str, site: Path) -> None:
    """Copy an installed distribution, file by file as its record lists them."""
    for relative in _files(name):
        source = metadata.distribution(name).locate_file(relative)
        target = site / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def _files(name: str) -> Iterator[str]:
    for one in metadata.files(name) or ():
        inside = not str(one).startswith("..")
        if inside and "__pycache__" not in one.parts and one.locate().is_file():
            yield str(one)
