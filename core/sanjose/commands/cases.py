"""List the cases."""

from datetime import date

import click

from sanjose.commands.around import AS_AT, Around, command
from sanjose.commands.session import session
from sanjose.commands.telling import days, paragraph, say, table, tell_json
from sanjose.commands.wording import state_name
from sanjose.keeping.register import Listed
from sanjose.words.errors import Misuse
from sanjose.words.model import Urgency

PAGE = 50
STAGES = (
    "being assessed",
    "assessed",
    "concluded",
    "awaiting decision",
    "measure to take",
    "awaiting reply",
    "parked",
    "closed",
)


@command("cases", on=AS_AT, more="Fifty at a time; closed and parked ones are among them.")
@click.option("--stage", metavar="WORD", help=f"Only these: {'; '.join(STAGES)}.")
@click.option("--state", metavar="STATE", help="Only those concerning a State.")
@click.option("--all", "everything", is_flag=True, help="All of them.")
@click.option(
    "--after", "offset", default=0, metavar="NUMBER", help="Leave out the first ones."
)
def cases(
    around: Around,
    stage: str | None,
    state: str | None,
    offset: int,
    *,
    everything: bool,
) -> None:
    """List."""
    if stage is not None and stage not in STAGES:
        message = f"--stage is one of: {'; '.join(STAGES)}"
        raise Misuse(message)
    limit = -1 if everything else PAGE + 1
    with session(around.home) as door:
        found = door.cases(
            stage=stage, state=state, on=around.on, limit=limit, offset=max(0, offset)
        )
        day = around.on or door.today()
    shown = found if everything else found[:PAGE]
    if around.as_json:
        tell_json({"cases": [_plain(one) for one in shown], "more": len(found) > len(shown)})
        return
    if not found:
        paragraph("There is no such case." if stage or state else "There is no case.")
        return
    head = ("Reference", "Due", "Stage", "State, found")
    table([head, *(_row(one, day) for one in shown)], indent=0, gap=2)
    if len(found) > len(shown):
        say()
        paragraph(f"There are more: --after {offset + PAGE}, or --all.")


def _row(one: Listed, day: date) -> tuple[str, ...]:
    urgency = "" if one.urgency is Urgency.ORDINARY else one.urgency.name.lower()
    due = ", ".join(part for part in (urgency, _when(one, day)) if part)
    return one.reference, due, one.stage, f"{state_name(one.state)}; {one.word}"


def _when(one: Listed, day: date) -> str:
    """Return when something is due, as it is said on a day; a State's silence is not late."""
    if one.due_on is None:
        return ""
    if one.urgency is not Urgency.ORDINARY and one.due_on == one.received_on:
        return "now"
    left = (one.due_on - day).days
    if left == 0:
        return "today"
    if left > 0:
        return f"in {days(left)}"
    return f"{days(-left)} ago" if one.stage == "awaiting reply" else f"{days(-left)} late"


def _plain(one: Listed) -> dict[str, object]:
    return {
        "reference": one.reference,
        "state": one.state,
        "procedure": one.procedure,
        "stage": one.stage,
        "finding": one.word,
        "urgency": one.urgency.name.lower(),
        "received_on": one.received_on,
        "due_on": one.due_on,
    }


COMMANDS = {"cases": cases}
