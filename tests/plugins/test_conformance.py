"""The checks that every plugin inherits can fail: each is shown a plugin with one defect."""

import pytest

from sanjose.rules.committees import Plugin
from sanjose.testing import CommitteeConformance, Subject
from sanjose.testing.checks import CHECKS
from sanjose.words.errors import Unable
from tests.kit.moons import MODULE, MOON, broken, loaded

BY_NAME = {check.__name__: check for check in CHECKS}
README = "README.md"
PAGE = "sanjose_moon/letters/page.en.md"
URGENT = "    return Urgency.IMMEDIATE if Kind.VIOLENCE in view.kinds else None\n"
PROPOSALS = "    sent = [one for one"
TURN_ABOUT = """\
    sanjose_proposals.asked = not getattr(sanjose_proposals, "asked", False)
    if sanjose_proposals.asked:
        yield "private-meeting"
"""
EARLIER = "@hookimpl\ndef sanjose_urgency("

DEFECTS = {
    "every_value_was_looked_up": [
        (MODULE, '"the policy speaks of one and of nobody else"', '"not yet looked up"'),
        (MODULE, 'title="inquiry"', 'title="not yet looked up"'),
        (MODULE, '"nobody says when a landing ends; two weeks is long"', '"not yet looked up"'),
    ],
    "every_given_value_cites_a_place_that_was_read": [
        (MODULE, 'Citation(POLICY, "para. 7")', 'Citation("MOON/C/2", "para. 1")'),
        (MODULE, 'Citation(POLICY, "para. 7")', 'Citation(POLICY, "para. 10")'),
        (MODULE, "note(29)", "note(51)"),
        (MODULE, 'Citation(POLICY, "para. 7")', 'Citation(POLICY, "")'),
    ],
    "every_chosen_value_has_its_reason": [
        (MODULE, '"the policy names no report and others have one"', '"for good reason"'),
    ],
    "no_number_of_days_is_given_by_a_document": [
        (MODULE, "files=(LANDING,),", 'files=(LANDING,), days={"reply": Given(30, note(11))},'),
    ],
    "every_document_is_listed_once": [
        (MODULE, 'symbol="MOON/C/2"', "symbol=POLICY"),
        (MODULE, 'read="not readable"', 'read=""'),
    ],
    "every_state_of_a_file_says_what_follows": [
        (MODULE, '{"open": ("landed",), "landed": ()}', '{"open": ("landed",)}'),
    ],
    "every_hook_is_one_that_is_asked": [
        (MODULE, EARLIER, "def sanjose_urgency("),
        (MODULE, EARLIER, "def sanjose_urgent(view):\n    return None\n\n\n" + EARLIER),
    ],
    "nothing_but_the_root_is_imported": [
        (MODULE, "from datetime import", "from os import path\nfrom datetime import"),
        (MODULE, "from datetime import", "import os\nfrom datetime import"),
        (MODULE, "from datetime import", "import sanjose.rules\nfrom datetime import"),
        (MODULE, "from datetime import", "import sanjose_cat\nfrom datetime import"),
    ],
    "no_file_no_clock_and_no_screen_is_used": [
        (MODULE, PROPOSALS, "    date.today()\n" + PROPOSALS),
        (MODULE, "SAID = ", "print()\nSAID = "),
    ],
    "the_plugin_is_light_to_import": [
        (MODULE, "from datetime import", "import sqlite3\nfrom datetime import"),
        (MODULE, "from datetime import", "import sanjose_cat\nfrom datetime import"),
        (
            MODULE,
            "from datetime import",
            "import sys\nassert 'pytest' in sys.modules\nfrom datetime import",
        ),
    ],
    "every_procedure_that_a_rule_names_is_in_the_profile": [
        (MODULE, "step.view.procedure == INQUIRY.key", 'step.view.procedure == "inqury"'),
    ],
    "every_measure_that_a_rule_names_exists": [
        (MODULE, "step.measure in SAID", 'step.measure == "post"'),
        (MODULE, 'frozenset({"letter", "letter-', 'frozenset({"letter", "letters-'),
    ],
    "every_rule_says_where_it_comes_from": [
        (MODULE, "Source: MOON/C/1, para. 3.", "See para. 3."),
    ],
    "no_rule_raises": [
        (MODULE, URGENT, "    return 1 / 0\n"),
        (MODULE, URGENT, "    return 3\n"),
        (MODULE, 'yield "letter"', 'yield "leter"'),
        (MODULE, 'is not said", CLOSED)', 'is not said", Citation("MOON/C/3", "para. 1"))'),
        (
            MODULE,
            "    if step.measure in SAID",
            "    step.view.nothing\n    if step.measure in SAID",
        ),
        (MODULE, "if post is Post.RAPPORTEUR else None", "if post.value[7] == 'e' else None"),
    ],
    "a_rule_reads_its_arguments_and_nothing_else": [
        (MODULE, URGENT, "    date.today()\n" + URGENT),
        (MODULE, URGENT, "    __import__('time').time()\n" + URGENT),
        (MODULE, URGENT, "    __import__('pathlib').Path(__file__).read_text()\n" + URGENT),
        (MODULE, URGENT, "    __import__('os').environ.get('HOME')\n" + URGENT),
        (MODULE, PROPOSALS, "    __import__('random').random()\n" + PROPOSALS),
        (MODULE, PROPOSALS, "    __import__('socket').socket().close()\n" + PROPOSALS),
        (
            MODULE,
            URGENT,
            "    try:\n        open(__file__).close()\n    except Exception:\n        pass\n"
            + URGENT,
        ),
    ],
    "the_common_objections_are_not_made_again": [
        (MODULE, 'Objection("inquiry"', 'Objection("not-assessed"'),
    ],
    "nothing_is_proposed_that_the_committee_itself_stops": [
        (MODULE, 'yield "letter"', 'yield "statement"'),
        (MODULE, PROPOSALS, '    yield "dialogue"\n' + PROPOSALS),
    ],
    "every_objection_says_where_it_stands": [
        (MODULE, "CLOSED = ours(", 'CLOSED = ours("safer") or ours('),
        (MODULE, 'is not said", CLOSED)', 'is not said", Citation("MOON/C/2", "para. 1"))'),
    ],
    "the_same_question_has_the_same_answer": [
        (MODULE, PROPOSALS, TURN_ABOUT + PROPOSALS),
        (
            MODULE,
            URGENT,
            "    TURNS.append(view)\n    return Urgency(1 + len(TURNS) % 2)\n\n\nTURNS = []\n",
        ),
    ],
    "days_are_counted_from_the_day_that_is_given": [
        (MODULE, PROPOSALS, '    if on.year > 2030:\n        yield "meeting"\n' + PROPOSALS),
    ],
    "the_readme_has_every_procedure_and_every_file_with_its_source": [
        (README, "| `inquiry` | inquiry | sealed |", "| `inquiry` | inquiry | |"),
        (README, "open, then landed", "it lands"),
        (README, "14 days", "a fortnight"),
        (README, "| MOON/C/2 | not readable |", ""),
        (README, "", "The rest is not yet looked up.\n"),
    ],
    "the_letters_have_no_gap_that_nothing_fills": [
        (PAGE, "{mailbox}", "{telephone}"),
        (PAGE, "{mailbox}", "{mailbox!r}"),
        (PAGE, "{mailbox}", "{"),
        (PAGE, "{mailbox}", "{state}"),
        (PAGE, "The procedure", "# The procedure"),
        ("sanjose_moon/letters/greeting.en.md", "", "Dear all."),
        ("sanjose_moon/letters/closing.fr.md", "", "Veuillez agréer."),
        ("sanjose_moon/letters/closing.xx.md", "", "Something."),
        ("sanjose_moon/letters/asks.en.md", "", " \n"),
        ("sanjose_moon/letters/asks.en.md", "", "It asks what is not yet looked up.\n"),
    ],
}
"""For each check, what breaks it. What is not here cannot be broken by a plugin that loads."""
CASES = [(check, *defect) for check, defects in DEFECTS.items() for defect in defects]
FLOORS = {
    "no_decider_is_below_the_common_minimum",
    "it_is_not_asked_about_another_committee",
    "the_committee_never_lowers_the_urgency",
    "every_objection_of_the_common_procedure_remains",
    "no_measure_of_its_own_is_a_way_round",
}
"""Checks of what the core does not let in, or of what only a plugin does that reaches into the
core: `tests/kit/test_refusals.py` tries those in a process of their own."""


class TestMoon(CommitteeConformance):
    module = loaded(MOON)


def test_every_check_is_shown_a_defect_or_is_one_that_the_core_makes_itself():
    assert set(DEFECTS) | FLOORS == set(BY_NAME)
    assert not set(DEFECTS) & FLOORS


@pytest.mark.parametrize(("check", "file", "sound", "defect"), CASES)
def test_a_defect_is_found_and_said_in_one_sentence(check, file, sound, defect, tmp_path):
    subject = Subject(loaded(broken(tmp_path, (file, sound, defect))))

    faults = list(BY_NAME[check](subject))

    assert faults
    assert all("\n" not in one and len(one) < 400 for one in faults)


@pytest.mark.parametrize(
    ("sound", "defect", "why"),
    [
        ('key="inquiry"', 'key="report"', "two of its procedures have one key"),
        ("symbol=POLICY", "symbol=note(1).symbol", "it lists a document of the core again"),
        (
            'Citation(POLICY, "para. 7")',
            'Citation("no page", "1")',
            "it cites what it does not",
        ),
        ('"landed": ()}', '"landed": (), "lost": ()}', "cannot be reached"),
        (
            "Chosen(Decider.CHAIR",
            "Chosen(Decider.SECRETARIAT",
            "weaker than the common minimum",
        ),
        ("    public=True,\n", "", "is seen by everybody"),
        ("Given(Decider.PLENARY", "Given(Decider.CHAIR", "is decided by less than the plenary"),
        ('slug="moon"', 'slug="cat"', "it speaks for 'cat'"),
        ("def sanjose_urgency", "def sanjose_urgencies", "'sanjose_urgencies' is unknown"),
    ],
)
def test_the_core_itself_refuses_a_defective_profile(sound, defect, why, tmp_path):
    module = loaded(broken(tmp_path, (MODULE, sound, defect)))

    with pytest.raises(Unable, match=why):
        Plugin("moon", module)


def test_a_committee_without_endorsement_does_not_speak_of_the_guidelines(tmp_path):
    unendorsed = (
        MODULE,
        'Given("July 2015", Citation(POLICY, "para. 1"))',
        "Given(None, note(5))",
    )
    claim = (PAGE, "", "\nThe committee follows the San José Guidelines.\n")
    folder = broken(tmp_path, claim)
    endorsed = list(
        BY_NAME["the_letters_have_no_gap_that_nothing_fills"](Subject(loaded(folder)))
    )
    folder = broken(tmp_path, unendorsed)

    faults = list(
        BY_NAME["the_letters_have_no_gap_that_nothing_fills"](Subject(loaded(folder)))
    )

    assert endorsed == []
    assert len(faults) == 1
    assert "has not endorsed" in faults[0]


@pytest.mark.parametrize(
    "text",
    ["the {rapporteur} writes", "its Rapporteur on reprisals", "rapporteuse ou rapporteur"],
)
def test_where_the_bureau_acts_no_letter_speaks_of_a_rapporteur(text, tmp_path):
    bureau = (MODULE, "Chosen(Shape.ONE", "Chosen(Shape.BUREAU")
    folder = broken(
        tmp_path,
        bureau,
        ("sanjose_moon/letters/opening.en.md", "through its {rapporteur}", text),
    )

    faults = list(
        BY_NAME["the_letters_have_no_gap_that_nothing_fills"](Subject(loaded(folder)))
    )

    assert len(faults) == 1
    assert "the Bureau is the focal point" in faults[0]
