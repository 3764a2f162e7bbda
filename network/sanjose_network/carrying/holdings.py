"""What this carrier holds of every committee: the log in memory, the envelopes in the store.

The log is the core's; here it is given envelopes without their sealed bodies, which lie in the
store alone, so that thousands cost little memory. Store and log change together: after a
transaction that failed the log is built again from what the store kept.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from sys import intern

from sqlalchemy import Connection, select

from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.directory import Directory, SignedDirectory
from sanjose.exchange.envelope import Body, Envelope, Kind
from sanjose.exchange.log import Arrival, Log, rebuilt, target_of
from sanjose.exchange.membership import accepted
from sanjose_network.carrying.store import Store
from sanjose_network.carrying.tables import HELD, VERSION

_SEALED = Body(salt=b"", keys=b"sealed", text=b"")
"""Stands in the log for every sealed body: that it is here is all that the log must know."""

_FAR = 2**53

_NOT_ENTERED = (
    "a directory came, and its fingerprint was not entered here yet: see `sanjose network pair`"
)
_ANOTHER = (
    "the directory that came is not the one whose fingerprint was entered: compare it with two"
    " committees by telephone, then run `sanjose network pair`"
)


def light(envelope: Envelope) -> Envelope:
    """Return an envelope for the log: as it is, with a sealed body left to the store.

    What its header says that was seen is left out too; it stands in ``raw`` as it was signed.
    """
    header = envelope.header
    header = replace(
        header,
        net=intern(header.net),
        origin=intern(header.origin),
        kid=intern(header.kid),
        kind=intern(header.kind),
        seen=(),
    )
    sealed = envelope.body is not None and envelope.body.is_sealed
    return replace(envelope, header=header, body=_SEALED if sealed else envelope.body)


class Holdings:
    """The envelopes of all committees as one carrier holds them.

    ``changes`` grows with everything that is new. There is no log before the first directory.
    """

    def __init__(self, store: Store, own: str) -> None:
        self.store, self.own = store, own
        self.changes = 0
        # Of what was recalled just before a crash, old pages may remain.
        self.recalled = True
        self._log: Log | None = None
        self._failed = -1
        self._missing: tuple[int, tuple[tuple[str, int, int], ...]] = (-1, ())

    @property
    def log(self) -> Log | None:
        """The log, as it follows from the store; None before there is a directory."""
        if self._failed != self.store.failed:
            self._failed = self.store.failed
            self._load()
        return self._log

    @property
    def directory(self) -> Directory | None:
        """The version in force."""
        return self.log.directory if self.log else None

    def _load(self) -> None:
        """Build the log from the store, an envelope at a time."""
        self._log = None
        self.changes += 1
        with self.store.transaction() as connection:
            versions = [SignedDirectory.from_bytes(one).directory for one in self.directories()]
            if versions:
                rows = select(HELD.c.wire).order_by(HELD.c.origin, HELD.c.n)
                wires = connection.execute(rows).yield_per(100).scalars()
                held = (light(Envelope.from_bytes(wire)) for wire in wires)
                self._log = rebuilt(self.own, versions, held)

    def _renew(self, directory: Directory) -> None:
        if self._log is None:
            self._log = Log(self.own, directory)
        else:
            self._log.renew(directory)
        self.changes += 1

    def renew(self, signed: SignedDirectory, pin: str, now: datetime) -> bool:
        """Go by a version of the directory; return whether it is another than before.

        Args:
            signed: the version.
            pin: the fingerprint that people compared, 64 digits: that version is taken as it is.
            now: when it came.

        Raises:
            NotGenuine: it does not follow the one in force, or people compared another one.
        """
        before, directory = self.directory, signed.directory
        pinned = directory.hash.hex() == pin
        if before is not None and directory.version <= before.version:
            known = self.believing().directories.get(directory.version)
            if known is not None and known.hash != directory.hash:
                raise NotGenuine(
                    f"two directories go round under the number {directory.version}: speak with"
                    " the other secretariats, not over this network"
                )
            return False
        if not pinned or directory.version == 1:
            if before is None and not pinned:
                raise NotGenuine(_ANOTHER if pin else _NOT_ENTERED)
            if before is not None and directory.version > before.version + 1:
                raise NotGenuine(
                    f"version {directory.version} of the directory came and {before.version} is in"
                    " force: compare its fingerprint and enter it (`sanjose network pair`)"
                )
            accepted(signed, before)
        with self.store.transaction() as connection:
            row = {"version": directory.version, "wire": signed.to_bytes(), "at": _seconds(now)}
            connection.execute(VERSION.insert().values(row))
            self._renew(directory)
        return True

    def missing(self) -> tuple[tuple[str, int, int], ...]:
        """Return what is to be asked for, as ``Log.missing`` does, looked up on a change only."""
        log = self.log
        if log is not None and self._missing[0] != self.changes:
            self._missing = self.changes, log.missing()
        return self._missing[1]

    def directories(self) -> tuple[bytes, ...]:
        """Return every version that was accepted, as it came, the oldest first."""
        with self.store.transaction() as connection:
            found = connection.scalars(select(VERSION.c.wire).order_by(VERSION.c.version))
            return tuple(found)

    def accept(self, envelope: Envelope, now: datetime, *, given: bool) -> Arrival:
        """Take an envelope, and obey it at once where it recalls another.

        Args:
            envelope: as it came.
            now: when.
            given: whether the secretariat has it, because it came from there.

        Raises:
            NotGenuine: the committee that it names did not sign it; nothing was taken.
        """
        log = self.believing()
        with self.store.transaction() as connection:
            arrival = log.accept(light(envelope))
            if arrival is Arrival.KNOWN:
                return arrival
            self.changes += 1
            header = envelope.header
            # A recalled body, or one that nobody here understands, the log has laid aside.
            placed = (one for one in log.at(header.origin, header.n) if one.raw == envelope.raw)
            here = next(placed, envelope)
            kept = envelope if here.body else envelope.without_body()
            if arrival is Arrival.BODY:
                connection.execute(HELD.delete().where(HELD.c.hash == envelope.hash))
            row = {
                "hash": envelope.hash,
                "origin": header.origin,
                "n": header.n,
                "wire": kept.to_bytes(),
                "body": kept.body is not None,
                "given": given,
                "at": _seconds(now),
            }
            connection.execute(HELD.insert().values(row))
            self._obey(connection, kept)
        return arrival

    def recalled_by(self, envelope: Envelope) -> tuple[bytes, ...]:
        """Return the hashes of what an envelope recalls, as far as it is here."""
        header, body = envelope.header, envelope.body
        target = target_of(body.text) if header.kind == Kind.RETRACT and body else None
        if target is None:
            return ()
        held = self.believing().between(header.origin, 1, _FAR)
        return tuple(one.hash for one in held if one.header.id == target and one.body is None)

    def _obey(self, connection: Connection, recall: Envelope) -> None:
        """Remove the bodies that the log laid aside on a recall, also from what was given."""
        for hash_, wire in self.wires(self.recalled_by(recall)).items():
            bare = Envelope.from_bytes(wire).without_body().to_bytes()
            changed = connection.execute(
                HELD.update()
                .where(HELD.c.hash == hash_, HELD.c.body.is_(True))
                .values(wire=bare, body=False, given=False)
            )
            self.recalled = self.recalled or bool(changed.rowcount)

    def believing(self) -> Log:
        """Return the log.

        Raises:
            NotGenuine: there is no directory yet.
        """
        if self.log is None:
            raise NotGenuine("there is no directory yet by which anything could be believed")
        return self.log

    def wires(self, hashes: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return envelopes as they travel, those that are here."""
        found: dict[bytes, bytes] = {}
        with self.store.transaction() as connection:
            for at in range(0, len(hashes), 200):
                some = HELD.c.hash.in_(hashes[at : at + 200])
                rows = connection.execute(select(HELD.c.hash, HELD.c.wire).where(some))
                found.update((row.hash, row.wire) for row in rows)
        return found

    def give_again(self) -> None:
        """Let the secretariat have everything once more, as it lost some."""
        with self.store.transaction() as connection:
            connection.execute(HELD.update().values(given=False))

    def give(self, put: Callable[[Envelope], object], most: int) -> int:
        """Hand what the secretariat has not got to ``put``; return how many there were.

        What ``put`` raises is passed on, and what was handed over before it counts.
        """
        with self.store.transaction() as connection:
            waiting = connection.execute(
                select(HELD.c.hash, HELD.c.wire)
                .where(HELD.c.given.is_(False))
                .order_by(HELD.c.origin, HELD.c.n)
                .limit(most)
            ).all()
        done: list[bytes] = []
        try:
            for row in waiting:
                put(Envelope.from_bytes(row.wire))
                done.append(row.hash)
        finally:
            if done:
                with self.store.transaction() as connection:
                    which = HELD.c.hash.in_(done)
                    connection.execute(HELD.update().where(which).values(given=True))
        return len(done)

    def everything(self, to: str | None = None) -> Iterator[bytes]:
        """Give every envelope as it travels, few at a time, in each committee's order.

        Args:
            to: a committee that gets headers only of what was written before it joined.
        """
        log = self.log
        if log is None:
            return
        held = [
            (one.hash, to is not None and one.body is not None and log.came_after(to, one))
            for origin in log.origins()
            for one in log.between(origin, 1, _FAR)
        ]
        for at in range(0, len(held), 100):
            some = held[at : at + 100]
            found = self.wires([hash_ for hash_, _ in some])
            for hash_, bare in some:
                wire = found[hash_]
                yield Envelope.from_bytes(wire).without_body().to_bytes() if bare else wire


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
