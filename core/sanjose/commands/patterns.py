"""What supports a joint statement of Chairs, State by State; it informs and decides nothing.

`sanjose patterns STATE` is `sanjose patterns show STATE`: whatever is no command of the group
is taken for a State.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from sanjose.commands.acts import act
from sanjose.commands.answers import REFUSED, plain_objection, tell_objections
from sanjose.commands.around import AS_AT, Around, command, group
from sanjose.commands.session import session
from sanjose.commands.telling import days, heading, paragraph, say, table, tell_json
from sanjose.rules.patterns import Nearby, Pattern, Period
from sanjose.rules.published import Document
from sanjose.rules.view import Objection
from sanjose.secretariat import Secretariat
from sanjose.secretariat.verbs import VERBS
from sanjose.words.patterns import Judgement
from sanjose.words.states import name_of

INFORMS = (
    "This informs a proposal and gates none: a joint statement can be proposed whatever stands "
    "here (N 16). It is the secretariat's own page; what of it leaves is decided apart."
)
NOTHING = (
    "Nothing names a State here yet: no public document, no summary, no allegation of our own. "
    "`sanjose patterns document STATE` notes a document."
)
SILENCE = "Not answered so far; a fact of ours, and by itself no judgement:"
UNJUDGED = (
    "Nobody has judged it: `sanjose patterns judge STATE`, with reasons. It is never computed."
)


@contextmanager
def _opened(around: Around) -> Iterator[Secretariat]:
    """Open the door, and take in what arrived."""
    with session(around.home, writing=True) as door:
        if door.network() is not None:
            door.collect()
        yield door


@command(
    "show",
    line="Show what supports each condition for a State.",
    more="Public documents stand first. Of our own cases only the number and the quarter of"
    " receipt are told. A summary that tells a region may concern any State of it.",
    on=AS_AT,
)
@click.argument("state")
def show(around: Around, state: str) -> int | None:
    """Show."""
    with _opened(around) as door:
        day = around.on or door.today()
        if objections := door.against_pattern(state):
            return _refused(around, objections)
        found = door.pattern(state, on=around.on)
    if around.as_json:
        tell_json({"on": day, **as_plain(found)})
        return None
    say(f"{name_of(found.state)} on {day}: what supports a joint statement of Chairs (N 16)")
    _tell_public(found.documents)
    _tell_committees(found)
    _tell_judgements(found)
    _tell_periods(found)
    say()
    paragraph(INFORMS)
    return None


def _refused(around: Around, objections: Sequence[Objection]) -> int:
    """Say why nothing is shown, whether anything is known or not."""
    if around.as_json:
        tell_json({"refused": [plain_objection(one) for one in objections]})
        return REFUSED
    paragraph("Refused: to show what is known of this State.")
    say()
    tell_objections(objections, indent=2)
    return REFUSED


def shown(around: Around) -> None:
    """Show, for every State that anything names, how much supports each condition."""
    with _opened(around) as door:
        day, found = around.on or door.today(), door.patterns(on=around.on)
    if around.as_json:
        tell_json({"on": day, "states": [as_plain(one) for one in found]})
        return
    if not found:
        paragraph(NOTHING)
        return
    say(f"What supports a joint statement of Chairs on {day} (N 16)")
    say()
    table(
        [
            ("State", "Public", "Allegations", "Committees; judgement"),
            *(_line(one) for one in found),
        ]
    )
    say()
    paragraph(f"`sanjose patterns STATE` shows what it is. {INFORMS}")


def _line(one: Pattern) -> tuple[str, ...]:
    judged = "; ".join(f"{j.by}: {j.body.finding}" for j in one.judgements) or "not judged"
    names = ", ".join(one.committees) or "none"
    return name_of(one.state), str(len(one.documents)), str(one.number), f"{names}; {judged}"


def _tell_public(documents: Iterable[Document]) -> None:
    heading("What is public")
    rows = [(str(one.on), _document(one)) for one in documents]
    table(rows or [("nothing noted: `sanjose patterns document STATE`",)])


def _document(one: Document) -> str:
    whose = f"{one.what} of {one.committee}" if one.committee else one.what
    parts = (one.symbol, whose, f"on reprisals: {one.paragraphs}" * bool(one.paragraphs))
    return "; ".join(part for part in parts if part)


def _tell_committees(found: Pattern) -> None:
    heading("1. Different committees")
    rows = []
    if found.in_public:
        rows.append(("in public", ", ".join(found.in_public)))
    if found.told:
        rows.append(("as told to us", _tallied(found.told)))
    if found.own:
        rows.append(("of our own", f"{found.committee} {found.own}"))
    table(rows or [("none so far",)])
    if found.nearby is not None:
        _tell_nearby(found.nearby)


def _tell_nearby(nearby: Nearby) -> None:
    number = sum(count for _, count in nearby.counts)
    summaries = "1 summary tells" if number == 1 else f"{number} summaries tell"
    text = f"{summaries} the region only, {nearby.region}, and may concern another State of it:"
    paragraph(f"{text} {_tallied(nearby.counts)}.", indent=2)


def _tell_judgements(found: Pattern) -> None:
    heading("2. Whether the State party cooperates: a person's judgement")
    table((str(one.on), _judgement(one)) for one in found.judgements)
    if not found.judgements:
        paragraph(UNJUDGED, indent=2)
    if found.unanswered:
        paragraph(SILENCE, indent=2)
        table(
            ((str(one.sent), f"{one.what}: {days(one.days)}") for one in found.unanswered),
            indent=4,
        )


def _judgement(one: Judgement) -> str:
    rests = "; ".join(one.body.rests_on)
    basis = f" [it rests on {rests}]" if rests else ""
    reason = " ".join(one.body.reason.reveal().split())
    return f"{one.by}: {one.body.finding}. {reason}{basis}"


def _tell_periods(found: Pattern) -> None:
    heading("3. Recurrent allegations, by the period of receipt")
    table(_period(one) for one in found.periods)
    if not found.periods:
        paragraph("None names the State so far.", indent=2)
    if found.nearby is not None:
        paragraph("What may concern it:", indent=2)
        table((_period(one) for one in found.nearby.periods), indent=4)


def _period(one: Period) -> tuple[str, str]:
    return one.words, f"{one.number}: {_tallied(one.counts)}"


def _tallied(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{committee} {number}" for committee, number in counts)


def as_plain(found: Pattern) -> dict[str, Any]:
    """Return a pattern for a machine."""
    return {
        "state": found.state,
        "informs_only": True,
        "public": [
            {
                "on": one.on,
                "symbol": one.symbol,
                "what": one.what,
                "committee": one.committee or None,
                "paragraphs": one.paragraphs or None,
            }
            for one in found.documents
        ],
        "committees": list(found.committees),
        "in_public": list(found.in_public),
        "told": dict(found.told),
        "own": found.own,
        "judgements": [
            {
                "on": one.on,
                "by": str(one.by),
                "finding": str(one.body.finding),
                "reason": one.body.reason.reveal(),
                "rests_on": list(one.body.rests_on),
            }
            for one in found.judgements
        ],
        "unanswered": [
            {"sent": one.sent, "what": one.what, "days": one.days} for one in found.unanswered
        ],
        "periods": [_plain_period(one) for one in found.periods],
        "may_concern": None
        if found.nearby is None
        else {
            "region": str(found.nearby.region),
            "told": dict(found.nearby.counts),
            "periods": [_plain_period(one) for one in found.nearby.periods],
        },
    }


def _plain_period(one: Period) -> dict[str, Any]:
    return {"from": one.first, "period": one.words, "told": dict(one.counts)}


class Patterns(click.Group):
    """The group, whose first word may be a State."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; a word that is none names a State to show."""
        if args and args[0] not in self.commands:
            args = ["show", *args]
        return super().resolve_command(ctx, args)


judge = act(VERBS["judge"], "judge", "Record how somebody judges that a State cooperates.")
document = act(VERBS["document"], "document", "Note a public document that speaks of a State.")
COMMANDS = {
    "patterns": group("patterns", show, judge, document, default=shown, on=AS_AT, kind=Patterns)
}
