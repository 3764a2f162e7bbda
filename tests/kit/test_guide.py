"""The author's guide is made from the code where it can be."""

from pathlib import Path

from tests.kit.tables import BLOCK, TABLES, renewed

GUIDE = Path(__file__).parents[2] / "core" / "README.md"


def test_the_tables_of_the_guide_are_those_of_the_code():
    page = GUIDE.read_text("utf-8")

    assert renewed(page) == page, "python -m tests.kit.tables core/README.md"
    assert [name for name, _ in BLOCK.findall(page)] == list(TABLES)


def test_a_hook_that_is_not_in_the_guide_is_noticed():
    page = GUIDE.read_text("utf-8")
    row = next(line for line in page.splitlines() if line.startswith("| `sanjose_acting`"))

    assert renewed(page.replace(row + "\n", "")) == page
