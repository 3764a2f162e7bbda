"""Tables of the author's guide that are made from the code.

``python -m tests.kit.tables core/README.md`` writes them into the page anew, each between a
line ``<!-- NAME -->`` and the next ``<!-- end -->``.
"""

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from sanjose.rules import hookspecs
from sanjose.rules.letters import NAMES, PLACEHOLDERS
from sanjose.rules.profile import Committee
from sanjose.testing.checks import CHECKS

BLOCK = re.compile(r"<!-- (\w+) -->\n(.*?)<!-- end -->", re.DOTALL)
OPTIONAL = "may be left out"


def _hooks() -> Iterable[tuple[str, ...]]:
    yield "hook", "it may ask for", "it answers", "the core takes", "what it says"
    for node in ast.parse(inspect.getsource(hookspecs)).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("sanjose_"):
            spec = getattr(hookspecs, node.name)
            first = spec.sanjose_spec["firstresult"]
            asked = ", ".join(f"`{one.arg}`" for one in node.args.args) or "nothing"
            taken = _taken(node.name, first)
            yield f"`{node.name}`", asked, _written(node.returns), taken, _line(spec)


def _taken(name: str, first: object) -> str:
    if name == "sanjose_committee":
        return "the one answer"
    if first:
        return "its answer, and applies recusal"
    return "the highest" if name.endswith("urgency") else "all of them, after the common ones"


def _written(annotation: ast.expr | None) -> str:
    """Return a type as the source has it, which no version of Python prints otherwise."""
    return f"`{ast.unparse(annotation)}`".replace("|", "or") if annotation else ""


def _line(spec: Callable[..., object]) -> str:
    return (spec.__doc__ or "").strip().splitlines()[0]


def _profile() -> Iterable[tuple[str, ...]]:
    yield "value", "of what kind", "and"
    (declared,) = ast.parse(inspect.getsource(Committee)).body
    for node in declared.body:
        if isinstance(node, ast.AnnAssign):
            yield (
                f"`{node.target.id}`",
                _written(node.annotation),
                OPTIONAL if node.value else "",
            )


def _paragraphs() -> Iterable[tuple[str, ...]]:
    yield "paragraph", "what it is"
    yield from ((f"`{name}`", said) for name, said in NAMES.items())


def _placeholders() -> Iterable[tuple[str, ...]]:
    yield "placeholder", "what is filled in"
    yield from ((f"`{{{name}}}`", said) for name, said in PLACEHOLDERS.items())


def _checks() -> Iterable[tuple[str, ...]]:
    yield "check", "what it does"
    yield from ((check.__name__.replace("_", " "), _line(check)) for check in CHECKS)


TABLES = {
    "hooks": _hooks,
    "profile": _profile,
    "paragraphs": _paragraphs,
    "placeholders": _placeholders,
    "checks": _checks,
}


def made(name: str) -> str:
    """Return a table in Markdown."""
    head, *rows = TABLES[name]()
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def renewed(page: str) -> str:
    """Return a page with its tables made anew."""
    return BLOCK.sub(lambda found: f"<!-- {found[1]} -->\n{made(found[1])}<!-- end -->", page)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(renewed(path.read_text("utf-8")), "utf-8")
