"""Whatever is answered, added, shared, sent and recalled, in whatever order; and what if not.

First hands that do anything; then rules that somebody drops, one at a time: a check that has the
rule's name has to miss each.
"""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjose.exchange.envelope import Kind as Sent
from sanjose.keeping.register import Hidden
from sanjose.rules import sharing as rules
from sanjose.secretariat import approvals
from sanjose.secretariat.desk import Desk
from sanjose.secretariat.network import arriving, sharing
from sanjose.secretariat.network.arriving import About, Arriving
from sanjose.secretariat.network.recalling import Recalling
from sanjose.secretariat.network.sending import Sending
from sanjose.words.approvals import Act
from sanjose.words.errors import Misuse
from sanjose.words.events import ConsentRecorded, FactsAdded
from sanjose.words.model import Answer, Kind, Preset, Use
from sanjose.words.tiers import Tier
from tests.rules.told import expected
from tests.secretariat.house import (
    House,
    a_person,
    a_weighing,
    consent,
    done,
    received,
    why,
)
from tests.secretariat.network import Committees, agreed, joined, next_batch


@pytest.fixture(scope="module")
def joined_once(built_once: House, tmp_path_factory) -> Committees:
    return joined(built_once, tmp_path_factory.mktemp("joined"))


# -- hands that do anything --------------------------------------------------------------------

READERS = ("sea", "sky")
BOTH = (Use.COMMITTEES, Use.COMMITTEES_STATE)

answered = st.builds(
    ConsentRecorded,
    person=st.sampled_from(["P1", "P2"]),
    answer=st.sampled_from([*[Answer.GIVEN] * 3, Answer.WITHDRAWN, Answer.REFUSED]),
    uses=st.sampled_from([BOTH, BOTH, (Use.COMMITTEES,), (Use.COMMITTEES_STATE,)]),
    committees=st.sampled_from([(), (), ("sea",), ("sky",)]),
)
to_whom = st.sampled_from([("sea",), ("sky",), READERS])
walks = st.lists(
    st.one_of(
        answered,
        st.tuples(st.just("share"), to_whom, st.sampled_from(Tier)),
        st.tuples(st.just("share"), to_whom, st.sampled_from(Tier)),
        st.sampled_from(["send", "send", "recall", "fact", "weigh", "days", "batch"]),
    ),
    min_size=6,
    max_size=14,
)


def step(committees: Committees, reference: str, move, given_: list) -> None:
    """Do one thing, as far as it is allowed."""
    if move in {"days", "batch"}:
        committees.pass_days(1 if move == "days" else 366)
        return
    with committees.door("moon") as door, suppress(Misuse):
        match move:
            case ConsentRecorded():
                if not door.consent(reference, move).refused:
                    given_.append(move)
            case "share", to, tier:
                door.share(reference, to, tier)
            case "recall":
                door.recall(reference)
            case "fact":
                door.add(reference, FactsAdded(kinds=(Kind.KILLING,)))
            case "weigh":
                door.weigh(reference, a_weighing())
            case "send":
                sends(door, given_)
    with committees.door("moon", "officer-4") as chair, suppress(Misuse):
        for one in chair.to_approve():
            chair.approve(one.label)


def sends(door, given_: list) -> None:
    """Let leave what is due, and look at each: whether everybody agreed to it on that day."""
    before = {(one.fact.summary, one.fact.version): one for one in door.record().exchanged.told}
    door.send()
    for one in door.record().exchanged.told:
        was = before[one.fact.summary, one.fact.version]
        if one.left_on is not None and was.left_on is None:
            assert all(expected(given_, one.fact.tier, name) for name in one.fact.to)


@settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(walks)
def test_nothing_ever_leaves_or_stays_that_was_not_agreed_to(joined_once, moves):
    with tempfile.TemporaryDirectory() as folder:
        committees, given_ = joined_once.copied(Path(folder)), []
        with committees.door("moon") as door:
            reference = received(
                door, "XXB", a_person(), a_person("Cora Plume"), kinds=(Kind.THREAT,)
            )
            for person in ("P1", "P2"):
                sheet = ConsentRecorded(person=person, answer=Answer.GIVEN, uses=BOTH)
                done(door.consent(reference, sheet))
                given_.append(sheet)
            done(door.weigh(reference, a_weighing()))
        for move in (*moves, "batch", "send", "recall"):
            step(committees, reference, move, given_)
        committees.carry()

        with committees.door("moon") as door:
            told = door.record().exchanged.told
            standing = {
                (one.fact.summary, name)
                for one in told
                if one.left_on and not one.recalled_on
                for name in one.fact.to
            }
        for reader in READERS:
            with committees.door(reader) as door:
                heard = door.inbox().summaries
            assert {(one.summary, reader) for one in heard} == {
                pair for pair in standing if pair[1] == reader
            }
            assert all(expected(given_, one.body.tier, reader) for one in heard)
        assert len({one.fact.envelope for one in told}) == len(told)


# -- a rule that somebody drops ------------------------------------------------------------------

Check = Callable[[Committees], None]


def sent(committees: Committees, sender: str = "moon") -> None:
    next_batch(committees)
    with committees.door(sender) as door:
        door.send()
    committees.carry()


def second_yes(committees: Committees) -> None:
    with committees.door("moon", "officer-4") as door:
        for one in door.to_approve():
            door.approve(one.label)


def inbox(committees: Committees, name: str, officer: str = "officer-1"):
    with committees.door(name, officer) as door:
        return door.inbox()


def what_is_taken_back_before_its_day_does_not_leave(committees: Committees) -> None:
    with committees.door("moon") as door:
        reference = agreed(door)
        done(door.share(reference, ["sea"], Tier.FAMILY))
        done(door.consent(reference, consent(Preset.COMMITTEES, answer=Answer.WITHDRAWN)))
    sent(committees)

    assert inbox(committees, "sea").summaries == ()


def whoever_is_concerned_by_the_day_counts(committees: Committees) -> None:
    with committees.door("moon") as door:
        reference = agreed(door)
        done(door.share(reference, ["sea"], Tier.FAMILY))
        done(door.add(reference, a_person("Cora Plume")))
        done(door.weigh(reference, a_weighing()))
    sent(committees)

    assert inbox(committees, "sea").summaries == ()


def a_committee_that_the_answer_does_not_name_is_told_nothing(committees: Committees) -> None:
    with committees.door("moon") as door:
        reference = agreed(door, to=("sea",))

        assert why(door.share(reference, ["sky"])) == {"no-basis"}


def the_state_is_named_only_with_a_second_yes(committees: Committees) -> None:
    with committees.door("moon") as door:
        reference = agreed(door, preset=Preset.COMMITTEES_STATE)
        door.share(reference, ["sea"], Tier.STATE)

        assert door.record().exchanged.told == ()


def a_second_yes_after_a_change_is_a_yes_to_nothing(committees: Committees) -> None:
    with committees.door("moon") as door:
        reference = agreed(door, preset=Preset.COMMITTEES_STATE)
        done(door.share(reference, ["sea"], Tier.STATE))
        done(door.add(reference, FactsAdded(kinds=(Kind.KILLING,))))
    second_yes(committees)
    with committees.door("moon") as door:
        assert door.record().exchanged.told == ()


def who_was_told_more_than_is_agreed_to_now_is_told_nothing_anew(
    committees: Committees,
) -> None:
    with committees.door("moon") as door:
        reference = agreed(door, preset=Preset.COMMITTEES_STATE)
        done(door.share(reference, ["sea"], Tier.STATE))
    second_yes(committees)
    sent(committees)
    with committees.door("moon") as door:
        taken = consent(Use.COMMITTEES_STATE, answer=Answer.WITHDRAWN)
        done(door.consent(reference, taken))
        done(door.recall(reference))

        assert door.share(reference, ["sea"], Tier.REGION).refused


def nationals_of_the_region_are_shown_nothing(committees: Committees) -> None:
    with committees.door("moon") as door:
        done(door.share(agreed(door, state="XXA"), ["sea"]))
    sent(committees)

    assert inbox(committees, "sea", "officer-2").summaries == ()


def what_is_asked_is_shown_to_whoever_may_see_the_case(committees: Committees) -> None:
    with committees.door("moon") as door:
        done(door.share(agreed(door, state="XXA"), ["sea"]))
    sent(committees)
    (heard,) = inbox(committees, "sea").summaries
    with committees.door("sea") as door:
        done(door.interest(heard.summary, contact=True))
    sent(committees, "sea")

    assert inbox(committees, "moon", "officer-2").about_ours == ()


def a_recall_reaches_whoever_was_told(committees: Committees) -> None:
    with committees.door("moon") as door:
        reference = agreed(door)
        done(door.share(reference, ["sea", "sky"]))
    sent(committees)
    with committees.door("moon") as door:
        done(door.recall(reference, everything=True))
    committees.carry()

    assert inbox(committees, "sea").summaries == inbox(committees, "sky").summaries == ()


def the_bundle_is_full_on_a_day_without_anything(committees: Committees) -> None:
    with committees.door("moon") as door:
        before = len(door.network().prefix("moon"))
        door.send()

        assert len(door.network().prefix("moon")) == before + 4 + 1  # and the weekly root


def each_summary_has_an_id_of_its_own(committees: Committees) -> None:
    with committees.door("moon") as door:
        for _ in range(2):
            with suppress(Misuse):
                door.share(agreed(door), ["sea"])
        ids = [one.fact.summary for one in door.record().exchanged.told]

        assert len(ids) == len(set(ids)) == 2


def _without(*_, **__):
    return ()


def _yes(*_, **__):
    return True


def _perform_at_once(door, *, act, **asked):
    one = type("Asked", (), {"document": asked["document"], "label": "A1"})()
    return approvals.PERFORM[act](door, one)


def _forgiving(case, one, on):
    """Return what stands against it for those alone who were concerned when it was agreed to."""
    for label in one.persons:
        yield from rules.lacking(case, label, one.body.tier, one.to, on)


MUTANTS: list[tuple[Check, str, Callable[[pytest.MonkeyPatch], None]]] = [
    (
        what_is_taken_back_before_its_day_does_not_leave,
        "nothing is asked again before it leaves",
        lambda patch: patch.setattr(Sending, "_falls", _without),
    ),
    (
        what_is_taken_back_before_its_day_does_not_leave,
        "no answer counts",
        lambda patch: patch.setattr(rules, "lacking", _without),
    ),
    (
        whoever_is_concerned_by_the_day_counts,
        "only who was concerned then counts",
        lambda patch: patch.setattr(rules, "_fallen", _forgiving),
    ),
    (
        a_committee_that_the_answer_does_not_name_is_told_nothing,
        "every answer speaks of all committees",
        lambda patch: patch.setattr("sanjose.rules.agreement._speaks_of", _yes),
    ),
    (
        the_state_is_named_only_with_a_second_yes,
        "one yes is enough",
        lambda patch: patch.setattr(sharing.Sharing, "ask_approval", _perform_at_once),
    ),
    (
        a_second_yes_after_a_change_is_a_yes_to_nothing,
        "nothing is compared, and nothing asked again",
        lambda patch: (
            patch.delitem(approvals.EXACT, Act.SHARE),
            patch.setattr(rules, "objections", _without),
        ),
    ),
    (
        who_was_told_more_than_is_agreed_to_now_is_told_nothing_anew,
        "what was told before is forgotten",
        lambda patch: (
            patch.setattr(rules, "_derivable", _without),
            patch.setattr("sanjose.rules.sharing.against_weighing", _without),
        ),
    ),
    (
        nationals_of_the_region_are_shown_nothing,
        "everybody is shown everything",
        lambda patch: patch.setattr(arriving, "visible_to", _yes),
    ),
    (
        nationals_of_the_region_are_shown_nothing,
        "nobody's nationality is known",
        lambda patch: patch.setattr(Desk, "hidden", lambda _: Hidden()),
    ),
    (
        what_is_asked_is_shown_to_whoever_may_see_the_case,
        "every case is open to everybody",
        lambda patch: patch.setattr(Arriving, "_about_ours", _about_everything),
    ),
    (
        a_recall_reaches_whoever_was_told,
        "the recall is recorded and not sent",
        lambda patch: patch.setattr(Recalling, "_retract", _without),
    ),
    (
        the_bundle_is_full_on_a_day_without_anything,
        "nothing is sent in place of what is not there",
        lambda patch: patch.setattr(Sending, "_say_nothing", _yes),
    ),
    (
        each_summary_has_an_id_of_its_own,
        "the source of randomness repeats itself",
        lambda patch: patch.setattr(
            sharing, "uuid4", lambda: UUID("8f14e45f-ceea-4c67-9b1a-0242ac120002")
        ),
    ),
]


def _about_everything(door):
    return tuple(
        About(
            origin=one.origin,
            interest=one.body,
            reference=None,
            envelope=one.envelope,
            on=one.on,
        )
        for one in door._read({Sent.INTEREST})
    )


@pytest.mark.parametrize("check", dict.fromkeys(one for one, _, _ in MUTANTS))
def test_with_every_rule_the_check_passes(check, joined_once, tmp_path):
    check(joined_once.copied(tmp_path))


@pytest.mark.parametrize(
    ("check", "name", "drop"), MUTANTS, ids=[name for _, name, _ in MUTANTS]
)
def test_without_the_rule_the_check_fails(
    check, name, drop, joined_once, tmp_path, monkeypatch
):
    drop(monkeypatch)

    with pytest.raises(AssertionError):
        check(joined_once.copied(tmp_path))
