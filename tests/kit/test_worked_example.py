"""The worked example is what really happens, and it is short."""

import re
from pathlib import Path

from tests.docs.tour import Session, shown

PAGE = Path(__file__).parents[2] / "core" / "docs" / "worked-example.md"
STEPS = [*shown(PAGE.read_text("utf-8"))]


def test_every_command_of_the_example_answers_as_the_page_says(tmp_path):
    session = Session(tmp_path)

    for step in STEPS:
        assert session.run(step.command).rstrip() == step.answer.rstrip(), step.command

    module = (tmp_path / "sea" / "sanjose_sea" / "__init__.py").read_text("utf-8")
    assert len(module.splitlines()) < 120


def test_it_begins_red_and_ends_green():
    checks = [step.answer for step in STEPS if "committees check" in step.command]

    assert len(STEPS) >= 10
    assert "does not conform" in checks[0]
    assert checks[-1].startswith("sea conforms")
    assert any(re.fullmatch(r"\d+ passed", step.answer.strip()) for step in STEPS)


def test_every_line_of_it_fits_a_page():
    assert all(len(line) <= 110 for line in PAGE.read_text("utf-8").splitlines())
