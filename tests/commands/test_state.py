"""`sanjose state` and the calendar of a State: everything open to this officer, in one page."""

import pytest

from tests.commands.office import Office


@pytest.fixture(scope="module")
def known(office: Office) -> tuple[Office, str]:
    """An office with a case of Exampleland, an unanswered letter and a review ahead."""
    day = ("--on", "2026-01-07")
    case = office.ready(on="2026-01-05")
    office.done("notify", case, "--to", "Chair", "--on", "2026-01-05")
    text = {"text": "Dear Ambassador"}
    office.done("propose", case, "letter", *day, "--from", "-", told=text)
    office.done("decide", case, "M1", "--by", "rapporteur", *day)
    office.done("take", case, "M1", *day, "--from", "-", told=text)
    for title, starts in (("fifth report", "2090-05-04"), ("fourth report", "2020-05-04")):
        office.done(
            *("calendar", "enter", "--what", "review of a report", "--title", title),
            *("--starts", starts, "--state", "Exampleland"),
        )
    office.done(
        *("calendar", "enter", "--what", "session", "--title", "101st session"),
        *("--starts", "2090-05-01", "--ends", "2090-05-20"),
    )
    office.done("file", "open", "--kind", "interim-measures", "--title", "measures",
                "--state", "Exampleland")  # fmt: skip
    return office, case


def test_a_state_is_shown_whole(known: tuple[Office, str]) -> None:
    office, case = known

    shown = office.done("state", "exampleland", "--on", "2026-01-17").out

    assert "Exampleland on 2026-01-17\n\nOpen cases: 1\n" in shown
    assert f"  {case}   received 2026-01-05; awaiting reply; allegation\n" in shown
    assert "no reply for 10 days" in " ".join(shown.split())
    assert "2090-05-04" not in shown  # the calendar knew nothing of it then
    assert "What can be rested on" in shown


def test_what_is_ahead_and_what_is_filed_stands_there(known: tuple[Office, str]) -> None:
    office, case = known

    plain = office.done("state", "XXA", "--json").json
    shown = office.done("state", "XXA").out

    assert [one["title"] for one in plain["ahead"]] == ["fifth report"]
    assert [one["reference"] for one in plain["unanswered"]] == [case]
    assert [one["title"] for one in plain["files"]] == ["measures"]
    assert plain["state"] == "XXA"
    assert "  2090-05-04   review of a report: fifth report\n" in shown
    assert "measures: open" in shown


def test_of_a_state_of_which_nothing_is_known_it_says_so(office: Office) -> None:
    shown = office.done("state", "Sampleland").out

    assert "Open cases: 0\n  none\n" in shown
    assert office.run("state", "Nowhere").code == 2


def test_whoever_is_recused_is_shown_nothing_known_or_not(office: Office) -> None:
    """Floor 4: the officer is a national of it."""
    refused = office.run("state", "Switzerland")
    plain = office.run("state", "Switzerland", "--json")

    assert (refused.code, plain.code) == (1, 1)
    assert "takes no part" in refused.out
    assert [one["key"] for one in plain.json["refused"]] == ["recused"]


def test_the_calendar_of_a_state_has_nothing_else(known: tuple[Office, str]) -> None:
    office = known[0]

    shown = office.done("calendar", "list", "--state", "Exampleland").out

    assert [line.split()[0] for line in shown.splitlines()] == ["2020-05-04", "2090-05-04"]
    assert "session" not in shown


def test_a_session_on_days_of_another_is_refused_in_one_sentence(
    known: tuple[Office, str],
) -> None:
    office = known[0]

    refused = office.run(
        *("calendar", "enter", "--what", "session", "--title", "102nd session"),
        *("--starts", "2090-05-20", "--ends", "2090-06-02"),
    )

    assert refused.code == 2
    assert "a session stands there from 2090-05-01 to 2090-05-20" in " ".join(
        refused.err.split()
    )
