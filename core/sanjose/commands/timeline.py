"""What happened in a case, an entry a line, in words that name nobody."""

from collections.abc import Iterable, Iterator
from typing import Any

from sanjose.commands.telling import spoken_source
from sanjose.rules.measures import MEASURES
from sanjose.words import approvals as a
from sanjose.words import correspondence as c
from sanjose.words import events as e
from sanjose.words.events import Event
from sanjose.words.model import Answer, Channel, Form, Standing
from sanjose.words.reports import AccountReleased, AccountWithdrawn
from sanjose.words.sealed import Sealed
from sanjose.words.shared import SummaryKept
from sanjose.words.told import fields_of


def lines(events: Iterable[Event]) -> Iterator[tuple[Event, str]]:
    """Give each entry with what it says; texts that stand apart are left to ``texts``."""
    for event in events:
        said = happened(event.body)
        if said:
            whose = f" ({event.by})" if event.by else ""
            file = (
                f" (a file: entry {event.seq})" if getattr(event.body, "digest", None) else ""
            )
            yield event, f"{said}{whose}{file}"


def named(body: Any) -> str:
    """Return what kind of entry it is, also of one that is only a text or a file."""
    match body:
        case e.TextKept():
            verb, _, what = body.of.partition(".")
            about = f" of {body.about}" if body.about else ""
            return f"a text: {verb}{about}, {what.replace('_', ' ')}"
        case e.FileKept():
            return "a file that was kept with an entry"
        case _:
            return happened(body)


def texts(body: Any) -> Iterator[tuple[str, str]]:
    """Give the texts of an entry, each with what it is."""
    for one in fields_of(type(body)):
        value = getattr(body, one.name)
        if isinstance(value, Sealed) and not isinstance(body, e.PersonNamed):
            yield one.help, value.reveal()


def happened(body: Any) -> str:
    """Return what an entry says, without a name or a text; nothing for one that is only text."""
    match body:
        case e.AllegationReceived():
            form = "" if body.form is Form.UNKNOWN else f" {body.form}"
            return f"received{form}, from: {body.source}, {body.confidence}"
        case e.PersonNamed():
            return _person(body)
        case e.SubmissionAdded():
            about = f", about {', '.join(body.persons)}" if body.persons else ""
            form = "" if body.form is Form.UNKNOWN else f", {body.form}"
            return f"handed in or learned{form}{about}"
        case e.FactsAdded():
            return "facts: " + "; ".join(_facts(body))
        case e.ContactMade():
            return _contact(body)
        case e.ProcedureExplained():
            limits = "the procedure and its limits" if body.limits else "the procedure"
            return f"{limits} explained to {body.person}"
        case e.ConsentRecorded():
            return _consent(body)
        case e.ConsequencesWeighed():
            whether = "" if body.go_ahead else ": not to go ahead"
            of = f" of {', '.join(body.measures)}" if body.measures else ""
            return f"consequences{of} weighed{whether}"
        case e.SourceConsulted():
            return f"consulted: {body.consulted}"
        case e.AssessmentConcluded():
            return f"assessed: {body.finding}{_means(body)}"
        case e.ConclusionsTold():
            course = f"; advised: {', '.join(body.course)}" if body.course else ""
            return f"conclusions given to the Chair{_means(body)}{course}"
        case e.NoticeGiven():
            also = "".join(f", for the {one}" for one in body.acting_for)
            return f"{body.to} told of the {body.of}{also}{_means(body)}"
        case e.RecusalDeclared():
            return f"recused: {body.who}"
        case e.StepRefused():
            return _refused(body)
        case e.FileLinked():
            document = f" ({body.document})" if body.document else ""
            return f"linked with {body.label}, {body.kind}: {body.state}{document}"
        case e.PersonErased():
            return f"{body.person} erased"
        case e.CaseParked():
            return f"parked until {body.review_on}{_means(body)}"
        case e.CaseClosed():
            return f"closed: {body.ground}{_means(body)}"
        case _:
            return _measure(body)


def _person(body: e.PersonNamed) -> str:
    child = ", a child" if body.child else ""
    stands = f" for {body.stands_for}" if body.stands_for else ""
    if body.standing is Standing.CONCERNED:
        return f"{body.label} named{child}"
    return f"{body.label} named{child}: {body.standing}{stands}"


def _facts(body: e.FactsAdded) -> Iterator[str]:
    for one in fields_of(e.FactsAdded):
        value = getattr(body, one.name)
        if value in (None, ()):
            continue
        if isinstance(value, bool):
            said = "yes" if value else "no"
        elif isinstance(value, tuple):
            said = ", ".join(value)
        else:
            said = value.name.lower() if one.name == "urgency" else str(value)
        yield f"{one.name.replace('_', ' ')} {said}"


def _contact(body: e.ContactMade) -> str:
    by = "" if body.channel is Channel.NONE else f", {body.channel}"
    if body.inbound:
        said = f"heard from {body.person}{by}"
    elif body.reached:
        said = f"contact with {body.person}{by}"
    else:
        said = f"{body.person} not reached{by}"
    marked = {True: "; channel marked safe", False: "; channel no longer safe", None: ""}
    next_ = f"; next check-in by {body.check_in}" if body.check_in else ""
    return f"{said}{marked[body.safe]}{next_}"


_ANSWERS = {
    Answer.ASKED: "{who} asked about: {what}",
    Answer.GIVEN: "{who} agreed to: {what} ({basis})",
    Answer.REFUSED: "{who} refused: {what}",
    Answer.WITHDRAWN: "{who} withdrew consent to: {what}",
    Answer.CONCERN: "{who} is concerned about what the State itself would carry out",
    Answer.DISCUSSED: "the concern of {who} was discussed",
    Answer.LIFTED: "{who} lifted the refusal of: {what}",
}


def _consent(body: e.ConsentRecorded) -> str:
    what = "; ".join((*body.presets, *body.uses)) or "every use"
    who = f"{body.spoken_by} for {body.person}" if body.spoken_by else body.person
    return _ANSWERS[body.answer].format(who=who, what=what, basis=body.basis)


def _refused(body: e.StepRefused) -> str:
    measure = f" {body.measure}" if body.measure else ""
    keys = (key.replace("-", " ") for key in body.objections)
    why = ", ".join(
        f"{key} ({spoken_source(source)})"
        for key, source in zip(keys, body.sources, strict=False)
    )
    if body.verb == "consent":  # whoever reads it would think that the person refused
        return f"an answer was not recorded: {why}"
    return f"refused to {body.verb}{measure}: {why}"


def _votes(body: Any) -> str:
    """Return how a decision was reached, where that was said."""
    if body.consensus:
        return ", by consensus"
    cast = (
        ("in favour", body.in_favour),
        ("against", body.against),
        ("abstaining", body.abstaining),
    )
    said = ", ".join(f"{votes} {how}" for how, votes in cast if votes is not None)
    return f", {said}" if said else ""


def _means(body: Any) -> str:
    """Return how it came about, where somebody said so."""
    return f", {body.means}" if body.means else ""


def _measure(body: Any) -> str:
    match body:
        case e.MeasureProposed():
            kind = MEASURES.get(body.measure)
            return f"{body.label} proposed: {kind.title if kind else body.measure}"
        case e.MeasureDecided():
            votes = _votes(body)
            adopted = "adopted" if body.adopted else "not adopted"
            return f"{body.label} {adopted}, {body.mode}{_means(body)}{votes}"
        case e.DecisionConfirmed():
            return f"decision on {body.label} confirmed{_means(body)}"
        case e.MeasureTaken():
            until = f"; reply by {body.reply_by}" if body.reply_by else ""
            symbol = f", {body.symbol}" if body.symbol else ""
            return f"{body.label} taken{_means(body)}{symbol}{until}"
        case e.ReplyReceived():
            answers = "" if body.substantive else ", not on the substance"
            return f"reply to {body.label}{answers}"
        case _:
            return _approval(body)


def _approval(body: Any) -> str:
    match body:
        case a.ApprovalAsked():
            return f"{body.label} waits for a second person: {body.act}"
        case a.ApprovalGiven():
            return f"{body.label} approved by a second person"
        case a.ApprovalDeclined():
            return f"{body.label} {body.ended}"
        case a.TextReleased():
            return f"the text of {body.label} released{_agreed(body)}"
        case a.GuardOverruled():
            return f"a text let past the guard{_agreed(body)}"
        case c.LetterKept():
            return f"{_letter(body)} taken in"
        case c.TransmissionProved():
            proof = "" if body.digest else ", no proof yet"
            return f"{_letter(body)} went out{_means(body)}{proof}"
        case AccountReleased():
            return f"account released: {body.use}, {body.first} to {body.last}"
        case AccountWithdrawn():
            return f"account taken back: {body.use}"
        case SummaryKept():
            return f"agreed what other committees may be told: {body.words}"
        case _:
            return ""


def _letter(body: c.LetterKept | c.TransmissionProved) -> str:
    if body.label is None:
        return "the letter to the Chair"
    named = "acknowledgement to" if body.sort is c.Sort.ACKNOWLEDGEMENT else "letter of"
    return f"the {named} {body.label}"


def _agreed(body: a.TextReleased | a.GuardOverruled) -> str:
    return f" ({body.approved})" if body.approved else ""
