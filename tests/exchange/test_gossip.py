"""A loss is repaired by any peer, and whoever asks too much is left waiting."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sanjose.exchange import gossip
from sanjose.exchange.canonical import NotGenuine, canonical, text_of
from sanjose.exchange.envelope import Kind, Seen
from sanjose.exchange.gossip import Gossip, Quotas, Traffic, Want, answer, heads, parts, wants
from sanjose.exchange.signatures import Purpose, tagged
from tests.exchange.committees import NET, NOW, Node, Pair, following, founding, member
from tests.exchange.test_log import retired, summaries, twin

FIRST = founding("cat", "ced", "cerd")
START = datetime(2026, 11, 22, 6, tzinfo=UTC)


def said(by: str, **fields: object) -> bytes:
    made = Gossip(net=NET, peer=by, at=NOW, **fields)
    return made.to_bytes(Pair(f"{by} transport").sign)


def heard(wire: bytes, directory=FIRST) -> Gossip:
    return Gossip.from_bytes(wire, directory)


def asking(by: str, *asked: Want) -> Gossip:
    return heard(said(by, wants=asked))


@pytest.fixture
def cat():
    return Node("cat", FIRST)


@pytest.fixture
def ced():
    return Node("ced", FIRST)


def test_a_loss_is_seen_in_the_heads_and_repaired_by_a_peer_that_is_not_the_origin(cat, ced):
    made = summaries(cat, 5)
    ced.take(*made)
    cerd = Node("cerd", FIRST)
    cerd.take(made[0], made[2])

    for head in heard(said("ced", heads=heads(ced.log))).heads:
        cerd.log.accept(head)
    cerd.take(*answer(ced.log, asking("cerd", *wants(cerd.log))))

    assert cerd.log.prefix("cat") == tuple(made)
    assert wants(cerd.log) == ()


def test_heads_are_headers_only_and_prove_a_fork(cat, ced):
    made = summaries(cat, 3)
    ced.take(made[0], twin(made[1]), made[1])
    cerd = Node("cerd", FIRST)

    told = heard(said("ced", heads=heads(ced.log)))
    for head in told.heads:
        cerd.log.accept(head)

    assert all(head.body is None for head in told.heads)
    assert cerd.log.is_frozen("cat")


def test_heads_tell_of_what_stands_behind_a_gap(cat, ced):
    made = summaries(cat, 4)
    ced.take(made[0], made[3])

    assert heads(ced.log) == (made[0].without_body(), made[3].without_body())


def test_heads_that_are_many_and_long_go_in_several_messages_none_too_large(cat):
    (one,) = summaries(cat, 1)
    seen = tuple(Seen(origin=f"c{n}", n=1, hash=bytes(32)) for n in range(30))
    many = [twin(one, n=n + 2, prev=b"p" * 32, seen=seen) for n in range(40)]

    divided = [*parts(many)]

    assert [head for part in divided for head in part] == many
    assert len(divided) > 1
    for part in divided:
        assert len(heard(said("cat", heads=part)).heads) == len(part)
    assert [*parts([])] == []


def test_a_head_that_its_committee_did_not_sign_makes_nobody_seem_ahead(cat, ced):
    (one,) = summaries(cat, 1)
    header = replace(one.header, n=900, prev=b"p" * 32)
    lie = replace(one, raw=header.to_bytes(), header=header)

    (head,) = heard(said("cerd", heads=(lie,))).heads

    with pytest.raises(NotGenuine, match="altered"):
        ced.log.accept(head)
    assert ced.log.missing() == ()


def test_who_joined_later_gets_headers_of_what_was_sealed_before(cat):
    one = summaries(cat, 1)[0]
    root = cat.write(Kind.ROOT, b"{}")
    second = following(FIRST, spt=member("spt", joined=2))
    cat.log.renew(second)
    three = cat.write(Kind.SUMMARY, b"now")
    asked = heard(said("spt", wants=(Want(origin="cat", first=1, last=9),)), second)

    given = [*answer(cat.log, asked)]

    assert given == [one.without_body(), root, three]


def test_one_asking_is_answered_up_to_a_bound(cat, monkeypatch):
    summaries(cat, 4)
    monkeypatch.setattr(gossip, "AT_ONCE", replace(gossip.AT_ONCE, value=3))
    asked = asking("ced", Want(origin="cat", first=1, last=2**53 - 1))

    assert [one.header.n for one in answer(cat.log, asked)] == [1, 2, 3]


def test_what_was_asked_and_is_not_here_is_left_to_others(cat):
    nothing = asking("ced", Want(origin="cerd", first=1, last=9))

    assert [*answer(cat.log, nothing)] == []


def test_only_so_many_ranges_are_asked_for_at_once(cat, ced):
    made = summaries(cat, 2)
    far = [twin(made[0], n=2 * n, prev=b"p" * 32) for n in range(1, 120)]
    ced.take(*far)

    assert len(wants(ced.log)) == 100
    with pytest.raises(NotGenuine, match="wants"):
        asking("ced", *[Want(origin="cat", first=1, last=1)] * 101)


def test_every_flipped_byte_is_refused(cat):
    summaries(cat, 1)
    wire = said("cat", heads=heads(cat.log), wants=(Want(origin="ced", first=1, last=2),))

    for at in range(0, len(wire), 3):
        with pytest.raises(NotGenuine):
            heard(wire[:at] + bytes([wire[at] ^ 4]) + wire[at + 1 :])


def signed_by(seed: str, **changes: object) -> bytes:
    fields = {"v": 1, "net": NET, "peer": "cat", "at": NOW, "heads": [], "wants": []}
    raw = canonical(fields | changes)
    signature = Pair(seed).sign(tagged(Purpose.GOSSIP, raw))
    return canonical({"said": text_of(raw), "signature": text_of(signature)})


@pytest.mark.parametrize(
    ("seed", "changes"),
    [
        ("cat", {}),
        ("ced transport", {}),
        ("cat transport", {"peer": "cmw"}),
        ("cat transport", {"net": "other"}),
        ("cat transport", {"v": 2}),
        ("cat transport", {"wants": [["cat", 0, 1]]}),
        ("cat transport", {"wants": [["cat", 1]]}),
        ("cat transport", {"heads": ["AA"]}),
        ("cat transport", {"at": "now"}),
        ("cat transport", {"more": 1}),
    ],
)
def test_what_is_not_from_a_member_or_not_in_form_is_refused(seed, changes):
    with pytest.raises(NotGenuine):
        heard(signed_by(seed, **changes))


def test_it_is_heard_from_a_member_and_no_more_once_it_left():
    wire = signed_by("cat transport")
    gone = retired(None).member("cat")
    left = replace(gone, left=True, keys=gone.keys[:1])

    assert heard(wire).peer == "cat"
    with pytest.raises(NotGenuine, match="not from a member"):
        heard(wire, following(FIRST, cat=left))


def test_a_message_larger_than_any_is_not_read():
    with pytest.raises(NotGenuine, match="larger than any"):
        heard(b" " * 100_000)


def test_each_peer_has_its_own_quota_which_an_hour_renews():
    quotas = Quotas()
    at = [START + timedelta(seconds=n) for n in range(61)]

    admitted = [quotas.admits("cat", Traffic.ASKING, one) for one in at]

    assert admitted == [True] * 60 + [False]
    assert quotas.admits("cat", Traffic.ENVELOPES, at[-1])
    assert quotas.admits("ced", Traffic.ASKING, at[-1])
    assert quotas.admits("cat", Traffic.ASKING, START + timedelta(hours=1))
    assert not quotas.admits("cat", Traffic.ASKING, START + timedelta(hours=1))


def test_a_clock_that_was_put_back_locks_nobody_out():
    quotas = Quotas()
    for _ in range(60):
        quotas.admits("cat", Traffic.ASKING, START)

    assert quotas.admits("cat", Traffic.ASKING, START - timedelta(days=365))
