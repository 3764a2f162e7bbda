"""The common procedure, as the plugin that is always asked: the floors that none may lower.

Each function stands for a floor or a paragraph; a committee's plugin can add objections to
these and take none away. What is not a measure (contact, conclusions, closing) is checked by
``order``, with the case in hand.

Source: San José Guidelines; Secretariat note; the floors of the common procedure.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from sanjose.rules import basis
from sanjose.rules.hookspecs import hookimpl
from sanjose.rules.measures import MeasureKind
from sanjose.rules.profile import Committee, Posting
from sanjose.rules.view import Objection, Step, View
from sanjose.words import case as cases
from sanjose.words.case import Case
from sanjose.words.events import (
    CaseClosed,
    CaseParked,
    ConclusionsTold,
    ConsentRecorded,
    NoticeGiven,
)
from sanjose.words.measures import LETTERS
from sanjose.words.model import (
    ADVISABLE,
    INTERIM,
    Answer,
    Assessment,
    Basis,
    Closing,
    Decider,
    Matter,
    Mode,
    Post,
    Standing,
    Urgency,
    Use,
)
from sanjose.words.provenance import (
    Chosen,
    Citation,
    Given,
    Provision,
    guidelines,
    note,
    ours,
)


@hookimpl
def sanjose_urgency(view: View) -> Urgency:
    """Set the urgency that no committee goes below. Source: G 19, 22; ours."""
    return cases.urgency(view.imminent, view.detained)


@hookimpl
def sanjose_objections(committee: Committee, step: Step) -> Iterator[Objection]:
    """Give the common procedure's reasons against a step."""
    if step.verb == "contact":
        yield from unsafe_channel(step)
        return
    if step.verb == "assess":
        return
    kind = committee.measure(step.measure)
    yield from misplaced(step, kind)
    yield from unsafe_person(step, kind)
    if not rushed(step, kind):
        yield from basis.against(step, kind)
        yield from unweighed(step, kind)
        yield from unchecked(step, kind)
        yield from unassessed(step, kind)
    if step.verb in {"decide", "take"}:
        yield from unconcluded(step, kind)
        yield from unspoken(step, kind)
    yield from undecided(step, kind, committee)
    yield from unvoted(step, committee)
    if kind.use is Use.PUBLISH and kind.follows & LETTERS:
        yield from unposted(step, committee)


@hookimpl
def sanjose_proposals(committee: Committee, view: View, on: date) -> Iterator[str]:
    """Name what the sources suggest next; a person decides. Source: G 19, 22; N 32, 38."""
    if view.imminent and view.in_session:
        yield "safety"
    if view.imminent or view.detained:
        yield "letter-deadline"
    silence = timedelta(days=committee.within("reply").value)
    for one in view.measures:
        if one.taken_on is None or one.answered or one.key not in LETTERS:
            continue
        if on > (one.reply_by or one.taken_on + silence):
            yield "reminder"
            yield "meeting"


def rushed(step: Step, kind: MeasureKind) -> bool:
    """Return whether danger in the room lets safety be called first. Source: G 22; floor 1."""
    return kind.key == "safety" and (step.session or step.view.in_session)


def misplaced(step: Step, kind: MeasureKind) -> Iterator[Objection]:
    """Object where a measure lacks what it is about."""
    if not step.has_case and not kind.without_case:
        yield Objection("needs-case", f"this belongs to a case: {kind.title}", kind.sources[0])
    if step.has_case and kind.apart:
        reason = f"this speaks of no allegation and belongs to no case: {kind.title}"
        yield Objection("no-case", reason, kind.sources[0])
    if kind.key == "safety" and not rushed(step, kind):
        reason = "the Department is approached for danger during a session, and none is on"
        yield Objection("not-in-session", reason, guidelines(22))
    if kind.follows:
        about = step.view.measure(step.about)
        if about is None or about.key not in kind.follows:
            reason = f"this names the measure that it is about: {kind.title}"
            yield Objection("about-nothing", reason, kind.sources[0])
        elif about.taken_on is None:
            reason = f"{about.label} has not been taken yet"
            yield Objection("about-nothing", reason, kind.sources[0])
        elif step.of_reply and not about.replied:
            reason = f"no reply to {about.label} has been received"
            yield Objection("about-nothing", reason, kind.sources[0])


def unsafe_channel(step: Step) -> Iterator[Objection]:
    """Object to a contact over a channel not marked safe. Source: N 21, 50; floor 11."""
    if not step.channel_safe:
        reason = (
            "this channel is not marked safe for the person: if they chose it, mark it with "
            "`sanjose add-person --label` or as they are reached; what already happened is "
            "recorded with `sanjose add`"
        )
        yield Objection("unsafe-channel", reason, note(21))


def unsafe_person(step: Step, kind: MeasureKind) -> Iterator[Objection]:
    """Object to asking a person over a channel not marked safe. Source: N 21; floor 11."""
    if kind.to_person and not any(
        one.safe
        for one in step.view.persons
        if one.standing is not Standing.WITNESS and not one.suspected
    ):
        reason = "no channel of anybody in the case is marked safe for a question"
        yield Objection("unsafe-channel", reason, note(21))


def unweighed(step: Step, kind: MeasureKind) -> Iterator[Objection]:
    """Object where consequences for the person and others were not considered. Source: G 13."""
    if kind.use is not None and step.has_case:
        yield from against_weighing(weighed=step.weighed)


def against_weighing(*, weighed: bool | None) -> Iterator[Objection]:
    """Object unless consequences were weighed, for going ahead; None where nobody did."""
    if weighed is None:
        reason = (
            "consequences for the person and for others are not weighed since facts changed"
        )
        yield Objection("not-weighed", reason, guidelines(13))
    elif not weighed:
        reason = "the consequences were weighed, and the answer was not to go ahead"
        yield Objection("weighed-against", reason, guidelines(13))


def unchecked(step: Step, kind: MeasureKind) -> Iterator[Objection]:
    """Object where nobody checked that a general step identifies nobody. Source: G 27."""
    if kind.use is not None and not step.has_case and not step.identifies_nobody:
        reason = "without a case it has to be checked that it identifies nobody"
        yield Objection("identifies", reason, guidelines(27))


def unassessed(step: Step, kind: MeasureKind) -> Iterator[Objection]:
    """Object to speaking in public before the assessment allows it.

    Protection, reminders and requests for information never wait. Source: G 12, 14, 19; N 11.
    """
    if step.view.finding is Assessment.OUTSIDE_SCOPE and kind.use is not None:
        yield Objection("outside-scope", "it was found to be outside scope", guidelines(1))
    elif kind.public and step.has_case and not (kind.general and step.identifies_nobody):
        if step.view.finding is None:
            reason = "it is an allegation until it is assessed, and this would be seen by all"
            yield Objection("not-assessed", reason, guidelines(12))
        elif step.view.finding not in ADVISABLE:
            reason = f"the finding is: {step.view.finding}"
            yield Objection("finding", reason, guidelines(14))


def unconcluded(step: Step, kind: MeasureKind) -> Iterator[Objection]:
    """Object to a public measure before the Chair knows the conclusions. Source: G 14."""
    general = kind.key == "general-recommendation" and step.identifies_nobody
    if kind.public and step.has_case and not general and not step.chair_told:
        reason = "the Chair has not been told the conclusions and the course proposed"
        yield Objection("not-concluded", reason, guidelines(14))


def unspoken(step: Step, kind: MeasureKind) -> Iterator[Objection]:
    """Object to a statement on an allegation, under whatever name, before contact with the State.

    Contact on the same day counts (chosen). A statement on general practices is one of which
    it was checked that it identifies nobody. Source: G 27; N 11 (e); floor 8.
    """
    general = step.identifies_nobody and (kind.apart or not step.specific)
    if not kind.speaks or general:
        return
    contacted = step.contacted_on is not None and step.contacted_on <= step.on
    if not contacted and not step.without_contact:
        reason = "the State party has not been contacted; the body may decide otherwise, with reasons"
        yield Objection("no-contact", reason, note("11 (e)"))


NOT_POSTED = frozenset({Posting.NEVER, Posting.ANNUAL_REPORT, Posting.VISIT_REPORT})


def unposted(step: Step, committee: Committee) -> Iterator[Objection]:
    """Object to posting where the committee posts nothing, or the procedure is sealed.

    Source: G 26; N 12, annex II.
    """
    if committee.posting.value in NOT_POSTED:
        reason = f"letters and replies are not posted here: {committee.posting.value}"
        yield Objection("not-posted", reason, reason_for(committee.posting), final=True)
    procedure = committee.procedure(step.view.procedure or "")
    if procedure is not None and procedure.sealed:
        reason = f"what belongs to this procedure is not posted: {procedure.title}"
        yield Objection("sealed", reason, reason_for(procedure.source), final=True)


def reason_for(value: Provision[object]) -> Citation | Chosen[None]:
    """Return where a profile's value comes from, as an objection cites it."""
    return value.source if isinstance(value, Given) else ours(value.because)


def undecided(step: Step, kind: MeasureKind, committee: Committee) -> Iterator[Objection]:
    """Object to a decider who is not enough, and to acting without a decision.

    Source: G 14; floor 6.
    """
    needed = decider(committee, kind)
    if step.verb == "decide" and (step.decider or Decider.SECRETARIAT) < needed:
        reason = f"this is decided by the {needed.name.lower()} or above"
        yield Objection("not-authorised", reason, guidelines(14))
    if step.verb == "take" and not step.adopted and needed is not Decider.SECRETARIAT:
        yield Objection("not-decided", "no decision to take it is recorded", guidelines(14))


def unvoted(step: Step, committee: Committee) -> Iterator[Objection]:
    """Object to a written procedure without the votes that the committee asks for.

    Source: G 14, "in accordance with the rules of procedure"; the number is the profile's.
    """
    least = committee.votes.get(step.decider) if step.decider is not None else None
    if step.verb != "decide" or not step.adopted or least is None:
        return
    voted = step.in_favour is not None
    if step.mode is Mode.WRITTEN and not voted:
        reason = f"by written procedure the votes are counted: at least {least.value} in favour"
        yield Objection("no-votes", reason, reason_for(least))
    elif not voted and not step.consensus:
        reason = "say whether it was by consensus, or how many voted in favour"
        yield Objection("no-votes", reason, reason_for(least))
    elif voted and (step.in_favour or 0) < least.value:
        reason = f"at least {least.value} have to be in favour"
        yield Objection("too-few-votes", reason, reason_for(least))
    elif voted and (step.in_favour or 0) <= (step.against or 0):
        reason = "more have to be in favour than against"
        yield Objection("too-few-votes", reason, reason_for(least))


def decider(committee: Committee, kind: MeasureKind) -> Decider:
    """Return who decides a measure here; never less than the common minimum."""
    own = committee.decides.get(kind.key)
    return max(kind.decider.value, own.value) if own is not None else kind.decider.value


def weaker(committee: Committee) -> tuple[str, ...]:
    """Return where a profile names a decider below the common minimum, or no measure."""
    return tuple(
        key
        for key, own in committee.decides.items()
        if key not in committee.kinds or own.value < committee.kinds[key].decider.value
    )


def order(case: Case, fact: object, on: date) -> Iterator[Objection]:
    """Give what stands against a step of the procedure that is not a measure."""
    match fact:
        case ConsentRecorded():
            yield from basis.objections(case, fact, on)
        case ConclusionsTold():
            yield from _conclusions(case, on)
        case NoticeGiven(of=Matter.CONCLUSIONS) if case.conclusions is None:
            reason = "there are no conclusions yet to tell of"
            yield Objection("not-concluded", reason, guidelines(14))
        case CaseParked():
            yield from _parking(case)
        case CaseClosed():
            yield from _closing(case, fact)
        case _:
            pass


def _conclusions(case: Case, on: date) -> Iterator[Objection]:
    if case.assessment is None:
        yield Objection(
            "not-assessed", "there is no assessment to conclude from", guidelines(14)
        )
    told = case.noticed(Post.CHAIR, Matter.RECEIPT)
    urgent = case.received.in_session and case.received.imminent
    emergency = any(
        consent.answer is Answer.GIVEN
        and consent.basis is Basis.EMERGENCY
        and event.on <= on < event.on + basis.EMERGENCY.value
        for event, consent in case.consents
    )
    if not (told or urgent or emergency):
        reason = "the Chair has not been told that it was received"
        yield Objection("chair-not-told", reason, guidelines(10))


def _parking(case: Case) -> Iterator[Objection]:
    """Object to putting away what waits for the secretariat, not for an answer."""
    interim = case.assessment is not None and case.assessment.finding in INTERIM
    if not interim and not any(one.awaiting_reply for one in case.measures):
        reason = (
            "only what waits for an answer is parked: no letter is unanswered, and it was not "
            "found insufficient so far or not verifiable"
        )
        yield Objection("nothing-unanswered", reason, note(38))


def _closing(case: Case, fact: CaseClosed) -> Iterator[Objection]:
    finding = case.assessment.finding if case.assessment else None
    if fact.ground is Closing.OUTSIDE_SCOPE and finding is not Assessment.OUTSIDE_SCOPE:
        reason = "it was not found to be outside scope"
        yield Objection("finding", reason, guidelines(14))
    if fact.ground is Closing.REDRESS and any(one.awaiting_reply for one in case.measures):
        reason = "a letter is unanswered, and a State's silence is no redress"
        yield Objection("silence", reason, ours("silence never closes a case"))
    if finding is None and fact.ground in {Closing.SAFE, Closing.REDRESS}:
        reason = "it has not been assessed; the record would not say what was found"
        yield Objection("not-assessed", reason, guidelines(12))
