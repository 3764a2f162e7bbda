"""At a terminal: what is asked, what is asked again, and what stopping leaves behind."""

import pytest

from tests.commands.office import Office
from tests.commands.terminal import Terminal
from tests.commands.typed import REFERENCE

CTRL_D = b"\x04"


def reference(terminal: Terminal) -> str:
    found = REFERENCE.search(terminal.shown)
    assert found, terminal.shown
    return found[0]


def test_an_urgent_allegation_is_three_questions_and_no_more(office: Office) -> None:
    terminal = Terminal("urgent")

    terminal.answer("The State party", "Exampleland")
    terminal.answer("What is happening", "They are at the door.", "")
    terminal.answer("Who it is", "Ada Quill")

    assert terminal.end() == 0
    assert terminal.shown.count("\n> ") == 4  # the text takes two lines, the second is empty
    case = reference(terminal)
    revealed = office.done("show", case, "--reveal").out
    assert "They are at the door." in revealed
    assert "Ada Quill" in revealed


def test_nobody_has_to_be_named(office: Office) -> None:
    terminal = Terminal("urgent", "--state", "XXA")

    terminal.answer("What is happening", "They are at the door.", ".").answer("Who it is", "")

    assert terminal.end() == 0
    assert office.done("show", reference(terminal), "--json").json["persons"] == []


def test_an_answer_that_does_not_fit_is_asked_for_again(office: Office) -> None:
    terminal = Terminal("urgent")

    terminal.answer("The State party", "Atlantis").wait("No State is called")
    terminal.answer("", "").wait("State is empty")
    terminal.answer("", "?").wait("The State party, by its code")
    terminal.answer("", "xxa").answer("What is happening", "").wait("Text is empty")
    terminal.answer("", "They came.", "").answer("Who it is", "")

    assert terminal.end() == 0


def test_a_procedure_that_is_none_is_said_where_it_is_asked(office: Office) -> None:
    terminal = Terminal("receive")

    terminal.answer("The State party", "XXA").answer("What is alleged", "They came.", "")
    terminal.answer("The procedure", "threat")
    terminal.wait("There is no such procedure here").answer("", "report")
    terminal.answer("The name", "").answer("Who brings it", "").answer("How it reached", "")
    terminal.answer("What is alleged (several", "").answer("Whether there is imminent", "")
    terminal.wait("Answer yes or no").answer("", "no").answer("Whether somebody", "")

    assert terminal.end() == 0, terminal.shown


@pytest.mark.parametrize("answer", ["withdrawn", "refused"])
def test_enter_says_that_it_takes_back_every_use(office: Office, answer: str) -> None:
    terminal = Terminal("consent", office.received())

    terminal.answer("What was answered", answer).wait("Single uses").wait("11 publish")

    assert "Enter: every use" in " ".join(terminal.shown.split())
    assert terminal.stop() == 130


def test_an_allegation_is_taken_in_question_by_question(office: Office) -> None:
    terminal = Terminal("receive")

    terminal.answer("The State party", "XXB")
    terminal.answer("in the words in which it came", "First line.", "Second line.", "")
    terminal.answer("The procedure", "complaint")
    terminal.answer("(Enter: nobody)", "Ada Quill")
    terminal.answer("What the person is", "")
    terminal.answer("The channel", "2")
    terminal.answer("How to reach", "at noon only")
    terminal.answer("marked safe", "perhaps", "y")
    terminal.answer("(Enter: no more)", "no").wait("That is no name")
    terminal.answer("(Enter: no more)", "Yes")
    terminal.answer("(Enter: no more)", "2").answer("(Enter: no more)", "x")
    terminal.answer("(Enter: no more)", "Omar Vane").answer("What the person is", "counsel")
    terminal.answer("The channel", "").answer("(Enter: no more)", "")
    terminal.answer("Who brings it", "civil").answer("How it reached", "1")
    terminal.answer("What is alleged", "threat, 3; smear")
    terminal.answer("imminent risk", "", "no").answer("deprived of liberty", "yes")

    assert terminal.end() == 0, terminal.shown
    known = office.done("show", reference(terminal), "--json", "--reveal").json
    assert known["received"]["kinds"] == ["threat", "surveillance", "smear"]
    assert known["received"]["source"] == "civil society"
    assert known["received"]["detained"] is True
    assert [one["name"] for one in known["persons"]] == ["Ada Quill", "Omar Vane"]
    assert known["persons"][0]["channel"] == "telephone"
    assert known["persons"][0]["safe"] is True
    assert "First line.\nSecond line." in known["events"][-1]["texts"].values() or any(
        "First line.\nSecond line." in one.get("texts", {}).values() for one in known["events"]
    )


def test_what_is_said_on_the_command_line_is_not_asked(office: Office) -> None:
    terminal = Terminal("notify", office.received(), "--to", "Chair", "--means", "by letter")

    assert terminal.end() == 0
    assert "> " not in terminal.shown


def test_everything_is_asked_where_that_is_wanted(office: Office) -> None:
    terminal = Terminal("notify", office.received(), "--to", "rapporteur", "--ask-all")

    terminal.answer("Of what", "").answer("How", "by letter")

    assert terminal.end() == 0


def test_a_measure_is_refused_before_its_text_is_asked_for(office: Office) -> None:
    terminal = Terminal("propose", office.received())

    terminal.answer("The measure", "letter")

    assert terminal.end() == 1
    assert "What is proposed" not in terminal.shown
    assert "No basis of P1" in terminal.shown


def test_the_text_of_a_measure_is_asked_for_where_nothing_stands_against_it(
    office: Office,
) -> None:
    case = office.ready()
    terminal = Terminal("propose", case, "letter")

    terminal.answer("What is proposed", "Dear Ambassador", "")

    assert terminal.end() == 0
    assert "Dear Ambassador" in office.done("show", case, "--reveal").out


def test_whose_decision_it_is_is_asked(office: Office) -> None:
    terminal = Terminal("decide", office.proposed())

    terminal.answer("Whose decision", "rapporteur").answer("Which measure", "1")
    terminal.answer("Whether it was adopted", "", "yes").answer("How the decision", "orally")
    terminal.answer("By what means", "by telephone").answer("The decision", "")

    assert terminal.end() == 0
    assert "The decision on M1 is recorded" in terminal.shown


def test_a_text_is_kept_while_a_word_beside_it_is_asked_for_again(office: Office) -> None:
    case = office.proposed()
    office.done("decide", case, "M1", "--by", "rapporteur")
    terminal = Terminal("take", case)

    terminal.answer("Which measure", "M7").answer("How it was done", "", "by hand")
    terminal.wait("There is no measure M7 here")
    terminal.answer("Which measure", "M1").answer("How it was done", "by hand")
    terminal.answer("What was sent", "Dear Ambassador", "")

    assert terminal.end() == 0, terminal.shown
    assert terminal.shown.count("What was sent") == 1
    assert "Dear Ambassador" in office.done("show", case, "--reveal").out


def test_stopping_leaves_nothing_behind(office: Office) -> None:
    before = office.done("verify", "--json").json["entries"]
    terminal = Terminal("receive")

    terminal.answer("The State party", "XXA").wait("in the words").wait("> ")

    assert terminal.stop() == 130
    assert "stopped; nothing was recorded" in terminal.shown
    assert "Traceback" not in terminal.shown
    assert office.done("verify", "--json").json["entries"] == before


def test_an_input_that_ends_leaves_nothing_behind(office: Office) -> None:
    terminal = Terminal("urgent", "--state", "XXA")

    terminal.wait("What is happening").wait("> ").press(CTRL_D)

    assert terminal.end() == 2
    assert "the input ended before all was asked; nothing was recorded" in terminal.shown


def test_a_text_that_is_pasted_with_empty_lines_stays_one(office: Office) -> None:
    terminal = Terminal("urgent", "--state", "XXA")

    terminal.wait("What is happening").wait("> ").press(b"First part.\n\nSecond part.\n\n")
    terminal.answer("Who it is", "")

    assert terminal.end() == 0
    revealed = office.done("show", reference(terminal), "--reveal").out
    assert "First part." in revealed
    assert "Second part." in revealed


def test_a_text_is_as_long_as_it_is(office: Office) -> None:
    long = "so it went on and on " * 400  # a terminal by itself cuts a line at 4096
    terminal = Terminal("urgent", "--state", "XXA")

    terminal.answer("What is happening", long, "").answer("Who it is", "")

    assert terminal.end() == 0
    texts = office.done("show", reference(terminal), "--reveal", "--json").json["events"]
    assert any(long.strip() in str(one.get("texts")) for one in texts)


def test_a_locked_installation_asks_nothing(own_office: Office) -> None:
    own_office.done("lock")
    terminal = Terminal("receive")

    assert terminal.end() == 3
    assert "the installation is locked: run `sanjose unlock`" in terminal.shown
    assert "> " not in terminal.shown


def test_an_unknown_case_is_said_before_anything_is_asked(office: Office) -> None:
    terminal = Terminal("contact", "CAT-26-7K3QM-X")

    assert terminal.end() == 2
    assert "there is no case with this reference" in terminal.shown
    assert "> " not in terminal.shown


def test_erasing_asks_for_the_reference_again(office: Office) -> None:
    case = office.received(persons=[{"name": "Ada Quill"}, {"name": "Omar Vane"}])
    wrong, right = Terminal("erase", case), Terminal("erase", case)

    wrong.answer("Whose entries", "", "P1").wait("These entries are destroyed")
    wrong.wait("handed in or learned, about P1, P2").answer("have to remain", "", "no")
    wrong.answer("about to erase what is kept of P1", "no")
    assert wrong.end() == 130
    right.answer("Whose entries", "whole case").answer("about to erase the whole case", case)

    assert right.end() == 0
    assert "nothing was erased" in wrong.shown
    assert "a second person says yes" in " ".join(right.shown.split())
    assert office.run("show", case).code == 0


@pytest.mark.parametrize("answer", ["Yes", "YES", "true", "y"])
def test_what_has_to_remain_is_asked_however_the_yes_is_typed(
    office: Office, answer: str
) -> None:
    case = office.received(persons=[{"name": "Ada Quill"}, {"name": "Omar Vane"}])
    terminal = Terminal("erase", case, "--person", "P1")

    terminal.answer("have to remain", answer).answer(
        "What must remain about others", "They came.", ""
    )
    terminal.answer("about to erase what is kept of P1", "no")

    assert terminal.end() == 130


def test_a_trial_says_so_to_whoever_watches(office: Office) -> None:
    terminal = Terminal("cases")

    assert terminal.end() == 0
    assert terminal.shown.startswith("trial installation: invented data only\n")


def test_a_new_officer_is_asked_for_nationalities_and_a_passphrase(own_office: Office) -> None:
    terminal = Terminal("officer", "add")

    terminal.answer("The new officer's nationalities", "", "Sampleland")
    terminal.wait("The new officer's passphrase").type("eighteen grey bridges")
    terminal.wait("The same again").type("eighteen grey bridges")

    assert terminal.end() == 0
    assert "officer-2 has a key." in terminal.shown
