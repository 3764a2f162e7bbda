"""How the Committee on the Elimination of Racial Discrimination differs.

It posts letters and replies case by case, never as a matter of course, and only where that
does no harm. Its early warning and urgent action procedure is about patterns: a file of it
can be linked with a case and is never merged with it. The letter to France was the
Committee's, not the rapporteur's: whose name a letter bears is chosen for each.

The Committee's own guidelines, INT/CERD/RLE/9029, could not be read: they may say more, and
differently. Which officer may act alone between sessions stands in nothing that was read.
"""

from collections.abc import Iterator

from sanjose import (
    ADVISABLE,
    NOTE,
    Citation,
    Committee,
    Objection,
    Step,
    Urgency,
    View,
    hookimpl,
    ours,
)
from sanjose_cerd.profile import (
    CERD,
    COMMUNICATION,
    EARLY_WARNING,
    EWUA_FILE,
    FOLLOW_UP,
    LISTS,
    REPORT,
)

REVIEW = frozenset({REPORT.key, LISTS.key, FOLLOW_UP.key})
LETTERS = frozenset({"letter", "letter-deadline", "reminder"})


@hookimpl
def sanjose_committee() -> Committee:
    """Speak for the Committee on the Elimination of Racial Discrimination."""
    return CERD


@hookimpl
def sanjose_urgency(view: View) -> Urgency | None:
    """Have somebody look soon while a session is on.

    Source: ours; what comes in during a session can only be raised there while it lasts.
    """
    return Urgency.URGENT if view.in_session else None


@hookimpl
def sanjose_objections(step: Step) -> Iterator[Objection]:
    """Post case by case and without harm; keep patterns and persons apart.

    Source: N annex II, note b; for patterns ours.
    """
    if step.measure == "posting" and step.view.imminent:
        reason = "nothing is posted while there is imminent risk to life or integrity"
        yield Objection("harm", reason, Citation(NOTE, "annex II, note b"))
    kind = CERD.kinds.get(step.measure)
    spoken = kind is not None and kind.speaks
    pattern = spoken and not step.specific and not step.identifies_nobody
    if pattern and early_warning(step.view):
        reason = "a statement about a pattern identifies nobody; check that it does not"
        why = ours("a file on a pattern is linked with a person's case and never merged")
        yield Objection("pattern", reason, why)


@hookimpl
def sanjose_proposals(view: View) -> Iterator[str]:
    """Name what the Committee did at its 108th session. Source: N 34, 35."""
    letters = [one for one in view.measures if one.key in LETTERS]
    if view.in_session and view.procedure in REVIEW and not letters:
        yield "letter"
    if view.finding not in ADVISABLE:
        return
    if view.procedure in REVIEW:
        yield "observations"
    held_back = view.imminent or view.procedure == COMMUNICATION.key
    if any(one.answered for one in letters) and not held_back:
        yield "posting"


def early_warning(view: View) -> bool:
    """Return whether a case belongs to an early warning file, by itself or through a link."""
    linked = any(kind == EWUA_FILE.key for kind, _ in view.files)
    return linked or view.procedure == EARLY_WARNING.key
