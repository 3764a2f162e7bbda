"""What may be done in each procedure of a committee, who decides it and who learns of it.

One table in Markdown, for the committee's README; it is made from the walk through the rules.
"""

from collections.abc import Sequence

from sanjose.rules.committees import Plugin
from sanjose.rules.walk import WITHOUT, YES, Walked, walk
from sanjose.words.model import Decider, Use
from sanjose.words.provenance import shortly

DECIDES: dict[Decider, str] = {
    Decider.SECRETARIAT: "secretariat",
    Decider.RAPPORTEUR: "rapporteur",
    Decider.CHAIR: "Chair",
    Decider.BUREAU: "Bureau",
    Decider.PLENARY: "plenary",
}
TELLS: dict[Use | None, str] = {
    None: "nobody",
    Use.STATE: "the State",
    Use.DIALOGUE: "everybody",
    Use.UNITED_NATIONS: "United Nations",
    Use.SPECIAL_PROCEDURES: "special procedures",
    Use.MECHANISMS: "mechanisms",
    Use.PARTNERS: "partners",
    Use.COMMITTEES: "other committees",
    Use.COMMITTEES_STATE: "other committees",
    Use.SECRETARY_GENERAL: "everybody",
    Use.ANNUAL_REPORT: "everybody",
    Use.PUBLISH: "everybody",
}
"""Who learns what is known about a person, at most."""


def markdown(plugin: Plugin) -> str:
    """Return the table of a committee's measures, with the reasons under it.

    Procedures in which everything is the same share a column.
    """
    walked = walk(plugin)
    groups = _alike(plugin, walked)
    reasons: dict[str, str] = {}
    head = [
        "measure",
        "decided by",
        "tells",
        *(", ".join(f"`{one}`" for one in g) for g, _ in groups),
    ]
    lines = [_line(head), _line(["---"] * len(head))]
    lines += [_line(_row(one, [at for _, at in groups], reasons)) for one in walked]
    listed = [f"{number}. {reason}" for reason, number in reasons.items()]
    return "\n".join((*lines, *(("", *listed) if listed else ()))) + "\n"


def _alike(plugin: Plugin, walked: Sequence[Walked]) -> list[tuple[list[str], int]]:
    """Return the procedures in which everything is the same together, and where one stands."""
    found: dict[tuple[object, ...], tuple[list[str], int]] = {}
    for at, procedure in enumerate(plugin.committee.procedures):
        column = tuple(one.answers[at] for one in walked)
        found.setdefault(column, ([], at))[0].append(procedure.key)
    return [*found.values()]


def _row(one: Walked, columns: Sequence[int], reasons: dict[str, str]) -> list[str]:
    kind = one.kind
    return [
        f"`{kind.key}`: {kind.title}",
        DECIDES[one.decider],
        "the person" if kind.to_person else TELLS[kind.use],
        *(_cell(one, at, reasons) for at in columns),
    ]


def _cell(one: Walked, at: int, reasons: dict[str, str]) -> str:
    answer = one.answers[at]
    if answer.way in {YES, WITHOUT}:
        return answer.way
    told = []
    for objection in answer.objections:
        reason = f"{objection.reason} ({shortly(objection.source)})"
        told.append(reasons.setdefault(reason, str(len(reasons) + 1)))
    return f"{answer.way} [{', '.join(told)}]"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
