"""Cases and steps as rules see them: by hand, generated, and walked one by one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from hypothesis import strategies as st

from sanjose.rules.measures import MEASURES
from sanjose.rules.view import MeasureView, Step, View
from sanjose.words.model import (
    Assessment,
    Channel,
    Cooperation,
    Decider,
    Kind,
    Perpetrator,
    Source,
    Urgency,
)

ON = date(2026, 3, 2)
LATER = timedelta(days=5000)


def a_view(**facts) -> View:
    """Return a case as a rule sees it; nothing is known of it but what is given."""
    return View(**{"state": "XA", "procedure": None, "received_on": ON} | facts)


def a_measure(key: str, **facts) -> MeasureView:
    """Return a measure as a rule sees it: proposed today."""
    blank = {
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


def a_step(measure: str, view: View, **facts) -> Step:
    """Return a measure about to be proposed today."""
    return Step(**{"verb": "propose", "measure": measure, "view": view, "on": ON} | facts)


days = st.dates(ON - timedelta(days=400), ON)
measures = st.builds(
    MeasureView,
    label=st.sampled_from(["M1", "M2", "M3"]),
    key=st.sampled_from(sorted(MEASURES)),
    stage=st.just("taken"),
    proposed_on=days,
    decided_on=st.none() | days,
    taken_on=st.none() | days,
    reply_by=st.none() | days,
    answered=st.booleans(),
    about=st.none(),
    replied=st.booleans(),
)


def views(committee) -> st.SearchStrategy[View]:
    """Return every case that a committee may be asked about."""
    procedures = [one.key for one in committee.procedures]
    files = [(one.key, state) for one in committee.files for state in one.moves]
    return st.builds(
        View,
        state=st.sampled_from(["XA", "XB", None]),
        procedure=st.sampled_from([None, "unknown", *procedures]),
        received_on=st.none() | days,
        source=st.sampled_from(Source),
        cooperation=st.sampled_from(Cooperation),
        kinds=st.lists(st.sampled_from(Kind), max_size=3, unique=True).map(tuple),
        perpetrator=st.sampled_from(Perpetrator),
        urgency=st.sampled_from(Urgency),
        imminent=st.booleans(),
        detained=st.booleans(),
        in_session=st.booleans(),
        finding=st.none() | st.sampled_from(Assessment),
        measures=st.lists(measures, max_size=3).map(tuple),
        files=st.lists(st.sampled_from(files), max_size=2).map(tuple) if files else st.just(()),
    )


def steps(committee) -> st.SearchStrategy[Step]:
    """Return every step that a committee may be asked about."""
    return st.builds(
        Step,
        verb=st.sampled_from(["propose", "decide", "take", "contact"]),
        measure=st.sampled_from(sorted(MEASURES)),
        view=views(committee),
        on=st.just(ON),
        has_case=st.booleans(),
        about=st.none() | st.sampled_from(["M1", "M2"]),
        of_reply=st.booleans(),
        specific=st.booleans(),
        identifies_nobody=st.booleans(),
        weighed=st.none() | st.booleans(),
        chair_told=st.booleans(),
        session=st.booleans(),
        contacted_on=st.none() | days,
        decider=st.none() | st.sampled_from(Decider),
        adopted=st.booleans(),
        without_contact=st.booleans(),
        channel=st.none() | st.sampled_from(Channel),
        channel_safe=st.booleans(),
    )


def walked_views(committee) -> Iterator[View]:
    """Give a case of every procedure, finding and kind of file, at every turn of a letter."""
    taken = ON - timedelta(days=100)
    turns = (
        (),
        (a_measure("letter", proposed_on=taken),),
        (a_measure("letter", taken_on=taken),),
        (a_measure("letter-deadline", taken_on=taken, reply_by=ON - timedelta(days=1)),),
        (a_measure("letter", taken_on=taken, answered=True), a_measure("information")),
    )
    for key, finding, files, measures, kinds, flag in product(
        (None, "unknown", *(one.key for one in committee.procedures)),
        (None, *Assessment),
        ((), *(((one.key, "open"),) for one in committee.files)),
        turns,
        ((), tuple(Kind)),
        ("imminent", "detained", "in_session", "state"),
    ):
        facts = {"procedure": key, "finding": finding, "files": files, "measures": measures}
        yield a_view(**facts | {"kinds": kinds, flag: "XA" if flag == "state" else True})


def walked_steps(committee) -> Iterator[Step]:
    """Give every procedure and every measure, named or naming nobody, in danger or not."""
    for key, measure, files, nobody, specific, imminent, finding in product(
        (None, "unknown", *(one.key for one in committee.procedures)),
        MEASURES,
        ((), *(((one.key, "open"),) for one in committee.files)),
        (False, True),
        (False, True),
        (False, True),
        (None, Assessment.REPRISAL),
    ):
        view = a_view(procedure=key, files=files, imminent=imminent, finding=finding)
        yield a_step(measure, view, identifies_nobody=nobody, specific=specific)


def later(view: View) -> View:
    """Return the same case, everything in it later."""
    names = ("proposed_on", "decided_on", "taken_on", "reply_by")
    measures = tuple(
        replace(one, **{name: _moved(getattr(one, name)) for name in names})
        for one in view.measures
    )
    return replace(view, received_on=_moved(view.received_on), measures=measures)


def _moved(day: date | None) -> date | None:
    return day and day + LATER
