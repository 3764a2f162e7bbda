"""What the reading commands show, and what they do not."""

import re
from datetime import timedelta

import pytest

from sanjose.commands.session import clock
from tests.commands.office import Office

NAME = "Ada Quill"
WORDS = "They said that they would come back."


def test_a_case_is_shown_without_names_and_texts(office: Office) -> None:
    case = office.proposed()

    shown = office.done("show", case).out
    plain = office.done("show", case, "--json").out

    for said in (shown, plain):
        assert NAME not in said
        assert WORDS not in said
        assert "Dear Ambassador" not in said
    assert "P1   person concerned" in shown
    assert shown.rstrip().endswith("--reveal shows them.")


def test_names_and_texts_are_shown_where_they_are_asked_for(office: Office) -> None:
    case = office.proposed()

    shown = office.done("show", case, "--reveal").out
    plain = office.done("show", case, "--reveal", "--json").json

    assert NAME in shown
    assert WORDS in shown
    assert "Dear Ambassador" in shown
    assert plain["persons"][0]["name"] == NAME
    assert any(WORDS in one.get("texts", {}).values() for one in plain["events"])


def test_a_text_moves_no_cursor_and_turns_no_line_around(office: Office) -> None:
    text = "before\x1b[2Jafter \u202egnp.exe \u200d \x9b31m end\r\nnext"
    case = office.received(text=text)

    shown = office.done("show", case, "--reveal").out

    assert "before<U+001B>[2Jafter <U+202E>gnp.exe" in shown
    assert "<U+009B>31m" in shown
    assert not {"\x1b", "\u202e", "\x9b", "\r"} & set(shown)


def test_it_is_an_allegation_until_it_is_assessed(office: Office) -> None:
    case = office.received()

    before = office.done("show", case).out.splitlines()[0]
    office.done(
        "assess",
        case,
        "--by",
        "rapporteur",
        "--finding",
        "link not established",
        told={"reasons": "x"},
    )
    after = office.done("show", case).out.splitlines()[0]

    assert before == f"{case}   allegation"
    assert after == f"{case}   case, link not established"
    assert office.done("show", case, "--json").json["confirmed_reprisal"] is False


def test_a_decision_entered_on_instruction_is_marked_until_confirmed(office: Office) -> None:
    case = office.proposed()
    office.done("decide", case, "M1", "--by", "rapporteur")

    before = office.done("show", case).out
    office.done("confirm", case, "M1")

    assert "by the rapporteur, UNCONFIRMED" in " ".join(before.split())
    assert "UNCONFIRMED" not in office.done("show", case).out


def test_silence_is_counted_in_days_for_ever(office: Office) -> None:
    case = office.ready("2021-08-30")
    office.done("propose", case, "letter", "--on", "2021-09-01")
    office.done("decide", case, "M1", "--by", "rapporteur", "--on", "2021-09-07")
    office.done("take", case, "M1", "--on", "2021-09-08")

    shown = office.done("show", case, "--on", "2022-12-02").out

    assert "no reply for 450 days" in shown
    assert "M1: no reply for 450 days (N 38)" in shown
    waiting = office.done("due", "--on", "2022-12-02").out
    assert f"{case}   M1: no reply for 450 days (N 38)" in waiting


def test_a_case_is_shown_as_at_a_day(office: Office) -> None:
    case = office.received("--on", "2021-08-30")
    office.done("notify", case, "--to", "Chair", "--on", "2021-09-02")

    then = office.done("show", case, "--on", "2021-09-01").out
    before = office.run("show", case, "--on", "2021-08-01")

    assert "Chair told" not in then
    assert "tell the Chair, 1 day late (G 10)" in then
    assert before.code == 2


def test_the_basis_is_shown_person_by_person_and_use_by_use(office: Office) -> None:
    case = office.ready()
    office.done("consent", case, "--answer", "concern")

    shown = " ".join(office.done("show", case).out.split())

    assert "P1 act towards the State, in confidence consent of the person, since" in shown
    assert "P1 whatever the State carries out concern open (N 22)" in shown
    assert "P1 other uses no basis" in shown


def test_cases_are_listed_by_what_is_due_and_fit_a_terminal(office: Office) -> None:
    late = office.received("--on", "2021-08-30")
    new = office.received()

    listed = office.done("cases", "--all").out
    assert listed.index(late) < listed.index(new)
    assert max(map(len, listed.splitlines())) <= 78
    assert "days late" in listed


def test_cases_are_chosen_by_stage_and_state(office: Office) -> None:
    here = office.received()
    there = office.received("--state", "Sampleland")

    stage = office.done("cases", "--all", "--stage", "awaiting decision").out
    state = office.done("cases", "--all", "--state", "XXB").out

    assert here not in stage
    assert there in state
    assert here not in state
    assert office.run("cases", "--stage", "lost").code == 2


def test_cases_stand_in_a_list_as_at_a_day(office: Office) -> None:
    case = office.received("--on", "2020-02-03")
    office.done(
        "assess", case, "--by", "rapporteur", "--finding", "reprisal", told={"reasons": "x"}
    )

    listed = office.done("cases", "--on", "2020-02-10", "--json").json["cases"]

    assert [one["reference"] for one in listed] == [case]
    assert listed[0]["finding"] == "allegation"


def test_fifty_cases_are_shown_at_a_time(own_office: Office) -> None:
    steps = '{"committee": "cat"}\n' + "".join(
        f'{{"on": "2020-01-01", "receive": {{"state": "XXA", "text": "case {n}"}}}}\n'
        for n in range(53)
    )
    history = own_office.folder / "history.jsonl"
    history.write_text(steps)
    own_office.done("replay", str(history))

    first = own_office.done("cases")
    rest = own_office.done("cases", "--after", "50")

    assert len(first.out.splitlines()) == 1 + 50 + 2
    assert "There are more: --after 50, or --all." in first.out
    assert len(rest.out.splitlines()) == 1 + 3


def test_the_morning_begins_with_what_is_most_urgent(own_office: Office) -> None:
    ordinary = own_office.received("--on", "2021-01-01")
    immediate = own_office.received("--imminent")

    shown = own_office.done("today").out

    assert shown.index("Immediate") < shown.index(immediate) < shown.index("Today")
    assert shown.index("Today") < shown.index(ordinary)
    assert f"sanjose notify {immediate} --to Chair" in shown
    assert max(map(len, shown.splitlines())) <= 78


def test_a_morning_with_many_cases_stays_short(own_office: Office) -> None:
    history = own_office.folder / "history.jsonl"
    history.write_text(
        '{"committee": "cat"}\n'
        + '{"on": "2020-01-01", "receive": {"state": "XXA", "text": "a case"}}\n' * 40
    )
    own_office.done("replay", str(history))

    shown = own_office.done("today").out
    listed = own_office.done("due").out
    everything = own_office.done("due", "--all").out

    assert "There are 70 more: --all." in listed
    assert len(everything.splitlines()) == 1 + 120
    assert shown.count("Exampleland") == 25
    assert "  and 15 more: sanjose due\n" in shown
    assert shown.count("assess, ") == 25  # each case stands there once, with all that waits


def test_a_notice_is_led_to_whoever_acts(own_office: Office) -> None:
    case = own_office.received("--imminent", "--state", "Sampleland")

    shown = own_office.done("today").out

    assert f"sanjose notify {case} --to Vice-Chair" in shown  # the rapporteur is a national
    assert f"sanjose notify {case} --to Chair" in shown


def test_a_calm_morning_says_so(own_office: Office) -> None:
    shown = own_office.done("today")

    assert "Nothing waits today." in shown.out
    assert own_office.done("due").out == "Nothing is due.\n"
    assert own_office.done("cases").out == "There is no case.\n"


def test_the_morning_shows_reviews_of_states_with_open_cases(own_office: Office) -> None:
    """G 24; N 50: in time for what the review can do."""
    soon = clock().date() + timedelta(days=21)
    own_office.received()
    for state in ("Exampleland", "Sampleland"):
        own_office.done(
            *("calendar", "enter", "--what", "interactive dialogue", "--title", "its report"),
            *("--state", state, "--starts", soon.isoformat()),
        )

    shown = own_office.done("today").out

    assert f"interactive dialogue, {soon} (in 21 days)   1 open case" in shown
    assert "Sampleland" not in shown


def test_the_morning_reminds_of_copies_that_undo_an_erasure(own_office: Office) -> None:
    case = own_office.received()
    own_office.second(own_office.done("erase", case, "--whole-case", "--yes"))

    shown = " ".join(own_office.done("today").out.split())

    assert "Copies of the keys made before still open what was erased" in shown


def test_what_is_zero_is_counted_as_zero(own_office: Office) -> None:
    own_office.received("--procedure", "complaint", "--on", "2021-05-01")

    shown = own_office.done("counts", "--since", "2021-01-01", "--until", "2021-12-31").out
    plain = own_office.done("counts", "--since", "2022-01-01", "--json").json

    assert "      1   individual complaint" in shown
    assert "      0   confidential inquiry" in shown
    assert "      0   reprisal\n" in shown
    assert re.search(r"Measures taken\n +0   each of the \d+ measures\n", shown)
    assert set(plain["procedures"].values()) == {0}
    assert own_office.run("counts", "--since", "2022-01-01", "--until", "2021-01-01").code == 2


def test_the_roster_says_who_acts_for_a_state(office: Office) -> None:
    everybody = office.done("roster").out
    there = office.done("roster", "list", "--state", "Sampleland").out

    assert "for the rapporteur   the rapporteur: Member Adler" in everybody
    assert "for the rapporteur   the Vice-Chair: Member Cole" in there


def test_a_roster_is_imported_whole_or_not_at_all(own_office: Office) -> None:
    good = own_office.folder / "good.csv"
    good.write_text(
        "post,holder,nationalities,since\nalternate,Member Dale,XXA;XXB,2020-01-01\n"
    )
    bad = own_office.folder / "bad.csv"
    bad.write_text(
        "post,holder,nationalities,since\n"
        "Bureau,Member Elm,XXA,2020-01-01\nBureau,Member Fir,Atlantis,2020-01-01\n"
    )

    own_office.done("roster", "import", str(good))
    refused = own_office.run("roster", "import", str(bad))

    assert "Member Dale" in own_office.done("roster").out
    assert refused.code == 2
    assert "entry 2: no State is called" in refused.said
    assert "Member Elm" not in own_office.done("roster").out


def test_an_office_is_left(own_office: Office) -> None:
    own_office.done(
        "roster",
        "leave",
        "--post",
        "chair",
        "--holder",
        "Member Birch",
        "--until",
        "2021-01-01",
    )

    assert "Member Birch" not in own_office.done("roster").out
    assert "Member Birch" in own_office.done("roster", "--on", "2020-06-01").out


def test_a_file_goes_through_its_states_and_is_linked(office: Office) -> None:
    case = office.received()

    office.done(
        "file",
        "open",
        "--kind",
        "interim-measures",
        "--title",
        "a communication",
        "--case",
        case,
    )
    moved = office.run("file", "move", "F1", "--to", "granted")
    office.done("file", "move", "F1", "--to", "requested by counsel")
    other = office.received()
    office.done("file", "link", "F1", other)

    assert moved.code == 2
    assert 'from "open" F1 moves to' in moved.said
    listed = office.done("file").out
    assert "requested by counsel" in listed
    assert case in listed
    assert other in listed
    assert "F1, interim-measures: requested by counsel" in office.done("show", case).out


def test_the_calendar_is_listed_in_a_period(office: Office) -> None:
    for year in (2030, 2031):
        office.done(
            *("calendar", "enter", "--what", "session", "--title", f"session of {year}"),
            *("--starts", f"{year}-04-01", "--ends", f"{year}-05-01"),
        )

    listed = office.done("calendar", "list", "--since", "2031-01-01").out

    assert "2031-04-01 to 2031-05-01   session: session of 2031" in listed
    assert "2030" not in listed


def test_a_profile_says_where_each_value_comes_from() -> None:
    from click.testing import CliRunner

    from sanjose.cli import cli

    shown = CliRunner().invoke(cli, ["committees", "cat"]).stdout
    listed = CliRunner().invoke(cli, ["committees"]).stdout

    assert "country rapporteur   should [G 12]" in shown
    assert "chosen: G 19 and N 11 (a) ask for a deadline and give no" in shown
    assert "cat" in listed
    assert max(map(len, shown.splitlines())) <= 78
    assert CliRunner().invoke(cli, ["committees", "xyz"]).exit_code == 2


@pytest.mark.parametrize("document", ["receive", "office-fill", "history"])
def test_the_form_of_a_document_is_printed(document: str) -> None:
    import json

    from click.testing import CliRunner

    from sanjose.cli import cli

    answer = CliRunner().invoke(cli, ["schema", document])

    assert json.loads(answer.stdout)["$schema"].endswith("2020-12/schema")
    assert CliRunner().invoke(cli, ["schema", "nothing"]).exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("today",),
        ("due", "--days", "30"),
        ("cases",),
        ("counts",),
        ("steps", "--no-case"),
        ("roster",),
        ("roster", "list", "--state", "XXB"),
        ("calendar",),
        ("calendar", "list"),
        ("file",),
        ("file", "list"),
        ("officer",),
        ("officer", "list"),
        ("committees",),
        ("committees", "cerd"),
        ("schema",),
        ("doctor",),
        ("verify",),
        ("verify", "--unlocked"),
        ("rebuild",),
    ],
    ids=" ".join,
)
def test_every_answer_is_json_where_that_is_asked_for(
    office: Office, words: tuple[str, ...]
) -> None:
    answer = office.done(*words, "--json")

    assert isinstance(answer.json, dict)
    assert answer.err == ""


def test_an_urgent_answer_in_json_says_whom_to_telephone(office: Office) -> None:
    answer = office.done("urgent", "--state", "XXA", "--json", told={"text": "They are here."})

    assert [one["acting"] for one in answer.json["telephone"]] == ["rapporteur", "Chair"]


def test_where_nobody_holds_an_office_any_free_member_is_asked(own_office: Office) -> None:
    for post, holder in (("rapporteur", "Member Adler"), ("Vice-Chair", "Member Cole")):
        own_office.done(
            *("roster", "leave", "--post", post, "--holder", holder, "--until", "2021-01-01")
        )

    answer = own_office.done("urgent", "--state", "XXA", told={"text": "They are here."})

    assert "nobody in the roster is free to act" in answer.out
    assert "the plenary, without whoever is recused" in own_office.done("roster").out


def test_a_committee_out_of_service_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from sanjose.cli import cli
    from sanjose.commands import committees
    from sanjose.words.errors import Unable

    def broken(slug: str) -> None:
        raise Unable(f"committee {slug!r} is not in service: it does not load")

    monkeypatch.setattr(committees, "load", broken)

    shown = CliRunner().invoke(cli, ["committees"]).stdout

    assert "cat         committee 'cat' is not in service: it does not load" in shown
