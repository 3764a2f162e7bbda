"""`sanjose practice`, `meeting` and `induction`: what is noted, and the papers made of it."""

import pytest

TEXT = {"text": "Printed documents are accepted by hand."}


@pytest.fixture(scope="module")
def noted(office):
    empty = office.done("practice").out
    said = office.done(
        *("practice", "note", "--title", "Paper instead of e-mail"),
        *("--about", "safe channels and safe participation", "--where", "another body"),
        *("--source", "N 21", "--from", "-"),
        told=TEXT,
    ).out
    assert "It goes into the agenda of a meeting" in " ".join(said.split())
    return office, empty


def test_while_nothing_is_noted_it_says_how_to_begin(noted):
    assert "sanjose practice note" in noted[1]


def test_practices_are_listed_searched_and_shown(noted):
    """G 17."""
    office, _ = noted

    assert "B1   Paper instead of e-mail" in office.done("practice").out
    assert "B1" in office.done("practice", "search", "printed", "--about", "safe").out
    assert "speaks of that" in office.done("practice", "search", "telephone").out
    assert "speaks of that" in office.done("practice", "search", "--since", "2100-01-01").out
    shown = office.done("practice", "show", "b1").out
    assert "Printed documents are accepted by hand." in shown
    assert "Seen in: another body" in shown
    assert office.done("practice", "show", "B1", "--json").json["source"] == "N 21"
    assert len(office.done("practice", "--json").json["practices"]) == 1


def test_words_that_are_none_are_misuse(noted):
    office, _ = noted

    assert office.run("practice", "show", "B9").code == 2
    assert office.run("practice", "search", "--about", "p").code == 2
    assert office.run("practice", "search", "--about", "").code == 0


def test_the_agenda_names_no_state_and_no_case_and_tells_the_practices(noted):
    """N 13-25, 47."""
    office, _ = noted
    case = office.ready()

    out = office.done("meeting", "agenda", "--held-on", "2026-12-10", "--topics", "a,f").out

    told = " ".join(out.split())
    assert "Printed documents are accepted by hand." in told
    assert "Cooperation with journalists and the media." in told
    assert "under-reporting" not in told
    assert case not in told
    assert "Exampleland" not in told
    assert max(map(len, out.splitlines())) <= 78


def test_a_sheet_is_made_only_once_it_is_said_who_sits_in_the_room(noted):
    """Floor 4."""
    office, _ = noted

    assert office.run("meeting", "sheet").code == 2
    assert office.run("meeting", "sheet", "--nationals", " , ").code == 2
    assert office.run("meeting", "sheet", "--nationals", "Atlantis").code == 2
    out = office.done("meeting", "sheet", "--nationals", "none").out
    assert "to be handed back" in out
    assert office.done("meeting", "sheet", "--nationals", "Cuba, XXA").code == 0
    assert "sanjose meeting agenda" in office.done("meeting").out


@pytest.mark.parametrize("committee", [(), ("--committee", "cescr"), ("--committee", "spt")])
def test_induction_is_made_from_a_profile_and_speaks_of_no_case(noted, committee):
    """N 28, 45."""
    office, _ = noted
    case = office.ready()

    out = office.done("induction", *committee).out

    assert "If somebody tells you" in out
    assert "A member takes no part in what concerns the State whose" in " ".join(out.split())
    assert case not in out
    assert max(map(len, out.splitlines())) <= 78


def test_induction_for_a_committee_that_is_not_there_is_misuse(noted):
    office, _ = noted

    assert office.run("induction", "--committee", "atlantis").code in {2, 3}
