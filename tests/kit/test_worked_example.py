"""The worked example is what really happens, and it is short."""

import re
from pathlib import Path

import pytest

from tests.docs.tour import Session, shown

PAGE = Path(__file__).parents[2] / "core" / "docs" / "worked-example.md"


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """Every command of the page with its answer, and the folder that they leave."""
    folder = tmp_path_factory.mktemp("example")
    session = Session(folder)
    return [(one, session.run(one.command)) for one in shown(PAGE.read_text())], folder


def test_every_command_of_the_example_answers_as_the_page_says(walked):
    steps, _ = walked

    assert len(steps) >= 10
    for step, answer in steps:
        assert answer.rstrip() == step.answer.rstrip(), step.command


def test_it_begins_red_and_ends_green(walked):
    steps, _ = walked
    checks = [answer for step, answer in steps if "committees check" in step.command]

    assert "does not conform" in checks[0]
    assert checks[-1].startswith("sea conforms")
    assert any(re.search(r"\d+ passed$", answer.rstrip()) for _, answer in steps)


def test_a_plain_body_takes_less_than_120_lines(walked):
    _, folder = walked

    module = (folder / "sea" / "sanjose_sea" / "__init__.py").read_text().splitlines()

    assert len(module) < 120
    assert all(len(line) <= 100 for line in module)
