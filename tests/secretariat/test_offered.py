"""What the two documents offer goes through the door, measure by measure.

Each test is called by the paragraphs that offer the measure. The steps are those of any
officer's day: nothing that a paragraph offers is a word in a list only.
"""

import pytest

from sanjose.rules.measures import MEASURES
from sanjose.words.events import (
    CalendarEntered,
    MeasureDecided,
    MeasureProposed,
    MeasureTaken,
)
from sanjose.words.model import Calendar, Decider, Post, Use
from tests.secretariat.house import (
    MONDAY,
    concluded,
    consent,
    done,
    ready,
    received,
    taken,
    why,
)

DECIDERS = {
    Decider.SECRETARIAT: Post.SECRETARIAT,
    Decider.RAPPORTEUR: Post.RAPPORTEUR,
    Decider.CHAIR: Post.CHAIR,
    Decider.PLENARY: Post.PLENARY,
}
OFFERED = (
    "G 9, N 14, N 46: proposal",
    "G 13: information",
    "G 16, N 11: treaty-bodies",
    "G 17, N 14: good-practice",
    "G 18, N 10, N 29: confidential-submission",
    "G 18, N 10: obligations",
    "G 19, N 11: letter-deadline",
    "G 19, N 37: interim-measures",
    "G 19: reminder",
    "G 20, N 8, N 44: states-meeting",
    "G 20: affirmation",
    "G 21: letter",
    "G 21: note-verbale",
    "G 21, N 32, N 45: meeting",
    "G 22: safety",
    "G 23: regional-mechanism",
    "G 23: national-institution",
    "G 23: national-protection",
    "G 24: observations",
    "G 24, N 36: follow-up",
    "G 24, N 36: views",
    "G 24: inquiry-report",
    "G 25, N 11, N 41, N 44: annual-report",
    "G 26, N 12, N 44: posting",
    "G 27, N 11: statement",
    "G 27: media-comment",
    "G 28: high-commissioner",
    "G 29, N 49: special-procedures",
    "G 29: other-procedures",
    "G 30: resident-coordinator",
    "G 30: country-team",
    "G 30: agency",
    "G 30: peacekeeping",
    "G 31: human-rights-council",
    "G 31: political-organ",
    "G 34, N 14, N 26, N 31, N 44: public-page",
    "G 20, G 35, N 19: outreach",
    "N 8, N 44: zero-tolerance",
    "N 10, N 18, N 29, N 50: private-meeting",
    "N 11: list-of-issues",
    "N 11, N 23: dialogue",
    "N 16: joint-statement",
    "N 17: trend",
    "N 17: preventive-mechanism",
    "N 18: general-comment",
    "N 21, N 50: secure-channel",
    "N 22: relocation",
    "N 22: protection-network",
    "N 29: loipr",
    "N 30: general-recommendation",
    "N 39, N 50: secretary-general",
    "N 8, N 45: announcement",
    "N 48: assistant-secretary-general",
    "G 30, N 50: field-presence",
    "N 50: desk-officer",
    "N 50: before-review",
)
"""Each common measure under the paragraphs that offer it."""

each = pytest.mark.parametrize("offered", OFFERED, ids=OFFERED)


def test_every_common_measure_is_offered_by_a_paragraph():
    assert sorted(one.partition(": ")[2] for one in OFFERED) == sorted(MEASURES)


@pytest.fixture(scope="module")
def office(built_once, tmp_path_factory):
    """A house, its door during a session, and two cases: everything is known of one, nothing of the other."""
    house = built_once.copied(tmp_path_factory.mktemp("paragraphs") / "house")
    with house.door() as door:
        session = CalendarEntered(what=Calendar.SESSION, title="9th session", starts=MONDAY)
        done(door.enter_calendar(session))
        reference = ready(door)
        concluded(door, reference)
        letter = taken(door, reference)
        done(door.consent(reference, consent(*Use)))
        done(door.consent(reference, consent(Use.PUBLISH, items=(letter,))))
        yield house, door, reference, letter, received(door, "XXB")
    door.archive.keyring.close()


def the_measure(offered):
    return MEASURES[offered.partition(": ")[2]]


@each
def test_what_a_paragraph_offers_is_proposed_decided_and_taken(offered, office):
    house, door, reference, letter, _ = office
    kind = the_measure(offered)
    case = None if kind.apart else reference
    proposal = MeasureProposed(
        measure=kind.key,
        about=letter if kind.follows else None,
        identifies_nobody=kind.apart,
        state="XXB" if kind.apart else None,
    )

    label = done(door.propose(case, proposal)).label
    least = DECIDERS[kind.decider.value]
    if least is not Post.SECRETARIAT:
        done(door.decide(case, MeasureDecided(label=label), by=least))
    if kind.use is Use.PUBLISH:
        house.released(door, case, label)
    done(door.take(case, MeasureTaken(label=label)))

    found = door.show(case).measures if case else door.record().measures
    (one,) = (one for one in found if one.label == label)
    assert (one.key, one.taken_on) == (kind.key, MONDAY)


TELLING = [
    one
    for one in OFFERED
    if the_measure(one).use and not the_measure(one).apart and "G 22" not in one
]
"""What tells somebody of a person; with danger in the room nobody is asked first (G 22)."""


@pytest.mark.parametrize("offered", TELLING, ids=TELLING)
def test_what_a_paragraph_offers_is_not_done_to_somebody_who_was_not_asked(offered, office):
    _, door, _, _, unasked = office

    outcome = door.propose(unasked, MeasureProposed(measure=the_measure(offered).key))

    assert "no-basis" in why(outcome)
