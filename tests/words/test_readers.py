"""Keys of readers and what was prepared for them, out of the committee's own entries."""

from dataclasses import replace
from datetime import date

from sanjose.words.model import Post
from sanjose.words.readers import (
    DigestPrepared,
    KeyKind,
    ReaderCompared,
    ReaderKeyed,
    ReaderUnkeyed,
    key_of,
    keys,
    last_before,
)
from sanjose.words.sealed import Sealed
from tests.words.facts import numbered, person

CHAIR = {"post": Post.CHAIR, "holder": "Member Élan-Birch"}


def keyed(key="first", **facts):
    known = {**CHAIR, "kind": KeyKind.AGE, "public": Sealed("age1"), "key": key}
    return ReaderKeyed(**known | facts)


def prepared(day, **facts):
    return DigestPrepared(**{**CHAIR, "day": day, "digest": "d", **facts})


def test_the_key_that_was_entered_last_stands():
    entries = numbered(keyed("first"), person(), keyed("second"))

    (found,) = keys(entries)

    assert found.fact.key == "second"


def test_a_holder_is_found_however_the_name_is_typed_and_only_in_the_same_office():
    entries = numbered(keyed())

    assert key_of(entries, Post.CHAIR, "member elan birch") is not None
    assert key_of(entries, Post.VICE_CHAIR, "Member Élan-Birch") is None
    assert key_of(entries, Post.CHAIR, "Member Fir") is None


def test_a_key_that_was_withdrawn_is_none():
    entries = numbered(keyed(), ReaderUnkeyed(**CHAIR))

    assert keys(entries) == ()


def test_whoever_entered_a_key_or_compared_it_is_known():
    first, compared = numbered(keyed(), ReaderCompared(**CHAIR, key="first"))

    (found,) = keys((first, replace(compared, actor="officer-2")))

    assert found.compared == {"Invented Officer", "officer-2"}


def test_another_key_has_to_be_compared_anew():
    compared = ReaderCompared(**CHAIR, key="first")
    entries = numbered(keyed("first"), keyed("second"), compared)

    (found,) = keys((*entries[:2], replace(entries[2], actor="officer-2")))

    assert found.compared == {"Invented Officer"}


def test_what_was_compared_without_a_key_is_nothing():
    assert keys(numbered(ReaderCompared(**CHAIR, key="first"))) == ()


def test_the_last_sheet_is_one_for_an_earlier_day():
    entries = numbered(
        prepared(date(2026, 3, 2)), prepared(date(2026, 3, 9)), prepared(date(2026, 3, 9))
    )

    last = last_before(entries, Post.CHAIR, "Member Élan-Birch", date(2026, 3, 16))
    same = last_before(entries, Post.CHAIR, "Member Élan-Birch", date(2026, 3, 9))

    assert (last.day, last.seq) == (date(2026, 3, 9), 2)
    assert (same.day, same.seq) == (date(2026, 3, 2), 0)


def test_there_is_no_last_sheet_of_somebody_else():
    entries = numbered(prepared(date(2026, 3, 2)))

    assert last_before(entries, Post.CHAIR, "Member Fir", date(2026, 3, 9)) is None
    assert last_before(entries, Post.CHAIR, "Member Élan-Birch", date(2026, 3, 2)) is None
