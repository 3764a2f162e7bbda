"""The tests are the same ones, in the same order, in whatever process they are looked for.

Tests that run side by side are handed out by their place in this order. What has no order of
its own, such as a set, and what is made anew each time, such as a key, names no test.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def looking(seed: str) -> subprocess.Popen:
    """Begin to look for every test in a process of its own, whose sets have another order."""
    env = {name: of for name, of in os.environ.items() if not name.startswith("COVERAGE")}
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    return subprocess.Popen(
        command, cwd=ROOT, env=env | {"PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, text=True
    )


def test_the_same_tests_are_found_in_the_same_order_whatever_the_seed_of_hashes():
    with looking("1") as first, looking("2") as second:
        one, two = (child.communicate()[0] for child in (first, second))

    assert (first.returncode, second.returncode) == (0, 0), one
    names, others = (
        [line for line in told.splitlines() if "::" in line] for told in (one, two)
    )
    assert len(names) > 1000
    assert [pair for pair in zip(names, others, strict=True) if pair[0] != pair[1]] == []
