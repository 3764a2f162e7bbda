"""Sheets between sessions: what each reader is told, and what the wall keeps from them.

The Chair is a national of Trialand (XXC), the Vice-Chair of Sampleland (XXB), where officer-2,
of Exampleland (XXA), sees both. Source: N 46; G 10, 14, 33; floor 4.
"""

from dataclasses import replace
from datetime import date, timedelta

import pyrage
import pytest

from sanjose.keeping import sealing
from sanjose.keeping.archive import COMMITTEE
from sanjose.paper.digests import as_sheet
from sanjose.paper.forms.plain import as_text
from sanjose.rules.system import Kind
from sanjose.secretariat.network.jointly import Wait
from sanjose.secretariat.papers.readers import Made
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    CalendarEntered,
    CaseClosed,
    MeasureDecided,
    MeasureProposed,
    NoticeGiven,
    OfficeCorrected,
    OfficeLeft,
    RecusalDeclared,
    ReplyReceived,
)
from sanjose.words.joint import JointDrafted
from sanjose.words.model import Calendar, Closing, Decider, Post, Urgency, Use
from sanjose.words.model import Kind as Alleged
from sanjose.words.patterns import DocumentNoted, Published
from sanjose.words.readers import DigestPrepared, KeyKind
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    MONDAY,
    a_person,
    a_weighing,
    concluded,
    consent,
    done,
    ready,
    received,
    taken,
    why,
)
from tests.secretariat.league import joined

CANARY = "Quintessa Vellumbright"
PARTS = CANARY.split()
TEXT = "That the Committee raise the matter with the delegation and ask who is protected."


@pytest.fixture
def two(door_of):
    """The door of officer-2, who sees what concerns both Chairs' States."""
    return door_of("officer-2")


def sheet(door, post=Post.CHAIR, on=None):
    found = [one for one in door.sheets(on=on).sheets if one.reader.post is post]
    return found[0] if found else None


def words(one):
    return " ".join(as_text(as_sheet(one)).split())


def wanted(door, reference, text=TEXT, measure="observations"):
    """Propose what the plenary decides, with a text."""
    done(door.consent(reference, consent(Use.DIALOGUE)))
    outcome = door.propose(reference, MeasureProposed(measure=measure, text=Sealed(text)))
    return done(outcome).label


def in_the_chairs_state(door):
    """Return a case of the Chair's own State, of which the Vice-Chair was told."""
    reference = received(door, "XXC", a_person(CANARY), kinds=(Alleged.THREAT,))
    told = NoticeGiven(to=Post.VICE_CHAIR, acting_for=(Post.CHAIR,))
    done(door.notify(reference, told))
    done(door.consent(reference, consent(Use.STATE)))
    done(door.weigh(reference, a_weighing()))
    return reference


# -- what a sheet says ---------------------------------------------------------------------------


def test_a_sheet_says_the_state_and_one_line_and_nobody(two):
    reference = ready(two, "XXB", a_person(CANARY), kinds=(Alleged.THREAT,), detained=True)

    found = sheet(two)

    (news,) = found.news
    assert (news.state, news.reference) == ("XXB", reference)
    assert news.line == "allegation received (threat)"
    assert news.urgency is Urgency.URGENT
    assert not any(part in words(found) for part in PARTS)


def test_a_decision_is_wanted_with_the_text_that_is_proposed(two):
    reference = ready(two, "XXB")
    concluded(two, reference)
    label = wanted(two, reference)

    (found,) = sheet(two).wanted

    assert (found.reference, found.label, found.decides) == (reference, label, Decider.PLENARY)
    assert found.text == TEXT
    assert not found.withheld
    assert TEXT in words(sheet(two))


@pytest.mark.parametrize(
    "text", [f"{CANARY} was threatened.", "The house of Vellumbright", "Call +41 22 917 0000."]
)
def test_a_text_that_may_tell_who_somebody_is_stays_at_the_secretariat(two, text):
    reference = ready(two, "XXB", a_person(CANARY))
    concluded(two, reference)
    wanted(two, reference, text)

    (found,) = sheet(two).wanted

    assert found.withheld
    assert found.text == ""
    assert "at the secretariat" in words(sheet(two))
    assert not any(part in words(sheet(two)) for part in PARTS)


def test_a_name_of_another_case_is_withheld_as_well(two):
    received(two, "XXB", a_person(CANARY))
    reference = ready(two, "XXB")
    concluded(two, reference)
    wanted(two, reference, f"As {CANARY} said.")

    assert sheet(two).wanted[0].withheld


def test_what_the_rapporteur_decides_is_not_asked_of_the_chair(two):
    reference = ready(two, "XXB")
    concluded(two, reference)
    done(two.propose(reference, MeasureProposed(measure="letter")))

    assert sheet(two).wanted == ()


def test_what_was_entered_as_the_chairs_decision_waits_for_the_chairs_word(two):
    proposal = MeasureProposed(measure="states-meeting", identifies_nobody=True)
    label = done(two.propose(None, proposal, by=Post.CHAIR)).label
    done(two.decide(None, MeasureDecided(label=label), by=Post.CHAIR))

    (found,) = sheet(two).wanted

    assert found.confirms
    assert found.state is None
    assert "confirm that you decided it" in words(sheet(two))


def test_letters_without_a_reply_stand_on_it_until_one_comes(two, house):
    reference = ready(two, "XXB")
    concluded(two, reference)
    label = taken(two, reference, "letter")
    house.clock.pass_days(10)

    (found,) = sheet(two).unanswered
    assert (found.state, found.days, found.reply_by) == ("XXB", 10, None)

    done(two.reply(reference, ReplyReceived(label=label)))
    assert sheet(two).unanswered == ()


def test_reviews_ahead_stand_on_it_where_there_are_open_cases(two):
    def review(state, days, what=Calendar.REVIEW):
        on = MONDAY + timedelta(days=days)
        entry = CalendarEntered(what=what, title="Review", starts=on, state=state)
        done(two.enter_calendar(entry))

    ready(two, "XXB")
    ready(two, "XXB")
    review("XXB", 40)
    review("XXB", 400)
    review("XXA", 40)
    review("XXB", 41, Calendar.LIST_OF_ISSUES)

    (found,) = sheet(two).ahead

    assert (found.state, found.cases) == ("XXB", 2)


def test_public_documents_of_other_bodies_stand_beside_a_state_with_open_cases(two):
    ready(two, "XXB")
    for state, committee in (("XXB", "sun"), ("XXA", "sun"), ("XXB", "moon"), ("XXB", None)):
        noted = DocumentNoted(
            state=state,
            what=Published.OBSERVATIONS,
            symbol=f"{committee}/{state}".upper(),
            dated=MONDAY,
            committee=committee,
        )
        two.note_document(noted)

    (found,) = sheet(two).elsewhere

    assert found.documents == ("SUN/XXB",)


def test_a_closed_case_is_told_once_and_asks_nothing(two, house):
    reference = ready(two, "XXB", on=MONDAY)
    by_hand(two)
    house.clock.pass_days(7)
    done(
        two.close(
            reference,
            CaseClosed(ground=Closing.DOUBLE, reasons=Sealed("Twice.")),
            by=Post.RAPPORTEUR,
        )
    )

    told = sheet(two)
    by_hand(two)
    house.clock.pass_days(7)

    assert [one.line for one in told.news] == [f"closed: {Closing.DOUBLE}"]
    assert sheet(two).news == ()


# -- since the last one --------------------------------------------------------------------------


def by_hand(door, on=None):
    made = door.sheets(on=on).sheets
    done(door.prepare([Made(sheet=one, content=b"x", by_hand=True) for one in made]))


def test_only_what_came_since_the_last_sheet_is_new(two, house):
    ready(two, "XXB")
    by_hand(two)
    house.clock.pass_days(7)
    later = ready(two, "XXB", on=MONDAY + timedelta(days=3))

    found = sheet(two)

    assert [one.reference for one in found.news] == [later]
    assert found.since == MONDAY


def test_a_sheet_that_is_made_again_for_the_same_day_says_the_same(two):
    ready(two, "XXB")
    first = sheet(two)
    by_hand(two)

    assert sheet(two) == first


def test_what_happened_long_ago_and_is_entered_late_is_no_news(two, house):
    by_hand(two)
    house.clock.pass_days(7)
    ready(two, "XXB", on=date(2021, 5, 1))

    found = sheet(two)

    assert all("received" not in one.line for one in found.news)


def test_a_first_sheet_tells_of_a_quarter(two):
    ready(two, "XXB", on=MONDAY - timedelta(days=200))
    recent = received(two, "XXB", on=MONDAY - timedelta(days=60))

    told = [one.reference for one in sheet(two).news if "received" in one.line]

    assert told == [recent]


# -- the wall ------------------------------------------------------------------------------------


def everything(one):
    """Return a sheet without its day of the sheet before."""
    return replace(one, since=MONDAY)


def test_a_chair_who_is_a_national_sees_nothing_of_it_and_the_vice_chair_does(two):
    ready(two, "XXB")
    before = sheet(two)
    reference = in_the_chairs_state(two)
    two.enter_calendar(
        CalendarEntered(
            what=Calendar.REVIEW, title="R", starts=MONDAY + timedelta(days=9), state="XXC"
        )
    )

    chair, vice = sheet(two), sheet(two, Post.VICE_CHAIR)

    assert everything(chair) == everything(before)
    assert words(chair) == words(before)
    assert "Trialand" not in words(chair)
    assert chair.count == before.count
    assert [one.reference for one in vice.news] == [reference]
    assert [one.state for one in vice.ahead] == ["XXC"]
    assert "Sampleland" not in words(vice)
    assert "You act here in the Chair" in words(vice)


def test_without_a_matter_in_the_chairs_place_there_is_no_sheet_but_the_chairs(two):
    ready(two, "XXB")

    assert [one.reader.post for one in two.sheets().sheets] == [Post.CHAIR]


def test_a_chair_recused_from_one_case_sees_nothing_of_that_one(two):
    kept = ready(two, "XXB")
    before = sheet(two)
    walled = ready(two, "XXB")
    done(two.recuse(walled, RecusalDeclared(who="officer-4")))

    found = sheet(two)

    assert [one.reference for one in found.news] == [kept]
    assert words(found) == words(before)
    assert two.sheets().unread == 1


def test_a_chair_recused_from_a_state_sees_nothing_of_it_public_documents_neither(two):
    ready(two, "XXB")
    noted = DocumentNoted(
        state="XXB", what=Published.OBSERVATIONS, symbol="SUN/1", dated=MONDAY, committee="sun"
    )
    two.note_document(noted)
    assert sheet(two).elsewhere
    done(two.recuse(None, RecusalDeclared(who="Officer-4", state="XXB")))

    found = two.sheets()

    assert found.sheets[0].empty
    assert [one.reader.post for one in found.sheets] == [Post.CHAIR]
    assert found.unread == 1


def test_a_measure_about_the_chairs_own_state_is_the_vice_chairs_to_know(two):
    proposal = MeasureProposed(
        measure="affirmation", state="XXC", text=Sealed(TEXT), identifies_nobody=True
    )
    done(two.propose(None, proposal, by=Post.ALTERNATE))

    assert sheet(two).wanted == ()
    assert [one.state for one in sheet(two, Post.VICE_CHAIR).wanted] == ["XXC"]


def test_an_officers_own_wall_stands_before_every_sheet(house, door_of):
    """What officer-2 takes no part in is in none of their sheets, and each says so always."""
    one, two = door_of("officer-1"), door_of("officer-2")
    before = words(sheet(two))
    reference = received(one, "XXA", a_person(CANARY))
    done(
        one.propose(
            None,
            MeasureProposed(measure="affirmation", state="XXA", identifies_nobody=True),
            by=Post.ALTERNATE,
        )
    )

    assert words(sheet(two)) == before
    assert [each.reference for each in sheet(one).news] == [reference]
    assert len(sheet(one).wanted) == 1
    assert "takes no part in is never on it" in before


def test_the_key_of_another_office_prepares_nothing(door_of):
    for officer in ("officer-4", "officer-5"):
        door = door_of(officer)
        with pytest.raises(Misuse):
            door.sheets()
        with pytest.raises(Misuse):
            door.reader_keys()
        with pytest.raises(Misuse):
            door.system_developments(MONDAY, MONDAY)
        assert why(door.prepare([])) == {"not-authorised"}


def test_without_a_chair_there_is_no_sheet(two):
    done(two.leave_office(OfficeLeft(post=Post.CHAIR, holder="officer-4", until=MONDAY)))

    with pytest.raises(Misuse, match="nobody holds the office of Chair"):
        two.sheets(on=MONDAY + timedelta(days=1))


def test_a_statement_that_waits_for_the_chair_stands_on_the_sheet_of_whoever_signs(
    built_once, tmp_path
):
    league = joined(built_once, tmp_path, "cat", "ced")
    door = league.door("cat", "officer-2")
    for state in ("XXB", "XXC"):
        draft = JointDrafted(
            state=state,
            signatories=("cat", "ced"),
            expires=MONDAY + timedelta(days=30),
            embargo=MONDAY + timedelta(days=3),
            text=Sealed(TEXT),
        )
        done(door.draft_joint(draft))

    chair, vice = sheet(door), sheet(door, Post.VICE_CHAIR)

    (found,) = chair.stated
    assert (found.state, found.waits) == ("XXB", Wait.AUTHORISE.value)
    assert found.text == TEXT
    assert [one.state for one in vice.stated] == ["XXC"]
    assert "CAT, CED" in words(chair)
    league.close()


# -- keys ----------------------------------------------------------------------------------------


@pytest.fixture
def identity():
    return pyrage.x25519.Identity.generate()


def public(identity):
    return str(identity.to_public()).encode()


def test_a_key_is_entered_shown_and_withdrawn(two, identity):
    outcome = done(two.enter_key(Post.CHAIR, None, public(identity)))

    (found,) = two.reader_keys()
    assert (found.fact.kind, found.fact.key) == (KeyKind.AGE, outcome.label)
    assert found.compared == {"officer-2"}
    (reader,) = two.archive.notices.readers()
    assert (reader.role, reader.address, reader.kind) == ("Chair", "cedar@example.org", "age")

    done(two.withdraw_key(Post.CHAIR))
    assert two.reader_keys() == ()
    (reader,) = two.archive.notices.readers()
    assert reader.kind == ""


def test_whoever_was_no_reader_becomes_none_by_losing_a_key(two, identity):
    telephone = OfficeCorrected(post=Post.CHAIR, holder="officer-4", address="+41 22 000 00 00")
    mail = OfficeCorrected(post=Post.CHAIR, holder="officer-4", address="cedar@example.org")
    done(two.correct_office(telephone))
    done(two.enter_key(Post.CHAIR, None, public(identity)))
    done(two.correct_office(mail))

    done(two.withdraw_key(Post.CHAIR))

    assert two.archive.notices.readers() == ()


def test_a_key_of_nobody_or_of_somebody_unclear_is_refused(two, identity):
    with pytest.raises(Misuse, match="nobody is Chair so today"):
        two.enter_key(Post.CHAIR, "Member Fir", public(identity))
    with pytest.raises(Misuse, match="no key of the Chair is entered"):
        two.withdraw_key(Post.CHAIR)
    with pytest.raises(Misuse, match="no key of the Chair is entered"):
        two.compare_key(Post.CHAIR)


def test_a_key_that_somebody_else_entered_has_to_be_compared_first(two, door_of, identity):
    """By a key that was slipped in, a sheet would be read behind the wall."""
    one = door_of("officer-1")
    done(two.enter_key(Post.CHAIR, None, public(identity)))

    assert {each.key for each in one.against_preparing(sheet(one))} == {"not-compared"}
    assert why(one.prepare([Made(sheet=sheet(one), content=b"x")])) == {"not-compared"}

    done(one.compare_key(Post.CHAIR))
    assert one.against_preparing(sheet(one)) == ()


# -- prepared ------------------------------------------------------------------------------------


def test_a_sheet_is_sealed_to_its_reader_and_laid_ready(two, identity, house):
    ready(two, "XXB", a_person(CANARY))
    done(two.enter_key(Post.CHAIR, None, public(identity)))
    made = sheet(two)

    done(two.prepare([Made(sheet=made, content=words(made).encode())]))

    lying = two.archive.notices.sheet("Chair", "cedar@example.org", MONDAY)
    assert lying.count == made.count == 0
    assert len(made.news) == 1
    opened = sealing.opened(lying.sealed, str(identity))
    assert opened.startswith(words(made).encode())
    stored = house.home.notices.read_bytes()
    for secret in (*PARTS, "Sampleland", "XXB", made.news[0].reference):
        assert secret.encode() not in stored


def test_what_the_record_keeps_of_a_sheet_says_neither_what_nor_how_much(two, identity):
    ready(two, "XXB", a_person(CANARY))
    done(two.enter_key(Post.CHAIR, None, public(identity)))

    done(two.prepare([Made(sheet=sheet(two), content=b"x")]))

    (fact,) = (
        one.body
        for one in two.archive.events(COMMITTEE)
        if isinstance(one.body, DigestPrepared)
    )
    assert (fact.post, fact.holder, fact.day, fact.by_hand) == (
        Post.CHAIR,
        "officer-4",
        MONDAY,
        False,
    )
    assert len(fact.digest) == 64


def test_without_a_key_or_an_address_a_sheet_is_refused_and_nothing_is_laid_ready(
    two, identity, house
):
    in_the_chairs_state(two)
    done(two.enter_key(Post.CHAIR, None, public(identity)))
    before = house.home.notices.read_bytes()
    made = [Made(sheet=one, content=b"x") for one in two.sheets().sheets]

    outcome = two.prepare(made)

    assert why(outcome) == {"no-key", "no-address"}
    assert all("Vice-Chair" in one.reason for one in outcome.objections)
    assert house.home.notices.read_bytes() == before
    assert not any(
        isinstance(one.body, DigestPrepared) for one in two.archive.events(COMMITTEE)
    )


def test_a_telephone_is_no_address_that_mail_reaches(two, identity):
    telephone = OfficeCorrected(post=Post.CHAIR, holder="officer-4", address="+41 22 000 00 00")
    done(two.correct_office(telephone))
    done(two.enter_key(Post.CHAIR, None, public(identity)))

    assert {one.key for one in two.against_preparing(sheet(two))} == {"no-address"}
    assert two.archive.notices.readers() == ()


def test_a_sheet_that_is_handed_over_is_not_kept_and_word_of_it_goes_where_it_went(
    two, identity
):
    by_hand(two)
    assert two.archive.notices.sheet("Chair", "cedar@example.org", MONDAY) is None

    done(two.enter_key(Post.CHAIR, None, public(identity)))
    by_hand(two)
    lying = two.archive.notices.sheet("Chair", "cedar@example.org", MONDAY)
    assert (lying.count, lying.sealed) == (0, None)


def test_a_key_that_ended_is_not_sealed_to(two, house):
    import pysequoia

    key = pysequoia.Tsk.generate("A", validity_seconds=86_400 * 400).extract_certificate()
    house.clock.day = date.fromordinal(key.expiration.date().toordinal() - 3)
    done(two.enter_key(Post.CHAIR, None, bytes(key)))
    assert two.against_preparing(sheet(two)) == ()
    house.clock.pass_days(30)

    assert {one.key for one in two.against_preparing(sheet(two))} == {"key-expired"}
    assert why(two.enter_key(Post.CHAIR, None, bytes(key))) == {"key-expired"}


# -- calendar and system -------------------------------------------------------------------------


def test_deadlines_are_an_officers_own_and_say_nothing(two, door_of, house):
    three = door_of("officer-3")
    reference = received(two, "XXB", a_person(CANARY))
    entry = CalendarEntered(
        what=Calendar.SESSION, title=CANARY, starts=MONDAY + timedelta(days=20)
    )
    done(two.enter_calendar(entry))

    mine, theirs = two.deadlines(ahead=60), three.deadlines(ahead=60)

    assert len(mine.entries) > 1
    assert [one.kind for one in theirs.entries] == ["session"]
    told = " ".join(f"{one.uid} {one.words}" for one in mine.entries)
    for secret in (*PARTS, reference, "XXB", "Sampleland"):
        assert secret not in told
    two.deadlines_written(mine)
    assert three.deadlines(ahead=60).entries == theirs.entries


def test_a_deadline_that_moved_is_the_same_entry_under_the_next_number(two):
    reference = received(two, "XXB")
    first = two.deadlines(ahead=60)
    two.deadlines_written(first)
    again = two.deadlines(ahead=60)
    done(two.notify(reference, NoticeGiven(to=Post.CHAIR)))
    after = two.deadlines(ahead=60)

    assert again.entries == first.entries
    gone = [one for one in after.entries if one.gone]
    assert [one.sequence for one in gone] == [1]
    assert {one.uid for one in gone} < {one.uid for one in first.entries}


def test_system_developments_tell_no_case(two):
    period = (MONDAY - timedelta(days=9), MONDAY)
    entry = CalendarEntered(
        what=Calendar.SESSION, title="9th", starts=MONDAY + timedelta(days=20)
    )
    done(two.enter_calendar(entry))
    before = two.system_developments(*period)
    ready(two, "XXB", a_person(CANARY))

    assert two.system_developments(*period) == before
    assert Kind.SESSION in {one.kind for one in before.developments}
    with pytest.raises(Misuse, match="ends before it begins"):
        two.system_developments(MONDAY, MONDAY - timedelta(days=1))
