"""A claim is held by one process at a time, and what was sent stays sent."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from sanjose.keeping.claims import LEASE, Claim, Claims, Hitch, State, Wanted
from sanjose.keeping.notices import Notices
from tests.keeping.archives import DAY

NOW = datetime(2026, 3, 9, 6, 30, tzinfo=UTC)
OVER = NOW + LEASE.value
WHO = ("Chair", "chair@example.org")


def wanted(name: str = "digest") -> Wanted:
    return Wanted(name=name, role=WHO[0], address=WHO[1], day=DAY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "notices.db"
    Notices(made).create()
    Claims(made).offer([wanted()])
    return made


def taken(path: Path, owner: str, at: datetime = NOW) -> Claim:
    claim = Claims(path, owner).take("digest", at)
    assert claim is not None
    return claim


def test_a_claim_is_made_once(path: Path) -> None:
    (before,) = Claims(path).standing()

    Claims(path).offer([wanted(), wanted("another")])

    names = {one.name: one.message for one in Claims(path).standing()}
    assert names.keys() == {"another", "digest"}
    assert names["digest"] == before.message
    assert names["another"] != before.message


def test_without_anything_due_nothing_is_claimed(path: Path) -> None:
    Claims(path).offer([])

    assert len(Claims(path).standing()) == 1


def test_one_process_at_a_time_holds_it(path: Path) -> None:
    taken(path, "one")

    assert Claims(path, "other").take("digest", NOW) is None


def test_after_the_lease_another_takes_it_under_the_same_message_id(path: Path) -> None:
    first = taken(path, "one")

    second = taken(path, "other", OVER)

    assert (first.message, first.tries) == (second.message, second.tries - 1)


def test_what_was_sent_is_never_taken_again(path: Path) -> None:
    claim = taken(path, "one")

    assert Claims(path, "one").sent(claim, NOW)
    assert Claims(path, "other").take("digest", OVER) is None


def test_whoever_lost_it_learns_so_before_sending(path: Path) -> None:
    claim = taken(path, "one")
    assert Claims(path, "one").keep(claim, OVER - timedelta(seconds=1))

    again = OVER + LEASE.value
    taken(path, "other", again)

    assert not Claims(path, "one").keep(claim, again)
    assert not Claims(path, "one").sent(claim, again)


def test_a_lease_that_ran_out_is_not_begun_anew(path: Path) -> None:
    claim = taken(path, "one")

    assert not Claims(path, "one").keep(claim, OVER)


def test_what_did_not_go_waits_and_says_why(path: Path) -> None:
    claim = taken(path, "one")
    later = NOW + timedelta(minutes=5)

    assert Claims(path, "one").put_off(claim, later, Hitch.LATER)

    (standing,) = Claims(path).standing()
    assert (standing.state, standing.hitch) == (State.WAITING, Hitch.LATER)
    assert Claims(path, "other").take("digest", later - timedelta(seconds=1)) is None
    assert taken(path, "other", later).tries == 2


def test_what_is_not_held_is_not_put_off(path: Path) -> None:
    claim = taken(path, "one")

    assert not Claims(path, "other").put_off(claim, OVER, Hitch.REFUSED)


def test_the_sheet_that_went_is_deleted_and_one_made_since_stays(path: Path) -> None:
    notices = Notices(path)
    notices.reader(*WHO, since=DAY)
    notices.prepare(*WHO, DAY, 1, None)
    claim, sheet = taken(path, "one"), notices.sheet(*WHO, DAY)
    assert sheet is not None
    notices.prepare(*WHO, DAY, 2, None)

    Claims(path, "one").sent(claim, NOW, sheet.mark)

    newer = notices.sheet(*WHO, DAY)
    assert newer is not None
    assert newer.count == 2
    Claims(path, "one").sent(claim, NOW, newer.mark)
    assert notices.sheet(*WHO, DAY) is None


def test_old_claims_are_forgotten(path: Path) -> None:
    Claims(path).forget(DAY)
    kept = Claims(path).standing()

    Claims(path).forget(DAY + timedelta(days=1))

    assert len(kept) == 1
    assert Claims(path).standing() == ()


def test_nobody_is_named_after_a_process(path: Path) -> None:
    owners = {claim.owner for one in ("digest",) if (claim := Claims(path).take(one, NOW))}

    assert all(len(owner) == 16 for owner in owners)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT owner FROM claims").fetchone()[0] in owners


def race(path: Path, names: list[str], start: Any, told: Any) -> None:
    claims = Claims(path)
    start.wait()
    claims.offer(wanted(name) for name in names)
    told.put([name for name in names if claims.take(name, NOW)])


def test_processes_that_race_share_the_claims(path: Path) -> None:
    fork, names = get_context("fork"), [f"digest {number}" for number in range(25)]
    start, told = fork.Event(), fork.Queue()
    racers = [fork.Process(target=race, args=(path, names, start, told)) for _ in range(4)]
    for one in racers:
        one.start()

    start.set()
    held = [name for _ in racers for name in told.get(timeout=60)]

    for one in racers:
        one.join()
    assert sorted(held) == sorted(names)
