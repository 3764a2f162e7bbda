"""How the Committee on the Rights of Persons with Disabilities differs.

Whoever decides for a person with a disability may be the one they fear: where somebody else
agreed for them, an own view has to stand beside that answer, and where they are reached only
through somebody else, another channel is looked for. Interim measures and urgent action are
files of their own, linked with a case and never merged with it. No letter was posted so far:
whether one is, is the Committee's own decision.

The Committee's own guidelines could not be read: they may say more, and differently.
"""

from collections.abc import Iterator

from sanjose import (
    Basis,
    Channel,
    Committee,
    Kind,
    Objection,
    Standing,
    Step,
    View,
    hookimpl,
    ours,
)
from sanjose_crpd.profile import COMMUNICATION, CRPD, INTERIM

SUPPORT = ours(
    "deciding with support, and never by a substitute, is what article 12 of the Convention "
    "is about; the article was not read, and the rule is drawn from it"
)
FOR_THEM = frozenset({Basis.REPRESENTATIVE, Basis.RELATIVE})
OUT_OF_REACH = frozenset({Kind.KILLING, Kind.DISAPPEARANCE})
THROUGH_ANOTHER = frozenset({Channel.REPRESENTATIVE, Channel.RELATIVE})


@hookimpl
def sanjose_committee() -> Committee:
    """Speak for the Committee on the Rights of Persons with Disabilities."""
    return CRPD


@hookimpl
def sanjose_objections(step: Step) -> Iterator[Objection]:
    """Ask for the person's own view where another agreed for them; not of the dead or missing.

    A witness or relative in such a case is neither, so that theirs is asked for.

    Source: ours, drawn from article 12 of the Convention.
    """
    unreachable = OUT_OF_REACH & {*step.view.kinds}
    concerned = {one.label for one in step.view.persons if one.standing is Standing.CONCERNED}
    for one in step.held:
        if unreachable and one.label in concerned:
            continue
        if one.basis in FOR_THEM and not one.own_view:
            reason = (
                f"somebody else agreed for {one.label}, whose own view, be it their will as "
                "far as it is known, is not recorded with that answer"
            )
            yield Objection("own-view", reason, SUPPORT)


@hookimpl
def sanjose_proposals(view: View) -> Iterator[str]:
    """Look for a way past whoever stands between, and for interim measures. Source: N 37; ours."""
    between = any(
        one.standing is Standing.CONCERNED and one.channel in THROUGH_ANOTHER
        for one in view.persons
    )
    keys = {one.key for one in view.measures}
    if between and "secure-channel" not in keys:
        yield "secure-channel"
    linked = any(kind == INTERIM.key for kind, _ in view.files)
    if view.procedure == COMMUNICATION.key and not linked and INTERIM.key not in keys:
        yield INTERIM.key
