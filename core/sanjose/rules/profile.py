"""What a committee's plugin declares: a profile, which is data, reviewed like a table.

Every value says where it comes from. Judgement (urgency, objections, proposals, who acts) is
in the hooks; everything that can be printed side by side is here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from sanjose.words.model import Decider
from sanjose.words.provenance import Chosen, Document, Provision

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Procedure:
    """A way of cooperating with the committee.

    ``sealed`` keeps what belongs to it out of what is posted; ``accepted`` says that a State
    has to have accepted it (a gate on the committee's competence, never on an allegation).
    """

    key: str
    title: str
    source: Provision[None]
    sealed: bool = False
    accepted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FileKind:
    """A file of one of the committee's procedures: its states and the moves between them.

    Every file begins as ``open``. A move to a state in ``outside`` is the act of an outside
    body, entered with its document. ``clocks`` says after how many days in a state somebody
    should look.
    """

    key: str
    title: str
    source: Provision[None]
    moves: Mapping[str, tuple[str, ...]]
    outside: frozenset[str] = frozenset()
    clocks: Mapping[str, Provision[int]] = field(default_factory=dict)


DAYS: Mapping[str, Chosen[int]] = MappingProxyType(
    {
        "notice": Chosen(1, "G 10 says as soon as possible; the next day is late"),
        "assessment": Chosen(14, "G 12 says as soon as possible; two weeks is when to ask"),
        "decision": Chosen(7, "G 14 gives no time; a week is when to ask"),
        "taking": Chosen(3, "no document gives a time; a decision that waits protects nobody"),
        "reply": Chosen(60, "G 19 and N 11 (a) ask for a deadline and give no number"),
        "consent": Chosen(7, "no document gives a number; a question to a person is not left"),
        "confirmation": Chosen(7, "no document gives a number; memory of a call fades"),
    }
)
"""Whole calendar days, counted from the day after. A committee or an installation may set
others. No document gives a number for a reprisals letter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Committee:
    """A committee's profile: what it is, and where it differs from the common procedure."""

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
    decides: Mapping[str, Provision[Decider]] = field(default_factory=dict)
    days: Mapping[str, Provision[int]] = field(default_factory=dict)
    files: tuple[FileKind, ...] = ()
    contract: int = CONTRACT

    def procedure(self, key: str) -> Procedure | None:
        """Return the procedure with a key, or None."""
        return next((one for one in self.procedures if one.key == key), None)

    def file(self, key: str) -> FileKind | None:
        """Return the kind of file with a key, or None."""
        return next((one for one in self.files if one.key == key), None)

    def within(self, what: str) -> Provision[int]:
        """Return a number of days with where it comes from."""
        return self.days[what] if what in self.days else DAYS[what]
