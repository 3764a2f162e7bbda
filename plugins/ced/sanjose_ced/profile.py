"""What is declared for the Committee, read as a table: each value with its source."""

from datetime import date

from sanjose import (
    NOTE,
    Anchor,
    AnchorKind,
    Binding,
    Chosen,
    Citation,
    Committee,
    Decider,
    Document,
    FileKind,
    Given,
    Holder,
    Instrument,
    Line,
    MeasureKind,
    Posting,
    Procedure,
    Shape,
    Strength,
    Use,
    endorsement,
    good_faith,
    guidelines,
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
ANNEX_I, ANNEX_II = Citation(NOTE, "annex I"), Citation(NOTE, "annex II")

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

ARTICLE_12 = Given(None, Citation(CONVENTION, "art. 12 (1)"))
REPORTS = Given(None, Citation(FOLLOW_UP_REPORT, "para. 1"))
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
        source=ARTICLE_12,
    ),
    Procedure(
        key="report", title="State report (art. 29 (1)) and its follow-up", source=REPORTS
    ),
    Procedure(
        key="additional-information",
        title="additional information (art. 29 (4)) and its follow-up",
        source=REPORTS,
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

# What lies outside the Committee's remit is sent on to the Working Group: paragraph 2 says so of
# information that was received, and it is done with the person's agreement to special procedures.
WORKING_GROUP = MeasureKind(
    key="working-group",
    title="referral to the Working Group on Enforced or Involuntary Disappearances",
    sources=(Citation(FOLLOW_UP_REPORT, "para. 2"), guidelines(29)),
    decider=Chosen(Decider.RAPPORTEUR, "G 29 names the treaty body and no organ of it"),
    use=Use.SPECIAL_PROCEDURES,
)

INSTRUMENTS = (
    Instrument(key="icpped", title=CONVENTION, source=ARTICLE_12),
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
# A month without its day is relied on from the next month on; the guidelines from the day on which
# it was told that they were there.
ANCHORS = (
    Anchor(
        key="article-12",
        title="article 12 (1) and (4) of the Convention",
        source=Given(None, Citation("HRI/MC/2015/6", "footnote 3")),
        kind=AnchorKind.TREATY,
        needs=("icpped",),
    ),
    Anchor(
        key="rules",
        title="the Committee's rules of procedure",
        source=Given(None, Citation("HRI/MC/2015/6", "footnote 4")),
        kind=AnchorKind.RULE,
        needs=("icpped",),
    ),
    Anchor(
        key="policy",
        title="the Committee's own guidelines on intimidation and reprisals",
        source=Given(None, Citation(GENEVA, "meeting summary")),
        kind=AnchorKind.POLICY,
        since=date(2021, 5, 7),
    ),
    endorsement(ANNEX_II, date(2015, 10, 1), "September 2015"),
    good_faith("icpped"),
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
    functions=Given("own guidelines, whose symbol was not confirmed", ANNEX_II),
    shape=Given(Shape.ONE, note(32)),
    endorsed=Given("September 2015", ANNEX_II),
    procedures=PROCEDURES,
    posting=Given(Posting.ANNUAL_REPORT, ANNEX_II),
    signatory=Given("rapporteur on reprisals", note("11 (a)")),
    protects=Given(
        "complainants, witnesses, relatives of the disappeared person and their defence "
        "counsel, and persons participating in the investigation",
        Citation(CONVENTION, "art. 12 (1)"),
    ),
    # N 41 does not count it among the bodies with a section; annex II says what is disclosed.
    reports=Given("annual report, not each year with a section", ANNEX_II),
    country_rapporteur=Given(Strength.SHOULD, guidelines(12)),
    documents=DOCUMENTS,
    files=(URGENT_FILE,),
    mailbox=Given("ohchr-ced@un.org", ANNEX_I),
    holders=Given(((Holder(name="Milica Kolaković-Bojović"),),), ANNEX_I),
    annex_i=Given(Line(place=10, name="Committee on Enforced Disappearances"), ANNEX_I),
    annex_ii=Given(Line(place=9, name="Committee on Enforced Disappearances"), ANNEX_II),
    measures=(WORKING_GROUP,),
    instruments=INSTRUMENTS,
    anchors=ANCHORS,
)
