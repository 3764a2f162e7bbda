"""How the Committee on Economic, Social and Cultural Rights differs from the common procedure.

Its focal point is no person: the Bureau is told together, assesses and decides together, by
votes that are counted, and the plenary decides whatever everybody sees. Where recusals leave
fewer members than a decision needs, the plenary acts. The office stays when its members
change: a key of a former member opens nothing. Nothing is posted. The Committee has neither a
policy of its own nor endorsed the Guidelines, so that nothing here rests on either.

No document that was found says how the Bureau acts on reprisals; what is chosen for it has to
be confirmed by the Committee's secretariat.
"""

from collections.abc import Iterator

from sanjose import Committee, Decider, Mode, Objection, Post, Step, hookimpl, ours
from sanjose_cescr.profile import CESCR

SILENCE = ours("no document says how the Bureau decides; that nobody objected is no vote")


@hookimpl
def sanjose_committee() -> Committee:
    """Speak for the Committee on Economic, Social and Cultural Rights."""
    return CESCR


@hookimpl
def sanjose_acting(post: Post) -> tuple[Post, ...] | None:
    """Have the Bureau act where elsewhere a rapporteur or an alternate would. Source: N 5."""
    return (Post.BUREAU,) if post in {Post.RAPPORTEUR, Post.ALTERNATE} else None


@hookimpl
def sanjose_objections(step: Step) -> Iterator[Objection]:
    """Count the members' votes between sessions: silence is no consensus.

    By telephone or in a room everybody is heard, so that a consensus is one. Source: ours.
    """
    unheard = step.mode is Mode.BETWEEN_SESSIONS and step.consensus
    if step.verb == "decide" and step.adopted and step.decider is Decider.BUREAU and unheard:
        reason = "between sessions each member answers yes or no: enter the votes"
        yield Objection("silence", reason, SILENCE)
