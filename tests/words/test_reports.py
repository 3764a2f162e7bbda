"""Accounts of cases as they add up: one for each use and period, until it is withdrawn."""

from datetime import date

from sanjose.words.model import Use
from sanjose.words.reports import (
    AccountPlaced,
    AccountReleased,
    AccountWithdrawn,
    within,
)
from sanjose.words.sealed import Sealed
from tests.words.facts import DAY, a_case, a_record

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


def released(text="An account.", use=Use.ANNUAL_REPORT, first=FIRST, last=LAST):
    return AccountReleased(use=use, first=first, last=last, text=Sealed(text))


def texts(case):
    return [one.text.reveal() for _, one in case.accounts]


def test_an_account_stands_with_the_day_of_its_release():
    case = a_case(released())

    assert [on for on, _ in case.accounts] == [DAY]
    assert texts(case) == ["An account."]


def test_for_one_use_and_period_there_is_one_account():
    case = a_case(
        released(),
        released("For others.", use=Use.PUBLISH),
        released("Earlier.", first=date(2025, 1, 1)),
        released("Better."),
    )

    assert texts(case) == ["For others.", "Earlier.", "Better."]


def test_an_account_that_was_withdrawn_stands_no_more():
    case = a_case(released(), AccountWithdrawn(use=Use.ANNUAL_REPORT, first=FIRST))

    assert case.accounts == ()


def test_an_account_belongs_to_every_period_that_it_tells_of():
    accounts = a_case(released()).accounts

    assert within(accounts, LAST, date(2026, 12, 31)) == accounts
    assert within(accounts, date(2025, 1, 1), FIRST) == accounts
    assert within(accounts, date(2026, 7, 1), date(2026, 12, 31)) == ()
    assert within(accounts, date(2025, 1, 1), date(2025, 12, 31)) == ()


def test_the_committee_s_own_record_knows_where_accounts_stand_and_each_case_once():
    record = a_record(AccountPlaced(case_id="aa"), AccountPlaced(case_id="bb"),
                      AccountPlaced(case_id="aa"))  # fmt: skip

    assert record.told_of == ("bb", "aa")


def test_an_account_shows_its_text_to_nobody_by_accident():
    assert "An account" not in repr(released())
