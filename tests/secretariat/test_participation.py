"""What States have accepted goes through the door: one by one, or a whole list, or nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sanjose.rules.anchors import Anchor, AnchorKind, Instrument
from sanjose.rules.committees import Plugin
from sanjose.rules.legal import Holds
from sanjose.rules.profile import Procedure
from sanjose.secretariat.participation import AHEAD, EARLIEST, Imported
from sanjose.words.errors import Misuse
from sanjose.words.events import ParticipationEntered
from sanjose.words.participation import Acceptance
from sanjose.words.provenance import Chosen
from tests.rules.moon import WHY, a_plugin, a_profile
from tests.secretariat.house import FIRST_DAY, MONDAY, done, why

LOOKED = date(2026, 1, 5)
SOURCE = Chosen(None, WHY)
ENTRY = ParticipationEntered(
    state="Exampleland",
    instrument="Moon",
    status=Acceptance.PARTY,
    since=date(1990, 1, 1),
    source="register",
    as_of=LOOKED,
)
SETTLED = replace(ENTRY, state="XXA", instrument="moon")


def listed(*entries):
    return list(enumerate(entries, start=2))


def participation(door):
    return door.record().participation


def anchored() -> Plugin:
    profile = a_profile(
        procedures=(
            Procedure(key="report", title="report", source=SOURCE),
            Procedure(key="complaint", title="complaint", source=SOURCE, needs=("moon",)),
        ),
        instruments=(Instrument(key="moon", title="Convention", source=SOURCE),),
        anchors=(
            Anchor(
                key="article",
                title="article 1",
                source=SOURCE,
                kind=AnchorKind.TREATY,
                needs=("moon",),
            ),
        ),
    )
    return Plugin("moon", a_plugin(profile))


# -- one by one --------------------------------------------------------------------------------


def test_what_a_state_has_accepted_is_entered_under_its_code(door):
    outcome = done(door.enter_participation(ENTRY))

    assert (outcome.verb, outcome.notes) == ("participation", ())
    assert participation(door) == (SETTLED,)


def test_what_stands_there_word_for_word_is_not_entered_again(door):
    done(door.enter_participation(ENTRY))
    entries = door.archive.record.size()

    again = done(door.enter_participation(ENTRY))

    assert again.notes == ("the record says so already",)
    assert door.archive.record.size() == entries
    done(door.enter_participation(replace(ENTRY, as_of=MONDAY)))
    assert len(participation(door)) == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"state": "Atlantis"}, 'state: no State is called "Atlantis"'),
        (
            {"instrument": "tea"},
            "instrument: this committee has no such instrument: there are moon, moon-22",
        ),
        (
            {"status": Acceptance.DECLARED},
            "status: of moon it is one of: party; not party",
        ),
        (
            {"instrument": "moon-22"},
            "status: of moon-22 it is one of: declared; not declared",
        ),
        (
            {"as_of": MONDAY + timedelta(days=1)},
            "as_of: 2026-03-03 lies after 2026-03-02, when it is entered",
        ),
        ({"as_of": EARLIEST - timedelta(days=1)}, "as_of: 1945-06-25 is no day on which"),
        (
            {"since": EARLIEST - timedelta(days=1)},
            "since: 1945-06-25 lies before the United Nations",
        ),
        ({"since": None, "until": date(1, 1, 1)}, "until: 0001-01-01 lies before the United"),
        ({"until": date.max}, "until: 9999-12-31 lies more than ten years ahead"),
        ({"since": LOOKED + AHEAD + timedelta(days=1)}, "since: 2036-01-14 lies more than ten"),
        (
            {"until": date(1989, 12, 31)},
            "until: 1989-12-31 lies before the first day, 1990-01-01: correct one",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else " ".join(one),
)
def test_what_cannot_be_is_not_entered_and_the_sentence_names_the_column(door, wrong, said):
    given = replace(ENTRY, **wrong)
    entries = door.archive.record.size()

    with pytest.raises(Misuse) as one:
        door.enter_participation(given)
    with pytest.raises(Misuse) as whole:
        door.import_participation(listed(replace(ENTRY, state="XXC"), given))

    assert str(one.value).startswith(said)
    assert str(whole.value) == f"line 3, {one.value}"
    assert door.archive.record.size() == entries


@pytest.mark.parametrize(
    "right",
    [
        {"as_of": MONDAY},
        {"as_of": EARLIEST, "since": EARLIEST},
        {"until": LOOKED + AHEAD},
        {"until": ENTRY.since},
        {"since": LOOKED + timedelta(days=30)},
        {"since": None, "until": date(1980, 1, 1)},
        {"state": "xxb"},
        {"instrument": "moon-22", "status": Acceptance.NOT_DECLARED},
    ],
    ids=str,
)
def test_whatever_can_be_is_entered(door, right):
    done(door.enter_participation(replace(ENTRY, **right)))

    assert len(participation(door)) == 1


def test_what_is_brought_in_from_the_past_was_not_looked_up_later(door):
    with pytest.raises(Misuse, match="as_of: 2026-01-05 lies after 2020-01-01"):
        door.enter_participation(ENTRY, on=FIRST_DAY)

    done(door.enter_participation(replace(ENTRY, as_of=FIRST_DAY), on=FIRST_DAY))


def test_a_committee_without_instruments_says_so(house):
    said = pytest.raises(Misuse, match="there are none in its profile")
    with house.door(plugin=Plugin("moon", a_plugin())) as bare, said:
        bare.enter_participation(ENTRY)
    bare.archive.keyring.close()


# -- a whole list ------------------------------------------------------------------------------


def test_a_list_is_entered_at_once_and_a_second_time_adds_nothing(door):
    rows = listed(ENTRY, replace(ENTRY, state="XXB", status=Acceptance.NOT_PARTY))

    first = door.import_participation(rows)
    second = door.import_participation([*rows, (9, replace(ENTRY, state="XXC"))])

    assert (first.entered, first.stood) == (2, 0)
    assert (second.entered, second.stood) == (1, 2)
    assert [one.state for one in participation(door)] == ["XXA", "XXB", "XXC"]


def test_a_rehearsal_checks_everything_and_keeps_nothing(door):
    entries = door.archive.record.size()

    rehearsed = door.import_participation(listed(ENTRY), dry_run=True)

    assert rehearsed.entered == 1
    assert door.archive.record.size() == entries
    assert participation(door) == ()


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"state": "XXA", "instrument": "moon"},
        {"since": date(2001, 1, 1)},
        {"status": Acceptance.NOT_PARTY, "since": None},
    ],
    ids=["twice", "by its code", "another day", "the contrary"],
)
def test_a_list_that_says_something_twice_or_otherwise_is_refused_whole(door, other):
    said = "line 4 says again, or otherwise, what line 2 says of Exampleland and moon"
    rows = listed(ENTRY, replace(ENTRY, state="XXB"), replace(ENTRY, **other))

    with pytest.raises(Misuse, match=said):
        door.import_participation(rows)

    assert participation(door) == ()


@pytest.mark.parametrize(
    "other",
    [
        {"state": "XXB"},
        {"instrument": "moon-22", "status": Acceptance.DECLARED},
        {"source": "note verbale"},
        {"as_of": MONDAY},
        {"since": date(1976, 1, 1), "until": date(1989, 12, 31)},
    ],
    ids=str,
)
def test_what_is_said_of_something_else_stands_beside_it(door, other):
    whole = door.import_participation(listed(ENTRY, replace(ENTRY, **other)))

    assert whole.entered == len(participation(door)) == 2


def test_an_empty_list_enters_nothing(door):
    assert door.import_participation([]).entered == 0


def test_an_office_holder_enters_nothing(door, door_of):
    chair = door_of("officer-4")

    one = chair.enter_participation(ENTRY)
    whole = chair.import_participation(listed(ENTRY))

    assert isinstance(whole, Imported)
    assert [why(found) for found in (one, whole.outcome)] == [{"not-authorised"}] * 2
    assert (whole.entered, whole.stood) == (0, 0)
    assert participation(door) == ()
    assert [fact.verb for _, fact in door.record().refusals] == ["participation"] * 2


# -- what follows from it ------------------------------------------------------------------------


def test_the_legal_basis_follows_from_what_was_entered(house):
    with house.door(plugin=anchored()) as door:
        before = door.legal_basis("Exampleland")[0].answer
        done(door.enter_participation(ENTRY))
        after = door.legal_basis("xxa", procedure="report")[0]
        earlier = door.legal_basis("XXA", on=date(1989, 12, 31))[0].answer
        elsewhere = door.legal_basis("XXB")[0].answer
    door.archive.keyring.close()

    assert (before, after.answer, earlier, elsewhere) == (
        Holds.UNKNOWN,
        Holds.YES,
        Holds.NO,
        Holds.UNKNOWN,
    )
    assert after.why.endswith("since 1990-01-01 (register, looked up on 2026-01-05)")


def test_whether_a_procedure_is_open_follows_as_well(house):
    with house.door(plugin=anchored()) as door:
        done(door.enter_participation(replace(ENTRY, until=MONDAY - timedelta(days=1))))
        now = door.competent("Exampleland", "complaint").answer
        then = door.competent("Exampleland", "complaint", on=date(2025, 1, 1)).answer
        report = door.competent("Exampleland", "report").answer
    door.archive.keyring.close()

    assert (now, then, report) == (Holds.NO, Holds.YES, Holds.YES)


def test_a_basis_is_asked_for_a_state_and_a_procedure_that_are_there(door):
    with pytest.raises(Misuse, match="there is no such procedure here: there are report, comp"):
        door.legal_basis("XXA", procedure="tea")
    with pytest.raises(Misuse, match="no State is called"):
        door.legal_basis("Atlantis")
    with pytest.raises(Misuse, match="no State is called"):
        door.competent("Atlantis", "report")
