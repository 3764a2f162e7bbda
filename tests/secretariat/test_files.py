"""Files of the committee's own procedures stand beside the cases, and never merge with them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sanjose.keeping.archive import COMMITTEE
from sanjose.rules.committees import Plugin
from sanjose.rules.files import FileKind, file_faults
from sanjose.secretariat import NoSuchCase
from sanjose.words.errors import Misuse
from sanjose.words.events import FileMoved, FileOpened, RecusalDeclared
from sanjose.words.provenance import Chosen
from tests.rules.moon import WHY, a_plugin
from tests.secretariat.house import MONDAY, done, lenient, received, why

STATEMENT = FileKind(
    key="statement",
    title="a statement that another body may make",
    source=Chosen(None, WHY),
    moves={
        "open": ("asked",),
        "asked": ("made by the Court's order",),
        "made by the Court's order": (),
    },
    outside={"made by the Court's order": "Court of the Moon"},
    fields={"seats": "how many sit on it", "leader": "who leads it"},
    ends={"made by the Court's order": "what was made is not unmade"},
)
ASKED = FileMoved(label="F1", to="asked")
MADE = FileMoved(label="F1", to="made by the Court's order", document="COURT/1")


def interim(**facts) -> FileOpened:
    return FileOpened(kind="interim", title="Interim measures", **facts)


def statement(**facts) -> FileOpened:
    return FileOpened(kind="statement", title="Statement", **facts)


@pytest.fixture
def court(door_of):
    """The door of a committee whose files another body decides, with one of them open."""
    profile = replace(lenient().committee, files=(STATEMENT,))
    opened = door_of("officer-1", plugin=Plugin("moon", a_plugin(profile)))
    done(opened.open_file(statement()))
    return opened


def states(door, label="F1") -> list[str]:
    return [state for _, state in door.record().file(label).states]


def entries(door) -> int:
    return door.archive.record.verify().size


# -- from state to state -------------------------------------------------------------------------


def test_a_file_is_of_a_kind_that_the_committee_has(door):
    with pytest.raises(Misuse, match="no such kind of file: there are interim"):
        door.open_file(FileOpened(kind="inquiry", title="Inquiry"))


def test_a_file_goes_from_state_to_state_and_its_cases_know(door):
    reference = received(door, "XXB")
    label = done(door.open_file(interim(reference=reference, state="Sampleland"))).label

    done(door.move_file(FileMoved(label=label, to="granted")))
    done(door.move_file(FileMoved(label=label, to="lifted", document="MOON/7"), on=MONDAY))

    file = door.record().file(label)
    assert states(door) == ["open", "granted", "lifted"]
    assert (file.state, file.references, file.document) == ("XXB", (reference,), "MOON/7")
    known = [one for one in door.show(reference).files if one.label == label]
    assert known[-1].state == "lifted"


@pytest.mark.parametrize(
    ("moves", "sentence"),
    [
        (("closed",), 'that is no state of such a file; from "open" F1 moves to: "granted"; '),
        (("open",), 'it is there already; from "open" F1 moves to: "granted"; "lifted"$'),
        (("granted", "open"), '^from "granted" F1 moves to: "lifted"$'),
    ],
)
def test_a_file_makes_no_move_that_its_kind_does_not_know(door, moves, sentence):
    label = door.open_file(interim()).label
    *first, last = (FileMoved(label=label, to=one) for one in moves)
    for one in first:
        done(door.move_file(one))
    before = entries(door)

    with pytest.raises(Misuse, match=sentence):
        door.move_file(last)

    assert entries(door) == before


def test_a_word_that_is_no_state_is_not_repeated(door):
    """It may be a name that slipped onto the line."""
    label = door.open_file(interim()).label

    with pytest.raises(Misuse, match="that is no state of such a file") as refused:
        door.move_file(FileMoved(label=label, to="Ada Quill"))

    assert "Ada" not in str(refused.value)


def test_time_does_not_run_back(door, house):
    label = door.open_file(interim()).label
    house.clock.pass_days(3)
    lifted = FileMoved(label=label, to="lifted", document="MOON/7")

    with pytest.raises(Misuse, match='F1 came to "open" on 2026-03-02: this cannot be earlier'):
        door.move_file(lifted, on=MONDAY - timedelta(days=1))

    done(door.move_file(lifted, on=door.today()))


def test_from_its_end_a_file_goes_nowhere(door):
    label = door.open_file(interim()).label
    lifted = FileMoved(label=label, to="lifted", document="MOON/7")
    done(door.move_file(lifted, on=MONDAY))

    with pytest.raises(Misuse, match='"lifted" since 2026-03-02: there is no state after this'):
        door.move_file(lifted)


@pytest.mark.parametrize("to", ["made by the Court's order", "asked", "open"])
def test_why_a_file_stays_where_it_is_is_said(court, to):
    done(court.move_file(ASKED))
    done(court.move_file(MADE, on=MONDAY))
    before = entries(court)

    with pytest.raises(Misuse, match="what was made is not unmade; nothing was changed"):
        court.move_file(replace(MADE, to=to))

    assert states(court)[-1] == "made by the Court's order"
    assert entries(court) == before


@pytest.mark.parametrize(
    "typed",
    [
        "Made by the Court\u2019s order",
        "made  by the court's ORDER",
        '"made by the Court\'s order"',
    ],
)
def test_a_state_is_known_however_its_quotes_and_capitals_are_typed(court, typed):
    done(court.move_file(replace(ASKED, label=" f1 ")))

    done(court.move_file(replace(MADE, to=typed), on=MONDAY))

    assert states(court)[-1] == "made by the Court's order"


# -- what an outside body decides ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"decided_by": "Court of the Sun"},
            "is decided by the Court of the Moon, and is entered",
        ),
        ({"decided_by": "Court of the Sun", "document": None}, "is entered as its act only"),
        ({"document": None}, "name its decision, by the symbol of the document"),
        ({"document": "  "}, "name its decision"),
    ],
    ids=["another body", "another body without a document", "no document", "an empty one"],
)
def test_what_another_body_decides_is_entered_as_its_act_with_its_document(
    court, facts, sentence
):
    done(court.move_file(ASKED))
    before = entries(court)

    with pytest.raises(Misuse, match=sentence):
        court.move_file(replace(MADE, **facts))

    assert states(court)[-1] == "asked"
    assert entries(court) == before


@pytest.mark.parametrize("body", [None, "Court of the Moon", "the court of the  moon"])
def test_an_outside_act_is_kept_with_the_body_the_document_and_the_day(court, body):
    done(court.move_file(ASKED))

    done(court.move_file(replace(MADE, decided_by=body), on=MONDAY))

    events = court.archive.events(COMMITTEE)
    (*_, entry) = [one.body for one in events if isinstance(one.body, FileMoved)]
    assert (entry.decided_by, entry.document) == ("Court of the Moon", "COURT/1")


def test_today_is_not_taken_for_the_day_of_another_bodys_act(court):
    done(court.move_file(ASKED))
    before = entries(court)

    with pytest.raises(Misuse, match=r"give the day on which it did \(--on\)"):
        court.move_file(MADE)

    assert entries(court) == before


def test_what_the_committee_decides_itself_is_nobody_elses_act(court):
    with pytest.raises(Misuse, match="this committee's own act: leave the outside body out"):
        court.move_file(replace(ASKED, decided_by="Court of the Moon"))

    assert states(court) == ["open"]


# -- what is kept of a file ----------------------------------------------------------------------


def test_what_is_kept_of_a_file_is_what_its_kind_keeps(court):
    label = court.open_file(statement(details=("seats = nine", "leader=Member Fir"))).label

    done(court.move_file(FileMoved(label=label, to="asked", details=("seats=eight",))))

    assert court.record().file(label).details == ("seats=eight", "leader=Member Fir")


@pytest.mark.parametrize("detail", ["interviewees=Ada Quill", "seats=", "nine"])
def test_nothing_else_is_kept_of_it_and_what_was_typed_is_not_repeated(court, detail):
    with pytest.raises(
        Misuse, match=r"is: seats=… \(how many sit on it\); leader=…"
    ) as refused:
        court.open_file(statement(details=(detail,)))

    assert "Ada" not in str(refused.value)
    assert len(court.record().files) == 1


# -- files and cases -----------------------------------------------------------------------------


def test_a_file_is_linked_later_and_only_once_with_each_case(door):
    first, second = received(door, "XXB"), received(door, "XXB")
    label = door.open_file(interim(reference=first)).label

    outcome = done(door.link_file(label, second.lower()))
    done(door.link_file(label, second))

    assert (outcome.label, outcome.reference) == (label, second)
    assert door.record().file(label).references == (first, second)
    with pytest.raises(Misuse, match=r"there is no (such file|file F9)"):
        door.link_file("F9", first)


def test_a_file_that_is_opened_with_a_case_is_of_its_state(door):
    reference = received(door, "XXB")

    label = door.open_file(interim(reference=reference)).label

    assert door.record().file(label).state == "XXB"


def test_a_file_of_one_state_is_not_linked_with_a_case_of_another(door):
    reference = received(door, "XXB")
    label = door.open_file(interim(state="XXA")).label
    before = entries(door)

    with pytest.raises(Misuse, match="concern two different States: they are not linked"):
        door.link_file(label, reference)
    with pytest.raises(Misuse, match="concern two different States"):
        door.open_file(interim(state="XXA", reference=reference))

    assert entries(door) == before
    assert door.show(reference).files == ()


def test_a_file_with_a_case_that_is_not_there_is_not_opened(house, door):
    reference = received(door, "XXB")
    done(house.second(door.erase(reference)))

    with pytest.raises(NoSuchCase):
        door.open_file(interim(reference=reference))

    assert door.record().files == ()


def test_a_file_of_a_state_is_not_there_for_who_is_recused_from_it(door, door_of):
    label = door.open_file(interim(state="XXA")).label
    national = door_of("officer-2")

    refused = national.open_file(interim(state="XXA"))

    assert why(refused) == {"recused"}
    with pytest.raises(Misuse, match=r"there is no .*file"):
        national.move_file(FileMoved(label=label, to="granted"))


def test_a_file_that_is_opened_with_a_case_is_behind_the_wall_of_its_state(door, door_of):
    reference = received(door, "XXA")
    label = door.open_file(interim(reference=reference)).label

    with pytest.raises(Misuse, match=r"there is no .*file"):
        door_of("officer-2").move_file(FileMoved(label=label, to="granted"))


def test_a_case_that_is_closed_to_an_officer_keeps_the_state_that_it_knew(door, door_of):
    reference = received(door, "XXB")
    label = door.open_file(interim(reference=reference)).label
    done(door.recuse(reference, RecusalDeclared(who="officer-2")))

    done(door_of("officer-2").move_file(FileMoved(label=label, to="granted")))

    assert door.record().file(label).now == "granted"
    assert [one.state for one in door.show(reference).files] == ["open"]


def test_files_are_the_secretariats(door, door_of):
    label = door.open_file(interim()).label
    reference = received(door, "XXB")
    chair = door_of("officer-4")

    outcomes = (
        chair.open_file(interim()),
        chair.move_file(FileMoved(label=label, to="granted")),
        chair.link_file(label, reference),
    )

    assert [why(one) for one in outcomes] == [{"not-authorised"}] * 3
    assert len(door.record().files) == 1


# -- how a kind of file is declared --------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "faulty"),
    [
        ({}, False),
        ({"made by the Court's order": "over"}, False),
        ({"asked": "over"}, True),
        ({"elsewhere": "over"}, True),
        ({"made by the Court's order": " "}, True),
    ],
)
def test_a_reason_to_stay_belongs_to_a_state_that_is_not_left(ends, faulty):
    assert bool([*file_faults(replace(STATEMENT, ends=ends))]) is faulty
