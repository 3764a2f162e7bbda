"""What plugins cost: a hook asked through the façade, and a start with ten of them."""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pluggy

from sanjose.rules import hookspecs, procedure
from sanjose.rules.committees import known, load
from sanjose.testing.cases import ON, a_measure, a_step, a_view
from tests.bench import world
from tests.bench.world import Row

ASKED = 2000
ROUNDS = 15


def rows() -> list[Row]:
    """Measure all of it."""
    return [*_asking(), _starting()]


def _asking() -> list[Row]:
    """Compare each hook with a bare pluggy call of the same two plugins.

    A bare call returns generators that nobody ran; both sides run them.
    """
    slug = known()[0]
    plugin = load(slug)
    manager = pluggy.PluginManager("sanjose")
    manager.add_hookspecs(hookspecs)
    manager.register(procedure)
    manager.register(__import__(f"sanjose_{slug}"))
    committee, hook = plugin.committee, manager.hook
    view = a_view(
        procedure="report", detained=True, measures=(a_measure("letter", taken_on=ON),)
    )
    step = a_step("letter", view)
    about = {"committee": committee, "view": view, "on": ON}
    pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "urgency": (
            lambda: plugin.urgency(view, ON),
            lambda: max(hook.sanjose_urgency(**about)),
        ),
        "objections": (
            lambda: plugin.objections(step),
            lambda: tuple(
                chain.from_iterable(hook.sanjose_objections(committee=committee, step=step))
            ),
        ),
        "proposals": (
            lambda: plugin.proposals(view, ON),
            lambda: tuple(chain.from_iterable(hook.sanjose_proposals(**about))),
        ),
    }
    return [_pair(name, ours, bare) for name, (ours, bare) in pairs.items()]


def _pair(name: str, ours: Callable[[], object], bare: Callable[[], object]) -> Row:
    mine, theirs = [], []
    for _ in range(ROUNDS):
        mine.append(_took(ours))
        theirs.append(_took(bare))
    ratio = statistics.median(a / b for a, b in zip(mine, theirs, strict=True))
    said = f"{statistics.median(mine) * 1e6:.1f} us, {statistics.median(theirs) * 1e6:.1f} us"
    return Row(f"{name} asked / bare pluggy call", ratio, "at most", 3.0, said)


def _took(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    for _ in range(ASKED):
        ask()
    return (time.perf_counter() - started) / ASKED


def _starting() -> Row:
    """Compare the help with ten plugins on the path and with one: only those are found."""
    folder = Path(tempfile.mkdtemp(prefix="sanjose-bench-"))
    try:
        one, ten = folder / "one", folder / "ten"
        _declare(one, 1)
        _declare(ten, 10)
        ours, bare = [], []
        for _ in range(ROUNDS):
            ours.append(_help(ten))
            bare.append(_help(one))
        ratio = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
    finally:
        shutil.rmtree(folder)
    said = f"{statistics.median(ours) * 1000:.0f} ms, {statistics.median(bare) * 1000:.0f} ms"
    return Row("sanjose --help, ten plugins / one", ratio, "at most", 1.1, said)


def _declare(folder: Path, number: int) -> None:
    """Make distributions that declare a committee each."""
    for at in range(number):
        slug = f"b{chr(97 + at)}"
        info = folder / f"sanjose_{slug}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Name: sanjose-{slug}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(
            f"[sanjose.committees]\n{slug} = sanjose_{slug}\n"
        )
        (folder / f"sanjose_{slug}.py").write_text("")


def _help(folder: Path) -> float:
    command = [sys.executable, "-c", _START, str(folder)]
    started = world.clock()
    done = os.spawnv(os.P_WAIT, sys.executable, command)
    assert done == 0
    return world.clock() - started


_START = """
import os, sys
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
sys.path.insert(0, sys.argv.pop())
sys.argv[1:] = ["--help"]
from sanjose.cli import main
main()
"""
