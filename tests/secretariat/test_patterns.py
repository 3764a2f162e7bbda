"""What several committees know of a State: told to who may know, and in nobody's way (N 16)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sanjose.rules.published import Document
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    CalendarEntered,
    CaseClosed,
    ConsentRecorded,
    MeasureProposed,
)
from sanjose.words.model import Answer, Calendar, Closing, Post, Preset
from sanjose.words.patterns import Cooperating, DocumentNoted, JudgementRecorded, Published
from sanjose.words.sealed import Sealed
from sanjose.words.tiers import Tier
from tests.secretariat.house import MONDAY, House, done, ready, received, taken, why
from tests.secretariat.network import agreed, joined, next_batch

REASON = "Two letters, and the delegation left when the paragraph was read."
JUDGED = JudgementRecorded(
    state="Sampleland", finding=Cooperating.NONE, reason=Sealed(REASON), rests_on=("A/99/1",)
)
REPORT = DocumentNoted(
    state="Sampleland",
    what=Published.SECRETARY_GENERAL,
    symbol="A/HRC/99/47",
    dated=date(2025, 9, 14),
    paragraphs="annex I, para. 4",
)
OBSERVATIONS = CalendarEntered(
    what=Calendar.OBSERVATIONS,
    title="MOON/C/XXB/CO/3",
    starts=date(2025, 5, 4),
    state="Sampleland",
    reprisals="paras 27-28",
)


# -- judged, and noted -------------------------------------------------------------------------


def test_a_judgement_says_who_judged_and_when_and_on_what_it_rests(door):
    outcome = done(door.judge(JUDGED, by=Post.CHAIR, on=date(2026, 2, 2)))

    (one,) = door.pattern("XXB").judgements
    assert (outcome.verb, outcome.notes) == (
        "judge",
        ("it informs a proposal, and decides nothing",),
    )
    assert (one.by, one.on, one.body) == (
        Post.CHAIR,
        date(2026, 2, 2),
        replace(JUDGED, state="XXB"),
    )


def test_a_judgement_is_an_office_holder_s_and_never_the_desk_s(door):
    assert why(door.judge(JUDGED)) == {"not-authorised"}
    assert why(door.judge(JUDGED, by=Post.SECRETARIAT)) == {"not-authorised"}
    assert why(door.judge(JUDGED, by=Post.COUNTRY_RAPPORTEUR)) == {"not-authorised"}
    assert door.pattern("XXB").judgements == ()


def test_an_office_holder_judges_with_the_key_of_the_office(door_of):
    chair = door_of("officer-4")

    done(chair.judge(JUDGED))

    assert [one.by for one in chair.pattern("XXB").judgements] == [Post.CHAIR]


def test_whoever_is_recused_judges_nothing_and_is_shown_nothing(door, door_of):
    """Floor 4: the same answer, whether anything is known or not."""
    done(door.judge(JUDGED, by=Post.CHAIR))
    done(door.note_document(REPORT))
    recused = door_of("officer-3")

    assert why(recused.judge(JUDGED, by=Post.CHAIR)) == {"recused"}
    assert [one.key for one in recused.against_pattern("Sampleland")] == ["recused"]
    assert recused.against_pattern("Exampleland") == ()
    assert recused.patterns() == ()
    nothing = recused.pattern("XXB")
    assert (nothing.documents, nothing.judgements, nothing.own) == ((), (), 0)
    assert why(door_of("officer-2").judge(replace(JUDGED, state="XXA"), by=Post.CHAIR)) == {
        "recused"
    }


def test_a_national_of_the_state_who_holds_the_office_does_not_judge(door):
    """The rapporteur is a national of Exampleland."""
    outcome = door.judge(replace(JUDGED, state="Exampleland"), by=Post.RAPPORTEUR)

    assert why(outcome) == {"recused"}


def test_a_document_is_noted_with_its_symbol_day_and_whose_it_is(door):
    done(door.note_document(replace(REPORT, committee="SEA")))

    assert door.pattern("XXB").documents == (
        Document(
            on=date(2025, 9, 14),
            symbol="A/HRC/99/47",
            what="report of the Secretary-General",
            committee="sea",
            paragraphs="annex I, para. 4",
        ),
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"state": "Atlantis"}, 'no State is called "Atlantis"'),
        ({"committee": "the sea"}, "committee is a short name"),
        ({"dated": MONDAY + timedelta(days=1)}, "dated: 2026-03-03 lies after 2026-03-02"),
    ],
    ids=["State", "committee", "day"],
)
def test_a_document_that_cannot_be_so_is_not_noted(wrong, said, door):
    with pytest.raises(Misuse, match=said):
        door.note_document(replace(REPORT, **wrong))

    assert door.patterns() == ()


def test_an_office_notes_no_document(door_of):
    outcome = door_of("officer-4").note_document(REPORT)

    assert (outcome.verb, why(outcome)) == ("document", {"not-authorised"})


# -- what is shown -----------------------------------------------------------------------------


def test_our_own_cases_count_and_nothing_in_them_is_told(door):
    first, second = received(door, "XXB"), received(door, "XXB")
    done(
        door.close(
            second, CaseClosed(ground=Closing.DOUBLE, reasons=Sealed("w")), by=Post.RAPPORTEUR
        )
    )

    found = door.pattern("XXB")

    assert (found.own, found.number, found.committees) == (1, 1, ("moon",))
    assert first not in repr(found)
    assert "Ada Quill" not in repr(found)


def test_a_case_from_which_the_reader_is_recused_does_not_count(door, door_of):
    received(door, "XXB")

    assert door.patterns()[0].own == 1
    assert door_of("officer-3").patterns() == ()


def test_a_day_in_the_past_is_answered_as_it_was(door, house):
    received(door, "XXB")
    done(door.enter_calendar(OBSERVATIONS))
    house.clock.pass_days(30)
    done(door.judge(JUDGED, by=Post.CHAIR))

    before, then, now = (
        door.pattern("XXB", on=day)
        for day in (date(2025, 12, 31), MONDAY, MONDAY + timedelta(days=30))
    )

    assert (before.own, before.documents) == (0, ())
    assert (then.own, len(then.documents), then.judgements) == (1, 1, ())
    assert len(now.judgements) == 1


def test_a_letter_without_reply_is_shown_as_a_fact_and_judges_nothing(door, house):
    taken(door, ready(door), "letter")
    house.clock.pass_days(400)

    found = door.pattern("XXB")

    assert [one.days for one in found.unanswered] == [400]
    assert found.judgements == ()
    assert door.pattern("XXB", on=MONDAY).unanswered[0].days == 0


def test_whatever_stands_there_a_joint_statement_is_proposed_the_same(door, house):
    """It informs and never gates: with nothing known, and with a State that cooperates (N 16)."""
    proposal = MeasureProposed(
        measure="joint-statement", state="Sampleland", identifies_nobody=True
    )

    before = door.propose(None, proposal)
    done(door.judge(replace(JUDGED, finding=Cooperating.FULL), by=Post.CHAIR))
    after = door.propose(None, proposal)
    done(door.note_document(REPORT))
    done(door.judge(JUDGED, by=Post.CHAIR, on=MONDAY))
    last = door.propose(None, proposal)

    assert [one.objections for one in (before, after, last)] == [()] * 3


def test_a_committee_that_is_out_of_service_can_still_look(house, door):
    done(door.judge(JUDGED, by=Post.CHAIR))
    with house.door() as other:
        other._plugin = None
        assert [one.state for one in other.patterns()] == ["XXB"]


# -- with other committees ---------------------------------------------------------------------


@pytest.fixture
def committees(built_once: House, tmp_path):
    return joined(built_once, tmp_path)


def told(committees, whose: str, *, to: str = "moon", state: str = "XXB") -> str:
    """Let a committee tell another one of a case, by region and half-year."""
    with committees.door(whose) as door:
        reference = agreed(door, state=state)
        done(door.share(reference, [to], Tier.FAMILY))
    return reference


def sent(committees) -> None:
    """Let everything leave that waits, and be carried."""
    next_batch(committees)
    for name in committees.houses:
        with committees.door(name) as door:
            door.send()
    committees.carry()


def test_what_others_told_of_a_region_may_concern_its_states(committees):
    told(committees, "sea")
    told(committees, "sea")
    told(committees, "sky")
    with committees.door("moon") as door:
        done(door.judge(JUDGED, by=Post.CHAIR))

    sent(committees)

    with committees.door("moon") as door:
        door.collect()
        found = door.pattern("XXB")
        assert found.nearby.counts == (("sea", 2), ("sky", 1))
        assert (found.told, found.committees) == ((), ())
        assert [one.state for one in door.patterns()] == ["XXB"]
        assert door.pattern("XXA").nearby is None


def test_a_summary_that_was_recalled_counts_no_more(committees):
    reference = told(committees, "sea")
    told(committees, "sea")
    sent(committees)
    with committees.door("moon") as door:
        door.collect()
        assert door.pattern("XXB").nearby.counts == (("sea", 2),)

    with committees.door("sea") as door:
        taken_back = ConsentRecorded(
            person="P1", answer=Answer.WITHDRAWN, presets=(Preset.COMMITTEES,)
        )
        done(door.consent(reference, taken_back))
        door.recall(reference)
        door.send()
    committees.carry()

    with committees.door("moon") as door:
        door.collect()
        assert door.pattern("XXB").nearby.counts == (("sea", 1),)


def test_whoever_may_be_of_that_region_is_not_shown_its_summaries(committees):
    """officer-2 is a national of Exampleland; a summary of its region may be about it."""
    told(committees, "sea", state="XXA")
    with committees.door("moon") as door:
        done(door.judge(replace(JUDGED, state="DZA"), by=Post.CHAIR))
    sent(committees)

    with committees.door("moon") as door:
        door.collect()
        assert door.pattern("DZA").nearby.counts == (("sea", 1),)
    with committees.door("moon", "officer-2") as door:
        assert door.pattern("DZA").nearby is None
        assert door.against_pattern("DZA") == ()
