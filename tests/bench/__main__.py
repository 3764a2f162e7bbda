"""Measure what the project promises, each against a bare loop in the same run.

Run by ``python3 dev.py bench``: prints a table and writes ``bench.json`` where ``--json FILE``
says. Pairs are taken in turn, so that a machine that slows down slows both.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import (
    counting,
    guarding,
    inside,
    lettering,
    networking,
    papers,
    plugins,
    reporting,
    world,
)
from tests.bench.world import Row, World

ROUNDS = 9


def main() -> None:
    """Make a world of synthetic cases, measure, print, and take it away."""
    parser = argparse.ArgumentParser(prog="python3 dev.py bench")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--json", type=Path, default=None)
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="sanjose-bench-"))
    made = World(folder, chosen.cases)
    try:
        rows = [*_commands_without_home(), *_without_a_world(), *_in_the_world(made)]
    finally:
        made.lock()
        shutil.rmtree(folder)
    print(_table(rows))
    if chosen.json:
        chosen.json.write_text(json.dumps([row.plain() for row in rows], indent=2) + "\n")


def _without_a_world() -> list[Row]:
    return [
        *plugins.rows(),
        *guarding.rows(),
        *lettering.rows(),
        *papers.rows(),
        *networking.rows(),
    ]


def _commands_without_home() -> list[Row]:
    ratio, ours, bare = _pairs(
        [world.SANJOSE, "--help"], [sys.executable, "-c", "import click"]
    )
    said = f"{ours * 1000:.0f} ms, {bare * 1000:.0f} ms"
    return [Row("sanjose --help / import click", ratio, "at most", 2.0, said)]


def _in_the_world(made: World) -> list[Row]:
    seconds, memory = made.replay()
    events = made.entries()
    rows = [
        Row("replay, events a second", events / seconds, "at least", 2000, f"{events} events"),
        Row("replay, MiB", memory, "at most", 300, f"{seconds:.1f} s"),
    ]
    made.unlock()
    reading = [world.SANJOSE, "--home", str(made.home.path), "cases"]
    ratio, ours, bare = _pairs(reading, [sys.executable, "-c", "import sqlmodel"])
    said = f"{ours * 1000:.0f} ms, {bare * 1000:.0f} ms, {made.cases} cases"
    rows.append(Row("sanjose cases / import sqlmodel", ratio, "at most", 1.5, said))
    with made.door() as door:
        rows.extend(inside.durable_events(door, made))
        rows.append(inside.verify(door))
        rows.extend(counting.rows(door, made.cases))
    rows.extend(inside.lists(made))
    rows.extend(reporting.rows(made))
    return rows


def _pairs(ours: list[str], bare: list[str]) -> tuple[float, float, float]:
    """Return the median ratio of two commands run in turn, and both medians in seconds."""
    took: list[tuple[float, float]] = []
    for _ in range(ROUNDS + 1):
        took.append((_seconds(ours), _seconds(bare)))
    took.pop(0)
    ratio = statistics.median(first / second for first, second in took)
    return ratio, statistics.median(a for a, _ in took), statistics.median(b for _, b in took)


def _seconds(command: list[str]) -> float:
    before = world.clock()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    return world.clock() - before


def _table(rows: list[Row]) -> str:
    lines = [f"{'what':<42}{'measured':>10}  {'target':<15}{'':<4} detail"]
    lines.extend(row.line() for row in rows)
    return "\n".join(lines)


if __name__ == "__main__":
    main()
