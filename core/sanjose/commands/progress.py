"""A bar on standard error for what can take more than a second; nothing where nobody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from sanjose.commands.telling import watched


@contextmanager
def bar(label: str, length: int | None = None) -> Iterator[Callable[[int, int], None]]:
    """Give a function that is told how many are done, and of how many."""
    if not watched():
        yield lambda _done, _of: None
        return
    with click.progressbar(length=length or 1, label=label, file=sys.stderr, width=30) as shown:
        before = 0

        def told(done: int, of: int) -> None:
            nonlocal before
            shown.length = max(of, 1)
            shown.update(done - before)
            before = done

        yield told
