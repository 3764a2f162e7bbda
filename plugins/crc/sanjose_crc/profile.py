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
    Document,
    FileKind,
    Given,
    Holder,
    Instrument,
    Line,
    Posting,
    Procedure,
    Shape,
    Strength,
    endorsement,
    good_faith,
    guidelines,
    note,
    ours,
)

PROTOCOL = (
    "Optional Protocol to the Convention on the Rights of the Child on a communications "
    "procedure"
)
RULES, DRAFTING = "CRC/C/62/3", "A/HRC/17/36"
ANNEX_I, ANNEX_II = Citation(NOTE, "annex I"), Citation(NOTE, "annex II")

DOCUMENTS = (
    Document(
        symbol=RULES,
        title="Rules of procedure under the Optional Protocol on a communications procedure",
        dated=date(2013, 4, 16),
        read="its contents: the titles of the parts and of rules 1 to 33, and no text",
    ),
    Document(
        symbol=DRAFTING,
        title="Report of the Working Group on an optional protocol on communications",
        dated=None,
        read="the draft sentence on safeguards against the manipulation of children",
    ),
    Document(
        symbol=PROTOCOL,
        title=PROTOCOL,
        dated=date(2011, 12, 19),
        read="not readable; its article 4 is named in the Guidelines, footnote 3",
    ),
)

COMMUNICATION = Procedure(
    key="communication",
    title="individual communication (Optional Protocol)",
    source=Given(None, Citation(RULES, "rule 29")),
    sealed=True,
    needs=("crc-opic",),
)
INQUIRY = Procedure(
    key="inquiry",
    title="inquiry (Optional Protocol)",
    source=Given(None, Citation(RULES, "rule 33")),
    sealed=True,
    needs=("crc-opic", "crc-opic-inquiry"),
)
PROCEDURES = (
    Procedure(
        key="report", title="State report and its dialogue", source=Given(None, note("11 (c)"))
    ),
    Procedure(
        key="list-of-issues",
        title="list of issues, before or after a report",
        source=Given(None, note("11 (d)")),
    ),
    Procedure(
        key="follow-up",
        title="follow-up to concluding observations",
        source=Given(None, note("11 (d)")),
    ),
    COMMUNICATION,
    INQUIRY,
)

# The title of rule 7 was read. N 37 tells of granting and reiterating in other committees; all
# states and moves are therefore ours.
INTERIM = FileKind(
    key="interim-measures",
    title="interim measures on a communication",
    source=Given(None, Citation(RULES, "rule 7")),
    moves={
        "open": ("requested",),
        "requested": ("granted", "not granted"),
        "granted": ("reiterated", "lifted"),
        "reiterated": ("reiterated", "lifted"),
        "not granted": ("requested",),
        "lifted": ("requested",),
    },
)

INSTRUMENTS = (
    Instrument(
        key="crc",
        title="Convention on the Rights of the Child",
        source=Given(None, Citation(RULES, "title")),
    ),
    # To which treaty a State has to be party before this one was not read, so that none is named.
    Instrument(key="crc-opic", title=PROTOCOL, source=Given(None, Citation(RULES, "title"))),
    Instrument(
        key="crc-opic-inquiry",
        title="inquiries under the Optional Protocol, not opted out of",
        source=ours("that a State can keep out of inquiries is general knowledge, not read"),
        binding=Binding.OPT_OUT,
        of="crc-opic",
    ),
)
# That article and rule hold for the Protocol's own procedures alone claims less than could be
# read into the footnotes. A month without its day is relied on from the next month on.
UNDER_THE_PROTOCOL = (COMMUNICATION.key, INQUIRY.key)
ANCHORS = (
    Anchor(
        key="article-4",
        title="article 4 of the Optional Protocol on a communications procedure",
        source=Given(None, Citation("HRI/MC/2015/6", "footnote 3")),
        kind=AnchorKind.PROTOCOL,
        needs=("crc-opic",),
        procedures=UNDER_THE_PROTOCOL,
    ),
    Anchor(
        key="rule-4",
        title="rule 4 of the rules under the Optional Protocol (protection measures)",
        source=Given(None, Citation(RULES, "rule 4")),
        kind=AnchorKind.RULE,
        needs=("crc-opic",),
        procedures=UNDER_THE_PROTOCOL,
    ),
    endorsement(ANNEX_II, date(2016, 6, 1), "May 2016"),
    good_faith("crc"),
)

CRC = Committee(
    slug="crc",
    name="Committee on the Rights of the Child",
    rapporteur=Chosen(
        "rapporteur on reprisals",
        "N annex I says 'rapporteur or focal point' and not which of the two",
    ),
    shape=Given(Shape.ONE, ANNEX_I),
    policy=Given(
        None,
        Citation(NOTE, "annex II, note h"),
        remark="Endorsed the San José Guidelines.",
    ),
    functions=Given(None, ANNEX_II),
    endorsed=Given("May 2016", ANNEX_II),
    procedures=PROCEDURES,
    posting=Given(Posting.NEVER, ANNEX_II),
    signatory=Chosen(
        "rapporteur on reprisals",
        "N 11 (a) has the rapporteur or focal point write, and not which of the two it is here",
    ),
    protects=Given("individuals and groups who seek to cooperate or cooperate", guidelines(1)),
    reports=Chosen(
        "biennial report to the General Assembly",
        "that it reports every second year is general knowledge; N 41 names no section of it",
    ),
    country_rapporteur=Given(Strength.SHOULD, guidelines(12)),
    documents=DOCUMENTS,
    mailbox=Given("ohchr-crc@un.org", ANNEX_I),
    holders=Given(((Holder(name="Gehad Madi"),),), ANNEX_I),
    annex_i=Given(Line(place=7, name="Committee on the Rights of the Child"), ANNEX_I),
    annex_ii=Given(Line(place=6, name="Committee on the Rights of the Child"), ANNEX_II),
    files=(INTERIM,),
    instruments=INSTRUMENTS,
    anchors=ANCHORS,
)
