"""What may be answered in a case: the words to choose from, and what must hold of an answer."""

from collections.abc import Callable, Mapping
from typing import Any

from sanjose.secretariat import Secretariat
from sanjose.secretariat.verbs import Verb
from sanjose.words.case import Case
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import PersonNamed

UNKNOWN = "unknown"
"""What is answered where a holder's nationality is not known."""


def checks(
    door: Secretariat, verb: Verb, case: Case | None
) -> dict[str, Callable[[str], object]]:
    """Return what must hold of an answer besides its form, by the field's name."""

    def nationality(text: str) -> None:
        if text.strip().casefold() != UNKNOWN or verb.name != "office-fill":
            door.state_code(text)

    def procedure(text: str) -> None:
        key = "-".join(text.casefold().replace("_", " ").split())
        if key != UNKNOWN and door.committee.procedure(key) is None:
            there = ", ".join(one.key for one in door.committee.procedures)
            raise Misuse(f"there is no such procedure here: there are {there}, or {UNKNOWN}")

    found: dict[str, Callable[[str], object]] = {
        "state": door.state_code,
        "nationalities": nationality,
    }
    try:
        known = door.committee.measure
    except Unable:
        pass
    else:
        found.update(dict.fromkeys(("measure", "course", "measures"), known))
        if verb.name in {"receive", "add-facts"}:
            # Said where it is asked for, and not once everything else is answered.
            found["procedure"] = procedure
    if case is not None:
        for name in ("person", "persons", "spoken_by"):
            found[name] = lambda label: door.named_person(case, label_of(label))
    return found


def offered(
    door: Secretariat, verb: Verb, case: Case | None, fields: Mapping[str, Any]
) -> dict[str, tuple[str, ...]]:
    """Return the words to choose from that depend on the committee and the case."""
    record = door.record()
    found: dict[str, tuple[str, ...]] = {}
    try:
        profile = door.committee
        found["measure"] = found["course"] = tuple(profile.kinds)
        found["procedure"] = (*(one.key for one in profile.procedures), UNKNOWN)
        found["kind"] = tuple(one.key for one in profile.files)
        found["instrument"] = tuple(one.key for one in profile.instruments)
        if verb.name == "file-move":
            file = record.file(str(fields.get("label", "")))
            kind = profile.file(file.kind) if file else None
            found["to"] = tuple(kind.moves.get(file.now, ())) if kind and file else ()
    except Unable:
        pass
    measures = case.measures if case is not None else record.measures
    found["label"] = found["about"] = tuple(one.label for one in measures)
    if verb.name == "file-move":
        found["label"] = tuple(one.label for one in record.files)
    if case is not None:
        labels = tuple(one.label or "" for one in case.persons)
        found["persons"] = found["spoken_by"] = found["stands_for"] = labels
        found["person"] = tuple(as_choice(one) for one in case.persons)
    return found


def as_choice(one: PersonNamed) -> str:
    """Return a person as somebody chooses them: the label and the standing, no name."""
    return f"{one.label}, {one.standing}"


def label_of(choice: str) -> str:
    """Return the label that a choice begins with."""
    return choice.partition(",")[0].strip()


def the_person(case: Case) -> str | None:
    """Return the one person whom a case concerns, or None where that has to be said.

    Raises:
        Misuse: nobody is named in the case.
    """
    if not case.persons:
        message = "nobody is named in this case yet: run `sanjose add-person` first"
        raise Misuse(message)
    return case.concerned[0].label if len(case.concerned) == 1 else None
