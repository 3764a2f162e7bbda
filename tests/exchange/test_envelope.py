"""An envelope is believed byte for byte, or not at all."""

import json
from dataclasses import replace

import pytest

from sanjose.exchange.canonical import NotGenuine, canonical, strict, text_of
from sanjose.exchange.envelope import Body, Envelope, Header, Kind, Seen, signed
from sanjose.exchange.membership import verify
from sanjose.keeping import envelopes
from sanjose.words.errors import Misuse, Unable
from tests.exchange.committees import NET, Node, Pair, founding, fresh_id, resigned, sealing

DIRECTORY = founding("cat", "ced", "cerd")


@pytest.fixture
def cat():
    return Node("cat", DIRECTORY)


def header(**changes: object) -> Header:
    made = Header(
        net=NET,
        directory=1,
        origin="cat",
        kid=Pair("cat").kid,
        n=1,
        prev=b"",
        id=fresh_id(),
        kind=Kind.SUMMARY,
        ts="2026-11-22T06:00:00Z",
        body_hash=bytes(32),
    )
    return replace(made, **changes)


def test_an_envelope_is_read_back_as_it_was_signed(cat):
    cat.write(Kind.SUMMARY, b"one")
    ced = Node("ced", DIRECTORY)
    ced.take(*cat.log.held())

    envelope = ced.compose(Kind.SUMMARY, b"two", ("cat",))

    assert Envelope.from_bytes(envelope.to_bytes()) == envelope
    assert envelope.header.seen == (Seen(origin="cat", n=1, hash=cat.log.tip("cat").hash),)


@pytest.mark.parametrize("sealed", [True, False])
def test_every_flipped_bit_is_refused(cat, sealed):
    kind = Kind.SUMMARY if sealed else Kind.RETRACT
    wire = cat.compose(kind, b'{"target":"x"}').to_bytes()

    believed = []
    for at in range(len(wire)):
        flipped = bytearray(wire)
        flipped[at] ^= 1 << at % 8
        try:
            verify(Envelope.from_bytes(bytes(flipped)), DIRECTORY)
        except NotGenuine:
            continue
        believed.append(at)

    assert believed == []


def test_every_cut_is_refused(cat):
    wire = cat.compose(Kind.RETRACT, b'{"target":"x"}').to_bytes()

    for end in range(0, len(wire), 7):
        with pytest.raises(NotGenuine):
            Envelope.from_bytes(wire[:end])


def test_the_signature_covers_the_bytes_that_came_and_not_what_they_would_be_rewritten_to(cat):
    envelope = cat.compose(Kind.SUMMARY, b"text")
    spaced = json.dumps(json.loads(envelope.raw)).encode()
    wire = strict(envelope.to_bytes()) | {"header": text_of(spaced)}

    with pytest.raises(NotGenuine, match="agreed form"):
        Envelope.from_bytes(canonical(wire))


def test_a_body_taken_from_another_envelope_is_refused(cat):
    one, two = cat.compose(Kind.SUMMARY, b"one"), cat.compose(Kind.SUMMARY, b"two")
    mixed = replace(one, body=two.body)

    with pytest.raises(NotGenuine, match="not the one that was signed"):
        Envelope.from_bytes(mixed.to_bytes())


def test_a_body_that_another_committee_sends_on_as_its_own_does_not_open(cat):
    theirs = cat.compose(Kind.SUMMARY, b"what cat says", ("ced",))
    header = replace(theirs.header, origin="cerd", kid=Pair("cerd").kid)

    stolen = resigned(header, theirs.body, "cerd")

    verify(stolen, DIRECTORY)
    with pytest.raises(NotGenuine, match="sealed for another envelope"):
        envelopes.opened(stolen, sealing("ced")[0])


def test_a_body_opens_for_those_named_and_for_nobody_else(cat):
    envelope = cat.compose(Kind.SUMMARY, b"for two", ("ced", "cat"))

    assert envelopes.opened(envelope, sealing("ced")[0]) == b"for two"
    assert envelopes.opened(envelope, sealing("cat")[0]) == b"for two"
    with pytest.raises(envelopes.NotForUs, match="sealed for others"):
        envelopes.opened(envelope, sealing("cerd")[0])


def test_an_open_body_is_for_everyone_and_a_missing_one_for_nobody(cat):
    envelope = cat.compose(Kind.RETRACT, b"open")

    assert envelopes.opened(envelope, sealing("cerd")[0]) == b"open"
    with pytest.raises(NotGenuine, match="not here"):
        envelopes.opened(envelope.without_body(), sealing("cerd")[0])


def test_the_wrapping_shows_neither_who_may_read_nor_how_many(cat):
    one = [cat.compose(Kind.SUMMARY, b"text", ("ced",)).body for _ in range(6)]
    all_three = [cat.compose(Kind.SUMMARY, b"other words").body for _ in range(6)]

    for body in (*one, *all_three):
        assert body.keys.count(b"\n-> X25519 ") == envelopes.STANZAS.value
        assert not any(sealing(name)[1].encode() in body.keys for name in ("ced", "cat"))
    assert len({len(body.text) for body in (*one, *all_three)}) == 1


def test_a_body_is_sealed_for_somebody_and_not_for_more_than_are_wrapped():
    bound = {"net": NET, "origin": "cat", "envelope_id": fresh_id()}

    with pytest.raises(Misuse, match="one to 16"):
        envelopes.sealed(b"", [], **bound)
    with pytest.raises(Misuse, match="one to 16"):
        envelopes.sealed(b"", [f"age1{n}" for n in range(17)], **bound)
    with pytest.raises(Unable, match="public key of a committee is damaged"):
        envelopes.sealed(b"", ["age1nobody"], **bound)
    for name in ("cat", "ced"):
        many = envelopes.sealed(b"x", [sealing(f"{name}{n}")[1] for n in range(16)], **bound)
        assert many.keys.count(b"\n-> X25519 ") == 16


def test_what_is_too_large_is_refused_at_the_source_and_on_arrival(cat):
    noise = b"".join(Pair(str(n)).public for n in range(800))

    with pytest.raises(NotGenuine, match="say less"):
        cat.compose(Kind.SUMMARY, noise)
    with pytest.raises(NotGenuine, match="larger than any may be"):
        Envelope.from_bytes(b" " * 32_001)
    many = tuple(Seen(origin=f"c{n}", n=1, hash=bytes(32)) for n in range(60))
    with pytest.raises(NotGenuine, match="header is longer than any"):
        resigned(header(seen=many), Body(salt=bytes(32), keys=b"k", text=b""), "cat")


def test_a_kind_is_sealed_or_open_by_its_rule():
    clear = envelopes.for_everyone(b"somebody's case")
    sealed = replace(clear, keys=b"wrapped")
    sign = Pair("cat").sign

    with pytest.raises(NotGenuine, match="against its rule"):
        signed(header(body_hash=clear.hash()), clear, sign)
    with pytest.raises(NotGenuine, match="against its rule"):
        signed(header(kind=Kind.ROOT, body_hash=sealed.hash()), sealed, sign)


def test_a_header_of_a_later_version_keeps_its_place_and_only_that():
    body = Body(salt=bytes(32), keys=b"", text=b"what is to come")
    fields = strict(header(v=2, kind="case.later/9", body_hash=body.hash()).to_bytes())
    raw = canonical(fields | {"new": [1, 2]})

    read = Header.from_bytes(raw)

    assert (read.v, read.n, read.kind) == (2, 1, "case.later/9")
    assert not read.is_understood


@pytest.mark.parametrize(
    "change",
    [
        {"v": 0},
        {"v": True},
        {"net": "Net"},
        {"directory": 0},
        {"origin": "cat "},
        {"kid": "K" * 16},
        {"n": 0},
        {"n": 2},
        {"prev": "00"},
        {"prev": "00" * 32},
        {"id": "1"},
        {"id": "00000000-0000-4000-8000-00000000000A"},
        {"kind": "case.summary"},
        {"ts": "today"},
        {"seen": []},
        {"seen": {"cat": 5}},
        {"seen": {"CAT": [1, "00" * 32]}},
        {"seen": {"cat": [0, "00" * 32]}},
        {"body_hash": ""},
        {"more": 1},
    ],
)
def test_a_header_in_another_form_is_refused(change):
    fields = strict(header().to_bytes())

    with pytest.raises(NotGenuine):
        Header.from_bytes(canonical(fields | change))


def test_a_header_is_an_object():
    with pytest.raises(NotGenuine):
        Header.from_bytes(b"[]")


@pytest.mark.parametrize(
    "change", [{"v": 2}, {"v": True}, {"body": {}}, {"body": 1}, {"more": 1}, {"signature": 1}]
)
def test_an_envelope_in_another_form_is_refused(cat, change):
    fields = strict(cat.compose(Kind.SUMMARY, b"x").to_bytes())

    with pytest.raises(NotGenuine):
        Envelope.from_bytes(canonical(fields | change))


def test_a_salt_has_its_length(cat):
    body = replace(envelopes.for_everyone(b""), salt=b"short")

    with pytest.raises(NotGenuine, match="salt"):
        signed(header(kind=Kind.ROOT, body_hash=body.hash()), body, Pair("cat").sign)


def test_a_fresh_signing_key_signs_what_its_public_half_verifies():
    private, public = envelopes.new_signing_key()
    member = founding("cat", "ced").members[0]
    key = replace(member.keys[0], public=public)
    directory = founding("cat", "ced", cat=replace(member, keys=(key,)))
    body = envelopes.for_everyone(b"")

    made = signed(
        header(kid=key.kid, kind=Kind.ROOT, body_hash=body.hash()),
        body,
        envelopes.signer(private),
    )

    verify(made, directory)
