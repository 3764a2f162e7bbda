"""The sorts of letters and of briefs, and what a paper about one is told; nothing more is.

The door gathers these facts and narrows them; the paper lays them out and adds nothing. A
letter speaks of an allegation (N 11), names whoever a recorded basis lets be named in it, and
rests on those anchors alone that hold towards that State on that day. A brief is for those who
act on the case; what may be said aloud in the room stands apart from what they should know.

Source: G 10, 11, 13, 14, 19, 21, 24, 28-30; N 11, 32, 33, 39, 48-50; floors 2 to 5 and 11.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sanjose.rules.disclosure import Disclosed, Named
from sanjose.rules.legal import Footing
from sanjose.rules.profile import Committee
from sanjose.words.correspondence import Occasion as Occasion
from sanjose.words.correspondence import Sort as Sort
from sanjose.words.model import Assessment, Channel, Post

OF_MEASURE: Mapping[str, Sort] = MappingProxyType(
    {
        "letter": Sort.LETTER,
        "letter-deadline": Sort.DEADLINE,
        "reminder": Sort.REMINDER,
        "note-verbale": Sort.NOTE_VERBALE,
        "meeting": Sort.NOTE_VERBALE,
        "information": Sort.INFORMATION,
        "high-commissioner": Sort.HIGH_COMMISSIONER,
        "special-procedures": Sort.SPECIAL_PROCEDURES,
        "resident-coordinator": Sort.RESIDENT_COORDINATOR,
        "secretary-general": Sort.SECRETARY_GENERAL,
    }
)
"""The letter that carries a measure out, by the measure's key; a meeting is asked for by note."""

TO_STATE = frozenset({Sort.LETTER, Sort.DEADLINE, Sort.REMINDER, Sort.NOTE_VERBALE})
TO_PERSON = frozenset({Sort.INFORMATION, Sort.ACKNOWLEDGEMENT})
WITHOUT_MEASURE = frozenset({Sort.ACKNOWLEDGEMENT, Sort.CHAIR})
"""Letters that carry out no measure: they are asked for by their sort, and not by a label."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """The letter that a reminder is about.

    ``silent`` is for how many whole days nothing of substance was answered.
    """

    sort: Sort
    sent_on: date
    reply_by: date | None
    silent: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """What the Chair is told: the finding, and the measures advised, by their keys and titles."""

    finding: Assessment
    assessed_on: date
    course: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterFacts:
    """What a letter may say.

    Args:
        committee: its profile, for its name, its office, its mailbox and what it endorsed.
        dated: the day that the letter bears.
        state: the State party, by its code.
        procedure: the procedure cooperated with, by its key; None where nobody knows.
        disclosed: the case, narrowed; its ``people`` bear names only where they may be named.
        label: the measure, as M1, or for an acknowledgement the person, as P1.
        grounds: the anchors that hold, and no other.
        signs: the office that signs; ``signed_by`` is who holds it, where anybody does.
        to: the office written to, for the Chair's letter: the Chair or who stands in.
        recipient: the person written to; the name is never given where only the secretariat
            may know it.
        representing: whether the recipient is written to on somebody else's behalf.
        reply_by: the day by which a reply is asked for; None where none is set.
        meeting: whether a note verbale carries out a meeting, rather than only conveying.
    """

    sort: Sort
    committee: Committee
    dated: date
    state: str
    procedure: str | None
    disclosed: Disclosed
    label: str | None = None
    grounds: tuple[Footing, ...] = ()
    signs: Post = Post.RAPPORTEUR
    signed_by: tuple[str, ...] = ()
    to: Post | None = None
    recipient: Named | None = None
    representing: bool = False
    channel: Channel | None = None
    reply_by: date | None = None
    earlier: Earlier | None = None
    meeting: bool = False
    advice: Advice | None = None

    @property
    def reference(self) -> str:
        """Return the reference of the case."""
        return self.disclosed.reference or ""

    @property
    def named(self) -> tuple[Named, ...]:
        """Return whom the letter may name, each with a name."""
        return tuple(one for one in self.disclosed.people if one.name is not None)
