"""Ask a person at a terminal: one question at a time, asked again until the answer fits.

No sentence repeats what was typed, and the terminal's history keeps nothing of it. A text that
is pasted with empty lines in it stays one text: an empty line ends it only where no more is
waiting to be read.
"""

import select
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

import click

from sanjose.commands.telling import WIDTH, filled, sentence
from sanjose.words.errors import Misuse
from sanjose.words.sealed import Sealed
from sanjose.words.told import Told, fields_of, taken

Answers: TypeAlias = dict[str, Any]
Check: TypeAlias = Callable[[str], object]
Wanted: TypeAlias = Callable[[Told, Answers], bool]
Enter: TypeAlias = Callable[[Told, Answers], str | None]

PROMPT = "> "
ONE_LINE = frozenset({"name", "who", "contact", "safe_hours"})
"""Texts about somebody that stand on one line."""

OF_A_PERSON = ("standing", "channel", "contact", "safe")
"""What is asked of somebody who is named while an allegation is taken in; the rest can follow."""

_YES_OR_NO = frozenset({"yes", "no", "true", "false"})
_GAP = 3
_PASTED = 0.05  # seconds in which the next line of a pasted text is there


class Asking:
    """A conversation about one document.

    Args:
        checks: what else must hold of an answer, by the field's name; it raises Misuse.
        offered: the words to choose from where they depend on the committee.
    """

    def __init__(
        self,
        checks: Mapping[str, Check] | None = None,
        offered: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._checks = dict(checks or {})
        self._offered = dict(offered or {})
        self.asked = False
        _prepare()

    def about(
        self,
        fields: Iterable[Told],
        answers: Answers,
        wanted: Wanted,
        enter: Enter = lambda *_: None,
    ) -> None:
        """Ask for the fields that are wanted and not answered yet, in order.

        Args:
            fields: to be asked for.
            answers: what is answered already; new answers are put there.
            wanted: whether a field is asked for.
            enter: what Enter alone means for a field, where answers before it decide that.
        """
        for one in fields:
            if one.name not in answers and wanted(one, answers):
                self.asked = True
                given = self._field(one, enter(one, answers))
                if given is not None:
                    answers[one.name] = given

    def offer(self, name: str, words: Sequence[str], check: Check) -> None:
        """Offer words for a field that is asked for besides the document's."""
        self._offered[name], self._checks[name] = words, check

    def say(self, error: Misuse) -> None:
        """Say why an answer does not fit."""
        tell(sentence(str(error)))

    def _field(self, one: Told, enter: str | None = None) -> Any:
        if hasattr(one.kind, "NAME"):
            return self._persons(one)
        tell()
        if one.kind is Sealed:
            return self._text(one)
        choices = one.choices or tuple(self._offered.get(one.name, ()))
        tell(_question(one, enter=enter))
        _tell_choices(choices)
        return self._value(one, choices)

    def _value(self, one: Told, choices: Sequence[str]) -> Any:
        while True:
            typed = line().strip()
            if typed == "?":
                _explain(one, choices)
            elif not typed and not one.required:
                return None
            elif not typed and one.kind is not bool:
                self.say(Misuse(f"{_spoken(one)} is empty, and has to be answered"))
            else:
                meant = _meant(typed, one, choices)
                try:
                    self._check(one, meant)
                except Misuse as error:
                    self.say(error)
                else:
                    return meant

    def _check(self, one: Told, meant: Any) -> None:
        """Hold an answer against its field; the sentence is mostly the one of a document."""
        if one.kind is bool and str(meant).casefold() not in _YES_OR_NO:
            raise Misuse("answer yes or no; ? says more")
        taken(one, meant, _spoken(one))
        check = self._checks.get(one.name)
        if check is not None:
            for each in meant if isinstance(meant, list) else [meant]:
                check(each)

    def _text(self, one: Told) -> Sealed | None:
        single = one.name in ONE_LINE
        tell(_question(one, "" if single else "an empty line ends it"))
        while True:
            typed = line() if single else lines()
            if typed.strip() == "?":
                _explain(one, ())
            elif not typed.strip() and not one.required:
                return None
            else:
                text = Sealed(typed.strip() if single else typed)
                try:
                    taken(one, text, _spoken(one))
                except Misuse as error:
                    self.say(error)
                else:
                    return text

    def _persons(self, one: Told) -> list[Answers] | None:
        """Ask for one person after the other, until one is left out."""
        found: list[Answers] = []
        known = {field.name: field for field in fields_of(one.kind)}
        fields = [known[name] for name in OF_A_PERSON]
        while True:
            tell()
            tell("One more person?" if found else _capital(one.help))
            tell(f"The name, or how the person is to be called (Enter: {_no(found)})")
            typed = line().strip()
            if not typed:
                return found or None
            if _is_no_name(typed):
                self.say(Misuse(f"that is no name: give one, or Enter alone for {_no(found)}"))
                continue
            answers: Answers = {"name": Sealed(typed)}
            self.about(fields, answers, _of_a_person)
            found.append(answers)


def _of_a_person(one: Told, answers: Answers) -> bool:
    reachable = str(answers.get("channel", "none")) != "none"
    return reachable or one.name in {"standing", "channel"}


def _is_no_name(typed: str) -> bool:
    """Return whether an answer is meant for another question; a person is not made of it."""
    plain = typed.strip(".!").casefold()
    return plain in {"yes", "no", "none", "nobody"} or len(plain) < 2 or plain.isdecimal()


def _no(found: Sequence[object]) -> str:
    return "no more" if found else "nobody"


# -- how a question looks ---------------------------------------------------------------------


def tell(text: str = "") -> None:
    """Print what belongs to a conversation, on standard error."""
    click.echo(filled(text), err=True)


def _question(one: Told, how: str = "", *, enter: str | None = None) -> str:
    if one.kind is bool:
        how = "yes or no"
    elif one.kind is date:
        how = "as 2026-01-31"
    elif one.many:
        how = "several are divided by commas"
    alone = "" if one.required else f"Enter: {enter or _default(one)}"
    hints = "; ".join(part for part in (how, alone) if part)
    return _capital(one.help) + (f" ({hints})" if hints else "")


def _default(one: Told) -> str:
    _, _, meant = one.help.partition("none means ")
    if meant:
        return meant
    match one.default:
        case bool():
            return "yes" if one.default else "no"
        case None | ():
            return "leave out"
        case Enum():
            value = one.default.value
            return value if isinstance(value, str) else one.default.name.lower()
        case _:
            return str(one.default)


def _tell_choices(choices: Sequence[str]) -> None:
    """Print the words to choose from, numbered, in as many columns as fit."""
    if not choices:
        return
    cells = [f"{number:>2} {word}" for number, word in enumerate(choices, 1)]
    width = max(map(len, cells)) + _GAP
    columns = max(1, (WIDTH - 1 + _GAP) // width)
    rows = -(-len(cells) // columns)
    for row in range(rows):
        there = [cells[at] for at in range(row, len(cells), rows)]
        click.echo(" " + "".join(cell.ljust(width) for cell in there).rstrip(), err=True)


def _explain(one: Told, choices: Sequence[str]) -> None:
    meaning = (one.kind.__doc__ or "").split(" Source:", maxsplit=1)[0].strip()
    if issubclass(one.kind, Enum) and meaning:
        tell(meaning)
    if choices:
        tell("Answer with the number or the word.")
        _tell_choices(choices)
    else:
        tell(sentence(one.help))
    if not one.required:
        tell(f"Enter alone: {_default(one)}.")


def _spoken(one: Told) -> str:
    return one.name.replace("_", " ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# -- what an answer means ---------------------------------------------------------------------


def _meant(typed: str, one: Told, choices: Sequence[str]) -> Any:
    if one.kind is bool:
        return {"y": "yes", "n": "no"}.get(typed.casefold(), typed)
    if not one.many:
        return _chosen(typed, choices)
    if _chosen(typed, choices) in choices:
        return [_chosen(typed, choices)]
    parts = (part.strip() for part in typed.replace(";", ",").split(","))
    return [_chosen(part, choices) for part in parts if part]


def _chosen(typed: str, choices: Sequence[str]) -> str:
    """Return the word that a number or the beginning of a word stands for."""
    if typed.isdecimal() and typed.isascii() and 0 < int(typed[:4]) <= len(choices):
        return choices[int(typed[:4]) - 1]
    begun = [word for word in choices if word.casefold().startswith(typed.casefold())]
    exact = [word for word in begun if word.casefold() == typed.casefold()]
    return exact[0] if exact else begun[0] if len(begun) == 1 and typed else typed


# -- the terminal -----------------------------------------------------------------------------


def _prepare() -> None:
    """Let lines be edited and be as long as they are, and keep none of them."""
    with suppress(ImportError):
        import readline

        readline.set_auto_history(False)
        readline.parse_and_bind("tab: self-insert")


def line() -> str:
    """Read one line from the terminal.

    Raises:
        EOFError: there is nobody any more.
    """
    while True:
        try:
            if sys.stdout.isatty():
                return input(PROMPT)
            click.echo(PROMPT, nl=False, err=True)
            typed = sys.stdin.readline()
        except UnicodeDecodeError:
            tell("That could not be read: type it again.")
            continue
        if not typed:
            raise EOFError
        return typed.rstrip("\n")


def lines() -> str:
    """Read a text of several lines, until an empty one or a single dot."""
    found: list[str] = []
    while (typed := line()).strip() != ".":
        if not typed.strip():
            if not (found and _more_is_there()):
                break
            typed = ""
        found.extend(typed.split("\n"))
    return "\n".join(found).strip("\n")


def _more_is_there() -> bool:
    try:
        return bool(select.select([sys.stdin], [], [], _PASTED)[0])
    except (OSError, ValueError):
        return False
