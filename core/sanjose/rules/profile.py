"""What a committee's plugin declares: a profile, which is data, reviewed like a table.

Every value says where it comes from. Judgement (urgency, objections, proposals, who acts) is
in the hooks; everything that can be printed side by side is here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from sanjose.rules.anchors import Anchor, Instrument
from sanjose.rules.files import FileKind
from sanjose.rules.measures import MEASURES, MeasureKind, measure
from sanjose.words.model import Decider, Post
from sanjose.words.provenance import Chosen, Document, Given, Provision, note

CONTRACT = 1
"""The version of the plugin contract that this core follows."""


class Posting(StrEnum):
    """What a committee does with letters and replies. Source: N annex II."""

    NEVER = "never"
    NO_PRACTICE = "no practice yet"
    CASE_BY_CASE = "case by case"
    POSTED = "posted"
    ANNUAL_REPORT = "annual report only"
    VISIT_REPORT = "with the visit report"


class Strength(StrEnum):
    """How strongly a document asks for something."""

    WILL = "will"
    SHOULD = "should"
    MAY = "may"


class Shape(StrEnum):
    """How a committee shares the office of rapporteur or focal point. Source: G 8; N annex I."""

    ONE = "one rapporteur or focal point"
    ALTERNATE = "a principal and an alternate"
    SHARED = "two or more together"
    BUREAU = "the Bureau together"
    VISITS = "a rapporteur, and a focal point for each visit"


@dataclass(frozen=True, kw_only=True, slots=True)
class Procedure:
    """A way of cooperating with the committee.

    ``sealed`` keeps what belongs to it out of what is posted. ``needs`` are the instruments
    that a State has to have accepted: a gate on the committee's competence, never on an
    allegation. ``pseudonyms``: who speaks in it is known by an internal pseudonym only.
    """

    key: str
    title: str
    source: Provision[None]
    sealed: bool = False
    needs: tuple[str, ...] = ()
    pseudonyms: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Where a committee stands in a published chart, under the name that is printed there.

    ``instead`` are the words of a cell that the chart prints and that cannot be true.
    """

    place: int
    name: str
    instead: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whom a published chart names, and as what."""

    name: str
    post: Post = Post.RAPPORTEUR


DAYS: Mapping[str, Chosen[int]] = MappingProxyType(
    {
        "notice": Chosen(1, "G 10 says as soon as possible; the next day is late"),
        "assessment": Chosen(14, "G 12 says as soon as possible; two weeks is when to ask"),
        "decision": Chosen(7, "G 14 gives no time; a week is when to ask"),
        "taking": Chosen(3, "no document gives a time; a decision that waits protects nobody"),
        "reply": Chosen(60, "G 19 and N 11 (a) ask for a deadline and give no number"),
        "reached": Chosen(3, "G 13 asks to stay in contact; whoever waits hears within days"),
        "consent": Chosen(7, "no document gives a number; a question to a person is not left"),
        "confirmation": Chosen(7, "no document gives a number; memory of a call fades"),
        "again": Chosen(
            30, "N 33 gives no time; what was not found in a month is asked for anew"
        ),
    }
)
"""Whole calendar days, counted from the day after. A committee or an installation may set
others. No document gives a number for a reprisals letter."""


NOT_PUBLISHED: Chosen[tuple[tuple[Holder, ...], ...]] = Chosen(
    (), "no document that was read names anybody"
)
NO_MAILBOX: Chosen[str | None] = Chosen(None, "no document that was read gives an address")
TO_THE_ASSEMBLY: Provision[str] = Given("the General Assembly", note("11 (g)"))
NO_TERM: Chosen[int | None] = Chosen(None, "no document that was read sets a term (G 8)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Committee:
    """A committee's profile: what it is, and where it differs from the common procedure.

    Args:
        rapporteur: what the office is called.
        term: of that office, in years.
        reports_to: to whom its annual or biennial report goes (G 25), with its article.
        policy: its own policy or guidelines on reprisals, by symbol.
        functions: the document that defines the office's functions.
        endorsed: when it endorsed the San José Guidelines, as far as is known.
        decides: who decides a measure, where that is more than the common minimum.
        votes: how many have to be in favour when a body decides by written procedure.
        measures: measures of its own, beside the common ones.
        holders: who is named as rapporteur or focal point, line by line, in early 2023.
    """

    slug: str
    name: str
    rapporteur: Provision[str]
    policy: Provision[str | None]
    endorsed: Provision[str | None]
    procedures: tuple[Procedure, ...]
    posting: Provision[Posting]
    signatory: Provision[str]
    protects: Provision[str]
    reports: Provision[str]
    country_rapporteur: Provision[Strength]
    documents: tuple[Document, ...]
    shape: Provision[Shape]
    functions: Provision[str | None]
    term: Provision[int | None] = NO_TERM
    reports_to: Provision[str] = TO_THE_ASSEMBLY
    mailbox: Provision[str | None] = NO_MAILBOX
    holders: Provision[tuple[tuple[Holder, ...], ...]] = NOT_PUBLISHED
    annex_i: Provision[Line] | None = None
    annex_ii: Provision[Line] | None = None
    decides: Mapping[str, Provision[Decider]] = field(default_factory=dict)
    votes: Mapping[Decider, Provision[int]] = field(default_factory=dict)
    days: Mapping[str, Provision[int]] = field(default_factory=dict)
    files: tuple[FileKind, ...] = ()
    measures: tuple[MeasureKind, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    contract: int = CONTRACT

    @property
    def focal(self) -> Post:
        """Return the office that is told first, assesses and concludes. Source: G 8, 10; N 5."""
        return Post.BUREAU if self.shape.value is Shape.BUREAU else Post.RAPPORTEUR

    @property
    def kinds(self) -> Mapping[str, MeasureKind]:
        """Return every measure that can be taken here: the common ones, then its own."""
        if not self.measures:
            return MEASURES
        own = {one.key: one for one in self.measures}
        # A common measure is never replaced, whatever a profile calls its own.
        return MappingProxyType({**MEASURES, **own, **MEASURES})

    def measure(self, key: str) -> MeasureKind:
        """Return a kind of measure.

        Raises:
            Misuse: there is none with this key here.
        """
        kinds = self.kinds
        return kinds[key] if key in kinds else measure(key)

    def procedure(self, key: str) -> Procedure | None:
        """Return the procedure with a key, or None."""
        return next((one for one in self.procedures if one.key == key), None)

    def file(self, key: str) -> FileKind | None:
        """Return the kind of file with a key, or None."""
        return next((one for one in self.files if one.key == key), None)

    def within(self, what: str) -> Provision[int]:
        """Return a number of days with where it comes from."""
        return self.days[what] if what in self.days else DAYS[what]
