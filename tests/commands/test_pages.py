"""The command that builds the public pages: what it says, what it refuses, what it leaves whole."""

import re
from pathlib import Path

import pytest

from sanjose.commands.session import session
from sanjose.words.events import FactsAdded, MeasureDecided
from sanjose.words.model import Answer, Kind, Post, Standing, Use
from tests.commands.office import Office
from tests.secretariat.house import (
    a_person,
    concluded,
    consent,
    done,
    proposed,
    ready,
    taken,
)

TEXT = "The Committee asks the State to protect whoever spoke to it.\n"
CANARY = "Zephyrine Quillfeather"


@pytest.fixture
def posted(own_office: Office, tmp_path: Path) -> str:
    """A case whose letter was posted, by everybody who has to; returns its reference."""
    with session(own_office.home, writing=True) as door:
        reference = ready(door, "XXA", a_person(CANARY))
        label = taken(door, reference)
        concluded(door, reference)
        done(door.consent(reference, consent(Use.PUBLISH, items=(label,))))
        posting = proposed(door, reference, "posting", about=label)
        done(door.decide(reference, MeasureDecided(label=posting), by=Post.PLENARY))
    place = tmp_path / "letter.txt"
    place.write_text(TEXT)
    own_office.second(own_office.done("release", reference, posting, "--file", str(place)))
    own_office.done("take", reference, posting, "--means", "posted")
    return reference


def withdraw(office: Office, reference: str) -> None:
    with session(office.home, writing=True) as door:
        done(door.consent(reference, consent(Use.PUBLISH, answer=Answer.WITHDRAWN)))


def whole(folder: Path) -> str:
    return "".join(one.read_text() for one in sorted(folder.rglob("*")) if one.is_file())


def test_pages_are_built_with_what_was_posted(
    own_office: Office, posted: str, tmp_path
) -> None:
    """N 8: public information, with references to what was posted."""
    answer = own_office.done("pages", "build", str(tmp_path / "site"))

    (page,) = (tmp_path / "site" / "posted").iterdir()
    assert TEXT.strip() in page.read_text()
    assert "Exampleland: letter to the State party" in answer.out
    assert "Nothing left this machine" in answer.out
    assert max(map(len, answer.out.splitlines())) <= 78


def test_no_name_no_reference_and_no_place_of_this_machine_is_in_the_pages(
    own_office: Office, posted: str, tmp_path
) -> None:
    answer = own_office.done("pages", "build", str(tmp_path / "site"))

    written = whole(tmp_path / "site")
    places = " ".join(one.name for one in (tmp_path / "site").rglob("*"))
    for told in (written, places, answer.out):
        assert CANARY.split()[0] not in told
        assert CANARY.split()[1] not in told
        assert str(tmp_path) not in told
    assert posted not in written + places
    assert posted.split("-")[2] not in written + places


def test_what_is_taken_back_comes_down_and_the_reason_is_told(
    own_office: Office, posted: str, tmp_path
) -> None:
    own_office.done("pages", "build", str(tmp_path / "site"))
    withdraw(own_office, posted)

    answer = own_office.done("pages", "build", str(tmp_path / "site"))

    assert not (tmp_path / "site" / "posted").exists()
    assert TEXT.strip() not in whole(tmp_path / "site")
    assert "Posted before, and not shown" in answer.out
    assert "took consent back" in " ".join(answer.out.split())


def test_what_names_somebody_who_was_erased_comes_down_with_the_next_build(
    own_office: Office, posted: str, tmp_path
) -> None:
    """Its text is gone from the record, and its page is known all the same."""
    with session(own_office.home, writing=True) as door:
        done(door.add(posted, a_person("Invented Larch", standing=Standing.WITNESS)))
    own_office.done("pages", "build", str(tmp_path / "site"))
    asked = own_office.done("erase", posted, "--person", "P1", "--yes", "--nothing-remains")
    own_office.second(asked)

    own_office.done("pages", "build", str(tmp_path / "site"))

    assert not (tmp_path / "site" / "posted").exists()
    assert TEXT.strip() not in whole(tmp_path / "site")


def test_whoever_erases_a_case_is_told_to_take_down_what_was_posted_of_it(
    own_office: Office, posted: str, tmp_path
) -> None:
    """Nothing is left by which the pages could know it; what stands there stays until then."""
    own_office.done("pages", "build", str(tmp_path / "site"))
    asked = own_office.done("erase", posted, "--whole-case", "--yes")
    told = " ".join(own_office.second(asked).notes)

    refused = own_office.run("pages", "build", str(tmp_path / "site"))

    assert "sanjose pages build DIR --take-down" in told
    assert refused.code == 1
    assert "say --take-down if the case was erased" in " ".join(refused.out.split())
    own_office.done("pages", "build", str(tmp_path / "site"), "--take-down")
    assert TEXT.strip() not in whole(tmp_path / "site")


def test_a_letter_that_is_in_nothing_open_to_the_officer_is_not_dropped(
    own_office: Office, posted: str, tmp_path
) -> None:
    own_office.done("pages", "build", str(tmp_path / "site"))
    own_office.done("recuse", posted, "--who", "officer-1")
    before = whole(tmp_path / "site")

    refused = own_office.run("pages", "build", str(tmp_path / "site"))

    assert refused.code == 1
    assert "somebody else builds the pages" in " ".join(refused.out.split())
    assert posted not in refused.out
    told = own_office.run("pages", "build", str(tmp_path / "site"), "--json").json
    assert [one["key"] for one in told["refused"]] == ["would-go"]
    assert whole(tmp_path / "site") == before
    own_office.done("pages", "build", str(tmp_path / "site"), "--take-down")
    assert TEXT.strip() not in whole(tmp_path / "site")


def test_the_list_says_what_everybody_may_see(own_office: Office, posted: str) -> None:
    listed = own_office.done("pages").out
    told = own_office.done("pages", "--json").json

    assert "Exampleland: letter to the State party" in listed
    assert [one["state"] for one in told["shown"]] == ["XXA"]
    assert told["withheld"] == []


def test_facts_that_came_later_ask_to_weigh_again(own_office: Office, posted: str) -> None:
    with session(own_office.home, writing=True) as door:
        done(door.add(posted, FactsAdded(kinds=(Kind.THREAT,))))

    listed = own_office.done("pages").out

    assert "weigh again whether it stays" in listed
    assert f"sanjose weigh {posted}" in listed


def test_what_is_left_out_is_told_to_a_machine_too(own_office: Office, posted: str) -> None:
    withdraw(own_office, posted)

    told = own_office.done("pages", "--json").json
    listed = own_office.done("pages").out

    assert told["shown"] == []
    (left,) = told["withheld"]
    assert (left["reference"], left["objections"][0]["key"]) == (posted, "refused")
    assert "  none" in listed


def test_a_trial_installation_says_so_on_every_page(own_office: Office, tmp_path) -> None:
    own_office.done("pages", "build", str(tmp_path / "site"))

    for page in (tmp_path / "site").rglob("*.html"):
        assert re.search(r"invented|مختلق|inventado|inventé", page.read_text()), page.name


def test_the_system_needs_no_unlocked_installation(office: Office, tmp_path) -> None:
    place = str(tmp_path / "site")
    env = {"SANJOSE_HOME": str(tmp_path / "nowhere"), "PATH": "/usr/bin:/bin"}

    answer = office.apart("pages", "build", place, "--system", "--json", env=env)

    assert answer.code == 0, answer
    assert answer.json["changed"] is True
    assert (tmp_path / "site" / "cescr.html").exists()


def test_the_same_pages_again_change_nothing(office: Office, tmp_path) -> None:
    office.done("pages", "build", str(tmp_path / "site"), "--system")

    again = office.done("pages", "build", str(tmp_path / "site"), "--system")

    assert again.out.startswith("The same as before")


def test_who_is_rapporteur_by_now_comes_from_a_list(office: Office, tmp_path) -> None:
    holders = tmp_path / "holders.csv"
    holders.write_text("committee,line,holder,office\ncat,1,Member Aspen,rapporteur\n")

    office.done("pages", "build", str(tmp_path / "site"), "--system", "--holders", str(holders))

    chart = (tmp_path / "site" / "chart.html").read_text()
    assert "Member Aspen" in chart
    assert "Names of Committee against Torture as told" in chart
    assert "Member Aspen (as told" in (tmp_path / "site" / "cat.html").read_text()


def test_a_folder_with_something_else_is_refused_in_one_sentence(
    office: Office, tmp_path
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "diary.txt").write_text("mine")

    refused = office.run("pages", "build", str(tmp_path / "site"), "--system")

    assert refused.code == 2
    assert "would be lost" in refused.said
    assert "diary" not in refused.said
    assert [one.name for one in (tmp_path / "site").iterdir()] == ["diary.txt"]


def test_on_a_full_disk_the_old_site_stays_and_the_exit_code_is_3(
    office: Office, tmp_path
) -> None:
    place = tmp_path / "site"
    office.done("pages", "build", str(place))
    before = {one.name: one.read_bytes() for one in place.iterdir() if one.is_file()}
    full = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (9000, 9000))"

    answer = office.apart("pages", "build", str(place), "--system", first=full)

    assert answer.code == 3, answer
    assert "nothing was changed" in answer.said
    assert {one.name: one.read_bytes() for one in place.iterdir() if one.is_file()} == before
    assert [one for one in tmp_path.iterdir() if one.name.endswith(".new")] == []
