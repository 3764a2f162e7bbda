"""The profile of the Subcommittee on Prevention of Torture, and the documents behind it."""

from datetime import date

from sanjose import (
    NOTE,
    Anchor,
    AnchorKind,
    Chosen,
    Citation,
    Committee,
    Decider,
    Document,
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
    ours,
)
from sanjose_spt.visits import FILES, OPCAT

POLICY, VISITS, RULES = "CAT/OP/6/Rev.1", "CAT/OP/5", "CAT/OP/3/Rev.2"
RELEASE = "OHCHR, 20 October 2017"
ANNEX_I, ANNEX_II = Citation(NOTE, "annex I"), Citation(NOTE, "annex II")
TRUE_OR_FALSE, EXPRESS_CONSENT = Citation(OPCAT, "art. 15"), Citation(OPCAT, "art. 16 (2)")
PRINTED = (
    "Subcommittee on Prevention of Torture and Other Cruel, Inhuman or Degrading Treatment or "
    "Punishment"
)

DOCUMENTS = (
    Document(
        symbol=OPCAT,
        title=OPCAT,
        dated=date(2002, 12, 18),
        read="articles 10 to 13, 15 and 16, and of articles 14, 20 and 21 what is cited, as "
        "printed in commentaries",
    ),
    Document(
        symbol=POLICY,
        title="Policy of the Subcommittee on reprisals in relation to its visiting mandate",
        dated=None,
        read="paragraphs 1 to 4 and 9 to 12, and the beginning of 13",
    ),
    Document(
        symbol=VISITS,
        title="Guidelines in relation to visits to States parties under article 11 (a)",
        dated=date(2015, 2, 4),
        read="paragraphs 1 to 10 and 13 to 22",
    ),
    Document(
        symbol=RELEASE,
        title="press release of the Subcommittee on a visit that it suspended",
        dated=date(2017, 10, 20),
        read="the reasons for suspending the visit",
    ),
    Document(
        symbol=RULES,
        title="Rules of procedure of the Subcommittee",
        dated=None,
        read="not readable but for the table of contents; rule 21 is on the rapporteur",
    ),
)


def _procedure(key: str, title: str, place: str, *, pseudonyms: bool = False) -> Procedure:
    source = Given(None, Citation(OPCAT, place))
    return Procedure(
        key=key, title=title, source=source, needs=("opcat",), pseudonyms=pseudonyms
    )


PROCEDURES = (
    _procedure("visit", "visit", "art. 11 (a)"),
    _procedure("follow-up-visit", "short follow-up visit", "art. 13 (4)"),
    _procedure(
        "interview", "private interview in detention", "art. 14 (1) (d)", pseudonyms=True
    ),
    _procedure("npm-contact", "contact with a national preventive mechanism", "art. 20 (f)"),
    _procedure("npm-advice", "advice to a national preventive mechanism", "art. 11 (b)"),
)

SUSPENSION = MeasureKind(
    key="visit-suspension",
    title="suspension of a visit, to protect those who spoke",
    sources=(Citation(RELEASE, "statement of the head of delegation"),),
    decider=Chosen(
        Decider.RAPPORTEUR,
        "CAT/OP/5, paras 16 and 18, leave a visit on the spot to the delegation, whose focal "
        "point decides as the rapporteur does",
    ),
    use=Use.STATE,
    general=True,
    without_case=True,
)
TERMINATION = MeasureKind(
    key="visit-termination",
    title="termination of a visit, to protect those who spoke",
    sources=(Citation(RELEASE, "statement of the head of delegation"),),
    decider=Chosen(
        Decider.CHAIR, "nothing read says who ends a visit; until then a suspension protects"
    ),
    use=Use.STATE,
    general=True,
    without_case=True,
)
RETURN = MeasureKind(
    key="follow-up-visit",
    title="short follow-up visit, to see those who spoke",
    sources=(Citation(OPCAT, "art. 13 (4)"), Citation(VISITS, "para. 1")),
    decider=Chosen(
        Decider.PLENARY, "CAT/OP/5, para. 2, has the programme of visits decided in plenary"
    ),
    use=Use.STATE,
    general=True,
    without_case=True,
)
IN_REPORT = MeasureKind(
    key="confidential-report",
    title="raise in the report on a visit, communicated in confidence",
    sources=(Citation(OPCAT, "art. 16 (1)"),),
    decider=Chosen(Decider.PLENARY, "a report is the Subcommittee's; nothing read says more"),
    use=Use.STATE,
    by_state=True,
)

SPT = Committee(
    slug="spt",
    name="Subcommittee on Prevention of Torture",
    rapporteur=Given("rapporteur on reprisals", Citation(POLICY, "para. 10")),
    policy=Given(POLICY, Citation(NOTE, "annex II, note j"), remark=f"{POLICY}."),
    endorsed=Given(
        "November 2015",
        Citation(NOTE, "annex II, note k"),
        remark="Endorsed the San José Guidelines at its twenty-seventh session.",
    ),
    procedures=PROCEDURES,
    posting=Given(Posting.VISIT_REPORT, ANNEX_II),
    signatory=Chosen(
        "rapporteur on reprisals",
        "CAT/OP/6/Rev.1, para. 13, has the rapporteur determine the course; it names no signatory",
    ),
    protects=Given(
        "persons and organizations, national preventive mechanisms included",
        Citation(POLICY, "para. 10"),
    ),
    reports=Given(
        "public annual report to the Committee against Torture, with a section on reprisals "
        "(N 41)",
        Citation(OPCAT, "art. 16 (3)"),
    ),
    reports_to=Given("the Committee against Torture", Citation(OPCAT, "art. 16 (3)")),
    country_rapporteur=Given(Strength.MAY, Citation(POLICY, "para. 12")),
    documents=DOCUMENTS,
    shape=Given(Shape.VISITS, Citation(POLICY, "para. 10")),
    functions=Given(POLICY, Citation(POLICY, "paras 10 to 13")),
    mailbox=Given("ohchr-opcat@un.org", ANNEX_I),
    holders=Given(((Holder("Jakub Julian Czepek"),),), ANNEX_I),
    annex_i=Given(Line(place=6, name=PRINTED), ANNEX_I),
    annex_ii=Given(Line(place=10, name=PRINTED), ANNEX_II),
    files=FILES,
    measures=(SUSPENSION, TERMINATION, RETURN, IN_REPORT),
    instruments=(
        Instrument(
            key="cat",
            title="Convention against Torture",
            source=Given(None, Citation(guidelines(3).symbol, "footnote 3")),
        ),
        Instrument(key="opcat", title=OPCAT, source=Given(None, TRUE_OR_FALSE), of="cat"),
    ),
    anchors=(
        Anchor(
            key="opcat-15",
            title="nobody is punished or prejudiced for what they told the Subcommittee",
            source=Given(None, TRUE_OR_FALSE),
            kind=AnchorKind.PROTOCOL,
            needs=("opcat",),
        ),
        Anchor(
            key="opcat-21",
            title="nobody is punished for what they told a national preventive mechanism",
            source=Given(None, Citation(OPCAT, "art. 21")),
            kind=AnchorKind.PROTOCOL,
            needs=("opcat",),
            procedures=("npm-contact", "npm-advice"),
        ),
        Anchor(
            key="policy",
            title="the Subcommittee's own policy, of which the Guidelines are a part",
            source=Given(None, Citation(POLICY, "para. 9")),
            kind=AnchorKind.POLICY,
        ),
        endorsement(Citation(NOTE, "annex II, note k"), date(2015, 12, 1), "November 2015"),
        good_faith("opcat", "Subcommittee"),
    ),
)

DISCLOSED = ANNEX_II
NO_CONTACT = ours(
    "post, telephone and e-mail into a place of detention can be watched by those who are "
    "feared; to do no harm is the basic imperative of CAT/OP/6/Rev.1, para. 3"
)
NOT_HERE = ours(
    "visits and advice are its mandate (art. 11); it examines no report or complaint"
)
