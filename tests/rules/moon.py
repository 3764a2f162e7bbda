"""A committee that does not exist, for what any committee's plugin may do or not."""

from dataclasses import replace
from datetime import date
from types import ModuleType

import pytest

from sanjose.rules.committees import Plugin
from sanjose.rules.hookspecs import hookimpl
from sanjose.rules.profile import Committee, Posting, Procedure, Shape, Strength
from sanjose.rules.view import Step, View
from sanjose.words.errors import Unable
from sanjose.words.provenance import Chosen, Document, Given, guidelines

ON = date(2026, 3, 2)
WHY = "invented for a test, of no committee"
VIEW = View(state="XA", procedure="report")
LETTER = Step(verb="propose", measure="letter", view=VIEW, on=ON)


def a_profile(**changes) -> Committee:
    profile = Committee(
        slug="moon",
        name="Committee on the Moon",
        rapporteur=Chosen("rapporteur", WHY),
        policy=Chosen(None, WHY),
        endorsed=Chosen(None, WHY),
        procedures=(Procedure(key="report", title="report", source=Chosen(None, WHY)),),
        posting=Chosen(Posting.NEVER, WHY),
        signatory=Chosen("rapporteur", WHY),
        protects=Given("whoever cooperates", guidelines(1)),
        reports=Chosen("annual report", WHY),
        country_rapporteur=Given(Strength.SHOULD, guidelines(12)),
        shape=Chosen(Shape.ONE, WHY),
        functions=Chosen(None, WHY),
        documents=(Document(symbol="MOON/1", title="Policy", dated=None, read="in full"),),
    )
    return replace(profile, **changes)


def a_plugin(profile: object = None, **hooks) -> ModuleType:
    """Return a module with these hooks; it speaks for the moon unless told otherwise."""
    module = ModuleType("sanjose_moon")

    def sanjose_committee():
        return profile or a_profile()

    for hook in (sanjose_committee, *hooks.values()):
        setattr(module, hook.__name__, hook if _marked(hook) else hookimpl(hook))
    return module


def _marked(hook) -> bool:
    return hasattr(hook, "sanjose_impl")


def refused(plugin: object, slug: str = "moon") -> str:
    with pytest.raises(Unable) as caught:
        Plugin(slug, plugin)
    return str(caught.value)


def assert_one_sentence_about_the_moon(said: str) -> None:
    assert said.startswith(
        "committee 'moon' is not in service: its plugin breaks the contract ("
    )
    assert said.endswith("); see `sanjose committees`")
    assert "\n" not in said
    assert ".py" not in said
    assert "<module" not in said
    assert len(said) < 300


def moon(**hooks) -> Plugin:
    return Plugin("moon", a_plugin(**hooks))
