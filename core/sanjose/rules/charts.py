"""The two charts of the treaty bodies, made from their profiles.

Annex I says who is rapporteur or focal point, annex II what each body's policy and practice
is. For early 2023 they are the annexes of the Secretariat's note; a committee that stands in
neither comes last, by its name. What has to be read beside a cell is lettered in the order of
reading. Source: N annex I; N annex II; G 20; N 26, 44.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from sanjose.rules.profile import Committee, Holder, Line, Posting
from sanjose.words.model import Post
from sanjose.words.provenance import Provision

POSTED: Mapping[Posting, tuple[str, ...]] = {
    Posting.NEVER: ("No",),
    Posting.NO_PRACTICE: ("None reported to date",),
    Posting.CASE_BY_CASE: ("Yes",),
    Posting.POSTED: ("Yes",),
    Posting.ANNUAL_REPORT: ("No", "Disclosed in annual reports"),
    Posting.VISIT_REPORT: (
        "Allegations of reprisals disclosed when visit reports are made public",
    ),
}
"""How annex II says what is done with letters and replies."""

POLICIES = (
    "Treaty body",
    "Policy or guidelines on reprisals",
    "Rapporteur or focal point on reprisals appointed",
    "Functions of the rapporteur or focal point on reprisals defined in a specific document",
    (
        "Letters of allegation, and responses from States, publicly posted on the "
        "Committee\N{RIGHT SINGLE QUOTATION MARK}s web page"
    ),
    (
        "Endorsed or adopted the Guidelines against Intimidation or Reprisals (San José "
        "Guidelines)"
    ),
)
"""The columns of annex II, in its words."""

LAST = 10_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its lines, and the letter of the note that stands behind the first."""

    lines: tuple[str, ...] = ("",)
    letter: str = ""

    def __str__(self) -> str:
        """Return the cell in one line, its note in brackets."""
        first, *rest = self.lines
        return ", ".join((f"{first} ({self.letter})" if self.letter else first, *rest))


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its title, the head of each column, its rows, and its notes by their letters."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[tuple[str, str], ...] = ()


def annex_i(
    committees: Iterable[Committee],
    holders: Mapping[str, Sequence[Sequence[Holder]]] | None = None,
) -> Chart:
    """Return who is rapporteur or focal point, by treaty body.

    Args:
        holders: who is it by now, line by line, for the committees of which that is known.
    """
    rows: list[tuple[Cell, ...]] = []
    for one in sorted(committees, key=lambda one: _place(one, one.annex_i)):
        lines = (holders or {}).get(one.slug) or one.holders.value or ((),)
        for number, line in enumerate(lines):
            head = _name(one, one.annex_i) if number == 0 else ""
            mailbox = one.mailbox.value or "" if number == 0 else ""
            rows.append((Cell((head,)), Cell((_named(line),)), Cell((mailbox,))))
    return Chart(
        title="Rapporteur or focal point on reprisals, by treaty body",
        head=("Treaty body", "Rapporteur or focal point", "Email address"),
        rows=tuple(rows),
    )


def annex_ii(committees: Iterable[Committee]) -> Chart:
    """Return policies and practices for addressing cases of reprisals, by treaty body."""
    notes: list[tuple[str, str]] = []

    def cell(lines: tuple[str, ...], remark: str) -> Cell:
        if not remark:
            return Cell(lines)
        letter = _letter(len(notes))
        notes.append((letter, remark))
        return Cell(lines, letter)

    rows = tuple(
        (
            Cell((_name(one, one.annex_ii),)),
            *(cell(lines, value.remark) for lines, value in _answers(one)),
        )
        for one in sorted(committees, key=lambda one: _place(one, one.annex_ii))
    )
    return Chart(
        title="Policies and practices for addressing cases of reprisals, by treaty body",
        head=POLICIES,
        rows=rows,
        notes=tuple(notes),
    )


def _answers(one: Committee) -> Iterator[tuple[tuple[str, ...], Provision[Any]]]:
    """Give the cells of a committee's row after its name, and the value behind each."""
    instead = one.annex_ii.value.instead if one.annex_ii is not None else {}
    endorsed = instead.get("endorsed", one.endorsed.value)
    answers: tuple[tuple[str, tuple[str, ...], Provision[Any]], ...] = (
        ("policy", _yes(one.policy.value), one.policy),
        ("appointed", ("Yes",), one.rapporteur),
        ("functions", _yes(one.functions.value), one.functions),
        ("posting", POSTED[one.posting.value], one.posting),
        ("endorsed", ("Yes", str(endorsed)) if endorsed else ("No",), one.endorsed),
    )
    for key, lines, value in answers:
        yield (lines if key == "endorsed" or key not in instead else (instead[key],)), value


def _yes(value: object) -> tuple[str, ...]:
    return ("No",) if value is None else ("Yes",)


def _place(one: Committee, line: Provision[Line] | None) -> tuple[int, str]:
    return (line.value.place if line is not None else LAST), one.name


def _name(one: Committee, line: Provision[Line] | None) -> str:
    return line.value.name if line is not None else one.name


def _named(holders: Sequence[Holder]) -> str:
    """Return the holders of one line as a chart prints them."""
    return " and ".join(
        f"{one.name} (alternate)" if one.post is Post.ALTERNATE else one.name for one in holders
    )


def _letter(number: int) -> str:
    """Return the letter of a note: a to z, then aa, ab.

    >>> _letter(0), _letter(10), _letter(26)
    ('a', 'k', 'aa')
    """
    more, rest = divmod(number, len(ascii_lowercase))
    return (_letter(more - 1) if more else "") + ascii_lowercase[rest]
