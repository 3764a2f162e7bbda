"""Ask authority before a case's key is unwrapped, as the agent does.

The wraps are the cryptographic wall; this is the second one, for what changed since a case's
keys were last renewed: a recusal declared for a State, an officer who left, an office whose
holder reads nothing. It reads the register and the committee's own record, never a case.
"""

from contextlib import suppress
from datetime import UTC, datetime

from sanjose.keeping.archive import COMMITTEE, Archive
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import OwnKeys
from sanjose.keeping.vault import ESCROW
from sanjose.rules import authority
from sanjose.words.case import Case
from sanjose.words.committee import CommitteeRecord
from sanjose.words.errors import Unable

_OPEN: dict[tuple[int, int], Archive] = {}


class _NothingDue:
    """Due rules that nobody asks: what only reads registers nothing."""

    def of_case(self, _case: Case) -> tuple[()]:
        raise NotImplementedError

    def of_committee(self, _record: CommitteeRecord) -> tuple[()]:
        raise NotImplementedError


def may_open(home: Home, keys: OwnKeys, case_id: bytes) -> bool:
    """Return whether the officer of these keys may read a case.

    While the register is behind the record, nothing more is known than the wraps: these
    decide, so that a register that was lost can be rebuilt.
    """
    if case_id == COMMITTEE or keys.officer == ESCROW:
        return True
    archive = _archive(home, keys)
    if archive.register.placed() < archive.record.size():
        return True
    state, names = archive.register.wall(case_id)
    record = archive.committee()
    wall = authority.wall_for(record, state, names)
    today = datetime.now(UTC).astimezone().date()  # noqa: TID251 - the agent has no other clock
    actor = authority.actor(record.officer(keys.officer), keys.officer, record, today)
    return not authority.may(actor, "read", wall)


def _archive(home: Home, keys: OwnKeys) -> Archive:
    """Return the open stores; opened again after a restore or a rebuild replaced a file."""
    status = home.record.stat(), home.register.stat()
    file = status[0].st_ino, status[1].st_ino
    if file not in _OPEN:
        for stale in _OPEN.values():
            with suppress(Unable):
                stale.close()
        _OPEN.clear()
        _OPEN[file] = Archive(home, keys, _NothingDue())
    return _OPEN[file]
