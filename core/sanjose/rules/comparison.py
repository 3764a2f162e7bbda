"""Profiles side by side, so that committees can align what they do. Source: G 9; N 46."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sanjose.rules.profile import DAYS, Committee
from sanjose.words.provenance import Given, Provision, shortly


@dataclass(frozen=True, slots=True)
class Compared:
    """One subject of the profiles, with each committee's answer and where it stands.

    ``differs`` is whether they answer differently; where a value stands is no difference.
    """

    subject: str
    answers: tuple[tuple[str, str], ...]

    @property
    def differs(self) -> bool:
        """Return whether the committees answer differently."""
        return len({said for said, _ in self.answers}) > 1


def compare(committees: Sequence[Committee]) -> tuple[Compared, ...]:
    """Return profiles side by side, subject by subject, each answer with its source."""
    told = [dict(subjects(one)) for one in committees]
    order = dict.fromkeys(subject for one in told for subject in one)
    return tuple(
        Compared(subject, tuple(one.get(subject, ("none", "")) for one in told))
        for subject in _in_order(order)
    )


def _in_order(names: Iterable[str]) -> list[str]:
    """Return subjects with those of one group together, groups as they first appear."""
    listed = [*names]
    groups = [*dict.fromkeys(name.partition(": ")[0] for name in listed)]
    return sorted(listed, key=lambda name: groups.index(name.partition(": ")[0]))


def subjects(one: Committee) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give what a profile says, subject by subject, each with its source."""
    values: tuple[tuple[str, Provision[Any]], ...] = (
        ("called", one.rapporteur),
        ("shape", one.shape),
        ("term in years", one.term),
        ("policy", one.policy),
        ("functions", one.functions),
        ("San José Guidelines", one.endorsed),
        ("posting", one.posting),
        ("signs letters", one.signatory),
        ("protects", one.protects),
        ("reports", one.reports),
        ("country rapporteur", one.country_rapporteur),
    )
    for subject, value in values:
        yield subject, (said(value.value), source(value))
    for procedure in one.procedures:
        gates = ("sealed",) * procedure.sealed + (("accepted",) if procedure.needs else ())
        told = ", ".join((procedure.title, *gates))
        yield f"procedure: {procedure.key}", (told, source(procedure.source))
    for file in one.files:
        yield f"file: {file.key}", (file.title, source(file.source))
    for key, kind in one.kinds.items():
        own = one.decides.get(key)
        raised = own is not None and own.value > kind.decider.value
        value = own if own is not None and raised else kind.decider
        if raised or any(key == mine.key for mine in one.measures):
            yield f"decides: {key}", (said(value.value), source(value))
    for decider, least in one.votes.items():
        yield f"votes: {said(decider)}", (f"{least.value} in favour", source(least))
    for what in DAYS:
        yield f"days: {what}", (str(one.within(what).value), source(one.within(what)))
    for anchor in one.anchors:
        yield f"rests on: {anchor.kind}", (anchor.title, source(anchor.source))


def said(value: Any) -> str:
    """Return a value as it is read aloud."""
    if value is None:
        return "none"
    if isinstance(value, Enum):
        return value.value if isinstance(value.value, str) else value.name.lower()
    return str(value)


def source(value: Provision[Any]) -> str:
    """Return where a value stands, or why it was chosen."""
    return shortly(value.source) if isinstance(value, Given) else str(value)
