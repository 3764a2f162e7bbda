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
from pathlib import Path
from types import ModuleType

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjose.rules import procedure
from sanjose.rules.committees import Plugin
from sanjose.rules.faults import provisions
from sanjose.rules.measures import MEASURES
from sanjose.rules.profile import CONTRACT, DAYS
from sanjose.rules.view import Objection, Step
from sanjose.words.model import Post
from sanjose.words.provenance import DOCUMENTS, Chosen, Citation, Given, shortly
from tests.plugins.cases import (
    LATER,
    ON,
    a_step,
    later,
    steps,
    views,
    walked_steps,
    walked_views,
)

HEAVY = ("click", "cryptography", "pydantic", "sqlalchemy", "sqlcipher3", "sqlmodel", "yaml")
MAY_IMPORT = {"sanjose", "collections.abc", "datetime", "dataclasses", "types", "typing"}
MAY_NOT_CALL = {"open", "print", "input", "exec", "eval", "today", "now", "utcnow", "time"}

shared = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow],
)


class Conformance:
    """Inherit this, name the committee and its module, and add what is particular to it."""

    slug: str
    module: ModuleType

    @classmethod
    def setup_class(cls) -> None:
        cls.plugin = Plugin(cls.slug, cls.module)
        cls.committee = cls.plugin.committee
        cls.views = views(cls.committee)
        cls.steps = steps(cls.committee)
        cls.tree = ast.parse(inspect.getsource(cls.module))

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

    def test_every_document_is_listed_once(self):
        symbols = [one.symbol for one in self.committee.documents]

        assert len(symbols) == len(set(symbols))

    def test_every_state_of_a_file_says_what_follows(self):
        for kind in self.committee.files:
            assert {to for states in kind.moves.values() for to in states} <= kind.moves.keys()

    # -- the rules, asked ----------------------------------------------------------------------

    @shared
    @given(data=st.data())
    def test_the_committee_never_lowers_the_urgency(self, data):
        view = data.draw(self.views)

        urgency = self.plugin.urgency(view, ON)

        assert urgency >= procedure.sanjose_urgency(view)

    @shared
    @given(data=st.data())
    def test_every_objection_of_the_common_procedure_remains(self, data):
        step = data.draw(self.steps)
        common = tuple(procedure.sanjose_objections(self.committee, step))

        objections = self.plugin.objections(step)

        assert objections[: len(common)] == common

    def test_the_common_objections_are_not_made_again(self):
        for step in walked_steps(self.committee):
            common, own = self._objections(step)
            assert {one.key for one in common}.isdisjoint(one.key for one in own), step

    def test_nothing_is_proposed_that_the_committee_itself_stops(self):
        for view in walked_views(self.committee):
            for key in self.plugin.proposals(view, ON):
                common, own = self._objections(a_step(key, view))
                assert not own, key
                assert {one.key for one in common}.isdisjoint({"not-posted", "sealed"}), key

    def test_every_objection_says_where_it_stands(self):
        for step in walked_steps(self.committee):
            for one in self.plugin.objections(step):
                assert self._sourced(one), one

    def test_only_measures_are_proposed(self):
        for view in walked_views(self.committee):
            assert set(self.plugin.proposals(view, ON)) <= set(MEASURES)

    def test_the_same_question_has_the_same_answer(self):
        for step in walked_steps(self.committee):
            assert self.plugin.objections(step) == self.plugin.objections(step)
        for view in walked_views(self.committee):
            assert self.plugin.proposals(view, ON) == self.plugin.proposals(view, ON)
            assert self.plugin.urgency(view, ON) == self.plugin.urgency(view, ON)
            for post in Post:
                acting = self.plugin.acting(post, view, ON)
                assert self.plugin.acting(post, view, ON) == acting

    def test_days_are_counted_from_the_day_that_is_given(self):
        """A rule that reads the clock would answer otherwise once everything is later."""
        for view in walked_views(self.committee):
            now = self.plugin.proposals(view, ON)
            assert self.plugin.proposals(later(view), ON + LATER) == now

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

    def test_the_readme_has_every_procedure_and_every_file_with_its_source(self):
        readme = Path(self.module.__file__).parents[1].joinpath("README.md").read_text("utf-8")
        lines = readme.splitlines()

        for one in self.committee.procedures:
            gates = ", ".join(
                word
                for word, meant in (("sealed", one.sealed), ("accepted", one.needs))
                if meant
            )
            assert f"| `{one.key}` | {one.title} | {gates} | {_printed(one.source)} |" in lines
        for kind in self.committee.files:
            assert f"`{kind.key}`" in readme
            assert all(state in readme for state in kind.moves)
            assert all(f"{clock.value} days" in readme for clock in kind.clocks.values())
        for document in self.committee.documents:
            assert document.symbol in readme
            assert document.read in readme

    def test_every_rule_says_where_it_comes_from(self):
        for name in dir(self.module):
            if name.startswith("sanjose_") and name != "sanjose_committee":
                assert "Source:" in (getattr(self.module, name).__doc__ or ""), name

    # -- helpers -------------------------------------------------------------------------------

    def _values(self, kind: type) -> Iterator:
        return (one for one in provisions(self.committee) if isinstance(one, kind))

    def _objections(self, step: Step) -> tuple[tuple[Objection, ...], tuple[Objection, ...]]:
        """Return the common objections to a step, and the committee's own."""
        common = tuple(procedure.sanjose_objections(self.committee, step))
        return common, self.plugin.objections(step)[len(common) :]

    def _place(self, source: Citation, listed: dict) -> str:
        assert source.symbol in listed, source
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


def _printed(value: Given | Chosen) -> str:
    return shortly(value.source) if isinstance(value, Given) else str(value)
