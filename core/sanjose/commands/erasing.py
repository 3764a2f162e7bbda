"""Erase with open eyes: what goes is shown, what remains is asked, the reference is retyped."""

from typing import Any

from sanjose.commands import timeline
from sanjose.commands.documents import at_a_terminal
from sanjose.commands.failing import Stopped
from sanjose.commands.offering import as_choice, label_of
from sanjose.secretariat import Secretariat
from sanjose.words.errors import Misuse
from sanjose.words.events import PersonNamed
from sanjose.words.sealed import Sealed
from sanjose.words.told import Told, taken

WHOLE = "whole case"
"""What is answered where everything goes; nobody gets there with an empty answer."""

_WHOSE = Told("whose", "whose entries are destroyed", str, required=True)
_REMAIN = Told(
    "remain",
    "some of these speak of others as well; does anything have to remain about them",
    bool,
    required=True,
)
_REMAINS = Told(
    "remains", "what must remain about others, without the name", Sealed, required=True
)


def ask(
    door: Secretariat, reference: str, fields: dict[str, Any], talk: Any, *, whole: bool
) -> None:
    """Ask whose entries go and what has to remain about others; show what goes in between."""
    if "person" not in fields and not whole:
        whose = _asked(door, reference, talk)
        if whose != WHOLE:
            fields["person"] = label_of(whose)
    person = fields.get("person")
    _show(door, reference, person)
    shared = person is not None and door.shared_entries(reference, person)
    if not shared or {"remains", "nothing_remains"} & set(fields):
        return
    said: dict[str, Any] = {}
    talk.about([_REMAIN], said, _always)
    if taken(_REMAIN, said["remain"], "remain"):
        talk.about([_REMAINS], fields, _always)
    else:
        fields["nothing_remains"] = True


def confirm(reference: str, fields: dict[str, Any], *, sure: bool, whole: bool) -> None:
    """Let the reference be typed again before anything is destroyed.

    Raises:
        Misuse: it was not said with `--yes`, and nobody can be asked.
        Stopped: it was not typed.
    """
    person = fields.get("person")
    if sure and (person or whole):
        return
    if not at_a_terminal():
        which = "" if person or whole else "--person P1 or --whole-case, and "
        message = f"erasing cannot be undone: repeat it with {which}--yes"
        raise Misuse(message)
    from sanjose.commands.asking import line, tell

    tell()
    what = f"what is kept of {person}" if person else "the whole case"
    tell(f"You are about to erase {what}. Once a second person says yes, nothing undoes it.")
    tell("Type the reference again to ask for it; anything else stops.")
    if line().strip().upper() != reference:
        message = "that is not the reference: nothing was erased"
        raise Stopped(message)


def _asked(door: Secretariat, reference: str, talk: Any) -> str:
    case, _ = door.opened(reference, "erase")

    def fits(answer: str) -> None:
        if answer != WHOLE:
            door.named_person(case, label_of(answer))

    talk.offer("whose", (*map(as_choice, case.persons), WHOLE), fits)
    answers: dict[str, str] = {}
    talk.about([_WHOSE], answers, _always)
    return answers["whose"]


def _show(door: Secretariat, reference: str, person: str | None) -> None:
    """Show which entries would be destroyed, by their numbers in `sanjose show`."""
    from sanjose.commands.asking import tell

    tell()
    tell("These entries are destroyed for good:")
    again = []
    for event in door.going(reference, person):
        other = event.body.label if isinstance(event.body, PersonNamed) else None
        if person is not None and other not in {None, person}:
            again.append((event, other))
        else:
            tell(f"  {event.seq:>4}  {event.on}  {timeline.named(event.body)}")
    if again:
        tell()
        tell("These are entered again, and nothing else of them is lost:")
    for event, other in again:
        tell(f"  {event.seq:>4}  {event.on}  {other}'s entry is entered again without {person}")


def _always(*_: object) -> bool:
    return True
