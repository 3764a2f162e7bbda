"""How the Human Rights Committee differs from the common procedure: hardly at all.

It endorsed the San José Guidelines and has no policy of its own, so that their text is what its
rapporteur follows. No article of its treaties that the Guidelines name protects whoever writes
to it: a risk to the author of a communication is met by interim measures, which another
rapporteur handles, on a file that is linked with the case and never merged with it. Nothing is
posted. What only the Committee decides it decides between sessions by consulting every member.
"""

from collections.abc import Iterator

from sanjose import Committee, Decider, Mode, Objection, Step, View, hookimpl, ours
from sanjose_ccpr.profile import CCPR, COMMUNICATION

AWAY = frozenset({Mode.BETWEEN_SESSIONS, Mode.ORALLY})
EVERY_MEMBER = ours(
    "an older rule 66 (2), on reports asked for in an exceptional situation, has the Chair act "
    "out of session in consultation with the members; nothing was read on reprisals"
)


@hookimpl
def sanjose_committee() -> Committee:
    """Speak for the Human Rights Committee."""
    return CCPR


@hookimpl
def sanjose_objections(step: Step) -> Iterator[Objection]:
    """Have the members consulted where the Committee decides while it is not in session.

    Source: ours, after HRI/GEN/3/Rev.3, rule 66 (2) of this Committee.
    """
    alone = step.mode in AWAY and not step.session
    if step.verb == "decide" and step.adopted and step.decider is Decider.PLENARY and alone:
        reason = "between sessions the Chair asks every member: enter it as a written procedure"
        yield Objection("members-not-asked", reason, EVERY_MEMBER)


@hookimpl
def sanjose_proposals(view: View) -> Iterator[str]:
    """Name what met a risk to the author of a communication. Source: N 37."""
    asked = any(one.key == "interim-measures" for one in view.measures)
    if view.procedure == COMMUNICATION.key and not asked:
        yield "interim-measures"
