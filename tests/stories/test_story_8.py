"""Several bodies, no cooperation, recurrence: Chairs speak together. Source: G 16; N 14, 16, 46.

Three committees are told by their history files; what one shares with another, proposes and
concurs in is done here, in three homes whose spools are joined by copying files.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from sanjose import history
from sanjose.exchange.directory import Directory, Holder
from sanjose.exchange.fold import concur_body, proposed
from sanjose.exchange.statements import Concurrence, How, verify_certificate
from sanjose.keeping import installation
from sanjose.keeping.chairs import ChairKeyFile
from sanjose.keeping.checking import unlocked_faults
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.keyring import OwnKeys
from sanjose.keeping.slots import Cost, Slot
from sanjose.paper.forms.plain import as_text
from sanjose.paper.joint import as_document
from sanjose.rules.patterns import Pattern
from sanjose.secretariat import Outcome, Secretariat
from sanjose.secretariat.network.pairing import Carrier
from sanjose.words.events import ConsentRecorded, MeasureDecided
from sanjose.words.joint import JointDrafted
from sanjose.words.model import Answer, Mode, Post, Preset
from sanjose.words.patterns import Cooperating
from sanjose.words.sealed import Sealed
from sanjose.words.summary import Support
from sanjose.words.tiers import Tier
from tests.stories.conftest import PASSPHRASE, STORIES, NothingDue

BODIES = ("cat", "ced", "cerd")
APRIL = datetime(2023, 4, 3, 9, tzinfo=UTC)
TEXT = (
    "The Chairs of three treaty bodies are concerned at repeated allegations of intimidation and "
    "reprisals against persons who cooperate with them in Exampleland.\n\n"
    "They recall that everyone has the right to unhindered access to the treaty bodies, and call "
    "upon the State party to prevent such acts, to investigate them and to protect those at risk."
)
GROUNDS = "Three bodies, no reply to a letter, and allegations in two quarters."
"""Why it is proposed: it informs the Chairs, and nothing hangs on it."""


@dataclass(kw_only=True)
class Clock:
    """The clock of all three homes."""

    now: datetime = APRIL

    def __call__(self) -> datetime:
        return self.now


@dataclass(kw_only=True)
class Three:
    """Three committees in one network, and their cases by the names in the stories."""

    folder: Path
    clock: Clock
    keys: Mapping[tuple[str, str], OwnKeys]
    references: Mapping[str, str]
    chairs: Mapping[str, ChairKeyFile]
    directory: Directory
    seen: dict[str, Pattern] = field(default_factory=dict)
    name: str = ""
    awaited: tuple[str, ...] = ()

    def home(self, committee: str) -> Home:
        return Home(self.folder / committee)

    @contextmanager
    def door(self, committee: str, officer: str = "officer-1") -> Iterator[Secretariat]:
        """Open the door of a committee for an officer, for one act."""
        keys = self.keys[committee, officer]
        with Secretariat(self.home(committee), keys, self.clock) as opened:
            yield opened

    def second(self, committee: str, outcome: Outcome) -> Outcome:
        """Let the second officer agree to what waits."""
        assert outcome.waits is not None, outcome
        with self.door(committee, "officer-2") as door:
            return done(door.approve(outcome.waits))

    def carry(self) -> None:
        """Copy whatever lies in one committee's way out into the others' way in."""
        for origin in BODIES:
            for path in sorted(self.home(origin).spool_out.glob("*.envelope")):
                for other in BODIES:
                    if other != origin:
                        shutil.copy(path, self.home(other).spool_in)
                path.unlink()
        for one in BODIES:
            with self.door(one) as door:
                door.collect()

    def send(self) -> None:
        """Let every committee send what is due, and carry it."""
        for one in BODIES:
            with self.door(one) as door:
                door.send()
        self.carry()

    def later(self, days: int) -> None:
        self.clock.now += timedelta(days=days)


def done(outcome: Outcome) -> Outcome:
    assert outcome.objections == (), [str(one) for one in outcome.objections]
    return outcome


# -- the three homes, and what happens in them ---------------------------------------------------


def homes(folder: Path) -> Three:
    """Tell the three histories, and let the three committees pair."""
    clock, keys, references = Clock(), {}, {}
    for one in BODIES:
        home = Home(folder / one)
        nobody = NothingDue()
        settings = Settings(committee=one, trial=True)
        installation.create(home, settings, PASSPHRASE, (), nobody, clock(), Cost.TRIAL)
        keys[one, "officer-1"] = _keys(home, "officer-1")
        with Secretariat(home, keys[one, "officer-1"], clock) as door:
            told = history.replay(door, STORIES / f"8-{one}-recurrence.yaml")
            references |= told.references
            installation.enrol(
                door.archive,
                PASSPHRASE,
                (),
                Post.SECRETARIAT,
                clock(),
                lambda _: True,
                cost=Cost.TRIAL,
            )
            for case_id in door.archive.cases():
                door.let_in(case_id)
        keys[one, "officer-2"] = _keys(home, "officer-2")
    chairs = {one: _chair(one, Holder.CHAIR) for one in ("cat", "ced")}
    directory = _paired(folder, clock, keys, chairs)
    return Three(
        folder=folder,
        clock=clock,
        keys=keys,
        references=references,
        chairs=chairs,
        directory=directory,
    )


def _keys(home: Home, officer: str) -> OwnKeys:
    slot = Slot.read(home.slots / f"{officer}.slot")
    return OwnKeys(slot.open(PASSPHRASE), home.keys)


def _chair(committee: str, holder: Holder) -> ChairKeyFile:
    return ChairKeyFile.make(
        committee=committee,
        holder=holder,
        since=date(2022, 1, 1),
        until=date(2023, 12, 31),
        passphrase=PASSPHRASE,
        cost=Cost.TRIAL,
    )


def _paired(folder, clock, keys, chairs) -> Directory:
    with ExitStack() as stack:
        doors = {
            one: stack.enter_context(
                Secretariat(Home(folder / one), keys[one, "officer-1"], clock)
            )
            for one in BODIES
        }
        offers = []
        for one, door in doors.items():
            done(door.make_keys())
            carrier = Carrier(transport=sha256(one.encode()).digest())
            own = (chairs[one].key,) if one in chairs else ()
            offers.append(door.offer_keys(carrier, own))
        signed = doors["cat"].draft_directory(offers, net="trial")
        for door in doors.values():
            outcome, signed = door.sign_directory(signed)
            done(outcome)
        for door in doors.values():
            done(door.accept_directory(signed, compared=True))
        return signed.directory


def share(three: Three, committee: str, name: str, tier: Tier) -> None:
    """Share a case of the stories with CAT; with the State's name two officers agree."""
    with three.door(committee) as door:
        outcome = done(door.share(three.references[name], ["cat"], tier))
    if tier is Tier.STATE:
        three.second(committee, outcome)


def draft(three: Three) -> str:
    """Let CAT's rapporteur propose: a draft, the body's decision, and the proposal."""
    with three.door("cat") as door:
        drafted = JointDrafted(
            state="Exampleland",
            signatories=BODIES,
            expires=date(2023, 8, 31),
            embargo=date(2023, 7, 3),
            text=Sealed(TEXT),
            grounds=Sealed(GROUNDS),
        )
        label = done(door.draft_joint(drafted)).label
        authorise(door, label)
        outcome = door.propose_joint(label).outcome
        name = done(outcome).label
    assert name is not None
    three.carry()
    return name


def authorise(door: Secretariat, name: str) -> None:
    """Record the decision of the body; the text identifies nobody."""
    decision = MeasureDecided(label="M0", mode=Mode.IN_SESSION, means="minutes")
    done(
        door.authorise_joint(
            name, decision, by=Post.PLENARY, identifies_nobody=True, specific=False
        )
    )


def sign(three: Three, committee: str, name: str) -> None:
    """Let a Chair sign with their own key, on their own machine, and the secretariat enter it."""
    with three.door(committee) as door:
        paper = door.paper_joint(name)
    document, _, _ = proposed(paper)
    own = three.chairs[committee]
    one = Concurrence.signed(
        document=document.hash,
        signatory=committee,
        holder=own.key.holder,
        on=three.clock().date(),
        public=own.key.public,
        sign=own.open(PASSPHRASE),
    )
    with three.door(committee) as door:
        done(door.concur_joint(name, concur_body(one)).outcome)


def attest(three: Three, committee: str, name: str) -> None:
    """Let two officers attest what the Vice-Chair, who acts here, wrote to them."""
    with three.door(committee) as door:
        asked = door.attest_joint(name, how=How.MAIL).outcome
    three.second(committee, asked)
    with three.door(committee) as door:
        door.send_joint()


@pytest.fixture(scope="module")
def three(tmp_path_factory) -> Iterator[Three]:
    """The whole story until it is adopted, told once; the tests read what came of it."""
    told = homes(tmp_path_factory.mktemp("three"))
    with told.door("cat") as door:
        told.seen["alone"] = door.pattern("Exampleland")
    share(told, "ced", "the relative", Tier.STATE)
    share(told, "cerd", "the defender", Tier.STATE)
    share(told, "cerd", "the teacher", Tier.FAMILY)
    told.later(1)
    told.send()
    told.later(90)  # the batch of the summaries of a region
    told.send()
    with told.door("cat") as door:
        told.seen["known"] = door.pattern("Exampleland")
    told.name = draft(told)
    for one in ("ced", "cerd"):
        with told.door(one) as door:
            authorise(door, told.name)
    for one in ("cat", "ced"):
        sign(told, one, told.name)
    told.carry()
    with told.door("cat") as door:
        told.awaited = door.joint(told.name).awaited
    attest(told, "cerd", told.name)
    told.carry()
    yield told
    for one in told.keys.values():
        one.close()


@pytest.fixture
def going_on(three, tmp_path) -> Iterator[Three]:
    """The three homes as they were when it was adopted, for a test that goes on from there."""
    folder = tmp_path / "three"
    shutil.copytree(three.folder, folder)
    keys = {(one, who): _keys(Home(folder / one), who) for one, who in three.keys}
    yield replace(three, folder=folder, keys=keys, clock=Clock(now=three.clock.now))
    for one in keys.values():
        one.close()


# -- what supports each condition ----------------------------------------------------------------


def test_public_documents_stand_first_each_with_its_symbol_and_day(three):
    assert [(one.symbol, one.on, one.committee) for one in three.seen["known"].documents] == [
        ("A/HRC/XX/47", date(2022, 9, 14), ""),
        ("CERD/C/XXA/CO/4", date(2022, 8, 30), "cerd"),
        ("CAT/C/XXA/CO/1", date(2022, 5, 13), "cat"),
    ]


def test_different_bodies_are_those_that_spoke_in_public_or_told(three):
    alone, known = three.seen["alone"], three.seen["known"]

    assert alone.committees == ("cat", "cerd")
    assert known.committees == ("cat", "ced", "cerd")
    assert (known.told, known.own) == ((("ced", 1), ("cerd", 1)), 1)


def test_that_the_state_does_not_cooperate_is_what_the_rapporteur_judged(three):
    """The letter without a reply stands beside it as a fact; CED's own judgement stays there."""
    known = three.seen["known"]

    (one,) = known.judgements
    assert (one.by, one.on, one.body.finding) == (
        Post.RAPPORTEUR,
        date(2023, 1, 20),
        Cooperating.NONE,
    )
    assert one.body.rests_on == ("CAT/C/XXA/CO/1", "the letter of 8 June 2022")
    assert [one.sent for one in known.unanswered] == [date(2022, 6, 8)]


def test_allegations_recur_in_the_periods_in_which_they_were_received(three):
    known = three.seen["known"]

    assert [(one.words, one.counts) for one in known.periods] == [
        ("2022, third quarter", (("ced", 1),)),
        ("2022, second quarter", (("cat", 1), ("cerd", 1))),
    ]


def test_what_was_told_without_the_state_s_name_may_concern_it(three):
    nearby = three.seen["known"].nearby

    assert (nearby.region, nearby.counts) == ("African States", (("cerd", 1),))
    assert [one.words for one in nearby.periods] == ["2022, second half"]


def test_nobody_s_case_was_told_to_anybody(three):
    """What CAT knows of the others has no reference, no name and no day of an act."""
    told = repr(three.seen["known"])

    assert not [one for one in three.references.values() if one in told]
    assert not {"Inkwell", "Cipher", "Vellum", "Sketch"} & set(told.split())


def test_a_committee_that_nothing_was_shared_with_knows_its_own_only(three):
    with three.door("ced") as door:
        found = door.pattern("Exampleland")

    assert (found.told, found.own, found.nearby) == ((), 1, None)


def test_between_meetings_a_committee_asks_another_one_and_is_heard(going_on):
    """Contact, advice and the agenda of the next meeting. Source: G 16; N 13, 20, 25, 47, 48."""
    with going_on.door("cat") as door:
        (told,) = [one for one in door.inbox().summaries if one.origin == "ced"]
        asked = (Support.ADVICE, Support.MEETING)
        done(door.interest(told.summary, contact=True, asked=asked))
    going_on.later(1)
    going_on.send()

    with going_on.door("ced") as door:
        (heard,) = door.inbox().about_ours
    with going_on.door("cerd") as door:
        assert door.inbox().about_ours == ()

    assert (heard.origin, heard.reference) == ("cat", going_on.references["the relative"])
    assert (heard.interest.contact, heard.interest.asked) == (True, asked)


# -- proposed, concurred, adopted ----------------------------------------------------------------


def test_until_the_last_chair_concurred_it_was_not_adopted(three):
    assert three.awaited == ("cerd",)


def test_every_committee_sees_that_it_is_adopted_by_two_keys_and_an_attestation(three):
    for committee in BODIES:
        with three.door(committee) as door:
            now = door.joint(three.name)
        assert (now.standing, now.text) == ("adopted", TEXT)
        assert [(one.signatory, one.holder, one.how) for one in now.concurred] == [
            ("cat", Holder.CHAIR, How.KEY),
            ("ced", Holder.CHAIR, How.KEY),
            ("cerd", Holder.VICE, How.MAIL),
        ]


def test_a_chair_who_is_a_national_of_the_state_did_not_sign(three):
    """CERD's Chair is a national of Exampleland: the Vice-Chair acted."""
    with three.door("cerd") as door:
        assert door.may_sign("XXA", three.clock().date()).post is Post.VICE_CHAIR


def test_the_grounds_went_to_the_committees_and_into_no_certificate(three):
    with three.door("ced") as door:
        assert dict(door.joint(three.name).grounds) == {"cat": GROUNDS}
    with three.door("cat") as door:
        raw, _ = door.certificate_joint(three.name)

    assert GROUNDS.encode() not in raw


def test_anybody_verifies_the_certificate_with_the_directory_alone(three):
    with three.door("ced") as door:
        raw, directory = door.certificate_joint(three.name)

    shown = verify_certificate(raw, Directory.from_bytes(directory))

    assert Directory.from_bytes(directory).hash == three.directory.hash
    assert (shown.text, shown.document.state) == (TEXT, "XXA")
    assert [one.officers for one in shown.concurrences] == [
        (),
        (),
        ("officer-1", "officer-2"),
    ]


def test_a_summary_that_is_recalled_counts_no_more_and_what_was_adopted_stays(going_on):
    reference = going_on.references["the relative"]
    back = ConsentRecorded(
        person="P1", answer=Answer.WITHDRAWN, presets=(Preset.COMMITTEES_STATE,)
    )
    with going_on.door("ced") as door:
        done(door.consent(reference, back))
        done(door.recall(reference))
    going_on.send()

    with going_on.door("cat") as door:
        found, now = door.pattern("Exampleland"), door.joint(going_on.name)

    assert found.told == (("cerd", 1),)
    assert now.standing == "adopted"


def test_it_is_published_by_a_person_and_two_agree_to_the_words(going_on):
    with going_on.door("cat") as door:
        asked = done(door.publish_joint(going_on.name, where="the page of the treaty bodies"))
        assert door.joint(going_on.name).published == ()
    going_on.second("cat", asked)
    going_on.send()

    with going_on.door("cerd") as door:
        assert door.joint(going_on.name).published == ("cat",)


def test_three_records_verify_and_their_registers_equal_the_folds(three):
    for committee in BODIES:
        with three.door(committee) as door:
            faults = (*door.archive.record.verify().faults, *unlocked_faults(door.archive))
        assert faults == ()


def test_the_adopted_statement_is_a_document_that_says_how_each_concurred(three):
    with three.door("ced") as door:
        now = door.joint(three.name)

    told = " ".join(as_text(as_document(now, {}, "Exampleland", now.embargo)).split())

    assert TEXT.split("\n\n")[0] in told
    assert "the Vice-Chair" in told
    assert now.document is not None
    assert now.document.hex()[-8:] in told
    assert "officer-1" not in told
    assert GROUNDS not in told
