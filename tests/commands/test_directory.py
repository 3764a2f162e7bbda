"""`sanjose directory`: pair, sign, accept, show; and a restore behind a published root."""

import json
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from sanjose.commands.session import session
from sanjose.commands.versions import ANOTHER
from sanjose.exchange.canonical import canonical
from sanjose.exchange.directory import SignedDirectory, chair_in
from sanjose.exchange.envelope import Kind
from sanjose.exchange.fold import retract_body
from sanjose.exchange.spool import DIRECTORY, Spool
from sanjose.secretariat.network.pairing import offered
from tests.commands.office import Office, private
from tests.commands.terminal import Terminal
from tests.exchange.committees import Pair
from tests.exchange.committees import member as other_member
from tests.secretariat.house import Clock
from tests.secretariat.net import Net, of, small

SECOND = b"forty-four quiet lamps"


def carriers(office: Office) -> str:
    """Put what a carrier is known by beside the spool, as `sanjose network setup` does."""
    part = {"transport": of("cat").transport.hex(), "bot": None, "homeserver": None}
    return private(office.home.spool_out.parent / "carrier.json", canonical(part) + b"\n")


def place(office: Office, name: str) -> str:
    return str(office.folder / name)


@pytest.fixture
def others(tmp_path):
    """Two other committees, which act through their doors."""
    clock = Clock(datetime.now().astimezone().date())
    houses = {one: small(tmp_path / one, one, clock) for one in ("ced", "cerd")}
    made = Net(houses=houses, clock=clock)
    for one in houses:
        made[one].make_keys()
    yield made
    made.close()


@contextmanager
def door_of(office: Office):
    with session(office.home, writing=True) as door:
        yield door


def drafted(office: Office, others: Net) -> str:
    """Draft the first version from three offers, and return its fingerprint."""
    carriers(office)
    office.done("directory", "offer", place(office, "cat.offer"))
    asked = ["--offer", place(office, "cat.offer")]
    for one in others.houses:
        path = place(office, f"{one}.offer")
        Path(path).write_bytes(offered(others[one].offer_keys(of(one))))
        asked += ["--offer", path]
    made = office.done("directory", "draft", place(office, "v1"), *asked, "--json").json
    return str(made["fingerprint"])


def in_force(office: Office, others: Net) -> SignedDirectory:
    """Found the network, and return its first version."""
    fingerprint = drafted(office, others)
    version = place(office, "v1")
    office.done("directory", "sign", version, "--fingerprint", fingerprint)
    signed = others.signed(SignedDirectory.from_bytes(Path(version).read_bytes()))
    Path(version).write_bytes(signed.to_bytes())
    office.done("directory", "accept", version, "--fingerprint", fingerprint)
    for one in others.houses:
        others[one].accept_directory(signed, compared=True)
    return signed


# -- pairing --------------------------------------------------------------------------------------


def test_three_committees_found_a_network(own_office, others):
    signed = in_force(own_office, others)

    shown = own_office.done("directory").out
    assert "Version 1 of treaty-bodies, its fingerprint" in shown
    assert signed.directory.fingerprint.split()[0] in shown
    assert "sticks only" in shown
    told = own_office.done("directory", "show", "--json").json
    assert [one["committee"] for one in told["members"]] == ["cat", "ced", "cerd"]
    assert told["heard"] == {"cat": 0, "ced": 0, "cerd": 0}
    assert told["signed_by"] == ["cat", "ced", "cerd"]
    assert (own_office.home.spool_out / DIRECTORY).read_bytes() == signed.to_bytes()
    again = own_office.done("directory", "accept", place(own_office, "v1"))
    assert "in force here already" in again.out


def test_without_a_network_it_says_how_to_begin(own_office):
    answer = own_office.run("directory")

    assert answer.code == 3
    assert "begin with `sanjose directory offer`" in answer.said
    assert own_office.run("directory", "epoch").code == 3


def test_what_is_printed_for_people_says_what_comes_next(own_office, others):
    drafted(own_office, others)
    offer = own_office.done("directory", "offer", place(own_office, "again"))
    offers = [place(own_office, f"{one}.offer") for one in ("cat", "ced")]

    named = [word for one in offers for word in ("--offer", one)]
    draft = own_office.done("directory", "draft", place(own_office, "v"), *named)
    signed = own_office.done(
        *("directory", "sign", place(own_office, "v")),
        *("--out", place(own_office, "v-signed"), "--fingerprint", lines_of(draft.out)),
    )

    assert "It holds public keys only. Hand it to the convener." in offer.out
    assert "Drafted. At least 2 committees sign it" in draft.out
    assert "has the signatures of: cat." in signed.out
    assert "1 more must sign: hand the file on" in signed.out
    assert (
        Path(place(own_office, "v")).read_bytes()
        != Path(place(own_office, "v-signed")).read_bytes()
    )


def lines_of(shown: str) -> str:
    """Return the first half of the fingerprint as it was printed."""
    return shown.splitlines()[2].strip()


@pytest.mark.parametrize(
    "typed", ["0" * 64, "", "2330", "{right}x", "zz", "{short}"], ids=lambda one: one[:8] or "-"
)
def test_another_fingerprint_signs_and_accepts_nothing(own_office, others, typed):
    right = drafted(own_office, others)
    version = place(own_office, "v1")
    before = Path(version).read_bytes()
    said = typed.format(right=right, short=right[:16])

    for act in ("sign", "accept"):
        answer = own_office.run("directory", act, version, "--fingerprint", said)
        assert (answer.code, answer.said) == (2, ANOTHER)

    assert Path(version).read_bytes() == before
    assert own_office.run("directory").code == 3


def test_where_nobody_can_be_asked_the_fingerprint_is_an_option(own_office, others):
    drafted(own_office, others)

    answer = own_office.run("directory", "sign", place(own_office, "v1"))

    assert (answer.code, "--fingerprint" in answer.said) == (2, True)


def test_at_a_terminal_the_fingerprint_is_shown_and_typed_back(own_office, others):
    right = drafted(own_office, others)

    signing = Terminal("directory", "sign", place(own_office, "v1"))
    signing.wait("its fingerprint").wait("Read it to somebody who has the file")
    signing.answer("Type the first line", right[:35].upper())

    assert signing.end() == 0, signing.shown
    assert "Signed." in signing.shown


def test_copies_that_were_signed_apart_are_given_together(own_office, others):
    right = drafted(own_office, others)
    bare = SignedDirectory.from_bytes(Path(place(own_office, "v1")).read_bytes())
    files = []
    for one in others.houses:
        _, signed = others[one].sign_directory(bare)
        files.append(place(own_office, f"by-{one}"))
        Path(files[-1]).write_bytes(signed.to_bytes() + b"\n")
    own_office.done("directory", "sign", place(own_office, "v1"), "--fingerprint", right)

    few = own_office.run("directory", "accept", *files, "--fingerprint", right)
    told = own_office.done(
        *("directory", "accept", place(own_office, "v1"), *files),
        *("--fingerprint", right, "--json"),
    ).json

    assert few.code == 3
    assert "it is signed by 2 of 3 members, and 3 must sign" in few.said
    assert sorted(told["signed_by"]) == ["cat", "ced", "cerd"]


def test_a_faulty_draft_says_why_and_writes_nothing(own_office, others):
    in_force(own_office, others)
    for one in ("cmw", "crc"):
        twin = other_member(one, keys=other_member(one).keys)
        bot = other_member("cmw").bot
        Path(place(own_office, one)).write_bytes(
            offered(other_member(one, bot=bot) if one == "crc" else twin)
        )

    answer = own_office.run(
        *("directory", "draft", place(own_office, "v2")),
        *("--offer", place(own_office, "cmw"), "--offer", place(own_office, "crc")),
    )

    assert answer.code == 2
    assert "the same device id stands in the directory twice" in answer.said
    assert not Path(place(own_office, "v2")).exists()


def test_the_next_version_retires_names_rooms_and_lets_one_leave(own_office, others):
    before = in_force(own_office, others).directory
    kid = before.member("ced").keys[0].kid
    own_office.done("directory", "offer", place(own_office, "new"), "--renew")

    made = own_office.done(
        *("directory", "draft", place(own_office, "v2"), "--offer", place(own_office, "new")),
        *("--leave", "ced", "--retire", f"{kid}=0:", "--room", "chairs=!abc:matrix.example"),
        "--json",
    ).json

    assert made["version"] == 2
    assert [one["left"] for one in made["members"]] == [False, True, False]
    assert made["rooms"]["chairs"] == "!abc:matrix.example"
    known = own_office.done(
        *(
            "directory",
            "draft",
            place(own_office, "again"),
            "--offer",
            place(own_office, "new"),
        ),
        *("--leave", "ced", "--retire", kid),
    )
    assert "left" in known.out


def test_a_draft_is_never_written_over_one_that_others_may_have_signed(own_office, others):
    in_force(own_office, others)
    own_office.done("directory", "offer", place(own_office, "new"), "--renew")
    Path(place(own_office, "v")).write_bytes(b"signed")

    answer = own_office.run(
        "directory", "draft", place(own_office, "v"), "--offer", place(own_office, "new")
    )

    assert answer.code == 2
    assert "choose another name" in answer.said
    assert Path(place(own_office, "v")).read_bytes() == b"signed"


@pytest.mark.parametrize(
    ("option", "typed", "why"),
    [
        ("--retire", "x", "its 16 characters"),
        ("--room", "bar=!x", "ROOM=ID"),
        ("--room", "chairs", "ROOM=ID"),
        ("--offer", "nowhere", "cannot be read"),
    ],
)
def test_what_is_typed_wrong_is_said(own_office, option, typed, why):
    answer = own_office.run("directory", "draft", place(own_office, "v"), option, typed)

    assert answer.code == 2
    assert why in answer.said


def test_an_offer_needs_the_carriers_part_and_takes_chairs_keys(own_office, others):
    missing = own_office.run("directory", "offer", place(own_office, "o"))
    assert (missing.code, "sanjose network setup" in missing.said) == (2, True)
    part = carriers(own_office)
    chair = other_member("cat").chairs[0]
    public = {
        "public": Pair("cat chair").public.hex(),
        "holder": "chair",
        "since": chair.since.isoformat(),
        "until": chair.until.isoformat(),
    }
    alone = private(own_office.folder / "alone", json.dumps(public).encode())
    within = private(own_office.folder / "within", json.dumps({"key": public}).encode())
    broken = private(own_office.folder / "broken", b"no key")

    for one in (alone, within):
        told = own_office.done(
            *("directory", "offer", place(own_office, "o"), "--carrier", part),
            *("--chair", one, "--json"),
        )
        assert told.json["committee"] == "cat"
        written = json.loads(Path(place(own_office, "o")).read_bytes())
        assert written["chairs"] == [public]
        assert chair_in(written["chairs"][0]) == chair
    wrong = own_office.run("directory", "offer", place(own_office, "o"), "--chair", broken)
    assert (wrong.code, "no Chair's key" in wrong.said) == (2, True)
    assert others.houses


def test_a_renewed_offer_says_that_the_old_key_ends(own_office, others):
    in_force(own_office, others)

    offer = own_office.done("directory", "offer", place(own_office, "new"), "--renew")
    old, new = own_office.done("directory", "drop", "--json").json["keys"]
    refused = own_office.run("directory", "drop", new["key"])

    assert "The old key ends with our last envelope" in offer.out
    assert (refused.code, "no old key of that name" in refused.said) == (2, True)
    assert old["key"] in own_office.done("directory", "drop").out


def test_an_old_key_is_dropped_once_the_directory_has_the_new_one(own_office, others):
    in_force(own_office, others)
    own_office.done("directory", "offer", place(own_office, "new"), "--renew")
    version = place(own_office, "v2")
    made = own_office.done(
        *("directory", "draft", version, "--offer", place(own_office, "new"), "--json")
    ).json
    told = own_office.done(
        *("directory", "sign", version, "--fingerprint", made["fingerprint"], "--json")
    )
    signed = others.signed(SignedDirectory.from_bytes(Path(version).read_bytes()))
    Path(version).write_bytes(signed.to_bytes())
    accepted = own_office.done("directory", "accept", version)
    old = own_office.done("directory", "drop", "--json").json["keys"][0]["key"]

    assert told.json["signed_by"] == ["cat"]
    assert "Version 2 of treaty-bodies is in force here." in accepted.out
    assert own_office.done("directory", "drop", old, "--json").json == {"destroyed": old}


# -- after a restore ------------------------------------------------------------------------------


def copies(office: Office, name: str) -> tuple[str, str]:
    made = office.done("backup", place(office, name), "--json").json
    return place(office, f"{name}/{made['record']}"), place(office, f"{name}/{made['keys']}")


@pytest.fixture
def behind(own_office, others):
    """An old copy of the record and the newest keys, with a root published between them."""
    second = private(own_office.folder / "second", SECOND)
    own_office.done("officer", "add", "--nationality", "XXC", "--passphrase-file", second)
    in_force(own_office, others)
    record, _ = copies(own_office, "old")
    own_office.done(
        *("calendar", "enter", "--what", "session", "--title", "a session"),
        *("--starts", "2026-01-05", "--ends", "2026-01-09"),
    )
    with door_of(own_office) as door:
        assert door.publish_root() is not None
    _, keys = copies(own_office, "new")
    own_office.done("lock")
    return record, keys


def test_one_officer_cannot_restore_behind_a_published_root(own_office, behind):
    one = own_office.run(
        *("restore", *behind, "--home", place(own_office, "again")),
        *("--officer", "officer-1", "--passphrase-file", place(own_office, "passphrase")),
    )

    assert one.code == 3
    assert "let two officers restore it, each with a passphrase" in one.said
    assert not Path(place(own_office, "again")).exists()


def test_two_officers_restore_behind_it_and_an_epoch_is_published(own_office, others, behind):
    again = place(own_office, "again")
    restored = own_office.done(
        *("restore", *behind, "--home", again),
        *("--officer", "officer-1", "--passphrase-file", place(own_office, "passphrase")),
        *("--officer", "officer-2", "--passphrase-file", place(own_office, "second")),
    )
    there = Office(type(own_office.home)(Path(again)), own_office.folder)
    own_office.done(
        *("unlock", "--home", again, "--officer", "officer-1"),
        *("--passphrase-file", place(own_office, "passphrase")),
    )
    held = own_office.done("directory", "--home", again, "--json").json
    shown = own_office.done("directory", "--home", again).out
    doctor = own_office.done("doctor", "--home", again).out
    early = own_office.run("directory", "resume", "4", "--home", again)
    resumed = own_office.done("directory", "resume", "1", "--home", again)
    rehearsed = own_office.run("directory", "epoch", "--open", "--home", again)
    with door_of(there) as door:
        door._clock = Clock(door.today().replace(year=door.today().year + 1))
        assert door.publish_root() is not None
    kinds = [
        Spool(folder=there.home.spool_out).read(name).header.kind
        for name in Spool(folder=there.home.spool_out).names()
    ]
    own_office.done("lock", "--home", again)

    assert "two officers said so" in " ".join(restored.out.split())
    assert held["held_back"] is True
    assert "Nothing is sent since the restore" in shown
    assert "nothing is sent since the restore" in " ".join(doctor.split()).casefold()
    assert (early.code, "1 are here without a gap, and 4 were sent" in early.said) == (3, True)
    assert "All of ours is here again" in resumed.out
    assert rehearsed.code == 2
    assert kinds == [Kind.EPOCH, Kind.ROOT]
    assert others.houses


def test_at_a_terminal_the_second_officer_is_asked_for(own_office, behind):
    again = place(own_office, "again")

    restoring = Terminal("restore", *behind, "--home", again)
    restoring.answer("Which officer you are", "officer-1")
    restoring.wait("Passphrase of officer-1: ").type("seventeen green bridges")
    restoring.wait("let two officers restore it").wait("Passphrase of officer-2: ")
    restoring.type(SECOND.decode())

    assert restoring.end() == 0, restoring.shown
    assert "two officers said so" in " ".join(restoring.shown.split())


def test_an_epoch_of_another_committee_is_shown_and_accepted(own_office, others):
    in_force(own_office, others)
    empty = own_office.done("directory", "epoch").out
    with door_of(own_office) as door:
        door.publish_root()
    told = own_office.done("directory", "epoch", "--json").json["roots"]["cat"]
    shown = own_office.done("directory", "epoch").out
    none = own_office.run("directory", "epoch", "--accept", "ced")

    assert "Nobody has published a root yet." in empty
    assert (told["epoch"], told["waiting"]) == (0, False)
    assert "cat" in shown
    assert (none.code, "no epoch of that committee waits" in none.said) == (2, True)


# -- the doctor ------------------------------------------------------------------------------------


def test_the_doctor_says_what_lies_in_the_spool_that_nobody_takes(own_office, others):
    in_force(own_office, others)
    others["ced"].post(Kind.RETRACT, retract_body("00000000-0000-4000-8000-000000000000"))
    (envelope,) = others.sent("ced")
    spool = Spool(folder=own_office.home.spool_in)
    name = spool.put(envelope)
    (spool.folder / name).write_bytes(b"{")
    (spool.folder / "notes.txt").write_bytes(b"")
    (spool.folder / f".{name}.1.half").write_bytes(b"")
    for one in spool.folder.iterdir():
        one.chmod(0o600)

    said = " ".join(own_office.done("doctor").out.split()).casefold()

    assert "a half-written file lies in in" in said
    assert "is damaged" in said
    assert "no envelope: notes.txt" in said


def test_a_spool_that_two_users_share_is_a_link_to_a_folder_of_a_group(own_office):
    shared = own_office.folder / "shared"
    own_office.home.spool_out.parent.rename(shared)
    (own_office.home.path / "spool").symlink_to(shared)
    for one in (shared, shared / "in", shared / "out"):
        one.chmod(0o2770)

    assert own_office.home.check_private() == []

    (shared / "in").chmod(0o2775)
    assert own_office.home.check_private() == [
        "the spool is open to everyone on this machine: run `chmod -R o=` on it"
    ]
    for one in ("in", "out"):
        (shared / one).rmdir()
    shared.rmdir()
    assert own_office.home.check_private()[0].startswith("the spool cannot be read")
    answer = " ".join(own_office.run("doctor", "--json").out.split())
    assert "the folder of the spool cannot be read" in answer
