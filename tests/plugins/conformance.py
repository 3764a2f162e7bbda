"""The kit's suite under its short name."""

from sanjose.testing.conformance import CommitteeConformance as Conformance  # noqa: F401
