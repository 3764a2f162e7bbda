"""Keep what this process holds in memory out of core dumps, debuggers and others' files.

Python cannot wipe memory, so the rest is left to short sessions and to encrypted swap. Nothing
here may stop the software from running: a platform that lacks a protection goes without it, and
``sanjose doctor`` is where that is said.
"""

import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4


def harden() -> None:
    """Switch off core dumps and reading by other processes, and make new files private.

    For the rest of this process's life and for the processes that it starts; a core limit that
    was lowered cannot be raised again. Never raises.

    Source: ours; a core dump or a debugger would show every name that was ever unsealed.
    """
    os.umask(0o077)
    _no_core()
    _not_dumpable()


def _no_core() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        return


def _not_dumpable() -> None:
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    except (OSError, AttributeError):
        return
