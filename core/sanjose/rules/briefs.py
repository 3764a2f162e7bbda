"""What a brief for a meeting is told, and what of it may be said aloud in that room.

To speak of a case in a dialogue, which is webcast, or to a mission is the very measure that the
procedure knows by these names: what would stand against proposing it keeps the case out of the
speaking points, and is told to the reader as the reason. Among those who act on a case nothing
has to be covered.

Source: G 5 (e), 13, 21, 24; N 10, 11 (c), 32, 45; that what is kept back is said is ours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sanjose.rules import basis
from sanjose.rules.disclosure import Disclosed, Purpose, view_for
from sanjose.rules.measures import MeasureKind
from sanjose.rules.profile import Committee
from sanjose.rules.view import Objection
from sanjose.words.case import Case
from sanjose.words.correspondence import Occasion
from sanjose.words.events import CalendarEntered
from sanjose.words.measures import Measure
from sanjose.words.model import Use
from sanjose.words.patterns import DocumentNoted

SPEAKING: Mapping[Occasion, str | None] = MappingProxyType(
    {Occasion.DIALOGUE: "dialogue", Occasion.MISSION: "meeting", Occasion.CLOSED: None}
)
"""The measure that speaking in the room is; among those who act on a case it is none."""

MOST = 3
"""Cases that a page has room for, the most urgent first. Source: ours; tried on a page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A measure towards the State as a brief tells it."""

    label: str
    title: str
    stage: str
    taken_on: date | None
    reply_by: date | None
    silent: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefCase:
    """A case as a brief tells it.

    Args:
        against: why it may not be spoken of in the room; nothing where it may be.
        named: who may be named aloud there, as P1; never in a brief without names.
        concern: whether somebody is concerned about what the State itself would carry out.
    """

    disclosed: Disclosed
    procedure: str
    against: tuple[Objection, ...]
    named: frozenset[str]
    concern: bool
    letters: tuple[Letter, ...]

    @property
    def sayable(self) -> bool:
        """Return whether it may be spoken of in the room at all."""
        return not self.against


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefFacts:
    """What a brief says.

    ``more`` is how many cases of that State did not fit; ``published`` are public documents on
    reprisals there, ``ahead`` what stands in the calendar for that State.
    """

    occasion: Occasion
    committee: Committee
    state: str
    held_on: date
    dated: date
    disguised: bool
    cases: tuple[BriefCase, ...]
    more: int = 0
    published: tuple[DocumentNoted, ...] = ()
    ahead: tuple[CalendarEntered, ...] = ()


def brief_case(
    case: Case,
    against: Iterable[Objection],
    on: date,
    *,
    use: Use | None,
    procedure: str,
    kinds: Mapping[str, MeasureKind],
    disguised: bool,
) -> BriefCase:
    """Return a case as a brief tells it.

    Args:
        against: what stands against speaking of it in the room.
        use: what speaking of it there is.
    """
    concerned = [one.label or "" for one in case.concerned]
    stands = tuple(against)
    names = not (disguised or stands or use is None)
    held = [basis.held(case, label, use, on) for label in concerned] if names and use else []
    states = [basis.held(case, label, Use.STATE, on) for label in concerned]
    return BriefCase(
        disclosed=view_for(Purpose.DISGUISED if disguised else Purpose.BRIEF, case),
        procedure=procedure,
        against=stands,
        named=frozenset(one.label for one in held),
        concern=any(one.concern for one in states),
        letters=tuple(_letters(case.measures, kinds, on)),
    )


def _letters(
    measures: Iterable[Measure], kinds: Mapping[str, MeasureKind], on: date
) -> Iterable[Letter]:
    for one in measures:
        kind = kinds.get(one.key)
        if kind is not None and kind.use is Use.STATE:
            waits = one.awaiting_reply and one.taken_on is not None
            yield Letter(
                label=one.label,
                title=kind.title,
                stage=one.stage,
                taken_on=one.taken_on,
                reply_by=one.taken.reply_by if one.taken else None,
                silent=max(0, (on - one.taken_on).days) if waits and one.taken_on else None,
            )
