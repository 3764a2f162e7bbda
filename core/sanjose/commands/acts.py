"""The verbs as commands, made from the table of verbs: their options, prompts and answers.

What is not about anybody is an option; what is comes from a prompt, a document or standard
input. A text is asked for only once nothing stands against the act: nobody writes a page and
is refused afterwards.
"""

from typing import Any

import click

from sanjose.commands import urgent
from sanjose.commands.acting import Order, perform
from sanjose.commands.answers import tell
from sanjose.commands.around import HAPPENED, Around, command
from sanjose.commands.wording import opening
from sanjose.secretariat.verbs import VERBS, Verb, does_not_ask
from sanjose.words.errors import Misuse
from sanjose.words.references import SHAPE, checked
from sanjose.words.told import Told, fields_of

FIRST_WORD = {
    "propose": "measure",
    "decide": "label",
    "confirm": "label",
    "take": "label",
    "reply": "label",
    "file-move": "label",
    "judge": "state",
    "document": "state",
}
"""The field that stands on the command line without its name, after the case."""


def act(verb: Verb, name: str = "", line: str = "") -> click.Command:
    """Make the command of a verb.

    Args:
        name: what it is called where it belongs to a group; ``line`` is its help there.
    """

    def run(around: Around, **given: Any) -> int:
        order = _order(verb, around, given)
        with perform(order) as (door, outcome):
            if verb.name == "urgent":
                return urgent.tell(around, door, outcome)
            sentence = opening(verb, door, outcome, order.fields)
            measure = str(order.fields.get("measure", ""))
            return tell(around, door, outcome, opening=sentence, measure=measure)

    made = command(
        name or verb.name,
        line=line,
        more=_more(verb),
        on=HAPPENED,
        by=verb.by,
        options=_options(verb),
    )
    return made(run)


def _options(verb: Verb) -> list[click.Parameter]:
    options: list[click.Parameter] = []
    if words := _words(verb):
        options.append(click.Argument(["words"], nargs=-1, metavar=words))
    for one in fields_of(verb.document):
        if not (one.sealed or does_not_ask(verb, one.name) or one.name == _first(verb)):
            options.append(_option(one))
    if verb.case == "possible":
        flag = "The measure is the committee's own, without a case."
        if verb.name in FIRST_WORD:
            options.append(click.Option(["--no-case"], is_flag=True, help=flag))
    options.append(
        click.Option(
            ["--from", "from_file"],
            metavar="FILE",
            help="A document with all or some of it, in JSON or YAML; - for standard input.",
        )
    )
    if verb.file:
        options.append(
            click.Option(["--file"], metavar="PATH", help="A file to be kept, sealed, with it.")
        )
    options.append(
        click.Option(["--ask-all"], is_flag=True, help="Ask for everything, not for the usual.")
    )
    if verb.name == "file-open":
        options.append(
            click.Option(["--case"], metavar="REFERENCE", help="Link it with a case.")
        )
    if verb.name == "office-fill":
        said = "The holder's nationality is not known; nobody is kept out by it."
        options.append(click.Option(["--nationality-unknown"], is_flag=True, help=said))
    if verb.name == "file-move":
        said = "Do not ask again where there is no way back."
        options.append(click.Option(["--yes"], is_flag=True, help=said))
    if verb.name == "erase":
        options += [
            click.Option(["--whole-case"], is_flag=True, help="Erase the whole case."),
            click.Option(["--yes"], is_flag=True, help="Do not ask for the reference again."),
        ]
    return options


def _option(one: Told) -> click.Option:
    name = "--" + one.name.replace("_", "-")
    text = _help(one)
    if one.kind is bool:
        return click.Option([f"{name}/--no-{name[2:]}", one.name], default=None, help=text)
    if one.name == "nationalities":
        return click.Option(
            ["--nationality", "--nationalities", one.name],
            metavar="STATE",
            multiple=True,
            help=text,
        )
    metavar = "DATE" if one.kind.__name__ == "date" else "WORD" if one.choices else "TEXT"
    return click.Option([name, one.name], metavar=metavar, multiple=one.many, help=text)


def _help(one: Told) -> str:
    words = f": {'; '.join(one.choices)}" if one.choices else ""
    again = " (may be repeated)" if one.many else ""
    return f"{one.help[:1].upper()}{one.help[1:]}{again}{words}."


def _words(verb: Verb) -> str:
    first = (_first(verb) or "").upper()
    match verb.case:
        case "needed":
            return f"REFERENCE {first}".strip()
        case "possible" if verb.name != "file-open":
            return f"[REFERENCE] {first}".strip()
        case _:
            return first


def _first(verb: Verb) -> str | None:
    return FIRST_WORD.get(verb.name)


def _more(verb: Verb) -> str:
    """Return what a command's help says besides: what it is, and what is not an option."""
    doc = (verb.document.__doc__ or "").strip()
    sealed = [
        one.name
        for one in fields_of(verb.document)
        if one.sealed and not does_not_ask(verb, one.name)
    ]
    asked = (
        f"Asked for at the terminal, or in a document: {', '.join(sealed)}." if sealed else ""
    )
    return "\n\n".join(part for part in (doc, asked) if part)


def _order(verb: Verb, around: Around, given: dict[str, Any]) -> Order:
    words = list(given.pop("words", ()))
    no_case = given.pop("no_case", False)
    fields = {
        one.name: given[one.name]
        for one in fields_of(verb.document)
        if given.get(one.name) not in (None, ())
    }
    reference = _reference(verb, words, no_case=no_case, linked=given.get("case"))
    first = _first(verb)
    if first and words:
        fields[first] = words.pop(0)
    if words:
        message = f"a word too many; see `sanjose {verb.name.replace('-', ' ', 1)} --help`"
        raise Misuse(message)
    return Order(
        verb=verb,
        around=around,
        reference=reference,
        no_case=no_case,
        options={key: _plain(value) for key, value in fields.items()},
        source=given.get("from_file"),
        file=given.get("file"),
        ask_all=bool(given.get("ask_all")),
        sure=bool(given.get("yes")),
        whole=bool(given.get("whole_case")),
        unknown=bool(given.get("nationality_unknown")),
        said=bool(set(fields) - {first}) or around.by is not None,
    )


def _reference(
    verb: Verb, words: list[str], *, no_case: bool, linked: str | None
) -> str | None:
    """Take the case's reference from the words, if it is there and has to be.

    Raises:
        Misuse: it is missing, or it is there and must not be.
    """
    if verb.case == "none":
        return None
    if verb.name == "file-open":
        return checked(linked) if linked else None
    is_one = bool(words) and SHAPE.fullmatch(words[0].strip().upper()) is not None
    if no_case:
        if is_one:
            message = "a case is named, and --no-case besides: leave one of them out"
            raise Misuse(message)
        return None
    if is_one or (words and verb.name not in FIRST_WORD):
        return checked(words.pop(0))
    if len(words) > 1:
        return checked(words[0])
    if verb.case == "possible" and verb.name == "recuse":
        return None
    without = ", or say --no-case for a measure without one" if verb.name in FIRST_WORD else ""
    message = f"say which case, by its reference, as in ABC-26-7K3QM-L{without}"
    raise Misuse(message)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


COMMANDS = {
    name: act(verb)
    for name, verb in VERBS.items()
    if not name.startswith(("file-", "office-", "calendar-", "participation-"))
    and name not in {"judge", "document", "practice", "disclose"}
}
