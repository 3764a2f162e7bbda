"""`sanjose counts`: what is counted, and what is released for publication, once and for ever."""

import pytest

from tests.commands.office import Office
from tests.commands.terminal import Terminal

YEAR = ("--since", "2021-01-01", "--until", "2021-12-31")
NEXT = ("--since", "2022-01-01", "--until", "2022-12-31")


@pytest.fixture(scope="module")
def counted(office: Office) -> Office:
    """An office that received eight allegations in one year and two in the next."""
    for number in range(8):
        kind = "complaint" if number else "report"
        office.received("--procedure", kind, "--on", "2021-05-01")
    for _ in range(2):
        office.received("--procedure", "complaint", "--on", "2022-05-01")
    return office


def test_a_preview_shows_what_would_be_published_and_records_nothing(counted: Office) -> None:
    shown = counted.done("counts", "release", *YEAR, "--total", "--preview").out

    assert "      8   Allegations received\n" in shown
    assert "      -   individual complaint\n" in shown
    assert "      0   confidential inquiry\n" in shown
    assert "none of these days is released again" in " ".join(shown.split())
    assert counted.done("counts", "released", "--json").json == {"released": []}


def test_what_is_released_is_published_and_nothing_else(own_office: Office) -> None:
    for number in range(8):
        kind = "complaint" if number else "report"
        own_office.received("--procedure", kind, "--on", "2021-05-01")
    before = own_office.done("counts", *YEAR, "--public").out
    nothing = own_office.done("counts", "released").out

    done = own_office.done("counts", "release", *YEAR, "--total", "--by", "rapporteur")

    assert "nothing was released for publication" in before
    assert "Nothing was released so far" in nothing
    assert "The figures are released" in done.out
    hint = "`sanjose counts --public --since 2021-01-01 --until 2021-12-31`"
    assert hint in " ".join(done.out.split())
    plain = own_office.done("counts", *YEAR, "--public", "--json").json
    assert (plain["public"], plain["total"]) == (True, 8)
    assert plain["procedures"]["complaint"] is None
    assert plain["procedures"]["inquiry"] == 0
    assert "This is what was released" in own_office.done("counts", *YEAR, "--public").out
    assert "2021-01-01 to 2021-12-31" in own_office.done("counts", "released").out


def test_a_refusal_says_which_days_were_released(own_office: Office) -> None:
    own_office.done("counts", "release", *YEAR, "--no-total", "--json")
    overlapping = ("--since", "2021-07-01", "--until", "2022-06-30", "--total")

    refused = own_office.run("counts", "release", *overlapping)
    ahead = own_office.run("counts", "release", *overlapping, "--preview")
    plain = own_office.run("counts", "release", *overlapping, "--preview", "--json")

    assert (refused.code, ahead.code, plain.code) == (1, 1, 1)
    assert "2021-01-01 to 2021-12-31" in " ".join(refused.out.split())
    assert "released already, once for ever" in " ".join(ahead.out.split())
    assert [one["key"] for one in plain.json["refused"]] == ["released"]


def test_whether_the_total_is_published_has_to_be_said(counted: Office) -> None:
    without = counted.run("counts", "release", *YEAR)
    no_days = counted.run("counts", "release", "--total")
    no_date = counted.run("counts", "release", "--since", "spring", *YEAR[2:], "--total")

    assert (without.code, no_days.code, no_date.code) == (2, 2, 2)
    assert "--total or --no-total" in without.err
    assert "since is missing" in no_days.err


def test_the_desk_releases_nothing_of_its_own(counted: Office) -> None:
    refused = counted.run("counts", "release", *NEXT, "--total", "--by", "secretariat")

    assert refused.code == 1
    assert "is for the rapporteur" in " ".join(refused.out.split())


def test_at_a_terminal_it_asks_and_lets_it_be_seen_first(counted: Office) -> None:
    stopped = Terminal("counts", "release")
    stopped.answer("The first day", "2022-01-01").answer("The last day", "2022-12-31")
    stopped.answer("Whether the total", "yes").answer("Type yes", "no")
    assert stopped.end() == 130
    assert "nothing was released" in stopped.shown

    released = Terminal("counts", "release", *NEXT, "--total")
    released.answer("Type yes", "yes")

    assert released.end() == 0
    assert "      2   Allegations received" in released.shown
    assert counted.done("counts", *NEXT, "--public", "--json").json["total"] == 2


def test_the_preview_of_whoever_is_recused_from_something_says_that_all_is_counted(
    counted: Office,
) -> None:
    shown = " ".join(
        counted.done("counts", "release", *YEAR, "--total", "--preview").out.split()
    )
    plain = counted.done("counts", "release", *YEAR, "--total", "--preview", "--json").json

    assert "Only what is open to you is counted." not in shown  # a release counts everything
    assert "What is published counts everything" in shown
    assert plain["only_what_is_open_to_you"] is True
