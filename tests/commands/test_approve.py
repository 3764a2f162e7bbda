"""What waits for a second person, and a text that leaves, as commands."""

from pathlib import Path

import pytest

from sanjose.commands.unlocking import ASKS_AUTHORITY
from sanjose.keeping import agent
from tests.commands.office import PASSPHRASE, SECOND, Office
from tests.commands.terminal import Terminal

CLEAN = "The Committee recalls that nobody may be threatened for cooperating with it.\n"
NAMING = "They were seen.\nAda Quill said so.\n"


def text(office: Office, content: str = CLEAN) -> str:
    path = office.folder / "text.txt"
    path.write_text(content, "utf-8")
    return str(path)


def asked(office: Office) -> tuple[str, str]:
    """Ask to erase somebody, and return the case and the label under which it waits."""
    case = office.received(persons=[{"name": "Ada Quill"}, {"name": "Omar Vane"}])
    plain = office.done(
        *("erase", case, "--person", "P1", "--yes", "--nothing-remains", "--json")
    ).json
    return case, plain["waits"]


def taken_over(office: Office) -> None:
    """Lock, and unlock as a second officer."""
    place = str(office.folder / "passphrase")
    office.done("officer", "add", "--nationality", "XXC", "--passphrase-file", place)
    agent.stop(office.home)
    agent.start(office.home, SECOND, PASSPHRASE, may=ASKS_AUTHORITY)


def decided(office: Office, use: str, measure: str) -> str:
    """Return a case in which M1 is decided, to which the person agreed."""
    case = office.received()
    office.done("consent", case, "--answer", "given", "--uses", use)
    office.done("weigh", case, told={"for_person": "they may return", "for_others": "none"})
    office.done("propose", case, measure, "--from", "-", told={"text": "As below."})
    office.done("decide", case, "M1", "--by", "rapporteur", "--adopted")
    return case


PARTNERS = "ask civil society and other partners for help"


# -- approve ----------------------------------------------------------------------------------------


def test_a_second_officer_sees_in_the_morning_what_waits_and_approves_exactly_that(
    own_office: Office,
) -> None:
    case, label = asked(own_office)
    mine = own_office.done("today").out
    own = own_office.done("approve").out
    taken_over(own_office)

    morning = " ".join(own_office.done("today").out.split())
    listed = own_office.done("approve", "--json").json["waiting"]
    shown = own_office.done("approve", label).out
    digest = listed[0]["digest"]
    done = own_office.done("approve", label, "--digest", digest.removeprefix("sha256:"))

    assert "Waiting for your yes" not in mine
    assert "you asked" in own
    assert f"Waiting for your yes {label} What is kept of P1 in {case}" in morning
    assert [(one["label"], one["act"], one["own"]) for one in listed] == [
        (label, "erase", False)
    ]
    assert f"  | erase P1 in {case}" in shown
    assert "These entries are destroyed for good" in shown
    assert f"sanjose approve {label} --digest" in shown
    assert f"{label} is approved: what is kept of P1 in {case} is destroyed" in " ".join(
        done.out.split()
    )
    assert "P1   erased" in own_office.done("show", case).out
    assert own_office.done("approve").out == "Nothing waits for a second person.\n"


def test_at_a_terminal_it_is_asked_before_anything_is_approved(own_office: Office) -> None:
    case, label = asked(own_office)
    taken_over(own_office)
    no, yes = Terminal("approve", label), Terminal("approve", label)

    no.wait("Exactly this").answer("Say yes to exactly this", "no")
    assert no.end() == 130
    yes.wait("Exactly this").answer("Say yes to exactly this", "yes")

    assert yes.end() == 0, yes.shown
    assert f"{label} still waits" in no.shown
    assert "P1   erased" in own_office.done("show", case).out


def test_whoever_asked_is_refused_and_may_take_it_back(office: Office) -> None:
    case, label = asked(office)
    digest = office.done("approve", label, "--json").json["digest"]

    shown = office.done("approve", label).out
    refused = office.run("approve", label, "--digest", digest)
    back = office.done("approve", label, "--withdraw")
    again = office.run("approve", label)

    assert "You asked for it: somebody else says yes" in " ".join(shown.split())
    assert refused.code == 1
    assert "Nobody approves what they asked for themselves" in refused.out
    assert f"{label} is withdrawn" in back.out
    assert again.code == 2
    assert "Ada Quill" in office.done("show", case, "--reveal").out
    timeline = office.done("show", case).out
    assert f"{label} waits for a second person: erase" in timeline
    assert f"{label} withdrawn" in timeline


def test_a_second_officer_declines(own_office: Office) -> None:
    _, label = asked(own_office)
    taken_over(own_office)
    terminal = Terminal("approve", label, "--decline")

    terminal.answer("Why not", "She did not ask for it.", "")

    assert terminal.end() == 0, terminal.shown
    assert f"{label} is declined" in terminal.shown
    assert own_office.done("approve", "--json").json == {"waiting": []}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--decline",), "say which, by its label"),
        (("A7",), "A7 does not wait for anybody here"),
        (("Ada Quill",), "does not wait for anybody here"),
        (("A1", "--decline", "--withdraw"), "choose one of"),
    ],
)
def test_what_is_misused_is_said(office: Office, arguments: tuple[str, ...], said: str) -> None:
    answer = office.run("approve", *arguments)

    assert answer.code == 2
    assert said in answer.said
    assert "Quill" not in answer.said


def test_another_digest_approves_nothing(own_office: Office) -> None:
    _, label = asked(own_office)
    taken_over(own_office)

    answer = own_office.run("approve", label, "--digest", "0" * 64)

    assert answer.code == 2
    assert "what you were shown is something else" in answer.said


# -- release ----------------------------------------------------------------------------------------


def test_a_letter_to_partners_that_names_nobody_else_may_leave(office: Office) -> None:
    case = decided(office, PARTNERS, "protection-network")

    done = office.done("release", case, "M1", "--file", text(office))

    assert f"The text of M1 in {case} may leave" in done.out
    assert "the text of M1 released" in office.done("show", case).out


def test_where_the_guard_stops_it_says_line_and_column_and_no_word(office: Office) -> None:
    office.received(persons=[{"name": "Mara Fen"}])
    case = decided(office, PARTNERS, "protection-network")
    naming = text(office, "They were seen.\nThere Mara Fen said so.\n")

    refused = office.run("release", case, "M1", "--file", naming)
    plain = office.run("release", case, "M1", "--file", naming, "--json")
    revealed = office.run("release", case, "M1", "--file", naming, "--reveal")

    assert refused.code == plain.code == 1
    assert "line 2   column 7" in refused.out
    assert "The guard stops the text at 1 place" in refused.out
    for answer in (refused, plain):
        assert "Mara" not in answer.out + answer.err
    (stop,) = plain.json["stops"]
    assert (stop["line"], stop["column"], stop["length"], stop["kind"]) == (2, 7, 8, "name")
    assert revealed.code == 2
    assert "at a terminal only" in revealed.said


def test_at_a_terminal_the_line_is_shown_and_a_reason_asked_for(own_office: Office) -> None:
    own_office.received(persons=[{"name": "Mara Fen"}])
    case = decided(own_office, PARTNERS, "protection-network")
    naming = text(own_office, "They were seen.\nThere Mara Fen said so.\n")
    terminal = Terminal("release", case, "M1", "--file", naming, "--overrule", "--reveal")

    terminal.wait("There »Mara Fen« said so.")
    terminal.answer("Why the text may leave", "She says so herself.", "")

    assert terminal.end() == 0, terminal.shown
    taken_over(own_office)
    shown = own_office.done("approve", "A1").out
    assert "overrule the guard" in shown
    assert "  | There Mara Fen said so." in shown
    assert "line 2   column 7" in shown
    assert "She says so herself." in shown


def test_the_reason_may_stand_in_a_file(office: Office) -> None:
    office.received(persons=[{"name": "Mara Fen"}])
    case = decided(office, PARTNERS, "protection-network")
    naming = text(office, "There Mara Fen said so.\n")
    reason = Path(office.folder / "reason.txt")
    reason.write_text("She says so herself.", "utf-8")
    order = ("release", case, "M1", "--file", naming, "--overrule")

    unsaid = office.run(*order)
    waits = office.done(*order, "--reason", str(reason), "--json").json["waits"]

    assert unsaid.code == 2
    assert "say why the text may leave" in unsaid.said
    office.done("approve", waits, "--withdraw")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("CAT-26-7K3QM-X", "M1"), "hand in the text"),
        (("M1", "--file", "x"), "say which case"),
        (("CAT-26-7K3QM-X", "--file", "x"), "say which measure"),
        (("CAT-26-7K3QM-X", "M1", "--no-case", "--file", "x"), "say which case"),
        (("CAT-26-7K3QM-X", "M1", "--file", "/nowhere/Ada Quill"), "cannot be read"),
    ],
)
def test_what_release_lacks_is_said(
    office: Office, arguments: tuple[str, ...], said: str
) -> None:
    answer = office.run("release", *arguments)

    assert answer.code == 2
    assert said in answer.said
    assert "Quill" not in answer.said


def test_what_is_no_plain_text_gets_one_sentence(office: Office) -> None:
    case = decided(office, PARTNERS, "protection-network")
    path = office.folder / "text.pdf"
    path.write_bytes(b"%PDF-1.7\x00\x01")

    answer = office.run("release", case, "M1", "--file", str(path))

    assert answer.code == 2
    assert "only plain text in UTF-8 can be read by the guard" in answer.said
