"""A history file replayed by the command line, and told step by step from its answer.

What a reader takes in as one is drawn together: the roster, a long run of the calendar, and
the steps of one measure on one day. A refusal always stands by itself, with its reasons.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from sanjose.history import documents
from tests.demonstration.house import WIDTH, House, expect, say, tell

STORIES = Path(__file__).resolve().parents[2] / "core" / "docs" / "stories"
MARGIN = 13  # where the sentences begin, beside the day

Step = dict[str, Any]

MERGED = {"propose": "proposed", "decide": "decided", "confirm": "confirmed", "take": "taken"}
DONE = {
    "receive": "recorded as {reference}",
    "add": "added",
    "add-facts": "facts recorded",
    "add-person": "added",
    "park": "parked",
    "close": "closed",
    "notify": "notice recorded",
    "contact": "contact recorded",
    "inform": "recorded",
    "consent": "on the consent sheet",
    "weigh": "weighing recorded",
    "consult": "source recorded",
    "assess": "assessment recorded",
    "conclude": "conclusions recorded",
    "propose": "{label} proposed",
    "decide": "{label} decided",
    "confirm": "{label} confirmed",
    "take": "{label} taken",
    "reply": "reply to {label} recorded",
    "office-fill": "in the roster",
    "calendar-enter": "in the calendar",
    "file-open": "file {label} opened",
    "file-move": "file {label} moved",
}
ADVICE = {"assess", "consent"}
FEW = 4
"""Entries in the calendar that are told one by one."""


def story(house: House, name: str) -> dict[str, str]:
    """Replay a story, tell it step by step, and return the references of its cases."""
    path = next(STORIES.glob(f"{name}-*.yaml"))
    heading, *written = documents(path)
    say(f"\n\n{'-' * WIDTH}")
    tell(f"Story {name}. {heading['title']}", hang=9)
    tell(f"Source: {heading['source']}", hang=8)
    say("-" * WIDTH)
    say()
    tell(heading["note"])
    say()
    say(f"$ sanjose replay {path.name} --json")
    say()
    done = house.ask("replay", str(path))
    steps = [
        {**told, "fields": step.get(told["verb"], {})}
        for told, step in zip(done["told"], written, strict=True)
    ]
    expect(len(steps) == done["steps"] > 0, f"every step of story {name} is told")
    before = ""
    for group in together(steps):
        day = long_day(group[0]["on"])
        step(group, day if day != before else "")
        before = day
    found: dict[str, str] = done["references"]
    return found


def together(steps: list[Step]) -> Iterator[list[Step]]:
    """Draw together what a reader takes in as one: calendar entries, a measure's own steps."""
    for kind, run in groupby(steps, key=_belongs):
        listed = list(run)
        if kind[0] == "alone" or (kind[0] == "calendar" and len(listed) < FEW):
            yield from ([one] for one in listed)
        else:
            yield listed


def _belongs(one: Step) -> tuple[str, ...]:
    if "refused" in one:
        return ("alone",)
    if one["verb"] == "calendar-enter":
        return ("calendar",)
    if one["verb"] == "office-fill":
        return ("roster", one["on"])
    if one["verb"] in MERGED:
        return ("measure", one["on"], one["label"])
    return ("alone",)


def step(group: list[Step], day: str) -> None:
    """Tell one step, or several that belong together."""
    one = group[0]
    if "refused" in one:
        tell(one["note"], indent=MARGIN, first=day)
        say(" " * MARGIN + "REFUSED:")
        for objection in one["refused"]:
            reason = objection["reason"][:1].upper() + objection["reason"][1:]
            tell(f"- {reason} ({shortly(objection['source'])}).", indent=MARGIN, hang=2)
        return
    if one["verb"] == "calendar-enter" and len(group) > 1:
        kinds = Counter(each["fields"]["what"] for each in group)
        told = ", ".join(several(number, kind) for kind, number in kinds.items())
        until = long_day(group[-1]["on"])
        tell(f"Until {until}, entered in the calendar: {told}.", indent=MARGIN, first=day)
        return
    notes = " ".join(each["note"] for each in group)
    tell(f"{notes} [{_bracket(group)}]", indent=MARGIN, first=day)
    if one["verb"] in ADVICE:
        for note in one["notes"]:
            tell(f"Advice: {note}.", indent=MARGIN, hang=2)


def _bracket(group: list[Step]) -> str:
    one = group[0]
    if len(group) > 1 and one["verb"] in MERGED:
        return f"{one['label']} " + ", ".join(MERGED[each["verb"]] for each in group)
    done = DONE[one["verb"]].format(**one)
    if one["verb"] in ADVICE | {"propose", "conclude"}:
        return done
    notes = (note for note in one["notes"] if all(note in each["notes"] for each in group))
    return re.sub(r"\b0 days after", "on the day of", "; ".join((done, *notes)))


def several(number: int, kind: str) -> str:
    """Return a number of entries in the calendar, in words.

    >>> several(2, "list of issues"), several(1, "session")
    ('2 lists of issues', '1 session')
    """
    first, *rest = kind.split(" ", 1)
    if kind != "concluding observations" and number > 1:
        first, rest = (
            (f"{first}s", rest) if rest[:1] != ["dialogue"] else (first, ["dialogues"])
        )
    return " ".join((str(number), first, *rest))


def shortly(source: str) -> str:
    """Return a source as it stands on a crowded line: G the Guidelines, N the note."""
    named = re.fullmatch(r"(HRI/MC/2015/6|Secretariat note, .*), para\. (.*)", source)
    if named:
        return f"{'G' if named[1].startswith('HRI') else 'N'} {named[2]}"
    return source.replace("chosen: ", "our own rule: ")


def long_day(day: str) -> str:
    """Return a day as it is read aloud, short enough for the margin."""
    return f"{date.fromisoformat(day):%d %b %Y}".lstrip("0").rjust(11)
