"""How the door's answer is told: what was done or refused and why, and what is due next."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from sanjose.commands.around import Around
from sanjose.commands.telling import heading, paragraph, say, sentence, table, tell_json
from sanjose.rules.dues import SOURCES, said
from sanjose.rules.measures import MEASURES
from sanjose.rules.view import Objection
from sanjose.secretariat import NoSuchCase, Outcome, Secretariat
from sanjose.words.due import Due
from sanjose.words.errors import Unable
from sanjose.words.model import Post
from sanjose.words.provenance import shortly

REFUSED = 1
NARROW = 30
"""Columns of what is due for which its command stands beside it."""

MEASURED = frozenset({"propose", "decide", "take"})

NEXT: Mapping[str, str] = {
    "check-in": "sanjose contact {case} --person {label}",
    "assess": "sanjose assess {case}",
    "conclude": "sanjose conclude {case}",
    "decide": "sanjose decide {case} {label}",
    "confirm": "sanjose confirm {case} {label}",
    "take": "sanjose take {case} {label}",
    "reply": "sanjose reply {case} {label}",
    "no reply": "sanjose propose {case} reminder",
    "consent": "sanjose consent {case} --person {label}",
    "discuss the concern": "sanjose consent {case} --person {label}",
    "file": "sanjose file move {label}",
    "review": "sanjose show {case}",
}
"""The command that takes care of what is due, by its kind."""

TOLD: Mapping[str, Post] = {
    "tell the rapporteur": Post.RAPPORTEUR,
    "tell the Chair": Post.CHAIR,
}
"""For whom a notice is, by what is due."""

HELPS: Mapping[str, str] = {
    "no-basis": "sanjose consent {case}",
    "no-speaker": "sanjose add-person {case}",
    "not-weighed": "sanjose weigh {case}",
    "concern-open": "sanjose consent {case}",
    "chair-not-told": "sanjose notify {case} --to Chair",
    "not-assessed": "sanjose assess {case}",
    "not-concluded": "sanjose conclude {case}",
    "not-decided": "sanjose decide {case}",
    "recused": "the same again, with --by and the office that acts",
    "identifies": "the same again, once it is checked, with --identifies-nobody",
    "vacant": "sanjose roster fill",
    "unsafe-channel": "sanjose contact {case}",
}
"""Where an objection can be met by recording something, the command."""


def tell(around: Around, door: Secretariat, outcome: Outcome, *, opening: str) -> int:
    """Tell an outcome, and return its exit code.

    Args:
        opening: the sentence that says what was done, or in the infinitive what was refused.
    """
    today = door.today()
    if around.as_json:
        tell_json(as_plain(outcome, today))
    elif outcome.refused:
        _tell_refusal(outcome, opening)
    else:
        paragraph(opening)
        for note in outcome.notes:
            paragraph(sentence(note), indent=2)
        tell_due(due_rows(door, outcome.reference, outcome.due, today))
    return REFUSED if outcome.refused else 0


def as_plain(outcome: Outcome, today: date) -> dict[str, Any]:
    """Return an outcome for a machine."""
    answer: dict[str, Any] = {"verb": outcome.verb, "reference": outcome.reference}
    if outcome.refused:
        return {**answer, "refused": [plain_objection(one) for one in outcome.objections]}
    return {
        **answer,
        "label": outcome.label,
        "notes": list(outcome.notes),
        "due": [plain_due(one, today) for one in outcome.due],
    }


def plain_objection(objection: Objection) -> dict[str, str]:
    """Return an objection for a machine."""
    return {
        "key": objection.key,
        "reason": objection.reason,
        "source": str(objection.source),
    }


def plain_due(due: Due, today: date) -> dict[str, Any]:
    """Return what is due for a machine."""
    return {
        "kind": due.kind,
        "label": due.label,
        "since": due.since,
        "on": due.on,
        "days_late": due.late(today),
        "source": str(SOURCES[due.kind]),
    }


def _tell_refusal(outcome: Outcome, opening: str) -> None:
    paragraph(f"Refused: {opening}.")
    say()
    tell_objections(outcome.objections, indent=2)
    say()
    where = f" of {outcome.reference}" if outcome.reference else ""
    paragraph(f"Nothing else was changed; the refusal stands in the record{where}.")
    case = outcome.reference or "--no-case"
    helps = (HELPS.get(_met_as(one)) for one in outcome.objections)
    commands = [one.format(case=case) for one in helps if one]
    if outcome.verb in MEASURED:
        commands.append(f"sanjose steps {case}")
    if commands:
        heading("What can be done")
        for command in dict.fromkeys(commands):
            say(f"  {command}")


def _met_as(objection: Objection) -> str:
    """Return the key of what helps: where nobody is named, somebody has to be."""
    unnamed = objection.key == "no-basis" and objection.reason.startswith("nobody is named")
    return "no-speaker" if unnamed else objection.key


def tell_objections(objections: Iterable[Objection], *, indent: int) -> None:
    """Print objections, each with its paragraph."""
    for one in objections:
        capital = one.reason[:1].upper() + one.reason[1:]
        paragraph(f"- {capital} ({shortly(one.source)}).", indent=indent, hang=2)


def due_rows(
    door: Secretariat, reference: str | None, dues: Iterable[Due], day: date
) -> list[tuple[str, str]]:
    """Return what is due, the earliest first, each with the command that takes care of it."""
    return [
        (said_with_source(due, day), command_for(door, due, reference))
        for due in sorted(dues, key=lambda due: due.on)
    ]


def tell_due(rows: Sequence[tuple[str, str]]) -> None:
    """Print what is due next, side by side with its commands where that fits."""
    if not rows:
        return
    heading("Due next")
    if max(len(what) for what, _ in rows) <= NARROW:
        table(rows)
        return
    for what, command in rows:
        say(f"  {what}")
        say(f"      {command}")


def said_with_source(due: Due, today: date) -> str:
    """Return what is due as it is said, with its paragraph."""
    return f"{said(due, today)} ({shortly(SOURCES[due.kind])})"


def command_for(door: Secretariat, due: Due, reference: str | None) -> str:
    """Return the command that takes care of what is due; a notice goes to whoever acts."""
    post = TOLD.get(due.kind)
    if post is not None and reference is not None:
        with suppress(NoSuchCase, Unable):
            acting = door.acting(post, reference)
            post = acting.post if acting.holders else post
        return f"sanjose notify {reference} --to {as_option(post)}"
    form = NEXT.get(due.kind, "sanjose show {case}")
    return form.format(case=reference or "--no-case", label=due.label.partition(" ")[0])


def as_option(word: str) -> str:
    """Return a word as it is typed."""
    return f'"{word}"' if " " in word else str(word)


def measure_title(key: str) -> str:
    """Return what a measure is called."""
    return MEASURES[key].title if key in MEASURES else key
