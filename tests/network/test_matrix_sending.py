"""What goes over a real homeserver: each message once, in order, and readable by its readers."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from sanjose.exchange.errors import Unable
from sanjose_network.carrying.bundles import Carried, Message
from sanjose_network.homeserver.plain import Plain
from sanjose_network.matrix.sending import TooLarge
from sanjose_network.matrix.tables import PENDING, SHARE
from sanjose_network.matrix.wire import Limited, NoAnswer, Refused, part
from tests.network import machines
from tests.network.homeserver import Homeserver
from tests.network.machines import Machine, Network, Trouble, played

pytestmark = pytest.mark.synapse


@pytest.fixture
def two(homeserver: Homeserver, tmp_path: Path) -> Network:
    """Two committees of a test's own."""
    return machines.joined(homeserver, tmp_path, "cat", "ced")


def short_sessions(machine: Machine, messages: int) -> None:
    """Let a session end after so few messages; nio's own number is a hundred."""
    olm = machine.courier.device.olm
    create = olm.create_outbound_group_session

    def created(room: str) -> None:
        create(room)
        olm.outbound_group_sessions[room].max_messages = messages

    olm.outbound_group_sessions.clear()
    olm.create_outbound_group_session = created


def waiting(machine: Machine) -> int:
    return machine.carrier.outbox.waiting()


def own_events(machine: Machine, room: str) -> int:
    return sum(one["sender"] == machine.bot.user for one in machine.events(room))


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        pytest.param(500, '{"errcode":"M_UNKNOWN"}', NoAnswer, id="n2-server-error"),
        pytest.param(502, "<html>bad gateway</html>", NoAnswer, id="n2-no-json"),
        pytest.param(
            429, '{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":60}', Limited, id="n3-limited"
        ),
        pytest.param(403, '{"errcode":"M_FORBIDDEN"}', Refused, id="n2-refused"),
    ],
)
@played
async def test_n2_n3_a_key_that_could_not_be_given_makes_the_sending_fail_and_wait(
    two: Network, status: int, body: str, error: type[Unable]
) -> None:
    async with two, Trouble(two["cat"].server) as trouble:
        cat, ced = two["cat"], two["ced"]
        await cat.again()
        await cat.courier.listen(0.0)
        cat.write(2)
        before = own_events(cat, two.room)
        trouble.before(cat)
        trouble.answer("/sendToDevice/m.room.encrypted", status, body)

        with pytest.raises(error):
            await cat.courier.send_all()

        assert own_events(cat, two.room) == before, "nothing went that nobody could read"
        assert waiting(cat) == 2
        assert cat.courier.device.wire.access_token, "nobody is logged out by it"
        await two.settle()
        assert ced.held("cat") == 2
        assert ced.count(PENDING) == 0


@played
async def test_n4_a_machine_without_one_time_keys_opens_everything_once_it_has_them(
    two: Network,
) -> None:
    async with two:
        cat, ced = two["cat"], two["ced"]
        await ced.end()
        # As on the first day: no session was ever begun with it, and none can be.
        cat.courier.device.olm.session_store._entries.clear()
        cat.courier.device.olm.outbound_group_sessions.clear()
        other = Plain(base=cat.server.url).login(two.convener, machines.PASSWORD, "OTK", "test")
        claim = {"one_time_keys": {ced.bot.user: {ced.bot.device: "signed_curve25519"}}}
        while other.ask("POST", "/_matrix/client/v3/keys/claim", claim)["one_time_keys"]:
            pass
        cat.write_apart(12)
        await cat.courier.send_all()
        assert "matrix:owed" in (cat.courier._tell_of_keys() or cat.alarms())
        assert waiting(cat) == 0

        ced.begin()
        await ced.courier.listen(0.0)
        assert ced.held("cat") == 0
        cat.courier.shares._resting.clear()
        cat.courier.shares.touch()
        await cat.courier.once()
        await ced.courier.listen(0.0)

        assert ced.held("cat") == 12
        assert ced.count(PENDING) == 0
        assert "matrix:owed" not in cat.alarms()


@played
async def test_n6_one_time_keys_that_are_all_used_up_are_made_anew(two: Network) -> None:
    async with two:
        ced = two["ced"]
        other = Plain(base=ced.server.url).login(
            two.convener, machines.PASSWORD, "OTK2", "test"
        )
        claim = {"one_time_keys": {ced.bot.user: {ced.bot.device: "signed_curve25519"}}}
        used = 0
        while other.ask("POST", "/_matrix/client/v3/keys/claim", claim)["one_time_keys"]:
            used += 1
        assert used >= 40

        await ced.again()
        await ced.courier.once()

        assert other.ask("POST", "/_matrix/client/v3/keys/claim", claim)["one_time_keys"]


@played
async def test_everything_in_three_sessions_opens_with_the_keys_that_were_kept(
    two: Network,
) -> None:
    async with two:
        cat, ced = two["cat"], two["ced"]
        await ced.end()
        short_sessions(cat, 20)
        cat.write_apart(45)
        await cat.courier.once()
        assert len(cat.courier.shares._served) >= 3
        ced.begin()
        for session in ("DELETE FROM megolminboundsessions", "DELETE FROM olmsessions"):
            ced.courier.device.store.database.execute_sql(session)
        olm = ced.courier.device.olm
        olm.inbound_group_store._entries.clear()
        olm.session_store._entries.clear()
        lost = ced.courier.keys._open
        ced.courier.keys._open = lambda event: None
        await ced.courier.listen(0.0)
        assert (ced.held("cat"), ced.count(PENDING) >= 45) == (0, True)

        ced.courier.keys._open = lost
        with cat.store.transaction() as connection:
            connection.execute(SHARE.update().values(served=None))
        cat.courier.shares.touch()
        cat.courier.device.olm.session_store._entries.clear()
        await cat.courier.listen(0.0)
        await ced.courier.listen(0.0)

        assert ced.held("cat") == 45
        assert ced.count(PENDING) == 0


@played
async def test_n16_messages_keep_their_order_over_the_change_of_sessions(two: Network) -> None:
    async with two:
        cat, ced = two["cat"], two["ced"]
        order: list[int] = []
        accept = ced.carrier.holdings.accept

        def noted(envelope, *args, **kwargs):
            if envelope.header.origin == "cat" and envelope.body is not None:
                order.append(envelope.header.n)
            return accept(envelope, *args, **kwargs)

        ced.carrier.holdings.accept = noted
        short_sessions(cat, 10)
        cat.write_apart(25)
        await cat.courier.send_all()
        await ced.courier.listen(0.0)

        first = [n for at, n in enumerate(order) if n not in order[:at]]
        assert first == sorted(first)
        assert len(first) == 25


@played
async def test_a_message_whose_answer_was_lost_is_one_event(two: Network) -> None:
    async with two, Trouble(two["cat"].server) as trouble:
        cat = two["cat"]
        cat.write(1)
        cat.carrier.take_out()
        await cat.courier.listen(0.0)
        await cat.courier.room.look(cat.courier.shares.trust)
        (message,) = cat.carrier.outgoing()
        users = cat.courier.room.users
        before = own_events(cat, two.room)
        trouble.before(cat)
        trouble.swallow("/send/m.room.encrypted/")

        with pytest.raises(NoAnswer):
            await cat.courier.sending.send(two.room, message, users)
        await cat.again()
        await two.settle("cat", "ced")

        gossip = trouble.count("/send/")
        assert gossip == 1
        with cat.store.transaction() as connection:
            sent = connection.exec_driver_sql(
                "SELECT event FROM matrix_sent WHERE tx = ?", (message.tx,)
            ).all()
        assert len(sent) == 1
        assert two["ced"].held("cat") == 1
        ours = [one for one in cat.events(two.room) if one["sender"] == cat.bot.user]
        assert len({one["event_id"] for one in ours}) == len(ours) > before
        assert sum(one["event_id"] == sent[0].event for one in ours) == 1


@played
async def test_a_new_device_sends_again_what_may_have_gone_and_it_is_one_envelope(
    two: Network, tmp_path: Path
) -> None:
    cat, ced = two["cat"], two["ced"]
    async with two:
        cat.write(1)
        await two.settle()
        assert (ced.held("cat"), len(ced.given())) == (1, 1)
    (cat.folder / "matrix").rename(tmp_path / "lost")
    (cat.folder / "matrix").mkdir(mode=0o700)
    kept = tmp_path / "lost" / "cross-signing.json"
    kept.rename(cat.folder / "matrix" / kept.name)
    fresh = await _new_device(cat, "SANJOSE-CAT-NEXT")
    member = two.directory.member("cat")
    two.renew(cat=replace(member, bot=fresh))

    async with two:
        with cat.store.transaction() as connection:
            connection.exec_driver_sql("UPDATE outbox SET sent_at = NULL")
        before = own_events(cat, two.room)
        await two.settle("cat", "ced")
        cat.write(1)
        await two.settle("cat", "ced")

        assert own_events(cat, two.room) > before
        assert (ced.held("cat"), len(ced.given())) == (2, 2)
        assert fresh.master_key == cat.bot.master_key


async def _new_device(machine: Machine, device: str) -> machines.Bot:
    """Log in again, with the cross-signing keys that were kept."""
    place = machine.folder / "matrix"
    door = Plain(base=machine.server.url).login(
        machine.bot.user, machines.PASSWORD, device, "test"
    )
    session = machines.devices.Session(
        homeserver=machine.server.url, user=door.user, device=device, token=door.token or ""
    )
    return await machines.devices.begin(place, session, machines.PASSWORD)


@played
async def test_a_signed_next_device_is_given_what_its_user_is_owed_before_the_directory_knows(
    two: Network, tmp_path: Path
) -> None:
    cat, ced = two["cat"], two["ced"]
    async with two:
        cat.write(1)
        await two.settle()
    (ced.folder / "matrix").rename(tmp_path / "lost")
    (ced.folder / "matrix").mkdir(mode=0o700)
    kept = tmp_path / "lost" / "cross-signing.json"
    kept.rename(ced.folder / "matrix" / kept.name)
    await _new_device(ced, "SANJOSE-CED-NEXT")

    async with two:
        cat.write(1)
        await two.settle("cat", "ced", times=3)

        assert ced.held("cat") == 2
        assert "matrix:own" in ced.alarms()


@played
async def test_a_message_that_no_event_can_hold_is_refused_before_it_is_sent(
    two: Network,
) -> None:
    async with two, Trouble(two["cat"].server) as trouble:
        cat = two["cat"].courier
        trouble.before(two["cat"])
        large = Message(tx="large", kind=Carried.ENVELOPES, wire=bytes(36_000))

        with pytest.raises(TooLarge):
            await cat.sending.send(two.room, large, cat.room.users)

        assert trouble.count() == 0


@played
async def test_the_largest_message_that_a_carrier_makes_fits_an_event(two: Network) -> None:
    async with two:
        cat = two["cat"].courier
        largest = Message(tx=uuid4().hex, kind=Carried.ENVELOPES, wire=b"\xff" * 32_000)

        assert await cat.sending.send(two.room, largest, cat.room.users)


@played
async def test_with_the_limits_that_a_homeserver_has_by_itself_all_goes_only_more_slowly(
    homeserver: Homeserver, tmp_path: Path
) -> None:
    two = await machines.asyncio.to_thread(
        machines.joined, homeserver, tmp_path, "cat", "ced", unlimited=False
    )
    async with two, Trouble(two["cat"].server) as trouble:
        cat = two["cat"]
        trouble.before(cat)
        cat.write_apart(11)
        stop = machines.asyncio.Event()
        service = machines.asyncio.create_task(cat.courier.run(stop))
        for _ in range(200):
            await machines.asyncio.sleep(0.1)
            if not waiting(cat):
                break
        stop.set()
        await service

        assert waiting(cat) == 0
        sends = trouble.count("/send/m.room.encrypted/")
        assert sends < 25, "a limit is waited for, and not run against"
        await two["ced"].courier.listen(0.0)
        assert two["ced"].held("cat") == 11


@played
async def test_only_the_machines_may_write_and_only_encrypted(two: Network) -> None:
    async with two:
        cat = two["cat"]
        person = cat.server.register(f"person-{uuid4().hex[:8]}", machines.PASSWORD)
        room = part(two.room)
        convener = Plain(base=cat.server.url).login(
            two.convener, machines.PASSWORD, "P", "test"
        )
        convener.ask("POST", f"/_matrix/client/v3/rooms/{room}/invite", {"user_id": person})
        there = Plain(base=cat.server.url).login(person, machines.PASSWORD, "PERSON", "test")
        there.ask("POST", f"/_matrix/client/v3/rooms/{room}/join", {})
        path = f"/_matrix/client/v3/rooms/{room}/send"

        for kind in ("m.room.encrypted", "m.room.message"):
            with pytest.raises(Refused) as refused:
                there.ask("PUT", f"{path}/{kind}/{uuid4()}", {"body": "x", "msgtype": "m.text"})
            assert refused.value.status == 403
        with pytest.raises(Refused) as refused:
            await cat.courier.device.wire.ask(
                "PUT", f"{path}/m.room.message/{uuid4()}", {"body": "x", "msgtype": "m.text"}
            )
        assert refused.value.status == 403


@played
async def test_what_is_recalled_is_taken_back_from_the_homeserver(two: Network) -> None:
    async with two:
        cat = two["cat"]
        summary = cat.pen.write("case.summary/1", b'{"tier":"region"}')
        spool = machines.Spool(folder=cat.settings.spool_out)
        spool.put(summary)
        await two.settle("cat", "ced")
        target = f'{{"target":"{summary.header.id}"}}'.encode()
        spool.put(cat.pen.write("case.retract/1", target))

        await two.settle("cat", "ced")

        own = [one for one in cat.events(two.room) if one["sender"] == cat.bot.user]
        assert [one["content"] for one in own].count({}) == 1
        assert all("redacted_because" in one["unsigned"] for one in own if not one["content"])
        assert cat.carrier.to_redact() == ()
