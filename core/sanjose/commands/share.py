"""Tell other committees something of a case: look at it exactly, and agree."""

from typing import Any

import click

from sanjose.commands.answers import WAITS, as_plain, plain_objection, tell, tell_objections
from sanjose.commands.around import Around, command
from sanjose.commands.documents import at_a_terminal
from sanjose.commands.failing import Stopped
from sanjose.commands.session import session
from sanjose.commands.telling import (
    heading,
    paragraph,
    say,
    sentence,
    table,
    tell_json,
)
from sanjose.commands.wording import state_name
from sanjose.rules.sharing import Shared
from sanjose.secretariat import Secretariat
from sanjose.secretariat.network.recalling import spoken
from sanjose.secretariat.network.sharing import Offered
from sanjose.words.errors import Misuse
from sanjose.words.shared import Told
from sanjose.words.tiers import TELLS, Tier

TIERS = {tier.name.lower(): tier for tier in Tier}
YES = "yes"

VIEWPOINT = (
    "Before you agree, ask yourself: who in the State would know from this which person it is "
    "about? If it is one person, tell less, or nothing."
)
SEALED = "nobody else can open it; those who carry it cannot either"


@command(
    "share",
    more="Without a reference it lists what other committees were told; with a reference alone it"
    " shows how much each of them may be told of that case. With --to it shows exactly what would"
    " be sent and asks whether you agree. Nothing leaves before somebody says `sanjose send`,"
    " but for --at-once: that leaves with the second person's yes.",
)
@click.argument("reference", required=False)
@click.option("--to", "to", multiple=True, metavar="COMMITTEE", help="Who may read it.")
@click.option(
    "--tier",
    type=click.Choice(list(TIERS)),
    help="How much is told: "
    + "; ".join(f"{name} ({TELLS[one]})" for name, one in TIERS.items()),
)
@click.option(
    "--at-once",
    is_flag=True,
    help="Do not wait for the batch; two persons agree, and it leaves with the second yes.",
)
@click.option("--preview", "only", is_flag=True, help="Only show it.")
@click.option(
    "--yes", "sure", is_flag=True, help="Agree to what is shown, without being asked."
)
def share(
    around: Around,
    reference: str | None,
    to: tuple[str, ...],
    tier: str | None,
    *,
    at_once: bool,
    only: bool,
    sure: bool,
) -> int:
    """Share."""
    if reference is None:
        return _list(around)
    asked = bool(to or tier or at_once or only or sure)
    with session(around.home, writing=asked) as door:
        if not asked:
            return _of_case(around, door, reference)
        meant = TIERS[tier or "region"]
        offered = door.preview(reference, to, meant, at_once=at_once)
        if not around.as_json:
            _show(offered, against=only)
        if only:
            return _only(around, offered)
        if not offered.objections:
            _agreed(around, offered, sure=sure)
        outcome = door.share(
            reference, offered.plan.to, meant, at_once=at_once, agreed=offered.preview
        )
        if around.as_json:
            tell_json({**as_plain(outcome, door.today()), "preview": _plain(offered)})
            return 1 if outcome.refused else 0
        say()
        said = f"{spoken(offered.plan.to)} may be told" if offered.plan.to else ""
        opening = f"Agreed: {said} of {offered.reference}: {TELLS[meant]}."
        if outcome.refused:
            opening = f"to tell other committees of {offered.reference}"
        elif outcome.waits:
            opening = WAITS.format(label=outcome.waits)
        return tell(around, door, outcome, opening=opening)


def _agreed(around: Around, offered: Offered, *, sure: bool) -> None:
    """Let the officer agree to what was shown.

    Raises:
        Misuse: it was not said with `--yes`, and nobody can be asked.
        Stopped: the officer did not agree.
    """
    if sure:
        return
    if around.as_json or not at_a_terminal():
        message = "nothing was agreed to: look at it with --preview, and repeat it with --yes"
        raise Misuse(message)
    from sanjose.commands.asking import line
    from sanjose.commands.asking import tell as ask

    ask()
    ask(VIEWPOINT)
    second = ", and a second person after you" if offered.preview.approvals > 1 else ""
    ask(f"Type {YES} to agree to exactly this{second}; anything else stops.")
    if line().strip().casefold() != YES:
        message = "nothing was agreed to"
        raise Stopped(message)


def _only(around: Around, offered: Offered) -> int:
    if around.as_json:
        tell_json(_plain(offered))
    return 1 if offered.objections else 0


def _show(offered: Offered, *, against: bool) -> None:
    shown = offered.preview
    say(f"Exactly this would be told of {offered.reference}")
    say()
    table((name, _spelled(name, value)) for name, value in shown.fields)
    say()
    rows = [
        ("read by", f"{spoken(shown.to)}; {SEALED}" if shown.to else "nobody"),
        (
            "seen by all",
            (
                f"that {shown.committee} sent something on {shown.leaves} or later; "
                f"{shown.day_tells}"
            ),
        ),
        ("similar", f"{shown.similar} could be meant as well, as far as is known here"),
        ("told before", "; ".join(shown.known) or "nothing, to these"),
        (
            "needs",
            "the yes of two persons" if shown.approvals > 1 else "the yes of one officer",
        ),
    ]
    if offered.replaced:
        to = spoken(name for one in offered.replaced for name in one.fact.to)
        rows.append(("replaces", f"what waits to leave for {to}, which then does not"))
    table(rows)
    if offered.objections and against:
        heading("What stands against it")
        tell_objections(offered.objections, indent=2)


def _spelled(name: str, value: str) -> str:
    return f"{value} ({state_name(value)})" if name == "state" else value


def _plain(offered: Offered) -> dict[str, Any]:
    shown = offered.preview
    return {
        "reference": offered.reference,
        "kind": shown.kind,
        "fields": dict(shown.fields),
        "to": list(shown.to),
        "committee": shown.committee,
        "leaves": shown.leaves,
        "day_tells": shown.day_tells,
        "similar": shown.similar,
        "known": list(shown.known),
        "approvals": shown.approvals,
        "exact": shown.exact.decode(),
        "replaces": [list(one.fact.to) for one in offered.replaced],
        "objections": [plain_objection(one) for one in offered.objections],
    }


# -- what was told -----------------------------------------------------------------------------


def _of_case(around: Around, door: Secretariat, reference: str) -> int:
    """Show what was told of a case, and how much each committee may be told of it."""
    may = door.tellable(reference)
    told = door.told_of(reference)
    fallen = door.not_covered(told[0][0].case_id) if told else ()
    if around.as_json:
        tell_json(
            {
                "reference": reference,
                "may_be_told": {
                    name: None if tier is None else tier.name.lower() for name, tier in may
                },
                "told": [_plain_told(one, body) for one, body in told],
                "not_covered": list(fallen),
            }
        )
        return 0
    say(f"How much each committee may be told of {reference}, by what was agreed to")
    say()
    table((name, "nothing" if tier is None else TELLS[tier]) for name, tier in may)
    if told:
        heading("What they were told")
        table(_row(one, body) for one, body in told)
    for one in fallen:
        say()
        paragraph(sentence(one))
    covered = [(name, tier) for name, tier in may if tier is not None]
    heading("Next in the procedure")
    if not covered:
        say(f"  sanjose consent {reference}")
        return 0
    name, tier = covered[0]
    say(f"  sanjose share {reference} --to {name} --tier {tier.name.lower()}")
    return 0


def _list(around: Around) -> int:
    """List what other committees were told of cases that this officer may know of."""
    with session(around.home) as door:
        door.may_list()
        told = [
            (reference, one, body)
            for reference in door.told_references()
            for one, body in door.told_of(reference)
        ]
        left = door.told_of_erased()
    if around.as_json:
        listed = [{"reference": ref, **_plain_told(one, body)} for ref, one, body in told]
        erased = [{"reference": ref, "to": list(one.fact.to)} for ref, one in left]
        tell_json({"told": listed, "erased": erased})
        return 0
    if not told and not left:
        paragraph("Other committees were told nothing: sanjose share REFERENCE")
        return 0
    table(((ref, *_row(one, body)) for ref, one, body in told), indent=0)
    for reference, one in left:
        paragraph(
            f"{reference} was erased, and {spoken(one.fact.to)} were told of it: "
            f"`sanjose recall {reference}`"
        )
    return 0


def _row(one: Told, body: Shared) -> tuple[str, ...]:
    days = {
        "waits": f"waits, leaves on {one.fact.leaves}",
        "left": f"left on {one.left_on}",
        "recalled": f"recalled on {one.recalled_on}",
    }
    return spoken(one.fact.to), f"{body.body.words}; {days[one.standing]}"


def _plain_told(one: Told, body: Shared) -> dict[str, Any]:
    return {
        "summary": one.fact.summary,
        "version": one.fact.version,
        "tier": one.fact.tier.name.lower(),
        "says": {name: str(value) for name, value in body.body.says.items()},
        "to": list(one.fact.to),
        "standing": one.standing,
        "leaves": one.fact.leaves,
        "left_on": one.left_on,
        "recalled_on": one.recalled_on,
    }


COMMANDS = {"share": share}
