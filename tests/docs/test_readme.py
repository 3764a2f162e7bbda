"""The README's tour is what really happens."""

import re
from pathlib import Path

import pytest

from tests.docs.tour import Session, shown

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


@pytest.fixture
def session(tmp_path):
    made = Session(tmp_path)
    yield made
    made.run("sanjose lock")


def test_every_command_of_the_tour_answers_as_the_readme_says(session):
    steps = list(shown(README))

    assert len(steps) >= 10
    for step in steps:
        answer = session.as_on_page(session.run(step.command), step.answer)
        assert answer.rstrip() == step.answer.rstrip(), step.command


def test_every_committee_that_the_readme_names_is_here():
    folders = {path.name for path in ROOT.glob("plugins/*") if path.is_dir()}

    assert folders >= set(re.findall(r"^\| \[`(\w+)`\]\(plugins/\1\)", README, re.MULTILINE))


def test_every_file_that_the_pages_point_to_is_there():
    pages = [
        ROOT / "README.md",
        ROOT / "SECURITY.md",
        *ROOT.glob("*/README.md"),
        *ROOT.glob("plugins/*/README.md"),
    ]
    for page in pages:
        for target in re.findall(r"\]\((?!http|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_test_that_the_safety_page_names_is_there():
    named = re.findall(r"`(tests/[\w/.]+)`", (ROOT / "SECURITY.md").read_text())

    assert len(named) > 5
    assert all((ROOT / one).exists() for one in named)
