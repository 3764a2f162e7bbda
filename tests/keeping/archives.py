"""Installations with something in their record, for tests; every name here is invented."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sanjose.keeping import codec, installation, store
from sanjose.keeping.archive import Archive
from sanjose.keeping.checking import unlocked_faults, verification
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.keyring import NoKey, OwnKeys
from sanjose.keeping.slots import Cost, Slot, default_slot
from sanjose.secretariat import Secretariat
from sanjose.words.case import Case
from sanjose.words.committee import CommitteeRecord
from sanjose.words.due import Due
from sanjose.words.events import AllegationReceived, Event, Intake, PersonNamed, SubmissionAdded
from sanjose.words.model import Post
from sanjose.words.references import new_reference
from sanjose.words.sealed import Sealed

PASSPHRASE = b"seventeen green bridges"
ONE, TWO = "officer-1", "officer-2"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = NOW.date()


class AWeek:
    """Due rules: a week to assess, and two for each measure that the committee has."""

    def of_case(self, case: Case) -> Sequence[Due]:
        if case.assessment is not None:
            return ()
        return (
            Due("assess", "", case.received_on, case.received_on + timedelta(days=7)),
            *(
                Due("decide", one.label, one.proposed_on, one.proposed_on)
                for one in case.measures
            ),
        )

    def of_committee(self, record: CommitteeRecord) -> Sequence[Due]:
        return tuple(
            Due("decide", one.label, one.proposed_on, one.proposed_on + timedelta(days=14))
            for one in record.measures
        )


RULES = AWeek()


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """An installation with one officer, and the escrow's three papers."""

    home: Home
    shares: tuple[str, str, str]

    def keys(self, officer: str = ONE) -> OwnKeys:
        return OwnKeys(default_slot(self.home, officer).open(PASSPHRASE), self.home.keys)

    @contextmanager
    def archive(self, officer: str = ONE) -> Iterator[Archive]:
        keys = self.keys(officer)
        try:
            with Archive(self.home, keys, RULES) as archive:
                yield archive
        finally:
            keys.close()

    @contextmanager
    def door(self, officer: str = ONE) -> Iterator[Secretariat]:
        keys = self.keys(officer)
        try:
            with Secretariat(self.home, keys, lambda: NOW) as door:
                yield door
        finally:
            keys.close()

    def enrol(
        self, *nationalities: str, post: Post = Post.SECRETARIAT, officer: str = ONE
    ) -> str:
        """Enrol one more officer, who may see every case but those of their own State."""
        with self.archive(officer) as archive:
            return installation.enrol(
                archive,
                PASSPHRASE,
                nationalities,
                post,
                NOW,
                lambda case_id: archive.register.wall(case_id)[0] not in nationalities,
                cost=Cost.TRIAL,
            )

    def raw(self, name: str = "record") -> store.Connection:
        """Open a store as somebody does who has its key."""
        path = {"record": self.home.record, "keys": self.home.keys}.get(
            name, self.home.register
        )
        return store.connect(path, self.keys().store_key(name))

    def faults(self) -> tuple[str, ...]:
        """Return what verification finds in the tree, the bodies, the keys and the register."""
        keys = self.keys()
        found = verification(self.home, keys).faults
        keys.close()
        with self.archive() as archive:
            return (*found, *unlocked_faults(archive))

    def copied(self, folder: Path) -> "House":
        """Return the same installation in another place."""
        shutil.copytree(self.home.path, folder)
        return House(home=Home(folder), shares=self.shares)


def build(folder: Path) -> House:
    """Make an installation in a folder."""
    home = Home(folder)
    settings = Settings(committee="cat", trial=True)
    shares = installation.create(home, settings, PASSPHRASE, (), RULES, NOW, Cost.TRIAL)
    return House(home=home, shares=shares)


def person(name: str, label: str | None = None) -> PersonNamed:
    return PersonNamed(name=Sealed(name), label=label)


def told(text: str, *persons: str) -> SubmissionAdded:
    return SubmissionAdded(text=Sealed(text), persons=persons)


def receive(
    archive: Archive,
    *names: str,
    text: str = "They were waited for at the door.",
    state: str = "XXA",
    content: bytes | None = None,
    officers: Sequence[str] = (ONE,),
    on: date = DAY,
) -> bytes:
    """Record an allegation about these persons, as the door does, and return its case."""
    with archive.writing():
        case_id = archive.new_case(officers)
        reference = new_reference("cat", on)
        bodies = [
            AllegationReceived(reference=reference, state=state, procedure="report"),
            *(person(name, f"P{n}") for n, name in enumerate(names, start=1)),
        ]
        for body in bodies:
            archive.append(case_id, body, on=on, at=NOW)
        archive.append(case_id, told(text), on=on, at=NOW, content=content)
    return case_id


def add(archive: Archive, case_id: bytes, *bodies: object, on: date = DAY) -> None:
    """Record facts about a case, or the committee, in one act."""
    with archive.writing():
        for body in bodies:
            archive.append(case_id, body, on=on, at=NOW)


def intake(text: str, *names: str, state: str = "XXA") -> Intake:
    return Intake(state=state, text=Sealed(text), persons=tuple(person(name) for name in names))


def slot_of(home: Home, officer: str) -> Slot:
    return Slot.read(home.slots / f"{officer}.slot")


def filed(archive: Archive, case_id: bytes) -> tuple[Event, ...]:
    """Return the acts with which a file was kept."""
    return tuple(one for one in archive.events(case_id) if getattr(one.body, "digest", None))


def texts(archive: Archive) -> str:
    """Return everything that these keys can decrypt, in one text."""
    keys: dict[bytes, bytes] = {}
    for case_id in archive.vault.case_ids():
        with suppress(NoKey):
            keys |= archive.vault.event_keys(case_id, archive.keyring.case_key(case_id))
    found = []
    for event in archive.record.opened(tuple(archive.record.ids(0)), keys):
        found.extend((repr(event), *_sealed(event.body)))
    for event_id, key in keys.items():
        path = archive.home.files / event_id.hex()
        if path.exists():
            kept = codec.unseal(path.read_bytes(), codec.subkey(key, b"file"), event_id)
            found.append(kept.decode(errors="replace"))
    return "\n".join(found)


def _sealed(body: object) -> Iterator[str]:
    for name in getattr(body, "__slots__", ()):
        if isinstance(value := getattr(body, name), Sealed):
            yield value.reveal()
