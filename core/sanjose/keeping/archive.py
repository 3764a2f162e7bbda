"""The open installation: record, register, vault and files behind one officer's keys.

An act is one transaction: the store is held, the case is read, the rules are asked, the
entries are appended and the register follows, all or nothing. Event keys were made ahead, so
that normally only the record is flushed to disk. A case that this officer has no key for is
as if it were not there.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from sanjose.keeping import attachments, store
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import Keyring, NoKey
from sanjose.keeping.notices import Notices
from sanjose.keeping.record import Record
from sanjose.keeping.register import FORMAT, Register, lines
from sanjose.keeping.store import dbapi
from sanjose.keeping.vault import COMMITTEE as COMMITTEE
from sanjose.keeping.vault import ESCROW, Vault, WrongCaseKey
from sanjose.words import case as cases
from sanjose.words import committee as committees
from sanjose.words.case import Case
from sanjose.words.committee import CommitteeRecord
from sanjose.words.due import Due
from sanjose.words.errors import Unable
from sanjose.words.events import AllegationReceived, Event, FileKept, SubmissionAdded
from sanjose.words.mentions import mentioned
from sanjose.words.model import Post

T = TypeVar("T")

REMEMBERED = 256
"""Cases kept folded in memory, for many acts in a row."""

BEHIND = (
    "it is recorded, but the lists could not follow: free some space on the disk, then go on;"
    " they follow by themselves"
)
SHORTER = (
    "the record ends earlier than the register knows, so its end was lost: run"
    " `sanjose verify`, then restore the newest backup"
)

Progress = Callable[[int, int], None]


def _silent(_done: int, _of: int) -> None:
    """Show nothing."""


class DueRules(Protocol):
    """What is waiting in a case, or about a measure, by the committee's numbers of days."""

    def of_case(self, case: Case) -> Sequence[Due]:
        """Return what is waiting in a case."""

    def of_committee(self, record: CommitteeRecord) -> Sequence[Due]:
        """Return what is waiting about measures without a case, and about files."""


@dataclass(slots=True)
class _Open:
    """A subject whose entries were read: what they add up to, and its keys.

    ``registered`` is what the register holds of it: None where that is not known.
    """

    folded: Any
    last: int
    spare: list[tuple[bytes, bytes]]
    keys: dict[bytes, bytes]
    registered: Any = None


class Archive:
    """Everything that an unlocked officer has open; see the module."""

    def __init__(self, home: Home, keyring: Keyring, due_rules: DueRules) -> None:
        self.home = home
        self.keyring = keyring
        self.settings = home.settings()
        self.due_rules = due_rules
        with ExitStack() as opened:
            self.vault = opened.enter_context(Vault(home.keys, keyring.store_key("keys")))
            self._connection = store.connect(home.record, keyring.store_key("record"))
            opened.callback(self._connection.close)
            register_key = keyring.store_key("register")
            store.attach(self._connection, home.register, register_key, "register", FORMAT)
            self.record = Record(self._connection)
            with store.guarded(home.record.name):
                self.record.check_format()
            opened.pop_all()
        self.register = Register(self._connection)
        self.notices = Notices(home.notices)
        self._case_keys: dict[bytes, bytes] = {}
        self._remembered: dict[bytes, _Open] = {}
        self._changed: dict[bytes, None] = {}
        self._received: dict[str, bytes] = {}
        self._held: set[bytes] = set()
        self._behind: set[bytes] = set()
        self._writing = False
        self._appended: Event | None = None
        self._files: list[bytes] = []

    def close(self) -> None:
        """Close the stores."""
        self._connection.close()
        self.vault.close()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- transactions ---------------------------------------------------------------------------

    @contextmanager
    def writing(self, progress: Progress = _silent) -> Iterator[int]:
        """Hold the stores for one act, and make it durable at the end; nested, join the outer.

        First the register catches up with the record, where a power cut or a restore left it
        behind; what is given is how many of its cases are closed to this officer.

        Raises:
            Unable: another officer is writing, or the disk is full; nothing was recorded,
                unless the sentence says that it was.
        """
        if self._writing:
            yield 0
            return
        self._writing = True
        try:
            with store.guarded(), store.written(self._connection):
                self.record.begin()
                yield self._catch_up(progress)
                for subject in self._changed:
                    self._register(subject)
                self.record.end()
        except BaseException as error:
            self._start_afresh()
            if not self._recorded():
                for event_id in self._files:
                    attachments.remove(self.home.files, event_id)
                raise
            # The two stores end their transaction one after the other: the record has ended.
            if isinstance(error, Unable):
                raise Unable(BEHIND) from error
            raise
        finally:
            self._writing = False
            self._appended = None
            self._changed.clear()
            self._received.clear()
            self._held.clear()
            self._files.clear()

    def _start_afresh(self) -> None:
        """Know nothing of any case any more but what is in the stores."""
        self._remembered.clear()
        for case_id in self._case_keys:
            self.keyring.forget(case_id)
        self._case_keys.clear()

    def _recorded(self) -> bool:
        """Return whether what failed is in the record all the same."""
        if self._appended is None:
            return False
        with suppress(dbapi.Error):
            there = self.record.holds(self._appended.seq, self._appended.event_id)
            return there and not self._connection.in_transaction
        return True  # nobody can tell, and a file too many does no harm

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make many acts durable at once: keys first, then the record; or none of them."""
        with self.writing(), self.vault.together():
            yield

    @contextmanager
    def rehearsing(self) -> Iterator[None]:
        """Do everything that ``together`` does, and leave nothing behind."""
        try:
            with self.together():
                yield
                raise _Rehearsed  # noqa: TRY301 - it ends the transaction without a commit
        except _Rehearsed:
            pass

    @property
    def is_writing(self) -> bool:
        """Return whether an act is under way, so that its entries are not durable yet."""
        return self._writing

    # -- reading --------------------------------------------------------------------------------

    def committee(self) -> CommitteeRecord:
        """Return what the committee's own entries add up to."""
        folded = self._opened(COMMITTEE).folded
        return folded if isinstance(folded, CommitteeRecord) else CommitteeRecord()

    def find(self, reference: str) -> bytes | None:
        """Return the case with a reference, one received in this transaction included."""
        self.catch_up()
        return self._received.get(reference) or self.register.case_id(reference)

    def cases(self) -> tuple[bytes, ...]:
        """Return every case, those received in this transaction included."""
        return tuple({*self.register.case_ids(), *self._received.values()})

    def committee_key(self, ask: Callable[[bytes], T]) -> T:
        """Use the committee's own key, as it is now, for what it seals beside the record."""
        return self._with_key(COMMITTEE, lambda _, key: ask(key))

    def wall(self, case_id: bytes) -> tuple[str | None, frozenset[str]]:
        """Return a case's State and the names recused from it, without opening the case."""
        known = self._remembered.get(case_id) if case_id in self._changed else None
        if known is not None and isinstance(case := self._opened(case_id).folded, Case):
            return case.received.state, frozenset(one.who for one in case.recusals)
        return self.register.wall(case_id)

    def case(self, case_id: bytes) -> Case | None:
        """Return a case, or None where nothing of it is left.

        Raises:
            NoKey: it is not open to this officer.
        """
        folded = self._opened(case_id).folded
        return folded if isinstance(folded, Case) else None

    def case_as_at(self, case_id: bytes, on: date) -> Case | None:
        """Return a case as it stood at the end of a day, by the days on which things happened."""
        return cases.fold(event for event in self.events(case_id) if event.on <= on)

    def events(self, subject: bytes) -> tuple[Event, ...]:
        """Return the entries of a case, or of the committee, that can still be opened."""
        seqs = self.register.seqs(subject)
        with store.guarded(self.home.record.name):
            return tuple(self.record.opened(seqs, self._opened(subject).keys))

    def fetch(self, event: Event, digest: str) -> bytes:
        """Return the file that was kept with an entry.

        Raises:
            Unable: it was erased with somebody whom it spoke of, or is missing.
        """
        for one in self.events(event.subject):
            if isinstance(one.body, FileKept) and one.body.of == event.event_id.hex():
                key = self._opened(event.subject).keys[one.event_id]
                return attachments.fetch(self.home.files, one.event_id, key, digest)
        message = "the file of this entry was erased with a person whom it may have named"
        raise Unable(message)

    def _opened(self, subject: bytes) -> _Open:
        known = self._remembered.get(subject)
        if known is not None and subject in self._held:
            return known
        last = self.register.last(subject)
        if self._writing:  # nobody else can add to it until the transaction ends
            self._held.add(subject)
        if known is not None and known.last == last:
            return known
        keys = self._with_key(subject, self.vault.event_keys)
        seqs = self.register.seqs(subject)
        with store.guarded(self.home.record.name):
            events = tuple(self.record.opened(seqs, keys))
        folded = committees.fold(events) if subject == COMMITTEE else cases.fold(events)
        used = self._used(subject)
        spare = [(event_id, key) for event_id, key in keys.items() if event_id not in used]
        registered = folded if subject not in self._behind else None
        return self._remember(subject, _Open(folded, last, spare, keys, registered))

    def _used(self, subject: bytes) -> set[bytes]:
        query = (
            "SELECT e.event_id FROM entries e JOIN register.places p ON p.seq = e.seq"
            " WHERE p.case_id = ?"
        )
        with store.guarded(self.home.record.name):
            return {bytes(found) for (found,) in self._connection.execute(query, (subject,))}

    def _remember(self, subject: bytes, opened: _Open) -> _Open:
        self._remembered[subject] = opened
        if len(self._remembered) > REMEMBERED:
            oldest = next(one for one in self._remembered if one not in {COMMITTEE, subject})
            if oldest in self._changed:
                self._register(oldest)
                del self._changed[oldest]
            del self._remembered[oldest]
        return opened

    def _case_key(self, subject: bytes) -> bytes:
        return self._case_keys.get(subject) or self.keyring.case_key(subject)

    def _with_key(self, subject: bytes, ask: Callable[[bytes, bytes], T]) -> T:
        """Ask the vault with a case's key; once more where another officer has renewed it."""
        try:
            return ask(subject, self._case_key(subject))
        except WrongCaseKey:
            self._case_keys.pop(subject, None)
            self.keyring.forget(subject)
            return ask(subject, self._case_key(subject))

    # -- writing --------------------------------------------------------------------------------

    def new_case(self, officers: Iterable[str]) -> bytes:
        """Make a case's key for these officers and return the case's id."""
        case_id = os.urandom(16)
        case_key = self.vault.open_case(case_id, officers)
        self._case_keys[case_id] = case_key
        keys = self.vault.event_keys(case_id, case_key)
        self._remember(case_id, _Open(None, -1, list(keys.items()), keys))
        return case_id

    def forget(self, case_id: bytes) -> None:
        """Drop a case's key and content, after an act or because the key changed."""
        if case_id in self._changed:
            self._register(case_id)
            del self._changed[case_id]
        self._case_keys.pop(case_id, None)
        self._remembered.pop(case_id, None)
        self.keyring.forget(case_id)

    def grant(self, case_id: bytes, officer: str) -> None:
        """Wrap a case's key for one more officer."""
        self._with_key(case_id, lambda case, key: self.vault.grant(case, key, officer))

    def withdraw(self, case_id: bytes, officer: str) -> None:
        """Renew a case's key for everybody but one officer, who may be this one."""
        renewed = self._with_key(
            case_id, lambda case, key: self.vault.withdraw(case, key, officer)
        )
        self.keyring.forget(case_id)
        self._case_keys[case_id] = renewed

    def append(
        self,
        subject: bytes,
        body: Any,
        *,
        on: date,
        at: datetime,
        by: Post | None = None,
        content: bytes | None = None,
    ) -> Event:
        """Add an entry to a case or to the committee's; durable when ``writing`` ends.

        Args:
            at: now, aware, in UTC.
            content: a file to be kept with it; its digest is put into the body.
        """
        opened = self._opened(subject)
        if not opened.spare:
            made = self._with_key(subject, self.vault.more_event_keys)
            opened.keys.update(made)
            opened.spare.extend(made.items())
        event_id, key = opened.spare.pop()
        if content is not None:
            body = replace(body, digest=attachments.digest(attachments.checked(content)))
        event = Event(
            event_id=event_id,
            seq=self.record.next_seq(),
            subject=subject,
            on=on,
            recorded_at=at,
            actor=self.keyring.officer,
            by=by,
            persons=mentioned(body, opened.folded),
            body=body,
        )
        self.record.append(event, key)
        self._appended = event
        self.register.place(event.seq, subject)
        opened.last = event.seq
        if subject == COMMITTEE:
            opened.folded = committees.after(opened.folded or CommitteeRecord(), event)
        else:
            opened.folded = cases.fold((event,), opened.folded)
        self._changed[subject] = None
        if isinstance(body, AllegationReceived):
            self._received[body.reference] = subject
        if content is not None:
            self._keep(event, content)
        return event

    def _keep(self, event: Event, content: bytes) -> None:
        """Keep a file under an entry of its own, so that it can be erased and the act remain."""
        persons = event.body.persons if isinstance(event.body, SubmissionAdded) else ()
        fact = FileKept(of=event.event_id.hex(), persons=persons)
        kept = self.append(event.subject, fact, on=event.on, at=event.recorded_at, by=event.by)
        key = self._opened(event.subject).keys[kept.event_id]
        self._files.append(kept.event_id)
        attachments.keep(self.home.files, kept.event_id, key, content)

    def drop_spare(self, subject: bytes) -> tuple[bytes, ...]:
        """Return the ids of the keys made ahead, and use none of them any more."""
        opened = self._opened(subject)
        spare = tuple(event_id for event_id, _ in opened.spare)
        opened.spare.clear()
        return spare

    def _register(self, subject: bytes) -> None:
        opened = self._opened(subject)
        folded, before = opened.folded, opened.registered
        if isinstance(folded, CommitteeRecord):
            if before is None or (before.measures, before.files, before.briefs) != (
                folded.measures,
                folded.files,
                folded.briefs,
            ):
                self.register.put_dues(COMMITTEE, self.due_rules.of_committee(folded))
        elif isinstance(folded, Case):
            earlier = before and lines(before, self.due_rules.of_case(before))
            self.register.put(lines(folded, self.due_rules.of_case(folded)), earlier)
        else:
            self.register.drop(subject)
        opened.registered = folded

    def _catch_up(self, progress: Progress = _silent) -> int:
        """Bring the register up to the record; return how many cases this officer cannot open."""
        placed, size = self.register.placed(), self.record.next_seq()
        if placed == size:
            return 0
        if placed > size:
            raise Unable(SHORTER)
        missing = self.record.ids(placed)
        of_case = self.vault.case_of(missing.values())
        for seq, event_id in missing.items():
            self.register.place(seq, of_case.get(event_id))
        subjects = dict.fromkeys(of_case[one] for one in missing.values() if one in of_case)
        # An erasure ends in the committee's entries and changes a case's part of the register.
        orders = self.committee().orders if COMMITTEE in subjects else ()
        subjects.update(dict.fromkeys(bytes.fromhex(fact.case_id) for _, fact in orders))
        closed = 0
        for done, subject in enumerate(subjects, start=1):
            closed += not self.refresh(subject)
            progress(done, len(subjects))
        return closed

    def refresh(self, subject: bytes) -> bool:
        """Write a case's part of the register anew; False where it is not open to this officer."""
        self._remembered.pop(subject, None)
        self._behind.add(subject)
        try:
            self._register(subject)
        except NoKey:
            if self.vault.wrapped_case_key(subject, ESCROW) is not None:
                return False
            self.register.drop(subject)  # erased as a whole
        finally:
            self._behind.discard(subject)
        return True

    def sweep(self) -> None:
        """Take away files that an act or a backup left when it was cut off; while writing."""
        kept = {event_id.hex() for event_id in self.record.ids(0).values()}
        for path in self.home.files.glob("*"):
            if path.name not in kept:
                path.unlink(missing_ok=True)
        for path in self.home.path.glob("keys.*.copy.db*"):
            path.unlink(missing_ok=True)

    def settle(self) -> None:
        """Move the log of the stores into them, so that nothing destroyed remains beside them.

        Where somebody is reading it happens later: what is left there is sealed under keys
        that are gone.
        """
        with suppress(Unable):
            store.truncate_log(self._connection)

    def catch_up(self) -> None:
        """Bring the register up to the record where it lags behind, before something is read.

        Raises:
            Unable: the record is shorter than the register knows, or cannot be written.
        """
        # In this order: what somebody else records between the two makes nothing shorter.
        if not self._writing and self.register.placed() != self.record.size():
            with self.writing():
                pass


class _Rehearsed(Exception):
    """Ends a rehearsal, so that nothing of it is committed."""
