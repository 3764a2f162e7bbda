"""The names of events are ours and for ever; a changed shape is a new number."""

from pathlib import Path

from sanjose.words import events
from sanjose.words.told import BODIES

GOLDEN = Path(__file__).with_name("event_names.txt")


def test_no_event_name_that_was_ever_written_is_changed_or_dropped():
    assert [name for name in sorted(BODIES) if BODIES[name].__module__ == events.__name__] == (
        GOLDEN.read_text("utf-8").splitlines()
    )


def test_no_two_classes_share_a_name():
    """A second class under one name would read the entries of the first."""
    assert len({cls.__name__ for cls in BODIES.values()}) == len(BODIES)
    assert all(getattr(events, cls.__name__) is cls for cls in BODIES.values())
