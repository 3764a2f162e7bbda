"""A directory is taken only whole, only in its turn, and only from those in it."""

from dataclasses import replace
from datetime import date

import pytest

from sanjose.exchange.canonical import NotGenuine, canonical, strict, text_of
from sanjose.exchange.directory import (
    ROOMS,
    Directory,
    Last,
    Rooms,
    SignedDirectory,
    grouped,
)
from sanjose.exchange.envelope import Kind
from sanjose.exchange.membership import accepted, faults, verify
from tests.exchange.committees import (
    LAST,
    TEN,
    Node,
    Pair,
    following,
    founding,
    member,
    with_signatures,
)

FIRST = founding("cat", "ced", "cerd", "spt")
NAMES = ("cat", "ced", "cerd", "spt")


def taken(directory, previous=FIRST, signers=NAMES):
    return faults(with_signatures(directory, *signers), previous)


def key_of(origin: str, **changes: object):
    return replace(member(origin).keys[0], **changes)


RETIRED = Last(n=3, hash=b"h" * 32)
ROTATED = member(
    "cat", keys=(key_of("cat", last=RETIRED), key_of("cat", public=Pair("new").public))
)


def test_a_founding_and_what_follows_are_taken():
    first = accepted(with_signatures(FIRST, *NAMES[:3]), None)
    second = accepted(with_signatures(following(first, cat=ROTATED), *NAMES[1:]), first)
    third = following(second, cmw=member("cmw", joined=3))

    assert taken(third, second, ("ced", "cerd", "spt")) == ()
    assert second.fingerprint.count(" ") == 7


def test_a_directory_is_read_back_as_it_was_signed():
    made = with_signatures(following(FIRST, cat=ROTATED), "cat", "ced")

    assert SignedDirectory.from_bytes(made.to_bytes()) == made


def test_a_committee_without_matrix_and_rooms_are_read_back_as_well():
    sticks = member("cat", bot=None, homeserver=None)
    rooms = Rooms(transport="!a:matrix.example", notices="!b", chairs="!c-_1")
    made = replace(following(FIRST, cat=sticks), rooms=rooms)

    assert Directory.from_bytes(made.to_bytes()) == made
    assert taken(made) == ()
    assert grouped(made.hash) == made.fingerprint


def test_copies_of_a_version_add_their_signatures():
    one, other = with_signatures(FIRST, "cat"), with_signatures(FIRST, "ced", "cat")

    both = one.also_signed(other)

    assert [sig.origin for sig in both.signatures] == ["cat", "ced"]
    with pytest.raises(NotGenuine, match="two different versions"):
        one.also_signed(with_signatures(following(FIRST), "cat"))


def test_a_key_that_never_signed_is_retired_at_nothing():
    unused = member("cat", keys=(*ROTATED.keys, key_of("cat", public=Pair("x").public)))
    unused = replace(
        unused, keys=(*unused.keys[:2], replace(unused.keys[2], last=Last(n=0, hash=b"")))
    )
    made = following(FIRST, cat=unused)

    assert Directory.from_bytes(made.to_bytes()) == made


@pytest.mark.parametrize(("members", "needed"), [(2, 2), (3, 3), (4, 3), (9, 7), (10, 7)])
def test_more_than_two_thirds_sign(members, needed):
    directory = founding(*TEN[:members])

    assert taken(directory, None, TEN[:needed]) == ()
    assert taken(directory, None, TEN[: needed - 1]) == (
        f"it is signed by {needed - 1} of {members} members, and {needed} must sign",
    )


def test_nobody_signs_twice_or_with_a_key_that_is_not_in_use():
    second = following(FIRST, cat=ROTATED)
    third = following(second)
    twice = with_signatures(third, "ced", "ced", "ced")
    old = with_signatures(third, *NAMES)
    outsider = with_signatures(third, "ced", "cerd", "spt", "cmw")
    forged = with_signatures(third, "ced", "cerd").signed_by(
        "spt", Pair("spt").kid, Pair("cmw").sign
    )

    assert faults(twice, second) == ("it is signed by 1 of 4 members, and 3 must sign",)
    assert faults(old, second) == ("cat signed with a key that is not in use",)
    assert faults(outsider, second) == ("cmw signed with a key that is not in use",)
    assert faults(forged, second)[0] == "the signature of spt is not genuine"


def test_the_new_members_do_not_decide_that_they_come():
    crowd = {name: member(name, joined=2) for name in ("cmw", "crc", "crpd", "ccpr")}
    made = with_signatures(following(FIRST, **crowd), "cat", "ced", *crowd)

    assert "it is signed by 2 of 4 members, and 3 must sign" in faults(made, FIRST)


def bot(origin: str, **changes: object):
    return member(origin, bot=replace(member(origin).bot, **changes))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            bot("ced", device="repr-CAT-2026a"),
            "the same device id stands in the directory twice: repr-cat-2026a",
        ),
        (
            bot("ced", user="@bot-cat:matrix.example"),
            "the same Matrix user stands in the directory twice: @bot-cat:matrix.example",
        ),
        (
            bot("ced", device_key=member("cat").bot.device_key),
            f"the same device key stands in the directory twice: {'cat':A<43}",
        ),
        (
            member("ced", transport=Pair("cat").public),
            "the same signing key stands in the directory twice",
        ),
        (
            member("ced", recipient=member("cat").recipient),
            f"the same recipient stands in the directory twice: {member('cat').recipient}",
        ),
        (member("ced", keys=()), "ced has 0 keys in use, and each committee has exactly one"),
        (
            member("ced", keys=(key_of("ced"), key_of("ced", public=Pair("x").public))),
            "ced has 2 keys in use, and each committee has exactly one",
        ),
        (
            member("ced", homeserver=None),
            "ced has a machine in Matrix without a homeserver, or the other way round",
        ),
        (
            member("ced", bot=None),
            "ced has a machine in Matrix without a homeserver, or the other way round",
        ),
        (member("ced", joined=9), "ced joins in a version that is still to come"),
        (
            member("ced", keys=(key_of("ced", until=date(2025, 1, 1)),)),
            "a key of ced ends before it begins",
        ),
        (
            member(
                "ced",
                chairs=(
                    member("ced").chairs[0],
                    replace(member("ced").chairs[0], public=Pair("x").public, since=LAST),
                ),
            ),
            "ced has two keys for its chair on the same day",
        ),
        (
            member("ced", left=True),
            "ced left, and a key of it is not retired with its last envelope",
        ),
        (member("ced", left=True), "nobody can have left a network that is being founded"),
    ],
)
def test_what_is_wrong_within_a_directory_is_told_in_a_sentence(changed, sentence):
    directory = founding(*NAMES, ced=changed)

    assert sentence in taken(directory, None)


def test_a_room_is_for_one_thing():
    directory = replace(founding(*NAMES), rooms=Rooms(notices="!a", chairs="!a"))

    assert taken(directory, None) == ("the same room stands in the directory twice: !a",)


def test_a_committee_stands_in_it_once_and_not_alone():
    assert "the same committee stands in the directory twice: cat" in taken(
        founding("cat", "cat", "ced"), None
    )
    assert "a network has two members or more" in taken(founding("cat"), None)


GONE = member("ced", left=True, keys=(key_of("ced", last=RETIRED),))
SECOND = following(FIRST, cat=ROTATED, ced=GONE)
AFTER_CED = ("cat2", "cerd", "spt")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"net": "other"}, "it is the directory of another network"),
        ({"version": 4}, "it is version 4, and after 2 comes the next"),
        (
            {"prev": bytes(32)},
            "it does not continue the version that we hold: two versions may be going round",
        ),
        ({"since": date(2025, 1, 1)}, "it is dated before the version that it follows"),
        (
            {"members": SECOND.members[1:]},
            "cat is missing: who leaves stays in the directory, marked",
        ),
        (
            {"cat": replace(ROTATED, keys=ROTATED.keys[1:])},
            "a key of cat is missing: a retired key stays, with its last",
        ),
        (
            {"cat": member("cat", keys=(key_of("cat"),))},
            "a retired key of cat was brought back or given another last",
        ),
        (
            {"cerd": member("cerd", keys=(key_of("cerd", until=date(2029, 1, 1)),))},
            "the days of a key of cerd were changed",
        ),
        (
            {"cerd": member("cerd", joined=2)},
            "cerd is entered as having joined in another version than it did",
        ),
        (
            {"cmw": member("cmw", joined=1)},
            "cmw is entered as having joined in another version than it did",
        ),
        (
            {
                "ced": replace(
                    GONE, left=False, keys=(*GONE.keys, key_of("x", public=Pair("y").public))
                )
            },
            "ced is entered as having joined in another version than it did",
        ),
        (
            {"cmw": replace(bot("cmw", device="REPR-CED-2026A"), joined=3)},
            "cmw takes a device id that was another committee's",
        ),
    ],
)
def test_what_does_not_follow_is_told_in_a_sentence(change, sentence):
    members = {name: one for name, one in change.items() if name in (*NAMES, "cmw")}
    fields = {name: one for name, one in change.items() if name not in members}
    directory = replace(following(SECOND, **members), **fields)

    assert sentence in taken(directory, SECOND)


def test_whoever_left_may_come_back_with_a_new_key():
    back = replace(
        GONE, left=False, joined=3, keys=(*GONE.keys, key_of("x", public=Pair("y").public))
    )
    made = with_signatures(following(SECOND, ced=back), "cerd", "spt").signed_by(
        "cat", Pair("new").kid, Pair("new").sign
    )

    assert accepted(made, SECOND).member("ced") == back


def test_a_first_version_is_the_first():
    assert "the versions before this one are missing: ask the convener for them" in taken(
        SECOND, None
    )


def test_a_refusal_says_every_fault():
    with pytest.raises(NotGenuine, match=r"two members or more; it is signed by 0 of 1"):
        accepted(with_signatures(founding("cat")), None)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"version": 0},
        {"members": {}},
        {"members": [{}]},
        {"prev": "00" * 32},
        {"rooms": None},
        {"rooms": {"transport": "!a"}},
        {"rooms": dict.fromkeys(ROOMS, "a")},
    ],
)
def test_a_directory_in_another_form_is_refused(change):
    with pytest.raises(NotGenuine):
        Directory.from_bytes(canonical(strict(FIRST.to_bytes()) | change))


@pytest.mark.parametrize(
    ("at", "change"),
    [
        ((), {"left": 0}),
        ((), {"recipient": "age1"}),
        ((), {"homeserver": "http://x/"}),
        (("bot",), {"device": "a b"}),
        (("keys", 0), {"last": []}),
        (("keys", 0), {"last": [0, "00" * 32]}),
        (("chairs", 0), {"holder": "clerk"}),
        (("chairs", 0), {"holder": []}),
    ],
)
def test_a_member_in_another_form_is_refused(at, change):
    found = strict(FIRST.to_bytes())
    place = found["members"][0]
    for step in at:
        place = place[step]
    place.update(change)

    with pytest.raises(NotGenuine):
        Directory.from_bytes(canonical(found))


@pytest.mark.parametrize(
    "change", [{"signatures": [["cat"]]}, {"signatures": [["cat", "x", ""]]}]
)
def test_signatures_in_another_form_are_refused(change):
    found = {"directory": text_of(FIRST.to_bytes()), "signatures": []}

    with pytest.raises(NotGenuine):
        SignedDirectory.from_bytes(canonical(found | change))


def test_every_flipped_byte_of_a_directory_is_refused():
    wire = with_signatures(FIRST, *NAMES[:3]).to_bytes()

    for at in range(0, len(wire), 5):
        flipped = wire[:at] + bytes([wire[at] ^ 1]) + wire[at + 1 :]
        with pytest.raises(NotGenuine):
            accepted(SignedDirectory.from_bytes(flipped), None)


def test_an_envelope_from_outside_is_refused():
    envelope = Node("cat", FIRST).compose(Kind.ROOT, b"")
    other = replace(FIRST, net="other")
    unknown = replace(envelope, header=replace(envelope.header, origin="cmw"))

    with pytest.raises(NotGenuine, match="another network"):
        verify(envelope, other)
    with pytest.raises(NotGenuine, match="not in the directory"):
        verify(unknown, FIRST)
    with pytest.raises(NotGenuine, match="not in the directory"):
        verify(envelope, founding("cat", "ced", cat=member("cat", keys=ROTATED.keys[1:])))


def test_a_committee_cannot_sign_for_another():
    cat = Node("cat", FIRST)
    theirs = Node("cat", FIRST, seed="ced").compose(Kind.ROOT, b"")
    header = replace(theirs.header, kid=cat.pair.kid)
    forged = replace(theirs, raw=header.to_bytes(), header=header)

    with pytest.raises(NotGenuine, match="not in the directory"):
        verify(theirs, FIRST)
    with pytest.raises(NotGenuine, match="altered, or is not from the committee"):
        verify(forged, FIRST)
