"""Committees whose spools are joined by copying files, as a carrier would, and no network.

Each is a copy of one house under a name of its own, with signing and sealing keys of its own.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sanjose.exchange.directory import SignedDirectory
from sanjose.keeping.home import Settings, write_private
from sanjose.secretariat import Secretariat
from sanjose.secretariat.network.pairing import Carrier
from sanjose.words.model import Kind, Preset
from tests.secretariat.house import House, a_weighing, consent, done, received

NAMES = ("moon", "sea", "sky")


@dataclass(kw_only=True)
class Committees:
    """Houses by their committees' names, on one day."""

    houses: Mapping[str, House]

    @contextmanager
    def door(self, name: str, officer: str = "officer-1") -> Iterator[Secretariat]:
        """Open the door of a committee for an officer."""
        with self.houses[name].door(officer) as opened:
            yield opened
        opened.archive.keyring.close()

    def carry(self) -> None:
        """Copy what every committee sent into every other one's spool, as often as you like."""
        for name, house in self.houses.items():
            for path in sorted(house.home.spool_out.glob("*.envelope")):
                for other in self.houses:
                    if other != name:
                        target = self.houses[other].home.spool_in / path.name
                        target.write_bytes(path.read_bytes())
                path.unlink()

    def copied(self, folder: Path) -> "Committees":
        """Return the same committees in another place, to be changed there."""
        return Committees(
            houses={name: house.copied(folder / name) for name, house in self.houses.items()}
        )

    def pass_days(self, number: int) -> None:
        """Let days pass for everybody."""
        for house in self.houses.values():
            house.clock.pass_days(number)


def joined(built: House, folder: Path, names: tuple[str, ...] = NAMES) -> Committees:
    """Return committees that accepted one directory."""
    houses = {}
    for name in names:
        house = built.copied(folder / name)
        write_private(house.home.settings_path, Settings(committee=name, trial=True).to_json())
        houses[name] = house
    committees = Committees(houses=houses)
    offers = []
    for place, name in enumerate(names, start=1):
        with committees.door(name) as door:
            done(door.make_keys())
            offers.append(door.offer_keys(Carrier(transport=bytes([place]) * 32)))
    with committees.door(names[0]) as door:
        signed = door.draft_directory(offers)
    for name in names:
        with committees.door(name) as door:
            outcome, signed = door.sign_directory(signed)
            done(outcome)
    for name in names:
        with committees.door(name) as door:
            done(
                door.accept_directory(
                    SignedDirectory.from_bytes(signed.to_bytes()), compared=True
                )
            )
    return committees


def agreed(
    door: Secretariat,
    *,
    preset: Preset = Preset.COMMITTEES,
    state: str = "XXB",
    to: tuple[str, ...] = (),
    **facts,
) -> str:
    """Return a weighed case of a threat, whose person agreed that committees are told."""
    reference = received(door, state, **{"kinds": (Kind.THREAT,), **facts})
    done(door.consent(reference, consent(preset, committees=to)))
    done(door.weigh(reference, a_weighing()))
    return reference


def next_batch(committees: Committees) -> None:
    """Let the days pass until everything that waits for a quarterly batch is due."""
    committees.pass_days(366)
