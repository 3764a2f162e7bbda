"""What a meeting of rapporteurs and focal points takes up: standing items, and topics to choose.

Source: N 13-25, 47-50; G 16, 17. The order of the items is ours; the topics are those that N 25
proposes for later meetings.
"""

from dataclasses import dataclass
from enum import StrEnum

from sanjose.rules.profile import Committee, Holder
from sanjose.words.errors import Misuse
from sanjose.words.practices import Practice


class Topic(StrEnum):
    """A topic that participants proposed for later meetings. Source: N 25."""

    ACCOUNTABILITY = (
        "States' obligations to prevent intimidation and reprisals and to ensure accountability"
    )
    BETWEEN_BODIES = "cooperation between the rapporteurs and focal points of different bodies"
    ENCOURAGEMENT = "encouraging the members of other bodies to adopt the San José Guidelines"
    UNDER_REPORTING = "the under-reporting of acts of reprisal, and possible remedies"
    SECURITY = (
        "protocols of safety and security for those who interact with the treaty bodies, in "
        "person and online"
    )
    MEDIA = "cooperation with journalists and the media"


LETTERS = "abcdef"


def topics(typed: str) -> tuple[Topic, ...]:
    """Return topics by their letters, each once and in their order; none means all.

    Raises:
        Misuse: a letter is none.

    >>> [one.name for one in topics("f, a")]
    ['ACCOUNTABILITY', 'MEDIA']
    """
    asked = {one for one in typed.casefold() if one not in " ,;"}
    if not asked <= set(LETTERS):
        listed = "; ".join(
            f"{letter}: {one}" for letter, one in zip(LETTERS, Topic, strict=True)
        )
        raise Misuse(f"topics are named by their letters. {listed}")
    return tuple(
        one for letter, one in zip(LETTERS, Topic, strict=True) if not asked or letter in asked
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """A summary of another committee as a sheet for the room has it.

    ``asked`` is what was asked or offered about it from here.
    """

    committee: str
    says: str
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """What the papers of a meeting are made from.

    Args:
        shared: how many summaries stand that this officer may know of.
        put_forward: how many of them, or of ours, were asked to be put on the agenda.
        statements: how many joint statements wait for a concurrence or a publication.
        sheet: the summaries for the room; None where it was not said who sits there.
        in_network: whether this installation is in the network at all.
        holders: who is rapporteur or alternate here today, as the roster has it.
    """

    committee: Committee
    shared: int
    put_forward: int
    statements: int
    practices: tuple[Practice, ...]
    sheet: tuple[Shared, ...] | None
    in_network: bool
    holders: tuple[Holder, ...] = ()
