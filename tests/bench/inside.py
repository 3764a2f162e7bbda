"""What is measured inside one process: a durable event, verification, and lists."""

import sqlite3
import statistics
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from sanjose.keeping import store
from sanjose.keeping.installation import make_register
from sanjose.keeping.register import _LIST, Hidden, Listed, Register
from sanjose.secretariat import Secretariat
from sanjose.words.events import ContactMade
from sanjose.words.model import Channel
from tests.bench.world import Row, World

EVENTS = 300
OPEN = 20


def durable_events(door: Secretariat, made: World) -> list[Row]:
    """Compare one act with the same bytes as bare rows: on a case that is open, and on one
    that has to be opened first, which takes its key, its entries and its fold as well."""
    first = _durable(door, made, door.cases(limit=EVENTS), "bare-1.db")
    again = _durable(door, made, door.cases(limit=OPEN), "bare-2.db")
    return [
        Row("one durable event / bare rows", again[0], "at most", 5.0, again[1]),
        Row("the same, case to be opened first", first[0], "-", 0, first[1]),
    ]


def _durable(
    door: Secretariat, made: World, listed: Sequence[Listed], name: str
) -> tuple[float, str]:
    bare = _bare(made.folder / name)
    if len(listed) == OPEN:
        for case in listed:
            door.show(case.reference)
        listed = [*listed] * (EVENTS // OPEN)
    contact = ContactMade(person="P1", channel=Channel.TELEPHONE, safe=True)
    ours, theirs = [], []
    for case in listed:
        size = door.archive.record.size()
        started = time.perf_counter()
        assert not door.contact(case.reference, contact).refused
        ours.append(time.perf_counter() - started)
        rows = _rows(door, size)
        started = time.perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        bare.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", rows)
        bare.execute("COMMIT")
        theirs.append(time.perf_counter() - started)
    bare.close()
    mine, bares = statistics.median(ours), statistics.median(theirs)
    return mine / bares, f"{mine * 1000:.2f} ms, {bares * 1000:.2f} ms"


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(
        "CREATE TABLE entries (seq INTEGER PRIMARY KEY, event_id BLOB UNIQUE,"
        " meta BLOB, body BLOB, leaf BLOB)"
    )
    return connection


def _rows(door: Secretariat, since: int) -> list[tuple[object, ...]]:
    query = "SELECT seq, event_id, meta, body, leaf FROM entries WHERE seq >= ?"
    return door.archive._connection.execute(query, (since,)).fetchall()


def verify(door: Secretariat) -> Row:
    """Compare verification with a loop that reads the same rows and hashes them."""
    connection = door.archive._connection
    ratios = []
    detail = ""
    for _ in range(5):
        started = time.perf_counter()
        count = 0
        query = "SELECT seq, meta, body, leaf FROM entries ORDER BY seq"
        for _seq, meta, body, _leaf in connection.execute(query):
            sha256(b"\x00" + meta + b"\n" + sha256(body).digest()).digest()
            count += 1
        bare = time.perf_counter() - started
        started = time.perf_counter()
        assert not door.archive.record.verify().faults
        ours = time.perf_counter() - started
        ratios.append(bare / ours)
        detail = f"{count} entries, {ours:.2f} s, {bare:.2f} s"
    return Row("verify, speed / bare loop", statistics.median(ratios), "at least", 0.6, detail)


def lists(made: World) -> list[Row]:
    """Measure a list of 50 by stage and due date in registers of growing size."""
    rows = []
    medians = {}
    for size in (1_000, 10_000, 100_000):
        ours, bare = _list(made, size)
        medians[size] = ours
        if size == 100_000:
            rows.append(Row("list of 50 of 100,000, ms", ours * 1000, "at most", 5.0, ""))
            detail = f"{ours * 1000:.2f} ms, {bare * 1000:.2f} ms"
            rows.append(Row("list of 50 / raw SQL", ours / bare, "at most", 2.0, detail))
    flat = medians[100_000] / medians[1_000]
    detail = ", ".join(f"{size}: {took * 1000:.2f} ms" for size, took in medians.items())
    rows.append(Row("list of 50, 100,000 / 1,000 cases", flat, "at most", 2.0, detail))
    return rows


def _list(made: World, size: int) -> tuple[float, float]:
    """Return the seconds of our list and of the bare query, medians of pairs."""
    home = type(made.home)(made.folder / f"list-{size}")
    home.path.mkdir()
    key = b"\x01" * 32
    make_register(home, key)
    connection = store.connect(made.home.record, _record_key(made))
    store.attach(connection, home.register, key, "register")
    stages = ("being assessed", "awaiting reply", "parked", "closed")
    connection.execute("BEGIN")
    for n in range(size):
        due = f"20{n % 40 + 10}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        row = (n.to_bytes(16), f"CAT-21-{n:05}-0", "XXA", "report", stages[n % 4], "", 1)
        connection.execute(
            "INSERT INTO register.cases (case_id, reference, state, procedure, stage, finding,"
            " urgency, received_on, latest, due_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, "2021-03-01", "2021-03-01", due),
        )
    connection.execute("COMMIT")
    register = Register(connection)
    hidden = Hidden(who="officer-1")
    clause, values = hidden.clause()
    query = f"{_LIST} WHERE {clause} AND stage = ? ORDER BY due_on, reference LIMIT 50"
    ours, bare = [], []
    for _ in range(200):
        started = time.perf_counter()
        assert len(register.cases(hidden, stage="awaiting reply")) == 50
        ours.append(time.perf_counter() - started)
        started = time.perf_counter()
        assert len(connection.execute(query, (*values, "awaiting reply")).fetchall()) == 50
        bare.append(time.perf_counter() - started)
    connection.close()
    return statistics.median(ours), statistics.median(bare)


def _record_key(made: World) -> bytes:
    with made.door() as door:
        return door.archive.keyring.store_key("record")
