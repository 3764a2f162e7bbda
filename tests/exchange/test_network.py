"""Ten committees on a carrier that loses, repeats and reorders; and one that is the enemy.

The carrier here is the worst that Matrix can be. Everything is repaired by heads and by asking;
what each sees in the end hangs on what it holds, and on nothing else.
"""

import random
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sanjose.exchange.canonical import NotGenuine, canonical, strict, text_of
from sanjose.exchange.envelope import Envelope, Kind
from sanjose.exchange.fold import (
    Standing,
    concur_body,
    dated_body,
    propose_body,
    retract_body,
)
from sanjose.exchange.gossip import Gossip, answer, heads, parts, wants
from sanjose.exchange.roots import Published, Root
from sanjose.exchange.signatures import Purpose, tagged
from sanjose.keeping import age, envelopes
from sanjose.words.merkle import Tree, leaf
from tests.exchange.committees import (
    NET,
    NOW,
    TEN,
    WORDS,
    Node,
    Pair,
    attested,
    concurrence,
    document,
    founding,
    fresh_id,
    resigned,
    sealing,
)
from tests.exchange.test_log import twin

DIRECTORY = founding(*TEN)
PAPER = document(DIRECTORY, "cat", "ced", "cerd")


def root(size: int, since: int) -> bytes:
    tree = Tree(leaf(str(n).encode()) for n in range(size))
    at = Root(size=size, root=tree.root(size))
    return Published(epoch=0, at=at, proof=tree.consistency(since, size)).to_bytes()


@cache
def written() -> dict[str, tuple[Envelope, ...]]:
    """What the ten have to say: summaries, a recall, roots, and a statement all adopt."""
    nodes = {one: Node(one, DIRECTORY) for one in TEN}
    said: dict[str, list[Envelope]] = {one: [] for one in TEN}

    def says(by: str, kind: Kind, plain: bytes, *readers: str) -> Envelope:
        said[by].append(nodes[by].write(kind, plain, readers))
        return said[by][-1]

    first = {one: says(one, Kind.SUMMARY, one.encode(), "cat", "spt") for one in TEN}
    says("cat", Kind.PROPOSE, propose_body(PAPER, WORDS))
    says("cat", Kind.CONCUR, concur_body(concurrence(PAPER, "cat")))
    says("ced", Kind.ATTEST, concur_body(attested(PAPER, "ced")))
    says("ced", Kind.WITHDRAW, dated_body(PAPER.hash, "2026-11-23"))
    says("cerd", Kind.ATTEST, concur_body(attested(PAPER, "cerd")))
    says("cerd", Kind.RETRACT, retract_body(first["cerd"].header.id))
    says("cerd", Kind.SUMMARY, b"another", "cat")
    for size, since in ((5, 0), (9, 5), (9, 9)):
        says("cmw", Kind.ROOT, root(size, since))
    return {one: tuple(each) for one, each in said.items()}


def everything() -> list[Envelope]:
    return [one for said in written().values() for one in said]


# The same bytes are read many thousand times here.
read = cache(Envelope.from_bytes)


class Carrier:
    """Brings what is sent, some of it, in any order, and some of it twice."""

    def __init__(self, chance: random.Random, loss: float) -> None:
        self.chance, self.loss = chance, loss
        self.nodes = {one: Node(one, DIRECTORY) for one in TEN}
        self.waiting: list[tuple[str, str, bytes]] = []
        self.adopted: set[str] = set()
        for one, said in written().items():
            self.nodes[one].take(*said)

    def send(self, to: str, what: str, wire: bytes) -> None:
        copies = 2 if self.chance.random() < 0.2 else 1
        kept = sum(self.chance.random() >= self.loss for _ in range(copies))
        self.waiting += [(to, what, wire)] * kept

    def tell_all(self, by: str, what: str, wire: bytes) -> None:
        for to in TEN:
            if to != by:
                self.send(to, what, wire)

    def gossip(self, by: str, **fields: object) -> bytes:
        made = Gossip(net=NET, peer=by, at=NOW, **fields)
        return made.to_bytes(Pair(f"{by} transport").sign)

    def deliver(self) -> None:
        self.chance.shuffle(self.waiting)
        while self.waiting:
            to, what, wire = self.waiting.pop()
            node = self.nodes[to]
            if what == "envelope":
                node.log.accept(read(wire))
                continue
            heard = Gossip.from_bytes(wire, DIRECTORY)
            for head in heard.heads:
                node.log.accept(head)
            for envelope in answer(node.log, heard):
                self.send(heard.peer, "envelope", envelope.to_bytes())
        self.look()

    def look(self) -> None:
        """Adopted is never taken back, anywhere."""
        found = {
            one
            for one, node in self.nodes.items()
            for statement in node.state().statements.values()
            if statement.adopted
        }
        assert self.adopted <= found
        self.adopted = found

    def repair(self, *tellers: str) -> None:
        for by in tellers:
            for part in parts(heads(self.nodes[by].log)):
                self.tell_all(by, "gossip", self.gossip(by, heads=part))
        self.deliver()
        for by, node in self.nodes.items():
            if missing := wants(node.log):
                asked = self.chance.choice([one for one in TEN if one != by])
                for to in (asked, missing[0].origin):
                    if to != by:
                        self.send(to, "gossip", self.gossip(by, wants=missing))
        self.deliver()


def agree(views: list[object]) -> bool:
    return all(one == views[0] for one in views)


# A smaller seed is no simpler: there is nothing to shrink.
@settings(max_examples=10, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.integers(0, 2**32), st.sampled_from([0.1, 0.5, 0.9]), st.booleans())
def test_ten_committees_come_to_see_the_same_however_bad_the_carrier_was(seed, loss, forked):
    chance = random.Random(seed)
    carrier = Carrier(chance, loss)
    for by, said in written().items():
        for one in said:
            carrier.tell_all(by, "envelope", one.to_bytes())
    if forked:
        # Cat's key signed another thing under one number, and told it to some only.
        other = twin(written()["cat"][1])
        for to in chance.sample(TEN, 4):
            carrier.nodes[to].take(other)
    carrier.deliver()
    for _ in range(2):
        carrier.repair(*chance.sample(TEN, 3))

    carrier.loss = 0.0
    carrier.repair(*TEN)
    for _ in range(12):
        if any(wants(node.log) for node in carrier.nodes.values()):
            carrier.repair(*chance.sample(TEN, 2))
    carrier.repair(*TEN)

    states = [node.state() for node in carrier.nodes.values()]
    tips = {one: (len(said), said[-1].hash) for one, said in written().items()}
    if forked:
        tips["cat"] = (1, written()["cat"][0].hash)
    assert all(state.heads == tips for state in states)
    assert all(wants(node.log) == () for node in carrier.nodes.values())
    assert agree([state.statements for state in states])
    assert agree([state.roots for state in states])
    assert agree([state.alarms for state in states])
    assert agree([[(one.origin, one.n) for one in state.shared] for state in states])
    assert states[0].statements[PAPER.hash].standing is Standing.STOPPED
    assert states[0].roots["cmw"].last.size == 9
    assert len(states[0].alarms) == forked


@cache
def hostile() -> list[Envelope]:
    """All of it, and what keys that were stolen or broken may sign beside it."""
    said = everything()
    cat, ced = written()["cat"], written()["ced"]
    return [
        *said,
        *(one.without_body() for one in said[::3]),
        twin(cat[1]),
        twin(cat[1], id=fresh_id()),
        twin(ced[2], n=9, prev=b"p" * 32),
        resigned(
            replace(ced[1].header, n=4, prev=ced[2].hash, id=fresh_id()), ced[1].body, "ced"
        ),
        resigned(replace(ced[0].header, n=4, prev=ced[0].hash), ced[0].body, "ced"),
    ]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_same_set_gives_the_same_state_in_any_order_and_adopted_never_reverts(data):
    some = data.draw(st.permutations(hostile()))
    some = some[: data.draw(st.integers(1, len(some)))]
    orders = [some, data.draw(st.permutations(some)), some + some[::-1]]

    states = []
    for order in orders:
        node, before = Node("spt", DIRECTORY), (set(), set())
        for one in order:
            node.take(one)
        states.append(node.state())
        growing = Node("spt", DIRECTORY)
        for at, one in enumerate(order):
            growing.take(one)
            if at % 4 == 0 or at == len(order) - 1:
                found = growing.state().statements.values()
                adopted = {each.document.hash for each in found if each.adopted}
                agreed = {one.signatory for each in found for one in each.concurred}
                assert before[0] <= adopted
                assert before[1] <= agreed
                before = (adopted, agreed)

    assert states[0] == states[1] == states[2]


@cache
def stolen() -> list[bytes]:
    """What the enemy makes who runs every carrier and has every carrier's key."""
    made = []
    said = everything()
    for one in said:
        wire = strict(one.to_bytes())
        for seed in (f"{one.header.origin} transport", "the enemy"):
            pair = Pair(seed)
            recall = replace(one.header, kind=Kind.RETRACT, n=one.header.n + 1, prev=one.hash)
            for header in (one.header, recall, replace(one.header, kid=pair.kid)):
                body = envelopes.for_everyone(retract_body(one.header.id))
                raw = replace(header, body_hash=body.hash()).to_bytes()
                signature = pair.sign(tagged(Purpose.ENVELOPE, raw))
                fields = {"header": text_of(raw), "signature": text_of(signature)}
                clear = {"salt": text_of(body.salt), "keys": "", "text": text_of(body.text)}
                made.append(canonical(wire | fields | {"body": clear}))
        other = said[(said.index(one) + 3) % len(said)]
        theirs = strict(other.to_bytes())
        made += [
            canonical(wire | {"body": theirs["body"]}),
            canonical(wire | {"header": theirs["header"]}),
            canonical(wire | {"signature": theirs["signature"]}),
            canonical(wire | {"signature": ""}),
            canonical(wire | {"body": wire["body"] | {"keys": theirs["body"]["keys"]}}),
            canonical(wire | {"body": wire["body"] | {"salt": text_of(bytes(32))}}),
        ]
    return made


def test_whatever_the_enemy_makes_is_refused():
    node = Node("spt", DIRECTORY)
    node.take(*everything())
    before = node.state()

    believed = []
    for wire in stolen():
        try:
            node.log.accept(Envelope.from_bytes(wire))
        except NotGenuine:
            continue
        believed.append(wire)

    # To give an envelope a body that it had already is no forgery.
    genuine = {one.to_bytes() for one in everything()}
    assert set(believed) <= genuine
    assert node.state() == before


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_compromised_carrier_can_only_drop_and_delay(data):
    """It replays, strips, forges, lies about heads, and speaks with every transport key."""
    genuine = {one.hash: one for one in everything()}
    headers = [one.without_body() for one in everything()]
    choices = [one.to_bytes() for one in (*everything(), *headers)] + stolen()
    node = Node("spt", DIRECTORY)
    for wire in data.draw(st.lists(st.sampled_from(choices), max_size=60)):
        try:
            node.log.accept(Envelope.from_bytes(wire))
        except NotGenuine:
            continue
    liar = data.draw(st.sampled_from(TEN))
    lies = []
    for wire in data.draw(st.lists(st.sampled_from(stolen()), max_size=5)):
        try:
            lies.append(Envelope.from_bytes(wire))
        except NotGenuine:
            continue
    gossip = Gossip(net=NET, peer=liar, at=NOW, heads=tuple(lies))
    for head in Gossip.from_bytes(
        gossip.to_bytes(Pair(f"{liar} transport").sign), DIRECTORY
    ).heads:
        try:
            node.log.accept(head)
        except NotGenuine:
            continue

    honest = Node("spt", DIRECTORY)
    for one in node.log.held():
        assert one.raw == genuine[one.hash].raw
        assert one.body in {None, genuine[one.hash].body}
        honest.take(one)
    recalled = [one for one in everything() if node.log.is_recalled(one)]
    assert all(one.header.origin == "cerd" and one.header.n == 1 for one in recalled)
    assert honest.state() == node.state()

    held = [
        one for one in everything() if one.hash not in {each.hash for each in node.log.held()}
    ]
    node.take(*everything(), *held)
    whole = Node("spt", DIRECTORY)
    whole.take(*everything())
    assert node.state() == whole.state()


def shape(body: envelopes.Body) -> object:
    """What the wrapping shows to whoever cannot open it."""
    stanzas = body.keys.split(b"\n-> X25519 ")[1:]
    ephemeral = [one.split(b"\n")[0] for one in stanzas]
    assert len(set(ephemeral)) == len(ephemeral)
    return [tuple(map(len, one.split(b"\n")[:2])) for one in stanzas], len(body.text)


@pytest.mark.parametrize("readers", [("ced",), ("ced", "spt"), tuple(TEN)], ids=len)
def test_the_carrier_reads_no_body_and_names_no_recipient(readers):
    cat = Node("cat", DIRECTORY)
    hidden = cat.compose(Kind.SUMMARY, b"what ced may read", readers)
    alone = cat.compose(Kind.SUMMARY, b"what cerd may", ("cerd",))
    wire = hidden.to_bytes()

    assert shape(hidden.body) == shape(alone.body)
    assert set(strict(hidden.raw)) == set(strict(alone.raw))
    for one in TEN:
        recipient = sealing(one)[1]
        assert recipient.encode() not in hidden.body.keys
        assert text_of(recipient.encode()).encode() not in wire
    with pytest.raises(envelopes.NotForUs):
        envelopes.opened(hidden, age.new_identity()[0])
    assert b"may read" not in hidden.body.text


def test_the_place_of_a_recipient_among_the_wrapped_keys_says_nothing():
    """The one key that opens is the only real one; where it stands is drawn by lot."""
    identity, recipient = age.new_identity()
    bound = {"net": NET, "origin": "cat", "envelope_id": fresh_id()}
    shuffled = []

    class Lots(random.SystemRandom):
        def shuffle(self, x: list) -> None:
            shuffled.append(len(x))
            super().shuffle(x)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(envelopes.secrets, "SystemRandom", Lots)
        body = envelopes.sealed(b"x", [recipient], **bound)

    assert shuffled == [envelopes.STANZAS.value]
    assert age.unwrap(body.keys, identity)
