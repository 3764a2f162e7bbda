"""From what an officer typed to an act: gather, check early, ask, act, ask again.

The stores are opened, the case is looked up and what was typed is checked before the first
question, so that nothing is typed in vain. The rules are asked before a text is: the act is
rehearsed, and leaves nothing behind. A text that was typed is kept while a wrong word beside
it is asked for again.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sanjose.commands import erasing, moving, offering, whose
from sanjose.commands.around import Around
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
from sanjose.commands.useful import enter_means, questions, wanted
from sanjose.secretariat import Outcome, Secretariat
from sanjose.secretariat.verbs import Asked, Verb, does_not_ask
from sanjose.words.case import Case
from sanjose.words.errors import Missing, Misuse, Unable
from sanjose.words.model import Post
from sanjose.words.sealed import Sealed
from sanjose.words.told import Told, fields_of, read, taken

REHEARSED = frozenset({"propose", "decide", "take", "assess", "conclude", "park", "close"})
"""Verbs that are rehearsed before a text is asked for: nobody writes a page in vain."""


@dataclass(kw_only=True, slots=True)
class Order:
    """One act as it was asked for on the command line.

    Args:
        options: fields given as options; they stand over those of the document.
        source: where the document is, ``-`` for standard input.
        sure: whether an erasure was confirmed; ``whole`` whether it is of a whole case.
        said: whether anything of the document was said on the command line.
        unknown: whether it was said that a nationality is not known.
        by: whose act it is, once that is settled.
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
    unknown: bool = False
    by: Post | None = None
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[Told, ...]:
        """Return the fields that are the officer's to fill in."""
        every = fields_of(self.verb.document)
        return tuple(one for one in every if not does_not_ask(self.verb, one.name))

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
            yield door, _from_documents(door, order, case, content)


def _looked_up(door: Secretariat, order: Order) -> Case | None:
    """Open the case before anything is asked, so that its key is at hand when all is typed."""
    if order.reference is None or order.verb.name == "recuse":
        return None
    return door.opened(order.reference, "read")[0]


def _act(door: Secretariat, order: Order, content: bytes | None) -> Outcome:
    _nationality(order)
    fact = read(order.verb.document, order.fields, texts_later=True)
    asked = Asked(reference=order.reference, on=order.around.on, by=order.by, content=content)
    return order.verb.run(door, asked, fact)


def _nationality(order: Order) -> None:
    """Let nobody come into the roster without a word on nationality: the wall rests on it.

    Raises:
        Misuse: nothing was said of it.
    """
    if order.verb.name != "office-fill":
        return
    given = order.fields.get("nationalities")
    listed = given if isinstance(given, list | tuple) else [given]
    if [str(one).casefold() for one in listed] == [offering.UNKNOWN]:
        del order.fields["nationalities"]
        order.unknown = True
    elif not given and not order.unknown:
        message = (
            "say the holder's nationalities, with --nationality, or --nationality-unknown: "
            "the conflict wall needs them"
        )
        raise Misuse(message)


# -- from documents -----------------------------------------------------------------------------


def _from_documents(
    door: Secretariat, order: Order, case: Case | None, content: bytes | None
) -> Outcome:
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
        return _confirmed(door, order, case, content)
    except Missing:
        if not may_read:
            raise
    _read_standard_input(order)
    return _confirmed(door, order, case, content)


def _confirmed(
    door: Secretariat, order: Order, case: Case | None, content: bytes | None
) -> Outcome:
    _nationality(order)
    read(order.verb.document, order.fields, texts_later=True)
    whose.person(order.verb, case, order.fields)
    order.by = order.by or whose.settled(door, order.verb, order.around.by, order.reference)
    if order.verb.name == "erase":
        reference = order.reference or ""
        erasing.confirm(reference, order.fields, sure=order.sure, whole=order.whole)
    _move_confirmed(door, order)
    return _act(door, order, content)


def _move_confirmed(door: Secretariat, order: Order) -> None:
    if order.verb.name == "file-move":
        moving.confirm(door, order.fields, lambda: _act(door, order, None), sure=order.sure)


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

    verb = order.verb
    checks = offering.checks(door, verb, case)
    _check(order, checks)
    talk = Asking(checks, offering.offered(door, verb, case, order.fields))
    order.by = whose.settled(door, verb, order.around.by, order.reference, talk)
    whose.person(verb, case, order.fields, talk)
    if verb.name == "erase":
        erasing.ask(door, order.reference or "", order.fields, talk, whole=order.whole)
        return _confirmed(door, order, case, content)
    fields = questions(verb.name, order.asked)
    rule = wanted(
        verb.name,
        said=order.said,
        ask_all=order.ask_all,
        known=lambda: _known(door, order, case),
    )
    outcome = None
    while outcome is None:
        before = dict(order.fields)
        try:
            outcome = _asked_in_order(door, order, talk, fields, rule, content)
        except Missing:
            talk.about([one for one in fields if one.kind is Sealed], order.fields, rule)
        except Misuse as error:
            _keep_texts(order, before, error)
            talk.say(error)
    if talk.asked:
        tell()
    return outcome


def _asked_in_order(
    door: Secretariat,
    order: Order,
    talk: Any,
    fields: list[Told],
    rule: Callable[[Told, Mapping[str, Any]], bool],
    content: bytes | None,
) -> Outcome:
    """Ask for words, then the rules, then for texts, and act."""
    if order.verb.name not in REHEARSED:
        talk.about(fields, order.fields, rule, enter_means(order.verb.name))
        _move_confirmed(door, order)
        return _act(door, order, content)
    talk.about([one for one in fields if one.kind is not Sealed], order.fields, rule)
    if not _would_be_refused(door, order):
        talk.about([one for one in fields if one.kind is Sealed], order.fields, rule)
    return _act(door, order, content)


def _would_be_refused(door: Secretariat, order: Order) -> bool:
    """Return whether the rules stand against an act, whatever its texts would say."""
    try:
        with door.archive.rehearsing():
            return _act(door, order, None).refused
    except Missing:
        return False


def _check(order: Order, checks: Mapping[str, Callable[[str], object]]) -> None:
    """Hold what was said on the command line against its fields, before anything is asked.

    Raises:
        Misuse: something does not fit.
    """
    known = {one.name: one for one in fields_of(order.verb.document)}
    for name, given in order.fields.items():
        taken(known[name], given, name)
        for each in given if isinstance(given, list) else [given]:
            checks.get(name, str)(each)


def _known(door: Secretariat, order: Order, case: Case | None) -> dict[str, Any]:
    """Return what is known of the person and the measure that the document is about."""
    person = case.person(str(order.fields.get("person", "P1"))) if case else None
    label = str(order.fields.get("label", ""))
    found = case.measure(label) if case else door.record().measure(label)
    try:
        kind = door.committee.kinds.get(found.key) if found else None
        counted = bool(door.committee.votes)
    except Unable:
        kind, counted = None, False
    return {
        "no_case": order.no_case,
        "child": person is not None and bool(person.child),
        "letter": found is not None and found.key == "letter-deadline",
        "document": kind is not None and kind.public,
        "counted": counted,
        "document_needed": order.verb.name == "file-move"
        and moving.document_asked(door, order.fields, order.around.on),
        "instructed": door.actor().post is Post.SECRETARIAT,
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
