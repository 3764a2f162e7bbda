"""Who may do what, who acts for whom, and whom a case keeps out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjose.rules import authority
from sanjose.rules.authority import (
    ALLOWED,
    RANK,
    STANDING_IN,
    WRITE_ONLY,
    Acting,
    Actor,
    Term,
    Wall,
    acting,
    actor,
    by,
    may,
    wall,
    wall_for,
)
from sanjose.words.events import OfficeFilled, OfficerEnrolled, RecusalDeclared
from sanjose.words.model import Decider, Post
from sanjose.words.provenance import shortly
from tests.words.facts import a_case, a_record

DAY = date(2026, 3, 2)
OPEN = Wall()
KEPT_OUT = Wall(names=frozenset({"Invented Officer"}))
OF_THE_STATE = Wall(state="XXA")

MAY = {
    Post.SECRETARIAT: (
        "receive urgent add contact inform consent weigh consult assess conclude propose decide "
        "confirm take reply park close recuse notify erase file read list roster calendar "
        "participation officer verify release approve share send recall directory inbox "
        "interest judge join practice account draft brief disclose digest"
    ),
    Post.RAPPORTEUR: (
        "receive urgent read list recuse confirm decide approve contact consult assess conclude "
        "propose park inbox interest judge practice account disclose"
    ),
    Post.ALTERNATE: (
        "receive urgent read list recuse confirm decide approve contact consult assess conclude "
        "propose park inbox interest judge practice account disclose"
    ),
    Post.VISIT: (
        "receive urgent read recuse confirm decide approve contact consult assess conclude propose"
    ),
    Post.CHAIR: "receive urgent read list recuse confirm decide approve judge",
    Post.VICE_CHAIR: "receive urgent read list recuse confirm decide approve judge",
    Post.BUREAU: "receive urgent read list recuse confirm decide approve judge",
    Post.COUNTRY_RAPPORTEUR: "receive urgent read recuse",
    Post.PLENARY: "receive urgent",
}
"""Everything that anybody may do with a key of their own, written out again."""

OF_A_STATE = {Post.COUNTRY_RAPPORTEUR, Post.VISIT}
VERBS = sorted(
    {verb for verbs in MAY.values() for verb in verbs.split()} | {"publish", "post", ""}
)
some = settings(deadline=None, max_examples=200)


def an_actor(post=Post.SECRETARIAT, **known):
    return Actor(officer="Invented Officer", post=post, **known)


def office(holder, post=Post.RAPPORTEUR, **known):
    return OfficeFilled(post=post, holder=holder, **{"since": DAY} | known)


def told(objections):
    return [(one.key, shortly(one.source)) for one in objections]


def names(found):
    return [one.holder for one in found.holders]


# -- what a key may do -------------------------------------------------------------------------


@pytest.mark.parametrize("post", Post)
def test_what_is_not_written_out_is_denied(post):
    found = {verb: told(may(an_actor(post), verb, OPEN)) for verb in VERBS}

    denied = [("not-authorised", "G 14")]
    assert found == {verb: [] if verb in MAY[post].split() else denied for verb in VERBS}


@pytest.mark.parametrize("post", Post)
@pytest.mark.parametrize("keeps", [KEPT_OUT, OF_THE_STATE], ids=["by name", "by nationality"])
def test_whoever_is_recused_can_hand_in_and_do_nothing_else(post, keeps):
    """Floor 4. They are answered as if the case did not exist, whatever they ask."""
    them = an_actor(post, nationalities=frozenset({"XXB", "XXA"}))

    found = {verb: [one.key for one in may(them, verb, keeps)] for verb in VERBS}

    assert {verb for verb, keys in found.items() if not keys} == (
        {"receive", "urgent", "recuse"} & set(MAY[post].split())
    )
    assert {verb for verb, keys in found.items() if keys == ["recused"]} == (
        set(VERBS) - {"receive", "urgent", "recuse"}
    )


@pytest.mark.parametrize("post", Post)
@pytest.mark.parametrize("keeps", [OPEN, KEPT_OUT], ids=["open", "kept out"])
def test_somebody_without_a_key_of_this_house_does_nothing(post, keeps):
    stranger = an_actor(post, enrolled=False)

    for verb in VERBS:
        assert told(may(stranger, verb, keeps)) == [("not-enrolled", "ours")]


def test_the_tables_know_every_post():
    assert set(ALLOWED) == set(STANDING_IN) == set(RANK) == set(Post)
    assert {post: set(verbs) for post, verbs in ALLOWED.items()} == {
        post: set(verbs.split()) for post, verbs in MAY.items()
    }
    assert {"receive", "urgent", "recuse"} == WRITE_ONLY


def test_everybody_can_hand_in_what_reached_them():
    """Receipt never fails for lack of an acting post."""
    assert all({"receive", "urgent"} <= verbs for verbs in ALLOWED.values())


def test_a_post_decides_as_much_as_its_office():
    assert RANK == {
        Post.SECRETARIAT: Decider.SECRETARIAT,
        Post.COUNTRY_RAPPORTEUR: Decider.SECRETARIAT,
        Post.VISIT: Decider.RAPPORTEUR,
        Post.RAPPORTEUR: Decider.RAPPORTEUR,
        Post.ALTERNATE: Decider.RAPPORTEUR,
        Post.CHAIR: Decider.CHAIR,
        Post.VICE_CHAIR: Decider.CHAIR,
        Post.BUREAU: Decider.BUREAU,
        Post.PLENARY: Decider.PLENARY,
    }


def test_an_officer_acts_with_the_post_and_the_nationalities_that_were_enrolled():
    record = a_record(office("Invented Officer", Post.CHAIR))
    enrolled = OfficerEnrolled(
        officer="Invented Officer", nationalities=("XXA", "XXB"), post=Post.CHAIR
    )

    assert actor(enrolled, "another name", record, DAY) == Actor(
        officer="Invented Officer",
        post=Post.CHAIR,
        nationalities=frozenset({"XXA", "XXB"}),
        states=frozenset(),
    )


def test_somebody_who_is_not_enrolled_is_known_by_name_only():
    assert actor(None, "Invented Officer", a_record(), DAY) == Actor(
        officer="Invented Officer", enrolled=False
    )


ENROLLED = OfficerEnrolled(officer="Invented Officer", post=Post.RAPPORTEUR)
UNTIL_DAY = office("Invented Officer", since=date(2024, 1, 1), until=DAY)


@pytest.mark.parametrize(
    ("offices", "serves"),
    [
        ((), (Term.NONE, Term.NONE)),
        ((UNTIL_DAY,), (Term.SERVING, Term.OVER)),
        ((replace(UNTIL_DAY, holder="Invented Other"),), (Term.NONE, Term.NONE)),
        ((replace(UNTIL_DAY, post=Post.CHAIR),), (Term.NONE, Term.NONE)),
        (
            (UNTIL_DAY, office("Invented Officer", since=date(2026, 6, 1))),
            (Term.SERVING, Term.AHEAD),
        ),
        (
            (office("Invented Officer", since=DAY + timedelta(days=1)),),
            (Term.AHEAD, Term.SERVING),
        ),
    ],
    ids=[
        "in no roster",
        "a term",
        "another's term",
        "in another office",
        "elected again, after a while",
        "elected",
    ],
)
def test_a_key_of_an_office_works_until_the_term_is_over(offices, serves):
    """G 8: the work moves with the office. Before a term, or without one, a key is no office."""
    record = a_record(*offices)

    found = [
        actor(ENROLLED, "Invented Officer", record, DAY + timedelta(days=n)) for n in (0, 1)
    ]

    assert tuple(one.term for one in found) == serves


@pytest.mark.parametrize(
    ("offices", "found"),
    [
        ((), Term.SERVING),
        ((replace(UNTIL_DAY, post=Post.SECRETARIAT, until=None),), Term.SERVING),
        (
            (replace(UNTIL_DAY, post=Post.SECRETARIAT, until=DAY - timedelta(days=1)),),
            Term.OVER,
        ),
    ],
    ids=["in no roster", "in it", "until yesterday"],
)
def test_the_secretariats_keys_need_no_entry_in_the_roster(offices, found):
    colleague = replace(ENROLLED, post=Post.SECRETARIAT)

    assert actor(colleague, colleague.officer, a_record(*offices), DAY).term is found


@pytest.mark.parametrize(
    ("term", "key", "said"),
    [
        (Term.AHEAD, "no-term", "has not begun"),
        (Term.NONE, "no-term", "sanjose roster fill"),
        (Term.OVER, "term-over", "is over"),
    ],
)
def test_outside_a_term_a_key_is_refused_with_what_to_do(term, key, said):
    (only,) = may(an_actor(Post.CHAIR, term=term), "read", OPEN)

    assert (only.key, shortly(only.source)) == (key, "G 8")
    assert said in only.reason


def test_after_the_term_one_can_still_hand_in_and_say_that_one_is_recused():
    gone = an_actor(Post.RAPPORTEUR, term=Term.OVER)

    found = {verb: told(may(gone, verb, OPEN)) for verb in VERBS}

    assert {verb for verb, against in found.items() if not against} == {
        "receive",
        "urgent",
        "recuse",
    }
    assert found["assess"] == found["take"] == [("term-over", "G 8")]
    assert [one.key for one in may(gone, "read", Wall(names=frozenset({gone.officer})))] == [
        "recused"
    ]


@pytest.mark.parametrize("post", sorted(OF_A_STATE))
def test_whoever_holds_an_office_for_one_state_reads_of_no_other(post):
    """A key for one visit opens nothing of another one, and nothing once it is over."""
    record = a_record(
        office("Invented Officer", post, state="XXA", until=DAY + timedelta(days=9)),
        office("Invented Other", post, state="XXB"),
    )
    enrolled = OfficerEnrolled(officer="Invented Officer", post=post)
    them = actor(enrolled, "Invented Officer", record, DAY)

    found = {state: told(may(them, "read", Wall(state=state))) for state in ("XXA", "XXB")}

    assert them.states == {"XXA"}
    assert found == {"XXA": [], "XXB": [("not-authorised", "G 8")]}
    assert may(them, "receive", Wall(state="XXB")) == ()
    assert may(an_actor(Post.RAPPORTEUR), "read", Wall(state="XXB")) == ()
    unlisted = actor(enrolled, "Invented Officer", a_record(), DAY)
    before = actor(enrolled, "Invented Officer", record, DAY - timedelta(days=1))
    assert told(may(unlisted, "read", Wall(state="XXB"))) == [("no-term", "G 8")]
    assert told(may(before, "read", Wall(state="XXA"))) == [("no-term", "G 8")]


# -- the wall ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keeps", "out"),
    [
        (Wall(state="XXA"), True),
        (Wall(state="XXC"), False),
        (Wall(state=None), False),
        (Wall(names=frozenset({"Invented One"})), True),
        (Wall(names=frozenset({"Invented"})), False),
        (Wall(state="XXC", names=frozenset({"Invented One"})), True),
    ],
    ids=["own State", "another", "no State", "by name", "another name", "by name in another"],
)
def test_a_case_keeps_out_its_nationals_and_whoever_is_recused(keeps, out):
    assert keeps.recuses("Invented One", ("XXB", "XXA")) is out


@pytest.mark.parametrize(
    "typed", ["invented óne", "INVENTED ONE", " Invented  One", "Inventedone", "Invented-One"]
)
def test_a_recusal_by_name_holds_however_the_name_was_typed(typed):
    """Floor 4."""
    assert Wall(names=frozenset({typed})).recuses("Invented One", ())


def test_somebody_without_a_known_nationality_is_kept_out_by_name_only():
    assert not Wall(state="XXA").recuses("Invented One", ())


def test_the_wall_of_a_case_is_its_own_and_that_of_its_state():
    record = a_record(
        RecusalDeclared(who="Invented One", state="XXA"),
        RecusalDeclared(who="Invented Two", state="XXB"),
        RecusalDeclared(who="Invented Three"),
    )
    case = a_case(RecusalDeclared(who="Invented Four"), state="XXA")

    assert wall(record, case) == Wall(
        state="XXA", names=frozenset({"Invented One", "Invented Three", "Invented Four"})
    )


def test_a_wall_without_a_state_keeps_out_who_is_recused_from_everything():
    record = a_record(
        RecusalDeclared(who="Invented One", state="XXA"), RecusalDeclared(who="Invented Two")
    )

    assert wall_for(record, None) == Wall(names=frozenset({"Invented Two"}))
    assert wall_for(record, "XXB", ("Invented Nine",)) == Wall(
        state="XXB", names=frozenset({"Invented Two", "Invented Nine"})
    )


def test_the_wall_moves_with_the_state_of_the_case():
    assert wall(a_record(), a_case(state="XXB")) == Wall(state="XXB")


# -- whose act is recorded on instruction ------------------------------------------------------


HELD = a_record(
    *(
        office(f"Invented {post}", post, state="XXA" if post in OF_A_STATE else None)
        for post in Post
    )
)
ASSESSORS = {Post.RAPPORTEUR, Post.ALTERNATE, Post.BUREAU, Post.VICE_CHAIR, Post.PLENARY}
"""Who settles a case; the focal point for a visit assesses too, and puts none away."""


@pytest.mark.parametrize("verb", ["assess", "conclude", "park", "close"])
@pytest.mark.parametrize("post", Post)
def test_the_rapporteurs_acts_are_not_entered_as_anybody_elses(verb, post):
    """G 12-14."""
    gone = Wall(state="XXA", names=frozenset({"Invented rapporteur", "Invented alternate"}))
    free = Wall(state="XXA")

    found = told(by(post, verb, HELD, gone if post is Post.VICE_CHAIR else free, None, DAY))

    on_a_visit = {Post.VISIT} if verb in {"assess", "conclude"} else set()
    assert found == ([] if post in ASSESSORS | on_a_visit else [("not-authorised", "G 14")])


@pytest.mark.parametrize("verb", ["propose", "decide", "notify", "take", "confirm"])
@pytest.mark.parametrize("post", [one for one in Post if one is not Post.VICE_CHAIR])
def test_other_acts_are_entered_as_those_of_any_office_that_is_held(verb, post):
    assert by(post, verb, HELD, Wall(state="XXA"), None, DAY) == ()


@pytest.mark.parametrize("post", Post)
def test_nothing_is_entered_as_the_act_of_an_office_that_nobody_holds(post):
    nobodys = post not in {Post.PLENARY, Post.SECRETARIAT}

    assert told(by(post, "decide", a_record(), OPEN, None, DAY)) == (
        [("vacant", "G 8")] if nobodys else []
    )


@pytest.mark.parametrize(
    "post",
    [one for one in Post if one not in {Post.PLENARY, Post.SECRETARIAT, Post.VICE_CHAIR}],
)
@pytest.mark.parametrize("why", ["by name", "by nationality"])
def test_nothing_is_entered_as_the_act_of_somebody_recused(post, why):
    """Floor 6."""
    record = a_record(office("Invented One", post, nationalities=("XXA",), state="XXA"))
    keeps = Wall(state="XXA", names=frozenset({"Invented One"} if why == "by name" else ()))

    assert told(by(post, "decide", record, keeps, None, DAY)) == [("recused", "ours")]


def test_who_acts_for_somebody_recused_is_said():
    record = a_record(office("Invented One"), office("Invented Two", Post.ALTERNATE))
    keeps = Wall(names=frozenset({"Invented One"}))

    (one,) = by(Post.RAPPORTEUR, "assess", record, keeps, None, DAY)

    assert one.reason == "the rapporteur is recused; the alternate acts"


def test_a_vacancy_is_told_with_its_day():
    (one,) = by(Post.CHAIR, "decide", a_record(), OPEN, None, DAY)

    assert one.reason == "nobody holds the office of Chair on 2026-03-02; see `sanjose roster`"


def test_one_co_holder_who_is_free_is_enough():
    record = a_record(office("Invented One"), office("Invented Two"))
    one, both = (
        Wall(names=frozenset(kept))
        for kept in ({"Invented One"}, {"Invented One", "Invented Two"})
    )

    assert by(Post.RAPPORTEUR, "assess", record, one, None, DAY) == ()
    assert told(by(Post.RAPPORTEUR, "assess", record, both, None, DAY)) == [("recused", "ours")]


CHAIRED = (office("Invented One"), office("Invented Two", Post.CHAIR))
VICE = office("Invented Three", Post.VICE_CHAIR)


@pytest.mark.parametrize(
    ("offices", "kept", "acts"),
    [
        ((*CHAIRED, VICE), (), False),
        ((CHAIRED[0], VICE), (), True),
        ((CHAIRED[1], VICE), (), True),
        ((*CHAIRED, VICE), ("Invented One",), True),
        ((*CHAIRED, VICE), ("Invented Two",), True),
        ((*CHAIRED, office("Invented Four", Post.ALTERNATE), VICE), ("Invented One",), False),
    ],
    ids=[
        "both there",
        "no Chair",
        "no rapporteur",
        "rapporteur out",
        "Chair out",
        "an alternate",
    ],
)
def test_the_vice_chair_acts_where_the_rapporteur_or_the_chair_cannot(offices, kept, acts):
    found = by(
        Post.VICE_CHAIR, "decide", a_record(*offices), Wall(names=frozenset(kept)), None, DAY
    )

    assert told(found) == ([] if acts else [("not-acting", "G 14")])


# -- the acting post ---------------------------------------------------------------------------


def test_who_stands_in_for_whom():
    """Floor 4."""
    assert STANDING_IN == {
        Post.RAPPORTEUR: (Post.RAPPORTEUR, Post.ALTERNATE, Post.VICE_CHAIR, Post.PLENARY),
        Post.ALTERNATE: (Post.ALTERNATE, Post.VICE_CHAIR, Post.PLENARY),
        Post.CHAIR: (Post.CHAIR, Post.VICE_CHAIR, Post.PLENARY),
        Post.VICE_CHAIR: (Post.VICE_CHAIR, Post.PLENARY),
        Post.COUNTRY_RAPPORTEUR: (Post.COUNTRY_RAPPORTEUR,),
        Post.VISIT: (
            Post.VISIT,
            Post.RAPPORTEUR,
            Post.ALTERNATE,
            Post.VICE_CHAIR,
            Post.PLENARY,
        ),
        Post.BUREAU: (Post.BUREAU, Post.PLENARY),
        Post.PLENARY: (Post.PLENARY,),
        Post.SECRETARIAT: (Post.SECRETARIAT,),
    }


def test_the_office_falls_from_one_to_the_next_and_at_last_to_the_plenary():
    record = a_record(office("Invented One"), office("Invented Two", Post.ALTERNATE), VICE)
    out = [frozenset(f"Invented {n}" for n in kept) for kept in ((), ("One",), ("One", "Two"))]
    out.append(out[2] | {"Invented Three"})

    found = [acting(Post.RAPPORTEUR, record, Wall(names=kept), None, DAY) for kept in out]

    assert [one.post for one in found] == [
        Post.RAPPORTEUR,
        Post.ALTERNATE,
        Post.VICE_CHAIR,
        Post.PLENARY,
    ]
    assert [names(one) for one in found] == [
        ["Invented One"],
        ["Invented Two"],
        ["Invented Three"],
        [],
    ]


def test_a_vacant_office_falls_to_the_next():
    assert acting(Post.CHAIR, a_record(VICE), OPEN, None, DAY).post is Post.VICE_CHAIR
    assert acting(Post.CHAIR, a_record(), OPEN, None, DAY) == Acting(post=Post.PLENARY)


def test_of_two_co_holders_the_one_who_is_free_acts():
    record = a_record(office("Invented One", nationalities=("XXA",)), office("Invented Two"))

    assert names(acting(Post.RAPPORTEUR, record, Wall(state="XXA"), None, DAY)) == [
        "Invented Two"
    ]
    assert names(acting(Post.RAPPORTEUR, record, OPEN, None, DAY)) == [
        "Invented One",
        "Invented Two",
    ]


def test_nobody_stands_in_for_a_country_rapporteur_but_the_plenary():
    record = a_record(*CHAIRED, VICE)

    assert (
        acting(Post.COUNTRY_RAPPORTEUR, record, Wall(state="XXA"), None, DAY).post
        is Post.PLENARY
    )


def test_the_secretariat_is_there_without_being_in_the_roster():
    assert acting(Post.SECRETARIAT, a_record(), OPEN, None, DAY) == Acting(
        post=Post.SECRETARIAT
    )


def test_a_committee_may_have_its_own_order():
    record = a_record(*CHAIRED, VICE)
    order = (Post.BUREAU, Post.CHAIR)

    assert acting(Post.RAPPORTEUR, record, OPEN, None, DAY, order).post is Post.CHAIR
    assert acting(Post.RAPPORTEUR, record, OPEN, None, DAY, ()).post is Post.PLENARY
    assert acting(Post.RAPPORTEUR, record, OPEN, None, DAY, (Post.SECRETARIAT,)) == Acting(
        post=Post.SECRETARIAT
    )
    assert acting(
        Post.RAPPORTEUR, record, OPEN, None, DAY, (Post.PLENARY, Post.CHAIR)
    ) == Acting(post=Post.PLENARY)


def test_a_country_rapporteur_is_one_for_the_state_of_the_case():
    record = a_record(
        office("Invented One", Post.COUNTRY_RAPPORTEUR, state="XXA"),
        office("Invented Two", Post.COUNTRY_RAPPORTEUR, state="XXB"),
    )
    here = Wall(state="XXB")

    assert names(acting(Post.COUNTRY_RAPPORTEUR, record, here, None, DAY)) == ["Invented Two"]
    assert by(Post.COUNTRY_RAPPORTEUR, "propose", record, here, None, DAY) == ()
    assert told(
        by(Post.COUNTRY_RAPPORTEUR, "propose", record, Wall(state="XXC"), None, DAY)
    ) == [("vacant", "G 8")]


def test_a_visit_has_a_focal_point_for_its_state_and_its_days():
    record = a_record(
        office("Invented One"),
        office("Invented Two", Post.VISIT, state="XXA", until=DAY + timedelta(days=9)),
    )
    asked = [("XXA", 0), ("XXA", 10), ("XXB", 0), (None, 0)]

    found = [
        acting(Post.VISIT, record, Wall(state=state), None, DAY + timedelta(days=n))
        for state, n in asked
    ]

    assert [names(one) for one in found] == [["Invented Two"]] + [["Invented One"]] * 3
    assert [
        told(by(Post.VISIT, "assess", record, Wall(state=one), None, DAY))
        for one in (
            "XXA",
            "XXB",
        )
    ] == [[], [("vacant", "G 8")]]


def test_a_focal_point_for_a_visit_stands_in_where_the_committee_says_so():
    """And then the Vice-Chair does not: the committee's own order counts in each sentence."""
    record = a_record(
        office("Invented One"),
        office("Invented Two", Post.VISIT, state="XXA"),
        office("Invented Four", Post.CHAIR),
        VICE,
    )
    own = {Post.RAPPORTEUR: (Post.RAPPORTEUR, Post.VISIT, Post.VICE_CHAIR)}
    keeps = Wall(state="XXA", names=frozenset({"Invented One"}))
    asked = (record, keeps, None, DAY)

    (recused,) = by(Post.RAPPORTEUR, "assess", *asked, order=own.get)

    assert recused.reason == "the rapporteur is recused; the focal point for a visit acts"
    assert told(by(Post.VICE_CHAIR, "assess", *asked, order=own.get)) == [
        ("not-acting", "G 14")
    ]
    assert by(Post.VICE_CHAIR, "assess", *asked) == ()
    assert acting(Post.RAPPORTEUR, *asked, own[Post.RAPPORTEUR]).post is Post.VISIT


def test_where_the_bureau_assesses_none_of_its_members_does_alone():
    """N 5."""
    asked = (HELD, Wall(state="XXA"), None, DAY)

    found = {post: told(by(post, "assess", *asked, focal=Post.BUREAU)) for post in Post}

    assert {post for post, against in found.items() if not against} == {
        Post.BUREAU,
        Post.PLENARY,
    }
    assert by(Post.CHAIR, "decide", *asked, focal=Post.BUREAU) == ()


def test_a_state_in_the_roster_matters_only_to_offices_for_one_state():
    record = a_record(office("Invented One", state="XXB"))

    assert names(acting(Post.RAPPORTEUR, record, Wall(state="XXA"), None, DAY)) == [
        "Invented One"
    ]


SPLIT = a_record(
    office("Invented One", procedures=("report", "follow-up")),
    office("Invented Two", procedures=("complaint",)),
)


@pytest.mark.parametrize(
    ("known", "who"),
    [
        ("report", ["Invented One"]),
        ("complaint", ["Invented Two"]),
        ("visit", []),
        (None, ["Invented One", "Invented Two"]),
        ("unknown", ["Invented One", "Invented Two"]),
    ],
    ids=str,
)
def test_an_office_split_by_procedure_is_held_for_each_by_its_holder(known, who):
    """An allegation that nobody could place yet reaches every holder: G 10, of all allegations."""
    found = acting(Post.RAPPORTEUR, SPLIT, OPEN, known, DAY)

    assert names(found) == who
    assert (found.post is Post.RAPPORTEUR) == bool(who)
    assert told(by(Post.RAPPORTEUR, "assess", SPLIT, OPEN, known, DAY)) == (
        [] if who else [("vacant", "G 8")]
    )


@pytest.mark.parametrize("known", ["report", "complaint", "unknown", None])
def test_an_office_that_is_not_split_is_held_for_every_procedure(known):
    record = a_record(office("Invented One"))

    assert names(acting(Post.RAPPORTEUR, record, OPEN, known, DAY)) == ["Invented One"]
    assert by(Post.RAPPORTEUR, "assess", record, OPEN, known, DAY) == ()


def test_both_the_first_and_the_last_day_of_an_office_count():
    record = a_record(office("Invented One", until=DAY + timedelta(days=9)))
    days = [DAY + timedelta(days=n) for n in (-1, 0, 9, 10)]

    acts = [acting(Post.RAPPORTEUR, record, OPEN, None, day).post for day in days]

    assert acts == [Post.PLENARY, Post.RAPPORTEUR, Post.RAPPORTEUR, Post.PLENARY]
    assert [bool(by(Post.RAPPORTEUR, "assess", record, OPEN, None, day)) for day in days] == [
        True,
        False,
        False,
        True,
    ]


# -- whoever holds what, and whoever is kept out -----------------------------------------------


holders = st.sampled_from(["Invented One", "Invented Two", "Invented Three"])
states = st.sampled_from(["XXA", "XXB"])
offices = st.builds(
    OfficeFilled,
    post=st.sampled_from(Post),
    holder=holders,
    nationalities=st.lists(states, max_size=2).map(tuple),
    since=st.sampled_from([DAY - timedelta(days=9), DAY, DAY + timedelta(days=1)]),
    until=st.none() | st.just(DAY + timedelta(days=5)),
    state=st.none() | states,
    procedures=st.lists(st.sampled_from(["report", "complaint"]), max_size=1).map(tuple),
)
rosters = st.lists(offices, max_size=7).map(lambda found: a_record(*found))
walls = st.builds(Wall, state=st.none() | states, names=st.frozensets(holders, max_size=2))
procedures = st.sampled_from(["report", "complaint", "unknown", None])


@some
@given(st.sampled_from(Post), rosters, walls, procedures)
def test_nobody_recused_ever_acts(post, record, keeps, known):
    """Floor 4."""
    found = acting(post, record, keeps, known, DAY)

    assert not any(keeps.recuses(one.holder, one.nationalities) for one in found.holders)
    assert all(one.post is found.post and one.since <= DAY for one in found.holders)
    assert found.post in {*STANDING_IN[post], Post.PLENARY}
    assert found.holders or found.post in {Post.PLENARY, Post.SECRETARIAT}


@some
@given(st.sampled_from(Post), rosters, walls, procedures, st.lists(st.sampled_from(Post)))
def test_nobody_recused_acts_in_a_committees_own_order_either(
    post, record, keeps, known, order
):
    found = acting(post, record, keeps, known, DAY, order)

    assert not any(keeps.recuses(one.holder, one.nationalities) for one in found.holders)
    assert found.post in {*order, Post.PLENARY}


@some
@given(st.sampled_from(Post), rosters, walls, procedures)
def test_the_first_in_order_who_is_free_acts(post, record, keeps, known):
    found = acting(post, record, keeps, known, DAY)
    order = STANDING_IN[post]
    before = order[: order.index(found.post)] if found.post in order else order

    for earlier in before:
        assert acting(earlier, record, keeps, known, DAY, (earlier,)).post is Post.PLENARY


@some
@given(
    st.sampled_from([one for one in Post if one not in {Post.PLENARY, Post.SECRETARIAT}]),
    st.sampled_from(["assess", "decide", "notify"]),
    rosters,
    walls,
    procedures,
)
def test_nothing_is_recorded_as_the_act_of_an_office_all_of_whose_holders_are_out(
    post, verb, record, keeps, known
):
    """Floor 6: an authorised decider, not recused."""
    free = [
        one
        for one in record.holding(post, DAY)
        if not keeps.recuses(one.holder, one.nationalities)
    ]

    if not free:
        assert by(post, verb, record, keeps, known, DAY)


def test_a_recused_officer_is_refused_with_what_the_door_listens_for():
    """The door turns this word into "no such case"."""
    assert told(may(an_actor(), "read", KEPT_OUT)) == [("recused", "ours")]
    assert authority.UNKNOWN == "unknown"
