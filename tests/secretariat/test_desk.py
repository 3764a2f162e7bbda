"""Several officers behind one door, and the one committee that is asked."""

from importlib.metadata import EntryPoint

import pytest

from sanjose.keeping import installation
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.keyring import NoKey, OwnKeys
from sanjose.keeping.slots import Cost, Slot
from sanjose.secretariat import NoSuchCase, Secretariat
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import (
    FactsAdded,
    MeasureDecided,
    MeasureProposed,
    MeasureTaken,
    NoticeGiven,
    OfficeFilled,
    RecusalDeclared,
    StepRefused,
)
from sanjose.words.model import Post
from sanjose.words.references import new_reference
from tests.secretariat.house import (
    FIRST_DAY,
    PASSPHRASE,
    Clock,
    NothingDue,
    a_weighing,
    an_intake,
    done,
    proposed,
    ready,
    received,
    why,
)

AROUND = {"XXA": "officer-2", "XXB": "officer-3"}


def a_home(folder, committee: str) -> tuple[Home, OwnKeys]:
    """Return the home of a committee whose plugin is installed, or is not, and its keys."""
    home, settings = Home(folder), Settings(committee=committee, trial=True)
    now = Clock()()
    installation.create(home, settings, PASSPHRASE, ("XXC",), NothingDue(), now, Cost.TRIAL)
    slot = Slot.read(home.slots / "officer-1.slot")
    return home, OwnKeys(slot.open(PASSPHRASE), home.keys)


# -- the one committee ---------------------------------------------------------------------------


def test_no_other_committees_plugin_is_loaded_or_asked(tmp_path, monkeypatch):
    loaded = []
    load = EntryPoint.load

    def told(entry):
        loaded.append(entry.name)
        return load(entry)

    monkeypatch.setattr(EntryPoint, "load", told)
    home, keys = a_home(tmp_path / "home", "ced")
    with Secretariat(home, keys, Clock()) as door:
        reference = received(door, "XXB")
        door.steps(reference)
        done(door.notify(reference, NoticeGiven(to=Post.PLENARY)))
        door.due()
    keys.close()

    assert loaded == ["ced"]


def test_a_committee_whose_plugin_is_not_installed_receives_all_the_same(tmp_path):
    home, keys = a_home(tmp_path / "home", "moon")
    with Secretariat(home, keys, Clock()) as door:
        reference = door.receive(an_intake()).reference

        assert [one.reference for one in door.cases()] == [reference]
        assert door.show(reference).reference == reference
        assert done(door.weigh(reference, a_weighing())).due == ()
        with pytest.raises(Unable, match="no committee of this name is installed"):
            door.propose(reference, MeasureProposed(measure="letter"))
    keys.close()


# -- two officers at once ------------------------------------------------------------------------


def test_of_two_officers_who_decide_the_same_measure_the_second_is_told_of_the_first(
    door, door_of
):
    other = door_of("officer-2")
    reference = ready(door)
    label = proposed(door, reference)
    assert other.show(reference).measure(label).decision is None
    done(door.decide(reference, MeasureDecided(label=label), by=Post.RAPPORTEUR))

    with pytest.raises(Misuse, match=f"{label} was decided on"):
        other.decide(reference, MeasureDecided(label=label, adopted=False), by=Post.CHAIR)

    decision = other.show(reference).measure(label).decision
    assert decision is not None
    assert decision.adopted


def test_two_officers_who_propose_at_the_same_time_get_two_labels(door, door_of):
    other = door_of("officer-2")
    reference = ready(door)

    labels = [proposed(one, reference) for one in (door, other, door)]

    assert labels == ["M1", "M2", "M3"]
    assert [one.label for one in other.show(reference).measures] == labels


def test_while_another_officer_is_writing_nothing_is_recorded_and_it_is_said(door, door_of):
    other = door_of("officer-2")
    reference = ready(door)
    size = door.archive.record.size()
    other.archive._connection.execute("PRAGMA busy_timeout = 0")

    with (
        door.archive.writing(),
        pytest.raises(Unable, match="another officer is writing at the same moment: try again"),
    ):
        other.weigh(reference, a_weighing())

    assert door.archive.record.size() == size
    done(other.weigh(reference, a_weighing()))


def test_an_officer_works_on_in_a_case_whose_key_another_one_renewed(door, door_of):
    other = door_of("officer-2")
    reference = ready(door)
    done(other.weigh(reference, a_weighing()))
    done(door.recuse(reference, RecusalDeclared(who="officer-4")))

    done(other.weigh(reference, a_weighing()))

    assert len(door.show(reference).weighings) == 3


def test_whom_another_officer_shuts_out_finds_no_case_any_more(door, door_of):
    shut = door_of("officer-2")
    reference = ready(door)
    assert shut.show(reference).reference == reference
    case_id = door.archive.find(reference)

    done(door.recuse(reference, RecusalDeclared(who="officer-2")))

    for ask in (shut.show, shut.steps, shut.timeline):
        with pytest.raises(NoSuchCase):
            ask(reference)
    assert shut.cases() == ()
    shut.archive.forget(case_id)
    with pytest.raises(NoKey):
        shut.archive.case(case_id)


def test_whom_another_officer_shuts_out_by_the_state_finds_no_case_any_more(door, door_of):
    shut = door_of("officer-2")
    reference = ready(door)
    assert shut.show(reference).reference == reference

    done(door.add(reference, FactsAdded(state="XXA")))

    with pytest.raises(NoSuchCase):
        shut.weigh(reference, a_weighing())
    assert shut.cases() == ()


# -- the wall, read around every rule ------------------------------------------------------------


@pytest.mark.parametrize("state", AROUND)
def test_a_recused_officers_keys_open_no_case_whatever_is_asked_of_them(house, door, state):
    reference = received(door, state)
    case_id = door.archive.find(reference)
    keys = house.keys(AROUND[state])

    with pytest.raises(NoKey):
        keys.case_key(case_id)

    keys.close()


@pytest.mark.parametrize("state", AROUND)
def test_to_a_recused_officer_every_answer_is_the_same_as_if_there_were_no_case(
    house, door, door_of, state
):
    theirs, day = door_of(AROUND[state]), house.clock.day
    label = MeasureTaken(label="M1")

    def answers(reference):
        """Return what every question about a reference is answered with, and every list."""
        yield from (theirs.cases(), theirs.due(), theirs.figures(day, day))
        for ask in (
            theirs.show,
            theirs.steps,
            theirs.timeline,
            lambda one: theirs.add(one, FactsAdded(imminent=True)),
            lambda one: theirs.take(one, label),
            lambda one: theirs.recuse(one, RecusalDeclared(who="officer-1")),
            theirs.erase,
            lambda one: theirs.shared_entries(one, "P1"),
        ):
            with pytest.raises(Misuse) as told:
                ask(reference)
            yield type(told.value), str(told.value)

    nowhere = new_reference("moon", day)
    before = list(answers(nowhere))
    reference = ready(door, state)

    assert list(answers(reference)) == before
    assert list(answers(nowhere)) == before


def test_what_a_recused_officer_tried_leaves_no_trace(door, door_of):
    theirs = door_of("officer-2")
    reference = received(door, "XXA")
    size = door.archive.record.size()

    with pytest.raises(NoSuchCase):
        theirs.weigh(reference, a_weighing())

    assert door.archive.record.size() == size


def test_a_wall_for_a_state_stands_before_its_first_case(door):
    done(door.recuse(None, RecusalDeclared(who="officer-4", state="XXC")))
    done(door.recuse(None, RecusalDeclared(who="officer-4", state="XXA")))

    case_id = door.archive.find(received(door, "XXA"))

    assert door.archive.vault.holders(case_id) == ("officer-1", "officer-3")


# -- refusals ------------------------------------------------------------------------------------


def test_a_refusal_is_an_entry_with_its_paragraphs_and_changes_nothing_else(house, door):
    reference = received(door, "XXB")
    before = door.show(reference)

    outcome = door.propose(reference, MeasureProposed(measure="letter"), by=Post.RAPPORTEUR)

    assert why(outcome) == {"no-basis", "not-weighed"}
    now = door.show(reference)
    assert now.refusals == (
        (
            house.clock.day,
            StepRefused(
                verb="propose",
                measure="letter",
                objections=("no-basis", "not-weighed"),
                sources=("N 11", "G 13"),
            ),
        ),
    )
    assert (now.persons, now.measures, now.texts, now.stage) == (
        before.persons,
        before.measures,
        before.texts,
        before.stage,
    )


def test_an_officer_who_left_reads_nothing_with_a_door_that_is_still_open(door, door_of):
    gone = door_of("officer-4")
    reference = received(door, "XXB")
    assert gone.show(reference).reference == reference

    installation.retire(door.archive, "officer-4", door.now())

    for ask in (gone.cases, gone.due, lambda: gone.show(reference)):
        with pytest.raises(Unable):
            ask()


def test_the_plenarys_key_reads_no_case_and_no_list(house, door):
    officer = installation.enrol(
        door.archive,
        PASSPHRASE,
        (),
        Post.PLENARY,
        door.now(),
        lambda _: True,
        cost=Cost.TRIAL,
    )
    done(door.fill_office(OfficeFilled(post=Post.PLENARY, holder=officer, since=FIRST_DAY)))
    reference = received(door, "XXB")
    slot = Slot.read(house.home.slots / f"{officer}.slot")
    keys = OwnKeys(slot.open(PASSPHRASE), house.home.keys)

    with Secretariat(house.home, keys, house.clock, plugin=door.plugin) as theirs:
        for ask in (theirs.cases, theirs.due, lambda: theirs.show(reference)):
            with pytest.raises(Misuse, match="the plenary does not"):
                ask()
        assert theirs.receive(an_intake()).reference is not None
    keys.close()


def test_the_country_rapporteurs_key_reads_cases_and_no_lists(house, door):
    officer = installation.enrol(
        door.archive,
        PASSPHRASE,
        ("XXC",),
        Post.COUNTRY_RAPPORTEUR,
        door.now(),
        lambda _: True,
        cost=Cost.TRIAL,
    )
    term = OfficeFilled(
        post=Post.COUNTRY_RAPPORTEUR,
        holder=officer,
        nationalities=("XXC",),
        state="XXB",
        since=FIRST_DAY,
    )
    done(door.fill_office(term))
    reference = received(door, "XXB")
    slot = Slot.read(house.home.slots / f"{officer}.slot")
    keys = OwnKeys(slot.open(PASSPHRASE), house.home.keys)

    with Secretariat(house.home, keys, house.clock, plugin=door.plugin) as theirs:
        assert theirs.show(reference).reference == reference
        for ask in (theirs.cases, theirs.due):
            with pytest.raises(Misuse, match="does not list here"):
                ask()
    keys.close()
