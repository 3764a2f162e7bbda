"""The commands against a real Synapse, which one of them runs: from the first account on."""

import asyncio
import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nio import AsyncClient, AsyncClientConfig, RoomMessageNotice

from sanjose_network.homeserver.accounts import KEEPER
from sanjose_network.homeserver.plain import Plain, Refused, part
from sanjose_network.homeserver.serving import Homeserver
from tests.commands.terminal import SANJOSE
from tests.network import homeserver as servers
from tests.network.desks import Answer, Desk, paired, run

pytestmark = pytest.mark.synapse

CLIENT = "/_matrix/client/v3"
BOTS = (
    "cat-bot",
    "ced-bot",
    "spt-bot",
    "alone-bot",
    "third-bot",
    "run-bot",
    "gone-bot",
    "last-bot",
    "end-bot",
)
PATIENCE = 120.0


@dataclass
class Town:
    """A homeserver that the command runs, and the convener's folder."""

    folder: Path
    server: Homeserver
    process: "subprocess.Popen[str]"

    @property
    def url(self) -> str:
        return self.server.door.base

    def password(self, user: str) -> str:
        return str(self.server.folder / "passwords" / user)

    def session(self, user: str) -> Plain:
        text = Path(self.password(user)).read_text().strip()
        return self.server.door.login(user, text, f"TEST-{time.monotonic_ns()}", "test")

    def entry(self, user: str) -> tuple[str, ...]:
        return (
            "--homeserver",
            self.url,
            "--user",
            user,
            "--password-file",
            self.password(user),
        )

    def set_up(self, desk: Desk, user: str) -> Desk:
        desk.done(
            "setup", "--committee", desk.origin, "--home", str(desk.home), *self.entry(user)
        )
        return desk

    def convene(self, folder: Path, *more: str) -> Answer:
        answer = run(
            "network", "setup", "--convener", "--network-home", str(folder), "--json",
            *self.entry("convener"), *more,
        )  # fmt: skip
        assert answer.code == 0, answer
        return answer


def _often(config: Path) -> None:
    """Let one account log in, make rooms and invite as often as all these tests do."""
    told, often = json.loads(config.read_text()), {"per_second": 10, "burst_count": 1000}
    told["rc_login"]["account"] = told["rc_room_creation"] = often
    told["rc_invites"] = {"per_room": often, "per_user": often, "per_issuer": often}
    config.write_text(json.dumps(told))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A homeserver with accounts, made and run by the commands alone."""
    if not servers.is_here():
        pytest.skip("matrix-synapse is not installed")
    folder = tmp_path_factory.mktemp("town")
    place = folder / "homeserver"
    users = [f"--bot={one}" for one in BOTS]
    people = ("--convener", "convener", "--person", "reader", "--person", "chair")
    made = run(
        "network", "homeserver", str(place), "--port", str(servers.free_port()), *users, *people
    )
    assert made.code == 0, made
    _often(place / "homeserver.yaml")
    process = subprocess.Popen(
        [SANJOSE, "network", "homeserver", str(place)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert "answers at" in process.stdout.readline()
    yield Town(folder, Homeserver(place), process)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0


@dataclass
class Network:
    """Two committees in one network, and what its rooms are."""

    cat: Desk
    ced: Desk
    rooms: dict[str, str]

    def round(self) -> None:
        """Let each carrier work until both have heard the other."""
        for desk in (self.cat, self.ced, self.cat, self.ced):
            desk.done("once", "--trial")


def _network(town: Town, folder: Path, cat_user: str, ced_user: str) -> Network:
    cat, ced = Desk("cat", folder), Desk("ced", folder)
    town.set_up(cat, cat_user)
    town.set_up(ced, ced_user)
    offers = [f"--offers={one.home / 'spool' / 'carrier.json'}" for one in (cat, ced)]
    people = ("--rapporteur", "@reader:localhost", "--chair", "@chair:localhost")
    rooms = town.convene(folder / "convener", *offers, *people).json["rooms"]
    paired(cat, ced, **rooms)
    return Network(cat, ced, rooms)


@pytest.fixture(scope="module")
def network(town: Town) -> Network:
    """Two committees that were set up, invited and paired."""
    made = _network(town, town.folder / "network", "cat-bot", "ced-bot")
    made.round()
    return made


# -- a homeserver of one's own ----------------------------------------------------------------


def test_passwords_lie_in_private_files_and_differ(town: Town) -> None:
    files = [Path(town.password(user)) for user in (*BOTS, "convener", "reader", KEEPER)]

    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert len({path.read_text() for path in files}) == len(files)


def test_an_account_made_twice_keeps_its_password(town: Town) -> None:
    before = Path(town.password("reader")).read_text()

    answer = run("network", "homeserver", str(town.server.folder), "--person", "reader")

    assert answer.code == 0
    assert Path(town.password("reader")).read_text() == before
    town.session("reader").logout()


def test_nobody_registers_and_nobody_asks_without_an_account(town: Town) -> None:
    for method, path, told in (
        ("POST", f"{CLIENT}/register", {"username": "intruder", "password": "x" * 20}),
        ("POST", f"{CLIENT}/register?kind=guest", {}),
        ("GET", f"{CLIENT}/publicRooms", None),
        ("GET", f"{CLIENT}/profile/{part('@reader:localhost')}", None),
        ("GET", "/_matrix/federation/v1/version", None),
        ("GET", "/_matrix/key/v2/server", None),
    ):
        with pytest.raises(Refused):
            town.server.door.ask(method, path, told)


def test_a_room_that_a_person_opens_is_of_version_12_and_encrypted(town: Town) -> None:
    reader = town.session("reader")
    room = part(str(reader.ask("POST", f"{CLIENT}/createRoom", {})["room_id"]))

    version = reader.ask("GET", f"{CLIENT}/rooms/{room}/state/m.room.create")["room_version"]
    encryption = reader.ask("GET", f"{CLIENT}/rooms/{room}/state/m.room.encryption")

    assert version == "12"
    assert encryption["algorithm"] == "m.megolm.v1.aes-sha2"


def test_a_homeserver_that_runs_is_not_started_twice(town: Town) -> None:
    answer = run("network", "homeserver", str(town.server.folder))

    assert answer.code == 3
    assert "running already" in answer.heard


def test_a_homeservers_log_holds_no_message_and_its_folder_opens_to_nobody(
    town: Town, network: Network
) -> None:
    log = (town.server.folder / "homeserver.log").read_text()

    assert "org.sanjose" not in log
    assert "ciphertext" not in log
    assert all(not p.stat().st_mode & 0o077 for p in town.server.folder.rglob("*"))


# -- a device ---------------------------------------------------------------------------------


def test_setting_up_names_a_device_of_ones_own_and_hides_its_keys(
    town: Town, network: Network
) -> None:
    bot = network.cat.public["bot"]
    files = [path for path in network.cat.carrier.rglob("*") if path.is_file()]

    assert bot["user"] == "@cat-bot:localhost"
    assert bot["device"].startswith("SANJOSE-CAT-2")
    assert network.ced.public["bot"]["device"] != bot["device"]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert "http" not in network.cat.public["homeserver"]


def test_a_wrong_password_changes_nothing(town: Town, network: Network, tmp_path: Path) -> None:
    before = network.cat.public
    wrong = tmp_path / "wrong"
    wrong.touch(mode=0o600)
    wrong.write_text("wrong\n")

    answer = network.cat.run("setup", "--password-file", str(wrong))

    assert answer.code == 3
    assert "does not take this user and password" in answer.heard
    assert network.cat.public == before
    network.cat.done("once", "--trial")


def test_a_device_id_that_is_in_use_is_not_taken_over(town: Town, network: Network) -> None:
    used = network.cat.public["bot"]["device"]

    answer = network.cat.run("setup", "--device", used, *town.entry("cat-bot"))

    assert answer.code == 2
    assert "used before" in answer.heard
    network.cat.done("once", "--trial")


def test_a_new_device_stands_under_the_same_master_key(town: Town, tmp_path: Path) -> None:
    desk = town.set_up(Desk("spt", tmp_path), "alone-bot")
    first = desk.public["bot"]

    desk.done("setup", *town.entry("alone-bot"))
    second = desk.public["bot"]

    assert first["master_key"] == second["master_key"]
    assert first["device"].endswith("A")
    assert second["device"].endswith("B")
    assert first["device_key"] != second["device_key"]


def test_after_the_folder_was_lost_the_old_device_id_is_not_used_again(
    town: Town, tmp_path: Path
) -> None:
    first = town.set_up(Desk("spt", tmp_path / "first"), "third-bot").public["bot"]

    again = town.set_up(Desk("spt", tmp_path / "again"), "third-bot").public["bot"]

    assert first["device"].endswith("A")
    assert again["device"].endswith("B")
    assert again["master_key"] != first["master_key"]


# -- the rooms --------------------------------------------------------------------------------


def test_the_transport_room_is_as_designed_on_the_server(town: Town, network: Network) -> None:
    bot = _session(town, network.cat)
    room = part(network.rooms["transport"])

    def state(kind: str) -> dict[str, Any]:
        return bot.ask("GET", f"{CLIENT}/rooms/{room}/state/{kind}")

    levels = state("m.room.power_levels")

    assert state("m.room.create")["room_version"] == "12"
    assert state("m.room.encryption")["algorithm"] == "m.megolm.v1.aes-sha2"
    assert state("m.room.join_rules")["join_rule"] == "invite"
    assert state("m.room.history_visibility")["history_visibility"] == "joined"
    assert state("m.room.guest_access")["guest_access"] == "forbidden"
    assert state("m.room.server_acl")["allow"] == ["localhost"]
    assert set(levels["users"]) == {"@cat-bot:localhost", "@ced-bot:localhost"}
    assert levels["events"]["m.room.message"] == 101


@pytest.mark.parametrize("role", ["transport", "notices"])
def test_a_machine_cannot_write_in_clear_where_machines_write(
    town: Town, network: Network, role: str
) -> None:
    bot, room = _session(town, network.cat), part(network.rooms[role])
    said = {}
    for kind in ("m.room.message", "m.sticker", "m.reaction"):
        path = f"{CLIENT}/rooms/{room}/send/{kind}/{time.monotonic_ns()}"
        with pytest.raises(Refused) as refused:
            bot.ask("PUT", path, {"msgtype": "m.text", "body": "in clear"})
        said[kind] = refused.value.reason

    assert said == dict.fromkeys(said, "M_FORBIDDEN")


def test_rooms_made_once_are_not_made_again_and_newcomers_are_invited(
    town: Town, network: Network
) -> None:
    folder = network.cat.folder / "convener"
    offers = [
        f"--offers={o.home / 'spool' / 'carrier.json'}" for o in (network.cat, network.ced)
    ]
    people = ("--rapporteur", "@reader:localhost", "--chair", "@chair:localhost")

    same = town.convene(folder, *offers, *people).json
    more = town.convene(folder, *offers, *people, "--bot", "@spt-bot:localhost").json
    bot = _session(town, network.cat)
    room = part(network.rooms["transport"])
    levels = bot.ask("GET", f"{CLIENT}/rooms/{room}/state/m.room.power_levels")

    assert same["rooms"] == more["rooms"] == network.rooms
    assert (same["invited"], more["invited"]) == (0, 2)
    assert levels["users"]["@spt-bot:localhost"] == 50


def test_rooms_are_shown_with_what_is_in_them(network: Network) -> None:
    shown = {one["role"]: one for one in network.cat.done("rooms", "--json").json["rooms"]}

    assert set(shown) == {"transport", "notices", "rapporteurs", "chairs"}
    assert shown["transport"]["joined"]
    assert shown["transport"]["faults"] == []
    assert not shown["chairs"]["joined"]
    assert "for people, and no machine is in it" in network.cat.done("rooms").heard


# -- at work ----------------------------------------------------------------------------------


def test_what_one_secretariat_leaves_reaches_the_other_and_is_acknowledged(
    network: Network,
) -> None:
    network.cat.write()
    network.cat.done("once", "--trial")
    heard = network.ced.done("once", "--trial")
    before = len(network.ced.arrived)
    network.cat.done("once", "--trial")

    peer = network.cat.done("status", "--json").json["peers"][0]

    assert "of cat came" in heard.heard
    assert before >= 1
    assert peer["acknowledged"] == network.cat.pen.log.tip("cat").header.n


def test_a_person_reads_a_notice_and_the_server_reads_nothing(
    town: Town, network: Network
) -> None:
    found = asyncio.run(_read_as_a_person(town, network))

    assert len(found) == 1
    assert found[0].startswith("CAT shared a summary with committees that it chose (")


async def _read_as_a_person(town: Town, network: Network) -> list[str]:
    folder = town.folder / "reader"
    folder.mkdir(mode=0o700)
    password = Path(town.password("reader")).read_text().strip()
    config = AsyncClientConfig(encryption_enabled=True, store_sync_tokens=False)
    client = AsyncClient(town.url, "@reader:localhost", store_path=str(folder), config=config)
    found: list[str] = []
    try:
        await client.login(password, device_name="telephone")
        await client.join(network.rooms["notices"])
        await client.sync(full_state=True)
        await client.keys_upload()
        # Twice in one round and once in the next: one notice.
        for count in (2, 1):
            for _ in range(count):
                network.cat.write("case.summary/1")
            await asyncio.to_thread(network.cat.done, "once", "--trial")
        client.add_event_callback(lambda _, event: found.append(event.body), RoomMessageNotice)
        for _ in range(3):
            await client.sync(timeout=500)
        seen = town.session("reader").ask(
            "GET", f"{CLIENT}/rooms/{part(network.rooms['notices'])}/messages?dir=b&limit=50"
        )
        assert not [one for one in seen["chunk"] if one["type"] == "m.room.message"]
    finally:
        await client.close()
    return found


def test_a_service_says_what_happens_and_ends_when_it_is_told(
    town: Town, tmp_path: Path
) -> None:
    two = _network(town, tmp_path, "run-bot", "gone-bot")
    services = [one.process("run", "--trial") for one in (two.cat, two.ced)]
    try:
        two.cat.write()
        _until(lambda: len(two.ced.arrived) == 1)
        second = two.cat.run("once", "--trial")
        asked = two.cat.run("status")
        _until(lambda: "acknowledged all" in two.cat.run("status").heard)
    finally:
        for one in services:
            one.send_signal(signal.SIGTERM)
        ends = [one.communicate(timeout=PATIENCE) for one in services]

    assert [one.returncode for one in services] == [0, 0]
    assert "an envelope of cat came" in ends[1][0]
    assert ends[0][0].splitlines()[-1].endswith("the carrier ends")
    assert second.code == 3
    assert "running already" in second.heard
    assert asked.code == 0
    _a_session_that_was_ended(town, two)


def _a_session_that_was_ended(town: Town, two: Network) -> None:
    """A revoked token stops the carrier, says so, and loses nothing; the next device goes on."""
    Plain(base=town.url, token=_token(two.cat)).logout()
    two.cat.write()

    stopped = two.cat.run("once", "--trial")
    served = two.cat.process("run", "--trial")
    _, said = served.communicate(timeout=PATIENCE)
    waiting = two.cat.done("status", "--json").json

    assert stopped.code == served.returncode == 3
    assert "no longer knows this session" in stopped.heard
    assert "no longer knows this session" in " ".join(said.split())
    assert "no longer knows this session" in waiting["alarms"][0]["sentence"]
    assert waiting["waiting"] == 1

    two.cat.done("setup", *town.entry("run-bot"))
    paired_again = two.cat.public["bot"]
    assert paired_again["device"].endswith("B")


# -- what becomes of rooms --------------------------------------------------------------------


def test_a_room_that_was_replaced_or_destroyed_is_said_and_what_waits_is_kept(
    town: Town, tmp_path: Path
) -> None:
    two = _network(town, tmp_path, "last-bot", "end-bot")
    two.round()
    convener, keeper = town.session("convener"), town.session(KEEPER)

    for role in ("notices", "transport"):
        path = f"{CLIENT}/rooms/{part(two.rooms[role])}/upgrade"
        convener.ask("POST", path, {"new_version": "12"})
    two.cat.run("once", "--trial")
    shown, replaced = two.cat.done("rooms").heard, two.cat.alarms()

    path = f"/_synapse/admin/v1/rooms/{part(two.rooms['transport'])}"
    keeper.ask("DELETE", path, {"purge": True, "force_purge": True})
    two.cat.write()
    for _ in range(2):
        two.cat.run("once", "--trial")
    destroyed = two.cat.done("status", "--json").json

    assert "the room for notices was replaced by another" in shown
    assert "the room for transport was replaced by another" in shown
    assert "the transport room was closed" in replaced
    assert destroyed["waiting"] == 1
    assert "the transport room" in " ".join(one["sentence"] for one in destroyed["alarms"])
    _a_homeserver_that_is_away(two)


def _a_homeserver_that_is_away(two: Network) -> None:
    """No homeserver is said in a sentence, stands in the status, and loses nothing."""
    session = two.cat.carrier / "matrix" / "session.json"
    kept = session.read_text()
    session.write_text(json.dumps({**json.loads(kept), "homeserver": "http://127.0.0.1:1"}))

    answer = two.cat.run("once", "--trial")
    found = two.cat.done("status", "--json").json

    assert answer.code == 3
    assert "does not answer" in answer.heard
    assert "does not answer" in " ".join(one["sentence"] for one in found["alarms"])
    assert found["waiting"] == 1


def _token(desk: Desk) -> str:
    return str(json.loads((desk.carrier / "matrix" / "session.json").read_text())["token"])


def _session(town: Town, desk: Desk) -> Plain:
    return Plain(base=town.url, token=_token(desk))


def _until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.3)
