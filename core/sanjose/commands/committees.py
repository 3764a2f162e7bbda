"""The committees installed: in service or why not, and what a profile says, with its sources.

`sanjose committees NAME` is `sanjose committees show NAME`: whatever is no command of the group
is taken for a committee's short name.
"""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

import click

from sanjose.commands.around import Around, command, group
from sanjose.commands.compare import compared
from sanjose.commands.examining import check
from sanjose.commands.steps import who
from sanjose.commands.telling import heading, paragraph, say, table, tell_json
from sanjose.rules.committees import known, load
from sanjose.rules.measures import Group
from sanjose.rules.procedure import decider
from sanjose.rules.profile import DAYS, Committee
from sanjose.words.errors import SanJoseError
from sanjose.words.provenance import Chosen, Given, shortly


@command(
    "show",
    line="Show a committee's profile.",
    more="Every value says the paragraph that gives it, or why it was chosen.",
)
@click.argument("committee")
def show(around: Around, committee: str) -> None:
    """Show."""
    profile = load(committee.casefold()).committee
    if around.as_json:
        tell_json(_plain(profile))
    else:
        _tell(profile)


def _listed(around: Around) -> None:
    """List the committees, each in service or why not."""
    found = [_loaded(slug) for slug in known()]
    if around.as_json:
        tell_json(
            {"committees": [{"slug": s, "name": n, "in_service": not w} for s, n, w in found]}
        )
        return
    if not found:
        paragraph("No committee is installed: install its distribution, sanjose-…")
        return
    table(
        [("Committee", "Name"), *((slug, why or name) for slug, name, why in found)], indent=0
    )
    say()
    paragraph("`sanjose committees NAME` shows a profile.")


def _loaded(slug: str) -> tuple[str, str, str]:
    """Return a committee's short name, its name, and why it is not in service."""
    try:
        return slug, load(slug).committee.name, ""
    except SanJoseError as error:
        return slug, "", str(error)


def _tell(profile: Committee) -> None:
    say(f"{profile.name} ({profile.slug})")
    say()
    table(
        (name, f"{_said(value.value)} [{_source(value)}]") for name, value in _values(profile)
    )
    heading("Procedures")
    table((one.key, f"{one.title} [{_source(one.source)}]") for one in profile.procedures)
    if profile.files:
        heading("Files")
        table((one.key, f"{one.title} [{_source(one.source)}]") for one in profile.files)
    heading("Days, after which somebody is reminded; nothing lapses")
    table(
        (what, str(profile.within(what).value), _source(profile.within(what))) for what in DAYS
    )
    heading("Measures, and who decides them")
    _tell_measures(profile)
    if profile.decides:
        heading("Who decides, where it is not the common minimum")
        table(
            (key, f"{_said(value.value)} [{_source(value)}]")
            for key, value in profile.decides.items()
        )
    heading("Documents")
    table((one.symbol, f"{one.title}; read: {one.read}") for one in profile.documents)


def _tell_measures(profile: Committee) -> None:
    """Print every measure by its name, group by group, with who decides it here."""
    for purpose in Group:
        deciders: dict[str, list[str]] = {}
        for one in profile.kinds.values():
            if one.group is purpose:
                deciders.setdefault(who(decider(profile, one)), []).append(one.key)
        if deciders:
            said = "; ".join(f"{', '.join(keys)} [{name}]" for name, keys in deciders.items())
            paragraph(f"{purpose}: {said}", indent=2, hang=2)


def _values(profile: Committee) -> Iterator[tuple[str, Given[Any] | Chosen[Any]]]:
    yield "rapporteur", profile.rapporteur
    yield "policy", profile.policy
    yield "endorsed", profile.endorsed
    yield "posting", profile.posting
    yield "signs letters", profile.signatory
    yield "protects", profile.protects
    yield "reports", profile.reports
    yield "country rapporteur", profile.country_rapporteur


def _source(value: Given[Any] | Chosen[Any]) -> str:
    return shortly(value.source) if isinstance(value, Given) else str(value)


def _said(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, Enum):
        return value.value if isinstance(value.value, str) else value.name.lower()
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain(profile: Committee) -> dict[str, Any]:
    return {
        "slug": profile.slug,
        "name": profile.name,
        "values": {
            name: {"value": _said(value.value), "source": str(value)}
            for name, value in _values(profile)
        },
        "procedures": [
            {"key": p.key, "title": p.title, "sealed": p.sealed, "source": str(p.source)}
            for p in profile.procedures
        ],
        "files": [
            {"key": f.key, "title": f.title, "moves": {k: list(v) for k, v in f.moves.items()}}
            for f in profile.files
        ],
        "days": {
            what: {"value": profile.within(what).value, "source": str(profile.within(what))}
            for what in DAYS
        },
        "decides": {key: _said(value.value) for key, value in profile.decides.items()},
        "documents": [{"symbol": d.symbol, "title": d.title} for d in profile.documents],
    }


class Committees(click.Group):
    """The group, whose first word may be a committee."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; a word that is none names a committee to show."""
        if args and args[0] not in self.commands:
            args = ["show", *args]
        return super().resolve_command(ctx, args)


committees = group("committees", show, compared, check, default=_listed, kind=Committees)

COMMANDS = {"committees": committees}
