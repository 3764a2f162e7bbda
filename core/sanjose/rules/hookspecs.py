"""The contract between the core and a committee's plugin: one profile, four judgements.

A hook is pure and synchronous: it reads its arguments and nothing else, no file, no clock, no
network, and answers the same twice. It only adds: the core takes the highest urgency and
every objection, and applies recusal after ``sanjose_acting``. A raised exception stops the
step and puts the committee out of service until its plugin is mended.
"""

from collections.abc import Iterable
from datetime import date

import pluggy

from sanjose.rules.profile import Committee
from sanjose.rules.view import Objection, Step, View
from sanjose.words.model import Post, Urgency

hookspec = pluggy.HookspecMarker("sanjose")
hookimpl = pluggy.HookimplMarker("sanjose")


@hookspec(firstresult=True)
def sanjose_committee() -> Committee | None:
    """Return the profile of the committee that the plugin speaks for."""


@hookspec
def sanjose_urgency(committee: Committee, view: View, on: date) -> Urgency | None:
    """Say how soon a person has to look; the highest answer counts."""


@hookspec
def sanjose_objections(committee: Committee, step: Step) -> Iterable[Objection]:
    """Give the reasons against a step; one reason stops it, whoever gives it."""
    return ()  # pragma: no cover - the body of a specification never runs


@hookspec
def sanjose_proposals(committee: Committee, view: View, on: date) -> Iterable[str]:
    """Name measures worth considering now; a person decides, nothing happens by itself."""
    return ()  # pragma: no cover - the body of a specification never runs


@hookspec(firstresult=True)
def sanjose_acting(
    committee: Committee, post: Post, view: View, on: date
) -> Iterable[Post] | None:
    """Say which posts stand in for one, in order; recusal is applied afterwards by the core."""
