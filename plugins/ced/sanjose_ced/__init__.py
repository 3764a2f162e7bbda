"""How the Committee on Enforced Disappearances differs from the common procedure.

It protects more people than any other: complainants, witnesses, relatives and their counsel,
and whoever takes part in an investigation. It posts no letter. Whoever asks for an urgent
action is never named. Where no link with cooperation can be established, its rapporteur has
still met the mission, as good offices outside the procedure; that is never a confirmed
reprisal. Families often do not know the procedure, so that a conversation about it is
proposed before anything else.

The Committee's own guidelines could not be read: they may say more, and differently.
"""

from collections.abc import Iterator

from sanjose import (
    ADVISABLE,
    Assessment,
    Committee,
    Kind,
    Objection,
    Step,
    Urgency,
    View,
    hookimpl,
)
from sanjose_ced.profile import CED, NEVER_NAMED, URGENT_ACTION, URGENT_FILE, WORKING_GROUP

GRAVE = frozenset(
    {Kind.THREAT, Kind.VIOLENCE, Kind.KILLING, Kind.DISAPPEARANCE, Kind.DETENTION}
)


@hookimpl
def sanjose_committee() -> Committee:
    """Speak for the Committee on Enforced Disappearances."""
    return CED


@hookimpl
def sanjose_urgency(view: View) -> Urgency | None:
    """Have somebody look at once where somebody disappeared. Source: CED/C/4/Rev.1, para. 2."""
    return Urgency.IMMEDIATE if Kind.DISAPPEARANCE in view.kinds else None


@hookimpl
def sanjose_objections(step: Step) -> Iterator[Objection]:
    """Name nobody who asked for an urgent action.

    Their own consent does not change that: the Committee promises it to all who ask.

    Source: CED/C/4/Rev.1, para. 7.
    """
    kind = CED.kinds.get(step.measure)
    seen = kind is not None and kind.public and step.has_case and not step.identifies_nobody
    if seen and urgent_action(step.view):
        reason = "whoever asks for an urgent action is never named; check that it names nobody"
        yield Objection("urgent-action-author", reason, NEVER_NAMED)


@hookimpl
def sanjose_proposals(view: View) -> Iterator[str]:
    """Name what the rapporteur and the Committee did in such cases.

    Source: N 18, 32, 33, annex II; CED/C/22/4, para. 2; what is grave is ours.
    """
    asked = [one for one in view.measures if one.key == "information"]
    if view.finding is None and not asked:
        yield "information"
    if view.finding is Assessment.INSUFFICIENT and all(one.answered for one in asked):
        yield "information"
    met = any(one.key == "meeting" for one in view.measures)
    grave = view.imminent or view.detained or GRAVE & {*view.kinds}
    if view.finding is Assessment.LINK_NOT_ESTABLISHED:
        if grave and not met:
            yield "meeting"
        if Kind.DISAPPEARANCE in view.kinds:
            yield WORKING_GROUP.key
    if view.finding in ADVISABLE and not urgent_action(view):
        yield "annual-report"


def urgent_action(view: View) -> bool:
    """Return whether a case belongs to an urgent action, by itself or through its files."""
    linked = any(kind == URGENT_FILE.key for kind, _ in view.files)
    return linked or view.procedure == URGENT_ACTION.key
