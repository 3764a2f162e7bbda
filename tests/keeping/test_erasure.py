"""Whoever is erased is gone from every live file, and everybody else is still there.

What a crash cuts off between the order and its end is finished when the stores are opened.
"""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from sanjose.keeping import attachments, erasure
from sanjose.keeping.archive import COMMITTEE, Archive
from sanjose.words.errors import Unable
from sanjose.words.events import Event, MeasureProposed, PersonErased, RecusalDeclared
from tests.keeping.archives import (
    DAY,
    NOW,
    ONE,
    House,
    add,
    filed,
    person,
    receive,
    texts,
    told,
)
from tests.keeping.test_archive import put_back, saved

ADA, BEN = "Adelheid Quillmaker", "Benedikt Tallowhand"


@pytest.fixture
def archive(cat: House) -> Iterator[Archive]:
    with cat.archive() as opened:
        yield opened


def both(archive: Archive) -> bytes:
    """Receive a case of two persons, each with a text and a file of their own."""
    case_id = receive(archive, ADA, BEN, text=f"{ADA} was followed.", content=ADA.encode())
    with archive.writing():
        archive.append(
            case_id, told(f"{BEN} lost his work.", "P2"), on=DAY, at=NOW, content=BEN.encode()
        )
    return case_id


def order(archive: Archive, case_id: bytes, label: str | None) -> Event:
    """Record the order as the door does; nothing is destroyed yet."""
    with archive.writing():
        case = archive.case(case_id)
        assert case is not None
        ordered = erasure.order(archive, case, label, DAY, NOW)
        if label is not None:
            archive.append(case_id, PersonErased(person=label), on=DAY, at=NOW)
    return ordered


def erase(archive: Archive, case_id: bytes, label: str | None) -> Event:
    ordered = order(archive, case_id, label)
    erasure.carry_out(archive, ordered, NOW)
    return ordered


def there(archive: Archive, name: str) -> bool:
    found = texts(archive)
    return any(part in found for part in name.split())


def test_one_of_two_persons_is_gone_and_the_other_reads_as_before(cat: House) -> None:
    with cat.archive() as archive:
        case_id = both(archive)

        erase(archive, case_id, "P1")

        case = archive.case(case_id)
        assert case is not None
        assert [one.label for one in case.persons] == ["P2"]
        assert case.erased == ("P1",)
        assert not there(archive, ADA)
        assert there(archive, BEN)
        (event,) = filed(archive, case_id)
        assert archive.fetch(event, event.body.digest) == BEN.encode()
        assert len(list(cat.home.files.iterdir())) == 1
    assert cat.faults() == ()


def test_a_whole_case_is_gone_from_lists_and_keys_and_files(cat: House) -> None:
    with cat.archive() as archive:
        other, case_id = receive(archive, "Cleo Marsh"), both(archive)

        erase(archive, case_id, None)

        assert archive.register.case_ids() == (other,)
        assert case_id not in archive.vault.case_ids()
        assert not there(archive, ADA)
        assert not there(archive, BEN)
        assert there(archive, "Cleo Marsh")
        assert list(cat.home.files.iterdir()) == []
    assert cat.faults() == ()


def test_the_record_still_verifies_and_its_root_continues(cat: House) -> None:
    with cat.archive() as archive:
        case_id = both(archive)
        before = archive.record.verify()

        erase(archive, case_id, "P1")

        after = archive.record.verify(known=(before.size, before.root))
        assert after.faults == ()
        assert after.size > before.size


def test_what_stays_is_that_something_was_received_and_erased_and_the_quarter(
    archive: Archive,
) -> None:
    case_id = both(archive)

    ordered = erase(archive, case_id, None)

    ((event, fact),) = archive.committee().orders
    assert event.event_id == ordered.event_id
    assert (fact.quarter, fact.person) == ("2026 Q1", None)
    entries = {event_id.hex() for event_id in archive.record.ids(2).values()}
    assert len(entries & set(fact.events)) == 7
    assert archive.committee().done == {ordered.event_id.hex()}
    assert set(archive.vault.ledger()) >= {bytes.fromhex(one) for one in fact.events}
    assert set(archive.vault.ledger().values()) == {ordered.event_id}


def test_a_text_that_came_before_the_person_was_named_goes_with_them(archive: Archive) -> None:
    case_id = receive(archive, text=f"{ADA} was followed. She is a teacher.")
    add(archive, case_id, told("QUILLMAKER'S brother asked."), told("It rained."))
    add(archive, case_id, person(ADA, "P1"))
    assert archive.events(case_id)[1].persons == ()

    erase(archive, case_id, "P1")

    assert not there(archive, ADA)
    assert "QUILLMAKER" not in texts(archive)
    assert "It rained." in texts(archive)


def test_a_text_under_an_earlier_name_goes_with_the_person(archive: Archive) -> None:
    case_id = receive(archive, "Emerentia Fosse")
    add(archive, case_id, person(ADA, "P1"))
    add(archive, case_id, told("Fosse was seen at the station."), told(f"{BEN} was seen."))

    erase(archive, case_id, "P1")

    assert not there(archive, "Emerentia Fosse")
    assert not there(archive, ADA)
    assert there(archive, BEN)


def test_a_file_goes_with_anybody_whom_it_may_name_and_the_act_remains(
    archive: Archive,
) -> None:
    case_id = receive(archive, ADA, BEN, text="They were followed.", content=b"a photograph")
    (event,) = filed(archive, case_id)
    assert archive.fetch(event, event.body.digest) == b"a photograph"

    erase(archive, case_id, "P2")

    assert filed(archive, case_id) == (event,)
    with pytest.raises(Unable, match="was erased with a person whom it may have named"):
        archive.fetch(event, event.body.digest)
    assert list(archive.home.files.iterdir()) == []


def test_a_file_from_before_anybody_was_named_goes_with_whoever_is_named_later(
    archive: Archive,
) -> None:
    case_id = receive(archive, content=ADA.encode())
    add(archive, case_id, person(ADA, "P1"), person(BEN, "P2"))

    erase(archive, case_id, "P1")

    assert not there(archive, ADA)
    assert list(archive.home.files.iterdir()) == []


def test_a_file_that_a_crash_left_under_a_key_made_ahead_opens_with_no_key_any_more(
    archive: Archive,
) -> None:
    case_id = both(archive)
    opened = archive._opened(case_id)
    event_id, key = opened.spare[0]
    attachments.keep(archive.home.files, event_id, key, ADA.encode())
    kept = (archive.home.files / event_id.hex()).read_bytes()

    erase(archive, case_id, "P1")
    add(archive, case_id, *(told(f"number {number}") for number in range(9)))

    (archive.home.files / event_id.hex()).write_bytes(kept)
    assert not there(archive, ADA)


def test_what_a_crash_left_beside_the_entries_goes_with_the_next_erasure(cat: House) -> None:
    with cat.archive() as archive:
        case_id = both(archive)
        (cat.home.files / "00112233445566778899aabbccddeeff").write_bytes(ADA.encode())
        (cat.home.path / "keys.77.copy.db").write_bytes(b"keys of before")

        erase(archive, case_id, "P1")

    everything = b"".join(one.read_bytes() for one in cat.home.path.rglob("*") if one.is_file())
    assert ADA.encode() not in everything
    assert b"keys of before" not in everything


def test_no_key_of_what_was_erased_is_in_the_files_of_the_vault(cat: House) -> None:
    with cat.archive() as archive:
        case_id = both(archive)
        keys = archive.vault.event_keys(case_id, archive.keyring.case_key(case_id))
        erase(archive, case_id, None)

        vault = archive.vault
        assert vault.case_of(keys) == {}
        assert cat.home.keys.with_name("keys.db-wal").stat().st_size == 0


# What a crash cuts off


def ordered_only(archive: Archive, case_id: bytes, label: str | None) -> None:
    order(archive, case_id, label)


def keys_destroyed(archive: Archive, case_id: bytes, label: str | None) -> None:
    ordered = order(archive, case_id, label)
    events = [bytes.fromhex(one) for one in ordered.body.events]
    archive.vault.destroy(events, ordered.event_id, DAY)


def done_but_for_the_word(archive: Archive, case_id: bytes, label: str | None) -> None:
    keys_destroyed(archive, case_id, label)
    if label is None:
        archive.vault.destroy_case(case_id, bytes(16), DAY)


@pytest.mark.parametrize("label", ["P1", None])
@pytest.mark.parametrize("cut_off", [ordered_only, keys_destroyed, done_but_for_the_word])
def test_what_was_cut_off_is_finished_once_and_for_all(
    cat: House, cut_off: Callable, label: str | None
) -> None:
    with cat.archive() as archive:
        case_id = both(archive)
        cut_off(archive, case_id, label)

    with cat.archive() as archive:
        assert erasure.resume(archive, NOW) == 1
        assert erasure.resume(archive, NOW) == 0
        assert not there(archive, ADA)
        assert there(archive, BEN) is (label == "P1")
        assert bool(archive.register.case_ids()) is (label == "P1")
    assert cat.faults() == ()


@pytest.mark.parametrize("label", ["P1", None])
def test_an_order_that_the_register_missed_is_finished_too(
    cat: House, label: str | None
) -> None:
    with cat.archive() as archive:
        case_id = both(archive)
        before = saved(cat)
        order(archive, case_id, label)
    put_back(cat, before)

    with cat.archive() as archive:
        assert erasure.resume(archive, NOW) == 1
        assert not there(archive, ADA)
    assert cat.faults() == ()


@pytest.mark.parametrize("label", ["P1", None])
def test_an_erasure_whose_end_the_register_missed_is_in_no_list(
    cat: House, label: str | None
) -> None:
    with cat.archive() as archive:
        case_id = both(archive)
        if label:  # what is erased here was in the lists
            add(archive, case_id, MeasureProposed(measure="letter", label="M1"))
            add(archive, case_id, RecusalDeclared(who="officer-2"))
        ordered = order(archive, case_id, label)
        before = saved(cat)
        erasure.carry_out(archive, ordered, NOW)
    put_back(cat, before)

    with cat.archive() as archive:
        assert erasure.resume(archive, NOW) == 0
        assert bool(archive.register.case_ids()) is (label == "P1")
    assert cat.faults() == ()


def test_an_erasure_waits_for_whoever_is_reading_and_is_then_finished(cat: House) -> None:
    with cat.archive() as archive:
        case_id = both(archive)
        ordered = order(archive, case_id, "P1")
        archive.vault._connection.execute("PRAGMA busy_timeout = 20")
        with closing(cat.raw("keys")) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM event_keys").fetchone()

            with pytest.raises(Unable, match="another officer is reading at the same moment"):
                erasure.carry_out(archive, ordered, NOW)

        assert erasure.resume(archive, NOW) == 1
        assert not there(archive, ADA)
    assert cat.faults() == ()


def test_an_officer_without_a_key_to_the_case_finishes_its_erasure(cat: House) -> None:
    two = cat.enrol()
    with cat.archive() as archive:
        case_id = both(archive)
        order(archive, case_id, "P1")

    with cat.archive(two) as archive:
        assert erasure.resume(archive, NOW) == 1

    with cat.archive(ONE) as archive:
        assert not there(archive, ADA)
        assert there(archive, BEN)


def test_what_was_destroyed_stays_destroyed_under_a_kept_key(cat: House) -> None:
    with cat.archive() as archive:
        case_id = both(archive)
        case_key = archive.keyring.case_key(case_id)
        erase(archive, case_id, "P1")

        keys = archive.vault.event_keys(case_id, case_key)

    with closing(cat.raw()) as connection:
        rows = connection.execute("SELECT event_id FROM entries").fetchall()
    erased = {event_id for (event_id,) in rows} - keys.keys()
    assert len(erased) >= 3


def test_the_order_itself_names_nobody(archive: Archive) -> None:
    case_id = both(archive)

    erase(archive, case_id, "P1")

    told_ = repr([one.body for one in archive.events(COMMITTEE)])
    assert not any(part in told_ for part in f"{ADA} {BEN}".split())
