"""What a committee's README says may be done is what its rules say."""

import pytest

from tests.docs.walked import made, sections, standing


@pytest.mark.parametrize("slug", sorted(sections()))
def test_the_table_of_measures_is_the_one_that_the_rules_make(slug):
    text = sections()[slug].read_text("utf-8")

    assert standing(text) == made(slug), "run `python -m tests.docs.walked`"
