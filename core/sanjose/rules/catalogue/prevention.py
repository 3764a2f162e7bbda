"""Parts A and B of the Guidelines: the rapporteur's role, prevention, protection, awareness.

What raises awareness speaks of no allegation and identifies nobody: it belongs to no case, so
that it cannot be a statement on one under a milder name. Source: G 9-20, 22; N 8, 10, 14, 19.
"""

from functools import partial

from sanjose.rules.kinds import Group, MeasureKind
from sanjose.words.measures import LETTERS
from sanjose.words.model import Decider, Use
from sanjose.words.provenance import Chosen, Given, guidelines, note

RAPPORTEUR = Given(Decider.RAPPORTEUR, note("11 (a)"))
_REVIEWS = Chosen(Decider.RAPPORTEUR, "N 29 shows it done in the ordinary course of reviews")
_OPENING = Chosen(
    Decider.CHAIR, "the Chair opens sessions and speaks there; N 8 names no organ"
)

_apart = partial(MeasureKind, general=True, without_case=True, apart=True)

ROLE = (
    MeasureKind(
        key="information",
        title="request for information to the person",
        group=Group.ROLE,
        sources=(guidelines(13), note(33)),
        decider=Given(Decider.RAPPORTEUR, note(33)),
        to_person=True,
    ),
    _apart(
        key="proposal",
        title="proposal to the committee on how it prevents and responds",
        group=Group.ROLE,
        sources=(guidelines(9), note(46)),
        decider=Given(Decider.RAPPORTEUR, guidelines(9)),
        general=False,
    ),
    _apart(
        key="good-practice",
        title="good practice shared with the network",
        group=Group.ROLE,
        sources=(guidelines(17), note(14)),
        decider=Given(Decider.RAPPORTEUR, guidelines(17)),
        use=Use.COMMITTEES,
    ),
)

PREVENTIVE = (
    MeasureKind(
        key="confidential-submission",
        title="confidential submission accepted",
        group=Group.PREVENTION,
        sources=(guidelines(18), note(29)),
        decider=_REVIEWS,
        without_case=True,
    ),
    MeasureKind(
        key="private-meeting",
        title="private meeting",
        group=Group.PREVENTION,
        sources=(note(10), note(29)),
        decider=_REVIEWS,
        without_case=True,
    ),
    MeasureKind(
        key="secure-channel",
        title="safer way of giving information: printed documents, a room apart, a secure line",
        group=Group.PREVENTION,
        sources=(note(21), note(50)),
        decider=Chosen(Decider.RAPPORTEUR, "N 21 tells it of the body and names no organ"),
        without_case=True,
    ),
    MeasureKind(
        key="obligations",
        title="reminder to the State party of its obligations",
        group=Group.PREVENTION,
        sources=(guidelines(18), note(10)),
        decider=_REVIEWS,
        use=Use.STATE,
        general=True,
        without_case=True,
    ),
)

PROTECTION = (
    MeasureKind(
        key="letter-deadline",
        title="letter to the State party asking for protection, with a deadline",
        group=Group.PROTECTION,
        sources=(guidelines(19), note("11 (a)")),
        decider=RAPPORTEUR,
        use=Use.STATE,
        by_state=True,
        reply=True,
    ),
    MeasureKind(
        key="interim-measures",
        title="protection asked of the State party in a linked procedure, as interim measures",
        group=Group.PROTECTION,
        sources=(guidelines(19), note(37)),
        decider=Chosen(
            Decider.RAPPORTEUR, "that procedure has its own decider; N 37 asks for no other"
        ),
        use=Use.STATE,
        by_state=True,
    ),
    MeasureKind(
        key="reminder",
        title="reminder to the State party of an unanswered letter",
        group=Group.PROTECTION,
        sources=(guidelines(19), note("11 (a)")),
        decider=RAPPORTEUR,
        use=Use.STATE,
        by_state=True,
        reply=True,
        follows=LETTERS - {"reminder"},
    ),
    MeasureKind(
        key="safety",
        title="Department of Safety and Security",
        group=Group.PROTECTION,
        sources=(guidelines(22),),
        decider=Chosen(
            Decider.SECRETARIAT, "with danger in the room nobody waits for a decision"
        ),
        use=Use.UNITED_NATIONS,
        without_case=True,
    ),
)

AWARENESS = (
    _apart(
        key="zero-tolerance",
        title="zero tolerance stated at the opening of a session",
        group=Group.AWARENESS,
        sources=(note(8), note(44)),
        decider=_OPENING,
        use=Use.PUBLISH,
        public=True,
    ),
    _apart(
        key="states-meeting",
        title="protection on the agenda of a meeting with States parties",
        group=Group.AWARENESS,
        sources=(guidelines(20), note(8), note(44)),
        decider=_OPENING,
        use=Use.STATE,
    ),
    _apart(
        key="affirmation",
        title="public statement on the importance of cooperation, alone or with others",
        group=Group.AWARENESS,
        sources=(guidelines(20),),
        decider=Chosen(Decider.PLENARY, "G 20 has it adopted, as a committee adopts"),
        use=Use.PUBLISH,
        public=True,
    ),
    _apart(
        key="outreach",
        title="workshop, leaflet, video or visit that makes the Guidelines known",
        group=Group.AWARENESS,
        sources=(guidelines(20), guidelines(35), note(19)),
        decider=Chosen(Decider.RAPPORTEUR, "N 19 sees rapporteurs take part and visit"),
        use=Use.PUBLISH,
        public=True,
    ),
    _apart(
        key="public-page",
        title="public page on reprisals: policy, contacts, how to submit",
        group=Group.AWARENESS,
        sources=(guidelines(34), note(26), note(31), note(44)),
        decider=Chosen(
            Decider.RAPPORTEUR,
            "it holds what was adopted already; letters are posted one by one",
        ),
        use=Use.PUBLISH,
        public=True,
    ),
)

PREVENTION = (*ROLE, *PREVENTIVE, *PROTECTION, *AWARENESS)
