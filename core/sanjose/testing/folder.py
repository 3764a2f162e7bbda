"""Ask a plugin's folder every question of the kit, without installing it.

The folder is what an author works in: ``pyproject.toml``, ``README.md``, ``sanjose_SLUG``. What
is found is one sentence a fault. It runs code of the plugin: ``sanjose committees check`` does
so in a process of its own, to which nothing of an installation was handed.
"""

import re
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from sanjose.testing.checks import CHECKS
from sanjose.testing.subject import Subject
from sanjose.words.errors import Misuse, Unable

GROUP = "sanjose.committees"
_WHY = re.compile(r"breaks the contract \((?P<why>.*)\); see", re.DOTALL)


class Examined(NamedTuple):
    """A plugin's short name, how many questions were asked, and what was found."""

    slug: str
    asked: int
    faults: tuple[str, ...]


def examined(folder: Path) -> Examined:
    """Ask a plugin's folder everything.

    Raises:
        Misuse: the folder is none of a plugin.
    """
    declared = _declared(folder)
    slug, package = _entry(declared)
    faults = [*_distribution(declared, slug, package)]
    sys.path.insert(0, str(folder))
    try:
        subject = Subject(_imported(package, folder), slug)
    except Unable as error:
        return Examined(slug, 1, (*faults, _short(str(error))))
    for check in CHECKS:
        try:
            faults += check(subject)
        except Unable as error:
            faults.append(str(error))
    return Examined(slug, len(CHECKS), tuple(dict.fromkeys(map(_short, faults))))


def _declared(folder: Path) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        message = "this is no plugin's folder: there is no pyproject.toml that can be read"
        raise Misuse(message) from None
    except tomllib.TOMLDecodeError:
        message = "its pyproject.toml is not in the form of TOML"
        raise Misuse(message) from None


def _entry(declared: dict[str, Any]) -> tuple[str, str]:
    """Return for which committee a distribution speaks, and with which package."""
    project = declared.get("project")
    points = project.get("entry-points", {}) if isinstance(project, dict) else {}
    entries = points.get(GROUP, {}) if isinstance(points, dict) else {}
    if not isinstance(entries, dict) or len(entries) != 1:
        message = f'its pyproject.toml names one committee, under entry-points."{GROUP}"'
        raise Misuse(message)
    slug, package = next(iter(entries.items()))
    if not str(package).isidentifier() or not (slug.isascii() and slug.isidentifier()):
        message = "its entry point names a package, as in: moon = 'sanjose_moon'"
        raise Misuse(message)
    return slug, package


def _distribution(declared: dict[str, Any], slug: str, package: str) -> list[str]:
    """Return what is wrong with what its wheel will say of itself."""
    project = declared["project"]
    faults = []
    if package != f"sanjose_{slug}":
        faults.append(f"the package of {slug!r} is called sanjose_{slug}")
    if project.get("name") != f"sanjose-{slug}":
        faults.append(f"the distribution of {slug!r} is called sanjose-{slug}")
    needs = project.get("dependencies", [])
    if [re.split(r"[<>=!~ \[;]", one)[0] for one in needs] != ["sanjose"]:
        faults.append("a plugin depends on sanjose and on nothing else")
    return faults


def _imported(package: str, folder: Path) -> ModuleType:
    """Import the package from the folder, and from nowhere else.

    Raises:
        Unable: it does not load.
    """
    if not (folder / package / "__init__.py").is_file():
        message = f"there is no package {package} beside its pyproject.toml"
        raise Unable(message)
    try:
        return import_module(package)
    except (Exception, SystemExit) as error:
        message = f"it does not load ({type(error).__name__})"
        raise Unable(message) from error


def _short(fault: str) -> str:
    """Return why the core would refuse a plugin, without the sentence around it."""
    found = _WHY.search(fault)
    return found["why"] if found else fault
