"""Every measure: whether it may be proposed now, or what stands against it, with paragraphs."""

from collections.abc import Iterable, Sequence

import click

from sanjose.commands.answers import plain_objection
from sanjose.commands.around import AS_AT, Around, command
from sanjose.commands.session import session
from sanjose.commands.telling import heading, paragraph, say, sentence, table, tell_json
from sanjose.rules.measures import measure
from sanjose.secretariat import StepNow
from sanjose.words.errors import Misuse
from sanjose.words.provenance import shortly
from sanjose.words.references import checked


@command(
    "steps", on=AS_AT, more="G is the San José Guidelines, N the Secretariat's note of 2023."
)
@click.argument("words", nargs=-1, metavar="[REFERENCE] [MEASURE]")
@click.option("--no-case", is_flag=True, help="Measures of the committee without a case.")
def steps(around: Around, words: tuple[str, ...], no_case: bool) -> None:  # noqa: FBT001
    """Show."""
    reference, key = _understood(words, no_case=no_case)
    with session(around.home) as door:
        found = tuple(
            one
            for one in door.steps(reference, on=around.on)
            if key == one.kind.key
            or (key is None and (reference is not None or one.kind.without_case))
        )
        day = around.on or door.today()
    if around.as_json:
        tell_json({"reference": reference, "on": day, "measures": [_plain(s) for s in found]})
        return
    where = f"for {reference}" if reference else "without a case"
    say(f"Measures {where}, on {day}")
    _tell_free([one for one in found if not one.objections], alone=key is None)
    _tell_stopped([one for one in found if one.objections])
    say()
    say(f"To propose one: sanjose propose {reference or '--no-case'} {key or 'MEASURE'}")
    if any(each.key == "identifies" for one in found for each in one.objections):
        paragraph("Once it is checked that it identifies nobody: --identifies-nobody")


def _understood(words: tuple[str, ...], *, no_case: bool) -> tuple[str | None, str | None]:
    """Return the case's reference and the measure that were typed.

    Raises:
        Misuse: the case is missing, or a word too many is there, or no such measure.
    """
    left = list(words)
    if not no_case and not left:
        message = "say which case, by its reference, or --no-case for measures without one"
        raise Misuse(message)
    reference = None if no_case else checked(left.pop(0))
    key = measure(left.pop(0)).key if left else None
    if left:
        message = "a word too many: one case, one measure"
        raise Misuse(message)
    return reference, key


def _tell_free(free: Sequence[StepNow], *, alone: bool) -> None:
    if not free and not alone:
        return
    heading("May be proposed now")
    table((one.kind.key, _title(one)) for one in free)
    if not free:
        say("  none")


def _tell_stopped(stopped: Sequence[StepNow]) -> None:
    """Print the measures that are stopped, and each reason once."""
    if not stopped:
        return
    reasons = list(dict.fromkeys(one for each in stopped for one in each.objections))
    numbers = {reason: number for number, reason in enumerate(reasons, 1)}
    heading("Not now, for the reasons below")
    table(
        (one.kind.key, _numbered(numbers[each] for each in one.objections), _title(one))
        for one in stopped
    )
    heading("Reasons")
    table(
        (str(numbers[reason]), sentence(f"{reason.reason} ({shortly(reason.source)})"))
        for reason in reasons
    )


def _numbered(numbers: Iterable[int]) -> str:
    return " ".join(map(str, sorted(numbers)))


def _title(one: StepNow) -> str:
    name = one.decider.name.lower()
    decides = name if name in {"secretariat", "rapporteur", "plenary"} else name.capitalize()
    there = f"; there is {', '.join(one.taken)}" if one.taken else ""
    return f"{one.kind.title} ({decides}){there}"


def _plain(one: StepNow) -> dict[str, object]:
    return {
        "measure": one.kind.key,
        "title": one.kind.title,
        "sources": [str(source) for source in one.kind.sources],
        "decided_by": one.decider.name.lower(),
        "labels": list(one.taken),
        "may_be_proposed": not one.objections,
        "objections": [plain_objection(objection) for objection in one.objections],
    }


COMMANDS = {"steps": steps}
