"""Show one State whole: cases, letters without an answer, reviews ahead, documents, basis."""

from collections.abc import Iterable, Sequence
from datetime import date

import click

from sanjose.commands.answers import REFUSED, plain_objection, tell_objections
from sanjose.commands.around import AS_AT, Around, command
from sanjose.commands.session import session
from sanjose.commands.telling import days, heading, paragraph, say, table, tell_json
from sanjose.rules.survey import Letter, Survey
from sanjose.rules.view import Objection
from sanjose.words.case import Case
from sanjose.words.events import CalendarEntered
from sanjose.words.states import name_of

NOTHING = "none"
OWN = "the committee's own"


@command(
    "state",
    more="Only what is open to you stands here; whoever is recused from the State gets none of"
    " it. `sanjose patterns STATE` shows what other committees know.",
    on=AS_AT,
)
@click.argument("state")
def state(around: Around, state: str) -> int:
    """Show."""
    with session(around.home) as door:
        if objections := door.against_pattern(state):
            return _refused(around, objections)
        found = door.survey(state, on=around.on)
    if around.as_json:
        tell_json(as_plain(found))
        return 0
    say(f"{name_of(found.state)} on {found.on}")
    closed = f"; {found.closed} closed" if found.closed else ""
    _tell(f"Open cases: {len(found.cases)}{closed}", (_case(one) for one in found.cases))
    _tell("Letters not answered so far", (_letter(one) for one in found.letters))
    _tell("Ahead in the calendar", (_entry(one) for one in found.ahead))
    _tell(
        "What is public",
        (
            (str(one.on), "; ".join(filter(None, (one.what, one.symbol, one.paragraphs))))
            for one in found.documents
        ),
    )
    if found.files:
        _tell("Files", ((one.label, f"{one.title}: {one.now}") for one in found.files))
    _tell(
        "What can be rested on (`sanjose basis` says why)",
        ((str(one.answer), one.anchor.title) for one in found.footings),
    )
    return 0


def _refused(around: Around, objections: Sequence[Objection]) -> int:
    """Say why nothing is shown, whether anything is there or not."""
    if around.as_json:
        tell_json({"refused": [plain_objection(one) for one in objections]})
        return REFUSED
    paragraph("Refused: to show this State.")
    say()
    tell_objections(objections, indent=2)
    return REFUSED


def _tell(title: str, rows: Iterable[Sequence[str]]) -> None:
    heading(title)
    table(list(rows) or [(NOTHING,)])


def _case(one: Case) -> tuple[str, str]:
    urgent = "" if one.received.urgency == 1 else f"{one.received.urgency.name.lower()}; "
    return one.reference, f"{urgent}received {one.received_on}; {one.stage}; {one.word}"


def _letter(one: Letter) -> tuple[str, str]:
    """Return a letter's line; its silence is counted for ever. Source: G 19; N 38."""
    asked = f", asked by {one.reply_by}" if one.reply_by else ""
    where = f"{one.reference or OWN}, {one.label}"
    return where, f"{one.title}, {one.sent}{asked}: no reply for {days(one.days)}"


def _entry(one: CalendarEntered) -> tuple[str, str]:
    return _when(one.starts, one.ends), f"{one.what}: {one.title}"


def _when(starts: date, ends: date | None) -> str:
    return f"{starts} to {ends}" if ends and ends != starts else str(starts)


def as_plain(found: Survey) -> dict[str, object]:
    """Return a State's page for JSON."""
    return {
        "state": found.state,
        "on": found.on,
        "cases": [
            {
                "reference": one.reference,
                "received_on": one.received_on,
                "stage": one.stage,
                "finding": one.assessment.finding if one.assessment else "allegation",
                "urgency": one.received.urgency.name.lower(),
            }
            for one in found.cases
        ],
        "closed": found.closed,
        "unanswered": [
            {
                "reference": one.reference,
                "label": one.label,
                "measure": one.title,
                "sent": one.sent,
                "reply_by": one.reply_by,
                "days": one.days,
            }
            for one in found.letters
        ],
        "ahead": [
            {"what": str(one.what), "title": one.title, "starts": one.starts, "ends": one.ends}
            for one in found.ahead
        ],
        "documents": [
            {
                "on": one.on,
                "what": one.what,
                "symbol": one.symbol,
                "committee": one.committee,
                "paragraphs": one.paragraphs,
            }
            for one in found.documents
        ],
        "files": [
            {"label": one.label, "kind": one.kind, "title": one.title, "state": one.now}
            for one in found.files
        ],
        "basis": [
            {"anchor": one.anchor.key, "title": one.anchor.title, "answer": str(one.answer)}
            for one in found.footings
        ],
    }


COMMANDS = {"state": state}
