"""Move a file where nobody moves it back from: what is asked, and the label retyped.

What was published is not taken back, and another body's decision is not this committee's to
correct. Source: N 36-38; ours.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sanjose.commands.documents import at_a_terminal
from sanjose.commands.failing import Stopped
from sanjose.secretariat import Outcome, Secretariat
from sanjose.words.errors import Misuse, Unable


def document_asked(door: Secretariat, fields: Mapping[str, Any], on: date | None) -> bool:
    """Return whether a move needs its document asked for, whatever else was said.

    Another body's act without its day is refused whatever the document: it is not asked for.
    """
    label, to = str(fields.get("label", "")), str(fields.get("to", ""))
    try:
        if on is None and door.decided_outside(label, to) is not None:
            return False
        return door.needs_document(label, to)
    except (Misuse, Unable):
        return False


def confirm(
    door: Secretariat,
    fields: Mapping[str, Any],
    act: Callable[[], Outcome],
    *,
    sure: bool,
) -> None:
    """Let the file's label be typed again where there is no way back.

    Raises:
        Misuse: the move would not be recorded anyway.
        Stopped: it was not typed.
    """
    if sure or not at_a_terminal():
        return
    label, to = str(fields["label"]).strip().upper(), str(fields["to"])
    why = door.for_good(label, to)
    if why is None:
        return
    with door.archive.rehearsing():
        if act().refused:
            return
    from sanjose.commands.asking import line, tell

    tell()
    tell(f'You are about to move {label} to "{to}". It is not moved back: {why}.')
    tell(f"Type {label} again to record it; anything else stops.")
    if line().strip().upper() != label:
        message = "that is not the file: nothing was changed"
        raise Stopped(message)
