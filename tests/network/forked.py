"""What a process of its own does, perhaps as another user, and how it ended."""

import os
import signal
import traceback
import warnings
from collections.abc import Callable

OTHER = 65534


def forked(act: Callable[[], object], *, user: int | None = None) -> str:
    """Do something in a child, and return what it returned or what it was refused with."""
    read, write = os.pipe()
    with warnings.catch_warnings():
        # A thread of the test runner may be there; the child uses none.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            if user is not None:
                os.setgroups([])
                os.setgid(user)
                os.setuid(user)
            said = str(act())
        except BaseException as error:  # noqa: BLE001 - nothing may come back from a child
            said = f"{type(error).__name__}: {error}"
            if not str(error):
                said += traceback.format_exc()
        os.write(write, said.encode()[:60_000])
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as file:
        said = file.read().decode()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return f"ended by {signal.Signals(os.WTERMSIG(status)).name}"
    return said
