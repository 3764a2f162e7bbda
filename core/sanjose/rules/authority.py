"""Who may do what: posts, the acting post, recusal, and one pure function denied by default.

Authority belongs to the post and is resolved on a day. Whoever is recused, first of all by
nationality, gets neither content nor notice in any post, and no urgency passes that wall.

Source: G 8, 10, 14; N 5; floors 4 to 6. The Addis Ababa guidelines (A/67/222, annex I) ground
recusal; that it is checked before content is disclosed, not before the vote, is ours.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanjose.rules.view import Objection
from sanjose.words.case import Case
from sanjose.words.committee import CommitteeRecord
from sanjose.words.events import OfficeFilled, OfficerEnrolled
from sanjose.words.mentions import plain_name
from sanjose.words.model import Decider, Post
from sanjose.words.provenance import guidelines, ours

UNKNOWN = "unknown"
"""The procedure of an allegation that nobody could place yet: every holder of a split office."""

WALL = ours("recusal is checked before content is disclosed, not before the vote")

STANDING_IN: dict[Post, tuple[Post, ...]] = {
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
"""Who acts when a post is vacant or its holder recused. Source: floor 4."""

OF_ONE_STATE = frozenset({Post.COUNTRY_RAPPORTEUR, Post.VISIT})
"""Offices that are held for one State: for its review, or while it is visited."""

RANK: dict[Post, Decider] = {
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

DESK = frozenset(
    "receive urgent add contact inform consent weigh consult assess conclude propose decide "
    "confirm take reply park close recuse notify erase file read list roster calendar "
    "participation officer verify judge release approve share send recall directory "
    "inbox interest join practice account draft brief digest disclose".split()
)
HOLDER = frozenset("receive urgent read list recuse confirm decide approve".split())
OF_THE_FOCAL_POINT = frozenset(
    "contact consult assess conclude propose park judge inbox interest practice account "
    "disclose".split()
)
ALLOWED: dict[Post, frozenset[str]] = {
    Post.SECRETARIAT: DESK,
    Post.RAPPORTEUR: HOLDER | OF_THE_FOCAL_POINT,
    Post.ALTERNATE: HOLDER | OF_THE_FOCAL_POINT,
    Post.VISIT: HOLDER - {"list"}
    | frozenset("contact consult assess conclude propose".split()),
    Post.CHAIR: HOLDER | {"judge"},
    Post.VICE_CHAIR: HOLDER | {"judge"},
    Post.BUREAU: HOLDER | {"judge"},
    Post.COUNTRY_RAPPORTEUR: frozenset({"receive", "urgent", "read", "recuse"}),
    Post.PLENARY: frozenset({"receive", "urgent"}),
}
"""What the holder of a key may do; what is not listed is denied."""

WRITE_ONLY = frozenset({"receive", "urgent", "recuse"})
"""What somebody recused may still do: hand in what reached them, and say that they are recused."""

ACTING = frozenset(
    {Post.RAPPORTEUR, Post.ALTERNATE, Post.BUREAU, Post.VICE_CHAIR, Post.PLENARY}
)
INSTRUCTED: dict[str, frozenset[Post]] = {
    "assess": ACTING | {Post.VISIT},
    "conclude": ACTING | {Post.VISIT},
    "park": ACTING,
    "close": ACTING,
    "judge": ACTING | {Post.CHAIR},
    "account": ACTING,
    "disclose": ACTING,
}
"""Acts that are an office-holder's, even where the secretariat enters them. Source: G 12-14;
N 16."""


class Term(StrEnum):
    """Where a day lies for the holder of a key; the words stand in a sentence on the office."""

    SERVING = "serving"
    AHEAD = "has not begun"
    OVER = "is over"
    NONE = "is in no roster"


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """The officer whose key unlocked; ``post`` is the office that the key belongs to.

    ``term`` says whether they hold that office on the day: work moves with the office, not
    with the person. ``states`` are those for which an office for one State is held, as far as
    the roster has this officer in it.
    """

    officer: str
    post: Post = Post.SECRETARIAT
    nationalities: frozenset[str] = frozenset()
    enrolled: bool = True
    term: Term = Term.SERVING
    states: frozenset[str] | None = None

    @property
    def serving(self) -> bool:
        """Return whether the key works on the day."""
        return self.term is Term.SERVING


@dataclass(frozen=True, kw_only=True, slots=True)
class Wall:
    """Whom a case keeps out: the nationals of its State, and whoever is recused by name."""

    state: str | None = None
    names: frozenset[str] = frozenset()

    def recuses(self, name: str, nationalities: Iterable[str]) -> bool:
        """Return whether somebody stands outside; a slip in a name lets nobody in."""
        if self.state is not None and self.state in nationalities:
            return True
        return bool(self.names) and plain_name(name) in map(plain_name, self.names)


@dataclass(frozen=True, kw_only=True, slots=True)
class Acting:
    """Who acts for a post on a day; no holders for the plenary, which is everybody else."""

    post: Post
    holders: tuple[OfficeFilled, ...] = ()


def wall(record: CommitteeRecord, case: Case) -> Wall:
    """Return the conflict wall of a case: its own recusals and those declared for its State."""
    return wall_for(record, case.received.state, (one.who for one in case.recusals))


def wall_for(record: CommitteeRecord, state: str | None, names: Iterable[str] = ()) -> Wall:
    """Return the conflict wall for a State, with the names recused besides."""
    declared = (one.who for one in record.recusals if one.state in (None, state))
    return Wall(state=state, names=frozenset(names).union(declared))


def actor(
    officer: OfficerEnrolled | None, name: str, record: CommitteeRecord, on: date
) -> Actor:
    """Return the officer as an actor on a day; one who is not enrolled may do nothing."""
    if officer is None:
        return Actor(officer=name, enrolled=False)
    return Actor(
        officer=officer.officer,
        post=officer.post,
        nationalities=frozenset(officer.nationalities),
        term=term(officer, record, on),
        states=_states(officer, record, on),
    )


def _states(
    officer: OfficerEnrolled, record: CommitteeRecord, on: date
) -> frozenset[str] | None:
    """Return for which States an officer holds their office; None where no roster has them."""
    held = [one for one in record.offices if _theirs(one, officer)]
    here = [one for one in record.holding(officer.post, on) if _theirs(one, officer)]
    return frozenset(one.state for one in here if one.state is not None) if held else None


def _theirs(office: OfficeFilled, officer: OfficerEnrolled) -> bool:
    return office.post is officer.post and office.holder == officer.officer


def term(officer: OfficerEnrolled, record: CommitteeRecord, on: date) -> Term:
    """Return where a day lies for an officer: within a term, before one, after the last.

    A term begins and ends; a key does neither. The key of an office serves on the days that
    the roster has under its designation, and on no other. The secretariat's keys need no
    entry; where they have one, they serve until the last one ends. Source: G 8; ours.
    """
    held = [one for one in record.offices if _theirs(one, officer)]
    to_come = [one for one in held if one.until is None or on <= one.until]
    match held, to_come:
        case [], _:
            desk = officer.post is Post.SECRETARIAT
            return Term.SERVING if desk else Term.NONE
        case _, []:
            return Term.OVER
        case _:
            begun = any(one.since <= on for one in to_come)
            here = begun or officer.post is Post.SECRETARIAT
            return Term.SERVING if here else Term.AHEAD


def may(actor: Actor, verb: str, wall: Wall) -> tuple[Objection, ...]:
    """Return what stands against an officer doing something; nothing means that they may.

    Whoever is outside the wall is answered as if the case did not exist: the caller turns
    ``recused`` into "no such case".
    """
    if not actor.enrolled:
        return (Objection("not-enrolled", "this officer is not enrolled here", WALL),)
    if verb not in WRITE_ONLY and wall.recuses(actor.officer, actor.nationalities):
        return (Objection("recused", "whoever is recused takes no part", WALL),)
    if verb not in WRITE_ONLY and not actor.serving:
        return (_outside_a_term(actor),)
    here = None if actor.states is None else {None, *actor.states}
    elsewhere = actor.post in OF_ONE_STATE and here is not None and wall.state not in here
    if verb not in WRITE_ONLY and elsewhere:
        reason = f"the {actor.post} acts for one State, and this concerns another"
        return (Objection("not-authorised", reason, guidelines(8)),)
    if verb not in ALLOWED[actor.post]:
        reason = f"the {actor.post} does not {verb} here"
        return (Objection("not-authorised", reason, guidelines(14)),)
    return ()


def _outside_a_term(actor: Actor) -> Objection:
    """Return why a key does not work on a day, and what is to be done about it."""
    match actor.term:
        case Term.OVER:
            reason = (
                f"the term as {actor.post} is over, and work moves with the office; where it "
                "goes on, enter the next term: `sanjose roster fill`"
            )
            return Objection("term-over", reason, guidelines(8))
        case Term.AHEAD:
            reason = f"the term as {actor.post} has not begun; see `sanjose roster`"
        case _:
            reason = (
                f"no term as {actor.post} stands in the roster for this officer: the secretariat "
                "enters it under the very name of the key, with `sanjose roster fill`"
            )
    return Objection("no-term", reason, guidelines(8))


Order = Callable[[Post], Iterable[Post] | None]
"""Who stands in for a post, in a committee's own order; None for the common one."""


def by(
    post: Post,
    verb: str,
    record: CommitteeRecord,
    wall: Wall,
    procedure: str | None,
    on: date,
    focal: Post = Post.RAPPORTEUR,
    order: Order = STANDING_IN.get,
) -> tuple[Objection, ...]:
    """Return what stands against recording an act as a post's, on instruction.

    Args:
        focal: the office that assesses here; where it is a Bureau, none of its members acts
            for it alone, whatever other office they hold.
        order: who stands in for whom here.

    Source: floors 4 and 6; N 5.
    """
    together = focal is Post.BUREAU and post not in {Post.BUREAU, Post.PLENARY}
    if verb in INSTRUCTED and (together or post not in INSTRUCTED[verb]):
        reason = f"to {verb} is for the {focal} or whoever acts for them, not the {post}"
        return (Objection("not-authorised", reason, guidelines(14)),)
    if post in {Post.PLENARY, Post.SECRETARIAT}:
        return ()
    holders = _holders(record, post, wall.state, procedure, on)
    if not holders:
        reason = f"nobody holds the office of {post} on {on}; see `sanjose roster`"
        return (Objection("vacant", reason, guidelines(8)),)
    if post is Post.VICE_CHAIR and not _needed(record, wall, procedure, on, focal, order):
        reason = f"the Vice-Chair acts where the {focal} or the Chair cannot; both can"
        return (Objection("not-acting", reason, guidelines(14)),)
    if not _free(holders, wall):
        acts = acting(post, record, wall, procedure, on, order(post)).post
        reason = f"the {post} is recused; the {acts} acts"
        return (Objection("recused", reason, WALL),)
    return ()


def acting(
    post: Post,
    record: CommitteeRecord,
    wall: Wall,
    procedure: str | None,
    on: date,
    order: Iterable[Post] | None = None,
) -> Acting:
    """Return who acts for a post: the first in order who is there and not recused.

    Falls through to the plenary minus the recused, so that it never fails. Source: floor 4.
    """
    for candidate in STANDING_IN[post] if order is None else (*order, Post.PLENARY):
        if candidate is Post.PLENARY:
            break
        free = _free(_holders(record, candidate, wall.state, procedure, on), wall)
        if free or candidate is Post.SECRETARIAT:
            return Acting(post=candidate, holders=free)
    return Acting(post=Post.PLENARY)


def _needed(
    record: CommitteeRecord,
    wall: Wall,
    procedure: str | None,
    on: date,
    focal: Post,
    order: Order,
) -> bool:
    """Return whether the Vice-Chair stands in for the rapporteur or for the Chair."""
    return any(
        acting(post, record, wall, procedure, on, order(post)).post is Post.VICE_CHAIR
        for post in (focal, Post.CHAIR)
    )


def _holders(
    record: CommitteeRecord, post: Post, state: str | None, procedure: str | None, on: date
) -> tuple[OfficeFilled, ...]:
    return tuple(
        one
        for one in record.holding(post, on)
        if (not one.procedures or procedure in {None, UNKNOWN, *one.procedures})
        and (post not in OF_ONE_STATE or one.state == state)
    )


def told(
    post: Post, record: CommitteeRecord, wall: Wall, procedure: str | None, on: date
) -> tuple[tuple[OfficeFilled, ...], int]:
    """Return who of an office may be told of a case, and how many of it may not. Source: floor 4."""
    everybody = _holders(record, post, wall.state, procedure, on)
    free = _free(everybody, wall)
    return free, len(everybody) - len(free)


def _free(holders: tuple[OfficeFilled, ...], wall: Wall) -> tuple[OfficeFilled, ...]:
    return tuple(one for one in holders if not wall.recuses(one.holder, one.nationalities))
