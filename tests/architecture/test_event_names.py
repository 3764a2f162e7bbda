"""The names of events are ours and for ever; a changed shape is a new number."""

from pathlib import Path

from sanjose.keeping import codec
from sanjose.words.told import BODIES

GOLDEN = Path(__file__).with_name("event_names.txt")
OURS = {
    name: cls for name, cls in BODIES.items() if cls.__module__.startswith("sanjose.words.")
}
"""Whatever can be an entry of the record, once the module that opens entries is there."""


def test_no_event_name_that_was_ever_written_is_changed_or_dropped():
    assert codec.BODIES is BODIES
    assert sorted(OURS) == GOLDEN.read_text("utf-8").splitlines()


def test_no_two_classes_share_a_name():
    """A second class under one name would read the entries of the first."""
    assert len({cls.__name__ for cls in OURS.values()}) == len(OURS)
