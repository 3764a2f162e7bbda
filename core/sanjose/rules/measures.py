"""The measures that the Guidelines offer: a set, taken separately or cumulatively.

Each has the least decider that may decide it, which a committee may raise and never lower,
and says whom it tells something about a person. Source: G 7, 18-31; N 11, 12.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sanjose.words.errors import Misuse
from sanjose.words.model import Decider, Use
from sanjose.words.provenance import Chosen, Citation, Given, Provision, guidelines, note


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureKind:
    """A kind of measure.

    Args:
        use: what it does with what is known about a person; None where it tells nobody.
        by_state: the State itself would carry it out, so that a concern about that stops it.
        general: it can be worded so that it identifies nobody, after a check.
        without_case: it can be taken without any case.
        public: it is seen by everybody; it waits for assessment and conclusions.
        reply: a reply is expected.
        follows: the kinds of measure that it is about; it names one of them.
        to_person: it goes to the person, over the person's channel.
    """

    key: str
    title: str
    sources: tuple[Citation, ...]
    decider: Provision[Decider]
    use: Use | None = None
    by_state: bool = False
    general: bool = False
    without_case: bool = False
    public: bool = False
    reply: bool = False
    follows: frozenset[str] = frozenset()
    to_person: bool = False


_RAPPORTEUR = Given(Decider.RAPPORTEUR, note("11 (a)"))
_ADOPTED = Chosen(Decider.PLENARY, "such a document is adopted by the committee itself")
_PRACTICE = Chosen(Decider.RAPPORTEUR, "N 29 shows it done in the ordinary course of reviews")
_LETTERS = frozenset({"letter", "letter-deadline"})

_KINDS = (
    MeasureKind(
        key="letter",
        title="letter to the State party",
        sources=(guidelines(21), note("11 (a)")),
        decider=_RAPPORTEUR,
        use=Use.STATE,
        by_state=True,
        reply=True,
    ),
    MeasureKind(
        key="letter-deadline",
        title="letter to the State party asking for protection, with a deadline",
        sources=(guidelines(19), note("11 (a)")),
        decider=_RAPPORTEUR,
        use=Use.STATE,
        by_state=True,
        reply=True,
    ),
    MeasureKind(
        key="meeting",
        title="meeting with the permanent mission",
        sources=(guidelines(21), note("11 (b)"), note(32)),
        decider=Given(Decider.RAPPORTEUR, note(32)),
        use=Use.STATE,
        by_state=True,
    ),
    MeasureKind(
        key="reminder",
        title="reminder to the State party of an unanswered letter",
        sources=(guidelines(19), note("11 (a)")),
        decider=_RAPPORTEUR,
        use=Use.STATE,
        by_state=True,
        reply=True,
        follows=_LETTERS,
    ),
    MeasureKind(
        key="obligations",
        title="reminder to the State party of its obligations",
        sources=(guidelines(18), note(10)),
        decider=_PRACTICE,
        use=Use.STATE,
        general=True,
        without_case=True,
    ),
    MeasureKind(
        key="field-presence",
        title="OHCHR field presence",
        sources=(guidelines(30), note(50)),
        decider=Chosen(Decider.RAPPORTEUR, "G 30 names the treaty body and no organ of it"),
        use=Use.UNITED_NATIONS,
    ),
    MeasureKind(
        key="resident-coordinator",
        title="resident coordinator",
        sources=(guidelines(30),),
        decider=Chosen(Decider.RAPPORTEUR, "G 30 names the treaty body and no organ of it"),
        use=Use.UNITED_NATIONS,
    ),
    MeasureKind(
        key="safety",
        title="Department of Safety and Security",
        sources=(guidelines(22),),
        decider=Chosen(
            Decider.SECRETARIAT, "with danger in the room nobody waits for a decision"
        ),
        use=Use.UNITED_NATIONS,
        without_case=True,
    ),
    MeasureKind(
        key="dialogue",
        title="raise in the dialogue with the delegation",
        sources=(note("11 (c)"), note(23)),
        decider=Chosen(
            Decider.RAPPORTEUR, "N 11 (c) names no decider; members speak in dialogue"
        ),
        use=Use.DIALOGUE,
        general=True,
        without_case=True,
        public=True,
    ),
    MeasureKind(
        key="observations",
        title="concluding observations, decisions, views or follow-up",
        sources=(guidelines(24), note("11 (d)")),
        decider=_ADOPTED,
        use=Use.DIALOGUE,
        general=True,
        without_case=True,
        public=True,
    ),
    MeasureKind(
        key="general-recommendation",
        title="general recommendation on those who cooperate",
        sources=(guidelines(24), note(30)),
        decider=_ADOPTED,
        use=Use.DIALOGUE,
        general=True,
        without_case=True,
    ),
    MeasureKind(
        key="statement",
        title="public statement or press release",
        sources=(guidelines(27), note("11 (e)")),
        decider=Given(Decider.PLENARY, note("11 (e)")),
        use=Use.PUBLISH,
        general=True,
        without_case=True,
        public=True,
    ),
    MeasureKind(
        key="posting",
        title="posting of a letter or a reply",
        sources=(guidelines(26), note(12)),
        decider=Given(Decider.RAPPORTEUR, note(12)),
        use=Use.PUBLISH,
        public=True,
        follows=_LETTERS | {"reminder"},
    ),
    MeasureKind(
        key="annual-report",
        title="section of the annual or biennial report",
        sources=(guidelines(25), note("11 (g)")),
        decider=_ADOPTED,
        use=Use.ANNUAL_REPORT,
        general=True,
        public=True,
    ),
    MeasureKind(
        key="information",
        title="request for information to the person",
        sources=(guidelines(13), note(33)),
        decider=Given(Decider.RAPPORTEUR, note(33)),
        to_person=True,
    ),
    MeasureKind(
        key="confidential-submission",
        title="confidential submission accepted",
        sources=(guidelines(18), note(29)),
        decider=_PRACTICE,
        without_case=True,
    ),
    MeasureKind(
        key="private-meeting",
        title="private meeting",
        sources=(note(10), note(29)),
        decider=_PRACTICE,
        without_case=True,
    ),
)

MEASURES: Mapping[str, MeasureKind] = MappingProxyType({one.key: one for one in _KINDS})
"""Every measure by its key."""


def measure(key: str) -> MeasureKind:
    """Return a kind of measure.

    Raises:
        Misuse: there is none with this key.
    """
    if key not in MEASURES:
        message = f"there is no measure of this name: there are {', '.join(MEASURES)}"
        raise Misuse(message)
    return MEASURES[key]
