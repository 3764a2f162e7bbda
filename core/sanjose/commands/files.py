"""Files of the committee's own procedures: open, move, link with a case, list, show one."""

from collections.abc import Iterable

import click

from sanjose.commands.acts import act
from sanjose.commands.answers import tell
from sanjose.commands.around import HAPPENED, Around, command, group
from sanjose.commands.session import session
from sanjose.commands.telling import heading, paragraph, say, table, tell_json
from sanjose.commands.wording import state_name
from sanjose.rules.files import FileKind
from sanjose.secretariat import NoSuchCase, Secretariat
from sanjose.secretariat.verbs import VERBS
from sanjose.words.committee import File
from sanjose.words.errors import Unable


def shown(around: Around) -> None:
    """List the files, without the cases that this officer may not know of."""
    with session(around.home) as door:
        door.may_list()
        hidden = set(door.hidden().states)
        files = [one for one in door.record().files if one.state not in hidden]
        linked = {one.label: tuple(_known(door, one.references)) for one in files}
        kinds = {one.label: _kind(door, one) for one in files}
    if around.as_json:
        tell_json(
            {"files": [_plain(one, linked[one.label], kinds[one.label]) for one in files]}
        )
        return
    if not files:
        paragraph("There is no file: sanjose file open")
        return
    table(((one.label, _title(one, linked[one.label])) for one in files), indent=0)


def _kind(door: Secretariat, one: File) -> FileKind | None:
    """Return what the profile declares of a file; nothing while its plugin is broken."""
    try:
        return door.committee.file(one.kind)
    except Unable:
        return None


def _next(one: File, kind: FileKind | None) -> tuple[str, ...]:
    return kind.moves.get(one.now, ()) if kind is not None else ()


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


def _plain(one: File, linked: Iterable[str], kind: FileKind | None) -> dict[str, object]:
    return {
        "label": one.label,
        "kind": one.kind,
        "title": one.title,
        "state": one.state,
        "now": one.now,
        "document": one.document,
        "states": [{"on": on, "state": state} for on, state in one.states],
        "details": list(one.details),
        "next": list(_next(one, kind)),
        "cases": list(linked),
    }


@command("list", line="List the files.")
def list_(around: Around) -> None:
    """List."""
    shown(around)


@command("show", line="Show a file: where it is, what is kept of it, what can follow.")
@click.argument("label", metavar="FILE")
def show(around: Around, label: str) -> None:
    """Show."""
    with session(around.home) as door:
        door.may_list()
        one = door.file_of(label)
        linked, kind = tuple(_known(door, one.references)), _kind(door, one)
    if around.as_json:
        tell_json(_plain(one, linked, kind))
        return
    say(f"{one.label}  {one.title}")
    about = (kind.title if kind else one.kind, state_name(one.state), *linked)
    paragraph("; ".join(part for part in about if part))
    if one.details:
        heading("Kept of it")
        table(tuple(detail.split("=", 1)) for detail in one.details)
    heading("Where it was")
    table((str(on), state) for on, state in one.states)
    if one.document:
        paragraph(f"The latest is by {one.document}.")
    heading("What can follow")
    if kind is None or not _next(one, kind):
        why = kind.ends.get(one.now) if kind else None
        paragraph(f"Nothing: {why or 'there is no state after this one'}.")
        return
    table((_following(kind, state),) for state in _next(one, kind))


def _following(kind: FileKind, state: str) -> str:
    """Return a state as it is typed, and whose decision it is where it is not the committee's."""
    body = kind.outside.get(state)
    if body:
        return f'--to "{state}" --document SYMBOL --on DATE, of the {body}'
    return f'--to "{state}"' + (" --document TEXT" if state in kind.discloses else "")


@command("kinds", line="List the kinds of file: their states, and what is kept of them.")
def kinds(around: Around) -> None:
    """List."""
    with session(around.home) as door:
        declared = door.committee.files
    if around.as_json:
        tell_json({"kinds": [_declared(one) for one in declared]})
        return
    if not declared:
        paragraph("This committee keeps no files.")
    for number, one in enumerate(declared):
        if number:
            say()
        say(f"{one.key}  {one.title}")
        table((state, "; ".join(after)) for state, after in one.moves.items())
        if one.fields:
            heading("What is kept of it, with --details")
            table((f"{name}=…", meant) for name, meant in one.fields.items())


def _declared(kind: FileKind) -> dict[str, object]:
    return {
        "key": kind.key,
        "title": kind.title,
        "moves": {state: list(after) for state, after in kind.moves.items()},
        "outside": dict(kind.outside),
        "details": dict(kind.fields),
    }


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
COMMANDS = {"file": group("file", list_, show, kinds, opened, move, link, default=shown)}
