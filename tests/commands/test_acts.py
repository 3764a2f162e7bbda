"""The verbs, typed as a script types them: options, a document, standard input."""

import json

import pytest

from sanjose.commands.timeline import happened
from sanjose.words.events import StepRefused
from tests.commands.office import Office, private


def test_an_allegation_is_received_from_standard_input(office: Office) -> None:
    answer = office.done("receive", "--state", "exampleland", told={"text": "They came."})

    assert (
        f"Recorded as {answer.reference}: an allegation concerning Exampleland." in answer.out
    )
    assert f"sanjose notify {answer.reference} --to Chair" in answer.out


def test_a_document_may_be_written_in_yaml(office: Office) -> None:
    answer = office.done("receive", "--from", "-", told="state: XXB\ntext: |\n  They came.\n")

    assert "concerning Sampleland" in answer.out


def test_a_document_may_stand_in_a_file(office: Office) -> None:
    place = private(office.folder / "in.json", b'{"state": "XXB", "text": "They came."}')

    assert office.run("receive", "--from", place).code == 0


def test_what_is_said_as_an_option_stands_over_the_document(office: Office) -> None:
    document = {"state": "XXB", "text": "They came.", "source": "media"}

    case = office.done("receive", "--source", "Civil Society", told=document).reference

    received = office.done("show", case, "--json").json["received"]
    assert received["source"] == "civil society"
    assert received["state"] == "XXB"


def test_words_are_taken_in_capitals_or_not_and_more_than_once(office: Office) -> None:
    case = office.received("--kinds", "THREAT", "--kinds", "Smear", "--imminent")

    received = office.done("show", case, "--json").json["received"]
    assert received["kinds"] == ["threat", "smear"]
    assert received["urgency"] == "immediate"


def test_an_urgent_allegation_needs_three_things_and_says_whom_to_telephone(
    office: Office,
) -> None:
    told = {"text": "They are at the door.", "who": "Ada Quill"}

    answer = office.done("urgent", "--state", "Sampleland", told=told)

    assert answer.out.startswith(f"\n    {answer.reference}\n")
    assert "Said aloud: Charlie Alfa Tango, two six," in answer.out
    assert "Department of Safety and Security" not in answer.out  # no session is on
    assert "Rapporteur (the Vice-Chair acts)   Member Cole" in answer.out
    assert "Member Adler" not in answer.out  # a national of Sampleland
    assert f"sanjose notify {answer.reference} --to Chair" in answer.out


def test_an_urgent_allegation_during_a_session_points_at_safety_first(
    own_office: Office,
) -> None:
    own_office.done(
        *("calendar", "enter", "--what", "session", "--title", "a session"),
        *("--starts", "2020-01-01", "--ends", "2099-01-01"),
    )

    answer = own_office.done("urgent", "--state", "XXA", told={"text": "They are here."})

    assert f"sanjose propose {answer.reference} safety" in answer.out


def test_a_refusal_says_each_reason_with_its_paragraph_and_what_helps(office: Office) -> None:
    case = office.received()

    answer = office.run("propose", case, "letter")

    assert answer.code == 1
    assert answer.err == ""
    assert "No basis of P1 covers this use: act towards the State" in answer.out
    assert "(N 11)." in answer.out
    assert "(G 13)." in answer.out
    assert f"sanjose weigh {case}" in answer.out


def test_a_refusal_stands_in_the_record(office: Office) -> None:
    case = office.received()

    office.run("propose", case, "letter")

    assert "refused to propose letter: no basis (N 11)" in office.done("show", case).out


def test_a_refusal_of_an_answer_does_not_read_as_if_the_person_refused(office: Office) -> None:
    refused = StepRefused(verb="consent", objections=("no-use",), sources=("G 5 (e)",))

    assert happened(refused) == "an answer was not recorded: no use (G 5 (e))"


def test_a_refusal_is_an_answer_in_json_too(office: Office) -> None:
    answer = office.run("--json", "propose", office.received(), "letter")

    assert answer.code == 1
    assert [one["key"] for one in answer.json["refused"]] == ["no-basis", "not-weighed"]
    assert answer.json["refused"][1]["source"] == "HRI/MC/2015/6, para. 13"


def test_no_text_is_asked_for_where_the_rules_refuse(office: Office) -> None:
    answer = office.run("propose", office.received(), "letter", told="")

    assert answer.code == 1


def test_a_text_that_is_missing_is_asked_for_once_nothing_stands_against_it(
    office: Office,
) -> None:
    safe = "the person says that the risk has passed"
    case = office.received()

    refused = office.run("close", case, "--by", "rapporteur", "--ground", safe, told="")
    unsaid = office.run(
        "close", case, "--by", "rapporteur", "--ground", "recorded twice", told=""
    )

    assert refused.code == 1
    assert unsaid.code == 2
    assert unsaid.said.startswith("reasons is missing (the reasons, in words), and standard")


def test_a_document_on_standard_input_may_hold_everything(office: Office) -> None:
    case = office.received()

    office.done(
        "assess",
        case,
        "--by",
        "rapporteur",
        told={"finding": "reprisal", "reasons": "the call log"},
    )

    assert office.done("show", case, "--json").json["assessment"] == "reprisal"


def test_a_case_goes_from_receipt_to_a_reply(office: Office) -> None:
    case = office.ready()

    answers = [
        office.done("notify", case, "--to", "Chair"),
        office.done(
            "contact", case, "--channel", "telephone", "--safe", "--check-in", "2099-01-01"
        ),
        office.done("inform", case, "--from", "-", told={"text": "the limits"}),
        office.done(
            "consult", case, "--consulted", "NHRI", "--from", "-", told={"text": "it knows"}
        ),
        office.done(
            "propose", case, "letter-deadline", "--from", "-", told={"text": "Dear Ambassador"}
        ),
        office.done("decide", case, "M1", "--by", "rapporteur", "--mode", "orally"),
        office.done("confirm", case, "M1"),
        office.done("take", case, "M1", "--from", "-", told={"text": "as proposed"}),
        office.done("reply", case, "M1", "--no-substantive"),
        office.done(
            "assess",
            case,
            "--by",
            "rapporteur",
            "--finding",
            "might have taken place",
            told={"reasons": "x"},
        ),
        office.done(
            "conclude",
            case,
            "--by",
            "rapporteur",
            "--course",
            "meeting",
            "--from",
            "-",
            told={"text": "advice"},
        ),
        office.done(
            "park",
            case,
            "--by",
            "rapporteur",
            "--review-on",
            "2099-02-01",
            told={"reason": "silence"},
        ),
        office.done("reply", case, "M1"),
    ]

    assert "M1 is proposed" in answers[4].out
    assert "Entered on instruction: unconfirmed until confirmed." in answers[5].out
    assert "The decision on M1 is confirmed" in answers[6].out
    assert f"{case} is parked until its review" in answers[11].out
    shown = office.done("show", case).out
    assert "answered " in shown
    assert "UNCONFIRMED" not in shown


def test_a_case_is_closed_on_a_ground_and_opened_by_what_comes(office: Office) -> None:
    case = office.received()
    ground = "the person asked that nothing more be done"

    office.done(
        "close", case, "--by", "rapporteur", "--ground", ground, told={"reasons": "asked"}
    )
    closed = office.done("show", case, "--json").json["stage"]
    office.done("add", case, told={"text": "They came again."})

    assert closed == "closed"
    assert office.done("show", case, "--json").json["stage"] == "being assessed"


def test_a_measure_without_a_case_says_so(office: Office) -> None:
    refused = office.run("propose", "--no-case", "obligations")
    forgotten = office.run("propose", "obligations")
    both = office.run("propose", office.received(), "letter", "--no-case")
    done = office.done(
        "propose", "--no-case", "private-meeting", "--from", "-", told={"text": "a meeting"}
    )

    assert refused.code == 1
    assert "--identifies-nobody" in refused.out
    assert forgotten.code == both.code == 2
    assert "--no-case" in forgotten.said
    assert "M1 is proposed: private meeting." in done.out


def test_a_person_and_facts_are_added(office: Office) -> None:
    case = office.received()

    person = office.done(
        "add-person", case, "--standing", "counsel", told={"name": "Omar Vane"}
    )
    facts = office.done("add-facts", case, "--detained", "--procedure", "complaint")

    assert f"P2 is recorded in {case}." in person.out
    assert "What became known is recorded" in facts.out
    assert "deprived of liberty" in office.done("show", case).out


def test_a_file_is_kept_sealed_and_comes_back_whole(office: Office) -> None:
    content = b"%PDF a statement by Ada Quill"
    place = private(office.folder / "statement.pdf", content)
    case = office.received("--file", place)
    entry = next(
        one
        for one in office.done("show", case, "--json").json["events"]
        if one["kind"] == "submission.added/1"
    )["entry"]

    office.done("fetch", case, str(entry), "--to", str(office.folder / "back.pdf"))

    back = office.folder / "back.pdf"
    assert back.read_bytes() == content
    assert back.stat().st_mode & 0o777 == 0o600
    assert f"(a file: entry {entry})" in office.done("show", case).out
    assert office.run("fetch", case, str(entry), "--to", str(back)).code == 2
    assert office.run("fetch", case, "1", "--to", str(back) + "2").code == 2


def test_erasing_is_confirmed(office: Office) -> None:
    case = office.received()

    unsure = office.run("erase", case, "--person", "P1")
    unsaid = office.run("erase", case, "--yes")
    done = office.done("erase", case, "--whole-case", "--yes")

    assert unsure.code == unsaid.code == 2
    assert "--whole-case" in unsaid.said
    assert "nothing is done until a second person says yes" in " ".join(done.out.split())
    assert office.run("show", case).code == 0
    office.second(done)
    assert office.run("show", case).code == 2


def test_one_of_two_persons_is_erased(office: Office) -> None:
    case = office.received(persons=[{"name": "Ada Quill"}, {"name": "Omar Vane"}])

    refused = office.run("erase", case, "--person", "P1", "--yes")
    done = office.done("erase", case, "--person", "P1", "--yes", "--nothing-remains")

    assert refused.code == 1
    assert "mention others as well" in " ".join(refused.out.split())
    office.second(done)
    assert "P1   erased" in office.done("show", case).out
    assert "Omar Vane" in office.done("show", case, "--reveal").out


def test_a_recusal_takes_the_case_out_of_every_list(own_office: Office) -> None:
    case = own_office.received()

    own_office.done("recuse", case, "--who", "officer-1")

    assert own_office.run("show", case).code == 2
    assert case not in own_office.done("cases").out
    assert case not in own_office.done("today").out


def test_an_officer_hands_in_what_concerns_their_own_state_and_sees_no_more_of_it(
    office: Office,
) -> None:
    answer = office.done("urgent", "--state", "Switzerland", told={"text": "They are here."})

    assert "You are recused, so it is not open to you." in " ".join(answer.out.split())
    assert "Telephone" not in answer.out
    assert office.run("show", answer.reference).code == 2


def test_an_act_is_dated_by_its_day(office: Office) -> None:
    case = office.received("--on", "2021-09-08")

    assert office.done("show", case, "--json").json["received_on"] == "2021-09-08"


def test_an_outcome_in_json_says_what_is_due(office: Office) -> None:
    answer = office.done(
        "--json", "receive", "--state", "XXA", told={"text": "They came."}
    ).json

    assert {one["kind"] for one in answer["due"]} == {
        "tell the rapporteur",
        "tell the Chair",
        "assess",
    }
    assert json.dumps(answer)


@pytest.mark.parametrize("word", ["M9", "m1"])
def test_a_measure_that_is_not_there_is_said(office: Office, word: str) -> None:
    answer = office.run("decide", office.received(), word, "--by", "rapporteur")

    assert answer.code == 2
    assert "measure" in answer.said
    assert "here: there is none proposed" in answer.said
