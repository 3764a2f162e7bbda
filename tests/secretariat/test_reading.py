"""What there is to read: as it stood on a day, and without what an officer may not know of."""

from datetime import date, timedelta

import pytest

from sanjose.secretariat import NoSuchCase
from sanjose.words.errors import Misuse
from sanjose.words.events import CalendarEntered, CaseClosed, FileMoved, FileOpened, NoticeGiven
from sanjose.words.model import Assessment, Calendar, Closing, Post, Urgency
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    MONDAY,
    an_assessment,
    done,
    lenient,
    ready,
    received,
    taken,
)

SATURDAY = MONDAY + timedelta(days=5)


def references(listed) -> list[str]:
    return [one.reference for one in listed]


def test_a_case_is_shown_as_it_stood_at_the_end_of_a_day(door, house):
    reference = received(door, "XXB")
    house.clock.pass_days(5)
    done(door.assess(reference, an_assessment()))

    assert door.show(reference, on=MONDAY).word == "allegation"
    assert door.show(reference, on=SATURDAY).word == "case, reprisal"
    assert door.show(reference).word == "case, reprisal"
    with pytest.raises(NoSuchCase):
        door.show(reference, on=MONDAY - timedelta(days=1))


def test_a_timeline_ends_with_the_day_that_was_asked_for(door, house):
    reference = received(door, "XXB")
    house.clock.pass_days(5)
    done(door.notify(reference, NoticeGiven(to=Post.CHAIR)))

    assert {one.on for one in door.timeline(reference)} == {MONDAY, SATURDAY}
    assert {one.on for one in door.timeline(reference, on=MONDAY)} == {MONDAY}


def test_who_acts_depends_on_the_case_the_state_and_the_committee(door, door_of):
    reference = received(door, "XXA")

    def sanjose_acting(post):
        return (Post.BUREAU,)

    own_order = door_of("officer-1", plugin=lenient(acting=sanjose_acting))

    assert door.acting(Post.RAPPORTEUR, reference).post is Post.ALTERNATE
    assert door.acting(Post.RAPPORTEUR, state="Exampleland").post is Post.ALTERNATE
    assert door.acting(Post.RAPPORTEUR).post is Post.RAPPORTEUR
    assert door.acting(Post.RAPPORTEUR, on=date(2019, 1, 1)).post is Post.PLENARY
    assert own_order.acting(Post.RAPPORTEUR, reference).post is Post.BUREAU


def test_a_list_is_of_a_stage_a_state_and_a_length(door):
    assessed, other = received(door, "XXB"), received(door, "XXA")
    done(door.assess(assessed, an_assessment(Assessment.INSUFFICIENT)))

    assert references(door.cases(stage="assessed")) == [assessed]
    assert references(door.cases(state="Exampleland")) == [other]
    assert len(door.cases(limit=1)) == 1
    assert set(references(door.cases(limit=-1))) == {assessed, other}


def test_a_list_of_a_day_in_the_past_shows_the_cases_as_they_stood(door, house):
    first, second = received(door, "XXB"), received(door, "XXA", imminent=True)
    house.clock.pass_days(5)
    later = received(door, "XXB")
    done(door.assess(first, an_assessment()))
    closing = CaseClosed(ground=Closing.DOUBLE, reasons=Sealed("It is so."))
    done(door.close(second, closing, by=Post.ALTERNATE))

    then = {one.reference: one for one in door.cases(on=MONDAY)}

    assert then.keys() == {first, second}
    assert (then[first].stage, then[first].finding) == ("being assessed", "")
    assert references(door.cases(on=MONDAY, state="XXA")) == [second]
    assert references(door.cases(on=MONDAY, stage="closed")) == []
    assert len(door.cases(on=MONDAY, limit=1)) == 1
    assert len(door.cases(on=MONDAY, limit=-1, offset=1)) == 1
    assert {one.stage for one in door.cases(on=SATURDAY)} >= {"closed"}
    assert later in references(door.cases(on=SATURDAY))


def test_what_is_due_is_the_most_urgent_first_and_as_far_ahead_as_asked(door):
    calm, grave = received(door, "XXB"), received(door, "XXB", imminent=True)

    today, ahead = door.due(), door.due(ahead=60)

    assert {one[0] for one in today} == {grave}
    assert {one[0] for one in ahead} == {calm, grave}
    assert ahead[0][1] is Urgency.IMMEDIATE
    assert {one[2].kind for one in today} == {
        "keep in view",
        "tell the rapporteur",
        "tell the Chair",
    }


def test_what_was_due_on_a_day_is_answered_from_that_day(door, house):
    reference = received(door, "XXB", imminent=True)
    label = door.open_file(FileOpened(kind="interim", title="Interim measures")).label
    done(door.move_file(FileMoved(label=label, to="granted")))
    house.clock.pass_days(5)
    for post in (Post.RAPPORTEUR, Post.CHAIR):
        done(door.notify(reference, NoticeGiven(to=post)))

    then = door.due(on=MONDAY, ahead=14)
    now = door.due(on=SATURDAY, ahead=14)

    assert {"tell the rapporteur", "tell the Chair"} <= {one[2].kind for one in then}
    assert not {"tell the rapporteur", "tell the Chair"} & {one[2].kind for one in now}
    assert (None, "file") in {(one[0], one[2].kind) for one in now}
    assert (None, "file") in {(one[0], one[2].kind) for one in then}


def test_a_case_that_is_closed_to_an_officer_is_in_no_list_count_or_day(door, door_of, house):
    received(door, "XXA", imminent=True)
    open_to_all = received(door, "XXB")
    house.clock.pass_days(5)
    done(door.assess(open_to_all, an_assessment()))
    national = door_of("officer-2")

    seen = (
        set(references(national.cases())),
        set(references(national.cases(on=MONDAY))),
        {one[0] for one in national.due(ahead=60)},
        {one[0] for one in national.due(on=MONDAY, ahead=60)},
    )

    assert seen == ({open_to_all},) * 4
    assert sum(national.figures(MONDAY, SATURDAY).by("procedure").values()) == 1
    assert sum(door.figures(MONDAY, SATURDAY).by("procedure").values()) == 2


def test_a_case_of_which_an_officer_has_no_key_is_passed_over_in_the_past(door, door_of, house):
    kept, lost = received(door, "XXB"), received(door, "XXB")
    with door.archive.writing():
        door.archive.withdraw(door.archive.find(lost), "officer-2")
    house.clock.pass_days(5)
    done(door.assess(kept, an_assessment()))
    without_key = door_of("officer-2")

    assert references(without_key.cases(on=MONDAY)) == [kept]
    with pytest.raises(NoSuchCase):
        without_key.show(lost)


def test_figures_count_both_days_and_show_what_is_zero(door, house):
    first = ready(door)
    received(door, "XXA", procedure="unknown")
    done(door.assess(first, an_assessment(Assessment.MIGHT)))
    taken(door, first)
    taken(door, None, "dialogue", identifies_nobody=True)
    session = CalendarEntered(what=Calendar.SESSION, title="First", starts=MONDAY)
    done(door.enter_calendar(session))
    house.clock.pass_days(5)
    received(door, "XXB")

    figures = door.figures(MONDAY, MONDAY)

    assert figures.by("procedure") == {"report": 1, "complaint": 0, "unknown": 1}
    findings = figures.by("finding")
    assert {key: n for key, n in findings.items() if n} == {
        "allegation": 1,
        "might have taken place": 1,
    }
    assert {key: n for key, n in figures.by("measure").items() if n} == {
        "letter": 1,
        "dialogue": 1,
    }
    assert figures.by("measure")["statement"] == 0
    assert figures.by("calendar")["session"] == 1
    assert figures.by("calendar")["country visit"] == 0
    assert door.figures(MONDAY, SATURDAY).by("procedure")["report"] == 2


def test_a_period_does_not_end_before_it_begins(door):
    with pytest.raises(Misuse, match="the period ends before it begins"):
        door.figures(SATURDAY, MONDAY)


def test_a_trial_installation_says_so(door):
    assert door.trial
    assert door.committee.slug == "moon"
