"""Golden vectors: what was signed once is read, and written, in these very bytes for ever.

The keys come from seeds that stand in the tests, and open nothing else.
A change that fails here breaks what peers hold already, and needs a new version.
"""

import json
from pathlib import Path

import pytest

from sanjose.exchange.canonical import bytes_of
from sanjose.exchange.directory import SignedDirectory
from sanjose.exchange.envelope import Body, Envelope, Header, Kind, Seen, signed
from sanjose.exchange.gossip import Gossip, Want
from sanjose.exchange.membership import accepted, verify
from sanjose.exchange.statements import certificate, verify_certificate
from sanjose.keeping import envelopes
from tests.exchange.committees import (
    NET,
    NOW,
    WORDS,
    Pair,
    attested,
    concurrence,
    document,
    founding,
    sealing,
    with_signatures,
)

GOLDEN = json.loads(Path(__file__).with_name("golden.json").read_text("utf-8"))
ORIGINS = tuple(GOLDEN["identities"])


@pytest.fixture
def directory():
    return founding(*ORIGINS)


@pytest.fixture
def envelope():
    kept = GOLDEN["envelope"]
    body = Body(
        **{
            field: bytes_of(kept[name], name)
            for field, name in (("salt", "salt"), ("keys", "wrapped"), ("text", "text"))
        }
    )
    header = Header(
        net=NET,
        directory=1,
        origin="cat",
        kid=Pair("cat").kid,
        n=2,
        prev=bytes(range(32)),
        id="6f1c1c1e-0d2a-4b53-9d64-6a1f3f1f0a01",
        kind=Kind.SUMMARY,
        ts=NOW,
        seen=(Seen(origin="ced", n=3, hash=b"\x07" * 32),),
        body_hash=body.hash(),
    )
    return signed(header, body, Pair("cat").sign)


def test_keys():
    for origin in ORIGINS:
        assert Pair(origin).public.hex() == GOLDEN["keys"][origin]
        assert sealing(origin) == (GOLDEN["identities"][origin], GOLDEN["recipients"][origin])


def test_an_envelope(envelope, directory):
    kept = GOLDEN["envelope"]

    assert envelope.raw.decode() == kept["header"]
    assert envelope.hash.hex() == kept["hash"]
    assert envelope.to_bytes().decode() == kept["wire"]
    verify(Envelope.from_bytes(kept["wire"].encode()), directory)


def test_a_body(envelope):
    said = envelopes.opened(envelope, GOLDEN["identities"]["ced"])

    assert said.decode() == GOLDEN["envelope"]["says"]
    with pytest.raises(envelopes.NotForUs):
        envelopes.opened(envelope, GOLDEN["identities"]["cerd"])


def test_a_directory(directory):
    kept = GOLDEN["directory"]

    assert with_signatures(directory, *ORIGINS).to_bytes().decode() == kept["wire"]
    assert directory.hash.hex() == kept["hash"]
    assert directory.fingerprint == kept["fingerprint"]
    assert accepted(SignedDirectory.from_bytes(kept["wire"].encode()), None) == directory


def test_heads_and_wants(envelope, directory):
    wants = (Want(origin="cat", first=3, last=5),)
    said = Gossip(net=NET, peer="ced", at=NOW, heads=(envelope.without_body(),), wants=wants)

    assert said.to_bytes(Pair("ced transport").sign).decode() == GOLDEN["gossip"]
    assert Gossip.from_bytes(GOLDEN["gossip"].encode(), directory) == said


def test_a_statement_and_its_certificate(directory):
    paper = document(directory, "cat", "ced")
    yes = [concurrence(paper, "cat"), attested(paper, "ced")]

    assert paper.to_bytes().decode() == GOLDEN["document"]["raw"]
    assert paper.hash.hex() == GOLDEN["document"]["hash"]
    assert certificate(paper, WORDS, yes, directory).decode() == GOLDEN["certificate"]
    assert verify_certificate(GOLDEN["certificate"].encode(), directory).text == WORDS
