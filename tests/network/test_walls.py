"""A carrier whose user can open the secretariat's files does not start."""

import os
import tempfile
from pathlib import Path

import pytest

from sanjose.exchange.errors import Unable
from sanjose_network import walls
from sanjose_network.settings import Settings
from tests.network.forked import OTHER, forked

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture
def place():
    """A folder that another user may pass through."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


def home(place: Path, *, trial: bool) -> Path:
    """A secretariat's home, with the names that one has."""
    made = place / "home"
    for folder in (made, made / "slots", made / "files"):
        folder.mkdir(mode=0o700)
    said = f'{{"format": 1, "committee": "cat", "trial": {str(trial).lower()}, "days": {{}}}}'
    (made / "home.json").write_text(said)
    for name in ("record.db", "keys.db", "register.db", "slots/officer-1.slot"):
        (made / name).write_bytes(b"sealed")
        (made / name).chmod(0o600)
    return made


def settings(place: Path, installation: Path | None, spool: Path | None = None) -> Settings:
    return Settings(
        folder=place / "carrier",
        committee="cat",
        spool=spool or place / "spool",
        installation=installation,
    )


def test_whoever_can_open_the_secretariats_files_is_refused(place):
    with pytest.raises(
        Unable, match=r"the carrier does not start: .*; give the carrier a user"
    ):
        walls.hold(settings(place, home(place, trial=True)), trial=False)


@root_only
def test_under_a_user_of_its_own_the_carrier_starts(place):
    named = settings(place, home(place, trial=False))

    assert forked(lambda: walls.hold(named, trial=False), user=OTHER) == "None"


@root_only
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("record.db", "secretariat's record.db"),
        ("keys.db", "secretariat's keys.db"),
        ("slots/officer-1.slot", "secretariat's slots"),
    ],
)
def test_a_second_user_who_can_open_one_file_is_refused(place, name, says):
    made = home(place, trial=False)
    made.chmod(0o711)
    if "/" in name:
        (made / "slots").chmod(0o755)
    (made / name).chmod(0o604)

    said = forked(lambda: walls.hold(settings(place, made), trial=False), user=OTHER)

    assert said.startswith("Unable: the carrier does not start")
    assert says in said


@root_only
def test_root_is_always_refused_even_where_the_secretariat_is_elsewhere(place):
    with pytest.raises(Unable, match="it runs as root"):
        walls.hold(settings(place, None), trial=False)
    with pytest.raises(Unable, match="for installations that were made for a trial"):
        walls.hold(settings(place, None), trial=True)


def test_a_trial_is_for_homes_that_say_so_and_stays_visible(place):
    named = settings(place, home(place, trial=True))

    walls.hold(named, trial=True)

    assert walls.are_open(named)


@pytest.mark.parametrize("said", [None, "{", "[]"])
def test_a_home_that_does_not_say_that_it_is_a_trial_is_none(place, said):
    made = home(place, trial=False)
    if said is not None:
        (made / "home.json").write_text(said)

    with pytest.raises(Unable, match="`--trial` is for installations"):
        walls.hold(settings(place, made), trial=True)


@root_only
def test_a_home_is_found_beside_the_spool_though_the_settings_hide_it(place):
    made = home(place, trial=False)
    made.chmod(0o755)
    (made / "home.json").chmod(0o644)
    (made / "keys.db").chmod(0o644)
    hidden = settings(place, None, spool=made / "spool")

    said = forked(lambda: walls.hold(hidden, trial=False), user=OTHER)

    assert "its user can open the secretariat's keys.db" in said


def test_a_home_that_is_not_there_is_told(place):
    named = settings(place, place / "nowhere")

    with pytest.raises(Unable, match="is not where network"):
        walls.hold(named, trial=False)
    assert not walls.are_open(named)


@root_only
def test_a_home_that_cannot_even_be_seen_is_walled_off(place):
    made = home(place, trial=False)
    place.joinpath("closed").mkdir(mode=0o700)
    made.rename(place / "closed" / "home")
    named = settings(place, place / "closed" / "home")

    assert forked(lambda: walls.hold(named, trial=False), user=OTHER) == "None"
