"""The sound plugin of a committee that does not exist, and copies with one thing broken."""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

MOON = Path(__file__).with_name("moon")
MODULE = "sanjose_moon/__init__.py"


def broken(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Return a copy of the plugin's folder; each change is a file, what stands there, and what
    stands there instead. Nothing for what stands there adds to the end."""
    copy = folder / "moon"
    if not copy.exists():
        shutil.copytree(MOON, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for file, sound, defect in changes:
        path = copy / file
        text = path.read_text("utf-8") if path.exists() else ""
        assert sound in text, (file, sound)
        path.write_text(text.replace(sound, defect, 1) if sound else text + defect, "utf-8")
    return copy


def loaded(folder: Path) -> ModuleType:
    """Return the module of a plugin's folder, fresh, and not left in ``sys.modules``."""
    path = folder / MODULE
    spec = importlib.util.spec_from_file_location("sanjose_moon", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
