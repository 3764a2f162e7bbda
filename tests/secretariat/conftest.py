"""A house for each test, copied from one that is built once, with the door of ``officer-1``."""

import pytest

from sanjose.secretariat import Secretariat
from tests.secretariat.house import House, build
from tests.secretariat.net import Net, founded


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build(tmp_path_factory.mktemp("secretariat") / "house")


@pytest.fixture
def house(built_once: House, tmp_path) -> House:
    """The five officers and the roster, and no case yet."""
    return built_once.copied(tmp_path / "house")


@pytest.fixture
def door(house: House) -> Secretariat:
    """The door as ``officer-1`` opens it, who is free of conflicts."""
    with house.door() as opened:
        yield opened
    opened.archive.keyring.close()


@pytest.fixture
def door_of(house: House):
    """Open the door of the same house for another officer, and close what was opened."""
    doors = []

    def opened(officer: str, **around) -> Secretariat:
        doors.append(house.door(officer, **around))
        return doors[-1]

    yield opened
    for one in doors:
        one.leave()
        one.archive.keyring.close()


@pytest.fixture(scope="session")
def founded_once(tmp_path_factory: pytest.TempPathFactory) -> Net:
    return founded(tmp_path_factory.mktemp("net"), "cat", "ced", "cerd", "spt")


@pytest.fixture
def net(founded_once: Net, tmp_path):
    """Four committees with a directory, and nothing exchanged yet."""
    made = founded_once.copied(tmp_path / "net")
    yield made
    made.close()
