"""This carrier's device in Matrix: its session, its keys, and how a new one begins.

All of it lies in one folder for its user alone. The keys in nio's store move on with every
message: a copy of it that is put back has keys which others have used up already, and must
never be used again. Each change is therefore counted in the store itself, in one transaction
with the change, and the homeserver keeps the count; a store that is behind it is an old copy.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from nio import AsyncClientConfig
from peewee import DatabaseError

from sanjose.exchange.directory import Bot
from sanjose.exchange.errors import Misuse, Unable
from sanjose_network import private
from sanjose_network.matrix.crossing import Crossing, is_signed
from sanjose_network.matrix.trust import PinnedStore
from sanjose_network.matrix.wire import Refused, Wire, part

SESSION, PICKLE, STORE = "session.json", "pickle.key", "keys.db"
COUNT = "org.sanjose.keys"
_NEW = (
    "run `sanjose network setup` for a new device, and give the other committees its keys for"
    " the directory; nothing that was sent or received is lost"
)


class Misused(Unable):
    """The keys are an old copy, or somebody else uses a copy of them: they must not be used."""


class Spoiled(Unable):
    """The keys in memory went further than those on disk: they must be read again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A login: where, as whom, and the token that stands for the password."""

    homeserver: str
    user: str
    device: str
    token: str = field(repr=False)

    def write(self, folder: Path) -> None:
        """Keep it in a private file.

        Raises:
            Unable: it cannot be written.
        """
        kept = {name: getattr(self, name) for name in self.__slots__}
        private.write(folder / SESSION, json.dumps(kept).encode())

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the session of a folder.

        Raises:
            Unable: there is none, or it is damaged.
        """
        try:
            found = json.loads((folder / SESSION).read_bytes())
            return cls(**{name: str(found[name]) for name in cls.__slots__})
        except FileNotFoundError:
            raise Unable(
                "this carrier has no device in Matrix: run `sanjose network setup`"
            ) from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Unable(f"{SESSION} is damaged: {_NEW}") from error


class Device:
    """The device while it is in use; ``olm`` is nio's machine for its keys."""

    def __init__(self, folder: Path, session: Session) -> None:
        self.folder, self.session = folder, session
        self.secret = _pickle_key(folder)
        config = AsyncClientConfig(
            store=PinnedStore,
            store_name=STORE,
            store_sync_tokens=False,
            pickle_key=self.secret,
        )
        self.wire = Wire(
            session.homeserver,
            session.user,
            device_id=session.device,
            store_path=str(folder),
            config=config,
        )
        self.wire.restore_login(session.user, session.device, session.token)
        self.olm: Any = self.wire.olm
        self.store: PinnedStore = self.wire.store
        self._told, self._is_told = 0, False
        self._sql("CREATE TABLE IF NOT EXISTS sanjose_count (n INTEGER NOT NULL)")
        if self._sql("SELECT n FROM sanjose_count").fetchone() is None:
            self._sql("INSERT INTO sanjose_count VALUES (1)")

    @property
    def user(self) -> str:
        """The user whose device this is."""
        return self.session.user

    @property
    def id(self) -> str:
        """The device's own id."""
        return self.session.device

    @property
    def key(self) -> str:
        """The device's own signing key, as the directory names it."""
        return str(self.olm.account.identity_keys["ed25519"])

    def _sql(self, statement: str) -> Any:
        return self.store.database.execute_sql(statement)

    @contextmanager
    def change(self) -> Iterator[None]:
        """Change keys in one piece, and count it; the account is saved with what used it."""
        try:
            with self.store.database.atomic():
                yield
                self.olm.save_account()
                self._sql("UPDATE sanjose_count SET n = n + 1")
        except DatabaseError as error:
            raise Spoiled(
                "the keys of this device cannot be written: see whether the disk is full; nothing"
                " is lost, and it is tried again"
            ) from error

    @property
    def count(self) -> int:
        """How often the keys changed."""
        return int(self._sql("SELECT n FROM sanjose_count").fetchone()[0])

    async def check_count(self) -> None:
        """See that the keys are not an old copy.

        Raises:
            Misused: they are, or another machine uses this device.
        """
        self._told, self._is_told = await self._known_count(), True
        if self._told > self.count:
            raise _misused()

    async def tell_count(self) -> None:
        """Let the homeserver keep how often the keys changed.

        Raises:
            Misused: somebody else did so meanwhile, with a copy of these keys.
        """
        count = self.count
        if count <= self._told and self._is_told:
            return
        if await self._known_count() > self._told:
            raise _misused()
        # Before it is told: the answer may be lost, and this very count is then ours.
        self._told = count
        self._is_told = False
        await self.wire.ask("PUT", self._count_path, {"n": count})
        self._is_told = True

    async def _known_count(self) -> int:
        try:
            found = (await self.wire.ask("GET", self._count_path)).get("n")
        except Refused as error:
            if error.status != 404:
                raise
            found = 0
        return found if isinstance(found, int) else 0

    @property
    def _count_path(self) -> str:
        user, name = part(self.user), part(f"{COUNT}.{self.id}")
        return f"/_matrix/client/v3/user/{user}/account_data/{name}"

    async def upload(self) -> None:
        """Upload what the homeserver lacks of our keys.

        One-time keys are marked and saved before they leave: a key that the homeserver gives out
        must be here, and one that it never got does no harm.
        """
        olm = self.olm
        if not olm.should_upload_keys:
            return
        with self.change():
            told = olm.share_keys()
            olm.mark_keys_as_published()
        found = await self.wire.ask("POST", "/_matrix/client/v3/keys/upload", told)
        counts = found.get("one_time_key_counts", {})
        with self.change():
            olm.account.shared = True
            olm.uploaded_key_count = int(counts.get("signed_curve25519", 0))

    async def cross_sign(self, crossing: Crossing, password: str | None = None) -> None:
        """Let this device be signed as the user's own, unless it is.

        Args:
            crossing: the user's keys.
            password: where the homeserver asks for it once more.

        Raises:
            Unable: the homeserver has another master key for this user.
        """
        ask = self.wire.ask
        question: dict[str, Any] = {"device_keys": {self.user: []}}
        found = await ask("POST", "/_matrix/client/v3/keys/query", question)
        master = found.get("master_keys", {}).get(self.user, {}).get("keys", {})
        if crossing.master_key not in master.values():
            if master and password is None:
                raise Unable(
                    "the homeserver has another master key for this user than this folder: put"
                    " back cross-signing.json, or run `sanjose network setup` again"
                )
            await self._upload_crossing(crossing, password)
        device = found.get("device_keys", {}).get(self.user, {}).get(self.id)
        if device is None:
            raise Unable(f"the homeserver does not know this device: {_NEW}")
        if not is_signed(device, self.user, crossing.self_signing_key):
            signed = crossing.device_signed(device)
            path = "/_matrix/client/v3/keys/signatures/upload"
            failed = await ask("POST", path, {self.user: {self.id: signed}})
            if failed.get("failures"):
                raise Unable("the homeserver does not take the signature of this device")

    async def _upload_crossing(self, crossing: Crossing, password: str | None) -> None:
        path, told = "/_matrix/client/v3/keys/device_signing/upload", crossing.uploaded()
        auth = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": self.user},
            "password": password,
        }
        await self.wire.ask("POST", path, told if password is None else told | {"auth": auth})

    async def close(self) -> None:
        """Let go of the connection and of the file."""
        await self.wire.close()
        self.store.database.close()


def _misused() -> Misused:
    return Misused(
        "the keys of this device were put back from an old copy, or another machine uses them:"
        f" they must not be used again; {_NEW}"
    )


async def begin(folder: Path, session: Session, password: str | None = None) -> Bot:
    """Make the keys of a fresh login, upload them, and return what the directory is to name.

    Cross-signing keys that lie in the folder are used again, so that the user's next device is
    signed under the master key which the directory names already.

    Raises:
        Misuse: this device id has keys here already.
        Unable: the homeserver does not take them, or the folder is not ours.
    """
    private.folder(folder)
    if (folder / STORE).exists():
        raise Misuse("there are keys of a device here already: a new device needs a new folder")
    crossing = Crossing.read(folder)
    if crossing is None:
        crossing = Crossing.made(session.user)
        crossing.write(folder)
    if crossing.user != session.user:
        raise Misuse("the cross-signing keys in this folder are another user's")
    session.write(folder)
    device = Device(folder, session)
    try:
        await device.check_count()
        await device.upload()
        await device.cross_sign(crossing, password)
        await device.tell_count()
        return Bot(
            user=device.user,
            device=device.id,
            device_key=device.key,
            master_key=crossing.master_key,
        )
    finally:
        await device.close()


def _pickle_key(folder: Path) -> str:
    """Return the key under which nio keeps its own, made by chance and never its default."""
    path = folder / PICKLE
    try:
        found = path.read_text().strip()
    except FileNotFoundError:
        found = secrets.token_hex(32)
        private.write(path, found.encode() + b"\n")
    except OSError as error:
        raise Unable(f"{PICKLE} cannot be read: {private.why(error)}") from error
    if len(found) != 64:
        raise Unable(f"{PICKLE} is damaged: {_NEW}")
    return found
