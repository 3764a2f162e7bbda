"""A house to work in: officers with keys, a roster, and a case on its way. Names are invented.

``officer-1`` is free of conflicts, ``officer-2`` a national of Exampleland (XXA), ``officer-3``
declared a recusal for Sampleland (XXB); ``officer-4`` has the Chair's own key and ``officer-5``
the rapporteur's, and stand in the roster under these names, because the key of an office works
on the days of a term only. The rapporteur is a national of Exampleland.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sanjose.keeping import installation
from sanjose.keeping.archive import Archive
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.keyring import OwnKeys
from sanjose.keeping.slots import Cost, Slot, Unlocked
from sanjose.rules.anchors import Binding, Instrument
from sanjose.rules.committees import Plugin
from sanjose.rules.files import FileKind
from sanjose.rules.profile import Posting, Procedure
from sanjose.secretariat import Outcome, Secretariat
from sanjose.words.events import (
    AssessmentConcluded,
    ConclusionsTold,
    ConsentRecorded,
    ConsequencesWeighed,
    Intake,
    MeasureDecided,
    MeasureProposed,
    MeasureTaken,
    NoticeGiven,
    OfficeFilled,
    PersonNamed,
    RecusalDeclared,
)
from sanjose.words.model import (
    Answer,
    Assessment,
    Channel,
    Post,
    Preset,
    Standing,
    Use,
)
from sanjose.words.provenance import Chosen
from sanjose.words.sealed import Sealed
from tests.rules.moon import WHY, a_plugin, a_profile

PASSPHRASE = b"seventeen green bridges"
MONDAY = date(2026, 3, 2)
FIRST_DAY = date(2020, 1, 1)
CLEAN = b"The Committee recalls that nobody may be threatened for cooperating with it.\n"
"""A text that names nobody."""

OFFICERS: Mapping[str, tuple[Post, tuple[str, ...]]] = {
    "officer-1": (Post.SECRETARIAT, ("XXC",)),
    "officer-2": (Post.SECRETARIAT, ("XXA",)),
    "officer-3": (Post.SECRETARIAT, ()),
    "officer-4": (Post.CHAIR, ("XXC",)),
    "officer-5": (Post.RAPPORTEUR, ("XXA",)),
}
ROSTER = (
    OfficeFilled(
        post=Post.RAPPORTEUR,
        holder="officer-5",
        nationalities=("XXA",),
        since=FIRST_DAY,
        address="adler@example.org",
    ),
    OfficeFilled(
        post=Post.ALTERNATE,
        holder="Member Birch",
        nationalities=("XXB",),
        since=FIRST_DAY,
        address="birch@example.org",
    ),
    OfficeFilled(
        post=Post.CHAIR,
        holder="officer-4",
        nationalities=("XXC",),
        since=FIRST_DAY,
        address="cedar@example.org",
    ),
    OfficeFilled(
        post=Post.VICE_CHAIR, holder="Member Dogwood", nationalities=("XXB",), since=FIRST_DAY
    ),
    OfficeFilled(post=Post.BUREAU, holder="Member Elm", since=FIRST_DAY),
    OfficeFilled(
        post=Post.COUNTRY_RAPPORTEUR,
        holder="Member Fir",
        nationalities=("XXB",),
        state="XXA",
        since=FIRST_DAY,
    ),
)
FILE = FileKind(
    key="interim",
    title="interim measures",
    source=Chosen(None, WHY),
    moves={"open": ("granted", "lifted"), "granted": ("lifted",), "lifted": ()},
    outside={"lifted": "the court"},
    clocks={"granted": Chosen(14, WHY)},
)


class Clock:
    """A clock that a test sets."""

    def __init__(self, day: date = MONDAY) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 9, tzinfo=UTC)

    def pass_days(self, number: int) -> None:
        self.day += timedelta(days=number)


class NothingDue:
    """Due rules where nothing has to be waited for."""

    def of_case(self, _):
        return ()

    def of_committee(self, _):
        return ()


def lenient(**hooks) -> Plugin:
    """Return a committee that adds nothing to the floors and posts letters."""
    profile = a_profile(
        posting=Chosen(Posting.POSTED, WHY),
        procedures=(
            Procedure(key="report", title="report", source=Chosen(None, WHY)),
            Procedure(key="complaint", title="complaint", source=Chosen(None, WHY)),
        ),
        files=(FILE,),
        instruments=(
            Instrument(key="moon", title="Convention", source=Chosen(None, WHY)),
            Instrument(
                key="moon-22",
                title="declaration",
                source=Chosen(None, WHY),
                binding=Binding.DECLARATION,
                of="moon",
            ),
        ),
    )
    return Plugin("moon", a_plugin(profile, **hooks))


@dataclass(kw_only=True)
class House:
    """An installation with its officers unlocked, on a day."""

    home: Home
    unlocked: Mapping[str, Unlocked]
    shares: tuple[str, str, str]
    clock: Clock

    def keys(self, officer: str) -> OwnKeys:
        return OwnKeys(self.unlocked[officer], self.home.keys)

    def door(self, officer: str = "officer-1", *, plugin: Plugin | None = None) -> Secretariat:
        return Secretariat(
            self.home, self.keys(officer), self.clock, plugin=plugin or lenient()
        )

    def escrow(self) -> OwnKeys:
        return installation.recovered(self.home, self.shares[:2])

    @contextmanager
    def auditor(self) -> Iterator[Archive]:
        """Open everything with the escrow's keys, around every wall."""
        with Archive(self.home, self.escrow(), NothingDue()) as archive:
            yield archive

    def copied(self, folder: Path) -> "House":
        """Return the same house in another place, to be changed there."""
        shutil.copytree(self.home.path, folder)
        return replace(self, home=Home(folder), clock=Clock(self.clock.day))

    def second(self, outcome: Outcome, officer: str = "officer-4") -> Outcome:
        """Let somebody else say yes to what waits, and return what came of it."""
        assert outcome.objections == (), outcome.objections
        assert outcome.waits is not None, outcome
        with self.door(officer) as door:
            answer = door.approve(outcome.waits)
        door.archive.keyring.close()
        return answer

    def released(self, door: Secretariat, reference: str | None, label: str) -> None:
        """Let a text of a measure be published that names nobody, by two persons."""
        asked = door.release(reference, label, CLEAN).outcome
        assert self.second(asked).objections == ()


def build(folder: Path, *, roster: tuple[OfficeFilled, ...] = ROSTER) -> House:
    """Make a house with all officers and the roster."""
    home, clock = Home(folder), Clock()
    settings = Settings(committee="moon", trial=True)
    passphrase, now = PASSPHRASE, clock()
    shares = installation.create(
        home, settings, passphrase, OFFICERS["officer-1"][1], NothingDue(), now, Cost.TRIAL
    )
    unlocked = {"officer-1": Slot.read(home.slots / "officer-1.slot").open(passphrase)}
    house = House(home=home, unlocked=unlocked, shares=shares, clock=clock)
    with house.door() as door:
        for officer, (post, nationalities) in list(OFFICERS.items())[1:]:
            enrolled = installation.enrol(
                door.archive,
                passphrase,
                nationalities,
                post,
                now,
                lambda _: True,
                cost=Cost.TRIAL,
            )
            assert enrolled == officer
            slot = Slot.read(home.slots / f"{officer}.slot")
            unlocked[officer] = slot.open(passphrase)
        for office in roster:
            assert not door.fill_office(office, on=FIRST_DAY).refused
        door.recuse(None, RecusalDeclared(who="officer-3", state="XXB"), on=FIRST_DAY)
    return house


# -- documents, each with what a test says of it -------------------------------------------------


def a_person(name: str = "Ada Quill", **facts) -> PersonNamed:
    known = {"channel": Channel.MESSAGE, "safe": True}
    return PersonNamed(name=Sealed(name), **known | facts)


def counsel(name: str = "Ben Tallow", **facts) -> PersonNamed:
    known = {"standing": Standing.COUNSEL, "channel": Channel.EMAIL, "safe": True}
    return PersonNamed(name=Sealed(name), **known | facts)


def an_intake(state: str = "XXA", *persons: PersonNamed, **facts) -> Intake:
    known = {"procedure": "report", "text": Sealed("They were waited for at the door.")}
    return Intake(state=state, persons=persons or (a_person(),), **known | facts)


def received(door: Secretariat, state: str = "XXA", *persons: PersonNamed, **facts) -> str:
    """Take an allegation in and return its reference."""
    on = facts.pop("on", None)
    reference = door.receive(an_intake(state, *persons, **facts), on=on).reference
    assert reference is not None
    return reference


def consent(*uses: Use | Preset, person: str = "P1", **facts) -> ConsentRecorded:
    known = {
        "person": person,
        "answer": Answer.GIVEN,
        "presets": tuple(one for one in uses if isinstance(one, Preset)),
        "uses": tuple(one for one in uses if isinstance(one, Use)),
    }
    return ConsentRecorded(**known | facts)


def a_weighing(*measures: str, **facts) -> ConsequencesWeighed:
    known = {
        "for_person": Sealed("Pressure may grow."),
        "for_others": Sealed("Nobody else is named."),
    }
    return ConsequencesWeighed(measures=measures, **known | facts)


def an_assessment(finding: Assessment = Assessment.REPRISAL, **facts) -> AssessmentConcluded:
    return AssessmentConcluded(finding=finding, reasons=Sealed("What is known fits."), **facts)


def done(outcome: Outcome) -> Outcome:
    """Return an outcome that has to be an act that was done."""
    assert outcome.objections == ()
    return outcome


def why(outcome: Outcome) -> set[str]:
    """Return the short names of what stood against it."""
    return {one.key for one in outcome.objections}


def ready(door: Secretariat, state: str = "XXB", *persons: PersonNamed, **facts) -> str:
    """Return a case of which everything is known that a letter needs."""
    reference = received(door, state, *persons, **facts)
    done(door.notify(reference, NoticeGiven(to=Post.CHAIR)))
    case = door.show(reference)
    for one in case.concerned:
        sheet = consent(Preset.STATE, person=one.label)
        done(door.consent(reference, sheet))
    done(door.weigh(reference, a_weighing()))
    return reference


def concluded(door: Secretariat, reference: str, finding=Assessment.REPRISAL) -> None:
    """Bring a case to its conclusions."""
    done(door.assess(reference, an_assessment(finding)))
    done(door.conclude(reference, ConclusionsTold(course=("letter",))))


def proposed(door: Secretariat, reference: str | None, measure: str = "letter", **facts) -> str:
    """Propose a measure and return its label."""
    by = facts.pop("by", None)
    made = done(door.propose(reference, MeasureProposed(measure=measure, **facts), by=by))
    assert made.label is not None
    return made.label


def taken(
    door: Secretariat,
    reference: str | None,
    measure: str = "letter",
    by: Post = Post.RAPPORTEUR,
    **facts,
) -> str:
    """Propose, decide and take a measure, and return its label."""
    label = proposed(door, reference, measure, **facts)
    done(door.decide(reference, MeasureDecided(label=label), by=by))
    done(door.take(reference, MeasureTaken(label=label)))
    return label


Visit = Callable[[Secretariat], object]
