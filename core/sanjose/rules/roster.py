"""What stands against an entry in the roster: two terms at once, two where one acts.

An empty office is no fault: somebody stands in, at the end the plenary, and an allegation is
recorded whoever is there (floor 4). Source: G 8; N 5, annex I.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from sanjose.rules.authority import OF_ONE_STATE, wall_for
from sanjose.rules.profile import Committee, Shape
from sanjose.words.committee import CommitteeRecord
from sanjose.words.events import OfficeFilled
from sanjose.words.model import Decider, Post

ALONE = frozenset({Post.CHAIR, Post.ALTERNATE, Post.VISIT})
"""Offices that one person holds at a time, whatever the committee; a visit has one focal point."""


def against(record: CommitteeRecord, filled: OfficeFilled, committee: Committee) -> str | None:
    """Return why an entry cannot stand beside the others, or None; names nobody."""
    return next(_faults(record, filled, committee), None)


def _faults(
    record: CommitteeRecord, filled: OfficeFilled, committee: Committee
) -> Iterator[str]:
    shape, post = committee.shape.value, filled.post
    if post is Post.RAPPORTEUR and shape is Shape.BUREAU:
        yield "here the Bureau is the focal point: enter its members as Bureau"
    if post is Post.VISIT and shape is not Shape.VISITS:
        yield "this committee has no focal point for a visit: choose another office"
    if post in OF_ONE_STATE and filled.state is None:
        yield f"a {post} is for one State: give it with --state"
    if post in OF_ONE_STATE and wall_for(record, filled.state).recuses(
        filled.holder, filled.nationalities
    ):
        yield (
            f"whoever is a national of a State, or recused from its cases, is no {post} for it: "
            "enter somebody else"
        )
    known = {one.key for one in committee.procedures}
    if unknown := [one for one in filled.procedures if one not in known]:
        there = ", ".join(sorted(known))
        yield f"{len(unknown)} of the procedures named are none of this committee: there are {there}"
    for one in record.offices:
        if one.post is not post or not _together(one, filled) or not _same_work(one, filled):
            continue
        if one.holder == filled.holder:
            yield f"this holder is {post} {_term(one)} already: the terms overlap"
        elif post in ALONE or (post is Post.RAPPORTEUR and shape is not Shape.SHARED):
            article = "an" if post is Post.ALTERNATE else "a"
            yield (
                f"there is {article} {post} already, {_term(one)}: enter their last day first, "
                "with `sanjose roster leave`, or say which procedures are whose"
            )


def _together(one: OfficeFilled, other: OfficeFilled) -> bool:
    """Return whether two terms share a day; first and last days count."""
    return one.since <= (other.until or date.max) and other.since <= (one.until or date.max)


def _same_work(one: OfficeFilled, other: OfficeFilled) -> bool:
    """Return whether two holders would act in the same matter: one State, one procedure."""
    if one.state != other.state:
        return False
    mine, theirs = set(one.procedures), set(other.procedures)
    return not mine or not theirs or bool(mine & theirs)


def _term(one: OfficeFilled) -> str:
    """Return a term as it is read."""
    return f"from {one.since} on" if one.until is None else f"from {one.since} to {one.until}"


def unfollowed(
    record: CommitteeRecord, committee: Committee, on: date, ahead: timedelta
) -> tuple[tuple[Post, date], ...]:
    """Return the offices that nobody, or too few, will hold, each with the first such day.

    Only of offices that were held: who first enters a roster is not warned. Source: G 8; N 28.
    """
    return tuple(
        (post, day)
        for post in dict.fromkeys((committee.focal, Post.CHAIR))
        if (day := _first_empty(record, committee, post, on, on + ahead)) is not None
    )


def _first_empty(
    record: CommitteeRecord, committee: Committee, post: Post, on: date, last: date
) -> date | None:
    """Return the first day from one to another on which an office is held by too few."""
    votes = committee.votes.get(Decider.BUREAU) if post is Post.BUREAU else None
    least = votes.value if votes is not None else 1
    ends = (one.until for one in record.offices if one.post is post and one.until is not None)
    days = sorted({max(on, end + timedelta(days=1)) for end in ends if end < last})
    return next((day for day in days if len(record.holding(post, day)) < least), None)
