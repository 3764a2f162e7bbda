"""Several houses in one network, each a committee; their spools are connected by copying files."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from sanjose.exchange.directory import ChairKey, Holder, SignedDirectory
from sanjose.keeping.chairs import ChairKeyFile
from sanjose.keeping.slots import Cost
from sanjose.secretariat import Secretariat
from sanjose.secretariat.network.pairing import Carrier
from tests.secretariat.house import PASSPHRASE, House

SINCE, UNTIL = date(2020, 1, 1), date(2030, 12, 31)


def renamed(house: House, origin: str) -> House:
    """Let a house be another committee, as the network knows it."""
    path = house.home.settings_path
    settings = json.loads(path.read_bytes())
    path.write_text(json.dumps(settings | {"committee": origin}), "utf-8")
    return house


@dataclass
class League:
    """The houses of several committees, the keys of their Chairs, and the directory of all."""

    houses: dict[str, House]
    chairs: dict[str, ChairKeyFile]
    vices: dict[str, ChairKeyFile]
    folder: Path
    directory: SignedDirectory
    doors: list[Secretariat] = field(default_factory=list)

    def door(self, origin: str, officer: str = "officer-1") -> Secretariat:
        self.doors.append(self.houses[origin].door(officer))
        return self.doors[-1]

    def carry(self, *to: str) -> None:
        """Copy what lies in every committee's way out into the others' way in, and take it in."""
        for origin, house in self.houses.items():
            for path in sorted(house.home.spool_out.glob("*.envelope")):
                for other in to or self.houses:
                    if other != origin:
                        shutil.copy(path, self.houses[other].home.spool_in)
        for other in to or self.houses:
            with self.houses[other].door() as door:
                door.collect()
            door.archive.keyring.close()

    def pass_days(self, number: int) -> None:
        for house in self.houses.values():
            house.clock.pass_days(number)

    def copied(self, folder: Path) -> "League":
        """Return the same committees in another place, to be changed there."""
        houses = {one: house.copied(folder / one) for one, house in self.houses.items()}
        return replace(self, houses=houses, folder=folder, doors=[])

    def renew(self, origin: str, chairs: tuple[ChairKey, ...]) -> None:
        """Let all go by the next version, in which a committee has other Chairs' keys."""
        with self._opened(origin) as door:
            carrier = Carrier(transport=sha256(origin.encode()).digest())
            signed = door.draft_directory([door.offer_keys(carrier, chairs)])
        for one in self.houses:
            with self._opened(one) as door:
                outcome, signed = door.sign_directory(signed)
                assert not outcome.refused
        for one in self.houses:
            with self._opened(one) as door:
                assert not door.accept_directory(signed).refused
        self.directory = signed

    @contextmanager
    def _opened(self, origin: str) -> Iterator[Secretariat]:
        with self.houses[origin].door() as door:
            yield door
        door.archive.keyring.close()

    def close(self) -> None:
        for one in self.doors:
            one.leave()
            one.archive.keyring.close()


def chair_key(origin: str, holder: Holder) -> ChairKeyFile:
    return ChairKeyFile.make(
        committee=origin,
        holder=holder,
        since=SINCE,
        until=UNTIL,
        passphrase=PASSPHRASE,
        cost=Cost.TRIAL,
    )


def joined(built: House, folder: Path, *origins: str) -> League:
    """Return committees that have accepted the first version of their directory."""
    houses = {one: renamed(built.copied(folder / one), one) for one in origins}
    chairs = {one: chair_key(one, Holder.CHAIR) for one in origins}
    vices = {one: chair_key(one, Holder.VICE) for one in origins}
    offers = []
    for one, house in houses.items():
        with house.door() as door:
            door.make_keys()
            carrier = Carrier(transport=sha256(one.encode()).digest())
            offers.append(door.offer_keys(carrier, (chairs[one].key, vices[one].key)))
        door.archive.keyring.close()
    with houses[origins[0]].door() as door:
        signed = door.draft_directory(offers, net="trial")
    door.archive.keyring.close()
    for house in houses.values():
        with house.door() as door:
            outcome, signed = door.sign_directory(signed)
            assert not outcome.refused
        door.archive.keyring.close()
    for house in houses.values():
        with house.door() as door:
            assert not door.accept_directory(signed, compared=True).refused
        door.archive.keyring.close()
    return League(houses=houses, chairs=chairs, vices=vices, folder=folder, directory=signed)
