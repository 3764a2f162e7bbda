"""What a kind of measure is: who decides it at least, and whom it tells something about a person.

The table of them stands in ``catalogue``, the looking up in ``measures``. What a kind says of
itself is what the floors ask about, so that a measure that is described truly cannot be a way
round them: what identifies somebody to anyone outside has a ``use``, and what everybody sees
is ``public``.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sanjose.words.measures import LETTERS
from sanjose.words.model import Decider, Use
from sanjose.words.provenance import Chosen, Citation, Provision

CONFIDENTIAL = frozenset({None, Use.STATE})
"""Uses by which nothing goes to others: to nobody, or to the State in confidence."""


class Group(StrEnum):
    """What measures are for, under the headings of the Guidelines. Source: G 8-31."""

    ROLE = "Role of the rapporteurs or focal points"
    PREVENTION = "Preventive measures"
    PROTECTION = "Protection and security measures"
    AWARENESS = "Awareness-raising"
    STATE = "Raising concerns with State party authorities"
    MECHANISMS = "Contacting regional and national mechanisms"
    UNITED_NATIONS = "Assistance and coordination in the United Nations"
    DOCUMENTS = "Concluding observations, decisions, views and reports"
    PUBLIC = "Posting on the Internet and use of the media"
    REPORTS = "Reporting"
    OWN = "Measures of this committee's own"


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureKind:
    """A kind of measure.

    Args:
        group: what it is for; a measure of a committee's own needs to say nothing here.
        use: what it does with what is known about a person; None where it tells nobody.
        by_state: the State itself would carry it out, so that a concern about that stops it.
        general: it can be worded so that it identifies nobody, after a check.
        without_case: it can be taken without any case.
        apart: it speaks of no allegation, so that it never belongs to a case.
        public: it is seen by everybody; it waits for assessment and conclusions.
        reply: a reply is expected.
        follows: the kinds of measure that it is about; it names one of them.
        to_person: it goes to the person, over the person's channel.
        fresh: how old the agreement may be that it rests on; None where it does not age.
    """

    key: str
    title: str
    sources: tuple[Citation, ...]
    decider: Provision[Decider]
    group: Group = Group.OWN
    use: Use | None = None
    by_state: bool = False
    general: bool = False
    without_case: bool = False
    apart: bool = False
    public: bool = False
    reply: bool = False
    follows: frozenset[str] = frozenset()
    to_person: bool = False
    fresh: Chosen[timedelta] | None = None

    @property
    def leaves(self) -> bool:
        """Return whether its text goes to others than the person and, in confidence, the State."""
        return self.use not in CONFIDENTIAL and not self.to_person

    @property
    def takes_two(self) -> bool:
        """Return whether its text leaves on the word of two persons, whatever the guard says."""
        return self.public or self.use is Use.PUBLISH

    @property
    def contacts(self) -> bool:
        """Return whether it is contact with the State about the allegation. Source: N 11 (e)."""
        return self.by_state and self.use is Use.STATE

    @property
    def speaks(self) -> bool:
        """Return whether it is a public statement, under whatever name. Source: G 27; floor 8."""
        posts = bool(self.follows) and self.follows <= LETTERS
        return self.use is Use.PUBLISH and not posts
