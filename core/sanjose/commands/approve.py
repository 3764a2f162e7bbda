"""What waits for a second person: list it, see exactly what, say yes or no, take it back."""

import json
from collections.abc import Iterator
from typing import Any

import click

from sanjose.commands import answers, asking, timeline
from sanjose.commands.around import Around, command
from sanjose.commands.documents import at_a_terminal
from sanjose.commands.failing import Stopped
from sanjose.commands.session import session
from sanjose.commands.telling import (
    WIDTH,
    heading,
    paragraph,
    say,
    sentence,
    shown,
    table,
    tell_json,
)
from sanjose.commands.wording import state_name
from sanjose.secretariat import Secretariat
from sanjose.words.approvals import Act, Waiting
from sanjose.words.errors import Misuse
from sanjose.words.sealed import Sealed
from sanjose.words.told import Told, taken

_YES = Told("yes", "say yes to exactly this", bool, required=True)
_REASON = Told("reason", "why not", Sealed, required=False)

MORE = """Without a label it lists what waits. With one it shows exactly what would happen, and
asks at the terminal. Whoever asked for it never approves it; they can take it back."""


@command("approve", more=MORE)
@click.argument("label", required=False)
@click.option("--digest", metavar="DIGEST", help="Say yes to what has this digest, unasked.")
@click.option("--decline", is_flag=True, help="Say no; the reason is asked for.")
@click.option("--withdraw", is_flag=True, help="Take back what you asked for yourself.")
def approve(
    around: Around, label: str | None, digest: str | None, *, decline: bool, withdraw: bool
) -> int | None:
    """Approve."""
    if (decline or withdraw or digest) and label is None:
        message = "say which, by its label, as A1: `sanjose approve` lists what waits"
        raise Misuse(message)
    if sum((decline, withdraw, digest is not None)) > 1:
        message = "choose one of --digest, --decline and --withdraw"
        raise Misuse(message)
    with session(around.home, writing=True) as door:
        if label is None:
            _list(around, door)
            return None
        one = door.asked(label)
        if decline or withdraw:
            return _end(around, door, one, decline=decline)
        if digest is not None:
            return _approve(around, door, one, _whole(digest))
        _show(around, door, one)
        own = one.asked_by == door.actor().officer
        if around.as_json or own or not one.waits or not at_a_terminal():
            if not around.as_json:
                _how(one, own=own)
            return None
        if not _sure():
            message = f"nothing was approved; {one.label} still waits"
            raise Stopped(message)
        return _approve(around, door, one, one.digest)


def _whole(digest: str) -> str:
    bare = digest.strip().casefold().removeprefix("sha256:")
    return f"sha256:{bare}"


def _sure() -> bool:
    said: dict[str, Any] = {}
    asking.Asking().about([_YES], said, lambda *_: True)
    return bool(taken(_YES, said["yes"], "yes"))


def _approve(around: Around, door: Secretariat, one: Waiting, digest: str) -> int:
    outcome = door.approve(one.label, digest)
    opening = f"to approve {one.label}"
    if not outcome.refused:
        opening = f"{one.label} is approved: {one.says}."
    return answers.tell(around, door, outcome, opening=opening)


def _end(around: Around, door: Secretariat, one: Waiting, *, decline: bool) -> int:
    if decline:
        said: dict[str, Any] = {}
        if at_a_terminal():
            asking.Asking().about([_REASON], said, lambda *_: True)
        outcome = door.decline(one.label, said.get("reason"))
    else:
        outcome = door.withdraw(one.label)
    how = "is declined" if decline else "is withdrawn"
    return answers.tell(around, door, outcome, opening=f"{one.label} {how}: nothing is done.")


# -- telling --------------------------------------------------------------------------------------


def _list(around: Around, door: Secretariat) -> None:
    waiting = door.waiting()
    own = door.actor().officer
    if around.as_json:
        tell_json({"waiting": [plain(door, one) for one in waiting]})
        return
    if not waiting:
        paragraph("Nothing waits for a second person.")
        return
    theirs = [one for one in waiting if one.asked_by != own]
    for title, listed in (
        ("Waiting for you, or another with a key", theirs),
        ("Waiting for somebody else; you asked", [one for one in waiting if one not in theirs]),
    ):
        if listed:
            heading(title)
            table((one.label, sentence(one.says)) for one in listed)
    say()
    paragraph("`sanjose approve A1` shows exactly what, and asks.")


def plain(door: Secretariat, one: Waiting) -> dict[str, Any]:
    """Return what waits for a machine, without its text."""
    return {
        "label": one.label,
        "act": str(one.act),
        "says": one.says,
        "reference": door.reference_of(one.case_id),
        "asked_by": one.asked_by,
        "asked_on": one.asked_on,
        "own": one.asked_by == door.actor().officer,
        "digest": one.digest,
    }


def _show(around: Around, door: Secretariat, one: Waiting) -> None:
    if around.as_json:
        tell_json({**plain(door, one), "exact": _readable(one)})
        return
    say(f"{one.label}   {one.act}")
    paragraph(sentence(one.says), indent=2)
    paragraph(f"Asked for by {one.asked_by} on {one.asked_on}.", indent=2)
    if one.act in {Act.SHARE, Act.AT_ONCE}:
        heading("What would be read")
        table(_in_words(one))
    heading("Exactly this")
    for line in _readable(one).split("\n"):
        say("\n    ".join(_folded(f"  | {line}".rstrip())))
    for title, rows in _besides(door, one):
        heading(title)
        table(rows)


def _in_words(one: Waiting) -> Iterator[tuple[str, str]]:
    """Give what other committees would read, field by field, and when it leaves."""
    whole = json.loads(one.exact)
    for name, value in whole["body"].items():
        yield name, f"{value} ({state_name(value)})" if name == "state" else str(value)
    yield "read by", ", ".join(whole["to"])
    yield (
        "leaves",
        "at once, with the second person's yes"
        if one.act is Act.AT_ONCE
        else f"on {whole['leaves']} or later, when somebody says `sanjose send`",
    )


def _folded(line: str) -> list[str]:
    """Return a line in parts that fit the width; a mark stands where it begins, and only there."""
    first, rest = line[:WIDTH], line[WIDTH:]
    room = WIDTH - 4
    return [first, *(rest[at : at + room] for at in range(0, len(rest), room))]


def _readable(one: Waiting) -> str:
    """Return the exact bytes as text; what is none is shown by its bytes."""
    try:
        return one.exact.decode()
    except UnicodeDecodeError:
        return one.exact.hex(" ")


def _besides(door: Secretariat, one: Waiting) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Give what else somebody has to know who says yes."""
    if one.act is Act.ERASE and (reference := door.reference_of(one.case_id)):
        going = door.going(reference, one.document["person"])
        rows: list[tuple[str, ...]] = [
            (str(event.seq), str(event.on), timeline.named(event.body)) for event in going
        ]
        yield "These entries are destroyed for good", rows
    if one.document.get("found"):
        text = one.exact.decode()
        yield (
            "Where the guard stops it",
            [
                (*place(text, start), f"{kind}: {why}")
                for start, _, kind, why in one.document["found"]
            ],
        )
    if one.document.get("reason"):
        yield "Why it may leave all the same", [(shown(one.document["reason"]),)]


def place(text: str, start: int) -> tuple[str, str]:
    """Return where in a text something stands, as line and column, counted from 1."""
    line, before = text.count("\n", 0, start) + 1, text.rfind("\n", 0, start)
    return f"line {line}", f"column {start - before}"


def _how(one: Waiting, *, own: bool) -> None:
    say()
    if not one.waits:
        paragraph(f"It does not wait any more: {one.ended or 'it was approved'}.")
    elif own:
        paragraph(
            "You asked for it: somebody else says yes. "
            f"`sanjose approve {one.label} --withdraw` takes it back."
        )
    else:
        paragraph("To say yes to exactly this:")
        say(f"  sanjose approve {one.label} --digest \\")
        say(f"    {one.digest.removeprefix('sha256:')}")


COMMANDS = {"approve": approve}
