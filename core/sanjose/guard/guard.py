"""The guard itself: everything that is looked for in a text, in one call."""

from itertools import chain

from sanjose.guard.dates import days
from sanjose.guard.findings import Finding, in_order
from sanjose.guard.known import Known
from sanjose.guard.pages import page
from sanjose.guard.patterns import hidden, shapes
from sanjose.guard.search import found_on
from sanjose.guard.vocabulary import Language, vocabulary


def findings(
    text: str, known: Known, *, summary_in: Language | None = None
) -> tuple[Finding, ...]:
    """Return what in a text would tell who somebody is, by its place; none where it may pass.

    Args:
        text: as it is to leave. It is kept nowhere, and no finding carries a word of it.
        known: what the cases know, every case and not only the one that it speaks of.
        summary_in: for a place where only a summary belongs, the language of its closed list.

    Raises:
        Unable: that language has no list.

    >>> findings("A lawyer was threatened after the session.", Known())
    ()
    >>> [one.kind.value for one in findings("Ring 0123 456 789 at night.", Known())]
    ['telephone number']
    """
    read = page(text)
    on = tuple(days(read.text))
    told = chain(shapes(read, on), hidden(text), found_on(read, known, on))
    if summary_in is not None:
        told = chain(told, vocabulary(summary_in).outside(read))
    return in_order(told)
