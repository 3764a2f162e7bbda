"""Committee plugins: held to the contract, and asked alone."""

import sys
from dataclasses import replace
from types import ModuleType

import pytest

from sanjose.rules import procedure
from sanjose.rules.anchors import Anchor, AnchorKind, Instrument
from sanjose.rules.committees import Plugin
from sanjose.rules.files import FileKind
from sanjose.rules.hookspecs import hookimpl
from sanjose.rules.measures import MeasureKind
from sanjose.rules.profile import CONTRACT, Posting, Procedure, Strength
from sanjose.rules.view import Objection
from sanjose.words.errors import SanJoseError, Unable
from sanjose.words.model import Decider, Post, Urgency, Use
from sanjose.words.provenance import DOCUMENTS, Chosen, Citation, Given, note, ours
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


UNLISTED = Citation("MOON/2", "para. 1")
REPORT = Procedure(key="report", title="report", source=Chosen(None, WHY))


def tide(*, source=None, **facts) -> FileKind:
    """Return a kind of file that ebbs and flows for ever; the facts are what is wrong."""
    moves = {"open": ("flood",), "flood": ("ebb",), "ebb": ("flood",)}
    blank = {"key": "tide", "title": "tide", "source": source or Chosen(None, WHY)}
    return FileKind(**blank | {"moves": moves} | facts)


def own(**facts) -> MeasureKind:
    """Return a measure of the committee's own; the facts are what is wrong with it."""
    sound = {
        "key": "swim",
        "title": "a swim",
        "sources": (note(10),),
        "decider": Chosen(Decider.RAPPORTEUR, WHY),
        "use": Use.UNITED_NATIONS,
    }
    return MeasureKind(**sound | facts)


def instrument(**facts) -> Instrument:
    """Return an instrument; the facts are what is wrong with it."""
    return Instrument(**{"key": "moon", "title": "treaty", "source": Chosen(None, WHY)} | facts)


def anchor(**facts) -> Anchor:
    """Return an anchor; the facts are what is wrong with it."""
    sound = {"key": "tide", "title": "the tide", "kind": AnchorKind.POLICY}
    return Anchor(**sound | {"source": Chosen(None, WHY)} | facts)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"slug": "mars"}, "it speaks for 'mars'"),
        (
            {"contract": CONTRACT + 1},
            f"it follows contract {CONTRACT + 1}, this core follows {CONTRACT}",
        ),
        # -- sources ---------------------------------------------------------------------------
        (
            {"documents": (DOCUMENTS[0],)},
            f"it lists a document of the core again: {DOCUMENTS[0].symbol}",
        ),
        *(
            ({name: value}, "it cites what it does not list: MOON/2")
            for name, value in {
                "rapporteur": Given("rapporteur", UNLISTED),
                "policy": Given("policy", UNLISTED),
                "endorsed": Given("in May", UNLISTED),
                "posting": Given(Posting.POSTED, UNLISTED),
                "signatory": Given("rapporteur", UNLISTED),
                "protects": Given("everybody", UNLISTED),
                "reports": Given("annual report", UNLISTED),
                "country_rapporteur": Given(Strength.MAY, UNLISTED),
                "procedures": (replace(REPORT, source=Given(None, UNLISTED)),),
                "decides": {"letter": Given(Decider.CHAIR, UNLISTED)},
                "days": {"reply": Given(30, UNLISTED)},
            }.items()
        ),
        (
            {"files": (tide(source=Given(None, UNLISTED)),)},
            "it cites what it does not list: MOON/2",
        ),
        (
            {"files": (tide(clocks={"ebb": Given(3, UNLISTED)}),)},
            "it cites what it does not list: MOON/2",
        ),
        ({"signatory": "rapporteur"}, "a value of its profile says neither Given nor Chosen"),
        ({"policy": None}, "a value of its profile says neither Given nor Chosen"),
        ({"days": {"reply": 30}}, "a value of its profile says neither Given nor Chosen"),
        ({"reports": Chosen("", " ")}, "a chosen value of its profile gives no reason"),
        # -- values ----------------------------------------------------------------------------
        (
            {"posting": Chosen("annual report only", WHY)},
            "its posting is none of those that a committee chooses from",
        ),
        (
            {"decides": {"letter": Chosen("chair", WHY)}},
            "one of its deciders is none that a committee chooses from",
        ),
        (
            {"decides": {"letter": Chosen(3, WHY)}},
            "one of its deciders is none that a committee chooses from",
        ),
        (
            {"decides": {"statement": Chosen(Decider.CHAIR, WHY)}},
            "its decider is weaker than the common minimum for statement",
        ),
        (
            {
                "decides": {
                    "letter": Chosen(Decider.SECRETARIAT, WHY),
                    "meeting": Chosen(Decider.PLENARY, WHY),
                    "leter": Chosen(Decider.PLENARY, WHY),
                }
            },
            "its decider is weaker than the common minimum for letter, leter",
        ),
        (
            {"days": {"urgent": Chosen(2, WHY)}},
            "its number of days 'urgent' is none that is asked for, or is not positive",
        ),
        (
            {"days": {"reply": Chosen(0, WHY)}},
            "its number of days 'reply' is none that is asked for, or is not positive",
        ),
        ({"days": {"reply": Chosen("two weeks", WHY)}}, "it raised TypeError when asked"),
        # -- procedures and files --------------------------------------------------------------
        ({"procedures": (REPORT, REPORT)}, "two of its procedures have one key"),
        ({"procedures": ("report",)}, "it raised AttributeError when asked"),
        ({"files": (tide(), tide())}, "two of its kinds of file have one key"),
        (
            {"files": (tide(outside={"ebb": " "}),)},
            "its file 'tide' does not say which outside body decides",
        ),
        (
            {"files": (tide(fields={"two words": "how many"}),)},
            "its file 'tide' has a field without a plain name or a meaning",
        ),
        (
            {"files": (tide(fields={"places": ""}),)},
            "its file 'tide' has a field without a plain name or a meaning",
        ),
        (
            {"files": (tide(ends={"ebb": "the tide never ends"}),)},
            (
                "its file 'tide' gives no reason why a state is not left, or gives one for a state "
                "that is not the last"
            ),
        ),
        # -- measures, votes, instruments ------------------------------------------------------
        (
            {"shape": Chosen("one", WHY)},
            "its shape is none of those that a committee chooses from",
        ),
        ({"measures": (own(), own())}, "two of its measures have one key"),
        (
            {"measures": (own(key="letter"),)},
            "its measure 'letter' is one of the common ones, which are not declared again",
        ),
        ({"measures": (own(sources=()),)}, "its measure 'swim' cites nothing"),
        (
            {"measures": (own(sources=(UNLISTED,)),)},
            "one of its measures cites what it does not list",
        ),
        (
            {"measures": (own(use=None),)},
            "its measure 'swim' does not say what it does with what is known about a person",
        ),
        (
            {"measures": (own(use=Use.PUBLISH),)},
            "its measure 'swim' is seen by everybody and is not called public",
        ),
        (
            {"measures": (own(use=Use.STATE),)},
            "its measure 'swim' goes to the State, and a concern about that would not stop it",
        ),
        (
            {"measures": (own(decider=Chosen(Decider.SECRETARIAT, WHY)),)},
            "its measure 'swim' is decided by less than the rapporteur",
        ),
        (
            {"measures": (own(use=Use.PUBLISH, public=True),)},
            "its measure 'swim' is decided by less than the plenary",
        ),
        (
            {"votes": {Decider.CHAIR: Chosen(1, WHY)}},
            "it counts votes of what is no body, or asks for none",
        ),
        (
            {"votes": {Decider.BUREAU: Chosen(0, WHY)}},
            "it counts votes of what is no body, or asks for none",
        ),
        (
            {"procedures": (replace(REPORT, needs=("moon",)),)},
            "it needs an instrument that it does not declare: moon",
        ),
        (
            {"instruments": (instrument(of="mars"),)},
            "it needs an instrument that it does not declare: mars",
        ),
        ({"instruments": (instrument(), instrument())}, "two of its instruments have one key"),
        (
            {"anchors": (anchor(needs=("mars",)),)},
            "it needs an instrument that it does not declare: mars",
        ),
        (
            {"anchors": (anchor(procedures=("visit",)),)},
            "it anchors a procedure that it has not: visit",
        ),
        ({"anchors": (anchor(), anchor())}, "two of its anchors have one key"),
        (
            {"files": (tide(moves={"open": ("ebb",), "ebb": ("flood")}),)},
            "its file 'tide' has a text where it lists the states that follow",
        ),
        (
            {"files": (tide(moves={"new": ("ebb",)}),)},
            "its file 'tide' has states that cannot be reached from 'open'",
        ),
        (
            {"files": (tide(moves={"open": (), "ebb": ("flood",), "flood": ("ebb",)}),)},
            "its file 'tide' has states that cannot be reached from 'open'",
        ),
        (
            {"files": (tide(clocks={"slack": Chosen(3, WHY)}),)},
            "its file 'tide' has a clock, an outside body or a disclosure for a state that it has not",
        ),
        (
            {"files": (tide(outside={"slack": "the moon"}),)},
            "its file 'tide' has a clock, an outside body or a disclosure for a state that it has not",
        ),
        (
            {"files": (tide(clocks={"ebb": Chosen(0, WHY)}),)},
            "its file 'tide' has a clock that is not a positive number of days",
        ),
    ],
)
def test_a_profile_that_breaks_the_contract_is_refused(changes, why):
    said = refused(a_plugin(a_profile(**changes)))

    assert f"({why})" in said
    assert_one_sentence_about_the_moon(said)


def test_a_profile_may_cite_its_own_documents_and_the_cores():
    sources = {
        "policy": Given("MOON/1", Citation("MOON/1", "para. 1")),
        "signatory": Given("rapporteur", note("11 (a)")),
    }

    committee = Plugin("moon", a_plugin(a_profile(**sources))).committee

    assert committee.policy == sources["policy"]


def test_a_file_may_have_clocks_outside_bodies_and_an_end_without_moves():
    clocks = {"open": Chosen(7, WHY), "ebb": Given(14, Citation("MOON/1", "para. 2"))}
    ending = tide(
        moves={"open": ("ebb",), "ebb": ("open", "dry"), "dry": ()},
        clocks=clocks,
        outside={"dry": "the moon"},
        ends={"dry": "no water is left"},
    )

    committee = Plugin(
        "moon", a_plugin(a_profile(files=(ending, tide(key="spring"))))
    ).committee

    assert committee.file("tide").clocks == clocks


def test_the_first_fault_is_told_whatever_comes_after_it():
    said = refused(a_plugin(a_profile(signatory="rapporteur", procedures=("report",))))

    assert "says neither Given nor Chosen" in said


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
    assert "it declares no profile" in refused(None)


def test_a_plugin_cannot_stand_in_for_the_common_procedure():
    by_name = refused(a_plugin(), slug="procedure")
    by_module = refused(procedure)

    assert "committee 'procedure' is not in service" in by_name
    for said in (by_name, by_module):
        assert "(its name or its module is the core's own)" in said
        assert "/" not in said
        assert "\n" not in said


def test_a_misspelt_hook_is_refused():
    @hookimpl
    def sanjose_objection(step):
        return ()

    said = refused(a_plugin(misspelt=sanjose_objection))

    assert "(its hook 'sanjose_objection' is unknown, or is not made as hooks are)" in said
    assert_one_sentence_about_the_moon(said)


def test_a_hook_that_asks_for_more_than_it_gets_is_refused():
    def sanjose_urgency(view, store):
        return None

    said = refused(a_plugin(urgency=sanjose_urgency))

    assert "(its hook 'sanjose_urgency' is unknown, or is not made as hooks are)" in said
    assert_one_sentence_about_the_moon(said)


def test_a_wrapper_that_wraps_nothing_is_refused():
    @hookimpl(wrapper=True)
    def sanjose_proposals(view):
        return []

    said = refused(a_plugin(hook=sanjose_proposals))

    assert "(its hook 'sanjose_proposals' is unknown, or is not made as hooks are)" in said
    assert_one_sentence_about_the_moon(said)


def test_a_hook_whose_name_is_no_name_is_refused():
    @hookimpl(specname="/home/somebody")
    def sanjose_proposals(view):
        return []

    said = refused(a_plugin(hook=sanjose_proposals))

    assert "(one of its hooks is unknown, or is not made as hooks are)" in said
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


def optional():
    @hookimpl(optionalhook=True)
    def sanjose_objection(step):
        return ()

    return sanjose_objection


@pytest.mark.parametrize("made", [wrapping, wrapping_as_of_old, first, last, optional])
def test_a_hook_that_wraps_reorders_or_is_optional_is_refused(made):
    hook = made()

    said = refused(a_plugin(hook=hook))

    assert f"({hook.__name__} wraps, reorders or is optional)" in said
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


A_TEXT = "it answers with a text where several answers are asked for"
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
        ("sanjose_urgency", 3, "it answers with something that is no Urgency"),
        ("sanjose_urgency", "immediate", "it answers with something that is no Urgency"),
        ("sanjose_objections", ["because"], "it answers with something that is no Objection"),
        ("sanjose_objections", "because", A_TEXT),
        ("sanjose_objections", 5, "it raised TypeError when asked"),
        (
            "sanjose_objections",
            [Objection("tide", "the tide is wrong", None)],
            "its objection 'tide' has no source",
        ),
        (
            "sanjose_objections",
            [Objection("tide", "the tide is wrong", Given(None, note(11)))],
            "its objection 'tide' has no source",
        ),
        (
            "sanjose_objections",
            [Objection("tide", "the tide is wrong", UNLISTED)],
            "its objection cites MOON/2, not listed",
        ),
        ("sanjose_proposals", "letter", A_TEXT),
        ("sanjose_proposals", [1], "it answers with something that is no str"),
        ("sanjose_proposals", ["leter"], "it proposes 'leter', which is no measure"),
        (
            "sanjose_proposals",
            ["a\n" + 200 * "b"],
            f"it proposes {'a' + chr(10) + 38 * 'b'!r}, which is no measure",
        ),
        ("sanjose_acting", ["the king"], "it answers with something that is no Post"),
        ("sanjose_acting", "chair", "it answers with something that is no Post"),
        ("sanjose_acting", 7, "it raised TypeError when asked"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_refused(name, answer, why):
    plugin = moon(hook=answering(name, answer))

    with pytest.raises(Unable) as caught:
        ASKED[name](plugin)

    assert f"({why})" in str(caught.value)
    assert_one_sentence_about_the_moon(str(caught.value))


def test_a_hook_that_leaves_the_program_only_stops_the_step():
    def sanjose_objections(step):
        sys.exit(0)

    with pytest.raises(Unable, match="it raised SystemExit when asked"):
        moon(hook=sanjose_objections).objections(LETTER)


def test_an_objection_may_cite_the_plugins_documents_the_cores_or_a_choice():
    sources = (Citation("MOON/1", "para. 3"), note(11), ours(WHY))
    added = tuple(Objection("tide", "the tide is wrong", source) for source in sources)

    objections = moon(hook=answering("sanjose_objections", added)).objections(LETTER)

    assert objections[-3:] == added


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
