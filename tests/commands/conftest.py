"""One unlocked installation for each module: its commands leave cases, and mind none of them."""

import contextlib
import ctypes
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanjose.commands.unlocking import ASKS_AUTHORITY
from sanjose.keeping import agent
from sanjose.keeping.home import Home
from sanjose.words.errors import Unable
from tests.commands.office import PASSPHRASE, Office, made


@contextlib.contextmanager
def short_sockets() -> Iterator[None]:
    """A folder for sockets with a short path: that of a test may be too long for one."""
    folder = tempfile.TemporaryDirectory(prefix="sanjose-")
    with folder as runtime, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", runtime)
        yield


@contextlib.contextmanager
def moved_in(template: Office, folder: Path) -> Iterator[Office]:
    """A copy of an installation, unlocked, and locked again afterwards."""
    home = Home(folder / "home")
    shutil.copytree(template.home.path, home.path)
    shutil.copy(template.folder / "passphrase", folder)
    agent.start(home, None, PASSPHRASE, may=ASKS_AUTHORITY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SANJOSE_HOME", str(home.path))
        yield Office(home, folder, template.shares)
    with contextlib.suppress(Unable):
        agent.stop(home)


@pytest.fixture(scope="module", autouse=True)
def _place() -> Iterator[None]:
    with short_sockets():
        yield
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # commands switched dumps of this process off


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An installation with a roster, from which the others are copied."""
    with short_sockets():
        return made(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="module")
def office(
    template: Office, tmp_path_factory: pytest.TempPathFactory, _place: None
) -> Iterator[Office]:
    """An unlocked installation with a roster."""
    with moved_in(template, tmp_path_factory.mktemp("office")) as found:
        yield found


@pytest.fixture
def own_office(template: Office, tmp_path: Path, _place: None) -> Iterator[Office]:
    """An installation for a test that harms it."""
    with moved_in(template, tmp_path) as found:
        yield found
