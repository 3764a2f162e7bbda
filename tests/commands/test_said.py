"""What stands in the record was said by somebody: nothing dangerous by an empty answer."""

from pathlib import Path

import pytest

from tests.commands.office import Answer, Office
from tests.commands.terminal import Terminal

STATE_ONLY = "State only, in confidence"


def with_counsel(office: Office) -> str:
    """Return a case in which counsel was named before the person concerned."""
    return office.received(
        persons=[{"name": "Omar Vane", "standing": "counsel"}, {"name": "Ada Quill"}]
    )


def known(office: Office, case: str) -> list[dict]:
    return office.done("show", case, "--json").json["events"]


# -- what is urgent stays in view ----------------------------------------------------------------


def test_what_is_immediate_stays_on_top_after_everybody_was_told(own_office: Office) -> None:
    own_office.received()
    case = own_office.received("--imminent")
    for post in ("rapporteur", "Chair"):
        own_office.done("notify", case, "--to", post)

    shown = own_office.done("today").out

    assert "Immediate" in shown
    assert shown.index("Immediate") < shown.index(case)
    assert "keep in view until it is assessed and calm (our rule)" in shown


def test_a_list_of_cases_says_what_is_urgent_and_names_the_state(own_office: Office) -> None:
    own_office.received("--imminent")

    shown = own_office.done("cases").out

    assert "immediate, now" in shown
    assert "Exampleland; allegation" in shown
    assert "XXA" not in shown


# -- nationalities -------------------------------------------------------------------------------

HOLDER = ("--post", "alternate", "--holder", "Member Dale", "--since", "2020-01-01")


def test_nobody_comes_into_the_roster_without_a_word_on_nationality(own_office: Office) -> None:
    unsaid = own_office.run("roster", "fill", *HOLDER)
    before = own_office.done("roster", "list").out
    own_office.done("roster", "fill", *HOLDER, "--nationality-unknown")
    warned = own_office.done("roster", "list").out
    checked = own_office.done("doctor").out
    own_office.done(
        *("roster", "correct", "--post", "alternate", "--holder", "Member Dale"),
        *("--nationality", "Sampleland"),
    )
    after = own_office.done("roster", "list").out

    assert unsaid.code == 2
    assert "--nationality-unknown" in unsaid.said
    assert "Member Dale" not in before
    assert "nationality unknown" in warned
    assert "sanjose roster correct" in " ".join(warned.split())
    assert "no nationality is known of: alternate" in " ".join(checked.lower().split())
    assert "Sampleland" in after
    assert "nationality unknown" not in after


def test_a_nationality_is_asked_for_whatever_else_was_said(own_office: Office) -> None:
    terminal = Terminal("roster", "fill", *HOLDER)

    terminal.answer("Nationalities", "", "Atlantis", "Sampleland")
    terminal.answer("A telephone or an address", "+41 22 000 00 00")

    assert terminal.end() == 0, terminal.shown
    offices = own_office.done("roster", "list", "--json").json["offices"]
    assert ["XXB"] in [one["nationalities"] for one in offices]


def test_the_roster_advises_what_works(own_office: Office) -> None:
    shown = " ".join(own_office.done("roster").out.split())

    assert "`sanjose roster list --state STATE`" in shown
    assert own_office.run("roster", "list", "--state", "XXA").code == 0


# -- about whom ----------------------------------------------------------------------------------


def test_a_consent_is_the_one_person_concerneds_wherever_they_were_named(
    office: Office,
) -> None:
    case = with_counsel(office)

    office.done("inform", case)
    office.done("consent", case, "--answer", "given", "--presets", STATE_ONLY)

    said = [one["what"] for one in known(office, case)]
    assert "the procedure and its limits explained to P2" in said
    assert any(one.startswith("P2 agreed to") for one in said)


def test_where_several_are_concerned_it_is_said_or_asked_about_whom(office: Office) -> None:
    case = office.received(persons=[{"name": "Ada Quill"}, {"name": "Omar Vane"}])

    unsaid = office.run("consent", case, "--answer", "refused")
    terminal = Terminal("consent", case, "--answer", "refused")
    terminal.answer("About whom it is", "P2")
    terminal.answer("Single uses", "")

    assert unsaid.code == 2
    assert "P1, person concerned; P2, person concerned" in unsaid.said
    assert terminal.end() == 0, terminal.shown
    assert "1 P1, person concerned" in terminal.shown
    assert any(one["what"].startswith("P2 refused") for one in known(office, case))


def test_what_helps_against_a_refusal_names_the_person(office: Office) -> None:
    case = with_counsel(office)

    refused = office.run("propose", case, "letter")

    assert f"sanjose consent {case} --person P2" in refused.out


def test_a_consent_given_is_asked_for_its_uses(office: Office) -> None:
    terminal = Terminal("consent", office.received(), "--person", "P1", "--answer", "given")

    terminal.answer("The sets of uses", "1")

    assert terminal.end() == 0, terminal.shown


def test_a_conversation_about_a_concern_is_asked_for_its_words(office: Office) -> None:
    case = office.received()
    office.done("consent", case, "--answer", "concern")
    terminal = Terminal("consent", case, "--answer", "concern discussed")

    terminal.answer("In the person's words", "They would rather move away.", "")

    assert terminal.end() == 0, terminal.shown


# -- whose act, and by what means ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "more"),
    [
        ("assess", ("--finding", "reprisal")),
        ("close", ("--ground", "recorded twice")),
        ("park", ("--review-on", "2099-01-01")),
        ("conclude", ()),
    ],
)
def test_an_office_holders_act_is_nobodys_until_somebody_says_whose(
    office: Office, verb: str, more: tuple[str, ...]
) -> None:
    """Floor 6."""
    case = office.received()
    text = {"assess": "reasons", "close": "reasons", "park": "reason", "conclude": "text"}

    answer = office.run(verb, case, *more, "--from", "-", told={text[verb]: "x"})

    assert answer.code == 2
    assert "with --by: rapporteur; alternate" in answer.said


def test_whose_assessment_it_is_is_asked_with_who_acts_offered(office: Office) -> None:
    case = office.received("--state", "XXB")  # the rapporteur is a national of it
    terminal = Terminal("assess", case, "--finding", "reprisal")

    terminal.answer("Whose assessment it is (Enter: Vice-Chair)", "")
    terminal.answer("By what means", "", "by letter").answer("The reasons", "It fits.", "")

    assert terminal.end() == 0, terminal.shown
    (assessed,) = (
        one for one in known(office, case) if one["kind"] == "assessment.concluded/1"
    )
    assert assessed["by"] == "Vice-Chair"
    assert assessed["what"] == "assessed: reprisal, by letter"


def test_means_that_nobody_said_are_not_recorded(office: Office) -> None:
    case = office.received()
    office.done("notify", case, "--to", "Chair")
    urgent = office.done("urgent", "--state", "XXA", told={"text": "They are here."}).reference

    assert "Chair told of the receipt" in [one["what"] for one in known(office, case)]
    assert all("telephone" not in one["what"] for one in known(office, urgent))


def test_a_notice_to_a_recused_chair_is_for_who_acts(office: Office) -> None:
    case = office.received("--state", "XXC")

    refused = office.run("notify", case, "--to", "Chair")

    assert refused.code == 1
    assert f"sanjose notify {case} --to Vice-Chair" in refused.out
    assert "--by" not in refused.out


# -- before a text is written --------------------------------------------------------------------


def test_a_measure_that_is_none_is_said_before_anything_is_asked(office: Office) -> None:
    terminal = Terminal("propose", office.ready(), "leter")

    assert terminal.end() == 2
    assert "there is no measure of this name" in terminal.shown
    assert "> " not in terminal.shown


def test_conclusions_without_an_assessment_are_refused_before_the_advice_is_written(
    office: Office,
) -> None:
    case = office.received()
    terminal = Terminal("conclude", case)

    terminal.answer("Whose advice it is", "").answer("The measures advised", "letter")
    terminal.answer("How the Chair was told", "by telephone")

    assert terminal.end() == 1, terminal.shown
    assert "The advice" not in terminal.shown
    assert sum(one["kind"] == "step.refused/1" for one in known(office, case)) == 1


# -- what changed, and what comes next -----------------------------------------------------------


def test_facts_that_replace_others_say_what_was_there(office: Office) -> None:
    case = office.received("--kinds", "threat")

    answer = " ".join(
        office.done("add-facts", case, "--kinds", "violence", "--imminent").out.split()
    )

    assert "The urgency is raised from ordinary to immediate." in answer
    assert "Kinds changed from threat to violence." in answer


def test_after_each_act_the_next_step_of_the_procedure_is_named(office: Office) -> None:
    told = {"text": "They came.", "persons": [{"name": "Ada Quill"}]}
    received = office.done("receive", "--state", "XXA", told=told)
    case = received.reference
    informed = office.done("inform", case)
    agreed = office.done("consent", case, "--answer", "given", "--presets", STATE_ONLY)
    weighed = office.done("weigh", case, told={"for_person": "x", "for_others": "y"})
    plain = office.done("notify", case, "--to", "Chair", "--json").json

    ends = [one.out.rstrip().splitlines()[-1].strip() for one in (received, informed)]
    assert ends == [
        f"sanjose inform {case} --person P1",
        f"sanjose consent {case} --person P1",
    ]
    assert agreed.out.rstrip().endswith(f"sanjose weigh {case}")
    assert weighed.out.rstrip().endswith(f"sanjose steps {case}")
    assert plain["next"] == f"sanjose steps {case}"


def test_an_entry_is_found_by_its_number_and_so_are_its_texts(office: Office) -> None:
    case = office.ready()
    entries = {one["kind"]: one["entry"] for one in known(office, case)}

    shown = office.done("show", case).out

    assert f"{entries['consequences.weighed/1']}   20" in shown
    assert "consequences weighed (texts: entries " in " ".join(shown.split())


def test_what_remains_is_asked_without_turning_the_question_round(office: Office) -> None:
    case = office.received(persons=[{"name": "Ada Quill"}, {"name": "Omar Vane"}])
    terminal = Terminal("erase", case)

    terminal.answer("Whose entries", "P1").wait("These entries are destroyed")
    terminal.answer("have to remain", "yes")
    terminal.answer("What must remain", "Omar Vane was there.", "")
    terminal.answer("about to erase what is kept of P1", case)

    assert terminal.end() == 0, terminal.shown
    office.second(Answer(0, terminal.shown, ""))
    assert "Omar Vane was there." in office.done("show", case, "--reveal").out


def test_who_stays_after_an_erasure_is_not_among_what_is_destroyed(office: Office) -> None:
    case = office.received(persons=[{"name": "Ada Quill"}, {"name": "Omar Vane"}])
    stands = ("--stands-for", "P2", "--standing", "relative")
    office.done("add-person", case, *stands, told={"name": "Cora Plume"})
    terminal = Terminal("erase", case, "--person", "P2")

    terminal.wait("destroyed for good:").wait("These are entered again")
    destroyed = terminal.shown.partition("These are entered again")[0]
    terminal.wait("P3's entry is entered again without P2")
    terminal.answer("have to remain", "no").answer("about to erase", "no")

    assert terminal.end() == 130
    assert "P3 named" not in destroyed
    assert "P2 named" in destroyed


def test_taking_an_unconfirmed_measure_is_warned_of(office: Office) -> None:
    case = office.proposed()
    office.done("decide", case, "M1", "--by", "rapporteur", "--adopted")

    taken = office.done("take", case, "M1", told={"text": "As sent."})

    assert "warning: the decision on M1 is not confirmed yet." in taken.out


def test_an_officer_who_is_recused_is_not_sent_to_anothers_word(office: Office) -> None:
    named = ("--kind", "interim-measures", "--title", "measures", "--state", "Switzerland")

    refused = office.run("file", "open", *named)

    assert refused.code == 1
    assert "takes no part" in refused.out
    assert "--by" not in refused.out


def test_the_figures_say_that_they_are_of_what_is_open(office: Office) -> None:
    shown = office.done("counts").out

    assert "Only what is open to you is counted." in shown
    assert office.done("counts", "--json").json["only_what_is_open_to_you"] is True


def test_of_an_erasure_in_a_case_that_is_hidden_the_morning_says_nothing(
    own_office: Office,
) -> None:
    case = own_office.received(persons=[{"name": "Ada Quill"}, {"name": "Omar Vane"}])
    own_office.second(
        own_office.done("erase", case, "--person", "P1", "--yes", "--nothing-remains")
    )
    before = own_office.done("today").out

    own_office.done("recuse", case, "--who", "officer-1")

    assert "Somebody was erased" in before
    assert "Somebody was erased" not in own_office.done("today").out


def test_an_entry_of_the_calendar_is_corrected_and_removed(office: Office) -> None:
    named = ("--what", "session", "--title", "Tenth", "--starts", "2031-05-01")
    office.done("calendar", "enter", *named)

    twice = office.run("calendar", "enter", *named)
    office.done("calendar", "correct", *named, "--right-starts", "2031-05-08")
    corrected = office.done("calendar").out
    office.done("calendar", "remove", *named[:-1], "2031-05-08")

    assert twice.code == 2
    assert "that stands in the calendar already" in twice.said
    assert "2031-05-08" in corrected
    assert "2031-05-01" not in corrected
    assert "2031-05-08" not in office.done("calendar").out


def test_the_invented_states_are_found_where_they_count(office: Office, tmp_path: Path) -> None:
    elsewhere = office.done("states", "Example", "--home", str(tmp_path / "none")).out

    assert "XXA   XA   Exampleland" in office.done("states", "Example").out
    assert elsewhere == "No State has such a code or name.\n"
