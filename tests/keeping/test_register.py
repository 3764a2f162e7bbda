"""The register shows what the record adds up to, to whom it may, and says when it is broken."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import pytest

from sanjose.keeping import store
from sanjose.keeping.archive import COMMITTEE, Archive
from sanjose.keeping.register import Hidden, Register, lines
from sanjose.words.due import Due
from sanjose.words.errors import Unable
from sanjose.words.events import (
    AssessmentConcluded,
    FactsAdded,
    MeasureProposed,
    MeasureTaken,
    RecusalDeclared,
)
from sanjose.words.model import Assessment, Urgency
from tests.keeping.archives import DAY, RULES, House, add, receive

NOBODY = Hidden(who="officer-1")
LATER = DAY + timedelta(days=3)


@pytest.fixture
def archive(cat: House) -> Iterator[Archive]:
    with cat.archive() as opened:
        yield opened


def references(register: Register, hidden: Hidden = NOBODY, **asked: object) -> list[str]:
    return [one.reference for one in register.cases(hidden, **asked)]


def reference(archive: Archive, case_id: bytes) -> str:
    case = archive.case(case_id)
    assert case is not None
    return case.reference


def test_a_case_is_listed_as_the_fold_has_it(archive: Archive) -> None:
    case_id = receive(archive, "Ada Quill")

    (listed,) = archive.register.cases(NOBODY)

    assert listed.reference == reference(archive, case_id)
    assert (listed.state, listed.procedure, listed.stage) == ("XXA", "report", "being assessed")
    assert listed.received_on == DAY
    assert listed.due_on == DAY + timedelta(days=7)
    assert listed.urgency is Urgency.ORDINARY
    assert listed.word == "allegation"


def test_an_assessed_case_has_its_finding_as_its_word_and_nothing_due(archive: Archive) -> None:
    case_id = receive(archive, "Ada Quill")
    add(archive, case_id, AssessmentConcluded(finding=Assessment.REPRISAL, reasons=None))

    (listed,) = archive.register.cases(NOBODY)

    assert (listed.word, listed.due_on, listed.stage) == ("reprisal", None, "assessed")


def test_a_list_goes_by_due_date_and_can_be_narrowed(archive: Archive) -> None:
    late, soon, other = (
        receive(archive, "Ada Quill", on=LATER),
        receive(archive, "Ben Tallow"),
        receive(archive, "Cleo Marsh", state="XXB", on=LATER),
    )
    add(archive, other, AssessmentConcluded(finding=Assessment.BOTH, reasons=None))
    names = {one: reference(archive, one) for one in (late, soon, other)}
    register = archive.register

    assert references(register) == [names[soon], names[late], names[other]]
    assert references(register, stage="assessed") == [names[other]]
    assert references(register, state="XXA") == [names[soon], names[late]]
    assert references(register, before=DAY + timedelta(days=7)) == [names[soon]]
    assert references(register, limit=1, offset=1) == [names[late]]
    assert references(register, limit=-1) == references(register)


def test_what_is_hidden_is_in_no_list_and_in_no_count(archive: Archive) -> None:
    here, there = receive(archive, "Ada Quill"), receive(archive, "Ben Tallow", state="XXB")
    proposed = MeasureProposed(measure="letter", label="M1")
    for one in (here, there):
        add(archive, one, proposed, MeasureTaken(label="M1"))
    add(archive, here, RecusalDeclared(who="officer-2"))
    register = archive.register
    days = (DAY, LATER)

    assert references(register, Hidden(who="officer-2")) == [reference(archive, there)]
    assert references(register, Hidden(who="officer-3", states=("XXB",))) == [
        reference(archive, here)
    ]
    assert references(register, Hidden(who="officer-2", states=("XXB", "XXC"))) == []
    both = Hidden(who="officer-2", states=("XXB",))
    assert register.count(NOBODY, "state", *days) == {"XXA": 1, "XXB": 1}
    assert register.count(both, "state", *days) == {}
    assert register.count_measures(NOBODY, *days) == {"letter": 2}
    assert register.count_measures(Hidden(who="officer-2"), *days) == {"letter": 1}
    assert register.count_measures(both, *days) == {}
    assert [ref for ref, _, _ in register.due(both, LATER + timedelta(days=9))] == []


def test_counting_takes_both_days_in(archive: Archive) -> None:
    receive(archive, "Ada Quill")
    receive(archive, "Ben Tallow", on=LATER)
    count = archive.register.count

    assert count(NOBODY, "procedure", DAY, LATER) == {"report": 2}
    assert count(NOBODY, "procedure", DAY + timedelta(days=1), LATER) == {"report": 1}
    assert count(NOBODY, "finding", date(2020, 1, 1), date(2020, 12, 31)) == {}


def test_the_most_urgent_is_due_first_and_the_committees_own_is_there(archive: Archive) -> None:
    ordinary, urgent = receive(archive, "Ada Quill"), receive(archive, "Ben Tallow", on=LATER)
    add(archive, urgent, FactsAdded(urgency=Urgency.IMMEDIATE), on=LATER)
    add(archive, COMMITTEE, MeasureProposed(measure="general-recommendation", label="M1"))
    until = LATER + timedelta(days=14)

    due = archive.register.due(NOBODY, until)

    assert [(ref, urgency, one.kind) for ref, urgency, one in due] == [
        (reference(archive, urgent), Urgency.IMMEDIATE, "assess"),
        (reference(archive, ordinary), Urgency.ORDINARY, "assess"),
        (None, Urgency.ORDINARY, "decide"),
    ]
    assert archive.register.due(NOBODY, DAY) == ()
    assert archive.register.waiting("decide")
    assert not archive.register.waiting("tell the Chair")


def test_the_last_day_is_known_and_before_anything_it_is_the_first_of_all(
    archive: Archive,
) -> None:
    assert archive.register.latest() == date.min
    receive(archive, "Ada Quill", on=LATER)
    receive(archive, "Ben Tallow")

    assert archive.register.latest() == LATER


def test_the_wall_of_a_case_is_known_without_opening_it(archive: Archive) -> None:
    case_id = receive(archive, "Ada Quill", state="XXB")
    add(archive, case_id, RecusalDeclared(who="officer-2"), RecusalDeclared(who="officer-2"))

    assert archive.register.wall(case_id) == ("XXB", frozenset({"officer-2"}))
    assert archive.register.wall(bytes(16)) == (None, frozenset())


def test_what_stands_of_a_case_is_what_the_fold_gives(archive: Archive) -> None:
    case_id = receive(archive, "Ada Quill")
    add(archive, case_id, MeasureProposed(measure="letter", label="M1"))
    add(archive, case_id, MeasureTaken(label="M1"), RecusalDeclared(who="officer-2"), on=LATER)
    case = archive.case(case_id)
    assert case is not None

    kept = archive.register.lines(case_id)

    assert kept == lines(case, RULES.of_case(case))
    assert kept is not None
    assert kept.measures == (("letter", "taken", "2026-03-02", "2026-03-05"),)
    assert [due.kind for due in kept.dues] == ["assess", "decide"]


def test_a_case_that_is_dropped_leaves_nothing(archive: Archive) -> None:
    case_id = receive(archive, "Ada Quill")
    add(archive, case_id, MeasureProposed(measure="letter", label="M1"))
    add(archive, case_id, RecusalDeclared(who="officer-2"))

    archive.register.drop(case_id)

    assert archive.register.lines(case_id) is None
    assert archive.register.wall(case_id) == (None, frozenset())
    assert archive.register.dues(case_id) == ()
    assert archive.register.case_ids() == ()
    assert archive.register.count_measures(NOBODY, DAY, LATER) == {}


def test_only_what_differs_is_written_again(archive: Archive) -> None:
    case_id = receive(archive, "Ada Quill")
    before = archive.register.lines(case_id)
    changes: list[str] = []
    archive._connection.set_trace_callback(changes.append)

    assert before is not None
    archive.register.put(before, before)

    archive._connection.set_trace_callback(None)
    assert changes == []


def test_which_entries_are_a_cases_is_known_by_their_places(archive: Archive) -> None:
    one, two = receive(archive, "Ada Quill"), receive(archive, "Ben Tallow")
    register = archive.register

    assert register.seqs(COMMITTEE) == (0, 1)
    assert register.seqs(one) == (2, 3, 4)
    assert (register.last(two), register.last(bytes(8))) == (7, -1)
    assert register.placed() == archive.record.size() == 8
    assert register.places() == {
        **dict.fromkeys((0, 1), COMMITTEE),
        **dict.fromkeys((2, 3, 4), one),
        **dict.fromkeys((5, 6, 7), two),
    }


def test_a_register_of_another_version_is_rebuilt(cat: House) -> None:
    with closing(cat.raw("register")) as connection:
        store.stamp(connection, 99)

    sentence = r"register\.db was made by another version of sanjose: run `sanjose rebuild`"
    with pytest.raises(Unable, match=sentence), cat.archive():
        pass


def test_a_damaged_register_sends_to_rebuild_whatever_is_asked(cat: House) -> None:
    with cat.archive() as archive:
        for number in range(40):
            receive(archive, f"Person {number}")
        store.truncate_log(archive._connection)
    content = cat.home.register.read_bytes()
    cat.home.register.write_bytes(content[:4096] + bytes(len(content) - 4096))

    with cat.archive() as archive:
        for ask in (
            lambda register: register.cases(NOBODY),
            lambda register: register.case_id("CAT-26-7K3QM-X"),
            lambda register: register.placed(),
        ):
            with pytest.raises(Unable, match=r"register\.db is damaged: run `sanjose rebuild`"):
                ask(archive.register)


def test_a_due_is_as_it_was_written(archive: Archive) -> None:
    case_id = receive(archive, "Ada Quill")
    dues = (Due("reply", "M2", DAY, LATER), Due("assess", "", DAY, DAY))

    archive.register.put_dues(case_id, dues)

    assert archive.register.dues(case_id) == dues


def test_the_cases_that_were_touched_after_an_entry_are_known(archive: Archive) -> None:
    first = receive(archive, "Ada Quill")
    last = archive.register.last(first)
    second = receive(archive, "Ben Tallow")

    assert archive.register.touched(-1) >= {first, second}
    assert archive.register.touched(last) == {second}
    assert archive.register.touched(archive.register.last(second)) == frozenset()
