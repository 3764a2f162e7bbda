"""A committee's material for the meeting of Chairs: written, read strictly, joined. G 33."""

import json
from dataclasses import replace
from datetime import date

import pytest

from sanjose.rules.figures import Breakdown, Figure, Figures
from sanjose.rules.material import FORM, MOST, Line, Text, Told, as_plain, joined, taken, told
from sanjose.rules.reports import Account, Material, Reference, Sort
from sanjose.words.errors import Misuse
from sanjose.words.model import Calendar, Use
from sanjose.words.practices import Practice, PracticeNoted
from sanjose.words.provenance import Chosen
from sanjose.words.sealed import Sealed
from tests.rules.moon import WHY, a_profile

FIRST, LAST = date(2022, 2, 1), date(2023, 1, 31)


def figures(total=None, **procedures):
    lines = tuple(Figure(key=key, title=key, number=n) for key, n in procedures.items())
    breakdowns = (Breakdown(key="procedure", title="by procedure", figures=lines),)
    return Figures(
        since=FIRST,
        until=LAST,
        total=Figure(key="", title="Allegations received", number=total),
        breakdowns=breakdowns if procedures else (),
        public=True,
    )


def material(**facts):
    known = {
        "committee": a_profile(),
        "sort": Sort.CHAIRS,
        "since": FIRST,
        "until": LAST,
        "dated": LAST,
        "figures": figures(),
        "calendar": {Calendar.REVIEW: 16, Calendar.VISIT: 0},
    }
    return Material(**known | facts)


def written(**changes):
    """Return a file as another committee wrote it, with something else in its fields."""
    plain = as_plain(told(material(figures=figures(2, report=2))))
    return json.dumps(plain | changes).encode()


def test_material_is_read_back_as_it_was_written():
    one = told(
        material(
            figures=figures(None, report=0, complaint=None),
            general=(Reference(symbol="X/1, para. 2", state="CUB"),),
            observed=(
                Reference(symbol="X/1, para. 2", state="CUB"),
                Reference(symbol="X/2", state=None),
            ),
            done=("private-meeting",),
            accounts=(Account(text="An account.", use=Use.PUBLISH, on=LAST),),
            practices=(
                Practice(
                    label="B1",
                    on=LAST,
                    fact=PracticeNoted(title="Paper", text=Sealed("By hand.")),
                ),
            ),
        )
    )

    assert taken(json.dumps(as_plain(one)).encode()) == one
    assert one.held == (Line(title="review of a report", number=16),)
    assert one.general == (Text(text="X/1, para. 2", title="Cuba"),)
    assert one.observed == (Text(text="X/2"),)
    assert one.accounts == (Text(text="An account."),)
    assert one.practices == (Text(text="By hand.", title="Paper"),)
    assert one.received is None


def test_of_procedures_nothing_is_told_where_nothing_is_published():
    assert told(material(figures=figures(3, report=None))).procedures == ()
    assert told(material(figures=figures(3))).procedures == ()


def test_that_everything_could_be_placed_is_told_nowhere():
    none = told(material(figures=figures(None, report=0, unknown=0)))
    some = told(material(figures=figures(8, report=0, unknown=8)))

    assert [one.title for one in none.procedures] == ["report"]
    assert [one.title for one in some.procedures] == ["report", "unknown"]


def test_a_policy_is_named_where_the_profile_has_one():
    own = told(material(committee=a_profile(policy=Chosen("X/55/2", WHY))))

    assert own.policy == "X/55/2"
    assert told(material(committee=a_profile(policy=Chosen(None, WHY)))).policy == ""


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"{", "no material for the meeting"),
        (b"\xff\xfe", "no material for the meeting"),
        (b"[]", "no material for the meeting"),
        (b"[" * 100_000, "no material for the meeting"),
        (json.dumps({"form": "another"}).encode(), "no material for the meeting"),
        (json.dumps({"form": FORM}).encode(), "a field too many or too few"),
        (written(more=1), "a field too many or too few"),
        (written(since="soon"), "since: this is no date"),
        (written(since=4), "since: this is no date"),
        (written(since="2024-01-01"), "until: the period ends"),
        (written(received=-1), "received: this is no number"),
        (written(received=True), "received: this is no number"),
        (written(received=10**9), "received: this is no number"),
        (written(name=" "), "committee: it has"),
        (written(committee="c/t"), "committee: it has"),
        (written(committee=7), "committee: this is no text"),
        (written(name="x" * 20_001), "name: this is no text"),
        (written(name="bell\x07"), "name: this is no text"),
        (written(done="held"), "done: this is no list"),
        (written(done=["x"] * (MOST + 1)), "done: this is no list"),
        (written(done=[1]), "done: this is no text"),
        (written(held=[1]), "held: each has"),
        (written(held=[{"title": "x"}]), "held: each has"),
        (written(held=[{"title": "x", "number": "2"}]), "held: this is no number"),
        (written(accounts=[{"title": "", "text": 3}]), "accounts: this is no text"),
    ],
)
def test_what_is_no_material_is_refused_by_its_field_and_never_repeated(raw, why):
    with pytest.raises(Misuse, match=why) as caught:
        taken(raw)

    assert "bell" not in str(caught.value)
    assert "soon" not in str(caught.value)


def test_several_committees_are_joined_by_their_names_and_each_stands_once():
    moon = written()
    sun = written(committee="sun", name="A Committee on the Sun")

    assert [one.committee for one in joined([moon, sun])] == ["sun", "moon"]
    with pytest.raises(Misuse, match="there twice"):
        joined([moon, sun, moon])
    with pytest.raises(Misuse, match="at least one"):
        joined([])


def test_an_unpublished_number_stays_unpublished_on_the_way():
    one = taken(written(received=None))

    assert isinstance(one, Told)
    assert replace(one, received=2) != one
    assert one.received is None
