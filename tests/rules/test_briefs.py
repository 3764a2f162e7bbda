"""What a brief is told of a case, and what of it may be said in the room."""

from datetime import timedelta

from sanjose.rules.briefs import SPEAKING, brief_case
from sanjose.rules.measures import MEASURES
from sanjose.rules.view import Objection
from sanjose.words.correspondence import Occasion
from sanjose.words.events import ConsentRecorded, MeasureTaken, ReplyReceived
from sanjose.words.model import Answer, Confidence, Use
from sanjose.words.provenance import guidelines
from tests.words.facts import DAY, a_case, person, proposal

LATER = DAY + timedelta(days=30)
AGREED = ConsentRecorded(answer=Answer.GIVEN, uses=(Use.STATE,))
KEPT_BACK = Objection("no-basis", "nothing covers this", guidelines(13))


def told(case, *against, use=Use.STATE, disguised=False):
    return brief_case(
        case,
        against,
        LATER,
        use=use,
        procedure="report",
        kinds=MEASURES,
        disguised=disguised,
    )


def test_speaking_in_a_room_is_a_measure_unless_all_there_act_on_the_case():
    keys = {occasion: SPEAKING[occasion] for occasion in Occasion}

    assert {key for key in keys.values() if key} <= set(MEASURES)
    assert [one for one, key in keys.items() if key is None] == [Occasion.CLOSED]


def test_what_stands_against_speaking_keeps_a_case_and_its_names_back():
    one = told(a_case(AGREED), KEPT_BACK)

    assert not one.sayable
    assert one.against == (KEPT_BACK,)
    assert one.named == frozenset()


def test_whoever_is_concerned_may_be_named_where_nothing_stands_against_it():
    one = told(a_case(AGREED))

    assert one.sayable
    assert one.named == {"P1"}
    assert [each.name is not None for each in one.disclosed.people] == [True]


def test_a_brief_without_names_has_none_to_say_and_none_to_read():
    one = told(a_case(AGREED), disguised=True)

    assert one.sayable
    assert one.named == frozenset()
    assert [each.name for each in one.disclosed.people] == [None]


def test_a_name_that_only_the_secretariat_may_know_is_in_no_brief():
    case = a_case(AGREED, confidence=Confidence.SECRETARIAT_ONLY)

    assert [each.name for each in told(case).disclosed.people] == [None]


def test_among_those_who_act_on_a_case_nobody_is_named_aloud_by_the_brief():
    one = told(a_case(), use=None)

    assert one.sayable
    assert one.named == frozenset()


def test_an_open_concern_about_the_state_is_told():
    concern = ConsentRecorded(answer=Answer.CONCERN)

    assert told(a_case(AGREED, concern)).concern
    assert not told(a_case(AGREED)).concern


def test_only_what_was_raised_with_the_state_stands_among_the_letters():
    case = a_case(proposal(), proposal("high-commissioner", "M2"), persons=(person(),))

    (letter,) = told(case).letters

    assert (letter.label, letter.stage, letter.silent) == ("M1", "proposed", None)
    assert letter.title == "letter to the State party"


def test_a_letter_without_an_answer_says_for_how_many_days():
    taken = MeasureTaken(label="M1", reply_by=DAY + timedelta(days=10))

    (letter,) = told(a_case(proposal(), taken)).letters

    assert letter.silent == 30
    assert letter.reply_by == DAY + timedelta(days=10)


def test_a_letter_that_was_answered_is_not_silent():
    case = a_case(proposal(), MeasureTaken(label="M1"), ReplyReceived(label="M1"))

    (letter,) = told(case).letters

    assert (letter.silent, letter.stage) == (None, "answered")
