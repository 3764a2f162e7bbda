"""Files of the committee's own procedures: open, move, link with a case, list."""

from collections.abc import Iterable

import click

from sanjose.commands.acts import act
from sanjose.commands.answers import tell
from sanjose.commands.around import HAPPENED, Around, command, group
from sanjose.commands.session import session
from sanjose.commands.telling import paragraph, table, tell_json
from sanjose.commands.wording import state_name
from sanjose.secretariat import NoSuchCase, Secretariat
from sanjose.secretariat.verbs import VERBS
from sanjose.words.committee import File


def shown(around: Around) -> None:
    """List the files, without the cases that this officer may not know of."""
    with session(around.home) as door:
        hidden = set(door.hidden().states)
        files = [one for one in door.record().files if one.state not in hidden]
        linked = {one.label: tuple(_known(door, one.references)) for one in files}
    if around.as_json:
        tell_json({"files": [_plain(one, linked[one.label]) for one in files]})
        return
    if not files:
        paragraph("There is no file: sanjose file open")
        return
    table(((one.label, _title(one, linked[one.label])) for one in files), indent=0)


def _known(door: Secretariat, references: Iterable[str]) -> Iterable[str]:
    for reference in references:
        try:
            door.find(reference, "read")
        except NoSuchCase:
            continue
        yield reference


def _title(one: File, linked: Iterable[str]) -> str:
    now = f"{one.kind}: {one.now}, since {one.states[-1][0]}"
    if one.document:
        now += f" ({one.document})"
    parts = (one.title, now, state_name(one.state), *linked)
    return "; ".join(part for part in parts if part)


def _plain(one: File, linked: Iterable[str]) -> dict[str, object]:
    return {
        "label": one.label,
        "kind": one.kind,
        "title": one.title,
        "state": one.state,
        "now": one.now,
        "document": one.document,
        "states": [{"on": on, "state": state} for on, state in one.states],
        "cases": list(linked),
    }


@command("list", line="List the files.")
def list_(around: Around) -> None:
    """List."""
    shown(around)


@command("link", line="Link a file with a case; they never merge.", on=HAPPENED)
@click.argument("label", metavar="FILE")
@click.argument("reference")
def link(around: Around, label: str, reference: str) -> int:
    """Link."""
    with session(around.home, writing=True) as door:
        outcome = door.link_file(label, reference, on=around.on)
        opening = f"{label} is linked with {outcome.reference}."
        return tell(around, door, outcome, opening=opening)


opened = act(VERBS["file-open"], "open", "Open a file of one of the committee's procedures.")
move = act(VERBS["file-move"], "move", "Record that a file came into another state.")
COMMANDS = {"file": group("file", list_, opened, move, link, default=shown)}
