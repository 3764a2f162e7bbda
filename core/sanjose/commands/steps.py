"""What may be proposed now, and what stands against the rest, with paragraphs.

There are more measures than fit on a screen. Without ``--all`` those that may be proposed are
listed with their titles, those that may not by their names, group by group, and each kind of
reason stands there once. Nothing is left out: a name and ``sanjose steps`` tell the rest.
"""

from collections.abc import Iterable, Iterator, Sequence

import click

from sanjose.commands.answers import plain_objection
from sanjose.commands.around import AS_AT, Around, command
from sanjose.commands.session import session
from sanjose.commands.telling import cited, heading, paragraph, say, sentence, table, tell_json
from sanjose.rules.measures import Group
from sanjose.rules.view import Objection, final_first
from sanjose.secretariat import StepNow
from sanjose.words.errors import Misuse
from sanjose.words.model import Decider
from sanjose.words.references import checked


@command(
    "steps", on=AS_AT, more="G is the San José Guidelines, N the Secretariat's note of 2023."
)
@click.argument("words", nargs=-1, metavar="[REFERENCE] [MEASURE]")
@click.option("--no-case", is_flag=True, help="Measures of the committee without a case.")
@click.option("--all", "whole", is_flag=True, help="Every measure with its title and reasons.")
def steps(around: Around, words: tuple[str, ...], *, no_case: bool, whole: bool) -> None:
    """Show."""
    reference, key = _understood(words, no_case=no_case)
    with session(around.home) as door:
        if key is not None:
            door.committee.measure(key)
        found = tuple(
            one
            for one in door.steps(reference, on=around.on)
            if key == one.kind.key or (key is None and _fits(one, reference))
        )
        day = around.on or door.today()
    if around.as_json:
        tell_json({"reference": reference, "on": day, "measures": [_plain(s) for s in found]})
        return
    where = f"for {reference}" if reference else "without a case"
    say(f"Measures {where}, on {day}")
    free = [one for one in found if not one.objections]
    stopped = [one for one in found if one.objections]
    if key is not None:
        _tell_one(free, stopped)
    else:
        _tell_free(free)
        _tell_each(stopped) if whole else _tell_groups(stopped)
    say()
    if key is not None and any(each.final for one in stopped for each in one.objections):
        paragraph("Nothing that could be recorded lifts this: nobody has to be asked for it.")
    else:
        say(f"To propose one: sanjose propose {reference or '--no-case'} {key or 'MEASURE'}")
    if stopped and key is None and not whole:
        say(f"More about one: sanjose steps {reference or '--no-case'} MEASURE; of all: --all")
    if any(each.key == "identifies" for one in found for each in one.objections):
        paragraph("Once it is checked that it identifies nobody: --identifies-nobody")


def _understood(words: tuple[str, ...], *, no_case: bool) -> tuple[str | None, str | None]:
    """Return the case's reference and the measure that were typed.

    Raises:
        Misuse: the case is missing, or a word too many is there.
    """
    left = list(words)
    if not no_case and not left:
        message = "say which case, by its reference, or --no-case for measures without one"
        raise Misuse(message)
    reference = None if no_case else checked(left.pop(0))
    key = left.pop(0) if left else None
    if left:
        message = "a word too many: one case, one measure"
        raise Misuse(message)
    return reference, key


def _fits(one: StepNow, reference: str | None) -> bool:
    """Return whether a measure is one for a case, or for the committee without one."""
    return one.kind.without_case if reference is None else not one.kind.apart


def _tell_one(free: Sequence[StepNow], stopped: Sequence[StepNow]) -> None:
    if free:
        heading("May be proposed now")
        table((one.kind.key, _title(one)) for one in free)
    else:
        _tell_each(stopped, grouped=False)


def _tell_free(free: Sequence[StepNow]) -> None:
    """Print what may be proposed, by what it is for."""
    heading("May be proposed now")
    if not free:
        say("  none")
    width = max((len(one.kind.key) for one in free), default=0)
    for group, of_group in _grouped(free):
        say(f"  {group}")
        table(((one.kind.key.ljust(width), _title(one)) for one in of_group), indent=4)


def _tell_groups(stopped: Sequence[StepNow]) -> None:
    """Print the names of what is stopped, group by group, and each kind of reason once."""
    if not stopped:
        return
    numbers = _kinds_numbered(stopped)
    heading("Not now, for the reasons below")
    for group, of_group in _grouped(stopped):
        alike: dict[tuple[int, ...], list[str]] = {}
        for one in of_group:
            reasons = tuple(sorted({numbers[each.key] for each in one.objections}))
            alike.setdefault(reasons, []).append(one.kind.key)
        said = "; ".join(
            f"{', '.join(keys)} {_joined(reasons)}" for reasons, keys in alike.items()
        )
        paragraph(f"{group}: {said}", indent=2, hang=2)
    heading("Reasons")
    table((str(number), _reasons(stopped, key)) for key, number in numbers.items())


def _reasons(stopped: Sequence[StepNow], key: str) -> str:
    """Return the first reason of a kind as a sentence, and how many more there are like it."""
    first, *others = dict.fromkeys(
        each for one in stopped for each in one.objections if each.key == key
    )
    more = f" And {len(others)} more like this: --all." if others else ""
    return f"{_reason(first)}{more}"


def _tell_each(stopped: Sequence[StepNow], *, grouped: bool = True) -> None:
    """Print each measure that is stopped with its title, and each reason once."""
    if not stopped:
        return
    every = dict.fromkeys(one for each in stopped for one in each.objections)
    reasons = final_first(every) if len(stopped) == 1 else tuple(every)
    numbers = {reason: number for number, reason in enumerate(reasons, 1)}
    heading("Not now, for the reasons below")
    width = max(len(one.kind.key) for one in stopped)
    for group, of_group in _grouped(stopped):
        if grouped:
            say(f"  {group}")
        table(
            (
                (
                    one.kind.key.ljust(width),
                    f"{_title(one)} {_joined(sorted(numbers[each] for each in one.objections))}",
                )
                for one in of_group
            ),
            indent=4 if grouped else 2,
        )
    heading("Reasons")
    table((str(number), _reason(reason)) for reason, number in numbers.items())


def _grouped(steps: Sequence[StepNow]) -> Iterator[tuple[Group, list[StepNow]]]:
    """Give the measures of each group; one of a committee's own stands among the common ones."""
    for group in Group:
        if of_group := [one for one in steps if one.kind.group is group]:
            yield group, of_group


def _kinds_numbered(stopped: Iterable[StepNow]) -> dict[str, int]:
    """Return a number for each kind of reason, in the order in which they come."""
    kinds = dict.fromkeys(each.key for one in stopped for each in one.objections)
    return {key: number for number, key in enumerate(kinds, 1)}


def _joined(numbers: Iterable[int]) -> str:
    return f"[{' '.join(map(str, numbers))}]"


def _reason(objection: Objection) -> str:
    return sentence(f"{objection.reason} ({cited(objection.source)})")


def who(decider: Decider) -> str:
    """Return who decides, as it is written: the Chair and the Bureau with a capital."""
    name = decider.name.lower()
    return name.capitalize() if decider in {Decider.CHAIR, Decider.BUREAU} else name


def _title(one: StepNow) -> str:
    there = f"; there is {', '.join(one.taken)}" if one.taken else ""
    return f"{one.kind.title} ({who(one.decider)}){there}"


def _plain(one: StepNow) -> dict[str, object]:
    return {
        "measure": one.kind.key,
        "title": one.kind.title,
        "group": one.kind.group,
        "sources": [str(source) for source in one.kind.sources],
        "decided_by": one.decider.name.lower(),
        "labels": list(one.taken),
        "may_be_proposed": not one.objections,
        "objections": [plain_objection(objection) for objection in one.objections],
    }


COMMANDS = {"steps": steps}
