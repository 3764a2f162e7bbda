"""The door is put together from many parts, which share one room for their private names."""

from collections import defaultdict

from sanjose.secretariat import Secretariat


def test_no_two_parts_of_the_door_have_the_same_private_name():
    """One would take the place of the other without a word."""
    found = defaultdict(list)
    for part in Secretariat.__mro__:
        for name in vars(part):
            if name.startswith("_") and not name.startswith("__"):
                found[name].append(part.__name__)

    assert {name: parts for name, parts in found.items() if len(parts) > 1} == {}
