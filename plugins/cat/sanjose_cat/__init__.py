"""How the Committee against Torture differs from the common procedure.

It also protects those who complain at home (article 13). It posts letters and replies, but
nothing of an inquiry or a complaint. A risk to a complainant has a second lane: interim
measures, asked for by counsel and handled by the rapporteur on new complaints and interim
measures, linked with the case and never merged with it. Where two members share the office
by procedure, as in 2013, the roster says which procedures are whose.

The Committee's own policy, CAT/C/55/2, could not be read: it may say more, and differently.
"""

from collections.abc import Iterator
from datetime import date

from sanjose import (
    ADVISABLE,
    NOTE,
    Binding,
    Chosen,
    Citation,
    Committee,
    Decider,
    Document,
    FileKind,
    Given,
    Instrument,
    Kind,
    Objection,
    Posting,
    Procedure,
    Shape,
    Step,
    Strength,
    Urgency,
    View,
    guidelines,
    hookimpl,
    note,
    ours,
)

CONVENTION = "Convention against Torture"
STATEMENT = "CAT/C/51/3"
RULES = "CAT/C/3/Rev.5"
PAGE = "OHCHR web page on the Committee against Torture and reprisals"

DOCUMENTS = (
    Document(
        symbol=CONVENTION,
        title="Convention against Torture and Other Cruel, Inhuman or Degrading Treatment",
        dated=date(1984, 12, 10),
        read="articles 13 and 20, and paragraphs of articles 18 and 28",
    ),
    Document(
        symbol=STATEMENT,
        title="Statement of the Committee against Torture on reprisals",
        dated=date(2013, 12, 16),
        read="paragraphs 1 and 2, and the beginning of paragraph 3",
    ),
    Document(
        symbol=RULES,
        title="Rules of procedure of the Committee against Torture, as of February 2011",
        dated=None,
        read="rules 102 to 104; of the revision after it, Rev.6, no text",
    ),
    Document(
        symbol=PAGE,
        title="Reprisals",
        dated=None,
        read="in full; it quotes article 13 and names the scope of CAT/C/55/2",
    ),
    Document(
        symbol="CAT/C/55/2",
        title="Guidelines on the receipt and handling of allegations of reprisals",
        dated=None,
        read="not readable; adopted at the fifty-fifth session, in 2015",
    ),
)

IN_CONFIDENCE = Citation(CONVENTION, "art. 20 (5)")
CLOSED = ours(
    "CAT/C/3/Rev.5, rule 102, provides for complaints, and N annex II excepts none from what "
    "is posted; to keep them closed is safer"
)

AT_HOME = Procedure(
    key="domestic",
    title="complaint or evidence at home",
    source=Given(None, Citation(CONVENTION, "art. 13")),
)
REPORT = Procedure(
    key="report",
    title="State report: lists of issues, briefings, dialogue",
    source=Given(None, note(29)),
)
BRIEFING = Procedure(
    key="briefing",
    title="private briefing and alternative report",
    source=Given(None, note(29)),
)
FOLLOW_UP = Procedure(
    key="follow-up",
    title="follow-up to concluding observations",
    source=Given(None, Citation(STATEMENT, "para. 1")),
)
# A State can keep out of inquiries (article 28 (1)), and is in complaints only by declaring so.
INQUIRY = Procedure(
    key="inquiry",
    title="confidential inquiry",
    source=Given(None, IN_CONFIDENCE),
    sealed=True,
    needs=("cat", "cat-20"),
)
COMPLAINT = Procedure(
    key="complaint",
    title="individual complaint",
    source=CLOSED,
    sealed=True,
    needs=("cat", "cat-22"),
)

# N 37 tells of granting and of reiterating; the other states are ours, so that a file can be
# kept of a request that was not granted, and of measures that ended.
INTERIM = FileKind(
    key="interim-measures",
    title="interim measures on a complaint: rapporteur on new complaints and interim measures",
    source=Given(None, note(37)),
    moves={
        "open": ("requested by counsel",),
        "requested by counsel": ("granted", "not granted"),
        "granted": ("reiterated", "lifted"),
        "reiterated": ("reiterated", "lifted"),
        "not granted": ("requested by counsel",),
        "lifted": ("requested by counsel",),
    },
)

INSTRUMENTS = (
    Instrument(
        key="cat", title=CONVENTION, source=Given(None, Citation(CONVENTION, "art. 13"))
    ),
    Instrument(
        key="cat-20",
        title="inquiries under article 20, not opted out of under article 28 (1)",
        source=Given(None, Citation(CONVENTION, "art. 28 (1)")),
        binding=Binding.OPT_OUT,
        of="cat",
    ),
    Instrument(
        key="cat-22",
        title="declaration under article 22",
        source=Given(None, Citation(RULES, "rule 102")),
        binding=Binding.DECLARATION,
        of="cat",
    ),
)

CAT = Committee(
    slug="cat",
    name="Committee against Torture",
    rapporteur=Given("rapporteur on reprisals", Citation(STATEMENT, "para. 1")),
    policy=Given("CAT/C/55/2", Citation(NOTE, "annex II, note f")),
    # Note g dates this by a statement of 2013, before there were Guidelines; the table prints:
    endorsed=Given("September 2015", Citation(NOTE, "annex II")),
    procedures=(AT_HOME, REPORT, BRIEFING, FOLLOW_UP, INQUIRY, COMPLAINT),
    posting=Given(Posting.POSTED, Citation(NOTE, "annex II")),
    signatory=Given("rapporteur on reprisals", note(38)),
    protects=Given(
        "complainants and witnesses at home (art. 13), and individuals and organizations "
        "cooperating with the Committee under articles 19, 20 and 22",
        Citation(PAGE, "first and last paragraphs"),
    ),
    reports=Chosen(
        "a public report on reprisals at each session; a section of the annual report (N 41)",
        "meeting summaries of 2018 to 2025 show one at nearly every session; no rule asks for it",
    ),
    country_rapporteur=Given(Strength.SHOULD, guidelines(12)),
    documents=DOCUMENTS,
    decides={"letter": Given(Decider.RAPPORTEUR, note(38))},
    files=(INTERIM,),
    shape=Given(Shape.ONE, Citation(NOTE, "annex I")),
    functions=Given("CAT/C/55/2", Citation(NOTE, "annex II, note f"), remark="CAT/C/55/2."),
    instruments=INSTRUMENTS,
)

SEALED = frozenset(one.key for one in CAT.procedures if one.sealed)
LETTERS = frozenset({"letter", "letter-deadline", "reminder"})
IN_CUSTODY = frozenset({Kind.THREAT, Kind.VIOLENCE, Kind.DISAPPEARANCE})
REVIEW = frozenset({REPORT.key, BRIEFING.key, FOLLOW_UP.key})


@hookimpl
def sanjose_committee() -> Committee:
    """Speak for the Committee against Torture."""
    return CAT


@hookimpl
def sanjose_urgency(view: View) -> Urgency | None:
    """Have somebody look at once where a person is threatened or harmed in custody.

    Source: ours; whoever is held by those of whom they complained cannot get away.
    """
    return Urgency.IMMEDIATE if view.detained and IN_CUSTODY & {*view.kinds} else None


@hookimpl
def sanjose_objections(step: Step) -> Iterator[Objection]:
    """Keep a linked complaint out of what is posted, and inquiries out of what is said.

    Source: Convention against Torture, art. 20 (5); for complaints ours.
    """
    view = step.view
    if step.measure == "posting" and complaint(view) and view.procedure not in SEALED:
        reason = "what belongs to a complaint is not posted, and one is linked with this case"
        yield Objection("sealed", reason, CLOSED)
    spoken = step.measure in {"statement", "dialogue"} and not step.identifies_nobody
    if spoken and view.procedure == INQUIRY.key:
        reason = "whom an inquiry concerns is not said before everybody"
        yield Objection("sealed", reason, IN_CONFIDENCE)


@hookimpl
def sanjose_proposals(view: View) -> Iterator[str]:
    """Name what the Committee has done in such cases. Source: N 29, annex II."""
    if Kind.FEAR in view.kinds and view.procedure in REVIEW:
        yield "confidential-submission"
        yield "private-meeting"
    answered = any(one.answered for one in view.measures if one.key in LETTERS)
    sealed = view.procedure in SEALED or complaint(view)
    if answered and view.finding in ADVISABLE and not sealed:
        yield "posting"


def complaint(view: View) -> bool:
    """Return whether a complaint is linked with a case through its interim measures."""
    return any(kind == INTERIM.key for kind, _ in view.files)
