"""Where the rest of the software gets keys from: the agent, or keys opened in this process.

A keyring gives single keys and never the private key that opens them all.
"""

from collections import OrderedDict
from pathlib import Path
from typing import Protocol

from sanjose.keeping import age, channel
from sanjose.keeping.home import Home
from sanjose.keeping.slots import Unlocked
from sanjose.keeping.vault import Vault
from sanjose.words.errors import Unable

_REMEMBERED = 1024


class NoKey(Unable):
    """This officer has no key to the case."""

    def __init__(self) -> None:
        super().__init__("this case is not open to this officer")


class Keyring(Protocol):
    """The keys of one officer."""

    @property
    def officer(self) -> str:
        """Whose keys they are, as in ``officer-1``."""

    def store_key(self, name: str) -> bytes:
        """Return the raw key of ``record``, ``keys`` or ``register``.

        Raises:
            Unable: there is no such store, or the installation is locked.
        """

    def case_key(self, case_id: bytes) -> bytes:
        """Return a case's key.

        Raises:
            NoKey: the case is not open to this officer, or there is no such case.
            Unable: the installation is locked.
        """

    def forget(self, case_id: bytes) -> None:
        """Drop a case's key that was renewed or destroyed."""


class _Remembered:
    """The keys of the cases that were asked for last."""

    def __init__(self) -> None:
        self._keys: OrderedDict[bytes, bytes] = OrderedDict()

    def case_key(self, case_id: bytes) -> bytes:
        key = self._keys.get(case_id)
        if key is None:
            key = self._keys[case_id] = self._ask(case_id)
            if len(self._keys) > _REMEMBERED:
                self._keys.popitem(last=False)
        return key

    def forget(self, case_id: bytes) -> None:
        self._keys.pop(case_id, None)

    def _ask(self, case_id: bytes) -> bytes:
        raise NotImplementedError


class OwnKeys(_Remembered):
    """The keys of an officer who unlocked in this process."""

    def __init__(self, unlocked: Unlocked, vault_path: Path) -> None:
        super().__init__()
        self.officer = unlocked.officer
        self._unlocked = unlocked
        self._path = vault_path
        self._vault: Vault | None = None
        self._file: tuple[int, int] | None = None

    def store_key(self, name: str) -> bytes:
        """Return the raw key of a store; see ``Keyring``."""
        try:
            return self._unlocked.stores[name]
        except KeyError:
            raise Unable("there is no such store: record, keys or register") from None

    def close(self) -> None:
        """Close the vault and drop every case's key."""
        self._keys.clear()
        if self._vault is not None:
            self._vault.close()
            self._vault = None

    def _ask(self, case_id: bytes) -> bytes:
        wrapped = self._current_vault().wrapped_case_key(case_id, self.officer)
        if wrapped is None:
            raise NoKey
        return age.unwrap(wrapped, self._unlocked.identity)

    def _current_vault(self) -> Vault:
        """Open the vault when it is first needed, and again after a restore replaced it."""
        try:
            status = self._path.stat()
            file = (status.st_dev, status.st_ino)
        except OSError:
            file = None
        if self._vault is None or file != self._file:
            self.close()
            self._vault = Vault(self._path, self.store_key("keys"))
            self._file = file
        return self._vault


class AgentKeys(_Remembered):
    """The keys of the officer whose agent is running."""

    def __init__(self, home: Home) -> None:
        """Reach the agent.

        Raises:
            Unable: the installation is locked.
        """
        super().__init__()
        self._line = channel.Line(home.socket)
        self.officer = str(self._line.ask({"ask": "hello"})["officer"])

    def store_key(self, name: str) -> bytes:
        """Return the raw key of a store; see ``Keyring``."""
        return bytes.fromhex(self._line.ask({"ask": "store_key", "name": name})["key"])

    def close(self) -> None:
        """Leave the agent alone and drop every case's key."""
        self._keys.clear()
        self._line.close()

    def _ask(self, case_id: bytes) -> bytes:
        answer = self._line.ask({"ask": "case_key", "case": case_id.hex()})
        if answer["key"] is None:
            raise NoKey
        return bytes.fromhex(answer["key"])
