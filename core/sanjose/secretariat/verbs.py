"""The verbs as a table: the document that each takes, and the method of the door it calls.

The command line, history files and the published schema are made from this one table, so that
they cannot say different things. The table asks no rule; the door does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from sanjose.secretariat import Outcome, Secretariat
from sanjose.words import events as e
from sanjose.words.model import Calendar, Post
from sanjose.words.patterns import DocumentNoted, JudgementRecorded
from sanjose.words.practices import PracticeNoted
from sanjose.words.sealed import Sealed
from sanjose.words.told import body, told


@body("urgent")
class Urgent:
    """What is happening now, in three inputs; everything else can follow. Source: G 19, 22."""

    state: str = told("the State party, by its code or its name in the United Nations")
    text: Sealed = told("what is happening, in a sentence")
    who: Sealed | None = told("who it is, or how they are to be called", default=None)


@body("erasure")
class Erasure:
    """Whose entries are destroyed; the whole case where nobody is named. Source: G 5 (e)."""

    person: str | None = told("whose entries, as P1; none means the whole case", default=None)
    remains: Sealed | None = told(
        "what must remain about others, without the name", default=None
    )
    nothing_remains: bool = told("whether nothing about others has to remain", default=False)


@body("calendar-correction")
class CalendarCorrection:
    """An entry of the calendar was wrong: which one, and what is to be otherwise."""

    what: Calendar = told("what it is, as it stands in the calendar")
    title: str = told("its title or symbol, as it stands in the calendar")
    starts: date = told("its first day, as it stands in the calendar")
    right_what: Calendar | None = told("what it is, as it should be", default=None)
    right_title: str | None = told("its title or symbol, as it should be", default=None)
    right_starts: date | None = told("the first day, as it should be", default=None)
    right_ends: date | None = told("the last day, as it should be", default=None)
    right_state: str | None = told("the State party, as it should be", default=None)
    right_reprisals: str | None = told(
        "the paragraphs on reprisals, intimidation or defenders, as they should be",
        default=None,
    )


@body("figures")
class FiguresReleased:
    """The figures of a period are released for publication, once and for ever. Source: floor 10."""

    since: date = told("the first day of the period")
    until: date = told("the last day of the period, which is over")
    total: bool = told(
        "whether the total is published; without it only what is zero is", default=False
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One verb as somebody asks for it: about which case, when, on whose behalf, with what."""

    reference: str | None = None
    on: date | None = None
    by: Post | None = None
    content: bytes | None = None


Case = Literal["needed", "possible", "none"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verb:
    """A verb of the procedure.

    Args:
        case: whether it is about a case; a measure may do without one.
        by: whether it can be recorded on an office-holder's instruction.
        instructed_by: the office-holder whose act it is where none is named.
        file: whether a file can be kept with it.
    """

    name: str
    document: type[Any]
    case: Case
    run: Callable[[Secretariat, Asked, Any], Outcome]
    by: bool = False
    instructed_by: Post | None = None
    file: bool = False

    def acts_of(self, focal: Post) -> Post | None:
        """Return whose act it is where nobody is named, in a committee with this focal point."""
        return focal if self.instructed_by is Post.RAPPORTEUR else self.instructed_by

    @property
    def help(self) -> str:
        """Return what the document says of itself, in a line."""
        return (self.document.__doc__ or "").split(" Source:", maxsplit=1)[0].strip()


def _erase(door: Secretariat, asked: Asked, told_: Erasure) -> Outcome:
    return door.erase(
        asked.reference or "",
        told_.person,
        remains=told_.remains,
        nothing_remains=told_.nothing_remains,
        on=asked.on,
    )


def _correct_calendar(door: Secretariat, asked: Asked, told_: CalendarCorrection) -> Outcome:
    named = e.CalendarRemoved(what=told_.what, title=told_.title, starts=told_.starts)
    entry = door.calendar_entry(named)
    right = e.CalendarEntered(
        what=told_.right_what or entry.what,
        title=told_.right_title or entry.title,
        starts=told_.right_starts or entry.starts,
        ends=told_.right_ends or entry.ends,
        state=told_.right_state or entry.state,
        reprisals=told_.right_reprisals or entry.reprisals,
    )
    return door.correct_calendar(named, right, on=asked.on)


_VERBS = (
    Verb(
        name="urgent",
        document=Urgent,
        case="none",
        run=lambda s, a, d: s.urgent(d.state, d.text, d.who, on=a.on),
    ),
    Verb(
        name="receive",
        document=e.Intake,
        case="none",
        file=True,
        run=lambda s, a, d: s.receive(d, on=a.on, content=a.content),
    ),
    Verb(
        name="add",
        document=e.SubmissionAdded,
        case="needed",
        file=True,
        run=lambda s, a, d: s.add(a.reference or "", d, on=a.on, content=a.content),
    ),
    Verb(
        name="add-person",
        document=e.PersonNamed,
        case="needed",
        run=lambda s, a, d: s.add(a.reference or "", d, on=a.on),
    ),
    Verb(
        name="add-facts",
        document=e.FactsAdded,
        case="needed",
        run=lambda s, a, d: s.add(a.reference or "", d, on=a.on),
    ),
    Verb(
        name="contact",
        document=e.ContactMade,
        case="needed",
        run=lambda s, a, d: s.contact(a.reference or "", d, on=a.on),
    ),
    Verb(
        name="inform",
        document=e.ProcedureExplained,
        case="needed",
        run=lambda s, a, d: s.inform(a.reference or "", d, on=a.on),
    ),
    Verb(
        name="consent",
        document=e.ConsentRecorded,
        case="needed",
        run=lambda s, a, d: s.consent(a.reference or "", d, on=a.on),
    ),
    Verb(
        name="weigh",
        document=e.ConsequencesWeighed,
        case="needed",
        run=lambda s, a, d: s.weigh(a.reference or "", d, on=a.on),
    ),
    Verb(
        name="consult",
        document=e.SourceConsulted,
        case="needed",
        by=True,
        run=lambda s, a, d: s.consult(a.reference or "", d, on=a.on, by=a.by),
    ),
    Verb(
        name="assess",
        document=e.AssessmentConcluded,
        case="needed",
        by=True,
        instructed_by=Post.RAPPORTEUR,
        run=lambda s, a, d: s.assess(a.reference or "", d, on=a.on, by=a.by),
    ),
    Verb(
        name="conclude",
        document=e.ConclusionsTold,
        case="needed",
        by=True,
        instructed_by=Post.RAPPORTEUR,
        run=lambda s, a, d: s.conclude(a.reference or "", d, on=a.on, by=a.by),
    ),
    Verb(
        name="notify",
        document=e.NoticeGiven,
        case="needed",
        run=lambda s, a, d: s.notify(a.reference or "", d, on=a.on),
    ),
    Verb(
        name="recuse",
        document=e.RecusalDeclared,
        case="possible",
        run=lambda s, a, d: s.recuse(a.reference, d, on=a.on),
    ),
    Verb(
        name="propose",
        document=e.MeasureProposed,
        case="possible",
        by=True,
        instructed_by=Post.RAPPORTEUR,
        run=lambda s, a, d: s.propose(a.reference, d, on=a.on, by=a.by),
    ),
    Verb(
        name="decide",
        document=e.MeasureDecided,
        case="possible",
        by=True,
        file=True,
        run=lambda s, a, d: s.decide(a.reference, d, on=a.on, by=a.by, content=a.content),
    ),
    Verb(
        name="confirm",
        document=e.DecisionConfirmed,
        case="possible",
        file=True,
        run=lambda s, a, d: s.confirm(a.reference, d, on=a.on, content=a.content),
    ),
    Verb(
        name="take",
        document=e.MeasureTaken,
        case="possible",
        by=True,
        file=True,
        run=lambda s, a, d: s.take(a.reference, d, on=a.on, by=a.by, content=a.content),
    ),
    Verb(
        name="reply",
        document=e.ReplyReceived,
        case="possible",
        file=True,
        run=lambda s, a, d: s.reply(a.reference, d, on=a.on, content=a.content),
    ),
    Verb(
        name="park",
        document=e.CaseParked,
        case="needed",
        by=True,
        instructed_by=Post.RAPPORTEUR,
        run=lambda s, a, d: s.park(a.reference or "", d, on=a.on, by=a.by),
    ),
    Verb(
        name="close",
        document=e.CaseClosed,
        case="needed",
        by=True,
        instructed_by=Post.RAPPORTEUR,
        run=lambda s, a, d: s.close(a.reference or "", d, on=a.on, by=a.by),
    ),
    Verb(name="erase", document=Erasure, case="needed", run=_erase),
    Verb(
        name="file-open",
        document=e.FileOpened,
        case="possible",
        run=lambda s, a, d: s.open_file(
            d if a.reference is None else _linked(d, a.reference), on=a.on
        ),
    ),
    Verb(
        name="file-move",
        document=e.FileMoved,
        case="none",
        run=lambda s, a, d: s.move_file(d, on=a.on),
    ),
    Verb(
        name="office-fill",
        document=e.OfficeFilled,
        case="none",
        run=lambda s, a, d: s.fill_office(d, on=a.on),
    ),
    Verb(
        name="office-correct",
        document=e.OfficeCorrected,
        case="none",
        run=lambda s, a, d: s.correct_office(d, on=a.on),
    ),
    Verb(
        name="office-leave",
        document=e.OfficeLeft,
        case="none",
        run=lambda s, a, d: s.leave_office(d, on=a.on),
    ),
    Verb(
        name="calendar-enter",
        document=e.CalendarEntered,
        case="none",
        run=lambda s, a, d: s.enter_calendar(d, on=a.on),
    ),
    Verb(
        name="calendar-correct",
        document=CalendarCorrection,
        case="none",
        run=_correct_calendar,
    ),
    Verb(
        name="calendar-remove",
        document=e.CalendarRemoved,
        case="none",
        run=lambda s, a, d: s.remove_from_calendar(d, on=a.on),
    ),
    Verb(
        name="participation-enter",
        document=e.ParticipationEntered,
        case="none",
        run=lambda s, a, d: s.enter_participation(d, on=a.on),
    ),
    Verb(
        name="judge",
        document=JudgementRecorded,
        case="none",
        by=True,
        instructed_by=Post.RAPPORTEUR,
        run=lambda s, a, d: s.judge(d, on=a.on, by=a.by),
    ),
    Verb(
        name="document",
        document=DocumentNoted,
        case="none",
        run=lambda s, a, d: s.note_document(d, on=a.on),
    ),
    Verb(
        name="practice",
        document=PracticeNoted,
        case="none",
        run=lambda s, a, d: s.note_practice(d, on=a.on),
    ),
    Verb(
        name="disclose",
        document=FiguresReleased,
        case="none",
        by=True,
        instructed_by=Post.RAPPORTEUR,
        run=lambda s, a, d: s.release_figures(
            d.since, d.until, total=d.total, on=a.on, by=a.by
        ),
    ),
)


def _linked(opened: e.FileOpened, reference: str) -> e.FileOpened:
    return replace(opened, reference=reference)


VERBS: Mapping[str, Verb] = MappingProxyType({one.name: one for one in _VERBS})
"""Every verb by its name."""


def does_not_ask(verb: Verb, field: str) -> bool:
    """Return whether a field of a verb's document is filled in by the door.

    A digest is made from the file; a label is given to what is new, and names what is not.
    """
    if field == "label":
        return verb.name in {"propose", "file-open"}
    if field == "acting_for":
        return True
    return field == "digest" or (field == "reference" and verb.name == "file-open")
