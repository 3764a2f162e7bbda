"""What people enter so that a joint statement can be thought about: a judgement, a document.

Whether a State cooperates is judged by somebody, with reasons; nothing here is computed, and
silence alone never is a judgement. A later one of the same office stands over an earlier, and
a document that is noted again stands over what was noted of it before.

Source: N 16; that the judgement is a person's, and which documents count, are ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanjose.words.events import Event
from sanjose.words.model import Post
from sanjose.words.sealed import Sealed
from sanjose.words.told import body, told


class Cooperating(StrEnum):
    """How somebody judges that a State cooperates with the treaty bodies. Source: N 16."""

    NONE = "does not cooperate"
    PARTLY = "cooperates in part"
    FULL = "cooperates"
    NOT_JUDGED = "not judged any more"


class Published(StrEnum):
    """A kind of public document that may speak of reprisals. Source: G 24-27; N 11, 12, 39."""

    OBSERVATIONS = "concluding observations"
    ISSUES = "list of issues"
    VIEWS = "decision or views on a communication"
    INQUIRY = "report on an inquiry or a visit"
    SECRETARY_GENERAL = "report of the Secretary-General"
    LETTER = "posted letter or reply"
    ANNUAL_REPORT = "annual or biennial report"
    STATEMENT = "public statement"
    OTHER = "other public document"


@body("judgement.recorded/1")
class JudgementRecorded:
    """How somebody judges, with reasons, that a State cooperates. Source: N 16."""

    state: str = told("the State party, by its code or name")
    finding: Cooperating = told("what the judgement is")
    reason: Sealed = told("the reasons, which name nobody where they can do without")
    rests_on: tuple[str, ...] = told(
        "what it rests on, by symbol or title, naming nobody", default=()
    )


@body("document.noted/1")
class DocumentNoted:
    """A public document that speaks of reprisals concerning a State. Source: N 16."""

    state: str = told("the State party, by its code or name")
    what: Published = told("what it is")
    symbol: str = told("its symbol or title, naming nobody")
    dated: date = told("the day on which it became public")
    paragraphs: str | None = told(
        "the paragraphs on reprisals, intimidation or defenders", default=None
    )
    committee: str | None = told(
        "the committee that it is of, by its short name; none for another's", default=None
    )
    mistaken: bool = told("whether it was noted by mistake, and does not count", default=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """A judgement as it stands: when, by which office, and what."""

    on: date
    by: Post
    body: JudgementRecorded


def judgements(events: Iterable[Event]) -> tuple[Judgement, ...]:
    """Return the last judgement of each office about each State, the latest first.

    One that was taken back is none.
    """
    last: dict[tuple[str, Post], Judgement] = {}
    for event in sorted(events, key=lambda one: (one.on, one.seq)):
        if isinstance(event.body, JudgementRecorded):
            by = event.by or Post.SECRETARIAT
            last[event.body.state, by] = Judgement(on=event.on, by=by, body=event.body)
    standing = (one for one in last.values() if one.body.finding is not Cooperating.NOT_JUDGED)
    return tuple(sorted(standing, key=lambda one: (-one.on.toordinal(), one.by)))


def documents(events: Iterable[Event]) -> tuple[DocumentNoted, ...]:
    """Return the documents that were noted, each as it was noted last."""
    last: dict[tuple[str, str], DocumentNoted] = {}
    for event in sorted(events, key=lambda one: one.seq):
        if isinstance(event.body, DocumentNoted):
            last[event.body.state, event.body.symbol.casefold()] = event.body
    return tuple(one for one in last.values() if not one.mistaken)
