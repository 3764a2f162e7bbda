"""Let a text leave: show where the guard stops it, and ask a second person where one decides."""

from collections.abc import Iterator
from typing import Any

import click

from sanjose.commands import answers
from sanjose.commands.approve import place
from sanjose.commands.around import HAPPENED, Around, command
from sanjose.commands.documents import LONGEST, at_a_terminal, read_bytes
from sanjose.commands.session import session
from sanjose.commands.telling import heading, paragraph, say, sentence, table, tell_json
from sanjose.secretariat import Released, Secretariat
from sanjose.words.errors import Misuse
from sanjose.words.references import SHAPE, checked
from sanjose.words.sealed import Sealed
from sanjose.words.told import Told

_REASON = Told(
    "reason", "why the text may leave in spite of what the guard finds", Sealed, required=True
)

MORE = """The text is plain, in UTF-8, and exactly what leaves. The guard reads it against the
names, contacts, places and days of every case that is open to you, and says where it stops; a
text that is published, or that it stops, needs a second person (`sanjose approve`)."""


@command("release", more=MORE, on=HAPPENED)
@click.argument("words", nargs=-1, metavar="[REFERENCE] M1")
@click.option("--no-case", is_flag=True, help="The measure is the committee's own.")
@click.option("--file", "file", metavar="PATH", help="The text; - for standard input.")
@click.option("--overrule", is_flag=True, help="Let it leave in spite of the guard; says why.")
@click.option(
    "--reason", metavar="PATH", help="Why, from a file; - for standard input; else it is asked."
)
@click.option("--reveal", is_flag=True, help="Show the lines where it stops, at a terminal.")
def release(
    around: Around,
    words: tuple[str, ...],
    file: str | None,
    reason: str | None,
    *,
    no_case: bool,
    overrule: bool,
    reveal: bool,
) -> int:
    """Release."""
    reference, label = _which(words, no_case=no_case)
    if file is None:
        message = "hand in the text that is to leave, with --file; - for standard input"
        raise Misuse(message)
    if reveal and (around.as_json or not at_a_terminal()):
        message = "--reveal shows lines of the text, and does so at a terminal only"
        raise Misuse(message)
    content = read_bytes(file, LONGEST, "the text", "release it in parts")
    with session(around.home, writing=True) as door:
        if not overrule:
            found = door.release(reference, label, content, on=around.on)
            return _tell(around, door, found, label, reveal=reveal)
        with door.archive.rehearsing():
            found = door.release(reference, label, content, on=around.on)
        why = None
        if found.findings:
            if at_a_terminal():
                tell_places(found, reveal=reveal)
            why = reason_given(reason)
        found = door.release(reference, label, content, overrule=why, on=around.on)
        return _tell(around, door, found, label, reveal=reveal)


def _which(words: tuple[str, ...], *, no_case: bool) -> tuple[str | None, str]:
    """Return the case, if there is one, and the measure.

    Raises:
        Misuse: one of them is missing, or a word too many.
    """
    listed = list(words)
    is_one = bool(listed) and SHAPE.fullmatch(listed[0].strip().upper()) is not None
    reference = checked(listed.pop(0)) if is_one else None
    if (reference is None) is not no_case:
        message = (
            "say which case, by its reference, as in ABC-26-7K3QM-L, or say --no-case for a "
            "measure without one"
        )
        raise Misuse(message)
    if len(listed) != 1:
        message = "say which measure, as M1; see `sanjose release --help`"
        raise Misuse(message)
    return reference, listed[0].strip().upper()


def reason_given(place_: str | None) -> Sealed:
    """Return why the guard is overruled, from a file or asked for.

    Raises:
        Misuse: it is empty, or nobody can be asked.
    """
    if place_ is not None:
        raw = read_bytes(place_, LONGEST, "the reason", "say it in fewer words")
        try:
            text = raw.decode("utf-8-sig").strip()
        except UnicodeDecodeError:
            text = ""
        if not text:
            message = "the reason is empty, or not written in UTF-8: say why the text may leave"
            raise Misuse(message)
        return Sealed(text)
    if not at_a_terminal():
        message = "say why the text may leave, in a file: --reason PATH, or at a terminal"
        raise Misuse(message)
    from sanjose.commands.asking import Asking

    said: dict[str, Any] = {}
    Asking().about([_REASON], said, lambda *_: True)
    found: Sealed = said["reason"]
    return found


def _tell(
    around: Around, door: Secretariat, found: Released, label: str, *, reveal: bool
) -> int:
    outcome = found.outcome
    where = f" in {outcome.reference}" if outcome.reference else ""
    if around.as_json:
        plain = answers.as_plain(outcome, door.today())
        stops = [
            {
                "line": line,
                "column": column,
                "length": one.end - one.start,
                "kind": str(one.kind),
                "why": one.why,
            }
            for line, column, one in found.places
        ]
        tell_json({**plain, "stops": stops})
        return answers.REFUSED if outcome.refused else 0
    if found.findings and outcome.refused:
        tell_places(found, reveal=reveal)
        say()
    opening = f"to release the text of {label}{where}"
    if outcome.waits:
        opening = answers.WAITS.format(label=outcome.waits)
    elif not outcome.refused:
        opening = f"The text of {label}{where} may leave: the guard stops it nowhere."
    return answers.tell(around, door, outcome, opening=opening)


def tell_places(found: Released, *, reveal: bool) -> None:
    """Say where the guard stops; the lines themselves only where that was asked for."""
    heading("Where the guard stops")
    table(
        (*place(found.text, one.start), f"{one.kind}: {sentence(one.why)}")
        for one in found.findings
    )
    if not reveal:
        paragraph("--reveal shows the lines, at a terminal.", indent=2)
        return
    say()
    for number, line in _lines(found):
        paragraph(f"{number:>4}  {line}", hang=6)


def _lines(found: Released) -> Iterator[tuple[int, str]]:
    """Give each line that has a finding, with what was found in it marked."""
    begins = 0
    for number, line in enumerate(found.text.split("\n"), 1):
        ends = begins + len(line)
        spans = [
            (max(one.start, begins) - begins, min(one.end, ends) - begins)
            for one in found.findings
            if one.start <= ends and one.end > begins
        ]
        if spans:
            marked = line
            for start, end in sorted(spans, reverse=True):
                marked = f"{marked[:start]}»{marked[start:end]}«{marked[end:]}"
            yield number, marked
        begins = ends + 1


COMMANDS = {"release": release}
