"""What was promised to plugins is kept, or the contract has a new number."""

import warnings
from pathlib import Path
from types import SimpleNamespace

import pytest

from sanjose.rules import committees, hookspecs
from sanjose.rules.committees import Plugin
from sanjose.rules.hookspecs import hookimpl, hookspec
from tests.architecture.contract import GOLDEN, added, breaking, lines, number
from tests.rules.moon import a_plugin, a_profile, refused

CHANGES = Path(__file__).parents[2] / "core" / "docs" / "contract.md"
GOLDEN_LINES = GOLDEN.read_text("utf-8").splitlines()


def test_what_breaks_a_plugin_has_a_new_number():
    broken = breaking(GOLDEN_LINES, lines())

    assert not broken or number(lines()) > number(GOLDEN_LINES), broken


def test_what_is_new_stands_among_the_changes_of_the_contract():
    page = CHANGES.read_text("utf-8")
    section = page[page.index("## Changes") :]

    missing = [one for one in added(GOLDEN_LINES, lines()) if f"`{one}`" not in section]

    assert missing == [], "write it under Changes in core/docs/contract.md"


@pytest.mark.parametrize(
    "kept",
    [
        ["field Committee.new"],
        ["hook sanjose_new", "argument sanjose_new.view"],
        ["argument sanjose_urgency.step"],
        ["name New", "field New.key", "required New.key"],
        ["value Posting.SOMETIMES"],
        ["field Step.new"],
        ["placeholder officer"],
    ],
    ids=lambda kept: kept[0],
)
def test_an_addition_that_a_plugin_need_not_know_breaks_nothing(kept):
    assert breaking(GOLDEN_LINES, [*GOLDEN_LINES, *kept]) == []
    assert set(added(GOLDEN_LINES, [*GOLDEN_LINES, *kept])) >= {kept[0]}


def test_a_value_that_need_no_longer_be_given_breaks_nothing():
    eased = [one for one in GOLDEN_LINES if one != "required Committee.reports"]

    assert breaking(GOLDEN_LINES, eased) == []


@pytest.mark.parametrize(
    "gone",
    [
        "hook sanjose_urgency",
        "argument sanjose_objections.step",
        "name Posting",
        "value Posting.NEVER",
        "field Committee.term",
        "field Step.view",
        "placeholder state",
        "paragraph opening",
    ],
)
def test_a_removal_breaks_plugins(gone):
    assert gone in GOLDEN_LINES

    broken = breaking(GOLDEN_LINES, [one for one in GOLDEN_LINES if one != gone])

    assert broken == [f"gone: {gone}"]


@pytest.mark.parametrize("asked", ["Committee.new", "FileKind.clocks"])
def test_a_value_that_has_to_be_given_from_now_on_breaks_plugins(asked):
    more = [f"field {asked}", f"required {asked}"]

    assert breaking(GOLDEN_LINES, [*GOLDEN_LINES, *more]) == [f"now required {asked}"]


def test_an_answer_that_was_one_of_many_and_is_now_the_first_breaks_plugins():
    other = [
        "hook sanjose_urgency first answer" if one == "hook sanjose_urgency" else one
        for one in GOLDEN_LINES
    ]

    assert breaking(GOLDEN_LINES, other) == ["gone: hook sanjose_urgency"]


def test_a_plugin_for_another_contract_is_refused_and_told_which():
    assert "it follows contract 2, this core follows 1" in refused(
        a_plugin(a_profile(contract=2))
    )


def test_a_hook_that_is_to_go_warns_for_a_minor_release_and_is_still_there(monkeypatch):
    def sanjose_former(view):
        """Be asked no more after the next release."""

    going = hookspec(warn_on_impl=DeprecationWarning("use sanjose_urgency"))(sanjose_former)
    specs = SimpleNamespace(**{k: v for k, v in vars(hookspecs).items() if k[0] != "_"})
    specs.sanjose_former = going
    monkeypatch.setattr(committees, "hookspecs", specs)

    def former(view):
        return None

    former.__name__ = "sanjose_former"
    plugin = a_plugin(former=hookimpl(former))

    with pytest.warns(DeprecationWarning, match="use sanjose_urgency"):
        loaded = Plugin("moon", plugin)

    assert loaded.committee == a_profile()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Plugin("moon", a_plugin()).committee == a_profile()
