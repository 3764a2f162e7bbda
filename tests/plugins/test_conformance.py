"""The checks that every plugin inherits can fail: each is shown a plugin with one defect."""

import importlib.util
import inspect
from types import ModuleType

import pytest

import sanjose_cat
from sanjose.rules.committees import Plugin
from sanjose.words.errors import Unable
from tests.plugins.conformance import Conformance

PROPOSALS = "def sanjose_proposals(view: View) -> Iterator[str]:\n"
ON_A_DAY = "def sanjose_proposals(view: View, on: date) -> Iterator[str]:\n"
TURN_ABOUT = """\
    sanjose_proposals.asked = not getattr(sanjose_proposals, "asked", False)
    if sanjose_proposals.asked:
        yield "letter"
"""

DEFECTS = {
    "test_every_given_value_cites_a_place_that_was_read": [
        ('Citation(STATEMENT, "para. 1")', 'Citation("CAT/C/55/2", "para. 1")'),
        ("note(38)", "note(51)"),
        ('Citation(STATEMENT, "para. 1")', 'Citation(STATEMENT, "")'),
    ],
    "test_every_chosen_value_has_its_reason": [
        ("reports=Chosen(", 'reports=Chosen("", "not yet looked up") or Chosen('),
        ("reports=Chosen(", 'reports=Chosen("", "for good reason") or Chosen('),
    ],
    "test_no_number_of_days_is_given_by_a_document": [
        ("    files=(INTERIM,),", '    days={"reply": Given(30, note(11))},'),
    ],
    "test_every_document_is_listed_once": [("symbol=RULES", "symbol=STATEMENT")],
    "test_every_state_of_a_file_says_what_follows": [
        ('        "not granted": ("requested by counsel",),\n', ""),
    ],
    "test_the_common_objections_are_not_made_again": [
        (" and view.procedure not in SEALED:", ":"),
    ],
    "test_nothing_is_proposed_that_the_committee_itself_stops": [
        ("ADVISABLE and not sealed:", "ADVISABLE:"),
        ("sealed = view.procedure in SEALED or complaint(view)", "sealed = complaint(view)"),
    ],
    "test_every_objection_says_where_it_stands": [
        ("CLOSED = ours(\n", 'CLOSED = ours("safer") or ours(\n'),
        ("reason, IN_CONFIDENCE)", 'reason, Citation("CAT/C/55/2", "para. 1"))'),
    ],
    "test_the_same_question_has_the_same_answer": [
        (PROPOSALS, PROPOSALS + TURN_ABOUT),
    ],
    "test_days_are_counted_from_the_day_that_is_given": [
        (PROPOSALS, f'{ON_A_DAY}    if on.year > 2030:\n        yield "letter"\n'),
    ],
    "test_every_procedure_that_a_rule_names_is_in_the_profile": [
        ("view.procedure == INQUIRY.key", 'view.procedure == "inqury"'),
        ("SEALED = frozenset(", 'SEALED = frozenset({"complant"}) or frozenset('),
    ],
    "test_every_measure_that_a_rule_names_exists": [
        ('step.measure == "posting"', 'step.measure == "post"'),
        ('LETTERS = frozenset({"letter", "letter-', 'LETTERS = frozenset({"letter", "letters-'),
    ],
    "test_nothing_but_the_root_is_imported": [
        ("from datetime import date", "from datetime import date\nfrom os import path"),
        ("from datetime import date", "from datetime import date\nimport os"),
    ],
    "test_no_file_no_clock_and_no_screen_is_used": [
        ("    answered = any(", "    date.today()\n    answered = any("),
    ],
    "test_every_rule_says_where_it_comes_from": [("Source: N 29", "See N 29")],
}
CASES = [(check, *defect) for check, defects in DEFECTS.items() for defect in defects]


def defective(folder, sound: str, defect: str) -> ModuleType:
    """Return the plugin of CAT, one place in it changed."""
    source = inspect.getsource(sanjose_cat)
    assert sound in source
    path = folder / "defective.py"
    path.write_text(source.replace(sound, defect, 1), "utf-8")
    spec = importlib.util.spec_from_file_location("defective", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("check", "sound", "defect"), CASES)
def test_a_defect_is_found(check, sound, defect, tmp_path):
    module = defective(tmp_path, sound, defect)
    checked = type("Checked", (Conformance,), {"slug": "cat", "module": module})
    checked.setup_class()

    with pytest.raises(AssertionError):
        getattr(checked(), check)()


def test_a_measure_that_does_not_exist_is_found(tmp_path):
    module = defective(tmp_path, 'yield "private-meeting"', 'yield "private-meting"')
    checked = type("Checked", (Conformance,), {"slug": "cat", "module": module})
    checked.setup_class()

    with pytest.raises(Unable, match="'private-meting', which is no measure"):
        checked().test_only_measures_are_proposed()


@pytest.mark.parametrize(
    ("sound", "defect", "why"),
    [
        ('key="briefing"', 'key="report"', "two of its procedures have one key"),
        ("symbol=STATEMENT", "symbol=NOTE", "it lists a document of the core again"),
        ('Citation(PAGE, "f', 'Citation("no page", "f', "it cites what it does not list"),
        ('"granted": ("reiterated", "lifted")', '"granted": ()', "cannot be reached"),
    ],
)
def test_the_core_itself_refuses_a_defective_profile(sound, defect, why, tmp_path):
    module = defective(tmp_path, sound, defect)

    with pytest.raises(Unable, match=why):
        Plugin("cat", module)
