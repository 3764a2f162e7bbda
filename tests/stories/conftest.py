"""A story is replayed once into a fresh home, and each test reads what came of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sanjose import history
from sanjose.history import Told
from sanjose.keeping import installation
from sanjose.keeping.checking import unlocked_faults
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.keyring import OwnKeys
from sanjose.keeping.slots import Cost, default_slot
from sanjose.rules.dues import said
from sanjose.secretariat import Secretariat
from sanjose.words.case import Case
from sanjose.words.model import Matter, Post

STORIES = Path(__file__).parents[2] / "core" / "docs" / "stories"
PASSPHRASE = b"seventeen green bridges"
NOW = datetime(2023, 2, 1, 9, tzinfo=UTC)


class NothingDue:
    """A new installation has no case, so that nothing waits."""

    def of_case(self, _):
        return ()

    def of_committee(self, _):
        return ()


@dataclass(frozen=True, kw_only=True)
class Story:
    """A history that was replayed, and the door behind which its cases stand."""

    door: Secretariat
    steps: tuple[Told, ...]
    references: Mapping[str, str]

    def case(self, name: str, on: date | None = None) -> Case:
        """Return a case by its name in the story, as at a day."""
        return self.door.show(self.references[name], on=on)

    def waiting(self, name: str, on: date) -> list[str]:
        """Return what waits in a case on a day, in words."""
        return [said(one, on) for one in self.door.of_case(self.case(name, on))]

    def refusals(self, name: str) -> list[tuple[str, dict[str, str]]]:
        """Return the refusals that the record keeps: what, and each objection's paragraph."""
        return [
            (told.measure or told.verb, dict(zip(told.objections, told.sources, strict=True)))
            for _, told in self.case(name).refusals
        ]

    def told(self, name: str, of: Matter = Matter.RECEIPT) -> dict[Post, int]:
        """Return who was told of a case, and how many days after its receipt."""
        case = self.case(name)
        return {
            notice.to: (on - case.received_on).days
            for on, notice in case.notices
            if notice.of is of
        }

    def faults(self) -> tuple[str, ...]:
        """Return what verification finds wrong: tree, bodies, keys, register."""
        return (*self.door.archive.record.verify().faults, *unlocked_faults(self.door.archive))


def opened(folder: Path, committee: str) -> Secretariat:
    """Return the door of a fresh installation for trying out, in February 2023."""
    home = Home(folder / committee)
    settings = Settings(committee=committee, trial=True)
    installation.create(home, settings, PASSPHRASE, (), NothingDue(), NOW, Cost.TRIAL)
    keys = OwnKeys(default_slot(home, None).open(PASSPHRASE), home.keys)
    return Secretariat(home, keys, lambda: NOW)


@pytest.fixture
def secretariat(tmp_path):
    """Open a fresh installation of a committee, and close what was opened."""
    doors = []

    def of(committee: str) -> Secretariat:
        doors.append(opened(tmp_path, committee))
        return doors[-1]

    yield of
    for door in doors:
        door.leave()
        door.archive.keyring.close()


@contextmanager
def retold(folder: Path, name: str) -> Iterator[Story]:
    """Replay a story into a fresh home."""
    path = STORIES / f"{name}.yaml"
    heading = next(history.documents(path))
    with opened(folder, heading["committee"]) as door:
        steps: list[Told] = []
        replayed = history.replay(door, path, each=steps.append)
        yield Story(door=door, steps=tuple(steps), references=replayed.references)
    door.archive.keyring.close()


@pytest.fixture(scope="module")
def story(request, tmp_path_factory):
    """Tell the story that the module names, once, for every test that only reads."""
    with retold(tmp_path_factory.mktemp("story"), request.module.STORY) as told:
        yield told


@pytest.fixture
def going_on(request, tmp_path):
    """Tell the story that the module names, for a test that goes on from its end."""
    with retold(tmp_path, request.module.STORY) as told:
        yield told
