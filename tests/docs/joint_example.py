"""Story 8's joint statement on paper: as it is revised, and as the three Chairs adopted it.

The story itself is told in ``tests/stories/test_story_8.py``, with keys that are made anew each
time; here its outcome is written down, so that the example stays the same.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256

from sanjose.exchange.directory import Holder
from sanjose.exchange.statements import Concurrence, How
from sanjose.paper.joint import as_document
from sanjose.paper.reading.tracked import as_changes
from sanjose.rules.committees import load
from sanjose.secretariat.network.jointly import JointNow
from tests.stories.test_story_8 import BODIES, TEXT

ADOPTED = date(2023, 7, 3)
FIRST = TEXT.replace("are concerned at repeated", "take note of").replace(
    ", to investigate them", ""
)
"""The draft that was revised."""


def concurred(committee: str, holder: Holder, how: How) -> Concurrence:
    """Return a concurrence of the story; nobody checks the signature of an example."""
    return Concurrence(
        raw=b"",
        document=bytes(32),
        signatory=committee,
        holder=holder,
        on=ADOPTED,
        how=how,
        officers=() if how is How.KEY else ("officer-1", "officer-2"),
        kid="",
        signature=b"",
    )


def adopted() -> JointNow:
    """Return the statement as all three see it at the end of the story."""
    return JointNow(
        label="J1",
        document=sha256(TEXT.encode()).digest(),
        state="XXA",
        signatories=BODIES,
        expires=date(2023, 8, 31),
        embargo=ADOPTED,
        text=TEXT,
        grounds=(),
        standing="adopted",
        concurred=(
            concurred("cat", Holder.CHAIR, How.KEY),
            concurred("ced", Holder.CHAIR, How.KEY),
            concurred("cerd", Holder.VICE, How.MAIL),
        ),
    )


def joint_statement() -> Iterator[Mapping[str, bytes]]:
    """The draft with its changes tracked, and the statement with how each Chair concurred."""
    from tests.docs.examples import paper

    names = {one: load(one).committee.name for one in BODIES}
    yield {"8-joint-statement-revised.docx": as_changes("Joint statement", FIRST, TEXT)}
    yield paper(as_document(adopted(), names, "Exampleland", ADOPTED), "8-joint-statement")
