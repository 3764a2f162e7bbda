"""What has arrived is a set: order and repetition change nothing, and nothing is invented."""

import itertools
from dataclasses import replace

import pytest

from sanjose.exchange.canonical import NotGenuine, canonical, strict
from sanjose.exchange.directory import Last
from sanjose.exchange.envelope import Body, Envelope, Kind, signed
from sanjose.exchange.fold import retract_body
from sanjose.exchange.log import Arrival, rebuilt, target_of
from tests.exchange.committees import (
    NOW,
    Node,
    Pair,
    following,
    founding,
    fresh_id,
    member,
    resigned,
)

FIRST = founding("cat", "ced", "cerd")


@pytest.fixture
def cat():
    return Node("cat", FIRST)


@pytest.fixture
def ced():
    return Node("ced", FIRST)


def summaries(node: Node, count: int) -> list[Envelope]:
    return [node.write(Kind.SUMMARY, f"number {n}".encode()) for n in range(count)]


def twin(of: Envelope, **changes: object) -> Envelope:
    """A second envelope that a committee signs in the place of its first."""
    body = Body(salt=b"s" * 32, keys=b"k", text=b"t")
    changed = replace(of.header, body_hash=body.hash(), **changes)
    return resigned(changed, body, of.header.origin)


def test_an_envelope_is_taken_once(cat, ced):
    (one,) = summaries(cat, 1)

    assert ced.take(one.without_body()) is Arrival.NEW
    assert ced.take(one) is Arrival.BODY
    assert ced.take(one) is Arrival.KNOWN
    assert ced.take(one.without_body()) is Arrival.KNOWN
    assert ced.log.tip("cat") == one


def test_a_gap_is_named_and_what_is_behind_it_waits(cat, ced):
    made = summaries(cat, 6)
    ced.take(made[0], made[3], made[5])

    assert ced.log.missing() == (("cat", 2, 3), ("cat", 5, 5))
    assert ced.log.prefix("cat") == (made[0],)
    assert ced.log.last_known("cat") == made[5]

    ced.take(made[4], made[2], made[1])

    assert ced.log.missing() == ()
    assert ced.log.prefix("cat") == tuple(made)


def test_a_stripped_body_is_asked_for_and_never_counts_as_erased(cat, ced):
    one, two = summaries(cat, 2)
    ced.take(one.without_body(), two)

    assert ced.log.missing() == (("cat", 1, 1),)
    assert not ced.log.is_recalled(one)


def test_neighbouring_wants_are_one(cat, ced):
    made = summaries(cat, 4)
    ced.take(made[3].without_body(), made[1].without_body())

    assert ced.log.missing() == (("cat", 1, 4),)


def test_a_number_far_ahead_costs_nothing(cat, ced):
    far = twin(summaries(cat, 1)[0], n=2**53 - 1, prev=b"p" * 32)

    ced.take(far)

    assert ced.log.missing() == (("cat", 1, 2**53 - 2),)


def test_nothing_is_known_of_who_said_nothing(ced):
    assert ced.log.tip("cat") is None
    assert ced.log.last_known("cat") is None
    assert ced.log.prefix("cat") == ()
    assert ced.log.at("cat", 1) == ()
    assert [*ced.log.between("cat", 1, 5)] == []
    assert ced.log.origins() == ()


def test_two_envelopes_with_one_number_freeze_their_committee_whatever_came_first(cat):
    made = summaries(cat, 3)
    other = twin(made[1])
    views = set()
    for order in itertools.permutations((*made, other)):
        node = Node("ced", FIRST)
        node.take(*order)
        views.add((node.log.prefix("cat"), node.log.alarms(), node.log.proofs("cat")))

    ((prefix, alarms, proofs),) = views
    assert prefix == (made[0],)
    assert alarms == (
        (
            "cat has signed what contradicts itself at its number 2: nothing of it counts from"
            " there on; speak with its secretariat, not over this network"
        ),
    )
    assert set(proofs) == {made[0], made[1], other}


def test_a_chain_that_does_not_continue_itself_freezes_whatever_came_first(cat):
    made = summaries(cat, 2)
    loose = twin(made[1], n=3, prev=b"p" * 32)
    for order in itertools.permutations((*made, loose)):
        node = Node("ced", FIRST)
        node.take(*order)

        assert node.log.is_frozen("cat")
        assert node.log.prefix("cat") == tuple(made)
        assert node.log.alarms()[0].startswith(
            "cat has signed what contradicts itself at its number 3"
        )


def test_others_are_not_frozen_with_it(cat, ced):
    cerd = Node("cerd", FIRST)
    (one,) = summaries(cat, 1)
    (theirs,) = summaries(cerd, 1)
    ced.take(one, twin(one), theirs)

    assert not ced.log.is_frozen("cerd")
    assert ced.log.proofs("cerd") == ()
    assert ced.log.tip("cerd") == theirs


def test_a_recall_is_obeyed_on_sight_behind_a_gap_and_before_what_it_recalls(cat, ced):
    one, two = summaries(cat, 2)
    recall = cat.write(Kind.RETRACT, retract_body(one.header.id))
    ced.take(recall)
    ced.take(one)

    assert ced.log.at("cat", 1) == (one.without_body(),)
    assert ced.log.is_recalled(one)
    assert ced.log.missing() == (("cat", 2, 2),)
    assert ced.take(one) is Arrival.KNOWN

    ced.take(two)
    assert ced.log.missing() == ()


def test_a_recall_is_obeyed_after_its_committee_was_frozen(cat, ced):
    made = summaries(cat, 2)
    recall = cat.write(Kind.RETRACT, retract_body(made[0].header.id))
    ced.take(*made, twin(made[1]))

    ced.take(recall)

    assert ced.log.is_frozen("cat")
    assert ced.log.at("cat", 1) == (made[0].without_body(),)


def test_nobody_recalls_what_another_said(cat, ced):
    (one,) = summaries(cat, 1)
    ced.take(one)

    cat.take(ced.write(Kind.RETRACT, retract_body(one.header.id)))

    assert not cat.log.is_recalled(one)
    assert cat.log.at("cat", 1) == (one,)


def test_what_was_agreed_is_not_recalled(cat, ced):
    proposal = cat.write(Kind.PROPOSE, b"document")
    ced.take(proposal, cat.write(Kind.RETRACT, retract_body(proposal.header.id)))

    assert ced.log.at("cat", 1) == (proposal,)


def test_a_recall_without_its_body_or_form_recalls_nothing(cat, ced):
    (one,) = summaries(cat, 1)
    empty = cat.write(Kind.RETRACT, b"{}")
    recall = cat.write(Kind.RETRACT, retract_body(one.header.id))
    ced.take(one, empty, recall.without_body())

    assert not ced.log.is_recalled(one)
    assert ced.log.missing() == (("cat", 3, 3),)
    assert target_of(b"{}") is None


def later(of: Node, kind: str, v: int = 1) -> Envelope:
    """What a later version of the software sends."""
    body = Body(salt=bytes(32), keys=b"", text=b"new")
    first = of.compose(Kind.ROOT, b"")
    fields = strict(first.raw) | {"v": v, "kind": kind, "body_hash": body.hash().hex()}
    if v > 1:
        fields["further"] = "field"
    raw = canonical(fields)
    made = Envelope(raw=raw, header=first.header, signature=b"", body=body)
    signature = of.pair.sign(b"sanjose-envelope\x00" + raw)
    return Envelope.from_bytes(replace(made, signature=signature).to_bytes())


@pytest.mark.parametrize(("kind", "v"), [("case.summary/2", 1), ("case.summary/1", 2)])
def test_of_what_is_not_understood_the_header_is_kept_and_the_chain_goes_on(cat, ced, kind, v):
    unknown = later(cat, kind, v)
    cat.log.accept(unknown)
    (after,) = summaries(cat, 1)

    assert ced.take(unknown, after) is Arrival.NEW
    assert ced.log.at("cat", 1) == (unknown.without_body(),)
    assert ced.log.tip("cat") == after
    assert ced.log.missing() == ()
    assert ced.take(unknown) is Arrival.KNOWN
    assert ced.log.alarms() == (
        (
            f"cat sends what this version does not understand ({kind}): only its header is kept;"
            " update the software"
        ),
    )


def retired(last: Envelope | None, seed: str = "cat second"):
    """The next directory, in which cat's key ends with an envelope."""
    mark = Last(n=last.header.n, hash=last.hash) if last else Last(n=0, hash=b"")
    old = replace(member("cat").keys[0], last=mark)
    new = replace(old, public=Pair(seed).public, last=None)
    return following(FIRST, cat=member("cat", keys=(old, new)))


def test_a_retired_key_signs_nothing_after_its_last_and_nothing_in_its_place(cat, ced):
    one, two, three = summaries(cat, 3)
    ced.take(one)
    ced.log.renew(retired(two))

    with pytest.raises(NotGenuine, match="a key that was retired"):
        ced.take(three)
    with pytest.raises(NotGenuine, match="a key that was retired"):
        ced.take(twin(two))
    ced.take(two)

    follows = replace(three.header, kid=Pair("cat second").kid)
    ced.take(resigned(follows, three.body, "cat second"))
    assert ced.log.tip("cat").header.n == 3
    assert set(ced.log.directories) == {1, 2}


def test_what_a_stolen_key_signed_is_put_aside_when_the_key_is_retired(cat, ced):
    one, two, three = summaries(cat, 3)
    ced.take(one, two, three)

    ced.log.renew(retired(two))

    assert ced.log.tip("cat") == two
    assert three in ced.log.held()
    assert ced.log.alarms() == (
        (
            "an envelope of cat does not count: it was signed with a retired key and stands"
            " outside the chain that the directory names"
        ),
    )


def test_a_log_is_rebuilt_as_it_was_left(cat, ced):
    one, two, three = summaries(cat, 3)
    ced.take(one, two, three)
    second = retired(two)
    ced.log.renew(second)
    versions = (FIRST, second)

    for kept in itertools.permutations(ced.log.held()):
        again = rebuilt("ced", versions, kept)
        assert again.prefix("cat") == ced.log.prefix("cat") == (one, two)
        assert (again.alarms(), len(again.held())) == (ced.log.alarms(), 3)
        assert set(again.directories) == {1, 2}
    whole = rebuilt("ced", versions, (one, two))
    assert (whole.prefix("cat"), whole.alarms()) == ((one, two), ())


def test_a_fork_is_decided_by_the_directory_that_names_the_last_envelope(cat):
    made = summaries(cat, 3)
    other = twin(made[1])
    views = set()
    for order in itertools.permutations((*made, other)):
        for renewed in range(5):
            node = Node("ced", FIRST)
            for step, one in enumerate(order):
                if step == renewed:
                    node.log.renew(retired(made[2]))
                node.take(one)
            if renewed == 4:
                node.log.renew(retired(made[2]))
            views.add((node.log.prefix("cat"), node.log.is_frozen("cat"), node.log.alarms()))

    ((prefix, frozen, alarms),) = views
    assert (prefix, frozen, len(alarms)) == (tuple(made), False, 1)


def test_a_fork_under_the_new_key_freezes_again(cat, ced):
    made = summaries(cat, 2)
    ced.take(*made)
    ced.log.renew(retired(made[0]))
    follows = replace(made[1].header, kid=Pair("cat second").kid)
    good = resigned(follows, made[1].body, "cat second")
    bad = resigned(replace(follows, id=fresh_id()), made[1].body, "cat second")

    ced.take(good, bad)

    assert ced.log.is_frozen("cat")
    assert ced.log.tip("cat") == made[0]


def test_a_newcomer_asks_for_no_body_from_before_its_time_but_for_what_is_open(cat):
    (one,) = summaries(cat, 1)
    root = cat.write(Kind.ROOT, b"{}")
    second = following(FIRST, spt=member("spt", joined=2))
    cat.log.renew(second)
    three = cat.write(Kind.SUMMARY, b"now")

    spt = Node("spt", second)
    spt.take(*(one.without_body() for one in (one, root, three)))

    assert spt.log.missing() == (("cat", 2, 3),)
    assert cat.log.came_after("spt", one)
    assert not cat.log.came_after("spt", three)
    assert cat.log.came_after("nobody", three)


def test_what_a_peer_acknowledged_stands_under_its_own_signature(cat, ced):
    ced.take(*summaries(cat, 3))
    cat.take(ced.write(Kind.SUMMARY, b"x"))

    assert cat.log.seen_by("ced", "cat") == 3
    assert cat.log.seen_by("ced", "cerd") == 0


def test_nothing_is_written_while_own_envelopes_are_missing(cat, ced):
    made = summaries(cat, 3)
    ced.take(*made)
    restored = Node("cat", FIRST)
    restored.take(made[0], made[2])

    with pytest.raises(NotGenuine, match="fetch them from the peers"):
        restored.compose(Kind.SUMMARY, b"x")
    restored.take(*ced.log.between("cat", 2, 2))
    assert restored.compose(Kind.SUMMARY, b"x").header.n == 4

    restored.take(twin(made[2]))
    with pytest.raises(NotGenuine, match="fetch them from the peers"):
        restored.compose(Kind.SUMMARY, b"x")


def test_a_clock_that_is_a_year_off_loses_nothing(cat, ced):
    one = cat.compose(Kind.SUMMARY, b"x")
    early = signed(replace(one.header, ts="2020" + NOW[4:]), one.body, cat.pair.sign)

    assert ced.take(early) is Arrival.NEW
    assert ced.log.tip("cat") == early
