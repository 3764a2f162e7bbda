"""Posting and collecting: what is sent stands once, and what comes is believed by our directory."""

import os
import signal
import stat
import sys
from collections.abc import Callable
from contextlib import closing, contextmanager
from dataclasses import replace
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from sanjose.exchange import spool as spool_module
from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.envelope import Envelope, Kind, signed
from sanjose.exchange.fold import retract_body
from sanjose.exchange.spool import DIRECTORY, Spool, name_of
from sanjose.keeping import envelopes, store
from sanjose.keeping.checking import unlocked_faults
from sanjose.keeping.peers import Restored
from sanjose.secretariat import Secretariat
from sanjose.words.errors import Misuse, Unable
from tests.keeping.disks import full_from
from tests.secretariat.net import TWO, Net, of

SAID = b"a summary that only some may read; " * 40


def numbers(net: Net, committee: str, origin: str) -> list[int]:
    log = net[committee].network()
    return [one.header.n for one in log.prefix(origin)]


# -- posting ----------------------------------------------------------------------------------


def test_who_is_named_reads_it_and_nobody_else(net):
    posted = net["cat"].post(Kind.SUMMARY, SAID, ("ced", "spt"))

    net.carry()

    said = {one: net[one].body_of(posted) for one in net.houses}
    assert said == {"cat": SAID, "ced": SAID, "cerd": None, "spt": SAID}
    shared = {one: net[one].exchanged().shared[0].plain for one in net.houses}
    assert shared == said


def test_a_body_is_opened_with_keys_only_once(net, monkeypatch):
    posted = [net["ced"].post(Kind.SUMMARY, SAID, to) for to in (("cat",), ("spt",))]
    net.carry()
    first = net["cat"].exchanged()

    monkeypatch.setattr(Secretariat, "identities", lambda _: pytest.fail("opened again"))

    assert net.reopen("cat").exchanged() == first
    assert [net["cat"].body_of(one) for one in posted] == [SAID, None]


def test_numbers_follow_each_other_whoever_posts(net):
    first = net["cat"].post(Kind.SUMMARY, SAID, ("ced",))
    with closing(net.houses["cat"].keys(TWO)), net.houses["cat"].door(TWO) as other:
        second = other.post(Kind.SUMMARY, SAID, ("ced",))
    third = net["cat"].post(Kind.RETRACT, retract_body(first.header.id))

    assert [one.header.n for one in (first, second, third)] == [1, 2, 3]
    assert third.header.prev == second.hash
    assert {one.origin for one in third.header.seen} == set()


def test_an_envelope_says_what_of_others_was_seen(net):
    net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    net.carry()

    posted = net["cat"].post(Kind.SUMMARY, SAID, ("ced",))

    assert [(one.origin, one.n) for one in posted.header.seen] == [("ced", 1)]


def test_the_same_id_twice_is_one_envelope(net):
    chosen = str(uuid4())
    first = net["cat"].post(Kind.SUMMARY, SAID, ("ced",), envelope_id=chosen)

    again = net.reopen("cat").post(Kind.SUMMARY, SAID, ("ced",), envelope_id=chosen)

    assert again == first
    assert numbers(net, "cat", "cat") == [1]
    with pytest.raises(ValueError, match="UUID"):
        net["cat"].post(Kind.SUMMARY, SAID, ("ced",), envelope_id=chosen.upper())


@pytest.mark.parametrize(
    ("kind", "to", "why"),
    [
        (Kind.SUMMARY, (), "for those named"),
        (Kind.ROOT, ("ced",), "for everyone"),
        (Kind.SUMMARY, ("cmw",), "not in the directory: cmw"),
    ],
)
def test_readers_have_to_fit(net, kind, to, why):
    with pytest.raises(Misuse, match=why):
        net["cat"].post(kind, SAID, to)

    assert numbers(net, "cat", "cat") == []


def test_what_is_too_large_takes_no_number(net):
    with pytest.raises(NotGenuine, match="larger than an envelope may be"):
        net["cat"].post(Kind.SUMMARY, os.urandom(40_000), ("ced",))

    assert net["cat"].post(Kind.SUMMARY, SAID, ("ced",)).header.n == 1


def test_without_a_directory_nothing_is_exchanged(house):
    with house.door() as door:
        assert door.network() is None
        assert door.publish_root() is None
        for act in (
            lambda: door.post(Kind.SUMMARY, SAID, ("ced",)),
            door.collect,
            door.exchanged,
            door.signing_key,
        ):
            with pytest.raises(Unable, match="in no network yet"):
                act()


def test_a_full_spool_loses_nothing_and_gives_no_number_twice(net, monkeypatch):
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(spool_module.os, "fsync", full)
        first = net["cat"].post(Kind.SUMMARY, SAID, ("ced",))
        assert net.out("cat").names() == ()
        assert len(net["cat"].archive.vault.waiting()) == 1

    second = net.reopen("cat").post(Kind.SUMMARY, SAID, ("ced",))

    assert net.sent("cat") == [first, second]
    assert net["cat"].archive.vault.waiting() == ()


def test_a_rehearsal_sends_nothing_and_takes_no_number(net):
    cat = net["cat"]
    with cat.archive.rehearsing():
        rehearsed = cat.post(Kind.SUMMARY, SAID, ("ced",))
        cat.pass_on()
        assert rehearsed.header.n == 1

    posted = cat.post(Kind.SUMMARY, SAID, ("ced",))

    assert posted.header.n == 1
    assert net.sent("cat") == [posted]


def test_whoever_reads_no_lists_opens_no_body(net, monkeypatch):
    posted = net["cat"].post(Kind.SUMMARY, SAID, ("ced",))
    monkeypatch.setitem(
        sys.modules["sanjose.rules.authority"].ALLOWED, net["cat"].actor().post, frozenset()
    )

    for act in (net["cat"].exchanged, lambda: net["cat"].body_of(posted)):
        with pytest.raises(Misuse, match="does not list here"):
            act()


# -- killed at each commit ----------------------------------------------------------------------


class Steps:
    """Kill this process at a step: around each commit, each renaming and each removal."""

    def __init__(self, last: int) -> None:
        self.left = last
        self.commit, self.settle, self.done = store.written, spool_module._settle, Spool.done

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def written(self, connection):
        with self.commit(connection):
            yield
            self.step()
        self.step()

    def settled(self, folder) -> None:
        self.step()
        self.settle(folder)

    def removed(self, spool, name) -> None:
        self.step()
        self.done(spool, name)


def killed(net: Net, act: Callable[[Secretariat], object], last: int) -> bool:
    """Act in a process of its own that kills itself at a step; return whether it got through."""
    net.close()
    child = os.fork()
    if child == 0:
        door = net["cat"]
        door.network()
        steps = Steps(last)
        store.written, spool_module._settle = steps.written, steps.settled
        Spool.done = lambda self, name: steps.removed(self, name)  # noqa: PLW0108 - a method
        code = 9
        try:
            act(door)
            code = 0
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    assert status in {0, signal.SIGKILL}
    return status == 0


def test_killed_at_each_commit_no_number_is_given_twice_and_nothing_is_lost(net, tmp_path):
    acknowledged = tmp_path / "acknowledged"
    seen: dict[int, bytes] = {}

    def post(door: Secretariat) -> None:
        for _ in range(2):
            posted = door.post(Kind.SUMMARY, SAID, ("ced",))
            with acknowledged.open("a") as file:
                file.write(f"{posted.header.id}\n")

    for step in range(1, 40):
        through = killed(net, post, step)
        net["cat"].pass_on()
        for one in net.sent("cat"):
            assert seen.setdefault(one.header.n, one.hash) == one.hash
        if through:
            break

    assert through
    assert step > 8
    log = net["cat"].network()
    chain = log.prefix("cat")
    assert {one.header.n: one.hash for one in chain} == seen
    assert set(acknowledged.read_text().split()) <= {one.header.id for one in chain}
    assert not log.is_frozen("cat")


def test_killed_at_each_commit_what_arrived_is_kept_before_its_file_goes(net):
    come = [net["ced"].post(Kind.SUMMARY, SAID, ("cat",)) for _ in range(3)]
    come.append(net["ced"].post(Kind.RETRACT, retract_body(come[0].header.id)))

    for step in range(1, 40):
        for one in come:
            net.into("cat").put(one)
        through = killed(net, Secretariat.collect, step)
        here = {one.hash for one in net["cat"].network().held()}
        lying = {net.into("cat").read(name).hash for name in net.into("cat").names()}
        assert here | lying >= {one.hash for one in come}
        if through:
            break

    assert through
    assert net.into("cat").names() == ()
    assert numbers(net, "cat", "ced") == [1, 2, 3, 4]
    assert net["cat"].network().prefix("ced")[0].body is None
    assert net["cat"].archive.vault.value("recalled-in-log") is None


# -- collecting ---------------------------------------------------------------------------------


def test_what_comes_twice_or_in_disorder_is_kept_once(net):
    come = [net["ced"].post(Kind.SUMMARY, SAID, ("cat",)) for _ in range(4)]
    for one in reversed(come):
        net.into("cat").put(one)

    first = net["cat"].collect()
    net.into("cat").put(come[2])
    again = net["cat"].collect()

    assert {one.hash for one in first.new} == {one.hash for one in come}
    assert (again.new, again.told, net.into("cat").names()) == ((), (), ())
    assert numbers(net.reopen("cat") and net, "cat", "ced") == [1, 2, 3, 4]


def test_a_body_that_comes_later_is_taken(net):
    posted = net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    net.bring([posted.without_body()], "cat")
    assert net["cat"].exchanged().shared[0].plain is None

    net.into("cat").put(posted)
    found = net["cat"].collect()

    assert (found.bodies, found.new) == (1, ())
    assert net.reopen("cat").exchanged().shared[0].plain == SAID


def altered(envelope: Envelope) -> Envelope:
    header = replace(envelope.header, ts="2020-01-01T00:00:00Z")
    return replace(envelope, raw=header.to_bytes(), header=header)


def reattributed(envelope: Envelope) -> Envelope:
    header = replace(envelope.header, origin="spt")
    return replace(envelope, raw=header.to_bytes(), header=header)


@pytest.mark.parametrize(
    ("forge", "why"),
    [
        (altered, "altered, or is not from the committee it names"),
        (reattributed, "a key that is not in the directory"),
        (lambda one: replace(one, signature=bytes(64)), "altered"),
    ],
)
def test_a_forged_envelope_is_left_and_told(net, forge, why):
    posted = net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    forged = forge(posted)
    net.into("cat").put(forged)

    found = net["cat"].collect()

    assert len(found.told) == 1
    assert why in found.told[0]
    assert net.into("cat").names() == (name_of(forged),)
    assert net["cat"].network().held() == ()


def test_no_flipped_byte_is_ever_believed(net):
    posted = net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    file = net.houses["cat"].home.spool_in / name_of(posted)
    wire = posted.to_bytes()

    for at in range(0, len(wire), 47):
        file.write_bytes(wire[:at] + bytes([wire[at] ^ 1]) + wire[at + 1 :])
        found = net["cat"].collect()
        assert (found.new, len(found.told)) == ((), 1)

    file.write_bytes(wire)
    assert [one.hash for one in net["cat"].collect().new] == [posted.hash]


def test_a_damaged_and_a_half_written_file_are_left_and_told(net):
    posted = net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    folder = net.houses["cat"].home.spool_in
    (folder / name_of(posted)).write_bytes(posted.to_bytes()[:-7])
    (folder / f".{name_of(posted)}.77.half").write_bytes(b"")

    found = net["cat"].collect()

    assert found.told == ("what came is not in the agreed form",)
    assert len(net.into("cat").faults()) == 2


def test_a_file_that_another_officer_took_away_meanwhile_is_no_fault(net, monkeypatch):
    posted = net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    net.into("cat").put(posted)
    read = Spool.read

    def late(self: Spool, name: str) -> Envelope:
        self.done(name)
        return read(self, name)

    monkeypatch.setattr(Spool, "read", late)

    assert net["cat"].collect().told == ()


def test_a_body_put_beside_anothers_header_is_refused(net):
    one = net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    other = net["ced"].post(Kind.SUMMARY, b"another", ("cat",))
    folder = net.houses["cat"].home.spool_in
    swapped = replace(one, body=other.body)
    (folder / name_of(one)).write_bytes(swapped.to_bytes())

    assert net["cat"].collect().told == (
        "the body of an envelope is not the one that was signed",
    )


def test_a_committee_that_contradicts_itself_is_frozen_and_its_recalls_still_count(net):
    first = net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    second = net["ced"].post(Kind.SUMMARY, b"one thing", ("cat",))
    _, sign = net["ced"].signing_key()
    body = envelopes.for_everyone(retract_body(first.header.id))
    other = signed(
        replace(second.header, kind=Kind.RETRACT, id=str(uuid4()), body_hash=body.hash()),
        body,
        sign,
    )

    net.bring([first, second, other], "cat")

    state = net.reopen("cat").exchanged()
    assert any("contradicts itself at its number 2" in one for one in state.alarms)
    assert net["cat"].network().tip("ced").body is None
    assert net["cat"].body_of(net["cat"].network().tip("ced")) is None


def test_unknown_kinds_and_later_versions_keep_their_header_only(net):
    door = net["ced"]
    log, (_, sign) = door.network(), door.signing_key()
    body = envelopes.for_everyone(b"of a time to come")
    posted = door.post(Kind.RETRACT, retract_body(str(uuid4())))
    header = replace(
        posted.header, n=2, prev=posted.hash, kind="case.music/7", body_hash=body.hash()
    )
    unknown = signed(header, body, sign)
    later = signed(replace(header, v=2, n=3, prev=unknown.hash), body, sign)

    net.bring([posted, unknown, later], "cat")

    held = {one.header.n: one for one in net.reopen("cat").network().prefix("ced")}
    assert held.keys() == {1, 2, 3}
    assert held[2].body is None
    assert held[3].body is None
    assert any("does not understand" in one for one in net["cat"].exchanged().alarms)
    assert log.own == "ced"


def test_a_body_sealed_for_another_envelope_says_nothing(net):
    posted = net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    _, sign = net["ced"].signing_key()
    stolen = signed(replace(posted.header, id=str(uuid4())), posted.body, sign)

    net.bring([stolen], "cat")

    assert net["cat"].body_of(stolen) is None


def test_an_envelope_of_a_later_directory_waits_until_it_is_accepted(net):
    ced = net["ced"]
    ced.make_keys()
    offer = ced.offer_keys(of("ced"))
    drafted = net.signed(net["cat"].draft_directory([offer]))
    ced.accept_directory(drafted)
    posted = ced.post(Kind.SUMMARY, SAID, ("cat",))
    net.into("cat").put(posted)

    before = net["cat"].collect()
    net["cat"].accept_directory(drafted)
    after = net["cat"].collect()

    assert "goes by version 2 of the directory, and here is 1" in before.told[0]
    assert (before.new, [one.hash for one in after.new]) == ((), [posted.hash])


def test_a_full_disk_keeps_every_file(net):
    posted = net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    net.into("cat").put(posted)
    cat = net["cat"]
    assert cat.network().held() == ()

    with full_from(1), pytest.raises(Unable, match="disk"):
        cat.collect()

    assert net.into("cat").names() == (name_of(posted),)
    assert [one.hash for one in cat.collect().new] == [posted.hash]
    assert net.into("cat").names() == ()


def test_a_full_disk_gives_no_number(net):
    cat = net["cat"]
    assert cat.network().held() == ()

    with full_from(1), pytest.raises(Unable, match="disk"):
        cat.post(Kind.SUMMARY, SAID, ("ced",))

    assert cat.post(Kind.SUMMARY, SAID, ("ced",)).header.n == 1


# -- recalls ------------------------------------------------------------------------------------


def in_clear(page: bytes, key: bytes, start: int = 0) -> bytes:
    """Return a page of SQLCipher as whoever has the store's key reads it."""
    cipher = Cipher(algorithms.AES(key), modes.CBC(page[-80:-64])).decryptor()
    return cipher.update(page[start:-80])


def in_file(net: Net, committee: str, piece: bytes) -> bool:
    """Return whether something stands in the store of keys or its log, used or not."""
    house = net.houses[committee]
    key = house.unlocked["officer-1"].stores["keys"]
    raw = house.home.keys.read_bytes()
    found = [
        in_clear(raw[at : at + 4096], key, 0 if at else 16) for at in range(0, len(raw), 4096)
    ]
    log = house.home.path / "keys.db-wal"
    frames = log.read_bytes()[32:] if log.exists() else b""
    for at in range(0, len(frames), 24 + 4096):
        page = frames[at + 24 : at + 24 + 4096]
        found.append(
            in_clear(page, key, 16 if frames[at : at + 4] == bytes((0, 0, 0, 1)) else 0)
        )
    return any(piece in one for one in found)


def test_a_recall_is_obeyed_on_sight_and_the_bytes_are_gone(net):
    posted = net["ced"].post(Kind.SUMMARY, os.urandom(5000), ("cat", "spt"))
    net.carry("cat")
    wire = posted.to_bytes()
    middle = wire[wire.index(b'"text":"') + 3000 :][:64]
    assert in_file(net, "cat", middle)

    recall = net["ced"].post(Kind.RETRACT, retract_body(posted.header.id))
    net.into("cat").put(recall)
    found = net["cat"].collect()

    assert found.recalled == 1
    assert not in_file(net, "cat", middle)
    assert not in_file(net, "ced", middle)
    (stands,) = [one for one in net["cat"].network().prefix("ced") if one.hash == posted.hash]
    assert stands.body is None
    assert net["cat"].exchanged().shared == ()
    net.into("cat").put(posted)
    assert net["cat"].collect().bodies == 0
    assert not in_file(net, "cat", middle)


def test_a_recall_that_comes_first_leaves_nothing_to_recall(net):
    posted = net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    recall = net["ced"].post(Kind.RETRACT, retract_body(posted.header.id))

    net.bring([recall], "cat")
    net.bring([posted], "cat")

    assert net.reopen("cat").network().prefix("ced")[0].body is None


def test_what_still_waits_in_the_spool_is_shortened_by_a_recall(net):
    posted = net["cat"].post(Kind.SUMMARY, SAID, ("ced",))
    stands = net["cat"].post(Kind.SUMMARY, SAID, ("ced",))

    recall = net["cat"].post(Kind.RETRACT, retract_body(posted.header.id))

    waiting = net.sent("cat")
    assert [one.hash for one in waiting] == [posted.hash, stands.hash, recall.hash]
    assert [one.body is None for one in waiting] == [True, False, False]


def test_nobody_recalls_what_another_committee_said(net):
    posted = net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    recall = net["spt"].post(Kind.RETRACT, retract_body(posted.header.id))

    net.bring([posted, recall], "cat")

    assert net["cat"].body_of(posted) == SAID


def test_the_log_of_the_store_is_emptied_later_where_somebody_reads(net):
    posted = net["ced"].post(Kind.SUMMARY, os.urandom(5000), ("cat",))
    net.carry("cat")
    recall = net["ced"].post(Kind.RETRACT, retract_body(posted.header.id))
    net.into("cat").put(recall)
    with closing(net.houses["cat"].keys(TWO)) as keys, net.houses["cat"].door(TWO) as other:
        assert keys.officer == TWO
        connection = other.archive.vault._connection
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM envelopes").fetchone()
        net["cat"].archive.vault._connection.execute("PRAGMA busy_timeout = 1")
        net["cat"].collect()
        assert net["cat"].archive.vault.value("recalled-in-log") is not None
        connection.execute("COMMIT")

    net["cat"].collect()

    assert net["cat"].archive.vault.value("recalled-in-log") is None
    assert not in_file(net, "cat", posted.to_bytes()[2000:2064])


# -- the spool ------------------------------------------------------------------------------------


def test_the_directory_lies_in_the_spool_and_is_put_back(net):
    spool = net.out("cat")
    version = spool.directory()
    assert version.directory == net["cat"].directory()

    (spool.folder / DIRECTORY).write_bytes(b"{")
    net["cat"].collect()

    assert spool.directory() == version
    assert spool.faults() == ()


def test_files_follow_the_bits_of_a_folder_that_a_group_shares(net):
    folder = net.houses["cat"].home.spool_out
    folder.chmod(0o2770)

    net["cat"].post(Kind.SUMMARY, SAID, ("ced",))

    (name,) = net.out("cat").names()
    assert stat.S_IMODE((folder / name).stat().st_mode) == 0o660


# -- verifying ------------------------------------------------------------------------------------


def test_the_unlocked_verification_opens_the_keys_and_reads_what_was_exchanged(net):
    net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    net.carry()
    archive = net["cat"].archive
    assert unlocked_faults(archive) == ()

    with archive.vault._written():
        archive.vault._do("UPDATE own_keys SET sealed = ?", bytes(60))
        archive.vault._do("UPDATE envelopes SET wire = ?", b"{}")

    *keys, last = unlocked_faults(archive)
    assert len(keys) == 2
    assert all("of this installation does not open" in one for one in keys)
    assert last == "an envelope that was exchanged is damaged: restore newer keys"


# -- what the carrier lost --------------------------------------------------------------------


def test_a_carrier_that_asks_gets_everything_of_ours_again_and_nothing_else(net):
    posted = [net["cat"].post(Kind.SUMMARY, SAID, ("ced",)) for _ in range(2)]
    net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    net.carry()
    net.into("cat").ask_again()

    net["cat"].collect()

    assert net.out("cat").names() == tuple(name_of(one) for one in posted)
    assert net.sent("cat") == posted
    assert net.out("cat").directory() is not None
    assert not net.into("cat").is_asked_again()


def test_a_wish_stands_where_nothing_can_be_put_into_the_spool(net):
    net["cat"].post(Kind.SUMMARY, SAID, ("ced",))
    net.carry()
    net.into("cat").ask_again()
    folder = net.out("cat").folder
    folder.rename(folder.with_name("away"))

    net["cat"].collect()

    folder.with_name("away").rename(folder)
    assert net.into("cat").is_asked_again()
    net["cat"].collect()
    assert len(net.out("cat").names()) == 1


def test_nothing_goes_again_while_a_restore_is_not_settled(net):
    net["cat"].post(Kind.SUMMARY, SAID, ("ced",))
    net.carry()
    vault = net["cat"].archive.vault
    vault.keep_restored(Restored(size=1, root=bytes(32)))
    net.into("cat").ask_again()

    net["cat"].collect()
    before = (net.out("cat").names(), net.into("cat").is_asked_again())
    vault.keep_restored(Restored(size=1, root=bytes(32), resumed=True))
    net["cat"].collect()

    assert before == ((), True)
    assert len(net.out("cat").names()) == 1
    assert not net.into("cat").is_asked_again()


def test_nothing_goes_again_while_what_was_posted_may_be_undone(net):
    net.into("cat").ask_again()

    def posts_in_vain(door: Secretariat) -> None:
        with door.archive.vault.together():
            door.post(Kind.SUMMARY, SAID, ("ced",))
            door.collect()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        posts_in_vain(net["cat"])

    assert net.out("cat").names() == ()
    assert net.into("cat").is_asked_again()
