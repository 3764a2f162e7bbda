"""Summaries between three committees: agreed to, sent, read, asked about, recalled, no more."""

from dataclasses import replace
from uuid import uuid4

import pytest

from sanjose.exchange.envelope import Kind as Sent
from sanjose.secretariat import NoSuchCase
from sanjose.words.errors import Misuse, Unable
from sanjose.words.events import (
    AssessmentConcluded,
    CaseClosed,
    FactsAdded,
)
from sanjose.words.model import Answer, Assessment, Closing, Kind, Post, Preset, Use
from sanjose.words.sealed import Sealed
from sanjose.words.states import Region
from sanjose.words.summary import CaseSummary, Support, packed
from sanjose.words.tiers import Tier
from tests.secretariat.house import (
    FIRST_DAY,
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


@pytest.fixture
def committees(joined_once: Committees, tmp_path) -> Committees:
    """Three committees in one network: moon, sea and sky."""
    return joined_once.copied(tmp_path)


def second_yes(committees, name, officer="officer-4"):
    """Let the Chair say yes to all that waits."""
    with committees.door(name, officer) as door:
        return [door.approve(one.label) for one in door.to_approve()]


def told(committees, *, to=("sea",), tier=Tier.FAMILY, sender="moon", **facts) -> str:
    """Return a case of which others were told, once the envelopes arrived."""
    preset = Preset.COMMITTEES_STATE if tier is Tier.STATE else Preset.COMMITTEES
    with committees.door(sender) as door:
        reference = agreed(door, preset=preset, **facts)
        done(door.share(reference, to, tier))
    if tier is Tier.STATE:
        second_yes(committees, sender)
    sent(committees, sender)
    return reference


def sent(committees, sender="moon"):
    """Let everything that waits leave, when its day has come, and arrive."""
    next_batch(committees)
    with committees.door(sender) as door:
        found = door.send()
    committees.carry()
    return found


def read(committees, name, officer="officer-1", **filters):
    with committees.door(name, officer) as door:
        return door.inbox(**filters)


def envelopes(committees, name="moon"):
    """Return the kinds of what a committee sent and nobody carried yet."""
    with committees.door(name) as door:
        log = door.network()
        return [one.header.kind for one in log.prefix(name)]


# -- told to those who are named, and to nobody else -----------------------------------------


def test_a_summary_is_read_by_the_committees_that_it_names_and_by_no_other(committees):
    told(committees, to=("sea",))

    (one,) = read(committees, "sea").summaries

    assert one.origin == "moon"
    assert one.body.words == (
        "Asia-Pacific States, first half of 2026, pressure, or of another or unknown kind"
    )
    assert read(committees, "sky").summaries == ()
    assert read(committees, "moon").summaries == ()


def test_nothing_leaves_before_its_day_and_nothing_by_itself(committees):
    with committees.door("moon") as door:
        reference = agreed(door)
        outcome = done(door.share(reference, ["sea", "sky"], Tier.FAMILY))
        early = door.send()
    before = envelopes(committees)
    next_batch(committees)
    with committees.door("moon") as door:
        due = door.sending()
        door.today()
    after = envelopes(committees)

    assert "leaves on 2026-07-01" in outcome.notes[0]
    assert early.left == []
    assert early.waiting == 1
    assert after == before
    assert due == (f"region, half-year and family of act of {reference}, to sea and sky",)


def test_each_summary_has_a_fresh_random_id_and_an_envelope_of_its_own(committees):
    with committees.door("moon") as door:
        for _ in range(3):
            done(door.share(agreed(door), ["sea"]))
        ids = {one.fact.summary for one in door.record().exchanged.told}
        carried = {one.fact.envelope for one in door.record().exchanged.told}
        shown = {door.preview(agreed(door), ["sky"]).plan.body.summary for _ in range(3)}

    assert len(ids | carried | shown) == 9


def test_what_was_read_is_what_is_agreed_to(committees):
    with committees.door("moon") as door:
        reference = agreed(door)
        shown = door.preview(reference, ["sea"], Tier.FAMILY)
        other = door.preview(reference, ["sky"], Tier.FAMILY)

        with pytest.raises(Misuse, match="not what you read any more"):
            door.share(reference, ["sea"], Tier.FAMILY, agreed=other.preview)
        done(door.share(reference, ["sea"], Tier.FAMILY, agreed=shown.preview))
        (one,) = door.record().exchanged.told

    assert one.fact.summary == shown.plan.body.summary


def test_the_preview_says_what_the_envelope_itself_reveals(committees):
    told(committees, to=("sky",), sender="sea")
    with committees.door("moon") as door:
        door.collect()
        shown = door.preview(agreed(door), ["sea"], Tier.REGION).preview

    assert shown.committee == "moon"
    assert shown.day_tells.startswith("the day tells ")
    assert shown.similar == "no other summary"
    assert shown.approvals == 1


def test_a_summary_that_others_told_counts_as_one_that_it_could_be_taken_for(committees):
    told(committees, to=("moon",), sender="sea")
    with committees.door("moon") as door:
        door.collect()
        case = agreed(door, on=FIRST_DAY.replace(year=2026))
        shown = door.preview(case, ["sea"], Tier.REGION).preview

    assert shown.similar == "one other summary"


# -- what is refused --------------------------------------------------------------------------


def test_without_a_basis_or_a_weighing_nothing_is_agreed_to(committees):
    with committees.door("moon") as door:
        bare = received(door, "XXB", kinds=(Kind.THREAT,))
        coarse = agreed(door)

        assert why(door.share(bare, ["sea"])) == {"no-basis", "not-weighed"}
        assert why(door.share(coarse, ["sea"], Tier.STATE)) == {"finer-than-consent"}
        assert door.record().exchanged.told == ()
        assert [one.verb for _, one in door.show(bare).refusals] == ["share"]


def test_an_answer_that_names_committees_is_for_those_alone(committees):
    with committees.door("moon") as door:
        reference = agreed(door, to=("Sea",))

        assert why(door.share(reference, ["sea", "sky"])) == {"no-basis"}
        done(door.share(reference, ["sea"]))
        assert dict(door.tellable(reference)) == {"sea": Tier.FAMILY, "sky": None}


@pytest.mark.parametrize(
    ("to", "said"),
    [
        (["moon"], "this committee itself"),
        (["mars"], "no committee is called so"),
        (["SEA", "mars"], "no committee is called so"),
    ],
)
def test_a_committee_is_another_one_that_is_known(committees, to, said):
    with committees.door("moon") as door:
        reference = agreed(door)

        with pytest.raises(Misuse, match=said):
            door.share(reference, to)
        with pytest.raises(Misuse, match=said):
            door.consent(reference, consent(Preset.COMMITTEES, committees=tuple(to)))


def test_a_committee_that_is_known_and_not_in_the_network_could_read_nothing(committees):
    with committees.door("moon") as door:
        reference = agreed(door)

        assert why(door.share(reference, ["sea", "cat"])) == {"not-a-member"}


def test_nobody_is_told_without_a_name_to_tell(committees):
    with committees.door("moon") as door:
        assert why(door.share(agreed(door))) == {"no-committee"}


def test_outside_a_network_nothing_can_be_shared_but_looked_at(door):
    reference = agreed(door, to=("cat",))

    with pytest.raises(Unable, match="in no network"):
        door.share(reference, ["cat"])
    with pytest.raises(Unable, match="in no network"):
        door.send()
    with pytest.raises(Unable, match="in no network"):
        door.inbox()
    assert door.preview(reference, ["cat"]).objections == ()
    assert dict(door.tellable(reference))["ced"] is None


def test_a_recused_officer_can_neither_share_nor_see_nor_recall(committees):
    reference = told(committees, state="XXA")
    with committees.door("moon", "officer-2") as door:
        for ask in (door.preview, door.share, door.recall, door.told_of, door.tellable):
            with pytest.raises(NoSuchCase):
                ask(reference)
        assert door.told_references() == ()
        assert door.must_be_recalled() == ()
        assert door.sending() == ()


def test_an_office_holder_does_not_share(committees):
    with committees.door("moon") as door:
        reference = agreed(door)
    with committees.door("moon", "officer-4") as door:
        assert why(door.share(reference, ["sea"])) == {"not-authorised"}
        assert door.send().outcome.refused
        with pytest.raises(Misuse, match="does not inbox"):
            door.inbox()


# -- two persons ------------------------------------------------------------------------------


def test_what_names_the_state_waits_for_a_second_person(committees):
    with committees.door("moon") as door:
        reference = agreed(door, preset=Preset.COMMITTEES_STATE)
        asked = done(door.share(reference, ["sea"], Tier.STATE))
        assert door.record().exchanged.told == ()
        assert door.approve(asked.waits).refused
    (yes,) = second_yes(committees, "moon")
    committees.pass_days(1)
    with committees.door("moon") as door:
        left = door.send().left
    committees.carry()

    assert asked.waits == "A1"
    assert not yes.refused
    assert left == [f"Sampleland, first quarter of 2026, threat: to sea, of {reference}"]
    (one,) = read(committees, "sea").summaries
    assert one.body.state == "XXB"


def test_a_national_of_the_state_is_not_asked_and_cannot_say_yes(committees):
    with committees.door("moon") as door:
        reference = agreed(door, preset=Preset.COMMITTEES_STATE, state="XXA")
        asked = done(door.share(reference, ["sea"], Tier.STATE))
    with committees.door("moon", "officer-2") as door:
        assert door.to_approve() == ()
        with pytest.raises(Misuse, match="does not wait for anybody"):
            door.approve(asked.waits)


@pytest.mark.parametrize(
    "change",
    [
        lambda door, ref: door.consent(
            ref, consent(Preset.COMMITTEES, answer=Answer.WITHDRAWN)
        ),
        lambda door, ref: door.add(ref, FactsAdded(kinds=(Kind.KILLING,))),
        lambda door, ref: door.add(ref, a_person("Cora Plume")),
    ],
    ids=["consent taken back", "facts changed", "somebody else is concerned"],
)
def test_a_second_yes_that_comes_after_a_change_is_a_yes_to_nothing(committees, change):
    with committees.door("moon") as door:
        reference = agreed(door, preset=Preset.COMMITTEES_STATE)
        done(door.share(reference, ["sea"], Tier.STATE))
        done(change(door, reference))

    (yes,) = second_yes(committees, "moon")

    assert yes.refused
    with committees.door("moon") as door:
        assert door.record().exchanged.told == ()
        assert door.waiting() == ()


def test_what_waits_for_nothing_leaves_with_the_second_yes(committees):
    with committees.door("moon") as door:
        reference = agreed(door)
        shown = door.preview(reference, ["sea"], Tier.FAMILY, at_once=True)
        asked = done(door.share(reference, ["sea"], Tier.FAMILY, at_once=True))
    before = envelopes(committees)
    second_yes(committees, "moon")
    after = envelopes(committees)
    committees.carry()

    assert shown.preview.approvals == 2
    assert asked.waits
    assert after == [*before, Sent.SUMMARY]
    assert len(read(committees, "sea").summaries) == 1


# -- what fell is stopped, and what left is recalled -------------------------------------------


FALLS = {
    "consent taken back": lambda door, ref: door.consent(
        ref, consent(Preset.COMMITTEES, answer=Answer.WITHDRAWN)
    ),
    "refused": lambda door, ref: door.consent(
        ref, consent(Preset.COMMITTEES, answer=Answer.REFUSED)
    ),
    "outside scope": lambda door, ref: door.assess(
        ref,
        AssessmentConcluded(finding=Assessment.OUTSIDE_SCOPE, reasons=Sealed("It is not.")),
    ),
    "recorded twice": lambda door, ref: door.close(
        ref, CaseClosed(ground=Closing.DOUBLE, reasons=Sealed("It was.")), by=Post.BUREAU
    ),
}


@pytest.mark.parametrize("fall", ["consent taken back", "refused"])
def test_what_is_covered_no_more_on_its_day_is_stopped_and_nobody_is_told(committees, fall):
    with committees.door("moon") as door:
        reference = agreed(door)
        done(door.share(reference, ["sea"], Tier.FAMILY))
        outcome = done(FALLS[fall](door, reference))

    found = sent(committees)

    assert "does not leave as it is" in outcome.notes[-1]
    assert found.left == []
    assert len(found.stopped) == 1
    assert reference in found.stopped[0]
    assert read(committees, "sea").summaries == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda door, ref: door.add(ref, FactsAdded(kinds=(Kind.KILLING,))),
        lambda door, ref: door.add(ref, FactsAdded(state="XXA")),
        lambda door, ref: (
            door.add(ref, a_person("Cora Plume")),
            door.weigh(ref, a_weighing()),
        )[1],
    ],
    ids=["another act", "another State", "somebody else is concerned, and weighed"],
)
def test_what_is_not_as_it_was_agreed_to_is_stopped(committees, change):
    with committees.door("moon") as door:
        reference = agreed(door)
        done(door.share(reference, ["sea"], Tier.FAMILY))
        done(change(door, reference))

    found = sent(committees)

    assert (found.left, len(found.stopped)) == ([], 1)


@pytest.mark.parametrize("fall", ["consent taken back", "refused"])
def test_what_left_and_is_covered_no_more_has_to_be_recalled_and_is(committees, fall):
    reference = told(committees, to=("sea", "sky"))
    with committees.door("moon") as door:
        outcome = done(FALLS[fall](door, reference))
        (must,) = door.must_be_recalled()
        recalled = done(door.recall(reference))
        assert door.must_be_recalled() == ()
    before = [len(read(committees, name).summaries) for name in ("sea", "sky")]
    committees.carry()

    assert f"`sanjose recall {reference}`" in outcome.notes[-1]
    assert (must[0], must[1].left, must[1].to) == (reference, True, ("sea", "sky"))
    assert "cannot be unread" in recalled.notes[0]
    assert before == [1, 1]
    assert [read(committees, name).summaries for name in ("sea", "sky")] == [(), ()]


def test_a_recall_destroys_the_body_at_the_reader_and_with_us(committees):
    reference = told(committees)
    with committees.door("moon") as door:
        done(door.recall(reference, everything=True))
    committees.carry()
    read(committees, "sea")

    for name in ("moon", "sea"):
        with committees.door(name) as door:
            bodies = [
                one.body for one in door.network().held() if one.header.kind == Sent.SUMMARY
            ]
            opened = [one.plain for one in door.exchanged().shared if one.plain != b"{}"]
        assert opened.count(None) == len(opened)
        assert None in bodies


def test_of_an_erased_case_everything_that_was_told_can_still_be_recalled(committees):
    reference = told(committees)
    with committees.door("moon") as door:
        done(door.erase(reference))
    (erased,) = second_yes(committees, "moon")
    with committees.door("moon") as door:
        ((left, _),) = door.told_of_erased()
        ((must, _),) = door.must_be_recalled()
        recalled = done(door.recall(reference))
        assert door.told_of_erased() == ()
    committees.carry()

    assert f"`sanjose recall {reference}`" in erased.notes[-1]
    assert left == must == recalled.reference == reference
    assert read(committees, "sea").summaries == ()


def test_after_an_erasure_the_record_says_no_more_than_region_and_year(committees):
    reference = told(committees, tier=Tier.STATE)
    with committees.door("moon") as door:
        done(door.erase(reference))
    second_yes(committees, "moon")
    with committees.door("moon") as door:
        (one,) = door.shared()

    assert one.body.says == {"region": Region.ASIA_PACIFIC, "year": 2026}


def test_what_rested_on_somebody_who_was_erased_is_recalled(committees):
    with committees.door("moon") as door:
        reference = agreed(door)
        done(door.add(reference, a_person("Cora Plume")))
        done(door.consent(reference, consent(Preset.COMMITTEES, person="P2")))
        done(door.weigh(reference, a_weighing()))
        done(door.share(reference, ["sea"], Tier.FAMILY))
    sent(committees)
    with committees.door("moon") as door:
        done(door.erase(reference, "P2", nothing_remains=True))
    (erased,) = second_yes(committees, "moon")

    assert "was erased" in erased.notes[-1]
    assert f"`sanjose recall {reference}`" in erased.notes[-1]


def test_what_need_not_be_recalled_is_recalled_only_on_demand(committees):
    reference = told(committees)
    with committees.door("moon") as door:
        with pytest.raises(Misuse, match="nothing that others were told"):
            door.recall(reference)
        done(door.recall(reference, everything=True))
        with pytest.raises(Misuse, match="nothing is left to recall"):
            door.recall(reference, everything=True)
        with pytest.raises(Misuse, match="nothing is left to recall"):
            door.recall(agreed(door), everything=True)


def test_what_waits_is_dropped_and_what_left_stands(committees):
    reference = told(committees, tier=Tier.REGION)
    with committees.door("moon") as door:
        done(door.weigh(reference, a_weighing()))
        done(door.share(reference, ["sea"], Tier.FAMILY))
        dropped = done(door.recall(reference, waiting=True))
        standing = [one.standing for one in door.record().exchanged.told]

    assert "nobody was told" in dropped.notes[0]
    assert standing == ["left"]


def test_whoever_may_recall_is_the_secretariat(committees):
    reference = told(committees)
    with committees.door("moon", "officer-4") as door:
        assert why(door.recall(reference, everything=True)) == {"not-authorised"}


# -- versions ---------------------------------------------------------------------------------


def test_a_summary_that_is_made_anew_for_the_same_committees_is_its_next_version(committees):
    reference = told(committees, tier=Tier.REGION, to=("sea", "sky"))
    with committees.door("moon") as door:
        shown = door.preview(reference, tier=Tier.FAMILY)
        done(door.share(reference, tier=Tier.FAMILY))
        assert why(door.share(reference, ["sea"], Tier.FAMILY)) == {"already-shared"}
    sent(committees)

    (one,) = read(committees, "sea").summaries

    assert shown.plan.to == ("sea", "sky")
    assert (one.version, one.body.tier) == (2, Tier.FAMILY)


def test_a_recall_takes_back_every_version(committees):
    reference = told(committees, tier=Tier.REGION)
    with committees.door("moon") as door:
        done(door.share(reference, tier=Tier.FAMILY))
    sent(committees)
    with committees.door("moon") as door:
        done(door.recall(reference, everything=True))
    committees.carry()

    assert read(committees, "sea").summaries == ()
    assert envelopes(committees).count(Sent.RETRACT) == 2


def test_a_recall_that_was_cut_off_is_sent_once(committees, monkeypatch):
    reference = told(committees)
    with committees.door("moon") as door:
        enter = door.enter

        def cut_off(subject, verb, *rest, **more):
            if verb == "recall":
                raise KeyboardInterrupt
            return enter(subject, verb, *rest, **more)

        monkeypatch.setattr(door, "enter", cut_off)
        with pytest.raises(KeyboardInterrupt):
            door.recall(reference, everything=True)
    with committees.door("moon") as door:
        done(door.recall(reference, everything=True))

    assert envelopes(committees).count(Sent.RETRACT) == 1


def cut_off_while_sending(committees, monkeypatch):
    """Return a case of which a summary was handed over, though the record does not say so yet."""
    with committees.door("moon") as door:
        reference = agreed(door)
        done(door.share(reference, ["sea"]))
    next_batch(committees)
    with committees.door("moon") as door:
        enter = door.enter

        def cut_off(subject, verb, *rest, **more):
            if verb == "send":
                raise KeyboardInterrupt
            return enter(subject, verb, *rest, **more)

        monkeypatch.setattr(door, "enter", cut_off)
        with pytest.raises(KeyboardInterrupt):
            door.send()
    return reference


def cut_off_after_it_was_handed_over(committees, monkeypatch):
    """Return a case of which a summary left, though the record does not say so yet."""
    reference = cut_off_while_sending(committees, monkeypatch)
    committees.carry()
    return reference


def test_a_sending_that_was_cut_off_is_sent_once(committees, monkeypatch):
    cut_off_while_sending(committees, monkeypatch)
    first = envelopes(committees).count(Sent.SUMMARY)
    with committees.door("moon") as door:
        again = door.send()

    assert first == 1
    assert len(again.left) == 1
    assert envelopes(committees).count(Sent.SUMMARY) == 1 + 2


def test_consent_taken_back_after_a_sending_that_was_cut_off_still_recalls_it(
    committees, monkeypatch
):
    reference = cut_off_after_it_was_handed_over(committees, monkeypatch)
    with committees.door("moon") as door:
        done(door.consent(reference, consent(Preset.COMMITTEES, answer=Answer.WITHDRAWN)))
        found = door.send()

    with committees.door("moon") as door:
        done(door.recall(reference))
    committees.carry()

    assert found.stopped == []
    assert "has to be recalled" in found.recalls[0]
    assert read(committees, "sea").summaries == ()


def test_what_left_in_a_sending_that_was_cut_off_is_never_said_to_be_stopped(
    committees, monkeypatch
):
    reference = cut_off_after_it_was_handed_over(committees, monkeypatch)

    with committees.door("moon") as door, pytest.raises(Misuse):
        door.recall(reference, waiting=True)
    with committees.door("moon") as door:
        recalled = done(door.recall(reference, everything=True))
    committees.carry()

    assert "nobody was told" not in " ".join(recalled.notes)
    assert read(committees, "sea").summaries == ()


def test_what_others_were_told_and_a_restored_record_does_not_know_is_recalled(committees):
    with committees.door("moon") as door:
        lost = CaseSummary(summary=str(uuid4()), region=Region.AFRICA, year=2026)
        door.post(Sent.SUMMARY, packed(lost), ("sea",))
    committees.carry()
    before = read(committees, "sea").summaries
    with committees.door("moon") as door:
        found = door.send()
        again = door.send()
    committees.carry()

    assert [one.summary for one in before] == [lost.summary]
    assert (found.unknown, again.unknown) == (1, 0)
    assert read(committees, "sea").summaries == ()


def test_what_waits_is_replaced_by_what_is_made_after_it(committees):
    with committees.door("moon") as door:
        reference = agreed(door)
        done(door.share(reference, ["sea", "sky"], Tier.REGION))
        shown = door.preview(reference, ["sea"], Tier.FAMILY)
        done(door.share(reference, ["sea"], Tier.FAMILY))
        told_ = door.record().exchanged.told

    assert [one.fact.to for one in shown.replaced] == [("sea", "sky")]
    assert [(one.fact.to, one.fact.tier) for one in told_] == [(("sea",), Tier.FAMILY)]


def test_later_never_tells_more_than_was_agreed_to(committees):
    with committees.door("moon") as door:
        reference = agreed(door, preset=Preset.COMMITTEES_STATE)
        done(door.share(reference, ["sea"], Tier.STATE))
    second_yes(committees, "moon")
    sent(committees)
    with committees.door("moon") as door:
        taken = consent(Use.COMMITTEES_STATE, answer=Answer.WITHDRAWN)
        done(door.consent(reference, taken))
        done(door.recall(reference))
        done(door.weigh(reference, a_weighing()))

        assert why(door.share(reference, ["sea"], Tier.STATE)) == {"refused"}
        assert why(door.share(reference, ["sea"], Tier.FAMILY)) == {"differencing"}
        done(door.share(reference, ["sky"], Tier.FAMILY))


# -- the bundle -------------------------------------------------------------------------------


def test_the_daily_bundle_has_the_same_size_whatever_is_in_it(committees):
    told(committees, sender="sea", to=("moon",))
    with committees.door("moon") as door:
        empty = door.send()
        again = door.send()
        (heard,) = door.inbox().summaries
        done(door.interest(heard.summary, contact=True))
        reference = agreed(door, preset=Preset.COMMITTEES_STATE)
        done(door.share(reference, ["sea"], Tier.STATE))
    second_yes(committees, "moon")
    before = sorted(envelopes(committees))
    committees.pass_days(1)
    with committees.door("moon") as door:
        full = door.send()
    after = sorted(envelopes(committees))

    bundle = [Sent.INTEREST, Sent.REVISE, Sent.SUMMARY, Sent.SUMMARY]
    assert [one for one in before if one != Sent.ROOT] == bundle
    assert [one for one in after if one != Sent.ROOT] == sorted(bundle * 2)
    assert (empty.bundle, again.bundle, full.bundle) == (4, None, 4)
    assert (len(empty.left), len(full.left)) == (0, 2)


def test_what_is_over_waits_a_day_and_what_missed_its_day_does_not_wait_for_another(committees):
    with committees.door("moon") as door:
        for _ in range(3):
            reference = agreed(door, preset=Preset.COMMITTEES_STATE)
            done(door.share(reference, ["sea"], Tier.STATE))
    second_yes(committees, "moon")
    committees.pass_days(1)
    with committees.door("moon") as door:
        first, same_day = door.send(), door.send()
    committees.pass_days(1)
    with committees.door("moon") as door:
        second = door.send()

    assert [len(one.left) for one in (first, same_day, second)] == [2, 0, 1]
    assert first.waiting == 1


def test_an_officer_who_may_not_know_of_a_case_keeps_nothing_of_it_back(committees):
    with committees.door("moon") as door:
        reference = agreed(door, preset=Preset.COMMITTEES_STATE, state="XXA")
        done(door.share(reference, ["sea"], Tier.STATE))
    second_yes(committees, "moon")
    committees.pass_days(1)
    with committees.door("moon", "officer-2") as door:
        theirs = door.send()
    committees.pass_days(1)
    with committees.door("moon", "officer-2") as door:
        door.send()
    with committees.door("moon") as door:
        ours = door.send()

    assert (theirs.left, theirs.waiting, theirs.bundle) == ([], 0, 4)
    assert len(ours.left) == 1


# -- who is shown what arrives ----------------------------------------------------------------


def test_nationals_of_the_region_or_the_state_are_shown_nothing_and_told_of_nothing(committees):
    told(committees, state="XXB", tier=Tier.FAMILY)
    told(committees, state="XXA", tier=Tier.STATE)

    shown = {
        officer: [
            one.body.words.partition(",")[0]
            for one in read(committees, "sea", officer).summaries
        ]
        for officer in ("officer-1", "officer-2", "officer-3")
    }

    assert shown == {
        "officer-1": ["Asia-Pacific States", "Exampleland"],
        "officer-2": ["Asia-Pacific States"],
        "officer-3": ["Exampleland"],
    }


def test_what_arrived_is_found_by_committee_region_state_day_and_whether_it_is_new(committees):
    told(committees, state="XXB", to=("sky",))
    told(committees, state="XXA", to=("sky",), sender="sea")

    def origins(**filters):
        return [one.origin for one in read(committees, "sky", mark=False, **filters).summaries]

    assert origins() == ["moon", "sea"]
    assert origins(origin="Sea") == ["sea"]
    assert origins(region=Region.AFRICA) == ["sea"]
    assert origins(state="Sampleland") == ["moon"]
    assert origins(since=committees.houses["sky"].clock.day) == ["sea"]
    assert origins(new=True) == ["moon", "sea"]
    read(committees, "sky", origin="sea")
    assert origins(new=True) == ["moon"]
    with pytest.raises(Misuse, match="no committee is called so"):
        origins(origin="mars")


def test_what_one_officer_was_shown_is_new_to_another(committees):
    told(committees, state="XXB")
    read(committees, "sea", "officer-1")

    assert [one.new for one in read(committees, "sea", "officer-1").summaries] == [False]
    assert [one.new for one in read(committees, "sea", "officer-2").summaries] == [True]


def test_a_body_that_is_not_in_its_form_is_set_aside_in_one_sentence(committees):
    with committees.door("moon") as door:
        door.post(Sent.SUMMARY, b'{"summary":"Ada Quill"}', ("sea",))
        door.post(Sent.INTEREST, b"{}", ("sea",))
    committees.carry()

    found = read(committees, "sea")

    assert (found.summaries, found.about_ours) == ((), ())
    assert found.faults == ("something that moon shares is not in its form: it is set aside",)


# -- asking and offering ----------------------------------------------------------------------


def test_a_request_for_contact_comes_back_to_whoever_may_see_the_case(committees):
    reference = told(committees, state="XXA", to=("sea", "sky"))
    (heard,) = read(committees, "sea").summaries
    with committees.door("sea") as door:
        asked = done(
            door.interest(
                heard.summary[:8],
                contact=True,
                asked=(Support.LETTER,),
                offered=(Support.EXPERIENCE,),
            )
        )
        with pytest.raises(Misuse, match="exactly that"):
            door.interest(
                heard.summary,
                contact=True,
                asked=(Support.LETTER,),
                offered=(Support.EXPERIENCE,),
            )
    committees.pass_days(1)
    with committees.door("sea") as door:
        left = door.send().left
    committees.carry()

    (about,) = read(committees, "moon").about_ours

    assert asked.label == "I1"
    assert left == ["what is asked or offered about a summary: to moon"]
    assert (about.origin, about.reference, about.new) == ("sea", reference, True)
    assert about.interest.contact
    assert about.interest.asked == (Support.LETTER,)
    assert about.interest.offered == (Support.EXPERIENCE,)
    assert read(committees, "moon", "officer-2").about_ours == ()
    assert read(committees, "sky").about_ours == ()
    assert read(committees, "moon", state="XXA").about_ours == ()
    ((mine,),) = [one.asked for one in read(committees, "sea").summaries]
    assert mine.left_on is not None


def test_nobody_asks_about_what_they_are_not_shown(committees):
    told(committees, state="XXA", tier=Tier.STATE)
    (heard,) = read(committees, "sea").summaries
    with (
        committees.door("sea", "officer-2") as door,
        pytest.raises(Misuse, match="no such summary"),
    ):
        door.interest(heard.summary, contact=True)
    with committees.door("sea") as door:
        for typed in ("", heard.summary[:3], "ffff-nothing"):
            with pytest.raises(Misuse, match="no such summary"):
                door.interest(typed, contact=True)
        with pytest.raises(Misuse, match="ask for contact"):
            door.interest(heard.summary)


def test_an_interest_in_a_summary_that_was_recalled_since_does_not_leave(committees):
    reference = told(committees)
    (heard,) = read(committees, "sea").summaries
    with committees.door("sea") as door:
        done(door.interest(heard.summary, contact=True))
    with committees.door("moon") as door:
        done(door.recall(reference, everything=True))
    committees.carry()
    committees.pass_days(1)
    with committees.door("sea") as door:
        door.collect()
        found = door.send()
        assert door.record().exchanged.asked == ()

    assert found.left == []


def test_an_interest_is_held_back_for_whoever_may_not_see_its_summary(committees):
    told(committees, state="XXA", tier=Tier.STATE)
    (heard,) = read(committees, "sea").summaries
    with committees.door("sea") as door:
        done(door.interest(heard.summary, contact=True))
    committees.pass_days(1)
    with committees.door("sea", "officer-2") as door:
        assert door.sending() == ()
        assert door.send().left == []
    committees.pass_days(1)
    with committees.door("sea") as door:
        assert len(door.sending()) == 1
        assert len(door.send().left) == 1


def test_who_was_told_nothing_of_a_summary_cannot_ask_about_it(committees):
    """Its id is random and sealed; whoever has it by another way is not heard."""
    told(committees, to=("sea",))
    with committees.door("moon") as door:
        (one,) = door.record().exchanged.told
    with committees.door("sky") as door:
        plain = f'{{"contact":true,"summary":"{one.fact.summary}"}}'.encode()
        door.post(Sent.INTEREST, plain, ("moon",))
    committees.carry()

    assert read(committees, "moon").about_ours == ()


def test_an_interest_about_an_erased_case_names_no_case(committees):
    reference = told(committees)
    (heard,) = read(committees, "sea").summaries
    with committees.door("sea") as door:
        done(door.interest(heard.summary, contact=True))
    with committees.door("moon") as door:
        done(door.erase(reference))
    second_yes(committees, "moon")
    committees.pass_days(1)
    with committees.door("sea") as door:
        door.send()
    committees.carry()

    (about,) = read(committees, "moon").about_ours

    assert about.reference is None


def test_several_summaries_that_begin_alike_are_told_apart(committees, monkeypatch):
    told(committees)
    told(committees)
    with committees.door("sea") as door:
        found = [replace(one, body=replace(one.body)) for one in door.inbox().summaries]
        same = [
            replace(one, body=replace(one.body, summary=found[0].summary[:9] + one.summary[9:]))
            for one in found
        ]
        monkeypatch.setattr(door, "_all_heard", lambda: (tuple(same), ()))
        with pytest.raises(Misuse, match="type more"):
            door.heard_summary(same[0].summary[:8])


# -- the rapporteur ---------------------------------------------------------------------------


def test_a_rapporteur_reads_and_asks(committees):
    told(committees, state="XXB")
    found = read(committees, "sea", "officer-5")
    with committees.door("sea", "officer-5") as door:
        done(door.interest(found.summaries[0].summary, contact=True))

    assert len(found.summaries) == 1
