"""Bring in what happened before, from a history file: all of it, or nothing."""

from pathlib import Path

import click

from sanjose.commands.answers import as_plain
from sanjose.commands.around import Around, command
from sanjose.commands.progress import bar
from sanjose.commands.session import session
from sanjose.commands.telling import paragraph, say, table, tell_json, watched
from sanjose.history import Told, documents
from sanjose.history import replay as replayed


@command(
    "replay",
    more="JSON Lines, a step a line, or YAML; `sanjose schema history` is its form. A step may"
    " say which refusal it expects.",
)
@click.argument("file", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Do everything, and keep nothing.")
def replay(around: Around, file: str, *, dry_run: bool) -> None:
    """Replay."""
    path = Path(file)
    # Counted first, but only for somebody who watches the bar.
    steps = max(0, sum(1 for _ in documents(path)) - 1) if watched() else None
    refused = 0
    steps_told: list[dict[str, object]] = []
    with session(around.home, writing=True) as door, bar("Replaying", steps) as told:

        def each(step: Told) -> None:
            nonlocal refused
            refused += step.outcome.refused
            if around.as_json:
                steps_told.append(_plain(step))
            told(step.number, steps or step.number)

        done = replayed(door, path, dry_run=dry_run, each=each)
    if around.as_json:
        tell_json(
            {
                "steps": done.steps,
                "refused": refused,
                "references": dict(done.references),
                "kept": not dry_run,
                "told": steps_told,
            }
        )
        return
    steps_ = "1 step" if done.steps == 1 else f"{done.steps:,} steps"
    refusals = f", {refused} of them refused as expected" if refused else ""
    paragraph(
        f"{'It would all be recorded' if dry_run else 'Recorded'}: {steps_}{refusals}."
        + (" Nothing was kept." if dry_run else "")
    )
    if done.references and not dry_run:
        say()
        table((name, reference) for name, reference in done.references.items())


def _plain(step: Told) -> dict[str, object]:
    """Return a step for whoever tells the story: the day, its note, what was done or refused."""
    around = step.around
    return {
        "step": step.number,
        "on": around.on,
        "note": around.note,
        "by": str(around.by) if around.by else None,
        **as_plain(step.outcome, around.on),
        "verb": step.verb.name,
    }


COMMANDS = {"replay": replay}
