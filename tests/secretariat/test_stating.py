"""Joint statements in three houses: who may concur, what stands against it, what stays for good."""

import dataclasses
import shutil
from datetime import timedelta

import pytest

from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.directory import Directory, Holder
from sanjose.exchange.fold import Standing, concur_body, proposed
from sanjose.exchange.statements import Concurrence, How, verify_certificate
from sanjose.secretariat import NoSuchCase, Outcome, Secretariat
from sanjose.secretariat.network.jointly import DRAFT, LAPSED, LATELY, Wait
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import DecisionConfirmed, MeasureDecided, RecusalDeclared
from sanjose.words.joint import JointDrafted, JointRevised
from sanjose.words.model import Answer, Mode, Post, Use
from sanjose.words.sealed import Sealed
from tests.secretariat.house import (
    MONDAY,
    PASSPHRASE,
    a_weighing,
    concluded,
    consent,
    ready,
    received,
    taken,
)
from tests.secretariat.league import League, chair_key, joined

THREE = ("cat", "ced", "cerd")
LAST_DAY = MONDAY + timedelta(days=30)
EMBARGO = MONDAY + timedelta(days=3)
WORDS = "The Chairs are concerned.\nThey ask the State party to protect all who cooperate."
STATE = "FRA"
PLENARY = MeasureDecided(label="", mode=Mode.IN_SESSION, consensus=True)


@pytest.fixture(scope="module")
def together(built_once, tmp_path_factory) -> League:
    return joined(built_once, tmp_path_factory.mktemp("league"), *THREE)


@pytest.fixture
def league(together, tmp_path):
    made = together.copied(tmp_path)
    yield made
    made.close()


def drafted(**changes) -> JointDrafted:
    draft = JointDrafted(
        state=STATE,
        signatories=THREE,
        expires=LAST_DAY,
        embargo=EMBARGO,
        text=Sealed(WORDS),
        grounds=Sealed("Three bodies heard of it, and nobody answers."),
    )
    return dataclasses.replace(draft, **changes)


def done(outcome: Outcome) -> Outcome:
    assert outcome.objections == (), outcome.objections
    return outcome


def keys_of(outcome) -> list[str]:
    return [one.key for one in outcome.objections]


def proposed_by(league: League, origin: str = "cat", **changes) -> str:
    """Draft and propose a statement, carry it to everybody, and return what it is called."""
    door = league.door(origin)
    label = done(door.draft_joint(drafted(**changes))).label
    name = done(door.propose_joint(label).outcome).label
    league.carry()
    return name


def authorised(door: Secretariat, name: str, **options) -> Outcome:
    settled = {"by": Post.PLENARY, "identifies_nobody": True, "specific": False} | options
    return door.authorise_joint(name, PLENARY, **settled)


def signed(league: League, origin: str, name: str, *, vice: bool = False, **changes) -> bytes:
    """What our Chair, or Vice-Chair, signs on their own machine."""
    document, _, _ = proposed(league.door(origin).paper_joint(name))
    own = (league.vices if vice else league.chairs)[origin]
    fields = {
        "document": document.hash,
        "signatory": origin,
        "holder": own.key.holder,
        "on": league.houses[origin].clock.day,
        "public": own.key.public,
        "sign": own.open(PASSPHRASE),
    }
    return concur_body(Concurrence.signed(**(fields | changes)))


def concurs(league: League, origin: str, name: str) -> None:
    door = league.door(origin)
    done(authorised(door, name))
    done(door.concur_joint(name, signed(league, origin, name)).outcome)


def attests(league: League, origin: str, name: str, **options) -> Outcome:
    door = league.door(origin)
    if any(one.key == "not-authorised" for one in door.joint(name).lacks):
        done(authorised(door, name))
    asked = door.attest_joint(name, **{"how": How.SESSION} | options).outcome
    return done(league.houses[origin].second(done(asked), "officer-3"))


def adopted_by(league: League) -> str:
    name = proposed_by(league)
    concurs(league, "cat", name)
    attests(league, "ced", name)
    attests(league, "cerd", name, how=How.MAIL)
    league.carry()
    return name


# -- from one house to all ------------------------------------------------------------------------


def test_three_houses_conclude_a_statement_and_a_fourth_party_checks_it(league):
    name = proposed_by(league)
    attests(league, "cerd", name)
    concurs(league, "ced", name)
    league.carry()
    concurs(league, "cat", name)
    league.carry()

    shown = {origin: league.door(origin).joint(name) for origin in THREE}
    certificates = {league.door(origin).certificate_joint(name) for origin in THREE}

    assert {one.standing for one in shown.values()} == {Standing.ADOPTED}
    ((certificate, directory),) = certificates
    found = verify_certificate(certificate, Directory.from_bytes(directory))
    assert found.text == WORDS
    assert [(one.signatory, one.how, one.officers) for one in found.concurrences] == [
        ("cat", How.KEY, ()),
        ("ced", How.KEY, ()),
        ("cerd", How.SESSION, ("officer-1", "officer-3")),
    ]
    tampered = certificate.replace(b"concerned", b"delighted")
    with pytest.raises(NotGenuine, match=r"^the text is not the one that was agreed$"):
        verify_certificate(tampered, Directory.from_bytes(directory))


def test_what_others_propose_reaches_every_house_with_its_grounds(league):
    name = proposed_by(league)

    now = league.door("ced").joint(name)

    assert (now.text, now.state, now.signatories) == (WORDS, STATE, THREE)
    assert now.grounds == (("cat", "Three bodies heard of it, and nobody answers."),)
    assert (now.standing, now.awaited, now.days_left) == (Standing.OPEN, THREE, 31)
    assert (now.label, now.ours, now.signs) == (None, True, Post.CHAIR)


def test_a_house_that_the_statement_does_not_name_sees_it_and_cannot_concur(league):
    name = proposed_by(league, signatories=("cat", "ced"))
    door = league.door("cerd")

    now = door.joint(name)

    assert (now.ours, now.lacks) == (False, ())
    with pytest.raises(Misuse, match="does not name this committee"):
        authorised(door, name)
    refused = door.attest_joint(name, how=How.MAIL).outcome
    assert keys_of(refused) == ["not-named"]
    assert keys_of(door.withdraw_joint(name, by=Post.CHAIR)) == ["not-named"]


# -- drafts -----------------------------------------------------------------------------------------


def test_a_draft_stays_in_the_house(league):
    door = league.door("cat")

    done(door.draft_joint(drafted()))
    league.carry()

    (now,) = door.joints()
    assert (now.name, now.standing, now.document) == ("J1", DRAFT, None)
    assert league.door("ced").joints() == ()
    with pytest.raises(Misuse, match="J1 is a draft"):
        door.proposed_joint("j1")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"signatories": ("cat",)}, "two committees or more"),
        ({"signatories": ("cat", "Cat ")}, "two committees or more"),
        ({"signatories": ("cat", "c d")}, "short names"),
        ({"expires": MONDAY - timedelta(days=1)}, "lies before"),
        ({"state": "Nowhere"}, "no State"),
        ({"text": Sealed("hidden \u202etext")}, "hides nothing"),
        ({"grounds": Sealed("hidden\u200b")}, "hides nothing"),
    ],
)
def test_a_draft_that_nobody_could_sign_is_not_taken(league, change, why):
    door = league.door("cat")

    with pytest.raises((Misuse, NotGenuine), match=why):
        door.draft_joint(drafted(**change))

    assert door.joints() == ()


def test_lines_end_in_one_way_and_tabs_are_spaces(league):
    door = league.door("cat")

    done(door.draft_joint(drafted(text=Sealed("\ufeffOne.\r\n\tTwo.\r\n\r\n"))))

    assert door.joint("J1").text == "One.\n    Two."


def test_a_revised_draft_has_its_latest_text(league):
    door = league.door("cat")
    done(door.draft_joint(drafted()))

    change = JointRevised(label="j1", text=Sealed("Another."), embargo=LAST_DAY)
    done(door.revise_joint(change))

    now = door.joint("J1")
    assert (now.text, now.embargo, now.expires) == ("Another.", LAST_DAY, LAST_DAY)
    with pytest.raises(Misuse, match="nothing is changed"):
        door.revise_joint(change)


def test_a_text_that_was_decided_on_and_revised_has_to_be_decided_on_again(league):
    door = league.door("cat")
    done(door.draft_joint(drafted()))
    done(authorised(door, "J1"))
    before = door.joint("J1").lacks

    done(door.revise_joint(JointRevised(label="J1", text=Sealed("Another."))))

    assert before == ()
    assert [one.key for one in door.joint("J1").lacks] == ["not-authorised"]


def test_a_revised_statement_is_another_one_and_takes_the_place_of_the_first(league):
    first = proposed_by(league)
    door = league.door("cat")
    again = door.propose_joint("J1").outcome

    done(door.revise_joint(JointRevised(label="J1", text=Sealed("Another."))))
    second = done(door.propose_joint("J1").outcome).label
    league.carry()

    assert keys_of(again) == ["proposed"]
    seen = {one.name: one.standing for one in league.door("ced").joints()}
    assert seen == {first: Standing.WITHDRAWN, second: Standing.OPEN}
    assert door.joint("J1").name == second


def test_an_adopted_statement_is_not_replaced(league):
    adopted_by(league)
    door = league.door("cat")
    done(door.revise_joint(JointRevised(label="J1", text=Sealed("Another."))))

    refused = door.propose_joint("J1").outcome

    assert keys_of(refused) == ["adopted"]


def test_another_house_answers_with_a_text_of_its_own(league):
    name = proposed_by(league)
    door = league.door("ced")

    label = done(door.revise_joint(JointRevised(label=name, text=Sealed("Ours.")))).label

    now = door.joint(label)
    assert (now.text, now.signatories, now.expires) == ("Ours.", THREE, LAST_DAY)
    with pytest.raises(Misuse, match="drafted elsewhere"):
        door.propose_joint(name)


def test_a_statement_is_called_by_its_label_or_some_of_its_digits(league):
    name = proposed_by(league)
    door = league.door("cat")

    assert {door.joint(one).name for one in ("J1", "j1", name, name[:4], name.upper())} == {
        name
    }
    for wrong in (name[:3], "J2", "Ada Quill", "0" * 64):
        with pytest.raises(Misuse, match="there is no") as caught:
            door.joint(wrong)
        assert "Quill" not in str(caught.value)


def test_several_statements_that_begin_alike_are_told_apart(league, monkeypatch):
    monkeypatch.setattr("sanjose.secretariat.network.jointly.SHORT", 0)
    proposed_by(league)
    proposed_by(league, text=Sealed("Another."))

    with pytest.raises(Misuse, match="several statements begin so"):
        league.door("ced").joint("")


def test_without_a_network_a_draft_can_be_made_and_not_proposed(house):
    with house.door() as door:
        done(door.draft_joint(drafted()))

        assert door.joint("J1").standing == DRAFT
        assert door.send_joint() == 0
        with pytest.raises(Unable, match="in no network"):
            door.propose_joint("J1")
    door.archive.keyring.close()


def test_a_committee_outside_the_directory_cannot_be_asked(league):
    door = league.door("cat")
    done(door.draft_joint(drafted(signatories=("cat", "cmw"))))

    with pytest.raises(NotGenuine, match="not in the directory"):
        door.propose_joint("J1")


def test_a_draft_whose_last_day_has_passed_is_not_proposed(league):
    done(league.door("cat").draft_joint(drafted()))
    league.pass_days(31)

    refused = league.door("cat").propose_joint("J1").outcome

    assert keys_of(refused) == ["expired"]


# -- the body's own rules -----------------------------------------------------------------------------


def test_nobody_concurs_before_the_body_decided(league):
    name = proposed_by(league)
    door = league.door("cat")

    by_key = door.concur_joint(name, signed(league, "cat", name)).outcome
    by_two = door.attest_joint(name, how=How.MAIL).outcome

    assert keys_of(by_key) == keys_of(by_two) == ["not-authorised"]
    assert door.joint(name).concurred == ()
    assert [fact.verb for _, fact in door.record().refusals] == [
        "concur in a joint statement",
        "attest a concurrence",
    ]


@pytest.mark.parametrize("by", [Post.CHAIR, Post.RAPPORTEUR, Post.BUREAU])
def test_less_than_the_plenary_cannot_authorise_it(league, by):
    name = proposed_by(league)
    door = league.door("cat")

    refused = authorised(door, name, by=by)

    assert "not-authorised" in keys_of(refused)
    assert door.record().measures == ()
    assert [one.key for one in door.joint(name).lacks] == ["not-authorised"]


def test_it_is_checked_that_it_identifies_nobody(league):
    name = proposed_by(league)

    refused = authorised(league.door("cat"), name, identifies_nobody=False)

    assert "identifies" in keys_of(refused)


def test_a_statement_on_an_allegation_comes_after_contact_with_the_state(league):
    name = proposed_by(league)

    refused = authorised(league.door("cat"), name, specific=True)

    assert "no-contact" in keys_of(refused)


def test_a_body_that_decides_against_it_does_not_concur(league):
    name = proposed_by(league)
    door = league.door("cat")
    against = dataclasses.replace(PLENARY, adopted=False)

    done(
        door.authorise_joint(
            name, against, by=Post.PLENARY, identifies_nobody=True, specific=False
        )
    )

    assert [one.key for one in door.joint(name).lacks] == ["not-decided"]


def test_the_decision_is_a_measure_and_is_confirmed_as_one(league):
    name = proposed_by(league)
    door = league.door("cat")
    done(authorised(door, name))
    (measure,) = door.record().measures
    before = door.joint(name).warnings

    done(door.confirm(None, DecisionConfirmed(label="M1", means="the minutes")))

    assert (measure.key, measure.decided_by, measure.adopted) == (
        "joint-statement",
        Post.PLENARY,
        True,
    )
    assert "is not confirmed" in before[0]
    assert door.joint(name).warnings == ()


def test_a_concurrence_is_not_older_than_what_it_rests_on(league):
    name = proposed_by(league)
    door = league.door("cat")
    done(authorised(door, name))

    refused = door.attest_joint(name, how=How.MAIL, on=MONDAY - timedelta(days=1)).outcome

    assert keys_of(refused) == ["before-decision"]


# -- the Chair and the wall ---------------------------------------------------------------------------


def test_the_vice_chair_signs_where_the_chair_is_a_national(league):
    """The Chair of every house here is a national of Trialand (XXC), and officer-1 too."""
    door = league.door("cat", "officer-2")
    label = done(door.draft_joint(drafted(state="XXC"))).label
    name = done(door.propose_joint(label).outcome).label
    done(authorised(door, name))
    own = league.vices["cat"]
    document, _, _ = proposed(door.paper_joint(name))

    def one(key) -> bytes:
        return concur_body(
            Concurrence.signed(
                document=document.hash,
                signatory="cat",
                holder=key.key.holder,
                on=MONDAY,
                public=key.key.public,
                sign=key.open(PASSPHRASE),
            )
        )

    refused = door.concur_joint(name, one(league.chairs["cat"])).outcome
    done(door.concur_joint(name, one(own)).outcome)

    assert keys_of(refused) == ["recused-chair"]
    assert "the Vice-Chair acts" in refused.objections[0].reason
    (counted,) = door.joint(name).concurred
    assert counted.holder is Holder.VICE


def test_the_vice_chair_does_not_sign_while_the_chair_can(league):
    name = proposed_by(league)
    door = league.door("cat")
    done(authorised(door, name))

    refused = door.concur_joint(name, signed(league, "cat", name, vice=True)).outcome

    assert keys_of(refused) == ["recused-chair"]
    assert "the Chair can" in refused.objections[0].reason


def test_where_both_are_in_conflict_nobody_signs(league):
    name = proposed_by(league)
    door = league.door("cat")
    done(authorised(door, name))
    for who in ("officer-4", "Member Dogwood"):
        done(door.recuse(None, RecusalDeclared(who=who, state=STATE)))

    refused = door.concur_joint(name, signed(league, "cat", name)).outcome
    attested = door.attest_joint(name, how=How.MAIL).outcome

    assert "recused-chair" in keys_of(refused)
    assert keys_of(attested) == ["recused-chair"]
    assert door.joint(name).signs is Post.PLENARY


def test_a_declared_recusal_lets_two_officers_attest_the_vice_chair(league):
    name = proposed_by(league)
    door = league.door("cat")
    done(door.recuse(None, RecusalDeclared(who="officer-4", state=STATE)))

    attests(league, "cat", name)

    (one,) = league.door("cat").joint(name).concurred
    assert (one.holder, one.officers) == (Holder.VICE, ("officer-1", "officer-3"))


def test_whoever_is_recused_sees_nothing_of_it(league):
    """officer-2 is a national of Exampleland (XXA)."""
    name = proposed_by(league, state="XXA")
    recused = league.door("cat", "officer-2")

    assert recused.joints() == ()
    for act in (
        lambda: recused.joint(name),
        lambda: recused.joint("J1"),
        lambda: recused.revise_joint(JointRevised(label="J1", text=Sealed("Another."))),
        lambda: recused.propose_joint("J1"),
        lambda: recused.paper_joint(name),
    ):
        with pytest.raises(Misuse, match="there is no"):
            act()
    assert keys_of(recused.draft_joint(drafted(state="XXA"))) == ["recused"]


def test_a_rapporteurs_key_reads_and_does_not_let_leave(league):
    name = proposed_by(league)
    door = league.door("cat", "officer-5")

    assert door.joint(name).name == name
    assert keys_of(door.draft_joint(drafted())) == ["not-authorised"]
    assert keys_of(door.propose_joint("J1").outcome)[0] == "not-authorised"
    assert keys_of(door.withdraw_joint(name, by=Post.CHAIR))[0] == "not-authorised"
    assert door.may_join()


# -- concurring ---------------------------------------------------------------------------------------


def test_what_was_signed_for_something_else_is_not_entered(league):
    name = proposed_by(league)
    other = proposed_by(league, "ced", text=Sealed("Another."))
    forged = league.vices["cat"].open(PASSPHRASE)
    another = league.chairs["ced"].key.public
    by_another = league.chairs["ced"].open(PASSPHRASE)
    door = league.door("cat")
    done(authorised(door, name))

    with pytest.raises(Misuse, match="another statement"):
        door.concur_joint(name, signed(league, "cat", other))
    with pytest.raises(Misuse, match="another committee"):
        door.concur_joint(name, signed(league, "ced", name))
    with pytest.raises(Misuse, match="in the future"):
        door.concur_joint(name, signed(league, "cat", name, on=MONDAY + timedelta(days=1)))
    with pytest.raises(NotGenuine, match="not genuine"):
        door.concur_joint(name, signed(league, "cat", name, sign=forged))
    with pytest.raises(NotGenuine, match="nobody in the directory"):
        door.concur_joint(name, signed(league, "cat", name, public=another, sign=by_another))
    with pytest.raises(NotGenuine):
        door.concur_joint(name, b"{}")
    assert door.joint(name).concurred == ()


def test_after_the_last_day_nobody_concurs(league):
    name = proposed_by(league)
    door = league.door("cat")
    done(authorised(door, name))
    in_time = signed(league, "cat", name)
    league.pass_days(31)

    late = door.concur_joint(name, in_time).outcome

    assert keys_of(late) == ["expired"]
    now = door.joint(name)
    assert (now.standing, now.days_left) == (LAPSED, 0)


def test_on_the_last_day_a_concurrence_counts(league):
    name = proposed_by(league)
    league.pass_days(30)

    concurs(league, "cat", name)

    assert [one.signatory for one in league.door("cat").joint(name).concurred] == ["cat"]


def test_nobody_attests_twice_nor_alone(league):
    name = proposed_by(league)
    door = league.door("cat")
    done(authorised(door, name))
    asked = done(door.attest_joint(name, how=How.MAIL).outcome)

    alone = door.approve(asked.waits)

    assert keys_of(alone) == ["own-act"]
    assert door.joint(name).concurred == ()
    with pytest.raises(Misuse, match="waits already"):
        door.attest_joint(name, how=How.MAIL)
    done(league.houses["cat"].second(asked, "officer-3"))
    assert keys_of(league.door("cat").attest_joint(name, how=How.MAIL).outcome) == ["concurred"]


def test_a_chairs_own_key_after_an_attestation_stands_before_it(league):
    name = proposed_by(league)
    attests(league, "cat", name)
    door = league.door("cat")

    done(door.concur_joint(name, signed(league, "cat", name)).outcome)
    again = door.concur_joint(name, signed(league, "cat", name)).outcome

    (one,) = door.joint(name).concurred
    assert one.how is How.KEY
    assert keys_of(again) == ["concurred"]


def test_an_own_key_is_never_attested(league):
    name = proposed_by(league)

    with pytest.raises(Misuse, match="signs for itself"):
        league.door("cat").attest_joint(name, how=How.KEY)


def test_an_attestation_asked_for_before_a_recusal_lapses(league):
    name = proposed_by(league)
    door = league.door("cat")
    done(authorised(door, name))
    asked = done(door.attest_joint(name, how=How.MAIL).outcome)
    done(door.recuse(None, RecusalDeclared(who="officer-4", state=STATE)))

    refused = league.houses["cat"].second(asked, "officer-3")

    assert keys_of(refused) == ["recused-chair", "ask-again"]
    assert door.joint(name).concurred == ()


def test_what_a_crash_cut_off_is_sent_again_and_once(league, monkeypatch):
    name = proposed_by(league)
    door = league.door("cat")
    done(authorised(door, name))
    raw = signed(league, "cat", name)
    with monkeypatch.context() as patch:
        patch.setattr(type(door), "post", _broken)
        with pytest.raises(KeyboardInterrupt):
            door.concur_joint(name, raw)
    cut_off = door.joint(name).concurred

    sent = [door.send_joint() for _ in range(3)]

    assert cut_off == ()
    assert sent == [1, 0, 0]
    assert [one.signatory for one in door.joint(name).concurred] == ["cat"]


def _broken(*_, **__):
    raise KeyboardInterrupt


# -- withdrawing and publishing -------------------------------------------------------------------------


def test_a_withdrawal_stops_publication_everywhere_and_un_adopts_nothing(league):
    name = adopted_by(league)
    league.pass_days(3)

    done(league.door("ced").withdraw_joint(name, by=Post.CHAIR, reason=Sealed("Not now.")))
    league.carry()

    now = league.door("cat").joint(name)
    assert (now.standing, now.withdrawn) == (Standing.STOPPED, ("ced",))
    refused = league.door("cat").publish_joint(name, where="press release 26/1")
    assert keys_of(refused) == ["withdrawn"]
    assert keys_of(league.door("ced").withdraw_joint(name, by=Post.CHAIR)) == ["withdrawn"]
    assert league.door("cerd").certificate_joint(name)


def test_a_withdrawal_that_lies_in_the_spool_stops_an_approval(league):
    name = adopted_by(league)
    league.pass_days(3)
    asked = done(league.door("cat").publish_joint(name, where="press release 26/1"))
    done(league.door("ced").withdraw_joint(name, by=Post.PLENARY))
    for path in league.houses["ced"].home.spool_out.glob("*.envelope"):
        shutil.copy(path, league.houses["cat"].home.spool_in)

    refused = league.houses["cat"].second(asked, "officer-3")

    assert keys_of(refused) == ["withdrawn", "ask-again"]
    assert league.door("cat").joint(name).published == ()


@pytest.mark.parametrize("by", [Post.RAPPORTEUR, Post.SECRETARIAT])
def test_a_committee_withdraws_on_its_chairs_word_or_its_bodys(league, by):
    name = proposed_by(league)

    refused = league.door("cat").withdraw_joint(name, by=by)

    assert "not-authorised" in keys_of(refused)


def test_whoever_withdrew_does_not_concur_any_more(league):
    name = proposed_by(league)
    door = league.door("cat")
    done(authorised(door, name))
    done(door.withdraw_joint(name, by=Post.CHAIR))

    refused = door.concur_joint(name, signed(league, "cat", name)).outcome

    assert keys_of(refused) == ["withdrawn"]


def test_nobody_publishes_before_the_day_nor_before_all_concurred(league):
    name = proposed_by(league)
    concurs(league, "cat", name)
    door = league.door("cat")

    refused = door.publish_joint(name, where="press release 26/1")

    assert keys_of(refused) == ["not-adopted", "embargo"]


def test_two_persons_publish_these_very_words(league):
    name = adopted_by(league)
    league.pass_days(3)
    door = league.door("ced")
    asked = done(door.publish_joint(name, where="press release 26/1"))
    (waits,) = [one for one in door.waiting() if one.label == asked.waits]

    done(league.houses["ced"].second(asked, "officer-4"))
    league.carry()

    assert waits.exact.decode() == WORDS
    assert league.door("cat").joint(name).standing == Standing.PUBLISHED
    door = league.door("ced")
    (measure,) = door.record().measures
    assert (measure.taken.symbol, measure.stage) == ("press release 26/1", "taken")
    assert keys_of(door.publish_joint(name, where="again")) == ["published"]
    late = done(league.door("cerd").withdraw_joint(name, by=Post.CHAIR))
    assert late.notes == ("it was published already, by ced",)


def test_nothing_is_certified_that_is_not_adopted(league):
    name = proposed_by(league)

    with pytest.raises(NotGenuine, match="not every committee"):
        league.door("cat").certificate_joint(name)


# -- who is named --------------------------------------------------------------------------------------


@pytest.fixture
def known(league) -> str:
    """A case in the first house, of a person whom a text may name by accident."""
    with league.houses["cat"].door() as door:
        reference = received(door, STATE)
    door.archive.keyring.close()
    return reference


def test_a_text_that_names_somebody_of_a_case_is_not_proposed(league, known):
    door = league.door("cat")
    name = door.show(known).persons[0].name.reveal()
    done(door.draft_joint(drafted(text=Sealed(f"They ask for the release of {name}."))))

    stopped = door.propose_joint("J1")

    assert keys_of(stopped.outcome) == ["guard"]
    assert stopped.findings
    assert name not in str(stopped.outcome)
    assert league.door("ced").joints() == ()


def test_grounds_that_name_somebody_are_stopped_as_well(league, known):
    door = league.door("cat")
    name = door.show(known).persons[0].name.reveal()
    done(door.draft_joint(drafted(grounds=Sealed(f"{name} told us."))))

    assert keys_of(door.propose_joint("J1").outcome) == ["guard"]


def test_the_guard_is_overruled_by_a_second_person_with_a_reason(league, known):
    door = league.door("cat")
    name = door.show(known).persons[0].name.reveal()
    done(door.draft_joint(drafted(text=Sealed(f"They ask for the release of {name}."))))

    asked = done(door.propose_joint("J1", overrule=Sealed("a namesake")).outcome)
    before = door.joint("J1").standing
    done(league.houses["cat"].second(asked, "officer-3"))
    again = done(league.door("cat").propose_joint("J1").outcome)

    assert before == DRAFT
    assert league.door("cat").joint(again.label).standing == Standing.OPEN


def test_a_text_of_others_that_names_somebody_of_ours_is_not_concurred_in(league, known):
    who = league.door("cat").show(known).persons[0].name.reveal()
    name = proposed_by(league, "ced", text=Sealed(f"They ask for the release of {who}."))
    door = league.door("cat")
    done(authorised(door, name))

    by_key = door.concur_joint(name, signed(league, "cat", name))
    by_two = door.attest_joint(name, how=How.SESSION)

    assert keys_of(by_key.outcome) == keys_of(by_two.outcome) == ["guard"]


def test_naming_somebody_needs_the_basis_in_their_case(league, known):
    door = league.door("cat")
    name = door.show(known).persons[0].name.reveal()
    done(door.draft_joint(drafted(text=Sealed(f"They ask for the release of {name}."))))

    refused = authorised(door, "J1", reference=known, identifies_nobody=False, specific=True)

    assert {"no-basis", "not-weighed", "not-assessed"} <= set(keys_of(refused))
    assert refused.reference == known
    with pytest.raises(NoSuchCase):
        authorised(league.door("ced"), proposed_by(league), reference=known)


def authorised_to_name(league: League) -> tuple[Secretariat, str]:
    """Return a door with a draft that names somebody on a basis, authorised, and their case."""
    door = league.door("cat")
    case = ready(door, STATE)
    concluded(door, case)
    taken(door, case)
    done(door.consent(case, consent(Use.PUBLISH)))
    done(door.weigh(case, a_weighing()))
    who = door.show(case).persons[0].name.reveal()
    done(door.draft_joint(drafted(text=Sealed(f"They ask for the release of {who}."))))
    done(authorised(door, "J1", reference=case, identifies_nobody=False, specific=True))
    return door, case


def test_who_agreed_to_it_is_named_and_a_withdrawn_consent_stops_what_is_not_signed(league):
    door, case = authorised_to_name(league)

    name = done(door.propose_joint("J1").outcome).label
    before = door.joint(name).lacks
    refusal = dataclasses.replace(consent(Use.PUBLISH), answer=Answer.WITHDRAWN)
    done(door.consent(case, refusal))
    refused = door.concur_joint(name, signed(league, "cat", name)).outcome

    assert before == ()
    assert keys_of(refused) == ["refused"]
    assert door.joint(name).concurred == ()


def naming_somebody(league: League) -> tuple[str, str]:
    """Return an adopted statement that names somebody on a basis, on its day, and their case."""
    door, case = authorised_to_name(league)
    name = done(door.propose_joint("J1").outcome).label
    league.carry()
    done(door.concur_joint(name, signed(league, "cat", name)).outcome)
    for one in ("ced", "cerd"):
        concurs(league, one, name)
    league.carry()
    league.pass_days((EMBARGO - MONDAY).days)
    return name, case


def test_a_consent_taken_back_after_the_adoption_stops_our_publication_and_asks_to_withdraw(
    league,
):
    name, case = naming_somebody(league)
    door = league.door("cat")
    before = waits(door)

    done(door.consent(case, consent(Use.PUBLISH, answer=Answer.WITHDRAWN)))
    refused = door.publish_joint(name, where="press release")
    after = waits(door)
    done(door.withdraw_joint(name, by=Post.CHAIR))

    assert before == [(Wait.PUBLISH, name)]
    assert keys_of(refused) == ["refused"]
    assert after == [(Wait.FELL, name)]
    assert waits(door) == []


def test_an_erasure_of_whom_an_adopted_statement_names_asks_to_withdraw_from_it(league):
    name, case = naming_somebody(league)

    asked = done(league.door("cat").erase(case))
    done(league.houses["cat"].second(asked, "officer-3"))

    assert waits(league.door("cat")) == [(Wait.FELL, name)]


def test_a_case_that_is_closed_to_an_officer_leaves_the_decision_unseen(league):
    door = league.door("cat")
    case = ready(door, STATE)
    concluded(door, case)
    taken(door, case)
    done(door.consent(case, consent(Use.PUBLISH)))
    done(door.weigh(case, a_weighing()))
    done(door.draft_joint(drafted()))
    done(authorised(door, "J1", reference=case, identifies_nobody=False, specific=True))
    done(door.recuse(case, RecusalDeclared(who="officer-3")))

    now = league.door("cat", "officer-3").joint("J1")

    assert [one.key for one in now.lacks] == ["not-authorised"]
    assert "closed to you" in now.lacks[0].reason
    assert now.warnings == ()


def test_after_its_key_was_renewed_a_house_attests_nothing_that_goes_by_the_old_one(
    league, monkeypatch
):
    name = proposed_by(league)
    door = league.door("cat")
    done(authorised(door, name))
    asked = done(door.attest_joint(name, how=How.MAIL).outcome)
    renewed = chair_key("cat", Holder.CHAIR)
    monkeypatch.setattr(
        Secretariat,
        "signing_key",
        lambda _: (renewed.key.public, renewed.open(PASSPHRASE)),
    )

    with pytest.raises(Unable, match="the key of this installation was renewed"):
        league.houses["cat"].second(asked, "officer-3")

    assert league.door("cat").joint(name).concurred == ()


def test_a_chairs_key_that_left_the_directory_is_not_entered_any_more(league):
    name = proposed_by(league)
    door = league.door("cat")
    done(authorised(door, name))
    raw = signed(league, "cat", name)
    league.renew("cat", (league.vices["cat"].key,))
    door = league.door("cat")

    with pytest.raises(Misuse, match="not in the directory any more"):
        door.concur_joint(name, raw)

    attests(league, "cat", name)
    assert [one.how for one in league.door("cat").joint(name).concurred] == [How.SESSION]


def test_adopted_stays_adopted_under_the_next_directory(league):
    name = adopted_by(league)
    before = league.door("ced").certificate_joint(name)

    league.renew("cat", (chair_key("cat", Holder.CHAIR).key,))

    assert league.door("ced").joint(name).standing == Standing.ADOPTED
    assert league.door("ced").certificate_joint(name) == before


# -- what waits here ------------------------------------------------------------------------------


def waits(door: Secretariat) -> list[tuple[Wait, str]]:
    return [(wait, one.name) for wait, one in door.joint_waits()]


def test_a_statement_waits_for_the_body_then_for_the_chair_then_for_others(league):
    name = proposed_by(league)
    ced = league.door("ced")

    first = waits(ced)
    done(authorised(ced, name))
    second = waits(ced)
    done(ced.concur_joint(name, signed(league, "ced", name)).outcome)

    assert first == [(Wait.AUTHORISE, name)]
    assert second == [(Wait.CONCUR, name)]
    assert waits(ced) == []


def test_a_draft_of_this_house_waits_for_the_body_alone(league):
    door = league.door("cat")
    label = done(door.draft_joint(drafted())).label

    before = waits(door)
    done(authorised(door, label))

    assert before == [(Wait.AUTHORISE, label)]
    assert waits(door) == []


def test_what_is_adopted_waits_for_a_person_once_its_day_has_come(league):
    name = adopted_by(league)

    early = waits(league.door("ced"))
    league.pass_days((EMBARGO - MONDAY).days)
    now = waits(league.door("ced"))
    asked = done(league.door("ced").publish_joint(name, where="press release"))
    done(league.houses["ced"].second(asked, "officer-3"))
    league.carry()

    assert early == []
    assert now == [(Wait.PUBLISH, name)]
    assert waits(league.door("ced")) == []
    assert waits(league.door("cat")) == [(Wait.PUBLISH, name)]


def test_a_withdrawal_is_told_for_a_fortnight_and_not_to_who_withdrew(league):
    name = adopted_by(league)
    done(league.door("cerd").withdraw_joint(name, by=Post.CHAIR))
    league.carry()

    told = {one: waits(league.door(one)) for one in THREE}
    league.pass_days(LATELY + 1)

    assert told == {
        "cat": [(Wait.WITHDRAWN, name)],
        "ced": [(Wait.WITHDRAWN, name)],
        "cerd": [],
    }
    assert waits(league.door("cat")) == []


def test_what_cannot_be_concurred_in_any_more_waits_for_nobody(league):
    proposed_by(league)
    league.pass_days((LAST_DAY - MONDAY).days + 1)

    assert waits(league.door("ced")) == []


def test_what_the_body_decided_against_waits_for_nobody(league):
    name = proposed_by(league)
    ced = league.door("ced")
    against = dataclasses.replace(PLENARY, adopted=False)
    done(
        ced.authorise_joint(
            name, against, by=Post.PLENARY, identifies_nobody=True, specific=False
        )
    )

    assert waits(ced) == []


def test_what_names_other_committees_waits_for_nothing_here(league):
    proposed_by(league, signatories=("cat", "cerd"))

    assert waits(league.door("ced")) == []
    assert len(waits(league.door("cerd"))) == 1


def test_where_nobody_can_sign_here_it_is_said_that_something_stands_against_it(league):
    name = proposed_by(league)
    ced = league.door("ced")
    done(authorised(ced, name))
    for who in ("officer-4", "Member Dogwood"):
        done(ced.recuse(None, RecusalDeclared(who=who, state=STATE)))

    assert waits(ced) == [(Wait.LACKS, name)]


def test_whoever_is_recused_from_the_state_is_told_of_nothing_that_waits(league):
    proposed_by(league, state="XXA")

    assert waits(league.door("ced", "officer-2")) == []
    assert waits(league.door("ced", "officer-5")) == []
    assert len(waits(league.door("ced"))) == 1
