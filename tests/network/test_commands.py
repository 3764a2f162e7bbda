"""The carrier's commands without any server: setting up, pairing, sticks, and what goes wrong."""

import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from sanjose.exchange.errors import Misuse, Unable
from sanjose_network import private, serving
from sanjose_network.homeserver.configuring import Plan, configuration
from sanjose_network.homeserver.plain import address
from sanjose_network.homeserver.serving import Homeserver
from sanjose_network.settings import Lock, Settings
from tests.commands.terminal import SANJOSE
from tests.exchange.committees import Node, with_signatures
from tests.network.desks import Desk, directory_of, paired, python, run
from tests.network.forked import OTHER, forked

FINGERPRINT = " ".join(["0123abcd"] * 8)


@pytest.fixture
def cat(tmp_path: Path) -> Desk:
    return Desk("cat", tmp_path).sticks()


@pytest.fixture
def both(tmp_path: Path) -> tuple[Desk, Desk]:
    """Two committees that use sticks, and compared one directory."""
    cat, ced = (Desk(origin, tmp_path).sticks() for origin in ("cat", "ced"))
    paired(cat, ced)
    return cat, ced


# -- in the core's command line ---------------------------------------------------------------


def test_the_help_names_the_network_and_imports_none_of_it() -> None:
    said = python(
        "import sys\n"
        "from sanjose.cli import cli\n"
        "cli.main(['--help'], standalone_mode=False)\n"
        "print([name for name in ('sanjose_network', 'nio', 'aiohttp') if name in sys.modules])"
    ).out

    assert "\n  network        Carry sealed envelopes" in said
    assert said.splitlines()[-1] == "[]"


def test_the_networks_own_help_needs_neither_a_store_nor_matrix() -> None:
    said = python(
        "import sys\n"
        "from sanjose.cli import cli\n"
        "cli.main(['network', '--help'], standalone_mode=False)\n"
        "print([name for name in ('sqlmodel', 'nio', 'aiohttp') if name in sys.modules])"
    ).out

    assert "Carry, until it is stopped." in said
    assert said.splitlines()[-1] == "[]"


def test_without_the_package_a_sentence_says_what_to_install() -> None:
    answer = python(
        "import importlib.metadata as found\n"
        "found.entry_points = lambda **_: ()\n"
        "from sanjose.cli import cli\n"
        "cli.main(['network', 'status'])"
    )

    assert answer.code == 3
    assert "run `pip install sanjose-network`" in answer.heard


def test_a_command_that_another_distribution_brings_under_the_name_is_not_run() -> None:
    answer = python(
        "import importlib.metadata as found\n"
        "from types import SimpleNamespace as Made\n"
        "dist = Made(name='somebody-else')\n"
        "found.entry_points = lambda **_: (Made(dist=dist, load=lambda: 1 / 0),)\n"
        "from sanjose.cli import cli\n"
        "cli.main(['network'])"
    )

    assert answer.code == 3
    assert "pip install sanjose-network" in answer.heard


def test_network_is_guessed_and_completed() -> None:
    assert "did you mean `sanjose network`?" in run("netwrok").heard


@pytest.mark.parametrize(
    "name",
    "setup key pair run once status rooms homeserver export import".split(),
)
def test_every_help_fits_a_terminal(name: str) -> None:
    answer = run("network", name, "--help")

    assert answer.code == 0
    assert max(map(len, answer.out.splitlines())) <= 80
    assert "--network-home" in answer.out
    assert "--json" in answer.out


# -- setting up -------------------------------------------------------------------------------


def test_keys_for_sticks_name_no_account_and_are_private(cat: Desk) -> None:
    modes = {path.name: path.stat().st_mode & 0o777 for path in cat.carrier.iterdir()}

    assert cat.public["bot"] is None
    assert cat.public["homeserver"] is None
    assert len(cat.public["transport"]) == 64
    assert cat.carrier.stat().st_mode & 0o777 == 0o700
    assert set(modes.values()) == {0o600}


def test_the_public_file_is_open_to_the_group_that_the_spool_is_open_to(
    tmp_path: Path,
) -> None:
    cat = Desk("cat", tmp_path)
    (cat.home / "spool").chmod(0o770)

    cat.sticks()

    assert (cat.home / "spool" / "carrier.json").stat().st_mode & 0o777 == 0o640


def test_keys_made_twice_are_the_same(cat: Desk) -> None:
    before = cat.public

    cat.done("key")

    assert cat.public == before


def test_where_the_secretariat_is_has_to_be_said(tmp_path: Path) -> None:
    answer = Desk("cat", tmp_path).run("key", "--committee", "cat")

    assert answer.code == 2
    assert "--elsewhere" in answer.heard


def test_an_installation_that_is_not_there_is_said(tmp_path: Path) -> None:
    answer = Desk("cat", tmp_path).run("key", "--committee", "cat", "--home", "/nowhere/at/all")

    assert answer.code == 2
    assert "no installation where --home says" in answer.heard


def test_keys_asked_for_again_leave_a_device_in_matrix_alone(cat: Desk) -> None:
    settings = Settings.read(cat.carrier)
    told = {"homeserver": "https://a.example", "user": "@a:a.example", "device": "A"}
    replace(settings, **told).write()

    cat.done("key")

    assert Settings.read(cat.carrier).device == "A"


def test_a_secretariat_on_another_machine_needs_a_shared_folder_only(tmp_path: Path) -> None:
    cat = Desk("cat", tmp_path)
    spool = str(cat.home / "spool")

    cat.done("key", "--committee", "cat", "--elsewhere", "--spool", spool)

    assert Settings.read(cat.carrier).installation is None


def test_a_spool_that_is_not_there_is_said(tmp_path: Path) -> None:
    cat = Desk("cat", tmp_path)
    spool = str(tmp_path / "nowhere" / "spool")

    answer = cat.run("key", "--committee", "cat", "--elsewhere", "--spool", spool)

    assert answer.code == 3
    assert "cannot be used" in answer.heard


def test_a_committees_name_that_is_none_is_refused(tmp_path: Path) -> None:
    cat = Desk("cat", tmp_path)

    answer = cat.run("key", "--committee", "The Committee", "--home", str(cat.home))

    assert answer.code == 2


def test_setup_without_a_homeserver_says_how_to_go_by_sticks(cat: Desk) -> None:
    answer = cat.run("setup")

    assert answer.code == 2
    assert "`sanjose network key`" in answer.heard


@pytest.mark.parametrize("typed", ["http://matrix.example", "matrix.example", "https://a/b"])
def test_an_address_over_which_a_password_would_travel_in_clear_is_refused(typed: str) -> None:
    with pytest.raises(Misuse):
        address(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://Matrix.Example:8448/", "https://matrix.example:8448"),
        ("http://127.0.0.1:8008", "http://127.0.0.1:8008"),
        ("http://[::1]:8008", "http://[::1]:8008"),
    ],
)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert address(typed) == kept


def _set_up(cat: Desk, url: str, password: Path) -> object:
    return cat.run(
        "setup", "--homeserver", url, "--user", "cat-bot", "--password-file", str(password)
    )


@pytest.fixture
def password(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    private.write(path, b"not the right one\n")
    return path


def test_no_homeserver_at_the_address_is_said(cat: Desk, password: Path) -> None:
    answer = _set_up(cat, "http://127.0.0.1:1", password)

    assert answer.code == 3
    assert "no homeserver answers" in answer.heard


class _Page(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>a page</html>")

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def page() -> Iterator[str]:
    """Something that answers, and is no homeserver."""
    with HTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_what_answers_and_is_no_homeserver_is_said(
    cat: Desk, password: Path, page: str
) -> None:
    answer = _set_up(cat, page, password)

    assert answer.code == 3
    assert "no Matrix homeserver" in answer.heard
    assert "html" not in answer.heard


def test_a_password_that_others_can_read_is_not_used(cat: Desk, password: Path) -> None:
    password.chmod(0o644)

    answer = _set_up(cat, "http://127.0.0.1:1", password)

    assert answer.code == 2
    assert "chmod 600" in answer.heard


def test_without_a_terminal_a_password_needs_a_file(cat: Desk) -> None:
    done = subprocess.run(
        [
            SANJOSE,
            "network",
            "setup",
            "--homeserver",
            "http://127.0.0.1:1",
            "--user",
            "cat-bot",
        ],
        env={**os.environ, "SANJOSE_NETWORK_HOME": str(cat.carrier)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )

    assert done.returncode == 2
    assert "--password-file" in done.stderr


def test_options_of_a_convener_do_not_go_with_a_carriers_own(cat: Desk) -> None:
    answer = cat.run("setup", "--convener", "--device", "SANJOSE-CAT-2026A")

    assert answer.code == 2
    assert "--device does not go with" in answer.heard


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "give the homeserver and the convener's user"),
        (["--homeserver", "https://a.example", "--user", "x"], "name the committees' bots"),
        (
            ["--homeserver", "https://a.example", "--user", "x", "--bot", "cat-bot"],
            "looks like @cat-bot:cat.example",
        ),
        (
            ["--homeserver", "https://a", "--user", "x", "--bot", "@a:b", "--chair", "@a:b"],
            "which no person uses",
        ),
        (["--homeserver", "https://a", "--user", "x", "--anew", "nave"], "--anew names a room"),
        (["--homeserver", "https://a", "--user", "x", "--offers", "none"], "names no bot"),
    ],
)
def test_what_a_convener_forgets_is_said(cat: Desk, given: list[str], said: str) -> None:
    answer = cat.run("setup", "--convener", *given)

    assert answer.code == 2
    assert said in answer.heard


# -- pairing ----------------------------------------------------------------------------------


def test_the_fingerprint_that_waits_is_shown_and_entered(tmp_path: Path) -> None:
    cat, ced = (Desk(origin, tmp_path).sticks() for origin in ("cat", "ced"))
    directory = directory_of(cat, ced)
    nothing = cat.run("pair")
    cat.pair(directory)

    shown = cat.done("pair")

    assert nothing.code == 3
    assert directory.fingerprint in shown.heard
    assert Settings.read(cat.carrier).fingerprint == directory.hash.hex()


def test_another_fingerprint_than_the_one_that_waits_is_not_entered(
    both: tuple[Desk, Desk],
) -> None:
    before = Settings.read(both[0].carrier).fingerprint

    answer = both[0].run("pair", *FINGERPRINT.split())

    assert answer.code == 3
    assert "nothing was entered" in answer.heard
    assert Settings.read(both[0].carrier).fingerprint == before


def test_what_is_no_fingerprint_is_misuse(both: tuple[Desk, Desk]) -> None:
    assert both[0].run("pair", "yes").code == 2


def test_without_an_entered_fingerprint_nothing_is_believed(tmp_path: Path) -> None:
    cat, ced = (Desk(origin, tmp_path).sticks() for origin in ("cat", "ced"))
    directory = directory_of(cat, ced)
    ced.pair(directory)
    ced.write()
    ced.done("export", str(tmp_path / "stick"), "--trial")

    answer = cat.run("import", str(tmp_path / "stick"), "--trial")

    assert answer.code == 3
    assert cat.arrived == ()


# -- sticks -----------------------------------------------------------------------------------


def test_a_stick_brings_what_the_other_lacks(both: tuple[Desk, Desk], tmp_path: Path) -> None:
    cat, ced = both
    cat.write()
    cat.write("case.summary/1")

    written = cat.done("export", str(tmp_path / "stick"), "--trial", "--json").json
    taken = ced.done("import", str(tmp_path / "stick"), "--trial", "--json").json
    again = ced.done("import", str(tmp_path / "stick"), "--trial")

    assert (written["envelopes"], taken["new"]) == (2, 2)
    assert len(ced.arrived) == 2
    assert "nothing new" in again.heard


def test_what_came_back_on_a_stick_is_acknowledged(
    both: tuple[Desk, Desk], tmp_path: Path
) -> None:
    cat, ced = both
    cat.write()
    cat.done("export", str(tmp_path / "there"), "--trial")
    ced.done("import", str(tmp_path / "there"), "--trial")
    ced.done("export", str(tmp_path / "back"), "--trial")

    cat.done("import", str(tmp_path / "back"), "--trial")

    assert "CED acknowledged all, up to your number 1" in cat.done("status").heard


def test_half_a_stick_is_said_and_nothing_of_it_taken(
    both: tuple[Desk, Desk], tmp_path: Path
) -> None:
    cat, ced = both
    cat.write()
    stick = tmp_path / "stick"
    cat.done("export", str(stick), "--trial")
    stick.write_bytes(stick.read_bytes()[:-20])

    answer = ced.run("import", str(stick), "--trial")

    assert answer.code == 2
    assert "not whole" in answer.heard
    assert ced.arrived == ()


def test_a_file_that_is_there_is_not_written_over(
    both: tuple[Desk, Desk], tmp_path: Path
) -> None:
    (tmp_path / "stick").write_text("mine")

    answer = both[0].run("export", str(tmp_path / "stick"), "--trial")

    assert answer.code == 2
    assert (tmp_path / "stick").read_text() == "mine"


def test_a_full_disk_is_the_carriers_own(
    both: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(serving, "to_stick", full)

    answer = both[0].run("export", str(tmp_path / "stick"), "--trial")

    assert answer.code == 3
    assert "the carrier's disk is full" in answer.heard


# -- at work, and what stands in the way ------------------------------------------------------


@pytest.mark.parametrize("verb", ["run", "once", "status", "rooms", "pair"])
def test_before_it_is_set_up_every_command_says_so(tmp_path: Path, verb: str) -> None:
    answer = Desk("cat", tmp_path).run(verb)

    assert answer.code == 3
    assert "`sanjose network setup`" in answer.heard


@pytest.mark.parametrize("verb", ["run", "once", "rooms"])
def test_a_carrier_by_stick_has_no_homeserver_to_go_to(cat: Desk, verb: str) -> None:
    answer = cat.run(verb)

    assert answer.code == 2
    assert "sticks only" in answer.heard


def test_a_carrier_whose_user_can_open_the_record_does_not_start(
    both: tuple[Desk, Desk], tmp_path: Path
) -> None:
    answer = both[0].run("export", str(tmp_path / "stick"))

    assert answer.code == 3
    assert "a user of its own" in answer.heard
    assert not (tmp_path / "stick").exists()


def test_a_trial_is_allowed_where_the_installation_says_that_it_is_one(
    both: tuple[Desk, Desk], tmp_path: Path
) -> None:
    home = both[0].home / "home.json"
    home.write_text(json.dumps({**json.loads(home.read_text()), "trial": False}))

    answer = both[0].run("export", str(tmp_path / "stick"), "--trial")

    assert answer.code == 3
    assert "sanjose init --trial" in answer.heard


def test_status_shows_that_it_is_a_trial(both: tuple[Desk, Desk], tmp_path: Path) -> None:
    both[0].done("export", str(tmp_path / "stick"), "--trial")

    said = both[0].done("status").heard

    assert "allowed for a trial only" in said
    assert both[0].done("status", "--json").json["trial"] is True


def test_status_before_the_first_work_says_what_to_do(cat: Desk) -> None:
    answer = cat.run("status")

    assert answer.code == 3
    assert "never ran" in answer.heard


def test_two_processes_do_not_share_a_carrier_and_status_can_be_asked(
    both: tuple[Desk, Desk], tmp_path: Path
) -> None:
    cat = both[0]
    cat.done("export", str(tmp_path / "one"), "--trial")

    with Lock(cat.carrier):
        second = cat.run("export", str(tmp_path / "two"), "--trial")
        asked = cat.run("status")

    assert second.code == 3
    assert "running already" in second.heard
    assert asked.code == 0


def test_a_carrier_at_work_gets_no_new_device(cat: Desk, password: Path) -> None:
    with Lock(cat.carrier):
        answer = _set_up(cat, "http://127.0.0.1:1", password)

    assert answer.code == 3
    assert "running already" in answer.heard


def test_damaged_settings_are_said(cat: Desk) -> None:
    (cat.carrier / "network.json").write_text('{"format": 1, "committee')

    answer = cat.run("status")

    assert answer.code in {2, 3}
    assert "network.json is damaged" in answer.heard


def test_json_errors_are_json(cat: Desk) -> None:
    answer = cat.run("run", "--json")

    assert json.loads(answer.err)["error"].startswith("this carrier goes by sticks")


# -- a homeserver's folder --------------------------------------------------------------------


def test_a_homeservers_folder_is_private_and_its_secrets_stand_in_no_configuration(
    tmp_path: Path,
) -> None:
    server = Homeserver(tmp_path / "server")
    server.make(Plan())
    modes = {path.stat().st_mode & 0o777 for path in server.folder.iterdir()}
    told = (server.folder / "homeserver.yaml").read_text()

    assert server.folder.stat().st_mode & 0o777 == 0o700
    assert modes == {0o600}
    for name in ("registration", "macaroon", "form"):
        secret = (server.folder / f"{name}.secret").read_text()
        assert len(secret) >= 64
        assert secret not in told


def test_a_homeserver_is_made_once_and_its_secrets_stay(tmp_path: Path) -> None:
    server = Homeserver(tmp_path / "server")
    server.make(Plan())
    names = ("registration.secret", "signing.key")
    before = [(server.folder / name).read_bytes() for name in names]

    server.make(Plan())

    assert [(server.folder / name).read_bytes() for name in names] == before


def test_a_homeserver_is_closed_where_nothing_else_is_said() -> None:
    told = configuration(Plan(), Path("/srv/matrix"))
    (listener,) = told["listeners"]

    assert listener["bind_addresses"] == ["127.0.0.1"]
    assert listener["resources"] == [{"names": ["client"], "compress": False}]
    assert told["federation_domain_whitelist"] == []
    assert told["trusted_key_servers"] == []
    assert told["default_room_version"] == "12"
    assert told["encryption_enabled_by_default_for_room_type"] == "all"
    assert told["retention"]["default_policy"]["max_lifetime"] == "90d"
    for name in ("enable_registration", "report_stats", "url_preview_enabled"):
        assert told[name] is False
    for name in ("presence", "push", "stats", "user_directory"):
        assert told[name]["enabled"] is False


def test_a_homeserver_talks_to_those_alone_that_are_named() -> None:
    plan = Plan.checked("cat.example", 8008, ("ced.example", "ced.example"))
    told = configuration(plan, Path("/srv/matrix"))

    assert told["federation_domain_whitelist"] == ["ced.example"]
    assert told["listeners"][0]["resources"][0]["names"] == ["client", "federation"]


@pytest.mark.parametrize(("name", "others"), [("https://a", ()), ("localhost", ("b.example",))])
def test_a_plan_that_cannot_work_is_misuse(name: str, others: tuple[str, ...]) -> None:
    with pytest.raises(Misuse):
        Plan.checked(name, 8008, others)


def test_a_folder_without_a_homeserver_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unable, match="no homeserver in this folder"):
        _ = Homeserver(tmp_path).plan


def test_a_folder_that_others_may_enter_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    folder.chmod(0o755)

    answer = run("network", "homeserver", str(folder))

    assert answer.code == 3
    assert "chmod 700" in answer.heard


# -- two users --------------------------------------------------------------------------------


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that another user may enter."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    folder = Path(tempfile.mkdtemp(prefix="sanjose-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_carrier_with_a_user_of_its_own_works_beside_a_closed_installation(
    shared: Path, tmp_path: Path
) -> None:
    ced = Desk("ced", tmp_path).sticks()
    cat = Desk("cat", shared)
    real, spool, place = cat.home, shared / "spool", shared / "carriers"
    told = json.loads((real / "home.json").read_text())
    (real / "home.json").write_text(json.dumps({**told, "trial": False}))
    (real / "spool").rename(spool)
    (real / "spool").symlink_to(spool)
    real.chmod(0o700)
    for one in (spool, spool / "in", spool / "out"):
        os.chown(one, 0, OTHER)
        one.chmod(0o2770)
    place.mkdir(mode=0o700)
    os.chown(place, OTHER, OTHER)
    cat.place = place / "cat"

    def typed(*arguments: str) -> str:
        return forked(lambda: cat.run(*arguments), user=OTHER)

    set_up = typed("key", "--committee", "cat", "--home", str(real), "--spool", str(spool))
    directory = directory_of(cat, ced)
    signed = with_signatures(directory, "cat", "ced")
    cat.out.put_directory(signed)
    paired_ = typed("pair", *directory.fingerprint.split()[:4])
    cat.pen = Node("cat", directory)
    cat.write()
    written = typed("export", str(place / "there"))
    ced.pair(directory)
    ced.done("import", str(place / "there"), "--trial")
    ced.write()
    ced.done("export", str(shared / "back"), "--trial")
    (shared / "back").chmod(0o644)
    taken = typed("import", str(shared / "back"))
    (real / "record.db").chmod(0o644)
    for one in (real, *real.parents[: real.parents.index(shared)]):
        one.chmod(0o755)
    refused = typed("export", str(place / "again"))

    assert "code=0" in set_up
    assert "code=0" in paired_
    assert "Written: one envelope" in written
    assert cat.out.names() == ()
    assert len(ced.arrived) == 1
    assert "Taken in: one envelope" in taken
    assert (spool / "in" / cat.arrived[0]).stat().st_mode & 0o777 == 0o660
    assert "its user can open the secretariat's record.db" in refused
