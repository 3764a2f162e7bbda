"""What is asked of a plugin by reading its sources and by importing it; a sentence per fault."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from types import ModuleType

import sanjose.rules.hookspecs as contract
from sanjose.rules.measures import MEASURES
from sanjose.testing.subject import Subject

MAY_IMPORT = frozenset(
    {"sanjose", "collections.abc", "dataclasses", "datetime", "functools", "types", "typing"}
)
MAY_NOT_CALL = frozenset(
    """open print input exec eval compile today now utcnow time __import__ import_module
    globals vars setattr delattr breakpoint""".split()
)
HEAVY = frozenset(
    """apscheduler argon2 asyncio click cryptography jinja2 nio numpy pandas pydantic pyrage
    requests rich shamir_mnemonic socket sqlalchemy sqlcipher3 sqlite3 sqlmodel ssl starlette
    tkinter urllib yaml""".split()
)
"""What nobody should wait for who starts a command of this committee."""
MEASURED = frozenset({"COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG"})
"""What makes a measured process measure its children, which is heavy itself."""
_NOT_VERBS = frozenset({"contact", "assessment"})


def nothing_but_the_root_is_imported(subject: Subject) -> Iterator[str]:
    """Find imports of the core's parts, of libraries and of other plugins."""
    for _, tree in subject.trees:
        for node in ast.walk(tree):
            for name in _imported(node):
                own = name.partition(".")[0] == subject.module.__name__
                if name not in MAY_IMPORT and not own:
                    yield f"it imports {name}: a plugin imports `sanjose` and a little of Python"


def no_file_no_clock_and_no_screen_is_used(subject: Subject) -> Iterator[str]:
    """Find calls of what a rule has no use for."""
    for _, tree in subject.trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called in MAY_NOT_CALL:
                    yield f"it calls {called}: a rule reads its arguments and nothing else"


def every_procedure_that_a_rule_names_is_in_the_profile(subject: Subject) -> Iterator[str]:
    """Find a comparison with a procedure that there is not."""
    known = {one.key for one in subject.committee.procedures}
    for name in sorted({*_compared(subject, "procedure")} - known):
        yield f"a rule names the procedure {name!r}, which is not in the profile"


def every_measure_that_a_rule_names_exists(subject: Subject) -> Iterator[str]:
    """Find a comparison with a measure that there is not."""
    known = {*MEASURES, *subject.committee.kinds, *_NOT_VERBS}
    for name in sorted({*_compared(subject, "measure"), *_compared(subject, "key")} - known):
        yield f"a rule names the measure {name!r}, which does not exist"


def every_hook_is_one_that_is_asked(subject: Subject) -> Iterator[str]:
    """Find what looks like a hook and is never called: misspelt, or without its mark."""
    known = {name for name in vars(contract) if name.startswith("sanjose_")}
    for name, value in vars(subject.module).items():
        if name.startswith("sanjose_") and callable(value):
            if name not in known:
                yield f"{name} is no hook: there are {', '.join(sorted(known))}"
            elif not hasattr(value, "sanjose_impl"):
                yield f"{name} is never asked: mark it with @hookimpl"


def every_rule_says_where_it_comes_from(subject: Subject) -> Iterator[str]:
    """Find rules without a source."""
    for name, hook in subject.hooks.items():
        if name != "sanjose_committee" and "Source:" not in (hook.__doc__ or ""):
            yield f"{name} does not say where it comes from, after the word `Source` in its docstring"


def the_plugin_is_light_to_import(subject: Subject) -> Iterator[str]:
    """Find what its import brings along: heavy modules, parts of the core, other plugins."""
    name = subject.module.__name__
    code = (  # what the plugin prints goes nowhere
        "import json, os, sys; sys.path[:] = json.loads(sys.argv[1]); answer = os.dup(1)\n"
        "os.dup2(os.open(os.devnull, os.O_WRONLY), 1)\n"
        f"import sanjose, {name}; os.write(answer, json.dumps(sorted(sys.modules)).encode())"
    )
    where = [str(subject.files[0].parents[1]), *(one for one in sys.path if one)]
    done = subprocess.run(  # noqa: S603 - this Python, this plugin
        [sys.executable, "-c", code, json.dumps(where)],
        env={name: said for name, said in os.environ.items() if name not in MEASURED},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    if done.returncode:
        yield "it does not load by itself, without what was imported before it"
        return
    loaded = {one.partition(".")[0] for one in json.loads(done.stdout)}
    if heavy := HEAVY & loaded:
        yield f"importing it imports {', '.join(sorted(heavy))}"
    others = {one for one in loaded if one.startswith("sanjose_")} - {name}
    if others:
        yield f"importing it imports another plugin: {', '.join(sorted(others))}"


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (one.name for one in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield "." if node.level else node.module or ""


def _compared(subject: Subject, attribute: str) -> Iterator[str]:
    """Give the words that the sources compare with an attribute of this name."""
    for module, tree in subject.trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare):
                sides = (node.left, *node.comparators)
                if any(getattr(side, "attr", None) == attribute for side in sides):
                    for side in sides:
                        yield from _words(module, side)


def _words(module: ModuleType, node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(word)):
            yield word
        case ast.Set() | ast.Tuple() | ast.List():
            for one in node.elts:
                yield from _words(module, one)
        case ast.Name(id=name):
            value = getattr(module, name, None)
            if isinstance(value, frozenset | tuple | Mapping):
                yield from (str(one) for one in value if isinstance(one, str))
        case _:
            pass
