"""The roster: who holds which office, and who acts on a day."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import click

from sanjose.commands.acts import act
from sanjose.commands.around import AS_AT, Around, command, group
from sanjose.commands.documents import LONGEST, listing, read_bytes
from sanjose.commands.session import session
from sanjose.commands.telling import heading, paragraph, say, table, tell_json
from sanjose.commands.wording import state_name
from sanjose.rules.authority import Acting
from sanjose.secretariat import Secretariat
from sanjose.secretariat.verbs import VERBS
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import OfficeFilled
from sanjose.words.model import Post
from sanjose.words.told import read

UNKNOWN = (
    "Of somebody here no nationality is known, and the conflict wall keeps nobody out whose "
    "nationality it does not know: sanjose roster correct"
)


def shown(around: Around, state: str | None = None) -> None:
    """Show the roster on a day, and who acts."""
    with session(around.home) as door:
        day = around.on or door.today()
        holding = [one for post in Post for one in door.record().holding(post, day)]
        acting = _acting(door, state, day)
        code = door.state_code(state) if state else None
    if around.as_json:
        tell_json(
            {
                "on": day,
                "offices": [_plain(one) for one in holding],
                "acting": {
                    str(post): {"post": str(a.post), "holders": [h.holder for h in a.holders]}
                    for post, a in acting
                },
            }
        )
        return
    say(f"The roster on {day}")
    say()
    if not holding:
        paragraph("Nobody stands in it: sanjose roster fill")
        return
    table(_row(one) for one in holding)
    heading("Who acts" + (f" in a case concerning {state_name(code)}" if code else ""))
    table((f"for the {post}", _who(one)) for post, one in acting)
    if code is None:
        say()
        paragraph(
            "With `sanjose roster list --state STATE`, nationals of that State are left out."
        )
    if any(not one.nationalities for one in holding):
        say()
        paragraph(UNKNOWN)


def _acting(door: Secretariat, state: str | None, day: date) -> list[tuple[Post, Acting]]:
    try:
        posts = (door.focal, Post.CHAIR)
        return [(post, door.acting(post, state=state, on=day)) for post in posts]
    except Unable:
        return []


def _who(acting: Acting) -> str:
    if not acting.holders:
        return "the plenary, without whoever is recused"
    return f"the {acting.post}: {', '.join(one.holder for one in acting.holders)}"


def _row(one: OfficeFilled) -> tuple[str, ...]:
    until = f" until {one.until}" if one.until else ""
    besides = [
        f"since {one.since}{until}",
        state_name(one.state) if one.state else "",
        ", ".join(one.procedures),
    ]
    return (
        str(one.post),
        one.holder,
        ", ".join(map(state_name, one.nationalities)) or "nationality unknown",
        "; ".join(part for part in besides if part),
    )


def _plain(one: OfficeFilled) -> dict[str, Any]:
    return {
        "post": str(one.post),
        "holder": one.holder,
        "nationalities": list(one.nationalities),
        "since": one.since,
        "until": one.until,
        "state": one.state,
        "procedures": list(one.procedures),
    }


@command("list", line="Show who holds which office on a day, and who acts.", on=AS_AT)
@click.option("--state", metavar="STATE", help="Who acts in a case concerning this State.")
def list_(around: Around, state: str | None) -> None:
    """Show."""
    shown(around, state)


@command(
    "import",
    line="Enter a whole roster from a list.",
    more="A CSV file whose first line names the fields (post, holder, nationalities, since,"
    " until, state, procedures, address; several values divided by semicolons), or a list of"
    " documents in JSON or YAML. All of it is entered, or nothing.",
)
@click.argument("file", metavar="FILE")
def import_(around: Around, file: str) -> int:
    """Import."""
    entries = [read(OfficeFilled, one) for one in _entries(file)]
    with session(around.home, writing=True) as door, door.archive.together():
        for number, one in enumerate(entries, start=1):
            try:
                outcome = door.fill_office(one)
            except Misuse as error:
                message = f"entry {number}: {error}; nothing was entered"
                raise Misuse(message) from None
            if outcome.refused:
                reasons = "; ".join(map(str, outcome.objections))
                message = f"entry {number} is refused: {reasons}; nothing was entered"
                raise Misuse(message)
    if around.as_json:
        tell_json({"entered": len(entries)})
        return 0
    paragraph(f"{len(entries)} entered in the roster.")
    if any(not one.nationalities for one in entries):
        paragraph(UNKNOWN)
    return 0


def _entries(file: str) -> Iterable[dict[str, Any]]:
    raw = read_bytes(file, LONGEST, "the list", "enter it in parts")
    if not file.endswith(".csv"):
        found = listing(raw)
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            message = "the list is a list of groups of fields, as `sanjose schema office-fill`"
            raise Misuse(message)
        return found
    try:
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        message = "the list is no CSV in UTF-8: save it again"
        raise Misuse(message) from None
    return [_fields(row) for row in rows]


def _fields(row: Mapping[Any, Any]) -> dict[str, Any]:
    several = {"nationalities", "procedures"}
    found: dict[str, Any] = {}
    for name, value in row.items():
        if not (isinstance(name, str) and isinstance(value, str)):
            message = "a line of the list has more or fewer columns than the first one"
            raise Misuse(message)
        if value.strip():
            parts = [part.strip() for part in value.split(";") if part.strip()]
            found[name.strip()] = parts if name.strip() in several else value.strip()
    return found


fill = act(VERBS["office-fill"], "fill", "Record that somebody holds an office.")
correct = act(VERBS["office-correct"], "correct", "Correct an entry of the roster.")
leave = act(VERBS["office-leave"], "leave", "Record the last day of somebody in an office.")
COMMANDS = {
    "roster": group("roster", list_, fill, correct, leave, import_, default=shown, on=AS_AT)
}
