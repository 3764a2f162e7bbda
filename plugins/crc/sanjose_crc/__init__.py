"""How the Committee on the Rights of the Child differs: whoever is concerned may be a child.

A child is not spoken over. Where a representative or a relative agreed, the child's own view
has to be on record too; before everybody a child is named on the child's own word alone; and
nobody is reached through a relative or a representative who may be a source of the risk. The
Committee endorsed the San José Guidelines and has no other policy; article 4 of the Optional
Protocol on a communications procedure, and rule 4 of the rules under it, are its own ground.

Of those rules only the titles could be read: what they say may ask for more, and differently.
"""

from collections.abc import Iterator

from sanjose import (
    Basis,
    Channel,
    Citation,
    Committee,
    Objection,
    Standing,
    Step,
    Urgency,
    View,
    hookimpl,
    ours,
)
from sanjose_crc.profile import COMMUNICATION, CRC, DRAFTING

SPOKEN_FOR = frozenset({Basis.REPRESENTATIVE, Basis.RELATIVE})
THROUGH = {
    Channel.RELATIVE: frozenset({Standing.RELATIVE}),
    Channel.REPRESENTATIVE: frozenset({Standing.REPRESENTATIVE, Standing.COUNSEL}),
}
SAFEGUARDS = Citation(DRAFTING, "draft sentence on rules of procedure")
OWN_WORD = ours(
    "what everybody has read follows a child for life; nobody else can agree to that, and a "
    "child who defends human rights can"
)
REPLACED = ours("whoever may be a source of the risk is replaced before the child is reached")


@hookimpl
def sanjose_committee() -> Committee:
    """Speak for the Committee on the Rights of the Child."""
    return CRC


@hookimpl
def sanjose_urgency(view: View) -> Urgency | None:
    """Have somebody look soon where a child is concerned.

    Source: ours; a child depends on others for protection, who may not give it.
    """
    return Urgency.URGENT if children(view) else None


@hookimpl
def sanjose_objections(committee: Committee, step: Step) -> Iterator[Objection]:
    """Hear the child, name no child on another's word, and reach nobody through the suspected.

    Source: A/HRC/17/36, on safeguards; G 5 (e), participation; the rest is ours.
    """
    if step.verb == "contact" and suspected(step):
        reason = "everybody through whom this channel goes may be a source of the risk"
        yield Objection("suspected", reason, REPLACED)
    kind = committee.kinds.get(step.measure)
    seen = kind is not None and kind.public and not step.identifies_nobody
    minors = children(step.view)
    for one in step.held:
        if one.label not in minors or one.basis not in SPOKEN_FOR:
            continue
        if not one.own_view:
            reason = f"others agreed for {one.label}, whose own view is not on record"
            yield Objection("child-view", reason, SAFEGUARDS)
        if seen:
            reason = f"before everybody {one.label} is named on the child's own word alone"
            yield Objection("child-named", reason, OWN_WORD)


@hookimpl
def sanjose_proposals(view: View) -> Iterator[str]:
    """Name the interim measures of the rules under the Protocol. Source: CRC/C/62/3, rule 7."""
    asked = any(one.key == "interim-measures" for one in view.measures)
    if view.procedure == COMMUNICATION.key and not asked:
        yield "interim-measures"


def children(view: View) -> frozenset[str]:
    """Return the labels of the children in a case."""
    return frozenset(one.label for one in view.persons if one.child)


def suspected(step: Step) -> bool:
    """Return whether a contact would go through people who are all a possible source of risk."""
    through = THROUGH.get(step.channel, frozenset()) if step.channel else frozenset()
    speakers = [one for one in step.view.persons if one.standing in through]
    return bool(speakers) and all(one.suspected for one in speakers)
