"""What pytest loads wherever ``sanjose[testing]`` is installed: the kit's assertions, told apart."""

import pytest

pytest.register_assert_rewrite("sanjose.testing.conformance")
