"""The device itself: its keys, its session, and what goes wrong with them in sight of people."""

import asyncio
import shutil
import sqlite3
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from sanjose.exchange.errors import Misuse, Unable
from sanjose_network.homeserver.plain import Plain
from sanjose_network.matrix import wire as wires
from sanjose_network.matrix.client import Courier
from sanjose_network.matrix.device import Device, Misused, Session
from sanjose_network.matrix.trust import Trust
from sanjose_network.matrix.wire import NoAnswer, Unknown
from tests.network import machines
from tests.network.homeserver import Homeserver, free_port
from tests.network.machines import Machine, Network, Trouble, played

pytestmark = pytest.mark.synapse


@pytest.fixture
def two(homeserver: Homeserver, tmp_path: Path) -> Network:
    """Two committees of a test's own."""
    return machines.joined(homeserver, tmp_path, "cat", "ced")


async def serving(machine: Machine, seconds: float) -> BaseException | None:
    """Let a machine serve for so long, and return what ended it before."""
    stop = asyncio.Event()
    service = asyncio.create_task(machine.courier.run(stop))
    done, _ = await asyncio.wait([service], timeout=seconds)
    stop.set()
    if done:
        return service.exception()
    await service
    return None


@played
async def test_n7_one_time_keys_are_saved_before_the_homeserver_gives_them_out(
    two: Network,
) -> None:
    async with two, Trouble(two["ced"].server) as trouble:
        cat, ced = two["cat"], two["ced"]
        ced.courier.device.olm.uploaded_key_count = 10
        trouble.before(ced)
        trouble.swallow("/keys/upload")
        with pytest.raises(NoAnswer):
            await ced.courier.device.upload()
        await ced.again()

        # Every key that the homeserver has is taken, and each must open what it began.
        cat.courier.device.olm.outbound_group_sessions.clear()
        for n in range(1, 56):
            cat.courier.device.olm.session_store._entries.clear()
            trusted = cat.courier.shares.trusted([ced.bot.user])
            await cat.courier.shares.channels.claim(trusted)
            if cat.courier.shares.channels.to(trusted[0]) is None:
                break
            if n < 40:
                continue
            cat.courier.device.olm.outbound_group_sessions.clear()
            cat.write(1)
            await cat.courier.send_all()
        await ced.courier.listen(0.0)

        assert cat.pen.log.tip("cat").header.n >= 5
        assert ced.held("cat") == cat.pen.log.tip("cat").header.n


@played
async def test_n15_a_revoked_token_ends_the_work_and_is_told_and_nobody_logs_in_again(
    two: Network,
) -> None:
    async with two, Trouble(two["cat"].server) as trouble:
        cat = two["cat"]
        cat.plain("/_matrix/client/v3/logout", "POST", {})
        trouble.before(cat)

        ended = await serving(cat, 5.0)

        assert isinstance(ended, Unknown)
        assert trouble.count() <= 4
        assert trouble.count("/login") == 0
        assert "no longer knows this session" in cat.alarms()


@played
async def test_n15_a_homeserver_in_trouble_is_asked_ever_more_seldom_and_told(
    two: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two, Trouble(two["cat"].server) as trouble:
        cat = two["cat"]
        await cat.courier.listen(0.0)
        trouble.before(cat)
        trouble.answer("/", 502, "<html>", times=10_000)

        ended = await serving(cat, 3.5)

        assert ended is None
        assert trouble.count() <= 8, "two tasks: at once, after one second, after two more"
        assert "matrix:homeserver" in cat.alarms()
        trouble.faults.clear()
        await cat.courier.once()
        assert "matrix:homeserver" not in cat.alarms()


@played
async def test_with_no_homeserver_at_all_what_waits_waits_and_one_sentence_says_it(
    two: Network,
) -> None:
    async with two:
        cat = two["cat"]
        cat.courier.device.wire.homeserver = f"http://127.0.0.1:{free_port()}"
        cat.write(2)

        with pytest.raises(NoAnswer, match="does not answer: nothing is lost"):
            await cat.courier.once()

        assert "matrix:homeserver" in cat.alarms()
        cat.courier.device.wire.homeserver = cat.server.url
        await two.settle("cat", "ced")
        assert two["ced"].held("cat") == 2


def test_a_pause_grows_has_an_end_and_begins_again() -> None:
    pause = wires.Pause()
    error = NoAnswer("gone")

    waits = [pause.after(error) for _ in range(15)]

    assert all(later > sooner for sooner, later in pairwise(waits[:8]))
    assert max(waits) <= 300
    assert wires.Pause().after(wires.Limited(7.5)) == 7.5
    assert wires.Pause().after(wires.Limited(9e9)) == 300
    pause.over()
    assert pause.after(error) <= 1


def test_a_wrong_password_is_told_and_leaves_nothing(
    homeserver: Homeserver, tmp_path: Path
) -> None:
    user = homeserver.register("wrong", machines.PASSWORD)

    with pytest.raises(Unable, match="does not take this user and password"):
        Plain(base=homeserver.url).login(user, "another", "DEVICE", "test")

    assert list(tmp_path.iterdir()) == []


@played
async def test_n17_a_second_process_on_one_device_is_refused_at_once(two: Network) -> None:
    async with two:
        cat = two["cat"]

        with pytest.raises(Unable, match="running already"):
            Courier(cat.carrier, cat.settings)

        await cat.again()
        await cat.courier.once()


@played
async def test_n17_a_copy_of_the_device_on_another_machine_is_refused(
    two: Network, tmp_path: Path
) -> None:
    async with two:
        cat = two["cat"]
        copy = tmp_path / "copy"
        shutil.copytree(cat.folder / "matrix", copy)
        cat.courier.device.olm.uploaded_key_count = 10
        await cat.courier.device.upload()
        await cat.courier.device.tell_count()

        other = Device(copy, Session.read(copy))
        with pytest.raises(Unable, match="another machine uses them"):
            await other.check_count()
        await other.close()


@played
async def test_n17_two_machines_that_share_a_devices_keys_do_not_go_on(
    two: Network, tmp_path: Path
) -> None:
    async with two:
        cat = two["cat"]
        copy = tmp_path / "copy"
        shutil.copytree(cat.folder / "matrix", copy)
        other = Device(copy, Session.read(copy))
        await other.check_count()
        other.olm.uploaded_key_count = 10
        await other.upload()
        await other.tell_count()
        await other.close()

        cat.courier.device.olm.outbound_group_sessions.clear()
        cat.write(1)
        ended = await serving(cat, 30.0)

        assert isinstance(ended, Misused)
        assert "another machine uses them" in cat.alarms()


@played
async def test_keys_put_back_from_an_old_copy_are_never_used_and_the_sentence_says_what_to_do(
    two: Network, tmp_path: Path
) -> None:
    cat, ced = two["cat"], two["ced"]
    shutil.copytree(cat.folder / "matrix", tmp_path / "backup")
    async with two:
        cat.write(1)
        await two.settle()
    shutil.rmtree(cat.folder / "matrix")
    shutil.copytree(tmp_path / "backup", cat.folder / "matrix")
    cat.begin()
    ced.begin()
    cat.write(1)

    with pytest.raises(Unable, match=r"old copy.*network setup"):
        await cat.courier.once()
    ended = await serving(cat, 5.0)

    assert ended is not None
    assert "old copy" in cat.alarms()
    await ced.courier.listen(0.0)
    assert ced.held("cat") == 1
    await cat.end()
    await ced.end()


@played
async def test_n18_a_machine_signs_its_own_device_so_that_peoples_clients_show_it(
    two: Network,
) -> None:
    async with two:
        cat, ced = two["cat"], two["ced"]
        question = {"device_keys": {cat.bot.user: []}}

        found = ced.plain("/_matrix/client/v3/keys/query", "POST", question)

        pin = Trust.of(two.directory, ced.bot.user)
        pin.learn(found)
        assert pin._signed[cat.bot.user] == {cat.bot.device: cat.bot.device_key}
        wrong = replace(cat.bot, master_key="A" * 43)
        member = replace(two.directory.member("cat"), bot=wrong)
        other = Trust.of(replace(two.directory, members=(member,)), ced.bot.user)
        other.learn(found)
        assert other._signed[cat.bot.user] == {}


@played
async def test_the_files_of_the_device_are_for_its_user_alone_and_nothing_in_them_is_a_default(
    two: Network,
) -> None:
    async with two:
        place = two["cat"].folder / "matrix"

        modes = {one.name: one.stat().st_mode & 0o777 for one in place.iterdir()}

        assert place.stat().st_mode & 0o777 == 0o700
        assert all(
            modes[name] == 0o600
            for name in ("pickle.key", "session.json", "cross-signing.json", "lock")
        )
        secret = (place / "pickle.key").read_text().strip()
        assert len(secret) == 64
        assert secret not in (place / "session.json").read_text()
        token = Session.read(place).token
        assert token not in repr(Session.read(place))
        kept = sqlite3.connect(two["cat"].settings.store)
        (key,) = two["cat"].courier.device.olm.outbound_group_sessions.values()
        sealed = kept.execute("SELECT sealed FROM matrix_kept_key").fetchall()
        kept.close()
        assert sealed
        assert all(key.session_key.encode()[:20] not in row[0] for row in sealed)


@played
async def test_a_device_that_the_directory_does_not_name_is_told_so(two: Network) -> None:
    async with two:
        member = two.directory.member("cat")
        two.renew(cat=replace(member, bot=replace(member.bot, device_key="A" * 43)))
        await two.settle(times=1)

        assert "matrix:own" in two["cat"].alarms()
        assert "matrix:own" not in two["ced"].alarms()


@played
async def test_a_change_of_the_directory_begins_fresh_sessions(two: Network) -> None:
    async with two:
        cat = two["cat"]
        cat.write(1)
        await two.settle()
        before = set(cat.courier.shares._served)
        two.renew()
        await two.settle()
        cat.write(1)
        await two.settle()

        assert set(cat.courier.shares._served) - before
        assert two["ced"].held("cat") == 2


@played
async def test_keys_that_cannot_be_written_are_told_and_read_again_before_they_are_used(
    two: Network,
) -> None:
    async with two:
        cat, ced = two["cat"], two["ced"]
        ced.write(1)
        await two.settle("ced")
        # As on a full disk: what is in memory would go further than what is kept.
        cat.courier.device.store.database.execute_sql("PRAGMA query_only = 1")
        cat.write(1)
        cat.courier.device.olm.outbound_group_sessions.clear()

        with pytest.raises(Unable, match="whether the disk is full"):
            await cat.courier.once()
        assert "matrix:homeserver" in cat.alarms()
        assert await serving(cat, 3.0) is None, "it reads them again and goes on"
        await two.settle("cat", "ced")

        assert ced.held("cat") == 1
        assert cat.held("ced") == 1


def test_a_folder_without_a_device_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(Unable, match="sanjose network setup"):
        Session.read(tmp_path)

    (tmp_path / "session.json").write_text("{}")

    with pytest.raises(Unable, match="damaged"):
        Session.read(tmp_path)


def test_keys_are_not_made_over_others(homeserver: Homeserver, tmp_path: Path) -> None:
    two = machines.joined(homeserver, tmp_path, "cat", "ced")
    place = two["cat"].folder / "matrix"

    with pytest.raises(Misuse, match="already"):
        asyncio.run(machines.devices.begin(place, Session.read(place)))
