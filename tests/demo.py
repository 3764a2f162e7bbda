"""Tell five stories with the real command line, then put the record to the test.

Everything happens in fresh trial homes, one per committee, in a temporary directory that is
removed at the end. Whatever `sanjose` prints is printed here as it is; only the list of what
happened is left out where it was told a line before, and a long list of steps is drawn
together. The exit code is 0 only if everything came out as it is told.
"""

import json
import os
import pty
import re
import secrets
import select
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from sanjose.history import documents
from sanjose.keeping import store
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import OwnKeys
from sanjose.keeping.slots import default_slot

STORIES = Path(__file__).resolve().parents[1] / "core" / "docs" / "stories"
SANJOSE = Path(sys.executable).with_name("sanjose")
WIDTH = 78
MARGIN = 13  # where a story's sentences begin, beside the day
PATIENCE = 60  # seconds for one command on a slow machine
LONG = 60  # characters of a word that is not printed in full
PAGE = 4096  # bytes of a page of the store, which are checked together

Step = dict[str, Any]


class NotAsToldError(Exception):
    """Something came out otherwise than the demo says."""


def expect(told: bool, sentence: str) -> None:  # noqa: FBT001
    """Stop unless something is as it is told."""
    if not told:
        raise NotAsToldError(sentence)


# -- how it speaks -----------------------------------------------------------------------------


def say(text: str = "") -> None:
    """Print a line at once."""
    print(text, flush=True)


def tell(text: str, *, indent: int = 0, hang: int = 0, first: str = "") -> None:
    """Print a text within the width; ``first`` stands in the margin of its first line."""
    kept = re.sub(r"\([GN] [^)]*\)", lambda found: found[0].replace(" ", "\xa0"), text)
    filled = textwrap.fill(
        kept,
        WIDTH,
        initial_indent=first.ljust(indent),
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )
    say(filled.replace("\xa0", " "))


def act(title: str, *paragraphs: str) -> None:
    """Begin an act: a title between two lines, and what it is about."""
    say(f"\n\n{'=' * WIDTH}")
    tell(title)
    say("=" * WIDTH)
    for one in paragraphs:
        say()
        tell(one)


def narrate(*paragraphs: str) -> None:
    """Say something between two commands."""
    for one in paragraphs:
        say()
        tell(one)


# -- the command line --------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class House:
    """One committee's trial home, and the passphrase of its only officer."""

    committee: str
    folder: Path
    environment: dict[str, str] = field(repr=False)

    @property
    def home(self) -> Path:
        return self.folder / self.committee

    @property
    def passphrase(self) -> Path:
        return self.folder / f"{self.committee}.passphrase"

    def open(self, nationality: str) -> None:
        """Set the home up and unlock it."""
        self.passphrase.touch(mode=0o600)
        self.passphrase.write_text(secrets.token_hex(16))
        shares = str(self.folder / f"{self.committee}.papers")
        self.run(
            *("init", self.committee, "--trial", "--nationality", nationality),
            *("--passphrase-file", str(self.passphrase), "--shares", shares),
        )
        self.unlock()

    def unlock(self) -> None:
        """Unlock it, for half an hour at most without use."""
        self.run("unlock", "--passphrase-file", str(self.passphrase), "--idle", "30")

    def lock(self) -> None:
        """Lock it, whatever happened before."""
        if self.home.exists():
            order = self._order("lock")
            subprocess.run(order, env=self.environment, capture_output=True, check=False)

    def run(self, *words: str, code: int = 0) -> str:
        """Run one command, quietly, and return what it printed."""
        done = subprocess.run(
            self._order(*words),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        expect(
            done.returncode == code,
            f"`sanjose {words[0]}` ended with {done.returncode} instead of {code}:\n"
            f"{done.stdout}{done.stderr}",
        )
        return done.stdout

    def ask(self, *words: str) -> Any:
        """Return a command's answer for a machine."""
        return json.loads(self.run(*words, "--json"))

    def show(self, *words: str, code: int = 0, without: str = "", instead: str = "") -> str:
        """Run one command before everybody's eyes, and return what it printed.

        Args:
            without: the heading of a section that was told already; ``instead`` stands there.
        """
        say()
        say(f"$ {spoken(words)}")
        printed = self.run(*words, code=code).rstrip("\n")
        said = printed
        if without:
            section = rf"^{re.escape(without)}\n.*?(?=\n\n|\Z)"
            said = re.sub(section, f"{without}\n  {instead}", printed, flags=re.M | re.S)
        say(said)
        return printed

    def converse(self, *words: str, answers: Sequence[str]) -> str:
        """Run one command at a terminal of its own, and answer its questions."""
        say()
        say(f"$ {spoken(words)}")
        child, terminal = pty.fork()
        if child == 0:
            os.execve(SANJOSE, self._order(*words), self.environment)
        printed, left = b"", list(answers)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and select.select([terminal], [], [], PATIENCE)[0]:
            try:
                heard = os.read(terminal, 4096)
            except OSError:  # the other end of a terminal has gone
                break
            if not heard:
                break
            printed += heard
            if printed.endswith(b"> ") and left:
                os.write(terminal, left.pop(0).encode() + b"\n")
        os.close(terminal)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said = printed.decode(errors="replace").replace("\r\n", "\n").strip("\n")
        said = said.removeprefix("trial installation: invented data only\n").strip("\n")
        say(said)
        expect(code == 0 and not left, f"`sanjose {words[0]}` ended with {code}")
        return said

    def _order(self, *words: str) -> list[str]:
        return [str(SANJOSE), "--home", str(self.home), *words]


def spoken(words: Iterable[str]) -> str:
    """Return a command as it would be typed by somebody who is at home already."""
    return " ".join(
        ("sanjose", *(word if len(word) < LONG else f"{word[:12]}..." for word in words))
    )


# -- a story -----------------------------------------------------------------------------------

MERGED = {"propose": "proposed", "decide": "decided", "confirm": "confirmed", "take": "taken"}
DONE = {
    "receive": "recorded as {reference}",
    "notify": "notice recorded",
    "contact": "contact recorded",
    "inform": "recorded",
    "consent": "on the consent sheet",
    "weigh": "weighing recorded",
    "consult": "source recorded",
    "assess": "assessment recorded",
    "conclude": "conclusions recorded",
    "propose": "{label} proposed",
    "decide": "{label} decided",
    "confirm": "{label} confirmed",
    "take": "{label} taken",
    "reply": "reply to {label} recorded",
    "office-fill": "in the roster",
    "calendar-enter": "in the calendar",
    "file-open": "file {label} opened",
    "file-move": "file {label} moved",
}
ADVICE = {"assess", "consent"}
FEW = 4
"""Entries in the calendar that are told one by one."""


def story(house: House, name: str) -> dict[str, str]:
    """Replay a story, tell it step by step, and return the references of its cases."""
    path = next(STORIES.glob(f"{name}-*.yaml"))
    heading, *written = documents(path)
    say(f"\n\n{'-' * WIDTH}")
    tell(f"Story {name}. {heading['title']}", hang=9)
    tell(f"Source: {heading['source']}", hang=8)
    say("-" * WIDTH)
    say()
    tell(heading["note"])
    say()
    say(f"$ sanjose replay {path.name} --json")
    say()
    done = house.ask("replay", str(path))
    steps = [
        {**told, "fields": step.get(told["verb"], {})}
        for told, step in zip(done["told"], written, strict=True)
    ]
    expect(len(steps) == done["steps"] > 0, f"every step of story {name} is told")
    before = ""
    for group in together(steps):
        day = long_day(group[0]["on"])
        step(group, day if day != before else "")
        before = day
    found: dict[str, str] = done["references"]
    return found


def together(steps: list[Step]) -> Iterator[list[Step]]:
    """Draw together what a reader takes in as one: calendar entries, a measure's own steps."""
    for kind, run in groupby(steps, key=_belongs):
        listed = list(run)
        if kind[0] == "alone" or (kind[0] == "calendar" and len(listed) < FEW):
            yield from ([one] for one in listed)
        else:
            yield listed


def _belongs(one: Step) -> tuple[str, ...]:
    if "refused" in one:
        return ("alone",)
    if one["verb"] == "calendar-enter":
        return ("calendar",)
    if one["verb"] == "office-fill":
        return ("roster", one["on"])
    if one["verb"] in MERGED:
        return ("measure", one["on"], one["label"])
    return ("alone",)


def step(group: list[Step], day: str) -> None:
    """Tell one step, or several that belong together."""
    one = group[0]
    if "refused" in one:
        tell(one["note"], indent=MARGIN, first=day)
        say(" " * MARGIN + "REFUSED:")
        for objection in one["refused"]:
            reason = objection["reason"][:1].upper() + objection["reason"][1:]
            tell(f"- {reason} ({shortly(objection['source'])}).", indent=MARGIN, hang=2)
        return
    if one["verb"] == "calendar-enter" and len(group) > 1:
        kinds = Counter(each["fields"]["what"] for each in group)
        told = ", ".join(several(number, kind) for kind, number in kinds.items())
        until = long_day(group[-1]["on"])
        tell(f"Until {until}, entered in the calendar: {told}.", indent=MARGIN, first=day)
        return
    notes = " ".join(each["note"] for each in group)
    tell(f"{notes} [{_bracket(group)}]", indent=MARGIN, first=day)
    if one["verb"] in ADVICE:
        for note in one["notes"]:
            tell(f"Advice: {note}.", indent=MARGIN, hang=2)


def _bracket(group: list[Step]) -> str:
    one = group[0]
    if len(group) > 1 and one["verb"] in MERGED:
        return f"{one['label']} " + ", ".join(MERGED[each["verb"]] for each in group)
    done = DONE[one["verb"]].format(**one)
    if one["verb"] in ADVICE | {"propose", "conclude"}:
        return done
    notes = (note for note in one["notes"] if all(note in each["notes"] for each in group))
    return re.sub(r"\b0 days after", "on the day of", "; ".join((done, *notes)))


def several(number: int, kind: str) -> str:
    """Return a number of entries in the calendar, in words.

    >>> several(2, "list of issues"), several(1, "session")
    ('2 lists of issues', '1 session')
    """
    first, *rest = kind.split(" ", 1)
    if kind != "concluding observations" and number > 1:
        first, rest = (
            (f"{first}s", rest) if rest[:1] != ["dialogue"] else (first, ["dialogues"])
        )
    return " ".join((str(number), first, *rest))


def shortly(source: str) -> str:
    """Return a source as it stands on a crowded line: G the Guidelines, N the note."""
    named = re.fullmatch(r"(HRI/MC/2015/6|Secretariat note, .*), para\. (.*)", source)
    if named:
        return f"{'G' if named[1].startswith('HRI') else 'N'} {named[2]}"
    return source.replace("chosen: ", "our own rule: ")


def long_day(day: str) -> str:
    """Return a day as it is read aloud, short enough for the margin."""
    return f"{date.fromisoformat(day):%d %b %Y}".lstrip("0").rjust(11)


# -- the acts ----------------------------------------------------------------------------------


def opening() -> None:
    """Say what this is."""
    act(
        "What this is",
        "People who tell the United Nations treaty bodies what happens in their country are "
        "sometimes threatened for it. sanjose keeps a committee's record of every such "
        "allegation, and leads its secretariat through the procedure: what must not be done now "
        "is refused, with the paragraph that says why. It sends nothing, publishes nothing and "
        "decides nothing; people do.",
        "What follows is real output in trial homes that are removed at the end; every person "
        "is invented. P1 is the first person of a case, M1 its first measure, F1 a file. G is "
        "the San José Guidelines (HRI/MC/2015/6), N the Secretariat's note for the thirty-fifth "
        "meeting of Chairs (2023), each with its paragraph.",
    )


def stories(cat: House, ced: House, cerd: House) -> str:
    """Tell the five stories, and return the reference of the first one's case."""
    act(
        "Act 1. Five stories",
        "Each is a history file, replayed through the same door that officers use, and told "
        "here from the answer. The days are those of the story; what is refused is refused by "
        "the rules and stands in the record.",
    )
    first = story(cat, "1")["complainant"]
    shown(cat, first, "2022-12-02")
    case = cat.ask("show", first, "--on", "2022-12-02")
    expect(case["stage"] == "awaiting reply", "story 1 ends as a case that awaits a reply")
    expect(
        case["measures"][0]["days_without_reply"] == 450, "the letter is 450 days without reply"
    )
    narrate(
        "The complaint is over, and the case is not: a State's silence closes nothing, and a "
        "closed complaint does not close what was done to the complainant."
    )

    second = story(ced, "2")["first case"]
    shown(ced, second, "2022-06-30")
    case = ced.ask("show", second)
    expect(case["measures"][0]["taken_on"] == "2022-04-05", "the meeting went ahead")
    expect(case["confirmed_reprisal"] is False, "story 2 is no confirmed reprisal")
    narrate(
        "The meeting went ahead although no link was established, and the case is not counted "
        "as a confirmed reprisal."
    )

    third = story(ced, "3")["second case"]
    shown(ced, third, "2022-12-02")
    case = ced.ask("show", third)
    stopped = [one["what"] for one in case["events"] if "refused to propose" in one["what"]]
    expect(
        stopped[-1].endswith(
            "letter: no basis (N 11), concern open (N 22), not weighed (G 13)"
        ),
        "story 3's letter is refused for three reasons, and the record says so",
    )
    narrate(
        "Three reasons, each with its paragraph, and the refusal stands in the record. Nothing "
        "went to the State."
    )

    fourth = story(cerd, "4")["hearing"]
    shown(cerd, fourth, "2022-12-31")
    case = cerd.ask("show", fourth)
    posted = [one["taken_on"] for one in case["measures"] if one["measure"] == "posting"]
    expect(posted == ["2022-12-08", "2022-12-09"], "letter and reply are both posted")
    narrate("Letter and reply stand on the page, each because she agreed to that one.")

    risk = story(cat, "5")["first risk"]
    shown(cat, risk, "2022-12-02")
    return first


def shown(house: House, reference: str, on: str) -> None:
    """Show a case as at a day, without what was told step by step."""
    instead = "(as told above, an entry a line)"
    house.show("show", reference, "--on", on, without="What happened", instead=instead)


def urgent(cat: House) -> None:
    """Take in an allegation by telephone, ten minutes before a dialogue."""
    today = time.strftime("%Y-%m-%d")
    act(
        "Act 2. Ten minutes before a dialogue, the telephone rings",
        "The Committee is in session; the dialogue with Exampleland begins in ten minutes. "
        "Somebody calls from the corridor. The officer types three answers.",
    )
    session = ("--what", "session", "--title", "a session", "--starts", today)
    cat.run("calendar", "enter", *session)
    dialogue = ("--what", "interactive dialogue", "--title", "dialogue with Exampleland")
    cat.run("calendar", "enter", *dialogue, "--starts", today, "--state", "Exampleland")
    said = cat.converse(
        "urgent",
        answers=(
            "Exampleland",
            "Two men wait at the door and say that she will not get home.",
            "",  # an empty line ends the sentence
            "Ada Quill",
        ),
    )
    found = re.search(r"CAT-\d\d-\w{5}-\w", said)
    reference = found[0] if found else ""
    expect(bool(reference), "the urgent allegation has a reference")
    expect("Department of Safety and Security" in said, "danger in the room is answered first")
    narrate(
        "It was recorded before any rule was asked. The officer has called the Department of "
        "Safety and Security, which needs nobody's leave, and records it:"
    )
    cat.run("propose", reference, "safety")
    cat.show("take", reference, "M1", "--means", "by-telephone")
    narrate("A letter to the State can leave within minutes, and not without her:")
    cat.show("propose", reference, "letter-deadline", code=1)
    narrate(
        "Two telephone calls remain, and the officer's page has them on top. (The stories ended "
        "in 2022: their check-ins are long overdue today.)"
    )
    page = cat.show("today")
    expect(page.index("Immediate") < page.index(reference), "what burns stands on top")
    expect("Reviews ahead" in page, "today shows the dialogue with the open case")
    cat.run("notify", reference, "--to", "rapporteur")
    cat.show("notify", reference, "--to", "Chair")


def morning(cat: House, first: str) -> None:
    """Show what an officer sees on a morning, and the figures of a year."""
    act(
        "Act 3. A morning, and a year in figures",
        "Reading commands answer as at any day. This is the morning of 2 December 2022:",
    )
    page = cat.show("today", "--on", "2022-12-02")
    expect("M1: no reply for 450 days" in page, "today counts the days without reply")
    listed = cat.show("cases", "--on", "2022-12-02")
    expect(first in listed, "story 1's case is in the list")
    narrate("Half a year later the letter is still there, and still counted:")
    later = cat.show("due", "--on", "2023-05-30")
    expect("M1: no reply for 629 days" in later, "the silence is counted for ever")
    narrate(
        "The year that the note tells of. What is zero is shown as zero: no allegation under "
        "articles 19 and 20, beside two under article 22."
    )
    period = ("--since", "2022-02-01", "--until", "2023-01-31")
    cat.show("counts", *period)
    counts = cat.ask("counts", *period)
    procedures, calendar = counts["procedures"], counts["calendar"]
    expect(
        [procedures[key] for key in ("report", "briefing", "follow-up", "inquiry")] == [0] * 4,
        "nothing was received under articles 19 and 20, and zero is shown",
    )
    expect(procedures["complaint"] == 2, "two risks under article 22 are counted")
    expect(
        [calendar[key] for key in ("review of a report", "interactive dialogue")] == [16, 15]
        and [calendar["list of issues"], calendar["list of issues prior to reporting"]]
        == [2, 14],
        "the year's reviews, dialogues and lists are 16, 15, 2 and 14",
    )
    expect(counts["measures"]["general-recommendation"] == 5, "five general recommendations")


def tampering(cat: House) -> None:
    """Alter the record in two ways, and let it say so."""
    act(
        "Act 4. Somebody alters the record",
        "Every entry is a leaf of a tree whose root is printed; whoever keeps that line can "
        "check later that nothing before it was rewritten.",
    )
    whole = cat.show("verify", "--unlocked")
    expect("none altered" in whole, "the record verifies")
    root = whole.splitlines()[-1].strip()
    cat.lock()
    record, copy = Home(cat.home).record, cat.folder / "record.copy"
    entry = alter_entry(record, copy, store_key(cat))
    narrate(
        "The officer keeps that line, locks and goes home. At night somebody who has the store's "
        f"key takes away the trigger that forbids changes, and alters entry {entry}. In the "
        "morning:"
    )
    cat.unlock()
    faults = cat.show("verify", code=3)
    expect(f"ntry {entry} was altered" in faults, f"verify names entry {entry}")
    cat.lock()
    put_back(record, copy)
    at = alter_byte(record)
    narrate(
        "The copy of the evening before is put back. The next night somebody without any key "
        f"turns over one byte in the file, byte {at:,}:"
    )
    cat.unlock()
    faults = cat.show("verify", code=3)
    named = re.search(r"between byte (\d+) and byte (\d+)", faults)
    expect(
        named is not None and int(named[1]) <= at <= int(named[2]),
        f"verify names the range around byte {at}",
    )
    cat.lock()
    put_back(record, copy)
    narrate("The copy is put back once more, and held against the line that the officer kept:")
    cat.unlock()
    whole = cat.show("verify", "--root", root)
    expect(root in whole and "It continues" in whole, "the record is as it was")


def store_key(house: House) -> bytes:
    """Return the key of the record's store, as the house's own officer opens it."""
    home = Home(house.home)
    slot = default_slot(home, None)
    passphrase = house.passphrase.read_text().strip().encode()
    with closing(OwnKeys(slot.open(passphrase), home.keys)) as keys:
        return keys.store_key("record")


def alter_entry(record: Path, copy: Path, key: bytes) -> int:
    """Keep a copy, change the body of an entry in the middle, and say which."""
    with closing(store.connect(record, key)) as connection:
        store.truncate_log(connection)
        shutil.copyfile(record, copy)
        entry = int(connection.execute("SELECT max(seq) / 2 FROM entries").fetchone()[0])
        connection.execute("DROP TRIGGER entries_no_update")
        connection.execute(
            "UPDATE entries SET body = zeroblob(length(body)) WHERE seq = ?", (entry,)
        )
        store.truncate_log(connection)
    return entry


def alter_byte(record: Path) -> int:
    """Turn over one byte in the middle of the file, and say which."""
    at = record.stat().st_size // PAGE // 2 * PAGE + PAGE // 3
    with record.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 0xFF]))
    return at


def put_back(record: Path, copy: Path) -> None:
    """Put the record back as it was copied, with nothing beside it."""
    for beside in record.parent.glob(f"{record.name}-*"):
        beside.unlink()
    shutil.copyfile(copy, record)


# -- all of it ---------------------------------------------------------------------------------


def main() -> int:
    """Tell everything; 0 if it all came out as told."""
    sys.stdout.reconfigure(errors="replace")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sanjose-demo-") as name:
        folder = Path(name)
        houses = [
            House(committee=one, folder=folder, environment=surroundings(folder))
            for one in ("cat", "ced", "cerd")
        ]
        try:
            told = perform(*houses)
        finally:
            for house in houses:
                house.lock()
    if told:
        say()
        tell(
            f"Everything came out as told, in {time.monotonic() - began:.0f} seconds. The trial "
            "homes are locked and removed."
        )
    return 0 if told else 1


def perform(cat: House, ced: House, cerd: House) -> bool:
    """Play the acts, and say which one did not come out as told."""
    at = "the opening"
    try:
        opening()
        at = "setting up"
        narrate("Setting up three trial homes: CAT, CED and CERD ...")
        for house in (cat, ced, cerd):
            house.open("Trialand")
        at = "act 1"
        first = stories(cat, ced, cerd)
        at = "act 2"
        urgent(cat)
        at = "act 3"
        morning(cat, first)
        at = "act 4"
        tampering(cat)
    except (NotAsToldError, subprocess.TimeoutExpired, KeyError, OSError) as error:
        say()
        say(f"NOT AS TOLD, in {at}: {error}")
        return False
    return True


def surroundings(folder: Path) -> dict[str, str]:
    """Return an environment in which nothing of this user's own is touched."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SANJOSE")}
    return {
        **kept,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(runtime),
        "COLUMNS": str(WIDTH),
        "TERM": "dumb",
        "PYTHONUTF8": "1",
    }


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
