"""The list by which work changes hands: each open case, what was promised, what is next.

It names nobody. What was promised is told in its own words only where it was asked for: such a
list is carried from one desk to another. Source: G 13; N 28.
"""

from collections.abc import Iterator

from sanjose.paper.document import Block, Heading, Items, Paper, Plain, Table
from sanjose.rules.dues import said
from sanjose.secretariat.papers.handover import Handed, Handover
from sanjose.words.model import Urgency
from sanjose.words.states import name_of


def as_paper(handover: Handover, committee: str, *, reveal: bool) -> Paper:
    """Return the list as a paper.

    Args:
        committee: its name, for the masthead.
        reveal: tell what was promised in its own words.
    """
    return Paper(
        title="Hand-over",
        masthead=(committee,),
        dated=handover.on,
        handling="Confidential: from hand to hand",
        blocks=tuple(_blocks(handover, reveal=reveal)),
    )


def _blocks(handover: Handover, *, reveal: bool) -> Iterator[Block]:
    if not handover.cases:
        yield Plain("No case is open.")
    else:
        yield Table(
            caption="Open cases, the most urgent first",
            head=("Case", "State party", "Where it stands", "Next"),
            rows=tuple(
                (one.reference, name_of(one.state), _stands(one), _next(one, handover))
                for one in handover.cases
            ),
        )
    if handover.closed_to:
        number = handover.closed_to
        cases = "1 case does" if number == 1 else f"{number} cases do"
        yield Plain(f"{cases} not open to the key with which this list was made.")
    promised = [one for one in handover.cases if one.promises or one.check_in]
    if promised:
        yield Heading("What was promised, and next contacts")
        for one in promised:
            yield Heading(one.reference, level=2)
            yield Items(tuple(_promised(one, reveal=reveal)))


def _stands(one: Handed) -> str:
    urgent = "" if one.urgency is Urgency.ORDINARY else f"{one.urgency.name.lower()}; "
    return f"{urgent}{one.stage}; {one.word}"


def _next(one: Handed, handover: Handover) -> str:
    return "; ".join(said(due, handover.on) for due in one.due) or "nothing is due"


def _promised(one: Handed, *, reveal: bool) -> Iterator[str]:
    for promise in one.promises:
        what = promise.text.reveal() if reveal else "the words are in the record"
        yield f"to {promise.person} on {promise.on}: {what}"
    if one.check_in is not None:
        yield f"next check-in: {one.check_in}"
