"""Set an installation up, enrol officers, recover it with the escrow, rebuild its register.

The escrow's private half exists once, on three papers; everything is wrapped to its public
half from the first key on. The keys of the stores lie here wrapped, for each officer and for
the escrow, and nowhere else.
"""

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sanjose.keeping import age, escrow, store
from sanjose.keeping.archive import COMMITTEE, Archive, DueRules
from sanjose.keeping.home import Home, Settings, write_private
from sanjose.keeping.keyring import Keyring, NoKey, OwnKeys
from sanjose.keeping.notices import Notices
from sanjose.keeping.record import FORMAT
from sanjose.keeping.register import FORMAT as REGISTER
from sanjose.keeping.slots import Cost, Slot, Unlocked
from sanjose.keeping.vault import Vault
from sanjose.words.errors import Unable
from sanjose.words.events import CommitteeOpened, OfficerEnrolled, OfficerLeft
from sanjose.words.merkle import Frontier
from sanjose.words.model import Post

STORES = ("record", "keys", "register")
FIRST = "officer-1"
ESCROW_FILE = "escrow.json"

Progress = Callable[[int, int], None]


def _silent(_done: int, _of: int) -> None:
    """Show nothing."""


def create(
    home: Home,
    settings: Settings,
    passphrase: bytes,
    nationalities: tuple[str, ...],
    due_rules: DueRules,
    now: datetime,
    cost: Cost = Cost.STRONG,
) -> tuple[str, str, str]:
    """Make an installation with its first officer; return the escrow's three shares, once.

    Raises:
        Unable: there is one already, or it could not be written; then nothing is left behind.
        Misuse: the passphrase is too short.
    """
    stores = {name: os.urandom(32) for name in STORES}
    slot = Slot.make(FIRST, passphrase, stores, cost)
    recipient, shares = escrow.split()
    there_before = home.path.exists()
    begun = not any(home.path.glob("*"))
    _refuse_stores(home)
    try:
        home.create(settings)
        begun = True
        _make_stores(home, stores, recipient)
        slot.write(home)
        with Vault(home.keys, stores["keys"]) as vault:
            vault.enrol(FIRST, slot.recipient)
            vault.open_case(COMMITTEE, (FIRST,))
        keyring = OwnKeys(slot.open(passphrase), home.keys)
        with Archive(home, keyring, due_rules) as archive, archive.writing():
            opened = CommitteeOpened(committee=settings.committee, trial=settings.trial)
            first = OfficerEnrolled(officer=FIRST, nationalities=nationalities)
            for body in (opened, first):
                archive.append(COMMITTEE, body, on=now.date(), at=now)
        keyring.close()
    except BaseException:
        if begun:
            unmake(home, there_before=there_before)
        raise
    return shares


def _refuse_stores(home: Home) -> None:
    """See that nothing of an installation lies here: a new one would take its place.

    Raises:
        Unable: there is something, and no settings that say whose.
    """
    ours = ("*.db*", "slots/*", "files/*", "spool/*/*")
    if not home.settings_path.exists() and any(any(home.path.glob(one)) for one in ours):
        message = (
            "there is an installation here without its home.json: put that back from a backup,"
            " or name another directory"
        )
        raise Unable(message)


def unmake(home: Home, *, there_before: bool) -> None:
    """Take away what a set-up that did not end left; there was nothing here before it.

    Args:
        there_before: whether the directory itself was there, which then stays.
    """
    for entry in home.path.glob("*"):
        with suppress(OSError):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    if not there_before:
        with suppress(OSError):
            home.path.rmdir()


def _make_stores(home: Home, stores: Mapping[str, bytes], recipient: str) -> None:
    from sanjose.keeping import tables

    store.connect(home.record, stores["record"], create=True).close()
    engine = store.engine(home.record, stores["record"])
    with store.guarded(home.record.name), engine.begin() as connection:
        tables.METADATA.create_all(connection, tables=tables.RECORD)
        connection.exec_driver_sql(
            "INSERT INTO frontier (id, state, format) VALUES (1, ?, ?)",
            (Frontier().to_bytes(), FORMAT),
        )
    engine.dispose()
    make_register(home, stores["register"])
    Vault.create(home.keys, stores["keys"], recipient).close()
    Notices(home.notices).create()
    wrapped = {name: age.wrap(key, recipient).hex() for name, key in stores.items()}
    kept = {"recipient": recipient, "stores": wrapped}
    write_private(home.slots / ESCROW_FILE, json.dumps(kept, indent=2).encode() + b"\n")


def make_register(home: Home, key: bytes) -> None:
    """Make an empty register, in place of one that is lost or damaged."""
    from sanjose.keeping import tables

    for path in home.path.glob("register.db*"):
        path.unlink()
    made = store.connect(home.register, key, create=True)
    store.stamp(made, REGISTER)
    made.close()
    engine = store.engine(home.register, key)
    own = engine.execution_options(schema_translate_map={"register": None})
    with store.guarded(home.register.name):
        tables.METADATA.create_all(own, tables=tables.REGISTER)
    engine.dispose()


# -- officers ---------------------------------------------------------------------------------


def next_officer(archive: Archive) -> str:
    """Return the designation of the next officer; one that left is not given again."""
    enrolled = (one.body for one in archive.events(COMMITTEE))
    used = [int(one.officer[8:]) for one in enrolled if isinstance(one, OfficerEnrolled)]
    return f"officer-{max(used) + 1}"


def enrol(
    archive: Archive,
    passphrase: bytes,
    nationalities: tuple[str, ...],
    post: Post,
    now: datetime,
    may_see: Callable[[bytes], bool],
    progress: Progress = _silent,
    cost: Cost = Cost.STRONG,
) -> str:
    """Give one more officer a key pair, and the keys of the cases that they may see.

    Args:
        may_see: whether a case, by its id, is open to the new officer.

    Returns:
        The officer's designation; a name stands nowhere.
    """
    stores = {name: archive.keyring.store_key(name) for name in STORES}
    with archive.writing():  # no case is received meanwhile whose key the officer would miss
        officer = next_officer(archive)
        slot = Slot.make(officer, passphrase, stores, cost)
        case_ids = archive.vault.case_ids()
        with archive.vault.together():
            archive.vault.enrol(officer, slot.recipient)
            for done, case_id in enumerate(case_ids, start=1):
                if case_id == COMMITTEE or may_see(case_id):
                    with suppress(NoKey):
                        key = archive.keyring.case_key(case_id)
                        archive.vault.grant(case_id, key, officer)
                progress(done, len(case_ids))
        slot.write(archive.home)
        fact = OfficerEnrolled(officer=officer, nationalities=nationalities, post=post)
        archive.append(COMMITTEE, fact, on=now.date(), at=now)
    return officer


def retire(archive: Archive, officer: str, now: datetime, progress: Progress = _silent) -> int:
    """Take an officer's keys away and renew those of every case that they could open.

    The keys of the stores stay as they are: a copy of the stores taken before, with the
    officer's slot, still shows what lists show. See the limits in the README.

    Returns:
        How many of these cases are closed to the officer who unlocked; another one renews
        their keys.

    Raises:
        Unable: nobody of this designation is enrolled, or it is the officer who unlocked.
    """
    if archive.committee().officer(officer) is None:
        message = f"{officer} is not enrolled here; see `sanjose officer list`"
        raise Unable(message)
    if officer == archive.keyring.officer:
        message = "another officer has to enter that you leave"
        raise Unable(message)
    case_ids = archive.vault.case_ids()
    closed = 0
    for done, case_id in enumerate(case_ids, start=1):
        if officer in archive.vault.holders(case_id):
            try:
                archive.withdraw(case_id, officer)
            except NoKey:
                closed += 1
        progress(done, len(case_ids))
    archive.vault.retire(officer)
    (archive.home.slots / f"{officer}.slot").unlink(missing_ok=True)
    with archive.writing():
        archive.append(COMMITTEE, OfficerLeft(officer=officer), on=now.date(), at=now)
    return closed


def recovered(home: Home, shares: Sequence[str]) -> Keyring:
    """Return the escrow's keys, from two of the three papers.

    Raises:
        Misuse: the shares do not fit.
        Unable: the escrow's file is missing or damaged.
    """
    try:
        kept: dict[str, Any] = json.loads((home.slots / ESCROW_FILE).read_bytes())
        recipient = str(kept["recipient"])
        wrapped = {name: bytes.fromhex(kept["stores"][name]) for name in STORES}
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = "the escrow's file is missing or damaged: restore it from a backup"
        raise Unable(message) from error
    identity = escrow.join(shares, recipient)
    stores = {name: age.unwrap(key, identity) for name, key in wrapped.items()}
    unlocked = Unlocked(officer="escrow", identity=identity, stores=stores)
    return OwnKeys(unlocked, home.keys)


# -- the register -----------------------------------------------------------------------------


def rebuild(
    home: Home, keyring: Keyring, due_rules: DueRules, progress: Progress = _silent
) -> tuple[int, int]:
    """Make the register anew from the record.

    Returns:
        How many cases stand in it, and how many are not open to this officer; these appear
        again when an officer to whom they are open rebuilds.
    """
    make_register(home, keyring.store_key("register"))
    with Archive(home, keyring, due_rules) as archive:
        with archive.writing(progress) as closed:
            pass
        return len(archive.register.case_ids()), closed
