"""What is waiting in a case, and by which day somebody should look.

A due date is never a limitation: nothing lapses, closes or goes out when one passes. The
numbers of days are the profile's, each with where it comes from, or this installation's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from sanjose.rules.procedure import decider
from sanjose.rules.profile import Committee
from sanjose.words.case import Case
from sanjose.words.committee import CommitteeRecord
from sanjose.words.due import Due
from sanjose.words.measures import Measure
from sanjose.words.model import INTERIM, Answer, Decider, Matter, Post, Urgency
from sanjose.words.provenance import Chosen, Citation, guidelines, note, ours

SOURCES: Mapping[str, Citation | Chosen[None]] = {
    "tell the rapporteur": guidelines(10),
    "tell the Bureau": note(5),
    "tell the Chair": guidelines(10),
    "check-in": guidelines(13),
    "assess": guidelines(12),
    "look again": note(33),
    "keep in view": ours("danger stays before everybody's eyes until somebody looked at it"),
    "conclude": guidelines(14),
    "decide": guidelines(14),
    "confirm": ours("what was said on the telephone is confirmed while it is remembered"),
    "take": guidelines(14),
    "reply": guidelines(19),
    "no reply": note(38),
    "tell of the reply": guidelines(13),
    "consent": note(11),
    "discuss the concern": note(22),
    "file": ours(
        "a file that stands still is looked at, after the committee's own number of days"
    ),
    "take back the copies": ours(
        "a paper that speaks of persons is out of sight until it is back in the secretariat"
    ),
    "review": ours("a parked case is looked at again on the day that was named"),
}
"""Why each thing is waited for."""


class Days:
    """Numbers of days: the installation's own where it set them, else the committee's."""

    def __init__(self, committee: Committee, own: Mapping[str, int]) -> None:
        self._committee = committee
        self._own = own

    def of(self, what: str) -> timedelta:
        """Return a number of days as a span."""
        return timedelta(days=self._own.get(what, self._committee.within(what).value))

    @property
    def focal(self) -> str:
        """Return what waits while the office that is told first was not told."""
        return f"tell the {self._committee.focal}"

    def decided(self, measure: str) -> bool:
        """Return whether a measure waits for a decision; danger in the room does not."""
        return (
            decider(self._committee, self._committee.kinds[measure]) is not Decider.SECRETARIAT
        )

    def seen_by_all(self, measure: str) -> bool:
        """Return whether a measure is published: what protects at once is not."""
        return self._committee.kinds[measure].public


def dues(case: Case, days: Days) -> tuple[Due, ...]:
    """Return what is waiting in a case.

    Of a parked one it is the review, the next check-in, and a reply that was not late when it
    was parked: what was promised to a person or asked of a State by a day is not put away.
    """
    if case.closed is not None:
        return ()
    if case.parked is not None:
        return (Due("review", "", case.latest, case.parked.review_on), *_running(case, days))
    return (
        *_notices(case, days),
        *_contact(case, days),
        *_assessment(case, days),
        *(due for one in case.measures for due in _measure(one, case, days)),
        *_heard(case, days),
        *_danger(case),
    )


def _measure(measure: Measure, case: Case, days: Days) -> Iterator[Due]:
    """Give what is waiting about a measure; in danger what protects waits for no later day.

    Source: G 19, 22; ours, as no source gives a number of days.
    """
    at_once = case.received.imminent and not days.seen_by_all(measure.key)
    for due in measure_dues(measure, days):
        hurried = at_once and due.kind in {"decide", "take"}
        yield replace(due, on=due.since) if hurried else due


def _running(case: Case, days: Days) -> Iterator[Due]:
    """Give what goes on while a case is parked. Source: G 13, 19; floor 9."""
    yield from (due for due in _contact(case, days) if due.kind == "check-in")
    for one in case.measures:
        yield from (
            due
            for due in _reply(one)
            if due.kind == "reply" and (case.parked_on is None or due.on >= case.parked_on)
        )


def _danger(case: Case) -> Iterator[Due]:
    """Give a case of danger, from the first day on, until it is assessed and calm."""
    urgent = case.received.urgency is not Urgency.ORDINARY
    if case.received.imminent or (urgent and case.assessment is None):
        yield Due("keep in view", "", case.received_on, case.received_on)


def _heard(case: Case, days: Days) -> Iterator[Due]:
    """Give each reply since which nobody of the case was reached. Source: G 13.

    Whoever gave their word that a State be written to waits for what it said.
    """
    last = max((on for on, one in case.contacts if one.reached), default=date.min)
    for one in case.measures:
        replied = max((on for on, reply in one.replies if reply.substantive), default=last)
        if case.persons and replied > last:
            yield Due("tell of the reply", one.label, replied, replied + days.of("reached"))


def _notices(case: Case, days: Days) -> Iterator[Due]:
    received = case.received_on
    at_once = case.received.urgency is Urgency.IMMEDIATE
    due = received if at_once else received + days.of("notice")
    rapporteurs = (Post.RAPPORTEUR, Post.ALTERNATE, Post.BUREAU)
    if not any(case.noticed(post, Matter.RECEIPT) for post in rapporteurs):
        yield Due(days.focal, "", received, due)
    if not case.noticed(Post.CHAIR, Matter.RECEIPT):
        yield Due("tell the Chair", "", received, due)


def _contact(case: Case, days: Days) -> Iterator[Due]:
    """Give the next check-in, and what a person was asked or is concerned about.

    A failed attempt without a new day leaves the check-in as it was, missed or not.
    """
    contacts = {
        contact.person: (on, contact.check_in)
        for on, contact in sorted(case.contacts, key=lambda entry: entry[0])
        if contact.reached or contact.check_in is not None
    }
    for label, (on, check_in) in contacts.items():
        if check_in is not None:
            yield Due("check-in", label, on, check_in)
    asked: dict[str, date] = {}
    concerned: dict[str, date] = {}
    for event, consent in sorted(case.consents, key=lambda entry: entry[0].on):
        label = consent.person
        asked.pop(label, None)
        match consent.answer:
            case Answer.ASKED:
                asked[label] = event.on
            case Answer.CONCERN:
                concerned.setdefault(label, event.on)
            case Answer.DISCUSSED:
                concerned.pop(label, None)
            case _:
                pass
    for kind, since in (("consent", asked), ("discuss the concern", concerned)):
        for label, on in since.items():
            yield Due(kind, label, on, on + days.of("consent"))


def _assessment(case: Case, days: Days) -> Iterator[Due]:
    if case.assessment is None or case.assessed_on is None:
        due = case.received_on + days.of("assessment")
        yield Due("assess", "", case.received_on, due)
    elif case.assessment.finding in INTERIM:
        yield Due("look again", "", case.assessed_on, case.assessed_on + days.of("again"))
    elif case.conclusions is None:
        yield Due("conclude", "", case.assessed_on, case.assessed_on + days.of("decision"))


def committee_dues(
    record: CommitteeRecord, committee: Committee, days: Days
) -> tuple[Due, ...]:
    """Return what waits about measures without a case, files that stand still, and copies."""
    found = [due for one in record.measures for due in measure_dues(one, days)]
    for file in record.files:
        kind = committee.file(file.kind)
        clock = kind.clocks.get(file.now) if kind is not None else None
        if clock is not None:
            since, state = file.states[-1]
            due = since + timedelta(days=clock.value)
            found.append(Due("file", f"{file.label} {state}", since, due))
    for brief in record.briefs:
        if brief.outstanding:
            held_on = brief.fact.held_on
            found.append(Due("take back the copies", brief.label, brief.numbered_on, held_on))
    return tuple(found)


def measure_dues(measure: Measure, days: Days) -> Iterator[Due]:
    """Give what is waiting about one measure, with or without a case."""
    label = measure.label
    if measure.decided_on is None:
        proposed = measure.proposed_on
        if measure.taken is None and days.decided(measure.key):
            yield Due("decide", label, proposed, proposed + days.of("decision"))
        elif measure.taken is None:
            yield Due("take", label, proposed, proposed)
    else:
        if not measure.confirmed and measure.decided_by is not Post.SECRETARIAT:
            decided = measure.decided_on
            yield Due("confirm", label, decided, decided + days.of("confirmation"))
        if measure.adopted and measure.taken is None:
            yield Due("take", label, measure.decided_on, measure.decided_on + days.of("taking"))
    yield from _reply(measure)


def _reply(measure: Measure) -> Iterator[Due]:
    """Give an unanswered letter: until its deadline, and after it for ever.

    Without a deadline the silence counts from the day it was taken. Source: G 19; N 38.
    """
    if measure.taken is None or measure.taken_on is None or not measure.awaiting_reply:
        return
    if measure.taken.reply_by is not None:
        yield Due("reply", measure.label, measure.taken_on, measure.taken.reply_by)
    else:
        yield Due("no reply", measure.label, measure.taken_on, measure.taken_on)


def said(due: Due, today: date) -> str:
    """Return what is waiting, as a person says it on a day.

    >>> said(Due("no reply", "M1", date(2021, 9, 8), date(2021, 9, 8)), date(2022, 12, 2))
    'M1: no reply for 450 days'
    """
    label = f"{due.label}: " if due.label else ""
    late = due.late(today)
    if due.kind == "keep in view":
        return "keep in view until it is assessed and calm"
    if due.kind in {"no reply", "reply"} and today > due.on:
        return f"{label}no reply for {_counted((today - due.since).days)}"
    if late == 0:
        when = "today" if due.on == today else f"by {due.on}"
        return f"{label}{due.kind} {when}"
    return f"{label}{due.kind}, {_counted(late)} late"


def _counted(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
