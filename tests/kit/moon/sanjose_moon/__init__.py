"""How the Committee on the Moon, which does not exist, differs from the common procedure."""

from collections.abc import Iterator
from datetime import date, timedelta

from sanjose import (
    Chosen,
    Citation,
    Committee,
    Decider,
    Document,
    FileKind,
    Given,
    Kind,
    MeasureKind,
    Objection,
    Post,
    Posting,
    Procedure,
    Shape,
    Step,
    Strength,
    Urgency,
    Use,
    View,
    guidelines,
    hookimpl,
    note,
    ours,
)

POLICY = "MOON/C/1"
DOCUMENTS = (
    Document(
        symbol=POLICY,
        title="Policy of the Committee on the Moon on reprisals",
        dated=date(2020, 1, 31),
        read="paragraphs 1 to 9",
        paragraphs=9,
    ),
    Document(symbol="MOON/C/2", title="Annex to it", dated=None, read="not readable"),
)
CLOSED = ours("whatever belongs to an inquiry stays closed, which is safer")
REPORT = Procedure(key="report", title="State report", source=Given(None, note(29)))
INQUIRY = Procedure(
    key="inquiry", title="inquiry", source=Given(None, Citation(POLICY, "para. 3")), sealed=True
)
LANDING = FileKind(
    key="landing",
    title="landing",
    source=Given(None, Citation(POLICY, "para. 4")),
    moves={"open": ("landed",), "landed": ()},
    clocks={"open": Chosen(14, "nobody says when a landing ends; two weeks is long")},
)
ECLIPSE = MeasureKind(
    key="eclipse",
    title="eclipse",
    sources=(Citation(POLICY, "para. 5"),),
    decider=Given(Decider.PLENARY, Citation(POLICY, "para. 5")),
    use=Use.PUBLISH,
    public=True,
)

MOON = Committee(
    slug="moon",
    name="Committee on the Moon",
    rapporteur=Given("rapporteur on reprisals", Citation(POLICY, "para. 1")),
    shape=Chosen(Shape.ONE, "the policy speaks of one and of nobody else"),
    policy=Given(POLICY, Citation(POLICY, "para. 1")),
    functions=Given(POLICY, Citation(POLICY, "para. 2")),
    endorsed=Given("July 2015", Citation(POLICY, "para. 1")),
    posting=Given(Posting.POSTED, Citation(POLICY, "para. 7")),
    signatory=Given("rapporteur on reprisals", Citation(POLICY, "para. 6")),
    protects=Given("whoever cooperates", guidelines(1)),
    reports=Chosen("annual report", "the policy names no report and others have one"),
    country_rapporteur=Given(Strength.SHOULD, guidelines(12)),
    procedures=(REPORT, INQUIRY),
    files=(LANDING,),
    measures=(ECLIPSE,),
    decides={"meeting": Chosen(Decider.CHAIR, "a meeting on the moon is a long way")},
    documents=DOCUMENTS,
)

SAID = frozenset({"statement", "dialogue"})
LETTERS = frozenset({"letter", "letter-deadline"})


@hookimpl
def sanjose_committee() -> Committee:
    """Speak for the Committee on the Moon."""
    return MOON


@hookimpl
def sanjose_urgency(view: View) -> Urgency | None:
    """Have somebody look at once where there is no air. Source: ours; nobody waits for air."""
    return Urgency.IMMEDIATE if Kind.VIOLENCE in view.kinds else None


@hookimpl
def sanjose_objections(step: Step) -> Iterator[Objection]:
    """Say nothing before everybody of an inquiry. Source: MOON/C/1, para. 3."""
    if step.measure in SAID and step.view.procedure == INQUIRY.key:
        yield Objection("inquiry", "what belongs to an inquiry is not said", CLOSED)


@hookimpl
def sanjose_proposals(view: View, on: date) -> Iterator[str]:
    """Ask again after a while. Source: MOON/C/1, para. 8."""
    sent = [one for one in view.measures if one.key in LETTERS and one.taken_on]
    if view.received_on and on - view.received_on > timedelta(days=90) and not sent:
        yield "letter"


@hookimpl
def sanjose_acting(post: Post) -> tuple[Post, ...] | None:
    """Let the Vice-Chair stand in. Source: MOON/C/1, para. 9."""
    return (Post.VICE_CHAIR, Post.CHAIR) if post is Post.RAPPORTEUR else None
