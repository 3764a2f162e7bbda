"""Section V of the note as the stories make it: what is agreed and released first, and the paper.

What the stories leave open is done here: those concerned agree to an account by itself, the
rapporteur releases each, and the figures of the period. Source: N 29-35; G 33; floor 10.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

from sanjose import history
from sanjose.paper.accounts import draft
from sanjose.rules.material import Told, told
from sanjose.rules.reports import Sort
from sanjose.secretariat import Secretariat
from sanjose.words.events import ConsentRecorded, ConsequencesWeighed
from sanjose.words.model import Answer, Post, Use
from sanjose.words.sealed import Sealed
from tests.stories.conftest import STORIES, opened

SINCE, UNTIL = date(2022, 2, 1), date(2023, 1, 31)


def house(folder, committee: str, *stories: str) -> tuple[Secretariat, dict[str, str]]:
    door, references = opened(folder, committee), {}
    for name in stories:
        references |= history.replay(door, STORIES / f"{name}.yaml").references
    return door, references


def agree(door, reference, use=Use.PUBLISH) -> None:
    """Let the person agree to an account, and its consequences be weighed."""
    sheet = ConsentRecorded(answer=Answer.GIVEN, uses=(use,))
    weighing = ConsequencesWeighed(
        for_person=Sealed("It says of whom it is to nobody."), for_others=Sealed("None.")
    )
    assert not door.consent(reference, sheet).refused
    assert not door.weigh(reference, weighing).refused


def release(door, reference, *, named=False, text=None) -> str:
    """Release an account as it was drafted, or as somebody rewrote it."""
    words = text or draft(door.telling(reference, named=named), door.committee)
    found = door.release_account(
        reference,
        words.encode(),
        use=Use.PUBLISH,
        first=SINCE,
        last=UNTIL,
        named=named,
        by=Post.RAPPORTEUR,
    )
    assert not found.outcome.refused, found.outcome.objections
    return words


def gathered(door, *, total: bool) -> Told:
    released = door.release_figures(SINCE, UNTIL, total=total, by=Post.RAPPORTEUR)
    assert not released.refused, released.objections
    return told(door.gather(Sort.CHAIRS, SINCE, UNTIL).material)


@contextmanager
def section(folder: Path) -> Iterator[tuple[Told, Told, Told]]:
    """The material of the three committees of section V, each told by its stories."""
    with ExitStack() as stack:
        first, _ = house(folder / "cat", "cat", "5-cat-year")
        second, cases = house(
            folder / "ced", "ced", "2-ced-link-not-established", "3-ced-concern"
        )
        third, heard = house(folder / "cerd", "cerd", "4-cerd-france")
        for door in (first, second, third):
            stack.callback(door.archive.keyring.close)
            stack.callback(door.leave)
        for name in ("first case", "second case"):
            agree(second, cases[name])
            release(second, cases[name])
        release(third, heard["hearing"], named=True)
        yield (
            gathered(first, total=False),
            gathered(second, total=True),
            gathered(third, total=True),
        )
