"""Check the stores: the tree over the record, each body, the ledger, and the register.

The first part needs the store's key only, the second what the officer may open. Each fault is
one sentence that names the entry, and nothing of what stands in it.
"""

from collections.abc import Callable, Iterator

from sanjose.keeping import store
from sanjose.keeping.archive import COMMITTEE, Archive
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import Keyring, NoKey
from sanjose.keeping.record import Record, Verified, damaged
from sanjose.keeping.register import row
from sanjose.keeping.store import dbapi
from sanjose.words.case import Case
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
        Unable: the store does not open at all.
    """
    key = keyring.store_key("record")

    def connect() -> store.Connection:
        return store.connect(home.record, key)

    connection = connect()
    try:
        return Record(connection).verify(known, progress)
    except dbapi.DatabaseError:
        return Verified(size=0, root=b"", faults=damaged(connect))
    finally:
        connection.close()


def unlocked_faults(
    archive: Archive, progress: Progress = lambda _done, _of: None
) -> tuple[str, ...]:
    """Return what is wrong with what this officer can open: keys, bodies, register."""
    case_ids = archive.vault.case_ids()
    faults = [*_unkeyed(archive)]
    there: dict[bytes, tuple[object, ...]] = {}
    for done, case_id in enumerate(case_ids, start=1):
        try:
            faults.extend(_bodies(archive, case_id))
            case = archive.case(case_id) if case_id != COMMITTEE else None
        except NoKey:
            there.update(_as_it_stands(archive, case_id))
        except Unable as error:
            faults.append(str(error))
        else:
            if isinstance(case, Case):
                there[case_id] = row(case, archive.due_rules.of_case(case))
        progress(done, len(case_ids))
    if archive.register.rows() != there:
        faults.append("the register is not what the record adds up to: run `sanjose rebuild`")
    return tuple(faults)


def _as_it_stands(archive: Archive, case_id: bytes) -> dict[bytes, tuple[object, ...]]:
    """Return the row of a case that is closed to this officer, which cannot be checked here."""
    standing = archive.register.rows().get(case_id)
    return {} if standing is None else {case_id: standing}


def _unkeyed(archive: Archive) -> Iterator[str]:
    """Name the entries that have neither a key nor a place in the ledger of destroyed keys."""
    ids = archive.record.ids(0)
    keyed = archive.vault.case_of(ids.values())
    ledger = archive.vault.ledger()
    for seq, event_id in ids.items():
        if event_id not in keyed and event_id not in ledger:
            yield f"entry {seq} has no key, and no erasure in the ledger: restore newer keys"


def _bodies(archive: Archive, case_id: bytes) -> Iterator[str]:
    """Open every entry of a case, one by one."""
    keys = archive.vault.event_keys(case_id, archive.keyring.case_key(case_id))
    for seq in archive.register.seqs(case_id):
        try:
            for event in archive.record.opened((seq,), keys):
                if event.subject != case_id or event.seq != seq:
                    yield f"entry {seq} stands in another place than the one it was written for"
        except Unable:
            yield f"entry {seq} does not open with its key"
