"""Helpers whose assertions are to be read like those of the tests themselves."""

import pytest

pytest.register_assert_rewrite("tests.rules.moon")
