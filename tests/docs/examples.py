"""Make the examples in ``core/docs/examples`` from the stories, as the commands would make them.

    python -m tests.docs.examples

Each story is replayed into a home of its own, up to the day on which the paper is wanted. The
references of cases are drawn by lot in life, and from a fixed list here, so that an example is
the same each time that it is made.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from sanjose import history
from sanjose.keeping import installation
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.keyring import OwnKeys
from sanjose.keeping.slots import Cost, default_slot
from sanjose.paper.document import Paper
from sanjose.rules.correspondence import LetterFacts
from sanjose.secretariat import Secretariat
from sanjose.words.references import ALPHABET, check_character
from tests.docs.joint_example import joint_statement

ROOT = Path(__file__).parents[2]
STORIES = ROOT / "core" / "docs" / "stories"
EXAMPLES = ROOT / "core" / "docs" / "examples"
PASSPHRASE = b"seventeen green bridges"

Files = Mapping[str, bytes]


class NothingDue:
    """A new installation has no case, so that nothing waits."""

    def of_case(self, _: object) -> tuple[()]:
        return ()

    def of_committee(self, _: object) -> tuple[()]:
        return ()


def drawn() -> Callable[[str, date], str]:
    """Return what gives references from a fixed list, instead of by lot."""
    lot = Random(2015)

    def reference(committee: str, on: date) -> str:
        while True:
            random = "".join(lot.choice(ALPHABET) for _ in range(5))
            stem = f"{committee.upper()}-{on:%y}-{random}"
            if (check := check_character(stem)) in ALPHABET:
                return f"{stem}-{check}"

    return reference


@contextmanager
def told(
    story: str, on: date, until: Callable[[dict[str, Any]], bool]
) -> Iterator[tuple[Secretariat, Mapping[str, str]]]:
    """Open a home in which a story happened, up to the step for which ``until`` holds."""
    heading, *steps = history.documents(next(STORIES.glob(f"{story}.yaml")))
    kept: list[dict[str, Any]] = []
    for step in steps:
        if until(step):
            break
        kept.append(step)
    now = datetime.combine(on, time(9), UTC)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "story.jsonl")
        file.write_text(
            "".join(f"{json.dumps(one, default=str)}\n" for one in (heading, *kept))
        )
        home = Home(Path(folder, "home"))
        settings = Settings(committee=heading["committee"], trial=True)
        installation.create(home, settings, PASSPHRASE, (), NothingDue(), now, Cost.TRIAL)
        keys = OwnKeys(default_slot(home, None).open(PASSPHRASE), home.keys)
        lots = patch("sanjose.secretariat.intake.new_reference", drawn())
        try:
            with Secretariat(home, keys, lambda: now) as door, lots:
                replayed = history.replay(door, file)
                yield door, replayed.references
        finally:
            keys.close()


def nothing(_: dict[str, Any]) -> bool:
    """Tell a story to its end."""
    return False


def taking(step: dict[str, Any]) -> bool:
    """Stop before something is carried out: what is drafted has not gone out."""
    return "take" in step


def letter(facts: LetterFacts | None, name: str, *languages: str) -> Files:
    """Return a letter as it is drafted, in some languages."""
    from sanjose.paper.letters.letter import as_letter, as_letter_text

    assert facts is not None
    files = {}
    for language in languages:
        files[f"{name}.{language}.docx"] = as_letter(facts, language)
        files[f"{name}.{language}.txt"] = as_letter_text(facts, language).encode()
    return files


def paper(made: Paper, name: str) -> Files:
    """Return a paper as text, Word and PDF."""
    from sanjose.paper.forms.pdf import as_pdf
    from sanjose.paper.forms.plain import as_text
    from sanjose.paper.forms.word import as_word

    return {
        f"{name}.txt": as_text(made).encode(),
        f"{name}.docx": as_word(made),
        f"{name}.pdf": as_pdf(made),
    }


# -- what is shown ------------------------------------------------------------------------------


def letters_to_a_state() -> Iterator[Files]:
    """Story 1's letter in four languages, one of them from right to left; story 2's note."""
    day = date(2021, 9, 8)
    with told("1-cat-complaint", day, taking) as (door, cases):
        drafted = door.letter_facts(cases["complainant"], "M1", dated=day)
        yield letter(drafted.facts, "1-letter", "en", "fr", "es", "ar")
    day = date(2022, 4, 4)
    with told("2-ced-link-not-established", day, taking) as (door, cases):
        drafted = door.letter_facts(cases["first case"], "M1", dated=day)
        yield letter(drafted.facts, "2-note-verbale", "en", "fr", "es")


def brief_for_a_closed_meeting() -> Iterator[Files]:
    """What the committee reads of story 3 behind closed doors, naming nobody."""
    from sanjose.paper.briefs import as_brief
    from sanjose.words.correspondence import Occasion

    day = date(2022, 12, 2)
    with told("3-ced-concern", day, nothing) as (door, cases):
        briefed = door.brief_facts(
            Occasion.CLOSED, cases["second case"], held_on=day, disguised=True
        )
        assert briefed.facts is not None
        yield paper(as_brief(briefed.facts), "3-brief-closed-meeting")


def update_of_a_year() -> Iterator[Files]:
    """The rapporteur's update on the year of story 5."""
    from sanjose.paper.reports import report
    from sanjose.rules.reports import Sort

    with told("5-cat-year", date(2023, 1, 9), nothing) as (door, _):
        found = door.gather(Sort.UPDATE, date(2022, 1, 1), date(2022, 12, 31))
        yield paper(report(found.material), "5-update-of-the-rapporteur")


def sheet_for_the_chair() -> Iterator[Files]:
    """What the Chair reads between two sessions, in story 1."""
    from sanjose.paper.digests import as_sheet

    with told("1-cat-complaint", date(2021, 12, 6), taking) as (door, _):
        yield paper(as_sheet(door.sheets().sheets[0]), "1-sheet-for-the-chair")


def material_for_a_new_member() -> Iterator[Files]:
    """What a new member is given to read, from the profile."""
    from sanjose.paper.induction import induction

    with told("7-cat-fear", date(2023, 1, 9), taking) as (door, _):
        yield paper(induction(door.committee, date(2023, 1, 9)), "induction")


def material_for_the_chairs() -> Iterator[Files]:
    """What the stories come to in the paper that the meeting of Chairs reads."""
    from sanjose.paper.material import together
    from tests.stories.section_v import section

    with tempfile.TemporaryDirectory() as folder, section(Path(folder)) as told_by_each:
        yield paper(together(told_by_each, date(2023, 2, 1)), "2-5-material-for-the-chairs")


SHOWN = (
    letters_to_a_state,
    brief_for_a_closed_meeting,
    update_of_a_year,
    sheet_for_the_chair,
    material_for_the_chairs,
    material_for_a_new_member,
    joint_statement,
)


def made() -> dict[str, bytes]:
    """Return every example by the name of its file."""
    found: dict[str, bytes] = {}
    for show in SHOWN:
        for files in show():
            found.update(files)
    return found


def main() -> int:
    """Write the examples anew."""
    EXAMPLES.mkdir(exist_ok=True)
    files = made()
    for old in EXAMPLES.iterdir():
        if old.name not in files and old.name != "README.md":
            old.unlink()
    for name, content in files.items():
        (EXAMPLES / name).write_bytes(content)
    print(f"{len(files)} files in {EXAMPLES.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
