"""Where the Bureau is the focal point: told together, deciding together, for a term.

Five members: Elm, Cedar (the Chair), Dogwood (a Vice-Chair), Gorse (a national of Exampleland)
and Hazel. Three votes carry a measure.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sanjose.keeping import installation, wall
from sanjose.keeping.slots import Cost, Slot
from sanjose.rules.committees import Plugin
from sanjose.rules.profile import Shape
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    ConclusionsTold,
    DecisionConfirmed,
    MeasureDecided,
    MeasureProposed,
    NoticeGiven,
    OfficeCorrected,
    OfficeFilled,
    OfficeLeft,
    RecusalDeclared,
)
from sanjose.words.model import Decider, Matter, Mode, Post, Preset
from sanjose.words.provenance import Chosen
from tests.rules.moon import WHY, a_plugin, a_profile
from tests.secretariat.house import (
    FIRST_DAY,
    MONDAY,
    PASSPHRASE,
    a_weighing,
    an_assessment,
    an_intake,
    consent,
    done,
    received,
    why,
)

LAST_DAY = date(2027, 12, 31)
MEMBERS = (
    OfficeFilled(post=Post.BUREAU, holder="officer-4", nationalities=("XXC",), since=FIRST_DAY),
    OfficeFilled(
        post=Post.BUREAU, holder="Member Dogwood", nationalities=("XXB",), since=FIRST_DAY
    ),
    OfficeFilled(
        post=Post.BUREAU,
        holder="Member Gorse",
        nationalities=("XXA",),
        since=FIRST_DAY,
        address="gorse@example.org",
    ),
    OfficeFilled(
        post=Post.BUREAU, holder="Member Hazel", since=FIRST_DAY, address="hazel@example.org"
    ),
)


def collective() -> Plugin:
    """Return a committee whose Bureau decides letters, by three votes."""
    profile = a_profile(
        shape=Chosen(Shape.BUREAU, WHY),
        decides={"letter": Chosen(Decider.BUREAU, WHY)},
        votes={Decider.BUREAU: Chosen(3, WHY)},
    )

    def sanjose_acting(post):
        return (Post.BUREAU,) if post is Post.RAPPORTEUR else None

    return Plugin("moon", a_plugin(profile, sanjose_acting=sanjose_acting))


@pytest.fixture
def bureau(door_of):
    """The door of ``officer-1``, with five members of the Bureau in the roster."""
    door = door_of("officer-1", plugin=collective())
    for one in MEMBERS:
        done(door.fill_office(one, on=FIRST_DAY))
    return door


def proposed(door, state="XXA") -> str:
    """Return a case in which a letter, M1, waits for its decision."""
    reference = received(door, state)
    done(door.notify(reference, NoticeGiven(to=Post.BUREAU)))
    done(door.consent(reference, consent(Preset.STATE)))
    done(door.weigh(reference, a_weighing()))
    done(door.propose(reference, MeasureProposed(measure="letter"), by=Post.BUREAU))
    return reference


def decide(door, reference, by=Post.BUREAU, **facts) -> set[str]:
    decision = MeasureDecided(**{"label": "M1", "mode": Mode.WRITTEN} | facts)
    return why(door.decide(reference, decision, by=by))


# -- told ------------------------------------------------------------------------------------


def kinds(door, reference) -> set[str]:
    return {one.kind for one in door.of_case(door.show(reference))}


def test_it_is_the_bureau_that_waits_to_be_told(bureau):
    reference = received(bureau)

    assert {"tell the Bureau", "tell the Chair"} <= kinds(bureau, reference)
    assert "tell the rapporteur" not in kinds(bureau, reference)


def test_every_member_who_is_not_recused_is_told_at_once(bureau):
    reference = received(bureau)

    holders = [one.holder for one in bureau.acting(Post.RAPPORTEUR, reference).holders]

    assert holders == ["Member Elm", "officer-4", "Member Dogwood", "Member Hazel"]
    notices = {(one.role, one.address) for one in bureau.archive.notices.waiting()}
    assert ("Bureau", "hazel@example.org") in notices
    assert not [one for one in notices if one[1] == "gorse@example.org"]


def test_a_chair_who_is_a_member_is_told_with_the_bureau_and_the_record_says_so(bureau):
    reference = received(bureau)

    done(bureau.notify(reference, NoticeGiven(to=Post.BUREAU)))

    ((_, told),) = bureau.show(reference).notices
    assert told.acting_for == (Post.CHAIR,)
    assert not {"tell the Bureau", "tell the Chair"} & kinds(bureau, reference)
    assert bureau.archive.notices.waiting() == ()


def test_where_the_chair_is_recused_the_vice_chair_is_told_with_the_bureau(bureau):
    reference = received(bureau)
    recused(bureau, reference, "officer-4")

    done(bureau.notify(reference, NoticeGiven(to=Post.BUREAU)))

    assert bureau.show(reference).noticed(Post.CHAIR, Matter.RECEIPT)


def test_a_chair_outside_the_bureau_still_has_to_be_told(bureau):
    done(bureau.leave_office(OfficeLeft(post=Post.BUREAU, holder="officer-4", until=FIRST_DAY)))
    reference = received(bureau)

    done(bureau.notify(reference, NoticeGiven(to=Post.BUREAU)))

    assert "tell the Chair" in kinds(bureau, reference)


def test_telling_the_chair_is_not_telling_the_bureau(bureau):
    reference = received(bureau)

    done(bureau.notify(reference, NoticeGiven(to=Post.CHAIR)))

    assert "tell the Bureau" in kinds(bureau, reference)


def test_there_is_no_rapporteur_to_be_told(bureau):
    bureau.leave_office(OfficeLeft(post=Post.RAPPORTEUR, holder="officer-5", until=FIRST_DAY))
    reference = received(bureau)

    assert why(bureau.notify(reference, NoticeGiven(to=Post.RAPPORTEUR))) == {"vacant"}


# -- deciding --------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [Post.CHAIR, Post.VICE_CHAIR, Post.RAPPORTEUR])
def test_no_member_assesses_or_concludes_for_the_bureau(bureau, by):
    reference = received(bureau, "XXB")

    outcomes = (
        bureau.assess(reference, an_assessment(), by=by),
        bureau.conclude(reference, ConclusionsTold(), by=by),
    )

    assert all("not-authorised" in why(one) for one in outcomes)


@pytest.mark.parametrize("by", [Post.BUREAU, Post.PLENARY])
def test_the_bureau_assesses_or_the_plenary(bureau, by):
    done(bureau.assess(received(bureau), an_assessment(), by=by))


def test_the_chair_alone_decides_no_letter(bureau):
    assert "not-authorised" in decide(bureau, proposed(bureau), Post.CHAIR, in_favour=4)


def test_a_written_procedure_is_decided_by_votes(bureau):
    reference = proposed(bureau)

    assert decide(bureau, reference) == {"no-votes"}
    assert decide(bureau, reference, in_favour=2, against=1) == {"too-few-votes"}
    assert decide(bureau, reference, in_favour=3, against=1) == set()
    decision = bureau.show(reference).measure("M1").decision
    assert (decision.in_favour, decision.against) == (3, 1)


@pytest.mark.parametrize(
    "votes", [{"in_favour": 5}, {"in_favour": 3, "against": 1, "abstaining": 1}]
)
def test_whoever_is_recused_does_not_vote(bureau, votes):
    """Gorse, a national of the State, is the fifth member."""
    reference = proposed(bureau)

    outcome = bureau.decide(
        reference, MeasureDecided(label="M1", mode=Mode.WRITTEN, **votes), by=Post.BUREAU
    )

    assert why(outcome) == {"too-many-votes"}
    assert "5 votes are entered and 4 members" in outcome.objections[0].reason
    assert "Gorse" not in outcome.objections[0].reason


def test_in_a_meeting_a_consensus_does(bureau):
    assert decide(bureau, proposed(bureau), mode=Mode.IN_SESSION, consensus=True) == set()


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ({"in_favour": -3}, "counted from 0 up"),
        ({"in_favour": 4, "against": -1}, "counted from 0 up"),
        ({"consensus": True, "in_favour": 3}, "by consensus no votes are cast"),
        ({"consensus": True, "against": 1}, "by consensus no votes are cast"),
    ],
)
def test_votes_that_contradict_themselves_are_not_entered(bureau, votes, said):
    reference = proposed(bureau)

    with pytest.raises(Misuse, match=said):
        decide(bureau, reference, **votes)

    assert bureau.show(reference).measure("M1").decision is None


def test_a_measure_that_nobody_wanted_needs_no_votes(bureau):
    assert decide(bureau, proposed(bureau), adopted=False) == set()


# -- too few ---------------------------------------------------------------------------------


def recused(door, reference, *names):
    for name in names:
        done(door.recuse(reference, RecusalDeclared(who=name, ground="family")))


def test_where_recusals_leave_too_few_the_plenary_acts(bureau):
    reference = proposed(bureau)
    recused(bureau, reference, "member  hazel", "Member Elm")

    acting = bureau.acting(Post.RAPPORTEUR, reference)
    outcome = bureau.decide(
        reference,
        MeasureDecided(label="M1", mode=Mode.IN_SESSION, consensus=True),
        by=Post.BUREAU,
    )

    assert (acting.post, acting.holders) == (Post.PLENARY, ())
    assert why(outcome) == {"too-few-members"}
    assert outcome.objections[0].reason.startswith("only 2 of the Bureau may act")
    assert decide(bureau, reference, Post.PLENARY, mode=Mode.IN_SESSION) == set()


def test_the_few_who_are_left_are_told_all_the_same_and_nobody_assesses_with_them(bureau):
    reference = received(bureau)
    recused(bureau, reference, "Member Hazel", "Member Elm")

    done(bureau.notify(reference, NoticeGiven(to=Post.BUREAU)))

    assert why(bureau.assess(reference, an_assessment(), by=Post.BUREAU)) == {"too-few-members"}
    assert why(bureau.assess(reference, an_assessment(), by=Post.PLENARY)) == set()


def test_who_acts_for_a_state_is_the_plenary_too_where_too_few_are_left(bureau):
    for name in ("Member Hazel", "Member Elm"):
        done(bureau.recuse(None, RecusalDeclared(who=name, state="XXA")))

    assert bureau.acting(Post.BUREAU, state="XXA").post is Post.PLENARY
    assert bureau.acting(Post.BUREAU, state="XXB").post is Post.BUREAU


def test_nobody_left_at_all_stops_no_receipt(bureau):
    for one in ("Member Elm", *(one.holder for one in MEMBERS)):
        done(bureau.recuse(None, RecusalDeclared(who=one, state="XXA")))

    outcome = bureau.receive(an_intake())

    assert outcome.reference is not None
    assert bureau.acting(Post.BUREAU, outcome.reference).post is Post.PLENARY


def test_a_notice_to_the_bureau_says_to_whom_and_how_many_not(bureau):
    reference = received(bureau, "XXA")
    done(bureau.recuse(reference, RecusalDeclared(who="Member Hazel")))

    notes = done(bureau.notify(reference, NoticeGiven(to=Post.BUREAU))).notes

    (said,) = [one for one in notes if one.startswith("to: ")]
    assert (
        said == "to: Member Elm, officer-4, Member Dogwood; not to: 2 members who are recused"
    )
    assert "Hazel" not in said


# -- a term, and the next ----------------------------------------------------------------------


@pytest.fixture
def enrolled(bureau, house):
    """Enrol a key of the Bureau and return its officer; the key opens with the passphrase."""

    def enrol(nationality="XXB", post=Post.BUREAU, **term) -> str:
        def may_see(case_id):
            state, _ = bureau.archive.wall(case_id)
            return state != nationality

        officer = installation.enrol(
            bureau.archive,
            PASSPHRASE,
            (nationality,),
            post,
            house.clock(),
            may_see,
            cost=Cost.TRIAL,
        )
        slot = Slot.read(house.home.slots / f"{officer}.slot")
        house.unlocked[officer] = slot.open(PASSPHRASE)
        if term:
            office = OfficeFilled(
                post=post, holder=officer, nationalities=(nationality,), **term
            )
            done(bureau.fill_office(office, on=FIRST_DAY))
        return officer

    yield enrol
    for officer in set(house.unlocked) - {f"officer-{n}" for n in range(1, 6)}:
        del house.unlocked[officer]


def test_while_the_term_lasts_a_member_reads_and_decides(bureau, enrolled, door_of):
    reference = proposed(bureau)
    member = door_of(enrolled(since=FIRST_DAY, until=LAST_DAY), plugin=collective())

    assert member.show(reference).reference == reference
    assert decide(member, reference, by=None, in_favour=3) == set()
    letter = member.show(reference).measure("M1")
    assert (letter.decided_by, letter.confirmed) == (Post.BUREAU, False)


def test_one_members_key_does_not_speak_for_the_bureau_until_somebody_confirms(
    bureau, enrolled, door_of
):
    reference = proposed(bureau)
    member = door_of(enrolled(since=FIRST_DAY), plugin=collective())
    assert decide(member, reference, by=None, in_favour=3) == set()

    done(bureau.confirm(reference, DecisionConfirmed(label="M1", means="the members' e-mails")))

    assert bureau.show(reference).measure("M1").confirmed


def test_after_the_term_a_key_opens_nothing_and_hands_in_still(
    bureau, enrolled, door_of, house
):
    reference = proposed(bureau)
    member = door_of(enrolled(since=FIRST_DAY, until=LAST_DAY), plugin=collective())
    house.clock.day = date(2028, 1, 1)

    with pytest.raises(Misuse, match="the term as Bureau is over"):
        member.show(reference)
    with pytest.raises(Misuse, match="the term as Bureau is over"):
        member.cases()
    assert why(member.recuse(reference, RecusalDeclared(who="Member Hazel"))) == set()
    assert member.receive(an_intake("XXC")).reference is not None
    assert "term-over" in decide(member, reference, by=None, in_favour=3)


def test_a_key_whose_term_is_over_gets_no_key_of_a_new_case(bureau, enrolled, house):
    former = enrolled(since=FIRST_DAY, until=LAST_DAY)
    house.clock.day = date(2028, 1, 1)

    case_id = bureau.archive.find(received(bureau))

    assert former not in bureau.archive.vault.holders(case_id)
    assert "officer-1" in bureau.archive.vault.holders(case_id)


def test_a_key_for_one_state_is_wrapped_for_no_other_states_cases(bureau, enrolled):
    follows = enrolled(post=Post.COUNTRY_RAPPORTEUR, state="XXA", since=FIRST_DAY)

    theirs, other = (bureau.archive.find(received(bureau, state)) for state in ("XXA", "XXC"))

    assert follows in bureau.archive.vault.holders(theirs)
    assert follows not in bureau.archive.vault.holders(other)


def test_the_next_member_opens_every_case_but_those_of_their_own_state(
    bureau, enrolled, door_of, house
):
    theirs, others = received(bureau, "XXB"), proposed(bureau)
    house.clock.day = date(2028, 1, 1)

    successor = enrolled("XXB", since=date(2028, 1, 1), until=date(2029, 12, 31))
    door = door_of(successor, plugin=collective())

    assert door.show(others).reference == others
    assert {one.reference for one in door.cases()} == {others}
    assert successor not in bureau.archive.vault.holders(bureau.archive.find(theirs))
    assert decide(door, others, by=None, in_favour=3) == set()


def test_whoever_is_elected_again_later_opens_what_came_in_between(
    bureau, enrolled, door_of, house
):
    again = enrolled(since=FIRST_DAY, until=LAST_DAY)
    house.clock.day = date(2028, 1, 5)
    between, own = received(bureau, "XXA"), received(bureau, "XXB")
    closed = bureau.archive.find(received(bureau, "XXC"))  # to officer-1, who enters the term
    term = OfficeFilled(
        post=Post.BUREAU, holder=again, nationalities=("XXB",), since=date(2028, 1, 1)
    )

    done(bureau.fill_office(term))

    assert door_of(again, plugin=collective()).show(between).reference == between
    assert again not in bureau.archive.vault.holders(bureau.archive.find(own))
    assert again not in bureau.archive.vault.holders(closed)


def test_a_term_that_is_corrected_to_last_longer_opens_what_came_in_meanwhile(
    bureau, enrolled, door_of, house
):
    member = enrolled(since=FIRST_DAY, until=LAST_DAY)
    house.clock.day = date(2028, 1, 5)
    reference = received(bureau)

    done(
        bureau.correct_office(
            OfficeCorrected(post=Post.BUREAU, holder=member, until=date(2029, 12, 31))
        )
    )

    assert door_of(member, plugin=collective()).show(reference).reference == reference


def test_the_agent_asks_for_the_term_before_it_unwraps_a_key(bureau, enrolled, house):
    case_id = bureau.archive.find(received(bureau, "XXC"))
    former = enrolled(since=FIRST_DAY, until=date(2020, 12, 31))
    serving = enrolled(since=FIRST_DAY)

    answers = {
        officer: wall.may_open(house.home, house.keys(officer), case_id)
        for officer in (former, serving)
    }

    assert answers == {former: False, serving: True}


def test_a_member_whom_no_roster_names_opens_nothing(bureau, enrolled, door_of):
    reference = proposed(bureau)
    member = door_of(enrolled(), plugin=collective())

    with pytest.raises(Misuse, match="no term as Bureau stands in the roster"):
        member.show(reference)


def test_before_the_term_a_key_opens_nothing_and_on_its_first_day_everything(
    bureau, enrolled, door_of, house
):
    first = MONDAY + timedelta(days=3)
    member = enrolled(since=first, until=LAST_DAY)
    reference = proposed(bureau)
    case_id = bureau.archive.find(reference)

    with pytest.raises(Misuse, match="has not begun"):
        door_of(member, plugin=collective()).show(reference)
    bureau.let_begin()
    assert member not in bureau.archive.vault.holders(case_id)

    house.clock.pass_days(3)
    bureau.let_begin()

    assert door_of(member, plugin=collective()).show(reference).reference == reference


def test_a_correction_of_the_last_day_ends_a_term_as_well(bureau, enrolled, door_of, house):
    reference = proposed(bureau)
    member = enrolled(since=FIRST_DAY)
    left = OfficeLeft(post=Post.BUREAU, holder=member, until=MONDAY)
    done(bureau.leave_office(left))
    house.clock.pass_days(1)

    with pytest.raises(Misuse, match="the term as Bureau is over"):
        door_of(member, plugin=collective()).show(reference)


def test_two_terms_of_one_member_do_not_overlap(bureau):
    with pytest.raises(Misuse, match="the terms overlap"):
        bureau.fill_office(replace(MEMBERS[0], since=MONDAY))
