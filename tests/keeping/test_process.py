"""What hardening does to a process, seen from outside it."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanjose.keeping import process

HARDENED = "from sanjose.keeping.process import harden; harden(); "
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Undo for this process what can be undone; that it cannot dump a core may stay so."""
    mask = os.umask(0o022)
    os.umask(mask)
    yield
    os.umask(mask)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)


def said_by(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", HARDENED + code], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_hardened_process_dumps_no_core() -> None:
    limits = said_by("import resource; print(resource.getrlimit(resource.RLIMIT_CORE))")

    assert limits == "(0, 0)"


@LINUX
def test_a_hardened_process_cannot_be_traced_by_another_of_the_same_user() -> None:
    dumpable = said_by("import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))")

    assert dumpable == "0"


def test_what_a_hardened_process_writes_is_private(tmp_path: Path) -> None:
    said_by(f"open({os.fspath(tmp_path / 'note')!r}, 'w').close()")

    assert (tmp_path / "note").stat().st_mode & 0o777 == 0o600


def test_a_process_hardens_itself_more_than_once() -> None:
    process.harden()
    process.harden()

    assert os.umask(0o077) == 0o077


def test_a_platform_without_core_limits_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)

    process.harden()


def test_a_platform_other_than_linux_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")

    process.harden()


def test_a_c_library_without_prctl_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())

    process.harden()
