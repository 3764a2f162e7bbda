"""What a committee can rest a letter on: treaties, protocols, rules, policies, and for whom.

A profile declares its anchors and the instruments that they need; which State has accepted
which instrument is data of an installation, with its source and the day it was looked up.
Source: G 2, 3 and the footnotes to them; N annex II.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanjose.words.provenance import Citation, Given, Provision, guidelines


class Binding(StrEnum):
    """How a State comes to be bound by an instrument."""

    PARTY = "party"
    DECLARATION = "declaration"
    OPT_OUT = "opting out"


@dataclass(frozen=True, kw_only=True, slots=True)
class Instrument:
    """A treaty, protocol or declaration that a State may have accepted.

    ``of`` is the instrument that the State has to be party to before its declaration, or its
    not opting out, counts for anything.
    """

    key: str
    title: str
    source: Provision[None]
    binding: Binding = Binding.PARTY
    of: str | None = None


class AnchorKind(StrEnum):
    """What sort of ground an anchor is."""

    TREATY = "treaty article"
    PROTOCOL = "optional protocol"
    RULE = "rule of procedure"
    POLICY = "own policy"
    ENDORSEMENT = "endorsement of the San José Guidelines"
    GOOD_FAITH = "good faith"


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """A ground for a letter.

    Args:
        needs: the instruments that bind the State; all of them.
        procedures: where it holds only for some procedures; none means all.
        since: the first day on which it can be relied on, where one is known.
    """

    key: str
    title: str
    source: Provision[None]
    kind: AnchorKind
    needs: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    since: date | None = None


def endorsement(source: Citation, since: date, when: str = "") -> Anchor:
    """Return the endorsement of the San José Guidelines as a ground.

    A month without its day is relied on from the next month on, so that nothing is claimed
    that may not yet have been so. Source: N annex II.
    """
    dated = f", {when}" if when else ""
    return Anchor(
        key="endorsement",
        title=f"endorsement of the San José Guidelines{dated}",
        source=Given(None, source),
        kind=AnchorKind.ENDORSEMENT,
        since=since,
    )


def good_faith(instrument: str, body: str = "Committee") -> Anchor:
    """Return cooperation in good faith as a ground towards whoever is party. Source: G 2, 3."""
    return Anchor(
        key="good-faith",
        title=f"cooperation with the {body} in good faith, and the duty to protect",
        source=Given(None, guidelines(2)),
        kind=AnchorKind.GOOD_FAITH,
        needs=(instrument,),
    )
