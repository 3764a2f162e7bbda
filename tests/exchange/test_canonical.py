"""Bytes that are signed have one form, and nothing else is read."""

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjose.exchange import canonical as c

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_what_is_written_is_read_back(value):
    assert c.strict(c.canonical(value)) == value


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": 1}',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b"1.0",
        b"1e3",
        b"NaN",
        b"-0",
        b'"\\u00e9"',
        b'"\\ud800"',
        b'"\xff"',
        b"",
        b"[" * 100_000,
        b"9" * 5000,
        b'\xef\xbb\xbf{"a":1}',
    ],
)
def test_what_is_in_another_form_is_refused(raw):
    with pytest.raises(c.NotGenuine, match="not in the agreed form"):
        c.strict(raw)


@given(st.binary(max_size=100))
def test_bytes_have_one_text(raw):
    assert c.bytes_of(c.text_of(raw), "x") == raw


@pytest.mark.parametrize(
    "found", ["AB", "A", "AA==", "A A", "é", "AA\n", 5, None, ["AA"], "++++"]
)
def test_no_other_text_stands_for_bytes(found):
    with pytest.raises(c.NotGenuine, match="agreed form: x"):
        c.bytes_of(found, "x")


@pytest.mark.parametrize(
    ("read", "found"),
    [
        (lambda one: c.exactly(one, "x", "a"), {"a": 1, "b": 1}),
        (lambda one: c.exactly(one, "x", "a"), []),
        (lambda one: c.several(one, "x", str), {}),
        (lambda one: c.row(one, "x", 2), [1]),
        (lambda one: c.row(one, "x", 2), "ab"),
        (lambda one: c.text(one, "x"), 5),
        (lambda one: c.text(one, "x", c.ORIGIN), "CAT\n"),
        (lambda one: c.number(one, "x"), True),
        (lambda one: c.number(one, "x"), -1),
        (lambda one: c.number(one, "x"), 2**53),
        (lambda one: c.octets(one, "x"), "00"),
        (lambda one: c.octets(one, "x", 1), "FF"),
        (lambda one: c.octets(one, "x", 1), " 00 "),
        (lambda one: c.day(one, "x"), "20261122"),
        (lambda one: c.day(one, "x"), "2026-02-30"),
        (lambda one: c.moment(one, "x"), "2026-11-22T06:00:00"),
        (lambda one: c.moment(one, "x"), "2026-13-22T06:00:00Z"),
    ],
)
def test_a_field_that_is_not_in_its_form_is_named(read, found):
    with pytest.raises(c.NotGenuine, match="agreed form: x"):
        read(found)


@given(st.binary(max_size=5000))
def test_a_body_unfolds_to_what_was_folded(plain):
    packed = c.folded(plain)

    assert len(packed) % 1024 == 0
    assert c.unfolded(packed) == plain


def test_short_bodies_have_one_length():
    lengths = {len(c.folded(json.dumps({"State": "x" * n}).encode())) for n in range(300)}

    assert lengths == {1024}


def _packed(small: bytes, filling: bytes = b"\x00") -> bytes:
    packed = len(small).to_bytes(4, "big") + small
    return packed + filling * (-len(packed) % 1024)


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\x00" * 1023,
        b"\xff" * 1024,
        b"\x00" * 2048,
        _packed(b"not zlib"),
        _packed(zlib.compress(b"text"), b"\x01"),
        _packed(zlib.compress(b"text")[:-2]),
        _packed(zlib.compress(b"text") + b"more"),
        _packed(zlib.compress(bytes(256 * 1024 + 1))),
    ],
    ids="empty odd length filled zlib filling cut more bomb".split(),
)
def test_what_was_not_folded_so_or_grows_without_bound_is_refused(packed):
    with pytest.raises(c.NotGenuine):
        c.unfolded(packed)


def test_the_largest_body_unfolds():
    plain = bytes(c.MOST.value)

    assert c.unfolded(c.folded(plain)) == plain
