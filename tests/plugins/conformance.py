"""What every committee's plugin has to hold to, as tests that each plugin's tests inherit.

A subclass names the committee and the module. The checks read the profile as a table, walk
generated cases through the rules, and read the source of the module for what no call shows.
"""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from types import ModuleType

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjose.rules import procedure
from sanjose.rules.committees import Plugin, provisions
from sanjose.rules.measures import MEASURES
from sanjose.rules.profile import CONTRACT, DAYS
from sanjose.rules.view import MeasureView, Objection, Step, View
from sanjose.words.model import (
    Assessment,
    Channel,
    Cooperation,
    Decider,
    Kind,
    Perpetrator,
    Post,
    Source,
    Urgency,
)
from sanjose.words.provenance import DOCUMENTS, Chosen, Citation, Given

ON = date(2026, 3, 2)
HEAVY = ("click", "cryptography", "pydantic", "sqlalchemy", "sqlcipher3", "sqlmodel", "yaml")
MAY_IMPORT = {"sanjose", "collections.abc", "datetime", "dataclasses", "types", "typing"}
MAY_NOT_CALL = {"open", "print", "input", "exec", "eval", "today", "now", "utcnow", "time"}

shared = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow],
)


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
        specific=st.booleans(),
        identifies_nobody=st.booleans(),
        weighed=st.none() | st.booleans(),
        chair_told=st.booleans(),
        session=st.booleans(),
        contacted_on=st.none() | days,
        decider=st.none() | st.sampled_from(Decider),
        adopted=st.booleans(),
        channel=st.none() | st.sampled_from(Channel),
        channel_safe=st.booleans(),
    )


class Conformance:
    """Inherit this, name the committee and its module, and add what is particular to it."""

    slug: str
    module: ModuleType

    @property
    def plugin(self) -> Plugin:
        return Plugin(self.slug, self.module)

    @property
    def committee(self):
        return self.plugin.committee

    @property
    def tree(self) -> ast.Module:
        return ast.parse(inspect.getsource(self.module))

    # -- the profile ---------------------------------------------------------------------------

    def test_the_profile_loads_and_speaks_for_the_committee(self):
        assert self.committee.slug == self.slug
        assert self.committee.contract == CONTRACT

    def test_every_given_value_cites_a_place_that_was_read(self):
        listed = {one.symbol: one for one in (*DOCUMENTS, *self.committee.documents)}

        for value in self._values(Given):
            place = self._place(value.source, listed)
            assert place, value

    def test_every_chosen_value_has_its_reason(self):
        for value in self._values(Chosen):
            assert self._reasoned(value), value

    def test_no_number_of_days_is_given_by_a_document(self):
        assert all(isinstance(one, Chosen) for one in self.committee.days.values())
        assert all(self.committee.within(what) for what in DAYS)

    def test_every_key_is_used_once(self):
        for keyed in (self.committee.procedures, self.committee.files):
            keys = [one.key for one in keyed]
            assert len(keys) == len(set(keys))
        assert len({one.symbol for one in self.committee.documents}) == len(
            self.committee.documents
        )

    def test_no_document_of_the_core_is_listed_again(self):
        own = {one.symbol for one in self.committee.documents}

        assert own.isdisjoint({one.symbol for one in DOCUMENTS})

    def test_every_state_of_a_file_can_be_reached(self):
        for kind in self.committee.files:
            reached, waiting = set(), ["open"]
            while waiting:
                state = waiting.pop()
                if state not in reached:
                    reached.add(state)
                    waiting += kind.moves[state]
            assert reached == set(kind.moves)
            assert kind.outside <= reached

    # -- the rules, asked ----------------------------------------------------------------------

    @shared
    @given(data=st.data())
    def test_the_committee_never_lowers_the_urgency(self, data):
        view = data.draw(views(self.committee))

        urgency = self.plugin.urgency(view, ON)

        assert urgency >= procedure.sanjose_urgency(view)

    @shared
    @given(data=st.data())
    def test_every_objection_of_the_common_procedure_remains(self, data):
        plugin = self.plugin
        step = data.draw(steps(plugin.committee))
        common = tuple(procedure.sanjose_objections(plugin.committee, step))

        objections = plugin.objections(step)

        assert objections[: len(common)] == common
        assert all(self._sourced(one) for one in objections[len(common) :])

    @shared
    @given(data=st.data())
    def test_only_measures_are_proposed(self, data):
        view = data.draw(views(self.committee))

        assert set(self.plugin.proposals(view, ON)) <= set(MEASURES)

    @shared
    @given(data=st.data())
    def test_the_same_question_has_the_same_answer(self, data):
        plugin = self.plugin
        step = data.draw(steps(plugin.committee))
        post = data.draw(st.sampled_from(Post))

        def asked():
            return (
                plugin.urgency(step.view, ON),
                plugin.objections(step),
                plugin.proposals(step.view, ON),
                plugin.acting(post, step.view, ON),
            )

        assert asked() == asked()

    @shared
    @given(data=st.data())
    def test_nobody_is_asked_about_somebody_elses_day(self, data):
        """A rule that reads the clock would answer by it and not by the day it is given."""
        view = data.draw(views(self.committee))
        later = replace(view, measures=tuple(_later(one) for one in view.measures))

        now = self.plugin.proposals(view, ON)

        assert self.plugin.proposals(later, ON + timedelta(days=5000)) == now

    # -- the rules, read -----------------------------------------------------------------------

    def test_every_procedure_that_a_rule_names_is_in_the_profile(self):
        named = set(self._compared("procedure"))

        assert named <= {one.key for one in self.committee.procedures}

    def test_every_measure_that_a_rule_names_exists(self):
        named = {*self._compared("measure"), *self._compared("key")}

        assert named <= set(MEASURES)

    def test_nothing_but_the_root_is_imported(self):
        imported = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                imported |= {one.name for one in node.names}
            if isinstance(node, ast.ImportFrom):
                imported.add(node.module)

        assert imported <= MAY_IMPORT

    def test_no_file_no_clock_and_no_screen_is_used(self):
        called = {
            getattr(node.func, "attr", getattr(node.func, "id", ""))
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Call)
        }

        assert called.isdisjoint(MAY_NOT_CALL)

    def test_the_plugin_is_light_to_import(self):
        said = f"import sys, {self.module.__name__}; print(*sys.modules)"

        loaded = subprocess.run(
            [sys.executable, "-c", said], capture_output=True, text=True, check=True
        ).stdout.split()

        assert not set(HEAVY) & set(loaded)

    def test_every_rule_says_where_it_comes_from(self):
        for name in dir(self.module):
            if name.startswith("sanjose_") and name != "sanjose_committee":
                assert "Source:" in (getattr(self.module, name).__doc__ or ""), name

    # -- helpers -------------------------------------------------------------------------------

    def _values(self, kind: type) -> Iterator:
        return (one for one in provisions(self.committee) if isinstance(one, kind))

    def _place(self, source: Citation, listed: dict) -> str:
        document = listed[source.symbol]
        assert not document.read.startswith("not"), f"{source} was not readable"
        for number in re.findall(r"^para\. (\d+)", source.place):
            assert document.paragraphs is None or int(number) <= document.paragraphs, source
        return source.place

    def _reasoned(self, value: Chosen) -> bool:
        return len(value.because.split()) >= 4 and value.because != "not yet looked up"

    def _sourced(self, objection: Objection) -> bool:
        if isinstance(objection.source, Chosen):
            return self._reasoned(objection.source)
        listed = {one.symbol: one for one in (*DOCUMENTS, *self.committee.documents)}
        return bool(self._place(objection.source, listed))

    def _compared(self, attribute: str) -> Iterator[str]:
        """Give the words that the source compares with an attribute of this name."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Compare):
                sides = (node.left, *node.comparators)
                if any(getattr(side, "attr", None) == attribute for side in sides):
                    for side in sides:
                        yield from self._words(side)

    def _words(self, node: ast.AST) -> Iterator[str]:
        match node:
            case ast.Constant(value=str(word)):
                yield word
            case ast.Set() | ast.Tuple() | ast.List():
                for one in node.elts:
                    yield from self._words(one)
            case ast.Name(id=name) if isinstance(getattr(self.module, name, None), frozenset):
                yield from getattr(self.module, name)
            case _:
                pass


def _later(measure: MeasureView) -> MeasureView:
    moved = {
        name: getattr(measure, name) and getattr(measure, name) + timedelta(days=5000)
        for name in ("proposed_on", "decided_on", "taken_on", "reply_by")
    }
    return replace(measure, **moved)
