"""The contract with plugins, written out line by line, and what a difference in it means.

``python -m tests.architecture.contract`` writes ``contract.txt`` anew, which is done with a
release. Until then the file is what plugins in the field were written for.
"""

import inspect
import sys
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from pathlib import Path

import sanjose
from sanjose.rules import hookspecs
from sanjose.rules.letters import NAMES, PLACEHOLDERS
from sanjose.rules.profile import CONTRACT
from sanjose.rules.view import Held, MeasureView, PersonView

GOLDEN = Path(__file__).with_name("contract.txt")
TOLD = {"Step", "View", "Held", "MeasureView", "PersonView"}
"""What the core makes and a plugin reads; the rest a plugin makes itself."""


def lines() -> list[str]:
    """Return the contract."""
    return [f"contract {CONTRACT}", *sorted(_lines())]


def _lines() -> Iterator[str]:
    for name, spec in vars(hookspecs).items():
        if name.startswith("sanjose_"):
            first = " first answer" if spec.sanjose_spec["firstresult"] else ""
            yield f"hook {name}{first}"
            yield from (f"argument {name}.{one}" for one in inspect.signature(spec).parameters)
    given = {name: getattr(sanjose, name) for name in sanjose.__all__}
    yield from (f"name {name}" for name in given)
    for one in (*given.values(), Held, MeasureView, PersonView):
        if isinstance(one, type) and issubclass(one, Enum):
            yield from (f"value {one.__name__}.{member.name}" for member in one)
        elif is_dataclass(one) and isinstance(one, type):
            yield from _fields(one)
    yield from (f"paragraph {name}" for name in NAMES)
    yield from (f"placeholder {name}" for name in PLACEHOLDERS)


def _fields(made: type) -> Iterator[str]:
    for one in fields(made):
        yield f"field {made.__name__}.{one.name}"
        bare = one.default is MISSING and one.default_factory is MISSING
        if bare and made.__name__ not in TOLD:
            yield f"required {made.__name__}.{one.name}"


def breaking(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """Return the differences for which a plugin would have to be changed."""
    old, new = set(before), set(after)
    gone = [
        f"gone: {one}"
        for one in sorted(old - new)
        if not one.startswith(("required ", "contract "))
    ]
    asked = [
        f"now {one}"
        for one in sorted(new - old)
        if one.startswith("required ") and not _with_its_class(one, old)
    ]
    return gone + asked


def added(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """Return what is new and breaks nothing."""
    new = set(after) - set(before)
    return sorted(one for one in new if not one.startswith(("required ", "contract ")))


def _with_its_class(line: str, old: set[str]) -> bool:
    """Return whether a field came with a class that nobody made before."""
    made = line.split()[1].partition(".")[0]
    return not any(one.startswith(f"field {made}.") for one in old)


def number(of: Iterable[str]) -> int:
    """Return the number of a contract."""
    return next(int(one.split()[1]) for one in of if one.startswith("contract "))


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(lines()) + "\n", "utf-8")
    sys.stdout.write(f"{len(lines())} lines\n")
