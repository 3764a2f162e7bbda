"""How the Committee against Torture differs from the common procedure.

It also protects those who complain at home (article 13). It posts letters and replies, but
nothing of an inquiry or a complaint. A risk to a complainant has a second lane: interim
measures, asked for by counsel and handled by the rapporteur on new complaints and interim
measures, linked with the case and never merged with it. Where two members share the office
by procedure, as in 2013, the roster says which procedures are whose.

The Committee's own policy, CAT/C/55/2, could not be read: it may say more, and differently.
"""

from collections.abc import Iterator

from sanjose import ADVISABLE, Committee, Kind, Objection, Step, Urgency, View, hookimpl
from sanjose_cat.profile import (
    BRIEFING,
    CAT,
    CLOSED,
    FOLLOW_UP,
    IN_CONFIDENCE,
    INQUIRY,
    INTERIM,
    REPORT,
)

SEALED = frozenset(one.key for one in CAT.procedures if one.sealed)
LETTERS = frozenset({"letter", "letter-deadline", "reminder"})
IN_CUSTODY = frozenset({Kind.THREAT, Kind.VIOLENCE, Kind.DISAPPEARANCE})
REVIEW = frozenset({REPORT.key, BRIEFING.key, FOLLOW_UP.key})


@hookimpl
def sanjose_committee() -> Committee:
    """Speak for the Committee against Torture."""
    return CAT


@hookimpl
def sanjose_urgency(view: View) -> Urgency | None:
    """Have somebody look at once where a person is threatened or harmed in custody.

    Source: ours; whoever is held by those of whom they complained cannot get away.
    """
    return Urgency.IMMEDIATE if view.detained and IN_CUSTODY & {*view.kinds} else None


@hookimpl
def sanjose_objections(step: Step) -> Iterator[Objection]:
    """Keep a linked complaint out of what is posted, and inquiries out of what is said.

    Source: Convention against Torture, art. 20 (5); for complaints ours.
    """
    view = step.view
    if step.measure == "posting" and complaint(view) and view.procedure not in SEALED:
        reason = "what belongs to a complaint is not posted, and one is linked with this case"
        yield Objection("sealed", reason, CLOSED, final=True)
    kind = CAT.kinds.get(step.measure)
    spoken = kind is not None and (kind.speaks or kind.key == "dialogue")
    if spoken and not step.identifies_nobody and view.procedure == INQUIRY.key:
        reason = "whom an inquiry concerns is not said before everybody"
        yield Objection("sealed", reason, IN_CONFIDENCE)


@hookimpl
def sanjose_proposals(view: View) -> Iterator[str]:
    """Name what the Committee has done in such cases. Source: N 29, annex II."""
    if Kind.FEAR in view.kinds and view.procedure in REVIEW:
        yield "confidential-submission"
        yield "private-meeting"
    answered = any(one.answered for one in view.measures if one.key in LETTERS)
    sealed = view.procedure in SEALED or complaint(view)
    if answered and view.finding in ADVISABLE and not sealed:
        yield "posting"


def complaint(view: View) -> bool:
    """Return whether a complaint is linked with a case through its interim measures."""
    return any(kind == INTERIM.key for kind, _ in view.files)
