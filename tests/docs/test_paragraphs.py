"""Every paragraph of the two documents has its row, what serves it is there, and tests prove it.

``core/sanjose/rules/paragraphs.toml`` says what serves a paragraph, ``paragraphs_proved.csv``
here which tests prove it. A test proves a paragraph that it names: in its name, its docstring
or text, its id, or the docstring of its module.
"""

import ast
import csv
import json
import re
from collections import defaultdict
from dataclasses import fields
from functools import cache
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import sanjose.rules
from sanjose.cli import cli
from sanjose.rules.dues import SOURCES
from sanjose.rules.measures import MEASURES
from sanjose.rules.paragraphs import Paragraph, Status, paragraph, paragraphs
from sanjose.rules.profile import Committee
from sanjose.secretariat.verbs import VERBS
from sanjose.words.errors import Misuse
from sanjose.words.told import fields_of
from tests.architecture.test_sources import CITED, PIECE

ROOT = Path(__file__).parents[2]
STORIES = ROOT / "core" / "docs" / "stories"
BACKGROUND = {"G 2", "G 6", *(f"N {n}" for n in (1, 2, 3, 4, 6, 9, 15, 42, 43))}
DIFFERING = {"N 11"}
"""Served, and the remark says where the two documents differ."""

ALL = [one.name for one in paragraphs()]

each = pytest.mark.parametrize("one", paragraphs(), ids=ALL)


@cache
def proved() -> dict[str, list[str]]:
    """Return the tests that prove each paragraph."""
    found = defaultdict(list)
    with (Path(__file__).parent / "paragraphs_proved.csv").open(newline="") as file:
        for row in csv.DictReader(file, strict=True):
            found[row["paragraph"]].append(row["test"])
    return dict(found)


PROOFS = [(name, test) for name, tests in proved().items() for test in tests]


@cache
def parsed(path: str) -> tuple[str, ast.Module]:
    source = (ROOT / path).read_text("utf-8")
    return source, ast.parse(source)


def function(test: str) -> ast.FunctionDef | None:
    """Return the function of a test, or None where there is none."""
    path, _, name = test.partition("[")[0].partition("::")
    if not (ROOT / path).is_file():
        return None
    body = parsed(path)[1].body
    return next((f for f in body if isinstance(f, ast.FunctionDef) and f.name == name), None)


def ids(test: str) -> set[str]:
    """Return the ids that a test has written out."""
    path, _, name = test.partition("[")[0].partition("::")
    module = import_module(path.removesuffix(".py").replace("/", "."))
    marks = getattr(getattr(module, name), "pytestmark", ())
    return {one for mark in marks for one in mark.kwargs.get("ids") or ()}


def named(test: str) -> set[str]:
    """Return the paragraphs that a test names."""
    source, module = parsed(test.partition("::")[0])
    found, given = function(test), test.partition("[")[2]
    first = min(one.lineno for one in (found, *found.decorator_list))
    lines = source.splitlines()[first - 1 : found.end_lineno]
    return cited("\n".join((ast.get_docstring(module) or "", *lines, given)))


def cited(text: str) -> set[str]:
    """Return the paragraphs that a text cites, each by itself."""
    found = {
        f"{letter} {number}"
        for letter, places in CITED.findall(" ".join(text.split()))
        for first, last, _ in PIECE.findall(places)
        for number in range(int(first), int(last or first) + 1)
    }
    annexes = re.findall(r"annex[ _-](ii?)(?![a-z])", text.lower())
    return found | {f"N annex {one.upper()}" for one in annexes}


def commands() -> set[str]:
    """Return every command, and every command of a group."""
    found = set()
    context = click.Context(cli)
    for name in cli.list_commands(context):
        one = cli.get_command(context, name)
        found |= {name, *(f"{name} {own}" for own in getattr(one, "commands", ()))}
    return found


def objections() -> set[str]:
    """Return the short name of every objection that the rules make."""
    found = set()
    for path in Path(sanjose.rules.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Objection":
                found |= {one.value for one in node.args[:1] if isinstance(one, ast.Constant)}
    return found


def there(sort: str) -> set[object]:
    """Return every name of a sort that may serve a paragraph."""
    return {
        "verbs": set(VERBS),
        "fields": {
            f"{name}.{one.name}"
            for name, verb in VERBS.items()
            for one in fields_of(verb.document)
        },
        "measures": set(MEASURES),
        "commands": commands(),
        "profile": {one.name for one in fields(Committee)},
        "stories": {int(path.name.partition("-")[0]) for path in STORIES.glob("*.yaml")},
        "objections": objections(),
        "dues": set(SOURCES),
    }[sort]


SORTS = [one.name for one in fields(Paragraph)][3:-1]


def serves(one: Paragraph) -> list[object]:
    return [name for sort in SORTS for name in getattr(one, sort)]


def test_no_paragraph_is_left_out():
    guidelines = [f"G {number}" for number in range(1, 36)]
    note = [f"N {number}" for number in range(1, 51)]

    assert [*guidelines, *note, "N annex I", "N annex II"] == ALL


def test_what_is_background_is_agreed():
    assert {one.name for one in paragraphs() if one.status is Status.BACKGROUND} == BACKGROUND


@each
def test_a_paragraph_says_in_a_line_what_it_asks(one):
    assert re.fullmatch(r"[A-Z][^\n]{10,110}\.", one.asks)


@each
def test_what_is_not_simply_served_says_why(one):
    assert bool(one.remark) == (one.status is not Status.SERVED or one.name in DIFFERING)
    assert "to come; " in one.remark or one.status is not Status.WAITS
    assert not re.search(r"[.A-Z]", one.remark[:1] + one.remark[-1:])


@each
def test_background_asks_for_nothing_and_what_is_served_is_served_by_something(one):
    serving = bool(serves(one))

    assert serving or one.status is not Status.SERVED
    assert not serving or one.status is not Status.BACKGROUND
    assert serving or "nothing of it is there yet" in one.remark or one.name in BACKGROUND


@pytest.mark.parametrize("sort", SORTS)
def test_whatever_serves_a_paragraph_is_there(sort):
    names = {name for one in paragraphs() for name in getattr(one, sort)}

    assert names
    assert names - there(sort) == set()


def test_every_measure_serves_a_paragraph():
    assert {name for one in paragraphs() for name in one.measures} == set(MEASURES)


@each
def test_what_serves_a_paragraph_is_proved(one):
    assert bool(proved().get(one.name)) == bool(serves(one))


def test_no_proof_is_of_something_else():
    assert set(proved()) <= set(ALL)
    assert len(set(PROOFS)) == len(PROOFS)


@pytest.mark.parametrize(("name", "test"), PROOFS, ids=map(" ".join, PROOFS))
def test_a_proof_is_there_and_names_its_paragraph(name, test):
    given = test.partition("[")[2].removesuffix("]")

    assert function(test), "there is no such test"
    assert not given or given in ids(test)
    assert name in named(test)


def test_a_proof_that_is_not_there_is_found():
    assert not function("tests/docs/test_paragraphs.py::test_nothing")
    assert not function("tests/docs/test_nothing.py::test_nothing")
    assert cited("G 5 (d), (f), 30; N 11 (e) and 36-38; test_annex_ii_is; annex III") == {
        *("G 5", "G 30", "N 11", "N 36", "N 37", "N 38", "N annex II"),
    }


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("g12", "G 12"),
        ("N  38", "N 38"),
        ("annex-ii", "N annex II"),
        ("n annex i", "N annex I"),
    ],
)
def test_a_paragraph_is_found_however_it_is_typed(typed, name):
    assert paragraph(typed).name == name


@pytest.mark.parametrize("typed", ["", "G", "12", "G 36", "N 0", "N 51", "annex iii", "G 1 2"])
def test_a_paragraph_that_there_is_not_is_answered_with_those_that_there_are(typed):
    with pytest.raises(Misuse, match="G 1 to 35 are the San José Guidelines"):
        paragraph(typed)


def asked(*arguments: str):
    return CliRunner().invoke(cli, ["paragraphs", *arguments])


def test_every_paragraph_is_listed_without_an_installation(tmp_path, monkeypatch):
    monkeypatch.setenv("SANJOSE_HOME", str(tmp_path / "nowhere"))

    shown = asked()

    assert shown.exit_code == 0
    assert all(re.search(rf"^  {name} ", shown.stdout, re.MULTILINE) for name in ALL)
    assert max(map(len, shown.stdout.splitlines())) <= 78
    assert "87 paragraphs: " in shown.stdout


@each
def test_a_paragraph_is_shown_with_what_serves_it(one):
    shown = asked(*one.name.split())

    assert shown.exit_code == 0
    assert shown.stdout.startswith(f"{one.name}: {one.status}\n")
    said = " ".join(shown.stdout.split())
    assert one.asks in said
    assert one.remark[1:] in said
    assert all(f"{key} ({MEASURES[key].title})" in said for key in one.measures)


def test_paragraphs_are_there_as_json():
    listed, one = (
        json.loads(asked("--json").stdout),
        json.loads(asked("N", "38", "--json").stdout),
    )

    assert [row["paragraph"] for row in listed["paragraphs"]] == ALL
    assert one in listed["paragraphs"]
    assert one["status"] == "served"
    assert one["serves"]["dues"] == ["no reply"]
