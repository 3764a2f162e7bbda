"""A walk through every procedure and measure of a committee: what may be done at the best.

Everything that a person can say or an officer record in favour of a measure is supposed: the
person agreed, item by item, consequences were weighed, it was assessed, the Chair was told,
the State was contacted, whoever decides decided. What is stopped even then is what the
committee never does in that procedure; each is shown with its reasons. The walk is made from
the rules themselves, so that it cannot say anything else. Source: G 4, 7, 18-31.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sanjose.rules.committees import Plugin
from sanjose.rules.kinds import MeasureKind
from sanjose.rules.procedure import decider
from sanjose.rules.view import Held, MeasureView, Objection, PersonView, Step, View
from sanjose.words.model import (
    Assessment,
    Basis,
    Channel,
    Decider,
    Kind,
    Mode,
    Source,
    Standing,
    Urgency,
)

ON = date(2026, 3, 2)
YES, NO = "yes", "no"
WITHOUT = "without a case"
NAMELESS = "naming nobody"
BEFORE = ON - timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Answer:
    """What may be done in one procedure.

    Args:
        way: "yes"; "without a case" for what never belongs to one; "naming nobody", the file
            and its state that it waits for, or both; "no".
        objections: what stands against it otherwise.
    """

    way: str
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class Walked:
    """One measure: who decides it here, and what may be done in each procedure, in order."""

    kind: MeasureKind
    decider: Decider
    answers: tuple[Answer, ...]


def walk(plugin: Plugin) -> tuple[Walked, ...]:
    """Return every measure with what may be done in each procedure of a committee."""
    committee = plugin.committee
    return tuple(
        Walked(
            kind=kind,
            decider=decider(committee, kind),
            answers=tuple(_answer(plugin, kind, one.key) for one in committee.procedures),
        )
        for kind in committee.kinds.values()
    )


def _answer(plugin: Plugin, kind: MeasureKind, procedure: str) -> Answer:
    """Return the ways in which a measure may be taken, and what stands against it otherwise.

    Of the states of a file in which it may be, the first stands for all.
    """
    stopped: tuple[Objection, ...] = ()
    open_ways: dict[str, str] = {}
    for way, step in _ways(plugin, kind, procedure):
        objections = _against(plugin, step)
        if not objections and way in {YES, WITHOUT}:
            return Answer(way)
        if not objections:
            open_ways.setdefault(way.partition(":")[0], way)
        stopped = stopped or objections
    return Answer(", or ".join(open_ways.values()) or NO, stopped)


def _ways(plugin: Plugin, kind: MeasureKind, procedure: str) -> tuple[tuple[str, Step], ...]:
    """Return the ways to try, from the one that asks for least."""
    best = supposed(plugin, kind, procedure)
    nameless = replace(best, identifies_nobody=True, specific=False)
    if kind.apart:
        return ((WITHOUT, replace(nameless, has_case=False)),)
    linked = (
        (
            f"{file.key}: {state}",
            replace(best, view=replace(best.view, files=((file.key, state),))),
        )
        for file in plugin.committee.files
        for state in file.moves
    )
    return ((YES, best), *(((NAMELESS, nameless),) if kind.general else ()), *linked)


def _against(plugin: Plugin, step: Step) -> tuple[Objection, ...]:
    """Return what stands against proposing, deciding or taking a measure, each once."""
    told = {
        (one.key, one.reason): one
        for verb in ("propose", "decide", "take")
        for one in plugin.objections(replace(step, verb=verb))
    }
    return tuple(told.values())


def supposed(plugin: Plugin, kind: MeasureKind, procedure: str) -> Step:
    """Return a measure for which everything is there that can be there."""
    about = min(kind.follows, default=None)
    label = "M1" if about else None
    needed = decider(plugin.committee, kind)
    least = plugin.committee.votes.get(needed)
    view = View(
        state="XXA",
        procedure=procedure,
        received_on=BEFORE,
        source=Source.PERSON,
        kinds=(Kind.THREAT,),
        urgency=Urgency.ORDINARY,
        in_session=kind.key == "safety",
        finding=Assessment.REPRISAL,
        stage="assessed",
        persons=(
            PersonView(
                label="P1",
                standing=Standing.CONCERNED,
                child=False,
                channel=Channel.EMAIL,
                safe=True,
            ),
        ),
        measures=(_letter(about),) if about else (),
    )
    items = frozenset({label}) if label else frozenset()
    return Step(
        verb="take",
        measure=kind.key,
        view=view,
        on=ON,
        about=label,
        held=(Held(label="P1", basis=Basis.CONSENT, since=ON, items=items, own_view=True),),
        weighed=True,
        chair_told=True,
        contacted_on=BEFORE,
        decider=needed,
        adopted=True,
        mode=Mode.IN_SESSION,
        consensus=True,
        in_favour=least.value if least else None,
    )


def _letter(key: str) -> MeasureView:
    return MeasureView(
        label="M1",
        key=key,
        stage="answered",
        proposed_on=BEFORE,
        decided_on=BEFORE,
        taken_on=BEFORE,
        reply_by=ON - timedelta(days=1),
        replied=True,
        answered=True,
        about=None,
    )
