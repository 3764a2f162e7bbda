"""What lies ready for an office: nothing of it is lost, and nothing outlives the wall.

A sheet lies ready until the next digest, which can be days away, and a notice is said again
until somebody acts. The Chair is a national of Trialand (XXC). Source: N 46; G 10; floor 4.
"""

import pyrage
import pytest

from sanjose.secretariat.papers.readers import Made
from sanjose.words.events import NoticeGiven, OfficeCorrected, RecusalDeclared
from sanjose.words.model import Post
from tests.secretariat.house import MONDAY, done, ready, received

CHAIR = ("Chair", "cedar@example.org")
LATER = MONDAY.replace(month=12)


@pytest.fixture
def two(door_of):
    """The door of officer-2, with a key of the Chair that officer-2 entered."""
    door = door_of("officer-2")
    done(door.enter_key(Post.CHAIR, None, a_key()))
    return door


def a_key() -> bytes:
    return str(pyrage.x25519.Identity.generate().to_public()).encode()


def sheet(door):
    return next(one for one in door.sheets().sheets if one.reader.post is Post.CHAIR)


def laid(door):
    done(door.prepare([Made(sheet=sheet(door), content=b"x")]))


def lying(door):
    return door.archive.notices.sheet(*CHAIR, LATER)


def news(door):
    return {one.reference for one in sheet(door).news}


# -- sheets --------------------------------------------------------------------------------------


def test_what_stood_on_a_sheet_that_never_went_is_new_on_the_next(two, house):
    first = ready(two, "XXB")
    laid(two)
    house.clock.pass_days(1)
    second = ready(two, "XXB")

    assert news(two) == {first, second}
    assert sheet(two).since < MONDAY


def test_nothing_is_lost_where_several_sheets_never_went(two, house):
    references = set()
    for _ in range(3):
        references.add(ready(two, "XXB"))
        laid(two)
        house.clock.pass_days(1)

    assert news(two) == references


def test_what_was_handed_over_is_not_told_again(two, house):
    ready(two, "XXB")
    laid(two)
    house.clock.pass_days(1)
    done(two.prepare([Made(sheet=sheet(two), content=b"x", by_hand=True)]))
    house.clock.pass_days(1)

    assert news(two) == set()


def test_a_sheet_takes_the_place_of_those_that_never_went(two, house):
    laid(two)
    before = two.archive.notices.sheet(*CHAIR, MONDAY)
    house.clock.pass_days(1)
    laid(two)

    assert before is not None
    assert two.archive.notices.sheet(*CHAIR, MONDAY) is None
    assert lying(two).for_day == house.clock.day


def test_what_was_sealed_to_the_key_before_is_new_on_the_next_sheet(two, house):
    reference = ready(two, "XXB")
    laid(two)
    done(two.enter_key(Post.CHAIR, None, a_key()))
    house.clock.pass_days(1)

    assert lying(two) is None
    assert news(two) == {reference}


def test_what_lay_ready_for_an_address_that_was_wrong_is_told_again(two, house):
    ready(two, "XXB")
    done(two.prepare([Made(sheet=sheet(two), content=b"x", by_hand=True)]))
    done(two.switch_digests(running=True))
    house.clock.pass_days(1)
    reference = ready(two, "XXB")
    laid(two)
    corrected = OfficeCorrected(post=Post.CHAIR, holder="officer-4", address="new@example.org")
    done(two.correct_office(corrected))
    house.clock.pass_days(1)

    assert news(two) == {reference}


def test_a_sheet_that_lies_ready_goes_nowhere_once_its_reader_is_recused(two, house):
    kept, walled = ready(two, "XXB"), ready(two, "XXB")
    laid(two)

    done(two.recuse(walled, RecusalDeclared(who="officer-4")))

    house.clock.pass_days(1)
    assert lying(two) is None
    assert news(two) == {kept}


def test_a_sheet_that_lies_ready_goes_nowhere_once_its_reader_is_recused_from_a_state(two):
    ready(two, "XXB")
    laid(two)

    done(two.recuse(None, RecusalDeclared(who="Officer-4", state="XXA")))

    assert lying(two) is None


def test_a_sheet_that_lies_ready_goes_nowhere_once_something_is_erased(two, house):
    reference = ready(two, "XXB")
    laid(two)

    done(house.second(two.erase(reference)))

    assert lying(two) is None


def test_anothers_recusal_leaves_a_sheet_where_it_lies(two):
    reference = ready(two, "XXB")
    laid(two)

    done(two.recuse(reference, RecusalDeclared(who="officer-3")))

    assert lying(two) is not None


# -- notices -------------------------------------------------------------------------------------


def waiting(door):
    return {one.role for one in door.archive.notices.waiting()}


def test_a_notice_stops_though_something_waits_of_which_the_reader_may_not_know(two):
    """Were it said again, the Chair would learn from it that there is something else."""
    reference = received(two, "XXB")
    received(two, "XXC")

    done(two.notify(reference, NoticeGiven(to=Post.CHAIR)))

    assert "Chair" not in waiting(two)


def test_whoever_stands_in_is_still_told_of_what_waits_for_them(two):
    vice = OfficeCorrected(
        post=Post.VICE_CHAIR, holder="Member Dogwood", address="dogwood@example.org"
    )
    done(two.correct_office(vice))
    reference = received(two, "XXC")
    received(two, "XXC")

    done(two.notify(reference, NoticeGiven(to=Post.VICE_CHAIR)))

    assert "Vice-Chair" in waiting(two)


def test_a_notice_stops_once_its_reader_is_recused_from_all_that_waits(two):
    reference = received(two, "XXB")

    done(two.recuse(reference, RecusalDeclared(who="officer-4")))

    assert "Chair" not in waiting(two)


@pytest.mark.parametrize("state", [None, "XXB"])
def test_whoever_stands_in_after_a_recusal_is_told_that_something_waits(two, state):
    free = OfficeCorrected(
        post=Post.VICE_CHAIR,
        holder="Member Dogwood",
        nationalities=("XXA",),
        address="dogwood@example.org",
    )
    done(two.correct_office(free))
    reference = received(two, "XXB")

    recusal = RecusalDeclared(who="officer-4", state=state)
    done(two.recuse(None if state else reference, recusal))

    assert waiting(two) == {"rapporteur", "Vice-Chair"}


def test_a_notice_stays_where_its_reader_is_recused_from_something_else(two):
    received(two, "XXB")
    reference = received(two, "XXB")

    done(two.recuse(reference, RecusalDeclared(who="officer-4")))

    assert "Chair" in waiting(two)
