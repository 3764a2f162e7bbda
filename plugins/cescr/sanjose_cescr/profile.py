"""What is declared for the Committee on Economic, Social and Cultural Rights, as a table.

That its Bureau is the focal point is given, and hardly anything else: no document that was
found says how it acts on reprisals between sessions, so that all of that is chosen.
"""

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
    Given,
    Holder,
    Instrument,
    Line,
    Post,
    Posting,
    Procedure,
    Shape,
    Strength,
    good_faith,
    guidelines,
    interim_measures,
    note,
    ours,
)

NAME = "Committee on Economic, Social and Cultural Rights"
RULES = "E/C.12/1990/4/Rev.1"
COMMUNICATIONS = "E/C.12/5"
DEFENDERS = "E/C.12/2016/2"
ANNEX_I, ANNEX_II = Citation(NOTE, "annex I"), Citation(NOTE, "annex II")
GUIDELINES = "HRI/MC/2015/6"

DOCUMENTS = (
    Document(
        symbol=RULES,
        title="Rules of procedure of the Committee",
        dated=None,
        read="the list of its rules; none of them is about a Bureau with powers of its own",
    ),
    Document(
        symbol=COMMUNICATIONS,
        title="Rules of procedure under the Optional Protocol to the Covenant",
        dated=date(2022, 5, 3),
        read="rules 1 (3) and (4) and 2 (1) and (2)",
    ),
    Document(
        symbol=DEFENDERS,
        title="Statement on human rights defenders and economic, social and cultural rights",
        dated=date(2016, 10, 7),
        read="paragraph 1, and what two organizations quote of it; it is no procedure",
    ),
)

CIVIL_SOCIETY = Given(None, Citation(DEFENDERS, "para. 1"))
PROCEDURES = (
    Procedure(
        key="report",
        title="State report: written and oral statements, dialogue, follow-up",
        source=CIVIL_SOCIETY,
    ),
    Procedure(
        key="pre-session",
        title="pre-sessional working group and its list of issues",
        source=CIVIL_SOCIETY,
    ),
    Procedure(
        key="communication",
        title="individual communication (Optional Protocol)",
        source=Given(None, Citation(COMMUNICATIONS, "rule 1 (3)")),
        needs=("icescr", "icescr-op"),
    ),
    Procedure(
        key="inquiry",
        title="confidential inquiry (Optional Protocol)",
        source=ours("article 11 of the Protocol was not read; inquiries are confidential"),
        sealed=True,
        needs=("icescr", "icescr-op", "icescr-op-11"),
    ),
)

INTERIM = interim_measures(
    "interim measures on a communication",
    ours("article 5 of the Protocol was not read, and N 37 does not name the Committee"),
)

INSTRUMENTS = (
    Instrument(
        key="icescr",
        title="International Covenant on Economic, Social and Cultural Rights",
        source=ours("the Committee monitors it; its articles were not read"),
    ),
    Instrument(
        key="icescr-op",
        title="Optional Protocol to the Covenant",
        source=Given(None, Citation(COMMUNICATIONS, "rule 1 (3)")),
        of="icescr",
    ),
    Instrument(
        key="icescr-op-11",
        title="declaration under article 11 of the Optional Protocol",
        source=ours("that an inquiry needs a declaration is remembered and was not read"),
        binding=Binding.DECLARATION,
        of="icescr-op",
    ),
)
ANCHORS = (
    Anchor(
        key="protocol-13",
        title="article 13 of the Optional Protocol to the Covenant",
        source=Given(None, Citation(GUIDELINES, "footnote 3")),
        kind=AnchorKind.PROTOCOL,
        needs=("icescr", "icescr-op"),
    ),
    Anchor(
        key="rules",
        title="the Committee's rules of procedure",
        source=Given(None, Citation(GUIDELINES, "footnote 4")),
        kind=AnchorKind.RULE,
        needs=("icescr",),
    ),
    good_faith("icescr"),
)

# Whatever one member could decide alone elsewhere, the Bureau decides here; whatever everybody
# sees, the plenary.
TOGETHER = Chosen(
    Decider.BUREAU,
    "the focal point is the Bureau (N 5), so that no member decides for it alone",
)
IN_PUBLIC = Chosen(
    Decider.PLENARY,
    "before everybody only the committee speaks: N 11 (e) says so of statements, and no "
    "document gives the Bureau a power of its own",
)
IN_CONFIDENCE = (
    "information proposal good-practice confidential-submission private-meeting secure-channel "
    "obligations letter-deadline interim-measures reminder states-meeting letter note-verbale "
    "meeting trend regional-mechanism national-institution preventive-mechanism "
    "national-protection protection-network relocation high-commissioner "
    "assistant-secretary-general special-procedures treaty-bodies other-procedures "
    "field-presence resident-coordinator country-team desk-officer agency peacekeeping "
    "before-review"
).split()
SEEN_BY_ALL = ("zero-tolerance outreach public-page dialogue posting secretary-general").split()

CESCR = Committee(
    slug="cescr",
    name=NAME,
    rapporteur=Given(
        "Bureau", note(5), remark="The Bureau of the Committee acts as the focal point."
    ),
    shape=Given(Shape.BUREAU, note(5)),
    term=Chosen(
        2, "its officers serve two years, as is remembered of rule 15; it was not read"
    ),
    policy=Given(None, ANNEX_II),
    functions=Given(None, ANNEX_II),
    endorsed=Given(None, ANNEX_II, remark=f"See {DEFENDERS}."),
    procedures=PROCEDURES,
    posting=Given(Posting.NEVER, ANNEX_II),
    signatory=Chosen(
        "Chair, on behalf of the Bureau",
        "N 11 (a) has the focal point write, which is a body here; somebody has to sign for it",
    ),
    protects=Given("individuals and groups who seek to cooperate or cooperate", guidelines(1)),
    reports=Chosen(
        "annual report to the Economic and Social Council, without a section on reprisals",
        "G 25 names the Council beside the Assembly; N 41 lists no section of this Committee",
    ),
    reports_to=Chosen(
        "the Economic and Social Council",
        "G 25 names the Council beside the Assembly, and this Committee is its own",
    ),
    country_rapporteur=Given(Strength.SHOULD, guidelines(12)),
    documents=DOCUMENTS,
    mailbox=Given("ohchr-cescr@un.org", ANNEX_I),
    holders=Given(((Holder(name="Bureau of the Committee", post=Post.BUREAU),),), ANNEX_I),
    annex_i=Given(Line(place=2, name=NAME), ANNEX_I),
    annex_ii=Given(Line(place=3, name=NAME), ANNEX_II),
    decides={**dict.fromkeys(IN_CONFIDENCE, TOGETHER), **dict.fromkeys(SEEN_BY_ALL, IN_PUBLIC)},
    votes={
        Decider.BUREAU: Chosen(
            3, "a majority of five officers; nothing says that the Chair's vote counts double"
        )
    },
    files=(INTERIM,),
    instruments=INSTRUMENTS,
    anchors=ANCHORS,
)
