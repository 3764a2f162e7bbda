"""Committees in one network, each in an installation of its own; the carrier is played by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from sanjose.exchange.directory import SignedDirectory
from sanjose.exchange.envelope import Envelope
from sanjose.exchange.spool import Spool
from sanjose.keeping import installation
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.slots import Cost, Slot
from sanjose.secretariat import Secretariat
from sanjose.secretariat.network.pairing import Carrier
from sanjose.words.model import Post
from tests.secretariat.house import PASSPHRASE, Clock, House, NothingDue

ONE, TWO = "officer-1", "officer-2"


def small(folder: Path, committee: str, clock: Clock) -> House:
    """Make an installation of a committee with two officers and nothing else."""
    home = Home(folder)
    settings = Settings(committee=committee, trial=True)
    shares = installation.create(
        home, settings, PASSPHRASE, (), NothingDue(), clock(), Cost.TRIAL
    )
    house = House(home=home, unlocked={}, shares=shares, clock=clock)
    house.unlocked = {ONE: Slot.read(home.slots / f"{ONE}.slot").open(PASSPHRASE)}
    with house.door() as door:
        nobody: Callable[[bytes], bool] = lambda _: True  # noqa: E731
        installation.enrol(
            door.archive, PASSPHRASE, (), Post.SECRETARIAT, clock(), nobody, cost=Cost.TRIAL
        )
    house.unlocked[TWO] = Slot.read(home.slots / f"{TWO}.slot").open(PASSPHRASE)
    return house


def of(committee: str) -> Carrier:
    """A carrier that goes with sticks only."""
    return Carrier(transport=sha256(committee.encode()).digest())


@dataclass(kw_only=True)
class Net:
    """Committees, each with an open door once it is asked for."""

    houses: dict[str, House]
    clock: Clock
    doors: dict[str, Secretariat] = field(default_factory=dict)

    def __getitem__(self, committee: str) -> Secretariat:
        if committee not in self.doors:
            self.doors[committee] = self.houses[committee].door()
        return self.doors[committee]

    def close(self, *committees: str) -> None:
        for one in committees or tuple(self.doors):
            door = self.doors.pop(one)
            door.leave()
            door.archive.keyring.close()

    def reopen(self, committee: str) -> Secretariat:
        """Close a door and open it again, as the next command does."""
        self.close(committee)
        return self[committee]

    def copied(self, folder: Path) -> "Net":
        clock = Clock(self.clock.day)
        houses = {one: house.copied(folder / one) for one, house in self.houses.items()}
        for house in houses.values():
            house.clock = clock
        return Net(houses=houses, clock=clock)

    def signed(self, drafted: SignedDirectory, *signers: str) -> SignedDirectory:
        for one in signers or tuple(self.houses):
            outcome, drafted = self[one].sign_directory(drafted)
            assert not outcome.refused
        return drafted

    def agree(self, drafted: SignedDirectory, *signers: str) -> None:
        """Let committees sign a version, and all of them accept it."""
        signed = self.signed(drafted, *signers)
        for one in self.houses:
            assert not self[one].accept_directory(signed, compared=True).refused

    def out(self, committee: str) -> Spool:
        return Spool(folder=self.houses[committee].home.spool_out)

    def into(self, committee: str) -> Spool:
        return Spool(folder=self.houses[committee].home.spool_in)

    def sent(self, *committees: str) -> list[Envelope]:
        """Take everything out of the spools, as carriers do."""
        found = []
        for one in committees or tuple(self.houses):
            spool = self.out(one)
            for name in spool.names():
                found.append(spool.read(name))
                spool.done(name)
        return found

    def bring(self, envelopes: list[Envelope], *to: str) -> None:
        for one in to or tuple(self.houses):
            for envelope in envelopes:
                if envelope.header.origin != one:
                    self.into(one).put(envelope)
            self[one].collect()

    def carry(self, *to: str) -> None:
        """Carry everything to some, or to all, and let them collect."""
        self.bring(self.sent(), *to)


def founded(folder: Path, *committees: str) -> Net:
    """Found a network of committees; every door is closed again."""
    clock = Clock()
    made = Net(houses={one: small(folder / one, one, clock) for one in committees}, clock=clock)
    offers = []
    for one in committees:
        assert not made[one].make_keys().refused
        offers.append(made[one].offer_keys(of(one)))
    made.agree(made[committees[0]].draft_directory(offers, net="trial"))
    made.close()
    return made
