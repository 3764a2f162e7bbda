"""What is declared for the Committee on the Rights of Persons with Disabilities, as a table."""

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

NAME = "Committee on the Rights of Persons with Disabilities"
ACADEMY = "ISHR Academy, on early warning and urgent action of treaty bodies"
OWN = "guidelines of the Committee on the Rights of Persons with Disabilities on reprisals"
ANNEX_I, ANNEX_II = Citation(NOTE, "annex I"), Citation(NOTE, "annex II")

DOCUMENTS = (
    Document(
        symbol=ACADEMY,
        title="early warning and urgent action procedures",
        dated=None,
        read="that interested parties, organizations among them, can turn to this Committee so",
    ),
    Document(
        symbol=OWN,
        title="the Committee's own policy, which N annex II counts and does not name",
        dated=None,
        read="not readable; no symbol was found",
    ),
)

COMMUNICATION = Procedure(
    key="communication",
    title="individual communication (Optional Protocol)",
    source=Given(None, note(37)),
    needs=("crpd", "crpd-op"),
)
PROCEDURES = (
    Procedure(
        key="report",
        title="State report and its dialogue",
        source=Given(None, note("11 (c)")),
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
    Procedure(
        key="inquiry",
        title="confidential inquiry (Optional Protocol)",
        source=ours("the Protocol was not read; inquiries of treaty bodies are confidential"),
        sealed=True,
        needs=("crpd", "crpd-op", "crpd-op-8"),
    ),
    Procedure(
        key="urgent-action",
        title="early awareness and urgent action",
        source=Given(None, Citation(ACADEMY, "on this Committee")),
    ),
)

INTERIM = interim_measures("interim measures on a communication")
URGENT_FILE = FileKind(
    key="urgent-action",
    title="early awareness and urgent action",
    source=ours("that there is the procedure was read; its steps were not, so they are ours"),
    moves={
        "open": ("State asked", "not pursued"),
        "State asked": ("State replied", "statement of the Committee", "closed"),
        "State replied": ("State asked", "statement of the Committee", "closed"),
        "statement of the Committee": ("State asked", "closed"),
        "not pursued": ("open",),
        "closed": ("open",),
    },
)

INSTRUMENTS = (
    Instrument(
        key="crpd",
        title="Convention on the Rights of Persons with Disabilities",
        source=ours("the Committee monitors it; its articles were not read"),
    ),
    Instrument(
        key="crpd-op",
        title="Optional Protocol to the Convention",
        source=ours("that communications rest on it is remembered; it was not read"),
        of="crpd",
    ),
    Instrument(
        key="crpd-op-8",
        title="inquiries under the Optional Protocol, not opted out of under article 8",
        source=ours("that a State can opt out of inquiries is remembered and was not read"),
        binding=Binding.OPT_OUT,
        of="crpd-op",
    ),
)
ANCHORS = (
    Anchor(
        key="policy",
        title="the Committee's own policy on reprisals",
        source=Given(None, ANNEX_II),
        kind=AnchorKind.POLICY,
    ),
    endorsement(ANNEX_II, date(2015, 10, 1), "September 2015"),
    good_faith("crpd"),
)

CRPD = Committee(
    slug="crpd",
    name=NAME,
    rapporteur=Chosen(
        "rapporteur on reprisals",
        "N annex I names two persons as 'rapporteur or focal point' and not which of the two",
    ),
    shape=Chosen(
        Shape.SHARED,
        "N annex I prints two names, neither as alternate; how they share the work was not "
        "found, so that each may act, and the other where one is recused",
    ),
    policy=Given("own guidelines, whose symbol was not found", ANNEX_II),
    functions=Given("own guidelines, whose symbol was not found", ANNEX_II),
    endorsed=Given("September 2015", ANNEX_II),
    procedures=PROCEDURES,
    posting=Given(Posting.NO_PRACTICE, ANNEX_II),
    signatory=Chosen(
        "rapporteur on reprisals",
        "N 11 (a) has the rapporteur or focal point write, and not which of the two it is here",
    ),
    # The Guidelines' footnote 3 names no article of this Convention or of its Protocol.
    protects=Given("individuals and groups who seek to cooperate or cooperate", guidelines(1)),
    reports=Chosen(
        "report of the Committee, without a section on reprisals",
        "N 41 lists no section of this Committee; N 44 encourages one",
    ),
    country_rapporteur=Given(Strength.SHOULD, guidelines(12)),
    documents=DOCUMENTS,
    mailbox=Given("ohchr-crpd@un.org", ANNEX_I),
    holders=Given(
        ((Holder(name="Robert Martin"),), (Holder(name="Rosemary Kayess"),)), ANNEX_I
    ),
    annex_i=Given(Line(place=9, name=NAME), ANNEX_I),
    annex_ii=Given(Line(place=8, name=NAME), ANNEX_II),
    decides={
        "posting": Chosen(
            Decider.PLENARY,
            "none was reported to date (N annex II): the first one makes a practice, and that "
            "is the Committee's to begin",
        )
    },
    files=(INTERIM, URGENT_FILE),
    instruments=INSTRUMENTS,
    anchors=ANCHORS,
)
