"""What a person reads before agreeing that a summary is sent, and the bytes agreed to.

The fields are shown as they are sent. Whatever stands in them, the envelope tells its committee
and its day; both stand here, and what the day adds. What cannot be shown is said nowhere: the
officer asks whom else somebody in the State would think of.

Source: G 13; N 22; floors 7 and 10; that a second person reads some of them is ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sanjose.rules.sharing import Plan, Shared
from sanjose.words.canonical import canonical
from sanjose.words.case import Case
from sanjose.words.provenance import Chosen
from sanjose.words.summary import Cell, kind_of
from sanjose.words.tiers import Tier
from sanjose.words.told import written

TWO = Chosen(
    2, "what names a State, or leaves at once, is read by a second person before it is gone"
)

SPELLED = ("no other summary", "one other summary", "two others", "three others", "four others")
"""How many a summary could be taken for, where the number is a warning. Source: floor 10."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What has to be read, and in ``exact`` the bytes that are agreed to.

    Args:
        fields: what the body tells, as it is sent, by the names of the fields.
        committee: which the envelope tells, as it does the day on which it leaves.
        day_tells: what that day adds to the fields.
        similar: how many others a reader could take it for.
        known: what those committees were told of the case before, recalled or not.
        approvals: by how many persons the bytes have to be agreed to.
    """

    kind: str
    fields: tuple[tuple[str, str], ...]
    to: tuple[str, ...]
    committee: str
    leaves: date
    day_tells: str
    similar: str
    known: tuple[str, ...]
    approvals: int
    exact: bytes


def preview(
    case: Case,
    plan: Plan,
    committee: str,
    shared: Iterable[Shared],
    heard: Iterable[Cell] = (),
) -> Preview:
    """Return what has to be read before it is agreed that a summary of a case is sent.

    Args:
        committee: the one that sends it.
        shared: everything that this committee ever shared, of this case and of all others.
        heard: what other committees told, each summary as it stands.
    """
    everything, to, kind = tuple(shared), tuple(sorted(plan.to)), kind_of(plan.body)
    body, leaves = written(plan.body), plan.leaves
    two = plan.at_once or plan.body.tier is Tier.STATE
    return Preview(
        kind=kind,
        fields=tuple((name, str(value)) for name, value in sorted(body.items())),
        to=to,
        committee=committee,
        leaves=leaves,
        day_tells=_day_tells(plan),
        similar=_spelled(_similar(case, plan.body, everything, heard)),
        known=tuple(_known(case, plan, everything)),
        approvals=TWO.value if two else 1,
        exact=canonical(
            {
                "body": body,
                "committee": committee,
                "kind": kind,
                "leaves": leaves.isoformat(),
                "to": to,
            }
        ),
    )


def _day_tells(plan: Plan) -> str:
    latest = plan.leaves if plan.at_once else plan.leaves - timedelta(days=1)
    if latest >= plan.body.last:
        return "the day tells nothing that the fields do not"
    return f"the day tells that it was received by {latest}"


def _similar(case: Case, body: Cell, shared: Sequence[Shared], heard: Iterable[Cell]) -> int:
    """Return how many other allegations are surely within what a summary tells.

    One that tells less may be within it or not, and hides nobody.
    """
    latest: dict[str, Shared] = {}
    for one in sorted(shared, key=lambda one: one.version):
        if one.case_id != case.case_id and not one.recalled:
            latest[one.body.summary] = one
    ours = {one.case_id for one in latest.values() if one.body.within(body)}
    return len(ours) + sum(one.within(body) for one in heard)


def _spelled(number: int) -> str:
    """Return a number of other summaries in words while it is small."""
    return SPELLED[number] if number < len(SPELLED) else f"{number} others"


def _known(case: Case, plan: Plan, shared: Sequence[Shared]) -> Iterable[str]:
    """Give what the committees were told of the case before, with the day and to whom."""
    to = {one.casefold() for one in plan.to}
    for one in sorted(shared, key=lambda one: one.leaves):
        readers = sorted(name for name in one.to if name.casefold() in to)
        if one.case_id == case.case_id and readers:
            recalled = ", recalled" if one.recalled else ""
            yield f"{one.leaves}: {one.body.words} ({', '.join(readers)}{recalled})"
