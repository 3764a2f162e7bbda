"""Whatever goes wrong: one sentence, the right exit code, nothing of anybody, nothing half done."""

import json
import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

from sanjose.keeping.keyring import AgentKeys
from sanjose.keeping.store import connect
from tests.commands.office import Office, private
from tests.commands.terminal import SANJOSE

CANARY = "Zephyrine Quillfeather"
RECEIVE = ("receive", "--from", "-")


def entries(office: Office) -> int:
    return office.done("verify", "--json").json["entries"]


def told(**fields: object) -> str:
    return json.dumps({"state": "XXA", "text": "They came.", **fields})


@pytest.mark.parametrize(
    ("words", "document", "sentence"),
    [
        (("show", "CAT-26-7K3QM-Y"), None, "has a slip in it"),
        (("show", "CAT-26-7K3QM-X"), None, "there is no case with this reference"),
        (("show", CANARY), None, "this is not a reference"),
        (("show",), None, "say which case, by its reference"),
        (("fetch", "CAT-26-7K3QM-X", "3"), None, "--to is missing: where it is written"),
        (("fetch", "CAT-26-7K3QM-X"), None, "ENTRY is missing"),
        (("contact", "--channel", "telephone"), None, "say which case, by its reference"),
        (("show", "CAT-26-7K3QM-X", CANARY), None, "a word too many"),
        (("cases", f"--{CANARY}"), None, "there is no such option"),
        (("cases", "--stat", "XXA"), None, "did you mean --state?"),
        ((CANARY,), None, "there is no command of this name"),
        (("roster", CANARY), None, "there is no command of this name"),
        (("cases", "--state", "Atlantis"), None, "no State is called"),
        (("cases", "--on", "2026-02-30"), None, "--on is a date, as 2026-01-31"),
        (("cases", "--on", CANARY), None, "--on is a date, as 2026-01-31"),
        (("today", "--on", "9999-12-31"), None, "--on is a date, as 2026-01-31"),
        (("digest", "preview", "--on", "9999-12-31"), None, "--on is a date, as 2026-01-31"),
        (
            ("letter", "draft", "X", "M1", "--out", "x.docx", "--dated", "9999-12-31"),
            None,
            "--dated is a date, as 2026-01-31",
        ),
        (("cases", "--after", CANARY), None, "--after is not as it should be"),
        (RECEIVE, told(state="Atlantis"), "no State is called"),
        (RECEIVE, told(procedure="tea"), "there is no such procedure here"),
        (RECEIVE, told(colour="blue"), "'colour' is not a field here"),
        (RECEIVE, told(**{CANARY: "x"}), "is not a field here"),
        (RECEIVE, told(text=7), "text is a text"),
        (RECEIVE, told(text="  "), "text is empty"),
        (RECEIVE, told(text="\ud800"), "half a character"),
        (RECEIVE, told(kinds=["tea"]), "kinds[1] is one of: fear before any act"),
        (RECEIVE, told(imminent="perhaps"), "imminent is yes or no"),
        (RECEIVE, told(persons=[{"name": ""}]), "persons[1].name is empty"),
        (RECEIVE, told(persons=[CANARY]), "persons[1] is a group of fields"),
        (RECEIVE, told(happened="a\u202eb"), "holds a control character"),
        (RECEIVE, "[]", "the document is a group of fields"),
        (RECEIVE, "{" + CANARY, "the document is no JSON near line 1"),
        (RECEIVE, f"a: [{CANARY}", "the document is no YAML"),
        (RECEIVE, "a: &x [1]\nb: *x", "repeats an entry with `*`"),
        (RECEIVE, "[" * 100_000, "the document"),
        (RECEIVE, b"\xff\xfe\xff", "is not written in UTF-8"),
        (RECEIVE, "", "the document is a group of fields"),
        (("receive", "--state", "XXA"), None, "standard input is empty"),
        (("receive", "--from", f"/{CANARY}"), None, "the document cannot be read"),
        (("receive", "--from", "/"), None, "the document cannot be read"),
        (("receive", "--file", f"/{CANARY}"), told(), "the file cannot be read"),
        (("receive", "--on", "2999-01-01"), told(), "lies in the future"),
        (("propose", "--no-case", "tea"), None, "there is no measure of this name"),
        (("replay", f"/{CANARY}"), None, "the history cannot be read"),
        (("unlock", "--idle", "-1"), None, "unlocked already"),
        (("officer", "add"), None, "say the nationalities"),
        (("file", "move", "F99", "--to", "open"), None, "there is no file F99"),
        (("file", "open", "--kind", "tea", "--title", "x"), None, "no such kind of file"),
        (("park", "CAT-26-7K3QM-X", "--review-on", "soon"), None, "no case with this"),
    ],
    ids=str,
)
def test_one_sentence_says_what_was_not_understood(
    office: Office, words: tuple[str, ...], document: str | bytes | None, sentence: str
) -> None:
    before = entries(office)

    answer = office.run(*words, told=document)

    assert sentence in answer.said
    assert answer.code == (3 if "unlocked" in sentence else 2)
    assert answer.out == ""
    assert "Traceback" not in answer.err
    assert CANARY not in answer.err
    assert entries(office) == before


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        (("decide", "M1", "--by", "rapporteur"), "here: there is none proposed"),
        (("contact", "--channel", "tea"), "channel is one of: in person; telephone"),
        (("contact", "--channel", "post", "--person", "P9"), "there is no P9 in this case"),
        (("contact", "--channel", "post", "--check-in", "soon"), "check_in is a date"),
        (("assess", "--finding", "tea"), "finding is one of: reprisal"),
        (("assess", "--by", "gardener"), "--by is one of: secretariat"),
        (("notify", "--to", "gardener"), "to is one of: secretariat"),
        (("consent",), "answer is missing: what was answered"),
        (("close", "--ground", "silence"), "ground is one of:"),
        (
            ("park", "--review-on", "2020-01-01", "--by", "rapporteur"),
            "the day of review lies ahead",
        ),
        (("fetch", "99999", "--to", "/nowhere"), "no file was kept with this entry"),
    ],
    ids=str,
)
def test_one_sentence_says_what_does_not_fit_a_case(
    office: Office, verb: tuple[str, ...], sentence: str
) -> None:
    case = office.received()
    before = entries(office)

    answer = office.run(verb[0], case, *verb[1:])

    assert sentence in answer.said
    assert answer.code == 2
    assert entries(office) == before


def test_a_step_out_of_order_is_refused_or_said(office: Office) -> None:
    case = office.proposed()

    taken = office.run("take", case, "M1")
    answered = office.run("reply", case, "M1")
    confirmed = office.run("confirm", case, "M1")
    concluded = office.run("conclude", case, "--by", "rapporteur")

    assert taken.code == concluded.code == 1
    assert "No decision to take it is recorded (G 14)." in taken.out
    assert answered.code == confirmed.code == 2


def test_an_error_is_json_where_answers_are(office: Office) -> None:
    answer = office.run("show", "CAT-26-7K3QM-X", "--json")

    assert answer.out == ""
    assert json.loads(answer.err) == {
        "error": "there is no case with this reference; see `sanjose cases`"
    }


def test_fifty_megabytes_are_not_taken(office: Office) -> None:
    large = office.folder / "large.yaml"
    large.write_text("state: XXA\ntext: |\n" + "  so it went on\n" * 3_300_000)
    long = office.folder / "long.json"
    long.write_text(told(text="x" * 1_000_001))

    document = office.run("receive", "--from", str(large))
    text = office.run("receive", "--from", str(long))
    file = office.run("receive", "--file", str(large), told=told())

    assert "the document is larger than 8 MB: hand a long text in with --file" in document.said
    assert "text is longer than 1,000,000 characters: hand it in as a file" in text.said
    assert "the file is larger than 26 MB" in file.said
    assert document.code == text.code == file.code == 2


def test_a_document_on_standard_input_is_never_lost_silently(office: Office) -> None:
    case = office.received()

    answer = office.apart("contact", case, "--channel", "telephone", "--safe", told=b"text: x")

    assert answer.code == 2
    assert "something stands on standard input and would be lost" in answer.said
    assert "contact" not in " ".join(office.done("show", case).out.split()).replace("--", "")


def test_a_closed_standard_input_is_said(office: Office) -> None:
    answer = office.apart("receive", "--state", "XXA", first="os.close(0)")

    assert answer.code == 2
    assert "standard input is empty" in answer.said


def test_no_installation_is_said(office: Office, tmp_path: Path) -> None:
    for words in (
        ("cases",),
        ("verify",),
        ("doctor",),
        ("backup", "x"),
        ("unlock",),
        ("rebuild",),
    ):
        answer = office.run(*words, "--home", str(tmp_path / "none"))

        assert (answer.code, answer.said) == (3, "no installation here: run `sanjose init`")


def test_a_locked_installation_is_said(own_office: Office) -> None:
    own_office.done("lock")

    for words in (
        ("cases",),
        ("receive", "--state", "XXA"),
        ("verify",),
        ("rebuild",),
        ("backup", "x"),
    ):
        answer = own_office.run(*words, told="text: x")
        assert answer.said == "the installation is locked: run `sanjose unlock`", words
        assert answer.code == 3


def test_a_newer_installation_is_left_alone(own_office: Office) -> None:
    settings = own_office.home.settings_path
    settings.write_text(settings.read_text().replace('"format": 1', '"format": 99'))

    answer = own_office.run("cases")

    assert answer.code == 3
    assert "made by a newer version of sanjose (format 99" in answer.said


def test_a_newer_store_is_left_alone(own_office: Office) -> None:
    keys = AgentKeys(own_office.home)
    connection = connect(own_office.home.record, keys.store_key("record"))
    connection.execute("UPDATE frontier SET format = 99")
    connection.close()
    keys.close()

    answer = own_office.run("cases")

    assert answer.code == 3
    assert "newer version" in answer.said


@pytest.mark.parametrize("store", ["record", "keys", "register"])
def test_a_damaged_store_is_said(own_office: Office, store: str) -> None:
    path: Path = getattr(own_office.home, store)
    own_office.done("lock")
    path.write_bytes(os.urandom(8192))
    own_office.done("unlock", "--passphrase-file", str(own_office.folder / "passphrase"))

    answer = own_office.run("receive", "--state", "XXA", told="text: They came.")

    assert answer.code == 3
    assert f"{store}.db" in answer.said
    assert "Traceback" not in answer.err


def test_a_disk_that_takes_no_more_is_said(own_office: Office) -> None:
    before = entries(own_office)

    answer = own_office.apart(
        *("receive", "--state", "XXA"),
        first="import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (20_000, r.RLIM_INFINITY))",
        told=b"text: They came.",
        # What measures the tests would write its own files under this limit.
        env={name: value for name, value in os.environ.items() if "COVERAGE" not in name},
    )

    assert answer.code == 3
    assert "nothing was recorded" in answer.said
    assert "disk is full" in answer.said
    assert entries(own_office) == before
    assert own_office.done("verify", "--unlocked").code == 0


def test_another_officer_who_writes_at_the_same_moment_is_waited_for_then_said(
    own_office: Office,
) -> None:
    keys = AgentKeys(own_office.home)
    other = connect(own_office.home.record, keys.store_key("record"))
    other.execute("BEGIN IMMEDIATE")

    answer = own_office.run("receive", "--state", "XXA", told="text: They came.")
    other.execute("ROLLBACK")
    other.close()
    keys.close()

    assert answer.code == 3
    assert answer.said == "another officer is writing at the same moment: try again"
    assert own_office.done("cases").out == "There is no case.\n"


def test_a_plugin_that_breaks_its_contract_stops_rules_and_never_a_receipt(
    own_office: Office,
) -> None:
    case = own_office.received()
    broken = own_office.folder / "broken"
    info = broken / "impostor-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: impostor\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[sanjose.committees]\ncat = impostor\n")
    env = {**os.environ, "SANJOSE_HOME": str(own_office.home.path), "PYTHONPATH": str(broken)}

    received = own_office.apart("receive", "--state", "XXA", env=env, told=b"text: They came.")
    steps = own_office.apart("steps", case, env=env)
    shown = own_office.apart("show", case, env=env)
    committees = own_office.apart("committees", env=env)
    doctor = own_office.apart("doctor", env=env)

    assert received.code == 0
    assert "It is recorded: committee 'cat' is not in service" in " ".join(received.out.split())
    assert steps.code == 3
    assert "committee 'cat' is not in service: its plugin breaks the contract" in steps.said
    assert shown.code == 0
    assert "not in service" in committees.out
    assert "Committee on Enforced Disappearances" in " ".join(committees.out.split())
    assert doctor.code == 3


def test_what_nobody_foresaw_says_where_and_never_what(
    own_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sanjose.secretariat import Secretariat

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(Secretariat, "cases", fails)

    answer = own_office.run("cases")

    assert answer.code == 3
    assert (
        "something went wrong that should not (RuntimeError in sanjose.commands" in answer.said
    )
    assert answer.said.endswith("please report this")
    assert CANARY not in answer.err


def test_names_stay_out_of_arguments_messages_lists_and_file_names(own_office: Office) -> None:
    document = {
        "state": "XXA",
        "text": f"{CANARY} was followed.",
        "persons": [{"name": CANARY, "contact": f"{CANARY} at home", "channel": "telephone"}],
    }
    place = private(own_office.folder / "in.json", json.dumps(document).encode())
    traced = own_office.folder / "arguments"
    script = (
        "import sys, os, sanjose.cli as c, subprocess\n"
        "seen = []\n"
        "sys.addaudithook(lambda event, args: seen.append(repr(args)) "
        "if event in {'subprocess.Popen', 'os.exec', 'os.system', 'open'} else None)\n"
        "code = c.cli.main(sys.argv[2:], standalone_mode=False)\n"
        "open(sys.argv[1], 'w').write('\\n'.join(seen))\n"
        "sys.exit(code)\n"
    )
    env = {**os.environ, "SANJOSE_HOME": str(own_office.home.path)}
    python = str(Path(SANJOSE).with_name("python"))

    done = subprocess.run(
        [python, "-c", script, str(traced), "receive", "--from", place],
        capture_output=True,
        env=env,
        check=True,
    )
    case = own_office.done("cases", "--json").json["cases"][0]["reference"]
    said = [done.stdout.decode(), done.stderr.decode(), traced.read_text()]
    for words in (
        ("show", case),
        ("show", case, "--json"),
        ("cases", "--json"),
        ("today", "--json"),
        ("due", "--days", "99", "--json"),
        ("steps", case, "--json"),
        ("doctor", "--json"),
        ("counts", "--json"),
        ("verify", "--unlocked", "--json"),
        ("propose", case, "letter"),
    ):
        answer = own_office.run(*words)
        said += [answer.out, answer.err]

    assert all(CANARY not in one and "Zephyrine" not in one for one in said)
    for path in own_office.home.path.rglob("*"):
        assert "Zephyrine" not in path.name
        if path.is_file():
            assert b"Zephyrine" not in path.read_bytes(), path
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(own_office.home.record).execute("SELECT 1 FROM entries")
