"""A committee and the steps that it may be asked about, for tests of the rules."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from sanjose.rules.measures import MEASURES
from sanjose.rules.procedure import sanjose_objections
from sanjose.rules.profile import Committee, Posting, Procedure, Shape, Strength
from sanjose.rules.view import Held, MeasureView, PersonView, Step, View
from sanjose.words.model import (
    Assessment,
    Basis,
    Channel,
    Decider,
    Standing,
)
from sanjose.words.provenance import Chosen, shortly

DAY = date(2026, 3, 2)
WHY = "invented for a test"
VERBS = ("propose", "decide", "take")


def a_committee(**own):
    """Return a committee that differs from the common procedure in nothing but what is given."""
    common = {
        "slug": "cat",
        "name": "an invented committee",
        "rapporteur": Chosen("rapporteur", WHY),
        "policy": Chosen(None, WHY),
        "endorsed": Chosen(None, WHY),
        "procedures": (
            Procedure(key="report", title="report", source=Chosen(None, WHY)),
            Procedure(key="inquiry", title="inquiry", source=Chosen(None, WHY), sealed=True),
        ),
        "posting": Chosen(Posting.POSTED, WHY),
        "signatory": Chosen("Chair", WHY),
        "protects": Chosen("everybody", WHY),
        "reports": Chosen("in the annual report", WHY),
        "country_rapporteur": Chosen(Strength.SHOULD, WHY),
        "documents": (),
        "shape": Chosen(Shape.ONE, WHY),
        "functions": Chosen(None, WHY),
    }
    return Committee(**common | own)


def a_measure(label="M1", key="letter", **facts):
    """Return a letter that was taken yesterday, as a rule sees it."""
    known = {
        "stage": "taken",
        "proposed_on": DAY - timedelta(days=2),
        "decided_on": DAY - timedelta(days=2),
        "taken_on": DAY - timedelta(days=1),
        "reply_by": None,
        "answered": False,
        "about": None,
    }
    return MeasureView(label=label, key=key, **known | facts)


def a_person(label="P1", **facts):
    """Return somebody with a safe channel, as a rule sees them."""
    known = {
        "standing": Standing.CONCERNED,
        "child": False,
        "channel": Channel.MESSAGE,
        "safe": True,
    }
    return PersonView(label=label, **known | facts)


def agreed(label="P1", **facts):
    """Return what somebody's own consent to everything comes to."""
    items = frozenset({"M1", "M1-reply"})
    return Held(
        **{"label": label, "basis": Basis.CONSENT, "since": DAY, "items": items} | facts
    )


def a_view(**facts):
    """Return a case that was found to be a reprisal, with a letter that was taken."""
    known = {
        "state": "XXA",
        "procedure": "report",
        "received_on": DAY - timedelta(days=30),
        "finding": Assessment.REPRISAL,
        "persons": (a_person(),),
        "measures": (a_measure(),),
    }
    return View(**known | facts)


def a_step(verb="propose", measure="letter", **facts):
    """Return a step against which nothing stands."""
    known = {
        "verb": verb,
        "measure": measure,
        "view": a_view(),
        "on": DAY,
        "about": "M1" if MEASURES[measure].follows else None,
        "held": (agreed(),),
        "weighed": True,
        "chair_told": True,
        "session": True,
        "contacted_on": DAY,
        "decider": Decider.PLENARY,
        "adopted": True,
    }
    return Step(**known | facts)


def general(verb="propose", measure="obligations", **facts):
    """Return a step without a case that was checked to identify nobody."""
    known = {
        "view": View(state="XXA", procedure=None),
        "has_case": False,
        "identifies_nobody": True,
        "held": (),
        "weighed": None,
        "chair_told": False,
    }
    return a_step(verb, measure, **known | facts)


def against(step, committee=None):
    """Return what stands against a step: short names, each with its paragraph."""
    objections = sanjose_objections(committee or a_committee(), step)
    return [(one.key, shortly(one.source)) for one in objections]


def keys(step, committee=None):
    """Return the short names of what stands against a step."""
    return {key for key, _ in against(step, committee)}


# -- every step that may be asked about --------------------------------------------------------

days = st.dates(DAY - timedelta(days=90), DAY + timedelta(days=9))

helds = st.builds(
    Held,
    label=st.sampled_from(["P1", "P2"]),
    basis=st.none() | st.sampled_from(Basis),
    refused=st.booleans(),
    lapsed=st.booleans(),
    concern=st.booleans(),
    items=st.frozensets(st.sampled_from(["M1", "M1-reply", "M2"])),
    only_items=st.booleans(),
)

measure_views = st.builds(
    a_measure,
    label=st.sampled_from(["M1", "M2"]),
    key=st.sampled_from(sorted(MEASURES)),
    taken_on=st.none() | days,
    reply_by=st.none() | days,
    answered=st.booleans(),
    replied=st.booleans(),
)

views = st.builds(
    a_view,
    procedure=st.sampled_from(["report", "inquiry", "unknown", None]),
    finding=st.none() | st.sampled_from(Assessment),
    imminent=st.booleans(),
    detained=st.booleans(),
    in_session=st.booleans(),
    persons=st.lists(
        st.builds(a_person, standing=st.sampled_from(Standing), safe=st.booleans()), max_size=2
    ).map(tuple),
    measures=st.lists(measure_views, max_size=2).map(tuple),
)

steps = st.builds(
    Step,
    verb=st.sampled_from(VERBS),
    measure=st.sampled_from(sorted(MEASURES)),
    view=views,
    on=st.just(DAY),
    has_case=st.booleans(),
    about=st.none() | st.sampled_from(["M1", "M2"]),
    of_reply=st.booleans(),
    specific=st.booleans(),
    identifies_nobody=st.booleans(),
    held=st.lists(helds, max_size=2).map(tuple),
    weighed=st.none() | st.booleans(),
    chair_told=st.booleans(),
    session=st.booleans(),
    contacted_on=st.none() | days,
    decider=st.none() | st.sampled_from(Decider),
    adopted=st.booleans(),
    without_contact=st.booleans(),
)


def changed(step, **facts):
    """Return a step with some facts otherwise; those of its view with ``view_`` before them."""
    of_view = {name[5:]: value for name, value in facts.items() if name.startswith("view_")}
    own = {name: value for name, value in facts.items() if not name.startswith("view_")}
    return replace(step, view=replace(step.view, **of_view), **own)
