"""Part C of the Guidelines, what everybody sees: documents, statements, postings, reports.

All of it is public from the day on which it is proposed. Before everybody only the committee
speaks for itself. Source: G 24-27; N 8, 11, 12, 16, 18, 23, 29, 30, 36, 39, 45, 50.
"""

from datetime import timedelta
from functools import partial

from sanjose.rules.kinds import Group, MeasureKind
from sanjose.words.measures import LETTERS
from sanjose.words.model import Decider, Use
from sanjose.words.provenance import Chosen, Given, guidelines, note

_ADOPTED = Chosen(Decider.PLENARY, "such a document is adopted by the committee itself")
_BEFORE_ALL = Chosen(
    Decider.PLENARY, "before everybody only the committee speaks for itself, as in N 11 (e)"
)

_document = partial(
    MeasureKind,
    group=Group.DOCUMENTS,
    use=Use.DIALOGUE,
    decider=_ADOPTED,
    general=True,
    without_case=True,
    public=True,
)

DOCUMENTS = (
    _document(
        key="dialogue",
        title="raise in the dialogue with the delegation",
        sources=(note("11 (c)"), note(23)),
        decider=Chosen(
            Decider.RAPPORTEUR, "N 11 (c) names no decider; members speak in dialogue"
        ),
    ),
    _document(
        key="list-of-issues",
        title="list of issues",
        sources=(note("11 (d)"), note(29)),
    ),
    _document(
        key="loipr",
        title="list of issues prior to reporting",
        sources=(note("11 (d)"), note(29)),
    ),
    _document(
        key="observations",
        title="concluding observations",
        sources=(guidelines(24), note("11 (d)")),
    ),
    _document(
        key="follow-up",
        title="follow-up to concluding observations, decisions or views",
        sources=(guidelines(24), note("11 (d)"), note(36)),
    ),
    _document(
        key="views",
        title="decision or views on a communication",
        sources=(guidelines(24), note("11 (d)"), note(36)),
    ),
    _document(
        key="inquiry-report",
        title="report on an inquiry or a visit",
        sources=(guidelines(24), note("11 (d)")),
    ),
    _document(
        key="general-recommendation",
        title="general recommendation on those who cooperate",
        sources=(guidelines(24), note(30)),
    ),
    _document(
        key="general-comment",
        title="general comment that addresses a trend",
        sources=(note(18),),
        apart=True,
    ),
)

_statement = partial(
    MeasureKind,
    group=Group.PUBLIC,
    use=Use.PUBLISH,
    decider=Given(Decider.PLENARY, note("11 (e)")),
    general=True,
    without_case=True,
    public=True,
)

PUBLIC = (
    _statement(
        key="statement",
        title="public statement or press release",
        sources=(guidelines(27), note("11 (e)")),
    ),
    _statement(
        key="announcement",
        title="end-of-session announcement",
        sources=(note(8), note(45)),
        decider=_BEFORE_ALL,
    ),
    _statement(
        key="media-comment",
        title="comment to the media or on social media",
        sources=(guidelines(27),),
        decider=_BEFORE_ALL,
    ),
    _statement(
        key="joint-statement",
        title="joint public statement of Chairs",
        sources=(note(16),),
        decider=_BEFORE_ALL,
    ),
    MeasureKind(
        key="posting",
        title="posting of a letter or a reply",
        group=Group.PUBLIC,
        sources=(guidelines(26), note(12)),
        decider=Given(Decider.RAPPORTEUR, note(12)),
        use=Use.PUBLISH,
        public=True,
        follows=LETTERS,
    ),
)

REPORTS = (
    MeasureKind(
        key="annual-report",
        title="section of the annual or biennial report",
        group=Group.REPORTS,
        sources=(guidelines(25), note("11 (g)")),
        decider=_ADOPTED,
        use=Use.ANNUAL_REPORT,
        general=True,
        public=True,
    ),
    MeasureKind(
        key="secretary-general",
        title="contribution to the yearly report of the Secretary-General",
        group=Group.REPORTS,
        sources=(note(39), note(50)),
        decider=Chosen(
            Decider.CHAIR,
            "it is printed by others and cannot be taken back; N 39 names no organ",
        ),
        use=Use.SECRETARY_GENERAL,
        public=True,
        fresh=Chosen(
            timedelta(days=90),
            "the report appears months after the contribution: a person is asked again for it, "
            "and not held to what they said last year",
        ),
    ),
)

SEEN = (*DOCUMENTS, *PUBLIC, *REPORTS)
