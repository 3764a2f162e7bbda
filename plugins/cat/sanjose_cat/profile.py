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

CONVENTION = "Convention against Torture"
STATEMENT = "CAT/C/51/3"
RULES = "CAT/C/3/Rev.5"
PAGE = "OHCHR web page on the Committee against Torture and reprisals"
ANNEX_I, ANNEX_II = Citation(NOTE, "annex I"), Citation(NOTE, "annex II")

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

ARTICLE_13 = Given(None, Citation(CONVENTION, "art. 13"))
REVIEWS = Given(None, note(29))
AT_HOME = Procedure(key="domestic", title="complaint or evidence at home", source=ARTICLE_13)
REPORT = Procedure(
    key="report", title="State report: lists of issues, briefings, dialogue", source=REVIEWS
)
BRIEFING = Procedure(
    key="briefing", title="private briefing and alternative report", source=REVIEWS
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

INTERIM = interim_measures(
    "interim measures on a complaint: rapporteur on new complaints and interim measures"
)

EACH_SESSION = (
    "meeting summaries of 2018 to 2025 show one at nearly every session; no rule asks for it"
)
SESSION_REPORT = FileKind(
    key="session-report",
    title="public report on reprisals: one for each session",
    source=ours(EACH_SESSION),
    moves={
        "open": ("drafted", "nothing to report"),
        "drafted": ("adopted in public",),
        "nothing to report": ("adopted in public",),
        "adopted in public": (),
    },
    clocks=dict.fromkeys(
        ("open", "drafted", "nothing to report"),
        Chosen(14, "sessions last about a month; what was not adopted by half of it is seen"),
    ),
)

INSTRUMENTS = (
    Instrument(key="cat", title=CONVENTION, source=ARTICLE_13),
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
# A month or a session without its day is relied on from the next month or year on.
ANCHORS = (
    Anchor(
        key="article-13",
        title="article 13 of the Convention",
        source=Given(None, Citation("HRI/MC/2015/6", "footnote 3")),
        kind=AnchorKind.TREATY,
        needs=("cat",),
    ),
    Anchor(
        key="policy",
        title="the Committee's own guidelines, CAT/C/55/2",
        source=Given(None, Citation(NOTE, "annex II, note f")),
        kind=AnchorKind.POLICY,
        since=date(2016, 1, 1),
    ),
    endorsement(ANNEX_II, date(2015, 10, 1), "September 2015"),
    good_faith("cat"),
)

CAT = Committee(
    slug="cat",
    name="Committee against Torture",
    rapporteur=Given("rapporteur on reprisals", Citation(STATEMENT, "para. 1")),
    shape=Given(Shape.ONE, ANNEX_I),
    policy=Given("CAT/C/55/2", Citation(NOTE, "annex II, note f")),
    functions=Given("CAT/C/55/2", Citation(NOTE, "annex II, note f"), remark="CAT/C/55/2."),
    mailbox=Given("ohchr-cat@un.org", ANNEX_I),
    holders=Given(((Holder(name="Ana Racu"),),), ANNEX_I),
    annex_i=Given(Line(place=3, name="Committee against Torture"), ANNEX_I),
    annex_ii=Given(Line(place=5, name="Committee against Torture"), ANNEX_II),
    # Note g dates this by a statement of 2013, before there were Guidelines; the table prints:
    endorsed=Given(
        "September 2015",
        ANNEX_II,
        remark="Adopted a statement on reprisals in 2013, in which the Committee indicated that, "
        "in handling allegations of reprisals, the Committee would follow the San José "
        "Guidelines (CAT/C/55/2, para. 2).",
    ),
    procedures=(AT_HOME, REPORT, BRIEFING, FOLLOW_UP, INQUIRY, COMPLAINT),
    posting=Given(Posting.POSTED, ANNEX_II),
    signatory=Given("rapporteur on reprisals", note(38)),
    protects=Given(
        "complainants and witnesses at home (art. 13), and individuals and organizations "
        "cooperating with the Committee under articles 19, 20 and 22",
        Citation(PAGE, "first and last paragraphs"),
    ),
    reports=Chosen(
        "a public report on reprisals at each session; a section of the annual report (N 41)",
        EACH_SESSION,
    ),
    country_rapporteur=Given(Strength.SHOULD, guidelines(12)),
    documents=DOCUMENTS,
    decides={
        "letter": Chosen(
            Decider.RAPPORTEUR,
            "N 38 tells of the rapporteur's own letter, and not who decided it",
        )
    },
    files=(INTERIM, SESSION_REPORT),
    instruments=INSTRUMENTS,
    anchors=ANCHORS,
)
