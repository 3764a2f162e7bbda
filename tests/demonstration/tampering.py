"""The last act: the record is altered, once with the store's key and once without any.

Only here does the demo reach behind the command line, as somebody would who alters a record.
"""

import re
import shutil
from contextlib import closing
from pathlib import Path

from sanjose.keeping import store
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import OwnKeys
from sanjose.keeping.slots import default_slot
from tests.demonstration.house import House, act, expect, narrate

PAGE = 4096  # bytes of a page of the store, which are checked together


def tampering(cat: House) -> None:
    """Alter the record in two ways, and let it say so."""
    act(
        "Act 5. Somebody alters the record",
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
