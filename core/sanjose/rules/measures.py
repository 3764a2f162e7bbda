"""The measures that the Guidelines offer: a set, taken separately or cumulatively.

Each has the least decider that may decide it, which a committee may raise and never lower,
and says whom it tells something about a person. A committee may add measures of its own to
them; these are the common ones. Source: G 7, 9-31; N 8-50.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType

from sanjose.rules.catalogue import KINDS
from sanjose.rules.kinds import Group as Group
from sanjose.rules.kinds import MeasureKind as MeasureKind
from sanjose.words.errors import Misuse

MEASURES: Mapping[str, MeasureKind] = MappingProxyType({one.key: one for one in KINDS})
"""Every common measure by its key."""


def measure(key: str) -> MeasureKind:
    """Return a kind of measure.

    Raises:
        Misuse: there is none with this key. What was typed is not repeated: it may be a name.
    """
    if key not in MEASURES:
        near = get_close_matches(key.casefold(), MEASURES)
        meant = f"perhaps {' or '.join(near)}" if near else "`sanjose steps --all` lists them"
        message = f"there is no measure of this name: {meant}"
        raise Misuse(message)
    return MEASURES[key]
