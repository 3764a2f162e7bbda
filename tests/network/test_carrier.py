"""The carrier between two committees: what it sends, believes, forgets, keeps back and tells."""

import zlib
from dataclasses import replace

import pytest

from sanjose.exchange.canonical import canonical
from sanjose.exchange.directory import Last
from sanjose.exchange.envelope import Envelope, Kind
from sanjose.exchange.errors import Unable
from sanjose.exchange.fold import retract_body
from sanjose.exchange.gossip import QUOTAS, Gossip, Traffic, Want
from sanjose.exchange.spool import AGAIN, name_of
from sanjose_network import status
from sanjose_network.carrying.bundles import bundled, folded
from sanjose_network.carrying.telling import Pace
from tests.exchange.committees import (
    FIRST,
    LAST,
    NET,
    NOW,
    InstallationKey,
    Pair,
    following,
    founding,
    member,
    resigned,
    with_signatures,
)
from tests.exchange.test_log import twin
from tests.network.carriers import (
    Clock,
    Machine,
    machines,
    pass_on,
    settle,
    signed_by_all,
    transport,
)

THREE = founding("cat", "ced", "cerd")


@pytest.fixture
def three(tmp_path):
    return machines(tmp_path, THREE, pace=Pace.swift())


def carried(*envelopes: Envelope) -> bytes:
    return bundled([one.to_bytes() for one in envelopes])


def gossip(by: str, at: str = NOW, **fields: object) -> bytes:
    made = Gossip(net=NET, peer=by, at=at, **fields)
    return folded(made.to_bytes(transport(by).sign))


def test_an_envelope_goes_from_one_secretariats_folder_into_the_others(three):
    said = three["cat"].write(Kind.SUMMARY, b"what ced may read", ("ced",))

    settle(three)

    assert three["cat"].out.names() == ()
    for other in ("ced", "cerd"):
        assert [one.hash for one in three[other].collect()] == [said.hash]
    assert three["cat"].collect() == []


def test_what_is_sent_comes_again_as_the_same_message_until_it_is_marked_as_sent(three):
    cat = three["cat"]
    cat.write(Kind.SUMMARY, b"one")
    first = list(cat.carrier.outgoing())
    cat.write(Kind.SUMMARY, b"two")

    again = list(cat.restart().outgoing())

    assert again[0] == first[0]
    assert len(again) == 2
    for message in again:
        cat.carrier.sent(message)
    assert list(cat.restart().outgoing()) == []


def test_the_secretariats_files_go_only_when_the_store_has_them(three):
    cat = three["cat"]
    envelope = cat.node.write(Kind.SUMMARY, b"one")
    cat.out.put(envelope)

    taken = cat.carrier.take_out()
    cat.out.put(envelope)
    again = cat.carrier.take_out()

    assert (taken, again) == (1, 0)
    assert cat.out.names() == ()
    assert cat.carrier.outbox.waiting() == 1


def test_what_cannot_be_sent_stays_in_the_folder_and_is_told(three):
    cat = three["cat"]
    cat.out.put(three["ced"].node.write(Kind.SUMMARY, b"another committee's"))
    damaged = cat.node.write(Kind.SUMMARY, b"fine")
    cat.out.put(damaged)
    (cat.out.folder / name_of(damaged)).write_bytes(b"{}")

    cat.carrier.take_out()

    assert len(cat.out.names()) == 2
    assert "2 files in the secretariat's folder cannot be sent" in cat.alarms
    for name in cat.out.names():
        cat.out.done(name)
    cat.carrier.take_out()
    assert cat.alarms == ""


def test_a_half_written_file_is_told_once_it_does_not_go_away(three):
    cat = three["cat"]
    half = cat.out.folder / ".cat.half-a-name.7.half"
    half.write_bytes(b"{")

    cat.carrier.take_out()
    before = cat.alarms
    cat.carrier.take_out()

    assert before == ""
    assert "a half-written file lies in the secretariat's folder" in cat.alarms
    half.unlink()
    cat.carrier.take_out()
    assert cat.alarms == ""


def test_nothing_is_sent_or_believed_before_there_is_a_directory(tmp_path):
    cat = Machine(tmp_path, "cat", THREE, Clock())
    cat.out.put(cat.node.write(Kind.SUMMARY, b"one"))

    cat.carrier.take_out()
    cat.carrier.received(b"whatever", "envelopes", "ced")

    assert len(cat.out.names()) == 1
    assert list(cat.carrier.due(cat.clock())) == []
    assert "no directory is in force" in cat.alarms
    assert "nobody can be reached" in " ".join(cat.carrier.status(cat.clock()))
    cat.accept_directory(signed_by_all(THREE))
    assert cat.out.names() == ()
    assert "no directory" not in cat.alarms


def test_the_first_directory_is_taken_only_if_people_compared_it(tmp_path):
    other = founding("cat", "ced", "spt")
    cat = Machine(tmp_path, "cat", THREE, Clock(), fingerprint=other.hash.hex())

    cat.accept_directory(signed_by_all(THREE))

    assert cat.carrier.directory is None
    assert "not the one whose fingerprint was entered" in cat.alarms


def test_a_directory_is_followed_version_by_version_and_a_bad_one_changes_nothing(three):
    cat = three["cat"]
    second = following(THREE, spt=replace(member("spt"), joined=2))
    collides = following(THREE, spt=replace(member("spt"), joined=2, bot=member("ced").bot))

    cat.accept_directory(with_signatures(collides, "cat", "ced", "cerd"))
    first = cat.alarms
    cat.accept_directory(with_signatures(second, "cat"))
    unsigned = cat.alarms
    version = cat.carrier.directory.version
    cat.accept_directory(with_signatures(second, "cat", "ced", "cerd"))

    assert "the same device id stands in the directory twice" in first
    assert "it is signed by 1 of 3 members, and 3 must sign" in unsigned
    assert version == 1
    assert cat.carrier.directory == second
    assert cat.alarms == ""
    assert cat.restart().directory == second


def test_a_version_that_people_compared_is_taken_though_earlier_ones_are_missing(tmp_path):
    second = following(THREE, spt=replace(member("spt"), joined=2))
    spt = Machine(tmp_path, "spt", second, Clock())

    spt.accept_directory(signed_by_all(second))

    assert spt.carrier.directory == second


def test_a_damaged_directory_is_told_and_the_one_in_force_stays(three):
    cat = three["cat"]
    (cat.out.folder / "directory.signed").write_bytes(b"{half")

    cat.carrier.take_out()

    assert cat.carrier.directory == THREE
    assert "not in the agreed form" in cat.alarms
    assert not cat.carrier.renew(b"nothing")


@pytest.mark.parametrize(
    ("wire", "kind"),
    [
        (b"", "envelopes"),
        (b"not deflated", "envelopes"),
        (folded(b"{}"), "envelopes"),
        (folded(b"[" * 100_000), "envelopes"),
        (folded(canonical({"v": 2, "envelopes": []})), "envelopes"),
        (folded(bytes(300_000)), "envelopes"),
        (b"x" * 40_000, "gossip"),
        (bundled([b"{}"]), "envelopes"),
        (folded(b"{}"), "gossip"),
        (carried(), "something else"),
    ],
)
def test_nonsense_from_a_peer_is_counted_told_and_left(three, wire, kind):
    cat = three["cat"]

    for _ in range(3):
        cat.carrier.received(wire, kind, "ced")

    assert cat.held() == set()
    assert "something that came from ced was not taken: " in cat.alarms
    assert "(3 times)" in " ".join(cat.carrier.status(cat.clock()))


def test_a_forged_envelope_is_left_and_the_genuine_one_beside_it_taken(three):
    cat, ced = three["cat"], three["ced"]
    genuine = ced.node.write(Kind.SUMMARY, b"one")
    forged = resigned(genuine.header, genuine.body, "cerd")
    altered = genuine.to_bytes().replace(b'"v":1}', b'"v":2}')

    cat.carrier.received(
        bundled([forged.to_bytes(), altered, genuine.to_bytes()]), "envelopes", "cerd"
    )

    assert cat.held() == {(genuine.hash, True)}
    assert "came from cerd was not taken" in cat.alarms


def test_gossip_that_somebody_else_passed_on_is_not_taken(three):
    cat = three["cat"]

    cat.carrier.received(gossip("ced"), "gossip", "cerd")
    cat.carrier.received(gossip("cat"), "gossip", "cat")

    assert "passed on by somebody else" in cat.alarms
    assert "cerd acknowledged" not in cat.alarms


def test_two_signed_things_under_one_number_freeze_their_committee_everywhere(three):
    first = three["ced"].write(Kind.SUMMARY, b"one")
    second = three["ced"].write(Kind.SUMMARY, b"two")
    other = twin(second)
    for to in ("cat", "cerd"):
        three[to].carrier.received(carried(first, second), "envelopes", "ced")

    three["cat"].carrier.received(carried(other), "envelopes", "ced")
    settle(three)

    for one in three.values():
        assert "ced has signed what contradicts itself at its number 2" in one.alarms
    three["cat"].restart()
    assert three["cat"].carrier.holdings.log.is_frozen("ced")


def test_a_number_that_the_secretariat_gives_twice_is_kept_back_before_peers_freeze_it(three):
    cat = three["cat"]
    first = cat.write(Kind.SUMMARY, b"one")
    settle(three)

    again = twin(first)
    cat.out.put(again)
    cat.out.put(cat.node.write(Kind.SUMMARY, b"two"))
    taken = cat.carrier.take_out()
    settle(three)

    assert taken == 0
    assert "gave its number 1 a second time" in cat.alarms
    assert len(cat.out.names()) == 2
    assert not any(one.carrier.holdings.log.is_frozen("cat") for one in three.values())


def test_an_unknown_kind_leaves_its_header_and_a_sentence(three):
    cat, ced = three["cat"], three["ced"]
    known = ced.node.compose(Kind.SUMMARY, b"one")
    header = replace(known.header, kind="case.dream/1")
    new = resigned(header, known.body, "ced")

    cat.carrier.received(carried(new), "envelopes", "ced")
    list(cat.carrier.due(cat.clock()))

    assert cat.held() == {(new.hash, False)}
    assert "ced sends what this version does not understand (case.dream/1)" in cat.alarms


def test_a_recall_removes_the_body_everywhere_before_it_was_collected(three):
    said = three["cat"].write(Kind.SUMMARY, b"recalled", ("ced",))
    settle(three)
    assert all(one.held() == {(said.hash, True)} for one in three.values())

    recall = three["cat"].write(Kind.RETRACT, retract_body(said.header.id))
    settle(three)

    text = said.body.text
    for one in three.values():
        assert one.held() == {(said.hash, False), (recall.hash, True)}
        everything = b"".join(
            path.read_bytes() for path in one.folder.rglob("*") if path.is_file()
        )
        assert text not in everything
        assert text[:64] not in everything
    found = {one.hash: one.body for one in three["ced"].collect()}
    assert found[said.hash] is None


def test_a_recall_before_its_envelope_leaves_no_body(three):
    cat, ced = three["cat"], three["ced"]
    said = ced.node.write(Kind.SUMMARY, b"recalled")
    recall = ced.node.write(Kind.RETRACT, retract_body(said.header.id))

    cat.carrier.received(carried(recall), "envelopes", "ced")
    cat.carrier.received(carried(said), "envelopes", "cerd")

    assert cat.held() == {(said.hash, False), (recall.hash, True)}


def test_what_was_recalled_before_it_went_goes_without_its_body(three):
    cat = three["cat"]
    said = cat.write(Kind.SUMMARY, b"recalled")
    cat.write(Kind.RETRACT, retract_body(said.header.id))

    settle(three)

    assert (said.hash, False) in three["ced"].held()
    assert cat.carrier.to_redact() == ()


def test_a_message_that_carried_what_is_recalled_is_to_be_taken_back(three):
    cat = three["cat"]
    said = cat.write(Kind.SUMMARY, b"recalled")
    message = next(cat.carrier.outgoing())
    cat.carrier.sent(message)
    assert cat.carrier.to_redact() == ()

    cat.write(Kind.RETRACT, retract_body(said.header.id))

    assert message.hashes == (said.hash,)
    assert cat.restart().to_redact() == (message.tx,)
    cat.carrier.redacted(message.tx)
    assert cat.carrier.to_redact() == ()


def test_nobody_recalls_what_another_said(three):
    said = three["cat"].write(Kind.SUMMARY, b"stays")
    three["ced"].write(Kind.RETRACT, retract_body(said.header.id))

    settle(three)

    assert all((said.hash, True) in one.held() for one in three.values())


def test_what_peers_lack_is_asked_for_and_any_peer_answers(three):
    cat, ced, cerd = three.values()
    said = [cat.write(Kind.SUMMARY, str(n).encode()) for n in range(4)]
    list(map(cat.carrier.sent, cat.carrier.outgoing()))
    ced.carrier.received(carried(*said), "envelopes", "cat")
    cerd.carrier.received(carried(said[3]), "envelopes", "cat")
    del three["cat"]

    settle(three)

    assert cerd.held() == ced.held() == {(one.hash, True) for one in said}


def test_a_hole_is_asked_for_after_a_minute_and_ever_later_where_nobody_answers(tmp_path):
    cat, ced = machines(
        tmp_path, founding("cat", "ced"), pace=Pace(own=(Pace().own[0],) * 2)
    ).values()
    for _ in range(2):
        last = ced.node.write(Kind.SUMMARY, b"x")
    cat.carrier.received(carried(last), "envelopes", "ced")
    asked = []
    for minute in range(60):
        for message in cat.carrier.due(cat.clock()):
            said = Gossip.from_bytes(_unfolded(message.wire), cat.carrier.directory)
            asked += [minute] if said.wants else []
        cat.clock.pass_(minutes=1)

    assert asked[0] == 1
    assert asked == [1, 2, 4, 8, 16, 31, 46]


def _unfolded(wire: bytes) -> bytes:
    return zlib.decompress(wire)


def test_heads_are_told_every_quarter_of_an_hour_and_soon_after_a_change(tmp_path):
    cat = machines(tmp_path, founding("cat", "ced"), ["cat"])["cat"]
    told_at = []
    for minute in range(40):
        if minute == 20:
            cat.write(Kind.SUMMARY, b"x")
        if list(cat.carrier.due(cat.clock())):
            told_at.append(minute)
        cat.clock.pass_(minutes=1)

    assert told_at == [0, 15, 21, 36]
    cat.carrier.reconnected()
    assert len(list(cat.carrier.due(cat.clock()))) == 1


def test_an_answer_is_left_unsaid_where_somebody_was_quicker(tmp_path):
    three = machines(tmp_path, THREE)
    cat, ced, cerd = three.values()
    said = cat.node.write(Kind.SUMMARY, b"x")
    ced.carrier.received(carried(said), "envelopes", "cat")
    cerd.carrier.received(gossip("cerd"), "gossip", "cerd")
    wants = (Want(origin="cat", first=1, last=1),)
    ced.carrier.received(gossip("cerd", wants=wants), "gossip", "cerd")

    ced.carrier.received(carried(said), "envelopes", "cat")
    ced.clock.pass_(minutes=5)
    list(ced.carrier.due(ced.clock()))
    quiet = list(ced.carrier.outgoing())
    ced.carrier.received(gossip("cerd", wants=wants), "gossip", "cerd")
    ced.clock.pass_(minutes=5)
    list(ced.carrier.due(ced.clock()))

    assert quiet == []
    assert [one.hashes for one in ced.carrier.outgoing()] == [(said.hash,)]


def test_a_committee_that_came_later_gets_headers_only_of_what_was_said_before(tmp_path):
    three = machines(tmp_path, THREE, pace=Pace.swift())
    said = three["cat"].write(Kind.SUMMARY, b"before")
    root = three["cat"].write(Kind.ROOT, b"{}")
    settle(three)
    second = with_signatures(
        following(THREE, spt=replace(member("spt"), joined=2)), "cat", "ced", "cerd"
    )
    clock = three["cat"].clock
    spt = Machine(tmp_path, "spt", second.directory, clock, pace=Pace.swift())
    four = {**three, "spt": spt}
    for one in four.values():
        one.accept_directory(second)

    after = three["ced"]
    after.node.log.renew(second.directory)
    later = after.write(Kind.SUMMARY, b"after")
    settle(four)
    spt.carrier.received(carried(said), "envelopes", "cat")

    assert spt.held() == {(said.hash, False), (root.hash, True), (later.hash, True)}
    assert spt.carrier.holdings.log.missing() == ()


def test_a_peer_that_sends_too_much_is_left_alone_and_told(three, monkeypatch):
    cat, ced = three["cat"], three["ced"]
    said = [ced.node.write(Kind.SUMMARY, str(n).encode()) for n in range(3)]
    monkeypatch.setitem(QUOTAS, Traffic.ENVELOPES, replace(QUOTAS[Traffic.ENVELOPES], value=2))
    monkeypatch.setitem(QUOTAS, Traffic.ASKING, replace(QUOTAS[Traffic.ASKING], value=0))

    cat.carrier.received(carried(*said), "envelopes", "ced")
    first = cat.alarms
    asked = gossip("cerd", wants=(Want(origin="ced", first=1, last=1),))
    cat.carrier.received(asked, "gossip", "cerd")
    list(cat.carrier.due(cat.clock()))

    assert len(cat.held()) == 2
    assert "the machine of ced sends more than it may within an hour" in first
    assert "the machine of cerd sends more" in cat.alarms
    assert list(cat.carrier.outgoing()) == []
    cat.clock.pass_(hours=2)
    cat.carrier.received(carried(*said), "envelopes", "ced")
    assert len(cat.held()) == 3


def test_a_clock_a_year_off_is_told_and_changes_nothing_else(three):
    cat, ced = three["cat"], three["ced"]
    said = ced.write(Kind.SUMMARY, b"x")
    ced.clock = ced.carrier.clock = Clock(cat.clock().replace(year=2027))

    settle(three)

    assert (said.hash, True) in cat.held()
    assert "the clocks of ced and of this machine are 365 days apart" in cat.alarms
    ced.clock = ced.carrier.clock = cat.clock
    ced.carrier.reconnected()
    settle(three)
    assert "clocks" not in cat.alarms


def test_only_a_peers_own_heads_acknowledge(three):
    cat, ced = three["cat"], three["ced"]
    said = [cat.write(Kind.SUMMARY, str(n).encode()) for n in range(3)]
    for message in cat.carrier.outgoing():
        cat.carrier.sent(message)

    before = cat.carrier.status(cat.clock())
    ced.carrier.received(carried(*said[:2]), "envelopes", "cat")
    for message in ced.carrier.due(ced.clock()):
        cat.carrier.received(message.wire, message.kind, "ced")
    cat.clock.pass_(hours=3)
    after = cat.carrier.status(cat.clock())

    assert "ced acknowledged nothing yet of your 3; not heard yet" in before
    assert "ced acknowledged up to your number 2 of 3; last heard 3 hours ago" in after
    assert "cerd acknowledged nothing yet of your 3; not heard yet" in after
    assert not any("deliver" in one or "delet" in one for one in after)


def test_a_later_head_behind_a_gap_acknowledges_nothing(three):
    cat, ced = three["cat"], three["ced"]
    said = [cat.write(Kind.SUMMARY, str(n).encode()) for n in range(3)]
    list(map(cat.carrier.sent, cat.carrier.outgoing()))

    ced.carrier.received(carried(said[2]), "envelopes", "cat")
    for message in ced.carrier.due(ced.clock()):
        cat.carrier.received(message.wire, message.kind, "ced")

    assert "ced acknowledged nothing yet of your 3; last heard just now" in cat.carrier.status(
        cat.clock()
    )


def test_what_a_secretariat_signed_to_have_seen_acknowledges_too(three):
    cat, ced = three["cat"], three["ced"]
    said = cat.write(Kind.SUMMARY, b"x")
    ced.node.take(said)

    cat.carrier.received(carried(ced.node.write(Kind.SUMMARY, b"y")), "envelopes", "ced")

    assert "ced acknowledged all, up to your number 1" in " ".join(
        cat.carrier.status(cat.clock())
    )


def test_a_secretariat_that_asks_gets_everything_again(three):
    three["cat"].write(Kind.SUMMARY, b"x")
    settle(three)
    ced = three["ced"]
    assert len(ced.collect()) == 1
    assert ced.collect() == []

    ced.out.ask_again()
    ced.carrier.take_out()

    assert len(ced.collect()) == 1
    assert not ced.out.is_asked_again()


def test_arrivals_wait_where_the_secretariats_folder_cannot_be_written(three):
    said = three["cat"].write(Kind.SUMMARY, b"x")
    ced = three["ced"]
    ced.into.done(AGAIN)
    ced.into.folder.rmdir()

    settle(three)

    assert "cannot be put into the secretariat's folder" in ced.alarms
    assert "1 envelope waits to be put into" in " ".join(ced.carrier.status(ced.clock()))
    ced.into.folder.mkdir()
    assert [one.hash for one in ced.collect()] == [said.hash]
    assert ced.alarms == ""


def test_a_key_that_is_retired_signs_nothing_more(three):
    ced = three["ced"]
    last = ced.write(Kind.SUMMARY, b"x")
    settle(three)
    retired = replace(THREE.member("ced").keys[0], last=Last(n=1, hash=last.hash))
    new = InstallationKey(public=Pair("ced new").public, since=FIRST, until=LAST)
    second = with_signatures(
        following(THREE, ced=replace(THREE.member("ced"), keys=(retired, new))),
        "cat",
        "ced",
        "cerd",
    )
    cat = three["cat"]
    cat.accept_directory(second)

    cat.carrier.received(carried(ced.node.write(Kind.SUMMARY, b"y")), "envelopes", "ced")

    assert cat.held() == {(last.hash, True)}
    assert "signed with a key that was retired before it" in cat.alarms


def test_a_store_from_an_old_copy_is_noticed_and_repaired_from_the_peers(three):
    cat = three["cat"]
    first = cat.write(Kind.SUMMARY, b"1")
    settle(three)
    cat.carrier.store.truncate()
    old = cat.settings.store.read_bytes()
    later = [cat.write(Kind.SUMMARY, str(n).encode()) for n in (2, 3)]
    settle(three)
    cat.carrier.store.close()
    for path in cat.folder.glob("network.db*"):
        path.unlink()
    cat.settings.store.write_bytes(old)
    cat.carrier = cat.opened()
    assert cat.held() == {(first.hash, True)}

    seen = ""
    for _ in range(10):
        pass_on(three)
        seen += cat.alarms
        cat.clock.pass_(minutes=1)

    assert cat.held() == {(one.hash, True) for one in (first, *later)}
    assert "peers hold envelopes of ours that were not here" in seen
    assert cat.alarms == ""
    assert {one.hash for one in cat.collect()} >= {one.hash for one in later}


def test_status_can_be_read_as_data(three):
    cat = three["cat"]
    cat.write(Kind.SUMMARY, b"x")
    cat.carrier.alarm("matrix", "the homeserver does not answer")
    found = status.read(cat.carrier.store, cat.settings).written()

    assert found["committee"] == "cat"
    assert (found["directory"], found["own"], found["waiting"]) == (1, 1, 1)
    assert found["peers"][0] == {"committee": "ced", "acknowledged": 0, "heard": None}
    assert found["alarms"][0]["sentence"] == "the homeserver does not answer"
    cat.carrier.clear("matrix")
    assert status.read(cat.carrier.store, cat.settings).written()["alarms"] == []


def test_what_was_told_of_a_peer_is_forgotten_a_month_after_it_came_last(three):
    cat = three["cat"]
    cat.carrier.received(b"nonsense", "gossip", "ced")
    cat.clock.pass_(days=29)
    cat.write(Kind.SUMMARY, b"1")
    list(cat.carrier.due(cat.clock()))
    before = cat.alarms
    cat.clock.pass_(days=2)
    cat.write(Kind.SUMMARY, b"2")

    list(cat.carrier.due(cat.clock()))

    assert "came from ced was not taken" in before
    assert cat.alarms == ""


def test_two_directories_under_one_number_are_told(three):
    cat = three["cat"]
    second = following(THREE, spt=replace(member("spt"), joined=2))
    other = following(THREE, crc=replace(member("crc"), joined=2))
    cat.accept_directory(with_signatures(second, "cat", "ced", "cerd"))

    cat.accept_directory(with_signatures(other, "cat", "ced", "cerd"))

    assert cat.carrier.directory == second
    assert "two directories go round under the number 2" in cat.alarms


def test_until_a_fingerprint_is_entered_no_directory_is_taken(tmp_path):
    cat = Machine(tmp_path, "cat", THREE, Clock(), fingerprint="")

    cat.accept_directory(signed_by_all(THREE))

    assert cat.carrier.directory is None
    assert "its fingerprint was not entered here yet" in cat.alarms


def test_a_file_that_cannot_be_removed_is_told_and_sent_once(three, monkeypatch):
    cat = three["cat"]
    said = cat.node.write(Kind.SUMMARY, b"x")
    cat.out.put(said)

    def refused(self, name):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("sanjose.exchange.spool.Spool.done", refused)
        with pytest.raises(Unable, match="cannot be removed from the secretariat's folder"):
            cat.carrier.take_out()
    cat.carrier.take_out()

    assert cat.carrier.outbox.waiting() == 1
    assert cat.out.names() == ()


def test_a_stores_old_pages_are_kept_back_only_while_somebody_reads(three):
    cat = three["cat"]
    said = cat.write(Kind.SUMMARY, b"recalled")
    reader = cat.opened()
    with reader.store.transaction() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql("SELECT count(*) FROM envelopes").fetchone()
        cat.write(Kind.RETRACT, retract_body(said.header.id))
        cat.carrier.deliver()
        assert cat.carrier.holdings.recalled

    cat.carrier.deliver()

    assert not cat.carrier.holdings.recalled
    reader.store.close()


def test_after_the_store_was_lost_all_comes_again_from_the_peers(three):
    cat = three["cat"]
    said = [cat.write(Kind.SUMMARY, str(n).encode()) for n in range(2)]
    settle(three)
    cat.carrier.store.close()
    for path in cat.folder.glob("network.db*"):
        path.unlink()

    cat.carrier = cat.opened()
    cat.carrier.take_out()
    later = cat.write(Kind.SUMMARY, b"later")
    list(cat.carrier.due(cat.clock()))
    missing = cat.alarms
    cat.clock.pass_(minutes=2)
    settle(three)

    assert "envelopes of ours are missing here" in missing
    assert cat.held() == {(one.hash, True) for one in (*said, later)}
    assert cat.alarms == ""
    assert three["ced"].held() == cat.held()


def test_a_version_after_one_that_was_missed_is_taken_once_people_compared_it(three):
    cat = three["cat"]
    second = following(THREE, spt=replace(member("spt"), joined=2))
    third = following(second, crc=replace(member("crc"), joined=3))
    signed = with_signatures(third, "cat", "ced", "cerd")

    cat.accept_directory(signed)
    told = cat.alarms
    cat.settings = cat.settings.pinned(third.fingerprint)
    cat.restart()
    cat.accept_directory(signed)

    assert "version 3 of the directory came and 1 is in force" in told
    assert cat.carrier.directory == third
    assert cat.alarms == ""
