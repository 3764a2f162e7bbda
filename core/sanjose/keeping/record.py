"""The record: append-only, sealed entry by entry, under a tree that fixes every one of them.

What is said to be done has been committed with ``synchronous=FULL``. ``verify`` needs no case
key: it recomputes every leaf and the root and names the first entry, or the range, that is
not as it was. Somebody who can rewrite the whole store is caught only by a root that others
keep; compare one with ``--root``.
"""

import re
from binascii import hexlify
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sanjose.keeping import codec
from sanjose.keeping.store import Connection, Cursor, bare, dbapi
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import Event
from sanjose.words.merkle import EMPTY, Frontier

FORMAT = 1
PAGE = 4096
PORTION = 2048
TRIGGERS = {
    f"entries_no_{act.lower()}": (
        f"CREATE TRIGGER entries_no_{act.lower()} BEFORE {act} ON entries "
        "BEGIN SELECT RAISE(ABORT, 'the record only grows'); END"
    )
    for act in ("UPDATE", "DELETE")
}
"""What refuses changes inside the store itself, word for word as it stands there."""

_INSERT = "INSERT INTO entries (seq, event_id, meta, body, leaf) VALUES (?, ?, ?, ?, ?)"
# The length of a body is known without reading it; its last byte is not.
_READ = "SELECT total(length(substr(body, -1))) FROM entries WHERE"
_KEPT = re.compile(r"([0-9]{1,12}):([0-9a-fA-F]{64})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Verified:
    """What verification found: the size, the root, and what is wrong, one sentence each."""

    size: int
    root: bytes
    faults: tuple[str, ...] = ()


class Record:
    """The entries behind one connection; writing happens inside the archive's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._frontier: Frontier | None = None

    def size(self) -> int:
        """Return the number of entries."""
        found = self._connection.execute("SELECT max(seq) FROM entries").fetchone()[0]
        return 0 if found is None else int(found) + 1

    def check_format(self) -> None:
        """See that this version can read the record.

        Raises:
            Unable: a newer one wrote it.
        """
        found = self._connection.execute("SELECT max(format) FROM frontier").fetchone()[0]
        if isinstance(found, int) and found > FORMAT:
            message = (
                "the store record.db was made by a newer version of sanjose: install that one"
            )
            raise Unable(message)

    def begin(self) -> None:
        """Read the frontier, once the transaction holds the store.

        Raises:
            Unable: it is gone or damaged, so that nothing can be added.
        """
        self._frontier = self._kept()
        if self._frontier is None:
            message = "the store record.db is damaged: run `sanjose verify`"
            raise Unable(message)

    def holds(self, seq: int, event_id: bytes) -> bool:
        """Return whether an entry stands in the record."""
        query = "SELECT event_id FROM entries WHERE seq = ?"
        return bool(self._connection.execute(query, (seq,)).fetchone() == (event_id,))

    def leaves(self) -> list[bytes]:
        """Return the leaves of all entries, in order, as they are stored."""
        rows = self._connection.execute("SELECT leaf FROM entries ORDER BY seq")
        return [bytes(leaf) for (leaf,) in rows]

    def next_seq(self) -> int:
        """Return the sequence number that the next entry gets."""
        return self._open().size

    def append(self, event: Event, key: bytes) -> None:
        """Add an entry; durable when the transaction ends."""
        meta = codec.meta_of(event.seq, event.event_id, key)
        body = codec.seal(codec.packed(event), key, meta)
        leaf = codec.leaf_of(meta, body)
        row = (event.seq, event.event_id, meta, body, leaf)
        self._connection.execute(_INSERT, row)
        self._open().append(leaf)

    def end(self) -> None:
        """Write the frontier, just before the transaction commits."""
        state = (self._open().to_bytes(),)
        self._connection.execute("UPDATE frontier SET state = ? WHERE id = 1", state)
        self._frontier = None

    def _open(self) -> Frontier:
        assert self._frontier is not None, "an entry is added inside a transaction"  # noqa: S101
        return self._frontier

    def ids(self, start: int) -> dict[int, bytes]:
        """Return the event ids from a sequence number on."""
        rows = self._connection.execute(
            "SELECT seq, event_id FROM entries WHERE seq >= ? ORDER BY seq", (start,)
        )
        return {seq: bytes(event_id) for seq, event_id in rows}

    def opened(self, seqs: Sequence[int], keys: dict[bytes, bytes]) -> Iterator[Event]:
        """Give the entries of which a key is there, in order; the others are left out.

        Raises:
            Unable: one stands in another place than its own, or was altered.
        """
        for start in range(0, len(seqs), 500):
            some = seqs[start : start + 500]
            marks = ",".join("?" * len(some))
            query = f"SELECT seq, event_id, meta, body FROM entries WHERE seq IN ({marks}) ORDER BY seq"  # noqa: S608 - only question marks are put in
            with bare(self._connection):
                rows = self._connection.execute(query, some).fetchall()
            for seq, event_id, meta, body in rows:
                key = keys.get(event_id)
                if key is None:
                    continue
                # The meta commits to the key and the place: the seal alone would not.
                if meta != codec.meta_of(seq, event_id, key):
                    raise Unable(codec.CLOSED)
                yield codec.unpacked(codec.unseal(body, key, meta), event_id, seq)

    def _kept(self) -> Frontier | None:
        """Return the frontier as it is stored; None where it is gone or makes no sense."""
        query = "SELECT state FROM frontier WHERE id = 1"
        kept = self._connection.execute(query).fetchone()
        try:
            return Frontier.from_bytes(kept[0])
        except (TypeError, ValueError):
            return None

    def verify(
        self,
        known: tuple[int, bytes] | None = None,
        progress: Callable[[int], None] = lambda _: None,
    ) -> Verified:
        """Recompute every leaf and the root, and compare them with what is stored.

        Args:
            known: a size and root that somebody kept, to be continued by this record.
            progress: called with the number of entries done since the last call.

        Raises:
            DatabaseError of the driver: a page of the file is damaged; see ``damaged``.
        """
        faults: list[str] = []
        leaves: list[bytes] = []
        query = "SELECT seq, event_id, meta, body, leaf FROM entries ORDER BY seq"
        with bare(self._connection):  # the first row is read at once
            cursor = self._connection.execute(query)
        expected = 0
        while rows := self._portion(cursor):
            for seq, event_id, meta, body, leaf in rows:
                if seq != expected:
                    faults.append(f"entries {expected} to {seq - 1} are missing")
                    expected = seq
                expected += 1
                if not _intact(seq, event_id, meta, body, leaf):
                    faults.append(f"entry {seq} was altered")
                leaves.append(leaf if isinstance(leaf, bytes) else b"")
            progress(len(rows))
        root = root_of(leaves)
        faults.extend(self._unlike(leaves, root, altered=bool(faults)))
        faults.extend(self._missing_triggers())
        if known is not None:
            faults.extend(_discontinued(known, leaves))
        return Verified(size=len(leaves), root=root, faults=tuple(faults))

    def _portion(self, cursor: Cursor) -> list[Any]:
        with bare(self._connection):
            return cursor.fetchmany(PORTION)

    def _unlike(self, leaves: list[bytes], root: bytes, *, altered: bool) -> Iterator[str]:
        """Compare what was read with the frontier that is kept beside it."""
        kept = self._kept()
        if kept is None:
            yield "the frontier of the record is gone or damaged"
        elif kept.size != len(leaves):
            yield f"the record counts {kept.size} entries and {len(leaves)} are there"
        elif kept.root() != root and not altered:
            yield from _altered_ranges(kept, leaves)

    def _missing_triggers(self) -> Iterator[str]:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        if dict(self._connection.execute(query)) != TRIGGERS:
            yield "the store was opened to changes: the triggers that refuse them are not as made"


def _intact(seq: int, event_id: bytes, meta: bytes, body: bytes, leaf: bytes) -> bool:
    """Return whether an entry is what its leaf says, in its own place and under its own id."""
    try:
        return (
            sha256(b"\x00" + meta + b"\n" + sha256(body).digest()).digest() == leaf
            and meta[7:39] == hexlify(event_id)
            and meta.endswith(b',"seq":%d,"v":%d}' % (seq, codec.VERSION))
        )
    except TypeError:  # not even bytes
        return False


def root_of(leaves: list[bytes]) -> bytes:
    """Return the root over leaves, level by level.

    >>> root_of([]) == EMPTY
    True
    """
    if not leaves:
        return EMPTY
    level = leaves
    while len(level) > 1:
        joined = [
            sha256(b"\x01" + level[at] + level[at + 1]).digest()
            for at in range(0, len(level) - 1, 2)
        ]
        level = joined if len(level) % 2 == 0 else [*joined, level[-1]]
    return level[0]


def _altered_ranges(kept: Frontier, leaves: list[bytes]) -> Iterator[str]:
    """Name the perfect subtrees whose root is not the one that was kept."""
    at = 0
    for size, root in kept.subtrees():
        if root_of(leaves[at : at + size]) != root:
            yield f"an entry from {at} to {at + size - 1} was altered together with its leaf"
        at += size


def _discontinued(known: tuple[int, bytes], leaves: list[bytes]) -> Iterator[str]:
    size, root = known
    if size > len(leaves):
        yield f"the root given covers {size} entries and {len(leaves)} are there"
    elif root_of(leaves[:size]) != root:
        yield f"the first {size} entries do not give the root that was kept: they were rewritten"


def damaged(connect: Callable[[], Connection]) -> tuple[str, ...]:
    """Say which pages of the file fail their check, and which entries cannot be read.

    A connection that met a damaged page answers nothing sensible afterwards, so each probe is
    made over a fresh one. Something is always said.
    """
    checked = _asked(connect, "PRAGMA cipher_integrity_check") or []
    pages = [int(text.rsplit(" ", 1)[-1]) for (text,) in checked]
    sentences = [_page_range(first, last) for first, last in _runs(pages)]
    size = _asked(connect, "SELECT max(seq) + 1 FROM entries")
    unreadable = _unreadable(connect, 0, size[0][0]) if size and size[0][0] else []
    for first, end in _runs(unreadable):
        sentences.append(f"entries {first} to {end} cannot be read")
    if size is None:
        sentences.append("the end of the record cannot be read")
    return tuple(sentences) or ("the record was not read to its end: repeat it",)


def _page_range(first: int, last: int) -> str:
    start, end = (first - 1) * PAGE, last * PAGE - 1
    return f"record.db was altered between byte {start} and byte {end}"


def _asked(
    connect: Callable[[], Connection], query: str, *values: int
) -> list[tuple[Any, ...]] | None:
    """Return an answer over a fresh connection; None where a damaged page is in its way."""
    connection = connect()
    try:
        return connection.execute(query, values).fetchall()
    except dbapi.DatabaseError:
        return None
    finally:
        connection.close()


def _unreadable(connect: Callable[[], Connection], start: int, end: int) -> list[int]:
    """Return the sequence numbers in a range that cannot be read, by halving."""
    if end - start == 1:  # asked for by itself: a range reads one row further than its end
        return [start] if _asked(connect, f"{_READ} seq = ?", start) is None else []
    if _asked(connect, f"{_READ} seq >= ? AND seq < ?", start, end) is not None:
        return []
    middle = (start + end) // 2
    return _unreadable(connect, start, middle) + _unreadable(connect, middle, end)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Give the unbroken runs of ascending numbers as first and last."""
    first: int | None = None
    last = 0
    for number in numbers:
        if first is None:
            first = number
        elif number != last + 1:
            yield first, last
            first = number
        last = number
    if first is not None:
        yield first, last


def known_root(text: str) -> tuple[int, bytes]:
    """Return the size and root that somebody kept, written ``SIZE:ROOT`` as `verify` prints it.

    Raises:
        Misuse: it has not that form.
    """
    kept = _KEPT.fullmatch(text.strip())
    if kept is None:
        message = "a kept root is written SIZE:ROOT, as `sanjose verify` printed it"
        raise Misuse(message)
    return int(kept[1]), bytes.fromhex(kept[2])
