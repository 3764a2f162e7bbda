"""The next step of the procedure in a case: what nobody has done yet and nothing is late with.

What has to be done by a day is due and is told as such; this is the order in which the sources
go from an allegation to a measure. It is advice: no step is forced. Source: G 7, 13; N 11, 32.
"""

from sanjose.words.case import Case
from sanjose.words.model import Answer


def onward(case: Case) -> str | None:
    """Return the command of the next step, or None where what is due says it all."""
    if case.closed is not None or case.parked is not None:
        return None
    reference = case.reference
    explained = {told.person for _, told in case.explained}
    answered = {
        consent.person for _, consent in case.consents if consent.answer is not Answer.ASKED
    }
    for verb, done in (("inform", explained), ("consent", answered)):
        for one in case.concerned:
            if one.label not in done:
                return f"sanjose {verb} {reference} --person {one.label}"
    if not any(seq >= case.changed_at for seq, _ in case.weighings):
        return f"sanjose weigh {reference}"
    return None if case.measures else f"sanjose steps {reference}"
