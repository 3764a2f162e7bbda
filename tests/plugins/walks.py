"""The stories of practice, told at the door of any committee; each holds what must come of it.

They follow the Secretariat's note, sections IV to VI, with invented people. What a committee
does otherwise than the others is asserted by its own tests, from what a story returns.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sanjose.keeping import installation
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.keyring import OwnKeys
from sanjose.keeping.slots import Cost, Slot, default_slot
from sanjose.rules.dues import said
from sanjose.rules.procedure import decider
from sanjose.secretariat import Secretariat
from sanjose.words.case import Case
from sanjose.words.events import (
    CaseClosed,
    ConclusionsTold,
    ContactMade,
    DecisionConfirmed,
    FileMoved,
    FileOpened,
    Intake,
    MeasureDecided,
    MeasureProposed,
    MeasureTaken,
    NoticeGiven,
    OfficeFilled,
    ProcedureExplained,
    ReplyReceived,
)
from sanjose.words.model import (
    Answer,
    Assessment,
    Channel,
    Closing,
    Decider,
    Kind,
    Mode,
    Post,
    Preset,
    Silence,
    Source,
    Use,
)
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    CLEAN,
    FIRST_DAY,
    PASSPHRASE,
    Clock,
    NothingDue,
    a_person,
    a_weighing,
    an_assessment,
    consent,
    counsel,
    done,
    why,
)

STATE = "XXA"
ROSTER = (
    OfficeFilled(
        post=Post.RAPPORTEUR, holder="Member Adler", nationalities=("XXB",), since=FIRST_DAY
    ),
    OfficeFilled(
        post=Post.CHAIR, holder="Member Birch", nationalities=("XXC",), since=FIRST_DAY
    ),
    OfficeFilled(
        post=Post.COUNTRY_RAPPORTEUR, holder="Member Cedar", state=STATE, since=FIRST_DAY
    ),
)


@dataclass(frozen=True, kw_only=True)
class Walk:
    """A committee's door, and the clock behind it."""

    door: Secretariat
    clock: Clock

    def case(self, reference: str) -> Case:
        return self.door.show(reference)

    def waiting(self, reference: str) -> list[str]:
        """Return what waits in a case today, in words."""
        today = self.door.today()
        return [said(one, today) for one in self.door.of_case(self.case(reference))]

    def receive(self, *persons, **facts) -> str:
        """Take an allegation in, and tell the rapporteur and the Chair."""
        known = {"procedure": "report", "text": Sealed("They were waited for at the door.")}
        intake = Intake(state=STATE, persons=persons, **known | facts)
        reference = self.door.receive(intake).reference
        assert reference is not None
        for post in (self.door.focal, Post.CHAIR):
            done(self.door.notify(reference, NoticeGiven(to=post)))
        return reference

    def agree(self, reference: str, *uses: Use | Preset, **facts) -> None:
        """Have the person agree to uses, after procedure and limits were explained."""
        done(self.door.inform(reference, ProcedureExplained(special_procedures=True)))
        done(self.door.consent(reference, consent(*uses, **facts)))
        done(self.door.weigh(reference, a_weighing()))

    def conclude(self, reference: str, finding: Assessment, *course: str) -> None:
        self.assess(reference, finding)
        told = ConclusionsTold(course=course)
        done(self.door.conclude(reference, told, by=self.door.focal))

    def assess(self, reference: str, finding: Assessment) -> None:
        done(self.door.assess(reference, an_assessment(finding), by=self.door.focal))

    def propose(self, reference: str | None, measure: str, **facts) -> set[str]:
        """Propose a measure and return what stands against it."""
        proposal = MeasureProposed(measure=measure, **facts)
        return why(self.door.propose(reference, proposal, by=self.door.focal))

    def take(
        self,
        reference: str | None,
        measure: str,
        by: Post | None = None,
        mode: Mode = Mode.IN_SESSION,
        **facts,
    ) -> str:
        """Propose a measure, have it decided and confirmed, take it, and return its label.

        Where nobody is named, whoever is told first decides it, or the plenary where it has to.
        """
        proposal = MeasureProposed(measure=measure, **facts)
        label = done(self.door.propose(reference, proposal, by=self.door.focal)).label
        assert label is not None
        least = decider(self.door.committee, self.door.committee.measure(measure))
        by = by or (Post.PLENARY if least is Decider.PLENARY else self.door.focal)
        votes = 3 if by is Post.BUREAU else None
        decision = MeasureDecided(label=label, mode=mode, in_favour=votes)
        done(self.door.decide(reference, decision, by=by))
        done(self.door.confirm(reference, DecisionConfirmed(label=label)))
        if self.door.committee.measure(measure).use is Use.PUBLISH:
            self.release(reference, label)
        done(self.door.take(reference, MeasureTaken(label=label)))
        return label

    def release(self, reference: str | None, label: str) -> None:
        """Let a text of a measure be published, by a second officer who gets a key for it."""
        asked = done(self.door.release(reference, label, CLEAN).outcome)
        archive, home = self.door.archive, self.door.archive.home
        if not (home.slots / "officer-2.slot").exists():
            facts = ((), Post.SECRETARIAT, self.clock(), lambda _: True)
            installation.enrol(archive, PASSPHRASE, *facts, cost=Cost.TRIAL)
        slot = Slot.read(home.slots / "officer-2.slot")
        keys = OwnKeys(slot.open(PASSPHRASE), home.keys)
        with closing(keys), Secretariat(home, keys, self.clock) as door:
            done(door.approve(asked.waits or ""))

    def open_file(self, reference: str | None, kind: str, *moves: str) -> str:
        """Open a file, link it with a case, and bring it through its states."""
        opened = FileOpened(kind=kind, title="Tern", state=STATE, reference=reference)
        label = done(self.door.open_file(opened)).label
        assert label is not None
        for to in moves:
            done(self.door.move_file(FileMoved(label=label, to=to)))
        return label


@contextmanager
def walk(folder: Path, slug: str, roster: tuple[OfficeFilled, ...] = ROSTER) -> Iterator[Walk]:
    """Open a fresh installation of a committee, with its offices filled."""
    home, clock = Home(folder / slug), Clock()
    settings = Settings(committee=slug, trial=True)
    installation.create(home, settings, PASSPHRASE, (), NothingDue(), clock(), Cost.TRIAL)
    keys = OwnKeys(default_slot(home, None).open(PASSPHRASE), home.keys)
    with Secretariat(home, keys, clock) as door:
        for office in roster:
            done(door.fill_office(office, on=FIRST_DAY))
        yield Walk(door=door, clock=clock)
    door.archive.keyring.close()


def unanswered(walk: Walk, procedure: str, file: str, *moves: str) -> str:
    """Story 1: a risk to a complainant, a letter, a second lane, and no reply. N 37, 38.

    The complaint ends, the silence does not, and neither closes the case.
    """
    reference = walk.receive(
        a_person(channel=Channel.REPRESENTATIVE),
        counsel(stands_for="P1"),
        procedure=procedure,
        source=Source.REPRESENTATIVE,
        kinds=(Kind.THREAT,),
    )
    assert walk.propose(reference, "letter") == {"no-basis", "not-weighed"}
    reached = ContactMade(channel=Channel.REPRESENTATIVE, text=Sealed("She wants to go on."))
    done(walk.door.contact(reference, reached))
    walk.agree(reference, Preset.STATE)
    walk.conclude(reference, Assessment.MIGHT, "letter")
    letter = walk.take(reference, "letter", mode=Mode.BETWEEN_SESSIONS)
    lane = walk.open_file(reference, file, *moves)

    walk.clock.pass_days(450)
    closed = CaseClosed(ground=Closing.REDRESS, reasons=Sealed("It was found inadmissible."))

    assert f"{letter}: no reply for 450 days" in walk.waiting(reference)
    assert "silence" in why(walk.door.close(reference, closed, by=walk.door.focal))
    assert walk.case(reference).closed is None
    assert [one.label for one in walk.case(reference).files] == [lane]
    return reference


def not_linked(walk: Walk, procedure: str) -> str:
    """Story 2: no link is established; the mission is met all the same. N 32."""
    reference = walk.receive(a_person(), procedure=procedure, kinds=(Kind.THREAT,))
    walk.agree(reference, Preset.STATE)
    walk.conclude(reference, Assessment.LINK_NOT_ESTABLISHED, "meeting")

    walk.take(reference, "meeting", mode=Mode.BETWEEN_SESSIONS)

    assert {"finding", "no-basis"} <= walk.propose(reference, "statement")
    assert not walk.case(reference).confirmed
    assert walk.case(reference).closed is None
    return reference


def concerned(walk: Walk, procedure: str) -> str:
    """Story 3: not verifiable, and a concern about protection by the State itself. N 33."""
    reference = walk.receive(a_person(), procedure=procedure, kinds=(Kind.SURVEILLANCE,))
    walk.assess(reference, Assessment.INSUFFICIENT)
    walk.take(reference, "information")
    done(
        walk.door.consent(reference, consent(answer=Answer.CONCERN, text=Sealed("No police.")))
    )
    walk.assess(reference, Assessment.NOT_VERIFIABLE)

    against = walk.propose(reference, "letter-deadline")

    assert against == {"no-basis", "not-weighed", "concern-open"}
    assert any(one.startswith("look again") for one in walk.waiting(reference))
    return reference


def replied(walk: Walk, procedure: str = "report") -> tuple[str, str]:
    """Story 4: hostile messages after a hearing, a letter, a reply, and observations. N 34, 35.

    Returns the case and the letter, which is agreed to be posted, as is the reply.
    """
    reference = walk.receive(
        a_person(), procedure=procedure, kinds=(Kind.SMEAR,), in_session=True
    )
    walk.agree(reference, Preset.STATE, Use.DIALOGUE, Use.PUBLISH)
    walk.conclude(reference, Assessment.INTIMIDATION, "letter", "observations")
    letter = walk.take(reference, "letter")
    done(walk.door.reply(reference, ReplyReceived(label=letter, text=Sealed("Investigated."))))
    walk.take(reference, "observations", by=Post.PLENARY)
    items = (letter, f"{letter}-reply")
    done(walk.door.consent(reference, consent(Use.PUBLISH, items=items)))

    assert walk.case(reference).confirmed
    return reference, letter


def of_a_group(walk: Walk, procedure: str = "report") -> str:
    """Story 6: reports, not complaints, of a group; it is raised without naming anybody. N 23."""
    reference = walk.receive(
        procedure=procedure, source=Source.CIVIL_SOCIETY, kinds=(Kind.SMEAR,)
    )
    walk.conclude(reference, Assessment.INTIMIDATION, "dialogue", "observations")
    done(walk.door.weigh(reference, a_weighing()))

    walk.take(reference, "dialogue", identifies_nobody=True)
    walk.take(reference, "observations", by=Post.PLENARY, identifies_nobody=True)

    assert "no-basis" in walk.propose(reference, "letter")
    return reference


def afraid(walk: Walk, procedure: str = "report") -> str:
    """Story 7: an organization stays away; paper is taken in confidence, and nothing goes out.

    Source: N 21, 29.
    """
    reference = walk.receive(
        procedure=procedure,
        source=Source.CIVIL_SOCIETY,
        kinds=(Kind.FEAR,),
        silences=(Silence.ABSENT,),
    )

    for measure in ("confidential-submission", "secure-channel"):
        walk.take(reference, measure)

    taken = [walk.door.committee.measure(one.key) for one in walk.case(reference).measures]
    assert not [one for one in taken if one.use is not None]
    return reference
