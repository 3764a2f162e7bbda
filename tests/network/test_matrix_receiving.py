"""What comes over a real homeserver: none of it lost, none of it believed too easily."""

import json
import time
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from sanjose.exchange.directory import Last
from sanjose_network.carrying.telling import Pace
from sanjose_network.homeserver.plain import Plain
from sanjose_network.matrix.events import ENVELOPES
from sanjose_network.matrix.tables import GAP, JOURNAL, PENDING
from sanjose_network.matrix.wire import Refused, part
from tests.network import machines
from tests.network.homeserver import Homeserver
from tests.network.machines import Network, Trouble, played

pytestmark = pytest.mark.synapse
SEND = "/_matrix/client/v3/rooms/{}/send/{}/{}"


@pytest.fixture(scope="module")
def shared(homeserver: Homeserver, tmp_path_factory: pytest.TempPathFactory) -> Network:
    """Three committees for the tests that leave them as they were."""
    folder = tmp_path_factory.mktemp("three")
    return machines.joined(homeserver, folder, "cat", "ced", "spt")


@pytest.fixture
def two(homeserver: Homeserver, tmp_path: Path) -> Network:
    """Two committees of a test's own."""
    return machines.joined(homeserver, tmp_path, "cat", "ced")


@pytest.fixture
def three(homeserver: Homeserver, tmp_path: Path) -> Network:
    """Three committees of a test's own."""
    return machines.joined(homeserver, tmp_path, "cat", "ced", "spt")


async def put(network: Network, origin: str, kind: str, content: dict) -> None:
    """Write an event as this machine's user, whatever our own client would have done."""
    path = SEND.format(part(network.room), kind, uuid4())
    await network[origin].courier.device.wire.ask("PUT", path, content)


class Crash(BaseException):
    """Stands for a process that ends at this very point."""


@played
async def test_n1_what_came_before_a_crash_has_its_effect_after_it(shared: Network) -> None:
    async with shared:
        ced = shared["ced"]
        before = ced.held("cat")
        shared["cat"].write(3)
        await shared["cat"].courier.once()

        async def crash(*_: object) -> None:
            raise Crash

        ced.courier.syncing._work_off = crash
        with pytest.raises(Crash):
            await ced.courier.once()
        assert ced.count(JOURNAL) == 1
        await ced.again()
        await ced.courier.once()

        assert ced.held("cat") == before + 3
        assert ced.count(JOURNAL) == 0


@played
async def test_n1_a_crash_between_the_keys_and_the_events_loses_neither(two: Network) -> None:
    async with two:
        ced = two["ced"]
        two["cat"].write(3)
        await two["cat"].courier.once()

        async def crash() -> None:
            raise Crash

        ced.courier.keys.ask = crash
        with pytest.raises(Crash):
            await ced.courier.once()
        await ced.again()
        await ced.courier.once()

        assert ced.held("cat") == 3
        assert ced.count(PENDING) == 0


@played
async def test_n8_a_membership_that_is_only_said_inside_encryption_changes_nothing(
    shared: Network,
) -> None:
    async with shared:
        spt, ced = shared["spt"].courier, shared["ced"]
        users = await ced.courier.room.look(ced.courier.shares.trust)
        for user, membership in ((ced.bot.user, "leave"), ("@out:matrix.test", "join")):
            await spt.shares.ready(shared.room, shared["spt"].courier.room.users)
            sealed = spt.device.olm.group_encrypt(
                shared.room,
                {
                    "type": "m.room.member",
                    "state_key": user,
                    "content": {"membership": membership},
                },
            )
            await put(shared, "spt", "m.room.encrypted", sealed)

        await ced.courier.once()

        ced.courier.room.forget()
        assert await ced.courier.room.look(ced.courier.shares.trust) == users
        assert ced.courier.device.wire.rooms == {}


@played
async def test_n9_a_message_that_is_posted_again_is_taken_once_even_after_a_restart(
    shared: Network,
) -> None:
    async with shared:
        ced = shared["ced"]
        shared["cat"].write(1)
        await shared.settle("cat", "ced")
        held, given = ced.held("cat"), len(ced.given())
        newest = next(
            one for one in ced.events(shared.room) if one["sender"] == shared["cat"].bot.user
        )

        await put(shared, "cat", "m.room.encrypted", newest["content"])
        await ced.again()
        await ced.courier.once()

        assert (ced.held("cat"), len(ced.given())) == (held, given)


@played
async def test_n10_a_message_that_another_member_posts_as_its_own_is_put_aside(
    shared: Network,
) -> None:
    async with shared:
        ced = shared["ced"]
        shared["cat"].write(1)
        await shared.settle("cat")
        newest = next(
            one for one in ced.events(shared.room) if one["sender"] == shared["cat"].bot.user
        )

        await put(shared, "spt", "m.room.encrypted", newest["content"])
        held = ced.held("cat")
        await ced.courier.once()

        assert ced.held("cat") == held + 1
        assert ced.count(PENDING) == 0
        assert "matrix:untrusted:spt" in ced.alarms()


@played
async def test_n11_a_session_whose_key_came_by_another_way_opens_nothing_that_counts(
    two: Network,
) -> None:
    async with two:
        ced = two["ced"]
        two["cat"].write(1)
        await two.settle("cat", "ced")
        for session in ced.courier.device.olm.inbound_group_store:
            session.forwarding_chain.append("somebody")
        two["cat"].write(1)
        await two.settle("cat", "ced")

        assert ced.held("cat") == 1
        assert "matrix:untrusted:cat" in ced.alarms()


@played
async def test_what_is_written_in_clear_or_in_rubbish_is_not_taken_and_stops_nothing(
    shared: Network,
) -> None:
    async with shared:
        ced, cat = shared["ced"], shared["cat"]
        cat.write(1)
        await shared.settle("cat", "ced")
        held = ced.held("cat")
        genuine = next(one for one in ced.events(shared.room) if one["sender"] == cat.bot.user)
        await put(shared, "cat", ENVELOPES, {"v": 1, "d": "AAAA"})
        for content in (
            {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AAAA"},
            {"ciphertext": {"a": 1}, "sender_key": 1, "session_id": [], "device_id": None},
            genuine["content"] | {"ciphertext": "AAAA"},
            genuine["content"] | {"session_id": "نص", "device_id": "x" * 300},
            genuine["content"] | {"ciphertext": 7},
        ):
            await put(shared, "cat", "m.room.encrypted", content)
        for inside in ({"type": ENVELOPES, "content": 7}, {"type": [], "content": {}}):
            users = cat.courier.room.users
            await cat.courier.shares.ready(shared.room, users)
            sealed = cat.courier.device.olm.group_encrypt(shared.room, inside)
            await put(shared, "cat", "m.room.encrypted", sealed)
        cat.write(1)
        await shared.settle("cat", "ced")

        assert ced.held("cat") == held + 1
        assert "matrix:untrusted:cat" in ced.alarms()
        assert "matrix:unknown:cat" in ced.alarms()


@played
async def test_n14_what_passed_while_a_machine_was_off_is_fetched_to_the_last(
    two: Network,
) -> None:
    async with two:
        cat, ced = two["cat"], two["ced"]
        await ced.end()
        cat.write_apart(35)
        await cat.courier.once()

        ced.begin()
        ced.courier.history.page = 10
        await ced.courier.listen(0.0)

        assert ced.held("cat") == 35
        assert ced.count(GAP) == 0


@played
async def test_a_gap_is_walked_on_after_a_crash_from_where_it_was(two: Network) -> None:
    async with two:
        cat, ced = two["cat"], two["ced"]
        await ced.end()
        cat.write_apart(35)
        await cat.courier.once()
        ced.begin()
        ced.courier.history.page = 10
        pages = 0
        page = ced.courier.history._page

        async def crash(gap: object) -> dict:
            nonlocal pages
            pages += 1
            if pages == 2:
                raise Crash
            return await page(gap)

        ced.courier.history._page = crash
        with pytest.raises(Crash):
            await ced.courier.listen(0.0)
        assert 0 < ced.held("cat") < 35
        await ced.again()
        await ced.courier.listen(0.0)

        assert ced.held("cat") == 35


@played
async def test_a_missing_number_is_looked_for_in_the_rooms_history(two: Network) -> None:
    async with two:
        cat, ced = two["cat"], two["ced"]
        cat.pace = ced.pace = Pace()
        await cat.again()
        await ced.again()
        take = ced.courier.events._taker
        lost = []

        def lose_the_first(wire: bytes, kind: str, peer: str, connection: object) -> None:
            if not lost and kind == "envelopes":
                lost.append(wire)
            else:
                take(wire, kind, peer, connection)

        ced.courier.events._taker = lose_the_first
        cat.write_apart(3)
        await two.settle("cat", "ced")
        assert ced.held("cat") == 2
        with ced.store.transaction() as connection:
            connection.exec_driver_sql("DELETE FROM matrix_seen")

        ced.courier._missing_since = time.monotonic() - 61
        await ced.courier.listen(0.0)

        assert ced.held("cat") == 3


@played
async def test_n12_a_machine_that_lacks_a_key_asks_for_it_and_gets_it(two: Network) -> None:
    async with two:
        cat, ced = two["cat"], two["ced"]
        cat.write(1)
        await cat.courier.once()
        drop = ced.courier.keys._open
        ced.courier.keys._open = lambda event: None
        await ced.courier.once()
        assert (ced.held("cat"), ced.count(PENDING)) != (1, 0)

        ced.courier.keys._open = drop
        with ced.store.transaction() as connection:
            connection.exec_driver_sql("UPDATE matrix_pending SET at = at - 60")
        await two.settle("ced", "cat", "ced", times=1)

        assert ced.held("cat") == 1
        assert ced.count(PENDING) == 0


@played
async def test_a_device_that_was_given_no_key_gets_none_by_asking(two: Network) -> None:
    async with two:
        cat, ced = two["cat"], two["ced"]
        cat.write(1)
        await two.settle("cat")
        (session,) = cat.courier.device.olm.outbound_group_sessions.values()
        asked = {
            "action": "request",
            "requesting_device_id": "ROGUE",
            "body": {"session_id": session.id},
        }

        entitled = cat.courier.shares.asked(ced.bot.user, asked)
        stranger = cat.courier.shares.asked("@stranger:matrix.test", asked)
        own = asked | {"requesting_device_id": ced.bot.device}

        assert (entitled, stranger) == (False, False)
        assert cat.courier.shares.asked(ced.bot.user, own)
        assert not cat.courier.shares.asked(ced.bot.user, own), "not twice within a minute"


@played
async def test_n20_who_is_in_the_room_is_known_again_after_a_restart(two: Network) -> None:
    async with two:
        cat = two["cat"]
        outsider = cat.server.register(f"outsider-{uuid4().hex[:8]}", machines.PASSWORD)
        convener = Plain(base=cat.server.url).login(
            two.convener, machines.PASSWORD, "C2", "test"
        )
        room = part(two.room)
        convener.ask("POST", f"/_matrix/client/v3/rooms/{room}/invite", {"user_id": outsider})
        there = Plain(base=cat.server.url).login(outsider, machines.PASSWORD, "OUT", "test")
        there.ask("POST", f"/_matrix/client/v3/rooms/{room}/join", {})

        await cat.again()
        cat.write(1)
        await two.settle("cat", "ced")

        assert "matrix:outsider" in cat.alarms()
        assert two["ced"].held("cat") == 1, "sending goes on to the committees"
        with cat.store.transaction() as connection:
            rows = connection.exec_driver_sql("SELECT DISTINCT user FROM matrix_share").all()
        assert rows == [(two["ced"].bot.user,)]

        there.ask("POST", f"/_matrix/client/v3/rooms/{room}/leave", {})
        await two.settle("cat")

        assert "matrix:outsider" not in cat.alarms()


@played
async def test_the_convener_that_made_the_room_alarms_nobody_and_gets_no_key(
    shared: Network,
) -> None:
    async with shared:
        assert "matrix:outsider" not in shared["cat"].alarms()
        assert shared.convener not in shared["cat"].courier.room.users


@played
async def test_a_rogue_device_of_a_member_gets_no_key_and_stops_no_sending(
    two: Network, tmp_path: Path
) -> None:
    cat, ced = two["cat"], two["ced"]
    door = Plain(base=ced.server.url).login(ced.bot.user, machines.PASSWORD, "ROGUE", "rogue")
    session = replace(
        machines.devices.Session.read(ced.folder / "matrix"),
        device="ROGUE",
        token=door.token or "",
    )
    place = tmp_path / "rogue"
    place.mkdir(mode=0o700)
    rogue = machines.devices.Device(place, session)
    async with two:
        await rogue.upload()
        await two.settle("cat")
        cat.write(2)
        await two.settle("cat", "ced")

        assert ced.held("cat") == 2
        assert "matrix:strange" in cat.alarms()
        raw = await rogue.wire.ask("GET", "/_matrix/client/v3/sync?timeout=0")
        assert raw["to_device"]["events"] == [] if "to_device" in raw else True
        with cat.store.transaction() as connection:
            rows = connection.exec_driver_sql("SELECT DISTINCT device FROM matrix_share").all()
        assert rows == [(ced.bot.device,)]
    await rogue.close()


@played
async def test_who_left_gets_no_key_of_what_is_sent_now_and_is_not_read(three: Network) -> None:
    async with three:
        cat, ced, spt = three["cat"], three["ced"], three["spt"]
        for one in (cat, spt):
            one.write(1)
        await three.settle()
        assert ced.held("spt") == 1
        old = set(cat.courier.shares._served)
        member = three.directory.member("spt")
        last = Last(n=1, hash=spt.pen.log.tip("spt").hash)
        gone = replace(member, left=True, keys=(replace(member.keys[0], last=last),))

        three.renew(spt=gone)
        await three.settle("cat", "ced")
        cat.write(1)
        await three.settle("cat", "ced")
        await put(three, "spt", "m.room.encrypted", {"ciphertext": "A", "session_id": "s"})
        await three.settle("ced")

        assert ced.held("cat") == 2
        assert "matrix:stranger" in ced.alarms()
        fresh = set(cat.courier.shares._served) - old
        given = {key for session in fresh for key in cat.courier.shares._served[session]}
        assert fresh
        assert given == {(ced.bot.user, ced.bot.device)}


@played
async def test_a_machine_that_is_not_invited_is_told_so_and_enters_when_it_is(
    two: Network,
) -> None:
    cat = two["cat"]
    async with two:
        room = part(two.room)
        await cat.courier.device.wire.ask("POST", f"/_matrix/client/v3/rooms/{room}/leave", {})
        await cat.again()
        with pytest.raises(Refused):
            await cat.courier.once()
        assert "matrix:room" in cat.alarms()
        assert "matrix:absent" not in cat.alarms()

        convener = Plain(base=cat.server.url).login(
            two.convener, machines.PASSWORD, "C3", "test"
        )
        convener.ask(
            "POST", f"/_matrix/client/v3/rooms/{room}/invite", {"user_id": cat.bot.user}
        )
        cat.write(1)
        await two.settle("cat", "ced")

        assert two["ced"].held("cat") == 1
        assert "matrix:room" not in cat.alarms()


@played
async def test_a_room_that_was_closed_is_told(two: Network) -> None:
    async with two:
        convener = Plain(base=two["cat"].server.url).login(
            two.convener, machines.PASSWORD, "C4", "test"
        )
        path = f"/_matrix/client/v3/rooms/{part(two.room)}/state/m.room.tombstone/"
        convener.ask("PUT", path, {"body": "moved", "replacement_room": "!new"})

        await two.settle("ced")

        assert "matrix:replaced" in two["ced"].alarms()


@played
async def test_a_homeserver_that_answers_in_rubbish_is_told_and_nothing_is_lost(
    two: Network,
) -> None:
    async with two, Trouble(two["cat"].server) as trouble:
        ced = two["ced"]
        two["cat"].write(1)
        await two["cat"].courier.once()
        trouble.before(ced)
        for status, body in ((502, "<html>bad gateway</html>"), (200, "[]"), (200, "{")):
            trouble.answer("/sync", status, body)
            with pytest.raises(machines.Unable):
                await ced.courier.once()
            assert "matrix:homeserver" in ced.alarms()

        await ced.courier.once()

        assert ced.held("cat") == 1
        assert "matrix:homeserver" not in ced.alarms()


@played
async def test_nothing_of_a_message_is_on_the_server_but_its_ciphertext(
    shared: Network,
) -> None:
    """N19: whatever stands beside the ciphertext is for every server to read."""
    async with shared:
        shared["cat"].write(1)
        await shared.settle("cat")

        events = shared["cat"].events(shared.room)

        own = [one for one in events if one["sender"] == shared["cat"].bot.user]
        shapes = {tuple(sorted(one["content"])) for one in own}
        assert ("algorithm", "ciphertext", "device_id", "sender_key", "session_id") in shapes
        assert not any("m.relates_to" in json.dumps(one["content"]) for one in events)
