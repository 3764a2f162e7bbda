"""A walk through every procedure and measure of the committees, beside the common procedure."""

from types import ModuleType

import pytest

from sanjose.rules.committees import Plugin, known, load
from sanjose.rules.hookspecs import hookimpl
from sanjose.rules.measures import MEASURES
from sanjose.rules.view import Objection
from sanjose.rules.walk import NAMELESS, NO, WITHOUT, YES, walk
from sanjose.words.model import Decider
from sanjose.words.provenance import note, ours
from tests.rules.moon import a_plugin, a_profile

WIDTH = {NO: 0, NAMELESS: 1, WITHOUT: 3, YES: 3}


def width(way: str) -> int:
    """Return how much a way allows; what waits for a file lies between."""
    return WIDTH.get(way, 2)


def alone(profile) -> Plugin:
    """Return a committee's profile beside the common procedure, without any rule of its own."""
    module = ModuleType("alone")
    module.sanjose_committee = hookimpl(lambda: profile)
    module.sanjose_committee.__name__ = "sanjose_committee"
    return Plugin(profile.slug, module)


@pytest.mark.parametrize("slug", known())
def test_a_committee_allows_nothing_that_the_common_procedure_does_not(slug):
    plugin = load(slug)

    own, common = walk(plugin), walk(alone(plugin.committee))

    for mine, theirs in zip(own, common, strict=True):
        for answer, least in zip(mine.answers, theirs.answers, strict=True):
            assert width(answer.way) <= width(least.way), mine.kind.key
            assert {*least.objections} <= {*answer.objections}, mine.kind.key


@pytest.mark.parametrize("slug", known())
def test_no_committee_decides_a_measure_lower_than_the_common_minimum(slug):
    for one in walk(load(slug)):
        least = MEASURES[one.kind.key].decider.value if one.kind.key in MEASURES else None
        assert one.decider >= (Decider.RAPPORTEUR if least is None else least), one.kind.key


@pytest.mark.parametrize("slug", known())
def test_every_measure_can_be_taken_in_some_way_or_says_why_not(slug):
    for one in walk(load(slug)):
        for answer in one.answers:
            assert answer.way in {YES, WITHOUT} or answer.objections, one.kind.key


def test_a_committee_without_rules_may_do_everything_but_post():
    walked = walk(Plugin("moon", a_plugin()))

    ways = {one.kind.key: one.answers[0].way for one in walked}

    assert {key for key, way in ways.items() if way == NO} == {"posting"}
    assert {way for key, way in ways.items() if key != "posting"} == {YES, WITHOUT}


def test_what_a_committee_stops_is_shown_with_its_reason():
    why = Objection("tide", "not while the tide is in", note(22))

    def sanjose_objections(step):
        if step.measure == "statement" and not step.identifies_nobody:
            yield why

    walked = walk(Plugin("moon", a_plugin(sanjose_objections=sanjose_objections)))

    statement = next(one for one in walked if one.kind.key == "statement")
    assert statement.answers[0].way == NAMELESS
    assert statement.answers[0].objections == (why,)


def test_what_waits_for_a_file_says_for_which_state_of_it():
    from tests.rules.test_committees import tide

    def sanjose_objections(step):
        if step.measure == "dialogue" and ("tide", "ebb") not in step.view.files:
            yield Objection("tide", "the tide has to ebb", ours("it is a test of waiting"))

    profile = a_profile(files=(tide(),))
    walked = walk(Plugin("moon", a_plugin(profile, sanjose_objections=sanjose_objections)))

    dialogue = next(one for one in walked if one.kind.key == "dialogue")
    assert dialogue.answers[0].way == "tide: ebb"
