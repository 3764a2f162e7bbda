"""What everybody may see, item by item, for as long as nothing stands against it. Source: G 26."""

from dataclasses import replace

import pytest

from sanjose.rules.profile import Posting
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    CalendarEntered,
    FactsAdded,
    MeasureDecided,
    MeasureProposed,
    MeasureTaken,
    ReplyReceived,
)
from sanjose.words.model import Answer, Calendar, Kind, Post, Use
from sanjose.words.provenance import Chosen
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    MONDAY,
    a_person,
    concluded,
    consent,
    done,
    lenient,
    proposed,
    ready,
    received,
    taken,
)

LETTER = b"The Committee asks the State to protect whoever spoke to it.\n"
REPLY = b"The Government has opened an investigation.\n"


def posted(house, door, reference: str, about: str, content: bytes, *, of_reply=False) -> str:
    """Have a letter or its reply posted by everybody who has to, and return the label."""
    item = f"{about}-reply" if of_reply else about
    done(door.consent(reference, consent(Use.PUBLISH, items=(item,))))
    label = proposed(door, reference, "posting", about=about, of_reply=of_reply)
    done(door.decide(reference, MeasureDecided(label=label), by=Post.PLENARY))
    done(house.second(door.release(reference, label, content).outcome))
    done(door.take(reference, MeasureTaken(label=label)))
    return label


@pytest.fixture
def letter(house, door):
    """A case whose letter was posted, and the label of the letter."""
    reference = ready(door)
    about = taken(door, reference)
    concluded(door, reference)
    posted(house, door, reference, about, LETTER)
    return reference, about


def test_a_letter_that_was_posted_is_seen_exactly_as_it_was_released(door, letter):
    (shown,) = door.public().shown

    assert shown.text == LETTER.decode()
    assert (shown.state, shown.of_reply, shown.posted_on) == ("XXB", False, MONDAY)
    assert shown.written_on == MONDAY
    assert shown.title == "letter to the State party"


def test_of_the_case_behind_it_nothing_is_told(door, letter):
    reference, _ = letter

    told = repr(door.public().shown)

    assert reference not in told
    assert "Ada Quill" not in told
    assert "P1" not in told


def test_a_letter_and_its_reply_are_two_items(house, door, letter):
    reference, about = letter
    done(door.reply(reference, ReplyReceived(label=about, text=Sealed("An investigation."))))
    posted(house, door, reference, about, REPLY, of_reply=True)

    shown = door.public().shown

    assert {one.text for one in shown} == {LETTER.decode(), REPLY.decode()}
    assert len({one.name for one in shown}) == 2
    assert {one.title for one in shown if one.of_reply} == {
        "reply to a letter to the State party"
    }


def test_consent_that_is_taken_back_takes_it_down(door, letter):
    reference, about = letter
    withdrawn = consent(Use.PUBLISH, answer=Answer.WITHDRAWN, items=(about,))
    done(door.consent(reference, withdrawn))

    public = door.public()

    assert public.shown == ()
    assert [one.key for item in public.withheld for one in item.objections] == ["no-basis"]


def test_a_committee_that_posts_no_more_shows_none(house, door, letter):
    plugin = lenient()
    plugin.committee = replace(plugin.committee, posting=Chosen(Posting.NEVER, "invented"))

    with house.door(plugin=plugin) as other:
        public = other.public()

    assert public.shown == ()
    assert "not-posted" in {one.key for item in public.withheld for one in item.objections}


def test_facts_that_came_later_take_nothing_down_and_ask_to_weigh_again(door, letter):
    reference, _ = letter
    done(door.add(reference, FactsAdded(kinds=(Kind.THREAT,))))

    public = door.public()

    assert len(public.shown) == 1
    assert [item.weigh_again for item in public.items] == [True]


def test_what_is_proposed_or_decided_is_not_yet_seen(door):
    reference = ready(door)
    about = taken(door, reference)
    concluded(door, reference)
    done(door.consent(reference, consent(Use.PUBLISH, items=(about,))))
    label = proposed(door, reference, "posting", about=about)
    done(door.decide(reference, MeasureDecided(label=label), by=Post.PLENARY))

    assert door.public().items == ()


def test_whoever_is_recused_is_told_of_no_item(door_of, letter):
    public = door_of("officer-3").public()

    assert public.items == ()


def test_what_was_brought_in_from_the_past_is_listed_without_its_text(door):
    reference = ready(door)
    about = taken(door, reference)
    concluded(door, reference)
    done(door.consent(reference, consent(Use.PUBLISH, items=(about,))))
    with door.in_bulk():
        made = done(
            door.propose(reference, MeasureProposed(measure="posting", about=about), by=None)
        )
        done(door.decide(reference, MeasureDecided(label=made.label), by=Post.PLENARY))
        done(door.take(reference, MeasureTaken(label=made.label, symbol="MOON/2")))

    (shown,) = door.public().shown

    assert (shown.text, shown.symbol) == (None, "MOON/2")


def test_a_day_before_the_posting_shows_nothing_of_it(house, door, letter):
    house.clock.pass_days(3)

    before = door.public(on=MONDAY.replace(day=1))

    assert before.items == ()


def test_public_documents_are_listed_without_any_case(door):
    entry = CalendarEntered(
        what=Calendar.OBSERVATIONS,
        title="MOON/C/CO/1",
        starts=MONDAY,
        state="XXA",
        reprisals="paras 27-28",
    )
    done(door.enter_calendar(entry))
    received(door, "XXA")

    ((state, document),) = door.public().documents

    assert (state, document.symbol, document.paragraphs) == (
        "XXA",
        "MOON/C/CO/1",
        "paras 27-28",
    )


def test_a_document_that_is_still_to_be_adopted_is_not_listed(house, door):
    entry = CalendarEntered(
        what=Calendar.OBSERVATIONS,
        title="MOON/C/CO/2",
        starts=MONDAY,
        ends=MONDAY.replace(day=12),
        state="XXA",
        reprisals="paras 3-4",
    )
    done(door.enter_calendar(entry))

    before = door.public().documents
    house.clock.pass_days(10)

    assert before == ()
    assert [one.symbol for _, one in door.public().documents] == ["MOON/C/CO/2"]


def test_a_day_in_the_future_is_refused(door):
    with pytest.raises(Misuse, match="future"):
        door.public(on=MONDAY.replace(day=30))


def both(house, door) -> tuple[str, str]:
    """Return a case with two persons who agreed that its letter is posted, and the letter."""
    reference = ready(door, "XXB", a_person(), a_person("Cora Plume"))
    about = taken(door, reference)
    concluded(door, reference)
    for person in ("P1", "P2"):
        done(door.consent(reference, consent(Use.PUBLISH, person=person, items=(about,))))
    return reference, about


def test_a_letter_comes_down_when_somebody_who_agreed_to_it_is_erased(house, door):
    reference, about = both(house, door)
    posted(house, door, reference, about, LETTER)
    before = door.public().shown
    done(house.second(door.erase(reference, "P1", nothing_remains=True)))

    after = door.public()

    assert len(before) == 1
    assert after.shown == ()
    assert [one.key for item in after.withheld for one in item.objections] == ["erased"]


def test_whoever_was_erased_before_it_was_posted_takes_nothing_down(house, door):
    reference, about = both(house, door)
    done(house.second(door.erase(reference, "P2", nothing_remains=True)))
    posted(house, door, reference, about, LETTER)

    assert len(door.public().shown) == 1


def test_a_later_reply_changes_nothing_of_the_reply_that_was_posted(house, door, letter):
    """Of a reply to which nobody agreed not even the day is told."""
    reference, about = letter
    done(door.reply(reference, ReplyReceived(label=about, text=Sealed("An investigation."))))
    posted(house, door, reference, about, REPLY, of_reply=True)
    before = door.public().shown
    house.clock.pass_days(5)

    done(door.reply(reference, ReplyReceived(label=about, text=Sealed("In confidence."))))

    assert door.public().shown == before


def test_a_letter_about_two_cases_comes_down_when_one_of_them_takes_it_back(house, door):
    """The same text is posted in both: it is one page."""
    cases = []
    for _ in range(2):
        reference = ready(door)
        about = taken(door, reference)
        concluded(door, reference)
        posted(house, door, reference, about, LETTER)
        cases.append((reference, about))
    before = door.public().shown

    reference, about = cases[0]
    withdrawn = consent(Use.PUBLISH, answer=Answer.WITHDRAWN, items=(about,))
    done(door.consent(reference, withdrawn))

    assert len(before) == 1
    assert door.public().shown == ()


def test_what_was_taken_back_since_is_seen_on_no_earlier_day(house, door, letter):
    reference, about = letter
    house.clock.pass_days(2)
    withdrawn = consent(Use.PUBLISH, answer=Answer.WITHDRAWN, items=(about,))

    done(door.consent(reference, withdrawn))

    assert door.public(on=MONDAY).shown == ()


def test_whoever_is_erased_between_release_and_posting_takes_it_down(house, door):
    """What was released may have named them; after another release it stands."""
    reference, about = both(house, door)
    label = proposed(door, reference, "posting", about=about)
    done(door.decide(reference, MeasureDecided(label=label), by=Post.PLENARY))
    done(house.second(door.release(reference, label, LETTER + b"So does Cora Plume.").outcome))

    done(house.second(door.erase(reference, "P2", nothing_remains=True)))
    done(door.take(reference, MeasureTaken(label=label)))

    assert door.public().shown == ()
    assert [one.key for one in door.public().withheld[0].objections] == ["erased"]


def test_a_letter_to_a_state_that_was_corrected_since_is_not_told_as_one_to_another(
    door, letter
):
    reference, _ = letter
    name = door.public().items[0].posted.name

    done(door.add(reference, FactsAdded(state="XXA")))

    (item,) = door.public().items
    assert [one.key for one in item.objections] == ["moved"]
    assert (item.posted.state, item.posted.name) == ("XXB", name)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("MOON/2 (Ada Quill)", None),
        ("G/SO 229/31 1234/2021", "G/SO 229/31 1234/2021"),
    ],
)
def test_a_symbol_that_tells_who_somebody_is_is_not_shown(house, door, typed, shown):
    """It was typed by hand when the posting was entered, and no guard had read it."""
    reference = ready(door)
    about = taken(door, reference)
    concluded(door, reference)
    done(door.consent(reference, consent(Use.PUBLISH, items=(about,))))
    label = proposed(door, reference, "posting", about=about)
    done(door.decide(reference, MeasureDecided(label=label), by=Post.PLENARY))
    done(house.second(door.release(reference, label, LETTER).outcome))

    done(door.take(reference, MeasureTaken(label=label, symbol=typed)))

    (item,) = door.public().shown
    assert item.symbol == shown
