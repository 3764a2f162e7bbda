"""What this committee did about joint statements: drafts, authorisations, what it sent and said.

A statement is known here by its draft's label, and everywhere by its document's hash. What the
other committees said is no entry of this record: it stands in their envelopes. What this one
says is entered first, as it leaves, and sent afterwards: whatever a crash cut off is sent again.
The body's own decision is a measure like any other; ``joint.authorised/1`` ties it to one text, State and set
of committees, so that another text needs another decision.

Source: N 16.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sanjose.words.events import Event
from sanjose.words.model import Post
from sanjose.words.sealed import Sealed
from sanjose.words.told import body, told


@body("joint.drafted/1")
class JointDrafted:
    """A joint statement was drafted here; nobody else has it yet. Source: N 16."""

    state: str = told("the State party, by its code or name")
    signatories: tuple[str, ...] = told(
        "the committees whose Chairs are to sign, by their short names"
    )
    expires: date = told("the last day on which a concurrence counts")
    embargo: date = told("the first day on which anybody may publish it")
    text: Sealed = told("the text of the statement")
    grounds: Sealed | None = told("why it is proposed, for the committees only", default=None)
    label: str | None = told("the label, given when drafted, as J1", default=None)


@body("joint.revised/1")
class JointRevised:
    """A draft got another text; what is not given stays. Source: N 16."""

    label: str = told("which draft, as J1")
    text: Sealed = told("the whole text as it is to be")
    grounds: Sealed | None = told("why it is proposed, where that changed", default=None)
    signatories: tuple[str, ...] = told("the committees, where they changed", default=())
    expires: date | None = told("the last day to concur, where it changed", default=None)
    embargo: date | None = told("the first day to publish, where it changed", default=None)


@body("joint.authorised/1")
class JointAuthorised:
    """The body decided on a text, under its own rules, as the measure that is named. Source: G 14."""

    matter: str = told("the digest of the text, the State and the committees")
    measure: str = told("the measure with the decision, as M1")
    reference: str | None = told(
        "the case that it stands in, if it names anybody", default=None
    )


@body("joint.proposed/1")
class JointProposed:
    """A draft was frozen and proposed to the committees. Source: N 16."""

    label: str = told("which draft, as J1")
    document: str = told("the frozen document, by its hash")
    paper: Sealed = told("the document with its text, as it leaves")


@body("joint.concurred/1")
class JointConcurred:
    """The Chair's, or the Vice-Chair's, signature by own key was received. Source: N 16."""

    document: str = told("the frozen document, by its hash")
    holder: str = told("who signed: chair or vice-chair")
    key: str = told("the short name of the key")
    paper: Sealed = told("the concurrence, as it leaves")


@body("joint.attested/1")
class JointAttested:
    """Two officers attested a concurrence that they received. Source: N 16; ours."""

    document: str = told("the frozen document, by its hash")
    holder: str = told("who concurred: chair or vice-chair")
    how: str = told("how it was received: e-mail or in session")
    officers: tuple[str, ...] = told("the two officers")
    paper: Sealed = told("the concurrence, as it leaves")
    approved: str | None = told("what both agreed to, as A1", default=None)


@body("joint.withdrawn/1")
class JointWithdrawn:
    """This committee withdrew from a statement; what was adopted stays so. Source: N 16; ours."""

    document: str = told("the frozen document, by its hash")
    reason: Sealed | None = told("why, for this record only", default=None)


@body("joint.published/1")
class JointPublished:
    """A person published an adopted statement; two persons had agreed to it. Source: N 16."""

    document: str = told("the frozen document, by its hash")
    where: str = told("where it was published, by its symbol or place")
    approved: str | None = told("what two persons agreed to, as A1", default=None)


Fact = (
    JointAuthorised
    | JointProposed
    | JointConcurred
    | JointAttested
    | JointWithdrawn
    | JointPublished
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A statement as it is written here: its texts, the latest last, and what it was frozen as.

    It is ``open`` until it is frozen, and again once it is revised.
    """

    label: str
    state: str
    signatories: tuple[str, ...]
    expires: date
    embargo: date
    texts: tuple[Sealed, ...]
    grounds: Sealed | None = None
    documents: tuple[str, ...] = ()
    open: bool = True

    @property
    def text(self) -> str:
        """Return the latest text, for whoever may read it."""
        return self.texts[-1].reveal()


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """Something that this committee did about a statement, with its day and whose act it was."""

    on: date
    by: Post | None
    fact: Fact


@dataclass(frozen=True, kw_only=True, slots=True)
class Joint:
    """Everything that this committee did about joint statements."""

    drafts: tuple[Draft, ...] = ()
    done: tuple[Done, ...] = ()

    def draft(self, label: str) -> Draft | None:
        """Return the draft with a label, or None."""
        return next((one for one in self.drafts if one.label == label), None)

    def frozen_as(self, document: str) -> Draft | None:
        """Return the draft that was frozen as a document, or None where others drafted it."""
        return next((one for one in self.drafts if document in one.documents), None)

    def authorised(self, matter: str) -> Done | None:
        """Return the body's latest decision on a text, or None."""
        found = [
            one
            for one in self.done
            if isinstance(one.fact, JointAuthorised) and one.fact.matter == matter
        ]
        return found[-1] if found else None


def after(joint: Joint, event: Event) -> Joint:
    """Return what was done after one more event, whatever it is about."""
    fact: Any = event.body
    match fact:
        case JointDrafted():
            return replace(joint, drafts=(*joint.drafts, _drafted(joint, fact)))
        case JointRevised():
            drafts = tuple(_revised(one, fact) for one in joint.drafts)
            return replace(joint, drafts=drafts)
        case (
            JointAuthorised()
            | JointProposed()
            | JointConcurred()
            | JointAttested()
            | JointWithdrawn()
            | JointPublished()
        ):
            drafts = tuple(_frozen(one, fact) for one in joint.drafts)
            done = Done(on=event.on, by=event.by, fact=fact)
            return replace(joint, drafts=drafts, done=(*joint.done, done))
        case _:
            return joint


def next_label(joint: Joint) -> str:
    """Return the label that the next draft gets."""
    return f"J{len(joint.drafts) + 1}"


def _drafted(joint: Joint, fact: JointDrafted) -> Draft:
    return Draft(
        label=fact.label or next_label(joint),
        state=fact.state,
        signatories=fact.signatories,
        expires=fact.expires,
        embargo=fact.embargo,
        texts=(fact.text,),
        grounds=fact.grounds,
    )


def _revised(draft: Draft, fact: JointRevised) -> Draft:
    if draft.label != fact.label:
        return draft
    return replace(
        draft,
        texts=(*draft.texts, fact.text),
        grounds=fact.grounds or draft.grounds,
        signatories=fact.signatories or draft.signatories,
        expires=fact.expires or draft.expires,
        embargo=fact.embargo or draft.embargo,
        open=True,
    )


def _frozen(draft: Draft, fact: Fact) -> Draft:
    if not isinstance(fact, JointProposed) or fact.label != draft.label:
        return draft
    return replace(draft, documents=(*draft.documents, fact.document), open=False)
