"""Letters to be looked at: what may be said in one, with a committee that is really there.

Names are invented, and the State too.
"""

from datetime import date
from functools import cache

from sanjose.rules.committees import load
from sanjose.rules.correspondence import Advice, Earlier, LetterFacts, Sort
from sanjose.rules.disclosure import ALLEGATION, Disclosed, Named, Purpose
from sanjose.rules.legal import Footing, Holds
from sanjose.rules.profile import Committee
from sanjose.rules.view import View
from sanjose.words.model import Assessment, Channel, Kind, Post, Standing
from sanjose.words.sealed import Sealed

DATED = date(2026, 3, 2)
REPLY_BY = date(2026, 5, 1)
NAME = "Quillia Varnesh & Sons <one>"


@cache
def profile(slug: str) -> Committee:
    """Return a committee's profile, which no letter changes."""
    return load(slug).committee


def facts(
    sort: Sort = Sort.DEADLINE,
    slug: str = "cat",
    *,
    named: bool = True,
    state: str = "XXA",
    procedure: str | None = "report",
    without: tuple[str, ...] = (),
    **other: object,
) -> LetterFacts:
    """Return what a letter may say; every anchor holds but those ``without``."""
    committee = profile(slug)
    grounds = tuple(
        Footing(anchor=one, answer=Holds.YES, why="")
        for one in committee.anchors
        if one.key not in without and (not one.procedures or procedure in one.procedures)
    )
    person = Named(
        label="P1",
        standing=Standing.CONCERNED,
        child=False,
        name=Sealed(NAME) if named else None,
    )
    disclosed = Disclosed(
        purpose=Purpose.LETTER,
        reference=f"{slug.upper()}-26-7K3QM-X",
        word=ALLEGATION,
        facts=View(state=state, procedure=procedure, kinds=(Kind.THREAT, Kind.SURVEILLANCE)),
        received_on=DATED,
        finding=None,
        people=(person,),
    )
    given: dict[str, object] = {
        "sort": sort,
        "committee": committee,
        "dated": DATED,
        "state": state,
        "procedure": procedure,
        "disclosed": disclosed,
        "label": "M1",
        "grounds": grounds,
        "signs": committee.focal,
        "signed_by": ("Member Adler",),
        "reply_by": REPLY_BY if sort is Sort.DEADLINE else None,
        "meeting": sort is Sort.NOTE_VERBALE,
    }
    if sort is Sort.REMINDER:
        given["earlier"] = Earlier(
            sort=Sort.DEADLINE,
            sent_on=date(2025, 9, 8),
            reply_by=date(2025, 11, 7),
            silent=175,
        )
    if sort is Sort.CHAIR:
        given["to"] = Post.CHAIR
        given["advice"] = Advice(
            finding=Assessment.MIGHT,
            assessed_on=date(2026, 2, 20),
            course=(
                ("letter-deadline", "letter asking for protection"),
                ("meeting", "meeting with the permanent mission"),
            ),
        )
    if sort in {Sort.INFORMATION, Sort.ACKNOWLEDGEMENT}:
        given |= {"recipient": person, "channel": Channel.EMAIL, "label": "P1"}
    return LetterFacts(**{**given, **other})  # type: ignore[arg-type]
