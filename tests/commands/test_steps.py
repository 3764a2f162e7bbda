"""What may be done now, and what stands against the rest, so that it is read in one look."""

import re

from sanjose.rules.measures import MEASURES, Group
from tests.commands.office import Office

FOR_A_CASE = {key for key, kind in MEASURES.items() if not kind.apart}
WITHOUT = {key for key, kind in MEASURES.items() if kind.without_case}
INSIDE = {"confidential-submission", "private-meeting", "secure-channel"}
"""What tells nobody outside, and goes to nobody."""
SCREENS = 60
"""Lines of which one look may consist: two small screens."""


def halves(shown: str) -> tuple[str, str]:
    """Return what is said of the measures that may be proposed, and of the others."""
    free, _, stopped = shown.partition("\nNot now, for the reasons below\n")
    return free, stopped


def listed(text: str) -> set[str]:
    """Return the measures that a text names, by their keys."""
    return {key for key in MEASURES if re.search(rf"(?<![\w-]){key}(?![\w-])", text)}


def test_steps_answers_for_every_measure_that_a_case_may_have(office: Office) -> None:
    case = office.received()

    measures = office.done("steps", case, "--json").json["measures"]

    assert {one["measure"] for one in measures} == FOR_A_CASE
    assert {one["measure"] for one in measures if one["may_be_proposed"]} == INSIDE
    letter = next(one for one in measures if one["measure"] == "letter")
    assert letter["decided_by"] == "rapporteur"
    assert letter["group"] == Group.STATE
    assert [one["key"] for one in letter["objections"]] == ["no-basis", "not-weighed"]


def test_every_measure_stands_under_what_it_is_for(office: Office) -> None:
    free, stopped = halves(office.done("steps", office.received()).out)
    flowing = " ".join(stopped.split())

    assert listed(free) >= INSIDE
    assert listed(stopped) >= FOR_A_CASE - INSIDE
    assert "  Preventive measures\n    confidential-submission" in free
    assert "Raising concerns with State party authorities: letter, note-verbale, meeting" in (
        flowing
    )
    assert "Reporting: annual-report, secretary-general [2 3 6]" in flowing


def test_what_stands_against_fifty_measures_is_read_in_one_look(office: Office) -> None:
    shown = office.done("steps", office.received()).out

    assert len(shown.splitlines()) <= SCREENS
    assert max(map(len, shown.splitlines())) <= 78
    assert shown.count("are not weighed since") == 1
    assert shown.count("No basis of P1 covers this use") == 1
    assert "And 9 more like this: --all." in " ".join(shown.split())


def test_each_number_beside_a_measure_is_that_of_its_reason(office: Office) -> None:
    case = office.received()
    _, stopped = halves(office.done("steps", case).out)
    measures = office.done("steps", case, "--json").json["measures"]
    told = dict(re.findall(r"^  (\d+) +(.+(?:\n {6}.+)*)", stopped, re.MULTILINE))
    flowing = " ".join(stopped.split())

    for one in measures:
        for objection in one["objections"]:
            group = re.search(rf"(?<![\w-]){one['measure']}(?:, [\w-]+)* \[([\d ]+)\]", flowing)
            kinds = [other["objections"] for other in measures]
            alike = {
                o["reason"] for each in kinds for o in each if o["key"] == objection["key"]
            }
            said = " ".join(" ".join(told[number].split()) for number in group[1].split())
            assert any(reason[1:] in said for reason in alike), one["measure"]


def test_all_tells_every_measure_with_its_title_and_every_reason(office: Office) -> None:
    case = office.received()

    shown = " ".join(office.done("steps", case, "--all").out.split())
    measures = office.done("steps", case, "--json").json["measures"]

    for one in measures:
        assert f"{one['measure']} {one['title']} (" in shown
        for objection in one["objections"]:
            assert shown.count(f"{objection['reason'][1:]} (") == 1
    assert "more like this" not in shown


def test_what_may_be_proposed_stands_with_its_title_and_who_decides(office: Office) -> None:
    free, stopped = halves(office.done("steps", office.ready()).out)

    assert {"letter", "letter-deadline", "note-verbale", "meeting"} <= listed(free)
    assert "meeting with the permanent mission (rapporteur)" in free
    assert "protection-network" in listed(stopped)


def test_steps_answers_for_one_measure(office: Office) -> None:
    shown = office.done("steps", office.ready(), "letter").out

    assert "May be proposed now\n  letter   letter to the State party (rapporteur)" in shown
    assert "meeting" not in shown


def test_one_measure_that_is_stopped_is_told_with_every_reason(office: Office) -> None:
    shown = " ".join(office.done("steps", office.received(), "statement").out.split())

    assert "statement public statement or press release (plenary) [1 2 3]" in shown
    assert "May be proposed now" not in shown
    assert "(N 11)" in shown
    assert "(G 13)" in shown
    assert "(G 12)" in shown


def test_steps_without_a_case_names_only_what_needs_none(office: Office) -> None:
    shown = office.done("steps", "--no-case").out
    measures = office.done("steps", "--no-case", "--json").json["measures"]

    assert {one["measure"] for one in measures} == WITHOUT
    assert "zero-tolerance" in shown
    assert "letter-deadline" not in shown
    assert "--identifies-nobody" in shown
    assert office.run("steps").code == 2


def test_what_belongs_to_no_case_is_refused_in_one_with_its_reason(office: Office) -> None:
    shown = " ".join(office.done("steps", office.received(), "zero-tolerance").out.split())

    assert "belongs to no case" in shown


def test_a_name_that_is_no_measure_is_answered_with_what_was_perhaps_meant(
    office: Office,
) -> None:
    case = office.received()

    near = office.run("steps", case, "statment")
    far = office.run("steps", case, "Canary Person")

    assert (near.code, far.code) == (2, 2)
    assert "perhaps statement" in near.said
    assert "sanjose steps --all" in far.said
    assert "Canary" not in far.said


def test_zero_tolerance_is_stated_by_the_chair_without_a_case(own_office: Office) -> None:
    """N 8, 44."""
    text = {"text": "This Committee tolerates no reprisal."}
    unchecked = own_office.run(
        "propose", "--no-case", "zero-tolerance", "--from", "-", told=text
    )
    done = own_office.done(
        *("propose", "--no-case", "zero-tolerance", "--identifies-nobody", "--from", "-"),
        told=text,
    )
    by_rapporteur = own_office.run("decide", "--no-case", "M1", "--by", "rapporteur")
    by_chair = own_office.run("decide", "--no-case", "M1", "--by", "Chair")

    assert unchecked.code == 1
    assert "M1" in done.out
    assert by_rapporteur.code == 1
    assert by_chair.code == 0


def test_a_committees_profile_names_every_measure_and_who_decides_it(office: Office) -> None:
    shown = " ".join(office.done("committees", "cat").out.split())
    measures = shown.partition("Measures, and who decides them")[2].partition(" Documents")[0]

    assert set(MEASURES) <= listed(measures)
    assert "high-commissioner [Chair]" in measures
    assert "regional-mechanism, national-institution" in measures
    assert f"{Group.UNITED_NATIONS}: " in measures


def test_where_nothing_can_lift_a_refusal_nobody_is_to_be_asked(office: Office) -> None:
    """G 5 (e); what a sealed procedure holds is not posted, whatever the person says."""
    case = office.received(procedure="inquiry")

    refused = office.run("propose", case, "posting", "--about", "M1")
    shown = " ".join(refused.out.split())
    steps = " ".join(office.done("steps", case, "posting").out.split())

    assert refused.code == 1
    assert shown.index("not posted") < shown.index("No basis of P1")
    assert "sanjose consent" not in shown
    assert "nobody has to be asked" in shown
    assert steps.index("not posted") < steps.index("No basis of P1")
    assert "nobody has to be asked" in steps
    assert "To propose one" not in steps


def test_what_can_be_lifted_is_told_with_its_remedy(office: Office) -> None:
    refused = office.run("propose", office.received(), "letter")

    assert "sanjose consent" in refused.out
    assert "nobody has to be asked" not in refused.out


def test_what_can_be_worded_to_identify_nobody_is_first_checked_for_that(
    office: Office,
) -> None:
    """G 13; N 23: a measure that identifies nobody waits for no consent."""
    case = office.received()

    general = office.run("propose", case, "general-recommendation")
    specific = office.run("propose", case, "letter")

    remedies = general.out.partition("What can be done")[2].strip().splitlines()
    assert "--identifies-nobody" in remedies[0]
    assert "sanjose consent" in general.out
    assert "--identifies-nobody" not in specific.out
