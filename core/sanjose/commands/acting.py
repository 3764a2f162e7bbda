"""From what an officer typed to an act: gather, check early, ask, act, ask again.

The stores are opened and the case is looked up before the first question, so that nothing is
typed in vain; a text that was typed is kept while a wrong word beside it is asked for again.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sanjose.commands.around import Around, post
from sanjose.commands.documents import (
    LONGEST,
    at_a_terminal,
    attachment,
    document,
    parsed,
    piped,
    unread,
)
from sanjose.commands.session import session
from sanjose.commands.useful import ordered, wanted
from sanjose.rules.measures import MEASURES, measure
from sanjose.secretariat import Outcome, Secretariat
from sanjose.secretariat.verbs import Asked, Verb, does_not_ask
from sanjose.words.case import Case
from sanjose.words.errors import Missing, Misuse, Unable
from sanjose.words.model import Post
from sanjose.words.sealed import Sealed
from sanjose.words.told import Told, fields_of, read

RULES_FIRST = frozenset({"propose", "assess", "park", "close"})
"""Verbs of which the rules are asked before a text is: nobody writes a page in vain."""


@dataclass(kw_only=True, slots=True)
class Order:
    """One act as it was asked for on the command line.

    Args:
        options: fields given as options; they stand over those of the document.
        source: where the document is, ``-`` for standard input.
        sure: whether an erasure was confirmed; ``whole`` whether it is of a whole case.
        said: whether anything of the document was said on the command line.
        confirm: called just before the act.
        fields: the document that the act was done with, once it is done.
    """

    verb: Verb
    around: Around
    reference: str | None
    options: Mapping[str, Any]
    no_case: bool = False
    source: str | None = None
    file: str | None = None
    ask_all: bool = False
    sure: bool = False
    whole: bool = False
    said: bool = False
    confirm: Callable[["Order"], None] = lambda _: None
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[Told, ...]:
        """Return the fields that are the officer's to fill in."""
        every = fields_of(self.verb.document)
        asked = (one for one in every if not does_not_ask(self.verb, one.name))
        return tuple(ordered(self.verb.name, asked))

    def missing(self) -> list[Told]:
        """Return the fields that have to be there and are not."""
        return [one for one in self.asked if one.required and one.name not in self.fields]


@contextmanager
def perform(order: Order) -> Iterator[tuple[Secretariat, Outcome]]:
    """Do what was asked for, and give the door with its answer.

    Raises:
        Misuse: something was not understood; nothing was recorded.
        Unable: the installation cannot; nothing was recorded.
    """
    given = document(order.source) if order.source else {}
    order.fields = {**given, **order.options}
    content = attachment(order.file)
    with session(order.around.home, writing=True) as door:
        door.day(order.around.on)
        case = _looked_up(door, order)
        if order.source is None and at_a_terminal():
            yield door, _in_conversation(door, order, case, content)
        else:
            yield door, _from_documents(door, order, content)


def _looked_up(door: Secretariat, order: Order) -> Case | None:
    """Open the case before anything is asked, so that its key is at hand when all is typed."""
    if order.reference is None or order.verb.name == "recuse":
        return None
    return door.opened(order.reference, "read")[0]


def _act(door: Secretariat, order: Order, content: bytes | None) -> Outcome:
    verb = order.verb
    fact = read(verb.document, order.fields, texts_later=True)
    by = order.around.by or verb.instructed_by
    asked = Asked(reference=order.reference, on=order.around.on, by=by, content=content)
    order.confirm(order)
    return verb.run(door, asked, fact)


# -- from documents -----------------------------------------------------------------------------


def _from_documents(door: Secretariat, order: Order, content: bytes | None) -> Outcome:
    missing = order.missing()
    may_read = order.source is None
    sealed = any(one.sealed for one in missing)
    if may_read and sealed and any(not one.apart for one in missing):
        _read_standard_input(order)
        may_read = False
    if may_read and not sealed and any(one.sealed for one in order.asked) and unread():
        message = (
            "something stands on standard input and would be lost: say --from - to hand it in, "
            "or < /dev/null"
        )
        raise Misuse(message)
    try:
        return _act(door, order, content)
    except Missing:
        if not may_read:
            raise
    _read_standard_input(order)
    return _act(door, order, content)


def _read_standard_input(order: Order) -> None:
    """Take the rest of the document from standard input.

    Raises:
        Misuse: nothing stands there.
    """
    raw = piped(LONGEST + 1)
    if not raw.strip():
        lacking = next(one for one in order.missing() if one.sealed)
        message = (
            f"{lacking.name} is missing ({lacking.help}), and standard input is empty: "
            "hand in a document with --from FILE or on standard input, or run it at a terminal"
        )
        raise Misuse(message)
    if len(raw) > LONGEST:
        message = "the document is larger than 8 MB: hand a long text in with --file"
        raise Misuse(message)
    order.fields = {**parsed(raw), **order.options}


# -- in conversation ----------------------------------------------------------------------------


def _in_conversation(
    door: Secretariat, order: Order, case: Case | None, content: bytes | None
) -> Outcome:
    from sanjose.commands.asking import Asking, tell

    conversation = Asking(_checks(door, case), _offered(door, order, case))
    rule = wanted(order, lambda: _known(door, order, case))
    outcome = None
    while outcome is None:
        before = dict(order.fields)
        _ask_whose(door, order, conversation)
        rules_first = order.verb.name in RULES_FIRST
        words = [one for one in order.asked if not (rules_first and one.apart)]
        conversation.about(words, order.fields, rule)
        if rules_first and not _later(door, order):
            conversation.about(order.asked, order.fields, rule)
        try:
            outcome = _act(door, order, content)
        except Missing:
            conversation.about(order.asked, order.fields, rule)
        except Misuse as error:
            _keep_texts(order, before, error)
            conversation.say(error)
    if conversation.asked:
        tell()
    return outcome


def _later(door: Secretariat, order: Order) -> bool:
    """Return whether the door is asked before the texts are: it says which are missing.

    A proposal does without a text; it is asked for unless it would be refused whatever it said.
    """
    if any(one.apart for one in order.missing()):
        return True
    besides = {"identifies_nobody", "about", "persons", "state"} & set(order.fields)
    if order.verb.name != "propose" or besides:
        return False
    now = door.steps(order.reference, on=order.around.on)
    return any(one.objections for one in now if one.kind.key == order.fields.get("measure"))


def _known(door: Secretariat, order: Order, case: Case | None) -> dict[str, Any]:
    """Return what is known of the person and the measure that the document is about."""
    person = case.person(str(order.fields.get("person", "P1"))) if case else None
    label = str(order.fields.get("label", ""))
    found = case.measure(label) if case else door.record().measure(label)
    kind = MEASURES.get(found.key) if found else None
    return {
        "no_case": order.no_case,
        "several": case is not None and len(case.persons) > 1,
        "child": person is not None and person.child,
        "letter": found is not None and found.key == "letter-deadline",
        "document": kind is not None and kind.public,
    }


def _keep_texts(order: Order, before: dict[str, Any], error: Misuse) -> None:
    """Forget the words just answered and keep the texts, so that only words are asked again.

    Raises:
        Misuse: no word was asked for, so that asking again would change nothing.
    """
    sealed = {one.name for one in order.asked if one.kind is Sealed}
    words = set(order.fields) - set(before) - sealed
    if not words:
        raise error
    for name in words:
        del order.fields[name]


def _ask_whose(door: Secretariat, order: Order, conversation: Any) -> None:
    """Ask whose decision it is, where the secretariat enters one."""
    if order.verb.name != "decide" or order.around.by is not None:
        return
    if door.actor().post is not Post.SECRETARIAT:
        return
    whose = Told("by", "whose decision it is", Post, True, False, None)  # noqa: FBT003
    answers: dict[str, Any] = {}
    conversation.about([whose], answers, lambda *_: True)
    order.around = replace(order.around, by=post(answers["by"], "by"))


def _checks(door: Secretariat, case: Case | None) -> dict[str, Callable[[str], object]]:
    """Return what must hold of an answer besides its form, by the field's name."""
    checks: dict[str, Callable[[str], object]] = {
        "state": door.state_code,
        "nationalities": door.state_code,
        "measure": measure,
        "course": measure,
        "measures": measure,
    }
    if case is not None:
        for name in ("person", "persons", "spoken_by"):
            checks[name] = lambda label: door.named_person(case, label)
    return checks


def _offered(door: Secretariat, order: Order, case: Case | None) -> dict[str, tuple[str, ...]]:
    """Return the words to choose from that depend on the committee and the case."""
    record = door.record()
    offered: dict[str, tuple[str, ...]] = {
        "measure": tuple(MEASURES),
        "course": tuple(MEASURES),
    }
    try:
        profile = door.committee
        offered["procedure"] = (*(one.key for one in profile.procedures), "unknown")
        offered["kind"] = tuple(one.key for one in profile.files)
        if order.verb.name == "file-move":
            file = record.file(str(order.fields.get("label", "")))
            kind = profile.file(file.kind) if file else None
            offered["to"] = tuple(kind.moves.get(file.now, ())) if kind and file else ()
    except Unable:
        pass
    measures = case.measures if case is not None else record.measures
    offered["label"] = tuple(one.label for one in measures)
    offered["about"] = tuple(one.label for one in measures)
    if order.verb.name == "file-move":
        offered["label"] = tuple(one.label for one in record.files)
    if case is not None:
        labels = tuple(one.label or "" for one in case.persons)
        offered["person"] = labels
        offered["persons"] = labels
        offered["spoken_by"] = labels
    return offered
