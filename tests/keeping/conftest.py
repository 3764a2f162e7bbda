"""An installation for each test, copied from one that is made once."""

from pathlib import Path

import pytest

from tests.keeping.archives import House, build


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build(tmp_path_factory.mktemp("keeping") / "home")


@pytest.fixture
def cat(made_once: House, tmp_path: Path) -> House:
    """An installation of the CAT, empty but for its opening and its first officer."""
    return made_once.copied(tmp_path / "home")
