"""How the Committee on the Elimination of Racial Discrimination differs.

It posts letters and replies case by case, never as a matter of course, and only where that
does no harm. Its early warning and urgent action procedure is about patterns: a file of it
can be linked with a case and is never merged with it. The letter to France was the
Committee's, not the rapporteur's: whose name a letter bears is chosen for each.

The Committee's own guidelines, INT/CERD/RLE/9029, could not be read: they may say more, and
differently. Which officer may act alone between sessions stands in nothing that was read.
"""

from collections.abc import Iterator
from datetime import date

from sanjose import (
    ADVISABLE,
    NOTE,
    Binding,
    Chosen,
    Citation,
    Committee,
    Document,
    FileKind,
    Given,
    Instrument,
    Objection,
    Posting,
    Procedure,
    Shape,
    Step,
    Strength,
    Urgency,
    View,
    guidelines,
    hookimpl,
    note,
    ours,
)

CONVENTION = "International Convention on the Elimination of All Forms of Racial Discrimination"
NGOS = "CERD/C/506"
GUIDE = "IMADR guide to the Convention and the Committee"

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
        symbol="INT/CERD/RLE/9029",
        title="guidelines of the Committee that define the rapporteur's functions",
        dated=None,
        read="not readable; named in N annex II, note a",
    ),
)

REPORT = Procedure(
    key="report",
    title="State report (art. 9) and its dialogue",
    source=Given(None, Citation(NGOS, "para. 2")),
)
LISTS = Procedure(
    key="list-of-themes",
    title="list of themes, or list of issues prior to reporting",
    source=Given(None, Citation(NGOS, "para. 2")),
)
FOLLOW_UP = Procedure(
    key="follow-up",
    title="follow-up to concluding observations",
    source=Given(None, Citation(NGOS, "para. 2")),
)
EARLY_WARNING = Procedure(
    key="ewua",
    title="early warning and urgent action",
    source=Given(None, Citation(NGOS, "para. 2")),
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

CERD = Committee(
    slug="cerd",
    name="Committee on the Elimination of Racial Discrimination",
    rapporteur=Chosen(
        "rapporteur on reprisals",
        "N annex I names one person as 'rapporteur or focal point' and not which of the two",
    ),
    policy=Given("INT/CERD/RLE/9029", Citation(NOTE, "annex II, note a")),
    endorsed=Chosen(
        "yes, on a day unknown",
        "N annex II prints August 2014, before the Guidelines of June 2015 existed: that can "
        "only be the day of the Committee's own guidelines",
    ),
    procedures=(REPORT, LISTS, FOLLOW_UP, EARLY_WARNING, COMMUNICATION, INTER_STATE),
    posting=Given(Posting.CASE_BY_CASE, Citation(NOTE, "annex II, note b")),
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
    shape=Given(Shape.ONE, Citation(NOTE, "annex I")),
    functions=Given("INT/CERD/RLE/9029", Citation(NOTE, "annex II, note a")),
    instruments=INSTRUMENTS,
)

REVIEW = frozenset({REPORT.key, LISTS.key, FOLLOW_UP.key})
LETTERS = frozenset({"letter", "letter-deadline", "reminder"})


@hookimpl
def sanjose_committee() -> Committee:
    """Speak for the Committee on the Elimination of Racial Discrimination."""
    return CERD


@hookimpl
def sanjose_urgency(view: View) -> Urgency | None:
    """Have somebody look soon while a session is on.

    Source: ours; what comes in during a session can only be raised there while it lasts.
    """
    return Urgency.URGENT if view.in_session else None


@hookimpl
def sanjose_objections(step: Step) -> Iterator[Objection]:
    """Post case by case and without harm; keep patterns and persons apart.

    Source: N annex II, note b; for patterns ours.
    """
    if step.measure == "posting" and step.view.imminent:
        reason = "nothing is posted while there is imminent risk to life or integrity"
        yield Objection("harm", reason, Citation(NOTE, "annex II, note b"))
    pattern = step.measure == "statement" and not step.specific and not step.identifies_nobody
    if pattern and early_warning(step.view):
        reason = "a statement about a pattern identifies nobody; check that it does not"
        why = ours("a file on a pattern is linked with a person's case and never merged")
        yield Objection("pattern", reason, why)


@hookimpl
def sanjose_proposals(view: View) -> Iterator[str]:
    """Name what the Committee did at its 108th session. Source: N 34, 35."""
    letters = [one for one in view.measures if one.key in LETTERS]
    if view.in_session and view.procedure in REVIEW and not letters:
        yield "letter"
    if view.finding not in ADVISABLE:
        return
    if view.procedure in REVIEW:
        yield "observations"
    held_back = view.imminent or view.procedure == COMMUNICATION.key
    if any(one.answered for one in letters) and not held_back:
        yield "posting"


def early_warning(view: View) -> bool:
    """Return whether a case belongs to an early warning file, by itself or through a link."""
    linked = any(kind == EWUA_FILE.key for kind, _ in view.files)
    return linked or view.procedure == EARLY_WARNING.key
