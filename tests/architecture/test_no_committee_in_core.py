"""The core knows no committee: what one does differently stands in its plugin, and nowhere else.

Every text of every module is read: names, strings, comments, docstrings. Only the examples of
a docstring may use a committee, since a reader knows those.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sanjose
from sanjose.rules.committees import known, load

CORE = Path(sanjose.__file__).parent
FILES = sorted([*CORE.rglob("*.py"), *CORE.glob("commands/scaffold/*")])
TEN = ("cat", "ccpr", "ced", "cedaw", "cerd", "cescr", "cmw", "crc", "crpd", "spt")
BODIES = (
    "against Torture", "Prevention of Torture", "Enforced Disappearance", "Racial Discrimination",
    "Economic, Social and Cultural", "Human Rights Committee", "Discrimination against Women",
    "Rights of the Child", "Migrant Workers", "Persons with Disabilities", "Subcommittee",
)  # fmt: skip
SLUG = re.compile(rf"(?<![a-z])(?:{'|'.join(TEN)})(?![a-z])", re.IGNORECASE)
BODY = re.compile("|".join(BODIES), re.IGNORECASE)


def told(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines of a module that are no example in a docstring."""
    example = False
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        example = bare.startswith(">>>") or (example and bool(bare) and bare[:3] not in {'"""'})
        if not example:
            yield number, line


def found(text: str) -> list[tuple[int, str]]:
    """Return where a text names a committee."""
    return [
        (number, name[0])
        for number, line in told(text)
        for name in [*SLUG.finditer(line), *BODY.finditer(line)]
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CORE)))
def test_a_module_of_the_core_names_no_committee(path):
    assert found(path.read_text("utf-8")) == []


def test_every_committee_of_this_repository_is_looked_for():
    assert set(known()) <= set(TEN)
    assert all(BODY.search(load(slug).committee.name) for slug in known())


@pytest.mark.parametrize(
    "text",
    [
        'if slug == "cat":',
        "from sanjose_cat import CAT",
        "# as CERD does",
        '"""As the Committee on Enforced Disappearances."""',
        '"""One.\n\n    >>> 1\n    1\n\n    As CED.\n    """',
    ],
)
def test_a_name_is_found(text):
    assert len(found(text)) >= 1


def test_an_example_in_a_docstring_may_name_one():
    assert found('"""One.\n\n    >>> checked("cat-26")\n    \'CAT-26\'\n    """\n') == []
