"""A process that receives and erases is killed fifty times, and nothing is ever half done."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from sanjose.keeping import erasure
from sanjose.keeping.archive import Archive
from sanjose.keeping.checking import unlocked_faults, verification
from sanjose.words.events import FileKept
from tests.keeping.archives import NOW, TWO, House, texts

ROOT = Path(__file__).parents[2]
ROUNDS = 50


@dataclass
class Told:
    """What the processes said until they were killed."""

    cases: dict[str, dict[str, str]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    begun: tuple[str, str | None] | None = None

    def hear(self, what: str, *facts: object) -> None:
        match what, *facts:
            case "received", str(reference), dict(names):
                self.cases[reference] = names
            case "named", str(reference), str(label), str(name):
                self.cases[reference][label] = name
            case "erasing", str(reference), label:
                self.begun = reference, label
            case "erased", _, _:
                self.forget()

    def forget(self) -> None:
        """Take it that the erasure that was begun has been done."""
        assert self.begun is not None
        reference, label = self.begun
        names = self.cases.get(reference, {})
        gone = [label] if label is not None and len(names) > 1 else list(names)
        self.erased.update(names.pop(one) for one in gone)
        if not names:
            self.cases.pop(reference, None)
        self.begun = None


def killed_after(house: House, seed: int, seconds: float, *, at_once: bool) -> Iterator[list]:
    """Give what a process says until it is killed, some time after it is ready."""
    command = [sys.executable, "-m", "tests.keeping.load", str(house.home.path), str(seed)]
    # Whoever is killed cannot say which lines they ran, and is only slower for counting them.
    env = {name: of for name, of in os.environ.items() if name != "COVERAGE_PROCESS_CONFIG"}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        if not at_once:
            assert json.loads(child.stdout.readline()) == ["ready"]
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        said = child.stdout.read()
    assert child.returncode == -signal.SIGKILL, "the load ended by itself"
    # A line that was cut off was not said.
    yield from (json.loads(line) for line in said.split(b"\n")[:-1])


def looked_at(house: House, told: Told) -> None:
    """See that everything acknowledged is there, and nothing is half done."""
    with closing(house.keys()) as keys:
        assert verification(house.home, keys).faults == ()
    with house.door() as door:
        archive = door.archive
        erasure.resume(archive, NOW)

        assert unlocked_faults(archive) == ()
        committee = archive.committee()
        assert {one.event_id.hex() for one, _ in committee.orders} == committee.done
        readable = texts(archive)
        settle_what_was_begun(archive, told, readable)
        assert not [name for name in told.erased if name in readable]
        for reference, names in told.cases.items():
            case_id = archive.find(reference)
            assert case_id is not None, "an acknowledged reference is gone"
            case = archive.case(case_id)
            assert case is not None
            there = {one.label: one.name.reveal() for one in case.persons}
            assert names.items() <= there.items()
            assert case.submissions or case.erased
        told.cases = whole(archive)


def settle_what_was_begun(archive: Archive, told: Told, readable: str) -> None:
    """Take note whether an erasure that nobody acknowledged was done, or never began."""
    if told.begun is None:
        return
    reference, label = told.begun
    names = told.cases[reference]
    meant = [names[label]] if label is not None and len(names) > 1 else list(names.values())
    there = [name in readable for name in meant]
    assert all(there) or not any(there), "half of an erasure was done"
    if any(there):
        told.begun = None
    else:
        told.forget()


def whole(archive: Archive) -> dict[str, dict[str, str]]:
    """See that each case has all of what was received in one act, and each file its entry.

    Returns:
        Every case there is, acknowledged or not, and who is named in it.
    """
    cases = {}
    for case_id in archive.register.case_ids():
        case = archive.case(case_id)
        assert case is not None
        assert len(case.persons) + len(case.erased) >= 2
        events = archive.events(case_id)
        kept = [one.body.of for one in events if isinstance(one.body, FileKept)]
        for event in events:
            if event.event_id.hex() in kept:
                assert archive.fetch(event, event.body.digest)
        cases[case.reference] = {one.label or "": one.name.reveal() for one in case.persons}
    return cases


def names_in_clear(house: House, told: Told) -> list[str]:
    everything = b"".join(
        one.read_bytes() for one in house.home.path.rglob("*") if one.is_file()
    )
    names = [*told.erased, *(name for names in told.cases.values() for name in names.values())]
    return [name for name in names if name.encode() in everything]


@pytest.mark.parametrize("seed", [20231017])
def test_killed_fifty_times_nothing_acknowledged_is_lost_and_no_erased_name_returns(
    cat: House, seed: int
) -> None:
    """G 11: whatever was accepted is still there."""
    print(f"seed {seed}")
    assert cat.enrol() == TWO
    dice, told = Random(seed), Told()

    for number in range(ROUNDS):
        at_once = number % 5 == 4  # every fifth while it still opens, and may finish an erasure
        seconds = dice.uniform(0.3, 1.0) if at_once else dice.uniform(0, 0.6)
        for line in killed_after(cat, seed + number, seconds, at_once=at_once):
            told.hear(*line)
        looked_at(cat, told)

    print(f"{len(told.cases)} cases are there, {len(told.erased)} persons were erased")
    assert len(told.cases) > 20
    assert len(told.erased) > 20
    assert names_in_clear(cat, told) == []
