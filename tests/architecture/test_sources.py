"""Every paragraph that the core cites is one that its document has.

What is read: the citations that the code makes (``guidelines(14)``, ``note("11 (e)")``), the
``Source:`` of every docstring, and every "G n", "N n" and "floor n" in any other text.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sanjose.words

CORE = Path(sanjose.words.__file__).parents[1]
FILES = sorted(CORE.rglob("*.py"))
LAST = {"G": 35, "N": 50, "floor": 11}
ITEMS = {("G", 5): "abcdef", ("N", 5): "abcde", ("N", 11): "abcdefg"}
"""The paragraphs that are divided, and into what."""

PLACE = r"\d+(?:-\d+)?(?: \([a-z]\)(?:, \([a-z]\)| and \([a-z]\))*)?"
LIST = rf"{PLACE}(?:(?:, | and | or | to |, and ){PLACE})*"
CITED = re.compile(rf"\b(G|N|[Ff]loors?) ({LIST})")
PIECE = re.compile(r"(\d+)(?:-(\d+))?((?: \([a-z]\)(?:, \([a-z]\)| and \([a-z]\))*)?)")
OTHERWISE = re.compile(
    r"ours\b|its profile\b|San José Guidelines\b|Secretariat note\b|the floors\b|RFC \d+"
    r"|G \d|N \d|N annex I{1,2}\b|floors? \d"
)
"""How a source begins: a paragraph, a floor, a whole document, or ours, with a reason."""


def faults(text: str) -> Iterator[str]:
    """Give each place in a text that its document does not have."""
    for letter, places in CITED.findall(" ".join(text.split())):
        document = "floor" if letter.lower().startswith("floor") else letter
        for first, last, items in PIECE.findall(places):
            span = range(int(first), int(last or first) + 1)
            if not span or span[0] < 1 or span[-1] > LAST[document]:
                yield f"{document} {first}{'-' * bool(last)}{last}"
            for item in re.findall(r"\(([a-z])\)", items):
                if item not in ITEMS.get((document, int(first)), ""):
                    yield f"{document} {first} ({item})"


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Give every text of a module with its line: docstrings, reasons, help and comments."""
    source = path.read_text("utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
    for number, line in enumerate(source.splitlines(), 1):
        if (comment := line.strip()).startswith("#"):
            yield number, comment


def sources(path: Path) -> Iterator[tuple[int, str]]:
    """Give what stands behind every ``Source:`` of a module, to the end of its paragraph."""
    for line, text in texts(path):
        for said in re.findall(r"Source: (.+?)(?:\n\s*\n|\Z)", text, re.DOTALL):
            yield line, " ".join(said.split())


def cited(path: Path) -> Iterator[tuple[int, str]]:
    """Give every citation that the code of a module makes."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            letter = {"guidelines": "G", "note": "N"}.get(node.func.id)
            if letter and isinstance(node.args[0], ast.Constant):
                yield node.lineno, f"{letter} {node.args[0].value}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CORE)))
def test_every_paragraph_named_in_a_module_exists(path):
    wrong = [(line, fault) for line, text in texts(path) for fault in faults(text)]

    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CORE)))
def test_every_source_is_a_paragraph_a_floor_a_document_or_ours_with_a_reason(path):
    for line, said in sources(path):
        assert OTHERWISE.match(said), (line, said)
        if said.startswith("ours"):
            assert len(said) > len("ours; "), (line, said)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CORE)))
def test_every_citation_in_the_code_is_in_its_document(path):
    for line, citation in cited(path):
        assert not [*faults(citation)], (line, citation)
        assert CITED.fullmatch(citation) or citation.startswith("N annex I"), (line, citation)


def test_citations_and_sources_are_found_at_all():
    rules = CORE / "rules"

    assert sum(len([*cited(path)]) for path in rules.rglob("*.py")) > 60
    assert sum(len([*sources(path)]) for path in FILES) > 60


@pytest.mark.parametrize(
    "text",
    [
        "Source: G 36.",
        "G 0",
        "N 51",
        "N 49-51",
        "N 38-36",
        "G 5 (g)",
        "N 11 (h)",
        "G 12 (a)",
        "Source: G 5 (e), 13, 91; N 11.",
        "G 5 (d), (h)",
        "floor 12",
        "floors 4 and 16",
        "Floors 4 to 16",
        "G 14,\n    40",
    ],
)
def test_a_place_that_its_document_has_not_is_found(text):
    assert len([*faults(text)]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Source: G 5 (e), 13, 21; N 11, 22; the emergency is ours.",
        "G 7, 14, 18-31; floors 6 and 7",
        "N 11 (a) and (g), 50",
        "N annex II",
        "G 5 (d), (f)",
        "floors 4 to 6",
        "RFC 9162, section 2.1.3.2",
    ],
)
def test_a_place_that_its_document_has_is_let_be(text):
    assert [*faults(text)] == []
