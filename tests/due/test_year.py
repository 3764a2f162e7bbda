"""A year of digests of ten committees, with everything that goes wrong in a year.

Three processes share the stores, and are killed at any moment; the mail server on loopback is
slow, full, busy, refuses, or hangs up after the content, with or without having kept it; for a
week nothing runs at all. The clock is simulated; processes, stores and connections are real.
"""

import os
import random
import re
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email import message_from_string, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyrage

from sanjose.due import plan
from sanjose.due.mail import deliver
from sanjose.due.sending import send_due
from sanjose.due.settings import Mail, Security
from sanjose.keeping.claims import Claims, State
from sanjose.keeping.notices import Notices
from sanjose.keeping.sealing import seal
from sanjose.words.readers import KeyKind
from tests.due.post import Behaviour, Post, running

FORK = get_context("fork")
FIRST, LAST = date(2026, 3, 1), date(2027, 2, 28)
DOWN = (date(2026, 4, 20), date(2026, 4, 26))
HOLIDAYS = (date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 14), date(2026, 12, 28))
BAD = ("slow", "full", "busy", "refuses", "drops", "swallows")
WEATHER = {"good": 40} | dict.fromkeys(BAD, 3)
ANSWER, WHOLE = 2.0, 5.0
KEYED = 3
VARYING = {"Date", "Message-ID", "Content-Type"}
COMMITTEES = tuple(f"committee-{number}" for number in range(10))


def sessions(number: int) -> tuple[tuple[date, date], ...]:
    """Return three sessions of three weeks; half of the committees meet four weeks later."""
    starts = (date(2026, 4, 13), date(2026, 8, 3), date(2026, 11, 9))
    later = timedelta(days=28 * (number % 2))
    return tuple((one + later, one + later + timedelta(days=18)) for one in starts)


@dataclass(frozen=True, kw_only=True)
class Year:
    """What came, what was claimed, and how often the sending of a mail was broken off."""

    mails: tuple[dict[str, Any], ...]
    claimed: dict[str, tuple[str, str]]
    due: set[tuple[str, str]]
    broken: Counter[str]
    kills: int

    @property
    def copies(self) -> Counter[str]:
        return Counter(message_of(one) for one in self.mails)


def message_of(mail: dict[str, Any]) -> str:
    """Return the part of the Message-ID before the domain."""
    return str(mail["head"]["Message-ID"]).strip("<>").partition("@")[0]


def parsed(content: str) -> EmailMessage:
    return message_from_string(content, policy=policy.SMTP)  # type: ignore[return-value]


def worker(homes: list[Path], port: int, asked: Any) -> None:
    """Send what is due in every installation whenever it is told a time."""
    mail = Mail(host="127.0.0.1", port=port, security=Security.NONE, sender="s@example.org")
    chance = random.Random(os.getpid())
    claims = {home: Claims(home, str(os.getpid())) for home in homes}

    def send(to: str, content: bytes, still_ours: Any) -> None:
        deliver(mail, None, to, content, still_ours, answer=ANSWER, whole=WHOLE)

    while True:
        moment, which = asked.recv()
        at = datetime.fromtimestamp(moment, UTC)
        for home in chance.sample(which, len(which)):
            send_due(Notices(home), claims[home], mail.sender, send, lambda at=at: at)
        asked.send("done")


class Machine:
    """Three processes that send, killed and begun again."""

    def __init__(self, homes: list[Path], port: int) -> None:
        self.homes, self.port = homes, port
        self.workers: list[tuple[Any, Any]] = []
        self.broken: Counter[str] = Counter()
        self.kills = 0
        self.seen: dict[Path, int] = {}
        self.claimed: dict[str, tuple[str, str]] = {}

    def begin(self) -> tuple[Any, Any]:
        here, there = FORK.Pipe()
        made = FORK.Process(target=worker, args=(self.homes, self.port, there), daemon=True)
        made.start()
        there.close()
        return made, here

    def kill(self, which: int) -> None:
        process, asked = self.workers.pop(which)
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        asked.close()
        self.kills += 1
        for home in self.homes:
            for claim in Claims(home).standing():
                if claim.state is State.HELD and claim.owner == str(process.pid):
                    self.broken[claim.message] += 1

    def turn(
        self, at: datetime, which: list[Path], chance: random.Random, *, deadly: bool
    ) -> None:
        """Let one moment happen: all processes ask what is due, and one may be killed."""
        while len(self.workers) < 3:
            self.workers.append(self.begin())
        for _, asked in self.workers:
            asked.send((at.timestamp(), which))
        if deadly:
            time.sleep(chance.random() * 0.1)
            self.kill(chance.randrange(3))
        for _, asked in self.workers:
            assert asked.poll(120), "a process hangs"
            asked.recv()

    def waiting(self) -> list[Path]:
        """Return where a mail waits; and note what was claimed, before it is forgotten."""
        waits = []
        for home in self.homes:
            with closing(sqlite3.connect(home)) as connection:
                rows = connection.execute(
                    "SELECT message, address, day, state FROM claims WHERE rowid > ?"
                    " OR state <> 'sent'",
                    (self.seen.get(home, 0),),
                ).fetchall()
                (last,) = connection.execute("SELECT max(rowid) FROM claims").fetchone()
            self.seen[home] = last or 0
            self.claimed |= {message: (to, day) for message, to, day, _ in rows}
            if any(state != "sent" for *_, state in rows):
                waits.append(home)
        return waits

    def end(self) -> None:
        for process, asked in self.workers:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
            process.join()
            asked.close()


def lived(folder: Path, post: Post) -> Year:
    """Live through the year, and a day longer for what waits."""
    homes = [folder / f"{name}.db" for name in COMMITTEES]
    key = str(pyrage.x25519.Identity.generate().to_public())
    sheet = seal(b"a sheet", KeyKind.AGE, key)
    before = FIRST - timedelta(days=1)
    for number, home in enumerate(homes):
        notices = Notices(home)
        notices.create()
        kept = (KeyKind.AGE, key) if number == KEYED else ("", "")
        notices.reader("Chair", f"{home.stem}@example.org", *kept, since=before)
        notices.plan(sessions(number), HOLIDAYS, since=before)
    machine, chance = Machine(homes, post.port), random.Random(5)
    plans = [Notices(home).plans() for home in homes]
    waiting: list[Path] = []
    try:
        for number in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=number)
            if DOWN[0] <= day <= DOWN[1]:
                continue
            after = DOWN[0] if day == DOWN[1] + timedelta(days=1) else day
            which = [
                home
                for home, one in zip(homes, plans, strict=True)
                if home in waiting or plan.days(one, after - timedelta(days=1), day)
            ]
            if which and chance.random() < 0.5:
                chair = ("Chair", f"{homes[KEYED].stem}@example.org")
                Notices(homes[KEYED]).prepare(*chair, day, 2, sheet)
            if chance.random() < 0.1:
                early = plan.moment(day) - timedelta(minutes=1)
                machine.turn(early, homes, chance, deadly=False)
            for minutes in (1, 20, 120):
                if which:
                    at = plan.moment(day) + timedelta(minutes=minutes)
                    machine.turn(at, which, chance, deadly=chance.random() < 0.25)
                    which = waiting = machine.waiting()
        for hours in range(48):
            at = plan.moment(LAST) + timedelta(hours=hours)
            machine.turn(at, homes, chance, deadly=False)
            if not machine.waiting():
                break
    finally:
        machine.end()
    mails = [
        {**one, "head": parsed(one["content"].partition("\r\n\r\n")[0])} for one in post.mails()
    ]
    unanswered = Counter(message_of(one) for one in mails if not one["answered"])
    return Year(
        mails=tuple(mails),
        claimed=machine.claimed,
        due={
            (f"{home.stem}@example.org", str(day))
            for home, one in zip(homes, plans, strict=True)
            for day in plan.days(one, before, LAST)
        },
        broken=machine.broken + unanswered,
        kills=machine.kills,
    )


def each_digest_that_was_due_came_and_nothing_else(year: Year) -> None:
    came = {year.claimed[message] for message in year.copies}

    assert len(year.due) > 900
    assert came == year.due
    assert len(year.copies) == len(year.due)


def a_second_copy_came_only_where_the_sending_was_broken_off(year: Year) -> None:
    surplus = year.copies - Counter(dict.fromkeys(year.copies, 1))

    # Chance is drawn as often as mails wait, which is otherwise on every machine.
    assert year.kills > 20
    assert surplus
    assert not surplus - year.broken


def no_digest_came_before_its_hour(year: Year) -> None:
    early = [
        mail["head"]["Date"]
        for mail in year.mails
        if parsedate_to_datetime(mail["head"]["Date"])
        < plan.moment(date.fromisoformat(year.claimed[message_of(mail)][1]))
    ]

    assert early == []


def the_hour_is_the_same_in_summer_and_in_winter(year: Year) -> None:
    hours = {
        (at.hour, at.minute, at.utcoffset())
        for mail in year.mails
        if (at := parsedate_to_datetime(mail["head"]["Date"]).astimezone(plan.ZONE)).minute
        == 31
    }

    assert hours == {(7, 31, timedelta(hours=1)), (7, 31, timedelta(hours=2))}


def what_was_due_in_the_week_off_came_when_it_was_over(year: Year) -> None:
    late = {
        parsedate_to_datetime(mail["head"]["Date"]).astimezone(plan.ZONE).date()
        for mail in year.mails
        if str(DOWN[0]) <= year.claimed[message_of(mail)][1] <= str(DOWN[1])
    }

    assert late
    assert min(late) > DOWN[1]


def none_went_on_a_holiday_or_at_a_weekend(year: Year) -> None:
    days = {date.fromisoformat(day) for _, day in year.due}

    assert not days & set(HOLIDAYS)
    assert max(day.weekday() for day in days) == plan.FRIDAY


def all_mails_of_the_year_to_one_reader_have_one_shape(year: Year) -> None:
    shapes = {}
    for mail in year.mails:
        head = {key: value for key, value in mail["head"].items() if key not in VARYING}
        size = len(mail["content"])
        shapes.setdefault(mail["to"], set()).add((tuple(head.items()), size))

    assert len(shapes) == len(COMMITTEES)
    assert {to: len(found) for to, found in shapes.items()} == dict.fromkeys(shapes, 1)


def what_says_that_there_is_a_sheet_is_sealed(year: Year) -> None:
    keyed = [one for one in year.mails if one["to"].startswith(COMMITTEES[KEYED])]
    counts = Counter(re.search(r"await you: (\S+( \S+)?)", one["content"])[1] for one in keyed)

    assert counts.keys() == {"..........2", "not counted"}
    assert min(counts.values()) > 5


# One test, since a worker that steals one of several would live through a year of its own.
CHECKS = (
    each_digest_that_was_due_came_and_nothing_else,
    a_second_copy_came_only_where_the_sending_was_broken_off,
    no_digest_came_before_its_hour,
    the_hour_is_the_same_in_summer_and_in_winter,
    what_was_due_in_the_week_off_came_when_it_was_over,
    none_went_on_a_holiday_or_at_a_weekend,
    all_mails_of_the_year_to_one_reader_have_one_shape,
    what_says_that_there_is_a_sheet_is_sealed,
)


def test_in_a_year_each_digest_goes_once_whatever_goes_wrong() -> None:
    # In memory where there is such a place: processes are killed here, and no machine is.
    shared = Path("/dev/shm")
    with TemporaryDirectory(dir=shared if shared.is_dir() else None) as made:
        folder = Path(made)
        with running(folder, Behaviour(kinds=WEATHER)) as post:
            year = lived(folder, post)

    for check in CHECKS:
        check(year)
