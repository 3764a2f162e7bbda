"""What a committee can rest on towards a State on a day: computed, and never guessed.

A profile declares its anchors and the instruments that they need; an installation knows what
States have accepted, as far as somebody looked it up. From both comes one answer for each
anchor: yes, no, or unknown, with the reason, its source and the day of the look-up. Unknown is
never a no: nothing is refused because nobody looked, and nothing is claimed either. Whether the
committee may take up a procedure is asked in the same way; an allegation is received whatever
the answer.

Source: G 2, 3, and footnotes 3 and 4 to them; how the answers are reckoned is ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanjose.rules.anchors import Anchor, Binding, Instrument
from sanjose.rules.authority import UNKNOWN
from sanjose.rules.profile import Committee
from sanjose.words.events import ParticipationEntered
from sanjose.words.participation import Acceptance, Found, found
from sanjose.words.states import name_of


class Holds(StrEnum):
    """Whether something holds on a day."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Whether something holds, and why in a clause."""

    answer: Holds
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Footing:
    """An anchor of the committee, and whether it holds towards a State on a day."""

    anchor: Anchor
    answer: Holds
    why: str


STATUSES: dict[Binding, tuple[Acceptance, Acceptance]] = {
    Binding.PARTY: (Acceptance.PARTY, Acceptance.NOT_PARTY),
    Binding.DECLARATION: (Acceptance.DECLARED, Acceptance.NOT_DECLARED),
    Binding.OPT_OUT: (Acceptance.OPTED_OUT, Acceptance.NOT_OPTED_OUT),
}
"""What can be entered of each sort of instrument: that it was done, and that it was not."""

_WORDS: dict[Binding, tuple[str, str, str]] = {
    Binding.PARTY: ("is party", "is not party", "was party"),
    Binding.DECLARATION: ("has declared so", "has not declared so", "had declared so"),
    Binding.OPT_OUT: ("has opted out", "has not opted out", "had opted out"),
}


def legal_basis(
    committee: Committee,
    state: str,
    procedure: str | None,
    on: date,
    participation: Iterable[ParticipationEntered],
) -> tuple[Footing, ...]:
    """Return every anchor that concerns a procedure, with whether it holds on a day.

    Args:
        state: the State, by its code.
        procedure: by its key; None for every anchor, whatever its procedure.
        participation: everything entered, in the order in which it was.
    """
    known = tuple(one for one in participation if one.state == state)
    return tuple(
        _footing(committee, anchor, state, procedure, on, known)
        for anchor in committee.anchors
        if not anchor.procedures or procedure in {None, UNKNOWN, *anchor.procedures}
    )


def competent(
    committee: Committee,
    state: str,
    procedure: str,
    on: date,
    participation: Iterable[ParticipationEntered],
) -> Finding:
    """Return whether the committee may take up a procedure concerning a State on a day.

    It is a gate on the committee's competence, and never one on an allegation.
    """
    declared = committee.procedure(procedure)
    if declared is None:
        why = "nobody could say yet which procedure it belongs to"
        return Finding(answer=Holds.UNKNOWN, why=why)
    if not declared.needs:
        return Finding(answer=Holds.YES, why="no State has to accept this procedure")
    return _all(_each(committee, declared.needs, state, on, participation))


def bound(
    committee: Committee,
    instrument: str,
    state: str,
    on: date,
    participation: Iterable[ParticipationEntered],
) -> Finding:
    """Return whether a State is bound by an instrument on a day, and by what that one needs.

    A declaration binds a party only, and only a party can have opted out of anything.
    """
    return _all(_each(committee, (instrument,), state, on, participation))


def _footing(
    committee: Committee,
    anchor: Anchor,
    state: str,
    procedure: str | None,
    on: date,
    known: Sequence[ParticipationEntered],
) -> Footing:
    reasons = _each(committee, anchor.needs, state, on, known)
    if anchor.since is not None:
        early = on < anchor.since
        answer, from_when = (Holds.NO, "not before") if early else (Holds.YES, "since")
        reasons.insert(0, Finding(answer=answer, why=f"{from_when} {anchor.since}"))
    if anchor.procedures and procedure == UNKNOWN:
        why = "it holds for some procedures, and nobody could say yet which one this is"
        reasons.append(Finding(answer=Holds.UNKNOWN, why=why))
    if not anchor.needs:
        reasons.append(Finding(answer=Holds.YES, why="no State has to accept it"))
    whole = _all(reasons)
    return Footing(anchor=anchor, answer=whole.answer, why=whole.why)


def _all(findings: Iterable[Finding]) -> Finding:
    """Return what holds where everything has to: one no is enough, and one unknown is not."""
    listed = tuple(findings)
    for answer in (Holds.NO, Holds.UNKNOWN):
        reasons = [one.why for one in listed if one.answer is answer]
        if reasons:
            return Finding(answer=answer, why="; ".join(reasons))
    return Finding(answer=Holds.YES, why="; ".join(one.why for one in listed))


def _each(
    committee: Committee,
    needs: Iterable[str],
    state: str,
    on: date,
    participation: Iterable[ParticipationEntered],
) -> list[Finding]:
    """Return whether each instrument counts that is needed, and what those are a part of."""
    declared = {one.key: one for one in committee.instruments}
    known = [one for one in participation if one.state == state]
    chain: dict[str, Instrument] = {}
    for key in needs:
        parts: dict[str, Instrument] = {}
        part: str | None = key
        while part is not None and part not in parts:  # a ring is gone round once
            parts[part] = declared[part]
            part = declared[part].of
        chain |= dict(reversed(parts.items()))
    return [_alone(one, state, on, known) for one in chain.values()]


def _alone(
    instrument: Instrument, state: str, on: date, known: Sequence[ParticipationEntered]
) -> Finding:
    """Return whether an instrument counts for a State, whatever it is a part of."""
    entries = [one for one in known if one.instrument == instrument.key]
    told = found(entries, on)
    answer = Holds.UNKNOWN
    if told.affirmed is not None:
        counts = told.affirmed is not (instrument.binding is Binding.OPT_OUT)
        answer = Holds.YES if counts else Holds.NO
    why = f"{instrument.title}: {_why(instrument.binding, name_of(state), on, told)}"
    return Finding(answer=answer, why=why)


def _why(binding: Binding, name: str, on: date, told: Found) -> str:
    is_so, is_not, was_so = _WORDS[binding]
    if not told.by:
        return f"nothing is entered on whether {name} {is_so}"
    sources = " and ".join(dict.fromkeys(one.source for one in told.by))
    last = told.by[-1]
    looked_up = f"({sources}, looked up on {last.as_of})"
    if told.contradictory:
        return f"the sources differ on whether {name} {is_so} {looked_up}"
    if told.affirmed is None:
        return f"what is entered of {name} says nothing about {on} {looked_up}"
    if told.affirmed:
        since = f" since {last.since}" if last.since else ""
        until = f" until {last.until}" if last.until else ""
        return f"{name} {is_so}{since}{until} {looked_up}"
    if last.until is not None and last.until < on:
        return f"{name} {was_so} until {last.until} {looked_up}"
    if last.status.affirmed:
        return f"{name} {is_so} only since {last.since} {looked_up}"
    since = f" since {last.since}" if last.since else ""
    return f"{name} {is_not}{since} {looked_up}"
