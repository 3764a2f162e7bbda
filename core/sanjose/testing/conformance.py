"""What every committee's plugin has to hold to, as tests that its own tests inherit.

Name the module, and add what is particular to the committee:

    class TestMoon(CommitteeConformance):
        module = sanjose_moon

Each check of ``sanjose.testing.checks`` becomes a test; beside them, the floors are tried
with every case and every step that hypothesis can make.
"""

from types import ModuleType
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjose.rules.committees import Plugin
from sanjose.rules.procedure import sanjose_objections as common_objections
from sanjose.rules.procedure import sanjose_urgency as common_urgency
from sanjose.rules.profile import Committee
from sanjose.rules.view import Step, View
from sanjose.testing.cases import ON
from sanjose.testing.checks import CHECKS, Check
from sanjose.testing.generated import steps, views
from sanjose.testing.subject import Subject

shared = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow],
)


class CommitteeConformance:
    """Inherit this and name the plugin's module; ``slug`` only where the module's name differs."""

    module: ClassVar[ModuleType]
    slug: ClassVar[str] = ""
    subject: ClassVar[Subject]
    plugin: ClassVar[Plugin]
    committee: ClassVar[Committee]
    views: ClassVar[st.SearchStrategy[View]]
    steps: ClassVar[st.SearchStrategy[Step]]

    @classmethod
    def setup_class(cls) -> None:
        """Load the plugin as the core does, which refuses what breaks the contract."""
        cls.subject = Subject(cls.module, cls.slug)
        cls.slug = cls.subject.slug
        cls.plugin = cls.subject.plugin
        cls.committee = cls.plugin.committee
        cls.views = views(cls.committee)
        cls.steps = steps(cls.committee)

    @pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
    def test_it_holds(self, check: Check) -> None:
        """Ask one question of the plugin."""
        faults = list(check(self.subject))

        assert not faults, "\n".join(faults)

    @shared
    @given(data=st.data())
    def test_no_case_has_its_urgency_lowered(self, data: st.DataObject) -> None:
        """Try the urgency of any case."""
        view = data.draw(self.views)

        urgency = self.plugin.urgency(view, ON)

        assert urgency >= common_urgency(view)

    @shared
    @given(data=st.data())
    def test_every_common_objection_to_any_step_remains(self, data: st.DataObject) -> None:
        """Try the objections to any step."""
        step = data.draw(self.steps)
        common = tuple(common_objections(self.committee, step))

        objections = self.plugin.objections(step)

        assert objections[: len(common)] == common

    @shared
    @given(data=st.data())
    def test_whatever_a_case_holds_there_is_an_answer(self, data: st.DataObject) -> None:
        """Try what is proposed in any case."""
        view = data.draw(self.views)

        proposals = self.plugin.proposals(view, ON)

        assert set(proposals) <= set(self.committee.kinds)
