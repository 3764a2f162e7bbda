"""What States have accepted and what can be rested on, as an officer enters and reads it."""

import json
from pathlib import Path

import pytest

from sanjose.commands import sheets
from sanjose.words.errors import Misuse
from tests.commands.office import Office
from tests.commands.terminal import Terminal
from tests.commands.test_bad_input import CANARY, entries

HEADER = "state,instrument,status,since,until,source,as_of"
ROW = "Exampleland,cat,party,1987-06-26,,depositary,2026-01-05"
DECLARED = "XXA,cat-22,declared,2001-01-01,2020-12-31,depositary,2026-01-05"
MIXED = (
    "as of, STATE ,instrument,status,since,until,Source,\n"
    "2026-01-05,XXA,cat,party,1987-06-26,,depositary,\n"
    '2026-01-05,XXB,cat,not party,,,"depositary",\n'
)
ABSENT = "XXB,cat,not party,,,depositary,2026-01-05"


def saved(office: Office, content: str | bytes) -> str:
    """Save a list, and return its place."""
    place: Path = office.folder / "list.csv"
    place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(place)


def lines(*rows: str) -> str:
    return "\n".join((HEADER, *rows))


@pytest.fixture(scope="module")
def looked_up(office: Office) -> Office:
    """An installation in which three things were looked up."""
    office.done("participation", "import", saved(office, lines(ROW, DECLARED, ABSENT)))
    return office


# -- a list ------------------------------------------------------------------------------------


def test_a_list_is_rehearsed_and_then_entered_once(own_office: Office) -> None:
    place = saved(own_office, lines(ROW, DECLARED))
    before = entries(own_office)

    rehearsed = own_office.done("participation", "import", place, "--dry-run")
    unchanged = entries(own_office)
    first = own_office.done("participation", "import", place)
    second = own_office.done("participation", "import", place)
    third = own_office.done("participation", "import", place, "--json")

    assert rehearsed.out == "2 would be entered. Nothing was changed.\n"
    assert first.out == "2 entered.\n"
    assert second.out == "Nothing of it is new. 2 stood there already.\n"
    assert third.json == {"entered": 0, "stood": 2, "kept": True}
    assert unchanged == before
    assert entries(own_office) == before + 2


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + lines(ROW, ABSENT).encode(),
        lines(ROW, ABSENT, "").replace("\n", "\r\n"),
        lines(ROW, ABSENT).replace(",", ";"),
        lines(ROW, ABSENT).replace(",", "\t"),
        lines(ROW, "", ",,,,,,", ABSENT, "", ""),
        lines(ROW + ",,", ABSENT),
        MIXED,
    ],
    ids=["mark", "line ends", "semicolons", "tabs", "empty lines", "empty cells", "order"],
)
def test_a_list_may_be_saved_as_spreadsheets_save_it(
    own_office: Office, content: str | bytes
) -> None:
    answer = own_office.done("participation", "import", saved(own_office, content), "--json")

    found = own_office.done("participation", "--json").json["states"]
    assert answer.json["entered"] == 2
    assert [one["instruments"]["cat"]["answer"] for one in found] == ["yes", "no"]


BAD = (
    ("", "the list is empty: its first line is state,instrument,status,since,until,"),
    (HEADER, "the list is empty"),
    (ROW, "the first line of the list names its columns"),
    ("state,status\nXXA,party", "instrument, since, until, source, as_of is missing"),
    (f"{HEADER},note\n{ROW},x", "the first line of the list names its columns"),
    (f"{HEADER},state\n{ROW},XXA", "the first line of the list names its columns"),
    (lines(ROW, "XXA,cat,party"), "line 3 has 3 columns where the first line has 7"),
    (lines(ROW + "," + CANARY), "line 2 has 8 columns where the first line has 7"),
    (lines(ROW, 'XXB,cat,"party"y,,,x,2026-01-05'), "the list is no CSV near line 3"),
    (lines(ROW, '"XXB,cat,party'), "the list is no CSV near line 3"),
    (b"\xff\xfes\0t\0", "the list is no CSV in UTF-8: save it again"),
    (lines(ROW).encode("utf-16-be"), "the list is no CSV in UTF-8: save it again"),
    (b"PK\x03\x04\x00\x00", "the list is no CSV in UTF-8"),
    (lines(ROW.replace("depositary", "d\xe9p\xf4t")).encode("latin-1"), "no CSV in UTF-8"),
    (lines(ROW, "XXY" + ROW[11:]), 'line 3, state: no State is called "XXY"'),
    (lines(ROW, ROW[11:]), "line 3, state is missing: the State, by its code or name"),
    (lines(ROW.replace("cat", "tea")), "line 2, instrument: this committee has no such"),
    (lines(ROW.replace("cat", "tea")), "there are cat, cat-20, cat-22"),
    (lines(ROW.replace("party", "declared")), "line 2, status: of cat it is one of: party"),
    (lines(ROW.replace("party", CANARY)), "line 2, status is one of: party; not party"),
    (lines(ROW, ROW), "line 3 says again, or otherwise, what line 2 says of Exampleland"),
    (lines(ROW.replace("1987-06-26", "1987-06-31")), "line 2, since is a date, as"),
    (lines(ROW.replace("1987-06-26", "26.6.1987")), "line 2, since is a date, as"),
    (lines(ROW.replace("1987-06-26", "1887-06-26")), "line 2, since: 1887-06-26 lies befo"),
    (lines(ROW.replace("1987-06-26", "9999-12-31")), "line 2, since: 9999-12-31 lies more"),
    (lines(ROW.replace(",,", ",1980-01-01,")), "line 2, until: 1980-01-01 lies before the"),
    (
        lines(ROW.replace("2026-01-05", "2999-01-01")),
        "line 2, as_of: 2999-01-01 lies after",
    ),
    (lines(ROW.replace("2026-01-05", "")), "line 2, as_of is missing: the day on which it"),
    (lines(ROW.replace("depositary", "  ")), "line 2, source is missing: where it was loo"),
    (lines(ROW.replace("depositary", "x" * 201)), "line 2, source is longer than 200"),
    (
        lines(ROW.replace("depositary", '"a\nb"')),
        "line 2, source holds a control character",
    ),
    (lines(*[ROW] * (sheets.MOST + 1)), "the list has more than 10,000 rows: enter it in"),
    (lines("x" * 8_000_000), "the list is larger than 8 MB: enter it in parts"),
)


@pytest.mark.parametrize(("content", "said"), BAD, ids=range(len(BAD)))
def test_a_list_that_is_none_changes_nothing_and_the_sentence_says_where(
    looked_up: Office, content: str | bytes, said: str
) -> None:
    before = entries(looked_up)

    answer = looked_up.run("participation", "import", saved(looked_up, content))

    assert said in answer.said
    assert answer.code == 2
    assert answer.out == ""
    assert "Traceback" not in answer.err
    assert CANARY not in answer.err
    assert entries(looked_up) == before


def test_a_line_is_counted_where_a_row_begins(tmp_path: Path) -> None:
    raw = f'{HEADER}\nXXA,cat,party,,,"one\ntwo",2026-01-05\n{ABSENT}'.encode()

    told = list(sheets.rows(raw, HEADER.split(",")))

    assert [line for line, _ in told] == [2, 4]
    assert told[1][1] == {
        "state": "XXB",
        "instrument": "cat",
        "status": "not party",
        "source": "depositary",
        "as_of": "2026-01-05",
    }


def test_a_cell_of_many_pages_is_no_list() -> None:
    with pytest.raises(Misuse, match="no CSV near line 2"):
        list(sheets.rows(f"{HEADER}\n{'x' * 200_000}".encode(), HEADER.split(",")))


def test_a_list_that_is_not_there_is_said(looked_up: Office) -> None:
    answer = looked_up.run("participation", "import", f"/{CANARY}")

    assert (answer.code, CANARY in answer.err) == (2, False)
    assert "the list cannot be read" in answer.said


# -- one by one, and shown -----------------------------------------------------------------------


def test_one_entry_is_entered_on_the_command_line(own_office: Office) -> None:
    words = ("--state", "XXC", "--instrument", "cat", "--status", "not party")
    looked = ("--source", "the depositary", "--as-of", "2026-01-05")

    done = own_office.done("participation", "enter", *words, *looked)
    missing = own_office.run("participation", "enter", *words)

    assert done.out == "It is entered; see `sanjose participation`.\n"
    assert (missing.code, "source is missing" in missing.said) == (2, True)
    assert "Trialand" in own_office.done("participation").out


def test_a_history_may_say_what_was_looked_up_then(own_office: Office) -> None:
    told = {
        "state": "Trialand",
        "instrument": "cat",
        "status": "party",
        "source": "depositary",
        "as_of": "2020-05-01",
    }
    step = json.dumps({"on": "2020-05-01", "participation-enter": told})
    history = own_office.folder / "history.jsonl"
    history.write_text("\n".join(['{"committee": "cat"}', step, step]))

    own_office.done("replay", str(history))

    (state,) = own_office.done("participation", "list", "XXC", "--json").json["states"]
    assert len(state["entered"]) == 1
    assert state["instruments"]["cat"]["answer"] == "yes"


def test_an_entry_is_asked_for_at_a_terminal(own_office: Office) -> None:
    terminal = Terminal("participation", "enter")
    terminal.answer("The State", "Trialand").answer("The instrument", "cat-22")
    terminal.answer("Where the State stands", "declared").answer("Where it was looked", "note")
    terminal.answer("The day on which it was looked", "2026-01-05")
    terminal.answer("The first day", "2001-01-01").answer("The last day", "")

    assert terminal.end() == 0, terminal.shown
    (state,) = own_office.done("participation", "list", "XXC", "--json").json["states"]
    assert state["entered"][0]["since"] == "2001-01-01"


def test_where_nothing_was_looked_up_the_way_is_told(own_office: Office) -> None:
    shown = own_office.done("participation").out
    state = own_office.done("participation", "list", "XXC").out

    assert "Nothing is entered: sanjose participation import FILE.csv" in shown
    assert "cat-22" in shown
    assert "nothing is entered on whether Trialand is party" in " ".join(state.split())
    assert "Unknown is not a no" in state


def test_every_state_stands_in_a_line_with_its_answers(looked_up: Office) -> None:
    shown = looked_up.done("participation").out
    earlier = looked_up.done("participation", "--on", "2010-01-01").out

    assert "  cat   cat-20    cat-22   State\n" in shown
    assert "  yes   unknown   no       Exampleland\n" in shown
    assert "  no    no        no       Sampleland\n" in shown
    assert "  yes       unknown   yes       Exampleland\n" in earlier
    assert "  unknown   unknown   unknown   Sampleland\n" in earlier


def test_a_state_is_shown_with_reasons_and_with_what_was_entered(looked_up: Office) -> None:
    shown = " ".join(looked_up.done("participation", "list", "exampleland").out.split())

    assert "Exampleland is party since 1987-06-26 (depositary, looked up on" in shown
    assert "Exampleland had declared so until 2020-12-31" in shown
    assert "declared since 2001-01-01 until 2020-12-31" in shown
    assert "Sampleland" not in shown


def test_what_is_shown_is_there_as_json(looked_up: Office) -> None:
    (state,) = looked_up.done("participation", "list", "XXB", "--json").json["states"]

    assert (state["state"], state["name"]) == ("XXB", "Sampleland")
    assert state["instruments"]["cat"]["answer"] == "no"
    assert state["entered"] == [
        {
            "state": "XXB",
            "instrument": "cat",
            "status": "not party",
            "since": None,
            "until": None,
            "source": "depositary",
            "as_of": "2026-01-05",
        }
    ]


# -- the legal basis -------------------------------------------------------------------------------


def test_the_basis_says_whether_each_procedure_is_open_and_why(looked_up: Office) -> None:
    shown = " ".join(looked_up.done("basis", "Exampleland", "--on", "2026-03-02").out.split())

    assert shown.startswith("Committee against Torture: Exampleland on 2026-03-02")
    assert "an allegation is received in any case" in shown
    assert "no individual complaint: " in shown
    assert "unknown confidential inquiry: " in shown
    assert "Unknown is not a no: look it up" in shown


def test_the_basis_of_one_procedure_on_a_day(looked_up: Office) -> None:
    words = ("basis", "XXA", "--procedure", "complaint", "--on", "2010-01-01")

    shown = looked_up.done(*words).out
    told = looked_up.done(*words, "--json").json

    assert "Exampleland on 2010-01-01, individual complaint" in shown
    assert "inquiry" not in shown
    assert [(one["procedure"], one["answer"]) for one in told["competent"]] == [
        ("complaint", "yes")
    ]
    assert (told["state"], told["on"]) == ("XXA", "2010-01-01")


def test_the_basis_names_every_anchor_of_the_profile_with_its_source(looked_up: Office) -> None:
    from sanjose.rules.committees import load

    told = looked_up.done("basis", "XXA", "--json").json["basis"]
    shown = " ".join(looked_up.done("basis", "XXA").out.split())

    anchors = load("cat").committee.anchors
    assert [one["anchor"] for one in told] == [one.key for one in anchors]
    assert all(one["answer"] in {"yes", "no", "unknown"} for one in told)
    assert all(one.title in shown for one in anchors)
    assert "[G footnote 3]" in shown
    assert bool(anchors) is ("names nothing" not in shown)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("basis", "Atlantis"), "no State is called"),
        (("basis",), "STATE is missing"),
        (("basis", "XXA", "--procedure", CANARY), "there is no such procedure here: there are"),
        (("basis", "XXA", "--on", "soon"), "--on is a date, as 2026-01-31"),
        (("participation", "list", "Atlantis"), "no State is called"),
        (("participation", "import"), "FILE is missing"),
    ],
    ids=str,
)
def test_what_is_not_there_is_said(
    looked_up: Office, words: tuple[str, ...], said: str
) -> None:
    answer = looked_up.run(*words)

    assert said in answer.said
    assert (answer.code, answer.out) == (2, "")
    assert CANARY not in answer.err


# -- the States ------------------------------------------------------------------------------------


def test_states_are_listed_without_an_installation(looked_up: Office, tmp_path: Path) -> None:
    nowhere = ("--home", str(tmp_path / "none"))

    every = looked_up.done("states", *nowhere).out
    few = looked_up.done("states", "guinea", *nowhere).out
    one = looked_up.done("states", "Ivory", *nowhere).out

    assert every.endswith("\n197 States.\n")
    assert [line[:3] for line in few.splitlines()[:4]] == ["GNQ", "GIN", "GNB", "PNG"]
    assert one.splitlines()[0] == (
        "CIV   CI   Côte d'Ivoire (Republic of Côte d'Ivoire); African States"
    )
    assert one.endswith("\n1 State.\n")


def test_a_state_in_no_group_and_no_state_at_all(looked_up: Office) -> None:
    told = looked_up.done("states", "vatican", "--json").json["states"]

    assert told == [
        {
            "code": "VAT",
            "short": "VA",
            "name": "Holy See",
            "formal": None,
            "region": None,
            "aliases": ["Vatican", "Vatican City"],
        }
    ]
    assert looked_up.done("states", "Niue").out.startswith("NIU   NU   Niue\n")
    assert looked_up.done("states", "Atlantis").out == "No State has such a code or name.\n"
