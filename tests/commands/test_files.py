"""Files on the command line, as an officer meets them: a visit and its report."""

from collections.abc import Iterator

import pytest

from sanjose.commands.init import NothingDue
from sanjose.commands.session import clock
from sanjose.commands.unlocking import ASKS_AUTHORITY
from sanjose.keeping import agent, installation
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.slots import Cost
from tests.commands.office import PASSPHRASE, Answer, Office
from tests.commands.terminal import Terminal

PUBLISHED = "published at the State's request"
UNDER_16_4 = "published under art. 16 (4)"


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory, _place: None) -> Iterator[Office]:
    """An unlocked installation of the Subcommittee on Prevention of Torture."""
    folder = tmp_path_factory.mktemp("visits")
    home = Home(folder / "home")
    settings = Settings(committee="spt", trial=True)
    installation.create(home, settings, PASSPHRASE, ("CHE",), NothingDue(), clock(), Cost.TRIAL)
    agent.start(home, None, PASSPHRASE, may=ASKS_AUTHORITY)
    yield Office(home, folder)
    agent.stop(home)


def visit(office: Office, *states: str) -> str:
    """Open a visit, bring it to a state, and return its label."""
    named = ("--kind", "visit", "--title", "a visit", "--state", "Exampleland")
    label = office.done("--json", "file", "open", *named).json["label"]
    for state in states:
        published = ("--document", "CAT/OP/XXA/1") if state == PUBLISHED else ()
        office.done("file", "move", label, "--to", state, *published)
    return label


TO_REPORT = ("announced", "under way", "ended", "report confidential")


def moved(office: Office, label: str, to: str, *more: str) -> Answer:
    return office.run("file", "move", label, "--to", to, *more)


def now(office: Office, label: str) -> str:
    return office.done("--json", "file", "show", label).json["now"]


def test_a_file_says_where_it_is_and_what_can_follow(visits: Office) -> None:
    label = visit(visits, "announced")

    answer = visits.done("file", "move", label.lower(), "--to", "Under Way")
    shown = visits.done("file", "show", label).out

    assert "What can follow: suspended; terminated; ended." in answer.out
    assert "Exampleland" in shown
    assert '--to "suspended"' in shown
    assert now(visits, label) == "under way"


def test_whose_decision_comes_next_is_shown(visits: Office) -> None:
    label = visit(visits, *TO_REPORT, "asked of the Committee against Torture")

    shown = " ".join(visits.done("file", "show", label).out.split())

    outside = f'--to "{UNDER_16_4}" --document SYMBOL --on DATE, of the Committee against'
    assert outside in shown
    assert f'--to "{PUBLISHED}" --document TEXT' in shown


@pytest.mark.parametrize("to", [PUBLISHED, "report confidential"], ids=["twice", "withdrawn"])
def test_a_report_is_published_once_and_stays(visits: Office, to: str) -> None:
    label = visit(visits, *TO_REPORT, PUBLISHED)

    refused = moved(visits, label, to)
    shown = " ".join(visits.done("file", "show", label).out.split())

    assert refused.code == 2
    assert (
        "a report is published once, and what was published is not taken back" in refused.said
    )
    assert "nothing was changed" in refused.said
    assert now(visits, label) == PUBLISHED
    assert "Nothing: a report is published once" in shown


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            ("--decided-by", "Human Rights Committee", "--document", "X/1"),
            "by the Committee against Torture, and is entered as its act only: nothing was changed",
        ),
        ((), "name its decision, by the symbol of the document (--document)"),
        (("--document", "X/1"), "today is not taken for it"),
        (("--document", "X/1", "--on", "2999-01-01"), "lies in the future"),
    ],
    ids=["another body", "no document", "no day", "not yet"],
)
def test_what_the_committee_against_torture_decides_is_its_act(
    visits: Office, more: tuple[str, ...], sentence: str
) -> None:
    label = visit(visits, *TO_REPORT, "asked of the Committee against Torture")

    refused = moved(visits, label, UNDER_16_4, *more)

    assert refused.code == 2
    assert sentence in refused.said
    assert now(visits, label) == "asked of the Committee against Torture"
    decided = ("--document", "CAT/C/75/X", "--on", clock().date().isoformat())
    assert moved(visits, label, UNDER_16_4, *decided).code == 0
    assert "(CAT/C/75/X)" in visits.done("file").out


def test_what_can_be_kept_of_a_file_is_listed_and_shown(visits: Office) -> None:
    label = visit(visits)
    visits.done("file", "move", label, "--to", "announced", "--details", "places=nine")

    kinds = {one["key"]: one for one in visits.done("--json", "file", "kinds").json["kinds"]}
    listed = visits.done("file", "kinds").out
    refused = moved(visits, label, "under way", "--details", "interviewees=Ada Quill")

    assert set(kinds) == {"visit", "follow-up-visit"}
    assert "follows" in kinds["follow-up-visit"]["details"]
    assert kinds["visit"]["outside"][UNDER_16_4] == "Committee against Torture"
    assert "delegation=…" in listed
    assert "nine" in visits.done("file", "show", label).out
    assert refused.code == 2
    assert "Ada" not in refused.said


def test_a_file_that_is_not_there_is_not_shown(visits: Office) -> None:
    refused = visits.run("file", "show", "F99")

    assert refused.code == 2
    assert "there is no file F99; see `sanjose file list`" in refused.said


def test_a_visit_of_one_state_is_not_linked_with_a_case_of_another(visits: Office) -> None:
    label = visit(visits)
    case = visits.received("--state", "Sampleland")

    refused = visits.run("file", "link", label, case)

    assert refused.code == 2
    assert "concern two different States: they are not linked" in refused.said
    assert visits.done("--json", "file", "show", label).json["cases"] == []


@pytest.mark.parametrize("to", [PUBLISHED, "partly published by the State"])
def test_what_a_state_published_is_named(visits: Office, to: str) -> None:
    label = visit(visits, *TO_REPORT)

    refused = moved(visits, label, to)

    assert refused.code == 2
    assert "name what was published, by its symbol or where it was published" in refused.said
    assert now(visits, label) == "report confidential"


def test_a_publication_is_confirmed_at_a_terminal(visits: Office) -> None:
    label = visit(visits, *TO_REPORT)
    at = ("--home", str(visits.home.path), "file", "move", label, "--to", PUBLISHED)

    stopped = Terminal(*at).answer("(Enter: leave out)", "CAT/OP/XXA/1")
    stopped.wait("what was published is not taken").answer("anything else", "yes")
    left = (stopped.end(), now(visits, label))
    agreed = Terminal(*at).answer("(Enter: leave out)", "CAT/OP/XXA/1")
    agreed.answer("anything else", label.lower())

    assert left == (130, "report confidential")
    assert "nothing was changed" in stopped.shown
    assert agreed.end() == 0
    assert now(visits, label) == PUBLISHED


def test_a_move_with_a_way_back_is_not_confirmed(visits: Office) -> None:
    label = visit(visits)

    terminal = Terminal(
        *("--home", str(visits.home.path), "file", "move", label, "--to", "announced")
    )

    assert terminal.end() == 0
    assert "> " not in terminal.shown
