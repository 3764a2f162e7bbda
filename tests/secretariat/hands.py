"""What random hands may hand in: most of it makes sense, some of it never does."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from sanjose.words import events as e
from sanjose.words.model import (
    Answer,
    Assessment,
    Basis,
    Channel,
    Closing,
    Consulted,
    Kind,
    Matter,
    Post,
    Preset,
    Standing,
    Use,
)
from sanjose.words.sealed import Sealed
from tests.secretariat.house import OFFICERS
from tests.secretariat.ledger import MEASURES

FITTING = "fitting"
"""Whoever is the right one: an officer who may see the case, the post that decides."""

flags = st.booleans()
rarely = st.sampled_from([False, False, False, True])
mostly = st.sampled_from([True, True, True, False])
texts = st.sampled_from([Sealed("They came back."), Sealed("Ada Quill was seen there.")])
labels = st.sampled_from(["P1", "P1", "P2", "P3"])
marks = st.sampled_from(["M1", "M1", "M2", "M3"])
states = st.sampled_from(["XXA", "XXB", "XXC"])
nth = st.sampled_from([*[0] * 8, 1, 1, 2, 3])
maybe_none = st.sampled_from([0, 0, 0, 1, 2, None])
days_ago = st.sampled_from([*[0] * 12, 1, 3, 20, 40, -1])
officers = st.sampled_from([*[FITTING] * 7, *OFFICERS])
posts = st.sampled_from([*[FITTING] * 10, None, *Post])
measures = st.sampled_from([*MEASURES, "letter", "letter", "statement", "posting"])
letters = st.sampled_from(["letter", "letter", "letter-deadline", "meeting", "reminder"])
public = st.sampled_from(
    ["statement", "statement", "media-comment", "posting", "dialogue", "observations"]
)
general = st.sampled_from(
    [
        "obligations",
        "dialogue",
        "announcement",
        "zero-tolerance",
        "trend",
        "statement",
        "observations",
        "private-meeting",
        "letter",
        "safety",
    ]
)
bases = st.sampled_from([*[Basis.CONSENT] * 4, *Basis])
flaws = st.sampled_from(
    [
        *["none"] * 20,
        *["no notify", "no assess", "no conclude", "no consent", "no weigh", "no decide"],
        *["refused", "withdrawn", "concern", "one did not agree", "suspected", "nobody knows"],
        *["new fact", "new person", "new address", "new suspicion", "four days", "finding"],
        *["weighed against", "weighed another", "low decider", "backdated", "names nobody"],
        *["without contact", "no second person", *OFFICERS, *Post],
    ]
)
"""What may be wrong on the way to a measure; mostly nothing is."""
channels = st.sampled_from([Channel.MESSAGE, Channel.EMAIL])

people = st.builds(
    e.PersonNamed,
    name=st.sampled_from([Sealed("Ada Quill"), Sealed("Ben Tallow"), Sealed("Cora Plume")]),
    standing=st.sampled_from([*[Standing.CONCERNED] * 6, *Standing]),
    channel=channels,
    safe=mostly,
    child=rarely,
    suspected=rarely,
)
intakes = st.builds(
    e.Intake,
    state=states,
    text=texts,
    procedure=st.sampled_from(["report", "complaint", "unknown"]),
    persons=st.tuples(people) | st.tuples(people, people) | st.tuples(people) | st.just(()),
    kinds=st.lists(st.sampled_from(Kind), max_size=2).map(tuple),
    imminent=flags,
    detained=rarely,
    in_session=rarely,
)
facts = st.builds(
    e.FactsAdded,
    state=st.none() | states,
    kinds=st.lists(st.sampled_from(Kind), max_size=2).map(tuple),
    imminent=st.none() | flags,
    in_session=st.none() | rarely,
)
submissions = st.builds(e.SubmissionAdded, text=texts)
corrections = st.builds(lambda one, label: replace(one, label=label), people, labels)
about_persons = people | facts | submissions | corrections
contacts = st.builds(
    e.ContactMade,
    person=labels,
    channel=channels,
    inbound=rarely,
    reached=flags,
    safe=st.sampled_from([None, None, True, False]),
)
explanations = st.builds(e.ProcedureExplained, person=labels)
answers = st.builds(
    e.ConsentRecorded,
    person=labels,
    answer=st.sampled_from([*[Answer.GIVEN] * 8, *[Answer.REFUSED] * 2, *Answer]),
    basis=st.sampled_from([Basis.CONSENT, *Basis]),
    presets=st.lists(st.sampled_from([Preset.STATE, *Preset]), max_size=2).map(tuple),
    uses=st.lists(st.sampled_from([Use.STATE, Use.PUBLISH, *Use]), max_size=2).map(tuple),
    items=st.lists(st.sampled_from(["M1", "M2", "M1-reply"]), max_size=1).map(tuple),
    spoken_by=st.sampled_from([None, None, "P1", "P2", "P3"]),
    own_view=st.none() | texts,
    confirmed_orally_by=st.sampled_from(
        [
            (Post.RAPPORTEUR, Post.CHAIR),
            (Post.ALTERNATE, Post.VICE_CHAIR),
            (Post.VICE_CHAIR,),
            (),
        ]
    ),
    state_knows=mostly,
)
weighings = st.builds(
    e.ConsequencesWeighed,
    for_person=st.just(Sealed("Pressure may grow.")),
    for_others=st.just(Sealed("Nobody else is named.")),
    measures=st.sampled_from([(), (), ("letter",), ("statement", "posting")]),
    go_ahead=mostly,
)
consultations = st.builds(e.SourceConsulted, consulted=st.sampled_from(Consulted))
assessments = st.builds(
    e.AssessmentConcluded,
    finding=st.sampled_from([Assessment.REPRISAL, Assessment.MIGHT, *Assessment]),
    reasons=st.just(Sealed("What is known fits.")),
)
conclusions = st.builds(e.ConclusionsTold, course=st.just(("letter",)))
notices = st.builds(
    e.NoticeGiven,
    to=st.sampled_from([Post.CHAIR, *Post]),
    of=st.sampled_from([Matter.RECEIPT, *Matter]),
)
proposals = st.builds(
    e.MeasureProposed,
    measure=measures,
    persons=st.sampled_from([(), (), (), ("P1",), ("P2",), ("P1", "P2")]),
    about=st.sampled_from([None, "M1", "M2"]),
    of_reply=rarely,
    specific=flags,
    identifies_nobody=flags,
    state=st.sampled_from([None, None, "XXA", "XXB"]),
)
decisions = st.builds(
    e.MeasureDecided,
    label=marks,
    adopted=mostly,
    without_contact=rarely,
    text=st.none() | texts,
)
confirmations = st.builds(e.DecisionConfirmed, label=marks)
takings = st.builds(e.MeasureTaken, label=marks)
replies = st.builds(e.ReplyReceived, label=marks, substantive=flags)
closings = st.builds(
    e.CaseClosed, ground=st.sampled_from(Closing), reasons=st.just(Sealed("It is so."))
)
parkings = st.just(e.CaseParked(reason=Sealed("Nothing moves."), review_on=date(2030, 1, 1)))
ends = closings | parkings
preparations = st.one_of(
    contacts,
    explanations,
    answers,
    answers,
    weighings,
    consultations,
    assessments,
    conclusions,
    notices,
)
moves = proposals | decisions | confirmations | takings | replies
recusals = st.builds(
    e.RecusalDeclared,
    who=st.sampled_from([*OFFICERS, "Member Birch"]),
    state=st.none() | states,
)
