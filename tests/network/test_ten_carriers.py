"""Ten carriers on a pipe that loses, repeats and reorders; and one carrier that is the enemy."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.envelope import Envelope, Kind
from sanjose.exchange.fold import Standing
from sanjose.exchange.gossip import Gossip, Want
from sanjose.keeping import envelopes
from sanjose_network.carrying import store
from sanjose_network.carrying.bundles import bundled, folded
from sanjose_network.carrying.telling import Pace
from tests.exchange.committees import NET, NOW, TEN, Node, private, sealing
from tests.exchange.test_log import twin
from tests.exchange.test_network import DIRECTORY, PAPER, everything, shape, stolen, written
from tests.network.carriers import (
    Clock,
    Machine,
    in_messages,
    machines,
    signed_by_all,
    transport,
)

_BY_SEED = settings(
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def quick(monkeypatch):
    """Power cuts are another test's: here nothing waits for the disk."""
    fast = (*store._PRAGMAS, "synchronous = OFF")
    monkeypatch.setattr(store, "_PRAGMAS", fast)


class Pipe:
    """Brings what carriers say to the others, some of it, in any order, some of it twice."""

    def __init__(self, folder, chance: random.Random, loss: float) -> None:
        self.chance, self.loss = chance, loss
        self.clock = Clock()
        self.all = machines(
            folder, DIRECTORY, clock=self.clock, pace=Pace.swift(), chance=chance
        )
        self.adopted: set[str] = set()
        self.late: list[tuple[str, str, bytes, str]] = []

    def write(self) -> None:
        for by, said in written().items():
            self.all[by].node.take(*said)
            for one in said:
                self.all[by].out.put(one)
            self.all[by].carrier.take_out()

    def pass_on(self, *speakers: str) -> int:
        """Let some speak, and bring it to the others; return how many messages there were."""
        count, queue = 0, self.late
        self.late = []
        for by in speakers:
            carrier = self.all[by].carrier
            for message in [*carrier.due(self.clock()), *carrier.outgoing()]:
                count += 1
                carrier.sent(message)
                copies = [
                    (to, by, message.wire, message.kind)
                    for to in TEN
                    if to != by and self.chance.random() >= self.loss
                ]
                queue += copies + [one for one in copies if self.chance.random() < 0.1]
        self.chance.shuffle(queue)
        for at, (to, by, wire, kind) in enumerate(queue):
            if self.loss and at % 7 == 0:
                self.late.append((to, by, wire, kind))
            else:
                self.all[to].carrier.received(wire, kind, by)
        self.look(self.chance.choice(TEN))
        self.clock.pass_(seconds=61)
        return count

    def look(self, *origins: str) -> None:
        """Adopted is never taken back, anywhere."""
        for origin in origins:
            self.all[origin].collect()
            statements = self.all[origin].node.state().statements.values()
            if any(one.adopted for one in statements):
                self.adopted.add(origin)
            else:
                assert origin not in self.adopted

    def close(self) -> None:
        for one in self.all.values():
            one.carrier.store.close()


@settings(_BY_SEED, max_examples=3)
@given(st.integers(0, 2**32), st.sampled_from([0.2, 0.9]), st.booleans())
def test_ten_carriers_bring_everybody_to_see_the_same(
    quick, tmp_path_factory, seed, loss, forked
):
    chance = random.Random(seed)
    pipe = Pipe(tmp_path_factory.mktemp("ten"), chance, loss)
    pipe.write()
    if forked:
        # Cat's key signed another thing under one number, and told it to some only.
        other = bundled([twin(written()["cat"][1]).to_bytes()])
        for to in chance.sample(TEN[1:], 3):
            pipe.all[to].carrier.received(other, "envelopes", "cat")
    for _ in range(2):
        pipe.pass_on(*TEN)

    pipe.loss = 0.0
    for _ in range(30):
        if not pipe.pass_on(*TEN) and not pipe.late:
            break
        if all(not one.carrier.holdings.missing() for one in pipe.all.values()):
            pipe.clock.pass_(minutes=1)
    pipe.look(*TEN)

    states = [one.node.state() for one in pipe.all.values()]
    tips = {one: (len(said), said[-1].hash) for one, said in written().items()}
    if forked:
        tips["cat"] = (1, written()["cat"][0].hash)
    assert all(state.heads == tips for state in states)
    assert all(state == replace(states[0], shared=state.shared) for state in states)
    held = pipe.all["cat"].held()
    assert len(held) == len(everything()) + forked
    assert all(one.held() == held for one in pipe.all.values())
    assert states[0].statements[PAPER.hash].standing is Standing.STOPPED
    assert pipe.adopted == set(TEN)
    if not forked:
        for one in pipe.all.values():
            told = one.carrier.status(pipe.clock())
            assert not one.alarms
            assert sum("acknowledged all" in sentence for sentence in told) == 9
    pipe.close()


@settings(_BY_SEED, max_examples=10)
@given(st.data())
def test_the_same_envelopes_in_any_order_leave_the_same_store(quick, tmp_path_factory, data):
    some = data.draw(st.permutations([*everything(), twin(written()["cat"][1])]))
    some = some[: data.draw(st.integers(1, len(some)))]
    orders = [some, data.draw(st.permutations(some)), some + some[::-1]]

    found = []
    for order in orders:
        spt = machines(tmp_path_factory.mktemp("order"), DIRECTORY, ["spt"])["spt"]
        for one in order:
            spt.carrier.received(bundled([one.to_bytes()]), "envelopes", "ced")
        list(spt.carrier.due(spt.clock()))
        spt.collect()
        said = {one for one in spt.alarms.splitlines() if "peers hold envelopes" not in one}
        found.append((spt.held(), said, spt.node.state()))
        spt.restart()
        assert spt.held() == found[-1][0]
        spt.carrier.store.close()

    assert found[0] == found[1] == found[2]


# -- the enemy who has one carrier: its folder, its store, its key ------------------------------


@settings(_BY_SEED, max_examples=15)
@given(st.data())
def test_a_compromised_carrier_invents_alters_and_recalls_nothing(
    quick, tmp_path_factory, data
):
    """It sends what it likes, as envelopes and as heads, over the key that it has."""
    genuine = {one.hash: one for one in everything()}
    ced = machines(tmp_path_factory.mktemp("enemy"), DIRECTORY, ["ced"])["ced"]
    choices = [
        *(one.to_bytes() for one in everything()),
        *(one.without_body().to_bytes() for one in everything()),
        *stolen(),
    ]
    for wires in data.draw(
        st.lists(st.lists(st.sampled_from(choices), min_size=1, max_size=6), max_size=12)
    ):
        ced.carrier.received(bundled(wires), "envelopes", "cat")
    heads = []
    for wire in data.draw(st.lists(st.sampled_from(choices), max_size=8)):
        try:
            heads.append(Envelope.from_bytes(wire))
        except NotGenuine:
            continue
    peer = data.draw(st.sampled_from(["cat", "ced", "cerd"]))
    said = Gossip(
        net=NET,
        peer=peer,
        at=NOW,
        heads=tuple(heads[:4]),
        wants=(Want(origin="cat", first=1, last=2**50),),
    )
    ced.carrier.received(folded(said.to_bytes(transport("cat").sign)), "gossip", "cat")
    ced.clock.pass_(minutes=10)
    list(ced.carrier.due(ced.clock()))
    ced.collect()

    honest = Node("ced", DIRECTORY)
    for wire in ced.carrier.holdings.everything():
        one = Envelope.from_bytes(wire)
        assert one.raw == genuine[one.hash].raw
        assert one.body in {None, genuine[one.hash].body}
        honest.take(one)
    assert ced.node.state() == honest.state()
    log = ced.carrier.holdings.log
    recalled = [one for one in everything() if log.is_recalled(one)]
    assert all(one.header.origin == "cerd" and one.header.n == 1 for one in recalled)

    for wire in in_messages(everything()):
        ced.carrier.received(wire, "envelopes", "spt")
    ced.collect()
    whole = Node("ced", DIRECTORY)
    whole.take(*everything())
    assert ced.node.state() == whole.state()
    ced.carrier.store.close()


def test_all_that_a_carrier_has_opens_no_body_and_names_no_recipient(tmp_path):
    cat = machines(tmp_path, DIRECTORY, ["cat"])["cat"]
    secret = b"what only ced may read"
    few = cat.write(Kind.SUMMARY, secret, ("ced",))
    many = cat.write(Kind.SUMMARY, secret, tuple(TEN))
    list(cat.carrier.due(cat.clock()))
    list(cat.carrier.outgoing())

    everything_there = b"".join(
        path.read_bytes() for path in cat.folder.rglob("*") if path.is_file()
    )
    found = [Envelope.from_bytes(wire) for wire in cat.carrier.holdings.everything()]

    assert secret not in everything_there
    assert private("ced") not in everything_there
    assert shape(found[0].body) == shape(found[1].body)
    assert [one.hash for one in found] == [few.hash, many.hash]
    for one in TEN:
        assert sealing(one)[1].encode() not in b"".join(
            part for each in found for part in (each.to_bytes(), each.raw, each.body.keys)
        )
        with pytest.raises(NotGenuine):
            # Not even with another committee's key, to say nothing of the transport key.
            envelopes.opened(few, sealing("cat")[0])


def test_a_carrier_that_keeps_everything_back_is_overcome_by_one_honest_one(tmp_path, quick):
    three = {
        one: Machine(tmp_path, one, DIRECTORY, Clock(), pace=Pace.swift())
        for one in ("cat", "ced", "spt")
    }
    for one in three.values():
        one.accept_directory(signed_by_all(DIRECTORY))
    said = three["cat"].write(Kind.SUMMARY, b"x", ("spt",))
    three["ced"].carrier.received(bundled([said.to_bytes()]), "envelopes", "cat")

    for _ in range(4):
        for message in [
            *three["ced"].carrier.due(three["ced"].clock()),
            *three["ced"].carrier.outgoing(),
        ]:
            three["ced"].carrier.sent(message)
            three["spt"].carrier.received(message.wire, message.kind, "ced")
        for message in three["spt"].carrier.due(three["spt"].clock()):
            three["ced"].carrier.received(message.wire, message.kind, "spt")

    assert three["spt"].held() == {(said.hash, True)}
