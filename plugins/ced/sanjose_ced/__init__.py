"""How the Committee on Enforced Disappearances differs from the common procedure.

It protects more people than any other: complainants, witnesses, relatives and their counsel,
and whoever takes part in an investigation. It posts no letter. Whoever asks for an urgent
action is never named. Where no link with cooperation can be established, its rapporteur has
still met the mission, as good offices outside the procedure; that is never a confirmed
reprisal. Families often do not know the procedure, so that a conversation about it is
proposed before anything else.

The Committee's own guidelines could not be read: they may say more, and differently.
"""

from collections.abc import Iterator
from datetime import date

from sanjose import (
    NOTE,
    Assessment,
    Binding,
    Chosen,
    Citation,
    Committee,
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

CONVENTION = (
    "International Convention for the Protection of All Persons from Enforced Disappearance"
)
URGENT_ACTIONS = "CED/C/4/Rev.1"
COMMUNICATIONS = "CED/C/5"
RULES = "CED/C/1"
FOLLOW_UP_REPORT = "CED/C/22/4"
GENEVA = "United Nations in Geneva, 7 May 2021"

DOCUMENTS = (
    Document(
        symbol=CONVENTION,
        title=CONVENTION,
        dated=date(2006, 12, 20),
        read="article 12 (1) and (4), in an official translation; articles 33 and 34",
    ),
    Document(
        symbol=URGENT_ACTIONS,
        title="Guidance for the submission of a request for urgent action to the Committee",
        dated=date(2021, 5, 27),
        read="paragraphs 1 to 7",
    ),
    Document(
        symbol=COMMUNICATIONS,
        title="Guidance for the submission of an individual communication or complaint",
        dated=date(2014, 4, 29),
        read="paragraphs 1.1 to 2.4",
    ),
    Document(
        symbol=RULES,
        title="Rules of procedure of the Committee on Enforced Disappearances (2012)",
        dated=None,
        read="rules 41 (2) and 47; later revisions number them otherwise",
    ),
    Document(
        symbol=FOLLOW_UP_REPORT,
        title="Report on follow-up to the concluding observations, art. 29 (1) and (4)",
        dated=date(2022, 4, 27),
        read="paragraphs 1 to 3",
    ),
    Document(
        symbol=GENEVA,
        title="meeting summary, Committee on Enforced Disappearances, twentieth session",
        dated=date(2021, 5, 7),
        read="what it says of the guidelines on reprisals and of two allegations",
    ),
    Document(
        symbol="guidelines of the Committee on Enforced Disappearances on reprisals",
        title="Guidelines to prevent and address intimidation and reprisals",
        dated=None,
        read="not readable; no symbol was confirmed",
    ),
)

# Paragraph 6 adds that no declaration of the State is needed.
NEVER_NAMED = Citation(URGENT_ACTIONS, "para. 7")
URGENT_ACTION = Procedure(
    key="urgent-action",
    title="urgent action (art. 30)",
    source=Given(None, NEVER_NAMED),
    sealed=True,
)
PROCEDURES = (
    Procedure(
        key="domestic",
        title="complaint, evidence or investigation at home (art. 12)",
        source=Given(None, Citation(CONVENTION, "art. 12 (1)")),
    ),
    Procedure(
        key="report",
        title="State report (art. 29 (1)) and its follow-up",
        source=Given(None, Citation(FOLLOW_UP_REPORT, "para. 1")),
    ),
    Procedure(
        key="additional-information",
        title="additional information (art. 29 (4)) and its follow-up",
        source=Given(None, Citation(FOLLOW_UP_REPORT, "para. 1")),
    ),
    URGENT_ACTION,
    Procedure(
        key="communication",
        title="individual communication (art. 31)",
        source=Given(None, Citation(COMMUNICATIONS, "para. 2.3")),
        needs=("icpped", "icpped-31"),
    ),
    # That a declaration is needed here too was read in a commentary, not in the article.
    Procedure(
        key="inter-state",
        title="inter-State communication (art. 32)",
        source=Given(None, Citation(RULES, "rule 47 (1)")),
        needs=("icpped", "icpped-32"),
    ),
    Procedure(
        key="visit",
        title="visit (art. 33), with its private meeting with organizations",
        source=Given(None, Citation(CONVENTION, "art. 33")),
    ),
    Procedure(
        key="referral",
        title="referral to the General Assembly (art. 34)",
        source=Given(None, Citation(CONVENTION, "art. 34")),
    ),
)

# Registration, forwarding, the request, three reminders and the invitation stand in the
# Committee's reports, which also count requests suspended, discontinued and closed. That they
# can be taken up again, and from where one moves to where, is ours.
TWO_WEEKS = Chosen(
    14, "a report of about 2016 says two weeks; the text read shows no symbol to cite"
)
OVER = ("person located", "suspended", "discontinued", "closed")
URGENT_FILE = FileKind(
    key="urgent-action",
    title="urgent action: rapporteurs on urgent action",
    source=Given(None, Citation(URGENT_ACTIONS, "para. 2")),
    moves={
        "open": ("registered", "not registered", "forwarded to the Working Group"),
        "registered": ("State asked", *OVER),
        "State asked": ("State replied", "reminder 1", *OVER),
        "reminder 1": ("State replied", "reminder 2", *OVER),
        "reminder 2": ("State replied", "reminder 3", *OVER),
        "reminder 3": ("State replied", "invitation to a meeting", *OVER),
        "invitation to a meeting": ("State replied", "State asked", *OVER),
        "State replied": ("State asked", *OVER),
        "person located": ("State asked", "discontinued", "closed"),
        "suspended": ("State asked", "closed"),
        "discontinued": ("State asked", "closed"),
        "not registered": ("registered",),
        "forwarded to the Working Group": (),
        "closed": (),
    },
    clocks=dict.fromkeys(("State asked", "reminder 1", "reminder 2", "reminder 3"), TWO_WEEKS),
)

INSTRUMENTS = (
    Instrument(
        key="icpped", title=CONVENTION, source=Given(None, Citation(CONVENTION, "art. 12 (1)"))
    ),
    Instrument(
        key="icpped-31",
        title="declaration under article 31",
        source=Given(None, Citation(COMMUNICATIONS, "para. 2.3")),
        binding=Binding.DECLARATION,
        of="icpped",
    ),
    Instrument(
        key="icpped-32",
        title="declaration under article 32",
        source=ours(
            "that a declaration is needed was read in a commentary, not in the article"
        ),
        binding=Binding.DECLARATION,
        of="icpped",
    ),
)

CED = Committee(
    slug="ced",
    name="Committee on Enforced Disappearances",
    rapporteur=Given("rapporteur on reprisals", note(32)),
    policy=Given(
        "Guidelines to prevent and address intimidation and reprisals against individuals and "
        "groups cooperating with the Committee",
        Citation(GENEVA, "meeting summary"),
    ),
    endorsed=Given("September 2015", Citation(NOTE, "annex II")),
    procedures=PROCEDURES,
    posting=Given(Posting.ANNUAL_REPORT, Citation(NOTE, "annex II")),
    signatory=Given("rapporteur on reprisals", note("11 (a)")),
    protects=Given(
        "complainants, witnesses, relatives of the disappeared person and their defence "
        "counsel, and persons participating in the investigation",
        Citation(CONVENTION, "art. 12 (1)"),
    ),
    # N 41 does not count it among the bodies with a section; annex II says what is disclosed.
    reports=Given("annual report, not each year with a section", Citation(NOTE, "annex II")),
    country_rapporteur=Given(Strength.SHOULD, guidelines(12)),
    documents=DOCUMENTS,
    files=(URGENT_FILE,),
    shape=Given(Shape.ONE, note(32)),
    functions=Given(
        "own guidelines, whose symbol was not confirmed", Citation(NOTE, "annex II")
    ),
    instruments=INSTRUMENTS,
)

SEEN_BY_ALL = frozenset({"dialogue", "observations", "statement", "annual-report"})
GRAVE = frozenset(
    {Kind.THREAT, Kind.VIOLENCE, Kind.KILLING, Kind.DISAPPEARANCE, Kind.DETENTION}
)


@hookimpl
def sanjose_committee() -> Committee:
    """Speak for the Committee on Enforced Disappearances."""
    return CED


@hookimpl
def sanjose_urgency(view: View) -> Urgency | None:
    """Have somebody look at once where somebody disappeared. Source: CED/C/4/Rev.1, para. 2."""
    return Urgency.IMMEDIATE if Kind.DISAPPEARANCE in view.kinds else None


@hookimpl
def sanjose_objections(step: Step) -> Iterator[Objection]:
    """Name nobody who asked for an urgent action.

    Their own consent does not change that: the Committee promises it to all who ask.

    Source: CED/C/4/Rev.1, para. 7.
    """
    seen = step.measure in SEEN_BY_ALL and step.has_case and not step.identifies_nobody
    if seen and urgent_action(step.view):
        reason = "whoever asks for an urgent action is never named; check that it names nobody"
        yield Objection("urgent-action-author", reason, NEVER_NAMED)


@hookimpl
def sanjose_proposals(view: View) -> Iterator[str]:
    """Name what the rapporteur did in such cases. Source: N 18, 32, 33; what is grave is ours."""
    asked = [one for one in view.measures if one.key == "information"]
    if view.finding is None and not asked:
        yield "information"
    if view.finding is Assessment.INSUFFICIENT and all(one.answered for one in asked):
        yield "information"
    met = any(one.key == "meeting" for one in view.measures)
    grave = view.imminent or view.detained or GRAVE & {*view.kinds}
    if view.finding is Assessment.LINK_NOT_ESTABLISHED and grave and not met:
        yield "meeting"


def urgent_action(view: View) -> bool:
    """Return whether a case belongs to an urgent action, by itself or through its files."""
    linked = any(kind == URGENT_FILE.key for kind, _ in view.files)
    return linked or view.procedure == URGENT_ACTION.key
