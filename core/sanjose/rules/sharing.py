"""What may be told to other committees of an allegation, and what has to be recalled.

A summary is of a tier, and each committee that it goes to needs the basis for that tier. All
that a committee was ever told of a case stays within what is covered now: the tiers are nested,
so that nothing finer follows from several summaries, whatever is put together or subtracted.

Before an envelope leaves, ``recalls`` is asked again: between the approval and the day of the
batch people take their consent back, and facts change.

Source: G 5 (e), 13, 16; N 11, 13, 14, 22; floors 3, 7 and 10.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sanjose.rules import steps
from sanjose.rules.agreement import covered, lacking
from sanjose.rules.batches import when
from sanjose.rules.procedure import against_weighing
from sanjose.rules.view import Objection
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.model import Assessment, Closing
from sanjose.words.provenance import guidelines, note, ours
from sanjose.words.summary import CaseRevised, CaseSummary, Cell, fresh_id
from sanjose.words.tiers import TELLS, Tier, act_told, coarse, regions

MEASURE = "treaty-bodies"
"""The measure under which consequences are weighed; it names no committee. Source: G 13, 16."""

DIFFERENCING = ours("what is put together must not tell more than each person agreed to")
IDS = ours("an id belongs to one summary of one case, and each version follows the last")

Sendable = CaseSummary | CaseRevised


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A summary or a revision about to be sent: to which committees, decided on which day."""

    body: Sendable
    to: tuple[str, ...]
    on: date
    at_once: bool = False

    @property
    def leaves(self) -> date:
        """Return the day on which its envelope leaves."""
        return when(self.body, self.on, at_once=self.at_once)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """What was told of a case, or waits to be; what was stopped before it left is none.

    ``persons`` are those whose basis it rested on. One that was recalled stays here for ever:
    what was read cannot be unread.
    """

    case_id: bytes
    body: Sendable
    to: tuple[str, ...]
    leaves: date
    persons: tuple[str, ...]
    left: bool = True
    recalled: bool = False

    @property
    def version(self) -> int:
        """Return which version of its summary it is, from one."""
        return _version(self.body)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recall:
    """A summary that has to be recalled, or versions of it that must not leave as they are.

    ``left`` is whether something has left that is covered no more: then it is recalled, with
    every version. ``to`` are the committees that it went to, or would have gone to.
    """

    summary: str
    versions: tuple[int, ...]
    to: tuple[str, ...]
    left: bool
    because: tuple[Objection, ...]


# -- making a summary, and what stands against sending it --------------------------------------


def summarised(case: Case, tier: Tier, fresh: Callable[[], UUID]) -> CaseSummary:
    """Return the summary of a case at a tier, under a random id.

    Raises:
        Misuse: no kind of act is recorded, and the tier tells it.
    """
    return CaseSummary(summary=fresh_id(fresh), **_says(case, tier))


def revised(case: Case, tier: Tier, earlier: Shared) -> CaseRevised:
    """Return the version that follows an earlier one, as the case is now.

    Raises:
        Misuse: no kind of act is recorded, and the tier tells it.
    """
    number = earlier.version + 1
    return CaseRevised(summary=earlier.body.summary, version=number, **_says(case, tier))


def _says(case: Case, tier: Tier) -> dict[str, Any]:
    received = case.received
    if tier is Tier.STATE and act_told(received.kinds) is None:
        message = "no kind of act is recorded: add it, or leave out the State's name"
        raise Misuse(message)
    return coarse(tier, state=received.state, received=case.received_on, kinds=received.kinds)


def objections(case: Case, plan: Plan, shared: Iterable[Shared]) -> tuple[Objection, ...]:
    """Return what stands against sending a summary of a case.

    Args:
        shared: everything that this committee ever shared, of this case and of all others.
    """
    everything = tuple(shared)
    found = (
        *_unfit(case),
        *_changed(case, plan.body),
        *against_weighing(weighed=steps.weighed(case, MEASURE)),
        *_unfounded(case, plan),
        *_misnumbered(case, plan, everything),
        *_derivable(case, plan, everything),
    )
    return tuple(dict.fromkeys(found))


def _unfit(case: Case) -> Iterator[Objection]:
    """Object to what would make a pattern appear that is not there."""
    if case.assessment is not None and case.assessment.finding is Assessment.OUTSIDE_SCOPE:
        yield Objection("outside-scope", "it was found to be outside scope", guidelines(1))
    if case.closed is not None and case.closed.ground is Closing.DOUBLE:
        reason = "it was recorded twice, and others would count it twice"
        yield Objection("double", reason, ours("a pattern is made of different allegations"))


def _changed(case: Case, body: Sendable) -> Iterator[Objection]:
    received = case.received
    now = coarse(
        body.tier, state=received.state, received=case.received_on, kinds=received.kinds
    )
    if body.says != now:
        reason = "the facts are others than the summary tells: make it anew"
        yield Objection("changed", reason, ours("what is sent is what the record says"))


def _unfounded(case: Case, plan: Plan) -> Iterator[Objection]:
    """Object where a basis is missing, on the day of the decision or when the envelope leaves."""
    if not plan.to:
        reason = "name the committees that it goes to"
        yield Objection("no-committee", reason, ours("nothing is sent to whoever may read it"))
    if not case.concerned:
        reason = "nobody is named in the case, so nobody can have agreed to its being told"
        yield Objection("no-basis", reason, note(11))
    for one in case.concerned:
        for day in (plan.on, plan.leaves):
            yield from lacking(case, one.label or "", plan.body.tier, plan.to, day)


def _misnumbered(case: Case, plan: Plan, shared: Sequence[Shared]) -> Iterator[Objection]:
    """Object to an id, a version or committees that do not follow from what was shared."""
    earlier = [one for one in shared if one.body.summary == plan.body.summary]
    if isinstance(plan.body, CaseRevised):
        yield from _misrevised(case, plan, earlier)
        return
    if earlier:
        yield Objection("not-fresh", "this id was given before: make a new one", IDS)
    standing = (one for one in shared if one.case_id == case.case_id and not one.recalled)
    if again := _same(plan.to, (committee for one in standing for committee in one.to)):
        reason = f"these have a summary of this case already: {', '.join(again)}"
        yield Objection("already-shared", f"{reason}; revise or recall that one", IDS)


def _misrevised(case: Case, plan: Plan, earlier: Sequence[Shared]) -> Iterator[Objection]:
    if not earlier or any(one.case_id != case.case_id for one in earlier):
        reason = "no summary of this case has this id"
        yield Objection("no-such-summary", reason, IDS)
        return
    last = max(earlier, key=lambda one: one.version)
    if any(one.recalled for one in earlier):
        yield Objection("recalled", "it was recalled: share the case anew", IDS)
    if _version(plan.body) != last.version + 1:
        yield Objection("version", f"the next version is {last.version + 1}", IDS)
    if set(_plain(plan.to)) != set(_plain(last.to)):
        reason = f"a revision goes to whoever has the summary: {', '.join(sorted(last.to))}"
        yield Objection("other-committees", reason, IDS)
    if plan.body.says == last.body.says:
        reason = "it tells what was told before, and its day would tell that something happened"
        yield Objection("nothing-new", reason, DIFFERENCING)
    if plan.body.tier < last.body.tier:
        reason = (
            f"it tells less than before ({TELLS[last.body.tier]}), and the rest would follow "
            "from both: recall the summary, and share the case anew"
        )
        yield Objection("differencing", reason, DIFFERENCING)


def _derivable(case: Case, plan: Plan, shared: Sequence[Shared]) -> Iterator[Objection]:
    """Object where an earlier summary, recalled or not, tells more than is covered now.

    Within what is covered, nothing follows from several summaries that none may tell.
    """
    for one in shared:
        if one.case_id != case.case_id or one.body.tier <= plan.body.tier:
            continue
        both = _same(plan.to, one.to)
        finer = [
            name
            for name in both
            if not all(
                covered(case, one.body.tier, (name,), day) for day in (plan.on, plan.leaves)
            )
        ]
        if finer:
            reason = (
                f"these were told more than is agreed to now ({TELLS[one.body.tier]}), and "
                f"would know again which case it is: {', '.join(finer)}"
            )
            yield Objection("differencing", reason, DIFFERENCING)


def _same(to: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return which of the committees are among others, however their names are typed."""
    there = set(_plain(others))
    return sorted(one for one in to if one.casefold() in there)


def _plain(names: Iterable[str]) -> Iterator[str]:
    return (one.casefold() for one in names)


def _version(body: Sendable) -> int:
    return body.version if isinstance(body, CaseRevised) else 1


# -- what is recalled, and who is shown what arrives -------------------------------------------


def recalls(
    case_id: bytes, case: Case | None, shared: Iterable[Shared], on: date
) -> tuple[Recall, ...]:
    """Return what has to be recalled of a case, or stopped, because nothing covers it any more.

    What rested on a person's basis falls with it: taken back, refused, lapsed or erased. Of
    somebody whom the case named since it left, only a refusal counts: nothing was told of them.
    What has not left yet is stopped as well where facts changed, until it is made and weighed
    anew, and where anybody concerned by then has no basis.

    Args:
        case: None where the whole case was erased, so that everything is recalled.

    Source: G 5 (e); N 11, 22.
    """
    standing: dict[str, list[tuple[Shared, tuple[Objection, ...]]]] = {}
    for one in shared:
        if one.case_id == case_id and not one.recalled:
            because = tuple(dict.fromkeys(_fallen(case, one, on)))
            standing.setdefault(one.body.summary, []).append((one, because))
    return tuple(
        _recall(summary, versions)
        for summary, versions in standing.items()
        if any(because for _, because in versions)
    )


def _recall(summary: str, versions: Sequence[tuple[Shared, tuple[Objection, ...]]]) -> Recall:
    fallen = [(one, because) for one, because in versions if because]
    left = any(one.left for one, _ in fallen)
    meant = versions if left else fallen
    return Recall(
        summary=summary,
        versions=tuple(sorted(one.version for one, _ in meant)),
        to=tuple(sorted({committee for one, _ in meant for committee in one.to})),
        left=left,
        because=tuple(dict.fromkeys(said for _, because in fallen for said in because)),
    )


def _fallen(case: Case | None, one: Shared, on: date) -> Iterator[Objection]:
    if case is None:
        yield Objection("erased", "the case was erased", guidelines("5 (e)"))
        return
    yield from _unfit(case)
    if not one.left:
        yield from _changed(case, one.body)
        yield from against_weighing(weighed=steps.weighed(case, MEASURE))
    concerned = (person.label or "" for person in case.concerned)
    for label in dict.fromkeys((*one.persons, *concerned)):
        if label in case.erased:
            reason = f"what the record held of {label} was erased"
            yield Objection("erased", reason, guidelines("5 (e)"))
            continue
        for said in lacking(case, label, one.body.tier, one.to, on):
            if not one.left or label in one.persons or said.key == "refused":
                yield said


def visible_to(cell: Cell, nationalities: Iterable[str]) -> bool:
    """Return whether what arrived may be shown to somebody with these nationalities.

    A summary that names a State is kept from its nationals, one of a region from the nationals
    of each of its States; and from whoever has a nationality that no list of States knows.
    States from which somebody is recused otherwise are given among the nationalities.

    Source: floor 4; that a region counts is ours, since its summary may be about any of them.
    """
    barred = cell.states
    return not any(one in barred or one not in regions() for one in nationalities)
