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

CONVENTION = "International Convention on the Elimination of All Forms of Racial Discrimination"
NGOS = "CERD/C/506"
GUIDE = "IMADR guide to the Convention and the Committee"
OWN = "INT/CERD/RLE/9029"
ANNEX_I, ANNEX_II = Citation(NOTE, "annex I"), Citation(NOTE, "annex II")
WITH_ORGANIZATIONS = Given(None, Citation(NGOS, "para. 2"))

DOCUMENTS = (
    Document(
        symbol=CONVENTION,
        title=CONVENTION,
        dated=date(1965, 12, 21),
        read="article 14, paragraphs 1 to 4; that articles 11 to 13 are inter-State",
    ),
    Document(
        symbol=NGOS,
        title="Guidelines on the cooperation of the Committee with non-governmental organizations",
        dated=date(2021, 12, 9),
        read="paragraphs 1 to 3 and the beginning of 4, advance unedited version",
    ),
    Document(
        symbol=GUIDE,
        title="ICERD and CERD: A Guide for Civil Society Actors",
        dated=None,
        read="what it says of communications and of early warning and urgent action",
    ),
    Document(
        symbol=OWN,
        title="guidelines of the Committee that define the rapporteur's functions",
        dated=None,
        read="not readable; named in N annex II, note a",
    ),
)

REPORT = Procedure(
    key="report", title="State report (art. 9) and its dialogue", source=WITH_ORGANIZATIONS
)
LISTS = Procedure(
    key="list-of-themes",
    title="list of themes, or list of issues prior to reporting",
    source=WITH_ORGANIZATIONS,
)
FOLLOW_UP = Procedure(
    key="follow-up", title="follow-up to concluding observations", source=WITH_ORGANIZATIONS
)
EARLY_WARNING = Procedure(
    key="ewua", title="early warning and urgent action", source=WITH_ORGANIZATIONS
)
COMMUNICATION = Procedure(
    key="communication",
    title="individual communication (art. 14)",
    source=ours(
        "art. 14 (1) provides for communications; that nothing of them is posted follows from "
        "what the IMADR guide says, that even the State learns an author's identity only with "
        "consent"
    ),
    sealed=True,
    needs=("icerd", "icerd-14"),
)
INTER_STATE = Procedure(
    key="inter-state",
    title="inter-State communication (arts 11 to 13)",
    source=Given(None, Citation(CONVENTION, "arts 11 to 13")),
)

# A working group assesses, recommends and drafts; the Committee asks for information, decides,
# writes, offers to send members. The names of the states and the moves are ours.
STEPS = ("information requested", "letter sent", "decision adopted")
AFTER = ("State replied", *STEPS, "closed")
EWUA_FILE = FileKind(
    key="ewua",
    title="early warning and urgent action: working group, then the Committee",
    source=Given(None, Citation(GUIDE, "section 2.3")),
    moves={
        "open": ("before the working group",),
        "before the working group": ("recommended to the Committee", "not pursued"),
        "recommended to the Committee": (*STEPS, "not pursued"),
        "information requested": AFTER,
        "letter sent": AFTER,
        "decision adopted": AFTER,
        "State replied": ("before the working group", *STEPS, "closed"),
        "not pursued": ("before the working group",),
        "closed": ("before the working group",),
    },
)

INSTRUMENTS = (
    Instrument(
        key="icerd", title=CONVENTION, source=Given(None, Citation(CONVENTION, "arts 11 to 13"))
    ),
    Instrument(
        key="icerd-14",
        title="declaration under article 14",
        source=Given(None, Citation(CONVENTION, "art. 14 (1)")),
        binding=Binding.DECLARATION,
        of="icerd",
    ),
)
# The Guidelines' footnote 3 names no article of this Convention; footnote 4 names the rules of
# procedure and no number. That the endorsement was there when the note was written is all that is
# known of its day.
ANCHORS = (
    Anchor(
        key="rules",
        title="the Committee's rules of procedure",
        source=Given(None, Citation("HRI/MC/2015/6", "footnote 4")),
        kind=AnchorKind.RULE,
        needs=("icerd",),
    ),
    Anchor(
        key="policy",
        title="the Committee's own guidelines on reprisals, INT/CERD/RLE/9029",
        source=Given(None, Citation(NOTE, "annex II, note a")),
        kind=AnchorKind.POLICY,
    ),
    endorsement(ANNEX_II, date(2023, 5, 30)),
    good_faith("icerd"),
)

CERD = Committee(
    slug="cerd",
    name="Committee on the Elimination of Racial Discrimination",
    rapporteur=Chosen(
        "rapporteur on reprisals",
        "N annex I names one person as 'rapporteur or focal point' and not which of the two",
    ),
    shape=Given(Shape.ONE, ANNEX_I),
    policy=Given(OWN, Citation(NOTE, "annex II, note a")),
    functions=Given(
        OWN,
        Citation(NOTE, "annex II, note a"),
        remark="See https://tbinternet.ohchr.org/_layouts/15/treatybodyexternal/Download.aspx"
        "?symbolno=INT%2FCERD%2FRLE%2F9029&Lang=en.",
    ),
    endorsed=Chosen(
        "yes, on a day unknown",
        "N annex II prints August 2014, before the Guidelines of June 2015 existed: that can "
        "only be the day of the Committee's own guidelines",
    ),
    procedures=(REPORT, LISTS, FOLLOW_UP, EARLY_WARNING, COMMUNICATION, INTER_STATE),
    posting=Given(
        Posting.CASE_BY_CASE,
        Citation(NOTE, "annex II, note b"),
        remark="Not systematically, but on a case-by-case basis, keeping the principle to do no "
        "harm in mind.",
    ),
    signatory=Chosen(
        "the Committee or the rapporteur on reprisals, chosen for each letter",
        "N 34 calls the letter to France the Committee's, while N 11 (a) has the rapporteur write",
    ),
    # The Guidelines' footnote 3 names no article of this Convention.
    protects=Given("individuals and groups who seek to cooperate or cooperate", guidelines(1)),
    reports=Given("section of the annual report", note(41)),
    country_rapporteur=Given(Strength.SHOULD, guidelines(12)),
    documents=DOCUMENTS,
    files=(EWUA_FILE,),
    mailbox=Given("ohchr-cerd@un.org", ANNEX_I),
    holders=Given(((Holder(name="Silvio Albuquerque"),),), ANNEX_I),
    annex_i=Given(
        Line(place=4, name="Committee on the Elimination of Racial Discrimination"), ANNEX_I
    ),
    annex_ii=Given(
        Line(
            place=1,
            name="Committee on the Elimination of Racial Discrimination",
            instead={"endorsed": "August 2014"},
        ),
        ANNEX_II,
    ),
    instruments=INSTRUMENTS,
    anchors=ANCHORS,
)
