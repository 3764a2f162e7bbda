"""The checks that every plugin inherits can fail: each is shown a plugin with one defect."""

import importlib.util
import inspect

import pytest

import sanjose_cat
from sanjose.words.errors import Unable
from tests.plugins.conformance import Conformance

WHEN_ODD = '    if len(SEALED) % 2:\n        yield "safety"\n'

DEFECTS = {
    "test_every_given_value_cites_a_place_that_was_read": [
        ('Citation(STATEMENT, "para. 1")', 'Citation("CAT/C/55/2", "para. 1")'),
        ("note(38)", "note(51)"),
        ('Citation(RULES, "rule 102")', 'Citation(RULES, "")'),
    ],
    "test_every_chosen_value_has_its_reason": [
        ("reports=Chosen(", 'reports=Chosen("", "not yet looked up") or Chosen('),
        ("reports=Chosen(", 'reports=Chosen("", "for good reason") or Chosen('),
    ],
    "test_no_number_of_days_is_given_by_a_document": [
        ("    files=(INTERIM,),", '    days={"reply": Given(30, note(11))},'),
    ],
    "test_every_key_is_used_once": [('key="briefing"', 'key="report"')],
    "test_no_document_of_the_core_is_listed_again": [("symbol=STATEMENT", "symbol=NOTE")],
    "test_every_state_of_a_file_can_be_reached": [
        ('"granted": ("reiterated", "lifted")', '"granted": ("lifted",)'),
    ],
    "test_every_objection_says_where_it_stands": [
        (
            'ours("N annex II excepts no complaint; to keep it closed is safer")',
            'ours("safer")',
        ),
        (
            'Citation(CONVENTION, "art. 20 (5)"),\n    C',
            'Citation("ours", "somewhere"),\n    C',
        ),
    ],
    "test_only_measures_are_proposed": [('yield "reminder"', 'yield "remainder"')],
    "test_the_same_question_has_the_same_answer": [
        (
            "    answered = any(",
            f"    SEALED[len(SEALED)] = view\n{WHEN_ODD}    answered = any(",
        ),
    ],
    "test_days_are_counted_from_the_day_that_is_given": [
        (
            "    answered = any(",
            '    if on.year > 2030:\n        yield "safety"\n    answered = any(',
        ),
    ],
    "test_every_procedure_that_a_rule_names_is_in_the_profile": [
        ("view.procedure == INQUIRY.key", 'view.procedure == "inqury"'),
    ],
    "test_every_measure_that_a_rule_names_exists": [
        ('step.measure == "posting"', 'step.measure == "post"'),
        ('one.key in {"letter", "letter-deadline"}', 'one.key in {"letter", "deadline"}'),
    ],
    "test_nothing_but_the_root_is_imported": [
        ("from datetime import date", "from datetime import date\nfrom os import path"),
    ],
    "test_no_file_no_clock_and_no_screen_is_used": [
        ("(on - since).days", "(date.today() - since).days"),
    ],
    "test_every_rule_says_where_it_comes_from": [("Source: N 29", "See N 29")],
}
CASES = [(check, *defect) for check, defects in DEFECTS.items() for defect in defects]


@pytest.mark.parametrize(("check", "sound", "defect"), CASES)
def test_a_defect_is_found(check, sound, defect, tmp_path):
    source = inspect.getsource(sanjose_cat)
    assert sound in source
    path = tmp_path / "defective.py"
    path.write_text(source.replace(sound, defect, 1), "utf-8")
    spec = importlib.util.spec_from_file_location("defective", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    checked = type("Checked", (Conformance,), {"slug": "cat", "module": module})

    def check_it() -> None:
        checked.setup_class()
        getattr(checked(), check)()

    with pytest.raises((AssertionError, Unable)):
        check_it()
