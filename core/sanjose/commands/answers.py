"""How the door's answer is told: what was done or refused and why, and what is due next."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from sanjose.commands.around import Around
from sanjose.commands.onward import onward
from sanjose.commands.telling import cited, heading, paragraph, say, sentence, table, tell_json
from sanjose.rules.authority import Acting
from sanjose.rules.dues import SOURCES, said
from sanjose.rules.measures import MEASURES
from sanjose.rules.view import Objection, final_first
from sanjose.secretariat import NoSuchCase, Outcome, Secretariat
from sanjose.words.due import Due
from sanjose.words.errors import Misuse, Unable
from sanjose.words.model import Post

REFUSED = 1
NARROW = 30
"""Columns of what is due for which its command stands beside it."""

_PERSON = re.compile(r"\bP[0-9]+\b")
_ACTS = re.compile(r"; the (.+) acts$")

WAITS = "Asked for as {label}: nothing is done until a second person says yes to exactly that."
"""What is said where something waits for a second person."""

MEASURED = frozenset({"propose", "decide", "take"})

NEXT: Mapping[str, str] = {
    "check-in": "sanjose contact {case} --person {label}",
    "assess": "sanjose assess {case}",
    "look again": "sanjose assess {case}",
    "tell of the reply": "sanjose contact {case}",
    "keep in view": "sanjose show {case}",
    "conclude": "sanjose conclude {case}",
    "decide": "sanjose decide {case} {label}",
    "confirm": "sanjose confirm {case} {label}",
    "take": "sanjose take {case} {label}",
    "reply": "sanjose reply {case} {label}",
    "no reply": "sanjose propose {case} reminder",
    "consent": "sanjose consent {case} --person {label}",
    "discuss the concern": "sanjose consent {case} --person {label}",
    "file": "sanjose file move {label}",
    "take back the copies": "sanjose brief return {label} NUMBER",
    "review": "sanjose show {case}",
}
"""The command that takes care of what is due, by its kind."""

TOLD: Mapping[str, Post] = {
    "tell the rapporteur": Post.RAPPORTEUR,
    "tell the Bureau": Post.BUREAU,
    "tell the Chair": Post.CHAIR,
}
"""For whom a notice is, by what is due."""

HELPS: Mapping[str, str] = {
    "no-basis": "sanjose consent {case}{person}",
    "finer-than-consent": "sanjose consent {case}{person}",
    "no-speaker": "sanjose add-person {case}",
    "not-weighed": "sanjose weigh {case}",
    "concern-open": "sanjose consent {case}{person}",
    "chair-not-told": "sanjose notify {case} --to Chair",
    "not-assessed": "sanjose assess {case}",
    "not-concluded": "sanjose conclude {case}",
    "not-decided": "sanjose decide {case}",
    "recused": "the same again, with --by {office}",
    "identifies": "the same again, once it is checked, with --identifies-nobody",
    "not-released": "sanjose release {case}",
    "vacant": "sanjose roster fill",
    "no-contact": "the same again, with --without-contact and the reasons",
    "unsafe-channel": "sanjose contact {case}{person}",
}
"""Where an objection can be met by recording something, the command."""

OF_A_CASE = tuple(
    f"sanjose {verb} "
    for verb in ("add-person", "consent", "weigh", "assess", "conclude", "contact", "notify")
)
"""Commands that there are for cases only."""


def tell(
    around: Around, door: Secretariat, outcome: Outcome, *, opening: str, measure: str = ""
) -> int:
    """Tell an outcome, and return its exit code.

    Args:
        opening: the sentence that says what was done, or in the infinitive what was refused.
        measure: what was proposed, by its key.
    """
    today = door.today()
    if around.as_json:
        tell_json({**as_plain(outcome, today), "next": _next(door, outcome)})
    elif outcome.refused:
        _tell_refusal(outcome, opening, general=_general(door, measure))
    else:
        paragraph(opening)
        for note in outcome.notes:
            paragraph(sentence(note), indent=2)
        tell_due(due_rows(door, outcome.reference, outcome.due, today))
        if (step := _next(door, outcome)) is not None:
            heading("Next in the procedure")
            say(f"  {step}")
    return REFUSED if outcome.refused else 0


def as_plain(outcome: Outcome, today: date) -> dict[str, Any]:
    """Return an outcome for a machine."""
    answer: dict[str, Any] = {"verb": outcome.verb, "reference": outcome.reference}
    if outcome.refused:
        return {**answer, "refused": [plain_objection(one) for one in outcome.objections]}
    return {
        **answer,
        "label": outcome.label,
        **({"waits": outcome.waits} if outcome.waits else {}),
        "notes": list(outcome.notes),
        "due": [plain_due(one, today) for one in outcome.due],
    }


def plain_objection(objection: Objection) -> dict[str, Any]:
    """Return an objection for a machine."""
    return {
        "key": objection.key,
        "reason": objection.reason,
        "source": str(objection.source),
        "final": objection.final,
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


def _tell_refusal(outcome: Outcome, opening: str, *, general: bool) -> None:
    paragraph(f"Refused: {opening}.")
    say()
    tell_objections(final_first(outcome.objections), indent=2)
    say()
    where = f" of {outcome.reference}" if outcome.reference else ""
    paragraph(f"Nothing else was changed; the refusal stands in the record{where}.")
    case = outcome.reference or "--no-case"
    commands = _helps(outcome, case, general=general)
    if outcome.verb in MEASURED:
        commands.append(f"sanjose steps {case}")
    if any(one.final for one in outcome.objections):
        paragraph("Nothing that could be recorded lifts this: nobody has to be asked for it.")
    if commands:
        heading("What can be done")
        for command in dict.fromkeys(commands):
            say(f"  {command}")


def _next(door: Secretariat, outcome: Outcome) -> str | None:
    """Return the next step of the procedure in a case that this officer may see."""
    if outcome.refused or outcome.reference is None:
        return None
    with suppress(Misuse):
        return onward(door.show(outcome.reference))
    return None


def _general(door: Secretariat, measure: str) -> bool:
    """Return whether a measure can be worded so that it identifies nobody."""
    with suppress(Unable):
        kind = door.committee.kinds.get(measure)
        return kind is not None and kind.general
    return False


def _helps(outcome: Outcome, case: str, *, general: bool) -> list[str]:
    """Return the commands that meet a refusal; none where one of its reasons is final.

    Source: G 5 (e); ours; nobody is asked to agree to what cannot happen.
    """
    if any(one.final for one in outcome.objections):
        return []
    met = [one for each in outcome.objections if (one := _help(each, outcome.verb, case))]
    unnamed = general and any(one.key == "no-basis" for one in outcome.objections)
    return [HELPS["identifies"], *met] if unnamed else met


def _help(objection: Objection, verb: str, case: str) -> str | None:
    """Return the command that meets an objection, about the person or office that it names."""
    if (form := HELPS.get(_met_as(objection))) is None:
        return None
    if case == "--no-case" and form.startswith(OF_A_CASE):
        return None
    person = _PERSON.search(objection.reason)
    acting = _ACTS.search(objection.reason)
    if objection.key == "recused" and acting is None:
        return None  # it is the officer who is recused: nobody else's word helps
    office = as_option(acting[1]) if acting else "and the office that acts"
    if verb == "notify" and acting:
        return f"sanjose notify {case} --to {office}"
    return form.format(
        case=case, person=f" --person {person[0]}" if person else "", office=office
    )


def _met_as(objection: Objection) -> str:
    """Return the key of what helps: where nobody is named, somebody has to be."""
    unnamed = objection.key == "no-basis" and objection.reason.startswith("nobody is named")
    return "no-speaker" if unnamed else objection.key


def tell_objections(objections: Iterable[Objection], *, indent: int) -> None:
    """Print objections, each with its paragraph."""
    for one in objections:
        capital = one.reason[:1].upper() + one.reason[1:]
        paragraph(f"- {capital} ({cited(one.source)}).", indent=indent, hang=2)


def due_rows(
    door: Secretariat, reference: str | None, dues: Iterable[Due], day: date
) -> list[tuple[str, str]]:
    """Return what is due, the earliest first, each with the command that takes care of it."""
    return [
        (said_to(door, due, reference, day), command_for(door, due, reference))
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
    return f"{said(due, today)} ({cited(SOURCES[due.kind])})"


def said_to(door: Secretariat, due: Due, reference: str | None, today: date) -> str:
    """Return what is due with its paragraph, and to how many a notice goes at once."""
    acting = _told(door, due, reference)
    if acting is None or (len(acting.holders) < 2 and acting.post is not Post.BUREAU):
        return said_with_source(due, today)
    number = len(acting.holders)
    members = "1 member" if number == 1 else f"{number} members"
    told = said(replace(due, kind=f"{due.kind} ({members})"), today)
    return f"{told} ({cited(SOURCES[due.kind])})"


def _told(door: Secretariat, due: Due, reference: str | None) -> Acting | None:
    """Return to whom a notice goes that is due in a case, as far as this officer may know."""
    post = TOLD.get(due.kind)
    if post is not None and reference is not None:
        with suppress(NoSuchCase, Unable):
            return door.acting(post, reference)
    return None


def command_for(door: Secretariat, due: Due, reference: str | None) -> str:
    """Return the command that takes care of what is due; a notice goes to whoever acts."""
    post = TOLD.get(due.kind)
    if post is not None and reference is not None:
        acting = _told(door, due, reference)
        post = acting.post if acting is not None and acting.holders else post
        return f"sanjose notify {reference} --to {as_option(post)}"
    form = NEXT.get(due.kind, "sanjose show {case}")
    return form.format(case=reference or "--no-case", label=due.label.partition(" ")[0])


def as_option(word: str) -> str:
    """Return a word as it is typed."""
    return f'"{word}"' if " " in word else str(word)


def measure_title(key: str) -> str:
    """Return what a measure is called."""
    return MEASURES[key].title if key in MEASURES else key
