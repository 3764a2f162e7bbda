"""What is declared for the Human Rights Committee, read as a table: each value with its source."""

from datetime import date

from sanjose import (
    NOTE,
    Chosen,
    Citation,
    Committee,
    Document,
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

RULES, OLD_RULES = "CCPR/C/3/Rev.11", "HRI/GEN/3/Rev.3"
MANDATE, REPORT_2001 = "CCPR/C/110/3", "A/56/40"
ANNEX_I, ANNEX_II = Citation(NOTE, "annex I"), Citation(NOTE, "annex II")

DOCUMENTS = (
    Document(
        symbol=RULES,
        title="Rules of procedure of the Human Rights Committee",
        dated=date(2019, 1, 9),
        read="rules 1 to 5; of the revision after it, Rev.12, no text",
    ),
    Document(
        symbol=OLD_RULES,
        title="Compilation of rules of procedure of human rights treaty bodies (2008)",
        dated=None,
        read="rule 66 (2) of the Human Rights Committee, which is an older one",
    ),
    Document(
        symbol=MANDATE,
        title="Mandate of the Special Rapporteur on New Communications and Interim Measures",
        dated=date(2014, 5, 6),
        read="paragraph 1 and the beginning of 2, advance unedited version",
    ),
    Document(
        symbol=REPORT_2001,
        title="Report of the Human Rights Committee, volume I (2001)",
        dated=None,
        read="paragraphs 49 and 50, on the methods of work under article 40",
    ),
)

ARTICLE_40 = Given(None, Citation(REPORT_2001, "para. 49"))
COMMUNICATION = Procedure(
    key="communication",
    title="individual communication (Optional Protocol)",
    source=Given(None, Citation(MANDATE, "para. 1")),
    needs=("iccpr", "iccpr-op1"),
)
PROCEDURES = (
    Procedure(key="report", title="State report (art. 40) and its dialogue", source=ARTICLE_40),
    Procedure(
        key="list-of-issues",
        title="list of issues, before or after a report",
        source=Given(None, Citation(REPORT_2001, "para. 50")),
    ),
    Procedure(
        key="follow-up",
        title="follow-up to concluding observations and views",
        source=Given(None, note("11 (d)")),
    ),
    COMMUNICATION,
)

INTERIM = interim_measures(
    "interim measures: special rapporteur on new communications and interim measures"
)

INSTRUMENTS = (
    Instrument(
        key="iccpr",
        title="International Covenant on Civil and Political Rights",
        source=ARTICLE_40,
    ),
    Instrument(
        key="iccpr-op1",
        title="(first) Optional Protocol to the Covenant",
        source=ours("that communications rest on it is general knowledge; it was not read"),
        of="iccpr",
    ),
)
ANCHORS = (
    endorsement(ANNEX_II, date(2016, 7, 1), "June 2016"),
    good_faith("iccpr"),
)

CCPR = Committee(
    slug="ccpr",
    name="Human Rights Committee",
    rapporteur=Chosen(
        "special rapporteur on reprisals",
        "N annex I says 'rapporteur or focal point'; the Committee's other ones are called so",
    ),
    shape=Given(Shape.ONE, ANNEX_I),
    term=Chosen(2, "its other special rapporteurs serve about two years, as its officers do"),
    policy=Given(None, ANNEX_II),
    functions=Given(None, ANNEX_II),
    endorsed=Given(
        "June 2016",
        Citation(NOTE, "annex II, note c"),
        remark="See https://www.ungeneva.org/en/news-media/press/taxonomy/term/175/47582/"
        "human-rights-committee-discusses-methods-work.",
    ),
    procedures=PROCEDURES,
    posting=Given(Posting.NEVER, ANNEX_II),
    signatory=Chosen(
        "special rapporteur on reprisals",
        "N 11 (a) has the rapporteur or focal point write, and not which of the two it is here",
    ),
    # The Guidelines' footnote 3 names no article of the Covenant or of its Protocols.
    protects=Given("individuals and groups who seek to cooperate or cooperate", guidelines(1)),
    reports=Given("section of the annual report", note(41)),
    country_rapporteur=Given(Strength.SHOULD, guidelines(12)),
    documents=DOCUMENTS,
    mailbox=Given("ohchr-ccpr@un.org", ANNEX_I),
    holders=Given(((Holder(name="Tania María Abdo Rocholl"),),), ANNEX_I),
    annex_i=Given(Line(place=1, name="Human Rights Committee"), ANNEX_I),
    annex_ii=Given(Line(place=2, name="Human Rights Committee"), ANNEX_II),
    files=(INTERIM,),
    instruments=INSTRUMENTS,
    anchors=ANCHORS,
)
