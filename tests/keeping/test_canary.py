"""Names and testimonies are planted everywhere that takes them, and looked for everywhere else.

Invented names in several scripts go through the door in each verb that takes a text about
somebody, with files attached. In clear they are in no file, no argument, no environment, no
message, no log. Then one of them is erased, and looked for behind every key that is left.
"""

import ctypes
import json
import logging
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sanjose.keeping import agent, backup, installation, process, store
from sanjose.keeping.archive import Archive
from sanjose.keeping.checking import unlocked_faults
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import AgentKeys
from sanjose.secretariat import Outcome, Secretariat
from sanjose.secretariat.verbs import VERBS, Asked, Erasure
from sanjose.words import events as e
from sanjose.words.correspondence import Occasion
from sanjose.words.errors import SanJoseError
from sanjose.words.model import (
    Answer,
    Assessment,
    Channel,
    Closing,
    Consulted,
    Form,
    Post,
    Preset,
)
from sanjose.words.patterns import Cooperating, JudgementRecorded
from sanjose.words.practices import PracticeNoted
from sanjose.words.sealed import Sealed
from sanjose.words.told import fields_of, read, taken
from tests.keeping.archives import DAY, NOW, ONE, PASSPHRASE, RULES, TWO, House, texts
from tests.keeping.test_agent import pid_of

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
ROOT = Path(__file__).parents[2]

PERSONS = {
    "P1": "Zyanqulla Vrothmere",
    "P2": "Бжезихва Хлузнова",
    "P3": "ذضظغثة خشصقطب",
    "P4": "曌龘靐",
    "P5": "प्ल्हाद्यो ञ्झूर्व",
}
SAID = "krondjuvalt"
"""A word that stands in every text that is about nobody by name."""

NEEDLES = (*(part for name in PERSONS.values() for part in name.split()), SAID)


def spelled(needle: str) -> set[bytes]:
    """Return a word as it may stand in a file."""
    return {
        needle.encode(),
        needle.casefold().encode(),
        needle.upper().encode(),
        needle.encode("utf-16-le"),
        needle.encode("utf-16-be"),
        json.dumps(needle)[1:-1].encode(),
        needle.encode().hex().encode(),
    }


SPELLINGS = {needle: spelled(needle) for needle in NEEDLES}


def found_in(content: bytes | str) -> list[str]:
    """Return which planted words stand in something."""
    raw = content.encode(errors="replace") if isinstance(content, str) else content
    return [
        needle
        for needle, ways in SPELLINGS.items()
        if any(spelling in raw for spelling in ways)
    ]


def found_under(*folders: Path) -> dict[str, list[str]]:
    """Return which planted words stand in a file, or in its name."""
    return {
        os.fspath(path): found
        for folder in folders
        for path in folder.rglob("*")
        if (
            found := found_in(path.name)
            + (found_in(path.read_bytes()) if path.is_file() else [])
        )
    }


def about(label: str, what: str) -> Sealed:
    return Sealed(f"{PERSONS[label]}: {SAID} {what}.")


def said(what: str) -> Sealed:
    return Sealed(f"It was {SAID} {what}.")


@dataclass
class Planted:
    """A door through which planted words go; it remembers by which verb and in which field."""

    door: Secretariat
    reference: str = ""
    label: str = ""
    used: set[tuple[str, str]] = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.used = set()

    def do(
        self, verb: str, document: Any, content: bytes | None = None, **asked: Any
    ) -> Outcome:
        """Do it as a command does, and see that nothing stood against it."""
        self.used.update((verb, one) for one in _planted_fields(document))
        if content is not None:
            self.used.add((verb, "file"))
        by = asked.pop("by", None) or VERBS[verb].instructed_by
        whole = Asked(reference=asked.pop("reference", None), by=by, content=content, **asked)
        outcome = VERBS[verb].run(self.door, whole, document)
        assert not outcome.refused, outcome.objections
        assert found_in(f"{outcome!r} {outcome}") == []
        return outcome


def _planted_fields(document: Any) -> Iterator[str]:
    for one in fields_of(type(document)):
        value = getattr(document, one.name)
        if one.sealed and value:
            yield one.name


LETTER = f"{PERSONS['P1']} wrote: {SAID}.".encode()


def a_roster(door: Secretariat) -> None:
    for post, holder in ((Post.RAPPORTEUR, "Member Adler"), (Post.CHAIR, "Member Birch")):
        filled = e.OfficeFilled(
            post=post,
            holder=holder,
            since=DAY - timedelta(days=99),
            address="office@example.org",
        )
        assert not door.fill_office(filled).refused


def plant(door: Secretariat) -> Planted:
    """Put planted words through every verb that takes any."""
    planted = Planted(door)
    do = planted.do
    a_roster(door)
    persons = tuple(
        e.PersonNamed(
            name=Sealed(name),
            contact=about(label, "telephone"),
            safe_hours=said("after nine"),
            channel=Channel.MESSAGE,
            safe=True,
        )
        for label, name in list(PERSONS.items())[:3]
    )
    do("urgent", e_urgent(about("P5", "now"), Sealed(PERSONS["P5"])))
    received = do(
        "receive", e.Intake(state="XXB", text=about("P1", "first"), persons=persons), LETTER
    )
    planted.reference = reference = received.reference or ""
    case = {"reference": reference}
    do("add", e.SubmissionAdded(text=about("P2", "later"), form=Form.PAPER), LETTER, **case)
    do("add-person", replace(persons[0], name=Sealed(PERSONS["P4"])), **case)
    do("notify", e.NoticeGiven(to=Post.CHAIR), **case)
    contact = e.ContactMade(
        person="P1",
        channel=Channel.MESSAGE,
        inbound=True,
        text=about("P1", "called"),
        promise=said("promised"),
    )
    do("contact", contact, **case)
    for label in ("P1", "P2", "P3", "P4"):
        do(
            "inform",
            e.ProcedureExplained(person=label, text=about(label, "understood")),
            **case,
        )
        consent = e.ConsentRecorded(
            person=label,
            answer=Answer.GIVEN,
            presets=(Preset.STATE,),
            text=about(label, "agreed"),
            own_view=said("a child's view"),
        )
        do("consent", consent, **case)
    weighed = e.ConsequencesWeighed(
        for_person=about("P1", "risk"), for_others=about("P2", "risk")
    )
    do("weigh", weighed, **case)
    consulted = e.SourceConsulted(consulted=Consulted.PUBLIC, text=about("P3", "learned"))
    do("consult", consulted, **case)
    finding = e.AssessmentConcluded(finding=Assessment.REPRISAL, reasons=about("P1", "fits"))
    do("assess", finding, **case)
    advice = e.ConclusionsTold(course=("letter",), text=about("P2", "advised"))
    do("conclude", advice, **case)
    proposal = e.MeasureProposed(measure="letter", text=about("P1", "draft"))
    label = planted.label = do("propose", proposal, **case).label or ""
    decision = e.MeasureDecided(label=label, text=said("decided"))
    do("decide", decision, LETTER, by=Post.RAPPORTEUR, **case)
    do("confirm", e.DecisionConfirmed(label=label), LETTER, **case)
    kept = door.keep_letter(reference, label, LETTER, bytes.decode)
    assert not kept.outcome.refused, kept.outcome.objections
    assert found_in(f"{kept!r}") == []
    in_copies = door.brief_facts(Occasion.CLOSED, reference, held_on=DAY, disguised=False)
    assert found_in(f"{in_copies!r}") == []
    assert not door.number_copies(in_copies, 2).refused
    do("take", e.MeasureTaken(label=label, text=about("P1", "sent")), LETTER, **case)
    parked = e.CaseParked(reason=said("parked"), review_on=DAY + timedelta(days=30))
    do("park", parked, **case)
    do("reply", e.ReplyReceived(label=label, text=about("P2", "answered")), LETTER, **case)
    do("close", e.CaseClosed(ground=Closing.SAFE, reasons=about("P3", "safe")), **case)
    view = next(iter(Cooperating))
    do("judge", JudgementRecorded(state="XXB", finding=view, reason=said("judged")))
    do("practice", PracticeNoted(title="Paper", text=said("practised")))
    return planted


def e_urgent(text: Sealed, who: Sealed) -> Any:
    return VERBS["urgent"].document(state="XXA", text=text, who=who)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary directory of this test's own, which everything in this process uses."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, os.fspath(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with tempfile.TemporaryDirectory(prefix="sanjose-", dir="/tmp") as runtime:
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        yield folder


@pytest.fixture
def planted(cat: House, elsewhere: Path) -> Iterator[Planted]:
    with cat.door() as door:
        yield plant(door)


def decrypted(house: House, *, papers: bool = False) -> str:
    """Return everything that an officer's keys open, or those on paper: entries and files."""
    keys = installation.recovered(house.home, house.shares[:2]) if papers else house.keys()
    with closing(keys), Archive(house.home, keys, RULES) as archive:
        return texts(archive)


def test_planted_words_go_through_every_verb_and_field_that_takes_them(
    planted: Planted,
) -> None:
    outcome = planted.door.erase(planted.reference, "P3", remains=said("remains"))
    planted.used.add(("erase", "remains"))

    takes = {
        (verb.name, one.name)
        for verb in VERBS.values()
        for one in fields_of(verb.document)
        if one.sealed
    }
    files = {(verb.name, "file") for verb in VERBS.values() if verb.file}
    assert planted.used == takes | files
    assert not outcome.refused
    assert any(one.name == "remains" for one in fields(Erasure))


def test_the_planted_words_are_all_there_for_whoever_has_the_key(
    cat: House, planted: Planted
) -> None:
    for papers in (False, True):
        assert found_in(decrypted(cat, papers=papers)) == list(NEEDLES)


def test_no_file_of_the_installation_shows_any_of_them(
    cat: House, planted: Planted, elsewhere: Path
) -> None:
    present = {path.name for path in cat.home.path.iterdir()}
    assert {"record.db", "record.db-wal", "record.db-shm", "notices.db", "home.json"} <= present
    assert len(list(cat.home.files.iterdir())) == 7

    while_open = found_under(cat.home.path, elsewhere)
    planted.door.archive.settle()
    settled = found_under(cat.home.path, elsewhere)

    assert while_open == {}
    assert settled == {}


def dumped(connection: store.Connection) -> bytes:
    """Return everything that stands in the tables of a store."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
    ).fetchall()
    rows = [row for (name,) in tables for row in connection.execute(f"SELECT * FROM {name}")]
    values = (value for row in rows for value in row)
    return b"\n".join(
        value if isinstance(value, bytes) else str(value).encode() for value in values
    )


def test_a_store_opened_with_its_key_alone_shows_none_of_them(
    cat: House, planted: Planted
) -> None:
    for name in installation.STORES:
        with closing(cat.raw(name)) as connection:
            shown = dumped(connection)
        assert len(shown) > 1000
        assert found_in(shown) == []
    with closing(store.connect(cat.home.notices, None)) as connection:
        shown = dumped(connection)
    assert b"awaits you at the secretariat" in shown
    assert found_in(shown) == []


def test_no_backup_shows_any_of_them(cat: House, planted: Planted, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    with closing(cat.keys()) as keys:
        backup.back_up(cat.home, keys, folder, NOW)

    assert len(list(folder.iterdir())) == 2
    assert found_under(folder, cat.home.path) == {}


def test_nothing_is_logged_or_printed_about_anybody(
    cat: House, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in list(logging.root.manager.loggerDict):
        caplog.set_level(logging.DEBUG, logger=name)

    with cat.door() as door:
        reference = plant(door).reference
        logging.getLogger("test").debug("%s", door.show(reference))
        logging.getLogger("test").debug("%r", door.archive.events(door.archive.find(reference)))

    assert (
        found_in("\n".join(f"{one.getMessage()} {one.args!r}" for one in caplog.records)) == []
    )
    assert found_in("".join(capfd.readouterr())) == []


def test_what_holds_them_in_memory_does_not_print_them(planted: Planted) -> None:
    door = planted.door
    case_id = door.archive.find(planted.reference)
    held = (
        door.show(planted.reference),
        door.archive.events(case_id),
        door.due(ahead=400),
        door.cases(),
        door.record(),
        door.archive.keyring,
        vars(door.archive),
    )

    shown = "\n".join(f"{one} {one!r} {one:}" if one is held[0] else f"{one!r}" for one in held)

    assert len(shown) > 5000
    assert found_in(shown) == []


# Processes


def proc(pid: int, what: str) -> bytes:
    return Path(f"/proc/{pid}/{what}").read_bytes()


DUMPABLE = """
import ctypes, pathlib
def told(home, keys, case_id):
    dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
    (home.path / "dumpable").write_text(str(dumpable))
    return True
"""


@LINUX
def test_the_agent_shows_nothing_to_other_processes_and_dumps_no_core(
    cat: House, planted: Planted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rules_of_this_test.py").write_text(DUMPABLE)
    monkeypatch.setenv("PYTHONPATH", os.fspath(tmp_path))
    case_id = planted.door.archive.find(planted.reference)
    agent.start(cat.home, ONE, PASSPHRASE, may="rules_of_this_test:told")
    try:
        with closing(AgentKeys(cat.home)) as keys, Archive(cat.home, keys, RULES) as archive:
            assert archive.case(case_id) is not None
            pid = pid_of(cat.home)
            secrets = (
                PASSPHRASE,
                PASSPHRASE.hex().encode(),
                *(keys.store_key(name).hex().encode() for name in installation.STORES),
                *(keys.store_key(name) for name in installation.STORES),
                keys.case_key(case_id).hex().encode(),
                b"AGE-SECRET-KEY",
            )
            for what in ("cmdline", "environ"):
                shown = proc(pid, what)
                assert found_in(shown) == []
                assert not any(secret in shown for secret in secrets)
            limits = proc(pid, "limits").decode()

        (line,) = (one for one in limits.splitlines() if one.startswith("Max core file size"))
        assert line.split()[4:6] == ["0", "0"]
        assert (cat.home.path / "dumpable").read_text() == "0"
    finally:
        agent.stop(cat.home)


@LINUX
def test_this_process_dumps_no_core_once_it_is_hardened(cat: House) -> None:
    import resource

    mask = os.umask(0o077)
    try:
        process.harden()
        assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
        assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0
    finally:
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
        os.umask(mask)


# Bad input

WORD = PERSONS["P1"]
BAD: tuple[Any, ...] = (
    WORD,
    [WORD],
    {WORD: WORD},
    {"name": {WORD: 1}},
    [{WORD: WORD}],
    WORD * 5000,
    f"{WORD}\ud800",
    f"{WORD}\x00",
    f"2026-03-{WORD}",
    [[WORD]],
    Sealed(WORD),
)


def shown_by(ask: Callable[[], object]) -> str:
    """Return all that an error shows of itself, its causes and its context included."""
    try:
        ask()
    except SanJoseError as error:
        whole = traceback.format_exception(error)
        chain: list[BaseException] = [error]
        while (earlier := chain[-1].__cause__ or chain[-1].__context__) is not None:
            chain.append(earlier)
        return "\n".join((*whole, *(f"{one} {one!r} {one.args}" for one in chain)))
    return ""


@pytest.mark.parametrize("verb", VERBS)
def test_no_document_is_refused_with_what_stood_in_it(verb: str) -> None:
    document, refused = VERBS[verb].document, 0
    for one in fields_of(document):
        for given in BAD:
            shown = shown_by(lambda given=given, one=one: taken(one, given, one.name))
            shown += shown_by(lambda given=given, one=one: read(document, {one.name: given}))
            refused += bool(shown)
            assert found_in(shown) == [], one.name
    assert found_in(shown_by(lambda: read(document, {WORD: WORD}))) == []
    assert refused


def asked_with(
    door: Secretariat, planted: Planted, word: str
) -> dict[str, Callable[[], object]]:
    """Return acts of which one answer is a name that belongs elsewhere."""
    reference = planted.reference
    return {
        "receive": lambda: door.receive(
            e.Intake(state="XXA", procedure=word, text=Sealed(word))
        ),
        "urgent": lambda: door.urgent("XXA", Sealed(word), Sealed(word), on=NOW.date().max),
        "find": lambda: door.show(word),
        "find by a slip": lambda: door.show(f"{planted.reference[:-1]}{word}"),
        "procedure": lambda: door.add(reference, e.FactsAdded(procedure=word)),
        "conclude": lambda: door.conclude(
            reference, e.ConclusionsTold(course=(word,), text=None)
        ),
        "propose": lambda: door.propose(reference, e.MeasureProposed(measure=word, text=None)),
        "recuse": lambda: door.recuse(None, e.RecusalDeclared(who=word)),
        "file": lambda: door.open_file(e.FileOpened(kind=word, title=word)),
        "leave": lambda: door.leave_office(
            e.OfficeLeft(post=Post.CHAIR, holder=word, until=DAY)
        ),
        "office twice": lambda: [
            door.fill_office(e.OfficeFilled(post=Post.BUREAU, holder=word, since=DAY))
            for _ in range(2)
        ],
        "counts": lambda: door.figures(DAY, DAY - timedelta(days=1)),
    }


def labelled_with(
    door: Secretariat, planted: Planted, word: str
) -> dict[str, Callable[[], object]]:
    """Return acts in which a name stands where a label belongs."""
    reference = planted.reference
    return {
        "contact": lambda: door.contact(
            reference, e.ContactMade(person=word, channel=Channel.POST)
        ),
        "inform": lambda: door.inform(reference, e.ProcedureExplained(person=word)),
        "consent": lambda: door.consent(
            reference, e.ConsentRecorded(person="P1", answer=Answer.GIVEN, spoken_by=word)
        ),
        "items": lambda: door.consent(
            reference, e.ConsentRecorded(person="P1", answer=Answer.GIVEN, items=(word,))
        ),
        "add": lambda: door.add(
            reference, e.SubmissionAdded(text=Sealed("."), persons=(word,))
        ),
        "propose": lambda: door.propose(
            reference, e.MeasureProposed(measure="letter", persons=(word,), text=None)
        ),
        "decide": lambda: door.decide(
            reference, e.MeasureDecided(label=word, text=None), by=Post.CHAIR
        ),
        "erase": lambda: door.erase(reference, word),
        "file": lambda: door.move_file(e.FileMoved(label=word, to="closed")),
        "link": lambda: door.link_file(word, reference),
    }


@pytest.mark.parametrize("word", ["Zyanqulla Vrothmere", "Zyanqull"])
def test_no_act_is_refused_with_a_name_that_was_typed_in_the_wrong_place(
    planted: Planted, word: str
) -> None:
    asked = asked_with(planted.door, planted, word)

    shown = {name: shown_by(ask) for name, ask in asked.items()}

    assert {
        name for name, one in shown.items() if word[:5].casefold() in one.casefold()
    } == set()
    assert all(shown.values())


@pytest.mark.parametrize("word", ["Zyanqulla Vrothmere", "Zyanqull"])
def test_no_act_is_refused_with_a_name_that_was_typed_as_a_label(
    planted: Planted, word: str
) -> None:
    asked = labelled_with(planted.door, planted, word)

    shown = {name: shown_by(ask) for name, ask in asked.items()}

    assert {
        name for name, one in shown.items() if word[:5].casefold() in one.casefold()
    } == set()
    assert all(shown.values())


# Erased


@pytest.mark.parametrize("label", [one for one in PERSONS if one != "P5"])
def test_an_erased_person_is_behind_no_key_that_is_left_here_or_in_yesterdays_record(
    cat: House, planted: Planted, tmp_path: Path, label: str
) -> None:
    door, folder = planted.door, tmp_path / "copies"
    with closing(cat.keys()) as keys:
        yesterday = backup.back_up(cat.home, keys, folder, NOW - timedelta(days=1))
    others = [part for one, name in PERSONS.items() if one != label for part in name.split()]

    cat.enrol()
    asked = door.erase(planted.reference, label, remains=said("about the others"))
    with cat.door(TWO) as second:
        assert not second.approve(asked.waits or "").refused

    parts = PERSONS[label].split()
    for papers in (False, True):
        left = decrypted(cat, papers=papers)
        assert [part for part in parts if part in left] == []
        assert all(part in left for part in others)
    assert door.archive.record.verify().faults == ()
    assert unlocked_faults(door.archive) == ()
    with closing(cat.keys()) as keys:
        today = backup.back_up(cat.home, keys, folder, NOW + timedelta(days=1))
    restored = Home(tmp_path / "restored")
    backup.restore(restored, yesterday.record, today.keys, ONE, PASSPHRASE, lambda _: RULES)
    again = House(home=restored, shares=cat.shares)
    for papers in (False, True):
        left = decrypted(again, papers=papers)
        assert [part for part in parts if part in left] == []
        assert all(part in left for part in others)
    assert again.faults() == ()
    assert not yesterday.keys.exists()
