"""The commands' modules look one way: none needs another that needs it."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

from sanjose import commands

FOLDER = Path(commands.__file__).parent
PREFIX = "sanjose.commands."


def needs(path: Path) -> set[str]:
    """Return the modules of the commands that a module names anywhere, in functions as well."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == PREFIX[:-1]:
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PREFIX):
            found.add((node.module or "").removeprefix(PREFIX))
    return found


def test_no_module_of_the_commands_stands_in_a_circle() -> None:
    graph = {path.stem: needs(path) for path in FOLDER.glob("*.py")}

    order = [*TopologicalSorter(graph).static_order()]  # raises CycleError, with the circle

    assert order.index("asking") < order.index("acting")
    assert graph["asking"] == {"telling"}
