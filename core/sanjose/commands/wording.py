"""The sentence with which each verb says what it did, or what was refused."""

from collections.abc import Mapping
from typing import Any

from sanjose.commands.answers import WAITS, measure_title
from sanjose.secretariat import Outcome, Secretariat
from sanjose.secretariat.verbs import Verb
from sanjose.words.measures import Measure
from sanjose.words.states import states

DONE: Mapping[str, str] = {
    "receive": "Recorded as {case}: an allegation concerning {state}.",
    "add": "What was handed in is recorded in {case}.",
    "add-person": "{label} is recorded in {case}.",
    "add-facts": "What became known is recorded in {case}.",
    "contact": "The contact is recorded in {case}.",
    "inform": "That the procedure was explained is recorded in {case}.",
    "consent": "The answer is recorded in {case}.",
    "weigh": "The weighing is recorded in {case}.",
    "consult": "The source consulted is recorded in {case}.",
    "assess": "The assessment is recorded in {case}.",
    "conclude": "That the Chair was given the conclusions is recorded in {case}.",
    "notify": "The notice is recorded in {case}.",
    "recuse": "The recusal is recorded.",
    "propose": "{label} is proposed{place}: {measure}.",
    "decide": "The decision on {label} is recorded{place}: {measure}.",
    "confirm": "The decision on {label} is confirmed{place}: {measure}.",
    "take": "{label} is recorded as taken{place}: {measure}.",
    "reply": "The reply to {label} is recorded{place}: {measure}.",
    "park": "{case} is parked until its review; the figures keep it.",
    "close": "{case} is closed; a later submission opens it again.",
    "erase": "{erased}",
    "file-open": "{label} is opened.",
    "file-move": "{label} is moved.",
    "office-fill": "The office is recorded in the roster.",
    "office-correct": "The correction is recorded in the roster.",
    "office-leave": "The last day in office is recorded in the roster.",
    "calendar-enter": "It stands in the calendar.",
    "calendar-correct": "The correction stands in the calendar.",
    "calendar-remove": "It does not stand in the calendar any more.",
    "participation-enter": "It is entered; see `sanjose participation`.",
    "judge": "The judgement is recorded; see `sanjose patterns`.",
    "document": "The document is noted; see `sanjose patterns`.",
    "practice": "{label} is noted. It goes into the agenda of a meeting, into the update and into"
    " the material for the Chairs; see `sanjose practice`.",
    "disclose": "The figures are released; see `sanjose counts --public --since {since}"
    " --until {until}`.",
}

MISTAKEN = "{label} does not count any more, and goes into no paper from now on."

REFUSED: Mapping[str, str] = {
    "add": "to add to {case}",
    "add-person": "to add somebody to {case}",
    "add-facts": "to add to {case}",
    "contact": "to record this contact in {case}",
    "inform": "to record this in {case}",
    "consent": "to record this answer in {case}",
    "weigh": "to weigh consequences in {case}",
    "consult": "to record this source in {case}",
    "assess": "to record this assessment in {case}",
    "conclude": "to record conclusions in {case}",
    "notify": "to record this notice in {case}",
    "propose": "to propose{place}: {measure}",
    "decide": "to decide {label}{place}: {measure}",
    "confirm": "to confirm the decision on {label}{place}: {measure}",
    "take": "to take {label}{place}: {measure}",
    "reply": "to record a reply to {label}{place}: {measure}",
    "park": "to park {case}",
    "close": "to close {case}",
    "erase": "to erase in {case}",
    "judge": "to record this judgement",
    "document": "to note this document",
    "practice": "to note this practice",
    "disclose": "to release the figures of this period",
}


def opening(verb: Verb, door: Secretariat, outcome: Outcome, fields: Mapping[str, Any]) -> str:
    """Return the sentence for an outcome; without the full stop where it was refused."""
    if outcome.waits is not None:
        return WAITS.format(label=outcome.waits)
    form = (REFUSED if outcome.refused else DONE).get(verb.name, f"to {verb.name}")
    if verb.name == "practice" and fields.get("mistaken") and not outcome.refused:
        form = MISTAKEN
    label = outcome.label or str(fields.get("label") or "")
    case = outcome.reference or "the committee's own record"
    words = {
        "case": case,
        "label": label,
        "place": f" in {outcome.reference}" if outcome.reference else "",
        "measure": _measure(door, outcome, label, fields),
        "state": _state(door, outcome),
        "erased": _erased(outcome),
        "since": fields.get("since", "DATE"),
        "until": fields.get("until", "DATE"),
    }
    return form.format(**words)


def _measure(door: Secretariat, outcome: Outcome, label: str, fields: Mapping[str, Any]) -> str:
    key = fields.get("measure")
    if key is None and label.startswith("M"):
        found = measure(door, outcome.reference, label)
        key = found.key if found else None
    return measure_title(str(key)) if key else "a measure"


def measure(door: Secretariat, reference: str | None, label: str) -> Measure | None:
    """Return a measure of a case, or of the committee, by its label."""
    if reference is None:
        return door.record().measure(label)
    return door.show(reference).measure(label)


def _state(door: Secretariat, outcome: Outcome) -> str:
    listed = None
    if outcome.reference:
        case_id = door.archive.register.case_id(outcome.reference)
        listed = door.archive.register.wall(case_id)[0] if case_id else None
    return state_name(listed)


def state_name(code: str | None) -> str:
    """Return the name of a State, by its code."""
    return next((one.name for one in states(trial=True) if one.code == code), code or "")


def _erased(outcome: Outcome) -> str:
    if outcome.label:
        return f"What was kept of {outcome.label} in {outcome.reference} is destroyed."
    return f"{outcome.reference} is erased: every key of it is destroyed."
