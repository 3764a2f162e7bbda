"""Set up, unlock, check, copy, restore, recover: the installation from first day to last."""

import json
import sqlite3
from pathlib import Path

import pytest

from sanjose.keeping import agent
from sanjose.keeping.keyring import AgentKeys
from sanjose.keeping.store import connect
from tests.commands.office import PASSPHRASE, Office, private
from tests.commands.terminal import Terminal

PHRASE = PASSPHRASE.decode()


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A place without an installation."""
    from sanjose.keeping.home import Home

    monkeypatch.setenv("SANJOSE_HOME", str(tmp_path / "new"))
    private(tmp_path / "passphrase", PASSPHRASE)
    office = Office(Home(tmp_path / "new"), tmp_path)
    yield office
    agent.stop(office.home)


def file(office: Office, name: str = "passphrase") -> str:
    return str(office.folder / name)


def test_an_installation_is_set_up_at_a_terminal_and_the_papers_shown_once(
    empty: Office,
) -> None:
    terminal = Terminal("init", "--trial")

    terminal.answer("For which committee", "cat")
    terminal.answer("The same is asked of everybody", "Atlantis", "Switzerland, XXB")
    terminal.wait("Passphrase of officer-1").type(PHRASE)
    terminal.wait("The same again").type(PHRASE)
    terminal.answer("pen and paper", "")
    for number in (1, 2, 3):
        terminal.wait(f"Paper {number} of 3").wait("33 ").answer("written down", "")

    assert terminal.end() == 0
    assert PHRASE not in terminal.shown
    assert "sanjose unlock" in terminal.shown
    empty.done("unlock", "--passphrase-file", file(empty))
    officers = empty.done("officer", "--json").json["officers"]
    assert officers == [
        {"officer": "officer-1", "post": "secretariat", "nationalities": ["CHE", "XXB"]}
    ]


@pytest.mark.parametrize("key", [b"\x03", b"\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_an_installation_whose_papers_nobody_has_is_removed(empty: Office, key: bytes) -> None:
    terminal = Terminal("init", "cat", "--trial", "--nationality", "CHE")
    terminal.wait("Passphrase of officer-1").type(PHRASE)
    terminal.wait("The same again").type(PHRASE)
    terminal.answer("pen and paper", "").wait("Paper 1 of 3").wait("written down").wait("> ")

    code = terminal.stop(key)

    assert code == 130
    assert "the installation is removed again" in " ".join(terminal.shown.split())
    assert "nothing was recorded" not in terminal.shown
    assert not empty.home.settings_path.exists()
    assert not any(empty.home.path.glob("*"))


def test_an_installation_whose_papers_cannot_be_written_is_removed(empty: Office) -> None:
    answer = empty.run(
        *("init", "cat", "--trial", "--nationality", "CHE", "--passphrase-file", file(empty)),
        *("--shares", str(empty.folder / "nowhere" / "shares")),
    )

    assert answer.code != 0
    assert not empty.home.settings_path.exists()


def test_an_installation_is_set_up_by_a_script(empty: Office) -> None:
    shares = empty.folder / "shares"

    answer = empty.done(
        *("init", "cat", "--trial", "--nationality", "CHE", "--shares", str(shares)),
        *("--passphrase-file", file(empty)),
    )

    assert "The installation for CAT is set up; you are officer-1." in answer.out
    assert shares.stat().st_mode & 0o777 == 0o600
    assert [len(line.split()) for line in shares.read_text().splitlines()] == [33, 33, 33]
    assert empty.run("doctor").code == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("init", "xyz"), "no committee of this name is installed"),
        (("init",), "name the committee: cat, "),
        (("init", "cat"), "say the nationalities"),
        (("init", "cat", "--nationality", "Atlantis"), "no State is called"),
        (("init", "cat", "--nationality", "XXA"), "is an invented State"),
    ],
)
def test_what_is_missing_for_an_installation_is_said(
    empty: Office, words: tuple[str, ...], sentence: str
) -> None:
    answer = empty.run(
        *words, "--shares", str(empty.folder / "shares"), "--passphrase-file", file(empty)
    )

    assert answer.code == 2
    assert sentence in answer.said
    assert not empty.home.settings_path.exists()


def test_an_installation_is_not_set_up_over_another(own_office: Office) -> None:
    answer = own_office.run(
        "init", "cat", "--nationality", "CHE", "--shares", file(own_office, "s")
    )

    assert answer.code == 3
    assert "there is an installation here already" in answer.said


def test_a_short_passphrase_leaves_nothing_behind(empty: Office) -> None:
    short = private(empty.folder / "short", b"tiny")

    answer = empty.run(
        *("init", "cat", "--trial", "--nationality", "CHE", "--passphrase-file", short),
        *("--shares", file(empty, "shares")),
    )

    assert answer.code == 2
    assert "12 characters or more" in answer.said
    assert not (empty.folder / "shares").exists()


def test_it_is_locked_and_unlocked(own_office: Office) -> None:
    own_office.done("lock")

    locked = own_office.run("cases")
    unlocked = own_office.done(
        "unlock", "--passphrase-file", file(own_office), "--idle", "2", "--at-most", "1"
    )
    again = own_office.run("unlock", "--passphrase-file", file(own_office))

    assert locked.code == 3
    assert locked.said == "the installation is locked: run `sanjose unlock`"
    assert "It locks after 2 minutes without use, after 60 minutes in any case" in (
        " ".join(unlocked.out.split())
    )
    assert own_office.run("cases").code == 0
    assert again.code == 3
    assert own_office.done("lock").out == "Locked.\n"
    assert own_office.done("lock").out == "It was locked already.\n"


def test_the_passphrase_is_typed_at_the_terminal_and_not_shown(own_office: Office) -> None:
    own_office.done("lock")
    terminal = Terminal("unlock")

    terminal.wait("Passphrase of officer-1: ").type(PHRASE)

    assert terminal.end() == 0
    assert PHRASE not in terminal.shown


def test_a_wrong_passphrase_is_said(own_office: Office) -> None:
    own_office.done("lock")
    wrong = private(own_office.folder / "wrong", b"sixteen green bridges")

    answer = own_office.run("unlock", "--passphrase-file", wrong)

    assert answer.code == 3
    assert answer.said == "the passphrase is not right for officer-1"


def test_a_slip_in_the_passphrase_is_typed_again_three_times_at_most(
    own_office: Office,
) -> None:
    own_office.done("lock")
    right, wrong = Terminal("unlock"), None

    right.wait("Passphrase of officer-1: ").type("sixteen green bridges")
    right.wait("Type it again.").wait("Passphrase of officer-1: ").type(PHRASE)
    assert right.end() == 0, right.shown
    own_office.done("lock")
    wrong = Terminal("unlock")
    for _ in range(3):
        wrong.wait("Passphrase of officer-1: ").type("sixteen green bridges")

    assert wrong.end() == 3
    assert wrong.shown.count("Type it again.") == 2


def test_which_officer_it_is_is_asked_before_the_passphrase(own_office: Office) -> None:
    second = private(own_office.folder / "second", b"eighteen grey bridges")
    own_office.done("officer", "add", "--nationality", "XXB", "--passphrase-file", second)
    copies = own_office.folder / "copies"
    made = own_office.done("backup", str(copies), "--json").json
    own_office.done("lock")
    terminal = Terminal("unlock")
    terminal.answer("Which officer you are", "seventeen green bridges")
    terminal.wait("answer with a number of the list").answer("", "2")
    terminal.wait("Passphrase of officer-2: ").type("eighteen grey bridges")
    assert terminal.end() == 0, terminal.shown
    own_office.done("lock")
    place = str(own_office.folder / "again")

    restoring = Terminal(
        *("restore", str(copies / made["record"]), str(copies / made["keys"])),
        *("--home", place),
    )
    restoring.answer("Which officer you are", "officer-2")
    restoring.wait("Passphrase of officer-2: ").type("eighteen gray bridges")
    restoring.wait("Type it again.").wait("Passphrase of officer-2: ")
    restoring.type("eighteen grey bridges")

    assert restoring.end() == 0, restoring.shown
    assert f"sanjose unlock --officer officer-2 --home {place}" in restoring.shown


def test_after_a_copy_nobody_asks_for_one_because_of_an_erasure_before_it(
    own_office: Office,
) -> None:
    own_office.second(own_office.done("erase", own_office.received(), "--whole-case", "--yes"))
    asked = [own_office.done(one).out for one in ("today", "doctor")]

    own_office.done("backup", file(own_office, "copies"))
    after = [own_office.done(one).out for one in ("today", "doctor")]
    own_office.second(own_office.done("erase", own_office.received(), "--whole-case", "--yes"))
    again = own_office.done("today").out

    assert all("was erased on" in one for one in asked)
    assert not any("was erased on" in one for one in after)
    assert "was erased on" in again


def test_under_open_advice_the_doctor_does_not_say_that_all_is_well(
    own_office: Office,
) -> None:
    answer = own_office.done("doctor")

    assert "advice" in answer.out
    assert "All is as it should be" not in answer.out
    assert "what is advised above is still to be done" in " ".join(answer.out.split())


def test_a_passphrase_that_others_can_read_is_not_taken(own_office: Office) -> None:
    own_office.done("lock")
    Path(file(own_office)).chmod(0o640)

    answer = own_office.run("unlock", "--passphrase-file", file(own_office))

    assert answer.code == 2
    assert "the passphrase can be read by others" in answer.said


def test_without_a_terminal_and_a_file_no_passphrase_is_asked_for(own_office: Office) -> None:
    own_office.done("lock")

    answer = own_office.apart("unlock")

    assert answer.code == 2
    assert "there is no terminal to ask for the passphrase" in answer.said


def test_the_doctor_finds_all_well(own_office: Office) -> None:
    own_office.done(
        "officer", "add", "--nationality", "XXB", "--passphrase-file", file(own_office)
    )
    own_office.done("backup", file(own_office, "copies"))

    answer = own_office.done("doctor")

    assert answer.out.endswith("All is as it should be.\n")
    assert "NOT OK" not in answer.out


def test_the_doctor_says_what_to_do(own_office: Office) -> None:
    own_office.home.record.chmod(0o644)

    answer = own_office.run("doctor")
    plain = own_office.run("doctor", "--json")

    assert answer.code == plain.code == 3
    assert "record.db is open to others on this machine: run `chmod 600` on it" in (
        " ".join(answer.out.split())
    )
    assert [one["what"] for one in plain.json["checks"] if one["ok"] is False] == [
        "files are private"
    ]


def test_the_doctor_checks_what_can_be_checked_while_it_is_locked(own_office: Office) -> None:
    own_office.done("lock")

    answer = own_office.done("doctor")

    assert "not checked   stores open" in answer.out


def test_a_record_that_is_whole_verifies_and_gives_a_root_to_keep(own_office: Office) -> None:
    first = own_office.done("verify", "--json").json["root"]
    own_office.received()

    answer = own_office.done("verify", "--unlocked", "--root", first)

    assert "none altered, none missing" in answer.out
    assert "It continues the root that you kept." in " ".join(answer.out.split())
    assert own_office.run("verify", "--root", "3:" + "00" * 32).code == 3
    assert own_office.run("verify", "--root", "x").code == 2


def test_an_entry_that_was_altered_is_named(own_office: Office) -> None:
    own_office.received()
    keys = AgentKeys(own_office.home)
    connection = connect(own_office.home.record, keys.store_key("record"))
    connection.execute("DROP TRIGGER entries_no_update")
    connection.execute("UPDATE entries SET body = zeroblob(40) WHERE seq = 5")
    connection.close()
    keys.close()

    answer = own_office.run("verify")

    assert answer.code == 3
    assert "- Entry 5 was altered." in answer.out
    assert "The store was opened to changes" in answer.out


def test_a_file_that_was_damaged_is_said_by_its_range(own_office: Office) -> None:
    for _ in range(12):
        own_office.received()
    own_office.done("lock")
    path = own_office.home.record
    raw = bytearray(path.read_bytes())
    place = len(raw) // 2
    raw[place : place + 8] = b"\0" * 8
    path.write_bytes(raw)
    own_office.done("unlock", "--passphrase-file", file(own_office))

    answer = own_office.run("verify")
    shown = [own_office.run(*words) for words in (("cases",), ("today",))]

    assert answer.code == 3
    assert "record.db was altered between byte" in " ".join(answer.out.split())
    for one in shown:
        assert one.code in {0, 3}
        assert "Traceback" not in one.err


def test_lists_that_are_lost_are_made_anew(own_office: Office) -> None:
    case = own_office.received()
    own_office.home.register.unlink()

    lost = own_office.run("cases")
    made = own_office.done("rebuild")

    assert lost.code == 3
    assert "run `sanjose rebuild`" in lost.said
    assert made.out == "The lists are made anew: 1 case.\n"
    assert case in own_office.done("cases").out


def test_a_copy_is_restored_in_another_place(own_office: Office) -> None:
    case = own_office.received()
    copies = own_office.folder / "copies"
    made = own_office.done("backup", str(copies), "--json").json
    own_office.done("lock")
    place = str(own_office.folder / "again")

    restored = own_office.done(
        *("restore", str(copies / made["record"]), str(copies / made["keys"])),
        *("--home", place, "--passphrase-file", file(own_office)),
    )
    own_office.done("unlock", "--home", place, "--passphrase-file", file(own_office))

    assert "every one has its key, or was erased" in restored.out
    assert case in own_office.done("cases", "--home", place).out
    assert own_office.done("verify", "--unlocked", "--home", place).code == 0
    own_office.done("lock", "--home", place)
    assert own_office.run("restore", "a", "b").code == 3


def test_a_second_officer_works_alone_and_leaves(own_office: Office) -> None:
    case = own_office.received()
    second = private(own_office.folder / "second", b"eighteen grey bridges")

    own_office.done("officer", "add", "--nationality", "XXB", "--passphrase-file", second)
    own_office.done("lock")
    own_office.done("unlock", "--officer", "officer-2", "--passphrase-file", second)
    seen = own_office.run("show", case).code
    own = own_office.run("officer", "leave", "officer-2", "--yes")
    own_office.done("lock")
    own_office.done("unlock", "--officer", "officer-1", "--passphrase-file", file(own_office))
    unsure = own_office.run("officer", "leave", "officer-2")
    own_office.done("officer", "leave", "officer-2", "--yes")

    assert seen == 0
    assert own.code == 3
    assert unsure.code == 2
    assert "officer-2" not in own_office.done("officer").out
    assert own_office.run("officer", "leave", "officer-2", "--yes").code == 2


def test_a_national_of_the_state_gets_no_key_to_its_cases(own_office: Office) -> None:
    case = own_office.received()
    second = private(own_office.folder / "second", b"eighteen grey bridges")

    own_office.done("officer", "add", "--nationality", "XXA", "--passphrase-file", second)
    own_office.done("lock")
    own_office.done("unlock", "--officer", "officer-2", "--passphrase-file", second)

    assert own_office.run("show", case).code == 2
    assert case not in own_office.done("cases").out


def test_a_passphrase_is_changed(own_office: Office) -> None:
    new = private(own_office.folder / "second", b"eighteen grey bridges")

    own_office.done(
        "officer", "passphrase", "--passphrase-file", file(own_office), "--new-file", new
    )
    own_office.done("lock")

    assert own_office.run("unlock", "--passphrase-file", file(own_office)).code == 3
    assert own_office.run("unlock", "--passphrase-file", new).code == 0


def test_two_papers_make_a_new_officer(own_office: Office) -> None:
    case = own_office.received()
    own_office.done("lock")
    two = private(own_office.folder / "two", "\n".join(own_office.shares[:2]).encode())
    one = private(own_office.folder / "one", own_office.shares[0].encode())
    phrase = private(own_office.folder / "second", b"eighteen grey bridges")
    rest = ("--nationality", "XXB", "--passphrase-file", phrase)

    few = own_office.run("officer", "recover", "--shares", one, *rest)
    made = own_office.done("officer", "recover", "--shares", two, *rest, "--json").json
    own_office.done("unlock", "--officer", made["officer"], "--passphrase-file", phrase)

    assert few.code == 2
    assert "2 of the 3 shares are needed" in few.said
    assert own_office.run("show", case).code == 0


def test_a_history_is_brought_in_or_rehearsed(own_office: Office) -> None:
    history = own_office.folder / "history.jsonl"
    steps = [
        {"committee": "cat"},
        {"on": "2021-08-30", "as": "first", "receive": {"state": "XXA", "text": "They came."}},
        {
            "on": "2021-09-01",
            "case": "first",
            "propose": {"measure": "letter"},
            "refused": ["no-basis"],
        },
    ]
    history.write_text("\n".join(json.dumps(step) for step in steps))

    rehearsed = own_office.done("replay", "--dry-run", str(history))
    nothing = own_office.done("cases").out
    replayed = own_office.done("replay", str(history))

    assert "It would all be recorded: 2 steps, 1 of them refused as expected." in rehearsed.out
    assert nothing == "There is no case.\n"
    assert "Recorded: 2 steps, 1 of them refused as expected." in replayed.out
    assert "first   CAT-21-" in replayed.out


def test_a_history_that_fails_leaves_nothing_behind(own_office: Office) -> None:
    history = own_office.folder / "history.jsonl"
    history.write_text(
        '{"committee": "cat"}\n{"on": "2021-08-30", "receive": {"state": "XXA", "text": "a"}}\n'
        '{"on": "2021-08-31", "case": "none", "propose": {"measure": "tea"}}\n'
    )

    answer = own_office.run("replay", str(history))

    assert answer.code == 2
    assert answer.said.startswith("step 2: there is no measure of this name")
    assert own_office.done("cases").out == "There is no case.\n"


def test_the_standard_store_shows_nothing_to_whoever_has_the_file(own_office: Office) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(own_office.home.record).execute("SELECT * FROM entries")

    assert own_office.home.path.stat().st_mode & 0o077 == 0


def test_every_act_on_the_installation_is_json_where_that_is_asked_for(empty: Office) -> None:
    passphrase = ("--passphrase-file", file(empty))
    shares = ("--shares", file(empty, "shares"))
    history = empty.folder / "history.jsonl"
    history.write_text('{"committee": "cat"}\n')
    roster = empty.folder / "roster.json"
    roster.write_text('[{"post": "Chair", "holder": "Member Birch", "since": "2020-01-01"}]')

    made = empty.done(
        "init", "cat", "--trial", "--nationality", "CHE", *passphrase, *shares, "--json"
    )
    unlocked = empty.done("unlock", *passphrase, "--json")
    imported = empty.done("roster", "import", str(roster), "--json")
    replayed = empty.done("replay", str(history), "--json")
    added = empty.done("officer", "add", "--nationality", "XXB", *passphrase, "--json")
    left = empty.done("officer", "leave", "officer-2", "--yes", "--json")
    changed = empty.done(
        *("officer", "passphrase", *passphrase, "--new-file", file(empty), "--json")
    )
    backed = empty.done("backup", file(empty, "copies"), "--json")
    locked = empty.done("lock", "--json")
    restored = empty.done(
        *(
            "restore",
            *(file(empty, f"copies/{backed.json[one]}") for one in ("record", "keys")),
        ),
        *("--home", file(empty, "again"), *passphrase, "--json"),
    )

    assert made.json == {"committee": "cat", "officer": "officer-1", "trial": True}
    assert unlocked.json["unlocked"] == "officer-1"
    assert imported.json == {"entered": 1}
    assert replayed.json["steps"] == 0
    assert added.json == {"officer": "officer-2"}
    assert left.json == {"left": "officer-2"}
    assert changed.json == {"changed": "officer-1"}
    assert locked.json == {"locked": True, "was_unlocked": True}
    assert restored.json["entries"] > 0


def test_a_list_that_is_no_roster_is_said(own_office: Office) -> None:
    place = own_office.folder / "list.csv"
    for content, sentence in (
        (b"post,holder,since\nChair,x\n", "more or fewer columns"),
        (b"\xff\xfe", "no CSV in UTF-8"),
        (b"post,holder,since\ngardener,x,2020-01-01\n", "post is one of"),
    ):
        place.write_bytes(content)
        answer = own_office.run("roster", "import", str(place))
        assert answer.code == 2
        assert sentence in answer.said


def test_papers_are_typed_at_a_terminal(own_office: Office) -> None:
    own_office.done("lock")
    terminal = Terminal("officer", "recover", "--nationality", "XXB")

    terminal.answer("The words of one paper", own_office.shares[0], "")
    terminal.answer("The words of another paper", own_office.shares[2], "")
    terminal.wait("The new officer's passphrase").type("eighteen grey bridges")
    terminal.wait("The same again").type("eighteen grey bridges")

    assert terminal.end() == 0, terminal.shown
    assert "officer-2 has a key, recovered with two papers." in terminal.shown
