"""Ask a hook as the core does, and notice whatever it does besides reading its arguments.

Python calls a profiler at every call, and a C function like ``date.today`` cannot be replaced:
so the profiler looks who is called. An audit hook sees files and connections that are reached
otherwise. What is noticed is raised where it happens and kept, so that a rule which catches
the exception is found out all the same.
"""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import get_ident
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")

OUTSIDE = frozenset(
    """asyncio click ctypes glob http importlib io logging multiprocessing nt os pathlib posix
    queue random secrets selectors shutil signal socket sqlite3 ssl subprocess tempfile
    threading time urllib uuid zoneinfo""".split()
)
"""Modules whose functions reach out of a rule: to files, the clock, chance, other processes."""
EVENTS = (
    "open",
    "os.",
    "socket.",
    "subprocess.",
    "import",
    "exec",
    "sqlite3.",
    "time.",
    "shutil.",
)
CLOCK = frozenset({"today", "now", "utcnow"})
SCREEN = frozenset({"open", "print", "input", "exec", "eval", "compile", "__import__"})

_watching: dict[int, list[str]] = {}


class ImpureError(BaseException):
    """A rule did more than read its arguments; no ``except Exception`` in a rule hides it."""


def breaches(ask: Callable[[], object]) -> tuple[str, ...]:
    """Return what was done besides reading arguments while something was asked."""
    # That it raises is another check's matter.
    with watched() as found, suppress(Exception, ImpureError):
        answer = ask()
        if isinstance(answer, Iterator):
            tuple(answer)
    return tuple(dict.fromkeys(found))


def heard(ask: Callable[[], object]) -> frozenset[str]:
    """Return the packages and modules of which something was called while it was asked."""
    found = set[str]()

    def called(frame: FrameType, event: str, _: Any) -> None:  # pragma: no cover - as below
        if event == "call":
            found.add(str(frame.f_globals.get("__name__", "")).partition(".")[0])

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        ask()
    finally:
        sys.setprofile(before)
    return frozenset(found)


@contextmanager
def watched() -> Iterator[list[str]]:
    """Give a list that fills with what is done outside; only this thread is watched."""
    _install()
    found: list[str] = []
    before, collecting = sys.getprofile(), gc.isenabled()
    gc.disable()  # what the collector happens to run is no rule's doing
    _watching[get_ident()] = found
    sys.setprofile(_called)
    try:
        yield found
    finally:
        sys.setprofile(before)
        del _watching[get_ident()]
        if collecting:
            gc.enable()


# Nothing is traced inside a profiler, so that no coverage shows that these were run.
def _called(frame: FrameType, event: str, called: Any) -> None:  # pragma: no cover
    if event == "call":
        module = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if module in OUTSIDE:
            _notice(f"{module}.{frame.f_code.co_name}")
    elif event == "c_call":
        name = getattr(called, "__name__", "")
        owner = getattr(called, "__self__", None)
        place = getattr(owner, "__module__", None) or getattr(owner, "__name__", "") or ""
        module = (getattr(called, "__module__", None) or place or "").partition(".")[0]
        if module == "datetime" or isinstance(owner, type):
            if name in CLOCK:
                _notice(f"{getattr(owner, '__name__', module)}.{name}")
        elif module in OUTSIDE or (module == "builtins" and name in SCREEN):
            _notice(name if module == "builtins" else f"{module}.{name}")


def _audited(event: str, _: object) -> None:  # pragma: no cover
    if get_ident() in _watching and event.startswith(EVENTS):
        _notice(event)


def _notice(what: str) -> None:  # pragma: no cover
    found = _watching.get(get_ident())
    if found is None:
        return
    found.append(what)
    message = f"a rule called {what}"
    raise ImpureError(message)


def _install() -> None:
    """Add the audit hook once; it can never be taken away, and does nothing unless watched."""
    if not hasattr(sys, "_sanjose_guarded"):
        sys.addaudithook(_audited)
        sys._sanjose_guarded = True  # type: ignore[attr-defined]  # noqa: SLF001
