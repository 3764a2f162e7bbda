"""Accounts of cases for reports: a text that tells of one case, released by the rapporteur.

An account is written for one use, such as the annual report, and for the period that it tells
of; the person's agreement to that use carries it, and a report asks for it again whenever it
is made. An account speaks of everybody whom its case concerns, named or not, and goes with
each of them when they are erased. Where an account stands is noted in the committee's own
record by the case's random id, so that a report opens no other case.

Source: G 25; N 11 (g), 32, 34; floor 10.
"""

from collections.abc import Iterable
from datetime import date

from sanjose.words.model import Use
from sanjose.words.sealed import Sealed
from sanjose.words.told import body, told


@body("account.released/1")
class AccountReleased:
    """An account of the case, released for a report. Source: G 25; N 32, 34; floor 10."""

    use: Use = told("the use that it is written for")
    first: date = told("the first day of the period that it tells of")
    last: date = told("the last day of that period")
    text: Sealed = told("the account, as it stands in the report")
    named: bool = told("whether it names the State or anybody", default=False)
    persons: tuple[str, ...] = told("whom it speaks of, as P1", default=())


@body("account.withdrawn/1")
class AccountWithdrawn:
    """An account of the case stands in no report any more. Source: N 11; floor 10."""

    use: Use = told("the use that it was written for")
    first: date = told("the first day of the period that it told of")


@body("account.placed/1")
class AccountPlaced:
    """In which case an account stands, so that a report finds it. Source: ours; see the module."""

    case_id: str = told("the case, by its random id")


Accounts = tuple[tuple[date, AccountReleased], ...]
"""Accounts with the days on which they were released."""


def after(accounts: Accounts, on: date, fact: AccountReleased | AccountWithdrawn) -> Accounts:
    """Return the accounts of a case after one more event; for one use and period stands one."""
    kept = tuple(
        one for one in accounts if (one[1].use, one[1].first) != (fact.use, fact.first)
    )
    return (*kept, (on, fact)) if isinstance(fact, AccountReleased) else kept


def within(
    accounts: Iterable[tuple[date, AccountReleased]], since: date, until: date
) -> Accounts:
    """Return the accounts that tell of a period; both its days count."""
    return tuple(one for one in accounts if one[1].first <= until and since <= one[1].last)
