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
    Given,
    Holder,
    Instrument,
    Line,
    Post,
    Posting,
    Procedure,
    Shape,
    Strength,
    endorsement,
    good_faith,
    guidelines,
    interim_measures,
    note,
    ours,
)

PROTOCOL = (
    "Optional Protocol to the Convention on the Elimination of All Forms of Discrimination "
    "against Women"
)
COMMENTARY = "Australian Journal of Human Rights, vol. 6, No. 2 (2000)"
RULES = "rules of procedure of the Committee on the Elimination of Discrimination against Women"
GUIDANCE = "guidance of the Committee on the Elimination of Discrimination against Women, 2018"
ANNEX_I, ANNEX_II = Citation(NOTE, "annex I"), Citation(NOTE, "annex II")
FOOTNOTE_3, FOOTNOTE_4 = (
    Given(None, Citation("HRI/MC/2015/6", place)) for place in ("footnote 3", "footnote 4")
)

DOCUMENTS = (
    Document(
        symbol=PROTOCOL,
        title=PROTOCOL,
        dated=date(1999, 10, 6),
        read="articles 1 to 4, in a summary of the United Nations",
    ),
    Document(
        symbol=COMMENTARY,
        title="Women's Business: the development of the Optional Protocol",
        dated=None,
        read="its introduction: articles 2 and 8, for parties to the Protocol alone",
    ),
    Document(
        symbol=RULES,
        title="Rules of procedure of the Committee",
        dated=None,
        read="rule 56, on communications; rules 60 and 91 are known by their numbers only",
    ),
    Document(
        symbol=GUIDANCE,
        title="guidance on intimidation and reprisals",
        dated=None,
        read="not readable; N annex II says that there is a policy, and no symbol was found",
    ),
)

COMMUNICATION = Procedure(
    key="communication",
    title="individual communication (Optional Protocol, art. 2)",
    source=Given(None, Citation(PROTOCOL, "art. 2")),
    needs=("cedaw", "cedaw-op"),
)
INQUIRY = Procedure(
    key="inquiry",
    title="confidential inquiry (Optional Protocol, art. 8)",
    source=ours(
        "that inquiries are confidential is general knowledge; their article was read in a "
        "commentary only"
    ),
    sealed=True,
    needs=("cedaw", "cedaw-op", "cedaw-op-8"),
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

INTERIM = interim_measures("interim measures on a communication")

INSTRUMENTS = (
    Instrument(
        key="cedaw",
        title="Convention on the Elimination of All Forms of Discrimination against Women",
        source=Given(None, Citation(COMMENTARY, "introduction")),
    ),
    Instrument(
        key="cedaw-op",
        title=PROTOCOL,
        source=Given(None, Citation(PROTOCOL, "art. 3")),
        of="cedaw",
    ),
    Instrument(
        key="cedaw-op-8",
        title="inquiries under article 8 of the Optional Protocol, not opted out of",
        source=ours("that a State can keep out of inquiries is general knowledge, not read"),
        binding=Binding.OPT_OUT,
        of="cedaw-op",
    ),
)
# The Guidelines name article 11 and the rules, and not what they hold for. To rely on the article
# for the Protocol's own procedures alone claims less. A month is relied on from the next one on.
ANCHORS = (
    Anchor(
        key="article-11",
        title="article 11 of the Optional Protocol",
        source=FOOTNOTE_3,
        kind=AnchorKind.PROTOCOL,
        needs=("cedaw", "cedaw-op"),
        procedures=(COMMUNICATION.key, INQUIRY.key),
    ),
    Anchor(
        key="rules",
        title="the Committee's rules of procedure",
        source=FOOTNOTE_4,
        kind=AnchorKind.RULE,
        needs=("cedaw",),
    ),
    Anchor(
        key="policy",
        title="the Committee's own policy on reprisals",
        source=Given(None, ANNEX_II),
        kind=AnchorKind.POLICY,
    ),
    endorsement(ANNEX_II, date(2018, 8, 1), "July 2018"),
    good_faith("cedaw"),
)

CEDAW = Committee(
    slug="cedaw",
    name="Committee on the Elimination of Discrimination against Women",
    rapporteur=Chosen(
        "rapporteur on reprisals",
        "N annex I says 'rapporteur or focal point' and not which of the two",
    ),
    shape=Given(Shape.ALTERNATE, ANNEX_I),
    policy=Given("a policy of its own, whose symbol was not found", ANNEX_II),
    functions=Given("a document of its own, whose symbol was not found", ANNEX_II),
    endorsed=Given("July 2018", ANNEX_II),
    procedures=PROCEDURES,
    posting=Given(Posting.NEVER, ANNEX_II),
    signatory=Chosen(
        "rapporteur on reprisals",
        "N 11 (a) has the rapporteur or focal point write, and not which of the two it is here",
    ),
    protects=Given("individuals and groups who seek to cooperate or cooperate", guidelines(1)),
    reports=Given("section of the annual report", note(41)),
    country_rapporteur=Given(Strength.SHOULD, guidelines(12)),
    documents=DOCUMENTS,
    mailbox=Given("ohchr-cedaw@un.org", ANNEX_I),
    holders=Given(
        (
            (Holder(name="Dalia Leinarte"),),
            (Holder(name="Leticia Bonifaz Alfonzo", post=Post.ALTERNATE),),
        ),
        ANNEX_I,
    ),
    annex_i=Given(
        Line(place=5, name="Committee on Elimination of Discrimination against Women"), ANNEX_I
    ),
    annex_ii=Given(
        Line(place=4, name="Committee on the Elimination of Discrimination against Women"),
        ANNEX_II,
    ),
    files=(INTERIM,),
    instruments=INSTRUMENTS,
    anchors=ANCHORS,
)
