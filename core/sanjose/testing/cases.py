"""Cases and steps as rules see them: by hand, and walked one by one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

from sanjose.rules.profile import Committee
from sanjose.rules.view import MeasureView, Step, View
from sanjose.words.model import Assessment, Kind

ON = date(2026, 3, 2)
"""The day on which rules are asked."""
LATER = timedelta(days=5000)


def a_view(**facts: Any) -> View:
    """Return a case as a rule sees it; nothing is known of it but what is given."""
    blank: dict[str, Any] = {"state": "XA", "procedure": None, "received_on": ON}
    return View(**blank | facts)


def a_measure(key: str, **facts: Any) -> MeasureView:
    """Return a measure as a rule sees it: proposed today."""
    blank: dict[str, Any] = {
        "label": "M1",
        "stage": "",
        "proposed_on": ON,
        "decided_on": None,
        "taken_on": None,
        "reply_by": None,
        "answered": False,
        "about": None,
    }
    return MeasureView(**blank | {"key": key} | facts)


def a_step(measure: str, view: View, **facts: Any) -> Step:
    """Return a measure about to be proposed today."""
    blank: dict[str, Any] = {"verb": "propose", "measure": measure, "view": view, "on": ON}
    return Step(**blank | facts)


def walked_views(committee: Committee) -> Iterator[View]:
    """Give a case of every procedure, finding and kind of file, at every turn of a letter."""
    taken = ON - timedelta(days=100)
    late = ON - timedelta(days=1)
    turns = (
        (ON, ()),
        (taken, ()),
        (taken, (a_measure("letter", proposed_on=taken),)),
        (taken, (a_measure("letter", taken_on=taken),)),
        (taken, (a_measure("letter-deadline", taken_on=taken, reply_by=late),)),
        (ON, (a_measure("letter", taken_on=taken, answered=True), a_measure("information"))),
    )
    for key, finding, files, (received, measures), kinds, flag in product(
        (None, "unknown", *(one.key for one in committee.procedures)),
        (None, *Assessment),
        ((), *(((one.key, "open"),) for one in committee.files)),
        turns,
        ((), tuple(Kind)),
        ("imminent", "detained", "in_session", "state"),
    ):
        about: dict[str, Any] = {"procedure": key, "files": files, "kinds": kinds}
        facts = {"finding": finding, "received_on": received, "measures": measures}
        yield a_view(**about | facts | {flag: "XA" if flag == "state" else True})


NAMED = (
    (False, False, False, None),
    (False, False, False, Assessment.REPRISAL),
    (False, True, True, Assessment.REPRISAL),
    (True, False, True, Assessment.REPRISAL),
    (True, True, False, Assessment.REPRISAL),
    (True, True, True, None),
)
"""Naming nobody, about an allegation, in danger, assessed: any two of them in every way."""


def walked_steps(committee: Committee) -> Iterator[Step]:
    """Give every procedure and every measure, named or naming nobody, in danger or not."""
    for key, measure, files, (nobody, specific, imminent, finding) in product(
        (None, "unknown", *(one.key for one in committee.procedures)),
        committee.kinds,
        ((), *(((one.key, "open"),) for one in committee.files)),
        NAMED,
    ):
        view = a_view(procedure=key, files=files, imminent=imminent, finding=finding)
        yield a_step(measure, view, identifies_nobody=nobody, specific=specific)


def later(view: View) -> View:
    """Return the same case, everything in it later."""
    names = ("proposed_on", "decided_on", "taken_on", "reply_by")
    measures = []
    for one in view.measures:
        dates: dict[str, Any] = {name: _moved(getattr(one, name)) for name in names}
        measures.append(replace(one, **dates))
    return replace(view, received_on=_moved(view.received_on), measures=tuple(measures))


def _moved(day: date | None) -> date | None:
    return day and day + LATER
