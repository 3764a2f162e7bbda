"""Joint statements at the command line: three installations, a Chair's machine, a fourth party."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from sanjose.commands.unlocking import ASKS_AUTHORITY
from sanjose.exchange.directory import chair_in
from sanjose.keeping import agent
from sanjose.paper.forms.word import as_word
from sanjose.paper.reading.files import every_word, lines_of
from sanjose.paper.reading.tracked import as_changes
from sanjose.words.errors import Unable
from tests.commands.conftest import short_sockets
from tests.commands.office import PASSPHRASE, Answer, Office, private
from tests.commands.terminal import Terminal
from tests.paper.sheets import paper
from tests.real import text_of
from tests.secretariat import house as houses
from tests.secretariat.league import League, joined

THREE = ("cat", "ced", "cerd")
TODAY = date.today()  # noqa: DTZ011 - the commands read the machine's own clock
LATER = TODAY + timedelta(days=20)
WORDS = (
    "The Chairs of three committees are concerned.\nThey ask the State party for protection.\n"
)


@pytest.fixture(scope="module")
def together(tmp_path_factory) -> Iterator[League]:
    folder = tmp_path_factory.mktemp("together")
    built = houses.build(folder / "house")
    built.clock.day = TODAY
    with short_sockets():
        yield joined(built, folder, *THREE)


class Offices:
    """The installations of a league, each unlocked by one officer at a time."""

    def __init__(self, league: League, folder: Path) -> None:
        self.league, self.folder = league, folder
        self.of = {one: Office(league.houses[one].home, folder) for one in THREE}
        self.outside = Office(type(league.houses["cat"].home)(folder / "nowhere"), folder)

    def run(self, origin: str, *typed: str, code: int = 0, told: str | None = None) -> Answer:
        answer = self.of[origin].run(*typed, told=told)
        assert answer.code == code, answer
        return answer

    def anywhere(self, *typed: str, code: int = 0) -> Answer:
        """Run a command on a machine that has no installation."""
        answer = self.outside.run(*typed)
        assert answer.code == code, answer
        return answer

    @contextmanager
    def unlocked(self, origin: str, officer: str = "officer-1") -> Iterator[None]:
        home = self.of[origin].home
        with suppress(Unable):
            agent.stop(home)
        agent.start(home, officer, PASSPHRASE, may=ASKS_AUTHORITY)
        try:
            yield
        finally:
            agent.stop(home)

    def carry(self) -> None:
        for origin in THREE:
            for path in self.of[origin].home.spool_out.glob("*.envelope"):
                for other in THREE:
                    if other != origin:
                        shutil.copy(path, self.of[other].home.spool_in)

    def file(self, name: str, content: str) -> str:
        path = self.folder / name
        path.write_text(content, "utf-8")
        return str(path)

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def draft(self, words: str = WORDS, *more: str) -> Answer:
        """Draft a statement in the first installation."""
        return self.run(
            "cat", "joint", "propose", "--text", self.file("text.txt", words),
            "--state", "France", "--with", "cat,ced,cerd", "--expires", str(LATER),
            "--embargo", str(TODAY), "--draft", *more,
        )  # fmt: skip

    def propose(self) -> str:
        self.draft()
        self.run("cat", "joint", "propose", "J1", "--yes")
        self.carry()
        shown = self.run("cat", "joint", "--json")
        return str(shown.json["statements"][0]["name"])

    def authorise(self, origin: str, name: str) -> Answer:
        return self.run(
            origin, "joint", "authorise", name, "--by", "plenary", "--mode", "in session",
            "--in-favour", "12", "--against", "0", "--identifies-nobody", "--general",
        )  # fmt: skip

    def attest(self, origin: str, name: str, how: str) -> None:
        """Let one officer ask, and the other say yes."""
        with self.unlocked(origin):
            self.authorise(origin, name)
            asked = self.run(
                origin, "joint", "concur", name, "--attest", "--how", how, "--json"
            )
        with self.unlocked(origin, "officer-3"):
            waits = asked.json["waits"]
            shown = self.run(origin, "approve", waits, "--json")
            self.run(origin, "approve", waits, "--digest", shown.json["digest"])

    def adopt(self) -> str:
        with self.unlocked("cat"):
            name = self.propose()
            self.authorise("cat", name)
            self.sign(name)
            self.run("cat", "joint", "concur", name, "--signed", self.path("signed"))
        self.attest("ced", name, "e-mail")
        self.attest("cerd", name, "in session")
        self.carry()
        return name

    def sign(self, name: str, *more: str, code: int = 0) -> Answer:
        """Sign on the Chair's own machine."""
        for one in ("paper", "signed", "chair.key"):
            (self.folder / one).unlink(missing_ok=True)
        self.run("cat", "joint", "show", name, "--paper", self.path("paper"))
        self.league.chairs["cat"].write(self.folder / "chair.key")
        phrase = private(self.folder / "phrase", PASSPHRASE)
        return self.anywhere(
            "joint", "sign", self.path("paper"), "--key", self.path("chair.key"),
            "--out", self.path("signed"), "--passphrase-file", phrase, *(more or ("--yes",)),
            code=code,
        )  # fmt: skip


@pytest.fixture
def offices(together, tmp_path) -> Offices:
    (tmp_path / "homes").mkdir()
    return Offices(together.copied(tmp_path / "homes"), tmp_path)


@pytest.fixture(scope="module")
def concluded(together, tmp_path_factory) -> tuple[League, str]:
    """The installations once all three have concurred, and what the statement is called."""
    folder = tmp_path_factory.mktemp("concluded")
    (folder / "homes").mkdir()
    offices = Offices(together.copied(folder / "homes"), folder)
    name = offices.adopt()
    return offices.league, name


@pytest.fixture
def after(concluded, tmp_path) -> Offices:
    (tmp_path / "homes").mkdir()
    return Offices(concluded[0].copied(tmp_path / "homes"), tmp_path)


def test_three_installations_conclude_a_statement_and_anyone_checks_it(after, concluded):
    _, name = concluded

    with after.unlocked("cerd"):
        status = after.run("cerd", "joint")
        after.run(
            "cerd", "joint", "certificate", name, "--out", after.path("certificate"),
            "--with-directory", after.path("directory"),
        )  # fmt: skip
    checked = after.anywhere(
        "joint", "verify", after.path("certificate"), "--directory", after.path("directory")
    )
    plain = after.anywhere(
        "joint", "verify", after.path("certificate"), "--directory", after.path("directory"),
        "--json",
    )  # fmt: skip

    assert f"{name}   France: adopted" in status.out
    assert "attested by officer-1" in status.out
    assert after.league.directory.directory.fingerprint == plain.json["fingerprint"]
    for part in plain.json["fingerprint"].split():
        assert part in checked.out
    assert "| The Chairs of three committees are concerned." in checked.out
    assert "cat    Chair" in checked.out
    assert "own key" in checked.out
    assert [one["how"] for one in plain.json["concurred"]] == [
        "own key",
        "e-mail",
        "in session",
    ]


def test_a_tampered_certificate_is_refused_with_one_sentence(after, concluded):
    _, name = concluded
    with after.unlocked("cat"):
        after.run(
            "cat", "joint", "certificate", name, "--out", after.path("certificate"),
            "--with-directory", after.path("directory"),
        )  # fmt: skip
    raw = (after.folder / "certificate").read_bytes()
    (after.folder / "tampered").write_bytes(raw.replace(b"concerned", b"delighted"))
    signed = after.league.directory.to_bytes()
    (after.folder / "signed-directory").write_bytes(signed)

    refused = after.anywhere(
        "joint", "verify", after.path("tampered"), "--directory", after.path("directory"),
        code=3,
    )  # fmt: skip
    whole = after.anywhere(
        "joint", "verify", after.path("certificate"),
        "--directory", after.path("signed-directory"),
    )  # fmt: skip
    no_directory = after.anywhere(
        "joint", "verify", after.path("certificate"),
        "--directory", after.path("certificate"), code=3,
    )  # fmt: skip

    assert refused.said == "the text is not the one that was agreed"
    assert refused.out == ""
    assert "genuine" in whole.out
    assert "not in the agreed form" in no_directory.said


def test_a_draft_is_shown_revised_and_proposed_after_a_yes(offices):
    with offices.unlocked("cat"):
        made = offices.draft(WORDS, "--grounds", offices.file("why.txt", "Three bodies."))
        offices.run("cat", "joint", "show", "J1", "--text", offices.path("out.txt"))
        text = (offices.folder / "out.txt").read_text("utf-8").replace("three", "several")
        revised = offices.run(
            "cat", "joint", "revise", "J1", "--text", offices.file("in.txt", text)
        )
        unasked = offices.run("cat", "joint", "propose", "J1", code=2)
        shown = offices.run("cat", "joint", "show", "J1", "--json")
        same = offices.run(
            "cat", "joint", "revise", "J1", "--text", offices.path("in.txt"), code=2
        )
        over = offices.run(
            "cat", "joint", "show", "J1", "--text", offices.path("out.txt"), code=2
        )
        half = ("--text", offices.path("new.txt"), "--paper", offices.path("out.txt"))
        offices.run("cat", "joint", "show", "J1", *half, code=2)

    assert "Next: sanjose joint authorise J1" in made.out
    assert "  - The Chairs of three committees are concerned." in revised.out
    assert "  + The Chairs of several committees are concerned." in revised.out
    assert "protection" not in revised.out
    assert unasked.said == "nothing was proposed: repeat it with --yes"
    assert shown.json["standing"] == "draft"
    assert shown.json["grounds"] == {"cat": "Three bodies."}
    assert "nothing is changed" in same.said
    assert "a file of that name already" in over.said
    assert not (offices.folder / "new.txt").exists()  # all files, or none


def test_a_draft_goes_to_word_and_comes_back_with_its_changes_tracked(offices):
    with offices.unlocked("cat"):
        offices.draft()
        offices.run("cat", "joint", "show", "J1", "--text", offices.path("out.docx"))
        drafted = (offices.folder / "out.docx").read_bytes()
        edited = as_changes("x", lines_of(drafted), WORDS.replace("three", "several").strip())
        (offices.folder / "in.docx").write_bytes(edited)
        revised = offices.run(
            "cat", "joint", "revise", "J1", "--text", offices.path("in.docx"),
            "--changes", offices.path("changes.docx"),
        )  # fmt: skip
        shown = offices.run("cat", "joint", "show", "J1", "--json")
        wrong = offices.run(
            "cat", "joint", "revise", "J1", "--text", offices.path("out.docx"),
            "--changes", offices.path("changes.pdf"), code=2,
        )  # fmt: skip

    assert lines_of(drafted) == WORDS.strip()
    assert "  + The Chairs of several committees are concerned." in revised.out
    assert shown.json["text"] == WORDS.replace("three", "several").strip()
    changes = (offices.folder / "changes.docx").read_bytes()
    assert lines_of(changes) == shown.json["text"]
    assert "three" in every_word(changes)
    assert wrong.said == "the ending of the file says its form: .docx"


def test_a_word_file_with_more_than_paragraphs_is_refused_in_a_sentence(offices):
    with offices.unlocked("cat"):
        offices.draft()
        (offices.folder / "in.docx").write_bytes(as_word(paper()))
        refused = offices.run(
            "cat", "joint", "revise", "J1", "--text", offices.path("in.docx"), code=2
        )

    assert "paragraphs only" in refused.said


def test_a_draft_as_a_document_says_on_each_page_what_it_is(offices):
    with offices.unlocked("cat"):
        offices.draft()
        offices.run("cat", "joint", "show", "J1", "--out", offices.path("draft.txt"))
        over = offices.run(
            "cat", "joint", "show", "J1", "--out", offices.path("draft.txt"), code=2
        )
        other = offices.run(
            "cat", "joint", "show", "J1", "--out", offices.path("draft.json"), code=2
        )

    told = (offices.folder / "draft.txt").read_text("utf-8")
    assert told.splitlines()[0].strip() == "Draft: not for publication"
    assert "Concerning France" in told
    assert "Committee against Torture" in told
    assert "a file of that name already" in over.said
    assert ".docx, .pdf, .txt, .html" in other.said


def test_an_adopted_statement_is_handed_over_with_how_each_concurred(after, concluded):
    _, name = concluded
    with after.unlocked("cerd"):
        for form in ("docx", "pdf", "txt", "html"):
            after.run("cerd", "joint", "show", name, "--out", after.path(f"statement.{form}"))

    told = " ".join((after.folder / "statement.txt").read_text("utf-8").split())
    assert "not for publication" not in told
    assert name in told
    assert told.count("the Chair") >= 3
    assert "officer-1" not in every_word((after.folder / "statement.docx").read_bytes())
    assert "The Chairs of three committees" in text_of(
        (after.folder / "statement.pdf").read_bytes()
    )


def test_status_says_who_is_awaited_and_what_the_body_lacks(offices):
    with offices.unlocked("cat"):
        name = offices.propose()
    with offices.unlocked("ced"):
        status = offices.run("ced", "joint", "status")
        refused = offices.run(
            "ced", "joint", "concur", name, "--attest", "--how", "e-mail", code=1
        )
        authorised = offices.authorise("ced", name)
        after = offices.run("ced", "joint", "status", "--json").json["statements"][0]

    assert f"{name}   France: open, 21 days left to concur" in status.out
    assert "awaited      cat, ced, cerd" in status.out
    assert "The plenary has not decided to take part" in status.out
    assert f"sanjose joint authorise {name}" in " ".join(status.out.split())
    assert "Refused: to concur" in refused.out
    assert "unconfirmed until confirmed" in authorised.out
    assert after["lacks"] == []
    assert after["awaited"] == list(THREE)


def test_nobody_signs_unasked_nor_what_is_not_theirs(offices):
    phrase = private(offices.folder / "phrase", PASSPHRASE)
    with offices.unlocked("cat"):
        name = offices.propose()
        unasked = offices.sign(name, "--json", code=2)
        offices.anywhere(
            "chair-key", "new", offices.path("other.key"), "--committee", "spt",
            "--passphrase-file", phrase,
        )  # fmt: skip
        offices.anywhere(
            "chair-key", "new", offices.path("later.key"), "--committee", "cat",
            "--since", str(LATER), "--passphrase-file", phrase,
        )  # fmt: skip

    def tried(key: str, out: str = "none", code: int = 2) -> str:
        answer = offices.anywhere(
            "joint", "sign", offices.path("paper"), "--key", offices.path(key),
            "--out", offices.path(out), "--passphrase-file", phrase, "--yes", code=code,
        )  # fmt: skip
        return answer.said

    assert "nothing was signed: read it at a terminal" in unasked.said
    assert tried("other.key") == "the statement does not name spt, whose key this is"
    assert "make one for this term" in tried("later.key")
    assert "a file of the name given with --out" in tried("chair.key", "phrase")
    assert "damaged" in tried("phrase", code=3)
    assert not (offices.folder / "none").exists()


def test_a_chairs_key_is_made_once_and_its_public_half_goes_to_the_directory(offices):
    phrase = private(offices.folder / "phrase", PASSPHRASE)
    made = offices.anywhere(
        "chair-key", "new", offices.path("my.key"), "--committee", "cat", "--as", "vice-chair",
        "--since", "2026-01-01", "--until", "2027-12-31", "--public", offices.path("my.public"),
        "--passphrase-file", phrase,
    )  # fmt: skip
    again = offices.anywhere(
        "chair-key", "new", offices.path("my.key"), "--committee", "cat",
        "--passphrase-file", phrase, code=2,
    )  # fmt: skip
    over = offices.anywhere(
        "chair-key", "show", offices.path("my.key"), "--public", offices.path("my.public"),
        code=2,
    )  # fmt: skip
    shown = offices.anywhere("chair-key", "show", offices.path("my.key"), "--json")
    plain = offices.anywhere("chair-key", "show", offices.path("my.key"))
    nothing = offices.anywhere("chair-key", code=2)

    public = json.loads((offices.folder / "my.public").read_bytes())
    key = chair_in(public)
    assert (key.holder, key.until) == ("vice-chair", date(2027, 12, 31))
    assert shown.json["public"] == public["public"]
    assert shown.json["key"] == key.kid
    assert "the Vice-Chair of cat, 1 January 2026 to 31 December 2027" in " ".join(
        made.out.split()
    )
    assert "already" in again.said
    assert "already" in over.said
    assert "The key is made" not in plain.out
    assert "chair-key new FILE" in nothing.said


def test_a_guarded_text_is_stopped_and_let_past_by_two(offices):
    told = {"text": "They were threatened.", "persons": [{"name": "Ada Quill"}]}
    reason = offices.file("reason.txt", "A namesake, long dead.")
    with offices.unlocked("cat"):
        offices.run("cat", "receive", "--state", "France", told=json.dumps(told))
        offices.draft("The Chairs ask for the release of Ada Quill.\n")
        stopped = offices.run("cat", "joint", "propose", "J1", "--yes", code=1)
        asked = offices.run(
            "cat", "joint", "propose", "J1", "--yes", "--overrule", "--reason", reason, "--json"
        )
    with offices.unlocked("cat", "officer-3"):
        shown = offices.run("cat", "approve", asked.json["waits"], "--json")
        offices.run("cat", "approve", asked.json["waits"], "--digest", shown.json["digest"])
        proposed = offices.run("cat", "joint", "propose", "J1", "--yes", "--overrule")

    assert "Where the guard stops" in stopped.out
    assert "line 1" in stopped.out
    assert "It is proposed as" in proposed.out


def test_a_withdrawal_is_for_good_and_publishing_takes_two(after, concluded):
    _, name = concluded
    with after.unlocked("cerd"):
        asked = after.run("cerd", "joint", "publish", name, "--where", "press release 26/1")
        unsaid = after.run("cerd", "joint", "withdraw", name, "--yes", code=2)
        unasked = after.run("cerd", "joint", "withdraw", name, "--by", "Chair", code=2)
        after.run(
            "cerd", "joint", "withdraw", name, "--by", "Chair", "--yes",
            "--reason", after.file("why.txt", "The situation changed."),
        )  # fmt: skip
        after.carry()
        whole = after.run("cerd", "joint", "show", name)
    with after.unlocked("cat"):
        refused = after.run("cat", "joint", "publish", name, "--where", "here", code=1)

    assert "nothing is done until a second person says yes" in " ".join(asked.out.split())
    assert "--by" in unsaid.said
    assert unasked.said == "nothing was withdrawn: repeat it with --yes"
    assert "adopted, publication stopped" in whole.out
    assert "withdrew    cerd" in whole.out
    assert "which stops it" in refused.out


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("propose",), "name a draft, as J1, or hand in a text"),
        (("propose", "--text", "TEXT"), "say also --state, --with, --expires"),
        (("propose", "--text", "LATIN"), "not written in UTF-8"),
        (("concur", "J1"), "--signed FILE, or --attest"),
        (("concur", "J1", "--attest"), "say how it was received"),
        (("concur", "J1", "--attest", "--how", "by owl"), "say how it was received"),
        (("concur", "J1", "--signed", "TEXT", "--on", "2026-01-01"), "leave --on out"),
        (("show", "J9"), "there is no statement J9"),
        (("certificate", "J9", "--out", "NEW"), "there is no statement J9"),
        (("authorise", "J9", "--mode", "by owl"), "mode is one of"),
    ],
)
def test_what_is_typed_wrongly_is_said_in_a_sentence(offices, typed, why):
    (offices.folder / "LATIN").write_bytes("é".encode("latin-1"))
    offices.file("TEXT", WORDS)
    places = {one: offices.path(one) for one in ("TEXT", "LATIN", "NEW")}
    more = ("--state", "France", "--with", "cat,ced", "--expires", str(LATER))

    with offices.unlocked("cat"):
        wrong = offices.run(
            "cat", "joint", *(places.get(one, one) for one in typed),
            *(more if "LATIN" in typed else ()), code=2,
        )  # fmt: skip

    assert why in wrong.said


def test_without_a_statement_it_says_how_one_begins(offices):
    with offices.unlocked("cat"):
        empty = offices.run("cat", "joint")

    assert empty.out.startswith("There is no joint statement")


def test_a_chair_reads_the_whole_text_and_types_its_digits(offices):
    """The passphrase is asked for last, at the terminal, and is shown nowhere."""
    with offices.unlocked("cat"):
        name = offices.propose()
        offices.run("cat", "joint", "show", name, "--paper", offices.path("paper"))
    offices.league.chairs["cat"].write(offices.folder / "chair.key")
    typed = ("joint", "sign", offices.path("paper"), "--key", offices.path("chair.key"))

    refused = Terminal(*typed, "--out", offices.path("signed"))
    refused.wait("| The Chairs of three committees are concerned.")
    refused.answer("anything else stops", "yes")
    code = refused.end()
    unsigned = not (offices.folder / "signed").exists()
    agreed = Terminal(*typed, "--out", offices.path("signed"))
    agreed.answer("anything else stops", name).wait("Passphrase of the key").type(
        PASSPHRASE.decode()
    )
    signed = agreed.end()

    assert code != 0
    assert unsigned
    assert "nothing was signed" in refused.shown
    assert signed == 0
    assert PASSPHRASE.decode() not in agreed.shown
    assert b"concurrence" in (offices.folder / "signed").read_bytes()


def test_at_a_terminal_a_yes_proposes_and_a_reason_is_asked_for(offices, monkeypatch):
    told = {"text": "They were threatened.", "persons": [{"name": "Ada Quill"}]}
    monkeypatch.setenv("SANJOSE_HOME", str(offices.of["cat"].home.path))
    with offices.unlocked("cat"):
        offices.run("cat", "receive", "--state", "France", told=json.dumps(told))
        offices.draft("The Chairs ask for the release of Ada Quill.\n")
        stopped = Terminal("joint", "propose", "J1")
        stopped.answer("anything else stops", "no")
        code = stopped.end()
        asked = Terminal("joint", "propose", "J1", "--overrule")
        asked.wait("Where the guard stops").answer("in spite of", "A namesake.", ".")
        asked.answer("anything else stops", "yes")
        waits = asked.end()

    assert code != 0
    assert "nothing was proposed" in stopped.shown
    assert waits == 0
    assert "A1 waits for a second person" in " ".join(asked.shown.split())


def test_what_the_body_decided_is_entered_with_its_reasons_and_a_draft_with_its_days(offices):
    with offices.unlocked("cat"):
        offices.draft()
        offices.run(
            "cat", "joint", "revise", "J1", "--text", offices.file("in.txt", WORDS),
            "--with", "cat,ced", "--expires", str(TODAY), "--embargo", str(LATER),
            "--grounds", offices.file("why.txt", "Because."), "--json",
        )  # fmt: skip
        against = offices.run(
            "cat", "joint", "authorise", "J1", "--by", "plenary", "--consensus",
            "--not-adopted", "--identifies-nobody", "--without-contact",
            "--reasons", offices.file("reasons.txt", "It would endanger."),
        )  # fmt: skip
        shown = offices.run("cat", "joint", "show", "J1", "--json")
        last = offices.run("cat", "joint")

    assert "decided against taking part" in against.out
    assert [one["key"] for one in shown.json["lacks"]] == ["not-decided"]
    assert (shown.json["expires"], shown.json["embargo"]) == (str(TODAY), str(LATER))
    assert "draft, 1 day left to concur" in last.out


def test_the_morning_says_what_waits_for_whom_with_its_command(offices):
    def morning(origin: str) -> str:
        (said,) = offices.run(origin, "today", "--json").json["other_committees"]
        return said

    with offices.unlocked("cat"):
        name = offices.propose()
    with offices.unlocked("ced"):
        first = morning("ced")
        due = offices.run("ced", "due", "--days", "30")
        plain = offices.run("ced", "due", "--days", "30", "--json").json["joint_statements"]
        early = offices.run("ced", "due").out
        past = offices.run("ced", "today", "--on", str(TODAY), "--json").json
        offices.authorise("ced", name)
        second = morning("ced")
        page = offices.run("ced", "today").out

    assert first == (
        f"joint statement {name} (France) waits for our body's decision on taking part, 21 "
        f"days left: `sanjose joint authorise {name}`"
    )
    assert second == (
        f"joint statement {name} (France) waits for the concurrence of our Chair, 21 days "
        f"left: `sanjose joint show {name} --paper FILE` writes what is signed, `sanjose "
        f"joint concur {name}` enters it"
    )
    assert f"joint concur {name}` enters it." in " ".join(page.split())
    assert f"{LATER} statement {name} waits for the body's decision (N 16)" in " ".join(
        due.out.split()
    )
    assert [(one["by"], one["which"]) for one in plain] == [(str(LATER), f"statement {name}")]
    assert name not in early
    assert past["other_committees"] == []


def test_the_morning_says_what_may_be_published_and_what_was_withdrawn(after, concluded):
    _, name = concluded
    with after.unlocked("cat"):
        after.run("cat", "inbox")
        adopted = after.run("cat", "today").out
        due = after.run("cat", "due").out
    with after.unlocked("cerd"):
        after.run("cerd", "joint", "withdraw", name, "--by", "Chair", "--yes")
        after.carry()
        own = after.run("cerd", "today").out
    with after.unlocked("cat"):
        withdrawn = after.run("cat", "today").out
        late = after.run("cat", "due").out

    assert f"may be published: `sanjose joint publish {name} --where PLACE`" in " ".join(
        adopted.split()
    )
    assert f"{TODAY} statement {name} waits for a person who publishes it" in " ".join(
        due.split()
    )
    assert name not in own
    assert (
        f"Cerd withdrew from joint statement {name} (France), and nobody publishes it now: "
        f"`sanjose joint show {name}`"
    ) in " ".join(withdrawn.split())
    assert name not in late


def test_the_morning_says_what_was_withdrawn_too_late(after, concluded):
    _, name = concluded
    with after.unlocked("ced"):
        asked = after.run("ced", "joint", "publish", name, "--where", "a page", "--json").json
    with after.unlocked("ced", "officer-3"):
        shown = after.run("ced", "approve", asked["waits"], "--json")
        after.run("ced", "approve", asked["waits"], "--digest", shown.json["digest"])
    with after.unlocked("cerd"):
        after.run("cerd", "joint", "withdraw", name, "--by", "Chair", "--yes")
        after.carry()
    with after.unlocked("cat"):
        late = after.run("cat", "today").out

    assert "after it was published" in " ".join(late.split())


def test_the_morning_says_where_something_stands_against_our_concurrence(offices):
    with offices.unlocked("cat"):
        name = offices.propose()
    with offices.unlocked("ced"):
        offices.run("ced", "inbox")
        offices.authorise("ced", name)
        for who in ("officer-4", "Member Dogwood"):
            offices.run("ced", "recuse", "--state", "France", "--who", who)
        said = offices.run("ced", "today").out

    assert (
        f"Joint statement {name} (France) waits for our concurrence, 21 days left, and "
        f"something stands against it: `sanjose joint show {name}`"
    ) in " ".join(said.split())
