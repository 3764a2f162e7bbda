"""Every question that the kit asks, in the order in which the answers are read."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from sanjose.testing import asked, declared, read, written
from sanjose.testing.subject import Subject

Check: TypeAlias = Callable[[Subject], Iterator[str]]
"""A question about a plugin: it gives one sentence for each fault that it finds."""

CHECKS: tuple[Check, ...] = (
    declared.every_value_was_looked_up,
    declared.every_given_value_cites_a_place_that_was_read,
    declared.every_chosen_value_has_its_reason,
    declared.no_number_of_days_is_given_by_a_document,
    declared.every_document_is_listed_once,
    declared.every_state_of_a_file_says_what_follows,
    declared.no_decider_is_below_the_common_minimum,
    read.every_hook_is_one_that_is_asked,
    read.nothing_but_the_root_is_imported,
    read.no_file_no_clock_and_no_screen_is_used,
    read.the_plugin_is_light_to_import,
    read.every_procedure_that_a_rule_names_is_in_the_profile,
    read.every_measure_that_a_rule_names_exists,
    read.every_rule_says_where_it_comes_from,
    asked.no_rule_raises,
    asked.a_rule_reads_its_arguments_and_nothing_else,
    asked.it_is_not_asked_about_another_committee,
    asked.the_committee_never_lowers_the_urgency,
    asked.every_objection_of_the_common_procedure_remains,
    asked.no_measure_of_its_own_is_a_way_round,
    asked.the_common_objections_are_not_made_again,
    asked.nothing_is_proposed_that_the_committee_itself_stops,
    asked.every_objection_says_where_it_stands,
    asked.the_same_question_has_the_same_answer,
    asked.days_are_counted_from_the_day_that_is_given,
    written.the_readme_has_every_procedure_and_every_file_with_its_source,
    written.the_letters_have_no_gap_that_nothing_fills,
)
