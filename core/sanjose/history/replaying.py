"""Replay a history step by step through the one door, everything or nothing.

Each step is one verb with its fields, the day, and where refusal is the point, the objections
expected. A name given with ``as`` stands for the case, measure, file or person that was made.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from sanjose.history.files import documents
from sanjose.rules.view import REPLY
from sanjose.secretariat import Outcome, Secretariat
from sanjose.secretariat.verbs import VERBS, Asked, Verb
from sanjose.words.errors import Misuse
from sanjose.words.events import CalendarEntered, OfficeFilled
from sanjose.words.model import Post
from sanjose.words.told import body, read, told

_ROUND = frozenset({"on", "case", "as", "by", "refused", "note"})
_LABELS = frozenset({"label", "about", "items", "person", "persons", "spoken_by", "stands_for"})
_NOT_HERE = frozenset({"erase", "urgent"})
_NO_CASE = frozenset({"none", "committee"})
_OF_CASE_OR_NOT = frozenset({"propose", "decide", "confirm", "take", "reply"})
"""Verbs about a measure, which is a case's or the committee's: a history with cases says which."""

_SAID = Outcome(verb="read", notes=("the record says so already",))


@body("history")
class Heading:
    """The first document of a history file."""

    committee: str = told("the committee, by its short name")
    title: str | None = told("what the history is called, naming nobody", default=None)
    source: str | None = told("the document that it follows", default=None)
    note: str | None = told("what a reader should know", default=None)


@body("step")
class Around:
    """What stands around the verb of a step."""

    on: date = told("the day on which it happened")
    case: str | None = told(
        "the case, by the name given with `as` or by its reference; none for the committee's own",
        default=None,
    )
    named: str | None = told(
        "a name for what this step makes: the case, or the measure, file or person",
        default=None,
    )
    by: Post | None = told("the office-holder whose act it is", default=None)
    refused: tuple[str, ...] = told("the objections expected, by their short names", default=())
    note: str | None = told("what a reader should know", default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A step that was replayed, for whoever tells the story."""

    number: int
    around: Around
    verb: Verb
    fields: Mapping[str, Any]
    outcome: Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Replayed:
    """What a replay came to."""

    steps: int
    references: Mapping[str, str]


@dataclass(kw_only=True, slots=True)
class _Known:
    """What the steps so far have made: cases and labels by their names, and the last case."""

    cases: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    last: str | None = None

    def learn(self, told_: Told) -> None:
        """Take in what a step made."""
        made, name = told_.outcome, told_.around.named
        self.last = made.reference or self.last
        if name and made.label:
            self.labels[name] = made.label
        elif name and made.reference:
            self.cases[name] = made.reference

    def fields(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a step with labels in place of the names given with `as`."""
        return {key: self._label(key, value) for key, value in given.items()}

    def _label(self, key: str, value: Any) -> Any:
        if key not in _LABELS:
            return value
        if isinstance(value, list):
            return [self._label(key, one) for one in value]
        if not isinstance(value, str):
            return value
        name = value.removesuffix(REPLY)
        return self.labels.get(name, name) + value[len(name) :]


def replay(
    door: Secretariat,
    path: Path,
    *,
    dry_run: bool = False,
    each: Callable[[Told], None] = lambda _: None,
) -> Replayed:
    """Replay a history file; a file that fails half way leaves nothing behind.

    Args:
        dry_run: do everything and keep nothing.
        each: called after each step.

    Raises:
        Misuse: a step is wrong, is refused unexpectedly, or is done where refusal was expected.
    """
    steps = documents(path)
    heading = next(steps, None)
    if heading is None:
        message = "the history is empty: its first document names the committee"
        raise Misuse(message)
    committee = read(Heading, heading).committee
    if committee != door.archive.settings.committee:
        message = (
            f"the history is of {committee[:12]!r}, this installation is of another committee"
        )
        raise Misuse(message)
    known = _Known()
    count = 0
    with door.in_bulk(), _all_or_nothing(door, dry_run=dry_run):
        for count, document in enumerate(steps, start=1):
            told_ = _step(door, count, document, known)
            known.learn(told_)
            each(told_)
    return Replayed(steps=count, references=known.cases)


def _all_or_nothing(door: Secretariat, *, dry_run: bool) -> AbstractContextManager[None]:
    return door.archive.rehearsing() if dry_run else door.archive.together()


def _step(
    door: Secretariat,
    number: int,
    document: Mapping[str, Any],
    known: _Known,
) -> Told:
    at = f"step {number}: "
    verbs = [key for key in document if key not in _ROUND]
    if len(verbs) != 1 or verbs[0] not in VERBS or verbs[0] in _NOT_HERE:
        there = ", ".join(name for name in VERBS if name not in _NOT_HERE)
        message = f"{at}a step has one verb: {there}"
        raise Misuse(message)
    verb = VERBS[verbs[0]]
    fields = document[verb.name] or {}
    if not isinstance(fields, dict):
        message = f"{at}{verb.name} is a group of fields"
        raise Misuse(message)
    try:
        plain = {
            ("named" if key == "as" else key): document[key]
            for key in document
            if key in _ROUND
        }
        around = read(Around, plain)
        _fitting(verb, around)
        fact = read(verb.document, known.fields(fields))
        reference = _reference(verb, around, known)
        asked = Asked(
            reference=reference, on=around.on, by=around.by or verb.acts_of(door.focal)
        )
        outcome = _SAID if _stands(door, fact) else verb.run(door, asked, fact)
    except Misuse as error:
        message = f"{at}{error}"
        raise Misuse(message) from error
    _expected(at, around, outcome)
    return Told(number=number, around=around, verb=verb, fields=fields, outcome=outcome)


def _fitting(verb: Verb, around: Around) -> None:
    if around.case is not None and verb.case == "none":
        message = f"{verb.name} belongs to no case: leave `case` out"
        raise Misuse(message)
    if around.by is not None and not verb.by:
        message = f"{verb.name} is not recorded as an office-holder's act: leave `by` out"
        raise Misuse(message)


def _reference(verb: Verb, around: Around, known: _Known) -> str | None:
    if verb.case == "none":
        return None
    if around.case in _NO_CASE:
        if verb.case == "needed":
            message = f"{verb.name} belongs to a case: name it"
            raise Misuse(message)
        return None
    if around.case is None and verb.name in _OF_CASE_OR_NOT and known.last is not None:
        message = f"say to which case this {verb.name} belongs, or `case: none` for the committee's own"
        raise Misuse(message)
    if around.case is None:
        return known.last if verb.case == "needed" else None
    return known.cases.get(around.case, around.case)


def _stands(door: Secretariat, fact: object) -> bool:
    """Return whether the roster or the calendar says so already, word for word.

    Each history of a committee tells who held office and when it met, so that it can be read
    by itself; several of them, one after the other, say it once.
    """
    match fact:
        case OfficeFilled(nationalities=nationalities, state=state):
            codes = tuple(door.state_code(one) for one in nationalities)
            code = door.state_code(state) if state else None
            settled = replace(fact, nationalities=codes, state=code)
            return settled in door.record().offices
        case CalendarEntered(state=state):
            code = door.state_code(state) if state else None
            return replace(fact, state=code) in door.record().calendar
        case _:
            return False


def _expected(at: str, around: Around, outcome: Outcome) -> None:
    """Compare what came with what the history says should come."""
    came = {one.key for one in outcome.objections}
    if missing := set(around.refused) - came:
        expected = ", ".join(sorted(missing))
        got = ", ".join(sorted(came)) or "done"
        message = f"{at}expected to be refused ({expected}), and was: {got}"
        raise Misuse(message)
    if came and not around.refused:
        reasons = "; ".join(str(one) for one in outcome.objections)
        message = f"{at}refused: {reasons}"
        raise Misuse(message)
