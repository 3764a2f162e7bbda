"""Letters at the command line: drafted, edited in Word, taken back in, sent by a person."""

import json
import re
import stat
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest

from tests.commands.office import Office
from tests.commands.terminal import Terminal

NAMES = ("Ada", "Quill", "Zoltan", "Periwinkle")


@pytest.fixture
def letter(office: Office, tmp_path: Path) -> tuple[str, Path]:
    """A case with an adopted letter, and the Word file that was drafted of it."""
    office.received(persons=[{"name": "Zoltan Periwinkle"}])
    case = office.proposed("letter-deadline")
    office.done("decide", case, "M1", "--by", "rapporteur", "--from", "-", told={"text": "yes"})
    place = tmp_path / "letter.docx"
    office.done("letter", "draft", case, "M1", "--lang", "en", "--out", str(place))
    return case, place


def edited(place: Path, *paragraphs: str) -> str:
    """Add paragraphs to a Word file, as an officer does, and return where it is saved."""
    word = docx.Document(str(place))
    for one in paragraphs:
        word.add_paragraph(one)
    saved = place.with_name("edited.docx")
    word.save(str(saved))
    return str(saved)


def words_in(place: Path) -> str:
    return "\n".join(one.text for one in docx.Document(str(place)).paragraphs)


def assert_says_no_name(answer) -> None:
    assert not [name for name in NAMES if name in answer.out + answer.err]


def test_a_letter_goes_from_its_draft_to_the_proof_that_it_went(office, letter, tmp_path):
    case, place = letter
    proof = tmp_path / "proof.txt"
    proof.write_text("Received on the same day.")

    kept = office.done(
        "letter", "take-in", case, "M1", "--file", edited(place, "One word more.")
    )
    sent = office.done(
        *("letter", "sent", case, "M1", "--means", "by hand", "--proof", str(proof))
    )
    shown = office.done("show", case)

    assert "nothing was sent" in kept.out
    assert "went out" in sent.out
    told = " ".join(shown.out.split())
    assert "the letter of M1 taken in" in told
    assert "M1 taken, by hand; reply by" in told
    assert "the letter of M1 went out, by hand (a file: entry" in told
    for answer in (kept, sent, shown):
        assert_says_no_name(answer)


def test_the_record_waits_until_the_day_that_the_letter_names(office, letter, tmp_path):
    case, _ = letter
    place, by = tmp_path / "own.docx", date.today() + timedelta(days=23)  # noqa: DTZ011 - as the commands
    office.done(
        *("letter", "draft", case, "M1", "--lang", "es", "--reply-by", by.isoformat()),
        *("--out", str(place)),
    )
    unnamed = tmp_path / "unnamed.txt"
    unnamed.write_text("We ask for a reply soon.")

    unread = office.run("letter", "sent", case, "M1", "--means", "x", "--file", str(unnamed))
    office.done("letter", "sent", case, "M1", "--means", "by hand", "--file", str(place))

    assert unread.code == 2
    assert "--reply-by" in unread.err
    assert f"reply by {by}" in " ".join(office.done("show", case).out.split())


def test_the_very_file_that_went_out_is_fetched_again(office, letter, tmp_path):
    case, place = letter
    office.done("letter", "sent", case, "M1", "--file", str(place), "--means", "by hand")
    told = " ".join(office.done("show", case).out.split())
    (entry,) = re.findall(r"M1 taken, by hand; reply by \S+ \(a file: entry (\d+)\)", told)
    fetched = tmp_path / "fetched.docx"

    office.done("fetch", case, entry, "--to", str(fetched))

    assert fetched.read_bytes() == place.read_bytes()
    assert "the letter of M1 went out, by hand, no proof yet" in told


def test_a_draft_is_a_word_file_for_its_owner_only_that_names_whoever_agreed(letter):
    _, place = letter

    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert "Ada Quill" in words_in(place)
    assert not docx.Document(str(place)).core_properties.author


def test_a_draft_says_nothing_of_a_person_at_the_terminal(office, letter, tmp_path):
    case, _ = letter

    answer = office.done("letter", "draft", case, "M1", "--out", str(tmp_path / "again.docx"))

    assert "names P1" in answer.out
    assert_says_no_name(answer)


@pytest.mark.parametrize("form", [".txt", ".eml"])
def test_a_draft_is_also_a_text_and_a_mail_that_nobody_sent(office, letter, tmp_path, form):
    case, _ = letter
    place = tmp_path / f"letter{form}"

    office.done("letter", "draft", case, "M1", "--lang", "fr", "--out", str(place))

    content = place.read_text("utf-8")
    assert ("X-Unsent: 1" in content) is (form == ".eml")
    assert place.stat().st_size > 500


def test_what_the_draft_says_is_told_to_a_machine_too(office, letter, tmp_path):
    case, _ = letter

    answer = office.done(
        "letter", "draft", case, "M1", "--json", "--out", str(tmp_path / "x.docx")
    )

    told = json.loads(answer.out)
    assert (told["sort"], told["names"]) == ("letter-deadline", ["P1"])
    assert told["reply_by"] > told["dated"]
    assert told["label"] == "M1"


def test_a_letter_with_a_name_of_another_case_is_stopped_in_one_sentence(office, letter):
    case, place = letter
    before = office.done("show", case).out.count("taken in")
    file = edited(place, "We also think of Zoltan Periwinkle.")

    stopped = office.run("letter", "take-in", case, "M1", "--file", file)
    told = office.run("letter", "take-in", case, "M1", "--file", file, "--json")
    went = office.run("letter", "sent", case, "M1", "--file", file, "--means", "by hand")

    assert (stopped.code, told.code, went.code) == (1, 1, 1)
    assert "somebody whom it must not name" in " ".join(stopped.out.split())
    (refusal,) = json.loads(told.out)["refused"]
    assert refusal["key"] == "guard"
    assert json.loads(told.out)["stops"][0]["kind"] == "name"
    for answer in (stopped, told, went):
        assert_says_no_name(answer)
    assert office.done("show", case).out.count("taken in") == before


def test_deleted_words_and_comments_are_read_as_well(office, letter):
    case, place = letter
    word = docx.Document(str(place))
    word.core_properties.comments = "as for Zoltan Periwinkle"
    word.save(str(place))

    stopped = office.run("letter", "take-in", case, "M1", "--file", str(place))

    assert stopped.code == 1


def test_a_second_person_lets_a_letter_past_the_guard(office, letter, tmp_path):
    case, place = letter
    file = edited(place, "Mr Periwinkle of the mission is thanked.")
    reason = tmp_path / "reason.txt"
    reason.write_text("He is an official of the same name.")

    asked = office.done(
        *("letter", "take-in", case, "M1", "--file", file),
        *("--overrule", "--reason", str(reason)),
    )
    approved = office.second(asked)
    kept = office.done("letter", "take-in", case, "M1", "--file", file)

    (then,) = approved.notes
    assert f"sanjose letter take-in {case} M1 --file FILE" in then
    assert "sanjose letter sent" in then
    assert "is taken in" in kept.out


@pytest.fixture
def alike(own_office: Office) -> str:
    """A case with a letter, beside cases of persons whose names sound like what it says."""
    for name in ("Hari Rao", "Odile Moreau", "Adele Okoro", "Corin Vale"):
        own_office.received(persons=[{"name": name}])
    return own_office.proposed("letter-deadline")


@pytest.mark.parametrize("form", [".docx", ".txt"])
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_what_the_house_says_of_itself_is_nobodys_name(
    own_office, alike, tmp_path, language, form
):
    place = tmp_path / f"letter{form}"
    own_office.done("letter", "draft", alike, "M1", "--lang", language, "--out", str(place))

    kept = own_office.done("letter", "take-in", alike, "M1", "--file", str(place))

    assert "is taken in" in kept.out


@pytest.mark.parametrize(
    "more",
    [
        "We also think of Adele Okoro.",
        "Hari was seen there.",
        "See HRI/MC/2015/6 Hari Rao.",
        "See XX/Corin Vale/1.",
        "See HRI/MC/2015/6/Corin Vale.",
        "Member Adler Moreau wrote.",
    ],
)
def test_a_name_of_another_case_beside_what_the_house_says_stops(
    own_office, alike, tmp_path, more
):
    place = tmp_path / "letter.docx"
    own_office.done("letter", "draft", alike, "M1", "--out", str(place))

    stopped = own_office.run("letter", "take-in", alike, "M1", "--file", edited(place, more))

    assert stopped.code == 1
    assert "somebody whom it must not name" in " ".join(stopped.out.split())


def test_a_signatory_who_has_the_full_name_of_somebody_in_a_case_stops(own_office, tmp_path):
    own_office.received(persons=[{"name": "Member Adler"}])
    case = own_office.proposed("letter-deadline")
    place = tmp_path / "letter.docx"
    own_office.done("letter", "draft", case, "M1", "--out", str(place))

    stopped = own_office.run("letter", "take-in", case, "M1", "--file", str(place))

    assert stopped.code == 1


def test_a_second_person_is_not_asked_about_what_the_house_says_of_itself(
    own_office, alike, tmp_path
):
    place, reason = tmp_path / "letter.docx", tmp_path / "reason.txt"
    own_office.done("letter", "draft", alike, "M1", "--out", str(place))
    file = edited(place, "Mr Okoro of the mission is thanked.")
    reason.write_text("He is an official of the same name.")

    asked = own_office.done(
        *("letter", "take-in", alike, "M1", "--file", file),
        *("--overrule", "--reason", str(reason), "--json"),
    ).json["waits"]
    shown = own_office.run("approve", asked).out

    assert "2000-01-01T00:00:00Z" in shown
    assert "date of birth" not in shown
    assert shown.count("name:") == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--lang", "en"), "say where the draft is written"),
        (("--lang", "xx", "--out", "other.docx"), "--lang is one of"),
        (("--lang", "en", "--out", "letter.pdf"), "ending"),
        (("--lang", "en", "--out", "nowhere/letter.docx"), "no such folder"),
        (("--lang", "zh", "--out", "other.docx"), "Chinese"),
        (("--lang", "en", "--out", "other.docx", "--reply-by", "soon"), "--reply-by"),
        (("--lang", "en", "--out", "other.docx", "--dated", "1999-01-01"), "no letter is"),
    ],
)
def test_what_cannot_be_drafted_is_one_sentence_and_no_file(
    office, letter, tmp_path, monkeypatch, typed, said
):
    case, _ = letter
    monkeypatch.chdir(tmp_path)
    before = {one.name for one in tmp_path.iterdir()}

    answer = office.run("letter", "draft", case, "M1", *typed)

    assert answer.code == 2
    assert said in " ".join(answer.err.split())
    assert {one.name for one in tmp_path.iterdir()} == before


def test_a_letter_to_a_person_says_to_whom_it_is_addressed_and_over_what_it_goes(
    office, tmp_path
):
    person = {"name": "Ada Quill", "channel": "e-mail", "safe": True}
    case, place = office.received(persons=[person]), tmp_path / "letter.txt"

    drafted = office.done("letter", "draft", case, "acknowledgement", "--out", str(place))
    sent = office.done(
        *("letter", "sent", case, "acknowledgement", "--file", str(place), "--means", "by hand")
    )

    said = " ".join(drafted.out.split())
    assert "It is addressed to P1 by name, and names nobody else." in said
    assert "over the channel marked safe for P1 only: e-mail." in said
    assert "names nobody." not in said
    assert "channel marked safe for P1 is: e-mail" in " ".join(sent.out.split())
    for answer in (drafted, sent):
        assert_says_no_name(answer)


def test_a_draft_is_never_written_over_another_file(office, letter):
    case, place = letter
    before = place.read_bytes()

    answer = office.run("letter", "draft", case, "M1", "--out", str(place))

    assert answer.code == 2
    assert place.read_bytes() == before


def test_a_letter_that_nothing_covers_is_refused_with_its_paragraph(office, tmp_path):
    case = office.proposed()
    office.done(
        "consent", case, "--answer", "withdrawn", "--presets", "State only, in confidence"
    )
    place = tmp_path / "letter.docx"

    refused = office.run("letter", "draft", case, "M1", "--out", str(place))

    assert refused.code == 1
    assert "(N 22)" in refused.out
    assert not place.exists()


def test_an_acknowledgement_over_an_unsafe_channel_is_refused(office, tmp_path):
    case = office.received()
    place = tmp_path / "letter.docx"

    refused = office.run("letter", "draft", case, "acknowledgement", "--out", str(place))

    assert refused.code == 1
    assert "not marked safe" in " ".join(refused.out.split())
    assert not place.exists()


def test_a_person_is_acknowledged_over_their_own_channel(office, tmp_path):
    person = {"name": "Ada Quill", "channel": "secure message", "safe": True}
    case = office.received(persons=[person])
    place = tmp_path / "letter.txt"

    drafted = office.done("letter", "draft", case, "acknowledgement", "--out", str(place))
    office.done(
        *("letter", "sent", case, "acknowledgement", "--file", str(place)),
        *("--means", "by secure message"),
    )
    proved = office.done("letter", "proof", case, "acknowledgement", "--file", str(place))

    assert f"take-in {case} acknowledgement" in drafted.out
    assert "contact with P1, secure message" in office.done("show", case).out
    assert "the acknowledgement went out is kept" in proved.out


def test_how_a_letter_went_is_asked_of_nobody_who_is_not_there(office, letter):
    case, place = letter

    answer = office.run("letter", "sent", case, "M1", "--file", str(place))

    assert answer.code == 2
    assert "--means" in answer.err


def test_lines_of_a_letter_are_shown_at_a_terminal_only(office, letter):
    case, place = letter

    for verb in (("take-in",), ("sent", "--means", "by hand")):
        answer = office.run(
            "letter", verb[0], case, "M1", *verb[1:], "--file", str(place), "--reveal"
        )
        assert answer.code == 2
        assert "terminal" in answer.err


def test_the_sorts_of_letters_are_listed(office):
    listed = office.done("letter")
    told = json.loads(office.done("letter", "--json").out)

    assert "letter-deadline" in listed.out
    assert told["measures"]["meeting"] == "note-verbale"
    assert told["without_measure"] == ["acknowledgement", "chair"]


def test_the_houses_template_is_written_and_is_one(office, tmp_path):
    place = tmp_path / "house.docx"
    office.done("letter", "template", "--out", str(place))

    sound = office.done("letter", "template", "--check", str(place))
    again = json.loads(office.done("letter", "template", "--check", str(place), "--json").out)

    assert "can be drafted" in sound.out
    assert again == {"faults": []}


def test_a_letter_is_drafted_with_a_template_of_ones_own(office, letter, tmp_path):
    case, _ = letter
    own, place = tmp_path / "own.docx", tmp_path / "with.docx"
    office.done("letter", "template", "--out", str(own))
    word = docx.Document(str(own))
    word.add_paragraph("Printed on our own paper.")
    word.save(str(own))

    office.done("letter", "draft", case, "M1", "--template", str(own), "--out", str(place))

    assert "Printed on our own paper." in words_in(place)


@pytest.mark.parametrize(
    "mark", ["{{ nobody }}", "{{ ''.__class__ }}", "{% for a in b %}{% endfor %}", "{{ 1/0 }}"]
)
def test_a_template_that_asks_for_more_than_a_letter_has_stops_the_draft(
    office, letter, tmp_path, mark
):
    case, _ = letter
    own, place = tmp_path / "own.docx", tmp_path / "with.docx"
    office.done("letter", "template", "--out", str(own))
    word = docx.Document(str(own))
    word.add_paragraph(mark)
    word.save(str(own))

    faults = office.run("letter", "template", "--check", str(own))
    drafted = office.run(
        "letter", "draft", case, "M1", "--template", str(own), "--out", str(place)
    )

    assert (faults.code, drafted.code) == (1, 2)
    assert not place.exists()


def test_a_template_is_written_or_checked_and_not_both(office, tmp_path):
    neither = office.run("letter", "template")
    both = office.run("letter", "template", "--out", "a.docx", "--check", "b.docx")

    assert (neither.code, both.code) == (2, 2)
    assert json.loads(
        office.done("letter", "template", "--json", "--out", str(tmp_path / "t.docx")).out
    )["bytes"]


def test_whoever_sits_at_a_terminal_is_asked_how_a_letter_went(office, letter):
    case, place = letter

    terminal = Terminal("letter", "sent", case, "M1", "--file", str(place))
    terminal.answer("How it went", "by hand")

    assert terminal.end() == 0
    assert "M1 taken, by hand" in " ".join(office.done("show", case).out.split())
