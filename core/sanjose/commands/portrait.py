"""A case for a machine: the same as is shown, and names and texts only where they are asked."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sanjose.commands import timeline
from sanjose.commands.answers import plain_due
from sanjose.rules import basis
from sanjose.words.case import Case
from sanjose.words.due import Due
from sanjose.words.events import AllegationReceived, Event, PersonNamed
from sanjose.words.measures import Measure
from sanjose.words.model import Use
from sanjose.words.told import fields_of


def plain(
    case: Case, events: Iterable[Event], dues: Iterable[Due], day: date, *, reveal: bool
) -> dict[str, Any]:
    """Return a case as plain values; without ``reveal`` no name and no text is among them."""
    return {
        "reference": case.reference,
        "word": case.word,
        "stage": case.stage,
        "received_on": case.received_on,
        "received": _received(case.received),
        "persons": [_person(one, reveal=reveal) for one in case.persons],
        "erased": list(case.erased),
        "basis": [
            {"person": one.label, "use": str(use), **_held(case, one.label or "", use, day)}
            for one in case.concerned
            for use in Use
        ],
        "assessment": str(case.assessment.finding) if case.assessment else None,
        "confirmed_reprisal": case.confirmed,
        "measures": [_measure(one, day) for one in case.measures],
        "files": [
            {"label": f.label, "kind": f.kind, "state": f.state, "document": f.document}
            for f in case.files
        ],
        "events": [_event(one, reveal=reveal) for one in events],
        "due": [plain_due(one, day) for one in dues],
    }


def _received(received: AllegationReceived) -> dict[str, Any]:
    found = {one.name: getattr(received, one.name) for one in fields_of(AllegationReceived)}
    found["urgency"] = received.urgency.name.lower()
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in found.items()
    }


def _person(one: PersonNamed, *, reveal: bool) -> dict[str, Any]:
    known = {
        "label": one.label,
        "standing": str(one.standing),
        "child": bool(one.child),
        "channel": str(one.channel),
        "safe": one.safe,
        "stands_for": one.stands_for,
        "suspected": bool(one.suspected),
    }
    if reveal:
        for name in ("name", "contact", "safe_hours"):
            text = getattr(one, name)
            known[name] = text.reveal() if text else None
    return known


def _held(case: Case, label: str, use: Use, day: date) -> dict[str, Any]:
    held = basis.held(case, label, use, day)
    return {
        "basis": str(held.basis) if held.basis else None,
        "since": held.since,
        "refused": held.refused,
        "concern": held.concern,
    }


def _measure(one: Measure, day: date) -> dict[str, Any]:
    waiting = one.awaiting_reply and one.taken_on is not None
    return {
        "label": one.label,
        "measure": one.key,
        "stage": one.stage,
        "proposed_on": one.proposed_on,
        "decided_on": one.decided_on,
        "decided_by": str(one.decided_by) if one.decided_by else None,
        "confirmed": one.confirmed,
        "taken_on": one.taken_on,
        "reply_by": one.taken.reply_by if one.taken else None,
        "days_without_reply": (day - one.taken_on).days if waiting and one.taken_on else None,
    }


def _event(one: Event, *, reveal: bool) -> dict[str, Any]:
    known = {
        "entry": one.seq,
        "on": one.on,
        "recorded_at": one.recorded_at.isoformat(),
        "officer": one.actor,
        "by": str(one.by) if one.by else None,
        "kind": one.body.NAME,
        "what": timeline.happened(one.body),
    }
    if reveal:
        known["texts"] = dict(timeline.texts(one.body))
    return known
