"""Sheets, keys and calendars at the command line; the reader's side needs no installation."""

import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pyrage
import pysequoia
import pytest
from icalendar import Calendar

from sanjose.commands.session import clock
from sanjose.commands.telling import long_day
from sanjose.due import plan
from sanjose.due.sending import NOT_PREPARED
from sanjose.keeping import sealing
from sanjose.keeping.notices import Notices
from sanjose.paper.reading.files import every_word
from sanjose.words.readers import KeyKind
from tests.commands.office import PASSPHRASE, private
from tests.commands.terminal import Terminal

CANARY = "Quintessa Vellumbright"
PARTS = CANARY.split()
TODAY = clock().date()
ADDRESS = "birch@example.org"


@pytest.fixture
def office(own_office):
    """An installation for one test alone: a sheet tells of everything that is there."""
    return own_office


@pytest.fixture
def reached(office):
    """The office, with an address at which mail reaches the Chair."""
    office.done(
        *("roster", "correct", "--post", "Chair", "--holder", "Member Birch"),
        *("--address", ADDRESS),
    )
    return office


@pytest.fixture(scope="module")
def pair():
    """A key and its public half; stretching its passphrase takes a second."""
    return sealing.new_pair(PASSPHRASE.decode())


@pytest.fixture
def key(pair, tmp_path):
    """The Chair's own key on the Chair's machine: its file and its public half."""
    public = tmp_path / "chair.pub"
    public.write_text(pair[1])
    private(tmp_path / "theirs", PASSPHRASE)
    return private(tmp_path / "chair.key", pair[0]), public


def entered(office, key):
    return office.done("digest", "key", "enter", "--file", str(key[1]))


def alleged(office):
    return office.received(persons=[{"name": CANARY}], kinds=["threat"])


def lying(office):
    return Notices(office.home.notices).sheet("Chair", ADDRESS, TODAY)


def opened(office, key, sealed, tmp_path):
    """Open a sheet as the Chair does, and return its text."""
    place, out = tmp_path / "sheet.age", tmp_path / "sheet.pdf"
    place.write_bytes(sealed)
    office.done(
        *("digest", "open", str(place), "--key", key[0], "--out", str(out)),
        *("--passphrase-file", str(tmp_path / "theirs")),
    )
    assert out.stat().st_mode & 0o777 == 0o600
    return text_of(out)


def text_of(place):
    said = subprocess.run(
        ["pdftotext", "-layout", str(place), "-"], capture_output=True, text=True, check=True
    )
    return said.stdout


# -- preview -------------------------------------------------------------------------------------


def test_the_sheet_is_shown_and_names_nobody(office):
    reference = alleged(office)

    said = office.done("digest", "preview").out

    assert "Sheet for the Chair" in said
    assert reference in said
    assert not any(part in said for part in PARTS)
    assert max(map(len, said.splitlines())) <= 78
    assert office.done("digest").out == said


@pytest.mark.parametrize("form", ["docx", "pdf", "txt", "html", "json"])
def test_a_canary_reaches_no_form_of_the_sheet_and_no_property_of_it(office, tmp_path, form):
    alleged(office)
    place = tmp_path / f"sheet.{form}"

    office.done("digest", "preview", "--out", str(place))

    content = place.read_bytes()
    said = content.decode("utf-8", "replace")
    if form == "docx":
        said += every_word(content)
    if form == "pdf":
        said += text_of(place)
        for option in ("-meta", "-custom"):
            command = ["pdfinfo", option, str(place)]
            said += subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert not any(part in said for part in PARTS)


def test_a_machine_gets_the_sheet_as_json(office):
    alleged(office)

    answer = office.done("digest", "preview", "--json")

    assert answer.json["title"] == "Sheet for the Chair"
    assert not any(part in answer.out for part in PARTS)


def test_a_matter_of_the_chairs_own_state_is_only_on_the_vice_chairs_sheet(office):
    office.done("receive", "--state", "Trialand", told={"text": "They came."})

    chair = office.done("digest", "preview")
    vice = office.done("digest", "preview", "--for", "vice-chair")

    assert "No decision is wanted of you." in chair.out
    sheet = chair.out.split("There is a sheet for")[0]
    assert "Trialand" not in sheet
    assert "There is a sheet for the Vice-Chair too" in chair.out
    assert "Trialand" in vice.out


def test_what_has_no_reader_is_said_to_the_secretariat(office):
    reference = alleged(office)
    for who in ("Member Birch", "Member Cole"):
        office.done("recuse", reference, "--who", who)

    said = " ".join(office.done("digest", "preview").out.split())

    assert "1 matter is on no sheet" in said
    assert "No decision is wanted of you." in said


def test_there_is_no_sheet_for_an_office_that_reads_none(office):
    answer = office.run("digest", "preview", "--for", "Bureau")

    assert answer.code == 2
    assert answer.said == "there is no sheet for the Bureau: nothing waits for them"


# -- from the Chair's machine to the Chair's machine ---------------------------------------------


def test_a_sheet_goes_sealed_from_the_secretariat_to_the_chairs_own_machine(
    reached, key, tmp_path
):
    reference = alleged(reached)
    entered(reached, key)

    said = reached.done("digest", "prepare").out

    assert "is sealed, and laid ready. Nothing was sent." in " ".join(said.split())
    assert "No mail takes it along before digests are set up" in " ".join(said.split())
    text = opened(reached, key, lying(reached).sealed, tmp_path)
    assert reference in text
    assert not any(part in text for part in PARTS)


def test_it_is_said_with_which_mail_a_sheet_goes(reached, key):
    entered(reached, key)
    plans = Notices(reached.home.notices)
    plans.plan([], since=TODAY)
    later = plan.ahead(plans.plans(), clock(), 2)[1]

    told = reached.done("digest", "prepare", "--on", later.isoformat()).out
    plain = reached.done("digest", "prepare", "--on", later.isoformat(), "--json").json

    assert f"It goes with the mail of {long_day(later)}." in " ".join(told.split())
    assert plain["goes"] == later.isoformat()
    status = reached.done("digest", "status").out
    assert f"a sheet lies ready for {later.day} {later:%B}" in status


def test_a_canary_reaches_no_store_of_notices_and_no_file_beside_it(reached, key):
    reference = alleged(reached)
    entered(reached, key)
    reached.done("digest", "prepare")

    for place in reached.home.path.glob("notices.db*"):
        raw = place.read_bytes()
        for secret in (*PARTS, reference, "Exampleland", "XXA"):
            assert secret.encode() not in raw
            assert secret.encode("utf-16-le") not in raw
    names = " ".join(str(one) for one in reached.home.path.rglob("*"))
    assert not any(part in names for part in PARTS)


def test_with_a_sheet_and_without_anything_what_lies_ready_has_the_same_size(reached, key):
    entered(reached, key)
    reached.done("digest", "prepare")
    empty = sealing.opened(lying(reached).sealed, identity(key))
    for _ in range(3):
        alleged(reached)
    reached.done("digest", "prepare")

    full = sealing.opened(lying(reached).sealed, identity(key))

    assert len(full) == len(empty)
    assert full != empty


def identity(key):
    return sealing.identity_in(Path(key[0]).read_bytes(), PASSPHRASE.decode())


def test_a_wrong_key_or_passphrase_opens_nothing_and_leaves_no_file(reached, key, tmp_path):
    entered(reached, key)
    reached.done("digest", "prepare")
    sheet, out = tmp_path / "sheet.age", tmp_path / "sheet.pdf"
    sheet.write_bytes(lying(reached).sealed)
    other = private(tmp_path / "other", f"{pyrage.x25519.Identity.generate()}\n".encode())
    wrong = private(tmp_path / "wrong", b"eighteen green bridges")

    answers = [
        reached.run("digest", "open", str(sheet), "--key", *given, "--out", str(out))
        for given in ([other], [key[0], "--passphrase-file", wrong])
    ]

    assert [one.code for one in answers] == [3, 3]
    assert not out.exists()


def test_a_key_that_lies_open_to_others_is_not_used(reached, key, tmp_path):
    plain = tmp_path / "plain.key"
    plain.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    plain.chmod(0o644)
    sheet = tmp_path / "sheet.age"
    sheet.write_bytes(b"x")

    out = str(tmp_path / "out.pdf")
    answer = reached.run("digest", "open", str(sheet), "--key", str(plain), "--out", out)

    assert answer.code == 2
    assert "chmod 600" in answer.said


def test_a_key_is_made_on_the_readers_machine_and_never_over_a_file(office, tmp_path):
    place, public = tmp_path / "own.key", tmp_path / "own.pub"
    passphrase = private(tmp_path / "theirs", PASSPHRASE)
    given = ("digest", "key", "new", str(place), "--passphrase-file", passphrase)

    said = office.done(*given, "--public", str(public)).out
    before = place.read_bytes()

    assert public.read_text().strip() in said
    assert place.stat().st_mode & 0o777 == 0o600
    assert sealing.behind_passphrase(before)
    assert office.run(*given).code == 2
    assert place.read_bytes() == before


def test_a_sheet_is_never_opened_over_a_file(office, key, tmp_path):
    there = tmp_path / "there.pdf"
    there.write_bytes(b"x")

    answer = office.run("digest", "open", "x", "--key", key[0], "--out", str(there))

    assert answer.code == 2
    assert there.read_bytes() == b"x"


def test_the_passphrase_of_a_new_key_is_long_enough(office, tmp_path):
    place, short = tmp_path / "own.key", private(tmp_path / "short", b"short")

    answer = office.run("digest", "key", "new", str(place), "--passphrase-file", short)

    assert answer.code == 2
    assert not place.exists()


# -- missing things: one sentence, and nothing half done -----------------------------------------


def test_a_chair_without_an_address_and_a_key_is_said_in_a_sentence_each(office):
    before = office.home.notices.read_bytes()

    answer = office.run("digest", "prepare")

    assert answer.code == 1
    said = " ".join((answer.out + answer.err).split())
    assert "The Chair has no e-mail address in the roster" in said
    assert "No key of the Chair is entered" in said
    assert office.home.notices.read_bytes() == before


def test_a_chair_without_a_key_gets_the_sheet_by_hand(office, tmp_path):
    reference = alleged(office)
    folder = tmp_path / "by hand"
    folder.mkdir()

    said = office.done("digest", "prepare", "--by-hand", str(folder)).out

    (place,) = folder.iterdir()
    assert "is written, to be handed over" in " ".join(said.split())
    assert place.name == f"sheet-{TODAY}-1.pdf"
    assert place.stat().st_mode & 0o777 == 0o600
    assert reference in text_of(place)


def test_of_several_sheets_all_are_prepared_or_none(reached, key, tmp_path):
    reached.done("receive", "--state", "Trialand", told={"text": "They came."})
    entered(reached, key)

    refused = reached.run("digest", "prepare")

    assert refused.code == 1
    assert "Vice-Chair" in refused.out
    assert lying(reached) is None
    folder = tmp_path / "by hand"
    folder.mkdir()
    answer = reached.done("digest", "prepare", "--by-hand", str(folder), "--json").json
    assert answer["sheets"] == [
        {"reader": "Chair", "by_hand": False},
        {"reader": "Vice-Chair", "by_hand": True},
    ]
    assert lying(reached).count == 0


def test_what_cannot_be_written_takes_the_rest_back(office, tmp_path):
    folder = tmp_path / "by hand"
    folder.mkdir()
    (folder / f"sheet-{TODAY}-2.pdf").write_bytes(b"there already")
    office.done("receive", "--state", "Trialand", told={"text": "They came."})

    answer = office.run("digest", "prepare", "--by-hand", str(folder))

    assert answer.code == 2
    assert [one.name for one in folder.iterdir()] == [f"sheet-{TODAY}-2.pdf"]
    again = office.done("digest", "preview", "--json").json
    assert "New since" not in json.dumps(again)


def test_a_folder_that_is_not_there_is_said_first(office, tmp_path):
    answer = office.run("digest", "prepare", "--by-hand", str(tmp_path / "none"))

    assert answer.code == 2
    assert "no such folder" in answer.said


# -- keys ----------------------------------------------------------------------------------------


def test_keys_are_listed_with_their_fingerprints(reached, key):
    assert "No key is entered" in reached.done("digest", "key").out
    entered(reached, key)

    said = reached.done("digest", "key").out
    (listed,) = reached.done("digest", "key", "--json").json["keys"]

    assert key[1].read_text().strip() in said
    assert (listed["post"], listed["kind"]) == ("Chair", "age")
    assert "have not compared" not in said


def test_an_openpgp_key_is_entered_compared_and_withdrawn(reached, tmp_path):
    secret = pysequoia.Tsk.generate("An invented Chair", validity_seconds=86_400 * 100)
    public = tmp_path / "chair.asc"
    public.write_text(str(secret.extract_certificate()))

    reached.done("digest", "key", "enter", "--post", "chair", "--file", str(public))
    assert "OpenPGP, until" in reached.done("digest", "key").out
    fingerprint = secret.extract_certificate().fingerprint
    said = reached.done("digest", "key", "compare", "--fingerprint", fingerprint).out
    assert "you compared the key" in said
    reached.done("digest", "prepare")
    sheet = pysequoia.decrypt(lying(reached).sealed, decryptor=secret.decryptor())
    reached.done("digest", "key", "withdraw")

    assert bytes(sheet.bytes).startswith(b"%PDF")
    assert lying(reached) is None
    assert reached.run("digest", "prepare").code == 1


def attestations(reached):
    keys = reached.done("digest", "key", "--json").json["keys"]
    return [one["compared"] for one in keys]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ((), "--fingerprint, all of it"),
        (("--fingerprint", "age1" + "q" * 58), "not the fingerprint of the key"),
        (("--fingerprint", ""), "not the fingerprint of the key"),
    ],
)
def test_nobody_says_that_they_compared_a_key_which_they_did_not_see(reached, key, given, why):
    entered(reached, key)
    before = attestations(reached)

    answer = reached.run("digest", "key", "compare", *given)

    assert (answer.code, why in " ".join(answer.said.split())) == (2, True)
    assert attestations(reached) == before
    assert "you compared" not in answer.out


@pytest.mark.parametrize(("said", "code"), [("yes", 0), ("no", 2)])
def test_at_a_terminal_the_fingerprint_of_a_key_is_shown_and_asked_for(
    reached, key, said, code
):
    entered(reached, key)
    shown = key[1].read_text().strip()

    comparing = Terminal("digest", "key", "compare")
    comparing.wait(f"{shown[:8]} {shown[8:16]}").answer("Did the reader read out", said)

    assert comparing.end() == code, comparing.shown
    assert ("you compared the key" in comparing.shown) is (code == 0)


def test_what_comes_without_a_sheet_says_so_and_becomes_no_file(office, key, tmp_path):
    public = key[1].read_text().strip()
    place, out = tmp_path / "sheet.age", tmp_path / "opened.pdf"
    given = ("digest", "open", str(place), "--key", key[0], "--out", str(out))
    given = (*given, "--passphrase-file", str(tmp_path / "theirs"))
    place.write_bytes(sealing.seal(NOT_PREPARED.encode(), KeyKind.AGE, public))

    told = office.done(*given)
    plain = office.done(*given, "--json").json
    place.write_bytes(sealing.seal(b"Canary", KeyKind.AGE, public))
    other = office.run(*given)

    assert told.out.startswith("No sheet comes with this message.")
    assert plain == {"written": False}
    assert (other.code, "Canary" in other.out + other.err) == (2, False)
    assert not out.exists()


def test_a_private_key_is_refused_without_a_word_of_it(reached, tmp_path):
    secret = str(pyrage.x25519.Identity.generate())
    place = private(tmp_path / "key", secret.encode())

    answer = reached.run("digest", "key", "enter", "--file", place)

    assert answer.code == 2
    assert answer.said == sealing.PRIVATE
    assert secret[20:30] not in answer.out + answer.err


# -- calendar ------------------------------------------------------------------------------------


def test_a_canary_reaches_no_entry_of_a_calendar(office, tmp_path):
    reference = alleged(office)
    place = tmp_path / "deadlines.ics"

    said = office.done("digest", "calendar", "--out", str(place))

    written = place.read_text()
    assert Calendar.from_ical(written).walk("VEVENT")
    for secret in (*PARTS, reference, reference.replace("-", ""), "Exampleland", "XXA"):
        assert secret not in written
    assert "names nobody" in said.out
    assert place.stat().st_mode & 0o777 == 0o600


def test_the_next_file_goes_on_from_the_last_one(office, tmp_path):
    reference = alleged(office)
    places = [tmp_path / f"{n}.ics" for n in range(3)]

    office.done("digest", "calendar", "--out", str(places[0]))
    office.done("digest", "calendar", "--out", str(places[1]))
    office.done("notify", reference, "--to", "Chair")
    office.done("digest", "calendar", "--out", str(places[2]), "--json")

    first, second, third = (
        {
            str(one["UID"]): (one["SEQUENCE"], str(one["STATUS"]))
            for one in Calendar.from_ical(place.read_text()).walk("VEVENT")
        }
        for place in places
    )
    assert first == second
    assert [one for one in third.values() if one != (0, "CONFIRMED")] == [(1, "CANCELLED")]


def test_a_calendar_has_its_own_ending_and_is_written_over_nothing(office, tmp_path):
    there = tmp_path / "there.ics"
    there.write_text("x")

    for place in (tmp_path / "deadlines.pdf", there):
        assert office.run("digest", "calendar", "--out", str(place)).code == 2
    assert there.read_text() == "x"


# -- the joined digest ---------------------------------------------------------------------------


def test_the_parts_of_committees_are_joined_and_tell_the_system_only(office, tmp_path):
    reference = alleged(office)
    ahead = (TODAY + timedelta(days=9)).isoformat()
    entry = ("--what", "session", "--title", "99th session", "--starts", ahead)
    office.done("calendar", "enter", *entry)
    one, other = tmp_path / "one.json", tmp_path / "other.json"

    office.done("digest", "system", "--out", str(one))
    other.write_text(json.dumps({**json.loads(one.read_text()), "committee": "ced"}))
    joined = office.done("digest", "joined", str(one), str(other)).out

    assert "a session begins" in joined
    for secret in (*PARTS, reference, "Exampleland"):
        assert secret not in joined + one.read_text()
    assert "CAT" in joined
    assert "CED" in joined
    assert office.run("digest", "joined", str(one), str(one)).code == 2
    other.write_text("Canary")
    refused = office.run("digest", "joined", str(other))
    assert refused.code == 2
    assert "Canary" not in refused.err
