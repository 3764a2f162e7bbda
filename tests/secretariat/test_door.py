"""The one door is made of many parts, and none of them hides a method of another."""

from collections import defaultdict

from sanjose.secretariat import Secretariat

MEANT = {"not_covered", "other_committees"}
"""Said by the common ground for an installation alone, and again where there is a network."""


def test_no_part_of_the_door_takes_the_place_of_anothers_method_by_accident():
    defined = defaultdict(list)

    for part in Secretariat.__mro__[:-1]:
        for name, value in vars(part).items():
            if callable(value) and not name.startswith("__"):
                defined[name].append(part.__module__)

    assert {name for name, modules in defined.items() if len(modules) > 1} == MEANT
