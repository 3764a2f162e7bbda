"""What is asked of a plugin's rules by calling them; each question gives a sentence per fault."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from types import ModuleType
from typing import Any

from sanjose.rules.committees import Plugin
from sanjose.rules.hookspecs import hookimpl
from sanjose.rules.kinds import MeasureKind
from sanjose.rules.procedure import sanjose_objections as common_objections
from sanjose.rules.procedure import sanjose_urgency as common_urgency
from sanjose.rules.view import Held
from sanjose.testing.cases import LATER, ON, a_step, a_view, later
from sanjose.testing.guard import breaches, heard
from sanjose.testing.subject import Subject, unreasoned
from sanjose.words.errors import Unable
from sanjose.words.model import Decider, Post
from sanjose.words.provenance import Chosen

GUARDED = 400
"""How many cases and steps are asked under guard: a profiler makes each call slow."""
NEVER_FOLLOWED = frozenset({"not-posted", "sealed"})


def no_rule_raises(subject: Subject) -> Iterator[str]:
    """Find a rule that fails, or answers with what it should not: no measure, no source."""
    yield from subject.walk.failures


def a_rule_reads_its_arguments_and_nothing_else(subject: Subject) -> Iterator[str]:
    """Find a rule that opens a file or a connection, reads the clock, or throws dice."""
    found: dict[str, None] = {}
    for name, hook in subject.hooks.items():
        for asked in _questions(subject, name, hook):
            for what in breaches(partial(hook, **asked)):
                found[f"{name} calls {what}: a rule reads its arguments and nothing else"] = (
                    None
                )
    yield from found


def it_is_not_asked_about_another_committee(subject: Subject) -> Iterator[str]:
    """Find a plugin that listens where another committee is asked."""
    bystander = ModuleType("bystander")
    profile = replace(subject.committee, slug="other")
    bystander.sanjose_committee = hookimpl(lambda: profile)  # type: ignore[attr-defined]  # a hook
    other, view = Plugin("other", bystander), a_view(detained=True)
    questions: tuple[Callable[[], object], ...] = (
        partial(other.urgency, view, ON),
        partial(other.objections, a_step("letter", view)),
        partial(other.proposals, view, ON),
        partial(other.acting, Post.RAPPORTEUR, view, ON),
    )
    if any(subject.module.__name__ in heard(ask) for ask in questions):
        yield "it hears what another committee is asked"


def the_committee_never_lowers_the_urgency(subject: Subject) -> Iterator[str]:
    """Find a case that the committee would look at later than the common procedure says."""
    if any(one.urgency < common_urgency(one.view) for one in subject.walk.views):
        yield "it lowers the urgency that the common procedure gives"


def every_objection_of_the_common_procedure_remains(subject: Subject) -> Iterator[str]:
    """Find a common objection that is no longer made once the plugin is asked as well."""
    for one in subject.walk.steps:
        if one.whole[: len(one.common)] != one.common:
            yield f"a common objection to {one.step.measure} does not remain"
            return


def no_measure_of_its_own_is_a_way_round(subject: Subject) -> Iterator[str]:
    """Find a measure of the committee's own to which a common floor does not hold.

    Source: G 12-14; N 11; floors 3, 6, 8.
    """
    for kind in subject.committee.measures:
        for verb, wanted in _floors(kind).items():
            below = Decider(max(0, kind.decider.value - 1))
            facts = {"verb": verb, "held": (Held(label="P1"),), "decider": below}
            found = {
                one.key
                for one in subject.plugin.objections(a_step(kind.key, a_view(), **facts))
            }
            if missing := wanted - found:
                said = ", ".join(sorted(missing))
                yield f"its measure {kind.key!r} is a way round the common floors ({said})"
                break


def the_common_objections_are_not_made_again(subject: Subject) -> Iterator[str]:
    """Find an objection of the committee's own that only repeats a common one."""
    faults: dict[str, None] = {}
    for one in subject.walk.steps:
        for key in {each.key for each in one.common} & {each.key for each in one.own}:
            faults[f"it makes the common objection {key!r} to {one.step.measure} again"] = None
    yield from faults


def nothing_is_proposed_that_the_committee_itself_stops(subject: Subject) -> Iterator[str]:
    """Find a proposal that could never be followed."""
    faults: dict[str, None] = {}
    for seen in subject.walk.views:
        for key in seen.proposals:
            step = a_step(key, seen.view)
            common = tuple(common_objections(subject.committee, step))
            own = subject.plugin.objections(step)[len(common) :]
            if own or not NEVER_FOLLOWED.isdisjoint(one.key for one in common):
                faults[f"it proposes {key} where it stops it itself"] = None
    yield from faults


def every_objection_says_where_it_stands(subject: Subject) -> Iterator[str]:
    """Find objections with a source that was not read, or a reason that says nothing."""
    faults: dict[str, None] = {}
    for one in {each for told in subject.walk.steps for each in told.own}:
        chosen = isinstance(one.source, Chosen)
        fault = unreasoned(one.source) if chosen else subject.unread(one.source)  # type: ignore[arg-type]  # one or the other
        if fault:
            faults[f"objection {one.key!r}: {fault}"] = None
    yield from faults


def the_same_question_has_the_same_answer(subject: Subject) -> Iterator[str]:
    """Find a rule that remembers."""
    plugin, profile = subject.plugin, subject.module.sanjose_committee
    asked: list[tuple[str, Callable[[], object]]] = [("sanjose_committee", profile)]
    for told in _some(subject.walk.steps):
        asked.append(("sanjose_objections", partial(plugin.objections, told.step)))
    for seen in _some(subject.walk.views):
        asked.append(("sanjose_proposals", partial(plugin.proposals, seen.view, ON)))
        asked.append(("sanjose_urgency", partial(plugin.urgency, seen.view, ON)))
        asked += [("sanjose_acting", partial(plugin.acting, p, seen.view, ON)) for p in Post]
    for name in dict.fromkeys(name for name, ask in asked if ask() != ask()):
        yield f"{name} answers differently when it is asked again"


def days_are_counted_from_the_day_that_is_given(subject: Subject) -> Iterator[str]:
    """Find a rule that would answer otherwise once everything is later."""
    for one in subject.walk.views:
        try:
            then = subject.plugin.proposals(later(one.view), ON + LATER)
        except Unable as error:
            yield str(error)
            return
        if one.proposals != then:
            yield "what it proposes depends on the year, and not on how many days went by"
            return


def _floors(kind: MeasureKind) -> dict[str, set[str]]:
    """Return which objections a measure meets when nothing was done for it, by verb."""
    bare = set[str]() if kind.apart or kind.use is None else {"no-basis", "not-weighed"}
    if kind.public and not kind.apart:
        bare.add("not-assessed")
    wanted = {"propose": bare, "take": bare | {"not-decided"}}
    if kind.decider.value > Decider.SECRETARIAT:
        wanted["decide"] = bare | {"not-authorised"}
    return wanted


def _questions(
    subject: Subject, name: str, hook: Callable[..., object]
) -> Iterator[dict[str, Any]]:
    """Give the arguments that a hook asks for, as the core would give them."""
    wanted = inspect.signature(hook).parameters
    told: dict[str, Any] = {"committee": subject.committee, "on": ON}
    if name == "sanjose_committee":
        yield {}
    elif name == "sanjose_objections":
        for one in _some(subject.walk.steps):
            yield {key: (told | {"step": one.step})[key] for key in wanted}
    else:
        for view in _some([one.view for one in subject.walk.views]):
            for post in Post if "post" in wanted else (Post.RAPPORTEUR,):
                yield {key: (told | {"view": view, "post": post})[key] for key in wanted}


def _some(asked: Sequence[Any]) -> Sequence[Any]:
    """Return some of them, the same each time; a stride would fall in step with the walk."""
    return Random(0).sample(asked, min(GUARDED, len(asked)))  # noqa: S311 - no secret
