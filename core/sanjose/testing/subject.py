"""A plugin under examination: its module, its profile, its sources, and the common procedure."""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from importlib import import_module, metadata
from pathlib import Path
from types import ModuleType

from sanjose.rules import hookspecs
from sanjose.rules.committees import Plugin
from sanjose.rules.faults import provisions
from sanjose.rules.profile import Committee
from sanjose.testing.walk import Walk
from sanjose.words.provenance import DOCUMENTS, Chosen, Citation, Document

NOT_YET = "not yet looked up"
"""The reason that a scaffolded profile gives, and that no finished one may."""
LEAST_WORDS = 4
"""A reason has at least so many: "ours" and "for good reason" say nothing."""


class Subject:
    """One plugin, loaded as the core loads it.

    Raises:
        Unable: the core refuses it already.
    """

    def __init__(self, module: ModuleType, slug: str = "") -> None:
        self.module = module
        self.slug = slug or module.__name__.removeprefix("sanjose_")
        self.plugin = Plugin(self.slug, module)

    @property
    def committee(self) -> Committee:
        """Return its profile."""
        return self.plugin.committee

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """Return its source files: the package's, or the one module."""
        path = Path(self.module.__file__ or "")
        if path.name != "__init__.py":
            return (path,)
        return tuple(sorted(path.parent.rglob("*.py")))

    @cached_property
    def trees(self) -> tuple[tuple[ModuleType, ast.Module], ...]:
        """Return what its sources say, each with the module that it makes."""
        return tuple(
            (self._module(path), ast.parse(path.read_text("utf-8"))) for path in self.files
        )

    def _module(self, path: Path) -> ModuleType:
        if len(self.files) == 1:
            return self.module
        inside = path.relative_to(self.files[0].parent).with_suffix("").parts
        name = ".".join([self.module.__name__, *(p for p in inside if p != "__init__")])
        return import_module(name)

    @cached_property
    def hooks(self) -> Mapping[str, Callable[..., object]]:
        """Return its own hooks, by name."""
        names = [name for name in vars(hookspecs) if name.startswith("sanjose_")]
        found = {name: getattr(self.module, name, None) for name in names}
        return {name: hook for name, hook in found.items() if callable(hook)}

    @cached_property
    def readme(self) -> str:
        """Return its README: the file beside the package, or what its wheel carries."""
        beside = self.files[0].parents[1] / "README.md"
        if beside.exists():
            return beside.read_text("utf-8")
        try:
            said = metadata.metadata(f"sanjose-{self.slug}").json
        except metadata.PackageNotFoundError:
            return ""
        return str(said.get("description", ""))

    @cached_property
    def listed(self) -> Mapping[str, Document]:
        """Return the documents that it may cite, by symbol."""
        return {one.symbol: one for one in (*DOCUMENTS, *self.committee.documents)}

    def values(self, kind: type) -> Iterator[object]:
        """Give the values of its profile that say where they come from in one way."""
        return (one for one in provisions(self.committee) if isinstance(one, kind))

    @cached_property
    def walk(self) -> Walk:
        """Return what it answers to every walked case and step."""
        return Walk(self.plugin)

    def unread(self, source: Citation) -> str:
        """Return why a citation cannot stand, or an empty text."""
        if source.symbol not in self.listed:
            return f"it cites {source}, which is not among its documents"
        document = self.listed[source.symbol]
        if document.read.startswith("not"):
            return f"it cites {source}, which was not readable"
        if not source.place.strip():
            return f"it cites {source.symbol} without a place in it"
        for number in re.findall(r"^paras?\.? (\d+)", source.place):
            if document.paragraphs is not None and int(number) > document.paragraphs:
                return f"it cites {source}, and there is no such paragraph"
        return ""


def unreasoned(value: Chosen[object]) -> str:
    """Return why a reason is none, or an empty text."""
    if value.because == NOT_YET:
        return NOT_YET
    if len(value.because.split()) < LEAST_WORDS:
        return f"its reason says nothing: {value.because!r}"
    return ""
