"""Committee plugins: held to the contract, and asked alone."""

from dataclasses import replace
from types import ModuleType

import pytest

from sanjose.rules import procedure
from sanjose.rules.committees import Plugin
from sanjose.rules.hookspecs import hookimpl
from sanjose.rules.profile import CONTRACT, FileKind, Posting, Procedure
from sanjose.rules.view import Objection
from sanjose.words.errors import SanJoseError, Unable
from sanjose.words.model import Decider, Post, Urgency
from sanjose.words.provenance import Chosen, Citation, Given, note, ours
from tests.rules.moon import (
    LETTER,
    ON,
    VIEW,
    WHY,
    a_plugin,
    a_profile,
    assert_one_sentence_about_the_moon,
    moon,
    refused,
)

# -- held to the contract -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"slug": "mars"}, "it speaks for 'mars'"),
        ({"contract": CONTRACT + 1}, f"contract {CONTRACT + 1}, this core follows {CONTRACT}"),
        (
            {"decides": {"statement": Chosen(Decider.CHAIR, WHY)}},
            "its decider is weaker than the common minimum for statement",
        ),
        (
            {"decides": {"letter": Chosen(Decider.SECRETARIAT, WHY)}},
            "its decider is weaker than the common minimum for letter",
        ),
        ({"decides": {"leter": Chosen(Decider.PLENARY, WHY)}}, "leter"),
        (
            {"posting": Given(Posting.POSTED, Citation("MOON/2", "para. 1"))},
            "it cites what it does not list: MOON/2",
        ),
        (
            {"days": {"reply": Given(30, Citation("MOON/3", "para. 1"))}},
            "it cites what it does not list: MOON/3",
        ),
        (
            {
                "procedures": (
                    Procedure(
                        key="report",
                        title="report",
                        source=Given(None, Citation("MOON/4", "para. 1")),
                    ),
                )
            },
            "it cites what it does not list: MOON/4",
        ),
        (
            {
                "files": (
                    FileKind(
                        key="tide",
                        title="tide",
                        source=Given(None, Citation("MOON/5", "para. 1")),
                        moves={"open": ()},
                    ),
                )
            },
            "it cites what it does not list: MOON/5",
        ),
        (
            {"decides": {"letter": Given(Decider.CHAIR, Citation("MOON/6", "para. 1"))}},
            "it cites what it does not list: MOON/6",
        ),
    ],
)
def test_a_profile_that_breaks_the_contract_is_refused(changes, why):
    said = refused(a_plugin(a_profile(**changes)))

    assert why in said
    assert_one_sentence_about_the_moon(said)


def test_a_profile_may_cite_its_own_documents_and_the_cores():
    sources = {
        "policy": Given("MOON/1", Citation("MOON/1", "para. 1")),
        "signatory": Given("rapporteur", note("11 (a)")),
    }

    committee = Plugin("moon", a_plugin(a_profile(**sources))).committee

    assert committee.policy == sources["policy"]


def test_a_decider_may_be_raised():
    raised = a_profile(decides={"letter": Chosen(Decider.PLENARY, WHY)})
    step = replace(LETTER, verb="decide", decider=Decider.RAPPORTEUR)

    keys = {one.key for one in Plugin("moon", a_plugin(raised)).objections(step)}

    assert "not-authorised" in keys
    assert "not-authorised" not in {one.key for one in moon().objections(step)}


@pytest.mark.parametrize("profile", ["no profile at all", 1, {"slug": "moon"}])
def test_a_plugin_without_a_profile_is_refused(profile):
    said = refused(a_plugin(profile))

    assert "it declares no profile" in said
    assert_one_sentence_about_the_moon(said)


def test_an_empty_plugin_is_refused():
    assert "it declares no profile" in refused(ModuleType("sanjose_empty"))


def test_a_misspelt_hook_is_refused():
    @hookimpl
    def sanjose_objection(step):
        return ()

    said = refused(a_plugin(misspelt=sanjose_objection))

    assert "sanjose_objection" in said
    assert_one_sentence_about_the_moon(said)


def test_a_hook_that_asks_for_more_than_it_gets_is_refused():
    def sanjose_urgency(view, store):
        return None

    said = refused(a_plugin(urgency=sanjose_urgency))

    assert "sanjose_urgency" in said
    assert_one_sentence_about_the_moon(said)


def wrapping():
    @hookimpl(wrapper=True)
    def sanjose_objections(step):
        yield
        return []

    return sanjose_objections


def wrapping_as_of_old():
    @hookimpl(hookwrapper=True)
    def sanjose_objections(step):
        outcome = yield
        outcome.force_result([])

    return sanjose_objections


def first():
    @hookimpl(tryfirst=True)
    def sanjose_acting(post):
        return [Post.SECRETARIAT]

    return sanjose_acting


def last():
    @hookimpl(trylast=True)
    def sanjose_urgency(view):
        return Urgency.ORDINARY

    return sanjose_urgency


@pytest.mark.parametrize("made", [wrapping, wrapping_as_of_old, first, last])
def test_a_hook_that_wraps_or_reorders_is_refused(made):
    hook = made()

    said = refused(a_plugin(hook=hook))

    assert f"{hook.__name__} wraps or reorders other answers" in said
    assert_one_sentence_about_the_moon(said)


# -- asked -----------------------------------------------------------------------------------------


def raising_hook(name: str, *, generator: bool):
    def at_once(committee):
        raise ValueError("what an allegation says must not come out here")

    def midway(committee):
        yield from ()
        raise ValueError("what an allegation says must not come out here")

    hook = midway if generator else at_once
    hook.__name__ = name
    return hook


def answering(name: str, answer: object):
    def hook(committee):
        return answer

    hook.__name__ = name
    return hook


ASKED = {
    "sanjose_urgency": lambda plugin: plugin.urgency(VIEW, ON),
    "sanjose_objections": lambda plugin: plugin.objections(LETTER),
    "sanjose_proposals": lambda plugin: plugin.proposals(VIEW, ON),
    "sanjose_acting": lambda plugin: plugin.acting(Post.CHAIR, VIEW, ON),
}


@pytest.mark.parametrize(
    ("name", "generator"),
    [*((name, False) for name in ASKED), *((name, True) for name in list(ASKED)[1:])],
)
def test_a_hook_that_raises_stops_the_step_and_says_nothing_of_the_case(name, generator):
    plugin = moon(hook=raising_hook(name, generator=generator))

    with pytest.raises(Unable) as caught:
        ASKED[name](plugin)

    assert "it raised ValueError when asked" in str(caught.value)
    assert "allegation" not in str(caught.value)
    assert_one_sentence_about_the_moon(str(caught.value))


@pytest.mark.parametrize(
    ("name", "answer", "why"),
    [
        ("sanjose_urgency", 3, "no Urgency"),
        ("sanjose_urgency", "immediate", "no Urgency"),
        ("sanjose_objections", ["because"], "no Objection"),
        ("sanjose_objections", 5, "it raised TypeError"),
        ("sanjose_proposals", [1], "no str"),
        ("sanjose_acting", ["the king"], "no Post"),
        ("sanjose_acting", 7, "it raised TypeError"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_refused(name, answer, why):
    plugin = moon(hook=answering(name, answer))

    with pytest.raises(Unable) as caught:
        ASKED[name](plugin)

    assert why in str(caught.value)
    assert_one_sentence_about_the_moon(str(caught.value))


def test_a_hook_that_raises_while_it_declares_its_profile_is_refused():
    @hookimpl
    def sanjose_committee():
        raise ValueError("the profile is not finished")

    said = refused(a_plugin(committee=sanjose_committee))

    assert "it raised ValueError when asked" in said
    assert_one_sentence_about_the_moon(said)


@pytest.mark.parametrize(
    ("own", "imminent", "expected"),
    [
        (Urgency.IMMEDIATE, False, Urgency.IMMEDIATE),
        (Urgency.ORDINARY, True, Urgency.IMMEDIATE),
        (None, False, Urgency.ORDINARY),
    ],
)
def test_a_committee_can_raise_urgency_and_cannot_lower_it(own, imminent, expected):
    plugin = moon(urgency=answering("sanjose_urgency", own))

    assert plugin.urgency(replace(VIEW, imminent=imminent), ON) is expected


def test_a_committee_adds_objections_after_the_common_ones_and_takes_none_away():
    added = Objection("tide", "the tide is wrong", ours(WHY))
    plugin = moon(objections=answering("sanjose_objections", [added]))
    common = tuple(procedure.sanjose_objections(plugin.committee, LETTER))

    objections = plugin.objections(LETTER)

    assert common
    assert objections == (*common, added)


def test_a_committee_without_rules_has_the_common_ones():
    plugin = moon()

    assert plugin.objections(LETTER) == tuple(
        procedure.sanjose_objections(plugin.committee, LETTER)
    )
    assert plugin.urgency(VIEW, ON) is Urgency.ORDINARY
    assert plugin.acting(Post.RAPPORTEUR, VIEW, ON) is None


def test_each_measure_is_proposed_once_in_the_order_of_the_common_procedure():
    plugin = moon(proposals=answering("sanjose_proposals", ["meeting", "letter-deadline"]))

    proposals = plugin.proposals(replace(VIEW, imminent=True), ON)

    assert proposals == ("letter-deadline", "meeting")


def test_a_committee_says_who_stands_in():
    plugin = moon(acting=answering("sanjose_acting", iter([Post.BUREAU, Post.PLENARY])))

    assert plugin.acting(Post.RAPPORTEUR, VIEW, ON) == (Post.BUREAU, Post.PLENARY)


def test_a_question_reaches_one_committee_and_no_other():
    asked: list[str] = []

    def listening(slug: str) -> Plugin:
        def sanjose_objections(committee, step):
            asked.append(slug)
            return ()

        def sanjose_urgency(view):
            asked.append(slug)

        hooks = {"objections": sanjose_objections, "urgency": sanjose_urgency}
        return Plugin(slug, a_plugin(a_profile(slug=slug), **hooks))

    listening("sun")
    plugin = listening("moon")

    plugin.objections(LETTER)
    plugin.urgency(VIEW, ON)

    assert asked == ["moon", "moon"]


def test_a_broken_committee_leaves_the_others_in_service():
    broken = moon(hook=raising_hook("sanjose_objections", generator=True))
    sound = Plugin("sun", a_plugin(a_profile(slug="sun")))

    with pytest.raises(SanJoseError):
        broken.objections(LETTER)

    assert sound.objections(LETTER)
    assert broken.urgency(VIEW, ON) is Urgency.ORDINARY
