"""Small installations for tests: a home, officers with slots, and a vault that knows them."""

import os
from dataclasses import dataclass
from pathlib import Path

from sanjose.keeping import age
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.slots import Cost, Slot
from sanjose.keeping.vault import Vault

PASSPHRASE = b"seventeen green bridges"
STORES = ("record", "keys", "register")


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """An installation and what its makers know of it."""

    home: Home
    stores: dict[str, bytes]
    slots: dict[str, Slot]
    escrow: str

    def vault(self) -> Vault:
        return Vault(self.home.keys, self.stores["keys"])


def office(folder: Path, *officers: str) -> Office:
    """Make an installation with these officers, or with one."""
    home = Home(folder / "home")
    home.create(Settings(committee="cat", trial=True))
    stores = {name: os.urandom(32) for name in STORES}
    escrow, recipient = age.new_identity()
    slots = {}
    with Vault.create(home.keys, stores["keys"], recipient) as vault:
        for officer in officers or ("officer-1",):
            slots[officer] = Slot.make(officer, PASSPHRASE, stores, Cost.TRIAL)
            slots[officer].write(home)
            vault.enrol(officer, slots[officer].recipient)
    return Office(home=home, stores=stores, slots=slots, escrow=escrow)
