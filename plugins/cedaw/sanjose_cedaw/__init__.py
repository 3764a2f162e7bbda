"""How the Committee on the Elimination of Discrimination against Women differs.

It has a rapporteur and an alternate, the only ones so called. Its inquiries are confidential
behind a stricter wall than anybody's: that there is one is itself not told, so that nothing is
said of it before everybody, whether or not it names somebody. Gendered forms of harm are looked
at soon. A risk to the author of a communication is met by interim measures, on a file that is
linked with the case and never merged with it. Nothing is posted.

The Committee's own guidance could not be read: it may say more, and differently.
"""

from collections.abc import Iterator

from sanjose import Committee, Ground, Kind, Objection, Step, Urgency, View, hookimpl, ours
from sanjose_cedaw.profile import CEDAW, COMMUNICATION, INQUIRY

NOT_TOLD = ours(
    "an inquiry is confidential, and whoever learns that there is one can guess who spoke; the "
    "report on it, once the Committee makes one, is the place for what is told"
)
ON_INQUIRIES = frozenset({"inquiry-report"})
SEXED = frozenset({Ground.SEX, Ground.GENDER_IDENTITY})


@hookimpl
def sanjose_committee() -> Committee:
    """Speak for the Committee on the Elimination of Discrimination against Women."""
    return CEDAW


@hookimpl
def sanjose_urgency(view: View) -> Urgency | None:
    """Have somebody look soon at a gendered form of harm.

    Source: G 5 (f) asks for a gender perspective; that it is looked at soon is ours.
    """
    return Urgency.URGENT if Kind.GENDERED in view.kinds else None


@hookimpl
def sanjose_objections(committee: Committee, step: Step) -> Iterator[Objection]:
    """Say nothing of an inquiry before everybody, not even without a name.

    A general line in the annual report that identifies nobody is left to the Committee.

    Source: ours; what an inquiry is, is confidential.
    """
    kind = committee.kinds.get(step.measure)
    if kind is None or not kind.public or step.measure in ON_INQUIRIES:
        return
    in_report = step.measure == "annual-report" and step.identifies_nobody
    if step.has_case and step.view.procedure == INQUIRY.key and not in_report:
        reason = "nothing of an inquiry is said before everybody, not even that there is one"
        yield Objection("inquiry", reason, NOT_TOLD)


@hookimpl
def sanjose_proposals(view: View) -> Iterator[str]:
    """Name what met a risk to an author, and a closed meeting where harm is gendered.

    Source: N 37; for the meeting N 10 and G 5 (f), from which it follows for us.
    """
    taken = {one.key for one in view.measures}
    if view.procedure == COMMUNICATION.key and "interim-measures" not in taken:
        yield "interim-measures"
    gendered = Kind.GENDERED in view.kinds or SEXED & {*view.grounds}
    if gendered and "private-meeting" not in taken:
        yield "private-meeting"
