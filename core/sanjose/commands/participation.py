"""What States have accepted: shown, entered one by one, or imported as a list."""

from collections.abc import Iterable
from typing import Any

import click

from sanjose.commands import sheets
from sanjose.commands.acts import act
from sanjose.commands.answers import tell
from sanjose.commands.around import AS_AT, Around, command, group
from sanjose.commands.basis import UNKNOWN
from sanjose.commands.documents import LONGEST, read_bytes
from sanjose.commands.session import session
from sanjose.commands.telling import heading, paragraph, say, table, tell_json
from sanjose.rules.legal import Finding, bound
from sanjose.secretariat import Imported
from sanjose.secretariat.verbs import VERBS
from sanjose.words.events import ParticipationEntered
from sanjose.words.states import name_of
from sanjose.words.told import fields_of, read

COLUMNS = tuple(one.name for one in fields_of(ParticipationEntered))


def shown(around: Around, state: str | None = None) -> None:
    """Show how States stand towards the committee's instruments on a day."""
    with session(around.home) as door:
        day = around.on or door.today()
        committee, entries = door.committee, door.record().participation
        code = door.state_code(state) if state else None
    codes = [code] if code else sorted({one.state for one in entries}, key=name_of)
    found = {
        one: {i.key: bound(committee, i.key, one, day, entries) for i in committee.instruments}
        for one in codes
    }
    entered = [one for one in entries if one.state == code]
    if around.as_json:
        tell_json({"on": day, "states": _plain(found, entries)})
        return
    if not committee.instruments:
        paragraph("The committee's profile names no instrument: nothing is entered here.")
        return
    if code is None:
        say(f"What States had accepted on {day}")
        heading("Instruments")
        table((one.key, one.title) for one in committee.instruments)
        heading("States, and whether each instrument counts for them")
        if found:
            table([(*found[codes[0]], "State"), *(_line(*one) for one in found.items())])
        else:
            paragraph("Nothing is entered: sanjose participation import FILE.csv", indent=2)
        say()
        paragraph("`sanjose participation list STATE` shows why.")
        return
    say(f"{name_of(code)} on {day}")
    say()
    table((key, str(one.answer), f"{one.why}.") for key, one in found[code].items())
    if entered:
        heading("Entered")
        table(_row(one) for one in entered)
    if any(one.answer == "unknown" for one in found[code].values()):
        say()
        paragraph(UNKNOWN)


def _line(code: str, answers: dict[str, Finding]) -> tuple[str, ...]:
    return *(str(one.answer) for one in answers.values()), name_of(code)


def _row(one: ParticipationEntered) -> tuple[str, ...]:
    days = [f"since {one.since}"] * bool(one.since) + [f"until {one.until}"] * bool(one.until)
    looked_up = f"{one.source}, looked up on {one.as_of}"
    return one.instrument, " ".join([str(one.status), *days]), looked_up


def _plain(
    found: dict[str, dict[str, Finding]], entries: Iterable[ParticipationEntered]
) -> list[dict[str, Any]]:
    listed = tuple(entries)
    return [
        {
            "state": code,
            "name": name_of(code),
            "instruments": {
                key: {"answer": str(one.answer), "why": one.why} for key, one in answers.items()
            },
            "entered": [
                {name: getattr(one, name) for name in COLUMNS}
                for one in listed
                if one.state == code
            ],
        }
        for code, answers in found.items()
    ]


@command("list", line="Show what States have accepted, or one of them.", on=AS_AT)
@click.argument("state", required=False)
def list_(around: Around, state: str | None) -> None:
    """Show."""
    shown(around, state)


@command(
    "import",
    line="Enter what many States have accepted, from a list.",
    more=f"A CSV file whose first line is {','.join(COLUMNS)}. A State is given by its code or"
    " name, a day as 2026-01-31. Without a first day an entry speaks from the day of the look-up"
    " on. All of it is entered, or nothing; what stands there already is not entered again.",
)
@click.argument("file", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Check everything, and enter nothing.")
def import_(around: Around, file: str, *, dry_run: bool) -> int:
    """Import."""
    raw = read_bytes(file, LONGEST, "the list", "enter it in parts")
    entries = [
        (line, read(ParticipationEntered, row, at=f"line {line}, "))
        for line, row in sheets.rows(raw, COLUMNS)
    ]
    with session(around.home, writing=True) as door:
        done = door.import_participation(entries, dry_run=dry_run)
        if done.outcome.refused:
            return tell(around, door, done.outcome, opening="to enter what States accepted")
    if around.as_json:
        tell_json({"entered": done.entered, "stood": done.stood, "kept": not dry_run})
        return 0
    paragraph(_said(done, dry_run=dry_run))
    return 0


def _said(done: Imported, *, dry_run: bool) -> str:
    would = " would be" if dry_run else ""
    entered = f"{done.entered:,}{would} entered." if done.entered else "Nothing of it is new."
    stood = f" {done.stood:,} stood there already." if done.stood else ""
    kept = " Nothing was changed." if dry_run else ""
    return f"{entered}{stood}{kept}"


enter = act(
    VERBS["participation-enter"],
    "enter",
    "Enter what a State has accepted, as looked up on a day.",
)
COMMANDS = {
    "participation": group("participation", list_, enter, import_, default=shown, on=AS_AT)
}
