"""The agent as it really runs: a process of its own that gives single keys, for a while."""

import contextlib
import json
import os
import signal
import socket
import struct
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sanjose.keeping import agent, channel, custodian
from sanjose.keeping.custodian import Custodian
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import AgentKeys, Keyring, NoKey, OwnKeys
from sanjose.words.errors import Misuse, Unable
from tests.keeping.offices import PASSPHRASE, Office, office

ONE, TWO = "officer-1", "officer-2"
CASE = b"case" * 4
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")


@pytest.fixture
def cat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An installation of two officers, locked, and locked again afterwards."""
    found = office(tmp_path, ONE, TWO)
    # The folder of a test may have a longer path than a socket can have.
    with tempfile.TemporaryDirectory(prefix="sanjose-") as runtime:
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        yield found
        if found.home.socket.exists():
            agent.stop(found.home)


@pytest.fixture
def keys(cat: Office) -> Iterator[AgentKeys]:
    """The keys of an officer who has unlocked."""
    agent.start(cat.home, ONE, PASSPHRASE)
    found = AgentKeys(cat.home)
    yield found
    found.close()


def until(true: Callable[[], bool]) -> None:
    """Wait for something that takes a moment."""
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def pid_of(home: Home) -> int:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(os.fspath(home.socket))
        told = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    pid: int = struct.unpack("3i", told)[0]
    return pid


def gone(pid: int) -> bool:
    """Say whether a process has ended, whoever still has to be told."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


# An officer's day


def test_an_unlocked_installation_gives_the_officers_keys(cat: Office, keys: AgentKeys) -> None:
    ring: Keyring = keys
    with cat.vault() as vault:
        key = vault.open_case(CASE, [ONE])

    assert ring.officer == ONE
    assert {name: ring.store_key(name) for name in cat.stores} == cat.stores
    assert ring.case_key(CASE) == key


def test_another_officers_case_does_not_open(cat: Office, keys: AgentKeys) -> None:
    with cat.vault() as vault:
        vault.open_case(CASE, [TWO])

    for case_id in (CASE, os.urandom(16)):
        with pytest.raises(NoKey, match="this case is not open to this officer"):
            keys.case_key(case_id)


def test_a_case_that_was_withdrawn_meanwhile_does_not_open(
    cat: Office, keys: AgentKeys
) -> None:
    with cat.vault() as vault:
        key = vault.open_case(CASE, [ONE, TWO])
        assert keys.case_key(CASE) == key
        vault.withdraw(CASE, key, ONE)
    keys.forget(CASE)

    with pytest.raises(NoKey):
        keys.case_key(CASE)


def test_a_store_that_is_not_ours_has_no_key(keys: AgentKeys) -> None:
    with pytest.raises(Unable, match="no such store"):
        keys.store_key("network")


def test_a_damaged_vault_is_one_sentence_through_the_agent(
    cat: Office, keys: AgentKeys
) -> None:
    cat.home.keys.write_bytes(bytes(8192))

    with pytest.raises(Unable, match=r"keys\.db does not open"):
        keys.case_key(CASE)
    assert keys.store_key("record") == cat.stores["record"]


def test_who_unlocked_is_known_and_for_how_long(cat: Office, keys: AgentKeys) -> None:
    found = agent.unlocking(cat.home)

    assert found is not None
    assert found.officer == ONE
    assert (
        timedelta() <= datetime.fromtimestamp(time.time(), UTC) - found.since < timedelta(0, 60)
    )
    assert 500 < found.idle_left <= 600
    assert 28_700 < found.hard_left <= 28_800


def test_a_locked_installation_says_how_to_unlock_it(cat: Office) -> None:
    assert agent.unlocking(cat.home) is None
    with pytest.raises(Unable, match="the installation is locked: run `sanjose unlock`"):
        AgentKeys(cat.home)


def test_locking_ends_the_agent(cat: Office, keys: AgentKeys) -> None:
    pid = pid_of(cat.home)

    assert agent.stop(cat.home)

    assert not cat.home.socket.exists()
    until(lambda: gone(pid))
    with pytest.raises(Unable, match="the installation is locked"):
        keys.store_key("record")
    assert not agent.stop(cat.home)


def test_the_only_officer_need_not_be_named(
    tmp_path: Path, cat: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (cat.home.slots / f"{TWO}.slot").unlink()

    agent.start(cat.home, None, PASSPHRASE)

    found = agent.unlocking(cat.home)
    assert found is not None
    assert found.officer == ONE


def test_one_of_several_officers_has_to_be_named(cat: Office) -> None:
    with pytest.raises(Misuse, match="say which"):
        agent.start(cat.home, None, PASSPHRASE)


def test_a_wrong_passphrase_unlocks_nothing(cat: Office) -> None:
    with pytest.raises(Unable, match="the passphrase is not right for officer-1"):
        agent.start(cat.home, ONE, b"another passphrase")

    assert agent.unlocking(cat.home) is None


def test_an_installation_is_unlocked_by_one_officer_at_a_time(
    cat: Office, keys: AgentKeys
) -> None:
    with pytest.raises(Unable, match="unlocked already: run `sanjose lock` first"):
        agent.start(cat.home, TWO, PASSPHRASE)

    assert keys.store_key("record") == cat.stores["record"]


def test_an_agent_that_was_killed_is_replaced(cat: Office, keys: AgentKeys) -> None:
    os.kill(pid_of(cat.home), signal.SIGKILL)
    until(lambda: agent.unlocking(cat.home) is None)
    assert cat.home.socket.exists()

    agent.start(cat.home, TWO, PASSPHRASE)

    found = agent.unlocking(cat.home)
    assert found is not None
    assert found.officer == TWO


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_an_agent_that_is_told_to_end_leaves_no_socket(
    cat: Office, keys: AgentKeys, ending: signal.Signals
) -> None:
    os.kill(pid_of(cat.home), ending)

    until(lambda: not cat.home.socket.exists())


# How long it stays unlocked


def test_a_desk_left_alone_locks_itself(cat: Office) -> None:
    agent.start(cat.home, ONE, PASSPHRASE, idle=0.3)

    until(lambda: not cat.home.socket.exists())

    with pytest.raises(Unable, match="the installation is locked"):
        AgentKeys(cat.home)


def test_whoever_works_stays_unlocked_until_the_hard_limit(cat: Office) -> None:
    agent.start(cat.home, ONE, PASSPHRASE, idle=1.2, hard=3)
    began = time.monotonic()

    with closing(AgentKeys(cat.home)) as keys:
        while cat.home.socket.exists():
            with contextlib.suppress(channel.Locked):
                keys.store_key("record")
            time.sleep(0.1)

    assert 2 < time.monotonic() - began < 20


def test_looking_who_unlocked_does_not_keep_it_unlocked(cat: Office) -> None:
    agent.start(cat.home, ONE, PASSPHRASE, idle=0.6)

    until(lambda: agent.unlocking(cat.home) is None)


# What others on the machine can see of it


@LINUX
def test_the_passphrase_stands_in_no_argument_and_no_environment(
    cat: Office, keys: AgentKeys
) -> None:
    process = Path(f"/proc/{pid_of(cat.home)}")

    assert b"sanjose.keeping.agent" in (process / "cmdline").read_bytes()
    assert PASSPHRASE not in (process / "cmdline").read_bytes()
    with contextlib.suppress(PermissionError):  # what is not dumpable is not readable either
        assert PASSPHRASE not in (process / "environ").read_bytes()


@LINUX
def test_the_agent_is_hardened_and_stands_alone(cat: Office, keys: AgentKeys) -> None:
    process = Path(f"/proc/{pid_of(cat.home)}")
    status = (process / "status").read_text()

    (cores,) = (
        line for line in (process / "limits").read_text().splitlines() if "core file" in line
    )
    assert cores.split()[4:6] == ["0", "0"]
    assert "Umask:\t0077" in status
    assert f"PPid:\t{os.getpid()}\n" not in status
    assert os.getsid(pid_of(cat.home)) != os.getsid(0)
    with contextlib.suppress(PermissionError):
        assert {(process / "fd" / name).readlink() for name in "012"} == {Path(os.devnull)}
        assert (process / "cwd").readlink() == Path("/")


def test_the_socket_is_private(cat: Office, keys: AgentKeys) -> None:
    assert cat.home.socket.stat().st_mode & 0o777 == 0o600
    assert cat.home.socket.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_open_to_others_is_used_by_neither_end(cat: Office) -> None:
    cat.home.socket.parent.mkdir(mode=0o755)
    cat.home.socket.parent.chmod(0o755)

    with pytest.raises(Unable, match="socket is open to others"):
        agent.start(cat.home, ONE, PASSPHRASE)
    with pytest.raises(Unable, match="socket is open to others"):
        AgentKeys(cat.home)


def test_a_folder_that_is_a_link_is_not_private(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "own")

    assert channel.private_folder(tmp_path / "own")
    assert not channel.private_folder(tmp_path / "link")
    assert not channel.private_folder(tmp_path / "nowhere")


def test_the_other_ends_user_is_known() -> None:
    here, there = socket.socketpair(socket.AF_UNIX)

    with here, there:
        assert channel.same_user(here, os.getuid())
        assert not channel.same_user(here, os.getuid() + 1)


def test_a_system_that_does_not_tell_the_user_relies_on_the_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(socket, "SO_PEERCRED")
    here, there = socket.socketpair(socket.AF_UNIX)

    with here, there:
        assert channel.same_user(here, os.getuid() + 1)


def test_an_agent_of_another_user_is_not_spoken_to(
    cat: Office, keys: AgentKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as another:
        another.setattr(channel, "same_user", lambda *_: False)

        with pytest.raises(Unable, match="belongs to another user"):
            AgentKeys(cat.home)


# The seam for stricter rules


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of rules that only the agent imports."""
    (tmp_path / "rules_of_this_test.py").write_text(
        "import os, pathlib, time\n"
        "def nobody(home, keys, case_id): return False\n"
        "def broken(home, keys, case_id): raise KeyError(case_id)\n"
        "def __getattr__(name):\n"
        "    if name != 'endless': raise AttributeError(name)\n"
        f"    pathlib.Path({os.fspath(tmp_path / 'pid')!r}).write_text(str(os.getpid()))\n"
        "    time.sleep(60)\n"
    )
    path = os.pathsep.join([os.fspath(tmp_path), os.environ.get("PYTHONPATH", "")])
    monkeypatch.setenv("PYTHONPATH", path)


@pytest.mark.usefixtures("rules")
def test_a_rule_may_close_a_case_whose_key_is_wrapped(cat: Office) -> None:
    with cat.vault() as vault:
        vault.open_case(CASE, [ONE])
    agent.start(cat.home, ONE, PASSPHRASE, may="rules_of_this_test:nobody")

    with closing(AgentKeys(cat.home)) as keys, pytest.raises(NoKey):
        keys.case_key(CASE)


@pytest.mark.usefixtures("rules")
def test_a_rule_that_breaks_opens_nothing_and_does_not_end_the_agent(cat: Office) -> None:
    with cat.vault() as vault:
        vault.open_case(CASE, [ONE])
    agent.start(cat.home, ONE, PASSPHRASE, may="rules_of_this_test:broken")

    with closing(AgentKeys(cat.home)) as keys:
        with pytest.raises(Unable, match="could not decide: run `sanjose doctor`"):
            keys.case_key(CASE)
        assert keys.store_key("record") == cat.stores["record"]


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize("may", ["rules_of_this_test:missing", "no_such_module:rule"])
def test_an_agent_without_its_rules_does_not_start(cat: Office, may: str) -> None:
    with pytest.raises(Unable, match="the agent did not start"):
        agent.start(cat.home, ONE, PASSPHRASE, may=may)

    assert agent.unlocking(cat.home) is None


@LINUX
@pytest.mark.usefixtures("rules")
def test_an_agent_that_does_not_answer_is_ended(
    cat: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent, "_PATIENCE", 3.0)

    with pytest.raises(Unable, match="the agent did not answer"):
        agent.start(cat.home, ONE, PASSPHRASE, may="rules_of_this_test:endless")

    until(lambda: gone(int((tmp_path / "pid").read_text())))


# Questions that are none


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\x00",
        b"\x00\x00\x00\x05{",
        b"\xff\xff\xff\xff",
        b"\x00\x00\x00\x02\xff\xff",
        b"\x00\x00\x00\x02[]",
    ],
)
def test_nonsense_is_not_answered_and_disturbs_nobody(
    cat: Office, keys: AgentKeys, said: bytes
) -> None:
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(os.fspath(cat.home.socket))
        stranger.sendall(said)
        stranger.shutdown(socket.SHUT_WR)
        assert stranger.recv(100) == b""

    assert keys.store_key("record") == cat.stores["record"]


def test_a_question_that_stalls_half_way_is_given_up(cat: Office, keys: AgentKeys) -> None:
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(os.fspath(cat.home.socket))
        stranger.sendall(b"\x00\x00")

        assert keys.store_key("record") == cat.stores["record"]


@pytest.mark.parametrize(
    "question",
    [{}, {"ask": "identity"}, {"ask": "store_key"}, {"ask": "case_key", "case": 7}],
)
def test_what_it_does_not_know_it_does_not_answer(
    cat: Office, keys: AgentKeys, question: dict[str, object]
) -> None:
    with closing(channel.Line(cat.home.socket)) as line:
        with pytest.raises(Unable, match="another version"):
            line.ask(question)
        with pytest.raises(Unable, match="could not decide"):
            line.ask({"ask": "case_key", "case": "no hexadecimal"})


def test_the_private_key_is_in_no_answer(cat: Office, keys: AgentKeys) -> None:
    identity = cat.slots[ONE].open(PASSPHRASE).identity
    with cat.vault() as vault:
        vault.open_case(CASE, [ONE])

    with closing(channel.Line(cat.home.socket)) as line:
        said = [
            line.ask({"ask": "hello"}),
            *(line.ask({"ask": "store_key", "name": name}) for name in cat.stores),
            line.ask({"ask": "case_key", "case": CASE.hex()}),
        ]

    assert identity not in json.dumps(said)
    assert {name for answer in said for name in answer} == {
        *("officer", "since", "idle_left", "hard_left"),
        "key",
    }


# The custodian in this process, where time and users can be chosen


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@contextlib.contextmanager
def in_custody(cat: Office, **settings: object) -> Iterator[threading.Thread]:
    keys = OwnKeys(cat.slots[ONE].open(PASSPHRASE), cat.home.keys)
    made = Custodian(cat.home, keys, **{"idle": 600, "hard": 28_800, **settings})
    thread = threading.Thread(target=made.serve)
    thread.start()
    try:
        yield thread
    finally:
        made._running = False
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as last:
            last.connect(os.fspath(cat.home.socket))
        thread.join(10)


def test_another_user_of_the_machine_is_hung_up_on(cat: Office) -> None:
    with in_custody(cat, uid=os.getuid() + 1), pytest.raises(channel.Locked):
        AgentKeys(cat.home)


def test_after_a_night_with_the_lid_closed_nothing_is_given(cat: Office) -> None:
    clock = Clock()
    with in_custody(cat, clock=clock) as thread, closing(AgentKeys(cat.home)) as keys:
        clock.now = 8 * 3600

        with pytest.raises(channel.Locked):
            keys.store_key("record")

        thread.join(10)
        assert not cat.home.socket.exists()


def test_after_a_night_with_the_lid_closed_it_locks_without_being_asked(
    cat: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(custodian, "_LOOK", 0.05)
    clock = Clock()
    with in_custody(cat, clock=clock) as thread:
        clock.now = 8 * 3600

        thread.join(10)

        assert not cat.home.socket.exists()


def test_the_last_use_and_not_the_first_counts(cat: Office) -> None:
    clock = Clock()
    with in_custody(cat, clock=clock), closing(AgentKeys(cat.home)) as keys:
        for _ in range(5):
            clock.now += 590
            keys.store_key("record")
        clock.now += 400

        found = agent.unlocking(cat.home)

    assert found is not None
    assert (found.idle_left, found.hard_left) == (200, 28_800 - 5 * 590 - 400)


def test_work_does_not_put_off_the_hard_limit(cat: Office) -> None:
    clock = Clock()
    with in_custody(cat, clock=clock, hard=1000), closing(AgentKeys(cat.home)) as keys:
        clock.now = 590
        keys.store_key("record")
        clock.now = 1001

        with pytest.raises(channel.Locked):
            keys.store_key("record")


def test_a_stalled_question_ends_after_a_moment(
    cat: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(custodian, "_PATIENCE", 0.05)
    with in_custody(cat), socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(os.fspath(cat.home.socket))
        stranger.sendall(b"\x00\x00")

        assert stranger.recv(100) == b""


def test_whoever_is_still_connected_when_it_locks_is_hung_up_on(cat: Office) -> None:
    with in_custody(cat), closing(AgentKeys(cat.home)) as keys:
        agent.stop(cat.home)

        with pytest.raises(channel.Locked):
            keys.store_key("record")


# An agent that is none


@contextlib.contextmanager
def listening(home: Home, answer: bytes | None) -> Iterator[None]:
    """Something on the socket that says always the same, or nothing."""
    home.socket.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.fspath(home.socket))
        listener.listen()
        yield_to = threading.Event()

        def speak() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(100)
                if answer is None:
                    yield_to.wait(10)
                else:
                    connection.sendall(answer)

        speaker = threading.Thread(target=speak)
        speaker.start()
        yield
        yield_to.set()
        speaker.join()


@pytest.mark.parametrize("answer", [b"", b"\x00\x00\x00\x02{", b"\x00\x00\x00\x01{"])
def test_an_agent_that_dies_while_it_answers_is_a_locked_installation(
    cat: Office, answer: bytes
) -> None:
    with listening(cat.home, answer), pytest.raises(channel.Locked):
        AgentKeys(cat.home)


def test_an_agent_that_hangs_is_given_up(cat: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "PATIENCE", 0.1)

    sentence = "the agent does not answer: run `sanjose lock`"
    with listening(cat.home, None), pytest.raises(Unable, match=sentence):
        AgentKeys(cat.home)
