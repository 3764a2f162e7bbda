"""Check the stores: the tree over the record, each body, the ledger, and the register.

The first part needs the store's key only, the second what the officer may open. Each fault is
one sentence that names the entry, and nothing of what stands in it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial

from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.envelope import Envelope
from sanjose.keeping import store
from sanjose.keeping.archive import COMMITTEE, Archive
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import Keyring, NoKey
from sanjose.keeping.peers import Purpose
from sanjose.keeping.record import Record, Verified, damaged
from sanjose.keeping.register import lines
from sanjose.keeping.store import dbapi
from sanjose.keeping.vault import WrongCaseKey
from sanjose.words.errors import Unable

Progress = Callable[[int, int], None]


def verification(
    home: Home,
    keyring: Keyring,
    known: tuple[int, bytes] | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Verified:
    """Verify the record: every leaf, the root, the triggers, and a root that somebody kept.

    Args:
        known: the size and root that somebody kept, or None.

    Raises:
        Unable: the store does not open at all, or a newer version wrote it.
    """
    key = keyring.store_key("record")

    def connect() -> store.Connection:
        return store.connect(home.record, key, cure=store.RESTORE)

    connection = connect()
    try:
        record = Record(connection)
        record.check_format()
        return record.verify(known, progress)
    except dbapi.DatabaseError:
        return Verified(size=0, root=b"", faults=damaged(connect))
    finally:
        connection.close()


def unlocked_faults(
    archive: Archive, progress: Progress = lambda _done, _of: None
) -> tuple[str, ...]:
    """Return what is wrong with what this officer can open: keys, bodies, register.

    A register that a power cut left behind catches up first: that is no fault.
    """
    try:
        archive.catch_up()
    except Unable as error:
        return (str(error),)
    case_ids = archive.vault.case_ids()
    ids = archive.record.ids(0)
    case_of = archive.vault.case_of(ids.values())
    faults = [*_unkeyed(archive, ids, case_of)]
    seqs: dict[bytes, list[int]] = {case_id: [] for case_id in case_ids}
    for seq, event_id in ids.items():
        if event_id in case_of:
            seqs.setdefault(case_of[event_id], []).append(seq)
    follows = _in_place(archive, ids, case_of)
    follows &= set(archive.register.case_ids()) <= seqs.keys()
    for done, (case_id, its) in enumerate(seqs.items(), start=1):
        with suppress(NoKey):
            wrong = (*_bodies(archive, case_id, its),)
            faults.extend(wrong)
            follows &= bool(wrong) or _registered(archive, case_id)
        progress(done, len(seqs))
    faults.extend(_exchanged(archive))
    if not follows:
        faults.append("the register is not what the record adds up to: run `sanjose rebuild`")
    return tuple(faults)


def _unkeyed(
    archive: Archive, ids: Mapping[int, bytes], case_of: Mapping[bytes, bytes]
) -> Iterator[str]:
    """Name the entries that have neither a key nor a place in the ledger of destroyed keys."""
    ledger = archive.vault.ledger()
    for seq, event_id in ids.items():
        if event_id not in case_of and event_id not in ledger:
            yield f"entry {seq} has no key, and no erasure in the ledger: restore newer keys"


def _in_place(
    archive: Archive, ids: Mapping[int, bytes], case_of: Mapping[bytes, bytes]
) -> bool:
    """Return whether the register knows each entry under the case that has its key."""
    places = archive.register.places()
    return places.keys() == ids.keys() and all(
        places[seq] == case_of[event_id] for seq, event_id in ids.items() if event_id in case_of
    )


def _bodies(archive: Archive, case_id: bytes, seqs: Sequence[int]) -> Iterator[str]:
    """Open every entry of a case, one by one."""
    try:
        keys = archive.vault.event_keys(case_id, archive.keyring.case_key(case_id))
    except WrongCaseKey as error:
        yield str(error)
        return
    for seq in seqs:
        try:
            for event in archive.record.opened((seq,), keys):
                if event.subject != case_id:
                    yield f"entry {seq} was written for another case than the one of its key"
        except Unable:
            yield f"entry {seq} does not open with its key"


def _exchanged(archive: Archive) -> Iterator[str]:
    """Open the installation's own keys, and read everything that was exchanged."""
    vault = archive.vault
    for key in (key for purpose in Purpose for key in vault.own_keys(purpose)):
        try:
            archive.committee_key(partial(vault.private_key, key.kid))
        except WrongCaseKey:
            yield f"the key {key.kid} of this installation does not open: restore newer keys"
    for wire in vault.envelopes():
        try:
            Envelope.from_bytes(wire)
        except NotGenuine:
            yield "an envelope that was exchanged is damaged: restore newer keys"


def _registered(archive: Archive, case_id: bytes) -> bool:
    """Return whether the register holds of a case, or of the committee, what the fold gives."""
    if case_id == COMMITTEE:
        dues = archive.due_rules.of_committee(archive.committee())
        return archive.register.dues(COMMITTEE) == tuple(dues)
    case = archive.case(case_id)
    expected = lines(case, archive.due_rules.of_case(case)) if case else None
    return archive.register.lines(case_id) == expected
