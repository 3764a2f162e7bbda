"""Every case and every step that a committee may be asked about, for hypothesis."""

from datetime import timedelta

from hypothesis import strategies as st

from sanjose.rules.profile import Committee
from sanjose.rules.view import MeasureView, Step, View
from sanjose.testing.cases import ON
from sanjose.words.model import (
    Assessment,
    Channel,
    Cooperation,
    Criterion,
    Decider,
    Kind,
    Mode,
    Perpetrator,
    Source,
    Urgency,
)

days = st.dates(ON - timedelta(days=400), ON)


def measures(committee: Committee) -> st.SearchStrategy[MeasureView]:
    """Return every measure that stands in a case."""
    return st.builds(
        MeasureView,
        label=st.sampled_from(["M1", "M2", "M3"]),
        key=st.sampled_from(sorted(committee.kinds)),
        stage=st.just("taken"),
        proposed_on=days,
        decided_on=st.none() | days,
        taken_on=st.none() | days,
        reply_by=st.none() | days,
        answered=st.booleans(),
        about=st.none(),
        replied=st.booleans(),
    )


def views(committee: Committee) -> st.SearchStrategy[View]:
    """Return every case that a committee may be asked about."""
    procedures = [one.key for one in committee.procedures]
    files = [(one.key, state) for one in committee.files for state in one.moves]
    linked = st.lists(st.sampled_from(files), max_size=2).map(tuple) if files else st.just(())
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
        measures=st.lists(measures(committee), max_size=3).map(tuple),
        files=linked,
    )


def steps(committee: Committee) -> st.SearchStrategy[Step]:
    """Return every step that a committee may be asked about."""
    return st.builds(
        Step,
        verb=st.sampled_from(["propose", "decide", "take", "contact", "assess"]),
        measure=st.sampled_from(sorted(committee.kinds)),
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
        finding=st.none() | st.sampled_from(Assessment),
        turned_on=st.lists(st.sampled_from(Criterion), max_size=2, unique=True).map(tuple),
        mode=st.none() | st.sampled_from(Mode),
        consensus=st.booleans(),
        in_favour=st.none() | st.integers(0, 20),
    )
