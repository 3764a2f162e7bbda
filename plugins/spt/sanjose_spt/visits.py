"""A visit and its report as a file: what is kept of it, and from where it moves to where.

Only the Committee against Torture decides under article 16 (4): such a move is entered as its
act, with its document. A report that is public stays public, and is not published again.
"""

from collections.abc import Mapping

from sanjose import Chosen, Citation, FileKind, Given

OPCAT = "Optional Protocol to the Convention against Torture"
CAT = "Committee against Torture"

UNDER_WAY, SUSPENDED, TERMINATED, ENDED = "under way", "suspended", "terminated", "ended"
NOT_CARRIED_OUT = "not carried out"
CONFIDENTIAL = "report confidential"
AT_REQUEST = "published at the State's request"
PARTLY = "partly published by the State"
BY_SUBCOMMITTEE = "published by the Subcommittee"
ASKED = "asked of the Committee against Torture"
BY_CAT = "published under art. 16 (4)"
STATEMENT = "public statement under art. 16 (4)"
DECLINED = "declined by the Committee against Torture"

PUBLIC = frozenset({AT_REQUEST, BY_SUBCOMMITTEE, BY_CAT})
"""The report is public. Where the State published a part, the Subcommittee decides first."""
OVER = frozenset({TERMINATED, ENDED, CONFIDENTIAL, PARTLY, ASKED, STATEMENT, DECLINED, *PUBLIC})
"""The delegation has left the country."""

# Reports, publication and who decides it stand in article 16; which state a visit has before
# that, and that a request is recorded before its answer, is ours.
MOVES: Mapping[str, tuple[str, ...]] = {
    "open": ("announced", NOT_CARRIED_OUT),
    "announced": (UNDER_WAY, NOT_CARRIED_OUT),
    UNDER_WAY: (SUSPENDED, TERMINATED, ENDED),
    SUSPENDED: (UNDER_WAY, TERMINATED, ENDED),
    TERMINATED: (CONFIDENTIAL, ASKED),
    ENDED: (CONFIDENTIAL, ASKED),
    CONFIDENTIAL: (AT_REQUEST, PARTLY, ASKED),
    PARTLY: (AT_REQUEST, BY_SUBCOMMITTEE, ASKED),
    ASKED: (BY_CAT, STATEMENT, DECLINED, AT_REQUEST, PARTLY),
    STATEMENT: (CONFIDENTIAL, AT_REQUEST, PARTLY, ASKED),
    DECLINED: (CONFIDENTIAL, AT_REQUEST, PARTLY, ASKED),
    AT_REQUEST: (),
    BY_SUBCOMMITTEE: (),
    BY_CAT: (),
    NOT_CARRIED_OUT: (),
}
ONCE = "a report is published once, and what was published is not taken back"
ENDS = dict.fromkeys(sorted(PUBLIC), ONCE) | {
    NOT_CARRIED_OUT: "what was not carried out is over; open a file for another visit"
}
WEEK = Chosen(7, "no document gives a number; those who spoke are not left without an answer")
MONTH = Chosen(30, "no document gives a number; a month on, those who spoke are asked after")
KEPT = {
    "delegation": "its members and experts, and who leads it",
    "dates": "the first and the last day",
    "places": "how many places were visited, and nothing that points to an interview",
}


def _visit(key: str, title: str, place: str, fields: Mapping[str, str]) -> FileKind:
    return FileKind(
        key=key,
        title=title,
        source=Given(None, Citation(OPCAT, place)),
        moves=MOVES,
        outside=dict.fromkeys((BY_CAT, STATEMENT, DECLINED), CAT),
        clocks={SUSPENDED: WEEK, TERMINATED: WEEK, ENDED: MONTH},
        fields=fields,
        ends=ENDS,
        discloses=PUBLIC | {PARTLY, STATEMENT},
    )


VISIT = _visit("visit", "visit and its report", "art. 16", KEPT)
FOLLOW_UP = _visit(
    "follow-up-visit",
    "short follow-up visit and its report",
    "art. 13 (4)",
    KEPT | {"follows": "the visit that it follows up, by its label, as F1"},
)
FILES = (VISIT, FOLLOW_UP)
KINDS = frozenset(one.key for one in FILES)
