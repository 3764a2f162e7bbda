"""Destroy a person's entries so that no crash leaves it half done.

First the order stands in the record, then the keys are destroyed and entered in the ledger in
one transaction, then the files go, then it is recorded as done. Whatever interrupts it, the
order is found when the stores are next opened, and carried out again; each part may be
repeated. What stays is that something was received and erased, and in which quarter.

Source: G 5 (e), 11.
"""

from datetime import date, datetime

from sanjose.keeping import attachments
from sanjose.keeping.archive import COMMITTEE, Archive
from sanjose.words.case import Case
from sanjose.words.events import ErasureDone, ErasureOrdered, Event
from sanjose.words.mentions import retold


def order(
    archive: Archive,
    case: Case,
    person: str | None,
    on: date,
    at: datetime,
    approved: str | None = None,
) -> Event:
    """Record the order; inside the archive's transaction.

    Meant is every entry that mentions the person as far as it is known today: a text may have
    come before the person was named.

    Args:
        person: whose entries; None for the whole case.
        approved: what two persons agreed to, as A1.
    """
    told = retold(archive.events(case.case_id))
    meant = [one.event_id for one, persons in told if person is None or person in persons]
    # An act that was cut off may have left a file under a key made ahead.
    meant.extend(archive.drop_spare(case.case_id))
    received = case.received_on
    ordered = ErasureOrdered(
        reference=case.reference,
        person=person,
        quarter=f"{received.year} Q{(received.month + 2) // 3}",
        events=tuple(event_id.hex() for event_id in meant),
        case_id=case.case_id.hex(),
        approved=approved,
    )
    return archive.append(COMMITTEE, ordered, on=on, at=at)


def carry_out(archive: Archive, ordered: Event, at: datetime) -> None:
    """Destroy the keys and the files, bring the register along, and record that it is done."""
    fact: ErasureOrdered = ordered.body
    case_id = bytes.fromhex(fact.case_id)
    event_ids = [bytes.fromhex(one) for one in fact.events]
    # The day in the ledger is the real one: older copies of the keys are measured by it.
    day = ordered.recorded_at.date()
    archive.vault.destroy(event_ids, ordered.event_id, day)
    if fact.person is None:
        archive.vault.destroy_case(case_id, ordered.event_id, day)
    for event_id in event_ids:
        attachments.remove(archive.home.files, event_id)
    with archive.writing():
        archive.sweep()
        archive.forget(case_id)
        if fact.person is None:
            archive.register.drop(case_id)
        else:
            archive.refresh(case_id)
        done = ErasureDone(order=ordered.event_id.hex())
        archive.append(COMMITTEE, done, on=ordered.on, at=at)
    archive.settle()


def resume(archive: Archive, at: datetime) -> int:
    """Carry out every order that a crash interrupted; return how many there were."""
    archive.catch_up()  # the order may be in the record and not yet in the register
    record = archive.committee()
    waiting = [one for one, _ in record.orders if one.event_id.hex() not in record.done]
    for ordered in waiting:
        carry_out(archive, ordered, at)
    return len(waiting)
