"""The committees installed: in service or why not, and what a profile says, with its sources."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

import click

from sanjose.commands.around import Around, command
from sanjose.commands.telling import heading, paragraph, say, table, tell_json
from sanjose.rules.committees import known, load
from sanjose.rules.profile import DAYS, Committee
from sanjose.words.errors import SanJoseError
from sanjose.words.provenance import Chosen, Given, shortly


@command(
    "committees", more="Every value says the paragraph that gives it, or why it was chosen."
)
@click.argument("committee", required=False)
def committees(around: Around, committee: str | None) -> None:
    """Show."""
    if committee is not None:
        profile = load(committee.casefold()).committee
        if around.as_json:
            tell_json(_plain(profile))
        else:
            _tell(profile)
        return
    found = [_loaded(slug) for slug in known()]
    if around.as_json:
        tell_json(
            {"committees": [{"slug": s, "name": n, "in_service": not w} for s, n, w in found]}
        )
        return
    if not found:
        paragraph("No committee is installed: install one, such as sanjose-cat.")
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
    if profile.decides:
        heading("Who decides, where it is not the common minimum")
        table(
            (key, f"{_said(value.value)} [{_source(value)}]")
            for key, value in profile.decides.items()
        )
    heading("Documents")
    table((one.symbol, f"{one.title}; read: {one.read}") for one in profile.documents)


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


COMMANDS = {"committees": committees}
