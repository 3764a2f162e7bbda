"""Committees come to know each other by offers, fingerprints and signatures, and by nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from sanjose.exchange.canonical import NotGenuine, canonical
from sanjose.exchange.directory import Bot, Last, Rooms, SignedDirectory, bot_out
from sanjose.exchange.envelope import Kind
from sanjose.exchange.spool import DIRECTORY
from sanjose.keeping import envelopes, installation
from sanjose.keeping.peers import Purpose
from sanjose.rules import authority
from sanjose.secretariat import Secretariat
from sanjose.secretariat.network.pairing import Carrier, offer_from, offered
from sanjose.words.errors import Misuse, Unable
from sanjose.words.network import DirectoryAccepted, DirectorySigned, KeysMade
from tests.exchange.committees import member as other_member
from tests.secretariat.house import lenient
from tests.secretariat.net import TWO, Net, of, small

SAID = b"said"


def entries(door, kind):
    return [one.body for one in door.archive.events(bytes(16)) if isinstance(one.body, kind)]


def renewed(net: Net, committee: str):
    assert not net[committee].make_keys().refused
    return net[committee].offer_keys(of(committee))


# -- founding -------------------------------------------------------------------------------------


def test_a_founding_is_recorded_and_lies_in_every_spool(net):
    for one in net.houses:
        door = net[one]
        directory = door.directory()
        assert [member.origin for member in directory.present] == sorted(net.houses)
        assert [fact.hash for fact in entries(door, DirectorySigned)] == [directory.hash.hex()]
        (accepted,) = entries(door, DirectoryAccepted)
        assert (accepted.version, accepted.compared) == (1, True)
        (made,) = entries(door, KeysMade)
        assert made.signing == directory.member(one).keys[0].kid
        assert net.out(one).directory().directory == directory


def test_an_offer_and_a_carriers_part_are_read_back_as_they_were_written(net):
    offer = net["cat"].offer_keys(of("cat"))
    bot = Bot(user="@x:y", device="D", device_key="A" * 43, master_key="B" * 43)
    written = {"transport": "11" * 32, "bot": bot_out(bot), "homeserver": "matrix.example"}
    alone = {"transport": "11" * 32, "bot": None, "homeserver": None}

    assert offer_from(offered(offer) + b"\n") == offer
    assert Carrier.from_bytes(canonical(written) + b"\n") == Carrier(
        transport=b"\x11" * 32, bot=bot, homeserver="matrix.example"
    )
    assert Carrier.from_bytes(canonical(alone)) == Carrier(transport=b"\x11" * 32)
    assert offer.keys[0].until == date(2028, 3, 1)


def test_nothing_is_offered_before_there_are_keys(tmp_path, net):
    house = small(tmp_path / "cmw", "cmw", net.clock)
    with house.door() as door, pytest.raises(Unable, match="no keys were made yet"):
        door.offer_keys(of("cmw"))


def test_whose_new_keys_they_themselves_did_not_sign_is_named_to_whoever_accepts(net):
    renewal = net.signed(net["cat"].draft_directory([renewed(net, "ced")]))
    vouched = [net[one].accept_directory(renewal) for one in net.houses]
    newcomer = net.signed(net["cat"].draft_directory([other_member("cmw")]))
    taken = net["cat"].accept_directory(newcomer)

    assert [one.notes for one in vouched] == [()] * len(net.houses)
    assert [one.split()[0] for one in taken.notes] == ["cmw"]
    assert "before anything is shared" in taken.notes[0]


def test_the_first_version_is_believed_by_its_fingerprint_alone(tmp_path, net):
    houses = {one: small(tmp_path / one, one, net.clock) for one in ("crc", "crpd")}
    two = Net(houses=houses, clock=net.clock)
    for one in houses:
        two[one].make_keys()
    offers = [two[one].offer_keys(of(one)) for one in houses]
    signed = two.signed(two["crc"].draft_directory(offers))

    with pytest.raises(Misuse, match="compare it by another way"):
        two["crc"].accept_directory(signed)
    assert two["crc"].directory() is None
    assert signed.directory.net == "treaty-bodies"
    two.close()


def test_two_thirds_sign_and_copies_that_were_signed_apart_go_together(net):
    drafted = net["cat"].draft_directory([renewed(net, "cat")])
    apart = [net[one].sign_directory(drafted)[1] for one in ("cat", "ced", "cerd")]
    both = apart[0].also_signed(apart[1])

    with pytest.raises(NotGenuine, match="signed by 2 of 4 members, and 3 must sign"):
        net["spt"].accept_directory(both)
    assert net["spt"].directory().version == 1
    assert not net["spt"].accept_directory(both.also_signed(apart[2])).refused

    assert net["spt"].directory().version == 2
    with pytest.raises(NotGenuine, match="two different versions"):
        both.also_signed(SignedDirectory.of(net["cat"].directory()))


def test_signing_twice_is_signing_once_and_accepting_twice_puts_the_file_back(net):
    _, once = net["cat"].sign_directory(net["cat"].draft_directory([renewed(net, "cat")]))
    _, twice = net["cat"].sign_directory(once)
    signed = net.signed(twice, "ced", "cerd")
    net["ced"].accept_directory(signed)
    (net.out("ced").folder / DIRECTORY).unlink()

    again = net["ced"].accept_directory(signed)

    assert twice == once
    assert again.notes == ("it is in force here already",)
    assert net.out("ced").directory() == signed
    assert len(entries(net["ced"], DirectoryAccepted)) == 2


# -- drafting -------------------------------------------------------------------------------------


def test_a_draft_says_every_fault_at_once(net):
    offer = renewed(net, "ced")
    clash = replace(
        other_member("cmw"), recipient=offer.recipient, transport=offer.transport, keys=()
    )

    with pytest.raises(Misuse) as refused:
        net["cat"].draft_directory([offer, clash])

    said = str(refused.value)
    assert "the same recipient stands in the directory twice" in said
    assert "the same signing key stands in the directory twice" in said
    assert "cmw has 0 keys in use" in said


def test_colliding_device_ids_are_refused(net):
    one, other = other_member("cmw"), other_member("crc")
    twin = replace(other, bot=replace(other.bot, device=one.bot.device.lower()))

    with pytest.raises(Misuse, match="the same device id stands in the directory twice"):
        net["cat"].draft_directory([one, twin])


def test_a_machine_without_a_homeserver_is_refused(net):
    with pytest.raises(Misuse, match="without a homeserver"):
        net["cat"].draft_directory([replace(other_member("cmw"), homeserver=None)])


def test_a_newcomer_joins_in_the_version_that_brings_it(net):
    drafted = net["cat"].draft_directory([other_member("cmw")]).directory

    assert drafted.member("cmw").joined == 2
    assert drafted.member("cat").joined == 1
    assert drafted.prev == net["cat"].directory().hash


def test_rooms_are_named_changed_and_taken_out(net):
    draft = net["cat"].draft_directory
    offer = renewed(net, "cat")

    first = draft([offer], rooms={"transport": "!abc:matrix.example", "chairs": "!def"})
    net.agree(first)
    second = net["cat"].draft_directory([], rooms={"chairs": "", "notices": "!ghi"})

    assert second.directory.rooms == Rooms(transport="!abc:matrix.example", notices="!ghi")
    with pytest.raises(Misuse, match="a room is for one of these: transport, notices"):
        net["cat"].draft_directory([], rooms={"bar": "!x"})
    with pytest.raises(Misuse, match="the same room stands in the directory twice"):
        net["cat"].draft_directory([], rooms={"chairs": "!ghi", "notices": "!ghi"})


def test_whoever_leaves_stays_marked_and_its_key_ends_where_it_had_come_to(net):
    posted = net["spt"].post(Kind.SUMMARY, SAID, ("cat",))
    net.carry()
    drafted = net["cat"].draft_directory([], leave=["spt"])

    gone = drafted.directory.member("spt")
    assert gone.left
    assert gone.keys[0].last == Last(n=1, hash=posted.hash)
    with pytest.raises(Misuse, match="crc is not in the directory"):
        net["cat"].draft_directory([], leave=["crc"])

    net.agree(drafted)
    with pytest.raises(Misuse, match="not in the directory: spt"):
        net["cat"].post(Kind.SUMMARY, SAID, ("spt",))
    with pytest.raises(Unable, match="private half"):
        net["spt"].post(Kind.SUMMARY, SAID, ("cat",))


def test_a_key_that_was_lost_ends_where_the_convener_knows_it(net):
    posted = net["spt"].post(Kind.SUMMARY, SAID, ("cat",))
    net.carry()
    offer = renewed(net, "spt")
    lost = replace(offer, keys=offer.keys[-1:])
    kid = net["cat"].directory().member("spt").keys[0].kid
    told = Last(n=1, hash=posted.hash)

    known = net["cat"].draft_directory([lost], retire={kid: None}).directory
    named = net["cat"].draft_directory([lost], retire={kid: told}).directory

    assert known.member("spt").key(kid).last == named.member("spt").key(kid).last == told
    with pytest.raises(Misuse, match="no key of that name"):
        net["cat"].draft_directory([lost], retire={"0" * 16: None})


# -- what a version says of us ----------------------------------------------------------------------


def test_a_convener_cannot_put_other_keys_in_our_name(net):
    offer = renewed(net, "ced")
    forged = replace(offer, recipient=other_member("cmw").recipient)
    drafted = net["cat"].draft_directory([forged])
    net["cat"].sign_directory(drafted)

    with pytest.raises(NotGenuine, match=r"what we did not offer \(recipient\)"):
        net["ced"].sign_directory(drafted)

    signed = net.signed(drafted, "cat", "cerd", "spt")
    with pytest.raises(NotGenuine, match=r"what we did not offer \(recipient\)"):
        net["ced"].accept_directory(signed)


def test_a_version_that_leaves_us_as_we_were_is_taken_and_our_offer_stands(net):
    offer = renewed(net, "ced")
    net.agree(net["cat"].draft_directory([renewed(net, "cat")]))
    kept = net["ced"].directory().member("ced")

    net.agree(net["cat"].draft_directory([offer]))

    assert kept.keys[0].last is None
    assert net["ced"].directory().member("ced").keys == offer.keys


def test_a_convener_cannot_take_our_key_from_us(net):
    forged = replace(net["ced"].offer_keys(of("ced")), keys=other_member("ced").keys)
    kid = net["cat"].directory().member("ced").keys[0].kid
    drafted = net["cat"].draft_directory([forged], retire={kid: None})

    with pytest.raises(NotGenuine, match="signing key"):
        net["ced"].sign_directory(drafted)


def test_whoever_offered_nothing_signs_no_first_version(tmp_path, net):
    house = small(tmp_path / "cmw", "cmw", net.clock)
    with house.door() as door:
        founding = net["cat"].directory()
        with pytest.raises(NotGenuine, match="this committee is not in it"):
            door.sign_directory(SignedDirectory.of(founding))
        member = replace(other_member("cmw"), joined=1)
        bigger = replace(founding, members=(*founding.members, member))
        with pytest.raises(NotGenuine, match="offered nothing yet"):
            door.sign_directory(SignedDirectory.of(bigger))


def test_a_committee_without_a_key_in_use_signs_nothing(net):
    net.agree(net["cat"].draft_directory([], leave=["spt"]))

    next_one = net["cat"].draft_directory([renewed(net, "cat")])

    with pytest.raises(Unable, match="signs nothing"):
        net["spt"].sign_directory(next_one)


def test_a_previous_version_that_differs_is_refused(net):
    drafted = net["cat"].draft_directory([renewed(net, "cat")])
    other = SignedDirectory.of(replace(drafted.directory, prev=bytes(32)))

    with pytest.raises(NotGenuine, match="does not continue the version that we hold"):
        net["ced"].sign_directory(other)
    with pytest.raises(NotGenuine, match="does not continue the version that we hold"):
        net["ced"].accept_directory(other)


# -- keys -----------------------------------------------------------------------------------------


def test_new_keys_open_what_comes_and_old_ones_what_came(net):
    before = net["ced"].post(Kind.SUMMARY, b"before", ("cat",))
    net.carry()
    offer = renewed(net, "cat")
    sent_before = net["cat"].directory().member("cat").recipient
    net.agree(net["ced"].draft_directory([offer]))
    after = net["ced"].post(Kind.SUMMARY, b"after", ("cat",))
    net.carry()

    cat = net.reopen("cat")
    assert [cat.body_of(one) for one in (before, after)] == [b"before", b"after"]
    assert cat.directory().member("cat").recipient != sent_before
    old, new = cat.archive.vault.own_keys(Purpose.OPENING)
    with pytest.raises(Misuse, match="no old key of that name"):
        cat.drop_key(new.kid)
    assert not cat.drop_key(old.kid).refused
    cat = net.reopen("cat")
    assert [cat.body_of(one) for one in (before, after)] == [None, b"after"]


def test_the_old_signing_key_is_destroyed_when_it_ends_and_the_chain_goes_on(net):
    first = net["cat"].post(Kind.SUMMARY, SAID, ("ced",))
    offer = renewed(net, "cat")
    net.agree(net["ced"].draft_directory([offer]))

    second = net["cat"].post(Kind.SUMMARY, SAID, ("ced",))
    net.carry()

    (kept,) = net["cat"].archive.vault.own_keys(Purpose.SIGNING)
    assert kept.kid == second.header.kid != first.header.kid
    assert offer.keys[0].last == Last(n=1, hash=first.hash)
    assert [one.header.n for one in net["spt"].network().prefix("cat")] == [1, 2]
    with pytest.raises(Unable, match="the private half"):
        net["cat"].signer(first.header.kid)


def test_a_crash_before_the_old_key_was_destroyed_is_made_good(net, monkeypatch):
    offer = renewed(net, "cat")
    signed = net.signed(net["ced"].draft_directory([offer]))
    with monkeypatch.context() as patched:
        patched.setattr(type(net["cat"]), "_go_by", lambda _self, _version: None)
        net["cat"].accept_directory(signed)
    assert len(net["cat"].archive.vault.own_keys(Purpose.SIGNING)) == 2

    net["cat"].accept_directory(signed)

    (kept,) = net["cat"].archive.vault.own_keys(Purpose.SIGNING)
    assert kept.kid == offer.keys[-1].kid
    assert net.out("cat").directory() == signed


def test_nothing_is_sent_between_signing_the_end_of_a_key_and_its_coming_into_force(net):
    offer = renewed(net, "cat")
    drafted = net["ced"].draft_directory([offer])
    net["cat"].post(Kind.SUMMARY, SAID, ("ced",))

    with pytest.raises(NotGenuine, match="ends our key with our number 0, and our last is 1"):
        net["cat"].sign_directory(drafted)

    net.carry()
    drafted = net["ced"].draft_directory([net["cat"].offer_keys(of("cat"))])
    _, signed = net["cat"].sign_directory(drafted)
    with pytest.raises(Unable, match="nothing is sent until it is accepted"):
        net["cat"].post(Kind.SUMMARY, SAID, ("ced",))
    net.agree(signed, "ced", "cerd")
    assert net["cat"].post(Kind.SUMMARY, SAID, ("ced",)).header.n == 2


def test_the_keys_are_sealed_anew_when_an_officer_leaves(net):
    net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    cat = net["cat"]

    installation.retire(cat.archive, TWO, cat.now())

    cat = net.reopen("cat")
    net.carry()
    assert cat.post(Kind.SUMMARY, SAID, ("ced",)).header.n == 1
    assert cat.exchanged().shared[0].plain == SAID


def test_the_escrow_opens_the_keys_as_well(net):
    net["ced"].post(Kind.SUMMARY, SAID, ("cat",))
    net.carry()
    house = net.houses["cat"]
    with Secretariat(house.home, house.escrow(), net.clock, plugin=lenient()) as door:
        (identity,) = door.identities()
        (posted,) = door.network().prefix("ced")
        assert envelopes.opened(posted, identity) == SAID


def test_a_key_that_is_not_here_is_told(net):
    cat = net["cat"]
    kid = cat.directory().member("cat").keys[0].kid
    cat.archive.vault.destroy_key(kid)

    with pytest.raises(Unable, match="restore the newest backup, or offer new keys"):
        cat.post(Kind.SUMMARY, SAID, ("ced",))


def test_whoever_is_no_officer_of_the_secretariat_changes_nothing(net, monkeypatch):
    drafted = net["cat"].draft_directory([renewed(net, "cat")])
    signed = net.signed(drafted, "ced", "cerd", "spt")
    post = net["cat"].actor().post
    monkeypatch.setitem(authority.ALLOWED, post, authority.DESK - {"directory"})
    cat = net["cat"]

    outcomes = (
        cat.make_keys(),
        cat.drop_key("x"),
        cat.sign_directory(signed)[0],
        cat.accept_directory(signed),
        cat.open_epoch(("officer-1", "officer-2")),
        cat.resume(0),
        cat.accept_epoch("ced"),
    )

    assert all(one.refused for one in outcomes)
    assert cat.directory().version == 1
