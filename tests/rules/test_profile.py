"""A committee's profile: data, each value with where it comes from."""

from dataclasses import FrozenInstanceError

import pytest

from sanjose.rules.files import FileKind
from sanjose.rules.profile import DAYS, Posting
from sanjose.words.provenance import Chosen
from tests.rules.moon import WHY, a_profile

TIDE = FileKind(key="tide", title="tide", source=Chosen(None, WHY), moves={"open": ("ebb",)})


def test_a_procedure_is_found_by_its_key_or_not_at_all():
    assert a_profile().procedure("report").title == "report"
    assert a_profile().procedure("reprot") is None


def test_a_file_is_found_by_its_key_or_not_at_all():
    profile = a_profile(files=(TIDE,))

    assert profile.file("tide") is TIDE
    assert profile.file("flood") is None


def test_a_committees_own_number_of_days_goes_before_the_common_one():
    own = Chosen(30, WHY)
    profile = a_profile(days={"reply": own})

    assert profile.within("reply") is own
    assert profile.within("assessment") is DAYS["assessment"]


def test_no_common_number_of_days_is_given_by_a_document():
    assert all(isinstance(one, Chosen) and one.value > 0 for one in DAYS.values())


def test_a_profile_cannot_be_changed_once_it_is_declared():
    with pytest.raises(FrozenInstanceError):
        a_profile().posting = Chosen(Posting.POSTED, WHY)
