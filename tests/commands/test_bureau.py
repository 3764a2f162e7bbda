"""A committee whose Bureau is the focal point, from the command line.

Five members of the Bureau, of whom Birch is the Chair and Elm a national of Exampleland.
"""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sanjose.commands.init import NothingDue
from sanjose.commands.session import clock
from sanjose.commands.unlocking import ASKS_AUTHORITY
from sanjose.keeping import agent, installation
from sanjose.keeping.home import Home, Settings
from sanjose.keeping.slots import Cost
from tests.commands.conftest import short_sockets
from tests.commands.office import PASSPHRASE, Office, private
from tests.commands.terminal import Terminal

WRITTEN = ("--by", "Bureau", "--mode", "written procedure")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("bureau")
    home = Home(folder / "home")
    settings = Settings(committee="cescr", trial=True)
    installation.create(home, settings, PASSPHRASE, ("CHE",), NothingDue(), clock(), Cost.TRIAL)
    office = Office(home, folder)
    private(folder / "passphrase", PASSPHRASE)
    with short_sockets():
        agent.start(home, None, PASSPHRASE, may=ASKS_AUTHORITY)
        members = ("Birch XXC", "Cedar XXB", "Dogwood XXB", "Elm XXA", "Fir XXC")
        for name, nationality in map(str.split, members):
            filled(office, "Bureau", f"Member {name}", nationality)
        filled(office, "Chair", "Member Birch", "XXC")
        agent.stop(home)
    return office


def filled(office: Office, post: str, holder: str, nationality: str, *more: str) -> None:
    office.done(
        *("roster", "fill", "--post", post, "--holder", holder),
        *("--nationality", nationality, "--since", "2020-01-01", *more),
    )


@pytest.fixture
def office(built: Office, tmp_path: Path, _place: None) -> Iterator[Office]:
    """A copy of the installation, unlocked by ``officer-1``."""
    home = Home(tmp_path / "home")
    shutil.copytree(built.home.path, home.path)
    shutil.copy(built.folder / "passphrase", tmp_path)
    agent.start(home, None, PASSPHRASE, may=ASKS_AUTHORITY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SANJOSE_HOME", str(home.path))
        yield Office(home, tmp_path)
    agent.stop(home)


def letter(office: Office) -> str:
    """Return a case in which a letter, M1, is proposed."""
    case = office.ready()
    office.done("propose", case, "letter", "--from", "-", told={"text": "Excellency"})
    return case


def decided(office: Office, case: str, *votes: str):
    return office.run("decide", case, "M1", *WRITTEN, *votes, told={"text": "By e-mail."})


# -- told ------------------------------------------------------------------------------------


def test_it_is_the_bureau_that_is_to_be_told_and_how_many_they_are(office: Office) -> None:
    answer = office.done("receive", "--state", "XXA", told={"text": "They came."})

    assert "tell the Bureau (4 members) by" in answer.out
    assert f"sanjose notify {answer.reference} --to Bureau" in answer.out
    assert "rapporteur" not in answer.out


def test_no_page_speaks_of_a_rapporteur(office: Office) -> None:
    case = office.received()
    urgent = office.done("urgent", "--state", "XXA", told={"text": "They are here.", "who": ""})
    roster = office.done("roster", "list", "--state", "XXA")
    pages = (urgent, roster, office.done("today"), office.done("show", case))

    assert [page for page in pages if "rapporteur" in page.out.casefold()] == []
    assert "Bureau and Chair agree" in urgent.out
    assert "Elm" not in urgent.out
    assert "for the Bureau   the Bureau: Member Birch, Member Cedar" in roster.out
    assert f"notify {urgent.reference} --to Chair" not in urgent.out


def test_the_urgent_page_of_the_morning_says_how_many(office: Office) -> None:
    office.done("urgent", "--state", "XXB", told={"text": "They are here.", "who": ""})

    assert "tell the Bureau (3 members) today" in office.done("today").out


def test_telling_the_bureau_tells_its_chair_and_the_record_says_so(office: Office) -> None:
    case = office.received()

    answer = office.done("notify", case, "--to", "Bureau")

    assert "tell the" not in answer.out
    assert "Bureau told of the receipt, for the Chair" in office.done("show", case).out


def test_whoever_speaks_of_a_rapporteur_is_told_that_there_is_none(office: Office) -> None:
    answer = office.run(
        *("roster", "fill", "--post", "rapporteur", "--holder", "Member Gum"),
        *("--nationality", "XXC", "--since", "2020-01-01"),
    )

    assert (answer.code, answer.said) == (
        2,
        "here the Bureau is the focal point: enter its members as Bureau",
    )


# -- deciding --------------------------------------------------------------------------------


def test_a_proposal_is_the_bureaus_where_nobody_is_named(office: Office) -> None:
    answer = office.done(
        "propose", office.ready(), "letter", "--from", "-", told={"text": "Excellency"}
    )

    assert "Decided by: Bureau, or above." in answer.out


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ((), "at least 3 in favour"),
        (("--in-favour", "2"), "At least 3 have to be in favour"),
        (("--in-favour", "5"), "5 votes are entered and 4 members of the Bureau may vote"),
        (("--consensus",), "at least 3 in favour"),
    ],
)
def test_a_written_procedure_is_refused_without_its_votes(office: Office, votes, said) -> None:
    answer = decided(office, letter(office), *votes)

    assert answer.code == 1
    assert said in " ".join(answer.out.split())


def test_votes_that_contradict_themselves_are_misuse(office: Office) -> None:
    case = letter(office)

    assert decided(office, case, "--in-favour", "-3").code == 2
    assert decided(office, case, "--in-favour", "3", "--consensus").code == 2


def test_a_majority_carries_it_and_the_votes_stand_in_the_record(office: Office) -> None:
    case = letter(office)

    answer = decided(office, case, "--in-favour", "3", "--against", "1")

    assert answer.code == 0
    assert "3 in favour, 1 against" in " ".join(office.done("show", case).out.split())


def test_between_sessions_nobodys_objection_is_no_vote(office: Office) -> None:
    told = {"text": "Nobody objected."}

    answer = office.run(
        *("decide", letter(office), "M1", "--by", "Bureau", "--consensus"),
        *("--mode", "between sessions"),
        told=told,
    )

    assert answer.code == 1
    assert "each member answers yes or no" in answer.out


def test_at_a_terminal_the_votes_are_asked_for(office: Office) -> None:
    case = letter(office)

    terminal = Terminal("decide", case, "M1", "--by", "Bureau", "--means", "by e-mail")
    terminal.answer("Whether it was adopted", "yes")
    terminal.answer("How the decision was taken", "written procedure")
    terminal.answer("How many voted in favour", "3")
    terminal.answer("How many voted against", "1")
    terminal.wait("abstained")
    terminal.leave()


@pytest.mark.parametrize("post", ["Chair", "Bureau"])
def test_the_assessment_is_the_bureaus(office: Office, post: str) -> None:
    answer = office.run(
        *("assess", office.received(), "--finding", "reprisal", "--by", post),
        told={"reasons": "It fits."},
    )

    assert (answer.code == 0) is (post == "Bureau")


# -- a term, and the next ----------------------------------------------------------------------


def enrolled(office: Office, nationality: str) -> str:
    answer = office.done(
        *("officer", "add", "--post", "Bureau", "--nationality", nationality, "--json"),
        *("--passphrase-file", str(office.folder / "passphrase")),
    )
    return str(answer.json["officer"])


def unlocked(office: Office, officer: str) -> None:
    agent.stop(office.home)
    agent.start(office.home, officer, PASSPHRASE, may=ASKS_AUTHORITY)


def advice(office: Office, what: str = "keys belong to terms") -> str:
    checks = office.done("doctor", "--json").json["checks"]
    return next(one["say"] for one in checks if one["what"] == what)


def test_the_doctor_says_in_time_that_nobody_follows(office: Office) -> None:
    today = clock().date()
    last, next_ = (str(today + timedelta(days=n)) for n in (20, 21))
    assert advice(office, "offices are followed") == ""

    for name in ("Birch", "Cedar", "Dogwood"):
        member = ("--post", "Bureau", "--holder", f"Member {name}")
        office.done("roster", "leave", *member, "--until", last)

    assert f"the Bureau from {next_} on" in advice(office, "offices are followed")


def test_the_doctor_names_keys_of_which_no_roster_says_until_when(office: Office) -> None:
    assert advice(office) == ""

    officer = enrolled(office, "XXC")

    assert officer in advice(office)
    filled(office, "Bureau", officer, "XXC")
    assert advice(office) == ""


def test_whoever_enrols_a_member_is_told_how_the_key_ends_with_the_term(
    office: Office,
) -> None:
    passphrase = (
        *("--nationality", "XXC"),
        *("--passphrase-file", str(office.folder / "passphrase")),
    )

    member = office.done("officer", "add", "--post", "Bureau", *passphrase)
    colleague = office.done("officer", "add", *passphrase)

    assert "sanjose roster fill --post Bureau --holder officer-2" in member.out
    assert "roster fill" not in colleague.out


def test_the_doctor_names_keys_whose_term_is_over(office: Office) -> None:
    officer = enrolled(office, "XXC")
    filled(office, "Bureau", officer, "XXC", "--until", "2021-12-31")

    assert advice(office).startswith(f"the term is over of: {officer};")
    office.done("officer", "leave", officer, "--yes")
    assert advice(office) == ""


def test_after_the_term_a_key_opens_nothing_and_the_next_one_everything(
    office: Office,
) -> None:
    case = office.received()
    former, successor = enrolled(office, "XXC"), enrolled(office, "XXC")
    filled(office, "Bureau", former, "XXC", "--until", "2021-12-31")
    filled(office, "Bureau", successor, "XXC")

    unlocked(office, former)
    for command in (("show", case), ("today",), ("cases",), ("decide", case, "M1")):
        answer = office.run(*command, told="{}")
        assert answer.code == 2
        assert "the term as Bureau is over" in answer.said
    handed_in = office.run("receive", "--state", "XXB", told={"text": "Handed to me."})
    assert handed_in.code == 0

    unlocked(office, successor)
    assert case in office.done("show", case).out
    assert handed_in.reference in office.done("cases").out


def test_a_new_member_opens_nothing_of_their_own_state(office: Office) -> None:
    case = office.received()
    national = enrolled(office, "XXA")
    filled(office, "Bureau", national, "XXA")

    unlocked(office, national)

    assert office.run("show", case).code == 2
    assert case not in office.done("cases").out
