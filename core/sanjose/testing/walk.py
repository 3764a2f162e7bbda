"""A plugin's answers to every walked case and step, asked once and looked at by many checks.

The common answers are those of the functions as they were before any plugin was imported: one
that puts others in their place is found out.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeVar

from sanjose.rules.committees import Plugin
from sanjose.rules.procedure import sanjose_objections as common_objections
from sanjose.rules.view import Objection, Step, View
from sanjose.testing.cases import ON, a_step, walked_steps, walked_views
from sanjose.words.errors import Unable
from sanjose.words.model import Assessment, Post, Urgency

T = TypeVar("T")


class Told(NamedTuple):
    """What stands against a step: the common objections, and all with the plugin's."""

    step: Step
    common: tuple[Objection, ...]
    whole: tuple[Objection, ...]

    @property
    def own(self) -> tuple[Objection, ...]:
        """Return the committee's own objections."""
        return self.whole[len(self.common) :]


class Seen(NamedTuple):
    """What a plugin says of a case."""

    view: View
    urgency: Urgency
    proposals: tuple[str, ...]


class Walk:
    """The answers, and one sentence for each way in which the plugin failed to give one."""

    def __init__(self, plugin: Plugin) -> None:
        committee = plugin.committee
        self.failures: dict[str, None] = {}
        self.steps: list[Told] = []
        self.views: list[Seen] = []
        for step in walked_steps(committee):
            whole = self._answered(partial(plugin.objections, step))
            if whole is not None:
                common = tuple(common_objections(committee, step))
                self.steps.append(Told(step, common, whole))
        for view in walked_views(committee):
            urgency = self._answered(partial(plugin.urgency, view, ON))
            proposals = self._answered(partial(plugin.proposals, view, ON))
            if urgency is not None and proposals is not None:
                self.views.append(Seen(view, urgency, proposals))
            if view.measures == ():
                self._apart(plugin, view)

    def _apart(self, plugin: Plugin, view: View) -> None:
        """Ask what is asked seldom: who stands in, and what is no measure."""
        for post in Post:
            self._answered(partial(plugin.acting, post, view, ON))
        contact = a_step("contact", view, verb="contact")
        self._answered(partial(plugin.objections, contact))
        for finding in Assessment:
            step = a_step("assessment", view, verb="assess", finding=finding)
            self._answered(partial(plugin.objections, step))

    def _answered(self, ask: Callable[[], T]) -> T | None:
        try:
            return ask()
        except Unable as error:
            self.failures[str(error)] = None
            return None
