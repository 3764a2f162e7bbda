"""The committee's own record: offices on a day, officers, calendar, files, measures, orders."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjose.words.committee import CommitteeRecord, fold
from sanjose.words.events import (
    CalendarEntered,
    CommitteeOpened,
    DecisionConfirmed,
    ErasureDone,
    ErasureOrdered,
    FileLinked,
    FileMoved,
    FileOpened,
    MeasureDecided,
    MeasureTaken,
    OfficeFilled,
    OfficeLeft,
    OfficerEnrolled,
    OfficerLeft,
    RecusalDeclared,
    ReplyReceived,
    StepRefused,
)
from sanjose.words.model import Calendar, Post
from sanjose.words.told import BODIES
from tests.words.bodies import LABELS, bodies
from tests.words.facts import DAY, NEXT, a_record, numbered, on, person, proposal, received

DAY_BEFORE = DAY - timedelta(days=1)
YEAR = timedelta(days=365)

facts = st.deferred(lambda: st.one_of(*(bodies(cls, LABELS) for cls in BODIES.values())))
histories = st.lists(facts, max_size=8).map(lambda told: numbered(*told))
some = settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def office(holder="Invented One", post=Post.RAPPORTEUR, since=DAY, **known):
    return OfficeFilled(post=post, holder=holder, since=since, **known)


def left(until, holder="Invented One", post=Post.RAPPORTEUR):
    return OfficeLeft(post=post, holder=holder, until=until)


def who(record, day, post=Post.RAPPORTEUR):
    return [one.holder for one in record.holding(post, day)]


@some
@given(histories, st.data())
def test_the_record_can_be_continued_from_any_entry(events, data):
    at = data.draw(st.integers(0, len(events)))

    assert fold(events[at:], fold(events[:at])) == fold(events)
    assert fold(events) == fold(events)


@some
@given(histories)
def test_an_entry_about_a_case_changes_nothing_but_the_count(events):
    told = [one.body for one in events]
    mixed = numbered(*(one for fact in told for one in (received(), fact, person())))
    steady = {"seq": 0, "measures": (), "orders": (), "approvals": ()}

    assert replace(fold(mixed), **steady) == replace(fold(events), **steady)
    assert fold(mixed).seq == len(mixed) - 1


def test_a_record_without_entries_is_empty():
    assert fold(()) == CommitteeRecord()
    assert (fold(()).seq, fold(()).trial) == (-1, False)


def test_an_installation_knows_its_committee_and_whether_it_is_a_trial():
    record = a_record(CommitteeOpened(committee="ced", trial=True))

    assert (record.slug, record.trial, record.seq) == ("ced", True, 0)
    assert not a_record(CommitteeOpened(committee="ced")).trial


# -- offices -----------------------------------------------------------------------------------


def test_both_the_first_and_the_last_day_of_an_office_count():
    record = a_record(office(until=NEXT))

    assert who(record, DAY_BEFORE) == []
    assert who(record, DAY) == who(record, NEXT) == ["Invented One"]
    assert who(record, NEXT + timedelta(days=1)) == []


def test_an_office_without_a_last_day_goes_on():
    assert who(a_record(office()), DAY + 40 * YEAR) == ["Invented One"]


def test_an_office_belongs_to_its_post():
    record = a_record(office(), office("Invented Two", Post.CHAIR))

    assert who(record, DAY) == ["Invented One"]
    assert who(record, DAY, Post.CHAIR) == ["Invented Two"]
    assert who(record, DAY, Post.VICE_CHAIR) == []


def test_an_office_may_be_held_by_two():
    assert who(a_record(office(), office("Invented Two")), DAY) == [
        "Invented One",
        "Invented Two",
    ]


def test_the_last_day_of_somebody_who_leaves_counts():
    record = a_record(office(since=DAY - YEAR), left(DAY))

    assert who(record, DAY) == ["Invented One"]
    assert who(record, NEXT) == []


@pytest.mark.parametrize(
    "other",
    [
        left(DAY, holder="Invented Two"),
        left(DAY, post=Post.CHAIR),
        left(DAY - 2 * YEAR),
    ],
    ids=["another holder", "another post", "before it began"],
)
def test_only_the_office_that_was_left_ends(other):
    assert who(a_record(office(since=DAY - YEAR), other), NEXT) == ["Invented One"]


def test_leaving_ends_the_term_that_ran_and_no_other():
    first = office(since=DAY - 3 * YEAR, until=DAY - 2 * YEAR)
    record = a_record(first, office(since=DAY - YEAR), left(DAY))

    assert [one.until for one in record.offices] == [DAY - 2 * YEAR, DAY]


def test_a_term_may_be_left_on_its_first_and_on_its_last_day():
    assert a_record(office(until=NEXT), left(DAY)).offices[0].until == DAY
    assert a_record(office(until=NEXT), left(NEXT)).offices[0].until == NEXT
    assert a_record(office(until=NEXT), left(NEXT + timedelta(1))).offices[0].until == NEXT


# -- officers ----------------------------------------------------------------------------------


def test_an_officer_is_there_until_they_leave():
    enrolled = OfficerEnrolled(officer="Invented One", nationalities=("XXA",))

    assert a_record(enrolled).officer("Invented One") == enrolled
    assert a_record(enrolled).officer("Invented Two") is None
    assert a_record(enrolled, OfficerLeft(officer="Invented Two")).officer("Invented One")
    assert (
        a_record(enrolled, OfficerLeft(officer="Invented One")).officer("Invented One") is None
    )


def test_an_officer_enrolled_again_is_known_by_the_last_entry():
    """A nationality entered late has to recuse as well as one entered at once."""
    first = OfficerEnrolled(officer="Invented One")
    other = OfficerEnrolled(officer="Invented Two")
    corrected = OfficerEnrolled(officer="Invented One", nationalities=("XXA",))

    record = a_record(first, other, corrected)

    assert record.officer("Invented One") == corrected
    assert record.officers == (other, corrected)


def test_a_recusal_is_kept():
    recusal = RecusalDeclared(who="Invented One", state="XXA")

    assert a_record(recusal).recusals == (recusal,)


# -- the calendar ------------------------------------------------------------------------------


def test_both_the_first_and_the_last_day_of_a_session_count():
    record = a_record(
        CalendarEntered(what=Calendar.SESSION, title="invented", starts=DAY, ends=NEXT)
    )

    assert [record.in_session(day) for day in (DAY_BEFORE, DAY, NEXT, NEXT + timedelta(1))] == [
        False,
        True,
        True,
        False,
    ]


def test_a_session_without_a_last_day_is_over_the_same_day():
    record = a_record(CalendarEntered(what=Calendar.SESSION, title="invented", starts=DAY))

    assert record.in_session(DAY)
    assert not record.in_session(NEXT)


@pytest.mark.parametrize("what", [one for one in Calendar if one is not Calendar.SESSION])
def test_nothing_but_a_session_is_a_session(what):
    record = a_record(CalendarEntered(what=what, title="invented", starts=DAY))

    assert len(record.calendar) == 1
    assert not record.in_session(DAY)


# -- files -------------------------------------------------------------------------------------


def test_a_file_begins_open_and_moves():
    record = a_record(
        FileOpened(kind="visit", title="invented", state="XXA"),
        FileOpened(kind="visit", title="another"),
        on(NEXT, FileMoved(label="F1", to="over")),
    )

    assert [file.label for file in record.files] == ["F1", "F2"]
    assert record.file("F1").states == ((DAY, "open"), (NEXT, "over"))
    assert (record.file("F1").now, record.file("F2").now) == ("over", "open")
    assert (record.file("F1").kind, record.file("F1").title) == ("visit", "invented")
    assert (record.file("F1").state, record.file("F2").state) == ("XXA", None)
    assert record.file("F3") is None


def test_a_file_shows_the_document_behind_the_state_that_it_is_in():
    opened = FileOpened(kind="visit", title="invented")
    moved = FileMoved(label="F1", to="over", document="CAT/OP/1")

    assert a_record(opened).file("F1").document is None
    assert a_record(opened, moved).file("F1").document == "CAT/OP/1"
    assert a_record(opened, moved, FileMoved(label="F1", to="open")).file("F1").document is None


def test_a_file_may_have_been_given_its_label():
    assert a_record(FileOpened(kind="visit", title="invented", label="F9")).file("F9")


def test_a_file_is_linked_with_each_case_once():
    def linked(label, reference):
        return FileLinked(label=label, reference=reference)

    record = a_record(
        FileOpened(kind="visit", title="invented", reference="CAT-26-7K3QM-X"),
        FileOpened(kind="visit", title="another"),
        linked("F1", "CAT-26-7K3QM-X"),
        linked("F1", "CAT-26-00000-0"),
        linked("F3", "CAT-26-00000-0"),
    )

    assert record.file("F1").references == ("CAT-26-7K3QM-X", "CAT-26-00000-0")
    assert record.file("F2").references == ()


# -- measures without a case, refusals, erasure ------------------------------------------------


def test_a_measure_without_a_case_has_the_same_life():
    reply = ReplyReceived(label="M1")
    record = a_record(
        proposal("obligations"),
        MeasureDecided(label="M1"),
        DecisionConfirmed(label="M1"),
        MeasureTaken(label="M1"),
        on(NEXT, reply),
    )

    assert record.measure("M1").replies == ((NEXT, reply),)
    assert record.measure("M1").confirmed
    assert record.measure("M1").taken
    assert record.measure("M2") is None


def test_a_refused_step_is_kept_with_its_day():
    refusal = StepRefused(verb="propose", objections=("identifies",), sources=("G 27",))

    assert a_record(on(NEXT, refusal)).refusals == ((NEXT, refusal),)


def test_an_order_to_erase_waits_until_it_is_done():
    order = ErasureOrdered(
        reference="CAT-26-7K3QM-X", quarter="2026 Q1", events=(), case_id="00"
    )
    (event,) = numbered(order)

    record = fold(numbered(order, ErasureDone(order=event.event_id.hex())))

    assert [fact for _, fact in record.orders] == [order]
    assert record.done == {event.event_id.hex()}
    assert fold((event,)).done == frozenset()


def test_days_long_ago_are_days_as_well():
    record = a_record(office(since=date(1988, 4, 18), until=date(1990, 4, 18)))

    assert who(record, date(1989, 1, 1)) == ["Invented One"]
