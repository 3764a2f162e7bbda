"""How the Committee on Migrant Workers differs from the common procedure.

It endorsed the Guidelines and appointed its rapporteur in one decision, and two members hold
that office together. Its own page says that measures are taken "always with the consent and
agreement": so that nobody is identified in an emergency, or because of what they made public,
without somebody's yes. Letters and replies are posted. Whoever cooperates does so in the
review of a report: no communication can be made, and there is no inquiry.

The page was read as far as the fourth of its measures: it may say more, and differently.
"""

from collections.abc import Iterator
from datetime import date

from sanjose import (
    ADVISABLE,
    NOTE,
    Anchor,
    AnchorKind,
    Basis,
    Chosen,
    Citation,
    Committee,
    Document,
    Given,
    Holder,
    Instrument,
    Line,
    Objection,
    Posting,
    Procedure,
    Shape,
    Step,
    Strength,
    View,
    endorsement,
    good_faith,
    guidelines,
    hookimpl,
    note,
    ours,
)

PAGE = "OHCHR web page on the Committee on Migrant Workers and reprisals"
ANNEX_I, ANNEX_II = Citation(NOTE, "annex I"), Citation(NOTE, "annex II")
ON_MEASURES = Citation(PAGE, "on measures")

DOCUMENTS = (
    Document(
        symbol=PAGE,
        title="Reprisals",
        dated=None,
        read="as far as measure (d), where the text that was found ends",
    ),
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
)

INSTRUMENTS = (
    Instrument(
        key="icrmw",
        title="International Convention on the Protection of the Rights of All Migrant Workers",
        source=ours("the Committee monitors it; its articles were not read"),
    ),
)
ANCHORS = (
    Anchor(
        key="policy",
        title="the Committee's own procedure on reprisals, on its web page",
        source=Given(None, Citation(NOTE, "annex II, note i")),
        kind=AnchorKind.POLICY,
    ),
    endorsement(ANNEX_II, date(2016, 5, 1), "April 2016"),
    good_faith("icrmw"),
)

CMW = Committee(
    slug="cmw",
    name="Committee on the Protection of the Rights of All Migrant Workers and Members of Their "
    "Families",
    rapporteur=Given("rapporteur on reprisals", Citation(PAGE, "on the rapporteur")),
    shape=Chosen(
        Shape.SHARED,
        "N annex I joins two names by 'and'; how they divide the work was not found, so that "
        "each may act, and the other where one is recused",
    ),
    policy=Given("its own procedure, on its web page", ANNEX_II),
    functions=Given(
        "its web page on reprisals",
        Citation(NOTE, "annex II, note i"),
        remark="See www.ohchr.org/EN/HRBodies/CMW/Pages/Reprisals.aspx.",
    ),
    endorsed=Given("April 2016", ANNEX_II),
    procedures=PROCEDURES,
    posting=Given(Posting.POSTED, ANNEX_II),
    signatory=Given("rapporteur on reprisals", note("11 (a)")),
    # The Guidelines' footnote 3 names no article of this Convention.
    protects=Given("individuals and groups who seek to cooperate or cooperate", guidelines(1)),
    reports=Chosen(
        "annual report, without a section on reprisals",
        "N 41 lists no section of this Committee; N 44 encourages one",
    ),
    country_rapporteur=Given(Strength.SHOULD, guidelines(12)),
    documents=DOCUMENTS,
    mailbox=Given("ohchr-cmw@un.org", ANNEX_I),
    holders=Given(
        ((Holder(name="Myriam Poussi"), Holder(name="Pablo César García Sáenz")),), ANNEX_I
    ),
    annex_i=Given(
        Line(
            place=8,
            name="Committee on the Rights of Migrant Workers and Members of Their Families",
        ),
        ANNEX_I,
    ),
    annex_ii=Given(
        Line(
            place=7,
            name="Committee on the Protection of the Rights of All Migrant Workers and Members "
            "of Their Families",
        ),
        ANNEX_II,
    ),
    instruments=INSTRUMENTS,
    anchors=ANCHORS,
)

NOBODYS_YES = frozenset({Basis.EMERGENCY, Basis.PUBLIC})
OF_COMPLAINTS = frozenset({"interim-measures", "views", "inquiry-report"})
NOT_HERE = ours(
    "communications under article 77 were not in force in 2019, and there is no inquiry; where "
    "that changes, the profile has to"
)
LETTERS = frozenset({"letter", "letter-deadline", "note-verbale", "reminder"})


@hookimpl
def sanjose_committee() -> Committee:
    """Speak for the Committee on Migrant Workers."""
    return CMW


@hookimpl
def sanjose_objections(step: Step) -> Iterator[Objection]:
    """Identify nobody without a yes: their own, their representative's or their relative's.

    Measures that belong to a communication or an inquiry are not taken: there are neither.

    Source: OHCHR web page on the Committee on Migrant Workers and reprisals, on measures; that
    a representative's and a relative's count is N 11; the rest is ours.
    """
    if step.measure in OF_COMPLAINTS:
        reason = "the Committee has neither communications nor inquiries"
        yield Objection("not-here", reason, NOT_HERE, final=True)
    for one in step.held:
        if one.basis in NOBODYS_YES:
            reason = (
                f"here a measure always needs consent and agreement, and of {one.label} there "
                f"is only this: {one.basis}"
            )
            yield Objection("consent-always", reason, ON_MEASURES)


@hookimpl
def sanjose_proposals(view: View) -> Iterator[str]:
    """Name what the Committee's page and practice offer. Source: N annex II; ours for the order."""
    if view.finding not in ADVISABLE:
        return
    if not any(one.key == "special-procedures" for one in view.measures):
        yield "special-procedures"
    if any(one.answered for one in view.measures if one.key in LETTERS):
        yield "posting"
