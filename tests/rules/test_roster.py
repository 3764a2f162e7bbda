"""What stands against an entry in the roster; an empty office never does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjose.rules import authority
from sanjose.rules.authority import Wall
from sanjose.rules.profile import Shape
from sanjose.rules.roster import against, unfollowed
from sanjose.words.committee import CommitteeRecord
from sanjose.words.events import OfficeFilled, RecusalDeclared
from sanjose.words.model import Decider, Post
from sanjose.words.provenance import Chosen
from tests.rules.supposed import DAY, WHY, a_committee

JANUARY = date(2026, 1, 1)
MARCH, APRIL, MAY = date(2026, 3, 31), date(2026, 4, 1), date(2026, 5, 1)
SHAPES = tuple(Shape)


def an_office(post=Post.RAPPORTEUR, holder="Member Adler", **facts) -> OfficeFilled:
    return OfficeFilled(**{"post": post, "holder": holder, "since": JANUARY} | facts)


def fault(entered, *there, shape=Shape.ONE) -> str | None:
    record = CommitteeRecord(slug="cat", offices=there)
    return against(record, entered, a_committee(shape=Chosen(shape, WHY)))


# -- two terms at once -----------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("post", [Post.CHAIR, Post.VICE_CHAIR, Post.BUREAU])
def test_the_same_holder_has_no_two_terms_at_once(shape, post):
    there = an_office(post, until=MARCH)

    said = fault(an_office(post, since=MARCH), there, shape=shape)

    assert said == (
        f"this holder is {post} from 2026-01-01 to 2026-03-31 already: the terms overlap"
    )


def test_a_term_that_follows_another_does_not_overlap_it():
    assert fault(an_office(since=APRIL), an_office(until=MARCH)) is None
    assert fault(an_office(until=MARCH), an_office(since=APRIL)) is None


def test_a_term_inside_another_or_around_it_overlaps_it():
    assert "overlap" in fault(an_office(since=MARCH, until=APRIL), an_office(until=MAY))
    assert "overlap" in fault(an_office(until=MAY), an_office(since=MARCH, until=APRIL))


@given(
    first=st.tuples(st.integers(0, 60), st.none() | st.integers(0, 60)),
    second=st.tuples(st.integers(0, 60), st.none() | st.integers(0, 60)),
)
def test_two_terms_overlap_if_and_only_if_they_share_a_day(first, second):
    def days(term):
        return {JANUARY + timedelta(days=n) for n in range(term[0], _last(term) + 1)}

    def office(term):
        until = None if term[1] is None else JANUARY + timedelta(days=_last(term))
        return an_office(since=JANUARY + timedelta(days=term[0]), until=until)

    overlap = fault(office(first), office(second)) is not None

    assert overlap is bool(days(first) & days(second))


def _last(term) -> int:
    """Return the last day of a term; an open one outlasts every other."""
    since, until = term
    return 200 if until is None else max(since, until)


# -- two where one acts ----------------------------------------------------------------------


@pytest.mark.parametrize("post", [Post.RAPPORTEUR, Post.CHAIR, Post.ALTERNATE])
def test_where_one_acts_there_are_no_two(post):
    said = fault(an_office(post, "Member Birch"), an_office(post))

    assert f"{post} already, from 2026-01-01 on: " in said
    assert "`sanjose roster leave`" in said


def test_two_hold_the_office_where_it_is_shared():
    second = an_office(holder="Member Birch")

    assert fault(second, an_office(), shape=Shape.SHARED) is None
    assert fault(second, an_office(), shape=Shape.ALTERNATE) is not None


def test_an_alternate_stands_beside_the_principal():
    alternate = an_office(Post.ALTERNATE, "Member Birch")

    assert fault(alternate, an_office(), shape=Shape.ALTERNATE) is None


def test_two_chairs_stand_in_no_committee_whatever_its_shape():
    for shape in SHAPES:
        assert fault(an_office(Post.CHAIR, "Member Birch"), an_office(Post.CHAIR), shape=shape)


def test_a_bureau_and_vice_chairs_are_several():
    for post in (Post.BUREAU, Post.VICE_CHAIR):
        assert fault(an_office(post, "Member Birch"), an_office(post)) is None


def test_a_split_office_has_one_holder_for_each_procedure():
    reports = an_office(procedures=("report",))

    assert fault(an_office(holder="Member Birch", procedures=("inquiry",)), reports) is None
    assert fault(an_office(holder="Member Birch", procedures=("report",)), reports)
    assert fault(an_office(holder="Member Birch"), reports)


def test_the_same_member_may_hold_two_parts_of_a_split_office():
    assert fault(an_office(procedures=("inquiry",)), an_office(procedures=("report",))) is None


def test_a_successor_is_entered_once_the_predecessor_has_a_last_day():
    successor = an_office(holder="Member Birch", since=APRIL)

    assert fault(successor, an_office())
    assert fault(successor, an_office(until=MARCH)) is None


# -- offices of one State --------------------------------------------------------------------


@pytest.mark.parametrize("post", [Post.COUNTRY_RAPPORTEUR, Post.VISIT])
def test_an_office_for_a_state_names_it(post):
    assert "for one State" in fault(an_office(post), shape=Shape.VISITS)
    assert fault(an_office(post, state="XXA"), shape=Shape.VISITS) is None


def test_a_focal_point_for_a_visit_is_only_where_there_are_visits():
    said = fault(an_office(Post.VISIT, state="XXA"))

    assert said == "this committee has no focal point for a visit: choose another office"


def test_one_member_follows_several_states():
    there = an_office(Post.COUNTRY_RAPPORTEUR, state="XXA")

    assert fault(an_office(Post.COUNTRY_RAPPORTEUR, state="XXB"), there) is None
    assert fault(an_office(Post.COUNTRY_RAPPORTEUR, state="XXA"), there)


@pytest.mark.parametrize("post", [Post.COUNTRY_RAPPORTEUR, Post.VISIT])
def test_a_national_of_a_state_holds_no_office_for_it(post):
    theirs = an_office(post, state="XXA", nationalities=("XXB", "XXA"))
    elsewhere = an_office(post, state="XXC", nationalities=("XXB", "XXA"))

    assert "national" in fault(theirs, shape=Shape.VISITS)
    assert fault(elsewhere, shape=Shape.VISITS) is None


@pytest.mark.parametrize("post", [Post.COUNTRY_RAPPORTEUR, Post.VISIT])
def test_whoever_is_recused_from_a_state_holds_no_office_for_it(post):
    recused = RecusalDeclared(who="Member Adler", state="XXA")
    record = CommitteeRecord(slug="cat", recusals=(recused,))
    committee = a_committee(shape=Chosen(Shape.VISITS, WHY))

    assert "recused" in against(record, an_office(post, state="XXA"), committee)
    assert against(record, an_office(post, state="XXC"), committee) is None


def test_a_visit_has_one_focal_point_and_another_visit_another():
    there = an_office(Post.VISIT, state="XXA", until=MARCH)
    other = an_office(Post.VISIT, "Member Birch", state="XXA", since=MARCH)

    assert "already" in fault(other, there, shape=Shape.VISITS)
    assert fault(replace(other, since=APRIL), there, shape=Shape.VISITS) is None
    assert fault(replace(other, state="XXB"), there, shape=Shape.VISITS) is None


# -- the Bureau, and what is misspelt ------------------------------------------------------------


def test_where_the_bureau_is_the_focal_point_there_is_no_rapporteur():
    said = fault(an_office(), shape=Shape.BUREAU)

    assert said == "here the Bureau is the focal point: enter its members as Bureau"


def test_a_procedure_that_the_committee_has_not_is_none_of_an_office():
    said = fault(an_office(procedures=("reprot",)))

    assert said.endswith("there are inquiry, report")
    assert "reprot" not in said


def test_no_sentence_names_anybody():
    entered = an_office(holder="Member Birch")
    for there in (an_office(), an_office(holder="Member Birch")):
        said = fault(entered, there)
        assert "Birch" not in said
        assert "Adler" not in said


# -- nobody left -----------------------------------------------------------------------------


@pytest.mark.parametrize("post", list(Post))
def test_where_no_substitute_is_left_somebody_acts_all_the_same(post):
    """Floor 4: receipt never fails for lack of an acting post."""
    national = an_office(Post.VICE_CHAIR, nationalities=("XXA",))
    record = CommitteeRecord(slug="cat", offices=(national,))

    acting = authority.acting(post, record, Wall(state="XXA"), None, DAY)

    assert acting.post in {Post.PLENARY, Post.SECRETARIAT}
    assert acting.holders == ()


# -- who follows ---------------------------------------------------------------------------------

AHEAD = timedelta(days=60)


def ending(*offices, votes=None, shape=Shape.ONE, on=DAY):
    """Return the offices that will be held by too few."""
    committee = a_committee(
        shape=Chosen(shape, WHY), votes={Decider.BUREAU: Chosen(votes, WHY)} if votes else {}
    )
    return dict(unfollowed(CommitteeRecord(offices=offices), committee, on, AHEAD))


def test_an_office_that_ends_soon_without_a_successor_is_named_with_its_first_empty_day():
    soon = an_office(until=DAY + timedelta(days=30))

    assert ending(soon) == {Post.RAPPORTEUR: DAY + timedelta(days=31)}
    assert ending(soon, on=DAY - timedelta(days=40)) == {}


def test_an_office_that_somebody_follows_on_the_next_day_is_not_named():
    last = an_office(until=DAY + timedelta(days=30))
    gap = an_office(holder="Member Birch", since=DAY + timedelta(days=32))
    next_ = an_office(holder="Member Birch", since=DAY + timedelta(days=31))

    assert ending(last, next_) == {}
    assert ending(last, gap) == {Post.RAPPORTEUR: DAY + timedelta(days=31)}


def test_an_office_that_ended_and_was_left_empty_is_named_today():
    assert ending(an_office(Post.CHAIR, until=DAY - timedelta(days=9))) == {Post.CHAIR: DAY}


def test_an_office_that_nobody_ever_held_is_not_named():
    assert ending() == {}
    assert ending(an_office()) == {}


def test_a_bureau_is_followed_while_enough_are_left_to_vote():
    staying = [an_office(Post.BUREAU, holder=f"Member {n}") for n in ("Elm", "Fir", "Gorse")]
    leaving = an_office(Post.BUREAU, holder="Member Hazel", until=DAY + timedelta(days=5))

    assert ending(*staying, leaving, votes=3, shape=Shape.BUREAU) == {}
    assert ending(*staying[:2], leaving, votes=3, shape=Shape.BUREAU) == {
        Post.BUREAU: DAY + timedelta(days=6)
    }
