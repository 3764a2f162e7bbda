"""The acts: what this is, the stories, ten committees, an urgent call, a year, paper, the network.

Each act holds what came out against what it tells, and the first that differs ends the demo.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.demonstration.committees import committees
from tests.demonstration.house import (
    WIDTH,
    House,
    NotAsToldError,
    act,
    expect,
    narrate,
    say,
    tell,
)
from tests.demonstration.network import network
from tests.demonstration.paper import paper
from tests.demonstration.story import story
from tests.demonstration.tampering import tampering

AMISS = (NotAsToldError, subprocess.TimeoutExpired, LookupError, OSError, ValueError)
"""What ends the demo with a sentence: something came out otherwise, or did not come at all."""


def opening() -> None:
    """Say what this is."""
    act(
        "What this is",
        "People who tell the United Nations treaty bodies what happens in their country are "
        "sometimes threatened for it. sanjose keeps a committee's record of every such "
        "allegation, and leads its secretariat through the procedure: what must not be done now "
        "is refused, with the paragraph that says why. It sends nothing, publishes nothing and "
        "decides nothing; people do.",
        "What follows is real output in trial homes that are removed at the end; every person "
        "is invented. P1 is the first person of a case, M1 its first measure, F1 a file. G is "
        "the San José Guidelines (HRI/MC/2015/6), N the Secretariat's note for the thirty-fifth "
        "meeting of Chairs (2023), each with its paragraph.",
    )


def stories(cat: House, ced: House, cerd: House, apart: House) -> str:
    """Tell the seven stories, and return the reference of the first one's case.

    The seventh is told ``apart``, so that the year of the fifth counts what the note counts.
    """
    act(
        "Act 1. Seven stories",
        "Each is a history file, replayed through the same door that officers use, and told "
        "here from the answer. The days are those of the story; what is refused is refused by "
        "the rules and stands in the record.",
    )
    first = story(cat, "1")["complainant"]
    shown(cat, first, "2022-12-02")
    case = cat.ask("show", first, "--on", "2022-12-02")
    expect(case["stage"] == "awaiting reply", "story 1 ends as a case that awaits a reply")
    expect(
        case["measures"][0]["days_without_reply"] == 450, "the letter is 450 days without reply"
    )
    narrate(
        "The complaint is over, and the case is not: a State's silence closes nothing, and a "
        "closed complaint does not close what was done to the complainant."
    )

    second = story(ced, "2")["first case"]
    shown(ced, second, "2022-06-30")
    case = ced.ask("show", second)
    expect(case["measures"][0]["taken_on"] == "2022-04-05", "the meeting went ahead")
    expect(case["confirmed_reprisal"] is False, "story 2 is no confirmed reprisal")
    narrate(
        "The meeting went ahead although no link was established, and the case is not counted "
        "as a confirmed reprisal."
    )

    third = story(ced, "3")["second case"]
    shown(ced, third, "2022-12-02")
    case = ced.ask("show", third)
    stopped = [one["what"] for one in case["events"] if "refused to propose" in one["what"]]
    expect(
        stopped[-1].endswith(
            "letter: no basis (N 11), concern open (N 22), not weighed (G 13)"
        ),
        "story 3's letter is refused for three reasons, and the record says so",
    )
    narrate(
        "Three reasons, each with its paragraph, and the refusal stands in the record. Nothing "
        "went to the State."
    )

    fourth = story(cerd, "4")["hearing"]
    shown(cerd, fourth, "2022-12-31")
    case = cerd.ask("show", fourth)
    posted = [one["taken_on"] for one in case["measures"] if one["measure"] == "posting"]
    expect(posted == ["2022-12-08", "2022-12-09"], "letter and reply are both posted")
    narrate("Letter and reply stand on the page, each because she agreed to that one.")

    risk = story(cat, "5")["first risk"]
    shown(cat, risk, "2022-12-02")

    rescuers = story(cerd, "6")["rescuers"]
    case = cerd.ask("show", rescuers)
    expect(case["persons"] == [], "nobody of story 6 could consent, and nobody is named")
    narrate(
        "Nobody of the group was asked, so nobody is named: the concern was raised in words "
        "that identify nobody, and that was checked."
    )
    story(apart, "7")
    narrate("An organization stayed away. That is a fact of its own, and no step was taken.")
    return first


def shown(house: House, reference: str, on: str) -> None:
    """Show a case as at a day, without what was told step by step."""
    instead = "(as told above, an entry a line)"
    house.show("show", reference, "--on", on, without="What happened", instead=instead)


def urgent(cat: House) -> None:
    """Take in an allegation by telephone, ten minutes before a dialogue."""
    today = time.strftime("%Y-%m-%d")
    act(
        "Act 3. Ten minutes before a dialogue, the telephone rings",
        "The Committee is in session; the dialogue with Exampleland begins in ten minutes. "
        "Somebody calls from the corridor. The officer types three answers.",
    )
    session = ("--what", "session", "--title", "a session", "--starts", today)
    cat.run("calendar", "enter", *session)
    dialogue = ("--what", "interactive dialogue", "--title", "dialogue with Exampleland")
    cat.run("calendar", "enter", *dialogue, "--starts", today, "--state", "Exampleland")
    said = cat.converse(
        "urgent",
        answers=(
            "Exampleland",
            "Two men wait at the door and say that she will not get home.",
            "",  # an empty line ends the sentence
            "Ada Quill",
        ),
    )
    found = re.search(r"CAT-\d\d-\w{5}-\w", said)
    reference = found[0] if found else ""
    expect(bool(reference), "the urgent allegation has a reference")
    expect("Department of Safety and Security" in said, "danger in the room is answered first")
    narrate(
        "It was recorded before any rule was asked. The officer has called the Department of "
        "Safety and Security, which needs nobody's leave, and records it:"
    )
    cat.run("propose", reference, "safety")
    cat.show("take", reference, "M1", "--means", "by telephone")
    narrate("A letter to the State can leave within minutes, and not without her:")
    cat.show("propose", reference, "letter-deadline", code=1)
    narrate(
        "Two telephone calls remain, and the officer's page has them on top. (The stories ended "
        "in 2022: their check-ins are long overdue today.)"
    )
    page = cat.show("today")
    expect(0 <= page.find("Immediate") < page.find(reference), "what burns stands on top")
    expect("Reviews ahead" in page, "today shows the dialogue with the open case")
    cat.run("notify", reference, "--to", "rapporteur")
    cat.show("notify", reference, "--to", "Chair")


def morning(cat: House, first: str) -> None:
    """Show what an officer sees on a morning, and the figures of a year."""
    act(
        "Act 4. A morning, and a year in figures",
        "Reading commands answer as at any day. This is the morning of 2 December 2022:",
    )
    page = cat.show("today", "--on", "2022-12-02")
    expect("M1: no reply for 450 days" in page, "today counts the days without reply")
    listed = cat.show("cases", "--on", "2022-12-02")
    expect(first in listed, "story 1's case is in the list")
    narrate("Half a year later the letter is still there, and still counted:")
    later = cat.show("due", "--on", "2023-05-30")
    expect("M1: no reply for 629 days" in later, "the silence is counted for ever")
    narrate(
        "The year that the note tells of. What is zero is shown as zero: no allegation under "
        "articles 19 and 20, beside two under article 22."
    )
    period = ("--since", "2022-02-01", "--until", "2023-01-31")
    cat.show("counts", *period)
    counts = cat.ask("counts", *period)
    procedures, calendar = counts["procedures"], counts["calendar"]
    expect(
        [procedures[key] for key in ("report", "briefing", "follow-up", "inquiry")] == [0] * 4,
        "nothing was received under articles 19 and 20, and zero is shown",
    )
    expect(procedures["complaint"] == 2, "two risks under article 22 are counted")
    expect(
        [calendar[key] for key in ("review of a report", "interactive dialogue")] == [16, 15]
        and [calendar["list of issues"], calendar["list of issues prior to reporting"]]
        == [2, 14],
        "the year's reviews, dialogues and lists are 16, 15, 2 and 14",
    )
    expect(counts["measures"]["general-recommendation"] == 5, "five general recommendations")


def main(*only: str) -> int:
    """Tell everything; 0 if it all came out as told.

    Args:
        only: ``paper`` or ``network`` for that act alone.
    """
    if len(only) > 1 or set(only) - {"paper", "network"}:
        say("say nothing, or `paper` or `network` for that act alone")
        return 2
    sys.stdout.reconfigure(errors="replace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the homes are locked
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sanjose-demo-") as name:
        folder = Path(name)
        if only:
            told = last(folder, *only)
            return ended(began, told=told)
        houses = [
            House(committee=one, folder=folder, environment=surroundings(folder))
            for one in ("cat", "ced", "cerd", "cescr", "spt")
        ]
        second = folder / "second"
        second.mkdir()
        houses.append(House(committee="cat", folder=second, environment=surroundings(folder)))
        try:
            told = perform(*houses)
        finally:
            for house in houses:
                house.lock()
        told = told and last(folder, "paper", "network")
        return ended(began, told=told)


def last(folder: Path, *acts: str) -> bool:
    """Play the acts that stand by themselves, each in a folder of its own."""
    return all(played(one, partial(ALONE[one], folder / one)) for one in acts)


def on_paper(folder: Path) -> None:
    """Make a home for the act on paper, and lock it again."""
    folder.mkdir()
    house = House(committee="cat", folder=folder, environment=surroundings(folder))
    try:
        house.open("Switzerland")
        paper(house)
    finally:
        house.lock()


def in_the_network(folder: Path) -> None:
    """Play the act on the network."""
    folder.mkdir()
    network(folder, surroundings(folder))


ALONE: dict[str, Callable[[Path], None]] = {"paper": on_paper, "network": in_the_network}


def ended(began: float, *, told: bool) -> int:
    """Say that it came out as told, and return the exit code."""
    if told:
        say()
        tell(
            f"Everything came out as told, in {time.monotonic() - began:.0f} seconds. The trial "
            "homes are locked and removed."
        )
    return 0 if told else 1


def played(at: str, act: Callable[[], None]) -> bool:
    """Play an act by itself, and say why where it did not come out as told."""
    try:
        act()
    except AMISS as error:
        say()
        say(f"NOT AS TOLD, in {at}: {error}")
        return False
    return True


def perform(
    cat: House, ced: House, cerd: House, cescr: House, spt: House, apart: House
) -> bool:
    """Play the acts, and say which one did not come out as told."""
    at = "the opening"
    try:
        opening()
        at = "setting up"
        narrate("Setting up six trial homes: CED, CERD, CESCR, SPT and two for CAT ...")
        for house in (cat, ced, cerd, cescr, spt, apart):
            house.open("Switzerland")
        at = "act 1"
        first = stories(cat, ced, cerd, apart)
        at = "act 2"
        committees(cescr, spt)
        at = "act 3"
        urgent(cat)
        at = "act 4"
        morning(cat, first)
        at = "act 5"
        tampering(cat)
    except AMISS as error:
        say()
        say(f"NOT AS TOLD, in {at}: {error}")
        return False
    return True


def surroundings(folder: Path) -> dict[str, str]:
    """Return an environment in which nothing of this user's own is touched."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SANJOSE")}
    return {
        **kept,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(runtime),
        "COLUMNS": str(WIDTH),
        "TERM": "dumb",
        "PYTHONUTF8": "1",
    }
