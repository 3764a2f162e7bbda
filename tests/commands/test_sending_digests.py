"""Word of digests: set up once, sent while everything is locked, and said when it cannot go."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from sanjose.commands.session import clock
from sanjose.commands.unlocking import ASKS_AUTHORITY
from sanjose.exchange.spool import DIRECTORY, Spool
from sanjose.keeping import agent
from sanjose.keeping.notices import Notices
from tests.commands.conftest import moved_in
from tests.commands.office import PASSPHRASE, Office, private
from tests.commands.terminal import SANJOSE
from tests.due.post import Behaviour, Post, running

CHAIR = "birch@example.org"
ADDRESS = ("roster", "correct", "--post", "Chair", "--holder", "Member Birch")


@pytest.fixture
def office(template: Office, tmp_path: Path, _place: None) -> Iterator[Office]:
    """An installation of its own, whose Chair has an address."""
    with moved_in(template, tmp_path) as made:
        made.done(*ADDRESS, "--address", CHAIR)
        yield made


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with running(tmp_path) as made:
        yield made


def set_up(office: Office, port: int, *more: str) -> dict[str, object]:
    given = ("--host", "127.0.0.1", "--port", str(port), "--security", "none")
    answer = office.done(
        "digest", "setup", *given, "--sender", "secretariat@example.org", *more, "--json"
    )
    return json.loads(answer.out)  # type: ignore[no-any-return]


def pressing(office: Office) -> None:
    """Let something urgent await the Chair."""
    office.done("receive", "--state", "Exampleland", "--imminent", told={"text": "They came."})


def test_digests_go_from_the_next_day_on(office: Office, post: Post) -> None:
    told = set_up(office, post.port)

    (reader,) = Notices(office.home.notices).readers()
    assert told["running"] is True
    assert len(told["ahead"]) == 3  # type: ignore[arg-type]
    assert min(told["ahead"]) > clock().date().isoformat()  # type: ignore[call-overload]
    assert (reader.role, reader.address, reader.kind) == ("Chair", CHAIR, "")


@pytest.mark.usefixtures("_place")
def test_a_chair_without_an_address_stops_it(template: Office, tmp_path: Path) -> None:
    with moved_in(template, tmp_path) as bare:
        answer = bare.run(
            *("digest", "setup", "--host", "localhost", "--security", "none"),
            *("--sender", "secretariat@example.org"),
        )

    assert (answer.code, "the Chair has no e-mail address" in answer.err) == (2, True)
    assert not (bare.home.path / "mail.json").exists()
    assert Notices(bare.home.notices).plans() == ()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (("--host", "mail.example.org"), "--host and --sender"),
        (("--host", "h", "--sender", "Sec <s@example.org>"), "an address alone"),
        (
            ("--host", "h", "--sender", "s@example.org", "--security", "ssl"),
            "--security is one",
        ),
        (
            ("--host", "h", "--sender", "s@example.org", "--security", "none"),
            "this machine only",
        ),
        (("--off", "--host", "h"), "--off stands alone"),
        (("--holiday", "Easter"), "--holiday is a date"),
    ],
)
def test_settings_that_do_not_fit_change_nothing(
    office: Office, given: tuple[str, ...], why: str
) -> None:
    answer = office.run("digest", "setup", *given)

    assert (answer.code, why in " ".join(answer.err.split())) == (2, True)
    assert Notices(office.home.notices).plans() == ()
    assert not (office.home.path / "mail.json").exists()


def test_a_password_that_others_can_read_stops_it(office: Office, tmp_path: Path) -> None:
    place = Path(private(tmp_path / "smtp", b"open sesame"))
    place.chmod(0o644)

    answer = office.run(
        *("digest", "setup", "--host", "localhost", "--sender", "s@example.org"),
        *("--user", "s", "--password-file", str(place)),
    )

    assert (answer.code, "open to others" in answer.err) == (3, True)
    assert Notices(office.home.notices).plans() == ()


def test_what_is_set_up_again_keeps_the_rest(
    office: Office, post: Post, tmp_path: Path
) -> None:
    set_up(office, post.port)
    place = private(tmp_path / "smtp", b"open sesame")

    office.done("digest", "setup", "--user", "s", "--password-file", place)
    office.done("digest", "setup", "--security", "starttls", "--holiday", "2027-05-06")

    kept = json.loads((office.home.path / "mail.json").read_text())
    assert (kept["host"], kept["port"], kept["user"]) == ("127.0.0.1", 587, "s")
    (plan,) = Notices(office.home.notices).plans()
    assert [str(one) for one in plan.holidays] == ["2027-05-06"]


def test_the_schedule_follows_the_calendar_and_the_roster(office: Office, post: Post) -> None:
    set_up(office, post.port)
    session = {"what": "session", "title": "90th session"}
    dates = {"starts": "2027-04-12", "ends": "2027-05-07"}

    office.done("calendar", "enter", "--from", "-", told={**session, **dates})
    office.done(*ADDRESS, "--address", "new@example.org")

    notices = Notices(office.home.notices)
    assert [str(day) for one in notices.plans()[-1].sessions for day in one] == [
        *dates.values()
    ]
    assert [one.address for one in notices.readers()] == ["new@example.org"]


def test_what_is_urgent_goes_while_everything_is_locked(office: Office, post: Post) -> None:
    set_up(office, post.port)
    pressing(office)
    agent.stop(office.home)

    first = office.done("digest", "send", "--due", "--json")
    again = office.done("digest", "send", "--due")

    assert json.loads(first.out)["sent"] == 1
    assert again.out == "Nothing is due.\n"
    assert [one["to"] for one in post.mails()] == [CHAIR]


def test_a_second_urgent_matter_goes_at_once_too(office: Office, post: Post) -> None:
    set_up(office, post.port)
    pressing(office)
    first = office.done("digest", "send", "--due")
    pressing(office)

    second = office.done("digest", "send", "--due")
    third = office.done("digest", "send", "--due")

    assert [one.out for one in (first, second)] == ["1 mail went.\n"] * 2
    assert third.out == "Nothing is due.\n"


@pytest.mark.usefixtures("_place")
def test_what_was_urgent_before_the_setup_goes_at_once(
    template: Office, tmp_path: Path, post: Post
) -> None:
    with moved_in(template, tmp_path) as office:
        pressing(office)
        office.done(*ADDRESS, "--address", CHAIR)
        set_up(office, post.port)

        told = office.done("digest", "send", "--due")
        office.done("digest", "setup", "--holiday", "2027-05-06")
        again = office.done("digest", "send", "--due")

    assert told.out == "1 mail went.\n"
    assert again.out == "Nothing is due.\n"
    assert [one["to"] for one in post.mails()] == [CHAIR]


def test_no_mail_of_it_names_anything(office: Office, post: Post) -> None:
    set_up(office, post.port)
    office.done(
        *("receive", "--state", "Exampleland", "--imminent"),
        told={"text": "Zebedee Quill was taken.", "persons": [{"name": "Zebedee Quill"}]},
    )
    office.done("digest", "send", "--due")

    (mail,) = post.mails()
    there = (mail["content"] + office.home.notices.read_bytes().decode("latin-1")).casefold()
    for word in ("zebedee", "quill", "exampleland", "xxa", "cat-", "reprisal"):
        assert word not in there


def test_it_goes_no_more_once_somebody_acted_or_it_is_off(office: Office, post: Post) -> None:
    set_up(office, post.port)
    pressing(office)

    off = office.done("digest", "setup", "--off")
    told = office.done("digest", "send", "--due")

    assert "No digest goes any more" in off.out
    assert told.out == "Nothing is due.\n"
    assert office.done("digest", "status").out.startswith("No digest goes")


def test_where_the_server_refuses_it_says_so_and_waits(office: Office, tmp_path: Path) -> None:
    with running(tmp_path, Behaviour(kinds={"full": 1})) as post:
        set_up(office, post.port)
        pressing(office)

        answer = office.run("digest", "send", "--due")
        status = office.done("digest", "status", "--json")

    assert answer.code == 3
    assert answer.out == "1 mail waits: the mail server asks to try later.\n"
    told = json.loads(status.out)
    assert [one["why"] for one in told["waiting"]] == ["the mail server asks to try later"]
    assert told["pressing"] == ["Chair"]


def test_the_status_says_to_whom_and_when(office: Office, post: Post) -> None:
    told = set_up(office, post.port)
    day = told["ahead"][0]  # type: ignore[index]
    Notices(office.home.notices).prepare("Chair", CHAIR, clock().date(), 2, None)
    pressing(office)

    answer = office.done("digest", "status")

    assert "half past seven in Geneva" in answer.out
    goes = date.fromisoformat(str(day))
    assert f"a sheet lies ready for {goes.day} {goes:%B}" in answer.out
    assert str(int(str(day)[-2:])) in answer.out
    assert "nobody has tried" in answer.out
    assert CHAIR not in answer.out
    assert all(len(line) <= 78 for line in answer.out.splitlines())


def test_nothing_is_sent_without_a_server_or_without_saying_due(office: Office) -> None:
    bare = office.run("digest", "send")
    none = office.run("digest", "send", "--due")
    run = office.run("run")

    assert (bare.code, none.code, run.code) == (2, 3, 3)
    assert "run `sanjose digest setup`" in none.err


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_the_service_sends_and_ends_when_it_is_told(
    office: Office, post: Post, end: signal.Signals
) -> None:
    set_up(office, post.port)
    pressing(office)
    agent.stop(office.home)
    service = subprocess.Popen(
        [SANJOSE, "run", "--home", str(office.home.path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    limit = time.monotonic() + 60
    while not post.mails() and time.monotonic() < limit:
        time.sleep(0.05)

    service.send_signal(end)
    out, err = service.communicate(timeout=60)

    assert (service.returncode, out, err) == (0, b"1 mail went.\n", b"")
    agent.start(office.home, None, PASSPHRASE, may=ASKS_AUTHORITY)


# -- looked after --------------------------------------------------------------------------------


def checked(office: Office) -> str | None:
    """Return what `doctor` says of mails, or None where all is well."""
    checks = json.loads(office.run("doctor", "--json").out)["checks"]
    (found,) = [one for one in checks if one["what"] == "mails that are due"]
    assert found["ok"] is not bool(found["say"])
    return found["say"] or None


def behind(office: Office) -> None:
    """Let a mail have been due for long."""
    today = clock().date()
    notices = Notices(office.home.notices)
    notices.plan([(today - timedelta(days=30), today)], since=today - timedelta(days=20))
    notices.holders([])
    notices.reader("Chair", CHAIR, since=today - timedelta(days=20))


def test_where_nobody_switched_it_on_nothing_is_wrong(office: Office) -> None:
    assert checked(office) is None


def test_what_does_not_go_for_hours_is_a_fault(office: Office, post: Post) -> None:
    set_up(office, post.port)
    well = checked(office)
    behind(office)

    wrong = checked(office)
    office.done("digest", "send", "--due")

    assert well is None
    assert "did not go: see `sanjose digest status`" in (wrong or "")
    assert checked(office) is None


def test_settings_or_readers_that_are_gone_are_a_fault(office: Office, post: Post) -> None:
    set_up(office, post.port)
    Notices(office.home.notices).holders([])
    nobody = checked(office)
    (office.home.path / "mail.json").unlink()

    assert "nobody is sent digests" in (nobody or "")
    assert "no mail server is set up" in (checked(office) or "")


def test_the_room_for_notices_learns_of_the_usual_mail_and_of_no_other(
    office: Office, post: Post
) -> None:
    set_up(office, post.port)
    spool = Spool(folder=office.home.spool_out)
    pressing(office)
    office.done("digest", "send", "--due")
    behind(office)
    office.done("digest", "send", "--due")
    alone = spool.is_digest_noted()
    (spool.folder / DIRECTORY).write_bytes(b"")
    Notices(office.home.notices).put("Chair", CHAIR, clock().date(), clock().date())
    office.done("digest", "send", "--due")
    urgent = spool.is_digest_noted()

    Notices(office.home.notices).reader(
        "Vice-Chair", "cole@example.org", since=clock().date() - timedelta(days=20)
    )
    office.done("digest", "send", "--due")

    assert (alone, urgent, spool.is_digest_noted()) == (False, False, True)
