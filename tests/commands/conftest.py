"""One unlocked installation for each module: its commands leave cases, and mind none of them."""

import contextlib
import ctypes
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanjose.keeping import agent
from sanjose.words.errors import Unable
from tests.commands.office import Office, opened


@pytest.fixture(scope="module", autouse=True)
def _place() -> Iterator[None]:
    """A folder for sockets with a short path; and this process as it was, afterwards."""
    short = tempfile.TemporaryDirectory(prefix="sanjose-")
    with short as runtime, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", runtime)
        yield
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # commands switched dumps of this process off


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, _place: None) -> Iterator[Office]:
    """An unlocked installation with a roster."""
    found = opened(tmp_path_factory.mktemp("office"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SANJOSE_HOME", str(found.home.path))
        yield found
    with contextlib.suppress(Unable):
        agent.stop(found.home)


@pytest.fixture
def own_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An installation for a test that harms it."""
    monkeypatch.setenv("SANJOSE_HOME", str(tmp_path / "home"))
    found = opened(tmp_path)
    yield found
    with contextlib.suppress(Unable):
        agent.stop(found.home)
