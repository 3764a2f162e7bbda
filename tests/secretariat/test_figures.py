"""Figures from the record: what is counted, for whom, and what of it may be published."""

from datetime import date, timedelta

import pytest

from sanjose.keeping.archive import COMMITTEE
from sanjose.rules.figures import TOTAL, UNRELEASED, WITHHELD
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    CalendarEntered,
    CaseClosed,
    FactsAdded,
    RecusalDeclared,
    ReplyReceived,
)
from sanjose.words.figures import FigureReleased
from sanjose.words.model import Assessment, Calendar, Closing, Kind, Post, Silence
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    MONDAY,
    an_assessment,
    done,
    proposed,
    ready,
    received,
    taken,
    why,
)

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
IN_YEAR = date(2025, 6, 2)
NOW = (date(2026, 1, 1), MONDAY)
HALVES = ((date(2025, 1, 1), date(2025, 6, 30)), (date(2025, 7, 1), date(2025, 12, 31)))
BY = Post.RAPPORTEUR
"""A national of Exampleland, and so free to release what concerns Sampleland only."""


def numbers(found, key):
    """Return the numbers of a breakdown that are not zero."""
    return {one.key: one.number for one in found.breakdown(key).figures if one.number != 0}


def a_year(door, *, reports=0, complaints=0, state="XXB", on=IN_YEAR):
    """Receive allegations in the year that is over."""
    for procedure, number in (("report", reports), ("complaint", complaints)):
        for _ in range(number):
            received(door, state, procedure=procedure, on=on)


def released(door, period=YEAR, *, total=True, by=BY):
    return door.release_figures(*period, total=total, by=by)


# -- the figures of the house -------------------------------------------------------------------


def test_what_was_received_is_counted_by_procedure_finding_kind_and_silence(door):
    """G 15; N 24, 25."""
    kinds = (Kind.THREAT, Kind.SMEAR)
    first = received(door, "XXB", kinds=kinds, silences=(Silence.ABSENT,))
    received(door, "XXB", procedure="complaint", kinds=(Kind.THREAT,))
    done(door.assess(first, an_assessment(Assessment.MIGHT), by=BY))

    found = door.figures(*NOW)

    assert found.total.number == 2
    assert numbers(found, "procedure") == {"report": 1, "complaint": 1}
    assert numbers(found, "finding") == {"allegation": 1, "might have taken place": 1}
    assert numbers(found, "kind") == {"threat": 2, "smear": 1}
    assert numbers(found, "silence") == {"stayed away from the room": 1}


def test_what_is_zero_stands_as_zero_and_nothing_is_left_out(door):
    found = door.figures(*NOW)

    assert found.total.number == 0
    assert set(found.numbers.values()) == {0}
    assert {one.key for one in found.breakdown("finding").figures} == {
        "allegation",
        *Assessment,
    }


def test_the_days_of_a_period_both_count(door):
    received(door, "XXB", on=YEAR[0])
    received(door, "XXB", on=YEAR[1])
    received(door, "XXB", on=YEAR[1] + timedelta(days=1))

    assert door.figures(*YEAR).total.number == 2


def test_an_allegation_under_no_procedure_of_the_profile_is_not_lost(door):
    received(door, "XXB", procedure="unknown")

    assert numbers(door.figures(*NOW), "procedure") == {"unknown": 1}


def test_letters_are_counted_by_what_the_state_replied(door):
    """G 19; N 38. A reply that only acknowledges is no answer."""
    labels = []
    for _ in range(3):
        case = ready(door)
        labels.append((case, taken(door, case, by=Post.CHAIR)))
    done(door.reply(labels[0][0], ReplyReceived(label=labels[0][1])))
    done(door.reply(labels[1][0], ReplyReceived(label=labels[1][1], substantive=False)))

    found = door.figures(*NOW)

    assert numbers(found, "measure") == {"letter": 3}
    assert numbers(found, "reply") == {"answered": 1, "acknowledged": 1, "none": 1}


def test_a_measure_without_a_case_is_counted_and_one_that_was_only_proposed_is_not(door):
    taken(door, None, "general-comment", by=Post.PLENARY, identifies_nobody=True)
    proposed(door, None, "general-comment", identifies_nobody=True)

    assert numbers(door.figures(*NOW), "measure") == {"general-comment": 1}


def test_what_was_recorded_twice_is_counted_once(door):
    received(door, "XXB", kinds=(Kind.THREAT,))
    again = received(door, "XXB", kinds=(Kind.THREAT,))
    closing = CaseClosed(ground=Closing.DOUBLE, reasons=Sealed("It came twice."))
    done(door.close(again, closing, by=BY))

    found = door.figures(*NOW)

    assert found.total.number == 1
    assert numbers(found, "kind") == {"threat": 1}


def test_facts_that_were_corrected_are_counted_as_they_are_now(door):
    case = received(door, "XXB", kinds=(Kind.THREAT,))

    done(door.add(case, FactsAdded(kinds=(Kind.DETENTION,))))

    assert numbers(door.figures(*NOW), "kind") == {"arrest or detention": 1}


def test_the_calendar_is_counted(door):
    done(door.enter_calendar(CalendarEntered(what=Calendar.REVIEW, title="one", starts=MONDAY)))

    assert numbers(door.figures(*NOW), "calendar") == {"review of a report": 1}


def test_whoever_is_recused_finds_nothing_of_it_in_any_figure(door, door_of):
    """Floor 4: by nationality, by a recusal for the State, and by one for the case."""
    kinds = (Kind.THREAT,)
    for state in ("XXA", "XXB"):
        received(door, state, kinds=kinds)
    kept_back = received(door, "XXA", kinds=kinds)
    done(door.recuse(kept_back, RecusalDeclared(who="officer-3")))
    taken(door, None, "general-comment", state="XXB", identifies_nobody=True, by=Post.PLENARY)

    national, declared = door_of("officer-2").figures(*NOW), door_of("officer-3").figures(*NOW)

    assert (national.total.number, declared.total.number) == (1, 1)
    assert numbers(declared, "kind") == {"threat": 1}
    assert numbers(national, "measure") == {"general-comment": 1}
    assert numbers(declared, "measure") == {}
    assert national.partly
    assert declared.partly


def test_a_period_that_ends_before_it_begins_is_refused(door):
    for asked in (door.figures, door.against_figures):
        with pytest.raises(Misuse, match="ends before it begins"):
            asked(*reversed(YEAR))


# -- what is published --------------------------------------------------------------------------


def test_nothing_is_published_before_it_is_released(door):
    """Floor 10."""
    a_year(door, reports=7)

    found = door.figures(*YEAR, public=True)

    assert set(found.numbers.values()) == {None}
    assert found.total.why == UNRELEASED
    assert found.public


def test_the_rapporteur_releases_a_period_and_it_is_published_as_it_was_counted(door):
    a_year(door, reports=7, complaints=6)

    done(released(door, by=BY))

    found = door.figures(*YEAR, public=True)
    assert found.total.number == 13
    assert numbers(found, "procedure") == {"report": 7, "complaint": 6}
    assert numbers(found, "finding") == {"allegation": 13}
    (release,) = door.figure_releases()
    assert (release.on, release.by, release.since, release.until) == (MONDAY, BY, *YEAR)


def test_a_small_number_is_withheld_with_one_that_is_not(door):
    """N 29, 32: a total is printed; what would show who it is, is not."""
    a_year(door, reports=7, complaints=1)

    done(released(door, by=BY))

    found = door.figures(*YEAR, public=True)
    assert found.total.number == 8
    assert numbers(found, "procedure") == {"report": None, "complaint": None}
    assert found.breakdown("procedure").figure("report").why == WITHHELD
    assert found.breakdown("procedure").figure("unknown").number == 0


def test_without_the_total_only_true_zeros_are_published(door):
    """N 29: none under two articles, and no word of how many under the third."""
    a_year(door, complaints=2)

    done(released(door, total=False, by=BY))

    found = door.figures(*YEAR, public=True)
    assert found.total.number is None
    assert numbers(found, "procedure") == {"complaint": None}
    assert found.breakdown("procedure").figure("report").number == 0


def test_what_comes_late_changes_nothing_that_was_published(door):
    """The difference between two publications of a period would be somebody."""
    a_year(door, reports=7)
    done(released(door, by=BY))
    before = door.figures(*YEAR, public=True)

    a_year(door, reports=1)

    assert door.figures(*YEAR, public=True) == before
    assert door.figures(*YEAR).total.number == 8


@pytest.mark.parametrize(
    "period",
    [YEAR, (YEAR[0], MONDAY - timedelta(days=1)), HALVES[1], (date(2024, 1, 1), YEAR[0])],
    ids=["again", "longer", "within", "overlapping"],
)
def test_no_day_is_released_twice(door, period):
    done(released(door, by=BY))

    outcome = released(door, period, by=BY)

    assert why(outcome) == {"released"}
    assert len(door.figure_releases()) == 1


def test_a_longer_period_is_published_as_the_sum_of_its_parts(door):
    for (since, _), reports in zip(HALVES, (6, 5), strict=True):
        a_year(door, reports=reports, on=since)
    for period in HALVES:
        done(released(door, period, by=BY))

    found = door.figures(*YEAR, public=True)

    assert found.total.number == 11
    assert numbers(found, "procedure") == {"report": 11}


def test_a_period_that_is_not_over_or_is_too_short_is_not_released(door):
    assert why(released(door, NOW, by=BY)) == {"not-over", "too-short"}
    assert why(released(door, (date(2025, 1, 1), date(2025, 1, 31)), by=BY)) == {"too-short"}
    assert [one.verb for _, one in door.record().refusals] == ["disclose"] * 2


def test_a_release_is_the_rapporteur_s_and_never_the_desk_s(door):
    a_year(door, reports=7)

    for post in (None, Post.SECRETARIAT, Post.CHAIR):
        assert why(door.release_figures(*YEAR, total=True, by=post)) == {"not-authorised"}
    assert door.figure_releases() == ()


def test_the_chair_s_own_key_releases_nothing(door_of):
    assert why(door_of("officer-4").release_figures(*YEAR, total=True)) == {"not-authorised"}


def test_the_rapporteur_releases_with_the_key_of_the_office(door, door_of):
    a_year(door, reports=7)

    done(door_of("officer-5").release_figures(*YEAR, total=True))

    assert door.figure_releases()[0].by is Post.RAPPORTEUR


def test_an_office_holder_who_is_recused_from_what_is_counted_does_not_release_it(door):
    """Floor 4."""
    a_year(door, reports=7, state="XXA")

    assert why(released(door, by=Post.RAPPORTEUR)) == {"recused"}
    done(released(door, by=Post.ALTERNATE))


def test_a_measure_without_a_case_has_its_wall_in_a_release_as_well(door, house):
    taken(door, None, "general-comment", state="XXA", identifies_nobody=True, by=Post.PLENARY)
    house.clock.pass_days(365)
    period = (MONDAY, MONDAY + timedelta(days=120))

    against = door.against_figures(*period, by=Post.RAPPORTEUR)

    assert [one.key for one in against] == ["recused"]
    assert door.against_figures(*period, by=Post.ALTERNATE) == ()


def test_no_answer_to_an_officer_depends_on_what_is_hidden_from_them(door, door_of):
    """Floor 4: else a period could be asked for day after day until it tells the day."""
    national = door_of("officer-2")
    a_year(door, reports=7)

    def answers():
        periods = (YEAR, *HALVES, NOW, (IN_YEAR, IN_YEAR))
        return [
            (national.against_figures(*period, by=post), ahead and ahead.numbers)
            for period in periods
            for post in (Post.RAPPORTEUR, Post.ALTERNATE, None)
            for ahead in (national.figures_ahead(*period, total=True, by=post),)
        ]

    before = answers()
    a_year(door, reports=2, complaints=1, state="XXA")

    assert answers() == before


def test_what_is_released_counts_everything_whoever_enters_it(door, door_of):
    a_year(door, reports=6)
    a_year(door, reports=7, state="XXA")

    done(released(door_of("officer-2")))

    assert door.figures(*YEAR, public=True).total.number == 13


def test_what_would_be_published_is_shown_before_and_is_what_is_published(door):
    a_year(door, reports=7, complaints=1)

    ahead = door.figures_ahead(*YEAR, total=True, by=BY)
    done(released(door, by=BY))

    assert ahead.numbers == door.figures(*YEAR, public=True).numbers
    assert door.figures_ahead(*YEAR, total=True, by=BY) is None


def test_what_is_published_lies_outside_the_wall(door, door_of):
    """Floor 4."""
    a_year(door, reports=7, state="XXA")
    done(door.release_figures(*YEAR, total=True, by=Post.ALTERNATE))

    assert door_of("officer-2").figures(*YEAR, public=True).total.number == 7


def test_the_entry_holds_only_what_is_published(door):
    a_year(door, reports=7, complaints=1)
    done(released(door, by=BY))

    (fact,) = (
        one.body
        for one in door.archive.events(COMMITTEE)
        if isinstance(one.body, FigureReleased)
    )

    assert f"{TOTAL}/=8" in fact.numbers
    assert not any(one.startswith(("procedure/report", "procedure/complaint"))
                   for one in fact.numbers)  # fmt: skip
