"""What went wrong, by what the caller would do about it."""

import pytest

from sanjose.words import errors
from sanjose.words.errors import Misuse, SanJoseError, Unable


def test_what_was_entered_wrongly_and_what_cannot_be_done_end_differently():
    assert (Misuse.code, Unable.code, SanJoseError.code) == (2, 3, 3)


@pytest.mark.parametrize(
    "kind", [one for one in vars(errors).values() if isinstance(one, type)]
)
def test_every_error_is_a_sentence_for_a_person(kind):
    assert str(kind("one sentence")) == "one sentence"
    assert issubclass(kind, SanJoseError)
