"""The States, by their codes and any of their names; no installation is needed for it."""

import click

from sanjose.commands.around import Around, command
from sanjose.commands.telling import paragraph, say, table, tell_json
from sanjose.words.errors import SanJoseError
from sanjose.words.states import Region, State, matching, states


@command(
    "states",
    more="TEXT is a code, the beginning of a word of a name, or a regional group. The list was"
    " written from its authors' own knowledge: check a name before a letter leaves.",
)
@click.argument("text", required=False)
def list_(around: Around, text: str | None) -> None:
    """List."""
    trial = _trial(around)
    found = matching(text, trial=trial) if text and text.strip() else states(trial=trial)
    if around.as_json:
        tell_json({"states": [_plain(one) for one in found]})
        return
    if not found:
        paragraph("No State has such a code or name.")
        return
    table((_row(one) for one in found), indent=0)
    say()
    paragraph("1 State." if len(found) == 1 else f"{len(found)} States.")


def _trial(around: Around) -> bool:
    """Return whether the installation, if there is one, knows the invented States."""
    try:
        return around.home.settings().trial
    except SanJoseError:
        return False


def _row(one: State) -> tuple[str, str, str]:
    group = "" if one.region is Region.NONE else f"; {one.region}"
    formal = f" ({one.formal})" if one.formal else ""
    return one.code, one.short, f"{one.name}{formal}{group}"


def _plain(one: State) -> dict[str, object]:
    return {
        "code": one.code,
        "short": one.short,
        "name": one.name,
        "formal": one.formal or None,
        "region": None if one.region is Region.NONE else str(one.region),
        "aliases": list(one.aliases),
    }


COMMANDS = {"states": list_}
