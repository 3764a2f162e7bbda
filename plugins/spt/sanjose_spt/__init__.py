"""How the Subcommittee on Prevention of Torture differs from the common procedure.

It visits places of detention and speaks there in private with people whom it knows by an
internal pseudonym. Whether what they told is true is never asked: article 15 protects them
"whether true or false". Who is held is not contacted directly, but through the national
preventive mechanism, counsel, a relative, or on a visit. Beside the rapporteur each visit has
a focal point of its own. What was told stays closed until the report of the visit is public,
and names nobody even then who did not expressly agree.

Of the Subcommittee's own policy the end could not be read: it may say more, and differently.
"""

from collections.abc import Iterator

from sanjose import (
    NOTE,
    Assessment,
    Basis,
    Channel,
    Citation,
    Committee,
    Criterion,
    Kind,
    Objection,
    Post,
    Standing,
    Step,
    Urgency,
    View,
    hookimpl,
)
from sanjose_spt.profile import (
    EXPRESS_CONSENT,
    NO_CONTACT,
    NOT_HERE,
    RETURN,
    SPT,
    SUSPENSION,
    TRUE_OR_FALSE,
)
from sanjose_spt.visits import KINDS, NOT_CARRIED_OUT, OVER, PARTLY, PUBLIC, UNDER_WAY

IN_CUSTODY = frozenset({Kind.THREAT, Kind.VIOLENCE, Kind.DISAPPEARANCE})
WAYS_IN = frozenset({Channel.NPM, Channel.REPRESENTATIVE, Channel.RELATIVE, Channel.VISIT})
OUTSIDE = frozenset({Standing.REPRESENTATIVE, Standing.COUNSEL, Standing.RELATIVE})
SEEN_BY_ALL = frozenset(
    one.key for one in SPT.kinds.values() if one.public and not (one.apart or one.follows)
)
OF_REVIEWS = frozenset(
    "dialogue list-of-issues loipr observations follow-up views interim-measures".split()
)
STANDS_IN = (Post.RAPPORTEUR, Post.ALTERNATE, Post.VISIT, Post.VICE_CHAIR)


@hookimpl
def sanjose_committee() -> Committee:
    """Speak for the Subcommittee on Prevention of Torture."""
    return SPT


@hookimpl
def sanjose_acting(post: Post) -> tuple[Post, ...] | None:
    """Have the focal point for a visit stand in for the rapporteur, before the Vice-Chair.

    Source: CAT/OP/6/Rev.1, para. 10, names the two side by side; the order is ours.
    """
    return STANDS_IN if post is Post.RAPPORTEUR else None


@hookimpl
def sanjose_urgency(view: View) -> Urgency | None:
    """Have somebody look at once where a person is threatened or harmed in custody.

    Source: ours; whoever is held by those of whom they spoke cannot get away.
    """
    return Urgency.IMMEDIATE if view.detained and IN_CUSTODY & {*view.kinds} else None


@hookimpl
def sanjose_objections(step: Step) -> Iterator[Objection]:
    """Ask nobody whether it was true, call nobody in detention, and disclose nothing early.

    Source: Optional Protocol to the Convention against Torture, art. 15, 16; N annex II.
    """
    if step.verb == "assess":
        if Criterion.TRUTH in step.turned_on:
            reason = (
                "what was told is protected whether it is true or false: it turns on that never"
            )
            yield Objection("truth", reason, TRUE_OR_FALSE)
    elif step.verb == "contact":
        outside = step.person is not None and step.person.standing in OUTSIDE
        if step.view.detained and step.channel not in WAYS_IN and not outside:
            yield _into_detention()
    else:
        yield from _measure(step)


def _measure(step: Step) -> Iterator[Objection]:
    if step.measure in OF_REVIEWS:
        reason = "the Subcommittee has no such document or procedure"
        yield Objection("not-here", reason, NOT_HERE, final=True)
    kind = SPT.kinds[step.measure]
    if kind.to_person and step.view.detained and not _reached(step.view):
        yield _into_detention()
    named = step.has_case and not (step.identifies_nobody and kind.general)
    if step.measure in SEEN_BY_ALL and named:
        if reason := _closed(step.view):
            yield Objection("report-not-public", reason, Citation(NOTE, "annex II"))
        for one in step.held:
            if one.basis is not None and one.basis is not Basis.CONSENT:
                reason = f"{one.label} has to agree expressly, and nobody else for {one.label}"
                yield Objection("express-consent", reason, EXPRESS_CONSENT)


def _into_detention() -> Objection:
    reason = (
        "who is held is not contacted directly: go through the national preventive mechanism, "
        "a representative, as counsel, or a relative, or speak to them on a visit"
    )
    return Objection("into-detention", reason, NO_CONTACT)


def _reached(view: View) -> bool:
    """Return whether somebody can be asked without a call or letter into detention."""
    return any(
        one.safe and (one.channel in WAYS_IN or one.standing in OUTSIDE)
        for one in view.persons
        if not one.suspected
    )


def _closed(view: View) -> str:
    """Return why what was told is not disclosed; nothing where each report is public."""
    states = {state for kind, state in view.files if kind in KINDS} - {NOT_CARRIED_OUT}
    if not states:
        return "it is disclosed with the report of a visit: link the visit with the case"
    if PARTLY in states:
        return "the State published a part: the Subcommittee decides first what it publishes"
    return "" if states <= PUBLIC else "the report of the visit is not public"


@hookimpl
def sanjose_proposals(view: View) -> Iterator[str]:
    """Name what protects those who spoke, during a visit and after it.

    Source: Optional Protocol to the Convention against Torture, art. 13 (4); N 17; when is ours.
    """
    visits = {state for kind, state in view.files if kind in KINDS}
    done = {one.key for one in view.measures}
    if view.finding is Assessment.OUTSIDE_SCOPE:
        return
    if view.imminent and UNDER_WAY in visits:
        yield SUSPENSION.key
    if view.detained and "preventive-mechanism" not in done:
        yield "preventive-mechanism"
    if (view.imminent or view.detained) and visits & OVER and RETURN.key not in done:
        yield RETURN.key
