"""An event goes into the record sealed, and comes back as it was and only with its key."""

import json
import os
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from hypothesis import given
from hypothesis import strategies as st

from sanjose.keeping import codec
from sanjose.words.errors import Unable
from sanjose.words.events import Event, SubmissionAdded
from sanjose.words.model import Post
from sanjose.words.sealed import Sealed
from sanjose.words.told import BODIES
from tests.words.bodies import bodies

CANARY = "Zyanqulla Vrothmere"
KEY, ID = bytes(range(32)), bytes(range(16))
META = codec.meta_of(7, ID, KEY)


def event(body: object, by: Post | None = None, persons: tuple[str, ...] = ()) -> Event:
    return Event(
        event_id=ID,
        seq=7,
        subject=bytes(reversed(ID)),
        on=date(2021, 3, 1),
        recorded_at=datetime(2026, 3, 2, 9, 30, 1, 5, tzinfo=UTC),
        actor="officer-1",
        by=by,
        persons=persons,
        body=body,
    )


def submission(text: str) -> Event:
    return event(SubmissionAdded(text=Sealed(text)))


@given(st.sampled_from(sorted(BODIES)).flatmap(lambda name: bodies(BODIES[name])), st.data())
def test_every_event_comes_back_as_it_was(body, data) -> None:
    by = data.draw(st.none() | st.sampled_from(Post))
    persons = tuple(data.draw(st.lists(st.sampled_from(["P1", "P2"]), unique=True)))
    whole = event(body, by, persons)

    assert codec.unpacked(codec.packed(whole), ID, 7) == whole


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_the_length_of_a_body_tells_little(text: str) -> None:
    packed = codec.packed(submission(text))

    assert len(packed) % codec.BUCKET == 0
    assert len(packed) - len(packed.rstrip()) < codec.BUCKET


def test_a_short_answer_is_as_long_as_a_longer_one() -> None:
    lengths = {len(codec.packed(submission(text))) for text in ("No.", "They came back twice.")}

    assert len(lengths) == 1


def test_what_is_clear_for_ever_is_version_place_id_and_a_commitment() -> None:
    assert json.loads(META) == {
        "v": 1,
        "seq": 7,
        "id": ID.hex(),
        "kc": codec.subkey(KEY, b"commit").hex(),
    }
    assert codec.meta_of(7, ID, KEY) == META


def test_a_subkey_is_the_one_of_rfc_5869() -> None:
    by_the_book = HKDFExpand(SHA256(), 32, b"body").derive(KEY)

    assert codec.subkey(KEY, b"body") == by_the_book
    assert codec.subkey(KEY, b"body") != codec.subkey(KEY, b"commit")


def test_what_is_sealed_shows_nothing_and_opens_with_its_key_and_meta() -> None:
    sealed = codec.seal(CANARY.encode(), KEY, META)

    assert CANARY.encode() not in sealed
    assert sealed != codec.seal(CANARY.encode(), KEY, META)
    assert codec.unseal(sealed, KEY, META) == CANARY.encode()


SEALED = codec.seal(CANARY.encode(), KEY, META)


@pytest.mark.parametrize(
    ("sealed", "key", "meta"),
    [
        (SEALED, os.urandom(32), META),
        (SEALED, KEY, codec.meta_of(8, ID, KEY)),
        (SEALED, KEY, codec.meta_of(7, bytes(16), KEY)),
        (SEALED[:-1] + bytes([SEALED[-1] ^ 1]), KEY, META),
        (SEALED[:20], KEY, META),
        (b"", KEY, META),
    ],
    ids=["key", "place", "event", "body", "beginning", "nothing"],
)
def test_nothing_else_opens_it_and_the_sentence_shows_nothing(
    sealed: bytes, key: bytes, meta: bytes
) -> None:
    with pytest.raises(Unable, match="does not open with its key: run `sanjose verify`") as no:
        codec.unseal(sealed, key, meta)

    assert no.value.__cause__ is None
    assert CANARY not in str(no.value)


def test_the_leaf_covers_the_meta_and_the_sealed_body() -> None:
    leaves = {
        codec.leaf_of(META, SEALED),
        codec.leaf_of(META, SEALED[:-1]),
        codec.leaf_of(META + b" ", SEALED),
    }

    assert len(leaves) == 3
    assert codec.leaf_of(META, SEALED) in leaves


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "allegation.received/9"),
        ("by", "Pope"),
        ("on", "Candlemas"),
        ("body", {"text": CANARY, "form": CANARY}),
        ("body", {}),
        ("persons", None),
    ],
)
def test_a_word_of_a_newer_version_is_one_sentence_without_it(
    field: str, value: object
) -> None:
    plain = json.loads(codec.packed(submission("hello")))
    plain[field] = value

    with pytest.raises(Unable, match="install the version that wrote it") as newer:
        codec.unpacked(json.dumps(plain).encode(), ID, 7)

    assert newer.value.__suppress_context__
    assert CANARY not in str(newer.value)
